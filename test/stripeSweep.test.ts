import { pino } from 'pino'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createBilling } from '../gateway/billing/billing.ts'
import { connectPostgres } from '../gateway/db/postgres.ts'
import { doChores } from '../gateway/events/chores.ts'
import type { Chore } from '../gateway/events/chores.ts'
import { openGateway } from './harness.ts'
import { eventually } from './samples.ts'
import { deliver, openStripe } from './stripe/server.ts'

/* What the worker finishes at Stripe, while Stripe hangs: the round ends, Stripe is left alone, others go on, and nothing is lost. */

const stripe = await openStripe()
const { account } = stripe
const gateway = await openGateway({ stripe: { ...stripe.config, timeoutMs: 1_000 } })
const { sql } = gateway
const port = connectPostgres({ url: gateway.databaseUrl, pool: 8 })
const log = pino({ level: 'silent' })
const worker = (timeoutMs: number, sweeping: { roundMs?: number; restMs?: number } = {}) =>
  createBilling({ config: { ...stripe.config, timeoutMs }, port, log, allowedOrigins: [], embedded: false, sweeping })
afterAll(async () => {
  await stripe.close()
  await port.close()
})
beforeEach(() => stripe.heal())
afterEach(() => vi.useRealTimers())

/** So many people whose payment was heard of while Stripe could not be asked. */
async function owe(count: number) {
  stripe.fail(/GET/, 500)
  for (let n = 0; n < count; n += 1) {
    const { id } = await gateway.member()
    account.subscribe(account.addCustomer().id, 'price_cv', { metadata: { phoenix_user_id: id } })
    expect((await deliver(gateway.url, account.events.at(-1)!)).body.outcome).toBe('applied')
  }
  stripe.heal()
  stripe.requests.length = 0
}
const owed = async () => (await sql`select count(*)::int as n from phoenix_private.stripe_objects where provisional`)[0]!.n as number
const asked = (count: number) => eventually(() => expect(stripe.requests).toHaveLength(count))
/** A claim's two minutes go by. */
const lapse = () => sql`update phoenix_private.stripe_objects set claimed_until = null where provisional`

test('a few at a time, to the last', async () => {
  await owe(11)
  expect(await worker(2_000).sweep()).toEqual({ intents: 0, fetched: 11, ended: 0, lapsed: 0 })
  expect(await owed()).toBe(0)
})

test('a round ends though Stripe hangs; what it waits for is claimed by nobody else, and the rest by nobody at all', async () => {
  await owe(11)
  stripe.fail(/./, 'timeout')
  const hanging = worker(60_000, { roundMs: 20 })
  expect(await hanging.sweep()).toMatchObject({ fetched: 0 })
  await asked(4)
  // The round that still waits is not doubled by the next.
  expect(await hanging.sweep()).toMatchObject({ fetched: 0 })
  expect(stripe.requests).toHaveLength(4)
  const [claimed] = await sql`select count(*) filter (where claimed_until > clock_timestamp())::int as held, count(*)::int as n from phoenix_private.stripe_objects where provisional`
  expect({ ...claimed }).toEqual({ held: 4, n: 11 })
  stripe.heal()
  expect(await worker(2_000).sweep()).toMatchObject({ fetched: 7 })
  await lapse()
  expect(await worker(2_000).sweep()).toMatchObject({ fetched: 4 })
  expect(await owed()).toBe(0)
})

test('after five calls without an answer Stripe is left alone; after a rest one asks, and then the others do', async () => {
  await owe(11)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
  const { sweep } = worker(2_000, { restMs: 30_000 })
  stripe.fail(/./, 429)
  expect(await sweep()).toMatchObject({ fetched: 0 })
  const before = stripe.requests.length
  expect(before).toBe(8)
  await lapse()
  expect(await sweep()).toMatchObject({ fetched: 0 })
  expect(stripe.requests).toHaveLength(before)
  vi.setSystemTime(Date.now() + 30_001)
  expect(await sweep()).toMatchObject({ fetched: 0 })
  expect(stripe.requests).toHaveLength(before + 1)
  stripe.heal()
  await lapse()
  vi.setSystemTime(Date.now() + 30_001)
  expect(await sweep()).toMatchObject({ fetched: 11 })
  expect(await owed()).toBe(0)
})

test('what Stripe refuses is no outage: the others are asked about', async () => {
  await owe(7)
  stripe.fail(/./, 403, 6)
  expect(await worker(2_000).sweep()).toMatchObject({ fetched: 1 })
  await lapse()
  expect(await worker(2_000).sweep()).toMatchObject({ fetched: 6 })
})

test('tiers that lapsed by time are told first, whatever Stripe does', async () => {
  await owe(1)
  const { id } = await gateway.member({ tier: 'premium', app: 'letters' })
  await sql`insert into phoenix_private.announced_tiers (user_id, tiers, lapses_at) values (${id}, '{"letters": "free"}', now() - interval '1 minute')`
  stripe.fail(/./, 'timeout')
  expect(await worker(60_000, { roundMs: 10 }).sweep()).toEqual({ intents: 0, fetched: 0, ended: 0, lapsed: 1 })
  await asked(1)
  stripe.heal()
  await lapse()
  expect(await worker(2_000).sweep()).toMatchObject({ fetched: 1 })
})

test('other chores go on while one waits for Stripe; it is not begun twice, and stopping finishes it', async () => {
  const stopping = new AbortController()
  let began = 0, others = 0, release = () => {}
  const hangs = new Promise<void>((resolve) => { release = resolve })
  const enough = Promise.withResolvers<void>()
  const chores: readonly Chore[] = [
    { name: 'test: waits for Stripe', everySeconds: 0, apart: true, run: () => ((began += 1), hangs) },
    { name: 'test: fails', everySeconds: 0, run: async () => { throw new Error('planted') } },
    { name: 'test: another', everySeconds: 0, run: async () => { if ((others += 1) === 3) enough.resolve() } },
  ]
  const warned: string[] = []
  let ended = false
  const done = doChores({ port, chores, warn: (_error, message) => void warned.push(message), everyMs: 1 }, stopping.signal).then(() => { ended = true })
  await enough.promise
  expect(began).toBe(1)
  expect(warned.length).toBeGreaterThanOrEqual(2)
  stopping.abort()
  await new Promise((resolve) => setImmediate(resolve))
  expect(ended).toBe(false)
  release()
  await done
})
