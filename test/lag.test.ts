import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { measureLag } from '../gateway/http/lag.ts'

const { lag, stop } = measureLag()
afterAll(stop)

/** Keeps the event loop to itself for so long, as a huge answer or a hostile document would. */
function keepBusy(ms: number) {
  const until = performance.now() + ms
  while (performance.now() < until);
}

test('a process that is kept busy is late, as long as it is', async () => {
  expect(lag()).toBeGreaterThanOrEqual(0)
  let worst = 0
  // A window that begins and ends within the work: five are enough for the slowest start.
  for (let n = 0; n < 12 && worst < 100; n += 1) {
    keepBusy(250)
    await pause(0)
    worst = Math.max(worst, lag())
  }
  // Each turn was a quarter of a second late; a machine with other work makes it more, never less.
  expect(worst).toBeGreaterThan(100)
  // And is not for ever late for what is over.
  let now = worst
  for (let n = 0; n < 200 && now > worst / 2; n += 1) {
    await pause(50)
    now = lag()
  }
  expect(now).toBeLessThanOrEqual(worst / 2)
})

test('one long pause is no overload', async () => {
  const own = measureLag()
  // It counts from one look to the next, so there has to have been one.
  await pause(100)
  keepBusy(1_200)
  // The turn after it: nothing else that holds this machine up is counted.
  await pause(0)
  expect(own.lag()).toBeLessThan(150)
  own.stop()
})

test('what is stopped says nothing new', async () => {
  const other = measureLag()
  other.stop()
  keepBusy(600)
  await pause(0)
  expect(other.lag()).toBe(0)
})
