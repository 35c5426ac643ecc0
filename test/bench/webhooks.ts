import { setTimeout as pause } from 'node:timers/promises'
import { openPool } from '../../gateway/db/pool.ts'
import { openStripe, sign } from '../stripe/server.ts'
import type { Tools } from './measure.ts'
import { startContestant } from './process.ts'

export interface WebhooksFound {
  readonly sent: number
  readonly perSecond: number
  /** Milliseconds from when it was due to the answer: a loader that is late itself hides nothing. */
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly slowest: number
  readonly people: number
  /** Of them, who is PREMIUM afterwards. */
  readonly entitled: number
  readonly stripeCalls: number
  /** Of the gateway, a webhook: what a busy machine changes less than times. */
  readonly cpuMicroseconds: number
}

const PER_SECOND = 50
const WARM = 100

/** Signed events at a steady pace, whatever the answers take: two for each of as many people as pay for the first time. */
export async function measureWebhooks(tools: Tools, count: number, say: (line: string) => void): Promise<WebhooksFound> {
  const stripe = await openStripe()
  const gateway = await startContestant('gateway', { ...tools.settings, stripe: stripe.config })
  const sql = openPool(tools.database.adminUrl)
  try {
    const people = await sql`insert into auth.users (id) select gen_random_uuid() from generate_series(1, ${(count + WARM) / 2}::int) returning id`
    const { account } = stripe
    for (const { id } of people) account.subscribe(account.addCustomer().id, 'price_cv', { metadata: { phoenix_user_id: id as string } })
    const bodies = account.events.map((event) => JSON.stringify(event))
    const send = async (body: string, due: number) => {
      const response = await fetch(`http://127.0.0.1:${gateway.port}/webhooks/stripe`, { method: 'POST', body, headers: { 'stripe-signature': sign(body) } })
      const { outcome } = (await response.json()) as { outcome?: string }
      // Stale: its twin, a moment later, has fetched the same subscription already.
      if (outcome !== 'applied' && outcome !== 'stale') throw new Error(`a webhook was answered ${response.status} ${outcome}`)
      return performance.now() - due
    }
    const paced = async (some: readonly string[]) => {
      const began = performance.now()
      const running: Promise<number>[] = []
      for (const [index, body] of some.entries()) {
        const due = began + index * (1000 / PER_SECOND)
        const wait = due - performance.now()
        if (wait > 0) await pause(wait)
        running.push(send(body, due))
      }
      return (await Promise.all(running)).sort((a, b) => a - b)
    }
    say(`webhooks: warming up, then ${count} at ${PER_SECOND} a second`)
    await paced(bodies.slice(0, WARM))
    const calls = stripe.requests.length
    const before = await gateway.used()
    const times = await paced(bodies.slice(WARM))
    const after = await gateway.used()
    const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))]!
    const paying = people.slice(WARM / 2)
    const [row] = await sql`
      select count(*)::int as entitled from unnest(${`{${paying.map(({ id }) => id).join(',')}}`}::uuid[]) u where public.get_user_app_tier(u, 'cv') = 'premium'`
    return { sent: times.length, perSecond: PER_SECOND, p50: at(0.5), p95: at(0.95), p99: at(0.99), slowest: times.at(-1)!, people: paying.length, entitled: row!.entitled as number, stripeCalls: stripe.requests.length - calls, cpuMicroseconds: (after.cpuMicroseconds - before.cpuMicroseconds) / times.length }
  } finally {
    await sql.end()
    await gateway.stop()
    await stripe.close()
  }
}
