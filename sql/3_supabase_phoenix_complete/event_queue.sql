-- The event queue: named consumers over phoenix_events, each event once to each, in commit order, and in order within a user.
--
-- Words: a *consumer* is whoever reads the store for one purpose, under a name; its *position* is the last event it was handed, in commit
-- order. A *delivery* is an event at or before that position which is not done with: *leased* to somebody, *waiting* for another attempt,
-- *parked* behind an earlier event of its user, or *dead*. What is done leaves no row, so that ten million events and many consumers
-- cost a position each.
--
-- A claim and an acknowledgement of one consumer lock its row first, and so come one after the other; claims of different consumers
-- do not meet. Both are short: nothing is worked on inside them.

create table if not exists phoenix_private.event_consumers (
  consumer text primary key check (consumer ~ '^[a-z][a-z0-9_.-]{0,62}$'),
  transaction_id xid8 not null default '0',
  "position" bigint not null default 0,
  handled bigint not null default 0,
  repeated bigint not null default 0,
  replay_from timestamptz,
  replay_until_transaction xid8 not null default '0',
  replay_until_position bigint not null default 0,
  created_at timestamptz not null default now(),
  claimed_at timestamptz
);
comment on column phoenix_private.event_consumers.repeated is 'Rows of legacy producers passed over: the same content, in the same five minutes.';
comment on column phoenix_private.event_consumers.replay_from is 'Of events up to replay_until, only those from then on are handed out again.';

create table if not exists phoenix_private.event_deliveries (
  consumer text not null,
  event_id uuid not null,
  stream_id uuid not null,
  transaction_id xid8 not null,
  "position" bigint not null,
  state text not null check (state in ('leased', 'waiting', 'parked', 'dead')),
  lease_id uuid,
  attempt int not null default 0,
  due_at timestamptz,
  error text,
  updated_at timestamptz not null default clock_timestamp(),
  primary key (consumer, event_id),
  check ((state = 'leased') = (lease_id is not null)),
  check ((state in ('leased', 'waiting')) = (due_at is not null))
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 2000);
-- No reference to the consumer: whoever writes holds its row locked, and looking it up again for each event was a fifth of a claim.
alter table phoenix_private.event_deliveries drop constraint if exists event_deliveries_consumer_fkey;
alter table phoenix_private.event_deliveries
  add column if not exists comes_alone boolean not null default false,
  add column if not exists is_forgiven boolean not null default false;
alter table phoenix_private.event_consumers
  add column if not exists replay_since_transaction xid8 not null default '0',
  add column if not exists replay_since_position bigint not null default 0;
comment on column phoenix_private.event_consumers.replay_since_position is 'Where the last replay began: what comes after it is what has been replayed.';
comment on column phoenix_private.event_deliveries.comes_alone is 'Its last lease lapsed: whoever has it next has nothing else, so that it is known whose doing that is.';
comment on column phoenix_private.event_deliveries.is_forgiven is 'One of its attempts says nothing of it: the lease lapsed, and others were under it.';
comment on column phoenix_private.event_deliveries.due_at is 'Leased: when the lease lapses. Waiting: when the next attempt may begin.';

create index if not exists deliveries_of_stream on phoenix_private.event_deliveries (consumer, stream_id, state, transaction_id, "position") where state <> 'dead';
create index if not exists deliveries_by_due_time on phoenix_private.event_deliveries (consumer, due_at) where state in ('leased', 'waiting');
create index if not exists waiting_deliveries on phoenix_private.event_deliveries (consumer, transaction_id, "position") where state = 'waiting';
create index if not exists lone_deliveries on phoenix_private.event_deliveries (consumer, transaction_id, "position") where state = 'waiting' and comes_alone;
create index if not exists parked_deliveries on phoenix_private.event_deliveries (consumer) where state = 'parked';
create index if not exists dead_deliveries on phoenix_private.event_deliveries (consumer, transaction_id, "position") where state = 'dead';

select phoenix_private.close_table(t) from unnest(array['phoenix_private.event_consumers', 'phoenix_private.event_deliveries']::regclass[]) t;
select phoenix_private.grant_table(t, 'select', 'service_role') from unnest(array['phoenix_private.event_consumers', 'phoenix_private.event_deliveries']::regclass[]) t;
drop policy if exists "Services read the consumers" on phoenix_private.event_consumers;
create policy "Services read the consumers" on phoenix_private.event_consumers for select to service_role using (true);
drop policy if exists "Services read the deliveries" on phoenix_private.event_deliveries;
create policy "Services read the deliveries" on phoenix_private.event_deliveries for select to service_role using (true);

-- ---------------------------------------------------------------------------------------------------------------------
-- Rows of the older apps: their words, and their doubles

create table if not exists phoenix_private.event_aliases (
  alias text primary key,
  type text not null,
  is_half boolean not null default false
);
comment on table phoenix_private.event_aliases is 'How the older apps spell a type. is_half: the row tells the second half of an action that another row tells already.';
select phoenix_private.close_table('phoenix_private.event_aliases');
select phoenix_private.grant_table('phoenix_private.event_aliases', 'select', 'service_role');
drop policy if exists "Services read the aliases" on phoenix_private.event_aliases;
create policy "Services read the aliases" on phoenix_private.event_aliases for select to service_role using (true);

insert into phoenix_private.event_aliases (alias, type, is_half) values
  ('UserRegistered', 'user.registered', false), ('ProfileCreated', 'user.registered', true), ('UserProfileCreated', 'user.registered', true),
  ('UserLogin', 'user.signed_in', false), ('UserLogout', 'user.signed_out', false),
  ('UserTierUpdated', 'user.tier_updated', false), ('UserTierDowngraded', 'user.tier_updated', false), ('user.subscription.updated', 'user.tier_updated', false),
  ('CVUploaded', 'cv.uploaded', false), ('CVGenerated', 'cv.generated', false), ('cv_updated', 'cv.generated', false),
  ('TemplateSelected', 'cv.template_selected', false), ('TemplateUsed', 'cv.template_selected', false),
  ('CVOptimized', 'cv.ats_optimization_performed', false), ('ATSScoreCalculated', 'cv.ats_optimization_performed', false), ('ATSOptimized', 'cv.ats_optimization_performed', false),
  ('MirrorMatchPerformed', 'cv.mirror_match_executed', false), ('TrajectoryBuilt', 'cv.trajectory_built', false),
  ('LetterGenerated', 'letter.generated', false), ('letter_generated', 'letter.generated', false),
  ('JobOfferAnalyzed', 'letter.job_offer_analyzed', false), ('job_offer.analyzed', 'letter.job_offer_analyzed', false),
  ('PersonalizationApplied', 'letter.optimized', false),
  ('MoodLogged', 'rise.journal_entry_created', false), ('JournalEntryCreated', 'rise.journal_entry_created', false),
  ('ConfidenceScoreLogged', 'rise.journal_entry_created', true), ('mood_tracked', 'rise.journal_entry_created', false),
  ('CoachingSessionStarted', 'rise.coaching_started', false), ('CoachingSessionCompleted', 'rise.coaching_completed', false),
  ('GoalSet', 'rise.kaizen_goal_set', false), ('ObjectiveCreated', 'rise.kaizen_goal_set', false), ('kaizen.created', 'rise.kaizen_goal_set', false),
  ('ProgressTracked', 'rise.kaizen_goal_set', true),
  ('SubscriptionActivated', 'billing.subscription_activated', false), ('CheckoutCompleted', 'billing.subscription_activated', false),
  ('user.subscription.cancelled', 'billing.subscription_cancelled', false), ('transition_écosystème', 'ecosystem.cross_app_navigation', false)
on conflict (alias) do update set type = excluded.type, is_half = excluded.is_half;

create or replace function phoenix_private.canonical_app(p_app text)
returns text language sql immutable set search_path = '' as $$
  select case app
    when 'smart_router' then 'system' when 'flywheel' then 'system' when 'event_sourcing_guard' then 'system'
    else regexp_replace(app, '^phoenix_', '') end
    from (select replace(lower(p_app), '-', '_') as app) a
$$;

-- A moment that minutes may be added to: older apps wrote what their users' clocks said, and one row that cannot be reckoned with would hold up everybody.
create or replace function phoenix_private.within_calendar(p_at timestamptz)
returns timestamptz language sql immutable set search_path = '' as $$
  select greatest(least(p_at, '9999-12-31 00:00:00+00'::timestamptz), '0001-01-01 00:00:00+00'::timestamptz)
$$;

-- A measure of mood from 1 to 10. `score` is the older scale, 0.1 to 1; of the others, what is below 1 must be. Nothing sensible is null.
create or replace function phoenix_private.canonical_mood(p_data jsonb)
returns numeric language sql immutable set search_path = '' as $$
  select case when m.mood between 1 and 10 then round(m.mood, 1) end
    from (select case
            when jsonb_typeof(p_data -> 'score') = 'number' then case when (p_data ->> 'score')::numeric between 0 and 1 then (p_data ->> 'score')::numeric * 10 else (p_data ->> 'score')::numeric end
            when jsonb_typeof(v.value) = 'number' then case when (v.value #>> '{}')::numeric between 0 and 0.9999 then (v.value #>> '{}')::numeric * 10 else (v.value #>> '{}')::numeric end
          end as mood
     from (select coalesce(p_data -> 'mood_score', p_data -> 'mood') as value) v) m
$$;

-- Letters told of each letter from two places, with other payloads: the app's own has a score of personalisation. Of two such rows about one job
-- within five minutes the later one is the half; and where several letters came so, in whatever order, each row has one other.
create or replace function phoenix_private.is_half_letter(p_event public.phoenix_events)
returns boolean language plpgsql stable set search_path = '' as $$
begin
  return (
    select count(*) filter (where e.payload ?| array['personalization_score', 'generation_time_seconds'] <> (p_event.payload ?| array['personalization_score', 'generation_time_seconds']))
         > count(*) filter (where e.payload ?| array['personalization_score', 'generation_time_seconds'] = (p_event.payload ?| array['personalization_score', 'generation_time_seconds']))
      from public.phoenix_events e
     where e.stream_id = p_event.stream_id and e."timestamp" between phoenix_private.within_calendar(p_event."timestamp") - interval '5 minutes' and phoenix_private.within_calendar(p_event."timestamp") + interval '5 minutes'
       and e.event_type in (select a.alias from phoenix_private.event_aliases a where a.type = 'letter.generated' union all select 'letter.generated')
       and e.metadata ->> 'created_via' is distinct from 'gateway' and e.payload ->> 'job_title' is not distinct from p_event.payload ->> 'job_title'
       and (e.transaction_id, e."position") < (p_event.transaction_id, p_event."position"));
end
$$;

-- An event of whatever age as the gateway speaks of it. What the gateway wrote is that already.
create or replace function phoenix_private.read_event(p_event public.phoenix_events, out type text, out app text, out data jsonb, out is_half boolean)
language plpgsql stable set search_path = '' as $$
begin
  type := p_event.event_type;
  app := p_event.app_source;
  data := p_event.payload;
  is_half := false;
  if p_event.metadata ->> 'created_via' = 'gateway' then
    return;
  end if;
  app := phoenix_private.canonical_app(app);
  -- Aube sends the resilience of a job under the name of an analysed offer.
  if app = 'aube' and data ? 'resistance_score' then
    return;
  end if;
  select a.type, a.is_half into type, is_half from phoenix_private.event_aliases a where a.alias = p_event.event_type;
  if not found then
    type := p_event.event_type;
    is_half := false;
  end if;
  if type = 'letter.generated' then
    is_half := phoenix_private.is_half_letter(p_event);
  end if;
  if type = 'rise.journal_entry_created' and jsonb_typeof(data) = 'object' then
    data := data || jsonb_build_object('mood', phoenix_private.canonical_mood(data));
  end if;
end
$$;

-- SHA-256 of what a row says: two producers that tell of the same action write the same.
create or replace function phoenix_private.event_digest(p_stream_id uuid, p_type text, p_app text, p_payload jsonb)
returns bytea language sql immutable set search_path = '' as $$
  select sha256(convert_to(concat_ws(E'\x1f', p_stream_id::text, p_type, p_app, p_payload::text), 'UTF8'))
$$;
select phoenix_private.close_function('phoenix_private.event_digest(uuid, text, text, jsonb)');
-- Whoever inserts evaluates it.
select phoenix_private.grant_execute('phoenix_private.event_digest(uuid, text, text, jsonb)', 'service_role');
create index if not exists legacy_events_by_digest on public.phoenix_events (phoenix_private.event_digest(stream_id, event_type, app_source, payload), "timestamp")
 where metadata ->> 'created_via' is distinct from 'gateway';

-- ---------------------------------------------------------------------------------------------------------------------
-- The older event table, where there is one: its rows join the store, and so every consumer's line

create table if not exists phoenix_private.legacy_imports (
  source text primary key,
  arrived_at timestamptz not null
);
select phoenix_private.close_table('phoenix_private.legacy_imports');

-- Ids, numbers and yes or no: what a journal or a letter said stays where it is.
create or replace function phoenix_private.facts_in(p_payload jsonb)
returns jsonb language sql immutable set search_path = '' as $$
  select coalesce(jsonb_object_agg(f.key, f.value), '{}')
    from jsonb_each(case jsonb_typeof(p_payload) when 'object' then p_payload else '{}' end) f
   where jsonb_typeof(f.value) in ('number', 'boolean') or f.value #>> '{}' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
$$;

do $$
begin
  if (select count(*) from pg_attribute a where a.attrelid = to_regclass('public.events') and not a.attisdropped
         and a.attname in ('event_id', 'stream_id', 'event_type', 'app_source', 'payload', 'timestamp', 'created_at')) = 7 then
    create index if not exists legacy_events_by_arrival on public.events (coalesce(created_at, "timestamp"));
    create index if not exists legacy_events_of_stream on public.events (stream_id, event_type);
  end if;
end
$$;

-- Definer: the table is another app's. Every row of a living user once, under its own id, in the order of arrival; doubles of five minutes
-- are left. There is no commit order to follow there, so each time it looks an hour further back than it has come.
create or replace function public.import_legacy_events(p_limit int default 500)
returns int language plpgsql volatile security definer set search_path = '' as $$
declare
  v_since timestamptz;
  v_last timestamptz;
  v_count int;
begin
  if to_regclass('public.events') is null or to_regclass('public.legacy_events_by_arrival') is null then
    return 0;
  end if;
  insert into phoenix_private.legacy_imports (source, arrived_at) values ('events', '-infinity') on conflict do nothing;
  select i.arrived_at into v_since from phoenix_private.legacy_imports i where i.source = 'events' for update;
  execute $import$
    with found as materialized (
      select e.event_id, e.stream_id, e.event_type, e.app_source, e.payload, coalesce(e."timestamp", e.created_at) as at, coalesce(e.created_at, e."timestamp") as arrived_at
        from public.events e join public.profiles p on p.id = e.stream_id
       where coalesce(e.created_at, e."timestamp") >= $1 - interval '1 hour'
         and not exists (select from public.phoenix_events s where s.event_id = e.event_id)
         and not exists (
           select from public.events d
            where d.stream_id = e.stream_id and d.event_type = e.event_type and d.payload = e.payload and d.app_source = e.app_source
              and d."timestamp" >= phoenix_private.within_calendar(e."timestamp") - interval '5 minutes' and (d."timestamp", d.event_id) < (e."timestamp", e.event_id))
       order by coalesce(e.created_at, e."timestamp"), e.event_id limit $2
         for key share of p skip locked),
    imported as (
      insert into public.phoenix_events (event_id, stream_id, event_type, app_source, payload, "timestamp", metadata)
      select f.event_id, f.stream_id, f.event_type, f.app_source, phoenix_private.facts_in(f.payload) || jsonb_build_object('legacy_event_id', f.event_id), f.at, '{"created_via": "events_table"}'
        from found f order by f.arrived_at, f.event_id
      on conflict (event_id) do nothing)
    select count(*)::int, max(f.arrived_at) from found f $import$
    into v_count, v_last using v_since, least(greatest(p_limit, 1), 5000);
  if v_count > 0 then
    update phoenix_private.legacy_imports i set arrived_at = greatest(i.arrived_at, least(v_last, clock_timestamp())) where i.source = 'events';
  end if;
  return v_count;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- What goes with the events: erasure gives them another stream, retention deletes them

create or replace function phoenix_private.follow_event_streams()
returns trigger language plpgsql volatile set search_path = '' as $$
begin
  -- What an agent wrote of a failure may be about the person.
  update phoenix_private.event_deliveries d set stream_id = e.stream_id, error = null from changed e where d.event_id = e.event_id and d.stream_id <> e.stream_id;
  return null;
end
$$;
create or replace function phoenix_private.forget_deleted_events()
returns trigger language plpgsql volatile set search_path = '' as $$
begin
  delete from phoenix_private.event_deliveries d using gone e where d.event_id = e.event_id;
  return null;
end
$$;
select phoenix_private.close_function(f) from unnest(array['phoenix_private.follow_event_streams()', 'phoenix_private.forget_deleted_events()']::regprocedure[]) f;
drop trigger if exists deliveries_follow_streams on public.phoenix_events;
create trigger deliveries_follow_streams after update on public.phoenix_events
  referencing new table as changed for each statement execute function phoenix_private.follow_event_streams();
drop trigger if exists deliveries_forget_deleted on public.phoenix_events;
create trigger deliveries_forget_deleted after delete on public.phoenix_events
  referencing old table as gone for each statement execute function phoenix_private.forget_deleted_events();

-- ---------------------------------------------------------------------------------------------------------------------
-- Claiming

create or replace function phoenix_private.refuse_argument(p_path text, p_message text)
returns void language plpgsql immutable set search_path = '' as $$
begin
  perform phoenix_private.refuse(400, 'BAD_USER_INPUT', p_path || ' ' || p_message || '.', jsonb_build_object('issues', jsonb_build_array(jsonb_build_object('path', p_path, 'message', p_message))));
end
$$;

create or replace function phoenix_private.check_consumer(p_consumer text)
returns void language plpgsql immutable set search_path = '' as $$
begin
  if p_consumer is null or p_consumer !~ '^[a-z][a-z0-9_.-]{0,62}$' then
    perform phoenix_private.refuse_argument('p_consumer', 'must be 1 to 63 of a-z, 0-9, _ . - and begin with a letter');
  end if;
end
$$;

-- A word on plans. Of a table that is empty one moment and full the next the planner knows nothing, and takes one index for another. So
-- who is busy is always asked for many streams at once, never stream by stream: with the wrong index that is one walk, not one for each.

-- Streams without anything leased or waiting go on with what was parked behind it, a piece at a time.
-- (It had a clock of its own, so that who woke them took them for busy.)
drop function if exists phoenix_private.wake_streams(text, uuid[]);
create or replace function phoenix_private.wake_streams(p_consumer text, p_streams uuid[], p_now timestamptz)
returns void language plpgsql volatile set search_path = '' as $$
declare v_streams uuid[];
begin
  select array_agg(s.id) into v_streams from (
    select unnest(p_streams) as id
    except
    select d.stream_id from phoenix_private.event_deliveries d where d.consumer = p_consumer and d.stream_id = any (p_streams) and d.state in ('leased', 'waiting')) s;
  if v_streams is null then
    return;
  end if;
  update phoenix_private.event_deliveries d set state = 'waiting', due_at = p_now, updated_at = p_now
    from unnest(v_streams) s (id)
   cross join lateral (
     select p.event_id from phoenix_private.event_deliveries p
      where p.consumer = p_consumer and p.stream_id = s.id and p.state = 'parked'
      order by p.transaction_id, p."position" limit 50) next
   where d.consumer = p_consumer and d.event_id = next.event_id;
end
$$;

-- What became of leases that lapsed. A worker that was killed, by one of its events or for reasons of its own, says nothing of the others under
-- its lease; so each of them comes alone next. Whose lone lease lapses is charged with it, and waits as after a failure: workers
-- that die for reasons of their own, over and over, shall not bury what was only there. The fifth attempt that ends so is the last; the one beside others is forgiven.
create or replace function phoenix_private.end_lapsed_leases(p_consumer text, p_now timestamptz)
returns void language plpgsql volatile set search_path = '' as $$
declare v_streams uuid[];
begin
  with lapsed as materialized (
    select d.event_id, count(*) over (partition by d.lease_id) > 1 as is_shared
      from phoenix_private.event_deliveries d where d.consumer = p_consumer and d.state = 'leased' and d.due_at <= p_now),
  ended as (
    update phoenix_private.event_deliveries d
       set state = case when is_last then 'dead' else 'waiting' end, due_at = case when is_last then null when is_shared then p_now else d.due_at + phoenix_private.retry_delay(d.attempt - d.is_forgiven::int) end, lease_id = null, updated_at = p_now,
           comes_alone = true, is_forgiven = d.is_forgiven or is_shared,
           error = case when is_last then coalesce(d.error || ' / ', '') || 'the lease of the last attempt lapsed' else d.error end
      from (select l.event_id, l.is_shared, not l.is_shared and o.attempt - o.is_forgiven::int >= 5 as is_last
              from lapsed l join phoenix_private.event_deliveries o on o.consumer = p_consumer and o.event_id = l.event_id) l
     where d.consumer = p_consumer and d.event_id = l.event_id
    returning d.stream_id, d.state)
  select array_agg(e.stream_id) filter (where e.state = 'dead') into v_streams from ended e;
  if v_streams is not null then
    perform phoenix_private.wake_streams(p_consumer, v_streams, p_now);
  end if;
end
$$;

-- Deliveries whose time has come, under a new lease: from each user in order, and none while another of that user's is out or waits for
-- another attempt. Those that are to come alone go first.
-- (It answered an array alone.)
drop function if exists phoenix_private.lease_due(text, uuid, int, timestamptz, timestamptz);
create or replace function phoenix_private.lease_due(p_consumer text, p_lease_id uuid, p_limit int, p_now timestamptz, p_until timestamptz, out leased uuid[], out is_alone boolean)
language plpgsql volatile set search_path = '' as $$
declare
  v_busy uuid[];
begin
  leased := '{}';
  is_alone := false;
  if not exists (select from phoenix_private.event_deliveries d where d.consumer = p_consumer and d.state in ('leased', 'waiting') and d.due_at <= p_now) then
    return;
  end if;
  perform phoenix_private.end_lapsed_leases(p_consumer, p_now);
  select coalesce(array_agg(distinct d.stream_id), '{}') into v_busy
    from phoenix_private.event_deliveries d where d.consumer = p_consumer and d.state in ('leased', 'waiting') and d.due_at > p_now;
  -- Of each user whatever is first, which may have answered with a failure before, or be redriven; and of these the one that was held least
  -- often: where workers die for reasons of their own, again and again, the first in line is not to die of it.
  select array_agg(h.event_id) into leased from (
    select f.event_id from (
      select distinct on (d.stream_id) d.event_id, d.attempt, d.transaction_id, d."position" from phoenix_private.event_deliveries d
       where d.consumer = p_consumer and d.state = 'waiting' and d.stream_id = any (array(
         select o.stream_id from phoenix_private.event_deliveries o
          where o.consumer = p_consumer and o.state = 'waiting' and o.comes_alone and o.due_at <= p_now and o.stream_id <> all (v_busy)))
       order by d.stream_id, d.transaction_id, d."position") f
     order by f.attempt, f.transaction_id, f."position" limit 1) h;
  is_alone := leased is not null;
  if not is_alone then
    select coalesce(array_agg(d.event_id), '{}') into leased from (
      select d.event_id from phoenix_private.event_deliveries d
       where d.consumer = p_consumer and d.state = 'waiting' and d.due_at <= p_now and d.stream_id <> all (v_busy)
       order by d.transaction_id, d."position" limit p_limit) d;
  end if;
  update phoenix_private.event_deliveries d
     set state = 'leased', lease_id = p_lease_id, attempt = d.attempt + 1, due_at = p_until, updated_at = p_now
   where d.consumer = p_consumer and d.event_id = any (leased);
end
$$;

-- Whether a claim could find anything: asked without a lock, and cheaply, by everybody who waits. The next event is asked for in order: to
-- know whether there is any at all the planner would walk the store from its oldest row on, past everything that was read long ago.
create or replace function phoenix_private.has_work(p_consumer text)
returns boolean language plpgsql stable set search_path = '' as $$
declare v_at phoenix_private.event_consumers;
begin
  select * into v_at from phoenix_private.event_consumers c where c.consumer = p_consumer;
  if not found or exists (select from phoenix_private.event_deliveries d where d.consumer = p_consumer and d.state in ('leased', 'waiting') and d.due_at <= clock_timestamp()) then
    return true;
  end if;
  perform from public.phoenix_events e
    where (e.transaction_id, e."position") > (v_at.transaction_id, v_at."position") and e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
    order by e.transaction_id, e."position" limit 1;
  return found;
end
$$;

-- The next page after the position: leased, parked where its user has something before it, or passed over. Goes as far as p_limit leased
-- ones, and says how far. (Planned once: a plan for each page, since its length is a parameter, took longer than the page.) Of legacy rows one is repeated where an earlier one in commit order said the same within five minutes.
create or replace function phoenix_private.lease_new(
  p_at phoenix_private.event_consumers, p_lease_id uuid, p_limit int, p_now timestamptz, p_until timestamptz,
  out seen int, out leased uuid[], out repeated int, out transaction_id xid8, out "position" bigint)
language plpgsql volatile set search_path = '' set plan_cache_mode = 'force_generic_plan' as $$
#variable_conflict use_column
begin
  with page as materialized (
    select e.event_id, e.stream_id, e.transaction_id, e."position",
           (e.transaction_id, e."position") <= (p_at.replay_until_transaction, p_at.replay_until_position) and e."timestamp" < p_at.replay_from as is_old,
           e.metadata ->> 'created_via' is distinct from 'gateway' and exists (
             select from public.phoenix_events r
              where phoenix_private.event_digest(r.stream_id, r.event_type, r.app_source, r.payload) = phoenix_private.event_digest(e.stream_id, e.event_type, e.app_source, e.payload)
                and r.metadata ->> 'created_via' is distinct from 'gateway'
                and r."timestamp" between phoenix_private.within_calendar(e."timestamp") - interval '5 minutes' and phoenix_private.within_calendar(e."timestamp") + interval '5 minutes'
                and (r.transaction_id, r."position") < (e.transaction_id, e."position")) as is_repeated
      from public.phoenix_events e
     where (e.transaction_id, e."position") > (p_at.transaction_id, p_at."position") and e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
     order by e.transaction_id, e."position" limit greatest(p_limit, 50)),
  busy as materialized (
    select array(select distinct b.stream_id from phoenix_private.event_deliveries b
                  where b.consumer = p_at.consumer and b.stream_id = any (array(select p.stream_id from page p)) and b.state <> 'dead' and b.lease_id is distinct from p_lease_id) as streams),
  known as (select p.*, p.stream_id = any (b.streams) as is_behind from page p cross join busy b),
  counted as (
    select k.*, count(*) filter (where not (is_old or is_repeated or is_behind)) over (order by k.transaction_id, k."position") as nth from known k),
  passed as materialized (select * from counted c where c.nth <= p_limit),
  written as (
    insert into phoenix_private.event_deliveries as d (consumer, event_id, stream_id, transaction_id, "position", state, lease_id, attempt, due_at, updated_at)
    select p_at.consumer, p.event_id, p.stream_id, p.transaction_id, p."position", case when is_behind then 'parked' else 'leased' end,
           case when not is_behind then p_lease_id end, case when is_behind then 0 else 1 end, case when not is_behind then p_until end, p_now
      from passed p where not (is_old or is_repeated)
    on conflict (consumer, event_id) do nothing
    returning d.event_id, d.state)
  select (select count(*) from passed), coalesce((select array_agg(w.event_id) from written w where w.state = 'leased'), '{}'),
         (select count(*) from passed p where p.is_repeated and (p.transaction_id, p."position") > (p_at.replay_until_transaction, p_at.replay_until_position)), l.transaction_id, l."position"
    into seen, leased, repeated, transaction_id, "position"
    from (select 1) one left join lateral (select p.transaction_id, p."position" from passed p order by p.transaction_id desc, p."position" desc limit 1) l on true;
end
$$;

-- (It did not say until when.)
do $$
begin
  if pg_get_function_result(to_regprocedure('public.claim_phoenix_events(text, int, int)')) not like '%leased_until%' then
    drop function public.claim_phoenix_events(text, int, int);
  end if;
end
$$;

-- Definer: deliveries and positions are written by the queue's functions only. A lease is a minute at most, whoever asks for more: an event is
-- dead within ten minutes of leases and waits (see retry_delay), and that is a promise to its user, not to its holder.
create or replace function public.claim_phoenix_events(p_consumer text, p_limit int default 50, p_lease_seconds int default 60)
returns table (event_id uuid, lease_id uuid, attempt int, stream_id uuid, event_type text, app_source text, "timestamp" timestamptz, payload jsonb, version text,
               correlation_id uuid, metadata jsonb, traceparent text, "position" bigint, type text, app text, data jsonb, is_half boolean, leased_until timestamptz)
language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
declare
  v_at phoenix_private.event_consumers;
  v_now timestamptz;
  v_until timestamptz;
  v_lease_id uuid := gen_random_uuid();
  v_events uuid[];
  v_is_alone boolean;
  v_page record;
begin
  perform phoenix_private.check_consumer(p_consumer);
  if p_limit is null or p_limit not between 1 and 500 then
    perform phoenix_private.refuse_argument('p_limit', 'must be between 1 and 500');
  end if;
  if p_lease_seconds is null or p_lease_seconds not between 1 and 3600 then
    perform phoenix_private.refuse_argument('p_lease_seconds', 'must be between 1 and 3600');
  end if;
  -- Somebody who finds nothing to do locks nothing and writes nothing.
  if not phoenix_private.has_work(p_consumer) then
    return;
  end if;
  select * into v_at from phoenix_private.event_consumers c where c.consumer = p_consumer for update;
  if not found then
    insert into phoenix_private.event_consumers (consumer) values (p_consumer) on conflict do nothing;
    select * into v_at from phoenix_private.event_consumers c where c.consumer = p_consumer for update;
  end if;
  v_now := clock_timestamp();
  v_until := v_now + make_interval(secs => least(p_lease_seconds, 60));
  select d.leased, d.is_alone into v_events, v_is_alone from phoenix_private.lease_due(p_consumer, v_lease_id, p_limit, v_now, v_until) d;

  -- Then what is new, as far as no running transaction can still come before it. Many pages only where nearly all is parked or repeated.
  -- (An event that came alone has nobody to share its lease with.)
  for v_round in 1 .. 20 loop
    exit when v_is_alone or cardinality(v_events) >= p_limit;
    select * into v_page from phoenix_private.lease_new(v_at, v_lease_id, p_limit - cardinality(v_events), v_now, v_until);
    exit when v_page.seen = 0;
    v_events := v_events || v_page.leased;
    v_at.transaction_id := v_page.transaction_id;
    v_at."position" := v_page."position";
    v_at.repeated := v_at.repeated + v_page.repeated;
  end loop;
  update phoenix_private.event_consumers c
     set transaction_id = v_at.transaction_id, "position" = v_at."position", repeated = v_at.repeated, claimed_at = v_now
   where c.consumer = p_consumer;
  return query
    select e.event_id, d.lease_id, d.attempt, e.stream_id, e.event_type::text, e.app_source::text, e."timestamp", e.payload, e.version::text,
           e.correlation_id, e.metadata, e.traceparent, e."position", r.type, r.app, r.data, r.is_half, d.due_at
      from phoenix_private.event_deliveries d
      join public.phoenix_events e on e.event_id = d.event_id
      -- What the gateway wrote needs no reading: the other branch is not even called then.
     cross join lateral (
       select o.type, o.app, o.data, o.is_half from phoenix_private.read_event(e) o where e.metadata ->> 'created_via' is distinct from 'gateway'
       union all
       select e.event_type::text, e.app_source::text, e.payload, false where e.metadata ->> 'created_via' = 'gateway') r
     where d.consumer = p_consumer and d.event_id = any (v_events)
     order by d.transaction_id, d."position";
end
$$;
comment on function public.claim_phoenix_events is
  'Leases the next events to a consumer: new ones in commit order, and those due for another attempt. Each goes to acknowledge_phoenix_events with its lease_id before the lease lapses (leased_until: a minute from now at most, whatever was asked for), or comes again. type, app and data are event_type, app_source and payload as the gateway spells them today. A new name begins at the oldest event. @nullable version correlation_id metadata traceparent';

-- ---------------------------------------------------------------------------------------------------------------------
-- Acknowledging

-- `[{event_id, lease_id, outcome: done|retry|dead, error}]`, every problem at once.
create or replace function phoenix_private.check_results(p_results jsonb)
returns void language plpgsql immutable set search_path = '' as $$
declare
  v_issues jsonb := '[]';
  v_result record;
  v_seen text[] := '{}';
begin
  if jsonb_typeof(p_results) is distinct from 'array' or jsonb_array_length(p_results) > 1000 then
    perform phoenix_private.refuse_argument('p_results', 'must be an array of at most 1000 results');
  end if;
  -- Nearly always all is well, which one look tells, at all ids at once: a pattern costs more to begin with than to go on with.
  if (select coalesce(bool_and(jsonb_typeof(e.value) = 'object' and coalesce(
                 length(e.value ->> 'event_id') = 36 and length(e.value ->> 'lease_id') = 36
                 and e.value -> 'outcome' in ('"done"', '"retry"', '"dead"') and coalesce(jsonb_typeof(e.value -> 'error'), 'null') in ('string', 'null'), false))
             and count(distinct lower(e.value ->> 'event_id')) = count(*)
             and string_agg((e.value ->> 'event_id') || (e.value ->> 'lease_id'), '') ~* '^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})*$', true)
        from jsonb_array_elements(p_results) e (value)) then
    return;
  end if;
  for v_result in
    select format('p_results.%s', r.at - 1) as path, r.value, jsonb_typeof(r.value) = 'object' as is_object from jsonb_array_elements(p_results) with ordinality r (value, at)
  loop
    v_issues := v_issues || coalesce((
      select jsonb_agg(jsonb_build_object('path', v_result.path || i.path, 'message', i.message)) from (values
        ('', 'must be an object', v_result.is_object),
        ('.event_id', 'must be a uuid', not v_result.is_object or v_result.value ->> 'event_id' ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'),
        ('.event_id', 'was given before', not v_result.is_object or not lower(v_result.value ->> 'event_id') = any (v_seen)),
        ('.lease_id', 'must be a uuid', not v_result.is_object or v_result.value ->> 'lease_id' ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'),
        ('.outcome', 'must be done, retry or dead', not v_result.is_object or v_result.value -> 'outcome' in ('"done"', '"retry"', '"dead"')),
        ('.error', 'must be a text', not v_result.is_object or coalesce(jsonb_typeof(v_result.value -> 'error'), 'null') in ('string', 'null'))
      ) i (path, message, holds) where i.holds is not true and not (i.message = 'was given before' and i.holds is null)), '[]');
    if v_result.is_object then
      v_seen := v_seen || lower(v_result.value ->> 'event_id');
    end if;
    exit when jsonb_array_length(v_issues) >= 50;
  end loop;
  if v_issues <> '[]' then
    perform phoenix_private.refuse(400, 'BAD_USER_INPUT', 'p_results has problems.', jsonb_build_object('issues', v_issues));
  end if;
end
$$;

-- How long after its nth failure an event waits: 2, 8, 32, 128 seconds. With leases of a minute, the longest there are, an event is dead within
-- ten minutes whatever its holders do: five attempts and one that is forgiven make 530 seconds.
create or replace function phoenix_private.retry_delay(p_attempt int)
returns interval language sql immutable set search_path = '' as $$
  select make_interval(secs => 2 * 4 ^ (p_attempt - 1))
$$;

create or replace function phoenix_private.lock_consumer(p_consumer text)
returns void language plpgsql volatile set search_path = '' as $$
begin
  perform from phoenix_private.event_consumers c where c.consumer = p_consumer for update;
  if not found then
    perform phoenix_private.refuse_argument('p_consumer', 'has never claimed anything');
  end if;
end
$$;

-- The results whose lease still holds; `attempt` counts those that say something of the event. Only while the consumer is locked.
create or replace function phoenix_private.live_results(p_consumer text, p_results jsonb, p_now timestamptz)
returns table (event_id uuid, lease_id uuid, stream_id uuid, transaction_id xid8, "position" bigint, attempt int, outcome text, error text, result jsonb)
language plpgsql volatile set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select d.event_id, d.lease_id, d.stream_id, d.transaction_id, d."position", d.attempt - d.is_forgiven::int,
           case when r.value ->> 'outcome' = 'retry' and d.attempt - d.is_forgiven::int >= 5 then 'dead' else r.value ->> 'outcome' end, left(r.value ->> 'error', 500), r.value
      from jsonb_array_elements(p_results) r (value)
      join phoenix_private.event_deliveries d on d.consumer = p_consumer and d.event_id = (r.value ->> 'event_id')::uuid
     where d.state = 'leased' and d.lease_id = (r.value ->> 'lease_id')::uuid and d.due_at > p_now;
end
$$;

-- Ends leases as their holder says, under the consumer's lock. After a failure the later events of that user go back behind it, those under the
-- same lease as if they had never left, and those that nobody had taken yet: what comes after must wait.
create or replace function phoenix_private.settle_deliveries(p_consumer text, p_results jsonb, p_now timestamptz)
returns table (event_id uuid, state text, due_at timestamptz) language plpgsql volatile set search_path = '' as $$
#variable_conflict use_column
declare
  v_streams uuid[];
  v_failed jsonb;
begin
  -- Where all went well and nothing is parked, nobody waits for anybody.
  if exists (select from phoenix_private.event_deliveries d where d.consumer = p_consumer and d.state = 'parked')
     or exists (select from jsonb_array_elements(p_results) r (value) where r.value ->> 'outcome' <> 'done') then
    select array_agg(distinct l.stream_id), jsonb_agg(to_jsonb(l) - 'result') filter (where l.outcome = 'retry') into v_streams, v_failed
      from phoenix_private.live_results(p_consumer, p_results, p_now) l;
  else
    return query
      with results as materialized (
        select (r.value ->> 'event_id')::uuid as event_id, (r.value ->> 'lease_id')::uuid as lease_id, r.at from jsonb_array_elements(p_results) with ordinality r (value, at)),
      done as (
        delete from phoenix_private.event_deliveries d using results r
         where d.consumer = p_consumer and d.event_id = r.event_id and d.state = 'leased' and d.lease_id = r.lease_id and d.due_at > p_now returning d.event_id),
      counted as (
        update phoenix_private.event_consumers c set handled = c.handled + (select count(*) from done) where c.consumer = p_consumer)
      select r.event_id, case when d.event_id is null then 'stale' else 'done' end, null::timestamptz from results r left join done d on d.event_id = r.event_id order by r.at;
    return;
  end if;
  return query
    with live as materialized (select * from phoenix_private.live_results(p_consumer, p_results, p_now)),
    done as (
      delete from phoenix_private.event_deliveries d using live l where d.consumer = p_consumer and d.event_id = l.event_id and l.outcome = 'done' returning d.event_id),
    failed as (
      update phoenix_private.event_deliveries d
         set state = case l.outcome when 'dead' then 'dead' else 'waiting' end, lease_id = null, comes_alone = false, error = l.error, updated_at = p_now,
             due_at = case l.outcome when 'dead' then null else p_now + phoenix_private.retry_delay(l.attempt) end
        from live l where d.consumer = p_consumer and d.event_id = l.event_id and l.outcome <> 'done'
      returning d.event_id, d.state, d.due_at),
    counted as (
      update phoenix_private.event_consumers c set handled = c.handled + (select count(*) from done) where c.consumer = p_consumer)
    select (r.value ->> 'event_id')::uuid, coalesce(case when d.event_id is not null then 'done' end, f.state, 'stale'), f.due_at
      from jsonb_array_elements(p_results) with ordinality r (value, at)
      left join done d on d.event_id = (r.value ->> 'event_id')::uuid
      left join failed f on f.event_id = (r.value ->> 'event_id')::uuid
     order by r.at;
  if v_failed is not null then
    update phoenix_private.event_deliveries d
       set state = 'parked', lease_id = null, due_at = null, attempt = d.attempt - (d.state = 'leased')::int, updated_at = p_now
      from jsonb_to_recordset(v_failed) f (stream_id uuid, lease_id uuid, transaction_id text, "position" bigint)
     where d.consumer = p_consumer and d.stream_id = f.stream_id and (d.state = 'leased' and d.lease_id = f.lease_id or d.state = 'waiting')
       and (d.transaction_id, d."position") > (f.transaction_id::xid8, f."position");
  end if;
  if v_streams is not null then
    perform phoenix_private.wake_streams(p_consumer, v_streams, p_now);
  end if;
end
$$;

-- Definer: deliveries are written by the queue's functions only.
create or replace function public.acknowledge_phoenix_events(p_consumer text, p_results jsonb)
returns table (event_id uuid, state text, due_at timestamptz) language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
begin
  perform phoenix_private.check_consumer(p_consumer);
  perform phoenix_private.check_results(p_results);
  perform phoenix_private.lock_consumer(p_consumer);
  return query select * from phoenix_private.settle_deliveries(p_consumer, p_results, clock_timestamp());
end
$$;
comment on function public.acknowledge_phoenix_events is
  'Ends leases: done, retry (again after 2, 8, 32, 128 seconds; dead after the fifth attempt) or dead. A lease that lapses is an attempt too, and its event comes alone next; one that lapsed together with others is not counted against an event that answers then. Says of each, in the order given, what it is now: done, waiting (due_at), dead, or stale, which changed nothing: its lease had lapsed or was never that. @nullable due_at';

-- ---------------------------------------------------------------------------------------------------------------------
-- Control

-- (It counted however many there were.)
drop function if exists public.list_event_consumers();
-- A row a consumer. `behind` counts what it has not been handed yet, as far as p_count_to: has_more where there are more of them.
-- `oldest_at` is when the next of these happened.
create or replace function public.list_event_consumers(p_count_to int default 100000)
returns table (consumer text, handled bigint, repeated bigint, behind bigint, oldest_at timestamptz, leased bigint, waiting bigint, parked bigint, dead bigint, claimed_at timestamptz, has_more boolean)
language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select c.consumer, c.handled, c.repeated, least(b.behind, p_count_to),
           (select e."timestamp" from public.phoenix_events e where (e.transaction_id, e."position") > (c.transaction_id, c."position") order by e.transaction_id, e."position" limit 1),
           d.leased, d.waiting, d.parked, d.dead, c.claimed_at, b.behind > p_count_to
      from phoenix_private.event_consumers c
     cross join lateral (
       select count(*) as behind from (
         select from public.phoenix_events e where (e.transaction_id, e."position") > (c.transaction_id, c."position") order by e.transaction_id, e."position" limit p_count_to + 1) e) b
     cross join lateral (
       select count(*) filter (where state = 'leased') as leased, count(*) filter (where state = 'waiting') as waiting,
              count(*) filter (where state = 'parked') as parked, count(*) filter (where state = 'dead') as dead
         from phoenix_private.event_deliveries d where d.consumer = c.consumer) d
     order by c.consumer;
end
$$;
comment on function public.list_event_consumers is '@nullable oldest_at claimed_at';

-- The dead, oldest first: what failed last and after how many attempts.
create or replace function public.list_dead_events(p_consumer text, p_limit int default 100)
returns table (event_id uuid, event_type text, "timestamp" timestamptz, attempt int, error text, died_at timestamptz) language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select d.event_id, e.event_type::text, e."timestamp", d.attempt, d.error, d.updated_at
      from phoenix_private.event_deliveries d join public.phoenix_events e on e.event_id = d.event_id
     where d.consumer = p_consumer and d.state = 'dead' order by d.transaction_id, d."position" limit least(greatest(p_limit, 1), 1000);
end
$$;
comment on function public.list_dead_events is '@nullable error';

-- Definer: deliveries are written by the queue's functions only. The dead begin again at their first attempt, alone if
-- they died of lapsed leases; all, or those named.
create or replace function public.redrive_phoenix_events(p_consumer text, p_event_ids uuid[] default null)
returns int language plpgsql volatile security definer set search_path = '' as $$
declare v_count int;
begin
  perform phoenix_private.check_consumer(p_consumer);
  perform phoenix_private.lock_consumer(p_consumer);
  update phoenix_private.event_deliveries d set state = 'waiting', attempt = 0, is_forgiven = false, due_at = clock_timestamp(), updated_at = clock_timestamp()
   where d.consumer = p_consumer and d.state = 'dead' and (p_event_ids is null or d.event_id = any (p_event_ids));
  get diagnostics v_count = row_count;
  return v_count;
end
$$;

-- Definer: positions are written by the queue's functions only. Hands out again every event from p_from on that was handed out before, and
-- answers how many they are. Leases on them are stale from here on.
create or replace function public.replay_phoenix_events(p_consumer text, p_from timestamptz)
returns bigint language plpgsql volatile security definer set search_path = '' as $$
declare
  v_at phoenix_private.event_consumers;
  v_transaction xid8;
  v_position bigint;
  v_count bigint;
begin
  perform phoenix_private.check_consumer(p_consumer);
  if p_from is null then
    perform phoenix_private.refuse_argument('p_from', 'is required');
  end if;
  perform phoenix_private.lock_consumer(p_consumer);
  -- Journeys are sums of everything: they begin again with the first event that is still there.
  if p_consumer = 'journey' then
    p_from := '-infinity';
    delete from phoenix_private.journeys;
  end if;
  select * into v_at from phoenix_private.event_consumers c where c.consumer = p_consumer;
  if (v_at.replay_until_transaction, v_at.replay_until_position) > (v_at.transaction_id, v_at."position") then
    -- In the middle of a replay: whichever of the two began earlier counts, up to where the first was to end.
    v_at.transaction_id := v_at.replay_until_transaction;
    v_at."position" := v_at.replay_until_position;
    p_from := least(p_from, v_at.replay_from);
  end if;
  -- Everything, by the index alone; or what happened since, by the index on time. The first of those in commit order is not looked for in
  -- commit order: what is asked for is at the far end.
  if p_from = '-infinity' then
    select count(*) into v_count from public.phoenix_events e where (e.transaction_id, e."position") <= (v_at.transaction_id, v_at."position");
    select e.transaction_id, e."position" into v_transaction, v_position from public.phoenix_events e order by e.transaction_id, e."position" limit 1;
  else
    select count(*), min(e.transaction_id) into v_count, v_transaction from public.phoenix_events e
     where e."timestamp" >= p_from and (e.transaction_id, e."position") <= (v_at.transaction_id, v_at."position");
    select min(e."position") into v_position from public.phoenix_events e where e.transaction_id = v_transaction and e."timestamp" >= p_from;
  end if;
  if v_count = 0 then
    return 0;
  end if;
  delete from phoenix_private.event_deliveries d
   where d.consumer = p_consumer and (select e."timestamp" >= p_from from public.phoenix_events e where e.event_id = d.event_id);
  update phoenix_private.event_consumers c
     set transaction_id = v_transaction, "position" = v_position - 1, replay_from = p_from, replay_since_transaction = v_transaction, replay_since_position = v_position - 1,
         replay_until_transaction = v_at.transaction_id, replay_until_position = v_at."position"
   where c.consumer = p_consumer;
  return v_count;
end
$$;

-- How far a replay has come since a place (null: since it began): that many events were handed out, and `open` of the replay's are not done with. Who
-- asks again and again counts only what has moved meanwhile.
create or replace function public.follow_replay(p_consumer text, p_after_transaction text default null, p_after_position bigint default null)
returns table (transaction_id text, "position" bigint, moved bigint, open bigint, dead bigint, is_over boolean) language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
declare
  v_at phoenix_private.event_consumers;
  v_transaction xid8;
  v_position bigint;
begin
  select * into v_at from phoenix_private.event_consumers c where c.consumer = p_consumer;
  is_over := (v_at.transaction_id, v_at."position") >= (v_at.replay_until_transaction, v_at.replay_until_position);
  v_transaction := case when is_over then v_at.replay_until_transaction else v_at.transaction_id end;
  v_position := case when is_over then v_at.replay_until_position else v_at."position" end;
  select count(*) into moved from public.phoenix_events e
   where (e.transaction_id, e."position") > (coalesce(p_after_transaction::xid8, v_at.replay_since_transaction), coalesce(p_after_position, v_at.replay_since_position))
     and (e.transaction_id, e."position") <= (v_transaction, v_position) and e."timestamp" >= v_at.replay_from;
  select count(*) filter (where d.state <> 'dead'), count(*) filter (where d.state = 'dead') into open, dead from phoenix_private.event_deliveries d
   where d.consumer = p_consumer and (d.transaction_id, d."position") <= (v_at.replay_until_transaction, v_at.replay_until_position);
  transaction_id := v_transaction::text;
  "position" := v_position;
  return next;
end
$$;

-- Definer, as the others. Streams whose first event went with retention have nothing that wakes them: somebody looks now and then.
create or replace function public.tend_event_queue()
returns int language plpgsql volatile security definer set search_path = '' as $$
declare
  v_consumer text;
  v_streams uuid[];
  v_count int := 0;
begin
  for v_consumer in
    select c.consumer from phoenix_private.event_consumers c
     where exists (select from phoenix_private.event_deliveries d where d.consumer = c.consumer and d.state = 'parked') order by 1
  loop
    perform phoenix_private.lock_consumer(v_consumer);
    select array_agg(s.stream_id) into v_streams from (
      select distinct d.stream_id from phoenix_private.event_deliveries d
       where d.consumer = v_consumer and d.state = 'parked'
         and not exists (select from phoenix_private.event_deliveries b where b.consumer = d.consumer and b.stream_id = d.stream_id and b.state in ('leased', 'waiting'))) s;
    if v_streams is not null then
      perform phoenix_private.wake_streams(v_consumer, v_streams, clock_timestamp());
      v_count := v_count + cardinality(v_streams);
    end if;
  end loop;
  return v_count;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Execute, by name

select phoenix_private.close_function(f) from unnest(array[
  'phoenix_private.within_calendar(timestamptz)', 'phoenix_private.canonical_app(text)', 'phoenix_private.canonical_mood(jsonb)', 'phoenix_private.read_event(public.phoenix_events)',
  'phoenix_private.is_half_letter(public.phoenix_events)',
  'phoenix_private.facts_in(jsonb)', 'phoenix_private.refuse_argument(text, text)', 'phoenix_private.check_consumer(text)', 'phoenix_private.has_work(text)',
  'phoenix_private.wake_streams(text, uuid[], timestamptz)', 'phoenix_private.end_lapsed_leases(text, timestamptz)', 'phoenix_private.lease_due(text, uuid, int, timestamptz, timestamptz)',
  'phoenix_private.lease_new(phoenix_private.event_consumers, uuid, int, timestamptz, timestamptz)', 'phoenix_private.check_results(jsonb)',
  'phoenix_private.retry_delay(int)', 'phoenix_private.lock_consumer(text)', 'phoenix_private.live_results(text, jsonb, timestamptz)',
  'phoenix_private.settle_deliveries(text, jsonb, timestamptz)']::regprocedure[]) f;
select phoenix_private.grant_execute(f, 'service_role') from unnest(array[
  'public.claim_phoenix_events(text, int, int)', 'public.acknowledge_phoenix_events(text, jsonb)', 'public.list_event_consumers(int)', 'public.list_dead_events(text, int)',
  'public.redrive_phoenix_events(text, uuid[])', 'public.replay_phoenix_events(text, timestamptz)', 'public.follow_replay(text, text, bigint)', 'public.tend_event_queue()', 'public.import_legacy_events(int)']::regprocedure[]) f;
