import type { Logger } from 'pino'
import { createBilling } from './billing/billing.ts'
import type { Config } from './config.ts'
import { listenTo } from './db/listen.ts'
import type { Port } from './db/port.ts'
import { startFlywheel } from './events/flywheel.ts'
import type { Flywheel } from './events/flywheel.ts'

/** What runs beside requests, as the environment wants it: for the worker's door, and for an embedded start. */
export function turnFlywheel(config: Config, { port, listenUrl }: { readonly port: Port; readonly listenUrl: string | null }, log: Logger): Promise<Flywheel> {
  const { integrations: { agent, stripe }, allowedOrigins, mode } = config
  const billing = createBilling({ config: stripe, port, log, allowedOrigins, embedded: mode === 'embedded' })
  return startFlywheel({
    port, agent,
    warn: (err, message) => log.warn({ err }, message),
    listen: listenUrl === null ? null : (wake) => listenTo(listenUrl, 'phoenix_events', wake),
    chores: [{ name: 'billing', everySeconds: 15, apart: true, run: () => billing.sweep() }],
  })
}
