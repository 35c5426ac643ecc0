import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { refusalOf, useDatabase } from './arrange.ts'

const { sql } = await useDatabase()

const append = (stream: string, type: string, app: string, ago = '0') => sql`
  insert into public.phoenix_events (stream_id, event_type, app_source, "timestamp") values (${stream}, ${type}, ${app}, now() - ${ago}::text::interval) returning event_id`
const stats = async (days?: number | null) =>
  (days === undefined ? await sql`select public.get_phoenix_ecosystem_stats() as stats` : await sql`select public.get_phoenix_ecosystem_stats(${days}) as stats`)[0]!.stats

describe('get_phoenix_ecosystem_stats', () => {
  test('of an empty store is zeros, not nulls', async () => {
    await sql`delete from public.phoenix_events`
    expect(await stats(7)).toEqual({ period_days: 7, total_events: 0, unique_users: 0, app_breakdown: {}, generated_at: expect.any(String) })
  })

  test('counts events and people, by app, inside its days', async () => {
    await sql`delete from public.phoenix_events`
    const [ada, bob] = [randomUUID(), randomUUID()]
    await append(ada, 'cv.generated', 'cv')
    await append(ada, 'cv.generated', 'cv', '2 days')
    await append(bob, 'cv.generated', 'cv', '6 days 23 hours')
    await append(bob, 'rise.meditation_completed', 'rise', '1 day')
    await append(bob, 'letter.generated', 'letters', '8 days')
    expect(await stats(7)).toMatchObject({ total_events: 4, unique_users: 2, app_breakdown: { cv: { events: 3, users: 2 }, rise: { events: 1, users: 1 } } })
    expect(await stats(1)).toMatchObject({ total_events: 1, unique_users: 1, app_breakdown: { cv: { events: 1, users: 1 } } })
    expect(Object.keys((await stats()).app_breakdown).sort()).toEqual(['cv', 'letters', 'rise'])
    expect((await stats()).period_days).toBe(30)
    expect((await stats(3650)).total_events).toBe(5)
  })

  test.each([0, -1, 3651, 2_147_483_647, null])('refuses %s days', async (days) => {
    expect(await refusalOf(stats(days))).toMatchObject({ code: 'PT400', hint: 'BAD_USER_INPUT', details: { issues: [{ path: 'days_back' }] } })
  })
})

describe('readers follow commit order', () => {
  interface Cursor { readonly transaction: string; readonly position: string }
  const start: Cursor = { transaction: '0', position: '0' }
  /** What a reader does: everything after its cursor whose transaction no running one can precede. */
  const read = async (stream: string, { transaction, position }: Cursor) =>
    (await sql`
      select payload ->> 'name' as name, transaction_id::text as transaction, position::text as position from public.phoenix_events
       where stream_id = ${stream} and (transaction_id, position) > (${transaction}::text::xid8, ${position}::text::bigint) and transaction_id < pg_snapshot_xmin(pg_current_snapshot())
       order by transaction_id, position`).map((row) => ({ ...row }) as unknown as Cursor & { name: string })
  const slowly = async (stream: string, meanwhile: () => Promise<void>, ending: 'commit' | 'rollback' = 'commit') => {
    await sql.begin(async (transaction) => {
      await transaction`insert into public.phoenix_events (stream_id, event_type, app_source, payload) values (${stream}, 'cv.generated', 'cv', '{"name": "slow"}')`
      await meanwhile()
      if (ending === 'rollback') throw new Error('rolled back')
    }).catch((error: Error) => {
      if (error.message !== 'rolled back') throw error
    })
  }
  const fast = (stream: string, name: string) => sql`insert into public.phoenix_events (stream_id, event_type, app_source, payload) values (${stream}, 'cv.generated', 'cv', jsonb_build_object('name', ${name}::text))`

  test('a slow transaction\'s event is never skipped', async () => {
    const stream = randomUUID()
    let cursor = start
    const seen: string[] = []
    const poll = async () => {
      for (const event of await read(stream, cursor)) {
        seen.push(event.name)
        cursor = event
      }
    }
    await fast(stream, 'first')
    while (seen.length < 1) await poll()
    await slowly(stream, async () => {
      await fast(stream, 'overtaking')
      await poll()
      expect(seen).toEqual(['first'])
    })
    await fast(stream, 'last')
    // Transactions of other databases of the cluster count as well: they make a reader wait, never skip.
    while (seen.length < 4) await poll()
    expect(seen).toEqual(['first', 'slow', 'overtaking', 'last'])
    await poll()
    expect(seen).toHaveLength(4)
  })

  test('one that is rolled back holds nothing up', async () => {
    const stream = randomUUID()
    await slowly(stream, async () => {
      await fast(stream, 'kept')
    }, 'rollback')
    let events = await read(stream, start)
    while (events.length === 0) events = await read(stream, start)
    expect(events.map(({ name }) => name)).toEqual(['kept'])
  })

  test('a reader that goes by position alone loses the slow one', async () => {
    const stream = randomUUID()
    let last = 0n
    const seen: string[] = []
    const poll = async () => {
      for (const row of await sql`select payload ->> 'name' as name, position::text as position from public.phoenix_events where stream_id = ${stream} and position > ${last.toString()} order by position`) {
        seen.push(row.name)
        last = BigInt(row.position)
      }
    }
    await slowly(stream, async () => {
      await fast(stream, 'overtaking')
      await poll()
    })
    await poll()
    expect(seen).toEqual(['overtaking'])
  })

  test('events of many transactions at once are each read once', async () => {
    const stream = randomUUID()
    const seen: string[] = []
    let cursor = start
    let writing = true
    const reader = (async () => {
      while (writing || seen.length < 120) {
        for (const event of await read(stream, cursor)) {
          seen.push(event.name)
          cursor = event
        }
      }
    })()
    await Promise.all([0, 1, 2].map(async (writer) => {
      for (let n = 0; n < 40; n++) await sql.begin(async (transaction) => {
        await transaction`insert into public.phoenix_events (stream_id, event_type, app_source, payload) values (${stream}, 'cv.generated', 'cv', jsonb_build_object('name', ${`${writer}.${n}`}::text))`
        if (n % 3 === 0) await transaction`select count(*) from public.phoenix_events`
      })
    }))
    writing = false
    await reader
    expect(seen).toHaveLength(120)
    expect(new Set(seen).size).toBe(120)
  })
})

describe('views', () => {
  test('phoenix_user_journey knows the app before and after', async () => {
    const stream = randomUUID()
    await append(stream, 'cv.generated', 'cv', '3 hours')
    await append(stream, 'letter.generated', 'letters', '2 hours')
    await append(stream, 'rise.meditation_completed', 'rise', '1 hour')
    await append(stream, 'cv.generated', 'cv', '31 days')
    const rows = await sql`select previous_app, app_source, next_app from public.phoenix_user_journey where user_id = ${stream} order by "timestamp"`
    expect(rows.map((row) => Object.values(row))).toEqual([[null, 'cv', 'letters'], ['cv', 'letters', 'rise'], ['letters', 'rise', null]])
  })

  test('phoenix_ecosystem_analytics counts by day, app and type', async () => {
    await sql`delete from public.phoenix_events`
    const [ada, bob] = [randomUUID(), randomUUID()]
    for (const stream of [ada, ada, bob]) await append(stream, 'cv.generated', 'cv')
    await append(ada, 'cv.generated', 'cv', '91 days')
    const rows = await sql`select app_source, event_type, event_count::int, unique_users::int from public.phoenix_ecosystem_analytics`
    expect(rows.map((row) => ({ ...row }))).toEqual([{ app_source: 'cv', event_type: 'cv.generated', event_count: 3, unique_users: 2 }])
  })
})
