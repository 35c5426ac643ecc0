/*
 * Texts one after the other. What is added up is put together once, where the whole is read: `map` and `join` would copy it at each
 * level, and a page has five.
 */

export function each<T>(values: readonly T[], write: (value: T) => string): string {
  let all = ''
  for (const value of values) all += write(value)
  return all
}

/** What there is of these, with `between` in between: an empty one is not there. */
export function joined(parts: readonly string[], between: string): string {
  let all = ''
  for (const part of parts) if (part) all += all ? between + part : part
  return all
}
