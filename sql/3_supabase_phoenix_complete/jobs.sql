-- Phase 3 of 3, chapter Jobs: analyses of job offers.
--
-- Words: an offer's *facts* are what it states once (title, company, contracts, place, salary, experience), each with the words
-- that say it; its *details* are skills, weighted keywords and culture.

create table if not exists public.job_analyses (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  offer_text text not null,
  language text check (language in ('fr', 'en')),
  title text,
  company text,
  facts jsonb not null,
  details jsonb not null,
  created_at timestamptz not null default now()
);
create index if not exists job_analyses_of_user_newest_first on public.job_analyses (user_id, created_at desc, id desc);

select phoenix_private.close_table('public.job_analyses');
select phoenix_private.grant_table('public.job_analyses', 'select', 'authenticated');
select phoenix_private.grant_table('public.job_analyses', 'select, insert, delete', 'service_role');
drop policy if exists "Viewers read their own job analyses" on public.job_analyses;
create policy "Viewers read their own job analyses" on public.job_analyses for select to authenticated using (user_id = (select auth.uid()));

-- Without the offer and the details: a list of twenty must not carry twenty offers.
create or replace view phoenix_private.job_analyses with (security_invoker = true) as
  select j.id, j.user_id, j.language, j.title, j.company, j.facts, j.created_at from public.job_analyses j;
comment on view phoenix_private.job_analyses is '@nullable language title company';
select phoenix_private.close_table('phoenix_private.job_analyses');
select phoenix_private.grant_table('phoenix_private.job_analyses', 'select', 'authenticated', 'service_role');

select phoenix_private.register_event('letter.job_offer_analyzed', 'letters',
  '{"job_analysis_id": {"type": "string", "format": "uuid"}, "language": {"type": "string", "enum": ["fr", "en"], "nullable": true},
    "characters": {"type": "integer", "minimum": 0}, "skills_count": {"type": "integer", "minimum": 0}, "keywords_count": {"type": "integer", "minimum": 0}}');

create or replace function public.load_job_analyses(p_ids uuid[])
returns setof phoenix_private.job_analyses language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from phoenix_private.job_analyses j where j.id = any (p_ids);
end
$$;

create or replace function public.load_job_analysis_documents(p_ids uuid[])
returns table (id uuid, offer_text text, details jsonb) language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select j.id, j.offer_text, j.details from public.job_analyses j where j.id = any (p_ids);
end
$$;

create or replace function public.list_job_analyses(p_user_id uuid, p_limit int, p_after_at timestamptz default null, p_after_id uuid default null)
returns setof phoenix_private.job_analyses language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from phoenix_private.job_analyses j
     where j.user_id = p_user_id and (p_after_at is null or (j.created_at, j.id) < (p_after_at, p_after_id))
     order by j.created_at desc, j.id desc
     limit p_limit;
end
$$;

create or replace function public.save_job_analysis(
  p_actor uuid, p_call jsonb, p_offer_text text, p_language text, p_title text, p_company text, p_facts jsonb, p_details jsonb)
returns phoenix_private.job_analyses language plpgsql volatile set search_path = '' as $$
declare v_id uuid;
begin
  perform phoenix_private.require_actor(p_actor);
  insert into public.job_analyses (user_id, offer_text, language, title, company, facts, details)
  values (p_actor, p_offer_text, p_language, p_title, p_company, p_facts, p_details)
  returning id into v_id;
  perform phoenix_private.append_event(p_actor, 'letter.job_offer_analyzed', jsonb_build_object(
    'job_analysis_id', v_id, 'language', p_language, 'characters', length(p_offer_text),
    'skills_count', jsonb_array_length(p_details -> 'skills'), 'keywords_count', jsonb_array_length(p_details -> 'keywords')), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('jobAnalysis', v_id));
  return (select j from phoenix_private.job_analyses j where j.id = v_id);
end
$$;

select phoenix_private.grant_execute(f, 'authenticated') from unnest(array[
  'public.load_job_analyses(uuid[])', 'public.load_job_analysis_documents(uuid[])', 'public.list_job_analyses(uuid, int, timestamptz, uuid)']::regprocedure[]) f;
select phoenix_private.grant_execute('public.save_job_analysis(uuid, jsonb, text, text, text, text, jsonb, jsonb)', 'service_role');
