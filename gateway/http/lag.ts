import { monitorEventLoopDelay } from 'node:perf_hooks'

/** How late this process is with what it should do, in milliseconds: the mean of each half second, and the lesser of the last two: one long pause is no overload. */
export type Lag = () => number

const RESOLUTION_MS = 20
const WINDOW_MS = 500

/** @returns the lag now, and how to stop measuring it */
export function measureLag(): { lag: Lag; stop(): void } {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delay.enable()
  let [before, last] = [0, 0]
  const timer = setInterval(() => {
    // It counts what it waits by itself.
    const mean = Math.max(0, delay.mean / 1e6 - RESOLUTION_MS)
    before = last
    last = Number.isFinite(mean) ? mean : 0
    delay.reset()
  }, WINDOW_MS)
  timer.unref()
  return {
    lag: () => Math.min(before, last),
    stop() {
      clearInterval(timer)
      delay.disable()
    },
  }
}
