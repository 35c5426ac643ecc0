import type { Port } from '../db/port.ts'
import { byStream, classOf, inParallel } from './consumer.ts'
import type { Consumer, Result } from './consumer.ts'
import type { PhoenixEvent } from './fact.ts'
import type { ReadEvent } from './handlers.ts'
import { createLocalDay, fold, journeyOf } from './journey.ts'
import type { Journey } from './journey.ts'

export interface JourneyOptions {
  readonly port: Port
  readonly read: ReadEvent
  readonly warn: (error: unknown, message: string) => void
  /** Users of a batch that are worked on at once. */
  readonly parallel?: number
  readonly leaseSeconds?: number
  /** Awaited with every event: for benchmarks, which handlers that take their time are a matter of. */
  readonly beside?: (event: PhoenixEvent) => Promise<void>
}

interface Folded {
  readonly results: readonly Result[]
  /** Null where nothing of it changed. */
  readonly journey: Journey | null
}

/**
 * The consumer that turns events into journeys, and journeys into nudges. A user's row is folded here, by pure functions, and written with
 * the acknowledgement of the events in it: by one worker only, since the queue gives a user to one at a time.
 */
export function createJourneyConsumer({ port, read, warn, parallel = 5, leaseSeconds = 60, beside }: JourneyOptions): Consumer {
  const localDay = createLocalDay()

  async function foldUser(events: readonly PhoenixEvent[], before: Journey | null, zone: string): Promise<Folded> {
    const results: Result[] = []
    let journey = before
    for (const event of events) {
      const result = { event_id: event.eventId, lease_id: event.leaseId, user_id: event.streamId }
      try {
        await beside?.(event)
        const fact = read(event)
        if (journey !== null && fact !== null) journey = fold(journey, fact, event.timestamp, localDay(event.timestamp, zone))
        results.push({ ...result, outcome: 'done', fact: { type: event.type, app: fact?.app ?? null, at: event.timestamp, active: (fact?.app ?? null) !== null, feature: fact?.exhausted ?? null } })
      } catch (error) {
        warn(error, `the event ${event.eventId} could not be read; attempt ${event.attempt}`)
        // Its user's later events wait behind it: the queue takes them back.
        results.push({ ...result, outcome: 'retry', error: classOf(error) })
        break
      }
    }
    return { results, journey: journey === before ? null : journey }
  }

  const settle = (folded: readonly Folded[]) => port.call('settle_journey_events', {
    results: folded.flatMap(({ results }) => results),
    journeys: folded.flatMap(({ journey }) => (journey === null ? [] : [rowOf(journey)])),
  })

  return {
    name: 'journey', batch: 50, leaseSeconds,
    async handle(events) {
      const streams = byStream(events)
      const known = new Map((await port.call('load_journeys', { ids: [...streams.keys()] })).map((row) => [row.userId, row]))
      const folded = await inParallel([...streams], parallel, ([stream, own]) => {
        const row = known.get(stream)
        return foldUser(own, row ? journeyOf(row) : null, row?.timeZone ?? 'Europe/Paris')
      })
      try {
        await settle(folded)
      } catch (error) {
        if (!isOfValues(error)) throw error
        // One user's effects cannot be written: the others' can, one by one.
        for (const one of folded) await settle([one]).catch((reason: unknown) => giveBack(one, reason))
      }
    },
  }

  /** Effects that the database refuses are a failure of the event: it is tried again, and is dead in the end. */
  async function giveBack({ results }: Folded, reason: unknown) {
    warn(reason, `the event ${results[0]!.event_id} has effects that cannot be written`)
    await port.call('acknowledge_phoenix_events', { consumer: 'journey', results: [{ ...results[0]!, outcome: 'retry', error: classOf(reason) }] })
  }
}

/** Whether another attempt with the same values would fail again; not so where the database was away. */
const isOfValues = (error: unknown) => !/^(SERVICE_UNAVAILABLE|DEADLINE_EXCEEDED)$/.test((error as { code?: string }).code ?? '')

const rowOf = ({ userId, events, firstActiveAt, lastActiveAt, apps, days, signals }: Journey) =>
  ({ user_id: userId, events, first_active_at: firstActiveAt, last_active_at: lastActiveAt, apps, days, signals })
