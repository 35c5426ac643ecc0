import { UnsecuredJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { addUser, openGateway } from './harness.ts'
import { codesOf, documentOf, done, globalId, inputs, nobody, post, run, template } from './samples.ts'

const gateway = await openGateway()
const WHO = '{ viewer { id } plans { id } }'
const past = Math.floor(Date.now() / 1000) - 60

describe('401, and nothing is run', () => {
  const claims = { aud: 'authenticated', role: 'authenticated', iss: 'https://project.supabase.example/auth/v1', exp: past + 3600 }
  test.each<readonly [string, (id: string) => Promise<string> | string]>([
    ['expired', (id) => gateway.token({ sub: id }, { expires: past })],
    ['without an end', (id) => gateway.token({ sub: id }, { expires: null })],
    ['forged', (id) => gateway.token({ sub: id }, { secret: 'x'.repeat(64) })],
    ['alg none', (id) => new UnsecuredJWT({ ...claims, sub: id }).encode()],
    ['another algorithm', (id) => gateway.token({ sub: id }, { alg: 'HS512' })],
    ['of a foreign issuer', (id) => gateway.token({ sub: id }, { issuer: 'https://evil.example/auth/v1' })],
    ['for another audience', (id) => gateway.token({ sub: id, aud: 'other' })],
    ['of service_role', (id) => gateway.token({ sub: id, role: 'service_role' })],
    ['of service_role, without sub', () => gateway.token({ role: 'service_role' })],
    ['of postgres', (id) => gateway.token({ sub: id, role: 'postgres' })],
    ['without sub', () => gateway.token({})],
    ['with a sub that is no id', () => gateway.token({ sub: "x' or true --" })],
    ['that is none', () => 'sesame'],
  ])('a token %s', async (_what, make) => {
    const id = await addUser(gateway.sql)
    const token = await make(id)
    gateway.asked.length = 0
    const answer = await gateway.ask(WHO, undefined, token)
    expect([answer.status, codesOf(answer), answer.data]).toEqual([401, ['UNAUTHENTICATED'], undefined])
    expect(JSON.stringify(answer)).not.toContain(token)
    expect(JSON.stringify(answer)).not.toMatch(/stack|\.ts:|jose|JWS/)
    expect((await gateway.ask(documentOf('uploadCv'), { input: inputs.uploadCv() }, token)).status).toBe(401)
    expect(gateway.asked).toEqual([])
  })

  test.each(['Basic YTpi', 'Bearer', 'Bearer a b', 'Token abc'])('the header %j', async (authorization) => {
    expect(await post(gateway, JSON.stringify({ query: WHO }), { headers: { authorization } })).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
  })
})

test('the anon key as bearer is simply signed out', async () => {
  const anon = await gateway.token({ role: 'anon', iss: 'supabase' })
  for (const bearer of [anon, undefined]) {
    const answer = await gateway.ask(WHO, undefined, bearer)
    expect(answer).toMatchObject({ status: 200, data: { viewer: null, plans: { length: 4 } } })
    expect(answer.errors).toBeUndefined()
    const refused = await gateway.ask(documentOf('uploadCv'), { input: inputs.uploadCv() }, bearer)
    expect([refused.status, codesOf(refused), refused.data]).toEqual([200, ['UNAUTHENTICATED'], { uploadCv: null }])
  }
})

test('what a user may write into the token changes nothing', async () => {
  const ada = await gateway.member()
  const grace = await gateway.member()
  const token = await gateway.token({ sub: ada.id, user_metadata: { sub: grace.id, role: 'service_role', phoenix_role: 'admin' }, user_role: 'service_role' })
  expect((await gateway.ask('{ viewer { id } }', undefined, token)).data.viewer.id).toBe(globalId('Viewer', ada.id))
})

test('an account that is gone is UNAUTHENTICATED, for reading and for every mutation', async () => {
  const ada = await gateway.member()
  const { cv } = await done(ada, 'generateCv', inputs.generateCv())
  const calls: readonly [string, object][] = [
    ['updateProfile', { fullName: 'x' }], ['uploadCv', inputs.uploadCv()], ['generateCv', inputs.generateCv()], ['generateCv', inputs.generateCv({ templateId: template('colonne') })],
    ['selectCvTemplate', { cvId: cv.id, templateId: template('moderne') }], ['updateCv', { cvId: cv.id, title: 'x' }], ['updateCv', { cvId: globalId('Cv', nobody), title: 'x' }], ['deleteCv', { cvId: cv.id }],
  ]
  await gateway.sql`delete from auth.users where id = ${ada.id}`
  const read = await ada.ask('{ viewer { id } plans { id } }')
  expect([read.data, codesOf(read)]).toEqual([{ viewer: null, plans: expect.any(Array) }, ['UNAUTHENTICATED']])
  for (const [field, input] of calls) {
    for (const key of [undefined, 'k']) {
      const refused = await run(ada, field, { ...input, ...(key ? { idempotencyKey: key } : {}) })
      expect([field, refused.data, codesOf(refused)]).toEqual([field, { [field]: null }, ['UNAUTHENTICATED']])
    }
  }
  expect((await ada.ask('query ($id: ID!) { node(id: $id) { id } }', { id: cv.id })).data.node).toBeNull()
  const [left] = await gateway.sql`select (select count(*) from phoenix_private.operations where user_id = ${ada.id})::int + (select count(*) from public.cv_generations where user_id = ${ada.id})::int as n`
  expect(left!.n).toBe(0)
})
