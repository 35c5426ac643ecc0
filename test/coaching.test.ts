import { describe, expect, test } from 'vitest'
import { openGateway } from './harness.ts'
import type { Member } from './harness.ts'
import { codesOf, done, footprint, globalId, issuesOf, nobody, rowId, run } from './samples.ts'

const gateway = await openGateway()
const start = async (member: Member, input: object = {}) => (await done(member, 'startCoachingSession', input)).coachingSession
const eventsOf = async (member: Member) => (await gateway.sql`select event_type, payload from public.phoenix_events where stream_id = ${member.id} order by "position"`).map((row) => [row.event_type, row.payload])
/** All of coaching that a person owns. */
const owned = async (member: Member) => [await footprint(gateway, member.id), ...await Promise.all(['coaching_sessions', 'coaching_messages'].map(async (table) =>
  JSON.stringify(await gateway.sql.unsafe(`select * from public.${table} where user_id = '${member.id}' order by id`))))]
const thread = async (member: Member, id: string) =>
  (await member.ask('query ($id: ID!) { node(id: $id) { ... on CoachingSession { status messagesCount messages { author text source model } } } }', { id })).data.node
const premium = () => gateway.member({ tier: 'premium', app: 'rise' })

describe('a session', () => {
  test('is opened by the coach, goes back and forth, and ends with what it came to', async () => {
    const ada = await gateway.member()
    const session = await start(ada, { topic: ' Changer de métier ' })
    expect(session).toMatchObject({ topic: 'Changer de métier', status: 'ACTIVE', language: 'FR', depth: 'BRIEF', messagesCount: 1, version: 1 })
    expect(session.messages).toEqual([{ author: 'COACH', text: expect.stringMatching(/\S{3}/), source: 'TEMPLATE', model: null }])
    const sent = await done(ada, 'sendCoachingMessage', { coachingSessionId: session.id, text: ' J’hésite entre deux voies.\r\nDepuis un an. ', expectedVersion: 1 })
    expect(sent).toMatchObject({
      coachingSession: { id: session.id, messagesCount: 3, version: 2 }, message: { author: 'USER', text: 'J’hésite entre deux voies.\nDepuis un an.', source: null },
      reply: { author: 'COACH', source: 'TEMPLATE', model: null }, help: [],
    })
    expect((await thread(ada, session.id)).messages.map((message: { text: string }) => message.text)).toEqual([session.messages[0].text, sent.message.text, sent.reply.text])
    const { coachingSession } = await done(ada, 'completeCoachingSession', { coachingSessionId: session.id, satisfaction: 4 })
    expect(coachingSession).toMatchObject({ status: 'COMPLETED', version: 3, satisfaction: 4, summarySource: 'TEMPLATE', summaryModel: null, completedAt: expect.any(String), summary: expect.stringContaining('deux voies') })
    const session_id = rowId(session.id)
    expect(await eventsOf(ada)).toEqual([
      ['rise.coaching_started', { session_id, source: 'template', duration_ms: expect.any(Number), remaining: 0 }],
      ['rise.coaching_message_sent', { session_id, message_id: rowId(sent.message.id), reply_id: rowId(sent.reply.id), source: 'template', duration_ms: expect.any(Number), messages_count: 3 }],
      ['rise.coaching_completed', { session_id, messages_count: 3, satisfaction: 4, duration_seconds: expect.any(Number) }],
    ])
    expect((await ada.ask('{ viewer { profile { coachingSessions } } }')).data.viewer.profile).toEqual({ coachingSessions: 1 })
  })

  test('says what is known of the journal and the objectives, and nothing where nothing is', async () => {
    const ada = await gateway.member()
    for (let n = 0; n < 2; n += 1) await done(ada, 'createJournalEntry', { mood: 8, confidence: 6 })
    await done(ada, 'setObjective', { title: 'Finir le portfolio' })
    expect((await start(ada)).messages[0].text).toMatch(/Finir le portfolio/)
    const grace = await gateway.member()
    expect((await start(grace)).messages[0].text).not.toMatch(/\d/)
  })

  test('opens with a question that needs nothing said before, and asks another one after the first message', async () => {
    for (const language of ['FR', 'EN']) {
      const ada = await gateway.member()
      const session = await start(ada, { language })
      const opened: string = session.messages[0].text
      expect(opened).not.toMatch(/venez de décrire|just described/)
      const { reply } = await done(ada, 'sendCoachingMessage', { coachingSessionId: session.id, text: language === 'FR' ? 'J’hésite à postuler.' : 'I am not sure whether to apply.' })
      const question = (text: string) => /[^.\n]*\?/u.exec(text)![0].trim()
      expect(question(reply.text)).not.toBe(question(opened))
    }
  })

  test('is in the language of the profile, or the one asked for; deeper from PREMIUM on', async () => {
    const grace = await premium()
    await done(grace, 'updateProfile', { language: 'EN' })
    expect(await start(grace)).toMatchObject({ language: 'EN', depth: 'FULL' })
    expect(await start(grace, { language: 'FR' })).toMatchObject({ language: 'FR', depth: 'FULL' })
  })

  test('where nothing was said is completed without a summary', async () => {
    const ada = await gateway.member()
    const { id } = await start(ada)
    expect((await done(ada, 'completeCoachingSession', { coachingSessionId: id })).coachingSession).toMatchObject({ status: 'COMPLETED', summary: null, summarySource: null, satisfaction: null })
  })

  test('that is completed takes no message and no second end: CONFLICT, without an event', async () => {
    const ada = await gateway.member()
    const { id } = await start(ada)
    await done(ada, 'completeCoachingSession', { coachingSessionId: id })
    const before = await owned(ada)
    for (const [field, input] of [['sendCoachingMessage', { text: 'Encore moi' }], ['completeCoachingSession', {}], ['completeCoachingSession', { expectedVersion: 2 }]] as const) {
      const refused = await run(ada, field, { coachingSessionId: id, ...input })
      expect([codesOf(refused), refused.errors![0]!.message]).toEqual([['CONFLICT'], 'The coaching session is completed.'])
    }
    expect(await owned(ada)).toEqual(before)
  })

  test('is completed by one of two at once, and takes one of two messages at once', async () => {
    const ada = await gateway.member()
    const { id } = await start(ada)
    const twice = (field: string, input: object) => Promise.all([run(ada, field, { coachingSessionId: id, ...input }), run(ada, field, { coachingSessionId: id, ...input })])
    const sent = await twice('sendCoachingMessage', { text: 'Bonjour' })
    // One after the other is fine too: what must not be is a reply to a thread that was another one.
    const kept = sent.filter((answer) => answer.data.sendCoachingMessage).length
    expect([kept, sent.flatMap(codesOf)]).toEqual([kept, Array(2 - kept).fill('CONFLICT')])
    expect(await thread(ada, id)).toMatchObject({ messagesCount: 1 + 2 * kept, messages: { length: 1 + 2 * kept } })
    const completed = await twice('completeCoachingSession', {})
    expect(completed.flatMap(codesOf)).toEqual(['CONFLICT'])
    expect((await eventsOf(ada)).filter(([type]) => type === 'rise.coaching_completed')).toHaveLength(1)
  })

  test('that ends while an answer is written keeps neither message', async () => {
    const ada = await gateway.member()
    const { id } = await start(ada)
    const reply = JSON.stringify({ text: 'x', source: 'template' })
    await done(ada, 'completeCoachingSession', { coachingSessionId: id })
    await expect(gateway.sql`select * from public.send_coaching_message(${ada.id}, '{}', ${rowId(id)}, 1, 'x', ${reply}::text::jsonb)`).rejects.toMatchObject({ code: 'PT409' })
    expect((await thread(ada, id)).messagesCount).toBe(1)
  })

  test('takes sixty messages', async () => {
    const ada = await gateway.member()
    const { id } = await start(ada)
    await gateway.sql`insert into public.coaching_messages (session_id, user_id, "position", author, text, source)
      select ${rowId(id)}, ${ada.id}, n, case when n % 2 = 0 then 'user' else 'coach' end, 'x', case when n % 2 = 1 then 'template' end from generate_series(2, 119) n`
    await gateway.sql`update public.coaching_sessions set messages_count = 119 where id = ${rowId(id)}`
    await done(ada, 'sendCoachingMessage', { coachingSessionId: id, text: 'le soixantième' })
    expect(codesOf(await run(ada, 'sendCoachingMessage', { coachingSessionId: id, text: 'un de trop' }))).toEqual(['CONFLICT'])
    expect((await thread(ada, id)).messages).toHaveLength(121)
  })
})

describe('the unit', () => {
  test('one session a month for a free user, any number from PREMIUM on; messages cost none', async () => {
    const ada = await gateway.member()
    const first = await done(ada, 'startCoachingSession', {})
    expect(first.usage).toEqual({ feature: 'COACHING_SESSIONS', used: 1, held: 0, limit: 1, remaining: 0 })
    await done(ada, 'sendCoachingMessage', { coachingSessionId: first.coachingSession.id, text: 'Bonjour' })
    const before = await owned(ada)
    const refused = await run(ada, 'startCoachingSession', { topic: 'Encore' })
    expect(refused.errors).toMatchObject([{ extensions: { code: 'USAGE_LIMIT_EXCEEDED', feature: 'COACHING_SESSIONS', limit: 1, used: 1, remaining: 0 } }])
    expect(await owned(ada)).toEqual(before)
    const grace = await premium()
    for (let n = 0; n < 3; n += 1) await start(grace)
  })

  test('comes back where no model wrote and no template was wanted', async () => {
    const ada = await gateway.member()
    const before = await owned(ada)
    const refused = await run(ada, 'startCoachingSession', { acceptTemplate: false, idempotencyKey: 'k' })
    expect(codesOf(refused)).toEqual(['INTEGRATION_UNAVAILABLE'])
    // What to configure is the operator's affair: /health/ready says it.
    expect(refused.errors![0]!.message).not.toMatch(/[A-Z]+_[A-Z]+/)
    expect(await owned(ada)).toEqual(before)
    const { id } = await start(ada, { idempotencyKey: 'k' })
    const started = await owned(ada)
    expect(codesOf(await run(ada, 'sendCoachingMessage', { coachingSessionId: id, text: 'Bonjour', acceptTemplate: false }))).toEqual(['INTEGRATION_UNAVAILABLE'])
    expect(await owned(ada)).toEqual(started)
  })

  test('is one for a key, and so is a message', async () => {
    const ada = await gateway.member()
    const [first, again] = [await start(ada, { idempotencyKey: 'k' }), await start(ada, { idempotencyKey: 'k' })]
    expect(again).toEqual(first)
    const send = () => done(ada, 'sendCoachingMessage', { coachingSessionId: first.id, text: 'Bonjour', idempotencyKey: 'k' })
    expect(await send()).toEqual(await send())
    expect(await eventsOf(ada)).toHaveLength(2)
  })

  test('of twenty at once of a free user: exactly one', async () => {
    const ada = await gateway.member()
    const answers = await Promise.all(Array.from({ length: 20 }, () => run(ada, 'startCoachingSession', {})))
    expect(answers.flatMap(codesOf)).toEqual(Array(19).fill('USAGE_LIMIT_EXCEEDED'))
    expect(await footprint(gateway, ada.id)).toMatchObject({ events: 1, used: 1, held: 0, imbalances: 0 })
  })
})

describe('words of self-harm', () => {
  test('are answered with help, whatever was asked, and are not summed up', async () => {
    const ada = await gateway.member()
    const { id } = await start(ada)
    const sent = await done(ada, 'sendCoachingMessage', { coachingSessionId: id, text: 'Je veux en finir.', acceptTemplate: false })
    expect(sent).toMatchObject({ reply: { source: 'TEMPLATE', model: null, text: expect.stringContaining('3114') }, help: expect.arrayContaining([{ phone: '3114' }, { phone: '15' }]) })
    const after = await done(ada, 'sendCoachingMessage', { coachingSessionId: id, text: 'Reprenons.' })
    expect([after.help, after.reply.text.includes('3114')]).toEqual([[], false])
    expect((await done(ada, 'completeCoachingSession', { coachingSessionId: id, acceptTemplate: false })).coachingSession).toMatchObject({ status: 'COMPLETED', summary: null })
  })

  test('in a topic open the session with help; at the limit, and in a finished session, the refusal has it', async () => {
    const ada = await gateway.member()
    const opened = await done(ada, 'startCoachingSession', { topic: 'I want to die', language: 'EN' })
    expect(opened).toMatchObject({ coachingSession: { messages: [{ text: expect.stringContaining('3114'), source: 'TEMPLATE' }] }, help: expect.arrayContaining([{ phone: '3114' }]) })
    await done(ada, 'completeCoachingSession', { coachingSessionId: opened.coachingSession.id })
    for (const [code, refused] of [
      ['USAGE_LIMIT_EXCEEDED', await run(ada, 'startCoachingSession', { topic: 'Je veux mourir' })],
      ['CONFLICT', await run(ada, 'sendCoachingMessage', { coachingSessionId: opened.coachingSession.id, text: 'Je veux mourir' })],
      ['NOT_FOUND', await run(ada, 'sendCoachingMessage', { coachingSessionId: globalId('CoachingSession', nobody), text: 'Je veux mourir' })],
    ] as const) expect([codesOf(refused), refused.errors![0]!.extensions.help[0].phone]).toEqual([[code], '3114'])
  })
})

describe('BAD_USER_INPUT: with its path, no row, no unit, no event', () => {
  const send = (change: object) => ['sendCoachingMessage', { coachingSessionId: globalId('CoachingSession', nobody), text: 'x', ...change }] as const
  const complete = (change: object) => ['completeCoachingSession', { coachingSessionId: globalId('CoachingSession', nobody), ...change }] as const
  test.each<readonly [string, readonly [string, object], readonly string[]]>([
    ['an empty message', send({ text: ' \n' }), ['input.text']], ['a message of emoji', send({ text: '😢😢' }), ['input.text']], ['a huge message', send({ text: 'é'.repeat(4001) }), ['input.text']],
    ['a binary message', send({ text: 'a\u0002' }), ['input.text']], ['half of a character', send({ text: 'a\udc00' }), ['input.text']], ['no message', send({ text: null }), ['input.text']],
    ['an id of another type', send({ coachingSessionId: globalId('Cv', nobody) }), ['input.coachingSessionId']], ['version 0', send({ expectedVersion: 0 }), ['input.expectedVersion']],
    ['a satisfaction of 0', complete({ satisfaction: 0 }), ['input.satisfaction']], ['a satisfaction of 6', complete({ satisfaction: 6 }), ['input.satisfaction']],
    ['an empty topic', ['startCoachingSession', { topic: '' }], ['input.topic']], ['a topic of two lines', ['startCoachingSession', { topic: 'a\nb' }], ['input.topic']],
    ['a long topic', ['startCoachingSession', { topic: 'x'.repeat(201) }], ['input.topic']], ['a topic of emoji', ['startCoachingSession', { topic: '🔥' }], ['input.topic']],
    ['a language that is none', ['startCoachingSession', { language: 'fr' }], ['input.language']], ['no answer about templates', ['startCoachingSession', { acceptTemplate: null }], ['input.acceptTemplate']],
  ])('%s', async (_what, [field, input], paths) => {
    const ada = await gateway.member()
    const before = await owned(ada)
    const refused = await run(ada, field, input)
    expect([codesOf(refused), issuesOf(refused).map((issue) => issue.path)]).toEqual([['BAD_USER_INPUT'], paths])
    expect(await owned(ada)).toEqual(before)
  })
})

test('a session of somebody else is NOT_FOUND, exactly as one that is not there', async () => {
  const [ada, grace] = [await gateway.member(), await gateway.member()]
  const { id } = await start(grace)
  const before = await owned(grace)
  for (const [field, input] of [['sendCoachingMessage', { text: 'Bonjour' }], ['completeCoachingSession', {}]] as const) {
    const [foreign, none] = [await run(ada, field, { coachingSessionId: id, ...input }), await run(ada, field, { coachingSessionId: globalId('CoachingSession', nobody), ...input })]
    expect([codesOf(foreign), foreign.errors![0]!.message]).toEqual([['NOT_FOUND'], none.errors![0]!.message])
  }
  expect(await thread(ada, id)).toBeNull()
  expect(await owned(grace)).toEqual(before)
})

test('sessions are listed newest first, page by page, threads of a page in one more round trip', async () => {
  const grace = await premium()
  const ids: string[] = []
  for (let n = 0; n < 3; n += 1) ids.unshift((await start(grace)).id)
  gateway.statements.length = 0
  const list = async (args: string) => (await grace.ask(`{ viewer { coachingSessions${args} { nodes { id messages { text } } pageInfo { hasNextPage endCursor } } } }`)).data.viewer.coachingSessions
  const first = await list('(first: 2)')
  expect(gateway.statements.map((names) => names.toSorted())).toEqual([['list_coaching_sessions', 'load_profiles'], ['load_coaching_threads']])
  const rest = await list(`(first: 2, after: "${first.pageInfo.endCursor}")`)
  expect([...first.nodes, ...rest.nodes].map((session: { id: string; messages: object[] }) => [session.id, session.messages.length])).toEqual(ids.map((id) => [id, 1]))
})

test('round trips: what the coach knows, the save with its unit; a message is two', async () => {
  const ada = await gateway.member()
  gateway.statements.length = 0
  const { coachingSession } = await done(ada, 'startCoachingSession', {}, 'coachingSession { id } usage { remaining }')
  const known = ['get_user_app_tier', 'list_journal_entries', 'list_objectives', 'load_profiles', 'read_streak', 'summarize_mood']
  expect(gateway.statements.map((names) => names.toSorted())).toEqual([known, ['start_coaching_session']])
  gateway.statements.length = 0
  await done(ada, 'sendCoachingMessage', { coachingSessionId: coachingSession.id, text: 'Bonjour' }, 'coachingSession { id }')
  expect(gateway.statements.map((names) => names.toSorted())).toEqual([[...known, 'load_coaching_sessions', 'load_coaching_threads'].toSorted(), ['send_coaching_message']])
})

test('nothing that was said is logged', async () => {
  const ada = await gateway.member()
  const { id } = await start(ada, { topic: 'zyndrelle' })
  await done(ada, 'sendCoachingMessage', { coachingSessionId: id, text: 'zyndrelle' })
  await run(ada, 'sendCoachingMessage', { coachingSessionId: id, text: 'zyndrelle', acceptTemplate: false })
  await run(ada, 'startCoachingSession', { topic: 'zyndrelle' })
  expect(gateway.logged.join()).not.toContain('zyndrelle')
})
