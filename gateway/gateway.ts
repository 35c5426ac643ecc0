import { AsyncLocalStorage } from 'node:async_hooks'
import { ApolloServer } from '@apollo/server'
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled, ApolloServerPluginUsageReportingDisabled } from '@apollo/server/plugin/disabled'
import { parse } from 'graphql'
import type { Logger } from 'pino'
import { emitsProblems } from '../directives/emits.ts'
import { readPhases, staleIn } from '../sql/apply.ts'
import type { Phase } from '../sql/apply.ts'
import { createBilling } from './billing/billing.ts'
import type { StripeConfig } from './config.ts'
import { listenTo } from './db/listen.ts'
import type { Port } from './db/port.ts'
import { createTurns } from './db/turns.ts'
import { parsedDocuments } from './documents/parsed.ts'
import { createSeen } from './documents/seen.ts'
import type { Seen } from './documents/seen.ts'
import { createDocumentStore } from './documents/store.ts'
import type { Compile, DocumentStore } from './documents/store.ts'
import { createLive } from './events/live.ts'
import type { GraphiqlOptions } from './http/graphiql.ts'
import { createKnownQueries } from './http/known.ts'
import type { SocketLimits } from './http/socket.ts'
import { publicGets } from './http/publicGets.ts'
import { statusCodes } from './http/statusPlugin.ts'
import { stripeRoute } from './http/stripe.ts'
import { admit, createAdmission, createGate } from './request/admission.ts'
import type { Admission } from './request/admission.ts'
import type { Verify } from './request/auth.ts'
import { createContext } from './request/context.ts'
import type { Context, Incoming } from './request/context.ts'
import { createDocuments } from './request/documents.ts'
import { createDrafts } from './request/drafts.ts'
import type { DraftOptions } from './request/drafts.ts'
import { formatError } from './request/format.ts'
import { createRateLimiter, EMBEDDED_RATES, RATES } from './request/rate.ts'
import type { RateOptions, Rates } from './request/rate.ts'
import { helpOnRefusals } from './request/help.ts'
import { LIMITS } from './request/limits.ts'
import { createOperations } from './request/operations.ts'
import { identifyPartners } from './request/partners.ts'
import { createSubscriptions } from './request/subscribe.ts'
import { buildSchema } from './schema.ts'
import { createGatewayServer } from './server.ts'
import type { GatewayServer } from './server.ts'
import { createExtract } from './upload/extract.ts'
import type { Writer } from './writer/port.ts'
import { boundsIn } from './writer/bounds.ts'
import { createWriter } from './writer/writer.ts'
import type { WriterOptions } from './writer/writer.ts'

/** What differs between the modes, the tests, and one process and the next. */
export interface GatewayOptions {
  readonly port: Port
  readonly verify: Verify
  readonly log: Logger
  readonly embedded: boolean
  readonly production: boolean
  readonly allowedOrigins: readonly string[]
  readonly upgradeUrl: string
  readonly supabase: ((request: Request) => Promise<Response>) | null
  readonly graphiql: GraphiqlOptions | null
  /** What is off and why, for /health/ready: `{stripe: 'off: STRIPE_SECRET_KEY is not set'}`. */
  readonly integrations: Readonly<Record<string, string>>
  /** Absent or null: billing is off. */
  readonly stripe?: StripeConfig | null
  /** Seconds between two looks at what lapsed; 0 for none. */
  readonly sweepEvery?: number
  /** Seconds between two looks at what was registered, and two words on what was seen; 0 for none. */
  readonly reloadEvery?: number
  /** How much each caller may ask for; by the mode unless told. */
  readonly rates?: Rates
  /** The clock that points come back by, and how long a lease is waited for; the real one, and two seconds, unless told. */
  readonly rateTimes?: Pick<RateOptions, 'now' | 'patienceMs'>
  /** False only in the benchmark, to know what the limits cost: never to be served. */
  readonly limits?: boolean
  /** Addresses and networks whose `x-forwarded-for` is believed; none unless told. */
  readonly trustedProxies?: readonly string[]
  /** How long a GraphQL request may take; 30,000 unless told. */
  readonly deadlineMs?: number
  readonly drafts?: DraftOptions
  /** Where a session may LISTEN: no pooler between. null: changes are looked for, four times a second. */
  readonly listenUrl?: string | null
  readonly socketLimits?: Partial<SocketLimits>
  /** How long catalogues (plans, templates) are kept in memory; 10,000 unless told. */
  readonly catalogueMs?: number
  /** The models before the template writer; none unless told. */
  readonly models?: Pick<WriterOptions, 'agent' | 'gemini' | 'times'>
  /** Instead of the one that the models give. */
  readonly writer?: Writer
}

export interface Gateway extends GatewayServer {
  /** Reads what was registered since the last time, and says which documents were seen. Runs now and then by itself. */
  reload(): Promise<void>
  /** Does what time asks for: what lapsed, what was begun and not finished. Runs now and then by itself. */
  sweep(): Promise<void>
}

/** The start stops: the contract and the database do not fit each other. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused'
}

/** Pushes that read at once: half of the connections to the database, so that requests do not stand in line behind a thousand of them. */
const PUSHED_READS = 4

/** The whole gateway behind one HTTP server, not yet listening. @throws StartRefused, with a line for each problem. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { schema, nodes } = await buildSchema()
  const registered = await options.port.call('list_event_types', {})
  const problems = emitsProblems(schema, new Set(registered.map((event) => event.type)))
  if (problems.length > 0) throw new StartRefused(problems.join('\n'))

  const { limits = true } = options
  const admission = createAdmission({ schema, introspection: !options.production })
  const seen = createSeen(options.port)
  const store = createDocumentStore(options.port, compileWith(admission), (message, { client, id }) => options.log.warn({ client, documentId: id }, message), (document, validFor) => {
    // With introspection more is valid than the digest stands for.
    if (options.production && validFor !== admission.rules) seen.valid(document, admission.rules)
  })
  await store.refresh()
  const phases = readPhases()
  const requestIds = new AsyncLocalStorage<string>()
  const format = formatError(options.log, () => requestIds.getStore())
  const operations = createOperations(() => apollo)
  const parsed = parsedDocuments(store, (document) => !limits || admission.refusalOf(document) === null)
  const gate = limits ? createGate(admission, schema) : null
  const apollo: ApolloServer<Context> = new ApolloServer<Context>({
    schema,
    introspection: !options.production,
    // admit() does it, and stops at the first error.
    dangerouslyDisableValidation: limits,
    csrfPrevention: true,
    parseOptions: { maxTokens: LIMITS.tokens },
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: options.production,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    documentStore: parsed,
    logger: options.log,
    formatError: format,
    plugins: [
      ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled(), ApolloServerPluginUsageReportingDisabled(),
      ...(gate ? [admit(gate)] : []), operations.plugin, statusCodes, helpOnRefusals, publicGets,
    ],
  })
  await apollo.start()
  const drafts = createDrafts(options.drafts)
  const { listenUrl } = options
  const live = createLive({
    port: options.port, inTurn: createTurns(PUSHED_READS, Infinity), warn: (err, message) => options.log.warn({ err }, message),
    listen: listenUrl ? (wake) => listenTo(listenUrl, 'phoenix_events', wake) : null,
  })
  const billing = createBilling({ ...options, config: options.stripe ?? null })
  const warn = (error: unknown, message: string) => options.log.warn({ err: error }, message)
  const writer = options.writer ?? createWriter(options.models ? { ...options.models, bounds: boundsIn(options.port, warn), warn } : null)
  const services = {
    nodes, drafts, live, billing, port: options.port, catalogues: { keepMs: options.catalogueMs ?? 10_000, read: new Map() }, writer, upgradeUrl: options.upgradeUrl,
    rates: rateLimiter(options), extract: createExtract(), warn,
    registryChanged: () => store.lookAgain(),
  }
  const context = (request: Incoming) => createContext(services, request)
  const documents = createDocuments({ store, seen, production: options.production })
  const server = createGatewayServer({
    ...options,
    rates: limits ? services.rates : undefined,
    apollo,
    requestIds,
    partner: identifyPartners(store, seen),
    documents,
    // The id is asked for by an error only: nothing is kept for a request that has none.
    known: createKnownQueries({ schema, gate, documentOf: parsed.known, formatError: (formatted, error, requestId) => requestIds.run(requestId, format, formatted, error) }),
    context,
    routes: [stripeRoute(billing.receive)],
    subscriptions: createSubscriptions({ schema, operations, documents, context, formatError: format, requestIds, rates: limits ? services.rates : undefined, close: () => (live.close(), drafts.close()) }),
    ready: () => readiness(options, phases),
  })
  const sweep = async () => void await Promise.all([options.port.call('sweep_expired', {}), options.port.call('forget_rate_buckets', {}), options.port.call('forget_usage_signals', {}), billing.sweep()])
  const stopSweeping = sweepNowAndThen(options, sweep)
  const stopReloading = reload(options, store, seen)
  return {
    ...server,
    sweep,
    reload: async () => void await Promise.all([store.refresh(), seen.flush()]),
    async close(graceMs) {
      stopSweeping()
      stopReloading()
      await server.close(graceMs)
      await services.rates.settle()
      await seen.flush().catch((error: unknown) => options.log.warn({ err: error }, 'which documents were last seen is lost'))
      await apollo.stop()
    },
  }
}

/**
 * Without locations: a document takes 10 KiB instead of 25, and the price is that errors in it name no line. What may run is
 * what may run when it is sent as text.
 */
const compileWith = (admission: Admission): Compile => (body, validFor) => {
  try {
    const document = parse(body, { noLocation: true, maxTokens: LIMITS.tokens })
    return admission.refusalOf(document, validFor) === null ? document : null
  } catch {
    return null
  }
}

async function readiness({ port, integrations }: GatewayOptions, phases: readonly Phase[]) {
  const { ok, says } = await stateOfSql(port, phases).catch(() => ({ ok: false, says: 'unavailable' }))
  return { ok, checks: { database: says, ...integrations } }
}

/**
 * A phase that is missing cannot be worked without. One in another version has changed since the start, which is how SQL is
 * rolled out before the gateways: it is named, and the old gateways go on until the new ones are there.
 */
async function stateOfSql(port: Port, phases: readonly Phase[]) {
  const version = await sqlVersion(port)
  const stale = staleIn(version, phases).map((phase) => phase.name)
  const missing = stale.filter((name) => !(name in version))
  if (missing.length > 0) return { ok: false, says: `lacks ${missing.join(', ')}: run npm run sql:apply` }
  return { ok: true, says: stale.length === 0 ? 'ok' : `ok, but another version than this gateway's: ${stale.join(', ')}` }
}

/** `{phase: checksum}` of what is installed; nothing where the functions are not there at all. */
export async function sqlVersion(port: Port): Promise<Readonly<Record<string, string>>> {
  const [version] = await port.call('phoenix_sql_version', {}).catch((error: { code?: string }) => {
    // No such function, no such schema.
    if (error.code === '42883' || error.code === '3F000') return [{}]
    throw error
  })
  return version as Readonly<Record<string, string>>
}

function rateLimiter({ port, log, embedded, rates = embedded ? EMBEDDED_RATES : RATES, rateTimes }: GatewayOptions) {
  return createRateLimiter({
    ...rateTimes,
    rates,
    async lease(bucket, { limit, perSecond }, points) {
      const [leased] = await port.call('lease_points', { bucket, capacity: limit, perSecond: perSecond === 'at midnight' ? 0 : perSecond, points })
      return { granted: leased!.granted ?? 0, remaining: leased!.remaining ?? 0 }
    },
    warn: (error, message) => log.warn({ err: error }, message),
  })
}

/** Holds, tiers and keys lapse by time alone: every process looks now and then, and rows that another holds are passed over. */
function sweepNowAndThen({ log, sweepEvery = 15 }: GatewayOptions, sweep: () => Promise<void>): () => void {
  if (sweepEvery === 0) return () => {}
  const timer = setInterval(() => {
    sweep().catch((error: unknown) => log.warn({ err: error }, 'could not sweep; the next round will'))
  }, sweepEvery * 1000)
  return () => clearInterval(timer)
}

/** Documents, clients and levels as they are now: one small question of the database each time, and what changed if something did. */
function reload({ log, reloadEvery = 2 }: GatewayOptions, store: DocumentStore, seen: Seen): () => void {
  if (reloadEvery === 0) return () => {}
  const look = () => void store.refresh().catch((error: unknown) => log.warn({ err: error }, 'could not look for new documents; the next round will'))
  const say = () => void seen.flush().catch((error: unknown) => log.warn({ err: error }, 'could not say which documents were seen; the next round will'))
  const timers = [setInterval(look, reloadEvery * 1000), setInterval(say, reloadEvery * 15_000)]
  return () => timers.forEach((timer) => clearInterval(timer))
}
