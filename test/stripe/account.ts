import { randomBytes } from 'node:crypto'

/*
 * A Stripe account: objects in Stripe's shapes, and what happens to them in the world (people pay, cards fail, months pass). It is
 * asked through test/stripe/api.ts, over HTTP or without.
 */

export interface StripeEvent {
  readonly id: string
  readonly type: string
  readonly created: number
  readonly data: { readonly object: any }
  readonly [field: string]: unknown
}

export const MONTH = 30 * 86_400
const copy = <T>(value: T): T => structuredClone(value)

export interface Account {
  readonly livemode: boolean
  /** By id. */
  readonly customers: Map<string, any>
  readonly subscriptions: Map<string, any>
  readonly invoices: Map<string, any>
  readonly charges: Map<string, any>
  readonly sessions: Map<string, any>
  readonly prices: Map<string, any>
  /** Everything it would send to a webhook, in the order in which it happened. */
  readonly events: StripeEvent[]
  /** Seconds. */
  clock: number
  id(prefix: string): string
  emit(type: string, object: unknown): StripeEvent
  addCustomer(fields?: object): any
  subscribe(customer: string, price: string, options?: { metadata?: object; trialDays?: number; status?: string; paid?: boolean }): any
  /** The buyer pays on the page of a checkout session. */
  pay(session: string, options?: { trialDays?: number }): any
  /** The next period begins: its invoice is paid, or not. */
  renew(subscription: string, options?: { fails?: boolean }): any
  /** Another try at the open invoice. */
  retry(subscription: string, options?: { fails?: boolean }): any
  update(subscription: string, change: object): any
  swap(subscription: string, price: string, metadata?: object): any
  end(subscription: string, options?: { reason?: string; comment?: string }): any
  refund(charge: string, amount?: number): any
  dispute(charge: string): any
  /** The charge of the newest paid invoice. */
  chargeOf(subscription: string): any
}

const PRICES = { price_cv: 799, price_letters: 999, price_all: 1599 }

export function createAccount({ livemode = false, clock = Math.floor(Date.now() / 1000) } = {}): Account {
  const paymentIntents = new Map<string, string>()
  const account: Account = {
    livemode, clock,
    customers: new Map(), subscriptions: new Map(), invoices: new Map(), charges: new Map(), sessions: new Map(), events: [],
    prices: new Map(Object.entries(PRICES).map(([id, unit_amount]) => [id, price(id, unit_amount)])),
    id: (prefix) => `${prefix}_${randomBytes(10).toString('hex')}`,
    emit(type, object) {
      const event = {
        id: account.id('evt'), object: 'event', api_version: '2026-10-28.endive', created: account.clock, livemode, pending_webhooks: 1, request: { id: null, idempotency_key: null },
        type, data: { object: copy(object) },
      }
      account.events.push(event)
      return event
    },
    addCustomer(fields = {}) {
      const customer = { id: account.id('cus'), object: 'customer', email: null, metadata: {}, created: account.clock, livemode, ...fields }
      account.customers.set(customer.id, customer)
      return customer
    },
    subscribe(customer, priceId, { metadata = {}, trialDays = 0, paid = true, status } = {}) {
      account.clock += 1
      const end = account.clock + (trialDays > 0 ? trialDays * 86_400 : MONTH)
      const subscription = {
        id: account.id('sub'), object: 'subscription', customer, status: status ?? (trialDays > 0 ? 'trialing' : 'active'), created: account.clock, start_date: account.clock,
        cancel_at: null, cancel_at_period_end: false, canceled_at: null, cancellation_details: { comment: null, feedback: null, reason: null }, ended_at: null,
        trial_start: trialDays > 0 ? account.clock : null, trial_end: trialDays > 0 ? end : null, pause_collection: null, currency: 'eur', livemode, metadata,
        latest_invoice: null, items: { object: 'list', has_more: false, data: [item(account, priceId, account.clock, end)] },
      }
      account.subscriptions.set(subscription.id, subscription)
      bill(subscription, trialDays > 0 ? 0 : undefined, paid, 'subscription_create')
      account.emit('customer.subscription.created', subscription)
      return subscription
    },
    pay(sessionId, { trialDays = 0 } = {}) {
      const session = account.sessions.get(sessionId)
      const subscription = account.subscribe(session.customer, session.price, { metadata: copy(session.subscription_metadata), trialDays })
      Object.assign(session, { status: 'complete', payment_status: 'paid', subscription: subscription.id, url: null })
      account.emit('checkout.session.completed', publicSession(session))
      return subscription
    },
    renew(id, { fails = false } = {}) {
      const subscription = account.subscriptions.get(id)
      const [only] = subscription.items.data
      account.clock = Math.max(account.clock + 1, only.current_period_end)
      only.current_period_start = only.current_period_end
      only.current_period_end += MONTH
      bill(subscription, undefined, !fails, 'subscription_cycle')
      subscription.status = fails ? 'past_due' : 'active'
      account.emit('customer.subscription.updated', subscription)
      return subscription
    },
    retry(id, { fails = false } = {}) {
      const subscription = account.subscriptions.get(id)
      account.clock += 3600
      settle(account.invoices.get(subscription.latest_invoice), !fails)
      subscription.status = fails ? 'past_due' : 'active'
      account.emit('customer.subscription.updated', subscription)
      return subscription
    },
    update(id, change) {
      const subscription = account.subscriptions.get(id)
      account.clock += 1
      Object.assign(subscription, change)
      if (subscription.cancel_at_period_end) subscription.canceled_at = account.clock
      else if (subscription.status !== 'canceled') subscription.canceled_at = null
      account.emit('customer.subscription.updated', subscription)
      return subscription
    },
    swap(id, priceId, metadata) {
      const subscription = account.subscriptions.get(id)
      subscription.items.data[0].price = account.prices.get(priceId)
      return account.update(id, { cancel_at_period_end: false, ...(metadata && { metadata: { ...subscription.metadata, ...metadata } }) })
    },
    end(id, { reason = 'cancellation_requested', comment } = {}) {
      const subscription = account.subscriptions.get(id)
      account.clock += 1
      Object.assign(subscription, {
        status: 'canceled', canceled_at: subscription.canceled_at ?? account.clock, ended_at: account.clock, cancellation_details: { comment: comment ?? null, feedback: null, reason },
      })
      account.emit('customer.subscription.deleted', subscription)
      return subscription
    },
    refund(id, amount) {
      const charge = account.charges.get(id)
      account.clock += 1
      charge.amount_refunded = Math.min(charge.amount, charge.amount_refunded + (amount ?? charge.amount))
      charge.refunded = charge.amount_refunded === charge.amount
      account.emit('charge.refunded', charge)
      return charge
    },
    dispute(id) {
      const charge = account.charges.get(id)
      account.clock += 1
      charge.disputed = true
      account.emit('charge.dispute.created', { id: account.id('dp'), object: 'dispute', charge: id, payment_intent: charge.payment_intent, amount: charge.amount, currency: charge.currency, reason: 'fraudulent', status: 'needs_response', livemode })
      return charge
    },
    chargeOf(id) {
      const paid = [...account.charges.values()].filter((charge) => account.invoices.get(charge.invoiceOfTest).parent.subscription_details.subscription === id)
      return paid.at(-1)
    },
  }

  /** Makes the invoice of a period and asks for its money. */
  function bill(subscription: any, amount: number | undefined, paid: boolean, reason: string) {
    const [only] = subscription.items.data
    const due = amount ?? only.price.unit_amount
    const invoice = {
      id: account.id('in'), object: 'invoice', customer: subscription.customer, billing_reason: reason, currency: subscription.currency, status: 'open', amount_due: due, amount_paid: 0,
      attempt_count: 0, created: account.clock, livemode, status_transitions: { finalized_at: account.clock, paid_at: null, voided_at: null, marked_uncollectible_at: null },
      parent: { type: 'subscription_details', quote_details: null, subscription_details: { subscription: subscription.id, metadata: copy(subscription.metadata) } },
      lines: { object: 'list', has_more: false, data: [{ id: account.id('il'), object: 'line_item', amount: due, currency: subscription.currency, pricing: { type: 'price_details', price_details: { price: only.price.id, product: only.price.product } } }] },
    }
    account.invoices.set(invoice.id, invoice)
    subscription.latest_invoice = invoice.id
    paymentIntents.set(invoice.id, account.id('pi'))
    settle(invoice, paid)
  }

  function settle(invoice: any, paid: boolean) {
    if (invoice.amount_due > 0) invoice.attempt_count += 1
    if (!paid) return account.emit('invoice.payment_failed', invoice)
    Object.assign(invoice, { status: 'paid', amount_paid: invoice.amount_due })
    invoice.status_transitions.paid_at = account.clock
    if (invoice.amount_due > 0) {
      const charge = {
        id: account.id('ch'), object: 'charge', customer: invoice.customer, amount: invoice.amount_due, amount_refunded: 0, currency: invoice.currency, refunded: false, disputed: false,
        payment_intent: paymentIntents.get(invoice.id), created: account.clock, livemode, paid: true, status: 'succeeded', invoiceOfTest: invoice.id,
      }
      account.charges.set(charge.id, charge)
    }
    return account.emit('invoice.paid', invoice)
  }

  Object.assign(account, { paymentIntents })
  return account
}

const price = (id: string, unit_amount: number, currency = 'eur') => ({ id, object: 'price', currency, unit_amount, product: `prod_${id.slice(6)}`, recurring: { interval: 'month', interval_count: 1 } })

export const addPrice = (account: Account, id: string, amount: number, currency: string) => void account.prices.set(id, price(id, amount, currency))

const item = (account: Account, priceId: string, start: number, end: number) =>
  ({ id: account.id('si'), object: 'subscription_item', quantity: 1, price: account.prices.get(priceId), current_period_start: start, current_period_end: end })

export const publicSession = ({ price: _price, subscription_metadata: _metadata, ...session }: any) => session

/** The payments of an invoice, which Stripe shows only where they are asked for. */
export function paymentsOf(account: Account, invoice: any) {
  const intent = (account as unknown as { paymentIntents: Map<string, string> }).paymentIntents.get(invoice.id)
  const data = invoice.amount_due === 0 ? [] : [{
    id: `inpay_${invoice.id}`, object: 'invoice_payment', invoice: invoice.id, is_default: true, status: invoice.status === 'paid' ? 'paid' : 'open', amount_requested: invoice.amount_due,
    payment: { type: 'payment_intent', payment_intent: intent },
  }]
  return { object: 'list', has_more: false, data }
}

/** As an endpoint of before 2025 gets its events: periods on the subscription, the subscription's id and the payment on the invoice. */
export function oldShape(account: Account, event: StripeEvent): StripeEvent {
  const old = structuredClone(event) as any
  const { object } = old.data
  old.api_version = '2024-06-20'
  if (object.object === 'subscription') {
    const [only] = object.items.data
    Object.assign(object, { current_period_start: only.current_period_start, current_period_end: only.current_period_end })
    delete only.current_period_start
    delete only.current_period_end
  }
  if (object.object === 'invoice') {
    object.subscription = object.parent.subscription_details.subscription
    object.payment_intent = paymentsOf(account, object).data[0]?.payment.payment_intent ?? null
    object.subscription_details = { metadata: object.parent.subscription_details.metadata }
    delete object.parent
    for (const line of object.lines.data) {
      line.price = { id: line.pricing.price_details.price }
      delete line.pricing
    }
  }
  return old
}
