import { badUserInput } from '../gateway/errors.ts'
import { byIds } from '../gateway/request/load.ts'
import { node } from '../gateway/request/node.ts'
import { connectionOf, pageOf } from '../gateway/request/page.ts'
import type { Resolvers } from '../schema/types.ts'

export const nodes = { Event: node(byIds('load_events', 'eventId'), 'eventId') }

/** The argument `types`; null for all. @throws GatewayError BAD_USER_INPUT */
export function eventTypes(types: readonly string[] | null | undefined): readonly string[] | null {
  if (!types) return null
  if (types.length <= 50 && types.every((type) => /^[a-z][a-z_.]{0,99}$/.test(type))) return types
  throw badUserInput([{ path: 'types', message: 'must be at most 50 event types, such as cv.generated.' }])
}

export default {
  Viewer: {
    events: async (viewer, { types, ...args }, { db }) => {
      const only = eventTypes(types)
      const page = pageOf('events', args)
      const rows = await db.read('list_events', { userId: viewer.id, ...page, types: only })
      return connectionOf('events', page, rows, (row) => row.timestamp, (row) => row.eventId)
    },
  },
  Event: {
    type: (event) => event.eventType,
    app: (event) => event.appSource,
    time: (event) => event.timestamp,
    data: (event) => event.payload as Record<string, unknown>,
  },
} satisfies Resolvers
