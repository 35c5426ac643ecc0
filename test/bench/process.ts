import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Settings, Used } from './contestant.ts'
import type { Job, Outcome } from './load.ts'

/* The parent's side of a contestant, and of the load generator. */

export interface Child {
  readonly port: number
  readonly process: ChildProcess
  ask<T>(question: unknown): Promise<T>
  stop(): Promise<void>
}

async function start(script: string, settings: object, execArgv: readonly string[]): Promise<Child> {
  const child = fork(join(import.meta.dirname, script), [], {
    execArgv: ['--import', join(import.meta.dirname, '../../gateway/node24.js'), ...execArgv],
    // A server as it runs in production, and nothing else of this environment.
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', GRAPHILE_ENV: 'production', BENCH_SETTINGS: JSON.stringify(settings) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  // Warnings of others are not our reader's; what one said before it died is.
  let said = ''
  child.stderr!.on('data', (chunk: Buffer) => { said = (said + chunk).slice(-20_000) })
  const gone = once(child, 'exit').then(([code]) => Promise.reject(new Error(`${script} stopped by itself (${code}).\n${said}`)))
  gone.catch(() => {})
  const answer = async () => ((await Promise.race([once(child, 'message'), gone])) as unknown[])[0]
  const { port } = (await answer()) as { port: number }
  return {
    port,
    process: child,
    async ask<T>(question: unknown) {
      const answered = answer()
      child.send(question as never)
      return (await answered) as T
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const left = once(child, 'exit')
      child.kill('SIGKILL')
      await left
    },
  }
}

export interface Contestant extends Child {
  /** What it has used so far; `collect` first takes out the garbage (needs --expose-gc). */
  used(collect?: boolean): Promise<Used>
}

export async function startContestant(name: string, settings: Settings, execArgv: readonly string[] = []): Promise<Contestant> {
  const child = await start(`contestants/${name}.ts`, settings, execArgv)
  return { ...child, used: (collect = false) => child.ask<Used>(collect ? 'collect' : 'used') }
}

export interface Loader extends Child {
  run(job: Job): Promise<Outcome>
}

export async function startLoader(): Promise<Loader> {
  const child = await start('load.ts', {}, [])
  return { ...child, run: (job) => child.ask<Outcome>(job) }
}
