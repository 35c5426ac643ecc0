import { CircuitState, circuitBreaker, ConsecutiveBreaker, handleWhen } from 'cockatiel'
import type { Logger } from 'pino'
import { finishEnding } from './endings.ts'
import { beginFetch, fetchFacts, subjectOf } from './fetch.ts'
import type { Sources } from './fetch.ts'
import type { StripeObject } from './facts.ts'
import { closeCheckouts, performIntent } from './intents.ts'
import type { Intent, Swept } from './port.ts'
import { isOutage } from './stripe.ts'

export interface SweeperOptions {
  /** null: billing is off, and only time is told. */
  readonly sources: Sources | null
  readonly port: Sources['port']
  readonly log: Logger
  /** After so many milliseconds a round is over. What still waits for Stripe then ends by itself, and nobody waits for it. */
  readonly roundMs?: number
  /** How long Stripe is left alone after five calls in a row that it did not answer. */
  readonly restMs?: number
}

/** Of each kind. */
const AT_ONCE = 4
const FAILURES = 5

/**
 * What time asks for. What needs Stripe is taken a few at a time, so that a claim is held only by what is being worked on; one failure
 * stops only what it is about: its claim lapses, and it is taken up again.
 */
export function createSweeper({ sources, port, log, roundMs = 10_000, restMs = 30_000 }: SweeperOptions): () => Promise<Swept> {
  const breaker = circuitBreaker(handleWhen(isOutage), { breaker: new ConsecutiveBreaker(FAILURES), halfOpenAfter: restMs })
  let brokeAt = 0
  let running = false
  breaker.onBreak(() => {
    brokeAt = Date.now()
    log.warn('Stripe does not answer: the worker leaves it alone for a while')
  })

  async function attempt(about: object, work: () => Promise<boolean>): Promise<boolean> {
    try {
      return await breaker.execute(work)
    } catch (err) {
      log.warn({ err, ...about }, 'billing could not be finished; the next round will')
      return false
    }
  }

  /** Until nothing is left, the round is over, or Stripe is left alone. After a rest the first one goes alone. Resolves to how many were taken. */
  async function drain<T>(claim: (limit: number) => Promise<readonly T[]>, work: (one: T) => Promise<boolean>, isOver: () => boolean, count: () => void): Promise<number> {
    let took = 0
    while (!isOver() && (breaker.state !== CircuitState.Open || Date.now() - brokeAt >= restMs)) {
      const limit = breaker.state === CircuitState.Closed ? AT_ONCE : 1
      const taken = await claim(limit)
      took += taken.length
      for (const done of await Promise.all(taken.map(work))) if (done) count()
      if (taken.length < limit) break
    }
    return took
  }

  async function askStripe(known: Sources, swept: { intents: number; fetched: number; ended: number }) {
    const end = performance.now() + roundMs
    const isOver = () => performance.now() >= end
    const drainAll = () => Promise.all([
      drain((limit) => port.call('claim_billing_intents', { limit }), (intent) => attempt({ intent: intent.intentId }, () => finishIntent(known, intent)), isOver, () => (swept.intents += 1)),
      drain((limit) => port.call('claim_stripe_objects', { limit }), ({ objectId, kind }) =>
        attempt({ object: objectId }, () => fetchAgain(known, { id: objectId, kind: kind as StripeObject['kind'] }, log)), isOver, () => (swept.fetched += 1)),
      drain((limit) => port.call('claim_stale_checkouts', { limit }), ({ userId, sessionId }) =>
        attempt({ session: sessionId }, async () => (await closeCheckouts(known, userId, [sessionId]), true)), isOver, () => {}),
      drain((limit) => port.call('claim_stripe_endings', { limit }), (ending) => attempt({ ending: ending.objectId }, () => finishEnding(known, ending)), isOver, () => (swept.ended += 1)),
    ])
    // A claim passes over whose account is locked, and that may have been by one of the others: again, until there is nothing to take.
    while ((await drainAll()).some((took) => took > 0) && !isOver());
  }

  return async () => {
    const [done] = await port.call('sweep_billing', {})
    const swept = { intents: 0, fetched: 0, ended: 0, lapsed: done!.lapsed }
    // A round that Stripe still holds up goes on; another one beside it would only wait as well.
    if (sources === null || running) return swept
    running = true
    const asking = askStripe(sources, swept).finally(() => { running = false })
    let timer: NodeJS.Timeout | undefined
    const over = new Promise<void>((resolve) => { timer = setTimeout(resolve, roundMs) })
    // Heard even after the round: an error then is the log's, and nobody else's.
    asking.catch((err: unknown) => log.warn({ err }, 'a round of billing failed; the next one goes on'))
    await Promise.race([asking, over]).finally(() => clearTimeout(timer))
    return { ...swept }
  }
}

async function finishIntent(sources: Sources, intent: Intent): Promise<boolean> {
  const { save, args } = await performIntent(sources, intent)
  await sources.port.call(save, { actor: intent.userId, call: { operation: null, traceparent: intent.traceparent }, ...args } as never)
  return true
}

async function fetchAgain(sources: Sources, object: StripeObject, log: Logger): Promise<boolean> {
  const begun = await beginFetch(sources.port)
  const [applied] = await sources.port.call('apply_stripe', { event: null, facts: await fetchFacts(sources, subjectOf(object), begun, true) })
  if (applied!.outcome === 'parked') log.warn({ object: object.id, reason: applied!.reason }, 'what Stripe says of this is not applied')
  return applied!.outcome === 'applied'
}
