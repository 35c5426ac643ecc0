import type { Port } from '../db/port.ts'
import type { Analysis, Analyst, Subject } from './analyst.ts'
import { byStream, inParallel } from './consumer.ts'
import type { Consumer } from './consumer.ts'
import type { PhoenixEvent } from './fact.ts'
import { journeyOf } from './journey.ts'
import type { Journey } from './journey.ts'

export interface RouterOptions {
  readonly port: Port
  readonly analyst: Analyst
  readonly warn: (error: unknown, message: string) => void
  readonly clock: () => number
}

/** Events that change what is worth saying to a user. */
const WORTH_ANALYSING: ReadonlySet<string> = new Set([
  'cv.uploaded', 'cv.generated', 'cv.ats_optimization_performed', 'letter.generated', 'letter.job_offer_analyzed', 'letter.optimized', 'cv.mirror_match_executed',
  'rise.coaching_completed', 'rise.objective_completed',
])
const FRESH_MS = 24 * 3_600_000

/**
 * The Smart Router: where the agents answer, what they make of a user's way is kept with the journey; where they do not, the analysis is the
 * rules' own (insights.ts), and says so. Either way the event is settled once. Old events are passed over: a full store is not sent to
 * a laptop. A consumer of its own, so that slow agents hold up nobody else.
 */
export function createRouterConsumer({ port, analyst, warn, clock }: RouterOptions): Consumer {
  async function analyze(event: PhoenixEvent, journey: Journey, signal: AbortSignal): Promise<Analysis> {
    const at = new Date(clock()).toISOString()
    try {
      return { source: 'agent', at, ...await analyst.analyze(subjectOf(event, journey), signal) }
    } catch (error) {
      // A worker that stops leaves the event to the next one.
      if (signal.aborted) throw error
      warn(error, 'the agents do not answer; the rules do')
      return { source: 'rules', at, securityPassed: null, recommendations: [] }
    }
  }
  return {
    // Two at a time by five, ten seconds each: well inside the lease.
    name: 'router', batch: 10, leaseSeconds: 60,
    async handle(events, signal) {
      const worth = [...byStream(events.filter((event) => WORTH_ANALYSING.has(event.type) && clock() - Date.parse(event.timestamp) < FRESH_MS))]
      const journeys = worth.length === 0 ? [] : await port.call('load_journeys', { ids: worth.map(([stream]) => stream) })
      const known = new Map(journeys.map((row) => [row.userId, journeyOf(row)]))
      // One question a user: the last event of the batch sums up the others.
      const analyses = await inParallel(worth.filter(([stream]) => known.has(stream)), 5, async ([stream, own]) =>
        ({ user_id: stream, analysis: await analyze(own.at(-1)!, known.get(stream)!, signal) }))
      await port.call('settle_router_events', {
        results: events.map((event) => ({ event_id: event.eventId, lease_id: event.leaseId, user_id: event.streamId, outcome: 'done' })), analyses,
      })
    },
  }
}

const subjectOf = ({ type, app }: PhoenixEvent, journey: Journey): Subject => ({
  type, app, events: journey.events,
  apps: Object.fromEntries(Object.entries(journey.apps).map(([name, use]) => [name, use.events])),
  signals: Object.fromEntries(Object.entries(journey.signals).map(([name, { count }]) => [name, count])),
})
