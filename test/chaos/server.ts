import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../../gateway/db/embedded.ts'
import { openPool } from '../../gateway/db/pool.ts'
import type { Connection } from '../../gateway/db/pool.ts'
import { prepareDatabase } from '../../sql/apply.ts'

/** A PostgreSQL that may be stopped, and whose processes may be killed: nobody else is on it. As durable as in production. */
export interface OwnServer {
  readonly sql: Connection
  /** As the gateway's login role. */
  readonly gatewayUrl: string
  readonly superUrl: string
  stop(): Promise<void>
  /** On the same port, with the same data. */
  start(): Promise<void>
  close(): Promise<void>
}

const DATABASE = 'phoenix_fire'

export async function openOwnServer(): Promise<OwnServer> {
  const home = mkdtempSync(join(tmpdir(), 'phoenix-fire-'))
  const open = () => startPostgres({ home, log: () => {} })
  let server = await open()
  const admin = openPool(server.adminUrl)
  await admin.unsafe(`create database ${DATABASE}`)
  await admin.end()
  const sql = openPool(server.urlOf(DATABASE), 4)
  await prepareDatabase(sql)
  const gatewayPassword = randomBytes(12).toString('hex')
  await sql.unsafe(`alter role phoenix_gateway password '${gatewayPassword}'`)
  const gatewayUrl = new URL(server.urlOf(DATABASE, 'phoenix_gateway'))
  gatewayUrl.password = gatewayPassword
  let running = true
  const stop = async () => {
    if (running) await server.release()
    running = false
  }
  return {
    sql, gatewayUrl: gatewayUrl.href, superUrl: server.urlOf(DATABASE), stop,
    async start() {
      server = await open()
      running = true
    },
    async close() {
      await sql.end({ timeout: 5 })
      await stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
