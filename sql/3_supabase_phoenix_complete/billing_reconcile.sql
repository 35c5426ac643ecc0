-- Phase 3 of 3, chapter billing_reconcile: rows of user_subscriptions that do not follow from what they should follow from.
--
-- What Stripe lists is compared object by object; this is about the rest: what a row says beside its own tier, and rows whose subscription
-- Stripe does not list, which nobody would look at otherwise.

-- One row an app of somebody where something is stale; problem says what, compared_by the subscription whose comparison finds it too. Of two tiers of an app, the other one stands in other_tier: beside
-- a given one what Stripe's subscriptions say, which is known; beside Stripe's a given one, which nobody but the row knows.
create or replace view phoenix_private.stale_tiers with (security_invoker = true) as
  select w.user_id, w.app, w.compared_by, w.problem from (
    select u.user_id, u.app_name::text as app, case when u.stripe_subscription_id is distinct from a.stripe_subscription_id then a.stripe_subscription_id end as compared_by, case
        when u.stripe_subscription_id is null and (u.other_tier, u.other_until) is distinct from (b.tier, b.counts_until) then
          format('beside its given tier stands %s until %s, and by Stripe''s subscriptions it is %s until %s',
                 coalesce(u.other_tier, 'nothing'), coalesce(u.other_until::text, 'never'), coalesce(b.tier, 'nothing'), coalesce(b.counts_until::text, 'never'))
        when u.stripe_subscription_id is null then null
        when u.stripe_subscription_id is distinct from a.stripe_subscription_id
             and exists (select from phoenix_private.stripe_subscriptions s where s.stripe_subscription_id = u.stripe_subscription_id and s.user_id = u.user_id) then
          format('it shows %s, and by Stripe''s subscriptions it is %s', u.stripe_subscription_id, coalesce(a.stripe_subscription_id, 'none'))
        when u.other_tier is null then null
        when u.other_until <= now() then format('the given %s beside it lapsed at %s', u.other_tier, u.other_until)
        when phoenix_private.is_worth_more(u.other_tier, u.other_until, u.subscription_tier, phoenix_private.counts_until(u.subscription_status, u.current_period_end, u.past_due_since)) then
          format('the given %s beside it is worth more than its own tier', u.other_tier)
      end as problem
      from public.user_subscriptions u
      left join phoenix_private.best_subscriptions a on a.user_id = u.user_id and a.app = u.app_name
      left join phoenix_private.best_subscriptions b on b.user_id = u.user_id and b.app = u.app_name and b.tier <> 'free' and b.counts_until > '-infinity') w
   where w.problem is not null
  union all
  -- What a profile says of all of them, for whoever reads it alone.
  select p.id, 'profile', null, format('it says %s, and by what is owned it is %s', p.subscription_tier, t.tier)
    from public.profiles p
    left join (select w.user_id, max(w.rank) as rank from phoenix_private.subscription_worth w where w.counts_until > now() group by w.user_id) b on b.user_id = p.id
   cross join lateral (select case b.rank when 2 then 'pro' when 1 then 'premium' else 'free' end as tier) t
   where p.subscription_tier is distinct from t.tier;
select phoenix_private.close_table('phoenix_private.stale_tiers');
select phoenix_private.grant_table('phoenix_private.stale_tiers', 'select', 'service_role');

-- For reconcile, a page of people: what is stale of them, but for what was compared by a subscription that Stripe has shown (p_seen).
create or replace function public.list_stale_tiers(p_seen text[], p_after uuid default null, p_limit int default 500)
returns table (user_id uuid, problems text) language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select t.user_id, string_agg(t.app || ': ' || t.problem, '; ' order by t.app)
      from phoenix_private.stale_tiers t
     where (p_after is null or t.user_id > p_after) and (t.compared_by is null or t.compared_by <> all (p_seen))
     group by t.user_id order by t.user_id limit p_limit;
end
$$;

-- Everything of a user that follows from something else, anew. What has lapsed goes. True where nothing is stale any more.
create or replace function public.derive_anew(p_user_id uuid)
returns boolean language plpgsql volatile set search_path = '' as $$
begin
  perform from public.profiles p where p.id = p_user_id for no key update;
  if not found then
    return false;
  end if;
  update public.user_subscriptions u set other_tier = null, other_until = null
   where u.user_id = p_user_id and u.stripe_subscription_id is not null and u.other_until <= now();
  perform phoenix_private.derive_subscriptions(p_user_id);
  update public.profiles p set subscription_tier = phoenix_private.best_tier(p.id) where p.id = p_user_id and p.subscription_tier is distinct from phoenix_private.best_tier(p.id);
  perform phoenix_private.announce_tiers(p_user_id);
  return not exists (select from phoenix_private.stale_tiers t where t.user_id = p_user_id);
end
$$;

-- Of customers whose data at Stripe names a user each: those that are linked to nobody here, and are not being ended; is_there: whether the user is.
create or replace function public.list_unlinked_customers(p_customer_ids text[], p_user_ids uuid[])
returns table (customer_id text, user_id uuid, is_there boolean) language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select c.customer_id, c.user_id, p.id is not null
      from unnest(p_customer_ids, p_user_ids) c (customer_id, user_id) left join public.profiles p on p.id = c.user_id
     where not exists (select from phoenix_private.stripe_customers k where k.customer_id = c.customer_id)
       and not exists (select from phoenix_private.stripe_endings e where e.object_id = c.customer_id);
end
$$;

select phoenix_private.grant_execute(f, 'service_role') from unnest(array['public.list_unlinked_customers(text[], uuid[])', 'public.list_stale_tiers(text[], uuid, int)', 'public.derive_anew(uuid)']::regprocedure[]) f;
