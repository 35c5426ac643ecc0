import { beforeAll, expect, test } from 'vitest'
import { addUser } from '../harness.ts'
import { look, relations, rolledBack, stateOf, useDatabase, wear } from './arrange.ts'
import type { Eyes } from './arrange.ts'

const { sql } = await useDatabase()

interface Person { readonly id: string; readonly ids: readonly string[]; readonly marks: readonly string[] }
let ada: Person
let bob: Person

/** A member with a row of their own in every table that has people in it; `marks` are what gives them away. */
async function person(name: string): Promise<Person> {
  const email = `${name}@secret.example`
  const id = await addUser(sql, { email })
  await sql`update public.profiles set full_name = ${`${name} the secret`} where id = ${id}`
  await sql`insert into public.user_subscriptions (user_id, app_name, subscription_tier, stripe_customer_id) values (${id}, 'ecosystem', 'premium', ${`cus_${name}`})`
  await sql`insert into public.payment_history (user_id, amount, payment_status, description) values (${id}, 7.99, 'succeeded', ${`paid by ${name}`})`
  await sql`insert into public.phoenix_nudges_sent (user_id, nudge_type, app_source) values (${id}, 'cv_reminder', 'cv')`
  await sql`select public.create_phoenix_event(${id}, 'cv.generated', 'cv', jsonb_build_object('note', ${`note of ${name}`}::text))`
  await sql`select public.check_usage_limit(${id}, 'cv_uploads', 2)`
  const [operation] = await sql`select operation_id from public.begin_operation(${id}, 'generateCv', 'key', 'hash')`
  const [hold] = await sql`select hold_id from public.reserve_usage(${id}, 'cv_generations', 1)`
  await sql`select public.reserve_usage(${id}, 'mirror_match', 1)`
  const call = JSON.stringify({ operation: operation!.operation_id, hold: hold!.hold_id })
  const [saved] = await sql`
    select (cv).id from public.save_generated_cv(${id}, ${call}::text::jsonb, ${`CV of ${name}`}, 'job', 'fr', 'classique', '{"experiences": []}', '<p>', 'text', 'template', null, 1, 0)`
  const [job] = await sql`select (j).id from public.save_job_analysis(${id}, '{}', ${`offer of ${name}`}, 'fr', ${`job of ${name}`}, null, '{}', '{"skills": [], "keywords": []}') j`
  const [letter] = await sql`
    insert into public.letter_generations (user_id, generated_letter, title, cv_id, job_analysis_id) values (${id}, ${`text of ${name}`}, ${`letter of ${name}`}, ${saved!.id}, ${job!.id}) returning id`
  const report = JSON.stringify({ matched: [], missing: [], formatIssues: [], steps: [], gaps: [], type: 'cv_to_job', confidence: 1, mark: `report of ${name}` })
  const [ats] = await sql`select (a).id from public.save_cv_ats_analysis(${id}, '{}', ${saved!.id}, 1, ${job!.id}, ${report}::text::jsonb) a`
  await sql`select public.save_letter_ats_analysis(${id}, '{}', ${letter!.id}, 1, null, ${report}::text::jsonb)`
  const [matchHold] = await sql`select hold_id from public.reserve_usage(${id}, 'mirror_match', 1)`
  const [match] = await sql`select (mirror_match).id from public.save_mirror_match(${id}, ${JSON.stringify({ hold: matchHold!.hold_id })}::text::jsonb, ${saved!.id}, ${letter!.id}, ${job!.id}, ${report}::text::jsonb)`
  const [way] = await sql`select (t).id from public.save_trajectory(${id}, '{}', ${saved!.id}, ${job!.id}, ${`target of ${name}`}, ${report}::text::jsonb) t`
  const made = [job!.id, letter!.id, ats!.id, match!.id, way!.id] as string[]
  const [event] = await sql`select event_id from public.phoenix_events where stream_id = ${id} limit 1`
  const [consent] = await sql`select (public.record_consent(${id}, '{}', 'research', true, ${`text-of-${name}`}, 'rise')).record_id`
  const [entry] = await sql`select (public.create_journal_entry(${id}, '{}', null, 7, 4, ${`mood of ${name}`})).id`
  const [objective] = await sql`select (public.set_objective(${id}, '{}', ${`aim of ${name}`}, null, null)).id`
  const [kaizen] = await sql`select (public.set_kaizen(${id}, '{}', ${`step of ${name}`}, null)).id`
  const [meditation] = await sql`select (public.complete_meditation(${id}, '{}', 600, 'user')).id`
  const [coachHold] = await sql`select hold_id from public.reserve_usage(${id}, 'coaching_sessions', 1)`
  const reply = JSON.stringify({ text: `answer to ${name}`, source: 'template', duration_ms: 1 })
  const [session] = await sql`select (coaching_session).id from public.start_coaching_session(${id}, ${JSON.stringify({ hold: coachHold!.hold_id })}::text::jsonb, ${`doubts of ${name}`}, 'fr', 'brief', ${reply}::text::jsonb)`
  const [said] = await sql`select message_id from public.send_coaching_message(${id}, '{}', ${session!.id}, 1, ${`words of ${name}`}, ${reply}::text::jsonb)`
  const rise = [session!.id, said!.message_id, entry!.id, objective!.id, kaizen!.id, meditation!.id] as string[]
  const intents = await sql`
    insert into phoenix_private.billing_intents (user_id, kind, request, state, ended_at, session_id, session_url, session_expires_at)
    select ${id}, kind, '{"plan": "cv_premium"}', 'done', now(), 'cs_' || ${name}::text, 'https://pay.example/' || ${name}::text, now() + interval '1 day' from unnest(array['checkout', 'portal']) kind returning intent_id`
  const paying = intents.map(({ intent_id }) => intent_id as string)
  return { id, ids: [id, saved!.id, event!.event_id, consent!.record_id, ...made, ...rise, ...paying], marks: [id, email, ...paying, `https://pay.example/${name}`, ...made, meditation!.id, `mood of ${name}`, `aim of ${name}`, `step of ${name}`, `answer to ${name}`, `doubts of ${name}`, `words of ${name}`, `text-of-${name}`, `offer of ${name}`, `job of ${name}`, `text of ${name}`, `letter of ${name}`, `report of ${name}`, `target of ${name}`, `${name} the secret`, `cus_${name}`, `paid by ${name}`, `note of ${name}`, `CV of ${name}`, saved!.id, event!.event_id] }
}

beforeAll(async () => {
  ada = await person('ada')
  bob = await person('bob')
})

const as = ({ id }: Person): Eyes => ({ role: 'authenticated', sub: id })
const anon: Eyes = { role: 'anon' }

interface Sight { readonly through: string; readonly saw: string }

/** Everything these eyes get out of tables and views, and out of functions given `target`'s ids. */
async function everySight(eyes: Eyes, target: Person): Promise<readonly Sight[]> {
  const sights: Sight[] = []
  const attempt = async (through: string, text: string) => {
    const rows = await look(sql, eyes, text).catch((error: { code: string }) => (['42501', 'PT400', 'PT401', 'PT404'].includes(error.code) ? [] : Promise.reject(error)))
    sights.push({ through, saw: JSON.stringify(rows) })
  }
  for (const relation of await relations(sql)) await attempt(relation, `select to_jsonb(r) as row from ${relation} r`)
  const functions = await sql`
    select n.nspname || '.' || p.proname as name, to_jsonb(coalesce(p.proargnames[1:p.pronargs], '{}')) as names, to_jsonb(array(select format_type(t, null) from unnest(p.proargtypes::oid[]) t)) as types
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname in ('public', 'phoenix_private') and p.proname <> 'refuse' and p.provolatile <> 'v' and has_function_privilege(${eyes.role}, p.oid, 'execute')`
  for (const { name, names, types } of functions) {
    const args = (types as string[]).map((type, index) => `${names[index]} => ${argumentFor(names[index], type, target)}`)
    await attempt(name as string, `select to_jsonb(r) as row from ${name}(${args.join(', ')}) r`)
  }
  return sights
}

function argumentFor(name: string, type: string, target: Person): string {
  if (name === 'p_app_name' || name === 'p_app') return "'cv'"
  if (name === 'p_feature') return "'cv_uploads'"
  if (/after_id$/.test(name)) return 'null'
  if (type === 'uuid') return `'${target.id}'`
  if (type === 'uuid[]') return `'{${target.ids.join(',')}}'`
  if (type === 'integer') return '50'
  if (name === 'p_at') return 'now()'
  return `null::${type}`
}

const givenAway = (sights: readonly Sight[], { marks }: Person) =>
  sights.filter(({ saw }) => marks.some((mark) => saw.includes(mark))).map(({ through }) => through)

test('a member sees their own rows, so that seeing nothing of another means something', async () => {
  const seen = givenAway(await everySight(as(bob), bob), bob)
  expect(seen).toEqual(expect.arrayContaining([
    'profiles', 'user_subscriptions', 'payment_history', 'phoenix_events', 'phoenix_nudges_sent', 'cv_generations', 'phoenix_private.cvs',
    'phoenix_private.usage_counters', 'phoenix_private.usage_holds', 'phoenix_private.billing_intents', 'phoenix_private.checkout_sessions', 'phoenix_private.billing_portal_sessions', 'phoenix_private.payments', 'user_usage_limits', 'user_active_subscriptions', 'phoenix_user_journey',
    'job_analyses', 'letter_generations', 'ats_analyses', 'mirror_matches', 'trajectories', 'phoenix_private.letters', 'phoenix_private.job_analyses', 'phoenix_private.ats_analyses',
    'phoenix_private.mirror_matches', 'phoenix_private.trajectories', 'public.load_letters', 'public.list_letters', 'public.load_letter_documents', 'public.load_job_analyses',
    'public.load_job_analysis_documents', 'public.list_job_analyses', 'public.load_ats_analyses', 'public.load_ats_reports', 'public.list_cv_ats_analyses', 'public.list_letter_ats_analyses',
    'public.load_mirror_matches', 'public.load_mirror_reports', 'public.list_mirror_matches', 'public.load_trajectories', 'public.load_trajectory_reports', 'public.list_trajectories',
    'public.load_profiles', 'public.load_checkout_sessions', 'public.load_billing_portal_sessions', 'public.list_payments', 'public.load_cvs', 'public.list_cvs', 'public.load_cv_documents', 'public.load_events', 'public.list_events', 'public.list_app_subscriptions',
    'consent_records', 'public.list_consents', 'public.load_consent_records', 'public.list_consent_records',
    'journal_entries', 'public.load_journal_entries', 'public.list_journal_entries', 'objectives', 'public.load_objectives', 'public.list_objectives',
    'kaizen', 'phoenix_private.kaizens', 'public.load_kaizens', 'public.list_kaizens', 'zazen_sessions', 'phoenix_private.meditations', 'public.load_meditations', 'public.list_meditations',
    'coaching_sessions', 'coaching_messages', 'public.load_coaching_sessions', 'public.list_coaching_sessions', 'public.load_coaching_messages', 'public.load_coaching_threads']
    .filter((name) => name !== 'public.load_cv_documents' && name !== 'public.list_app_subscriptions')))
})

test('a member sees no row of another, through any table, view or read function', async () => {
  expect(givenAway(await everySight(as(ada), bob), bob)).toEqual([])
  expect(givenAway(await everySight({ role: 'authenticated', sub: crypto.randomUUID() }, bob), bob)).toEqual([])
})

test('nor a mood or a streak of another', async () => {
  const asked = `select (select written_days from public.summarize_mood('${bob.id}', 30)) as days, (select mood from public.summarize_mood('${bob.id}', 30)) as mood, (select current_days from public.read_streak('${bob.id}')) as streak`
  expect((await look(sql, as(ada), asked))[0]).toEqual({ days: 0, mood: null, streak: 0 })
  expect((await look(sql, as(bob), asked))[0]).toMatchObject({ days: 1, streak: 1 })
})

test('nor a tier, a counter or a subscription of another', async () => {
  const [answer] = await look(sql, as(ada), `
    select public.get_user_app_tier('${bob.id}', 'cv') as tier, (select sum(used + held)::int from public.load_usage('${bob.id}')) as used,
           (select count(*)::int from public.list_app_subscriptions('${bob.id}')) as subscriptions, (select count(*)::int from public.load_cv_documents('{${bob.ids.join(',')}}')) as documents`)
  expect(answer).toEqual({ tier: 'free', used: 0, subscriptions: 0, documents: 0 })
  const [own] = await look(sql, as(bob), `
    select public.get_user_app_tier('${bob.id}', 'cv') as tier, (select sum(used + held)::int from public.load_usage('${bob.id}')) as used,
           (select count(*)::int from public.list_app_subscriptions('${bob.id}')) as subscriptions, (select count(*)::int from public.load_cv_documents('{${bob.ids.join(',')}}')) as documents`)
  expect(own).toEqual({ tier: 'premium', used: 6, subscriptions: 4, documents: 1 })
})

test('signed out, nothing personal is seen, and neither is it without a sub', async () => {
  for (const eyes of [anon, { role: 'authenticated' }] as const) {
    const sights = await everySight(eyes, bob)
    expect(givenAway(sights, bob)).toEqual([])
    expect(givenAway(sights, ada)).toEqual([])
  }
})

test.each([
  ['create policy "everyone" on public.profiles for select to authenticated using (true)', ['profiles', 'public.load_profiles']],
  ['create or replace view public.phoenix_user_journey with (security_invoker = false) as select stream_id as user_id, event_type, app_source, "timestamp", payload, null::varchar as previous_app, null::varchar as next_app from public.phoenix_events', ['phoenix_user_journey']],
  ["create or replace function public.load_cvs(p_ids uuid[]) returns setof phoenix_private.cvs language sql stable security definer set search_path = '' as $$ select * from phoenix_private.cvs c where c.id = any (p_ids) $$", ['public.load_cvs']],
])('a leak is found: %s', async (leak, through) => {
  const undo = await sql.unsafe("select pg_get_viewdef('public.phoenix_user_journey') as journey, pg_get_functiondef('public.load_cvs'::regproc) as load_cvs")
  await sql.unsafe(leak)
  try {
    expect(givenAway(await everySight(as(ada), bob), bob)).toEqual(expect.arrayContaining(through))
  } finally {
    await sql.unsafe(`
      drop policy if exists "everyone" on public.profiles;
      create or replace view public.phoenix_user_journey with (security_invoker = true) as ${undo[0]!.journey};
      ${undo[0]!.load_cvs}`)
  }
})

const verbs = {
  insert: (table: string) => `insert into ${table} default values`,
  update: (table: string, column: string) => `update ${table} set ${column} = ${column}`,
  delete: (table: string) => `delete from ${table}`,
  truncate: (table: string) => `truncate ${table} cascade`,
}

test.each(['anon', 'authenticated'] as const)('%s cannot write any table directly', async (role) => {
  const outcomes: string[] = []
  for (const table of await relations(sql, 'rp')) {
    const [first] = await sql`select quote_ident(attname) as name from pg_attribute where attrelid = ${table}::text::regclass and attnum > 0 and attidentity = '' limit 1`
    for (const [verb, statement] of Object.entries(verbs)) {
      const state = await stateOf(look(sql, { role, sub: bob.id }, statement(table, first!.name)))
      if (state !== '42501') outcomes.push(`${verb} ${table}: ${state}`)
    }
  }
  expect(outcomes).toEqual([])
})

test('an allowed write is found', async () => {
  const state = await rolledBack(sql, async (transaction) => {
    await transaction.unsafe('grant delete on public.phoenix_nudges_sent to authenticated')
    await wear(transaction, as(ada))
    return stateOf(transaction.unsafe('delete from public.phoenix_nudges_sent'))
  })
  expect(state).toBe('ok')
})

test.each(['update public.phoenix_events set payload = payload', 'delete from public.phoenix_events', 'truncate public.phoenix_events', 'delete from phoenix_private.usage_ledger', 'update public.consent_records set granted = true', 'delete from public.consent_records', 'select * from auth.users'])(
  'not even the service may %s', async (statement) => {
    expect(await stateOf(look(sql, { role: 'service_role' }, statement))).toBe('42501')
  })

test.each(['reserve_usage', 'create_phoenix_event', 'check_usage_limit', 'erase_user', 'cleanup_old_phoenix_events', 'handle_new_user', 'save_generated_cv', 'update_profile', 'record_consent', 'save_job_analysis', 'save_mirror_match', 'delete_letter', 'create_journal_entry', 'complete_kaizen', 'complete_meditation', 'start_coaching_session', 'send_coaching_message'])(
  'a member cannot execute %s', async (name) => {
    const [{ args }] = await sql<[{ args: string }]>`select coalesce((select string_agg('null::' || format_type(t, null), ', ') from unnest(p.proargtypes::oid[]) t), '') as args from pg_proc p where p.proname = ${name}`
    for (const eyes of [anon, as(bob)]) expect(await stateOf(look(sql, eyes, `select public.${name}(${args})`))).toBe('42501')
  })
