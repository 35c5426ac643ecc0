import { jwtVerify } from 'jose'
import postgres from 'postgres'
import type { Sql } from 'postgres'
import { inTime } from '../../inTime.ts'
import { createCables } from './cables.ts'
import type { Cables } from './cables.ts'

export interface AppOptions {
  readonly databaseUrl: string
  readonly jwtSecret: string
  readonly issuer: string
  readonly log: (line: string) => void
}

/** Lite on connections of its own, for as long as all of these hold. */
export interface RunningApp {
  /** For what is asked beside Lite. */
  readonly sql: Sql
  fetch(request: Request): Promise<Response>
  schemaChanged(): void
  /** Nothing more is to be asked here: a connection broke, or it is being ended. */
  isOver(): boolean
  /** Resolves when nothing more will be answered here. */
  readonly over: Promise<void>
  /** What was asked here, or null once nothing more will be answered: no driver tells who still waits. */
  unlessOver<T>(asked: Promise<T>): Promise<T | null>
  /** What runs has a second to finish. */
  end(): Promise<void>
}

/** When one connection breaks, how long the others may take to answer what they were asked. */
const LAST_ANSWERS_MS = 250

/** @throws where the database cannot be reached, or `check` refuses it; nothing is left open then */
export async function startApp(options: AppOptions, check: (sql: Sql) => Promise<void>): Promise<RunningApp> {
  const over = Promise.withResolvers<void>()
  let [ending, lost]: [boolean, string | null] = [false, null]
  // Not by `over`: whatever waits for a promise is kept for as long as that is open.
  const waiting = new Set<() => void>()
  let given = false
  const giveUp = () => {
    given = true
    cables.cut()
    over.resolve()
    for (const stop of waiting) stop()
  }
  const cables = createCables((reason) => {
    lost ??= reason
    setTimeout(giveUp, LAST_ANSWERS_MS)
  })
  const drivers: Sql[] = []
  const end = async () => {
    ending = true
    if (lost === null) await inTime(Promise.all(drivers.map((driver) => driver.end())), 1000).catch(() => {})
    giveUp()
  }
  async function open(): Promise<RunningApp> {
    const sql = openTokens(options.databaseUrl, cables)
    drivers.push(sql)
    await check(sql)
    const { App, createPostgresConnection } = await importLite()
    const connection = createPostgresConnection(connectionOf(options.databaseUrl, cables))
    drivers.push(connection.driver)
    // "unknown" would make its first request GRANT ALL to the API roles. The roles are there, and our grants are the policy.
    Object.assign(connection, { rlsState: 'active' })
    const app = new App({ connection, ...settingsOf(options) })
    await app.init()
    return {
      sql, end,
      fetch: async (request) => app.fetch(request),
      schemaChanged: () => void connection.clearSchemaCache(), // in memory: nothing to wait for
      isOver: () => ending || lost !== null,
      over: over.promise,
      unlessOver: (asked) => new Promise((resolve, reject) => {
        const stop = () => resolve(null)
        if (given) return stop()
        waiting.add(stop)
        asked.then(resolve, reject).finally(() => waiting.delete(stop))
      }),
    }
  }
  const broken = over.promise.then(() => { throw new Error(`The database of Supabase Lite cannot be used: ${lost}`) })
  broken.catch(() => {})
  try {
    return await Promise.race([open(), broken])
  } catch (error) {
    await end()
    throw error
  }
}

/** No lifetime: a connection that is given up is not to be looked at an hour later. */
const common = ({ socket }: Cables) => ({ idle_timeout: 60, max_lifetime: null, connect_timeout: 3, onnotice: () => {}, ...{ socket } })

const openTokens = (url: string, cables: Cables) =>
  postgres(url, { max: 2, fetch_types: false, ...common(cables), connection: { application_name: 'phoenix supabase tokens' } })

const connectionOf = (url: string, cables: Cables) =>
  ({ url, postgresOptions: { max: 5, types: answersOfPostgrest, ...common(cables), connection: { application_name: 'phoenix supabase' } } })

const settingsOf = ({ jwtSecret, issuer, log }: AppOptions) => ({
  api: { enabled: true, schemas: ['public'], max_rows: 1000 },
  auth: { enabled: true, jwt_secret: jwtSecret, jwt_expiry: 3600, enable_signup: true, email: { enable_signup: true, enable_confirmations: false } },
  options: {
    // Its own driver prints whole letters, codes included, to the console.
    drivers: { email: { send: async () => log('Supabase Lite: a letter was asked for; embedded mode sends none.') } },
    server: { disableStudio: true, disableFallback: true, apiKeys: { resolver: (key: string) => roleOfKey(key, new TextEncoder().encode(jwtSecret), issuer) } },
  },
})

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
