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
  /** Where the value is one of a leaf type: how its text is had at once. */
  readonly leaf?: Leaf | undefined
}

interface Leaf {
  readonly write: (value: unknown) => string
  /** What stands between quotes; undefined where this value is not written so. */
  readonly inside?: ((value: unknown) => string | undefined) | undefined
}

/** One field of an object: what stands before its value, the value, and how that is written. */
interface Column extends Part<Write> {
  readonly mark: Mark
  readonly key: string
  readonly read: (run: Run, source: unknown, path: Path | undefined) => unknown
}

/** What stands before a value: a comma, and the name; the quote that closes the text before it, and the one that opens its own, come with it. */
interface Mark {
  readonly plain: string
  readonly opening: string
  readonly closing: string
  readonly both: string
}

const markOf = (plain: string): Mark => ({ plain, opening: `${plain}"`, closing: `"${plain}`, both: `"${plain}"` })

/** Reading for a partner is told to the person it is about: once. */
const ONCE_ONLY = 'partner'

const isNothing = (value: unknown): value is null | undefined => value === null || value === undefined

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
    const columns = [...asked].map(([key, nodes], index) => columnOf(type, markOf(`${index === 0 ? '{' : ','}${JSON.stringify(key)}:`), key, nodes, counted))
    const typename = type.name
    const write: Put = (run, source, prev, sheet) => {
      // Each addition costs: what is there at once is added together, and the quotes of a text with the names around it.
      let text = ''
      let isOpen = false
      for (const { mark, key, read, told, leaf, write } of columns) {
        const path = told ? { prev, key, typename } : undefined
        const value = read(run, source, path)
        const isLater = isPromise(value)
        if (leaf !== undefined && !isLater) {
          const inside = leaf.inside?.(value)
          if (inside === undefined) text += (isOpen ? mark.closing : mark.plain) + leaf.write(value)
          else text += (isOpen ? mark.both : mark.opening) + inside
          isOpen = inside !== undefined
          continue
        }
        sheet.text += text + (isOpen ? mark.closing : mark.plain)
        text = ''
        isOpen = false
        if (isLater) wait(run, value, write, path, sheet)
        else write(run, value, path, sheet)
      }
      sheet.text += text + (isOpen ? '"}' : '}')
    }
    return { write, told: columns.some(({ told }) => told) }
  }

  const columnOf = (type: GraphQLObjectType, mark: Mark, key: string, nodes: readonly FieldNode[], counted: Counted): Column => {
    fields += 1
    const name = nodes[0]!.name.value
    if (name === '__typename') return { ...leafPart({ write: () => `"${type.name}"` }), mark, key, read: () => null }
    const field = type.getFields()[name]
    if (field === undefined || (type === schema.getQueryType() && name === ONCE_ONLY)) throw new NotStraight()
    const cost = counted.get(key)
    const below = writer(field.type, nodes, cost?.below ?? NOTHING)
    // What a mutation did it did: of a payload that is null, graphql-js's data are counted in a way of their own.
    const value = type === schema.getMutationType() ? required(below) : below
    const part = cost === undefined ? value : { told: value.told, write: counting(cost, field.type, value.write) }
    const plain = field.resolve === undefined || field.resolve === defaultFieldResolver
    return plain ? { ...part, mark, key, read: reader(name) } : { ...resolvedPart(type, field, nodes, part), mark, key }
  }

  const resolvedPart = (parentType: GraphQLObjectType, field: GraphQLField<unknown, Context>, fieldNodes: readonly FieldNode[], part: Part<Write>): Part<Write> & Pick<Column, 'read'> => {
    const args = argumentsOf(field as GraphQLField<unknown, unknown>, fieldNodes[0]!)
    const resolve = field.resolve as GraphQLFieldResolver<unknown, Context>
    const { name: fieldName, type: returnType } = field
    if (!part.told && !asksInfo(resolve)) {
      const short = resolve as unknown as (source: unknown, args: object, context: Context) => unknown
      return { ...part, read: (run, source) => short(source, args(run.variables), run.context) }
    }
    return { ...part, told: true, read: ({ context, variables: variableValues }, source, path) =>
      resolve(source, args(variableValues), context, { fieldName, fieldNodes, returnType, parentType, path: path!, schema, fragments, rootValue: undefined, operation, variableValues }) }
  }

  const writer = (type: GraphQLOutputType, nodes: readonly FieldNode[], below: Counted): Part<Write> => {
    if (isNonNullType(type)) return required(writer(type.ofType, nodes, below))
    if (isLeafType(type)) {
      const { write, inside } = leafWriter(type)
      return leafPart({
        write: (value) => {
          const text = isNothing(value) ? 'null' : write(value)
          if (text === undefined) throw new NotStraight()
          return text
        },
        inside: inside && ((value) => (isNothing(value) ? undefined : inside(value))),
      })
    }
    if (isListType(type)) return list(writer(type.ofType, nodes, below))
    if (!isObjectType(type) || type.isTypeOf) throw new NotStraight()
    const { write: put, told } = object(type, collectSubfields(schema, fragments, {}, type, nodes), below)
    return { told, write: (run, value, path, sheet) => {
      if (isNothing(value)) return void (sheet.text += 'null')
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
    if (!isNothing(value)) run.spent += weight * (isList ? (value as readonly unknown[]).length : 1)
    write(run, value, path, sheet)
  }
}

const leafPart = (leaf: Leaf): Part<Write> => ({ told: false, leaf, write: (_run, value, _path, sheet) => { sheet.text += leaf.write(value) } })

function required({ write, told, leaf }: Part<Write>): Part<Write> {
  const there = (value: unknown) => {
    if (isNothing(value)) throw new NotStraight()
  }
  if (leaf !== undefined) {
    const { inside } = leaf
    return leafPart({ write: (value) => (there(value), leaf.write(value)), inside: inside && ((value) => (there(value), inside(value))) })
  }
  return { told, write: (run, value, path, sheet) => {
    there(value)
    write(run, value, path, sheet)
  } }
}

const list = ({ write, told, leaf }: Part<Write>): Part<Write> => ({ told, write: (run, value, path, sheet) => {
  if (isNothing(value)) return void (sheet.text += 'null')
  if (!Array.isArray(value)) throw new NotStraight()
  let at = 0
  sheet.text += '['
  try {
    for (; at < value.length; at += 1) {
      const element: unknown = value[at]
      const own = told ? { prev: path, key: at, typename: undefined } : undefined
      const comma = at > 0 ? ',' : ''
      if (leaf !== undefined && !isPromise(element)) {
        sheet.text += comma + leaf.write(element)
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
const reader = (name: string) => (_run: Run, source: unknown): unknown => {
  const value = (source as Record<string, unknown> | undefined)?.[name]
  if (typeof value === 'function') throw new NotStraight()
  return value
}
