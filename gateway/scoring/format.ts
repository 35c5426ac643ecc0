import { countOf } from './coverage.ts'
import type { Spoken } from './coverage.ts'
import type { Keyword } from './keywords.ts'
import { lineOf, plain } from './words.ts'
import type { Text } from './words.ts'

/*
 * What makes a text hard to read for recruiting software, rule by rule. The format score is 100 less the points of the rules
 * that fire, and never below 0. `found` is the number that made the rule fire.
 */

export type FormatRule =
  | 'no_email' | 'no_phone' | 'no_experience_section' | 'no_education_section' | 'no_skills_section' | 'no_dates' | 'too_short' | 'too_long'
  | 'unusual_characters' | 'columns' | 'keyword_stuffing' | 'no_salutation' | 'no_closing' | 'long_paragraph'

export interface FormatIssue {
  readonly rule: FormatRule
  readonly points: number
  readonly found: number | null
}

export const cvPoints = {
  no_email: 10, no_phone: 5, no_experience_section: 15, no_education_section: 10, no_skills_section: 10, no_dates: 10, too_short: 15, too_long: 10,
  unusual_characters: 10, columns: 10, keyword_stuffing: 10,
} as const

/** A letter loses 5 points for each. */
export const LETTER_POINTS = 5

const sections = {
  no_experience_section: /^(?:experiences?|parcours|work experience|professional experience|employment|career|emplois?|carriere)\b/,
  no_education_section: /^(?:formations?|etudes|diplomes?|education|studies|scolarite|cursus|qualifications|certifications?)\b/,
  no_skills_section: /^(?:competences?|savoir[- ](?:faire|etre)|skills|technical skills|key skills|core competencies|expertise|outils|technologies|atouts)\b/,
} as const

/** Headings are short lines: what stands before a colon, or the whole. */
function headings(text: Text): readonly string[] {
  return text.lines.flatMap((_start, line) => {
    const said = lineOf(text, line)
    if (said.length > 120) return []
    const head = plain(said.replace(/^[\s#*•\-–—=_|]{1,20}/, '').split(/[:：]/)[0]!).trim()
    return head.length > 0 && head.length <= 45 ? [head] : []
  })
}

const symbols = /[\u2500-\u27bf\u2b00-\u2bff\ue000-\uf8ff]|\p{Extended_Pictographic}/gu

// Two years are eight digits too: a number begins with 0, + or an area code.
const phone = /(?:\+\d{1,3}[ .()-]{0,3}\d|\b0\d)(?:[ .()/-]{0,2}\d){6,12}|\(\d{3}\)[ -]{0,2}\d{3}[ .-]?\d{4}|\b\d{3}[.-]\d{3}[.-]\d{4}\b/

/** One keyword stands for more than a twentieth of all words, five times at least. */
const stuffed = (keywords: readonly Keyword[], spoken: Spoken) =>
  keywords.filter((keyword) => countOf(keyword, spoken) >= 5 && countOf(keyword, spoken) * 20 > spoken.words).length

/** Lines with at least two tabs or bars between words: a table, which recruiting software reads across. */
const columns = (text: Text) => text.lines.filter((_start, line) => (lineOf(text, line).match(/\S[ ]{0,20}(?:\t|\|)/g)?.length ?? 0) >= 2).length

export function cvFormatIssues(text: Text, keywords: readonly Keyword[], spoken: Spoken): readonly FormatIssue[] {
  const { raw, words } = text
  const heads = headings(text)
  const strange = raw.match(symbols)?.length ?? 0
  const tables = columns(text)
  const fired: [keyof typeof cvPoints, boolean, number | null][] = [
    ['no_experience_section', !heads.some((head) => sections.no_experience_section.test(head)), null],
    ['too_short', words.length < 150, words.length],
    ['no_email', !/[\w.+-]{1,64}@[\w-]{1,63}\.[a-z]{2}/i.test(raw), null],
    ['no_education_section', !heads.some((head) => sections.no_education_section.test(head)), null],
    ['no_skills_section', !heads.some((head) => sections.no_skills_section.test(head)), null],
    ['no_dates', !/\b(?:19|20)\d\d\b/.test(raw), null],
    ['too_long', words.length > 1200, words.length],
    ['unusual_characters', strange * 100 > raw.length && strange > 3, strange],
    ['columns', tables >= 3, tables],
    ['keyword_stuffing', stuffed(keywords, spoken) > 0, stuffed(keywords, spoken)],
    ['no_phone', !phone.test(raw), null],
  ]
  return fired.flatMap(([rule, fires, found]) => (fires ? [{ rule, points: cvPoints[rule], found }] : []))
}

const salutation = /^(?:madame|monsieur|mesdames|messieurs|bonjour|cher|chere|chers|dear|hello|to whom|hi\b)/
const closing = /cordialement|salutations|sinceres|respectueu|consideration|regards|sincerely|faithfully|bien a vous|au plaisir|distingue/

export function letterFormatIssues(text: Text, keywords: readonly Keyword[], spoken: Spoken): readonly FormatIssue[] {
  const { raw, words } = text
  const lines = text.lines.map((_start, line) => plain(lineOf(text, line).slice(0, 400)).trim())
  const strange = raw.match(symbols)?.length ?? 0
  const longest = raw.split(/\n[ \t]{0,20}\n/).reduce((most, paragraph) => Math.max(most, paragraph.match(/\S{1,1000}/g)?.length ?? 0), 0)
  const fired: [FormatRule, boolean, number | null][] = [
    ['no_salutation', !lines.some((line) => salutation.test(line)), null],
    ['no_closing', !lines.slice(-12).some((line) => closing.test(line)), null],
    ['too_short', words.length < 120, words.length],
    ['too_long', words.length > 600, words.length],
    ['long_paragraph', longest > 150, longest],
    ['unusual_characters', strange * 100 > raw.length && strange > 3, strange],
    ['keyword_stuffing', stuffed(keywords, spoken) > 0, stuffed(keywords, spoken)],
  ]
  return fired.flatMap(([rule, fires, found]) => (fires ? [{ rule, points: LETTER_POINTS, found }] : []))
}

/** 0 to 100. */
export const formatScore = (issues: readonly FormatIssue[]): number => Math.max(0, 100 - issues.reduce((sum, { points }) => sum + points, 0))
