import type { Billing } from '../billing/port.ts'
import { anonymous } from '../db/port.ts'
import type { Identity, Port } from '../db/port.ts'
import { signalOf } from '../ending.ts'
import type { Waited } from '../ending.ts'
import { unauthenticated } from '../errors.ts'
import type { Live } from '../events/live.ts'
import type { Extract } from '../upload/extract.ts'
import type { Writer } from '../writer/port.ts'
import type { Ahead } from './ahead.ts'
import type { Caller, Partner, Viewer } from './auth.ts'
import { bindDatabase } from './database.ts'
import type { Database } from './database.ts'
import type { Admitted } from './documents.ts'
import type { Drafts } from './drafts.ts'
import { createRows } from './load.ts'
import type { Catalogues, Load, Rows } from './load.ts'
import type { NodeKinds } from './node.ts'
import type { CallerRate, RateLimiter } from './rate.ts'

/** What every request shares. */
export interface Services {
  readonly nodes: NodeKinds
  readonly port: Port
  readonly catalogues: Catalogues
  readonly writer: Writer
  readonly extract: Extract
  readonly billing: Billing
  /** Where a refused user can buy. */
  readonly upgradeUrl: string
  /** A partner or a key was changed here: this process knows it before it answers. */
  readonly registryChanged: () => Promise<void>
  readonly warn: (error: unknown, message: string) => void
  readonly drafts: Drafts
  readonly live: Live
  readonly rates: RateLimiter
}

/** What one request's resolvers see. */
export interface Context {
  readonly ahead: Ahead
  readonly nodes: NodeKinds
  readonly viewer: Viewer | null
  /** Who calls by a partner's key; then there is no viewer. */
  readonly partner: Partner | null
  /** The client that sends, and the registered document that it sends, if it is one. */
  readonly admitted: Admitted
  readonly db: Database
  readonly load: Load
  readonly rows: Rows
  readonly writer: Writer
  readonly extract: Extract
  readonly billing: Billing
  readonly upgradeUrl: string
  /** Aborts when the client hangs up, or when the request has taken too long (its reason is DEADLINE_EXCEEDED then). */
  readonly waited: Waited
  /** The same for libraries. */
  readonly signal: AbortSignal
  readonly requestId: string
  readonly traceparent: string | null
  /** The caller's points, and how many of them this operation was let in for. */
  readonly meter: { readonly rate: CallerRate; requested: number }
  /** How long the request's body was; nothing but an upload may be long. */
  readonly bodyBytes: number | undefined
  /** No text that was sent can hold a control character, or half of a character: what was sent was looked at as a whole. */
  readonly isPlain: boolean
  readonly registryChanged: Services['registryChanged']
  readonly warn: Services['warn']
  readonly drafts: Drafts
  readonly live: Live
  /** The same caller's, for work that goes on when the request is over. */
  detach(waited: Waited): Context
}

export interface Incoming {
  readonly caller: Caller
  readonly requestId: string
  readonly waited: Waited
  readonly traceparent: string | null
  readonly admitted: Admitted
  /** Whose points it spends, where that is known already. */
  readonly rate?: CallerRate | null
  /** Where it comes from, as far as that can be believed. */
  readonly address?: string | null
  /** Unknown for what came by a WebSocket. */
  readonly bodyBytes?: number | undefined
  readonly isPlain?: boolean
}

/** W3C Trace Context: version, trace, parent, flags; all zeros is none. It is kept with events, so it is read before. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/

export const createContext = (services: Services, request: Incoming): Context => new RequestContext(services, request)

/** A class, so that no request makes functions of its own, or copies what all share. */
class RequestContext implements Context {
  readonly ahead: Ahead = new Map()
  readonly viewer: Viewer | null
  readonly partner: Partner | null
  readonly db: Database
  readonly rows: Rows
  readonly traceparent: string | null
  readonly meter: Context['meter']
  private readonly services: Services
  private readonly request: Incoming

  constructor(services: Services, request: Incoming) {
    const { caller, traceparent } = request
    const viewer = caller.kind === 'viewer' ? caller.viewer : null
    const partner = caller.kind === 'partner' ? caller.partner : null
    const identity: Identity = caller.kind === 'viewer' ? { role: 'authenticated', claims: caller.viewer.claims, token: caller.token } : anonymous
    this.services = services
    this.request = request
    this.viewer = viewer
    this.partner = partner
    this.db = bindDatabase(services.port, identity, viewer?.id ?? partner?.keyId ?? null, services.upgradeUrl, request.waited)
    this.rows = createRows(this.db, services.catalogues)
    this.traceparent = traceparent !== null && TRACEPARENT.test(traceparent) ? traceparent : null
    this.meter = { rate: request.rate ?? services.rates.of(caller, request.address ?? null), requested: 0 }
  }

  get load() { return this.rows.load }
  get admitted() { return this.request.admitted }
  get waited() { return this.request.waited }
  get signal() { return signalOf(this.request.waited) }
  get requestId() { return this.request.requestId }
  get bodyBytes() { return this.request.bodyBytes }
  get isPlain() { return this.request.isPlain === true }
  get nodes() { return this.services.nodes }
  get writer() { return this.services.writer }
  get extract() { return this.services.extract }
  get billing() { return this.services.billing }
  get upgradeUrl() { return this.services.upgradeUrl }
  get registryChanged() { return this.services.registryChanged }
  get warn() { return this.services.warn }
  get drafts() { return this.services.drafts }
  get live() { return this.services.live }

  detach(waited: Waited): Context {
    return new RequestContext(this.services, { ...this.request, waited })
  }
}

/** The viewer, where the shield has let only viewers through. */
export function requireViewer(context: Context): Viewer {
  if (context.viewer === null) throw unauthenticated()
  return context.viewer
}
