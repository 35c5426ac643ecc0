import { getDirective } from '@graphql-tools/utils'
import type { GraphQLField, GraphQLSchema } from 'graphql'
import type { EmitsDirectiveArgs } from '../schema/types.ts'

/** The events each mutation and metered subscription says it appends, by field name. */
export function emittedEvents(schema: GraphQLSchema): ReadonlyMap<string, readonly string[]> {
  return new Map(writesOf(schema).map((field) => [field.name, (getDirective(schema, field, 'emits')?.[0] as EmitsDirectiveArgs | undefined)?.events ?? []]))
}

/** Mutations, and the subscriptions that write: those that say they emit, or cost something. */
function writesOf(schema: GraphQLSchema): readonly GraphQLField<unknown, unknown>[] {
  const streams = Object.values(schema.getSubscriptionType()?.getFields() ?? {})
  return [
    ...Object.values(schema.getMutationType()?.getFields() ?? {}),
    ...streams.filter((field) => getDirective(schema, field, 'emits') ?? getDirective(schema, field, 'consumesUsage')),
  ]
}

/**
 * Every write names its events, and every event is registered in phoenix_event_types; a subscription that names some is one that
 * writes. Otherwise the gateway does not start.
 * @returns a line for each problem, naming the field.
 */
export function emitsProblems(schema: GraphQLSchema, registered: ReadonlySet<string>): readonly string[] {
  const streams = schema.getSubscriptionType()?.getFields() ?? {}
  return [...emittedEvents(schema)].flatMap(([field, events]) => {
    const name = `${field in streams ? 'Subscription' : 'Mutation'}.${field}`
    return events.length === 0
      ? [`${name} has no @emits: every write appends an event.`]
      : events.filter((event) => !registered.has(event)).map((event) => `${name} emits "${event}", which is not registered in phoenix_event_types.`)
  })
}
