import { once } from 'node:events'
import { afterEach, describe, expect, test } from 'vitest'
import { openGateway } from './harness.ts'
import type { Member } from './harness.ts'
import { done, eventually, inputs } from './samples.ts'
import { consentTo } from './turning.ts'
import { codes, dial, listen, openClient } from './socket.ts'
import type { Heard } from './socket.ts'

/*
 * What is pushed of the store. A transaction of another test's database holds readers up (P3: the server's xmin), so what is
 * awaited may take its time; it must come all the same, once.
 */

// A thousand who come at once say who they are when a slow machine gets to them.
const gateway = await openGateway({ socketLimits: { initMs: 60_000 } })
const { sql } = gateway
const other = await gateway.another()
// What a test has stopped is still leaving for a moment, and would be counted by the next.
afterEach(() => eventually(() => expect([gateway.sockets().subscriptions, other.sockets().subscriptions]).toEqual([0, 0])))
const USAGE = 'subscription { usageChanged { periodEnd features { feature used held remaining unlimited } } }'
const LOG = 'subscription ($types: [String!]) { eventLogged(types: $types) { id type app time data } }'

/** Subscribes, and waits until the gateway misses nothing. */
async function watch(where: Pick<typeof gateway, 'url' | 'sockets'>, token: string | null, query: string, variables: Record<string, unknown> = {}): Promise<Heard> {
  const before = where.sockets().subscriptions
  const heard = listen(openClient(where.url, token), query, variables)
  await eventually(() => expect(where.sockets().subscriptions > before || heard.ended !== null).toBe(true))
  return heard
}
const analyst = async () => gateway.token({ sub: (await gateway.member()).id, app_metadata: { phoenix_role: 'analyst' } })
const used = (result: any) => result.data.usageChanged.features.find((usage: any) => usage.feature === 'CV_GENERATIONS')
const append = (user: string, type = 'ecosystem.integration', data: object = {}) => sql`select phoenix_private.append_event(${user}, ${type}, ${JSON.stringify(data)}::text::jsonb)`

describe('usageChanged', () => {
  test('comes after a metered mutation, to whoever it is about, on whatever gateway he is', async () => {
    const [ada, grace] = [await gateway.member(), await gateway.member()]
    const [here, there, hers] = [await watch(gateway, ada.token, USAGE), await watch(other, ada.token, USAGE), await watch(gateway, grace.token, USAGE)]
    await done(ada, 'generateCv', inputs.generateCv())
    for (const heard of [here, there]) expect(used(await heard.nth(1))).toEqual({ feature: 'CV_GENERATIONS', used: 1, held: 0, remaining: 2, unlimited: false })
    await done(grace, 'generateCv', inputs.generateCv())
    await hers.nth(1)
    expect([here, there, hers].map((heard) => heard.results.length)).toEqual([1, 1, 1])
    for (const heard of [here, there, hers]) heard.stop()
  })

  test('comes when a unit is given back, lapses or is taken by an older app, and when a tier comes', async () => {
    const ada = await gateway.member()
    const heard = await watch(gateway, ada.token, USAGE)
    const [hold] = await sql`select hold_id from public.reserve_usage(${ada.id}, 'cv_generations', 1)`
    await sql`select public.release_usage(${ada.id}, ${hold!.hold_id})`
    expect(used(await heard.nth(1))).toMatchObject({ used: 0, held: 0 })
    await sql`select public.check_usage_limit(${ada.id}, 'cv_generations', 1)`
    expect(used(await heard.nth(2))).toMatchObject({ used: 1 })
    await sql`select public.reserve_usage(${ada.id}, 'cv_generations', 1)`
    await sql`update phoenix_private.usage_holds set expires_at = now() - interval '1 second' where user_id = ${ada.id} and state = 'held'`
    await sql`select public.sweep_expired()`
    expect(used(await heard.nth(3))).toMatchObject({ used: 1, held: 0 })
    await sql`update public.user_subscriptions set subscription_tier = 'premium', subscription_status = 'active' where user_id = ${ada.id} and app_name = 'cv'`
    await sql`insert into public.user_subscriptions (user_id, app_name, subscription_tier, subscription_status) values (${ada.id}, 'cv', 'premium', 'active') on conflict (user_id, app_name) do nothing`
    await eventually(() => expect(used(heard.results.at(-1))).toMatchObject({ unlimited: true, remaining: null }))
    heard.stop()
  })

  test('is signalled without a look at what was signalled before, which a sweep forgets after ten minutes', async () => {
    const ada = await gateway.member({ tier: 'premium' })
    await sql`insert into phoenix_private.usage_signals (user_id, at) select ${ada.id}, clock_timestamp() - interval '1 minute' * (n % 20) from generate_series(1, 2000) n`
    const looked = await sql.begin(async (transaction) => {
      for (let n = 0; n < 20; n += 1) await transaction`select public.check_usage_limit(${ada.id}, 'cv_generations', 1)`
      const [table] = await transaction`select seq_tup_read + idx_tup_fetch as rows from pg_stat_xact_all_tables where relname = 'usage_signals'`
      return Number(table!.rows)
    })
    expect(looked).toBe(0)
    await gateway.sweep()
    const [left] = await sql`select count(*)::int as past, count(*) filter (where at < clock_timestamp() - interval '10 minutes')::int as old
        from phoenix_private.usage_signals where user_id = ${ada.id} and at < clock_timestamp() - interval '30 seconds'`
    expect(left).toEqual({ past: 900, old: 0 })
  })

  test('many changes while a reader is away are one or two pushes, and the last one is the end', async () => {
    const ada = await gateway.member({ tier: 'premium' })
    const connection = await dial(gateway.url)
    connection.send({ type: 'connection_init', payload: { authorization: `Bearer ${ada.token}` } })
    await connection.message('connection_ack')
    const before = gateway.sockets().subscriptions
    connection.send({ type: 'subscribe', id: '1', payload: { query: USAGE } })
    await eventually(() => expect(gateway.sockets().subscriptions).toBe(before + 1))
    await sql.begin(async (transaction) => {
      for (let n = 1; n <= 40; n += 1) await transaction`select public.check_usage_limit(${ada.id}, 'cv_generations', 1)`
    })
    await eventually(() => expect(used(connection.messages.at(-1).payload)).toMatchObject({ used: 40 }))
    expect(connection.messages.filter(({ type }) => type === 'next').length).toBeLessThanOrEqual(2)
    connection.socket.close()
  })
})

describe('nudgeReceived', () => {
  const NUDGES = 'subscription { nudgeReceived { id type app shownAt } }'
  const offer = (...users: string[]) => sql`select phoenix_private.offer_nudges(${JSON.stringify(users.map((user_id) => ({ user_id, nudge_type: 'cv_to_letters' })))}::text::jsonb)`

  test('brings a nudge to whom it is offered, once, and records it as shown; nobody who does not want to hear of us has one', async () => {
    const [ada, grace] = [await gateway.member(), await gateway.member()]
    await consentTo(sql, ada.id, 'marketing')
    const [here, there, hers] = [await watch(gateway, ada.token, NUDGES), await watch(other, ada.token, NUDGES), await watch(gateway, grace.token, NUDGES)]
    await offer(ada.id, grace.id)
    const pushed = [(await here.nth(1)).data.nudgeReceived, (await there.nth(1)).data.nudgeReceived]
    expect(pushed[0]).toMatchObject({ type: 'cv_to_letters', app: 'LETTERS' })
    expect(pushed[1].id).toBe(pushed[0].id)
    expect((await ada.ask('{ viewer { nudges { id shownAt } } }')).data.viewer.nudges).toEqual([{ id: pushed[0].id, shownAt: expect.any(String) }])
    await sql`select public.check_usage_limit(${grace.id}, 'cv_generations', 1)`
    expect([here.results.length, there.results.length, hers.results.length]).toEqual([1, 1, 0])
    for (const heard of [here, there, hers]) heard.stop()
  })

  test('whoever has said no since it was offered is shown nothing, and nothing is recorded', async () => {
    const ada = await gateway.member()
    await consentTo(sql, ada.id, 'marketing')
    const heard = await watch(gateway, ada.token, NUDGES)
    await sql.begin(async (transaction) => {
      // In one commit, so that it is read after both.
      await transaction`select phoenix_private.offer_nudges(${JSON.stringify([{ user_id: ada.id, nudge_type: 'cv_to_letters' }])}::text::jsonb)`
      await transaction`select public.record_consent(${ada.id}, '{}', 'marketing', false, '1', 'ecosystem')`
    })
    expect(await heard.nth(1)).toEqual({ data: { nudgeReceived: null } })
    expect(await sql`select from public.phoenix_nudges_sent where user_id = ${ada.id}`).toHaveLength(0)
    expect([...await sql`select shown_at from phoenix_private.nudges where user_id = ${ada.id}`]).toEqual([{ shown_at: null }])
    heard.stop()
  })
})

describe('eventLogged', () => {
  test('is for analysts and admins', async () => {
    const ada = await gateway.member()
    for (const [token, code] of [[null, 'UNAUTHENTICATED'], [ada.token, 'FORBIDDEN']] as const) {
      const heard = await watch(gateway, token, LOG)
      await heard.end()
      expect(codes(heard.results[0])).toEqual([code])
    }
    const wrong = await watch(gateway, await analyst(), LOG, { types: ['no; such'] })
    await wrong.end()
    expect(codes(wrong.results[0])).toEqual(['BAD_USER_INPUT'])
  })

  test('brings everybody\'s events once, in order, of the types asked for; of what older apps wrote no data', async () => {
    const [ada, grace] = [await gateway.member(), await gateway.member()]
    const token = await analyst()
    const types = ['cv.generated', 'cv.deleted', 'user.signed_in']
    const [all, some] = [await watch(gateway, token, LOG), await watch(other, token, LOG, { types })]
    const { cv } = await done(ada, 'generateCv', inputs.generateCv())
    await done(grace, 'updateProfile', { fullName: 'Grace' })
    await sql`select public.create_phoenix_event(${grace.id}, 'user.signed_in', 'website', '{"email": "grace@example.org"}')`
    await done(ada, 'deleteCv', { cvId: cv.id })
    const own = (heard: Heard) => heard.results.map((result) => result.data.eventLogged)
    await eventually(() => expect(own(some).map(({ type }) => type)).toEqual(['cv.generated', 'user.signed_in', 'cv.deleted']))
    await eventually(() => expect(own(all).map(({ type }) => type)).toEqual(['cv.generated', 'profile.updated', 'user.signed_in', 'cv.deleted']))
    expect(own(some)[0]).toMatchObject({ app: 'cv', data: { cv_id: expect.any(String), remaining: 2 } })
    expect(own(some)[1].data).toEqual({})
    for (const heard of [all, some]) heard.stop()
  })

  test('an event of a slow transaction comes after it has committed, and nothing comes twice', async () => {
    const ada = await gateway.member()
    const heard = await watch(gateway, await analyst(), LOG, { types: ['profile.updated'] })
    const write = (n: number) => [ada.id, 'profile.updated', { changed: [], version: n }] as const
    await sql.begin(async (transaction) => {
      const [user, type, data] = write(1)
      await transaction`select phoenix_private.append_event(${user}, ${type}, ${JSON.stringify(data)}::text::jsonb)`
      await append(...write(2))
      await append(...write(3))
    })
    await heard.nth(3)
    await append(...write(4))
    await heard.nth(4)
    expect(heard.results.map((result) => result.data.eventLogged.data.version)).toEqual([1, 2, 3, 4])
    heard.stop()
  })

  test('a reader who does not read is ended with a word, after what he was owed', async () => {
    const ada = await gateway.member()
    const connection = await dial(gateway.url)
    connection.send({ type: 'connection_init', payload: { authorization: `Bearer ${await analyst()}` } })
    await connection.message('connection_ack')
    const before = gateway.sockets().subscriptions
    connection.send({ type: 'subscribe', id: '1', payload: { query: LOG, variables: { types: ['planted.large'] } } })
    await eventually(() => expect(gateway.sockets().subscriptions).toBe(before + 1))
    connection.socket.pause()
    await sql`select phoenix_private.register_event('planted.large', 'cv', '{"n": {"type": "integer"}, "text": {"type": "string"}}')`
    const watcher = await watch(gateway, await analyst(), LOG, { types: ['planted.large', 'cv.deleted'] })
    for (let page = 0; page < 5; page += 1) {
      await sql`select phoenix_private.append_event(${ada.id}, 'planted.large', jsonb_build_object('n', n, 'text', repeat('x', 8000))) from generate_series(${page * 500}::int, ${page * 500 + 499}::int) n`
      // Who does read has them all.
      await eventually(() => expect(watcher.results).toHaveLength((page + 1) * 500))
    }
    connection.socket.resume()
    await connection.message('complete')
    const results = connection.messages.filter(({ type }) => type === 'next').map(({ payload }) => payload)
    const last = results.pop()
    expect(last).toMatchObject({ errors: [{ path: ['eventLogged'], extensions: { code: 'RATE_LIMITED', limit: 1000 } }] })
    expect(results.map((result) => result.data.eventLogged.data.n)).toEqual(results.map((_, n) => n))
    expect(results.length).toBeGreaterThanOrEqual(1000)
    expect(results.length).toBeLessThan(2500)
    connection.socket.close()
    watcher.stop()
  })
})

describe('the tail', () => {
  test('is one for all, and none where nobody watches', async () => {
    const [ada, grace] = [await gateway.member(), await gateway.member()]
    await eventually(() => expect(gateway.sockets().subscriptions).toBe(0))
    gateway.asked.length = 0
    const watching = [await watch(gateway, ada.token, USAGE), await watch(gateway, grace.token, USAGE), await watch(gateway, await analyst(), LOG)]
    await append(ada.id, 'profile.updated', { changed: [], version: 1 })
    await watching[2]!.nth(1)
    expect(gateway.asked.filter((name) => name === 'find_live_end')).toHaveLength(1)
    expect(gateway.asked).toContain('read_live_entries')
    for (const heard of watching) heard.stop()
    await eventually(() => expect(gateway.sockets().subscriptions).toBe(0))
    const listening = async () => (await sql`select from pg_stat_activity where datname = current_database() and application_name = 'phoenix-gateway listen'`).length
    await eventually(async () => expect(await listening()).toBe(0))
    // A tail that went on would look again soon after what it heard last: a read that was on its way is let by.
    await eventually(async () => {
      gateway.asked.length = 0
      for (let n = 0; n < 20; n += 1) await ada.ask('{ viewer { id } }')
      expect(gateway.asked).not.toContain('read_live_entries')
    })
  })

  test('loses and doubles nothing where every connection is cut, again and again', async () => {
    const ada = await gateway.member()
    const heard = await watch(gateway, await analyst(), LOG, { types: ['profile.updated'] })
    for (let n = 1; n <= 40; n += 1) {
      await append(ada.id, 'profile.updated', { changed: [], version: n })
      if (n % 4 === 0) await gateway.cutConnections()
    }
    await heard.nth(40)
    await append(ada.id, 'profile.updated', { changed: [], version: 41 })
    await heard.nth(41)
    expect(heard.results.map((result) => result.data.eventLogged.data.version)).toEqual(Array.from({ length: 41 }, (_, n) => n + 1))
    heard.stop()
  })

  test('a subscription ends when its gateway does', async () => {
    const third = await gateway.another()
    const heard = await watch(third, (await gateway.member()).token, USAGE)
    await third.stop(1000)
    expect((await heard.end()).error).toMatchObject({ code: 1001 })
  })
})

test('a thousand connections on one process: each hears of its own user, once', async () => {
  const members: Member[] = []
  for (let batch = 0; batch < 20; batch += 1) members.push(...await Promise.all(Array.from({ length: 50 }, () => gateway.member())))
  const before = gateway.sockets()
  const memory = process.memoryUsage().rss
  const heard = members.map((member) => listen(openClient(gateway.url, member.token), USAGE))
  await eventually(() => expect(gateway.sockets()).toEqual({ connections: before.connections + 1000, subscriptions: before.subscriptions + 1000 }))
  // Both ends live in this process.
  expect(process.memoryUsage().rss - memory).toBeLessThan(300 * 1024 * 1024)
  await sql`select public.check_usage_limit(id::uuid, 'cv_generations', 1 + n::int % 3) from jsonb_array_elements_text(${JSON.stringify(members.map(({ id }) => id))}::text::jsonb) with ordinality m (id, n)`
  await Promise.all(heard.map((one) => one.nth(1)))
  // Whatever came twice would be here by the time that another one is.
  const last = members.at(-1)!
  await sql`select public.check_usage_limit(${last.id}, 'cv_uploads', 1)`
  await heard.at(-1)!.nth(2)
  expect(heard.map((one) => one.results.length)).toEqual(members.map((member) => (member === last ? 2 : 1)))
  expect(heard.map((one) => used(one.results[0]).used)).toEqual(members.map((_, n) => 1 + (n + 1) % 3))
  for (const one of heard) one.stop()
  await eventually(() => expect(gateway.sockets()).toEqual(before))
})

test('a connection that is gone leaves nothing behind', async () => {
  const before = gateway.sockets()
  const connection = await dial(gateway.url)
  connection.send({ type: 'connection_init', payload: { authorization: `Bearer ${(await gateway.member()).token}` } })
  await connection.message('connection_ack')
  connection.send({ type: 'subscribe', id: '1', payload: { query: USAGE } })
  await eventually(() => expect(gateway.sockets().subscriptions).toBe(before.subscriptions + 1))
  connection.socket.terminate()
  await once(connection.socket, 'close')
  await eventually(() => expect(gateway.sockets()).toEqual(before))
})
