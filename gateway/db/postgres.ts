import { deadlineExceeded, GatewayError, serviceUnavailable } from '../errors.ts'
import type { ErrorCode } from '../errors.ts'
import { argumentName } from './names.ts'
import { openPool } from './pool.ts'
import { toRow } from './port.ts'
import type { Port, SqlCall } from './port.ts'
import { signatures } from './rows.ts'

export interface PostgresOptions {
  readonly url: string
  /** Connections; more than 8 does not pay on two cores. */
  readonly pool?: number
  /** Statements that may wait for a connection; more are SERVICE_UNAVAILABLE at once. */
  readonly queue?: number
  /** Seconds a statement may take. */
  readonly statementTimeout?: number
  /** Told the functions of every statement that is sent: one entry is one round trip. */
  readonly onStatement?: (functions: readonly string[]) => void
}

/**
 * The Postgres lane: every read and every write is one statement of `phoenix_private.run_as`, so one round trip.
 *
 * Behind a transaction-mode pooler (Supabase's port 6543, or `?pgbouncer=true`) statements are unnamed and the time of a statement is kept
 * here, by cancelling it: a pooler takes no settings for a session.
 */
export function connectPostgres({ url, pool = 8, queue = 256, statementTimeout = 15, onStatement }: PostgresOptions): Port {
  const pooled = isPooler(url)
  const sql = openPool(withoutPoolerMark(url), pool, pooled ? 0 : statementTimeout, !pooled)
  let running = 0

  /** One statement. Aborting `signal` cancels it in Postgres, or takes it out of the queue. */
  async function send(role: string, claims: string, calls: string, signal?: AbortSignal): Promise<string> {
    const query = sql`select phoenix_private.run_as(${role}, ${claims}::text::jsonb, ${calls}::text::jsonb) as rows`
    const cancel = () => void query.cancel()
    const timer = pooled ? setTimeout(cancel, statementTimeout * 1000) : undefined
    signal?.addEventListener('abort', cancel)
    try {
      const [answer] = await query
      return answer!.rows as string
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
    }
  }

  async function run(role: string, claims: Readonly<Record<string, unknown>>, calls: readonly SqlCall[], signal?: AbortSignal) {
    if (signal?.aborted) throw deadlineExceeded()
    if (running >= pool + queue) throw serviceUnavailable(1)
    const functions = calls.map((call) => call.name)
    const sent = [role, JSON.stringify(claims), callsText(calls)] as const
    running += 1
    const began = performance.now()
    try {
      onStatement?.(functions)
      const text = await send(...sent, signal).catch((error: { code?: string }) => {
        // A cancel request names a connection, not a statement: one that came late has hit a neighbour's. Nothing was done.
        const ours = signal?.aborted || performance.now() - began >= statementTimeout * 1000
        if (error.code !== '57014' || ours) throw error
        onStatement?.(functions)
        return send(...sent, signal)
      })
      return (JSON.parse(text) as unknown[][]).map((rows, index) => {
        const { nested } = signatures[functions[index]!]
        return rows.map((row) => toRow(row, nested))
      })
    } catch (error) {
      throw translate(error, functions)
    } finally {
      running -= 1
    }
  }

  return {
    read: ({ role, claims }, calls, signal) => run(role, claims, calls, signal),
    call: async (name, args) => {
      const [rows] = await run('service_role', { role: 'service_role' }, [{ name, args }])
      return rows as never
    },
    close: () => sql.end({ timeout: 5 }),
  }
}

const isPooler = (url: string) => new URL(url).port === '6543' || new URL(url).searchParams.get('pgbouncer') === 'true'

/** The mark is ours: a server would take it for a setting. */
function withoutPoolerMark(url: string): string {
  const plain = new URL(url)
  plain.searchParams.delete('pgbouncer')
  return plain.href
}

/** `[[function, {p_argument: value}], …]`; what is undefined is left out, so that the function's default counts. */
function callsText(calls: readonly SqlCall[]): string {
  return JSON.stringify(calls.map(({ name, args }) => {
    const named: Record<string, unknown> = {}
    for (const argument in args) named[argumentName(argument, signatures[name].args)] = (args as Record<string, unknown>)[argument]
    return [name, named]
  }))
}

/** SQLSTATE classes and socket errors after which another attempt may well succeed. */
const unavailable = /^(08|53|57P|ECONN|CONNECT|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)/

function translate(error: unknown, functions: readonly string[]): unknown {
  const { code, message, detail, hint } = error as { code?: string; message?: string; detail?: string; hint?: string }
  if (code === undefined) return error
  if (code.startsWith('PT') && hint !== undefined) return new GatewayError(hint as ErrorCode, message ?? hint, JSON.parse(detail ?? '{}'))
  if (code === '57014') return deadlineExceeded()
  if (unavailable.test(code)) return serviceUnavailable(2, error)
  // Messages of these classes quote values, and values are people's: the log gets the rest.
  return /^2[23]/.test(code) ? withoutValues(error as PostgresError, functions) : error
}

interface PostgresError {
  readonly code: string
  readonly routine?: string
  readonly table_name?: string
  readonly column_name?: string
  readonly constraint_name?: string
}

function withoutValues({ code, routine, table_name, column_name, constraint_name }: PostgresError, functions: readonly string[]): Error {
  const places = [table_name, column_name, constraint_name, routine].filter(Boolean).join(', ')
  return Object.assign(new Error(`SQLSTATE ${code} in ${functions.join(', ')} (${places})`), { code })
}
