import { createRequire } from 'node:module'
import util from 'node:util'
import { mapSchema, MapperKind } from '@graphql-tools/utils'
import type { GraphQLFieldConfig, GraphQLFieldResolver, GraphQLSchema } from 'graphql'
import type * as GraphqlMiddleware from 'graphql-middleware'
import type * as GraphqlShield from 'graphql-shield'
import { forbidden, unauthenticated } from '../errors.ts'
import type { Context } from './context.ts'

// graphql-shield's ESM build does not load on Node 23 and later, and its CommonJS build still calls util.isUndefined.
const legacy = util as unknown as { isUndefined?: (value: unknown) => boolean }
legacy.isUndefined ??= (value) => value === undefined
const require = createRequire(import.meta.url)
const { allow, deny, rule, shield } = require('graphql-shield') as typeof GraphqlShield
const { applyMiddleware } = require('graphql-middleware') as typeof GraphqlMiddleware

const isSignedIn = rule({ cache: 'no_cache' })((_parent: unknown, _args: unknown, context: Context) =>
  context.viewer !== null ? true : context.partner !== null ? forbidden('A partner reads, and changes nothing.') : unauthenticated())

const isAdmin = rule({ cache: 'no_cache' })((_parent: unknown, _args: unknown, context: Context) =>
  context.viewer === null ? unauthenticated() : context.viewer.role === 'admin' ? true : forbidden('This is for administrators.'))

const isPartner = rule({ cache: 'no_cache' })((_parent: unknown, _args: unknown, context: Context) =>
  context.partner !== null ? true : context.viewer !== null ? forbidden('This is for partners.') : unauthenticated('This needs a partner key.'))

const isAnalyst = rule({ cache: 'no_cache' })((_parent: unknown, _args: unknown, { viewer }: Context) =>
  viewer === null ? unauthenticated() : viewer.role !== 'member' || forbidden())

/**
 * Who may touch which root field; what is not named is denied. Mutations are for viewers. Only root fields are wrapped: what
 * hangs below one is decided by row level security, and wrapping every field nearly doubles a request's CPU.
 */
export function applyShield(schema: GraphQLSchema): GraphQLSchema {
  const rules = {
    Query: { '*': deny, node: allow, nodes: allow, viewer: allow, plans: allow, cvTemplates: allow, letterTemplates: allow, partner: isPartner, rateLimit: allow },
    Mutation: { createPartner: isAdmin, rotatePartnerKey: isAdmin, updatePartner: isAdmin, disablePartner: isAdmin, '*': isSignedIn },
    Subscription: { '*': deny, cvDraft: isSignedIn, letterDraft: isSignedIn, usageChanged: isSignedIn, nudgeReceived: isSignedIn, eventLogged: isAnalyst },
  }
  const guards = shield(rules, { allowExternalErrors: true, fallbackRule: deny, fallbackError: forbidden() })
  const { Query, Mutation, Subscription } = guards.generate(schema) as Record<string, object>
  // A wrapper that lets everybody through is only work.
  const asked = Object.entries(Query ?? {}).filter(([field]) => (rules.Query as Record<string, unknown>)[field] !== allow)
  return guardSubscriptions(applyMiddleware(schema, { Query: Object.fromEntries(asked), Mutation } as never), Subscription as Record<string, Middleware>)
}

type Middleware = (next: () => unknown, ...rest: Parameters<GraphQLFieldResolver<unknown, Context>>) => unknown

/** graphql-middleware would ask at each event where a field has a `resolve` too: may you subscribe is asked once, before. */
function guardSubscriptions(schema: GraphQLSchema, rules: Readonly<Record<string, Middleware>>): GraphQLSchema {
  return mapSchema(schema, {
    [MapperKind.SUBSCRIPTION_ROOT_FIELD]: (field: GraphQLFieldConfig<unknown, Context>, name: string) => {
      const { subscribe } = field
      const ask = rules[name]
      if (!subscribe || !ask) throw new Error(`Subscription.${name} has no ${subscribe ? 'rule' : '`subscribe`'}.`)
      return { ...field, subscribe: (...all: Parameters<GraphQLFieldResolver<unknown, Context>>) => ask(() => subscribe(...all), ...all) }
    },
  })
}
