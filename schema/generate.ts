import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generate, loadCodegenConfig } from '@graphql-codegen/cli'
import { isEnumType, isObjectType, lexicographicSortSchema, printSchema } from 'graphql'
import { loadSchema } from './load.ts'

/*
 * `npm run gen -- --publish` also takes down the schema as what clients now rely on: test/contract.test.ts refuses to break it.
 *
 * Runs codegen.yml, with one thing that a fixed file cannot say: which row stands behind which type. `Cv` is `CvsRow`,
 * `FeatureUsage` is `FeatureUsageRow`, `Plan` is `ListPlansRow`: a new type needs no entry, only a SQL function. An enum comes
 * out of a row as the text that a check constraint allows there.
 */
const root = join(import.meta.dirname, '..')
/** As English makes it: analyses, matches, trajectories. */
const pluralOf = (name: string) => (/is$/.test(name) ? name.replace(/is$/, 'es') : /(?:s|x|ch|sh)$/.test(name) ? `${name}es` : name.replace(/([^aeiou])y$/, '$1ie') + 's')
const rows = new Set([...readFileSync(join(root, 'gateway/db/rows.ts'), 'utf8').matchAll(/^export interface (\w+Row) /gm)].map((match) => match[1]!))
const types = Object.values(loadSchema().getTypeMap()).filter((type) => !type.name.startsWith('__'))
const mappers = Object.fromEntries(types.flatMap((type) => {
  const { name } = type
  if (isEnumType(type)) return [[name, 'string']]
  if (!isObjectType(type)) return []
  const row = [`${name}Row`, `${pluralOf(name)}Row`, `List${pluralOf(name)}Row`].find((candidate) => rows.has(candidate))
  return row ? [[name, `../gateway/db/rows.ts#${row}`]] : []
}))

const { config } = await loadCodegenConfig({ configFilePath: join(root, 'codegen.yml') })
for (const output of Object.values(config.generates)) {
  if ('config' in output) output.config = { ...output.config, mappers: { ...mappers, ...output.config?.mappers } }
}
await generate({ ...config, cwd: root, silent: true })
if (process.argv.includes('--publish')) writeFileSync(join(root, 'schema/published/schema.graphql'), `${printSchema(lexicographicSortSchema(loadSchema()))}\n`)
