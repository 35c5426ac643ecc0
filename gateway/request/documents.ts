import { canonicalHash, sha256 } from '../documents/document.ts'
import type { StoredDocument } from '../documents/document.ts'
import type { Seen } from '../documents/seen.ts'
import type { Client, DocumentStore } from '../documents/store.ts'
import { badRequest, GatewayError } from '../errors.ts'
import type { Caller } from './auth.ts'

/** What a request asks to run, as it came: over HTTP or a WebSocket, in a body or in an address. */
export interface Asked {
  readonly query?: unknown
  readonly documentId?: unknown
  readonly operationName?: unknown
  readonly variables?: unknown
  readonly extensions?: unknown
}

/** May run: the request as it came, or a text instead of its id, which is a document where it is registered. */
export interface Admitted {
  readonly client: string
  /** Null: the request as it came. */
  readonly text: string | null
  readonly document: StoredDocument | null
}

/** The rung `documents`: who may send what. */
export interface Documents {
  /** The partner of the key; else what the request says it is, if that is one of ours; else `anonymous`. */
  clientOf(caller: Caller, headers: Readonly<Record<string, string | string[] | undefined>>): Client
  /** @throws DOCUMENT_NOT_REGISTERED, PERSISTED_QUERY_NOT_FOUND, BAD_REQUEST */
  admit(client: Client, asked: Asked): Admitted
}

export interface DocumentsOptions {
  readonly store: DocumentStore
  readonly seen: Seen
  /** No client is below `safelist` then. */
  readonly production: boolean
}

/** One word for an id that nobody has, one that another client has, and a text that is not registered. */
const notRegistered = () => new GatewayError('DOCUMENT_NOT_REGISTERED', 'This client has not registered this document.')
const notFound = () => new GatewayError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound')

export function createDocuments({ store, seen, production }: DocumentsOptions): Documents {
  const texts = createTexts()
  const levelOf = ({ level }: Client) => (production && (level === 'off' || level === 'log') ? 'safelist' : level)
  const nobody: Client = { name: 'anonymous', level: 'off', apq: false }

  function byId(client: Client, id: string): StoredDocument | null {
    const named = store.byId(client.name, id)
    if (named !== null) return named
    const hash = HASH.exec(id)?.[1]
    return hash === undefined ? null : store.byHash(client.name, hash)
  }

  /** A text that came as text. */
  function admitText(client: Client, asked: Asked): Admitted {
    const { query } = asked
    const level = levelOf(client)
    const plain = { client: client.name, text: null, document: null }
    if (level === 'off') {
      // Who sends texts that are registered is seen to use them, so that they are not pruned before the client is held to them.
      const used = typeof query === 'string' && store.longest(client.name) > 0 ? store.byHash(client.name, sha256(query)) : null
      if (used !== null) seen.document(used)
      return plain
    }
    const document = level === 'ids' || typeof query !== 'string' ? null : registered(client, query)
    if (document !== null) return admitDocument(document)
    if (level !== 'log') throw notRegistered()
    if (typeof query === 'string') seen.unknown(client.name, sha256(query), typeof asked.operationName === 'string' ? asked.operationName : null)
    return plain
  }

  function registered(client: Client, query: string): StoredDocument | null {
    // Nothing registered can be in a text many times as long; reading it all would be work for a stranger.
    if (query.length > 4 * store.longest(client.name) + 1024) return null
    const asItIs = store.byHash(client.name, sha256(query))
    if (asItIs !== null) return asItIs
    const hash = canonicalHash(query)
    return hash === null ? null : store.byHash(client.name, hash)
  }

  function admitDocument(document: StoredDocument): Admitted {
    seen.document(document)
    return { client: document.client, text: document.body, document }
  }

  /** `extensions.persistedQuery`: Apollo's clients send the hash, and the text only when they are told that it is not known. */
  function admitHash(client: Client, asked: Asked, hash: string): Admitted {
    const level = levelOf(client)
    const apq = client.apq && (level === 'off' || level === 'log')
    if (asked.query !== undefined && asked.query !== null) {
      if (typeof asked.query !== 'string' || sha256(asked.query) !== hash) throw badRequest('provided sha does not match query')
      const admitted = admitText(client, asked)
      if (apq && admitted.document === null) texts.keep(hash, asked.query)
      return { ...admitted, text: admitted.text ?? asked.query }
    }
    const document = byId(client, hash)
    if (document !== null) return admitDocument(document)
    if (level === 'safelist' || level === 'ids') throw notRegistered()
    const query = apq ? texts.find(hash) : null
    if (query === null) throw notFound()
    return { ...admitText(client, { ...asked, query }), text: query }
  }

  return {
    clientOf(caller, headers) {
      if (caller.kind === 'partner') return store.client(`partner:${caller.partner.id}`) ?? { ...nobody, name: `partner:${caller.partner.id}`, level: 'ids' }
      for (const header of ['graphql-client-name', 'apollographql-client-name']) {
        const name = headers[header]
        const client = typeof name === 'string' && !name.startsWith('partner:') ? store.client(name) : null
        if (client !== null) return client
      }
      return store.client('anonymous') ?? nobody
    },
    admit(client, asked) {
      const { documentId: id, query } = asked
      const hash = hashOf(asked.extensions)
      if (id !== undefined && id !== null) {
        if (typeof id !== 'string') throw badRequest('documentId must be a text.')
        if (hash !== null || (query !== undefined && query !== null)) throw badRequest('Send one of documentId, query and extensions.persistedQuery.')
        const document = byId(client, id)
        if (document === null) throw notRegistered()
        return admitDocument(document)
      }
      if (hash !== null) return admitHash(client, asked, hash)
      if (query === undefined || query === null || query === '') return { client: client.name, text: null, document: null }
      return admitText(client, asked)
    },
  }
}

/** For a server without a store. */
export const admitsEverything: Documents = {
  clientOf: () => ({ name: 'anonymous', level: 'off', apq: false }),
  admit: ({ name }) => ({ client: name, text: null, document: null }),
}

/** The hash of a text finds it, whatever it is registered as. */
const HASH = /^(?:sha256:)?([0-9a-f]{64})$/

function hashOf(extensions: unknown): string | null {
  const persisted = (extensions as { persistedQuery?: unknown } | null | undefined)?.persistedQuery as { version?: unknown; sha256Hash?: unknown } | null | undefined
  if (persisted === undefined || persisted === null) return null
  if (persisted.version !== 1) throw badRequest('Unsupported persisted query version')
  if (typeof persisted.sha256Hash !== 'string') throw badRequest('extensions.persistedQuery.sha256Hash must be a text.')
  return persisted.sha256Hash
}

/** Characters of texts that were sent and not registered, in all. */
const KEPT_TEXT = 4 * 1024 * 1024

/** Texts by their hash, the oldest use out first. A client whose text is gone is told so, and sends it again. */
function createTexts() {
  const texts = new Map<string, string>()
  let size = 0
  const drop = (hash: string) => {
    size -= texts.get(hash)?.length ?? 0
    texts.delete(hash)
  }
  return {
    find(hash: string): string | null {
      const text = texts.get(hash)
      if (text === undefined) return null
      texts.delete(hash)
      texts.set(hash, text)
      return text
    },
    keep(hash: string, text: string) {
      drop(hash)
      texts.set(hash, text)
      size += text.length
      while (size > KEPT_TEXT) drop(texts.keys().next().value!)
    },
  }
}
