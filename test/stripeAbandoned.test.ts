import { afterAll, beforeEach, expect, test } from 'vitest'
import { openGateway } from './harness.ts'
import type { Member } from './harness.ts'
import { codesOf, done, globalId, run } from './samples.ts'
import { deliveries, openStripe } from './stripe/server.ts'
import type { Failure } from './stripe/api.ts'

/* Changes of plan that were given up: what Stripe made of them decides, with no webhook and nobody coming back. Nobody pays twice. */

const stripe = await openStripe()
const { account } = stripe
const gateway = await openGateway({ stripe: stripe.config })
const { sql } = gateway
const bring = deliveries(gateway.url, account)
afterAll(() => stripe.close())
beforeEach(() => stripe.heal())

const plan = (name: string) => globalId('Plan', name)
const buying = (name: string) => ({ plan: plan(name), successUrl: 'http://localhost:3000/', cancelUrl: 'http://localhost:3000/' })
async function buy(member: Member, name: string) {
  await done(member, 'createCheckoutSession', buying(name))
  const subscription = account.pay([...account.sessions.values()].findLast((session) => session.client_reference_id === member.id && session.status === 'open').id)
  await bring()
  return subscription
}
/** Somebody with CV and Letters who asks for the bundle while Stripe fails like this. */
async function wisher(how: Failure) {
  const member = await gateway.member()
  const [cv, letters] = [await buy(member, 'cv_premium'), await buy(member, 'letters_premium')]
  stripe.fail(/POST \/v1\/subscriptions/, how)
  expect(codesOf(await run(member, 'changePlan', { plan: plan('ecosystem_premium') }))).toEqual(['INTEGRATION_UNAVAILABLE'])
  stripe.heal()
  // What happened at Stripe is told by no webhook until `bring`.
  return { member, cv, letters }
}
const passes = (member: Member, time: string) => sql`update phoenix_private.billing_intents set created_at = created_at - ${time}::interval, claimed_until = null where user_id = ${member.id}`
const sweeps = async (times = 3) => {
  for (let n = 0; n < times; n += 1) await gateway.sweep()
}
const intents = async ({ id }: Member) => (await sql`select kind, state from phoenix_private.billing_intents where user_id = ${id} and kind <> 'checkout' order by created_at`).map(({ kind, state }) => `${kind} ${state}`)
const told = async ({ id }: Member) => (await sql`select payload from public.phoenix_events where stream_id = ${id} and event_type = 'billing.plan_changed'`).map(({ payload }) => payload)
const living = async ({ id }: Member) => (await sql`select app from phoenix_private.stripe_subscriptions where user_id = ${id} and stripe_status <> 'canceled' order by app`).map(({ app }) => app)
const livingAtStripe = (...ids: { id: string }[]) => ids.filter(({ id }) => account.subscriptions.get(id).status !== 'canceled').map(({ id }) => account.subscriptions.get(id).items.data[0].price.id)

test('done at Stripe, nothing heard, nobody came back, and the key has lapsed: it is completed, and told once', async () => {
  const { member, cv, letters } = await wisher('lost')
  expect(livingAtStripe(cv, letters)).toEqual(['price_all', 'price_letters'])
  await passes(member, '24 hours')
  await sweeps()
  expect(livingAtStripe(cv, letters)).toEqual(['price_all'])
  expect([await living(member), await intents(member)]).toEqual([['ecosystem'], ['change_plan done', 'end done']])
  expect(await told(member)).toEqual([{ plan: 'ecosystem_premium', previous_plan: 'cv_premium', stripe_subscription_id: cv.id, ended: 1 }])
  stripe.requests.length = 0
  await sweeps()
  expect([stripe.requests, (await told(member)).length]).toEqual([[], 1])
})

test('not done at Stripe: after a day it is given up, and both go on as they were', async () => {
  const { member, cv, letters } = await wisher(500)
  await passes(member, '24 hours')
  await sweeps()
  expect(livingAtStripe(cv, letters)).toEqual(['price_cv', 'price_letters'])
  expect([await living(member), await intents(member), await told(member)]).toEqual([['cv', 'letters'], ['change_plan abandoned'], []])
})

test('refused by a key that is no good any more, after an earlier try had done it: completed once the key is good', async () => {
  const { member, cv, letters } = await wisher('lost')
  stripe.fail(/./, 401)
  await passes(member, '11 minutes')
  await sweeps()
  expect(await intents(member)).toEqual(['change_plan abandoned'])
  expect(livingAtStripe(cv, letters)).toEqual(['price_all', 'price_letters'])
  stripe.heal()
  await sql`update phoenix_private.stripe_objects set claimed_until = null where user_id = ${member.id}`
  await sweeps()
  expect(livingAtStripe(cv, letters)).toEqual(['price_all'])
  expect([await intents(member), (await told(member)).length]).toEqual([['change_plan done', 'end done'], 1])
})

test('several workers at once, a webhook at the same time: one ending, one event', async () => {
  const { member, cv, letters } = await wisher('lost')
  const others = [await gateway.another(), await gateway.another()]
  await passes(member, '24 hours')
  stripe.requests.length = 0
  for (let n = 0; n < 3; n += 1) await Promise.all([gateway.sweep(), ...others.map((other) => other.sweep()), bring()])
  expect(livingAtStripe(cv, letters)).toEqual(['price_all'])
  expect((await told(member)).length).toBe(1)
  expect(stripe.requests.filter((line) => line.startsWith('DELETE'))).toHaveLength(1)
})

test('a swap that was done before is not asked for again: a later cancellation stands', async () => {
  const { member, cv } = await wisher('lost')
  account.update(cv.id, { cancel_at_period_end: true })
  stripe.requests.length = 0
  await passes(member, '11 minutes')
  await sweeps(1)
  expect(stripe.requests.filter((line) => line.startsWith('POST'))).toEqual([])
  expect(account.subscriptions.get(cv.id)).toMatchObject({ cancel_at_period_end: true })
  expect((await told(member)).length).toBe(1)
})

test('Stripe is away for days, and the intent is not forgotten before it was looked at', async () => {
  const { member, cv, letters } = await wisher('lost')
  stripe.fail(/./, 500)
  await passes(member, '24 hours')
  await sweeps()
  expect(await intents(member)).toEqual(['change_plan abandoned'])
  await sql`update phoenix_private.billing_intents set created_at = created_at - interval '40 days', ended_at = ended_at - interval '40 days' where user_id = ${member.id}`
  await sweeps()
  expect(await intents(member)).toEqual(['change_plan abandoned'])
  stripe.heal()
  await sql`update phoenix_private.stripe_objects set claimed_until = null where user_id = ${member.id}`
  // By another process: this one leaves Stripe alone for a while.
  const other = await gateway.another()
  for (let n = 0; n < 3; n += 1) await other.sweep()
  expect(livingAtStripe(cv, letters)).toEqual(['price_all'])
  expect((await told(member)).length).toBe(1)
})

test.each([['cancelSubscription', 'billing.cancellation_requested', true], ['resumeSubscription', 'billing.subscription_resumed', false]] as const)('%s: done at Stripe and given up after a day counts as done, and is told once', async (field, type, ending) => {
  const member = await gateway.member()
  const cv = await buy(member, 'cv_premium')
  if (!ending) await done(member, 'cancelSubscription', {})
  stripe.fail(/POST \/v1\/subscriptions/, 'lost')
  expect(codesOf(await run(member, field, {}))).toEqual(['INTEGRATION_UNAVAILABLE'])
  stripe.heal()
  expect(account.subscriptions.get(cv.id).cancel_at_period_end).toBe(ending)
  await passes(member, '24 hours')
  const other = await gateway.another()
  for (let n = 0; n < 2; n += 1) await other.sweep()
  const [row] = await sql`select cancel_at_period_end as ending from phoenix_private.stripe_subscriptions where user_id = ${member.id}`
  expect([row!.ending, (await intents(member)).at(-1)]).toEqual([ending, `${ending ? 'cancel' : 'resume'} done`])
  expect(await sql`select from public.phoenix_events where stream_id = ${member.id} and event_type = ${type}`).toHaveLength(1)
})

test('a cancellation that Stripe never made is not told', async () => {
  const member = await gateway.member()
  await buy(member, 'cv_premium')
  stripe.fail(/POST \/v1\/subscriptions/, 429)
  expect(codesOf(await run(member, 'cancelSubscription', {}))).toEqual(['INTEGRATION_UNAVAILABLE'])
  stripe.heal()
  await passes(member, '24 hours')
  const other = await gateway.another()
  for (let n = 0; n < 2; n += 1) await other.sweep()
  expect([await intents(member), await sql`select from public.phoenix_events where stream_id = ${member.id} and event_type = 'billing.cancellation_requested'`]).toEqual([['cancel abandoned'], []])
})
