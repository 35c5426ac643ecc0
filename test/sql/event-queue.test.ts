import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { openPool } from '../../gateway/db/pool.ts'
import { afterwards } from '../afterwards.ts'
import { addUser } from '../harness.ts'
import { refusalOf, stateOf, useDatabase, wear } from './arrange.ts'
import { newConsumer, numbers, queueOn } from './queue.ts'

const { sql, url } = await useDatabase()
const { claim, acknowledge, settle, append, readable, later, deliveries } = queueOn(sql)

/** A consumer that has done with everything that is there, and two users. */
async function caughtUp() {
  const consumer = newConsumer()
  await readable()
  for (let events = await claim(consumer, 500); events.length > 0; events = await claim(consumer, 500)) await settle(consumer, events)
  return { consumer, ada: randomUUID(), bob: randomUUID() }
}
const appendAll = async (stream: string, ...n: number[]) => {
  const ids: string[] = []
  for (const one of n) ids.push(await append(stream, { n: one }))
  await readable()
  return ids
}

describe('claim', () => {
  test('a new consumer starts at the oldest event, each has its own position, and what is done leaves nothing', async () => {
    const stream = randomUUID()
    await appendAll(stream, 1, 2, 3)
    for (const consumer of [newConsumer(), newConsumer()]) {
      const seen: unknown[] = []
      for (let events = await claim(consumer, 2); events.length > 0; events = await claim(consumer, 2)) {
        seen.push(...numbers(events.filter((event) => event.stream_id === stream)))
        expect((await settle(consumer, events)).map(({ state }) => state)).toEqual(events.map(() => 'done'))
      }
      expect(seen).toEqual([1, 2, 3])
      expect(await deliveries(consumer)).toEqual([])
    }
  })

  test('answers with the lease, the attempt and the row', async () => {
    const { consumer, ada } = await caughtUp()
    const [eventId] = await appendAll(ada, 1)
    const [event] = await claim(consumer)
    expect(event).toMatchObject({
      event_id: eventId, lease_id: expect.stringMatching(/^[0-9a-f-]{36}$/), attempt: 1, stream_id: ada, event_type: 'ecosystem.integration', app_source: 'website',
      timestamp: expect.any(Date), payload: { n: 1 }, version: '1.0', metadata: { created_via: 'gateway' }, type: 'ecosystem.integration', app: 'website', data: { n: 1 }, is_half: false,
    })
  })

  test('never goes past a transaction that still runs, and skips nothing when it commits', async () => {
    const { consumer, ada, bob } = await caughtUp()
    const slow = openPool(url)
    const [written, leave] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const done = slow.begin(async (transaction) => {
      await transaction`insert into public.phoenix_events (stream_id, event_type, app_source, payload, metadata) values (${ada}, 'ecosystem.integration', 'website', '{"n": 1}', '{"created_via": "gateway"}')`
      written.resolve()
      await leave.promise
    })
    await written.promise
    await append(bob, { n: 2 })
    expect(await claim(consumer)).toEqual([])
    leave.resolve()
    await done
    await slow.end()
    await readable()
    expect(numbers(await claim(consumer))).toEqual([1, 2])
  })

  test('asking whether there is anything costs the same beside a long store as beside an empty one', async () => {
    const own = (await useDatabase()).sql
    await own`
      insert into public.phoenix_events (stream_id, event_type, app_source, metadata) select ${randomUUID()}, 'ecosystem.integration', 'website', '{"created_via": "gateway"}' from generate_series(1, 20000)`
    await queueOn(own).readable()
    // As if all of it had been read.
    await own`
      insert into phoenix_private.event_consumers (consumer, transaction_id, "position") select 'idle', e.transaction_id, e."position" from public.phoenix_events e order by e.transaction_id desc, e."position" desc limit 1`
    await own.unsafe('analyze public.phoenix_events')
    const buffers = async () => (await own.unsafe("explain (analyze, buffers, format json) select phoenix_private.has_work('idle')"))[0]!['QUERY PLAN'][0].Plan['Shared Hit Blocks'] as number
    // Plans are kept from the sixth time on, and connections are taken in turn.
    for (let n = 0; n < 60; n += 1) await buffers()
    expect(await buffers()).toBeLessThan(40)
    expect(await queueOn(own).claim('idle')).toEqual([])
  })

  test('what is leased is nobody else\'s, nor are later events of its user', async () => {
    const { consumer, ada, bob } = await caughtUp()
    await appendAll(ada, 1, 2, 3)
    const first = await claim(consumer, 2)
    expect(numbers(first)).toEqual([1, 2])
    await appendAll(bob, 10)
    await appendAll(ada, 4)
    expect(numbers(await claim(consumer))).toEqual([10])
    expect(await claim(consumer)).toEqual([])
    await settle(consumer, first)
    expect(numbers(await claim(consumer))).toEqual([3, 4])
  })

  test('ten claims at once give each event once, and no user to two', async () => {
    const { consumer } = await caughtUp()
    const users = Array.from({ length: 12 }, () => randomUUID())
    for (let n = 0; n < 10; n += 1) for (const user of users) await append(user, { n })
    await readable()
    const seen = new Map<string, unknown[]>(users.map((user) => [user, []]))
    const out = new Set<string>()
    await Promise.all(Array.from({ length: 4 }, async () => {
      const own = openPool(url)
      afterwards(() => own.end())
      const queue = queueOn(own)
      for (let idle = 0; idle < 200 && [...seen.values()].some((done) => done.length < 10); idle += 1) {
        const events = await queue.claim(consumer, 7)
        const mine = new Set(events.map((event) => event.stream_id))
        for (const user of mine) {
          expect(out.has(user)).toBe(false)
          out.add(user)
        }
        for (const event of events) seen.get(event.stream_id)!.push(event.payload.n)
        // Free before the answer: whoever claims next may have them.
        for (const user of mine) out.delete(user)
        await queue.settle(consumer, events)
      }
    }))
    for (const done of seen.values()) expect(done).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  test.each([
    [null, 1, 1, 'p_consumer'], ['', 1, 1, 'p_consumer'], ['Ada', 1, 1, 'p_consumer'], ["x'; drop", 1, 1, 'p_consumer'], ['a'.repeat(64), 1, 1, 'p_consumer'],
    ['x', 0, 1, 'p_limit'], ['x', 501, 1, 'p_limit'], ['x', null, 1, 'p_limit'], ['x', 1, 0, 'p_lease_seconds'], ['x', 1, 3601, 'p_lease_seconds'], ['x', 1, null, 'p_lease_seconds'],
  ])('refuses %j, %j, %j', async (consumer, limit, lease, path) => {
    expect(await refusalOf(sql`select * from public.claim_phoenix_events(${consumer}, ${limit}, ${lease})`)).toMatchObject({ code: 'PT400', hint: 'BAD_USER_INPUT', details: { issues: [{ path }] } })
    expect(await sql`select from phoenix_private.event_consumers where consumer = ${consumer ?? ''}`).toHaveLength(0)
  })

  test('is the service\'s, by both functions and nothing else', async () => {
    for (const role of ['anon', 'authenticated'] as const) {
      expect(await stateOf(sql.begin(async (transaction) => {
        await wear(transaction, { role, sub: randomUUID() })
        await transaction`select * from public.claim_phoenix_events('x')`
      }))).toBe('42501')
    }
    expect(await stateOf(sql.begin(async (transaction) => {
      await wear(transaction, { role: 'service_role' })
      await transaction`select * from public.claim_phoenix_events('plain-service', 1)`
    }))).toBe('ok')
    expect(await stateOf(sql.begin(async (transaction) => {
      await wear(transaction, { role: 'service_role' })
      await transaction`delete from phoenix_private.event_deliveries`
    }))).toBe('42501')
  })
})

describe('acknowledge', () => {
  test('a stale lease changes nothing: lapsed, another\'s, or settled before', async () => {
    const { consumer, ada } = await caughtUp()
    await appendAll(ada, 1)
    const first = await claim(consumer)
    expect(await acknowledge(consumer, [{ event_id: first[0]!.event_id, lease_id: randomUUID(), outcome: 'dead' }])).toMatchObject([{ state: 'stale' }])
    await later(consumer)
    expect(await settle(consumer, first)).toMatchObject([{ state: 'stale' }])
    const second = await claim(consumer)
    expect(second).toMatchObject([{ event_id: first[0]!.event_id, attempt: 2 }])
    expect(second[0]!.lease_id).not.toBe(first[0]!.lease_id)
    expect(await settle(consumer, first)).toMatchObject([{ state: 'stale' }])
    expect(await settle(consumer, second)).toMatchObject([{ state: 'done' }])
    expect(await settle(consumer, second)).toMatchObject([{ state: 'stale' }])
    expect(await deliveries(consumer)).toEqual([])
  })

  test('a failure waits 2, 8, 32, 128 seconds, then is dead, and lets its user go on', async () => {
    const { consumer, ada, bob } = await caughtUp()
    const [poisoned] = await appendAll(ada, 1, 2)
    await appendAll(bob, 10)
    const waits: number[] = []
    let events = await claim(consumer)
    expect(numbers(events)).toEqual([1, 2, 10])
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect(events[0]).toMatchObject({ event_id: poisoned, attempt })
      const [now] = await sql`select clock_timestamp() as at`
      const [settled] = await settle(consumer, events.slice(0, 1), 'retry', 'it burns')
      if (attempt < 5) {
        waits.push(Math.round((settled!.due_at!.getTime() - (now!.at as Date).getTime()) / 1000))
        // Bob is served, and Ada's second event waits behind her first.
        if (attempt === 1) expect(await settle(consumer, events.slice(1))).toMatchObject([{ state: 'stale' }, { state: 'done' }])
        expect(await claim(consumer)).toEqual([])
        await later(consumer)
        events = await claim(consumer)
        expect(events).toHaveLength(1)
      } else expect(settled).toMatchObject({ state: 'dead', due_at: null })
    }
    expect(waits).toEqual([2, 8, 32, 128])
    expect(numbers(await claim(consumer))).toEqual([2])
    expect(await deliveries(consumer)).toMatchObject([{ event_id: poisoned, state: 'dead', attempt: 5, error: 'it burns' }, { state: 'leased' }])
    expect([...await sql`select * from public.list_dead_events(${consumer})`]).toMatchObject([{ event_id: poisoned, attempt: 5, error: 'it burns' }])
  })

  test('one of fifty kills whoever holds it: dead after five leases of its own, in six minutes, and the other forty-nine are done', async () => {
    const { consumer } = await caughtUp()
    const users = Array.from({ length: 25 }, () => randomUUID())
    // Two of each user, the killer somewhere in the middle, and one behind it.
    const ids: string[] = []
    for (let n = 0; n < 50; n += 1) ids.push(await append(users[n % 25]!, { n }))
    await readable()
    const killer = ids[12]!
    const done: unknown[] = []
    const held: { readonly attempt: number; readonly together: number; readonly seconds: number }[] = []
    for (let open = true; open;) {
      const events = await claim(consumer)
      const its = events.find((event) => event.event_id === killer)
      if (its !== undefined) {
        const [lease] = await sql`select extract(epoch from due_at - updated_at)::int as seconds from phoenix_private.event_deliveries where consumer = ${consumer} and event_id = ${killer}`
        held.push({ attempt: its.attempt, together: events.length, seconds: lease!.seconds as number })
        // Of fifty that lapse nobody waits for that; of one, only its user.
        if (events.length > 1) await later(consumer)
      } else if (events.length > 0) {
        expect(await settle(consumer, events)).toMatchObject(events.map(() => ({ state: 'done' })))
        done.push(...numbers(events))
      } else {
        await later(consumer)
        open = (await deliveries(consumer)).some(({ state }) => state !== 'dead')
      }
    }
    expect(held).toEqual([1, 2, 3, 4, 5, 6].map((attempt) => ({ attempt, together: attempt === 1 ? 50 : 1, seconds: 60 })))
    // Whose user it is waits, and goes on after it.
    expect(done.toSorted((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 50 }, (_, n) => n).filter((n) => n !== 12))
    expect(done.at(-1)).toBe(37)
    expect(await deliveries(consumer)).toMatchObject([{ event_id: killer, state: 'dead', attempt: 6, error: expect.stringContaining('lapsed') }])
  })

  test('a lease that lapsed beside others is not charged to an event that answers: it has its five failures, and their waits', async () => {
    const { consumer, ada, bob } = await caughtUp()
    await appendAll(ada, 1)
    await appendAll(bob, 10)
    expect(await claim(consumer)).toHaveLength(2)
    await later(consumer)
    const waits: number[] = []
    for (let failure = 1; failure <= 5; failure += 1) {
      // Alone at first; who answered is with others again.
      const events = await claim(consumer)
      expect(events.map(({ attempt }) => attempt)).toEqual(failure === 1 ? [2] : [failure + 1, failure + 1])
      if (failure === 1) events.push(...await claim(consumer))
      const [now] = await sql`select clock_timestamp() as at`
      const settled = await settle(consumer, events, 'retry', 'not now')
      expect(settled.map(({ state }) => state)).toEqual(failure < 5 ? ['waiting', 'waiting'] : ['dead', 'dead'])
      if (failure < 5) waits.push(Math.round((settled[0]!.due_at!.getTime() - (now!.at as Date).getTime()) / 1000))
      await later(consumer)
    }
    expect(waits).toEqual([2, 8, 32, 128])
  })

  test.each(['r', 'l', 'lr', 'rl', 'lrrrrl', 'rrrrl', 'rrrl', 'llr', 'lrl', 'lrlrrl'])('failing or lapsing as in %s, over and over, an event is dead within ten minutes of leases and waits', async (pattern) => {
    const { consumer, ada } = await caughtUp()
    const [poisoned] = await appendAll(ada, 1)
    let [seconds, held] = [0, 0]
    for (let dead = false; !dead;) {
      // Somebody to lapse beside.
      await appendAll(randomUUID(), 2)
      const events = await claim(consumer)
      const its = events.find((event) => event.event_id === poisoned)
      const retried = its !== undefined && pattern[held % pattern.length] === 'r'
      if (its === undefined || retried) await settle(consumer, events.filter((event) => event !== its))
      if (its !== undefined) {
        held += 1
        seconds += 60
        expect(its.attempt).toBe(held)
      }
      if (retried) {
        const [now] = await sql`select clock_timestamp() as at`
        const [settled] = await settle(consumer, [its!], 'retry')
        seconds += settled!.due_at === null ? 0 : Math.round((settled!.due_at.getTime() - (now!.at as Date).getTime()) / 1000)
      }
      await later(consumer)
      dead = (await deliveries(consumer)).some(({ event_id, state }) => event_id === poisoned && state === 'dead')
    }
    expect(held).toBeLessThanOrEqual(7)
    expect(seconds).toBeLessThanOrEqual(600)
  })

  test('workers that die again and again take what comes alone in turn: nobody is first five times', async () => {
    const { consumer } = await caughtUp()
    for (let n = 1; n <= 4; n += 1) await appendAll(randomUUID(), n)
    expect(numbers(await claim(consumer))).toEqual([1, 2, 3, 4])
    const held: [unknown, number][] = []
    for (let n = 0; n < 8; n += 1) {
      await later(consumer)
      const [event] = await claim(consumer)
      held.push([event!.payload.n, event!.attempt])
    }
    expect(held).toEqual([2, 3].flatMap((attempt) => [1, 2, 3, 4].map((n) => [n, attempt])))
  })

  test('a claim that buries one hands out at once what waited behind it', async () => {
    const { consumer, ada } = await caughtUp()
    await appendAll(ada, 1, 2, 3)
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect(await claim(consumer, 1)).toMatchObject([{ attempt, payload: { n: 1 } }])
      await later(consumer)
    }
    expect(await claim(consumer)).toMatchObject([{ attempt: 1, payload: { n: 2 } }, { attempt: 1, payload: { n: 3 } }])
    expect((await deliveries(consumer)).map(({ state }) => state)).toEqual(['dead', 'leased', 'leased'])
  })

  test('a lone lease that lapsed is waited for as a failure is, from its end', async () => {
    const { consumer, ada } = await caughtUp()
    await appendAll(ada, 1)
    const lapseNow = async () => (await sql`update phoenix_private.event_deliveries set due_at = clock_timestamp() where consumer = ${consumer} returning due_at::text`)[0]!.due_at as string
    const waits: unknown[] = []
    for (let n = 0; n < 4; n += 1) {
      expect(await claim(consumer)).toHaveLength(1)
      const end = await lapseNow()
      expect(await claim(consumer)).toEqual([])
      const [row] = await sql`select extract(epoch from due_at - ${end}::timestamptz)::int as seconds from phoenix_private.event_deliveries where consumer = ${consumer}`
      waits.push(row!.seconds)
      await later(consumer)
    }
    expect(waits).toEqual([2, 8, 32, 128])
  })

  test('and not the first of a user of many, whose other events were held less', async () => {
    const { consumer, ada, bob } = await caughtUp()
    await appendAll(ada, 1, 2, 3)
    await appendAll(bob, 10)
    expect(await claim(consumer)).toHaveLength(4)
    const taken: unknown[] = []
    for (let n = 0; n < 4; n += 1) {
      await later(consumer)
      taken.push(...numbers(await claim(consumer)))
    }
    expect(taken).toEqual([1, 10, 1, 10])
  })

  test.each([[1, 1], [60, 60], [61, 60], [3600, 60]])('of a lease of %i seconds the ten minutes leave %i, and the claim says until when', async (asked, given) => {
    const { consumer, ada } = await caughtUp()
    await appendAll(ada, 1)
    const [before] = await sql`select clock_timestamp() as at`
    const [event] = await claim(consumer, 50, asked)
    const [after] = await sql`select due_at, clock_timestamp() as at from phoenix_private.event_deliveries where consumer = ${consumer}`
    expect(event!.leased_until).toEqual(after!.due_at)
    expect(event!.leased_until.getTime()).toBeGreaterThanOrEqual(before!.at.getTime() + given * 1000)
    expect(event!.leased_until.getTime()).toBeLessThanOrEqual(after!.at.getTime() + given * 1000)
  })

  test('one whose worker was killed five times in company is not dead; alone it is, and comes alone when it is redriven', async () => {
    const { consumer, ada, bob } = await caughtUp()
    await appendAll(ada, 1)
    await appendAll(bob, 10)
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      await settle(consumer, await claim(consumer), 'retry')
      await later(consumer)
    }
    // The fifth, with Bob's.
    expect((await claim(consumer)).map(({ attempt }) => attempt)).toEqual([5, 5])
    await later(consumer)
    expect(await claim(consumer)).toMatchObject([{ attempt: 6, payload: { n: 1 } }])
    await later(consumer)
    expect(await claim(consumer)).toMatchObject([{ attempt: 6, payload: { n: 10 } }])
    expect(await deliveries(consumer)).toMatchObject([{ state: 'dead', attempt: 6 }, { state: 'leased' }])
    await sql`select public.redrive_phoenix_events(${consumer})`
    await appendAll(randomUUID(), 20)
    expect(await claim(consumer)).toMatchObject([{ attempt: 1, payload: { n: 1 } }])
    expect(numbers(await claim(consumer))).toEqual([20])
  })

  test('who fails holds back what was let go with it and not leased yet', async () => {
    const { consumer, ada } = await caughtUp()
    await appendAll(ada, 1, 2, 3, 4, 5, 6, 7)
    const first = await claim(consumer, 1)
    expect(await claim(consumer)).toEqual([])
    await settle(consumer, first)
    const some = await claim(consumer, 3)
    expect(numbers(some)).toEqual([2, 3, 4])
    expect(await settle(consumer, some.slice(0, 1), 'retry')).toMatchObject([{ state: 'waiting' }])
    await later(consumer)
    const seen: unknown[] = []
    for (let events = await claim(consumer); events.length > 0; events = await claim(consumer)) {
      seen.push(...numbers(events))
      await settle(consumer, events)
    }
    expect(seen).toEqual([2, 3, 4, 5, 6, 7])
  })

  test('who comes alone never comes before an earlier event of its user that waits or is redriven', async () => {
    for (const outcome of ['retry', 'dead'] as const) {
      const { consumer, ada } = await caughtUp()
      await appendAll(ada, 1, 2, 3)
      expect(numbers(await claim(consumer))).toEqual([1, 2, 3])
      await later(consumer)
      const first = await claim(consumer)
      expect(numbers(first)).toEqual([1])
      await settle(consumer, first, outcome)
      if (outcome === 'dead') await sql`select public.redrive_phoenix_events(${consumer})`
      await later(consumer)
      const seen: unknown[] = []
      for (let events = await claim(consumer); events.length > 0; events = await claim(consumer)) {
        seen.push(numbers(events))
        await settle(consumer, events)
      }
      expect(seen, outcome).toEqual([[1], [2], [3]])
    }
  })

  test('dead at once, and redriven: all, or those named', async () => {
    const { consumer, ada } = await caughtUp()
    const [one, two] = await appendAll(ada, 1, 2)
    await settle(consumer, await claim(consumer), 'dead', 'no')
    expect(await claim(consumer)).toEqual([])
    expect((await sql`select public.redrive_phoenix_events(${consumer}, ${`{${two}}`}::uuid[]) as n`)[0]!.n).toBe(1)
    const again = await claim(consumer)
    expect(again).toMatchObject([{ event_id: two, attempt: 1 }])
    expect((await sql`select public.redrive_phoenix_events(${consumer}) as n`)[0]!.n).toBe(1)
    expect(await claim(consumer)).toEqual([])
    await settle(consumer, again)
    expect(await claim(consumer)).toMatchObject([{ event_id: one, attempt: 1 }])
  })

  test('a user with thousands of events behind a failure: parked in order, released in order', async () => {
    const { consumer, ada, bob } = await caughtUp()
    await append(ada, { n: 0 })
    await readable()
    const head = await claim(consumer)
    await sql`
      insert into public.phoenix_events (stream_id, event_type, app_source, payload, metadata)
      select ${ada}, 'ecosystem.integration', 'website', jsonb_build_object('n', n), '{"created_via": "gateway"}' from generate_series(1, 1200) n`
    await append(bob, { n: -1 })
    await readable()
    await settle(consumer, head, 'retry')
    const bobs = []
    for (let tries = 0; tries < 5 && bobs.length === 0; tries += 1) bobs.push(...await claim(consumer))
    expect(numbers(bobs)).toEqual([-1])
    await settle(consumer, bobs)
    await later(consumer)
    const seen: unknown[] = []
    for (let events = await claim(consumer, 100); events.length > 0; events = await claim(consumer, 100)) {
      seen.push(...numbers(events))
      await settle(consumer, events)
    }
    expect(seen).toEqual(Array.from({ length: 1201 }, (_, n) => n))
  })

  test.each([
    // Well in sum, and not one by one.
    [[{ event_id: randomUUID() + randomUUID(), lease_id: '', outcome: 'done' }], 'p_results.0.event_id'], [[{ event_id: randomUUID().slice(1), lease_id: `a${randomUUID()}`, outcome: 'done' }], 'p_results.0.event_id'],
    [[{ event_id: `${randomUUID().slice(0, 35)}-`, lease_id: randomUUID(), outcome: 'done' }], 'p_results.0.event_id'],
    [null, 'p_results'], [{}, 'p_results'], [[1], 'p_results.0'], [[{}], 'p_results.0.event_id'],
    [[{ event_id: 'x', lease_id: randomUUID(), outcome: 'done' }], 'p_results.0.event_id'], [[{ event_id: randomUUID(), lease_id: 7, outcome: 'done' }], 'p_results.0.lease_id'],
    [[{ event_id: randomUUID(), lease_id: randomUUID(), outcome: 'DONE' }], 'p_results.0.outcome'], [[{ event_id: randomUUID(), lease_id: randomUUID() }], 'p_results.0.outcome'],
    [[{ event_id: randomUUID(), lease_id: randomUUID(), outcome: 'retry', error: { a: 1 } }], 'p_results.0.error'],
  ])('refuses %j', async (results, path) => {
    const { consumer } = await caughtUp()
    const refused = await refusalOf(sql`select * from public.acknowledge_phoenix_events(${consumer}, ${results === null ? null : JSON.stringify(results)}::text::jsonb)`)
    expect(refused).toMatchObject({ code: 'PT400', hint: 'BAD_USER_INPUT' })
    expect(refused.details.issues[0].path).toBe(path)
  })

  test('refuses more than a thousand, an event given twice, and a consumer that never claimed', async () => {
    const { consumer } = await caughtUp()
    expect((await refusalOf(acknowledge(consumer, Array(1001).fill({})))).details.issues).toMatchObject([{ path: 'p_results' }])
    const result = { event_id: randomUUID(), lease_id: randomUUID(), outcome: 'done' }
    expect((await refusalOf(acknowledge(consumer, [result, { ...result, event_id: result.event_id.toUpperCase() }]))).details.issues).toEqual([{ path: 'p_results.1.event_id', message: 'was given before' }])
    expect(await refusalOf(acknowledge(newConsumer(), [result]))).toMatchObject({ code: 'PT400', details: { issues: [{ path: 'p_consumer' }] } })
    expect(await acknowledge(consumer, [])).toEqual([])
  })
})

describe('rows of the older apps', () => {
  test('of the same content within five minutes one is handed out, the rest are settled', async () => {
    const { consumer, ada, bob } = await caughtUp()
    const legacy = (stream: string, payload: object, ago: number) => append(stream, payload, { type: 'LetterGenerated', app: 'phoenix-letters', via: 'sql_function', ago })
    const kept = [await legacy(ada, { n: 1 }, 600)]
    await Promise.all([1, 2, 3, 4].map(() => legacy(ada, { n: 2 }, 300)))
    kept.push(await legacy(ada, { n: 1 }, 0), await legacy(bob, { n: 1 }, 0), await legacy(ada, { n: 3 }, 0))
    await readable()
    const events = await claim(consumer)
    expect(events).toHaveLength(5)
    expect(events.map((event) => event.event_id)).toEqual(expect.arrayContaining(kept))
    expect(numbers(events).sort()).toEqual([1, 1, 1, 2, 3])
    await settle(consumer, events)
    expect(await claim(consumer)).toEqual([])
    expect([...await sql`select handled::int, repeated::int, behind::int from public.list_event_consumers() where consumer = ${consumer}`]).toMatchObject([{ repeated: 3, behind: 0 }])
  })

  test('with times and measures that nobody can reckon with hold up nobody', async () => {
    const { consumer, ada } = await caughtUp()
    const times = ['294276-12-31 23:59:59+00', '4713-01-01 00:00:00+00 BC', 'infinity', '-infinity']
    for (const time of times) {
      for (const type of ['LetterGenerated', 'SkillAdded']) {
        await sql`insert into public.phoenix_events (stream_id, event_type, app_source, payload, "timestamp") values (${randomUUID()}, ${type}, 'phoenix-letters', '{"n": 1}', ${time}::text::timestamptz)`
      }
    }
    for (const name of ['score', 'mood', 'mood_score']) {
      await sql`insert into public.phoenix_events (stream_id, event_type, app_source, payload) values (${randomUUID()}, 'MoodLogged', 'rise', ${`{"${name}": -9e131071}`}::text::jsonb)`
    }
    await appendAll(ada, 2)
    const events = await claim(consumer)
    expect(numbers(events)).toEqual([...Array(8).fill(1), undefined, undefined, undefined, 2])
    expect(events.slice(8, 11).map(({ data }) => data.mood)).toEqual([null, null, null])
    expect(await settle(consumer, events)).toHaveLength(12)
    expect(Number((await sql`select public.replay_phoenix_events(${consumer}, '-infinity') as n`)[0]!.n)).toBeGreaterThan(11)
    await sql`delete from public.phoenix_events where stream_id <> ${ada} and ("timestamp" in ('infinity', '-infinity') or extract(year from "timestamp") not between 1900 and 2200)`
  })

  test('events of the gateway are told apart by their id only', async () => {
    const { consumer, ada } = await caughtUp()
    await appendAll(ada, 1, 1, 1)
    expect(numbers(await claim(consumer))).toEqual([1, 1, 1])
  })

  test.each([
    ['MoodLogged', 'phoenix_rise', { score: 0.7 }, 'rise.journal_entry_created', 'rise', 7], ['MoodLogged', 'rise', { score: 1 }, 'rise.journal_entry_created', 'rise', 10],
    ['MoodLogged', 'rise', { mood_score: 7 }, 'rise.journal_entry_created', 'rise', 7], ['MoodLogged', 'rise', { mood: 0.45 }, 'rise.journal_entry_created', 'rise', 4.5],
    ['JournalEntryCreated', 'rise', { mood: 1 }, 'rise.journal_entry_created', 'rise', 1], ['MoodLogged', 'rise', { mood: 'high' }, 'rise.journal_entry_created', 'rise', null],
    ['MoodLogged', 'rise', { score: 70 }, 'rise.journal_entry_created', 'rise', null], ['ConfidenceScoreLogged', 'rise', { score: 0.5 }, 'rise.journal_entry_created', 'rise', 5],
    ['CVGenerated', 'phoenix-cv', {}, 'cv.generated', 'cv', undefined], ['JobOfferAnalyzed', 'phoenix-letters', {}, 'letter.job_offer_analyzed', 'letters', undefined],
    ['JobOfferAnalyzed', 'phoenix-aube', { resistance_score: 0.5 }, 'JobOfferAnalyzed', 'aube', undefined], ['transition_écosystème', 'phoenix_aube', {}, 'ecosystem.cross_app_navigation', 'aube', undefined],
    ['SkillAdded', 'smart_router', {}, 'SkillAdded', 'system', undefined],
  ])('%s of %s with %j is read as the gateway speaks', async (type, app, payload, canonicalType, canonicalApp, mood) => {
    const { consumer, ada } = await caughtUp()
    await append(ada, payload, { type, app, via: 'event_bridge' })
    await readable()
    const [event] = await claim(consumer)
    expect(event).toMatchObject({ event_type: type, app_source: app, payload, type: canonicalType, app: canonicalApp, is_half: type === 'ConfidenceScoreLogged' })
    expect(event!.data.mood).toBe(mood)
  })
})

describe('what goes with the events', () => {
  test('erasure takes the person off the queue, and the order stays', async () => {
    const { consumer } = await caughtUp()
    const ada = await addUser(sql)
    await appendAll(ada, 1, 2, 3)
    const [first] = await claim(consumer, 1)
    await claim(consumer)
    // An agent writes what it likes of an event that failed, names and addresses too.
    const other = newConsumer()
    let its = await claim(other, 500)
    for (; !its.some(({ stream_id }) => stream_id === ada); its = await claim(other, 500)) await settle(other, its)
    await settle(other, its.filter(({ stream_id }) => stream_id === ada).slice(0, 1), 'dead', 'no such mailbox: ada@example.org')
    await sql`select public.erase_user(${ada})`
    expect(await sql`select from phoenix_private.event_deliveries where stream_id = ${ada} or error like '%ada@%'`).toHaveLength(0)
    expect(await claim(consumer)).toEqual([])
    await settle(consumer, [first!])
    const rest = await claim(consumer)
    expect(numbers(rest)).toEqual([2, 3].map(() => undefined))
    expect(new Set(rest.map((event) => event.stream_id)).size).toBe(1)
    expect(rest[0]!.stream_id).not.toBe(ada)
  })

  test('retention takes its events out of the queue, and nobody waits behind them', async () => {
    const { consumer, ada } = await caughtUp()
    await append(ada, { n: 1 }, { ago: 400 * 86_400 })
    await appendAll(ada, 2)
    const [old] = await claim(consumer, 1)
    expect(await claim(consumer)).toEqual([])
    await sql`select public.cleanup_old_phoenix_events()`
    expect(await settle(consumer, [old!])).toMatchObject([{ state: 'stale' }])
    await sql`select public.tend_event_queue()`
    expect(numbers(await claim(consumer))).toEqual([2])
  })
})

test('what a consumer has before it is counted as far as is asked, and how far a replay has come from where one looked last', async () => {
  const { consumer, ada } = await caughtUp()
  const ids = await appendAll(ada, 1, 2, 3, 4, 5)
  const state = async (countTo: number) => (await sql`select behind::int, has_more, oldest_at from public.list_event_consumers(${countTo}) where consumer = ${consumer}`).map((row) => ({ ...row }))
  const [first] = await sql`select "timestamp" as at from public.phoenix_events where event_id = ${ids[0]!}`
  expect([await state(4), await state(5)]).toEqual([[{ behind: 4, has_more: true, oldest_at: first!.at }], [{ behind: 5, has_more: false, oldest_at: first!.at }]])
  await settle(consumer, await claim(consumer, 4))
  expect(await state(5)).toMatchObject([{ behind: 1 }])
  expect(Number((await sql`select public.replay_phoenix_events(${consumer}, ${first!.at}) as n`)[0]!.n)).toBe(4)

  let place: { transaction_id: string | null; position: number | null } = { transaction_id: null, position: null }
  const follow = async () => {
    const [row] = await sql`select transaction_id, "position"::int, moved::int, open::int, dead::int, is_over from public.follow_replay(${consumer}, ${place.transaction_id}, ${place.position})`
    place = row as unknown as typeof place
    return [row!.moved, row!.open, row!.dead, row!.is_over]
  }
  expect(await follow()).toEqual([0, 0, 0, false])
  const half = await claim(consumer, 2)
  expect([await follow(), await follow()]).toEqual([[2, 2, 0, false], [0, 2, 0, false]])
  await settle(consumer, half)
  // The fifth is none of the replay's.
  const rest = await claim(consumer)
  expect(await follow()).toEqual([2, 2, 0, true])
  await settle(consumer, rest.slice(0, 1), 'dead')
  await settle(consumer, rest.slice(1))
  expect(await follow()).toEqual([0, 0, 1, true])
})

test('a replay hands out again what happened from a moment on, once, and makes the leases on it stale', async () => {
  const { consumer, ada, bob } = await caughtUp()
  // Far from what other tests did.
  const day = -100 * 86_400
  for (const [n, ago] of [[1, 300], [2, 200], [3, 100]] as const) await append(ada, { n }, { ago: day + ago })
  // Happened before, came after.
  await append(bob, { n: 10 }, { ago: day + 250 })
  await readable()
  await settle(consumer, (await claim(consumer, 3)))
  const out = await claim(consumer)
  expect(numbers(out)).toEqual([10])
  const replay = async (ago: number) => Number((await sql`select public.replay_phoenix_events(${consumer}, now() - make_interval(secs => ${day + ago})) as n`)[0]!.n)
  expect(await replay(220)).toBe(2)
  await append(ada, { n: 4 }, { ago: day })
  await readable()
  const again = await claim(consumer)
  expect(numbers(again)).toEqual([2, 3, 4])
  expect(await settle(consumer, out)).toMatchObject([{ state: 'done' }])
  expect(await replay(260)).toBe(4)
  expect(await settle(consumer, again)).toMatchObject([{ state: 'stale' }, { state: 'stale' }, { state: 'stale' }])
  expect(numbers(await claim(consumer))).toEqual([2, 3, 10, 4])
  expect(await refusalOf(sql`select public.replay_phoenix_events(${consumer}, null)`)).toMatchObject({ code: 'PT400', details: { issues: [{ path: 'p_from' }] } })
})

describe('the older event table', () => {
  test('where there is none nothing is imported; where there is, its rows join the line once, without their words', async () => {
    expect((await sql`select public.import_legacy_events() as n`)[0]!.n).toBe(0)
    await sql.unsafe(`
      create table public.events (event_id uuid primary key default gen_random_uuid(), stream_id uuid not null, event_type varchar(100) not null, payload jsonb not null,
        "timestamp" timestamptz default now(), app_source varchar(50) not null, version int default 1, metadata jsonb, created_at timestamptz default now());
      alter table public.events enable row level security;
      create index legacy_events_by_arrival on public.events (coalesce(created_at, "timestamp"))`)
    try {
      const { consumer } = await caughtUp()
      const [ada, gone] = [await addUser(sql), randomUUID()]
      const write = (user: string, type: string, payload: object, ago = 0) => sql`
        insert into public.events (stream_id, event_type, app_source, payload, "timestamp") values (${user}, ${type}, 'phoenix_rise', ${JSON.stringify(payload)}::text::jsonb, now() - make_interval(secs => ${ago}))`
      await write(ada, 'MoodLogged', { score: 0.3, notes: 'rien ne va, Zyndrelle', journal_entry_id: gone }, 900)
      await write(ada, 'GoalSet', { title: 'Zyndrelle' })
      await write(ada, 'GoalSet', { title: 'Zyndrelle' })
      await write(ada, 'GoalSet', { title: 'Mirabeline' })
      await write(gone, 'GoalSet', { title: 'Nobody' })
      const imports = async () => (await sql`select public.import_legacy_events() as n`)[0]!.n as number
      expect([await imports(), await imports()]).toEqual([3, 0])
      // Arrived late, with a clock of its own.
      await write(ada, 'UserLogin', {}, 40 * 86_400)
      expect(await imports()).toBe(1)
      await readable()
      const events = await claim(consumer)
      expect(events.map((event) => [event.type, event.app])).toEqual([
        ['rise.journal_entry_created', 'rise'], ['rise.kaizen_goal_set', 'rise'], ['rise.kaizen_goal_set', 'rise'], ['user.signed_in', 'rise']])
      expect(events[0]!.data).toEqual({ score: 0.3, mood: 3, journal_entry_id: gone, legacy_event_id: events[0]!.event_id })
      expect(JSON.stringify(events)).not.toMatch(/Zyndrelle|Mirabeline/)
      // Clocks that went wrong come in too, and nobody is missed after them.
      await sql`insert into public.events (stream_id, event_type, app_source, payload, "timestamp", created_at) values (${ada}, 'SkillAdded', 'phoenix_rise', '{}', '4713-01-01 00:00:00+00 BC', now()), (${ada}, 'SkillAdded', 'phoenix_rise', '{}', 'infinity', null)`
      expect(await imports()).toBe(2)
      await write(ada, 'UserLogout', {})
      expect([await imports(), await imports()]).toEqual([1, 0])
      await sql`select public.erase_user(${ada})`
      expect(await imports()).toBe(0)
    } finally {
      await sql`drop table public.events`
    }
  })
})
