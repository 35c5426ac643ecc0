import type * as Pino from 'pino'
import { connectPostgres } from '../../../gateway/db/postgres.ts'
import { createGateway } from '../../../gateway/gateway.ts'
import { EMBEDDED_RATES } from '../../../gateway/request/rate.ts'
import { createWriter } from '../../../gateway/writer/writer.ts'
import { ofGateway, ready, settings, verify } from '../contestant.ts'

/* Phoenix Gateway as gateway/main.ts composes it, for texts that are not registered: in production these are refused. */

const { pino } = ofGateway('pino') as typeof Pino

const server = await createGateway({
  port: connectPostgres({ url: settings.url }), listenUrl: settings.url,
  verify,
  log: pino(),
  embedded: false, production: false, allowedOrigins: [], upgradeUrl: 'https://phoenix.example/upgrade',
  // Counted as everywhere, and so high that nobody is refused.
  rates: EMBEDDED_RATES,
  ...(settings.gemini && { models: { agent: null, gemini: { apiKey: 'bench', model: 'gemini-2.5-flash', baseUrl: settings.gemini } } }),
  ...(settings.held && { writer: { ...createWriter(), atOnce: false } }),
  stripe: settings.stripe ?? null,
  supabase: null, graphiql: null, integrations: { stripe: 'off', gemini: 'off', agent: 'off' },
})
const { port } = await server.listen(0, '127.0.0.1')
ready(port)
