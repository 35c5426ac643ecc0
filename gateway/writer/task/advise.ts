import { z } from 'zod'
import type { AdviceRequest } from '../letter.ts'
import { firstOf, holes, wrongLanguage } from '../prompt/checks.ts'
import { cleanLine } from '../template/value.ts'
import { languageName } from './task.ts'
import type { Task } from './task.ts'

const answer = z.object({ recommendations: z.array(z.string().trim().min(10).max(400)).min(1).max(5) })

export interface Advice {
  readonly recommendations: readonly string[]
}

/** Advice on a CV or a letter: the one thing that the agent itself writes. */
export function adviseTask({ kind, text, jobOffer, language, measured, sender }: AdviceRequest): Task<Advice, Advice> {
  return {
    sensitive: false,
    language,
    people: [sender.fullName],
    shown: () => ({
      analyzed: { cv: kind === 'cv' ? text : '', jobOffer: jobOffer ?? '', letter: kind === 'letter' ? text : '' },
      blocks: { [kind]: text, 'job offer': jobOffer },
      instruction: `You give advice on one ${kind === 'cv' ? 'CV' : 'cover letter'}, in ${languageName(language)}: at most five recommendations, most useful first, each one or two sentences that say what to change and where.
Speak only of what is in the text${jobOffer ? ' and in the offer' : ''}. Give no score, no chance of success and no promise.`,
    }),
    temperature: 0.3,
    answer,
    checks: (data) => firstOf([holes(data), wrongLanguage(language)]),
    draft: ({ recommendations }) => ({ recommendations: recommendations.map(cleanLine) }),
    fromAgent: (recommendations) => (recommendations.length === 0 ? null : { recommendations: recommendations.map(cleanLine) }),
    template: () => ({ recommendations: measured.slice(0, 5) }),
  }
}
