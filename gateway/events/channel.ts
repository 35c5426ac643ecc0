/** In a stream: the end, and why. It is thrown where it has a place in the answer. */
export class Failed {
  readonly error: unknown
  constructor(error: unknown) {
    this.error = error
  }
}

/** A stream that is pushed into. What waits for its reader is bounded. */
export interface Channel<T> extends AsyncIterableIterator<T> {
  push(value: T): void
  /** What waits is still read; then it ends. */
  end(last?: T): void
}

/**
 * @param most how many may wait
 * @param full what happens to one more: `newest` lets the oldest go, `end` makes it the last word
 * @param left called once, when nobody reads any more
 */
export function createChannel<T>(most: number, full: 'newest' | (() => T), left: () => void): Channel<T> {
  const waiting: T[] = []
  let [ended, gone] = [false, false]
  let reader: (() => void) | null = null
  const wake = () => {
    reader?.()
    reader = null
  }
  const leave = () => {
    if (gone) return
    gone = true
    waiting.length = 0
    wake()
    left()
  }
  const channel: Channel<T> = {
    push(value) {
      if (ended || gone) return
      if (waiting.length >= most && full !== 'newest') return channel.end(full())
      if (waiting.length >= most) waiting.shift()
      waiting.push(value)
      wake()
    },
    end(last) {
      if (ended || gone) return
      ended = true
      if (last !== undefined) waiting.push(last)
      wake()
    },
    async next() {
      while (waiting.length === 0 && !ended && !gone) await new Promise<void>((resolve) => { reader = resolve })
      if (waiting.length > 0) return { done: false, value: waiting.shift()! }
      leave()
      return { done: true, value: undefined }
    },
    async return() {
      leave()
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]: () => channel,
  }
  return channel
}
