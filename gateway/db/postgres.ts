import { setTimeout as startTimer } from 'node:timers'
import { setTimeout } from 'node:timers/promises'
import { openPool } from './pool.ts'
import { namedArguments, toRow } from './port.ts'
import type { Port, SqlCall } from './port.ts'
import { signatures } from './rows.ts'
import { translate } from './translate.ts'
import type { SqlError } from './translate.ts'
import { createTurns } from './turns.ts'

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
  const inTurn = createTurns(pool, queue)

  /** One statement. Aborting `signal` cancels it in Postgres. */
  async function send(role: string, claims: string, calls: string, signal?: AbortSignal): Promise<string> {
    const query = sql`select phoenix_private.run_as(${role}, ${claims}::text::jsonb, ${calls}::text::jsonb) as rows`
    const cancel = () => void query.cancel()
    const timer = pooled ? startTimer(cancel, statementTimeout * 1000) : undefined
    signal?.addEventListener('abort', cancel)
    try {
      const [answer] = await query
      return answer!.rows as string
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
    }
  }

  async function run(role: string, claims: Readonly<Record<string, unknown>>, calls: readonly SqlCall[], again: RegExp, signal?: AbortSignal) {
    const functions = calls.map((call) => call.name)
    const sent = [role, JSON.stringify(claims), callsText(calls)] as const
    const text = await inTurn(signal, async () => {
      const began = performance.now()
      for (const pause of [...pauses, null]) {
        onStatement?.(functions)
        try {
          return await send(...sent, signal)
        } catch (error) {
          const givenUp = signal?.aborted || performance.now() - began >= statementTimeout * 1000
          if (pause === null || givenUp || !again.test((error as SqlError).code ?? '')) throw translate(error, functions)
          await setTimeout(pause)
        }
      }
      throw new Error('unreachable: the last attempt returns or throws')
    })
    return (JSON.parse(text) as unknown[][]).map((rows, index) => {
      const { nested } = signatures[functions[index]!]
      return rows.map((row) => toRow(row, nested))
    })
  }

  return {
    read: ({ role, claims }, calls, signal) => run(role, claims, calls, lostOrCancelled, signal),
    call: async (name, args) => {
      const [rows] = await run('service_role', { role: 'service_role' }, [{ name, args }], cancelled)
      return rows as never
    },
    close: () => sql.end({ timeout: 5 }),
  }
}

/**
 * When a statement is sent once more. A cancel request names a connection, not a statement: one that came late has hit a
 * neighbour's, which did nothing. What a lost connection did nobody knows: so only reads are sent again.
 */
const cancelled = /^57014$/
// A connection that the server ends says so a moment before it closes: the next statement must not go down it too.
const pauses = [30, 300]
const lostOrCancelled = /^(57014|57P0[123]|08|CONNECTION_|ECONNRESET|EPIPE)/

const isPooler = (url: string) => new URL(url).port === '6543' || new URL(url).searchParams.get('pgbouncer') === 'true'

/** The mark is ours: a server would take it for a setting. */
function withoutPoolerMark(url: string): string {
  const plain = new URL(url)
  plain.searchParams.delete('pgbouncer')
  return plain.href
}

/** `[[function, {p_argument: value}], …]` */
const callsText = (calls: readonly SqlCall[]) => JSON.stringify(calls.map((call) => [call.name, namedArguments(call)]))
