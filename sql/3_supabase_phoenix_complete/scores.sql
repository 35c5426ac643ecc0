-- Phase 3 of 3, chapter Scores: ATS analyses of CVs and letters, mirror matches, trajectories.
--
-- Words: a *report* is the heavy part of a result: everything that the rules of gateway/scoring found. An ATS analysis goes with
-- its CV or letter; a mirror match and a trajectory outlive what they were made from.

-- ---------------------------------------------------------------------------------------------------------------------
-- Tables

create table if not exists public.ats_analyses (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  cv_id uuid references public.cv_generations (id) on delete cascade,
  letter_id uuid references public.letter_generations (id) on delete cascade,
  job_analysis_id uuid references public.job_analyses (id) on delete set null,
  text_version int not null,
  score int check (score between 0 and 100),
  level text check (level in ('excellent', 'good', 'fair', 'poor')),
  coverage double precision check (coverage between 0 and 1),
  report jsonb not null,
  created_at timestamptz not null default now(),
  constraint ats_analyses_one_text check (num_nonnulls(cv_id, letter_id) = 1),
  constraint ats_analyses_level_of_score check ((score is null) = (level is null))
);
create index if not exists ats_analyses_of_user on public.ats_analyses (user_id);
create index if not exists ats_analyses_of_cv_newest_first on public.ats_analyses (cv_id, created_at desc, id desc);
create index if not exists ats_analyses_of_letter_newest_first on public.ats_analyses (letter_id, created_at desc, id desc);
create index if not exists ats_analyses_of_job_analysis on public.ats_analyses (job_analysis_id);

create table if not exists public.mirror_matches (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  cv_id uuid references public.cv_generations (id) on delete set null,
  letter_id uuid references public.letter_generations (id) on delete set null,
  job_analysis_id uuid references public.job_analyses (id) on delete set null,
  match_type text not null check (match_type in ('cv_to_job', 'letter_to_job', 'cv_to_letter', 'synergic_full')),
  overall int check (overall between 0 and 100),
  coherence_bonus int check (coherence_bonus between 0 and 15),
  confidence double precision not null check (confidence between 0 and 1),
  report jsonb not null,
  created_at timestamptz not null default now()
);
create index if not exists mirror_matches_of_user_newest_first on public.mirror_matches (user_id, created_at desc, id desc);
create index if not exists mirror_matches_of_cv on public.mirror_matches (cv_id);
create index if not exists mirror_matches_of_letter on public.mirror_matches (letter_id);
create index if not exists mirror_matches_of_job_analysis on public.mirror_matches (job_analysis_id);

create table if not exists public.trajectories (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  cv_id uuid references public.cv_generations (id) on delete set null,
  job_analysis_id uuid references public.job_analyses (id) on delete set null,
  target_job text not null,
  readiness int check (readiness between 0 and 100),
  report jsonb not null,
  created_at timestamptz not null default now()
);
create index if not exists trajectories_of_user_newest_first on public.trajectories (user_id, created_at desc, id desc);
create index if not exists trajectories_of_cv on public.trajectories (cv_id);
create index if not exists trajectories_of_job_analysis on public.trajectories (job_analysis_id);

select phoenix_private.close_table(t) from unnest(array['public.ats_analyses', 'public.mirror_matches', 'public.trajectories']::regclass[]) t;
select phoenix_private.grant_table(t, 'select', 'authenticated') from unnest(array['public.ats_analyses', 'public.mirror_matches', 'public.trajectories']::regclass[]) t;
select phoenix_private.grant_table(t, 'select, insert, delete', 'service_role') from unnest(array['public.ats_analyses', 'public.mirror_matches', 'public.trajectories']::regclass[]) t;
drop policy if exists "Viewers read their own ATS analyses" on public.ats_analyses;
create policy "Viewers read their own ATS analyses" on public.ats_analyses for select to authenticated using (user_id = (select auth.uid()));
drop policy if exists "Viewers read their own mirror matches" on public.mirror_matches;
create policy "Viewers read their own mirror matches" on public.mirror_matches for select to authenticated using (user_id = (select auth.uid()));
drop policy if exists "Viewers read their own trajectories" on public.trajectories;
create policy "Viewers read their own trajectories" on public.trajectories for select to authenticated using (user_id = (select auth.uid()));

-- Without their reports.
create or replace view phoenix_private.ats_analyses with (security_invoker = true) as
  select a.id, a.user_id, a.cv_id, a.letter_id, a.job_analysis_id, a.text_version, a.score, a.level, a.coverage, a.created_at from public.ats_analyses a;
comment on view phoenix_private.ats_analyses is '@nullable cv_id letter_id job_analysis_id score level coverage';
create or replace view phoenix_private.mirror_matches with (security_invoker = true) as
  select m.id, m.user_id, m.cv_id, m.letter_id, m.job_analysis_id, m.match_type, m.overall, m.coherence_bonus, m.confidence, m.created_at from public.mirror_matches m;
comment on view phoenix_private.mirror_matches is '@nullable cv_id letter_id job_analysis_id overall coherence_bonus';
create or replace view phoenix_private.trajectories with (security_invoker = true) as
  select t.id, t.user_id, t.cv_id, t.job_analysis_id, t.target_job, t.readiness, t.created_at from public.trajectories t;
comment on view phoenix_private.trajectories is '@nullable cv_id job_analysis_id readiness';
select phoenix_private.close_table(v) from unnest(array['phoenix_private.ats_analyses', 'phoenix_private.mirror_matches', 'phoenix_private.trajectories']::regclass[]) v;
select phoenix_private.grant_table(v, 'select', 'authenticated', 'service_role')
  from unnest(array['phoenix_private.ats_analyses', 'phoenix_private.mirror_matches', 'phoenix_private.trajectories']::regclass[]) v;

-- ---------------------------------------------------------------------------------------------------------------------
-- Events

select phoenix_private.register_event('cv.ats_optimization_performed', 'cv',
  '{"cv_id": {"type": "string", "format": "uuid"}, "ats_analysis_id": {"type": "string", "format": "uuid"}, "job_analysis_id": {"type": "string", "format": "uuid", "nullable": true},
    "score": {"type": "integer", "minimum": 0, "maximum": 100, "nullable": true}, "matched_count": {"type": "integer", "minimum": 0},
    "missing_count": {"type": "integer", "minimum": 0}, "issues_count": {"type": "integer", "minimum": 0}}');
select phoenix_private.register_event('letter.ats_analyzed', 'letters',
  '{"letter_id": {"type": "string", "format": "uuid"}, "ats_analysis_id": {"type": "string", "format": "uuid"}, "job_analysis_id": {"type": "string", "format": "uuid", "nullable": true},
    "score": {"type": "integer", "minimum": 0, "maximum": 100, "nullable": true}, "matched_count": {"type": "integer", "minimum": 0},
    "missing_count": {"type": "integer", "minimum": 0}, "issues_count": {"type": "integer", "minimum": 0}}');
select phoenix_private.register_event('cv.mirror_match_executed', 'letters',
  '{"mirror_match_id": {"type": "string", "format": "uuid"}, "cv_id": {"type": "string", "format": "uuid", "nullable": true},
    "letter_id": {"type": "string", "format": "uuid", "nullable": true}, "job_analysis_id": {"type": "string", "format": "uuid", "nullable": true},
    "match_type": {"type": "string", "enum": ["cv_to_job", "letter_to_job", "cv_to_letter", "synergic_full"]},
    "score": {"type": "integer", "minimum": 0, "maximum": 100, "nullable": true}, "remaining": {"type": "integer", "minimum": 0, "nullable": true}}');
select phoenix_private.register_event('cv.trajectory_built', 'cv',
  '{"trajectory_id": {"type": "string", "format": "uuid"}, "cv_id": {"type": "string", "format": "uuid"}, "job_analysis_id": {"type": "string", "format": "uuid", "nullable": true},
    "readiness": {"type": "integer", "minimum": 0, "maximum": 100, "nullable": true}, "steps_count": {"type": "integer", "minimum": 0}, "gaps_count": {"type": "integer", "minimum": 0}}');

-- ---------------------------------------------------------------------------------------------------------------------
-- Reading

create or replace function public.load_ats_analyses(p_ids uuid[])
returns setof phoenix_private.ats_analyses language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from phoenix_private.ats_analyses a where a.id = any (p_ids);
end
$$;

create or replace function public.load_ats_reports(p_ids uuid[])
returns table (id uuid, report jsonb) language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select a.id, a.report from public.ats_analyses a where a.id = any (p_ids);
end
$$;

-- The last ten of each text, newest first: its score history. Of a page of a hundred these are a thousand rows, as many as PostgREST gives.
create or replace function public.list_cv_ats_analyses(p_ids uuid[])
returns setof phoenix_private.ats_analyses language plpgsql stable set search_path = '' as $$
begin
  return query
    select a.* from unnest(p_ids) i (id)
     cross join lateral (select * from phoenix_private.ats_analyses x where x.cv_id = i.id order by x.created_at desc, x.id desc limit 10) a;
end
$$;

create or replace function public.list_letter_ats_analyses(p_ids uuid[])
returns setof phoenix_private.ats_analyses language plpgsql stable set search_path = '' as $$
begin
  return query
    select a.* from unnest(p_ids) i (id)
     cross join lateral (select * from phoenix_private.ats_analyses x where x.letter_id = i.id order by x.created_at desc, x.id desc limit 10) a;
end
$$;

create or replace function public.load_mirror_matches(p_ids uuid[])
returns setof phoenix_private.mirror_matches language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from phoenix_private.mirror_matches m where m.id = any (p_ids);
end
$$;

create or replace function public.load_mirror_reports(p_ids uuid[])
returns table (id uuid, report jsonb) language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select m.id, m.report from public.mirror_matches m where m.id = any (p_ids);
end
$$;

create or replace function public.list_mirror_matches(p_user_id uuid, p_limit int, p_after_at timestamptz default null, p_after_id uuid default null)
returns setof phoenix_private.mirror_matches language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from phoenix_private.mirror_matches m
     where m.user_id = p_user_id and (p_after_at is null or (m.created_at, m.id) < (p_after_at, p_after_id))
     order by m.created_at desc, m.id desc
     limit p_limit;
end
$$;

create or replace function public.load_trajectories(p_ids uuid[])
returns setof phoenix_private.trajectories language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from phoenix_private.trajectories t where t.id = any (p_ids);
end
$$;

create or replace function public.load_trajectory_reports(p_ids uuid[])
returns table (id uuid, report jsonb) language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select t.id, t.report from public.trajectories t where t.id = any (p_ids);
end
$$;

create or replace function public.list_trajectories(p_user_id uuid, p_limit int, p_after_at timestamptz default null, p_after_id uuid default null)
returns setof phoenix_private.trajectories language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from phoenix_private.trajectories t
     where t.user_id = p_user_id and (p_after_at is null or (t.created_at, t.id) < (p_after_at, p_after_id))
     order by t.created_at desc, t.id desc
     limit p_limit;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Writing

-- Of the text in the version that was read: one that was changed meanwhile has another score.
create or replace function phoenix_private.add_ats_analysis(
  p_actor uuid, p_call jsonb, p_cv_id uuid, p_letter_id uuid, p_version int, p_job_analysis_id uuid, p_report jsonb)
returns phoenix_private.ats_analyses language plpgsql volatile set search_path = '' as $$
declare
  v_id uuid;
  v_score int := (p_report ->> 'score')::int;
begin
  perform phoenix_private.require_actor(p_actor);
  perform phoenix_private.require_sources(p_actor, p_cv_id, p_letter_id, p_job_analysis_id);
  if p_version is distinct from coalesce(
    (select c.version from public.cv_generations c where c.id = p_cv_id), (select l.version from public.letter_generations l where l.id = p_letter_id)) then
    perform phoenix_private.refuse(409, 'CONFLICT', 'The text was changed meanwhile: read it again.');
  end if;
  insert into public.ats_analyses (user_id, cv_id, letter_id, job_analysis_id, text_version, score, level, coverage, report)
  values (p_actor, p_cv_id, p_letter_id, p_job_analysis_id, p_version, v_score, p_report ->> 'level', (p_report ->> 'coverage')::double precision, p_report)
  returning id into v_id;
  perform phoenix_private.append_event(p_actor, case when p_letter_id is null then 'cv.ats_optimization_performed' else 'letter.ats_analyzed' end,
    case when p_letter_id is null then jsonb_build_object('cv_id', p_cv_id) else jsonb_build_object('letter_id', p_letter_id) end
    || jsonb_build_object(
      'ats_analysis_id', v_id, 'job_analysis_id', p_job_analysis_id, 'score', v_score, 'matched_count', jsonb_array_length(p_report -> 'matched'),
      'missing_count', jsonb_array_length(p_report -> 'missing'), 'issues_count', jsonb_array_length(p_report -> 'formatIssues')), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call,
    case when p_letter_id is null then jsonb_build_object('cv', p_cv_id) else jsonb_build_object('letter', p_letter_id) end || jsonb_build_object('atsAnalysis', v_id));
  return (select a from phoenix_private.ats_analyses a where a.id = v_id);
end
$$;

create or replace function public.save_cv_ats_analysis(p_actor uuid, p_call jsonb, p_cv_id uuid, p_version int, p_job_analysis_id uuid, p_report jsonb)
returns phoenix_private.ats_analyses language plpgsql volatile set search_path = '' as $$
begin
  return phoenix_private.add_ats_analysis(p_actor, p_call, p_cv_id, null, p_version, p_job_analysis_id, p_report);
end
$$;

create or replace function public.save_letter_ats_analysis(p_actor uuid, p_call jsonb, p_letter_id uuid, p_version int, p_job_analysis_id uuid, p_report jsonb)
returns phoenix_private.ats_analyses language plpgsql volatile set search_path = '' as $$
begin
  return phoenix_private.add_ats_analysis(p_actor, p_call, null, p_letter_id, p_version, p_job_analysis_id, p_report);
end
$$;

create or replace function public.save_mirror_match(p_actor uuid, p_call jsonb, p_cv_id uuid, p_letter_id uuid, p_job_analysis_id uuid, p_report jsonb)
returns table (mirror_match phoenix_private.mirror_matches, usage phoenix_private.feature_usage) language plpgsql volatile set search_path = '' as $$
declare v_id uuid;
begin
  perform phoenix_private.require_actor(p_actor);
  perform phoenix_private.require_sources(p_actor, p_cv_id, p_letter_id, p_job_analysis_id);
  usage := phoenix_private.settle_usage(p_actor, p_call, 'mirror_match');
  insert into public.mirror_matches (user_id, cv_id, letter_id, job_analysis_id, match_type, overall, coherence_bonus, confidence, report)
  values (p_actor, p_cv_id, p_letter_id, p_job_analysis_id, p_report ->> 'type', (p_report ->> 'overall')::int, (p_report ->> 'coherenceBonus')::int,
          (p_report ->> 'confidence')::double precision, p_report)
  returning id into v_id;
  perform phoenix_private.append_event(p_actor, 'cv.mirror_match_executed', jsonb_build_object(
    'mirror_match_id', v_id, 'cv_id', p_cv_id, 'letter_id', p_letter_id, 'job_analysis_id', p_job_analysis_id, 'match_type', p_report ->> 'type',
    'score', (p_report ->> 'overall')::int, 'remaining', usage.remaining), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('mirrorMatch', v_id));
  mirror_match := (select m from phoenix_private.mirror_matches m where m.id = v_id);
  return next;
end
$$;

create or replace function public.save_trajectory(p_actor uuid, p_call jsonb, p_cv_id uuid, p_job_analysis_id uuid, p_target_job text, p_report jsonb)
returns phoenix_private.trajectories language plpgsql volatile set search_path = '' as $$
declare v_id uuid;
begin
  perform phoenix_private.require_actor(p_actor);
  perform phoenix_private.require_sources(p_actor, p_cv_id, null, p_job_analysis_id);
  insert into public.trajectories (user_id, cv_id, job_analysis_id, target_job, readiness, report)
  values (p_actor, p_cv_id, p_job_analysis_id, p_target_job, (p_report ->> 'readiness')::int, p_report)
  returning id into v_id;
  perform phoenix_private.append_event(p_actor, 'cv.trajectory_built', jsonb_build_object(
    'trajectory_id', v_id, 'cv_id', p_cv_id, 'job_analysis_id', p_job_analysis_id, 'readiness', (p_report ->> 'readiness')::int,
    'steps_count', jsonb_array_length(p_report -> 'steps'), 'gaps_count', jsonb_array_length(p_report -> 'gaps')), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('trajectory', v_id));
  return (select t from phoenix_private.trajectories t where t.id = v_id);
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Execute, by name

select phoenix_private.grant_execute(f, 'authenticated') from unnest(array[
  'public.load_ats_analyses(uuid[])', 'public.load_ats_reports(uuid[])', 'public.list_cv_ats_analyses(uuid[])', 'public.list_letter_ats_analyses(uuid[])',
  'public.load_mirror_matches(uuid[])', 'public.load_mirror_reports(uuid[])', 'public.list_mirror_matches(uuid, int, timestamptz, uuid)',
  'public.load_trajectories(uuid[])', 'public.load_trajectory_reports(uuid[])', 'public.list_trajectories(uuid, int, timestamptz, uuid)']::regprocedure[]) f;
select phoenix_private.grant_execute(f, 'service_role') from unnest(array[
  'phoenix_private.add_ats_analysis(uuid, jsonb, uuid, uuid, int, uuid, jsonb)', 'public.save_cv_ats_analysis(uuid, jsonb, uuid, int, uuid, jsonb)',
  'public.save_letter_ats_analysis(uuid, jsonb, uuid, int, uuid, jsonb)', 'public.save_mirror_match(uuid, jsonb, uuid, uuid, uuid, jsonb)',
  'public.save_trajectory(uuid, jsonb, uuid, uuid, text, jsonb)']::regprocedure[]) f;
