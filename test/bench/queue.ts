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
  /** pg-boss where an effect is not committed with its job's completion, and so may come twice. */
  readonly bossApart: number
  /** Medians of the ratios within each round. */
  readonly byGraphile: number
  readonly byBoss: number
  /** Milliseconds from the commit of an event to the commit of its effects, at 100 events a second. */
  readonly lag: { readonly p50: number; readonly p95: number; readonly slowest: number }
  /** Two workers' rate by one's, with handlers that wait 5 ms; round by round. */
  readonly twoWorkers: readonly number[]
  /** The time of load_journey with 10,000 events by that with 10: spread over as many days, and over 35 instead of 10. */
  readonly insights: { readonly sameDays: number; readonly moreDays: number }
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
    const runs = { journeys: [] as number[], ours: [] as number[], graphile: [] as number[], boss: [] as number[], bossApart: [] as number[] }
    say(`queue: ${rounds} rounds of ${events} events or jobs through each`)
    for (let round = 0; round < rounds; round += 1) {
      await catchUp()
      await append(sql, users, events)
      const whole: readonly (() => Promise<unknown>)[] = [
        async () => runs.journeys.push(await timed(() => drain(sql, port, journey.handle, 'journey'))),
        async () => runs.graphile.push(await drainGraphile(tools.database.adminUrl, events)),
        async () => {
          for (const [name, seconds] of Object.entries(await drainInTurn(tools.database.adminUrl, events))) runs[name as 'ours' | 'boss' | 'bossApart'].push(seconds)
        },
      ]
      for (let turn = 0; turn < whole.length; turn += 1) await whole[(round + turn) % whole.length]!()
      const [row] = await sql`select count(*)::int as n from public.bench_effects`
      if (row!.n !== 4 * events) throw new Error(`${row!.n} effects of ${4 * events} jobs`)
      await sql`truncate public.bench_effects`
      say(`  ${Object.entries(runs).map(([name, seconds]) => `${name} ${seconds.at(-1)!.toFixed(2)} s`).join(', ')}`)
    }
    const byBoss = median(runs.ours.map((seconds, round) => seconds / runs.boss[round]!))
    const byGraphile = median(runs.ours.map((seconds, round) => seconds / runs.graphile[round]!))
    await catchUp()
    return {
      events, rounds, journeys: median(runs.journeys), ours: median(runs.ours), graphile: median(runs.graphile), boss: median(runs.boss), bossApart: median(runs.bossApart), byGraphile, byBoss,
      lag: await measureLag(sql, tools, users, events / 20), twoWorkers: await measureTwo(sql, tools, users, Math.min(events / 5, 2_000), rounds), insights: await measureInsights(sql),
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

interface Stepping {
  /** Handles a batch; false: there was none. */
  step(): Promise<boolean>
  close(): Promise<unknown>
}

/** Ours and pg-boss batch by batch, each beginning in its turn: whatever the machine does meanwhile meets all of them alike. */
async function drainInTurn(url: string, count: number): Promise<Record<'ours' | 'boss' | 'bossApart', number>> {
  const all: Record<'ours' | 'boss' | 'bossApart', Stepping> = { ours: openOurs(url), boss: await openBoss(url, count, true), bossApart: await openBoss(url, count, false) }
  const spent = { ours: 0, boss: 0, bossApart: 0 }
  const names = Object.keys(all) as (keyof typeof all)[]
  try {
    const open = new Set(names)
    for (let turn = 0; open.size > 0; turn += 1) {
      const name = names[(turn + Math.floor(turn / names.length)) % names.length]!
      if (!open.has(name)) continue
      const began = performance.now()
      if (!await all[name].step()) open.delete(name)
      spent[name] += (performance.now() - began) / 1000
    }
    return spent
  } finally {
    for (const name of names) await all[name].close()
  }
}

/** An agent with the two functions: its effects and its acknowledgement in one transaction. */
function openOurs(url: string): Stepping {
  const own = openPool(url, 1)
  return {
    async step() {
      const events = await own`select event_id, lease_id, payload from public.claim_phoenix_events('bench', ${BATCH}, 60)`
      if (events.length === 0) return false
      const results = JSON.stringify(events.map(({ event_id, lease_id, payload }) => ({ event_id, lease_id, outcome: 'done', n: payload.n })))
      await own`
        with settled as (select event_id from public.acknowledge_phoenix_events('bench', ${results}::text::jsonb) where state = 'done')
        insert into public.bench_effects select r.event_id, r.n from jsonb_to_recordset(${results}::text::jsonb) r (event_id uuid, n int) join settled s on s.event_id = r.event_id`
      return true
    },
    close: () => own.end(),
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
  complete(name: string, ids: readonly string[], data?: unknown, options?: { readonly db: { executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> } }): Promise<unknown>
  stop(options?: object): Promise<unknown>
}

/**
 * By fifty at once, the effects of a batch in one statement. `together`: effects and completion in one transaction, on one connection, as pg-boss
 * offers it (its option `db`): that is what ours does. Apart it saves the two round trips of begin and commit.
 */
async function openBoss(url: string, count: number, together: boolean): Promise<Stepping> {
  const { PgBoss } = await import('pg-boss' as string) as { PgBoss: new (options: object) => Boss }
  const boss = new PgBoss({ connectionString: url, schema: 'bench_boss', supervise: false, schedule: false })
  const sql = openPool(url, 1)
  const name = together ? 'together' : 'apart'
  await boss.start()
  await boss.createQueue(name)
  for (let at = 0; at < count; at += 1000) await boss.insert(name, Array.from({ length: Math.min(1000, count - at) }, (_, n) => ({ data: { n: at + n } })))
  const listOf = (value: unknown) => (Array.isArray(value) ? `{${value.join(',')}}` : value)
  return {
    async step() {
      const jobs = await boss.fetch(name, { batchSize: BATCH })
      if (jobs.length === 0) return false
      const [ids, rows] = [jobs.map(({ id }) => id), JSON.stringify(jobs.map(({ id, data }) => ({ id, n: data.n })))]
      const effects = (on: Connection) => on`insert into public.bench_effects select r.id, r.n from jsonb_to_recordset(${rows}::text::jsonb) r (id uuid, n int)`
      if (!together) {
        await effects(sql)
        await boss.complete(name, ids)
      } else {
        await sql.begin(async (transaction) => {
          await effects(transaction as unknown as Connection)
          await boss.complete(name, ids, undefined, { db: { executeSql: async (text, values = []) => ({ rows: await transaction.unsafe(text, values.map(listOf) as never[]) }) } })
        })
      }
      return true
    },
    async close() {
      await sql.end()
      await boss.stop({ graceful: false }).catch(() => {})
    },
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

async function measureTwo(sql: Connection, tools: Tools, users: readonly string[], count: number, rounds: number): Promise<number[]> {
  const read = await loadHandlers()
  async function run(workers: number) {
    await append(sql, users, count)
    const ports = Array.from({ length: workers }, () => connectPostgres({ url: tools.settings.url, pool: 2 }))
    const seconds = await timed(() => Promise.all(ports.map((port) =>
      drain(sql, port, createJourneyConsumer({ port, read, warn: (error) => { throw error }, beside: () => pause(5) }).handle, 'journey'))))
    await Promise.all(ports.map((port) => port.close()))
    return seconds
  }
  const ratios: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const seconds: [number, number] = [0, 0]
    for (const workers of round % 2 === 0 ? [1, 2] : [2, 1]) seconds[workers - 1] = await run(workers)
    ratios.push(seconds[0] / seconds[1])
  }
  return ratios
}

/** Of three people: 10 events in 10 days; 10,000 in 10 days; 10,000 in 35 days, which is as many as a journey keeps. */
async function measureInsights(sql: Connection): Promise<QueueFound['insights']> {
  const people: string[] = []
  for (const [events, days] of [[10, 10], [10_000, 10], [10_000, 35]] as const) {
    const [user] = await sql`insert into auth.users (id) values (gen_random_uuid()) returning id`
    const counts = Object.fromEntries(Array.from({ length: days }, (_, n) => [new Date(Date.now() - n * 86_400_000).toISOString().slice(0, 10), { cv: events / 10 }]))
    await sql`insert into phoenix_private.journeys (user_id, events, days) values (${user!.id as string}, ${events}, ${JSON.stringify(counts)}::text::jsonb)`
    people.push(user!.id as string)
  }
  const ratios: [number[], number[]] = [[], []]
  for (let round = 0; round < 30; round += 1) {
    const times: [number[], number[], number[]] = [[], [], []]
    // In turn, read by read, and beginning with another one each time.
    for (let n = 0; n < 300; n += 1) {
      const who = (n + Math.floor(n / 3)) % 3
      times[who]!.push(await timed(() => sql`select * from public.load_journey(${people[who]!})`))
    }
    const [few, same, more] = times.map(median) as [number, number, number]
    if (round > 0) {
      ratios[0].push(same / few)
      ratios[1].push(more / few)
    }
  }
  return { sameDays: median(ratios[0]), moreDays: median(ratios[1]) }
}

export function queueAims(found: QueueFound): (readonly [string, string, string, boolean])[] {
  const { events, journeys, byGraphile, byBoss, lag, twoWorkers, insights } = found
  const [count, two] = [events.toLocaleString('en'), median([...twoWorkers])]
  return [
    [`drain of ${count} waiting events into journeys, one worker`, '≤ 10 s', `${journeys.toFixed(2)} s`, journeys <= 10 * (events / 10_000)],
    ['the same effect, by graphile-worker\'s time', '≤ 1 ×', `${byGraphile.toFixed(2)} ×`, byGraphile <= 1],
    ['the same effect, by pg-boss\'s time', '≤ 1 ×', `${byBoss.toFixed(2)} ×`, byBoss <= 1],
    ['lag at 100 events a second: p95', '< 1 s', `${lag.p95.toFixed(0)} ms`, lag.p95 < 1000],
    ['two workers, handlers that wait 5 ms', '≥ 1.6 ×', `${two.toFixed(2)} × (${Math.min(...twoWorkers).toFixed(2)} to ${Math.max(...twoWorkers).toFixed(2)})`, two >= 1.6],
    ['reading insights, 10,000 events by 10, in as many days', '≤ 1.05 ×', `${insights.sameDays.toFixed(2)} ×`, insights.sameDays <= 1.05],
    ['the same, in 35 days (all that is kept) by 10 days', '≤ 1.15 ×', `${insights.moreDays.toFixed(2)} ×`, insights.moreDays <= 1.15],
  ]
}

export const queueText = ({ events, rounds, journeys, ours, graphile, boss, bossApart, lag }: QueueFound) => `## The queue

${events.toLocaleString('en')} events or jobs, one worker, medians of ${rounds} rounds. The effect is a row for each; ours is claimed by fifty and acknowledged with its effects in one
transaction, pg-boss fetches by fifty and completes them likewise (its option db), batch by batch in turn with ours; graphile-worker, which cannot do that, runs eight at once.

| | seconds | a second |
| --- | ---: | ---: |
${([['journeys, as the product folds them', journeys], ['the two functions of the queue', ours], ['graphile-worker, effect and completion apart', graphile], ['pg-boss', boss], ['pg-boss, effect and completion apart', bossApart]] as const).map(([name, seconds]) => `| ${name} | ${seconds.toFixed(2)} | ${Math.round(events / seconds).toLocaleString('en')} |`).join('\n')}

Lag at 100 events a second: p50 ${lag.p50.toFixed(0)} ms, p95 ${lag.p95.toFixed(0)} ms, slowest ${lag.slowest.toFixed(0)} ms.`
