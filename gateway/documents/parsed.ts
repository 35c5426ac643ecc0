import type { DocumentNode } from 'graphql'
import type { DocumentStore } from './store.ts'

/** Characters of unregistered texts whose documents are kept, in all. A document takes some sixty times its text. */
const KEPT_TEXT = 512 * 1024
const LONGEST_KEPT = 64 * 1024

/**
 * Apollo's `documentStore`: what it has parsed and validated, by the SHA-256 of the text. Registered documents are there from the
 * start and never pushed out by what strangers send.
 */
export function parsedDocuments(store: DocumentStore, mayRun: (document: DocumentNode) => boolean) {
  const others = new Map<string, { document: DocumentNode; size: number }>()
  let size = 0
  const drop = (key: string) => {
    size -= others.get(key)?.size ?? 0
    return others.delete(key)
  }
  return {
    async get(key: string): Promise<DocumentNode | undefined> {
      // The key is `<hash of the schema>:<hash of the text>`.
      const registered = store.compiled(key.slice(-64))
      if (registered !== null) return registered
      const kept = others.get(key)
      if (kept === undefined) return undefined
      others.delete(key)
      others.set(key, kept)
      return kept.document
    },
    async set(key: string, document: DocumentNode): Promise<void> {
      const length = document.loc?.source.body.length ?? LONGEST_KEPT
      // What is refused is refused again soon enough; kept, it would push out what is asked for.
      if (length > LONGEST_KEPT || !mayRun(document)) return
      drop(key)
      others.set(key, { document, size: length })
      size += length
      while (size > KEPT_TEXT) drop(others.keys().next().value!)
    },
    delete: async (key: string) => drop(key),
  }
}
