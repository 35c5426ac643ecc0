import { beforeEach, describe, expect, test } from 'vitest'
import { openGateway } from './harness.ts'
import type { Member } from './harness.ts'
import { agent, gemini, modelsAt, openAgent, openGemini } from './modelServers.ts'
import type { Behaviour } from './modelServers.ts'
import { codesOf, done, footprint, post, run } from './samples.ts'

/* Coaching where a model answers: the real SDK, against a server that speaks its wire format. What leaves is what came over the wire. */

const server = await openGemini(gemini.hangs)
const gateway = await openGateway({ models: modelsAt(server) })
const ANSWER = 'Vous avez tenu votre journal cette semaine, et cela compte.\n\nQuel serait le plus petit pas que vous pourriez faire demain ?'
const consent = (member: Member, granted: boolean) => done(member, 'recordConsent', { purpose: 'AI_SENSITIVE', granted, version: '2026-11', source: 'RISE' })
const fields = 'coachingSession { id messages { text source model } }'
const send = (member: Member, coachingSessionId: string, text: string) => done(member, 'sendCoachingMessage', { coachingSessionId, text })
const left = () => JSON.stringify(server.asked.map(({ body }) => body))

/** Somebody with a name, a journal and an objective. */
async function somebody() {
  const member = await gateway.member({ tier: 'premium', app: 'rise', email: null })
  await done(member, 'updateProfile', { fullName: 'Camille Zyndrelle' })
  await done(member, 'createJournalEntry', { mood: 8, confidence: 5, note: 'Journée floconneuse, écrivez-moi à camille.zyn@example.org' })
  await done(member, 'setObjective', { title: 'Un portfolio mirifique' })
  return member
}

beforeEach(() => {
  server.asked.length = 0
  server.behave(gemini.answers({ text: ANSWER }))
})

test('every text says who wrote it, how long it took and with how many tokens, when it is made and when it is read again', async () => {
  const five = 'source model durationMs inputTokens outputTokens'
  const summary = 'summarySource summaryModel summaryDurationMs summaryInputTokens summaryOutputTokens'
  const byModel = { source: 'MODEL', model: 'gemini-2.5-flash', durationMs: expect.any(Number), inputTokens: 321, outputTokens: 123 }
  const summed = { summarySource: 'MODEL', summaryModel: 'gemini-2.5-flash', summaryDurationMs: expect.any(Number), summaryInputTokens: 321, summaryOutputTokens: 123 }
  const ada = await somebody()
  await consent(ada, true)
  const { coachingSession: { id } } = await done(ada, 'startCoachingSession', {}, 'coachingSession { id }')
  const { reply } = await done(ada, 'sendCoachingMessage', { coachingSessionId: id, text: 'Je doute.' }, `reply { id ${five} }`)
  expect(reply).toMatchObject(byModel)
  expect((await done(ada, 'completeCoachingSession', { coachingSessionId: id }, `coachingSession { ${summary} }`)).coachingSession).toEqual(summed)
  const { data } = await ada.ask(`query ($id: ID!, $reply: ID!) { node(id: $id) { ... on CoachingSession { ${summary} messages { ${five} } } } reply: node(id: $reply) { ... on CoachingMessage { id ${five} } } }`, { id, reply: reply.id })
  expect(data).toMatchObject({ node: { ...summed, messages: [byModel, { source: null, inputTokens: null }, byModel] }, reply })
})

describe('journal and coaching', () => {
  test('leave for nobody who did not say yes: the template writer answers', async () => {
    const ada = await somebody()
    const { coachingSession } = await done(ada, 'startCoachingSession', { topic: 'Mes doutes plumatiques' }, fields)
    expect(coachingSession.messages).toEqual([{ text: expect.stringContaining('portfolio mirifique'), source: 'TEMPLATE', model: null }])
    expect((await send(ada, coachingSession.id, 'Je doute')).reply).toMatchObject({ source: 'TEMPLATE', model: null })
    expect((await done(ada, 'completeCoachingSession', { coachingSessionId: coachingSession.id })).coachingSession).toMatchObject({ summarySource: 'TEMPLATE', summaryModel: null })
    expect(server.asked).toEqual([])
  })

  test('leave with a yes, without names and addresses; each answer says who wrote it', async () => {
    const ada = await somebody()
    await consent(ada, true)
    const { coachingSession: { id, messages } } = await done(ada, 'startCoachingSession', { topic: 'Mes doutes plumatiques' }, fields)
    expect(messages).toEqual([{ text: ANSWER, source: 'MODEL', model: 'gemini-2.5-flash' }])
    expect((await send(ada, id, 'Je suis Camille Zyndrelle et je doute')).reply).toMatchObject({ text: ANSWER, source: 'MODEL', model: 'gemini-2.5-flash' })
    expect((await done(ada, 'completeCoachingSession', { coachingSessionId: id })).coachingSession).toMatchObject({ summary: ANSWER, summarySource: 'MODEL', summaryModel: 'gemini-2.5-flash' })
    expect(server.asked).toHaveLength(3)
    for (const known of ['floconneuse', 'portfolio mirifique', 'doutes plumatiques', 'je doute']) expect(left()).toContain(known)
    for (const personal of ['Zyndrelle', 'camille.zyn', 'example.org', ada.id]) expect(left()).not.toContain(personal)
    const [kept] = await gateway.sql`select input_tokens, output_tokens from public.coaching_messages where user_id = ${ada.id} and source = 'model' limit 1`
    expect({ ...kept }).toEqual({ input_tokens: 321, output_tokens: 123 })
  })

  test('stay from the moment the yes is taken back, in a session that goes on', async () => {
    const ada = await somebody()
    await consent(ada, true)
    const { coachingSession: { id } } = await done(ada, 'startCoachingSession', {}, fields)
    await consent(ada, false)
    expect((await send(ada, id, 'Je doute')).reply).toMatchObject({ source: 'TEMPLATE', model: null })
    expect(server.asked).toHaveLength(1)
    expect(codesOf(await run(ada, 'sendCoachingMessage', { coachingSessionId: id, text: 'Je doute encore', acceptTemplate: false }))).toEqual(['INTEGRATION_UNAVAILABLE'])
  })

  /** Answers as told, once the test says so. */
  const heldBack = (behaviour: Behaviour) => {
    const [asked, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const behaves: Behaviour = async (res, one) => { asked.resolve(); await go.promise; await behaviour(res, one) }
    return { behaves, asked: asked.promise, go: () => go.resolve() }
  }

  test.each([[true, []], [false, ['INTEGRATION_UNAVAILABLE']]])('stay where the yes is taken back while the agent still reads: Gemini never hears of it (a template is wanted: %s)', async (acceptTemplate, refusals) => {
    const router = await openAgent()
    const guarded = await gateway.another({ models: modelsAt(server, router) })
    const ada = await somebody()
    await consent(ada, true)
    const slow = heldBack(agent.vouches())
    router.behave(slow.behaves)
    const session = post({ ...gateway, url: guarded.url }, JSON.stringify({ query: 'mutation ($input: StartCoachingSessionInput!) { startCoachingSession(input: $input) { coachingSession { messages { source } } } }', variables: { input: { topic: 'Mes doutes plumatiques', acceptTemplate } } }), { token: ada.token })
    await slow.asked
    await consent(ada, false)
    slow.go()
    const answer = await session
    expect(codesOf(answer)).toEqual(refusals)
    if (acceptTemplate) expect(answer.data.startCoachingSession.coachingSession.messages).toEqual([{ source: 'TEMPLATE' }])
    expect([router.asked.length, server.asked.length]).toEqual([1, 0])
    expect(await footprint(gateway, ada.id)).toMatchObject({ used: acceptTemplate ? 1 : 0, held: 0, imbalances: 0 })
    await guarded.stop(1000)
  })

  test('stay where the yes is taken back between two tries; with a yes that stands there is a second one', async () => {
    const ada = await somebody()
    await consent(ada, true)
    const slow = heldBack(gemini.fails(503))
    server.behave(slow.behaves)
    const session = done(ada, 'startCoachingSession', {}, fields)
    await slow.asked
    await consent(ada, false)
    slow.go()
    expect((await session).coachingSession.messages).toMatchObject([{ source: 'TEMPLATE' }])
    expect(server.asked).toHaveLength(1)
    await consent(ada, true)
    server.behaveInTurn(gemini.fails(503), gemini.answers({ text: ANSWER }))
    gateway.statements.length = 0
    expect((await send(ada, (await session).coachingSession.id, 'Je doute')).reply).toMatchObject({ source: 'MODEL' })
    expect(server.asked).toHaveLength(3)
    expect(gateway.statements.flat().filter((name) => name.includes('model'))).toEqual(['begin_model_calls', 'may_call_models', 'end_model_calls'])
  })

  test('words of self-harm go to no model, yes or no', async () => {
    const ada = await somebody()
    await consent(ada, true)
    const { coachingSession: { id } } = await done(ada, 'startCoachingSession', { topic: 'Je veux mourir' }, fields)
    expect((await send(ada, id, 'J’ai envie d’en finir')).reply).toMatchObject({ source: 'TEMPLATE', text: expect.stringContaining('3114') })
    await done(ada, 'completeCoachingSession', { coachingSessionId: id })
    expect(server.asked).toEqual([])
  })
})

test.each([['fails', gemini.fails(500)], ['is blocked', gemini.blocksPrompt], ['talks nonsense', gemini.says('{"text": 7}')]])('a model that %s: the template writer answers, for a unit like any other', async (_what, behaviour) => {
  server.behave(behaviour)
  const ada = await somebody()
  await consent(ada, true)
  const { coachingSession: { id, messages } } = await done(ada, 'startCoachingSession', {}, fields)
  expect(messages).toMatchObject([{ source: 'TEMPLATE', model: null }])
  expect(codesOf(await run(ada, 'sendCoachingMessage', { coachingSessionId: id, text: 'Je doute', acceptTemplate: false }))).toEqual(['INTEGRATION_UNAVAILABLE'])
  expect(await footprint(gateway, ada.id)).toMatchObject({ used: 1, held: 0, imbalances: 0 })
})
