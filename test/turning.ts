import { setTimeout as pause } from 'node:timers/promises'
import type { Connection } from '../gateway/db/pool.ts'
import type { Port } from '../gateway/db/port.ts'
import type { Consumer } from '../gateway/events/consumer.ts'
import { loadHandlers } from '../gateway/events/handlers.ts'
import type { ReadEvent } from '../gateway/events/handlers.ts'
import { createJourneyConsumer } from '../gateway/events/journeyConsumer.ts'

/** The worker's consumer of journeys, on a port; `warned` is what it said. */
export async function openJourneys(port: Port, read?: ReadEvent) {
  const warned: string[] = []
  const handlers = await loadHandlers()
  return { warned, consumer: createJourneyConsumer({ port, read: read ?? handlers, warn: (_error, message) => void warned.push(message) }) }
}

/**
 * Turns until nothing is left that is due. What a transaction of another test's database hides for a moment is waited for.
 * @returns how many events were handed out
 */
export async function turn(sql: Connection, port: Port, consumer: Consumer): Promise<number> {
  let handed = 0
  for (let tries = 0; tries < 3_000; tries += 1) {
    const events = await port.call('claim_phoenix_events', { consumer: consumer.name, limit: consumer.batch, leaseSeconds: consumer.leaseSeconds })
    handed += events.length
    if (events.length > 0) await consumer.handle(events, new AbortController().signal)
    else {
      const [row] = await sql`select behind::int from public.list_event_consumers() where consumer = ${consumer.name}`
      if (row?.behind === 0) return handed
      await pause(20)
    }
  }
  throw new Error('The store does not come to rest.')
}

/** A nudge as a rule offers it, without the events that would make the rule fire. */
export async function offerNudge(sql: Connection, userId: string, type = 'cv_to_letters'): Promise<string> {
  const [row] = await sql`
    insert into phoenix_private.nudges (user_id, nudge_type, app, day, week, slot, expires_at)
    select ${userId}, r.nudge_type, r.app, current_date, date_trunc('week', current_date), 1 + (select count(*)::int from phoenix_private.nudges n where n.user_id = ${userId}), now() + interval '7 days'
      from phoenix_private.nudge_rules r where r.nudge_type = ${type} returning nudge_id`
  return row!.nudge_id as string
}

/** A live consent, as recordConsent leaves it. */
export const consentTo = (sql: Connection, userId: string, purpose: string, granted = true) =>
  sql`select public.record_consent(${userId}, '{}', ${purpose}, ${granted}, '1', 'ecosystem')`
