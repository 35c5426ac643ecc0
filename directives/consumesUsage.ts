import { usageLimitExceeded } from '../gateway/errors.ts'
import type { Call } from '../gateway/request/call.ts'
import { dateTime } from '../gateway/request/scalars.ts'
import type { ConsumesUsageDirectiveArgs, Feature } from '../schema/types.ts'
import { guard } from './guard.ts'

/**
 * Wraps the SQL function `check_usage_limit`, through `reserve_usage`: units are held until the mutation saves, or given back. Where
 * the work is done at once nothing needs to be held: the saving function takes the units, by the same rule.
 */
export const consumesUsage = guard<Required<ConsumesUsageDirectiveArgs>>('consumesUsage', ({ feature, amount }) => (call) => {
  if (!call.atOnce) return reserve(call, feature, amount ?? 1)
  call.take = amount ?? 1
})

async function reserve(call: Call, feature: Feature, amount: number) {
  const { db, upgradeUrl } = call.context
  const [reserved] = await db.call('reserve_usage', { feature, amount })
  const { granted, holdId, usage } = reserved!
  if (!granted) {
    throw usageLimitExceeded(
      { feature: usage.feature.toUpperCase(), limit: usage.monthlyLimit, used: usage.used, held: usage.held, remaining: usage.remaining, resetsAt: dateTime(usage.resetsAt) },
      upgradeUrl,
    )
  }
  call.hold = holdId
  return () => db.call('release_usage', { holdId })
}
