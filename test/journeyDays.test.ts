import { expect, test } from 'vitest'
import { createLocalDay } from '../gateway/events/journey.ts'
import { insightsOf } from '../gateway/events/insights.ts'
import { useDatabase } from './sql/arrange.ts'

/* A day is the user's, in the worker (which counts) as in SQL (which says what today is, and when a week begins). */

const { sql } = await useDatabase()
const localDay = createLocalDay()

test.each([
  // The clock goes forward and back: a day of 23 hours, one of 25, and the hour that comes twice.
  ['2026-03-28T22:59:59Z', 'Europe/Paris', '2026-03-28'], ['2026-03-28T23:00:00Z', 'Europe/Paris', '2026-03-29'], ['2026-03-29T00:59:59Z', 'Europe/Paris', '2026-03-29'],
  ['2026-03-29T21:59:59Z', 'Europe/Paris', '2026-03-29'], ['2026-03-29T22:00:00Z', 'Europe/Paris', '2026-03-30'],
  ['2026-10-24T22:00:00Z', 'Europe/Paris', '2026-10-25'], ['2026-10-25T00:30:00Z', 'Europe/Paris', '2026-10-25'], ['2026-10-25T01:30:00Z', 'Europe/Paris', '2026-10-25'],
  ['2026-10-25T22:59:59Z', 'Europe/Paris', '2026-10-25'], ['2026-10-25T23:00:00Z', 'Europe/Paris', '2026-10-26'],
  // A month and a year, in summer time, in winter time and elsewhere.
  ['2026-06-30T21:59:59.999Z', 'Europe/Paris', '2026-06-30'], ['2026-06-30T22:00:00Z', 'Europe/Paris', '2026-07-01'], ['2026-12-31T22:59:59Z', 'Europe/Paris', '2026-12-31'],
  ['2026-12-31T23:00:00Z', 'Europe/Paris', '2027-01-01'], ['2028-02-29T12:00:00Z', 'Europe/Paris', '2028-02-29'], ['2026-01-01T03:59:59Z', 'America/Martinique', '2025-12-31'],
  ['2026-01-31T20:00:00Z', 'Indian/Reunion', '2026-02-01'], ['2026-04-04T13:30:00Z', 'Pacific/Auckland', '2026-04-05'], ['2026-07-31T23:30:00+00:00', 'Pacific/Noumea', '2026-08-01'],
  // What older apps may have left.
  ['2026-06-30T22:00:00Z', '', '2026-07-01'], ['2026-06-30T22:00:00Z', 'Mars/Olympus', '2026-07-01'],
])('%s in %j is %s', async (at, zone, day) => {
  const [row] = await sql`select phoenix_private.local_day(${at}::timestamptz, jsonb_build_object('timezone', ${zone}::text))::text as day`
  // As load_journeys reads a preference that is empty.
  expect([row!.day, localDay(at, zone || 'Europe/Paris')]).toEqual([day, day])
})

test('windows of days are whole days, also over a change of the clock and a month', () => {
  const days = { '2026-10-19': { cv: 1 }, '2026-10-20': { cv: 10 }, '2026-10-25': { cv: 100 }, '2026-10-26': { cv: 1000 }, '2026-09-27': { cv: 10_000 }, '2026-09-26': { cv: 100_000 } }
  const { activity, regularity } = insightsOf({ events: 111_111, firstActiveAt: null, lastActiveAt: null, apps: {}, days, signals: {}, analysis: null, updatedAt: '2026-10-26T10:00:00Z', today: '2026-10-26' })
  expect([activity.last7Days, activity.last30Days, regularity]).toEqual([1110, 11_111, { activeDays: 5, perWeek: 1.2 }])
})
