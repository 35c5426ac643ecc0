import { isBlank } from '../blank.ts'

/** 5 MB, counted after base64 is undone. */
export const MAX_UPLOAD_BYTES = 5 * 1024 * 1024

/** In Unicode characters (code points), as Postgres counts them. */
export const MAX_UPLOAD_CHARACTERS = 80_000

export const MAX_UPLOAD_PAGES = 20

/** How an uploaded text was read. */
export type TextEncoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'WINDOWS-1252'

export type ReadText =
  | { ok: true; text: string; encoding: TextEncoding }
  | { ok: false; problem: string }

const refuse = (problem: string): { ok: false; problem: string } => ({ ok: false, problem })

export const TOO_LARGE = 'The file is larger than 5 MB.'

// First bytes that no text begins with. `MZ` and `PK` alone are letters a CV may begin with, so they need more bytes.
const SIGNATURES: readonly (readonly [what: string, prefix: RegExp])[] = [
  ['a PDF document', /^\s*%PDF-/],
  ['a Word document or a ZIP archive', /^PK(\x03\x04|\x05\x06|\x07\x08)/],
  ['an old Word document (.doc)', /^\xd0\xcf\x11\xe0/],
  ['an RTF document', /^\s*\{\\rtf/],
  ['a PNG image', /^\x89PNG/],
  ['a JPEG image', /^\xff\xd8\xff/],
  ['a GIF image', /^GIF8[79]a/],
  ['a gzip archive', /^\x1f\x8b/],
  ['an executable program', /^(\x7fELF|MZ[^]{0,60}\0|[\xfe\xce\xcf]\xed\xfa|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe|\xce\xfa\xed\xfe)/],
]

/** What a file is by its first bytes, where no text begins like that. */
export function looksLike(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1').replace(/^\xef\xbb\xbf/, '')
  return SIGNATURES.find(([, prefix]) => prefix.test(head))?.[0]
}

function decode(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes) // also drops the byte order mark
  } catch {
    return undefined // fatal: these bytes are not this encoding
  }
}

/**
 * UTF-16 without a mark betrays itself: Latin text has a NUL in every second byte, and hardly one in the others; the high
 * bytes of any European script are control characters. One stray NUL in a short text of single bytes is not that.
 */
function utf16Side(bytes: Uint8Array): 'UTF-16LE' | 'UTF-16BE' | undefined {
  if (!bytes.includes(0)) return undefined
  const nuls = [0, 0]
  const controls = [0, 0]
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === 0) nuls[i & 1]!++
    if (bytes[i]! <= 0x20) controls[i & 1]!++
  }
  const isHigh = (side: 0 | 1) => nuls[side]! >= bytes.length / 20 && nuls[side]! > nuls[1 - side]! * 10 && controls[side]! >= bytes.length / 4
  return isHigh(1) ? 'UTF-16LE' : isHigh(0) ? 'UTF-16BE' : undefined
}

function decodeUtf16(encoding: 'UTF-16LE' | 'UTF-16BE', bytes: Uint8Array): ReadText {
  if (bytes.length % 2 === 1) return refuse('The file looks like UTF-16 text, but its last character is cut in half.')
  const text = decode(encoding, bytes)
  return text === undefined ? refuse('The file has halves of UTF-16 characters (lone surrogates).') : { ok: true, text, encoding }
}

/** More whole sequences than broken ones: damaged UTF-8, whose accents would come out as “Ã©” in Windows-1252. */
function mostlyUtf8(bytes: Uint8Array): boolean {
  const lenient = new TextDecoder('UTF-8').decode(bytes)
  let whole = 0
  for (const character of lenient) {
    if (character > '\x7f') whole += character === '\ufffd' ? -1 : 1
  }
  return whole > 0
}

function decodeUtf8OrWindows(bytes: Uint8Array, marked: boolean): ReadText {
  const text = decode('UTF-8', bytes)
  if (text !== undefined) return { ok: true, text, encoding: 'UTF-8' }
  if (marked || mostlyUtf8(bytes)) return refuse('The file is UTF-8 text with damaged characters.')
  // Windows-1252 leaves five bytes undefined: a text has none of them.
  if ([0x81, 0x8d, 0x8f, 0x90, 0x9d].some((byte) => bytes.includes(byte))) return refuse('The file is binary, not text.')
  return { ok: true, text: new TextDecoder('windows-1252').decode(bytes), encoding: 'WINDOWS-1252' }
}

function decodeBytes(bytes: Uint8Array): ReadText {
  const [a, b, c] = bytes
  if (a === 0xff && b === 0xfe) return decodeUtf16('UTF-16LE', bytes)
  if (a === 0xfe && b === 0xff) return decodeUtf16('UTF-16BE', bytes)
  const marked = a === 0xef && b === 0xbb && c === 0xbf
  const side = marked ? undefined : utf16Side(bytes)
  return side ? decodeUtf16(side, bytes) : decodeUtf8OrWindows(bytes, marked)
}

// Line by line, since a regular expression for trailing spaces is quadratic on a long run of them.
const tidyLines = (text: string) =>
  text
    .replace(/\r\n|[\r\f\u2028\u2029]/g, '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+/, '')
    .trimEnd()

// U+0080–9F are smart quotes and euros of Windows-1252 that went through Latin-1 on their way into Unicode.
function mendC1(text: string): string {
  const meant = new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i))
  return text.replace(/[\x80-\x9f]/g, (c) => meant[c.charCodeAt(0) - 0x80]!).replace(/[\x80-\x9f]/g, '')
}

/** Length in code points, without building an array of them. */
function countCharacters(text: string): number {
  let pairs = 0
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) === 0xdc00) pairs++
  return text.length - pairs
}

/** A text that may be kept: without the marks of its file format, in one spelling, and not too long. */
export function cleanText(raw: string): { ok: true; text: string } | { ok: false; problem: string } {
  const text = tidyLines(mendC1(raw))
  // A filler of Hangul is a letter that nobody sees.
  if (!/\p{L}/u.test(text) || isBlank(text)) return refuse('There is no readable text in the file.')
  const characters = countCharacters(text)
  if (characters > MAX_UPLOAD_CHARACTERS) {
    return refuse(`The text has ${characters} characters; at most ${MAX_UPLOAD_CHARACTERS} are taken.`)
  }
  // normalize() sorts each run of combining marks by insertion: 80,000 in a row take seconds. 30 is Unicode's own
  // bound for real text (UAX 15, stream-safe text format).
  if (/\p{M}{31}/u.test(text)) return refuse('There are more than 30 combining marks on one character.')
  return { ok: true, text: text.normalize('NFC') }
}

/**
 * Reads the bytes of an uploaded text file: UTF-8, UTF-16 with or without a byte order mark, or Windows-1252. The text
 * comes back NFC normalised, with `\n` line ends, without trailing spaces and control characters other than tabs. What
 * is not text is refused with a sentence that says what it looks like. Linear in the size of the file.
 */
export function readText(bytes: Uint8Array): ReadText {
  if (bytes.length === 0) return refuse('The file is empty.')
  if (bytes.length > MAX_UPLOAD_BYTES) return refuse(TOO_LARGE)
  const kind = looksLike(bytes)
  if (kind) return refuse(`The file looks like ${kind}, not like a text file.`)
  const decoded = decodeBytes(bytes)
  if (!decoded.ok) return decoded
  if (/[\0-\x08\x0b\x0e-\x1f\x7f]/.test(decoded.text)) return refuse('The file is binary, not text.')
  const cleaned = cleanText(decoded.text)
  return cleaned.ok ? { ...cleaned, encoding: decoded.encoding } : cleaned
}
