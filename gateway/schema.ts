import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { getDirective, mapSchema, MapperKind } from '@graphql-tools/utils'
import { getNamedType, isObjectType } from 'graphql'
import type { GraphQLFieldConfig, GraphQLSchema } from 'graphql'
import { consumesUsage } from '../directives/consumesUsage.ts'
import { applyGuards } from '../directives/guard.ts'
import { requiresTier } from '../directives/requiresTier.ts'
import { loadSchema } from '../schema/load.ts'
import type { FeatureUsageRow } from './db/rows.ts'
import type { Payload } from './request/call.ts'
import { aheadField, viewerField } from './request/ahead.ts'
import { requireViewer } from './request/context.ts'
import type { Context } from './request/context.ts'
import type { Spoken } from './request/distress.ts'
import { helpIn } from './request/help.ts'
import { globalId, globalIds } from './request/node.ts'
import type { NodeKind, NodeKinds } from './request/node.ts'
import { applyShield } from './request/shield.ts'
import { usageOf } from './request/usage.ts'

export interface Built {
  readonly schema: GraphQLSchema
  readonly nodes: NodeKinds
}

interface Domain {
  readonly default: Record<string, Record<string, unknown>>
  readonly nodes?: Record<string, NodeKind>
}

/** The whole schema: SDL and resolvers found by directory, then ids and payloads by convention, guards, and the shield. */
export async function buildSchema(): Promise<Built> {
  const { schema, nodes } = await composeSchema()
  return { schema: applyShield(applyGuards(schema, { requiresTier, consumesUsage })), nodes }
}

/** The answers without the policy, of which the benchmark takes the measure: never to be served. */
export async function composeSchema(): Promise<Built> {
  const domains = await importResolvers()
  const nodes = new Map(domains.flatMap((domain) => Object.entries(domain.nodes ?? {})))
  const resolvers: Record<string, Record<string, unknown>> = {}
  for (const domain of domains) {
    for (const [type, fields] of Object.entries(domain.default)) resolvers[type] = Object.assign(resolvers[type] ?? {}, fields)
  }
  return { schema: applyConventions(loadSchema(resolvers), nodes), nodes }
}

async function importResolvers(): Promise<readonly Domain[]> {
  const folder = join(import.meta.dirname, '../resolvers')
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts')).sort()
  return Promise.all(files.map((file) => import(/* @vite-ignore */ pathToFileURL(join(folder, file)).href) as Promise<Domain>))
}

type Field = GraphQLFieldConfig<Record<string, unknown>, Context>

/**
 * What is the same for every app is written once: a node's global `id`, and the fields of a mutation's payload (the node
 * under its type's name, `deletedId`, `usage`, and `help`, which its guards ask for).
 */
function applyConventions(schema: GraphQLSchema, nodes: NodeKinds): GraphQLSchema {
  const features = meteredPayloads(schema)
  return mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: (field: Field, name, typeName) => {
      const kind = nodes.get(typeName)
      if (typeName === 'Query' && name === 'viewer') return viewerField(field)
      if (typeName === 'Viewer' && name !== 'id') return aheadField(field, getDirective(schema, field, 'requiresTier') !== undefined)
      if (name === 'id' && kind) return { ...field, resolve: idField(typeName, kind) }
      if (!typeName.endsWith('Payload') || field.resolve) return undefined
      return { ...field, resolve: payloadField(field, name, typeName, nodes, features.get(typeName)) }
    },
  })
}

/** The rows of a catalogue are few, and everybody asks for them: their ids are made once. */
function idField(typeName: string, { key, catalogue }: NodeKind): NonNullable<Field['resolve']> {
  if (!catalogue) {
    const idOf = globalIds(typeName)
    return (row) => idOf(row[key] as string)
  }
  const made = new Map<string, string>()
  return (row) => {
    const name = row[key] as string
    let id = made.get(name)
    if (id === undefined) made.set(name, id = globalId(typeName, name))
    return id
  }
}

function payloadField(field: Field, name: string, typeName: string, nodes: NodeKinds, feature: string | undefined): Field['resolve'] {
  if (name === 'usage' && feature !== undefined) {
    return (payload, _args, context) => payload.done === false ? null : (payload.usage as FeatureUsageRow | undefined) ?? usageOf(requireViewer(context).id, context).then((usages) => usages.find((usage) => usage.feature === feature))
  }
  if (name === 'help') return (payload, _args, context) => (payload.help === undefined ? [] : helpIn(payload.help as Spoken, context))
  // DeleteCvPayload.deletedId was a Cv.
  const deleted = /^Delete(.+)Payload$/.exec(typeName)?.[1]
  if (name === 'deletedId' && deleted) return (payload) => (payload.deletedId === undefined ? null : globalId(deleted, payload.deletedId as string))
  // What a draft says while it is written.
  if (typeName.endsWith('DraftPayload') && ['text', 'offset', 'done'].includes(name)) return undefined
  const kind = nodes.get(getNamedType(field.type).name)
  if (!kind) throw new Error(`${typeName}.${name} follows no convention: give it a resolver.`)
  return (payload, _args, context) => ((payload as Payload)[name] === undefined ? null : context.rows.find(kind.loader, payload[name] as string))
}

/** Which feature the `usage` of a payload speaks of: that of its field's @consumesUsage. */
function meteredPayloads(schema: GraphQLSchema): ReadonlyMap<string, string> {
  const fields = [schema.getMutationType(), schema.getSubscriptionType()].flatMap((root) => Object.values(root?.getFields() ?? {}))
  return new Map(fields.flatMap((field) => {
    const args = getDirective(schema, field, 'consumesUsage')?.[0]
    const type = getNamedType(field.type)
    return args && isObjectType(type) ? [[type.name, args.feature as string] as const] : []
  }))
}
