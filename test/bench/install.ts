import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const here = import.meta.dirname
const stamp = join(here, 'node_modules/.installed')

/** Installs what the gateway is measured against, from the lock file, where that was not done yet. @throws if npm cannot */
export function installPeers(say: (line: string) => void) {
  const wanted = createHash('sha256').update(readFileSync(join(here, 'package-lock.json'))).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  say('Installing the peers (test/bench/package-lock.json) …')
  const npm = process.env.npm_execpath
  const [command, ...args] = npm === undefined ? ['npm'] : [process.execPath, npm]
  const { status } = spawnSync(command!, [...args, 'ci', '--loglevel=error', '--prefix', here], { stdio: ['ignore', 'ignore', 'inherit'], shell: npm === undefined && process.platform === 'win32' })
  if (status !== 0) throw new Error('npm ci --prefix test/bench failed: the peers are not there.')
  writeFileSync(stamp, wanted)
}

/** The version of a package as it is installed beside the bench, or else in the gateway. */
export function versionOf(name: string, { gateway = false } = {}): string {
  const places = gateway ? ['../../node_modules'] : ['node_modules', '../../node_modules']
  const path = places.map((place) => join(here, place, name, 'package.json')).find((file) => existsSync(file))
  return path === undefined ? 'missing' : (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
}
