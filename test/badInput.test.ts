import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openGateway } from './harness.ts'
import type { Answer, Member } from './harness.ts'
import { base64, codesOf, documentOf, done, footprint, globalId, inputs, issuesOf, nobody, post, rowId, run, template } from './samples.ts'

const gateway = await openGateway()
let ada: Member
let own: { generated: string; uploaded: string; foreign: string }
let before: object
/** What a refusal must leave as it was: counts, and every CV's version. */
const state = async () => ({
  ...await footprint(gateway, ada.id), cvVersions: [...await gateway.sql`select id, version from public.cv_generations where user_id = ${ada.id} order by id`],
})

beforeAll(async () => {
  ada = await gateway.member()
  const grace = await gateway.member()
  own = {
    generated: (await done(ada, 'generateCv', inputs.generateCv())).cv.id,
    uploaded: (await done(ada, 'uploadCv', inputs.uploadCv())).cv.id,
    foreign: (await done(grace, 'generateCv', inputs.generateCv())).cv.id,
  }
})

// Each case against its own start, so that one that goes wrong does not take the rest along.
beforeEach(async () => {
  before = await state()
})

/** Nothing of how the house is built may be in an answer. */
function expectClean(answer: Answer) {
  expect(JSON.stringify(answer)).not.toMatch(/\bat .*\.ts|node_modules|stack|SQLSTATE|syntax|select |insert |phoenix_private|postgres|relation|column "|violates|ECONN|INTERNAL_SERVER_ERROR/i)
  expect(answer.data === null, 'data: null').toBe(false)
}

async function refused(field: string, input: unknown, code: string, paths: readonly string[] | null) {
  const answer = await ada.ask(documentOf(field), { input })
  expect([codesOf(answer), answer.data?.[field]], JSON.stringify(answer)).toEqual([[code], answer.data === undefined ? undefined : null])
  if (paths !== null) expect(issuesOf(answer).map((issue) => issue.path)).toEqual(paths)
  for (const issue of issuesOf(answer)) expect(issue.message).toMatch(/\S/)
  expectClean(answer)
  expect(await state()).toEqual(before)
}

const profile = (change: object) => inputs.generateCv({ profile: { fullName: 'Ada', ...change } })
const experience = (change: object) => profile({ experiences: [{ title: 'a', company: 'b', ...change }] })
const upload = (content: string | Uint8Array) => inputs.uploadCv({ contentBase64: base64(content) })
const cv = (change: object) => () => ({ cvId: own.generated, ...change })

describe('BAD_USER_INPUT', () => {
  test.each<readonly [string, string, unknown, readonly string[]]>([
    // what the schema says
    ['an unknown field', 'generateCv', inputs.generateCv({ userId: nobody }), ['input.userId']],
    ['an unknown field, deeper', 'generateCv', profile({ iban: 'x' }), ['input.profile.iban']],
    ['a wrong type', 'generateCv', inputs.generateCv({ targetJob: 42 }), ['input.targetJob']],
    ['a list for a text', 'updateProfile', { fullName: ['Ada'] }, ['input.fullName']],
    ['an object for a text', 'updateProfile', { fullName: { toString: 'x' } }, ['input.fullName']],
    ['a text for a boolean', 'updateProfile', { marketingEmails: 'yes' }, ['input.marketingEmails']],
    ['a value no enum has', 'generateCv', inputs.generateCv({ language: 'fr' }), ['input.language']],
    ['null for what is required', 'generateCv', inputs.generateCv({ targetJob: null }), ['input.targetJob']],
    ['null for the language', 'generateCv', inputs.generateCv({ language: null }), ['input.language']],
    ['nothing for what is required', 'uploadCv', { filename: 'cv.txt' }, ['input.contentType', 'input.contentBase64']],
    ['no input', 'generateCv', null, ['input']],
    ['a list for the input', 'generateCv', [], ['input']],
    ['a number past 32 bits', 'updateProfile', { fullName: 'x', expectedVersion: 2 ** 31 }, ['input.expectedVersion']],
    ['an address of another kind', 'updateProfile', { avatarUrl: 'javascript:alert(1)' }, ['input.avatarUrl']],
    ['an address that is too long', 'updateProfile', { avatarUrl: `https://x.example/${'a'.repeat(2000)}` }, ['input.avatarUrl']],
    // what it cannot say
    ['nothing to change', 'updateProfile', {}, ['input']],
    ['an empty name', 'updateProfile', { fullName: '' }, ['input.fullName']],
    ['a name of spaces', 'updateProfile', { fullName: ' \u00a0\u2003 ' }, ['input.fullName']],
    ['a name that is too long', 'updateProfile', { fullName: 'é'.repeat(256) }, ['input.fullName']],
    ['a name of two lines', 'updateProfile', { fullName: 'Ada\nKing' }, ['input.fullName']],
    ['a time zone that is none', 'updateProfile', { timeZone: 'Europe/Nulle_Part' }, ['input.timeZone']],
    ['an offset for a time zone', 'updateProfile', { timeZone: '+02:00' }, ['input.timeZone']],
    ['null for a time zone', 'updateProfile', { timeZone: null }, ['input.timeZone']],
    ['null for a switch', 'updateProfile', { emailNotifications: null }, ['input.emailNotifications']],
    ['version 0', 'updateProfile', { fullName: 'x', expectedVersion: 0 }, ['input.expectedVersion']],
    ['version -1', 'updateProfile', { fullName: 'x', expectedVersion: -1 }, ['input.expectedVersion']],
    ['an empty job', 'generateCv', inputs.generateCv({ targetJob: '' }), ['input.targetJob']],
    ['a job that is too long', 'generateCv', inputs.generateCv({ targetJob: 'x'.repeat(201) }), ['input.targetJob']],
    ['an empty title', 'generateCv', inputs.generateCv({ title: '' }), ['input.title']],
    ['a nameless profile', 'generateCv', profile({ fullName: ' ' }), ['input.profile.fullName']],
    ['every problem at once', 'generateCv', { profile: { fullName: '', email: 'x', phone: 'y', links: [{ label: '', url: 'ftp://x.example' }] }, targetJob: '' }, ['input.profile.fullName', 'input.profile.email', 'input.profile.phone', 'input.profile.links.0.label', 'input.profile.links.0.url', 'input.targetJob']],
    ['a summary that is too long', 'generateCv', profile({ summary: 'x'.repeat(4001) }), ['input.profile.summary']],
    ['too many experiences', 'generateCv', profile({ experiences: Array(41).fill({ title: 'a', company: 'b' }) }), ['input.profile.experiences']],
    ['too many skills', 'generateCv', profile({ technicalSkills: Array(61).fill('x') }), ['input.profile.technicalSkills']],
    ['an empty skill', 'generateCv', profile({ softSkills: ['x', ''] }), ['input.profile.softSkills.1']],
    ['a null skill', 'generateCv', profile({ softSkills: [null] }), ['input.profile.softSkills.0']],
    ['a day that does not exist', 'generateCv', experience({ startDate: '2023-02-29' }), ['input.profile.experiences.0.startDate']],
    ['a month that does not exist', 'generateCv', experience({ startDate: '2023-13' }), ['input.profile.experiences.0.startDate']],
    ['an end before the start', 'generateCv', experience({ startDate: '2024-02', endDate: '2024-01' }), ['input.profile.experiences.0.endDate']],
    ['a current position with an end', 'generateCv', experience({ endDate: '2024-01', current: true }), ['input.profile.experiences.0.endDate']],
    ['a year of another age', 'generateCv', profile({ educations: [{ degree: 'a', school: 'b', year: 12 }] }), ['input.profile.educations.0.year']],
    ['a link with a script', 'generateCv', profile({ projects: [{ name: 'x', url: 'javascript:alert(1)' }] }), ['input.profile.projects.0.url']],
    ['the id of another type', 'generateCv', inputs.generateCv({ templateId: globalId('Plan', 'free') }), ['input.templateId']],
    ['a template with a UUID', 'generateCv', inputs.generateCv({ templateId: template(nobody) }), ['input.templateId']],
    ['an id that is none', 'generateCv', inputs.generateCv({ templateId: 'classique' }), ['input.templateId']],
    // files
    ['6 MB', 'uploadCv', upload(Buffer.alloc(6_000_000, 'x')), ['input.contentBase64']],
    ['an empty file', 'uploadCv', upload(''), ['input.contentBase64']],
    ['a file of spaces', 'uploadCv', upload(' \n '), ['input.contentBase64']],
    ['a PDF that says it is a text', 'uploadCv', upload('%PDF-1.7\n%âãÏÓ'), ['input.contentBase64']],
    ['a PDF that says so', 'uploadCv', { ...upload('%PDF-1.7'), contentType: 'application/pdf' }, ['input.filename']],
    ['NUL in the file', 'uploadCv', upload('Ada\0Lovelace'), ['input.contentBase64']],
    ['half a character in the file', 'uploadCv', upload(Buffer.from([0xff, 0xfe, 0x41, 0, 0, 0xd8])), ['input.contentBase64']],
    ['no base64', 'uploadCv', inputs.uploadCv({ contentBase64: 'été!' }), ['input.contentBase64']],
    ['a data: address', 'uploadCv', inputs.uploadCv({ contentBase64: `data:text/plain;base64,${base64('Ada')}` }), ['input.contentBase64']],
    ['81,000 characters', 'uploadCv', upload('é'.repeat(81_000)), ['input.contentBase64']],
    ['a name with a path', 'uploadCv', inputs.uploadCv({ filename: '../../etc/passwd.txt' }), ['input.filename']],
    ['an empty file name', 'uploadCv', inputs.uploadCv({ filename: '' }), ['input.filename']],
  ])('%s (%s)', (_what, field, input, paths) => refused(field, input, 'BAD_USER_INPUT', paths))

  test.each<readonly [string, string, () => object, string]>([
    ['the id of another type', 'updateCv', () => ({ cvId: globalId('Viewer', ada.id), title: 'x' }), 'input.cvId'],
    ['the id of another type', 'deleteCv', () => ({ cvId: template('classique') }), 'input.cvId'],
    ['a name for an id', 'deleteCv', () => ({ cvId: globalId('Cv', 'abc') }), 'input.cvId'],
    ['the row\'s own id', 'deleteCv', () => ({ cvId: rowId(own.generated) }), 'input.cvId'],
    ['no id at all', 'selectCvTemplate', cv({ cvId: '', templateId: template('moderne') }), 'input.cvId'],
    ['a template\'s bare name', 'selectCvTemplate', cv({ templateId: 'moderne' }), 'input.templateId'],
    ['nothing to change', 'updateCv', cv({}), 'input'],
    ['an empty title', 'updateCv', cv({ title: '' }), 'input.title'],
    ['an empty text', 'updateCv', () => ({ cvId: own.uploaded, text: ' \n' }), 'input.text'],
    ['a text that is too long', 'updateCv', () => ({ cvId: own.uploaded, text: 'x'.repeat(80_001) }), 'input.text'],
    ['a profile without a name', 'updateCv', cv({ profile: { fullName: '' } }), 'input.profile.fullName'],
    ['version 0', 'deleteCv', cv({ expectedVersion: 0 }), 'input.expectedVersion'],
  ])('%s (%s)', (_what, field, input, path) => refused(field, input(), 'BAD_USER_INPUT', [path]))

  const hidden = [['NUL', '\\u0000'], ['half a pair, high', '\\ud800'], ['half a pair, low', '\\udfff'], ['half a pair, turned', '\\udc00\\ud800'], ['a bell', '\\u0007'], ['an escape', '\\u001b[31m'], ['DEL', '\\u007f']] as const
  const places = [['updateProfile', '{"fullName":"@"}', 'input.fullName'], ['generateCv', '{"profile":{"fullName":"Ada","experiences":[{"title":"a","company":"b","highlights":["ok","@"]}]},"targetJob":"x"}', 'input.profile.experiences.0.highlights.1'],
    ['uploadCv', `{"filename":"cv.txt","contentType":"text/plain","contentBase64":"${base64('Ada')}","title":"@"}`, 'input.title']] as const
  test.each(hidden.flatMap(([what, escape]) => places.map(([field, json, path]) => [what, path, field, json.replace('@', `a${escape}b`)] as const)))('%s at %s', async (_what, path, field, json) => {
    const answer = await post(gateway, `{"query":${JSON.stringify(documentOf(field))},"variables":{"input":${json}}}`, { token: ada.token })
    expect([codesOf(answer), issuesOf(answer).map((issue) => issue.path)]).toEqual([['BAD_USER_INPUT'], [path]])
    expectClean(answer)
    expect(await state()).toEqual(before)
  })

  test.each(['\\u0000', '\\u0007'])('%s written in the document', async (escape) => {
    const answer = await ada.ask(`mutation { updateProfile(input: { fullName: "a${escape}b" }) { profile { id } } }`)
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT'])
    expectClean(answer)
  })
})

describe('NOT_FOUND', () => {
  const calls = [['updateCv', { title: 'x' }], ['updateCv', { text: 'x' }], ['selectCvTemplate', { templateId: template('moderne') }], ['selectCvTemplate', { templateId: template('colonne') }], ['deleteCv', {}], ['deleteCv', { expectedVersion: 3 }]] as const
  test.each(calls)('%s(%j) of somebody else\'s CV, exactly as of none', async (field, change) => {
    const answers = await Promise.all([own.foreign, globalId('Cv', nobody)].map((cvId) => run(ada, field, { cvId, ...change })))
    expect(answers[0]).toEqual(answers[1])
    expect(answers[0]).toMatchObject({ data: { [field]: null }, errors: [{ message: 'There is no such CV.', extensions: { code: 'NOT_FOUND' } }] })
    expectClean(answers[0]!)
    expect(await state()).toEqual(before)
  })

  test('a template that does not exist', async () => {
    await refused('generateCv', inputs.generateCv({ templateId: template('nulle-part') }), 'NOT_FOUND', null)
    await refused('selectCvTemplate', { cvId: own.generated, templateId: template('nulle-part') }, 'NOT_FOUND', null)
  })
})

describe('documents', () => {
  const wide = (tokens: number) => `{ ${'__typename '.repeat(tokens - 2)}}`
  const fragments = (count: number) => `{ ...F0 } ${Array.from({ length: count }, (_, n) => `fragment F${n} on Query { ...F${n + 1} }`).join(' ')} fragment F${count} on Query { __typename }`

  test.each([
    ['deep', '{ viewer '.repeat(20_000), 'GRAPHQL_PARSE_FAILED'],
    ['a list in a list', `{ nodes(ids: ${'['.repeat(100_000)}`, 'GRAPHQL_PARSE_FAILED'],
    ['a chain of fragments', fragments(6_000), 'GRAPHQL_PARSE_FAILED'],
    ['long', wide(10_001), 'GRAPHQL_PARSE_FAILED'],
    ['a subscription over HTTP', 'subscription { cvDraft(input: { targetJob: "x", profile: { fullName: "y" }, idempotencyKey: "z" }) { done } }', 'OPERATION_RESOLUTION_FAILURE'],
  ])('%s is refused before it runs', async (_what, query, code) => {
    const answer = await ada.ask(query)
    expect([codesOf(answer), answer.data]).toEqual([[code], undefined])
  })

  test('one as long as a CV is written out', async () => {
    const ids = `[${'"nothing" '.repeat(100)}]`
    expect((await ada.ask(`{ ${Array.from({ length: 30 }, (_, n) => `a${n}: nodes(ids: ${ids}) { id }`).join(' ')} }`)).errors).toBeUndefined()
  })
})

describe('neighbours', () => {
  test('one refusal of two leaves the other\'s result', async () => {
    const grace = await gateway.member()
    const answer = await grace.ask(`mutation ($bad: GenerateCvInput!, $good: UpdateProfileInput!, $gone: DeleteCvInput!) {
      a: generateCv(input: $bad) { cv { id } } b: updateProfile(input: $good) { profile { fullName } } c: deleteCv(input: $gone) { deletedId } }`,
    { bad: inputs.generateCv({ targetJob: '' }), good: { fullName: 'Grace' }, gone: { cvId: own.foreign } })
    expect(answer.data).toEqual({ a: null, b: { profile: { fullName: 'Grace' } }, c: null })
    expect(answer.errors!.map((error) => [error.path, error.extensions.code])).toEqual([[['a'], 'BAD_USER_INPUT'], [['c'], 'NOT_FOUND']])
    expect(await footprint(gateway, grace.id)).toMatchObject({ events: 1, cvs: 0, used: 0, profile_version: 2 })
  })
})

test('a refusal in this file is found out if it changes something: the state tells', async () => {
  const [planted] = await gateway.sql`insert into public.cv_generations (user_id, cv_data) values (${ada.id}, '{}') returning id`
  expect(await state()).not.toEqual(before)
  await gateway.sql`delete from public.cv_generations where id = ${planted!.id}`
  expect(() => expectClean({ status: 200, data: {}, errors: [{ message: 'column "x" of relation', extensions: {} }] })).toThrow()
})
