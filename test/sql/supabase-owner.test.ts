import { randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { openPool } from '../../gateway/db/pool.ts'
import type { Connection } from '../../gateway/db/pool.ts'
import { withDatabase } from '../../sql/scratch.ts'
import { applySql, stalePhases } from '../../sql/apply.ts'
import { advise } from './advisor.ts'
import { afterwards } from '../afterwards.ts'
import { look, stateOf, useEmptyDatabase } from './arrange.ts'
import { rules } from './rules.ts'

/*
 * On a Supabase project the SQL runs as `postgres`, who is no superuser and does not own auth.users: it has every privilege on
 * the table, trigger and references among them, but `alter table` and `drop trigger` are the owner's.
 */
const { sql, url, name, admin } = await useEmptyDatabase()
const role = `supabase_postgres_${randomBytes(4).toString('hex')}`
const password = randomBytes(8).toString('hex')
let postgres: Connection

beforeAll(async () => {
  await sql.unsafe(`
    create role ${role} login bypassrls createrole createdb password '${password}';
    grant create, connect, temporary on database ${name} to ${role};
    grant usage, create on schema public to ${role} with grant option;
    grant usage on schema auth, extensions to ${role};
    grant all on all tables in schema auth to ${role};
    alter default privileges for role ${role} in schema public grant all on tables to anon, authenticated, service_role;
    alter default privileges for role ${role} in schema public grant all on functions to anon, authenticated, service_role;
    alter default privileges for role ${role} in schema public grant all on sequences to anon, authenticated, service_role`)
  const own = new URL(withDatabase(url, name))
  own.username = role
  own.password = password
  postgres = openPool(own.href)
  // The last ending comes first: the role goes before its database, so it must own nothing by then.
  afterwards(async () => {
    await postgres.end()
    await sql.unsafe(`drop owned by ${role} cascade`)
    await admin.unsafe(`drop role ${role}`)
  })
})

test('the phases apply as that role, and again', async () => {
  const [who] = await postgres`select rolsuper, pg_get_userbyid(relowner) = current_user as owner from pg_roles, pg_class where rolname = current_user and pg_class.oid = 'auth.users'::regclass`
  expect({ ...who }).toEqual({ rolsuper: false, owner: false })
  await applySql(postgres)
  await applySql(postgres)
  expect(await stalePhases(postgres)).toEqual([])
  expect((await advise(sql)).filter(({ level }) => level !== 'INFO')).toEqual([])
})

test.each(rules)('$rule, also where a project grants everything by default', async ({ find }) => {
  expect((await sql.unsafe(find)).map(({ subject }) => subject)).toEqual([])
})

test('a sign-up, a metered write, an event and an erasure work there', async () => {
  const [user] = await sql`insert into auth.users (id, email) values (gen_random_uuid(), 'ada@example.org') returning id`
  const id = user!.id as string
  const service = { role: 'service_role' } as const
  await sql.begin(async (transaction) => {
    await transaction`set local role service_role`
    const [hold] = await transaction`select granted, hold_id from public.reserve_usage(${id}, 'cv_uploads', 1)`
    expect(hold!.granted).toBe(true)
    await transaction`select public.save_uploaded_cv(${id}, ${JSON.stringify({ hold: hold!.hold_id })}::text::jsonb, 'CV', 'cv.txt', 10, 'text')`
  })
  const [seen] = await look(sql, { role: 'authenticated', sub: id }, 'select (select count(*)::int from public.cv_generations) as cvs, (select count(*)::int from public.phoenix_events) as events')
  expect(seen).toEqual({ cvs: 1, events: 1 })
  expect((await look(sql, service, `select public.cleanup_old_phoenix_events(365) as deleted`))[0]!.deleted).toBe(0)
  expect((await look(sql, service, `select public.erase_user('${id}') as erased`))[0]!.erased).toBe(true)
})

test('auth\'s own role deletes a user, and nothing is left of what he used', async () => {
  const [user] = await sql`insert into auth.users (id, email) values (gen_random_uuid(), 'bob@example.org') returning id`
  const id = user!.id as string
  await sql`select public.reserve_usage(${id}, 'cv_uploads', 1)`
  await sql`select public.check_usage_limit(${id}, 'cv_uploads', 1)`
  await sql.begin(async (transaction) => {
    await transaction.unsafe(`create role ${role}_auth nologin noinherit; grant usage on schema auth to ${role}_auth; grant select, delete on auth.users to ${role}_auth; set local role ${role}_auth`)
    await transaction`delete from auth.users where id = ${id}`
    await transaction.unsafe(`reset role; drop owned by ${role}_auth; drop role ${role}_auth`)
  })
  const [left] = await sql`
    select (select count(*)::int from phoenix_private.usage_counters where user_id = ${id}) as counters, (select count(*)::int from phoenix_private.usage_holds where user_id = ${id}) as holds,
           (select count(*)::int from phoenix_private.usage_ledger where user_id = ${id}) as entries`
  expect({ ...left }).toEqual({ counters: 0, holds: 0, entries: 0 })
})

test('nothing that is the owner\'s alone was needed: drop trigger would have been refused', async () => {
  expect(await stateOf(postgres`drop trigger on_auth_user_created on auth.users`)).toBe('42501')
  expect(await stateOf(postgres`create or replace trigger on_auth_user_created after insert on auth.users for each row execute function public.handle_new_user()`)).toBe('ok')
})
