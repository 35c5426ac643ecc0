import { isIP } from 'node:net'

/** What the environment says, parsed once. An integration that is off is `null`. */
export interface Config {
  readonly mode: 'embedded' | 'supabase' | 'postgres'
  /** 0 lets the system choose. */
  readonly port: number
  /** Folder of the embedded database and `demo.json`; relative to the working directory unless absolute. */
  readonly home: string
  readonly production: boolean
  /** Origins (`https://app.example`) whose pages may call the gateway. */
  readonly allowedOrigins: string[]
  /** Addresses and networks (`10.0.0.0/8`) of our own proxies: their `x-forwarded-for` is believed. */
  readonly trustedProxies: string[]
  /** Where a refused user can buy: goes out in TIER_REQUIRED and USAGE_LIMIT_EXCEEDED. */
  readonly upgradeUrl: string
  readonly supabase: null | SupabaseConfig
  readonly database: null | { readonly url: string; readonly directUrl: string | null }
  readonly integrations: {
    readonly stripe: null | StripeConfig
    readonly gemini: null | { readonly apiKey: string; readonly model: string; readonly baseUrl: string }
    readonly agent: null | { readonly url: string; readonly token: string | null }
    readonly metricsToken: string | null
  }
}

export interface SupabaseConfig {
  readonly url: string
  readonly anonKey: string
  readonly serviceRoleKey: string
  /** null: the project signs with asymmetric keys only. */
  readonly jwtSecret: string | null
  /** The `iss` that its tokens carry. */
  readonly issuer: string
}

export interface StripeConfig {
  readonly secretKey: string
  /** More than one while a secret is being rotated; empty: no webhook is believed. */
  readonly webhookSecrets: string[]
  readonly prices: { readonly ecosystem: string | null; readonly cv: string | null; readonly letters: string | null }
  readonly baseUrl: string
  /** How long a call of Stripe may take; 8,000 unless told. */
  readonly timeoutMs?: number
}

/** The environment cannot be used. The message lists every problem, a line each, by variable name: never a value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(['The environment has problems (.env.example explains each variable):', ...problems.map((line) => `- ${line}`)].join('\n'))
    this.problems = problems
  }
}

type Environment = Readonly<Record<string, string | undefined>>
/** Reads one variable; null when unset, or when malformed (and then the problem is noted). */
type Read = (name: string, rule?: Rule) => string | null
interface Rule {
  readonly holds: (value: string) => boolean
  readonly says: string
}

const TRIO = ['SUPABASE_URL', 'SUPABASE_ANON_KEY', 'SUPABASE_SERVICE_ROLE_KEY'] as const

const matches = (pattern: RegExp, says: string): Rule => ({ holds: (value) => pattern.test(value), says })
const url = (...protocols: string[]): Rule => ({
  holds: (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol) && new URL(value).hostname !== '',
  says: `must be a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
})
const HTTP = url('http:', 'https:')
const POSTGRES = url('postgres:', 'postgresql:')
const PORT: Rule = {
  holds: (value) => /^\d{1,5}$/.test(value) && Number(value) <= 65535,
  says: 'must be a whole number from 0 (any free port) to 65535',
}
const PRICE = matches(/^price_\w+$/, 'must be a Stripe price id (price_…)')
const STRIPE_KEY = matches(/^[sr]k_\w+$/, 'must be a Stripe secret key (sk_… or rk_…)')
const WEBHOOK_SECRETS: Rule = {
  holds: (value) => list(value).length > 0 && list(value).every((one) => /^whsec_[\w+/=-]+$/.test(one)),
  says: 'must be a Stripe signing secret (whsec_…), or several with commas between',
}
const ORIGINS: Rule = {
  holds: (value) => list(value).every((one) => HTTP.holds(one) && new URL(one).origin === one.replace(/\/$/, '')),
  says: 'must be origins (https://app.example) with commas between; a star is not one',
}
const PROXIES: Rule = {
  holds: (value) => list(value).every(isNetwork),
  says: 'must be addresses or networks (10.0.0.0/8) with commas between',
}
const JWT_SECRET = matches(/^.{32,}$/s, 'must be at least 32 characters long')
const TOKEN = matches(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces')

/** A publishable or secret key of the new kind, or a legacy JWT that says it has this role. */
const supabaseKey = (prefix: string, role: string): Rule => ({
  holds: (value) => (value.startsWith('sb_') ? value.startsWith(prefix) && value.length > prefix.length : roleOf(value) === role),
  says: `must be a key that starts with ${prefix}, or a legacy JWT whose role is ${role}`,
})

/**
 * Parses the environment. Nothing set is embedded mode; an empty string counts as unset.
 * @throws ConfigError that names every problem at once
 */
export function readConfig(env: Environment): Config {
  const problems: string[] = []
  const read: Read = (name, rule) => {
    const value = env[name]?.trim() ?? ''
    if (value === '') return null
    if (rule === undefined || rule.holds(value)) return value
    problems.push(`${name} ${rule.says}.`)
    return null
  }
  const production = read('NODE_ENV') === 'production'
  const supabase = readSupabase(read, problems)
  const database = readDatabase(read, problems)
  const config: Config = {
    mode: supabase === null ? 'embedded' : database === null ? 'supabase' : 'postgres',
    port: Number(read('PORT', PORT) ?? 4000),
    home: read('PHOENIX_HOME') ?? '.phoenix',
    production,
    allowedOrigins: list(read('PHOENIX_ALLOWED_ORIGINS', ORIGINS) ?? '').map((origin) => new URL(origin).origin),
    trustedProxies: list(read('PHOENIX_TRUSTED_PROXIES', PROXIES) ?? ''),
    upgradeUrl: read('PHOENIX_UPGRADE_URL', HTTP) ?? 'https://phoenix.example/upgrade',
    supabase,
    database,
    integrations: {
      stripe: readStripe(read),
      gemini: readGemini(read),
      agent: readAgent(read),
      metricsToken: read('PHOENIX_METRICS_TOKEN', TOKEN),
    },
  }
  if (production && TRIO.every((name) => read(name) === null)) {
    problems.push(`NODE_ENV is production, and embedded mode is for development only: set ${words(TRIO)}.`)
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return config
}

function readSupabase(read: Read, problems: string[]): SupabaseConfig | null {
  const jwtSecret = read('SUPABASE_JWT_SECRET', JWT_SECRET)
  const missing = TRIO.filter((name) => read(name) === null)
  const given = [...TRIO, 'SUPABASE_JWT_SECRET'].filter((name) => read(name) !== null)
  if (given.length === 0) return null
  if (missing.length > 0) problems.push(`${words(given)} ${given.length > 1 ? 'are' : 'is'} set but not ${words(missing)}.`)
  const base = read('SUPABASE_URL', HTTP)?.replace(/\/+$/, '') ?? null
  const anonKey = read('SUPABASE_ANON_KEY', supabaseKey('sb_publishable_', 'anon'))
  const serviceRoleKey = read('SUPABASE_SERVICE_ROLE_KEY', supabaseKey('sb_secret_', 'service_role'))
  if (base === null || anonKey === null || serviceRoleKey === null) return null
  return { url: base, anonKey, serviceRoleKey, jwtSecret, issuer: `${base}/auth/v1` }
}

function readDatabase(read: Read, problems: string[]): Config['database'] {
  const pooled = read('DATABASE_URL', POSTGRES)
  const directUrl = read('DATABASE_DIRECT_URL', POSTGRES)
  const given = ['DATABASE_URL', 'DATABASE_DIRECT_URL'].filter((name) => read(name) !== null)
  if (given.length > 0 && TRIO.every((name) => read(name) === null)) {
    problems.push(`${words(given)} alone ${given.length > 1 ? 'are' : 'is'} not enough: set ${words(TRIO)} too.`)
  }
  if (read('DATABASE_URL') === null && directUrl !== null) problems.push('DATABASE_DIRECT_URL is set but not DATABASE_URL.')
  return pooled === null ? null : { url: pooled, directUrl }
}

/** Every value is looked at even where the integration stays off, so that a typing error shows at once. */
function readStripe(read: Read): StripeConfig | null {
  const secretKey = read('STRIPE_SECRET_KEY', STRIPE_KEY)
  const webhookSecrets = list(read('STRIPE_WEBHOOK_SECRET', WEBHOOK_SECRETS) ?? '')
  const prices = {
    ecosystem: read('STRIPE_PRICE_ID_PREMIUM', PRICE),
    cv: read('STRIPE_PRICE_ID_CV_PREMIUM', PRICE),
    letters: read('STRIPE_PRICE_ID_LETTERS_PREMIUM', PRICE),
  }
  const baseUrl = read('STRIPE_BASE_URL', HTTP) ?? 'https://api.stripe.com'
  return secretKey === null ? null : { secretKey, webhookSecrets, prices, baseUrl }
}

function readGemini(read: Read): Config['integrations']['gemini'] {
  const apiKey = read('GEMINI_API_KEY', TOKEN)
  const model = read('GEMINI_MODEL', matches(/^[\w.-]+$/, 'must be a model name such as gemini-2.5-flash')) ?? 'gemini-2.5-flash'
  const baseUrl = read('GEMINI_BASE_URL', HTTP) ?? 'https://generativelanguage.googleapis.com'
  return apiKey === null ? null : { apiKey, model, baseUrl }
}

function readAgent(read: Read): Config['integrations']['agent'] {
  const address = read('PHOENIX_AGENT_URL', HTTP)
  const token = read('PHOENIX_AGENT_TOKEN', TOKEN)
  return address === null ? null : { url: address, token }
}

/** The `role` that a JWT says it has; nothing is verified here, it only tells two swapped keys apart. */
function roleOf(token: string): unknown {
  const parts = token.split('.')
  if (parts.length !== 3) return null
  try {
    return JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString()).role
  } catch {
    return null
  }
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)]!
  return more.length === 0 && longest > 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest))
}

const list = (value: string) => value.split(',').map((one) => one.trim()).filter((one) => one !== '')
const words = (names: readonly string[]) =>
  names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? '')
