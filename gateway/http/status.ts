import type { ErrorCode } from '../errors.ts'

/**
 * The HTTP status of a request that failed as a whole. `document` marks what is wrong with the GraphQL request
 * itself: a client that only knows `application/json` expects 200 there and reads `errors`.
 */
const STATUS: Readonly<Record<ErrorCode, number | 'document'>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  TIER_REQUIRED: 403,
  USAGE_LIMIT_EXCEEDED: 403,
  BAD_USER_INPUT: 'document',
  NOT_FOUND: 404,
  CONFLICT: 409,
  IDEMPOTENCY_CONFLICT: 409,
  OPERATION_IN_PROGRESS: 409,
  RATE_LIMITED: 429,
  COST_LIMIT_EXCEEDED: 'document',
  DOCUMENT_NOT_REGISTERED: 'document',
  INTEGRATION_UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
  SERVICE_UNAVAILABLE: 503,
  INTERNAL_SERVER_ERROR: 500,
  GRAPHQL_PARSE_FAILED: 'document',
  GRAPHQL_VALIDATION_FAILED: 'document',
  BAD_REQUEST: 400,
  OPERATION_RESOLUTION_FAILURE: 'document',
  // Apollo's clients read the code and send the whole document: for them this is not a failure.
  PERSISTED_QUERY_NOT_FOUND: 200,
}

/** The status for a code; `legacy` is a client that does not ask for `application/graphql-response+json`. */
export function statusOf(code: unknown, legacy = false): number {
  const status = Object.hasOwn(STATUS, String(code)) ? STATUS[code as ErrorCode] : 500
  return status !== 'document' ? status : legacy ? 200 : 400
}

/** The headers that go with such a failure, for clients and proxies that do not read bodies. */
export function headersOf(extensions: Readonly<Record<string, unknown>> | undefined): [string, string][] {
  const headers: [string, string][] = []
  if (typeof extensions?.retryAfter === 'number') headers.push(['retry-after', String(Math.ceil(extensions.retryAfter))])
  if (extensions?.code === 'UNAUTHENTICATED') headers.push(['www-authenticate', 'Bearer'])
  return headers
}
