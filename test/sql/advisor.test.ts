import { expect, test } from 'vitest'
import { advise, lints } from './advisor.ts'
import { rolledBack, useDatabase } from './arrange.ts'

const { sql } = await useDatabase()

const guarded = (name: string) => `create table public.${name} (id uuid primary key, user_id uuid); alter table public.${name} enable row level security;`

/** For each lint something that it must find, and what it calls it. */
const planted: Readonly<Record<string, readonly (readonly [sql: string, subject: string])[]>> = {
  unindexed_foreign_keys: [
    ['create table public.loose (id uuid primary key, owner uuid constraint loose_owner references public.profiles (id))', 'loose: loose_owner'],
    [`create table public.loose (id uuid primary key, owner uuid constraint loose_owner references public.profiles (id));
      create index on public.loose (owner) where id is null`, 'loose: loose_owner'],
  ],
  auth_users_exposed: [['create view public.people with (security_invoker = true) as select id, email from auth.users; grant select on public.people to authenticated', 'people']],
  auth_rls_initplan: [
    [`${guarded('slow')} create policy slow on public.slow for select to authenticated using (user_id = auth.uid())`, 'public.slow: slow'],
    [`${guarded('slow')} create policy slow on public.slow for select to authenticated using (user_id = (select auth.uid()) or auth.role() = 'admin')`, 'public.slow: slow'],
    [`${guarded('slow')} create policy slow on public.slow for insert to authenticated with check (auth.jwt() ->> 'role' = 'admin')`, 'public.slow: slow'],
  ],
  no_primary_key: [['create table public.heap (id int)', 'public.heap']],
  multiple_permissive_policies: [
    [`${guarded('twice')} create policy one on public.twice for select to authenticated using (user_id = (select auth.uid()));
      create policy two on public.twice using (id = (select auth.uid()))`, 'twice: authenticated r'],
  ],
  policy_exists_rls_disabled: [
    ['create table public.open (id uuid primary key); create policy idle on public.open for select using (id = (select auth.uid()))', 'public.open: idle'],
  ],
  rls_enabled_no_policy: [[guarded('shut'), 'public.shut']],
  duplicate_index: [['create index again on public.phoenix_events ("timestamp")', 'again = events_by_time']],
  security_definer_view: [
    ['create view public.leak as select * from public.profiles', 'leak'],
    ['create view phoenix_private.leak with (security_invoker = false) as select * from public.profiles', 'phoenix_private.leak'],
  ],
  function_search_path_mutable: [['create function public.loose() returns int language sql stable as $$ select 1 $$', 'loose()']],
  rls_disabled_in_public: [['create table public.open (id uuid primary key)', 'public.open']],
  extension_in_public: [['create extension pg_trgm with schema public', 'pg_trgm']],
  rls_references_user_metadata: [
    [`${guarded('trusting')} create policy trusting on public.trusting for select to authenticated using (((select auth.jwt()) -> 'user_metadata' ->> 'role') = 'admin')`, 'public.trusting: trusting'],
  ],
  materialized_view_in_api: [['create materialized view public.totals as select 1 as one; grant select on public.totals to anon', 'totals']],
  rls_policy_always_true: [
    [`${guarded('wide')} create policy wide on public.wide for insert with check (true)`, 'public.wide: wide'],
    [`${guarded('wide')} create policy wide on public.wide for update to authenticated using ((1 = 1))`, 'public.wide: wide'],
    [`${guarded('wide')} create policy wide on public.wide for delete to anon`, 'public.wide: wide'],
    [`${guarded('wide')} create policy wide on public.wide using (true)`, 'public.wide: wide'],
  ],
  anon_security_definer_function_executable: [
    [`create function public.sesame() returns int language sql stable security definer set search_path = '' as $$ select 1 $$; grant execute on function public.sesame() to anon`, 'sesame()'],
  ],
  authenticated_security_definer_function_executable: [
    [`create function public.sesame() returns int language sql stable security definer set search_path = '' as $$ select 1 $$; revoke all on function public.sesame() from public;
      grant execute on function public.sesame() to authenticated`, 'sesame()'],
  ],
}

test('the advisor has no error and no warning', async () => {
  expect((await advise(sql)).filter(({ level }) => level !== 'INFO')).toEqual([])
})

test('and of its remarks only those that are meant: tables that no policy opens', async () => {
  const remarks = (await advise(sql)).filter(({ level }) => level === 'INFO')
  expect(new Set(remarks.map(({ name }) => name))).toEqual(new Set(['rls_enabled_no_policy']))
  const shut = remarks.map(({ subject }) => subject)
  const [open] = await sql`
    select coalesce(jsonb_agg(t), '[]') as tables from unnest(string_to_array(${shut.join(' ')}, ' ')) t
     where has_table_privilege('anon', t, 'select') or has_table_privilege('authenticated', t, 'select')`
  expect(open!.tables).toEqual([])
})

test('every lint has something planted for it', () => {
  expect(Object.keys(planted).sort()).toEqual(lints.map(({ name }) => name).sort())
})

test.each(Object.entries(planted).flatMap(([name, cases]) => cases.map(([statement, subject]) => ({ name, statement, subject }))))(
  '$name finds $subject planted by $statement', async ({ name, statement, subject }) => {
    const findings = await rolledBack(sql, async (transaction) => {
      await transaction.unsafe(statement)
      return advise(transaction)
    })
    expect(findings).toContainEqual({ name, level: lints.find((lint) => lint.name === name)!.level, subject })
  })

test('a read by everybody is no finding, nor is one policy a command', async () => {
  const findings = await rolledBack(sql, async (transaction) => {
    await transaction.unsafe(`
      ${guarded('fine')} create policy reads on public.fine for select to anon, authenticated using (true);
      create policy writes on public.fine for update to authenticated using (id = (select auth.uid())) with check (id = (select auth.uid()))`)
    return advise(transaction)
  })
  expect(findings.filter(({ subject }) => subject.includes('fine'))).toEqual([])
})
