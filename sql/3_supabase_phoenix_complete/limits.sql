-- Phase 3 of 3, chapter limits: how much each caller may ask for, shared between the gateways.
--
-- Words: a *point* is about one object of an answer; a *bucket* holds the points that a caller may spend, and fills again at its rate, or
-- wholly at midnight UTC where it has none; a *lease* is a block of points that one gateway takes out to spend without asking again.
--
-- A bucket is named by a digest: no address, and no id of a person, lies here. Unlogged: after a crash of the server everybody starts
-- with a full bucket, and a lease costs no write-ahead log.

-- ---------------------------------------------------------------------------------------------------------------------
-- Tables

create unlogged table if not exists phoenix_private.rate_buckets (
  bucket text primary key check (length(bucket) between 1 and 64),
  points double precision not null,
  filled_at timestamptz not null,
  -- What the last lease got: `returning` does not see the row as it was before.
  leased int not null
);
-- What it could hold then: a limit that is changed keeps what was spent.
alter table phoenix_private.rate_buckets add column if not exists capacity int;
create index if not exists rate_buckets_by_age on phoenix_private.rate_buckets (filled_at);

select phoenix_private.close_table('phoenix_private.rate_buckets');
select phoenix_private.grant_table('phoenix_private.rate_buckets', 'select, insert, update, delete', 'service_role');

-- ---------------------------------------------------------------------------------------------------------------------
-- Leasing

-- What a bucket that held so much then holds at this moment.
create or replace function phoenix_private.points_at(p_points double precision, p_filled_at timestamptz, p_capacity int, p_per_second double precision, p_at timestamptz)
returns double precision language plpgsql immutable set search_path = '' as $$
begin
  if p_per_second = 0 then
    return case when date_trunc('day', p_at at time zone 'UTC') > date_trunc('day', p_filled_at at time zone 'UTC') then p_capacity else least(p_points, p_capacity) end;
  end if;
  return least(p_capacity, p_points + greatest(0, extract(epoch from p_at - p_filled_at)) * p_per_second);
end
$$;

-- Takes up to so many points out of a bucket, as many as are there; fewer than none puts points back. One statement, so that two
-- gateways can never take the same point: the clock is read once the row is ours.
create or replace function public.lease_points(p_bucket text, p_capacity int, p_per_second double precision, p_points int)
returns table (granted int, remaining int) language plpgsql volatile set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    insert into phoenix_private.rate_buckets as b (bucket, points, filled_at, leased, capacity)
    values (p_bucket, p_capacity - least(p_points, p_capacity), clock_timestamp(), least(p_points, p_capacity), p_capacity)
    on conflict (bucket) do update set (points, filled_at, leased, capacity) = (
      select now_there.points - taken.points, now_there.at, taken.points::int, p_capacity
        from (select clock.at, phoenix_private.points_at(b.points + p_capacity - coalesce(b.capacity, p_capacity), b.filled_at, p_capacity, p_per_second, clock.at) as points
                from (select greatest(b.filled_at, clock_timestamp()) as at) clock) now_there,
             lateral (select least(p_points, greatest(floor(now_there.points), 0)) as points) taken)
    returning b.leased, greatest(floor(b.points), 0)::int;
end
$$;

-- Buckets that are full again by now, whatever their rate: nothing is lost with them.
create or replace function public.forget_rate_buckets(p_limit int default 1000)
returns int language plpgsql volatile set search_path = '' as $$
declare v_forgotten int;
begin
  with old as (
    select o.bucket from phoenix_private.rate_buckets o where o.filled_at < clock_timestamp() - interval '1 day' order by o.filled_at limit p_limit for update skip locked)
  delete from phoenix_private.rate_buckets b using old where b.bucket = old.bucket;
  get diagnostics v_forgotten = row_count;
  return v_forgotten;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Grants

select phoenix_private.grant_execute(f, 'service_role') from unnest(array[
  'public.lease_points(text, int, double precision, int)', 'public.forget_rate_buckets(int)',
  'phoenix_private.points_at(double precision, timestamptz, int, double precision, timestamptz)']::regprocedure[]) f;
