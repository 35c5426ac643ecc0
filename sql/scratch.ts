import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../gateway/db/embedded.ts'
import { openPool } from '../gateway/db/pool.ts'
import { prepareDatabase } from './apply.ts'

/** A Postgres server to make throw-away databases on. */
export interface ScratchServer {
  /** Superuser, any database. */
  urlOf(database: string): string
  close(): Promise<void>
}

/** The server of TEST_DATABASE_URL (a superuser's), or an embedded one with a home of its own, gone when closed. */
export async function openScratchServer(given = process.env.TEST_DATABASE_URL): Promise<ScratchServer> {
  if (given) return { urlOf: (database) => withDatabase(given, database), close: async () => {} }
  const home = mkdtempSync(join(tmpdir(), 'phoenix-'))
  // Nothing here outlives the process, so nothing needs to survive a power cut.
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
  const server = await startPostgres({ home, settings, log: () => {} })
  return {
    urlOf: (database) => server.urlOf(database),
    close: async () => {
      await server.release()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

export function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

/** A database made from the SQL, for reading its catalog. */
export async function openScratch() {
  const server = await openScratchServer()
  const name = `phoenix_scratch_${randomBytes(6).toString('hex')}`
  const admin = openPool(server.urlOf('postgres'))
  const sql = openPool(server.urlOf(name))
  const scratch = {
    sql,
    async close() {
      await sql.end()
      await admin.unsafe(`drop database if exists ${name}`)
      await admin.end()
      await server.close()
    },
  }
  try {
    await admin.unsafe(`create database ${name}`)
    await prepareDatabase(sql)
    return scratch
  } catch (error) {
    await scratch.close()
    throw error
  }
}
