import { beforeAll, describe, expect, test } from 'vitest'
import { rowsOf } from '../../gateway/db/answers.ts'
import { signatures } from '../../gateway/db/rows.ts'
import { applySql, stalePhases } from '../../sql/apply.ts'
import { addUser } from '../harness.ts'
import { advise } from './advisor.ts'
import { look, refusalOf, stateOf, useEmptyDatabase } from './arrange.ts'
import { makeLive, marksOfBob, people, snapshot } from './live-database.ts'
import { rules } from './rules.ts'

const { sql } = await useEmptyDatabase()
const { ada, bob, cleo, dan, eve, fay, gus, hal, ira } = people
let before: Awaited<ReturnType<typeof snapshot>>
const leaks = ['phoenix_ecosystem_analytics', 'phoenix_user_journey', 'user_active_subscriptions', 'subscription_analytics', 'phoenix_ecosystem_dashboard', 'user_activity_summary',
  'phoenix_nudge_opportunities', 'user_journal_stats', 'user_dashboard_metrics']
const leaking: string[] = []

beforeAll(async () => {
  await makeLive(sql)
  before = await snapshot(sql)
  for (const view of leaks) if (JSON.stringify(await look(sql, { role: 'anon' }, `select * from public.${view}`)).length > 2) leaking.push(view)
  await applySql(sql)
  await applySql(sql)
})

const one = async (text: string) => ({ ...(await sql.unsafe(text))[0] }) as Record<string, any>

test('the database was the one that leaks: anon read every view', () => {
  expect(leaking).toEqual(leaks)
})

test('two runs lost no row and changed no key column', async () => {
  expect(await stalePhases(sql)).toEqual([])
  const after = await snapshot(sql)
  for (const [table, rows] of Object.entries(before)) {
    expect(rows.size, table).toBeGreaterThan(0)
    for (const [key, row] of rows) expect(after[table]!.get(key), `${table} ${key}`).toBe(row)
  }
})

test.each(leaks.flatMap((view) => ['anon', 'authenticated'].map((role) => ({ view, role }))))('$view gives $role nothing of Bob', async ({ view, role }) => {
  const eyes = role === 'anon' ? { role: 'anon' as const } : { role: 'authenticated' as const, sub: ada }
  const state = await stateOf(look(sql, eyes, `select * from public.${view}`))
  expect(role === 'anon' ? ['42501'] : ['42501', 'ok']).toContain(state)
  if (state !== 'ok') return
  const seen = JSON.stringify(await look(sql, eyes, `select to_jsonb(v) from public.${view} v`))
  for (const mark of marksOfBob) expect(seen).not.toContain(mark)
})

test('tables give nobody what is not theirs, and policies of other names are gone', async () => {
  for (const table of ['phoenix_events', 'phoenix_nudges_sent', 'profiles', 'user_subscriptions', 'payment_history', 'cv_generations', 'kaizen', 'zazen_sessions', 'phoenix_private.user_usage_limits_before_gateway']) {
    for (const eyes of [{ role: 'anon' as const }, { role: 'authenticated' as const, sub: ada }]) {
      const rows = await look(sql, eyes, `select to_jsonb(t) as row from ${table} t`).catch((error: { code: string }) => [{ refused: error.code }])
      for (const mark of marksOfBob) expect(JSON.stringify(rows), `${table} to ${eyes.role}`).not.toContain(mark)
    }
  }
  const left = await sql`select polname from pg_policy where polname in ('tmp dashboard access', 'admins (see #41)', 'own cvs in', 'Services can manage', 'Users can view own rows')`
  expect(left).toEqual([])
})

test('every function answers with all columns that the gateway reads, and its own profiles are read by their names', async () => {
  const rows = await sql`
    select p.proname::text as name, phoenix_private.answer_expression(p.oid, 'as_it_comes') as expression from pg_proc p
     where p.pronamespace = 'public'::regnamespace and p.proname in ${sql(Object.keys(signatures))}`
  const said = rows.map(({ name, expression }) => ({ name: name as keyof typeof signatures, names: /^\(select '\["([^"]+)"'/.exec(expression)?.[1] ?? null }))
  const lacking = said.flatMap(({ name, names }) => (signatures[name].row?.names ?? '').split(',').filter((column) => column !== '' && !names!.split(',').includes(column)))
  expect(lacking).toEqual([])
  const { names, read } = signatures.load_profiles.row!
  const theirs = said.find(({ name }) => name === 'load_profiles')!.names!
  const values = theirs.split(',') as never
  expect(rowsOf('load_profiles', [theirs, values])).toEqual([read(names.split(',') as never)])
})

test('the rules of the house and the advisor hold', async () => {
  for (const { rule, find } of rules) expect((await sql.unsafe(find)).map(({ subject }) => subject), rule).toEqual([])
  expect((await advise(sql)).filter(({ level }) => level !== 'INFO')).toEqual([])
})

describe('counters', () => {
  const month = (offset: number) => `(date_trunc('month', now() at time zone 'UTC') + interval '${offset} months')::date`
  const used = async (user: string, offset = 0) =>
    (await one(`select coalesce(jsonb_object_agg(feature, used), '{}') as used from phoenix_private.usage_counters where user_id = '${user}' and month = ${month(offset)}`)).used

  test('came over once, each in its UTC month, two rows of a month added up', async () => {
    expect(await used(ada)).toEqual({ cv_generations: 3, cv_uploads: 1, letters_generated: 1 })
    expect(await used(ada, -1)).toEqual({ cv_generations: 9 })
    expect(await used(bob)).toEqual({ cv_generations: 3, mirror_match: 1 })
    expect(await used(cleo)).toEqual({ cv_generations: 1 })
  })

  test('balance with the ledger', async () => {
    expect(await sql`select * from phoenix_private.usage_imbalances`).toHaveLength(0)
    expect(await one("select count(*)::int as count, count(*) filter (where entry = 'import')::int as imports from phoenix_private.usage_ledger")).toEqual({ count: 7, imports: 7 })
  })

  test('count: Bob is at his limit, Ada pays and has none', async () => {
    expect((await one(`select public.check_usage_limit('${bob}', 'cv_generations') as answer`)).answer).toMatchObject({ can_use: false, current_usage: 3, usage_limit: 3, remaining: 0 })
    expect((await one(`select public.check_usage_limit('${ada}', 'cv_generations', 0) as answer`)).answer).toMatchObject({ can_use: true, current_usage: 3, usage_limit: -1 })
  })

  test('are still read in the old wide shape', async () => {
    const [row] = await look(sql, { role: 'authenticated', sub: ada }, `select cv_generations_used, cv_generations_limit, letters_generated_used, letters_generated_limit from public.user_usage_limits where period_start = ${month(0)}::timestamp at time zone 'UTC'`)
    expect(row).toEqual({ cv_generations_used: 3, cv_generations_limit: -1, letters_generated_used: 1, letters_generated_limit: 2 })
  })

  test('used since are not overwritten by another run', async () => {
    await sql`select public.check_usage_limit(${cleo}, 'cv_generations')`
    await applySql(sql)
    expect(await used(cleo)).toEqual({ cv_generations: 2 })
    expect(await sql`select * from phoenix_private.usage_imbalances`).toHaveLength(0)
  })
})

describe('people', () => {
  test('all have a profile, also who had none, with or without an e-mail', async () => {
    expect(await one('select count(*)::int as missing from auth.users u where not exists (select from public.profiles p where p.id = u.id)')).toEqual({ missing: 0 })
    expect(await one(`select email, full_name, subscription_tier from public.profiles where id = '${eve}'`)).toEqual({ email: 'eve@secret.example', full_name: 'Eve', subscription_tier: 'free' })
    expect(await one(`select email, full_name from public.profiles where id = '${fay}'`)).toEqual({ email: null, full_name: null })
  })

  test('all have their three subscriptions, and keep the ones they had', async () => {
    expect(await one(`select count(*)::int as missing from public.profiles p, unnest(array['cv', 'letters', 'rise']) a where not exists (select from public.user_subscriptions s where s.user_id = p.id and s.app_name = a)`)).toEqual({ missing: 0 })
    expect(await one(`select count(*)::int as nobody from public.user_subscriptions where user_id is null`)).toEqual({ nobody: 1 })
  })

  test.each([[ada, 'premium'], [bob, 'premium'], [cleo, 'premium'], [dan, 'pro'], [eve, 'free'], [fay, 'free'], [gus, 'free'], [hal, 'free'], [ira, 'free']])('%s is %s', async (id, tier) => {
    expect(await one(`select subscription_tier from public.profiles where id = '${id}'`)).toEqual({ subscription_tier: tier })
  })

  test('past_due_since is the day it was written, so that grace begins when it began', async () => {
    const days = async (id: string) => (await one(`select round(extract(epoch from now() - past_due_since) / 86400)::int as days from public.user_subscriptions where user_id = '${id}' and subscription_status = 'past_due'`)).days
    expect([await days(bob), await days(ira)]).toEqual([2, 30])
    expect(await one("select count(*)::int as wrong from public.user_subscriptions where (subscription_status = 'past_due') is distinct from (past_due_since is not null) and subscription_status is not null")).toEqual({ wrong: 0 })
  })

  test('can sign up again, without an e-mail or with one that a profile has', async () => {
    const newcomers = [await addUser(sql), await addUser(sql, { email: null }), await addUser(sql, { email: 'GUS@SECRET.example' })]
    for (const id of newcomers) expect(await one(`select count(*)::int as count from public.user_subscriptions where user_id = '${id}'`)).toEqual({ count: 3 })
    const [sso] = await sql`insert into auth.users (id, email, is_sso_user) values (gen_random_uuid(), 'ada@secret.example', true) returning id`
    expect(await one(`select email from public.profiles where id = '${sso!.id}'`)).toEqual({ email: 'ada@secret.example' })
  })
})

test('events have a time and a place in the order', async () => {
  const rows = await sql`select "timestamp" = created_at as by_creation, event_type, transaction_id::text as transaction from public.phoenix_events where event_type in ('JournalEntryCreated', 'rise.mood_logged') order by event_type`
  expect(rows.map((row) => ({ ...row }))).toEqual([
    { by_creation: true, event_type: 'JournalEntryCreated', transaction: '0' }, { by_creation: null, event_type: 'rise.mood_logged', transaction: '0' }])
  const [row] = await sql`select count(distinct position)::int = count(*)::int as unique, count(*) filter (where "timestamp" is null)::int as timeless from public.phoenix_events`
  expect({ ...row }).toEqual({ unique: true, timeless: 0 })
})

test('old functions are ours now', async () => {
  expect(await refusalOf(sql`select public.cleanup_old_phoenix_events(0)`)).toMatchObject({ code: 'PT400' })
  expect(await refusalOf(sql`select public.create_phoenix_event(${ada}, 'no.such_type', 'cv')`)).toMatchObject({ code: 'PT400' })
  expect(await stateOf(look(sql, { role: 'authenticated', sub: ada }, `select public.update_usage_limits_for_tier('${ada}', 'cv', 'premium')`))).toBe('42501')
  expect(await one(`select public.get_user_app_tier('${cleo}', 'rise') as tier, to_regprocedure('public.create_test_user_data()') is null as gone`)).toEqual({ tier: 'premium', gone: true })
})

test('old CVs are read, and what had an end keeps it', async () => {
  const listed = await look(sql, { role: 'authenticated', sub: bob }, `select origin, version, created_at is not null as dated from public.list_cvs('${bob}', 10)`)
  expect(listed.map((row) => ({ ...row }))).toEqual([{ origin: 'imported', version: 1, dated: true }, { origin: 'imported', version: 1, dated: true }])
  expect(await one("select count(*) filter (where expires_at > now())::int as later, count(*) filter (where expires_at < now())::int as over from public.cv_generations")).toEqual({ later: 1, over: 2 })
  const [hold] = await sql`select hold_id from public.reserve_usage(${ada}, 'cv_uploads', 1)`
  await sql`select public.save_uploaded_cv(${ada}, ${JSON.stringify({ hold: hold!.hold_id })}::text::jsonb, 'CV', 'cv.txt', 1, 'text')`
  expect(await one('select public.cleanup_expired_data() as deleted')).toEqual({ deleted: 3 })
})

test('old letters are read, and what had an end keeps it', async () => {
  const listed = async (id: string) => (await look(sql, { role: 'authenticated', sub: id }, `
    select l.origin, l.version, d.letter_text from public.list_letters('${id}', 10) l, lateral public.load_letter_documents(array[l.id]) d`)).map((row) => ({ ...row }))
  expect(await listed(bob)).toEqual([{ origin: 'imported', version: 1, letter_text: 'letter of bob' }])
  expect(await listed(ada)).toEqual([])
  expect(await one('select count(*) filter (where expires_at > now())::int as later from public.letter_generations')).toEqual({ later: 1 })
})

test('kaizens and meditations, which anybody could change, are their owner\'s to read and the gateway\'s to write', async () => {
  const eyes = { role: 'authenticated' as const, sub: bob }
  const kaizens = await look(sql, eyes, `select day::text, completed, completed_at, version, length(action) as characters from public.list_kaizens('${bob}', '2020-01-01')
    union all select day::text, completed, completed_at, version, length(action) from public.list_kaizens('${bob}')`)
  const { today } = await one('select current_date::text as today')
  expect(kaizens.map((row) => ({ ...row }))).toEqual([
    { day: '2020-02-29', completed: true, completed_at: null, version: 1, characters: 1200 }, { day: today, completed: false, completed_at: null, version: 1, characters: 11 }])
  const meditations = await look(sql, eyes, `select duration_seconds, triggered_by from public.list_meditations('${bob}', 10)`)
  expect(meditations.map((row) => ({ ...row }))).toEqual([{ duration_seconds: null, triggered_by: null }, { duration_seconds: 600, triggered_by: 'iris' }])
  for (const statement of ['update public.kaizen set completed = true', 'delete from public.zazen_sessions', "insert into public.zazen_sessions (user_id, timestamp, duration) values (gen_random_uuid(), now(), -5)"]) {
    for (const role of ['anon', 'authenticated'] as const) expect(await stateOf(look(sql, { role, sub: bob }, statement))).toBe('42501')
  }
  const [old] = await sql`select kaizen_id from public.kaizen where user_id = ${bob} and not completed`
  expect(await one(`select (k).completed, (k).version from public.complete_kaizen('${bob}', '{}', '${old!.kaizen_id}') k`)).toEqual({ completed: true, version: 2 })
  expect(await one(`select action from public.set_kaizen('${bob}', '{}', 'Un pas', null)`)).toEqual({ action: 'Un pas' })
})

test('an account can go, and its payment stays', async () => {
  await sql`select public.erase_user(${bob})`
  expect(await one("select user_id, subscription_id, amount::text from public.payment_history where stripe_payment_intent_id = 'pi_cus_bob'")).toEqual({ user_id: null, subscription_id: null, amount: '7.99' })
  expect(await one(`select (select count(*)::int from public.kaizen where user_id = '${bob}') as kaizens, (select count(*)::int from public.zazen_sessions where user_id = '${bob}') as meditations`)).toEqual({ kaizens: 0, meditations: 0 })
})
