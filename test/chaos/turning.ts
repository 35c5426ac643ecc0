import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Connection } from '../../gateway/db/pool.ts'
import { addUser } from '../harness.ts'
import type { TurnerOptions } from './turner.ts'

/** The flywheel under fire: so many events, workers that are killed while they turn, and what must be true afterwards. */
export interface Turning {
  readonly sql: Connection
  readonly options: TurnerOptions
  readonly events: number
  readonly workers?: number
  /** kill -9 of each worker, so many times. */
  readonly kills: number
  /** Something else that breaks meanwhile. */
  readonly meanwhile?: () => Promise<void>
}

export interface Turned {
  readonly violations: readonly string[]
  readonly handled: number
  readonly kills: number
  /** Effects of events that a killed worker had held before. */
  readonly redelivered: number
  readonly seconds: number
}

function openTurner(options: TurnerOptions): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, 'turner.ts'), JSON.stringify(options)], { env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.TEST_COMPILE_CACHE }, stdio: ['ignore', 'pipe', 'ignore'] })
}

export async function turnUnderFire({ sql, options, events, workers = 3, kills, meanwhile }: Turning): Promise<Turned> {
  const began = performance.now()
  await sql`create table if not exists public.agent_effects (seq bigint generated always as identity, event_id uuid not null, attempt int not null)`
  const users = await Promise.all(Array.from({ length: 40 }, () => addUser(sql)))
  const poisoned = await produce(sql, users, events)
  let stopped = false
  const turners: ChildProcess[] = []
  const lives = Array.from({ length: workers }, () => {
    const through = Promise.withResolvers<void>()
    async function live() {
      for (let killed = 0; !stopped;) {
        const turner = openTurner(options)
        turners.push(turner)
        const exit = once(turner, 'exit')
        if (killed < kills) {
          // At any moment once it is at work; where nothing is left for it, a little later. One of its events may be faster.
          await Promise.race([once(turner.stdout!, 'data'), exit, pause(3_000)])
          await pause(Math.random() * 60)
          if (turner.kill('SIGKILL')) killed += 1
        }
        if (killed === kills) through.resolve()
        await exit
      }
    }
    return { through: through.promise, over: live() }
  })
  try {
    await Promise.all([...lives.map(({ through }) => through), meanwhile?.()])
    await comeToRest(sql)
    const [row] = await sql`select count(*) filter (where attempt > 1)::int as n from public.agent_effects`
    const redelivered = row!.n as number
    return { violations: await violationsOf(sql, users, poisoned), handled: events, kills: kills * workers, redelivered, seconds: (performance.now() - began) / 1000 }
  } finally {
    stopped = true
    for (const turner of turners) if (turner.exitCode === null && turner.signalCode === null) turner.kill('SIGKILL')
    await Promise.all(lives.map(({ over }) => over))
  }
}

/**
 * Events of the gateway, of every user in turn; of an older app, each sent by five producers at the same moment; three in the middle that no
 * agent can handle, and one that kills whoever handles it. Returns the ids of these four.
 */
async function produce(sql: Connection, users: readonly string[], events: number): Promise<string[]> {
  const repeated = Math.min(60, events / 10)
  const append = (from: number, count: number) => sql`
    insert into public.phoenix_events (stream_id, event_type, app_source, payload, metadata)
    select (${`{${users.join(',')}}`}::uuid[])[1 + n % ${users.length}::int], 'cv.updated', 'cv', jsonb_build_object('n', n), '{"created_via": "gateway"}'
      from generate_series(${from}::int, ${from + count - 1}::int) n`
  const half = Math.floor((events - repeated - 4) / 2)
  await append(0, half)
  const ids: string[] = []
  for (const user of users.slice(0, 4)) {
    const [row] = await sql`
      insert into public.phoenix_events (stream_id, event_type, app_source, payload, metadata)
      values (${user}, 'cv.updated', 'cv', jsonb_build_object('poison', ${ids.length < 3 ? 'fails' : 'kills'}::text), '{"created_via": "gateway"}') returning event_id`
    ids.push(row!.event_id as string)
  }
  await append(half, events - repeated - 4 - half)
  await Promise.all(Array.from({ length: 5 }, async () => {
    for (let n = 0; n < repeated; n += 1) {
      await sql`select public.create_phoenix_event(${users[n % users.length]!}, 'letter.generated', 'letters', ${JSON.stringify({ offer: n })}::text::jsonb)`
    }
  }))
  return ids
}

/** Until all is done or dead. Waits that only time ends are ended: here time is a statement. */
async function comeToRest(sql: Connection) {
  for (let tries = 0; tries < 600; tries += 1) {
    const rows = await sql`select consumer, behind::int, (leased + waiting + parked)::int as open from public.list_event_consumers() where consumer in ('agent', 'journey')`.catch(() => [])
    if (rows.length === 2 && rows.every((row) => row.behind === 0 && row.open === 0)) return
    await sql`update phoenix_private.event_deliveries set due_at = clock_timestamp() where state = 'waiting' and due_at > clock_timestamp()`.catch(() => {})
    await pause(100)
  }
  throw new Error(`The queue does not come to rest: ${JSON.stringify([await sql`select * from public.list_event_consumers()`, await sql`select * from phoenix_private.event_deliveries order by consumer, transaction_id, "position" limit 10`], (_key, value: unknown) => (typeof value === 'bigint' ? Number(value) : value))}`)
}

/** Each line is something that must not be. `users` did nothing but what was produced here. */
async function violationsOf(sql: Connection, users: readonly string[], poisoned: readonly string[]): Promise<string[]> {
  const streams = `{${users.join(',')}}`
  const questions: Readonly<Record<string, Promise<readonly object[]>>> = {
    'an event had more than one effect, or none': sql`
      select e.event_id, count(f.seq)::int as effects from (
        select distinct on (stream_id, event_type, case when event_type = 'letter.generated' then payload::text else event_id::text end) event_id, payload
          from public.phoenix_events where stream_id = any (${streams}::uuid[]) and event_type in ('cv.updated', 'letter.generated')
         order by stream_id, event_type, case when event_type = 'letter.generated' then payload::text else event_id::text end, transaction_id, "position") e
        left join public.agent_effects f on f.event_id = e.event_id
       where not e.payload ? 'poison' group by e.event_id having count(f.seq) <> 1`,
    'a double had an effect': sql`
      select count(*)::int as effects, (select count(distinct (stream_id, payload)) from public.phoenix_events where event_type = 'letter.generated' and stream_id = any (${streams}::uuid[]))::int as actions
        from public.agent_effects f join public.phoenix_events e on e.event_id = f.event_id where e.event_type = 'letter.generated' and e.stream_id = any (${streams}::uuid[])
      having count(*) <> (select count(distinct (stream_id, payload)) from public.phoenix_events where event_type = 'letter.generated' and stream_id = any (${streams}::uuid[]))`,
    'the order within a user was not kept': sql`
      select stream_id, "position" from (
        select e.stream_id, e."position", lag(e."position") over (partition by e.stream_id order by f.seq) as before
          from public.agent_effects f join public.phoenix_events e on e.event_id = f.event_id where e.stream_id = any (${streams}::uuid[])) o where before > "position"`,
    'a journey is not the sum of its events': sql`
      select u.id, j.events::int, t.told from unnest(${streams}::uuid[]) u (id) left join phoenix_private.journeys j on j.user_id = u.id
       cross join lateral (select count(distinct case when e.event_type = 'letter.generated' then e.payload::text else e.event_id::text end)::int as told
                             from public.phoenix_events e where e.stream_id = u.id and e.event_type in ('cv.updated', 'letter.generated')) t
       where j.events is distinct from t.told`,
    'a poisoned event is not dead': sql`
      select p.id from unnest(${`{${poisoned.join(',')}}`}::uuid[]) p (id) where not exists (select from phoenix_private.event_deliveries d where d.consumer = 'agent' and d.event_id = p.id and d.state = 'dead')`,
    'not exactly the poisoned are dead': sql`
      select d.event_id, d.consumer, d.state, d.attempt, d.is_forgiven, d.error from phoenix_private.event_deliveries d where not (d.consumer = 'agent' and d.state = 'dead' and d.attempt >= 5 and d.attempt <= 7 and d.event_id = any (${`{${poisoned.join(',')}}`}::uuid[]))`,
  }
  const found: string[] = []
  for (const [question, asked] of Object.entries(questions)) for (const row of await asked) found.push(`${question}: ${JSON.stringify(row)}`)
  return found
}

