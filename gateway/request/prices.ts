import { getDirective } from '@graphql-tools/utils'
import { getNamedType, getNullableType, isCompositeType, isInterfaceType, isListType, isObjectType } from 'graphql'
import type { GraphQLField, GraphQLNamedType, GraphQLSchema } from 'graphql'
import type { CostDirectiveArgs, ListSizeDirectiveArgs } from '../../schema/types.ts'

/*
 * What a field costs, read off the contract once: IBM's directives (https://ibm.github.io/graphql-specs/cost-spec.html). A point is
 * about one object of an answer: objects weigh 1, scalars and enums nothing, a mutation or subscription 10, unless @cost says otherwise.
 */

/** Elements of a list that nobody gave a size. */
const DEFAULT_SIZE = 10
const MUTATION_WEIGHT = 10
/** Pages have at most 100: what asks for more is refused by its field, or here if even this is too dear. */
export const LARGEST_SIZE = 1_000

export interface Price {
  readonly weight: number
  /** Of each argument that costs something by itself. */
  readonly arguments: ReadonlyMap<string, number>
  /** How many there may be; null for one. */
  readonly list: ListPrice | null
  readonly isList: boolean
}

export interface ListPrice {
  readonly assumedSize: number
  readonly slicingArguments: readonly string[]
  /** Of the object that it answers with, these fields have the size; empty: it is the list itself. */
  readonly sizedFields: readonly string[]
  readonly requireOneSlicingArgument: boolean
}

export type Prices = ReadonlyMap<GraphQLField<unknown, unknown>, Price>

/** @throws Error naming the field whose @cost or @listSize cannot be read: the gateway does not start. */
export function readPrices(schema: GraphQLSchema): Prices {
  const prices = new Map<GraphQLField<unknown, unknown>, Price>()
  const dear = new Set([schema.getMutationType(), schema.getSubscriptionType()])
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue
    for (const field of Object.values(type.getFields())) {
      const at = `${type.name}.${field.name}`
      const named = getNamedType(field.type)
      const weight = weightAt(schema, field, at) ?? (dear.has(type as never) ? MUTATION_WEIGHT : weightOfType(schema, named))
      const args = field.args.flatMap((arg) => {
        const own = weightAt(schema, arg, `${at}(${arg.name}:)`)
        return own === undefined ? [] : [[arg.name, own] as const]
      })
      const isList = isListType(getNullableType(field.type))
      prices.set(field, { weight, arguments: new Map(args), isList, list: listAt(schema, field, at, isList) })
    }
  }
  return prices
}

const weightOfType = (schema: GraphQLSchema, type: GraphQLNamedType) => weightAt(schema, type, type.name) ?? (isCompositeType(type) ? 1 : 0)

function weightAt(schema: GraphQLSchema, node: Parameters<typeof getDirective>[1], at: string): number | undefined {
  const args = getDirective(schema, node, 'cost')?.[0] as CostDirectiveArgs | undefined
  if (args === undefined) return undefined
  const weight = Number(args.weight)
  if (args.weight.trim() === '' || !Number.isFinite(weight) || weight < 0) throw new Error(`@cost(weight: "${args.weight}") at ${at} is no number of points.`)
  return weight
}

function listAt(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>, at: string, isList: boolean): ListPrice | null {
  const args = getDirective(schema, field, 'listSize')?.[0] as ListSizeDirectiveArgs | undefined
  if (args === undefined) return isList ? { assumedSize: DEFAULT_SIZE, slicingArguments: [], sizedFields: [], requireOneSlicingArgument: false } : null
  const { assumedSize, slicingArguments, sizedFields, requireOneSlicingArgument } = args
  const unknown = (slicingArguments ?? []).filter((name) => !field.args.some((arg) => arg.name === name))
  if (unknown.length > 0) throw new Error(`@listSize at ${at} names arguments that are not there: ${unknown.join(', ')}.`)
  const type = getNamedType(field.type)
  const children = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {}
  const lost = (sizedFields ?? []).filter((name) => !(name in children))
  if (lost.length > 0) throw new Error(`@listSize at ${at} names fields that are not there: ${lost.join(', ')}.`)
  if (!isList && (sizedFields ?? []).length === 0) throw new Error(`@listSize at ${at} stands on no list and names no sizedFields.`)
  return {
    assumedSize: assumedSize ?? DEFAULT_SIZE,
    slicingArguments: slicingArguments ?? [],
    sizedFields: sizedFields ?? [],
    requireOneSlicingArgument: requireOneSlicingArgument === true && (slicingArguments ?? []).length > 0,
  }
}

/** Fields that answer with a connection and do not say how long it may be, as coordinates: a page of them would cost a guess. */
export function unsizedConnections(schema: GraphQLSchema): readonly string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) || isInterfaceType(type)
      ? Object.values(type.getFields()).filter((field) => getNamedType(field.type).name.endsWith('Connection') && !getDirective(schema, field, 'listSize')).map((field) => `${type.name}.${field.name}`)
      : [])
}
