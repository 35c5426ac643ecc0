-- Phase 3 of 3, chapter billing_erasure: what ends at Stripe when a person goes here.
--
-- An *ending* is an intent that outlives its person: in the transaction that deletes the profile, whoever deletes it, the Stripe customers of
-- the person are written down, and the worker ends each at Stripe: open checkout pages, living subscriptions, then the customer itself. It
-- holds a Stripe id and nothing else, and is deleted once it is done. What is left here then is what the law wants of an invoice: its row of
-- payment_history, with the ids of the invoice and of its payment, without the user.

create table if not exists phoenix_private.stripe_endings (
  object_id text primary key,
  kind text not null check (kind in ('customer', 'subscription')),
  asked_at timestamptz not null default clock_timestamp(),
  problem text,
  claimed_until timestamptz
);
comment on table phoenix_private.stripe_endings is '@nullable problem claimed_until';
comment on column phoenix_private.stripe_endings.kind is 'subscription: one whose customer is not known, or belongs to somebody else too.';
comment on column phoenix_private.stripe_endings.problem is 'Why the last try came to nothing.';

create index if not exists endings_by_age on phoenix_private.stripe_endings (asked_at);
create index if not exists subscriptions_of_customer on public.user_subscriptions (stripe_customer_id) where stripe_customer_id is not null;
create index if not exists stripe_events_of_object on phoenix_private.stripe_events (object_id) where object_id is not null;

select phoenix_private.close_table('phoenix_private.stripe_endings');
select phoenix_private.grant_table('phoenix_private.stripe_endings', 'select, insert, update, delete', 'service_role');

-- Runs as whoever may delete a profile: erase_user's owner, or the table's, for whom a deleted auth user cascades.
create or replace function phoenix_private.end_at_stripe()
returns trigger language plpgsql set search_path = '' as $$
declare v_customers text[];
begin
  v_customers := array(
    select c.customer_id from phoenix_private.stripe_customers c where c.user_id = old.id
    union
    -- From before the gateway; one that somebody else's row names too is not his alone.
    select u.stripe_customer_id from public.user_subscriptions u
     where u.user_id = old.id and u.stripe_customer_id is not null
       and not exists (select from phoenix_private.stripe_customers c where c.customer_id = u.stripe_customer_id and c.user_id <> old.id)
       and not exists (select from public.user_subscriptions o where o.stripe_customer_id = u.stripe_customer_id and o.user_id <> old.id));
  insert into phoenix_private.stripe_endings (object_id, kind)
  select c, 'customer' from unnest(v_customers) c
  union
  select u.stripe_subscription_id, 'subscription' from public.user_subscriptions u
   where u.user_id = old.id and u.stripe_subscription_id is not null and (u.stripe_customer_id is null or u.stripe_customer_id <> all (v_customers))
     and not exists (select from phoenix_private.stripe_subscriptions s where s.stripe_subscription_id = u.stripe_subscription_id and s.customer_id = any (v_customers))
  on conflict (object_id) do nothing;
  -- Which event of Stripe's was here is kept, so that it stays settled; what it was about is not.
  update phoenix_private.stripe_events e set object_id = null
   where e.object_id in (select o.object_id from phoenix_private.stripe_objects o where o.user_id = old.id
                         union select i.session_id from phoenix_private.billing_intents i where i.user_id = old.id and i.session_id is not null
                         union select unnest(v_customers));
  -- The accounting record, without what the apps before us hung onto it, and without the moment that an event of the person shares with it.
  update public.payment_history h
     set created_at = date_trunc('day', h.created_at), stripe_metadata = coalesce((
           select jsonb_object_agg(m.key, m.value) from jsonb_each(h.stripe_metadata) m where m.key in ('attempts', 'also_of_invoice', 'also_of_payment')), '{}')
   where h.user_id = old.id;
  return old;
end
$$;
create or replace trigger profiles_end_at_stripe before delete on public.profiles for each row execute function phoenix_private.end_at_stripe();

-- Endings taken for two minutes; for longer, up to six hours, the older they are.
create or replace function public.claim_stripe_endings(p_limit int default 4)
returns table (object_id text, kind text) language plpgsql volatile set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    with due as (
      select e.object_id from phoenix_private.stripe_endings e
       where coalesce(e.claimed_until, '-infinity') < clock_timestamp() order by e.asked_at limit p_limit for update skip locked)
    update phoenix_private.stripe_endings e
       set claimed_until = clock_timestamp() + least(greatest(interval '2 minutes', (clock_timestamp() - e.asked_at) / 4), interval '6 hours')
      from due where e.object_id = due.object_id
    returning e.object_id, e.kind;
end
$$;

-- Stripe has ended it: nothing of it is left here.
create or replace function public.finish_stripe_ending(p_object_id text)
returns boolean language plpgsql volatile set search_path = '' as $$
begin
  delete from phoenix_private.stripe_endings e where e.object_id = p_object_id;
  return found;
end
$$;

create or replace function public.postpone_stripe_ending(p_object_id text, p_problem text)
returns boolean language plpgsql volatile set search_path = '' as $$
begin
  update phoenix_private.stripe_endings e set problem = p_problem where e.object_id = p_object_id;
  return found;
end
$$;

select phoenix_private.grant_execute(f, 'service_role') from unnest(array[
  'public.claim_stripe_endings(int)', 'public.finish_stripe_ending(text)', 'public.postpone_stripe_ending(text, text)']::regprocedure[]) f;
select phoenix_private.close_function('phoenix_private.end_at_stripe()');
