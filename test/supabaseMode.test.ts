import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { readPhases } from '../sql/apply.ts'
import { runDoor } from './door.ts'
import type { Door } from './door.ts'
import { addUser, openDatabase, openLane, register } from './harness.ts'
import { createSigningKey, openKeyServer } from './keyServer.ts'

/* With nothing but a project's address and keys. */

const secret = 'a secret of at least thirty-two characters'
const database = await openDatabase()
const { project, close } = await openLane('supabase', database, { secret })
const { url, keys } = project!
const home = mkdtempSync(join(tmpdir(), 'phoenix-lane-'))
const doors: Door[] = []
afterEach(async () => {
  for (const door of doors.splice(0)) await door.stop()
})
afterAll(async () => {
  await close()
  await database.close()
  rmSync(home, { recursive: true, force: true })
})

const legacy = { SUPABASE_URL: url, SUPABASE_ANON_KEY: keys.anonKey, SUPABASE_SERVICE_ROLE_KEY: keys.serviceRoleKey }
const opaque = { SUPABASE_URL: url, SUPABASE_ANON_KEY: keys.publishableKey, SUPABASE_SERVICE_ROLE_KEY: keys.secretKey }
function run(environment: Record<string, string>) {
  const door = runDoor('gateway/main.ts', home, { NODE_ENV: 'production', PORT: '0', ...environment })
  doors.push(door)
  return door
}
async function listening(environment: Record<string, string>) {
  const door = run(environment)
  const base = await new Promise<string>((resolve, reject) => {
    door.child.once('exit', () => reject(new Error(door.output())))
    door.child.stdout!.on('data', () => {
      const port = /"port":(\d+)/.exec(door.output())?.[1]
      if (port) resolve(`http://127.0.0.1:${port}`)
    })
  })
  return {
    door,
    ready: async () => {
      const response = await fetch(`${base}/health/ready`)
      return { status: response.status, database: (await response.json() as { checks: { database: string } }).checks.database }
    },
    ask: async (query: string, token?: string) => {
      const headers = { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) }
      const response = await fetch(`${base}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })
      return { status: response.status, ...await response.json() as any }
    },
  }
}
async function refused(environment: Record<string, string>): Promise<string> {
  const door = run(environment)
  const [code] = await once(door.child, 'exit')
  expect(code, door.output()).toBe(1)
  return door.output().trim()
}
const claims = (sub: string, issuer: string) => ({ sub, role: 'authenticated', aud: 'authenticated', iss: issuer, exp: Math.floor(Date.now() / 1000) + 3600 })
const screen = '{ viewer { id profile { email } tier(app: CV) usage { features { feature remaining } } } }'
const generate = 'mutation { generateCv(input: { targetJob: "Sage-femme", profile: { fullName: "Ada" } }) { cv { id } usage { used } } }'
const open = '{ viewer { id } plans { id } }'
// In production nobody sends what is not registered.
beforeAll(() => register(database.sql, 'anonymous', [screen, generate, open]))

test.each([['legacy', legacy], ['new', opaque]])('it serves a viewer with %s keys: reads, a metered write, nobody', async (_generation, environment) => {
  const gateway = await listening({ ...environment, SUPABASE_JWT_SECRET: secret })
  expect(await gateway.ready()).toEqual({ status: 200, database: 'ok' })
  const email = `${crypto.randomUUID()}@example.org`
  const id = await addUser(database.sql, { email })
  const token = await new SignJWT(claims(id, `${url}/auth/v1`)).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(secret))
  expect((await gateway.ask(screen, token)).data.viewer).toMatchObject({ profile: { email }, tier: 'FREE' })
  expect((await gateway.ask(generate, token)).data.generateCv).toMatchObject({ usage: { used: 1 } })
  expect((await gateway.ask(open)).data).toMatchObject({ viewer: null, plans: expect.arrayContaining([{ id: expect.any(String) }]) })
  for (const inside of [token, keys.serviceRoleKey, keys.secretKey, email]) expect(gateway.door.output()).not.toContain(inside)
})

test('tokens of a project without a shared secret (ES256), on the Postgres lane; its key server may be away at the start', async () => {
  const key = await createSigningKey('ES256', 'first')
  const server = await openKeyServer([key.public])
  server.state.status = 503
  const gateway = await listening({ ...opaque, SUPABASE_URL: server.base, DATABASE_URL: database.url })
  const id = await addUser(database.sql)
  const token = await key.sign(claims(id, `${server.base}/auth/v1`))
  expect(await gateway.ask(screen, token)).toMatchObject({ status: 503, errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }] })
  server.state.status = 200
  await expect.poll(async () => (await gateway.ask(screen, token)).data?.viewer).toMatchObject({ tier: 'FREE' })
  await server.close()
  expect((await gateway.ask(generate, token)).data.generateCv).toMatchObject({ usage: { used: 1 } })
})

test('ready names what was changed since the start, and what is missing is not ready', async () => {
  const gateway = await listening(legacy)
  await database.sql`update phoenix_private.sql_phases set checksum = 'newer' where phase = '3_supabase_phoenix_complete/cv'`
  expect(await gateway.ready()).toEqual({ status: 200, database: 'ok, but another version than this gateway\'s: 3_supabase_phoenix_complete/cv' })
  const [phase] = await database.sql`delete from phoenix_private.sql_phases where phase = '3_supabase_phoenix_complete/cv' returning *`
  expect(await gateway.ready()).toEqual({ status: 503, database: 'lacks 3_supabase_phoenix_complete/cv: run npm run sql:apply' })

  expect(await refused(legacy)).toBe('The database lacks, or has older: 3_supabase_phoenix_complete/cv. Run `npm run sql:apply -- --print` and paste the files in the project\'s SQL editor.')
  await database.sql`insert into phoenix_private.sql_phases ${database.sql({ ...phase!, checksum: readPhases().find(({ name }) => name === phase!.phase)!.checksum })}`
  expect(await gateway.ready()).toEqual({ status: 200, database: 'ok' })
})

test('a project where nothing was applied: every phase is named', async () => {
  await database.sql`alter function public.phoenix_sql_version() rename to phoenix_sql_version_away`
  project!.schemaChanged()
  const output = await refused(legacy)
  for (const { name } of readPhases()) expect(output).toContain(name)
  expect(output).toContain('sql:apply -- --print')
  await database.sql`alter function public.phoenix_sql_version_away() rename to phoenix_sql_version`
  project!.schemaChanged()
})

test.each<[string, Record<string, string>, string]>([
  ['a wrong key', { SUPABASE_SERVICE_ROLE_KEY: 'sb_secret_of_another' }, 'it does not take the key'],
  ['the wrong kind of key', { SUPABASE_SERVICE_ROLE_KEY: keys.anonKey }, 'a legacy JWT whose role is service_role'],
  ['an address where nobody is', { SUPABASE_URL: 'http://127.0.0.1:1' }, 'could not be reached'],
])('%s stops the start, and is said without the key', async (_what, change, says) => {
  const output = await refused({ ...legacy, ...change })
  expect(output).toContain(says)
  expect(output).not.toContain('    at ')
  for (const value of Object.values(change)) if (!value.startsWith('http')) expect(output).not.toContain(value)
})
