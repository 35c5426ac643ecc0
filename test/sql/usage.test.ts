import { describe, expect, test } from 'vitest'
import { addUser } from '../harness.ts'
import { refusalOf, useDatabase } from './arrange.ts'

const { sql } = await useDatabase()

const check = async (user: string | null, feature: string | null, increment: number | null = 1) => {
  const [row] = await sql`select public.check_usage_limit(${user}, ${feature}, ${increment}) as answer`
  return row!.answer as { can_use: boolean; current_usage: number; usage_limit: number; remaining: number; period_start: string; period_end: string }
}
const reserve = async (user: string, feature: string, amount = 1) => {
  const [row] = await sql`select granted, hold_id, (usage).used, (usage).held, (usage).remaining from public.reserve_usage(${user}, ${feature}, ${amount})`
  return row as unknown as { granted: boolean; hold_id: string | null; used: number; held: number; remaining: number | null }
}
const release = async (user: string, hold: string | null) => (await sql`select public.release_usage(${user}, ${hold}) as done`)[0]!.done as boolean
const settle = (user: string, hold: string | null, feature: string) =>
  sql`select (s).used, (s).held, (s).remaining from phoenix_private.settle_usage(${user}, ${JSON.stringify({ hold })}::text::jsonb, ${feature}) s`.then(([row]) => ({ ...row }))
const lapse = (hold: string) => sql`update phoenix_private.usage_holds set expires_at = clock_timestamp() - interval '1 second' where hold_id = ${hold}`
/** As if so much time had gone by for whoever holds something. */
const pass = async (user: string, minutes: number) => {
  await sql`update phoenix_private.usage_holds set expires_at = expires_at - make_interval(mins => ${minutes}) where user_id = ${user}`
  await sql`update phoenix_private.usage_counters set lapses_at = lapses_at - make_interval(mins => ${minutes}) where user_id = ${user}`
}
/** When its counter looks for what has lapsed: as soon as this hold does, or not known. */
const looksFor = async (user: string) => {
  const [row] = await sql`
    select c.lapses_at, (select h.hold_id from phoenix_private.usage_holds h where h.user_id = c.user_id and h.expires_at = c.lapses_at) as hold
      from phoenix_private.usage_counters c where c.user_id = ${user}`
  return row!.lapses_at === null ? 'not known' : row!.hold as string | null
}
const tier = (user: string, app: string, to: string) => sql`
  insert into public.user_subscriptions (user_id, app_name, subscription_tier, subscription_status) values (${user}, ${app}, ${to}, 'active')
  on conflict (user_id, app_name) do update set subscription_tier = excluded.subscription_tier`
const usage = async (user: string, feature: string) => {
  const [row] = await sql`select used, held, monthly_limit, remaining, unlimited from public.load_usage(${user}) where feature = ${feature}`
  return { ...row }
}
const entries = async (user: string) =>
  (await sql`select entry from phoenix_private.usage_ledger where user_id = ${user} order by entry_id`).map(({ entry }) => entry)
const imbalances = async () => (await sql`select * from phoenix_private.usage_imbalances`).map((row) => ({ ...row }))
const utcMonth = (offset: number) => {
  const now = new Date()
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset))
}

describe('check_usage_limit', () => {
  test('takes at once, and tells the state after', async () => {
    const ada = await addUser(sql)
    expect(await check(ada, 'cv_generations')).toMatchObject({ can_use: true, current_usage: 1, usage_limit: 3, remaining: 2 })
    expect(await check(ada, 'cv_generations', 2)).toMatchObject({ can_use: true, current_usage: 3, usage_limit: 3, remaining: 0 })
    expect(await check(ada, 'cv_generations')).toMatchObject({ can_use: false, current_usage: 3, remaining: 0 })
    expect(await entries(ada)).toEqual(['take', 'take'])
  })

  test('gives all or nothing', async () => {
    const ada = await addUser(sql)
    expect(await check(ada, 'cv_generations', 4)).toMatchObject({ can_use: false, current_usage: 0, remaining: 3 })
    expect(await entries(ada)).toEqual([])
  })

  test('with 0 only looks', async () => {
    const ada = await addUser(sql)
    expect(await check(ada, 'mirror_match', 0)).toMatchObject({ can_use: true, current_usage: 0, usage_limit: 1, remaining: 1 })
    const [rows] = await sql`select count(*)::int as count from phoenix_private.usage_counters where user_id = ${ada}`
    expect(rows!.count).toBe(0)
    await check(ada, 'mirror_match')
    expect(await check(ada, 'mirror_match', 0)).toMatchObject({ can_use: false, current_usage: 1, remaining: 0 })
    expect(await entries(ada)).toEqual(['take'])
  })

  test('takes one by default', async () => {
    const ada = await addUser(sql)
    const [row] = await sql`select public.check_usage_limit(${ada}, 'cv_uploads') as answer`
    expect(row!.answer).toMatchObject({ can_use: true, current_usage: 1, usage_limit: 5 })
  })

  test('says -1 for what is unlimited, and counts it all the same', async () => {
    const ada = await addUser(sql)
    await tier(ada, 'cv', 'premium')
    expect(await check(ada, 'cv_generations', 0)).toMatchObject({ can_use: true, current_usage: 0, usage_limit: -1, remaining: -1 })
    expect(await check(ada, 'cv_generations', 50)).toMatchObject({ can_use: true, current_usage: 50, usage_limit: -1, remaining: -1 })
    expect(await usage(ada, 'cv_generations')).toEqual({ used: 50, held: 0, monthly_limit: null, remaining: null, unlimited: true })
    expect(await check(ada, 'letters_generated', 0)).toMatchObject({ usage_limit: 2, remaining: 2 })
  })

  test('never says less than 0 after a downgrade, and refuses', async () => {
    const ada = await addUser(sql)
    await tier(ada, 'cv', 'premium')
    await check(ada, 'cv_generations', 50)
    await tier(ada, 'cv', 'free')
    expect(await check(ada, 'cv_generations', 0)).toMatchObject({ can_use: false, current_usage: 50, usage_limit: 3, remaining: 0 })
    expect(await check(ada, 'cv_generations')).toMatchObject({ can_use: false, current_usage: 50, remaining: 0 })
    expect(await usage(ada, 'cv_generations')).toEqual({ used: 50, held: 0, monthly_limit: 3, remaining: 0, unlimited: false })
  })

  test('counts what is held', async () => {
    const ada = await addUser(sql)
    await reserve(ada, 'cv_generations', 2)
    expect(await check(ada, 'cv_generations', 0)).toMatchObject({ can_use: true, current_usage: 2, remaining: 1 })
    expect(await check(ada, 'cv_generations', 2)).toMatchObject({ can_use: false, current_usage: 2 })
  })

  test.each([null, '00000000-0000-4000-8000-000000000000'])('user %s may nothing, and nothing is written', async (user) => {
    const before = await sql`select count(*)::int as count from phoenix_private.usage_counters`
    expect(await check(user, 'cv_generations')).toMatchObject({ can_use: false, current_usage: 0, remaining: 0 })
    expect(await check(user, 'cv_generations', 0)).toMatchObject({ can_use: false })
    expect(await sql`select count(*)::int as count from phoenix_private.usage_counters`).toEqual(before)
  })

  test.each([
    ['cv_generations', -1, 'p_increment'], ['cv_generations', null, 'p_increment'], ['cv_generations', 100_001, 'p_increment'], ['cv_generations', -2_147_483_648, 'p_increment'],
    ['nothing', 1, 'p_feature'], ['', 1, 'p_feature'], [null, 1, 'p_feature'], ['cv_generations_used', 1, 'p_feature'], ["x' or true", 0, 'p_feature'],
  ])('refuses feature %s with increment %s as PT400 that says where', async (feature, increment, path) => {
    const ada = await addUser(sql)
    const refusal = await refusalOf(check(ada, feature, increment))
    expect(refusal).toMatchObject({ code: 'PT400', hint: 'BAD_USER_INPUT', details: { issues: [{ path, message: expect.any(String) }] } })
    expect(await refusalOf(check(null, feature, increment))).toMatchObject({ code: 'PT400' })
    expect(await entries(ada)).toEqual([])
  })

  test.each(['Europe/Paris', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'UTC'])('is one UTC month for a session in %s', async (zone) => {
    const ada = await addUser(sql)
    await check(ada, 'cv_generations')
    await sql.begin(async (transaction) => {
      await transaction`select set_config('timezone', ${zone}, true)`
      const [row] = await transaction`select public.check_usage_limit(${ada}, 'cv_generations') as answer`
      expect(row!.answer.current_usage).toBe(2)
      expect(new Date(row!.answer.period_start)).toEqual(utcMonth(0))
      expect(new Date(row!.answer.period_end)).toEqual(utcMonth(1))
      const [wide] = await transaction`select cv_generations_used, period_start, period_end from public.user_usage_limits where user_id = ${ada}`
      expect({ ...wide }).toEqual({ cv_generations_used: 2, period_start: utcMonth(0), period_end: utcMonth(1) })
    })
    const months = await sql`select month from phoenix_private.usage_counters where user_id = ${ada}`
    expect(months).toHaveLength(1)
  })

  test.each([
    ['2026-10-31T23:30:00Z', '2026-10-01'], ['2026-11-01T00:00:00+01', '2026-10-01'], ['2026-11-01T00:00:00Z', '2026-11-01'], ['2026-12-31T23:59:59.999999Z', '2026-12-01'],
  ])('%s belongs to the month of %s', async (at, month) => {
    const [row] = await sql`select phoenix_private.month_of(${at}::text::timestamptz)::text as month`
    expect(row!.month).toBe(month)
  })
})

describe('holds', () => {
  test('held, then used', async () => {
    const ada = await addUser(sql)
    const hold = await reserve(ada, 'cv_generations', 2)
    expect(hold).toMatchObject({ granted: true, used: 0, held: 2, remaining: 1 })
    expect(await settle(ada, hold.hold_id, 'cv_generations')).toEqual({ used: 2, held: 0, remaining: 1 })
    expect(await entries(ada)).toEqual(['hold', 'settle'])
  })

  test('never held: a save takes its units itself, to the limit and not over it, and they are settled', async () => {
    const ada = await addUser(sql)
    const take = (units: number | string) =>
      sql`select (s).used, (s).held, (s).remaining from phoenix_private.settle_usage(${ada}, ${JSON.stringify({ take: units })}::text::jsonb, 'cv_generations') s`.then(([row]) => ({ ...row }))
    expect(await take(2)).toEqual({ used: 2, held: 0, remaining: 1 })
    expect(await refusalOf(take(2))).toMatchObject({
      code: 'PT402', hint: 'USAGE_LIMIT_EXCEEDED', details: { feature: 'CV_GENERATIONS', limit: 3, used: 2, held: 0, remaining: 1, resetsAt: utcMonth(1).toISOString() },
    })
    for (const units of [0, -1]) expect(await refusalOf(take(units))).toMatchObject({ code: 'PT409' })
    // A unit that is held counts; one that lapsed is found.
    const held = await reserve(ada, 'cv_generations')
    expect(await refusalOf(take(1))).toMatchObject({ code: 'PT402', details: { used: 2, held: 1 } })
    await lapse(held.hold_id!)
    expect(await take(1)).toEqual({ used: 3, held: 0, remaining: 0 })
    expect(await entries(ada)).toEqual(['settle', 'hold', 'expire', 'settle'])
    expect(await imbalances()).toEqual([])
  })

  test('held, then given back; again does nothing', async () => {
    const ada = await addUser(sql)
    const { hold_id } = await reserve(ada, 'mirror_match')
    expect(await release(ada, hold_id)).toBe(true)
    expect(await release(ada, hold_id)).toBe(false)
    expect(await usage(ada, 'mirror_match')).toMatchObject({ used: 0, held: 0, remaining: 1 })
    expect(await refusalOf(settle(ada, hold_id, 'mirror_match'))).toMatchObject({ code: 'PT409', hint: 'CONFLICT' })
    expect(await entries(ada)).toEqual(['hold', 'release'])
  })

  test('releasing a settled hold does nothing, and settling twice is a conflict', async () => {
    const ada = await addUser(sql)
    const { hold_id } = await reserve(ada, 'cv_uploads')
    await settle(ada, hold_id, 'cv_uploads')
    expect(await release(ada, hold_id)).toBe(false)
    expect(await refusalOf(settle(ada, hold_id, 'cv_uploads'))).toMatchObject({ code: 'PT409' })
    expect(await usage(ada, 'cv_uploads')).toMatchObject({ used: 1, held: 0 })
  })

  test('nobody settles or releases another\'s hold, nor settles one for another feature, nor none', async () => {
    const [ada, bob] = [await addUser(sql), await addUser(sql)]
    const { hold_id } = await reserve(ada, 'cv_uploads')
    expect(await release(bob, hold_id)).toBe(false)
    expect(await refusalOf(settle(bob, hold_id, 'cv_uploads'))).toMatchObject({ code: 'PT409' })
    expect(await refusalOf(settle(ada, hold_id, 'cv_generations'))).toMatchObject({ code: 'PT409' })
    expect(await refusalOf(settle(ada, null, 'cv_uploads'))).toMatchObject({ code: 'PT409' })
    expect(await usage(ada, 'cv_uploads')).toMatchObject({ used: 0, held: 1 })
  })

  test('what lapsed is free for the next, and no longer shown, swept or not', async () => {
    const ada = await addUser(sql)
    const { hold_id } = await reserve(ada, 'mirror_match')
    expect((await reserve(ada, 'mirror_match')).granted).toBe(false)
    await lapse(hold_id!)
    expect(await usage(ada, 'mirror_match')).toMatchObject({ used: 0, held: 0, remaining: 1 })
    expect(await check(ada, 'mirror_match', 0)).toMatchObject({ can_use: true, current_usage: 0 })
    expect((await reserve(ada, 'mirror_match')).granted).toBe(true)
    expect(await entries(ada)).toEqual(['hold', 'expire', 'hold'])
  })

  test('a counter that always holds something looks for what lapsed once it may have, and then not until the next may', async () => {
    const ada = await addUser(sql)
    await tier(ada, 'cv', 'premium')
    const first = await reserve(ada, 'cv_generations', 2)
    expect(await looksFor(ada)).toBe(first.hold_id)
    await pass(ada, 3)
    const second = await reserve(ada, 'cv_generations')
    expect(await settle(ada, first.hold_id, 'cv_generations')).toMatchObject({ used: 2, held: 1 })
    // Nothing lapses before this, though what lapses then is settled.
    expect(await looksFor(ada)).toBe(first.hold_id)
    await pass(ada, 8)
    const third = await reserve(ada, 'cv_generations', 3)
    expect(third).toMatchObject({ used: 2, held: 4 })
    expect(await looksFor(ada)).toBe(second.hold_id)

    await pass(ada, 3)
    const fourth = await reserve(ada, 'cv_generations', 5)
    expect(fourth).toMatchObject({ used: 2, held: 8 })
    expect(await settle(ada, third.hold_id, 'cv_generations')).toMatchObject({ used: 5, held: 5 })
    expect(await looksFor(ada)).toBe(second.hold_id)
    await sql`select public.sweep_expired()`
    expect(await release(ada, second.hold_id)).toBe(false)
    const fifth = await reserve(ada, 'cv_generations', 7)
    expect(fifth).toMatchObject({ used: 5, held: 12 })
    expect(await looksFor(ada)).toBe(fourth.hold_id)
    await release(ada, fifth.hold_id)
    expect(await settle(ada, fourth.hold_id, 'cv_generations')).toMatchObject({ used: 10, held: 0 })
    const next = await reserve(ada, 'cv_generations')
    expect(await looksFor(ada)).toBe(next.hold_id)
    expect(await imbalances()).toEqual([])
  })

  test('a counter from before that was known looks, and knows', async () => {
    const ada = await addUser(sql)
    await tier(ada, 'cv', 'premium')
    const [first, second] = [await reserve(ada, 'cv_generations'), await reserve(ada, 'cv_generations', 2)]
    await sql`update phoenix_private.usage_counters set lapses_at = null where user_id = ${ada}`
    await lapse(first.hold_id!)
    const third = await reserve(ada, 'cv_generations', 4)
    expect(third).toMatchObject({ used: 0, held: 6 })
    expect(await looksFor(ada)).toBe(first.hold_id)
    await sql`update phoenix_private.usage_counters set lapses_at = null where user_id = ${ada}`
    expect(await settle(ada, third.hold_id, 'cv_generations')).toMatchObject({ used: 4, held: 2 })
    await release(ada, first.hold_id)
    expect(await settle(ada, second.hold_id, 'cv_generations')).toMatchObject({ used: 6, held: 0 })
    await sql`update phoenix_private.usage_counters set lapses_at = null where user_id = ${ada}`
    const fourth = await reserve(ada, 'cv_generations')
    expect(await looksFor(ada)).toBe(fourth.hold_id)
  })

  test('settling what lapsed takes the unit anew, or is PT402 with the whole state', async () => {
    const ada = await addUser(sql)
    const first = await reserve(ada, 'mirror_match')
    await lapse(first.hold_id!)
    await sql`select public.sweep_expired()`
    expect(await settle(ada, first.hold_id, 'mirror_match')).toEqual({ used: 1, held: 0, remaining: 0 })
    expect(await entries(ada)).toEqual(['hold', 'expire', 'take'])
    expect(await release(ada, first.hold_id)).toBe(false)

    const bob = await addUser(sql)
    const late = await reserve(bob, 'mirror_match')
    await lapse(late.hold_id!)
    await check(bob, 'mirror_match')
    expect(await refusalOf(settle(bob, late.hold_id, 'mirror_match'))).toMatchObject({
      code: 'PT402', hint: 'USAGE_LIMIT_EXCEEDED',
      details: { feature: 'MIRROR_MATCH', limit: 1, used: 1, held: 0, remaining: 0, resetsAt: utcMonth(1).toISOString() },
    })
  })

  test('a hold that lapsed but was given to nobody is still its owner\'s to settle', async () => {
    const ada = await addUser(sql)
    const { hold_id } = await reserve(ada, 'mirror_match')
    await lapse(hold_id!)
    expect(await settle(ada, hold_id, 'mirror_match')).toEqual({ used: 1, held: 0, remaining: 0 })
    expect(await entries(ada)).toEqual(['hold', 'settle'])
  })

  test('a hold belongs to the month it was taken in', async () => {
    const ada = await addUser(sql)
    const { hold_id } = await reserve(ada, 'mirror_match')
    await sql.begin(async (transaction) => {
      for (const table of ['usage_holds', 'usage_counters', 'usage_ledger']) {
        await transaction.unsafe(`update phoenix_private.${table} set month = (month - interval '1 month')::date where user_id = '${ada}'`)
      }
    })
    expect(await usage(ada, 'mirror_match')).toMatchObject({ used: 0, held: 0, remaining: 1 })
    expect(await settle(ada, hold_id, 'mirror_match')).toEqual({ used: 0, held: 0, remaining: 1 })
    const [old] = await sql`select used, held, month < phoenix_private.month_of(now()) as past from phoenix_private.usage_counters where user_id = ${ada}`
    expect({ ...old }).toEqual({ used: 1, held: 0, past: true })
  })

  test.each([[0, 'PT400'], [-1, 'PT400'], [null, 'PT400'], [100_001, 'PT400']])('reserving %s is %s', async (amount, code) => {
    const ada = await addUser(sql)
    expect((await refusalOf(sql`select * from public.reserve_usage(${ada}, 'cv_uploads', ${amount})`)).code).toBe(code)
  })

  test('an account that is gone is PT401', async () => {
    for (const actor of [null, crypto.randomUUID()]) {
      expect(await refusalOf(sql`select * from public.reserve_usage(${actor}, 'cv_uploads', 1)`)).toMatchObject({ code: 'PT401', hint: 'UNAUTHENTICATED' })
    }
  })
})

test('the ledger was right at the end of all of this, and an imbalance would be seen', async () => {
  expect(await imbalances()).toEqual([])
  const ada = await addUser(sql)
  await check(ada, 'cv_uploads')
  for (const column of ['used', 'held']) {
    await sql.unsafe(`update phoenix_private.usage_counters set ${column} = ${column} + 1 where user_id = '${ada}'`)
    expect(await imbalances()).toMatchObject([{ user_id: ada }])
    await sql.unsafe(`update phoenix_private.usage_counters set ${column} = ${column} - 1 where user_id = '${ada}'`)
  }
  await sql`delete from phoenix_private.usage_counters where user_id = ${ada}`
  expect(await imbalances()).toMatchObject([{ user_id: ada, ledger_used: expect.anything() }])
})
