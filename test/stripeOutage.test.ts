import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { connectPostgres } from '../gateway/db/postgres.ts'
import { mintToken } from '../gateway/demo.ts'
import { openProcess } from './chaos/processes.ts'
import { openDatabase, openGateway, addUser } from './harness.ts'
import type { Member } from './harness.ts'
import { codesOf, done, eventually, globalId, inputs, run } from './samples.ts'
import { createBilling } from '../gateway/billing/billing.ts'
import { deliver, openStripe } from './stripe/server.ts'
import type { Failure } from './stripe/api.ts'
import { pino } from 'pino'

/* Without keys, and while Stripe is down: billing says so, and nothing else is touched. What was begun is finished, once. */

const stripe = await openStripe()
const { account } = stripe
const gateway = await openGateway({ stripe: { ...stripe.config, timeoutMs: 1_000 } })
const other = await gateway.another()
const { sql } = gateway
afterAll(() => stripe.close())
beforeEach(() => stripe.heal())

const plan = (name: string) => globalId('Plan', name)
const address = 'http://localhost:3000/'
const buying = (name = 'cv_premium') => ({ plan: plan(name), successUrl: address, cancelUrl: address })
const all: Readonly<Record<string, object>> = {
  createCheckoutSession: buying(), createBillingPortalSession: { returnUrl: address }, changePlan: { plan: plan('ecosystem_premium') }, cancelSubscription: {}, resumeSubscription: {},
}
const intents = ({ id }: Member) => sql`select kind, state, problem from phoenix_private.billing_intents where user_id = ${id} order by created_at`.then((rows) => rows.map((row) => ({ ...row })))
const typesOf = async (id: string) => (await sql`select event_type from public.phoenix_events where stream_id = ${id} order by "position"`).map(({ event_type }) => event_type as string)
const sessionsOf = (id: string) => [...account.sessions.values()].filter((session) => session.client_reference_id === id)
/** Eleven minutes go by. */
const later = (id: string) => sql`update phoenix_private.billing_intents set created_at = created_at - interval '11 minutes', claimed_until = null where user_id = ${id}`
async function buy(member: Member, name = 'cv_premium') {
  await done(member, 'createCheckoutSession', buying(name))
  const mark = account.events.length
  const subscription = account.pay(sessionsOf(member.id).findLast(({ status }) => status === 'open').id)
  for (const event of account.events.slice(mark)) await deliver(gateway.url, event)
  return subscription
}

describe('without keys', () => {
  test('every mutation names STRIPE_SECRET_KEY; nothing else is missing', async () => {
    const plain = await gateway.another({ stripe: null })
    const member = await gateway.member()
    const ask = async (query: string, variables: object = {}) => (await (await fetch(`${plain.url}/graphql`, {
      method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${member.token}` }, body: JSON.stringify({ query, variables }) })).json()) as any
    for (const [field, input] of Object.entries(all)) {
      const refused = await run({ ask }, field, input)
      expect(refused.errors).toMatchObject([{ path: [field], message: expect.stringContaining('STRIPE_SECRET_KEY'), extensions: { code: 'INTEGRATION_UNAVAILABLE', integration: 'stripe', retryable: false } }])
    }
    expect(await intents(member)).toEqual([])
    const { data, errors } = await ask('{ plans { id } viewer { payments { nodes { id } } subscriptions { id plan { id } cancelAtPeriodEnd } } }')
    expect([errors, data.plans.length, data.viewer.payments.nodes, data.viewer.subscriptions.length]).toEqual([undefined, 4, [], 3])
    expect((await run({ ask }, 'generateCv', inputs.generateCv())).errors).toBeUndefined()
    const webhook = await fetch(`${plain.url}/webhooks/stripe`, { method: 'POST', body: '{}' })
    expect([webhook.status, ((await webhook.json()) as any).errors[0].extensions.code]).toEqual([503, 'INTEGRATION_UNAVAILABLE'])
    await plain.sweep()
  })

  test('a price that is not set, a webhook secret that is not set: the variable is named', async () => {
    const { config } = stripe
    const half = createBilling({ config: { ...config, webhookSecrets: [], prices: { ...config.prices, letters: null } }, port: connectPostgres({ url: gateway.databaseUrl }), log: pino({ level: 'silent' }), allowedOrigins: [], embedded: false })
    expect(() => half.require('letters_premium')).toThrow('STRIPE_PRICE_ID_LETTERS_PREMIUM')
    expect(() => half.require('cv_premium')).not.toThrow()
    await expect(half.receive(Buffer.from('{}'), 't=1,v1=x')).rejects.toThrow('STRIPE_WEBHOOK_SECRET')
    expect(half.allowsReturnTo('http://localhost:3000/')).toBe(false)
  })
})

describe('while Stripe is down', () => {
  test.each<[Failure, number]>([[500, 0], [429, 0], ['timeout', 0], ['lost', 1], ['silent', 1]])('%s: retryable, and finished later exactly once', async (how, made) => {
    const member = await gateway.member()
    stripe.fail(/POST \/v1\/checkout/, how)
    const refused = await run(member, 'createCheckoutSession', buying())
    expect(refused.errors).toMatchObject([{ extensions: { code: 'INTEGRATION_UNAVAILABLE', integration: 'stripe', retryable: true } }])
    expect(sessionsOf(member.id)).toHaveLength(made)
    expect([await intents(member), await typesOf(member.id)]).toEqual([[{ kind: 'checkout', state: 'open', problem: 'INTEGRATION_UNAVAILABLE' }], []])
    // The rest of the house does not notice.
    expect((await done(member, 'generateCv', inputs.generateCv())).cv.id).toEqual(expect.any(String))
    stripe.heal()
    await gateway.sweep()
    expect((await intents(member))[0]).toMatchObject({ state: 'open' })
    await later(member.id)
    await Promise.all([gateway.sweep(), other.sweep(), gateway.sweep()])
    expect((await intents(member))[0]).toMatchObject({ state: 'done' })
    expect(sessionsOf(member.id)).toHaveLength(1)
    expect(await typesOf(member.id)).toEqual(['cv.generated', 'billing.checkout_created'])
  })

  test('the client\'s next try with the same key goes on with the same intent', async () => {
    const member = await gateway.member()
    stripe.fail(/POST \/v1\/checkout/, 'lost')
    expect(codesOf(await run(member, 'createCheckoutSession', { ...buying(), idempotencyKey: 'k' }))).toEqual(['INTEGRATION_UNAVAILABLE'])
    stripe.heal()
    const { checkoutSession } = await done(member, 'createCheckoutSession', { ...buying(), idempotencyKey: 'k' })
    expect(sessionsOf(member.id)).toMatchObject([{ url: checkoutSession.url }])
    expect([await intents(member), await typesOf(member.id)]).toEqual([[{ kind: 'checkout', state: 'done', problem: null }], ['billing.checkout_created']])
  })

  test('what a newer one has made pointless is abandoned, and so is what Stripe has forgotten the key of', async () => {
    const member = await gateway.member()
    stripe.fail(/POST \/v1\/checkout/, 500)
    await run(member, 'createCheckoutSession', buying())
    await later(member.id)
    stripe.heal()
    await done(member, 'createCheckoutSession', buying('letters_premium'))
    stripe.fail(/POST \/v1\/billing_portal/, 500)
    await run(member, 'createBillingPortalSession', { returnUrl: address })
    await sql`update phoenix_private.billing_intents set created_at = created_at - interval '1 day' where user_id = ${member.id} and kind = 'portal'`
    await gateway.sweep()
    expect((await intents(member)).map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual(['checkout abandoned', 'checkout done', 'portal abandoned'])
    expect(sessionsOf(member.id)).toHaveLength(1)
  })

  test.each([['changePlan', { plan: plan('ecosystem_premium') }, 'billing.plan_changed'], ['cancelSubscription', {}, 'billing.cancellation_requested']])('%s: done at Stripe, not heard of: finished once', async (field, input, type) => {
    const member = await gateway.member()
    await buy(member)
    stripe.fail(/POST \/v1\/subscriptions/, 'lost')
    expect(codesOf(await run(member, field, input))).toEqual(['INTEGRATION_UNAVAILABLE'])
    stripe.heal()
    await later(member.id)
    await gateway.sweep()
    await gateway.sweep()
    expect((await typesOf(member.id)).filter((one) => one === type)).toHaveLength(1)
    expect((await intents(member)).at(-1)).toMatchObject({ state: 'done' })
    expect(codesOf(await run(member, field, input))).toEqual(['CONFLICT'])
  })

  test('a change of plan that a newer intent makes pointless still ends what it has superseded', async () => {
    const member = await gateway.member()
    await buy(member)
    const letters = await buy(member, 'letters_premium')
    const mark = account.events.length
    stripe.fail(/POST \/v1\/subscriptions/, 'lost')
    expect(codesOf(await run(member, 'changePlan', { plan: plan('ecosystem_premium') }))).toEqual(['INTEGRATION_UNAVAILABLE'])
    stripe.heal()
    for (const event of account.events.slice(mark)) await deliver(gateway.url, event)
    await done(member, 'cancelSubscription', { app: 'ECOSYSTEM' })
    await eventually(async () => {
      await later(member.id)
      await gateway.sweep()
      expect((await intents(member)).map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual(['cancel done', 'change_plan abandoned', 'checkout done', 'checkout done', 'end done'])
    })
    expect(account.subscriptions.get(letters.id)).toMatchObject({ status: 'canceled' })
    expect((await sql`select app, status from phoenix_private.stripe_subscriptions where user_id = ${member.id} order by app`).map((row) => ({ ...row })))
      .toEqual([{ app: 'ecosystem', status: 'cancelled' }, { app: 'letters', status: 'cancelled' }])
  })

  test.each([[true], [false]])('a change of plan that Stripe made before it refused our key is not given up (key good again: %s)', async (isGood) => {
    const member = await gateway.member()
    await buy(member)
    const letters = await buy(member, 'letters_premium')
    const mark = account.events.length
    const { update } = account
    account.update = (id, change) => {
      stripe.fail(/./, 401)
      return update(id, change)
    }
    expect(codesOf(await run(member, 'changePlan', { plan: plan('ecosystem_premium') }))).toEqual(['INTEGRATION_UNAVAILABLE'])
    account.update = update
    expect((await intents(member)).find(({ kind }) => kind === 'change_plan')).toEqual({ kind: 'change_plan', state: 'open', problem: 'INTEGRATION_UNAVAILABLE' })
    stripe.heal()
    for (const event of account.events.slice(mark)) await deliver(gateway.url, event)
    if (!isGood) stripe.fail(/./, 401)
    await later(member.id)
    await gateway.sweep()
    stripe.heal()
    await later(member.id)
    await gateway.sweep()
    expect((await intents(member)).map(({ kind, state }) => `${kind} ${state}`).filter((one) => !one.startsWith('checkout')).sort())
      .toEqual(isGood ? ['change_plan done'] : ['change_plan done', 'end done'])
    expect((await typesOf(member.id)).filter((type) => type === 'billing.plan_changed')).toHaveLength(1)
    expect(account.subscriptions.get(letters.id)).toMatchObject({ status: 'canceled' })
  })

  test('a customer whose making was not heard of is made once', async () => {
    const member = await gateway.member()
    stripe.fail(/POST \/v1\/customers/, 'lost')
    expect(codesOf(await run(member, 'createCheckoutSession', buying()))).toEqual(['INTEGRATION_UNAVAILABLE'])
    stripe.heal()
    await done(member, 'createCheckoutSession', buying())
    expect([...account.customers.values()].filter(({ metadata }) => metadata.phoenix_user_id === member.id)).toHaveLength(1)
  })
})

describe('when Stripe says no', () => {
  test('to the key: named, not retryable', async () => {
    const member = await gateway.member()
    stripe.fail(/./, 401)
    const refused = await run(member, 'createCheckoutSession', buying())
    expect(refused.errors).toMatchObject([{ message: expect.stringContaining('STRIPE_SECRET_KEY'), extensions: { code: 'INTEGRATION_UNAVAILABLE', retryable: false } }])
    expect(await intents(member)).toMatchObject([{ state: 'abandoned' }])
  })

  test('to the price: its code, and nothing of what it said', async () => {
    const member = await gateway.member()
    account.prices.delete('price_letters')
    const refused = await run(member, 'createCheckoutSession', buying('letters_premium'))
    account.prices.set('price_letters', account.prices.get('price_cv'))
    expect(refused.errors).toMatchObject([{ message: 'Stripe refused this (resource_missing).', extensions: { code: 'INTEGRATION_UNAVAILABLE', retryable: false } }])
    expect(JSON.stringify(refused)).not.toContain('price_letters')
    expect(await intents(member)).toMatchObject([{ state: 'abandoned', problem: 'resource_missing' }])
  })
})

test('what Stripe says of an e-mail address that it does not take is in no log', async () => {
  const message = 'Invalid email address: ada@example.invalid'
  const server = createServer((_req, res) => res.writeHead(400, { 'content-type': 'application/json', 'request-id': 'req_1' })
    .end(JSON.stringify({ error: { type: 'invalid_request_error', code: 'email_invalid', param: 'email', message } }))).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const refusing = await gateway.another({ stripe: { ...stripe.config, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` } })
  const member = await gateway.member()
  stripe.fail(/./, 500)
  expect(codesOf(await run(member, 'createCheckoutSession', buying()))).toEqual(['INTEGRATION_UNAVAILABLE'])
  await later(member.id)
  gateway.logged.length = 0
  await refusing.sweep()
  server.close()
  expect(await intents(member)).toMatchObject([{ state: 'abandoned', problem: 'email_invalid' }])
  expect(gateway.logged.join()).toContain('req_1')
  expect(gateway.logged.join()).not.toContain('ada@example.invalid')
})

describe('kill -9 between Stripe\'s answer and our commit', () => {
  test.each(['createCheckoutSession', 'cancelSubscription'])('%s: whoever comes next finishes it, and the key has its answer', async (field) => {
    const database = await openDatabase()
    const secret = randomBytes(32).toString('hex')
    const options = { databaseUrl: database.gatewayUrl, secret, stripe: stripe.config }
    const killed = await openProcess(options)
    const userId = await addUser(database.sql)
    const token = await mintToken(secret, { userId, email: 'ada@example.org', appMetadata: {} })
    const askAt = (url: string) => async (query: string, variables: object = {}) => (await (await fetch(`${url}/graphql`, {
      method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body: JSON.stringify({ query, variables }) })).json()) as any
    const port = connectPostgres({ url: database.gatewayUrl, pool: 2 })
    try {
      if (field === 'cancelSubscription') {
        await done({ ask: askAt(killed.url) }, 'createCheckoutSession', buying())
        const mark = account.events.length
        account.pay(sessionsOf(userId)[0].id)
        for (const event of account.events.slice(mark)) await deliver(killed.url, event)
      }
      const input = { ...(field === 'cancelSubscription' ? {} : buying()), idempotencyKey: 'the key' }
      const asked = stripe.requests.length
      stripe.fail(field === 'cancelSubscription' ? /POST \/v1\/subscriptions/ : /POST \/v1\/checkout/, 'silent')
      const cut = run({ ask: askAt(killed.url) }, field, input).catch(() => 'cut')
      await eventually(() => expect(stripe.requests.slice(asked).at(-1)).toMatch(/POST \/v1\/(subscriptions|checkout)/))
      await killed.kill()
      expect(await cut).toBe('cut')
      stripe.heal()
      await database.sql`update phoenix_private.billing_intents set created_at = created_at - interval '11 minutes'`
      const sweeper = createBilling({ config: stripe.config, port, log: pino({ level: 'silent' }), allowedOrigins: [], embedded: true })
      expect((await Promise.all([sweeper.sweep(), sweeper.sweep()])).reduce((sum, { intents: n }) => sum + n, 0)).toBe(1)
      const rows = await database.sql`select event_type from public.phoenix_events where stream_id = ${userId} and event_type in ('billing.checkout_created', 'billing.cancellation_requested') order by "position"`
      expect(rows.map(({ event_type }) => event_type)).toEqual(field === 'cancelSubscription' ? ['billing.checkout_created', 'billing.cancellation_requested'] : ['billing.checkout_created'])
      expect(sessionsOf(userId)).toHaveLength(1)
      const next = await openProcess(options)
      const payload = await done({ ask: askAt(next.url) }, field, input)
      await next.kill()
      expect(payload).toMatchObject(field === 'cancelSubscription' ? { appSubscription: { status: 'CANCELLED' } } : { checkoutSession: { url: sessionsOf(userId)[0].url } })
      expect(stripe.requests.slice(asked).filter((line) => line.startsWith('POST /v1/checkout/sessions') || line.startsWith('POST /v1/subscriptions'))).toHaveLength(2)
    } finally {
      await killed.kill()
      await port.close()
      await database.close()
    }
  })
})
