-- Phase 3 of 3, chapter CV: templates, CVs.
--
-- Words: a CV's *origin* is generated (by us, from a structured profile), uploaded (a file's text) or imported (made by the
-- apps before the gateway); its *document* is the heavy part: profile, HTML, text.

-- ---------------------------------------------------------------------------------------------------------------------
-- Tables

create table if not exists public.cv_templates (
  template_id text primary key check (template_id ~ '^[a-z][a-z0-9_-]{0,62}$'),
  name text not null,
  description text not null,
  category text not null check (category in ('modern', 'classic', 'creative', 'minimal', 'ats_friendly')),
  layout text not null check (layout in ('classic', 'modern', 'compact', 'timeline', 'sidebar')),
  accent_color text not null check (accent_color ~ '^#[0-9a-f]{6}$'),
  font_family text not null check (font_family in ('serif', 'sans', 'mono')),
  tier text not null check (tier in ('free', 'premium', 'pro')),
  "position" int not null
);

create table if not exists public.cv_generations (
  id uuid primary key default gen_random_uuid(),
  user_id uuid references public.profiles (id) on delete cascade,
  template_used varchar(100),
  generation_status varchar(50) default 'pending',
  cv_data jsonb not null,
  generated_html text,
  created_at timestamptz default now(),
  expires_at timestamptz
);
alter table public.cv_generations
  add column if not exists origin text not null default 'imported' check (origin in ('generated', 'uploaded', 'imported')),
  add column if not exists title text,
  add column if not exists target_job text,
  add column if not exists language text not null default 'fr' check (language in ('fr', 'en')),
  add column if not exists plain_text text,
  add column if not exists source text check (source in ('model', 'template')),
  add column if not exists model text,
  add column if not exists duration_ms int check (duration_ms >= 0),
  add column if not exists input_tokens int check (input_tokens >= 0),
  add column if not exists output_tokens int check (output_tokens >= 0),
  add column if not exists filename text,
  add column if not exists size_bytes int check (size_bytes >= 0),
  add column if not exists version int not null default 1,
  add column if not exists updated_at timestamptz not null default now();
update public.cv_generations set created_at = updated_at where created_at is null;
-- What is made through the gateway does not expire by itself; rows that were promised an end keep it.
alter table public.cv_generations
  alter column expires_at drop default,
  alter column created_at set default now(),
  alter column created_at set not null;

create index if not exists cvs_of_user_newest_first on public.cv_generations (user_id, created_at desc, id desc);
create index if not exists cvs_by_expiry on public.cv_generations (expires_at) where expires_at is not null;
select phoenix_private.drop_duplicate_indexes('public.cv_generations');

-- ---------------------------------------------------------------------------------------------------------------------
-- Row level security and grants

do $$
declare v_policy record;
begin
  for v_policy in select polname from pg_policy where polrelid = 'public.cv_generations'::regclass loop
    execute format('drop policy %I on public.cv_generations', v_policy.polname);
  end loop;
end
$$;
select phoenix_private.close_table('public.cv_templates');
select phoenix_private.close_table('public.cv_generations');
select phoenix_private.grant_table('public.cv_templates', 'select', 'anon', 'authenticated', 'service_role');
select phoenix_private.grant_table('public.cv_generations', 'select', 'authenticated');
select phoenix_private.grant_table('public.cv_generations', 'select, insert, update, delete', 'service_role');
drop policy if exists "Everyone reads the CV templates" on public.cv_templates;
create policy "Everyone reads the CV templates" on public.cv_templates for select to anon, authenticated using (true);
create policy "Viewers read their own CVs" on public.cv_generations for select to authenticated using (user_id = (select auth.uid()));

-- Without the document: a list of twenty must not carry twenty documents.
create or replace view phoenix_private.cvs with (security_invoker = true) as
  select c.id, c.user_id, c.origin, c.title, c.target_job, c.language, c.template_used::text as template_id, c.source, c.model, c.duration_ms,
         c.filename, c.size_bytes, c.version, c.created_at, c.updated_at, c.input_tokens, c.output_tokens
    from public.cv_generations c;
comment on view phoenix_private.cvs is '@nullable title target_job template_id source model duration_ms filename size_bytes input_tokens output_tokens';
select phoenix_private.close_table('phoenix_private.cvs');
select phoenix_private.grant_table('phoenix_private.cvs', 'select', 'authenticated', 'service_role');

-- ---------------------------------------------------------------------------------------------------------------------
-- The template catalogue, as rows

insert into public.cv_templates (template_id, name, description, category, layout, accent_color, font_family, tier, "position") values
  ('classique', 'Classique', 'Nom centré, filets fins et police à empattements : la présentation attendue dans les secteurs traditionnels.', 'classic', 'classic', '#1f3a5f', 'serif', 'free', 1),
  ('moderne', 'Moderne', 'Un bandeau de couleur pour le nom et les coordonnées, puis deux colonnes.', 'modern', 'modern', '#0f766e', 'sans', 'free', 2),
  ('essentiel', 'Essentiel', 'Rubriques dans la marge et petits caractères, pour en dire beaucoup sur une page.', 'minimal', 'compact', '#374151', 'sans', 'free', 3),
  ('parcours', 'Parcours', 'Une ligne du temps descend la page, avec les dates en regard de chaque étape.', 'creative', 'timeline', '#b45309', 'sans', 'free', 4),
  ('lisible-ats', 'Lisible ATS', 'Une seule colonne, des titres de rubriques usuels et aucun ornement, pour être lu par les logiciels de recrutement.', 'ats_friendly', 'classic', '#222222', 'sans', 'free', 5),
  ('colonne', 'Colonne', 'Coordonnées, compétences et langues dans une colonne bleu nuit, expériences à droite.', 'modern', 'sidebar', '#1e3a5f', 'sans', 'premium', 6),
  ('notarial', 'Notarial', 'Police à empattements et bordeaux profond, pour le droit, la finance et l’administration.', 'classic', 'classic', '#7a1f2b', 'serif', 'premium', 7),
  ('horizon', 'Horizon', 'Un bandeau bleu franc et des compétences présentées en étiquettes.', 'modern', 'modern', '#1d4ed8', 'sans', 'premium', 8),
  ('foret', 'Forêt', 'Une colonne vert sombre et des titres sobres.', 'modern', 'sidebar', '#14532d', 'sans', 'premium', 9),
  ('chronologie', 'Chronologie', 'Une ligne du temps bleu pétrole et une police à empattements, pour suivre une carrière longue.', 'classic', 'timeline', '#155e75', 'serif', 'premium', 10),
  ('terminal', 'Terminal', 'Police à chasse fixe et mise en page serrée, pour les métiers du logiciel.', 'creative', 'compact', '#166534', 'mono', 'premium', 11),
  ('atelier', 'Atelier', 'Une ligne du temps framboise, pour les métiers de la création et de la communication.', 'creative', 'timeline', '#be185d', 'sans', 'premium', 12),
  ('prune', 'Prune', 'Un bandeau prune et une police à empattements.', 'creative', 'modern', '#6b21a8', 'serif', 'premium', 13),
  ('epure', 'Épuré', 'Gris anthracite, rubriques dans la marge et police à empattements.', 'minimal', 'compact', '#27272a', 'serif', 'premium', 14),
  ('ardoise', 'Ardoise', 'Une colonne gris ardoise et une police à empattements.', 'classic', 'sidebar', '#334155', 'serif', 'premium', 15),
  ('clair', 'Clair', 'Nom centré et filets fins, sans empattements, en bleu-gris.', 'minimal', 'classic', '#475569', 'sans', 'premium', 16),
  ('dense-ats', 'Dense ATS', 'Mise en page serrée, dans l’ordre de lecture des logiciels de recrutement, pour les parcours riches.', 'ats_friendly', 'compact', '#1f3a5f', 'sans', 'premium', 17),
  ('sobre-ats', 'Sobre ATS', 'Une seule colonne à empattements et des titres de rubriques usuels.', 'ats_friendly', 'classic', '#1c1917', 'serif', 'premium', 18),
  ('terre', 'Terre', 'Une colonne terre cuite, chaleureuse et lisible.', 'creative', 'sidebar', '#9a3412', 'sans', 'premium', 19),
  ('code', 'Code', 'Un bandeau ardoise et une police à chasse fixe, pour les métiers techniques.', 'creative', 'modern', '#0f172a', 'mono', 'premium', 20)
on conflict (template_id) do nothing;

-- ---------------------------------------------------------------------------------------------------------------------
-- Events

select phoenix_private.register_event('cv.uploaded', 'cv',
  '{"cv_id": {"type": "string", "format": "uuid"}, "size_bytes": {"type": "integer", "minimum": 0}, "characters": {"type": "integer", "minimum": 0},
    "remaining": {"type": "integer", "minimum": 0, "nullable": true}}');
select phoenix_private.register_event('cv.generated', 'cv',
  '{"cv_id": {"type": "string", "format": "uuid"}, "template_id": {"type": "string", "maxLength": 63}, "language": {"type": "string", "enum": ["fr", "en"]},
    "source": {"type": "string", "enum": ["model", "template"]}, "duration_ms": {"type": "integer", "minimum": 0},
    "skills_count": {"type": "integer", "minimum": 0}, "experience_count": {"type": "integer", "minimum": 0},
    "remaining": {"type": "integer", "minimum": 0, "nullable": true}}');
select phoenix_private.register_event('cv.template_selected', 'cv',
  '{"cv_id": {"type": "string", "format": "uuid"}, "template_id": {"type": "string", "maxLength": 63},
    "template_category": {"type": "string", "enum": ["modern", "classic", "creative", "minimal", "ats_friendly"]}, "version": {"type": "integer", "minimum": 1}}');
select phoenix_private.register_event('cv.updated', 'cv',
  '{"cv_id": {"type": "string", "format": "uuid"}, "changed": {"type": "array", "items": {"type": "string", "enum": ["title", "target_job", "language", "profile", "text"]}},
    "version": {"type": "integer", "minimum": 1}}');
select phoenix_private.register_event('cv.deleted', 'cv', '{"cv_id": {"type": "string", "format": "uuid"}}');

-- ---------------------------------------------------------------------------------------------------------------------
-- Reading

create or replace function public.list_cv_templates()
returns setof public.cv_templates language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from public.cv_templates t order by t."position", t.template_id;
end
$$;

create or replace function public.load_cvs(p_ids uuid[])
returns setof phoenix_private.cvs language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from phoenix_private.cvs c where c.id = any (p_ids);
end
$$;

create or replace function public.load_cv_documents(p_ids uuid[])
returns table (id uuid, cv_data jsonb, generated_html text, plain_text text) language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select c.id, c.cv_data, c.generated_html, c.plain_text from public.cv_generations c where c.id = any (p_ids);
end
$$;

comment on function public.load_cv_documents is '@nullable generated_html plain_text';

create or replace function public.list_cvs(p_user_id uuid, p_limit int, p_after_at timestamptz default null, p_after_id uuid default null)
returns setof phoenix_private.cvs language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from phoenix_private.cvs c
     where c.user_id = p_user_id and (p_after_at is null or (c.created_at, c.id) < (p_after_at, p_after_id))
     order by c.created_at desc, c.id desc
     limit p_limit;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Writing

-- The template a viewer asks for, if his tier reaches it; null asks for the first free one.
create or replace function public.admit_cv_template(p_actor uuid, p_template_id text)
returns setof public.cv_templates language plpgsql volatile set search_path = '' as $$
declare
  v_template public.cv_templates;
  v_tier text;
begin
  perform phoenix_private.require_actor(p_actor);
  if p_template_id is null then
    select * into v_template from public.cv_templates t where t.tier = 'free' order by t."position" limit 1;
  else
    select * into v_template from public.cv_templates t where t.template_id = p_template_id;
  end if;
  if not found then
    perform phoenix_private.refuse(404, 'NOT_FOUND', 'There is no such template.');
  end if;
  if v_template.tier <> 'free' then
    v_tier := phoenix_private.tier_at(p_actor, 'cv', now());
    if phoenix_private.tier_rank(v_tier) < phoenix_private.tier_rank(v_template.tier) then
      perform phoenix_private.refuse(403, 'TIER_REQUIRED', format('The template "%s" needs %s on CV.', v_template.name, upper(v_template.tier)),
        jsonb_build_object('app', 'CV', 'requiredTier', upper(v_template.tier), 'currentTier', upper(v_tier)));
    end if;
  end if;
  return next v_template;
end
$$;

create or replace function public.save_uploaded_cv(
  p_actor uuid, p_call jsonb, p_title text, p_filename text, p_size_bytes int, p_text text)
returns table (cv phoenix_private.cvs, usage phoenix_private.feature_usage) language plpgsql volatile set search_path = '' as $$
declare v_id uuid;
begin
  perform phoenix_private.require_actor(p_actor);
  usage := phoenix_private.settle_usage(p_actor, p_call, 'cv_uploads');
  insert into public.cv_generations (user_id, origin, generation_status, title, filename, size_bytes, plain_text, cv_data)
  values (p_actor, 'uploaded', 'completed', p_title, p_filename, p_size_bytes, p_text, '{}')
  returning id into v_id;
  perform phoenix_private.append_event(p_actor, 'cv.uploaded',
    jsonb_build_object('cv_id', v_id, 'size_bytes', p_size_bytes, 'characters', length(p_text), 'remaining', usage.remaining), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('cv', v_id));
  cv := (select c from phoenix_private.cvs c where c.id = v_id);
  return next;
end
$$;

-- Before it knew of tokens.
drop function if exists public.save_generated_cv(uuid, jsonb, text, text, text, text, jsonb, text, text, text, text, int, int);
create or replace function public.save_generated_cv(
  p_actor uuid, p_call jsonb, p_title text, p_target_job text, p_language text, p_template_id text, p_profile jsonb,
  p_html text, p_text text, p_source text, p_model text, p_duration_ms int, p_skills_count int,
  p_input_tokens int default null, p_output_tokens int default null)
returns table (cv phoenix_private.cvs, usage phoenix_private.feature_usage) language plpgsql volatile set search_path = '' set enable_seqscan = off as $$
declare
  v_event uuid;
  v_first boolean;
  v_template_tier text;
begin
  -- Only where a limit may refuse it is the unit taken before the long part; else after: from taking to the commit nobody else takes one of this person's.
  select p.subscription_tier = 'free', t.tier into v_first, v_template_tier
    from public.profiles p left join public.cv_templates t on t.template_id = p_template_id where p.id = p_actor for key share of p;
  -- What everybody may have needs no second look at the account; the rest is admitted, or refused, as anywhere.
  if v_template_tier is distinct from 'free' then
    perform public.admit_cv_template(p_actor, p_template_id);
  end if;
  if v_first then
    usage := phoenix_private.settle_usage(p_actor, p_call, 'cv_generations');
  end if;
  insert into public.cv_generations as c (
    user_id, origin, generation_status, title, target_job, language, template_used, cv_data, generated_html, plain_text, source, model, duration_ms,
    input_tokens, output_tokens)
  values (
    p_actor, 'generated', 'completed', p_title, p_target_job, p_language, p_template_id, p_profile, p_html, p_text, p_source, p_model, p_duration_ms,
    p_input_tokens, p_output_tokens)
  -- As phoenix_private.cvs has it.
  returning c.id, c.user_id, c.origin, c.title, c.target_job, c.language, c.template_used, c.source, c.model, c.duration_ms,
    c.filename, c.size_bytes, c.version, c.created_at, c.updated_at, c.input_tokens, c.output_tokens into cv;
  if v_first is distinct from true then
    usage := phoenix_private.settle_usage(p_actor, p_call, 'cv_generations');
  end if;
  -- After the counter, whichever way: two locks are taken in one order.
  update public.profiles p set total_cv_generated = coalesce(p.total_cv_generated, 0) + 1 where p.id = p_actor;
  v_event := phoenix_private.append_event(p_actor, 'cv.generated', jsonb_build_object(
    'cv_id', cv.id, 'template_id', p_template_id, 'language', p_language, 'source', p_source, 'duration_ms', p_duration_ms,
    'skills_count', p_skills_count, 'experience_count', coalesce(jsonb_array_length(nullif(p_profile -> 'experiences', 'null')), 0),
    'remaining', usage.remaining), p_call);
  if p_call ->> 'operation' is not null then
    perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('cv', cv.id));
  end if;
  return next;
end
$$;

-- Says why a versioned write found no row: not there (or not yours), or changed meanwhile.
create or replace function phoenix_private.refuse_cv_write(p_actor uuid, p_cv_id uuid)
returns void language plpgsql stable set search_path = '' as $$
begin
  if exists (select from public.cv_generations c where c.id = p_cv_id and c.user_id = p_actor) then
    perform phoenix_private.refuse(409, 'CONFLICT', 'The CV was changed meanwhile: read it again.');
  end if;
  perform phoenix_private.refuse(404, 'NOT_FOUND', 'There is no such CV.');
end
$$;

create or replace function public.select_cv_template(
  p_actor uuid, p_call jsonb, p_cv_id uuid, p_expected_version int, p_template_id text, p_html text)
returns phoenix_private.cvs language plpgsql volatile set search_path = '' as $$
declare v_template public.cv_templates;
begin
  select * into v_template from public.admit_cv_template(p_actor, p_template_id);
  update public.cv_generations c
     set template_used = p_template_id, generated_html = p_html, version = c.version + 1, updated_at = now()
   where c.id = p_cv_id and c.user_id = p_actor and c.version = p_expected_version;
  if not found then
    perform phoenix_private.refuse_cv_write(p_actor, p_cv_id);
  end if;
  perform phoenix_private.append_event(p_actor, 'cv.template_selected', jsonb_build_object(
    'cv_id', p_cv_id, 'template_id', p_template_id, 'template_category', v_template.category, 'version', p_expected_version + 1), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('cv', p_cv_id));
  return (select c from phoenix_private.cvs c where c.id = p_cv_id);
end
$$;

-- The whole new state of a CV; p_changed names what the caller asked to change. No profile leaves the data as it is, whatever
-- an older app put there.
create or replace function public.update_cv(
  p_actor uuid, p_call jsonb, p_cv_id uuid, p_expected_version int, p_changed text[], p_title text, p_target_job text, p_language text,
  p_profile jsonb, p_html text, p_text text)
returns phoenix_private.cvs language plpgsql volatile set search_path = '' as $$
begin
  perform phoenix_private.require_actor(p_actor);
  update public.cv_generations c
     set title = p_title, target_job = p_target_job, language = p_language, cv_data = coalesce(p_profile, c.cv_data), generated_html = p_html, plain_text = p_text,
         version = c.version + 1, updated_at = now()
   where c.id = p_cv_id and c.user_id = p_actor and c.version = p_expected_version;
  if not found then
    perform phoenix_private.refuse_cv_write(p_actor, p_cv_id);
  end if;
  perform phoenix_private.append_event(p_actor, 'cv.updated',
    jsonb_build_object('cv_id', p_cv_id, 'changed', to_jsonb(p_changed), 'version', p_expected_version + 1), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('cv', p_cv_id));
  return (select c from phoenix_private.cvs c where c.id = p_cv_id);
end
$$;

create or replace function public.delete_cv(p_actor uuid, p_call jsonb, p_cv_id uuid, p_expected_version int default null)
returns uuid language plpgsql volatile set search_path = '' as $$
begin
  perform phoenix_private.require_actor(p_actor);
  delete from public.cv_generations c
   where c.id = p_cv_id and c.user_id = p_actor and c.version = coalesce(p_expected_version, c.version);
  if not found then
    perform phoenix_private.refuse_cv_write(p_actor, p_cv_id);
  end if;
  perform phoenix_private.append_event(p_actor, 'cv.deleted', jsonb_build_object('cv_id', p_cv_id), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('deletedId', p_cv_id));
  return p_cv_id;
end
$$;

-- Definer: only rows that were promised an end, and metrics that nobody may keep for more than two years, are deleted.
create or replace function public.cleanup_expired_data()
returns int language plpgsql volatile security definer set search_path = '' as $$
declare
  v_table text;
  v_deleted int;
  v_total int := 0;
begin
  foreach v_table in array array['public.cv_generations', 'public.letter_generations'] loop
    if to_regclass(v_table) is not null then
      execute format('delete from %s where expires_at < now()', v_table);
      get diagnostics v_deleted = row_count;
      v_total := v_total + v_deleted;
    end if;
  end loop;
  if to_regclass('public.user_activity_metrics') is not null then
    execute 'delete from public.user_activity_metrics where "timestamp" < now() - interval ''2 years''';
    get diagnostics v_deleted = row_count;
    v_total := v_total + v_deleted;
  end if;
  return v_total;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Execute, by name

select phoenix_private.grant_execute('public.list_cv_templates()', 'anon', 'authenticated', 'service_role');
select phoenix_private.grant_execute(f, 'authenticated') from unnest(array[
  'public.load_cvs(uuid[])', 'public.load_cv_documents(uuid[])', 'public.list_cvs(uuid, int, timestamptz, uuid)']::regprocedure[]) f;
select phoenix_private.grant_execute(f, 'service_role') from unnest(array[
  'public.admit_cv_template(uuid, text)', 'public.save_uploaded_cv(uuid, jsonb, text, text, int, text)',
  'public.save_generated_cv(uuid, jsonb, text, text, text, text, jsonb, text, text, text, text, int, int, int, int)',
  'public.select_cv_template(uuid, jsonb, uuid, int, text, text)',
  'public.update_cv(uuid, jsonb, uuid, int, text[], text, text, text, jsonb, text, text)', 'public.delete_cv(uuid, jsonb, uuid, int)',
  'public.cleanup_expired_data()', 'phoenix_private.refuse_cv_write(uuid, uuid)']::regprocedure[]) f;
