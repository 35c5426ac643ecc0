import { beforeAll, describe, expect, test } from 'vitest'
import { openPool } from '../../gateway/db/pool.ts'
import type { Connection } from '../../gateway/db/pool.ts'
import { afterwards } from '../afterwards.ts'
import { addUser } from '../harness.ts'
import { refusalOf, useDatabase } from './arrange.ts'

const { sql, url } = await useDatabase()
const clients: Connection[] = []

beforeAll(async () => {
  for (let n = 0; n < 10; n++) clients.push(openPool(url, 1))
  await Promise.all(clients.map((client) => client`select 1`))
  afterwards(() => Promise.all(clients.map((client) => client.end())))
})

interface Begun { readonly outcome: string; readonly operation_id: string | null; readonly result: unknown; readonly retry_after: number | null }
const begin = async (user: string | null, key = 'key', hash = 'hash', field = 'generateCv', client = sql) =>
  ({ ...(await client`select * from public.begin_operation(${user}, ${field}, ${key}, ${hash})`)[0] }) as unknown as Begun
const complete = (user: string, operation: string | null, result: object) =>
  sql`select phoenix_private.complete_operation(${user}, ${JSON.stringify({ operation })}::text::jsonb, ${JSON.stringify(result)}::text::jsonb)`
const abandon = async (user: string, operation: string | null) => (await sql`select public.abandon_operation(${user}, ${operation}) as done`)[0]!.done as boolean
const lapse = (operation: string | null) => sql`update phoenix_private.operations set expires_at = clock_timestamp() where operation_id = ${operation}`

describe('a key', () => {
  test('is claimed, running, then completed with its first result', async () => {
    const ada = await addUser(sql)
    const first = await begin(ada)
    expect(first).toMatchObject({ outcome: 'claimed', operation_id: expect.any(String), result: null, retry_after: null })
    expect(await begin(ada)).toMatchObject({ outcome: 'running', operation_id: null, retry_after: 1 })
    await complete(ada, first.operation_id, { cv: '1' })
    expect(await begin(ada)).toMatchObject({ outcome: 'completed', operation_id: null, result: { cv: '1' } })
  })

  test('with another input is a conflict, while running and after', async () => {
    const ada = await addUser(sql)
    const { operation_id } = await begin(ada)
    expect(await begin(ada, 'key', 'other')).toMatchObject({ outcome: 'conflict', result: null })
    await complete(ada, operation_id, {})
    expect(await begin(ada, 'key', 'other')).toMatchObject({ outcome: 'conflict', result: null })
  })

  test('belongs to one viewer and one field', async () => {
    const [ada, bob] = [await addUser(sql), await addUser(sql)]
    const { operation_id } = await begin(ada)
    expect((await begin(bob)).outcome).toBe('claimed')
    expect((await begin(ada, 'key', 'hash', 'uploadCv')).outcome).toBe('claimed')
    expect(await abandon(bob, operation_id)).toBe(false)
    expect(await refusalOf(complete(bob, operation_id, {}))).toMatchObject({ code: 'PT409', hint: 'CONFLICT' })
  })

  test('is given back by a failed call, and stays with a completed one', async () => {
    const ada = await addUser(sql)
    const { operation_id } = await begin(ada)
    expect(await abandon(ada, operation_id)).toBe(true)
    expect(await abandon(ada, operation_id)).toBe(false)
    const again = await begin(ada, 'key', 'another input, since the first one failed')
    expect(again.outcome).toBe('claimed')
    await complete(ada, again.operation_id, {})
    expect(await abandon(ada, again.operation_id)).toBe(false)
  })

  test('whose claim lapsed is the next caller\'s, and the late one keeps nothing', async () => {
    const ada = await addUser(sql)
    const late = await begin(ada)
    await lapse(late.operation_id)
    const next = await begin(ada)
    expect(next.outcome).toBe('claimed')
    expect(await refusalOf(complete(ada, late.operation_id, { cv: 'late' }))).toMatchObject({ code: 'PT409' })
    expect(await abandon(ada, late.operation_id)).toBe(false)
    await complete(ada, next.operation_id, { cv: 'next' })
    expect((await begin(ada)).result).toEqual({ cv: 'next' })
  })

  test('is kept for a day, and free after it', async () => {
    const ada = await addUser(sql)
    const { operation_id } = await begin(ada)
    await complete(ada, operation_id, {})
    const [kept] = await sql`select extract(epoch from expires_at - completed_at) / 3600 as hours from phoenix_private.operations where operation_id = ${operation_id}`
    expect(Math.round(Number(kept!.hours))).toBe(24)
    await lapse(operation_id)
    expect((await begin(ada)).outcome).toBe('claimed')
  })

  test('is claimed for as long as a hold lives', async () => {
    const ada = await addUser(sql)
    const { operation_id } = await begin(ada)
    await sql`select public.reserve_usage(${ada}, 'cv_uploads', 1)`
    const [claim] = await sql`select round(extract(epoch from expires_at - started_at))::int as seconds from phoenix_private.operations where operation_id = ${operation_id}`
    const [hold] = await sql`select round(extract(epoch from expires_at - created_at))::int as seconds from phoenix_private.usage_holds where user_id = ${ada}`
    expect(claim!.seconds).toBe(600)
    expect(hold!.seconds).toBe(600)
  })

  test('cannot be empty or longer than 255 characters, and needs an account', async () => {
    const ada = await addUser(sql)
    expect((await refusalOf(begin(ada, ''))).code).toBe('23514')
    expect((await refusalOf(begin(ada, 'k'.repeat(256)))).code).toBe('23514')
    expect((await begin(ada, 'é'.repeat(255))).outcome).toBe('claimed')
    for (const nobody of [null, crypto.randomUUID()]) expect(await refusalOf(begin(nobody))).toMatchObject({ code: 'PT401', hint: 'UNAUTHENTICATED' })
  })
})

describe('at once', () => {
  test('ten callers with one key: one claims, nine are told that it runs', async () => {
    const ada = await addUser(sql)
    for (let round = 0; round < 5; round++) {
      const outcomes = await Promise.all(clients.map((client) => begin(ada, `key ${round}`, 'hash', 'generateCv', client)))
      expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['claimed', ...Array.from({ length: 9 }, () => 'running')])
    }
  })

  test('ten callers on a lapsed claim: one takes it over', async () => {
    const ada = await addUser(sql)
    const { operation_id } = await begin(ada)
    await lapse(operation_id)
    const outcomes = await Promise.all(clients.map((client) => begin(ada, 'key', 'hash', 'generateCv', client)))
    expect(outcomes.filter(({ outcome }) => outcome === 'claimed')).toHaveLength(1)
  })

  test('a key that is given back while others ask is never lost and never had twice', async () => {
    const ada = await addUser(sql)
    let holders = 0
    let claims = 0
    await Promise.all(clients.map(async (client) => {
      for (let round = 0; round < 15; round++) {
        const begun = await begin(ada, 'contested', 'hash', 'generateCv', client)
        expect(['claimed', 'running']).toContain(begun.outcome)
        if (begun.outcome !== 'claimed') continue
        claims++
        expect(++holders).toBe(1)
        await client`select 1`
        holders--
        const [row] = await client`select public.abandon_operation(${ada}, ${begun.operation_id}) as done`
        expect(row!.done).toBe(true)
      }
    }))
    expect(claims).toBeGreaterThan(0)
    expect((await begin(ada, 'contested')).outcome).toBe('claimed')
  })

  test('a save whose claim was taken over rolls back whole: no row, no unit, no event', async () => {
    const ada = await addUser(sql)
    const late = await begin(ada)
    const [hold] = await sql`select hold_id from public.reserve_usage(${ada}, 'cv_uploads', 1)`
    await lapse(late.operation_id)
    await begin(ada)
    const call = JSON.stringify({ operation: late.operation_id, hold: hold!.hold_id })
    expect(await refusalOf(sql`select public.save_uploaded_cv(${ada}, ${call}::text::jsonb, 'CV', 'cv.txt', 10, 'text')`)).toMatchObject({ code: 'PT409', hint: 'CONFLICT' })
    const [left] = await sql`
      select (select count(*)::int from public.cv_generations where user_id = ${ada}) as cvs, (select count(*)::int from public.phoenix_events where stream_id = ${ada}) as events,
             (select state from phoenix_private.usage_holds where user_id = ${ada}) as hold`
    expect({ ...left }).toEqual({ cvs: 0, events: 0, hold: 'held' })
  })
})

test('the sweep takes what is past its day and leaves the rest', async () => {
  const ada = await addUser(sql)
  const [old, fresh, done] = [await begin(ada, 'old'), await begin(ada, 'fresh'), await begin(ada, 'done')]
  await complete(ada, done.operation_id, {})
  await sql`delete from phoenix_private.operations where user_id <> ${ada}`
  await lapse(old.operation_id)
  const [swept] = await sql`select operations from public.sweep_expired()`
  expect(swept!.operations).toBe(1)
  expect((await begin(ada, 'fresh')).outcome).toBe('running')
  expect((await begin(ada, 'done')).outcome).toBe('completed')
  expect(fresh.outcome).toBe('claimed')
})
