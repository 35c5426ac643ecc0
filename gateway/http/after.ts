/*
 * What is there at once goes on at once: a promise costs a turn of the queue, an `await` in each of ten functions ten, and most of what
 * a request asks for on its way is in memory.
 */

/** `next` of the value, now or when it comes. */
export const after = <T, R>(value: T | Promise<T>, next: (value: T) => R | Promise<R>): R | Promise<R> => (value instanceof Promise ? value.then(next) : next(value))

/** Does `work`, and then `last`, whatever came of it. */
export function lastly<R>(work: () => R | Promise<R>, last: () => void): R | Promise<R> {
  let result: R | Promise<R>
  try {
    result = work()
  } catch (error) {
    last()
    throw error
  }
  // `finally` makes three promises where one is enough, and every request has something to give back.
  if (result instanceof Promise) {
    return result.then((value) => {
      last()
      return value
    }, (error: unknown) => {
      last()
      throw error
    })
  }
  last()
  return result
}
