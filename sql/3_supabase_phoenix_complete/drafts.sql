-- Phase 3 of 3, chapter drafts: a text that one gateway writes and another one's reader waits for.
--
-- A draft runs in the gateway that was asked first. Where its reader comes back to another gateway, that one says here that the text is
-- wanted, and finds it here; the first one looks twice a second, and goes on as long as somebody wants it. No row is
-- written for a draft of less than half a second, and no text for one that is read where it is written.

create table if not exists phoenix_private.drafts (
  operation_id uuid primary key references phoenix_private.operations (operation_id) on update cascade on delete cascade,
  user_id uuid not null references public.profiles (id) on delete cascade,
  turn int not null default 0,
  draft_text text not null default '',
  kept_at timestamptz not null default clock_timestamp(),
  wanted_until timestamptz
);
comment on column phoenix_private.drafts.turn is 'How often the writer began anew.';
comment on column phoenix_private.drafts.kept_at is 'When its gateway was last heard of.';
create index if not exists drafts_of_user on phoenix_private.drafts (user_id);
select phoenix_private.close_table('phoenix_private.drafts');
select phoenix_private.grant_table('phoenix_private.drafts', 'select, insert, update, delete', 'service_role');
drop policy if exists "Services keep the drafts" on phoenix_private.drafts;
create policy "Services keep the drafts" on phoenix_private.drafts for all to service_role using (true) with check (true);

-- From the gateway that writes: it lives, and (p_text, where it is wanted) this is the text so far. True: somebody elsewhere wants it.
create or replace function public.keep_draft(p_actor uuid, p_operation_id uuid, p_turn int default 0, p_text text default null)
returns boolean language plpgsql volatile set search_path = '' as $$
declare v_wanted boolean;
begin
  perform phoenix_private.require_actor(p_actor);
  insert into phoenix_private.drafts as d (operation_id, user_id, turn, draft_text)
  select o.operation_id, o.user_id, p_turn, coalesce(p_text, '') from phoenix_private.operations o
   where o.operation_id = p_operation_id and o.user_id = p_actor and o.completed_at is null
  on conflict (operation_id) do update
     set kept_at = clock_timestamp(), turn = case when p_text is null then d.turn else p_turn end, draft_text = coalesce(p_text, d.draft_text)
  returning coalesce(d.wanted_until > clock_timestamp(), false) into v_wanted;
  return coalesce(v_wanted, false);
end
$$;

-- From a gateway that was asked for a key that runs elsewhere: how it stands, and that it is wanted for five more seconds.
--   free: nobody writes it (any more)   running, completed, conflict: as begin_operation says   lost: its gateway was not heard of for long
create or replace function public.follow_draft(p_actor uuid, p_field text, p_key text, p_input_hash text)
returns table (state text, turn int, draft_text text, result jsonb) language plpgsql volatile set search_path = '' as $$
declare
  v_operation phoenix_private.operations;
  v_draft phoenix_private.drafts;
begin
  perform phoenix_private.require_actor(p_actor);
  select * into v_operation from phoenix_private.operations o
   where o.user_id = p_actor and o.field = p_field and o.key = p_key and o.expires_at > clock_timestamp() for key share;
  turn := 0;
  draft_text := '';
  state := case when not found then 'free' when v_operation.input_hash <> p_input_hash then 'conflict' when v_operation.completed_at is not null then 'completed' else 'running' end;
  result := v_operation.result;
  if state = 'running' then
    insert into phoenix_private.drafts as d (operation_id, user_id, kept_at, wanted_until)
    values (v_operation.operation_id, p_actor, v_operation.started_at, clock_timestamp() + interval '5 seconds')
    on conflict (operation_id) do update set wanted_until = excluded.wanted_until
    returning d.* into v_draft;
    turn := v_draft.turn;
    draft_text := v_draft.draft_text;
    if v_draft.kept_at < clock_timestamp() - interval '10 seconds' then
      state := 'lost';
    end if;
  end if;
  return next;
end
$$;
comment on function public.follow_draft is '@nullable result';

create or replace function public.forget_draft(p_actor uuid, p_operation_id uuid)
returns boolean language plpgsql volatile set search_path = '' as $$
begin
  delete from phoenix_private.drafts d where d.operation_id = p_operation_id and d.user_id = p_actor;
  return found;
end
$$;

select phoenix_private.grant_execute(f, 'service_role') from unnest(array[
  'public.keep_draft(uuid, uuid, int, text)', 'public.follow_draft(uuid, text, text, text)', 'public.forget_draft(uuid, uuid)']::regprocedure[]) f;
