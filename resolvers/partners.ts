import DataLoader from 'dataloader'
import { getDirectiveValues, GraphQLIncludeDirective, GraphQLSkipDirective, TypeInfo, visit, visitWithTypeInfo } from 'graphql'
import type { GraphQLResolveInfo } from 'graphql'
import { z } from 'zod'
import type { PartnersRow } from '../gateway/db/rows.ts'
import { newKey } from '../gateway/documents/key.ts'
import { forbidden } from '../gateway/errors.ts'
import { mutation } from '../gateway/request/call.ts'
import type { Context } from '../gateway/request/context.ts'
import { line, versioned } from '../gateway/request/input.ts'
import { byIds } from '../gateway/request/load.ts'
import { globalId, idOf, node } from '../gateway/request/node.ts'
import { connectionOf, pageOf } from '../gateway/request/page.ts'
import type { Page } from '../gateway/request/page.ts'
import type { CvProfile, PartnerAppStatistics, Resolvers, SharedCv, SharedLetter } from '../schema/types.ts'
import { profileInput } from './cv/input.ts'

const partnersById = byIds('load_partners', 'partnerId')
const grantsById = byIds('load_partner_grants', 'grantId')

export const nodes = { Partner: node(partnersById, 'partnerId'), PartnerGrant: node(grantsById, 'grantId') }

const SCOPES = ['profile', 'cvs', 'letters'] as const

/** One scope of one grant; of a list, a page. */
interface Wanted extends Partial<Page> {
  readonly grant: string
  readonly scope: (typeof SCOPES)[number]
}
interface SharedRow {
  readonly id: string
  readonly createdAt: string
}
type Shared = readonly never[] | null

/**
 * What a partner's request wants of its grants: a turn of it is one statement. Each person whose data is read gets one event for the whole
 * request, which names the scopes that it asks for, whether they are read in this turn or in the next.
 */
function readerOf(context: Context, info: GraphQLResolveInfo): DataLoader<Wanted, Shared, string> {
  const scopes = scopesAsked(info)
  const told = new Set<string>()
  let before: Promise<unknown> = Promise.resolve()
  const ask = async (wanted: readonly Wanted[]) => {
    const [answers] = await context.db.call('read_granted', { wanted }, { traceparent: context.traceparent, scopes, told: [...told] })
    wanted.forEach(({ grant }) => told.add(grant))
    return answers as Shared[]
  }
  return new DataLoader((wanted: readonly Wanted[]) => {
    const answers = before.then(() => ask(wanted), () => ask(wanted))
    before = answers
    return answers
  }, { cacheKeyFn: (wanted) => JSON.stringify(wanted) })
}
const readers = new WeakMap<Context, ReturnType<typeof readerOf>>()

/** The scopes that an operation asks for, with its variables. */
function scopesAsked({ schema, operation, fragments, variableValues }: GraphQLResolveInfo): string[] {
  const types = new TypeInfo(schema)
  const asked = new Set<string>()
  const visitor = visitWithTypeInfo(types, {
    Field(field) {
      if (getDirectiveValues(GraphQLSkipDirective, field, variableValues)?.if === true || getDirectiveValues(GraphQLIncludeDirective, field, variableValues)?.if === false) return false
      if (types.getParentType()?.name === 'PartnerGrant') asked.add(field.name.value)
      return undefined
    },
  })
  for (const definition of [operation, ...Object.values(fragments)]) visit(definition, visitor)
  return SCOPES.filter((scope) => asked.has(scope))
}

/** Null where the grant does not hold the scope, or does not count any more. */
function read<R>(context: Context, info: GraphQLResolveInfo, wanted: Wanted): Promise<readonly R[] | null> {
  if (context.partner === null) throw forbidden('This is for the partner. What is yours hangs below viewer.')
  const reader = readers.get(context) ?? readerOf(context, info)
  readers.set(context, reader)
  return reader.load(wanted) as Promise<readonly R[] | null>
}

async function readPage<R extends SharedRow>(context: Context, info: GraphQLResolveInfo, grant: string, scope: 'cvs' | 'letters', args: { first?: number | null; after?: string | null }) {
  const list = `shared${scope}`
  const page = pageOf(list, args)
  const rows = await read<R>(context, info, { grant, scope, ...page })
  return rows && connectionOf(list, page, rows, (row) => row.createdAt, (row) => row.id)
}

const requireItself = ({ partnerId }: PartnersRow, { partner, viewer }: Context, orAdmin = false) => {
  if (partner?.id !== partnerId && !(orAdmin && viewer?.role === 'admin')) throw forbidden('This is for the partner itself.')
}

async function accountOf(partner: PartnersRow, context: Context) {
  requireItself(partner, context, true)
  const [account] = await context.db.call('load_partner_account', { partnerId: partner.partnerId })
  return account!
}

const limit = (most: number) => z.number().int().min(1, 'must be at least 1.').max(most, `must be at most ${most}.`).nullish()
const keyed = { idempotencyKey: z.string().nullish() }
const YEAR_MS = 366 * 86_400_000

const createPartnerInput = z.object({
  name: line(200), website: z.string().nullish(), ratePerMinute: limit(1_000_000), dailyQuota: limit(100_000_000), dailyCost: limit(2_000_000_000), ...keyed,
})
/** What an update may name, and how the database calls it. */
const CHANGES = { name: 'name', website: 'website', suspended: 'suspended', ratePerMinute: 'rate_per_minute', dailyQuota: 'daily_quota', dailyCost: 'daily_cost' } as const
/** Only a website may be taken away: null for anything else says nothing. */
const changesOf = (input: Readonly<Record<string, unknown>>) =>
  Object.entries(CHANGES).filter(([field]) => input[field] !== undefined && (input[field] !== null || field === 'website')).map(([, column]) => column)
const updatePartnerInput = z.object({
  partnerId: idOf('Partner'), name: line(200).nullish(), website: z.string().nullish(), suspended: z.boolean().nullish(),
  ratePerMinute: limit(1_000_000), dailyQuota: limit(100_000_000), dailyCost: limit(2_000_000_000), ...versioned,
}).refine((input) => changesOf(input).length > 0, 'names nothing to change.')
const rotatePartnerKeyInput = z.object({
  partnerId: idOf('Partner'), overlapHours: z.number().int().min(0, 'must be at least 0.').max(720, 'must be at most 720.'), ...keyed,
})
const grantPartnerAccessInput = z.object({
  partnerId: idOf('Partner'),
  scopes: z.array(z.enum(SCOPES)).min(1, 'must name at least one.').transform((scopes) => [...new Set(scopes)].sort()),
  expiresAt: z.string().refine((at) => Date.parse(at) > Date.now(), 'must be in the future.').refine((at) => Date.parse(at) < Date.now() + YEAR_MS, 'must be at most a year from now.'),
  ...keyed,
})

export default {
  Query: {
    partner: async (_root, _args, { db }) => {
      const [partner] = await db.call('load_partner', {})
      return partner!
    },
  },
  Viewer: {
    partnerGrants: (viewer, _args, { db }) => db.read('list_partner_grants', { userId: viewer.id }),
  },
  Partner: {
    limits: accountLimits,
    keys: async (partner, _args, context) => (await accountOf(partner, context)).keys as never,
    grants: async (partner, args, context) => {
      requireItself(partner, context)
      const page = pageOf('grants', args)
      const rows = await context.db.call('list_granted', { ...page })
      return connectionOf('grants', page, rows, (row) => row.createdAt, (row) => row.grantId)
    },
    statistics: async (partner, _args, context) => {
      requireItself(partner, context)
      const [row] = await context.db.call('load_partner_statistics', {})
      return { monthStart: `${row!.month}T00:00:00+00:00`, apps: row!.apps as PartnerAppStatistics[] }
    },
  },
  PartnerGrant: {
    partner: (grant, _args, { partner, load }) => (partner === null ? load(partnersById, grant.partnerId) : null),
    profile: async (grant, _args, context, info) => {
      const [row] = (await read<{ fullName: string | null; email: string | null; preferences: { language?: unknown } | null }>(context, info, { grant: grant.grantId, scope: 'profile' })) ?? []
      return row ? { fullName: row.fullName, email: row.email, language: row.preferences?.language === 'en' ? 'en' : 'fr' } : null
    },
    cvs: (grant, args, context, info) => readPage<SharedCv & SharedRow>(context, info, grant.grantId, 'cvs', args) as never,
    letters: (grant, args, context, info) => readPage<SharedLetter & SharedRow>(context, info, grant.grantId, 'letters', args) as never,
  },
  SharedCv: {
    id: (cv) => globalId('Cv', cv.id),
    profile: (cv) => {
      const known = profileInput.safeParse((cv as unknown as { data: unknown }).data)
      return known.success ? known.data as unknown as CvProfile : null
    },
  },
  SharedLetter: { id: (letter) => globalId('Letter', letter.id) },
  CreatePartnerPayload: { key: (payload) => payload.key ?? null },
  RotatePartnerKeyPayload: { key: (payload) => payload.key ?? null },
  Mutation: {
    createPartner: mutation({
      input: createPartnerInput,
      async work({ input: { name, website, ratePerMinute, dailyQuota, dailyCost }, save, context }) {
        const key = newKey()
        const partner = await save('create_partner', {
          name, website: website ?? null, ratePerMinute: ratePerMinute ?? null, dailyQuota: dailyQuota ?? null, dailyCost: dailyCost ?? null, keyHash: key.hash, keyPrefix: key.prefix,
        })
        return { partner: await changed(partner, context), key: key.text }
      },
    }),
    rotatePartnerKey: mutation({
      input: rotatePartnerKeyInput,
      async work({ input: { partnerId, overlapHours }, save, context }) {
        const key = newKey()
        const partner = await save('rotate_partner_key', { partnerId, overlapHours, keyHash: key.hash, keyPrefix: key.prefix })
        return { partner: await changed(partner, context), key: key.text }
      },
    }),
    updatePartner: mutation({
      input: updatePartnerInput,
      async work({ input, save, context }) {
        const { partnerId, name, website, suspended, ratePerMinute, dailyQuota, dailyCost, expectedVersion } = input
        const partner = await save('update_partner', {
          partnerId, expectedVersion: expectedVersion ?? null, changed: changesOf(input), name: name ?? null, website: website ?? null, suspended: suspended ?? null,
          ratePerMinute: ratePerMinute ?? null, dailyQuota: dailyQuota ?? null, dailyCost: dailyCost ?? null,
        })
        return { partner: await changed(partner, context) }
      },
    }),
    disablePartner: mutation({
      input: z.object({ partnerId: idOf('Partner'), ...keyed }),
      work: async ({ input: { partnerId }, save, context }) => ({ partner: await changed(await save('disable_partner', { partnerId }), context) }),
    }),
    grantPartnerAccess: mutation({
      input: grantPartnerAccessInput,
      async work({ input: { partnerId, scopes, expiresAt }, save, context }) {
        const grant = await save('grant_partner_access', { partnerId, scopes, expiresAt })
        context.rows.prime(grantsById, grant.grantId, grant)
        return { partnerGrant: grant.grantId }
      },
    }),
    revokePartnerAccess: mutation({
      input: z.object({ partnerGrantId: idOf('PartnerGrant'), ...keyed }),
      async work({ input: { partnerGrantId }, save, context }) {
        const grant = await save('revoke_partner_access', { grantId: partnerGrantId })
        context.rows.prime(grantsById, grant.grantId, grant)
        return { partnerGrant: grant.grantId }
      },
    }),
  },
} satisfies Resolvers

async function accountLimits(partner: PartnersRow, _args: object, context: Context) {
  const { ratePerMinute, dailyQuota, dailyCost } = await accountOf(partner, context)
  return { ratePerMinute, dailyQuota, dailyCost }
}

/** This process answers with the new state at once; the others look every two seconds. */
async function changed(partner: PartnersRow, { rows, registryChanged, warn }: Context): Promise<string> {
  rows.prime(partnersById, partner.partnerId, partner)
  await registryChanged().catch((error: unknown) => warn(error, 'a partner was changed, and this process could not look yet'))
  return partner.partnerId
}
