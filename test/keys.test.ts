import { createHmac, createPublicKey } from 'node:crypto'
import { SignJWT } from 'jose'
import type { JWTPayload } from 'jose'
import { afterEach, describe, expect, test } from 'vitest'
import { GatewayError } from '../gateway/errors.ts'
import { createVerifier } from '../gateway/request/auth.ts'
import { createSigningKeys } from '../gateway/request/keys.ts'
import { createSigningKey, openKeyServer } from './keyServer.ts'
import type { SigningKey } from './keyServer.ts'

/* A project's asymmetric keys: fetched from its key server, and kept while that is away. */

const SECRET = 'a-secret-for-tests-with-at-least-32-characters'
const START = new Date('2026-11-22T12:00:00Z')
const ADA = 'ada00000-0000-4000-8000-000000000001'
const minutes = (count: number) => count * 60_000

const ec = await createSigningKey('ES256', 'ec')
const rsa = await createSigningKey('RS256', 'rsa')
const next = await createSigningKey('ES256', 'next')

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const server of open.splice(0)) await server.close()
})

async function setUp({ secret = null as string | null, shown = [ec, rsa] } = {}) {
  const server = await openKeyServer(shown.map((key) => key.public))
  open.push(server)
  let now = START
  const clock = () => now
  const issuer = `${server.base}/auth/v1`
  const verify = createVerifier({ secret, keys: createSigningKeys({ url: server.url, now: clock }), issuer, publicKeys: [], now: clock })
  const claims = (change: JWTPayload = {}): JWTPayload => ({ iss: issuer, aud: 'authenticated', role: 'authenticated', sub: ADA, exp: Math.floor(START.getTime() / 1000) + 86_400, ...change })
  let jti = 0
  return {
    ...{ server, claims },
    bearer: (token: string) => verify(`Bearer ${token}`),
    /** A token never seen before, verified. */
    enter: async (key: SigningKey, header = {}) => await verify(`Bearer ${await key.sign(claims({ jti: String(jti++) }), header)}`),
    pass: (ms: number) => void (now = new Date(now.getTime() + ms)),
  }
}

const codeOf = (answer: Promise<unknown>) => answer.then(() => 'let in', (error: unknown) => (error instanceof GatewayError ? error.code : error))

describe('signed by the project', () => {
  test.each([['ES256', ec], ['RS256', rsa]])('%s', async (_alg, key) => {
    const { enter } = await setUp()
    expect(await enter(key)).toMatchObject({ kind: 'viewer', viewer: { id: ADA } })
  })

  test('HS256 beside it while a project changes over, and not without its secret', async () => {
    const both = await setUp({ secret: SECRET })
    const token = await new SignJWT(both.claims()).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(SECRET))
    expect(await codeOf(both.bearer(token))).toBe('let in')
    expect(await codeOf(both.enter(ec))).toBe('let in')
    expect(await codeOf((await setUp()).bearer(token))).toBe('UNAUTHENTICATED')
  })
})

describe('refused', () => {
  test.each(['with the secret', 'without'])('HS256 with a public key as the secret, %s', async (given) => {
    const { bearer, claims } = await setUp({ secret: given === 'without' ? null : SECRET })
    const pem = createPublicKey({ key: rsa.public as never, format: 'jwk' }).export({ type: 'spki', format: 'pem' }) as string
    for (const secret of [pem, pem.trim(), JSON.stringify(rsa.public), rsa.public.n!, Buffer.from(rsa.public.n!, 'base64url')]) {
      for (const kid of ['rsa', undefined]) {
        const head = Buffer.from(JSON.stringify({ alg: 'HS256', kid })).toString('base64url')
        const body = `${head}.${Buffer.from(JSON.stringify(claims())).toString('base64url')}`
        expect(await codeOf(bearer(`${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`))).toBe('UNAUTHENTICATED')
      }
    }
  })

  test('a key of one kind named by a token of the other, and no algorithm but the two', async () => {
    const { enter, bearer, claims } = await setUp()
    expect(await codeOf(enter(rsa, { kid: 'ec' }))).toBe('UNAUTHENTICATED')
    expect(await codeOf(enter(ec, { kid: 'rsa' }))).toBe('UNAUTHENTICATED')
    for (const alg of ['none', 'PS256', 'RS512', 'ES384', 'EdDSA']) {
      const head = Buffer.from(JSON.stringify({ alg, kid: 'rsa' })).toString('base64url')
      expect(await codeOf(bearer(`${head}.${Buffer.from(JSON.stringify(claims())).toString('base64url')}.AAAA`)), alg).toBe('UNAUTHENTICATED')
    }
  })

  test('a shared secret that a key server shows by mistake', async () => {
    const { server, bearer, claims } = await setUp()
    server.state.keys = [{ kty: 'oct', k: Buffer.from(SECRET).toString('base64url'), kid: 'oct', alg: 'HS256' }, ec.public]
    const token = await new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: 'oct' }).sign(Buffer.from(SECRET))
    expect(await codeOf(bearer(token))).toBe('UNAUTHENTICATED')
  })

  test('a key of somebody else under a known name', async () => {
    const { enter } = await setUp()
    const impostor = await createSigningKey('ES256', 'ec')
    expect(await codeOf(enter(impostor))).toBe('UNAUTHENTICATED')
  })
})

describe('the key server', () => {
  test('is not asked before the first token, and then once for however many', async () => {
    const { server, enter, pass } = await setUp()
    expect(server.state.asked).toBe(0)
    await Promise.all([enter(ec), enter(rsa), enter(ec), enter(rsa)])
    expect(server.state.asked).toBe(1)
    pass(minutes(9))
    await enter(ec)
    expect(server.state.asked).toBe(1)
  })

  test('a new key is found at its first token, by one fetch for however many', async () => {
    const { server, enter, pass } = await setUp()
    await enter(ec)
    pass(minutes(1))
    server.state.keys = [next.public]
    expect(await Promise.all([enter(next), enter(next), enter(next)])).toHaveLength(3)
    expect(server.state.asked).toBe(2)
  })

  test('made-up key ids make it ask once in half a minute', async () => {
    const { server, enter, pass } = await setUp()
    await enter(ec)
    for (let n = 0; n < 20; n += 1) expect(await codeOf(enter(next, { kid: `made up ${n}` }))).toBe('UNAUTHENTICATED')
    expect(server.state.asked).toBe(1)
    pass(30_000)
    for (let n = 0; n < 20; n += 1) expect(await codeOf(enter(next, { kid: `made up ${n}` }))).toBe('UNAUTHENTICATED')
    expect(server.state.asked).toBe(2)
  })

  test('old keys are renewed behind the back of requests, and what they signed ends, though it was let in before', async () => {
    const { server, enter, bearer, claims, pass } = await setUp()
    const token = await ec.sign(claims())
    expect(await codeOf(bearer(token))).toBe('let in')
    server.state.keys = [next.public]
    pass(minutes(10))
    expect(await codeOf(bearer(token))).toBe('let in')
    await expect.poll(() => codeOf(bearer(token))).toBe('UNAUTHENTICATED')
    expect(await codeOf(enter(next))).toBe('let in')
    expect(server.state.asked).toBe(2)
  })

  test.each(['answers 500', 'answers with a page', 'is gone'])('that %s is survived with the keys known', async (how) => {
    const { server, enter, pass } = await setUp()
    await enter(ec)
    if (how === 'answers 500') server.state.status = 500
    if (how === 'answers with a page') server.state.body = '<html>maintenance</html>'
    if (how === 'is gone') await server.close()
    for (let hour = 0; hour < 12; hour += 1) {
      pass(minutes(60))
      expect(await codeOf(enter(ec))).toBe('let in')
    }
    // It may be a key of which nobody could tell us: that is no refusal.
    expect(await codeOf(enter(next))).toBe('SERVICE_UNAVAILABLE')
  })

  test('that was never there is 503, not 401, asked once a second, and found as soon as it is back', async () => {
    const { server, enter, pass } = await setUp()
    server.state.status = 503
    expect(await Promise.all([codeOf(enter(ec)), codeOf(enter(rsa))])).toEqual(['SERVICE_UNAVAILABLE', 'SERVICE_UNAVAILABLE'])
    expect(await codeOf(enter(ec))).toBe('SERVICE_UNAVAILABLE')
    expect(server.state.asked).toBe(1)
    server.state.status = 200
    pass(1000)
    expect(await codeOf(enter(ec))).toBe('let in')
  })
})
