-- Phase 3 of 3, chapter Rise, goals: objectives, kaizens (one small step for one day), meditations. Days are those of chapter Rise.

-- ---------------------------------------------------------------------------------------------------------------------
-- Tables

create table if not exists public.objectives (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  title text not null check (length(title) between 1 and 200),
  description text check (length(description) <= 2000),
  status text not null default 'active' check (status in ('active', 'paused', 'completed')),
  target_date date,
  completed_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((status = 'completed') = (completed_at is not null))
);

-- The older app's tables stay as they are, without constraints that some of their rows would not keep; their rows get an id
-- that cannot be counted through.
create table if not exists public.kaizen (
  id serial primary key,
  user_id uuid not null,
  action text not null,
  date date not null,
  completed boolean not null default false
);
alter table public.kaizen
  add column if not exists kaizen_id uuid not null default gen_random_uuid(),
  add column if not exists completed_at timestamptz,
  add column if not exists version int not null default 1;
create table if not exists public.zazen_sessions (
  id serial primary key,
  user_id uuid not null,
  "timestamp" timestamptz not null,
  duration int not null,
  triggered_by text
);
alter table public.zazen_sessions
  add column if not exists meditation_id uuid not null default gen_random_uuid();

-- Rows of accounts that were deleted before stay where they are, seen by nobody: the keys hold for what is written from now on,
-- and for every account that goes.
do $$
declare v_table text;
begin
  foreach v_table in array array['kaizen', 'zazen_sessions'] loop
    if not exists (select from pg_constraint where conname = v_table || '_of_profile' and conrelid = to_regclass('public.' || v_table)) then
      execute format('alter table public.%I add constraint %I foreign key (user_id) references public.profiles (id) on delete cascade not valid', v_table, v_table || '_of_profile');
    end if;
  end loop;
end
$$;

create index if not exists objectives_of_user_newest_first on public.objectives (user_id, created_at desc, id desc);
create unique index if not exists kaizens_by_global_id on public.kaizen (kaizen_id);
create index if not exists kaizens_of_user_by_day on public.kaizen (user_id, date);
create unique index if not exists meditations_by_global_id on public.zazen_sessions (meditation_id);
create index if not exists meditations_of_user_newest_first on public.zazen_sessions (user_id, "timestamp" desc, meditation_id desc);
select phoenix_private.drop_duplicate_indexes(t) from unnest(array['public.kaizen', 'public.zazen_sessions']::regclass[]) t;

-- ---------------------------------------------------------------------------------------------------------------------
-- Row level security and grants

-- Whatever earlier scripts left on the two old tables: permissive policies add up, and they had no row level security at all.
do $$
declare v_policy record;
begin
  for v_policy in
    select polname, polrelid::regclass as tbl from pg_policy where polrelid in ('public.kaizen'::regclass, 'public.zazen_sessions'::regclass)
  loop
    execute format('drop policy %I on %s', v_policy.polname, v_policy.tbl);
  end loop;
end
$$;
select phoenix_private.close_table(t) from unnest(array['public.objectives', 'public.kaizen', 'public.zazen_sessions']::regclass[]) t;
select phoenix_private.grant_table(t, 'select', 'authenticated') from unnest(array['public.objectives', 'public.kaizen', 'public.zazen_sessions']::regclass[]) t;
select phoenix_private.grant_table(t, 'select, insert, update, delete', 'service_role') from unnest(array['public.objectives', 'public.kaizen', 'public.zazen_sessions']::regclass[]) t;
do $$
declare v_table text;
begin
  foreach v_table in array array['public.kaizen', 'public.zazen_sessions'] loop
    execute format('grant usage on sequence %s to service_role', pg_get_serial_sequence(v_table, 'id'));
  end loop;
end
$$;
drop policy if exists "Viewers read their own objectives" on public.objectives;
create policy "Viewers read their own objectives" on public.objectives for select to authenticated using (user_id = (select auth.uid()));
create policy "Viewers read their own kaizens" on public.kaizen for select to authenticated using (user_id = (select auth.uid()));
create policy "Viewers read their own meditations" on public.zazen_sessions for select to authenticated using (user_id = (select auth.uid()));

create or replace view phoenix_private.kaizens with (security_invoker = true) as
  select k.kaizen_id as id, k.user_id, k.action, k.date as day, k.completed, k.completed_at, k.version, k.id as set_order from public.kaizen k;
comment on view phoenix_private.kaizens is '@nullable completed_at';
-- A duration that is none (the old table took -5) is nobody's: null.
create or replace view phoenix_private.meditations with (security_invoker = true) as
  select z.meditation_id as id, z.user_id, z."timestamp" as completed_at, case when z.duration between 1 and 86400 then z.duration end as duration_seconds,
         case when z.triggered_by in ('user', 'iris') then z.triggered_by end as triggered_by
    from public.zazen_sessions z;
comment on view phoenix_private.meditations is '@nullable duration_seconds triggered_by';
select phoenix_private.close_table(t) from unnest(array['phoenix_private.kaizens', 'phoenix_private.meditations']::regclass[]) t;
select phoenix_private.grant_table(t, 'select', 'authenticated', 'service_role') from unnest(array['phoenix_private.kaizens', 'phoenix_private.meditations']::regclass[]) t;

-- ---------------------------------------------------------------------------------------------------------------------
-- Events

select phoenix_private.register_event('rise.objective_set', 'rise',
  '{"objective_id": {"type": "string", "format": "uuid"}, "days_to_target": {"type": "integer", "minimum": 0, "nullable": true}}');
select phoenix_private.register_event('rise.objective_updated', 'rise',
  '{"objective_id": {"type": "string", "format": "uuid"}, "version": {"type": "integer", "minimum": 1},
    "changed": {"type": "array", "items": {"type": "string", "enum": ["title", "description", "target_date", "status"]}}}');
select phoenix_private.register_event('rise.objective_completed', 'rise',
  '{"objective_id": {"type": "string", "format": "uuid"}, "days_open": {"type": "integer", "minimum": 0}, "version": {"type": "integer", "minimum": 1}}');
select phoenix_private.register_event('rise.objective_deleted', 'rise', '{"objective_id": {"type": "string", "format": "uuid"}}');
select phoenix_private.register_event('rise.kaizen_goal_set', 'rise',
  '{"kaizen_id": {"type": "string", "format": "uuid"}, "days_ahead": {"type": "integer", "minimum": 0}}');
select phoenix_private.register_event('rise.kaizen_completed', 'rise',
  '{"kaizen_id": {"type": "string", "format": "uuid"}, "days_late": {"type": "integer", "minimum": 0}, "version": {"type": "integer", "minimum": 1}}');
select phoenix_private.register_event('rise.meditation_completed', 'rise',
  '{"meditation_id": {"type": "string", "format": "uuid"}, "duration_seconds": {"type": "integer", "minimum": 30, "maximum": 3600}}');

-- ---------------------------------------------------------------------------------------------------------------------
-- Reading

create or replace function public.load_objectives(p_ids uuid[])
returns setof public.objectives language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from public.objectives o where o.id = any (p_ids);
end
$$;

create or replace function public.list_objectives(p_user_id uuid, p_status text default null)
returns setof public.objectives language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from public.objectives o
     where o.user_id = p_user_id and (p_status is null or o.status = p_status)
     order by o.created_at desc, o.id desc;
end
$$;

create or replace function public.load_kaizens(p_ids uuid[])
returns setof phoenix_private.kaizens language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from phoenix_private.kaizens k where k.id = any (p_ids);
end
$$;

-- Thirty days back and ahead of today where nothing is said, 92 days where one end is. The older app set no bound to a day's
-- kaizens: the latest 1,000.
create or replace function public.list_kaizens(p_user_id uuid, p_from date default null, p_to date default null)
returns setof phoenix_private.kaizens language plpgsql stable set search_path = '' as $$
declare v_today date := phoenix_private.today_of(p_user_id);
begin
  return query
    select * from phoenix_private.kaizens k
     where k.user_id = p_user_id and k.day between coalesce(p_from, p_to - 91, v_today - 30) and coalesce(p_to, p_from + 91, v_today + 30)
     order by k.day desc, k.set_order desc
     limit 1000;
end
$$;

create or replace function public.load_meditations(p_ids uuid[])
returns setof phoenix_private.meditations language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from phoenix_private.meditations m where m.id = any (p_ids);
end
$$;

create or replace function public.list_meditations(p_user_id uuid, p_limit int, p_after_at timestamptz default null, p_after_id uuid default null)
returns setof phoenix_private.meditations language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from phoenix_private.meditations m
     where m.user_id = p_user_id and (p_after_at is null or (m.completed_at, m.id) < (p_after_at, p_after_id))
     order by m.completed_at desc, m.id desc
     limit p_limit;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Writing: objectives

-- A target is a day to come: today at the earliest, ten years from now at the latest. Returns how many days that is.
create or replace function phoenix_private.days_to_target(p_actor uuid, p_target_date date)
returns int language plpgsql stable set search_path = '' as $$
declare v_today date := phoenix_private.today_of(p_actor);
begin
  if p_target_date < v_today then
    perform phoenix_private.refuse_input('input.targetDate', 'is in the past.');
  elsif p_target_date > v_today + 3653 then
    perform phoenix_private.refuse_input('input.targetDate', 'is more than ten years ahead.');
  end if;
  return p_target_date - v_today;
end
$$;

create or replace function public.set_objective(p_actor uuid, p_call jsonb, p_title text, p_description text, p_target_date date)
returns public.objectives language plpgsql volatile set search_path = '' as $$
declare
  v_days int;
  v_objective public.objectives;
begin
  perform phoenix_private.require_actor(p_actor);
  v_days := phoenix_private.days_to_target(p_actor, p_target_date);
  if (select count(*) from public.objectives o where o.user_id = p_actor) >= 500 then
    perform phoenix_private.refuse(409, 'CONFLICT', 'There are 500 objectives already: delete one first.');
  end if;
  insert into public.objectives (user_id, title, description, target_date) values (p_actor, p_title, p_description, p_target_date)
  returning * into v_objective;
  perform phoenix_private.append_event(p_actor, 'rise.objective_set', jsonb_build_object('objective_id', v_objective.id, 'days_to_target', v_days), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('objective', v_objective.id));
  return v_objective;
end
$$;

-- Says why a write found no objective to change.
create or replace function phoenix_private.refuse_objective_write(p_actor uuid, p_objective_id uuid)
returns void language plpgsql stable set search_path = '' as $$
declare v_status text;
begin
  select o.status into v_status from public.objectives o where o.id = p_objective_id and o.user_id = p_actor;
  if v_status = 'completed' then
    perform phoenix_private.refuse(409, 'CONFLICT', 'The objective is completed already.');
  end if;
  perform phoenix_private.refuse_missed_write(v_status is not null, 'objective');
end
$$;

-- p_changes: only what changes, of {title, description, target_date, status}. What is completed is not changed any more.
create or replace function public.update_objective(p_actor uuid, p_call jsonb, p_objective_id uuid, p_changes jsonb, p_expected_version int default null)
returns public.objectives language plpgsql volatile set search_path = '' as $$
declare v_objective public.objectives;
begin
  perform phoenix_private.require_actor(p_actor);
  update public.objectives o
     set title = coalesce(p_changes ->> 'title', o.title), status = coalesce(p_changes ->> 'status', o.status),
         description = case when p_changes ? 'description' then p_changes ->> 'description' else o.description end,
         target_date = case when p_changes ? 'target_date' then (p_changes ->> 'target_date')::date else o.target_date end,
         version = o.version + 1, updated_at = now()
   where o.id = p_objective_id and o.user_id = p_actor and o.status <> 'completed' and o.version = coalesce(p_expected_version, o.version)
  returning * into v_objective;
  if not found then
    perform phoenix_private.refuse_objective_write(p_actor, p_objective_id);
  end if;
  if p_changes ->> 'target_date' is not null then
    perform phoenix_private.days_to_target(p_actor, v_objective.target_date);
  end if;
  perform phoenix_private.append_event(p_actor, 'rise.objective_updated', jsonb_build_object(
    'objective_id', p_objective_id, 'changed', (select jsonb_agg(k order by k) from jsonb_object_keys(p_changes) k), 'version', v_objective.version), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('objective', p_objective_id));
  return v_objective;
end
$$;

create or replace function public.complete_objective(p_actor uuid, p_call jsonb, p_objective_id uuid, p_expected_version int default null)
returns public.objectives language plpgsql volatile set search_path = '' as $$
declare v_objective public.objectives;
begin
  perform phoenix_private.require_actor(p_actor);
  update public.objectives o
     set status = 'completed', completed_at = now(), version = o.version + 1, updated_at = now()
   where o.id = p_objective_id and o.user_id = p_actor and o.status <> 'completed' and o.version = coalesce(p_expected_version, o.version)
  returning * into v_objective;
  if not found then
    perform phoenix_private.refuse_objective_write(p_actor, p_objective_id);
  end if;
  perform phoenix_private.append_event(p_actor, 'rise.objective_completed', jsonb_build_object(
    'objective_id', p_objective_id, 'days_open', greatest(floor(extract(epoch from now() - v_objective.created_at) / 86400)::int, 0), 'version', v_objective.version), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('objective', p_objective_id));
  return v_objective;
end
$$;

create or replace function public.delete_objective(p_actor uuid, p_call jsonb, p_objective_id uuid, p_expected_version int default null)
returns uuid language plpgsql volatile set search_path = '' as $$
begin
  perform phoenix_private.require_actor(p_actor);
  delete from public.objectives o where o.id = p_objective_id and o.user_id = p_actor and o.version = coalesce(p_expected_version, o.version);
  if not found then
    perform phoenix_private.refuse_missed_write(exists (select from public.objectives o where o.id = p_objective_id and o.user_id = p_actor), 'objective');
  end if;
  perform phoenix_private.append_event(p_actor, 'rise.objective_deleted', jsonb_build_object('objective_id', p_objective_id), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('deletedId', p_objective_id));
  return p_objective_id;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Writing: kaizens and meditations

create or replace function public.set_kaizen(p_actor uuid, p_call jsonb, p_action text, p_day date)
returns phoenix_private.kaizens language plpgsql volatile set search_path = '' as $$
declare
  v_today date;
  v_day date;
  v_id uuid;
begin
  perform phoenix_private.require_actor(p_actor);
  v_today := phoenix_private.today_of(p_actor);
  v_day := coalesce(p_day, v_today);
  if v_day < v_today then
    perform phoenix_private.refuse_input('input.date', 'is in the past.');
  elsif v_day > v_today + 366 then
    perform phoenix_private.refuse_input('input.date', 'is more than a year ahead.');
  end if;
  if (select count(*) from public.kaizen k where k.user_id = p_actor and k.date = v_day) >= 10 then
    perform phoenix_private.refuse(409, 'CONFLICT', 'There are ten kaizens for that day already: small steps.');
  end if;
  insert into public.kaizen (user_id, action, date) values (p_actor, p_action, v_day) returning kaizen_id into v_id;
  perform phoenix_private.append_event(p_actor, 'rise.kaizen_goal_set', jsonb_build_object('kaizen_id', v_id, 'days_ahead', v_day - v_today), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('kaizen', v_id));
  return (select k from phoenix_private.kaizens k where k.id = v_id);
end
$$;

create or replace function public.complete_kaizen(p_actor uuid, p_call jsonb, p_kaizen_id uuid, p_expected_version int default null)
returns phoenix_private.kaizens language plpgsql volatile set search_path = '' as $$
declare v_kaizen phoenix_private.kaizens;
begin
  perform phoenix_private.require_actor(p_actor);
  update public.kaizen k set completed = true, completed_at = now(), version = k.version + 1
   where k.kaizen_id = p_kaizen_id and k.user_id = p_actor and not k.completed and k.version = coalesce(p_expected_version, k.version);
  if not found then
    if exists (select from public.kaizen k where k.kaizen_id = p_kaizen_id and k.user_id = p_actor and k.completed) then
      perform phoenix_private.refuse(409, 'CONFLICT', 'The kaizen is completed already.');
    end if;
    perform phoenix_private.refuse_missed_write(exists (select from public.kaizen k where k.kaizen_id = p_kaizen_id and k.user_id = p_actor), 'kaizen');
  end if;
  select * into v_kaizen from phoenix_private.kaizens k where k.id = p_kaizen_id;
  perform phoenix_private.append_event(p_actor, 'rise.kaizen_completed', jsonb_build_object(
    'kaizen_id', p_kaizen_id, 'days_late', greatest(phoenix_private.today_of(p_actor) - v_kaizen.day, 0), 'version', v_kaizen.version), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('kaizen', p_kaizen_id));
  return v_kaizen;
end
$$;

create or replace function public.complete_meditation(p_actor uuid, p_call jsonb, p_duration_seconds int, p_triggered_by text)
returns phoenix_private.meditations language plpgsql volatile set search_path = '' as $$
declare v_id uuid;
begin
  perform phoenix_private.require_actor(p_actor);
  insert into public.zazen_sessions (user_id, "timestamp", duration, triggered_by) values (p_actor, now(), p_duration_seconds, p_triggered_by)
  returning meditation_id into v_id;
  perform phoenix_private.append_event(p_actor, 'rise.meditation_completed', jsonb_build_object('meditation_id', v_id, 'duration_seconds', p_duration_seconds), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('meditation', v_id));
  return (select m from phoenix_private.meditations m where m.id = v_id);
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Execute, by name

select phoenix_private.grant_execute(f, 'authenticated') from unnest(array[
  'public.load_objectives(uuid[])', 'public.list_objectives(uuid, text)', 'public.load_kaizens(uuid[])', 'public.list_kaizens(uuid, date, date)',
  'public.load_meditations(uuid[])', 'public.list_meditations(uuid, int, timestamptz, uuid)']::regprocedure[]) f;
select phoenix_private.grant_execute(f, 'service_role') from unnest(array[
  'public.set_objective(uuid, jsonb, text, text, date)', 'public.update_objective(uuid, jsonb, uuid, jsonb, int)', 'public.complete_objective(uuid, jsonb, uuid, int)',
  'public.delete_objective(uuid, jsonb, uuid, int)', 'public.set_kaizen(uuid, jsonb, text, date)', 'public.complete_kaizen(uuid, jsonb, uuid, int)',
  'public.complete_meditation(uuid, jsonb, int, text)', 'phoenix_private.refuse_objective_write(uuid, uuid)', 'phoenix_private.days_to_target(uuid, date)']::regprocedure[]) f;
