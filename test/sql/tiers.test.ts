import { beforeAll, describe, expect, test } from 'vitest'
import { addUser } from '../harness.ts'
import { refusalOf, useDatabase } from './arrange.ts'

const { sql } = await useDatabase()
let ada: string
beforeAll(async () => {
  ada = await addUser(sql)
})

const tierOf = async (user: string | null, app: string | null) => (await sql`select public.get_user_app_tier(${user}, ${app}) as tier`)[0]!.tier as string
const subscribe = (user: string, app: string, tier: string, status = 'active', end: string | null = null) => sql`
  insert into public.user_subscriptions (user_id, app_name, subscription_tier, subscription_status, current_period_end)
  values (${user}, ${app}, ${tier}, ${status}, now() + ${end}::text::interval)
  on conflict (user_id, app_name) do update set subscription_tier = excluded.subscription_tier, subscription_status = excluded.subscription_status, current_period_end = excluded.current_period_end`
const profileTier = async (user: string) => (await sql`select subscription_tier from public.profiles where id = ${user}`)[0]!.subscription_tier as string

describe('what a subscription is worth', () => {
  test.each([
    ['active', null, 'premium'], ['active', '1 hour', 'premium'], ['active', '-71 hours', 'premium'], ['active', '-73 hours', 'free'],
    ['trialing', null, 'premium'], ['trialing', '-71 hours', 'premium'], ['trialing', '-73 hours', 'free'],
    ['cancelled', '1 hour', 'premium'], ['cancelled', '-1 second', 'free'], ['cancelled', null, 'free'],
    ['incomplete', '1 day', 'free'], ['unpaid', '1 day', 'free'], ['paused', '1 day', 'free'],
  ])('%s, with the period ending in %s: %s', async (status, end, tier) => {
    await subscribe(ada, 'cv', 'premium', status, end)
    expect(await tierOf(ada, 'cv')).toBe(tier)
    expect(await tierOf(ada, 'letters')).toBe('free')
    expect(await profileTier(ada)).toBe(tier)
  })

  test.each([['-167 hours', 'premium'], ['-169 hours', 'free']])('past due since %s: %s', async (since, tier) => {
    await subscribe(ada, 'cv', 'premium', 'past_due', '-30 days')
    await sql`update public.user_subscriptions set past_due_since = now() + ${since}::text::interval where user_id = ${ada} and app_name = 'cv'`
    expect(await tierOf(ada, 'cv')).toBe(tier)
    expect(await profileTier(ada)).toBe(tier)
  })

  test('the days of grace are hours: a session\'s daylight saving makes them no longer and no shorter', async () => {
    // Europe/Paris leaves summer time on 25 October 2026.
    const bob = await addUser(sql)
    await sql`update public.user_subscriptions set subscription_tier = 'premium', current_period_end = '2026-10-24T12:00:00Z' where user_id = ${bob} and app_name = 'cv'`
    await sql.begin(async (transaction) => {
      await transaction`select set_config('timezone', 'Europe/Paris', true)`
      const [row] = await transaction`
        select phoenix_private.tier_at(${bob}, 'cv', '2026-10-27T11:59:59Z') as before, phoenix_private.tier_at(${bob}, 'cv', '2026-10-27T12:00:01Z') as after`
      expect({ ...row }).toEqual({ before: 'premium', after: 'free' })
    })
  })

  test('becoming past due is dated once, and forgotten when it is over', async () => {
    const since = async () => (await sql`select past_due_since from public.user_subscriptions where user_id = ${ada} and app_name = 'rise'`)[0]!.past_due_since as Date | null
    await subscribe(ada, 'rise', 'premium')
    expect(await since()).toBeNull()
    await subscribe(ada, 'rise', 'premium', 'past_due')
    const first = await since()
    expect(first).toBeInstanceOf(Date)
    await sql`update public.user_subscriptions set amount_paid = 1 where user_id = ${ada} and app_name = 'rise'`
    expect(await since()).toEqual(first)
    await subscribe(ada, 'rise', 'premium', 'active')
    expect(await since()).toBeNull()
  })
})

test('the bundle counts for every app, the best of the two wins, and buying one app unlocks that one', async () => {
  const bob = await addUser(sql)
  await subscribe(bob, 'cv', 'pro')
  expect([await tierOf(bob, 'cv'), await tierOf(bob, 'letters'), await tierOf(bob, 'rise'), await tierOf(bob, 'ecosystem')]).toEqual(['pro', 'free', 'free', 'free'])
  await subscribe(bob, 'ecosystem', 'premium')
  expect([await tierOf(bob, 'cv'), await tierOf(bob, 'letters'), await tierOf(bob, 'rise'), await tierOf(bob, 'ecosystem')]).toEqual(['pro', 'premium', 'premium', 'premium'])
  expect(await profileTier(bob)).toBe('pro')
})

test('profiles.subscription_tier follows inserts, updates, deletes, and a subscription that changes hands', async () => {
  const [from, to] = [await addUser(sql), await addUser(sql)]
  await subscribe(from, 'ecosystem', 'premium')
  expect(await profileTier(from)).toBe('premium')
  await sql`update public.user_subscriptions set user_id = ${to} where user_id = ${from} and app_name = 'ecosystem'`
  expect([await profileTier(from), await profileTier(to)]).toEqual(['free', 'premium'])
  await sql`delete from public.user_subscriptions where user_id = ${to} and app_name = 'ecosystem'`
  expect(await profileTier(to)).toBe('free')
})

test('a tier that ends by time alone is written by the sweep', async () => {
  const bob = await addUser(sql)
  await subscribe(bob, 'cv', 'premium', 'cancelled', '1 hour')
  await sql.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`
    await transaction`update public.user_subscriptions set current_period_end = now() - interval '1 hour' where user_id = ${bob} and app_name = 'cv'`
  })
  expect([await tierOf(bob, 'cv'), await profileTier(bob)]).toEqual(['free', 'premium'])
  const [swept] = await sql`select tiers from public.sweep_expired()`
  expect(swept!.tiers).toBeGreaterThan(0)
  expect(await profileTier(bob)).toBe('free')
})

test('nobody is free; no app is refused', async () => {
  expect(await tierOf(null, 'cv')).toBe('free')
  expect(await tierOf(crypto.randomUUID(), 'cv')).toBe('free')
  for (const app of [null, '', 'nothing', 'CV']) {
    expect(await refusalOf(tierOf(ada, app))).toMatchObject({ code: 'PT400', hint: 'BAD_USER_INPUT', details: { issues: [{ path: 'p_app_name' }] } })
  }
})

describe('update_usage_limits_for_tier', () => {
  const state = async () => (await sql`
    select jsonb_build_array((select jsonb_agg(l) from public.usage_limits l), (select jsonb_agg(s order by s.subscription_id) from public.user_subscriptions s),
      (select jsonb_agg(c) from phoenix_private.usage_counters c)) as state`)[0]!.state
  const update = (user: string | null, app: string | null, tier: string | null) => sql`select public.update_usage_limits_for_tier(${user}, ${app}, ${tier})`

  test('changes nothing', async () => {
    const before = await state()
    for (const app of ['cv', 'letters', 'rise', 'ecosystem']) for (const tier of ['free', 'premium', 'pro']) await update(ada, app, tier)
    expect(await state()).toEqual(before)
  })

  test('says what makes no sense', async () => {
    expect(await refusalOf(update(null, 'cv', 'free'))).toMatchObject({ code: 'PT404', hint: 'NOT_FOUND' })
    expect(await refusalOf(update(crypto.randomUUID(), 'cv', 'free'))).toMatchObject({ code: 'PT404' })
    for (const app of [null, 'nothing']) expect(await refusalOf(update(ada, app, 'free'))).toMatchObject({ code: 'PT400', details: { issues: [{ path: 'p_app_name' }] } })
    for (const tier of [null, 'gold', 'PREMIUM', '']) expect(await refusalOf(update(ada, 'cv', tier))).toMatchObject({ code: 'PT400', details: { issues: [{ path: 'p_tier' }] } })
  })
})
