import { cleanLine } from './value.ts'
import type { Words } from './words.ts'

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`: what stands where is known. */
const DATE = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/
const WITH_MONTH = 'YYYY-MM'.length

export interface Period {
  startDate?: string | null
  endDate?: string | null
  current?: boolean | null
}

/** `2021-03` → "mars 2021". A CV does not name days; what is not a date is shown as it was given. */
function showDate(value: string, words: Words): string {
  if (value.length < WITH_MONTH || !DATE.test(value)) return value
  return `${words.months[Number(value.slice(5, 7)) - 1]} ${value.slice(0, 4)}`
}

/** "mars 2021 – aujourd’hui". Says no more than is known: a start without an end is only a start. */
export function showPeriod(period: Period, words: Words): string {
  const start = showDate(cleanLine(period.startDate), words)
  const end = showDate(cleanLine(period.endDate), words)
  if (!start && end) return DATE.test(cleanLine(period.endDate)) ? `${words.until} ${end}` : end
  if (!start) return period.current ? words.currentPosition : ''
  if (end) return end === start ? start : `${start} – ${end}`
  return period.current ? `${start} – ${words.today}` : start
}

/** A key that sorts by time (later is greater), or null without a date. A bare year counts as its end. */
function dateKey(value: string | null | undefined): string | null {
  const date = cleanLine(value)
  return DATE.test(date) ? date + '-12-31'.slice(date.length - 'YYYY'.length) : null
}

/** When something ended, or goes on (`~` sorts after every date), then when it began; null if neither is known. */
export function recency(period: Period): string | null {
  const start = dateKey(period.startDate)
  const end = period.current ? '~' : (dateKey(period.endDate) ?? start)
  return end && `${end} ${start ?? ''}`
}
