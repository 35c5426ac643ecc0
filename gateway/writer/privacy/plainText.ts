/** A text as somebody reads it: without what nobody sees, letters and digits in their plain form. */
export interface PlainText {
  readonly text: string
  /** What was written where `text` has these characters, to the letter, and whatever nobody sees between them. */
  range(start: number, end: number): readonly [start: number, end: number]
}

/** Soft hyphens, zero-width and direction marks, variation selectors. Not in use as letters or spaces anywhere. */
const INVISIBLE = /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]/u
/** Whatever may have a plainer form: a text without any of it is as it is. */
const ODD = /[\u00ad\u00b2\u00b3\u00b9\u034f\u0600-\u06ff\u0700-\u1fff\u2000-\u200f\u2024\u2028-\u202f\u205f-\u209f\u2100-\u214f\u2150-\u218b\u2460-\u24ff\u2776-\u2793\u3000-\u32ff\ua620-\uabf9\ufb00-\ufb06\ufe00-\ufe0f\ufe50-\ufe6b\ufeff\uff00-\uffef]|[\u{10000}-\u{1ffff}]/u

/**
 * "０６ １２", "𝟎𝟔", "٠٦", "Ju\u00adlie" and "ｊｕｌｉｅ＠ｘ．ｆｒ" hide nothing once they are read like this. Accents and words are left alone, and
 * each character knows where it came from, so that what is taken out can be put back to the letter.
 */
export function plainTextOf(written: string): PlainText {
  if (!ODD.test(written)) return { text: written, range: (start, end) => [start, end] }
  let text = ''
  const from: number[] = []
  const to: number[] = []
  let at = 0
  for (const character of written) {
    const next = at + character.length
    const plain = plainCharacter(character)
    text += plain
    for (let i = 0; i < plain.length; i += 1) {
      from.push(at)
      to.push(next)
    }
    at = next
  }
  return { text, range: (start, end) => [from[start] ?? written.length, end > start ? to[end - 1]! : (from[start] ?? written.length)] }
}

function plainCharacter(character: string): string {
  if (character <= '\u00ac') return character
  if (character === '。' || character === '｡') return '.'
  if (INVISIBLE.test(character)) return ''
  if (/\p{Zs}/u.test(character)) return ' '
  if (/\p{Nd}/u.test(character)) return digitOf(character)
  const plain = character.normalize('NFKC')
  // Letters, digits in circles and above the line, full-width signs. "½", "…" and pictures of letters stay as they are: beside a
  // name they are no part of it.
  const isPlainer = (/[\p{L}\p{No}]/u.test(character) && /^(?:[\p{L}\p{M}]{1,3}|\d)$/u.test(plain)) || /[\u2024\ufe50-\ufe6b\uff01-\uff65]/.test(character)
  return isPlainer ? plain : character
}

/** Decimal digits of any script stand in tens; mathematical ones in a row of five tens. */
function digitOf(character: string): string {
  const code = character.codePointAt(0)!
  if (code >= 0x1d7ce && code <= 0x1d7ff) return String((code - 0x1d7ce) % 10)
  let zero = code
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1
  return String(code - zero)
}
