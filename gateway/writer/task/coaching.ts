import { z } from 'zod'
import type { CoachingReplyRequest, CoachingSummaryRequest } from '../coaching.ts'
import { firstOf, holes, wrongLanguage } from '../prompt/checks.ts'
import type { Blocks } from '../prompt/fence.ts'
import { reply, summary } from '../template/coaching/coach.ts'
import { cleanLines } from '../template/value.ts'
import { languageName, stringIn } from './task.ts'
import type { Task } from './task.ts'

const answer = z.object({ text: z.string().trim().min(20).max(6000) })
const tidy = (text: string) => cleanLines(text).join('\n').trim()

const CARE = `You are the coach of people who change career: warm, concrete, never flattering. You are no therapist: give no diagnosis and no medical advice. Say nothing about the person that is not in the data, and do not guess at feelings. If somebody speaks of suicide or of hurting themselves, do not coach: say with warmth that help is there at once, in France at 3114, day and night, free of charge, or at 112 in an emergency.`

const MESSAGES = 20
const NOTES = 10

function blocksOf({ topic, mood, objectives, journalNotes, messages }: CoachingSummaryRequest): Blocks {
  return {
    topic,
    'mood of the last days (1 to 10)': mood && Object.entries(mood).filter(([, value]) => value !== null && value !== undefined).map(([name, value]) => `${name}: ${value}`).join('\n'),
    objectives: objectives?.map(({ title, status, targetDate }) => `- ${title} (${status}${targetDate ? `, until ${targetDate}` : ''})`).join('\n'),
    'last journal notes': journalNotes?.slice(0, NOTES).map((note) => `- ${note}`).join('\n'),
    // Only who speaks stands at the beginning of a line: nobody can put words into the coach's mouth.
    conversation: messages.slice(-MESSAGES).map(({ from, text }) => `${from}: ${text.replace(/[\n\r\u2028\u2029]+/g, '\n  ')}`).join('\n\n'),
  }
}

function coachingTask(request: CoachingSummaryRequest, instruction: string, template: () => { readonly text: string }): Task<{ readonly text: string }, z.infer<typeof answer>> {
  const { language, fullName } = request
  const blocks = blocksOf(request)
  return {
    sensitive: true,
    language,
    people: [fullName],
    shown: () => ({
      analyzed: { cv: Object.values(blocks).filter(Boolean).join('\n\n'), jobOffer: '', letter: '' },
      blocks,
      instruction: `${CARE}\n${instruction}\nAnswer in ${languageName(language)}, in plain text${language === 'fr' ? ', with "vous"' : ''}.`,
    }),
    temperature: 0.7,
    answer,
    checks: (data) => firstOf([holes(data), wrongLanguage(language)]),
    draft: ({ text }) => ({ text: tidy(text) }),
    growing: (partial) => tidy(stringIn(partial, 'text')),
    textOf: ({ text }) => text,
    template,
  }
}

/** The coach's next message. */
export const coachingReplyTask = (request: CoachingReplyRequest) =>
  coachingTask(
    request,
    request.depth === 'brief'
      ? 'Write the coach\'s next message: two short paragraphs, with one small concrete step and one open question.'
      : 'Write the coach\'s next message in three parts, each under a short heading on a line of its own: where the person stands, one or two concrete steps, one question to keep. At most 300 words.',
    () => ({ text: reply(request) }),
  )

/** What a session came to. */
export const coachingSummaryTask = (request: CoachingSummaryRequest) =>
  coachingTask(request, 'The session is over. Sum it up for the person in at most 200 words: what was said, what was decided, what comes next. Add nothing that was not said.', () => ({ text: summary(request) }))
