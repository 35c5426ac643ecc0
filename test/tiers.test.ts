import { describe, expect, test } from 'vitest'
import { addUser, openGateway } from './harness.ts'

/* P1, as a table: what a subscription is worth at a moment, in whatever time zone the session is. */

const gateway = await openGateway()
const HOUR = 3600_000
/** A day and a half after the clocks changed: the spans that end here cross it, and in days would be an hour longer or shorter. */
const MOMENTS = { 'after spring forward in Paris': Date.parse('2026-03-30T12:00:00Z'), 'after fall back in New York': Date.parse('2026-11-02T12:00:00Z'), 'at midsummer': Date.parse('2026-07-01T12:00:00Z') }
const ZONES = ['UTC', 'Europe/Paris', 'America/New_York', 'Pacific/Apia']

interface Sub {
  readonly app?: string
  readonly tier?: string
  readonly status: string
  /** Hours from the moment; null is null. */
  readonly end?: number | null
  readonly pastDueSince?: number
  /** What the row says besides, and for how many hours from the moment; null: for ever. */
  readonly other?: readonly [tier: string, hours: number | null]
}
const just = 1 / HOUR // a millisecond, in hours

async function tierOf(subscriptions: readonly Sub[], at: number, zone: string, app = 'cv'): Promise<string> {
  const id = await addUser(gateway.sql)
  await gateway.sql`delete from public.user_subscriptions where user_id = ${id}`
  const moment = (hours: number | null | undefined) => (hours === null || hours === undefined ? null : new Date(at + hours * HOUR).toISOString())
  for (const { app: of = 'cv', tier = 'premium', status, end = null, pastDueSince, other } of subscriptions) {
    const until = other && (other[1] === null ? 'infinity' : moment(other[1]))
    await gateway.sql`
      insert into public.user_subscriptions (user_id, app_name, subscription_tier, subscription_status, current_period_end, past_due_since, stripe_subscription_id, other_tier, other_until)
      values (${id}, ${of}, ${tier}, ${status}, ${moment(end)}, ${moment(pastDueSince)}, ${other ? 'sub_of_this' : null}, ${other?.[0] ?? null}, ${until ?? null}::text::timestamptz)`
  }
  return gateway.sql.begin(async (tx) => {
    await tx`select set_config('timezone', ${zone}, true)`
    const [row] = await tx`select phoenix_private.tier_at(${id}, ${app}, ${new Date(at).toISOString()}) as tier, current_setting('timezone') as zone`
    expect(row!.zone).toBe(zone)
    return row!.tier as string
  })
}

const cases: readonly (readonly [string, readonly Sub[], string])[] = [
  ['no subscription', [], 'free'],
  ['active, for ever', [{ status: 'active', end: null }], 'premium'],
  ['active, in its period', [{ status: 'active', end: 1 }], 'premium'],
  ['active, to 72 hours after it', [{ status: 'active', end: -72 + just }], 'premium'],
  ['active, 72 hours after it exactly', [{ status: 'active', end: -72 }], 'free'],
  ['active, 71 hours after it', [{ status: 'active', end: -71 }], 'premium'],
  ['active, 73 hours after it', [{ status: 'active', end: -73 }], 'free'],
  ['trialing, for ever', [{ status: 'trialing', end: null }], 'premium'],
  ['trialing, 72 hours less a moment', [{ status: 'trialing', end: -72 + just }], 'premium'],
  ['trialing, 72 hours after exactly', [{ status: 'trialing', end: -72 }], 'free'],
  ['cancelled, in its paid period', [{ status: 'cancelled', end: just }], 'premium'],
  ['cancelled, at its end', [{ status: 'cancelled', end: 0 }], 'free'],
  ['cancelled, a moment after', [{ status: 'cancelled', end: -just }], 'free'],
  ['cancelled, no period known', [{ status: 'cancelled', end: null }], 'free'],
  ['past due for 6 days', [{ status: 'past_due', pastDueSince: -6 * 24 }], 'premium'],
  ['past due for 7 days less a moment', [{ status: 'past_due', pastDueSince: -168 + just }], 'premium'],
  ['past due for exactly 168 hours', [{ status: 'past_due', pastDueSince: -168 }], 'free'],
  ['past due for 8 days', [{ status: 'past_due', pastDueSince: -8 * 24, end: 24 }], 'free'],
  ['incomplete', [{ status: 'incomplete', end: 24 }], 'free'],
  ['unpaid', [{ status: 'unpaid', end: 24 }], 'free'],
  ['paused', [{ status: 'paused', end: 24 }], 'free'],
  ['a free one that is active', [{ status: 'active', tier: 'free' }], 'free'],
  ['of another app', [{ app: 'letters', status: 'active' }], 'free'],
  ['the bundle alone', [{ app: 'ecosystem', status: 'active', tier: 'pro' }], 'pro'],
  ['the bundle, better than the app', [{ status: 'active' }, { app: 'ecosystem', status: 'active', tier: 'pro' }], 'pro'],
  ['the app, better than the bundle', [{ status: 'active', tier: 'pro' }, { app: 'ecosystem', status: 'active' }], 'pro'],
  ['the bundle, while the app is free', [{ status: 'active', tier: 'free' }, { app: 'ecosystem', status: 'active' }], 'premium'],
  ['the bundle, while a better app has lapsed', [{ status: 'cancelled', tier: 'pro', end: -1 }, { app: 'ecosystem', status: 'active' }], 'premium'],
  ['two of one app, the other one better', [{ status: 'active', end: 240, other: ['pro', 1] }], 'pro'],
  ['two of one app, the other one better, a moment before it lapses', [{ status: 'active', end: 240, other: ['pro', just] }], 'pro'],
  ['two of one app, the better one lapsed', [{ status: 'active', end: 240, other: ['pro', 0] }], 'premium'],
  ['two of one app, the row the better', [{ status: 'active', tier: 'pro', end: 240, other: ['premium', null] }], 'pro'],
  ['two of one app, the row the better, lapsed', [{ status: 'cancelled', tier: 'pro', end: 0, other: ['premium', null] }], 'premium'],
  ['two of one app, the row worth nothing', [{ status: 'unpaid', tier: 'pro', end: 240, other: ['premium', 1] }], 'premium'],
  ['two of one app, both lapsed', [{ status: 'cancelled', tier: 'pro', end: -1, other: ['premium', -just] }], 'free'],
  ['two of one app, and a bundle that is better than both', [{ status: 'active', other: ['premium', 1] }, { app: 'ecosystem', tier: 'pro', status: 'active' }], 'pro'],
  ['two bundles, the other one better', [{ status: 'active' }, { app: 'ecosystem', status: 'active', other: ['pro', 1] }], 'pro'],
  ['two of another app', [{ app: 'letters', status: 'active', other: ['pro', null] }], 'free'],
  ['the app, while the bundle is unpaid', [{ status: 'active' }, { app: 'ecosystem', status: 'unpaid', tier: 'pro' }], 'premium'],
]

describe.each(Object.entries(MOMENTS))('%s', (_name, at) => {
  test.each(cases)('%s', async (_what, subscriptions, tier) => {
    for (const zone of ZONES) expect(await tierOf(subscriptions, at, zone), zone).toBe(tier)
  })
})

test('the spans of three and seven days would be wrong in days: the table would tell', async () => {
  const [row] = await gateway.sql.begin(async (tx) => {
    await tx`set local timezone = 'Europe/Paris'`
    return tx`select extract(epoch from ('2026-03-27T12:00:00Z'::timestamptz + interval '3 days') - '2026-03-27T12:00:00Z'::timestamptz) / 3600 as hours`
  })
  expect(Number(row!.hours)).toBe(71)
})

test('past_due_since follows the status, whoever writes it', async () => {
  const id = await addUser(gateway.sql)
  const write = async (status: string) => {
    const [row] = await gateway.sql`update public.user_subscriptions set subscription_status = ${status} where user_id = ${id} and app_name = 'cv' returning past_due_since is not null as since`
    return row!.since
  }
  expect([await write('past_due'), await write('past_due'), await write('active'), await write('past_due'), await write('cancelled')]).toEqual([true, true, false, true, false])
})

test('what the older apps read agrees: get_user_app_tier, and profiles.subscription_tier once swept', async () => {
  const member = await gateway.member({ tier: 'premium', app: 'cv' })
  const look = async () => {
    const [row] = await gateway.sql`select p.subscription_tier as best, public.get_user_app_tier(p.id, 'cv') as tier from public.profiles p where p.id = ${member.id}`
    return [row!.best, row!.tier]
  }
  expect(await look()).toEqual(['premium', 'premium'])
  // Time alone ends it: nobody writes the row again.
  await gateway.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx`update public.user_subscriptions set current_period_end = now() - interval '4 days' where user_id = ${member.id} and app_name = 'cv'`
  })
  expect(await look()).toEqual(['premium', 'free'])
  await gateway.sql`select public.sweep_expired()`
  expect(await look()).toEqual(['free', 'free'])
})
