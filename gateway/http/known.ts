import { execute, getOperationAST, GraphQLError, OperationTypeNode } from 'graphql'
import type { DocumentNode, FormattedExecutionResult, GraphQLFormattedError, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import type { StoredDocument } from '../documents/document.ts'
import type { Gate } from '../request/admission.ts'
import type { Context } from '../request/context.ts'
import type { Admitted, Asked } from '../request/documents.ts'
import { createCoerceVariables } from '../request/coerce.ts'
import { codeOf } from '../request/format.ts'
import { withHelp } from '../request/help.ts'
import { Once } from '../request/once.ts'
import { createStraight } from '../request/straight.ts'
import type { Written } from '../request/straight.ts'
import { graphqlType } from './accept.ts'
import { send } from './exchange.ts'
import type { Exchange } from './exchange.ts'
import { failureOf } from './statusPlugin.ts'

/*
 * A query or a mutation that is posted, and whose document has been parsed and let in before, asks nothing of Apollo but to execute it: that is done
 * here, by the same rungs in the same order, with the same words for what is refused. Whatever Apollo could have a word in (another
 * method, a parameter of the wrong kind, an operation that is not there, a document nobody knows yet) goes to Apollo, and so do
 * subscriptions. Nothing but the time shows which way an answer came: test/known.test.ts.
 */

/** A query or a mutation that can be answered here. */
export interface Known {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly source: string
  readonly variables: Readonly<Record<string, unknown>>
  /** What the client reads. */
  readonly type: string
}

export interface KnownQueries<C> {
  /** Null: Apollo's. */
  find(exchange: Exchange, asked: Asked, admitted: Admitted): Known | null
  answer(exchange: Exchange, known: Known, context: C): void | Promise<void>
}

export interface KnownOptions {
  readonly schema: GraphQLSchema
  /** Null only where there are no limits. */
  readonly gate: Gate | null
  /** The document of a text, or of a registered one; null where it has not run yet. */
  readonly documentOf: (text: string, registered: StoredDocument | null) => DocumentNode | null
  readonly formatError: (formatted: GraphQLFormattedError, error: unknown, requestId: string) => GraphQLFormattedError
}

/** What is longer may be an upload, which has rules of its own. */
const LONGEST_BODY = 20_000

export function createKnownQueries({ schema, gate, documentOf, formatError }: KnownOptions): KnownQueries<Context> {
  const format = (error: unknown, { requestId }: Context, code?: string): GraphQLFormattedError => {
    const said = error instanceof GraphQLError ? error : new GraphQLError(error instanceof Error ? error.message : `Unexpected error value: ${String(error)}`, { originalError: error as Error })
    return formatError(codeOf(said, code), said, requestId)
  }
  const coerceVariables = createCoerceVariables(schema)
  const straight = createStraight(schema, gate?.countedOf, coerceVariables)
  const byGraphql = async ({ document, operation, variables }: Known, contextValue: Context, rootValue: Once | undefined): Promise<FormattedExecutionResult> => {
    const given = coerceVariables(document, operation, variables) ?? { schema, document, variables }
    const { data, errors } = await execute({ schema: given.schema, document: given.document, rootValue, contextValue, variableValues: given.variables, operationName: operation.name?.value })
    if (errors === undefined) return { data: data! }
    // Without data, no field has run: the variables do not fit their types.
    return data === undefined ? { errors: errors.map((error) => format(error, contextValue, 'BAD_USER_INPUT')) } : { errors: errors.map((error) => format(error, contextValue)), data }
  }
  const sendResult = async (exchange: Exchange, known: Known, context: Context, result: FormattedExecutionResult) => {
    const left = gate?.leave(known, result, context)
    let { errors, data, extensions } = left?.result ?? result
    const failure = failureOf({ ...(errors && { errors }), ...(data !== undefined && { data }) }, known.type)
    if (errors) errors = await withHelp(errors, known, context)
    const headers = { 'content-type': `${known.type}; charset=utf-8`, ...left?.headers, ...(failure && Object.fromEntries(failure.headers)) }
    send(exchange, failure?.status ?? 200, headers, `${JSON.stringify({ errors, data, extensions })}\n`)
  }
  const sendWritten = (exchange: Exchange, { type }: Known, context: Context, { text, spent }: Written) => {
    const left = gate?.leaveWritten(spent, context)
    send(exchange, 200, { 'content-type': `${type}; charset=utf-8`, ...left?.headers }, `{"data":${text}${left ? `,"extensions":${left.extensions}` : ''}}\n`)
  }
  const sendFailure = (exchange: Exchange, known: Known, context: Context, error: unknown) => sendResult(exchange, known, context, { errors: [format(error, context)] })
  // Who gives up on the straight way begins anew. A mutation still runs once.
  const run = (exchange: Exchange, known: Known, context: Context): void | Promise<void> => {
    const { document, operation, variables } = known
    const once = operation.operation === OperationTypeNode.MUTATION ? new Once() : undefined
    const finish = (written: Written | null) => (written === null
      ? byGraphql(known, context, once).then((result) => sendResult(exchange, known, context, result), (error: unknown) => sendFailure(exchange, known, context, error))
      : sendWritten(exchange, known, context, written))
    let written: ReturnType<typeof straight> = null
    try {
      written = straight(document, operation, context, variables, once)
    } catch (error) {
      return sendFailure(exchange, known, context, error)
    }
    return written instanceof Promise ? written.then(finish) : finish(written)
  }
  return {
    find({ method, bodyBytes, req }, { query, variables, operationName, extensions }, { text, document: registered }) {
      const source = text ?? query
      if (method !== 'POST' || bodyBytes >= LONGEST_BODY || typeof source !== 'string') return null
      if (!isNothingOrObject(variables) || !isNothingOrObject(extensions) || !(isNothing(operationName) || typeof operationName === 'string')) return null
      const document = documentOf(source, registered)
      const operation = document && getOperationAST(document, operationName)
      const type = graphqlType(req.headers.accept)
      if (!operation || operation.operation === OperationTypeNode.SUBSCRIPTION || type === null) return null
      return { document: document!, operation, source, variables: variables ?? {}, type }
    },
    answer(exchange, known, context) {
      try {
        const entered = gate?.enter(known, context)
        if (entered !== undefined) return entered.then(() => run(exchange, known, context), (error: unknown) => sendFailure(exchange, known, context, error))
      } catch (error) {
        return sendFailure(exchange, known, context, error)
      }
      return run(exchange, known, context)
    },
  }
}

const isNothing = (value: unknown): value is null | undefined => value === undefined || value === null

const isNothingOrObject = (value: unknown): value is Record<string, unknown> | null | undefined =>
  isNothing(value) || (typeof value === 'object' && !Array.isArray(value))
