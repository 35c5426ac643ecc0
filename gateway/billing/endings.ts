import type Stripe from 'stripe'
import { GatewayError } from '../errors.ts'
import type { Sources } from './fetch.ts'
import { StripeRefusal } from './stripe.ts'
import type { StripeClient } from './stripe.ts'

/** What an erased person has left at Stripe. */
export interface Ending {
  readonly objectId: string
  readonly kind: string
}

/** The comment of a cancellation that an erasure made. */
export const ERASED = 'phoenix: account erased'

/**
 * Ends at Stripe what nobody is left to pay for, and takes the person off it. It goes by what Stripe shows, so that it may be begun again
 * at any point, by anybody: what has ended is left alone. Invoices stay as they are, for the law wants them.
 * @throws INTEGRATION_UNAVAILABLE, StripeRefusal: written down, and tried again
 */
export async function finishEnding({ stripe, port }: Sources, { objectId, kind }: Ending): Promise<boolean> {
  try {
    await (kind === 'customer' ? endCustomer(stripe, objectId) : endSubscription(stripe, await stripe.subscription(objectId)))
  } catch (error) {
    const problem = error instanceof StripeRefusal || error instanceof GatewayError ? error.code : 'failed'
    await port.call('postpone_stripe_ending', { objectId, problem })
    throw error
  }
  const [finished] = await port.call('finish_stripe_ending', { objectId })
  return finished!
}

async function endCustomer(stripe: StripeClient, id: string) {
  // A deleted customer is still shown. One that is unknown is another account's, or of Stripe's other mode: its subscriptions may live.
  if ((await stripe.customer(id)).deleted) return unlessDone(closePages(stripe, id))
  // First: somebody could still pay there. What was paid meanwhile is among the subscriptions.
  await closePages(stripe, id)
  for (let after: string | null = null, more = true; more;) {
    const page = await stripe.subscriptionsOf(id, after)
    for (const subscription of page.data) await endSubscription(stripe, subscription)
    after = page.data.at(-1)?.id ?? null
    more = page.hasMore && after !== null
  }
  // A customer who is deleted has no name, address or card any more, and can be charged nothing. A key that may not delete may still rub out.
  await stripe.deleteCustomer(id).catch(async (error: unknown) => {
    if (!(error instanceof StripeRefusal)) throw error
    if (error.code !== 'resource_missing') await stripe.blankCustomer(id)
  })
  // One may have been opened since they were closed, by a request that was on its way; none can be opened now.
  await unlessDone(closePages(stripe, id))
}

async function closePages(stripe: StripeClient, customer: string) {
  for (const session of await stripe.openCheckouts(customer)) await unlessDone(stripe.expireCheckout(session))
}

async function endSubscription(stripe: StripeClient, { id, status }: Stripe.Subscription) {
  if (hasEnded(status)) return
  await stripe.endErased(id, ERASED).catch(async (error: unknown) => {
    if (!(error instanceof StripeRefusal) || !hasEnded((await stripe.subscription(id)).status)) throw error
  })
}

const hasEnded = (status: string) => status === 'canceled' || status === 'incomplete_expired'

/** A page that was paid or has lapsed meanwhile cannot be closed, and need not be; nor can pages of a customer whom Stripe shows no more. */
async function unlessDone(closing: Promise<unknown>) {
  await closing.catch((error: unknown) => {
    if (!(error instanceof StripeRefusal) || error.unauthorized) throw error
  })
}
