import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type * as Server from '@apollo/server'
import type * as Disabled from '@apollo/server/plugin/disabled'
import { connectPostgres } from '../../../gateway/db/postgres.ts'
import { createContext } from '../../../gateway/request/context.ts'
import type { Context, Services } from '../../../gateway/request/context.ts'
import { composeSchema } from '../../../gateway/schema.ts'
import { createWriter } from '../../../gateway/writer/writer.ts'
import { ofGateway, readBody, ready, settings, verify } from '../contestant.ts'

/*
 * The gateway's schema, resolvers and database lane behind nothing but Apollo on node:http: no shield, no guards, no plugins, no
 * limits, no request ids. What the gateway costs above this is its policy.
 */

const { ApolloServer, HeaderMap } = ofGateway('@apollo/server') as typeof Server
const { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled, ApolloServerPluginUsageReportingDisabled } =
  ofGateway('@apollo/server/plugin/disabled') as typeof Disabled

const { schema, nodes } = await composeSchema()
const apollo = new ApolloServer<Context>({
  schema, csrfPrevention: false, persistedQueries: false, stopOnTerminationSignals: false, introspection: false,
  plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled(), ApolloServerPluginUsageReportingDisabled()],
})
await apollo.start()
// What the queries of the bench do not touch is not there.
const services = { nodes, port: connectPostgres({ url: settings.url }), catalogues: { keepMs: 10_000, read: new Map() }, writer: createWriter(), upgradeUrl: '', warn: () => {}, rates: { settle: async () => {}, of: () => null } } as unknown as Services
const signal = new AbortController().signal

const server = createServer((request, response) => {
  readBody(request, async (text) => {
    const caller = await verify(request.headers.authorization)
    const headers = new HeaderMap()
    for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value))
    const { status = 200, headers: own, body } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: request.method!, search: '', headers, body: JSON.parse(text) },
      context: async () => createContext(services, { caller, requestId: '', waited: signal, traceparent: null, admitted: { client: '', text: null, document: null } }),
    })
    const answer = body.kind === 'complete' ? body.string : ''
    own.set('content-length', String(Buffer.byteLength(answer)))
    response.writeHead(status, Object.fromEntries(own)).end(answer)
  })
})
server.listen(0, '127.0.0.1', () => ready((server.address() as AddressInfo).port))
