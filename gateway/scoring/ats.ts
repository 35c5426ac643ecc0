import { countOf, coverageOf, spokenIn } from './coverage.ts'
import type { Coverage, Spoken } from './coverage.ts'
import { cvFormatIssues, formatScore, LETTER_POINTS, letterFormatIssues } from './format.ts'
import type { FormatIssue } from './format.ts'
import type { Keyword } from './keywords.ts'
import { recommend } from './recommend.ts'
import type { Recommendation } from './recommend.ts'
import { detectLanguage } from './language.ts'
import { readText } from './words.ts'
import type { Text } from './words.ts'

/*
 * How well a text answers an offer, as recruiting software reads it. Every number comes from a rule written here.
 *
 * A CV:     score = 75 × keyword coverage + 25 % of the format score.
 * A letter: score = 100 × (60 × coverage + 5 for 200 to 400 words + up to 10 for action verbs, 2 each + up to 10 for quantified
 *           results, 2.5 each − 5 a format issue) ÷ 85, within 0 and 100: a letter that has everything has 100.
 * Where the offer has no keyword there is nothing to measure, and the score is null.
 */

export type AtsLevel = 'excellent' | 'good' | 'fair' | 'poor'

export const levelOf = (score: number): AtsLevel => (score >= 85 ? 'excellent' : score >= 70 ? 'good' : score >= 50 ? 'fair' : 'poor')

export interface Density {
  readonly term: string
  readonly count: number
  /** Of the text's words, in per cent. */
  readonly percent: number
}

export interface AtsReport {
  /** 0 to 100. */
  readonly score: number | null
  readonly level: AtsLevel | null
  /** 0 to 1. */
  readonly coverage: number | null
  readonly formatScore: number
  readonly words: number
  readonly matched: readonly Keyword[]
  /** At most 20, the weightiest first. */
  readonly missing: readonly Keyword[]
  readonly density: readonly Density[]
  readonly formatIssues: readonly FormatIssue[]
  /** At most 10. */
  readonly recommendations: readonly Recommendation[]
  /** Of a letter only. */
  readonly actionVerbs: number | null
  readonly quantifiedResults: number | null
}

/** What coverage and form are worth of a score of 100. */
const ofCv = { coverage: 75, point: 0.25 } as const
const ofLetter = { coverage: 60 * 100 / 85, point: 100 / 85 } as const

const within = (value: number) => Math.max(0, Math.min(100, Math.round(value)))
const percent = (share: number) => Math.round(share * 10_000) / 100

const densityOf = (keywords: readonly Keyword[], spoken: Spoken): Density[] =>
  keywords.map((keyword) => ({ term: keyword.term, count: countOf(keyword, spoken), percent: percent(countOf(keyword, spoken) / Math.max(1, spoken.words)) }))

interface Measured {
  readonly text: Text
  readonly spoken: Spoken
  readonly coverage: Coverage
  readonly issues: readonly FormatIssue[]
  readonly score: number | null
  readonly worth: { readonly coverage: number; readonly point: number }
  readonly actionVerbs?: number
  readonly quantifiedResults?: number
}

function reportOf({ text, spoken, coverage, issues, score, worth, actionVerbs = undefined, quantifiedResults = undefined }: Measured): AtsReport {
  const missing = coverage.missing.slice(0, 20)
  const all = [...coverage.matched, ...coverage.missing].reduce((sum, { weight }) => sum + weight, 0)
  const letter = actionVerbs === undefined ? null : { actionVerbs, quantifiedResults: quantifiedResults! }
  return {
    score, level: score === null ? null : levelOf(score), coverage: coverage.share, formatScore: formatScore(issues), words: spoken.words,
    matched: coverage.matched, missing, density: densityOf(coverage.matched, spoken), formatIssues: issues,
    recommendations: recommend({ missing, issues, letter, language: detectLanguage(text).language ?? 'fr', worth: { weight: all === 0 ? 0 : worth.coverage / all, point: worth.point } }),
    actionVerbs: actionVerbs ?? null, quantifiedResults: quantifiedResults ?? null,
  }
}

/** Holds a CV against the keywords of an offer. */
export function scoreCv(raw: string, keywords: readonly Keyword[]): AtsReport {
  const text = readText(raw)
  const spoken = spokenIn(text)
  const coverage = coverageOf(keywords, spoken)
  const issues = cvFormatIssues(text, keywords, spoken)
  const score = coverage.share === null ? null : within(ofCv.coverage * coverage.share + ofCv.point * formatScore(issues))
  return reportOf({ text, spoken, coverage, issues, score, worth: ofCv })
}

/** Past participles and infinitives of French, past tenses of English, by their stems' beginnings. */
const actionVerb = /^(?:pilot|conc[eu]|develop|dirig|anim|optimis|augment|redui|amelior|creat?|cree|lanc|coordonn|encadr|negoci|form[ae]|organis|mis|deploy|realis|gere|manag|lead|led|built|build|design|launch|achiev|increas|reduc|improv|deliver|implement|mentor|automat|construi|construct|transform|supervis|initi|obten|pris|accompagn|analys|suivi)/
const actionEnding = /(?:e|es|ee|ees|er|ai|ant|u|ue|us|is|ise|it|ed|ing|t|ons)$/

/** Different verbs of doing. */
export function countActionVerbs({ words }: Text): number {
  return new Set(words.filter(({ norm }) => norm.length > 3 && actionVerb.test(norm) && actionEnding.test(norm) || norm === 'led').map(({ stem }) => stem.slice(0, 6))).size
}

const quantity = /\b\d{1,3}(?:[ .,\u00a0\u202f]\d{1,3}){0,3}[ \u00a0\u202f]?(?:%|€|\$|£|k€|m€|[\p{L}]{4,20})/giu
const calendar = /^(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|january|february|march|april|june|july|august|september|october|november|december|rue|avenue|boulevard|route)$/

/** Numbers with what they count: per cent, money, people, years. A day of the month and a house number are none. */
export function countQuantified({ raw }: Text): number {
  return (raw.match(quantity) ?? []).filter((said) => !calendar.test(plainUnit(said))).length
}

const plainUnit = (said: string) => said.replace(/^[\d .,\u00a0\u202f]{1,40}/, '').toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')

/** Holds a letter against the keywords of an offer. */
export function scoreLetter(raw: string, keywords: readonly Keyword[]): AtsReport {
  const text = readText(raw)
  const spoken = spokenIn(text)
  const coverage = coverageOf(keywords, spoken)
  const issues = letterFormatIssues(text, keywords, spoken)
  const [actionVerbs, quantifiedResults] = [countActionVerbs(text), countQuantified(text)]
  const length = spoken.words >= 200 && spoken.words <= 400 ? 5 : 0
  const points = coverage.share === null ? null
    : 60 * coverage.share + length + Math.min(10, 2 * actionVerbs) + Math.min(10, 2.5 * quantifiedResults) - LETTER_POINTS * issues.length
  return reportOf({ text, spoken, coverage, issues, score: points === null ? null : within(points * 100 / 85), worth: ofLetter, actionVerbs, quantifiedResults })
}
