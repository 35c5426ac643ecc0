import type Stripe from 'stripe'
import type { Logger } from 'pino'
import { GatewayError } from '../errors.ts'
import { begunIn, fetchFacts, provisionalFacts, subjectOfEvent } from './fetch.ts'
import type { Begun, Sources, Subject } from './fetch.ts'
import { moment } from './facts.ts'
import type { Facts } from './facts.ts'
import type { Received } from './port.ts'
import { StripeRefusal } from './stripe.ts'

/**
 * One event, once: its objects are fetched, and what Stripe says now is applied in one transaction with the event's id. Where Stripe
 * does not answer, the event's own object counts until it does.
 * @throws whatever keeps it from being kept: nothing is changed then, and Stripe sends it again
 */
export async function settleEvent(sources: Sources, event: Stripe.Event, log: Logger): Promise<Received> {
  const { port, stripe } = sources
  const subject = subjectOfEvent(event)
  const told = { id: event.id, type: event.type, objectId: subject?.objects[0]?.id ?? null, livemode: event.livemode, createdAt: moment(event.created) }
  const note = async (state: 'parked' | 'ignored', reason: string): Promise<Received> => {
    const fresh = await port.call('note_stripe_event', { event: told, state, reason })
    return fresh[0] ? say({ outcome: state, reason }) : { outcome: 'duplicate', reason: null }
  }
  const say = (received: Received): Received => {
    if (received.outcome === 'parked') log.warn({ stripeEvent: event.id, type: event.type, object: told.objectId, reason: received.reason }, 'a Stripe event was parked, and nothing of it applied')
    return received
  }

  const [begun] = await port.call('begin_stripe_fetch', { eventId: event.id })
  if (begun!.known) return { outcome: 'duplicate', reason: null }
  if (event.account) return note('parked', 'foreign_account')
  if (event.livemode !== stripe.livemode) return note('parked', 'livemode')
  if (subject === null) return note('ignored', 'type')
  let facts: Facts
  try {
    facts = await look(sources, event, subject, begunIn(begun!), log)
  } catch (error) {
    if (error instanceof StripeRefusal && error.code === 'resource_missing') return note('parked', 'not_at_stripe')
    throw error
  }
  const [applied] = await port.call('apply_stripe', { event: told, facts })
  return say({ outcome: applied!.outcome as Received['outcome'], reason: applied!.reason })
}

async function look(sources: Sources, event: Stripe.Event, subject: Subject, begun: Begun, log: Logger): Promise<Facts> {
  try {
    return await fetchFacts(sources, subject, begun, true)
  } catch (error) {
    const facts = error instanceof GatewayError ? provisionalFacts(event, subject, sources.prices) : null
    if (facts === null) throw error
    log.warn({ stripeEvent: event.id, type: event.type }, 'Stripe does not answer: the event\'s own object counts until it does')
    return facts
  }
}
