import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { decodeJwt, jwtVerify, SignJWT, type JWTPayload } from 'jose'
import postgres, { type Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startPostgres, type EmbeddedPostgres } from '../gateway/db/embedded.ts'
import { markEmbedded, openLite, supabaseKeys, type Lite } from '../gateway/db/lite.ts'

const secret = 'a secret of this test, long enough for HS256'
const issuer = 'http://localhost:4000/supabase/auth/v1'
const supabaseSql = readFileSync(new URL('../gateway/db/supabase.sql', import.meta.url), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'phoenix-test-'))
const said: string[] = []

let server: EmbeddedPostgres
let sql: Sql
let lite: Lite
let keys: { anonKey: string; serviceRoleKey: string }

const schema = `
  create table notes (
    id uuid primary key default gen_random_uuid(),
    owner uuid not null default auth.uid() references auth.users (id),
    text text not null, details jsonb, score numeric, big bigint, at timestamptz not null default '2026-11-22T10:20:30.5+02'
  );
  alter table notes enable row level security;
  create policy "members see their own" on notes for select to authenticated using (owner = (select auth.uid()));
  create policy "members write their own" on notes for insert to authenticated with check (owner = (select auth.uid()));
  grant select, insert on notes to authenticated;
  grant select on notes to service_role;

  create table ledger (id int primary key, amount int);
  alter table ledger enable row level security;
  create policy "everyone, by mistake" on ledger for all using (true);
  grant select on ledger to service_role;

  create function who() returns jsonb language sql stable as
    $$ select jsonb_build_object('uid', auth.uid(), 'role', auth.role(), 'user', current_user, 'claims', auth.jwt()) $$;
  create function spend() returns int language sql as $$ select 1 $$;
  revoke execute on function spend() from public;
  grant execute on function spend() to service_role;
  create function echo(p_payload jsonb) returns jsonb language sql as $$ select p_payload $$;
  create function refuse() returns void language plpgsql as
    $$ begin raise sqlstate 'PT402' using message = 'Pay first.', detail = '{"limit": 3}', hint = 'USAGE_LIMIT_EXCEEDED'; end $$;
`

beforeAll(async () => {
  server = await startPostgres({
    home: join(folder, '.phoenix'), log: () => {}, settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
  })
  await makeDatabase('lite')
  await markEmbedded(server.adminUrl, 'lite')
  sql = postgres(server.urlOf('lite'), { onnotice: () => {} })
  await sql.unsafe(schema)
  lite = await openLite({ databaseUrl: server.urlOf('lite', 'phoenix_lite'), jwtSecret: secret, issuer, log: (line) => said.push(line) })
  keys = await supabaseKeys(secret, issuer)
})

afterAll(async () => {
  await lite?.close()
  await sql?.end()
  await server?.release()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

async function makeDatabase(name: string) {
  const admin = postgres(server.adminUrl, { max: 1, onnotice: () => {} })
  await admin`create database ${admin(name)}`
  const inside = postgres(server.urlOf(name), { max: 1, onnotice: () => {} })
  await inside.unsafe(supabaseSql)
  await inside`alter role phoenix_lite password ${inside.unsafe(`'${server.passwordOf('phoenix_lite')}'`)}`
  await Promise.all([admin.end(), inside.end()])
}

/** A real supabase-js client whose network is Lite. */
function client(key = keys.anonKey, authorization?: string): SupabaseClient {
  return createClient('http://localhost:4000', key, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    global: {
      fetch: (input, init) => lite.fetch(new Request(input, init)),
      ...(authorization ? { headers: { authorization: `Bearer ${authorization}` } } : {}),
    },
  })
}

async function member(): Promise<{ client: SupabaseClient; id: string; email: string; token: string }> {
  const email = `${randomUUID()}@example.org`
  const signedIn = client()
  const { data, error } = await signedIn.auth.signUp({ email, password: 'correct horse', options: { data: { full_name: 'Ada' } } })
  expect(error).toBeNull()
  return { client: signedIn, id: data.user!.id, email, token: data.session!.access_token }
}

const sign = (claims: JWTPayload, key = secret) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).setIssuedAt().setExpirationTime('1h').sign(new TextEncoder().encode(key))

async function verified(token: string): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), { algorithms: ['HS256'], issuer, audience: 'authenticated' })
  return payload
}

describe('supabase.sql', () => {
  test('may run again, and in several databases at once', async () => {
    const names = ['again_1', 'again_2', 'again_3']
    await Promise.all(names.map((name) => sql`create database ${sql(name)}`.simple()))
    const runs = [...names, ...names].map(async (name) => {
      const inside = postgres(server.urlOf(name), { max: 1, onnotice: () => {} })
      await inside.unsafe(supabaseSql)
      await inside.unsafe(supabaseSql)
      await inside.end()
    })
    await expect(Promise.all(runs)).resolves.toHaveLength(6)
  })

  test('leaves an extension where it is', async () => {
    await sql`create database elsewhere`.simple()
    const inside = postgres(server.urlOf('elsewhere'), { max: 1, onnotice: () => {} })
    await inside.unsafe('create extension pgcrypto')
    await inside.unsafe(supabaseSql)
    await inside.end()
  })

  test('grants the API roles the way in and nothing else', async () => {
    await sql.unsafe('create table fresh (id int)')
    const [row] = await sql`
      select bool_or(has_table_privilege(role, 'fresh', 'select, insert, update, delete')) as fresh,
        bool_or(has_table_privilege(role, 'auth.users', 'select')) as users,
        bool_and(has_schema_privilege(role, 'public', 'usage')) as usage,
        bool_or(has_schema_privilege(role, 'public', 'create')) as "create"
      from unnest(array['anon', 'authenticated', 'service_role']) as role`
    expect(row).toEqual({ fresh: false, users: false, usage: true, create: false })
    const roles = await sql`select rolname as name, rolcanlogin as login, rolinherit as inherits, rolbypassrls as bypasses, rolsuper as super
      from pg_roles where rolname in ('service_role', 'phoenix_gateway', 'phoenix_lite') order by 1`
    expect(roles).toEqual([
      { name: 'phoenix_gateway', login: true, inherits: false, bypasses: false, super: false },
      { name: 'phoenix_lite', login: true, inherits: true, bypasses: false, super: false },
      { name: 'service_role', login: false, inherits: false, bypasses: true, super: false },
    ])
  })

  test('reads the claims from either setting', async () => {
    const id = randomUUID()
    const ask = (name: string, value: string) => sql.begin(async (sql) => {
      await sql`select set_config(${name}, ${value}, true)`
      return (await sql`select auth.uid() as uid, auth.role() as role, auth.jwt() as jwt`)[0]
    })
    expect(await ask('request.jwt.claims', JSON.stringify({ sub: id, role: 'anon' }))).toEqual({ uid: id, role: 'anon', jwt: { sub: id, role: 'anon' } })
    expect(await ask('request.jwt.claim.sub', id)).toEqual({ uid: id, role: null, jwt: null })
    expect(await ask('request.jwt.claims', '')).toEqual({ uid: null, role: null, jwt: null })
  })
})

describe('signing in', () => {
  test('gives a token that one verifier accepts, and that Lite still accepts', async () => {
    const ada = await member()
    const claims = await verified(ada.token)
    expect(claims).toMatchObject({
      iss: issuer, aud: 'authenticated', role: 'authenticated', sub: ada.id, email: ada.email,
      app_metadata: { provider: 'email' }, user_metadata: { full_name: 'Ada' }, is_anonymous: false,
      amr: [{ method: 'password', timestamp: expect.any(Number) }], session_id: expect.any(String),
    })
    expect(claims.exp! - claims.iat!).toBe(3600)
    const { data, error } = await ada.client.auth.getUser()
    expect(error).toBeNull()
    expect(data.user).toMatchObject({ id: ada.id, email: ada.email })
  })

  test('again, and refreshing, gives such tokens too', async () => {
    const ada = await member()
    const again = client()
    const { data: { session } } = await again.auth.signInWithPassword({ email: ada.email, password: 'correct horse' })
    const claims = await verified(session!.access_token)
    expect(claims.sub).toBe(ada.id)
    const { data: refreshed, error } = await again.auth.refreshSession()
    expect(error).toBeNull()
    expect(await verified(refreshed.session!.access_token)).toMatchObject({ sub: ada.id, session_id: claims.session_id, amr: claims.amr })
    await expect(again.auth.getUser()).resolves.toMatchObject({ data: { user: { id: ada.id } }, error: null })
    await expect(client().auth.signInWithPassword({ email: ada.email, password: 'wrong' })).resolves.toMatchObject({ error: { status: 400 } })
  })

  test('takes app_metadata from the database, never from the client', async () => {
    const email = `${randomUUID()}@example.org`
    const forged = { phoenix_role: 'admin' }
    const response = await lite.fetch(new Request('http://localhost:4000/auth/v1/signup', {
      method: 'POST', headers: { apikey: keys.anonKey, 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: 'correct horse', data: { app_metadata: forged, ...forged }, app_metadata: forged, raw_app_meta_data: forged }),
    }))
    const { access_token: token } = await response.json() as { access_token: string }
    expect((await verified(token)).app_metadata).not.toHaveProperty('phoenix_role')

    const mallory = client()
    await mallory.auth.signInWithPassword({ email, password: 'correct horse' })
    // More than the types of supabase-js allow.
    const attributes = { data: forged, app_metadata: forged }
    await mallory.auth.updateUser(attributes)
    const { data } = await mallory.auth.refreshSession()
    expect((await verified(data.session!.access_token)).app_metadata).not.toHaveProperty('phoenix_role')

    await sql`update auth.users set raw_app_meta_data = raw_app_meta_data || '{"phoenix_role": "analyst"}' where email = ${email}`
    const { data: promoted } = await mallory.auth.refreshSession()
    expect((await verified(promoted.session!.access_token)).app_metadata).toMatchObject({ phoenix_role: 'analyst' })
  })

  test('needs a key of this project', async () => {
    const { serviceRoleKey } = await supabaseKeys('another secret, just as long as ours is', issuer)
    for (const key of ['nonsense', serviceRoleKey, await sign({ role: 'anon', iss: 'elsewhere' }), (await member()).token]) {
      await expect(client(key).auth.signUp({ email: 'eve@example.org', password: 'correct horse' })).resolves.toMatchObject({ error: { status: 401 } })
    }
    expect(decodeJwt(keys.anonKey)).toMatchObject({ role: 'anon', iss: issuer })
    expect(await supabaseKeys(secret, issuer)).toEqual(keys)
  })
})

describe('the data API', () => {
  test('answers as PostgREST does, under row level security', async () => {
    const [ada, bob] = await Promise.all([member(), member()])
    const note = { text: 'hush', details: { tags: ['a', 'b'], deep: { n: 1 } }, score: 1.5, big: 9007199254740991 }
    const { data: inserted, error } = await ada.client.from('notes').insert(note).select().single()
    expect(error).toBeNull()
    expect(inserted).toEqual({ ...note, id: expect.any(String), owner: ada.id, at: '2026-11-22T08:20:30.5+00:00' })
    expect(await sql`select jsonb_typeof(details) as type from notes where id = ${inserted!.id}`).toEqual([{ type: 'object' }])

    await expect(bob.client.from('notes').select()).resolves.toMatchObject({ data: [], error: null })
    await expect(bob.client.from('notes').insert({ ...note, owner: ada.id })).resolves.toMatchObject({ error: { code: '42501' }, status: 403 })
    await expect(client().from('notes').select()).resolves.toMatchObject({ error: { code: '42501' }, status: 401 })
    const service = client(keys.serviceRoleKey)
    await expect(service.from('notes').select('text').eq('id', inserted!.id)).resolves.toMatchObject({ data: [{ text: 'hush' }] })
    for (const payload of [{ a: [1, { b: null }] }, [1, 'two'], 'text', 3, true]) {
      await expect(ada.client.rpc('echo', { p_payload: payload })).resolves.toMatchObject({ data: payload, error: null })
    }
  })

  test('runs as who the token says, when our secret signed it', async () => {
    const ada = await member()
    const { data } = await ada.client.rpc('who')
    expect(data).toMatchObject({ uid: ada.id, role: 'authenticated', user: 'authenticated', claims: { sub: ada.id, iss: issuer } })
    await expect(client().rpc('who')).resolves.toMatchObject({ data: { uid: null, role: 'anon', user: 'anon' } })
    await expect(client(keys.serviceRoleKey).rpc('who')).resolves.toMatchObject({ data: { uid: null, role: 'service_role', user: 'service_role' } })
    await expect(client(keys.anonKey, keys.serviceRoleKey).rpc('who')).resolves.toMatchObject({ data: { user: 'service_role' } })

    const forged = await sign({ role: 'service_role' }, 'a secret that is not ours, though long enough')
    await expect(client(keys.anonKey, forged).rpc('who')).resolves.toMatchObject({ data: null, status: 401 })
    const superuser = await sign({ role: 'postgres', sub: ada.id })
    const { error } = await client(keys.anonKey, superuser).rpc('who')
    expect(error).not.toBeNull()
  })

  test('leaves what was revoked revoked, also after a user\'s first request', async () => {
    // A Lite that nobody asked yet: what it does at its first request is the point.
    await makeDatabase('revoked')
    await markEmbedded(server.adminUrl, 'revoked')
    const inside = postgres(server.urlOf('revoked'), { max: 1, onnotice: () => {} })
    await inside.unsafe(schema)
    const fresh = await openLite({ databaseUrl: server.urlOf('revoked'), jwtSecret: secret, issuer, log: () => {} }) // even as superuser
    try {
      const ask = async (path: string, method = 'GET') => (await fresh.fetch(new Request(`http://localhost:4000/rest/v1/${path}`, {
        method, headers: { apikey: keys.anonKey, authorization: `Bearer ${await sign({ role: 'authenticated', sub: randomUUID() })}`, 'content-type': 'application/json' },
        ...(method === 'POST' ? { body: '{}' } : {}),
      }))).status
      expect(await ask('notes')).toBe(200)
      expect(await ask('ledger')).toBe(403)
      expect(await ask('rpc/spend', 'POST')).toBe(403)
      const grants = await inside`select grantee, privilege_type as may from information_schema.role_table_grants
        where table_name = 'ledger' and grantee in ('anon', 'authenticated', 'service_role', 'PUBLIC')`
      expect(grants).toEqual([{ grantee: 'service_role', may: 'SELECT' }])
      expect(await inside`select * from pg_default_acl`).toEqual([])
    } finally {
      await Promise.all([fresh.close(), inside.end()])
    }
    const ada = await member()
    await expect(ada.client.from('ledger').select()).resolves.toMatchObject({ error: { code: '42501' } })
    await expect(ada.client.rpc('spend')).resolves.toMatchObject({ error: { code: '42501' } })
    await expect(client(keys.serviceRoleKey).rpc('spend')).resolves.toMatchObject({ data: 1 })
  })

  test('passes a refusal on: PTnnn is the status', async () => {
    const { client: ada } = await member()
    await expect(ada.rpc('refuse')).resolves.toMatchObject({
      status: 402, error: { code: 'PT402', message: 'Pay first.', details: '{"limit": 3}', hint: 'USAGE_LIMIT_EXCEEDED' },
    })
  })

  test('sees a new table once it is told', async () => {
    const service = client(keys.serviceRoleKey)
    await expect(service.from('later').select()).resolves.toMatchObject({ status: 404 })
    await sql.unsafe('create table later (id int); grant select on later to service_role')
    lite.schemaChanged()
    await expect(service.from('later').select()).resolves.toMatchObject({ status: 200, data: [] })
  })
})

describe('the house', () => {
  test('shows nothing of Lite but sign-in and data', async () => {
    for (const path of ['/', '/_system/info', '/_system/config', '/storage/v1/bucket', '/studio', '/rest/v10/notes']) {
      const response = await lite.fetch(new Request(`http://localhost:4000${path}`, { headers: { apikey: keys.serviceRoleKey } }))
      expect([path, response.status]).toEqual([path, 404])
    }
    const [anonymous, keyless] = await Promise.all([keys.anonKey, ''].map((apikey) =>
      lite.fetch(new Request('http://localhost:4000/rest/v1/notes', { headers: { apikey, 'accept-profile': 'auth' } }))))
    expect(anonymous!.status).toBe(406)
    expect(keyless!.status).toBe(401)
  })

  test('keeps what people wrote out of the console, and what others print in it', async () => {
    const before = console.error
    const printed: unknown[][] = []
    await lite.close()
    console.error = (...line) => void printed.push(line)
    try {
      lite = await openLite({ databaseUrl: server.urlOf('lite', 'phoenix_lite'), jwtSecret: secret, issuer, log: (line) => said.push(line) })
      const ada = await member()
      const id = randomUUID()
      await ada.client.from('notes').insert({ id, text: 'first' })
      const [clash] = await Promise.all([
        ada.client.from('notes').insert({ id, text: 'a word nobody may read' }),
        Promise.resolve().then(() => console.error('someone else')),
      ])
      expect(clash).toMatchObject({ status: 409 })
      expect(printed).toEqual([['someone else']])
      expect(said.at(-1)).toBe('Supabase Lite: a request failed with 23505 (notes_pkey).')
      expect(said.join()).not.toMatch(/nobody may read|@example\.org/)
    } finally {
      console.error = before
    }
  })

  test('opens no database that the gateway did not make', async () => {
    await makeDatabase('foreign')
    await expect(openLite({ databaseUrl: server.urlOf('foreign', 'phoenix_lite'), jwtSecret: secret, issuer, log: () => {} }))
      .rejects.toThrow('opens databases of the embedded Postgres only, and "foreign" is not one')
  })

  test('leaves warnings of Node working', () => {
    expect(() => process.emitWarning(Object.assign(new Error('a warning that is an error'), { name: 'PhoenixTestWarning' }))).not.toThrow()
  })
})
