import { randomUUID } from 'node:crypto'
import { GraphQLError, Kind, type GraphQLFormattedError } from 'graphql'
import type { Logger } from 'pino'
import { badRequest, badUserInput, GatewayError, internalServerError, type ErrorCode } from '../errors.ts'

/** What Apollo says about the request itself. Their messages are made of the document and the schema only. */
const PROTOCOL: Readonly<Record<string, ErrorCode>> = {
  GRAPHQL_PARSE_FAILED: 'GRAPHQL_PARSE_FAILED',
  GRAPHQL_VALIDATION_FAILED: 'GRAPHQL_VALIDATION_FAILED',
  BAD_USER_INPUT: 'BAD_USER_INPUT',
  BAD_REQUEST: 'BAD_REQUEST',
  OPERATION_RESOLUTION_FAILURE: 'OPERATION_RESOLUTION_FAILURE',
  PERSISTED_QUERY_NOT_FOUND: 'PERSISTED_QUERY_NOT_FOUND',
  PERSISTED_QUERY_NOT_SUPPORTED: 'BAD_REQUEST',
}
const LONGEST_MESSAGE = 500
const DEEPEST_CAUSE = 8

/**
 * Apollo's `formatError`: a GatewayError as it is, Apollo's word on the request with its code, and of anything else
 * a request id; the log has the rest under the same id.
 * @param requestIdOf the id of the request being answered, where the caller keeps it; else one is made up
 */
export function formatError(log: Logger, requestIdOf: () => string | undefined = () => undefined) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const { path, locations } = formatted
    const place = { ...(locations && { locations }), ...(path && { path }) }
    const chain = causes(error)
    const known = chain.find((one) => one instanceof GatewayError) ?? protocolError(formatted, error, chain)
    if (known !== null) {
      if (known.code === 'SERVICE_UNAVAILABLE') log.warn({ requestId: requestIdOf(), path, causes: chain.map(describe) }, 'unavailable')
      return { message: known.message, ...place, extensions: withoutHttp(known.extensions) }
    }
    const requestId = requestIdOf() ?? randomUUID()
    // A client that hung up is no failure of ours, and nobody reads this answer.
    const level = chain.some((one) => one instanceof Error && one.name === 'AbortError') ? 'info' : 'error'
    log[level]({ requestId, path, causes: chain.map(describe) }, 'unexpected error')
    const { message, extensions } = internalServerError(requestId)
    return { message, ...place, extensions: { ...extensions } }
  }
}

/** An error as Apollo gives it to `formatError`, for what runs without Apollo. */
export function codeOf(error: GraphQLError, code = 'INTERNAL_SERVER_ERROR'): GraphQLFormattedError {
  const { extensions, ...rest } = error.toJSON()
  return { ...rest, extensions: { code, ...extensions } }
}

/** `http` is how one tells Apollo a status; no client needs it. */
const withoutHttp = ({ http: _http, ...extensions }: Readonly<Record<string, unknown>>) => extensions

/** The error and what it wraps, outermost first: graphql-js says `originalError`, Node says `cause`. */
function causes(error: unknown): unknown[] {
  const chain = [error]
  for (let at = error; chain.length < DEEPEST_CAUSE; chain.push(at)) {
    if (!(at instanceof Error)) break
    const inner: unknown = at instanceof GraphQLError && at.originalError ? at.originalError : at.cause
    if (inner === undefined || inner === null || chain.includes(inner)) break
    at = inner
  }
  return chain
}

/** An error of the request, said by Apollo or graphql-js themselves; null if a resolver may have had a word in it. */
function protocolError(formatted: GraphQLFormattedError, error: unknown, chain: readonly unknown[]): GatewayError | null {
  const message = formatted.message.slice(0, LONGEST_MESSAGE)
  if (formatted.path !== undefined) return argumentError(chain, message)
  // The parser descends with the document: one that is deep enough leaves it no stack.
  if (formatted.extensions?.code === 'GRAPHQL_PARSE_FAILED' && chain.at(-1) instanceof RangeError) {
    return new GatewayError('GRAPHQL_PARSE_FAILED', 'The document is nested too deeply.')
  }
  if (!chain.every((one) => one instanceof GraphQLError)) return null
  const code = PROTOCOL[String(formatted.extensions?.code)]
  if (code === 'BAD_USER_INPUT') return badUserInput([{ path: /^Variable "\$(\w+)"/.exec(message)?.[1] ?? '', message }])
  if (code !== undefined) return new GatewayError(code, message)
  // Apollo gives a few of its refusals a status and no code ("provided sha does not match query").
  const http = error instanceof GraphQLError ? (error.extensions.http as { status?: unknown } | undefined) : undefined
  return http?.status === 400 ? badRequest(message) : null
}

/**
 * A nullable variable can carry null to a non-null argument that has a default; graphql-js finds that while it
 * executes the field, before the resolver runs. Its error knows the place in the document, which a resolver's
 * does not until it is wrapped.
 */
function argumentError(chain: readonly unknown[], message: string): GatewayError | null {
  const inner = chain.at(-1)
  if (!(inner instanceof GraphQLError) || inner.nodes?.[0] === undefined) return null
  const name = /^Argument "(\w+)" /.exec(inner.message)?.[1]
  const [node] = inner.nodes
  const ofDocument = node.kind === Kind.VARIABLE || node.kind === Kind.FIELD || node.kind === Kind.NULL
  return name === undefined || !ofDocument ? null : badUserInput([{ path: name, message }])
}

/** For the log. No `extensions`, `detail` or `parameters`: a database puts row values there. */
function describe(error: unknown) {
  if (!(error instanceof Error)) return { message: String(error) }
  const code = (error as { code?: unknown }).code
  return { name: error.name, message: error.message, ...(typeof code === 'string' && { code }), stack: error.stack }
}
