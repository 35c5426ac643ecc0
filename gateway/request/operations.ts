import { HeaderMap } from '@apollo/server'
import type { ApolloServer, ApolloServerPlugin } from '@apollo/server'
import { OperationTypeNode } from 'graphql'
import type { DocumentNode, GraphQLFormattedError } from 'graphql'
import { GatewayError } from '../errors.ts'
import type { Context } from './context.ts'
import type { SubscribeRequest } from './subscribe.ts'

/** Which operations run where: queries and mutations over HTTP, subscriptions over the WebSocket. */
export interface Operations {
  readonly plugin: ApolloServerPlugin<Context>
  /** Takes a subscription through everything that Apollo and its plugins ask of a request, and stops before it is executed. */
  admit(request: SubscribeRequest, context: Context): Promise<{ readonly document: DocumentNode } | { readonly errors: readonly GraphQLFormattedError[] }>
}

/** HTTP answers once: a subscription sent by it would run as if it were a query, or fail while it runs. */
const refuse = (message: string) => new GatewayError('OPERATION_RESOLUTION_FAILURE', message)

export function createOperations(apollo: () => ApolloServer<Context>): Operations {
  /** What came by the WebSocket, and the document once it is admitted. Apollo works on a copy of the context, with the same loaders. */
  const subscribing = new WeakMap<Context['load'], DocumentNode | null>()
  const plugin: ApolloServerPlugin<Context> = {
    async requestDidStart({ contextValue: { load } }) {
      const bySocket = subscribing.has(load)
      return {
        async didResolveOperation({ operation }) {
          const subscription = operation?.operation === OperationTypeNode.SUBSCRIPTION
          if (subscription && !bySocket) throw refuse('Subscriptions do not run over HTTP: open a WebSocket (graphql-transport-ws) here.')
          if (operation && !subscription && bySocket) throw refuse('Only subscriptions run over the WebSocket: send queries and mutations over HTTP.')
        },
        async responseForOperation({ document }) {
          if (!bySocket) return null
          subscribing.set(load, document)
          return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult: {} } }
        },
      }
    },
  }
  return {
    plugin,
    async admit({ query, variables, operationName, extensions }, context) {
      subscribing.set(context.load, null)
      const request = { query, variables: variables ?? undefined, operationName: operationName ?? undefined, extensions: extensions ?? undefined }
      const { body } = await apollo().executeOperation(request as never, { contextValue: context })
      const document = subscribing.get(context.load)
      if (document) return { document }
      return { errors: body.kind === 'single' ? (body.singleResult.errors ?? []) : [] }
    },
  }
}
