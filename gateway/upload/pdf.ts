import { constants, inflateSync } from 'node:zlib'
import { extractText, getDocumentProxy } from 'unpdf'
import type { Extracted } from './extract.ts'
import { MAX_UPLOAD_PAGES } from './text.ts'

/** What the compressed parts of a file may come to, one and together. The text of twenty pages is far less. */
const MAX_PART = 24 * 1024 * 1024
const MAX_TOTAL = 64 * 1024 * 1024

const refuse = (problem: string): Extracted => ({ ok: false, problem })

/**
 * The text of a PDF, page by page, by Mozilla's pdf.js (unpdf). Nothing in it runs; documents that hold programs, files or forms
 * of their own are refused all the same, since a CV has none.
 */
export async function readPdf(bytes: Uint8Array): Promise<Extracted> {
  if (unpacksTooFar(bytes)) return refuse('The PDF unpacks to far more than a CV holds.')
  let pdf
  try {
    pdf = await getDocumentProxy(bytes, { useSystemFonts: false, disableFontFace: true, stopAtErrors: false, enableXfa: false, verbosity: 0 })
  } catch (error) {
    return refuse((error as Error).name === 'PasswordException' ? 'The PDF is protected by a password.' : 'The PDF is damaged, or is none.')
  }
  if (pdf.numPages > MAX_UPLOAD_PAGES) return refuse(`The PDF has ${pdf.numPages} pages; at most ${MAX_UPLOAD_PAGES} are taken.`)
  try {
    const [attachments, actions] = await Promise.all([pdf.getAttachments(), pdf.getJSActions()])
    if (holdsAny(attachments)) return refuse('The PDF has other files inside: export it without attachments.')
    if (holdsAny(actions)) return refuse('The PDF has scripts inside: print it to a new PDF.')
    const { text } = await extractText(pdf, { mergePages: false })
    const pages = text.join('\n\n')
    if (!/\p{L}/u.test(pages)) return refuse('The PDF has no text: it seems to be a scan or a picture. Export it from where it was written, or send the text.')
    // Characters without a meaning in Unicode, from fonts that do not say what their signs are.
    return { ok: true, text: pages.replace(/[\0-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]/g, '').toWellFormed() }
  } catch {
    return refuse('The PDF is damaged.')
  }
}

/** pdf.js answers with a map, an object or nothing. */
const holdsAny = (found: unknown) => (found instanceof Map ? found.size > 0 : Object.keys(found ?? {}).length > 0)

/**
 * Every compressed part is unpacked once, up to a bound, before anything is parsed: pdf.js has none. Each from where it begins to
 * wherever it ends, since the length that the file claims may be a lie; and what comes out again, where that is compressed too.
 * Pictures are passed over: they may be large, and no text is read from them; what only says that it is one meets the bound on
 * memory.
 */
function unpacksTooFar(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  let total = 0
  for (let at = file.indexOf('stream'); at !== -1; at = file.indexOf('stream', at + 6)) {
    if (isPicture(file.toString('latin1', Math.max(0, at - 600), at))) continue
    const line = file.indexOf(0x0a, at)
    const start = line !== -1 && line - at <= 16 ? line + 1 : at + 7
    let part: Uint8Array | null = file.subarray(start)
    for (let depth = 0; part !== null && depth < 4; depth++) {
      const unpacked = unpack(part)
      if (unpacked === 'TOO_FAR') return true
      total += unpacked?.length ?? 0
      if (total > MAX_TOTAL) return true
      part = unpacked
    }
  }
  return false
}

/** By the dictionary before the stream. */
const isPicture = (before: string) => /\/Subtype\s*\/Image\b/.test(before.slice(before.lastIndexOf(' obj') + 1))

function unpack(part: Uint8Array): Uint8Array | 'TOO_FAR' | null {
  if (part.length < 2 || (part[0]! & 0x0f) !== 8 || ((part[0]! << 8) | part[1]!) % 31 !== 0) return null
  try {
    return inflateSync(part, { maxOutputLength: MAX_PART, finishFlush: constants.Z_SYNC_FLUSH })
  } catch (error) {
    return (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'TOO_FAR' : null
  }
}
