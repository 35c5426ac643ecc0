import { describe, expect, test } from 'vitest'
import { canonical } from '../gateway/request/idempotency.ts'
import { openGateway } from './harness.ts'
import type { Member } from './harness.ts'
import { camille, codesOf, documentOf, done, footprint, holdLock, inputs, issuesOf, post, run, template } from './samples.ts'

const gateway = await openGateway()
const keyed = (key: string, change: object = {}) => inputs.generateCv({ idempotencyKey: key, ...change })
const one = { cvs: 1, events: 1, used: 1, held: 0, operations: 1, imbalances: 0 }
/** As if so much time had passed for a key. */
const age = (member: Member, interval: string) =>
  gateway.sql`update phoenix_private.operations set expires_at = expires_at - ${interval}::interval, completed_at = completed_at - ${interval}::interval where user_id = ${member.id}`

describe('the same key with the same input', () => {
  test('gives the first answer again, in its own selection, with today\'s usage, for one unit and one event', async () => {
    const ada = await gateway.member()
    const first = await done(ada, 'generateCv', keyed('k'))
    await done(ada, 'generateCv', inputs.generateCv())
    gateway.asked.length = 0
    const again = await done(ada, 'generateCv', keyed('k'), 'cv { id text template { name } } usage { used remaining limit }')
    expect(again).toEqual({ cv: { id: first.cv.id, text: expect.stringContaining('Ada Lovelace'), template: { name: 'Classique' } }, usage: { used: 2, remaining: 1, limit: 3 } })
    expect(gateway.asked.toSorted()).toEqual(['begin_operation', 'load_cv_documents', 'load_cvs', 'load_usage'])
    expect(await footprint(gateway, ada.id)).toMatchObject({ ...one, cvs: 2, events: 2, used: 2 })
  })

  test('whatever the order of its fields, literal or variable, defaults said or not', async () => {
    const ada = await gateway.member()
    const { cv } = await done(ada, 'generateCv', { profile: camille, targetJob: 'Web', idempotencyKey: 'k' })
    const turned = (value: unknown): unknown => (Array.isArray(value) ? value.map(turned) : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).reverse().map(([key, inner]) => [key, turned(inner)])) : value)
    expect((await done(ada, 'generateCv', turned({ profile: camille, targetJob: 'Web', language: 'FR', acceptTemplate: true, idempotencyKey: 'k' }) as object)).cv.id).toBe(cv.id)
    const literal = await ada.ask('mutation { a: updateProfile(input: { fullName: "Ada", idempotencyKey: "p" }) { profile { version } } b: updateProfile(input: { idempotencyKey: "p", fullName: "Ada" }) { profile { version } } }')
    expect(literal.data).toEqual({ a: { profile: { version: 2 } }, b: { profile: { version: 2 } } })
  })

  test('at the limit, and after a downgrade, without a question about tier or usage', async () => {
    const grace = await gateway.member({ tier: 'premium', app: 'cv' })
    const first = await done(grace, 'generateCv', keyed('k', { templateId: template('colonne') }))
    for (let n = 0; n < 3; n += 1) await done(grace, 'generateCv', inputs.generateCv())
    await gateway.sql`update public.user_subscriptions set subscription_tier = 'free' where user_id = ${grace.id}`
    gateway.asked.length = 0
    expect((await done(grace, 'generateCv', keyed('k', { templateId: template('colonne') }))).usage).toEqual({ feature: 'CV_GENERATIONS', used: 4, held: 0, limit: 3, remaining: 0 })
    expect(gateway.asked).not.toContain('admit_cv_template')
    expect(gateway.asked).not.toContain('reserve_usage')
    expect((await done(grace, 'generateCv', keyed('k', { templateId: template('colonne') }), 'cv { id }')).cv.id).toBe(first.cv.id)
    expect(codesOf(await run(grace, 'generateCv', keyed('other')))).toEqual(['USAGE_LIMIT_EXCEEDED'])
  })

  test('updateProfile changes once; deleteCv tells the id again', async () => {
    const ada = await gateway.member()
    const { cv } = await done(ada, 'uploadCv', inputs.uploadCv())
    for (let n = 0; n < 2; n += 1) {
      expect(await done(ada, 'updateProfile', { fullName: 'Ada', idempotencyKey: 'k' }, 'profile { fullName version }')).toEqual({ profile: { fullName: 'Ada', version: 2 } })
      expect(await done(ada, 'deleteCv', { cvId: cv.id, idempotencyKey: 'k' })).toEqual({ deletedId: cv.id })
    }
    expect(await footprint(gateway, ada.id)).toMatchObject({ cvs: 0, events: 3, operations: 2 })
  })

  test('selectCvTemplate and updateCv change once, though the version they expected is gone', async () => {
    const ada = await gateway.member()
    const { cv } = await done(ada, 'uploadCv', inputs.uploadCv())
    for (let n = 0; n < 2; n += 1) expect((await done(ada, 'selectCvTemplate', { cvId: cv.id, templateId: template('classique'), expectedVersion: 1, idempotencyKey: 'k' })).cv.version).toBe(2)
    const again = async () => (await done(ada, 'updateCv', { cvId: cv.id, title: 'Neuf', expectedVersion: 2, idempotencyKey: 'k' })).cv.version
    expect([await again(), await again()]).toEqual([3, 3])
  })

  test('in one request: each field tells the state after those before it', async () => {
    const ada = await gateway.member()
    const fields = 'cv { id } usage { used }'
    const { data, errors } = await ada.ask(`mutation ($k: GenerateCvInput!, $i: GenerateCvInput!) { a: generateCv(input: $k) { ${fields} } b: generateCv(input: $k) { ${fields} } c: generateCv(input: $i) { ${fields} } d: generateCv(input: $k) { ${fields} } }`, { k: keyed('k'), i: inputs.generateCv() })
    expect(errors).toBeUndefined()
    expect([data.a, data.b, data.c, data.d].map((field) => field.usage.used)).toEqual([1, 1, 2, 2])
    const gone = await ada.ask(`mutation ($k: GenerateCvInput!, $d: DeleteCvInput!) { a: generateCv(input: $k) { cv { id } } deleteCv(input: $d) { deletedId } b: generateCv(input: $k) { cv { id } usage { used } } }`, { k: keyed('k'), d: { cvId: data.a.cv.id } })
    expect(gone.data).toEqual({ a: { cv: { id: data.a.cv.id } }, deleteCv: { deletedId: data.a.cv.id }, b: { cv: null, usage: { used: 2 } } })
  })
})

describe('scope', () => {
  test('another input is IDEMPOTENCY_CONFLICT, and changes nothing', async () => {
    const ada = await gateway.member()
    await done(ada, 'generateCv', keyed('k'))
    for (const change of [{ targetJob: 'Autre' }, { title: null }, { language: 'EN' }, { profile: { fullName: 'Ada Lovelace', technicalSkills: ['Analyse', 'Algèbre'] } }]) {
      expect(codesOf(await run(ada, 'generateCv', keyed('k', change)))).toEqual(['IDEMPOTENCY_CONFLICT'])
    }
    expect(await footprint(gateway, ada.id)).toMatchObject(one)
  })

  test('a key is one viewer\'s, for one field', async () => {
    const [ada, grace] = [await gateway.member(), await gateway.member()]
    const { cv } = await done(ada, 'generateCv', keyed('k'))
    expect((await done(grace, 'generateCv', keyed('k'))).cv.id).not.toBe(cv.id)
    await done(ada, 'uploadCv', inputs.uploadCv({ idempotencyKey: 'k' }))
    await done(ada, 'updateProfile', { fullName: 'Ada', idempotencyKey: 'k' })
    expect(await footprint(gateway, ada.id)).toMatchObject({ cvs: 2, events: 3, operations: 3 })
  })

  test.each([1, 255])('a key of %i characters, of any kind', async (length) => {
    const ada = await gateway.member()
    for (const key of ['k'.repeat(length), '🔑'.repeat(length)]) {
      const ids = [await done(ada, 'generateCv', keyed(key)), await done(ada, 'generateCv', keyed(key))].map(({ cv }) => cv.id)
      expect(ids[0]).toBe(ids[1])
    }
  })

  test.each([['empty', ''], ['of 256 characters', 'k'.repeat(256)], ['of 256 emoji', '🔑'.repeat(256)], ['NUL', 'a\0b'], ['a line end', 'a\nb'], ['half a character', 'a\ud800']])('a key that is %s is BAD_USER_INPUT', async (_what, key) => {
    const ada = await gateway.member()
    for (const [field, input] of [['generateCv', keyed(key)], ['updateProfile', { fullName: 'Ada', idempotencyKey: key }]] as const) {
      const refused = await run(ada, field, input)
      expect([codesOf(refused), issuesOf(refused).map((issue) => issue.path)]).toEqual([['BAD_USER_INPUT'], ['input.idempotencyKey']])
    }
    expect(await footprint(gateway, ada.id)).toMatchObject({ cvs: 0, events: 0, operations: 0 })
  })

  test('null is no key', async () => {
    const ada = await gateway.member()
    await done(ada, 'generateCv', inputs.generateCv({ idempotencyKey: null }))
    expect(await footprint(gateway, ada.id)).toMatchObject({ operations: 0 })
  })

  test('inputs that differ never look the same; those that do not always do', () => {
    expect(canonical({ a: 1, b: { c: [2], d: 3 }, e: undefined })).toBe(canonical({ b: { d: 3, c: [2] }, a: 1 }))
    const texts = [{ a: 1 }, { a: '1' }, { a: [1] }, { a: { 0: 1 } }, { a: null }, {}, { a: [] }, { a: [[]] }, { a: 'b","c":"d' }, { a: 'b', c: 'd' }].map(canonical)
    expect(new Set(texts).size).toBe(texts.length)
  })
})

describe('only a success is kept', () => {
  test('a key whose call failed may be tried again', async () => {
    const ada = await gateway.member()
    expect(codesOf(await run(ada, 'generateCv', keyed('k', { acceptTemplate: false })))).toEqual(['INTEGRATION_UNAVAILABLE'])
    expect(codesOf(await run(ada, 'generateCv', keyed('k', { templateId: template('colonne') })))).toEqual(['TIER_REQUIRED'])
    expect(codesOf(await run(ada, 'generateCv', keyed('k', { targetJob: '' })))).toEqual(['BAD_USER_INPUT'])
    expect(await footprint(gateway, ada.id)).toMatchObject({ operations: 0 })
    await done(ada, 'generateCv', keyed('k'))
    expect(await footprint(gateway, ada.id)).toMatchObject(one)
  })

  test('a refusal that was a matter of time is none for ever', async () => {
    const ada = await gateway.member()
    for (let n = 0; n < 3; n += 1) await done(ada, 'generateCv', inputs.generateCv())
    expect(codesOf(await run(ada, 'generateCv', keyed('k')))).toEqual(['USAGE_LIMIT_EXCEEDED'])
    await gateway.sql`update public.user_subscriptions set subscription_tier = 'premium' where user_id = ${ada.id} and app_name = 'cv'`
    await done(ada, 'generateCv', keyed('k'))
    expect(await footprint(gateway, ada.id)).toMatchObject({ cvs: 4, operations: 1 })
  })
})

describe('at once', () => {
  test.each([2, 20])('%i with one key: one of them runs, the others wait their turn or get its answer', async (count) => {
    const ada = await gateway.member()
    const lock = await holdLock(gateway, 'profile', ada.id)
    const calls = Array.from({ length: count }, () => run(ada, 'generateCv', keyed('k')))
    const refused = await Promise.race(calls)
    expect(refused.errors).toMatchObject([{ extensions: { code: 'OPERATION_IN_PROGRESS', retryAfter: 1 } }])
    await lock.waiting()
    expect(codesOf(await run(ada, 'generateCv', keyed('k', { targetJob: 'Autre' })))).toEqual(['IDEMPOTENCY_CONFLICT'])
    await lock.release()
    const answers = await Promise.all(calls)
    const made = answers.flatMap((answer) => answer.data.generateCv?.cv.id ?? [])
    expect(new Set(made).size).toBe(1)
    expect(answers.flatMap(codesOf)).toEqual(Array(count - made.length).fill('OPERATION_IN_PROGRESS'))
    expect((await done(ada, 'generateCv', keyed('k'))).cv.id).toBe(made[0])
    expect(await footprint(gateway, ada.id)).toMatchObject(one)
  })

  test('a claim that lapsed is taken over, and the late save changes nothing', async () => {
    const ada = await gateway.member()
    const lock = await holdLock(gateway, 'profile', ada.id)
    const late = run(ada, 'generateCv', keyed('k'))
    await lock.waiting()
    await age(ada, '10 minutes')
    const second = run(ada, 'generateCv', keyed('k'))
    await lock.waiting(2)
    await lock.release()
    expect(codesOf(await late)).toEqual(['CONFLICT'])
    const { cv, usage } = (await second).data.generateCv
    expect(usage).toMatchObject({ used: 1 })
    expect((await done(ada, 'generateCv', keyed('k'))).cv.id).toBe(cv.id)
    expect(await footprint(gateway, ada.id)).toMatchObject(one)
  })
})

describe('kept for a day', () => {
  test('23 hours later it answers again, past 24 it is a new key', async () => {
    const ada = await gateway.member()
    const { cv } = await done(ada, 'generateCv', keyed('k'))
    await age(ada, '23 hours')
    expect((await done(ada, 'generateCv', keyed('k'))).cv.id).toBe(cv.id)
    await age(ada, '1 hour')
    expect((await done(ada, 'generateCv', keyed('k', { targetJob: 'Autre' }))).cv.id).not.toBe(cv.id)
    expect(await footprint(gateway, ada.id)).toMatchObject({ ...one, cvs: 2, events: 2, used: 2 })
  })

  test('the sweep forgets what is past its day, and nothing else', async () => {
    const [ada, grace] = [await gateway.member(), await gateway.member()]
    for (const member of [ada, grace]) await done(member, 'uploadCv', inputs.uploadCv({ idempotencyKey: 'k' }))
    await age(ada, '25 hours')
    await gateway.sql`select public.sweep_expired()`
    expect([await footprint(gateway, ada.id), await footprint(gateway, grace.id)]).toMatchObject([{ operations: 0 }, { operations: 1 }])
  })
})

test('the whole body twice', async () => {
  const ada = await gateway.member()
  const body = JSON.stringify({ query: documentOf('uploadCv'), variables: { input: inputs.uploadCv({ idempotencyKey: 'k' }) } })
  const [first, again] = [await post(gateway, body, { token: ada.token }), await post(gateway, body, { token: ada.token })]
  expect([again.status, again.data, again.errors]).toEqual([first.status, first.data, undefined])
})
