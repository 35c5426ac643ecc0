import type { Row } from '../../gateway/db/port.ts'
import { badUserInput } from '../../gateway/errors.ts'

/** As SQL puts it into `daily`: written days only. */
interface WrittenDay {
  readonly day: string
  readonly mood: number
  readonly confidence: number
  readonly entries: number
}

/** `days` of Viewer.mood, in its bounds. */
export function requireDays(days: number | null | undefined): number {
  const asked = days ?? 30
  if (asked < 1 || asked > 366) throw badUserInput([{ path: 'days', message: 'must be between 1 and 366.' }])
  return asked
}

/** The day so many days after another, both as `YYYY-MM-DD`. */
export function addDays(day: string, days: number): string {
  const moment = new Date(`${day}T00:00:00Z`)
  moment.setUTCDate(moment.getUTCDate() + days)
  return moment.toISOString().slice(0, 10)
}

/** The summary as the contract has it: days without an entry are there, empty. */
export function moodSummary(row: Row<'summarize_mood'>, days: number) {
  const written = new Map((row.daily as readonly WrittenDay[]).map((one) => [one.day, one]))
  return {
    timeZone: row.timeZone, firstDay: row.firstDay, lastDay: row.lastDay, trend: row.moodTrend, confidenceTrend: row.confidenceTrend,
    period: { mood: row.mood, confidence: row.confidence, writtenDays: row.writtenDays },
    last7Days: { mood: row.mood7Days, confidence: row.confidence7Days, writtenDays: row.written7Days },
    last30Days: { mood: row.mood30Days, confidence: row.confidence30Days, writtenDays: row.written30Days },
    daily: Array.from({ length: days }, (_, index) => {
      const date = addDays(row.firstDay, index)
      const { mood = null, confidence = null, entries = 0 } = written.get(date) ?? {}
      return { date, mood, confidence, entries }
    }),
  }
}

/** `from` and `to` of a list, in order and at most so many days apart. */
export function requirePeriod({ from, to }: { readonly from?: string | null; readonly to?: string | null }, most = Infinity) {
  if (from && to && to < from) throw badUserInput([{ path: 'to', message: 'is before from.' }])
  if (from && to && to >= addDays(from, Math.min(most, 100_000))) throw badUserInput([{ path: 'to', message: `must be at most ${most} days from the first.` }])
  return { from: from ?? null, to: to ?? null }
}
