import Stripe from 'stripe'
import type { StripeConfig } from '../config.ts'
import { GatewayError, integrationUnavailable } from '../errors.ts'

/** Stripe has answered, and said no. Its own words are left out, for they quote what they are about, such as an e-mail address: its log has them. */
export class StripeRefusal extends Error {
  override readonly name = 'StripeRefusal'
  /** Such as `resource_missing`. */
  readonly code: string
  /** The parameter that it is about. */
  readonly param: string | null
  readonly unauthorized: boolean
  constructor(code: string, param: string | null, unauthorized: boolean, requestId: string | undefined) {
    super(`Stripe refused: ${code}${param === null ? '' : ` (${param})`}${requestId === undefined ? '' : `, in ${requestId}`}`)
    this.code = code
    this.param = param
    this.unauthorized = unauthorized
  }
}

/** Stripe did not answer, or not now: later it may. */
export const isOutage = (error: unknown) => error instanceof GatewayError && error.code === 'INTEGRATION_UNAVAILABLE' && error.extensions.retryable === true

export interface Page<T> {
  readonly data: readonly T[]
  readonly hasMore: boolean
}

export interface CheckoutRequest {
  readonly customer: string
  readonly userId: string
  readonly planId: string
  readonly price: string
  readonly successUrl: string
  readonly cancelUrl: string
}

/** Stripe as we use it: every method one call, under the given key where it changes something. */
export type StripeClient = ReturnType<typeof connectStripe>

/** Milliseconds. A webhook's fetch is worth less time than an answer to Stripe, which asks again by itself. */
const PATIENT = 8_000
const QUICK = 3_000

const PAGE = 100

/** @param transport instead of the network, for tests that ask a great deal */
export function connectStripe({ secretKey, baseUrl, timeoutMs = PATIENT }: Pick<StripeConfig, 'secretKey' | 'baseUrl' | 'timeoutMs'>, transport?: Stripe.HttpClient) {
  const { hostname, port, protocol } = new URL(baseUrl)
  const stripe = new Stripe(secretKey, {
    host: hostname, protocol: protocol === 'http:' ? 'http' : 'https', ...(port === '' ? {} : { port }), timeout: timeoutMs, maxNetworkRetries: 1,
    telemetry: false, ...(transport && { httpClient: transport }),
  })
  const pace = (quick: boolean) => (quick ? { timeout: Math.min(timeoutMs, QUICK), maxNetworkRetries: 0 } : {})
  const keyed = (idempotencyKey: string) => ({ idempotencyKey })
  const metadataOf = (userId: string, planId: string) => ({ phoenix_user_id: userId, phoenix_plan: planId })
  return {
    /** Keys say which of Stripe's two worlds they open. */
    livemode: /^[sr]k_live_/.test(secretKey),

    subscription: (id: string, quick = false) => answered(stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] }, pace(quick))),
    invoice: (id: string, quick = false) => answered(stripe.invoices.retrieve(id, { expand: ['payments'] }, pace(quick))),
    charge: (id: string, quick = false) => answered(stripe.charges.retrieve(id, {}, pace(quick))),
    /** Since when an invoice of the subscription is unpaid, in seconds. */
    async unpaidSince(id: string, quick = false): Promise<number | null> {
      const open = await answered(stripe.invoices.list({ subscription: id, status: 'open', limit: PAGE }, pace(quick)))
      const since = open.data.map((invoice) => invoice.status_transitions.finalized_at ?? invoice.created)
      return since.length === 0 ? null : Math.min(...since)
    },
    customer: (id: string) => answered(stripe.customers.retrieve(id)),

    async createCustomer(userId: string, email: string | null, key: string): Promise<string> {
      const customer = await answered(stripe.customers.create({ ...(email === null ? {} : { email }), metadata: { phoenix_user_id: userId } }, keyed(key)))
      return customer.id
    },
    openCheckout: ({ customer, userId, planId, price, successUrl, cancelUrl }: CheckoutRequest, key: string) => answered(stripe.checkout.sessions.create({
      mode: 'subscription', customer, client_reference_id: userId, line_items: [{ price, quantity: 1 }], success_url: successUrl, cancel_url: cancelUrl,
      metadata: metadataOf(userId, planId), subscription_data: { metadata: metadataOf(userId, planId) },
    }, keyed(key))),
    checkout: (id: string) => answered(stripe.checkout.sessions.retrieve(id)),
    expireCheckout: (id: string) => answered(stripe.checkout.sessions.expire(id)),
    async checkoutOf(subscriptionId: string) {
      const { data } = await answered(stripe.checkout.sessions.list({ subscription: subscriptionId, limit: 1 }))
      return data[0] ?? null
    },
    /** Pages where the customer could still pay. */
    async openCheckouts(customer: string): Promise<readonly string[]> {
      const open: string[] = []
      for (let after: string | null = null, more = true; more;) {
        const sessions: Page<Stripe.Checkout.Session> = await page(stripe.checkout.sessions.list({ customer, status: 'open', limit: PAGE, ...from(after) }))
        open.push(...sessions.data.map(({ id }) => id))
        after = sessions.data.at(-1)?.id ?? null
        more = sessions.hasMore && after !== null
      }
      return open
    },
    openPortal: (customer: string, returnUrl: string, key: string) => answered(stripe.billingPortal.sessions.create({ customer, return_url: returnUrl }, keyed(key))),

    swapPrice: (id: string, itemId: string, price: string, userId: string, planId: string, key: string) => answered(stripe.subscriptions.update(id, {
      items: [{ id: itemId, price, quantity: 1 }], proration_behavior: 'create_prorations', cancel_at_period_end: false, metadata: metadataOf(userId, planId),
    }, keyed(key))),
    cancelAtPeriodEnd: (id: string, ends: boolean, key: string) => answered(stripe.subscriptions.update(id, { cancel_at_period_end: ends }, keyed(key))),
    /** At once; what was paid and not used is invoiced at once too, and so credited to the customer: else the credit waits for an invoice that may never be made. */
    endNow: (id: string, comment: string) => answered(stripe.subscriptions.cancel(id, { prorate: true, invoice_now: true, cancellation_details: { comment } })),

    /** At once, with nothing to settle: nobody is left to be credited. */
    endErased: (id: string, comment: string) => answered(stripe.subscriptions.cancel(id, { prorate: false, invoice_now: false, cancellation_details: { comment } })),
    /** Stripe cancels what he still has, and keeps his invoices. */
    deleteCustomer: (id: string) => answered(stripe.customers.del(id)),
    /** The person is taken off; the customer stays. */
    blankCustomer: (id: string) => answered(stripe.customers.update(id, { name: '', email: '', phone: '', address: '', shipping: '', description: '', metadata: '' })),

    customers: (after: string | null) => page(stripe.customers.list({ limit: PAGE, ...from(after) })),
    subscriptionsOf: (customer: string, after: string | null) => page(stripe.subscriptions.list({ customer, status: 'all', limit: PAGE, ...from(after) })),
    subscriptions: (after: string | null) => page(stripe.subscriptions.list({ status: 'all', limit: PAGE, expand: ['data.latest_invoice'], ...from(after) })),
    invoices: (after: string | null) => page(stripe.invoices.list({ limit: PAGE, expand: ['data.payments'], ...from(after) })),
    charges: (after: string | null) => page(stripe.charges.list({ limit: PAGE, ...from(after) })),
  }
}

const from = (after: string | null) => (after === null ? {} : { starting_after: after })

async function page<T>(list: Promise<Stripe.ApiList<T>>): Promise<Page<T>> {
  const { data, has_more: hasMore } = await answered(list)
  return { data, hasMore }
}

/** @throws INTEGRATION_UNAVAILABLE (retryable) where Stripe does not answer, or not now; StripeRefusal where it says no */
async function answered<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    throw translate(error)
  }
}

function translate(error: unknown): unknown {
  if (!(error instanceof Stripe.errors.StripeError)) return error
  const { statusCode = 0, code, param } = error
  const later = statusCode === 0 || statusCode === 409 || statusCode === 429 || statusCode >= 500
  if (later) return Object.assign(integrationUnavailable('stripe', true, 'Stripe does not answer for the moment: try again.'), { cause: error })
  return new StripeRefusal(code ?? error.type, param ?? null, statusCode === 401 || statusCode === 403, error.requestId)
}
