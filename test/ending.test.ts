import { describe, expect, test, vi } from 'vitest'
import { Ending, signalOf } from '../gateway/ending.ts'

describe('the end of a wait', () => {
  test('tells everybody who listens, once, and whoever comes later finds it so', () => {
    const ending = new Ending()
    const [first, second, left, late] = [vi.fn(), vi.fn(), vi.fn(), vi.fn()]
    for (const listener of [first, left, second]) ending.addEventListener('abort', listener)
    ending.removeEventListener('abort', left)
    ending.removeEventListener('abort', left)
    ending.throwIfAborted()
    const reason = new Error('gone')
    ending.abort(reason)
    ending.abort(new Error('again'))
    ending.addEventListener('abort', late)
    expect([first, second, left, late].map((listener) => listener.mock.calls.length)).toEqual([1, 1, 0, 0])
    expect(ending).toMatchObject({ aborted: true, reason })
    expect(() => ending.throwIfAborted()).toThrow('gone')
  })

  test('who listens may leave while it is told', () => {
    const ending = new Ending()
    const told: string[] = []
    const second = () => void told.push('second')
    ending.addEventListener('abort', () => {
      told.push('first')
      ending.removeEventListener('abort', second)
    })
    ending.addEventListener('abort', second)
    ending.abort(null)
    expect(told).toEqual(['first', 'second'])
  })

  test.each(['before', 'after'])('a library gets a real signal, asked for %s the end', (when) => {
    const ending = new Ending()
    if (when === 'before') expect(ending.signal.aborted).toBe(false)
    ending.abort(new Error('late'))
    expect(ending.signal).toBeInstanceOf(AbortSignal)
    expect(ending.signal).toBe(signalOf(ending))
    expect(ending.signal).toMatchObject({ aborted: true, reason: { message: 'late' } })
    const own = new AbortController().signal
    expect(signalOf(own)).toBe(own)
  })
})
