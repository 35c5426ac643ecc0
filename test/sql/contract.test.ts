import { describe, expect, test } from 'vitest'
import { useDatabase } from './arrange.ts'

const { sql } = await useDatabase()

/** Functions that apps and agents outside of this repository call (product.md §1.4): their text is the promise. */
const kept = {
  get_user_app_tier: ['p_user_id uuid, p_app_name character varying', 'character varying', 'stable', 'authenticated service_role'],
  check_usage_limit: ['p_user_id uuid, p_feature character varying, p_increment integer DEFAULT 1', 'jsonb', 'volatile', 'service_role'],
  create_phoenix_event: ["p_stream_id uuid, p_event_type character varying, p_app_source character varying, p_payload jsonb DEFAULT '{}'::jsonb", 'uuid', 'volatile', 'service_role'],
  get_phoenix_ecosystem_stats: ['days_back integer DEFAULT 30', 'jsonb', 'stable', 'service_role'],
  cleanup_old_phoenix_events: ['retention_days integer DEFAULT 365', 'integer', 'volatile', 'service_role'],
  cleanup_expired_data: ['', 'integer', 'volatile', 'service_role'],
  update_usage_limits_for_tier: ['p_user_id uuid, p_app_name character varying, p_tier character varying', 'void', 'stable', 'service_role'],
} as const

test.each(Object.entries(kept))('%s is as it was promised, once', async (name, [args, returns, volatility, roles]) => {
  const rows = await sql`
    select pg_get_function_arguments(p.oid) as args, pg_get_function_result(p.oid) as returns,
           case p.provolatile when 'v' then 'volatile' when 's' then 'stable' else 'immutable' end as volatility,
           (select coalesce(string_agg(r, ' ' order by r), '') from unnest(array['anon', 'authenticated', 'service_role']) r where has_function_privilege(r, p.oid, 'execute')) as roles
      from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname = ${name}`
  expect(rows.map((row) => ({ ...row }))).toEqual([{ args, returns, volatility, roles }])
})

test('no function of schema public has an overload: PostgREST calls by name', async () => {
  const rows = await sql`select proname from pg_proc where pronamespace = 'public'::regnamespace group by 1 having count(*) > 1`
  expect(rows.map(({ proname }) => proname)).toEqual([])
})

const columns = async (relation: string) => {
  const rows = await sql`select attname as name from pg_attribute where attrelid = ${relation}::text::regclass and attnum > 0 and not attisdropped order by attnum`
  return rows.map(({ name }) => name as string)
}

describe('tables keep their columns', () => {
  test.each(Object.entries({
    phoenix_events: 'event_id stream_id event_type timestamp app_source payload version correlation_id user_agent session_id metadata created_at',
    phoenix_nudges_sent: 'nudge_id user_id nudge_type sent_at app_source success',
    profiles: 'id email full_name avatar_url subscription_tier created_at updated_at last_login preferences total_cv_generated total_letters_generated total_coaching_sessions',
    user_subscriptions: 'subscription_id user_id app_name subscription_tier subscription_status stripe_customer_id stripe_subscription_id stripe_product_id stripe_price_id current_period_start current_period_end trial_end amount_paid currency created_at updated_at cancelled_at',
    payment_history: 'payment_id user_id subscription_id stripe_payment_intent_id stripe_invoice_id amount currency payment_status payment_date description stripe_metadata created_at',
    kaizen: 'id user_id action date completed',
    zazen_sessions: 'id user_id timestamp duration triggered_by',
    cv_generations: 'id user_id template_used generation_status cv_data generated_html created_at expires_at',
  }))('%s', async (table, names) => {
    expect(await columns(`public.${table}`)).toEqual(expect.arrayContaining(names.split(' ')))
  })
})

describe('views keep their columns', () => {
  const counters = ['cv_generations', 'cv_uploads', 'letters_generated', 'mirror_match', 'coaching_sessions']
  test.each(Object.entries({
    user_usage_limits: ['limit_id', 'user_id', 'period_start', 'period_end', ...counters.flatMap((counter) => [`${counter}_used`, `${counter}_limit`]), 'created_at', 'updated_at'],
    user_active_subscriptions: ['user_id', 'email', 'full_name', 'global_tier', 'app_name', 'app_tier', 'subscription_status', 'current_period_end', 'is_active'],
    subscription_analytics: ['app_name', 'subscription_tier', 'subscription_status', 'user_count', 'total_revenue', 'avg_revenue_per_user'],
    phoenix_ecosystem_analytics: ['event_date', 'app_source', 'event_type', 'event_count', 'unique_users'],
    phoenix_user_journey: ['user_id', 'event_type', 'app_source', 'timestamp', 'payload', 'previous_app', 'next_app'],
  }))('%s', async (view, names) => {
    expect(await columns(`public.${view}`)).toEqual(names)
    const [kind] = await sql`select relkind from pg_class where oid = ${`public.${view}`}::text::regclass`
    expect(kind!.relkind).toBe('v')
  })
})

test('free has the limits that the plans promise; from premium on nothing is limited', async () => {
  const rows = await sql`select feature, tier, monthly_limit from public.usage_limits`
  const limits = new Map(rows.map(({ feature, tier, monthly_limit }) => [`${feature} ${tier}`, monthly_limit]))
  expect(limits.get('cv_generations free')).toBe(3)
  expect(limits.get('cv_uploads free')).toBe(5)
  expect(limits.get('letters_generated free')).toBe(2)
  expect(limits.get('mirror_match free')).toBe(1)
  expect(limits.get('coaching_sessions free')).toBe(1)
  const [missing] = await sql`
    select count(*)::int as count from public.usage_features f cross join unnest(array['free', 'premium', 'pro']) tier
     where not exists (select from public.usage_limits l where l.feature = f.feature and l.tier = tier and (tier = 'free' or l.monthly_limit is null))`
  expect(missing!.count).toBe(0)
})
