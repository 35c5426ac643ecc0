import { expect, test } from 'vitest'
import { camelCase } from '../../gateway/db/names.ts'
import { openPool } from '../../gateway/db/pool.ts'
import { signatures } from '../../gateway/db/rows.ts'
import { afterwards } from '../afterwards.ts'
import { addUser } from '../harness.ts'
import { refusalOf, stateOf, useDatabase } from './arrange.ts'

const database = await useDatabase()
// One connection, so that whatever a statement leaves behind is there for the next.
const gateway = openPool(database.gatewayUrl, 1)
afterwards(() => gateway.end())

const ada = await addUser(database.sql)
const claims = JSON.stringify({ role: 'authenticated', sub: ada })
// What a role sees and can be made to do, as functions like any of ours.
await database.sql.unsafe(`
  create function public.probe_identity() returns jsonb language sql stable set search_path = '' as $$
    select jsonb_build_object('user', current_user, 'uid', auth.uid(), 'role', auth.role(), 'zone', current_setting('timezone')) $$;
  create function public.probe_profiles() returns bigint language sql stable set search_path = '' as $$ select count(*) from public.profiles $$;
  create function public.probe_operations() returns bigint language sql stable set search_path = '' as $$ select count(*) from phoenix_private.operations $$;
  create function public.probe_division() returns int language sql volatile set search_path = '' as $$ select 1 / (random() * 0)::int $$;
  create function public.probe_sleep() returns text language sql volatile set search_path = '' as $$ select pg_sleep(10)::text $$;
  create function public.probe_role(p_role text) returns text language sql volatile set search_path = '' as $$ select set_config('role', p_role, true) $$;
  create function public.probe_default(p_given text default 'a default') returns text language sql immutable set search_path = '' as $$ select p_given $$;
  create function public.probe_page(p_html text, p_other text, p_text text default 'a default') returns jsonb language sql immutable set search_path = '' as $$
    select jsonb_build_array(p_html, p_other, p_text) $$;
  grant execute on all functions in schema public to anon, authenticated, service_role;
  revoke execute on function public.reserve_usage(uuid, text, int) from authenticated, anon;
  select phoenix_private.build_dispatch()`)
const runAs = (role: string, name: string, args: object = {}, given = claims) =>
  gateway`select phoenix_private.run_as(${role}, ${given}::text::jsonb, ${JSON.stringify([[name, args]])}::text::jsonb) as result`.then(([row]) => JSON.parse(row!.result)[0][0])
/** Half a second is enough for a statement that would take ten; of the others nobody knows how long a machine takes. */
const hurried = (statement: () => Promise<unknown>) => async () => {
  await gateway.unsafe('set statement_timeout = 500')
  return statement().finally(() => gateway.unsafe('reset statement_timeout'))
}
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

test('a call runs with the role and the claims it was given', async () => {
  expect(await runAs('authenticated', 'probe_identity')).toEqual({ user: 'authenticated', uid: ada, role: 'authenticated', zone: 'UTC' })
  expect(await runAs('authenticated', 'probe_profiles')).toBe(1)
  expect(await runAs('service_role', 'probe_identity', {}, '{"role": "service_role"}')).toMatchObject({ user: 'service_role', uid: null })
  expect(await runAs('anon', 'probe_identity', {}, '{"role": "anon"}')).toMatchObject({ user: 'anon', uid: null })
})

test('arguments are values, never SQL; an absent one is the default of the function', async () => {
  expect(await runAs('anon', 'probe_default', { p_given: "x'; drop table y; --" })).toBe("x'; drop table y; --")
  expect(await runAs('anon', 'probe_default')).toBe('a default')
  expect(await runAs('anon', 'probe_default', { p_given: null })).toBe(null)
})

test.each<[string, object, string | null, string | null, (string | null)[]]>([
  ['both', { p_other: 'o' }, '<p>"\\', "t'", ['<p>"\\', 'o', "t'"]],
  ['one, and the other is given', { p_text: 't' }, '', null, ['', null, 't']],
  ['one, and the other is null', { p_html: null, p_text: null }, null, 't', [null, null, 't']],
  ['neither', { p_html: 'h' }, null, null, ['h', null, 'a default']],
  ['neither, and one is null', { p_text: null }, null, null, [null, null, null]],
])('a page comes beside the JSON: %s', async (_name, args, html, text, expected) => {
  const [row] = await gateway`
    select phoenix_private.run_as('anon', ${claims}::text::jsonb, ${JSON.stringify([['probe_page', args]])}::text::jsonb, ${html}, ${text}) as result`
  expect(JSON.parse(row!.result)).toEqual([[expected]])
})

test('an answer says its columns once, as the readers of rows know them', async () => {
  const rows = await database.sql`
    select p.proname::text as name, phoenix_private.answer_expression(p.oid, 'as_it_comes') as expression from pg_proc p
     where p.pronamespace = 'public'::regnamespace and p.proname in ${database.sql(Object.keys(signatures))}`
  expect(rows.length).toBe(Object.keys(signatures).length)
  const said = Object.fromEntries(rows.map(({ name, expression }) => [name, /^\(select '\["([^"]+)"'/.exec(expression)?.[1] ?? null]))
  expect(said).toEqual(Object.fromEntries(Object.entries(signatures).map(([name, { row }]) => [name, row?.names ?? null])))
})

test('whatever a column is called, there are as many names as values', async () => {
  await database.sql.unsafe(`
    create table public.probe_odd ("a,b" int, "it's (c)" text, "d""e" text, "é\\" text);
    insert into public.probe_odd values (1, 'two', 'three', 'four');
    grant select on public.probe_odd to service_role;
    create function public.probe_odd() returns setof public.probe_odd language sql stable set search_path = '' as $$ select * from public.probe_odd $$;
    grant execute on function public.probe_odd() to service_role;
    select phoenix_private.build_dispatch()`)
  const [row] = await gateway`select phoenix_private.run_as('service_role', ${claims}::text::jsonb, '[["probe_odd", {}, "values"]]'::jsonb) as result`
  expect(JSON.parse(row!.result)).toEqual([['a?b,it\'s ?c?,d"e,é\\', [1, 'two', 'three', 'four']]])
})

test('a table may have more columns than a function takes arguments', async () => {
  await database.sql.unsafe(`
    create table public.probe_wide (${Array.from({ length: 150 }, (_, at) => `c${at} int default ${at}`).join(', ')}, none text);
    insert into public.probe_wide default values;
    grant select on public.probe_wide to service_role;
    create function public.probe_wide() returns table (label text, wide public.probe_wide) language sql stable set search_path = '' as $$ select 'wide', w from public.probe_wide w union all select 'none', null $$;
    create function public.probe_widest() returns setof public.probe_wide language sql stable set search_path = '' as $$ select * from public.probe_wide $$;
    grant execute on function public.probe_wide(), public.probe_widest() to service_role;
    select phoenix_private.build_dispatch()`)
  const [row] = await gateway`select phoenix_private.run_as('service_role', ${claims}::text::jsonb, '[["probe_wide", {}, "values"], ["probe_widest", {}, "values"]]'::jsonb) as result`
  const values = [...Array.from({ length: 150 }, (_, at) => at), null]
  expect(JSON.parse(row!.result)).toEqual([[expect.any(String), ['wide', values], ['none', null]], [expect.any(String), values]])
})

test.each(['created_at', 'a', 'a_1', 'a_1b', 'line_2_of_3', 'a__b', 'a_', '_a', '__a', 'a___b_', 'a_B', 'a_é', 'É_a'])('a column is called the same by the database and by the gateway: %s', async (name) => {
  const [row] = await database.sql`select phoenix_private.camel_case(${name}) as camel`
  expect(row!.camel).toBe(camelCase(name))
})

/* SQL is rolled out before the gateways. */
test('a gateway that was started before answers were values is answered as it was', async () => {
  await database.sql.unsafe(`
    create type public.probe_inner as (inner_id int, inner_text text);
    create function public.probe_flat(p_count int) returns table (row_id int, data jsonb) language sql stable set search_path = '' as $$
      select * from (values (1, '{"snake_case": [1]}'::jsonb), (2, null)) v limit p_count $$;
    create function public.probe_nested() returns table (row_id int, inner_row public.probe_inner) language sql stable set search_path = '' as $$
      values (1, row(2, 'x')::public.probe_inner), (2, null), (3, row(null, null)::public.probe_inner) $$;
    create function public.probe_texts() returns setof text language sql stable set search_path = '' as $$ values ('["a","b"]'), (null) $$;
    create function public.probe_nothing() returns void language sql volatile set search_path = '' as $$ select $$;
    grant execute on all functions in schema public to anon;
    select phoenix_private.build_dispatch()`)
  const [row] = await gateway`select phoenix_private.run_as('anon', ${claims}::text::jsonb, '[["probe_flat", {"p_count": 2}], ["probe_flat", {"p_count": 0}], ["probe_nested", {}], ["probe_texts", {}], ["probe_nothing", {}]]'::jsonb) as result`
  expect(JSON.parse(row!.result)).toEqual([
    [{ rowId: 1, data: { snake_case: [1] } }, { rowId: 2, data: null }], [],
    [{ row_id: 1, inner_row: { inner_id: 2, inner_text: 'x' } }, { row_id: 2, inner_row: null }, { row_id: 3, inner_row: { inner_id: null, inner_text: null } }],
    ['["a","b"]', null], [null],
  ])
})

test('a page that may come beside the JSON is a text to every function', () => {
  const others = Object.entries(signatures).filter(([, { args }]: [string, { args: Readonly<Record<string, string>> }]) => ['p_html', 'p_text'].some((name) => name in args && args[name] !== 'text'))
  expect(others.map(([name]) => name)).toEqual([])
})

test('several calls answer in their order, and one that fails fails them together', async () => {
  const [row] = await gateway`
    select phoenix_private.run_as('authenticated', ${claims}::text::jsonb, '[["probe_default", {}], ["list_plans", {}, "values"], ["probe_profiles", {}]]'::jsonb) as result`
  const [[first], [names, ...plans], [last]] = JSON.parse(row!.result)
  expect([first, names, plans.length, last]).toEqual(['a default', signatures.list_plans.row!.names, 4, 1])
})

test.each([
  ['an answer', () => runAs('authenticated', 'probe_profiles'), 'ok'],
  ['an error', () => runAs('service_role', 'probe_division'), '22012'],
  ['a function that is not ours', () => runAs('service_role', 'pg_sleep'), '42883'],
  ['a function the role may not execute', () => runAs('authenticated', 'reserve_usage'), '42501'],
  ['a table the role may not read', () => runAs('authenticated', 'probe_operations'), '42501'],
  ['a refusal of ours', () => runAs('service_role', 'check_usage_limit', { p_feature: 'nothing' }), 'PT400'],
  ['a statement timeout', hurried(() => runAs('service_role', 'probe_sleep')), '57014'],
  ['claims that are no JSON', () => runAs('authenticated', 'probe_profiles', {}, '{'), '22P02'],
])('nothing of the caller is left on the connection after %s', async (_, statement, state) => {
  expect(await stateOf(statement())).toBe(state)
  expect(await whoAmI()).toEqual(nobody)
  expect(await stateOf(gateway`select * from public.profiles`)).toBe('42501')
  expect(await runAs('anon', 'probe_identity', {}, '{"role": "anon"}')).toMatchObject({ user: 'anon', uid: null })
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
  for (const role of ['anon', 'authenticated', 'service_role']) expect(await stateOf(runAs(role, 'probe_role', { p_role: name }))).toBe('42501')
  expect(await stateOf(runAs(name, 'probe_profiles'))).toBe('42501')
  expect(await stateOf(runAs('phoenix_lite', 'probe_profiles'))).toBe('42501')
  expect(await stateOf(runAs('none', 'probe_profiles'))).toBe('42501')
  const refusal = await refusalOf(runAs('nobody_of_that_name', 'probe_profiles'))
  expect(refusal.code).toBe('22023')
})

test('whoever else can log in cannot run as somebody', async () => {
  const rows = await database.sql`
    select rolname::text as name from pg_roles where rolname in ('anon', 'authenticated', 'service_role', 'phoenix_lite')
       and has_function_privilege(oid, 'phoenix_private.run_as(text, jsonb, jsonb, text, text)', 'execute')`
  expect(rows.map(({ name }) => name)).toEqual([])
})
