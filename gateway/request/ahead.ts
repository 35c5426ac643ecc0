import { defaultFieldResolver, GraphQLObjectType } from 'graphql'
import type { FieldNode, GraphQLField, GraphQLFieldConfig, GraphQLResolveInfo } from 'graphql'
import { collectSubfields } from 'graphql/execution/collectFields.js'
import { argumentsOf } from './arguments.ts'
import type { Context } from './context.ts'

/** What a resolver of Viewer may know of its parent: with less, its reads need not wait for the profile. */
export interface ViewerParent {
  readonly id: string
}

type Field = GraphQLFieldConfig<Record<string, unknown>, Context>

/** Reads that were begun before their field's turn came, by the field's node in the document. */
export type Ahead = Map<FieldNode, unknown>

/**
 * A field of Viewer. One that takes the context reads, and may be begun ahead; a guarded one may not: nothing is read for
 * somebody who is refused.
 */
export function aheadField(field: Field, guarded: boolean): Field {
  const resolve = field.resolve ?? defaultFieldResolver
  if (resolve.length < 3 || guarded) return field
  return {
    ...field,
    extensions: { ...field.extensions, ahead: resolve },
    resolve: (viewer, args, context, info) => {
      const begun = context.ahead.get(info.fieldNodes[0]!)
      return begun === undefined ? resolve(viewer, args, context, info) : begun
    },
  }
}

/**
 * `Query.viewer`: begins the reads of the fields asked for in the same turn in which it looks whether the account is still
 * there, so that they are one statement.
 */
export function viewerField(field: Field): Field {
  const resolve = field.resolve ?? defaultFieldResolver
  const readAhead = createReadAhead()
  return {
    ...field,
    resolve: (root, args, context, info) => {
      if (context.viewer !== null) readAhead({ id: context.viewer.id }, context, info)
      return resolve(root, args, context, info)
    },
  }
}

function createReadAhead() {
  // What executes the same nodes again asks for the same fields: the straight way. graphql-js has nodes of its own for each execution.
  const known = new WeakMap<readonly FieldNode[], readonly Begun[]>()
  return (viewer: ViewerParent, context: Context, info: GraphQLResolveInfo) => {
    let begun = known.get(info.fieldNodes)
    if (begun === undefined) known.set(info.fieldNodes, begun = fieldsAhead(info))
    for (const { node, definition, resolve } of begun) {
      if (context.ahead.has(node)) continue
      // What fails here, an argument's value too, fails again at the field's own turn, where it has a path.
      context.ahead.set(node, begin(() => resolve({ ...viewer }, argumentsOf(definition, node)(info.variableValues), context, info)))
    }
  }
}

const ignore = () => {}

function begin(read: () => unknown): unknown {
  let begun: unknown
  try {
    begun = read()
  } catch (error) {
    begun = Promise.reject(error)
  }
  if (begun instanceof Promise) begun.catch(ignore)
  return begun
}

interface Begun {
  readonly node: FieldNode
  readonly definition: GraphQLField<unknown, unknown>
  readonly resolve: NonNullable<Field['resolve']>
}

function fieldsAhead(info: GraphQLResolveInfo): readonly Begun[] {
  if (!(info.returnType instanceof GraphQLObjectType)) return []
  const definitions = info.returnType.getFields()
  const asked = collectSubfields(info.schema, info.fragments, info.variableValues, info.returnType, info.fieldNodes)
  return [...asked.values()].flatMap(([node]) => {
    const definition = node && definitions[node.name.value]
    const resolve = definition?.extensions.ahead as Begun['resolve'] | undefined
    return resolve ? [{ node: node!, definition: definition!, resolve }] : []
  })
}
