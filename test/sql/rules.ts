export interface Rule {
  readonly rule: string
  /** Selects `subject`, one row a breach. */
  readonly find: string
  /** Statements that break it, each with what must be found then. */
  readonly breaches: readonly (readonly [statement: string, subject: string])[]
}

/** The house's rules of SQL, each one select that finds what breaks it, with breaches that it must find. */
export const rules: readonly Rule[] = [
  {
    rule: 'every table has row level security',
    find: `select c.oid::regclass::text as subject from pg_class c
            where c.relnamespace in ('public'::regnamespace, 'phoenix_private'::regnamespace) and c.relkind in ('r', 'p') and not c.relrowsecurity`,
    breaches: [
      ['create table public.open (id uuid primary key)', 'open'],
      ['create table phoenix_private.open (id uuid primary key)', 'phoenix_private.open'],
      ['alter table public.profiles disable row level security', 'profiles'],
    ],
  },
  {
    rule: 'every view is security_invoker',
    find: `select c.oid::regclass::text as subject from pg_class c
            where c.relnamespace in ('public'::regnamespace, 'phoenix_private'::regnamespace) and c.relkind in ('v', 'm')
              and not coalesce(c.reloptions, '{}') @> array['security_invoker=true']`,
    breaches: [['create view public.leak as select * from public.profiles', 'leak'], ['create materialized view public.heap as select 1 as one', 'heap']],
  },
  {
    rule: 'every function has an empty search_path',
    find: `select p.oid::regprocedure::text as subject from pg_proc p
            where p.pronamespace in ('public'::regnamespace, 'phoenix_private'::regnamespace) and not coalesce(p.proconfig, '{}') @> array['search_path=""']`,
    breaches: [
      ['create function public.loose() returns int language sql stable as $$ select 1 $$', 'loose()'],
      ["create function phoenix_private.loose() returns int language sql stable set search_path = 'public' as $$ select 1 $$", 'phoenix_private.loose()'],
    ],
  },
  {
    rule: 'no function can be executed by PUBLIC',
    find: `select p.oid::regprocedure::text as subject from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
            where p.pronamespace in ('public'::regnamespace, 'phoenix_private'::regnamespace) and a.grantee = 0`,
    breaches: [
      ["create function public.anyone() returns int language sql stable set search_path = '' as $$ select 1 $$", 'anyone()'],
      ['grant execute on function public.erase_user(uuid) to public', 'erase_user(uuid)'],
    ],
  },
  {
    rule: 'no definer function can be executed by a viewer',
    find: `select p.oid::regprocedure::text as subject from pg_proc p, unnest(array['anon', 'authenticated']) r
            where p.pronamespace in ('public'::regnamespace, 'phoenix_private'::regnamespace) and p.prosecdef and has_function_privilege(r, p.oid, 'execute')`,
    breaches: [
      ['grant execute on function public.erase_user(uuid) to authenticated', 'erase_user(uuid)'],
      ['grant execute on function public.handle_new_user() to anon', 'handle_new_user()'],
    ],
  },
  {
    rule: 'no volatile function can be executed by a viewer: writes are the service\'s',
    find: `select p.oid::regprocedure::text as subject from pg_proc p, unnest(array['anon', 'authenticated']) r
            where p.pronamespace in ('public'::regnamespace, 'phoenix_private'::regnamespace) and p.provolatile = 'v' and has_function_privilege(r, p.oid, 'execute')
              -- Calls what the role may execute anyway.
              and p.oid <> 'phoenix_private.dispatch(text, jsonb, text, text)'::regprocedure`,
    breaches: [['grant execute on function public.reserve_usage(uuid, text, int) to authenticated', 'reserve_usage(uuid,text,integer)']],
  },
  {
    // Reads of different viewers share a transaction. Where PL/pgSQL calls a function in SQL by itself (`v := f()`), PostgreSQL before 18 keeps that
    // function's queries until the transaction ends, with the policies of whoever called it first.
    rule: 'what a viewer can execute is PL/pgSQL where it reads a table',
    find: `select p.oid::regprocedure::text as subject from pg_proc p join pg_language l on l.oid = p.prolang, unnest(array['anon', 'authenticated']) r
            where p.pronamespace in ('public'::regnamespace, 'phoenix_private'::regnamespace) and l.lanname = 'sql' and has_function_privilege(r, p.oid, 'execute')
              and (p.prosqlbody is not null or p.prosrc ~ '\\m(public|phoenix_private)\\.\\w+\\M(?!\\s*\\()')`,
    breaches: [
      ["create function public.own() returns bigint language sql stable set search_path = '' as $$ select count(*) from public.profiles $$; grant execute on function public.own() to authenticated", 'own()'],
      ["create function phoenix_private.own() returns bigint language sql stable set search_path = '' return (select count(*) from public.plans); grant execute on function phoenix_private.own() to anon", 'phoenix_private.own()'],
    ],
  },
  {
    rule: 'a trigger function is nobody\'s to call',
    find: `select p.oid::regprocedure::text as subject from pg_proc p, unnest(array['anon', 'authenticated', 'service_role']) r
            where p.pronamespace in ('public'::regnamespace, 'phoenix_private'::regnamespace) and p.prorettype = 'trigger'::regtype and has_function_privilege(r, p.oid, 'execute')`,
    breaches: [['grant execute on function public.handle_updated_at() to service_role', 'handle_updated_at()']],
  },
  {
    rule: 'a viewer can only read: tables, views and sequences',
    find: `select c.oid::regclass::text as subject
             from pg_class c, aclexplode(coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner))) a
            where c.relnamespace in ('public'::regnamespace, 'phoenix_private'::regnamespace)
              and a.grantee in (0, 'anon'::regrole, 'authenticated'::regrole) and (a.privilege_type <> 'SELECT' or c.relkind = 'S' or a.grantee = 0)`,
    breaches: [
      ['grant truncate on public.plans to anon', 'plans'], ['grant select on public.plans to public', 'plans'],
      ['grant usage on sequence public.phoenix_events_position_seq to authenticated', 'phoenix_events_position_seq'],
    ],
  },
  {
    rule: 'no column is granted by itself',
    find: `select a.attrelid::regclass || '.' || a.attname as subject from pg_attribute a join pg_class c on c.oid = a.attrelid
            where c.relnamespace in ('public'::regnamespace, 'phoenix_private'::regnamespace) and a.attacl is not null`,
    breaches: [['grant update (full_name) on public.profiles to authenticated', 'profiles.full_name']],
  },
  {
    rule: 'a policy stands wherever a viewer has select',
    find: `select c.oid::regclass || ' ' || r as subject from pg_class c, unnest(array['anon', 'authenticated']) r
            where c.relnamespace in ('public'::regnamespace, 'phoenix_private'::regnamespace) and c.relkind in ('r', 'p') and has_table_privilege(r, c.oid, 'select')
              and not exists (select from pg_policy p where p.polrelid = c.oid and p.polcmd in ('r', '*') and r::regrole = any (p.polroles))`,
    breaches: [
      ['drop policy "Viewers read their own CVs" on public.cv_generations', 'cv_generations authenticated'],
      ['grant select on phoenix_private.operations to authenticated', 'phoenix_private.operations authenticated'],
    ],
  },
  {
    rule: 'a policy names its roles, and asks auth.uid() once',
    find: `select p.polrelid::regclass || ': ' || p.polname as subject from pg_policy p
            where p.polroles = '{0}' or regexp_replace(lower(concat(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))), 'select auth.uid\\(\\)', '', 'g') ~ 'auth\\.'`,
    breaches: [
      ['create policy bare on public.plans for select to authenticated using (auth.uid() is not null)', 'plans: bare'],
      ['create policy anybody on public.plans for select using (true)', 'plans: anybody'],
    ],
  },
  {
    rule: 'an index stands under each column that a policy compares',
    find: `select p.polrelid::regclass || '.' || a.attname as subject from pg_policy p
             join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = p.oid and d.refclassid = 'pg_class'::regclass and d.refobjid = p.polrelid and d.refobjsubid > 0
             join pg_attribute a on a.attrelid = p.polrelid and a.attnum = d.refobjsubid
            where not exists (select from pg_index i where i.indrelid = p.polrelid and i.indpred is null and i.indkey[0] = a.attnum)`,
    breaches: [
      ['drop index public.nudges_of_user_newest_first', 'phoenix_nudges_sent.user_id'],
      ['drop index phoenix_private.holds_of_user', 'phoenix_private.usage_holds.user_id'],
    ],
  },
  {
    rule: 'an index stands under each foreign key',
    find: `select k.conrelid::regclass || ': ' || k.conname as subject from pg_constraint k join pg_class c on c.oid = k.conrelid
            where k.contype = 'f' and c.relnamespace in ('public'::regnamespace, 'phoenix_private'::regnamespace)
              and not exists (select from pg_index i where i.indrelid = k.conrelid and i.indpred is null and i.indkey[0] = k.conkey[1])`,
    breaches: [['drop index public.payments_of_subscription', 'payment_history: payment_history_subscription_id_fkey']],
  },
  {
    rule: 'the service cannot rewrite facts',
    find: `select t || ' ' || privilege as subject from (values ('public.phoenix_events'), ('phoenix_private.usage_ledger'), ('public.consent_records')) f (t), unnest(array['update', 'delete', 'truncate']) privilege
            where has_table_privilege('service_role', t, privilege)`,
    breaches: [['grant delete on public.phoenix_events to service_role', 'public.phoenix_events delete']],
  },
]
