import type { StripeConfig } from '../config.ts'

/** Which price of Stripe's a plan has. Clients never see these, and never send them. */
export interface Prices {
  readonly priceOf: (planId: string) => string | null
  readonly planOf: (priceId: string) => string | null
  /** The environment variable that a plan's price comes from. */
  readonly variableOf: (planId: string) => string | null
}

const VARIABLES: Readonly<Record<string, readonly [keyof StripeConfig['prices'], string]>> = {
  ecosystem_premium: ['ecosystem', 'STRIPE_PRICE_ID_PREMIUM'],
  cv_premium: ['cv', 'STRIPE_PRICE_ID_CV_PREMIUM'],
  letters_premium: ['letters', 'STRIPE_PRICE_ID_LETTERS_PREMIUM'],
}

export function readPrices(prices: StripeConfig['prices']): Prices {
  const priceOf = (planId: string) => (VARIABLES[planId] ? prices[VARIABLES[planId][0]] : null)
  const plans = new Map(Object.keys(VARIABLES).flatMap((planId) => (priceOf(planId) === null ? [] : [[priceOf(planId)!, planId] as const])))
  return { priceOf, planOf: (priceId) => plans.get(priceId) ?? null, variableOf: (planId) => VARIABLES[planId]?.[1] ?? null }
}

/** What the apps before us wrote into the metadata of what they sold, and what we write. */
const SOLD: Readonly<Record<string, string>> = {
  cv_premium: 'cv_premium', letters_premium: 'letters_premium', ecosystem_premium: 'ecosystem_premium', bundle: 'ecosystem_premium', pack_premium: 'ecosystem_premium',
}

/** The plan that was sold under a price nobody knows any more: only its own metadata still says. */
export const planInMetadata = (metadata: Readonly<Record<string, string>> | null | undefined): string | null =>
  SOLD[metadata?.phoenix_plan ?? metadata?.product_type ?? ''] ?? null
