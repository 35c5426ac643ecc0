import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { createBilling } from '../gateway/billing/billing.ts'
import { readPrices } from '../gateway/billing/prices.ts'
import { reconcile } from '../gateway/billing/reconcile.ts'
import { connectStripe } from '../gateway/billing/stripe.ts'
import { connectPostgres } from '../gateway/db/postgres.ts'
import { addUser, openGateway } from './harness.ts'
import type { Member } from './harness.ts'
import { codesOf, done, eventually, globalId, run } from './samples.ts'
import { relations } from './sql/arrange.ts'
import { deliver, deliveries, openStripe } from './stripe/server.ts'
import type { Failure } from './stripe/api.ts'

/* Somebody who is erased pays for nothing any more, and Stripe does not know who it was: whoever deletes the account, whatever happens on the way. */

const stripe = await openStripe()
const { account } = stripe
const gateway = await openGateway({ stripe: stripe.config })
const { sql } = gateway
const bring = deliveries(gateway.url, account)
const port = connectPostgres({ url: gateway.databaseUrl, pool: 4 })
/** A worker of its own: its patience with Stripe is nobody else's. */
const worker = (config: typeof stripe.config | null = stripe.config, sweeping: { roundMs?: number } = {}) =>
  createBilling({ config, port, log: pino({ level: 'silent' }), allowedOrigins: [], embedded: false, sweeping })
afterAll(async () => {
  await stripe.close()
  await port.close()
})
beforeEach(async () => {
  stripe.heal()
  await bring()
  await sql`delete from phoenix_private.stripe_endings`
  stripe.requests.length = 0
})

const buying = (name: string) => ({ plan: globalId('Plan', name), successUrl: 'http://localhost:3000/', cancelUrl: 'http://localhost:3000/' })
const pageOf = ({ id }: Member) => [...account.sessions.values()].findLast((session) => session.client_reference_id === id)
async function buy(member: Member, name: string) {
  await done(member, 'createCheckoutSession', buying(name))
  const subscription = account.pay(pageOf(member).id)
  await bring()
  return subscription
}
const erase = async (id: string) => (await sql`select public.erase_user(${id}) as erased`)[0]!.erased as boolean
const endings = async () => (await sql`select object_id, kind, problem from phoenix_private.stripe_endings order by object_id`).map((row) => ({ ...row }))
const lapse = () => sql`update phoenix_private.stripe_endings set claimed_until = null`
/** Every relation that still has this in it. */
async function traces(mark: string) {
  const found: string[] = []
  for (const relation of [...await relations(sql, 'rp'), 'auth.users']) {
    const [row] = await sql.unsafe(`select count(*)::int as count from ${relation} r where to_jsonb(r)::text like '%' || $1 || '%'`, [mark])
    if (row!.count > 0) found.push(relation)
  }
  return found
}
const changes = () => stripe.requests.filter((line) => !line.startsWith('GET'))

/** Pays for CV and Letters, has a page open for more at Stripe, one subscription that ended before and one whose first payment waits for the bank. */
async function payer() {
  const member = await gateway.member({ email: `${Math.random().toString(36).slice(2)}@secret.example` })
  const [cv, letters] = [await buy(member, 'cv_premium'), await buy(member, 'letters_premium')]
  const { customer } = cv
  const ended = account.end(account.subscribe(customer, 'price_cv', { metadata: { phoenix_user_id: member.id } }).id)
  const waiting = account.subscribe(customer, 'price_cv', { metadata: { phoenix_user_id: member.id }, status: 'incomplete', paid: false })
  account.sessions.set(`cs_open_${member.id}`, { id: `cs_open_${member.id}`, object: 'checkout.session', customer, client_reference_id: member.id, status: 'open', subscription: null })
  stripe.requests.length = 0
  return { member, customer: customer as string, subscriptions: [cv.id, letters.id, ended.id, waiting.id] as string[], living: [cv.id, letters.id, waiting.id] as string[], page: `cs_open_${member.id}` }
}
const ended = ({ customer, subscriptions, page }: Awaited<ReturnType<typeof payer>>) =>
  [account.customers.get(customer), subscriptions.map((id) => account.subscriptions.get(id).status), account.sessions.get(page).status]
const EVERYTHING = (customer: string) => [{ id: customer, object: 'customer', deleted: true }, Array(4).fill('canceled'), 'expired']

test('erasing asks nothing of Stripe; the worker ends every subscription, closes the page, deletes the customer, once', async () => {
  const person = await payer()
  expect(await erase(person.member.id)).toBe(true)
  expect([stripe.requests, await endings()]).toEqual([[], [{ object_id: person.customer, kind: 'customer', problem: null }]])
  expect(await worker().sweep()).toMatchObject({ ended: 1 })
  expect(ended(person)).toEqual(EVERYTHING(person.customer))
  expect(person.living.map((id) => account.subscriptions.get(id).cancellation_details.comment)).toEqual(Array(3).fill('phoenix: account erased'))
  expect(changes()).toEqual([`POST /v1/checkout/sessions/${person.page}/expire`, ...person.living.toReversed().map((id) => `DELETE /v1/subscriptions/${id}`), `DELETE /v1/customers/${person.customer}`])
  stripe.requests.length = 0
  expect([await worker().sweep(), stripe.requests, await traces(person.customer)]).toEqual([{ intents: 0, fetched: 0, ended: 0, lapsed: 0 }, [], []])
})

test('what Stripe says of it afterwards is nobody\'s, and is not written down', async () => {
  const person = await payer()
  await erase(person.member.id)
  await worker().sweep()
  const mark = account.events.length
  expect(new Set(await bring())).toEqual(new Set(['parked', 'ignored']))
  expect(mark).toBe(account.events.length)
  for (const id of person.subscriptions) expect(await traces(id)).toEqual([])
})

test('more than Stripe shows at once', async () => {
  const member = await gateway.member()
  const subscription = await buy(member, 'cv_premium')
  const { customer } = subscription
  for (let n = 0; n < 120; n += 1) {
    account.sessions.set(`cs_${n}`, { id: `cs_${n}`, object: 'checkout.session', customer, status: 'open' })
    account.subscriptions.set(`sub_old_${n}`, { ...structuredClone(subscription), id: `sub_old_${n}`, status: 'canceled' })
  }
  await erase(member.id)
  expect(await worker().sweep()).toMatchObject({ ended: 1 })
  expect([account.customers.get(customer).deleted, account.subscriptions.get(subscription.id).status, [...account.sessions.values()].filter((session) => session.customer === customer && session.status === 'open')]).toEqual([true, 'canceled', []])
})

test('without keys the erasure is whole, and the ending waits until there are some', async () => {
  const person = await payer()
  expect(await erase(person.member.id)).toBe(true)
  const plain = worker(null)
  expect(await plain.sweep()).toMatchObject({ ended: 0 })
  expect([await endings(), stripe.requests]).toEqual([[{ object_id: person.customer, kind: 'customer', problem: null }], []])
  expect(await worker().sweep()).toMatchObject({ ended: 1 })
  expect(ended(person)).toEqual(EVERYTHING(person.customer))
})

describe('whatever fails on the way, it is finished, and nothing is done twice', () => {
  test.each<[string, RegExp, Failure[]]>([
    ['the look', /GET \/v1\/customers/, [401, 500]], ['the pages', /GET \/v1\/checkout/, [401, 429]], ['a page', /POST \/v1\/checkout/, [401, 'lost']], ['the subscriptions', /GET \/v1\/subscriptions$/, [401, 500]],
    ['a subscription', /DELETE \/v1\/subscriptions/, [401, 'lost']], ['the customer', /DELETE \/v1\/customers/, [429, 'lost']],
  ])('%s', async (_what, pattern, failures) => {
    const person = await payer()
    await erase(person.member.id)
    for (const how of failures) {
      stripe.fail(pattern, how)
      expect(await worker().sweep()).toMatchObject({ ended: 0 })
      expect((await endings()).map(({ problem }) => problem), String(how)).toEqual([how === 401 ? 'StripeAuthenticationError' : 'INTEGRATION_UNAVAILABLE'])
      stripe.heal()
      // Claimed by nobody else for a while.
      expect(await worker().sweep()).toMatchObject({ ended: 0 })
      await lapse()
    }
    expect(await worker().sweep()).toMatchObject({ ended: 1 })
    expect([ended(person), await endings()]).toEqual([EVERYTHING(person.customer), []])
    expect(account.events.filter(({ type, data }) => /deleted/.test(type) && [...person.living, person.customer].includes(data.object.id))).toHaveLength(4)
  })

  test('kill -9 after Stripe has done it, before we know', async () => {
    const person = await payer()
    await erase(person.member.id)
    stripe.fail(/DELETE \/v1\/customers/, 'silent')
    const child = spawn(process.execPath, [join(import.meta.dirname, 'chaos/sweeper.ts'), JSON.stringify({ databaseUrl: gateway.databaseUrl, stripe: { ...stripe.config, timeoutMs: 60_000 } })], { env: { PATH: process.env.PATH }, stdio: ['ignore', 'ignore', 'inherit'] })
    const exit = once(child, 'exit')
    await eventually(() => expect(stripe.requests.at(-1)).toMatch(/DELETE \/v1\/customers/))
    child.kill('SIGKILL')
    expect(await exit).toEqual([null, 'SIGKILL'])
    stripe.heal()
    stripe.requests.length = 0
    await lapse()
    const swept = await Promise.all([worker().sweep(), worker().sweep()])
    expect(swept.map((one) => one.ended).sort()).toEqual([0, 1])
    expect([ended(person), await endings(), changes()]).toEqual([EVERYTHING(person.customer), [], []])
  })

  test('several workers at once: each change is asked for once', async () => {
    const people = [await payer(), await payer(), await payer()]
    for (const { member } of people) await erase(member.id)
    const swept = await Promise.all(Array.from({ length: 4 }, () => worker().sweep()))
    expect(swept.reduce((sum, one) => sum + one.ended, 0)).toBe(3)
    expect(changes()).toHaveLength(new Set(changes()).size)
    for (const person of people) expect(ended(person)).toEqual(EVERYTHING(person.customer))
  })
})

test('a key that may not delete rubs the person out', async () => {
  const person = await payer()
  Object.assign(account.customers.get(person.customer), { name: 'Ada', phone: '+33 1', address: { city: 'Paris' }, description: 'Ada' })
  await erase(person.member.id)
  stripe.fail(/DELETE \/v1\/customers/, 403)
  expect(await worker().sweep()).toMatchObject({ ended: 1 })
  expect(account.customers.get(person.customer)).toMatchObject({ name: null, email: null, phone: null, address: null, description: null, metadata: {} })
  expect(person.living.map((id) => account.subscriptions.get(id).status)).toEqual(Array(3).fill('canceled'))
})

test('a customer that Stripe does not know may live under another key: it is kept, told, and tried again', async () => {
  const person = await payer()
  const kept = account.customers.get(person.customer)
  account.customers.delete(person.customer)
  await erase(person.member.id)
  expect(await worker().sweep()).toMatchObject({ ended: 0 })
  expect(await endings()).toEqual([{ object_id: person.customer, kind: 'customer', problem: 'resource_missing' }])
  const lines: string[] = []
  await reconcile({ stripe: connectStripe(stripe.config), port, prices: readPrices(stripe.config.prices), apply: false, say: (line) => void lines.push(line) })
  expect(lines.filter((line) => line.includes(`${person.customer} (resource_missing): its account was erased`))).toHaveLength(1)
  account.customers.set(person.customer, kept)
  await lapse()
  expect(await worker().sweep()).toMatchObject({ ended: 1 })
  expect(ended(person)).toEqual(EVERYTHING(person.customer))
})

describe('who is written down', () => {
  test('somebody deleted with his auth user, not by erase_user', async () => {
    const person = await payer()
    await sql`delete from auth.users where id = ${person.member.id}`
    expect((await endings()).map(({ object_id }) => object_id)).toEqual([person.customer])
  })

  test('payers from before us, by their rows; a customer of two people is no one\'s to delete, his own subscription is', async () => {
    const [ada, bob] = [await addUser(sql), await addUser(sql)]
    const [own, shared] = [account.addCustomer(), account.addCustomer()]
    const [first, second, third] = [account.subscribe(own.id, 'price_cv'), account.subscribe(shared.id, 'price_letters'), account.subscribe(shared.id, 'price_letters')]
    const legacy = (user: string, app: string, customer: string, subscription: string) =>
      sql`update public.user_subscriptions set stripe_customer_id = ${customer}, stripe_subscription_id = ${subscription}, subscription_tier = 'premium' where user_id = ${user} and app_name = ${app}`
    await legacy(ada, 'cv', own.id, first.id)
    await legacy(ada, 'letters', shared.id, second.id)
    await legacy(bob, 'letters', shared.id, third.id)
    await erase(ada)
    expect(await endings()).toEqual([{ object_id: own.id, kind: 'customer', problem: null }, { object_id: second.id, kind: 'subscription', problem: null }])
    expect(await worker().sweep()).toMatchObject({ ended: 2 })
    expect([first, second, third].map(({ id }) => account.subscriptions.get(id).status)).toEqual(['canceled', 'canceled', 'active'])
    expect([account.customers.get(own.id).deleted, account.customers.get(shared.id).deleted]).toEqual([true, undefined])
  })

  test('whoever bought nothing leaves nothing to be done', async () => {
    await erase((await gateway.member()).id)
    expect(await endings()).toEqual([])
  })

  test('a customer that was made while its user was erased', async () => {
    const member = await gateway.member()
    const [intent] = await port.call('open_billing_intent', { actor: member.id, kind: 'checkout', request: { plan: 'cv_premium', successUrl: 'http://localhost/', cancelUrl: 'http://localhost/' }, call: { operation: null, traceparent: null } } as never)
    await erase(member.id)
    await expect(worker().perform(intent!)).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } })
    expect(pageOf(member)).toBeUndefined()
    const [made] = await endings()
    expect(await worker().sweep()).toMatchObject({ ended: 1 })
    expect(account.customers.get(made!.object_id)).toEqual({ id: made!.object_id, object: 'customer', deleted: true })
  })
})

test('erased in the middle of whatever he asks of Stripe, while workers turn: nothing lives on there, and nothing is an inner error', async () => {
  const asks: readonly [string, object][] = [['createCheckoutSession', buying('letters_premium')], ['changePlan', { plan: globalId('Plan', 'ecosystem_premium') }], ['cancelSubscription', {}], ['createBillingPortalSession', { returnUrl: 'http://localhost:3000/' }]]
  const people = await Promise.all([...asks, ...asks, ...asks].map(async ([field, input], n) => ({ member: await gateway.member(), field, input, before: n < 8 })))
  for (const { member, before } of people) if (before) await buy(member, 'cv_premium')
  const workers = [worker(), worker()]
  const answers = await Promise.all(people.map(async ({ member, field, input }, n) => {
    const asked = run(member, field, input)
    if (n % 3 > 0) await new Promise((resolve) => setImmediate(resolve))
    const [answer] = await Promise.all([asked, erase(member.id), ...(n % 2 === 0 ? [workers[n % 4 === 0 ? 0 : 1]!.sweep()] : [])])
    return answer
  }))
  expect(answers.flatMap((answer) => (answer.errors ? codesOf(answer) : [])).filter((code) => !/UNAUTHENTICATED|CONFLICT|NOT_FOUND|INTEGRATION_UNAVAILABLE/.test(code))).toEqual([])
  for (let n = 0; n < 3; n += 1) {
    await lapse()
    await worker().sweep()
  }
  const ids = new Set(people.map(({ member }) => member.id))
  expect([await endings(), [...account.customers.values()].filter(({ metadata }) => ids.has(metadata?.phoenix_user_id))]).toEqual([[], []])
  expect([...account.subscriptions.values()].filter((one) => ids.has(one.metadata.phoenix_user_id) && one.status !== 'canceled')).toEqual([])
  expect([...account.sessions.values()].filter((one) => ids.has(one.client_reference_id) && one.status === 'open')).toEqual([])
})

test('what is left here: facts that lead to nobody, and the accounting record with its invoice', async () => {
  const person = await payer()
  const { id } = person.member
  account.refund(account.chargeOf(person.subscriptions[0]!).id, 100)
  account.dispute(account.chargeOf(person.subscriptions[1]!).id)
  account.emit('customer.updated', account.customers.get(person.customer))
  const events = account.events.filter(({ data }) => JSON.stringify(data).includes(person.customer))
  await bring()
  await sql`update public.payment_history set stripe_metadata = stripe_metadata || jsonb_build_object('email', 'ada@secret.example', 'phoenix_user_id', ${id}::text) where user_id = ${id}`
  const before = (await sql`select event_id from public.phoenix_events where stream_id = ${id}`).map(({ event_id }) => event_id as string)
  const invoices = (await sql`select stripe_invoice_id as invoice, stripe_payment_intent_id as intent from public.payment_history where user_id = ${id}`).map((row) => ({ ...row }))
  expect([before.length >= 10, invoices.length]).toEqual([true, 4])
  await erase(id)
  await worker().sweep()

  const payloads = (await sql`select payload from public.phoenix_events where event_id = any (string_to_array(${before.join(' ')}, ' ')::uuid[])`).map(({ payload }) => payload as object)
  const ids = payloads.flatMap((payload) => Object.values(payload)).filter((value): value is string => typeof value === 'string' && /^[a-z]+_[0-9a-f]{20}$|^[0-9a-f]{8}-/.test(value))
  expect(ids).toEqual([])
  expect(payloads).toContainEqual({ amount: 799, currency: 'EUR' })
  expect(payloads).toContainEqual({ app: 'cv', plan: 'cv_premium', subscription_tier: 'premium', trial: false })

  const kept = await sql`select * from public.payment_history where stripe_invoice_id in ${sql(invoices.map(({ invoice }) => invoice as string))}`
  for (const row of kept) {
    expect(row).toMatchObject({ user_id: null, subscription_id: null, currency: 'EUR', stripe_metadata: { attempts: 1 } })
    // It shares no moment with a fact.
    expect(await traces((row.created_at as Date).toISOString().slice(0, 19))).toEqual(['payment_history'])
  }
  for (const { invoice, intent } of invoices) expect([await traces(invoice), await traces(intent)]).toEqual([['payment_history'], ['payment_history']])
  for (const mark of [id, person.customer, ...person.subscriptions, person.page, 'ada@secret.example', ...events.filter(({ data }) => data.object.object === 'charge').map(({ data }) => data.object.id as string)]) expect(await traces(mark), mark).toEqual([])
  // They stay settled all the same.
  for (const event of events.filter(({ type }) => /invoice.paid|subscription.created/.test(type)).slice(0, 2)) expect((await deliver(gateway.url, event)).body.outcome).toBe('duplicate')
})
