import { Unreachable } from './refusal.ts'

/** So many at once, so many more in the queue. */
export interface Gate {
  /** Runs `work` when it is its turn. @throws Unreachable where the queue is full, or the reason of `signal` */
  through<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>
}

export function createGate(atOnce: number, queue: number): Gate {
  let running = 0
  const waiting = new Set<() => void>()

  const turn = (signal: AbortSignal) => new Promise<void>((resolve, reject) => {
    const go = () => {
      signal.removeEventListener('abort', leave)
      running += 1
      resolve()
    }
    const leave = () => {
      waiting.delete(go)
      reject(signal.reason)
    }
    if (running < atOnce) return go()
    if (waiting.size >= queue) return reject(new Unreachable('Too many requests to Supabase wait already.', false, 1))
    waiting.add(go)
    signal.addEventListener('abort', leave, { once: true })
  })

  return {
    async through(work, signal) {
      signal.throwIfAborted()
      await turn(signal)
      try {
        return await work()
      } finally {
        running -= 1
        const [next] = waiting
        if (next !== undefined) {
          waiting.delete(next)
          next()
        }
      }
    },
  }
}
