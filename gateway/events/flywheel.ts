import type { Port } from '../db/port.ts'
import { createAnalyst } from './analyst.ts'
import type { AnalystOptions } from './analyst.ts'
import { choresOf, doChores } from './chores.ts'
import type { Chore } from './chores.ts'
import { consume } from './consumer.ts'
import { loadHandlers } from './handlers.ts'
import type { ReadEvent } from './handlers.ts'
import { createJourneyConsumer } from './journeyConsumer.ts'
import type { JourneyOptions } from './journeyConsumer.ts'
import { createRouterConsumer } from './routerConsumer.ts'
import { createWake } from './wake.ts'

export interface FlywheelOptions {
  readonly port: Port
  readonly warn: (error: unknown, message: string) => void
  /** null: no agents; the rules do. */
  readonly agent: AnalystOptions | null
  /** Calls back whenever something was appended, and returns how to stop; null: nobody says so, and the store is looked at every 250 ms. */
  readonly listen?: ((wake: () => void) => () => void) | null
  /** Housekeeping of others, beside our own. */
  readonly chores?: readonly Chore[]
  readonly retentionDays?: number
  /** How long what a killed worker held stays its own. */
  readonly leaseSeconds?: number
  readonly read?: ReadEvent
  readonly beside?: JourneyOptions['beside']
  readonly clock?: () => number
}

export interface Flywheel {
  /** Finishes what was begun: no lease is left behind. */
  stop(): Promise<void>
}

/** Everything that runs beside requests: the consumers of the store, and the chores. As many at once as one likes, in any process. */
export async function startFlywheel(options: FlywheelOptions): Promise<Flywheel> {
  const { port, warn, agent, listen = null, chores = [], beside, leaseSeconds, clock = Date.now } = options
  const read = options.read ?? await loadHandlers()
  const stopping = new AbortController()
  const { signal } = stopping
  const wake = createWake(listen)
  const consumers = [
    createJourneyConsumer({ port, read, warn, ...(beside && { beside }), ...(leaseSeconds && { leaseSeconds }) }),
    ...(agent === null ? [] : [createRouterConsumer({ port, analyst: createAnalyst(agent), warn, clock })]),
  ]
  const running = [
    ...consumers.map((consumer) => consume(consumer, { port, wake: wake.wait, warn }, signal)),
    doChores({ port, chores: [...choresOf(port, options.retentionDays), ...chores], warn }, signal),
  ]
  return {
    async stop() {
      stopping.abort()
      await Promise.all(running)
      wake.close()
    },
  }
}
