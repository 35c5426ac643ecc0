import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPool } from '../../gateway/db/pool.ts'

/** A PgBouncer in transaction mode before a database. */
export interface Pooler {
  /** For the gateway: it marks a pooler as its port or this parameter tells it. */
  readonly url: string
  readonly version: string
  close(): Promise<void>
}

/** Null where the system has no PgBouncer: it comes from Debian, not from npm, and then nothing is said of it. */
export async function openPooler(databaseUrl: string): Promise<Pooler | null> {
  const found = spawnSync('pgbouncer', ['--version'], { encoding: 'utf8' })
  if (found.error) return null
  const target = new URL(databaseUrl)
  const folder = mkdtempSync(join(tmpdir(), 'phoenix-bench-pooler-'))
  const port = await freePort()
  writeFileSync(join(folder, 'users'), `"${target.username}" "${target.password}"\n`)
  writeFileSync(join(folder, 'ini'), [
    '[databases]', `* = host=${target.hostname} port=${target.port}`,
    '[pgbouncer]', 'listen_addr = 127.0.0.1', `listen_port = ${port}`, 'unix_socket_dir =', 'auth_type = scram-sha-256', `auth_file = ${join(folder, 'users')}`,
    'pool_mode = transaction', 'default_pool_size = 8', 'max_client_conn = 100', 'log_connections = 0', 'log_disconnections = 0', '',
  ].join('\n'))
  // It will not run as root.
  const root = process.getuid?.() === 0
  const owner = root ? ids('postgres') : null
  if (owner !== null) for (const file of ['', 'users', 'ini']) (chownSync(join(folder, file), owner.uid, owner.gid), chmodSync(join(folder, file), 0o700))
  const child = spawn('pgbouncer', ['-q', join(folder, 'ini')], { stdio: 'ignore', ...(owner ?? {}) })
  const pooled = new URL(databaseUrl)
  pooled.hostname = '127.0.0.1'
  pooled.port = String(port)
  try {
    await answers(pooled.href, child)
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
  pooled.searchParams.set('pgbouncer', 'true')
  return {
    url: pooled.href,
    version: found.stdout.split('\n')[0]!.replace(/^PgBouncer /, ''),
    async close() {
      const left = once(child, 'exit')
      child.kill('SIGKILL')
      await left
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const ids = (user: string) => {
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, user], { encoding: 'utf8' }).stdout))
  return { uid: uid!, gid: gid! }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function answers(url: string, child: ReturnType<typeof spawn>) {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`pgbouncer stopped (${child.exitCode}).`)
    const sql = openPool(url, 1, 0, false)
    try {
      await sql.unsafe('select 1')
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    } finally {
      await sql.end({ timeout: 1 })
    }
  }
  throw new Error('pgbouncer does not answer.')
}
