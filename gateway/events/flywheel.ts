import { setTimeout as pause } from 'node:timers/promises'
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

export interface FlywheelOptions {
  readonly port: Port
  readonly warn: (error: unknown, message: string) => void
  /** null: no agents; the rules do. */
  readonly agent: AnalystOptions | null
  /** Resolves when something may have been appended; a poll of 250 ms unless told. */
  readonly wake?: (signal: AbortSignal) => Promise<void>
  /** Housekeeping of others, beside our own. */
  readonly chores?: readonly Chore[]
  readonly retentionDays?: number
  readonly read?: ReadEvent
  readonly beside?: JourneyOptions['beside']
  readonly clock?: () => number
}

export interface Flywheel {
  /** Finishes what was begun: no lease is left behind. */
  stop(): Promise<void>
}

const POLL_MS = 250
const poll = (signal: AbortSignal) => pause(POLL_MS, undefined, { signal }).catch(() => {})

/** Everything that runs beside requests: the consumers of the store, and the chores. As many at once as one likes, in any process. */
export async function startFlywheel(options: FlywheelOptions): Promise<Flywheel> {
  const { port, warn, agent, wake = poll, chores = [], beside, clock = Date.now } = options
  const read = options.read ?? await loadHandlers()
  const stopping = new AbortController()
  const { signal } = stopping
  const consumers = [
    createJourneyConsumer({ port, read, warn, ...(beside && { beside }) }),
    ...(agent === null ? [] : [createRouterConsumer({ port, analyst: createAnalyst(agent), warn, clock })]),
  ]
  const running = [
    ...consumers.map((consumer) => consume(consumer, { port, wake, warn }, signal)),
    doChores({ port, chores: [...choresOf(port, options.retentionDays), ...chores], warn }, signal),
  ]
  return {
    async stop() {
      stopping.abort()
      await Promise.all(running)
    },
  }
}
