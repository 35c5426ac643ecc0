import { isPlainLine } from '../../blank.ts'

/**
 * The one door through which a person's words enter a document: cleaned first, escaped where they are written.
 */

// Controls other than tab and line feed, and the characters that make text read in another order than it is stored in
// (overrides and isolates: a name could otherwise turn the rest of its line around).
const UNWANTED = /[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g

/** Words over several lines: `\n` line ends, nothing invisible that could harm, spaces inside a line untouched. */
export function cleanLines(value: string | null | undefined): string[] {
  if (!value) return []
  if (isPlainLine(value)) return [value]
  return value
    .toWellFormed()
    .replace(/\r\n|[\r\f\v\x85\u2028\u2029]/g, '\n')
    .replace(UNWANTED, '')
    .split('\n')
    .map((line) => line.trimEnd())
}

/** Words on one line: every run of white space is one space. */
export function cleanLine(value: string | null | undefined): string {
  if (!value) return ''
  return isPlainLine(value) ? value : cleanLines(value).join(' ').split(/\s+/).filter(Boolean).join(' ')
}

/** The lines of a list that say something, each once. */
export function cleanList(values: readonly string[] | null | undefined): string[] {
  const lines: string[] = []
  for (const value of values ?? []) {
    const line = cleanLine(value)
    if (line && !lines.includes(line)) lines.push(line)
  }
  return lines
}

/**
 * What HTML reads as its own; and the signs of French and English print that Latin-1 has not. One of them would make V8 keep the whole page in
 * twice the memory, and encode it ten times as slowly.
 */
const special = /[&<>"'`\u0152\u0153\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u202f\u20ac\u2122]/
const specials = new RegExp(special, 'g')
const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const entityOf = (sign: string) => NAMED[sign] ?? `&#${sign.charCodeAt(0)};`

/** For text and for quoted attributes alike. Most texts have nothing to escape, and asking is cheaper than replacing nothing. */
export const escapeHtml = (value: string): string => (special.test(value) ? value.replace(specials, entityOf) : value)

/** The address a link may have: http, https or mailto, whole and without white space; null means "show it as text". */
export function safeHref(url: string): string | null {
  if (!/^(https?:\/\/[^\s\\]+|mailto:[^\s\\@]+@[^\s\\]+)$/i.test(url)) return null
  const parsed = URL.parse(url)
  // https://bank.example@evil.example reads as the one and leads to the other.
  return parsed && !parsed.username && !parsed.password ? url : null
}

/** A mailto: link for an e-mail that holds nothing a mail program could take for headers. */
export const mailHref = (email: string): string | null =>
  /^[^\s@<>()[\]\\,;:"'`?&%#/]+@[^\s@<>()[\]\\,;:"'`?&%#/]+$/.test(email) ? `mailto:${email}` : null
