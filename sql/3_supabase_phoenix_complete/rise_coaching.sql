-- Phase 3 of 3, chapter Rise, coaching: sessions and what is said in them.
--
-- Words: a session is *active* until it is *completed*, and then never again; its *thread* is its messages in order; a *reply* is
-- the coach's message as a writer made it, {text, source, model, duration_ms, input_tokens, output_tokens}. A person's message is
-- kept together with the coach's answer to it, or not at all.

-- ---------------------------------------------------------------------------------------------------------------------
-- Tables

create table if not exists public.coaching_sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  topic text check (length(topic) <= 200),
  language text not null check (language in ('fr', 'en')),
  depth text not null check (depth in ('brief', 'full')),
  status text not null default 'active' check (status in ('active', 'completed')),
  messages_count int not null default 0 check (messages_count >= 0),
  satisfaction int check (satisfaction between 1 and 5),
  summary text,
  summary_source text check (summary_source in ('model', 'template')),
  summary_model text,
  version int not null default 1,
  started_at timestamptz not null default now(),
  completed_at timestamptz,
  check ((status = 'completed') = (completed_at is not null)),
  check ((summary is null) = (summary_source is null))
);

create table if not exists public.coaching_messages (
  id uuid primary key default gen_random_uuid(),
  session_id uuid not null references public.coaching_sessions (id) on delete cascade,
  user_id uuid not null references public.profiles (id) on delete cascade,
  "position" int not null check ("position" > 0),
  author text not null check (author in ('user', 'coach')),
  text text not null,
  source text check (source in ('model', 'template')),
  model text,
  duration_ms int check (duration_ms >= 0),
  input_tokens int check (input_tokens >= 0),
  output_tokens int check (output_tokens >= 0),
  created_at timestamptz not null default now(),
  unique (session_id, "position"),
  check ((author = 'coach') = (source is not null))
);

-- How the summary came about, as of every other text.
alter table public.coaching_sessions
  add column if not exists summary_duration_ms int check (summary_duration_ms >= 0),
  add column if not exists summary_input_tokens int check (summary_input_tokens >= 0),
  add column if not exists summary_output_tokens int check (summary_output_tokens >= 0);

create index if not exists sessions_of_user_newest_first on public.coaching_sessions (user_id, started_at desc, id desc);
create index if not exists coaching_messages_of_user on public.coaching_messages (user_id);

-- ---------------------------------------------------------------------------------------------------------------------
-- Row level security and grants

select phoenix_private.close_table(t) from unnest(array['public.coaching_sessions', 'public.coaching_messages']::regclass[]) t;
select phoenix_private.grant_table(t, 'select', 'authenticated') from unnest(array['public.coaching_sessions', 'public.coaching_messages']::regclass[]) t;
select phoenix_private.grant_table('public.coaching_sessions', 'select, insert, update', 'service_role');
select phoenix_private.grant_table('public.coaching_messages', 'select, insert', 'service_role');
drop policy if exists "Viewers read their own coaching" on public.coaching_sessions;
create policy "Viewers read their own coaching" on public.coaching_sessions for select to authenticated using (user_id = (select auth.uid()));
drop policy if exists "Viewers read their own coaching messages" on public.coaching_messages;
create policy "Viewers read their own coaching messages" on public.coaching_messages for select to authenticated using (user_id = (select auth.uid()));

-- ---------------------------------------------------------------------------------------------------------------------
-- Events

select phoenix_private.register_event('rise.coaching_started', 'rise',
  '{"session_id": {"type": "string", "format": "uuid"}, "source": {"type": "string", "enum": ["model", "template"]}, "duration_ms": {"type": "integer", "minimum": 0},
    "remaining": {"type": "integer", "minimum": 0, "nullable": true}}');
select phoenix_private.register_event('rise.coaching_message_sent', 'rise',
  '{"session_id": {"type": "string", "format": "uuid"}, "message_id": {"type": "string", "format": "uuid"}, "reply_id": {"type": "string", "format": "uuid"},
    "source": {"type": "string", "enum": ["model", "template"]}, "duration_ms": {"type": "integer", "minimum": 0}, "messages_count": {"type": "integer", "minimum": 0}}');
select phoenix_private.register_event('rise.coaching_completed', 'rise',
  '{"session_id": {"type": "string", "format": "uuid"}, "messages_count": {"type": "integer", "minimum": 0}, "duration_seconds": {"type": "integer", "minimum": 0},
    "satisfaction": {"type": "integer", "minimum": 1, "maximum": 5, "nullable": true}}');

-- ---------------------------------------------------------------------------------------------------------------------
-- Reading

create or replace function public.load_coaching_sessions(p_ids uuid[])
returns setof public.coaching_sessions language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from public.coaching_sessions s where s.id = any (p_ids);
end
$$;

create or replace function public.list_coaching_sessions(p_user_id uuid, p_limit int, p_after_at timestamptz default null, p_after_id uuid default null)
returns setof public.coaching_sessions language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from public.coaching_sessions s
     where s.user_id = p_user_id and (p_after_at is null or (s.started_at, s.id) < (p_after_at, p_after_id))
     order by s.started_at desc, s.id desc
     limit p_limit;
end
$$;

create or replace function public.load_coaching_messages(p_ids uuid[])
returns setof public.coaching_messages language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from public.coaching_messages m where m.id = any (p_ids);
end
$$;

-- A row a session, so that a page of sessions is a page of rows.
create or replace function public.load_coaching_threads(p_ids uuid[])
returns table (id uuid, messages jsonb) language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select m.session_id, jsonb_agg(to_jsonb(m) order by m."position") from public.coaching_messages m where m.session_id = any (p_ids) group by m.session_id;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Writing

create or replace function phoenix_private.add_coach_message(p_user_id uuid, p_session_id uuid, p_position int, p_reply jsonb)
returns uuid language sql volatile set search_path = '' as $$
  insert into public.coaching_messages (session_id, user_id, "position", author, text, source, model, duration_ms, input_tokens, output_tokens)
  values (p_session_id, p_user_id, p_position, 'coach', p_reply ->> 'text', p_reply ->> 'source', p_reply ->> 'model', (p_reply ->> 'duration_ms')::int,
          (p_reply ->> 'input_tokens')::int, (p_reply ->> 'output_tokens')::int)
  returning id
$$;

create or replace function public.start_coaching_session(p_actor uuid, p_call jsonb, p_topic text, p_language text, p_depth text, p_reply jsonb)
returns table (coaching_session public.coaching_sessions, usage phoenix_private.feature_usage) language plpgsql volatile set search_path = '' as $$
begin
  perform phoenix_private.require_actor(p_actor);
  usage := phoenix_private.settle_usage(p_actor, p_call, 'coaching_sessions');
  insert into public.coaching_sessions (user_id, topic, language, depth, messages_count) values (p_actor, p_topic, p_language, p_depth, 1)
  returning * into coaching_session;
  perform phoenix_private.add_coach_message(p_actor, coaching_session.id, 1, p_reply);
  update public.profiles p set total_coaching_sessions = coalesce(p.total_coaching_sessions, 0) + 1 where p.id = p_actor;
  perform phoenix_private.append_event(p_actor, 'rise.coaching_started', jsonb_build_object(
    'session_id', coaching_session.id, 'source', p_reply ->> 'source', 'duration_ms', (p_reply ->> 'duration_ms')::int, 'remaining', usage.remaining), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('coachingSession', coaching_session.id));
  return next;
end
$$;

-- Says why a write found no active session in that version.
create or replace function phoenix_private.refuse_coaching_write(p_actor uuid, p_session_id uuid)
returns void language plpgsql stable set search_path = '' as $$
declare v_status text;
begin
  select s.status into v_status from public.coaching_sessions s where s.id = p_session_id and s.user_id = p_actor;
  if v_status = 'completed' then
    perform phoenix_private.refuse(409, 'CONFLICT', 'The coaching session is completed.');
  end if;
  perform phoenix_private.refuse_missed_write(v_status is not null, 'coaching session');
end
$$;

-- The answer was written to the thread as it stood in p_expected_version: what was said meanwhile would have no part in it.
create or replace function public.send_coaching_message(p_actor uuid, p_call jsonb, p_session_id uuid, p_expected_version int, p_text text, p_reply jsonb)
returns table (coaching_session public.coaching_sessions, message_id uuid, reply_id uuid) language plpgsql volatile set search_path = '' as $$
begin
  perform phoenix_private.require_actor(p_actor);
  update public.coaching_sessions s set messages_count = s.messages_count + 2, version = s.version + 1
   where s.id = p_session_id and s.user_id = p_actor and s.status = 'active' and s.version = p_expected_version
  returning * into coaching_session;
  if not found then
    perform phoenix_private.refuse_coaching_write(p_actor, p_session_id);
  end if;
  insert into public.coaching_messages (session_id, user_id, "position", author, text)
  values (p_session_id, p_actor, coaching_session.messages_count - 1, 'user', p_text) returning id into message_id;
  reply_id := phoenix_private.add_coach_message(p_actor, p_session_id, coaching_session.messages_count, p_reply);
  perform phoenix_private.append_event(p_actor, 'rise.coaching_message_sent', jsonb_build_object(
    'session_id', p_session_id, 'message_id', message_id, 'reply_id', reply_id, 'source', p_reply ->> 'source', 'duration_ms', (p_reply ->> 'duration_ms')::int,
    'messages_count', coaching_session.messages_count), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('coachingSession', p_session_id, 'message', message_id, 'reply', reply_id));
  return next;
end
$$;

-- p_summary is null where nothing was said.
create or replace function public.complete_coaching_session(p_actor uuid, p_call jsonb, p_session_id uuid, p_expected_version int, p_satisfaction int, p_summary jsonb)
returns public.coaching_sessions language plpgsql volatile set search_path = '' as $$
declare v_session public.coaching_sessions;
begin
  perform phoenix_private.require_actor(p_actor);
  update public.coaching_sessions s
     set status = 'completed', completed_at = now(), satisfaction = p_satisfaction, summary = p_summary ->> 'text', summary_source = p_summary ->> 'source',
         summary_model = p_summary ->> 'model', summary_duration_ms = (p_summary ->> 'duration_ms')::int, summary_input_tokens = (p_summary ->> 'input_tokens')::int,
         summary_output_tokens = (p_summary ->> 'output_tokens')::int, version = s.version + 1
   where s.id = p_session_id and s.user_id = p_actor and s.status = 'active' and s.version = p_expected_version
  returning * into v_session;
  if not found then
    perform phoenix_private.refuse_coaching_write(p_actor, p_session_id);
  end if;
  perform phoenix_private.append_event(p_actor, 'rise.coaching_completed', jsonb_build_object(
    'session_id', p_session_id, 'messages_count', v_session.messages_count, 'satisfaction', p_satisfaction,
    'duration_seconds', greatest(extract(epoch from now() - v_session.started_at)::int, 0)), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('coachingSession', p_session_id));
  return v_session;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Execute, by name

select phoenix_private.grant_execute(f, 'authenticated') from unnest(array[
  'public.load_coaching_sessions(uuid[])', 'public.list_coaching_sessions(uuid, int, timestamptz, uuid)', 'public.load_coaching_messages(uuid[])',
  'public.load_coaching_threads(uuid[])']::regprocedure[]) f;
select phoenix_private.grant_execute(f, 'service_role') from unnest(array[
  'public.start_coaching_session(uuid, jsonb, text, text, text, jsonb)', 'public.send_coaching_message(uuid, jsonb, uuid, int, text, jsonb)',
  'public.complete_coaching_session(uuid, jsonb, uuid, int, int, jsonb)', 'phoenix_private.add_coach_message(uuid, uuid, int, jsonb)',
  'phoenix_private.refuse_coaching_write(uuid, uuid)']::regprocedure[]) f;
