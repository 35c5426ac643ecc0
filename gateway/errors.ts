import { GraphQLError } from 'graphql'

/** Every code a client can meet in `errors[].extensions.code` (product contract §1.6). */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'TIER_REQUIRED'
  | 'USAGE_LIMIT_EXCEEDED'
  | 'BAD_USER_INPUT'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'IDEMPOTENCY_CONFLICT'
  | 'OPERATION_IN_PROGRESS'
  | 'RATE_LIMITED'
  | 'COST_LIMIT_EXCEEDED'
  | 'DOCUMENT_NOT_REGISTERED'
  | 'INTEGRATION_UNAVAILABLE'
  | 'DEADLINE_EXCEEDED'
  | 'SERVICE_UNAVAILABLE'
  | 'INTERNAL_SERVER_ERROR'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'BAD_REQUEST'
  | 'OPERATION_RESOLUTION_FAILURE'
  | 'PERSISTED_QUERY_NOT_FOUND'

/** One problem in an input: where it is (`input.profile.fullName`) and what a person should do about it. */
export interface Issue {
  readonly path: string
  readonly message: string
}

/** Safe to show a client: nothing else is. `details` become the error's extensions beside `code`. */
export class GatewayError extends GraphQLError {
  readonly code: ErrorCode
  constructor(code: ErrorCode, message: string, details: Readonly<Record<string, unknown>> = {}, cause?: unknown) {
    super(message, { extensions: { ...details, code }, ...(cause instanceof Error ? { originalError: cause } : {}) })
    this.name = 'GatewayError'
    this.code = code
  }
}

export const unauthenticated = (message = 'Sign in first.') => new GatewayError('UNAUTHENTICATED', message)

export const forbidden = (message = 'You may not do this.') => new GatewayError('FORBIDDEN', message)

export const badUserInput = (issues: readonly Issue[]) =>
  new GatewayError('BAD_USER_INPUT', issues.map((issue) => `${issue.path}: ${issue.message}`).join(' '), { issues })

export const notFound = (what: string) => new GatewayError('NOT_FOUND', `There is no such ${what}.`)

export const conflict = (message: string) => new GatewayError('CONFLICT', message)

export const tierRequired = (app: string, requiredTier: string, currentTier: string, upgradeUrl: string) =>
  new GatewayError('TIER_REQUIRED', `This needs ${requiredTier} on ${app}.`, { app, requiredTier, currentTier, upgradeUrl })

export interface RefusedUsage {
  readonly feature: string
  readonly limit: number | null
  readonly used: number
  readonly held: number
  readonly remaining: number | null
  readonly resetsAt: string
}

export const usageLimitExceeded = (usage: RefusedUsage, upgradeUrl: string) =>
  new GatewayError('USAGE_LIMIT_EXCEEDED', `The monthly limit of ${usage.feature} is reached.`, {
    feature: usage.feature,
    limit: usage.limit,
    used: usage.used,
    held: usage.held,
    remaining: usage.remaining,
    resetsAt: usage.resetsAt,
    upgradeUrl,
  })

export const operationInProgress = (retryAfter: number) =>
  new GatewayError('OPERATION_IN_PROGRESS', 'A call with this idempotencyKey is still running.', { retryAfter })

export const idempotencyConflict = () =>
  new GatewayError('IDEMPOTENCY_CONFLICT', 'This idempotencyKey was used with another input.')

/** In points; `cost` is what the document could cost at most. */
export const costLimitExceeded = (cost: number, maximum: number) =>
  new GatewayError('COST_LIMIT_EXCEEDED', `This could cost ${cost} points, and may cost ${maximum}: ask for fewer things, or shorter pages.`, { cost, maximum })

export const integrationUnavailable = (integration: string, retryable: boolean, message = `${integration} is not available.`) =>
  new GatewayError('INTEGRATION_UNAVAILABLE', message, { integration, retryable })

/** `retryAfter` in seconds. */
export const serviceUnavailable = (retryAfter = 2, cause?: unknown) =>
  new GatewayError('SERVICE_UNAVAILABLE', 'The service is not available for the moment.', { retryAfter }, cause)

export const deadlineExceeded = () => new GatewayError('DEADLINE_EXCEEDED', 'The request took too long and was given up.')

/** @param retryAfter seconds until there is room again */
export const rateLimited = (limit: number, retryAfter: number, message = 'Too many requests.', now = Date.now()) =>
  new GatewayError('RATE_LIMITED', message, { retryAfter, limit, remaining: 0, resetsAt: new Date(now + retryAfter * 1000).toISOString() })

export const badRequest = (message: string) => new GatewayError('BAD_REQUEST', message)

export const internalServerError = (requestId: string) =>
  new GatewayError('INTERNAL_SERVER_ERROR', `Something went wrong. Tell us this request id: ${requestId}`, { requestId })
