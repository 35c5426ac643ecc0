-- Phase 3 of 3, chapter Rise: days, journal, mood, streak. Goals (objectives, kaizens, meditations) and coaching have chapters of their own.
--
-- Words: a *day* is a date where the person lives; an entry keeps the day it was written for, so that moving to another time
-- zone makes no gap in what is past; a day is *written* when it has an entry; a *streak* is a run of written days.

-- ---------------------------------------------------------------------------------------------------------------------
-- Days

-- The names that this PostgreSQL knows: its own view of them reads some six hundred files at each look. PostgreSQL itself takes
-- anything that looks like POSIX ("abc3") for a zone.
create table if not exists phoenix_private.time_zones (
  lower_name text primary key,
  name text not null
);
insert into phoenix_private.time_zones (lower_name, name)
select lower(z.name), min(z.name) from pg_catalog.pg_timezone_names z
 where z.name !~ '^(posix|right)/' and z.name not in ('localtime', 'posixrules', 'Factory')
 group by 1
on conflict (lower_name) do nothing;
select phoenix_private.close_table('phoenix_private.time_zones');
select phoenix_private.grant_table('phoenix_private.time_zones', 'select', 'authenticated', 'service_role');
drop policy if exists "Everyone signed in reads the time zones" on phoenix_private.time_zones;
create policy "Everyone signed in reads the time zones" on phoenix_private.time_zones for select to authenticated using (true);

-- The zone a person lives in. Preferences of the older apps hold anything: what is no zone counts as not said.
create or replace function phoenix_private.time_zone_of(p_user_id uuid)
returns text language plpgsql stable set search_path = '' as $$
begin
  return coalesce((
    select z.name from public.profiles p
      join phoenix_private.time_zones z on jsonb_typeof(p.preferences -> 'timezone') = 'string' and z.lower_name = lower(p.preferences ->> 'timezone')
     where p.id = p_user_id), 'Europe/Paris');
end
$$;

create or replace function phoenix_private.day_of(p_user_id uuid, p_at timestamptz)
returns date language plpgsql stable set search_path = '' as $$
begin
  return (p_at at time zone phoenix_private.time_zone_of(p_user_id))::date;
end
$$;

create or replace function phoenix_private.today_of(p_user_id uuid)
returns date language plpgsql stable set search_path = '' as $$
begin
  return phoenix_private.day_of(p_user_id, now());
end
$$;

create or replace function phoenix_private.refuse_input(p_path text, p_message text)
returns void language plpgsql immutable set search_path = '' as $$
begin
  perform phoenix_private.refuse(400, 'BAD_USER_INPUT', format('%s: %s', p_path, p_message),
    jsonb_build_object('issues', jsonb_build_array(jsonb_build_object('path', p_path, 'message', p_message))));
end
$$;

-- Says why a versioned write found no row of the actor's: not there (or not theirs), or changed meanwhile.
create or replace function phoenix_private.refuse_missed_write(p_is_there boolean, p_what text)
returns void language plpgsql immutable set search_path = '' as $$
begin
  if p_is_there then
    perform phoenix_private.refuse(409, 'CONFLICT', format('The %s was changed meanwhile: read it again.', p_what));
  end if;
  perform phoenix_private.refuse(404, 'NOT_FOUND', format('There is no such %s.', p_what));
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Tables

create table if not exists public.journal_entries (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  day date not null,
  logged_at timestamptz not null,
  mood int not null check (mood between 1 and 10),
  confidence int not null check (confidence between 1 and 10),
  note text check (length(note) <= 2000),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on column public.journal_entries.day is 'Where the person lived when they wrote it.';
comment on column public.journal_entries.logged_at is 'When it was written; noon of its day where it was written later. The journal''s order.';

create index if not exists journal_of_user_newest_first on public.journal_entries (user_id, logged_at desc, id desc);
create index if not exists journal_of_user_by_day on public.journal_entries (user_id, day);

-- ---------------------------------------------------------------------------------------------------------------------
-- Row level security and grants

select phoenix_private.close_table('public.journal_entries');
select phoenix_private.grant_table('public.journal_entries', 'select', 'authenticated');
select phoenix_private.grant_table('public.journal_entries', 'select, insert, update, delete', 'service_role');
drop policy if exists "Viewers read their own journal" on public.journal_entries;
create policy "Viewers read their own journal" on public.journal_entries for select to authenticated using (user_id = (select auth.uid()));

-- ---------------------------------------------------------------------------------------------------------------------
-- Events. No mood and no confidence: how somebody feels is health data, and events go to analysts and agents. Whoever may know
-- asks phoenix_private.mood_of.

select phoenix_private.register_event('rise.journal_entry_created', 'rise',
  '{"entry_id": {"type": "string", "format": "uuid"}, "note_characters": {"type": "integer", "minimum": 0}}');
select phoenix_private.register_event('rise.journal_entry_updated', 'rise',
  '{"entry_id": {"type": "string", "format": "uuid"}, "changed": {"type": "array", "items": {"type": "string", "enum": ["mood", "confidence", "note"]}},
    "version": {"type": "integer", "minimum": 1}}');
select phoenix_private.register_event('rise.journal_entry_deleted', 'rise', '{"entry_id": {"type": "string", "format": "uuid"}}');

-- ---------------------------------------------------------------------------------------------------------------------
-- Reading

create or replace function public.load_journal_entries(p_ids uuid[])
returns setof public.journal_entries language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from public.journal_entries j where j.id = any (p_ids);
end
$$;

create or replace function public.list_journal_entries(
  p_user_id uuid, p_limit int, p_after_at timestamptz default null, p_after_id uuid default null, p_from date default null, p_to date default null)
returns setof public.journal_entries language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from public.journal_entries j
     where j.user_id = p_user_id and (p_after_at is null or (j.logged_at, j.id) < (p_after_at, p_after_id))
       and (p_from is null or j.day >= p_from) and (p_to is null or j.day <= p_to)
     order by j.logged_at desc, j.id desc
     limit p_limit;
end
$$;

-- One row. A written day counts once, by the mean of its entries; a day without any is a gap, in no mean. The trend compares
-- the later half of the period with the earlier one: half a point of ten is a change, and three written days in each half are
-- the least that is compared.
create or replace function phoenix_private.mood_of(
  p_user_id uuid, p_days int, p_today date, out written_days int, out written_7_days int, out written_30_days int, out mood numeric, out confidence numeric,
  out mood_7_days numeric, out mood_30_days numeric, out confidence_7_days numeric, out confidence_30_days numeric,
  out mood_trend text, out confidence_trend text, out daily jsonb)
language plpgsql stable set search_path = '' as $$
begin
  with written as (
    select j.day, avg(j.mood) as mood, avg(j.confidence) as confidence, count(*) as entries,
           j.day > p_today - p_days as within, j.day > p_today - (p_days + 1) / 2 as later
      from public.journal_entries j
     where j.user_id = p_user_id and j.day > p_today - greatest(p_days, 30) and j.day <= p_today
     group by j.day
  ), halves as (
    select avg(w.mood) filter (where w.later) - avg(w.mood) filter (where not w.later) as mood_change,
           avg(w.confidence) filter (where w.later) - avg(w.confidence) filter (where not w.later) as confidence_change,
           least(count(*) filter (where w.later), count(*) filter (where not w.later)) >= 3 as enough
      from written w where w.within
  )
  select count(*) filter (where w.within)::int, count(*) filter (where w.day > p_today - 7)::int, count(*) filter (where w.day > p_today - 30)::int,
         round(avg(w.mood) filter (where w.within), 2), round(avg(w.confidence) filter (where w.within), 2),
         round(avg(w.mood) filter (where w.day > p_today - 7), 2), round(avg(w.mood) filter (where w.day > p_today - 30), 2),
         round(avg(w.confidence) filter (where w.day > p_today - 7), 2), round(avg(w.confidence) filter (where w.day > p_today - 30), 2),
         (select case when not h.enough then null when h.mood_change >= 0.5 then 'up' when h.mood_change <= -0.5 then 'down' else 'stable' end from halves h),
         (select case when not h.enough then null when h.confidence_change >= 0.5 then 'up' when h.confidence_change <= -0.5 then 'down' else 'stable' end from halves h),
         coalesce(jsonb_agg(jsonb_build_object('day', w.day, 'mood', round(w.mood, 2), 'confidence', round(w.confidence, 2), 'entries', w.entries) order by w.day) filter (where w.within), '[]')
    into written_days, written_7_days, written_30_days, mood, confidence, mood_7_days, mood_30_days, confidence_7_days, confidence_30_days, mood_trend, confidence_trend, daily
    from written w;
end
$$;

create or replace function public.summarize_mood(p_user_id uuid, p_days int)
returns table (time_zone text, first_day date, last_day date, written_days int, written_7_days int, written_30_days int, mood numeric, confidence numeric, mood_7_days numeric, mood_30_days numeric,
               confidence_7_days numeric, confidence_30_days numeric, mood_trend text, confidence_trend text, daily jsonb)
language plpgsql stable set search_path = '' as $$
declare v_today date := phoenix_private.today_of(p_user_id);
begin
  return query
    select phoenix_private.time_zone_of(p_user_id), v_today - p_days + 1, v_today, m.* from phoenix_private.mood_of(p_user_id, p_days, v_today) m;
end
$$;
comment on function public.summarize_mood is '@nullable mood confidence mood_7_days mood_30_days confidence_7_days confidence_30_days mood_trend confidence_trend';

-- The run that today or yesterday ends, or one that reaches past today (who flew west has written tomorrow already): a day that
-- is not over breaks nothing.
create or replace function phoenix_private.streak_of(
  p_user_id uuid, p_today date, out current_days int, out longest_days int, out last_day date, out written_today boolean)
language plpgsql stable set search_path = '' as $$
begin
  with written as (
    select distinct j.day from public.journal_entries j where j.user_id = p_user_id
  ), runs as (
    select max(w.day) as last, count(*)::int as days
      from (select d.day, d.day - (row_number() over (order by d.day))::int as run from written d) w
     group by w.run
  )
  select coalesce((select r.days from runs r where r.last >= p_today - 1 order by r.last desc limit 1), 0), coalesce(max(r.days), 0), max(r.last),
         exists (select from written w where w.day = p_today)
    into current_days, longest_days, last_day, written_today
    from runs r;
end
$$;

create or replace function public.read_streak(p_user_id uuid)
returns table (current_days int, longest_days int, last_day date, written_today boolean) language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from phoenix_private.streak_of(p_user_id, phoenix_private.today_of(p_user_id));
end
$$;
comment on function public.read_streak is '@nullable last_day';

-- ---------------------------------------------------------------------------------------------------------------------
-- Writing: journal

create or replace function public.create_journal_entry(p_actor uuid, p_call jsonb, p_day date, p_mood int, p_confidence int, p_note text)
returns public.journal_entries language plpgsql volatile set search_path = '' as $$
declare
  v_zone text;
  v_today date;
  v_entry public.journal_entries;
begin
  perform phoenix_private.require_actor(p_actor);
  v_zone := phoenix_private.time_zone_of(p_actor);
  v_today := (now() at time zone v_zone)::date;
  if p_day > v_today then
    perform phoenix_private.refuse_input('input.date', 'is in the future.');
  end if;
  insert into public.journal_entries (user_id, day, logged_at, mood, confidence, note)
  values (p_actor, coalesce(p_day, v_today), case when p_day < v_today then (p_day + time '12:00') at time zone v_zone else now() end, p_mood, p_confidence, p_note)
  returning * into v_entry;
  perform phoenix_private.append_event(p_actor, 'rise.journal_entry_created',
    jsonb_build_object('entry_id', v_entry.id, 'note_characters', coalesce(length(p_note), 0)), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('journalEntry', v_entry.id));
  return v_entry;
end
$$;

-- p_changes: only what changes, of {mood, confidence, note}; a note that is null is taken away.
create or replace function public.update_journal_entry(p_actor uuid, p_call jsonb, p_entry_id uuid, p_changes jsonb, p_expected_version int default null)
returns public.journal_entries language plpgsql volatile set search_path = '' as $$
declare v_entry public.journal_entries;
begin
  perform phoenix_private.require_actor(p_actor);
  update public.journal_entries j
     set mood = coalesce((p_changes ->> 'mood')::int, j.mood), confidence = coalesce((p_changes ->> 'confidence')::int, j.confidence),
         note = case when p_changes ? 'note' then p_changes ->> 'note' else j.note end, version = j.version + 1, updated_at = now()
   where j.id = p_entry_id and j.user_id = p_actor and j.version = coalesce(p_expected_version, j.version)
  returning * into v_entry;
  if not found then
    perform phoenix_private.refuse_missed_write(exists (select from public.journal_entries j where j.id = p_entry_id and j.user_id = p_actor), 'journal entry');
  end if;
  perform phoenix_private.append_event(p_actor, 'rise.journal_entry_updated', jsonb_build_object(
    'entry_id', p_entry_id, 'changed', (select jsonb_agg(k order by k) from jsonb_object_keys(p_changes) k), 'version', v_entry.version), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('journalEntry', p_entry_id));
  return v_entry;
end
$$;

create or replace function public.delete_journal_entry(p_actor uuid, p_call jsonb, p_entry_id uuid, p_expected_version int default null)
returns uuid language plpgsql volatile set search_path = '' as $$
begin
  perform phoenix_private.require_actor(p_actor);
  delete from public.journal_entries j
   where j.id = p_entry_id and j.user_id = p_actor and j.version = coalesce(p_expected_version, j.version);
  if not found then
    perform phoenix_private.refuse_missed_write(exists (select from public.journal_entries j where j.id = p_entry_id and j.user_id = p_actor), 'journal entry');
  end if;
  perform phoenix_private.append_event(p_actor, 'rise.journal_entry_deleted', jsonb_build_object('entry_id', p_entry_id), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('deletedId', p_entry_id));
  return p_entry_id;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Execute, by name

select phoenix_private.grant_execute(f, 'authenticated') from unnest(array[
  'public.load_journal_entries(uuid[])', 'public.list_journal_entries(uuid, int, timestamptz, uuid, date, date)', 'public.summarize_mood(uuid, int)',
  'public.read_streak(uuid)']::regprocedure[]) f;
select phoenix_private.grant_execute(f, 'authenticated', 'service_role') from unnest(array[
  'phoenix_private.time_zone_of(uuid)', 'phoenix_private.day_of(uuid, timestamptz)', 'phoenix_private.today_of(uuid)', 'phoenix_private.mood_of(uuid, int, date)', 'phoenix_private.streak_of(uuid, date)']::regprocedure[]) f;
select phoenix_private.grant_execute(f, 'service_role') from unnest(array[
  'public.create_journal_entry(uuid, jsonb, date, int, int, text)', 'public.update_journal_entry(uuid, jsonb, uuid, jsonb, int)', 'public.delete_journal_entry(uuid, jsonb, uuid, int)',
  'phoenix_private.refuse_input(text, text)', 'phoenix_private.refuse_missed_write(boolean, text)']::regprocedure[]) f;
