import { eventTypes } from './event.ts'
import { usagePeriod } from './entitlement.ts'
import { showNudges } from './flywheel.ts'
import { Failed } from '../gateway/events/channel.ts'
import { requireViewer } from '../gateway/request/context.ts'
import type { Context } from '../gateway/request/context.ts'
import type { Resolvers } from '../schema/types.ts'

export default {
  Subscription: {
    usageChanged: {
      subscribe: (_root, _args, context) => context.live.usageChanges(requireViewer(context).id) as never,
      resolve: (_change: unknown, _args: unknown, context: Context) => context.live.inTurn(() => usagePeriod(requireViewer(context).id, context)),
    },
    nudgeReceived: {
      subscribe: (_root, _args, context) => context.live.nudges(requireViewer(context).id) as never,
      resolve: async (nudgeId: unknown, _args: unknown, context: Context) => {
        const [nudge] = await context.live.inTurn(() => showNudges(requireViewer(context).id, nudgeId as string, context))
        return nudge ?? null
      },
    },
    eventLogged: {
      subscribe: (_root, { types }, { live }) => live.events(eventTypes(types)) as never,
      resolve: (event: unknown) => {
        if (event instanceof Failed) throw event.error
        return event as never
      },
    },
  },
} satisfies Resolvers
