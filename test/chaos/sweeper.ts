import { pino } from 'pino'
import { createBilling } from '../../gateway/billing/billing.ts'
import type { StripeConfig } from '../../gateway/config.ts'
import { connectPostgres } from '../../gateway/db/postgres.ts'

/* One round of what billing finishes at Stripe, as a process of its own, to be killed in the middle of it. */

const { databaseUrl, stripe } = JSON.parse(process.argv[2]!) as { readonly databaseUrl: string; readonly stripe: StripeConfig }
const port = connectPostgres({ url: databaseUrl, pool: 2 })
await createBilling({ config: stripe, port, log: pino({ level: 'silent' }), allowedOrigins: [], embedded: false }).sweep()
process.exit()
