import type { AddressInfo } from 'node:net'
import fastify from 'fastify'
import mercurius from 'mercurius'
import postgres from 'postgres'
import { POOL, ready, settings, viewerOf } from '../contestant.ts'
import { contextFor, usualSchema } from './usualSchema.ts'
import type { Query } from './usualSchema.ts'

/*
 * mercurius with its compiled execution, and the usual way's SQL sent better: the reads of one turn of the event loop go down one
 * transaction together, pipelined.
 */

const sql = postgres(settings.url, { max: POOL, fetch_types: false, onnotice: () => {}, connection: { TimeZone: 'UTC' } })

interface Waiting {
  readonly text: string
  readonly values: readonly unknown[]
  resolve(rows: readonly Record<string, any>[]): void
  reject(error: unknown): void
}

function pipelined(id: string, claims: object): Query {
  let waiting: Waiting[] = []
  const flush = () => {
    const batch = waiting
    waiting = []
    sql.begin((transaction) => [
      transaction`select set_config('role', 'authenticated', true), set_config('request.jwt.claims', ${JSON.stringify(claims)}, true), set_config('request.jwt.claim.sub', ${id}, true)`,
      ...batch.map(({ text, values }) => transaction.unsafe(text, values.map((value) => (Array.isArray(value) ? `{${value.join(',')}}` : value)) as never[], { prepare: true })),
    ]).then(
      ([, ...answers]) => batch.forEach((one, index) => one.resolve(answers[index] as never)),
      (error: unknown) => batch.forEach((one) => one.reject(error)),
    )
  }
  return (text, values) => new Promise((resolve, reject) => {
    if (waiting.length === 0) setImmediate(flush)
    waiting.push({ text, values, resolve, reject })
  })
}

const app = fastify()
await app.register(mercurius, {
  schema: usualSchema(),
  jit: 1,
  path: '/graphql',
  async context(request) {
    const { id, claims } = await viewerOf(request.headers.authorization)
    return contextFor(id, pipelined(id, claims))
  },
})
await app.listen({ port: 0, host: '127.0.0.1' })
ready((app.server.address() as AddressInfo).port)
