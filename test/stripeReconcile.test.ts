import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { patient } from '../gateway/billing/patient.ts'
import { readPrices } from '../gateway/billing/prices.ts'
import { reconcile } from '../gateway/billing/reconcile.ts'
import { connectStripe } from '../gateway/billing/stripe.ts'
import { addUser, LANE, openDatabase, openLane } from './harness.ts'
import { addPrice, createAccount } from './stripe/account.ts'
import type { Account } from './stripe/account.ts'
import { openStripe } from './stripe/server.ts'

/* `npm run billing -- reconcile`: what Stripe has and we do not, page by page, and what nobody can decide. */

const database = await openDatabase()
const { sql } = database
const { port, close } = await openLane(LANE, database, { secret: 'x'.repeat(64) })
const endings: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const end of endings) await end()
  await close()
  await database.close()
})

/** A Stripe of its own, on the database that all tests here share; `run` reconciles and gives the lines, progress apart. */
async function world(account: Account = createAccount()) {
  const stripe = await openStripe(account)
  endings.push(stripe.close)
  const lines: string[] = []
  const run = async (apply: boolean) => {
    lines.length = 0
    const done = await reconcile({ stripe: patient(connectStripe(stripe.config), { firstMs: 1 }), port, prices: readPrices(stripe.config.prices), apply, say: (line) => void lines.push(line) })
    return { ...done, lines: lines.filter((line) => !line.startsWith('progress')), progress: lines.filter((line) => line.startsWith('progress')) }
  }
  return { stripe, account, run }
}
const tier = async (user: string, app = 'cv') => (await sql`select public.get_user_app_tier(${user}, ${app}) as tier`)[0]!.tier
const paid = async (user: string) => (await sql`select amount::float, payment_status as status, amount_refunded::float as refunded from public.payment_history where user_id = ${user} order by payment_date`).map((row) => ({ ...row }))
const confirm = (user: string) => sql`update auth.users set email_confirmed_at = now() where id = ${user}`

describe('reconcile', () => {
  test('finds what was never heard of, says it, and changes nothing; with --apply it is repaired, once', async () => {
    const { account, run } = await world()
    const user = await addUser(sql)
    const customer = account.addCustomer()
    const subscription = account.subscribe(customer.id, 'price_cv', { metadata: { phoenix_user_id: user } })
    account.refund(account.chargeOf(subscription.id).id, 100)
    const looked = await run(false)
    expect(looked).toMatchObject({ differences: 3, repaired: 0 })
    expect(looked.lines[0]).toMatch(new RegExp(`^difference  ${subscription.id} of user ${user}: missing here \\(.*plan_id cv_premium`))
    expect([await tier(user), await paid(user)]).toEqual(['free', []])
    expect(await run(true)).toMatchObject({ differences: 3, repaired: 3 })
    expect([await tier(user), await paid(user)]).toEqual(['premium', [{ amount: 7.99, status: 'succeeded', refunded: 1 }]])
    const types = await sql`select event_type from public.phoenix_events where stream_id = ${user} order by "position"`
    expect(types.map(({ event_type }) => event_type)).toEqual(['billing.subscription_activated', 'user.tier_updated', 'billing.payment_succeeded', 'billing.payment_refunded'])
    expect(await run(true)).toMatchObject({ differences: 0, repaired: 0 })
  })

  test('pages through lists to the end, and shows how far it is', async () => {
    const { account, run, stripe } = await world()
    const users = await Promise.all(Array.from({ length: 3 }, () => addUser(sql)))
    const customers = users.map((user) => account.addCustomer({ metadata: { phoenix_user_id: user } }))
    const oldest = account.subscribe(customers[0].id, 'price_cv', { metadata: { phoenix_user_id: users[0] } })
    for (let n = 0; n < 230; n += 1) {
      account.end(account.subscribe(customers[1 + (n % 2)].id, 'price_letters', { metadata: { phoenix_user_id: users[1 + (n % 2)]! }, paid: n % 50 === 0 }).id)
    }
    const done = await run(true)
    expect(done.progress.filter((line) => line.includes('subscriptions'))).toEqual(['progress    100 subscriptions, and more', 'progress    200 subscriptions, and more', 'progress    231 subscriptions'])
    expect(stripe.requests.filter((line) => line === 'GET /v1/subscriptions')).toHaveLength(3)
    expect([await tier(users[0]!), done.lines.some((line) => line.includes(oldest.id))]).toEqual(['premium', true])
    expect(await run(false)).toMatchObject({ differences: 0 })
  })

  test('thousands, while Stripe now and then says 429, 500 or nothing: to the end, with nothing left out', async () => {
    const { account, run, stripe } = await world()
    const users = await Promise.all(Array.from({ length: 50 }, () => addUser(sql)))
    const sold = users.map((user) => account.subscribe(account.addCustomer().id, 'price_cv', { metadata: { phoenix_user_id: user } }))
    await run(true)
    // Forty more of each that have ended, the same here and there, and one of the first that is not.
    for (const one of sold) for (let n = 0; n < 40; n += 1) account.subscriptions.set(`${one.id}_${n}`, { ...one, id: `${one.id}_${n}`, status: 'canceled' })
    await sql`
      with objects as (
        insert into phoenix_private.stripe_objects (object_id, kind, user_id, as_of, provisional)
        select o.object_id || '_' || n, 'subscription', o.user_id, now(), false from phoenix_private.stripe_objects o, generate_series(0, 39) n where o.object_id in ${sql(sold.map(({ id }) => id as string))} returning object_id)
      insert into phoenix_private.stripe_subscriptions
      select (jsonb_populate_record(s, jsonb_build_object('stripe_subscription_id', o.object_id, 'status', 'cancelled', 'stripe_status', 'canceled'))).*
        from objects o join phoenix_private.stripe_subscriptions s on s.stripe_subscription_id = regexp_replace(o.object_id, '_[0-9]+$', '')`
    account.update(sold[2].id, { cancel_at_period_end: true })
    for (const [pattern, how, times] of [[/GET .*subscriptions/, 429, 3], [/GET .*invoices/, 500, 2], [/GET .*charges/, 'lost', 2], [/GET .*subscriptions/, 429, 1]] as const) stripe.fail(pattern, how, times)
    stripe.requests.length = 0
    const done = await run(true)
    expect(done).toMatchObject({ differences: 1, repaired: 1 })
    expect(done.looked).toBeGreaterThan(2_000)
    expect(stripe.requests.filter((line) => line === 'GET /v1/subscriptions')).toHaveLength(21 + 4)
    stripe.fail(/./, 401)
    await expect(run(false)).rejects.toThrow('StripeAuthenticationError')
  })

  test('payers from before us: by metadata, by the checkout that sold it, by a confirmed e-mail, in this order', async () => {
    const { account, run } = await world()
    const [first, second, third, fourth] = await Promise.all(['one', 'two', 'three', 'four'].map((name) => addUser(sql, { email: `${name}@payers.example` }))) as [string, string, string, string]
    await Promise.all([first, second, third].map(confirm))
    const sold = (email: string, metadata: object = {}) => account.subscribe(account.addCustomer({ email }).id, 'price_letters', { metadata })
    const byMetadata = sold('three@payers.example', { phoenix_user_id: first })
    const byCheckout = sold('three@payers.example')
    account.sessions.set('cs_old', { id: 'cs_old', object: 'checkout.session', status: 'complete', subscription: byCheckout.id, client_reference_id: second })
    sold('THREE@payers.example')
    const unconfirmed = sold('four@payers.example')
    const done = await run(true)
    expect(await Promise.all([first, second, third, fourth].map((user) => tier(user, 'letters')))).toEqual(['premium', 'premium', 'premium', 'free'])
    expect(done.lines.filter((line) => line.startsWith('doubt') && line.includes(unconfirmed.id))).toEqual([expect.stringContaining('0 users have confirmed the customer\'s e-mail')])
    expect(done.lines.join()).not.toContain('@')
    const links = await sql`select user_id, linked_by from phoenix_private.stripe_customers where user_id in (${first}, ${second}, ${third})`
    expect(new Map(links.map(({ user_id, linked_by }) => [user_id, linked_by]))).toEqual(new Map([[first, 'metadata'], [second, 'client_reference'], [third, 'email']]))
    expect(account.customers.get(byMetadata.customer).email).toBe('three@payers.example')
  })

  test('doubts are listed and left alone: who is no more, paid twice, bundle and single, unknown prices, what Stripe does not have', async () => {
    const { account, run } = await world()
    addPrice(account, 'price_stranger', 100, 'eur')
    addPrice(account, 'price_dollars', 799, 'usd')
    const [twice, both, strange, dollars] = await Promise.all(Array.from({ length: 4 }, () => addUser(sql))) as [string, string, string, string]
    const sold = (user: string, price: string, metadata: object = {}) => account.subscribe(account.addCustomer().id, price, { metadata: { phoenix_user_id: user, ...metadata } })
    const gone = sold('11111111-1111-4111-8111-111111111111', 'price_cv')
    const doubles = [sold(twice, 'price_cv'), sold(twice, 'price_cv')]
    sold(both, 'price_cv')
    sold(both, 'price_all')
    const stranger = sold(strange, 'price_stranger')
    const foreign = sold(dollars, 'price_dollars', { phoenix_plan: 'cv_premium' })
    await sql`update public.user_subscriptions set stripe_subscription_id = 'sub_of_nobody', subscription_tier = 'premium' where user_id = ${strange} and app_name = 'rise'`
    const { lines } = await run(true)
    const doubt = (pattern: string) => lines.filter((line) => line.startsWith('doubt') && new RegExp(pattern).test(line))
    expect(doubt(`${gone.id}.*is no more, and it is active`)).toHaveLength(1)
    expect(doubt(`cv: .*(${doubles.map(({ id }) => id).join('|')}).*several subscriptions`)).toHaveLength(1)
    expect(doubt(`of user ${both}: the bundle and a single app`)).toHaveLength(1)
    expect(doubt(`${stranger.id}: its price price_stranger is none of ours`)).toHaveLength(1)
    expect(doubt(`${foreign.id} of user ${dollars}: not applied \\(currency\\)`)).toHaveLength(1)
    expect(doubt(`sub_of_nobody of user ${strange}: we have it`)).toHaveLength(1)
    expect(await tier(dollars)).toBe('free')
    expect(account.subscriptions.get(gone.id).status).toBe('active')
  })

  test('money and periods are compared too, each by its name, and repaired', async () => {
    const { account, run } = await world()
    const user = await addUser(sql)
    const { id } = account.subscribe(account.addCustomer().id, 'price_cv', { metadata: { phoenix_user_id: user } })
    await run(true)
    const held = async () => (await sql`
      select s.amount, s.currency, s.period_start, u.amount_paid, u.currency as shown_in, u.current_period_start, h.amount as paid, h.app_name, h.description, h.payment_date
        from phoenix_private.stripe_subscriptions s join public.user_subscriptions u using (user_id, stripe_subscription_id) join public.payment_history h on h.user_id = s.user_id where s.stripe_subscription_id = ${id}`).map((row) => ({ ...row }))
    const before = await held()
    const damages: readonly (readonly [string, string])[] = [
      ['amount is 1 here and 799', `update phoenix_private.stripe_subscriptions set amount = 1 where stripe_subscription_id = '${id}'`],
      ['currency is USD here and EUR', `update phoenix_private.stripe_subscriptions set currency = 'USD' where stripe_subscription_id = '${id}'`],
      ['period_start is ', `update phoenix_private.stripe_subscriptions set period_start = period_start - interval '1 day' where stripe_subscription_id = '${id}'`],
      ['derived is false', `update public.user_subscriptions set amount_paid = 1 where stripe_subscription_id = '${id}'`],
      ['derived is false', `update public.user_subscriptions set currency = 'USD' where stripe_subscription_id = '${id}'`],
      ['derived is false', `update public.user_subscriptions set current_period_start = current_period_start - interval '1 day' where stripe_subscription_id = '${id}'`],
      ['amount is 100 here and 799', `update public.payment_history set amount = 1 where user_id = '${user}'`],
      ['at is ', `update public.payment_history set payment_date = payment_date - interval '1 day' where user_id = '${user}'`],
      ['app is letters here and cv', `update public.payment_history set app_name = 'letters' where user_id = '${user}'`],
    ]
    for (const [told, damage] of damages) {
      await sql.unsafe(damage)
      const looked = await run(false)
      expect([looked.differences, looked.lines[0]], damage).toEqual([1, expect.stringContaining(told)])
      expect(await run(true), damage).toMatchObject({ differences: 1, repaired: 1 })
      expect(await held(), damage).toEqual(before)
    }
    // Money in another currency is nobody's to decide: said, and left alone.
    await sql`update public.payment_history set currency = 'USD' where user_id = ${user}`
    const looked = await run(true)
    expect(looked).toMatchObject({ differences: 1, repaired: 0 })
    expect(looked.lines.filter((line) => line.includes(user) && line.includes('not applied (currency)'))).toHaveLength(1)
    expect(looked.lines.join()).toContain('currency is USD here and EUR at Stripe')
    await sql`update public.payment_history set currency = 'EUR' where user_id = ${user}`
    expect(await run(false)).toMatchObject({ differences: 0 })
  })

  test('a row that somebody has changed by hand is put right; a tier that was given is not', async () => {
    const { account, run } = await world()
    const [user, given] = await Promise.all([addUser(sql), addUser(sql)])
    account.subscribe(account.addCustomer().id, 'price_cv', { metadata: { phoenix_user_id: user } })
    account.subscribe(account.addCustomer().id, 'price_cv', { metadata: { phoenix_user_id: given } })
    await sql`update public.user_subscriptions set subscription_tier = 'pro' where user_id = ${given} and app_name = 'cv'`
    await run(true)
    await sql`update public.user_subscriptions set subscription_tier = 'free' where user_id = ${user} and app_name = 'cv'`
    await sql`update public.payment_history set payment_status = 'pending' where user_id = ${user}`
    expect(await tier(user)).toBe('free')
    expect(await run(true)).toMatchObject({ differences: 2, repaired: 2 })
    expect([await tier(user), await tier(given)]).toEqual(['premium', 'pro'])
    expect(await run(true)).toMatchObject({ differences: 0 })
  })

  test('customers that were made and never heard of are linked; of users who are no more they are doubts', async () => {
    const { account, run } = await world()
    const user = await addUser(sql)
    const made = Array.from({ length: 102 }, () => account.addCustomer({ email: 'x@secret.example', metadata: {} }))
    Object.assign(made[1].metadata, { phoenix_user_id: user })
    Object.assign(made[101].metadata, { phoenix_user_id: user })
    Object.assign(made[50].metadata, { phoenix_user_id: '11111111-1111-4111-8111-111111111111' })
    const looked = await run(false)
    expect([looked.differences, looked.lines.filter((line) => line.includes(made[1].id))]).toEqual([2, [`difference  ${made[1].id} of user ${user}: not linked here`]])
    expect(await run(true)).toMatchObject({ differences: 2, repaired: 2 })
    const again = await run(true)
    expect([again.differences, again.lines.filter((line) => line.includes(made[50].id))]).toEqual([0, [`doubt       ${made[50].id}: its user 11111111-1111-4111-8111-111111111111 is no more, and Stripe still has him: delete it`]])
    // So that they go with him.
    await sql`select public.erase_user(${user})`
    expect((await sql`select object_id from phoenix_private.stripe_endings`).map(({ object_id }) => object_id)).toEqual(expect.arrayContaining([made[1].id, made[101].id]))
  })

  test('a direct debit that takes days is no failure', async () => {
    const { account, run } = await world()
    const user = await addUser(sql)
    const subscription = account.subscribe(account.addCustomer().id, 'price_cv', { metadata: { phoenix_user_id: user } })
    account.renew(subscription.id, { fails: true })
    account.update(subscription.id, { status: 'active' })
    await run(true)
    const failures = async () => (await sql`select event_type from public.phoenix_events where stream_id = ${user} and event_type = 'billing.payment_failed'`).length
    expect([await paid(user), await failures(), (await run(false)).differences]).toEqual([[{ amount: 7.99, status: 'succeeded', refunded: 0 }], 0, 0])
    account.update(subscription.id, { status: 'past_due' })
    await run(true)
    expect([(await paid(user)).map(({ status }) => status), await failures()]).toEqual([['succeeded', 'failed'], 1])
  })

  test('one object that cannot be applied is a doubt, and keeps nobody from the others', async () => {
    const { account, run } = await world()
    const users = [await addUser(sql), await addUser(sql), await addUser(sql)]
    for (const user of users) account.subscribe(account.addCustomer().id, 'price_cv', { metadata: { phoenix_user_id: user } })
    await sql.unsafe(`
      create or replace function public.planted_reconcile() returns trigger language plpgsql as $$ begin raise exception 'planted'; end $$;
      create trigger planted before insert on phoenix_private.stripe_subscriptions for each row when (new.user_id = '${users[1]}') execute function public.planted_reconcile()`)
    const done = await run(true)
    await sql`drop trigger planted on phoenix_private.stripe_subscriptions`
    expect(done.lines.filter((line) => line.startsWith('doubt') && line.includes(users[1]!) && line.includes('could not be applied (P0001)'))).toHaveLength(1)
    expect([await tier(users[0]!), await tier(users[1]!), await tier(users[2]!)]).toEqual(['premium', 'free', 'premium'])
    expect((await run(true)).differences).toBeGreaterThan(0)
    expect(await tier(users[1]!)).toBe('premium')
  })

  /** As a restored row, or a hand that knows of no trigger, leaves it. */
  const force = (statement: string) => sql.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`
    await transaction.unsafe(statement)
  })
  const beside = async (user: string, app = 'cv') => ({ ...(await sql`select subscription_tier as tier, stripe_subscription_id is not null as stripe, other_tier as other, other_until::text as until from public.user_subscriptions where user_id = ${user} and app_name = ${app}`)[0] })

  test('a stale tier beside a given one is found and put right, once, whether Stripe lists anything of the user or not', async () => {
    const { account, run } = await world()
    const [nobody, payer] = [await addUser(sql), await addUser(sql)]
    account.subscribe(account.addCustomer().id, 'price_cv', { metadata: { phoenix_user_id: payer } })
    await sql`update public.user_subscriptions set subscription_tier = 'premium' where user_id = ${nobody} and app_name = 'cv'`
    await sql`update public.user_subscriptions set subscription_tier = 'pro' where user_id = ${payer} and app_name = 'cv'`
    await run(true)
    expect(await run(false)).toMatchObject({ differences: 0 })
    const [given, paidBeside] = [await beside(nobody), await beside(payer)]
    expect([given, paidBeside]).toMatchObject([{ tier: 'premium', other: null, until: null }, { tier: 'pro', stripe: false, other: 'premium' }])
    await force(`update public.user_subscriptions set other_tier = 'pro', other_until = now() + interval '1 year' where user_id in ('${nobody}', '${payer}') and app_name = 'cv'`)
    await force(`update public.user_subscriptions set other_tier = 'premium', other_until = 'infinity' where user_id = '${nobody}' and app_name = 'letters'`)
    expect([await tier(nobody), await tier(nobody, 'letters')]).toEqual(['pro', 'premium'])
    const looked = await run(false)
    expect(looked).toMatchObject({ differences: 2, repaired: 0 })
    expect(looked.lines).toContainEqual(expect.stringMatching(new RegExp(`^difference  user ${nobody}: cv: beside its given tier stands pro until 20.*, and by Stripe's subscriptions it is nothing until never; letters: beside its given tier stands premium until infinity`)))
    expect(await tier(nobody)).toBe('pro')
    expect(await run(true)).toMatchObject({ differences: 2, repaired: 2 })
    expect([await beside(nobody), await beside(payer), await tier(nobody), await tier(nobody, 'letters')]).toEqual([given, paidBeside, 'premium', 'free'])
    expect(await run(true)).toMatchObject({ differences: 0 })
  })

  test('what a profile says of all apps is compared as well', async () => {
    const { run } = await world()
    const [low, high] = [await addUser(sql), await addUser(sql)]
    await sql`update public.user_subscriptions set subscription_tier = 'premium' where user_id = ${low} and app_name = 'letters'`
    await run(true)
    await force(`update public.profiles set subscription_tier = case id when '${low}' then 'free' else 'pro' end where id in ('${low}', '${high}')`)
    const looked = await run(false)
    expect([looked.differences, looked.lines.filter((line) => line.includes(low))]).toEqual([2, [`difference  user ${low}: profile: it says free, and by what is owned it is premium`]])
    expect(looked.lines.filter((line) => line.startsWith('doubt') && !/sub_|cus_/.test(line))).toEqual([])
    expect(await run(true)).toMatchObject({ differences: 2, repaired: 2 })
    expect((await sql`select id, subscription_tier as tier from public.profiles where id in (${low}, ${high})`).map(({ id, tier: shown }) => [id === low, shown]).sort()).toEqual([[false, 'free'], [true, 'premium']])
    expect(await run(true)).toMatchObject({ differences: 0 })
  })

  test('what was given beside Stripe\'s: lapsed it goes, worth more it has the row; a row with the subscription of somebody else is a doubt', async () => {
    const { account, run } = await world()
    const people = await Promise.all(Array.from({ length: 4 }, () => addUser(sql))) as [string, string, string, string]
    const [lapsed, more, owner, borrower] = people
    for (const user of people.slice(0, 3)) account.subscribe(account.addCustomer().id, 'price_cv', { metadata: { phoenix_user_id: user } })
    await run(true)
    const row = (user: string) => `where user_id = '${user}' and app_name = 'cv'`
    await force(`update public.user_subscriptions set other_tier = 'pro', other_until = now() - interval '1 day' ${row(lapsed)}`)
    await force(`update public.user_subscriptions set other_tier = 'pro', other_until = 'infinity' ${row(more)}`)
    await force(`update public.user_subscriptions set subscription_tier = 'premium', stripe_subscription_id = (select u.stripe_subscription_id from public.user_subscriptions u ${row(owner)}) ${row(borrower)}`)
    const done = await run(true)
    // The third: the borrower's profile does not say what he seems to own.
    expect(done).toMatchObject({ differences: 3, repaired: 3 })
    for (const [user, said] of [[lapsed, 'cv: the given pro beside it lapsed at'], [more, 'cv: the given pro beside it is worth more'], [borrower, 'the subscription of somebody else']] as const) {
      expect(done.lines.filter((line) => line.includes(user) && line.includes(said)), said).toHaveLength(1)
    }
    expect([await beside(lapsed), await beside(more)]).toMatchObject([{ tier: 'premium', stripe: true, other: null, until: null }, { tier: 'pro', stripe: false, other: 'premium' }])
    expect(await run(true)).toMatchObject({ differences: 0 })
  })
})

describe('npm run billing', () => {
  const home = mkdtempSync(join(tmpdir(), 'phoenix-billing-'))
  afterAll(() => rmSync(home, { recursive: true, force: true }))
  const billing = async (args: readonly string[], env: Record<string, string> = {}) => {
    const child = spawn(process.execPath, ['gateway/billing.ts', ...args], { env: { PATH: process.env.PATH, PHOENIX_HOME: home, ...env } })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { said += chunk })
    const [code] = await once(child, 'exit') as [number]
    return { code, said }
  }

  test('says how it is used, and what is missing', async () => {
    expect(await billing([])).toEqual({ code: 2, said: expect.stringContaining('reconcile [--apply]') })
    expect(await billing(['reconcile'])).toEqual({ code: 1, said: 'Billing is off: STRIPE_SECRET_KEY is not set.\n' })
  })

  test('compares, in embedded mode', async () => {
    const stripe = await openStripe()
    endings.push(stripe.close)
    stripe.account.subscribe(stripe.account.addCustomer({ email: 'nobody@example.org' }).id, 'price_cv')
    const { code, said } = await billing(['reconcile', '--apply'], { STRIPE_SECRET_KEY: stripe.config.secretKey, STRIPE_BASE_URL: stripe.config.baseUrl, STRIPE_PRICE_ID_CV_PREMIUM: 'price_cv' })
    expect(said).toMatch(/doubt {7}sub_\w+ of customer cus_\w+: nobody is named in it, and 0 users have confirmed/)
    expect(said).toMatch(/done {8}0 compared, 0 differ, 0 repaired, 1 in doubt\n$/)
    expect(code).toBe(0)
  })
})
