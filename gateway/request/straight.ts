import { getVariableValues, GraphQLError, Kind, OperationTypeNode, visit } from 'graphql'
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import { collectFields } from 'graphql/execution/collectFields.js'
import { createCoerceVariables } from './coerce.ts'
import type { CoerceVariables } from './coerce.ts'
import { NotStraight } from './arguments.ts'
import type { Context } from './context.ts'
import type { Counted } from './cost.ts'
import { createBuilder, NOTHING } from './parts.ts'
import type { Put, Run } from './parts.ts'
import type { Once } from './once.ts'
import { Sheet } from './sheet.ts'

/*
 * The straight way through an operation: what graphql-js works out for each object anew (which fields, which arguments, how each value is
 * completed) is worked out once a document, and the answer is written as JSON while its values come, without an object between. Only
 * the straight way: at the first error, and at anything that is not plain, it gives up, and graphql-js executes the operation from the
 * beginning, so that no error is made here. What has been read by then is in the context, and is not read again; what a mutation has done
 * is in its `Once`, and is not done again.
 */

/** The whole data as JSON, and what it has cost: its objects, counted as `Plan.actual` counts them. */
export interface Written {
  readonly text: string
  readonly spent: number
}

/** Rejects with NotStraight, or with whatever a resolver throws: then graphql-js must say it. */
type Way = (context: Context, variables: Readonly<Record<string, unknown>>, once: Once | undefined) => Written | Promise<Written>

/**
 * The data of an operation that graphql-js has validated; null where graphql-js must execute it. A promise only where something is waited for.
 * @param once of a mutation, which graphql-js must be given too
 */
export type Straight = (document: DocumentNode, operation: OperationDefinitionNode, context: Context, variables: Readonly<Record<string, unknown>>, once?: Once) => Written | null | Promise<Written | null>

/** Fields of all the operations whose way is kept, the oldest use out first: a few hundred screens, some ten megabytes. */
export const KEPT_FIELDS = 20_000
/** What an unregistered text keeps alive with its way: some characters weigh as much as a field. */
export const CHARACTERS_A_FIELD = 20

/** @param countedOf what the fields of an operation count for; null where they cannot be counted one by one. Nothing counts unless told. */
export function createStraight(schema: GraphQLSchema, countedOf: (document: DocumentNode, operation: OperationDefinitionNode) => Counted | null = () => NOTHING, coerce: CoerceVariables = createCoerceVariables(schema)): Straight {
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
    const { way, fields } = findWay(schema, document, operation, countedOf(document, operation), coerce)
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
  return (document, operation, context, variables, once) => {
    const way = wayOf(document, operation)
    if (way === null) return null
    const giveUp = () => {
      context.db.again()
      return null
    }
    try {
      const written = way(context, variables, once)
      return written instanceof Promise ? written.catch(giveUp) : written
    } catch {
      return giveUp()
    }
  }
}

/**
 * There is none with directives (which fields there are depends on the variables), with interfaces and unions, or with introspection;
 * none for several mutations in one, which run one after the other; and none for subscriptions. An operation that has none is remembered, too.
 */
function findWay(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, counted: Counted | null, coerce: CoerceVariables): { readonly way: Way | null; readonly fields: number } {
  const none = { way: null, fields: 1 }
  let plain = true
  const not = (): void => { plain = false }
  visit(document, { Directive: not, [Kind.FIELD]: ({ name, alias }) => { if (alias?.value === '__proto__' || (name.value.startsWith('__') && name.value !== '__typename')) not() } })
  const root = schema.getRootType(operation.operation)
  if (!plain || !root || counted === null || operation.operation === OperationTypeNode.SUBSCRIPTION) return none
  try {
    const builder = createBuilder(schema, document, operation)
    const asked = collectFields(schema, builder.fragments, {}, root, operation.selectionSet)
    if (operation.operation === OperationTypeNode.MUTATION && asked.size > 1) return none
    const { write } = builder.object(root, asked, counted)
    const variablesOf = (given: Readonly<Record<string, unknown>>) => coerce(document, operation, given)?.variables ?? getVariableValues(schema, operation.variableDefinitions ?? [], given, { maxErrors: 50 }).coerced
    return { way: createWay(variablesOf, write), fields: builder.fields() }
  } catch (error) {
    // An argument that does not fit is an error of its field's, each time.
    if (error instanceof NotStraight || error instanceof GraphQLError) return none
    throw error
  }
}

/** @param variablesOf undefined where they do not fit */
function createWay(variablesOf: (given: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>> | undefined, write: Put): Way {
  return (context, given, once) => {
    const variables = variablesOf(given)
    if (variables === undefined) throw new NotStraight()
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
    const run: Run = { context, variables, spent: 0, waiting: 0, done, fail }
    try {
      write(run, once, undefined, sheet)
    } catch (error) {
      if (run.waiting === 0) throw error
      failure = { error }
    }
    if (run.waiting === 0) return { text: sheet.text, spent: run.spent }
    ended = Promise.withResolvers()
    return ended.promise
  }
}
