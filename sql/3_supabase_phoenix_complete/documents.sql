-- Phase 3 of 3, chapter documents: the operations that clients have registered.
--
-- Words: a *client* is one of our apps (web, ios, …), everybody else (anonymous), or a partner (`partner:<id>`); a *document* is one
-- operation of one client, under an id that means this text for ever; a *pruned* document has lost its text and keeps its id, so that
-- nobody gives it another meaning; the *revision* grows with every change, in the order of commits, and tells gateways what to read anew.
--
-- Nobody but the service comes near: gateways read, `npm run documents` writes.

-- ---------------------------------------------------------------------------------------------------------------------
-- Tables

create table if not exists phoenix_private.document_revision (
  only_row boolean primary key default true check (only_row),
  revision bigint not null default 1
);
insert into phoenix_private.document_revision (only_row) values (true) on conflict do nothing;

create table if not exists phoenix_private.clients (
  client text primary key check (client ~ '^[a-z][a-z0-9:._-]{0,99}$'),
  level text not null check (level in ('off', 'log', 'safelist', 'ids')),
  apq boolean not null default false,
  revision bigint not null,
  created_at timestamptz not null default now(),
  constraint clients_partners_send_ids check (level = 'ids' or client not like 'partner:%'),
  constraint clients_apq_never_with_a_safelist check (not apq or level in ('off', 'log'))
);

create table if not exists phoenix_private.documents (
  client text not null references phoenix_private.clients (client) on delete cascade,
  document_id text not null check (document_id ~ '^[A-Za-z0-9._~:-]{1,128}$'),
  name text not null check (name ~ '^[_A-Za-z][_0-9A-Za-z]{0,199}$'),
  operation text not null check (operation in ('query', 'mutation', 'subscription')),
  body text,
  body_hash text not null check (body_hash ~ '^[0-9a-f]{64}$'),
  cost int check (cost >= 0),
  pushed_at timestamptz not null default now(),
  first_seen timestamptz,
  last_seen timestamptz,
  deprecated_at timestamptz,
  pruned_at timestamptz,
  revision bigint not null,
  primary key (client, document_id),
  constraint documents_id_is_the_hash check (document_id not like 'sha256:%' or document_id = 'sha256:' || body_hash),
  constraint documents_pruned_have_no_body check ((body is null) = (pruned_at is not null))
);

-- The digest of the rules and the schema under which somebody found it valid: a gateway that has the same need not look again.
alter table phoenix_private.documents add column if not exists valid_for text check (valid_for ~ '^[0-9a-f]{64}$');

-- What clients at level `log` sent without having registered it: enough to find the operation, never its text.
create table if not exists phoenix_private.unknown_documents (
  client text not null references phoenix_private.clients (client) on delete cascade,
  body_hash text not null check (body_hash ~ '^[0-9a-f]{64}$'),
  name text check (length(name) <= 200),
  requests bigint not null,
  first_seen timestamptz not null default now(),
  last_seen timestamptz not null default now(),
  primary key (client, body_hash)
);

create index if not exists documents_by_revision on phoenix_private.documents (revision, client, document_id);

select phoenix_private.close_table(t) from unnest(array[
  'phoenix_private.document_revision', 'phoenix_private.clients', 'phoenix_private.documents', 'phoenix_private.unknown_documents']::regclass[]) t;
select phoenix_private.grant_table('phoenix_private.document_revision', 'select, update', 'service_role');
select phoenix_private.grant_table(t, 'select, insert, update', 'service_role') from unnest(array[
  'phoenix_private.clients', 'phoenix_private.documents', 'phoenix_private.unknown_documents']::regclass[]) t;

-- In production no client is below `safelist`, whatever its row says.
insert into phoenix_private.clients (client, level, apq, revision) values
  ('anonymous', 'off', false, 1), ('web', 'off', true, 1), ('ios', 'off', true, 1), ('android', 'off', true, 1), ('dashboard', 'off', false, 1)
on conflict (client) do nothing;

-- ---------------------------------------------------------------------------------------------------------------------
-- The revision

-- Locks its row until the commit: revisions become visible in their own order, so that "greater than the last I read" misses nothing.
create or replace function phoenix_private.next_document_revision()
returns bigint language sql volatile set search_path = '' as $$
  update phoenix_private.document_revision r set revision = r.revision + 1 returning r.revision
$$;

create or replace function public.document_revision()
returns bigint language plpgsql stable set search_path = '' as $$
begin
  return (select r.revision from phoenix_private.document_revision r);
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Reading

create or replace function public.list_clients()
returns table (client text, level text, apq boolean, revision bigint) language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select c.client, c.level, c.apq, c.revision from phoenix_private.clients c order by c.client;
end
$$;

-- What changed after a place in the order of changes, a page at a time; pruned documents too, without a body.
drop function if exists public.list_documents(int, bigint, text, text, text);
create or replace function public.list_documents(p_limit int, p_after_revision bigint, p_after_client text default '', p_after_id text default '', p_client text default null)
returns table (client text, document_id text, name text, operation text, body text, body_hash text, cost int, pushed_at timestamptz, first_seen timestamptz,
               last_seen timestamptz, deprecated_at timestamptz, pruned_at timestamptz, revision bigint, valid_for text)
language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select d.client, d.document_id, d.name, d.operation, d.body, d.body_hash, d.cost, d.pushed_at, d.first_seen, d.last_seen, d.deprecated_at, d.pruned_at, d.revision, d.valid_for
      from phoenix_private.documents d
     where (d.revision, d.client, d.document_id) > (p_after_revision, p_after_client, p_after_id) and (p_client is null or d.client = p_client)
     order by d.revision, d.client, d.document_id
     limit p_limit;
end
$$;
comment on function public.list_documents is '@nullable body cost first_seen last_seen deprecated_at pruned_at valid_for';

create or replace function public.report_documents()
returns table (client text, level text, apq boolean, documents int, never_seen int, seen_recently int, deprecated int, pruned int, highest_cost int, unknown int, last_push timestamptz)
language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select c.client, c.level, c.apq,
           count(d.document_id) filter (where d.pruned_at is null)::int,
           count(d.document_id) filter (where d.pruned_at is null and d.last_seen is null)::int,
           count(d.document_id) filter (where d.pruned_at is null and d.last_seen > now() - interval '30 days')::int,
           count(d.document_id) filter (where d.pruned_at is null and d.deprecated_at is not null)::int,
           count(d.document_id) filter (where d.pruned_at is not null)::int,
           max(d.cost) filter (where d.pruned_at is null),
           (select count(*)::int from phoenix_private.unknown_documents u where u.client = c.client),
           max(d.pushed_at)
      from phoenix_private.clients c left join phoenix_private.documents d on d.client = c.client
     group by c.client, c.level, c.apq order by c.client;
end
$$;
comment on function public.report_documents is '@nullable highest_cost last_push';

create or replace function public.list_unknown_documents(p_client text, p_limit int)
returns table (body_hash text, name text, requests bigint, first_seen timestamptz, last_seen timestamptz) language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select u.body_hash, u.name, u.requests, u.first_seen, u.last_seen from phoenix_private.unknown_documents u
     where u.client = p_client order by u.requests desc, u.body_hash limit p_limit;
end
$$;
comment on function public.list_unknown_documents is '@nullable name';

-- ---------------------------------------------------------------------------------------------------------------------
-- Writing

create or replace function phoenix_private.require_client(p_client text)
returns void language plpgsql stable set search_path = '' as $$
begin
  if not exists (select from phoenix_private.clients c where c.client = p_client) then
    perform phoenix_private.refuse(404, 'NOT_FOUND', format('There is no client "%s".', p_client));
  end if;
end
$$;

create or replace function public.set_client_level(p_client text, p_level text, p_apq boolean default null)
returns table (client text, level text, apq boolean) language plpgsql volatile set search_path = '' as $$
#variable_conflict use_column
declare v_revision bigint := phoenix_private.next_document_revision();
begin
  return query
    insert into phoenix_private.clients as c (client, level, apq, revision) values (p_client, p_level, coalesce(p_apq, false), v_revision)
    on conflict (client) do update
       set level = excluded.level, apq = case when excluded.level in ('off', 'log') then coalesce(p_apq, c.apq) else false end, revision = v_revision
    returning c.client, c.level, c.apq;
end
$$;

-- Registers [{id, name, operation, body, cost}]: all of them, or none where an id is known with another text. What is known already
-- stays as it is, but for its cost, and is neither deprecated nor pruned any more.
create or replace function public.push_documents(p_client text, p_documents jsonb)
returns table (document_id text, outcome text) language plpgsql volatile set search_path = '' as $$
#variable_conflict use_column
declare
  v_revision bigint := phoenix_private.next_document_revision();
  v_changed jsonb;
begin
  perform phoenix_private.require_client(p_client);
  select jsonb_agg(d.document_id order by d.document_id) into v_changed
    from jsonb_to_recordset(p_documents) n (id text, body text)
    join phoenix_private.documents d on d.client = p_client and d.document_id = n.id
   where d.body_hash <> encode(sha256(convert_to(n.body, 'UTF8')), 'hex');
  if v_changed is not null then
    perform phoenix_private.refuse(409, 'CONFLICT', 'An id means the same document for ever, and these were registered with another text.', jsonb_build_object('ids', v_changed));
  end if;
  return query
    with written as (
      insert into phoenix_private.documents as d (client, document_id, name, operation, body, body_hash, cost, revision)
      select p_client, n.id, n.name, n.operation, n.body, encode(sha256(convert_to(n.body, 'UTF8')), 'hex'), n.cost, v_revision
        from jsonb_to_recordset(p_documents) n (id text, name text, operation text, body text, cost int)
      on conflict (client, document_id) do update
         set body = excluded.body, name = excluded.name, cost = excluded.cost, deprecated_at = null, pruned_at = null, revision = excluded.revision,
             pushed_at = case when d.pruned_at is null then d.pushed_at else now() end
       where d.pruned_at is not null or d.deprecated_at is not null or d.cost is distinct from excluded.cost
      returning d.document_id, d.xmax = 0 as added)
    select n.id, case when w.document_id is null then 'known' when w.added then 'added' else 'renewed' end
      from jsonb_to_recordset(p_documents) n (id text) left join written w on w.document_id = n.id
     order by n.id;
end
$$;

-- Marks what a client no longer ships. It goes on running: old versions of an app are out there for months.
create or replace function public.deprecate_documents(p_client text, p_keep text[])
returns int language plpgsql volatile set search_path = '' as $$
declare
  v_revision bigint := phoenix_private.next_document_revision();
  v_count int;
begin
  perform phoenix_private.require_client(p_client);
  update phoenix_private.documents d set deprecated_at = now(), revision = v_revision
   where d.client = p_client and d.deprecated_at is null and d.pruned_at is null and not d.document_id = any (p_keep);
  get diagnostics v_count = row_count;
  return v_count;
end
$$;

-- Takes the text of documents away. Refused, one by one, for what was sent, or registered, in the last 30 days. No ids asks for all
-- that may go. `p_dry_run` only tells.
create or replace function public.prune_documents(p_client text, p_ids text[] default null, p_dry_run boolean default false)
returns table (document_id text, name text, last_seen timestamptz, outcome text) language plpgsql volatile set search_path = '' as $$
#variable_conflict use_column
declare v_revision bigint := case when p_dry_run then 0 else phoenix_private.next_document_revision() end;
begin
  perform phoenix_private.require_client(p_client);
  return query
    with asked as (
      select d.document_id, d.name, d.last_seen, greatest(d.last_seen, d.pushed_at) < now() - interval '30 days' as old
        from phoenix_private.documents d
       where d.client = p_client and d.pruned_at is null and (p_ids is null or d.document_id = any (p_ids))),
    gone as (
      update phoenix_private.documents d set body = null, pruned_at = now(), revision = v_revision
        from asked a where not p_dry_run and a.old and d.client = p_client and d.document_id = a.document_id)
    select a.document_id, a.name, a.last_seen, case when a.old then 'pruned' else 'refused' end
      from asked a where a.old or p_ids is not null
    union all
    select i, null, null, 'unknown' from unnest(p_ids) i where not exists (select from asked a where a.document_id = i)
    order by 1;
end
$$;
comment on function public.prune_documents is '@nullable name last_seen';

-- These were found valid, [[client, id]], under the rules of this digest. No change of a document: nobody reads it anew for that.
create or replace function public.note_valid_documents(p_rules text, p_documents jsonb)
returns void language plpgsql volatile set search_path = '' as $$
begin
  with locked as (
    select d.client, d.document_id from phoenix_private.documents d join jsonb_array_elements(p_documents) v on d.client = v ->> 0 and d.document_id = v ->> 1
     where d.body is not null and d.valid_for is distinct from p_rules
     order by d.client, d.document_id for update of d)
  update phoenix_private.documents d set valid_for = p_rules from locked l where d.client = l.client and d.document_id = l.document_id;
end
$$;

-- What gateways have seen since they last said so: [[client, id, when]] and [[client, hash, name, requests]]. Not a request costs a
-- write, and a row is locked for no longer than this.
create or replace function public.note_documents(p_seen jsonb, p_unknown jsonb default '[]')
returns void language plpgsql volatile set search_path = '' as $$
begin
  with seen as (
    select s ->> 0 as client, s ->> 1 as id, max((s ->> 2)::timestamptz) as at from jsonb_array_elements(p_seen) s group by 1, 2),
  -- In one order, so that two gateways that say the same do not lock crosswise.
  locked as (
    select d.client, d.document_id, s.at from phoenix_private.documents d join seen s on s.client = d.client and s.id = d.document_id
     order by d.client, d.document_id for update of d)
  update phoenix_private.documents d
     set first_seen = least(d.first_seen, l.at), last_seen = greatest(d.last_seen, l.at)
    from locked l where d.client = l.client and d.document_id = l.document_id;
  insert into phoenix_private.unknown_documents as u (client, body_hash, name, requests)
  select n ->> 0, n ->> 1, n ->> 2, (n ->> 3)::bigint from jsonb_array_elements(p_unknown) n
   where exists (select from phoenix_private.clients c where c.client = n ->> 0)
     -- Whoever makes texts up by the thousand finds the list full.
     and (exists (select from phoenix_private.unknown_documents k where k.client = n ->> 0 and k.body_hash = n ->> 1)
          or (select count(*) from phoenix_private.unknown_documents k where k.client = n ->> 0) < 5000)
   order by 1, 2
  on conflict (client, body_hash) do update set requests = u.requests + excluded.requests, last_seen = now();
end
$$;

select phoenix_private.grant_execute(f, 'service_role') from unnest(array[
  'public.document_revision()', 'public.list_clients()', 'public.list_documents(int, bigint, text, text, text)', 'public.report_documents()',
  'public.list_unknown_documents(text, int)', 'public.set_client_level(text, text, boolean)', 'public.push_documents(text, jsonb)',
  'public.deprecate_documents(text, text[])', 'public.prune_documents(text, text[], boolean)', 'public.note_documents(jsonb, jsonb)', 'public.note_valid_documents(text, jsonb)',
  'phoenix_private.next_document_revision()', 'phoenix_private.require_client(text)']::regprocedure[]) f;
