import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openPool } from '../../gateway/db/pool.ts'
import type { Connection } from '../../gateway/db/pool.ts'
import { applySql, printPhases, readPhases, stalePhases } from '../../sql/apply.ts'
import { afterwards } from '../afterwards.ts'
import { addUser } from '../harness.ts'
import { advise } from './advisor.ts'
import { look, stateOf, useDatabase, useEmptyDatabase } from './arrange.ts'

/** Everything that a second run could double or change: objects, grants, policies, rows of the catalogues. */
const inventory = async (sql: Connection) => {
  const [row] = await sql`
    select jsonb_build_object(
      'relations', (select jsonb_agg(jsonb_build_array(c.oid::regclass, c.relkind, c.relacl::text, c.reloptions, c.relrowsecurity) order by c.oid::regclass::text)
                      from pg_class c where c.relnamespace in ('public'::regnamespace, 'phoenix_private'::regnamespace)),
      'columns', (select jsonb_agg(jsonb_build_array(a.attrelid::regclass, a.attname, a.attnotnull, format_type(a.atttypid, a.atttypmod)) order by a.attrelid::regclass::text, a.attname)
                    from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relnamespace in ('public'::regnamespace, 'phoenix_private'::regnamespace) and a.attnum > 0),
      'functions', (select jsonb_agg(jsonb_build_array(p.oid::regprocedure, p.proacl::text, p.prosecdef, p.proconfig, md5(p.prosrc)) order by p.oid::regprocedure::text)
                      from pg_proc p where p.pronamespace in ('public'::regnamespace, 'phoenix_private'::regnamespace)),
      'policies', (select jsonb_agg(jsonb_build_array(p.polrelid::regclass, p.polname, p.polcmd) order by p.polrelid::regclass::text, p.polname) from pg_policy p),
      'triggers', (select jsonb_agg(jsonb_build_array(t.tgrelid::regclass, t.tgname, t.tgenabled, t.tgfoid::regproc) order by t.tgrelid::regclass::text, t.tgname) from pg_trigger t where not t.tgisinternal),
      'constraints', (select jsonb_agg(jsonb_build_array(k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) order by k.conrelid::regclass::text, k.conname) from pg_constraint k
                       where k.connamespace in ('public'::regnamespace, 'phoenix_private'::regnamespace)),
      'plans', (select jsonb_agg(p order by p) from public.plans p), 'limits', (select jsonb_agg(l order by l) from public.usage_limits l),
      'templates', (select jsonb_agg(t order by t) from public.cv_templates t),
      'types', (select jsonb_agg(to_jsonb(t) - 'updated_at' order by t.type) from public.phoenix_event_types t)) as found`
  return row!.found as Record<string, unknown>
}
const phoenixTables = async (sql: Connection) => (await sql`select relname from pg_class where relnamespace = 'public'::regnamespace`).length

test('the phases apply twice on an empty database, and the second time changes nothing', async () => {
  const { sql } = await useEmptyDatabase()
  expect((await stalePhases(sql)).map(({ name }) => name)).toEqual(readPhases().map(({ name }) => name))
  await applySql(sql)
  expect(await stalePhases(sql)).toEqual([])
  const before = await inventory(sql)
  await applySql(sql)
  expect(await inventory(sql)).toEqual(before)
  expect((await advise(sql)).filter(({ level }) => level !== 'INFO')).toEqual([])
  await sql`create table public.later (id int)`
  expect(await inventory(sql)).not.toEqual(before)
})

test('a re-run keeps what operators set: limits, plans, and people\'s rows', async () => {
  const { sql } = await useDatabase()
  const ada = await addUser(sql)
  await sql`update public.usage_limits set monthly_limit = 7 where feature = 'cv_generations' and tier = 'free'`
  await sql`update public.plans set amount = 899 where plan_id = 'cv_premium'`
  await sql`update public.cv_templates set name = 'Renommé' where template_id = 'classique'`
  await sql`select public.check_usage_limit(${ada}, 'cv_generations', 2)`
  const before = await inventory(sql)
  await applySql(sql)
  expect(await inventory(sql)).toEqual(before)
  const [usage] = await sql`select used, monthly_limit from public.load_usage(${ada}) where feature = 'cv_generations'`
  expect({ ...usage }).toEqual({ used: 2, monthly_limit: 7 })
})

test('phoenix_sql_version holds each file\'s checksum, and a changed file is stale', async () => {
  const { sql } = await useDatabase()
  const [row] = await sql`select public.phoenix_sql_version() as version`
  const files = ['1_supabase_phoenix_events_clean', '2_supabase_phoenix_users_auth', '3_supabase_phoenix_complete/cv']
  expect(Object.keys(row!.version)).toEqual(expect.arrayContaining(files))
  for (const file of files) {
    expect(row!.version[file]).toBe(createHash('sha256').update(readFileSync(new URL(`../../sql/${file}.sql`, import.meta.url))).digest('hex'))
  }
  const changed = readPhases().map((phase) => (phase.name.startsWith('2') ? { ...phase, checksum: 'another' } : phase))
  expect((await stalePhases(sql, changed)).map(({ name }) => name)).toEqual(['2_supabase_phoenix_users_auth'])
  expect(await stateOf(look(sql, { role: 'authenticated' }, 'select public.phoenix_sql_version()'))).toBe('42501')
})

test('a dry run changes nothing, on an empty database and on an installed one', async () => {
  const { sql } = await useEmptyDatabase()
  const before = await phoenixTables(sql)
  await applySql(sql, { dryRun: true })
  expect(await phoenixTables(sql)).toBe(before)
  expect(await stateOf(sql`select public.phoenix_sql_version()`)).toBe('42883')
  await applySql(sql)
  await sql`delete from public.cv_templates where template_id = 'classique'`
  const installed = await inventory(sql)
  await applySql(sql, { dryRun: true })
  expect(await inventory(sql)).toEqual(installed)
})

test('two that apply at the same moment take turns', async () => {
  const { sql } = await useEmptyDatabase()
  await Promise.all([applySql(sql), applySql(sql), applySql(sql)])
  expect(await stalePhases(sql)).toEqual([])
})

test('the printed files do the same, pasted one after the other, and again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'phoenix-sql-'))
  afterwards(async () => rmSync(folder, { recursive: true }))
  const { sql, url } = await useEmptyDatabase()
  const editor = openPool(url)
  afterwards(() => editor.end())
  const paths = printPhases(folder)
  expect(paths.map((path) => path.slice(folder.length + 1))).toEqual(['1_supabase_phoenix_events_clean.sql', '2_supabase_phoenix_users_auth.sql', '3_supabase_phoenix_complete.sql'])
  for (let round = 0; round < 2; round++) for (const path of paths) await editor.unsafe(readFileSync(path, 'utf8')).simple()
  expect(await stalePhases(sql)).toEqual([])
  const other = await useDatabase()
  expect(await inventory(sql)).toEqual(await inventory(other.sql))
})

test('a printed file that fails half way leaves nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'phoenix-sql-'))
  afterwards(async () => rmSync(folder, { recursive: true }))
  const { sql, url } = await useEmptyDatabase()
  const editor = openPool(url)
  afterwards(() => editor.end())
  const [, second] = printPhases(folder)
  expect(await stateOf(editor.unsafe(readFileSync(second!, 'utf8')).simple())).toBe('3F000') // phase 1 is missing: no phoenix_private
  expect(await phoenixTables(sql)).toBe(0)
})
