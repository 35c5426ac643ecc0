import type { Port } from '../db/port.ts'
import type { StoredDocument } from './document.ts'

/** What was sent, told to the database now and then: not a request waits for it, or costs a write. */
export interface Seen {
  document(document: StoredDocument): void
  /** A text that a client at level `log` sent without having registered it. */
  unknown(client: string, hash: string, name: string | null): void
  /** A document that was found valid, under the rules of this digest. */
  valid(document: StoredDocument, rules: string): void
  /** A partner's key, by its id. */
  key(id: string): void
  /** Says it now. What could not be said is kept for the next time. */
  flush(): Promise<void>
}

/** Pruning asks for 30 days: an hour more or less is nothing, and a busy document is written 24 times a day. */
const GRAIN_MS = 3_600_000
/** Different unknown texts between two flushes; more are counted nowhere. */
const MOST_UNKNOWN = 500

export function createSeen(port: Port, clock: () => number = Date.now): Seen {
  const said = new WeakMap<StoredDocument, number>()
  const saidOfKeys = new Map<string, number>()
  let keys = new Map<string, number>()
  let valid: { readonly rules: string; readonly documents: StoredDocument[] } = { rules: '', documents: [] }
  let seen = new Map<StoredDocument, number>()
  let unknown = new Map<string, [client: string, hash: string, name: string | null, requests: number]>()
  return {
    document(document) {
      const now = clock()
      if (now - (said.get(document) ?? -Infinity) < GRAIN_MS) return
      said.set(document, now)
      seen.set(document, now)
    },
    unknown(client, hash, name) {
      const key = `${client}\n${hash}`
      const known = unknown.get(key)
      if (known !== undefined) known[3] += 1
      else if (unknown.size < MOST_UNKNOWN) unknown.set(key, [client, hash, name?.slice(0, 200) ?? null, 1])
    },
    valid(document, rules) {
      if (valid.rules !== rules) valid = { rules, documents: [] }
      valid.documents.push(document)
    },
    key(id) {
      const now = clock()
      if (now - (saidOfKeys.get(id) ?? -Infinity) < GRAIN_MS) return
      saidOfKeys.set(id, now)
      keys.set(id, now)
    },
    async flush() {
      if (keys.size > 0) {
        const used = keys
        keys = new Map()
        await port.call('note_partner_keys', { used: [...used].map(([id, at]) => [id, new Date(at).toISOString()]) })
      }
      // Only saves others work: what cannot be said is not kept.
      for (const { rules, documents } = valid; documents.length > 0;) {
        await port.call('note_valid_documents', { rules, documents: documents.splice(0, 500).map(({ client, id }) => [client, id]) })
      }
      if (seen.size === 0 && unknown.size === 0) return
      const [documents, texts] = [seen, unknown]
      seen = new Map()
      unknown = new Map()
      try {
        await port.call('note_documents', { seen: [...documents].map(([{ client, id }, at]) => [client, id, new Date(at).toISOString()]), unknown: [...texts.values()] })
      } catch (error) {
        for (const [document, at] of documents) seen.set(document, seen.get(document) ?? at)
        throw error
      }
    },
  }
}
