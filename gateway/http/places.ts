import type { IncomingMessage } from 'node:http'
import { rateLimited, serviceUnavailable } from '../errors.ts'
import { SMALL_BODY_BYTES } from '../request/large.ts'
import { Refusal } from './exchange.ts'

/** So many at once; one more is 503. */
export function createPlaces(most: number) {
  let taken = 0
  const requireOne = () => {
    if (taken >= most) throw new Refusal(503, serviceUnavailable(1))
  }
  return {
    requireOne,
    taken: () => taken,
    enter() {
      requireOne()
      taken += 1
    },
    leave: () => void (taken -= 1),
  }
}

/** Bodies of more than 256 KiB that are read at once: ten megabytes each. */
const MOST_LARGE = 32
const MOST_LARGE_EACH = 4
/** Of the places for bodies, one caller has at most so great a part once half of all are taken. */
const SHARE = 1 / 16

/** Places for bodies that are on their way. A caller who sends many slowly takes at most half of them, however many he has. */
export function createReading(most: number) {
  const all = createPlaces(most)
  const large = createPlaces(MOST_LARGE)
  const held = new Map<string, { small: number; large: number }>()
  const share = Math.max(1, Math.floor(most * SHARE))

  const requireShare = (own: { small: number; large: number }, isLarge: boolean) => {
    if (isLarge && own.large >= MOST_LARGE_EACH) throw new Refusal(429, rateLimited(MOST_LARGE_EACH, 1, `At most ${MOST_LARGE_EACH} large bodies are read at once.`))
    if (own.small + own.large >= share && all.taken() >= most / 2) throw new Refusal(429, rateLimited(share, 1, `At most ${share} bodies are read at once while many are.`))
  }
  return {
    /** @returns how to give the place back, once */
    enter(caller: string, { headers }: IncomingMessage): () => void {
      const own = held.get(caller) ?? { small: 0, large: 0 }
      // One that does not say how long it is may be long.
      const isLarge = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > SMALL_BODY_BYTES
      all.requireOne()
      requireShare(own, isLarge)
      if (isLarge) large.enter()
      all.enter()
      const kind = isLarge ? 'large' : 'small'
      own[kind] += 1
      held.set(caller, own)
      return () => {
        if (isLarge) large.leave()
        all.leave()
        own[kind] -= 1
        if (own.small + own.large === 0) held.delete(caller)
      }
    },
  }
}
