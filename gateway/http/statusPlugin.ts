import type { ApolloServerPlugin } from '@apollo/server'
import type { FormattedExecutionResult } from 'graphql'
import { GRAPHQL_TYPE, graphqlType } from './accept.ts'
import { headersOf, statusOf } from './status.ts'

/**
 * The status of an answer (GraphQL over HTTP §6.4), and the headers that go with it; null where it is 200. Only a request that failed as
 * a whole (no `data`) has another: a status on a field error would change the answer of its neighbours.
 * @param type what the client reads
 */
export function failureOf({ data, errors }: FormattedExecutionResult, type: string | null): { readonly status: number; readonly headers: readonly [string, string][] } | null {
  const first = errors?.[0]
  if (data !== undefined || first === undefined) return null
  return { status: statusOf(first.extensions?.code, type !== GRAPHQL_TYPE), headers: headersOf(first.extensions) }
}

/** The same for what Apollo answers, which says 400, or 500 when it does not know the error. */
export const statusCodes: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async willSendResponse({ request, response }) {
        if (response.body.kind !== 'single') return
        // Set here, so that the type and the status come from one reading of the accept header.
        const type = graphqlType(request.http?.headers.get('accept'))
        if (type !== null) response.http.headers.set('content-type', `${type}; charset=utf-8`)
        const failure = failureOf(response.body.singleResult, type)
        if (failure === null) return
        // A status of Apollo's own that is neither of its two defaults says something: 405 with `allow`.
        const own = response.http.status
        if (own !== undefined && own !== 400 && own !== 500) return
        response.http.status = failure.status
        for (const [name, value] of failure.headers) response.http.headers.set(name, value)
      },
    }
  },
}
