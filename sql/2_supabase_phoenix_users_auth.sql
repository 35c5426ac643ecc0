-- Phase 2 of 3: users, tiers, usage, idempotent operations.
--
-- Words: a *tier* is what an app's subscription is worth now; a *unit* is one use of a metered feature; a *hold* is a unit taken
-- but not yet earned; *settling* a hold makes it used, *releasing* gives it back; an *operation* is one idempotent call.
-- A write's first argument is the actor, from the verified token; p_call is its envelope {operation, hold, traceparent}.

-- ---------------------------------------------------------------------------------------------------------------------
-- Tables

create table if not exists public.profiles (
  id uuid primary key references auth.users (id) on delete cascade,
  email varchar(255),
  full_name varchar(255),
  avatar_url text,
  subscription_tier varchar(50) default 'free',
  created_at timestamptz default now(),
  updated_at timestamptz default now()
);
alter table public.profiles
  add column if not exists last_login timestamptz default now(),
  add column if not exists preferences jsonb default '{"email_notifications": true, "marketing_emails": false, "language": "fr", "timezone": "Europe/Paris"}',
  add column if not exists total_cv_generated int default 0,
  add column if not exists total_letters_generated int default 0,
  add column if not exists total_coaching_sessions int default 0,
  add column if not exists version int not null default 1;
-- Sign-ups by phone have no e-mail, and two SSO accounts may share one: auth.users decides what is unique, we follow.
alter table public.profiles alter column email drop not null;
do $$
declare v_unique record;
begin
  for v_unique in
    select i.indexrelid::regclass as name, k.conname from pg_index i left join pg_constraint k on k.conindid = i.indexrelid and k.contype = 'u'
     where i.indrelid = 'public.profiles'::regclass and i.indisunique and i.indnatts = 1 and pg_get_indexdef(i.indexrelid, 1, false) like '%email%'
  loop
    if v_unique.conname is null then
      execute format('drop index %s', v_unique.name);
    else
      execute format('alter table public.profiles drop constraint %I', v_unique.conname);
    end if;
  end loop;
end
$$;

create table if not exists public.user_subscriptions (
  subscription_id uuid primary key default gen_random_uuid(),
  user_id uuid references public.profiles (id) on delete cascade,
  app_name varchar(50) not null,
  subscription_tier varchar(50) not null,
  subscription_status varchar(50) default 'active',
  stripe_customer_id varchar(255),
  stripe_subscription_id varchar(255),
  stripe_product_id varchar(255),
  stripe_price_id varchar(255),
  current_period_start timestamptz,
  current_period_end timestamptz,
  trial_end timestamptz,
  amount_paid decimal(10, 2),
  currency varchar(3) default 'EUR',
  created_at timestamptz default now(),
  updated_at timestamptz default now(),
  cancelled_at timestamptz,
  unique (user_id, app_name)
);
alter table public.user_subscriptions
  add column if not exists past_due_since timestamptz,
  add column if not exists cancel_at_period_end boolean not null default false,
  add column if not exists plan_id text,
  add column if not exists other_tier text,
  add column if not exists other_until timestamptz,
  drop constraint if exists user_subscriptions_other_tier_check,
  drop constraint if exists user_subscriptions_app_name_check,
  drop constraint if exists user_subscriptions_subscription_tier_check,
  drop constraint if exists user_subscriptions_subscription_status_check;
comment on column public.user_subscriptions.other_tier is
  'What else counts for this app until other_until: beside a tier given by hand what Stripe says, beside Stripe''s what was given by hand.';
alter table public.user_subscriptions
  add constraint user_subscriptions_other_tier_check check (other_tier in ('premium', 'pro') and other_until is not null or other_tier is null and other_until is null),
  add constraint user_subscriptions_app_name_check check (app_name in ('cv', 'letters', 'rise', 'ecosystem')),
  add constraint user_subscriptions_subscription_tier_check check (subscription_tier in ('free', 'premium', 'pro')),
  add constraint user_subscriptions_subscription_status_check check (
    subscription_status in ('active', 'cancelled', 'past_due', 'trialing', 'incomplete', 'unpaid', 'paused'));
update public.user_subscriptions set past_due_since = coalesce(updated_at, now())
 where subscription_status = 'past_due' and past_due_since is null;

create table if not exists public.payment_history (
  payment_id uuid primary key default gen_random_uuid(),
  user_id uuid references public.profiles (id) on delete set null,
  subscription_id uuid references public.user_subscriptions (subscription_id) on delete set null,
  stripe_payment_intent_id varchar(255) unique,
  stripe_invoice_id varchar(255),
  amount decimal(10, 2) not null,
  currency varchar(3) default 'EUR',
  payment_status varchar(50) not null check (payment_status in ('succeeded', 'failed', 'pending', 'cancelled', 'refunded')),
  payment_date timestamptz default now(),
  description text,
  stripe_metadata jsonb default '{}',
  created_at timestamptz default now()
);
-- Deleting an account used to delete its accounting records, or was blocked by them: they stay, without the person.
alter table public.payment_history
  alter column user_id drop not null,
  drop constraint if exists payment_history_user_id_fkey,
  drop constraint if exists payment_history_subscription_id_fkey;
alter table public.payment_history
  add constraint payment_history_user_id_fkey foreign key (user_id) references public.profiles (id) on delete set null,
  add constraint payment_history_subscription_id_fkey foreign key (subscription_id) references public.user_subscriptions (subscription_id) on delete set null;

create table if not exists public.plans (
  plan_id text primary key,
  name text not null,
  apps text[] not null,
  tier text not null check (tier in ('free', 'premium', 'pro')),
  amount int not null check (amount >= 0),
  currency text not null default 'EUR' check (currency ~ '^[A-Z]{3}$'),
  features text[] not null default '{}',
  "position" int not null
);
comment on column public.plans.amount is 'A month, in minor units (cents).';

create table if not exists public.usage_features (
  feature text primary key check (feature ~ '^[a-z][a-z_]*$'),
  app text not null,
  "position" int not null
);
create table if not exists public.usage_limits (
  feature text not null references public.usage_features (feature),
  tier text not null check (tier in ('free', 'premium', 'pro')),
  monthly_limit int check (monthly_limit >= 0),
  primary key (feature, tier)
);
comment on column public.usage_limits.monthly_limit is 'Units a UTC calendar month; null is unlimited. Read at use: changing a row counts at once.';

create table if not exists phoenix_private.usage_counters (
  user_id uuid not null references public.profiles (id) on delete cascade,
  feature text not null references public.usage_features (feature),
  month date not null check (extract(day from month) = 1),
  used int not null default 0 check (used >= 0),
  held int not null default 0 check (held >= 0),
  updated_at timestamptz not null default now(),
  primary key (user_id, feature, month)
);
create table if not exists phoenix_private.usage_holds (
  hold_id uuid primary key default gen_random_uuid(),
  user_id uuid not null,
  feature text not null,
  month date not null,
  amount int not null check (amount > 0),
  state text not null default 'held' check (state in ('held', 'settled', 'released', 'expired')),
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  ended_at timestamptz
);
create table if not exists phoenix_private.usage_ledger (
  entry_id bigint generated always as identity primary key,
  user_id uuid not null,
  feature text not null,
  month date not null,
  entry text not null check (entry in ('take', 'hold', 'settle', 'release', 'expire', 'import')),
  used_delta int not null,
  held_delta int not null,
  hold_id uuid,
  at timestamptz not null default clock_timestamp()
);

create table if not exists phoenix_private.operations (
  operation_id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  field text not null,
  key text not null check (length(key) between 1 and 255),
  input_hash text not null,
  started_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  completed_at timestamptz,
  result jsonb,
  unique (user_id, field, key),
  check ((completed_at is null) = (result is null))
);

-- Holds and ledger are written only under their counter's lock, and the counter knows its person and its feature: other looks at these, an
-- index for one, and locks of the other, were paid by every unit. They go with the person by a trigger.
alter table phoenix_private.usage_holds
  drop constraint if exists usage_holds_feature_fkey,
  drop constraint if exists usage_holds_user_id_fkey;
alter table phoenix_private.usage_ledger drop constraint if exists usage_ledger_user_id_fkey;
drop index if exists phoenix_private.holds_of_feature;
alter table phoenix_private.usage_counters add column if not exists lapses_at timestamptz;
comment on column phoenix_private.usage_counters.lapses_at is 'Nothing that is held lapses before; null: not known. Of a counter that holds nothing it says nothing.';
-- Room for the next version of a row that changes with every unit: one page, and no index is touched.
alter table phoenix_private.usage_counters set (fillfactor = 50);
alter table public.profiles set (fillfactor = 70);

-- ---------------------------------------------------------------------------------------------------------------------
-- Indexes, named for the question

create index if not exists profiles_by_email on public.profiles (lower(email));
create index if not exists subscriptions_by_stripe_customer on public.user_subscriptions (stripe_customer_id);
create index if not exists subscriptions_by_stripe_subscription on public.user_subscriptions (stripe_subscription_id);
create index if not exists subscriptions_that_may_lapse on public.user_subscriptions (user_id) where subscription_tier <> 'free';
create index if not exists payments_of_user_newest_first on public.payment_history (user_id, payment_date desc, payment_id desc);
create index if not exists payments_of_subscription on public.payment_history (subscription_id);
create index if not exists counters_of_feature on phoenix_private.usage_counters (feature);
create index if not exists live_holds_of_counter on phoenix_private.usage_holds (user_id, feature, month) where state = 'held';
create index if not exists holds_of_user on phoenix_private.usage_holds (user_id);
create index if not exists live_holds_by_expiry on phoenix_private.usage_holds (expires_at) where state = 'held';
create index if not exists ledger_of_counter on phoenix_private.usage_ledger (user_id, feature, month);
create index if not exists operations_by_expiry on phoenix_private.operations (expires_at);
select phoenix_private.drop_duplicate_indexes(t) from unnest(array['public.profiles', 'public.user_subscriptions', 'public.payment_history']::regclass[]) t;

-- ---------------------------------------------------------------------------------------------------------------------
-- The old wide counters become rows; the table itself is kept aside

do $$
begin
  if exists (select from pg_class where oid = to_regclass('public.user_usage_limits') and relkind = 'r') then
    alter table public.user_usage_limits set schema phoenix_private;
    alter table phoenix_private.user_usage_limits rename to user_usage_limits_before_gateway;
  end if;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Row level security and grants

do $$
declare v_policy record;
begin
  for v_policy in
    select polname, polrelid::regclass as tbl from pg_policy
     where polrelid in ('public.profiles'::regclass, 'public.user_subscriptions'::regclass, 'public.payment_history'::regclass,
                        to_regclass('phoenix_private.user_usage_limits_before_gateway'))
  loop
    execute format('drop policy %I on %s', v_policy.polname, v_policy.tbl);
  end loop;
end
$$;

select phoenix_private.close_table(t) from unnest(array[
  'public.profiles', 'public.user_subscriptions', 'public.payment_history', 'public.plans', 'public.usage_features', 'public.usage_limits',
  'phoenix_private.usage_counters', 'phoenix_private.usage_holds', 'phoenix_private.usage_ledger', 'phoenix_private.operations']::regclass[]) t;
select phoenix_private.close_table(to_regclass('phoenix_private.user_usage_limits_before_gateway'))
 where to_regclass('phoenix_private.user_usage_limits_before_gateway') is not null;

select phoenix_private.grant_table(t, 'select', 'authenticated') from unnest(array[
  'public.profiles', 'public.user_subscriptions', 'public.payment_history', 'phoenix_private.usage_counters', 'phoenix_private.usage_holds']::regclass[]) t;
select phoenix_private.grant_table(t, 'select', 'anon', 'authenticated', 'service_role') from unnest(array[
  'public.plans', 'public.usage_features', 'public.usage_limits']::regclass[]) t;
select phoenix_private.grant_table(t, 'select, insert, update', 'service_role') from unnest(array[
  'public.profiles', 'public.user_subscriptions', 'public.payment_history', 'phoenix_private.usage_counters', 'phoenix_private.usage_holds']::regclass[]) t;
select phoenix_private.grant_table('phoenix_private.usage_ledger', 'select, insert', 'service_role');
select phoenix_private.grant_table('phoenix_private.operations', 'select, insert, update, delete', 'service_role');

create policy "Viewers read their own profile" on public.profiles for select to authenticated using (id = (select auth.uid()));
create policy "Viewers read their own subscriptions" on public.user_subscriptions for select to authenticated using (user_id = (select auth.uid()));
create policy "Viewers read their own payments" on public.payment_history for select to authenticated using (user_id = (select auth.uid()));
drop policy if exists "Viewers read their own counters" on phoenix_private.usage_counters;
create policy "Viewers read their own counters" on phoenix_private.usage_counters for select to authenticated using (user_id = (select auth.uid()));
drop policy if exists "Viewers read their own holds" on phoenix_private.usage_holds;
create policy "Viewers read their own holds" on phoenix_private.usage_holds for select to authenticated using (user_id = (select auth.uid()));
drop policy if exists "Everyone reads the plans" on public.plans;
create policy "Everyone reads the plans" on public.plans for select to anon, authenticated using (true);
drop policy if exists "Everyone reads the features" on public.usage_features;
create policy "Everyone reads the features" on public.usage_features for select to anon, authenticated using (true);
drop policy if exists "Everyone reads the limits" on public.usage_limits;
create policy "Everyone reads the limits" on public.usage_limits for select to anon, authenticated using (true);

-- ---------------------------------------------------------------------------------------------------------------------
-- The catalogue and the limits, as rows

insert into public.usage_features (feature, app, "position") values
  ('cv_generations', 'cv', 1), ('cv_uploads', 'cv', 2), ('letters_generated', 'letters', 3), ('mirror_match', 'letters', 4), ('coaching_sessions', 'rise', 5)
on conflict (feature) do nothing;
insert into public.usage_limits (feature, tier, monthly_limit) values
  ('cv_generations', 'free', 3), ('cv_uploads', 'free', 5), ('letters_generated', 'free', 2), ('mirror_match', 'free', 1), ('coaching_sessions', 'free', 1),
  ('cv_generations', 'premium', null), ('cv_uploads', 'premium', null), ('letters_generated', 'premium', null), ('mirror_match', 'premium', null), ('coaching_sessions', 'premium', null),
  ('cv_generations', 'pro', null), ('cv_uploads', 'pro', null), ('letters_generated', 'pro', null), ('mirror_match', 'pro', null), ('coaching_sessions', 'pro', null)
on conflict (feature, tier) do nothing;
insert into public.plans (plan_id, name, apps, tier, amount, features, "position") values
  ('free', 'Phoenix Gratuit', '{cv,letters,rise}', 'free', 0, '{"Modèles de CV gratuits","Journal, objectifs et méditation"}', 1),
  ('cv_premium', 'Phoenix CV Premium', '{cv}', 'premium', 799, '{"Générations et imports de CV illimités","Tous les modèles de CV","Optimisation ATS","Trajectoire professionnelle"}', 2),
  ('letters_premium', 'Phoenix Letters Premium', '{letters}', 'premium', 999, '{"Lettres illimitées","Mirror Match illimité","Optimisation et analyse ATS des lettres"}', 3),
  ('ecosystem_premium', 'Phoenix Écosystème', '{cv,letters,rise}', 'premium', 1599, '{"Toutes les applications Phoenix en Premium","Coaching illimité"}', 4)
on conflict (plan_id) do nothing;

-- ---------------------------------------------------------------------------------------------------------------------
-- Tiers

create or replace function phoenix_private.tier_rank(p_tier text)
returns int language sql immutable set search_path = '' as $$
  select case p_tier when 'pro' then 2 when 'premium' then 1 else 0 end
$$;

-- What each subscription says, and until when: the one rule of tiers (it counts while now < counts_until). A view, so that
-- it is planned into whatever asks. Spans are in hours: '3 days' would follow the session's daylight saving. A row says up to two
-- things: its own, and what else counts for the app, so that the better of both is read with it, and the other is there when it lapses.
create or replace view phoenix_private.subscription_terms with (security_invoker = true) as
  select s.user_id, s.app_name::text as app, s.subscription_tier::text as tier,
         case s.subscription_tier when 'pro' then 2 when 'premium' then 1 else 0 end as rank,
         case
           when s.subscription_status in ('active', 'trialing') then coalesce(s.current_period_end + interval '72 hours', 'infinity')
           when s.subscription_status = 'cancelled' then coalesce(s.current_period_end, '-infinity')
           when s.subscription_status = 'past_due' then coalesce(s.past_due_since + interval '168 hours', '-infinity')
           else '-infinity'
         end as counts_until,
         s.other_tier, case s.other_tier when 'pro' then 2 when 'premium' then 1 else 0 end as other_rank, s.other_until
    from public.user_subscriptions s;

-- The same, a row for each.
create or replace view phoenix_private.subscription_worth with (security_invoker = true) as
  select t.user_id, t.app, w.tier, w.rank, w.counts_until
    from phoenix_private.subscription_terms t
   cross join lateral (values (t.tier, t.rank, t.counts_until), (t.other_tier, t.other_rank, t.other_until)) as w (tier, rank, counts_until)
   where w.tier is not null;
select phoenix_private.close_table('phoenix_private.subscription_terms');
select phoenix_private.grant_table('phoenix_private.subscription_terms', 'select', 'authenticated', 'service_role');
select phoenix_private.close_table('phoenix_private.subscription_worth');
select phoenix_private.grant_table('phoenix_private.subscription_worth', 'select', 'authenticated', 'service_role');

create or replace function phoenix_private.tier_at(p_user_id uuid, p_app text, p_at timestamptz)
returns text language plpgsql stable set search_path = '' as $$
begin
  return (
    select case greatest(max(t.rank) filter (where p_at < t.counts_until), max(t.other_rank) filter (where p_at < t.other_until))
             when 2 then 'pro' when 1 then 'premium' else 'free' end
      from phoenix_private.subscription_terms t
     where t.user_id = p_user_id and t.app in (p_app, 'ecosystem'));
end
$$;

create or replace function public.get_user_app_tier(p_user_id uuid, p_app_name varchar)
returns varchar language plpgsql stable set search_path = '' as $$
begin
  if p_app_name is null or p_app_name <> 'ecosystem' and not exists (select from public.usage_features f where f.app = p_app_name) then
    perform phoenix_private.refuse(400, 'BAD_USER_INPUT', 'p_app_name is not an app.', '{"issues": [{"path": "p_app_name", "message": "is not an app"}]}');
  end if;
  return phoenix_private.tier_at(p_user_id, p_app_name, now());
end
$$;

create or replace function phoenix_private.best_tier(p_user_id uuid)
returns text language plpgsql stable set search_path = '' as $$
begin
  return coalesce((
    select w.tier from phoenix_private.subscription_worth w where w.user_id = p_user_id and now() < w.counts_until order by w.rank desc limit 1), 'free');
end
$$;

create or replace function public.update_usage_limits_for_tier(p_user_id uuid, p_app_name varchar, p_tier varchar)
returns void language plpgsql stable set search_path = '' as $$
begin
  -- Limits are rows read at use, so there is nothing to update; callers still learn when what they say makes no sense.
  if p_user_id is null or not exists (select from public.profiles p where p.id = p_user_id) then
    perform phoenix_private.refuse(404, 'NOT_FOUND', 'There is no such user.');
  end if;
  if p_app_name is null or p_app_name <> 'ecosystem' and not exists (select from public.usage_features f where f.app = p_app_name) then
    perform phoenix_private.refuse(400, 'BAD_USER_INPUT', 'p_app_name is not an app.', '{"issues": [{"path": "p_app_name", "message": "is not an app"}]}');
  end if;
  if p_tier is null or p_tier not in ('free', 'premium', 'pro') then
    perform phoenix_private.refuse(400, 'BAD_USER_INPUT', 'p_tier must be free, premium or pro.', '{"issues": [{"path": "p_tier", "message": "must be free, premium or pro"}]}');
  end if;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Triggers

create or replace function public.handle_updated_at()
returns trigger language plpgsql set search_path = '' as $$
begin
  new.updated_at := now();
  return new;
end
$$;

create or replace function phoenix_private.track_past_due()
returns trigger language plpgsql set search_path = '' as $$
begin
  if new.subscription_status is distinct from 'past_due' then
    new.past_due_since := null;
  elsif new.past_due_since is null then
    new.past_due_since := now();
  end if;
  return new;
end
$$;

-- Definer: whoever may change a subscription keeps profiles.subscription_tier true, without a right on profiles of his own.
create or replace function phoenix_private.follow_tier()
returns trigger language plpgsql security definer set search_path = '' as $$
begin
  -- Both, where a subscription changes hands.
  update public.profiles p set subscription_tier = phoenix_private.best_tier(p.id)
   where p.id in (case when tg_op <> 'INSERT' then old.user_id end, case when tg_op <> 'DELETE' then new.user_id end)
     and p.subscription_tier is distinct from phoenix_private.best_tier(p.id);
  return null;
end
$$;

-- A sign-up form's metadata is anybody's JSON: a name is a string, cut to its column; an address a whole http(s) one, or none.
create or replace function phoenix_private.name_in(p_metadata jsonb)
returns text language sql immutable set search_path = '' as $$
  select case jsonb_typeof(p_metadata -> 'full_name') when 'string' then left(p_metadata ->> 'full_name', 255) end
$$;
create or replace function phoenix_private.avatar_in(p_metadata jsonb)
returns text language sql immutable set search_path = '' as $$
  select p_metadata ->> 'avatar_url' where length(p_metadata ->> 'avatar_url') <= 2000 and p_metadata ->> 'avatar_url' ~ '^https?://[^[:space:]]+$'
$$;

-- Definer: auth's own role creates users and has no right on our tables. A sign-up must never fail because of us: no e-mail, a
-- profile that is there already, over-long names, odd metadata.
create or replace function public.handle_new_user()
returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into public.profiles (id, email, full_name, avatar_url)
  values (new.id, left(new.email, 255), phoenix_private.name_in(new.raw_user_meta_data), phoenix_private.avatar_in(new.raw_user_meta_data))
  on conflict (id) do update set email = excluded.email;
  insert into public.user_subscriptions (user_id, app_name, subscription_tier, subscription_status)
  select new.id, a.app, 'free', 'active' from (values ('cv'), ('letters'), ('rise')) a (app)
  on conflict (user_id, app_name) do nothing;
  return new;
end
$$;

-- Definer: as above.
create or replace function phoenix_private.follow_auth_user()
returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.profiles p
     set email = left(new.email, 255), last_login = coalesce(new.last_sign_in_at, p.last_login)
   where p.id = new.id and (p.email is distinct from left(new.email, 255) or new.last_sign_in_at is distinct from old.last_sign_in_at);
  return new;
end
$$;

-- Definer: whoever deletes a person, whatever his rights here. Fires after the foreign keys' triggers, by its name: once the counters are
-- gone, nobody who holds one can still write.
create or replace function phoenix_private.forget_usage()
returns trigger language plpgsql security definer set search_path = '' as $$
begin
  delete from phoenix_private.usage_holds h where h.user_id = old.id;
  delete from phoenix_private.usage_ledger l where l.user_id = old.id;
  return null;
end
$$;

drop trigger if exists update_profiles_updated_at on public.profiles;
create or replace trigger profiles_updated_at before update on public.profiles for each row execute function public.handle_updated_at();
create or replace trigger subscriptions_updated_at before update on public.user_subscriptions for each row execute function public.handle_updated_at();
create or replace trigger subscriptions_track_past_due before insert or update on public.user_subscriptions for each row execute function phoenix_private.track_past_due();
create or replace trigger subscriptions_follow_tier after insert or update or delete on public.user_subscriptions for each row execute function phoenix_private.follow_tier();
create or replace trigger forget_usage after delete on public.profiles for each row execute function phoenix_private.forget_usage();
-- Replaced, never dropped: on Supabase we hold the trigger privilege on auth.users, and dropping is its owner's.
create or replace trigger on_auth_user_created after insert on auth.users for each row execute function public.handle_new_user();
create or replace trigger on_auth_user_changed after update of email, last_sign_in_at on auth.users for each row execute function phoenix_private.follow_auth_user();

-- Users who signed up while the old trigger failed, and those whose subscriptions or best tier were never written.
insert into public.profiles (id, email, full_name, avatar_url)
select u.id, left(u.email, 255), phoenix_private.name_in(u.raw_user_meta_data), phoenix_private.avatar_in(u.raw_user_meta_data) from auth.users u
on conflict (id) do nothing;
insert into public.user_subscriptions (user_id, app_name, subscription_tier, subscription_status)
select p.id, a.app, 'free', 'active' from public.profiles p cross join (values ('cv'), ('letters'), ('rise')) a (app)
on conflict (user_id, app_name) do nothing;
update public.profiles p set subscription_tier = phoenix_private.best_tier(p.id)
 where p.subscription_tier is distinct from phoenix_private.best_tier(p.id);
-- Shipped to production by mistake: it could never work, and anybody might call it.
drop function if exists public.create_test_user_data();

-- ---------------------------------------------------------------------------------------------------------------------
-- Usage

do $$
begin
  if to_regtype('phoenix_private.feature_usage') is null then
    create type phoenix_private.feature_usage as (
      feature text, used int, held int, monthly_limit int, remaining int, unlimited boolean, period_start timestamptz, resets_at timestamptz);
  end if;
end
$$;

comment on type phoenix_private.feature_usage is '@nullable monthly_limit remaining';

create or replace function phoenix_private.month_of(p_at timestamptz)
returns date language plpgsql immutable set search_path = '' as $$
begin
  return date_trunc('month', p_at at time zone 'UTC')::date;
end
$$;

create or replace function phoenix_private.usage_as_of(
  p_feature text, p_used int, p_held int, p_limit int, p_month date)
returns phoenix_private.feature_usage language plpgsql immutable set search_path = '' as $$
begin
  -- greatest() passes over null, and would tell somebody unlimited that nothing is left.
  return row(p_feature, p_used, p_held, p_limit, case when p_limit is not null then greatest(p_limit - p_used - p_held, 0) end, p_limit is null,
    p_month::timestamp at time zone 'UTC', (p_month + interval '1 month') at time zone 'UTC')::phoenix_private.feature_usage;
end
$$;

-- Every feature's state, also where no counter row exists yet. A hold past its time no longer counts, swept or not.
create or replace function phoenix_private.usage_at(p_user_id uuid, p_at timestamptz)
returns setof phoenix_private.feature_usage language plpgsql stable set search_path = '' as $$
declare
  v_month date := phoenix_private.month_of(p_at);
  v_start timestamptz := v_month::timestamp at time zone 'UTC';
  v_end timestamptz := (v_month + interval '1 month') at time zone 'UTC';
begin
  return query
    select f.feature, s.used, s.held, l.monthly_limit, case when l.monthly_limit is not null then greatest(l.monthly_limit - s.used - s.held, 0) end,
           l.monthly_limit is null, v_start, v_end
      from public.usage_features f
      left join phoenix_private.usage_counters c on c.user_id = p_user_id and c.feature = f.feature and c.month = v_month
      cross join lateral (
        select coalesce(c.used, 0) as used, coalesce(c.held, 0) - coalesce((
          select sum(h.amount) from phoenix_private.usage_holds h
           where c.held > 0 and h.user_id = p_user_id and h.feature = f.feature and h.month = v_month and h.state = 'held' and h.expires_at <= p_at), 0)::int as held) s
      join public.usage_limits l on l.feature = f.feature and l.tier = (
        select case greatest(max(t.rank) filter (where p_at < t.counts_until), max(t.other_rank) filter (where p_at < t.other_until))
                 when 2 then 'pro' when 1 then 'premium' else 'free' end
          from phoenix_private.subscription_terms t
         where t.user_id = p_user_id and t.app in (f.app, 'ecosystem'))
     order by f."position", f.feature;
end
$$;

create or replace function public.load_usage(p_user_id uuid)
returns setof phoenix_private.feature_usage language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from phoenix_private.usage_at(p_user_id, now());
end
$$;

-- What every unit passes through has `enable_seqscan = off`: a plan made while a table is still small would scan it, dead versions and
-- all, until autovacuum comes.

-- What a feature allows a month on the tier that its app has now; null is unlimited.
create or replace function phoenix_private.limit_at(p_user_id uuid, p_feature text, p_at timestamptz)
returns int language plpgsql stable set search_path = '' set enable_seqscan = off as $$
declare v_limit int;
begin
  select l.monthly_limit into v_limit from public.usage_limits l
   where l.feature = p_feature and l.tier = (
     select case greatest(max(t.rank) filter (where p_at < t.counts_until), max(t.other_rank) filter (where p_at < t.other_until))
              when 2 then 'pro' when 1 then 'premium' else 'free' end
       from phoenix_private.subscription_terms t
      where t.user_id = p_user_id and t.app in ((select f.app from public.usage_features f where f.feature = p_feature), 'ecosystem'));
  if not found then
    perform phoenix_private.check_amount(p_feature, 0, 0);
    raise exception '% has no limit for a tier', p_feature;
  end if;
  return v_limit;
end
$$;

-- Gives back what lapsed on one counter, and says how many holds that were. The caller holds the counter's row lock, which always comes before any hold's.
create or replace function phoenix_private.expire_holds(p_user_id uuid, p_feature text, p_month date)
returns int language plpgsql volatile set search_path = '' set enable_seqscan = off as $$
declare
  v_count int;
  v_amount int;
begin
  with lapsed as (
    update phoenix_private.usage_holds h set state = 'expired', ended_at = clock_timestamp()
     where h.user_id = p_user_id and h.feature = p_feature and h.month = p_month and h.state = 'held' and h.expires_at <= clock_timestamp()
    returning h.hold_id, h.amount
  ), written as (
    insert into phoenix_private.usage_ledger (user_id, feature, month, entry, used_delta, held_delta, hold_id)
    select p_user_id, p_feature, p_month, 'expire', 0, -l.amount, l.hold_id from lapsed l
  )
  select count(*)::int, coalesce(sum(l.amount), 0)::int into v_count, v_amount from lapsed l;
  if v_count > 0 then
    update phoenix_private.usage_counters c set held = c.held - v_amount, updated_at = now()
     where c.user_id = p_user_id and c.feature = p_feature and c.month = p_month;
  end if;
  return v_count;
end
$$;

-- How much of what a counter holds has lapsed; the caller has its row lock. Asked once something may have: until the next may, nobody
-- needs to look.
create or replace function phoenix_private.lapsed_of(p_counter phoenix_private.usage_counters)
returns int language plpgsql volatile set search_path = '' set enable_seqscan = off as $$
declare
  v_lapsed int;
  v_next timestamptz;
begin
  select coalesce(sum(h.amount) filter (where h.expires_at <= clock_timestamp()), 0), min(h.expires_at) into v_lapsed, v_next
    from phoenix_private.usage_holds h
   where h.user_id = p_counter.user_id and h.feature = p_counter.feature and h.month = p_counter.month and h.state = 'held';
  -- A row that is updated for the second time in a transaction has its foreign keys checked, which locks the account after its counter: an
  -- erasure that has it would wait for the counter, and so nothing is noted of whoever is being erased.
  update phoenix_private.usage_counters c set lapses_at = v_next
    from (select p.id from public.profiles p where p.id = p_counter.user_id for key share skip locked) p
   where c.user_id = p_counter.user_id and c.feature = p_counter.feature and c.month = p_counter.month and c.lapses_at is distinct from v_next;
  return v_lapsed;
end
$$;

-- The one place where units are taken: decides and writes in one statement. What does not fit is looked at again with the
-- counter locked, and what lapsed given back: a second no is one. From the counter's lock to the commit nobody else takes a unit
-- of this person's, so that what needs no lock is done before.
-- p_entry says why: 'hold' for ten minutes, as the hold p_hold; 'settle' where a saving function earns the unit as it takes it, 'take' otherwise.
-- The caller has locked the account; of a hold it is locked here, where it may be refused or is the first of a month.
drop function if exists phoenix_private.take_usage(uuid, text, int, uuid, date);
create or replace function phoenix_private.take_usage(
  p_user_id uuid, p_feature text, p_amount int, p_month date, p_entry text, p_hold uuid default null,
  out granted boolean, out usage phoenix_private.feature_usage)
language plpgsql volatile set search_path = '' set enable_seqscan = off as $$
declare
  v_counter phoenix_private.usage_counters;
  v_limit int := phoenix_private.limit_at(p_user_id, p_feature, clock_timestamp());
  v_used int := case p_entry when 'hold' then 0 else p_amount end;
  v_held int := case p_entry when 'hold' then p_amount else 0 end;
  v_lapses_at timestamptz := clock_timestamp() + interval '10 minutes';
begin
  if p_entry = 'hold' and v_limit is not null then
    perform phoenix_private.require_actor(p_user_id);
  end if;
  for v_look in 1..2 loop
    with taken as (
      update phoenix_private.usage_counters c
         set used = c.used + v_used, held = c.held + v_held, updated_at = now(),
             lapses_at = case when v_held = 0 then c.lapses_at when c.held = 0 or c.lapses_at > v_lapses_at then v_lapses_at else c.lapses_at end
       where c.user_id = p_user_id and c.feature = p_feature and c.month = p_month
         and (v_limit is null or c.used::bigint + c.held + p_amount <= v_limit)
      returning c.*
    ), written as (
      insert into phoenix_private.usage_ledger (user_id, feature, month, entry, used_delta, held_delta, hold_id)
      select p_user_id, p_feature, p_month, p_entry, v_used, v_held, p_hold from taken
    ), held as (
      insert into phoenix_private.usage_holds (hold_id, user_id, feature, month, amount, expires_at)
      select p_hold, p_user_id, p_feature, p_month, p_amount, v_lapses_at from taken where v_held > 0
    )
    select * into v_counter from taken;
    granted := found;
    exit when granted or v_look = 2;
    if p_entry = 'hold' and v_limit is null then
      perform phoenix_private.require_actor(p_user_id);
    end if;
    loop
      select * into v_counter from phoenix_private.usage_counters c
       where c.user_id = p_user_id and c.feature = p_feature and c.month = p_month for update;
      exit when found;
      insert into phoenix_private.usage_counters (user_id, feature, month) values (p_user_id, p_feature, p_month) on conflict do nothing;
    end loop;
    if v_counter.held > 0 then
      perform phoenix_private.expire_holds(p_user_id, p_feature, p_month);
    end if;
    -- Who waited for the lock may have been upgraded meanwhile.
    v_limit := phoenix_private.limit_at(p_user_id, p_feature, clock_timestamp());
  end loop;
  if not granted then
    select * into v_counter from phoenix_private.usage_counters c where c.user_id = p_user_id and c.feature = p_feature and c.month = p_month;
  elsif v_counter.held > v_held and (v_counter.lapses_at > clock_timestamp()) is not true then
    v_counter.held := v_counter.held - phoenix_private.lapsed_of(v_counter);
  end if;
  usage := phoenix_private.usage_as_of(p_feature, v_counter.used, v_counter.held, v_limit, p_month);
end
$$;

create or replace function phoenix_private.check_amount(p_feature text, p_amount int, p_least int)
returns void language plpgsql stable set search_path = '' as $$
begin
  if p_feature is null or not exists (select from public.usage_features f where f.feature = p_feature) then
    perform phoenix_private.refuse(400, 'BAD_USER_INPUT', 'p_feature is not a metered feature.', '{"issues": [{"path": "p_feature", "message": "is not a metered feature"}]}');
  end if;
  if p_amount is null or p_amount not between p_least and 100000 then
    perform phoenix_private.refuse(400, 'BAD_USER_INPUT', format('The amount must be between %s and 100000.', p_least), '{"issues": [{"path": "p_increment", "message": "is out of range"}]}');
  end if;
end
$$;

create or replace function public.check_usage_limit(p_user_id uuid, p_feature varchar, p_increment int default 1)
returns jsonb language plpgsql volatile set search_path = '' as $$
declare
  v_known boolean;
  v_taken record;
  v_usage phoenix_private.feature_usage;
  v_can_use boolean;
begin
  perform phoenix_private.check_amount(p_feature, p_increment, 0);
  if p_increment = 0 then
    v_known := exists (select from public.profiles p where p.id = p_user_id);
  else
    -- The account before its counter, as require_actor does.
    perform from public.profiles p where p.id = p_user_id for key share;
    v_known := found;
  end if;
  if not v_known then
    v_usage := phoenix_private.usage_as_of(p_feature, 0, 0, 0, phoenix_private.month_of(now()));
    v_can_use := false;
  elsif p_increment = 0 then
    select * into v_usage from phoenix_private.usage_at(p_user_id, now()) u where u.feature = p_feature;
    v_can_use := v_usage.unlimited or v_usage.remaining > 0;
  else
    v_taken := phoenix_private.take_usage(p_user_id, p_feature, p_increment, phoenix_private.month_of(now()), 'take');
    v_usage := v_taken.usage;
    v_can_use := v_taken.granted;
  end if;
  return jsonb_build_object(
    'can_use', v_can_use,
    'current_usage', v_usage.used + v_usage.held,
    'usage_limit', coalesce(v_usage.monthly_limit, -1),
    'remaining', coalesce(v_usage.remaining, -1),
    'period_start', v_usage.period_start,
    'period_end', v_usage.resets_at);
end
$$;

-- Every write begins here. The account is locked against erasure before any counter is: an erasure locks in the same order.
create or replace function phoenix_private.require_actor(p_actor uuid)
returns void language plpgsql volatile set search_path = '' set enable_seqscan = off as $$
begin
  perform from public.profiles p where p.id = p_actor for key share;
  if not found then
    perform phoenix_private.refuse(401, 'UNAUTHENTICATED', 'This account no longer exists.');
  end if;
end
$$;

-- Takes units for ten minutes. Not granted is an answer here, not an error: the caller says it with the whole state.
create or replace function public.reserve_usage(p_actor uuid, p_feature text, p_amount int)
returns table (granted boolean, hold_id uuid, usage phoenix_private.feature_usage)
language plpgsql volatile set search_path = '' as $$
declare
  v_month date := phoenix_private.month_of(now());
  v_hold_id uuid := gen_random_uuid();
  v_taken record;
begin
  -- Whether there is such a feature is seen when its limit is looked for.
  if (p_amount between 1 and 100000) is not true then
    perform phoenix_private.check_amount(p_feature, p_amount, 1);
  end if;
  v_taken := phoenix_private.take_usage(p_actor, p_feature, p_amount, v_month, 'hold', v_hold_id);
  granted := v_taken.granted;
  hold_id := case when granted then v_hold_id end;
  usage := v_taken.usage;
  return next;
end
$$;

comment on function public.reserve_usage is '@nullable hold_id';

-- Locks the counter of a hold, then reads the hold: always in this order, so that two callers never wait for each other.
create or replace function phoenix_private.lock_hold(p_actor uuid, p_hold uuid)
returns phoenix_private.usage_holds language plpgsql volatile set search_path = '' set enable_seqscan = off as $$
declare v_hold phoenix_private.usage_holds;
begin
  perform from phoenix_private.usage_counters c
    join phoenix_private.usage_holds h on h.user_id = c.user_id and h.feature = c.feature and h.month = c.month
   where h.hold_id = p_hold and h.user_id = p_actor
     for update of c;
  select * into v_hold from phoenix_private.usage_holds h where h.hold_id = p_hold and h.user_id = p_actor;
  return v_hold;
end
$$;

-- Ends a hold that was seen held, under its counter's lock. Answers with the counter; with null where it has ended meanwhile.
drop function if exists phoenix_private.end_hold(phoenix_private.usage_holds, text);
create or replace function phoenix_private.end_hold(p_hold phoenix_private.usage_holds, p_state text)
returns phoenix_private.usage_counters language plpgsql volatile set search_path = '' set enable_seqscan = off as $$
declare
  v_used int := case p_state when 'settled' then p_hold.amount else 0 end;
  v_counter phoenix_private.usage_counters;
begin
  update phoenix_private.usage_counters c
     set held = c.held - p_hold.amount, used = c.used + v_used, updated_at = now()
   where c.user_id = p_hold.user_id and c.feature = p_hold.feature and c.month = p_hold.month and c.held >= p_hold.amount
  returning * into v_counter;
  if not found then
    return null;
  end if;
  with ended as (
    update phoenix_private.usage_holds h set state = p_state, ended_at = clock_timestamp() where h.hold_id = p_hold.hold_id and h.state = 'held'
    returning h.hold_id
  )
  insert into phoenix_private.usage_ledger (user_id, feature, month, entry, used_delta, held_delta, hold_id)
  select p_hold.user_id, p_hold.feature, p_hold.month, case p_state when 'settled' then 'settle' else 'release' end, v_used, -p_hold.amount, e.hold_id from ended e;
  if not found then
    -- It ended while the counter was waited for: nothing was taken from it.
    update phoenix_private.usage_counters c set held = c.held + p_hold.amount, used = c.used - v_used
     where c.user_id = p_hold.user_id and c.feature = p_hold.feature and c.month = p_hold.month;
    return null;
  end if;
  return v_counter;
end
$$;

-- Gives a hold back. A hold that has ended already stays as it is: releasing twice, or after the commit, does nothing.
create or replace function public.release_usage(p_actor uuid, p_hold_id uuid)
returns boolean language plpgsql volatile set search_path = '' set enable_seqscan = off as $$
declare v_hold phoenix_private.usage_holds;
begin
  -- The account before its counter, as require_actor does; one that is gone holds nothing.
  perform from public.profiles p where p.id = p_actor for key share;
  select * into v_hold from phoenix_private.usage_holds h where h.hold_id = p_hold_id and h.user_id = p_actor;
  if v_hold.state is distinct from 'held' then
    return false;
  end if;
  return (phoenix_private.end_hold(v_hold, 'released')).user_id is not null;
end
$$;

-- Inside the saving function. p_call says how the unit comes: of a `hold` held becomes used, and one that lapsed takes its unit anew, in its
-- own month; `take` units are taken here, never held before, where there was nothing to wait for. What cannot be had is refused.
create or replace function phoenix_private.settle_usage(p_actor uuid, p_call jsonb, p_feature text)
returns phoenix_private.feature_usage language plpgsql volatile set search_path = '' set enable_seqscan = off as $$
declare
  v_hold_id uuid := (p_call ->> 'hold')::uuid;
  v_take int := (p_call ->> 'take')::int;
  v_month date := phoenix_private.month_of(now());
  v_hold phoenix_private.usage_holds;
  v_limit int;
  v_counter phoenix_private.usage_counters;
  v_taken record;
begin
  if v_take > 0 and v_hold_id is null then
    v_taken := phoenix_private.take_usage(p_actor, p_feature, v_take, v_month, 'settle');
    if not v_taken.granted then
      perform phoenix_private.refuse_usage(v_taken.usage);
    end if;
    return v_taken.usage;
  end if;
  select * into v_hold from phoenix_private.usage_holds h where h.hold_id = v_hold_id and h.user_id = p_actor and h.feature = p_feature;
  if v_hold.state = 'held' then
    v_limit := phoenix_private.limit_at(p_actor, p_feature, now());
    v_counter := phoenix_private.end_hold(v_hold, 'settled');
  end if;
  if v_counter.user_id is not null then
    -- The counter in hand is the state now, unless the unit is another month's.
    if v_hold.month = v_month then
      if v_counter.held > 0 and (v_counter.lapses_at > clock_timestamp()) is not true then
        v_counter.held := v_counter.held - phoenix_private.lapsed_of(v_counter);
      end if;
      return phoenix_private.usage_as_of(p_feature, v_counter.used, v_counter.held, v_limit, v_hold.month);
    end if;
  else
    v_hold := phoenix_private.lock_hold(p_actor, v_hold_id);
    if v_hold.hold_id is null or v_hold.feature <> p_feature or v_hold.state <> 'expired' then
      perform phoenix_private.refuse(409, 'CONFLICT', 'The unit reserved for this call was given back already.');
    end if;
    v_taken := phoenix_private.take_usage(p_actor, p_feature, v_hold.amount, v_hold.month, 'take');
    if not v_taken.granted then
      perform phoenix_private.refuse_usage(v_taken.usage);
    end if;
    update phoenix_private.usage_holds h set state = 'settled', ended_at = clock_timestamp() where h.hold_id = v_hold.hold_id;
  end if;
  return (select u from phoenix_private.usage_at(p_actor, now()) u where u.feature = p_feature);
end
$$;

create or replace function phoenix_private.usage_details(p_usage phoenix_private.feature_usage)
returns jsonb language sql immutable set search_path = '' as $$
  select jsonb_build_object('feature', upper(p_usage.feature), 'limit', p_usage.monthly_limit, 'used', p_usage.used, 'held', p_usage.held,
    'remaining', p_usage.remaining, 'resetsAt', to_char(p_usage.resets_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
$$;

create or replace function phoenix_private.refuse_usage(p_usage phoenix_private.feature_usage)
returns void language plpgsql immutable set search_path = '' as $$
begin
  perform phoenix_private.refuse(402, 'USAGE_LIMIT_EXCEEDED', format('The monthly limit of %s is reached.', upper(p_usage.feature)), phoenix_private.usage_details(p_usage));
end
$$;

-- Empty at any moment, or a unit was lost or given twice.
drop view if exists phoenix_private.usage_imbalances;
create view phoenix_private.usage_imbalances with (security_invoker = true) as
  select user_id, feature, month, coalesce(c.used, 0) as used, coalesce(c.held, 0) as held,
         coalesce(l.used, 0) as ledger_used, coalesce(l.held, 0) as ledger_held, coalesce(h.held, 0) as live_holds
    from phoenix_private.usage_counters c
    full join (select user_id, feature, month, sum(used_delta) as used, sum(held_delta) as held from phoenix_private.usage_ledger group by 1, 2, 3) l
      using (user_id, feature, month)
    full join (select user_id, feature, month, sum(amount) as held from phoenix_private.usage_holds where state = 'held' group by 1, 2, 3) h
      using (user_id, feature, month)
   where (coalesce(c.used, 0), coalesce(c.held, 0)) is distinct from (coalesce(l.used, 0), coalesce(l.held, 0))
      or coalesce(c.held, 0) <> coalesce(h.held, 0);
select phoenix_private.close_table('phoenix_private.usage_imbalances');
select phoenix_private.grant_table('phoenix_private.usage_imbalances', 'select', 'service_role');

-- The counters that were there before, once. A row began with the month of the session that made it, up to fourteen hours off
-- UTC's: a fortnight later it is that month everywhere.
do $$
begin
  if to_regclass('phoenix_private.user_usage_limits_before_gateway') is not null then
    with old as (
      select o.user_id, phoenix_private.month_of(o.period_start + interval '336 hours') as month, f.feature, sum(greatest((to_jsonb(o) ->> (f.feature || '_used'))::int, 0))::int as used
        from phoenix_private.user_usage_limits_before_gateway o cross join public.usage_features f
       where o.user_id is not null and exists (select from public.profiles p where p.id = o.user_id)
       group by 1, 2, 3
    ), counted as (
      insert into phoenix_private.usage_counters (user_id, feature, month, used)
      select user_id, feature, month, used from old where used > 0
      on conflict (user_id, feature, month) do nothing
      returning user_id, feature, month, used
    )
    insert into phoenix_private.usage_ledger (user_id, feature, month, entry, used_delta, held_delta)
    select user_id, feature, month, 'import', used, 0 from counted;
  end if;
end
$$;

drop view if exists public.user_usage_limits;
create view public.user_usage_limits with (security_invoker = true) as
  with months as (
    select p.id as user_id, phoenix_private.month_of(now()) as month from public.profiles p
    union select c.user_id, c.month from phoenix_private.usage_counters c
  ), states as (
    select m.user_id, m.month, f.feature, coalesce(c.used + c.held, 0) as used, coalesce(l.monthly_limit, -1) as monthly_limit, c.updated_at
      from months m cross join public.usage_features f
      join public.usage_limits l on l.feature = f.feature and l.tier = phoenix_private.tier_at(m.user_id, f.app, now())
      left join phoenix_private.usage_counters c on c.user_id = m.user_id and c.month = m.month and c.feature = f.feature
  )
  select md5(user_id::text || month::text)::uuid as limit_id, user_id,
         month::timestamp at time zone 'UTC' as period_start, (month + interval '1 month') at time zone 'UTC' as period_end,
         max(used) filter (where feature = 'cv_generations') as cv_generations_used, max(monthly_limit) filter (where feature = 'cv_generations') as cv_generations_limit,
         max(used) filter (where feature = 'cv_uploads') as cv_uploads_used, max(monthly_limit) filter (where feature = 'cv_uploads') as cv_uploads_limit,
         max(used) filter (where feature = 'letters_generated') as letters_generated_used, max(monthly_limit) filter (where feature = 'letters_generated') as letters_generated_limit,
         max(used) filter (where feature = 'mirror_match') as mirror_match_used, max(monthly_limit) filter (where feature = 'mirror_match') as mirror_match_limit,
         max(used) filter (where feature = 'coaching_sessions') as coaching_sessions_used, max(monthly_limit) filter (where feature = 'coaching_sessions') as coaching_sessions_limit,
         month::timestamp at time zone 'UTC' as created_at, coalesce(max(updated_at), month::timestamp at time zone 'UTC') as updated_at
    from states group by user_id, month;

drop view if exists public.user_active_subscriptions;
create view public.user_active_subscriptions with (security_invoker = true) as
  select p.id as user_id, p.email, p.full_name, p.subscription_tier as global_tier, s.app_name, s.subscription_tier as app_tier, s.subscription_status,
         s.current_period_end,
         exists (select from phoenix_private.subscription_worth w where w.user_id = s.user_id and w.app = s.app_name and now() < w.counts_until) as is_active
    from public.profiles p join public.user_subscriptions s on s.user_id = p.id
   where s.subscription_status = 'active';

drop view if exists public.subscription_analytics;
create view public.subscription_analytics with (security_invoker = true) as
  select app_name, subscription_tier, subscription_status, count(*) as user_count, sum(amount_paid) as total_revenue, avg(amount_paid) as avg_revenue_per_user
    from public.user_subscriptions group by 1, 2, 3;

select phoenix_private.close_table(t) from unnest(array['public.user_usage_limits', 'public.user_active_subscriptions', 'public.subscription_analytics']::regclass[]) t;
select phoenix_private.grant_table('public.user_usage_limits', 'select', 'authenticated', 'service_role');
select phoenix_private.grant_table('public.user_active_subscriptions', 'select', 'authenticated', 'service_role');
select phoenix_private.grant_table('public.subscription_analytics', 'select', 'service_role');

-- ---------------------------------------------------------------------------------------------------------------------
-- Idempotent operations: scope is viewer × field × key, kept 24 hours; a claim lives as long as a hold

create or replace function public.begin_operation(p_actor uuid, p_field text, p_key text, p_input_hash text)
returns table (outcome text, operation_id uuid, result jsonb, retry_after int)
language plpgsql volatile set search_path = '' as $$
declare v_known phoenix_private.operations;
begin
  perform phoenix_private.require_actor(p_actor);
  insert into phoenix_private.operations as o (user_id, field, key, input_hash, expires_at)
  values (p_actor, p_field, p_key, p_input_hash, clock_timestamp() + interval '10 minutes')
  on conflict (user_id, field, key) do update
     set operation_id = gen_random_uuid(), input_hash = excluded.input_hash, started_at = clock_timestamp(),
         expires_at = excluded.expires_at, completed_at = null, result = null
   where o.expires_at <= clock_timestamp()
  returning o.operation_id into operation_id;
  if found then
    outcome := 'claimed';
    return next;
    return;
  end if;
  select * into v_known from phoenix_private.operations o where o.user_id = p_actor and o.field = p_field and o.key = p_key;
  if not found or v_known.input_hash = p_input_hash and v_known.completed_at is null then
    outcome := 'running';
    retry_after := 1;
  elsif v_known.input_hash <> p_input_hash then
    outcome := 'conflict';
  else
    outcome := 'completed';
    result := v_known.result;
  end if;
  return next;
end
$$;

comment on function public.begin_operation is '@nullable operation_id result retry_after';

-- Inside the saving function. Fails where the claim lapsed and another call took the key: then nothing of this one is kept.
create or replace function phoenix_private.complete_operation(p_actor uuid, p_call jsonb, p_result jsonb)
returns void language plpgsql volatile set search_path = '' as $$
begin
  if p_call ->> 'operation' is null then
    return;
  end if;
  update phoenix_private.operations o
     set completed_at = clock_timestamp(), expires_at = clock_timestamp() + interval '24 hours', result = p_result
   where o.operation_id = (p_call ->> 'operation')::uuid and o.user_id = p_actor and o.completed_at is null;
  if not found then
    perform phoenix_private.refuse(409, 'CONFLICT', 'Another call took over this idempotencyKey.');
  end if;
end
$$;

-- A failed call gives its key back, so that the same key may try again. A completed one stays.
create or replace function public.abandon_operation(p_actor uuid, p_operation_id uuid)
returns boolean language plpgsql volatile set search_path = '' as $$
begin
  delete from phoenix_private.operations o where o.operation_id = p_operation_id and o.user_id = p_actor and o.completed_at is null;
  return found;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Reading
--
-- In PL/pgSQL, though each is one query: up to PostgreSQL 17 a function in plain SQL is planned anew at each call.

create or replace function public.load_profiles(p_ids uuid[])
returns setof public.profiles language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from public.profiles p where p.id = any (p_ids);
end
$$;

create or replace view phoenix_private.app_subscriptions with (security_invoker = true) as
  select s.subscription_id, s.user_id, s.app_name::text as app_name,
         coalesce((select w.tier from phoenix_private.subscription_worth w where w.user_id = s.user_id and w.app = s.app_name and now() < w.counts_until
                    order by w.rank desc limit 1), s.subscription_tier::text) as subscription_tier,
         s.subscription_status::text as subscription_status,
         exists (select from phoenix_private.subscription_worth w where w.user_id = s.user_id and w.app = s.app_name and now() < w.counts_until) as counts,
         s.current_period_start, s.current_period_end, s.trial_end, s.cancelled_at, s.past_due_since, s.cancel_at_period_end, s.plan_id
    from public.user_subscriptions s;
comment on view phoenix_private.app_subscriptions is '@nullable current_period_start current_period_end trial_end cancelled_at past_due_since plan_id';
select phoenix_private.close_table('phoenix_private.app_subscriptions');
select phoenix_private.grant_table('phoenix_private.app_subscriptions', 'select', 'authenticated', 'service_role');

-- It used to answer with fewer columns, and a function's answer cannot be replaced.
do $$
begin
  if (select prorettype <> 'phoenix_private.app_subscriptions'::regtype from pg_proc where oid = to_regprocedure('public.list_app_subscriptions(uuid)')) then
    drop function public.list_app_subscriptions(uuid);
  end if;
end
$$;
create or replace function public.list_app_subscriptions(p_user_id uuid)
returns setof phoenix_private.app_subscriptions language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from phoenix_private.app_subscriptions s where s.user_id = p_user_id
     order by array_position(array['cv', 'letters', 'rise', 'ecosystem'], s.app_name), s.app_name;
end
$$;

create or replace function public.load_app_subscriptions(p_ids uuid[])
returns setof phoenix_private.app_subscriptions language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from phoenix_private.app_subscriptions s where s.subscription_id = any (p_ids);
end
$$;

create or replace function public.list_plans()
returns table (plan_id text, name text, apps text[], tier text, amount int, currency text, features text[], limits jsonb)
language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select p.plan_id, p.name, p.apps, p.tier, p.amount, p.currency, p.features,
           (select coalesce(jsonb_agg(jsonb_build_object('feature', f.feature, 'limit', l.monthly_limit, 'unlimited', l.monthly_limit is null) order by f."position"), '[]')
              from public.usage_features f join public.usage_limits l on l.feature = f.feature and l.tier = p.tier
             where f.app = any (p.apps))
      from public.plans p order by p."position";
end
$$;

create or replace function public.list_usage_limits(p_feature text)
returns table (tier text, monthly_limit int) language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select l.tier, l.monthly_limit from public.usage_limits l where l.feature = p_feature order by phoenix_private.tier_rank(l.tier);
end
$$;
comment on function public.list_usage_limits is '@nullable monthly_limit';

-- ---------------------------------------------------------------------------------------------------------------------
-- Writing

select phoenix_private.register_event('profile.updated', 'ecosystem',
  '{"changed": {"type": "array", "items": {"type": "string", "enum": ["full_name", "avatar_url", "language", "timezone", "email_notifications", "marketing_emails"]}},
    "version": {"type": "integer", "minimum": 1}}');

-- p_changes: only what changes, {full_name, avatar_url} (null clears) and {language, timezone, email_notifications, marketing_emails}.
create or replace function public.update_profile(p_actor uuid, p_call jsonb, p_changes jsonb, p_expected_version int default null)
returns public.profiles language plpgsql volatile set search_path = '' as $$
declare v_profile public.profiles;
begin
  perform phoenix_private.require_actor(p_actor);
  update public.profiles p
     set full_name = case when p_changes ? 'full_name' then p_changes ->> 'full_name' else p.full_name end,
         avatar_url = case when p_changes ? 'avatar_url' then p_changes ->> 'avatar_url' else p.avatar_url end,
         preferences = case jsonb_typeof(p.preferences) when 'object' then p.preferences else '{}' end || (p_changes - 'full_name' - 'avatar_url'),
         version = p.version + 1
   where p.id = p_actor and p.version = coalesce(p_expected_version, p.version)
  returning p.* into v_profile;
  if not found then
    perform phoenix_private.refuse(409, 'CONFLICT', 'The profile was changed meanwhile: read it again.');
  end if;
  perform phoenix_private.append_event(p_actor, 'profile.updated',
    jsonb_build_object('changed', (select jsonb_agg(k order by k) from jsonb_object_keys(p_changes) k), 'version', v_profile.version), p_call);
  perform phoenix_private.complete_operation(p_actor, p_call, jsonb_build_object('profile', p_actor));
  return v_profile;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Time passing: holds that lapsed, tiers whose last day is over, keys past their day. Bounded, and safe to run from everywhere.

create or replace function public.sweep_expired(p_limit int default 500)
returns table (holds int, tiers int, operations int) language plpgsql volatile set search_path = '' as $$
declare v_counter record;
begin
  holds := 0;
  for v_counter in
    select c.user_id, c.feature, c.month from phoenix_private.usage_counters c join public.profiles p on p.id = c.user_id
     where (c.user_id, c.feature, c.month) in (
       select h.user_id, h.feature, h.month from phoenix_private.usage_holds h
        where h.state = 'held' and h.expires_at <= clock_timestamp() order by h.expires_at limit p_limit)
       -- Whoever is being erased is passed over: the foreign key of a signal would wait for the erasure, and it for the counter.
       for key share of p skip locked
       for update of c skip locked
  loop
    holds := holds + phoenix_private.expire_holds(v_counter.user_id, v_counter.feature, v_counter.month);
  end loop;
  with stale as (
    select p.id from public.profiles p
     where p.subscription_tier <> 'free' and p.subscription_tier is distinct from phoenix_private.best_tier(p.id)
     limit p_limit for update skip locked)
  update public.profiles p set subscription_tier = phoenix_private.best_tier(p.id) from stale where p.id = stale.id;
  get diagnostics tiers = row_count;
  with old as (
    select o.operation_id from phoenix_private.operations o where o.expires_at <= clock_timestamp() limit p_limit for update skip locked)
  delete from phoenix_private.operations o using old where o.operation_id = old.operation_id;
  get diagnostics operations = row_count;
  return next;
end
$$;

-- Definer: the one way to change facts. The stream gets a random id that is stored nowhere; the account goes with all its rows.
-- Data of a closed schema is ids and numbers of rows that are gone, and stays; what other apps sent may be anything, a journal
-- or an e-mail among it, and goes.
create or replace function public.erase_user(p_user_id uuid)
returns boolean language plpgsql volatile security definer set search_path = '' as $$
declare v_nobody uuid := gen_random_uuid();
begin
  -- Waits for the person's running writes, and lets none begin: an event appended in between would keep the person's stream.
  perform from public.profiles p where p.id = p_user_id for update;
  update public.phoenix_events e
     set stream_id = v_nobody, correlation_id = null, user_agent = null, session_id = null, traceparent = null, metadata = '{}',
         payload = case when e.metadata ->> 'created_via' = 'gateway'
                         and exists (select from public.phoenix_event_types t where t.type = e.event_type and t.data_schema ? 'properties')
                        -- Ids that Stripe and the accounting records know would lead from this stream to the person.
                        then e.payload - array(select k from jsonb_object_keys(e.payload) k where k like 'stripe\_%' or k in ('payment_id', 'intent_id')) else '{}' end
   where e.stream_id = p_user_id;
  delete from public.phoenix_nudges_sent n where n.user_id = p_user_id;
  delete from auth.users u where u.id = p_user_id;
  return found;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Execute, by name

drop function if exists phoenix_private.subscription_counts(text, timestamptz, timestamptz, timestamptz);
select phoenix_private.grant_execute('public.get_user_app_tier(uuid, varchar)', 'authenticated', 'service_role');
select phoenix_private.grant_execute(f, 'anon', 'authenticated', 'service_role') from unnest(array[
  'public.list_plans()', 'public.list_usage_limits(text)', 'phoenix_private.tier_rank(text)']::regprocedure[]) f;
select phoenix_private.grant_execute(f, 'authenticated') from unnest(array[
  'public.load_profiles(uuid[])', 'public.list_app_subscriptions(uuid)', 'public.load_app_subscriptions(uuid[])']::regprocedure[]) f;
select phoenix_private.grant_execute(f, 'authenticated', 'service_role') from unnest(array[
  'public.load_usage(uuid)', 'phoenix_private.usage_at(uuid, timestamptz)', 'phoenix_private.usage_as_of(text, int, int, int, date)', 'phoenix_private.month_of(timestamptz)',
  'phoenix_private.tier_at(uuid, text, timestamptz)', 'phoenix_private.limit_at(uuid, text, timestamptz)']::regprocedure[]) f;
select phoenix_private.grant_execute(f, 'service_role') from unnest(array[
  'public.check_usage_limit(uuid, varchar, int)', 'public.update_usage_limits_for_tier(uuid, varchar, varchar)',
  'public.reserve_usage(uuid, text, int)', 'public.release_usage(uuid, uuid)', 'public.begin_operation(uuid, text, text, text)',
  'public.abandon_operation(uuid, uuid)', 'public.update_profile(uuid, jsonb, jsonb, int)', 'public.sweep_expired(int)', 'public.erase_user(uuid)',
  'phoenix_private.best_tier(uuid)', 'phoenix_private.expire_holds(uuid, text, date)', 'phoenix_private.lapsed_of(phoenix_private.usage_counters)', 'phoenix_private.take_usage(uuid, text, int, date, text, uuid)',
  'phoenix_private.check_amount(text, int, int)', 'phoenix_private.require_actor(uuid)', 'phoenix_private.lock_hold(uuid, uuid)',
  'phoenix_private.end_hold(phoenix_private.usage_holds, text)', 'phoenix_private.settle_usage(uuid, jsonb, text)',
  'phoenix_private.usage_details(phoenix_private.feature_usage)', 'phoenix_private.refuse_usage(phoenix_private.feature_usage)', 'phoenix_private.complete_operation(uuid, jsonb, jsonb)']::regprocedure[]) f;
select phoenix_private.close_function(f) from unnest(array[
  'public.handle_updated_at()', 'public.handle_new_user()', 'phoenix_private.track_past_due()', 'phoenix_private.follow_tier()', 'phoenix_private.forget_usage()',
  'phoenix_private.follow_auth_user()', 'phoenix_private.name_in(jsonb)', 'phoenix_private.avatar_in(jsonb)']::regprocedure[]) f;
