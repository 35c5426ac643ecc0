-- Phase 3 of 3, chapter writer: may a model be called for this person now?
--
-- Words: a *model call* is one question to a model outside (agent or Gemini); a *lease* is the leave to make some of them, for
-- as long as one text is being written. The template writer calls nobody and needs no lease.

-- ---------------------------------------------------------------------------------------------------------------------
-- Tables

-- A handful of rows a person: what is older than a minute goes with the person's next lease.
create table if not exists phoenix_private.model_leases (
  lease_id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  calls int not null check (calls >= 0),
  ends_at timestamptz not null
);
comment on column phoenix_private.model_leases.calls is 'Calls that may be made under it; once it has ended, that were made.';
comment on column phoenix_private.model_leases.ends_at is 'When it lapses; once given back, when it was.';
create index if not exists leases_of_user on phoenix_private.model_leases (user_id, ends_at);

select phoenix_private.close_table('phoenix_private.model_leases');
select phoenix_private.grant_table('phoenix_private.model_leases', 'select, insert, update, delete', 'service_role');

-- ---------------------------------------------------------------------------------------------------------------------
-- Leases

-- Consent and bounds in one round trip. At most two leases at once and twenty calls a minute a person, whatever the tier and
-- however many gateways: a lease counts while it runs and for a minute after its end, so no minute can see more. AI processing
-- is allowed until it is withdrawn; a text about somebody's inner life needs a yes that stands.
create or replace function public.begin_model_calls(p_actor uuid, p_sensitive boolean, p_calls int)
returns table (outcome text, lease_id uuid, calls int, retry_after int, bound int)
language plpgsql volatile set search_path = '' as $$
#variable_conflict use_column
declare
  v_now timestamptz;
  v_running bigint;
  v_made bigint;
begin
  -- One lease after the other; whoever only needs the account to be there (key share) does not wait.
  perform from public.profiles p where p.id = p_actor for no key update;
  if not found then
    perform phoenix_private.refuse(401, 'UNAUTHENTICATED', 'This account no longer exists.');
  end if;
  if not phoenix_private.may_process(p_actor, p_sensitive) then
    return query select 'no_consent', null::uuid, 0, null::int, null::int;
    return;
  end if;
  v_now := clock_timestamp();
  delete from phoenix_private.model_leases l where l.user_id = p_actor and l.ends_at <= v_now - interval '1 minute';
  select count(*) filter (where l.ends_at > v_now), coalesce(sum(l.calls), 0) into v_running, v_made
    from phoenix_private.model_leases l where l.user_id = p_actor;
  if v_running >= 2 then
    return query select 'limited', null::uuid, 0, 2, 2;
  elsif v_made >= 20 then
    return query
      select 'limited', null::uuid, 0, greatest(1, ceil(extract(epoch from min(l.ends_at) + interval '1 minute' - v_now))::int), 20
        from phoenix_private.model_leases l where l.user_id = p_actor;
  else
    return query
      insert into phoenix_private.model_leases as l (user_id, calls, ends_at)
      values (p_actor, least(p_calls, 20 - v_made::int), v_now + interval '1 minute')
      returning 'granted', l.lease_id, l.calls, null::int, null::int;
  end if;
end
$$;
comment on function public.begin_model_calls is '@nullable lease_id retry_after bound';

-- Right before each further call under a lease: a yes that was taken back meanwhile keeps the text here. Nothing is written.
create or replace function public.may_call_models(p_actor uuid, p_sensitive boolean)
returns boolean language plpgsql stable set search_path = '' as $$
begin
  return exists (select from public.profiles p where p.id = p_actor) and phoenix_private.may_process(p_actor, p_sensitive);
end
$$;

-- Says how many calls were really made. What is never given back lapses after a minute.
create or replace function public.end_model_calls(p_actor uuid, p_lease_id uuid, p_calls int)
returns boolean language plpgsql volatile set search_path = '' as $$
begin
  update phoenix_private.model_leases l set calls = least(p_calls, l.calls), ends_at = clock_timestamp()
   where l.lease_id = p_lease_id and l.user_id = p_actor and l.ends_at > clock_timestamp();
  return found;
end
$$;

create or replace function phoenix_private.may_process(p_user_id uuid, p_sensitive boolean)
returns boolean language plpgsql stable set search_path = '' as $$
begin
  return coalesce((
      select c.granted from public.consent_records c
       where c.user_id = p_user_id and c.purpose = 'ai_processing' order by c."position" desc limit 1), true)
    and (not p_sensitive or phoenix_private.has_consent(p_user_id, 'ai_sensitive'));
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Execute, by name

select phoenix_private.grant_execute(f, 'service_role') from unnest(array[
  'public.begin_model_calls(uuid, boolean, int)', 'public.may_call_models(uuid, boolean)', 'public.end_model_calls(uuid, uuid, int)', 'phoenix_private.may_process(uuid, boolean)']::regprocedure[]) f;
