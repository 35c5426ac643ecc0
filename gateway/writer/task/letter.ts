import { z } from 'zod'
import type { LetterRequest, LetterTone } from '../letter.ts'
import { firstOf, holes, inventedNumbers, offTopic, wrongLanguage } from '../prompt/checks.ts'
import { frameOf } from '../template/letter/frame.ts'
import { writeLetter } from '../template/letter/writeLetter.ts'
import { cleanLine } from '../template/value.ts'
import { factsFrom, namesOfProfile } from './profileText.ts'
import { isRecord, languageName } from './task.ts'
import type { Task } from './task.ts'

const TONES: Readonly<Record<LetterTone, string>> = {
  formel: 'formal and courteous, as a traditional institution expects',
  dynamique: 'energetic and direct, with short active sentences',
  sobre: 'plain and brief, without ornament',
  creatif: 'creative, with one image or turn that is carried through, never flowery',
  startup: 'relaxed and straight to the point, as between future colleagues',
  associatif: 'warm and committed, turned to the cause and to working together',
}

const answer = z.object({ paragraphs: z.array(z.string().trim().min(20).max(1800)).min(2).max(7) })

const GREETS = /^(?:madame|monsieur|mesdames|bonjour|chère?s?\b|dear|hi\b|hello)[^.!?]{0,60},?$/i
const TAKES_LEAVE = /^(?:(?:bien |très )?cordialement|bien à vous|sincères salutations|(?:kind|best|warm) regards|regards|(?:yours )?(?:sincerely|faithfully)|à bientôt|talk soon)\b[^.]{0,80}$|\b(?:veuillez|je vous prie d[’']) ?(?:agréer|recevoir|croire)\b/i

/** The body's paragraphs. Greeting and closing are ours: a model that wrote them all the same has written them twice. */
function paragraphsOf(paragraphs: readonly unknown[]): string[] {
  const said = paragraphs.filter((one) => typeof one === 'string').map(cleanLine).filter(Boolean)
  return said.filter((one, at) => !(at === 0 && GREETS.test(one)) && !(at > 0 && at >= said.length - 2 && TAKES_LEAVE.test(one)))
}

/** A cover letter. A model writes its body only: it never sees who signs, and cannot get the frame wrong. */
export function letterTask(request: LetterRequest): Task<{ readonly text: string }, z.infer<typeof answer>> {
  const { jobTitle, companyName, language, tone, jobOffer, cvText, profile, careerChange, matchedSkills, motivation, sender } = request
  const { head, foot } = frameOf(request)
  const cv = profile ? factsFrom(profile) : (cvText ?? '')
  return {
    sensitive: false,
    language,
    people: [sender.fullName, profile?.fullName],
    readable: [companyName, jobTitle],
    shown: () => ({
      hidden: [...namesOfProfile(profile), sender.location],
      analyzed: { cv, jobOffer: jobOffer ?? '', letter: '' },
      blocks: {
        'job title': jobTitle, company: companyName, cv, 'job offer': jobOffer,
        'skills that cv and offer share': matchedSkills?.join('\n'),
        'career change': careerChange && `from: ${careerChange.oldDomain}\nto: ${careerChange.newDomain}\ntransferable skills: ${careerChange.transferableSkills.join(', ')}`,
        'in the applicant’s own words': motivation,
      },
      instruction: `You write the body of one cover letter in ${languageName(language)}, in the first person, for the person whose CV is given, for the job and the company that are given.
Tone: ${TONES[tone]}.
Three to five paragraphs, 180 to 320 words in all. Name the company and the job. ${careerChange ? 'The applicant changes career: say openly from where to where, and what carries over. ' : ''}Choose what matters for this job; do not retell the whole CV.
Use only facts from the data: no employer, date, figure, diploma, skill or result that is not there, and nothing about the company that is not there. Write every figure exactly as it is given; do not compute years or sums.
Avoid words that show whether the applicant is a man or a woman.
Write no address, date, subject line, greeting, closing formula or signature: they are added later. Plain text, no markup.`,
    }),
    temperature: 0.7,
    answer,
    checks: (data) => firstOf([holes(data), inventedNumbers(data), wrongLanguage(language), offTopic([companyName, jobTitle])]),
    draft({ paragraphs }) {
      const body = paragraphsOf(paragraphs)
      if (body.join(' ').length < 250) throw new Error('the letter has no body')
      return { text: head + body.join('\n\n') + foot }
    },
    growing(partial) {
      const paragraphs = isRecord(partial) && Array.isArray(partial.paragraphs) ? paragraphsOf(partial.paragraphs) : []
      return paragraphs.length === 0 ? '' : head + paragraphs.join('\n\n')
    },
    textOf: ({ text }) => text,
    template: () => ({ text: writeLetter(request) }),
  }
}
