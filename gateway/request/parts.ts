import { defaultFieldResolver, isLeafType, isListType, isNonNullType, isObjectType, Kind } from 'graphql'
import type { DocumentNode, FieldNode, FragmentDefinitionNode, GraphQLField, GraphQLFieldResolver, GraphQLObjectType, GraphQLOutputType, GraphQLResolveInfo, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import { collectSubfields } from 'graphql/execution/collectFields.js'
import { argumentsOf, NotStraight } from './arguments.ts'
import type { Context } from './context.ts'
import type { Counted } from './cost.ts'
import { leafWriter, type Sheet } from './sheet.ts'

/* The parts of a straight way: closures, each of which writes what is below it. One file, since they make each other. */

export const NOTHING: Counted = new Map()

type Path = GraphQLResolveInfo['path']

/** One execution. */
export interface Run {
  readonly context: Context
  readonly variables: Record<string, unknown>
  /** Points, so far. */
  spent: number
  /** Promises that are waited for. */
  waiting: number
  done(): void
  fail(error: unknown): void
}

/** Writes a value, completed. The path is there where somebody below may ask for it. */
type Write = (run: Run, value: unknown, path: Path | undefined, sheet: Sheet) => void
/** Writes one field of `source`, with its name. */
export type Put = (run: Run, source: unknown, path: Path | undefined, sheet: Sheet) => void

/** How something is written, and whether resolvers below are told its path. */
interface Part<F> {
  readonly write: F
  readonly told: boolean
  /** Where the value is one of a leaf type: its text, at once. */
  readonly leaf?: ((value: unknown) => string) | undefined
}

/** Reading for a partner is told to the person it is about: once. */
const ONCE_ONLY = 'partner'

const isPromise = (value: unknown): value is PromiseLike<unknown> => typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'

function wait(run: Run, promise: PromiseLike<unknown>, write: Write, path: Path | undefined, sheet: Sheet) {
  const hole = sheet.hole()
  run.waiting += 1
  promise.then((value) => {
    try {
      write(run, value, path, hole)
    } catch (error) {
      return run.fail(error)
    }
    run.done()
  }, run.fail)
}

/** The parts of one operation. @throws NotStraight where it has no straight way */
export function createBuilder(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) {
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null)
  for (const one of document.definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments[one.name.value] = one
  let fields = 0

  const object = (type: GraphQLObjectType, asked: ReadonlyMap<string, readonly FieldNode[]>, counted: Counted): Part<Put> => {
    const parts = [...asked].map(([key, nodes], index) => fieldOf(type, `${index === 0 ? '{' : ','}${JSON.stringify(key)}:`, key, nodes, counted))
    const puts = parts.map(({ write }) => write)
    const write: Put = (run, source, path, sheet) => {
      for (const put of puts) put(run, source, path, sheet)
      sheet.text += '}'
    }
    return { write, told: parts.some(({ told }) => told) }
  }

  const fieldOf = (type: GraphQLObjectType, mark: string, key: string, nodes: readonly FieldNode[], counted: Counted): Part<Put> => {
    fields += 1
    const name = nodes[0]!.name.value
    if (name === '__typename') {
      const text = `${mark}"${type.name}"`
      return { told: false, write: (_run, _source, _path, sheet) => { sheet.text += text } }
    }
    const field = type.getFields()[name]
    if (field === undefined || (type === schema.getQueryType() && name === ONCE_ONLY)) throw new NotStraight()
    const cost = counted.get(key)
    const below = writer(field.type, nodes, cost?.below ?? NOTHING)
    // What a mutation did it did: of a payload that is null, graphql-js's data are counted in a way of their own.
    const value = type === schema.getMutationType() ? required(below) : below
    const part = cost === undefined ? value : { told: value.told, write: counting(cost, field.type, value.write) }
    const plain = field.resolve === undefined || field.resolve === defaultFieldResolver
    return plain ? plainField(type, mark, key, name, part) : resolvedField(type, mark, field, key, nodes, part)
  }

  const resolvedField = (type: GraphQLObjectType, mark: string, field: GraphQLField<unknown, Context>, key: string, fieldNodes: readonly FieldNode[], part: Part<Write>): Part<Put> => {
    const args = argumentsOf(field as GraphQLField<unknown, unknown>, fieldNodes[0]!)
    const resolve = field.resolve as GraphQLFieldResolver<unknown, Context>
    const { name: fieldName, type: returnType } = field
    const put = putting(mark, part)
    if (!part.told && !asksInfo(resolve)) {
      const short = resolve as unknown as (source: unknown, args: object, context: Context) => unknown
      return { told: false, write: (run, source, _prev, sheet) => put(run, short(source, args(run.variables), run.context), undefined, sheet) }
    }
    return { told: true, write: (run, source, prev, sheet) => {
      const path = { prev, key, typename: type.name }
      const { context, variables: variableValues } = run
      put(run, resolve(source, args(variableValues), context, { fieldName, fieldNodes, returnType, parentType: type, path, schema, fragments, rootValue: undefined, operation, variableValues }), path, sheet)
    } }
  }

  const writer = (type: GraphQLOutputType, nodes: readonly FieldNode[], below: Counted): Part<Write> => {
    if (isNonNullType(type)) return required(writer(type.ofType, nodes, below))
    if (isLeafType(type)) {
      const textOf = leafWriter(type)
      return leafPart((value) => {
        const text = value === null || value === undefined ? 'null' : textOf(value)
        if (text === undefined) throw new NotStraight()
        return text
      })
    }
    if (isListType(type)) return list(writer(type.ofType, nodes, below))
    if (!isObjectType(type) || type.isTypeOf) throw new NotStraight()
    const { write: put, told } = object(type, collectSubfields(schema, fragments, {}, type, nodes), below)
    return { told, write: (run, value, path, sheet) => {
      if (value === null || value === undefined) return void (sheet.text += 'null')
      if (typeof value !== 'object' || value instanceof Error) throw new NotStraight()
      put(run, value, path, sheet)
    } }
  }
  return { fragments, object, fields: () => fields }
}

/** Whether a function may look at its fourth parameter. Whatever might be a way around counting them is taken for one; so is a bound function, whose source is not to be seen. */
const asksInfo = (resolve: (...all: never[]) => unknown) => resolve.length === 0 || resolve.length > 3 || /\.\.\.|\barguments\b|\[native code\]/.test(String(resolve))

/** A field that weighs: once, or for each place of its list, whatever is found there; nothing but its arguments where it is null. */
function counting({ weight, args }: { readonly weight: number; readonly args: number }, type: GraphQLOutputType, write: Write): Write {
  const outer = isNonNullType(type) ? type.ofType : type
  const isList = isListType(outer)
  const inner = isList && (isNonNullType(outer.ofType) ? outer.ofType.ofType : outer.ofType)
  // Lists of lists are counted by graphql-js's data; and sums of what is no whole number depend on their order.
  if (isListType(inner) || !Number.isInteger(weight) || !Number.isInteger(args)) throw new NotStraight()
  return (run, value, path, sheet) => {
    run.spent += args
    if (value !== null && value !== undefined) run.spent += weight * (isList ? (value as readonly unknown[]).length : 1)
    write(run, value, path, sheet)
  }
}

const leafPart = (leaf: (value: unknown) => string): Part<Write> => ({ told: false, leaf, write: (_run, value, _path, sheet) => { sheet.text += leaf(value) } })

function required({ write, told, leaf }: Part<Write>): Part<Write> {
  const there = (value: unknown) => {
    if (value === null || value === undefined) throw new NotStraight()
  }
  if (leaf !== undefined) return leafPart((value) => (there(value), leaf(value)))
  return { told, write: (run, value, path, sheet) => {
    there(value)
    write(run, value, path, sheet)
  } }
}

/** Writes a field's name, and its value now or when it comes. Each addition to a sheet costs: a leaf is one, with its name. */
const putting = (mark: string, { write, leaf }: Part<Write>): Write => (run, value, path, sheet) => {
  if (isPromise(value)) {
    sheet.text += mark
    wait(run, value, write, path, sheet)
  } else if (leaf !== undefined) {
    sheet.text += mark + leaf(value)
  } else {
    sheet.text += mark
    write(run, value, path, sheet)
  }
}

const list = ({ write, told, leaf }: Part<Write>): Part<Write> => ({ told, write: (run, value, path, sheet) => {
  if (value === null || value === undefined) return void (sheet.text += 'null')
  if (!Array.isArray(value)) throw new NotStraight()
  let at = 0
  sheet.text += '['
  try {
    for (; at < value.length; at += 1) {
      const element: unknown = value[at]
      const own = told ? { prev: path, key: at, typename: undefined } : undefined
      const comma = at > 0 ? ',' : ''
      if (leaf !== undefined && !isPromise(element)) {
        sheet.text += comma + leaf(element)
        continue
      }
      sheet.text += comma
      if (isPromise(element)) wait(run, element, write, own, sheet)
      else write(run, element, own, sheet)
    }
  } catch (error) {
    // Nobody waits for the others any more: what fails among them must not end the process.
    for (const other of value.slice(at + 1)) if (isPromise(other)) other.then(undefined, () => {})
    throw error
  }
  sheet.text += ']'
} })

/** A field without a resolver: what its object has under its name. */
function plainField(type: GraphQLObjectType, mark: string, key: string, name: string, part: Part<Write>): Part<Put> {
  const { told } = part
  const put = putting(mark, part)
  return { told, write: (run, source, prev, sheet) => {
    const value = (source as Record<string, unknown> | undefined)?.[name]
    if (typeof value === 'function') throw new NotStraight()
    const path = told ? { prev, key, typename: type.name } : undefined
    put(run, value, path, sheet)
  } }
}
