import { z } from 'zod'
import type { OptimizedLetter, OptimizeLetterRequest } from '../letter.ts'
import { firstOf, holes, inventedNumbers, wrongLanguage } from '../prompt/checks.ts'
import { polishLetter } from '../template/letter/polishLetter.ts'
import { cleanLine, cleanLines } from '../template/value.ts'
import { languageName, stringIn } from './task.ts'
import type { Task } from './task.ts'

const answer = z.object({
  text: z.string().trim().min(80).max(12_000).describe('The whole letter.'),
  changes: z.array(z.string().trim().min(3).max(300)).min(1).max(10).describe('What was changed and why, one sentence each.'),
})

const tidy = (text: string) => cleanLines(text).join('\n').trim()

/** The same letter, better. */
export function optimizeLetterTask(request: OptimizeLetterRequest): Task<OptimizedLetter, z.infer<typeof answer>> {
  const { text, language, jobTitle, companyName, jobOffer, sender } = request
  return {
    sensitive: false,
    language,
    people: [sender.fullName],
    readable: [companyName, jobTitle],
    keeps: ['letter'],
    shown: () => ({
      hidden: [sender.location],
      analyzed: { cv: '', jobOffer: jobOffer ?? '', letter: text },
      blocks: { letter: text, 'job title': jobTitle, company: companyName, 'job offer': jobOffer },
      instruction: `You improve one cover letter in ${languageName(language)}: clearer sentences, stronger verbs, no repetition, correct spelling and punctuation, closer to the job offer where the letter has something to say to it.
Keep its author's facts, its order of thought, its greeting, its closing and its signature. Add no fact, figure, skill or promise that is not in the letter. About the same length.
text: the whole improved letter, paragraphs apart by an empty line, plain text. changes: what you changed and why, in ${languageName(language)}, one short sentence each.`,
    }),
    temperature: 0.4,
    answer,
    checks: (data) => firstOf([holes(data), inventedNumbers(data), wrongLanguage(language)]),
    draft({ text: better, changes }) {
      const next = tidy(better)
      if (next.length < text.trim().length * 0.4 || next.length > text.trim().length * 2 + 600) throw new Error('another letter, not this one')
      return { text: next, changes: changes.map(cleanLine) }
    },
    growing: (partial) => tidy(stringIn(partial, 'text')),
    textOf: (draft) => draft.text,
    template: () => polishLetter(request),
  }
}
