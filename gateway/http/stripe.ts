import type { Received } from '../billing/port.ts'
import { badRequest, GatewayError, serviceUnavailable } from '../errors.ts'
import { readBody } from './body.ts'
import { Refusal, sendJson } from './exchange.ts'
import type { Route } from './route.ts'

/** Stripe's largest events are a few tens of kilobytes. */
const BYTES = 256 * 1024
const AT_ONCE = 64

/**
 * `POST /webhooks/stripe`. 2xx tells Stripe never to send the event again, so that is said only of what is committed; anything that
 * went wrong on our side is 5xx, and comes back.
 */
export function stripeRoute(receive: (body: Buffer, signature: string | undefined) => Promise<Received>): Route {
  let running = 0
  return {
    path: '/webhooks/stripe',
    methods: ['POST'],
    cors: false,
    async answer(exchange) {
      const body = await readBody(exchange, { bytes: BYTES, idleMs: 5_000, totalMs: 15_000 })
      // Only now: anybody could hold every place with bodies that never end.
      if (running >= AT_ONCE) throw new Refusal(503, serviceUnavailable(1))
      running += 1
      try {
        const signature = exchange.req.headers['stripe-signature']
        const { outcome, reason } = await receive(body, typeof signature === 'string' ? signature : undefined).catch(offOrFailed)
        if (outcome === 'refused') throw new Refusal(400, badRequest(`This webhook is not believed: ${reason}.`))
        sendJson(exchange, 200, { received: true, outcome })
      } finally {
        running -= 1
      }
    },
  }
}

/** Billing that is off says so, with 503; the rest is for the server to log, and 500. */
function offOrFailed(error: unknown): never {
  if (error instanceof GatewayError && error.code === 'INTEGRATION_UNAVAILABLE') throw new Refusal(error.extensions.retryable === true ? 500 : 503, error)
  throw error
}
