-- Phase 1 of 3: the event store.
--
-- Facts, append-only, one stream a user. Re-runnable, on an empty database and on a live one.
-- Words: an *event* is a fact that was committed with the rows it speaks of; its *stream* is the user it belongs to;
-- a *refusal* is an error that a client may read (SQLSTATE PTnnn: PostgREST answers HTTP nnn; hint = code, detail = JSON).

-- ---------------------------------------------------------------------------------------------------------------------
-- The private schema, refusals, grants by name, and which phase is installed

create schema if not exists phoenix_private;
revoke all on schema phoenix_private from public;
grant usage on schema phoenix_private to anon, authenticated, service_role;
grant usage on schema public to anon, authenticated, service_role;

create or replace function phoenix_private.refuse(p_status int, p_code text, p_message text, p_details jsonb default '{}')
returns void language plpgsql immutable set search_path = '' as $$
begin
  raise exception using errcode = 'PT' || p_status::text, message = p_message, detail = p_details::text, hint = p_code;
end
$$;

comment on function phoenix_private.refuse is
  'Raises a refusal that both PostgREST and the gateway understand: SQLSTATE PT<status>, hint = error code, detail = JSON.';

-- Supabase projects differ in their default privileges (older ones grant everything to anon): what we make is granted by name.
create or replace function phoenix_private.close_function(p_function regprocedure)
returns void language plpgsql volatile set search_path = '' as $$
begin
  execute format('revoke all on function %s from public, anon, authenticated, service_role', p_function);
end
$$;

create or replace function phoenix_private.grant_execute(p_function regprocedure, variadic p_roles text[])
returns void language plpgsql volatile set search_path = '' as $$
declare v_role text;
begin
  perform phoenix_private.close_function(p_function);
  foreach v_role in array p_roles loop
    execute format('grant execute on function %s to %I', p_function, v_role);
  end loop;
end
$$;

create or replace function phoenix_private.grant_table(p_table regclass, p_privileges text, variadic p_roles text[])
returns void language plpgsql volatile set search_path = '' as $$
declare v_role text;
begin
  foreach v_role in array p_roles loop
    execute format('grant %s on table %s to %I', p_privileges, p_table, v_role);
  end loop;
end
$$;

-- A table or view starts from nothing, and so do the sequences it owns; grant_table then says who may do what.
create or replace function phoenix_private.close_table(p_table regclass)
returns void language plpgsql volatile set search_path = '' as $$
declare v_sequence regclass;
begin
  execute format('revoke all on table %s from public, anon, authenticated, service_role', p_table);
  for v_sequence in
    select d.objid from pg_catalog.pg_depend d join pg_catalog.pg_class c on c.oid = d.objid
     where d.classid = 'pg_catalog.pg_class'::regclass and d.refclassid = d.classid and d.refobjid = p_table and c.relkind = 'S'
  loop
    execute format('revoke all on sequence %s from public, anon, authenticated, service_role', v_sequence);
  end loop;
  if (select c.relkind in ('r', 'p') from pg_catalog.pg_class c where c.oid = p_table) then
    execute format('alter table %s enable row level security', p_table);
  end if;
end
$$;

-- Earlier scripts had the same indexes under other names. Of two that are the same the newer stays.
create or replace function phoenix_private.drop_duplicate_indexes(p_table regclass)
returns void language plpgsql volatile set search_path = '' as $$
declare v_index regclass;
begin
  for v_index in
    select older.indexrelid from pg_catalog.pg_index older
     where older.indrelid = p_table and not exists (select from pg_catalog.pg_constraint k where k.conindid = older.indexrelid)
       and exists (select from pg_catalog.pg_index newer
                    where newer.indrelid = p_table and newer.indexrelid > older.indexrelid and newer.indisunique = older.indisunique
                      and substring(pg_get_indexdef(newer.indexrelid) from ' ON .*') = substring(pg_get_indexdef(older.indexrelid) from ' ON .*'))
  loop
    execute format('drop index %s', v_index);
  end loop;
end
$$;

select phoenix_private.close_function('phoenix_private.drop_duplicate_indexes(regclass)');
select phoenix_private.close_function('phoenix_private.grant_execute(regprocedure, text[])');
select phoenix_private.close_function('phoenix_private.grant_table(regclass, text, text[])');
select phoenix_private.close_function('phoenix_private.close_table(regclass)');
select phoenix_private.close_function('phoenix_private.close_function(regprocedure)');
select phoenix_private.grant_execute('phoenix_private.refuse(int, text, text, jsonb)', 'anon', 'authenticated', 'service_role');

create table if not exists phoenix_private.sql_phases (
  phase text primary key,
  checksum text not null,
  applied_at timestamptz not null default now()
);
select phoenix_private.close_table('phoenix_private.sql_phases');
select phoenix_private.grant_table('phoenix_private.sql_phases', 'select', 'service_role');

create or replace function public.phoenix_sql_version()
returns jsonb language sql stable set search_path = '' as $$
  select coalesce(jsonb_object_agg(phase, checksum), '{}') from phoenix_private.sql_phases
$$;
comment on function public.phoenix_sql_version is 'The installed phases: {phase: SHA-256 of its file}. The gateway compares it with its own files.';
select phoenix_private.grant_execute('public.phoenix_sql_version()', 'service_role');

-- ---------------------------------------------------------------------------------------------------------------------
-- Calling functions as somebody, in one statement
--
-- The Postgres lane sends every read and every write through run_as: role and claims are set for the transaction, which is
-- this one statement, so that no connection carries one caller's identity into the next request. Invoker: who calls it must
-- be able to `set role` to that role already, and gains nothing.
--
-- It calls functions of schema public by name through `dispatch`, whose body has one static branch for each: their plans are
-- cached (a dynamic statement would be planned anew each time), and whether the role may execute a function is asked when
-- its branch runs, as that role.
--
-- A page that a call saves comes beside the JSON, as p_html and p_text: inside it, it would be escaped, parsed as jsonb and
-- taken out again, which is dearer than saving it.

drop function if exists phoenix_private.run_as(text, text, text, jsonb);
drop function if exists phoenix_private.run_as(text, jsonb, jsonb);
drop function if exists phoenix_private.dispatch(text, jsonb);
create or replace function phoenix_private.dispatch(p_function text, p_arguments jsonb, p_html text, p_text text)
returns text language plpgsql volatile set search_path = '' as $$
begin
  raise exception 'no phase has been recorded yet';
end
$$;

-- `created_at` → `createdAt`, as gateway/db/names.ts does it.
create or replace function phoenix_private.camel_case(p_name text)
returns text language sql immutable set search_path = '' as $$
  select string_agg(case when n = 1 then part when part ~ '^[a-z0-9]' collate "C" then upper(left(part, 1)) || substr(part, 2) else '_' || part end, '' order by n)
    from string_to_table(p_name, '_') with ordinality parts (part, n)
$$;

-- The same answer with an object for each row. SQL is rolled out first, and gateways of before 30 November 2026 go on until the new ones are
-- there: they do not ask for values. Where a column is a row itself they rename the columns, and the database does it where none is.
create or replace function phoenix_private.answer_in_objects(p_function text, p_answer json)
returns text language sql stable set search_path = '' as $$
  with columns as (
    select n::int - 1 as place, case when p_answer ->> 0 like '%(%' then c[1] else phoenix_private.camel_case(c[1]) end as name, c[2] as within
      from regexp_matches(p_answer ->> 0, '([^,()]+)(?:\(([^)]*)\))?', 'g') with ordinality r (c, n))
  select case when not exists (
      select from pg_catalog.pg_proc p join pg_catalog.pg_type t on t.oid = p.prorettype
       where p.pronamespace = 'public'::regnamespace and p.proname = p_function and (t.typrelid <> 0 or p.proargmodes && '{o,t}')) then p_answer::text
    else coalesce((
      select json_agg((
          select json_object_agg(c.name, case when c.within is null or json_typeof(a.vals -> c.place) = 'null' then a.vals -> c.place else (
            select json_object_agg(i.name, a.vals -> c.place -> (i.n::int - 1) order by i.n) from string_to_table(c.within, ',') with ordinality i (name, n)) end order by c.place)
            from columns c) order by a.n)
        from json_array_elements(p_answer) with ordinality a (vals, n) where a.n > 1), '[]')::text end
$$;

-- [[function, {argument: value}, 'values'], …] → the JSON text of [answer, …], as `answer_expression` writes them. p_html and p_text are arguments of these names of every call that has them.
create or replace function phoenix_private.run_as(p_role text, p_claims jsonb, p_calls jsonb, p_html text default null, p_text text default null)
returns text language plpgsql volatile set search_path = '' as $$
declare
  v_rows text := '';
  v_call jsonb;
  v_answer text;
  v_settings text[];
begin
  -- Assigned to something: one expression, where `perform` is a statement.
  v_settings := array[
    set_config('role', p_role, true),
    set_config('request.jwt.claims', p_claims::text, true),
    set_config('request.jwt.claim.sub', coalesce(p_claims ->> 'sub', ''), true),
    set_config('request.jwt.claim.role', p_role, true),
    set_config('timezone', 'UTC', true)];
  for v_place in 0 .. jsonb_array_length(p_calls) - 1 loop
    v_call := p_calls -> v_place;
    v_answer := phoenix_private.dispatch(v_call ->> 0, v_call -> 1, p_html, p_text);
    if v_call -> 2 is null then
      v_answer := phoenix_private.answer_in_objects(v_call ->> 0, v_answer::json);
    end if;
    v_rows := v_rows || ',' || v_answer;
  end loop;
  return '[' || substr(v_rows, 2) || ']';
end
$$;

-- How one argument is read from JSON; absent, it is the function's own default.
create or replace function phoenix_private.argument_expression(p_name text, p_type text, p_default text)
returns text language sql immutable set search_path = '' as $$
  select case when p_type = 'text' and p_name in ('p_html', 'p_text') then format('coalesce(%I, %s)', p_name, value) else value end
    from (select case when p_default is null then given else format('case when p_arguments ? %L then %s else %s end', p_name, given, p_default) end as value
    from (select case
      when p_type = 'jsonb' then format('nullif(p_arguments -> %L, ''null'')', p_name)
      when p_type like '%[]' then format('case jsonb_typeof(p_arguments -> %1$L) when ''array'' then array(select jsonb_array_elements_text(p_arguments -> %1$L))::%2$s end', p_name, p_type)
      else format('(p_arguments ->> %L)::%s', p_name, p_type)
    end as given) g) v
$$;

-- A tree of comparisons over sorted names, so that the hundredth function is found as fast as the first.
create or replace function phoenix_private.dispatch_tree(p_names text[], p_branches text[])
returns text language plpgsql immutable set search_path = '' as $$
declare
  v_count int := cardinality(p_names);
  v_half int := cardinality(p_names) / 2;
begin
  if v_count <= 4 then
    return (select string_agg(format(E'if p_function = %L then %s end if;', n, b), E'\n') from unnest(p_names, p_branches) u (n, b));
  end if;
  return format(E'if p_function < %L collate "C" then\n%s\nelse\n%s\nend if;', p_names[v_half + 1],
    phoenix_private.dispatch_tree(p_names[1:v_half], p_branches[1:v_half]),
    phoenix_private.dispatch_tree(p_names[v_half + 1:], p_branches[v_half + 1:]));
end
$$;

-- These values as a JSON array. A function takes a hundred arguments; a table may have more columns.
create or replace function phoenix_private.array_expression(p_values text[])
returns text language sql immutable set search_path = '' as $$
  select case when cardinality(p_values) <= 100 then format('json_build_array(%s)', array_to_string(p_values, ', '))
              else format('array_to_json(array[to_json(%s)])', array_to_string(p_values, '), to_json(')) end
$$;

-- What a function answers with, as JSON text: `["name,name,…", [value, value, …], …]`. Names are most of what a row of objects says, and most
-- of what reading it costs; said once, they still tell which value is which where a table has other columns than ours. A column that is a
-- row itself is an array too, its names in brackets. What has no columns is an array of values.
create or replace function phoenix_private.answer_expression(p_function oid, p_call text)
returns text language sql stable set search_path = '' as $$
  with columns as (
    select p.proargnames[n] as name, p.proallargtypes[n] as type, n
      from pg_catalog.pg_proc p, generate_subscripts(p.proallargtypes, 1) n
     where p.oid = p_function and p.proargmodes[n] in ('o', 't')
    union all
    select a.attname, a.atttypid, a.attnum
      from pg_catalog.pg_proc p join pg_catalog.pg_type r on r.oid = p.prorettype join pg_catalog.pg_attribute a on a.attrelid = r.typrelid
     where p.oid = p_function and r.typrelid <> 0 and a.attnum > 0 and not a.attisdropped),
  named as (
    select c.n, translate(c.name, ',()', '???') || coalesce('(' || string_agg(translate(a.attname, ',()', '???'), ',' order by a.attnum) || ')', '') as name,
           case when count(a.attname) = 0 then format('f.%I', c.name)
                else format('case when f.%1$I is not distinct from null then null else %2$s end', c.name, phoenix_private.array_expression(array_agg(format('(f.%I).%I', c.name, a.attname) order by a.attnum) filter (where a.attname is not null))) end as value
      from columns c join pg_catalog.pg_type t on t.oid = c.type
      left join pg_catalog.pg_attribute a on t.typrelid <> 0 and a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped
     group by c.n, c.name)
  select case when count(*) > 0
              then format($e$(select %L || coalesce(string_agg(',' || %s::text, ''), '') || ']' from %s f)$e$, '[' || to_json(string_agg(name, ',' order by n)), phoenix_private.array_expression(array_agg(value order by n)), p_call)
              else (select format($e$(select coalesce(json_agg(%s), '[]')::text from %s r)$e$, case when p.prorettype = 'void'::regtype then 'null::text' else 'r' end, p_call) from pg_catalog.pg_proc p where p.oid = p_function) end
    from named
$$;

-- Writes `dispatch` from the catalog: our functions in public are those with an empty search_path and no second overload.
create or replace function phoenix_private.build_dispatch()
returns void language plpgsql volatile set search_path = '' as $$
declare
  v_names text[];
  v_branches text[];
begin
  select array_agg(f.name order by f.name collate "C"),
         array_agg(format('return %s;', phoenix_private.answer_expression(f.oid, format('public.%I(%s)', f.name, f.arguments))) order by f.name collate "C")
    into v_names, v_branches
    from (
      select p.oid, p.proname::text as name, coalesce((
               select string_agg(format('%I => %s', p.proargnames[n], phoenix_private.argument_expression(
                        p.proargnames[n], pg_catalog.format_type(p.proargtypes[n - 1], null), pg_catalog.pg_get_function_arg_default(p.oid, n))), ', ' order by n)
                 from generate_series(1, p.pronargs::int) n), '') as arguments
        from pg_catalog.pg_proc p
       where p.pronamespace = 'public'::regnamespace and p.proconfig @> array['search_path=""'] and p.prokind = 'f' and p.prorettype <> 'trigger'::regtype
         and (select count(*) from pg_catalog.pg_proc o where o.pronamespace = p.pronamespace and o.proname = p.proname) = 1) f;
  execute format($dispatch$
create or replace function phoenix_private.dispatch(p_function text, p_arguments jsonb, p_html text, p_text text)
returns text language plpgsql volatile set search_path = '' as $body$
begin
%s
  raise exception 'public.%%s is not a function of the gateway', p_function using errcode = '42883';
end
$body$ $dispatch$, phoenix_private.dispatch_tree(v_names, v_branches));
end
$$;

select phoenix_private.close_function('phoenix_private.dispatch_tree(text[], text[])');
select phoenix_private.close_function('phoenix_private.build_dispatch()');
select phoenix_private.close_function('phoenix_private.argument_expression(text, text, text)');
select phoenix_private.close_function('phoenix_private.camel_case(text)');
select phoenix_private.close_function('phoenix_private.array_expression(text[])');
select phoenix_private.close_function('phoenix_private.answer_expression(oid, text)');
select phoenix_private.close_function('phoenix_private.answer_in_objects(text, json)');
select phoenix_private.close_function('phoenix_private.run_as(text, jsonb, jsonb, text, text)');
select phoenix_private.grant_execute('phoenix_private.dispatch(text, jsonb, text, text)', 'anon', 'authenticated', 'service_role');
select phoenix_private.grant_execute('phoenix_private.answer_in_objects(text, json)', 'anon', 'authenticated', 'service_role');
select phoenix_private.grant_execute('phoenix_private.camel_case(text)', 'anon', 'authenticated', 'service_role');
-- Roles that the gateway may log in as, where there are any: they inherit nothing, and can do nothing but this.
do $$
declare v_role text;
begin
  for v_role in select rolname from pg_roles where rolname in ('phoenix_gateway', 'authenticator') loop
    execute format('grant usage on schema phoenix_private to %I', v_role);
    execute format('grant execute on function phoenix_private.run_as(text, jsonb, jsonb, text, text) to %I', v_role);
  end loop;
end
$$;

-- The last statement of every phase: remembers it, and lets the gateway call what it brought.
create or replace function phoenix_private.record_phase(p_phase text, p_checksum text)
returns void language sql volatile set search_path = '' as $$
  select phoenix_private.build_dispatch();
  insert into phoenix_private.sql_phases (phase, checksum) values (p_phase, p_checksum)
  on conflict (phase) do update set checksum = excluded.checksum, applied_at = now()
$$;
select phoenix_private.close_function('phoenix_private.record_phase(text, text)');

-- ---------------------------------------------------------------------------------------------------------------------
-- The registry of event types

create table if not exists public.phoenix_event_types (
  type text primary key check (type ~ '^[a-z][a-z_]*\.[a-z][a-z_]*$' and length(type) <= 100),
  app_source text not null check (app_source ~ '^[a-z][a-z_]*$' and length(app_source) <= 50),
  data_schema jsonb not null default '{"type": "object"}' check (jsonb_typeof(data_schema) = 'object'),
  updated_at timestamptz not null default now()
);
select phoenix_private.close_table('public.phoenix_event_types');
select phoenix_private.grant_table('public.phoenix_event_types', 'select', 'service_role');
drop policy if exists "Services read the event registry" on public.phoenix_event_types;
create policy "Services read the event registry" on public.phoenix_event_types for select to service_role using (true);

create or replace function phoenix_private.register_event(p_type text, p_app_source text, p_properties jsonb)
returns void language sql volatile set search_path = '' as $$
  insert into public.phoenix_event_types (type, app_source, data_schema)
  values (p_type, p_app_source, jsonb_build_object(
    'type', 'object', 'additionalProperties', false, 'properties', p_properties,
    'required', coalesce((select jsonb_agg(key order by key) from jsonb_each(p_properties) where not coalesce((value ->> 'optional')::boolean, false)), '[]')))
  on conflict (type) do update set app_source = excluded.app_source, data_schema = excluded.data_schema, updated_at = now()
$$;
comment on function phoenix_private.register_event is
  'Registers a gateway event: its data is a closed, flat object; a property marked "optional": true may be absent.';
select phoenix_private.close_function('phoenix_private.register_event(text, text, jsonb)');

-- Types that the existing apps send through create_phoenix_event, with whatever data they carry. A chapter that owns a type
-- registers it again with a closed schema.
insert into public.phoenix_event_types (type, app_source)
select t.type, t.app_source from (values
  ('user.registered', 'website'), ('user.signed_in', 'website'), ('user.signed_out', 'website'), ('user.tier_updated', 'billing'),
  ('cv.uploaded', 'cv'), ('cv.generated', 'cv'), ('cv.template_selected', 'cv'), ('cv.ats_optimization_performed', 'cv'),
  ('cv.mirror_match_executed', 'letters'), ('letter.generated', 'letters'), ('letter.job_offer_analyzed', 'letters'),
  ('letter.optimized', 'letters'), ('letter.template_applied', 'letters'), ('rise.journal_entry_created', 'rise'),
  ('rise.meditation_completed', 'rise'), ('rise.coaching_started', 'rise'), ('rise.kaizen_goal_set', 'rise'),
  ('billing.subscription_activated', 'billing'), ('billing.subscription_cancelled', 'billing'),
  ('billing.payment_succeeded', 'billing'), ('billing.payment_failed', 'billing'), ('billing.checkout_created', 'billing'),
  ('ecosystem.cross_app_navigation', 'ecosystem'), ('ecosystem.data_sync_requested', 'ecosystem'), ('ecosystem.integration', 'ecosystem')
) as t (type, app_source)
on conflict (type) do nothing;

create or replace function public.list_event_types()
returns table (type text, app_source text, data_schema jsonb) language sql stable set search_path = '' as $$
  select t.type, t.app_source, t.data_schema from public.phoenix_event_types t order by t.type
$$;
select phoenix_private.grant_execute('public.list_event_types()', 'service_role');

-- ---------------------------------------------------------------------------------------------------------------------
-- Tables

create table if not exists public.phoenix_events (
  event_id uuid primary key default gen_random_uuid(),
  stream_id uuid not null,
  event_type varchar(100) not null,
  "timestamp" timestamptz default now(),
  app_source varchar(50) not null,
  payload jsonb not null default '{}',
  version varchar(10) default '1.0',
  correlation_id uuid,
  user_agent text,
  session_id varchar(100),
  metadata jsonb default '{}',
  created_at timestamptz default now()
);
alter table public.phoenix_events
  add column if not exists transaction_id xid8 not null default '0',
  add column if not exists traceparent text;
-- Readers follow commit order: a row is safe to read past when its transaction is below the snapshot's xmin. Rows that were
-- there before keep 0, which is below any.
alter table public.phoenix_events alter column transaction_id set default pg_current_xact_id();
do $$
begin
  if not exists (select from pg_attribute where attrelid = 'public.phoenix_events'::regclass and attname = 'position' and not attisdropped) then
    alter table public.phoenix_events add column "position" bigint generated always as identity;
  end if;
end
$$;
update public.phoenix_events set "timestamp" = coalesce(created_at, now()) where "timestamp" is null;
alter table public.phoenix_events alter column "timestamp" set default now(), alter column "timestamp" set not null;

create table if not exists public.phoenix_nudges_sent (
  nudge_id uuid primary key default gen_random_uuid(),
  user_id uuid not null,
  nudge_type varchar(50) not null,
  sent_at timestamptz default now(),
  app_source varchar(50) not null,
  success boolean default false
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Indexes, named for the question

create index if not exists events_of_stream_newest_first on public.phoenix_events (stream_id, "timestamp" desc, event_id desc);
create index if not exists events_in_commit_order on public.phoenix_events (transaction_id, "position");
create index if not exists events_of_app_and_type_by_time on public.phoenix_events (app_source, event_type, "timestamp");
create index if not exists events_by_time on public.phoenix_events ("timestamp");
create index if not exists nudges_of_user_newest_first on public.phoenix_nudges_sent (user_id, sent_at desc);
select phoenix_private.drop_duplicate_indexes(t) from unnest(array['public.phoenix_events', 'public.phoenix_nudges_sent']::regclass[]) t;

-- ---------------------------------------------------------------------------------------------------------------------
-- Row level security and grants

select phoenix_private.close_table('public.phoenix_events');
select phoenix_private.close_table('public.phoenix_nudges_sent');
select phoenix_private.grant_table('public.phoenix_events', 'select', 'authenticated');
-- No update and no delete, not even for the service: facts are append-only. Erasure and retention are definer functions.
select phoenix_private.grant_table('public.phoenix_events', 'select, insert', 'service_role');
select phoenix_private.grant_table('public.phoenix_nudges_sent', 'select', 'authenticated');
select phoenix_private.grant_table('public.phoenix_nudges_sent', 'select, insert, update', 'service_role');

drop policy if exists "Users can view own events" on public.phoenix_events;
drop policy if exists "Services can insert events" on public.phoenix_events;
drop policy if exists "Users can view own nudges" on public.phoenix_nudges_sent;
drop policy if exists "Services can insert nudges" on public.phoenix_nudges_sent;
drop policy if exists "Viewers read their own events" on public.phoenix_events;
create policy "Viewers read their own events" on public.phoenix_events
  for select to authenticated using (stream_id = (select auth.uid()));
drop policy if exists "Viewers read their own nudges" on public.phoenix_nudges_sent;
create policy "Viewers read their own nudges" on public.phoenix_nudges_sent
  for select to authenticated using (user_id = (select auth.uid()));
-- Whatever else an earlier script left on these two tables, under whatever name: permissive policies add up.
do $$
declare v_policy record;
begin
  for v_policy in
    select polname, polrelid::regclass as tbl from pg_policy
     where polrelid in ('public.phoenix_events'::regclass, 'public.phoenix_nudges_sent'::regclass)
       and polname not in ('Viewers read their own events', 'Viewers read their own nudges')
  loop
    execute format('drop policy %I on %s', v_policy.polname, v_policy.tbl);
  end loop;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Appending

-- The part of JSON Schema that a flat, closed event needs: type, format uuid, enum, minimum, maximum, maxLength, items.
create or replace function phoenix_private.event_data_problem(p_schema jsonb, p_data jsonb)
returns text language plpgsql immutable set search_path = '' as $$
declare
  v_properties jsonb := p_schema -> 'properties';
  v_required jsonb := coalesce(p_schema -> 'required', '[]');
  v_given jsonb;
  v_name text; v_value jsonb; v_rule jsonb; v_type text; v_actual text; v_text text; v_number numeric;
begin
  if jsonb_typeof(p_data) is distinct from 'object' then return 'data must be an object'; end if;
  if v_properties is null then return null; end if;
  -- Every event passes here: what a type has no use for is not looked at, and nothing of it is a query.
  for v_place in 0 .. jsonb_array_length(v_required) - 1 loop
    if not p_data ? (v_required ->> v_place) then return format('"%s" is missing', v_required ->> v_place); end if;
  end loop;
  v_given := jsonb_path_query_array(p_data, '$.keyvalue()');
  for v_place in 0 .. jsonb_array_length(v_given) - 1 loop
    v_name := v_given -> v_place ->> 'key';
    v_value := v_given -> v_place -> 'value';
    v_rule := v_properties -> v_name;
    if v_rule is null then return format('"%s" is not a property of this event', v_name); end if;
    v_actual := jsonb_typeof(v_value);
    if v_actual = 'null' and coalesce((v_rule ->> 'nullable')::boolean, false) then continue; end if;
    v_type := v_rule ->> 'type';
    if v_type = 'integer' or v_type = 'number' then
      if v_actual <> 'number' or v_type = 'integer' and v_value::numeric <> trunc(v_value::numeric) then
        return format('"%s" must be %s %s', v_name, case v_type when 'integer' then 'an' else 'a' end, v_type);
      end if;
      v_number := v_value;
      if v_number < (v_rule ->> 'minimum')::numeric then return format('"%s" is too small', v_name); end if;
      if v_number > (v_rule ->> 'maximum')::numeric then return format('"%s" is too large', v_name); end if;
    elsif v_type is distinct from v_actual then
      return format('"%s" must be of type %s', v_name, v_type);
    elsif v_type = 'string' then
      v_text := v_value #>> '{}';
      if v_rule ->> 'format' = 'uuid' and v_text !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then return format('"%s" must be a uuid', v_name); end if;
      if length(v_text) > (v_rule ->> 'maxLength')::int then return format('"%s" is too long', v_name); end if;
    elsif v_rule ? 'items' and exists (
      select from jsonb_array_elements(v_value) e
       where phoenix_private.event_data_problem(jsonb_build_object('properties', jsonb_build_object('item', v_rule -> 'items')), jsonb_build_object('item', e)) is not null) then
      return format('"%s" holds an item that is not allowed', v_name);
    end if;
    if v_rule ? 'enum' and not (v_rule -> 'enum') @> v_value then return format('"%s" is not one of %s', v_name, v_rule -> 'enum'); end if;
  end loop;
  return null;
end
$$;
select phoenix_private.grant_execute('phoenix_private.event_data_problem(jsonb, jsonb)', 'service_role');

-- A write carries its envelope in p_call: {operation, hold, traceparent}. Here only the traceparent matters.
create or replace function phoenix_private.append_event(p_stream_id uuid, p_type text, p_data jsonb, p_call jsonb default '{}')
returns uuid language plpgsql volatile set search_path = '' as $$
declare
  v_registered public.phoenix_event_types;
  v_problem text;
  v_event_id uuid;
begin
  select * into v_registered from public.phoenix_event_types t where t.type = p_type;
  if not found then
    raise exception 'event type % is not registered', p_type;
  end if;
  v_problem := phoenix_private.event_data_problem(v_registered.data_schema, p_data);
  if v_problem is not null then
    raise exception 'event %: %', p_type, v_problem;
  end if;
  if octet_length(p_data::text) > 65536 then
    raise exception 'event %: data is larger than 64 KiB', p_type;
  end if;
  insert into public.phoenix_events (stream_id, event_type, app_source, payload, traceparent, metadata)
  values (p_stream_id, p_type, v_registered.app_source, p_data, p_call ->> 'traceparent', '{"created_via": "gateway"}')
  returning event_id into v_event_id;
  return v_event_id;
end
$$;
comment on function phoenix_private.append_event is
  'Appends one event of a registered type, in the caller''s transaction. A data problem is a defect of ours, not a refusal.';
select phoenix_private.grant_execute('phoenix_private.append_event(uuid, text, jsonb, jsonb)', 'service_role');

-- For the apps and agents that were here before: the type must be registered, the data may be of any shape up to 64 KiB.
create or replace function public.create_phoenix_event(p_stream_id uuid, p_event_type varchar, p_app_source varchar, p_payload jsonb default '{}')
returns uuid language plpgsql volatile set search_path = '' as $$
declare v_event_id uuid;
begin
  if p_stream_id is null then
    perform phoenix_private.refuse(400, 'BAD_USER_INPUT', 'p_stream_id is required.', '{"issues": [{"path": "p_stream_id", "message": "is required"}]}');
  end if;
  if not exists (select from public.phoenix_event_types t where t.type = p_event_type) then
    perform phoenix_private.refuse(400, 'BAD_USER_INPUT', 'p_event_type is not registered in phoenix_event_types.', '{"issues": [{"path": "p_event_type", "message": "is not registered"}]}');
  end if;
  if p_app_source is null or p_app_source !~ '^[a-z][a-z_-]{0,49}$' then
    perform phoenix_private.refuse(400, 'BAD_USER_INPUT', 'p_app_source must be a short lower-case name.', '{"issues": [{"path": "p_app_source", "message": "must be a short lower-case name"}]}');
  end if;
  if jsonb_typeof(p_payload) is distinct from 'object' or octet_length(p_payload::text) > 65536 then
    perform phoenix_private.refuse(400, 'BAD_USER_INPUT', 'p_payload must be an object of at most 64 KiB.', '{"issues": [{"path": "p_payload", "message": "must be an object of at most 64 KiB"}]}');
  end if;
  insert into public.phoenix_events (stream_id, event_type, app_source, payload, metadata)
  values (p_stream_id, p_event_type, p_app_source, p_payload, jsonb_build_object('created_via', 'sql_function', 'server_timestamp', now()))
  returning event_id into v_event_id;
  return v_event_id;
end
$$;
select phoenix_private.grant_execute('public.create_phoenix_event(uuid, varchar, varchar, jsonb)', 'service_role');

-- ---------------------------------------------------------------------------------------------------------------------
-- Reading

create or replace function public.list_events(
  p_user_id uuid, p_limit int, p_after_at timestamptz default null, p_after_id uuid default null, p_types text[] default null)
returns table (event_id uuid, event_type text, app_source text, "timestamp" timestamptz, payload jsonb)
language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select e.event_id, e.event_type::text, e.app_source::text, e."timestamp", e.payload
      from public.phoenix_events e
     where e.stream_id = p_user_id
       and (p_after_at is null or (e."timestamp", e.event_id) < (p_after_at, p_after_id))
       and (p_types is null or e.event_type = any (p_types))
     order by e."timestamp" desc, e.event_id desc
     limit p_limit;
end
$$;
select phoenix_private.grant_execute('public.list_events(uuid, int, timestamptz, uuid, text[])', 'authenticated');

create or replace function public.load_events(p_ids uuid[])
returns table (event_id uuid, event_type text, app_source text, "timestamp" timestamptz, payload jsonb)
language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select e.event_id, e.event_type::text, e.app_source::text, e."timestamp", e.payload
      from public.phoenix_events e where e.event_id = any (p_ids);
end
$$;
select phoenix_private.grant_execute('public.load_events(uuid[])', 'authenticated');

create or replace function public.get_phoenix_ecosystem_stats(days_back int default 30)
returns jsonb language plpgsql stable set search_path = '' as $$
begin
  if days_back is null or days_back not between 1 and 3650 then
    perform phoenix_private.refuse(400, 'BAD_USER_INPUT', 'days_back must be between 1 and 3650.', '{"issues": [{"path": "days_back", "message": "must be between 1 and 3650"}]}');
  end if;
  return (
    with recent as (
      select app_source, count(*) as events, count(distinct stream_id) as users, grouping(app_source) as whole
        from public.phoenix_events
       where "timestamp" >= now() - make_interval(days => days_back)
       group by grouping sets ((app_source), ())
    )
    select jsonb_build_object(
      'period_days', days_back,
      'total_events', coalesce(max(events) filter (where whole = 1), 0),
      'unique_users', coalesce(max(users) filter (where whole = 1), 0),
      'app_breakdown', coalesce(jsonb_object_agg(app_source, jsonb_build_object('events', events, 'users', users)) filter (where whole = 0), '{}'),
      'generated_at', now())
    from recent);
end
$$;
select phoenix_private.grant_execute('public.get_phoenix_ecosystem_stats(int)', 'service_role');

drop view if exists public.phoenix_ecosystem_analytics;
create view public.phoenix_ecosystem_analytics with (security_invoker = true) as
  select date_trunc('day', "timestamp") as event_date, app_source, event_type, count(*) as event_count, count(distinct stream_id) as unique_users
    from public.phoenix_events
   where "timestamp" >= now() - interval '90 days'
   group by 1, 2, 3;

drop view if exists public.phoenix_user_journey;
create view public.phoenix_user_journey with (security_invoker = true) as
  select stream_id as user_id, event_type, app_source, "timestamp", payload,
         lag(app_source) over stream as previous_app, lead(app_source) over stream as next_app
    from public.phoenix_events
   where "timestamp" >= now() - interval '30 days'
  window stream as (partition by stream_id order by "timestamp", "position");

select phoenix_private.close_table('public.phoenix_ecosystem_analytics');
select phoenix_private.close_table('public.phoenix_user_journey');
select phoenix_private.grant_table('public.phoenix_ecosystem_analytics', 'select', 'service_role');
select phoenix_private.grant_table('public.phoenix_user_journey', 'select', 'authenticated', 'service_role');

-- Views of earlier scripts, where they are: they ran as their owner, past row level security, and anon read e-mails and payloads
-- through them. Some stand on tables that have no row level security at all, so that only the service keeps them.
do $$
declare v_view regclass;
begin
  for v_view in
    select c.oid from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'v'
       and c.relname in ('phoenix_ecosystem_dashboard', 'user_activity_summary', 'phoenix_nudge_opportunities', 'user_journal_stats', 'user_dashboard_metrics')
  loop
    execute format('alter view %s set (security_invoker = true)', v_view);
    perform phoenix_private.close_table(v_view);
    perform phoenix_private.grant_table(v_view, 'select', 'service_role');
  end loop;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Retention

-- Definer: deleting facts is nobody's privilege; this function is the one exception, and refuses to empty the store.
create or replace function public.cleanup_old_phoenix_events(retention_days int default 365)
returns int language plpgsql volatile security definer set search_path = '' as $$
declare v_deleted int;
begin
  if retention_days is null or retention_days < 1 then
    perform phoenix_private.refuse(400, 'BAD_USER_INPUT', 'retention_days must be at least 1.', '{"issues": [{"path": "retention_days", "message": "must be at least 1"}]}');
  end if;
  delete from public.phoenix_events where "timestamp" < now() - make_interval(days => least(retention_days, 36500));
  get diagnostics v_deleted = row_count;
  return v_deleted;
end
$$;
select phoenix_private.grant_execute('public.cleanup_old_phoenix_events(int)', 'service_role');
