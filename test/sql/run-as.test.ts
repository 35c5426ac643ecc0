import { afterAll, expect, test } from 'vitest'
import { openPool } from '../../gateway/db/pool.ts'
import { addUser } from '../harness.ts'
import { refusalOf, stateOf, useDatabase } from './arrange.ts'

const database = await useDatabase()
// One connection, so that whatever a statement leaves behind is there for the next; half a second a statement.
const gateway = openPool(database.gatewayUrl, 1)
await gateway.unsafe('set statement_timeout = 500')
afterAll(() => gateway.end())

const ada = await addUser(database.sql)
const claims = JSON.stringify({ role: 'authenticated', sub: ada })
const runAs = (role: string, text: string, given = claims) =>
  gateway`select phoenix_private.run_as(${role}, ${given}, ${text}, '[]'::jsonb) as result`.then(([row]) => row!.result as any)
const whoAmI = async () => {
  const [row] = await gateway`
    select current_user::text as "user", session_user::text as session, coalesce(current_setting('request.jwt.claims', true), '') as claims,
           coalesce(current_setting('request.jwt.claim.sub', true), '') as sub, coalesce(current_setting('request.jwt.claim.role', true), '') as role`
  return row
}
const nobody = { user: 'phoenix_gateway', session: 'phoenix_gateway', claims: '', sub: '', role: '' }

test('the login role can do nothing by itself', async () => {
  expect(await stateOf(gateway`select * from public.profiles`)).toBe('42501')
  expect(await stateOf(gateway`select * from public.plans`)).toBe('42501')
  expect(await stateOf(gateway`select * from public.list_plans()`)).toBe('42501')
  expect(await stateOf(gateway`select * from auth.users`)).toBe('42501')
  expect(await stateOf(gateway`create table public.mine (id int)`)).toBe('42501')
  expect(await stateOf(gateway`create temporary table mine (id int)`)).toBe('ok')
})

test('a statement runs with the role and the claims it was given', async () => {
  const text = `select jsonb_build_object('user', current_user, 'uid', auth.uid(), 'role', auth.role(), 'zone', current_setting('timezone'),
    'profiles', (select count(*) from public.profiles))`
  expect(await runAs('authenticated', text)).toEqual({ user: 'authenticated', uid: ada, role: 'authenticated', zone: 'UTC', profiles: 1 })
  expect(await runAs('service_role', `select to_jsonb(current_user)`, '{"role": "service_role"}')).toBe('service_role')
  expect(await runAs('anon', `select to_jsonb(coalesce(auth.uid()::text, 'nobody'))`, '{"role": "anon"}')).toBe('nobody')
})

test('arguments come as one JSON value', async () => {
  const [row] = await gateway`select phoenix_private.run_as('anon', '{"role": "anon"}', 'select $1 -> 0', '[{"a": "x''; drop table y; --"}]'::jsonb) as result`
  expect(row!.result).toEqual({ a: "x'; drop table y; --" })
})

test.each([
  ['an answer', () => runAs('authenticated', 'select to_jsonb(1)'), 'ok'],
  ['an error', () => runAs('service_role', 'select to_jsonb(1 / 0)'), '22012'],
  ['a syntax error', () => runAs('service_role', 'selec'), '42601'],
  ['a refusal of the role', () => runAs('authenticated', 'select to_jsonb(p) from phoenix_private.operations p'), '42501'],
  ['a refusal of ours', () => runAs('service_role', "select public.check_usage_limit(null, 'nothing')"), 'PT400'],
  ['a statement timeout', () => runAs('service_role', 'select to_jsonb(1) from pg_sleep(10)'), '57014'],
  ['claims that are no JSON', () => runAs('authenticated', 'select to_jsonb(1)', '{'), '22P02'],
])('nothing of the caller is left on the connection after %s', async (_, statement, state) => {
  expect(await stateOf(statement())).toBe(state)
  expect(await whoAmI()).toEqual(nobody)
  expect(await stateOf(gateway`select * from public.profiles`)).toBe('42501')
  expect(await runAs('anon', "select to_jsonb(coalesce(auth.uid()::text, 'nobody'))", '{"role": "anon"}')).toBe('nobody')
})

test('a setting that outlived its statement would be seen', async () => {
  await gateway`select set_config('request.jwt.claim.sub', ${ada}, false)`
  expect(await whoAmI()).toEqual({ ...nobody, sub: ada })
  await gateway`select set_config('request.jwt.claim.sub', '', false)`
})

test('the login role cannot become an owner or a superuser, by whatever way', async () => {
  const [owner] = await database.sql`select current_user::text as name`
  const name = owner!.name as string
  expect(await stateOf(gateway.unsafe(`set role ${name}`))).toBe('42501')
  expect(await stateOf(gateway.unsafe(`set session authorization ${name}`))).toBe('42501')
  for (const role of ['anon', 'authenticated', 'service_role']) expect(await stateOf(runAs(role, `select to_jsonb(set_config('role', '${name}', true))`))).toBe('42501')
  expect(await stateOf(runAs(name, 'select to_jsonb(1)'))).toBe('42501')
  expect(await stateOf(runAs('phoenix_lite', 'select to_jsonb(1)'))).toBe('42501')
  expect(await stateOf(runAs('none', 'select to_jsonb(p) from public.profiles p'))).toBe('42501')
  const refusal = await refusalOf(runAs('nobody_of_that_name', 'select to_jsonb(1)'))
  expect(refusal.code).toBe('22023')
})

test('whoever else can log in cannot run as somebody', async () => {
  const rows = await database.sql`
    select rolname::text as name from pg_roles where rolname in ('anon', 'authenticated', 'service_role', 'phoenix_lite')
       and has_function_privilege(oid, 'phoenix_private.run_as(text, text, text, jsonb)', 'execute')`
  expect(rows.map(({ name }) => name)).toEqual([])
})
