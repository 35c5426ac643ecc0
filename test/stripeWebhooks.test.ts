import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { openGateway } from './harness.ts'
import type { Member } from './harness.ts'
import { MONTH, addPrice, oldShape } from './stripe/account.ts'
import type { StripeEvent } from './stripe/account.ts'
import { deliver, openStripe, sign, WEBHOOK_SECRET } from './stripe/server.ts'

/* POST /webhooks/stripe: what is believed, what is applied, what is parked. */

const stripe = await openStripe()
const OTHER_SECRET = 'whsec_b3RoZXI'
const gateway = await openGateway({ stripe: { ...stripe.config, webhookSecrets: [OTHER_SECRET, WEBHOOK_SECRET], timeoutMs: 1_000 } })
const { account } = stripe
const { sql } = gateway
afterAll(() => stripe.close())
beforeEach(() => stripe.heal())

const seconds = () => Math.floor(Date.now() / 1000)
const since = (mark: number) => account.events.slice(mark)
/** Somebody who pays for something, no webhook delivered yet. */
async function payer(price = 'price_cv', options: Parameters<typeof account.subscribe>[2] = {}, ago = 60) {
  account.clock = seconds() - ago
  const member = await gateway.member()
  const mark = account.events.length
  const customer = account.addCustomer({ metadata: { phoenix_user_id: member.id } })
  const subscription = account.subscribe(customer.id, price, { metadata: { phoenix_user_id: member.id }, ...options })
  return { member, subscription, events: () => since(mark), last: () => account.events.at(-1)! }
}
const bring = async (events: readonly StripeEvent[]) => {
  const outcomes: string[] = []
  for (const event of events) outcomes.push((await deliver(gateway.url, event)).body.outcome)
  return outcomes
}
const row = async ({ id }: Member, app = 'cv') => {
  const [found] = await sql`
    select subscription_tier as tier, subscription_status as status, stripe_subscription_id as stripe, extract(epoch from current_period_end)::int as until, public.get_user_app_tier(${id}, ${app}) as worth,
           extract(epoch from past_due_since)::int as since from public.user_subscriptions where user_id = ${id} and app_name = ${app}`
  return found
}
const payments = async ({ id }: Member) => (await sql`select amount::float, currency, payment_status as status, amount_refunded::float as refunded, disputed, app_name as app, stripe_payment_intent_id as intent from public.payment_history where user_id = ${id} order by payment_date, stripe_invoice_id`).map((found) => ({ ...found }))
const typesOf = async ({ id }: Member) => (await sql`select event_type from public.phoenix_events where stream_id = ${id} order by "position"`).map(({ event_type }) => event_type as string)
const stored = async (event: StripeEvent) => (await sql`select state, reason from phoenix_private.stripe_events where event_id = ${event.id}`).map((found) => ({ ...found }))
const logged = (text: string) => gateway.logged.filter((line) => line.includes(text))

describe('what is believed', () => {
  test('a signature by any secret of the list', async () => {
    const { events } = await payer()
    const [first, second] = events()
    expect((await deliver(gateway.url, first!, { secret: OTHER_SECRET })).status).toBe(200)
    expect((await deliver(gateway.url, second!, { secret: WEBHOOK_SECRET })).status).toBe(200)
  })

  test.each<[string, (event: StripeEvent) => Promise<{ status: number; body: any }>]>([
    ['of another secret', (event) => deliver(gateway.url, event, { secret: 'whsec_bm9ib2R5' })],
    ['under a changed body', (event) => deliver(gateway.url, JSON.stringify(event).replace('"amount_paid":799', '"amount_paid":1'), { header: sign(JSON.stringify(event)) })],
    ['of six minutes ago', (event) => deliver(gateway.url, event, { timestamp: seconds() - 360 })],
    ['from six minutes ahead', (event) => deliver(gateway.url, event, { timestamp: seconds() + 360 })],
    ['with a time ahead hidden behind a good one', (event) => deliver(gateway.url, event, { header: `t=${seconds() + 9_999},${sign(JSON.stringify(event))}` })],
    ...['t= ', 't=+', 't=0'].map((written): [string, (event: StripeEvent) => ReturnType<typeof deliver>] =>
      [`from a day ahead, its time written "${written}"`, (event) => deliver(gateway.url, event, { header: sign(JSON.stringify(event), { timestamp: seconds() + 86_400 }).replace('t=', written) })]),
    ['that is empty', (event) => deliver(gateway.url, event, { header: ' ' })], ['that is none', (event) => deliver(gateway.url, event, { header: 't=1,v1=' })],
  ])('a signature %s is refused, logged, and nothing is stored', async (_what, send) => {
    const { events, member } = await payer()
    const event = events().at(-2)!
    gateway.logged.length = 0
    const { status, body } = await send(event)
    expect([status, body.errors[0].extensions.code]).toEqual([400, 'BAD_REQUEST'])
    expect(await stored(event)).toEqual([])
    expect(await row(member)).toMatchObject({ tier: 'free' })
    expect(logged('a webhook was refused')).toHaveLength(1)
    expect(gateway.logged.join()).not.toContain(member.id)
  })

  test('within five minutes either way it is', async () => {
    const { events } = await payer()
    expect(await Promise.all([-290, 290].map(async (by, index) => (await deliver(gateway.url, events()[index]!, { timestamp: seconds() + by })).status))).toEqual([200, 200])
  })

  test('while others keep a hundred bodies waiting that never end', async () => {
    const { events } = await payer()
    const { host, hostname, port } = new URL(gateway.url)
    const head = `POST /webhooks/stripe HTTP/1.1\r\nhost: ${host}\r\ncontent-length: 9000\r\nexpect: 100-continue\r\n\r\n`
    const slow = Array.from({ length: 100 }, () => connect(Number(port), hostname).on('error', () => {}))
    try {
      // The first answer to each: the body is waited for, or it is not.
      const answers = await Promise.all(slow.map(async (socket) => {
        socket.write(head)
        const [first] = await once(socket, 'data')
        return String(first).slice(9, 12)
      }))
      expect(new Set(answers)).toEqual(new Set(['100']))
      expect((await deliver(gateway.url, events()[0]!)).status).toBe(200)
    } finally {
      for (const socket of slow) socket.destroy()
    }
  })

  test('not signed, no JSON, no event, too long, and by GET', async () => {
    const post = async (body: string, headers: Record<string, string> = {}) => (await fetch(`${gateway.url}/webhooks/stripe`, { method: 'POST', body, headers })).status
    expect(await post('{}')).toBe(400)
    expect(await post('nonsense', { 'stripe-signature': sign('nonsense') })).toBe(400)
    expect(await post('{"id":"evt_1"}', { 'stripe-signature': sign('{"id":"evt_1"}') })).toBe(400)
    expect(await post('null', { 'stripe-signature': sign('null') })).toBe(400)
    const long = JSON.stringify({ id: 'x'.repeat(300_000) })
    expect(await post(long, { 'stripe-signature': sign(long) })).toBe(413)
    expect((await fetch(`${gateway.url}/webhooks/stripe`)).status).toBe(405)
  })
})

describe('what is applied', () => {
  test('an event is stored once: a replay with a new signature changes nothing', async () => {
    const { events, member } = await payer()
    expect(await bring(events())).toEqual(['applied', 'applied'])
    const before = [await row(member), await payments(member), await typesOf(member)]
    expect(await bring(events())).toEqual(['duplicate', 'duplicate'])
    expect((await Promise.all(events().map((event) => deliver(gateway.url, event, { timestamp: seconds() - 200 })))).map(({ body }) => body.outcome)).toEqual(['duplicate', 'duplicate'])
    expect([await row(member), await payments(member), await typesOf(member)]).toEqual(before)
  })

  test('twenty deliveries of one event at once: once', async () => {
    const { events, member } = await payer()
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => deliver(gateway.url, events()[0]!)))
    expect(outcomes.map(({ body }) => body.outcome).filter((outcome) => outcome === 'applied')).toHaveLength(1)
    expect(await payments(member)).toHaveLength(1)
    expect((await typesOf(member)).filter((type) => type === 'billing.payment_succeeded')).toHaveLength(1)
  })

  test('both shapes of invoice and subscription, also where only the event can be read', async () => {
    for (const down of [false, true]) {
      const { events, member } = await payer('price_letters')
      if (down) stripe.fail(/./, 500)
      expect(await bring(events().map((event) => oldShape(account, event)))).toEqual(['applied', 'applied'])
      expect(await row(member, 'letters')).toMatchObject({ tier: 'premium', status: 'active', worth: 'premium', until: account.clock + MONTH })
      expect(await payments(member)).toEqual([{ amount: 9.99, currency: 'EUR', status: 'succeeded', refunded: 0, disputed: false, app: 'letters', intent: expect.stringMatching(/^pi_/) }])
    }
  })

  const future = () => seconds() + MONTH
  test.each<[string, (id: string) => void, object]>([
    ['trialing', (id) => account.update(id, { status: 'trialing', trial_end: future() }), { status: 'trialing', worth: 'premium' }],
    ['past_due', (id) => account.update(id, { status: 'past_due' }), { status: 'past_due', worth: 'premium' }],
    ['incomplete', (id) => account.update(id, { status: 'incomplete' }), { status: 'incomplete', worth: 'free' }],
    ['incomplete_expired', (id) => account.update(id, { status: 'incomplete_expired' }), { status: 'cancelled', worth: 'free' }],
    ['unpaid', (id) => account.update(id, { status: 'unpaid' }), { status: 'unpaid', worth: 'free' }],
    ['paused', (id) => account.update(id, { status: 'paused' }), { status: 'paused', worth: 'free' }],
    ['active, collection paused', (id) => account.update(id, { pause_collection: { behavior: 'void', resumes_at: null } }), { status: 'paused', worth: 'free' }],
    ['active, ending with the period', (id) => account.update(id, { cancel_at_period_end: true }), { status: 'cancelled', worth: 'premium' }],
    ['active, ending within the period', (id) => account.update(id, { cancel_at: seconds() + 1000 }), { status: 'cancelled', worth: 'premium' }],
    ['active, ending a year later', (id) => account.update(id, { cancel_at: seconds() + 12 * MONTH }), { status: 'active', worth: 'premium' }],
    ['canceled, its period paid', (id) => account.end(id), { status: 'cancelled', worth: 'premium' }],
    ['a word of the future', (id) => account.update(id, { status: 'dreaming' }), { status: 'incomplete', worth: 'free' }],
  ])('%s', async (_status, happen, expected) => {
    const { subscription, member, events } = await payer()
    await bring(events())
    happen(subscription.id)
    expect(await bring([account.events.at(-1)!])).toEqual(['applied'])
    expect(await row(member)).toMatchObject({ tier: 'premium', stripe: subscription.id, ...expected })
  })

  test('canceled because nobody paid: worth nothing from the end of what was paid', async () => {
    const { subscription, member, events } = await payer()
    const paidUntil = account.clock + 10
    subscription.items.data[0].current_period_end = paidUntil
    account.renew(subscription.id, { fails: true })
    account.end(subscription.id, { reason: 'payment_failed' })
    await bring(events())
    expect(await row(member)).toMatchObject({ status: 'cancelled', worth: 'free', until: paidUntil })
  })

  test('past due since the unpaid invoice, however late we hear of it: after seven days it is free', async () => {
    const { subscription, member, events } = await payer('price_cv', {}, MONTH + 8 * 86_400)
    const since = subscription.items.data[0].current_period_end
    account.renew(subscription.id, { fails: true })
    account.clock = seconds()
    account.retry(subscription.id, { fails: true })
    await bring(events())
    expect(await row(member)).toMatchObject({ status: 'past_due', worth: 'free', since })
    expect((await payments(member)).map(({ status }) => status)).toEqual(['succeeded', 'failed'])
    account.retry(subscription.id)
    await bring(events())
    expect(await row(member)).toMatchObject({ status: 'active', worth: 'premium', since: null })
    expect((await typesOf(member)).filter((type) => type === 'billing.payment_failed')).toHaveLength(1)
  })

  test('a refund and a dispute are written down, and change no tier', async () => {
    const { subscription, member, events } = await payer()
    const { id } = account.chargeOf(subscription.id)
    await bring(events())
    account.refund(id, 300)
    account.dispute(id)
    await bring(events())
    expect(await payments(member)).toMatchObject([{ status: 'succeeded', refunded: 3, disputed: true }])
    account.refund(id)
    await bring(events())
    expect(await payments(member)).toMatchObject([{ status: 'refunded', refunded: 7.99, disputed: true }])
    expect(await row(member)).toMatchObject({ status: 'active', worth: 'premium' })
    expect((await typesOf(member)).slice(-3)).toEqual(['billing.payment_refunded', 'billing.dispute_opened', 'billing.payment_refunded'])
  })

  test('a refund that comes before the payment it gives back', async () => {
    const { subscription, member, events } = await payer()
    account.refund(account.chargeOf(subscription.id).id)
    await sql`select public.link_stripe_customer(${member.id}, ${subscription.customer})`
    await bring([...events()].reverse())
    expect(await payments(member)).toMatchObject([{ status: 'refunded', refunded: 7.99 }])
  })

  test('a trial that is about to end is told', async () => {
    const { subscription, member, events } = await payer('price_cv', { trialDays: 7 })
    account.emit('customer.subscription.trial_will_end', subscription)
    expect(await bring(events())).toEqual(['applied', 'applied', 'applied'])
    expect(await row(member)).toMatchObject({ status: 'trialing', worth: 'premium' })
    expect(await payments(member)).toEqual([])
    expect(await typesOf(member)).toEqual(['billing.subscription_activated', 'user.tier_updated', 'billing.trial_will_end'])
  })

  test('the bundle is one row that covers every app', async () => {
    const { member, events, subscription } = await payer('price_all')
    await bring(events())
    expect(await row(member, 'ecosystem')).toMatchObject({ tier: 'premium', stripe: subscription.id })
    expect(await Promise.all(['cv', 'letters', 'rise'].map(async (app) => (await row(member, app))!.worth))).toEqual(['premium', 'premium', 'premium'])
    const [profile] = await sql`select subscription_tier from public.profiles where id = ${member.id}`
    expect(profile!.subscription_tier).toBe('premium')
  })

  test('of two subscriptions of one app the one that counts longest does, whatever the order', async () => {
    for (const order of [0, 1]) {
      const { member, subscription, events } = await payer()
      const second = account.subscribe(subscription.customer, 'price_cv', { metadata: { phoenix_user_id: member.id } })
      account.end(order === 0 ? subscription.id : second.id)
      const left = order === 0 ? second : subscription
      await bring(order === 0 ? events() : [...events()].reverse())
      expect(await row(member)).toMatchObject({ status: 'active', worth: 'premium', stripe: left.id })
    }
  })

  test('a tier given by hand stays where Stripe\'s is worth less', async () => {
    const member = await gateway.member({ tier: 'pro', app: 'cv' })
    const customer = account.addCustomer()
    account.subscribe(customer.id, 'price_cv', { metadata: { phoenix_user_id: member.id } })
    await bring([account.events.at(-1)!])
    expect(await row(member)).toMatchObject({ tier: 'pro', worth: 'pro' })
  })

  /** What Stripe knows of somebody, and what is given to him by hand: hours from now to which they count. */
  const HOURS = 3600_000
  const given = (member: Member, tier: string, hours: number | null, app = 'cv') => sql`
    update public.user_subscriptions set subscription_tier = ${tier}, subscription_status = ${hours === null ? 'active' : 'cancelled'}, stripe_subscription_id = null,
           current_period_end = ${hours === null ? null : new Date(Date.now() + hours * HOURS).toISOString()} where user_id = ${member.id} and app_name = ${app}`
  const worthAt = async (member: Member, hours: number, app = 'cv') =>
    (await sql`select phoenix_private.tier_at(${member.id}, ${app}, ${new Date(Date.now() + hours * HOURS).toISOString()}) as tier`)[0]!.tier
  // Stripe's is premium for 30 days and 3 (793 hours less what has gone by).
  test.each<[string, string, number | null, readonly (readonly [hours: number, tier: string])[]]>([
    ['higher and shorter', 'pro', 48, [[0, 'pro'], [47, 'pro'], [49, 'premium'], [780, 'premium'], [800, 'free']]],
    ['higher and longer', 'pro', 2000, [[0, 'pro'], [800, 'pro'], [2001, 'free']]],
    ['higher, for ever', 'pro', null, [[0, 'pro'], [90_000, 'pro']]],
    ['the same and shorter', 'premium', 48, [[0, 'premium'], [780, 'premium'], [800, 'free']]],
    ['the same and longer', 'premium', 2000, [[0, 'premium'], [800, 'premium'], [2001, 'free']]],
    ['lapsed', 'pro', -1, [[0, 'premium'], [780, 'premium'], [800, 'free']]],
  ])('a tier given by hand, %s: the better counts at every moment, whichever came first, and whoever writes', async (_what, tier, hours, expected) => {
    for (const first of ['hand', 'stripe']) {
      const { member, events, subscription } = await payer()
      if (first === 'hand') await given(member, tier, hours)
      await bring(events())
      if (first === 'stripe') await given(member, tier, hours)
      const look = async () => Promise.all(expected.map(async ([at]) => [at, await worthAt(member, at)]))
      expect(await look(), first).toEqual(expected)
      // Heard of again, and swept: nothing of it is lost.
      account.update(subscription.id, {})
      await bring([account.events.at(-1)!])
      await sql`update phoenix_private.announced_tiers set lapses_at = now() where user_id = ${member.id}`
      await gateway.sweep()
      expect(await look(), first).toEqual(expected)
      const [shown] = await sql`select subscription_tier as tier, counts from phoenix_private.app_subscriptions where user_id = ${member.id} and app_name = 'cv'`
      expect({ ...shown }).toEqual({ tier: expected[0]![1], counts: true })
    }
  })

  test('what was given by hand is there again when Stripe\'s ends at once, and Stripe\'s when it has lapsed by time', async () => {
    const { member, events, subscription } = await payer()
    await given(member, 'premium', 48)
    await bring(events())
    expect(await row(member)).toMatchObject({ stripe: subscription.id, worth: 'premium' })
    account.end(subscription.id, { comment: 'phoenix: superseded by sub_other' })
    await bring([account.events.at(-1)!])
    expect(await row(member)).toMatchObject({ tier: 'premium', stripe: null, worth: 'premium' })
    expect([await worthAt(member, 47), await worthAt(member, 49)]).toEqual(['premium', 'free'])

    const other = await payer()
    await given(other.member, 'pro', 48)
    await bring(other.events())
    expect(await row(other.member)).toMatchObject({ tier: 'pro', stripe: null, worth: 'pro' })
    const [lapse] = await sql`select lapses_at > now() + interval '47 hours' and lapses_at < now() + interval '49 hours' as soon from phoenix_private.announced_tiers where user_id = ${other.member.id}`
    expect(lapse!.soon).toBe(true)
    await given(other.member, 'pro', -1)
    await sql`update phoenix_private.announced_tiers set lapses_at = now() where user_id = ${other.member.id}`
    expect(await row(other.member)).toMatchObject({ tier: 'pro', worth: 'premium' })
    await gateway.sweep()
    expect(await row(other.member)).toMatchObject({ tier: 'premium', stripe: other.subscription.id, worth: 'premium' })
    const told = await sql`select payload from public.phoenix_events where stream_id = ${other.member.id} and event_type = 'user.tier_updated' order by "position"`
    expect(told.map(({ payload }) => payload)).toEqual([{ old_tier: 'pro', new_tier: 'premium', apps: ['cv'] }])
  })

  test('a subscription that goes to another app leaves nothing beside a tier that was given by hand', async () => {
    const { member, events, subscription } = await payer('price_all')
    await bring(events())
    await sql`
      insert into public.user_subscriptions (user_id, app_name, subscription_tier, subscription_status, current_period_end) values (${member.id}, 'ecosystem', 'pro', 'cancelled', now() + interval '48 hours')
      on conflict (user_id, app_name) do update set subscription_tier = 'pro', subscription_status = 'cancelled', stripe_subscription_id = null, current_period_end = excluded.current_period_end`
    const at = (hours: number) => Promise.all(['cv', 'letters', 'rise'].map((app) => worthAt(member, hours, app)))
    expect([await at(0), await at(49)]).toEqual([['pro', 'pro', 'pro'], ['premium', 'premium', 'premium']])
    account.swap(subscription.id, 'price_cv')
    await bring([account.events.at(-1)!])
    expect([await at(0), await at(49)]).toEqual([['pro', 'pro', 'pro'], ['premium', 'free', 'free']])
  })

  test('a tier is one indexed read of one table', async () => {
    const { member } = await payer()
    const plan = await sql.begin(async (tx) => {
      await tx`set local enable_seqscan = off`
      return tx`explain (costs off) select w.tier from phoenix_private.subscription_worth w where w.user_id = ${member.id} and w.app in ('cv', 'ecosystem') and now() < w.counts_until order by w.rank desc limit 1`
    })
    const scans = plan.map((line) => String(line['QUERY PLAN'])).filter((line) => line.includes('Scan'))
    expect(scans.filter((line) => !line.includes('Values Scan') && !line.includes('Bitmap Index Scan'))).toEqual([expect.stringMatching(/(Index|Bitmap Heap) Scan .*on user_subscriptions s/)])
  })

  test('a price of yesterday is known by the plan in its metadata', async () => {
    addPrice(account, 'price_old', 699, 'eur')
    const { member, events } = await payer('price_old', { metadata: {} })
    expect(await bring([events().at(-1)!])).toEqual(['parked'])
    const sold = await payer('price_old')
    Object.assign(sold.subscription.metadata, { product_type: 'cv_premium' })
    await bring(sold.events())
    expect([await row(member), await row(sold.member)]).toMatchObject([{ tier: 'free' }, { tier: 'premium' }])
  })

  test('a checkout that is completed links by client_reference_id what says nothing else', async () => {
    const member = await gateway.member()
    const customer = account.addCustomer()
    const subscription = account.subscribe(customer.id, 'price_cv')
    account.emit('checkout.session.completed', { id: account.id('cs'), object: 'checkout.session', mode: 'subscription', customer: customer.id, subscription: subscription.id, client_reference_id: member.id, metadata: {} })
    expect(await bring([account.events.at(-1)!])).toEqual(['applied'])
    expect(await row(member)).toMatchObject({ tier: 'premium', stripe: subscription.id })
  })

  // Each brings to light a change that no other event told of.
  test.each<[string, (id: string) => unknown, (id: string) => { object: string }, object]>([
    ['checkout.session.completed', () => {}, (id) => ({ id: 'cs_1', object: 'checkout.session', subscription: id, metadata: {} }) as never, { status: 'active', worth: 'premium' }],
    ['customer.subscription.created', () => {}, (id) => account.subscriptions.get(id), { status: 'active', worth: 'premium' }],
    ['customer.subscription.updated', (id) => account.update(id, { cancel_at_period_end: true }), (id) => account.subscriptions.get(id), { status: 'cancelled', worth: 'premium' }],
    ['customer.subscription.deleted', (id) => account.end(id, { comment: 'phoenix: superseded by sub_x' }), (id) => account.subscriptions.get(id), { status: 'cancelled', worth: 'free' }],
    ['customer.subscription.paused', (id) => account.update(id, { status: 'paused' }), (id) => account.subscriptions.get(id), { status: 'paused', worth: 'free' }],
    ['customer.subscription.resumed', (id) => account.update(id, { status: 'active' }), (id) => account.subscriptions.get(id), { status: 'active', worth: 'premium' }],
    ['customer.subscription.trial_will_end', (id) => account.update(id, { status: 'trialing', trial_end: future() }), (id) => account.subscriptions.get(id), { status: 'trialing', worth: 'premium' }],
    ['invoice.paid', (id) => account.renew(id), (id) => account.invoices.get(account.subscriptions.get(id).latest_invoice), { status: 'active', worth: 'premium' }],
    ['invoice.payment_failed', (id) => account.renew(id, { fails: true }), (id) => account.invoices.get(account.subscriptions.get(id).latest_invoice), { status: 'past_due', worth: 'premium' }],
  ])('%s', async (type, happen, object, expected) => {
    const { subscription, member } = await payer()
    happen(subscription.id)
    const event = account.emit(type, object(subscription.id))
    expect(await bring([event, event])).toEqual(['applied', 'duplicate'])
    expect(await stored(event)).toEqual([{ state: 'applied', reason: null }])
    expect(await row(member)).toMatchObject({ stripe: subscription.id, ...expected })
  })

  test('types that change nothing are stored and acknowledged', async () => {
    const event = account.emit('customer.updated', account.addCustomer())
    const payment = account.emit('checkout.session.completed', { id: 'cs_1', object: 'checkout.session', mode: 'payment', subscription: null })
    expect(await bring([event, payment, event])).toEqual(['ignored', 'ignored', 'duplicate'])
    expect(await stored(event)).toEqual([{ state: 'ignored', reason: 'type' }])
  })
})

test('a webhook is two statements, and asks Stripe once about each of its objects, at the same time', async () => {
  const { subscription, events } = await payer()
  await bring(events())
  const look = async (event: StripeEvent) => {
    gateway.statements.length = 0
    stripe.requests.length = 0
    await bring([event])
    return [gateway.statements.map((functions) => functions.join()), [...stripe.requests].sort()]
  }
  const twice = ['begin_stripe_fetch', 'apply_stripe']
  account.renew(subscription.id)
  const [invoice, updated] = account.events.slice(-2)
  const ofSubscription = `GET /v1/subscriptions/${subscription.id}`
  expect(await look(updated!)).toEqual([twice, [ofSubscription]])
  expect(await look(invoice!)).toEqual([twice, [`GET /v1/invoices/${invoice!.data.object.id}`, ofSubscription]])
  // Known already: one look at the database, and none at Stripe.
  expect(await look(updated!)).toEqual([['begin_stripe_fetch'], []])
  expect(await look({ ...updated!, id: account.id('evt'), type: 'customer.updated' })).toEqual([['begin_stripe_fetch', 'note_stripe_event'], []])
})

describe('what is parked: acknowledged, logged, never applied', () => {
  const parked = async (event: StripeEvent, reason: string) => {
    gateway.logged.length = 0
    const { status, body } = await deliver(gateway.url, event)
    expect([status, body.outcome]).toEqual([200, 'parked'])
    expect(await stored(event)).toEqual([{ state: 'parked', reason }])
    expect(logged('parked')).toHaveLength(1)
  }

  test('another account\'s, another mode\'s', async () => {
    const { events, member } = await payer()
    const [paid, created] = events()
    await parked({ ...paid!, account: 'acct_foreign' }, 'foreign_account')
    await parked({ ...created!, livemode: true }, 'livemode')
    expect([await row(member), await payments(member), await typesOf(member)]).toMatchObject([{ tier: 'free' }, [], []])
  })

  test('a customer nobody knows; once he is linked the same event counts', async () => {
    const customer = account.addCustomer()
    account.subscribe(customer.id, 'price_cv')
    const event = account.events.at(-1)!
    await parked(event, 'unknown_customer')
    const member = await gateway.member()
    await sql`select public.link_stripe_customer(${member.id}, ${customer.id})`
    expect(await bring([event, event])).toEqual(['applied', 'duplicate'])
    expect(await row(member)).toMatchObject({ tier: 'premium' })
  })

  test('a user that is no more', async () => {
    const { member, events, subscription } = await payer()
    await bring(events())
    account.refund(account.chargeOf(subscription.id).id)
    await sql`select public.erase_user(${member.id})`
    account.renew(subscription.id)
    expect(await bring(events().slice(2, 3))).toEqual(['applied'])
    await parked(account.events.at(-1)!, 'user_gone')
    const [kept] = await sql`select count(*)::int as n, min(payment_status) as status, bool_and(user_id is null) as anonymous from public.payment_history where stripe_payment_intent_id = ${account.chargeOf(subscription.id).payment_intent} or stripe_payment_intent_id in (select payment_intent from unnest(string_to_array(${[...account.charges.values()].filter((charge) => charge.customer === subscription.customer).map((charge) => charge.payment_intent).join()}, ',')) payment_intent)`
    expect({ ...kept }).toEqual({ n: 1, status: 'refunded', anonymous: true })
  })

  test('nothing that Stripe may still send brings an erased user back, while it answers and while it does not', async () => {
    const { member, events, subscription } = await payer()
    await bring(events())
    const mark = account.events.length
    account.renew(subscription.id)
    account.update(subscription.id, { cancel_at_period_end: true })
    account.emit('customer.subscription.trial_will_end', subscription)
    account.emit('checkout.session.completed', { id: 'cs_erased', object: 'checkout.session', customer: subscription.customer, client_reference_id: member.id, metadata: { phoenix_user_id: member.id }, subscription: subscription.id })
    account.renew(subscription.id, { fails: true })
    account.refund(account.chargeOf(subscription.id).id)
    account.dispute(account.chargeOf(subscription.id).id)
    account.end(subscription.id)
    // One that was heard of while Stripe was away waits to be looked at again.
    stripe.fail(/GET/, 500)
    await bring([since(mark)[1]!])
    await sql`select public.erase_user(${member.id})`
    for (const event of since(mark)) {
      const { status, body } = await deliver(gateway.url, event)
      // Where nobody can say whose it is, it has to come again.
      expect([200, 500], event.type).toContain(status)
      if (status === 200) expect(['parked', 'duplicate'], event.type).toContain(body.outcome)
    }
    stripe.heal()
    for (const event of since(mark)) {
      const { status, body } = await deliver(gateway.url, event)
      expect([status, ['parked', 'duplicate'].includes(body.outcome)], `${event.type} ${body.outcome}`).toEqual([200, true])
    }
    await gateway.sweep()
    const left = await sql`
      select 'profiles' as at from public.profiles where id = ${member.id} union all select 'user_subscriptions' from public.user_subscriptions where user_id = ${member.id} or stripe_customer_id = ${subscription.customer}
      union all select 'customers' from phoenix_private.stripe_customers where customer_id = ${subscription.customer} union all select 'subscriptions' from phoenix_private.stripe_subscriptions where customer_id = ${subscription.customer}
      union all select 'objects' from phoenix_private.stripe_objects where user_id = ${member.id} or object_id = ${subscription.id}
      union all select 'payments' from public.payment_history where user_id = ${member.id} union all select 'events' from public.phoenix_events where stream_id = ${member.id}
      union all select 'tiers' from phoenix_private.announced_tiers where user_id = ${member.id} union all select 'intents' from phoenix_private.billing_intents where user_id = ${member.id}`
    expect(left.map(({ at }) => at)).toEqual([])
    const invoices = [...account.invoices.values()].filter((invoice) => invoice.customer === subscription.customer).map(({ id }) => id)
    const kept = await sql`select user_id, payment_status from public.payment_history where stripe_invoice_id in ${sql(invoices)}`
    expect(kept.map((found) => ({ ...found }))).toEqual([{ user_id: null, payment_status: 'succeeded' }])
  })

  test('a currency that changes', async () => {
    addPrice(account, 'price_usd', 799, 'usd')
    const { member, events, subscription } = await payer()
    await bring(events())
    const before = [await row(member), await payments(member)]
    Object.assign(subscription, { currency: 'usd', metadata: { ...subscription.metadata, phoenix_plan: 'cv_premium' } })
    subscription.items.data[0].price = account.prices.get('price_usd')
    account.renew(subscription.id)
    await parked(account.events.at(-2)!, 'currency')
    await parked(account.events.at(-1)!, 'currency')
    expect([await row(member), await payments(member)]).toEqual(before)
  })

  test('a price that is none of ours, and an object that Stripe does not have', async () => {
    addPrice(account, 'price_stranger', 100, 'eur')
    const { events } = await payer('price_stranger')
    await parked(events().at(-1)!, 'unknown_price')
    await parked({ ...events().at(-1)!, id: 'evt_ghost', data: { object: { id: 'sub_ghost', object: 'subscription' } } }, 'not_at_stripe')
  })
})

describe('what Stripe says counts, not what came last', () => {
  test('an older event does not undo a newer state', async () => {
    const { subscription, member, events } = await payer()
    account.update(subscription.id, { cancel_at_period_end: true })
    account.end(subscription.id)
    await bring([...events()].reverse())
    expect(await row(member)).toMatchObject({ status: 'cancelled' })
  })

  test('a fetch that began earlier and ends later changes nothing', async () => {
    const { subscription, member, events } = await payer()
    await bring(events())
    const [begun] = await sql`select begun_at, fetch_number from public.begin_stripe_fetch()`
    account.update(subscription.id, { cancel_at_period_end: true })
    await bring([account.events.at(-1)!])
    const facts = { begunAt: begun!.begun_at, fetchNumber: begun!.fetch_number, provisional: false, customer: subscription.customer, user: null, userBy: null, invoice: null, charge: null, unseen: [], endedSession: null, subscriptions: [{
      id: subscription.id, customer: subscription.customer, plan: 'cv_premium', status: 'unpaid', stripeStatus: 'unpaid', price: 'price_cv', product: null, amount: 799, currency: 'EUR', periodStart: null, periodEnd: null,
      trialEnd: null, cancelAtPeriodEnd: false, cancelledAt: null, pastDueSince: null, startedAt: '2026-01-01T00:00:00Z', superseded: false }] }
    const [late] = await sql`select outcome from public.apply_stripe(null, ${JSON.stringify(facts)}::text::jsonb)`
    expect(late!.outcome).toBe('stale')
    expect(await row(member)).toMatchObject({ status: 'cancelled' })
  })

  test('a fetch that began later counts, though the clock was set back meanwhile', async () => {
    const { subscription, member, events } = await payer()
    await bring(events())
    // The last fetch was applied by a clock that was an hour ahead.
    await sql`update phoenix_private.stripe_objects set fetched_at = now() + interval '1 hour', as_of = now() + interval '1 hour' where object_id = ${subscription.id}`
    account.update(subscription.id, { cancel_at_period_end: true })
    expect(await bring([account.events.at(-1)!])).toEqual(['applied'])
    expect(await row(member)).toMatchObject({ status: 'cancelled' })
  })

  test('where Stripe does not answer, the event counts until it does', async () => {
    const { subscription, member, events } = await payer()
    stripe.fail(/GET/, 'timeout')
    expect(await bring(events())).toEqual(['applied', 'applied'])
    expect(await row(member)).toMatchObject({ status: 'active', worth: 'premium' })
    account.update(subscription.id, { status: 'unpaid' })
    expect(await bring([account.events.at(-1)!, events()[0]!])).toEqual(['applied', 'duplicate'])
    expect(await row(member)).toMatchObject({ status: 'unpaid', worth: 'free' })
    // Unheard of, something has happened since.
    account.update(subscription.id, { status: 'active', cancel_at_period_end: true })
    stripe.heal()
    await gateway.sweep()
    expect(await row(member)).toMatchObject({ status: 'cancelled', worth: 'premium' })
    expect((await payments(member)).map(({ intent }) => intent)).toEqual([expect.stringMatching(/^pi_/)])
    stripe.requests.length = 0
    await gateway.sweep()
    expect(stripe.requests).toEqual([])
  })

  test('a checkout seen while Stripe is away is looked at when it is back', async () => {
    const member = await gateway.member()
    const customer = account.addCustomer({})
    const subscription = account.subscribe(customer.id, 'price_cv', { metadata: { phoenix_user_id: member.id } })
    account.emit('checkout.session.completed', { id: account.id('cs'), object: 'checkout.session', mode: 'subscription', customer: customer.id, subscription: subscription.id, client_reference_id: member.id, metadata: {} })
    stripe.fail(/GET/, 'lost')
    expect(await bring([account.events.at(-1)!])).toEqual(['stale'])
    stripe.heal()
    await gateway.sweep()
    expect(await row(member)).toMatchObject({ tier: 'premium' })
  })

  test.each([401, 403])('%i from Stripe is our failure: 500, nothing changed, and it comes again', async (status) => {
    const { member, events } = await payer()
    stripe.fail(/GET/, status)
    const [event] = events()
    const refused = await deliver(gateway.url, event!)
    expect([refused.status, refused.body.errors[0].extensions.code]).toEqual([500, 'INTERNAL_SERVER_ERROR'])
    expect([await stored(event!), await row(member)]).toMatchObject([[], { tier: 'free' }])
    stripe.heal()
    expect(await bring([event!])).toEqual(['applied'])
  })

  test('what was last seen a month ago, and could not be looked at when it changed, is looked at within the hour', async () => {
    const { subscription, member, events } = await payer('price_cv', {}, MONTH + 60)
    await bring(events())
    await sql`update phoenix_private.stripe_objects set fetched_at = now() - interval '30 days', as_of = now() - interval '30 days' where object_id = ${subscription.id}`
    const mark = account.events.length
    account.renew(subscription.id)
    stripe.fail(/./, 500)
    expect(await bring([since(mark).find(({ type }) => type === 'invoice.paid')!])).toEqual(['applied'])
    await gateway.sweep()
    const [object] = await sql`select provisional, claimed_until <= now() + interval '1 hour' as soon from phoenix_private.stripe_objects where object_id = ${subscription.id}`
    expect(object).toEqual({ provisional: true, soon: true })
    stripe.heal()
    await sql`update phoenix_private.stripe_objects set claimed_until = now() where user_id = ${member.id}`
    await gateway.sweep()
    expect(await row(member)).toMatchObject({ until: subscription.items.data[0].current_period_end })
  })

  test('a payment that an app before us has written down is not written twice because Stripe could not be asked', async () => {
    const { subscription, member, events } = await payer()
    const intent = account.chargeOf(subscription.id).payment_intent
    await sql`insert into public.payment_history (user_id, stripe_payment_intent_id, amount, currency, payment_status, payment_date) values (${member.id}, ${intent}, 7.99, 'EUR', 'succeeded', now())`
    stripe.fail(/./, 500)
    expect(await bring([...events()].reverse())).toEqual(['applied', 'applied'])
    stripe.heal()
    await gateway.sweep()
    expect(await payments(member)).toMatchObject([{ amount: 7.99, status: 'succeeded', intent }])
    expect([...await sql`select object_id from phoenix_private.stripe_objects where user_id = ${member.id} and provisional`]).toEqual([])
  })

  test('a dispute, which does not say whose it is, waits for Stripe: 500', async () => {
    const { subscription, member, events } = await payer()
    await bring(events())
    account.dispute(account.chargeOf(subscription.id).id)
    stripe.fail(/GET/, 429)
    expect((await deliver(gateway.url, account.events.at(-1)!)).status).toBe(500)
    stripe.heal()
    expect(await bring([account.events.at(-1)!])).toEqual(['applied'])
    expect(await payments(member)).toMatchObject([{ disputed: true }])
  })

  test('a failure of ours in the middle: 500, nothing changed, the next delivery does it all', async () => {
    const { member, events } = await payer()
    const [event] = events()
    await sql.unsafe(`
      create or replace function public.planted_billing() returns trigger language plpgsql as $$ begin raise exception 'planted'; end $$;
      create trigger planted before insert on public.payment_history for each row when (new.user_id = '${member.id}') execute function public.planted_billing()`)
    expect((await deliver(gateway.url, event!)).status).toBe(500)
    await sql`drop trigger planted on public.payment_history`
    expect([await stored(event!), await row(member), await payments(member), await typesOf(member)]).toMatchObject([[], { tier: 'free' }, [], []])
    expect(await bring([event!])).toEqual(['applied'])
    expect(await payments(member)).toHaveLength(1)
  })

  test('an erasure and a webhook at once: either comes first, neither waits for ever', async () => {
    for (let n = 0; n < 5; n += 1) {
      const { member, events } = await payer()
      const [outcome] = await Promise.all([deliver(gateway.url, events()[0]!), sql`select public.erase_user(${member.id})`])
      expect(['applied', 'parked']).toContain(outcome.body.outcome)
      expect(await sql`select from phoenix_private.stripe_subscriptions where user_id = ${member.id}`).toHaveLength(0)
    }
  })

  test('a tier that lapses by time alone is told once', async () => {
    const { member, events } = await payer()
    await bring(events())
    await sql`update public.user_subscriptions set subscription_status = 'cancelled', current_period_end = now() - interval '1 minute' where user_id = ${member.id} and app_name = 'cv'`
    await sql`update phoenix_private.announced_tiers set lapses_at = now() where user_id = ${member.id}`
    await gateway.sweep()
    await gateway.sweep()
    expect((await typesOf(member)).filter((type) => type === 'user.tier_updated')).toHaveLength(2)
  })
})

test('the rule before a row is the rule of the rows', async () => {
  const differing = await sql`
    select s.subscription_status, s.current_period_end, s.past_due_since from public.user_subscriptions s join phoenix_private.subscription_worth w on w.user_id = s.user_id and w.app = s.app_name
     where s.other_tier is null and w.counts_until is distinct from phoenix_private.counts_until(s.subscription_status, s.current_period_end, s.past_due_since)`
  expect(differing).toEqual([])
  const statuses = await sql`select distinct subscription_status as status from public.user_subscriptions order by 1`
  expect(statuses.map(({ status }) => status)).toEqual(['active', 'cancelled', 'incomplete', 'past_due', 'paused', 'trialing', 'unpaid'])
})
