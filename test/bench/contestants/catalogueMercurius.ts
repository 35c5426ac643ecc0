import type { AddressInfo } from 'node:net'
import fastify from 'fastify'
import type * as GraphQL from 'graphql'
import mercurius from 'mercurius'
import { loadSchema } from '../../../schema/load.ts'
import { ofGateway, ready, settings } from '../contestant.ts'

/* mercurius with its compiled execution, on our contract, with the catalogue in memory: no token, no policy, no database. */

const { printSchema } = ofGateway('graphql') as typeof GraphQL
const { plans } = settings as unknown as { readonly plans: readonly object[] }

const app = fastify()
// As text, so that what it executes is its own: no enum of ours, no scalar of ours.
await app.register(mercurius, { schema: printSchema(loadSchema()), resolvers: { Query: { plans: () => plans } } as never, jit: 1, path: '/graphql' })
await app.listen({ port: 0, host: '127.0.0.1' })
ready((app.server.address() as AddressInfo).port)
