-- Phase 3 of 3, chapter flywheel: what events turn into. Journeys (what insights are told from), nudges, chores.
--
-- Words: a *journey* is one row a user, folded from the user's events by the worker, one after the other; a *nudge* is one suggestion
-- to one user, *offered* by a rule, *shown* when an app read it, *followed* when the user did what it suggested; a *chore* is housekeeping
-- that one worker does for all.

-- ---------------------------------------------------------------------------------------------------------------------
-- Tables

create table if not exists phoenix_private.journeys (
  user_id uuid primary key references public.profiles (id) on delete cascade,
  events bigint not null default 0 check (events >= 0),
  first_active_at timestamptz,
  last_active_at timestamptz,
  apps jsonb not null default '{}',
  days jsonb not null default '{}',
  signals jsonb not null default '{}',
  analysis jsonb,
  inactive_due_at timestamptz,
  updated_at timestamptz not null default clock_timestamp()
);
comment on column phoenix_private.journeys.apps is '{app: {events, firstAt, lastAt}}';
comment on column phoenix_private.journeys.days is '{day in the user''s time zone: {app: events}}, the last 35 days: no more is asked for, so the row stays small.';
comment on column phoenix_private.journeys.signals is '{signal: {count, lastAt, value}}: what the user achieved, and what was measured last.';
comment on column phoenix_private.journeys.inactive_due_at is 'When inactivity is looked at next; null once it was.';
create index if not exists journeys_by_inactivity on phoenix_private.journeys (inactive_due_at) where inactive_due_at is not null;

create table if not exists phoenix_private.nudge_rules (
  nudge_type text primary key check (nudge_type ~ '^[a-z][a-z_]{0,49}$'),
  trigger text not null check (trigger in ('counts', 'limit', 'inactive')),
  app text not null,
  minimums jsonb not null default '{}',
  absent text[] not null default '{}',
  days int not null check (days between 1 and 34),
  follow_apps text[] not null default '{}',
  follow_types text[] not null default '{}',
  follow_days int not null default 7 check (follow_days > 0),
  expires_days int not null default 7 check (expires_days > 0),
  is_enabled boolean not null default true,
  "position" int not null
);
comment on column phoenix_private.nudge_rules.trigger is 'counts: events of the last `days` reach `minimums` {app: n}, with none of the apps in `absent`. limit: a metered event left nothing. inactive: nothing for `days`.';
comment on column phoenix_private.nudge_rules.follow_days is 'Followed: an event of follow_apps or follow_types within so many days after it was shown.';

create table if not exists phoenix_private.nudges (
  nudge_id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  nudge_type text not null references phoenix_private.nudge_rules (nudge_type),
  app text not null,
  feature text references public.usage_features (feature),
  event_id uuid,
  day date not null,
  week date not null,
  slot int not null check (slot between 1 and 3),
  offered_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  shown_at timestamptz,
  dismissed_at timestamptz,
  followed_at timestamptz,
  unique (user_id, nudge_type, day),
  unique (user_id, week, slot)
);
comment on column phoenix_private.nudges.slot is 'Which of the three of the week (from Monday, in the user''s time zone).';
comment on column phoenix_private.nudges.event_id is 'The event that the rule answered. No reference: events go with retention.';
create unique index if not exists nudges_of_event on phoenix_private.nudges (event_id, nudge_type) where event_id is not null;
create index if not exists offered_nudges_of_user on phoenix_private.nudges (user_id, offered_at desc);
create index if not exists nudges_of_type on phoenix_private.nudges (nudge_type);
create index if not exists nudges_of_feature on phoenix_private.nudges (feature);

create table if not exists phoenix_private.chores (
  chore text primary key,
  done_at timestamptz not null
);

insert into phoenix_private.nudge_rules (nudge_type, trigger, app, minimums, absent, days, follow_apps, follow_types, "position") values
  ('cv_to_letters', 'counts', 'letters', '{"cv": 3}', '{letters}', 30, '{letters}', '{}', 1),
  ('letters_to_rise', 'counts', 'rise', '{"letters": 2}', '{rise}', 30, '{rise}', '{}', 2),
  ('ecosystem_to_rise', 'counts', 'rise', '{"cv": 1, "letters": 1}', '{rise}', 30, '{rise}', '{}', 3),
  ('limit_reached', 'limit', 'ecosystem', '{}', '{}', 30, '{}', '{billing.checkout_created,billing.plan_changed,billing.subscription_activated}', 4),
  ('inactive', 'inactive', 'ecosystem', '{}', '{}', 7, '{cv,letters,rise}', '{}', 5)
on conflict (nudge_type) do nothing;

-- ---------------------------------------------------------------------------------------------------------------------
-- Row level security and grants

select phoenix_private.close_table(t) from unnest(array[
  'phoenix_private.journeys', 'phoenix_private.nudge_rules', 'phoenix_private.nudges', 'phoenix_private.chores']::regclass[]) t;
select phoenix_private.grant_table(t, 'select', 'authenticated') from unnest(array['phoenix_private.journeys', 'phoenix_private.nudges']::regclass[]) t;
select phoenix_private.grant_table(t, 'select', 'service_role') from unnest(array[
  'phoenix_private.journeys', 'phoenix_private.nudge_rules', 'phoenix_private.nudges', 'phoenix_private.chores']::regclass[]) t;
drop policy if exists "Viewers read their own journey" on phoenix_private.journeys;
create policy "Viewers read their own journey" on phoenix_private.journeys for select to authenticated using (user_id = (select auth.uid()));
drop policy if exists "Viewers read their own nudges" on phoenix_private.nudges;
create policy "Viewers read their own nudges" on phoenix_private.nudges for select to authenticated using (user_id = (select auth.uid()));
drop policy if exists "Services read the nudge rules" on phoenix_private.nudge_rules;
create policy "Services read the nudge rules" on phoenix_private.nudge_rules for select to service_role using (true);

-- ---------------------------------------------------------------------------------------------------------------------
-- Events

select phoenix_private.register_event('ecosystem.nudge_offered', 'ecosystem',
  '{"nudge_id": {"type": "string", "format": "uuid"}, "nudge_type": {"type": "string", "maxLength": 50}}');
select phoenix_private.register_event('ecosystem.nudge_dismissed', 'ecosystem',
  '{"nudge_id": {"type": "string", "format": "uuid"}, "nudge_type": {"type": "string", "maxLength": 50}}');
select phoenix_private.register_event('ecosystem.cross_app_navigation', 'ecosystem',
  '{"from": {"type": "string", "enum": ["cv", "letters", "rise", "ecosystem"], "nullable": true}, "to": {"type": "string", "enum": ["cv", "letters", "rise", "ecosystem"]},
    "nudge_id": {"type": "string", "format": "uuid", "nullable": true}}');

-- ---------------------------------------------------------------------------------------------------------------------
-- Reading

-- The day in a user's time zone; where an older app left one that is none, in ours.
create or replace function phoenix_private.local_day(p_at timestamptz, p_preferences jsonb)
returns date language plpgsql stable set search_path = '' as $$
begin
  return (p_at at time zone coalesce(nullif(p_preferences ->> 'timezone', ''), 'Europe/Paris'))::date;
exception when invalid_parameter_value then
  return (p_at at time zone 'Europe/Paris')::date;
end
$$;

-- One row, whatever happened: what is asked for here was counted when it happened.
create or replace function public.load_journey(p_user_id uuid)
returns table (events bigint, first_active_at timestamptz, last_active_at timestamptz, apps jsonb, days jsonb, signals jsonb, analysis jsonb, updated_at timestamptz, today date)
language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select j.events, j.first_active_at, j.last_active_at, j.apps, j.days, j.signals, j.analysis, j.updated_at,
           phoenix_private.local_day(now(), p.preferences)
      from phoenix_private.journeys j join public.profiles p on p.id = j.user_id where j.user_id = p_user_id;
end
$$;
comment on function public.load_journey is '@nullable first_active_at last_active_at analysis';

-- What stands to be shown now: not dismissed, followed or past its day, and only while the person wants to hear of us.
create or replace function public.list_nudges(p_user_id uuid)
returns setof phoenix_private.nudges language plpgsql stable set search_path = '' as $$
begin
  return query
    select n.* from phoenix_private.nudges n
     where n.user_id = p_user_id and n.offered_at > now() - interval '1 year' and n.dismissed_at is null and n.followed_at is null and n.expires_at > now()
       and phoenix_private.has_consent(p_user_id, 'marketing')
     order by n.offered_at desc, n.nudge_id;
end
$$;

create or replace function public.load_nudges(p_ids uuid[])
returns setof phoenix_private.nudges language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from phoenix_private.nudges n where n.nudge_id = any (p_ids);
end
$$;

-- Conversion, type by type: of those shown, how many were followed within their days. Null where nothing was shown.
create or replace function public.list_nudge_conversions(p_days int default 30)
returns table (nudge_type text, offered bigint, shown bigint, dismissed bigint, followed bigint, conversion numeric) language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select r.nudge_type, count(n.nudge_id), count(n.shown_at), count(n.dismissed_at), count(n.followed_at), round(count(n.followed_at)::numeric / nullif(count(n.shown_at), 0), 3)
      from phoenix_private.nudge_rules r
      left join phoenix_private.nudges n on n.nudge_type = r.nudge_type and n.offered_at > now() - make_interval(days => p_days)
     group by r.nudge_type, r."position" order by r."position";
end
$$;
comment on function public.list_nudge_conversions is '@nullable conversion';

-- Journeys as the worker goes on with them: of those among these streams that are users, also before their first event.
create or replace function public.load_journeys(p_ids uuid[])
returns table (user_id uuid, time_zone text, events bigint, first_active_at timestamptz, last_active_at timestamptz, apps jsonb, days jsonb, signals jsonb)
language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select p.id, coalesce(nullif(p.preferences ->> 'timezone', ''), 'Europe/Paris'), coalesce(j.events, 0), j.first_active_at, j.last_active_at,
           coalesce(j.apps, '{}'), coalesce(j.days, '{}'), coalesce(j.signals, '{}')
      from public.profiles p left join phoenix_private.journeys j on j.user_id = p.id where p.id = any (p_ids);
end
$$;
comment on function public.load_journeys is '@nullable first_active_at last_active_at';

-- ---------------------------------------------------------------------------------------------------------------------
-- Nudges

-- Candidates [{user_id, nudge_type, event_id, feature}] that no rule of good manners forbids: a live consent, one of a type a day, none
-- while the last one still stands, three in seven days and in a calendar week. The journey's row is locked by the caller, so that
-- one user's come one after the other; the two unique constraints hold whatever callers do.
create or replace function phoenix_private.offer_nudges(p_candidates jsonb)
returns int language plpgsql volatile set search_path = '' as $$
declare
  v_candidate record;
  v_nudge_id uuid;
  v_now timestamptz := clock_timestamp();
  v_today date;
  v_count int := 0;
begin
  for v_candidate in
    select c.user_id, r.nudge_type, r.app, c.event_id, c.feature, r.expires_days, phoenix_private.local_day(v_now, p.preferences) as today
      from jsonb_to_recordset(p_candidates) c (user_id uuid, nudge_type text, event_id uuid, feature text)
      join phoenix_private.nudge_rules r on r.nudge_type = c.nudge_type and r.is_enabled
      join public.profiles p on p.id = c.user_id
     where phoenix_private.has_consent(c.user_id, 'marketing')
     order by c.user_id, r."position"
  loop
    v_today := v_candidate.today;
    insert into phoenix_private.nudges (user_id, nudge_type, app, feature, event_id, day, week, slot, offered_at, expires_at)
    select v_candidate.user_id, v_candidate.nudge_type, coalesce((select f.app from public.usage_features f where f.feature = v_candidate.feature), v_candidate.app),
           v_candidate.feature, v_candidate.event_id, v_today, date_trunc('week', v_today)::date, w.taken + 1, v_now, v_now + make_interval(days => v_candidate.expires_days)
      from (select count(*) filter (where n.week = date_trunc('week', v_today)::date)::int as taken, count(*) filter (where n.offered_at > v_now - interval '7 days') as recent,
                   bool_or(n.nudge_type = v_candidate.nudge_type and n.dismissed_at is null and n.followed_at is null and n.expires_at > v_now) as still_stands
              from phoenix_private.nudges n where n.user_id = v_candidate.user_id and n.offered_at > v_now - interval '60 days') w
     where w.taken < 3 and w.recent < 3 and not coalesce(w.still_stands, false)
    on conflict do nothing
    returning nudge_id into v_nudge_id;
    if found then
      perform phoenix_private.append_event(v_candidate.user_id, 'ecosystem.nudge_offered', jsonb_build_object('nudge_id', v_nudge_id, 'nudge_type', v_candidate.nudge_type));
      v_count := v_count + 1;
    end if;
  end loop;
  return v_count;
end
$$;

create or replace function phoenix_private.events_since(p_days jsonb, p_app text, p_since date)
returns int language sql immutable set search_path = '' as $$
  select coalesce(sum((d.value ->> p_app)::int), 0)::int from jsonb_each(p_days) d where d.key::date > p_since
$$;

-- What the rules say of these users now: rows of [{user_id, event_id}], the event being the one that made us look.
create or replace function phoenix_private.count_candidates(p_looked jsonb)
returns jsonb language plpgsql stable set search_path = '' as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('user_id', j.user_id, 'nudge_type', r.nudge_type, 'event_id', l.event_id)), '[]')
      from jsonb_to_recordset(p_looked) l (user_id uuid, event_id uuid)
      join phoenix_private.journeys j on j.user_id = l.user_id
      join public.profiles p on p.id = l.user_id
     cross join phoenix_private.nudge_rules r
     cross join lateral (select phoenix_private.local_day(now(), p.preferences) - r.days as since) s
     where r.trigger = 'counts' and r.is_enabled
       and not exists (select from jsonb_each_text(r.minimums) m where phoenix_private.events_since(j.days, m.key, s.since) < m.value::int)
       and not exists (select from unnest(r.absent) a where phoenix_private.events_since(j.days, a, s.since) > 0));
end
$$;

-- Definer: nudges are written by functions only. Shown is shown once, however many apps read at the same time; that is what
-- phoenix_nudges_sent has always been for.
create or replace function public.record_nudges_shown(p_actor uuid, p_nudge_ids uuid[])
returns int language plpgsql volatile security definer set search_path = '' as $$
declare v_count int;
begin
  perform phoenix_private.require_actor(p_actor);
  with shown as (
    update phoenix_private.nudges n set shown_at = clock_timestamp()
     where n.nudge_id = any (p_nudge_ids) and n.user_id = p_actor and n.shown_at is null
    returning n.nudge_id, n.user_id, n.nudge_type, n.app, n.shown_at)
  insert into public.phoenix_nudges_sent (nudge_id, user_id, nudge_type, app_source, sent_at, success)
  select s.nudge_id, s.user_id, s.nudge_type, s.app, s.shown_at, false from shown s
  on conflict do nothing;
  get diagnostics v_count = row_count;
  return v_count;
end
$$;

-- Definer, as above.
create or replace function public.dismiss_nudge(p_actor uuid, p_call jsonb, p_nudge_id uuid)
returns setof phoenix_private.nudges language plpgsql volatile security definer set search_path = '' as $$
declare v_nudge phoenix_private.nudges;
begin
  perform phoenix_private.require_actor(p_actor);
  update phoenix_private.nudges n set dismissed_at = clock_timestamp()
   where n.nudge_id = p_nudge_id and n.user_id = p_actor and n.dismissed_at is null returning n.* into v_nudge;
  if not found then
    if exists (select from phoenix_private.nudges n where n.nudge_id = p_nudge_id and n.user_id = p_actor) then
      perform phoenix_private.refuse(409, 'CONFLICT', 'The nudge was dismissed before.');
    end if;
    perform phoenix_private.refuse(404, 'NOT_FOUND', 'There is no such nudge.');
  end if;
  perform phoenix_private.append_event(p_actor, 'ecosystem.nudge_dismissed', jsonb_build_object('nudge_id', p_nudge_id, 'nudge_type', v_nudge.nudge_type), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('nudge', p_nudge_id));
  return next v_nudge;
end
$$;

-- Definer, as above. A nudge that brought the user there was followed.
create or replace function public.navigate_to_app(p_actor uuid, p_call jsonb, p_to text, p_from text, p_nudge_id uuid)
returns text language plpgsql volatile security definer set search_path = '' as $$
declare v_nudge phoenix_private.nudges;
begin
  perform phoenix_private.require_actor(p_actor);
  if p_nudge_id is not null then
    update phoenix_private.nudges n
       set followed_at = coalesce(n.followed_at, case when n.app in (p_to, 'ecosystem') then clock_timestamp() end), shown_at = coalesce(n.shown_at, clock_timestamp())
     where n.nudge_id = p_nudge_id and n.user_id = p_actor returning n.* into v_nudge;
    if not found then
      perform phoenix_private.refuse(404, 'NOT_FOUND', 'There is no such nudge.');
    end if;
    insert into public.phoenix_nudges_sent (nudge_id, user_id, nudge_type, app_source, sent_at, success)
    values (p_nudge_id, p_actor, v_nudge.nudge_type, v_nudge.app, v_nudge.shown_at, v_nudge.followed_at is not null)
    on conflict (nudge_id) do update set success = excluded.success;
  end if;
  perform phoenix_private.append_event(p_actor, 'ecosystem.cross_app_navigation', jsonb_build_object('from', p_from, 'to', p_to, 'nudge_id', p_nudge_id), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('app', p_to) || case when p_nudge_id is null then '{}' else jsonb_build_object('nudge', p_nudge_id) end);
  return p_to;
end
$$;

-- Whether the user did what was suggested: events [{user_id, type, app, at}] that are being settled.
create or replace function phoenix_private.follow_nudges(p_facts jsonb)
returns void language plpgsql volatile set search_path = '' as $$
begin
  with facts as materialized (select * from jsonb_to_recordset(p_facts) f (user_id uuid, type text, app text, at timestamptz)),
  met as (
    select n.nudge_id, n.shown_at, min(f.at) as at
      from facts f join phoenix_private.nudges n on n.user_id = f.user_id join phoenix_private.nudge_rules r on r.nudge_type = n.nudge_type
     where n.followed_at is null and (f.app = any (r.follow_apps) or f.type = any (r.follow_types))
       and f.at > coalesce(n.shown_at, n.offered_at) and f.at <= coalesce(n.shown_at, n.offered_at) + make_interval(days => r.follow_days)
     group by n.nudge_id, n.shown_at),
  -- Done before it was shown: there is nothing left to suggest, and nothing was followed.
  moot as (update phoenix_private.nudges n set expires_at = least(n.expires_at, m.at) from met m where n.nudge_id = m.nudge_id and m.shown_at is null),
  followed as (update phoenix_private.nudges n set followed_at = m.at from met m where n.nudge_id = m.nudge_id and m.shown_at is not null returning n.nudge_id)
  update public.phoenix_nudges_sent s set success = true from followed f where s.nudge_id = f.nudge_id;
end
$$;

-- Definer: journeys and nudges are written by functions only. Who has done nothing for the rule's days, once for each absence.
create or replace function public.offer_inactive_nudges(p_limit int default 500)
returns int language plpgsql volatile security definer set search_path = '' as $$
declare v_candidates jsonb;
begin
  with due as (
    select j.user_id from phoenix_private.journeys j join public.profiles p on p.id = j.user_id
     where j.inactive_due_at <= clock_timestamp() order by j.inactive_due_at limit p_limit
       -- The account first, and whoever is busy is for the next round.
       for key share of p skip locked for update of j skip locked),
  looked as (
    update phoenix_private.journeys j set inactive_due_at = null from due d where j.user_id = d.user_id returning j.user_id, j.last_active_at)
  select jsonb_agg(jsonb_build_object('user_id', l.user_id, 'nudge_type', r.nudge_type)) into v_candidates
    from looked l cross join phoenix_private.nudge_rules r
   where r.trigger = 'inactive' and r.is_enabled and l.last_active_at > now() - interval '60 days'
     and not exists (select from phoenix_private.nudges n where n.user_id = l.user_id and n.nudge_type = r.nudge_type and n.offered_at > l.last_active_at);
  return case when v_candidates is null then 0 else phoenix_private.offer_nudges(v_candidates) end;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- The worker's one write: effects and acknowledgement together, or neither

-- Of a batch, the results of users all of whose events are still leased to the caller. A user's row was folded from all of them: with
-- one of them gone to another worker, none counts.
create or replace function phoenix_private.whole_results(p_consumer text, p_results jsonb, p_now timestamptz)
returns jsonb language plpgsql volatile set search_path = '' as $$
begin
  return (
    with live as materialized (select l.event_id from phoenix_private.live_results(p_consumer, p_results, p_now) l),
    given as materialized (
      select r.value, r.value ->> 'user_id' as user_id, exists (select from live l where l.event_id = (r.value ->> 'event_id')::uuid) as is_live from jsonb_array_elements(p_results) r (value))
    select coalesce(jsonb_agg(g.value), '[]') from given g where not exists (select from given o where o.user_id = g.user_id and not o.is_live));
end
$$;

-- Definer: journeys, nudges and deliveries are written by functions only.
-- p_results as for acknowledge_phoenix_events, each with `user_id` and `fact` {type, app, at, active, feature}: active where it was
-- one of the user's doings in an app, feature where it left nothing of that feature. p_journeys: the new rows of the users they belong to.
create or replace function public.settle_journey_events(p_results jsonb, p_journeys jsonb)
returns table (event_id uuid, state text, due_at timestamptz) language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
declare
  v_now timestamptz;
  v_whole jsonb;
  v_facts jsonb;
  v_looked jsonb;
begin
  perform phoenix_private.check_results(p_results);
  -- The accounts before anything else, in one order.
  perform from public.profiles p where p.id in (select (r.value ->> 'user_id')::uuid from jsonb_array_elements(p_results) r (value)) order by p.id for key share;
  perform phoenix_private.lock_consumer('journey');
  v_now := clock_timestamp();
  v_whole := phoenix_private.whole_results('journey', p_results, v_now);
  insert into phoenix_private.journeys as j (user_id, events, first_active_at, last_active_at, apps, days, signals, inactive_due_at, updated_at)
  select n.user_id, n.events, n.first_active_at, n.last_active_at, n.apps, n.days, n.signals,
         n.last_active_at + (select make_interval(days => max(r.days)) from phoenix_private.nudge_rules r where r.trigger = 'inactive' and r.is_enabled), v_now
    from jsonb_to_recordset(p_journeys) n (user_id uuid, events bigint, first_active_at timestamptz, last_active_at timestamptz, apps jsonb, days jsonb, signals jsonb)
    join public.profiles p on p.id = n.user_id
   where n.user_id::text in (select r.value ->> 'user_id' from jsonb_array_elements(v_whole) r (value))
   order by n.user_id
  on conflict (user_id) do update
     set events = excluded.events, first_active_at = excluded.first_active_at, last_active_at = excluded.last_active_at, apps = excluded.apps, days = excluded.days,
         signals = excluded.signals, updated_at = excluded.updated_at,
         inactive_due_at = case when excluded.last_active_at is distinct from j.last_active_at then excluded.inactive_due_at else j.inactive_due_at end;
  select jsonb_agg((r.value -> 'fact') || jsonb_build_object('user_id', r.value -> 'user_id', 'event_id', r.value -> 'event_id')) into v_facts
    from jsonb_array_elements(v_whole) r (value) join public.profiles p on p.id = (r.value ->> 'user_id')::uuid
   where r.value ->> 'outcome' = 'done' and jsonb_typeof(r.value -> 'fact') = 'object';
  if v_facts is not null then
    perform phoenix_private.follow_nudges(v_facts);
    -- Old events are counted, but nobody is nudged for them: not on the first start beside a full store, not on a replay.
    select jsonb_agg(f) into v_looked from (
      select distinct on (f.user_id) f.user_id, f.event_id from jsonb_to_recordset(v_facts) f (user_id uuid, event_id uuid, at timestamptz, active boolean)
       where f.active and f.at > v_now - interval '1 day' and phoenix_private.has_consent(f.user_id, 'marketing') order by f.user_id, f.at desc) f;
    if v_looked is not null then
      perform phoenix_private.offer_nudges(phoenix_private.count_candidates(v_looked) || (
        select coalesce(jsonb_agg(jsonb_build_object('user_id', f.user_id, 'nudge_type', r.nudge_type, 'event_id', f.event_id, 'feature', f.feature)), '[]')
          from jsonb_to_recordset(v_facts) f (user_id uuid, event_id uuid, at timestamptz, feature text)
          join public.usage_features u on u.feature = f.feature
         cross join phoenix_private.nudge_rules r where r.trigger = 'limit' and f.at > v_now - interval '1 day'));
    end if;
  end if;
  return query
    select s.event_id, s.state, s.due_at from phoenix_private.settle_deliveries('journey', v_whole, v_now) s
    union all
    select (r.value ->> 'event_id')::uuid, 'stale', null::timestamptz from jsonb_array_elements(p_results) r (value)
     where not exists (select from jsonb_array_elements(v_whole) w (value) where w.value -> 'event_id' = r.value -> 'event_id');
end
$$;
comment on function public.settle_journey_events is '@nullable due_at';

-- Definer, as above. p_analyses: [{user_id, analysis}], what the router learnt of users whose events these are.
create or replace function public.settle_router_events(p_results jsonb, p_analyses jsonb)
returns table (event_id uuid, state text, due_at timestamptz) language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
declare
  v_now timestamptz;
  v_whole jsonb;
begin
  perform phoenix_private.check_results(p_results);
  perform from public.profiles p where p.id in (select (r.value ->> 'user_id')::uuid from jsonb_array_elements(p_results) r (value)) order by p.id for key share;
  perform phoenix_private.lock_consumer('router');
  v_now := clock_timestamp();
  v_whole := phoenix_private.whole_results('router', p_results, v_now);
  insert into phoenix_private.journeys as j (user_id, analysis)
  select a.user_id, a.analysis from jsonb_to_recordset(p_analyses) a (user_id uuid, analysis jsonb) join public.profiles p on p.id = a.user_id
   where a.user_id::text in (select r.value ->> 'user_id' from jsonb_array_elements(v_whole) r (value)) order by a.user_id
  on conflict (user_id) do update set analysis = excluded.analysis;
  return query
    select s.event_id, s.state, s.due_at from phoenix_private.settle_deliveries('router', v_whole, v_now) s
    union all
    select (r.value ->> 'event_id')::uuid, 'stale', null::timestamptz from jsonb_array_elements(p_results) r (value)
     where not exists (select from jsonb_array_elements(v_whole) w (value) where w.value -> 'event_id' = r.value -> 'event_id');
end
$$;
comment on function public.settle_router_events is '@nullable due_at';

-- ---------------------------------------------------------------------------------------------------------------------
-- Chores

-- Definer: the table is nobody's. True for the one caller who shall do it now.
create or replace function public.begin_chore(p_chore text, p_every_seconds int)
returns boolean language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into phoenix_private.chores as c (chore, done_at) values (p_chore, clock_timestamp())
  on conflict (chore) do update set done_at = excluded.done_at where c.done_at <= clock_timestamp() - make_interval(secs => p_every_seconds);
  return found;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Execute, by name

select phoenix_private.close_function(f) from unnest(array[
  'phoenix_private.offer_nudges(jsonb)', 'phoenix_private.events_since(jsonb, text, date)', 'phoenix_private.count_candidates(jsonb)', 'phoenix_private.follow_nudges(jsonb)',
  'phoenix_private.whole_results(text, jsonb, timestamptz)']::regprocedure[]) f;
select phoenix_private.grant_execute('phoenix_private.local_day(timestamptz, jsonb)', 'authenticated');
select phoenix_private.grant_execute(f, 'authenticated') from unnest(array['public.load_journey(uuid)', 'public.list_nudges(uuid)', 'public.load_nudges(uuid[])']::regprocedure[]) f;
select phoenix_private.grant_execute(f, 'service_role') from unnest(array[
  'public.load_journeys(uuid[])', 'public.list_nudge_conversions(int)', 'public.record_nudges_shown(uuid, uuid[])', 'public.dismiss_nudge(uuid, jsonb, uuid)',
  'public.navigate_to_app(uuid, jsonb, text, text, uuid)', 'public.offer_inactive_nudges(int)', 'public.settle_journey_events(jsonb, jsonb)',
  'public.settle_router_events(jsonb, jsonb)', 'public.begin_chore(text, int)']::regprocedure[]) f;
