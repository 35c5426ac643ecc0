import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from '../gateway/config.ts'

const jwt = (role: string) => `e30.${Buffer.from(JSON.stringify({ role })).toString('base64url')}.c2ln`
const SUPABASE = {
  SUPABASE_URL: 'https://abc.supabase.co/',
  SUPABASE_ANON_KEY: 'sb_publishable_abc',
  SUPABASE_SERVICE_ROLE_KEY: 'sb_secret_def',
}
const DATABASE = { DATABASE_URL: 'postgres://gateway:hush@db.example:6543/postgres' }

/** The problems that the environment is refused with. */
function problemsOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

describe('modes', () => {
  test('nothing set is embedded, with every integration off', () => {
    expect(readConfig({})).toMatchObject({
      mode: 'embedded',
      port: 4000,
      home: '.phoenix',
      production: false,
      allowedOrigins: [],
      supabase: null,
      database: null,
      integrations: { stripe: null, gemini: null, agent: null, metricsToken: null },
    })
  })

  test('an empty string counts as unset', () => {
    const empty = Object.fromEntries(Object.keys({ ...SUPABASE, ...DATABASE, PORT: 0, STRIPE_SECRET_KEY: 0 }).map((name) => [name, ' ']))
    expect(readConfig(empty)).toEqual(readConfig({}))
  })

  test('embedded mode is refused in production', () => {
    expect(problemsOf({ NODE_ENV: 'production' })).toEqual([expect.stringContaining('NODE_ENV is production')])
  })

  test('the Supabase trio is the supabase lane, with DATABASE_URL the Postgres lane', () => {
    expect(readConfig({ ...SUPABASE, NODE_ENV: 'production' })).toMatchObject({
      mode: 'supabase',
      production: true,
      supabase: { url: 'https://abc.supabase.co', issuer: 'https://abc.supabase.co/auth/v1', jwtSecret: null },
    })
    expect(readConfig({ ...SUPABASE, ...DATABASE })).toMatchObject({ mode: 'postgres', database: { url: DATABASE.DATABASE_URL, directUrl: null } })
  })

  test('legacy keys are as good as new ones', () => {
    const legacy = { ...SUPABASE, SUPABASE_ANON_KEY: jwt('anon'), SUPABASE_SERVICE_ROLE_KEY: jwt('service_role') }
    expect(readConfig(legacy).mode).toBe('supabase')
  })

  test('a part of the trio names what is missing', () => {
    expect(problemsOf({ SUPABASE_URL: SUPABASE.SUPABASE_URL })).toEqual([
      'SUPABASE_URL is set but not SUPABASE_ANON_KEY and SUPABASE_SERVICE_ROLE_KEY.',
    ])
    expect(problemsOf({ ...SUPABASE, SUPABASE_ANON_KEY: '' })).toEqual([
      'SUPABASE_URL and SUPABASE_SERVICE_ROLE_KEY are set but not SUPABASE_ANON_KEY.',
    ])
  })

  test('DATABASE_URL alone stops the start', () => {
    expect(problemsOf(DATABASE)).toEqual([expect.stringMatching(/^DATABASE_URL alone is not enough/)])
  })

  test('a direct URL needs the pooled one', () => {
    expect(problemsOf({ ...SUPABASE, DATABASE_DIRECT_URL: DATABASE.DATABASE_URL })).toEqual(['DATABASE_DIRECT_URL is set but not DATABASE_URL.'])
  })
})

describe('values', () => {
  test.each([
    ['PORT', '70000'],
    ['PORT', '4000x'],
    ['PORT', '-1'],
    ['PHOENIX_UPGRADE_URL', 'javascript:alert(1)'],
    ['PHOENIX_ALLOWED_ORIGINS', 'https://a.example, https://b.example/path'],
    ['PHOENIX_ALLOWED_ORIGINS', '*'],
    ['STRIPE_SECRET_KEY', 'pk_test_1'],
    ['STRIPE_WEBHOOK_SECRET', 'whsec_a,secret'],
    ['STRIPE_PRICE_ID_PREMIUM', 'prod_1'],
    ['STRIPE_BASE_URL', 'ftp://stripe.example'],
    ['GEMINI_API_KEY', 'two words'],
    ['GEMINI_BASE_URL', 'nowhere'],
    ['PHOENIX_AGENT_URL', 'localhost:8000'],
    ['PHOENIX_METRICS_TOKEN', 'é'],
  ])('%s refuses %j', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name} must be `))])
  })

  test.each([
    ['SUPABASE_URL', 'abc.supabase.co'],
    ['SUPABASE_URL', 'postgres://abc.supabase.co'],
    ['SUPABASE_ANON_KEY', 'sb_secret_abc'],
    ['SUPABASE_ANON_KEY', jwt('service_role')],
    ['SUPABASE_SERVICE_ROLE_KEY', jwt('anon')],
    ['SUPABASE_JWT_SECRET', 'short'],
    ['DATABASE_URL', 'https://db.example'],
    ['DATABASE_URL', 'db.example'],
  ])('%s refuses %j beside the trio', (name, value) => {
    expect(problemsOf({ ...SUPABASE, [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name} must be `))])
  })

  test('every problem is listed at once, and no value', () => {
    const env = { PORT: 'four', SUPABASE_URL: 'hush', DATABASE_URL: 'hush', STRIPE_SECRET_KEY: 'hush', PHOENIX_AGENT_URL: 'hush' }
    expect(problemsOf(env)).toHaveLength(6)
    expect(() => readConfig(env)).toThrow(/- PORT .*\n- /)
    expect(problemsOf(env).join()).not.toContain('hush')
  })

  test('port 0 is any free port', () => expect(readConfig({ PORT: '0' }).port).toBe(0))

  test('lists are split', () => {
    const config = readConfig({
      PHOENIX_ALLOWED_ORIGINS: 'https://cv.example/, http://localhost:3000',
      STRIPE_SECRET_KEY: 'sk_test_1',
      STRIPE_WEBHOOK_SECRET: 'whsec_new, whsec_old',
      STRIPE_PRICE_ID_CV_PREMIUM: 'price_cv',
    })
    expect(config.allowedOrigins).toEqual(['https://cv.example', 'http://localhost:3000'])
    expect(config.integrations.stripe).toMatchObject({
      webhookSecrets: ['whsec_new', 'whsec_old'],
      prices: { ecosystem: null, cv: 'price_cv', letters: null },
    })
  })
})

test('.env.example documents each variable, and changes nothing as it is', () => {
  const lines = readFileSync(new URL('../.env.example', import.meta.url), 'utf8').split('\n')
  const example = Object.fromEntries(lines.filter((line) => /^\w+=/.test(line)).map((line) => line.split('=') as [string, string]))
  const asked = new Set<string>()
  const spy = new Proxy(example, { get: (env, name: string) => (asked.add(name), env[name]) })
  expect(readConfig(spy)).toEqual(readConfig({}))
  expect(Object.keys(example).sort()).toEqual([...asked].sort())
})
