-- Phase 3 of 3, chapter live: what a gateway reads to push changes to whoever is watching.
--
-- Words: a *signal* says that somebody's usage changed where no event says so (a unit given back or lapsed, a tier); an *entry* is an
-- event or a signal, in commit order. Every gateway reads the same entries and keeps its own place: nothing here knows who watches.

create table if not exists phoenix_private.usage_signals (
  "position" bigint primary key default nextval('public.phoenix_events_position_seq'),
  transaction_id xid8 not null default pg_current_xact_id(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  at timestamptz not null default clock_timestamp()
);
comment on table phoenix_private.usage_signals is 'Kept for ten minutes. Positions are those of events, so that one place is enough for both.';
create index if not exists signals_in_commit_order on phoenix_private.usage_signals (transaction_id, "position");
create index if not exists signals_of_user on phoenix_private.usage_signals (user_id);
create index if not exists signals_by_time on phoenix_private.usage_signals (at);
select phoenix_private.close_table('phoenix_private.usage_signals');
select phoenix_private.grant_table('phoenix_private.usage_signals', 'select, update, delete', 'service_role');
drop policy if exists "Services read the signals" on phoenix_private.usage_signals;
drop policy if exists "Services read and forget the signals" on phoenix_private.usage_signals;
create policy "Services read and forget the signals" on phoenix_private.usage_signals for all to service_role using (true) with check (true);

-- Definer: whoever changes usage or a tier may write this table through here, and in no other way; and nobody may use the sequence.
-- The argument is the column that holds the user.
create or replace function phoenix_private.signal_usage()
returns trigger language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into phoenix_private.usage_signals (user_id) values ((to_jsonb(new) ->> tg_argv[0])::uuid);
  return null;
end
$$;

-- What is older than ten minutes has been read by whoever watches. A round of its own, not beside each write: a plan made while the
-- table was empty cost a write 30 ms once there was something in it.
create or replace function public.forget_usage_signals(p_limit int default 20000)
returns int language plpgsql volatile set search_path = '' as $$
declare v_forgotten int;
begin
  with old as (
    select o."position" from phoenix_private.usage_signals o where o.at < clock_timestamp() - interval '10 minutes' order by o.at limit p_limit for update skip locked)
  delete from phoenix_private.usage_signals s using old where s."position" = old."position";
  get diagnostics v_forgotten = row_count;
  return v_forgotten;
end
$$;

-- Holding and settling are no news: a hold is over in a moment, and what is settled has its event.
create or replace trigger signal_usage after insert on phoenix_private.usage_ledger
  for each row when (new.entry in ('take', 'release', 'expire')) execute function phoenix_private.signal_usage('user_id');
create or replace trigger signal_usage_insert after insert on public.user_subscriptions
  for each row when (new.subscription_tier <> 'free') execute function phoenix_private.signal_usage('user_id');
create or replace trigger signal_usage_update after update on public.user_subscriptions
  for each row when (new is distinct from old) execute function phoenix_private.signal_usage('user_id');
create or replace trigger signal_usage after update of subscription_tier on public.profiles
  for each row when (new.subscription_tier is distinct from old.subscription_tier) execute function phoenix_private.signal_usage('id');

-- Wakes the readers that listen. NOTIFY holds one lock of the whole cluster from here to the end of the commit, disk write included:
-- if every writer asked, commits would go one by one. So one at a time asks, and nobody waits: whoever finds another one at it
-- leaves it to him. Readers look again a little after they were woken, and every 250 ms in any case.
create or replace function phoenix_private.wake_readers()
returns trigger language plpgsql volatile set search_path = '' as $$
begin
  if pg_try_advisory_xact_lock(7405, 1) then
    perform pg_notify('phoenix_events', '');
  end if;
  return null;
end
$$;
create or replace trigger wake_readers after insert on public.phoenix_events for each statement execute function phoenix_private.wake_readers();
create or replace trigger wake_readers after insert on phoenix_private.usage_signals for each statement execute function phoenix_private.wake_readers();

-- The place before everything that is not committed yet.
create or replace function public.find_live_end()
returns table (transaction_id text, "position" bigint) language plpgsql stable set search_path = '' as $$
begin
  transaction_id := pg_snapshot_xmin(pg_current_snapshot())::text;
  "position" := 0;
  return next;
end
$$;

-- The entries after a place, in commit order, up to what no running transaction can still come before. What the older apps
-- wrote may be anything, a journal or an e-mail among it: of their events the data stays here.
create or replace function public.read_live_entries(p_after_transaction text, p_after_position bigint, p_limit int)
returns table (transaction_id text, "position" bigint, user_id uuid, event_id uuid, event_type text, app_source text, "timestamp" timestamptz, payload jsonb)
language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
declare v_xmin xid8 := pg_snapshot_xmin(pg_current_snapshot());
begin
  return query
    select a.transaction_id::text, a."position", a.user_id, a.event_id, a.event_type, a.app_source, a."timestamp", a.payload
      from (
        (select e.transaction_id, e."position", e.stream_id as user_id, e.event_id, e.event_type::text, e.app_source::text, e."timestamp",
                case when e.metadata ->> 'created_via' = 'gateway' then e.payload else '{}' end as payload
           from public.phoenix_events e
          where (e.transaction_id, e."position") > (p_after_transaction::xid8, p_after_position) and e.transaction_id < v_xmin
          order by e.transaction_id, e."position" limit p_limit)
        union all
        (select s.transaction_id, s."position", s.user_id, null, null, null, s.at, null
           from phoenix_private.usage_signals s
          where (s.transaction_id, s."position") > (p_after_transaction::xid8, p_after_position) and s.transaction_id < v_xmin
          order by s.transaction_id, s."position" limit p_limit)) a
     order by a.transaction_id, a."position"
     limit p_limit;
end
$$;
comment on function public.read_live_entries is '@nullable event_id event_type app_source payload';

select phoenix_private.grant_execute(f, 'service_role') from unnest(array[
  'public.find_live_end()', 'public.read_live_entries(text, bigint, int)', 'public.forget_usage_signals(int)']::regprocedure[]) f;
select phoenix_private.close_function(f) from unnest(array['phoenix_private.signal_usage()', 'phoenix_private.wake_readers()']::regprocedure[]) f;
