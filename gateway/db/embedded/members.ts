import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { EmbeddedError } from './error.ts'

/** A process told apart from a later one with the same number: `start` is its start time, '0' where none can be read. */
export interface Identity {
  readonly pid: number
  readonly start: string
}

/** The identity of a living process, or null. A zombie is dead: it holds nothing but its number. */
export function findProcess(pid: number): Identity | null {
  if (process.platform === 'linux') {
    try {
      // "pid (name, which may hold anything) state ppid …": field 22 is the start time in ticks since boot.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return fields[0] === 'Z' || fields[0] === 'X' ? null : { pid, start: fields[19] ?? '0' }
    } catch {
      return null
    }
  }
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return null
  }
  return { pid, start: '0' }
}

export function lives({ pid, start }: Identity): boolean {
  return findProcess(pid)?.start === start
}

/**
 * Runs `work` while no other process of this home does. The lock is SQLite's lock on an empty file: the kernel drops it
 * with the process that holds it, kill -9 included, so there is no stale lock to guess about.
 */
export async function alone<T>(file: string, log: (line: string) => void, work: () => Promise<T>): Promise<T> {
  const lock = new DatabaseSync(file, { timeout: 0 })
  try {
    await take(lock, file, log)
    return await work()
  } finally {
    lock.close()
  }
}

async function take(lock: DatabaseSync, file: string, log: (line: string) => void): Promise<void> {
  const begun = performance.now()
  for (let said = false; ; await pause(10)) {
    try {
      lock.exec('begin exclusive')
      return
    } catch (error) {
      const busy = 5 // SQLITE_BUSY
      if ((error as { errcode?: number }).errcode !== busy) throw error
    }
    const waited = performance.now() - begun
    if (waited > 180_000) throw new EmbeddedError(`Another process has been starting or stopping PostgreSQL for three minutes (it holds ${file}).`)
    if (waited > 3_000 && !said) log('Waiting for another start of this home to finish.')
    said ||= waited > 3_000
  }
}

/** Writes this process into the list of those who use the Postgres of a home. Call it, and the returned undo, `alone`. */
export function enlist(directory: string): () => void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const start = findProcess(process.pid)?.start ?? '0'
  const file = join(directory, `${process.pid}-${start}-${randomBytes(4).toString('hex')}`)
  writeFileSync(file, '', { mode: 0o600 })
  return () => rmSync(file, { force: true })
}

/** How many still use it. Those that went without a word (kill -9, power cut) are struck off. Call it `alone`. */
export function countMembers(directory: string): number {
  let living = 0
  for (const name of readdirSync(directory)) {
    const [pid, start] = name.split('-')
    if (lives({ pid: Number(pid), start: start ?? '' })) living += 1
    else rmSync(join(directory, name), { force: true })
  }
  return living
}
