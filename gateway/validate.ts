import { randomBytes, randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { stalePhases } from '../sql/apply.ts'
import { openPool } from './db/pool.ts'
import type { Connection } from './db/pool.ts'
import { connectPostgres } from './db/postgres.ts'
import { mintToken } from './demo.ts'
import { openEmbedded } from './embeddedMode.ts'
import { fail, loadConfig } from './environment.ts'
import { createGateway, StartRefused } from './gateway.ts'
import type { GatewayServer } from './server.ts'
import { createVerifier } from './request/auth.ts'

/*
 * The four production validations of the guide, a line each: event store, users and tiers, usage limits, app flow. What
 * writes does so as a user of its own, who is erased at the end; outside embedded mode only with --write.
 */

/** What a validation works with. `sql` is the owner's connection, past row level security. */
interface Ground {
  readonly sql: Connection
  /** The user made for this run; null where nothing may be written. */
  readonly userId: string | null
  ask<Data>(query: string, variables?: object): Promise<Data>
}

interface Generated {
  readonly generateCv: { readonly cv: { readonly id: string; readonly html: string }; readonly usage: { readonly used: number } }
}

interface Validation {
  readonly name: string
  /** Returns what it saw, in a few words; throws what is wrong. */
  readonly reads: (ground: Ground) => Promise<string>
  readonly writes: { readonly what: string; readonly run: (ground: Ground & { readonly userId: string }) => Promise<string> }
}

function expectThat(holds: unknown, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise)
}

const validations: readonly Validation[] = [
  {
    name: 'event store',
    async reads({ sql }) {
      const stale = await stalePhases(sql)
      expectThat(stale.length === 0, `the database lacks, or has older: ${stale.map((phase) => phase.name).join(', ')}; run npm run sql:apply`)
      const [row] = await sql`
        select (select count(*) from public.phoenix_event_types) as types, (select count(*) from public.phoenix_events) as events,
               has_table_privilege('anon', 'public.phoenix_events', 'insert') or has_table_privilege('authenticated', 'public.phoenix_events', 'insert') as forgeable,
               has_table_privilege('service_role', 'public.phoenix_events', 'update') or has_table_privilege('service_role', 'public.phoenix_events', 'delete') as changeable`
      expectThat(!row!.forgeable, 'clients may insert events')
      expectThat(!row!.changeable, 'events can be changed or deleted by the service')
      return `${row!.types} event types, ${row!.events} events, append-only`
    },
    writes: {
      what: 'append an event and read it back',
      async run({ sql, userId }) {
        const [made] = await sql`select public.create_phoenix_event(${userId}, 'user.registered', 'website', '{}') as id`
        const [read] = await sql`select event_type from public.phoenix_events where event_id = ${made!.id as string} and stream_id = ${userId}`
        expectThat(read?.event_type === 'user.registered', 'an event appended is not there')
        return 'an event appended and read back'
      },
    },
  },
  {
    name: 'users and tiers',
    async reads({ sql }) {
      const [row] = await sql`
        select (select count(*) from auth.users u where not exists (select from public.profiles p where p.id = u.id)) as orphans,
               (select count(*) from public.profiles) as profiles,
               (select count(*) from pg_trigger where tgrelid = 'auth.users'::regclass and tgname = 'on_auth_user_created' and tgenabled <> 'D') as triggers`
      expectThat(Number(row!.triggers) === 1, 'the sign-up trigger is missing or disabled')
      expectThat(Number(row!.orphans) === 0, `${row!.orphans} users have no profile`)
      return `${row!.profiles} profiles, none missing`
    },
    writes: {
      what: 'sign a user up, and upgrade one app',
      async run({ sql, userId }) {
        const apps = await sql`select app_name from public.user_subscriptions where user_id = ${userId} and subscription_tier = 'free' order by 1`
        expectThat(apps.map((row) => row.app_name).join() === 'cv,letters,rise', 'a sign-up does not get its three free subscriptions')
        const tiers = async () => (await sql`select public.get_user_app_tier(${userId}, 'cv') as cv, public.get_user_app_tier(${userId}, 'rise') as rise`)[0]!
        await sql`update public.user_subscriptions set subscription_tier = 'premium' where user_id = ${userId} and app_name = 'cv'`
        const bought = await tiers()
        expectThat(bought.cv === 'premium' && bought.rise === 'free', 'buying CV does not unlock CV, and CV only')
        await sql`update public.user_subscriptions set subscription_tier = 'free' where user_id = ${userId}`
        expectThat((await tiers()).cv === 'free', 'a downgrade does not count at once')
        return 'sign-up, upgrade and downgrade'
      },
    },
  },
  {
    name: 'usage limits',
    async reads({ sql }) {
      const [row] = await sql`select (select count(*) from public.usage_limits) as limits, (select count(*) from phoenix_private.usage_imbalances) as imbalances`
      expectThat(Number(row!.limits) > 0, 'there are no limits')
      expectThat(Number(row!.imbalances) === 0, `${row!.imbalances} counters differ from their ledger`)
      return `${row!.limits} limits, every counter equals its ledger`
    },
    writes: {
      what: 'use a month up',
      async run({ sql, userId }) {
        const take = async () => (await sql`select public.check_usage_limit(${userId}, 'coaching_sessions') as answer`)[0]!.answer as { can_use: boolean; remaining: number }
        const [first, second] = [await take(), await take()]
        expectThat(first.can_use && first.remaining === 0, 'the first unit of one is not granted')
        expectThat(!second.can_use, 'a unit over the limit is granted')
        const [row] = await sql`select count(*) as imbalances from phoenix_private.usage_imbalances where user_id = ${userId}`
        expectThat(Number(row!.imbalances) === 0, 'the counter differs from its ledger')
        return 'the last unit granted, the next refused'
      },
    },
  },
  {
    name: 'app flow',
    async reads({ ask }) {
      const { plans, cvTemplates } = await ask<{ plans: unknown[]; cvTemplates: unknown[] }>('{ plans { id } cvTemplates { id } }')
      expectThat(plans.length > 0 && cvTemplates.length > 0, 'the catalogue is empty')
      return `${plans.length} plans, ${cvTemplates.length} templates over GraphQL`
    },
    writes: {
      what: 'generate a CV, find its event and its unit, delete it',
      async run({ ask }) {
        const input = { targetJob: 'Validation', profile: { fullName: 'Validation' }, idempotencyKey: randomUUID() }
        const generate = 'mutation ($input: GenerateCvInput!) { generateCv(input: $input) { cv { id html } usage { used } } }'
        const { generateCv: once } = await ask<Generated>(generate, { input })
        const { generateCv: again } = await ask<Generated>(generate, { input })
        expectThat(once.cv.html.includes('Validation') && once.usage.used === 1, 'a CV is not written, or costs no unit')
        expectThat(again.cv.id === once.cv.id && again.usage.used === 1, 'the same idempotencyKey does not give the same CV')
        const { viewer } = await ask<{ viewer: { events: { nodes: unknown[] } } }>('{ viewer { events(types: ["cv.generated"]) { nodes { id } } } }')
        expectThat(viewer.events.nodes.length === 1, `${viewer.events.nodes.length} cv.generated events instead of one`)
        const { deleteCv } = await ask<{ deleteCv: { deletedId: string } }>('mutation ($input: DeleteCvInput!) { deleteCv(input: $input) { deletedId } }', { input: { cvId: once.cv.id } })
        expectThat(deleteCv.deletedId === once.cv.id, 'a CV cannot be deleted')
        return 'one CV, one unit, one event, deleted'
      },
    },
  },
]

/** Runs one validation and says its line. @returns whether nothing failed */
async function validate({ name, reads, writes }: Validation, ground: Ground): Promise<boolean> {
  try {
    const seen = await reads(ground)
    const { userId } = ground
    const written = userId === null ? null : await writes.run({ ...ground, userId })
    console.log(`ok    ${name}: ${seen}${written === null ? '' : `; ${written}`}`)
    if (written === null) console.log(`skip  ${name}: would write (${writes.what}); run it with --write`)
    return true
  } catch (error) {
    console.log(`FAIL  ${name}: ${(error as Error).message}`)
    return false
  }
}

interface Target {
  readonly gatewayUrl: string
  readonly ownerUrl: string
  readonly jwtSecret: string
  readonly issuer: string
  readonly mayWrite: boolean
  release(): Promise<void>
}

async function openTarget(write: boolean): Promise<Target> {
  const config = loadConfig()
  if (config.mode === 'embedded') {
    const embedded = await openEmbedded(config.home, () => {})
    const { gatewayUrl, databaseUrl: ownerUrl, secrets: { jwtSecret }, issuer } = embedded
    return { gatewayUrl, ownerUrl, jwtSecret, issuer, mayWrite: true, release: () => embedded.release() }
  }
  const { database, supabase } = config
  if (!database || !supabase) throw new StartRefused('validate needs DATABASE_URL outside embedded mode.')
  return {
    // Only the gateway started here sees its tokens: they need not be the project's.
    gatewayUrl: database.url, ownerUrl: database.directUrl ?? database.url, jwtSecret: randomBytes(32).toString('hex'), issuer: supabase.issuer, mayWrite: write, release: async () => {},
  }
}

/** The gateway itself, on a free port of this machine, asked over HTTP. */
async function openGateway({ gatewayUrl, jwtSecret, issuer }: Target): Promise<{ server: GatewayServer; url: string; close(): Promise<void> }> {
  const port = connectPostgres({ url: gatewayUrl, pool: 2 })
  const server = await createGateway({
    port, verify: createVerifier({ secret: jwtSecret, issuer, publicKeys: [] }), log: pino({ level: 'silent' }),
    embedded: true, production: false, allowedOrigins: [], upgradeUrl: 'https://phoenix.example/', supabase: null, graphiql: null, integrations: {}, sweepEvery: 0, reloadEvery: 0,
  })
  const listening = await server.listen(0, '127.0.0.1')
  return {
    server, url: `http://127.0.0.1:${listening.port}/graphql`,
    async close() {
      await server.close(1000)
      await port.close()
    },
  }
}

async function main(): Promise<boolean> {
  const target = await openTarget(process.argv.includes('--write'))
  const sql = openPool(target.ownerUrl)
  const userId = target.mayWrite ? randomUUID() : null
  const email = `validate+${userId}@phoenix.example`
  const gateway = await openGateway(target).catch((error: Error) => error)
  try {
    if (userId !== null) await sql`insert into auth.users (id, email) values (${userId}, ${email})`
    const token = userId === null ? null : await mintToken(target.jwtSecret, { userId, email, appMetadata: {} }, target.issuer)
    const ask: Ground['ask'] = async (query, variables) => {
      if (gateway instanceof Error) throw gateway
      const headers = { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) }
      const answer = await (await fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) })).json() as { data: never; errors?: { message: string }[] }
      if (answer.errors) throw new Error(answer.errors.map((error) => error.message).join(' '))
      return answer.data
    }
    let passed = true
    for (const validation of validations) passed = (await validate(validation, { sql, userId, ask })) && passed
    return passed
  } finally {
    if (userId !== null) await sql`select public.erase_user(${userId})`
    if (!(gateway instanceof Error)) await gateway.close()
    await sql.end()
    await target.release()
  }
}

main().then((passed) => process.exit(passed ? 0 : 1), fail)
