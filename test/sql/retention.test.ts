import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { addUser } from '../harness.ts'
import { refusalOf, relations, useDatabase } from './arrange.ts'

const { sql } = await useDatabase()

describe('cleanup_old_phoenix_events', () => {
  const event = (stream: string, ago: string) => sql`
    insert into public.phoenix_events (stream_id, event_type, app_source, "timestamp") values (${stream}, 'cv.generated', 'cv', now() - ${ago}::text::interval)`
  const ages = async (stream: string) => (await sql`select extract(day from now() - "timestamp")::int as days from public.phoenix_events where stream_id = ${stream} order by 1`).map(({ days }) => days)

  test('deletes what is older than its days, and says how many', async () => {
    const stream = randomUUID()
    for (const ago of ['0 days', '29 days', '31 days', '364 days', '366 days']) await event(stream, ago)
    expect((await sql`select public.cleanup_old_phoenix_events() as deleted`)[0]!.deleted).toBe(1)
    expect(await ages(stream)).toEqual([0, 29, 31, 364])
    expect((await sql`select public.cleanup_old_phoenix_events(30) as deleted`)[0]!.deleted).toBe(2)
    expect(await ages(stream)).toEqual([0, 29])
  })

  test.each([0, -1, -2_147_483_648, null])('refuses %s, which would empty the store', async (days) => {
    const stream = randomUUID()
    await event(stream, '400 days')
    expect(await refusalOf(sql`select public.cleanup_old_phoenix_events(${days})`)).toMatchObject({ code: 'PT400', hint: 'BAD_USER_INPUT', details: { issues: [{ path: 'retention_days' }] } })
    expect(await ages(stream)).toHaveLength(1)
  })

  test('keeps everything for a time longer than there is', async () => {
    const stream = randomUUID()
    await event(stream, '400 days')
    expect((await sql`select public.cleanup_old_phoenix_events(2147483647) as deleted`)[0]!.deleted).toBe(0)
    expect(await ages(stream)).toHaveLength(1)
  })

  test('works for the service, which could not delete by itself', async () => {
    await event(randomUUID(), '400 days')
    await sql.begin(async (transaction) => {
      await transaction`set local role service_role`
      expect((await transaction`select public.cleanup_old_phoenix_events() as deleted`)[0]!.deleted).toBeGreaterThan(0)
    })
  })
})

describe('cleanup_expired_data', () => {
  const cv = async (user: string, expires: string | null) =>
    (await sql`insert into public.cv_generations (user_id, cv_data, expires_at) values (${user}, '{}', now() + ${expires}::text::interval) returning id`)[0]!.id as string

  test('deletes rows whose end has come, and no others', async () => {
    const ada = await addUser(sql)
    await cv(ada, '-1 second')
    const kept = [await cv(ada, null), await cv(ada, '1 hour')]
    expect((await sql`select public.cleanup_expired_data() as deleted`)[0]!.deleted).toBe(1)
    expect((await sql`select id from public.cv_generations where user_id = ${ada}`).map(({ id }) => id).sort()).toEqual(kept.sort())
    expect((await sql`select public.cleanup_expired_data() as deleted`)[0]!.deleted).toBe(0)
  })

  test('what is made through the gateway has no end', async () => {
    const ada = await addUser(sql)
    const [hold] = await sql`select hold_id from public.reserve_usage(${ada}, 'cv_uploads', 1)`
    await sql`select public.save_uploaded_cv(${ada}, ${JSON.stringify({ hold: hold!.hold_id })}::text::jsonb, 'CV', 'cv.txt', 1, 'text')`
    const [row] = await sql`select expires_at from public.cv_generations where user_id = ${ada}`
    expect(row!.expires_at).toBeNull()
  })

  test('knows the tables that only some databases have', async () => {
    await sql.begin(async (transaction) => {
      await transaction`create table public.user_activity_metrics (id int, "timestamp" timestamptz)`
      await transaction`insert into public.letter_generations (expires_at) values (now() - interval '1 day'), (now() + interval '1 day'), (null)`
      await transaction`insert into public.user_activity_metrics values (1, now() - interval '3 years'), (2, now() - interval '1 year'), (3, null)`
      expect((await transaction`select public.cleanup_expired_data() as deleted`)[0]!.deleted).toBe(2)
      await transaction`drop table public.user_activity_metrics`
    })
  })
})

describe('erase_user', () => {
  async function life() {
    const id = await addUser(sql, { email: `${randomUUID()}@secret.example` })
    const [subscription] = await sql`select subscription_id from public.user_subscriptions where user_id = ${id} and app_name = 'cv'`
    await sql`insert into public.payment_history (user_id, subscription_id, amount, payment_status, stripe_invoice_id) values (${id}, ${subscription!.subscription_id}, 7.99, 'succeeded', ${`in_${id}`})`
    await sql`insert into public.phoenix_nudges_sent (user_id, nudge_type, app_source) values (${id}, 'x', 'cv')`
    await sql`select public.check_usage_limit(${id}, 'letters_generated')`
    const [operation] = await sql`select operation_id from public.begin_operation(${id}, 'uploadCv', 'key', 'hash')`
    const [hold] = await sql`select hold_id from public.reserve_usage(${id}, 'cv_uploads', 1)`
    const call = JSON.stringify({ operation: operation!.operation_id, hold: hold!.hold_id, traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' })
    await sql`select public.save_uploaded_cv(${id}, ${call}::text::jsonb, 'CV', 'cv.txt', 1, 'text')`
    const [cv] = await sql`select id from public.cv_generations where user_id = ${id}`
    const [job] = await sql`select (j).id from public.save_job_analysis(${id}, '{}', 'offer', 'fr', null, null, '{}', '{"skills": [], "keywords": []}') j`
    const [letter] = await sql`insert into public.letter_generations (user_id, generated_letter, cv_id, job_analysis_id) values (${id}, 'letter', ${cv!.id}, ${job!.id}) returning id`
    const report = '{"matched": [], "missing": [], "formatIssues": [], "steps": [], "gaps": [], "type": "cv_to_job", "confidence": 1}'
    await sql`select public.save_cv_ats_analysis(${id}, '{}', ${cv!.id}, 1, ${job!.id}, ${report}::text::jsonb), public.save_letter_ats_analysis(${id}, '{}', ${letter!.id}, 1, null, ${report}::text::jsonb)`
    const [match] = await sql`select hold_id from public.reserve_usage(${id}, 'mirror_match', 1)`
    await sql`select public.save_mirror_match(${id}, ${JSON.stringify({ hold: match!.hold_id })}::text::jsonb, ${cv!.id}, ${letter!.id}, ${job!.id}, ${report}::text::jsonb)`
    await sql`select public.save_trajectory(${id}, '{}', ${cv!.id}, ${job!.id}, 'target', ${report}::text::jsonb)`
    await sql`select public.create_phoenix_event(${id}, 'rise.journal_entry_created', 'rise', jsonb_build_object('user_id', ${id}::text, 'email', 'ada@secret.example', 'notes', 'my journal'))`
    await sql`
      insert into public.phoenix_events (stream_id, event_type, app_source, payload, correlation_id, user_agent, session_id, metadata)
      values (${id}, 'user.signed_in', 'website', '{"ip": "192.0.2.7"}', gen_random_uuid(), 'Firefox', 'session of ada', jsonb_build_object('user', ${id}::text))`
    return id
  }
  /** Everything of ours and of auth's that still has this in it. */
  const traces = async (mark: string) => {
    const found: string[] = []
    for (const relation of [...await relations(sql, 'rp'), 'auth.users']) {
      const [row] = await sql.unsafe(`select count(*)::int as count from ${relation} r where to_jsonb(r)::text like '%' || $1 || '%'`, [mark])
      if (row!.count > 0) found.push(relation)
    }
    return found
  }

  test('leaves facts without the person, payments without the user, and nothing else', async () => {
    const [ada, bob] = [await life(), await life()]
    expect(await traces(ada)).toEqual(expect.arrayContaining(['profiles', 'phoenix_events', 'payment_history', 'auth.users', 'phoenix_private.usage_ledger', 'phoenix_private.operations']))
    const before = (await sql`select event_id, event_type, "timestamp" from public.phoenix_events where stream_id = ${ada} order by position`).map((row) => ({ ...row }))
    expect((await sql`select public.erase_user(${ada}) as erased`)[0]!.erased).toBe(true)

    // An invoice number is the law's to keep.
    expect((await traces(ada)).filter((relation) => relation !== 'payment_history')).toEqual([])
    const [payment] = await sql`select user_id, subscription_id, amount::text from public.payment_history where stripe_invoice_id = ${`in_${ada}`}`
    expect({ ...payment }).toEqual({ user_id: null, subscription_id: null, amount: '7.99' })

    const after = await sql`select * from public.phoenix_events where event_id = any (string_to_array(${before.map(({ event_id }) => event_id).join(' ')}, ' ')::uuid[]) order by position`
    expect(after.map(({ event_id, event_type, timestamp }) => ({ event_id, event_type, timestamp }))).toEqual(before)
    expect(new Set(after.map(({ stream_id }) => stream_id)).size).toBe(1)
    expect(await traces(after[0]!.stream_id)).toEqual(['phoenix_events'])
    for (const row of after) expect({ ...row }).toMatchObject({ correlation_id: null, user_agent: null, session_id: null, traceparent: null, metadata: {} })
    for (const secret of ['my journal', 'ada@secret.example', '192.0.2.7', 'session of ada']) {
      const [left] = await sql`select count(*)::int as count from public.phoenix_events e where to_jsonb(e)::text like ${`%${secret}%`} and e.stream_id = ${after[0]!.stream_id}`
      expect(left!.count, secret).toBe(0)
    }
    // What the gateway wrote by a closed schema is ids and numbers, and stays for the analytics.
    expect(after.find(({ event_type }) => event_type === 'cv.uploaded')!.payload).toMatchObject({ size_bytes: 1, characters: 4 })

    expect(await traces(bob)).toEqual(expect.arrayContaining(['profiles', 'phoenix_events', 'payment_history', 'cv_generations', 'auth.users']))
    expect((await sql`select * from phoenix_private.usage_imbalances`)).toHaveLength(0)
  })

  test('gives each erased person another random stream', async () => {
    const [ada, bob] = [await life(), await life()]
    const streams = async () => new Set((await sql`select distinct stream_id from public.phoenix_events`).map(({ stream_id }) => stream_id as string))
    const before = await streams()
    await sql`select public.erase_user(${ada}), public.erase_user(${bob})`
    expect([...await streams()].filter((stream) => !before.has(stream))).toHaveLength(2)
  })

  test('of nobody does nothing; of somebody whose account went before still takes the person off the facts', async () => {
    for (const nobody of [null, randomUUID()]) expect((await sql`select public.erase_user(${nobody}) as erased`)[0]!.erased).toBe(false)
    const ada = await life()
    await sql`delete from auth.users where id = ${ada}`
    expect(await traces(ada)).toContain('phoenix_events')
    await sql`select public.erase_user(${ada})`
    expect((await traces(ada)).filter((relation) => relation !== 'payment_history')).toEqual([])
  })

  test('works for the service, which may write neither auth.users nor facts by itself', async () => {
    const ada = await life()
    await sql.begin(async (transaction) => {
      await transaction`set local role service_role`
      expect((await transaction`select public.erase_user(${ada}) as erased`)[0]!.erased).toBe(true)
    })
  })
})

test('a deleted subscription leaves its payments', async () => {
  const ada = await addUser(sql)
  await sql`insert into public.payment_history (user_id, subscription_id, amount, payment_status) select ${ada}, subscription_id, 1, 'succeeded' from public.user_subscriptions where user_id = ${ada} and app_name = 'cv'`
  await sql`delete from public.user_subscriptions where user_id = ${ada}`
  const rows = await sql`select user_id, subscription_id from public.payment_history where user_id = ${ada}`
  expect(rows.map((row) => ({ ...row }))).toEqual([{ user_id: ada, subscription_id: null }])
})
