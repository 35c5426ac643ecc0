import type { Logger } from 'pino'
import { beginFetch, fetchFacts, subjectOf } from './fetch.ts'
import type { Sources } from './fetch.ts'
import type { StripeObject } from './facts.ts'
import { performIntent } from './intents.ts'
import type { Intent, Swept } from './port.ts'

/** What time asks for. One failure stops only what it is about: a claim lapses in two minutes, and is taken up again. */
export async function sweepBilling(sources: Sources | null, port: Sources['port'], log: Logger): Promise<Swept> {
  const swept = { intents: 0, fetched: 0, lapsed: 0 }
  const attempt = async (about: object, work: () => Promise<unknown>) => {
    try {
      return await work()
    } catch (err) {
      log.warn({ err, ...about }, 'billing could not be finished; the next round will')
      return undefined
    }
  }
  if (sources) {
    for (const intent of await port.call('claim_billing_intents', {})) {
      if (await attempt({ intent: intent.intentId }, () => finishIntent(sources, intent))) swept.intents += 1
    }
    for (const { objectId, kind } of await port.call('claim_stripe_objects', {})) {
      if (await attempt({ object: objectId }, () => fetchAgain(sources, { id: objectId, kind: kind as StripeObject['kind'] }, log))) swept.fetched += 1
    }
  }
  const [done] = await port.call('sweep_billing', {})
  return { ...swept, lapsed: done!.lapsed }
}

async function finishIntent(sources: Sources, intent: Intent): Promise<boolean> {
  const { save, args } = await performIntent(sources, intent)
  await sources.port.call(save, { actor: intent.userId, call: { operation: null, traceparent: intent.traceparent }, ...args } as never)
  return true
}

async function fetchAgain(sources: Sources, object: StripeObject, log: Logger): Promise<boolean> {
  const begun = await beginFetch(sources.port)
  const [applied] = await sources.port.call('apply_stripe', { event: null, facts: await fetchFacts(sources, subjectOf(object), begun) })
  if (applied!.outcome === 'parked') log.warn({ object: object.id, reason: applied!.reason }, 'what Stripe says of this is not applied')
  return applied!.outcome === 'applied'
}
