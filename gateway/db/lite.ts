import { jwtVerify, SignJWT } from 'jose'
import postgres, { type Sql } from 'postgres'
import { keepQuiet, type Quiet } from './lite/quiet.ts'
import { proofOf, resign, type Signer } from './lite/tokens.ts'

/** Supabase in process: sign-up, sign-in and the data API for supabase-js clients. */
export interface Lite {
  /** Answers `/auth/v1/*` and `/rest/v1/*`; any other path is 404. */
  fetch(request: Request): Promise<Response>
  /** Call it after DDL: tables and functions are looked up once. */
  schemaChanged(): void
  close(): Promise<void>
}

export interface LiteOptions {
  /** A database marked by {@link markEmbedded}, as role `phoenix_lite` (supabase.sql), which is no superuser. */
  readonly databaseUrl: string
  /** The HS256 secret of user tokens and keys. */
  readonly jwtSecret: string
  /** The `iss` of every access token that leaves here. */
  readonly issuer: string
  readonly log: (line: string) => void
}

/** Says "the gateway made this database". It is in no dump, so restoring one elsewhere does not carry it along. */
const mark = 'phoenix-gateway embedded'

/** Marks a database of the embedded Postgres as the gateway's own. `adminUrl` must be its superuser's. */
export async function markEmbedded(adminUrl: string, database: string): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} })
  try {
    await sql`comment on database ${sql(database)} is ${sql.unsafe(`'${mark}'`)}`
  } finally {
    await sql.end()
  }
}

async function requireMark(sql: Sql): Promise<void> {
  const [row] = await sql<{ name: string; mark: string | null }[]>`
    select datname as name, shobj_description(oid, 'pg_database') as mark from pg_database where datname = current_database()`
  if (row?.mark !== mark) throw new Error(`Supabase Lite opens databases of the embedded Postgres only, and "${row?.name}" is not one.`)
}

/** The long-lived keys of a project: JWTs of role `anon` and `service_role`, the same for the same secret and issuer. */
export async function supabaseKeys(jwtSecret: string, issuer: string): Promise<{ anonKey: string; serviceRoleKey: string }> {
  const key = (role: string) =>
    new SignJWT({ role }).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).setIssuer(issuer)
      .setIssuedAt(Date.UTC(2025, 0) / 1000).setExpirationTime(Date.UTC(2040, 0) / 1000)
      .sign(new TextEncoder().encode(jwtSecret))
  return { anonKey: await key('anon'), serviceRoleKey: await key('service_role') }
}

/**
 * Mounts `@supabase/lite` on a database of the embedded Postgres. Its own set-up of schemas and roles never runs:
 * supabase.sql and our phases are there, and it would grant everything to everyone.
 */
export async function openLite({ databaseUrl, jwtSecret, issuer, log }: LiteOptions): Promise<Lite> {
  const sql = postgres(databaseUrl, { max: 2, idle_timeout: 60, onnotice: () => {}, connection: { application_name: 'phoenix supabase tokens' } })
  try {
    await requireMark(sql)
  } catch (error) {
    await sql.end()
    throw error
  }
  const signer: Signer = { sql, secret: new TextEncoder().encode(jwtSecret), issuer }
  const { app, connection } = await createApp(databaseUrl, jwtSecret, signer, log)
  const quiet = keepQuiet(log)
  return {
    fetch: (request) => answer(request, app, quiet, signer),
    schemaChanged: () => void connection.clearSchemaCache(), // in memory: nothing to wait for
    async close() {
      quiet.restore()
      await Promise.all([connection.close(), sql.end()])
    },
  }
}

async function answer(request: Request, app: { fetch(request: Request): Promise<Response> }, quiet: Quiet, signer: Signer): Promise<Response> {
  const url = new URL(request.url)
  // Lite also serves a studio and `/_system`, which tells its configuration to anyone: not from here.
  if (!/^\/(auth|rest)\/v1(\/|$)/.test(url.pathname)) return Response.json({ message: 'Not found.' }, { status: 404 })
  const response = await quiet.within(() => app.fetch(request))
  if (!response.ok || !url.pathname.startsWith('/auth/v1/') || !isJson(response)) return response
  const body = await response.clone().json() as { access_token?: unknown } | null
  if (typeof body?.access_token !== 'string') return response
  const token = await resign(signer, body.access_token, proofOf(url))
  if (token === null) return Response.json({ code: 403, error_code: 'user_not_found', msg: 'User from sub claim in JWT does not exist' }, { status: 403 })
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  return Response.json({ ...body, access_token: token }, { status: response.status, headers })
}

const isJson = (response: Response) => response.headers.get('content-type')?.includes('json') === true

async function createApp(url: string, jwtSecret: string, { secret, issuer }: Signer, log: LiteOptions['log']) {
  const { App, createPostgresConnection } = await importLite()
  const connection = createPostgresConnection({
    url,
    postgresOptions: { max: 5, idle_timeout: 60, onnotice: () => {}, types: answersOfPostgrest, connection: { application_name: 'phoenix supabase' } },
  })
  // "unknown" would make its first request GRANT ALL to the API roles. The roles are there, and our grants are the policy.
  Object.assign(connection, { rlsState: 'active' })
  const app = new App({
    connection,
    api: { enabled: true, schemas: ['public'], max_rows: 1000 },
    auth: { enabled: true, jwt_secret: jwtSecret, jwt_expiry: 3600, enable_signup: true, email: { enable_signup: true, enable_confirmations: false } },
    options: {
      // Its own driver prints whole letters, codes included, to the console.
      drivers: { email: { send: async () => log('Supabase Lite: a letter was asked for; embedded mode sends none.') } },
      server: { disableStudio: true, disableFallback: true, apiKeys: { resolver: (key) => roleOfKey(key, secret, issuer) } },
    },
  })
  await app.init()
  return { app, connection }
}

/** A project's legacy keys are JWTs; Lite alone knows only the `sb_…` ones. */
async function roleOfKey(key: string, secret: Uint8Array, issuer: string) {
  try {
    const { payload } = await jwtVerify<{ role?: string }>(key, secret, { algorithms: ['HS256'], issuer })
    if (payload.role === 'anon') return { type: 'publishable' as const, claims: { role: 'anon' } }
    if (payload.role === 'service_role') return { type: 'secret' as const, claims: { role: 'service_role' } }
    return null
  } catch {
    return null
  }
}

/** Lite replaces process.emitWarning by one that throws on a warning that is an Error, as Node's own are. It is put back. */
async function importLite() {
  const { emitWarning } = process
  try {
    const { App } = await import('@supabase/lite')
    const { createPostgresConnection } = await import('@supabase/lite/postgres')
    return { App, createPostgresConnection }
  } finally {
    process.emitWarning = emitWarning
  }
}

/** Lite hands over most JSON as encoded text, which the driver would encode again; a bare text argument it leaves as it is. */
function json(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value)
  try {
    JSON.parse(value)
    return value
  } catch {
    return JSON.stringify(value)
  }
}

const iso = (text: string) => text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')

/** How values are read and written so that answers look like PostgREST's. */
const answersOfPostgrest = {
  json: { to: 114, from: [114], serialize: json, parse: JSON.parse },
  jsonb: { to: 3802, from: [3802], serialize: json, parse: JSON.parse },
  numeric: { to: 1700, from: [1700], serialize: String, parse: Number },
  timestamp: { to: 1114, from: [1114], serialize: String, parse: iso },
  timestamptz: { to: 1184, from: [1184], serialize: String, parse: iso },
}
