/**
 * Reads JSON that is still being written: what is there so far, with the string that is under way as far as it has come. Numbers
 * and words that may go on are left out. Undefined for what is no JSON at all.
 */
export function readPartial(json: string): unknown {
  let at = 0
  const space = () => { while (at < json.length && /\s/.test(json[at]!)) at++ }
  const value = (): unknown => {
    space()
    switch (json[at]) {
      case '{': return object()
      case '[': return array()
      case '"': return string()
      default: return plain()
    }
  }
  const object = () => {
    const read: Record<string, unknown> = {}
    for (at++; at < json.length;) {
      space()
      if (json[at] === '}') { at++; break }
      if (json[at] === ',') { at++; continue }
      if (json[at] !== '"') throw new SyntaxError('no key')
      const key = string()
      space()
      if (json[at] !== ':') break // the key itself may be cut off
      at++
      const held = value()
      if (held !== undefined) Object.defineProperty(read, key, { value: held, enumerable: true, configurable: true, writable: true })
    }
    return read
  }
  const array = () => {
    const read: unknown[] = []
    for (at++; at < json.length;) {
      space()
      if (json[at] === ']') { at++; break }
      if (json[at] === ',') { at++; continue }
      const held = value()
      if (held === undefined) break
      read.push(held)
    }
    return read
  }
  const string = () => {
    const start = at++
    while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1
    const isWhole = at < json.length
    const raw = json.slice(start + 1, Math.min(at, json.length))
    at++
    const read = JSON.parse(`"${isWhole ? raw : raw.replace(/\\(?:u[\da-f]{0,3})?$/i, '')}"`) as string
    return isWhole ? read : read.replace(/[\ud800-\udbff]$/, '')
  }
  const plain = () => {
    const word = /^[-+.\w]+/.exec(json.slice(at))?.[0] ?? ''
    at += word.length
    if (at >= json.length) return undefined
    if (word === '') throw new SyntaxError('no value')
    return JSON.parse(word) as unknown
  }
  try {
    return value()
  } catch {
    return undefined
  }
}
