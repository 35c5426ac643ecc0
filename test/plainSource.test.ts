import { Kind, parse, visit } from 'graphql'
import { expect, test } from 'vitest'
import { isPlainSource } from '../gateway/request/variables.ts'
import fc from './seeded.ts'

/* A source that is plain needs no look at its texts: none of them can hold what no form sends. */

const unreadable = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/
const isReadable = (text: string) => text.isWellFormed() && !unreadable.test(text)

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([name, inner]) => [name, ...textsOf(inner)]) : []
}

function literalsOf(source: string): string[] {
  const found: string[] = []
  visit(parse(source), { [Kind.STRING]: ({ value }) => void found.push(value) })
  return found
}

const readers: Readonly<Record<string, (source: string) => string[]>> = {
  JSON: (source) => textsOf(JSON.parse(`{"a":"${source}","${source}":[1]}`)),
  GraphQL: (source) => literalsOf(`{ f(a: "${source}", b: """${source}""") }`),
}
/** Null where it is no source at all. */
function readBy(read: (source: string) => string[], source: string): string[] | null {
  try {
    return read(source)
  } catch {
    return null
  }
}

const unit = fc.oneof(
  fc.constantFrom('\\', 'u', 'b', 'f', 'n', 't', '"', '/', '0', '00', 'd83d', '{', '}', '\\\\', '\\u0000', '\\ud800', '\\u{0}', '\\u007f', '\\b', '\\f', '\\n', '\\\\u0000', '\ud800', '\ud83d\ude80', '\x7f', '\t', '\n', '\x0b', 'é'),
  fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
)

test.each(Object.entries(readers))('%s that is plain has readable texts only', (_name, read) => {
  let [plain, other] = [0, 0]
  fc.assert(fc.property(fc.array(unit, { maxLength: 6 }).map((units) => units.join('')), (source) => {
    const texts = readBy(read, source)
    if (texts === null) return
    if (!isPlainSource(source)) other += 1
    else {
      expect(texts.every(isReadable), JSON.stringify(source)).toBe(true)
      plain += 1
    }
  }), { numRuns: 5000 })
  expect(Math.min(plain, other)).toBeGreaterThan(100)
})

test('every control character, however it is written', () => {
  for (let code = 0; code < 0x80; code += 1) {
    const sign = String.fromCharCode(code)
    const hex = code.toString(16).padStart(4, '0')
    for (const source of [sign, `\\u${hex}`, `\\u${hex.toUpperCase()}`, `\\u{${code.toString(16)}}`]) {
      if (unreadable.test(sign)) expect(isPlainSource(source), source).toBe(false)
    }
  }
})

test('an ordinary body is plain', () => {
  for (const body of [{ query: '{\n  viewer { id }\n}', variables: { a: 'Écoute "des" patients\n\tet C:\\dossier', b: '🚀 עדה' } }]) expect(isPlainSource(JSON.stringify(body))).toBe(true)
})
