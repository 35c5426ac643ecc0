import type { RateState } from './bucket.ts'

/** draft-ietf-httpapi-ratelimit-headers-11: what is left, and in how many seconds all of it is back. */
export function rateHeaders({ name, limit, remaining, resetAt, window }: RateState): { 'ratelimit-policy': string; ratelimit: string } {
  const seconds = Math.max(0, Math.ceil((resetAt - Date.now()) / 1000))
  return { 'ratelimit-policy': `"${name}";q=${limit};w=${window}`, ratelimit: `"${name}";r=${remaining};t=${seconds}` }
}
