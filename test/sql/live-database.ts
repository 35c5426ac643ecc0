import { readFileSync } from 'node:fs'
import type { Connection } from '../../gateway/db/pool.ts'

const person = (n: number) => `00000000-0000-4000-8000-00000000000${n}`

/** Who lives in the database that was there before, and what is odd about them. */
export const people = {
  ada: person(1), // premium on CV; her counters of one month in two rows, one made by a session in Paris
  bob: person(2), // past due on letters since two days
  cleo: person(3), // trying out the bundle
  dan: person(4), // cancelled, paid for five more days
  eve: person(5), // signed up while the trigger failed: no profile
  fay: person(6), // the same, and without an e-mail
  gus: person(7), // gave himself premium
  hal: person(8), // has Gus's e-mail in another case, and no subscription row at all
  ira: person(9), // past due since a month
} as const

const { ada, bob, cleo, dan, eve, fay, gus, hal, ira } = people

const rows = `
  set local session_replication_role = replica; -- the old trigger would not let Fay in
  insert into auth.users (id, email, raw_user_meta_data) values
    ('${ada}', 'ada@secret.example', '{"full_name": "Ada"}'), ('${bob}', 'bob@secret.example', '{}'), ('${cleo}', 'cleo@secret.example', null), ('${dan}', 'dan@secret.example', '[]'),
    ('${eve}', 'eve@secret.example', '{"full_name": "Eve"}'), ('${fay}', null, '{"full_name": 7}'), ('${gus}', 'Gus@secret.example', '{}'), ('${hal}', 'gus@secret.example', '{}'), ('${ira}', 'ira@secret.example', '{}');
  insert into public.profiles (id, email, full_name, subscription_tier, total_cv_generated, preferences) values
    ('${ada}', 'ada@secret.example', 'Ada', 'free', 4, '{"language": "en"}'), ('${bob}', 'bob@secret.example', 'Bob', 'premium', 0, null), ('${cleo}', 'cleo@secret.example', null, 'free', null, '{}'),
    ('${dan}', 'dan@secret.example', 'Dan', null, 0, '{}'), ('${gus}', 'Gus@secret.example', 'Gus', 'premium', 0, '{}'), ('${hal}', 'gus@secret.example', 'Hal', 'gold', 0, '{}'), ('${ira}', 'ira@secret.example', 'Ira', 'premium', 0, '{}');
  insert into public.user_subscriptions (user_id, app_name, subscription_tier, subscription_status, current_period_end, updated_at, stripe_customer_id, amount_paid) values
    ('${ada}', 'cv', 'premium', 'active', now() + interval '10 days', now(), 'cus_ada', 7.99), ('${ada}', 'letters', 'free', 'active', null, now(), null, null),
    ('${bob}', 'letters', 'premium', 'past_due', now() - interval '2 days', now() - interval '2 days', 'cus_bob', 9.99), ('${cleo}', 'ecosystem', 'premium', 'trialing', now() + interval '1 day', now(), 'cus_cleo', null),
    ('${dan}', 'rise', 'pro', 'cancelled', now() + interval '5 days', now(), 'cus_dan', 15.99), ('${ira}', 'cv', 'premium', 'past_due', now(), now() - interval '30 days', 'cus_ira', 7.99),
    ('${gus}', 'cv', 'free', null, null, null, null, null), (null, 'cv', 'premium', 'active', null, now(), 'cus_nobody', 1);
  insert into public.user_usage_limits (user_id, period_start, period_end, cv_generations_used, cv_uploads_used, letters_generated_used, mirror_match_used, cv_generations_limit)
    select u, start, start + interval '1 month', cvs, uploads, letters, mirror, most from (values
      ('${ada}'::uuid, date_trunc('month', now() at time zone 'UTC') at time zone 'UTC', 2, 0, 1, 0, -1),
      ('${ada}', date_trunc('month', now() at time zone 'UTC') at time zone 'Europe/Paris', 1, 1, 0, null, 3),
      ('${ada}', (date_trunc('month', now() at time zone 'UTC') - interval '1 month') at time zone 'UTC', 9, 0, 0, 0, -1),
      ('${bob}', date_trunc('month', now() at time zone 'UTC') at time zone 'Pacific/Kiritimati', 3, 0, -4, 1, 3),
      ('${cleo}', date_trunc('month', now() at time zone 'UTC') at time zone 'Pacific/Pago_Pago', 1, 0, 0, 0, 3),
      (null, date_trunc('month', now() at time zone 'UTC') at time zone 'UTC', 5, 0, 0, 0, 3)) v (u, start, cvs, uploads, letters, mirror, most);
  insert into public.payment_history (user_id, subscription_id, stripe_payment_intent_id, amount, payment_status, description)
    select user_id, subscription_id, 'pi_' || stripe_customer_id, 7.99, 'succeeded', 'paid by ' || stripe_customer_id from public.user_subscriptions where stripe_customer_id is not null;
  insert into public.phoenix_events (stream_id, event_type, app_source, payload, timestamp, created_at) values
    ('${ada}', 'cv.generated', 'cv', '{"note": "note of ada"}', now() - interval '2 days', now()), ('${ada}', 'JournalEntryCreated', 'Phoenix Rise', '{"note": "mood of ada"}', null, now() - interval '3 days'),
    ('${bob}', 'rise.mood_logged', 'phoenix-rise', '{"note": "mood of bob"}', null, null), ('${bob}', 'cv.generated', 'cv', '{"note": "note of bob"}', now(), now()), (gen_random_uuid(), 'x', '', '[]', now(), now());
  insert into public.phoenix_nudges_sent (user_id, nudge_type, app_source) values ('${bob}', 'nudge of bob', 'cv'), ('${bob}', 'nudge of bob', 'cv'), ('${ada}', 'welcome', 'x');
  insert into public.cv_generations (user_id, template_used, generation_status, cv_data, generated_html, created_at, expires_at) values
    ('${ada}', 'modern_free', 'weird', '[1, "foreign"]', '<p>CV of ada</p>', now(), now() + interval '7 days'), ('${bob}', null, null, '"a text: CV of bob"', null, null, now() - interval '1 day'),
    ('${bob}', 'x', 'completed', '{"profile": {"name": "CV of bob"}}', null, now(), null), (null, 'x', 'pending', '{}', null, now(), now() - interval '1 day');
  insert into public.kaizen (user_id, action, date, completed) values
    ('${bob}', 'step of bob', current_date, false), ('${bob}', repeat('step of bob ', 100), '2020-02-29', true), ('${ada}', '', current_date - 1, false), (gen_random_uuid(), 'step of somebody who is gone', current_date, false);
  insert into public.zazen_sessions (user_id, timestamp, duration, triggered_by) values
    ('${bob}', now() - interval '1 day', 600, 'iris'), ('${bob}', now(), -5, 'the breath of bob'), ('${ada}', now(), 100000, null), (gen_random_uuid(), now(), 60, 'user');
  insert into public.letter_generations (user_id, generated_letter, expires_at) values ('${ada}', 'letter of ada', now() - interval '1 day'), ('${bob}', 'letter of bob', now() + interval '1 day');`

/** What gives Bob away. */
export const marksOfBob = [bob, 'bob@secret.example', 'mood of bob', 'note of bob', 'CV of bob', 'nudge of bob', 'cus_bob', 'step of bob', 'the breath of bob'] as const

/** Makes this database (which holds what Supabase ships) a live one of before the gateway, people and defects included. */
export async function makeLive(sql: Connection): Promise<void> {
  await sql.unsafe(readFileSync(new URL('./live-database.sql', import.meta.url), 'utf8'))
  await sql.begin((transaction) => transaction.unsafe(rows))
}

/** Every row's columns that must survive, as they are now; the table of counters may have moved. */
export async function snapshot(sql: Connection) {
  const kept: Record<string, string> = {
    phoenix_events: 'event_id, stream_id, event_type, app_source, payload, version, metadata, created_at', phoenix_nudges_sent: 'nudge_id, user_id, nudge_type, sent_at, app_source, success',
    profiles: 'id, email, full_name, avatar_url, created_at, last_login, preferences, total_cv_generated',
    user_subscriptions: 'subscription_id, user_id, app_name, subscription_tier, subscription_status, stripe_customer_id, current_period_end, amount_paid, currency, created_at',
    payment_history: 'payment_id, user_id, subscription_id, stripe_payment_intent_id, amount, currency, payment_status, payment_date, description, stripe_metadata, created_at',
    cv_generations: 'id, user_id, template_used, generation_status, cv_data, generated_html, expires_at', letter_generations: 'id, user_id, job_offer_text, generated_letter, generation_type, ai_optimization_level, created_at, expires_at', user_usage_limits: '*', kaizen: 'id, user_id, action, date, completed', zazen_sessions: 'id, user_id, timestamp, duration, triggered_by',
  }
  const taken: Record<string, Map<string, string>> = {}
  for (const [table, columns] of Object.entries(kept)) {
    const [moved] = await sql`select to_regclass(${`phoenix_private.${table}_before_gateway`}) is not null as moved`
    const from = moved!.moved ? `phoenix_private.${table}_before_gateway` : `public.${table}`
    const found = await sql.unsafe(`select to_jsonb(r)::text as row, coalesce(to_jsonb(r) ->> split_part('${columns}', ',', 1), to_jsonb(r) ->> 'limit_id', to_jsonb(r) ->> 'id') as key from (select ${columns} from ${from}) r`)
    taken[table] = new Map(found.map(({ key, row }) => [key as string, row as string]))
  }
  return taken
}
