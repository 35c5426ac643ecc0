import type { ClaimPhoenixEventsRow } from '../db/rows.ts'

/** An event as a consumer gets it: the row, and how the gateway spells its type, app and data today. */
export type PhoenixEvent = ClaimPhoenixEventsRow

/** What an event says about its user's way. */
export interface Fact {
  /** The app it was done in; null where it is no use of an app. */
  readonly app: 'cv' | 'letters' | 'rise' | null
  /** What the user achieved, by the names of `signals` in insights.ts. */
  readonly signals?: readonly string[]
  /** Measured by a rule, 0 to 100; null or absent where nothing was. */
  readonly score?: number | null
  /** Another event tells of the same doing: what this one adds are its signals and its score. */
  readonly isHalf?: boolean
  /** The metered feature, where this was its last unit of the month. */
  readonly exhausted?: string | null
}

/**
 * How events of some types are read. Pure: an event that cannot be read throws, and is tried again, then kept aside. Null: the event is
 * none of its user's doings.
 */
export interface Handler {
  readonly types: readonly string[]
  read(event: PhoenixEvent): Fact | null
}

export const handler = (types: readonly string[], read: Handler['read']): Handler => ({ types, read })

const APPS: ReadonlySet<string> = new Set(['cv', 'letters', 'rise'])

/** The app where it is one of the three that a user works with. */
export const appOf = ({ app }: PhoenixEvent): Fact['app'] => (APPS.has(app) ? app as Fact['app'] : null)

export const dataOf = ({ data }: PhoenixEvent): Readonly<Record<string, unknown>> => (typeof data === 'object' && data !== null ? data as Record<string, unknown> : {})

/** A score from 0 to 100 under the first of these names that has one. */
export function scoreIn(event: PhoenixEvent, ...names: string[]): number | null {
  const data = dataOf(event)
  for (const name of names) {
    const value = data[name]
    if (typeof value === 'number' && value >= 0 && value <= 100) return value
  }
  return null
}

/** `feature` where the event's `remaining` is 0: null is unlimited, absent unknown. */
export const exhaustedIn = (event: PhoenixEvent, feature: string): string | null => (dataOf(event).remaining === 0 ? feature : null)
