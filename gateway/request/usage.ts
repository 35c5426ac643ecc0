import type { FeatureUsageRow } from '../db/rows.ts'
import type { Context } from './context.ts'
import type { Loader } from './load.ts'

/** The state of every metered feature of a user, now. */
const usageByUser: Loader<readonly FeatureUsageRow[]> = {
  async batch(db, ids) {
    return new Map(await Promise.all(ids.map(async (userId) => [userId, await db.read('load_usage', { userId })] as const)))
  },
}

export const usageOf = async (userId: string, context: Context): Promise<readonly FeatureUsageRow[]> => (await context.load(usageByUser, userId)) ?? []

/** After a write the state is another one. */
export const forgetUsage = (userId: string, context: Context) => context.rows.clear(usageByUser, userId)
