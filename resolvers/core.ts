import { badUserInput, unauthenticated } from '../gateway/errors.ts'
import type { Context } from '../gateway/request/context.ts'
import { node, parseGlobalId } from '../gateway/request/node.ts'
import { profilesById } from '../gateway/request/profile.ts'
import { scalars } from '../gateway/request/scalars.ts'
import type { Resolvers } from '../schema/types.ts'

export const nodes = { Viewer: node(profilesById, 'id'), Profile: node(profilesById, 'id') }

/** A node of any type as Node resolves it: its row, and the type's name. Null for what is not there or not the viewer's. */
async function findNode(id: string, context: Context) {
  const parsed = parseGlobalId(id)
  const kind = parsed && context.nodes.get(parsed.type)
  if (!kind || kind.catalogue !== parsed.isName || (!kind.catalogue && context.viewer === null)) return null
  const row = await context.load(kind.loader, parsed.id)
  return row === null ? null : { ...(row as object), __typename: parsed.type }
}

export default {
  ...scalars,
  Node: { __resolveType: (found) => (found as unknown as { __typename: 'Viewer' }).__typename },
  Query: {
    node: (_root, { id }, context) => findNode(id, context) as never,
    nodes: (_root, { ids }, context) => {
      if (ids.length > 100) throw badUserInput([{ path: 'ids', message: 'must be at most 100.' }])
      return ids.map((id) => findNode(id, context)) as never
    },
    viewer: (_root, _args, { viewer, load }) => viewer && load(profilesById, viewer.id).then((profile) => {
      // The token is good, the account is gone.
      if (profile === null) throw unauthenticated('This account no longer exists.')
      return profile
    }),
  },
} satisfies Resolvers
