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
  const running = new Set<Running>()
  let timer: NodeJS.Timeout | undefined
  const look = () => {
    timer = undefined
    const now = clock()
    for (const request of running) {
      if (request.at > now) {
        arm(request.at - now)
        return
      }
      running.delete(request)
      request.giveUp()
    }
  }
  // What is due in less than a timer's grain is looked at again in one.
  const arm = (wait: number) => {
    timer = setTimeout(look, Math.max(Math.ceil(wait), 1))
    timer.unref()
  }
  return {
    start(giveUp) {
      const request = { at: clock() + ms, giveUp }
      running.add(request)
      if (timer === undefined) arm(ms)
      return { met: () => void running.delete(request) }
    },
    close() {
      clearTimeout(timer)
      running.clear()
    },
  }
}
