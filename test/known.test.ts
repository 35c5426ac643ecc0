import { ApolloServer } from '@apollo/server'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { Sheet } from '../gateway/request/sheet.ts'
import { buildSchema } from '../gateway/schema.ts'
import { randomFrom } from './fuzz.ts'
import { openGateway, register } from './harness.ts'
import type { Member } from './harness.ts'
import { randomQuery } from './queries.ts'
import { done, globalId, inputs, nobody } from './samples.ts'

/*
 * A query goes through Apollo the first time that its text is met, and without it from then on (gateway/http/known.ts). A comment makes
 * a text new and changes nothing else, so every request is sent so often that each way through is taken: the answers must be the same.
 */

const gateway = await openGateway()
const apollo = vi.spyOn(ApolloServer.prototype, 'executeHTTPGraphQLRequest')
afterAll(() => apollo.mockRestore())
const { schema } = await buildSchema()
let ada: Member
let ids: string[] = []

beforeAll(async () => {
  ada = await gateway.member()
  const { cv } = await done(ada, 'generateCv', inputs.generateCv())
  await done(ada, 'uploadCv', inputs.uploadCv())
  const { letter } = await done(ada, 'generateLetter', inputs.generateLetter())
  const { journalEntry } = await done(ada, 'createJournalEntry', { note: 'Un mot.', mood: 7, confidence: 6 })
  ids = [cv.id, letter.id, journalEntry.id, globalId('Plan', 'free'), globalId('Cv', nobody), globalId('CvTemplate', 'classique')]
})
beforeEach(() => void apollo.mockClear())

type Body = Readonly<Record<string, unknown>>

async function send(body: Body, headers: Record<string, string> = {}) {
  const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json', ...headers }, body: JSON.stringify(body) })
  // What is another thing each time: the moment, the request's name, and the points that are left.
  const shown = [...response.headers].filter(([name]) => !['date', 'x-request-id'].includes(name)).map(([name, value]) => [name, name === 'ratelimit' ? value.replace(/[rt]=\d+/g, '') : name === 'content-length' ? '' : value])
  const text = (await response.text()).replace(/"throttle":\{[^}]*\}/, '').replaceAll(response.headers.get('x-request-id')!, '')
  return { status: response.status, headers: Object.fromEntries(shown), text }
}

let comments = 0
/** The answers to one request: by a text that is new, then by the same one again and again. */
async function bothWays(body: Body, headers: Record<string, string> = {}, times = 3) {
  const fresh = { ...body, query: `${String(body.query)} # ${comments += 1}` }
  const first = await send(fresh, headers)
  expect(apollo).toHaveBeenCalledTimes(1)
  const others = []
  for (let n = 0; n < times; n += 1) others.push(await send(fresh, headers))
  const through = apollo.mock.calls.length - 1
  apollo.mockClear()
  for (const other of others) expect(other).toEqual(first)
  return { first, through, times }
}
const bearer = (member: Member) => ({ authorization: `Bearer ${member.token}` })

describe('answered without Apollo, word for word as with it', () => {
  test.each<readonly [string, Body, number, string]>([
    ['a catalogue', { query: '{ plans { id price { amount } } }' }, 200, '"data"'],
    ['a screen', { query: 'query A($n: Int) { viewer { cvs(first: $n) { nodes { id title template { name } } pageInfo { endCursor } } profile { fullName } } }', variables: { n: 2 } }, 200, '"endCursor"'],
    ['one of two operations', { query: 'query A { plans { id } } query B { cvTemplates { id } }', operationName: 'B', extensions: { a: 1 } }, 200, '"cvTemplates"'],
    ['null for variables', { query: '{ viewer { id } }', variables: null, operationName: null, extensions: null }, 200, '"viewer"'],
    ['an error at a field', { query: '{ viewer { cvs(first: 0) { nodes { id } } } }' }, 200, '"path":["viewer","cvs"]'],
    ['errors of two fields', { query: '{ a: viewer { can(feature: CV_GENERATIONS, amount: 0) { allowed } } b: viewer { id } c: viewer { letters(first: 500) { nodes { id } } } }' }, 200, 'BAD_USER_INPUT'],
    ['variables that do not fit', { query: 'query ($n: Int!, $id: ID!) { node(id: $id) { id } viewer { cvs(first: $n) { nodes { id } } } }', variables: { n: 'x' } }, 200, '"issues":[{"path":"n"'],
    ['null for a variable with a default', { query: 'query ($n: Int = 1) { viewer { cvs(first: $n) { nodes { id } } } }', variables: { n: null } }, 200, '"nodes"'],
    ['null for what must not be null', { query: 'query ($f: Feature = CV_GENERATIONS) { viewer { can(feature: $f) { allowed } } }', variables: { f: null } }, 200, 'must not be null'],
    ['text that no database holds', { query: 'query ($id: ID!) { node(id: $id) { id } }', variables: { id: 'a\0' } }, 200, 'BAD_USER_INPUT'],
    ['words of self-harm in a refusal', { query: 'query ($id: ID!, $n: Int!) { node(id: $id) { id } viewer { cvs(first: $n) { nodes { id } } } }', variables: { id: 'je veux mourir' } }, 200, '"help"'],
    ['a mutation that is refused', { query: 'mutation { updateProfile(input: {}) { profile { id } } }' }, 200, '"path":["updateProfile"]'],
    ['a mutation of nothing', { query: 'mutation { __typename }' }, 200, '"Mutation"'],
    ['two mutations, of which one speaks of self-harm', { query: 'mutation ($i: UpdateProfileInput!, $t: String!) { a: updateProfile(input: $i) { profile { id } } b: updateProfile(input: {fullName: $t}) { profile { id } } }', variables: { i: {}, t: 'je veux mourir'.repeat(30) } }, 200, '"help"'],
    ['what is for others', { query: '{ plans { id } partner { id } }' }, 200, 'FORBIDDEN'],
    ['the schema', { query: '{ __schema { queryType { name } } __type(name: "Cv") { fields { name } } }' }, 200, '"__schema"'],
    ['too dear', { query: 'query ($n: Int) { viewer { cvs(first: $n) { nodes { id title template { id } } } a: events(first: $n) { nodes { id } } } nodes(ids: ["x"]) { id } }', variables: { n: 100 } }, 200, ''],
  ])('%s', async (_name, body, status, holds) => {
    for (const headers of [bearer(ada), { ...bearer(ada), accept: 'application/graphql-response+json' }, {}] as Record<string, string>[]) {
      const { first, through } = await bothWays(body, headers)
      expect(through, first.text).toBe(0)
      if (headers.accept === undefined && headers.authorization !== undefined) {
        expect(first.status).toBe(status)
        expect(first.text).toContain(holds)
      }
    }
  })

  test.each<readonly [lie: string, (text: string) => string]>([
    ['another word', (text) => text.replace('"FR"', '"EN"')],
    ['another order', (text) => text.replace(/("language":"[A-Z]+"),("version":\d+)/, '$2,$1')],
    ['a field more', (text) => text.replace('{"language"', '{"more":1,"language"')],
  ])('a planted violation fails: %s', async (_name, lie) => {
    const { whole } = Sheet.prototype
    const planted = vi.spyOn(Sheet.prototype, 'whole').mockImplementation(function lying(this: Sheet) { return lie(whole.call(this)) })
    onTestFinished(() => planted.mockRestore())
    await expect(bothWays({ query: '{ viewer { profile { language version } } }' }, bearer(ada))).rejects.toThrow(/to deeply equal/)
    planted.mockRestore()
    apollo.mockClear()
    await bothWays({ query: '{ viewer { profile { language version } } }' }, bearer(ada))
  })

  test('an error that nobody foresaw is a request id, at a field that may be null and at one that may not', async () => {
    const body = { query: '{ viewer { id letters { nodes { id } } } again: viewer { id } plans { id } }' }
    await gateway.sql`alter function public.list_letters rename to list_letters_away`
    onTestFinished(async () => void await gateway.sql`alter function public.list_letters_away rename to list_letters`)
    gateway.statements.length = 0
    const { first, through, times } = await bothWays(body, bearer(ada))
    expect(through).toBe(0)
    expect(first.text).toMatch(/INTERNAL_SERVER_ERROR|SERVICE_UNAVAILABLE/)
    // Said by graphql-js, which goes through the query once more; but not through the database.
    expect(new Set(gateway.statements.map(String)).size).toBe(1)
    expect(gateway.statements).toHaveLength(1 + times)
  })

  test('a registered document, by its id', async () => {
    const body = 'query Registered($n: Int) { viewer { id cvs(first: $n) { nodes { title } } } }'
    await register(gateway.sql, 'anonymous', [['registered', body]])
    await gateway.reload()
    const { first } = await bothWays({ query: body, variables: { n: 1 } }, bearer(ada))
    for (const variables of [{ n: 1 }, { n: -1 }]) {
      const byId = await send({ documentId: 'registered', variables }, bearer(ada))
      expect(apollo).not.toHaveBeenCalled()
      if (variables.n === 1) expect(byId).toEqual(first)
      // The document is kept without places: its errors name none.
      else expect(byId.text).toContain('"path":["viewer","cvs"]')
    }
  })
})

test.each<readonly [name: string, body: Body, headers: Record<string, string>]>([
  ['a subscription', { query: 'subscription { usageChanged { feature } }' }, {}],
  ['an operation that is not there', { query: 'query A { plans { id } }', operationName: 'B' }, {}],
  ['no name for one of two', { query: 'query A { plans { id } } query B { plans { id } }' }, {}],
  ['an empty name', { query: 'query A { plans { id } }', operationName: '' }, {}],
  ['variables that are no object', { query: '{ plans { id } }', variables: [] }, {}],
  ['extensions that are none', { query: '{ plans { id } }', extensions: 'x' }, {}],
  ['a name that is none', { query: '{ plans { id } }', operationName: 1 }, {}],
  ['a document that may not run', { query: '{ plans { nothing } }' }, {}],
  ['no document', { query: '{' }, {}],
  ['an answer that the client cannot read', { query: '{ plans { id } }' }, { accept: 'text/plain' }],
])('Apollo has its word on %s, every time', async (_name, body, headers) => {
  const { through, times } = await bothWays(body, { ...bearer(ada), ...headers })
  expect(through).toBe(times)
})

test('a mutation runs once, whichever way it goes', async () => {
  const [{ count: before }] = await gateway.sql`select count(*)::int from public.phoenix_events where event_type = 'rise.journal_entry_created'` as never as [{ count: number }]
  const query = `mutation ($input: CreateJournalEntryInput!) { createJournalEntry(input: $input) { journalEntry { mood } } } # ${comments += 1}`
  for (let n = 1; n <= 4; n += 1) {
    const { status, text } = await send({ query, variables: { input: { note: 'Un mot.', mood: n, confidence: 6 } } }, bearer(ada))
    expect([status, text.slice(0, 58)]).toEqual([200, `{"data":{"createJournalEntry":{"journalEntry":{"mood":${n}}}}`])
  }
  expect(apollo).toHaveBeenCalledTimes(1)
  const [{ count: after }] = await gateway.sql`select count(*)::int from public.phoenix_events where event_type = 'rise.journal_entry_created'` as never as [{ count: number }]
  expect(after - before).toBe(4)
})

test('a mutation of which the answer fails was done once', async () => {
  const grace = await gateway.member()
  const count = async () => ((await gateway.sql`select count(*)::int from public.cv_generations where user_id = ${grace.id}`) as never as [{ count: number }])[0].count
  await gateway.sql`alter function public.load_cv_documents rename to load_cv_documents_away`
  onTestFinished(async () => void await gateway.sql`alter function public.load_cv_documents_away rename to load_cv_documents`)
  const { first, through } = await bothWays({ query: 'mutation ($input: UploadCvInput!) { a: uploadCv(input: $input) { cv { title text } usage { feature } } }', variables: { input: inputs.uploadCv() } }, bearer(grace), 1)
  expect([through, first.text]).toEqual([0, expect.stringMatching(/"path":\["a","cv","text"\].*"data":\{"a":\{"cv":\{"title":"cv.txt","text":null\},"usage":\{/)])
  expect(await count()).toBe(2)
})

test('what reading writes down is written once, though the query fails and is gone through again', async () => {
  const grace = await gateway.member()
  await done(grace, 'recordConsent', { purpose: 'MARKETING', granted: true, version: '1' }, 'consent { purpose }')
  await gateway.sql`
    insert into phoenix_private.nudges (user_id, nudge_type, app, day, week, slot, expires_at)
    select ${grace.id}, nudge_type, 'cv', current_date, current_date, 1, now() + interval '1 day' from phoenix_private.nudge_rules order by nudge_type limit 1`
  const query = `{ a: viewer { ...F } b: viewer { ...F cvs(first: 0) { nodes { id } } } } fragment F on Viewer { nudges { id } } # ${comments += 1}`
  for (let n = 1; n <= 3; n += 1) {
    await gateway.sql`update phoenix_private.nudges set shown_at = null where user_id = ${grace.id}`
    gateway.asked.length = 0
    expect((await send({ query }, bearer(grace))).text).toContain('"path":["b","cvs"]')
    expect(gateway.asked.toSorted()).toEqual(['list_nudges', 'load_profiles', 'record_nudges_shown'])
  }
  expect(apollo).toHaveBeenCalledTimes(2)
})

test('whatever may be asked of what a mutation answers with', async () => {
  const random = randomFrom(20261126)
  const grace = await gateway.member({ tier: 'pro' })
  const made = { generateCv: inputs.generateCv(), uploadCv: inputs.uploadCv(), generateLetter: inputs.generateLetter(), createJournalEntry: { note: 'Un mot.', mood: 7, confidence: 6 } }
  const written = vi.spyOn(Sheet.prototype, 'whole')
  onTestFinished(() => written.mockRestore())
  let straight = 0
  for (let n = 0; n < 80; n += 1) {
    const name = Object.keys(made)[n % 4] as keyof typeof made
    // The key gives the first answer again: the same row, whichever way it is written.
    const { query, variables } = randomQuery({ schema, random, ids, without: new Set(['Query.rateLimit']), plain: n > 20, mutation: { name, input: { ...made[name], idempotencyKey: `random ${n}` } } })
    written.mockClear()
    const { first, through } = await bothWays({ query, variables }, bearer(grace), 2)
    expect([through, first.text.startsWith('{"data"')], first.text).toEqual([0, true])
    if (written.mock.calls.length > 0) straight += 1
  }
  // Those with conditions are graphql-js's.
  expect([straight > 40, straight < 80], `${straight}`).toEqual([true, true])
})

test('whatever may be asked of the schema', async () => {
  const random = randomFrom(20261125)
  let answered = 0, failed = 0
  for (let n = 0; n < 120; n += 1) {
    const { query, variables } = randomQuery({ schema, random, ids, without: new Set(['Query.rateLimit', 'Query.__schema']) })
    const { first, through } = await bothWays({ query, variables }, random() < 0.9 ? bearer(ada) : {}, 2)
    if (through > 0) continue
    answered += 1
    if (first.text.startsWith('{"errors"')) failed += 1
  }
  // Mostly valid, and often enough refused by a field or by its variables: else this shows nothing.
  expect([answered > 90, failed > 10, failed < answered - 30], `${answered} ${failed}`).toEqual([true, true, true])
})
