import { Line } from '../line.ts'

/**
 * How long a request may take. All have the same time, so the oldest is always the next to be given up: one list in the order
 * of arrival and one timer for its head. A request that is answered in time costs a clock reading and an entry, no timer.
 */
export interface Deadlines {
  /** Calls `giveUp` once the time is over, unless `met` was called before. */
  start(giveUp: () => void): { met(): void }
  close(): void
}

interface Running {
  readonly at: number
  readonly giveUp: () => void
}

export function createDeadlines(ms: number, clock: () => number = () => performance.now()): Deadlines {
  const running = new Line<Running>()
  let timer: NodeJS.Timeout | undefined
  const look = () => {
    timer = undefined
    const now = clock()
    for (let oldest = running.first; oldest !== null; oldest = running.first) {
      const { at, giveUp } = oldest.value
      if (at > now) {
        arm(at - now)
        return
      }
      running.leave(oldest)
      giveUp()
    }
  }
  // What is due in less than a timer's grain is looked at again in one.
  const arm = (wait: number) => {
    timer = setTimeout(look, Math.max(Math.ceil(wait), 1))
    timer.unref()
  }
  return {
    start(giveUp) {
      const place = running.join({ at: clock() + ms, giveUp })
      if (timer === undefined) arm(ms)
      return { met: () => running.leave(place) }
    },
    close() {
      clearTimeout(timer)
      running.clear()
    },
  }
}
