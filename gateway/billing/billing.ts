import type { Logger } from 'pino'
import type { StripeConfig } from '../config.ts'
import type { Port } from '../db/port.ts'
import { integrationUnavailable } from '../errors.ts'
import type { Sources } from './fetch.ts'
import { closeCheckouts, performIntent } from './intents.ts'
import type { Billing } from './port.ts'
import { readPrices } from './prices.ts'
import { readEvent } from './signature.ts'
import { connectStripe } from './stripe.ts'
import { createSweeper } from './sweep.ts'
import type { SweeperOptions } from './sweep.ts'
import { settleEvent } from './webhook.ts'

export interface BillingOptions {
  /** null: billing is off, and says so. */
  readonly config: StripeConfig | null
  readonly port: Port
  readonly log: Logger
  /** Origins that Stripe may send people back to. */
  readonly allowedOrigins: readonly string[]
  /** Pages on localhost too. */
  readonly embedded: boolean
  readonly sweeping?: Pick<SweeperOptions, 'roundMs' | 'restMs'>
  /** Milliseconds. */
  readonly now?: () => number
}

/**
 * The origin of an address that every reader takes to be the same: it is http(s), and begins with its origin as the URL standard writes
 * it. Browsers overlook white space, turn \ into /, map letters and numbers of hosts, and look into blob: and past names before an @;
 * others do not, and one of them may be Stripe, or whatever the person clicks with.
 */
function plainOriginOf(url: string): string | null {
  if (/[\s\\\p{C}]/u.test(url) || !URL.canParse(url)) return null
  const { protocol, origin, username, password } = new URL(url)
  if (!/^https?:$/.test(protocol) || username !== '' || password !== '') return null
  const rest = url.slice(origin.length)
  return url.slice(0, origin.length).toLowerCase() === origin && /^([/?#]|$)/.test(rest) ? origin : null
}

export function createBilling({ config, port, log, allowedOrigins, embedded, sweeping = {}, now = Date.now }: BillingOptions): Billing {
  const sources: Sources | null = config && { stripe: connectStripe(config), port, prices: readPrices(config.prices) }
  const sweep = createSweeper({ sources, port, log, ...sweeping })
  const off = (variable: string) => integrationUnavailable('stripe', false, `Billing is off: ${variable} is not set.`)
  const required = () => {
    if (sources === null) throw off('STRIPE_SECRET_KEY')
    return sources
  }
  return {
    require(planId) {
      const { prices } = required()
      const variable = planId === undefined ? null : prices.variableOf(planId)
      if (variable !== null && prices.priceOf(planId!) === null) throw integrationUnavailable('stripe', false, `This plan cannot be bought: ${variable} is not set.`)
    },
    allowsReturnTo(url) {
      const origin = plainOriginOf(url)
      return origin !== null && (allowedOrigins.includes(origin) || (embedded && /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(origin)))
    },
    perform: async (intent) => performIntent(required(), intent),
    async closeOlderCheckouts(userId, intentId) {
      const sessions = await port.call('list_older_checkouts', { actor: userId, intentId })
      // Left open, such a page is closed before the next checkout, and shows up in reconcile if both are paid.
      await closeCheckouts(required(), userId, sessions).catch((err: unknown) => log.warn({ err }, 'an older checkout could not be closed'))
    },
    async receive(body, signature) {
      const believed = required()
      if (config!.webhookSecrets.length === 0) throw off('STRIPE_WEBHOOK_SECRET')
      const event = readEvent(body, signature, config!.webhookSecrets, now())
      if (typeof event === 'string') {
        log.warn({ reason: event }, 'a webhook was refused')
        return { outcome: 'refused', reason: event }
      }
      return settleEvent(believed, event, log)
    },
    sweep,
  }
}
