import { randomUUID } from 'node:crypto'
import { vi } from 'vitest'
import type { Connection } from '../../gateway/db/pool.ts'

/** What a claim answers, as far as tests look at it. */
export interface Claimed {
  readonly event_id: string
  readonly lease_id: string
  readonly attempt: number
  readonly leased_until: Date
  readonly stream_id: string
  readonly type: string
  readonly app: string
  readonly data: Record<string, unknown>
  readonly payload: Record<string, unknown>
}

export type Outcome = 'done' | 'retry' | 'dead'

/** The queue as an agent in any language uses it: two functions, on a connection. */
export function queueOn(sql: Connection) {
  const claim = async (consumer: string, limit = 50, lease = 60) =>
    [...await sql`select * from public.claim_phoenix_events(${consumer}, ${limit}, ${lease})`] as unknown as Claimed[]
  const acknowledge = async (consumer: string, results: readonly object[]) =>
    [...await sql`select * from public.acknowledge_phoenix_events(${consumer}, ${JSON.stringify(results)}::text::jsonb)`] as unknown as { event_id: string; state: string; due_at: Date | null }[]
  return {
    claim, acknowledge,
    settle: (consumer: string, events: readonly Claimed[], outcome: Outcome = 'done', error?: string) =>
      acknowledge(consumer, events.map(({ event_id, lease_id }) => ({ event_id, lease_id, outcome, ...(error === undefined ? {} : { error }) }))),
    /** Appends an event by hand, as an older app or (`created_via`) the gateway. */
    async append(stream: string, payload: object, { type = 'ecosystem.integration', app = 'website', via = 'gateway', ago = 0 } = {}) {
      const [row] = await sql`
        insert into public.phoenix_events (stream_id, event_type, app_source, payload, metadata, "timestamp")
        values (${stream}, ${type}, ${app}, ${JSON.stringify(payload)}::text::jsonb, ${JSON.stringify({ created_via: via })}::text::jsonb, now() - make_interval(secs => ${ago}))
        returning event_id`
      return row!.event_id as string
    },
    /** A transaction of another test's database holds readers up: waits until everything written here can be read. */
    readable: () => vi.waitFor(async () => {
      const [row] = await sql`select count(*)::int as hidden from public.phoenix_events where transaction_id >= pg_snapshot_xmin(pg_current_snapshot())`
      if (row!.hidden > 0) throw new Error(`${row!.hidden} events cannot be read yet`)
    }, { timeout: 60_000, interval: 20 }),
    /** Time passes: leases lapse and waits are over. */
    later: (consumer: string) => sql`update phoenix_private.event_deliveries set due_at = clock_timestamp() - interval '1 hour' where consumer = ${consumer} and due_at is not null`,
    deliveries: async (consumer: string) =>
      (await sql`select event_id, state, attempt, error from phoenix_private.event_deliveries where consumer = ${consumer} order by transaction_id, "position"`).map((row) => ({ ...row })),
  }
}

export const numbers = (events: readonly Claimed[]) => events.map((event) => event.payload.n)
export const newConsumer = () => `test-${randomUUID()}`
