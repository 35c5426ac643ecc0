import Stripe from 'stripe'

const TOLERANCE_SECONDS = 300

/**
 * The event in a webhook's body, or why it is not believed: signed with one of the secrets, at most 300 s ago, and at most 300 s in the
 * future. stripe-node checks the past only; a signature from the future would be good for as long as it is ahead.
 */
export function readEvent(body: Buffer, header: string | undefined, secrets: readonly string[], now: number): Stripe.Event | string {
  if (header === undefined) return 'it is not signed'
  // Read the way stripe-node reads it: `t= 9` and `t=+9` are the same moment as `t=9`, and as truly signed.
  const ahead = header.split(',').map((item) => item.split('=')).some(([key, seconds = '']) => key === 't' && parseInt(seconds, 10) - now / 1000 > TOLERANCE_SECONDS)
  if (ahead) return 'it was signed in the future'
  let problem = 'no secret is configured'
  for (const secret of secrets) {
    try {
      const event = Stripe.webhooks.constructEvent(body, header, secret, TOLERANCE_SECONDS, undefined, now)
      return isEvent(event) ? event : 'it is no event'
    } catch (error) {
      // The messages of a signature that does not fit quote the header and the whole body.
      problem = error instanceof Stripe.errors.StripeSignatureVerificationError ? 'its signature does not fit, or is too old' : 'it cannot be read'
    }
  }
  return problem
}

const isEvent = (event: Partial<Stripe.Event> | null): event is Stripe.Event =>
  typeof event?.id === 'string' && typeof event.type === 'string' && typeof event.created === 'number' && typeof event.data?.object === 'object' && event.data.object !== null
