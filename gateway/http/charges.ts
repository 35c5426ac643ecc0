import type { HeaderMap } from '@apollo/server'
import { REFUSED_POINTS } from '../request/admission.ts'
import type { Caller } from '../request/auth.ts'
import type { CallerRate, RateLimiter } from '../request/rate.ts'
import { rateHeaders } from '../request/rateHeaders.ts'
import type { AddressOf } from './address.ts'
import type { Exchange, Refusal } from './exchange.ts'

/** Who asks, as long as nobody knows: the address pays. */
export const STRANGER: Caller = { kind: 'anonymous' }

/** Operators and their machines ask how we are as often as they like. */
const FREE = '/health/'

/**
 * Nothing that is refused is for nothing: one point, unless the rung that refused has taken more. What is not the caller's fault (5xx) and
 * what he is told to wait for (RATE_LIMITED: who waits as long as he is told is served) costs nothing.
 * @returns the RateLimit headers of whoever pays
 */
export function chargeRefusal(exchange: Exchange, { status, error }: Refusal, rates: RateLimiter | undefined | null, addressOf: AddressOf): Record<string, string> {
  if (exchange.path.startsWith(FREE)) return {}
  const rate = exchange.rate ?? rates?.of(STRANGER, addressOf(exchange.req))
  if (!rate) return {}
  if (!exchange.charged && status < 500 && error.code !== 'RATE_LIMITED') rate.charge(1)
  return rateHeaders(rate.state())
}

/** Of what Apollo refuses before any plugin of ours is asked: a document that cannot be read as one. */
export function chargeUnheard(rate: CallerRate | null, status: number, headers: HeaderMap) {
  if (rate === null || status < 400 || headers.has('ratelimit')) return
  if (status < 500) rate.charge(REFUSED_POINTS)
  for (const [name, value] of Object.entries(rateHeaders(rate.state()))) headers.set(name, value)
}
