import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { EmbeddedError } from './error.ts'
import type { Home } from './home.ts'
import type { Place } from './place.ts'
import { ended, environment } from './program.ts'

const major = '18'

/**
 * Makes the data directory if there is none: UTF-8, and a collation that is the same on every machine.
 * Made aside and renamed, so a start that was killed half-way leaves nothing that looks like data.
 */
export async function createData(home: Home, place: Place, durable: boolean): Promise<boolean> {
  if (hasData(home)) return false
  removeParts(home)
  const part = `${home.data}.part-${randomBytes(4).toString('hex')}`
  mkdirSync(part, { mode: 0o700 })
  if (place.account) for (const path of [part, home.password]) chownSync(path, place.account.uid, place.account.gid)
  await initialise(home, place, part, durable)
  renameSync(part, home.data)
  // rmSync leaves a folder behind, without a word, where an initdb that outlived its start removes files at the same time.
  removeParts(home)
  return true
}

function removeParts(home: Home) {
  for (const name of readdirSync(home.directory)) {
    if (name.startsWith('data.part-')) rmSync(join(home.directory, name), { recursive: true, force: true, maxRetries: 5 })
  }
}

function hasData(home: Home): boolean {
  if (!existsSync(home.data)) return false
  const version = join(home.data, 'PG_VERSION')
  if (existsSync(version)) {
    const found = readFileSync(version, 'utf8').trim()
    if (found === major) return true
    throw new EmbeddedError(`${home.data} holds PostgreSQL ${found} data, and this is PostgreSQL ${major}: move it away to begin anew.`)
  }
  if (readdirSync(home.data).length > 0) throw new EmbeddedError(`${home.data} is damaged (it has no PG_VERSION): move it away to begin anew.`)
  rmSync(home.data, { recursive: true })
  return false
}

async function initialise(home: Home, place: Place, part: string, durable: boolean): Promise<void> {
  // The account may be unable to reach the password file by its path, but can read one it owns through an open handle.
  const password = openSync(home.password, 'r')
  const byHandle = process.platform !== 'win32'
  const child = spawn(place.initdb, [
    '-D', place.dataArgument(part), '-U', 'postgres', '--auth=scram-sha-256',
    `--pwfile=${byHandle ? '/dev/stdin' : home.password}`,
    '--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ], { ...place.account, cwd: part, env: environment(), stdio: [byHandle ? password : 'ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr!.on('data', (chunk) => (said += chunk))
  try {
    const code = await ended(child)
    if (code !== 0) throw new EmbeddedError(`PostgreSQL could not make its data directory: ${said.trim().split('\n').at(-1) || `initdb ended with ${code}`}`)
  } catch (error) {
    rmSync(part, { recursive: true, force: true })
    throw error
  } finally {
    closeSync(password)
  }
}
