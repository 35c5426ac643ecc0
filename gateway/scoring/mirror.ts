import { coverageOf, countOf, spokenIn } from './coverage.ts'
import type { Spoken } from './coverage.ts'
import { cvFormatIssues, formatScore, letterFormatIssues } from './format.ts'
import { extractKeywords } from './keywords.ts'
import type { Keyword } from './keywords.ts'
import { detectLanguage } from './language.ts'
import type { Experience } from './offerFacts.ts'
import { advise, priorityOf } from './recommend.ts'
import type { Priority } from './recommend.ts'
import type { SkillCategory } from './skills.ts'
import { readText } from './words.ts'

/*
 * A CV, a letter and an offer held against each other. The overall score is the weighted mean of the sub-scores that have
 * data: where there is none the sub-score is null and the other weights stand for the whole. All scores are 0 to 100.
 *
 *   technical    0.30  coverage of the offer's technical and business skills, languages and certificates
 *   softSkills   0.20  coverage of its soft and leadership skills
 *   experience   0.20  years of experience ÷ years asked for, at most 1
 *   keywords     0.15  coverage of all its keywords
 *   ats          0.10  the format score of the text
 *   reconversion 0.05  of the missing skills, the weight of those of a family that the person has a skill of
 *
 * With all three texts a coherence bonus of at most 15: the weight of the offer's keywords that CV and letter both say, out of
 * those that either says. Without an offer, the letter is held against the CV: what of the letter the CV bears out.
 */

export type MatchType = 'cv_to_job' | 'letter_to_job' | 'cv_to_letter' | 'synergic_full'

export const subScores = { technical: 0.3, softSkills: 0.2, experience: 0.2, keywords: 0.15, ats: 0.1, reconversion: 0.05 } as const
export type SubScore = keyof typeof subScores

export interface MirrorMatch {
  readonly type: MatchType
  /** Null where no sub-score has data. */
  readonly overall: number | null
  readonly scores: Readonly<Record<SubScore, number | null>>
  /** 0 to 15; null unless all three texts are there and say something of the offer. */
  readonly coherenceBonus: number | null
  /** How much of the weights had data, 0 to 1. */
  readonly confidence: number
  /** At most 10, the weightiest first. */
  readonly strongPoints: readonly Keyword[]
  /** At most 20, the weightiest first. */
  readonly gaps: readonly Keyword[]
  /** Missing, but of a family that the person has a skill of: the skill it is near to. */
  readonly bridges: readonly { readonly term: string; readonly from: string }[]
  /** For the five weightiest gaps. `worth` is what the overall score gains by these rules when the gap is closed. */
  readonly suggestions: readonly MirrorSuggestion[]
}

export interface MirrorSuggestion {
  readonly term: string
  readonly category: SkillCategory | null
  readonly priority: Priority
  readonly worth: number
  /** In the language of the CV, or of the letter where there is no CV. */
  readonly message: string
}

export interface MirrorTexts {
  readonly cv: string | null
  readonly letter: string | null
  /** The keywords of the offer, and the experience it asks for. */
  readonly offer: { readonly keywords: readonly Keyword[]; readonly experience: Experience | null } | null
  /** Of the person, where it is known. */
  readonly yearsOfExperience: number | null
}

const technical: ReadonlySet<SkillCategory | null> = new Set(['technical', 'business', 'language', 'certification'])
const soft: ReadonlySet<SkillCategory | null> = new Set(['soft', 'leadership'])

const asScore = (share: number | null) => (share === null ? null : Math.round(share * 100))

/** @throws RangeError with fewer than two of the three texts. */
export function matchMirror({ cv, letter, offer, yearsOfExperience }: MirrorTexts): MirrorMatch {
  if ([cv, letter, offer].filter((one) => one !== null).length < 2) throw new RangeError('A mirror match needs two of CV, letter and offer.')
  const type: MatchType = offer === null ? 'cv_to_letter' : cv === null ? 'letter_to_job' : letter === null ? 'cv_to_job' : 'synergic_full'
  const [cvText, letterText] = [cv, letter].map((raw) => (raw === null ? null : readText(raw)))
  const mirror = cvText ?? letterText!
  const spoken = spokenIn(mirror)
  const keywords = offer === null ? extractKeywords(letterText!) : offer.keywords
  const issues = cvText ? cvFormatIssues(cvText, keywords, spoken) : letterFormatIssues(mirror, keywords, spoken)
  const given: Given = { keywords, offer, yearsOfExperience, format: formatScore(issues) }
  const { scores, overall: base, confidence, matched, missing, bridges } = measure(given, spoken)
  const bonus = type === 'synergic_full' ? coherence(keywords, spoken, spokenIn(letterText!)) : null
  const language = detectLanguage(mirror).language ?? 'fr'
  const closed = (keyword: Keyword) => measure(given, { ...spoken, counts: new Map(spoken.counts).set(keyword.key, 1) }).overall ?? 0
  return {
    type, scores, coherenceBonus: bonus, overall: base === null ? null : Math.min(100, Math.round(base + (bonus ?? 0))), confidence,
    strongPoints: matched.slice(0, 10), gaps: missing.slice(0, 20), bridges: bridges.map(({ term, from }) => ({ term, from })),
    suggestions: missing.slice(0, 5).map((keyword) => ({
      term: keyword.term, category: keyword.category, priority: priorityOf(keyword.weight), worth: Math.round((closed(keyword) - (base ?? 0)) * 10) / 10, message: advise(keyword.term, language),
    })),
  }
}

interface Given extends Pick<MirrorTexts, 'offer' | 'yearsOfExperience'> {
  readonly keywords: readonly Keyword[]
  readonly format: number
}

/** The sub-scores of what is said, and their weighted mean. */
function measure({ keywords, offer, yearsOfExperience, format }: Given, spoken: Spoken) {
  const { matched, missing, share } = coverageOf(keywords, spoken)
  const bridges = bridgesTo(missing, spoken)
  const part = (categories: ReadonlySet<SkillCategory | null>) => asScore(coverageOf(keywords.filter(({ category }) => categories.has(category)), spoken).share)
  const asked = offer?.experience ?? null
  const scores: Record<SubScore, number | null> = {
    technical: part(technical), softSkills: part(soft),
    experience: asked === null || yearsOfExperience === null ? null : asked.minYears === 0 ? 100 : Math.round(100 * Math.min(1, yearsOfExperience / asked.minYears)),
    keywords: asScore(share), ats: format,
    reconversion: offer === null ? null : asScore(nearness(missing, bridges)),
  }
  const known = (Object.keys(subScores) as SubScore[]).filter((name) => scores[name] !== null)
  const weight = known.reduce((sum, name) => sum + subScores[name], 0)
  // The form alone says nothing of a match.
  const overall = known.some((name) => name !== 'ats') ? known.reduce((sum, name) => sum + subScores[name] * scores[name]!, 0) / weight : null
  return { scores, overall, confidence: Math.round(weight * 100) / 100, matched, missing, bridges }
}

/** Skills of these are learned from each other; knowing French is no way to German, nor kindness one to diplomacy. */
const bridged: ReadonlySet<SkillCategory | null> = new Set(['technical', 'business'])

interface Bridge { readonly term: string; readonly from: string; readonly weight: number }

function bridgesTo(missing: readonly Keyword[], { skills }: Spoken): readonly Bridge[] {
  const byFamily = new Map(skills.filter(({ category }) => bridged.has(category)).map((skill) => [skill.family, skill.evidence.text]))
  return missing.flatMap(({ term, family, weight }) => {
    const from = family === null ? undefined : byFamily.get(family)
    return from === undefined ? [] : [{ term, from, weight }]
  })
}

/** Null where no skill is missing: there is nothing to convert to. */
function nearness(missing: readonly Keyword[], bridges: readonly Bridge[]): number | null {
  const all = missing.filter(({ category }) => bridged.has(category)).reduce((sum, { weight }) => sum + weight, 0)
  return all === 0 ? null : bridges.reduce((sum, { weight }) => sum + weight, 0) / all
}

function coherence(keywords: readonly Keyword[], cv: Spoken, letter: Spoken): number | null {
  let [both, either] = [0, 0]
  for (const keyword of keywords) {
    const [inCv, inLetter] = [countOf(keyword, cv) > 0, countOf(keyword, letter) > 0]
    if (inCv || inLetter) either += keyword.weight
    if (inCv && inLetter) both += keyword.weight
  }
  return either === 0 ? null : Math.round(15 * both / either)
}
