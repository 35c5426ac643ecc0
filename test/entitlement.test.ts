import { describe, expect, test } from 'vitest'
import { openGateway } from './harness.ts'
import type { Member } from './harness.ts'
import { codesOf, done, inputs, issuesOf } from './samples.ts'

const gateway = await openGateway()
const free = ['CV', 'LETTERS', 'RISE', 'ECOSYSTEM'].map((app) => [app, 'FREE'])
const tiers = async (member: Member) => Object.values((await member.ask('{ viewer { CV: tier(app: CV) LETTERS: tier(app: LETTERS) RISE: tier(app: RISE) ECOSYSTEM: tier(app: ECOSYSTEM) } }')).data.viewer)
const usage = async (member: Member, feature = 'CV_GENERATIONS') =>
  (await member.ask('{ viewer { usage { features { feature used held limit remaining unlimited resetsAt } } } }')).data.viewer.usage.features.find((one: { feature: string }) => one.feature === feature)
const can = (member: Member, feature: string, amount?: unknown) =>
  member.ask('query ($feature: Feature!, $amount: Int) { viewer { can(feature: $feature, amount: $amount) { allowed reason requiredTier } } }', { feature, ...(amount === undefined ? {} : { amount }) })

describe('signed out', () => {
  test('there is no viewer, and the catalogues can be read', async () => {
    const { errors, data } = await gateway.ask('{ viewer { id } plans { id name apps tier price { amount currency } features limits { feature limit unlimited } } cvTemplates { id name tier layout } }')
    expect(errors).toBeUndefined()
    expect(data.viewer).toBeNull()
    expect(data.plans.map(({ apps, tier, price }: any) => [apps, tier, price.amount, price.currency])).toEqual([
      [['CV', 'LETTERS', 'RISE'], 'FREE', 0, 'EUR'], [['CV'], 'PREMIUM', 799, 'EUR'], [['LETTERS'], 'PREMIUM', 999, 'EUR'], [['CV', 'LETTERS', 'RISE'], 'PREMIUM', 1599, 'EUR'],
    ])
    expect(data.plans[0].limits).toEqual([['CV_GENERATIONS', 3], ['CV_UPLOADS', 5], ['LETTERS_GENERATED', 2], ['MIRROR_MATCH', 1], ['COACHING_SESSIONS', 1]].map(([feature, limit]) => ({ feature, limit, unlimited: false })))
    expect(data.plans[1].limits).toEqual(['CV_GENERATIONS', 'CV_UPLOADS'].map((feature) => ({ feature, limit: null, unlimited: true })))
    expect(data.cvTemplates.map((one: { tier: string }) => one.tier)).toEqual([...Array(5).fill('FREE'), ...Array(15).fill('PREMIUM')])
    expect(new Set(data.cvTemplates.map((one: { layout: string }) => one.layout)).size).toBeGreaterThanOrEqual(4)
  })

  test('a mutation asks to sign in, and touches nothing', async () => {
    gateway.asked.length = 0
    const refused = await gateway.ask('mutation { updateProfile(input: { fullName: "x" }) { profile { id } } }')
    expect([refused.data, codesOf(refused)]).toEqual([{ updateProfile: null }, ['UNAUTHENTICATED']])
    expect(gateway.asked).toEqual([])
  })
})

describe('the viewer', () => {
  test('profile and three free subscriptions are there from the start', async () => {
    const ada = await gateway.member({ email: 'ada@example.org' })
    const { data } = await ada.ask('{ viewer { profile { email fullName avatarUrl bestTier language timeZone emailNotifications marketingEmails cvsGenerated version } subscriptions { app tier status counts currentPeriodEnd } } }')
    expect(data.viewer).toEqual({
      profile: { email: 'ada@example.org', fullName: null, avatarUrl: null, bestTier: 'FREE', language: 'FR', timeZone: 'Europe/Paris', emailNotifications: true, marketingEmails: false, cvsGenerated: 0, version: 1 },
      subscriptions: ['CV', 'LETTERS', 'RISE'].map((app) => ({ app, tier: 'FREE', status: 'ACTIVE', counts: true, currentPeriodEnd: null })),
    })
    expect((await (await gateway.member({ email: null })).ask('{ viewer { profile { email } } }')).data.viewer.profile.email).toBeNull()
  })

  test('a free month: its limits, its ends, in UTC', async () => {
    const { data } = await (await gateway.member()).ask('{ viewer { usage { periodStart periodEnd features { feature used held limit remaining unlimited resetsAt } } } }')
    const { periodStart, periodEnd, features } = data.viewer.usage
    const [row] = await gateway.sql`select to_jsonb(date_trunc('month', now() at time zone 'UTC')) as start, to_jsonb(date_trunc('month', now() at time zone 'UTC') + interval '1 month') as end`
    expect([periodStart, periodEnd]).toEqual([`${row!.start}.000Z`, `${row!.end}.000Z`])
    expect(features.map((one: any) => [one.feature, one.limit, one.remaining])).toEqual([['CV_GENERATIONS', 3, 3], ['CV_UPLOADS', 5, 5], ['LETTERS_GENERATED', 2, 2], ['MIRROR_MATCH', 1, 1], ['COACHING_SESSIONS', 1, 1]])
    for (const one of features) expect(one).toMatchObject({ used: 0, held: 0, unlimited: false, resetsAt: periodEnd })
  })

  test('CV premium unlocks CV only; the bundle covers all; PRO is at least PREMIUM', async () => {
    expect(await tiers(await gateway.member())).toEqual(free.map(([, tier]) => tier))
    const cv = await gateway.member({ tier: 'premium', app: 'cv' })
    expect(await tiers(cv)).toEqual(['PREMIUM', 'FREE', 'FREE', 'FREE'])
    expect(await usage(cv)).toMatchObject({ limit: null, remaining: null, unlimited: true })
    expect(await usage(cv, 'LETTERS_GENERATED')).toMatchObject({ limit: 2, remaining: 2, unlimited: false })
    expect(await tiers(await gateway.member({ tier: 'premium' }))).toEqual(Array(4).fill('PREMIUM'))
    const both = await gateway.member({ tier: 'premium' })
    await gateway.sql`update public.user_subscriptions set subscription_tier = 'pro' where user_id = ${both.id} and app_name = 'cv'`
    expect(await tiers(both)).toEqual(['PRO', 'PREMIUM', 'PREMIUM', 'PREMIUM'])
    expect(await usage(both)).toMatchObject({ unlimited: true })
    const { data } = await both.ask('{ viewer { profile { bestTier } subscriptions { app tier } } }')
    expect(data.viewer).toEqual({ profile: { bestTier: 'PRO' }, subscriptions: [{ app: 'CV', tier: 'PRO' }, { app: 'LETTERS', tier: 'FREE' }, { app: 'RISE', tier: 'FREE' }, { app: 'ECOSYSTEM', tier: 'PREMIUM' }] })
  })

  test('an upgrade in the middle of the month counts at once, and a downgrade too', async () => {
    const ada = await gateway.member()
    for (let n = 0; n < 3; n += 1) await done(ada, 'generateCv', inputs.generateCv())
    expect((await can(ada, 'CV_GENERATIONS')).data.viewer.can).toEqual({ allowed: false, reason: 'LIMIT_REACHED', requiredTier: 'PREMIUM' })
    await gateway.sql`update public.user_subscriptions set subscription_tier = 'premium' where user_id = ${ada.id} and app_name = 'cv'`
    expect((await can(ada, 'CV_GENERATIONS')).data.viewer.can).toEqual({ allowed: true, reason: 'ALLOWED', requiredTier: null })
    expect((await done(ada, 'generateCv', inputs.generateCv())).usage).toEqual({ feature: 'CV_GENERATIONS', used: 4, held: 0, limit: null, remaining: null })
    await gateway.sql`update public.user_subscriptions set current_period_end = now() - interval '73 hours' where user_id = ${ada.id} and app_name = 'cv'`
    expect(await usage(ada)).toMatchObject({ used: 4, limit: 3, remaining: 0, unlimited: false })
  })

  test('a limit is a row, read at use', async () => {
    const ada = await gateway.member()
    await gateway.sql`update public.usage_limits set monthly_limit = 0 where feature = 'mirror_match' and tier = 'free'`
    expect((await can(ada, 'MIRROR_MATCH')).data.viewer.can).toEqual({ allowed: false, reason: 'TIER_REQUIRED', requiredTier: 'PREMIUM' })
    await gateway.sql`update public.usage_limits set monthly_limit = 1 where feature = 'mirror_match' and tier = 'free'`
    expect((await can(ada, 'MIRROR_MATCH')).data.viewer.can).toMatchObject({ allowed: true })
  })
})

describe('can', () => {
  test.each([
    ['CV_GENERATIONS', undefined, 'ALLOWED', null], ['CV_GENERATIONS', 3, 'ALLOWED', null], ['CV_GENERATIONS', 4, 'TIER_REQUIRED', 'PREMIUM'], ['CV_GENERATIONS', 100_000, 'TIER_REQUIRED', 'PREMIUM'],
    ['LETTERS_GENERATED', 2, 'ALLOWED', null], ['COACHING_SESSIONS', 2, 'TIER_REQUIRED', 'PREMIUM'],
  ])('%s × %s → %s', async (feature, amount, reason, requiredTier) => {
    const ada = await gateway.member()
    const { data, errors } = await can(ada, feature, amount)
    expect(errors).toBeUndefined()
    expect(data.viewer.can).toEqual({ allowed: reason === 'ALLOWED', reason, requiredTier })
    expect(await usage(ada, feature)).toMatchObject({ used: 0, held: 0 })
  })

  test('of what is left', async () => {
    const ada = await gateway.member()
    await done(ada, 'generateCv', inputs.generateCv())
    expect((await can(ada, 'CV_GENERATIONS', 2)).data.viewer.can).toMatchObject({ reason: 'ALLOWED' })
    expect((await can(ada, 'CV_GENERATIONS', 3)).data.viewer.can).toEqual({ allowed: false, reason: 'LIMIT_REACHED', requiredTier: 'PREMIUM' })
  })

  test('premium may as often as it likes', async () => expect((await can(await gateway.member({ tier: 'premium' }), 'CV_UPLOADS', 100_000)).data.viewer.can).toEqual({ allowed: true, reason: 'ALLOWED', requiredTier: null }))

  test.each([0, -1, -2_147_483_648, 100_001, 2_147_483_647, null])('amount %s is refused', async (amount) => {
    const refused = await can(await gateway.member(), 'CV_GENERATIONS', amount)
    expect(codesOf(refused)).toEqual(['BAD_USER_INPUT'])
    expect(issuesOf(refused).map((issue) => issue.path)).toEqual(['amount'])
  })

  test.each([2_147_483_648, 1.5, '1', 1e300])('amount %j is no Int', async (amount) => {
    const refused = await can(await gateway.member(), 'CV_GENERATIONS', amount)
    expect([codesOf(refused), issuesOf(refused).map((issue) => issue.path), refused.data]).toEqual([['BAD_USER_INPUT'], ['amount'], undefined])
  })
})
