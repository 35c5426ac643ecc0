import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { randomUUID } from 'node:crypto'
import { Ending } from '../ending.ts'
import { badRequest, GatewayError } from '../errors.ts'
import type { CallerRate } from '../request/rate.ts'
import { GRAPHQL_TYPE, graphqlType, JSON_TYPE } from './accept.ts'
import { headersOf } from './status.ts'

/** One request and the answer it is waiting for. */
export interface Exchange {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  readonly requestId: string
  /** HEAD is answered as GET; Node leaves the body out. */
  readonly method: string
  readonly path: string
  /** With its question mark, or empty. */
  readonly search: string
  /** The client hung up before the whole answer is out (ClientGone); or the time is over, and he is still there and gets an answer. */
  readonly ending: Ending
  /** Headers that every answer of this exchange carries. */
  readonly headers: Record<string, string>
  /** How long the body was, once it is here. */
  bodyBytes: number
  /** As `isPlainSource` has it. */
  bodyIsPlain: boolean
  /** Whose points this request spends; null while it is not known who asks: then his address's. */
  rate: CallerRate | null
  /** Its refusal has been paid for. */
  charged: boolean
}

/** A request that is turned down before GraphQL looks at it. */
export class Refusal extends Error {
  readonly status: number
  readonly error: GatewayError
  readonly headers: Record<string, string>
  constructor(status: number, error: GatewayError, headers: Record<string, string> = {}) {
    super(error.message)
    this.status = status
    this.error = error
    this.headers = headers
  }
}

export const refuse = (status: number, message: string, headers?: Record<string, string>) =>
  new Refusal(status, badRequest(message), headers)

/** The client hung up: there is nobody to answer. */
export class ClientGone extends Error {
  override readonly name = 'AbortError'
}

/** What every answer carries, whoever writes it. */
export const STANDING: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}
/** In production browsers shall come by HTTPS only. */
export const STANDING_IN_PRODUCTION: typeof STANDING = { ...STANDING, 'strict-transport-security': 'max-age=63072000; includeSubDomains' }
const LINGER_MS = 5_000
/** Bodies up to here are read to their end and thrown away, which is cheaper than a new connection. */
const SMALL_BODY = 64 * 1024

export function openExchange(req: IncomingMessage, res: ServerResponse, standing = STANDING): Exchange {
  const wanted = req.headers['x-request-id']
  const requestId = typeof wanted === 'string' && /^[\w-]{8,64}$/.test(wanted) ? wanted : randomUUID()
  const url = targetOf(req)
  const mark = url.indexOf('?')
  const ending = new Ending()
  res.on('close', () => {
    if (!res.writableFinished) ending.abort(new ClientGone('The client hung up.'))
  })
  // The client may be gone by the time an answer is written; that is no error of ours.
  res.on('error', ignore)
  return {
    req,
    res,
    requestId,
    method: req.method === 'HEAD' ? 'GET' : (req.method ?? 'GET'),
    path: mark < 0 ? url : url.slice(0, mark),
    search: mark < 0 ? '' : url.slice(mark),
    ending,
    headers: { ...standing, 'x-request-id': requestId },
    bodyBytes: 0,
    bodyIsPlain: false,
    rate: null,
    charged: false,
  }
}

const ignore = () => {}

/** The path that is asked for. It may come with our own name before it (RFC 9112 §3.2.2); with another name it is no path of ours. */
function targetOf({ url = '/', headers: { host } }: IncomingMessage): string {
  if (url.startsWith('/') || host === undefined) return url
  const own = `http://${host}/`
  return url.slice(0, own.length).toLowerCase() === own.toLowerCase() ? url.slice(own.length - 1) : url
}

/** Answers with the whole body at once. */
export function send({ req, res, headers }: Exchange, status: number, own: OutgoingHttpHeaders, body: string | Buffer) {
  const all: OutgoingHttpHeaders = { ...headers, ...own }
  if (status !== 204 && status !== 304) all['content-length'] = Buffer.byteLength(body)
  if (!hasUnreadBody(req)) {
    res.writeHead(status, all).end(body)
    return
  }
  // Closing with bytes unread makes the kernel reset the connection, and the client loses the answer it did not
  // read yet. So: say everything, then listen a little longer without keeping anything (a lingering close).
  res.writeHead(status, { ...all, connection: 'close' })
  res.write(body)
  const end = () => {
    clearTimeout(timer)
    res.end()
  }
  const timer = setTimeout(end, LINGER_MS)
  req.once('end', end).once('close', end).resume()
}

export function sendJson(exchange: Exchange, status: number, body: unknown, own: OutgoingHttpHeaders = {}) {
  send(exchange, status, { 'content-type': `${JSON_TYPE}; charset=utf-8`, ...own }, `${JSON.stringify(body)}\n`)
}

/** Every failure looks like a GraphQL answer, so that clients have one way to read it. */
export function sendError(exchange: Exchange, status: number, error: GatewayError, own: OutgoingHttpHeaders = {}) {
  const type = graphqlType(exchange.req.headers.accept) === GRAPHQL_TYPE ? GRAPHQL_TYPE : JSON_TYPE
  const headers = { 'content-type': `${type}; charset=utf-8`, ...Object.fromEntries(headersOf(error.extensions)), ...own }
  sendJson(exchange, status, errorBody(error), headers)
}

export const errorBody = ({ message, extensions }: GatewayError) => ({ errors: [{ message, extensions }] })

function hasUnreadBody(req: IncomingMessage): boolean {
  if (req.complete || req.destroyed) return false
  const begun = req.readableFlowing !== null
  if (begun || req.headers['transfer-encoding'] !== undefined) return true
  return Number(req.headers['content-length'] ?? 0) > SMALL_BODY
}
