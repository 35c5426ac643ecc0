import type { ApolloServerPlugin } from '@apollo/server'
import { OperationTypeNode } from 'graphql'
import { GatewayError } from '../errors.ts'

/** HTTP answers once: a subscription sent by it would run as if it were a query, or fail while it runs. */
export const refuseSubscriptions: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operation }) {
        if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return
        throw new GatewayError('OPERATION_RESOLUTION_FAILURE', 'Subscriptions do not run over HTTP: send a query or a mutation.')
      },
    }
  },
}
