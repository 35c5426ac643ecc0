import { once } from 'node:events'
import type { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingHttpHeaders } from 'node:http'
import { HeaderMap, type ApolloServer, type BaseContext, type HTTPGraphQLResponse } from '@apollo/server'
import { GraphQLError } from 'graphql'
import type { Waited } from '../ending.ts'
import { deadlineExceeded, GatewayError, serviceUnavailable } from '../errors.ts'
import type { Caller, Verify } from '../request/auth.ts'
import type { Deadlines } from '../request/deadlines.ts'
import type { Admitted, Asked, Documents } from '../request/documents.ts'
import { SMALL_BODY_BYTES } from '../request/large.ts'
import type { CallerRate, RateLimiter } from '../request/rate.ts'
import { isPlainSource } from '../request/variables.ts'
import type { IdentifyPartner } from '../request/partners.ts'
import { GRAPHQL_TYPE, graphqlType, HTML_TYPE, JSON_TYPE, negotiate } from './accept.ts'
import { parseObject, readBody, requireJsonType, textOf } from './body.ts'
import type { AddressOf } from './address.ts'
import { after, lastly } from './after.ts'
import { chargeUnheard, STRANGER } from './charges.ts'
import type { Cors } from './cors.ts'
import { Refusal, refuse, send, type Exchange } from './exchange.ts'
import { withHelpFor, withHelpForBody } from './helpFirst.ts'
import type { KnownQueries } from './known.ts'
import { requireFewValues, requirePlainDocument } from './largeBody.ts'
import type { Lag } from './lag.ts'
import { createPlaces, createReading } from './places.ts'
import { etagOf, hasAlready, isPublic } from './publicGets.ts'
import type { Route } from './route.ts'
import { headersOf, statusOf } from './status.ts'

/** What a request brings, for the caller of the server to make a context of. */
export interface Incoming {
  readonly caller: Caller
  readonly requestId: string
  readonly waited: Waited
  readonly headers: IncomingHttpHeaders
  readonly traceparent: string | null
  /** What runs, and whose document it is. */
  readonly admitted: Admitted
  /** How long the body was. */
  readonly bodyBytes: number
  readonly isPlain: boolean
  readonly rate: CallerRate | null
  readonly address: string | null
}

export interface GraphqlOptions<C extends BaseContext> {
  readonly apollo: ApolloServer<C>
  readonly verify: Verify
  readonly partner: IdentifyPartner
  readonly documents: Documents
  /** What is answered without Apollo. */
  readonly known?: KnownQueries<C>
  readonly context: (request: Incoming) => Promise<C> | C
  readonly cors: Cors
  readonly addressOf: AddressOf
  /** Who has asked for too much is refused before his body is read. */
  readonly rates: RateLimiter | null
  /** The GraphiQL page for a browser that comes by hand; null in production. */
  readonly page: null | ((exchange: Exchange) => Promise<void>)
  /** Requests that are answered at once, and bodies that are read at once: strangers' and members' apart. */
  readonly maxConcurrent: number
  readonly lag: Lag
  readonly bodyIdleMs: number
  readonly bodyTotalMs: number
  /** How long one GraphQL request may take, once its body is here. */
  readonly deadlines: Deadlines
  /** Lets `formatError` say the same id as the `x-request-id` header. */
  readonly requestIds: AsyncLocalStorage<string> | null
}

/** Milliseconds that a busy process may be late; and how many requests make it a busy one. */
const MOST_LAG_MS = 500
const BUSY = 8
const BYTES_VERIFIED = 10 * 1024 * 1024

/** `/graphql`, and `/graphql/<document id>`: overload, caller, body, document, then Apollo; each rung has its own way out. */
export function graphqlRoutes<C extends BaseContext>(options: GraphqlOptions<C>): Route[] {
  const { maxConcurrent } = options
  // Who sends slowly takes no place from requests that are all here, nor a stranger's body from a member's.
  const running = createPlaces(maxConcurrent)
  const reading = { anonymous: createReading(maxConcurrent), viewer: createReading(maxConcurrent), partner: createReading(maxConcurrent) }
  // Late with what it has already, a process takes on nothing new: waiting would only make everybody late.
  const requireTime = () => {
    if (running.taken() >= BUSY && options.lag() > MOST_LAG_MS) throw new Refusal(503, serviceUnavailable(1))
  }
  const answer = (exchange: Exchange, documentId?: string) => {
    running.requireOne()
    requireTime()
    return after(identify(exchange, options), (caller) => {
      const run = (parameters: Record<string, unknown>) => {
        running.enter()
        return lastly(() => answerGraphql(exchange, caller, parameters, options), running.leave)
      }
      if (exchange.method !== 'POST') return run(readSearch(exchange, documentId))
      return readJson(exchange, caller, reading[caller.kind].enter(nameOf(caller, exchange, options), exchange.req), options, run)
    })
  }
  return [
    { path: '/graphql', methods: ['GET', 'POST'], cors: true, answer: (exchange) => (options.page !== null && wantsPage(exchange) ? options.page(exchange) : answer(exchange)) },
    { path: '/graphql/*', methods: ['GET'], cors: true, answer: (exchange) => answer(exchange, exchange.path.slice('/graphql/'.length)) },
  ]
}

/** The parameters of a GET. Of a document id in the path, what cannot be read is an id that nobody has. */
function readSearch({ search }: Exchange, inPath?: string): Record<string, unknown> {
  const asked: Record<string, unknown> = Object.fromEntries(new URLSearchParams(search))
  if (inPath !== undefined && asked.documentId !== undefined) throw refuse(400, 'The address names a document already: leave documentId away.')
  const { extensions } = asked
  if (typeof extensions === 'string') asked.extensions = parsed(extensions)
  return inPath === undefined ? asked : { ...asked, documentId: decodeId(inPath) }
}

/** What is no JSON stays as it is, for Apollo to refuse. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function decodeId(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

/** Whose body it is, for his share of the places. */
function nameOf<C extends BaseContext>(caller: Caller, { req }: Exchange, { addressOf }: GraphqlOptions<C>): string {
  if (caller.kind === 'viewer') return caller.viewer.id
  return caller.kind === 'partner' ? caller.partner.id : `${addressOf(req)}`
}

/** A browser that was pointed here by hand; with a query in the address it gets the answer instead. */
function wantsPage({ method, req, search }: Exchange): boolean {
  if (method !== 'GET' || new URLSearchParams(search).has('query')) return false
  if (['documentId', 'extensions'].some((name) => new URLSearchParams(search).has(name))) return false
  return negotiate(req.headers.accept, [JSON_TYPE, GRAPHQL_TYPE, HTML_TYPE]) === HTML_TYPE
}

function answerGraphql<C extends BaseContext>(exchange: Exchange, caller: Caller, parameters: Record<string, unknown>, options: GraphqlOptions<C>): void | Promise<void> {
  const { req, requestId, ending, rate, bodyBytes, bodyIsPlain } = exchange
  const { headers } = req
  const admitted = admit(exchange, caller, parameters, options)
  const traceparent = typeof headers.traceparent === 'string' ? headers.traceparent : null
  const isPlain = bodyIsPlain && (admitted.text === null || isPlainSource(admitted.text))
  const contextOf = () => options.context({ caller, requestId, waited: ending, headers, traceparent, admitted, bodyBytes, isPlain, rate, address: options.addressOf(req) })
  const known = options.known?.find(exchange, parameters, admitted) ?? null
  const answered = known !== null
    ? after(contextOf(), (context) => options.known!.answer(exchange, known, context))
    : throughApollo(exchange, parameters, admitted, contextOf, options)
  // What was in memory has been answered.
  if (!(answered instanceof Promise)) return
  const deadline = options.deadlines.start(() => exchange.ending.abort(deadlineExceeded()))
  return lastly(() => answered, deadline.met)
}

async function throughApollo<C extends BaseContext>(exchange: Exchange, parameters: Record<string, unknown>, admitted: Admitted, contextOf: () => C | Promise<C>, { apollo, cors, requestIds }: GraphqlOptions<C>) {
  const execute = async () => {
    const response = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: exchange.method, ...carrying(exchange, parameters, admitted), headers: headersFor(exchange, cors) },
      context: async () => {
        try {
          return await contextOf()
        } catch (error) {
          throw withStatus(error, exchange)
        }
      },
    })
    await reply(exchange, response)
  }
  await (requestIds === null ? execute() : requestIds.run(exchange.requestId, execute))
}

function admit<C extends BaseContext>({ req }: Exchange, caller: Caller, asked: Asked, { documents }: GraphqlOptions<C>): Admitted {
  try {
    return documents.admit(documents.clientOf(caller, req.headers), asked)
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    throw new Refusal(statusOf(error.code, graphqlType(req.headers.accept) !== GRAPHQL_TYPE), withHelpFor(error, asked))
  }
}

/** The request as Apollo reads it: as it came, or with the text that runs instead of an id for it. */
function carrying({ method, search }: Exchange, parameters: Record<string, unknown>, { text }: Admitted): { search: string; body: unknown } {
  if (text === null) return { search, body: method === 'POST' ? parameters : undefined }
  const { documentId: _id, extensions, ...rest } = parameters
  const { persistedQuery: _hash, ...others } = (typeof extensions === 'object' && extensions !== null ? extensions : {}) as Record<string, unknown>
  if (method === 'POST') return { search: '', body: { ...rest, query: text, extensions: others } }
  return { search: `?${new URLSearchParams({ ...rest as Record<string, string>, query: text, extensions: JSON.stringify(others) })}`, body: undefined }
}

/** A token that is none is as dear as this: whoever tries many is soon told nothing about them any more. */
const BAD_TOKEN_POINTS = 20

/** Before the body is read: a stranger does not get to send ten megabytes, nor does who has spent all his points. */
function identify<C extends BaseContext>(exchange: Exchange, options: GraphqlOptions<C>): Caller | Promise<Caller> {
  const { verify, partner } = options
  const { authorization, 'x-phoenix-partner-key': key } = exchange.req.headers
  const isPartner = key !== undefined && key !== ''
  const known = isPartner ? null : verify.atOnce?.(authorization) ?? null
  if (known !== null) return letIn(exchange, known, options)
  const found = Promise.try(async (): Promise<Caller> => (isPartner ? { kind: 'partner', partner: await partner(String(key), authorization) } : verify(authorization)))
  return found.then((caller) => letIn(exchange, caller, options), (error: unknown) => refuseCaller(exchange, STRANGER, error, options))
}

/** A caller who has points left. */
function letIn<C extends BaseContext>(exchange: Exchange, caller: Caller, options: GraphqlOptions<C>): Caller | Promise<Caller> {
  const refused = (error: unknown) => refuseCaller(exchange, caller, error, options)
  try {
    exchange.rate = options.rates?.of(caller, options.addressOf(exchange.req)) ?? null
    const known = exchange.rate?.require()
    return known === undefined ? caller : known.then(() => caller, refused)
  } catch (error) {
    return refused(error)
  }
}

async function refuseCaller<C extends BaseContext>(exchange: Exchange, caller: Caller, error: unknown, { rates, addressOf }: GraphqlOptions<C>): Promise<never> {
  if (!(error instanceof GatewayError)) throw error
  exchange.charged = error.code === 'UNAUTHENTICATED'
  const refusal = exchange.charged ? await chargeStranger(error, rates?.of(STRANGER, addressOf(exchange.req))) : error
  // A partner writes no texts, and a stranger whose points are spent is read no further.
  const told = caller.kind === 'viewer' || refusal.code === 'UNAUTHENTICATED' ? await withHelpForBody(refusal, exchange) : refusal
  throw new Refusal(statusOf(told.code), told)
}

/** What a stranger is told who brought a bad token: that, or that he has spent all his points. */
export async function chargeStranger(error: GatewayError, rate: CallerRate | undefined): Promise<GatewayError> {
  try {
    await rate?.require()
    rate?.charge(BAD_TOKEN_POINTS)
    return error
  } catch (refusal) {
    if (refusal instanceof GatewayError) return refusal
    throw refusal
  }
}

/** A body that is nothing has been read all the same: whoever sends many is soon read no further. */
const BAD_BODY_POINTS = 10

/** The parameters of a body, which holds its place until they are read. */
function readJson<C extends BaseContext>(exchange: Exchange, caller: Caller, leave: () => void, { bodyIdleMs, bodyTotalMs }: GraphqlOptions<C>, next: (parameters: Record<string, unknown>) => void | Promise<void>): Promise<void> {
  const refused = (error: unknown): never => {
    leave()
    if (error instanceof Refusal) {
      exchange.rate?.charge(BAD_BODY_POINTS)
      exchange.charged = true
    }
    throw error
  }
  const parse = (body: Buffer) => {
    requireFewValues(body)
    const text = textOf(body)
    const parameters = parseObject(text)
    requirePlainDocument(body, parameters)
    exchange.bodyIsPlain = body.length <= SMALL_BODY_BYTES && isPlainSource(text)
    return parameters
  }
  try {
    requireJsonType(exchange)
    const bytes = caller.kind === 'viewer' ? BYTES_VERIFIED : SMALL_BODY_BYTES
    return readBody(exchange, { bytes, idleMs: bodyIdleMs, totalMs: bodyTotalMs }).then((body) => {
      let parameters: Record<string, unknown>
      try {
        parameters = parse(body)
      } catch (error) {
        return refused(error)
      }
      leave()
      return next(parameters)
    }, refused)
  } catch (error) {
    return refused(error)
  }
}

function headersFor({ req, method }: Exchange, cors: Cors): HeaderMap {
  const headers = new HeaderMap()
  for (const [name, value] of Object.entries(req.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  // Apollo has a page of its own for browsers, and it loads from a CDN.
  if (negotiate(req.headers.accept, [JSON_TYPE, GRAPHQL_TYPE, HTML_TYPE]) === HTML_TYPE) headers.set('accept', JSON_TYPE)
  if (method === 'GET' && isOurGet(req.headers, cors)) headers.set('apollo-require-preflight', 'true')
  return headers
}

/**
 * Apollo's CSRF prevention refuses a GET that a foreign page could make without asking first; urql and curl send
 * just such GETs. Who tells them apart is the browser: it names the site that asks. GET runs queries only.
 */
function isOurGet(headers: IncomingHttpHeaders, cors: Cors): boolean {
  const site = headers['sec-fetch-site']
  if (site === 'same-origin' || site === 'none') return true
  return cors.allows(headers.origin) || (site === undefined && headers.origin === undefined)
}

/** Apollo answers 500 for whatever a context throws, unless the error brings a status. */
function withStatus(error: unknown, { req }: Exchange): unknown {
  if (!(error instanceof GatewayError)) return error
  const status = statusOf(error.code, graphqlType(req.headers.accept) !== GRAPHQL_TYPE)
  const http = { status, headers: new HeaderMap(headersOf(error.extensions)) }
  return new GraphQLError(error.message, { originalError: error, extensions: { ...error.extensions, http } })
}

/** Once more, or only that it is still what the client has. */
function sendPublic(exchange: Exchange, own: Record<string, string>, body: string) {
  const etag = etagOf(body)
  const headers = { ...own, etag, vary: [exchange.headers.vary, own.vary].filter(Boolean).join(', ') }
  if (!hasAlready(exchange.req.headers['if-none-match'], etag)) return send(exchange, 200, headers, body)
  const { 'content-type': _type, 'content-length': _length, ...short } = headers as Record<string, string>
  send(exchange, 304, short, '')
}

async function reply(exchange: Exchange, { status = 200, headers, body }: HTTPGraphQLResponse) {
  chargeUnheard(exchange.rate, status, headers)
  if (body.kind === 'complete') {
    const own = Object.fromEntries(headers)
    return isPublic(own) ? sendPublic(exchange, own, body.string) : send(exchange, status, own, body.string)
  }
  const { res, ending } = exchange
  res.writeHead(status, { ...exchange.headers, ...Object.fromEntries(headers) })
  // Leaving the loop early (the client hung up, the time is over) also ends the execution behind it.
  for await (const chunk of body.asyncIterator) {
    if (ending.aborted) return void res.destroy()
    if (!res.write(chunk)) await once(res, 'drain', { signal: ending.signal })
  }
  res.end()
}
