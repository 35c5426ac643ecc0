import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openGateway } from './harness.ts'
import type { Member } from './harness.ts'
import { codesOf, eventually, globalId, rowId } from './samples.ts'
import { listen, openClient } from './socket.ts'
import { deliveries, openStripe } from './stripe/server.ts'

/* The mutations, from checkout to resumption, against the real SDK and a Stripe on loopback. */

const stripe = await openStripe()
const gateway = await openGateway({ stripe: stripe.config, allowedOrigins: ['https://cv.example'] })
const { account } = stripe
const bring = deliveries(gateway.url, account)
afterAll(() => stripe.close())
beforeEach(() => {
  stripe.heal()
  stripe.requests.length = 0
})

export const plan = (name: string) => globalId('Plan', name)
const back = { successUrl: 'https://cv.example/thanks?session={CHECKOUT_SESSION_ID}', cancelUrl: 'https://cv.example/plans' }
const checkout = (member: Member, name = 'cv_premium', more: object = {}) => member.ask(
  'mutation ($input: CreateCheckoutSessionInput!) { createCheckoutSession(input: $input) { checkoutSession { id url expiresAt plan { id name } } } }', { input: { plan: plan(name), ...back, ...more } })
const portal = (member: Member, more: object = {}) => member.ask(
  'mutation ($input: CreateBillingPortalSessionInput!) { createBillingPortalSession(input: $input) { billingPortalSession { id url } } }', { input: { returnUrl: 'https://cv.example/me', ...more } })
const SUBSCRIPTION = 'appSubscription { id app tier status counts cancelAtPeriodEnd currentPeriodEnd plan { id } }'
const changePlan = (member: Member, name: string, more: object = {}) => member.ask(
  `mutation ($input: ChangePlanInput!) { changePlan(input: $input) { ${SUBSCRIPTION} } }`, { input: { plan: plan(name), ...more } })
const cancel = (member: Member, input: object = {}) => member.ask(`mutation ($input: CancelSubscriptionInput!) { cancelSubscription(input: $input) { ${SUBSCRIPTION} } }`, { input })
const resume = (member: Member, input: object = {}) => member.ask(`mutation ($input: ResumeSubscriptionInput!) { resumeSubscription(input: $input) { ${SUBSCRIPTION} } }`, { input })
const tiers = async (member: Member) => {
  const { data } = await member.ask('{ viewer { cv: tier(app: CV) letters: tier(app: LETTERS) rise: tier(app: RISE) profile { bestTier } } }')
  return [data.viewer.cv, data.viewer.letters, data.viewer.rise, data.viewer.profile.bestTier].join(' ')
}
const eventsOf = async (member: Member) => (await gateway.sql`select event_type, payload from public.phoenix_events where stream_id = ${member.id} order by "position"`).map(({ event_type, payload }) => ({ type: event_type, ...payload }))
const typesOf = async (member: Member) => (await eventsOf(member)).map(({ type }) => type)
const sessionsOf = (member: Member) => [...account.sessions.values()].filter((session) => session.client_reference_id === member.id)
const customersOf = (member: Member) => [...account.customers.values()].filter((customer) => customer.metadata.phoenix_user_id === member.id)

/** Buys, pays, and lets the webhooks come in. */
async function buy(member: Member, name = 'cv_premium', options: { trialDays?: number } = {}) {
  expect((await checkout(member, name)).errors).toBeUndefined()
  const subscription = account.pay(sessionsOf(member).findLast(({ status }) => status === 'open').id, options)
  await bring()
  return subscription
}

describe('createCheckoutSession', () => {
  let ada: Member
  beforeAll(async () => { ada = await gateway.member({ email: 'ada@example.org' }) })

  test('opens a page of Stripe\'s, for the viewer\'s one customer, with the catalogue\'s price', async () => {
    const { data, errors } = await checkout(ada)
    expect(errors).toBeUndefined()
    const [session] = sessionsOf(ada)
    expect(data.createCheckoutSession.checkoutSession).toEqual({ id: expect.any(String), url: session.url, expiresAt: expect.any(String), plan: { id: plan('cv_premium'), name: 'Phoenix CV Premium' } })
    expect(session).toMatchObject({
      mode: 'subscription', price: 'price_cv', success_url: back.successUrl, cancel_url: back.cancelUrl, client_reference_id: ada.id,
      metadata: { phoenix_user_id: ada.id, phoenix_plan: 'cv_premium' }, subscription_metadata: { phoenix_user_id: ada.id, phoenix_plan: 'cv_premium' },
    })
    expect(customersOf(ada)).toMatchObject([{ id: session.customer, email: 'ada@example.org' }])
    expect(await eventsOf(ada)).toEqual([{ type: 'billing.checkout_created', intent_id: rowId(data.createCheckoutSession.checkoutSession.id), plan: 'cv_premium', amount: 799, currency: 'EUR' }])
    expect(await tiers(ada)).toBe('FREE FREE FREE FREE')
  })

  test('paying unlocks CV, and CV only', async () => {
    const grace = await gateway.member()
    const subscription = await buy(grace)
    expect(await tiers(grace)).toBe('PREMIUM FREE FREE PREMIUM')
    const { data } = await grace.ask('{ viewer { subscriptions { id app tier status counts cancelAtPeriodEnd plan { id } } payments { nodes { amount currency status app amountRefunded disputed paidAt } } usage { features { feature unlimited } } } }')
    expect(data.viewer.subscriptions.find(({ app }: any) => app === 'CV')).toMatchObject({ tier: 'PREMIUM', status: 'ACTIVE', counts: true, cancelAtPeriodEnd: false, plan: { id: plan('cv_premium') } })
    expect(data.viewer.payments.nodes).toEqual([{ amount: 799, currency: 'EUR', status: 'SUCCEEDED', app: 'CV', amountRefunded: 0, disputed: false, paidAt: expect.any(String) }])
    expect(data.viewer.usage.features.filter(({ unlimited }: any) => unlimited).map(({ feature }: any) => feature)).toEqual(['CV_GENERATIONS', 'CV_UPLOADS'])
    expect(await eventsOf(grace)).toMatchObject([
      { type: 'billing.checkout_created' },
      { type: 'billing.subscription_activated', app: 'cv', plan: 'cv_premium', subscription_tier: 'premium', trial: false, stripe_customer_id: subscription.customer, stripe_subscription_id: subscription.id },
      { type: 'billing.payment_succeeded', amount: 799, currency: 'EUR' }, { type: 'user.tier_updated', old_tier: 'free', new_tier: 'premium', apps: ['cv'] },
    ])
  })

  test('what is unlocked is pushed', async () => {
    const grace = await gateway.member()
    const heard = listen(openClient(gateway.url, grace.token), 'subscription { usageChanged { features { feature unlimited } } }')
    await eventually(() => expect(gateway.sockets().subscriptions).toBe(1))
    await buy(grace)
    // Another database's transaction holds readers up.
    await eventually(() => expect(heard.results.at(-1)?.data.usageChanged.features).toContainEqual({ feature: 'CV_GENERATIONS', unlimited: true }))
    heard.stop()
  })

  test('ten at once: one customer, and one page that stays open', async () => {
    const grace = await gateway.member()
    const answers = await Promise.all(Array.from({ length: 10 }, () => checkout(grace)))
    expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([])
    expect(customersOf(grace)).toHaveLength(1)
    expect(sessionsOf(grace)).toHaveLength(10)
    expect(sessionsOf(grace).filter(({ status }) => status === 'open')).toHaveLength(1)
    expect(await typesOf(grace)).toEqual(Array(10).fill('billing.checkout_created'))
  })

  test.each([
    ['what is paid for', 'cv_premium', 'cv_premium'], ['one app of the bundle that is', 'ecosystem_premium', 'letters_premium'], ['the bundle twice', 'ecosystem_premium', 'ecosystem_premium'],
    ['the bundle while a single plan lives', 'cv_premium', 'ecosystem_premium'],
  ])('%s is CONFLICT, and nothing is asked of Stripe', async (_what, first, second) => {
    const grace = await gateway.member()
    await buy(grace, first)
    stripe.requests.length = 0
    expect(codesOf(await checkout(grace, second))).toEqual(['CONFLICT'])
    expect(stripe.requests).toEqual([])
  })

  test('a second app may be bought beside the first', async () => {
    const grace = await gateway.member()
    await buy(grace, 'cv_premium')
    await buy(grace, 'letters_premium')
    expect(await tiers(grace)).toBe('PREMIUM PREMIUM FREE PREMIUM')
    expect(customersOf(grace)).toHaveLength(1)
  })

  test('what was paid a moment ago, and no webhook told yet, is CONFLICT too', async () => {
    const grace = await gateway.member()
    await checkout(grace)
    account.pay(sessionsOf(grace)[0].id)
    expect(codesOf(await checkout(grace))).toEqual(['CONFLICT'])
    expect(await tiers(grace)).toBe('PREMIUM FREE FREE PREMIUM')
    await bring()
    expect((await typesOf(grace)).filter((type) => type === 'billing.subscription_activated')).toHaveLength(1)
  })

  test('what was ended at once, with time left that is paid, does not stand in the way of the bundle', async () => {
    const grace = await gateway.member()
    account.end((await buy(grace)).id)
    await bring()
    expect(await tiers(grace)).toBe('PREMIUM FREE FREE PREMIUM')
    expect(codesOf(await checkout(grace))).toEqual(['CONFLICT'])
    expect((await checkout(grace, 'ecosystem_premium')).errors).toBeUndefined()
    await gateway.sql`update public.user_subscriptions set subscription_tier = 'premium', stripe_subscription_id = 'sub_before' where user_id = ${grace.id} and app_name = 'rise'`
    expect(codesOf(await checkout(grace, 'ecosystem_premium'))).toEqual(['CONFLICT'])
  })

  test('an earlier page is closed before another one opens', async () => {
    const grace = await gateway.member()
    const first = (await checkout(grace)).data.createCheckoutSession.checkoutSession.id
    await checkout(grace, 'letters_premium')
    expect(sessionsOf(grace).map(({ status }) => status)).toEqual(['expired', 'open'])
    expect((await grace.ask('query ($id: ID!) { node(id: $id) { ... on CheckoutSession { url } } }', { id: first })).data.node).toEqual({ url: null })
  })

  test('a customer that Stripe no longer knows is made anew', async () => {
    const grace = await gateway.member()
    await checkout(grace)
    account.customers.delete(customersOf(grace)[0].id)
    expect((await checkout(grace, 'letters_premium')).errors).toBeUndefined()
    expect(customersOf(grace)).toHaveLength(1)
  })

  test.each([
    ['another origin', { successUrl: 'https://evil.example/' }, ['input.successUrl']], ['both', { successUrl: 'https://evil.example/', cancelUrl: 'http://cv.example/' }, ['input.successUrl', 'input.cancelUrl']],
    ['an origin that only begins alike', { cancelUrl: 'https://cv.example.evil.example/' }, ['input.cancelUrl']], ['one with a name before it', { cancelUrl: 'https://cv.example@evil.example/' }, ['input.cancelUrl']],
    ['a name that is not needed', { cancelUrl: 'https://me@cv.example/' }, ['input.cancelUrl']], ['no plan', { plan: globalId('Plan', 'UPPER') }, ['input.plan']], ['an id of something else', { plan: globalId('CvTemplate', 'moderne') }, ['input.plan']],
    ['the free plan', { plan: plan('free') }, ['input.plan']],
  ])('%s is BAD_USER_INPUT', async (_what, more, paths) => {
    const refused = await checkout(ada, 'cv_premium', more)
    expect(codesOf(refused)).toEqual(['BAD_USER_INPUT'])
    expect(refused.errors![0]!.extensions.issues.map(({ path }: any) => path)).toEqual(paths)
    expect(stripe.requests).toEqual([])
  })

  const TAB = '\t', NEWLINE = '\n'
  test.each([
    'http://localhost\\@evil.example/', 'http://localhost\\.evil.example/', 'https://cv.example\\@evil.example/', 'https:\\\\cv.example/', 'https:/\\cv.example/', 'https://cv.example\\', 'https://cv.example/\\evil.example',
    'https://cv.example@evil.example/', 'https://cv.example:443@evil.example/', 'https://me:secret@cv.example/', 'https://@cv.example/', 'https://:@cv.example/', 'https://cv.example%2f@evil.example/', 'https://cv.example%40evil.example/',
    'https://cv.example.evil.example/', 'https://evilcv.example/', 'https://sub.cv.example/', 'https://cv.example./', 'https://cv.example:8443/', 'https://cv.example:443/', 'http://cv.example/', 'http://cv.example:443/',
    '//cv.example/', 'https:cv.example/', 'https:/cv.example/', 'https:///cv.example/', 'https:////cv.example/', 'blob:https://cv.example/1', 'javascript:https://cv.example/', 'data:text/html,https://cv.example/', 'ftp://localhost/', 'view-source:https://cv.example/',
    `https://cv.example${TAB}.evil.example/`, `ht${NEWLINE}tps://cv.example/`, ' https://cv.example/', 'https://cv.example/ ', 'https://cv.example/\u0000', 'https://cv.example/\u007f', 'https://cv.example/\u0085', 'https://cv.example/\u202egnp', 'https://cv\u00ad.example/', 'https://cv.example/\u200b', 'https://cv.example/\ufeff',
    'https://ｃｖ.example/', 'https://cv。example/', 'https://cv%2eexample/', 'https://%63v.example/', 'http://127.1/', 'http://2130706433/', 'http://0x7f.1/', 'http://017700000001/', 'http://localhost.evil.example/', 'http://evil.localhost/', 'http://[::ffff:127.0.0.1]/', 'http://0.0.0.0/', 'http://127.0.0.1.evil.example/',
    'https://evil.example/?https://cv.example/', 'https://evil.example/#https://cv.example/', 'https://evil.example/https://cv.example/', 'null', '',
  ])('back to %j is BAD_USER_INPUT, and Stripe is not asked', async (url) => {
    for (const refused of [await checkout(ada, 'cv_premium', { successUrl: url }), await portal(ada, { returnUrl: url })]) expect(codesOf(refused)).toEqual(['BAD_USER_INPUT'])
    expect(stripe.requests).toEqual([])
  })

  test.each([
    'https://cv.example', 'https://cv.example/', 'HTTPS://CV.EXAMPLE/thanks', 'https://cv.example/a%2fb?next=https://evil.example/@x#y', 'https://cv.example?session={CHECKOUT_SESSION_ID}', 'https://cv.example/été/🎉', 'http://localhost:3000', 'http://127.0.0.1:8501/', 'http://[::1]:3000/ok',
  ])('back to %j is fine', async (url) => {
    const grace = await gateway.member()
    expect((await checkout(grace, 'cv_premium', { successUrl: url })).errors).toBeUndefined()
    expect(sessionsOf(grace)).toMatchObject([{ success_url: url }])
  })

  test('localhost is allowed in embedded mode; a plan nobody knows is NOT_FOUND', async () => {
    const grace = await gateway.member()
    expect((await checkout(grace, 'cv_premium', { successUrl: 'http://localhost:3000/ok', cancelUrl: 'http://127.0.0.1:8501/' })).errors).toBeUndefined()
    expect(codesOf(await checkout(grace, 'rise_premium'))).toEqual(['NOT_FOUND'])
  })

  test('the same key is the same page, asked of Stripe once', async () => {
    const grace = await gateway.member()
    const answers = [await checkout(grace, 'cv_premium', { idempotencyKey: 'k' }), await checkout(grace, 'cv_premium', { idempotencyKey: 'k' })]
    expect(answers[1]!.data).toEqual(answers[0]!.data)
    expect(sessionsOf(grace)).toHaveLength(1)
    expect(await typesOf(grace)).toEqual(['billing.checkout_created'])
    expect(codesOf(await checkout(grace, 'letters_premium', { idempotencyKey: 'k' }))).toEqual(['IDEMPOTENCY_CONFLICT'])
  })

  test('signed out is UNAUTHENTICATED; another\'s session is nobody\'s', async () => {
    expect(codesOf(await gateway.ask('mutation ($input: CreateCheckoutSessionInput!) { createCheckoutSession(input: $input) { checkoutSession { id } } }', { input: { plan: plan('cv_premium'), ...back } }))).toEqual(['UNAUTHENTICATED'])
    const grace = await gateway.member()
    const { id } = (await checkout(grace)).data.createCheckoutSession.checkoutSession
    expect((await ada.ask('query ($id: ID!) { node(id: $id) { id } }', { id })).data.node).toBeNull()
    expect((await grace.ask('query ($id: ID!) { node(id: $id) { id } }', { id })).data.node).toEqual({ id })
  })
})

describe('createBillingPortalSession', () => {
  test('opens the portal of the viewer\'s customer', async () => {
    const ada = await gateway.member()
    await buy(ada)
    const { data } = await portal(ada)
    expect(data.createBillingPortalSession.billingPortalSession).toEqual({ id: expect.any(String), url: expect.stringContaining('https://billing.stripe.test/p/') })
    expect((await eventsOf(ada)).at(-1)).toEqual({ type: 'billing.portal_opened', intent_id: rowId(data.createBillingPortalSession.billingPortalSession.id) })
  })

  test('nothing bought is CONFLICT, another origin BAD_USER_INPUT', async () => {
    const ada = await gateway.member()
    expect(codesOf(await portal(ada))).toEqual(['CONFLICT'])
    expect(codesOf(await portal(ada, { returnUrl: 'https://evil.example' }))).toEqual(['BAD_USER_INPUT'])
  })
})

describe('changePlan', () => {
  test('one app becomes the bundle: the same subscription, another price, everything unlocked', async () => {
    const ada = await gateway.member()
    const subscription = await buy(ada)
    const { data, errors } = await changePlan(ada, 'ecosystem_premium')
    expect(errors).toBeUndefined()
    expect(data.changePlan.appSubscription).toMatchObject({ app: 'ECOSYSTEM', tier: 'PREMIUM', status: 'ACTIVE', counts: true, plan: { id: plan('ecosystem_premium') } })
    expect(account.subscriptions.get(subscription.id)).toMatchObject({ items: { data: [{ price: { id: 'price_all' } }] }, metadata: { phoenix_plan: 'ecosystem_premium' } })
    expect(await tiers(ada)).toBe('PREMIUM PREMIUM PREMIUM PREMIUM')
    const rows = await gateway.sql`select app_name, subscription_tier, stripe_subscription_id from public.user_subscriptions where user_id = ${ada.id} order by app_name`
    expect(rows.map(({ app_name, subscription_tier, stripe_subscription_id }) => [app_name, subscription_tier, stripe_subscription_id])).toEqual([
      ['cv', 'free', null], ['ecosystem', 'premium', subscription.id], ['letters', 'free', null], ['rise', 'free', null]])
    const changed = { type: 'billing.plan_changed', plan: 'ecosystem_premium', previous_plan: 'cv_premium', stripe_subscription_id: subscription.id, ended: 0 }
    expect((await eventsOf(ada)).at(-1)).toEqual(changed)
    expect(await bring()).toEqual(['applied'])
    expect((await eventsOf(ada)).slice(-2)).toEqual([changed, { type: 'user.tier_updated', old_tier: 'free', new_tier: 'premium', apps: ['letters', 'rise'] }])
  })

  test('two apps become the bundle: the older is swapped, the other ends and is credited', async () => {
    const ada = await gateway.member()
    const cv = await buy(ada, 'cv_premium')
    const letters = await buy(ada, 'letters_premium')
    expect((await changePlan(ada, 'ecosystem_premium')).errors).toBeUndefined()
    expect(account.subscriptions.get(cv.id)).toMatchObject({ status: 'active', items: { data: [{ price: { id: 'price_all' } }] } })
    expect(account.subscriptions.get(letters.id)).toMatchObject({ status: 'canceled', cancellation_details: { comment: `phoenix: superseded by ${cv.id}` } })
    expect((await eventsOf(ada)).at(-1)).toMatchObject({ type: 'billing.plan_changed', ended: 1 })
    // Off his next invoice.
    expect(customersOf(ada)[0].balance).toBeLessThan(-900)
    // Credited, it is worth nothing of its own: back on CV alone, Letters is free.
    expect((await changePlan(ada, 'cv_premium')).errors).toBeUndefined()
    expect(await tiers(ada)).toBe('PREMIUM FREE FREE PREMIUM')
    await bring()
    expect(await tiers(ada)).toBe('PREMIUM FREE FREE PREMIUM')
  })

  test('ten at once: one price swap, one event, and CONFLICT for the others', async () => {
    const ada = await gateway.member()
    const other = await gateway.another()
    const subscription = await buy(ada)
    stripe.requests.length = 0
    const query = `mutation ($input: ChangePlanInput!) { changePlan(input: $input) { ${SUBSCRIPTION} } }`
    const askOther = async () => (await (await fetch(`${other.url}/graphql`, {
      method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${ada.token}` }, body: JSON.stringify({ query, variables: { input: { plan: plan('ecosystem_premium') } } }) })).json()) as any
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => (n % 2 === 0 ? changePlan(ada, 'ecosystem_premium') : askOther())))
    expect(answers.filter(({ errors }) => errors === undefined)).toHaveLength(1)
    expect(answers.filter(({ errors }) => errors !== undefined).flatMap((answer) => codesOf(answer))).toEqual(Array(9).fill('CONFLICT'))
    expect(stripe.requests.filter((line) => line === `POST /v1/subscriptions/${subscription.id}`)).toHaveLength(1)
    expect((await typesOf(ada)).filter((type) => type === 'billing.plan_changed')).toHaveLength(1)
  })

  test('while one change is on its way another one is CONFLICT, for a minute at most', async () => {
    const ada = await gateway.member()
    await buy(ada)
    // One whose process was killed while Stripe was asked.
    await gateway.sql`select public.open_billing_intent(${ada.id}, '{}', 'change_plan', '{"plan": "ecosystem_premium"}')`
    for (const refused of [await changePlan(ada, 'letters_premium'), await cancel(ada)]) expect(codesOf(refused)).toEqual(['CONFLICT'])
    await gateway.sql`update phoenix_private.billing_intents set created_at = created_at - interval '61 seconds' where user_id = ${ada.id}`
    expect((await changePlan(ada, 'letters_premium')).errors).toBeUndefined()
  })

  test('what Stripe could not change may be tried again at once', async () => {
    const ada = await gateway.member()
    const subscription = await buy(ada)
    stripe.fail(/POST \/v1\/subscriptions/, 500)
    expect(codesOf(await changePlan(ada, 'ecosystem_premium'))).toEqual(['INTEGRATION_UNAVAILABLE'])
    stripe.heal()
    expect((await changePlan(ada, 'ecosystem_premium')).errors).toBeUndefined()
    expect(account.subscriptions.get(subscription.id).items.data[0].price.id).toBe('price_all')
  })

  test.each([402, 500] as const)('%s where the other is to be ended: the plan is changed, the ending is tried until it is done', async (status) => {
    const ada = await gateway.member()
    await buy(ada, 'cv_premium')
    const letters = await buy(ada, 'letters_premium')
    stripe.fail(new RegExp(`DELETE /v1/subscriptions/${letters.id}`), status)
    const { data, errors } = await changePlan(ada, 'ecosystem_premium')
    expect(errors).toBeUndefined()
    expect(data.changePlan.appSubscription).toMatchObject({ app: 'ECOSYSTEM', counts: true })
    const ending = async () => (await gateway.sql`select state, problem from phoenix_private.billing_intents where user_id = ${ada.id} and kind = 'end'`).map((found) => ({ ...found }))
    const due = () => gateway.sql`update phoenix_private.billing_intents set claimed_until = null where user_id = ${ada.id}`
    const doubts = async () => (await gateway.sql`select kind from public.list_billing_doubts('{}') where user_id = ${ada.id} order by kind`).map(({ kind }) => kind)
    expect([(await ending()).map(({ state }) => state), account.subscriptions.get(letters.id).status]).toEqual([['open'], 'active'])
    expect(await doubts()).toEqual(expect.arrayContaining(['bundle_and_single', 'to_be_ended']))
    for (let n = 0; n < 3; n += 1) {
      await due()
      await gateway.sweep()
      expect(await ending()).toMatchObject([{ state: 'open', problem: expect.any(String) }])
    }
    // Neither a day nor a newer wish ends it.
    await gateway.sql`update phoenix_private.billing_intents set created_at = created_at - interval '3 days', claimed_until = null where user_id = ${ada.id} and kind = 'end'`
    await cancel(ada)
    await gateway.sweep()
    expect((await ending()).map(({ state }) => state)).toEqual(['open'])
    stripe.heal()
    await due()
    await gateway.sweep()
    expect(await ending()).toEqual([{ state: 'done', problem: null }])
    expect(account.subscriptions.get(letters.id)).toMatchObject({ status: 'canceled', cancellation_details: { comment: expect.stringMatching(/^phoenix: superseded by sub_/) } })
    expect(await doubts()).not.toContain('to_be_ended')
    expect(await doubts()).not.toContain('bundle_and_single')
    expect((await typesOf(ada)).filter((type) => /plan_changed|subscription_cancelled/.test(type))).toEqual(['billing.plan_changed'])
  })

  test('a cancelled one goes on with the new plan', async () => {
    const ada = await gateway.member()
    await buy(ada)
    await cancel(ada)
    expect((await changePlan(ada, 'ecosystem_premium')).data.changePlan.appSubscription).toMatchObject({ status: 'ACTIVE', cancelAtPeriodEnd: false })
  })

  test('the plan that it is, is CONFLICT; nothing to change NOT_FOUND; the free plan BAD_USER_INPUT; an open invoice CONFLICT', async () => {
    const ada = await gateway.member()
    expect(codesOf(await changePlan(ada, 'cv_premium'))).toEqual(['NOT_FOUND'])
    const subscription = await buy(ada)
    expect(codesOf(await changePlan(ada, 'cv_premium'))).toEqual(['CONFLICT'])
    expect(codesOf(await changePlan(ada, 'free'))).toEqual(['BAD_USER_INPUT'])
    account.renew(subscription.id, { fails: true })
    await bring()
    expect(codesOf(await changePlan(ada, 'ecosystem_premium'))).toEqual(['CONFLICT'])
  })
})

describe('cancelSubscription, resumeSubscription', () => {
  test('cancelled counts to the end of the paid period; resumed goes on', async () => {
    const ada = await gateway.member()
    const subscription = await buy(ada)
    const end = new Date(subscription.items.data[0].current_period_end * 1000).toISOString()
    expect((await cancel(ada)).data.cancelSubscription.appSubscription).toMatchObject({ app: 'CV', status: 'CANCELLED', counts: true, cancelAtPeriodEnd: true, currentPeriodEnd: end })
    expect(account.subscriptions.get(subscription.id)).toMatchObject({ cancel_at_period_end: true, status: 'active' })
    expect(await tiers(ada)).toBe('PREMIUM FREE FREE PREMIUM')
    expect(codesOf(await cancel(ada))).toEqual(['CONFLICT'])
    expect(codesOf(await checkout(ada))).toEqual(['CONFLICT'])
    expect((await resume(ada, { app: 'CV' })).data.resumeSubscription.appSubscription).toMatchObject({ status: 'ACTIVE', cancelAtPeriodEnd: false })
    expect(codesOf(await resume(ada))).toEqual(['CONFLICT'])
    expect((await typesOf(ada)).slice(-2)).toEqual(['billing.cancellation_requested', 'billing.subscription_resumed'])
  })

  test('which of several must be said; nothing to cancel is NOT_FOUND', async () => {
    const ada = await gateway.member()
    expect([codesOf(await cancel(ada)), codesOf(await resume(ada))]).toEqual([['NOT_FOUND'], ['NOT_FOUND']])
    await buy(ada, 'cv_premium')
    await buy(ada, 'letters_premium')
    expect(codesOf(await cancel(ada))).toEqual(['BAD_USER_INPUT'])
    expect((await cancel(ada, { app: 'LETTERS' })).data.cancelSubscription.appSubscription).toMatchObject({ app: 'LETTERS', status: 'CANCELLED' })
    expect(codesOf(await cancel(ada, { app: 'RISE' }))).toEqual(['NOT_FOUND'])
  })

  test('what has ended is bought anew', async () => {
    const ada = await gateway.member()
    const subscription = await buy(ada)
    await cancel(ada)
    account.clock = subscription.items.data[0].current_period_end
    subscription.items.data[0].current_period_end = Math.floor(Date.now() / 1000) - 60
    account.end(subscription.id)
    await bring()
    expect(await tiers(ada)).toBe('FREE FREE FREE FREE')
    expect((await eventsOf(ada)).slice(-2)).toMatchObject([{ type: 'billing.subscription_cancelled', app: 'cv' }, { type: 'user.tier_updated', old_tier: 'premium', new_tier: 'free', apps: ['cv'] }])
    expect(codesOf(await resume(ada))).toEqual(['NOT_FOUND'])
    expect((await checkout(ada)).errors).toBeUndefined()
  })
})

describe('viewer.payments', () => {
  test('newest first, page by page, and nobody else\'s', async () => {
    const ada = await gateway.member()
    const subscription = await buy(ada)
    account.renew(subscription.id, { fails: true })
    account.refund(account.chargeOf(subscription.id).id, 300)
    await bring()
    const pages = 'query ($after: String) { viewer { payments(first: 1, after: $after) { edges { cursor node { id status amount amountRefunded } } pageInfo { hasNextPage endCursor } } } }'
    const first = (await ada.ask(pages)).data.viewer.payments
    expect(first).toMatchObject({ edges: [{ node: { status: 'FAILED', amount: 799, amountRefunded: 0 } }], pageInfo: { hasNextPage: true } })
    const second = (await ada.ask(pages, { after: first.pageInfo.endCursor })).data.viewer.payments
    expect(second).toMatchObject({ edges: [{ node: { status: 'SUCCEEDED', amount: 799, amountRefunded: 300 } }], pageInfo: { hasNextPage: false } })
    const grace = await gateway.member()
    const node = 'query ($id: ID!) { node(id: $id) { ... on Payment { amount } } }'
    expect((await grace.ask(node, { id: first.edges[0].node.id })).data.node).toBeNull()
    expect((await ada.ask(node, { id: first.edges[0].node.id })).data.node).toEqual({ amount: 799 })
  })

  test('rows of before us, in currencies with and without cents', async () => {
    const ada = await gateway.member()
    await gateway.sql`insert into public.payment_history (user_id, amount, currency, payment_status) values (${ada.id}, 9.99, 'eur', 'succeeded'), (${ada.id}, 500, 'JPY', 'refunded')`
    const { data } = await ada.ask('{ viewer { payments { nodes { amount currency app } } } }')
    expect(new Set(data.viewer.payments.nodes.map(({ amount, currency }: any) => `${amount} ${currency}`))).toEqual(new Set(['999 EUR', '500 JPY']))
  })
})
