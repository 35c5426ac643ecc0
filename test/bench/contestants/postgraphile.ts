import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { postgraphile } from 'postgraphile'
import { makePgService } from 'postgraphile/adaptors/pg'
import { grafserv } from 'postgraphile/grafserv/node'
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber'
import { POOL, ready, settings, viewerOf } from '../contestant.ts'

/* PostGraphile 5 as its guide sets it up: the Amber preset, grafserv on node, role and claims as pgSettings from the token. */

const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({
    connectionString: settings.url, superuserConnectionString: undefined, schemas: ['public'], poolConfig: { max: POOL },
  })],
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false },
  grafast: {
    explain: false,
    context: async ({ node }) => {
      const { id, claims } = await viewerOf((node!.req as IncomingMessage).headers.authorization)
      return { pgSettings: { role: 'authenticated', 'request.jwt.claims': JSON.stringify(claims), 'request.jwt.claim.sub': id, timezone: 'UTC' } }
    },
  },
})
const server = createServer()
await instance.createServ(grafserv).addTo(server)
server.listen(0, '127.0.0.1', () => ready((server.address() as AddressInfo).port))
