import { createHash } from 'node:crypto'
import { conflict, GatewayError, integrationUnavailable, unauthenticated } from '../errors.ts'
import { SUPERSEDED } from './facts.ts'
import type { StripeObject } from './facts.ts'
import { beginFetch, fetchFacts } from './fetch.ts'
import type { Sources } from './fetch.ts'
import type { Intent, Outcome } from './port.ts'
import { StripeRefusal } from './stripe.ts'

interface Request {
  readonly plan?: string
  readonly successUrl?: string
  readonly cancelUrl?: string
  readonly returnUrl?: string
  readonly keep?: string
  readonly end?: readonly string[]
  readonly subscriptions?: readonly string[]
}

/**
 * Does at Stripe what an intent says. Every call has a key made of the intent's id, so that doing it again is asking again. An intent
 * that Stripe refuses is abandoned, unless it ends what somebody would go on paying for; one that Stripe did not answer stays open,
 * for the client's next try or the worker.
 */
export async function performIntent(sources: Sources, intent: Intent): Promise<Outcome> {
  try {
    return await acts[intent.kind as keyof typeof acts](sources, intent, intent.request as Request)
  } catch (error) {
    const { userId: actor, intentId } = intent
    if (intent.kind === 'end' || !isFinal(error)) {
      await sources.port.call('postpone_billing_intent', { actor, intentId, problem: problemOf(error) })
      throw error
    }
    await sources.port.call('abandon_billing_intent', { actor, intentId, problem: error.code })
    throw error instanceof StripeRefusal ? refusalOf(error) : error
  }
}

const problemOf = (error: unknown): string => (error instanceof StripeRefusal || error instanceof GatewayError ? error.code : 'failed')

/** A no that asking again does not change. Of anything else it is not known what was done: the intent stays open, to be finished. */
const isFinal = (error: unknown): error is GatewayError | StripeRefusal =>
  error instanceof StripeRefusal || (error instanceof GatewayError && FINAL.has(error.code) && error.extensions.retryable !== true)
const FINAL: ReadonlySet<string> = new Set(['CONFLICT', 'NOT_FOUND', 'BAD_USER_INPUT', 'INTEGRATION_UNAVAILABLE'])

/** Stripe's no, to the client. Its words are about us, not about the client: only the code goes out. */
function refusalOf(refusal: StripeRefusal): GatewayError {
  const message = refusal.unauthorized ? 'Billing is off: Stripe does not accept STRIPE_SECRET_KEY.' : `Stripe refused this (${refusal.code}).`
  return Object.assign(integrationUnavailable('stripe', false, message), { cause: refusal })
}

const keyOf = (intent: Intent, what: string) => `phoenix-${intent.intentId}-${what}`

/** A superseded subscription that is still paid for, and why. */
interface Left {
  readonly id: string
  readonly problem: string
}

const acts = {
  async checkout(sources: Sources, intent: Intent, { plan, successUrl, cancelUrl }: Request): Promise<Outcome> {
    const { stripe, prices } = sources
    await closeCheckouts(sources, intent.userId, intent.openSessions)
    if (intent.openSessions.length > 0) await sources.port.call('check_purchase', { actor: intent.userId, planId: plan! })
    const price = prices.priceOf(plan!)
    if (price === null) throw integrationUnavailable('stripe', false, `This plan cannot be bought: ${prices.variableOf(plan!) ?? 'its price'} is not set.`)
    const session = await asCustomer(sources, intent, (customer) =>
      stripe.openCheckout({ customer, userId: intent.userId, planId: plan!, price, successUrl: successUrl!, cancelUrl: cancelUrl! }, keyOf(intent, `checkout-${customer}`)))
    return { save: 'save_checkout_session', args: { intentId: intent.intentId, sessionId: session.id, url: session.url!, expiresAt: new Date(session.expires_at * 1000).toISOString() } }
  },
  async portal({ stripe }: Sources, intent: Intent, { returnUrl }: Request): Promise<Outcome> {
    const session = await stripe.openPortal(intent.customerId!, returnUrl!, keyOf(intent, 'portal')).catch((error: unknown) => {
      throw isGone(error) ? conflict('Stripe has nothing of this account any more: use createCheckoutSession.') : error
    })
    return { save: 'save_portal_session', args: { intentId: intent.intentId, sessionId: session.id, url: session.url } }
  },
  async change_plan(sources: Sources, intent: Intent, { plan, keep, end = [] }: Request): Promise<Outcome> {
    const { stripe, prices } = sources
    const price = prices.priceOf(plan!)
    if (price === null) throw integrationUnavailable('stripe', false, `This plan cannot be bought: ${prices.variableOf(plan!) ?? 'its price'} is not set.`)
    const { items: { data: [item, ...others] } } = await stripe.subscription(keep!)
    if (item === undefined || others.length > 0) throw conflict('This subscription holds several prices, and cannot be changed here.')
    // A try before this one may have done it, longer ago than Stripe remembers keys.
    if (item.price.id !== price) {
      if (await closeCheckouts(sources, intent.userId, intent.openSessions)) throw conflict('Something was bought a moment ago: look at what there is now, and ask again.')
      await stripe.swapPrice(keep!, item.id, price, intent.userId, plan!, keyOf(intent, 'swap'))
    }
    // From here on the plan is changed. What does not end now is ended by the worker, and keeps nobody from what he bought.
    const left: Left[] = []
    for (const id of end) {
      await endSuperseded(sources, id, keep!).catch((error: unknown) => {
        if (!(error instanceof StripeRefusal || error instanceof GatewayError)) throw error
        left.push({ id, problem: error.code })
      })
    }
    return changed(sources, intent, [keep!, ...end], left)
  },
  async end(sources: Sources, intent: Intent, { keep, subscriptions = [] }: Request): Promise<Outcome> {
    for (const id of subscriptions) await endSuperseded(sources, id, keep!)
    return changed(sources, intent, subscriptions)
  },
  async cancel(sources: Sources, intent: Intent, { subscriptions = [] }: Request): Promise<Outcome> {
    for (const id of subscriptions) await sources.stripe.cancelAtPeriodEnd(id, true, keyOf(intent, `cancel-${id}`))
    return changed(sources, intent, subscriptions)
  },
  async resume(sources: Sources, intent: Intent, { subscriptions = [] }: Request): Promise<Outcome> {
    for (const id of subscriptions) await sources.stripe.cancelAtPeriodEnd(id, false, keyOf(intent, `resume-${id}`))
    return changed(sources, intent, subscriptions)
  },
}

/** Ending what has ended is no failure: a call before this one did it, or Stripe by itself. */
async function endSuperseded({ stripe }: Sources, id: string, keep: string) {
  try {
    await stripe.endNow(id, `${SUPERSEDED}${keep}`)
  } catch (error) {
    if (!(error instanceof StripeRefusal) || (await stripe.subscription(id)).status !== 'canceled') throw error
  }
}

/** Fetched anew: an answer to a change may be older than a fetch that another process began meanwhile. */
async function changed(sources: Sources, intent: Intent, subscriptions: readonly string[], left: readonly Left[] = []): Promise<Outcome> {
  const begun = await beginFetch(sources.port)
  const objects = subscriptions.map((id): StripeObject => ({ id, kind: 'subscription' }))
  const facts = await fetchFacts(sources, { objects }, begun).catch((error: unknown) => {
    // Refused is the look, not what was asked for, which is done: that is not given up.
    throw error instanceof StripeRefusal ? Object.assign(integrationUnavailable('stripe', true, 'Stripe did this, and does not show it: try again.'), { cause: error }) : error
  })
  return { save: 'save_subscription_change', args: { intentId: intent.intentId, facts, left: left.map(({ id }) => id), problem: left[0]?.problem ?? null } }
}

/** The customer was deleted at Stripe, or is of its other mode. */
const isGone = (error: unknown) => error instanceof StripeRefusal && error.code === 'resource_missing' && error.param === 'customer'

/** With the user's one customer: made where there is none, and made anew where Stripe no longer knows it (deleted, or of another mode). */
async function asCustomer<T>(sources: Sources, intent: Intent, work: (customer: string) => Promise<T>): Promise<T> {
  const known = intent.customerId ?? await makeCustomer(sources, intent, null)
  try {
    return await work(known)
  } catch (error) {
    if (!isGone(error)) throw error
    return work(await makeCustomer(sources, intent, known))
  }
}

/** The same key for the same user, so that ten calls at once make one. The e-mail is in it: with another one Stripe would refuse the key. */
async function makeCustomer({ stripe, port }: Sources, intent: Intent, insteadOf: string | null): Promise<string> {
  const mark = createHash('sha256').update(`${intent.email}|${insteadOf}`).digest('hex').slice(0, 16)
  const customerId = await stripe.createCustomer(intent.userId, intent.email, `phoenix-customer-${intent.userId}-${mark}`)
  const [main] = await port.call('link_stripe_customer', { actor: intent.userId, customerId, insteadOf })
  // Erased meanwhile: the customer that was just made is written down, to be deleted.
  if (main === null) throw unauthenticated('This account no longer exists.')
  return main!
}

/** Closes pages where the user could still pay. One that was paid meanwhile is applied, so that nobody pays twice: then it answers true. */
export async function closeCheckouts(sources: Sources, userId: string, sessions: readonly string[]): Promise<boolean> {
  const { stripe, port } = sources
  let bought = false
  for (const id of sessions) {
    try {
      await stripe.expireCheckout(id)
    } catch (error) {
      if (!(error instanceof StripeRefusal)) throw error
      const session = await stripe.checkout(id)
      const subscription = typeof session.subscription === 'string' ? session.subscription : session.subscription?.id
      if (session.status === 'complete' && subscription) {
        const begun = await beginFetch(port)
        const facts = await fetchFacts(sources, { objects: [{ id: subscription, kind: 'subscription' }], endedSession: id }, begun)
        await port.call('apply_stripe', { event: null, facts })
        bought = true
      }
    }
    await port.call('end_checkout_session', { actor: userId, sessionId: id })
  }
  return bought
}
