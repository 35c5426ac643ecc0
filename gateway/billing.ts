import { parseArgs } from 'node:util'
import { patient } from './billing/patient.ts'
import { readPrices } from './billing/prices.ts'
import { reconcile } from './billing/reconcile.ts'
import { connectStripe } from './billing/stripe.ts'
import { connect } from './connect.ts'
import { fail, loadConfig } from './environment.ts'
import { StartRefused } from './gateway.ts'

const USAGE = `Usage: npm run billing -- reconcile [--apply]

  reconcile   compares everything at Stripe with the database, and says what differs; exit 1 if something does
  --apply     repairs it, links payers from before the gateway, and leaves what is in doubt alone`

/* `npm run billing`: money and entitlement, compared. Needs STRIPE_SECRET_KEY, and no gateway. */
async function main() {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { apply: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } })
  if (values.help || positionals.length !== 1 || positionals[0] !== 'reconcile') {
    console.log(USAGE)
    process.exit(values.help ? 0 : 2)
  }
  const config = loadConfig()
  const { stripe } = config.integrations
  if (stripe === null) throw new StartRefused('Billing is off: STRIPE_SECRET_KEY is not set.')
  const { port, release } = await connect(config, () => {})
  try {
    const { differences, repaired } = await reconcile({
      stripe: patient(connectStripe(stripe), { waiting: () => console.log('waiting     Stripe does not answer, or not so fast') }), port, prices: readPrices(stripe.prices), apply: values.apply, say: (line) => console.log(line),
    })
    process.exitCode = differences === repaired ? 0 : 1
  } finally {
    await release()
  }
  process.exit()
}

main().catch(fail)
