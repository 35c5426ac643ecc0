import type { Port } from '../db/port.ts'
import { rateLimited } from '../errors.ts'

/** Leave to call models for one text. */
export interface Lease {
  /** Calls that may be made under it at all. */
  readonly granted: number
  /** Calls that may still be made; counted down by whoever makes one. */
  left: number
  /** Asks the database once more whether the consents still let the text go to a model. */
  stands(): Promise<boolean>
  /** Gives it back, and tells how many were made. Never throws. */
  end(): void
}

export interface Bounds {
  /**
   * Asks the database, once for each text and only where a model is configured: the bounds hold for a person, whatever the tier
   * and however many gateways there are.
   * @returns null where the person's consents keep the text from models
   * @throws GatewayError RATE_LIMITED
   */
  begin(viewer: string, sensitive: boolean, calls: number): Promise<Lease | null>
}

export function boundsIn(port: Pick<Port, 'call'>, warn: (error: unknown, message: string) => void): Bounds {
  return {
    async begin(viewer, sensitive, calls) {
      const [answer] = await port.call('begin_model_calls', { actor: viewer, sensitive, calls })
      const { outcome, leaseId, calls: granted, retryAfter, bound } = answer!
      if (outcome === 'no_consent') return null
      if (outcome !== 'granted') throw rateLimited(bound!, retryAfter!, 'Too many texts are being written for this account.')
      const lease: Lease = {
        granted, left: granted,
        stands: async () => (await port.call('may_call_models', { actor: viewer, sensitive }))[0]!,
        end() {
          // Nobody waits for this; a lease that is never given back lapses within a minute.
          port.call('end_model_calls', { actor: viewer, leaseId: leaseId!, calls: granted - lease.left }).catch((error: unknown) => warn(error, 'could not give a lease back; it lapses by itself'))
        },
      }
      return lease
    },
  }
}
