import { setTimeout as pause } from 'node:timers/promises'
import { inspect } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { openLanes, outcome } from './lanes.ts'

/* Each lane's way to the database, troubled: what is said meanwhile, what was done, and how it comes back. */

const { lanes, viewer, sql } = await openLanes({ timeout: 2.5, pool: 2, queue: 4 })
const ada = await viewer()
const away = { refused: 'SERVICE_UNAVAILABLE', message: 'The service is not available for the moment.', extensions: { code: 'SERVICE_UNAVAILABLE', retryAfter: 2 } }

afterEach(async () => {
  for (const { proxy } of lanes) {
    proxy.hangsUp = false
    await proxy.up()
  }
})

const eventsOf = async (id: string) => (await sql`select count(*)::int as events from public.phoenix_events where stream_id = ${id}`)[0]!.events as number
/** Waits until so many probes sleep in PostgreSQL. */
const asleep = (count: number) => expect.poll(async () => (await sql`select from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`).length).toBe(count)
const append = (id: string) => ({ streamId: id, eventType: 'user.registered', appSource: 'website', payload: {} })

describe.each(lanes)('$name', ({ read, call, proxy }) => {
  test('down: SERVICE_UNAVAILABLE with a time to wait, nothing of the inside, and well again by itself', async () => {
    await expect.poll(() => outcome(read(ada, 'probe_scalar', { found: true }))).toEqual({ rows: ['found'] })
    await proxy.down()
    for (const answer of [() => read(ada, 'probe_scalar', { found: true }), () => call('probe_scalar', { found: true })]) {
      expect(await outcome(answer())).toEqual(away)
      const error: unknown = await answer().catch((caught: unknown) => caught)
      expect(inspect(error, { depth: 9 })).not.toContain(ada.token)
      expect(JSON.stringify(error)).not.toMatch(/ECONN|socket|127\.0\.0\.1/)
    }
    await proxy.up()
    await expect.poll(() => outcome(read(ada, 'probe_scalar', { found: true }))).toEqual({ rows: ['found'] })
    expect(await outcome(call('probe_scalar', { found: true }))).toEqual({ rows: ['found'] })
  })

  test('connections that are closed as soon as they are there: given up in time, and never done later', async () => {
    const { id } = await viewer()
    const before = await eventsOf(id)
    proxy.cut()
    proxy.hangsUp = true
    const began = performance.now()
    const answers = await Promise.all([outcome(read(ada, 'probe_who')), outcome(call('create_phoenix_event', append(id)))])
    for (const answer of answers) expect(answer).toMatchObject({ refused: expect.stringMatching(/^(DEADLINE_EXCEEDED|SERVICE_UNAVAILABLE)$/) })
    expect(performance.now() - began).toBeLessThan(20_000)
    proxy.hangsUp = false
    await expect.poll(() => outcome(read(ada, 'probe_scalar', { found: true }))).toEqual({ rows: ['found'] })
    expect(await eventsOf(id)).toBe(before)
  })

  test('a connection cut under reads', async () => {
    const answers = [1, 2].map(() => outcome(read(ada, 'probe_sleep', { seconds: 1 })))
    await asleep(2)
    proxy.cut()
    for (const answer of await Promise.all(answers)) expect([away, { rows: ['woke'] }]).toContainEqual(answer)
    await expect.poll(() => outcome(read(ada, 'probe_who'))).toMatchObject({ rows: [{ uid: ada.id }] })
  })

  test('a connection cut under a write is SERVICE_UNAVAILABLE, and it was done at most once', async () => {
    const { id } = await viewer()
    const before = await eventsOf(id)
    for (let n = 0; n < 3; n += 1) {
      await expect.poll(() => outcome(call('probe_scalar', { found: true }))).toEqual({ rows: ['found'] })
      const answer = outcome(call('probe_write', { userId: id, seconds: 2 }))
      await asleep(1)
      proxy.cut()
      expect(await answer).toEqual(away)
      await asleep(0)
    }
    expect(await eventsOf(id) - before).toBeLessThanOrEqual(3)
    await expect.poll(() => outcome(call('probe_scalar', { found: true }))).toEqual({ rows: ['found'] })
  })

  test('every connection cut at the same moment, again and again, under load: well again by itself', async () => {
    for (let n = 0; n < 8; n += 1) {
      const load = Array.from({ length: 5 }, () => outcome(read(ada, 'probe_scalar', { found: true })))
      await pause(n % 4)
      proxy.cut()
      await Promise.all(load)
      await expect.poll(() => outcome(read(ada, 'probe_scalar', { found: true }))).toEqual({ rows: ['found'] })
    }
  })

  test('a statement that takes too long is given up, and the next is answered', async () => {
    expect(await outcome(read(ada, 'probe_sleep', { seconds: 4 }))).toMatchObject({ refused: expect.stringMatching(/^(DEADLINE_EXCEEDED|SERVICE_UNAVAILABLE)$/) })
    expect(await outcome(read(ada, 'probe_scalar', { found: true }))).toEqual({ rows: ['found'] })
  })

  test('a read that nobody waits for ends at once; one that never began is not sent', async () => {
    await asleep(0)
    const controller = new AbortController()
    const ended: string[] = []
    const answer = outcome(read(ada, 'probe_sleep', { seconds: 1.2 }, controller.signal)).finally(() => ended.push('given up'))
    const patient = outcome(read(ada, 'probe_sleep', { seconds: 1.2 })).finally(() => ended.push('answered'))
    await asleep(2)
    controller.abort()
    expect(await answer).toMatchObject({ refused: 'DEADLINE_EXCEEDED' })
    await patient
    expect(ended).toEqual(['given up', 'answered'])
    proxy.sent.length = 0
    expect(await outcome(read(ada, 'probe_who', {}, AbortSignal.abort()))).toMatchObject({ refused: 'DEADLINE_EXCEEDED' })
    expect(Buffer.concat(proxy.sent).toString()).not.toContain('probe_who')
  })

  test('more than the pool and its queue hold are turned away at once, and the rest answered', async () => {
    const told: unknown[] = []
    await Promise.all(Array.from({ length: 16 }, async () => told.push(await outcome(call('probe_sleep', { seconds: 0.3 })))))
    // In the order in which they were told: who is turned away waits for nobody.
    expect(told.slice(0, 10)).toEqual(Array(10).fill(expect.objectContaining({ refused: 'SERVICE_UNAVAILABLE' })))
    expect(told.slice(10)).toEqual(Array(6).fill({ rows: ['woke'] }))
  })
})
