import { z } from 'zod'
import { badUserInput } from '../gateway/errors.ts'
import { mutation } from '../gateway/request/call.ts'
import type { Call } from '../gateway/request/call.ts'
import { requireViewer } from '../gateway/request/context.ts'
import type { Context } from '../gateway/request/context.ts'
import { byIds } from '../gateway/request/load.ts'
import { idOf, node } from '../gateway/request/node.ts'
import { connectionOf, pageOf } from '../gateway/request/page.ts'
import type { Resolvers } from '../schema/types.ts'
import { plansById } from './entitlement.ts'

const paymentsById = byIds('load_payments', 'paymentId')
const checkoutsById = byIds('load_checkout_sessions', 'intentId')
const portalsById = byIds('load_billing_portal_sessions', 'intentId')
const subscriptionsById = byIds('load_app_subscriptions', 'subscriptionId')

export const nodes = {
  Payment: node(paymentsById, 'paymentId'),
  CheckoutSession: node(checkoutsById, 'intentId'),
  BillingPortalSession: node(portalsById, 'intentId'),
  AppSubscription: node(subscriptionsById, 'subscriptionId'),
}

const idempotencyKey = z.string().nullish()
const plan = idOf('Plan', { isName: true })
const app = z.enum(['cv', 'letters', 'rise', 'ecosystem']).nullish()
const checkoutInput = z.object({ plan, successUrl: z.string(), cancelUrl: z.string(), idempotencyKey })
const portalInput = z.object({ returnUrl: z.string(), idempotencyKey })
const planInput = z.object({ plan, idempotencyKey })
const appInput = z.object({ app, idempotencyKey })

/** Where Stripe sends people afterwards is where they are asked to sign in: not anywhere a client says. */
function requireReturn(addresses: Readonly<Record<string, string>>, { billing }: Context) {
  const issues = Object.entries(addresses).filter(([, url]) => !billing.allowsReturnTo(url))
    .map(([field]) => ({ path: `input.${field}`, message: 'is not of an origin that is allowed (PHOENIX_ALLOWED_ORIGINS).' }))
  if (issues.length > 0) throw badUserInput(issues)
}

type Caller = Pick<Call, 'context' | 'operation' | 'save'>

/** The intent, committed; then what it asks of Stripe. The caller makes the one write that ends it. */
async function carryOut({ context, operation }: Caller, kind: string, request: object) {
  const [intent] = await context.db.call('open_billing_intent', { kind, request }, { operation, traceparent: context.traceparent })
  return context.billing.perform(intent!)
}

async function change(call: Caller, kind: 'change_plan' | 'cancel' | 'resume', request: object) {
  const { save, args } = await carryOut(call, kind, request)
  if (save !== 'save_subscription_change') throw new Error(`${kind} ends with ${save}`)
  const subscription = await call.save(save, args)
  call.context.rows.prime(subscriptionsById, subscription.subscriptionId, subscription)
  return { appSubscription: subscription.subscriptionId }
}

async function openCheckout(call: Caller, request: object) {
  const { save, args } = await carryOut(call, 'checkout', request)
  if (save !== 'save_checkout_session') throw new Error(`checkout ends with ${save}`)
  const session = await call.save(save, args)
  call.context.rows.prime(checkoutsById, session.intentId, session)
  await call.context.billing.closeOlderCheckouts(requireViewer(call.context).id, session.intentId)
  return { checkoutSession: session.intentId }
}

async function openPortal(call: Caller, request: object) {
  const { save, args } = await carryOut(call, 'portal', request)
  if (save !== 'save_portal_session') throw new Error(`portal ends with ${save}`)
  const session = await call.save(save, args)
  call.context.rows.prime(portalsById, session.intentId, session)
  return { billingPortalSession: session.intentId }
}

export default {
  Viewer: {
    payments: async (viewer, args, { db }) => {
      const page = pageOf('payments', args)
      const rows = await db.read('list_payments', { userId: viewer.id, ...page })
      return connectionOf('payments', page, rows, (row) => row.paidAt, (row) => row.paymentId)
    },
  },
  AppSubscription: {
    plan: (subscription, _args, { load }) => (subscription.planId === null ? null : load(plansById, subscription.planId)),
  },
  Payment: {
    status: (payment) => payment.paymentStatus,
    app: (payment) => payment.appName,
  },
  CheckoutSession: {
    plan: (session, _args, { load }) => (session.planId === null ? null : load(plansById, session.planId)),
  },
  Mutation: {
    createCheckoutSession: mutation({
      input: checkoutInput,
      async admit(input, context) {
        requireReturn({ successUrl: input.successUrl, cancelUrl: input.cancelUrl }, context)
        context.billing.require(input.plan)
      },
      work: ({ input: { plan: bought, successUrl, cancelUrl }, ...call }) => openCheckout(call, { plan: bought, successUrl, cancelUrl }),
    }),
    createBillingPortalSession: mutation({
      input: portalInput,
      async admit(input, context) {
        requireReturn({ returnUrl: input.returnUrl }, context)
        context.billing.require()
      },
      work: ({ input: { returnUrl }, ...call }) => openPortal(call, { returnUrl }),
    }),
    changePlan: mutation({
      input: planInput,
      admit: async (input, context) => context.billing.require(input.plan),
      work: ({ input, ...call }) => change(call, 'change_plan', { plan: input.plan }),
    }),
    cancelSubscription: mutation({
      input: appInput,
      admit: async (_input, context) => context.billing.require(),
      work: ({ input, ...call }) => change(call, 'cancel', { app: input.app ?? null }),
    }),
    resumeSubscription: mutation({
      input: appInput,
      admit: async (_input, context) => context.billing.require(),
      work: ({ input, ...call }) => change(call, 'resume', { app: input.app ?? null }),
    }),
  },
} satisfies Resolvers
