import { deadlineExceeded, GatewayError, serviceUnavailable } from '../errors.ts'
import type { ErrorCode } from '../errors.ts'

/** An error as PostgreSQL reports it, whichever way it came; a lost connection has a socket's code instead of a SQLSTATE. */
export interface SqlError {
  readonly code?: string
  readonly message?: string
  readonly detail?: string | null
  readonly hint?: string | null
  readonly routine?: string
  readonly table_name?: string
  readonly column_name?: string
  readonly constraint_name?: string
}

/** SQLSTATE classes and socket errors after which another attempt may well succeed. */
const unavailable = /^(08|53|57P|ECONN|CONNECT|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)/

/** What the port throws for it, the same on both lanes. `functions` are for the log. */
export function translate(error: unknown, functions: readonly string[]): unknown {
  const { code, message, detail, hint } = error as SqlError
  if (code === undefined) return error
  if (code.startsWith('PT') && hint) return new GatewayError(hint as ErrorCode, message ?? hint, JSON.parse(detail ?? '{}'))
  if (code === '57014') return deadlineExceeded()
  if (unavailable.test(code)) return serviceUnavailable(2, error)
  // Messages of these classes quote values, and values are people's: the log gets the rest.
  return /^2[23]/.test(code) ? withoutValues(error as SqlError, functions) : error
}

function withoutValues({ code, routine, table_name, column_name, constraint_name }: SqlError, functions: readonly string[]): Error {
  const places = [table_name, column_name, constraint_name, routine].filter(Boolean).join(', ')
  return Object.assign(new Error(`SQLSTATE ${code} in ${functions.join(', ')} (${places})`), { code })
}
