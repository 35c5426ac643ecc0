-- Phase 3 of 3, chapter billing: from Stripe to entitlement.
--
-- Words: a *payer* is the user that a Stripe customer stands for; an *intent* is what a viewer asked of Stripe, committed before
-- Stripe is called, with the key that makes the call happen once; *facts* are what a fetch of Stripe's objects found, in our words;
-- *begun_at* is our clock when that fetch began; facts are *provisional* where Stripe could not be reached and the event's own
-- object had to do. Amounts are in minor units; only payment_history keeps its old decimals.
--
-- Facts are applied in the order in which their fetches began (each has a number), whatever the order in which events arrive. What a user has of an
-- app is derived from all of his Stripe subscriptions, so that no order of theirs matters either.

-- ---------------------------------------------------------------------------------------------------------------------
-- Tables

create table if not exists phoenix_private.stripe_customers (
  customer_id text primary key,
  user_id uuid not null references public.profiles (id) on delete cascade,
  main boolean not null,
  linked_by text not null check (linked_by in ('created', 'metadata', 'client_reference', 'email', 'row')),
  linked_at timestamptz not null default now()
);
comment on column phoenix_private.stripe_customers.main is 'The one that new checkouts use; a payer from before us may have more.';

-- One row an object of Stripe that was applied: the order of its fetches.
create table if not exists phoenix_private.stripe_objects (
  object_id text primary key,
  kind text not null check (kind in ('subscription', 'invoice', 'charge')),
  user_id uuid references public.profiles (id) on delete cascade,
  fetched_at timestamptz not null default '-infinity',
  as_of timestamptz not null,
  provisional boolean not null,
  claimed_until timestamptz
);
alter table phoenix_private.stripe_objects add column if not exists fetch_number bigint not null default 0;
-- Which of two fetches began later: a clock may be set back, a sequence is not.
create sequence if not exists phoenix_private.stripe_fetches as bigint;
comment on column phoenix_private.stripe_objects.fetch_number is 'The number of the last applied fetch.';
comment on column phoenix_private.stripe_objects.fetched_at is 'When the last applied fetch began.';
comment on column phoenix_private.stripe_objects.as_of is 'The same, or the time of the event whose own object was applied last.';

create table if not exists phoenix_private.stripe_subscriptions (
  stripe_subscription_id text primary key references phoenix_private.stripe_objects (object_id) on delete cascade,
  customer_id text not null,
  user_id uuid not null references public.profiles (id) on delete cascade,
  app text not null check (app in ('cv', 'letters', 'rise', 'ecosystem')),
  plan_id text not null references public.plans (plan_id),
  tier text not null check (tier in ('free', 'premium', 'pro')),
  status text not null check (status in ('active', 'cancelled', 'past_due', 'trialing', 'incomplete', 'unpaid', 'paused')),
  stripe_status text not null,
  price_id text,
  product_id text,
  amount int,
  currency text not null,
  period_start timestamptz,
  period_end timestamptz,
  trial_end timestamptz,
  cancel_at_period_end boolean not null,
  cancelled_at timestamptz,
  past_due_since timestamptz,
  started_at timestamptz not null
);
comment on column phoenix_private.stripe_subscriptions.stripe_status is 'Stripe''s own word; status is what it is worth to us.';

create table if not exists phoenix_private.stripe_charges (
  charge_id text primary key references phoenix_private.stripe_objects (object_id) on delete cascade,
  user_id uuid not null references public.profiles (id) on delete cascade,
  payment_intent_id text,
  currency text not null,
  amount_refunded int not null check (amount_refunded >= 0),
  disputed boolean not null
);

create table if not exists phoenix_private.stripe_events (
  event_id text primary key,
  type text not null,
  object_id text,
  livemode boolean,
  created_at timestamptz not null,
  received_at timestamptz not null default clock_timestamp(),
  state text not null check (state in ('applied', 'parked', 'ignored')),
  reason text
);
comment on column phoenix_private.stripe_events.state is 'parked: true to its signature, and not to be applied, for the reason given. ignored: of a type that changes nothing here.';

create table if not exists phoenix_private.billing_intents (
  intent_id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles (id) on delete cascade,
  kind text not null,
  request jsonb not null,
  operation_id uuid,
  operation_key text,
  traceparent text,
  state text not null default 'open' check (state in ('open', 'done', 'abandoned')),
  problem text,
  claimed_until timestamptz,
  session_id text,
  session_url text,
  session_expires_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  check ((state = 'open') = (ended_at is null))
);
alter table phoenix_private.billing_intents
  drop constraint if exists billing_intents_kind_check,
  add constraint billing_intents_kind_check check (kind in ('checkout', 'portal', 'change_plan', 'cancel', 'resume', 'end'));
comment on column phoenix_private.billing_intents.kind is 'end: what a change of plan has superseded, and Stripe has not ended yet; nobody but the worker carries it out.';
comment on column phoenix_private.billing_intents.problem is 'Of an open one: why its last try came to nothing.';
comment on column phoenix_private.billing_intents.operation_key is 'The client''s idempotencyKey: with it the same intent is gone on with, and Stripe is asked with the same key.';

-- What a user's tiers were when an event last said so: a tier may lapse by time alone, and is told once.
create table if not exists phoenix_private.announced_tiers (
  user_id uuid primary key references public.profiles (id) on delete cascade,
  tiers jsonb not null,
  lapses_at timestamptz not null
);

alter table phoenix_private.stripe_events add column if not exists customer_id text;
comment on column phoenix_private.stripe_events.customer_id is 'Of one that was parked because nobody knows its customer: whom to wait for.';

alter table public.payment_history
  add column if not exists amount_refunded decimal(10, 2) not null default 0,
  add column if not exists disputed boolean not null default false,
  add column if not exists app_name text;
comment on table public.payment_history is
  '@nullable user_id subscription_id stripe_payment_intent_id stripe_invoice_id description app_name';
-- Of several rows of one invoice the newest keeps its number; the others remember it in their metadata.
with numbered as (
  select payment_id, row_number() over (partition by stripe_invoice_id order by created_at desc nulls last, payment_id) as n
    from public.payment_history where stripe_invoice_id is not null)
update public.payment_history p
   set stripe_metadata = coalesce(p.stripe_metadata, '{}') || jsonb_build_object('also_of_invoice', p.stripe_invoice_id), stripe_invoice_id = null
  from numbered d where d.payment_id = p.payment_id and d.n > 1;

-- ---------------------------------------------------------------------------------------------------------------------
-- Indexes, named for the question

create unique index if not exists payments_by_invoice on public.payment_history (stripe_invoice_id);
create unique index if not exists main_customer_of_user on phoenix_private.stripe_customers (user_id) where main;
create index if not exists customers_of_user on phoenix_private.stripe_customers (user_id);
create index if not exists stripe_objects_of_user on phoenix_private.stripe_objects (user_id);
create index if not exists stripe_objects_to_fetch_again on phoenix_private.stripe_objects (as_of) where provisional;
create index if not exists stripe_subscriptions_of_user on phoenix_private.stripe_subscriptions (user_id, app);
create index if not exists stripe_subscriptions_of_plan on phoenix_private.stripe_subscriptions (plan_id);
create index if not exists charges_of_user on phoenix_private.stripe_charges (user_id);
create index if not exists charges_by_payment_intent on phoenix_private.stripe_charges (payment_intent_id);
create index if not exists stripe_events_by_arrival on phoenix_private.stripe_events (received_at);
create index if not exists parked_events_by_customer on phoenix_private.stripe_events (customer_id) where customer_id is not null;
create index if not exists living_subscriptions_by_period_end on phoenix_private.stripe_subscriptions (period_end) where stripe_status in ('active', 'trialing');
create index if not exists subscriptions_with_open_invoices on phoenix_private.stripe_subscriptions (stripe_subscription_id) where stripe_status in ('past_due', 'unpaid', 'incomplete');
create index if not exists intents_of_user_newest_first on phoenix_private.billing_intents (user_id, created_at desc);
create index if not exists open_intents_by_age on phoenix_private.billing_intents (created_at) where state = 'open';
create index if not exists open_checkouts_by_expiry on phoenix_private.billing_intents (session_expires_at) where kind = 'checkout' and session_id is not null;
create index if not exists ended_intents_by_end on phoenix_private.billing_intents (ended_at) where state <> 'open';
create index if not exists announced_tiers_by_lapse on phoenix_private.announced_tiers (lapses_at);

-- ---------------------------------------------------------------------------------------------------------------------
-- Row level security and grants

select phoenix_private.close_table(t) from unnest(array[
  'phoenix_private.stripe_customers', 'phoenix_private.stripe_objects', 'phoenix_private.stripe_subscriptions', 'phoenix_private.stripe_charges',
  'phoenix_private.stripe_events', 'phoenix_private.billing_intents', 'phoenix_private.announced_tiers']::regclass[]) t;
select phoenix_private.grant_table(t, 'select, insert, update', 'service_role') from unnest(array[
  'phoenix_private.stripe_customers', 'phoenix_private.stripe_objects', 'phoenix_private.stripe_subscriptions', 'phoenix_private.stripe_charges',
  'phoenix_private.announced_tiers']::regclass[]) t;
select phoenix_private.grant_table(t, 'select, insert, update, delete', 'service_role') from unnest(array[
  'phoenix_private.stripe_events', 'phoenix_private.billing_intents']::regclass[]) t;
select phoenix_private.grant_table('phoenix_private.billing_intents', 'select', 'authenticated');
drop policy if exists "Viewers read their own intents" on phoenix_private.billing_intents;
create policy "Viewers read their own intents" on phoenix_private.billing_intents for select to authenticated using (user_id = (select auth.uid()));

-- ---------------------------------------------------------------------------------------------------------------------
-- Events. Each says what happened; amounts in minor units.

select phoenix_private.register_event(e.type, 'billing', e.properties::jsonb) from (values
  ('billing.checkout_created', '{"intent_id": {"type": "string", "format": "uuid"}, "plan": {"type": "string", "maxLength": 63}, "amount": {"type": "integer", "minimum": 0}, "currency": {"type": "string", "maxLength": 3}}'),
  ('billing.portal_opened', '{"intent_id": {"type": "string", "format": "uuid"}}'),
  ('billing.plan_changed', '{"plan": {"type": "string", "maxLength": 63}, "previous_plan": {"type": "string", "maxLength": 63}, "stripe_subscription_id": {"type": "string", "maxLength": 255}, "ended": {"type": "integer", "minimum": 0}}'),
  ('billing.cancellation_requested', '{"app": {"type": "string", "maxLength": 63}, "stripe_subscription_id": {"type": "string", "maxLength": 255}}'),
  ('billing.subscription_resumed', '{"app": {"type": "string", "maxLength": 63}, "stripe_subscription_id": {"type": "string", "maxLength": 255}}'),
  ('billing.subscription_activated', '{"app": {"type": "string", "maxLength": 63}, "plan": {"type": "string", "maxLength": 63}, "subscription_tier": {"type": "string", "enum": ["free", "premium", "pro"]}, "trial": {"type": "boolean"}, "stripe_customer_id": {"type": "string", "maxLength": 255}, "stripe_subscription_id": {"type": "string", "maxLength": 255}}'),
  ('billing.subscription_cancelled', '{"app": {"type": "string", "maxLength": 63}, "plan": {"type": "string", "maxLength": 63}, "stripe_subscription_id": {"type": "string", "maxLength": 255}}'),
  ('billing.trial_will_end', '{"app": {"type": "string", "maxLength": 63}, "stripe_subscription_id": {"type": "string", "maxLength": 255}}'),
  ('billing.payment_succeeded', '{"payment_id": {"type": "string", "format": "uuid"}, "stripe_invoice_id": {"type": "string", "maxLength": 255}, "amount": {"type": "integer", "minimum": 0}, "currency": {"type": "string", "maxLength": 3}}'),
  ('billing.payment_failed', '{"payment_id": {"type": "string", "format": "uuid"}, "stripe_invoice_id": {"type": "string", "maxLength": 255}, "amount_due": {"type": "integer", "minimum": 0}, "currency": {"type": "string", "maxLength": 3}, "attempt": {"type": "integer", "minimum": 0}}'),
  ('billing.payment_refunded', '{"stripe_charge_id": {"type": "string", "maxLength": 255}, "amount_refunded": {"type": "integer", "minimum": 0}, "currency": {"type": "string", "maxLength": 3}}'),
  ('billing.dispute_opened', '{"stripe_charge_id": {"type": "string", "maxLength": 255}}'),
  ('user.tier_updated', '{"old_tier": {"type": "string", "enum": ["free", "premium", "pro"]}, "new_tier": {"type": "string", "enum": ["free", "premium", "pro"]}, "apps": {"type": "array", "items": {"type": "string", "maxLength": 63}}}')
) e (type, properties);

-- ---------------------------------------------------------------------------------------------------------------------
-- Money and time

create or replace function phoenix_private.minor_exponent(p_currency text)
returns int language sql immutable set search_path = '' as $$
  select case when upper(p_currency) in ('BIF', 'CLP', 'DJF', 'GNF', 'JPY', 'KMF', 'KRW', 'MGA', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') then 0
              when upper(p_currency) in ('BHD', 'JOD', 'KWD', 'OMR', 'TND') then 3 else 2 end
$$;

-- The rule of subscription_worth, before there is a row: a test holds the two together.
create or replace function phoenix_private.counts_until(p_status text, p_period_end timestamptz, p_past_due_since timestamptz)
returns timestamptz language sql immutable set search_path = '' as $$
  select case
    when p_status in ('active', 'trialing') then coalesce(p_period_end + interval '72 hours', 'infinity')
    when p_status = 'cancelled' then coalesce(p_period_end, '-infinity')
    when p_status = 'past_due' then coalesce(p_past_due_since + interval '168 hours', '-infinity')
    else '-infinity' end
$$;

create or replace function phoenix_private.tiers_of(p_user_id uuid)
returns jsonb language plpgsql stable set search_path = '' as $$
begin
  return (select jsonb_object_agg(a.app, phoenix_private.tier_at(p_user_id, a.app, now())) from (select distinct f.app from public.usage_features f) a);
end
$$;

-- The next moment at which time alone may change a tier of his.
create or replace function phoenix_private.next_lapse(p_user_id uuid)
returns timestamptz language plpgsql stable set search_path = '' as $$
begin
  return coalesce((select min(w.counts_until) from phoenix_private.subscription_worth w
                    where w.user_id = p_user_id and w.rank > 0 and w.counts_until > now()), 'infinity');
end
$$;

-- Says each change of tier once; the apps that went the same way share an event.
create or replace function phoenix_private.announce_tiers(p_user_id uuid)
returns void language plpgsql volatile set search_path = '' as $$
declare
  v_before jsonb;
  v_now jsonb := phoenix_private.tiers_of(p_user_id);
  v_change record;
begin
  select t.tiers into v_before from phoenix_private.announced_tiers t where t.user_id = p_user_id for no key update;
  update phoenix_private.announced_tiers t set tiers = v_now, lapses_at = phoenix_private.next_lapse(p_user_id) where t.user_id = p_user_id;
  for v_change in
    select coalesce(v_before ->> n.key, 'free') as old_tier, n.value as new_tier, jsonb_agg(n.key order by n.key) as apps
      from jsonb_each_text(v_now) n where n.value <> coalesce(v_before ->> n.key, 'free') group by 1, 2 order by 1, 2
  loop
    perform phoenix_private.append_event(p_user_id, 'user.tier_updated', to_jsonb(v_change));
  end loop;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Applying what Stripe says
--
-- p_event: {id, type, objectId, livemode, createdAt}, or null where nobody told us (the worker, reconcile).
-- p_facts: {begunAt, fetchNumber, provisional, customer, user, userBy, subscriptions: [...], invoice, charge, unseen: [...],
-- endedSession}; gateway/billing/facts.ts makes them.

-- The number that fetches are ordered by, the clock, and whether an event was here before.
do $$
begin
  -- It used to answer without the number, and a function's answer cannot be replaced.
  if exists (select from pg_proc f where f.oid = to_regprocedure('public.begin_stripe_fetch(text)') and not 'fetch_number' = any (f.proargnames)) then
    drop function public.begin_stripe_fetch(text);
  end if;
end
$$;
create or replace function public.begin_stripe_fetch(p_event_id text default null)
returns table (begun_at timestamptz, fetch_number text, known boolean) language plpgsql volatile set search_path = '' as $$
begin
  begun_at := clock_timestamp();
  fetch_number := nextval('phoenix_private.stripe_fetches')::text;
  known := exists (select from phoenix_private.stripe_events e where e.event_id = p_event_id and e.state <> 'parked');
  return next;
end
$$;

-- False where the event was settled before. A parked one may come again, once what was missing is there.
create or replace function public.note_stripe_event(p_event jsonb, p_state text, p_reason text)
returns boolean language plpgsql volatile set search_path = '' as $$
begin
  if p_event is null then
    return true;
  end if;
  insert into phoenix_private.stripe_events as e (event_id, type, object_id, livemode, created_at, state, reason, customer_id)
  values (p_event ->> 'id', p_event ->> 'type', p_event ->> 'objectId', (p_event ->> 'livemode')::boolean, (p_event ->> 'createdAt')::timestamptz, p_state, p_reason,
          case when p_reason = 'unknown_customer' then p_event ->> 'customer' end)
  on conflict (event_id) do update set state = excluded.state, reason = excluded.reason, customer_id = excluded.customer_id where e.state = 'parked';
  return found;
end
$$;

create or replace function phoenix_private.find_payer(p_facts jsonb)
returns uuid language plpgsql stable set search_path = '' as $$
begin
  return coalesce(
    (select c.user_id from phoenix_private.stripe_customers c where c.customer_id = p_facts ->> 'customer'),
    (select p.id from public.profiles p where p.id = (p_facts ->> 'user')::uuid),
    (select min(s.user_id::text)::uuid from public.user_subscriptions s where s.stripe_customer_id = p_facts ->> 'customer' having count(distinct s.user_id) = 1),
    -- Whose payment it is, by what an app before us wrote down.
    (select h.user_id from public.payment_history h where h.stripe_payment_intent_id = coalesce(p_facts #>> '{charge,paymentIntent}', p_facts #>> '{invoice,paymentIntent}')));
end
$$;

-- Why these facts must not be applied; null where nothing is wrong with them.
create or replace function phoenix_private.stripe_problem(p_user_id uuid, p_facts jsonb)
returns text language plpgsql stable set search_path = '' as $$
declare v_money jsonb := coalesce(nullif(p_facts -> 'invoice', 'null'), nullif(p_facts -> 'charge', 'null'));
begin
  return case
    when p_user_id is null and p_facts ->> 'user' is not null then 'user_gone'
    when p_user_id is null then 'unknown_customer'
    when exists (select from jsonb_array_elements(p_facts -> 'subscriptions') s where s ->> 'plan' is null) then 'unknown_price'
    when exists (select from jsonb_array_elements(p_facts -> 'subscriptions') s left join public.plans p on p.plan_id = s ->> 'plan'
                  where p.currency is distinct from s ->> 'currency') then 'currency'
    when exists (select from jsonb_array_elements(p_facts -> 'subscriptions') s join phoenix_private.stripe_subscriptions k on k.stripe_subscription_id = s ->> 'id'
                  where k.user_id <> p_user_id) then 'payer_changed'
    when v_money is not null and not exists (select from public.plans p where p.currency = v_money ->> 'currency') then 'currency'
    when exists (select from public.payment_history h where (h.stripe_invoice_id = p_facts #>> '{invoice,id}' or h.stripe_payment_intent_id = v_money ->> 'paymentIntent')
                    and upper(h.currency) <> v_money ->> 'currency') then 'currency'
  end;
end
$$;

-- Whether facts about an object are newer than what was applied of it; if so they count from now on. A fetch gives way only to a
-- fetch that began later; an event's own object also to a later event. Where one comes too late, something may have changed that
-- nobody has seen: the object is fetched again.
create or replace function phoenix_private.take_stripe_turn(p_object_id text, p_kind text, p_user_id uuid, p_facts jsonb)
returns boolean language plpgsql volatile set search_path = '' as $$
declare
  v_at timestamptz := (p_facts ->> 'begunAt')::timestamptz;
  v_number bigint := (p_facts ->> 'fetchNumber')::bigint;
  v_provisional boolean := coalesce((p_facts ->> 'provisional')::boolean, false);
begin
  insert into phoenix_private.stripe_objects as o (object_id, kind, user_id, fetched_at, fetch_number, as_of, provisional)
  values (p_object_id, p_kind, p_user_id, case when v_provisional then '-infinity' else v_at end, case when v_provisional then 0 else v_number end, v_at, v_provisional)
  on conflict (object_id) do update
     set fetched_at = excluded.fetched_at, fetch_number = excluded.fetch_number, as_of = excluded.as_of, provisional = false, claimed_until = null
   where not v_provisional and o.fetch_number < v_number;
  if found then
    return true;
  end if;
  if v_provisional then
    update phoenix_private.stripe_objects o set provisional = true where o.object_id = p_object_id;
    update phoenix_private.stripe_objects o set as_of = v_at where o.object_id = p_object_id and o.as_of <= v_at;
    return found;
  end if;
  return false;
end
$$;

create or replace function phoenix_private.apply_stripe_subscription(p_user_id uuid, p_facts jsonb, p_subscription jsonb)
returns boolean language plpgsql volatile set search_path = '' as $$
declare
  v_old phoenix_private.stripe_subscriptions;
  v_new phoenix_private.stripe_subscriptions;
begin
  if not phoenix_private.take_stripe_turn(p_subscription ->> 'id', 'subscription', p_user_id, p_facts) then
    return false;
  end if;
  select * into v_old from phoenix_private.stripe_subscriptions s where s.stripe_subscription_id = p_subscription ->> 'id';
  insert into phoenix_private.stripe_subscriptions as s (
    stripe_subscription_id, customer_id, user_id, app, plan_id, tier, status, stripe_status, price_id, product_id, amount, currency, period_start, period_end,
    trial_end, cancel_at_period_end, cancelled_at, past_due_since, started_at)
  select f.id, f.customer, p_user_id, case when cardinality(p.apps) = 1 then p.apps[1] else 'ecosystem' end, p.plan_id, p.tier, f.status, f."stripeStatus", f.price,
         f.product, f.amount, f.currency, f."periodStart", f."periodEnd", f."trialEnd", f."cancelAtPeriodEnd", f."cancelledAt",
         case when f.status <> 'past_due' then null when (p_facts ->> 'provisional')::boolean then coalesce(v_old.past_due_since, f."pastDueSince")
              else coalesce(f."pastDueSince", v_old.past_due_since, (p_facts ->> 'begunAt')::timestamptz) end, f."startedAt"
    from jsonb_to_record(p_subscription) as f (
           id text, customer text, plan text, status text, "stripeStatus" text, price text, product text, amount int, currency text, "periodStart" timestamptz,
           "periodEnd" timestamptz, "trialEnd" timestamptz, "cancelAtPeriodEnd" boolean, "cancelledAt" timestamptz, "pastDueSince" timestamptz, "startedAt" timestamptz)
    join public.plans p on p.plan_id = f.plan
  on conflict (stripe_subscription_id) do update
     set app = excluded.app, plan_id = excluded.plan_id, tier = excluded.tier, status = excluded.status, stripe_status = excluded.stripe_status,
         price_id = excluded.price_id, product_id = excluded.product_id, amount = excluded.amount, currency = excluded.currency,
         period_start = excluded.period_start, period_end = excluded.period_end, trial_end = excluded.trial_end,
         cancel_at_period_end = excluded.cancel_at_period_end, cancelled_at = excluded.cancelled_at, past_due_since = excluded.past_due_since
  returning s.* into v_new;
  if v_new.stripe_status in ('active', 'trialing') and coalesce(v_old.stripe_status, 'incomplete') not in ('active', 'trialing', 'past_due') then
    perform phoenix_private.append_event(p_user_id, 'billing.subscription_activated', jsonb_build_object('app', v_new.app, 'plan', v_new.plan_id,
      'subscription_tier', v_new.tier, 'trial', v_new.stripe_status = 'trialing', 'stripe_customer_id', v_new.customer_id, 'stripe_subscription_id', v_new.stripe_subscription_id));
  elsif v_new.stripe_status = 'canceled' and v_old.stripe_status is distinct from 'canceled' and not (p_subscription ->> 'superseded')::boolean then
    perform phoenix_private.append_event(p_user_id, 'billing.subscription_cancelled',
      jsonb_build_object('app', v_new.app, 'plan', v_new.plan_id, 'stripe_subscription_id', v_new.stripe_subscription_id));
  end if;
  return true;
end
$$;

-- Of several subscriptions of one app the one that counts longest.
create or replace view phoenix_private.best_subscriptions with (security_invoker = true) as
  select distinct on (s.user_id, s.app) s.*, phoenix_private.counts_until(s.status, s.period_end, s.past_due_since) as counts_until
    from phoenix_private.stripe_subscriptions s
   order by s.user_id, s.app, phoenix_private.counts_until(s.status, s.period_end, s.past_due_since) desc, s.started_at desc, s.stripe_subscription_id;
select phoenix_private.close_table('phoenix_private.best_subscriptions');
select phoenix_private.grant_table('phoenix_private.best_subscriptions', 'select', 'service_role');

-- Whether a tier until a moment is worth more now than another: what counts before what does not, the higher one, then the longer.
create or replace function phoenix_private.is_worth_more(p_tier text, p_until timestamptz, p_than text, p_than_until timestamptz)
returns boolean language sql stable set search_path = '' as $$
  select (case when p_until > now() then phoenix_private.tier_rank(p_tier) else 0 end, p_until)
       > (case when p_than_until > now() then phoenix_private.tier_rank(p_than) else 0 end, p_than_until)
$$;

-- Beside a tier given by hand, what Stripe says; beside Stripe's, what was given by hand: whoever writes the row, neither is lost.
create or replace function phoenix_private.keep_other_tier()
returns trigger language plpgsql set search_path = '' as $$
declare v_until timestamptz;
begin
  if new.stripe_subscription_id is null then
    select b.tier, b.counts_until into new.other_tier, new.other_until from phoenix_private.best_subscriptions b
     where b.user_id = new.user_id and b.app = new.app_name and b.tier <> 'free' and b.counts_until > '-infinity';
  elsif tg_op = 'UPDATE' and old.stripe_subscription_id is null then
    v_until := phoenix_private.counts_until(old.subscription_status, old.current_period_end, old.past_due_since);
    new.other_tier := case when old.subscription_tier <> 'free' and v_until > now() then old.subscription_tier end;
    new.other_until := case when new.other_tier is not null then v_until end;
  end if;
  return new;
end
$$;
create or replace trigger subscriptions_keep_other_tier before insert or update on public.user_subscriptions for each row execute function phoenix_private.keep_other_tier();
-- Rows of before there was a place for it, or before it was emptied.
update public.user_subscriptions u set other_tier = b.tier, other_until = b.counts_until
  from public.user_subscriptions k
  left join phoenix_private.best_subscriptions b on b.user_id = k.user_id and b.app = k.app_name and b.tier <> 'free' and b.counts_until > '-infinity'
 where k.stripe_subscription_id is null and u.subscription_id = k.subscription_id
   and (u.other_tier, u.other_until) is distinct from (b.tier, b.counts_until);

-- The rows of user_subscriptions, from all of a user's Stripe subscriptions. A tier that was given by hand, without Stripe, has the
-- row while it is worth more, and is kept beside it while it is not.
create or replace function phoenix_private.derive_subscriptions(p_user_id uuid)
returns void language plpgsql volatile set search_path = '' as $$
begin
  insert into public.user_subscriptions as u (
    user_id, app_name, plan_id, subscription_tier, subscription_status, stripe_customer_id, stripe_subscription_id, stripe_product_id, stripe_price_id,
    current_period_start, current_period_end, trial_end, amount_paid, currency, cancelled_at, past_due_since, cancel_at_period_end)
  select s.user_id, s.app, s.plan_id, s.tier, s.status, s.customer_id, s.stripe_subscription_id, s.product_id, s.price_id,
         s.period_start, s.period_end, s.trial_end, s.amount / power(10, phoenix_private.minor_exponent(s.currency))::numeric, s.currency, s.cancelled_at,
         s.past_due_since, s.cancel_at_period_end
    from phoenix_private.best_subscriptions s where s.user_id = p_user_id
  on conflict (user_id, app_name) do update
     set plan_id = excluded.plan_id, subscription_tier = excluded.subscription_tier, subscription_status = excluded.subscription_status,
         stripe_customer_id = excluded.stripe_customer_id, stripe_subscription_id = excluded.stripe_subscription_id, stripe_product_id = excluded.stripe_product_id,
         stripe_price_id = excluded.stripe_price_id, current_period_start = excluded.current_period_start, current_period_end = excluded.current_period_end,
         trial_end = excluded.trial_end, amount_paid = excluded.amount_paid, currency = excluded.currency, cancelled_at = excluded.cancelled_at,
         past_due_since = excluded.past_due_since, cancel_at_period_end = excluded.cancel_at_period_end
   where u.stripe_subscription_id is not null or u.subscription_tier = 'free'
      or not phoenix_private.is_worth_more(
           u.subscription_tier, phoenix_private.counts_until(u.subscription_status, u.current_period_end, u.past_due_since), excluded.subscription_tier,
           phoenix_private.counts_until(excluded.subscription_status, excluded.current_period_end, excluded.past_due_since));
  -- Also where there is nothing any more: its subscription may have gone to another app.
  update public.user_subscriptions u set other_tier = b.tier, other_until = b.counts_until
    from public.user_subscriptions k
    left join phoenix_private.best_subscriptions b on b.user_id = k.user_id and b.app = k.app_name and b.tier <> 'free' and b.counts_until > '-infinity'
   where k.user_id = p_user_id and k.stripe_subscription_id is null and u.subscription_id = k.subscription_id
     and (u.other_tier, u.other_until) is distinct from (b.tier, b.counts_until);
  -- A subscription that went to another app leaves nothing behind; one that is worth less than what was given by hand makes room for it.
  update public.user_subscriptions u
     set plan_id = null, subscription_tier = case when u.other_until > now() then u.other_tier else 'free' end, subscription_status = 'active', stripe_customer_id = null,
         stripe_subscription_id = null, stripe_product_id = null, stripe_price_id = null, current_period_start = null,
         current_period_end = case when u.other_until > now() and isfinite(u.other_until) then u.other_until - interval '72 hours' end, trial_end = null, amount_paid = null,
         cancelled_at = null, past_due_since = null, cancel_at_period_end = false
   where u.user_id = p_user_id and exists (select from phoenix_private.stripe_subscriptions s where s.stripe_subscription_id = u.stripe_subscription_id and s.user_id = p_user_id)
     and (not exists (select from phoenix_private.stripe_subscriptions s where s.user_id = p_user_id and s.app = u.app_name)
       or u.other_until > now() and phoenix_private.is_worth_more(
            u.other_tier, u.other_until, u.subscription_tier, phoenix_private.counts_until(u.subscription_status, u.current_period_end, u.past_due_since)));
end
$$;

-- What was given back, and what is disputed, on whichever row the payment has.
create or replace function phoenix_private.settle_refunds(p_payment_intent_id text, p_amount_refunded int, p_disputed boolean)
returns void language sql volatile set search_path = '' as $$
  update public.payment_history h
     set amount_refunded = r.refunded, disputed = h.disputed or p_disputed,
         payment_status = case when h.payment_status in ('succeeded', 'refunded') then case when r.refunded >= h.amount and r.refunded > 0 then 'refunded' else 'succeeded' end
                               else h.payment_status end
    from (select k.payment_id, p_amount_refunded / power(10, phoenix_private.minor_exponent(k.currency))::numeric as refunded
            from public.payment_history k where k.stripe_payment_intent_id = p_payment_intent_id) r
   where h.payment_id = r.payment_id
$$;

create or replace function phoenix_private.apply_stripe_invoice(p_user_id uuid, p_facts jsonb)
returns boolean language plpgsql volatile set search_path = '' as $$
declare
  v_invoice jsonb := p_facts -> 'invoice';
  v_old public.payment_history;
  v_new public.payment_history;
  v_status text := v_invoice ->> 'status';
  v_attempts int := (v_invoice ->> 'attempts')::int;
  v_amount numeric := (v_invoice ->> 'amount')::int / power(10, phoenix_private.minor_exponent(v_invoice ->> 'currency'))::numeric;
begin
  if not phoenix_private.take_stripe_turn(v_invoice ->> 'id', 'invoice', p_user_id, p_facts) then
    return false;
  end if;
  select * into v_old from public.payment_history h
   where h.stripe_invoice_id = v_invoice ->> 'id' or h.stripe_payment_intent_id = v_invoice ->> 'paymentIntent'
   order by h.stripe_invoice_id = v_invoice ->> 'id' desc nulls last limit 1;
  -- Two apps before us may have written one payment down, one by its invoice, the other by its payment: both rows stay, one counts.
  update public.payment_history h
     set stripe_metadata = coalesce(h.stripe_metadata, '{}') || jsonb_build_object('also_of_payment', h.stripe_payment_intent_id), stripe_payment_intent_id = null
   where v_old.payment_id is not null and h.stripe_payment_intent_id = v_invoice ->> 'paymentIntent' and h.payment_id <> v_old.payment_id;
  -- Nobody was asked for money: a trial's invoice, or one that was not tried yet.
  if v_old.payment_id is null and (v_amount = 0 or v_status <> 'succeeded' and v_attempts = 0) then
    return true;
  end if;
  -- An event's own invoice does not name its payment, by which an app before us may have written it down: that is fetched first.
  if v_old.payment_id is null and (p_facts ->> 'provisional')::boolean and v_invoice ->> 'paymentIntent' is null then
    return true;
  end if;
  insert into public.payment_history as h (
    payment_id, user_id, subscription_id, app_name, stripe_payment_intent_id, stripe_invoice_id, amount, currency, payment_status, payment_date, description, stripe_metadata)
  values (
    coalesce(v_old.payment_id, gen_random_uuid()), p_user_id,
    (select u.subscription_id from public.user_subscriptions u where u.user_id = p_user_id and u.app_name = v_invoice ->> 'app'), v_invoice ->> 'app',
    coalesce(v_invoice ->> 'paymentIntent', v_old.stripe_payment_intent_id), v_invoice ->> 'id', v_amount, v_invoice ->> 'currency', v_status,
    (v_invoice ->> 'at')::timestamptz, v_invoice ->> 'plan', jsonb_build_object('attempts', v_attempts))
  on conflict (payment_id) do update
     set subscription_id = excluded.subscription_id, app_name = excluded.app_name, stripe_payment_intent_id = excluded.stripe_payment_intent_id,
         stripe_invoice_id = excluded.stripe_invoice_id, amount = excluded.amount, currency = excluded.currency, payment_status = excluded.payment_status,
         payment_date = excluded.payment_date, description = excluded.description, stripe_metadata = coalesce(h.stripe_metadata, '{}') || excluded.stripe_metadata
  returning h.* into v_new;
  perform phoenix_private.settle_refunds(c.payment_intent_id, c.amount_refunded, c.disputed)
     from phoenix_private.stripe_charges c where c.payment_intent_id = v_new.stripe_payment_intent_id order by c.amount_refunded;
  if v_status = 'succeeded' and coalesce(v_old.payment_status, 'pending') not in ('succeeded', 'refunded') then
    perform phoenix_private.append_event(p_user_id, 'billing.payment_succeeded', jsonb_build_object('payment_id', v_new.payment_id,
      'stripe_invoice_id', v_new.stripe_invoice_id, 'amount', (v_invoice ->> 'amount')::int, 'currency', v_new.currency));
  elsif v_status = 'failed' and (v_old.payment_status is distinct from 'failed' or coalesce((v_old.stripe_metadata ->> 'attempts')::int, 0) < v_attempts) then
    perform phoenix_private.append_event(p_user_id, 'billing.payment_failed', jsonb_build_object('payment_id', v_new.payment_id,
      'stripe_invoice_id', v_new.stripe_invoice_id, 'amount_due', (v_invoice ->> 'amount')::int, 'currency', v_new.currency, 'attempt', v_attempts));
  end if;
  return true;
end
$$;

create or replace function phoenix_private.apply_stripe_charge(p_user_id uuid, p_facts jsonb)
returns boolean language plpgsql volatile set search_path = '' as $$
declare
  v_charge jsonb := p_facts -> 'charge';
  v_old phoenix_private.stripe_charges;
  v_new phoenix_private.stripe_charges;
begin
  if not phoenix_private.take_stripe_turn(v_charge ->> 'id', 'charge', p_user_id, p_facts) then
    return false;
  end if;
  select * into v_old from phoenix_private.stripe_charges c where c.charge_id = v_charge ->> 'id';
  insert into phoenix_private.stripe_charges as c (charge_id, user_id, payment_intent_id, currency, amount_refunded, disputed)
  values (v_charge ->> 'id', p_user_id, v_charge ->> 'paymentIntent', v_charge ->> 'currency', (v_charge ->> 'refunded')::int, (v_charge ->> 'disputed')::boolean)
  on conflict (charge_id) do update set payment_intent_id = excluded.payment_intent_id, amount_refunded = excluded.amount_refunded, disputed = c.disputed or excluded.disputed
  returning c.* into v_new;
  perform phoenix_private.settle_refunds(v_new.payment_intent_id, v_new.amount_refunded, v_new.disputed);
  if v_new.amount_refunded > coalesce(v_old.amount_refunded, 0) then
    perform phoenix_private.append_event(p_user_id, 'billing.payment_refunded',
      jsonb_build_object('stripe_charge_id', v_new.charge_id, 'amount_refunded', v_new.amount_refunded, 'currency', v_new.currency));
  end if;
  if v_new.disputed and not coalesce(v_old.disputed, false) then
    perform phoenix_private.append_event(p_user_id, 'billing.dispute_opened', jsonb_build_object('stripe_charge_id', v_new.charge_id));
  end if;
  return true;
end
$$;

-- Rows, tiers and events of everything in the facts; the caller holds the account's lock. How many objects were newer than what was
-- known. Without p_announce the next webhook or sweep tells of changed tiers: a mutation appends its own event, and no other.
create or replace function phoenix_private.apply_stripe_facts(p_user_id uuid, p_facts jsonb, p_announce boolean)
returns int language plpgsql volatile set search_path = '' as $$
declare
  v_subscription jsonb;
  v_applied int := 0;
begin
  if p_facts ->> 'customer' is not null then
    insert into phoenix_private.stripe_customers (customer_id, user_id, main, linked_by)
    values (p_facts ->> 'customer', p_user_id, not exists (select from phoenix_private.stripe_customers c where c.user_id = p_user_id and c.main), coalesce(p_facts ->> 'userBy', 'row'))
    on conflict (customer_id) do nothing;
  end if;
  insert into phoenix_private.announced_tiers (user_id, tiers, lapses_at) values (p_user_id, phoenix_private.tiers_of(p_user_id), phoenix_private.next_lapse(p_user_id))
  on conflict (user_id) do nothing;
  for v_subscription in select value from jsonb_array_elements(p_facts -> 'subscriptions') order by value ->> 'id' loop
    v_applied := v_applied + phoenix_private.apply_stripe_subscription(p_user_id, p_facts, v_subscription)::int;
  end loop;
  if v_applied > 0 then
    perform phoenix_private.derive_subscriptions(p_user_id);
    perform phoenix_private.finish_abandoned_changes(p_user_id, p_announce);
  end if;
  if jsonb_typeof(p_facts -> 'invoice') = 'object' then
    v_applied := v_applied + phoenix_private.apply_stripe_invoice(p_user_id, p_facts)::int;
  end if;
  if jsonb_typeof(p_facts -> 'charge') = 'object' then
    v_applied := v_applied + phoenix_private.apply_stripe_charge(p_user_id, p_facts)::int;
  end if;
  -- What has changed and could not be looked at is looked at later.
  insert into phoenix_private.stripe_objects as o (object_id, kind, user_id, as_of, provisional)
  select u ->> 'id', u ->> 'kind', p_user_id, (p_facts ->> 'begunAt')::timestamptz, true from jsonb_array_elements(p_facts -> 'unseen') u
  on conflict (object_id) do update set provisional = true;
  update phoenix_private.billing_intents i set session_expires_at = least(i.session_expires_at, now())
   where i.user_id = p_user_id and i.session_id = p_facts ->> 'endedSession';
  if p_announce then
    perform phoenix_private.announce_tiers(p_user_id);
  else
    update phoenix_private.announced_tiers t set lapses_at = now() where t.user_id = p_user_id;
  end if;
  return v_applied;
end
$$;

-- What was heard of a customer before anybody knew him is looked at once he is known.
create or replace function phoenix_private.look_at_parked()
returns trigger language plpgsql set search_path = '' as $$
begin
  insert into phoenix_private.stripe_objects as o (object_id, kind, user_id, as_of, provisional)
  select e.object_id, case when e.type like 'charge.%' then 'charge' when e.type like 'invoice.%' then 'invoice' else 'subscription' end, new.user_id, min(e.created_at), true
    from phoenix_private.stripe_events e where e.customer_id = new.customer_id and e.state = 'parked' and e.object_id is not null group by 1, 2
  on conflict (object_id) do update set provisional = true;
  update phoenix_private.stripe_events e set reason = 'linked_later', customer_id = null where e.customer_id = new.customer_id and e.state = 'parked';
  return null;
end
$$;
create or replace trigger customers_look_at_parked after insert on phoenix_private.stripe_customers for each row execute function phoenix_private.look_at_parked();

-- Everything that one event, or one look at Stripe, changes: in this one transaction or not at all.
-- outcome: applied, stale (nothing in it was newer), duplicate, parked (with the reason; nothing was applied).
create or replace function public.apply_stripe(p_event jsonb, p_facts jsonb)
returns table (outcome text, reason text, user_id uuid) language plpgsql volatile set search_path = '' as $$
begin
  user_id := phoenix_private.find_payer(p_facts);
  perform from public.profiles p where p.id = apply_stripe.user_id for no key update;
  if not found then
    user_id := null;
  end if;
  if user_id is null and p_facts #>> '{charge,paymentIntent}' is not null and exists (
    select from public.payment_history h where h.stripe_payment_intent_id = p_facts #>> '{charge,paymentIntent}' and h.user_id is null) then
    -- The person is gone, the accounting record is not.
    outcome := case when public.note_stripe_event(p_event - 'objectId', 'applied', 'user_gone') then 'applied' else 'duplicate' end;
    if outcome = 'applied' then
      perform phoenix_private.settle_refunds(p_facts #>> '{charge,paymentIntent}', (p_facts #>> '{charge,refunded}')::int, (p_facts #>> '{charge,disputed}')::boolean);
    end if;
    return next;
    return;
  end if;
  reason := phoenix_private.stripe_problem(user_id, p_facts);
  if reason = 'unknown_customer' and (p_facts ->> 'provisional')::boolean then
    -- Stripe would say whose it is: the event must come again.
    perform phoenix_private.refuse(503, 'INTEGRATION_UNAVAILABLE', 'Stripe does not answer for the moment.', '{"integration": "stripe", "retryable": true}');
  end if;
  outcome := case when reason is null then 'applied' else 'parked' end;
  -- What an event about somebody who was erased is about is not written down.
  if not public.note_stripe_event(case when reason = 'user_gone' then p_event - 'objectId' else p_event || jsonb_build_object('customer', p_facts ->> 'customer') end, outcome, reason) then
    outcome := 'duplicate';
  elsif outcome = 'applied' then
    if phoenix_private.apply_stripe_facts(user_id, p_facts, true) = 0 then
      outcome := 'stale';
    end if;
    if p_event ->> 'type' = 'customer.subscription.trial_will_end' then
      perform phoenix_private.append_event(s.user_id, 'billing.trial_will_end', jsonb_build_object('app', s.app, 'stripe_subscription_id', s.stripe_subscription_id))
         from phoenix_private.stripe_subscriptions s where s.stripe_subscription_id = p_event ->> 'objectId';
    end if;
  end if;
  return next;
end
$$;
comment on function public.apply_stripe is '@nullable reason user_id';

-- ---------------------------------------------------------------------------------------------------------------------
-- Intents: what may be asked of Stripe, decided before it is asked

-- A checkout must not make anybody pay twice.
create or replace function phoenix_private.require_purchasable(p_actor uuid, p_plan_id text)
returns void language plpgsql stable set search_path = '' as $$
declare v_plan public.plans;
begin
  select * into v_plan from public.plans p where p.plan_id = p_plan_id;
  if not found then
    perform phoenix_private.refuse(404, 'NOT_FOUND', 'There is no such plan.');
  elsif v_plan.amount = 0 then
    perform phoenix_private.refuse(400, 'BAD_USER_INPUT', 'input.plan: is free, and needs no checkout.', '{"issues": [{"path": "input.plan", "message": "is free, and needs no checkout."}]}');
  end if;
  if not exists (select from unnest(v_plan.apps) a where phoenix_private.tier_rank(phoenix_private.tier_at(p_actor, a, now())) < phoenix_private.tier_rank(v_plan.tier)) then
    perform phoenix_private.refuse(409, 'CONFLICT', 'What this plan holds is paid for already. A cancelled subscription can be resumed with resumeSubscription.');
  elsif exists (select from phoenix_private.stripe_subscriptions s join public.plans p on p.plan_id = s.plan_id
                 where s.user_id = p_actor and p.apps && v_plan.apps and s.stripe_status not in ('canceled', 'incomplete', 'incomplete_expired')) then
    perform phoenix_private.refuse(409, 'CONFLICT', 'There is a subscription for this already: change it with changePlan, or settle its invoice in the billing portal.');
  elsif exists (select from public.user_subscriptions u join phoenix_private.subscription_worth w on w.user_id = u.user_id and w.app = u.app_name
                 where u.user_id = p_actor and w.rank > 0 and now() < w.counts_until and (u.app_name = any (v_plan.apps) or u.app_name = 'ecosystem')
                   -- From before the gateway: Stripe may still collect it.
                   and u.stripe_subscription_id is not null and not exists (select from phoenix_private.stripe_subscriptions k where k.stripe_subscription_id = u.stripe_subscription_id)) then
    perform phoenix_private.refuse(409, 'CONFLICT', 'One of these apps is paid for by a subscription from before: ask for it to be linked.');
  end if;
end
$$;

-- The subscription whose price is swapped and the ones that end with it: {keep, end, previousPlan}.
create or replace function phoenix_private.find_plan_change(p_actor uuid, p_plan_id text)
returns jsonb language plpgsql stable set search_path = '' as $$
declare
  v_plan public.plans;
  v_keep phoenix_private.stripe_subscriptions;
  v_end jsonb;
begin
  select * into v_plan from public.plans p where p.plan_id = p_plan_id;
  if not found then
    perform phoenix_private.refuse(404, 'NOT_FOUND', 'There is no such plan.');
  elsif v_plan.amount = 0 then
    perform phoenix_private.refuse(400, 'BAD_USER_INPUT', 'input.plan: is free: use cancelSubscription.', '{"issues": [{"path": "input.plan", "message": "is free: use cancelSubscription."}]}');
  elsif exists (select from phoenix_private.stripe_subscriptions s where s.user_id = p_actor and s.plan_id = p_plan_id and s.stripe_status not in ('canceled', 'incomplete', 'incomplete_expired')) then
    perform phoenix_private.refuse(409, 'CONFLICT', 'This is the plan already.');
  elsif exists (select from phoenix_private.stripe_subscriptions s where s.user_id = p_actor and s.stripe_status in ('past_due', 'unpaid', 'paused')) then
    perform phoenix_private.refuse(409, 'CONFLICT', 'An invoice is open: settle it in the billing portal first.');
  end if;
  -- A bundle is left for a single app; else the bundle takes the place of the oldest single one, and ends the others.
  select s.* into v_keep from phoenix_private.stripe_subscriptions s join public.plans p on p.plan_id = s.plan_id
   where s.user_id = p_actor and s.stripe_status in ('active', 'trialing')
   order by cardinality(p.apps) desc, s.started_at, s.stripe_subscription_id limit 1;
  if not found then
    perform phoenix_private.refuse(404, 'NOT_FOUND', 'There is no subscription to change: use createCheckoutSession.');
  end if;
  select coalesce(jsonb_agg(s.stripe_subscription_id order by s.stripe_subscription_id), '[]') into v_end
    from phoenix_private.stripe_subscriptions s join public.plans p on p.plan_id = s.plan_id
   where s.user_id = p_actor and s.stripe_status in ('active', 'trialing') and s.stripe_subscription_id <> v_keep.stripe_subscription_id and p.apps <@ v_plan.apps;
  return jsonb_build_object('keep', v_keep.stripe_subscription_id, 'end', v_end, 'previousPlan', v_keep.plan_id);
end
$$;

-- The Stripe subscriptions of an app (of the only one that lives, where none is named) that may be cancelled, or resumed.
create or replace function phoenix_private.find_cancellable(p_actor uuid, p_app text, p_resume boolean)
returns jsonb language plpgsql stable set search_path = '' as $$
declare
  v_app text := p_app;
  v_found jsonb;
begin
  if v_app is null then
    select case when count(distinct s.app) = 1 then min(s.app) end into v_app
      from phoenix_private.stripe_subscriptions s where s.user_id = p_actor and s.stripe_status not in ('canceled', 'incomplete', 'incomplete_expired');
    if v_app is null and (select count(distinct s.app) from phoenix_private.stripe_subscriptions s
                           where s.user_id = p_actor and s.stripe_status not in ('canceled', 'incomplete', 'incomplete_expired')) > 1 then
      perform phoenix_private.refuse(400, 'BAD_USER_INPUT', 'input.app: there are several subscriptions: say which.', '{"issues": [{"path": "input.app", "message": "there are several subscriptions: say which."}]}');
    end if;
  end if;
  if not exists (select from phoenix_private.stripe_subscriptions s where s.user_id = p_actor and s.app = v_app and s.stripe_status not in ('canceled', 'incomplete', 'incomplete_expired')) then
    perform phoenix_private.refuse(404, 'NOT_FOUND', case when p_resume then 'There is no subscription to resume: one that has ended is bought anew.' else 'There is no subscription to cancel.' end);
  end if;
  select jsonb_agg(s.stripe_subscription_id order by s.stripe_subscription_id) into v_found
    from phoenix_private.stripe_subscriptions s
   where s.user_id = p_actor and s.app = v_app and s.stripe_status not in ('canceled', 'incomplete', 'incomplete_expired') and s.cancel_at_period_end = p_resume;
  if v_found is null then
    perform phoenix_private.refuse(409, 'CONFLICT', case when p_resume then 'The subscription is not cancelled.' else 'The subscription is cancelled already.' end);
  end if;
  return jsonb_build_object('app', v_app, 'subscriptions', v_found);
end
$$;

do $$
begin
  if to_regtype('phoenix_private.billing_intent') is null then
    create type phoenix_private.billing_intent as (
      intent_id uuid, user_id uuid, kind text, request jsonb, state text, traceparent text, customer_id text, email text, open_sessions text[]);
  end if;
end
$$;
comment on type phoenix_private.billing_intent is '@nullable traceparent customer_id email';

-- An intent with what it takes to carry it out: the customer, and the checkout sessions of his that may still be open.
create or replace function phoenix_private.describe_intent(p_intent phoenix_private.billing_intents)
returns phoenix_private.billing_intent language plpgsql stable set search_path = '' as $$
begin
  return row(
    p_intent.intent_id, p_intent.user_id, p_intent.kind, p_intent.request, p_intent.state, p_intent.traceparent,
    (select c.customer_id from phoenix_private.stripe_customers c where c.user_id = p_intent.user_id and c.main),
    (select p.email from public.profiles p where p.id = p_intent.user_id),
    array(select i.session_id from phoenix_private.billing_intents i
           where p_intent.kind in ('checkout', 'change_plan') and i.user_id = p_intent.user_id and i.kind = 'checkout' and i.intent_id <> p_intent.intent_id
             and i.session_expires_at > now() order by i.session_id))::phoenix_private.billing_intent;
end
$$;

-- Decides whether it may be done, and commits that it will be. The same idempotencyKey goes on with the same intent.
create or replace function public.open_billing_intent(p_actor uuid, p_call jsonb, p_kind text, p_request jsonb)
returns setof phoenix_private.billing_intent language plpgsql volatile set search_path = '' as $$
declare
  v_intent phoenix_private.billing_intents;
  v_key text := (select o.key from phoenix_private.operations o where o.operation_id = (p_call ->> 'operation')::uuid and o.user_id = p_actor);
begin
  perform phoenix_private.require_actor(p_actor);
  if v_key is not null then
    update phoenix_private.billing_intents i set operation_id = (p_call ->> 'operation')::uuid, problem = null
     where i.intent_id = (select k.intent_id from phoenix_private.billing_intents k
                           where k.user_id = p_actor and k.kind = p_kind and k.operation_key = v_key and k.state <> 'abandoned'
                             and k.request @> p_request and k.created_at > clock_timestamp() - interval '23 hours'
                           order by k.created_at desc limit 1)
    returning i.* into v_intent;
    if found then
      return next phoenix_private.describe_intent(v_intent);
      return;
    end if;
  end if;
  if p_kind in ('change_plan', 'cancel', 'resume') then
    -- One at a time: the second would ask Stripe for what the first is asking for. A minute is more than a request may take.
    perform from public.profiles p where p.id = p_actor for no key update;
    if exists (select from phoenix_private.billing_intents i where i.user_id = p_actor and i.kind in ('change_plan', 'cancel', 'resume') and i.state = 'open'
                  and i.problem is null and i.created_at > clock_timestamp() - interval '1 minute') then
      perform phoenix_private.refuse(409, 'CONFLICT', 'Another change of the subscription is on its way.');
    end if;
  end if;
  if p_kind = 'checkout' then
    perform phoenix_private.require_purchasable(p_actor, p_request ->> 'plan');
  elsif p_kind = 'portal' and not exists (select from phoenix_private.stripe_customers c where c.user_id = p_actor) then
    perform phoenix_private.refuse(409, 'CONFLICT', 'Nothing was bought yet, so there is nothing to manage: use createCheckoutSession.');
  end if;
  insert into phoenix_private.billing_intents (user_id, kind, request, operation_id, operation_key, traceparent)
  values (p_actor, p_kind, p_request || case p_kind
            when 'change_plan' then phoenix_private.find_plan_change(p_actor, p_request ->> 'plan')
            when 'cancel' then phoenix_private.find_cancellable(p_actor, p_request ->> 'app', false)
            when 'resume' then phoenix_private.find_cancellable(p_actor, p_request ->> 'app', true)
            else '{}' end,
          (p_call ->> 'operation')::uuid, v_key, p_call ->> 'traceparent')
  returning * into v_intent;
  return next phoenix_private.describe_intent(v_intent);
end
$$;

-- Stripe has said no, or nobody needs it any more: nothing more will be asked. But what an earlier call asked may be done all the same, with
-- nobody told: its subscriptions are looked at again, however long that takes, and finish_abandoned_changes goes by what is found.
create or replace function public.abandon_billing_intent(p_actor uuid, p_intent_id uuid, p_problem text)
returns boolean language plpgsql volatile set search_path = '' as $$
declare v_intent phoenix_private.billing_intents;
begin
  perform from public.profiles p where p.id = p_actor for no key update;
  update phoenix_private.billing_intents i set state = 'abandoned', problem = p_problem, ended_at = clock_timestamp()
   where i.intent_id = p_intent_id and i.user_id = p_actor and i.state = 'open'
  returning * into v_intent;
  if not found then
    return false;
  end if;
  update phoenix_private.stripe_objects o set provisional = true, claimed_until = null
   where o.object_id = v_intent.request ->> 'keep' or o.object_id in (
     select jsonb_array_elements_text(coalesce(v_intent.request -> 'end', '[]') || coalesce(v_intent.request -> 'subscriptions', '[]')));
  perform phoenix_private.finish_abandoned_changes(p_actor, true);
  return true;
end
$$;

-- Stripe did not do it this time: it stays open, for the client's next try or the worker.
create or replace function public.postpone_billing_intent(p_actor uuid, p_intent_id uuid, p_problem text)
returns boolean language plpgsql volatile set search_path = '' as $$
begin
  update phoenix_private.billing_intents i set problem = p_problem where i.intent_id = p_intent_id and i.user_id = p_actor and i.state = 'open';
  return found;
end
$$;

-- One customer a user, whoever made it first. p_instead_of: the one that Stripe no longer knows. Null where the user was erased while it was made:
-- then it is ended at Stripe.
create or replace function public.link_stripe_customer(p_actor uuid, p_customer_id text, p_instead_of text default null)
returns text language plpgsql volatile set search_path = '' as $$
begin
  perform from public.profiles p where p.id = p_actor for no key update;
  if not found then
    insert into phoenix_private.stripe_endings (object_id, kind) values (p_customer_id, 'customer') on conflict (object_id) do nothing;
    return null;
  end if;
  update phoenix_private.stripe_customers c set main = false where c.user_id = p_actor and c.main and c.customer_id = p_instead_of;
  insert into phoenix_private.stripe_customers (customer_id, user_id, main, linked_by)
  values (p_customer_id, p_actor, not exists (select from phoenix_private.stripe_customers c where c.user_id = p_actor and c.main), 'created')
  on conflict (customer_id) do nothing;
  return (select c.customer_id from phoenix_private.stripe_customers c where c.user_id = p_actor and c.main);
end
$$;
comment on function public.link_stripe_customer is '@nullable link_stripe_customer';

-- Refuses what may not be bought, now.
create or replace function public.check_purchase(p_actor uuid, p_plan_id text)
returns void language plpgsql stable set search_path = '' as $$
begin
  perform phoenix_private.require_purchasable(p_actor, p_plan_id);
end
$$;

-- Nobody can pay there any more.
create or replace function public.end_checkout_session(p_actor uuid, p_session_id text)
returns boolean language plpgsql volatile set search_path = '' as $$
begin
  update phoenix_private.billing_intents i set session_expires_at = least(i.session_expires_at, now()) where i.user_id = p_actor and i.session_id = p_session_id;
  return found;
end
$$;

-- The open checkouts that were saved before this one.
create or replace function public.list_older_checkouts(p_actor uuid, p_intent_id uuid)
returns setof text language plpgsql stable set search_path = '' as $$
begin
  return query
    select o.session_id from phoenix_private.billing_intents i
      join phoenix_private.billing_intents o on o.user_id = i.user_id and o.kind = 'checkout' and o.session_expires_at > now() and (o.ended_at, o.intent_id) < (i.ended_at, i.intent_id)
     where i.intent_id = p_intent_id and i.user_id = p_actor;
end
$$;

-- True for the one who finishes the intent, who appends its event. Whoever finds it finished only completes his operation.
create or replace function phoenix_private.finish_intent(p_actor uuid, p_call jsonb, p_intent_id uuid, p_result jsonb)
returns boolean language plpgsql volatile set search_path = '' as $$
declare
  v_intent phoenix_private.billing_intents;
  v_first boolean;
begin
  select * into v_intent from phoenix_private.billing_intents i where i.intent_id = p_intent_id and i.user_id = p_actor for update;
  if not found then
    perform phoenix_private.refuse(404, 'NOT_FOUND', 'There is no such intent.');
  end if;
  v_first := v_intent.state <> 'done';
  if v_first then
    update phoenix_private.billing_intents i set state = 'done', problem = null, ended_at = clock_timestamp() where i.intent_id = p_intent_id;
  end if;
  perform phoenix_private.complete_operation(p_actor, p_call, p_result);
  if p_call ->> 'operation' is null then
    -- The worker has no claim on the client's key, but the client's next try shall find the answer.
    update phoenix_private.operations o
       set completed_at = clock_timestamp(), expires_at = clock_timestamp() + interval '24 hours', result = p_result
     where o.operation_id = v_intent.operation_id and o.user_id = p_actor and o.completed_at is null;
  end if;
  return v_first;
end
$$;

create or replace view phoenix_private.checkout_sessions with (security_invoker = true) as
  select i.intent_id, i.user_id, i.request ->> 'plan' as plan_id, case when i.session_expires_at > now() then i.session_url end as url, i.session_expires_at as expires_at
    from phoenix_private.billing_intents i where i.kind = 'checkout' and i.session_id is not null;
comment on view phoenix_private.checkout_sessions is '@nullable url';
create or replace view phoenix_private.billing_portal_sessions with (security_invoker = true) as
  select i.intent_id, i.user_id, case when i.ended_at > now() - interval '5 minutes' then i.session_url end as url
    from phoenix_private.billing_intents i where i.kind = 'portal' and i.session_id is not null;
comment on view phoenix_private.billing_portal_sessions is '@nullable url';
select phoenix_private.close_table(t) from unnest(array['phoenix_private.checkout_sessions', 'phoenix_private.billing_portal_sessions']::regclass[]) t;
select phoenix_private.grant_table(t, 'select', 'authenticated', 'service_role')
  from unnest(array['phoenix_private.checkout_sessions', 'phoenix_private.billing_portal_sessions']::regclass[]) t;

create or replace function public.save_checkout_session(
  p_actor uuid, p_call jsonb, p_intent_id uuid, p_session_id text, p_url text, p_expires_at timestamptz)
returns phoenix_private.checkout_sessions language plpgsql volatile set search_path = '' as $$
begin
  -- One at a time: whoever saves last sees the others, and closes them.
  perform from public.profiles p where p.id = p_actor for no key update;
  perform phoenix_private.require_actor(p_actor);
  if phoenix_private.finish_intent(p_actor, p_call, p_intent_id, jsonb_build_object('checkoutSession', p_intent_id)) then
    update phoenix_private.billing_intents i set session_id = p_session_id, session_url = p_url, session_expires_at = p_expires_at where i.intent_id = p_intent_id;
    perform phoenix_private.append_event(p_actor, 'billing.checkout_created', jsonb_build_object('intent_id', p_intent_id, 'plan', p.plan_id, 'amount', p.amount, 'currency', p.currency), p_call)
       from phoenix_private.billing_intents i join public.plans p on p.plan_id = i.request ->> 'plan' where i.intent_id = p_intent_id;
  end if;
  return (select s from phoenix_private.checkout_sessions s where s.intent_id = p_intent_id);
end
$$;

create or replace function public.save_portal_session(p_actor uuid, p_call jsonb, p_intent_id uuid, p_session_id text, p_url text)
returns phoenix_private.billing_portal_sessions language plpgsql volatile set search_path = '' as $$
begin
  perform phoenix_private.require_actor(p_actor);
  if phoenix_private.finish_intent(p_actor, p_call, p_intent_id, jsonb_build_object('billingPortalSession', p_intent_id)) then
    update phoenix_private.billing_intents i set session_id = p_session_id, session_url = p_url where i.intent_id = p_intent_id;
    perform phoenix_private.append_event(p_actor, 'billing.portal_opened', jsonb_build_object('intent_id', p_intent_id), p_call);
  end if;
  return (select s from phoenix_private.billing_portal_sessions s where s.intent_id = p_intent_id);
end
$$;

drop function if exists phoenix_private.tell_plan_change(phoenix_private.billing_intents, jsonb);
create or replace function phoenix_private.tell_change(p_intent phoenix_private.billing_intents, p_call jsonb)
returns void language plpgsql volatile set search_path = '' as $$
begin
  if p_intent.kind = 'change_plan' then
    perform phoenix_private.append_event(p_intent.user_id, 'billing.plan_changed', jsonb_build_object('plan', p_intent.request ->> 'plan', 'previous_plan', p_intent.request ->> 'previousPlan',
      'stripe_subscription_id', p_intent.request ->> 'keep', 'ended', jsonb_array_length(p_intent.request -> 'end')), p_call);
  else
    perform phoenix_private.append_event(p_intent.user_id, case p_intent.kind when 'cancel' then 'billing.cancellation_requested' else 'billing.subscription_resumed' end,
      jsonb_build_object('app', p_intent.request ->> 'app', 'stripe_subscription_id', p_intent.request #>> '{subscriptions,0}'), p_call);
  end if;
end
$$;

-- What a change of plan has superseded and Stripe has not ended: the worker ends it, as often as it takes.
create or replace function phoenix_private.end_superseded(p_intent phoenix_private.billing_intents, p_left text[], p_problem text)
returns void language plpgsql volatile set search_path = '' as $$
begin
  insert into phoenix_private.billing_intents (user_id, kind, request, traceparent, problem)
  select p_intent.user_id, 'end', jsonb_build_object('keep', p_intent.request ->> 'keep', 'subscriptions', jsonb_build_array(l)), p_intent.traceparent, p_problem
    from unnest(p_left) l
   where not exists (select from phoenix_private.billing_intents e where e.user_id = p_intent.user_id and e.kind = 'end' and e.state = 'open' and e.request #>> '{subscriptions,0}' = l);
end
$$;

-- Changes that were given up, where Stripe turns out to have made them: what a change of plan superseded would go on being paid for, and is
-- ended. Where nothing newer was asked for (and p_complete) the change counts as done, and is told, once. The caller holds the account's lock.
create or replace function phoenix_private.finish_abandoned_changes(p_user_id uuid, p_complete boolean)
returns void language plpgsql volatile set search_path = '' as $$
declare
  v_intent phoenix_private.billing_intents;
  v_call jsonb;
begin
  for v_intent in
    select i.* from phoenix_private.billing_intents i
     where i.user_id = p_user_id and i.kind in ('change_plan', 'cancel', 'resume') and i.state = 'abandoned'
       -- The plan is what was asked for; every subscription that lives ends, or goes on, as was asked for.
       and exists (select from phoenix_private.stripe_subscriptions k
                    where k.user_id = p_user_id and k.stripe_subscription_id = coalesce(i.request ->> 'keep', i.request #>> '{subscriptions,0}') and k.stripe_status in ('active', 'trialing')
                      and k.plan_id = coalesce(i.request ->> 'plan', k.plan_id))
       and not exists (select from phoenix_private.stripe_subscriptions k
                        where k.user_id = p_user_id and i.kind <> 'change_plan' and i.request -> 'subscriptions' ? k.stripe_subscription_id
                          and k.stripe_status not in ('canceled', 'incomplete', 'incomplete_expired') and k.cancel_at_period_end <> (i.kind = 'cancel'))
     order by i.created_at for update
  loop
    perform phoenix_private.end_superseded(v_intent, array(
      select s.stripe_subscription_id from phoenix_private.stripe_subscriptions s
       where s.user_id = p_user_id and v_intent.request -> 'end' ? s.stripe_subscription_id and s.stripe_status not in ('canceled', 'incomplete', 'incomplete_expired')
       order by s.stripe_subscription_id), null);
    v_call := jsonb_build_object('operation', null, 'traceparent', v_intent.traceparent);
    if p_complete and not exists (select from phoenix_private.billing_intents n
                                   where n.user_id = p_user_id and n.kind in ('change_plan', 'cancel', 'resume') and n.created_at > v_intent.created_at and n.state <> 'abandoned')
       and phoenix_private.finish_intent(p_user_id, v_call, v_intent.intent_id, jsonb_build_object('appSubscription', (
             select u.subscription_id from public.user_subscriptions u join phoenix_private.stripe_subscriptions k on k.user_id = u.user_id and k.app = u.app_name
              where k.stripe_subscription_id = coalesce(v_intent.request ->> 'keep', v_intent.request #>> '{subscriptions,0}')))) then
      perform phoenix_private.tell_change(v_intent, v_call);
    end if;
  end loop;
end
$$;

-- What a change of a subscription has made of it, as fetched afterwards.
-- p_left: superseded subscriptions that Stripe did not end: the worker ends them, as often as it takes.
drop function if exists public.save_subscription_change(uuid, jsonb, uuid, jsonb);
create or replace function public.save_subscription_change(p_actor uuid, p_call jsonb, p_intent_id uuid, p_facts jsonb, p_left text[] default '{}', p_problem text default null)
returns phoenix_private.app_subscriptions language plpgsql volatile set search_path = '' as $$
declare
  v_intent phoenix_private.billing_intents;
  v_subject phoenix_private.stripe_subscriptions;
  v_subscription_id uuid;
  v_problem text;
begin
  perform from public.profiles p where p.id = p_actor for no key update;
  perform phoenix_private.require_actor(p_actor);
  select * into v_intent from phoenix_private.billing_intents i where i.intent_id = p_intent_id and i.user_id = p_actor;
  v_problem := phoenix_private.stripe_problem(p_actor, p_facts);
  if v_problem is not null then
    raise exception 'intent %: Stripe''s answer cannot be applied (%)', p_intent_id, v_problem;
  end if;
  perform phoenix_private.apply_stripe_facts(p_actor, p_facts, false);
  select * into v_subject from phoenix_private.stripe_subscriptions s where s.stripe_subscription_id = coalesce(v_intent.request ->> 'keep', v_intent.request #>> '{subscriptions,0}');
  v_subscription_id := (select u.subscription_id from public.user_subscriptions u where u.user_id = p_actor and u.app_name = v_subject.app);
  if phoenix_private.finish_intent(p_actor, p_call, p_intent_id, jsonb_build_object('appSubscription', v_subscription_id)) and v_intent.kind <> 'end' then
    perform phoenix_private.end_superseded(v_intent, p_left, p_problem);
    perform phoenix_private.tell_change(v_intent, p_call);
  end if;
  return (select s from phoenix_private.app_subscriptions s where s.subscription_id = v_subscription_id);
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Time passing

-- What somebody must finish, taken for two minutes: intents older than ten minutes. One that a newer intent has made pointless, or
-- that Stripe no longer knows the key of (it keeps them for a day), is abandoned here, and what Stripe made of it is looked at; an ending
-- never is, for somebody pays twice until it is done: it is tried at once, then less and less often, each hour at least. The accounts are
-- locked first, as everybody does who writes what Stripe says.
create or replace function public.claim_billing_intents(p_limit int default 20)
returns setof phoenix_private.billing_intent language plpgsql volatile set search_path = '' as $$
declare v_intent phoenix_private.billing_intents;
begin
  for v_intent in
    select i.* from phoenix_private.billing_intents i join public.profiles p on p.id = i.user_id
     where i.state = 'open' and (i.kind = 'end' or i.created_at < clock_timestamp() - interval '10 minutes') and coalesce(i.claimed_until, '-infinity') < clock_timestamp()
     order by i.created_at limit p_limit for no key update of p skip locked for update of i skip locked
  loop
    if v_intent.kind <> 'end' and (v_intent.created_at < clock_timestamp() - interval '23 hours' or exists (
      select from phoenix_private.billing_intents n
       where n.user_id = v_intent.user_id and n.created_at > v_intent.created_at and n.state <> 'abandoned'
         and (n.kind = v_intent.kind or v_intent.kind in ('change_plan', 'cancel', 'resume') and n.kind in ('change_plan', 'cancel', 'resume')))) then
      perform public.abandon_billing_intent(v_intent.user_id, v_intent.intent_id, 'nobody waits for it');
    else
      update phoenix_private.billing_intents i
         set claimed_until = clock_timestamp() + case when i.kind = 'end' then least(greatest(interval '2 minutes', (clock_timestamp() - i.created_at) / 4), interval '1 hour') else interval '2 minutes' end
       where i.intent_id = v_intent.intent_id;
      return next phoenix_private.describe_intent(v_intent);
    end if;
  end loop;
end
$$;

-- Pages where somebody could pay for what he has, taken for two minutes: one that a newer one has replaced, or that sells what he has bought
-- another way since. They are closed when that happens, and here if Stripe or we were away.
create or replace function public.claim_stale_checkouts(p_limit int default 20)
returns table (user_id uuid, session_id text) language plpgsql volatile set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    with due as (
      select i.intent_id from phoenix_private.billing_intents i
       where i.kind = 'checkout' and i.session_id is not null and i.session_expires_at > clock_timestamp() and coalesce(i.claimed_until, '-infinity') < clock_timestamp()
         and (exists (select from phoenix_private.billing_intents n
                       where n.user_id = i.user_id and n.kind = 'checkout' and n.session_expires_at > clock_timestamp() and (n.ended_at, n.intent_id) > (i.ended_at, i.intent_id))
           or exists (select from phoenix_private.stripe_subscriptions s join public.plans p on p.plan_id = s.plan_id join public.plans w on w.plan_id = i.request ->> 'plan' and w.apps && p.apps
                       where s.user_id = i.user_id and s.stripe_status not in ('canceled', 'incomplete', 'incomplete_expired')))
       order by i.session_expires_at limit p_limit for update of i skip locked)
    update phoenix_private.billing_intents i set claimed_until = clock_timestamp() + interval '2 minutes' from due where i.intent_id = due.intent_id
    returning i.user_id, i.session_id;
end
$$;

-- Objects of which only an event's word is known, taken for two minutes; for longer, up to an hour, the longer ago they were last
-- seen, which is a month where a subscription was renewed while Stripe could not be asked.
create or replace function public.claim_stripe_objects(p_limit int default 50)
returns table (object_id text, kind text) language plpgsql volatile set search_path = '' as $$
begin
  return query
    with due as (
      select o.object_id from phoenix_private.stripe_objects o
       where o.provisional and coalesce(o.claimed_until, '-infinity') < clock_timestamp() order by o.as_of limit p_limit for update skip locked)
    update phoenix_private.stripe_objects o set claimed_until = clock_timestamp() + least(greatest(interval '2 minutes', (clock_timestamp() - o.as_of) / 4), interval '1 hour') from due where o.object_id = due.object_id
    returning o.object_id, o.kind;
end
$$;

-- Tiers that lapsed by time alone are told; what is too old to matter goes. Bounded, and safe to run from everywhere.
create or replace function public.sweep_billing(p_limit int default 100)
returns table (lapsed int, forgotten int) language plpgsql volatile set search_path = '' as $$
declare v_user_id uuid;
begin
  lapsed := 0;
  for v_user_id in
    select p.id from phoenix_private.announced_tiers t join public.profiles p on p.id = t.user_id
     where t.lapses_at <= now() order by t.lapses_at limit p_limit for no key update of p skip locked
  loop
    if exists (select from public.user_subscriptions u where u.user_id = v_user_id and u.stripe_subscription_id is null and u.other_until > now()) then
      -- What was given by hand may have lapsed, and Stripe's has the row again.
      perform phoenix_private.derive_subscriptions(v_user_id);
    end if;
    update public.profiles p set subscription_tier = phoenix_private.best_tier(p.id)
     where p.id = v_user_id and p.subscription_tier is distinct from phoenix_private.best_tier(p.id);
    perform phoenix_private.announce_tiers(v_user_id);
    lapsed := lapsed + 1;
  end loop;
  -- A period that is over, and nobody has said what came of it: Stripe is asked once, an hour later. While an invoice is open, once a day.
  with silent as (
    select o.object_id from phoenix_private.stripe_subscriptions s join phoenix_private.stripe_objects o on o.object_id = s.stripe_subscription_id
     where not o.provisional and (s.stripe_status in ('active', 'trialing') and s.period_end < now() - interval '1 hour' and o.fetched_at < s.period_end + interval '1 hour'
                               or s.stripe_status in ('past_due', 'unpaid', 'incomplete') and o.fetched_at < now() - interval '1 day')
     order by o.fetched_at limit p_limit for update of o skip locked)
  update phoenix_private.stripe_objects o set provisional = true, claimed_until = null from silent where o.object_id = silent.object_id;
  -- Sessions' addresses are keys to somebody's account; an event that Stripe may still send again is younger than this.
  with old as (
    select i.intent_id from phoenix_private.billing_intents i where i.state <> 'open' and i.ended_at < now() - interval '30 days'
       -- What became of it at Stripe is not known yet.
       and not (i.kind in ('change_plan', 'cancel', 'resume') and i.state = 'abandoned' and exists (
         select from phoenix_private.stripe_objects o where o.object_id = coalesce(i.request ->> 'keep', i.request #>> '{subscriptions,0}') and o.provisional))
     limit p_limit for update skip locked)
  delete from phoenix_private.billing_intents i using old where i.intent_id = old.intent_id;
  get diagnostics forgotten = row_count;
  with old as (
    select e.event_id from phoenix_private.stripe_events e where e.received_at < now() - interval '400 days' limit p_limit for update skip locked)
  delete from phoenix_private.stripe_events e using old where e.event_id = old.event_id;
  return next;
end
$$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Reading

create or replace view phoenix_private.payments with (security_invoker = true) as
  select h.payment_id, h.user_id, h.app_name, (h.amount * power(10, phoenix_private.minor_exponent(h.currency)))::int as amount, upper(coalesce(h.currency, 'EUR')) as currency,
         (h.amount_refunded * power(10, phoenix_private.minor_exponent(h.currency)))::int as amount_refunded, h.disputed, h.payment_status::text as payment_status,
         h.description, coalesce(h.payment_date, h.created_at, '-infinity') as paid_at
    from public.payment_history h;
comment on view phoenix_private.payments is '@nullable user_id app_name description';
select phoenix_private.close_table('phoenix_private.payments');
select phoenix_private.grant_table('phoenix_private.payments', 'select', 'authenticated', 'service_role');

create or replace function public.list_payments(p_user_id uuid, p_limit int, p_after_at timestamptz default null, p_after_id uuid default null)
returns setof phoenix_private.payments language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from phoenix_private.payments h
     where h.user_id = p_user_id and (p_after_at is null or (h.paid_at, h.payment_id) < (p_after_at, p_after_id))
     order by h.paid_at desc, h.payment_id desc
     limit p_limit;
end
$$;

create or replace function public.load_payments(p_ids uuid[])
returns setof phoenix_private.payments language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from phoenix_private.payments h where h.payment_id = any (p_ids);
end
$$;

create or replace function public.load_checkout_sessions(p_ids uuid[])
returns setof phoenix_private.checkout_sessions language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from phoenix_private.checkout_sessions s where s.intent_id = any (p_ids);
end
$$;

create or replace function public.load_billing_portal_sessions(p_ids uuid[])
returns setof phoenix_private.billing_portal_sessions language plpgsql stable set search_path = '' as $$
begin
  return query
    select * from phoenix_private.billing_portal_sessions s where s.intent_id = any (p_ids);
end
$$;

-- For reconcile: what is known of these objects of Stripe's, to be compared with what Stripe says; derived: whether user_subscriptions
-- follows from it.
create or replace function public.list_stripe_state(p_subscription_ids text[], p_invoice_ids text[], p_charge_ids text[])
returns table (subscriptions jsonb, invoices jsonb, charges jsonb) language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query select
    coalesce((select jsonb_object_agg(s.stripe_subscription_id, to_jsonb(s) || jsonb_build_object('derived', exists (
        select from phoenix_private.best_subscriptions b join public.user_subscriptions u on u.user_id = b.user_id and u.app_name = b.app
         where b.user_id = s.user_id and b.app = s.app
           and ((u.stripe_subscription_id, u.subscription_tier, u.subscription_status, u.current_period_start, u.current_period_end, u.past_due_since, u.currency, u.amount_paid)
                is not distinct from (b.stripe_subscription_id, b.tier, b.status, b.period_start, b.period_end, b.past_due_since, b.currency,
                                      (b.amount / power(10, phoenix_private.minor_exponent(b.currency))::numeric)::decimal(10, 2))
             or u.stripe_subscription_id is null and u.subscription_tier <> 'free'
                and (u.other_tier, u.other_until) is not distinct from (case when b.counts_until > '-infinity' then b.tier end, nullif(b.counts_until, '-infinity'))
                and phoenix_private.is_worth_more(
                  u.subscription_tier, phoenix_private.counts_until(u.subscription_status, u.current_period_end, u.past_due_since), b.tier, b.counts_until))))) from phoenix_private.stripe_subscriptions s where s.stripe_subscription_id = any (p_subscription_ids)), '{}'),
    coalesce((select jsonb_object_agg(h.stripe_invoice_id, jsonb_build_object('status', h.payment_status, 'paymentIntent', h.stripe_payment_intent_id,
        'plan', h.description, 'app', h.app_name, 'at', h.payment_date, 'refunded', (h.amount_refunded * power(10, phoenix_private.minor_exponent(h.currency)))::int,
        'amount', (h.amount * power(10, phoenix_private.minor_exponent(h.currency)))::int, 'currency', h.currency))
      from public.payment_history h where h.stripe_invoice_id = any (p_invoice_ids)), '{}'),
    coalesce((select jsonb_object_agg(c.charge_id, jsonb_build_object('refunded', c.amount_refunded, 'disputed', c.disputed, 'currency', c.currency, 'paymentIntent', c.payment_intent_id)) from phoenix_private.stripe_charges c where c.charge_id = any (p_charge_ids)), '{}');
end
$$;

-- For reconcile: who might be meant, and what we know that Stripe was not heard to say. One user only, or nobody.
create or replace function public.find_confirmed_email(p_email text)
returns table (user_id uuid, matches int) language plpgsql stable security definer set search_path = '' as $$
begin
  -- Definer: auth.users says whether an address was confirmed, and nobody of ours may read it.
  return query
    select min(u.id::text)::uuid, count(*)::int from auth.users u where lower(u.email) = lower(p_email) and u.email_confirmed_at is not null;
end
$$;
comment on function public.find_confirmed_email is '@nullable user_id';

-- For reconcile: who a customer is already, and whether the user that Stripe's data names is there.
create or replace function public.find_stripe_payer(p_customer_id text, p_user_id uuid)
returns table (linked uuid, named uuid) language plpgsql stable set search_path = '' as $$
begin
  linked := (select c.user_id from phoenix_private.stripe_customers c where c.customer_id = p_customer_id);
  named := (select p.id from public.profiles p where p.id = p_user_id);
  return next;
end
$$;
comment on function public.find_stripe_payer is '@nullable linked named';

-- For reconcile, page by page: what looks wrong in our own rows, where Stripe has shown the subscriptions p_seen. p_after: the last one's kind,
-- about and user (or ''). kind: double (several live subscriptions of one app), bundle_and_single, to_be_ended, of_another, erased, unknown_to_stripe.
drop function if exists public.list_billing_doubts(text[]);
create or replace function public.list_billing_doubts(p_seen text[], p_after text[] default null, p_limit int default 500)
returns table (kind text, user_id uuid, about text) language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select d.kind, d.user_id, d.about from (
      select 'double', s.user_id, s.app || ': ' || string_agg(s.stripe_subscription_id, ', ' order by s.stripe_subscription_id)
        from phoenix_private.stripe_subscriptions s where s.stripe_status not in ('canceled', 'incomplete', 'incomplete_expired') group by s.user_id, s.app having count(*) > 1
      union all
      select 'bundle_and_single', s.user_id, string_agg(s.app || ' ' || s.stripe_subscription_id, ', ' order by s.stripe_subscription_id)
        from phoenix_private.stripe_subscriptions s where s.stripe_status not in ('canceled', 'incomplete', 'incomplete_expired')
       group by s.user_id having bool_or(s.app = 'ecosystem') and bool_or(s.app <> 'ecosystem')
      union all
      select 'to_be_ended', i.user_id, (i.request #>> '{subscriptions,0}') || coalesce(' (' || i.problem || ')', '')
        from phoenix_private.billing_intents i where i.kind = 'end' and i.state = 'open'
      union all
      select 'of_another', u.user_id, u.app_name || ' ' || u.stripe_subscription_id
        from public.user_subscriptions u join phoenix_private.stripe_subscriptions s on s.stripe_subscription_id = u.stripe_subscription_id and s.user_id <> u.user_id
      union all
      select 'erased', null, e.object_id || coalesce(' (' || e.problem || ')', '') from phoenix_private.stripe_endings e
      union all
      select 'unknown_to_stripe', o.user_id, o.object_id from phoenix_private.stripe_objects o where o.kind = 'subscription' and o.object_id <> all (p_seen)
      union all
      select 'unknown_to_stripe', u.user_id, u.stripe_subscription_id from public.user_subscriptions u
       -- Nothing is different from all of nothing, even null.
       where u.stripe_subscription_id is not null and u.stripe_subscription_id <> all (p_seen) and not exists (select from phoenix_private.stripe_subscriptions s where s.stripe_subscription_id = u.stripe_subscription_id)) d (kind, user_id, about)
     where p_after is null or array[d.kind, d.about, coalesce(d.user_id::text, '')] > p_after
     order by array[d.kind, d.about, coalesce(d.user_id::text, '')] limit p_limit;
end
$$;
comment on function public.list_billing_doubts is '@nullable user_id';

-- ---------------------------------------------------------------------------------------------------------------------
-- Execute, by name

select phoenix_private.grant_execute(f, 'authenticated') from unnest(array[
  'public.list_payments(uuid, int, timestamptz, uuid)', 'public.load_payments(uuid[])', 'public.load_checkout_sessions(uuid[])', 'public.load_billing_portal_sessions(uuid[])']::regprocedure[]) f;
select phoenix_private.grant_execute('phoenix_private.minor_exponent(text)', 'authenticated', 'service_role');
select phoenix_private.grant_execute(f, 'service_role') from unnest(array[
  'public.begin_stripe_fetch(text)', 'public.note_stripe_event(jsonb, text, text)', 'public.apply_stripe(jsonb, jsonb)',
  'public.open_billing_intent(uuid, jsonb, text, jsonb)', 'public.abandon_billing_intent(uuid, uuid, text)', 'public.postpone_billing_intent(uuid, uuid, text)', 'public.link_stripe_customer(uuid, text, text)',
  'public.save_checkout_session(uuid, jsonb, uuid, text, text, timestamptz)', 'public.save_portal_session(uuid, jsonb, uuid, text, text)', 'public.save_subscription_change(uuid, jsonb, uuid, jsonb, text[], text)',
  'public.check_purchase(uuid, text)', 'public.end_checkout_session(uuid, text)', 'public.list_older_checkouts(uuid, uuid)', 'public.claim_billing_intents(int)', 'public.claim_stale_checkouts(int)', 'public.claim_stripe_objects(int)', 'public.sweep_billing(int)',
  'public.list_stripe_state(text[], text[], text[])', 'public.find_confirmed_email(text)', 'public.find_stripe_payer(text, uuid)', 'public.list_billing_doubts(text[], text[], int)',
  'phoenix_private.counts_until(text, timestamptz, timestamptz)', 'phoenix_private.tiers_of(uuid)', 'phoenix_private.next_lapse(uuid)', 'phoenix_private.announce_tiers(uuid)',
  'phoenix_private.is_worth_more(text, timestamptz, text, timestamptz)', 'phoenix_private.find_payer(jsonb)', 'phoenix_private.stripe_problem(uuid, jsonb)', 'phoenix_private.take_stripe_turn(text, text, uuid, jsonb)',
  'phoenix_private.apply_stripe_subscription(uuid, jsonb, jsonb)', 'phoenix_private.derive_subscriptions(uuid)', 'phoenix_private.settle_refunds(text, int, boolean)',
  'phoenix_private.apply_stripe_invoice(uuid, jsonb)', 'phoenix_private.apply_stripe_charge(uuid, jsonb)', 'phoenix_private.apply_stripe_facts(uuid, jsonb, boolean)',
  'phoenix_private.require_purchasable(uuid, text)', 'phoenix_private.find_plan_change(uuid, text)', 'phoenix_private.find_cancellable(uuid, text, boolean)',
  'phoenix_private.describe_intent(phoenix_private.billing_intents)', 'phoenix_private.finish_intent(uuid, jsonb, uuid, jsonb)',
  'phoenix_private.tell_change(phoenix_private.billing_intents, jsonb)', 'phoenix_private.end_superseded(phoenix_private.billing_intents, text[], text)',
  'phoenix_private.finish_abandoned_changes(uuid, boolean)']::regprocedure[]) f;
select phoenix_private.close_function(f) from unnest(array['phoenix_private.keep_other_tier()', 'phoenix_private.look_at_parked()']::regprocedure[]) f;
revoke all on sequence phoenix_private.stripe_fetches from public, anon, authenticated;
grant usage on sequence phoenix_private.stripe_fetches to service_role;
