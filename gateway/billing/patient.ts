import { ExponentialBackoff, handleWhen, retry } from 'cockatiel'
import { isOutage } from './stripe.ts'
import type { StripeClient } from './stripe.ts'

export interface Patience {
  /** After the first try. */
  readonly tries?: number
  /** Milliseconds before the second try; each further one waits longer. */
  readonly firstMs?: number
  readonly waiting?: () => void
}

/**
 * Stripe for whoever has time: what it does not answer, or not so fast (429, which the SDK takes for a no), is asked again, later and later,
 * for about two minutes. Only for looking: a change has a key and a worker of its own.
 */
export function patient(stripe: StripeClient, { tries = 8, firstMs = 500, waiting = () => {} }: Patience = {}): StripeClient {
  const again = retry(handleWhen(isOutage), { maxAttempts: tries, backoff: new ExponentialBackoff({ initialDelay: firstMs, maxDelay: 60 * firstMs }) })
  again.onRetry(waiting)
  const asked = Object.entries(stripe).map(([name, value]) => [name, typeof value !== 'function' ? value : (...given: unknown[]) => again.execute(() => (value as (...all: unknown[]) => Promise<unknown>)(...given))])
  return Object.fromEntries(asked) as StripeClient
}
