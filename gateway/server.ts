import type { AsyncLocalStorage } from 'node:async_hooks'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { ApolloServer, BaseContext } from '@apollo/server'
import type { Logger } from 'pino'
import { badRequest, internalServerError, notFound, unauthenticated } from './errors.ts'
import { createAddressOf, type AddressOf } from './http/address.ts'
import { createBareAnswer, refuseUnreadable } from './http/bareAnswer.ts'
import { chargeRefusal } from './http/charges.ts'
import { createCors, requireLocalHost } from './http/cors.ts'
import { ClientGone, openExchange, Refusal, refuse, send, sendError, STANDING, STANDING_IN_PRODUCTION, type Exchange } from './http/exchange.ts'
import { graphiqlRoutes, type GraphiqlOptions } from './http/graphiql.ts'
import { graphqlRoutes, type Incoming } from './http/graphql.ts'
import { refusalOfHeaders } from './http/headers.ts'
import type { KnownQueries } from './http/known.ts'
import { healthRoutes, type Readiness } from './http/health.ts'
import { fits, type Route } from './http/route.ts'
import { measureLag, type Lag } from './http/lag.ts'
import { createSocketDoor, type SocketLimits } from './http/socket.ts'
import { supabaseRoute } from './http/supabase.ts'
import type { Verify } from './request/auth.ts'
import { createDeadlines, type Deadlines } from './request/deadlines.ts'
import { admitsEverything } from './request/documents.ts'
import type { Documents } from './request/documents.ts'
import type { IdentifyPartner } from './request/partners.ts'
import type { RateLimiter } from './request/rate.ts'
import type { Subscriptions } from './request/subscribe.ts'

export interface ServerOptions<C extends BaseContext> {
  /** Started by the caller, without a landing page and with `statusCodes` among its plugins. */
  readonly apollo: ApolloServer<C>
  readonly verify: Verify
  /** Whose a partner key is; nobody's unless told. */
  readonly partner?: IdentifyPartner
  /** Who may send what; everybody everything unless told. */
  readonly documents?: Documents
  /** What is answered without Apollo; nothing unless told. */
  readonly known?: KnownQueries<C>
  readonly context: (request: Incoming) => Promise<C> | C
  readonly ready: () => Promise<Readiness>
  /** Embedded mode: mounted at /supabase, which is taken off the path. */
  readonly supabase: ((request: Request) => Promise<Response>) | null
  readonly graphiql: GraphiqlOptions | null
  /** Pages on localhost may call; only requests to localhost are answered. */
  readonly embedded: boolean
  readonly allowedOrigins: readonly string[]
  readonly log: Logger
  /** Doors of other rooms. */
  readonly routes?: readonly Route[]
  /** Holds the request id while GraphQL runs, for `formatError`. */
  readonly requestIds?: AsyncLocalStorage<string>
  /** GraphQL requests at once; more are answered 503. */
  readonly maxConcurrent?: number
  /** Connections at once; one more is closed as it comes. 20,000 unless told: WebSockets have half of them at most. */
  readonly maxConnections?: number
  /** How long headers may take, the first ones of a connection too; 20,000 unless told. */
  readonly headersMs?: number
  /** How long a connection may neither bring nor take a byte; 120,000 unless told. Who does not read his answer does not hold it for ever. */
  readonly silentMs?: number
  readonly bodyIdleMs?: number
  readonly bodyTotalMs?: number
  /** How long a GraphQL request may take once its body is here; then DEADLINE_EXCEEDED. 30 s unless told. */
  readonly deadlineMs?: number
  /** What runs over the WebSocket; without it there is none. */
  readonly subscriptions?: Subscriptions
  readonly socketLimits?: Partial<SocketLimits>
  /** Who has asked for too much is refused before his body is read. */
  readonly rates?: RateLimiter | undefined
  /** How late the process is, in milliseconds; measured unless told. */
  readonly lag?: Lag
  /** Browsers shall come by HTTPS only. */
  readonly production?: boolean
  /** Addresses and networks whose `x-forwarded-for` is believed; none unless told. */
  readonly trustedProxies?: readonly string[]
}

export interface GatewayServer {
  readonly http: Server
  /** What is open over WebSockets now. */
  sockets(): { readonly connections: number; readonly subscriptions: number }
  /** @throws PortInUse */
  listen(port: number, host: string): Promise<{ port: number }>
  /** Takes no new requests, lets the running ones finish for so long, then cuts them. WebSockets are told to go at once. */
  close(graceMs: number): Promise<void>
}

/** Somebody else listens there: one line that says what to do. */
export class PortInUse extends Error {
  override readonly name = 'PortInUse'
  constructor(port: number) {
    super(`Port ${port} is in use. Choose another one with PORT=${port < 65535 ? port + 1 : port - 1}, or any free one with PORT=0.`)
  }
}

/** Tokens may be 16 KiB long; Node's own bound for all headers together is no more than that. */
const MAX_HEADER_BYTES = 32 * 1024

/** The HTTP face of the gateway: which door, may you, how long is it, what is it; then GraphQL. */
export function createGatewayServer<C extends BaseContext>(options: ServerOptions<C>): GatewayServer {
  const { embedded, log } = options
  const cors = createCors(embedded, options.allowedOrigins)
  const state = { closing: false }
  const deadlines = createDeadlines(options.deadlineMs ?? 30_000)
  const addressOf = createAddressOf(options.trustedProxies ?? [])
  const measured = options.lag ? null : measureLag()
  const lag = options.lag ?? measured!.lag
  const routes = routesOf({ ...options, lag }, cors, addressOf, deadlines, () => state.closing)
  const standing = options.production ? STANDING_IN_PRODUCTION : STANDING
  const bareAnswer = createBareAnswer({ standing, rates: options.rates ?? null, addressOf })
  const answering = new WeakMap<Duplex, Exchange>()
  const doors = routes.map((route) => ({ route, allow: methodsOf(route) }))
  const open = (exchange: Exchange): void | Promise<void> => {
    const { req } = exchange
    const unplain = refusalOfHeaders(req)
    if (unplain !== null) throw unplain
    if (embedded) requireLocalHost(exchange)
    const door = doors.find(({ route }) => fits(route, exchange.path))
    if (door?.route.cors) cors.mark(exchange)
    if (door === undefined) throw new Refusal(404, notFound('page. The API is at /graphql'))
    if (req.method === 'OPTIONS') return answerOptions(exchange, door.route, door.allow, cors)
    if (!door.allow.includes(req.method ?? '')) throw refuse(405, `Use ${door.allow.join(', ')} here.`, { allow: door.allow.join(', ') })
    return door.route.answer(exchange)
  }
  const handle = (req: IncomingMessage, res: ServerResponse) => {
    const exchange = openExchange(req, res, standing)
    answering.set(req.socket, exchange)
    if (state.closing) exchange.headers.connection = 'close'
    const fail = (error: unknown) => answerFailure(exchange, error, log, (refusal) => chargeRefusal(exchange, refusal, options.rates, addressOf))
    try {
      const answered = open(exchange)
      if (answered instanceof Promise) answered.catch(fail)
    } catch (error) {
      fail(error)
    }
  }
  const { subscriptions } = options
  const sockets = subscriptions && createSocketDoor({ verify: options.verify, addressOf, bareAnswer, rates: options.rates ?? null, subscriptions, cors, embedded, log, ...(options.socketLimits && { limits: options.socketLimits }) })
  const { headersMs = 20_000 } = options
  const http = createServer({
    maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: 65_000, headersTimeout: headersMs, requestTimeout: 180_000, connectionsCheckingInterval: Math.min(headersMs, 5_000),
    // What is missing is said in our own words.
    requireHostHeader: false,
    shouldUpgradeCallback: (req) => sockets?.wants(req) ?? false,
  })
  http.maxConnections = options.maxConnections ?? 20_000
  http.timeout = options.silentMs ?? 120_000
  http.on('request', handle).on('checkContinue', handle).on('checkExpectation', handle)
  http.on('connect', (req, socket) => bareAnswer(socket, req, 405, badRequest('This is no proxy.')))
  http.on('clientError', (error: Error & { code?: string }, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
    const before = answering.get(socket)
    if (before === undefined || before.res.writableFinished) return refuseUnreadable(bareAnswer, error, socket)
    // A request is being answered, and what follows it cannot be read. Its answer is the last one: another one now would be taken for it.
    if (before.res.headersSent) return void socket.destroy()
    if (!before.req.complete) return refuseUnreadable(bareAnswer, error, socket)
    before.headers.connection = 'close'
  })
  if (sockets) http.on('upgrade', sockets.upgrade)
  return {
    http,
    sockets: () => ({ connections: sockets?.count() ?? 0, subscriptions: subscriptions?.count() ?? 0 }),
    listen: (port, host) => listen(http, port, host),
    async close(graceMs) {
      await Promise.all([close(http, state, graceMs), sockets?.close(graceMs).then(subscriptions?.close)])
      deadlines.close()
      measured?.stop()
    },
  }
}

const knowsNoPartner: IdentifyPartner = async () => { throw unauthenticated('This partner key is not known.') }

function routesOf<C extends BaseContext>(options: ServerOptions<C> & { readonly lag: Lag }, cors: ReturnType<typeof createCors>, addressOf: AddressOf, deadlines: Deadlines, closing: () => boolean): Route[] {
  const { maxConcurrent = 512, bodyIdleMs = 15_000, bodyTotalMs = 120_000, requestIds = null } = options
  const graphiql = options.graphiql === null ? null : graphiqlRoutes(options.graphiql, options.log)
  return [
    ...graphqlRoutes({ documents: admitsEverything, partner: knowsNoPartner, ...options, cors, page: graphiql?.page ?? null, maxConcurrent, bodyIdleMs, bodyTotalMs, deadlines, requestIds, addressOf, rates: options.rates ?? null }),
    ...(graphiql === null ? [] : [graphiql.files]),
    ...healthRoutes(options.ready, closing, options.log),
    ...(options.supabase === null ? [] : [supabaseRoute(options.supabase, bodyIdleMs, bodyTotalMs)]),
    ...(options.routes ?? []),
  ]
}

const methodsOf = ({ methods }: Route) => [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS']

function answerOptions(exchange: Exchange, route: Route, allow: readonly string[], cors: ReturnType<typeof createCors>) {
  const preflight = route.cors && exchange.req.headers['access-control-request-method'] !== undefined
  send(exchange, 204, { allow: allow.join(', '), ...(preflight ? cors.preflight(exchange, allow) : {}) }, '')
}

function answerFailure(exchange: Exchange, error: unknown, log: Logger, charge: (refusal: Refusal) => Record<string, string>) {
  const { res, ending, requestId } = exchange
  if (error instanceof ClientGone || ending.reason instanceof ClientGone) return res.destroy()
  if (!(error instanceof Refusal)) log.error({ requestId, err: error }, 'unexpected error')
  // Half an answer is out: cutting the connection is the only way left to say that it is not whole.
  if (res.headersSent) return res.destroy()
  if (error instanceof Refusal) return sendError(exchange, error.status, error.error, { ...charge(error), ...error.headers })
  sendError(exchange, 500, internalServerError(requestId))
}

function listen(http: Server, port: number, host: string): Promise<{ port: number }> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? new PortInUse(port) : error)
    http.once('error', fail).listen(port, host, () => {
      http.off('error', fail)
      resolve({ port: (http.address() as AddressInfo).port })
    })
  })
}

function close(http: Server, state: { closing: boolean }, graceMs: number): Promise<void> {
  state.closing = true
  return new Promise((resolve) => {
    const cut = setTimeout(() => http.closeAllConnections(), graceMs)
    // A connection whose last answer is out is idle a moment later; its client may keep it open for a minute.
    const sweep = setInterval(() => http.closeIdleConnections(), 50)
    http.close(() => {
      clearTimeout(cut)
      clearInterval(sweep)
      resolve()
    })
  })
}
