import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { prepareDatabase } from '../sql/apply.ts'
import { openScratchServer } from '../sql/scratch.ts'
import { openPool } from '../gateway/db/pool.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser's URL of the server, the database that files clone, and the password of the gateway's and of Lite's role. */
    database: { adminUrl: string; template: string; gatewayPassword: string }
  }
}

/** One Postgres for the run (or TEST_DATABASE_URL's), with one migrated database for every file to clone. */
export default async function setup(project: TestProject) {
  // A hundred processes are started in a run, and compiling is half of a start: once is enough. Not under the name that Node knows: Vitest's own
  // processes would write there too, when they end, after it has been removed.
  const compiled = mkdtempSync(join(tmpdir(), 'phoenix-compiled-'))
  process.env.TEST_COMPILE_CACHE = compiled
  const server = await openScratchServer()
  const suffix = randomBytes(4).toString('hex')
  const template = `phoenix_template_${suffix}`
  const gatewayPassword = randomBytes(12).toString('hex')
  const admin = openPool(server.urlOf('postgres'))
  await admin.unsafe(`create database ${template}`)
  const sql = openPool(server.urlOf(template))
  await prepareDatabase(sql)
  for (const role of ['phoenix_gateway', 'phoenix_lite']) await sql.unsafe(`alter role ${role} password '${gatewayPassword}'`)
  await sql.end()
  project.provide('database', { adminUrl: server.urlOf('postgres'), template, gatewayPassword })
  return async () => {
    await admin.unsafe(`drop database if exists ${template}`)
    await admin.end()
    await server.close()
    rmSync(compiled, { recursive: true, force: true })
  }
}
