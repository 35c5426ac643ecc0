import { BrokenCircuitError, CircuitState, circuitBreaker, ConsecutiveBreaker, ExponentialBackoff, handleWhen, retry, wrap } from 'cockatiel'
import { WriterFailure } from './failure.ts'
import type { Integration } from './failure.ts'

export interface CircuitOptions {
  readonly integration: Integration
  /** For one call with its second try. */
  readonly deadlineMs: number
  /** How long an open circuit stays open before one call may try. */
  readonly openMs: number
  /** The first pause before a second try; jittered. */
  readonly pauseMs: number
  readonly clock: () => number
}

/** What one call may do: stop when told, and ask for another try only before anything of its answer was used. */
export interface Attempt {
  readonly signal: AbortSignal
  /** From here on a failure is final: a second try would give the text twice. */
  useAnswer(): void
}

export interface Circuit {
  /** False: no call would be made now. */
  isClosed(): boolean
  /**
   * One call, within its deadline. After five failures in a row no call is made for a while; then one may try.
   * @throws WriterFailure; or the signal's reason, where the caller gave up
   */
  run<T>(signal: AbortSignal, call: (attempt: Attempt) => Promise<T>): Promise<T>
}

const FAILURES = 5
/** The longest we do as a busy integration asks. */
const LONGEST_REST = 60_000

/**
 * The circuit breaker of one integration, in this process: each finds out for itself. Only calls that are safe to repeat are
 * tried a second time: a question to a model changes nothing, and it is tried again after a lost connection or a 5xx, not after
 * it took too long, and not when it said it was busy.
 */
export function createCircuit({ integration, deadlineMs, openMs, pauseMs, clock }: CircuitOptions): Circuit {
  let restUntil = 0
  const breaker = circuitBreaker(
    // While one call tries whether the integration is well again, only an answer says yes: not a client who hung up.
    handleWhen((error) => (error instanceof WriterFailure ? error.isOutage : breaker.state === CircuitState.HalfOpen)),
    { breaker: new ConsecutiveBreaker(FAILURES), halfOpenAfter: openMs },
  )
  const final = new WeakSet<WriterFailure>()
  const again = retry(handleWhen((error) => error instanceof WriterFailure && error.kind === 'unreachable' && !final.has(error)), {
    maxAttempts: 1, backoff: new ExponentialBackoff({ initialDelay: pauseMs, maxDelay: pauseMs * 4 }),
  })
  const policy = wrap(again, breaker)
  let openedAt = 0
  breaker.onBreak(() => { openedAt = Date.now() })
  // A call that tries is enough: the others do not wait for it.
  const isClosed = () => clock() >= restUntil && breaker.state !== CircuitState.HalfOpen && (breaker.state !== CircuitState.Open || Date.now() - openedAt >= openMs)
  return {
    isClosed,
    async run(outer, call) {
      outer.throwIfAborted()
      if (!isClosed()) throw new WriterFailure(integration, 'open', `${integration} is left alone for a while.`)
      const timeout = AbortSignal.timeout(deadlineMs)
      const signal = AbortSignal.any([outer, timeout])
      let used = false
      const translate = (error: unknown): never => {
        if (outer.aborted) throw outer.reason
        const failure = timeout.aborted ? new WriterFailure(integration, 'slow', `${integration} did not answer in ${deadlineMs} ms.`) : error
        if (!(failure instanceof WriterFailure)) throw failure
        if (used) final.add(failure)
        if (failure.retryAfterMs !== null) restUntil = clock() + Math.min(failure.retryAfterMs, LONGEST_REST)
        throw failure
      }
      try {
        return await policy.execute(() => call({ signal, useAnswer: () => { used = true } }).catch(translate), signal)
      } catch (error) {
        if (outer.aborted) throw outer.reason
        if (error instanceof BrokenCircuitError) throw new WriterFailure(integration, 'open', `${integration} is left alone for a while.`)
        throw error
      }
    },
  }
}
