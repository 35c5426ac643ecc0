import type Stripe from 'stripe'
import { planInMetadata } from './prices.ts'
import type { Prices } from './prices.ts'

/*
 * What Stripe's objects say, in our words: pure functions. They read both shapes of an object: today's API, and that of endpoints
 * which still send an older one (periods and prices on the subscription itself, the subscription's id on the invoice).
 */

export interface SubscriptionFact {
  readonly id: string
  readonly customer: string
  /** null: sold under a price that is none of ours. */
  readonly plan: string | null
  /** What it is worth to us; `stripeStatus` is Stripe's own word. */
  readonly status: 'active' | 'trialing' | 'past_due' | 'cancelled' | 'incomplete' | 'unpaid' | 'paused'
  readonly stripeStatus: string
  readonly price: string | null
  readonly product: string | null
  /** Minor units a period. */
  readonly amount: number | null
  readonly currency: string
  readonly periodStart: string | null
  /** Of what is cancelled: the end of what was paid. */
  readonly periodEnd: string | null
  readonly trialEnd: string | null
  readonly cancelAtPeriodEnd: boolean
  readonly cancelledAt: string | null
  readonly pastDueSince: string | null
  readonly startedAt: string
  /** A change of plan ended it, and says so itself. */
  readonly superseded: boolean
}

export interface InvoiceFact {
  readonly id: string
  readonly paymentIntent: string | null
  readonly status: 'succeeded' | 'failed' | 'pending' | 'cancelled'
  readonly amount: number
  readonly currency: string
  readonly at: string
  readonly attempts: number
  readonly plan: string | null
  readonly app: string | null
}

export interface ChargeFact {
  readonly id: string
  readonly paymentIntent: string | null
  readonly currency: string
  /** Minor units given back. */
  readonly refunded: number
  readonly disputed: boolean
}

/** What apply_stripe is given. */
export interface Facts {
  /** Our database's clock when the fetch began; of provisional facts the event's own time. */
  readonly begunAt: string
  /** Of two fetches the one with the higher number began later, whatever the clock said; null of provisional facts. */
  readonly fetchNumber: string | null
  readonly provisional: boolean
  readonly customer: string | null
  /** Whose the customer is, by Stripe's data; counts where nobody is linked yet. */
  readonly user: string | null
  readonly userBy: string | null
  readonly subscriptions: readonly SubscriptionFact[]
  readonly invoice: InvoiceFact | null
  readonly charge: ChargeFact | null
  /** Objects that have changed and could not be looked at. */
  readonly unseen: readonly StripeObject[]
  /** A checkout session in which nothing can be bought any more. */
  readonly endedSession: string | null
}

/** What facts are of. */
export interface StripeObject {
  readonly id: string
  readonly kind: 'subscription' | 'invoice' | 'charge'
}

interface Periods { readonly current_period_start?: number; readonly current_period_end?: number }
type Subscription = Stripe.Subscription & Periods
type Invoice = Stripe.Invoice & { readonly subscription?: string | { id: string } | null; readonly payment_intent?: string | { id: string } | null }

export const moment = (seconds: number | null | undefined): string | null => (typeof seconds === 'number' ? new Date(seconds * 1000).toISOString() : null)

export const idIn = (reference: string | { readonly id: string } | null | undefined): string | null =>
  (typeof reference === 'string' ? reference : reference?.id ?? null)

/** The comment of a cancellation that a change of plan made: what it paid for was credited, so it is worth nothing more. */
export const SUPERSEDED = 'phoenix: superseded by '

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** A user's id, where somebody wrote one. */
export const userIn = (text: string | null | undefined): string | null => (UUID.test(text?.toLowerCase() ?? '') ? text!.toLowerCase() : null)

const APPS: Readonly<Record<string, string>> = { cv_premium: 'cv', letters_premium: 'letters', ecosystem_premium: 'ecosystem' }

/** @param openSince since when an invoice of it is unpaid, in seconds; null where that is not known */
export function subscriptionFact(given: Stripe.Subscription, prices: Prices, openSince: number | null): SubscriptionFact {
  const subscription = given as Subscription
  const item = itemOf(subscription, prices)
  const price = item?.price ?? null
  const start = (item as Periods | undefined)?.current_period_start ?? subscription.current_period_start ?? null
  const end = (item as Periods | undefined)?.current_period_end ?? subscription.current_period_end ?? null
  const worth = worthOf(subscription, start, end)
  return {
    id: subscription.id,
    customer: idIn(subscription.customer as never)!,
    plan: (price && prices.planOf(price.id)) ?? planInMetadata(subscription.metadata),
    status: worth.status,
    stripeStatus: subscription.status,
    price: price?.id ?? null,
    product: idIn(price?.product as never),
    amount: price?.unit_amount ?? null,
    currency: (price?.currency ?? subscription.currency).toUpperCase(),
    periodStart: moment(start),
    periodEnd: moment(worth.end),
    trialEnd: moment(subscription.trial_end),
    cancelAtPeriodEnd: worth.ending,
    cancelledAt: moment(subscription.canceled_at),
    pastDueSince: worth.status === 'past_due' ? moment(openSince) : null,
    startedAt: moment(subscription.created)!,
    superseded: isSuperseded(subscription),
  }
}

/** Ours sell one item. Of several the first that is a plan counts, the bundle before others. */
function itemOf({ items }: Subscription, prices: Prices) {
  const known = items.data.filter((item) => prices.planOf(item.price.id) !== null)
  return known.find((item) => prices.planOf(item.price.id) === 'ecosystem_premium') ?? known[0] ?? items.data[0]
}

function worthOf(subscription: Subscription, start: number | null, end: number | null): { status: SubscriptionFact['status']; end: number | null; ending: boolean } {
  const lives = subscription.status === 'active' || subscription.status === 'trialing'
  const ending = subscription.cancel_at_period_end ? end : subscription.cancel_at
  const ends = ending !== null && end !== null && ending <= end
  switch (subscription.status) {
    case 'canceled':
      return { status: 'cancelled', end: paidUntil(subscription, start, end), ending: false }
    case 'incomplete_expired':
      return { status: 'cancelled', end: null, ending: false }
    case 'active': case 'trialing': case 'past_due': case 'incomplete': case 'unpaid': case 'paused':
      // Nobody collects what it costs.
      if (lives && subscription.pause_collection) return { status: 'paused', end, ending: ends }
      return lives && ends ? { status: 'cancelled', end: ending, ending: true } : { status: subscription.status as SubscriptionFact['status'], end, ending: ends }
    default:
      // A word that Stripe did not have when this was written unlocks nothing.
      return { status: 'incomplete', end, ending: false }
  }
}

const isSuperseded = ({ cancellation_details: details }: Subscription) => details?.comment?.startsWith(SUPERSEDED) ?? false

/** What ended is good to the end of its paid period: not of one whose invoice was never paid, nor of one that was credited. */
function paidUntil(subscription: Subscription, start: number | null, end: number | null) {
  const { cancellation_details: details, latest_invoice: invoice } = subscription
  if (isSuperseded(subscription)) return null
  const unpaid = typeof invoice === 'object' && invoice !== null ? invoice.status !== 'paid' && invoice.amount_due > 0 : details?.reason === 'payment_failed'
  return unpaid ? start : end
}

/**
 * null: a draft, which asks nobody for anything yet.
 * @param underWay its subscription is paid for as far as Stripe knows: what was tried and is open still is a debit on its way, which takes days
 */
export function invoiceFact(given: Stripe.Invoice, prices: Prices, underWay = false): InvoiceFact | null {
  const invoice = given as Invoice
  const told = invoiceStatus(invoice)
  const status = told === 'failed' && invoice.status === 'open' && underWay ? 'pending' : told
  if (status === null) return null
  const plan = planOf(invoice, prices)
  return {
    id: invoice.id!,
    paymentIntent: paymentIntentOf(invoice),
    status,
    amount: status === 'succeeded' ? invoice.amount_paid : invoice.amount_due,
    currency: invoice.currency.toUpperCase(),
    at: moment(invoice.status_transitions?.paid_at ?? invoice.status_transitions?.finalized_at ?? invoice.created)!,
    attempts: invoice.attempt_count ?? 0,
    plan,
    app: plan === null ? null : APPS[plan] ?? null,
  }
}

function invoiceStatus({ status, attempt_count: attempts }: Invoice): InvoiceFact['status'] | null {
  if (status === 'paid') return 'succeeded'
  if (status === 'open') return attempts > 0 ? 'failed' : 'pending'
  if (status === 'uncollectible') return 'failed'
  return status === 'void' ? 'cancelled' : null
}

function paymentIntentOf({ payments, payment_intent: old }: Invoice): string | null {
  const candidates = (payments?.data ?? []).filter(({ payment }) => payment.type === 'payment_intent')
  const chosen = candidates.find(({ status }) => status === 'paid') ?? candidates.find((payment) => payment.is_default) ?? candidates[0]
  return idIn(chosen?.payment.payment_intent as never) ?? idIn(old)
}

/** What it is for: the line that costs most, since a change of plan credits the old one on the same invoice. */
function planOf(invoice: Invoice, prices: Prices): string | null {
  const lines = [...(invoice.lines?.data ?? [])].sort((a, b) => b.amount - a.amount)
  for (const line of lines) {
    const price = idIn(line.pricing?.price_details?.price as never) ?? idIn((line as { price?: string | { id: string } | null }).price)
    const plan = price === null ? null : prices.planOf(price)
    if (plan !== null) return plan
  }
  return planInMetadata(invoice.parent?.subscription_details?.metadata)
}

/** The subscription an invoice belongs to: under `parent` since the API of 2025, on the invoice itself before. */
export const subscriptionIn = (invoice: Stripe.Invoice): string | null =>
  idIn(invoice.parent?.subscription_details?.subscription as never) ?? idIn((invoice as Invoice).subscription)

export const chargeFact = (charge: Stripe.Charge): ChargeFact => ({
  id: charge.id,
  paymentIntent: idIn(charge.payment_intent as never),
  currency: charge.currency.toUpperCase(),
  refunded: charge.amount_refunded,
  disputed: charge.disputed,
})
