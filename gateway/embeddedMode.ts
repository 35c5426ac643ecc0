import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { applySql, stalePhases } from '../sql/apply.ts'
import { EMBEDDED_ISSUER, readSecrets, seedDemo } from './demo.ts'
import type { DemoName, DemoUser, Secrets } from './demo.ts'
import { startPostgres } from './db/embedded.ts'
import type { EmbeddedPostgres } from './db/embedded.ts'
import { markEmbedded, openLite, supabaseKeys } from './db/lite.ts'
import type { Lite } from './db/lite.ts'
import { openPool } from './db/pool.ts'

const DATABASE = 'phoenix'

/** A home that runs: Postgres with our SQL, Supabase on it, the demo accounts. */
export interface Embedded {
  readonly joined: boolean
  /** As the gateway's own login role. */
  readonly gatewayUrl: string
  /** As the superuser: for whoever wants to look. */
  readonly databaseUrl: string
  readonly secrets: Secrets
  readonly issuer: string
  readonly keys: { readonly anonKey: string; readonly serviceRoleKey: string }
  readonly users: Readonly<Record<DemoName, DemoUser>>
  readonly lite: Lite
  release(): Promise<void>
}

/** Starts or joins everything that embedded mode needs in one home directory. */
export async function openEmbedded(path: string, log: (line: string) => void): Promise<Embedded> {
  const home = resolve(path)
  const server = await startPostgres({ home, log })
  try {
    const { secrets, users } = await prepare(server, home, log)
    const keys = await supabaseKeys(secrets.jwtSecret, EMBEDDED_ISSUER)
    const lite = await openLite({ databaseUrl: server.urlOf(DATABASE, 'phoenix_lite'), jwtSecret: secrets.jwtSecret, issuer: EMBEDDED_ISSUER, log })
    return {
      joined: server.joined,
      gatewayUrl: server.urlOf(DATABASE, 'phoenix_gateway'),
      databaseUrl: server.urlOf(DATABASE),
      issuer: EMBEDDED_ISSUER,
      secrets, keys, users, lite,
      async release() {
        await lite.close().finally(() => server.release())
      },
    }
  } catch (error) {
    await server.release()
    throw error
  }
}

/** One process at a time: a second start on the same home waits here, then finds everything done. */
async function prepare(server: EmbeddedPostgres, home: string, log: (line: string) => void) {
  const admin = openPool(server.adminUrl)
  try {
    await admin`select pg_advisory_lock(hashtext('phoenix-gateway start'))`
    const secrets = readSecrets(home)
    const [found] = await admin`select from pg_database where datname = ${DATABASE}`
    if (!found) await admin.unsafe(`create database ${DATABASE}`)
    await markEmbedded(server.adminUrl, DATABASE)
    const sql = openPool(server.urlOf(DATABASE))
    try {
      await sql.unsafe(readFileSync(join(import.meta.dirname, 'db/supabase.sql'), 'utf8'))
      for (const role of ['phoenix_gateway', 'phoenix_lite']) await sql.unsafe(`alter role ${role} password '${server.passwordOf(role)}'`)
      const stale = await stalePhases(sql)
      if (stale.length > 0) {
        await applySql(sql)
        log(`SQL applied: ${stale.map((phase) => phase.name).join(', ')}`)
      }
      return { secrets, users: await seedDemo(sql, secrets) }
    } finally {
      await sql.end()
    }
  } finally {
    await admin.end()
  }
}
