-- Phase 3 of 3, chapter Letters: templates, letters.
--
-- Words: a letter's *origin* is generated (by us, from a CV and an offer) or imported (made by the apps before the gateway); its
-- *document* is the heavy part: its text, its page, the offer it answers.

-- ---------------------------------------------------------------------------------------------------------------------
-- Tables

create table if not exists public.letter_templates (
  template_id text primary key check (template_id ~ '^[a-z][a-z0-9_-]{0,62}$'),
  name text not null,
  description text not null,
  layout text not null check (layout in ('classic', 'modern', 'minimal')),
  accent_color text not null check (accent_color ~ '^#[0-9a-f]{6}$'),
  font_family text not null check (font_family in ('serif', 'sans', 'mono')),
  tier text not null check (tier in ('free', 'premium', 'pro')),
  "position" int not null
);

create table if not exists public.letter_generations (
  id uuid primary key default gen_random_uuid(),
  user_id uuid references public.profiles (id) on delete cascade,
  job_offer_text text,
  generated_letter text,
  generation_type varchar(50) default 'standard',
  ai_optimization_level varchar(50) default 'basic',
  created_at timestamptz default now(),
  expires_at timestamptz
);
alter table public.letter_generations
  add column if not exists origin text not null default 'imported' check (origin in ('generated', 'imported')),
  add column if not exists title text,
  add column if not exists job_title text,
  add column if not exists company_name text,
  add column if not exists language text not null default 'fr' check (language in ('fr', 'en')),
  add column if not exists tone text check (tone in ('formel', 'dynamique', 'sobre', 'creatif', 'startup', 'associatif')),
  add column if not exists cv_id uuid references public.cv_generations (id) on delete set null,
  add column if not exists job_analysis_id uuid references public.job_analyses (id) on delete set null,
  add column if not exists template_id text,
  add column if not exists career_change jsonb,
  add column if not exists html text,
  add column if not exists source text check (source in ('model', 'template')),
  add column if not exists model text,
  add column if not exists duration_ms int check (duration_ms >= 0),
  add column if not exists input_tokens int check (input_tokens >= 0),
  add column if not exists output_tokens int check (output_tokens >= 0),
  add column if not exists changes jsonb not null default '[]',
  add column if not exists version int not null default 1,
  add column if not exists updated_at timestamptz not null default now();
update public.letter_generations set created_at = updated_at where created_at is null;
-- What is made through the gateway does not expire by itself; rows that were promised an end keep it.
alter table public.letter_generations
  alter column expires_at drop default,
  alter column created_at set default now(),
  alter column created_at set not null;

create index if not exists letters_of_user_newest_first on public.letter_generations (user_id, created_at desc, id desc);
create index if not exists letters_by_expiry on public.letter_generations (expires_at) where expires_at is not null;
create index if not exists letters_of_cv on public.letter_generations (cv_id);
create index if not exists letters_of_job_analysis on public.letter_generations (job_analysis_id);
select phoenix_private.drop_duplicate_indexes('public.letter_generations');

-- ---------------------------------------------------------------------------------------------------------------------
-- Row level security and grants

do $$
declare v_policy record;
begin
  for v_policy in select polname from pg_policy where polrelid = 'public.letter_generations'::regclass loop
    execute format('drop policy %I on public.letter_generations', v_policy.polname);
  end loop;
end
$$;
select phoenix_private.close_table('public.letter_templates');
select phoenix_private.close_table('public.letter_generations');
select phoenix_private.grant_table('public.letter_templates', 'select', 'anon', 'authenticated', 'service_role');
select phoenix_private.grant_table('public.letter_generations', 'select', 'authenticated');
select phoenix_private.grant_table('public.letter_generations', 'select, insert, update, delete', 'service_role');
drop policy if exists "Everyone reads the letter templates" on public.letter_templates;
create policy "Everyone reads the letter templates" on public.letter_templates for select to anon, authenticated using (true);
create policy "Viewers read their own letters" on public.letter_generations for select to authenticated using (user_id = (select auth.uid()));

-- Without the document: a list of twenty must not carry twenty letters.
create or replace view phoenix_private.letters with (security_invoker = true) as
  select l.id, l.user_id, l.origin, l.title, l.job_title, l.company_name, l.language, l.tone, l.cv_id, l.job_analysis_id, l.template_id, l.source, l.model, l.duration_ms,
         l.input_tokens, l.output_tokens, l.version, l.created_at, l.updated_at
    from public.letter_generations l;
comment on view phoenix_private.letters is
  '@nullable title job_title company_name tone cv_id job_analysis_id template_id source model duration_ms input_tokens output_tokens';
select phoenix_private.close_table('phoenix_private.letters');
select phoenix_private.grant_table('phoenix_private.letters', 'select', 'authenticated', 'service_role');

-- ---------------------------------------------------------------------------------------------------------------------
-- The template catalogue, as rows

insert into public.letter_templates (template_id, name, description, layout, accent_color, font_family, tier, "position") values
  ('courrier', 'Courrier', 'La lettre dactylographiée : police à empattements, marges larges, sans ornement.', 'classic', '#1f2937', 'serif', 'free', 1),
  ('clair', 'Clair', 'Sans empattements, aérée, un filet gris-bleu sous l’objet.', 'minimal', '#475569', 'sans', 'free', 2),
  ('accent', 'Accent', 'Un bandeau bleu pétrole en tête de page, pour les candidatures numériques.', 'modern', '#0f766e', 'sans', 'free', 3),
  ('notarial', 'Notarial', 'Police à empattements et bordeaux profond, pour le droit, la finance et l’administration.', 'classic', '#7a1f2b', 'serif', 'premium', 4),
  ('horizon', 'Horizon', 'Un bandeau bleu franc, assorti au CV Horizon.', 'modern', '#1d4ed8', 'sans', 'premium', 5),
  ('atelier', 'Atelier', 'Un bandeau framboise, pour les métiers de la création et de la communication.', 'modern', '#be185d', 'sans', 'premium', 6),
  ('engagement', 'Engagement', 'Vert profond et police à empattements, pour les associations et le soin.', 'minimal', '#14532d', 'serif', 'premium', 7),
  ('terminal', 'Terminal', 'Police à chasse fixe, pour les métiers du logiciel.', 'minimal', '#166534', 'mono', 'premium', 8)
on conflict (template_id) do nothing;

-- ---------------------------------------------------------------------------------------------------------------------
-- Events

select phoenix_private.register_event('letter.generated', 'letters',
  '{"letter_id": {"type": "string", "format": "uuid"}, "cv_id": {"type": "string", "format": "uuid", "nullable": true},
    "job_analysis_id": {"type": "string", "format": "uuid", "nullable": true}, "template_id": {"type": "string", "maxLength": 63},
    "language": {"type": "string", "enum": ["fr", "en"]}, "career_change": {"type": "boolean"}, "source": {"type": "string", "enum": ["model", "template"]},
    "duration_ms": {"type": "integer", "minimum": 0}, "characters": {"type": "integer", "minimum": 0},
    "remaining": {"type": "integer", "minimum": 0, "nullable": true}}');
select phoenix_private.register_event('letter.optimized', 'letters',
  '{"letter_id": {"type": "string", "format": "uuid"}, "source": {"type": "string", "enum": ["model", "template"]}, "duration_ms": {"type": "integer", "minimum": 0},
    "changes_count": {"type": "integer", "minimum": 0}, "version": {"type": "integer", "minimum": 1}}');
select phoenix_private.register_event('letter.template_applied', 'letters',
  '{"letter_id": {"type": "string", "format": "uuid"}, "template_id": {"type": "string", "maxLength": 63}, "version": {"type": "integer", "minimum": 1}}');
select phoenix_private.register_event('letter.updated', 'letters',
  '{"letter_id": {"type": "string", "format": "uuid"}, "changed": {"type": "array", "items": {"type": "string", "enum": ["title", "job_title", "company_name", "text"]}},
    "version": {"type": "integer", "minimum": 1}}');
select phoenix_private.register_event('letter.deleted', 'letters', '{"letter_id": {"type": "string", "format": "uuid"}}');

-- ---------------------------------------------------------------------------------------------------------------------
-- Reading

create or replace function public.list_letter_templates()
returns setof public.letter_templates language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from public.letter_templates t order by t."position", t.template_id;
end
$$;

create or replace function public.load_letters(p_ids uuid[])
returns setof phoenix_private.letters language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from phoenix_private.letters l where l.id = any (p_ids);
end
$$;

create or replace function public.load_letter_documents(p_ids uuid[])
returns table (id uuid, letter_text text, html text, job_offer_text text, career_change jsonb, changes jsonb) language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select l.id, l.generated_letter, l.html, l.job_offer_text, l.career_change, l.changes from public.letter_generations l where l.id = any (p_ids);
end
$$;
comment on function public.load_letter_documents is '@nullable letter_text html job_offer_text career_change';

create or replace function public.list_letters(p_user_id uuid, p_limit int, p_after_at timestamptz default null, p_after_id uuid default null)
returns setof phoenix_private.letters language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from phoenix_private.letters l
     where l.user_id = p_user_id and (p_after_at is null or (l.created_at, l.id) < (p_after_at, p_after_id))
     order by l.created_at desc, l.id desc
     limit p_limit;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Writing

-- The template a viewer asks for, if his tier reaches it; null asks for the first free one.
create or replace function public.admit_letter_template(p_actor uuid, p_template_id text)
returns setof public.letter_templates language plpgsql volatile set search_path = '' as $$
declare
  v_template public.letter_templates;
  v_tier text;
begin
  perform phoenix_private.require_actor(p_actor);
  select * into v_template from public.letter_templates t
   where t.template_id = p_template_id or p_template_id is null and t.tier = 'free'
   order by t."position" limit 1;
  if not found then
    perform phoenix_private.refuse(404, 'NOT_FOUND', 'There is no such template.');
  end if;
  v_tier := phoenix_private.tier_at(p_actor, 'letters', now());
  if phoenix_private.tier_rank(v_tier) < phoenix_private.tier_rank(v_template.tier) then
    perform phoenix_private.refuse(403, 'TIER_REQUIRED', format('The template "%s" needs %s on LETTERS.', v_template.name, upper(v_template.tier)),
      jsonb_build_object('app', 'LETTERS', 'requiredTier', upper(v_template.tier), 'currentTier', upper(v_tier)));
  end if;
  return next v_template;
end
$$;

-- The sources of a text are the actor's own, at the moment of the write too: one that was deleted meanwhile is not there.
create or replace function phoenix_private.require_sources(p_actor uuid, p_cv_id uuid, p_letter_id uuid, p_job_analysis_id uuid)
returns void language plpgsql stable set search_path = '' as $$
begin
  if p_cv_id is not null and not exists (select from public.cv_generations c where c.id = p_cv_id and c.user_id = p_actor) then
    perform phoenix_private.refuse(404, 'NOT_FOUND', 'There is no such CV.');
  end if;
  if p_letter_id is not null and not exists (select from public.letter_generations l where l.id = p_letter_id and l.user_id = p_actor) then
    perform phoenix_private.refuse(404, 'NOT_FOUND', 'There is no such letter.');
  end if;
  if p_job_analysis_id is not null and not exists (select from public.job_analyses j where j.id = p_job_analysis_id and j.user_id = p_actor) then
    perform phoenix_private.refuse(404, 'NOT_FOUND', 'There is no such job analysis.');
  end if;
end
$$;

-- p_draft: what the writer gave: {text, html, source, model, durationMs, inputTokens, outputTokens}.
create or replace function public.save_generated_letter(
  p_actor uuid, p_call jsonb, p_title text, p_job_title text, p_company_name text, p_language text, p_tone text, p_cv_id uuid, p_job_analysis_id uuid,
  p_job_offer_text text, p_career_change jsonb, p_template_id text, p_draft jsonb)
returns table (letter phoenix_private.letters, usage phoenix_private.feature_usage) language plpgsql volatile set search_path = '' as $$
declare
  v_id uuid;
  v_career_change jsonb := nullif(p_career_change, 'null');
begin
  perform public.admit_letter_template(p_actor, p_template_id);
  perform phoenix_private.require_sources(p_actor, p_cv_id, null, p_job_analysis_id);
  usage := phoenix_private.settle_usage(p_actor, p_call, 'letters_generated');
  insert into public.letter_generations (
    user_id, origin, title, job_title, company_name, language, tone, cv_id, job_analysis_id, job_offer_text, career_change, generation_type, template_id,
    generated_letter, html, source, model, duration_ms, input_tokens, output_tokens)
  values (
    p_actor, 'generated', p_title, p_job_title, p_company_name, p_language, p_tone, p_cv_id, p_job_analysis_id, p_job_offer_text, v_career_change,
    case when v_career_change is null then 'standard' else 'career_change' end, p_template_id,
    p_draft ->> 'text', p_draft ->> 'html', p_draft ->> 'source', p_draft ->> 'model', (p_draft ->> 'durationMs')::int, (p_draft ->> 'inputTokens')::int, (p_draft ->> 'outputTokens')::int)
  returning id into v_id;
  update public.profiles p set total_letters_generated = coalesce(p.total_letters_generated, 0) + 1 where p.id = p_actor;
  perform phoenix_private.append_event(p_actor, 'letter.generated', jsonb_build_object(
    'letter_id', v_id, 'cv_id', p_cv_id, 'job_analysis_id', p_job_analysis_id, 'template_id', p_template_id, 'language', p_language, 'career_change', v_career_change is not null,
    'source', p_draft ->> 'source', 'duration_ms', (p_draft ->> 'durationMs')::int, 'characters', length(p_draft ->> 'text'), 'remaining', usage.remaining), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('letter', v_id));
  letter := (select l from phoenix_private.letters l where l.id = v_id);
  return next;
end
$$;

-- Says why a versioned write found no row: not there (or not yours), or changed meanwhile.
create or replace function phoenix_private.refuse_letter_write(p_actor uuid, p_letter_id uuid)
returns void language plpgsql stable set search_path = '' as $$
begin
  perform phoenix_private.require_sources(p_actor, null, p_letter_id, null);
  perform phoenix_private.refuse(409, 'CONFLICT', 'The letter was changed meanwhile: read it again.');
end
$$;

-- The new text of a letter. p_draft as in save_generated_letter, where a model keeps its part in what the template writer polished; and what was
-- changed, a sentence each, and by which writer.
create or replace function public.save_optimized_letter(p_actor uuid, p_call jsonb, p_letter_id uuid, p_expected_version int, p_draft jsonb)
returns phoenix_private.letters language plpgsql volatile set search_path = '' as $$
begin
  perform phoenix_private.require_actor(p_actor);
  update public.letter_generations l
     set generated_letter = p_draft ->> 'text', html = p_draft ->> 'html', source = p_draft ->> 'source', model = p_draft ->> 'model', ai_optimization_level = 'optimized', changes = p_draft -> 'changes',
         duration_ms = (p_draft ->> 'durationMs')::int, input_tokens = (p_draft ->> 'inputTokens')::int, output_tokens = (p_draft ->> 'outputTokens')::int,
         version = l.version + 1, updated_at = now()
   where l.id = p_letter_id and l.user_id = p_actor and l.version = p_expected_version;
  if not found then
    perform phoenix_private.refuse_letter_write(p_actor, p_letter_id);
  end if;
  perform phoenix_private.append_event(p_actor, 'letter.optimized', jsonb_build_object(
    'letter_id', p_letter_id, 'source', p_draft ->> 'optimizedBy', 'duration_ms', (p_draft ->> 'durationMs')::int,
    'changes_count', jsonb_array_length(p_draft -> 'changes'),
    'version', p_expected_version + 1), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('letter', p_letter_id));
  return (select l from phoenix_private.letters l where l.id = p_letter_id);
end
$$;

create or replace function public.apply_letter_template(
  p_actor uuid, p_call jsonb, p_letter_id uuid, p_expected_version int, p_template_id text, p_html text)
returns phoenix_private.letters language plpgsql volatile set search_path = '' as $$
begin
  perform public.admit_letter_template(p_actor, p_template_id);
  update public.letter_generations l
     set template_id = p_template_id, html = p_html, version = l.version + 1, updated_at = now()
   where l.id = p_letter_id and l.user_id = p_actor and l.version = p_expected_version;
  if not found then
    perform phoenix_private.refuse_letter_write(p_actor, p_letter_id);
  end if;
  perform phoenix_private.append_event(p_actor, 'letter.template_applied',
    jsonb_build_object('letter_id', p_letter_id, 'template_id', p_template_id, 'version', p_expected_version + 1), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('letter', p_letter_id));
  return (select l from phoenix_private.letters l where l.id = p_letter_id);
end
$$;

-- The whole new state of a letter; p_changed names what the caller asked to change. Who wrote it stays said, as it was.
create or replace function public.update_letter(
  p_actor uuid, p_call jsonb, p_letter_id uuid, p_expected_version int, p_changed text[], p_title text, p_job_title text, p_company_name text, p_text text, p_html text)
returns phoenix_private.letters language plpgsql volatile set search_path = '' as $$
begin
  perform phoenix_private.require_actor(p_actor);
  update public.letter_generations l
     set title = p_title, job_title = p_job_title, company_name = p_company_name, generated_letter = p_text, html = p_html, version = l.version + 1, updated_at = now()
   where l.id = p_letter_id and l.user_id = p_actor and l.version = p_expected_version;
  if not found then
    perform phoenix_private.refuse_letter_write(p_actor, p_letter_id);
  end if;
  perform phoenix_private.append_event(p_actor, 'letter.updated',
    jsonb_build_object('letter_id', p_letter_id, 'changed', to_jsonb(p_changed), 'version', p_expected_version + 1), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('letter', p_letter_id));
  return (select l from phoenix_private.letters l where l.id = p_letter_id);
end
$$;

create or replace function public.delete_letter(p_actor uuid, p_call jsonb, p_letter_id uuid, p_expected_version int default null)
returns uuid language plpgsql volatile set search_path = '' as $$
begin
  perform phoenix_private.require_actor(p_actor);
  delete from public.letter_generations l
   where l.id = p_letter_id and l.user_id = p_actor and l.version = coalesce(p_expected_version, l.version);
  if not found then
    perform phoenix_private.refuse_letter_write(p_actor, p_letter_id);
  end if;
  perform phoenix_private.append_event(p_actor, 'letter.deleted', jsonb_build_object('letter_id', p_letter_id), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('deletedId', p_letter_id));
  return p_letter_id;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Execute, by name

select phoenix_private.grant_execute('public.list_letter_templates()', 'anon', 'authenticated', 'service_role');
select phoenix_private.grant_execute(f, 'authenticated') from unnest(array[
  'public.load_letters(uuid[])', 'public.load_letter_documents(uuid[])', 'public.list_letters(uuid, int, timestamptz, uuid)']::regprocedure[]) f;
select phoenix_private.grant_execute(f, 'service_role') from unnest(array[
  'public.admit_letter_template(uuid, text)', 'public.save_generated_letter(uuid, jsonb, text, text, text, text, text, uuid, uuid, text, jsonb, text, jsonb)',
  'public.save_optimized_letter(uuid, jsonb, uuid, int, jsonb)', 'public.apply_letter_template(uuid, jsonb, uuid, int, text, text)',
  'public.update_letter(uuid, jsonb, uuid, int, text[], text, text, text, text, text)', 'public.delete_letter(uuid, jsonb, uuid, int)',
  'phoenix_private.refuse_letter_write(uuid, uuid)', 'phoenix_private.require_sources(uuid, uuid, uuid, uuid)']::regprocedure[]) f;
