import { getDirective } from '@graphql-tools/utils'
import type { GraphQLSchema } from 'graphql'
import type { EmitsDirectiveArgs } from '../schema/types.ts'

/** The events each mutation and metered subscription says it appends, by field name. */
export function emittedEvents(schema: GraphQLSchema): ReadonlyMap<string, readonly string[]> {
  const fields = Object.values(schema.getMutationType()?.getFields() ?? {})
  return new Map(fields.map((field) => [field.name, (getDirective(schema, field, 'emits')?.[0] as EmitsDirectiveArgs | undefined)?.events ?? []]))
}

/**
 * Every mutation names its events, and every event is registered in phoenix_event_types: otherwise the gateway does not start.
 * @returns a line for each problem, naming the mutation.
 */
export function emitsProblems(schema: GraphQLSchema, registered: ReadonlySet<string>): readonly string[] {
  return [...emittedEvents(schema)].flatMap(([field, events]) =>
    events.length === 0
      ? [`Mutation.${field} has no @emits: every mutation appends an event.`]
      : events.filter((event) => !registered.has(event)).map((event) => `Mutation.${field} emits "${event}", which is not registered in phoenix_event_types.`))
}
