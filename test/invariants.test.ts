import type { TransactionSql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDiary } from './chaos/clients.ts'
import type { Client, Wish } from './chaos/clients.ts'
import { brokenWords, violationsIn } from './chaos/invariants.ts'
import { openDatabase } from './harness.ts'
import { rolledBack } from './sql/arrange.ts'

/* Whoever looks for violations must see one: each is planted, and named by the question that is there for it. */

const database = await openDatabase()
const { sql } = database
afterAll(() => database.close())

const month = `phoenix_private.month_of(now())`
let client: Client
beforeAll(async () => {
  const [row] = await sql`insert into auth.users (id, email) values (gen_random_uuid(), 'ada@example.org') returning id`
  client = { userId: row!.id as string, token: '', premium: false }
  for (let n = 0; n < 3; n += 1) {
    const [hold] = await sql`select hold_id from public.reserve_usage(${client.userId}, 'cv_generations', 1)`
    const call = JSON.stringify({ hold: hold!.hold_id })
    await sql`select public.save_generated_cv(${client.userId}, ${call}::text::jsonb, 't', 'j', 'fr', 'classique', '{}', '<p>', 't', 'template', null, 1, 0)`
  }
  await sql`select public.update_profile(${client.userId}, '{}', '{"full_name": "Ada"}')`
  await sql`select public.delete_cv(${client.userId}, '{}', (select id from public.cv_generations where user_id = ${client.userId} limit 1))`
  await sql`select public.reserve_usage(${client.userId}, 'cv_uploads', 2)`
})

const diaryOf = async (queries: Pick<TransactionSql, 'unsafe'>) => {
  const rows = await queries.unsafe(`select event_type, payload ->> 'cv_id' as cv from public.phoenix_events where stream_id = '${client.userId}'`)
  const fields: Readonly<Record<string, string>> = { 'cv.generated': 'generateCv', 'cv.deleted': 'deleteCv', 'profile.updated': 'updateProfile' }
  const wishes = rows.map(({ event_type, cv }): Wish => ({ client, field: fields[event_type as string]!, input: {}, key: 'k', tries: 1, told: (cv as string | null) ?? client.userId, refused: null }))
  return { ...openDiary(), wishes }
}

test('where all is well, nothing is found', async () => {
  expect(await violationsIn(sql)).toEqual([])
  expect(await brokenWords(sql, await diaryOf(sql))).toEqual([])
})

const mine = () => `user_id = '${client.userId}'`
const plants: readonly (readonly [string, () => string, string])[] = [
  ['an event is lost', () => `delete from public.phoenix_events where event_id = (select event_id from public.phoenix_events where event_type = 'cv.generated' and payload ->> 'cv_id' in (select id::text from public.cv_generations) limit 1)`, 'every CV has exactly one event of its beginning'],
  ['an event is there twice', () => `insert into public.phoenix_events (stream_id, event_type, app_source, payload) select stream_id, event_type, app_source, payload from public.phoenix_events where event_type = 'cv.generated' limit 1`, 'a CV begins once and ends once'],
  ['a row is lost', () => `delete from public.cv_generations where id = (select id from public.cv_generations limit 1)`, 'every event has its row, or the event of its end'],
  ['a row has no event', () => `insert into public.cv_generations (user_id, origin, generation_status, cv_data) values ('${client.userId}', 'generated', 'completed', '{}')`, 'every CV has exactly one event of its beginning'],
  ['what was deleted is there', () => `insert into public.cv_generations (id, user_id, origin, generation_status, cv_data) select (payload ->> 'cv_id')::uuid, stream_id, 'generated', 'completed', '{}' from public.phoenix_events where event_type = 'cv.deleted'`, 'what was deleted is gone'],
  ['a ledger entry too many', () => `insert into phoenix_private.usage_ledger (user_id, feature, month, entry, used_delta, held_delta) values ('${client.userId}', 'cv_generations', ${month}, 'take', 1, 0)`, 'ledger = counters = live holds'],
  ['a ledger entry is lost', () => `delete from phoenix_private.usage_ledger where entry_id = (select max(entry_id) from phoenix_private.usage_ledger)`, 'ledger = counters = live holds'],
  ['a unit is lost, in the counter and the ledger', () => `with a as (update phoenix_private.usage_counters set used = used - 1 where feature = 'cv_generations') insert into phoenix_private.usage_ledger (user_id, feature, month, entry, used_delta, held_delta) values ('${client.userId}', 'cv_generations', ${month}, 'release', -1, 0)`, 'used = events'],
  ['a hold is forgotten', () => `update phoenix_private.usage_holds set state = 'released' where state = 'held'`, 'ledger = counters = live holds'],
  ['a hold that is never swept', () => `update phoenix_private.usage_holds set created_at = now() - interval '1 hour', expires_at = now() - interval '50 minutes' where state = 'held'`, 'no hold lives longer than ten minutes'],
  ['a hold that lives for an hour', () => `update phoenix_private.usage_holds set expires_at = created_at + interval '1 hour' where state = 'held'`, 'no hold lives longer than ten minutes'],
  ['over the limit', () => `update public.usage_limits set monthly_limit = 2 where feature = 'cv_generations' and tier = 'free'`, 'never over the limit'],
  ['a change of the profile without its event', () => `update public.profiles set version = version + 1 where id = '${client.userId}'`, 'every version of a profile has exactly one event'],
  ['a profile that counts one too many', () => `update public.profiles set total_cv_generated = 4 where id = '${client.userId}'`, 'profiles count what was made'],
  ['a hold that is settled twice', () => `insert into phoenix_private.usage_ledger (user_id, feature, month, entry, used_delta, held_delta, hold_id) select user_id, feature, month, entry, used_delta, held_delta, hold_id from phoenix_private.usage_ledger where entry = 'settle' limit 1`, 'a settled hold has its unit in the ledger, once'],
  ['an operation that answers with nothing that was done', () => `insert into phoenix_private.operations (user_id, field, key, input_hash, expires_at, completed_at, result) values ('${client.userId}', 'generateCv', 'k', 'h', now(), now(), jsonb_build_object('cv', gen_random_uuid()))`, 'a completed operation names something that was done'],
]

test.each(plants)('planted: %s', async (_what, plant, question) => {
  const found = await rolledBack(sql, async (transaction) => {
    await transaction.unsafe('set local session_replication_role = replica')
    const { count } = await transaction.unsafe(plant())
    expect(count, mine()).toBeGreaterThan(0)
    return violationsIn(transaction as never)
  })
  expect(found.some((line) => line.startsWith(`${question}: `)), found.join('\n')).toBe(true)
})

test('planted: somebody was told of what is not there, and something happened that nobody was told of', async () => {
  const diary = await diaryOf(sql)
  const made = diary.wishes.find((wish) => wish.field === 'generateCv')!
  expect(await brokenWords(sql, { ...diary, wishes: [...diary.wishes, { ...made, told: crypto.randomUUID() }] })).toEqual([expect.stringContaining('acknowledged 1 times, 0 events')])
  expect(await brokenWords(sql, { ...diary, wishes: [...diary.wishes, made] })).toEqual([expect.stringContaining('acknowledged 2 times, 1 events')])
  expect(await brokenWords(sql, { ...diary, wishes: diary.wishes.filter((wish) => wish !== made) })).toEqual([expect.stringContaining('acknowledged 0 times, 1 events')])
})
