import type { BillingIntentRow } from '../db/rows.ts'

/** What a viewer asked of Stripe, as the database has committed it. */
export type Intent = BillingIntentRow

/** What the one write that ends an intent is told. */
export type Outcome =
  | { readonly save: 'save_checkout_session'; readonly args: { readonly intentId: string; readonly sessionId: string; readonly url: string; readonly expiresAt: string } }
  | { readonly save: 'save_portal_session'; readonly args: { readonly intentId: string; readonly sessionId: string; readonly url: string } }
  | { readonly save: 'save_subscription_change'; readonly args: { readonly intentId: string; readonly facts: unknown; readonly left: string[]; readonly problem: string | null } }

/** What became of a webhook's body. `refused` is not Stripe's word at all; everything else was kept, and is acknowledged. */
export interface Received {
  readonly outcome: 'applied' | 'stale' | 'duplicate' | 'ignored' | 'parked' | 'refused'
  readonly reason: string | null
}

export interface Swept {
  /** Intents that were finished. */
  readonly intents: number
  /** Objects that were fetched again. */
  readonly fetched: number
  /** Customers (or subscriptions) of erased people that were ended. */
  readonly ended: number
  /** Users whose tier had lapsed. */
  readonly lapsed: number
}

/** Billing as the rest of the house sees it: no type of Stripe's goes through here. */
export interface Billing {
  /** @throws INTEGRATION_UNAVAILABLE naming the variable that is missing: the key's, or that of the plan's price. */
  require(planId?: string): void
  /** Whether Stripe may send somebody back there: written plainly, of an origin that is allowed. */
  allowsReturnTo(url: string): boolean
  /**
   * Carries an intent out at Stripe, under the intent's own key: as often as it is called, it is done once.
   * @throws INTEGRATION_UNAVAILABLE: retryable where Stripe did not answer (the intent stays open), else refused for good
   */
  perform(intent: Intent): Promise<Outcome>
  /** After a checkout was saved: of several that were begun at once only the last stays open. */
  closeOlderCheckouts(userId: string, intentId: string): Promise<void>
  /** A webhook's raw body and its `stripe-signature`. Throws where nothing was changed: Stripe will send it again. */
  receive(body: Buffer, signature: string | undefined): Promise<Received>
  /** Finishes what was begun, fetches again what is provisional, tells of tiers that lapsed. Safe from everywhere, at any time. */
  sweep(): Promise<Swept>
}
