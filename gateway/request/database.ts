import type { Arguments, FunctionName, Identity, Port, Row, SqlCall } from '../db/port.ts'
import { signatures } from '../db/rows.ts'
import type { Waited } from '../ending.ts'
import { GatewayError } from '../errors.ts'

/** What the caller does not say: the actor comes from the verified token, the envelope from the guards. */
export type Said<F extends FunctionName> = Omit<Arguments<F>, 'actor' | 'call'>

/** The database as one request sees it. */
export interface Database {
  /** Rows as the viewer, under row level security. Reads of the same turn of the event loop share one statement. */
  read<F extends FunctionName>(name: F, args: Said<F>): Promise<readonly Row<F>[]>
  /** One SQL function as the service, its actor filled in. */
  call<F extends FunctionName>(name: F, args: Said<F>, envelope?: Readonly<Record<string, unknown>>): Promise<readonly Row<F>[]>
  /** The request is gone through once more, to say what failed: those reads fail as they did, and are not sent again. */
  again(): void
}

interface Waiting {
  readonly call: SqlCall
  resolve(rows: readonly unknown[]): void
  reject(error: unknown): void
}

const textOf = ({ name, args }: SqlCall) => `${name} ${JSON.stringify(args)}`

/** `waited` ends the reads of a request that nobody waits for any more. Calls go on: what they did must be known. */
export function bindDatabase(port: Port, identity: Identity, actor: string | null, upgradeUrl: string, waited: Waited): Database {
  let waiting: Waiting[] = []
  let failures: Map<string, unknown> | null = null
  let replaying = false
  const unfailed = ({ call, reject }: Waiting): boolean => {
    const failure = failures?.get(textOf(call))
    if (failure !== undefined) reject(failure)
    return failure === undefined
  }
  const flush = () => {
    const batch = replaying ? waiting.filter(unfailed) : waiting
    waiting = []
    if (batch.length === 0) return
    const stop = () => {
      for (const read of batch) read.reject(waited.reason)
    }
    if (waited.aborted) return stop()
    // Whether the lane listens to it or not, the request does.
    waited.addEventListener('abort', stop)
    port.read(identity, batch.map((read) => read.call), waited).then((answers) => {
      waited.removeEventListener('abort', stop)
      batch.forEach((read, index) => read.resolve(answers[index]!))
    }, (cause: unknown) => {
      waited.removeEventListener('abort', stop)
      const error = withUpgrade(cause, upgradeUrl)
      failures ??= new Map()
      for (const read of batch) {
        failures.set(textOf(read.call), error)
        read.reject(error)
      }
    })
  }
  return {
    again: () => { replaying = true },
    read(name, args) {
      return new Promise((resolve, reject) => {
        // After DataLoader's own turn (nextTick), so that what loaders ask for goes with it.
        if (waiting.length === 0) setImmediate(flush)
        waiting.push({ call: { name, args: args as never }, resolve: (rows) => resolve(rows as never), reject })
      })
    },
    call(name, args, envelope = {}) {
      const known = signatures[name].args
      const full: Record<string, unknown> = { ...args }
      if ('p_actor' in known) full.actor = actor
      if ('p_call' in known) full.call = envelope
      return port.call(name, full as never).catch((error: unknown) => {
        throw withUpgrade(error, upgradeUrl)
      })
    },
  }
}

/** SQL knows what is required, not where it is sold. */
function withUpgrade(error: unknown, upgradeUrl: string): unknown {
  if (!(error instanceof GatewayError) || (error.code !== 'TIER_REQUIRED' && error.code !== 'USAGE_LIMIT_EXCEEDED')) return error
  return new GatewayError(error.code, error.message, { ...error.extensions, upgradeUrl })
}
