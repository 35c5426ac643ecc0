import type { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingHttpHeaders } from 'node:http'
import { createSourceEventStream, execute } from 'graphql'
import type { DocumentNode, ExecutionArgs, ExecutionResult, FormattedExecutionResult, GraphQLFormattedError, GraphQLSchema } from 'graphql'
import { GatewayError } from '../errors.ts'
import type { Context, Incoming } from './context.ts'
import type { Admitted, Documents } from './documents.ts'
import { codeOf } from './format.ts'
import { withHelp } from './help.ts'
import type { Operations } from './operations.ts'
import type { RateLimiter } from './rate.ts'

/** A subscription as a client asks for it. */
export interface SubscribeRequest {
  readonly query: string
  readonly variables?: Record<string, unknown> | null | undefined
  readonly operationName?: string | null | undefined
  readonly extensions?: Record<string, unknown> | null | undefined
  /** Instead of the text, which is empty then. */
  readonly documentId?: unknown
}

/** Who subscribes; `headers` are the handshake's. */
export interface Subscriber extends Omit<Incoming, 'admitted'> {
  readonly headers: IncomingHttpHeaders
}

/** A subscription that runs: its results in the words for clients. `return` ends it. */
export interface Stream {
  readonly document: DocumentNode
  readonly results: AsyncIterableIterator<FormattedExecutionResult> | FormattedExecutionResult
}

export interface Subscriptions {
  /**
   * Parses, validates and checks exactly as over HTTP (the same Apollo, the same plugins), then subscribes. What is refused
   * before anything runs comes as `errors`; what a field refuses, or fails at, as a result with `errors`, like any answer.
   * @param request.waited aborts when the client is gone
   */
  start(request: SubscribeRequest, subscriber: Subscriber): Promise<Stream | { readonly errors: readonly GraphQLFormattedError[] }>
  /** How many run. */
  count(): number
  /** The connections are gone: ends what was running for them. */
  close(): Promise<void>
}

export interface SubscribingOptions {
  readonly schema: GraphQLSchema
  readonly operations: Operations
  readonly documents: Documents
  readonly context: (incoming: Incoming) => Context
  readonly formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError
  readonly requestIds: AsyncLocalStorage<string>
  readonly rates: RateLimiter | undefined
  readonly close: () => Promise<void>
}

export function createSubscriptions({ schema, operations, documents, context, formatError, requestIds, rates, close }: SubscribingOptions): Subscriptions {
  const format = async ({ data, errors = [] }: ExecutionResult, { document, variableValues, contextValue }: ExecutionArgs): Promise<FormattedExecutionResult> => {
    const told = await withHelp(errors.map((error) => formatError(codeOf(error), error)), { variables: variableValues, document, source: undefined }, contextValue as Context)
    return { ...(data === undefined ? {} : { data }), ...(told.length === 0 ? {} : { errors: told }) }
  }
  let running = 0
  return {
    close,
    count: () => running,
    start: (asked, subscriber) => requestIds.run(subscriber.requestId, async () => {
      const found = admit(documents, asked, subscriber)
      // Guessing ids is not for nothing.
      if (found instanceof GatewayError) rates?.of(subscriber.caller, subscriber.address ?? null).charge(1)
      if (found instanceof GatewayError) return { errors: await withHelp([formatError(codeOf(found), found)], { variables: asked.variables, document: undefined, source: asked.query }, null) }
      const { request, ...incoming } = found
      const contextValue = context(incoming)
      const admitted = await operations.admit(request, contextValue)
      if ('errors' in admitted) return admitted
      const { document } = admitted
      const args: ExecutionArgs = { schema, document, contextValue, variableValues: request.variables ?? {}, operationName: request.operationName ?? null }
      const source = await createSourceEventStream(args)
      if (!(Symbol.asyncIterator in source)) return { document, results: await format(source, args) }
      // Each event is answered like a request of its own: what was loaded for the one before may be another by now.
      const answer = (rootValue: unknown) => requestIds.run(incoming.requestId, async () => {
        const own = { ...args, rootValue, contextValue: context(incoming) }
        return await format(await execute(own), own)
      })
      running += 1
      return { document, results: mapStream(source as AsyncIterable<unknown>, answer, () => { running -= 1 }) }
    }),
  }
}

/** The rung `documents`, as over HTTP: may this client send this, and which text is it? graphql-ws wants a text, so none is an empty one. */
function admit(documents: Documents, asked: SubscribeRequest, { headers, ...subscriber }: Subscriber): Incoming & { readonly request: SubscribeRequest } | GatewayError {
  try {
    const admitted: Admitted = documents.admit(documents.clientOf(subscriber.caller, headers), { ...asked, query: asked.query === '' ? undefined : asked.query })
    const { persistedQuery: _hash, ...extensions } = asked.extensions ?? {}
    return { ...subscriber, admitted, request: admitted.text === null ? asked : { ...asked, query: admitted.text, extensions } }
  } catch (error) {
    if (error instanceof GatewayError) return error
    throw error
  }
}

/** Unlike a generator, `return` does not wait for the event that `next` waits for. */
function mapStream<T, R>(source: AsyncIterable<T>, map: (value: T) => Promise<R>, over: () => void): AsyncIterableIterator<R> {
  const iterator = source[Symbol.asyncIterator]()
  let ended = false
  const end = (): IteratorResult<R> => {
    if (!ended) over()
    ended = true
    return { done: true, value: undefined }
  }
  const stream: AsyncIterableIterator<R> = {
    next: async () => {
      const { done, value } = await iterator.next()
      return done ? end() : { done: false, value: await map(value) }
    },
    return: async () => {
      await iterator.return?.()
      return end()
    },
    [Symbol.asyncIterator]: () => stream,
  }
  return stream
}
