import { z } from 'zod'
import type { CvContent, CvDraft, CvExperience, CvLayout, CvProfile } from '../cv.ts'
import { firstOf, holes, inventedNumbers, wrongLanguage } from '../prompt/checks.ts'
import { plainText } from '../template/plain.ts'
import { renderCv } from '../template/renderCv.ts'
import { resumeOf } from '../template/resume.ts'
import { factsFrom, namesOfProfile } from './profileText.ts'
import { isRecord, languageName } from './task.ts'
import type { Task } from './task.ts'

const answer = z.object({
  summary: z.string().trim().max(1500).describe('Three to five sentences.'),
  experiences: z.array(z.object({
    index: z.number().int().min(0),
    description: z.string().trim().max(4000),
    highlights: z.array(z.string().trim().min(1).max(500)).max(20),
  })).max(40),
})
type Wording = z.infer<typeof answer>

/** What stands where a text is not known yet: nothing after it is. A private use character, which no keyboard types. */
const UNKNOWN = '\ue000'

/** The profile in other words: titles, firms, dates, schools and skills stay as they are, and nothing is said of what was not described. */
function reword(profile: CvProfile, { summary, experiences }: Wording): CvProfile {
  const worded = new Map(experiences.map((one) => [one.index, one]))
  return {
    ...profile,
    summary: summary || (profile.summary ?? null),
    experiences: (profile.experiences ?? []).map((experience, index) => {
      const said = worded.get(index)
      return said ? { ...experience, ...rewordOne(experience, said) } : experience
    }),
  }
}

function rewordOne({ description, highlights }: CvExperience, said: Wording['experiences'][number]): Pick<CvExperience, 'description' | 'highlights'> {
  return { description: description ? said.description || description : (description ?? null), highlights: highlights?.length ? said.highlights : (highlights ?? []) }
}

/** A CV from a profile. A model words the summary and the descriptions for the target job; facts and layout are ours. */
export function cvTask(content: CvContent, layout: CvLayout): Task<CvDraft, Wording> {
  const profile = content.profile ?? null
  const draft = (next: CvProfile | null): CvDraft => ({ ...renderCv({ ...content, profile: next }, layout), profile: next })
  return {
    sensitive: false,
    language: content.language,
    people: [profile?.fullName],
    readable: [content.targetJob],
    shown() {
      const facts = profile === null ? '' : factsFrom(profile)
      const instruction = `You word the summary and the job descriptions of one CV in ${languageName(content.language)}, for the target job that is given.
summary: three to five sentences on what makes this person right for the target job, without "I".
experiences: one entry for each experience of the profile that has a description or lines with a dash, in the order given, with its number as index. description: the description, worded for the target job; empty where there was none. highlights: the lines with a dash, worded with strong verbs, one for one; empty where there were none.
Use only facts from the data: no employer, date, figure, diploma, skill or result that is not there. Write every figure exactly as it is given; do not compute years or sums. Keep technical names as they are.
Avoid words that show whether the person is a man or a woman, unless the profile has them. Plain text, no markup.`
      return { hidden: namesOfProfile(profile), analyzed: { cv: facts, jobOffer: content.targetJob ?? '', letter: '' }, blocks: { 'target job': content.targetJob, profile: facts }, instruction }
    },
    temperature: 0.4,
    answer,
    checks: (data) => firstOf([holes(data), inventedNumbers(data), wrongLanguage(content.language)]),
    draft(wording) {
      if (profile === null) throw new Error('an uploaded text is not worded anew')
      const indexes = wording.experiences.map((one) => one.index)
      if (new Set(indexes).size < indexes.length || indexes.some((index) => index >= (profile.experiences?.length ?? 0))) throw new Error('an experience that is not there')
      for (const { index, highlights } of wording.experiences) {
        if (highlights.length > (profile.experiences![index]!.highlights?.length ?? 0)) throw new Error('more highlights than were given')
      }
      if (!wording.summary) throw new Error('no summary')
      return draft(reword(profile, wording))
    },
    growing: (partial) => (profile === null ? '' : textSoFar(content, profile, partial)),
    textOf: ({ text }) => text,
    template: () => draft(profile),
  }
}

/** The plain text up to the first word that is still to come. */
function textSoFar(content: CvContent, profile: CvProfile, partial: unknown): string {
  if (!isRecord(partial) || typeof partial.summary !== 'string') return ''
  const said = Array.isArray(partial.experiences) ? partial.experiences.filter(isRecord) : []
  // The last one may still grow, and those that come after it in the model's order are not there at all.
  const whole = new Map(said.slice(0, -1).map((one) => [one.index, one]))
  const known = new Set(whole.keys())
  const summary = partial.experiences === undefined ? partial.summary.trimEnd() + UNKNOWN : partial.summary.trim()
  const experiences = (profile.experiences ?? []).map((experience, index) =>
    known.has(index)
      ? { ...experience, ...rewordOne(experience, { index, description: '', highlights: [], ...whole.get(index) } as Wording['experiences'][number]) }
      : { ...experience, description: `${UNKNOWN}`, highlights: [] })
  const text = plainText(resumeOf({ ...content, profile: { ...profile, summary: summary || (profile.summary ?? null), experiences } }))
  const end = text.indexOf(UNKNOWN)
  return (end === -1 ? text : text.slice(0, end)).trimEnd()
}

