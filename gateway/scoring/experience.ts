/** A position as a structured profile has it: dates are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
export interface Position {
  readonly startDate?: string | null
  readonly endDate?: string | null
  readonly current?: boolean | null
}

/** Months since the year 0. A year alone begins in January, and ends with December. */
function monthOf(date: string, end: boolean): number {
  const [year, month] = date.split('-').map(Number)
  return year! * 12 + (month === undefined ? (end ? 11 : 0) : month - 1)
}

/**
 * Years of experience, in tenths: the months that at least one position covers, counted once. A position without a start, or
 * with neither an end nor "current", counts for nothing. Null where no position has dates.
 * @param today `YYYY-MM-DD`
 */
export function yearsOfExperience(positions: readonly Position[], today: string): number | null {
  const spans = positions.flatMap(({ startDate, endDate, current }) => {
    const end = current ? today : endDate
    if (!startDate || !end) return []
    const [from, to] = [monthOf(startDate, false), Math.min(monthOf(end, true), monthOf(today, true))]
    return to < from ? [] : [{ from, to }]
  }).sort((a, b) => a.from - b.from)
  if (spans.length === 0) return null
  let [months, reached] = [0, -1]
  for (const { from, to } of spans) {
    months += Math.max(0, to - Math.max(from, reached + 1) + 1)
    reached = Math.max(reached, to)
  }
  return Math.round(months / 1.2) / 10
}
