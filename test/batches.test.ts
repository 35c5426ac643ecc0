import { expect, onTestFinished, test, vi } from 'vitest'
import { createBatches } from '../gateway/db/batches.ts'
import { createTurns } from '../gateway/db/turns.ts'

interface Work {
  readonly name: string
  readonly waited: undefined
  reject(error: unknown): void
}

/** Batches that end when they are told to, by their works: what is under way, in its order. */
function openBatches({ atOnce = 2, places = 4, queue = 256, lasting = 60_000 } = {}) {
  const underWay = new Map<string, () => void>()
  const inTurn = createTurns(places, queue)
  const join = createBatches<Work>({
    atOnce, most: 16, queue: 256, lasting, inTurn,
    run: (batch) => new Promise((resolve) => underWay.set(batch.map(({ name }) => name).join(' '), resolve)),
  })
  const ask = (...names: string[]) => names.map((name) => {
    const work = { name, waited: undefined, reject: vi.fn() }
    join(work)
    return work
  })
  const end = async (names: string) => {
    underWay.get(names)!()
    underWay.delete(names)
    await new Promise(setImmediate)
  }
  return { ask, end, inTurn, now: () => [...underWay.keys()] }
}

test('those that last make room for as many others at once', () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const { ask, now } = openBatches({ lasting: 50 })
  ask('a', 'b', 'c', 'd')
  expect(now()).toEqual(['a', 'b'])
  vi.advanceTimersByTime(100)
  expect(now()).toEqual(['a', 'b', 'c', 'd'])
})

test('where there is no place for another batch, who waits is left to those under way', async () => {
  const { ask, end, inTurn, now } = openBatches({ places: 1, queue: 1 })
  ask('a')
  const write = inTurn(undefined, () => new Promise<void>(setImmediate))
  const [waits] = ask('b')
  await new Promise(setImmediate)
  expect(waits!.reject).not.toHaveBeenCalled()
  await end('a')
  await write
  await expect.poll(now).toEqual(['b'])
})

test('nor does he wait for one that lasts', async () => {
  const { ask, inTurn, now } = openBatches({ places: 2, queue: 0, lasting: 1 })
  ask('a')
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  const write = inTurn(undefined, () => held)
  ask('b')
  await new Promise(setImmediate)
  expect(now()).toEqual(['a'])
  release()
  await write
  await expect.poll(now).toEqual(['a', 'b'])
})

test('where none is under way, who waits is refused; and the next is begun again once there is a place', async () => {
  const { ask, inTurn, now } = openBatches({ places: 1, queue: 0 })
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  const write = inTurn(undefined, () => held)
  const [refused] = ask('a')
  await expect.poll(() => refused!.reject.mock.calls).toMatchObject([[{ code: 'SERVICE_UNAVAILABLE' }]])
  release()
  await write
  ask('b')
  expect(now()).toEqual(['b'])
})
