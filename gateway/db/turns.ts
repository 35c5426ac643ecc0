import { deadlineExceeded, serviceUnavailable } from '../errors.ts'

/**
 * At most `places` run at once, at most `queue` wait, in their order; one more is SERVICE_UNAVAILABLE at once.
 *
 * The driver would rather send a second statement down a busy connection: it would wait behind a slow one while others fall
 * free, and could not be taken back.
 */
export function createTurns(places: number, queue: number) {
  let free = places
  const waiting = new Set<() => void>()

  /** Waits for a place; aborting `signal` leaves the queue. */
  const enter = (signal?: AbortSignal) => new Promise<void>((resolve, reject) => {
    const leave = () => {
      waiting.delete(go)
      reject(deadlineExceeded())
    }
    const go = () => {
      signal?.removeEventListener('abort', leave)
      resolve()
    }
    waiting.add(go)
    signal?.addEventListener('abort', leave, { once: true })
  })

  return async function inTurn<T>(signal: AbortSignal | undefined, run: () => Promise<T>): Promise<T> {
    if (signal?.aborted) throw deadlineExceeded()
    if (free > 0) free -= 1
    else if (waiting.size < queue) await enter(signal)
    else throw serviceUnavailable(1)
    try {
      return await run()
    } finally {
      const [next] = waiting
      if (next === undefined) free += 1
      else {
        // The place goes from hand to hand.
        waiting.delete(next)
        next()
      }
    }
  }
}
