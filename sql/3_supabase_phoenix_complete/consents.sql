-- Phase 3 of 3, chapter consents: what a person allowed, when, and on reading which text.
--
-- Words: a *purpose* is what data may be used for; a *record* is one answer to one purpose, append-only; the *consent* to a
-- purpose is its latest record, and none is a no. Other chapters ask phoenix_private.has_consent.

-- ---------------------------------------------------------------------------------------------------------------------
-- Tables

create table if not exists public.consent_records (
  record_id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  purpose text not null check (purpose in ('ai_processing', 'ai_sensitive', 'analytics', 'research', 'marketing', 'partner_sharing')),
  granted boolean not null,
  version text not null check (version ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$'),
  source text not null check (source in ('cv', 'letters', 'rise', 'ecosystem')),
  recorded_at timestamptz not null default clock_timestamp(),
  "position" bigint generated always as identity
);
comment on column public.consent_records.version is 'Of the text that the person was shown.';
comment on column public.consent_records.source is 'The app that asked.';

create index if not exists consents_of_user_by_purpose on public.consent_records (user_id, purpose, "position" desc);
create index if not exists consents_of_user_newest_first on public.consent_records (user_id, recorded_at desc, record_id desc);

-- ---------------------------------------------------------------------------------------------------------------------
-- Row level security and grants

select phoenix_private.close_table('public.consent_records');
select phoenix_private.grant_table('public.consent_records', 'select', 'authenticated');
-- No update and no delete, not even for the service: a ledger that can be rewritten proves nothing.
select phoenix_private.grant_table('public.consent_records', 'select, insert', 'service_role');
drop policy if exists "Viewers read their own consents" on public.consent_records;
create policy "Viewers read their own consents" on public.consent_records for select to authenticated using (user_id = (select auth.uid()));

-- ---------------------------------------------------------------------------------------------------------------------
-- Events

select phoenix_private.register_event('privacy.consent_recorded', 'ecosystem',
  '{"record_id": {"type": "string", "format": "uuid"}, "granted": {"type": "boolean"},
    "purpose": {"type": "string", "enum": ["ai_processing", "ai_sensitive", "analytics", "research", "marketing", "partner_sharing"]}}');

-- ---------------------------------------------------------------------------------------------------------------------
-- Reading

create or replace function phoenix_private.has_consent(p_user_id uuid, p_purpose text)
returns boolean language plpgsql stable set search_path = '' as $$
begin
  return coalesce((
    select c.granted from public.consent_records c
     where c.user_id = p_user_id and c.purpose = p_purpose order by c."position" desc limit 1), false);
end
$$;
comment on function phoenix_private.has_consent is 'Whether the latest answer to a purpose is yes. Nobody asked, or an unknown purpose, is a no.';

-- Every purpose, also where nothing was ever recorded.
create or replace function public.list_consents(p_user_id uuid)
returns table (purpose text, granted boolean, version text, source text, recorded_at timestamptz)
language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select p.purpose, coalesce(c.granted, false), c.version, c.source, c.recorded_at
      from unnest(array['ai_processing', 'ai_sensitive', 'analytics', 'research', 'marketing', 'partner_sharing']) with ordinality p (purpose, n)
      left join lateral (
        select r.granted, r.version, r.source, r.recorded_at from public.consent_records r
         where r.user_id = p_user_id and r.purpose = p.purpose order by r."position" desc limit 1) c on true
     order by p.n;
end
$$;
comment on function public.list_consents is '@nullable version source recorded_at';

create or replace function public.load_consent_records(p_ids uuid[])
returns setof public.consent_records language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from public.consent_records c where c.record_id = any (p_ids);
end
$$;

create or replace function public.list_consent_records(p_user_id uuid, p_limit int, p_after_at timestamptz default null, p_after_id uuid default null)
returns setof public.consent_records language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from public.consent_records c
     where c.user_id = p_user_id and (p_after_at is null or (c.recorded_at, c.record_id) < (p_after_at, p_after_id))
     order by c.recorded_at desc, c.record_id desc
     limit p_limit;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Writing

-- The same answer again is a record again: it was given to another text, or anew.
create or replace function public.record_consent(p_actor uuid, p_call jsonb, p_purpose text, p_granted boolean, p_version text, p_source text)
returns public.consent_records language plpgsql volatile set search_path = '' as $$
declare v_record public.consent_records;
begin
  perform phoenix_private.require_actor(p_actor);
  insert into public.consent_records (user_id, purpose, granted, version, source)
  values (p_actor, p_purpose, p_granted, p_version, p_source) returning * into v_record;
  perform phoenix_private.append_event(p_actor, 'privacy.consent_recorded',
    jsonb_build_object('record_id', v_record.record_id, 'purpose', p_purpose, 'granted', p_granted), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('consent', p_purpose));
  return v_record;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Execute, by name

select phoenix_private.grant_execute(f, 'authenticated') from unnest(array[
  'public.list_consents(uuid)', 'public.load_consent_records(uuid[])', 'public.list_consent_records(uuid, int, timestamptz, uuid)']::regprocedure[]) f;
select phoenix_private.grant_execute('phoenix_private.has_consent(uuid, text)', 'authenticated', 'service_role');
select phoenix_private.grant_execute('public.record_consent(uuid, jsonb, text, boolean, text, text)', 'service_role');
