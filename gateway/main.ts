import { pino } from 'pino'
import type { Logger } from 'pino'
import { readPhases, stalePhases, staleIn } from '../sql/apply.ts'
import type { Phase } from '../sql/apply.ts'
import type { Config, SupabaseConfig } from './config.ts'
import { openPool } from './db/pool.ts'
import type { Port } from './db/port.ts'
import { listenUrlOf } from './db/listen.ts'
import { connectPostgres } from './db/postgres.ts'
import { connectSupabase } from './db/supabase.ts'
import { mintToken, writeDemo } from './demo.ts'
import { openEmbedded } from './embeddedMode.ts'
import type { Embedded } from './embeddedMode.ts'
import { fail, loadConfig, stopAsked } from './environment.ts'
import { GatewayError } from './errors.ts'
import { examples } from './examples.ts'
import { createGateway, sqlVersion, StartRefused } from './gateway.ts'
import type { GatewayOptions } from './gateway.ts'
import { createVerifier } from './request/auth.ts'
import { createSigningKeys } from './request/keys.ts'
import { turnFlywheel } from './turnFlywheel.ts'

const say = (line: string) => console.log(line)

/** What the environment leaves off, in the words of /health/ready. */
function integrationsOf({ integrations: { stripe, gemini, agent } }: Config): Readonly<Record<string, string>> {
  return {
    stripe: stripe ? 'configured' : 'off: STRIPE_SECRET_KEY is not set',
    gemini: gemini ? 'configured' : 'off: GEMINI_API_KEY is not set',
    agent: agent ? 'configured' : 'off: PHOENIX_AGENT_URL is not set',
  }
}

interface Opened {
  readonly options: GatewayOptions
  readonly host: string
  /** Once it listens; returns what to take back at the end. */
  listening(port: number): () => void
  release(): Promise<void>
}

async function openEmbeddedMode(config: Config): Promise<Opened> {
  const log = pino({ level: 'warn' })
  const embedded = await openEmbedded(config.home, say)
  const { secrets, keys, users, lite } = embedded
  const port = connectPostgres({ url: embedded.gatewayUrl })
  const token = () => mintToken(secrets.jwtSecret, { userId: users.free.userId, email: users.free.email, appMetadata: { provider: 'email', providers: ['email'] } })
  return {
    host: '127.0.0.1',
    options: {
      port, listenUrl: embedded.gatewayUrl, log, embedded: true, production: false, allowedOrigins: config.allowedOrigins, trustedProxies: config.trustedProxies, upgradeUrl: config.upgradeUrl,
      verify: createVerifier({ secret: secrets.jwtSecret, issuer: embedded.issuer, publicKeys: [keys.anonKey] }),
      supabase: (request) => lite.fetch(request),
      graphiql: { token, examples },
      integrations: integrationsOf(config), stripe: config.integrations.stripe,
      models: config.integrations,
    },
    listening: (number) => announce(config, embedded, `http://localhost:${number}`),
    async release() {
      await port.close()
      await embedded.release()
    },
  }
}

/** Says how to come in, to people and (demo.json) to programs. */
function announce(config: Config, { keys, secrets, users, databaseUrl, joined }: Embedded, url: string): () => void {
  const remove = writeDemo(config.home, {
    url, graphqlUrl: `${url}/graphql`, supabaseUrl: `${url}/supabase`, databaseUrl, ...keys, jwtSecret: secrets.jwtSecret, users,
  })
  say(`Phoenix Gateway on ${url}/graphql (open it in a browser)`)
  say(`  embedded mode, for first runs, development and tests: its own PostgreSQL${joined ? ' (already running: joined)' : ''} and @supabase/lite in ${config.home}`)
  say(`  demo accounts, password ${secrets.demoPassword}:`)
  for (const [name, user] of Object.entries(users)) say(`    ${name.padEnd(8)} ${user.email}`)
  say(`  try:\n    curl -s ${url}/graphql -H 'content-type: application/json' -H 'authorization: Bearer ${users.free.token}' \\\n      -d '{"query":"{ viewer { profile { fullName } tier(app: CV) usage { features { feature remaining } } } }"}'`)
  return remove
}

/** Somebody's project: on the Postgres lane where DATABASE_URL is given, else through PostgREST with nothing but its keys. */
async function openProject(config: Config): Promise<Opened> {
  const { supabase, database } = config
  if (!supabase) throw new StartRefused('SUPABASE_URL is not set.')
  const log = pino()
  const port = database ? await openPostgresLane(database) : await openSupabaseLane(supabase)
  return {
    host: '0.0.0.0',
    options: {
      port, listenUrl: database && listenUrlOf(database), log, embedded: false, production: config.production, allowedOrigins: config.allowedOrigins, trustedProxies: config.trustedProxies, upgradeUrl: config.upgradeUrl,
      verify: projectVerifier(supabase, log),
      supabase: null,
      graphiql: config.production ? null : { token: async () => '', examples },
      integrations: integrationsOf(config), stripe: config.integrations.stripe,
      models: config.integrations,
    },
    listening: (number) => {
      log.info({ port: number }, 'listening')
      return () => {}
    },
    release: () => port.close(),
  }
}

const projectVerifier = ({ url, jwtSecret, issuer, anonKey }: SupabaseConfig, log: Logger) =>
  createVerifier({
    secret: jwtSecret, issuer, publicKeys: [anonKey],
    keys: createSigningKeys({ url: `${url}/auth/v1/.well-known/jwks.json`, warn: (err, message) => log.warn({ err }, message) }),
  })

/** Outside embedded mode SQL is applied by people: a start only looks. @throws StartRefused naming the phases */
async function openPostgresLane({ url, directUrl }: NonNullable<Config['database']>): Promise<Port> {
  const sql = openPool(directUrl ?? url)
  try {
    refuseStale(await stalePhases(sql).catch((error: { code?: string }) => {
      throw new StartRefused(`The database of DATABASE_URL cannot be reached (${error.code ?? 'unknown'}).`)
    }), 'Run `npm run sql:apply`.')
  } finally {
    await sql.end()
  }
  return connectPostgres({ url })
}

async function openSupabaseLane({ url, anonKey, serviceRoleKey }: SupabaseConfig): Promise<Port> {
  const port = connectSupabase({ url, anonKey, serviceRoleKey })
  const version = await sqlVersion(port).catch((error: Error) => {
    const cause = error instanceof GatewayError ? error.originalError : error
    throw new StartRefused(`The project of SUPABASE_URL cannot be used: ${cause?.message ?? 'unknown'}`)
  })
  refuseStale(staleIn(version, readPhases()), 'Run `npm run sql:apply -- --print` and paste the files in the project\'s SQL editor.')
  return port
}

function refuseStale(stale: readonly Phase[], remedy: string) {
  if (stale.length > 0) throw new StartRefused(`The database lacks, or has older: ${stale.map((phase) => phase.name).join(', ')}. ${remedy}`)
}

async function main() {
  const asked = stopAsked()
  const config = loadConfig()
  const { options, host, listening, release } = await (config.mode === 'embedded' ? openEmbeddedMode(config) : openProject(config))
  try {
    const server = await createGateway(options)
    const { port } = await server.listen(config.port, host)
    const takeBack = listening(port)
    // Elsewhere workers are processes of their own, as many as are needed.
    const flywheel = config.mode === 'embedded' ? await turnFlywheel(config, { port: options.port, listenUrl: options.listenUrl ?? null }, options.log) : null
    await asked
    takeBack()
    await server.close(5000)
    await flywheel?.stop()
  } finally {
    await release()
  }
  process.exit(0)
}

main().catch(fail)
