import { afterAll, beforeEach, expect, test } from 'vitest'
import { openGateway } from './harness.ts'
import type { Member } from './harness.ts'
import { codesOf, done, globalId, run } from './samples.ts'
import { deliveries, openStripe } from './stripe/server.ts'

/* Pages where somebody could pay a second time for what he has: closed, whoever left them open. */

const stripe = await openStripe()
const { account } = stripe
const gateway = await openGateway({ stripe: stripe.config })
const { sql } = gateway
const bring = deliveries(gateway.url, account)
afterAll(() => stripe.close())
beforeEach(() => stripe.heal())

const plan = (name: string) => globalId('Plan', name)
const open = (member: Member, name: string) => done(member, 'createCheckoutSession', { plan: plan(name), successUrl: 'http://localhost:3000/', cancelUrl: 'http://localhost:3000/' })
const pagesOf = ({ id }: Member) => [...account.sessions.values()].filter((session) => session.client_reference_id === id)
const pages = (member: Member) => pagesOf(member).map(({ price, status }) => `${price} ${status}`)
async function buyer() {
  const member = await gateway.member()
  await open(member, 'cv_premium')
  const cv = account.pay(pagesOf(member)[0].id)
  await bring()
  return { member, cv }
}
const living = ({ customer }: { customer: string }) => [...account.subscriptions.values()].filter((one) => one.customer === customer && one.status === 'active').map((one) => one.items.data[0].price.id)

test('a page for what the new plan holds is closed before the plan is changed', async () => {
  const { member, cv } = await buyer()
  await open(member, 'letters_premium')
  await done(member, 'changePlan', { plan: plan('ecosystem_premium') })
  expect([pages(member), living(cv)]).toEqual([['price_cv complete', 'price_letters expired'], ['price_all']])
})

test('paid a moment before, it is no secret: the change is refused, and the next one ends what was bought', async () => {
  const { member, cv } = await buyer()
  await open(member, 'letters_premium')
  account.pay(pagesOf(member)[1].id)
  expect(codesOf(await run(member, 'changePlan', { plan: plan('ecosystem_premium') }))).toEqual(['CONFLICT'])
  expect(living(cv)).toEqual(['price_cv', 'price_letters'])
  await done(member, 'changePlan', { plan: plan('ecosystem_premium') })
  expect(living(cv)).toEqual(['price_all'])
  await bring()
  expect([...await sql`select kind, state from phoenix_private.billing_intents where user_id = ${member.id} and kind <> 'checkout' order by created_at`].map(({ kind, state }) => `${kind} ${state}`)).toEqual(['change_plan abandoned', 'change_plan done'])
})

test('a page that could not be closed when a newer one opened is closed by the worker', async () => {
  const member = await gateway.member()
  await open(member, 'cv_premium')
  const first = pagesOf(member)[0]
  // Saved by another gateway at the same moment, so that neither saw the other.
  await sql`update phoenix_private.billing_intents set session_expires_at = now() where user_id = ${member.id}`
  await open(member, 'letters_premium')
  await sql`update phoenix_private.billing_intents set session_expires_at = now() + interval '1 day' where user_id = ${member.id}`
  expect(pages(member)).toEqual(['price_cv open', 'price_letters open'])
  stripe.fail(/expire/, 429)
  await gateway.sweep()
  expect(first.status).toBe('open')
  stripe.heal()
  await sql`update phoenix_private.billing_intents set claimed_until = null where user_id = ${member.id}`
  await gateway.sweep()
  expect(pages(member)).toEqual(['price_cv expired', 'price_letters open'])
  stripe.requests.length = 0
  await gateway.sweep()
  expect(stripe.requests).toEqual([])
})

test('a page for what somebody has bought another way is closed by the worker; one for something else is not', async () => {
  const { member, cv } = await buyer()
  await open(member, 'letters_premium')
  await gateway.sweep()
  expect(pages(member)).toEqual(['price_cv complete', 'price_letters open'])
  // In Stripe's portal.
  account.swap(cv.id, 'price_all')
  await bring()
  await gateway.sweep()
  expect(pages(member)).toEqual(['price_cv complete', 'price_letters expired'])
})

test('one that was paid after all is seen by the worker, with no webhook', async () => {
  const { member, cv } = await buyer()
  await open(member, 'letters_premium')
  account.pay(pagesOf(member)[1].id)
  account.swap(cv.id, 'price_all')
  await sql`update phoenix_private.stripe_objects set provisional = true where object_id = ${cv.id}`
  await gateway.sweep()
  await gateway.sweep()
  expect((await sql`select app from phoenix_private.stripe_subscriptions where user_id = ${member.id} order by app`).map(({ app }) => app)).toEqual(['ecosystem', 'letters'])
  expect((await sql`select kind from public.list_billing_doubts('{}') where user_id = ${member.id} and kind like 'bundle%'`).map(({ kind }) => kind)).toEqual(['bundle_and_single'])
})
