import type * as Pino from 'pino'
import { connectPostgres } from '../../../gateway/db/postgres.ts'
import { createGateway } from '../../../gateway/gateway.ts'
import { ofGateway, ready, settings, verify } from '../contestant.ts'

/* The same without its limits: what they cost is the difference. Phoenix Gateway as gateway/main.ts composes it, for texts that are not registered: in production these are refused. */

const { pino } = ofGateway('pino') as typeof Pino

const server = await createGateway({
  port: connectPostgres({ url: settings.url }),
  verify,
  log: pino(),
  embedded: false, production: false, allowedOrigins: [], upgradeUrl: 'https://phoenix.example/upgrade',
  limits: false,
  ...(settings.gemini && { models: { agent: null, gemini: { apiKey: 'bench', model: 'gemini-2.5-flash', baseUrl: settings.gemini } } }),
  stripe: settings.stripe ?? null,
  supabase: null, graphiql: null, integrations: { stripe: 'off', gemini: 'off', agent: 'off' },
})
const { port } = await server.listen(0, '127.0.0.1')
ready(port)
