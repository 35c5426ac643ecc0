import fc from '../seeded.ts'
import { describe, expect, test } from 'vitest'
import { addUser } from '../harness.ts'
import { rolledBack, useDatabase } from './arrange.ts'

/* P1 against a model: any subscriptions, any moment, any session's zone; and the months of units. */

const { sql } = await useDatabase()
const HOUR = 3_600_000
const ZONES = ['UTC', 'Europe/Paris', 'America/New_York', 'Pacific/Apia', 'Pacific/Kiritimati', 'Asia/Kathmandu', 'Australia/Lord_Howe'] as const
const rank = { free: 0, premium: 1, pro: 2 } as const
type Tier = keyof typeof rank

/** Hours from the moment: near the edges of every span, and far. */
const span = fc.oneof(fc.constantFrom(-8 * 24, -169, -168, -167, -6 * 24, -73, -72, -71, -1, 0, 1, 71, 72, 73, 31 * 24), fc.integer({ min: -20_000, max: 20_000 }).map((n) => n / 7))
const subscription = fc.record({
  app: fc.constantFrom('cv', 'letters', 'rise', 'ecosystem'),
  tier: fc.constantFrom<Tier>('free', 'premium', 'pro'),
  status: fc.constantFrom('active', 'trialing', 'cancelled', 'past_due', 'incomplete', 'unpaid', 'paused'),
  end: fc.option(span), since: span, trialEnd: fc.option(span),
})
type Subscription = typeof subscription extends fc.Arbitrary<infer S> ? S : never
const moment = fc.date({ min: new Date('2025-12-01T00:00:00Z'), max: new Date('2028-03-02T00:00:00Z'), noInvalidDate: true })

function counts({ status, end, since }: Subscription): boolean {
  if (status === 'active' || status === 'trialing') return end === null || end > -72
  if (status === 'cancelled') return end !== null && end > 0
  return status === 'past_due' && since > -168
}
const modelTier = (subscriptions: readonly Subscription[], app: string): Tier =>
  subscriptions.filter((one) => (one.app === app || one.app === 'ecosystem') && counts(one)).map((one) => one.tier).reduce((best, tier) => (rank[tier] > rank[best] ? tier : best), 'free' as Tier)

test('the tier of every app, at any moment, in any zone, is the model\'s; and the limits are those of that tier', async () => {
  await fc.assert(fc.asyncProperty(
    fc.uniqueArray(subscription, { maxLength: 4, selector: ({ app }) => app }), moment, fc.constantFrom(...ZONES),
    async (subscriptions, at, zone) => rolledBack(sql, async (transaction) => {
      // Whole milliseconds: what a client can say, and no rounding between the model and the column.
      const time = (hours: number | null) => (hours === null ? null : new Date(at.getTime() + Math.round(hours * HOUR)).toISOString())
      const whole = subscriptions.map((one) => ({ ...one, end: one.end === null ? null : Math.round(one.end * HOUR) / HOUR, since: Math.round(one.since * HOUR) / HOUR }))
      await transaction`select set_config('timezone', ${zone}, true)`
      const [row] = await transaction`insert into auth.users (id, email) values (gen_random_uuid(), null) returning id`
      const id = row!.id as string
      await transaction`delete from public.user_subscriptions where user_id = ${id}`
      for (const { app, tier, status, end, since, trialEnd } of whole) {
        await transaction`
          insert into public.user_subscriptions (user_id, app_name, subscription_tier, subscription_status, current_period_end, past_due_since, trial_end)
          values (${id}, ${app}, ${tier}, ${status}, ${time(end)}, ${time(since)}, ${time(trialEnd)})`
      }
      const tiers = await transaction`select app, phoenix_private.tier_at(${id}, app, ${at.toISOString()}) as tier from unnest(array['cv', 'letters', 'rise']) app`
      expect(Object.fromEntries(tiers.map(({ app, tier }) => [app, tier]))).toEqual(Object.fromEntries(['cv', 'letters', 'rise'].map((app) => [app, modelTier(whole, app)])))
      const usage = await transaction`
        select u.feature, u.monthly_limit, u.unlimited, l.monthly_limit as expected, u.period_start, u.resets_at from phoenix_private.usage_at(${id}, ${at.toISOString()}) u
          join public.usage_features f using (feature) join public.usage_limits l on l.feature = u.feature and l.tier = phoenix_private.tier_at(${id}, f.app, ${at.toISOString()})`
      expect(usage).toHaveLength(5)
      for (const one of usage) {
        expect([one.monthly_limit, one.unlimited]).toEqual([one.expected, one.expected === null])
        expect([one.period_start, one.resets_at]).toEqual([new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth())), new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1))])
      }
    }),
  ), { numRuns: 150 })
})

describe('the month', () => {
  test.each([
    ['2026-11-30T23:59:59.999999Z', '2026-11-01'], ['2026-12-01T00:00:00Z', '2026-12-01'], ['2026-12-31T23:59:59.999Z', '2026-12-01'], ['2027-01-01T00:00:00Z', '2027-01-01'],
    ['2028-02-29T23:30:00Z', '2028-02-01'], ['2026-11-30T23:30:00-01:00', '2026-12-01'], ['2026-12-01T00:30:00+14:00', '2026-11-01'],
  ])('of %s is %s, whatever the session\'s zone', async (at, month) => {
    for (const zone of ZONES) {
      const [row] = await rolledBack(sql, async (transaction) => {
        await transaction`select set_config('timezone', ${zone}, true)`
        return transaction`select phoenix_private.month_of(${at})::text as month`
      })
      expect([zone, row!.month]).toEqual([zone, month])
    }
  })

  test('units of a payer, a downgrade, a new month: what was used is kept apart, and the new month starts with what the tier then gives', async () => {
    const user = await addUser(sql)
    const tier = (name: string, end: string | null = null) => sql`
      update public.user_subscriptions set subscription_tier = ${name}, current_period_end = now() + ${end}::text::interval where user_id = ${user} and app_name = 'cv'`
    const take = async () => (await sql`select public.check_usage_limit(${user}, 'cv_generations') as answer`)[0]!.answer as { can_use: boolean; current_usage: number; usage_limit: number; remaining: number }
    const lastMonth = async () => {
      await sql.begin(async (transaction) => {
        for (const table of ['usage_holds', 'usage_counters', 'usage_ledger']) await transaction.unsafe(`update phoenix_private.${table} set month = (month - interval '1 month')::date where user_id = '${user}'`)
      })
    }
    for (const used of [1, 2, 3]) expect(await take()).toMatchObject({ can_use: true, current_usage: used, usage_limit: 3 })
    expect(await take()).toMatchObject({ can_use: false, current_usage: 3, remaining: 0 })
    // An upgrade in the middle of the month counts at once; what was used stays used.
    await tier('premium')
    expect(await take()).toMatchObject({ can_use: true, current_usage: 4, usage_limit: -1, remaining: -1 })
    // A new month never drops a payer to free.
    await lastMonth()
    expect(await take()).toMatchObject({ can_use: true, current_usage: 1, usage_limit: -1 })
    // A downgrade too: the period is over by more than the days of grace, and only the tier says so.
    await tier('premium', '-71 hours')
    expect(await take()).toMatchObject({ can_use: true, current_usage: 2, usage_limit: -1 })
    await tier('premium', '-73 hours')
    expect(await take()).toMatchObject({ can_use: true, current_usage: 3, usage_limit: 3, remaining: 0 })
    expect(await take()).toMatchObject({ can_use: false, current_usage: 3 })
    await lastMonth()
    expect(await take()).toMatchObject({ can_use: true, current_usage: 1, usage_limit: 3, remaining: 2 })
    expect(await sql`select * from phoenix_private.usage_imbalances where user_id = ${user}`).toHaveLength(0)
  })

  test('a hold of last month neither fills this one nor is lost: settled or swept, it ends in its own', async () => {
    const user = await addUser(sql)
    const reserve = async () => (await sql`select granted, hold_id from public.reserve_usage(${user}, 'letters_generated', 1)`)[0] as unknown as { granted: boolean; hold_id: string }
    const [first, second] = [await reserve(), await reserve()]
    await sql.begin(async (transaction) => {
      for (const table of ['usage_holds', 'usage_counters', 'usage_ledger']) await transaction.unsafe(`update phoenix_private.${table} set month = (month - interval '1 month')::date where user_id = '${user}'`)
    })
    expect([(await reserve()).granted, (await reserve()).granted, (await reserve()).granted]).toEqual([true, true, false])
    const call = JSON.stringify({ hold: first!.hold_id })
    await sql`select phoenix_private.settle_usage(${user}, ${call}::text::jsonb, 'letters_generated')`
    await sql`update phoenix_private.usage_holds set expires_at = clock_timestamp() where hold_id = ${second!.hold_id}`
    await sql`select public.sweep_expired()`
    const months = await sql`select used, held, month = phoenix_private.month_of(now()) as this_month from phoenix_private.usage_counters where user_id = ${user} order by month`
    expect(months.map((row) => ({ ...row }))).toEqual([{ used: 1, held: 0, this_month: false }, { used: 0, held: 2, this_month: true }])
    expect(await sql`select * from phoenix_private.usage_imbalances where user_id = ${user}`).toHaveLength(0)
  })
})
