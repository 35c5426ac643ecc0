import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { openPool } from '../../gateway/db/pool.ts'
import { afterwards } from '../afterwards.ts'
import { refusalOf, rolledBack, stateOf, useDatabase } from './arrange.ts'

const { sql, url } = await useDatabase()

// Like supabase_auth_admin: it writes auth.users, and has no right on anything of ours.
const role = `auth_admin_${randomBytes(4).toString('hex')}`
const password = randomBytes(8).toString('hex')
await sql.unsafe(`
  create role ${role} login noinherit password '${password}';
  grant usage on schema auth to ${role};
  grant select, insert, update, delete on auth.users to ${role}`)
const authUrl = new URL(url)
authUrl.username = role
authUrl.password = password
const auth = openPool(authUrl.href)
afterwards(async () => {
  await auth.end()
  await sql.unsafe(`drop owned by ${role}`)
  await sql.unsafe(`drop role ${role}`)
})

const signUp = async (email: string | null, metadata = '{}') => {
  const [row] = await auth`insert into auth.users (id, email, raw_user_meta_data) values (gen_random_uuid(), ${email}, ${metadata}::text::jsonb) returning id`
  return row!.id as string
}
const profileOf = async (id: string) => {
  const [row] = await sql`select email, full_name, avatar_url, subscription_tier, last_login from public.profiles where id = ${id}`
  return row && { ...row }
}
const subscriptionsOf = async (id: string) =>
  (await sql`select app_name, subscription_tier, subscription_status from public.user_subscriptions where user_id = ${id} order by app_name`).map((row) => Object.values(row).join(' '))
const threeFree = ['cv free active', 'letters free active', 'rise free active']
const unique = () => `${randomBytes(6).toString('hex')}@example.org`

describe('a sign-up by auth\'s own role', () => {
  test('makes a profile and three free subscriptions', async () => {
    const email = unique()
    const id = await signUp(email, '{"full_name": "Ada Lovelace", "avatar_url": "https://example.org/ada.png"}')
    expect(await profileOf(id)).toMatchObject({ email, full_name: 'Ada Lovelace', avatar_url: 'https://example.org/ada.png', subscription_tier: 'free' })
    expect(await subscriptionsOf(id)).toEqual(threeFree)
  })

  test('that role can do nothing else of ours', async () => {
    for (const table of ['profiles', 'user_subscriptions', 'phoenix_events']) expect(await stateOf(auth.unsafe(`select * from public.${table}`))).toBe('42501')
    expect(await stateOf(auth`select public.handle_new_user()`)).not.toBe('ok')
    expect(await stateOf(auth`select public.erase_user(null)`)).toBe('42501')
  })

  test('needs no e-mail', async () => {
    const id = await signUp(null)
    expect(await profileOf(id)).toMatchObject({ email: null, full_name: null })
    expect(await subscriptionsOf(id)).toEqual(threeFree)
  })

  test.each([
    ['an array', '["full_name"]', null], ['a string', '"full_name"', null], ['a number', '7', null], ['true', 'true', null], ['null', 'null', null],
    ['an empty object', '{}', null], ['a name that is null', '{"full_name": null}', null], ['a name of 300 letters', JSON.stringify({ full_name: 'é'.repeat(300) }), 'é'.repeat(255)],
    ['a name outside of the plane', JSON.stringify({ full_name: '👩🏽‍💻'.repeat(200) }), [...'👩🏽‍💻'.repeat(200)].slice(0, 255).join('')],
    ['a name that is a number', '{"full_name": 12}', null], ['a name that is an object', '{"full_name": {"first": "Ada"}}', null], ['a name that is a list', '{"full_name": ["Ada"]}', null],
    ['an address that is none', '{"avatar_url": "javascript:alert(1)"}', null], ['an address that is an object', '{"avatar_url": {"url": "https://example.org"}}', null],
    ['an address of 100,000 characters', JSON.stringify({ avatar_url: `https://example.org/${'a'.repeat(100_000)}` }), null],
    ['a megabyte of something', JSON.stringify({ blob: randomBytes(500_000).toString('hex') }), null],
    ['depth', `{"full_name": "Ada", "deep": ${'['.repeat(500)}${']'.repeat(500)}}`, 'Ada'],
  ])('survives metadata that is %s', async (_, metadata, name) => {
    const id = await signUp(unique(), metadata)
    const profile = await profileOf(id)
    expect(profile!.full_name).toBe(name)
    expect(profile!.avatar_url).toBeNull()
    expect(await subscriptionsOf(id)).toEqual(threeFree)
  })

  test('survives metadata that is absent', async () => {
    const [row] = await auth`insert into auth.users (id, email, raw_user_meta_data) values (gen_random_uuid(), ${unique()}, null) returning id`
    expect(await subscriptionsOf(row!.id)).toEqual(threeFree)
  })

  test('survives an e-mail as long as auth takes it, and longer than ours', async () => {
    const long = `${'a'.repeat(240)}@example.org`
    const id = await signUp(long)
    expect((await profileOf(id))!.email).toBe(long)
    const shortened = await rolledBack(sql, async (transaction) => {
      await transaction`drop trigger on_auth_user_changed on auth.users`
      await transaction`alter table auth.users alter column email type text`
      const [row] = await transaction`insert into auth.users (id, email) values (gen_random_uuid(), ${'b'.repeat(400)}) returning id`
      return transaction`select length(email) as length from public.profiles where id = ${row!.id}`
    })
    expect(shortened[0]!.length).toBe(255)
  })

  test('survives a profile that has its e-mail already, in whatever case', async () => {
    const email = unique()
    const sso = async () => (await auth`insert into auth.users (id, email, is_sso_user) values (gen_random_uuid(), ${email}, true) returning id`)[0]!.id as string
    const [first, second, third] = [await sso(), await sso(), await signUp(email.toUpperCase())]
    for (const id of [first, second, third]) expect(await subscriptionsOf(id)).toEqual(threeFree)
  })

  test('survives a profile that is there already, and keeps what it says', async () => {
    // An app that wrote the profile itself, between a failed sign-up and this one.
    const id = crypto.randomUUID()
    const email = unique()
    await sql.begin(async (transaction) => {
      await transaction`set local session_replication_role = replica`
      await transaction`insert into public.profiles (id, email, full_name) values (${id}, 'old@example.org', 'Written before')`
      await transaction`insert into public.user_subscriptions (user_id, app_name, subscription_tier, subscription_status) values (${id}, 'cv', 'premium', 'active')`
    })
    await auth`insert into auth.users (id, email, raw_user_meta_data) values (${id}, ${email}, '{"full_name": "From the form"}')`
    expect(await profileOf(id)).toMatchObject({ email, full_name: 'Written before' })
    expect(await subscriptionsOf(id)).toEqual(['cv premium active', 'letters free active', 'rise free active'])
  })

  test('many at once', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => signUp(unique())))
    for (const id of ids) expect(await subscriptionsOf(id)).toEqual(threeFree)
  })
})

describe('a change by auth\'s own role', () => {
  test('of the e-mail is followed, also to none', async () => {
    const [before, after] = [unique(), unique()]
    const id = await signUp(before)
    await auth`update auth.users set email = ${after} where id = ${id}`
    expect((await profileOf(id))!.email).toBe(after)
    await auth`update auth.users set email = null, phone = ${randomBytes(5).toString('hex')} where id = ${id}`
    expect((await profileOf(id))!.email).toBeNull()
  })

  test('of last_sign_in_at is followed', async () => {
    const id = await signUp(unique())
    await auth`update auth.users set last_sign_in_at = '2026-11-22T10:20:30Z' where id = ${id}`
    expect((await profileOf(id))!.last_login).toEqual(new Date('2026-11-22T10:20:30Z'))
    await auth`update auth.users set last_sign_in_at = null where id = ${id}`
    expect((await profileOf(id))!.last_login).toEqual(new Date('2026-11-22T10:20:30Z'))
  })

  test('of anything else leaves the profile as it is', async () => {
    const id = await signUp(unique(), '{"full_name": "Ada"}')
    const read = async () => ({ ...(await sql`select p.*, p.xmin::text as written from public.profiles p where id = ${id}`)[0] })
    const before = await read()
    await auth`update auth.users set raw_user_meta_data = '{"full_name": "Forged", "tier": "premium"}', updated_at = now() where id = ${id}`
    await auth`update auth.users set email = email, last_sign_in_at = last_sign_in_at where id = ${id}`
    expect(await read()).toEqual(before)
  })

  test('a deleted account takes its profile and subscriptions along', async () => {
    const id = await signUp(unique())
    await auth`delete from auth.users where id = ${id}`
    expect(await profileOf(id)).toBeUndefined()
    expect(await subscriptionsOf(id)).toEqual([])
  })
})

test('a trigger that runs as its caller, as the old one did, stops the sign-up: the role is as poor as it should be', async () => {
  const refused = await rolledBack(sql, async (transaction) => {
    await transaction.unsafe('alter function public.handle_new_user() security invoker')
    await transaction.unsafe(`set local role ${role}`)
    return refusalOf(transaction`insert into auth.users (id, email) values (gen_random_uuid(), ${unique()})`)
  })
  expect(refused).toMatchObject({ code: '42501', message: expect.stringContaining('permission denied') })
})
