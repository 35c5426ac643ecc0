import type { Dialect } from './work.ts'
import { versionOf } from './install.ts'

export interface Entry {
  /** The file in contestants/. */
  readonly name: string
  readonly title: string
  readonly dialect: Dialect
  versions(): string
}

const list = (names: readonly string[], gateway = false) => names.map((name) => `${name} ${versionOf(name, { gateway })}`).join(', ')

/** In the order in which they run. */
export const entries: readonly Entry[] = [
  {
    name: 'gateway', title: 'Phoenix Gateway', dialect: 'ours',
    versions: () => list(['@apollo/server', 'graphql', 'postgres', 'graphql-shield'], true),
  },
  { name: 'pooled', title: 'Phoenix Gateway behind PgBouncer in transaction mode', dialect: 'ours', versions: () => list(['postgres'], true) },
  { name: 'bareApollo', title: 'bare Apollo on node:http, same schema and lane, no policy', dialect: 'ours', versions: () => list(['@apollo/server', 'graphql', 'postgres'], true) },
  { name: 'floor', title: 'the floor: node:http + one hand-written SQL that returns the text', dialect: 'ours', versions: () => list(['postgres']) },
  { name: 'postgraphile', title: 'PostGraphile 5 (Amber preset, grafserv on node)', dialect: 'postgraphile', versions: () => list(['postgraphile', 'grafast', 'grafserv', 'pg']) },
  { name: 'usual', title: 'the usual way: Apollo + Express + DataLoader + pg', dialect: 'ours', versions: () => list(['@apollo/server', 'express', 'dataloader', 'pg']) },
  { name: 'mercurius', title: 'mercurius with jit, its reads pipelined by postgres.js', dialect: 'ours', versions: () => list(['mercurius', 'graphql-jit', 'fastify', 'postgres']) },
]
