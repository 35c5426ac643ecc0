import { createHmac, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join, resolve, sep } from 'node:path'
import { EmbeddedError } from './error.ts'

/** Where everything of one home lies. `data` belongs to the account Postgres runs as, the rest to us. */
export interface Home {
  /** `<home>/postgres`: everything below is ours. */
  readonly directory: string
  readonly data: string
  readonly log: string
  readonly lock: string
  readonly members: string
  readonly password: string
  readonly port: string
}

/** Makes the home (0700) and says where things are. Refuses a folder that is not ours to close to others. */
export function openHome(path: string): Home {
  const wanted = resolve(path)
  const home = orRefuse(wanted, () => {
    mkdirSync(wanted, { recursive: true, mode: 0o700 })
    return realpathSync(wanted)
  })
  const shared = [homedir(), tmpdir(), process.cwd()].find((folder) => within(folder, home))
  if (shared !== undefined) throw new EmbeddedError(`The home ${home} holds ${shared}: give the gateway a folder of its own.`)
  const directory = join(home, 'postgres')
  orRefuse(home, () => {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    for (const folder of [home, directory]) if ((statSync(folder).mode & 0o777) !== 0o700) chmodSync(folder, 0o700)
  })
  const at = (name: string) => join(directory, name)
  return {
    directory, data: at('data'), log: at('postgres.log'), lock: at('lock'),
    members: at('members'), password: at('password'), port: at('port'),
  }
}

/** A file in the way, somebody else's folder, a disk that is full or read-only: the person's to mend. */
function orRefuse<T>(home: string, make: () => T): T {
  try {
    return make()
  } catch (cause) {
    throw new EmbeddedError(`The home ${home} cannot be made, or cannot be closed to others (${(cause as NodeJS.ErrnoException).code}): give the gateway a folder of its own with PHOENIX_HOME.`, { cause })
  }
}

function within(folder: string, parent: string): boolean {
  const real = existsSync(folder) ? realpathSync(folder) : resolve(folder)
  return real === parent || real.startsWith(parent.endsWith(sep) ? parent : parent + sep)
}

/** The superuser's password: random, made with the home, in a file only its owner reads. Call it `alone`. */
export function superuserPassword(home: Home): string {
  if (existsSync(home.password)) return readFileSync(home.password, 'utf8').trim()
  if (existsSync(join(home.data, 'PG_VERSION'))) throw new EmbeddedError(`${home.password} is gone, so the data in ${home.data} cannot be opened. Put it back, or move the data away.`)
  const password = randomBytes(24).toString('base64url')
  writeFileSync(home.password, `${password}\n`, { mode: 0o600 })
  return password
}

/** The password of a login role that is not the superuser: from the superuser's, but not the way back. */
export function rolePassword(superuser: string, role: string): string {
  return createHmac('sha256', superuser).update(`role ${role}`).digest('base64url')
}
