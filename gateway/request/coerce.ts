import { GraphQLScalarType, isInputObjectType, isInputType, isListType, isNonNullType, Kind, typeFromAST } from 'graphql'
import type { DocumentNode, GraphQLInputType, GraphQLSchema, OperationDefinitionNode, TypeNode } from 'graphql'

/*
 * A document's variables by their types, worked out once a type. graphql-js asks each value anew what its type is, keeps the path
 * of every value in case there is something to say, and makes objects that are slow to read: of an ordinary CV that was a tenth of
 * the gateway's time. What does not fit is never said here: graphql-js goes through it from the beginning, in its own words.
 */

/** A value does not fit, or it is not certain that it does. */
const UNFIT = Symbol('unfit')
type Coerce = (value: unknown) => unknown

/** What is executed instead: the same document, whose variables are taken as they are given. */
export interface Coerced {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly variables: Readonly<Record<string, unknown>>
}

/** `null` where graphql-js shall look. The order of fields is the schema's, as it is there. */
export type CoerceVariables = (document: DocumentNode, operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>) => Coerced | null

interface Way {
  readonly document: DocumentNode
  readonly variables: readonly { readonly name: string; readonly hasDefault: boolean; readonly isRequired: boolean; readonly coerce: Coerce }[]
}

// No name that a document could have.
const AS_GIVEN = 'as given'
const asGiven = new GraphQLScalarType({ name: 'AsGiven', parseValue: (value) => value })
const AS_GIVEN_NODE: TypeNode = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: AS_GIVEN } }

export function createCoerceVariables(schema: GraphQLSchema): CoerceVariables {
  // The contract itself does not know the type.
  const knowing = Object.create(schema, { getType: { value: (name: string) => (name === AS_GIVEN ? asGiven : schema.getType(name)) } }) as GraphQLSchema
  const byType = new Map<GraphQLInputType, Coerce>()
  const coerceOf = (type: GraphQLInputType): Coerce => {
    const known = byType.get(type)
    if (known !== undefined) return known
    // A type may hold itself.
    let made: Coerce | null = null
    byType.set(type, (value) => made!(value))
    byType.set(type, made = compile(type, coerceOf))
    return made
  }
  const ways = new WeakMap<OperationDefinitionNode, Way>()
  const wayOf = (document: DocumentNode, operation: OperationDefinitionNode): Way => {
    const definitions = operation.variableDefinitions ?? []
    const other: OperationDefinitionNode = { ...operation, variableDefinitions: definitions.map(({ defaultValue: _none, ...definition }) => ({ ...definition, type: AS_GIVEN_NODE })) }
    return {
      document: { ...document, definitions: document.definitions.map((one) => (one === operation ? other : one)) },
      variables: definitions.map((definition) => {
        const type = typeFromAST(schema, definition.type)
        return {
          name: definition.variable.name.value, hasDefault: definition.defaultValue !== undefined, isRequired: isNonNullType(type),
          coerce: isInputType(type) ? coerceOf(type) : () => UNFIT,
        }
      }),
    }
  }
  return (document, operation, variables) => {
    let way = ways.get(operation)
    if (way === undefined) ways.set(operation, way = wayOf(document, operation))
    const coerced: Record<string, unknown> = {}
    for (const { name, hasDefault, isRequired, coerce } of way.variables) {
      if (!Object.hasOwn(variables, name)) {
        if (hasDefault || isRequired) return null
        continue
      }
      const value = coerce(variables[name])
      if (value === UNFIT) return null
      coerced[name] = value
    }
    return { schema: knowing, document: way.document, variables: coerced }
  }
}

function compile(type: GraphQLInputType, coerceOf: (type: GraphQLInputType) => Coerce): Coerce {
  if (isNonNullType(type)) {
    const inner = coerceOf(type.ofType)
    return (value) => (value === null || value === undefined ? UNFIT : inner(value))
  }
  const present = isListType(type) ? listOf(coerceOf(type.ofType)) : isInputObjectType(type) ? (type.isOneOf ? () => UNFIT : objectOf(Object.values(type.getFields()).map((field) => ({
    name: field.name, fallback: field.defaultValue, isRequired: isNonNullType(field.type), coerce: coerceOf(field.type),
  })))) : leafOf((value) => type.parseValue(value))
  return (value) => (value === null || value === undefined ? null : present(value))
}

const leafOf = (parse: Coerce): Coerce => (value) => {
  try {
    const parsed = parse(value)
    return parsed === undefined ? UNFIT : parsed
  } catch {
    return UNFIT
  }
}

/** A value that is no list is a list of one. */
const listOf = (item: Coerce): Coerce => (value) => {
  if (!Array.isArray(value)) {
    const one = item(value)
    return one === UNFIT ? UNFIT : [one]
  }
  const items: unknown[] = []
  for (const given of value) {
    const one = item(given)
    if (one === UNFIT) return UNFIT
    items.push(one)
  }
  return items
}

interface Field {
  readonly name: string
  /** Undefined where there is none. */
  readonly fallback: unknown
  readonly isRequired: boolean
  readonly coerce: Coerce
}

function objectOf(fields: readonly Field[]): Coerce {
  const names = new Set(fields.map(({ name }) => name))
  return (value) => {
    if (typeof value !== 'object' || Array.isArray(value)) return UNFIT
    for (const name of Object.keys(value!)) if (!names.has(name)) return UNFIT
    const object: Record<string, unknown> = {}
    for (const { name, fallback, isRequired, coerce } of fields) {
      const given = (value as Record<string, unknown>)[name]
      if (given === undefined) {
        if (fallback !== undefined) object[name] = fallback
        else if (isRequired) return UNFIT
        continue
      }
      const one = coerce(given)
      if (one === UNFIT) return UNFIT
      object[name] = one
    }
    return object
  }
}
