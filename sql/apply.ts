import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from '../gateway/config.ts'
import { loadConfig } from '../gateway/environment.ts'
import { openPool } from '../gateway/db/pool.ts'
import type { Connection } from '../gateway/db/pool.ts'

/** One file of SQL. `checksum` (SHA-256 of its text) is what the database remembers of it. */
export interface Phase {
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

/** The three phases in their order; the third is a folder of chapters, one an app. */
export function readPhases(): readonly Phase[] {
  const root = import.meta.dirname
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /^[123]_.*\.sql$/.test(file)).sort()
  return files.map((file) => {
    const sql = readFileSync(join(root, file), 'utf8')
    return { name: file.replaceAll('\\', '/').replace(/\.sql$/, ''), sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
}

/** Phases that the database lacks or has in another version, as `phoenix_sql_version()` tells. */
export async function stalePhases(sql: Connection, phases = readPhases()): Promise<readonly Phase[]> {
  const [found] = await sql`select to_regproc('public.phoenix_sql_version') is not null as installed`
  if (!found?.installed) return phases
  const [answer] = await sql`select public.phoenix_sql_version() as version`
  return staleIn(answer!.version, phases)
}

/** The same of what the function answered, whichever way it was asked. */
export function staleIn(version: unknown, phases: readonly Phase[]): readonly Phase[] {
  const known = version as Readonly<Record<string, string>>
  return phases.filter((phase) => known[phase.name] !== phase.checksum)
}

const recorded = (phase: Phase) => `${phase.sql}\nselect phoenix_private.record_phase('${phase.name}', '${phase.checksum}');\n`

/**
 * Runs every phase in order, in one transaction: all of it or nothing. With `dryRun` it runs and is rolled back, which proves
 * more than reading would.
 */
export async function applySql(sql: Connection, options: { dryRun?: boolean } = {}): Promise<void> {
  const rollback = new Error('dry run')
  await sql
    .begin(async (transaction) => {
      // Two that start at once on one database would deadlock in their DDL.
      await transaction`select pg_advisory_xact_lock(hashtext('phoenix-gateway sql'))`
      for (const phase of readPhases()) await transaction.unsafe(recorded(phase))
      await transaction`notify pgrst, 'reload schema'`
      if (options.dryRun) throw rollback
    })
    .catch((error: unknown) => {
      if (error !== rollback) throw error
    })
}

/** What a Supabase project ships, then our phases: how every database begins that is not Supabase's own. */
export async function prepareDatabase(sql: Connection): Promise<void> {
  await sql.unsafe(readFileSync(join(import.meta.dirname, '../gateway/db/supabase.sql'), 'utf8'))
  await applySql(sql)
}

/** Each phase as one file to paste in the Supabase SQL editor, in order. Returns their paths. */
export function printPhases(folder: string): readonly string[] {
  mkdirSync(folder, { recursive: true })
  const texts = new Map<string, string>()
  for (const phase of readPhases()) {
    const name = phase.name.split('/')[0]!
    texts.set(name, (texts.get(name) ?? '') + recorded(phase))
  }
  return [...texts].map(([name, text]) => {
    const path = join(folder, `${name}.sql`)
    writeFileSync(path, `begin;\n${text}notify pgrst, 'reload schema';\ncommit;\n`)
    return path
  })
}

async function main(args: readonly string[]) {
  const config = loadConfig()
  if (args.includes('--print')) {
    for (const path of printPhases(join(config.home, 'sql'))) console.log(path)
    return
  }
  const url = config.database?.directUrl ?? config.database?.url
  if (url === undefined) {
    throw new ConfigError(['sql:apply needs DATABASE_URL (and the Supabase keys); or use --print and paste the files in the SQL editor. `npm start` without configuration applies its own.'])
  }
  const sql = openPool(url)
  try {
    const stale = await stalePhases(sql)
    for (const phase of readPhases()) console.log(`${stale.includes(phase) ? 'to apply' : 'current '}  ${phase.name}  ${phase.checksum.slice(0, 12)}`)
    await applySql(sql, { dryRun: args.includes('--dry-run') })
    console.log(args.includes('--dry-run') ? 'Everything ran, and was rolled back.' : 'Everything is applied.')
  } finally {
    await sql.end()
  }
}

if (import.meta.main) {
  main(process.argv.slice(2)).catch((error: Error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}
