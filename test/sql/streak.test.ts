import fc from '../seeded.ts'
import { describe, expect, test } from 'vitest'
import { addUser } from '../harness.ts'
import { useDatabase } from './arrange.ts'

const { sql } = await useDatabase()

/** A day as a number, for a model that can count. */
const number = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000
const text = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10)
const dayIn = (timeZone: string, at: Date) => number(at.toLocaleDateString('en-CA', { timeZone }))

/** The streak as one would count it on a calendar: from the last written day backwards, if it is not older than yesterday. */
function model(days: readonly number[], today: number) {
  const written = new Set(days)
  const last = days.length === 0 ? null : Math.max(...days)
  const runUpTo = (day: number) => {
    let length = 0
    while (written.has(day - length)) length += 1
    return length
  }
  return {
    current_days: last !== null && last >= today - 1 ? runUpTo(last) : 0, longest_days: Math.max(0, ...days.map(runUpTo)), last_day: last === null ? null : text(last), written_today: written.has(today),
  }
}

async function streak(user: string, today: number) {
  const [row] = await sql`select current_days, longest_days, last_day::text, written_today from phoenix_private.streak_of(${user}, ${text(today)}::text::date)`
  return { ...row }
}
const write = (user: string, days: readonly number[]) => sql`
  insert into public.journal_entries (user_id, day, logged_at, mood, confidence) select ${user}, d::date, now(), 5, 5 from unnest(${`{${days.map(text).join()}}`}::text[]) d`

const TODAY = number('2026-03-29')

test.each<readonly [string, readonly number[], number]>([
  ['nothing', [], 0], ['today', [0], 1], ['yesterday: today is not over', [-1], 1], ['the day before: broken', [-2], 0], ['a week, today included', [0, -1, -2, -3, -4, -5, -6], 7],
  ['a week up to yesterday', [-1, -2, -3, -4, -5, -6, -7], 7], ['a gap', [0, -1, -3, -4], 2], ['several entries a day', [0, 0, 0, -1, -1], 2], ['tomorrow, written before flying west', [1, 0, -1], 3],
])('%s', async (_what, ago, current) => {
  const user = await addUser(sql)
  await write(user, ago.map((days) => TODAY + days))
  expect(await streak(user, TODAY)).toMatchObject({ current_days: current })
})

describe('properties', () => {
  test('any days: as counted on a calendar', async () => {
    const days = fc.array(fc.integer({ min: -40, max: 1 }), { maxLength: 50 })
    await fc.assert(fc.asyncProperty(days, fc.integer({ min: 0, max: 3 }), async (offsets, later) => {
      const user = await addUser(sql)
      const written = offsets.map((offset) => TODAY + offset)
      await write(user, written)
      expect(await streak(user, TODAY + later)).toEqual(model(written, TODAY + later))
    }), { numRuns: 60 })
  })

  const zones = ['Europe/Paris', 'America/New_York', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/Cayenne', 'Indian/Reunion', 'Pacific/Noumea', 'America/Santiago']
  /** Hours around the nights when clocks change, in either hemisphere. */
  const moments = fc.tuple(fc.constantFrom('2025-03-30', '2025-10-26', '2025-04-06', '2025-09-07', '2025-12-31', '2024-02-28'), fc.integer({ min: -72 * 60, max: 72 * 60 }))
    .map(([day, minutes]) => new Date(Date.parse(`${day}T00:00:00Z`) + minutes * 60_000))

  test('a person who writes at any hour, moving from zone to zone: each entry keeps its day, and the streak is that of the days', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(moments, fc.constantFrom(...zones)), { minLength: 1, maxLength: 12 }), async (steps) => {
      const user = await addUser(sql)
      const days: number[] = []
      for (const [at, timezone] of steps) {
        await sql`update public.profiles set preferences = jsonb_build_object('timezone', ${timezone}::text) where id = ${user}`
        const [row] = await sql`select phoenix_private.day_of(${user}, ${at.toISOString()}::text::timestamptz)::text as day`
        expect(number(row!.day), `${at.toISOString()} in ${timezone}`).toBe(dayIn(timezone, at))
        days.push(number(row!.day))
      }
      await write(user, days)
      const [at, timezone] = steps.at(-1)!
      expect(await streak(user, dayIn(timezone, at))).toEqual(model(days, dayIn(timezone, at)))
    }), { numRuns: 40 })
  })

  test('writing every evening through the nights of a clock change breaks nothing, and neither does a flight', async () => {
    const user = await addUser(sql)
    const zone = (name: string) => sql`update public.profiles set preferences = jsonb_build_object('timezone', ${name}::text) where id = ${user}`
    const at = async (moment: string) => number((await sql`select phoenix_private.day_of(${user}, ${moment}::text::timestamptz)::text as day`)[0]!.day)
    await zone('Europe/Paris')
    // 23:30 in Paris, before and after 29 March 2026; then 00:30 of the 31st, late.
    const days = [await at('2026-03-27T22:30:00Z'), await at('2026-03-28T22:30:00Z'), await at('2026-03-29T21:30:00Z'), await at('2026-03-30T22:30:00Z')]
    expect(days.map(text)).toEqual(['2026-03-27', '2026-03-28', '2026-03-29', '2026-03-31'])
    await write(user, days.slice(0, 3))
    expect(await streak(user, await at('2026-03-30T21:59:00Z'))).toMatchObject({ current_days: 3 })
    await zone('America/Cayenne')
    expect(await streak(user, await at('2026-03-31T02:59:00Z'))).toMatchObject({ current_days: 3, last_day: '2026-03-29' })
    expect(await streak(user, await at('2026-04-01T03:00:00Z'))).toMatchObject({ current_days: 0, longest_days: 3 })
  })
})
