/*
 * Text to words, for French and English at once: one rule for both, so that a French CV can be held against an English offer.
 * A word knows where it stands in the text as it was given: every finding can show its evidence. Linear in the text.
 */

/** `start` and `end` are UTF-16 offsets in the text; words of different lines never make one term. */
export interface Word {
  /** Lower case, without accents. */
  readonly norm: string
  /** `norm` without the endings of number, gender and a few of French and English: what words are compared by. */
  readonly stem: string
  readonly start: number
  readonly end: number
  readonly line: number
}

/** Where something was found: offsets in the text, and the text there. */
export interface Evidence {
  readonly start: number
  readonly end: number
  readonly text: string
}

export interface Text {
  readonly raw: string
  readonly words: readonly Word[]
  /** Offsets of the lines' first characters. */
  readonly lines: readonly number[]
}

/** Letters and digits, with what belongs to names of the trade: `.NET`, `Node.js`, `C++`, `C#`. */
const word = /(?:\.(?=net\b))?[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:\.js\b|\+\+|#)?/giu

/** The other gender's ending is no word: `infirmier(ère)`, `développeur·se`. */
const isEnding = (raw: string, start: number) => /[(·]/.test(raw[start - 1] ?? '') && /\p{L}/u.test(raw[start - 2] ?? '')

/** Lower case without accents. Marks go first: normalize() sorts a run of them by insertion, which is quadratic. */
export function plain(text: string): string {
  const lower = text.toLowerCase()
  if (/^[\x00-\x7f]*$/.test(lower)) return lower
  return lower.replace(/\p{M}/gu, '').normalize('NFD').replace(/\p{M}/gu, '').replaceAll('œ', 'oe').replaceAll('æ', 'ae').replaceAll('ß', 'ss')
}

const endings: readonly (readonly [ending: string, instead: string, least: number])[] = [
  ['trice', 'teur', 7], ['euse', 'eur', 6], ['iere', 'ier', 6], ['aux', 'al', 6], ['ive', 'iv', 5], ['if', 'iv', 5], ['ee', 'e', 5],
]

/**
 * The stem of a normalised word: plural s and x go, then one ending of gender or number, then a mute e; y is i. Light on
 * purpose: it joins `commerciales` with `commercial`, and never `université` with `univers`.
 */
export function stemOf(norm: string): string {
  let stem = norm
  if (stem.length > 3 && /[^s]s$/.test(stem)) stem = stem.slice(0, -1)
  else if (stem.length > 4 && /[^au]x$|eux$/.test(stem)) stem = stem.slice(0, -1)
  for (const [ending, instead, least] of endings) {
    if (stem.length < least || !stem.endsWith(ending)) continue
    stem = stem.slice(0, -ending.length) + instead
    break
  }
  if (stem.length > 4 && stem.endsWith('e')) stem = stem.slice(0, -1)
  return stem.length > 3 && stem.endsWith('y') ? `${stem.slice(0, -1)}i` : stem
}

/** Reads a text once; everything else in this room goes by what it finds. */
export function readText(raw: string): Text {
  const lines = [0]
  for (let at = raw.indexOf('\n'); at !== -1; at = raw.indexOf('\n', at + 1)) lines.push(at + 1)
  const words: Word[] = []
  const known = new Map<string, readonly [norm: string, stem: string]>()
  let line = 0
  for (const match of raw.matchAll(word)) {
    const start = match.index
    if (isEnding(raw, start)) continue
    while (line + 1 < lines.length && lines[line + 1]! <= start) line += 1
    let forms = known.get(match[0])
    if (forms === undefined) {
      const norm = plain(match[0])
      known.set(match[0], forms = [norm, stemOf(norm)])
    }
    words.push({ norm: forms[0], stem: forms[1], start, end: start + match[0].length, line })
  }
  return { raw, words, lines }
}

/** The text of one line, without its end. */
export function lineOf({ raw, lines }: Text, line: number): string {
  return raw.slice(lines[line], line + 1 < lines.length ? lines[line + 1]! - 1 : raw.length)
}

export const evidenceAt = (raw: string, start: number, end: number): Evidence => ({ start, end, text: raw.slice(start, end) })

/** At most so many UTF-16 units, and no half of a character at the end: the database takes none. */
export const cutTo = (text: string, most: number): string => text.slice(0, most).replace(/[\ud800-\udbff]$/, '')
