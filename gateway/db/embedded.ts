import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { createData } from './embedded/data.ts'
import { openHome, rolePassword, superuserPassword, type Home } from './embedded/home.ts'
import { alone, countMembers, enlist, type Identity } from './embedded/members.ts'
import { findPlace, type Place } from './embedded/place.ts'
import { disown, findPostmaster, launch, LaunchFailed, readPostmaster, stopPostmaster } from './embedded/postmaster.ts'

/** A handle on the Postgres of one home, shared by every process that started it. */
export interface EmbeddedPostgres {
  /** Superuser `postgres`, database `postgres`, on 127.0.0.1. */
  readonly adminUrl: string
  /** True if a Postgres of this home already ran: another gateway's, or one left behind by a kill. */
  readonly joined: boolean
  /** The URL of a database, for the superuser or for a role whose password the caller has set to `passwordOf(role)`. */
  urlOf(database: string, role?: string): string
  /** The password a login role of this home is to have: random per home, the same at every start. */
  passwordOf(role: string): string
  /** Leaves. The last living process of the home stops Postgres; the others leave it running. */
  release(): Promise<void>
}

export interface StartOptions {
  /** A folder of the gateway's own (`.phoenix`). It is made if absent, and closed to other users. */
  readonly home: string
  readonly log: (line: string) => void
  /** Settings of postgresql.conf over the defaults below. They count for whoever starts Postgres, not for who joins. */
  readonly settings?: Record<string, string>
  /** As root only: where the programs go if their own account cannot reach them here. Default: below /var/lib. */
  readonly programs?: string
}

/** Small at rest, and silent about what people write: a failing statement's text and values stay out of the log. */
const defaults = {
  max_connections: '200',
  shared_buffers: '64MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
  jit: 'off',
  // Nothing replicates from here: less WAL, and no processes for it.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  // Reads come from a cache this small either way; three workers to fetch pages would be 3 processes at rest.
  io_method: 'sync',
}

/**
 * Starts, or joins, the PostgreSQL of a home directory. Safe to call from many processes at once, after a kill -9 and
 * after a reboot. Data is durable by default. Rejects with one clear line when it cannot run here.
 */
export async function startPostgres({ home: path, log, settings = {}, programs }: StartOptions): Promise<EmbeddedPostgres> {
  const home = openHome(path)
  return alone(home.lock, log, async () => {
    const password = superuserPassword(home)
    const place = findPlace(home.data, log, programs)
    const name = `phoenix-${createHash('sha256').update(password).digest('hex').slice(0, 12)}`
    const running = await joinRunning(home, place, password, name, log)
    const port = running ?? await start(home, place, { ...defaults, ...settings, ...own(name) }, log)
    const postmaster = await findPostmaster(home.data, readPostmaster(home.data)?.pid ?? 0)
    const leave = enlist(home.members)
    return handle(home, place, { password, port, joined: running !== null, postmaster, leave, log })
  })
}

/** What no caller may change: only this machine can connect, by TCP alone, and the cluster says whose it is. */
const own = (name: string) => ({ cluster_name: name, listen_addresses: '127.0.0.1', unix_socket_directories: '' })

/** The port of this home's Postgres if it runs and takes our password; one that runs but does not answer is stopped. */
async function joinRunning(home: Home, place: Place, password: string, name: string, log: StartOptions['log']): Promise<number | null> {
  const found = readPostmaster(home.data)
  if (!found) return null
  const postmaster = await findPostmaster(home.data, found.pid)
  if (!postmaster) {
    disown(home.data)
    return null
  }
  // One that was launched by a gateway killed at that moment is still starting, or recovering.
  const deadline = performance.now() + 30_000
  while (!readPostmaster(home.data)?.ready && performance.now() < deadline && await findPostmaster(home.data, found.pid)) await pause(10)
  const { port } = readPostmaster(home.data) ?? found
  if (await answers(urlFor(port, 'postgres', password, 'postgres'), name)) return port
  log(`PostgreSQL of this home (process ${found.pid}) does not answer: stopping it.`)
  if (await findPostmaster(home.data, found.pid)) await stopPostmaster(postmaster, home, place)
  return null
}

async function answers(url: string, name: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, fetch_types: false, onnotice: () => {} })
  try {
    const [row] = await sql`select current_setting('cluster_name') as name`
    return row?.name === name
  } catch {
    return false
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** Starts Postgres on a free port (the home's usual one if it can be had) and returns the port. */
async function start(home: Home, place: Place, settings: Record<string, string>, log: StartOptions['log']): Promise<number> {
  if (await createData(home, place, settings.fsync !== 'off')) log(`Made a PostgreSQL database in ${home.data}.`)
  const deadline = performance.now() + 15_000
  let usual = existsSync(home.port) ? Number(readFileSync(home.port, 'utf8')) : 0
  for (;;) {
    const port = (usual && await freePort(usual)) || await freePort(0)
    try {
      await launch(home, place, port, settings)
      writeFileSync(home.port, `${port}\n`, { mode: 0o600 })
      return port
    } catch (error) {
      const reason = error instanceof LaunchFailed ? error.reason : ''
      const portTaken = /could not create any TCP|bind/.test(reason)
      // Backends outlive a killed postmaster by the statement they are in.
      const lingering = /still in use|already exists/.test(reason)
      if (!(portTaken || lingering) || performance.now() > deadline) throw error
      if (portTaken) usual = 0
      await pause(50)
    }
  }
}

/** The port, if it can be had on 127.0.0.1 just now (0: any), else 0. */
function freePort(port: number): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(0))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function urlFor(port: number, user: string, password: string, database: string): string {
  return `postgres://${encodeURIComponent(user)}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`
}

interface Started {
  readonly password: string
  readonly port: number
  readonly joined: boolean
  readonly postmaster: Identity | null
  readonly leave: () => void
  readonly log: StartOptions['log']
}

function handle(home: Home, place: Place, { password, port, joined, postmaster, leave, log }: Started): EmbeddedPostgres {
  const passwordOf = (role: string) => (role === 'postgres' ? password : rolePassword(password, role))
  const urlOf = (database: string, role = 'postgres') => urlFor(port, role, passwordOf(role), database)
  let released: Promise<void> | undefined
  const release = async () => {
    if (!existsSync(home.directory)) { // the home was removed under us: nobody can join what is left
      if (postmaster) await stopPostmaster(postmaster, home, place)
      return
    }
    await alone(home.lock, log, async () => {
      leave()
      if (countMembers(home.members) > 0) return
      const running = await findPostmaster(home.data, readPostmaster(home.data)?.pid ?? 0)
      if (running) await stopPostmaster(running, home, place)
    })
  }
  return { adminUrl: urlOf('postgres'), joined, urlOf, passwordOf, release: () => (released ??= release()) }
}
