import { expect, test } from 'vitest'
import { openPool } from '../../gateway/db/pool.ts'
import type { Connection } from '../../gateway/db/pool.ts'
import { afterwards } from '../afterwards.ts'
import { addUser } from '../harness.ts'
import { eventually } from '../samples.ts'
import { stateOf, useDatabase } from './arrange.ts'

/* Somebody is erased while his own requests are running: nothing is left of him, and nobody waits for anybody for ever. */

const database = await useDatabase()
const { sql } = database
const clients = Array.from({ length: 4 }, () => openPool(database.url, 1))
afterwards(() => Promise.all(clients.map((client) => client.end())).then(() => {}))

async function upload(client: ReturnType<typeof openPool>, user: string) {
  const [reserved] = await client`select hold_id from public.reserve_usage(${user}, 'cv_uploads', 1)`
  const call = JSON.stringify({ hold: reserved!.hold_id })
  await client`select * from public.save_uploaded_cv(${user}, ${call}::text::jsonb, 'CV', 'cv.txt', 10, 'Texte du CV')`
}

test.each(Array.from({ length: 15 }, (_, round) => round))('round %i: uploads race an erasure', async () => {
  const user = await addUser(sql)
  const [eraser, ...uploaders] = clients
  const states = await Promise.all([
    ...uploaders.map((client) => stateOf(upload(client, user))),
    stateOf(eraser!`select public.erase_user(${user})`),
  ])
  expect(states.at(-1)).toBe('ok')
  for (const state of states) expect(['ok', 'PT401']).toContain(state)
  const [left] = await sql`
    select (select count(*)::int from public.phoenix_events where stream_id = ${user}) as events, (select count(*)::int from public.cv_generations where user_id = ${user}) as cvs,
           (select count(*)::int from phoenix_private.usage_imbalances) as imbalances`
  expect({ ...left }).toEqual({ events: 0, cvs: 0, imbalances: 0 })
})

/** Each takes the counter of an account; none may wait for it while it waits for the account. */
const others: readonly (readonly [string, (client: Connection, user: string, hold: string) => Promise<unknown>])[] = [
  ['release_usage', (client, user, hold) => client`select public.release_usage(${user}, ${hold})`],
  ['check_usage_limit', (client, user) => client`select public.check_usage_limit(${user}, 'cv_uploads', 1)`],
  ['sweep_expired', (client) => client`select * from public.sweep_expired()`],
]

test.each(others)('%s and an erasure take turns', async (_name, call) => {
  for (let round = 0; round < 25; round += 1) {
    const user = await addUser(sql)
    const holds = await Promise.all(clients.slice(1).map(async (client) => (await client`select hold_id from public.reserve_usage(${user}, 'cv_uploads', 1)`)[0]!.hold_id as string))
    await sql`update phoenix_private.usage_holds set expires_at = now() where hold_id = ${holds[0]!}`
    const states = await Promise.all([
      ...clients.slice(1).map((client, index) => stateOf(call(client, user, holds[index]!))), stateOf(clients[0]!`select public.erase_user(${user})`),
    ])
    expect(new Set(states)).toEqual(new Set(['ok']))
  }
})

const erasures: readonly (readonly [string, (client: Connection, user: string) => Promise<unknown>])[] = [
  ['erase_user', (client, user) => client`select public.erase_user(${user})`],
  ['auth deleting the user', (client, user) => client`delete from auth.users where id = ${user}`],
]

test.each(erasures)('units taken without a limit, whose account nobody locks, and %s take turns, and nothing is left', async (_name, erase) => {
  for (let round = 0; round < 25; round += 1) {
    const user = await addUser(sql)
    await sql`update public.user_subscriptions set subscription_tier = 'premium' where user_id = ${user} and app_name = 'cv'`
    // Every other time there is no counter yet.
    if (round % 2) await sql`select public.check_usage_limit(${user}, 'cv_uploads', 1)`
    const reserving = clients.slice(1).map(async (client) => {
      for (let n = 0; n < 4; n += 1) await client`select public.reserve_usage(${user}, 'cv_uploads', 1)`
    })
    const states = await Promise.all([...reserving.map(stateOf), stateOf(erase(clients[0]!, user))])
    expect(states.at(-1)).toBe('ok')
    for (const state of states) expect(['ok', 'PT401']).toContain(state)
    const [left] = await sql`
      select (select count(*)::int from phoenix_private.usage_counters where user_id = ${user}) as counters, (select count(*)::int from phoenix_private.usage_holds where user_id = ${user}) as holds,
             (select count(*)::int from phoenix_private.usage_ledger where user_id = ${user}) as entries`
    expect({ ...left }).toEqual({ counters: 0, holds: 0, entries: 0 })
  }
})

test.each(erasures)('a unit taken without a limit, whose counter then looks for what has lapsed, does not wait for %s', async (_name, erase) => {
  const user = await addUser(sql)
  await sql`update public.user_subscriptions set subscription_tier = 'premium' where user_id = ${user} and app_name = 'cv'`
  await sql`select public.reserve_usage(${user}, 'cv_uploads', 1)`
  await sql`update phoenix_private.usage_counters set lapses_at = null where user_id = ${user}`
  const [eraser, taker] = [clients[0]!, clients[1]!]
  const pids = await Promise.all([eraser, taker].map(async (client) => (await client`select pg_backend_pid() as pid`)[0]!.pid as number))
  const waiting = (pid: number) => eventually(async () => expect((await sql`select wait_event_type from pg_stat_activity where pid = ${pid}`)[0]).toEqual({ wait_event_type: 'Lock' }))
  // Holds the taker up where he has the counter and has not looked yet.
  await sql.unsafe(`
    create function public.hold_up() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(1, 1); return null; end $$;
    create trigger hold_up after insert on phoenix_private.usage_holds for each row execute function public.hold_up()`)
  try {
    const states = await sql.begin(async (transaction) => {
      await transaction`select pg_advisory_xact_lock(1, 1)`
      const taking = stateOf(taker`select public.reserve_usage(${user}, 'cv_uploads', 1)`)
      await waiting(pids[1]!)
      const erasing = stateOf(erase(eraser, user))
      await waiting(pids[0]!)
      return [taking, erasing]
    }).then((both) => Promise.all(both))
    expect(states).toEqual(['ok', 'ok'])
  } finally {
    await sql.unsafe('drop function public.hold_up() cascade')
  }
})
