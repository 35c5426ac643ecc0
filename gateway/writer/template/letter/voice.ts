import type { Language, LetterTone } from '../../letter.ts'
import { english } from './english.ts'
import type { LetterFacts } from './facts.ts'
import { french } from './french.ts'

/** One tone in one language: how it greets, says each kind of fact, and takes its leave. A fact that is not there is not said. */
export interface Voice {
  readonly salutation: string
  opening(facts: LetterFacts): string
  /** The career change: from where, to where, and what carries over. */
  change(from: string, to: string, skills: string): string
  /** Before a list of things done. */
  readonly deeds: string
  matched(skills: string): string
  skills(skills: string): string
  strengths(strengths: string): string
  readonly meeting: string
  readonly closing: string
}

/** What all tones of a language share. */
export interface Grammar {
  /** Before a list that a sentence announces. */
  readonly colon: string
  readonly subject: (jobTitle: string) => string
  readonly list: (items: readonly string[]) => string
  readonly experience: (facts: LetterFacts) => string
  readonly cv: string
  /** A line of work, as the sentence about a change of career takes it. */
  readonly domain: (name: string) => string
  /** A deed that is told as one: what stands behind "I" or "J’ai"; null for one that is a noun. */
  readonly did: (deed: string) => string | null
  /** @param as the job in which they were done, where that would not be clear; else empty */
  readonly have: (deeds: string, as: string) => string
  /** A skill that is told as something done, as a noun among others. */
  readonly able: (skill: string) => string
  readonly study: (degree: string, school: string) => string
  /** As it stands inside a sentence. */
  readonly inside: (words: string) => string
  /** The same for a skill. */
  readonly skillInside: (words: string) => string
  readonly voices: Readonly<Record<LetterTone, Voice>>
}

export const grammarOf = (language: Language): Grammar => (language === 'en' ? english : french)
