import { hash } from 'node:crypto'
import type { Caller, PartnerLimits } from './auth.ts'
import { inTime } from '../inTime.ts'
import { createBucket } from './bucket.ts'
import type { Bucket, Lease, Rate, RateState } from './bucket.ts'

/** How much each kind of caller may ask for. `null`: as much as he likes. */
export interface Rates {
  readonly user: readonly Rate[]
  /** Everybody of one address; of callers without one, all together. */
  readonly address: readonly Rate[]
  /** By what was agreed with the partner. */
  readonly partner: (limits: PartnerLimits) => readonly Rate[]
}

/**
 * Three hundred screens a minute are one every fifth of a second, all day. Behind one address may be an office: strangers see
 * the catalogue only.
 */
export const RATES: Rates = {
  user: [{ name: 'user', limit: 60_000, perSecond: 1_000 }],
  address: [{ name: 'address', limit: 30_000, perSecond: 500 }],
  partner: ({ ratePerMinute, dailyQuota, dailyCost }) => [
    { name: 'partner', limit: ratePerMinute, perSecond: ratePerMinute / 60 },
    { name: 'partner-requests', limit: dailyQuota, perSecond: 'at midnight', counts: 'requests' },
    { name: 'partner-points', limit: dailyCost, perSecond: 'at midnight' },
  ],
}

/** On this computer, for development and tests: the same limits, so high that nobody meets them by accident. */
export const EMBEDDED_RATES: Rates = {
  user: [{ name: 'user', limit: 60_000_000, perSecond: 1_000_000 }],
  address: [{ name: 'address', limit: 60_000_000, perSecond: 1_000_000 }],
  partner: RATES.partner,
}

/** The points of one caller. */
export interface CallerRate {
  /** The bucket that is nearest to its end. */
  state(): RateState
  /** @throws RATE_LIMITED where nothing is left: before anything is read */
  require(): void | Promise<void>
  /** One request of so many points. @throws RATE_LIMITED */
  take(points: number): void | Promise<void>
  /** For what was refused. */
  charge(points: number): void
  /** What was asked for and not needed. */
  giveBack(points: number): void
}

export interface RateLimiter {
  of(caller: Caller, address: string | null): CallerRate
  /** Waits for what is being leased: before the port is closed. */
  settle(): Promise<void>
}

export interface RateOptions {
  readonly rates: Rates
  /** `lease_points`; rejects where the database is away. */
  readonly lease: (bucket: string, rate: Rate, points: number) => ReturnType<Lease>
  readonly warn: (error: unknown, message: string) => void
  readonly now?: () => number
  /** How long a lease is waited for, before the process goes on by itself. */
  readonly patienceMs?: number
  /** Callers that are remembered. */
  readonly most?: number
}

const PATIENCE_MS = 2_000
const WARN_EVERY_MS = 30_000

export function createRateLimiter({ rates, lease, warn, now = Date.now, patienceMs = PATIENCE_MS, most = 50_000 }: RateOptions): RateLimiter {
  const callers = new Map<string | null, CallerRate & { idle(): boolean }>()
  let warnedAt = -Infinity
  const leasing = new Set<Promise<unknown>>()

  const leaseOf = (key: string, rate: Rate): Lease => {
    const name = hash('sha256', `${key} ${rate.name}`, 'base64url')
    return async (points) => {
      try {
        const asked = lease(name, rate, points)
        leasing.add(asked)
        asked.catch(() => {}).finally(() => leasing.delete(asked))
        return await inTime(asked, patienceMs)
      } catch (error) {
        if (now() - warnedAt >= WARN_EVERY_MS) {
          warnedAt = now()
          warn(error, 'rate limits are kept by this process alone until the database is back')
        }
        throw error
      }
    }
  }
  const remember = (key: string | null, whose: string, kept: readonly Rate[]) => {
    const rate = callerRate(kept.map((one) => ({ rate: one, bucket: createBucket(one, leaseOf(whose, one), now) })))
    callers.set(key, rate)
    if (callers.size > most) forget()
    return rate
  }
  /** The one that was not heard of for longest, or some that are full again. */
  const forget = () => {
    let looked = 0
    for (const [key, rate] of callers) {
      if (looked === 0 || rate.idle()) callers.delete(key)
      if ((looked += 1) >= 100) return
    }
  }
  const keptOf = (caller: Caller, address: string | null): readonly [whose: string, kept: readonly Rate[]] => {
    if (caller.kind === 'viewer') return [`user ${caller.viewer.id}`, rates.user]
    if (caller.kind === 'anonymous') return [`address ${address ?? 'unknown'}`, rates.address]
    return [`partner ${caller.partner.id}`, rates.partner(caller.partner.limits)]
  }
  /**
   * Other limits of a partner are other buckets here, and the same one for all processes: what was spent stays spent. Of others their id or
   * address as it is: a text that is put together is read through each time before it is found.
   */
  const keyOf = (caller: Caller, address: string | null) => {
    if (caller.kind === 'viewer') return caller.viewer.id
    return caller.kind === 'anonymous' ? address : `${caller.partner.id} ${Object.values(caller.partner.limits).join(' ')}`
  }
  return {
    settle: async () => void await Promise.allSettled(leasing),
    of(caller, address) {
      const key = keyOf(caller, address)
      const known = callers.get(key)
      if (known === undefined) return remember(key, ...keptOf(caller, address))
      // As long as none has to go, it is the same to all in which order they would.
      if (callers.size > most / 2) {
        callers.delete(key)
        callers.set(key, known)
      }
      return known
    },
  }
}

function callerRate(buckets: readonly { readonly rate: Rate; readonly bucket: Bucket }[]): CallerRate & { idle(): boolean } {
  const share = ({ remaining, limit }: RateState) => remaining / limit
  const state = () => buckets.length === 1 ? buckets[0]!.bucket.state() : buckets.map(({ bucket }) => bucket.state()).reduce((nearest, one) => (share(one) < share(nearest) ? one : nearest))
  const points = (rate: Rate, asked: number) => (rate.counts === 'requests' ? 1 : asked)
  const take = (asked: number) => (buckets.length === 1 ? buckets[0]!.bucket.take(points(buckets[0]!.rate, asked)) : takeFrom(asked))
  const takeFrom = async (asked: number) => {
    const taken: (() => void)[] = []
    try {
      for (const { rate, bucket } of buckets) {
        await bucket.take(points(rate, asked))
        taken.push(() => bucket.giveBack(points(rate, asked)))
      }
    } catch (error) {
      // A refused request has cost nothing.
      for (const undo of taken) undo()
      throw error
    }
  }
  return {
    state,
    require: () => (buckets.length === 1 ? buckets[0]!.bucket.require() : Promise.all(buckets.map(async ({ bucket }) => bucket.require())).then(() => {})),
    take,
    charge(asked) {
      for (const { rate, bucket } of buckets) bucket.charge(points(rate, asked))
    },
    giveBack(asked) {
      for (const { rate, bucket } of buckets) if (rate.counts !== 'requests') bucket.giveBack(asked)
    },
    idle: () => buckets.every(({ bucket }) => bucket.idle()),
  }
}
