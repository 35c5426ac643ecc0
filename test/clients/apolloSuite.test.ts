import { AsyncLocalStorage } from 'node:async_hooks'
import { ApolloServer } from '@apollo/server'
import type { ApolloServerOptions, BaseContext } from '@apollo/server'
import { defineIntegrationTestSuite } from '@apollo/server-integration-testsuite'
import type { CreateServerForIntegrationTestsOptions } from '@apollo/server-integration-testsuite'
import { pino } from 'pino'
import { createGatewayServer } from '../../gateway/server.ts'

/** The gateway's HTTP face in front of whatever Apollo Server the suite wants. */
async function createServer(config: ApolloServerOptions<BaseContext>, options?: CreateServerForIntegrationTestsOptions) {
  const apollo = new ApolloServer(config)
  await apollo.start()
  const server = createGatewayServer<BaseContext>({
    apollo: apollo as never,
    verify: async () => ({ kind: 'anonymous' }),
    context: async (request) => (options?.context ? (options.context as (given: unknown) => Promise<BaseContext>)(request) : {}),
    ready: async () => ({ ok: true, checks: {} }),
    supabase: null, graphiql: null, embedded: true, allowedOrigins: [], log: pino({ level: 'silent' }), requestIds: new AsyncLocalStorage(),
  })
  // The suite asks at `/` below the address that it is given; with us that is another document.
  server.http.prependListener('request', (req) => { req.url = req.url?.replace(/^\/graphql\/(?=$|\?)/, '/graphql') })
  const { port } = await server.listen(0, '127.0.0.1')
  return { server: apollo as never, url: `http://127.0.0.1:${port}/graphql`, extraCleanup: () => server.close(0) }
}

defineIntegrationTestSuite(createServer as never, { noIncrementalDelivery: false })
