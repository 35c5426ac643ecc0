import { namesIn } from './introductions.ts'
import { findPatterns, PLACEHOLDER } from './patterns.ts'
import { findPeople, personOf } from './people.ts'
import type { Person, Span } from './people.ts'
import { plainTextOf } from './plainText.ts'
import { strangersIn } from './strangers.ts'
import type { Names, Strangers } from './strangers.ts'

/** Replaces what identifies people before a text leaves, and puts it back in what comes home. One for each question. */
export interface Redactor {
  redact(text: string): string
  /** The answer with everything put back. A placeholder that stands for nothing stays as it is: see `strangersIn`. */
  restore(text: string): string
  /** Placeholders that stand for nothing: the model made them up. */
  strangersIn(text: string): readonly string[]
}

const CANONICAL: readonly (readonly [RegExp, Span['kind']])[] = [
  [/^PERSON/i, 'PERSON'], [/^(NAME|NOM(?!B))/i, 'NAME'], [/^(E-?MAIL|COURRIEL)/i, 'EMAIL'], [/^(PHONE|T)[ÉE]?L?/i, 'PHONE'], [/^AD/i, 'ADDRESS'], [/^(LI|URL)/i, 'LINK'], [/^NUM/i, 'NUMBER'],
]
const kindOf = (word: string): Span['kind'] => (/^TEXTE?$/i.test(word) ? 'TEXT' : CANONICAL.find(([pattern]) => pattern.test(word))![1])

const MOST_PEOPLE = 200

/**
 * @param people names that are known beforehand: the account's, the profile's
 * @param texts everything that is going to be redacted, so that whom one text introduces is hidden in all of them
 * @param names what the task itself says of names in them
 */
export function createRedactor(people: readonly (string | null | undefined)[], texts: readonly string[], names: Names = { readable: [], hidden: [] }): Redactor {
  const told = people.filter((name) => name !== null && name !== undefined).map((name) => personOf(plainTextOf(name).text))
  const known = peopleOf([...told, ...texts.flatMap((text) => namesIn(plainTextOf(text).text))])
  const strangers = strangersIn(texts.map((text) => plainTextOf(text).text), names)
  const values = new Map<string, string>()
  const placeholders = new Map<string, string>()
  const counts = new Map<Span['kind'], number>([['PERSON', known.length]])
  known.forEach((person, index) => {
    values.set(`PERSON_${index + 1}`, person.name)
    placeholders.set(`PERSON ${person.name}`, `PERSON_${index + 1}`)
  })
  const nameFor = ({ kind, person }: Span, value: string): string => {
    const found = placeholders.get(`${kind} ${value}`)
    if (found) return found
    const made = (person === undefined ? undefined : variant(person + 1, values)) ?? numbered(kind, counts)
    values.set(made, value)
    placeholders.set(`${kind} ${value}`, made)
    return made
  }
  const lookUp = (placeholder: string) => {
    const [, kind = '', number, letter = ''] = /(\p{L}[\p{L}-]*?)\\?[ _-]?(\d+)(\p{L}?)/u.exec(placeholder)!
    const value = (name: string) => values.get(name + letter.toLowerCase()) ?? (letter === '' ? undefined : values.get(name))
    const found = kindOf(kind)
    // "[NOM_1]" is how a French answer may bend either of two.
    return value(`${found}_${Number(number)}`) ?? (found === 'NAME' ? value(`PERSON_${Number(number)}`) : undefined)
  }
  return {
    redact(text) {
      const plain = plainTextOf(text)
      let [out, at] = ['', 0]
      for (const span of spansIn(plain.text, known, strangers)) {
        const [start, end] = plain.range(span.start, span.end)
        out += `${text.slice(at, start)}[${nameFor(span, text.slice(start, end))}]`
        at = end
      }
      return out + text.slice(at)
    },
    restore: (text) => text.replace(PLACEHOLDER, (placeholder) => lookUp(placeholder) ?? placeholder),
    strangersIn: (text) => (text.match(PLACEHOLDER) ?? []).filter((placeholder) => lookUp(placeholder) === undefined),
  }
}

/** Patterns, people between them (a name that is glued to an address is still a name), and between all of these whoever nothing introduces. In order of the text. */
function spansIn(text: string, known: readonly Person[], strangers: Strangers): Span[] {
  const spans: Span[] = []
  let at = 0
  const others = strangers.spansIn(text)
  const push = (span: Span) => {
    // Of an unknown name, what is left between those that are known.
    for (let next = others[0]; next !== undefined && next.start < span.end; next = others[0]) {
      if (next.end > span.end) others[0] = { ...next, start: Math.max(next.start, span.end) }
      else others.shift()
      if (next.start < span.start) spans.push({ ...next, end: Math.min(next.end, span.start) })
      if (next.end > span.end) break
    }
    spans.push(span)
  }
  const peopleUpTo = (end: number) => {
    for (const span of findPeople(text.slice(at, end), known)) push({ ...span, start: span.start + at, end: span.end + at })
  }
  for (const span of apart(findPatterns(text))) {
    peopleUpTo(span.start)
    push(span)
    at = span.end
  }
  peopleUpTo(text.length)
  return [...spans, ...others].flatMap((span) => trimmed(span, text))
}

/** Without the white space that is left at its edges where part of it was somebody else's. */
function trimmed(span: Span, text: string): Span[] {
  if (span.kind !== 'NAME') return [span]
  const said = text.slice(span.start, span.end)
  const start = span.start + (said.length - said.trimStart().length)
  const end = span.end - (said.length - said.trimEnd().length)
  return /[\p{L}]/u.test(text.slice(start, end)) ? [{ ...span, start, end }] : []
}

function numbered(kind: Span['kind'], counts: Map<Span['kind'], number>): string {
  const count = (counts.get(kind) ?? 0) + 1
  counts.set(kind, count)
  return `${kind}_${count}`
}

/** Another way of writing the same person: PERSON_1b. There are 26 of them. */
function variant(number: number, values: ReadonlyMap<string, string>): string | undefined {
  return [...'abcdefghijklmnopqrstuvwxyz'].map((letter) => `PERSON_${number}${letter}`).find((name) => !values.has(name))
}

/** Each once, in the order in which they are known, guesses last: a name that is part of one before is no new person. */
function peopleOf(names: readonly Person[]): Person[] {
  const people: Person[] = []
  const seen = new Set<string>()
  for (const person of [...names.filter(({ guessed }) => !guessed), ...names.filter(({ guessed }) => guessed)]) {
    if (seen.has(person.name) || people.length >= MOST_PEOPLE) continue
    seen.add(person.name)
    const isKnown = people.some((other) => person.words.every((word) => other.words.includes(word)))
    if (person.words.length > 0 && !isKnown) people.push(person)
  }
  return people
}

/** Of spans that overlap the first in order of precedence is kept; then in order of the text. */
function apart(spans: readonly Span[]): Span[] {
  const kept: Span[] = []
  const taken = new Set<number>()
  for (const span of spans) {
    let free = true
    for (let i = span.start; free && i < span.end; i++) free = !taken.has(i)
    if (!free) continue
    for (let i = span.start; i < span.end; i++) taken.add(i)
    kept.push(span)
  }
  return kept.sort((a, b) => a.start - b.start)
}
