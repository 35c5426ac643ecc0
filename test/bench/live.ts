import { once } from 'node:events'
import { WebSocket } from 'ws'
import { openPool } from '../../gateway/db/pool.ts'
import { median } from './measure.ts'
import type { Tools } from './measure.ts'
import { startContestant } from './process.ts'

/* From a commit to the screens of who watches, and what it costs the writers that readers are woken. */

export interface LiveFound {
  /** Milliseconds from the commit's answer to the push, one change after the other. */
  readonly lag: readonly number[]
  /** Metered writes a second of eight writers in SQL, round by round: nobody is woken; one at a time wakes; everyone does. */
  readonly writes: Readonly<Record<'none' | 'one' | 'all', readonly number[]>>
}

const WAKES = {
  none: 'begin return null; end',
  all: "begin perform pg_notify('phoenix_events', ''); return null; end",
}

async function watchUsage(port: number, token: string) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws')
  let heard = Promise.withResolvers<number>()
  socket.on('message', (data) => {
    const { type, payload } = JSON.parse(String(data)) as { type: string; payload?: { errors?: unknown } }
    if (type === 'connection_ack') socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: 'subscription { usageChanged { features { feature used remaining } } }' } }))
    else if (type === 'next' && !payload?.errors) heard.resolve(performance.now())
    else heard.reject(new Error(String(data)))
  })
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }))
  return {
    next() {
      heard = Promise.withResolvers()
      return heard.promise
    },
    close: () => socket.close(),
  }
}

export async function measureLive({ database, settings }: Tools, { pushes, rounds, seconds }: { pushes: number; rounds: number; seconds: number }): Promise<LiveFound> {
  const gateway = await startContestant('gateway', settings)
  const sql = openPool(database.adminUrl)
  const write = (id: string, queries = sql) => queries`
    select public.save_uploaded_cv(r.actor, jsonb_build_object('hold', (public.reserve_usage(r.actor, 'cv_uploads', 1)).hold_id), 'Un titre', 'cv.txt', 3, 'abc') from (values (${id}::uuid)) r (actor)`
  const watched = database.writers[0]!
  const watcher = await watchUsage(gateway.port, watched.token)
  const clients = Array.from({ length: 8 }, () => openPool(database.adminUrl))
  const [wake] = await sql`select pg_get_functiondef('phoenix_private.wake_readers()'::regprocedure) as definition`
  try {
    const lag: number[] = []
    // Until the subscription stands.
    for (let heard = false; !heard;) {
      const next = watcher.next().then(() => true)
      await write(watched.id)
      heard = await Promise.race([next, new Promise<false>((resolve) => setTimeout(resolve, 500, false))])
    }
    for (let n = 0; n < pushes; n += 1) {
      const next = watcher.next()
      await write(watched.id)
      const committed = performance.now()
      lag.push(Math.max(0, (await next) - committed))
      // The reader looks again for a moment after a push: the next change finds it waiting.
      await new Promise((resolve) => setTimeout(resolve, 20 + (n % 7) * 50))
    }
    const writes: Record<keyof LiveFound['writes'], number[]> = { none: [], one: [], all: [] }
    for (let round = 0; round <= rounds; round += 1) {
      for (const kind of ['none', 'one', 'all'] as const) {
        await sql.unsafe(kind === 'one' ? wake!.definition as string : `create or replace function phoenix_private.wake_readers() returns trigger language plpgsql volatile set search_path = '' as $$ ${WAKES[kind]} $$`)
        const until = performance.now() + seconds * 1000
        let count = 0
        await Promise.all(clients.map(async (client, at) => {
          for (; performance.now() < until; count += 1) await write(database.writers[1 + at]!.id, client)
        }))
        if (round > 0) writes[kind].push(Math.round(count / seconds))
      }
    }
    return { lag: lag.sort((a, b) => a - b), writes }
  } finally {
    await sql.unsafe(wake!.definition as string)
    watcher.close()
    await Promise.all([sql, ...clients].map((one) => one.end()))
    await gateway.stop()
  }
}

const at = (sorted: readonly number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
const share = ({ writes }: LiveFound, kind: 'one' | 'all') => median(writes[kind].map((rate, round) => rate / writes.none[round]!))

export const liveChapter = (found: LiveFound) => {
  const { lag, writes } = found
  return `## From a commit to who watches

usageChanged, ${lag.length} changes one after the other: from the commit's answer to the push on a WebSocket, p50 ${median(lag).toFixed(1)} ms, p95 ${at(lag, 0.95).toFixed(1)} ms, longest ${lag.at(-1)!.toFixed(1)} ms.

Eight writers of metered rows in SQL, one listener: ${median(writes.none)} a second where nobody is woken, ${share(found, 'one').toFixed(2)} × that where one writer at a time wakes (as it is), ${share(found, 'all').toFixed(2)} × where every writer does.`
}
