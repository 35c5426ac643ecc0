import { defaultFieldResolver, getArgumentValues, getVariableValues, GraphQLError, isLeafType, isListType, isNonNullType, isObjectType, Kind, visit } from 'graphql'
import type { DocumentNode, FieldNode, FragmentDefinitionNode, GraphQLField, GraphQLFieldResolver, GraphQLObjectType, GraphQLOutputType, GraphQLResolveInfo, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js'
import type { Context } from './context.ts'

/*
 * The straight way through a query: what graphql-js works out for each object anew (which fields, which arguments, how each value is
 * completed) is worked out once a document. Only the straight way: at the first error, and at anything that is not plain, it gives up,
 * and graphql-js executes the query from the beginning, so that no error is made here. What has been read by then is in the context,
 * and is not read again.
 */

/** Here is graphql-js's turn. */
class NotStraight extends Error {}

/** The whole data; rejects with NotStraight, or with whatever a resolver throws: then graphql-js must say it. */
type Way = (context: Context, variables: Readonly<Record<string, unknown>>) => Data | Promise<Data>
type Data = Record<string, unknown>

/** The data of a query that graphql-js has validated; null where graphql-js must execute it. */
export type Straight = (document: DocumentNode, operation: OperationDefinitionNode, context: Context, variables: Readonly<Record<string, unknown>>) => Promise<Data | null>

/** Fields of all the queries whose way is kept, the oldest use out first: a few hundred screens, some ten megabytes. */
const KEPT_FIELDS = 20_000
/** What an unregistered text keeps alive with its way: some characters weigh as much as a field. */
const CHARACTERS_A_FIELD = 20

export function createStraight(schema: GraphQLSchema): Straight {
  const ways = new Map<OperationDefinitionNode, { readonly way: Way | null; readonly weight: number }>()
  let weight = 0
  const wayOf = (document: DocumentNode, operation: OperationDefinitionNode): Way | null => {
    const known = ways.get(operation)
    if (known !== undefined) {
      ways.delete(operation)
      ways.set(operation, known)
      return known.way
    }
    const { way, fields } = findWay(schema, document, operation)
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
  return async (document, operation, context, variables) => {
    const way = wayOf(document, operation)
    if (way === null) return null
    try {
      return await way(context, variables)
    } catch {
      context.db.again()
      return null
    }
  }
}

type Path = GraphQLResolveInfo['path']
type Holder = Record<string | number, unknown>

/** One execution. */
interface Run {
  readonly context: Context
  readonly variables: Record<string, unknown>
  /** Promises that are waited for. */
  waiting: number
  done(): void
  fail(error: unknown): void
}

/** Puts a value, completed, where it belongs in the answer. */
type Complete = (run: Run, value: unknown, path: Path, into: Holder, key: string | number) => void
/** Puts one field of `source` into the answer's object. */
type Put = (run: Run, source: unknown, path: Path | undefined, into: Holder) => void

/** Reading for a partner is told to the person it is about: once. */
const ONCE_ONLY = 'partner'

/**
 * There is none with directives (which fields there are depends on the variables), with interfaces and unions, or with introspection.
 * A query that has none is remembered, too.
 */
function findWay(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): { readonly way: Way | null; readonly fields: number } {
  const none = { way: null, fields: 1 }
  let plain = true
  const not = (): void => { plain = false }
  visit(document, { Directive: not, [Kind.FIELD]: ({ name, alias }) => { if (alias?.value === '__proto__' || (name.value.startsWith('__') && name.value !== '__typename')) not() } })
  const root = schema.getQueryType()
  if (!plain || !root) return none
  try {
    const builder = createBuilder(schema, document, operation)
    const puts = builder.object(root, collectFields(schema, builder.fragments, {}, root, operation.selectionSet))
    return { way: createWay(schema, operation, puts), fields: builder.fields() }
  } catch (error) {
    // An argument that does not fit is an error of its field's, each time.
    if (error instanceof NotStraight || error instanceof GraphQLError) return none
    throw error
  }
}

function createWay(schema: GraphQLSchema, operation: OperationDefinitionNode, puts: readonly Put[]): Way {
  const defined = operation.variableDefinitions ?? []
  return (context, given) => {
    const { coerced, errors } = defined.length === 0 ? { coerced: {} } : getVariableValues(schema, defined, given, { maxErrors: 50 })
    if (errors || !coerced) throw new NotStraight()
    const ended = Promise.withResolvers<Data>()
    const data: Data = {}
    let failure: { readonly error: unknown } | null = null
    const done = () => {
      if ((run.waiting -= 1) > 0) return
      if (failure === null) ended.resolve(data)
      else ended.reject(failure.error)
    }
    // What is on its way is waited for: it need not be asked again.
    const fail = (error: unknown) => {
      failure ??= { error }
      done()
    }
    const run: Run = { context, variables: coerced, waiting: 1, done, fail }
    try {
      for (const put of puts) put(run, undefined, undefined, data)
    } catch (error) {
      failure = { error }
    }
    if (run.waiting === 1 && failure === null) return data
    done()
    return ended.promise
  }
}

const isPromise = (value: unknown): value is PromiseLike<unknown> => typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'

function wait(run: Run, promise: PromiseLike<unknown>, complete: Complete, path: Path, into: Holder, key: string | number) {
  // The names of an object in their order, whoever comes first.
  into[key] = undefined
  run.waiting += 1
  promise.then((value) => {
    try {
      complete(run, value, path, into, key)
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

  const object = (type: GraphQLObjectType, asked: ReadonlyMap<string, readonly FieldNode[]>): readonly Put[] => [...asked].map(([key, nodes]) => {
    fields += 1
    const name = nodes[0]!.name.value
    if (name === '__typename') return (_run, _source, _path, into) => { into[key] = type.name }
    const field = type.getFields()[name]
    if (field === undefined || (type === schema.getQueryType() && name === ONCE_ONLY)) throw new NotStraight()
    const complete = completer(field.type, nodes)
    return field.resolve === undefined || field.resolve === defaultFieldResolver ? plainField(type, key, name, complete) : resolvedField(type, field, key, nodes, complete)
  })

  const resolvedField = (type: GraphQLObjectType, field: GraphQLField<unknown, Context>, key: string, nodes: readonly FieldNode[], complete: Complete): Put => {
    const args = argumentsOf(field as GraphQLField<unknown, unknown>, nodes[0]!)
    const resolve = field.resolve as GraphQLFieldResolver<unknown, Context>
    const about = { fieldName: field.name, fieldNodes: nodes, returnType: field.type, parentType: type, schema, fragments, rootValue: undefined, operation }
    return (run, source, prev, into) => {
      const path = { prev, key, typename: type.name }
      const value: unknown = resolve(source, args(run.variables), run.context, { ...about, path, variableValues: run.variables })
      if (isPromise(value)) wait(run, value, complete, path, into, key)
      else complete(run, value, path, into, key)
    }
  }

  const completer = (type: GraphQLOutputType, nodes: readonly FieldNode[]): Complete => {
    if (isNonNullType(type)) return required(completer(type.ofType, nodes))
    if (isLeafType(type)) {
      return (_run, value, _path, into, key) => {
        if (value === null || value === undefined) return void (into[key] = null)
        const said = value instanceof Error ? null : type.serialize(value)
        if (said === undefined || said === null) throw new NotStraight()
        into[key] = said
      }
    }
    if (isListType(type)) return list(completer(type.ofType, nodes))
    if (!isObjectType(type) || type.isTypeOf) throw new NotStraight()
    const puts = object(type, collectSubfields(schema, fragments, {}, type, nodes))
    return (run, value, path, into, key) => {
      if (value === null || value === undefined) return void (into[key] = null)
      if (typeof value !== 'object' || value instanceof Error) throw new NotStraight()
      const found: Holder = {}
      into[key] = found
      for (const put of puts) put(run, value, path, found)
    }
  }
  return { fragments, object, fields: () => fields }
}

const required = (complete: Complete): Complete => (run, value, path, into, key) => {
  if (value === null || value === undefined) throw new NotStraight()
  complete(run, value, path, into, key)
}

const list = (complete: Complete): Complete => (run, value, path, into, key) => {
  if (value === null || value === undefined) return void (into[key] = null)
  if (!Array.isArray(value)) throw new NotStraight()
  const found: unknown[] = []
  into[key] = found
  let at = 0
  try {
    for (; at < value.length; at += 1) {
      const element: unknown = value[at]
      const own = { prev: path, key: at, typename: undefined }
      if (isPromise(element)) wait(run, element, complete, own, found as unknown as Holder, at)
      else complete(run, element, own, found as unknown as Holder, at)
    }
  } catch (error) {
    // Nobody waits for the others any more: what fails among them must not end the process.
    for (const other of value.slice(at + 1)) if (isPromise(other)) other.then(undefined, () => {})
    throw error
  }
}

/** A field without a resolver: what its object has under its name. */
const plainField = (type: GraphQLObjectType, key: string, name: string, complete: Complete): Put => (run, source, prev, into) => {
  const value = (source as Record<string, unknown> | undefined)?.[name]
  if (typeof value === 'function') throw new NotStraight()
  // Who reads the path is a resolver somewhere below.
  const path = { prev, key, typename: type.name }
  if (isPromise(value)) wait(run, value, complete, path, into, key)
  else complete(run, value, path, into, key)
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
