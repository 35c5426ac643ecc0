import { coverageOf, spokenIn } from './coverage.ts'
import type { Keyword } from './keywords.ts'
import type { Language } from './language.ts'
import type { Experience } from './offerFacts.ts'
import type { SkillCategory } from './skills.ts'
import { findSkills } from './skills.ts'
import { readText, stemOf } from './words.ts'

/*
 * The way from what a CV says to what a target asks for, derived from the gap between the two and nothing else. A step stands
 * for one gap and says which. There is no probability of success and no cost: nothing here could measure them. A duration is
 * given where arithmetic gives one: years of experience asked for, less years had.
 */

export type TrajectoryStage = 'formation' | 'transition'
export type StepKind = 'bridge_skill' | 'learn_skill' | 'get_certificate' | 'improve_language' | 'show_soft_skill' | 'say_keyword' | 'gain_experience' | 'apply'
export type StepPriority = 'critical' | 'important' | 'optional'

export interface TrajectoryStep {
  readonly position: number
  readonly stage: TrajectoryStage
  readonly kind: StepKind
  readonly priority: StepPriority
  readonly title: string
  /** The gap it comes from. */
  readonly reason: string
  /** The skill or keyword it is about. */
  readonly term: string | null
  /** A skill of the same family that the CV names. */
  readonly from: string | null
  /** 52 for each year of experience that is missing; null where no rule gives a duration. */
  readonly durationWeeks: number | null
}

export interface Trajectory {
  /** Coverage of what the target asks for, 0 to 100; null where the target asks for nothing that can be looked up. */
  readonly readiness: number | null
  readonly strengths: readonly string[]
  readonly gaps: readonly string[]
  readonly steps: readonly TrajectoryStep[]
}

export interface TrajectoryInput {
  readonly cv: string
  readonly targetJob: string
  /** What the target asks for: an offer's keywords, or skills that the person names. */
  readonly keywords: readonly Keyword[]
  readonly experience: Experience | null
  readonly yearsOfExperience: number | null
  readonly language: Language
}

const MOST_STEPS = 20

/** Skills that a person names as their target's, as keywords of equal weight. */
export function keywordsFromSkills(skills: readonly string[]): readonly Keyword[] {
  const keywords = skills.flatMap((named): Keyword[] => {
    const text = readText(named)
    const evidence = { start: 0, end: named.length, text: named }
    const [known] = findSkills(text).skills
    if (known) return [{ term: named, key: `skill ${known.category} ${known.name}`, category: known.category, family: known.family, weight: 1, reasons: ['skill'], count: 1, evidence }]
    // A skill that no list knows is looked up by its longest word.
    const longest = text.words.reduce((most, { norm }) => (norm.length > most.length ? norm : most), '')
    return longest === '' ? [] : [{ term: named, key: `word ${stemOf(longest)}`, category: null, family: null, weight: 1, reasons: [], count: 1, evidence }]
  })
  return [...new Map(keywords.map((keyword) => [keyword.key, keyword])).values()]
}

export function planTrajectory({ cv, targetJob, keywords, experience, yearsOfExperience, language }: TrajectoryInput): Trajectory {
  const spoken = spokenIn(readText(cv))
  const { share, matched, missing } = coverageOf(keywords, spoken)
  const families = new Map(spoken.skills.filter(({ category }) => category === 'technical' || category === 'business').map(({ family, evidence }) => [family, evidence.text]))
  const say = words[language]
  const steps = missing.map((keyword): Omit<TrajectoryStep, 'position'> => {
    const from = keyword.family === null ? null : families.get(keyword.family) ?? null
    const kind = kindOf(keyword, from)
    return {
      stage: kind === 'say_keyword' || kind === 'show_soft_skill' ? 'transition' : 'formation', kind, priority: priorityOf(keyword), term: keyword.term, from,
      title: say[kind](keyword.term, from), reason: say.missing(keyword.term, keyword.reasons.includes('required')), durationWeeks: null,
    }
  })
  const short = experience === null || yearsOfExperience === null ? 0 : Math.max(0, experience.minYears - yearsOfExperience)
  const practice: Omit<TrajectoryStep, 'position'>[] = short === 0 ? [] : [{
    stage: 'transition', kind: 'gain_experience', priority: 'important', term: null, from: null, durationWeeks: Math.round(short * 52),
    title: say.gain_experience(targetJob), reason: say.years(experience!.minYears, yearsOfExperience!),
  }]
  const apply: Omit<TrajectoryStep, 'position'> = {
    stage: 'transition', kind: 'apply', priority: 'important', term: null, from: null, durationWeeks: null, title: say.apply(targetJob), reason: say.covered(matched.length, keywords.length),
  }
  const rank = { critical: 0, important: 1, optional: 2 }
  const ordered = [...steps.filter(({ stage }) => stage === 'formation'), ...steps.filter(({ stage }) => stage === 'transition')]
    .map((step, index) => ({ step, index })).sort((a, b) => Number(a.step.stage === 'transition') - Number(b.step.stage === 'transition') || rank[a.step.priority] - rank[b.step.priority] || a.index - b.index)
    .map(({ step }) => step).slice(0, MOST_STEPS - practice.length - 1)
  return {
    readiness: share === null ? null : Math.round(share * 100), strengths: matched.map(({ term }) => term), gaps: missing.map(({ term }) => term),
    steps: [...ordered, ...practice, apply].map((step, index) => ({ ...step, position: index + 1 })),
  }
}

function kindOf({ category }: Keyword, from: string | null): StepKind {
  const kinds: Readonly<Record<SkillCategory, StepKind>> = {
    certification: 'get_certificate', language: 'improve_language', soft: 'show_soft_skill', leadership: 'show_soft_skill',
    technical: from === null ? 'learn_skill' : 'bridge_skill', business: from === null ? 'learn_skill' : 'bridge_skill',
  }
  return category === null ? 'say_keyword' : kinds[category]
}

const priorityOf = ({ reasons }: Keyword): StepPriority =>
  reasons.includes('required') || reasons.includes('title') ? 'critical' : reasons.includes('desirable') ? 'optional' : 'important'

type Words = Readonly<Record<StepKind, (term: string, from?: string | null) => string>> & {
  readonly missing: (term: string, required: boolean) => string
  readonly years: (asked: number, had: number) => string
  readonly covered: (matched: number, all: number) => string
}

const words: Readonly<Record<Language, Words>> = {
  fr: {
    bridge_skill: (term, from) => `Apprendre « ${term} » à partir de « ${from} »`, learn_skill: (term) => `Se former à « ${term} »`,
    get_certificate: (term) => `Obtenir « ${term} »`, improve_language: (term) => `Travailler la langue : ${term}`,
    show_soft_skill: (term) => `Montrer par un exemple : ${term}`, say_keyword: (term) => `Vérifier ce que vous savez de « ${term} », et le dire si c’est vrai`,
    gain_experience: (term) => `Acquérir de l’expérience comme ${term}`, apply: (term) => `Candidater : ${term}`,
    missing: (term, required) => `${required ? 'La cible exige' : 'La cible cite'} « ${term} » ; votre CV ne dit pas que vous l’avez.`,
    years: (asked, had) => `La cible demande ${asked} an${asked < 2 ? '' : 's'} d’expérience ; vos dates en montrent ${String(had).replace('.', ',')}.`,
    covered: (matched, all) => `Votre CV répond à ${matched} des ${all} éléments demandés.`,
  },
  en: {
    bridge_skill: (term, from) => `Learn "${term}" from "${from}"`, learn_skill: (term) => `Learn "${term}"`,
    get_certificate: (term) => `Obtain "${term}"`, improve_language: (term) => `Work on the language: ${term}`,
    show_soft_skill: (term) => `Show by an example: ${term}`, say_keyword: (term) => `See what you know of "${term}", and say it if it is true`,
    gain_experience: (term) => `Gain experience as ${term}`, apply: (term) => `Apply: ${term}`,
    missing: (term, required) => `The target ${required ? 'requires' : 'names'} "${term}"; your CV does not say that you have it.`,
    years: (asked, had) => `The target asks for ${asked} year${asked === 1 ? '' : 's'} of experience; your dates show ${had}.`,
    covered: (matched, all) => `Your CV answers ${matched} of the ${all} things asked for.`,
  },
}
