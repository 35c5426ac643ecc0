import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'

export const machine = () => ({
  cores: availableParallelism(),
  model: cpus()[0]?.model.trim() ?? 'unknown',
  memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
  revision: revision(),
  load: loadavg().map((load) => load.toFixed(1)).join(' '),
})

/** Which code was measured; with a plus where the gateway had changes that are in no commit. */
export function revision(): string {
  try {
    const git = (...args: string[]) => execFileSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
    const changed = git('status', '--porcelain', '--', ...['gateway', 'resolvers', 'directives', 'schema', 'sql'].map((folder) => `../../${folder}`))
    return `${git('rev-parse', '--short', 'HEAD')}${changed === '' ? '' : '+'}`
  } catch {
    return 'unknown'
  }
}

/** CPU microseconds that all of a Postgres have used, by one of its backends; null where the system does not tell. */
export function postgresCpu(backend: number): number | null {
  try {
    const postmaster = statOf(backend).parent
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).reduce((sum, name) => {
      const process = tryStatOf(Number(name))
      if (process === null || (process.parent !== postmaster && Number(name) !== postmaster)) return sum
      return sum + (process.ticks + (Number(name) === postmaster ? process.childTicks : 0)) * 10_000
    }, 0)
  } catch {
    return null
  }
}

/** Linux counts a hundred ticks a second. */
function statOf(pid: number) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')
  return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]), childTicks: Number(fields[13]) + Number(fields[14]) }
}

function tryStatOf(pid: number) {
  try {
    return statOf(pid)
  } catch {
    return null
  }
}
