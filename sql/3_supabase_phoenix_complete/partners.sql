-- Phase 3 of 3, chapter partners: job boards and training bodies, their keys, and what people let them see.
--
-- Words: a *partner* calls with a key and registered documents only; a *grant* is one person's word to one partner: which *scopes*
-- (profile, cvs, letters), until when. A grant counts while it is not revoked, not over, and the person's PARTNER_SHARING consent
-- stands. The actor of a partner's reads is its key, so that a key that has ended reads nothing more.

-- ---------------------------------------------------------------------------------------------------------------------
-- Tables

create table if not exists phoenix_private.partners (
  partner_id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) between 1 and 200),
  website text check (length(website) <= 2000),
  status text not null default 'active' check (status in ('active', 'suspended', 'disabled')),
  version int not null default 1,
  created_at timestamptz not null default now()
);
create table if not exists phoenix_private.partner_limits (
  partner_id uuid primary key references phoenix_private.partners (partner_id) on delete cascade,
  rate_per_minute int not null default 6000 check (rate_per_minute between 1 and 1000000),
  daily_quota int not null default 10000 check (daily_quota between 1 and 100000000),
  daily_cost int not null default 1000000 check (daily_cost between 1 and 2000000000)
);
comment on table phoenix_private.partner_limits is 'Points a minute; requests and points a UTC day.';

-- The key itself is nowhere: its SHA-256 finds it. A slow hash protects passwords that can be guessed; 256 random bits cannot.
create table if not exists phoenix_private.partner_keys (
  key_id uuid primary key default gen_random_uuid(),
  partner_id uuid not null references phoenix_private.partners (partner_id) on delete cascade,
  key_hash text not null unique check (key_hash ~ '^[0-9a-f]{64}$'),
  prefix text not null check (prefix ~ '^phx_[0-9a-f]{8}$'),
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz
);

-- One a person and partner, for ever the same: granting again renews it.
create table if not exists phoenix_private.partner_grants (
  grant_id uuid primary key default gen_random_uuid(),
  partner_id uuid not null references phoenix_private.partners (partner_id) on delete cascade,
  user_id uuid not null references public.profiles (id) on delete cascade,
  scopes text[] not null check (cardinality(scopes) > 0 and scopes <@ array['profile', 'cvs', 'letters']),
  created_at timestamptz not null default now(),
  granted_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  unique (user_id, partner_id)
);

-- What people did in one month, in groups of at least ten: written once, when the month is over, so that no two answers can be
-- subtracted from each other.
create table if not exists phoenix_private.partner_statistics (
  month date primary key,
  apps jsonb not null
);

create index if not exists keys_of_partner on phoenix_private.partner_keys (partner_id);
create index if not exists grants_of_partner_newest_first on phoenix_private.partner_grants (partner_id, created_at desc, grant_id desc);

-- ---------------------------------------------------------------------------------------------------------------------
-- Row level security and grants

select phoenix_private.close_table(t) from unnest(array[
  'phoenix_private.partners', 'phoenix_private.partner_limits', 'phoenix_private.partner_keys', 'phoenix_private.partner_grants', 'phoenix_private.partner_statistics']::regclass[]) t;
select phoenix_private.grant_table(t, 'select', 'authenticated') from unnest(array['phoenix_private.partners', 'phoenix_private.partner_grants']::regclass[]) t;
select phoenix_private.grant_table(t, 'select, insert, update', 'service_role') from unnest(array[
  'phoenix_private.partners', 'phoenix_private.partner_limits', 'phoenix_private.partner_keys', 'phoenix_private.partner_grants']::regclass[]) t;
select phoenix_private.grant_table('phoenix_private.partner_statistics', 'select, insert', 'service_role');
-- Who the partners are is no secret: a person must know whom they trust.
drop policy if exists "Viewers read who the partners are" on phoenix_private.partners;
create policy "Viewers read who the partners are" on phoenix_private.partners for select to authenticated using (true);
drop policy if exists "Viewers read their own grants" on phoenix_private.partner_grants;
create policy "Viewers read their own grants" on phoenix_private.partner_grants for select to authenticated using (user_id = (select auth.uid()));

-- ---------------------------------------------------------------------------------------------------------------------
-- Events

select phoenix_private.register_event('partner.created', 'ecosystem', '{"partner_id": {"type": "string", "format": "uuid"}, "key_id": {"type": "string", "format": "uuid"}}');
select phoenix_private.register_event('partner.key_rotated', 'ecosystem',
  '{"partner_id": {"type": "string", "format": "uuid"}, "key_id": {"type": "string", "format": "uuid"}, "overlap_hours": {"type": "integer", "minimum": 0}}');
select phoenix_private.register_event('partner.updated', 'ecosystem',
  '{"partner_id": {"type": "string", "format": "uuid"}, "version": {"type": "integer", "minimum": 1},
    "changed": {"type": "array", "items": {"type": "string", "enum": ["name", "website", "suspended", "rate_per_minute", "daily_quota", "daily_cost"]}},
    "rate_per_minute": {"type": "integer", "minimum": 1}, "daily_quota": {"type": "integer", "minimum": 1}, "daily_cost": {"type": "integer", "minimum": 1}}');
select phoenix_private.register_event('partner.disabled', 'ecosystem', '{"partner_id": {"type": "string", "format": "uuid"}}');
select phoenix_private.register_event('privacy.partner_access_granted', 'ecosystem',
  '{"grant_id": {"type": "string", "format": "uuid"}, "partner_id": {"type": "string", "format": "uuid"}, "days": {"type": "integer", "minimum": 0},
    "scopes": {"type": "array", "items": {"type": "string", "enum": ["profile", "cvs", "letters"]}}}');
select phoenix_private.register_event('privacy.partner_access_revoked', 'ecosystem',
  '{"grant_id": {"type": "string", "format": "uuid"}, "partner_id": {"type": "string", "format": "uuid"}}');
select phoenix_private.register_event('privacy.partner_data_read', 'ecosystem',
  '{"grant_id": {"type": "string", "format": "uuid"}, "partner_id": {"type": "string", "format": "uuid"},
    "scopes": {"type": "array", "items": {"type": "string", "enum": ["profile", "cvs", "letters"]}}}');

-- ---------------------------------------------------------------------------------------------------------------------
-- Who may

-- Definer: reads the one account that calls, in auth.users. A token's word is checked against what the project says now.
create or replace function phoenix_private.is_admin(p_user_id uuid)
returns boolean language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from auth.users u where u.id = p_user_id and u.raw_app_meta_data ->> 'phoenix_role' = 'admin');
end
$$;

create or replace function phoenix_private.require_admin(p_actor uuid)
returns void language plpgsql volatile set search_path = '' as $$
begin
  perform phoenix_private.require_actor(p_actor);
  if not phoenix_private.is_admin(p_actor) then
    perform phoenix_private.refuse(403, 'FORBIDDEN', 'This is for administrators.');
  end if;
end
$$;

-- The partner of a key that is good now.
create or replace function phoenix_private.require_partner(p_actor uuid)
returns phoenix_private.partners language plpgsql stable set search_path = '' as $$
declare v_partner phoenix_private.partners;
begin
  select p.* into v_partner
    from phoenix_private.partner_keys k join phoenix_private.partners p on p.partner_id = k.partner_id
   where k.key_id = p_actor and (k.expires_at is null or k.expires_at > now());
  if not found then
    perform phoenix_private.refuse(401, 'UNAUTHENTICATED', 'This partner key is not good any more.');
  end if;
  if v_partner.status <> 'active' then
    perform phoenix_private.refuse(403, 'FORBIDDEN', format('This partner is %s.', v_partner.status));
  end if;
  return v_partner;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Reading, as a viewer

create or replace function public.load_partners(p_ids uuid[])
returns setof phoenix_private.partners language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from phoenix_private.partners p where p.partner_id = any (p_ids);
end
$$;

create or replace function public.load_partner_grants(p_ids uuid[])
returns setof phoenix_private.partner_grants language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from phoenix_private.partner_grants g where g.grant_id = any (p_ids);
end
$$;

create or replace function public.list_partner_grants(p_user_id uuid)
returns setof phoenix_private.partner_grants language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from phoenix_private.partner_grants g where g.user_id = p_user_id order by g.granted_at desc, g.grant_id;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Reading, as the gateway

-- All keys that are good, a page at a time, for gateways to know by heart; and for a day those that are over, so that they are told so.
drop function if exists public.list_keys_of_partners();
create or replace function public.list_keys_of_partners(p_limit int, p_after uuid default null)
returns table (key_id uuid, partner_id uuid, key_hash text, status text, expires_at timestamptz, rate_per_minute int, daily_quota int, daily_cost int)
language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select k.key_id, k.partner_id, k.key_hash, p.status, k.expires_at, l.rate_per_minute, l.daily_quota, l.daily_cost
      from phoenix_private.partner_keys k
      join phoenix_private.partners p on p.partner_id = k.partner_id
      join phoenix_private.partner_limits l on l.partner_id = k.partner_id
     where (p_after is null or k.key_id > p_after) and (k.expires_at is null or k.expires_at > now() - interval '1 day')
     order by k.key_id
     limit p_limit;
end
$$;
comment on function public.list_keys_of_partners is '@nullable expires_at';

create or replace function public.note_partner_keys(p_used jsonb)
returns void language plpgsql volatile set search_path = '' as $$
begin
  update phoenix_private.partner_keys k set last_used_at = greatest(k.last_used_at, u.at)
    from (select (e ->> 0)::uuid as id, max((e ->> 1)::timestamptz) as at from jsonb_array_elements(p_used) e group by 1) u
   where k.key_id = u.id;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Reading, as a partner

create or replace function public.load_partner(p_actor uuid)
returns phoenix_private.partners language plpgsql stable set search_path = '' as $$
begin
  return phoenix_private.require_partner(p_actor);
end
$$;

-- Limits and keys: for the partner itself, and for administrators.
create or replace function public.load_partner_account(p_actor uuid, p_partner_id uuid)
returns table (partner_id uuid, rate_per_minute int, daily_quota int, daily_cost int, keys jsonb) language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  if not phoenix_private.is_admin(p_actor) and (phoenix_private.require_partner(p_actor)).partner_id <> p_partner_id then
    perform phoenix_private.refuse(403, 'FORBIDDEN', 'This is for the partner itself, and for administrators.');
  end if;
  return query
    select l.partner_id, l.rate_per_minute, l.daily_quota, l.daily_cost,
           (select jsonb_agg(jsonb_build_object('prefix', k.prefix, 'createdAt', k.created_at, 'expiresAt', k.expires_at, 'lastUsedAt', k.last_used_at) order by k.created_at desc, k.key_id)
              from phoenix_private.partner_keys k where k.partner_id = l.partner_id)
      from phoenix_private.partner_limits l where l.partner_id = p_partner_id;
end
$$;

-- A grant that counts now.
create or replace function phoenix_private.grant_counts(p_grant phoenix_private.partner_grants)
returns boolean language plpgsql stable set search_path = '' as $$
begin
  return p_grant.revoked_at is null and p_grant.expires_at > now() and phoenix_private.has_consent(p_grant.user_id, 'partner_sharing');
end
$$;

create or replace function public.list_granted(p_actor uuid, p_limit int, p_after_at timestamptz default null, p_after_id uuid default null)
returns setof phoenix_private.partner_grants language plpgsql stable set search_path = '' as $$
declare v_partner_id uuid := (phoenix_private.require_partner(p_actor)).partner_id;
begin
  return query
    select g.* from phoenix_private.partner_grants g
     where g.partner_id = v_partner_id and (p_after_at is null or (g.created_at, g.grant_id) < (p_after_at, p_after_id)) and phoenix_private.grant_counts(g)
     order by g.created_at desc, g.grant_id desc
     limit p_limit;
end
$$;

-- What a partner sees of one person: [{...}] of a scope, newest first, a page of it.
create or replace function phoenix_private.shared_rows(p_user_id uuid, p_scope text, p_limit int, p_after_at timestamptz, p_after_id uuid)
returns jsonb language plpgsql stable set search_path = '' as $$
begin
  case p_scope
    when 'profile' then
      return (select jsonb_agg(jsonb_build_object('fullName', p.full_name, 'email', p.email, 'preferences', p.preferences)) from public.profiles p where p.id = p_user_id);
    when 'cvs' then
      return (select coalesce(jsonb_agg(to_jsonb(c) order by c."createdAt" desc, c.id desc), '[]') from (
        select c.id, c.origin, c.title, c.target_job as "targetJob", c.language, case when c.origin <> 'uploaded' then c.cv_data end as data, c.plain_text as text,
               c.version, c.created_at as "createdAt", c.updated_at as "updatedAt"
          from public.cv_generations c
         where c.user_id = p_user_id and (p_after_at is null or (c.created_at, c.id) < (p_after_at, p_after_id))
         order by c.created_at desc, c.id desc limit p_limit) c);
    when 'letters' then
      return (select coalesce(jsonb_agg(to_jsonb(l) order by l."createdAt" desc, l.id desc), '[]') from (
        select l.id, l.title, l.job_title as "jobTitle", l.company_name as "companyName", l.language, l.generated_letter as text,
               l.version, l.created_at as "createdAt", l.updated_at as "updatedAt"
          from public.letter_generations l
         where l.user_id = p_user_id and (p_after_at is null or (l.created_at, l.id) < (p_after_at, p_after_id))
         order by l.created_at desc, l.id desc limit p_limit) l);
  end case;
end
$$;

-- Everything that a turn of a partner's request reads, at once: [{grant, scope, limit, afterAt, afterId}] → one answer each, null where
-- the grant does not count or does not hold the scope. Each person whose data is read gets one event a request: `p_call.scopes` is what
-- the whole request asks for, `p_call.told` the grants of which it has told already.
create or replace function public.read_granted(p_actor uuid, p_call jsonb, p_wanted jsonb)
returns jsonb language plpgsql volatile set search_path = '' as $$
declare
  v_partner_id uuid := (phoenix_private.require_partner(p_actor)).partner_id;
  v_ids uuid[] := array(select distinct (w ->> 'grant')::uuid from jsonb_array_elements(p_wanted) w);
  v_grants jsonb := '{}';
  v_grant record;
  v_scopes text[];
begin
  -- Whoever is being erased is read no more, and whoever is read is not erased before the event is in.
  for v_grant in
    select g.grant_id, g.user_id, g.scopes from phoenix_private.partner_grants g join public.profiles p on p.id = g.user_id
     where g.grant_id = any (v_ids) and g.partner_id = v_partner_id and phoenix_private.grant_counts(g)
     order by g.user_id for key share of p
  loop
    -- What is read now is told, whatever the call says.
    v_scopes := array(
      select s from (select jsonb_array_elements_text(coalesce(p_call -> 'scopes', '[]')) as s
                     union select w ->> 'scope' from jsonb_array_elements(p_wanted) w where (w ->> 'grant')::uuid = v_grant.grant_id) asked
       where s = any (v_grant.scopes) order by s);
    if cardinality(v_scopes) > 0 and not coalesce(p_call -> 'told' ? v_grant.grant_id::text, false) then
      perform phoenix_private.append_event(v_grant.user_id, 'privacy.partner_data_read',
        jsonb_build_object('grant_id', v_grant.grant_id, 'partner_id', v_partner_id, 'scopes', to_jsonb(v_scopes)), p_call);
    end if;
    v_grants := v_grants || jsonb_build_object(v_grant.grant_id, jsonb_build_object('user', v_grant.user_id, 'scopes', to_jsonb(v_grant.scopes)));
  end loop;
  return (
    select jsonb_agg(case when v_grants -> (w ->> 'grant') -> 'scopes' ? (w ->> 'scope') then phoenix_private.shared_rows(
             (v_grants -> (w ->> 'grant') ->> 'user')::uuid, w ->> 'scope', least((w ->> 'limit')::int, 101), (w ->> 'afterAt')::timestamptz, (w ->> 'afterId')::uuid) end order by n)
      from jsonb_array_elements(p_wanted) with ordinality x (w, n));
end
$$;

-- Of the last whole UTC month.
create or replace function public.load_partner_statistics(p_actor uuid)
returns table (month date, apps jsonb) language plpgsql volatile set search_path = '' as $$
#variable_conflict use_column
declare v_month date := (date_trunc('month', now() at time zone 'UTC') - interval '1 month')::date;
begin
  perform phoenix_private.require_partner(p_actor);
  if not exists (select from phoenix_private.partner_statistics s where s.month = v_month) then
    insert into phoenix_private.partner_statistics (month, apps)
    select v_month, coalesce(jsonb_agg(jsonb_build_object('app', g.app_source, 'people', g.people, 'events', g.events) order by g.app_source), '[]')
      from (select e.app_source, count(distinct e.stream_id) as people, count(*) as events from public.phoenix_events e
             where e."timestamp" >= v_month::timestamp at time zone 'UTC' and e."timestamp" < (v_month::timestamp + interval '1 month') at time zone 'UTC'
             group by e.app_source having count(distinct e.stream_id) >= 10) g
    on conflict (month) do nothing;
  end if;
  return query
    select s.month, s.apps from phoenix_private.partner_statistics s where s.month = v_month;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Writing, as an administrator

create or replace function public.create_partner(
  p_actor uuid, p_call jsonb, p_name text, p_website text, p_rate_per_minute int, p_daily_quota int, p_daily_cost int, p_key_hash text, p_key_prefix text)
returns phoenix_private.partners language plpgsql volatile set search_path = '' as $$
declare
  v_partner phoenix_private.partners;
  v_key_id uuid;
begin
  perform phoenix_private.require_admin(p_actor);
  insert into phoenix_private.partners (name, website) values (p_name, p_website) returning * into v_partner;
  insert into phoenix_private.partner_limits as l (partner_id, rate_per_minute, daily_quota, daily_cost)
  values (v_partner.partner_id, coalesce(p_rate_per_minute, 6000), coalesce(p_daily_quota, 10000), coalesce(p_daily_cost, 1000000));
  insert into phoenix_private.partner_keys (partner_id, key_hash, prefix) values (v_partner.partner_id, p_key_hash, p_key_prefix) returning key_id into v_key_id;
  insert into phoenix_private.clients (client, level, revision) values ('partner:' || v_partner.partner_id, 'ids', phoenix_private.next_document_revision());
  perform phoenix_private.append_event(p_actor, 'partner.created', jsonb_build_object('partner_id', v_partner.partner_id, 'key_id', v_key_id), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('partner', v_partner.partner_id));
  return v_partner;
end
$$;

create or replace function phoenix_private.require_partner_to_change(p_partner_id uuid)
returns void language plpgsql volatile set search_path = '' as $$
declare v_status text;
begin
  select p.status into v_status from phoenix_private.partners p where p.partner_id = p_partner_id for update;
  if not found then
    perform phoenix_private.refuse(404, 'NOT_FOUND', 'There is no such partner.');
  end if;
  if v_status = 'disabled' then
    perform phoenix_private.refuse(409, 'CONFLICT', 'This partner is disabled.');
  end if;
end
$$;

-- The new key is good at once; the old ones go on for so many hours, or as long as they had.
create or replace function public.rotate_partner_key(p_actor uuid, p_call jsonb, p_partner_id uuid, p_key_hash text, p_key_prefix text, p_overlap_hours int)
returns phoenix_private.partners language plpgsql volatile set search_path = '' as $$
declare v_key_id uuid;
begin
  perform phoenix_private.require_admin(p_actor);
  perform phoenix_private.require_partner_to_change(p_partner_id);
  update phoenix_private.partner_keys k set expires_at = least(k.expires_at, now() + make_interval(hours => p_overlap_hours)) where k.partner_id = p_partner_id;
  insert into phoenix_private.partner_keys (partner_id, key_hash, prefix) values (p_partner_id, p_key_hash, p_key_prefix) returning key_id into v_key_id;
  perform phoenix_private.next_document_revision();
  perform phoenix_private.append_event(p_actor, 'partner.key_rotated',
    jsonb_build_object('partner_id', p_partner_id, 'key_id', v_key_id, 'overlap_hours', p_overlap_hours), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('partner', p_partner_id));
  return (select p from phoenix_private.partners p where p.partner_id = p_partner_id);
end
$$;

-- What `p_changed` names becomes what is said here; the rest stays. A suspended partner's keys are good again when it is not.
create or replace function public.update_partner(
  p_actor uuid, p_call jsonb, p_partner_id uuid, p_expected_version int, p_changed text[], p_name text, p_website text, p_suspended boolean,
  p_rate_per_minute int, p_daily_quota int, p_daily_cost int)
returns phoenix_private.partners language plpgsql volatile set search_path = '' as $$
declare
  v_partner phoenix_private.partners;
  v_limits phoenix_private.partner_limits;
begin
  perform phoenix_private.require_admin(p_actor);
  perform phoenix_private.require_partner_to_change(p_partner_id);
  update phoenix_private.partners p
     set name = case when 'name' = any (p_changed) then p_name else p.name end,
         website = case when 'website' = any (p_changed) then p_website else p.website end,
         status = case when 'suspended' <> all (p_changed) then p.status when p_suspended then 'suspended' else 'active' end,
         version = p.version + 1
   where p.partner_id = p_partner_id and p.version = coalesce(p_expected_version, p.version)
  returning * into v_partner;
  if not found then
    perform phoenix_private.refuse(409, 'CONFLICT', 'The partner was changed meanwhile: read it again.');
  end if;
  update phoenix_private.partner_limits l
     set rate_per_minute = case when 'rate_per_minute' = any (p_changed) then p_rate_per_minute else l.rate_per_minute end,
         daily_quota = case when 'daily_quota' = any (p_changed) then p_daily_quota else l.daily_quota end,
         daily_cost = case when 'daily_cost' = any (p_changed) then p_daily_cost else l.daily_cost end
   where l.partner_id = p_partner_id
  returning * into v_limits;
  perform phoenix_private.next_document_revision();
  perform phoenix_private.append_event(p_actor, 'partner.updated', jsonb_build_object('partner_id', p_partner_id, 'version', v_partner.version, 'changed', to_jsonb(p_changed),
    'rate_per_minute', v_limits.rate_per_minute, 'daily_quota', v_limits.daily_quota, 'daily_cost', v_limits.daily_cost), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('partner', p_partner_id));
  return v_partner;
end
$$;

create or replace function public.disable_partner(p_actor uuid, p_call jsonb, p_partner_id uuid)
returns phoenix_private.partners language plpgsql volatile set search_path = '' as $$
begin
  perform phoenix_private.require_admin(p_actor);
  perform phoenix_private.require_partner_to_change(p_partner_id);
  update phoenix_private.partners p set status = 'disabled', version = p.version + 1 where p.partner_id = p_partner_id;
  perform phoenix_private.next_document_revision();
  perform phoenix_private.append_event(p_actor, 'partner.disabled', jsonb_build_object('partner_id', p_partner_id), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('partner', p_partner_id));
  return (select p from phoenix_private.partners p where p.partner_id = p_partner_id);
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Writing, as a person

create or replace function public.grant_partner_access(p_actor uuid, p_call jsonb, p_partner_id uuid, p_scopes text[], p_expires_at timestamptz)
returns phoenix_private.partner_grants language plpgsql volatile set search_path = '' as $$
declare v_grant phoenix_private.partner_grants;
begin
  perform phoenix_private.require_actor(p_actor);
  if not exists (select from phoenix_private.partners p where p.partner_id = p_partner_id and p.status = 'active') then
    perform phoenix_private.refuse(404, 'NOT_FOUND', 'There is no such partner.');
  end if;
  if not phoenix_private.has_consent(p_actor, 'partner_sharing') then
    perform phoenix_private.refuse(403, 'FORBIDDEN', 'Sharing with partners needs your consent PARTNER_SHARING first: recordConsent.');
  end if;
  insert into phoenix_private.partner_grants as g (partner_id, user_id, scopes, expires_at) values (p_partner_id, p_actor, p_scopes, p_expires_at)
  on conflict (user_id, partner_id) do update set scopes = excluded.scopes, expires_at = excluded.expires_at, granted_at = now(), revoked_at = null
  returning * into v_grant;
  perform phoenix_private.append_event(p_actor, 'privacy.partner_access_granted', jsonb_build_object(
    'grant_id', v_grant.grant_id, 'partner_id', p_partner_id, 'scopes', to_jsonb(p_scopes), 'days', ceil(extract(epoch from p_expires_at - now()) / 86400)::int), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('partnerGrant', v_grant.grant_id));
  return v_grant;
end
$$;

create or replace function public.revoke_partner_access(p_actor uuid, p_call jsonb, p_grant_id uuid)
returns phoenix_private.partner_grants language plpgsql volatile set search_path = '' as $$
declare v_grant phoenix_private.partner_grants;
begin
  perform phoenix_private.require_actor(p_actor);
  update phoenix_private.partner_grants g set revoked_at = now() where g.grant_id = p_grant_id and g.user_id = p_actor and g.revoked_at is null returning * into v_grant;
  if not found then
    if exists (select from phoenix_private.partner_grants g where g.grant_id = p_grant_id and g.user_id = p_actor) then
      perform phoenix_private.refuse(409, 'CONFLICT', 'This access is revoked already.');
    end if;
    perform phoenix_private.refuse(404, 'NOT_FOUND', 'There is no such partner access.');
  end if;
  perform phoenix_private.append_event(p_actor, 'privacy.partner_access_revoked', jsonb_build_object('grant_id', p_grant_id, 'partner_id', v_grant.partner_id), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('partnerGrant', p_grant_id));
  return v_grant;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Execute, by name

select phoenix_private.grant_execute(f, 'authenticated') from unnest(array[
  'public.load_partners(uuid[])', 'public.load_partner_grants(uuid[])', 'public.list_partner_grants(uuid)']::regprocedure[]) f;
select phoenix_private.grant_execute(f, 'service_role') from unnest(array[
  'phoenix_private.is_admin(uuid)', 'phoenix_private.require_admin(uuid)', 'phoenix_private.require_partner(uuid)', 'public.list_keys_of_partners(int, uuid)',
  'public.note_partner_keys(jsonb)', 'public.load_partner(uuid)', 'public.load_partner_account(uuid, uuid)',
  'phoenix_private.grant_counts(phoenix_private.partner_grants)', 'public.list_granted(uuid, int, timestamptz, uuid)',
  'phoenix_private.shared_rows(uuid, text, int, timestamptz, uuid)', 'public.read_granted(uuid, jsonb, jsonb)', 'public.load_partner_statistics(uuid)',
  'public.create_partner(uuid, jsonb, text, text, int, int, int, text, text)', 'phoenix_private.require_partner_to_change(uuid)',
  'public.rotate_partner_key(uuid, jsonb, uuid, text, text, int)', 'public.update_partner(uuid, jsonb, uuid, int, text[], text, text, boolean, int, int, int)', 'public.disable_partner(uuid, jsonb, uuid)',
  'public.grant_partner_access(uuid, jsonb, uuid, text[], timestamptz)', 'public.revoke_partner_access(uuid, jsonb, uuid)']::regprocedure[]) f;
