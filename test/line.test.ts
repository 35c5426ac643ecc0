import { expect, test } from 'vitest'
import { Line } from '../gateway/line.ts'

test('in a line the first is first, and anybody leaves from anywhere, once', () => {
  const line = new Line<number>()
  const places = [0, 1, 2, 3].map((value) => line.join(value))
  const here = () => {
    const values: number[] = []
    for (let first = line.first; first !== null; first = line.first) {
      values.push(first.value)
      line.leave(first)
    }
    return values
  }
  line.leave(places[1]!)
  line.leave(places[1]!)
  line.leave(places[3]!)
  expect(line.size).toBe(2)
  line.join(4)
  line.leave(places[0]!)
  line.leave(places[0]!)
  expect([line.size, ...here(), line.size]).toEqual([2, 2, 4, 0])
  line.leave(line.join(5))
  line.join(6)
  line.clear()
  expect([line.first, line.size]).toEqual([null, 0])
})
