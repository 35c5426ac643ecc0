import { eventTypes } from './event.ts'
import { usagePeriod } from './entitlement.ts'
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
    eventLogged: {
      subscribe: (_root, { types }, { live }) => live.events(eventTypes(types)) as never,
      resolve: (event: unknown) => {
        if (event instanceof Failed) throw event.error
        return event as never
      },
    },
  },
} satisfies Resolvers
