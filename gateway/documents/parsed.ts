import type { DocumentNode } from 'graphql'
import type { StoredDocument } from './document.ts'
import type { DocumentStore } from './store.ts'

/** Characters of unregistered texts whose documents are kept, in all. A document takes some sixty times its text. */
const KEPT_TEXT = 512 * 1024
const LONGEST_KEPT = 64 * 1024

/**
 * Apollo's `documentStore`: what it has parsed and validated, by the SHA-256 of the text. Registered documents are there from the
 * start and never pushed out by what strangers send. `known` finds the same without hashing.
 */
export function parsedDocuments(store: DocumentStore, mayRun: (document: DocumentNode) => boolean) {
  const others = new Map<string, { document: DocumentNode; size: number; text: string }>()
  const keys = new Map<string, string>()
  let size = 0
  const drop = (key: string) => {
    const dropped = others.get(key)
    size -= dropped?.size ?? 0
    if (dropped !== undefined) keys.delete(dropped.text)
    return others.delete(key)
  }
  const find = (key: string): DocumentNode | null => {
    const kept = others.get(key)
    if (kept === undefined) return null
    // As long as none has to go, it is the same to all in which order they would.
    if (size > KEPT_TEXT / 2) {
      others.delete(key)
      others.set(key, kept)
    }
    return kept.document
  }
  return {
    /** The document that has run already, or may run; null: let Apollo see. */
    known(text: string, registered: StoredDocument | null): DocumentNode | null {
      if (registered !== null) return store.compiled(registered.hash)
      const key = keys.get(text)
      return key === undefined ? null : find(key)
    },
    async get(key: string): Promise<DocumentNode | undefined> {
      // The key is `<hash of the schema>:<hash of the text>`.
      const registered = store.compiled(key.slice(-64))
      if (registered !== null) return registered
      return find(key) ?? undefined
    },
    async set(key: string, document: DocumentNode): Promise<void> {
      const text = document.loc?.source.body
      // What is refused is refused again soon enough; kept, it would push out what is asked for.
      if (text === undefined || text.length > LONGEST_KEPT || !mayRun(document)) return
      drop(key)
      others.set(key, { document, size: text.length, text })
      keys.set(text, key)
      size += text.length
      while (size > KEPT_TEXT) drop(others.keys().next().value!)
    },
    delete: async (key: string) => drop(key),
  }
}
