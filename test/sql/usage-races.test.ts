import { beforeAll, expect, test } from 'vitest'
import { openPool } from '../../gateway/db/pool.ts'
import type { Connection } from '../../gateway/db/pool.ts'
import { afterwards } from '../afterwards.ts'
import { addUser } from '../harness.ts'
import { eventually } from '../samples.ts'
import { useDatabase } from './arrange.ts'

const { sql, url } = await useDatabase()
/** Twenty clients, a connection each: what one does, nineteen others do at the same moment. */
const clients: Connection[] = []

beforeAll(async () => {
  await sql`update public.usage_limits set monthly_limit = 500 where feature = 'cv_generations' and tier = 'free'`
  for (let n = 0; n < 20; n++) clients.push(openPool(url, 1))
  await Promise.all(clients.map((client) => client`select 1`))
  afterwards(() => Promise.all(clients.map((client) => client.end())))
})

const together = <T>(work: (client: Connection, n: number) => Promise<T>) => Promise.all(clients.map(work))
const reserve = async (client: Connection, user: string, amount: number) => {
  const [row] = await client`select granted, hold_id from public.reserve_usage(${user}, 'cv_generations', ${amount})`
  return row as unknown as { granted: boolean; hold_id: string | null }
}
const counted = async (user: string) => {
  const [row] = await sql`select used, held from phoenix_private.usage_counters where user_id = ${user} and feature = 'cv_generations'`
  return { ...row }
}
const imbalances = async (client: Connection = sql) => (await client`select * from phoenix_private.usage_imbalances`).map((row) => ({ ...row }))

test('20 clients reserve 75 of 500 at once: 6 are granted, 14 refused', async () => {
  const ada = await addUser(sql)
  const outcomes = await together((client) => reserve(client, ada, 75))
  expect(outcomes.filter(({ granted }) => granted)).toHaveLength(6)
  expect(outcomes.filter(({ granted, hold_id }) => !granted && hold_id === null)).toHaveLength(14)
  expect(await counted(ada)).toEqual({ used: 0, held: 450 })
  expect(await imbalances()).toEqual([])
})

test('20 clients take 75 of 500 at once by the old door: 6 may, 14 may not', async () => {
  const ada = await addUser(sql)
  const outcomes = await together((client) => client`select public.check_usage_limit(${ada}, 'cv_generations', 75) as answer`.then(([row]) => row!.answer))
  expect(outcomes.filter(({ can_use }) => can_use)).toHaveLength(6)
  expect(await counted(ada)).toEqual({ used: 450, held: 0 })
  expect(await imbalances()).toEqual([])
})

test('select-then-update, as it was done before, goes over the limit: the race is real', async () => {
  await sql`create table public.naive (used int)`
  await sql`insert into public.naive values (0)`
  const seen = await together(async (client) => (await client`select used from public.naive`)[0]!.used as number)
  const outcomes = await together(async (client, n) => seen[n]! + 75 <= 500 && (await client`update public.naive set used = used + 75`).count === 1)
  expect(outcomes.filter(Boolean)).toHaveLength(20)
})

test('reserving, releasing, settling, expiring and sweeping all at once neither deadlock nor lose a unit, at any look', async () => {
  const people = await Promise.all([addUser(sql), addUser(sql), addUser(sql)])
  const looks: unknown[] = []
  let running = true
  const watcher = (async () => {
    while (running) {
      looks.push(...await imbalances())
      const over = await sql`select user_id, used + held as taken from phoenix_private.usage_counters where used + held > 500`
      looks.push(...over)
      looks.push(...await sql`
        select h.hold_id, h.expires_at, c.lapses_at from phoenix_private.usage_counters c join phoenix_private.usage_holds h using (user_id, feature, month)
         where h.state = 'held' and h.expires_at < c.lapses_at`)
    }
  })()
  const rounds = together(async (client, n) => {
    for (let round = 0; round < 25; round++) {
      const user = people[(n + round) % people.length]!
      const choice = (n * 7 + round * 3) % 8
      if (choice === 7) {
        await client`select public.sweep_expired(${round % 5 + 1})`
        continue
      }
      const { hold_id } = await reserve(client, user, 1 + (n + round) % 75)
      if (hold_id === null) continue
      const call = JSON.stringify({ hold: hold_id })
      if (choice < 3) {
        const [row] = await client`select public.release_usage(${user}, ${hold_id}) as done`
        expect(row!.done).toBe(true)
      } else if (choice === 3 && round < 8) {
        await client`select phoenix_private.settle_usage(${user}, ${call}::text::jsonb, 'cv_generations')`
      } else {
        await client.begin(async (transaction) => {
          await transaction`update phoenix_private.usage_counters set lapses_at = least(lapses_at, clock_timestamp()) where user_id = ${user} and feature = 'cv_generations'`
          await transaction`update phoenix_private.usage_holds set expires_at = clock_timestamp() where hold_id = ${hold_id}`
        })
      }
    }
  })
  await rounds.finally(() => {
    running = false
  })
  await watcher
  expect(looks).toEqual([])
  await sql`select public.sweep_expired()`
  const [left] = await sql`
    select coalesce(sum(c.held), 0)::int as held, (select count(*)::int from phoenix_private.usage_holds where state = 'held' and expires_at <= clock_timestamp()) as lapsed
      from phoenix_private.usage_counters c where c.user_id = any (string_to_array(${people.join(' ')}, ' ')::uuid[])`
  expect({ ...left }).toEqual({ held: 0, lapsed: 0 })
  expect(await imbalances()).toEqual([])
})

test('who waited for the counter lapses before who came later and took first, and the counter knows it', async () => {
  const ada = await addUser(sql)
  await sql`select public.check_usage_limit(${ada}, 'cv_generations', 1)`
  const [holder, waiter] = [clients[0]!, clients[1]!]
  const [{ pid }] = await waiter`select pg_backend_pid() as pid` as unknown as [{ pid: number }]
  const [waited, first] = await holder.begin(async (transaction) => {
    await transaction`select from phoenix_private.usage_counters where user_id = ${ada} for update`
    const waiting = reserve(waiter, ada, 1)
    await eventually(async () => expect((await sql`select wait_event_type from pg_stat_activity where pid = ${pid}`)[0]).toEqual({ wait_event_type: 'Lock' }))
    return [waiting, await reserve(transaction as unknown as Connection, ada, 1)] as const
  }).then(async ([waiting, taken]) => [await waiting, taken] as const)
  const [seen] = await sql`
    select c.lapses_at = w.expires_at as waits, w.expires_at < f.expires_at as sooner
      from phoenix_private.usage_counters c, phoenix_private.usage_holds w, phoenix_private.usage_holds f
     where c.user_id = ${ada} and w.hold_id = ${waited.hold_id} and f.hold_id = ${first.hold_id}`
  expect({ ...seen }).toEqual({ waits: true, sooner: true })
})

test('a hold that several end at once ends once', async () => {
  const ada = await addUser(sql)
  for (let round = 0; round < 10; round++) {
    const { hold_id } = await reserve(sql, ada, 10)
    const call = JSON.stringify({ hold: hold_id })
    const outcomes = await together(async (client, n) => {
      if (n % 2) return (await client`select public.release_usage(${ada}, ${hold_id}) as done`)[0]!.done as boolean
      return client`select phoenix_private.settle_usage(${ada}, ${call}::text::jsonb, 'cv_generations')`.then(() => true, (error: { code: string }) => {
        if (error.code !== 'PT409') throw error
        return false
      })
    })
    expect(outcomes.filter(Boolean)).toHaveLength(1)
  }
  expect(await counted(ada)).toMatchObject({ held: 0 })
  expect(await imbalances()).toEqual([])
})

test('the last unit, lapsed: the late settler and a newcomer never both have it', async () => {
  for (let round = 0; round < 8; round++) {
    const ada = await addUser(sql)
    const { hold_id } = await reserve(sql, ada, 500)
    await sql`update phoenix_private.usage_holds set expires_at = clock_timestamp() where hold_id = ${hold_id}`
    const call = JSON.stringify({ hold: hold_id })
    const [settled, taken] = await Promise.all([
      clients[0]!`select phoenix_private.settle_usage(${ada}, ${call}::text::jsonb, 'cv_generations')`.then(() => true, (error: { code: string }) => {
        expect(error.code).toBe('PT402')
        return false
      }),
      reserve(clients[1]!, ada, 500).then(({ granted }) => granted),
    ])
    expect(settled).not.toBe(taken)
  }
  expect(await imbalances()).toEqual([])
})

test('sweeps at the same moment share the work: each lapsed hold is given back once', async () => {
  const people = await Promise.all(Array.from({ length: 15 }, () => addUser(sql)))
  for (const user of people) for (let n = 0; n < 4; n++) await reserve(sql, user, 5)
  await sql`update phoenix_private.usage_holds set expires_at = clock_timestamp() where user_id = any (string_to_array(${people.join(' ')}, ' ')::uuid[])`
  const swept = await together(async (client) => (await client`select holds from public.sweep_expired(5)`)[0]!.holds as number)
  const rest = (await sql`select holds from public.sweep_expired(1000)`)[0]!.holds as number
  expect(swept.reduce((sum, holds) => sum + holds, rest)).toBe(people.length * 4)
  expect(await imbalances()).toEqual([])
  const [twice] = await sql`select count(*)::int as count from (select hold_id from phoenix_private.usage_ledger where entry = 'expire' group by 1 having count(*) > 1) t`
  expect(twice!.count).toBe(0)
})
