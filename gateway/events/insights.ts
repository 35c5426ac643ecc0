import type { LoadJourneyRow } from '../db/rows.ts'
import type { AppUse, Journey, Signal } from './journey.ts'
import type { Analysis } from './analyst.ts'

/*
 * What a journey tells, by rules that are written here and nowhere else. A number is counted, a score is computed from counts, and what
 * nothing is known of is null. Nothing is guessed: there are no probabilities.
 */

export const INDICATORS = ['ats_above_80', 'personalization_above_85', 'coaching_completed', 'objective_completed'] as const

export interface Insights {
  readonly apps: readonly (AppUse & { readonly app: 'cv' | 'letters' | 'rise' })[]
  readonly stage: 'preparing' | 'applying' | 'reflecting' | 'growing' | null
  readonly activity: { readonly total: number; readonly last7Days: number; readonly last30Days: number; readonly lastActiveAt: string | null }
  readonly regularity: { readonly activeDays: number; readonly perWeek: number } | null
  readonly indicators: readonly (Signal & { readonly indicator: (typeof INDICATORS)[number] })[]
  readonly engagement: number | null
  readonly recommendations: readonly Recommendation[]
  readonly analysis: Analysis | null
  readonly updatedAt: string | null
}

export interface Recommendation {
  readonly rule: string
  readonly app: 'cv' | 'letters' | 'rise' | 'ecosystem'
  /** The figures that made the rule fire. */
  readonly because: Readonly<Record<string, number>>
}

const ORDER = ['cv', 'letters', 'rise'] as const

/** @param row null: nothing was ever seen of this user */
export function insightsOf(row: LoadJourneyRow | null): Insights {
  const apps = (row?.apps ?? {}) as Journey['apps']
  const signals = (row?.signals ?? {}) as Journey['signals']
  const used = ORDER.flatMap((app) => (apps[app] ? [{ app, ...apps[app] }] : []))
  const counted = { last7Days: countSince(row, 7), last30Days: countSince(row, 30), activeDays: row ? daysSince(row, 30).length : 0 }
  const indicators = INDICATORS.flatMap((indicator) => (signals[indicator] ? [{ indicator, ...signals[indicator] }] : []))
  const total = row?.events ?? 0
  return {
    apps: used,
    stage: stageOf(new Set(used.map(({ app }) => app))),
    activity: { total, last7Days: counted.last7Days, last30Days: counted.last30Days, lastActiveAt: row?.lastActiveAt ?? null },
    regularity: total === 0 ? null : { activeDays: counted.activeDays, perWeek: Math.round((counted.activeDays / 30) * 7 * 10) / 10 },
    indicators,
    engagement: total === 0 ? null : engagementOf({ ...counted, indicators: indicators.length, apps: used.length }),
    recommendations: total === 0 ? [] : recommend({ apps, signals, ...counted, used: used.length }),
    analysis: (row?.analysis ?? null) as Analysis | null,
    updatedAt: row?.updatedAt ?? null,
  }
}

/** CV only: preparing. Letters: applying. Rise only: reflecting. Rise beside another: growing. */
function stageOf(used: ReadonlySet<string>): Insights['stage'] {
  if (used.has('rise')) return used.size > 1 ? 'growing' : 'reflecting'
  if (used.has('letters')) return 'applying'
  return used.has('cv') ? 'preparing' : null
}

/**
 * 0 to 100: up to 30 for activity (3 for each of ten events of the last 30 days), 15 for each of at most three success indicators, up to 25
 * for regularity (5 for each of five active days in 30), up to 10 for the apps (3, 6, 10 for one, two, three); never above 100.
 */
function engagementOf({ last30Days, activeDays, indicators, apps }: { last30Days: number; activeDays: number; indicators: number; apps: number }): number {
  const sum = Math.min(last30Days, 10) * 3 + Math.min(indicators, 3) * 15 + Math.min(activeDays, 5) * 5 + (apps === 0 ? 0 : [3, 6, 10][apps - 1]!)
  return Math.min(sum, 100)
}

interface Figures {
  readonly apps: Journey['apps']
  readonly signals: Journey['signals']
  readonly last7Days: number
  readonly used: number
}

function recommend({ apps, signals, last7Days, used }: Figures): Recommendation[] {
  const events = (app: string) => apps[app]?.events ?? 0
  const low = signals.score_below_70?.count ?? 0
  const rules: readonly (readonly [holds: boolean, recommendation: Recommendation])[] = [
    [events('cv') > 0 && events('letters') === 0, { rule: 'cv_without_letters', app: 'letters', because: { cv: events('cv'), letters: 0 } }],
    [events('letters') > 0 && events('rise') === 0, { rule: 'letters_without_rise', app: 'rise', because: { letters: events('letters'), rise: 0 } }],
    [used >= 2, { rule: 'several_apps', app: 'ecosystem', because: { apps: used } }],
    [last7Days < 3, { rule: 'few_events_this_week', app: 'ecosystem', because: { last7Days } }],
    [low > 2, { rule: 'scores_below_70', app: events('letters') > events('cv') ? 'letters' : 'cv', because: { scoresBelow70: low } }],
  ]
  return rules.filter(([holds]) => holds).map(([, recommendation]) => recommendation)
}

/** The days, today among the last `count`, in which anything was done. */
function daysSince({ days, today }: LoadJourneyRow, count: number): readonly Readonly<Record<string, number>>[] {
  const since = Date.parse(today) - count * 86_400_000
  return Object.entries(days as Journey['days']).filter(([day]) => Date.parse(day) > since).map(([, apps]) => apps)
}

const countSince = (row: LoadJourneyRow | null, count: number) =>
  (row ? daysSince(row, count) : []).reduce((sum, apps) => sum + Object.values(apps).reduce((all, n) => all + n, 0), 0)
