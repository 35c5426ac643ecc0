import { setTimeout as pause } from 'node:timers/promises'
import type { Port } from '../db/port.ts'
import type { PhoenixEvent } from './fact.ts'

/** What became of an event, as acknowledge_phoenix_events takes it, and what goes with it. */
export interface Result {
  readonly event_id: string
  readonly lease_id: string
  readonly outcome: 'done' | 'retry' | 'dead'
  /** For people who look at the dead: a class of error, never what was in the event. */
  readonly error?: string
  readonly [effect: string]: unknown
}

/** One reader of the store. */
export interface Consumer {
  readonly name: string
  readonly batch: number
  readonly leaseSeconds: number
  /** Works on a claim and settles it: effects and acknowledgement in one call, so that neither is without the other. */
  handle(events: readonly PhoenixEvent[], signal: AbortSignal): Promise<void>
}

export interface LoopOptions {
  readonly port: Port
  /** Resolves when something may have been appended, and at the latest after a quarter of a second. */
  readonly wake: (signal: AbortSignal) => Promise<void>
  readonly warn: (error: unknown, message: string) => void
}

const LONGEST_PAUSE_MS = 5_000

/** Claims and handles until `signal` aborts. A batch that was begun is finished; what fails is claimed again when its lease is over. */
export async function consume(consumer: Consumer, { port, wake, warn }: LoopOptions, signal: AbortSignal): Promise<void> {
  const { name, batch, leaseSeconds } = consumer
  for (let failures = 0; !signal.aborted;) {
    try {
      const events = await port.call('claim_phoenix_events', { consumer: name, limit: batch, leaseSeconds })
      if (events.length === 0) await wake(signal)
      else await consumer.handle(events, signal)
      failures = 0
    } catch (error) {
      if (signal.aborted) return
      failures += 1
      // Once a minute is enough for a database that is away.
      if (failures === 1 || failures % 12 === 0) warn(error, `the consumer ${name} could not go on; it tries again`)
      await pause(Math.min(100 * 2 ** (failures - 1), LONGEST_PAUSE_MS), undefined, { signal }).catch(() => {})
    }
  }
}

/** Events of one user together, each in order. */
export function byStream(events: readonly PhoenixEvent[]): ReadonlyMap<string, readonly PhoenixEvent[]> {
  const streams = new Map<string, PhoenixEvent[]>()
  for (const event of events) {
    const own = streams.get(event.streamId)
    if (own) own.push(event)
    else streams.set(event.streamId, [event])
  }
  return streams
}

/** Runs `work` for everyone, at most `places` at once. */
export async function inParallel<T, R>(items: readonly T[], places: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array<R>(items.length)
  let next = 0
  await Promise.all(Array.from({ length: Math.min(places, items.length) }, async () => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at]!)
  }))
  return results
}

/** What people who look at the dead may read of an error: its class and code. Messages quote values, and values are people's. */
export function classOf(error: unknown): string {
  const { name = 'Error', code } = error as { name?: string; code?: string }
  return code === undefined ? name : `${name} ${code}`
}
