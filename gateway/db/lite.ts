import { SignJWT } from 'jose'
import postgres, { type Sql } from 'postgres'
import { startApp, type RunningApp } from './lite/app.ts'
import { keepQuiet } from './lite/quiet.ts'
import { proofOf, resign, type Signer } from './lite/tokens.ts'

/** Supabase in process: sign-up, sign-in and the data API for supabase-js clients. */
export interface Lite {
  /** Answers `/auth/v1/*` and `/rest/v1/*`; any other path is 404. */
  fetch(request: Request): Promise<Response>
  /** Call it after DDL: tables and functions are looked up once. */
  schemaChanged(): void
  /** Within seconds, whatever still runs. */
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
 * supabase.sql and our phases are there, and it would grant everything to everyone. When one of its connections breaks, all are
 * given up and the next request opens new ones: Lite by itself would never answer again.
 */
export async function openLite(options: LiteOptions): Promise<Lite> {
  const { jwtSecret, issuer, log } = options
  const secret = new TextEncoder().encode(jwtSecret)
  const running = new Set<Promise<RunningApp>>()
  let closed = false
  const start = () => {
    const app = startApp(options, requireMark)
    running.add(app)
    app.catch(() => running.delete(app))
    return app
  }
  let current = start()
  await current
  const quiet = keepQuiet(log)

  /** What holds now. One that broke has ended by the time it is forgotten. */
  async function hold(): Promise<RunningApp> {
    const own = current
    const app = await own.catch(() => null)
    if (app !== null && !app.isOver()) return app
    if (current === own && !closed) {
      current = start()
      void app?.over.then(() => running.delete(own))
    }
    return current
  }

  return {
    async fetch(request) {
      const url = new URL(request.url)
      // Lite also serves a studio and `/_system`, which tells its configuration to anyone: not from here.
      if (!/^\/(auth|rest)\/v1(\/|$)/.test(url.pathname)) return Response.json({ message: 'Not found.' }, { status: 404 })
      const app = await hold().catch(() => null)
      if (app === null) return unavailable()
      try {
        const response = await app.unlessOver(quiet.within(() => answer(request, url, app, { sql: app.sql, secret, issuer })))
        return response === null || (response.status >= 500 && app.isOver()) ? unavailable() : response
      } catch (error) {
        if (app.isOver()) return unavailable()
        throw error
      }
    },
    schemaChanged: () => void current.then((app) => app.schemaChanged(), () => {}),
    async close() {
      closed = true
      await Promise.all([...running].map((app) => app.then((it) => it.end(), () => {})))
      quiet.restore()
    },
  }
}

/** What PostgREST says while its database is away. */
const unavailable = () => Response.json({ code: 'PGRST001', message: 'Database connection lost. Try again.', details: null, hint: null }, { status: 503, headers: { 'retry-after': '1' } })

async function answer(request: Request, url: URL, app: RunningApp, signer: Signer): Promise<Response> {
  const response = await app.fetch(request)
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
