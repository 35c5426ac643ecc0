import type { Language } from './letter.ts'

export interface CoachingMessage {
  readonly from: 'user' | 'coach'
  readonly text: string
}

/** What is known of somebody's days. Null is "nothing was written down", never zero. */
export interface MoodFacts {
  /** Means of 1 to 10. */
  readonly mood7: number | null
  readonly mood30: number | null
  readonly confidence7: number | null
  readonly trend: 'up' | 'down' | 'steady' | null
  /** Days in a row with an entry, today's included. */
  readonly streak?: number | null
}

export interface ObjectiveFacts {
  readonly title: string
  readonly status: 'active' | 'paused' | 'completed'
  /** `YYYY-MM-DD` */
  readonly targetDate?: string | null
}

interface CoachingFacts {
  readonly language: Language
  /** The account's name, to be hidden in what a model sees. */
  readonly fullName: string | null
  readonly topic?: string | null
  readonly mood?: MoodFacts | null
  readonly objectives?: readonly ObjectiveFacts[] | null
  /** The last notes, newest first. */
  readonly journalNotes?: readonly string[] | null
  /** Oldest first; the last one is the user's. */
  readonly messages: readonly CoachingMessage[]
}

export interface CoachingReplyRequest extends CoachingFacts {
  /** `brief` is two paragraphs, `full` a structured answer in three parts. */
  readonly depth: 'brief' | 'full'
  /** The session's first answer greets. */
  readonly opening?: boolean
}

export type CoachingSummaryRequest = CoachingFacts
