import { SMALL_BODY_BYTES, UPLOAD } from '../request/large.ts'
import { refuse } from './exchange.ts'

/** A file written in the document, rather than in a variable, makes the parser read it character by character. */
const LONGEST_DOCUMENT = 2_000_000
/** A few times what the largest call has around its file. */
const MOST_MARKS = 10_000

const COMMA = 0x2c
const BRACE = 0x7b
const BRACKET = 0x5b

/**
 * An upload is one long text with little around it. What has ten megabytes of small things in it would keep the parser busy for
 * a second, so that is looked for before anything is parsed.
 */
export function requireFewValues(body: Buffer) {
  if (body.length <= SMALL_BODY_BYTES) return
  // The document that is meant may be registered.
  if (![UPLOAD, '"documentId"', '"persistedQuery"'].some((word) => body.includes(word))) throw notAnUpload()
  for (const mark of [COMMA, BRACE, BRACKET]) {
    if (count((from) => body.indexOf(mark, from)) > MOST_MARKS) throw notAnUpload()
  }
}

/** The same for a document with the file written in it: comments and lines cost the parser most. */
export function requirePlainDocument(body: Buffer, { query }: Readonly<Record<string, unknown>>) {
  if (body.length <= SMALL_BODY_BYTES || typeof query !== 'string') return
  const plain = query.length <= SMALL_BODY_BYTES || ['#', '\n', '\r', ','].every((mark) => count((from) => query.indexOf(mark, from)) <= MOST_MARKS)
  if (query.length > LONGEST_DOCUMENT || !plain || !query.includes(UPLOAD)) throw notAnUpload()
}

const notAnUpload = () => refuse(413, `A body over ${SMALL_BODY_BYTES} bytes may call ${UPLOAD}, and nothing else.`)

/** Up to one more than there may be. */
function count(next: (from: number) => number): number {
  let found = 0
  for (let at = next(0); at >= 0 && found <= MOST_MARKS; at = next(at + 1)) found += 1
  return found
}
