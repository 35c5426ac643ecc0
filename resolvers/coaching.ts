import { z } from 'zod'
import { toRow } from '../gateway/db/port.ts'
import type { CoachingMessagesRow } from '../gateway/db/rows.ts'
import { conflict, notFound } from '../gateway/errors.ts'
import { mutation } from '../gateway/request/call.ts'
import { requireViewer } from '../gateway/request/context.ts'
import type { Context } from '../gateway/request/context.ts'
import { helpNeededIn } from '../gateway/request/help.ts'
import { line, paragraph, versioned } from '../gateway/request/input.ts'
import { byIds } from '../gateway/request/load.ts'
import type { Loader } from '../gateway/request/load.ts'
import { idOf, node } from '../gateway/request/node.ts'
import { connectionOf, pageOf } from '../gateway/request/page.ts'
import type { Draft } from '../gateway/writer/port.ts'
import type { Resolvers } from '../schema/types.ts'
import { careReply } from './coaching/care.ts'
import { coachingFacts, saidIn } from './coaching/facts.ts'
import { worded } from './rise/input.ts'

const sessionsById = byIds('load_coaching_sessions', 'id')
const messagesById = byIds('load_coaching_messages', 'id')
/** Every message of a session, oldest first. */
const threadsById: Loader<readonly CoachingMessagesRow[]> = {
  batch: async (db, ids) => new Map((await db.read('load_coaching_threads', { ids })).map(({ id, messages }) =>
    [id, (messages as readonly unknown[]).map((message) => toRow(message, []) as CoachingMessagesRow)])),
}

export const nodes = { CoachingSession: node(sessionsById, 'id'), CoachingMessage: node(messagesById, 'id') }

/** A person's messages in one session: the thread is read whole, and every answer goes over all of it. */
const MOST_MESSAGES = 60

const acceptTemplate = z.boolean()
const coachingSessionId = idOf('CoachingSession')
const startInput = z.object({ topic: worded(line(200)).nullish(), language: z.enum(['fr', 'en']).nullish(), acceptTemplate, idempotencyKey: versioned.idempotencyKey })
const sendInput = z.object({ coachingSessionId, text: worded(paragraph(4000)), acceptTemplate, ...versioned })
const completeInput = z.object({
  coachingSessionId, satisfaction: z.number().int().min(1, 'must be between 1 and 5.').max(5, 'must be between 1 and 5.').nullish(), acceptTemplate, ...versioned,
})

/** The viewer's active session in the version expected, its thread, and what a coach knows. */
async function requireSession(id: string, expectedVersion: number | null | undefined, context: Context) {
  const { load } = context
  const [session, thread, facts] = await Promise.all([load(sessionsById, id), load(threadsById, id), coachingFacts(context)])
  if (session === null) throw notFound('coaching session')
  if (session.status === 'completed') throw conflict('The coaching session is completed.')
  if (expectedVersion !== null && expectedVersion !== undefined && expectedVersion !== session.version) throw conflict('The coaching session was changed meanwhile: read it again.')
  return { session, thread: thread ?? [], facts }
}

const optionsOf = (input: { readonly acceptTemplate: boolean }, context: Context) =>
  ({ acceptTemplate: input.acceptTemplate, signal: context.waited, viewer: requireViewer(context).id })

/** A draft under the database's names. */
const replyOf = ({ text, source, model, durationMs, inputTokens, outputTokens }: Draft<{ readonly text: string }>) =>
  ({ text, source, model, duration_ms: durationMs, input_tokens: inputTokens, output_tokens: outputTokens })

export default {
  Viewer: {
    coachingSessions: async (viewer, args, { db }) => {
      const page = pageOf('coaching', args)
      const rows = await db.read('list_coaching_sessions', { userId: viewer.id, ...page })
      return connectionOf('coaching', page, rows, (row) => row.startedAt, (row) => row.id)
    },
  },
  CoachingSession: { messages: async (session, _args, { load }) => (await load(threadsById, session.id)) ?? [] },
  Mutation: {
    startCoachingSession: mutation({
      input: startInput,
      admit: (_input, context) => coachingFacts(context),
      atOnce: ({ acceptTemplate }, { writer }) => acceptTemplate && writer.atOnce === true,
      async work({ input, admitted: { known, depth, language: preferred }, save, context }) {
        const { topic = null } = input
        const language = input.language ?? preferred
        const draft = helpNeededIn(topic) ? careReply(language)
          : await context.writer.coachingReply({ ...known, language, topic, depth, opening: true, messages: [] }, optionsOf(input, context))
        const { coachingSession, usage } = await save('start_coaching_session', { topic, language, depth, reply: replyOf(draft) })
        context.rows.prime(sessionsById, coachingSession.id, coachingSession)
        return { coachingSession: coachingSession.id, usage }
      },
    }),
    sendCoachingMessage: mutation({
      input: sendInput,
      async admit(input, context) {
        const found = await requireSession(input.coachingSessionId, input.expectedVersion, context)
        if (found.thread.filter((message) => message.author === 'user').length >= MOST_MESSAGES) throw conflict(`A session has at most ${MOST_MESSAGES} messages: complete it and start another.`)
        return found
      },
      async work({ input, admitted: { session, thread, facts }, save, context }) {
        const { text } = input
        const request = { ...facts.known, language: session.language as 'fr', topic: session.topic, depth: session.depth as 'brief', messages: [...saidIn(thread), { from: 'user' as const, text }] }
        const draft = helpNeededIn(text) ? careReply(session.language) : await context.writer.coachingReply(request, optionsOf(input, context))
        const saved = await save('send_coaching_message', { sessionId: session.id, expectedVersion: session.version, text, reply: replyOf(draft) })
        context.rows.prime(sessionsById, session.id, saved.coachingSession)
        context.rows.clear(threadsById, session.id)
        return { coachingSession: session.id, message: saved.messageId, reply: saved.replyId }
      },
    }),
    completeCoachingSession: mutation({
      input: completeInput,
      admit: (input, context) => requireSession(input.coachingSessionId, input.expectedVersion, context),
      async work({ input, admitted: { session, thread, facts }, save, context }) {
        const said = thread.filter((message) => message.author === 'user').map((message) => message.text)
        // Nothing to sum up; or what a summary should not quote back.
        const silent = said.length === 0 || helpNeededIn(said)
        const draft = silent ? null
          : await context.writer.coachingSummary({ ...facts.known, language: session.language as 'fr', topic: session.topic, messages: saidIn(thread) }, optionsOf(input, context))
        const saved = await save('complete_coaching_session', {
          sessionId: session.id, expectedVersion: session.version, satisfaction: input.satisfaction ?? null, summary: draft && replyOf(draft),
        })
        context.rows.prime(sessionsById, session.id, saved)
        return { coachingSession: session.id }
      },
    }),
  },
} satisfies Resolvers
