import { rateLimited } from '../errors.ts'

/** What a bucket holds, and how it fills: so much a second, or wholly at midnight UTC. */
export interface Rate {
  /** As clients read it in the RateLimit headers. */
  readonly name: string
  readonly limit: number
  readonly perSecond: number | 'at midnight'
  /** Points unless told: a bucket of requests loses one for each. */
  readonly counts?: 'requests'
}

export interface RateState {
  readonly name: string
  readonly limit: number
  readonly remaining: number
  readonly used: number
  /** When the bucket is full again, in milliseconds since 1970. */
  readonly resetAt: number
  /** Seconds in which an empty bucket fills. */
  readonly window: number
}

/** Takes points out of the bucket that all processes share, as many of these as are there. */
export type Lease = (points: number) => Promise<{ readonly granted: number; readonly remaining: number }>

/** One caller's points in this process. */
export interface Bucket {
  /** @throws RATE_LIMITED; a promise only where it must be known first what the others have left over */
  take(points: number): void | Promise<void>
  /** Takes points that are owed already: what is not there is paid back first, by whatever comes next. */
  charge(points: number): void
  /** @throws RATE_LIMITED where nothing is left, or more is owed than there is credit */
  require(): void | Promise<void>
  giveBack(points: number): void
  state(): RateState
  /** Nothing was spent for so long that the bucket is full: forgetting this one changes nothing. */
  idle(): boolean
}

const DAY_MS = 86_400_000
/** Blocks a bucket is leased in: one is the most that a process can spend too much. */
const BLOCKS = 20
const SHORTEST_WAIT_MS = 100
const LONGEST_WAIT_MS = 30_000

/**
 * Serves from the block in hand and asks for the next one while there is still half of it: nobody waits for the database. Until it is
 * known what the others have left over, a process spends up to one block on credit; a later lease pays for it.
 */
export function createBucket(rate: Rate, lease: Lease, now: () => number): Bucket {
  const { limit } = rate
  const block = Math.max(1, Math.floor(limit / BLOCKS))
  const perMs = rate.perSecond === 'at midnight' ? 0 : rate.perSecond / 1000
  /** Leased and not spent; below zero on credit. */
  let inHand = 0
  /** What the others have left over, when it was last heard of. */
  let left: number | null = null
  let heardAt = now()
  let usedAt = now()
  /** The bucket was empty: no need to ask before. */
  let emptyUntil = 0
  let asking: Promise<void> | null = null
  /** Points that are waited for. */
  let waiting = 0

  const midnight = (at: number) => (Math.floor(at / DAY_MS) + 1) * DAY_MS
  const leftNow = (at: number) => {
    if (left === null || (perMs === 0 && at >= midnight(heardAt))) return limit
    return Math.min(limit, left + Math.max(0, at - heardAt) * perMs)
  }
  /** How long until so many points more are there. */
  const waitFor = (points: number, at: number) => (perMs === 0 ? midnight(at) - at : Math.max(0, points - leftNow(at)) / perMs)

  async function ask(): Promise<void> {
    const wanted = Math.min(limit, block + Math.max(0, waiting - inHand))
    // Where the database is away each process goes on by what it last heard: the same bucket, one a process.
    const { granted, remaining } = await lease(wanted).catch(() => {
      const there = leftNow(now())
      const granted = Math.min(wanted, Math.floor(there))
      return { granted, remaining: there - granted }
    })
    const at = now()
    inHand += granted
    left = remaining
    heardAt = at
    emptyUntil = granted < wanted ? at + Math.min(Math.max(waitFor(block / 4, at), SHORTEST_WAIT_MS), LONGEST_WAIT_MS) : 0
  }
  const askOnce = () => (asking ??= ask().finally(() => { asking = null }))

  const refuse = (points: number, at: number): never => {
    const seconds = Math.max(1, Math.ceil(waitFor(points - inHand, at) / 1000))
    throw rateLimited(limit, seconds, `The limit of ${limit} ${rate.counts ?? 'points'} is reached.`, at)
  }
  function spend(points: number): boolean {
    const at = now()
    const onCredit = at >= emptyUntil && inHand - points >= -block && inHand - points + leftNow(at) >= 0
    if (inHand < points && !onCredit) return false
    inHand -= points
    if (inHand < block / 2 && at >= emptyUntil) void askOnce()
    return true
  }

  /** What is being asked for already was asked for before these were waited for. */
  async function wait(points: number, spent = points): Promise<void> {
    waiting += points
    try {
      for (let tries = 0; tries < 3 && (tries === 0 || now() >= emptyUntil); tries += 1) {
        await askOnce()
        if (inHand >= points) return void (inHand -= spent)
      }
    } finally {
      waiting -= points
    }
    refuse(points, now())
  }

  return {
    take(asked) {
      // What is larger than the bucket would wait for ever.
      const points = Math.min(asked, limit)
      const at = now()
      if (inHand > 0 && at - usedAt > (perMs === 0 ? DAY_MS : limit / perMs)) inHand = 0
      usedAt = at
      if (spend(points)) return undefined
      if (at < emptyUntil && asking === null) refuse(points, at)
      return wait(points)
    },
    charge(points) {
      inHand = Math.max(inHand - points, -limit)
      if (inHand < block / 2 && now() >= emptyUntil) void askOnce()
    },
    require() {
      const at = now()
      if (at < emptyUntil ? inHand >= 1 : inHand > -block) return undefined
      if (asking === null && at < emptyUntil) refuse(1, at)
      return wait(1, 0)
    },
    giveBack: (points) => void (inHand = Math.min(limit, inHand + points)),
    state() {
      const at = now()
      const remaining = Math.min(limit, Math.max(0, Math.floor(inHand + leftNow(at))))
      const resetAt = perMs === 0 ? midnight(at) : at + (limit - remaining) / perMs
      return { name: rate.name, limit, remaining, used: limit - remaining, resetAt, window: perMs === 0 ? DAY_MS / 1000 : Math.max(1, Math.round(limit / perMs / 1000)) }
    },
    idle: () => asking === null && inHand >= 0 && now() - usedAt > (perMs === 0 ? DAY_MS : limit / perMs),
  }
}
