import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { useDatabase } from './arrange.ts'
import { newConsumer, queueOn } from './queue.ts'
import type { Claimed, Outcome } from './queue.ts'

/* Whatever agents do, and in whatever order: nobody is handed an event while an earlier one of its user waits, is parked, or is out with somebody else. */

const { sql } = await useDatabase()
const { claim, acknowledge, append, readable, later } = queueOn(sql)

/** The same numbers for the same seed. */
function numbersFrom(seed: number) {
  let state = seed
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
}

test.each(Array.from({ length: 30 }, (_, seed) => seed + 1))('three users\' events, claimed, answered, lapsed and redriven at random (%i)', async (seed) => {
  const random = numbersFrom(seed)
  const pick = <T>(choices: readonly T[]) => choices[Math.floor(random() * choices.length)]!
  const [consumer, users, log, held] = [newConsumer(), [randomUUID(), randomUUID(), randomUUID()] as string[], [] as string[], [] as Claimed[][]]
  let count = 0
  const happen = async () => {
    for (let n = 0; n < 8; n += 1) await append(pick(users), { n: count += 1 })
    await readable()
  }
  // It begins here: what other seeds have left is not looked at.
  await append(randomUUID(), {})
  await sql`insert into phoenix_private.event_consumers (consumer, transaction_id, "position") select ${consumer}, e.transaction_id, e."position" from public.phoenix_events e order by e.transaction_id desc, e."position" desc limit 1`
  await happen()
  const take = async (limit: number) => {
    const events = await claim(consumer, limit)
    log.push(`claim ${events.map(({ stream_id, payload }) => `${users.indexOf(stream_id)}:${payload.n}`).join(' ')}`)
    const before = events.length === 0 ? [] : await sql`
      select o.event_id from phoenix_private.event_deliveries d
        join phoenix_private.event_deliveries o on o.consumer = d.consumer and o.stream_id = d.stream_id and (o.transaction_id, o."position") < (d.transaction_id, d."position")
       where d.consumer = ${consumer} and d.lease_id = ${events[0]!.lease_id} and o.state <> 'dead' and o.lease_id is distinct from d.lease_id`
    expect(before.length, log.join('\n')).toBe(0)
    return events
  }
  /** As workers answer: nothing of a user after his first failure. */
  const answer = (events: readonly Claimed[]) => {
    const failed = new Set<string>()
    return events.flatMap(({ stream_id, event_id, lease_id, payload }) => {
      if (failed.has(stream_id)) return []
      const outcome: Outcome = pick(['done', 'done', 'done', 'retry', 'retry', 'dead'])
      if (outcome !== 'done') failed.add(stream_id)
      log.push(`${payload.n} ${outcome}`)
      return [{ event_id, lease_id, outcome }]
    })
  }
  for (let step = 0; step < 50; step += 1) {
    const what = pick(['take', 'take', 'take', 'take', 'answer', 'answer', 'answer', 'later', 'redrive', 'tend', 'happen'])
    log.push(what)
    if (what === 'take') held.push(await take(pick([1, 2, 3, 7, 50])))
    else if (what === 'answer' && held.length > 0) await acknowledge(consumer, answer(held.splice(Math.floor(random() * held.length), 1)[0]!))
    else if (what === 'later') await later(consumer)
    else if (what === 'redrive') await sql`select public.redrive_phoenix_events(${consumer})`
    else if (what === 'tend') await sql`select public.tend_event_queue()`
    else if (what === 'happen') await happen()
  }
  // And nothing is stuck: in the end all is done or dead.
  for (let idle = 0; idle < 2;) {
    const events = await take(50)
    idle = events.length === 0 ? idle + 1 : 0
    if (idle > 0) await later(consumer)
    else await acknowledge(consumer, events.map(({ event_id, lease_id }) => ({ event_id, lease_id, outcome: 'done' })))
  }
  expect(await sql`select from phoenix_private.event_deliveries where consumer = ${consumer} and state <> 'dead'`).toHaveLength(0)
})
