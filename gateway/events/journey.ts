import type { LoadJourneysRow } from '../db/rows.ts'
import type { Fact } from './fact.ts'

/** What one user's events come to. Times are ISO strings as the store has them. */
export interface Journey {
  readonly userId: string
  readonly events: number
  readonly firstActiveAt: string | null
  readonly lastActiveAt: string | null
  readonly apps: Readonly<Record<string, AppUse>>
  /** Day in the user's time zone → app → events. */
  readonly days: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly signals: Readonly<Record<string, Signal>>
}

export interface AppUse {
  readonly events: number
  readonly firstAt: string
  readonly lastAt: string
}

export interface Signal {
  readonly count: number
  readonly lastAt: string
}

/** Days that are kept: the longest rule looks 30 back, and late events may still come. */
const KEPT_DAYS = 35

export const journeyOf = (row: LoadJourneysRow): Journey => ({
  userId: row.userId, events: row.events, firstActiveAt: row.firstActiveAt, lastActiveAt: row.lastActiveAt,
  apps: row.apps as Journey['apps'], days: row.days as Journey['days'], signals: row.signals as Journey['signals'],
})

/** The journey after one more of its user's doings. Pure; in any order the sums are the same. */
export function fold(journey: Journey, fact: Fact, at: string, day: string): Journey {
  const { app, signals = [], score } = fact
  const named = [...signals, ...(score !== null && score !== undefined && score < 70 ? ['score_below_70'] : [])]
  const signed = named.reduce((all, name) => ({ ...all, [name]: { count: (all[name]?.count ?? 0) + 1, lastAt: later(all[name]?.lastAt ?? null, at) } }), journey.signals)
  if (fact.isHalf) return { ...journey, signals: signed }
  return {
    ...journey,
    events: journey.events + 1,
    firstActiveAt: earlier(journey.firstActiveAt, at),
    lastActiveAt: later(journey.lastActiveAt, at),
    apps: app === null ? journey.apps : { ...journey.apps, [app]: usedAgain(journey.apps[app], at) },
    days: keepRecent({ ...journey.days, [day]: { ...journey.days[day], [app ?? 'other']: (journey.days[day]?.[app ?? 'other'] ?? 0) + 1 } }),
    signals: signed,
  }
}

const usedAgain = (use: AppUse | undefined, at: string): AppUse =>
  ({ events: (use?.events ?? 0) + 1, firstAt: earlier(use?.firstAt ?? null, at), lastAt: later(use?.lastAt ?? null, at) })

const earlier = (one: string | null, other: string) => (one !== null && Date.parse(one) <= Date.parse(other) ? one : other)
const later = (one: string | null, other: string) => (one !== null && Date.parse(one) >= Date.parse(other) ? one : other)

function keepRecent(days: Journey['days']): Journey['days'] {
  const names = Object.keys(days)
  if (names.length <= KEPT_DAYS) return days
  return Object.fromEntries(names.sort().slice(-KEPT_DAYS).map((name) => [name, days[name]!]))
}

/** The day of an instant in a zone, `2026-11-25`. Formats are dear, so they are kept. */
export function createLocalDay(): (at: string, zone: string) => string {
  const known = new Map<string, Intl.DateTimeFormat>()
  return (at, zone) => {
    let format = known.get(zone)
    if (!format) known.set(zone, format = formatOf(zone))
    return format.format(new Date(at))
  }
}

/** Older apps may have left a zone that is none: it counts as ours, as in SQL. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const options = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
  try {
    return new Intl.DateTimeFormat('en-CA', { ...options, timeZone: zone })
  } catch {
    return new Intl.DateTimeFormat('en-CA', { ...options, timeZone: 'Europe/Paris' })
  }
}
