import type { CvExperience, CvProfile } from '../../cv.ts'
import type { LetterRequest } from '../../letter.ts'
import { mostRecentFirst, relevantTo, speaksOf, termsIn } from '../order.ts'
import { recency } from '../period.ts'
import { cleanLine, cleanLines, cleanList } from '../value.ts'

/** One job, as a sentence can take it. */
export interface Job {
  readonly title: string
  readonly company: string
  readonly startDate: string
  readonly endDate: string
  readonly current: boolean
}

/** What a letter may say: cleaned, chosen, and nothing that was not given. Empty strings and lists are "not given". */
export interface LetterFacts {
  readonly jobTitle: string
  readonly companyName: string
  readonly job: Job | null
  readonly before: Job | null
  /** What was done in that job, at most two; else achievements. */
  readonly deeds: readonly string[]
  /** They were done in that job, and the letter speaks of another one after it. */
  readonly deedsAs: string
  readonly study: { readonly degree: string; readonly school: string } | null
  /** At most four. */
  readonly skills: readonly string[]
  /** The skills are named by the offer too. */
  readonly matched: boolean
  readonly strengths: readonly string[]
  /** There is a CV, of which the letter says no job. */
  readonly onlyCv: boolean
  readonly change: null | { readonly from: string; readonly to: string; readonly skills: readonly string[] }
  readonly motivation: string
  /** There is something to say between who applies and when to meet. */
  readonly says: boolean
}

/** "(H/F)", and "poste de" before it, are an offer's words and no applicant's. */
export function titleOf(given: string): string {
  const said = cleanLine(given)
  const kept = said.replace(/\s*[([]?(?<!\p{L})(?:[hf]\s?[/-]\s?[hf]|m\s?\/\s?[fw](?:\s?\/\s?[dx])?)(?!\p{L})[)\]]?/iu, '').replace(/^(?:le )?poste (?:de |d[’'])|^(?:the )?position of /i, '').trim()
  return kept || said
}

const folded = (words: string) => cleanLine(words).toLowerCase()

const LONGEST_DEED = 160

function jobOf(experience: CvExperience | undefined): Job | null {
  if (!experience) return null
  const title = cleanLine(experience.title)
  const company = cleanLine(experience.company)
  if (!title || !company) return null
  return { title: titleOf(title), company, startDate: cleanLine(experience.startDate), endDate: cleanLine(experience.endDate), current: experience.current === true }
}

const withoutStop = (sentence: string) => sentence.replace(/[\s.;,]+$/, '')

/** Deeds that fit in a sentence: what is long was written for a CV. */
const deedsIn = (lines: readonly string[] | null | undefined) => cleanList(lines).map(withoutStop).filter((line) => line && line.length <= LONGEST_DEED).slice(0, 2)

function skillsOf({ matchedSkills, jobOffer, jobTitle }: LetterRequest, profile: CvProfile | null): Pick<LetterFacts, 'skills' | 'matched'> {
  const given = cleanList(matchedSkills)
  if (given.length > 0) return { skills: given.slice(0, 4), matched: true }
  const own = cleanList([...(profile?.technicalSkills ?? []), ...(profile?.businessSkills ?? [])])
  const offer = termsIn(jobOffer ?? '')
  const shared = own.filter((skill) => speaksOf(offer, skill))
  if (shared.length > 0) return { skills: shared.slice(0, 4), matched: true }
  return { skills: relevantTo(jobTitle)(own).slice(0, 4), matched: false }
}

/** Chooses from the request what the letter will say. */
export function factsOf(request: LetterRequest): LetterFacts {
  const profile = request.profile ?? null
  const experiences = mostRecentFirst(profile?.experiences ?? [], recency)
  const [first, second] = experiences.filter((experience) => jobOf(experience) !== null)
  const study = profile?.educations?.map((one) => ({ degree: cleanLine(one.degree), school: cleanLine(one.school) })).find((one) => one.degree && one.school) ?? null
  const highlights = deedsIn(first?.highlights)
  const change = request.careerChange ?? null
  const { skills, matched } = skillsOf(request, profile)
  // What is said once is not said again.
  const said = new Set([...skills, ...(change?.transferableSkills ?? [])].map(folded))
  const facts = {
    jobTitle: titleOf(request.jobTitle),
    companyName: cleanLine(request.companyName),
    job: jobOf(first),
    before: jobOf(second),
    deedsAs: highlights.length > 0 && jobOf(second) !== null ? (jobOf(first)?.title ?? '') : '',
    deeds: highlights.length > 0 ? highlights : deedsIn(profile?.achievements),
    study: first === undefined || change !== null ? study : null,
    skills,
    matched,
    onlyCv: jobOf(first) === null && Boolean(profile ?? request.cvText?.trim()),
    strengths: cleanList(profile?.softSkills).filter((one) => !said.has(folded(one))).slice(0, 3),
    change: change === null ? null : { from: cleanLine(change.oldDomain), to: cleanLine(change.newDomain), skills: cleanList(change.transferableSkills).map(withoutStop).filter(Boolean).slice(0, 5) },
    motivation: cleanLines(request.motivation).map((line) => line.trim()).filter(Boolean).join('\n'),
  }
  return { ...facts, says: facts.job !== null || facts.deeds.length + facts.skills.length + facts.strengths.length > 0 || facts.study !== null }
}
