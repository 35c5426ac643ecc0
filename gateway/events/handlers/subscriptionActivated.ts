import { handler } from '../fact.ts'

// Stripe's doing, not the user's hand: it says what was bought, not that somebody was here.
export default handler(['billing.subscription_activated', 'billing.subscription_cancelled', 'billing.payment_succeeded', 'billing.payment_failed', 'user.tier_updated'], () => null)
