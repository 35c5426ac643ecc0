import { expect, test } from 'vitest'
import type { TransactionSql } from 'postgres'
import { openPool } from '../../gateway/db/pool.ts'
import type { Connection } from '../../gateway/db/pool.ts'
import { addUser } from '../harness.ts'
import { eventually } from '../samples.ts'
import { useDatabase } from './arrange.ts'

/*
 * P3: readers follow commit order. Positions are taken when an event is written, not when it is committed; so a reader goes no
 * further than what no running transaction can still come before: the xmin of its snapshot. That is the server's, not the
 * database's: a transaction of another test's database holds the reader up, so what has been committed is waited for.
 */

const { sql, url } = await useDatabase()
const append = (queries: Connection | TransactionSql, user: string, n: number) => queries`select public.create_phoenix_event(${user}, 'ecosystem.integration', 'website', ${JSON.stringify({ n })}::text::jsonb)`

interface Place { readonly transaction: string; readonly position: string }
const START: Place = { transaction: '0', position: '0' }

/** The next events after a place, and the place after them: what the queue's reader will do. */
async function readAfter(place: Place, limit = 1000): Promise<{ seen: number[]; place: Place }> {
  const rows = await sql`
    select (payload ->> 'n')::int as n, transaction_id::text as transaction, "position"::text as position from public.phoenix_events
     where (transaction_id, "position") > (${place.transaction}::text::xid8, ${place.position}::bigint)
       and transaction_id < pg_snapshot_xmin(pg_current_snapshot())
     order by transaction_id, "position" limit ${limit}`
  const last = rows.at(-1)
  return { seen: rows.map((row) => row.n as number), place: last ? { transaction: last.transaction as string, position: last.position as string } : place }
}
/** What is not enough: after the last position seen. */
const readAfterPosition = async (position: string) => (await sql`select (payload ->> 'n')::int as n, "position"::text as position from public.phoenix_events where "position" > ${position}::bigint order by "position"`).map((row) => ({ n: row.n as number, position: row.position as string }))

/** A transaction that has written its event and does not commit before it is told. */
async function slow(user: string, n: number) {
  const [written, leave] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const client = openPool(url)
  const done = client.begin(async (transaction) => {
    await append(transaction, user, n)
    written.resolve()
    await leave.promise
  })
  await Promise.race([written.promise, done])
  return async () => {
    leave.resolve()
    await done
    await client.end()
  }
}

test('an event that was written first and committed last is not skipped; by position alone it would be', async () => {
  const user = await addUser(sql)
  const commit = await slow(user, 1)
  for (const n of [2, 3]) await append(sql, user, n)

  const naive = await readAfterPosition('0')
  expect(naive.map(({ n }) => n)).toEqual([2, 3])
  const before = await readAfter(START)
  expect(before.seen).toEqual([])

  await commit()
  expect((await readAfterPosition(naive.at(-1)!.position)).map(({ n }) => n)).toEqual([])
  const after = await eventually(async () => {
    const page = await readAfter(before.place)
    expect(page.seen).toEqual([1, 2, 3])
    return page
  })
  expect((await readAfter(after.place)).seen).toEqual([])
})

test('ten writers of every speed, a reader that never stops: everything once, each writer in his order', async () => {
  const user = await addUser(sql)
  let { place } = await readAfter(START)
  const seen: number[] = []
  const expected = Array.from({ length: 120 }, (_, at) => ({ writer: Math.floor(at / 12), n: at % 12 })).filter(({ writer, n }) => (writer + n) % 6 !== 5).map(({ writer, n }) => writer * 100 + n)
  let writing = true
  let patience = Infinity
  const reader = (async () => {
    while (writing || (seen.length < expected.length && performance.now() < patience)) {
      const page = await readAfter(place, 7)
      seen.push(...page.seen)
      place = page.place
    }
    seen.push(...(await readAfter(place)).seen)
  })()
  await Promise.all(Array.from({ length: 10 }, async (_, writer) => {
    const client = openPool(url)
    for (let n = 0; n < 12; n += 1) {
      const aborted = new Error('aborted')
      await client.begin(async (transaction) => {
        await append(transaction, user, writer * 100 + n)
        // Some commit long after they wrote, some not at all.
        await transaction`select pg_sleep(${((writer * 7 + n * 3) % 10) / 500})`
        if ((writer + n) % 6 === 5) throw aborted
      }).catch((error: unknown) => { if (error !== aborted) throw error })
    }
    await client.end()
  }))
  writing = false
  // A transaction of another test's database holds this reader up for as long as it runs.
  patience = performance.now() + 60_000
  await reader
  expect([...seen].sort((a, b) => a - b)).toEqual(expected)
  for (let writer = 0; writer < 10; writer += 1) {
    const own = seen.filter((n) => Math.floor(n / 100) === writer)
    expect(own).toEqual([...own].sort((a, b) => a - b))
  }
})

test('a row of the older apps, before there were transactions to follow, is read first', async () => {
  const user = await addUser(sql)
  await append(sql, user, 1000)
  await sql`update public.phoenix_events set transaction_id = '0' where stream_id = ${user}`
  await eventually(async () => expect((await readAfter(START)).seen[0]).toBe(1000))
})
