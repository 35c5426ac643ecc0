import { setTimeout as pause } from 'node:timers/promises'
import type { Port } from '../db/port.ts'

/** Housekeeping that is due every so often, by one worker for all. */
export interface Chore {
  readonly name: string
  readonly everySeconds: number
  /** It waits for others than the database: no other chore waits for it. */
  readonly apart?: boolean
  run(): Promise<unknown>
}

const DAY = 86_400

/** What the database needs done because time passes. Each is bounded, or a day's worth, and harmless when done twice. */
export const choresOf = (port: Port, retentionDays = 365): readonly Chore[] => [
  { name: 'sweep', everySeconds: 15, run: () => port.call('sweep_expired', {}) },
  { name: 'event queue', everySeconds: 60, run: () => port.call('tend_event_queue', {}) },
  { name: 'legacy events', everySeconds: 15, run: () => importAll(port) },
  { name: 'inactivity', everySeconds: 300, run: () => port.call('offer_inactive_nudges', {}) },
  { name: 'retention of events', everySeconds: DAY, run: () => port.call('cleanup_old_phoenix_events', { retentionDays }) },
  { name: 'retention of rows', everySeconds: DAY, run: () => port.call('cleanup_expired_data', {}) },
]

export interface ChoreOptions {
  readonly port: Port
  readonly chores: readonly Chore[]
  readonly warn: (error: unknown, message: string) => void
  readonly everyMs?: number
}

/** Looks at every chore now and then, until `signal` aborts, and what was begun is finished. One that fails is due again after its time. */
export async function doChores({ port, chores, warn, everyMs = 5_000 }: ChoreOptions, signal: AbortSignal): Promise<void> {
  const running = new Map<string, Promise<void>>()
  const finish = (name: string, run: () => Promise<unknown>) => run().then(() => {}, (error: unknown) => warn(error, `the chore "${name}" failed; it is tried again`))
  while (!signal.aborted) {
    for (const { name, everySeconds, apart, run } of chores) {
      if (signal.aborted) break
      if (running.has(name)) continue
      await finish(name, async () => {
        const [mine] = await port.call('begin_chore', { chore: name, everySeconds })
        if (!mine) return
        if (apart) running.set(name, finish(name, run).finally(() => running.delete(name)))
        else await run()
      })
    }
    await pause(everyMs, undefined, { signal }).catch(() => {})
  }
  await Promise.all(running.values())
}

/** Page by page, so that no transaction is long. */
async function importAll(port: Port) {
  const page = 500
  for (let pages = 0; pages < 200; pages += 1) {
    const [imported] = await port.call('import_legacy_events', { limit: page })
    if (imported! < page) return
  }
}
