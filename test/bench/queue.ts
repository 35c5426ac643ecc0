import { setTimeout as pause } from 'node:timers/promises'
import { openPool } from '../../gateway/db/pool.ts'
import type { Connection } from '../../gateway/db/pool.ts'
import { connectPostgres } from '../../gateway/db/postgres.ts'
import { consume } from '../../gateway/events/consumer.ts'
import { loadHandlers } from '../../gateway/events/handlers.ts'
import { createJourneyConsumer } from '../../gateway/events/journeyConsumer.ts'
import { createWake } from '../../gateway/events/wake.ts'
import { listenTo } from '../../gateway/db/listen.ts'
import { median } from './measure.ts'
import type { Tools } from './measure.ts'

export interface QueueFound {
  readonly events: number
  readonly rounds: number
  /** Seconds to drain, a worker each: the journeys of the product; and the same effect (a row an event) through three queues. */
  readonly journeys: number
  readonly ours: number
  readonly graphile: number
  readonly boss: number
  /** Milliseconds from the commit of an event to the commit of its effects, at 100 events a second. */
  readonly lag: { readonly p50: number; readonly p95: number; readonly slowest: number }
  /** Two workers' rate by one's, with handlers that wait 5 ms. */
  readonly twoWorkers: number
  /** Milliseconds of load_journey with 10 and with 10,000 events. */
  readonly insights: readonly [number, number]
}

const BATCH = 50
const timed = async (work: () => Promise<unknown>) => {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

export async function measureQueue(tools: Tools, events: number, rounds: number, say: (line: string) => void): Promise<QueueFound> {
  const sql = openPool(tools.database.adminUrl, 2)
  const port = connectPostgres({ url: tools.settings.url })
  try {
    await sql.unsafe('create table if not exists public.bench_effects (event_id uuid not null, n int not null); create schema if not exists bench_peers')
    const users = (await sql`insert into auth.users (id) select gen_random_uuid() from generate_series(1, 500) returning id`).map((row) => row.id as string)
    const journey = createJourneyConsumer({ port, read: await loadHandlers(), warn: (error) => { throw error } })
    const catchUp = async () => {
      for (const consumer of ['journey', 'bench']) await sql`insert into phoenix_private.event_consumers (consumer) values (${consumer}) on conflict do nothing`
      await sql`
        update phoenix_private.event_consumers c set (transaction_id, "position") = (select e.transaction_id, e."position" from public.phoenix_events e order by e.transaction_id desc, e."position" desc limit 1)
         where exists (select from public.phoenix_events)`
    }
    const runs = { journeys: [] as number[], ours: [] as number[], graphile: [] as number[], boss: [] as number[] }
    say(`queue: ${rounds} rounds of ${events} events or jobs through each`)
    for (let round = 0; round < rounds; round += 1) {
      await catchUp()
      await append(sql, users, events)
      runs.journeys.push(await timed(() => drain(sql, port, journey.handle, 'journey')))
      runs.ours.push(await timed(() => drainWithEffects(sql, tools.database.adminUrl)))
      runs.graphile.push(await drainGraphile(tools.database.adminUrl, events))
      runs.boss.push(await drainBoss(tools.database.adminUrl, events))
      const [row] = await sql`select count(*)::int as n from public.bench_effects`
      if (row!.n !== 3 * events) throw new Error(`${row!.n} effects of ${3 * events} jobs`)
      await sql`truncate public.bench_effects`
    }
    await catchUp()
    return {
      events, rounds, journeys: median(runs.journeys), ours: median(runs.ours), graphile: median(runs.graphile), boss: median(runs.boss),
      lag: await measureLag(sql, tools, users, events / 20), twoWorkers: await measureTwo(sql, tools, users, Math.min(events / 5, 2_000)), insights: await measureInsights(sql),
    }
  } finally {
    await port.close()
    await sql.end()
  }
}

const append = (sql: Connection, users: readonly string[], count: number) => sql`
  insert into public.phoenix_events (stream_id, event_type, app_source, payload, metadata)
  select (${`{${users.join(',')}}`}::uuid[])[1 + n % ${users.length}::int], 'cv.updated', 'cv', jsonb_build_object('n', n), '{"created_via": "gateway"}' from generate_series(1, ${count}::int) n`

async function drain(sql: Connection, port: ReturnType<typeof connectPostgres>, handle: ReturnType<typeof createJourneyConsumer>['handle'], consumer: string) {
  for (;;) {
    const events = await port.call('claim_phoenix_events', { consumer, limit: BATCH, leaseSeconds: 60 })
    if (events.length > 0) await handle(events, new AbortController().signal)
    else if ((await sql`select behind::int from public.list_event_consumers() where consumer = ${consumer}`)[0]?.behind === 0) return
  }
}

/** An agent with the two functions: its effects and its acknowledgement in one transaction. */
async function drainWithEffects(sql: Connection, url: string) {
  const own = openPool(url, 1)
  try {
    for (;;) {
      const events = await own`select event_id, lease_id, payload from public.claim_phoenix_events('bench', ${BATCH}, 60)`
      if (events.length === 0) {
        if ((await sql`select behind::int from public.list_event_consumers() where consumer = 'bench'`)[0]!.behind === 0) return
        continue
      }
      const results = JSON.stringify(events.map(({ event_id, lease_id, payload }) => ({ event_id, lease_id, outcome: 'done', n: payload.n })))
      await own`
        with settled as (select event_id from public.acknowledge_phoenix_events('bench', ${results}::text::jsonb) where state = 'done')
        insert into public.bench_effects select r.event_id, r.n from jsonb_to_recordset(${results}::text::jsonb) r (event_id uuid, n int) join settled s on s.event_id = r.event_id`
    }
  } finally {
    await own.end()
  }
}

interface Graphile {
  runMigrations(options: object): Promise<void>
  runOnce(options: object): Promise<void>
}

async function drainGraphile(url: string, count: number): Promise<number> {
  const { runMigrations, runOnce } = await import('graphile-worker' as string) as Graphile
  const sql = openPool(url)
  const logger = new ((await import('graphile-worker' as string) as { Logger: new (factory: () => () => void) => object }).Logger)(() => () => {})
  try {
    await runMigrations({ connectionString: url, logger })
    await sql`select graphile_worker.add_job('bench', jsonb_build_object('n', n, 'id', gen_random_uuid())::json) from generate_series(1, ${count}::int) n`
    return await timed(() => runOnce({
      connectionString: url, logger, concurrency: 8, maxPoolSize: 10, noHandleSignals: true,
      taskList: { bench: async (payload: { n: number; id: string }, helpers: { query(text: string, values: unknown[]): Promise<unknown> }) => void await helpers.query('insert into public.bench_effects values ($1, $2)', [payload.id, payload.n]) },
    }))
  } finally {
    await sql.end()
  }
}

interface Boss {
  start(): Promise<unknown>
  createQueue(name: string): Promise<unknown>
  insert(name: string, jobs: readonly object[]): Promise<unknown>
  fetch(name: string, options: object): Promise<readonly { readonly id: string; readonly data: { readonly n: number } }[]>
  complete(name: string, ids: readonly string[]): Promise<unknown>
  stop(options?: object): Promise<unknown>
}

/** By its fastest way: fetch and complete fifty at once, the effects of a batch in one statement. */
async function drainBoss(url: string, count: number): Promise<number> {
  const { PgBoss } = await import('pg-boss' as string) as { PgBoss: new (options: object) => Boss }
  const boss = new PgBoss({ connectionString: url, schema: 'bench_boss', supervise: false, schedule: false })
  const sql = openPool(url)
  try {
    await boss.start()
    await boss.createQueue('bench')
    for (let at = 0; at < count; at += 1000) await boss.insert('bench', Array.from({ length: Math.min(1000, count - at) }, (_, n) => ({ data: { n: at + n } })))
    return await timed(async () => {
      for (let jobs = await boss.fetch('bench', { batchSize: BATCH }); jobs.length > 0; jobs = await boss.fetch('bench', { batchSize: BATCH })) {
        await sql`insert into public.bench_effects select r.id, r.n from jsonb_to_recordset(${JSON.stringify(jobs.map(({ id, data }) => ({ id, n: data.n })))}::text::jsonb) r (id uuid, n int)`
        await boss.complete('bench', jobs.map(({ id }) => id))
      }
    })
  } finally {
    await sql.end()
    await boss.stop({ graceful: false }).catch(() => {})
  }
}

/** The worker's own loop, woken as in production; each event's time runs from its commit to that of its effects. */
async function measureLag(sql: Connection, tools: Tools, users: readonly string[], count: number) {
  const port = connectPostgres({ url: tools.settings.url })
  const committed = new Map<number, number>()
  const lags: number[] = []
  const inner = createJourneyConsumer({ port, read: await loadHandlers(), warn: (error) => { throw error } })
  const stopping = new AbortController()
  const wake = createWake((rouse) => listenTo(tools.settings.url, 'phoenix_events', rouse))
  const loop = consume({
    ...inner,
    async handle(events, signal) {
      await inner.handle(events, signal)
      const now = performance.now()
      // One that was handled before its writer had the answer took no time that can be told.
      for (const { payload } of events) lags.push(now - (committed.get((payload as { lag: number }).lag) ?? now))
    },
  }, { port, wake: wake.wait, warn: () => {} }, stopping.signal)
  const began = performance.now()
  for (let n = 0; n < count; n += 1) {
    const wait = began + n * 10 - performance.now()
    if (wait > 0) await pause(wait)
    await sql`
      insert into public.phoenix_events (stream_id, event_type, app_source, payload, metadata)
      values (${users[n % users.length]!}, 'cv.updated', 'cv', ${JSON.stringify({ lag: n })}::text::jsonb, '{"created_via": "gateway"}')`
    committed.set(n, performance.now())
  }
  while (lags.length < count) await pause(20)
  stopping.abort()
  await loop
  wake.close()
  await port.close()
  lags.sort((a, b) => a - b)
  return { p50: lags[Math.floor(count * 0.5)]!, p95: lags[Math.floor(count * 0.95)]!, slowest: lags.at(-1)! }
}

async function measureTwo(sql: Connection, tools: Tools, users: readonly string[], count: number): Promise<number> {
  const seconds: number[] = []
  for (const workers of [1, 2]) {
    await append(sql, users, count)
    const ports = Array.from({ length: workers }, () => connectPostgres({ url: tools.settings.url, pool: 2 }))
    const read = await loadHandlers()
    seconds.push(await timed(() => Promise.all(ports.map((port) =>
      drain(sql, port, createJourneyConsumer({ port, read, warn: (error) => { throw error }, beside: () => pause(5) }).handle, 'journey')))))
    await Promise.all(ports.map((port) => port.close()))
  }
  return seconds[0]! / seconds[1]!
}

async function measureInsights(sql: Connection): Promise<readonly [number, number]> {
  const people: string[] = []
  for (const events of [10, 10_000]) {
    const [user] = await sql`insert into auth.users (id) values (gen_random_uuid()) returning id`
    const days = Object.fromEntries(Array.from({ length: Math.min(events, 35) }, (_, n) => [new Date(Date.now() - n * 86_400_000).toISOString().slice(0, 10), { cv: Math.ceil(events / 35) }]))
    await sql`insert into phoenix_private.journeys (user_id, events, days) values (${user!.id as string}, ${events}, ${JSON.stringify(days)}::text::jsonb)`
    people.push(user!.id as string)
  }
  const times: [number[], number[]] = [[], []]
  // In turn, so that whatever else the machine does is shared.
  for (let n = 0; n < 800; n += 1) times[n % 2]!.push(await timed(() => sql`select * from public.load_journey(${people[n % 2]!})`))
  return [median(times[0].slice(100)) * 1000, median(times[1].slice(100)) * 1000]
}

export function queueAims(found: QueueFound): (readonly [string, string, string, boolean])[] {
  const { events, journeys, ours, graphile, boss, lag, twoWorkers, insights } = found
  const count = events.toLocaleString('en')
  return [
    [`drain of ${count} waiting events into journeys, one worker`, '≤ 10 s', `${journeys.toFixed(2)} s`, journeys <= 10 * (events / 10_000)],
    ['the same effect, by graphile-worker\'s time', '≤ 1 ×', `${(ours / graphile).toFixed(2)} ×`, ours <= graphile],
    ['the same effect, by pg-boss\'s time', '≤ 1 ×', `${(ours / boss).toFixed(2)} ×`, ours <= boss],
    ['lag at 100 events a second: p95', '< 1 s', `${lag.p95.toFixed(0)} ms`, lag.p95 < 1000],
    ['two workers, handlers that wait 5 ms', '≥ 1.6 ×', `${twoWorkers.toFixed(2)} ×`, twoWorkers >= 1.6],
    ['reading insights, 10,000 events by 10', '≤ 1.1 ×', `${(insights[1] / insights[0]).toFixed(2)} ×`, insights[1] <= insights[0] * 1.1],
  ]
}

export const queueText = ({ events, rounds, journeys, ours, graphile, boss, lag }: QueueFound) => `## The queue

${events.toLocaleString('en')} events or jobs, one worker, medians of ${rounds} rounds. The effect is a row for each; ours is claimed by fifty and acknowledged with its effects in one
transaction, pg-boss fetches and completes by fifty, graphile-worker runs eight at once.

| | seconds | a second |
| --- | ---: | ---: |
${([['journeys, as the product folds them', journeys], ['the two functions of the queue', ours], ['graphile-worker', graphile], ['pg-boss', boss]] as const).map(([name, seconds]) => `| ${name} | ${seconds.toFixed(2)} | ${Math.round(events / seconds).toLocaleString('en')} |`).join('\n')}

Lag at 100 events a second: p50 ${lag.p50.toFixed(0)} ms, p95 ${lag.p95.toFixed(0)} ms, slowest ${lag.slowest.toFixed(0)} ms.`
