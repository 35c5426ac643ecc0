import { getNamedType, isAbstractType, isCompositeType, isObjectType, Kind } from 'graphql'
import type {
  DocumentNode, FieldNode, FragmentDefinitionNode, GraphQLArgument, GraphQLCompositeType, GraphQLField, GraphQLSchema, OperationDefinitionNode, SelectionSetNode, ValueNode,
} from 'graphql'
import { LARGEST_SIZE, readPrices } from './prices.ts'
import type { ListPrice, Price, Prices } from './prices.ts'

type Variables = Readonly<Record<string, unknown>>
type Fragments = ReadonlyMap<string, FragmentDefinitionNode>

/** What an operation costs, worked out once for each document. */
export interface Plan {
  /** The most that it can cost with these variables, in points. */
  requested(variables: Variables): number
  /**
   * What this answer has cost: its objects, counted, and the places of a list that were looked up and are empty. Of a query that
   * `failed` with these variables, what is null counts as if it were there: it may have been read before another field took it away.
   */
  actual(data: Readonly<Record<string, unknown>> | null | undefined, failed?: Variables | null): number
  /** The same, field by field, for who counts while he writes; null where it depends on which type is met. */
  readonly counted: Counted | null
  /** A list of which the contract wants to know how long it may be, and the document does not say: `Query.x`. */
  readonly unsliced: string | null
}

/** What is counted of an object: its fields by the name they answer under. What is not there counts nothing. */
export type Counted = ReadonlyMap<string, { readonly weight: number; readonly args: number; readonly below: Counted | null }>

/** How long a list is, or how the variables say so. */
type Length = number | ((variables: Variables) => number)

/** One field of the answer, whoever asks for it. */
interface Node {
  readonly key: string
  readonly weight: number
  /** Of its arguments: once, however long its list. */
  readonly args: number
  readonly size: Length
  readonly below: Branches | null
  /** What it costs where no variable has a say in it. */
  readonly fixed: number | null
}

/** The fields asked of one type; of an abstract one, those asked of each type that it may be. */
interface Branches {
  readonly parts: readonly (readonly Node[])[]
  /** For each type that may be met, the parts that count for it: the dearest decides. */
  readonly choices: readonly (readonly number[])[]
}

/** Reads the prices off the schema; then plans operations of documents that are valid. */
export function createCosts(schema: GraphQLSchema): { plan(document: DocumentNode, operation: OperationDefinitionNode): Plan } {
  const prices = readPrices(schema)
  return {
    plan(document, operation) {
      const fragments = new Map(document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])))
      const planner = createPlanner(schema, prices, fragments, operation)
      const branches = planner.branchesOf(schema.getRootType(operation.operation)!, [operation.selectionSet], NO_SIZES)
      const writes = operation.operation !== 'query'
      const fixed = isFixed(branches) ? costOf(branches, {}) : null
      return {
        unsliced: planner.unsliced(),
        counted: countedOf(branches),
        requested: (variables) => atLeastOne(fixed ?? costOf(branches, variables)),
        actual(data, failed = null) {
          const lost = writes ? null : failed
          if (!data) return atLeastOne(lost === null ? 0 : costOf(branches, lost))
          return atLeastOne(spent(branches, data, lost) + (writes ? unanswered(branches, data) : 0))
        },
      }
    },
  }
}

/** Whole points; nothing is for nothing. */
export const atLeastOne = (points: number) => Math.max(1, Math.ceil(points))

type Sizes = ReadonlyMap<string, Length>
const NO_SIZES: Sizes = new Map()

function createPlanner(schema: GraphQLSchema, prices: Prices, fragments: Fragments, operation: OperationDefinitionNode) {
  const defaults = new Map((operation.variableDefinitions ?? []).map((definition) => [definition.variable.name.value, definition.defaultValue]))
  let unsliced: string | null = null

  /** The fields asked of `parent`, by the type they are asked of and the name they answer under. */
  const gather = (parent: GraphQLCompositeType, sets: readonly SelectionSetNode[]) => {
    const byType = new Map<GraphQLCompositeType, Map<string, FieldNode[]>>()
    const seen = new Set<string>()
    const visit = (set: SelectionSetNode, type: GraphQLCompositeType) => {
      for (const selection of set.selections) {
        if (selection.kind === Kind.FIELD) {
          let fields = byType.get(type)
          if (fields === undefined) byType.set(type, fields = new Map())
          const key = (selection.alias ?? selection.name).value
          const nodes = fields.get(key)
          if (nodes) nodes.push(selection)
          else fields.set(key, [selection])
          continue
        }
        const spread = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
        const wanted = spread?.typeCondition ? schema.getType(spread.typeCondition.name.value) : type
        // What is asked of an object within an interface within it, is asked of the object.
        const inner = isCompositeType(wanted) && !(isObjectType(type) && isAbstractType(wanted)) ? wanted : type
        if (selection.kind === Kind.FRAGMENT_SPREAD) {
          const mark = `${inner.name} ${selection.name.value}`
          if (seen.has(mark)) continue
          seen.add(mark)
        }
        if (spread) visit(spread.selectionSet, inner)
      }
    }
    for (const set of sets) visit(set, parent)
    return byType
  }

  const branchesOf = (parent: GraphQLCompositeType, sets: readonly SelectionSetNode[], sizes: Sizes): Branches => {
    const byType = [...gather(parent, sets)]
    const parts = byType.map(([type, fields]) => [...fields].flatMap(([key, nodes]) => nodeOf(type, key, nodes, sizes) ?? []))
    const met = isAbstractType(parent) ? schema.getPossibleTypes(parent) : [parent]
    const choices = met.map((type) => byType.flatMap(([asked], index) => (asked === type || (isAbstractType(asked) && isObjectType(type) && schema.isSubType(asked, type)) ? [index] : [])))
    return { parts, choices }
  }

  const nodeOf = (type: GraphQLCompositeType, key: string, nodes: readonly FieldNode[], sizes: Sizes): Node | null => {
    const first = nodes[0]!
    const name = first.name.value
    const field = 'getFields' in type ? type.getFields()[name] : undefined
    const price = field && prices.get(field)
    // __typename costs nothing; __schema and __type hold only what the process knows anyway.
    if (!price) return name === '__schema' || name === '__type' ? { key, weight: 1, args: 0, size: 1, below: null, fixed: 1 } : null
    const { list, weight } = price
    if (list?.requireOneSlicingArgument && slicesOf(list, first) !== 1) unsliced ??= `${type.name}.${name}`
    const length = list === null ? 1 : lengthOf(list, field, first)
    const sized = list !== null && list.sizedFields.length > 0
    const named = getNamedType(field.type)
    const sets = nodes.flatMap((node) => node.selectionSet ?? [])
    const below = isCompositeType(named) && sets.length > 0 ? branchesOf(named, sets, sized ? new Map(list.sizedFields.map((child) => [child, length])) : NO_SIZES) : null
    const args = argumentsOf(price, first)
    if (below === null && weight === 0 && args === 0) return null
    const node = { key, weight, args, size: sizes.get(name) ?? (sized ? 1 : length), below, fixed: null }
    return typeof node.size === 'number' && (below === null || isFixed(below)) ? { ...node, fixed: costOfNode(node, {}) } : node
  }

  /** The length of a list: what its slicing arguments say (the largest of several), else what the contract assumes. */
  const lengthOf = (list: ListPrice, field: GraphQLField<unknown, unknown>, node: FieldNode): Length => {
    const lengths = list.slicingArguments.map((name) => sliceOf(field.args.find((arg) => arg.name === name)!, argumentOf(node, name)))
    const longest = (said: readonly (number | null)[]) => {
      const known = said.filter((length) => length !== null)
      return known.length === 0 ? list.assumedSize : Math.min(Math.max(0, ...known), LARGEST_SIZE)
    }
    if (lengths.every((length) => typeof length !== 'function')) return longest(lengths)
    return (variables) => longest(lengths.map((length) => (typeof length === 'function' ? length(variables) : length)))
  }

  const sliceOf = (argument: GraphQLArgument, given: ValueNode | undefined): number | null | ((variables: Variables) => number | null) => {
    if (given === undefined) return lengthSaid(argument.defaultValue)
    if (given.kind !== Kind.VARIABLE) return lengthWritten(given)
    const name = given.name.value
    const fallback = defaults.get(name)
    const otherwise = fallback ? lengthWritten(fallback) : lengthSaid(argument.defaultValue)
    return (variables) => (Object.hasOwn(variables, name) && variables[name] !== undefined ? lengthSaid(variables[name]) : otherwise)
  }

  return { branchesOf, unsliced: () => unsliced }
}

const argumentOf = (node: FieldNode, name: string) => node.arguments?.find((arg) => arg.name.value === name)?.value

const slicesOf = (list: ListPrice, node: FieldNode) => list.slicingArguments.filter((name) => (argumentOf(node, name)?.kind ?? Kind.NULL) !== Kind.NULL).length

/** What its arguments cost by themselves. */
function argumentsOf({ arguments: weights }: Price, node: FieldNode): number {
  let sum = 0
  for (const [name, weight] of weights) if (argumentOf(node, name) !== undefined) sum += weight
  return sum
}

/** A slicing argument says how many, or which: then the list of these is as long. Null where it says nothing. */
const lengthSaid = (value: unknown): number | null => (Array.isArray(value) ? value.length : typeof value === 'number' ? value : null)

const lengthWritten = (value: ValueNode): number | null => (value.kind === Kind.INT ? Number(value.value) : value.kind === Kind.LIST ? value.values.length : null)

const isFixed = ({ parts }: Branches) => parts.every((part) => part.every((node) => node.fixed !== null))

function costOfNode({ weight, args, size, below, fixed }: Node, variables: Variables): number {
  if (fixed !== null) return fixed
  const length = typeof size === 'number' ? size : size(variables)
  return args + length * (weight + (below === null ? 0 : costOf(below, variables)))
}

function costOf({ parts, choices }: Branches, variables: Variables): number {
  const costs = parts.map((part) => part.reduce((sum, node) => sum + costOfNode(node, variables), 0))
  return choices.reduce((dearest, choice) => Math.max(dearest, choice.reduce((sum, index) => sum + costs[index]!, 0)), 0)
}

function countedOf({ parts }: Branches): Counted | null {
  const counted = new Map<string, { weight: number; args: number; below: Counted | null }>()
  for (const { key, weight, args, below } of parts[0] ?? []) {
    const inner = below && countedOf(below)
    if (below !== null && inner === null) return null
    counted.set(key, { weight, args, below: inner })
  }
  return parts.length > 1 ? null : counted
}

/** What this object has cost: which of several types it is, it shows by the names that are there. */
function spent({ parts }: Branches, object: Readonly<Record<string, unknown>>, lost: Variables | null): number {
  let sum = 0
  for (const part of parts) {
    for (const node of part) if (node.key in object) sum += spentOn(node, object[node.key], lost)
  }
  return sum
}

function spentOn(node: Node, value: unknown, lost: Variables | null): number {
  if (value === null || value === undefined) return lost === null ? node.args : costOfNode(node, lost)
  if (Array.isArray(value)) return value.reduce((sum: number, element: unknown) => sum + spentOnOne(node, element, lost), node.args)
  return node.args + spentOnOne(node, value, lost)
}

function spentOnOne(node: Node, value: unknown, lost: Variables | null): number {
  if (Array.isArray(value)) return value.reduce((sum: number, element: unknown) => sum + spentOnOne(node, element, lost), 0)
  return node.weight + (node.below === null || typeof value !== 'object' || value === null ? 0 : spent(node.below, value as Readonly<Record<string, unknown>>, lost))
}

/** What a mutation did, it did, whether its answer says so or not. */
function unanswered({ parts }: Branches, data: Readonly<Record<string, unknown>>): number {
  return parts.flat().reduce((sum, { key, weight }) => (data[key] === null || data[key] === undefined ? sum + weight : sum), 0)
}
