import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeExecutableSchema } from '@graphql-tools/schema'
import DataLoader from 'dataloader'
import { GraphQLScalarType } from 'graphql'

/* What the usual way and mercurius share: the gateway's contract, with resolvers as one writes them by hand. */

type Row = Record<string, any>
/** Runs one statement as the viewer. How role and claims get to the connection is the contestant's business. */
export type Query = (text: string, values: readonly unknown[]) => Promise<readonly Row[]>

export interface UsualContext {
  readonly viewerId: string
  readonly query: Query
  readonly profiles: DataLoader<string, Row | null>
  readonly subscriptions: DataLoader<string, readonly Row[]>
  readonly usage: DataLoader<string, readonly Row[]>
}

export function contextFor(viewerId: string, query: Query): UsualContext {
  const byUser = (text: string) => new DataLoader<string, readonly Row[]>(async (ids) => {
    const rows = await query(text, [ids])
    return ids.map((id) => rows.filter((row) => row.owner === id))
  })
  return {
    viewerId,
    query,
    profiles: new DataLoader(async (ids) => {
      const rows = await query('select * from public.profiles where id = any ($1::uuid[])', [ids])
      return ids.map((id) => rows.find((row) => row.id === id) ?? null)
    }),
    subscriptions: byUser('select u as owner, s.* from unnest($1::uuid[]) u, public.list_app_subscriptions(u) s'),
    usage: byUser('select u as owner, s.* from unnest($1::uuid[]) u, public.load_usage(u) s'),
  }
}

const globalId = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64url')
const lowerCase = (...names: string[]) => Object.fromEntries(names.map((name) => [name, name.toLowerCase()]))

const resolvers = {
  DateTime: new GraphQLScalarType<Date, string>({ name: 'DateTime', serialize: (value) => (value as Date).toISOString() }),
  App: lowerCase('CV', 'LETTERS', 'RISE', 'ECOSYSTEM'),
  Tier: lowerCase('FREE', 'PREMIUM', 'PRO'),
  SubscriptionStatus: lowerCase('ACTIVE', 'TRIALING', 'PAST_DUE', 'CANCELLED', 'INCOMPLETE', 'UNPAID', 'PAUSED'),
  Feature: lowerCase('CV_GENERATIONS', 'CV_UPLOADS', 'LETTERS_GENERATED', 'MIRROR_MATCH', 'COACHING_SESSIONS'),
  Language: lowerCase('FR', 'EN'),
  CvOrigin: lowerCase('GENERATED', 'UPLOADED', 'IMPORTED'),
  TextSource: lowerCase('MODEL', 'TEMPLATE'),
  Query: {
    viewer: (_root: unknown, _args: unknown, { viewerId, profiles }: UsualContext) => profiles.load(viewerId),
  },
  Viewer: {
    id: (profile: Row) => globalId('Viewer', profile.id),
    profile: (profile: Row) => profile,
    subscriptions: ({ id }: Row, _args: unknown, context: UsualContext) => context.subscriptions.load(id),
    usage: async ({ id }: Row, _args: unknown, context: UsualContext) => {
      const features = await context.usage.load(id)
      return { periodStart: features[0]!.period_start, periodEnd: features[0]!.resets_at, features }
    },
    cvs: async ({ id }: Row, { first }: { first: number }, { query }: UsualContext) => {
      const rows = await query(
        `select id, title, target_job, language, origin, source, version, created_at, updated_at, to_jsonb(created_at) #>> '{}' as cursor_at
           from phoenix_private.cvs where user_id = $1 order by created_at desc, id desc limit $2`, [id, first + 1])
      const nodes = rows.slice(0, first)
      const last = nodes.at(-1)
      const endCursor = last ? Buffer.from(`cvs|${last.cursor_at}|${last.id}`).toString('base64url') : null
      return { nodes, pageInfo: { hasNextPage: rows.length > first, endCursor } }
    },
  },
  Profile: {
    id: (profile: Row) => globalId('Profile', profile.id),
    fullName: (profile: Row) => profile.full_name,
    bestTier: (profile: Row) => profile.subscription_tier,
    createdAt: (profile: Row) => profile.created_at,
  },
  AppSubscription: {
    app: (subscription: Row) => subscription.app_name,
    tier: (subscription: Row) => subscription.subscription_tier,
    status: (subscription: Row) => subscription.subscription_status,
    currentPeriodEnd: (subscription: Row) => subscription.current_period_end,
  },
  FeatureUsage: {
    limit: (usage: Row) => usage.monthly_limit,
    resetsAt: (usage: Row) => usage.resets_at,
  },
  Cv: {
    id: (cv: Row) => globalId('Cv', cv.id),
    targetJob: (cv: Row) => cv.target_job,
    createdAt: (cv: Row) => cv.created_at,
    updatedAt: (cv: Row) => cv.updated_at,
  },
}

export function usualSchema() {
  const folder = join(import.meta.dirname, '../../../schema')
  const typeDefs = readdirSync(folder).filter((file) => file.endsWith('.graphql')).sort().map((file) => readFileSync(join(folder, file), 'utf8'))
  return makeExecutableSchema({ typeDefs, resolvers, resolverValidationOptions: { requireResolversForResolveType: 'ignore' } })
}
