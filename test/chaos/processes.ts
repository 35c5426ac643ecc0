import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { StripeConfig } from '../../gateway/config.ts'
import type { DraftOptions } from '../../gateway/request/drafts.ts'
import type { GeminiConfig } from '../../gateway/writer/gemini.ts'

export interface ProcessOptions {
  /** As the gateway's login role. */
  readonly databaseUrl: string
  /** Signs tokens. */
  readonly secret: string
  /** The writer takes anything up to this. */
  readonly writerMs?: number
  readonly deadlineMs?: number
  readonly stripe?: StripeConfig
  /** Instead of a writer that waits: the real chain, with this model. */
  readonly gemini?: GeminiConfig
  readonly drafts?: DraftOptions
}

export interface GatewayProcess {
  readonly url: string
  readonly pid: number
  /** Unexpected errors that it has logged. */
  readonly log: () => string
  /** MiB: what it holds once garbage is collected, and what the system counts for it. */
  memory(): Promise<{ readonly held: number; readonly rss: number }>
  /** kill -9. */
  kill(): Promise<void>
}

/** A gateway as a process of its own, with nothing of this environment but what was compiled before. It ends with us. */
export async function openProcess(options: ProcessOptions): Promise<GatewayProcess> {
  const child = spawn(process.execPath, ['--expose-gc', join(import.meta.dirname, 'program.ts'), JSON.stringify(options)], { env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.TEST_COMPILE_CACHE }, stdio: ['pipe', 'pipe', 'pipe'] })
  let [said, log] = ['', '']
  child.stderr.on('data', (chunk: Buffer) => { log += chunk })
  const exit = once(child, 'exit')
  child.stdin.on('error', () => {})
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code, signal) => reject(new Error(`the gateway ended before it listened (${code ?? signal}): ${log}`)))
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk
      if (said.includes('\n')) resolve(Number(said))
    })
  })
  const mib = (bytes: number) => Math.round(bytes / 1024 / 102.4) / 10
  return {
    async memory() {
      const answer = once(child.stdout, 'data') as Promise<[Buffer]>
      child.stdin.write('memory\n')
      const { held, rss } = JSON.parse(String((await answer)[0])) as { held: number; rss: number }
      return { held: mib(held), rss: mib(rss) }
    },
    url: `http://127.0.0.1:${port}`,
    pid: child.pid!,
    log: () => log,
    async kill() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      await exit
    },
  }
}
