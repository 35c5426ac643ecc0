import { expect, describe, test } from 'vitest'
import { openGateway } from './harness.ts'
import type { Member } from './harness.ts'
import { gemini, modelsAt, openGemini } from './modelServers.ts'
import type { AskedModel, Behaviour } from './modelServers.ts'
import { eventually, footprint, holdLock } from './samples.ts'
import { codes, dial, listen, openClient } from './socket.ts'
import type { Heard } from './socket.ts'

/*
 * letterDraft under attack: readers who go at every moment, come back, come twice, or never read; models that die, lie or never
 * stop. Whatever happens: one unit with one event and one letter, or nothing at all; and nobody's call goes on for nobody.
 */

const server = await openGemini()
const models = { ...modelsAt(server), times: { geminiMs: 10_000, openMs: 0, pauseMs: 1 } }
const gateway = await openGateway({ models, drafts: { graceMs: 40 } })

const body = [
  'Le poste de logisticienne chez Arval correspond exactement à ce que je souhaite faire, et mon parcours m’y prépare depuis longtemps.',
  'Chez Nordis, j’ai suivi les stocks et les litiges, et ramené le délai de livraison à 17 heures, avec patience et avec méthode.',
  'Je vous remercie de votre attention : un entretien me permettrait de vous dire plus précisément ce que je peux apporter à votre équipe.',
]
const json = JSON.stringify({ paragraphs: body })
const DRAFT = 'subscription ($input: LetterDraftInput!) { letterDraft(input: $input) { text offset done letter { id text source } usage { used held } } }'
let made = 0
const asking = (change: object = {}) => ({ input: { jobTitle: 'Logisticienne', companyName: 'Arval', tone: 'FORMEL', cvText: 'Logisticienne chez Nordis : délai de livraison ramené à 17 heures, stocks et litiges.', idempotencyKey: `attack-${made++}`, ...change } })
const draft = (member: Pick<Member, 'token'>, variables: object, url = gateway.url) => listen(openClient(url, member.token), DRAFT, variables as Record<string, unknown>)
const pushes = (heard: Heard) => heard.results.map((result) => result.data.letterDraft)
const textOf = (heard: Heard) => pushes(heard).reduce((text: string, push) => text.slice(0, push.offset) + push.text, '')
const spent = { letters: 1, events: 1, used: 1, held: 0, operations: 1, imbalances: 0 }
const nothing = { letters: 0, events: 0, used: 0, held: 0, operations: 0, imbalances: 0 }
const comesTo = (member: Member, expected: object) => eventually(async () => expect(await footprint(gateway, member.id)).toMatchObject(expected))

/** A bare socket that has subscribed: it can be cut, which no client library does. */
async function raw(member: Pick<Member, 'token'>, variables: object) {
  const connection = await dial(gateway.url)
  connection.send({ type: 'connection_init', payload: { authorization: `Bearer ${member.token}` } })
  await connection.message('connection_ack')
  connection.send({ type: 'subscribe', id: '1', payload: { query: DRAFT, variables } })
  return connection
}
/** The model's side of the next draft: it has been asked, and answers by hand. */
function writing() {
  const hand = gemini.byHand()
  server.behave(hand.behaviour)
  return { ...hand, asked: server.next() }
}

describe('a reader who is cut off', () => {
  test.each<[string, (hand: ReturnType<typeof writing>) => Promise<void>]>([
    ['before the model has answered', async () => {}],
    ['in the middle of its answer', ({ say }) => say(json.slice(0, 60))],
    ['between the last words and their end', ({ say }) => say(json)],
  ])('%s, for good: the model\'s connection is closed, and nothing is left', async (_when, upTo) => {
    const hand = writing()
    const ada = await gateway.member()
    const connection = await raw(ada, asking())
    const { closed } = await hand.asked
    await upTo(hand)
    connection.socket.terminate()
    await closed
    await comesTo(ada, nothing)
  })

  test('before anything was asked of anybody: nothing is left', async () => {
    const ada = await gateway.member()
    server.behave(gemini.hangs)
    const [variables, before] = [asking(), server.asked.length]
    const lock = await holdLock(gateway, 'profile', ada.id)
    const connection = await raw(ada, variables)
    await lock.waiting()
    connection.socket.terminate()
    await comesTo(ada, nothing)
    await lock.release()
    await comesTo(ada, nothing)
    expect(server.asked).toHaveLength(before)
  })

  test('while the letter is being saved: it is saved once, and its key returns it', async () => {
    const hand = writing()
    const ada = await gateway.member()
    const variables = asking()
    const connection = await raw(ada, variables)
    await hand.asked
    await hand.say(json.slice(0, 60))
    await connection.message('next')
    const lock = await holdLock(gateway, 'profile', ada.id)
    await hand.end(json.slice(60))
    await lock.waiting()
    connection.socket.terminate()
    await eventually(() => expect(gateway.sockets().subscriptions).toBe(0))
    await lock.release()
    await comesTo(ada, spent)
    // The database has it; the gateway may not have heard so yet. Whoever asks then joins the draft, text and all.
    const sooner = draft(ada, variables)
    await sooner.end()
    expect(pushes(sooner).at(-1)).toMatchObject({ done: true, text: '', letter: { source: 'MODEL' }, usage: { used: 1, held: 0 } })
    const later = draft(ada, variables)
    await later.end()
    expect(pushes(later)).toMatchObject([{ done: true, text: '', letter: pushes(sooner).at(-1).letter, usage: { used: 1, held: 0 } }])
    expect(await footprint(gateway, ada.id)).toMatchObject(spent)
  })

  test('at the very end: what was saved stands, and its key returns it', async () => {
    server.behave(gemini.answers({ paragraphs: body }))
    const ada = await gateway.member()
    const variables = asking()
    const connection = await raw(ada, variables)
    connection.socket.on('message', (data) => { if (String(data).includes('"done":true')) connection.socket.terminate() })
    await connection.closed
    const before = server.asked.length
    const again = draft(ada, variables)
    await again.end()
    expect(pushes(again).at(-1)).toMatchObject({ done: true, letter: { source: 'MODEL' } })
    expect([server.asked.length, await footprint(gateway, ada.id)]).toMatchObject([before, spent])
  })

  test('and comes back within its time, on a socket with a new token: the same draft, from its beginning', async () => {
    const patient = await gateway.another({ models, drafts: { graceMs: 60_000 } })
    const ada = await gateway.member()
    const [hand, variables] = [writing(), asking()]
    // A token that ends cuts a socket just so: test/socket.test.ts.
    const first = await dial(patient.url)
    first.send({ type: 'connection_init', payload: { authorization: `Bearer ${ada.token}` } })
    await first.message('connection_ack')
    first.send({ type: 'subscribe', id: '1', payload: { query: DRAFT, variables } })
    await hand.asked
    await hand.say(json.slice(0, 60))
    await first.message('next')
    first.socket.terminate()
    await eventually(() => expect(patient.sockets().connections).toBe(0))
    const second = draft({ token: await gateway.token({ sub: ada.id }) }, variables, patient.url)
    await second.nth(1)
    expect(textOf(second)).toContain('Le poste de logisticienne')
    const before = server.asked.length
    await hand.end(json.slice(60))
    await second.end()
    expect(textOf(second)).toBe(pushes(second).at(-1).letter.text)
    expect(server.asked).toHaveLength(before)
    expect(await gateway.sql`select from public.letter_generations where user_id = ${ada.id}`).toHaveLength(1)
    await patient.stop(1000)
  })
})

test('two sockets with one key: one call, one unit, the same words; one of them cut changes nothing', async () => {
  const hand = writing()
  const ada = await gateway.member()
  const [variables, before] = [asking(), server.asked.length]
  const cut = await raw(ada, variables)
  const heard = draft(ada, variables)
  await hand.asked
  await hand.say(json.slice(0, 60))
  await Promise.all([cut.message('next'), heard.nth(1)])
  cut.socket.terminate()
  await hand.end(json.slice(60))
  await heard.end()
  expect(textOf(heard)).toBe(pushes(heard).at(-1).letter.text)
  expect([server.asked.length - before, await footprint(gateway, ada.id)]).toMatchObject([1, spent])
})

test('somebody else with the same key and input hears nothing of it, and has a draft of their own', async () => {
  const hand = writing()
  const [ada, eve] = [await gateway.member(), await gateway.member()]
  const variables = asking()
  const hers = draft(ada, variables)
  await hand.asked
  await hand.say(json.slice(0, 60))
  await hers.nth(1)
  const other = writing()
  const eves = draft(eve, variables)
  await other.asked
  expect(eves.results).toEqual([])
  await other.end(JSON.stringify({ paragraphs: body.map((paragraph) => paragraph.replace('patience', 'rigueur')) }))
  await eves.end()
  await hand.end(json.slice(60))
  await hers.end()
  expect([textOf(eves).includes('rigueur'), textOf(hers).includes('rigueur')]).toEqual([true, false])
  expect(pushes(eves).at(-1).letter.id).not.toBe(pushes(hers).at(-1).letter.id)
  for (const member of [ada, eve]) expect(await footprint(gateway, member.id)).toMatchObject(spent)
})

describe('a model that', () => {
  const huge: Behaviour = (res, asked: AskedModel) => {
    res.writeHead(200, { 'content-type': 'text/event-stream' })
    const more = () => {
      while (!res.closed && res.write(`data: ${JSON.stringify({ candidates: [{ content: { parts: [{ text: `${'Le poste me plaît. '.repeat(400)}` }], role: 'model' }, index: 0 }] })}\r\n\r\n`));
      if (!res.closed) res.once('drain', more)
    }
    res.write(`data: ${JSON.stringify({ candidates: [{ content: { parts: [{ text: '{"paragraphs": ["' }], role: 'model' }, index: 0 }] })}\r\n\r\n`)
    more()
    void asked
  }
  const cases: [string, Behaviour][] = [
    ['dies half-way', gemini.breaksAfter(json.slice(0, 200))], ['ends with half of it', gemini.endsAfter(json.slice(0, 200))], ['ends with what is no JSON', gemini.says(`${json.slice(0, -12)}]]`)], ['ends with another schema', gemini.says(`${json.slice(0, -1)},"paragraphs":[1]}`)],
    ['is stopped by its safety filter at the end', gemini.says(json, 'SAFETY')], ['never stops', huge],
  ]
  test.each(cases)('%s: the template writer\'s letter for one unit; without one, nothing', async (_how, behaviour) => {
    server.behave(behaviour)
    const ada = await gateway.member()
    const refused = draft(ada, asking({ acceptTemplate: false }))
    await refused.end()
    expect(codes(refused.results.at(-1))).toEqual(['INTEGRATION_UNAVAILABLE'])
    await comesTo(ada, nothing)
    const heard = draft(ada, asking())
    await heard.end()
    expect(pushes(heard).at(-1)).toMatchObject({ done: true, letter: { source: 'TEMPLATE' }, usage: { used: 1, held: 0 } })
    expect(textOf(heard)).toBe(pushes(heard).at(-1).letter.text)
    expect(await footprint(gateway, ada.id)).toMatchObject(spent)
    for (const call of server.asked) await call.closed
  })

  test('is late: the draft is given up at its deadline, and the call with it', async () => {
    const ada = await gateway.member()
    const late = async (deadlineMs: number) => {
      const hasty = await gateway.another({ models, drafts: { deadlineMs } })
      const hand = writing()
      const heard = draft(ada, asking(), hasty.url)
      const asked = await Promise.race([hand.asked, heard.end().then(() => null)])
      await heard.end()
      expect(codes(heard.results.at(-1))).toEqual(['DEADLINE_EXCEEDED'])
      await asked?.closed
      await comesTo(ada, nothing)
      await hasty.stop(1000)
      return asked !== null
    }
    // A slow machine needs longer until the model is asked at all.
    expect((await late(150)) || (await late(2_000)) || (await late(10_000))).toBe(true)
  })
})

test('a gateway that stops in the middle closes the model\'s connection and leaves nothing', async () => {
  const leaving = await gateway.another({ models })
  const hand = writing()
  const ada = await gateway.member()
  const heard = draft(ada, asking(), leaving.url)
  const { closed } = await hand.asked
  await hand.say(json.slice(0, 60))
  await heard.nth(1)
  await leaving.stop(2000)
  await closed
  expect(await footprint(gateway, ada.id)).toMatchObject(nothing)
})
