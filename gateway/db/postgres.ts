import { deadlineExceeded, serviceUnavailable } from '../errors.ts'
import { openPool } from './pool.ts'
import { namedArguments, toRow } from './port.ts'
import type { Port, SqlCall } from './port.ts'
import { signatures } from './rows.ts'
import { translate } from './translate.ts'

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

/** `[[function, {p_argument: value}], …]` */
const callsText = (calls: readonly SqlCall[]) => JSON.stringify(calls.map((call) => [call.name, namedArguments(call)]))
