/** When to look at the store again. */
export interface Wake {
  /** Resolves at the next news, and after the pause in any case. */
  wait(signal: AbortSignal): Promise<void>
  close(): void
}

/** News is told when a transaction commits; another one that still runs may hide its events a moment longer. */
const SOON_MS = 15

/** @param listen calls back at each news and returns how to stop; null: nobody tells, and the pause is all there is */
export function createWake(listen: ((wake: () => void) => () => void) | null, pollMs = 250): Wake {
  const sleepers = new Set<() => void>()
  let news = 0
  let pause = pollMs
  const stop = listen?.(() => {
    news += 1
    pause = SOON_MS
    for (const rouse of sleepers) rouse()
  })
  let seen = 0
  return {
    wait: (signal) => new Promise((resolve) => {
      const rouse = () => {
        clearTimeout(timer)
        sleepers.delete(rouse)
        signal.removeEventListener('abort', rouse)
        resolve()
      }
      const timer = setTimeout(rouse, pause)
      pause = Math.min(pause * 2, pollMs)
      sleepers.add(rouse)
      signal.addEventListener('abort', rouse, { once: true })
      // Told between the look and the wait.
      if (signal.aborted || news !== seen) {
        seen = news
        rouse()
      }
    }),
    close: () => stop?.(),
  }
}
