import { setImmediate, setTimeout } from 'node:timers/promises'
import type { DocumentNode } from 'graphql'
import type { Port, Row } from '../db/port.ts'
import { canonicalHash } from './document.ts'
import type { Level, StoredDocument } from './document.ts'

/** One client with everything it has registered. */
export interface Client {
  readonly name: string
  readonly level: Level
  /** May it register texts by sending them (automatic persisted queries)? */
  readonly apq: boolean
}

/** The registered documents of every client, in memory. Look-ups are O(1), and never wait. */
export interface DocumentStore {
  client(name: string): Client | null
  /** A document of this client: another one's id is as unknown as no one's. */
  byId(client: string, id: string): StoredDocument | null
  /** By the SHA-256 of its text, as it is or canonical. */
  byHash(client: string, hash: string): StoredDocument | null
  /** The longest text that this client has registered. */
  longest(client: string): number
  /** The parsed and validated document of a registered body. */
  compiled(hash: string): DocumentNode | null
  /** A partner's key by its hash; one that ended lately too, so that it can be told so. */
  key(hash: string): PartnerKey | null
  size(): number
  /** Reads what has changed since it was last asked; several calls at once are one. */
  refresh(): Promise<void>
  /** The same, certainly begun after this call, and a few times a second at most: for what should be there and is not. */
  lookAgain(): Promise<void>
}

export type PartnerKey = Row<'list_keys_of_partners'>

type Change = Row<'list_documents'>

interface Shelf {
  readonly byId: Map<string, StoredDocument>
  /** One text may have several ids. */
  readonly byHash: Map<string, readonly StoredDocument[]>
  longest: number
}

/** Rows of one read: below what PostgREST would cut off. */
const PAGE = 500
/** Strangers' keys make us look no oftener. */
const LOOK_AGAIN_MS = 250
/** How long warming keeps the event loop to itself. */
const SLICE_MS = 10

/** The document of a text, as it may run; null where the schema of today does not allow it. `validFor`: the rules under which it was found valid. */
export type Compile = (body: string, validFor: string | null) => DocumentNode | null

const hashesOf = ({ body, hash }: StoredDocument) => new Set([hash, canonicalHash(body) ?? hash])

async function allKeys(port: Port): Promise<Map<string, PartnerKey>> {
  const keys = new Map<string, PartnerKey>()
  for (let after: string | null = null, more = true; more;) {
    const page: readonly PartnerKey[] = await port.call('list_keys_of_partners', { limit: PAGE, after })
    for (const key of page) keys.set(key.keyHash, key)
    after = page.at(-1)?.keyId ?? null
    more = page.length === PAGE
  }
  return keys
}

/**
 * Loads lazily: `refresh` once before serving. A change is compiled before it is put in its place, and put there between two
 * requests, so that no request ever meets half of a reload.
 */
export function createDocumentStore(port: Port, compile: Compile, warn: (message: string, document: StoredDocument) => void, checked: (document: StoredDocument, validFor: string | null) => void = () => {}): DocumentStore {
  let clients = new Map<string, Client>()
  const shelves = new Map<string, Shelf>()
  const documents = new Map<string, { document: DocumentNode | null; users: number }>()
  let revision = 0
  let keys = new Map<string, PartnerKey>()
  let running: Promise<void> | null = null
  let again: Promise<void> | null = null
  let began = -Infinity

  const shelfOf = (client: string) => {
    const found = shelves.get(client) ?? { byId: new Map(), byHash: new Map(), longest: 0 }
    shelves.set(client, found)
    return found
  }
  const put = (change: Change) => {
    const shelf = shelfOf(change.client)
    const before = shelf.byId.get(change.documentId)
    if (before !== undefined) takeAway(shelf, before)
    if (change.body === null) return
    const { client, documentId: id, name, body, bodyHash: hash, cost, validFor } = change
    const stored: StoredDocument = { client, id, name, body, hash, cost }
    const shared = documents.get(hash)
    if (shared !== undefined) shared.users += 1
    else documents.set(hash, { document: compile(body, validFor), users: 1 })
    if (documents.get(hash)!.document === null) warn('a registered document is not valid under this schema', stored)
    else checked(stored, validFor)
    shelf.byId.set(id, stored)
    for (const key of hashesOf(stored)) shelf.byHash.set(key, [...shelf.byHash.get(key) ?? [], stored])
    shelf.longest = Math.max(shelf.longest, body.length)
  }
  const takeAway = (shelf: Shelf, stored: StoredDocument) => {
    shelf.byId.delete(stored.id)
    for (const key of hashesOf(stored)) {
      const others = shelf.byHash.get(key)!.filter((other) => other !== stored)
      if (others.length > 0) shelf.byHash.set(key, others)
      else shelf.byHash.delete(key)
    }
    const shared = documents.get(stored.hash)!
    shared.users -= 1
    if (shared.users === 0) documents.delete(stored.hash)
  }

  async function read() {
    began = performance.now()
    const now = await port.call('document_revision', {}).then(([found]) => found!)
    if (now === revision) return
    const [rows, partnerKeys] = await Promise.all([port.call('list_clients', {}), allKeys(port)])
    const readAfter = (after: { afterRevision: number; afterClient: string; afterId: string }) => port.call('list_documents', { limit: PAGE, ...after })
    for (let reading: ReturnType<typeof readAfter> | null = readAfter({ afterRevision: revision + 1, afterClient: '', afterId: '' }); reading !== null;) {
      const page: readonly Change[] = await reading
      const last = page.length === PAGE ? page.at(-1)! : null
      // The next page is on its way while this one is put in its place.
      reading = last && readAfter({ afterRevision: last.revision, afterClient: last.client, afterId: last.documentId })
      reading?.catch(() => {})
      let slice = performance.now()
      for (const change of page) {
        put(change)
        if (performance.now() - slice < SLICE_MS) continue
        await setImmediate()
        slice = performance.now()
      }
    }
    clients = new Map(rows.map(({ client, level, apq }) => [client, { name: client, level: level as Level, apq }]))
    keys = partnerKeys
    // What came after this revision is read again next time: putting it twice changes nothing.
    revision = now
  }

  const refresh = () => running ??= read().finally(() => { running = null })
  async function waitAndRead() {
    await running?.catch(() => {})
    const early = began + LOOK_AGAIN_MS - performance.now()
    if (early > 0) await setTimeout(early)
    again = null
    await refresh()
  }

  return {
    client: (name) => clients.get(name) ?? null,
    byId: (client, id) => shelves.get(client)?.byId.get(id) ?? null,
    byHash: (client, hash) => shelves.get(client)?.byHash.get(hash)?.[0] ?? null,
    longest: (client) => shelves.get(client)?.longest ?? 0,
    compiled: (hash) => documents.get(hash)?.document ?? null,
    size: () => shelves.values().reduce((sum, shelf) => sum + shelf.byId.size, 0),
    key: (hash) => keys.get(hash) ?? null,
    refresh,
    lookAgain: () => again ??= waitAndRead(),
  }
}
