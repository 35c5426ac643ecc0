import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { fire, mutant, randomFrom } from './fuzz.ts'
import { openGateway } from './harness.ts'

const gateway = await openGateway()

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const heap = () => {
  collect()
  return process.memoryUsage().heapUsed
}

test('the same seed gives the same documents', () => {
  const [a, b] = [randomFrom(7), randomFrom(7)]
  expect(Array.from({ length: 50 }, () => mutant(a))).toEqual(Array.from({ length: 50 }, () => mutant(b)))
})

test('5,000 documents that are nearly right: no 5xx, nothing unexpected, and none of them stays in memory', async () => {
  const { token } = await gateway.member()
  await fire(gateway.url, token, { seed: 1, count: 1_000 })
  const before = heap()
  const fired = await fire(gateway.url, token, { seed: 2, count: 4_000 })
  expect(fired.broken).toEqual([])
  expect(fired.sent).toBe(4_000)
  // Some are right by accident: it is not a wall that is tested.
  expect(fired.ran).toBeGreaterThan(50)
  expect(heap() - before).toBeLessThan(32 * 1024 * 1024)
  expect(gateway.logged.filter((line) => line.includes('unexpected error'))).toEqual([])
  expect((await gateway.ask('{ __typename }')).status).toBe(200)
})
