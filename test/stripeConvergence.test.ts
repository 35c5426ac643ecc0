import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPrices } from '../gateway/billing/prices.ts'
import { reconcile } from '../gateway/billing/reconcile.ts'
import { connectStripe } from '../gateway/billing/stripe.ts'
import { settleEvent } from '../gateway/billing/webhook.ts'
import { connectPostgres } from '../gateway/db/postgres.ts'
import { LANE, openDatabase } from './harness.ts'
import { createAccount } from './stripe/account.ts'
import type { Account, StripeEvent } from './stripe/account.ts'
import { createApi } from './stripe/api.ts'
import { configOf, transportTo } from './stripe/server.ts'

/*
 * Whatever becomes of webhooks on their way: duplicated, delayed, dropped, several at once, while Stripe cannot be asked; after one
 * reconcile every user has the entitlement and the ledger of somebody whose webhooks came one by one. The SDK is the real one,
 * without a network; SQL is the real one.
 */

// Lane, server and pooler play no part here: the suite's runs on these need not be as long.
const RUNS = LANE === 'postgres' && !process.env.TEST_DATABASE_URL ? 1_008 : 96
const AT_ONCE = 12
const APPS = ['cv', 'letters', 'all'] as const
type App = (typeof APPS)[number]

const database = await openDatabase()
const { sql } = database
const port = connectPostgres({ url: database.gatewayUrl })
const log = pino({ level: 'silent' })
const account = createAccount()
const prices = readPrices(configOf('http://stripe.test').prices)
const sourcesOf = (api: ReturnType<typeof createApi>) => ({ stripe: connectStripe(configOf('http://stripe.test'), transportTo(api)), port, prices })
const up = sourcesOf(createApi(account))
const down = (() => {
  const api = createApi(account)
  api.fail(/./, 500)
  return sourcesOf(api)
})()
afterAll(async () => {
  await port.close()
  await database.close()
})

const DAY = 86_400
// Everybody's life begins at the same second, so that it ends the same: seven weeks ago, the last paid period still running.
const BEGINNING = Math.floor(Date.now() / 1000) - 45 * DAY

/** What happens to a subscription, in order: each step happens at Stripe, and makes events. */
const life: readonly ((at: Account, id: string, app: App) => unknown)[] = [
  (at, id) => at.emit('customer.subscription.trial_will_end', at.subscriptions.get(id)),
  (at, id) => at.renew(id),
  (at, id) => at.renew(id, { fails: true }),
  (at, id) => at.retry(id, { fails: true }),
  (at, id) => at.retry(id),
  (at, id, app) => at.swap(id, app === 'all' ? 'price_cv' : 'price_all', { phoenix_plan: app === 'all' ? 'cv_premium' : 'ecosystem_premium' }),
  (at, id) => at.update(id, { cancel_at_period_end: true }),
  (at, id) => at.end(id),
  (at, id) => at.refund(at.chargeOf(id).id, 100),
  (at, id) => at.dispute(at.chargeOf(id).id),
  (at, id) => at.refund(at.chargeOf(id).id),
]
/** Lives that stop earlier must agree as well. */
const LENGTHS = life.map((_step, index) => index + 1)

/** mulberry32: the same numbers for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

interface Person { readonly user: string; readonly app: App; readonly length: number; next: number; clock: number; subscription: string }

/** Somebody with a customer, linked as a checkout links it. */
async function person(app: App, length: number): Promise<Person> {
  const [row] = await sql`insert into auth.users (id, email) values (gen_random_uuid(), null) returning id`
  const customer = account.addCustomer()
  await sql`select public.link_stripe_customer(${row!.id}, ${customer.id})`
  return { user: row!.id as string, app, length, next: -1, clock: BEGINNING, subscription: customer.id }
}

/** The next step of a life; its events. */
function live(one: Person): readonly StripeEvent[] {
  account.clock = one.clock
  const mark = account.events.length
  if (one.next < 0) {
    const plan = one.app === 'all' ? 'ecosystem_premium' : `${one.app}_premium`
    one.subscription = account.subscribe(one.subscription, `price_${one.app}`, { trialDays: 14, metadata: { phoenix_user_id: one.user, phoenix_plan: plan } }).id
  } else life[one.next]!(account, one.subscription, one.app)
  one.next += 1
  one.clock = account.clock
  return account.events.splice(mark)
}

/** What counts in the end: subscriptions, tiers and payments, without the ids that differ from one to the next. */
async function outcome({ user }: Person) {
  const [row] = await sql`
    select (select jsonb_agg(jsonb_build_array(s.app_name, s.subscription_tier, s.subscription_status, s.plan_id, s.current_period_start, s.current_period_end, s.trial_end, s.cancel_at_period_end, s.cancelled_at, s.past_due_since, s.amount_paid) order by s.app_name)
              from public.user_subscriptions s where s.user_id = ${user} and (s.subscription_tier <> 'free' or s.stripe_subscription_id is not null)) as subscriptions,
           (select jsonb_object_agg(a, public.get_user_app_tier(${user}, a)) from unnest(array['cv', 'letters', 'rise', 'ecosystem']) a) as tiers,
           (select subscription_tier from public.profiles where id = ${user}) as best,
           (select jsonb_agg(jsonb_build_array(h.amount, h.currency, h.payment_status, h.amount_refunded, h.disputed, h.app_name, h.payment_date, h.stripe_metadata) order by h.payment_date)
              from public.payment_history h where h.user_id = ${user}) as payments`
  return { ...row } as { subscriptions: unknown; tiers: Record<string, string>; best: string; payments: unknown[] | null }
}

/** One person's webhooks on a bad day, by the seed. */
async function badDay(seed: number): Promise<Person> {
  const random = randomOf(seed)
  const app = APPS[seed % APPS.length]!
  // Most lives are lived to their end.
  const one = await person(app, random() < 0.6 ? life.length : LENGTHS[Math.floor(random() * LENGTHS.length)]!)
  const waiting: { event: StripeEvent; at: number }[] = []
  const slowest = random() * 12
  for (let step = 0; step <= one.length + 13; step += 1) {
    if (one.next < one.length) {
      for (const event of live(one)) {
        const copies = random() < 0.12 ? 0 : random() < 0.2 ? 2 : 1
        for (let n = 0; n < copies; n += 1) waiting.push({ event, at: step + random() * slowest })
      }
    }
    const due = waiting.filter(({ at }) => at <= step).sort(() => random() - 0.5)
    for (const { event } of due) waiting.splice(waiting.findIndex((one) => one.event === event && one.at <= step), 1)
    const arrive = ({ event }: { event: StripeEvent }) => settleEvent(random() < 0.08 ? down : up, event as never, log).catch((error: { code?: string }) => {
      // Not acknowledged: Stripe would send it again, and this one is dropped instead.
      if (error.code !== 'INTEGRATION_UNAVAILABLE') throw error
    })
    if (random() < 0.3) await Promise.all(due.map(arrive))
    else for (const one of due) await arrive(one)
  }
  return one
}

const keyOf = ({ app, length }: Person) => `${app} ${length}`
const reference = new Map<string, Awaited<ReturnType<typeof outcome>>>()

beforeAll(async () => {
  for (const app of APPS) {
    for (const length of LENGTHS) {
      const one = await person(app, length)
      while (one.next < length) for (const event of live(one)) expect((await settleEvent(up, event as never, log)).outcome).toBe('applied')
      reference.set(keyOf(one), await outcome(one))
    }
  }
})

test('what the lives come to', () => {
  const tiersAt = (app: App, length: number) => Object.values(reference.get(`${app} ${length}`)!.tiers).join(' ')
  expect(LENGTHS.map((length) => tiersAt('cv', length))).toEqual([
    // A trial that ended a month ago, and nobody has told how.
    'free free free free', ...Array(4).fill('premium free free free'), ...Array(6).fill('premium premium premium premium')])
  expect(LENGTHS.map((length) => reference.get(`letters ${length}`)!.payments?.length ?? 0)).toEqual([0, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2])
  expect(reference.get(`all ${life.length}`)!.payments!.map((payment) => (payment as unknown[]).slice(0, 6))).toEqual([
    [15.99, 'EUR', 'succeeded', 0, false, 'ecosystem'], [15.99, 'EUR', 'refunded', 15.99, true, 'ecosystem']])
})

describe(`${RUNS} bad days`, () => {
  const people = new Map<number, Person>()

  test('and one reconcile: everybody has what is theirs', async () => {
    const seeds = Array.from({ length: RUNS }, (_value, index) => index + 1)
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
      for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) people.set(seed, await badDay(seed))
    }))
    const said: string[] = []
    const first = await reconcile({ ...up, apply: true, say: (line) => void said.push(line) })
    expect(first.differences).toBe(first.repaired)
    // Or nothing was lost on the way.
    expect(first.repaired).toBeGreaterThan(RUNS / 10)
    const wrong: string[] = []
    for (const [seed, one] of people) {
      const got = JSON.stringify(await outcome(one))
      const expected = JSON.stringify(reference.get(keyOf(one)))
      if (got !== expected) wrong.push(`seed ${seed} (${keyOf(one)}):\n  got      ${got}\n  expected ${expected}`)
    }
    expect(wrong.slice(0, 3).join('\n')).toBe('')
    expect(await reconcile({ ...up, apply: true, say: () => {} })).toMatchObject({ differences: 0, doubts: 0 })
  })

  test('and no fact was told twice', async () => {
    const twice = await sql`
      select event_type, payload ->> 'stripe_invoice_id' as about, count(*) from public.phoenix_events where event_type = 'billing.payment_succeeded' group by 1, 2 having count(*) > 1
      union all select event_type, payload ->> 'stripe_subscription_id', count(*) from public.phoenix_events where event_type = 'billing.subscription_cancelled' group by 1, 2 having count(*) > 1
      union all select event_type, payload ->> 'stripe_charge_id', count(*) from public.phoenix_events where event_type = 'billing.dispute_opened' group by 1, 2 having count(*) > 1
      union all select event_type, payload ->> 'stripe_invoice_id' || (payload ->> 'attempt'), count(*) from public.phoenix_events where event_type = 'billing.payment_failed' group by 1, 2 having count(*) > 1`
    expect(twice.map((row) => ({ ...row }))).toEqual([])
    const [told] = await sql`
      select count(*)::int as n from public.phoenix_events e where e.event_type = 'user.tier_updated' and exists (
        select from public.phoenix_events f where f.event_type = e.event_type and f.stream_id = e.stream_id and f."position" > e."position" and f.payload = e.payload
          and not exists (select from public.phoenix_events g where g.event_type = e.event_type and g.stream_id = e.stream_id and g."position" > e."position" and g."position" < f."position"))`
    expect(told!.n).toBe(0)
  })
})
