import type { ApolloServerPlugin } from '@apollo/server'
import { GRAPHQL_TYPE, graphqlType } from './accept.ts'
import { headersOf, statusOf } from './status.ts'

/**
 * The status of an answer (GraphQL over HTTP §6.4). Apollo says 400, or 500 when it does not know the error.
 * Only a request that failed as a whole (no `data`) is touched: a status on a field error would change the answer
 * of its neighbours.
 */
export const statusCodes: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async willSendResponse({ request, response }) {
        if (response.body.kind !== 'single') return
        // Set here, so that the type and the status come from one reading of the accept header.
        const type = graphqlType(request.http?.headers.get('accept'))
        if (type !== null) response.http.headers.set('content-type', `${type}; charset=utf-8`)
        const { data, errors } = response.body.singleResult
        const first = errors?.[0]
        if (data !== undefined || first === undefined) return
        // A status of Apollo's own that is neither of its two defaults says something: 405 with `allow`.
        const own = response.http.status
        if (own !== undefined && own !== 400 && own !== 500) return
        response.http.status = statusOf(first.extensions?.code, type !== GRAPHQL_TYPE)
        for (const [name, value] of headersOf(first.extensions)) response.http.headers.set(name, value)
      },
    }
  },
}
