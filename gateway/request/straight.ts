import { defaultFieldResolver, getArgumentValues, getVariableValues, GraphQLError, isLeafType, isListType, isNonNullType, isObjectType, Kind, visit } from 'graphql'
import type { DocumentNode, FieldNode, FragmentDefinitionNode, GraphQLField, GraphQLFieldResolver, GraphQLObjectType, GraphQLOutputType, GraphQLResolveInfo, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js'
import type { Context } from './context.ts'
import type { Counted } from './cost.ts'
import { leafWriter, Sheet } from './sheet.ts'

/*
 * The straight way through a query: what graphql-js works out for each object anew (which fields, which arguments, how each value is
 * completed) is worked out once a document, and the answer is written as JSON while its values come, without an object between. Only
 * the straight way: at the first error, and at anything that is not plain, it gives up, and graphql-js executes the query from the
 * beginning, so that no error is made here. What has been read by then is in the context, and is not read again.
 */

/** Here is graphql-js's turn. */
class NotStraight extends Error {}

/** The whole data as JSON, and what it has cost: its objects, counted as `Plan.actual` counts them. */
export interface Written {
  readonly text: string
  readonly spent: number
}

/** Rejects with NotStraight, or with whatever a resolver throws: then graphql-js must say it. */
type Way = (context: Context, variables: Readonly<Record<string, unknown>>) => Written | Promise<Written>

/** The data of a query that graphql-js has validated; null where graphql-js must execute it. A promise only where something is waited for. */
export type Straight = (document: DocumentNode, operation: OperationDefinitionNode, context: Context, variables: Readonly<Record<string, unknown>>) => Written | null | Promise<Written | null>

/** Fields of all the queries whose way is kept, the oldest use out first: a few hundred screens, some ten megabytes. */
export const KEPT_FIELDS = 20_000
/** What an unregistered text keeps alive with its way: some characters weigh as much as a field. */
export const CHARACTERS_A_FIELD = 20

/** @param countedOf what the fields of an operation count for; null where they cannot be counted one by one. Nothing counts unless told. */
export function createStraight(schema: GraphQLSchema, countedOf: (document: DocumentNode, operation: OperationDefinitionNode) => Counted | null = () => NOTHING): Straight {
  const ways = new Map<OperationDefinitionNode, { readonly way: Way | null; readonly weight: number }>()
  let weight = 0
  const wayOf = (document: DocumentNode, operation: OperationDefinitionNode): Way | null => {
    const known = ways.get(operation)
    if (known !== undefined) {
      // As long as none has to go, it is the same to all in which order they would.
      if (weight > KEPT_FIELDS / 2) {
        ways.delete(operation)
        ways.set(operation, known)
      }
      return known.way
    }
    const { way, fields } = findWay(schema, document, operation, countedOf(document, operation))
    const found = { way, weight: fields + (document.loc?.source.body.length ?? 0) / CHARACTERS_A_FIELD }
    ways.set(operation, found)
    weight += found.weight
    for (const [oldest, dropped] of ways) {
      if (weight <= KEPT_FIELDS) break
      ways.delete(oldest)
      weight -= dropped.weight
    }
    return way
  }
  return (document, operation, context, variables) => {
    const way = wayOf(document, operation)
    if (way === null) return null
    const giveUp = () => {
      context.db.again()
      return null
    }
    try {
      const written = way(context, variables)
      return written instanceof Promise ? written.catch(giveUp) : written
    } catch {
      return giveUp()
    }
  }
}

const NOTHING: Counted = new Map()

type Path = GraphQLResolveInfo['path']

/** One execution. */
interface Run {
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
type Put = (run: Run, source: unknown, path: Path | undefined, sheet: Sheet) => void

/** How something is written, and whether resolvers below are told its path. */
interface Part<F> {
  readonly write: F
  readonly told: boolean
}

/** Reading for a partner is told to the person it is about: once. */
const ONCE_ONLY = 'partner'

/**
 * There is none with directives (which fields there are depends on the variables), with interfaces and unions, or with introspection.
 * A query that has none is remembered, too.
 */
function findWay(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, counted: Counted | null): { readonly way: Way | null; readonly fields: number } {
  const none = { way: null, fields: 1 }
  let plain = true
  const not = (): void => { plain = false }
  visit(document, { Directive: not, [Kind.FIELD]: ({ name, alias }) => { if (alias?.value === '__proto__' || (name.value.startsWith('__') && name.value !== '__typename')) not() } })
  const root = schema.getQueryType()
  if (!plain || !root || counted === null) return none
  try {
    const builder = createBuilder(schema, document, operation)
    const { write } = builder.object(root, collectFields(schema, builder.fragments, {}, root, operation.selectionSet), counted)
    return { way: createWay(schema, operation, write), fields: builder.fields() }
  } catch (error) {
    // An argument that does not fit is an error of its field's, each time.
    if (error instanceof NotStraight || error instanceof GraphQLError) return none
    throw error
  }
}

function createWay(schema: GraphQLSchema, operation: OperationDefinitionNode, write: Put): Way {
  const defined = operation.variableDefinitions ?? []
  return (context, given) => {
    const { coerced, errors } = defined.length === 0 ? { coerced: {} } : getVariableValues(schema, defined, given, { maxErrors: 50 })
    if (errors || !coerced) throw new NotStraight()
    const sheet = new Sheet()
    let failure: { readonly error: unknown } | null = null
    let ended: PromiseWithResolvers<Written> | null = null
    const end = () => {
      if (failure === null) ended!.resolve({ text: sheet.whole(), spent: run.spent })
      else ended!.reject(failure.error)
    }
    const done = () => {
      if ((run.waiting -= 1) === 0) end()
    }
    // What is on its way is waited for: it need not be asked again.
    const fail = (error: unknown) => {
      failure ??= { error }
      done()
    }
    const run: Run = { context, variables: coerced, spent: 0, waiting: 0, done, fail }
    try {
      write(run, undefined, undefined, sheet)
    } catch (error) {
      if (run.waiting === 0) throw error
      failure = { error }
    }
    if (run.waiting === 0) return { text: sheet.text, spent: run.spent }
    ended = Promise.withResolvers()
    return ended.promise
  }
}

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

function createBuilder(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) {
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
    const value = writer(field.type, nodes, cost?.below ?? NOTHING)
    const part = cost === undefined ? value : { ...value, write: counting(cost, field.type, value.write) }
    const plain = field.resolve === undefined || field.resolve === defaultFieldResolver
    return plain ? plainField(type, mark, key, name, part) : { told: true, write: resolvedField(type, mark, field, key, nodes, part.write) }
  }

  const resolvedField = (type: GraphQLObjectType, mark: string, field: GraphQLField<unknown, Context>, key: string, fieldNodes: readonly FieldNode[], write: Write): Put => {
    const args = argumentsOf(field as GraphQLField<unknown, unknown>, fieldNodes[0]!)
    const resolve = field.resolve as GraphQLFieldResolver<unknown, Context>
    const { name: fieldName, type: returnType } = field
    return (run, source, prev, sheet) => {
      const path = { prev, key, typename: type.name }
      const { context, variables: variableValues } = run
      const value: unknown = resolve(source, args(variableValues), context, { fieldName, fieldNodes, returnType, parentType: type, path, schema, fragments, rootValue: undefined, operation, variableValues })
      sheet.text += mark
      if (isPromise(value)) wait(run, value, write, path, sheet)
      else write(run, value, path, sheet)
    }
  }

  const writer = (type: GraphQLOutputType, nodes: readonly FieldNode[], below: Counted): Part<Write> => {
    if (isNonNullType(type)) return required(writer(type.ofType, nodes, below))
    if (isLeafType(type)) {
      const leaf = leafWriter(type)
      return { told: false, write: (_run, value, _path, sheet) => {
        const text = value === null || value === undefined ? 'null' : leaf(value)
        if (text === undefined) throw new NotStraight()
        sheet.text += text
      } }
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

const required = ({ write, told }: Part<Write>): Part<Write> => ({ told, write: (run, value, path, sheet) => {
  if (value === null || value === undefined) throw new NotStraight()
  write(run, value, path, sheet)
} })

const list = ({ write, told }: Part<Write>): Part<Write> => ({ told, write: (run, value, path, sheet) => {
  if (value === null || value === undefined) return void (sheet.text += 'null')
  if (!Array.isArray(value)) throw new NotStraight()
  let at = 0
  sheet.text += '['
  try {
    for (; at < value.length; at += 1) {
      const element: unknown = value[at]
      const own = told ? { prev: path, key: at, typename: undefined } : undefined
      if (at > 0) sheet.text += ','
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
function plainField(type: GraphQLObjectType, mark: string, key: string, name: string, { write, told }: Part<Write>): Part<Put> {
  return { told, write: (run, source, prev, sheet) => {
    const value = (source as Record<string, unknown> | undefined)?.[name]
    if (typeof value === 'function') throw new NotStraight()
    const path = told ? { prev, key, typename: type.name } : undefined
    sheet.text += mark
    if (isPromise(value)) wait(run, value, write, path, sheet)
    else write(run, value, path, sheet)
  } }
}

/** Arguments without variables are the same each time; whoever resolves gets an object of his own. */
function argumentsOf(field: GraphQLField<unknown, unknown>, node: FieldNode): (variables: Record<string, unknown>) => Record<string, unknown> {
  if (field.args.length === 0) return () => ({})
  let varies = false
  visit(node, { Variable: () => { varies = true }, SelectionSet: () => false })
  if (varies) return (variables) => getArgumentValues(field, node, variables)
  const fixed = getArgumentValues(field, node)
  return () => ({ ...fixed })
}
