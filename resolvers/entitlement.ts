import { badUserInput } from '../gateway/errors.ts'
import type { FeatureUsageRow } from '../gateway/db/rows.ts'
import { catalogueNode } from '../gateway/request/node.ts'
import type { Loader } from '../gateway/request/load.ts'
import type { Row } from '../gateway/db/port.ts'
import type { Context } from '../gateway/request/context.ts'
import { usageOf } from '../gateway/request/usage.ts'
import type { PlanLimit, Resolvers } from '../schema/types.ts'

type Plan = Row<'list_plans'>

export const plansById: Loader<Plan> & { catalogue: true } = {
  catalogue: true,
  batch: async (db) => new Map((await db.read('list_plans', {})).map((plan) => [plan.planId, plan])),
}

export const nodes = { Plan: catalogueNode(plansById, 'planId') }

/** Why a number of units would be granted or not, and from which tier on it would be. */
function entitlement(usage: FeatureUsageRow, amount: number, unlimitedFrom: string | null) {
  if (usage.unlimited || amount <= (usage.remaining ?? 0)) return { allowed: true, reason: 'allowed', requiredTier: null }
  // A request that no month of this tier could ever grant is a matter of tier, not of waiting.
  const reason = amount > (usage.monthlyLimit ?? 0) && unlimitedFrom !== null ? 'tier_required' : 'limit_reached'
  return { allowed: false, reason, requiredTier: unlimitedFrom }
}

export const usagePeriod = (userId: string, context: Context) =>
  usageOf(userId, context).then((features) => ({ periodStart: features[0]!.periodStart, periodEnd: features[0]!.resetsAt, features }))

export default {
  Query: {
    plans: (_root, _args, { rows }) => rows.all(plansById),
  },
  Viewer: {
    tier: async (viewer, { app }, { db }) => {
      const [tier] = await db.read('get_user_app_tier', { userId: viewer.id, appName: app })
      return tier!
    },
    subscriptions: (viewer, _args, { db }) => db.read('list_app_subscriptions', { userId: viewer.id }),
    usage: (viewer, _args, context) => usagePeriod(viewer.id, context),
    can: async (viewer, { feature, amount }, context) => {
      if (amount === null || amount === undefined || amount < 1 || amount > 100_000) {
        throw badUserInput([{ path: 'amount', message: 'must be between 1 and 100000.' }])
      }
      const [usage, limits] = await Promise.all([usageOf(viewer.id, context), context.db.read('list_usage_limits', { feature })])
      const state = usage.find((row) => row.feature === feature)!
      const enough = limits.find((limit) => limit.monthlyLimit === null || limit.monthlyLimit - state.used - state.held >= amount)
      return entitlement(state, amount, enough?.tier ?? null)
    },
  },
  Plan: {
    price: ({ amount, currency }) => ({ amount, currency }),
    limits: (plan) => plan.limits as PlanLimit[],
  },
  AppSubscription: {
    app: (subscription) => subscription.appName,
    tier: (subscription) => subscription.subscriptionTier,
    status: (subscription) => subscription.subscriptionStatus,
  },
  FeatureUsage: {
    limit: (usage) => usage.monthlyLimit,
  },
} satisfies Resolvers
