import { execFile, spawn } from 'node:child_process'
import { closeSync, fstatSync, openSync, readFileSync, readSync, readlinkSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { EmbeddedError } from './error.ts'
import type { Home } from './home.ts'
import { findProcess, lives, type Identity } from './members.ts'
import type { Place } from './place.ts'
import { ended, environment } from './program.ts'

const run = promisify(execFile)

/** What `postmaster.pid` says of the Postgres that runs, or ran, on this data. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
  readonly ready: boolean
}

export function readPostmaster(data: string): Postmaster | null {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    const [pid, port] = [Number(lines[0]), Number(lines[3])]
    return pid > 0 ? { pid, port, ready: lines[7]?.trim() === 'ready' } : null
  } catch {
    return null
  }
}

/**
 * The living postmaster of this very data, or null. A number in a file proves nothing: after a reboot it may be anyone's,
 * so on Linux the process must be a `postgres` standing in our data directory, elsewhere one that names it.
 */
export async function findPostmaster(data: string, pid: number): Promise<Identity | null> {
  const found = findProcess(pid)
  if (!found || process.platform === 'win32') return found
  try {
    if (process.platform === 'linux') {
      const program = basename(readlinkSync(`/proc/${pid}/exe`)).replace(' (deleted)', '')
      return program === 'postgres' && readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data) ? found : null
    }
    const { stdout } = await run('ps', ['-o', 'command=', '-p', String(pid)])
    return stdout.includes('postgres') && stdout.includes(data) ? found : null
  } catch {
    return null
  }
}

/**
 * Frees the data from a number that now belongs to an unrelated process, which Postgres would take for its predecessor.
 * The file stays, with a number no process has: Postgres still reads from it whether backends of a dead postmaster linger.
 */
export function disown(data: string): void {
  const file = join(data, 'postmaster.pid')
  const [, ...rest] = readFileSync(file, 'utf8').split('\n')
  writeFileSync(file, ['2147483646', ...rest].join('\n'))
}

/** The launched Postgres ended before it was ready; `reason` is the last complaint in its log. */
export class LaunchFailed extends EmbeddedError {
  readonly reason: string
  constructor(reason: string, log: string) {
    super(`PostgreSQL did not start: ${reason} (more in ${log})`)
    this.reason = reason
  }
}

/**
 * Starts Postgres and returns once it takes connections. In a session of its own: a Ctrl-C that reaches every process of
 * a terminal must not take the database from the gateways that joined it.
 */
export async function launch(home: Home, place: Place, port: number, settings: Readonly<Record<string, string>>): Promise<void> {
  rotate(home.log)
  const log = openSync(home.log, 'a', 0o600)
  const begin = fstatSync(log).size
  const child = spawn(place.postgres, [
    '-D', place.dataArgument(home.data), '-p', String(port),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ], { ...place.account, cwd: home.data, env: environment(), detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  const end = ended(child).then((code) => { throw new LaunchFailed(lastComplaint(home.log, begin) ?? `it ended with ${code}`, home.log) })
  child.unref()
  const settled = new AbortController()
  try {
    await Promise.race([end, ready(home.data, child.pid, settled.signal)])
  } finally {
    settled.abort()
    end.catch(() => {}) // a Postgres that ends later is found by whoever asks it next
  }
}

async function ready(data: string, pid: number | undefined, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + 120_000 // a crash recovery may take its time
  while (!signal.aborted) {
    const found = readPostmaster(data)
    if (found?.pid === pid && found?.ready) return
    if (performance.now() > deadline) throw new EmbeddedError(`PostgreSQL (process ${pid}) is still not ready after two minutes.`)
    await pause(4)
  }
}

function rotate(log: string): void {
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0
  if (size > 8 * 1024 * 1024) renameSync(log, `${log}.1`)
}

function lastComplaint(log: string, begin: number): string | undefined {
  const handle = openSync(log, 'r')
  try {
    const text = Buffer.alloc(Math.max(0, Math.min(fstatSync(handle).size - begin, 65_536)))
    readSync(handle, text, 0, text.length, begin)
    const lines = text.toString().split('\n').filter(Boolean)
    const complaint = lines.findLast((line) => line.includes('FATAL:') || line.includes('PANIC:')) ?? lines.at(-1)
    return complaint?.replace(/^.*?(FATAL|PANIC): +/, '')
  } finally {
    closeSync(handle)
  }
}

/** Ends a postmaster that {@link findPostmaster} vouched for: fast, then at once, then by force. */
export async function stopPostmaster(postmaster: Identity, home: Home, place: Place): Promise<void> {
  if (process.platform === 'win32') {
    await run(place.pgCtl, ['stop', '-D', home.data, '-m', 'fast', '-w'])
    return
  }
  for (const [signal, patience] of [['SIGINT', 20_000], ['SIGQUIT', 5_000], ['SIGKILL', 5_000]] as const) {
    if (!lives(postmaster)) return
    process.kill(postmaster.pid, signal)
    const deadline = performance.now() + patience
    while (lives(postmaster)) {
      if (performance.now() > deadline) break
      await pause(4)
    }
  }
  if (lives(postmaster)) throw new EmbeddedError(`PostgreSQL (process ${postmaster.pid}) does not stop.`)
}
