import type { CvProfile } from './cv.ts'

export type Language = 'fr' | 'en'

/** As the Letters app spells them, without accents. */
export type LetterTone = 'formel' | 'dynamique' | 'sobre' | 'creatif' | 'startup' | 'associatif'

export const LETTER_TONES: readonly LetterTone[] = ['formel', 'dynamique', 'sobre', 'creatif', 'startup', 'associatif']

/** Who signs. None of it is ever sent to a model; `fullName` also tells what to hide in the texts. */
export interface Sender {
  readonly fullName: string | null
  readonly email?: string | null
  readonly phone?: string | null
  readonly location?: string | null
}

export interface CareerChange {
  readonly oldDomain: string
  readonly newDomain: string
  /** What carries over, in the user's words. */
  readonly transferableSkills: readonly string[]
}

/** The facts a letter may use; nothing else gets into it. */
export interface LetterRequest {
  readonly language: Language
  readonly tone: LetterTone
  readonly jobTitle: string
  readonly companyName: string
  readonly sender: Sender
  /** A CV that was written from structured facts. */
  readonly profile?: CvProfile | null
  /** The text of one that was uploaded or pasted. */
  readonly cvText?: string | null
  readonly jobOffer?: string | null
  /** What both the CV and the offer name, most important first; left out: looked for in profile and offer. */
  readonly matchedSkills?: readonly string[] | null
  readonly careerChange?: CareerChange | null
  /** The user's own words about the company or why this job. */
  readonly motivation?: string | null
}

export interface OptimizeLetterRequest {
  readonly language: Language
  readonly text: string
  readonly sender: Sender
  readonly tone?: LetterTone | null
  readonly jobTitle?: string | null
  readonly companyName?: string | null
  readonly jobOffer?: string | null
}

export interface OptimizedLetter {
  readonly text: string
  /** What was changed, a sentence each; empty where nothing had to be. */
  readonly changes: readonly string[]
}

export interface AdviceRequest {
  readonly language: Language
  readonly sender: Sender
  /** What the advice is about. */
  readonly kind: 'cv' | 'letter'
  readonly text: string
  readonly jobOffer?: string | null
  /** What the rules found: the template writer's answer. */
  readonly measured: readonly string[]
}
