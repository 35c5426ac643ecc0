import { monitorEventLoopDelay } from 'node:perf_hooks'

/** How late this process is with what it should do, in milliseconds: the mean of the last half second or so. */
export type Lag = () => number

const RESOLUTION_MS = 20
const WINDOW_MS = 500

/** @returns the lag now, and how to stop measuring it */
export function measureLag(): { lag: Lag; stop(): void } {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delay.enable()
  let last = 0
  const timer = setInterval(() => {
    // It counts what it waits by itself.
    last = Math.max(0, delay.mean / 1e6 - RESOLUTION_MS)
    delay.reset()
  }, WINDOW_MS)
  timer.unref()
  return {
    lag: () => (Number.isFinite(last) ? last : 0),
    stop() {
      clearInterval(timer)
      delay.disable()
    },
  }
}
