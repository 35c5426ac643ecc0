import { createHash } from 'node:crypto'
import { publicSession, paymentsOf } from './account.ts'
import type { Account } from './account.ts'

/** Stripe's HTTP interface to an account, as far as we use it: forms in, JSON out, idempotency keys, lists in pages, errors. */
export interface Api {
  readonly account: Account
  /** `METHOD /path`, in order; retried ones too. */
  readonly requests: string[]
  /** What the next requests that fit meet instead of an answer. */
  fail(pattern: RegExp, how: Failure, times?: number): void
  heal(): void
  answer(request: ApiRequest): Promise<ApiAnswer>
}

/** A status; `timeout`: nothing is done and nobody answers; `lost`: done, and the connection breaks; `silent`: done, and nobody answers. */
export type Failure = number | 'timeout' | 'lost' | 'silent'

export interface ApiRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}
export interface ApiAnswer {
  readonly status: number
  readonly body: unknown
  readonly fate?: Exclude<Failure, number>
}

class ApiError extends Error {
  readonly status: number
  readonly body: object
  constructor(status: number, error: Record<string, unknown>) {
    super(String(error.message ?? error.code))
    this.status = status
    this.body = { error }
  }
}
const invalid = (message: string, code: string, param?: string, status = 400) => new ApiError(status, { type: 'invalid_request_error', code, message, ...(param && { param }) })
const missing = (what: string, id: string, param = 'id') => invalid(`No such ${what}: '${id}'`, 'resource_missing', param, 404)

export function createApi(account: Account, secretKey = 'sk_test_local'): Api {
  const keys = new Map<string, { print: string; answer: ApiAnswer | null }>()
  let failures: { pattern: RegExp; how: Failure; times: number }[] = []
  const requests: string[] = []

  async function answer(request: ApiRequest): Promise<ApiAnswer> {
    const { pathname, searchParams } = new URL(request.url, 'http://stripe.test')
    const line = `${request.method} ${pathname}`
    requests.push(line)
    const failure = failures.find(({ pattern, times }) => times > 0 && pattern.test(line))
    if (failure) failure.times -= 1
    if (failure?.how === 'timeout') return { status: 0, body: null, fate: 'timeout' }
    if (typeof failure?.how === 'number') return { status: failure.how, body: { error: { type: failure.how === 429 ? 'rate_limit_error' : 'api_error', message: 'planted', ...(failure.how === 401 && { type: 'invalid_request_error' }) } } }
    const done = keyed(request, pathname, searchParams)
    return failure ? { ...done, fate: failure.how } : done
  }

  /** The same key with the same body is answered as before; with another body it is refused. */
  function keyed(request: ApiRequest, path: string, query: URLSearchParams): ApiAnswer {
    const key = request.method === 'POST' ? request.headers['idempotency-key'] : undefined
    const print = createHash('sha256').update(`${request.method} ${path} ${request.body}`).digest('hex')
    const known = typeof key === 'string' ? keys.get(key) : undefined
    if (known && known.print !== print) return { status: 400, body: { error: { type: 'idempotency_error', message: 'Keys for idempotent requests can only be used with the same parameters they were first used with.' } } }
    if (known?.answer) return known.answer
    const answered = route(request, path, query)
    if (typeof key === 'string') keys.set(key, { print, answer: answered })
    return answered
  }

  function route(request: ApiRequest, path: string, query: URLSearchParams): ApiAnswer {
    try {
      if (request.headers.authorization !== `Bearer ${secretKey}`) throw new ApiError(401, { type: 'invalid_request_error', message: 'Invalid API Key provided' })
      const parameters = readForm(request.method === 'POST' ? new URLSearchParams(request.body) : query)
      return { status: 200, body: structuredClone(dispatch(account, request.method, path, parameters)) }
    } catch (error) {
      if (error instanceof ApiError) return { status: error.status, body: error.body }
      throw error
    }
  }

  return {
    account, requests, answer,
    fail: (pattern, how, times = Infinity) => void failures.push({ pattern, how, times }),
    heal() { failures = [] },
  }
}

function dispatch(account: Account, method: string, path: string, given: any): unknown {
  const [, , ...parts] = path.split('/')
  const [collection, id, verb] = parts[0] === 'checkout' || parts[0] === 'billing_portal' ? [`${parts[0]}/${parts[1]}`, parts[2], parts[3]] : parts
  const handler = handlers[`${method} ${collection}${id ? '/:id' : ''}${verb ? `/${verb}` : ''}`]
  if (!handler) throw invalid(`Unrecognized request URL (${method}: ${path})`, 'url_invalid', undefined, 404)
  return handler(account, given, id!)
}

const found = (map: Map<string, any>, what: string, id: string, param?: string) => {
  const object = map.get(id)
  if (!object) throw missing(what, id, param)
  return object
}

/** A deleted customer can be looked at, and nothing else. */
function living(account: Account, id: string, param?: string) {
  const customer = found(account.customers, 'customer', id, param)
  if (customer.deleted) throw missing('customer', id, param)
  return customer
}

const expanded = (account: Account, subscription: any, expand: readonly string[] = []) =>
  (expand.some((path) => path.endsWith('latest_invoice')) ? { ...subscription, latest_invoice: account.invoices.get(subscription.latest_invoice) ?? null } : subscription)
const withPayments = (account: Account, invoice: any, expand: readonly string[] = []) =>
  (expand.some((path) => path.endsWith('payments')) ? { ...invoice, payments: paymentsOf(account, invoice) } : invoice)

/** Newest first, as Stripe lists. */
function listed(objects: readonly any[], { limit = '10', starting_after: after }: any, url: string) {
  const all = [...objects].reverse()
  const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1
  if (after !== undefined && start === 0) throw missing('object', after, 'starting_after')
  const data = all.slice(start, start + Number(limit))
  return { object: 'list', url, has_more: start + data.length < all.length, data }
}

const handlers: Record<string, (account: Account, given: any, id: string) => unknown> = {
  'POST customers': (account, given) => account.addCustomer(given),
  'GET customers': (account, given) => listed([...account.customers.values()].filter(({ deleted }) => !deleted), given, '/v1/customers'),
  'GET customers/:id': (account, _given, id) => found(account.customers, 'customer', id),
  'POST customers/:id'(account, { metadata, ...given }, id) {
    const customer = living(account, id)
    for (const [field, value] of Object.entries(given)) customer[field] = value === '' ? null : value
    return Object.assign(customer, metadata === '' ? { metadata: {} } : {})
  },
  'DELETE customers/:id'(account, _given, id) {
    living(account, id)
    for (const subscription of account.subscriptions.values()) if (subscription.customer === id && !['canceled', 'incomplete_expired'].includes(subscription.status)) account.end(subscription.id)
    const deleted = { id, object: 'customer', deleted: true }
    account.customers.set(id, deleted)
    account.emit('customer.deleted', deleted)
    return deleted
  },
  'POST checkout/sessions'(account, given) {
    living(account, given.customer, 'customer')
    const { price } = given.line_items[0]
    found(account.prices, 'price', price, 'line_items[0][price]')
    const id = account.id('cs_test')
    const session = {
      id, object: 'checkout.session', mode: given.mode, customer: given.customer, client_reference_id: given.client_reference_id ?? null, status: 'open', payment_status: 'unpaid', subscription: null,
      url: `https://checkout.stripe.test/c/${id}`, success_url: given.success_url, cancel_url: given.cancel_url, created: account.clock, expires_at: Math.floor(Date.now() / 1000) + 86_400, livemode: account.livemode,
      metadata: given.metadata ?? {}, price, subscription_metadata: given.subscription_data?.metadata ?? {},
    }
    account.sessions.set(id, session)
    return publicSession(session)
  },
  'GET checkout/sessions/:id': (account, _given, id) => publicSession(found(account.sessions, 'checkout.session', id)),
  'GET checkout/sessions': (account, given) => listed([...account.sessions.values()].filter((session) => ['subscription', 'customer', 'status'].every((field) => given[field] === undefined || session[field] === given[field])).map(publicSession), given, '/v1/checkout/sessions'),
  'POST checkout/sessions/:id/expire'(account, _given, id) {
    const session = found(account.sessions, 'checkout.session', id)
    if (session.status !== 'open') throw invalid(`Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`, 'checkout_session_not_open')
    return publicSession(Object.assign(session, { status: 'expired', url: null }))
  },
  'POST billing_portal/sessions'(account, given) {
    living(account, given.customer, 'customer')
    const id = account.id('bps')
    return { id, object: 'billing_portal.session', customer: given.customer, return_url: given.return_url, url: `https://billing.stripe.test/p/${id}`, created: account.clock, livemode: account.livemode }
  },
  'GET subscriptions/:id': (account, given, id) => expanded(account, found(account.subscriptions, 'subscription', id), given.expand),
  'GET subscriptions': (account, given) => {
    const page = listed([...account.subscriptions.values()].filter(({ customer }) => given.customer === undefined || customer === given.customer), given, '/v1/subscriptions')
    return { ...page, data: page.data.map((subscription) => expanded(account, subscription, given.expand)) }
  },
  'POST subscriptions/:id'(account, given, id) {
    const subscription = found(account.subscriptions, 'subscription', id)
    if (subscription.status === 'canceled') throw invalid('A canceled subscription can only update its cancellation_details and metadata.', 'resource_missing')
    const price = given.items?.[0]?.price
    if (price !== undefined) {
      found(account.prices, 'price', price, 'items[0][price]')
      if (given.items[0].id !== subscription.items.data[0].id) throw missing('subscription_item', given.items[0].id, 'items[0][id]')
      return account.swap(id, price, given.metadata)
    }
    return account.update(id, { cancel_at_period_end: given.cancel_at_period_end === 'true' })
  },
  'DELETE subscriptions/:id'(account, given, id) {
    const subscription = found(account.subscriptions, 'subscription', id)
    if (subscription.status === 'canceled') throw missing('subscription', id)
    // What was paid and not used is credited where it is invoiced at once; else it waits for an invoice of a subscription that makes none any more.
    if (given.prorate === 'true' && given.invoice_now === 'true') {
      const [{ price: { unit_amount: amount }, current_period_start: start, current_period_end: end }] = subscription.items.data
      const customer = account.customers.get(subscription.customer)
      customer.balance = (customer.balance ?? 0) - Math.round(amount * Math.min(1, (end - account.clock) / (end - start)))
    }
    return account.end(id, given.cancellation_details)
  },
  'GET invoices/:id': (account, given, id) => withPayments(account, found(account.invoices, 'invoice', id), given.expand),
  'GET invoices'(account, given) {
    const fits = (invoice: any) => (given.status === undefined || invoice.status === given.status) && (given.subscription === undefined || invoice.parent.subscription_details.subscription === given.subscription)
    const page = listed([...account.invoices.values()].filter(fits), given, '/v1/invoices')
    return { ...page, data: page.data.map((invoice) => withPayments(account, invoice, given.expand)) }
  },
  'GET charges/:id': (account, _given, id) => found(account.charges, 'charge', id),
  'GET charges': (account, given) => listed([...account.charges.values()], given, '/v1/charges'),
}

/** `items[0][price]=x&expand[]=y` as objects and arrays. */
function readForm(form: URLSearchParams): any {
  const root: any = {}
  for (const [name, value] of form) {
    const path = [...name.matchAll(/[^[\]]+|\[\]/g)].map(([part]) => part)
    let at = root
    path.forEach((part, index) => {
      const last = index === path.length - 1
      const next = path[index + 1]
      const slot = part === '[]' ? at.length : /^\d+$/.test(part) ? Number(part) : part
      at[slot] ??= last ? value : /^(\d+|\[\])$/.test(next!) ? [] : {}
      at = at[slot]
    })
  }
  return root
}
