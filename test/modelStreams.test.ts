import { describe, expect, test } from 'vitest'
import { openGateway } from './harness.ts'
import type { Member } from './harness.ts'
import { gemini, modelsAt, openGemini } from './modelServers.ts'
import { done, eventually, footprint } from './samples.ts'
import { listen, openClient } from './socket.ts'
import type { Heard } from './socket.ts'

/*
 * From the model's chunk to the reader's screen, all of it real: Google's SDK against a server that speaks its wire format, the
 * gateway, the graphql-ws client. And coaching, whose words leave only with a yes.
 */

const server = await openGemini()
const gateway = await openGateway({ models: { ...modelsAt(server), times: { geminiMs: 10_000, openMs: 0, pauseMs: 1 } }, drafts: { graceMs: 50 } })

const body = [
  'Le poste de logisticienne chez Arval correspond exactement à ce que je souhaite faire, et mon parcours m’y prépare depuis longtemps.',
  'Chez Nordis, j’ai suivi les stocks et les litiges avec [PERSON_1], et ramené le délai de livraison à 17 heures, avec patience et méthode.',
  'Je vous remercie de votre attention : un entretien me permettrait de vous dire plus précisément ce que je peux apporter à votre équipe.',
]
const json = JSON.stringify({ paragraphs: body })
const said = body.map((paragraph) => paragraph.replace('[PERSON_1]', 'Karim Benali'))
const cvText = 'Logisticienne chez Nordis avec M. Karim Benali (06 12 34 56 78) : délai de livraison ramené à 17 heures, stocks et litiges.'
const DRAFT = 'subscription ($input: LetterDraftInput!) { letterDraft(input: $input) { text offset done letter { id text source model inputTokens outputTokens } usage { used held } } }'
let made = 0
const asking = () => ({ input: { jobTitle: 'Logisticienne', companyName: 'Arval', tone: 'FORMEL', cvText, idempotencyKey: `key-${made++}` } })
const draft = (member: Member, variables: object) => listen(openClient(gateway.url, member.token), DRAFT, variables as Record<string, unknown>)
const pushes = (heard: Heard) => heard.results.map((result) => result.data.letterDraft)
const textOf = (heard: Heard) => pushes(heard).reduce((text: string, push) => text.slice(0, push.offset) + push.text, '')

describe('letterDraft', () => {
  test('pushes what the model writes, as it writes it, with names put back; what was read is what is kept', async () => {
    const hand = gemini.byHand()
    server.behave(hand.behaviour)
    const ada = await gateway.member()
    const heard = draft(ada, asking())
    await hand.say(json.slice(0, 60))
    await eventually(() => expect(textOf(heard)).toContain('Le poste de logisticienne'))
    const middle = json.indexOf('[PERSON_1]') + 5
    await hand.say(json.slice(60, middle)) // in the middle of a placeholder
    await eventually(() => expect(textOf(heard)).toContain('les litiges avec'))
    expect(textOf(heard)).not.toMatch(/\[|PERS/)
    await hand.end(json.slice(middle))
    expect(await heard.end()).toEqual({})
    const last = pushes(heard).at(-1)
    expect(last).toMatchObject({ done: true, letter: { source: 'MODEL', model: 'gemini-2.5-flash', inputTokens: 321, outputTokens: 123 }, usage: { used: 1, held: 0 } })
    expect(textOf(heard)).toBe(last.letter.text)
    expect(last.letter.text).toContain(said.join('\n\n'))
    expect(JSON.stringify(server.asked.at(-1)!.body)).not.toMatch(/Benali|Karim|34 56/)
  })

  test('of a model that breaks half-way: the reader ends with the template writer\'s letter, and so does the database', async () => {
    server.behave(gemini.breaksAfter(json.slice(0, 200)))
    const ada = await gateway.member()
    const heard = draft(ada, asking())
    expect(await heard.end()).toEqual({})
    const last = pushes(heard).at(-1)
    expect(last).toMatchObject({ done: true, letter: { source: 'TEMPLATE', model: null, inputTokens: null }, usage: { used: 1 } })
    expect(textOf(heard)).toBe(last.letter.text)
    expect(last.letter.text).not.toContain('Le poste de logisticienne')
  })

  test('hanging up for good closes the model\'s connection and gives the unit, the key and the lease back', async () => {
    const hand = gemini.byHand()
    server.behave(hand.behaviour)
    const ada = await gateway.member()
    const asked = server.next()
    const heard = draft(ada, asking())
    const { closed } = await asked
    await hand.say(json.slice(0, 60))
    await heard.nth(1)
    expect(await footprint(gateway, ada.id)).toMatchObject({ used: 0, held: 1, operations: 1 })
    heard.stop()
    await closed
    await eventually(async () => {
      expect(await footprint(gateway, ada.id)).toMatchObject({ used: 0, held: 0, operations: 0, events: 0, imbalances: 0 })
      expect([...await gateway.sql`select calls from phoenix_private.model_leases where user_id = ${ada.id} and ends_at <= clock_timestamp()`].map((row) => row.calls)).toEqual([1])
    })
  })

  test('asked for again under its key: one model call, one unit, the same letter', async () => {
    const hand = gemini.byHand()
    server.behave(hand.behaviour)
    const ada = await gateway.member()
    const variables = asking()
    const before = server.asked.length
    const first = draft(ada, variables)
    await hand.say(json.slice(0, 60))
    await first.nth(1)
    const second = draft(ada, variables)
    await second.nth(1)
    first.stop()
    await hand.end(json.slice(60))
    await second.end()
    const later = draft(ada, variables)
    await later.end()
    expect(textOf(second)).toBe(pushes(second).at(-1).letter.text)
    expect(pushes(later).at(-1).letter).toEqual(pushes(second).at(-1).letter)
    expect([server.asked.length - before, await footprint(gateway, ada.id)]).toMatchObject([1, { used: 1, held: 0 }])
  })
})

describe('coaching', () => {
  const words = 'Je doute depuis que M. Karim Benali est parti ; écrivez-moi à ada.secret@example.org.'
  const talk = async (member: Member) => {
    const { coachingSession } = await done(member, 'startCoachingSession', { topic: 'Mes doutes', language: 'FR' }, 'coachingSession { id }')
    return done(member, 'sendCoachingMessage', { coachingSessionId: coachingSession.id, text: words }, 'coachingSession { messages { author text source } }')
  }

  test('nothing of it leaves without a live AI_SENSITIVE: the template writer answers', async () => {
    server.behave(gemini.answers({ text: 'Merci de ce que vous écrivez : prenons un moment pour le regarder ensemble, sans nous presser.' }))
    const ada = await gateway.member()
    await done(ada, 'recordConsent', { purpose: 'AI_PROCESSING', granted: true, version: '1', source: 'RISE' }, 'consent { granted }')
    const before = server.asked.length
    const { coachingSession } = await talk(ada)
    expect(coachingSession.messages.filter((message: { author: string }) => message.author === 'COACH').every((message: { source: string }) => message.source === 'TEMPLATE')).toBe(true)
    expect(server.asked).toHaveLength(before)
  })

  test('with it a model answers, and sees no names', async () => {
    server.behave(gemini.answers({ text: 'Merci de ce que vous écrivez sur [PERSON_1] : prenons un moment pour le regarder ensemble, sans nous presser.' }))
    const ada = await gateway.member()
    await done(ada, 'recordConsent', { purpose: 'AI_SENSITIVE', granted: true, version: '1', source: 'RISE' }, 'consent { granted }')
    const { coachingSession } = await talk(ada)
    expect(coachingSession.messages.at(-1)).toMatchObject({ author: 'COACH', source: 'MODEL', text: expect.stringContaining('Karim Benali') })
    const left = JSON.stringify(server.asked.at(-1)!.body)
    expect(left).toContain('Je doute depuis que M. [PERSON_1] est parti')
    expect(left).not.toMatch(/Benali|ada\.secret/)
  })
})
