import { z } from 'zod'
import { insightsOf } from '../gateway/events/insights.ts'
import type { Insights } from '../gateway/events/insights.ts'
import { mutation } from '../gateway/request/call.ts'
import type { Context } from '../gateway/request/context.ts'
import { byIds } from '../gateway/request/load.ts'
import { idOf, node } from '../gateway/request/node.ts'
import type { Resolvers } from '../schema/types.ts'

const nudgesById = byIds('load_nudges', 'nudgeId')

export const nodes = { Nudge: node(nudgesById, 'nudgeId') }

const dismissNudgeInput = z.object({ nudgeId: idOf('Nudge'), idempotencyKey: z.string().nullish() })
const navigateToAppInput = z.object({
  to: z.enum(['cv', 'letters', 'rise', 'ecosystem']), from: z.enum(['cv', 'letters', 'rise', 'ecosystem']).nullish(), nudgeId: idOf('Nudge').nullish(), idempotencyKey: z.string().nullish(),
}).refine(({ to, from }) => to !== from, { path: ['from'], message: 'is where it goes to.' })

/** What stands to be shown now: all, or the one of this id. Reading is showing; where that cannot be written down now, it is at the next reading. */
export async function showNudges(userId: string, only: string | null, { db, warn }: Context) {
  const standing = await db.read('list_nudges', { userId })
  const nudges = only === null ? standing : standing.filter((nudge) => nudge.nudgeId === only)
  const fresh = nudges.filter((nudge) => nudge.shownAt === null).map((nudge) => nudge.nudgeId)
  if (fresh.length > 0) await db.call('record_nudges_shown', { nudgeIds: fresh }).catch((error: unknown) => warn(error, 'nudges were read and not recorded as shown'))
  return nudges
}

export default {
  Viewer: {
    insights: async (viewer, _args, { db }) => {
      const [row] = await db.read('load_journey', { userId: viewer.id })
      return insightsOf(row ?? null)
    },
    nudges: (viewer, _args, context) => showNudges(viewer.id, null, context),
  },
  JourneyInsights: {
    appsUsed: (insights) => insights.apps.map(({ app }) => app),
    apps: (insights) => insights.apps.map(({ app, events, firstAt, lastAt }) => ({ app, events, firstUsedAt: firstAt, lastUsedAt: lastAt })),
    successIndicators: (insights: Insights) => insights.indicators.map(({ indicator, count, lastAt }) => ({ indicator, times: count, lastAt })),
  },
  Nudge: {
    type: (nudge) => nudge.nudgeType,
  },
  Mutation: {
    dismissNudge: mutation({
      input: dismissNudgeInput,
      async work({ input, save, context }) {
        const nudge = await save('dismiss_nudge', { nudgeId: input.nudgeId })
        context.rows.prime(nudgesById, nudge.nudgeId, nudge)
        return { nudge: nudge.nudgeId }
      },
    }),
    navigateToApp: mutation({
      input: navigateToAppInput,
      async work({ input: { to, from, nudgeId }, save, context }) {
        const app = await save('navigate_to_app', { to, from: from ?? null, nudgeId: nudgeId ?? null })
        if (nudgeId) context.rows.clear(nudgesById, nudgeId)
        return { app, ...(nudgeId ? { nudge: nudgeId } : {}) }
      },
    }),
  },
  NavigateToAppPayload: {
    app: (payload) => payload.app,
  },
} satisfies Resolvers
