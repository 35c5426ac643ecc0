import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Stripe from 'stripe'
import { createAccount } from './account.ts'
import type { Account, StripeEvent } from './account.ts'
import { createApi } from './api.ts'
import type { Api } from './api.ts'
import type { StripeConfig } from '../../gateway/config.ts'

export const SECRET_KEY = 'sk_test_local'
export const WEBHOOK_SECRET = 'whsec_dGVzdHNlY3JldA'

export interface LocalStripe extends Api {
  readonly config: StripeConfig
  close(): Promise<void>
}

export const configOf = (baseUrl: string): StripeConfig =>
  ({ secretKey: SECRET_KEY, webhookSecrets: [WEBHOOK_SECRET], baseUrl, prices: { ecosystem: 'price_all', cv: 'price_cv', letters: 'price_letters' } })

/** Stripe on loopback. */
export async function openStripe(account: Account = createAccount()): Promise<LocalStripe> {
  const api = createApi(account, SECRET_KEY)
  const server = createServer(async (req, res) => {
    let body = ''
    for await (const chunk of req) body += chunk
    const answer = await api.answer({ method: req.method!, url: req.url!, headers: req.headers, body })
    if (answer.fate === 'lost') return res.destroy()
    // Nobody answers; whoever waits gives up by himself.
    if (answer.fate) return
    res.writeHead(answer.status, { 'content-type': 'application/json', 'request-id': account.id('req') }).end(JSON.stringify(answer.body))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...api,
    config: configOf(baseUrl),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => void server.close(resolve))
    },
  }
}

/** The same without a network: what the SDK sends goes straight to the account. */
export function transportTo(api: Api): Stripe.HttpClient {
  return {
    getClientName: () => 'local',
    async makeRequest(_host: string, _port: string, path: string, method: string, headers: Record<string, any>, body: string) {
      const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]))
      const answer = await api.answer({ method, url: path, headers: lower, body: body ?? '' })
      if (answer.fate) throw Object.assign(new Error('socket hang up'), { code: 'ETIMEDOUT' })
      return { getStatusCode: () => answer.status, getHeaders: () => ({ 'request-id': 'req_local' }), getRawResponse: () => answer, toStream: () => null, toJSON: async () => answer.body }
    },
  } as unknown as Stripe.HttpClient
}

/** Stripe's own signature under a body. */
export const sign = (body: string, { secret = WEBHOOK_SECRET, timestamp = Math.floor(Date.now() / 1000) } = {}): string =>
  Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp })

export interface Delivered {
  readonly status: number
  readonly body: any
}

/** Brings an event to a gateway as Stripe does. */
export async function deliver(url: string, event: StripeEvent | string, { header, ...signing }: { header?: string; secret?: string; timestamp?: number } = {}): Promise<Delivered> {
  const body = typeof event === 'string' ? event : JSON.stringify(event)
  const response = await fetch(`${url}/webhooks/stripe`, { method: 'POST', headers: { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': header ?? sign(body, signing) }, body })
  return { status: response.status, body: await response.json() }
}

/** Every event that was not delivered yet, in order. */
export function deliveries(url: string, account: Account) {
  let next = 0
  return async () => {
    const outcomes: string[] = []
    while (next < account.events.length) {
      const { body } = await deliver(url, account.events[next]!)
      outcomes.push(body.outcome)
      next += 1
    }
    return outcomes
  }
}
