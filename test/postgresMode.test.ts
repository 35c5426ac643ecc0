import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openPool } from '../gateway/db/pool.ts'
import { stalePhases } from '../sql/apply.ts'
import { runDoor } from './door.ts'
import type { Door } from './door.ts'
import { openDatabase, register } from './harness.ts'

/* Outside embedded mode: a database that is somebody's, with SQL applied by people. */

const database = await openDatabase()
const home = mkdtempSync(join(tmpdir(), 'phoenix-lane-'))
const doors: Door[] = []
afterAll(async () => {
  for (const door of doors) await door.stop()
  await database.close()
  rmSync(home, { recursive: true, force: true })
})

const environment = {
  SUPABASE_URL: 'https://project.supabase.example', SUPABASE_ANON_KEY: 'sb_publishable_x', SUPABASE_SERVICE_ROLE_KEY: 'sb_secret_x',
  SUPABASE_JWT_SECRET: 'a secret of at least thirty-two characters', DATABASE_URL: database.url, NODE_ENV: 'production', PORT: '0',
}
function run(script: string, extra: Record<string, string> = {}, args: string[] = []) {
  const door = runDoor(script, home, { ...environment, ...extra }, args)
  doors.push(door)
  return door
}
async function finished(door: Door) {
  const [code] = await once(door.child, 'exit')
  return { code: code as number, output: door.output() }
}

test('a missing or older phase stops the start and is named; sql:apply mends it', async () => {
  await database.sql`update phoenix_private.sql_phases set checksum = 'older' where phase = '3_supabase_phoenix_complete/cv'`
  const refused = await finished(run('gateway/main.ts'))
  expect(refused.code).toBe(1)
  expect(refused.output.trim()).toBe('The database lacks, or has older: 3_supabase_phoenix_complete/cv. Run `npm run sql:apply`.')

  const dry = await finished(run('sql/apply.ts', {}, ['--dry-run']))
  expect(dry).toMatchObject({ code: 0, output: expect.stringContaining('rolled back') })
  expect((await stalePhases(database.sql)).map((phase) => phase.name)).toEqual(['3_supabase_phoenix_complete/cv'])

  expect((await finished(run('sql/apply.ts'))).code).toBe(0)
  expect(await stalePhases(database.sql)).toEqual([])
})

const sent = { plans: '{ plans { id } }', types: '{ __schema { types { name } } }', wrong: '{ planss { id } }' }
test('it listens, is ready, says what is off, and shows no GraphiQL and no introspection in production', async () => {
  // In production nobody sends what is not registered.
  await register(database.sql, 'anonymous', Object.values(sent))
  const door = run('gateway/main.ts')
  const url = await new Promise<string>((resolve, reject) => {
    door.child.once('exit', () => reject(new Error(door.output())))
    door.child.stdout!.on('data', () => {
      const port = /"port":(\d+)/.exec(door.output())?.[1]
      if (port) resolve(`http://127.0.0.1:${port}`)
    })
  })
  const ready = await (await fetch(`${url}/health/ready`)).json() as { checks: Record<string, string> }
  expect(ready.checks).toEqual({
    database: 'ok', stripe: 'off: STRIPE_SECRET_KEY is not set', gemini: 'off: GEMINI_API_KEY is not set', agent: 'off: PHOENIX_AGENT_URL is not set',
  })
  expect((await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } })).headers.get('content-type')).not.toContain('text/html')
  expect((await fetch(`${url}/supabase/auth/v1/settings`)).status).toBe(404)
  const ask = async (query: string) => await (await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) })).json() as any
  expect((await ask(sent.plans)).data.plans).toHaveLength(4)
  expect((await ask(sent.types)).errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
  expect((await ask(sent.wrong)).errors[0].message).not.toContain('Did you mean')
  await door.stop()
})

test('validate writes nothing without --write, names what it skipped, and writes with it', async () => {
  const [before] = await database.sql`select count(*)::int as events from public.phoenix_events`
  const looked = await finished(run('gateway/validate.ts'))
  expect(looked, looked.output).toMatchObject({ code: 0 })
  expect(looked.output.match(/^skip .*--write$/gm)).toHaveLength(4)
  const [after] = await database.sql`select count(*)::int as events from public.phoenix_events`
  expect(after).toEqual(before)
  const wrote = await finished(run('gateway/validate.ts', {}, ['--write']))
  expect(wrote.output.match(/^ok /gm)).toHaveLength(4)
  expect(wrote.output).not.toContain('skip')
})

test('--print writes each phase as one file, which builds the same database in any SQL editor', async () => {
  expect((await finished(run('sql/apply.ts', { PHOENIX_HOME: home }, ['--print']))).code).toBe(0)
  const files = readdirSync(join(home, 'sql')).sort()
  expect(files).toEqual(['1_supabase_phoenix_events_clean.sql', '2_supabase_phoenix_users_auth.sql', '3_supabase_phoenix_complete.sql'])
  const empty = await openDatabase()
  const sql = openPool(empty.url)
  await sql.unsafe('drop schema phoenix_private cascade; drop schema public cascade; create schema public')
  for (const file of files) await sql.unsafe(readFileSync(join(home, 'sql', file), 'utf8'))
  expect(await stalePhases(sql)).toEqual([])
  await sql.end()
  await empty.close()
})

test('a database that cannot be reached is one clear line', async () => {
  const { code, output } = await finished(run('gateway/main.ts', { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }))
  expect(code).toBe(1)
  expect(output.trim().split('\n')).toHaveLength(1)
  expect(output).not.toContain('nobody')
})
