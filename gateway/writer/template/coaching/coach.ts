import type { CoachingReplyRequest, CoachingSummaryRequest, MoodFacts, ObjectiveFacts } from '../../coaching.ts'
import { cleanLine } from '../value.ts'
import { phrasesOf } from './phrases.ts'
import type { Phrases } from './phrases.ts'

/*
 * A coach that is a set of rules and says so (source TEMPLATE): it mirrors what was written down, asks an open question and
 * proposes one small step. It never guesses how somebody feels.
 */

const activeOf = (objectives: readonly ObjectiveFacts[] | null | undefined) =>
  (objectives ?? []).filter((objective) => objective.status === 'active' && cleanLine(objective.title)).sort((a, b) => (a.targetDate ?? '9999') < (b.targetDate ?? '9999') ? -1 : 1)

/** The coach's next message. */
export function reply(request: CoachingReplyRequest): string {
  const phrases = phrasesOf(request.language)
  const asked = request.messages.filter((message) => message.from === 'user').length
  const [objective] = activeOf(request.objectives)
  const mirror = [request.opening ? phrases.welcome : phrases.thanks, ...moodLines(request.mood ?? null, phrases)].join(' ')
  const step = objective ? phrases.towards(cleanLine(objective.title)) : phrases.noObjective
  const question = request.opening ? phrases.openingQuestion : phrases.questions[Math.max(asked - 1, 0) % phrases.questions.length]!
  if (request.depth === 'brief') return `${mirror}\n\n${step} ${question}`
  return [
    `${phrases.whereYouAre}\n${mirror}`,
    `${phrases.whatToDo}\n${step}`,
    `${phrases.toThinkAbout}\n${question}`,
  ].join('\n\n')
}

function moodLines(mood: MoodFacts | null, phrases: Phrases): string[] {
  if (mood === null || (mood.mood7 === null && mood.mood30 === null)) return [phrases.noMood]
  return [
    mood.mood7 === null ? phrases.noMoodThisWeek : phrases.mood(mood.mood7, mood.confidence7),
    mood.trend === null ? '' : phrases.trend[mood.trend],
    (mood.streak ?? 0) >= 3 ? phrases.streak(mood.streak!) : '',
  ].filter(Boolean)
}

/** What a session came to: what was said, in the user's words, and what is open. */
export function summary(request: CoachingSummaryRequest): string {
  const phrases = phrasesOf(request.language)
  const said = request.messages.filter((message) => message.from === 'user').map((message) => excerpt(message.text)).filter(Boolean)
  const topic = cleanLine(request.topic)
  const objectives = activeOf(request.objectives).map((objective) => cleanLine(objective.title))
  return [
    topic ? phrases.topic(topic) : phrases.session,
    said.length === 0 ? phrases.nothingSaid : `${phrases.youSaid}\n${[...said.slice(0, 1), ...said.slice(1).slice(-2)].map((one) => `- ${one}`).join('\n')}`,
    moodLines(request.mood ?? null, phrases).join(' '),
    objectives.length === 0 ? phrases.noObjective : `${phrases.underWay}\n${objectives.slice(0, 3).map((one) => `- ${one}`).join('\n')}`,
    phrases.next,
  ].join('\n\n')
}

/** The first sentence, or as much of it as fits in a line. */
function excerpt(text: string): string {
  const line = cleanLine(text)
  const sentence = /^.{1,200}?[.!?…](?=\s|$)/u.exec(line)?.[0] ?? line
  return sentence.length <= 200 ? sentence : `${sentence.slice(0, 199).replace(/\s?\S*$/u, '')}…`
}
