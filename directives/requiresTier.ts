import { tierRequired } from '../gateway/errors.ts'
import { requireViewer } from '../gateway/request/context.ts'
import type { RequiresTierDirectiveArgs, Tier } from '../schema/types.ts'
import { guard } from './guard.ts'

const order: readonly Tier[] = ['free', 'premium', 'pro']

/** Wraps the SQL function `get_user_app_tier`. */
export const requiresTier = guard<Required<RequiresTierDirectiveArgs>>('requiresTier', ({ app, tier }) => async ({ context }) => {
  const [current] = await context.db.read('get_user_app_tier', { userId: requireViewer(context).id, appName: app })
  if (order.indexOf(current as Tier) < order.indexOf(tier as Tier)) {
    throw tierRequired(app.toUpperCase(), String(tier).toUpperCase(), String(current).toUpperCase(), context.upgradeUrl)
  }
})
