import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@supabase/supabase-js'
import postgres from 'postgres'
import { afterAll, expect, test } from 'vitest'
import { runDoor, startDoor } from './door.ts'
import type { Door } from './door.ts'

/* The doors as a user meets them: `npm start`, `npm run validate`, on a home of their own. */

const home = join(mkdtempSync(join(tmpdir(), 'phoenix-start-')), 'home')
const doors = new Set<Door>()
afterAll(async () => {
  for (const door of doors) await door.stop()
  rmSync(join(home, '..'), { recursive: true, force: true })
})

const kept = <D extends Door>(door: D) => {
  doors.add(door)
  return door
}
const run = (script: string, environment: Record<string, string> = {}) => kept(runDoor(script, home, environment))
const start = async () => kept(await startDoor(home))

async function ask(demo: any, query: string, token?: string) {
  const response = await fetch(demo.graphqlUrl, {
    method: 'POST', headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) }, body: JSON.stringify({ query }),
  })
  return await response.json() as any
}

const reachable = async (url: string) => {
  const sql = postgres(url, { max: 1, connect_timeout: 30, onnotice: () => {} })
  return await sql`select 1`.then(() => true, () => false).finally(() => sql.end())
}

test('a first start answers, a second one joins, and only the last one living stops Postgres', async () => {
  const first = await start()
  expect(statSync(home).mode & 0o777).toBe(0o700)
  expect(statSync(join(home, 'demo.json')).mode & 0o777).toBe(0o600)
  expect(Object.keys(first.demo)).toEqual(['url', 'graphqlUrl', 'supabaseUrl', 'databaseUrl', 'anonKey', 'serviceRoleKey', 'jwtSecret', 'users'])
  for (const [name, tier] of [['free', 'FREE'], ['premium', 'PREMIUM'], ['analyst', 'FREE'], ['admin', 'FREE']]) {
    const { data } = await ask(first.demo, '{ viewer { tier(app: CV) profile { email } } }', first.demo.users[name!].token)
    expect(data.viewer).toEqual({ tier, profile: { email: first.demo.users[name!].email } })
  }

  const second = await start()
  expect(second.output()).toContain('joined')
  expect(second.demo.databaseUrl).toBe(first.demo.databaseUrl)
  // A token outlives the gateway that minted it.
  expect((await ask(second.demo, '{ viewer { id } }', first.demo.users.free.token)).data.viewer).not.toBeNull()

  await first.stop()
  expect(await reachable(first.demo.databaseUrl)).toBe(true)
  expect((await ask(second.demo, '{ plans { id } }')).data.plans).toHaveLength(4)
  expect(existsSync(join(home, 'demo.json'))).toBe(true)
  await second.stop()
  expect(await reachable(first.demo.databaseUrl)).toBe(false)
  expect(existsSync(join(home, 'demo.json'))).toBe(false)
})

test('demo.json is of the gateway that began last, and of the next one where it stops', async () => {
  const demo = () => JSON.parse(readFileSync(join(home, 'demo.json'), 'utf8'))
  const [first, killed] = [await start(), await start()]
  await killed.stop('SIGKILL')
  const last = await start()
  expect(demo()).toEqual(last.demo)
  await last.stop()
  expect(demo()).toEqual(first.demo)
  expect(statSync(join(home, 'demo.json')).mode & 0o777).toBe(0o600)
  await first.stop()
  expect(readdirSync(home).filter((name) => name.startsWith('demo'))).toEqual([])
})

test('a signal in the middle of a start leaves nothing running and nothing behind', async () => {
  const fresh = join(home, '..', 'fresh')
  const door = kept(runDoor('gateway/main.ts', fresh, { PORT: '0' }))
  await once(door.child.stdout!, 'data')
  expect(door.output()).not.toContain('try:')
  await door.stop()
  expect(door.child.exitCode).toBe(0)
  expect(existsSync(join(fresh, 'demo.json'))).toBe(false)
  expect(existsSync(join(fresh, 'postgres/data/postmaster.pid'))).toBe(false)
})

test('after a kill -9 the next start takes over what was left, and keeps every row', async () => {
  const killed = await start()
  await ask(killed.demo, 'mutation { updateProfile(input: { fullName: "Restée" }) { profile { id } } }', killed.demo.users.free.token)
  await killed.stop('SIGKILL')
  const next = await start()
  expect((await ask(next.demo, '{ viewer { profile { fullName } } }', next.demo.users.free.token)).data.viewer.profile.fullName).toBe('Restée')
  await next.stop()
  expect(await reachable(next.demo.databaseUrl)).toBe(false)
})

test('a real supabase-js client signs up and in, and its token works on GraphQL', async () => {
  const { demo, stop } = await start()
  const supabase = createClient(demo.supabaseUrl, demo.anonKey, { auth: { persistSession: false, autoRefreshToken: false } })
  const credentials = { email: 'nouvelle@example.org', password: 'correct horse battery' }
  const signedUp = await supabase.auth.signUp({ ...credentials, options: { data: { full_name: 'Nouvelle', phoenix_role: 'admin' } } })
  expect(signedUp.error).toBeNull()
  const signedIn = await supabase.auth.signInWithPassword(credentials)
  expect(signedIn.error).toBeNull()
  const token = signedIn.data.session!.access_token
  const { data } = await ask(demo, '{ viewer { profile { fullName email } subscriptions { app tier status } } }', token)
  expect(data.viewer).toEqual({
    profile: { fullName: 'Nouvelle', email: credentials.email },
    subscriptions: ['CV', 'LETTERS', 'RISE'].map((app) => ({ app, tier: 'FREE', status: 'ACTIVE' })),
  })
  const own = await supabase.from('profiles').select('email')
  expect(own.data).toEqual([{ email: credentials.email }])
  const forged = await supabase.from('profiles').update({ subscription_tier: 'premium' }).eq('email', credentials.email)
  expect(forged.error?.code).toBe('42501')
  const demoUser = await createClient(demo.supabaseUrl, demo.anonKey, { auth: { persistSession: false } }).auth.signInWithPassword(demo.users.premium)
  expect(demoUser.error).toBeNull()
  await stop()
})

test('a browser gets GraphiQL with a fresh token each time; a page on another local port may call', async () => {
  const { demo, stop } = await start()
  const page = async () => await (await fetch(demo.graphqlUrl, { headers: { accept: 'text/html' } })).text()
  const tokens = [...`${await page()} ${await page()}`.matchAll(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g)].map((match) => match[0])
  expect(tokens.length).toBeGreaterThanOrEqual(2)
  expect((await ask(demo, '{ viewer { profile { email } } }', tokens[0])).data.viewer.profile.email).toBe(demo.users.free.email)
  const preflight = await fetch(demo.graphqlUrl, {
    method: 'OPTIONS', headers: { origin: 'http://localhost:5173', 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type' },
  })
  expect(preflight.headers.get('access-control-allow-origin')).toBe('http://localhost:5173')
  await stop()
})

test('a port in use is one clear line', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  const { child, output } = run('gateway/main.ts', { PORT: String(port) })
  const [code] = await once(child, 'exit')
  expect(code).toBe(1)
  expect(output().trim().split('\n').at(-1)).toBe(`Port ${port} is in use. Choose another one with PORT=${port + 1}, or any free one with PORT=0.`)
  taken.close()
})

test('a home that cannot be is one clear line', async () => {
  const inTheWay = join(home, '..', 'file')
  writeFileSync(inTheWay, '')
  for (const [folder, line] of [[inTheWay, /^The home .* cannot be made, .*\(EEXIST\)/], [join(inTheWay, 'home'), /\(ENOTDIR\)/], [tmpdir(), /^The home .* holds .*: give the gateway a folder of its own\.$/]] as const) {
    const { child, output } = kept(runDoor('gateway/main.ts', folder, { PORT: '0' }))
    expect((await once(child, 'exit'))[0]).toBe(1)
    expect(output().trim()).toMatch(line)
    expect(output().trim().split('\n')).toHaveLength(1)
  }
})

test('embedded mode refuses production, and half a configuration lists every problem', async () => {
  const production = run('gateway/main.ts', { NODE_ENV: 'production' })
  expect((await once(production.child, 'exit'))[0]).toBe(1)
  const half = run('gateway/main.ts', { DATABASE_URL: 'postgres://localhost/x', PORT: 'many' })
  expect((await once(half.child, 'exit'))[0]).toBe(1)
  expect(half.output()).toMatch(/PORT/)
  expect(half.output()).toMatch(/SUPABASE_URL/)
})

test('validate says a line for each of the four validations, and leaves nothing behind', async () => {
  const { child, output } = run('gateway/validate.ts')
  const [code] = await once(child, 'exit')
  expect(output().trim().split('\n').map((line) => line.split(':')[0])).toEqual(['ok    event store', 'ok    users and tiers', 'ok    usage limits', 'ok    app flow'])
  expect(code).toBe(0)
})

test('validate fails where a validation fails', async () => {
  const gateway = await start()
  const { demo } = gateway
  const sql = postgres(demo.databaseUrl, { max: 1, onnotice: () => {} })
  await sql`alter table auth.users disable trigger on_auth_user_created`
  const { child, output } = run('gateway/validate.ts')
  const [code] = await once(child, 'exit')
  expect(output()).toContain('FAIL  users and tiers: the sign-up trigger is missing or disabled')
  expect(code).toBe(1)
  await sql`alter table auth.users enable trigger on_auth_user_created`
  const [left] = await sql`select count(*)::int as users from auth.users where email like 'validate+%'`
  expect(left!.users).toBe(0)
  await sql.end()
  await gateway.stop()
})
