import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { readPrices } from '../gateway/billing/prices.ts'
import { reconcile } from '../gateway/billing/reconcile.ts'
import { connectStripe } from '../gateway/billing/stripe.ts'
import { connectPostgres } from '../gateway/db/postgres.ts'
import { openGateway } from './harness.ts'
import type { Member } from './harness.ts'
import { codesOf, done, globalId, run } from './samples.ts'
import { addPrice, MONTH } from './stripe/account.ts'
import type { StripeEvent } from './stripe/account.ts'
import { deliver, openStripe } from './stripe/server.ts'

/* What happens to money and subscriptions seldom, and then matters. */

const stripe = await openStripe()
const { account } = stripe
const gateway = await openGateway({ stripe: stripe.config })
const { sql } = gateway
const port = connectPostgres({ url: gateway.databaseUrl, pool: 2 })
afterAll(async () => {
  await stripe.close()
  await port.close()
})
beforeEach(() => stripe.heal())

const seconds = () => Math.floor(Date.now() / 1000)
const plan = (name: string) => globalId('Plan', name)
const back = { successUrl: 'http://localhost:3000/', cancelUrl: 'http://localhost:3000/' }
async function payer(price = 'price_cv', options: Parameters<typeof account.subscribe>[2] = {}, ago = 60) {
  account.clock = seconds() - ago
  const member = await gateway.member()
  const mark = account.events.length
  const customer = account.addCustomer({ metadata: { phoenix_user_id: member.id } })
  const subscription = account.subscribe(customer.id, price, { metadata: { phoenix_user_id: member.id }, ...options })
  return { member, subscription, customer, events: () => account.events.slice(mark) }
}
const bring = async (events: readonly StripeEvent[]) => {
  const outcomes: string[] = []
  for (const event of events) outcomes.push((await deliver(gateway.url, event)).body.outcome)
  return outcomes
}
const worth = async ({ id }: Member, app = 'cv') => (await sql`select public.get_user_app_tier(${id}, ${app}) as tier`)[0]!.tier
const payments = async ({ id }: Member) => (await sql`select amount::float, payment_status as status, amount_refunded::float as refunded, stripe_invoice_id as invoice, stripe_payment_intent_id as intent from public.payment_history where user_id = ${id} order by payment_date, stripe_invoice_id`).map((found) => ({ ...found }))
const typesOf = async ({ id }: Member) => (await sql`select event_type from public.phoenix_events where stream_id = ${id} order by "position"`).map(({ event_type }) => event_type as string)
/** What reconcile finds of these people, changing nothing. */
const differences = async (...members: readonly Member[]) => {
  const lines: string[] = []
  await reconcile({ stripe: connectStripe(stripe.config), port, prices: readPrices(stripe.config.prices), apply: false, say: (line) => void lines.push(line) })
  return lines.filter((line) => line.startsWith('difference') && members.some(({ id }) => line.includes(id)))
}

describe('a bank that asks for more', () => {
  test.each(['in order', 'backwards'])('nothing is unlocked before it agrees, and then once, %s', async (order) => {
    const { member, subscription, events } = await payer('price_cv', { status: 'incomplete', paid: false })
    const brought = (list: readonly StripeEvent[]) => bring(order === 'in order' ? list : [...list].reverse())
    await brought(events())
    expect([await worth(member), (await typesOf(member)).includes('billing.subscription_activated')]).toEqual(['free', false])
    const mark = events().length
    account.retry(subscription.id)
    await brought(events().slice(mark))
    expect(await worth(member)).toBe('premium')
    expect((await typesOf(member)).filter((type) => /activated|succeeded|tier_updated/.test(type)).sort()).toEqual(['billing.payment_succeeded', 'billing.subscription_activated', 'user.tier_updated'])
    expect(await payments(member)).toMatchObject([{ amount: 7.99, status: 'succeeded' }])
  })

  test('it never does: nothing was paid, and it can be bought anew', async () => {
    const { member, subscription, events } = await payer('price_cv', { status: 'incomplete', paid: false })
    account.update(subscription.id, { status: 'incomplete_expired' })
    await bring(events())
    expect(await worth(member)).toBe('free')
    await done(member, 'createCheckoutSession', { plan: plan('cv_premium'), ...back })
  })
})

describe('money', () => {
  test('an invoice of nothing, such as a proration that credits as much as it costs, is no payment', async () => {
    const { member, subscription, events } = await payer()
    await bring(events())
    const paid = account.invoices.get(subscription.latest_invoice)
    const nothing = { ...structuredClone(paid), id: account.id('in'), billing_reason: 'subscription_update', amount_due: 0, amount_paid: 0, total: -120, attempt_count: 0 }
    nothing.lines.data = [{ ...nothing.lines.data[0], amount: -799 }, { ...nothing.lines.data[0], amount: 679 }]
    account.invoices.set(nothing.id, nothing)
    const before = await typesOf(member)
    expect(await bring([account.emit('invoice.paid', nothing)])).toEqual(['applied'])
    expect([(await payments(member)).length, await typesOf(member)]).toEqual([1, before])
    expect(await differences(member)).toEqual([])
  })

  test('given back in parts, disputed after that: the sum, each told once, whatever the order', async () => {
    const { member, subscription, events } = await payer()
    const { id } = account.chargeOf(subscription.id)
    for (const part of [100, 200, 499]) account.refund(id, part)
    account.dispute(id)
    // Nobody knows the customer before the last two.
    expect(await bring([...events()].reverse())).toEqual(['parked', 'parked', 'parked', 'parked', 'applied', 'applied'])
    await gateway.sweep()
    expect(await payments(member)).toMatchObject([{ amount: 7.99, status: 'refunded', refunded: 7.99 }])
    expect((await typesOf(member)).filter((type) => /refunded|dispute/.test(type)).sort()).toEqual(['billing.dispute_opened', 'billing.payment_refunded'])
    expect(await worth(member)).toBe('premium')
  })

  test.each(['Stripe answers', 'Stripe does not'])('one payment that two apps before us wrote down twice is one, and holds up nothing (%s)', async (how) => {
    const { member, subscription, events } = await payer()
    const invoice = subscription.latest_invoice as string
    const intent = account.chargeOf(subscription.id).payment_intent as string
    await sql`insert into public.payment_history (user_id, stripe_payment_intent_id, amount, currency, payment_status, payment_date) values (${member.id}, ${intent}, 7.99, 'EUR', 'succeeded', now())`
    await sql`insert into public.payment_history (user_id, stripe_invoice_id, amount, currency, payment_status, payment_date) values (${member.id}, ${invoice}, 7.99, 'EUR', 'succeeded', now())`
    if (how === 'Stripe does not') stripe.fail(/./, 500)
    expect(await bring(events())).toEqual(['applied', 'applied'])
    stripe.heal()
    await gateway.sweep()
    expect((await payments(member)).filter((one) => one.invoice === invoice)).toMatchObject([{ intent, status: 'succeeded' }])
    account.refund(account.chargeOf(subscription.id).id, 100)
    await bring([account.events.at(-1)!])
    expect((await payments(member)).map(({ refunded }) => refunded).sort()).toEqual([0, 1])
    expect(await differences(member)).toEqual([])
  })
})

describe('news that never came', () => {
  test('a renewal: somebody who pays is asked about when his period is over, once, and keeps what he pays for', async () => {
    const { member, subscription, events } = await payer('price_cv', {}, MONTH + 86_400)
    await bring(events())
    expect(await worth(member)).toBe('premium')
    await sql`update phoenix_private.stripe_objects set fetched_at = now() - interval '31 days', as_of = now() - interval '31 days' where user_id = ${member.id}`
    account.renew(subscription.id)
    const asked = () => stripe.requests.filter((line) => line.includes(subscription.id))
    stripe.requests.length = 0
    await gateway.sweep()
    expect(asked()).toEqual([`GET /v1/subscriptions/${subscription.id}`])
    const [row] = await sql`select extract(epoch from current_period_end)::int as until from public.user_subscriptions where user_id = ${member.id} and app_name = 'cv'`
    expect(row!.until).toBe(subscription.items.data[0].current_period_end)
    stripe.requests.length = 0
    await gateway.sweep()
    expect(asked()).toEqual([])
  })

  test('an end: what is over is asked about once more, and no oftener', async () => {
    const { member, subscription, events } = await payer('price_cv', {}, MONTH + 86_400)
    await bring(events())
    await sql`update phoenix_private.stripe_objects set fetched_at = now() - interval '31 days', as_of = now() - interval '31 days' where user_id = ${member.id}`
    account.end(subscription.id)
    await gateway.sweep()
    stripe.requests.length = 0
    await gateway.sweep()
    expect([stripe.requests.filter((line) => line.includes(subscription.id)), await worth(member)]).toEqual([[], 'free'])
    expect((await typesOf(member)).filter((type) => type === 'billing.subscription_cancelled')).toHaveLength(1)
  })
})

test('a customer whom somebody has deleted at Stripe: what he had ends, the portal has nothing to show, and he can buy anew', async () => {
  const { member, customer, subscription, events } = await payer()
  await bring(events())
  await sql`select public.link_stripe_customer(${member.id}, ${customer.id})`
  await connectStripe(stripe.config).deleteCustomer(customer.id)
  subscription.items.data[0].current_period_end = seconds() - 60
  await bring(events().slice(-2))
  expect(await worth(member)).toBe('free')
  expect(codesOf(await run(member, 'createBillingPortalSession', { returnUrl: back.successUrl }))).toEqual(['CONFLICT'])
  await done(member, 'createCheckoutSession', { plan: plan('cv_premium'), ...back })
  const session = [...account.sessions.values()].at(-1)
  expect([session.client_reference_id, session.customer === customer.id]).toEqual([member.id, false])
})

describe('several prices in one subscription', () => {
  const item = (price: string) => ({ id: account.id('si'), object: 'subscription_item', quantity: 1, price: account.prices.get(price), current_period_start: seconds() - 60, current_period_end: seconds() + MONTH })
  test('something of another firm beside ours changes nothing; a change of plan is refused, cancelling is not', async () => {
    addPrice(account, 'price_addon', 300, 'eur')
    const { member, subscription, events } = await payer()
    subscription.items.data.unshift(item('price_addon'))
    await bring([account.emit('customer.subscription.updated', subscription), ...events()])
    expect(await worth(member)).toBe('premium')
    expect(codesOf(await run(member, 'changePlan', { plan: plan('ecosystem_premium') }))).toEqual(['CONFLICT'])
    expect((await done(member, 'cancelSubscription', {})).appSubscription.status).toBe('CANCELLED')
  })
})

test('changes of plan while everything that was ever said comes in again, at once: what Stripe says last', async () => {
  const people = await Promise.all(Array.from({ length: 4 }, () => payer()))
  for (const { events } of people) await bring(events())
  await Promise.all(people.map(async ({ member, subscription, events }) => {
    const noise = Array.from({ length: 6 }, (_, n) => ({ ...events()[n % 2]!, id: account.id('evt') }))
    await Promise.all([done(member, 'changePlan', { plan: plan('ecosystem_premium') }), ...noise.map((event) => deliver(gateway.url, event))])
    await Promise.all([done(member, 'cancelSubscription', {}), ...events().map((event) => deliver(gateway.url, { ...event, id: account.id('evt') }))])
    expect(account.subscriptions.get(subscription.id)).toMatchObject({ cancel_at_period_end: true })
  }))
  for (const { member } of people) {
    const rows = (await sql`select app, stripe_status, cancel_at_period_end as ending from phoenix_private.stripe_subscriptions where user_id = ${member.id}`).map((row) => ({ ...row }))
    expect(rows).toEqual([{ app: 'ecosystem', stripe_status: 'active', ending: true }])
    expect((await typesOf(member)).filter((type) => /plan_changed|cancellation_requested|activated/.test(type))).toEqual(['billing.subscription_activated', 'billing.plan_changed', 'billing.cancellation_requested'])
  }
  expect(await differences(...people.map(({ member }) => member))).toEqual([])
})
