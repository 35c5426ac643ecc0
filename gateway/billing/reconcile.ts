import type Stripe from 'stripe'
import { GatewayError } from '../errors.ts'
import { chargeFact, idIn, invoiceFact, subscriptionIn, userIn } from './facts.ts'
import type { Facts } from './facts.ts'
import { beginFetch, nothing, subscriptionFacts } from './fetch.ts'
import type { Begun, Sources } from './fetch.ts'
import { createPayers } from './payers.ts'
import type { Payer } from './payers.ts'
import type { Page } from './stripe.ts'

export interface ReconcileOptions extends Sources {
  /** Repairs what differs; else it only says so. */
  readonly apply: boolean
  /** A line for a person: differences, doubts, progress. */
  readonly say: (line: string) => void
}

export interface Reconciled {
  readonly looked: number
  readonly differences: number
  readonly repaired: number
  readonly doubts: number
}

type Count = { -readonly [field in keyof Reconciled]: number }

/** What we hold of Stripe's objects, by their ids. */
interface Known {
  readonly subscriptions: Readonly<Record<string, Record<string, unknown>>>
  readonly invoices: Readonly<Record<string, Record<string, unknown>>>
  readonly charges: Readonly<Record<string, Record<string, unknown>>>
}

/**
 * Compares all that Stripe has with what we have, page by page to the last, and repairs it through the one function that webhooks go
 * through too. What nobody can decide is listed as a doubt, and left alone.
 */
export async function reconcile(options: ReconcileOptions): Promise<Reconciled> {
  const { stripe, port, say } = options
  const count = { looked: 0, differences: 0, repaired: 0, doubts: 0 }
  const doubt = (line: string) => {
    count.doubts += 1
    say(`doubt       ${line}`)
  }
  const payers = createPayers(options, doubt)
  const seen: string[] = []
  const living = new Set<string>()

  const settle = async (what: string, differing: string | null, facts: Facts) => {
    count.looked += 1
    if (differing === null) return
    count.differences += 1
    say(`difference  ${what}: ${differing}`)
    if (!options.apply) return
    const [done] = await port.call('apply_stripe', { event: null, facts }).catch((error: unknown) => {
      // One object that cannot be applied keeps nobody from the others; a database that is away does.
      if (error instanceof GatewayError) throw error
      doubt(`${what}: could not be applied (${(error as { code?: string }).code ?? 'unknown'})`)
      return [null]
    })
    if (done === null) return
    if (done!.outcome === 'parked') doubt(`${what}: not applied (${done!.reason})`)
    else count.repaired += 1
  }

  await eachPage('subscriptions', stripe.subscriptions, options, async (subscription, begun, known) => {
    seen.push(subscription.id)
    if (subscription.status === 'active' || subscription.status === 'trialing') living.add(subscription.id)
    const payer = await payers.of(subscription)
    if (payer === null) return
    const fact = await subscriptionFacts(stripe, options.prices, subscription)
    if (fact.plan === null) return doubt(`${subscription.id}: its price ${fact.price ?? ''} is none of ours`)
    if (subscription.items.data.length > 1) doubt(`${subscription.id}: holds ${subscription.items.data.length} prices, of which one counts`)
    const differing = differenceOf(known.subscriptions[subscription.id], [...SUBSCRIPTION.map(([column, field]) => [column, fact[field]] as const), ['derived', true]])
    await settle(`${subscription.id} of user ${payer.user}`, differing, { ...nothing, ...named(payer), ...begun, customer: fact.customer, subscriptions: [fact] })
  })
  await eachPage('invoices', stripe.invoices, options, async (invoice, begun, known) => {
    const held = known.invoices[invoice.id!]
    const fact = invoiceFact(invoice, options.prices, held?.status !== 'failed' && living.has(subscriptionIn(invoice) ?? ''))
    const payer = await payers.linked(idIn(invoice.customer as never), null)
    if (fact === null || payer === null) return
    if (held === undefined && (fact.amount === 0 || (fact.status !== 'succeeded' && (fact.attempts === 0 || fact.status === 'pending')))) return
    const refunded = held?.status === 'refunded' && fact.status === 'succeeded'
    const differing = differenceOf(held, [['status', refunded ? 'refunded' : fact.status], ['paymentIntent', fact.paymentIntent], ['amount', fact.amount], ['currency', fact.currency], ['at', fact.at], ['app', fact.app]])
    await settle(`${fact.id} of user ${payer.user}`, differing, { ...nothing, ...named(payer), ...begun, customer: idIn(invoice.customer as never), invoice: fact })
  })
  await eachPage('charges', stripe.charges, options, async (charge, begun, known) => {
    const fact = chargeFact(charge)
    const payer = await payers.linked(idIn(charge.customer as never), null)
    if (payer === null || (known.charges[fact.id] === undefined && fact.refunded === 0 && !fact.disputed)) return
    const differing = differenceOf(known.charges[fact.id], [['refunded', fact.refunded], ['disputed', fact.disputed], ['currency', fact.currency], ['paymentIntent', fact.paymentIntent]])
    await settle(`${fact.id} of user ${payer.user}`, differing, { ...nothing, ...named(payer), ...begun, customer: idIn(charge.customer as never), charge: fact })
  })

  await eachCustomer(options, payers.knows, count, doubt)
  await eachStale(options, seen, count)
  await eachDoubt(options, seen, doubt)
  say(`done        ${count.looked} compared, ${count.differences} differ, ${count.repaired} repaired, ${count.doubts} in doubt`)
  return count
}

const WORDS: Readonly<Record<string, string>> = {
  double: 'several subscriptions of one app are paid for at once: cancel all but one, and give the others back',
  bundle_and_single: 'the bundle and a single app are paid for at once',
  to_be_ended: 'a change of plan has superseded it, and Stripe has not ended it yet: the worker tries again',
  of_another: 'this row shows the subscription of somebody else',
  erased: 'its account was erased, and Stripe has not ended it yet: the worker tries again',
  unknown_to_stripe: 'we have it, and Stripe does not',
}

async function eachDoubt({ port }: ReconcileOptions, seen: string[], doubt: (line: string) => void) {
  for (let after: string[] | null = null; ;) {
    const doubts: readonly { kind: string; userId: string | null; about: string }[] = await port.call('list_billing_doubts', { seen, ...(after !== null && { after }) })
    for (const { kind, userId, about } of doubts) doubt(`${about}${userId === null ? '' : ` of user ${userId}`}: ${WORDS[kind] ?? kind}`)
    const last = doubts.at(-1)
    if (last === undefined) return
    after = [last.kind, last.about, last.userId ?? '']
  }
}

/** Customers that somebody made for a user of ours and that are linked to nobody: an answer that was lost, with a name and an address at Stripe. */
async function eachCustomer({ stripe, port, say, apply }: ReconcileOptions, isKnown: (customer: string) => boolean, count: Count, doubt: (line: string) => void) {
  let done = 0
  for (let after: string | null = null, more = true; more;) {
    const { data, hasMore }: Page<Stripe.Customer> = await stripe.customers(after)
    const named = data.flatMap(({ id, metadata }) => (userIn(metadata?.phoenix_user_id) === null || isKnown(id) ? [] : [{ id, user: userIn(metadata.phoenix_user_id)! }]))
    const unlinked = named.length === 0 ? [] : await port.call('list_unlinked_customers', { customerIds: named.map(({ id }) => id), userIds: named.map(({ user }) => user) })
    for (const { customerId, userId, isThere } of unlinked) {
      if (!isThere) {
        doubt(`${customerId}: its user ${userId} is no more, and Stripe still has him: delete it`)
        continue
      }
      count.differences += 1
      say(`difference  ${customerId} of user ${userId}: not linked here`)
      if (apply && (await port.call('link_stripe_customer', { actor: userId, customerId }))[0] !== null) count.repaired += 1
    }
    done += data.length
    count.looked += named.length
    after = data.at(-1)?.id ?? null
    more = hasMore && after !== null
    say(`progress    ${done} customers${more ? ', and more' : ''}`)
  }
}

/** Tiers that do not follow from what they should follow from, of whomever nothing at Stripe has led to. */
async function eachStale({ port, say, apply }: ReconcileOptions, seen: string[], count: Count) {
  for (let after: string | null = null; ;) {
    const people: readonly { userId: string; problems: string }[] = await port.call('list_stale_tiers', { seen, ...(after !== null && { after }) })
    for (const { userId, problems } of people) {
      count.looked += 1
      count.differences += 1
      say(`difference  user ${userId}: ${problems}`)
      if (apply && (await port.call('derive_anew', { userId }))[0]) count.repaired += 1
    }
    after = people.at(-1)?.userId ?? null
    if (after === null) return
  }
}

/** The columns of a row beside the fields of a fact. */
const SUBSCRIPTION = [
  ['customer_id', 'customer'], ['plan_id', 'plan'], ['status', 'status'], ['stripe_status', 'stripeStatus'], ['price_id', 'price'], ['product_id', 'product'], ['amount', 'amount'], ['currency', 'currency'],
  ['period_start', 'periodStart'], ['period_end', 'periodEnd'], ['trial_end', 'trialEnd'],
  ['cancel_at_period_end', 'cancelAtPeriodEnd'], ['cancelled_at', 'cancelledAt'], ['past_due_since', 'pastDueSince'],
] as const

const named = ({ user, by }: Payer) => ({ user, userBy: by })

async function eachPage<T extends { readonly id?: string }>(
  what: 'subscriptions' | 'invoices' | 'charges', list: (after: string | null) => Promise<Page<T>>, { port, say }: ReconcileOptions,
  look: (object: T, begun: Begun, known: Known) => Promise<unknown>,
) {
  let done = 0
  for (let after: string | null = null, more = true; more;) {
    const begun = await beginFetch(port)
    const { data, hasMore }: Page<T> = await list(after)
    const ids = data.map(({ id }) => id!)
    const [known] = await port.call('list_stripe_state', { subscriptionIds: [], invoiceIds: [], chargeIds: [], [IDS[what]]: ids } as never)
    for (const object of data) await look(object, begun, known as unknown as Known)
    done += data.length
    after = ids.at(-1) ?? null
    more = hasMore && after !== null
    say(`progress    ${done} ${what}${more ? ', and more' : ''}`)
  }
}
const IDS = { subscriptions: 'subscriptionIds', invoices: 'invoiceIds', charges: 'chargeIds' } as const

/** In words what is not the same; null where everything is. Moments are compared as moments. */
function differenceOf(held: Readonly<Record<string, unknown>> | undefined, wanted: readonly (readonly [name: string, value: unknown])[]): string | null {
  if (held === undefined) return `missing here (${wanted.map(([name, value]) => `${name} ${value}`).join(', ')})`
  const plain = (value: unknown) => (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : value ?? null)
  const differing = wanted.filter(([name, value]) => plain(held[name]) !== plain(value))
  return differing.length === 0 ? null : differing.map(([name, value]) => `${name} is ${held[name]} here and ${value} at Stripe`).join(', ')
}

