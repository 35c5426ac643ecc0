import { createHmac, generateKeyPairSync } from 'node:crypto'
import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose'
import { describe, expect, test } from 'vitest'
import { GatewayError } from '../gateway/errors.ts'
import { createVerifier } from '../gateway/request/auth.ts'

const SECRET = 'a-secret-for-tests-with-at-least-32-characters'
const ISSUER = 'https://abc.supabase.co/auth/v1'
const ADA = 'ada00000-0000-4000-8000-000000000001'
const PUBLISHABLE = 'sb_publishable_abc'
const START = new Date('2026-11-22T12:00:00Z')
const seconds = (date: Date) => Math.floor(date.getTime() / 1000)

const CLAIMS: JWTPayload = { iss: ISSUER, aud: 'authenticated', role: 'authenticated', sub: ADA, exp: seconds(START) + 3600 }
const sign = (change: JWTPayload = {}, { alg = 'HS256', secret = SECRET } = {}) =>
  new SignJWT({ ...CLAIMS, ...change }).setProtectedHeader({ alg, typ: 'JWT' }).sign(new TextEncoder().encode(secret))

function setUp() {
  let now = START
  const verify = createVerifier({ secret: SECRET, issuer: ISSUER, publicKeys: [PUBLISHABLE], now: () => now })
  return { verify, bearer: (token: string) => verify(`Bearer ${token}`), pass: (ms: number) => (now = new Date(now.getTime() + ms)) }
}

const viewerIn = (caller: Awaited<ReturnType<ReturnType<typeof createVerifier>>>) => (caller.kind === 'viewer' ? caller.viewer : null)

/** Refused as UNAUTHENTICATED, with a message that does not repeat what was sent. */
async function refused(answer: Promise<unknown>, sent = 'e30') {
  const error = await answer.then(() => null, (reason: unknown) => reason)
  expect(error).toBeInstanceOf(GatewayError)
  expect((error as GatewayError).code).toBe('UNAUTHENTICATED')
  expect((error as GatewayError).message).not.toContain(sent)
}

describe('signed out', () => {
  test.each([undefined, '', '  '])('header %j', async (header) => {
    expect(await setUp().verify(header)).toEqual({ kind: 'anonymous' })
  })

  test('a public key as bearer, or any token signed for anon', async () => {
    const { bearer } = setUp()
    const anon = await new SignJWT({ iss: 'supabase', ref: 'abc', role: 'anon', exp: CLAIMS.exp }).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(SECRET))
    expect(await bearer(PUBLISHABLE)).toEqual({ kind: 'anonymous' })
    expect(await bearer(anon)).toEqual({ kind: 'anonymous' })
  })
})

describe('signed in', () => {
  test('only what row level security needs comes through', async () => {
    const { verify } = setUp()
    const session = 'bbb00000-0000-4000-8000-000000000002'
    const token = await sign({ email: 'ada@example.org', session_id: session, user_metadata: { name: 'Ada' }, amr: [], phone: '+33600000000' })
    expect(await verify(`bearer ${token}`)).toEqual({
      kind: 'viewer',
      token,
      viewer: {
        id: ADA,
        role: 'member',
        claims: { sub: ADA, role: 'authenticated', aud: 'authenticated', email: 'ada@example.org', session_id: session },
      },
    })
  })

  test.each(['analyst', 'admin'])('%s comes from app_metadata', async (phoenix_role) => {
    const answer = await setUp().bearer(await sign({ app_metadata: { phoenix_role, provider: 'email' } }))
    expect(answer).toMatchObject({ viewer: { role: phoenix_role, claims: { app_metadata: { phoenix_role } } } })
  })

  test.each([
    { user_metadata: { phoenix_role: 'admin' } },
    { phoenix_role: 'admin' },
    { app_metadata: { phoenix_role: 'root' } },
    { app_metadata: { phoenix_role: ['admin'] } },
    { app_metadata: null },
  ])('a member all the same: %j', async (change) => {
    const answer = await setUp().bearer(await sign(change))
    expect(answer).toMatchObject({ viewer: { role: 'member', claims: { sub: ADA } } })
    expect(JSON.stringify(answer)).not.toMatch(/admin|root/)
  })

  test('what no database text can hold is left out', async () => {
    const answer = await setUp().bearer(await sign({ email: 'a\0b@example.org', session_id: 'x' }))
    expect(answer).toMatchObject({ viewer: { claims: { sub: ADA, role: 'authenticated', aud: 'authenticated' } } })
    expect(JSON.stringify(answer)).not.toMatch(/email|session/)
  })

  test('a clock may be five seconds off', async () => {
    const { bearer, pass } = setUp()
    const token = await sign()
    pass(3_604_000)
    expect(await bearer(token)).toMatchObject({ kind: 'viewer' })
  })
})

describe('refused', () => {
  test.each(['Basic YTpi', 'Bearer', 'Bearer a b', 'Bearer x', 'Bearer a.b.c', 'Token e30.e30.e30', 'Bearer sb_secret_abc'])('header %j', (header) =>
    refused(setUp().verify(header)))

  test.each<[string, JWTPayload]>([
    ['expired', { exp: seconds(START) - 60 }],
    ['without expiry', { exp: undefined }],
    ['not valid yet', { nbf: seconds(START) + 60 }],
    ['of another issuer', { iss: 'https://evil.example/auth/v1' }],
    ['without issuer', { iss: undefined }],
    ['for another audience', { aud: 'other' }],
    ['of the service', { role: 'service_role' }],
    ['without role', { role: undefined }],
    ['with roles in a list', { role: ['authenticated'] }],
    ['without sub', { sub: undefined }],
    ['with a sub that is no uuid', { sub: "' or true --" }],
    ['an expired anon key', { role: 'anon', exp: seconds(START) - 60 }],
  ])('a token %s', async (_what, change) => refused(setUp().bearer(await sign(change))))

  test('another secret', async () => refused(setUp().bearer(await sign({}, { secret: 'another-secret-that-is-32-characters-long' }))))
  test.each(['HS384', 'HS512'])('%s, though with the right secret', async (alg) => {
    const secret = SECRET.repeat(2)
    const verify = createVerifier({ secret, issuer: ISSUER, publicKeys: [], now: () => START })
    await refused(verify(`Bearer ${await sign({}, { alg, secret })}`))
    expect(await verify(`Bearer ${await sign({}, { secret })}`)).toMatchObject({ kind: 'viewer' })
  })
  test('alg none', async () => {
    await refused(setUp().bearer(new UnsecuredJWT(CLAIMS).encode()))
    await refused(setUp().bearer(new UnsecuredJWT({ ...CLAIMS, role: 'anon' }).encode()))
  })
  test('RS256', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    await refused(setUp().bearer(await new SignJWT(CLAIMS).setProtectedHeader({ alg: 'RS256' }).sign(privateKey)))
  })
  test('a payload that is no JSON object, though signed', async () => {
    const body = `${Buffer.from('{"alg":"HS256"}').toString('base64url')}.${Buffer.from('"text"').toString('base64url')}`
    await refused(setUp().bearer(`${body}.${createHmac('sha256', SECRET).update(body).digest('base64url')}`))
  })
  test('more than 16 KiB, though signed', async () => refused(setUp().bearer(await sign({ user_metadata: { long: 'x'.repeat(20_000) } }))))
})

describe('remembered', () => {
  test('a token seen before ends with its expiry', async () => {
    const { bearer, pass } = setUp()
    const token = await sign()
    const first = await bearer(token)
    expect(viewerIn(await bearer(token))).toBe(viewerIn(first))
    pass(3_605_000)
    await refused(bearer(token))
    await refused(bearer(token))
  })

  test('a refusal is not remembered, and a changed signature is another token', async () => {
    const { bearer } = setUp()
    const token = await sign()
    await bearer(token)
    await refused(bearer(`${token.slice(0, -3)}AAA`))
  })

  test('a thousand others push the oldest out, and it is simply verified again', async () => {
    const { bearer } = setUp()
    const token = await sign()
    const first = await bearer(token)
    for (let n = 0; n < 1000; n += 1) await bearer(await sign({ jti: String(n) }))
    const again = await bearer(token)
    expect(viewerIn(again)).not.toBe(viewerIn(first))
    expect(again).toEqual(first)
  })
})
