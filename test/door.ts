import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/* The doors as a user meets them: processes of their own, on a home of their own. */

export interface Door {
  readonly child: ChildProcess
  /** Everything it has said so far. */
  readonly output: () => string
  stop(signal?: NodeJS.Signals): Promise<void>
}

export interface StartedDoor extends Door {
  /** demo.json, as it was when the gateway began to listen. */
  readonly demo: any
}

/** Runs a door with nothing of this environment but PATH, HOME, and what was compiled before. */
export function runDoor(script: string, home: string, environment: Readonly<Record<string, string>> = {}, args: readonly string[] = []): Door {
  const child = spawn(process.execPath, ['--import', './gateway/node24.js', script, ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_COMPILE_CACHE: process.env.TEST_COMPILE_CACHE, PHOENIX_HOME: home, ...environment }, stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk: Buffer) => { output += chunk })
  return {
    child,
    output: () => output,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill(signal)
      await once(child, 'exit')
    },
  }
}

/** Starts the gateway on a free port, and waits for the lines that say it listens. */
export async function startDoor(home: string, environment: Readonly<Record<string, string>> = {}): Promise<StartedDoor> {
  const door = runDoor('gateway/main.ts', home, { PORT: '0', ...environment })
  await new Promise<void>((resolve, reject) => {
    door.child.once('exit', () => reject(new Error(door.output())))
    door.child.stdout!.on('data', () => { if (door.output().includes('  try:')) resolve() })
  })
  return { ...door, demo: JSON.parse(readFileSync(join(home, 'demo.json'), 'utf8')) }
}
