-- A live Phoenix database before the gateway, with its defects: what phoenix-ecosystem.md §1.1 to §1.3 say of it, written anew.
-- Older Supabase projects grant everything on everything to the API roles.
alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
alter default privileges in schema public grant all on functions to anon, authenticated, service_role;
alter default privileges in schema public grant all on sequences to anon, authenticated, service_role;

-- Events ---------------------------------------------------------------------------------------------------------------
create table public.phoenix_events (
  event_id uuid primary key default gen_random_uuid(), stream_id uuid not null, event_type varchar(100) not null, timestamp timestamptz default now(),
  app_source varchar(50) not null, payload jsonb not null default '{}', version varchar(10) default '1.0', correlation_id uuid, user_agent text,
  session_id varchar(100), metadata jsonb default '{}', created_at timestamptz default now()
);
create index idx_phoenix_events_stream_id on public.phoenix_events (stream_id);
create index idx_phoenix_events_type on public.phoenix_events (event_type);
create index idx_phoenix_events_timestamp on public.phoenix_events (timestamp);
create index idx_phoenix_events_app on public.phoenix_events (app_source);
create index idx_phoenix_events_stream_time on public.phoenix_events (stream_id, timestamp);
create index idx_phoenix_events_analytics on public.phoenix_events (app_source, event_type, timestamp);
alter table public.phoenix_events enable row level security;
create policy "Users can view own events" on public.phoenix_events for select using (stream_id = auth.uid());
create policy "Services can insert events" on public.phoenix_events for insert with check (true);
create policy "tmp dashboard access" on public.phoenix_events for all using (true);

create table public.phoenix_nudges_sent (
  nudge_id uuid primary key default gen_random_uuid(), user_id uuid not null, nudge_type varchar(50) not null, sent_at timestamptz default now(),
  app_source varchar(50) not null, success boolean default false
);
create index idx_nudges_user on public.phoenix_nudges_sent (user_id);
create index idx_nudges_type on public.phoenix_nudges_sent (nudge_type);
create index idx_nudges_sent_at on public.phoenix_nudges_sent (sent_at);
alter table public.phoenix_nudges_sent enable row level security;
create policy "Users can view own nudges" on public.phoenix_nudges_sent for select using (user_id = auth.uid());
create policy "Services can insert nudges" on public.phoenix_nudges_sent for insert with check (true);

create view public.phoenix_ecosystem_analytics as
  select date_trunc('day', timestamp) as day, app_source, event_type, count(*) as event_count, count(distinct stream_id) as unique_users
    from public.phoenix_events where timestamp > now() - interval '90 days' group by 1, 2, 3;
create view public.phoenix_user_journey as
  select stream_id as user_id, event_type, app_source, timestamp, payload, lag(app_source) over w as previous_app, lead(app_source) over w as next_app
    from public.phoenix_events where timestamp > now() - interval '30 days' window w as (partition by stream_id order by timestamp);

create function public.cleanup_old_phoenix_events(retention_days integer default 365) returns integer language plpgsql as $$
declare removed integer;
begin
  delete from phoenix_events where timestamp < now() - (retention_days || ' days')::interval;
  get diagnostics removed = row_count;
  return removed;
end $$;
create function public.create_phoenix_event(p_stream_id uuid, p_event_type varchar(100), p_app_source varchar(50), p_payload jsonb default '{}') returns uuid language plpgsql as $$
declare made uuid;
begin
  insert into phoenix_events (stream_id, event_type, app_source, payload) values (p_stream_id, p_event_type, p_app_source, p_payload) returning event_id into made;
  return made;
end $$;
create function public.get_phoenix_ecosystem_stats(days_back integer default 30) returns jsonb language sql as $$
  select jsonb_build_object('period_days', days_back, 'total_events', (select count(*) from public.phoenix_events)) $$;

-- Users ----------------------------------------------------------------------------------------------------------------
create table public.profiles (
  id uuid primary key references auth.users (id) on delete cascade, email varchar(255) unique not null, full_name varchar(255), avatar_url text,
  subscription_tier varchar(50) default 'free', created_at timestamptz default now(), updated_at timestamptz default now(), last_login timestamptz default now(),
  preferences jsonb default '{"email_notifications": true, "marketing_emails": false, "language": "fr", "timezone": "Europe/Paris"}',
  total_cv_generated int default 0, total_letters_generated int default 0, total_coaching_sessions int default 0
);
create index idx_profiles_email on public.profiles (email);
create index idx_profiles_tier on public.profiles (subscription_tier);
create unique index profiles_email_once on public.profiles (email);

create table public.user_subscriptions (
  subscription_id uuid primary key default gen_random_uuid(), user_id uuid references public.profiles (id) on delete cascade,
  app_name varchar(50) not null check (app_name in ('cv', 'letters', 'rise', 'ecosystem')),
  subscription_tier varchar(50) not null check (subscription_tier in ('free', 'premium', 'pro')),
  subscription_status varchar(50) default 'active' check (subscription_status in ('active', 'cancelled', 'past_due', 'trialing', 'incomplete')),
  stripe_customer_id varchar(255), stripe_subscription_id varchar(255), stripe_product_id varchar(255), stripe_price_id varchar(255),
  current_period_start timestamptz, current_period_end timestamptz, trial_end timestamptz, amount_paid decimal(10, 2), currency varchar(3) default 'EUR',
  created_at timestamptz default now(), updated_at timestamptz default now(), cancelled_at timestamptz, unique (user_id, app_name)
);
create index idx_subscriptions_user_app on public.user_subscriptions (user_id, app_name);
create index idx_subscriptions_stripe_customer on public.user_subscriptions (stripe_customer_id);
create index idx_subscriptions_stripe_subscription on public.user_subscriptions (stripe_subscription_id);

create table public.user_usage_limits (
  limit_id uuid primary key default gen_random_uuid(), user_id uuid references public.profiles (id) on delete cascade,
  period_start timestamptz not null, period_end timestamptz not null,
  cv_generations_used int default 0, cv_generations_limit int default 3, cv_uploads_used int default 0, cv_uploads_limit int default 5,
  letters_generated_used int default 0, letters_generated_limit int default 2, mirror_match_used int default 0, mirror_match_limit int default 1,
  coaching_sessions_used int default 0, coaching_sessions_limit int default 1, created_at timestamptz default now(), updated_at timestamptz default now(),
  unique (user_id, period_start, period_end)
);
create table public.payment_history (
  payment_id uuid primary key default gen_random_uuid(), user_id uuid references public.profiles (id) on delete cascade,
  subscription_id uuid references public.user_subscriptions (subscription_id), stripe_payment_intent_id varchar(255) unique, stripe_invoice_id varchar(255),
  amount decimal(10, 2) not null, currency varchar(3) default 'EUR',
  payment_status varchar(50) not null check (payment_status in ('succeeded', 'failed', 'pending', 'cancelled', 'refunded')),
  payment_date timestamptz default now(), description text, stripe_metadata jsonb default '{}', created_at timestamptz default now()
);
create index idx_payments_user on public.payment_history (user_id);
alter table public.profiles enable row level security;
alter table public.user_subscriptions enable row level security;
alter table public.user_usage_limits enable row level security;
alter table public.payment_history enable row level security;
do $$
declare t text;
begin
  foreach t in array array['user_subscriptions', 'user_usage_limits', 'payment_history'] loop
    execute format('create policy "Users can view own rows" on public.%I for select using (auth.uid() = user_id)', t);
    execute format('create policy "Services can manage" on public.%I for all using (auth.jwt() ->> ''role'' = ''service_role'')', t);
  end loop;
end $$;
create policy "Users can view own profile" on public.profiles for select using (auth.uid() = id);
create policy "Users can update own profile" on public.profiles for update using (auth.uid() = id);
create policy "Services can manage profiles" on public.profiles for all using (auth.jwt() ->> 'role' = 'service_role');
create policy "admins (see #41)" on public.profiles for select using (auth.jwt() -> 'user_metadata' ->> 'admin' = 'true');

create function public.get_user_app_tier(p_user_id uuid, p_app_name varchar) returns varchar language plpgsql as $$
begin
  return coalesce((select subscription_tier from user_subscriptions where user_id = p_user_id and app_name = p_app_name and subscription_status = 'active'), 'free');
end $$;
create function public.check_usage_limit(p_user_id uuid, p_feature varchar, p_increment integer default 1) returns jsonb language plpgsql as $$
declare period_start timestamptz := date_trunc('month', now()); period_end timestamptz := date_trunc('month', now()) + interval '1 month';
begin
  insert into user_usage_limits (user_id, period_start, period_end) values (p_user_id, period_start, period_end) on conflict (user_id, period_start, period_end) do nothing;
  return '{"can_use": true}';
end $$;
create function public.update_usage_limits_for_tier(p_user_id uuid, p_app_name varchar, p_tier varchar) returns void language plpgsql as $$
begin
  case p_tier when 'free' then null; when 'premium' then update user_usage_limits set cv_generations_limit = -1 where user_id = p_user_id; end case;
end $$;
create function public.create_test_user_data() returns varchar language plpgsql as $$ begin insert into profiles (id, email) values (gen_random_uuid(), 'test@example.org'); return 'done'; end $$;
create function public.handle_updated_at() returns trigger language plpgsql as $$ begin new.updated_at = now(); return new; end $$;
create function public.handle_new_user() returns trigger language plpgsql as $$
begin
  insert into public.profiles (id, email, full_name) values (new.id, new.email, new.raw_user_meta_data ->> 'full_name');
  insert into public.user_subscriptions (user_id, app_name, subscription_tier) values (new.id, 'cv', 'free'), (new.id, 'letters', 'free'), (new.id, 'rise', 'free');
  return new;
end $$;
create trigger on_auth_user_created after insert on auth.users for each row execute function public.handle_new_user();
create trigger profiles_updated_at before update on public.profiles for each row execute function public.handle_updated_at();
create trigger subscriptions_updated_at before update on public.user_subscriptions for each row execute function public.handle_updated_at();
create trigger usage_limits_updated_at before update on public.user_usage_limits for each row execute function public.handle_updated_at();

create view public.user_active_subscriptions as
  select p.id as user_id, p.email, p.full_name, p.subscription_tier as global_tier, s.app_name, s.subscription_tier as app_tier, s.subscription_status, s.current_period_end,
         s.current_period_end is null or s.current_period_end > now() as is_active
    from public.profiles p join public.user_subscriptions s on s.user_id = p.id where s.subscription_status = 'active';
create view public.subscription_analytics as
  select app_name, subscription_tier, subscription_status, count(*) as user_count, sum(amount_paid) as total_revenue, avg(amount_paid) as avg_revenue_per_user
    from public.user_subscriptions group by 1, 2, 3;

-- The optional third script, as far as it ran ---------------------------------------------------------------------------
create table public.cv_generations (
  id uuid primary key default gen_random_uuid(), user_id uuid references public.profiles (id) on delete cascade, template_used varchar(100),
  generation_status varchar(50) default 'pending', cv_data jsonb not null, generated_html text, created_at timestamptz default now(),
  expires_at timestamptz default now() + interval '7 days'
);
create table public.letter_generations (
  id uuid primary key default gen_random_uuid(), user_id uuid references public.profiles (id) on delete cascade, job_offer_text text, generated_letter text,
  generation_type varchar(50) default 'standard', ai_optimization_level varchar(50) default 'basic', created_at timestamptz default now(),
  expires_at timestamptz default now() + interval '30 days'
);
alter table public.cv_generations enable row level security;
alter table public.letter_generations enable row level security;
create policy "own cvs" on public.cv_generations for select using (user_id = auth.uid());
create policy "own cvs in" on public.cv_generations for insert with check (true);
create policy "own letters" on public.letter_generations for select using (user_id = auth.uid());
create function public.cleanup_expired_data() returns integer language plpgsql as $$ begin delete from cv_generations where expires_at < now(); return 0; end $$;

-- Rise and Dojo: no row level security, no foreign key, no bound -----------------------------------------------------------
create table public.kaizen (id serial primary key, user_id uuid not null, action text not null, date date not null, completed boolean not null default false);
create index idx_kaizen_user_date on public.kaizen (user_id, date);
create table public.zazen_sessions (id serial primary key, user_id uuid not null, timestamp timestamptz not null, duration integer not null, triggered_by text);
create index idx_zazen_user_timestamp on public.zazen_sessions (user_id, timestamp);

-- Views that leak, of this script and of others ---------------------------------------------------------------------------
create view public.phoenix_ecosystem_dashboard as
  select p.id as user_id, p.email, p.subscription_tier as tier, count(c.id) as total_cvs, max(c.created_at) as last_activity, p.created_at as user_since
    from public.profiles p left join public.cv_generations c on c.user_id = p.id group by p.id;
create view public.user_activity_summary as select stream_id as user_id, count(*) as events, max(timestamp) as last_event from public.phoenix_events group by 1;
create view public.phoenix_nudge_opportunities as select stream_id as user_id, event_type, payload from public.phoenix_events where event_type like 'cv.%';
create view public.user_journal_stats as select stream_id as user_id, count(*) as entries from public.phoenix_events where event_type like 'rise.%' group by 1;
create view public.user_dashboard_metrics as select p.id as user_id, p.email, p.full_name, j.entries from public.profiles p left join public.user_journal_stats j on j.user_id = p.id;
