import { isBlank } from '../blank.ts'
import { undoBase64 } from './base64.ts'
import type { Extract, Extracted } from './extract.ts'
import { looksLike, readText, TOO_LARGE } from './text.ts'
import type { TextEncoding } from './text.ts'

export interface UploadedFile {
  readonly filename: string
  readonly contentType: string
  readonly contentBase64: string
}

export type FileKind = 'text' | 'pdf' | 'docx'

export type ReadUpload =
  | { ok: true; kind: FileKind; text: string; filename: string; encoding: TextEncoding | null; bytes: number }
  | { ok: false; path: 'filename' | 'contentType' | 'contentBase64'; problem: string }

interface Kind {
  readonly kind: FileKind
  readonly contentType: RegExp
  readonly ending: string
  /** What the first bytes must look like; text has no such sign. */
  readonly sign: string | null
}

const KINDS: readonly Kind[] = [
  { kind: 'text', contentType: /^text\/plain\s*(;\s*charset\s*=\s*("[\w.:-]+"|[\w.:-]+)\s*)?$/i, ending: '.txt', sign: null },
  { kind: 'pdf', contentType: /^application\/(x-)?pdf$/i, ending: '.pdf', sign: 'a PDF document' },
  { kind: 'docx', contentType: /^application\/vnd\.openxmlformats-officedocument\.wordprocessingml\.document$/i, ending: '.docx', sign: 'a Word document or a ZIP archive' },
]
/** Said by name, since people send them. */
const OTHERS: readonly (readonly [contentType: RegExp, problem: string])[] = [
  [/^application\/msword$/i, 'Old Word documents (.doc) are not taken: save it as .docx or PDF.'],
  [/macroenabled/i, 'Word documents with macros are not taken: save it as .docx or PDF.'],
  [/^image\//i, 'Pictures are not taken: send a PDF, a Word document (.docx) or a text file.'],
]

function filenameProblem(filename: string): string | undefined {
  if (filename.length === 0 || filename.length > 255) return 'The file name must have 1 to 255 characters.'
  if (/[/\\]/.test(filename)) return 'The file name must not have a path.'
  // Direction overrides can make `fdp.txt` read as `txt.pdf`.
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(filename)) return 'The file name has control characters.'
  return undefined
}

/**
 * Reads an upload as the API takes it: a text, a PDF or a Word document. A refusal names the part that is wrong. Three things
 * must agree: the type that is claimed, the ending of the name, and the bytes. The charset that the caller claims is not
 * believed: browsers guess it, and the bytes say more.
 * @throws the signal's reason; SERVICE_UNAVAILABLE where too many documents wait to be read
 */
export async function readUpload(file: UploadedFile, extract: Extract, signal: AbortSignal): Promise<ReadUpload> {
  const badName = filenameProblem(file.filename)
  if (badName) return { ok: false, path: 'filename', problem: badName }
  const claimed = file.contentType.length > 255 ? '' : file.contentType.trim()
  const kind = KINDS.find((one) => one.contentType.test(claimed))
  if (!kind) {
    const problem = OTHERS.find(([contentType]) => contentType.test(claimed))?.[1] ?? 'Only PDF (application/pdf), Word (.docx) and text files (text/plain) are taken.'
    return { ok: false, path: 'contentType', problem }
  }
  if (!file.filename.toLowerCase().endsWith(kind.ending) || isBlank(file.filename.slice(0, -kind.ending.length).replaceAll('.', ''))) {
    return { ok: false, path: 'filename', problem: `The name does not fit the type: it must end in ${kind.ending}.` }
  }
  const bytes = undoBase64(file.contentBase64)
  if (bytes === 'TOO_LARGE') return { ok: false, path: 'contentBase64', problem: TOO_LARGE }
  if (bytes === 'MALFORMED') return { ok: false, path: 'contentBase64', problem: 'This is not base64.' }
  const read: Extracted & { encoding?: TextEncoding } = kind.kind === 'text' ? readText(bytes) : (signProblem(kind, bytes) ?? await extract(kind.kind, bytes, signal))
  if (!read.ok) return { ok: false, path: 'contentBase64', problem: read.problem }
  return { ok: true, kind: kind.kind, text: read.text, filename: file.filename.normalize('NFC'), encoding: read.encoding ?? null, bytes: bytes.length }
}

function signProblem({ kind, sign }: Kind, bytes: Uint8Array): { ok: false; problem: string } | undefined {
  if (bytes.length === 0) return { ok: false, problem: 'The file is empty.' }
  const seen = looksLike(bytes)
  if (seen === sign) return undefined
  const name = kind === 'pdf' ? 'a PDF document' : 'a Word document (.docx)'
  // Word packs a document with a password in the box of the old format.
  if (kind === 'docx' && seen === 'an old Word document (.doc)') {
    const locked = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(Buffer.from('EncryptedPackage', 'utf16le'))
    return { ok: false, problem: locked ? 'The Word document is protected by a password.' : 'The file is an old Word document (.doc): save it as .docx or PDF.' }
  }
  return { ok: false, problem: `The file looks like ${seen ?? 'something else'}, not like ${name}.` }
}
