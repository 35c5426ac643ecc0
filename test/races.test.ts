import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { connectPostgres } from '../gateway/db/postgres.ts'
import type { Port } from '../gateway/db/port.ts'
import { addClient, ask, generateInput, mutate } from './chaos/clients.ts'
import type { Client, Outcome } from './chaos/clients.ts'
import { violationsIn } from './chaos/invariants.ts'
import { openProcess } from './chaos/processes.ts'
import { openDatabase } from './harness.ts'

/* P2 with many clients at once, through two gateway processes. */

const database = await openDatabase()
const { sql } = database
const secret = 'a secret of at least thirty-two characters'
const gateways = await Promise.all([30, 30].map((writerMs) => openProcess({ databaseUrl: database.gatewayUrl, secret, writerMs })))
const ports: Port[] = []
afterAll(async () => {
  await Promise.all([...gateways.map((gateway) => gateway.kill()), ...ports.map((port) => port.close())])
  await database.close()
})
const urlOf = (n: number) => gateways[n % gateways.length]!.url
const together = <T>(count: number, work: (n: number) => Promise<T>) => Promise.all(Array.from({ length: count }, (_, n) => work(n)))
const tally = (codes: readonly string[]) => Object.fromEntries([...new Set(codes)].sort().map((code) => [code, codes.filter((one) => one === code).length]))

/** What a user has, from every side; the ledger is in `violationsIn`. */
async function state({ userId }: Client) {
  const [row] = await sql`
    select (select count(*)::int from public.cv_generations where user_id = ${userId}) as cvs,
           (select count(*)::int from public.phoenix_events where stream_id = ${userId}) as events,
           (select coalesce(sum(used), 0)::int from phoenix_private.usage_counters where user_id = ${userId}) as used,
           (select coalesce(sum(held), 0)::int from phoenix_private.usage_counters where user_id = ${userId}) as held,
           (select count(*)::int from phoenix_private.operations where user_id = ${userId}) as operations`
  return { ...row }
}

describe('20 clients, each with a connection of his own, reserve 75 of 500', () => {
  let ada: Client
  beforeEach(async () => {
    while (ports.length < 20) ports.push(connectPostgres({ url: database.gatewayUrl, pool: 1 }))
    ada = await addClient(sql, secret, false)
    await sql`update public.usage_limits set monthly_limit = 500 where feature = 'coaching_sessions' and tier = 'free'`
  })
  const reserve = async (n: number) => (await ports[n]!.call('reserve_usage', { actor: ada.userId, feature: 'coaching_sessions', amount: 75 }))[0]!

  test('at once: exactly 6 are granted, 14 refused', async () => {
    const outcomes = await together(20, reserve)
    expect(tally(outcomes.map(({ granted }) => String(granted)))).toEqual({ false: 14, true: 6 })
    expect(await state(ada)).toMatchObject({ used: 0, held: 450 })
    expect(await violationsIn(sql)).toEqual([])
  })

  test('while releases race: never 7 live, nobody is refused who finds room, and all of it comes back', async () => {
    let [granted, refused, live, most] = [0, 0, 0, 0]
    await together(20, async (n) => {
      for (let round = 0; round < 12; round += 1) {
        const reserved = await reserve(n)
        if (!reserved.granted) {
          refused += 1
          // The state that comes with a refusal is the reason for it.
          expect(reserved.usage.used + reserved.usage.held + 75).toBeGreaterThan(500)
          continue
        }
        granted += 1
        most = Math.max(most, live += 1)
        await new Promise((resolve) => setImmediate(resolve))
        // Before the release is sent: it is done before its client hears so.
        live -= 1
        const [first, second] = await Promise.all([n, (n + 1) % 20].map((at) => ports[at]!.call('release_usage', { actor: ada.userId, holdId: reserved.holdId! })))
        expect([first![0], second![0]].filter(Boolean)).toHaveLength(1)
      }
    })
    expect(granted + refused).toBe(240)
    expect([granted > 6, refused > 0, most <= 6]).toEqual([true, true, true])
    expect(await state(ada)).toMatchObject({ used: 0, held: 0 })
    expect(tally((await together(20, reserve)).map((one) => String(one.granted)))).toEqual({ false: 14, true: 6 })
    expect(await violationsIn(sql)).toEqual([])
  })
})

test('200 generateCv of one free user at once over two processes: exactly 3 CVs, 3 events, used 3', async () => {
  const ada = await addClient(sql, secret, false)
  const outcomes = await together(200, (n) => mutate(urlOf(n), ada, 'generateCv', generateInput()))
  expect(tally(outcomes.flatMap(({ codes }) => (codes.length === 0 ? ['done'] : codes)))).toEqual({ USAGE_LIMIT_EXCEEDED: 197, done: 3 })
  expect(outcomes.flatMap(({ data }) => data?.generateCv?.usage.used ?? []).sort()).toEqual([1, 2, 3])
  expect(await state(ada)).toEqual({ cvs: 3, events: 3, used: 3, held: 0, operations: 0 })
  expect(await violationsIn(sql)).toEqual([])
  expect(gateways.map((gateway) => gateway.log())).toEqual(['', ''])
})

test('one key from 50 clients at once over two processes: one CV, one unit, one event; who asks again gets the one answer', async () => {
  const ada = await addClient(sql, secret, false)
  const wish = (n: number) => mutate(urlOf(n), ada, 'generateCv', generateInput({ idempotencyKey: 'k' }))
  const first = await together(50, wish)
  const cvs = (outcomes: readonly Outcome[]) => [...new Set(outcomes.flatMap(({ data }) => data?.generateCv?.cv.id ?? []))]
  expect(cvs(first)).toHaveLength(1)
  expect(new Set(first.flatMap(({ codes }) => codes))).toEqual(new Set(['OPERATION_IN_PROGRESS']))
  const again = await together(50, (n) => wish(n + 1))
  expect([again.flatMap(({ codes }) => codes), cvs(again)]).toEqual([[], cvs(first)])
  expect(await state(ada)).toEqual({ cvs: 1, events: 1, used: 1, held: 0, operations: 1 })
  expect(await violationsIn(sql)).toEqual([])
})

test('50 keys of a free user at once, each from both processes: 3 are done, and what the others hear stays true', async () => {
  const ada = await addClient(sql, secret, false)
  const wish = (n: number) => mutate(urlOf(n), ada, 'generateCv', generateInput({ idempotencyKey: `k${n >> 1}` }))
  const outcomes = await together(100, wish)
  expect(Object.keys(tally(outcomes.flatMap(({ codes }) => codes))).filter((code) => code !== 'OPERATION_IN_PROGRESS')).toEqual(['USAGE_LIMIT_EXCEEDED'])
  expect(await state(ada)).toEqual({ cvs: 3, events: 3, used: 3, held: 0, operations: 3 })
  const again = await together(100, wish)
  const codes = again.flatMap((outcome) => (outcome.codes.length === 0 ? ['done'] : outcome.codes))
  // 47 keys are free again, and claimed by two at once: one may be told that the other is at it.
  expect(tally(codes.filter((code) => code === 'done'))).toEqual({ done: 6 })
  expect(codes.every((code) => ['done', 'USAGE_LIMIT_EXCEEDED', 'OPERATION_IN_PROGRESS'].includes(code))).toBe(true)
  expect(await state(ada)).toEqual({ cvs: 3, events: 3, used: 3, held: 0, operations: 3 })
  expect((await ask(urlOf(0), ada.token, '{ viewer { usage { features { used held remaining } } } }', {})).data!.viewer.usage.features[0]).toEqual({ used: 3, held: 0, remaining: 0 })
})
