import type { FeatureUsageRow } from '../db/rows.ts'
import type { Context } from './context.ts'
import type { Loader } from './load.ts'

/** The state of every metered feature of a user, now. */
const usageByUser: Loader<readonly FeatureUsageRow[]> = {
  batch: (db, ids) => Promise.all(ids.map((userId) => db.read('load_usage', { userId }))).then((usages) => new Map(usages.map((usage, index) => [ids[index]!, usage]))),
}

export const usageOf = (userId: string, context: Context) => context.load(usageByUser, userId) as Promise<readonly FeatureUsageRow[]>

/** After a write the state is another one. */
export const forgetUsage = (userId: string, context: Context) => context.rows.clear(usageByUser, userId)
