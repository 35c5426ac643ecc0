import type { AddressInfo } from 'node:net'
import { ApolloServer } from '@apollo/server'
import { expressMiddleware } from '@as-integrations/express5'
import express from 'express'
import pg from 'pg'
import { POOL, ready, settings, viewerOf } from '../contestant.ts'
import { contextFor, usualSchema } from './usualSchema.ts'
import type { UsualContext } from './usualSchema.ts'

/*
 * The usual way: Apollo Server behind Express, DataLoader, pg. Row level security by one transaction a request: begin, set local
 * role, set_config, the reads, commit.
 */

interface Context extends UsualContext {
  readonly commit: () => Promise<void>
}

const pool = new pg.Pool({ connectionString: settings.url, max: POOL })

async function openContext(authorization: string | undefined): Promise<Context> {
  const { id, claims } = await viewerOf(authorization)
  const client = await pool.connect()
  await client.query('begin')
  await client.query('set local role authenticated')
  await client.query(`select set_config('request.jwt.claims', $1, true), set_config('request.jwt.claim.sub', $2, true), set_config('timezone', 'UTC', true)`, [JSON.stringify(claims), id])
  // A client runs one statement at a time.
  let last: Promise<unknown> = Promise.resolve()
  return {
    ...contextFor(id, (text, values) => {
      const asked = last.then(() => client.query(text, values as unknown[]))
      last = asked
      return asked.then(({ rows }) => rows)
    }),
    async commit() {
      await client.query('commit')
      client.release()
    },
  }
}

const apollo = new ApolloServer<Context>({
  schema: usualSchema(), stopOnTerminationSignals: false, introspection: false,
  plugins: [{ requestDidStart: async () => ({ willSendResponse: ({ contextValue }) => contextValue.commit() }) }],
})
await apollo.start()
const app = express()
app.use('/graphql', express.json(), expressMiddleware(apollo, { context: ({ req }) => openContext(req.headers.authorization) }))
const server = app.listen(0, '127.0.0.1', () => ready((server.address() as AddressInfo).port))
