import { describe, expect, test } from 'vitest'
import { helpNeededIn } from '../gateway/request/help.ts'
import { EMBEDDED_RATES } from '../gateway/request/rate.ts'
import { openGateway } from './harness.ts'
import type { Answer } from './harness.ts'
import { base64, codesOf, done, footprint, inputs, post, run, template } from './samples.ts'

const gateway = await openGateway()
/** Twenty points a user, and none back while a test runs. */
const poor = await openGateway({ rates: { ...EMBEDDED_RATES, user: [{ name: 'user', limit: 20, perSecond: 0.0001 }] } })
const WORDS = "J'ai envie de mourir"
const fields = 'profile { fullName } help { name phone url description hours country }'
const helpOf = (answer: Answer) => answer.errors?.map((error) => (error.extensions.help as { phone: string }[] | undefined)?.map((line) => line.phone)[0])

describe('help of a payload', () => {
  test('is filled where the input has words of self-harm, 3114 first, and empty where it has none', async () => {
    const ada = await gateway.member()
    const { profile, help } = await done(ada, 'updateProfile', { fullName: WORDS }, fields)
    expect(profile).toEqual({ fullName: WORDS })
    expect(help[0]).toEqual({ name: '3114', phone: '3114', url: 'https://3114.fr', country: 'FR', hours: '24 h/24, 7 j/7', description: expect.stringContaining('prévention du suicide') })
    expect(help.map((line: { phone: string }) => line.phone)).toEqual(expect.arrayContaining(['15', '112', '114', '09 72 39 40 50']))
    expect((await done(ada, 'updateProfile', { fullName: 'Ada Lovelace' }, fields)).help).toEqual([])
  })

  test('is in the viewer\'s language, whatever they wrote in', async () => {
    const ada = await gateway.member()
    await done(ada, 'updateProfile', { language: 'EN' })
    expect((await done(ada, 'updateProfile', { fullName: WORDS }, fields)).help[0]).toMatchObject({ phone: '3114', hours: '24 hours a day, every day', description: expect.stringContaining('suicide prevention') })
    const grace = await gateway.member()
    expect((await done(grace, 'updateProfile', { fullName: 'I want to die' }, fields)).help[0].description).toContain('prévention')
  })

  test('comes again with the answer of a key, and costs no question where it is not asked for', async () => {
    const ada = await gateway.member()
    for (let n = 0; n < 2; n += 1) expect((await done(ada, 'updateProfile', { fullName: WORDS, idempotencyKey: 'k' }, fields)).help[0].phone).toBe('3114')
    gateway.asked.length = 0
    await done(ada, 'updateProfile', { fullName: WORDS })
    expect(gateway.asked).toEqual(['update_profile'])
  })

  test('of one field says nothing of its neighbour', async () => {
    const ada = await gateway.member()
    const { data } = await ada.ask(`mutation { a: updateProfile(input: { fullName: "${WORDS}" }) { help { phone } } b: updateProfile(input: { fullName: "Ada" }) { help { phone } } }`)
    expect([data.a.help.length > 0, data.b.help]).toEqual([true, []])
  })
})

describe('a refusal of such text carries help', () => {
  const cases: readonly (readonly [string, string, () => Promise<Answer>])[] = [
    ['of its input', 'BAD_USER_INPUT', async () => run(await gateway.member(), 'updateProfile', { fullName: WORDS.repeat(20) })],
    ['of a variable, before anything runs', 'BAD_USER_INPUT', async () => run(await gateway.member(), 'generateCv', inputs.generateCv({ targetJob: WORDS, language: 'fr' }))],
    ['of a variable that is no text at all', 'BAD_USER_INPUT', async () => run(await gateway.member(), 'updateProfile', { fullName: [[WORDS]] })],
    ['of a key', 'BAD_USER_INPUT', async () => run(await gateway.member(), 'updateProfile', { fullName: WORDS, idempotencyKey: '' })],
    ['of a version', 'CONFLICT', async () => run(await gateway.member(), 'updateProfile', { fullName: WORDS, expectedVersion: 9 })],
    ['of a tier', 'TIER_REQUIRED', async () => run(await gateway.member(), 'generateCv', inputs.generateCv({ targetJob: WORDS, templateId: template('colonne') }))],
    ['of a text file', 'BAD_USER_INPUT', async () => run(await gateway.member(), 'uploadCv', inputs.uploadCv({ contentBase64: base64(`${WORDS}. `.repeat(3)), title: 'x'.repeat(201) }))],
    ['of a stranger', 'UNAUTHENTICATED', () => run(gateway, 'updateProfile', { fullName: WORDS })],
    ['of a document that does not validate', 'GRAPHQL_VALIDATION_FAILED', async () => (await gateway.member()).ask(`mutation { updateProfile(input: { nickname: "${WORDS}" }) { profile { id } } }`)],
    ['of a document that is none', 'GRAPHQL_PARSE_FAILED', async () => (await gateway.member()).ask(`mutation { updateProfile(input: { fullName: "${WORDS}" }`)],
  ]
  test.each(cases)('%s: %s', async (_what, code, refused) => {
    const answer = await refused()
    expect(codesOf(answer)).toEqual([code])
    expect(helpOf(answer)).toEqual(['3114'])
  })

  test('at the limit, and of a key that was used for something else', async () => {
    const ada = await gateway.member()
    for (let n = 0; n < 3; n += 1) await done(ada, 'generateCv', inputs.generateCv({ idempotencyKey: `k${n}` }))
    const before = await footprint(gateway, ada.id)
    const limit = await run(ada, 'generateCv', inputs.generateCv({ targetJob: WORDS }))
    expect([codesOf(limit), helpOf(limit)]).toEqual([['USAGE_LIMIT_EXCEEDED'], ['3114']])
    const conflict = await run(ada, 'generateCv', inputs.generateCv({ targetJob: WORDS, idempotencyKey: 'k0' }))
    expect([codesOf(conflict), helpOf(conflict)]).toEqual([['IDEMPOTENCY_CONFLICT'], ['3114']])
    expect(await footprint(gateway, ada.id)).toEqual(before)
  })

  test('in the viewer\'s language where it can be read, else in the one they wrote in', async () => {
    const ada = await gateway.member()
    await done(ada, 'updateProfile', { language: 'EN' })
    const refused = await run(ada, 'updateProfile', { fullName: WORDS, expectedVersion: 9 })
    expect(refused.errors![0]!.extensions.help[0].hours).toBe('24 hours a day, every day')
    expect((await run(gateway, 'updateProfile', { fullName: 'I want to kill myself' })).errors![0]!.extensions.help[0].hours).toBe('24 hours a day, every day')
    expect((await run(gateway, 'updateProfile', { fullName: WORDS })).errors![0]!.extensions.help[0].hours).toBe('24 h/24, 7 j/7')
  })

  test('before its body would be read: a token that ran out, points that are spent', async () => {
    const body = JSON.stringify({ query: 'mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { profile { id } } }', variables: { input: { fullName: WORDS } } })
    const expired = await post(gateway, body, { token: await gateway.token({ sub: (await gateway.member()).id }, { expires: 1 }) })
    expect([expired.status, codesOf(expired), helpOf(expired)]).toEqual([401, ['UNAUTHENTICATED'], ['3114']])
    const ada = await poor.member()
    const spend = async (more = 20): Promise<Answer> => {
      const answer = await post(poor, body, { token: ada.token })
      return answer.status === 200 && more > 0 ? spend(more - 1) : answer
    }
    for (let n = 0; n < 2; n += 1) {
      const spent = await spend()
      expect([spent.status, codesOf(spent), helpOf(spent)]).toEqual([429, ['RATE_LIMITED'], ['3114']])
    }
    const other = await post(poor, body.replace(WORDS, 'Ada'), { token: ada.token })
    expect([codesOf(other), helpOf(other)]).toEqual([['RATE_LIMITED'], [undefined]])
    for (const unread of ['{', `"${WORDS}`, '']) expect((await post(gateway, unread, { token: 'none' })).status).toBe(401)
  })

  test('a refusal of any other text carries none', async () => {
    const ada = await gateway.member()
    expect(helpOf(await run(ada, 'updateProfile', { fullName: 'en finir avec ce CV', expectedVersion: 9 }))).toEqual([undefined])
    expect(helpOf(await run(ada, 'updateProfile', { fullName: 'x'.repeat(300) }))).toEqual([undefined])
  })
})

test('none of it is logged', async () => {
  const ada = await gateway.member()
  await run(ada, 'updateProfile', { fullName: `${WORDS} zyndrelle` }, fields)
  await run(ada, 'updateProfile', { fullName: `${WORDS} zyndrelle`, expectedVersion: 9 })
  await post(gateway, JSON.stringify({ query: `mutation { updateProfile(input: { fullName: "${WORDS} zyndrelle" }` }), { token: ada.token })
  expect(gateway.logged.join()).not.toMatch(/zyndrelle|mourir/)
})

test('a text file sent as base64 is read, whatever it ends with; what only looks like one is not', () => {
  expect(helpNeededIn({ contentBase64: 'A'.repeat(9_000_000) })).toBeNull()
  for (const text of [WORDS, `${WORDS}.`, `${WORDS}..`]) {
    const file = base64(text)
    expect(helpNeededIn({ contentBase64: file }), file).toBe('fr')
    for (const other of [`${file}====`, `*${file.slice(1)}`, `${file.slice(0, -4)}A=A=`]) expect(helpNeededIn({ contentBase64: other }), other).toBeNull()
  }
})
