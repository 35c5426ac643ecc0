import type Stripe from 'stripe'
import type { Port } from '../db/port.ts'
import { chargeFact, idIn, invoiceFact, subscriptionFact, subscriptionIn, userIn } from './facts.ts'
import type { Facts, StripeObject, SubscriptionFact } from './facts.ts'
import type { Prices } from './prices.ts'
import type { StripeClient } from './stripe.ts'

/** What a look at Stripe needs. */
export interface Sources {
  readonly stripe: StripeClient
  readonly port: Port
  readonly prices: Prices
}

/** What is to be looked at, and what is known of it without looking. */
export interface Subject {
  readonly objects: readonly StripeObject[]
  readonly user?: string | null
  readonly userBy?: string | null
  readonly endedSession?: string | null
}

/** When a fetch began: its number orders it, its time is kept with what it found. */
export type Begun = Pick<Facts, 'begunAt' | 'fetchNumber'>

export const nothing: Omit<Facts, keyof Begun> = {
  provisional: false, customer: null, user: null, userBy: null, subscriptions: [], invoice: null, charge: null, unseen: [], endedSession: null,
}

/** Taken from our database before Stripe is asked. */
export async function beginFetch(port: Port): Promise<Begun> {
  const [begun] = await port.call('begin_stripe_fetch', {})
  return begunIn(begun!)
}

export const begunIn = ({ begunAt, fetchNumber }: Begun): Begun => ({ begunAt, fetchNumber })

/**
 * The state of the subject's objects at Stripe.
 * @param begun from before this call
 * @throws INTEGRATION_UNAVAILABLE, StripeRefusal
 */
export async function fetchFacts({ stripe, prices }: Pick<Sources, 'stripe' | 'prices'>, subject: Subject, begun: Begun, quick = false): Promise<Facts> {
  const idOf = (kind: StripeObject['kind']) => subject.objects.filter((object) => object.kind === kind).map(({ id }) => id)
  const [subscriptions, [invoice], [charge]] = await Promise.all([
    Promise.all(idOf('subscription').map((id) => stripe.subscription(id, quick))),
    Promise.all(idOf('invoice').map((id) => stripe.invoice(id, quick))),
    Promise.all(idOf('charge').map((id) => stripe.charge(id, quick))),
  ])
  const named = userOf(subscriptions, subject)
  return {
    ...nothing, ...named, ...begun,
    customer: [...subscriptions, invoice, charge].map((object) => idIn(object?.customer as never)).find((id) => id !== null) ?? null,
    subscriptions: await Promise.all(subscriptions.map((subscription) => subscriptionFacts(stripe, prices, subscription, quick))),
    invoice: invoice ? invoiceFact(invoice, prices) : null,
    charge: charge ? chargeFact(charge) : null,
    endedSession: subject.endedSession ?? null,
  }
}

/** A subscription's fact; of one that is past due also since when, which only its invoices know. */
export async function subscriptionFacts(stripe: StripeClient, prices: Prices, subscription: Stripe.Subscription, quick = false): Promise<SubscriptionFact> {
  const since = subscription.status === 'past_due' ? await stripe.unpaidSince(subscription.id, quick) : null
  return subscriptionFact(subscription, prices, since)
}

function userOf(subscriptions: readonly Stripe.Subscription[], subject: Subject) {
  const written = subscriptions.map(({ metadata }) => userIn(metadata?.phoenix_user_id)).find((user) => user !== null)
  return written ? { user: written, userBy: 'metadata' } : { user: subject.user ?? null, userBy: subject.userBy ?? null }
}

/** Since API versions of 2023 an invoice carries its subscription's metadata. */
function userBehind(invoice: Stripe.Invoice & { readonly subscription_details?: { readonly metadata?: Record<string, string> | null } | null }) {
  const details = invoice.parent?.subscription_details ?? invoice.subscription_details
  const user = userIn(details?.metadata?.phoenix_user_id)
  return user === null ? {} : { user, userBy: 'metadata' }
}

/** What the worker looks at again: an invoice with its subscription is not needed, each object is marked by itself. */
export const subjectOf = (object: StripeObject): Subject => ({ objects: [object] })

/** What can be said by an event's own object, where Stripe cannot be asked; null where that is nothing. */
export function provisionalFacts(event: Stripe.Event, subject: Subject, prices: Prices): Facts | null {
  const object = event.data.object as unknown as { readonly id: string; readonly object: string; readonly customer?: string | { id: string } | null; readonly metadata?: Record<string, string> }
  const base: Facts = {
    ...nothing, begunAt: new Date(event.created * 1000).toISOString(), fetchNumber: null, provisional: true, customer: idIn(object.customer), user: subject.user ?? null,
    userBy: subject.userBy ?? null, unseen: subject.objects.filter(({ id }) => id !== object.id), endedSession: subject.endedSession ?? null,
  }
  switch (object.object) {
    case 'subscription': {
      const user = userIn(object.metadata?.phoenix_user_id)
      return { ...base, ...(user && { user, userBy: 'metadata' }), subscriptions: [subscriptionFact(object as never, prices, event.created)] }
    }
    case 'invoice':
      return { ...base, ...userBehind(object as never), invoice: invoiceFact(object as never, prices) }
    case 'charge':
      return { ...base, charge: chargeFact(object as never) }
    case 'checkout.session':
      return base
    default:
      // A dispute does not say whose it is.
      return null
  }
}

/** What an event is about; null where it changes nothing here. */
export function subjectOfEvent(event: Stripe.Event): Subject | null {
  const subscription = (id: string | null): readonly StripeObject[] => (id === null ? [] : [{ id, kind: 'subscription' }])
  switch (event.type) {
    case 'checkout.session.completed': {
      const session = event.data.object
      const written = userIn(session.metadata?.phoenix_user_id)
      const named = written ? { user: written, userBy: 'metadata' } : { user: userIn(session.client_reference_id), userBy: 'client_reference' }
      const objects = subscription(idIn(session.subscription as never))
      return objects.length === 0 ? null : { objects, ...named, endedSession: session.id }
    }
    case 'customer.subscription.created':
    case 'customer.subscription.updated':
    case 'customer.subscription.deleted':
    case 'customer.subscription.paused':
    case 'customer.subscription.resumed':
    case 'customer.subscription.trial_will_end':
      return { objects: subscription(event.data.object.id) }
    case 'invoice.paid':
    case 'invoice.payment_failed': {
      const invoice = event.data.object
      return { objects: [{ id: invoice.id!, kind: 'invoice' }, ...subscription(subscriptionIn(invoice))] }
    }
    case 'charge.refunded':
      return { objects: [{ id: event.data.object.id, kind: 'charge' }] }
    case 'charge.dispute.created':
      return { objects: [{ id: idIn(event.data.object.charge as never)!, kind: 'charge' }] }
    default:
      return null
  }
}
