/**
 * `promise`, or an error once so many milliseconds are over: for who can go on without the answer, or ask again. What was asked
 * goes on, and its answer is dropped.
 */
export async function inTime<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error(`No answer in ${milliseconds} ms.`)), milliseconds)
  try {
    return await Promise.race([promise, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
