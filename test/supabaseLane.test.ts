import { inspect } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { anonymous } from '../gateway/db/port.ts'
import type { Identity } from '../gateway/db/port.ts'
import { connectSupabase } from '../gateway/db/supabase.ts'
import type { SupabaseOptions } from '../gateway/db/supabase.ts'
import { outcome } from './conformance/lanes.ts'
import { failed, openScripted, rows } from './postgrest.ts'
import type { Told } from './postgrest.ts'

/* The supabase-js lane on the wire: what it asks, with whose key, and what it makes of PostgREST's answers. */

const server = await openScripted()
afterAll(() => server.close())

const OLD_ANON = 'eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoiYW5vbiJ9.anon'
const OLD_SERVICE = 'eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoic2VydmljZV9yb2xlIn0.service'
const keysOf = { legacy: { anonKey: OLD_ANON, serviceRoleKey: OLD_SERVICE }, new: { anonKey: 'sb_publishable_x', serviceRoleKey: 'sb_secret_x' } }
const connect = (options: Partial<SupabaseOptions> = {}) => connectSupabase({ url: server.url, ...keysOf.legacy, random: () => 0, ...options })
const viewer = (token: string): Identity => ({ role: 'authenticated', claims: { sub: token }, token })
const ada = viewer('token.of.ada')
const profiles = [{ name: 'load_profiles', args: { ids: ['a', 'b'] } }] as const
const tier = [{ name: 'get_user_app_tier', args: { userId: 'a', appName: 'cv' } }] as const
const away = (retryAfter = 2) => ({ refused: 'SERVICE_UNAVAILABLE', message: 'The service is not available for the moment.', extensions: { code: 'SERVICE_UNAVAILABLE', retryAfter } })

describe('what is asked', () => {
  test('arguments go in the body, arrays too; a set is counted, one row is not', async () => {
    server.tell(rows([]), { json: 'free' })
    const port = connect()
    await port.read(ada, profiles)
    await port.read(ada, tier)
    expect(server.asked).toMatchObject([
      { method: 'POST', url: '/rest/v1/rpc/load_profiles', headers: { 'content-type': 'application/json', 'content-profile': 'public', prefer: 'count=exact' } },
      { method: 'POST', url: '/rest/v1/rpc/get_user_app_tier' },
    ])
    expect(JSON.parse(server.asked[0]!.body)).toEqual({ p_ids: ['a', 'b'] })
    expect(server.asked[1]!.headers.prefer).toBeUndefined()
  })

  test.each(['legacy', 'new'] as const)('whose key: %s', async (generation) => {
    const { anonKey, serviceRoleKey } = keysOf[generation]
    const port = connect(keysOf[generation])
    server.tell({ json: 'free' })
    await port.read(ada, tier)
    await port.read(anonymous, tier)
    await port.call('get_user_app_tier', tier[0].args)
    const seen = server.asked.map(({ headers }) => ({ apikey: headers.apikey, authorization: headers.authorization }))
    const bearer = (key: string) => (generation === 'legacy' ? `Bearer ${key}` : undefined)
    expect(seen).toEqual([
      { apikey: anonKey, authorization: 'Bearer token.of.ada' },
      { apikey: anonKey, authorization: bearer(anonKey) },
      { apikey: serviceRoleKey, authorization: bearer(serviceRoleKey) },
    ])
  })

  test('two hundred viewers at once, among nobody and the service: each with a token of their own', async () => {
    const port = connect({ connections: 16 })
    server.tell(({ headers }) => ({ json: `${headers.apikey === OLD_SERVICE ? 'service' : 'anyone'} ${headers.authorization}`, afterMs: Math.random() * 5 }))
    await Promise.all(Array.from({ length: 200 }, async (_, n) => {
      if (n % 10 === 0) expect(await port.read(anonymous, tier)).toEqual([[`anyone Bearer ${OLD_ANON}`]])
      else if (n % 10 === 1) expect(await port.call('get_user_app_tier', tier[0].args)).toEqual([`service Bearer ${OLD_SERVICE}`])
      else expect(await port.read(viewer(`token.of.${n}`), tier)).toEqual([[`anyone Bearer token.of.${n}`]])
    }))
  })

  test('a viewer without a token is never read for as nobody', async () => {
    server.tell({ json: 'free' })
    await expect(connect().read({ role: 'authenticated', claims: {}, token: null }, tier)).rejects.toThrow(TypeError)
    expect(server.asked).toEqual([])
  })

  test('connections are kept, and no more than allowed', async () => {
    server.tell({ json: 'free', afterMs: 5 })
    const before = server.seen.connections
    const port = connect({ connections: 4 })
    await Promise.all(Array.from({ length: 60 }, () => port.read(ada, tier)))
    expect(server.seen.connections - before).toBeLessThanOrEqual(4)
  })

  test('what goes out together is one round trip', async () => {
    const statements: string[][] = []
    const port = connect({ onStatement: (functions) => void statements.push([...functions]) })
    server.tell({ json: 'free' })
    await port.read(ada, [...tier, ...tier])
    await port.call('get_user_app_tier', tier[0].args)
    expect(statements).toEqual([['get_user_app_tier', 'get_user_app_tier'], ['get_user_app_tier']])
  })
})

describe('rows', () => {
  test('a set that the row cap has cut is an error, never short', async () => {
    server.tell(rows([{ id: 'a' }, { id: 'b' }], 1500))
    await expect(connect().read(ada, profiles)).rejects.toThrow('load_profiles answered 2 rows of 1500')
    await expect(connect().call('list_plans', {})).rejects.toThrow('Max rows')
  })

  test.each<[string, Record<string, string>]>([['no', {}], ['an uncounted', { 'content-range': '0-0/*' }], ['a strange', { 'content-range': 'rows' }]])('%s Content-Range: nobody can tell, so it is an error', async (_what, headers) => {
    server.tell({ json: [{ id: 'a' }], headers })
    await expect(connect().read(ada, profiles)).rejects.toThrow('load_profiles answered 1 rows of')
  })

  test('none, and all', async () => {
    const port = connect()
    server.tell(rows([]), rows([{ full_name: 'Ada', preferences: { snake_case: 1 } }]))
    expect(await port.read(ada, profiles)).toEqual([[]])
    expect(await port.read(ada, profiles)).toEqual([[{ fullName: 'Ada', preferences: { snake_case: 1 } }]])
  })

  test('a jsonb whose value is an array is one value', async () => {
    server.tell({ json: [1, 2] })
    expect(await connect().call('check_usage_limit', { userId: 'a', feature: 'x' })).toEqual([[1, 2]])
  })

  test('nothing at all is a null, as of a void function', async () => {
    server.tell({ status: 204 })
    expect(await connect().call('update_usage_limits_for_tier', { userId: 'a', appName: 'cv', tier: 'pro' })).toEqual([null])
  })
})

describe('refusals', () => {
  const asViewer = (told: Told) => {
    server.tell(told)
    return outcome(connect().read(ada, tier))
  }
  const asService = (told: Told) => {
    server.tell(told)
    return outcome(connect().call('get_user_app_tier', tier[0].args))
  }

  test('PTnnn is the refusal its hint names, whatever the status', async () => {
    const told = failed(402, 'PT402', 'The limit is reached.', { hint: 'USAGE_LIMIT_EXCEEDED', details: '{"limit":3}' })
    expect(await asViewer(told)).toEqual({ refused: 'USAGE_LIMIT_EXCEEDED', message: 'The limit is reached.', extensions: { limit: 3, code: 'USAGE_LIMIT_EXCEEDED' } })
  })

  test.each([['PGRST301', 'JWSError JWSInvalidSignature'], ['PGRST302', 'Anonymous access is disabled'], ['PGRST303', 'JWT issued at future']])('%s is the viewer’s token, UNAUTHENTICATED', async (code, message) => {
    expect(await asViewer(failed(401, code, message))).toMatchObject({ refused: 'UNAUTHENTICATED', message: 'The token is not valid.' })
    // Our own key instead: a defect of the configuration, not of the caller.
    expect(await asService(failed(401, code, message))).toEqual({ defect: expect.stringContaining('SUPABASE_SERVICE_ROLE_KEY') })
  })
  test('an expired token says so', async () => {
    for (const code of ['PGRST301', 'PGRST303']) expect(await asViewer(failed(401, code, 'JWT expired'))).toMatchObject({ refused: 'UNAUTHENTICATED', message: 'The token has expired.' })
  })
  test('a key that the gateway before PostgREST does not take', async () => {
    const told = { status: 401, json: { message: 'Invalid API key', hint: 'Double check your Supabase `anon` or `service_role` API key.' } }
    expect(await asViewer(told)).toEqual({ defect: expect.stringContaining('SUPABASE_ANON_KEY') })
  })

  test('a function that is unknown, or twice there', async () => {
    expect(await asService(failed(404, 'PGRST202'))).toEqual({ defect: '42883' })
    expect(await asService(failed(300, 'PGRST203'))).toEqual({ defect: '42725' })
  })

  test.each([['57014', 500, 'DEADLINE_EXCEEDED'], ['53300', 503, 'SERVICE_UNAVAILABLE'], ['08006', 503, 'SERVICE_UNAVAILABLE'], ['57P01', 500, 'SERVICE_UNAVAILABLE']])('%s in a %i is %s', async (code, status, refused) => {
    expect(await asService(failed(status, code))).toMatchObject({ refused })
  })
  test.each([['42501', 403], ['42501', 401], ['23505', 409], ['P0001', 400], ['XX000', 500], ['22P02', 400], ['25006', 405]])('%s in a %i is a defect', async (code, status) => {
    expect(await asService(failed(status, code))).toEqual({ defect: code })
  })

  test.each([['PGRST000', 503], ['PGRST001', 503], ['PGRST002', 503], ['PGRST003', 504], ['PGRSTX00', 500]])('%s: PostgREST cannot, SERVICE_UNAVAILABLE', async (code, status) => {
    expect(await asService(failed(status, code))).toEqual(away())
  })
  test.each([500, 502, 503, 504, 520, 522, 530, 429])('a page with a %i is SERVICE_UNAVAILABLE', async (status) => {
    expect(await asService({ status, text: '<html>secret of the inside</html>', headers: { 'content-type': 'text/html' } })).toEqual(away())
  })
  test('Retry-After is passed on, within reason', async () => {
    for (const [sent, told] of [['30', 30], ['100000', 60], ['Wed, 21 Oct 2026 07:28:00 GMT', 2], ['-1', 2], ['0.2', 1]] as const) {
      expect(await asService({ status: 503, headers: { 'retry-after': sent } })).toEqual(away(told))
    }
  })

  test.each<[string, Told]>([
    ['an empty 404', { status: 404 }], ['a 404 with a list', { status: 404, json: [] }], ['a 404 with a page', { status: 404, text: '<html>' }], ['a 400', { status: 400, json: {} }],
    ['a redirection', { status: 301, headers: { location: 'https://elsewhere.example/' } }],
  ])('%s is a defect, never an answer', async (_what, told) => {
    expect(await asService(told)).toEqual({ defect: expect.stringMatching(/^Supabase answered \d+ to get_user_app_tier/) })
  })
  test('a success that is a page is no answer either', async () => {
    expect(await asService({ text: '<html>secret of the inside</html>' })).toEqual(away())
  })

  test('nothing of the inside, no key and no token is in what is thrown', async () => {
    for (const told of [{ status: 500, text: 'the inside' }, { text: 'the inside' }, { cut: 'before' as const }, { status: 404, text: 'the inside' }, failed(401, 'PGRST301'), failed(409, '23505', 'the inside')]) {
      server.tell(told)
      const error: unknown = await connect().read(ada, tier).catch((caught: unknown) => caught)
      expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/the inside|token\.of\.ada|eyJ/)
    }
  })
})

describe('again', () => {
  const bad: [string, Told][] = [
    ['502', { status: 502 }], ['503', failed(503, 'PGRST002')], ['504', failed(504, 'PGRST003')], ['a cut connection', { cut: 'before' }], ['an answer that breaks off', { json: 'x'.repeat(5000), cut: 'half' }],
  ]
  test.each(bad)('%s: a read is asked up to three times', async (_what, told) => {
    server.tell(told, told, { json: 'free' })
    expect(await connect().read(ada, tier)).toEqual([['free']])
    expect(server.asked).toHaveLength(3)
    server.tell(told)
    expect(await outcome(connect().read(ada, tier))).toEqual(away())
    expect(server.asked).toHaveLength(3)
  })

  test.each(bad)('%s: a call is asked once', async (_what, told) => {
    server.tell(told, { json: 'free' })
    expect(await outcome(connect().call('get_user_app_tier', tier[0].args))).toEqual(away())
    expect(server.asked).toHaveLength(1)
  })

  test.each<[string, Told]>([['500', { status: 500 }], ['a refusal', failed(404, 'PT404', 'x', { hint: 'NOT_FOUND' })], ['a defect', failed(500, 'XX000')], ['a 503 with a long Retry-After', { status: 503, headers: { 'retry-after': '20' } }], ['a page', { text: '<html>' }]])('%s: not even a read is asked twice', async (_what, told) => {
    server.tell(told)
    await connect().read(ada, tier).catch(() => {})
    expect(server.asked).toHaveLength(1)
  })

  test('in an outage the second tries run out, and come back with the first good answers', async () => {
    const port = connect({ connections: 4 })
    server.tell({ status: 503 })
    await Promise.all(Array.from({ length: 40 }, () => port.read(ada, tier).catch(() => {})))
    expect(server.asked).toHaveLength(40 + 8)
    server.tell({ json: 'free' })
    await Promise.all(Array.from({ length: 20 }, () => port.read(ada, tier)))
    server.tell({ status: 503 }, { json: 'free' })
    expect(await port.read(ada, tier)).toEqual([['free']])
  })

  test('tries are told of as round trips, with a pause that spreads', async () => {
    const statements: string[][] = []
    server.tell({ status: 503 }, { json: 'free' })
    const began = performance.now()
    await connect({ onStatement: (functions) => void statements.push([...functions]), random: () => 1 }).read(ada, tier)
    expect(performance.now() - began).toBeGreaterThan(140)
    expect(statements).toEqual([['get_user_app_tier'], ['get_user_app_tier']])
  })
})

describe('time', () => {
  test('a read over its time is SERVICE_UNAVAILABLE, once, and its request is let go', async () => {
    server.tell({ json: 'free', until: new Promise(() => {}) })
    const { abandoned } = server.seen
    expect(await outcome(connect({ timeout: 0.2 }).read(ada, tier))).toEqual(away())
    expect(server.asked).toHaveLength(1)
    await expect.poll(() => server.seen.abandoned).toBe(abandoned + 1)
  })

  test('a call has twice the time', async () => {
    const port = connect({ timeout: 1 })
    const over = Promise.withResolvers<void>()
    server.tell({ json: 'free', until: over.promise })
    const call = port.call('get_user_app_tier', tier[0].args)
    expect(await outcome(port.read(ada, tier))).toEqual(away())
    over.resolve()
    expect(await call).toEqual(['free'])
  })

  test('a read that nobody waits for ends, in the queue too, and is not asked again', async () => {
    const over = Promise.withResolvers<void>()
    server.tell({ status: 503, until: over.promise }, { json: 'free' })
    const controller = new AbortController()
    const port = connect({ connections: 1 })
    const answers = [1, 2, 3].map(() => outcome(port.read(ada, tier, controller.signal)))
    await expect.poll(() => server.asked).toHaveLength(1)
    controller.abort(new Error('the client is gone'))
    for (const answer of await Promise.all(answers)) expect(answer).toMatchObject({ refused: 'DEADLINE_EXCEEDED' })
    over.resolve()
    expect(await outcome(port.read(ada, tier, controller.signal))).toMatchObject({ refused: 'DEADLINE_EXCEEDED' })
    // One at a time, in turn: whatever had been left of them would be asked before this one.
    expect(await port.read(ada, tier)).toEqual([['free']])
    expect(server.asked).toHaveLength(2)
  })
})
