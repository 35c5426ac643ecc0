import { createHash, createSecretKey, randomBytes, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import type { JWTPayload } from 'jose'
import { pino } from 'pino'
import { afterAll, inject } from 'vitest'
import { openPool } from '../gateway/db/pool.ts'
import type { Connection } from '../gateway/db/pool.ts'
import { markEmbedded } from '../gateway/db/lite.ts'
import type { Port } from '../gateway/db/port.ts'
import { connectPostgres } from '../gateway/db/postgres.ts'
import { connectSupabase } from '../gateway/db/supabase.ts'
import { createGateway } from '../gateway/gateway.ts'
import type { GatewayOptions } from '../gateway/gateway.ts'
import { createVerifier } from '../gateway/request/auth.ts'
import { withDatabase } from '../sql/scratch.ts'
import { openProject } from './supabaseDouble.ts'

export interface Answer {
  readonly status: number
  readonly data: any
  readonly errors?: readonly { readonly message: string; readonly path?: readonly (string | number)[]; readonly extensions: Record<string, any> }[]
}

export interface Member {
  readonly id: string
  readonly token: string
  ask(query: string, variables?: Record<string, unknown>): Promise<Answer>
}

/** How the gateway under test reaches the database: PHOENIX_LANE=supabase runs every file through supabase-js. */
export type Lane = 'postgres' | 'supabase'
export const LANE: Lane = process.env.PHOENIX_LANE === 'supabase' ? 'supabase' : 'postgres'

export interface TestGateway {
  readonly lane: Lane
  readonly url: string
  /** As the superuser, past row level security: for arranging, and for looking at what really happened. */
  readonly sql: Connection
  /**
   * SQL functions called since `asked` was last emptied (`asked.length = 0`); `statements` one entry a round trip: a statement, or
   * the requests that supabase-js sends at the same moment.
   */
  readonly asked: string[]
  readonly statements: string[][]
  readonly logged: string[]
  readonly databaseUrl: string
  /** The same lane, for what runs beside requests. */
  readonly port: Port
  /** What every gateway does now and then: reads what was registered meanwhile, and says what it has seen. */
  reload(): Promise<void>
  /** Cuts every connection of the gateways to their database: to PostgreSQL, or to Supabase. */
  cutConnections(): Promise<void>
  /** What time asks for, now. */
  sweep(): Promise<void>
  /** Before the file is over. */
  stop(graceMs: number): Promise<void>
  /** Another gateway on the same database, as if in a process of its own: nothing is shared. */
  another(given?: Given): Promise<Pick<TestGateway, 'url' | 'stop' | 'sockets' | 'sweep'>>
  /** What is open over WebSockets now. */
  sockets(): { readonly connections: number; readonly subscriptions: number }
  /** A new account, signed in. */
  member(options?: { email?: string | null; tier?: 'premium' | 'pro'; app?: string; role?: 'analyst' | 'admin' }): Promise<Member>
  /** Signed out, or with whatever bearer. */
  ask(query: string, variables?: Record<string, unknown>, bearer?: string): Promise<Answer>
  token(claims: JWTPayload, options?: { secret?: string; alg?: string; issuer?: string; expires?: number | null }): Promise<string>
}

export const ISSUER = 'https://project.supabase.example/auth/v1'

/**
 * A database of its own, cloned from the migrated template, and dropped after the file. TEST_POOLER (host:port) is a pooler in
 * transaction mode before the server, for the gateway to go through.
 */
export async function openDatabase() {
  const { adminUrl, template, gatewayPassword } = inject('database')
  const name = `phoenix_test_${randomBytes(6).toString('hex')}`
  const admin = openPool(adminUrl)
  await admin.unsafe(`create database ${name} template ${template}`)
  const url = withDatabase(adminUrl, name)
  const sql = openPool(url, 4)
  const gatewayUrl = new URL(url)
  gatewayUrl.username = 'phoenix_gateway'
  gatewayUrl.password = gatewayPassword
  const pooler = process.env.TEST_POOLER
  if (pooler) {
    gatewayUrl.host = pooler
    gatewayUrl.searchParams.set('pgbouncer', 'true')
  }
  return {
    name, url, sql, gatewayUrl: gatewayUrl.href,
    async close() {
      await sql.end({ timeout: 5 })
      await admin.unsafe(`drop database ${name} with (force)`)
      await admin.end()
    },
  }
}

export type TestDatabase = Awaited<ReturnType<typeof openDatabase>>

export interface LaneOptions {
  readonly secret: string
  readonly onStatement?: (functions: readonly string[]) => void
}

/** A port on that database. Tokens signed HS256 with `secret` are good on either lane. */
export async function openLane(lane: Lane, database: TestDatabase, { secret, onStatement }: LaneOptions) {
  if (lane === 'postgres') {
    const port: Port = connectPostgres({ url: database.gatewayUrl, ...(onStatement && { onStatement }) })
    return { port, project: null, close: () => port.close() }
  }
  const { adminUrl, gatewayPassword } = inject('database')
  await markEmbedded(adminUrl, database.name)
  const liteUrl = new URL(database.url)
  liteUrl.username = 'phoenix_lite'
  liteUrl.password = gatewayPassword
  const project = await openProject({ databaseUrl: liteUrl.href, jwtSecret: secret, issuer: ISSUER, sql: database.sql })
  const { url, keys: { anonKey, serviceRoleKey } } = project
  const port: Port = connectSupabase({ url, anonKey, serviceRoleKey, ...(onStatement && { onStatement }) })
  return { port, project, close: () => project.close() }
}

export async function addUser(sql: Connection, { email = `${randomUUID()}@example.org` as string | null } = {}): Promise<string> {
  const [row] = await sql`insert into auth.users (id, email) values (gen_random_uuid(), ${email}) returning id`
  return row!.id as string
}

/** Registers documents as a push does, under the hashes of their texts or ids of their own; a gateway that runs sees them at its next look. */
export async function register(sql: Connection, client: string, documents: readonly (string | readonly [id: string, body: string])[]): Promise<void> {
  const rows = documents.map((document) => {
    const body = typeof document === 'string' ? document : document[1]
    const [, operation = 'query', name = 'Unnamed'] = /^(query|mutation|subscription)(?: (\w+))?/.exec(body) ?? []
    return { id: typeof document === 'string' ? `sha256:${createHash('sha256').update(body).digest('hex')}` : document[0], body, name, operation, cost: 1 }
  })
  await sql`select * from public.push_documents(${client}, ${JSON.stringify(rows)}::text::jsonb)`
}

/** How this gateway differs from the others: anything but where its data is and who is who. */
type Given = Partial<Omit<GatewayOptions, 'port' | 'verify' | 'log'>>

/** A gateway on a database of its own, over real HTTP; closed after the file. Call it once, at the top of a file. */
export async function openGateway(given: Given = {}): Promise<TestGateway> {
  const database = await openDatabase()
  const { sql } = database
  const statements: string[][] = []
  const asked: string[] = []
  const logged: string[] = []
  const secret = randomBytes(32).toString('hex')
  const anonKey = await sign({ role: 'anon', iss: 'supabase' }, secret, 'HS256')
  const start = async (own: Given, listened: boolean) => {
    const { port, project, close } = await openLane(LANE, database, {
      secret,
      onStatement: (functions) => {
        // Points are leased beside the requests, when their time has come: no request waits for them.
        if (!listened || functions[0] === 'lease_points') return
        statements.push([...functions])
        asked.push(...functions)
      },
    })
    const server = await createGateway({
      port,
      verify: createVerifier({ secret, issuer: ISSUER, publicKeys: [anonKey] }),
      log: pino({ level: 'info' }, { write: (line: string) => void logged.push(line) }),
      embedded: true, production: false, allowedOrigins: [], upgradeUrl: 'https://phoenix.example/upgrade',
      supabase: null, graphiql: null, integrations: {}, sweepEvery: 0, reloadEvery: 0, catalogueMs: 3_600_000,
      listenUrl: LANE === 'postgres' && !process.env.TEST_POOLER ? database.gatewayUrl : null, ...own,
    })
    const listening = await server.listen(0, '127.0.0.1')
    return {
      port, project,
      url: `http://127.0.0.1:${listening.port}`,
      stop: server.close,
      sockets: server.sockets,
      reload: server.reload,
      sweep: server.sweep,
      async close() {
        await server.close(1000)
        await close()
      },
    }
  }
  const first = await start(given, true)
  const { url } = first
  const others: Awaited<ReturnType<typeof start>>[] = []
  afterAll(async () => {
    await Promise.all([first, ...others].map((one) => one.close()))
    await database.close()
  })

  const ask = async (query: string, variables?: Record<string, unknown>, bearer?: string): Promise<Answer> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }) },
      body: JSON.stringify({ query, variables }),
    })
    // What an answer has cost, and what is left, is another matter: test/rate.test.ts.
    const { extensions: _cost, ...answer } = await response.json() as Record<string, unknown>
    return { status: response.status, ...answer } as Answer
  }
  // What is read once for a while is read now, and kept for as long as a slow machine takes: every test counts the same statements.
  await ask('{ cvTemplates { id } plans { id } }')
  statements.length = asked.length = 0
  const token: TestGateway['token'] = (claims, options = {}) =>
    sign({ aud: 'authenticated', role: 'authenticated', iss: options.issuer ?? ISSUER, ...claims }, options.secret ?? secret, options.alg ?? 'HS256', options.expires)
  return {
    lane: LANE, url, stop: first.stop, sockets: first.sockets, sql, asked, statements, logged, databaseUrl: database.url, port: first.port, ask, token, reload: first.reload, sweep: first.sweep,
    async cutConnections() {
      for (const { project } of [first, ...others]) project?.cutConnections()
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'phoenix_gateway'`
    },
    async another(own = given) {
      const started = await start(own, false)
      others.push(started)
      return started
    },
    async member({ email, tier, app = 'ecosystem', role } = {}) {
      const id = await addUser(sql, email === undefined ? {} : { email })
      if (tier) {
        await sql`
          insert into public.user_subscriptions (user_id, app_name, subscription_tier, subscription_status) values (${id}, ${app}, ${tier}, 'active')
          on conflict (user_id, app_name) do update set subscription_tier = excluded.subscription_tier, subscription_status = 'active'`
      }
      if (role) await sql`update auth.users set raw_app_meta_data = raw_app_meta_data || jsonb_build_object('phoenix_role', ${role}::text) where id = ${id}`
      const own = await token({ sub: id, ...(role && { app_metadata: { phoenix_role: role } }) })
      return { id, token: own, ask: (query, variables) => ask(query, variables, own) }
    },
  }
}

function sign(claims: JWTPayload, secret: string, alg: string, expires: number | null = Math.floor(Date.now() / 1000) + 3600): Promise<string> {
  const jwt = new SignJWT(claims).setProtectedHeader({ alg, typ: 'JWT' }).setIssuedAt()
  return (expires === null ? jwt : jwt.setExpirationTime(expires)).sign(createSecretKey(Buffer.from(secret)))
}
