import { GraphQLScalarType, GraphQLString, isInputObjectType, isInputType, isListType, isNonNullType, Kind, typeFromAST } from 'graphql'
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

/** What needs no change is the value itself, down to its last part, as nearly all of an input is: nobody may change it. */
function compile(given: GraphQLInputType, coerceOf: (type: GraphQLInputType) => Coerce): Coerce {
  const type = isNonNullType(given) ? given.ofType : given
  const absent = isNonNullType(given) ? UNFIT : null
  // Most values are texts.
  if (type === GraphQLString) return (value) => (typeof value === 'string' ? value : value === null || value === undefined ? absent : UNFIT)
  const present = isListType(type) ? listOf(coerceOf(type.ofType)) : isInputObjectType(type) ? (type.isOneOf ? () => UNFIT : objectOf(Object.values(type.getFields()).map((field) => ({
    name: field.name, fallback: field.defaultValue, isRequired: isNonNullType(field.type), coerce: coerceOf(field.type),
  })))) : leafOf((value) => type.parseValue(value))
  return (value) => (value === null || value === undefined ? absent : present(value))
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
  let changed: unknown[] | null = null
  for (let index = 0; index < value.length; index += 1) {
    const one = item(value[index])
    if (one === UNFIT) return UNFIT
    if (one !== value[index]) (changed ??= [...value])[index] = one
  }
  return changed ?? value
}

interface Field {
  readonly name: string
  /** Undefined where there is none. */
  readonly fallback: unknown
  readonly isRequired: boolean
  readonly coerce: Coerce
}

function objectOf(fields: readonly Field[]): Coerce {
  const isExpected = ({ fallback, isRequired }: Field) => fallback !== undefined || isRequired
  const known = new Map(fields.map((field, place) => [field.name, { place, coerce: field.coerce, isExpected: isExpected(field) }]))
  const expected = fields.filter(isExpected).length
  /** As the schema has them, with what is given where nothing is. */
  const inOrder = (given: Record<string, unknown>) => {
    const object: Record<string, unknown> = {}
    for (const { name, fallback, isRequired } of fields) {
      const value = given[name]
      if (value !== undefined) object[name] = value
      else if (fallback !== undefined) object[name] = fallback
      else if (isRequired) return UNFIT
    }
    return object
  }
  return (value) => {
    if (typeof value !== 'object' || Array.isArray(value)) return UNFIT
    const given = value as Record<string, unknown>
    let changed: Record<string, unknown> | null = null
    let isWhole = true
    let last = -1
    let missing = expected
    for (const name of Object.keys(given)) {
      const field = known.get(name)
      if (field === undefined) return UNFIT
      if (field.place < last) isWhole = false
      last = field.place
      const one = given[name]
      if (one === undefined) {
        isWhole = false
        continue
      }
      const made = field.coerce(one)
      if (made === UNFIT) return UNFIT
      if (made !== one) (changed ??= { ...given })[name] = made
      if (field.isExpected) missing -= 1
    }
    return isWhole && missing === 0 ? changed ?? given : inOrder(changed ?? given)
  }
}
