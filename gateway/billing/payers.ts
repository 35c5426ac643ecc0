import type Stripe from 'stripe'
import { idIn, userIn } from './facts.ts'
import type { Sources } from './fetch.ts'

/** Whose a Stripe customer is, and how that is known. */
export interface Payer {
  readonly user: string
  readonly by: 'metadata' | 'client_reference' | 'email' | 'row'
}

/**
 * Finds who pays: who is linked already; then what the subscription's metadata says, or the checkout that sold it, or a confirmed
 * e-mail that one user only has. What is left is a doubt, told once a customer.
 */
export function createPayers({ stripe, port }: Sources, doubt: (line: string) => void) {
  const found = new Map<string, Payer | null>()

  async function look(customer: string, named: string | null) {
    const [known] = await port.call('find_stripe_payer', { customerId: customer, userId: named })
    return known!
  }

  async function search(subscription: Stripe.Subscription, customer: string): Promise<Payer | null> {
    const written = userIn(subscription.metadata?.phoenix_user_id)
    const known = await look(customer, written)
    if (known.linked !== null) {
      if (written !== null && known.named !== null && known.linked !== written) doubt(`${subscription.id}: says user ${written}, and customer ${customer} is linked to ${known.linked}, who counts`)
      return { user: known.linked, by: 'row' }
    }
    if (known.named !== null) return { user: known.named, by: 'metadata' }
    const session = await stripe.checkoutOf(subscription.id)
    const referred = userIn(session?.client_reference_id)
    if (referred !== null && (await look(customer, referred)).named !== null) return { user: referred, by: 'client_reference' }
    const gone = written ?? referred
    if (gone !== null) {
      if (subscription.status !== 'canceled') doubt(`${subscription.id} of customer ${customer}: user ${gone} is no more, and it is ${subscription.status}: cancel it`)
      return null
    }
    return byEmail(subscription, customer)
  }

  async function byEmail(subscription: Stripe.Subscription, customer: string): Promise<Payer | null> {
    const object = await stripe.customer(customer)
    const email = object.deleted ? null : object.email
    const [match] = email ? await port.call('find_confirmed_email', { email }) : []
    if (match?.matches === 1) return { user: match.userId!, by: 'email' }
    // No address in what is said: it goes to terminals and tickets.
    doubt(`${subscription.id} of customer ${customer}: nobody is named in it, and ${email ? `${match?.matches ?? 0} users have confirmed the customer's e-mail` : 'the customer has no e-mail'}`)
    return null
  }

  return {
    async of(subscription: Stripe.Subscription): Promise<Payer | null> {
      const customer = idIn(subscription.customer as never)!
      // What one subscription says of its customer is good for the next.
      const known = found.get(customer)
      if (known) return known
      const payer = await search(subscription, customer)
      found.set(customer, payer)
      return payer
    },
    knows: (customer: string) => found.has(customer),
    /** Of an invoice or a charge: who the subscriptions have shown, or who is linked. */
    async linked(customer: string | null, named: string | null): Promise<Payer | null> {
      if (customer === null) return null
      const known = found.get(customer)
      if (known !== undefined) return known
      const { linked } = await look(customer, named)
      const payer: Payer | null = linked === null ? null : { user: linked, by: 'row' }
      found.set(customer, payer)
      return payer
    },
  }
}
