import mammoth from 'mammoth'
import { fromBuffer } from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'
import type { Extracted } from './extract.ts'
import { storedZip } from './storedZip.ts'
import { MAX_UPLOAD_PAGES } from './text.ts'

/** Of the parts that are text, unpacked. The text of twenty pages is far less. */
const MAX_TOTAL = 24 * 1024 * 1024
const MAX_ENTRIES = 1_000

class Unfit extends Error {}

const refuse = (problem: string): Extracted => ({ ok: false, problem })
const BOMB = 'The Word document unpacks to far more than a CV holds.'
const DAMAGED = 'The Word document is damaged, or is another kind of archive.'

/**
 * The text of a Word document, by mammoth. It is given a new archive of the parts that were looked at, uncompressed: whatever
 * else was in the file, or how its directory lied, it never sees.
 */
export async function readDocx(bytes: Uint8Array): Promise<Extracted> {
  try {
    const parts = await partsOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
    const problem = problemIn(parts)
    if (problem !== undefined) return refuse(problem)
    const { value } = await mammoth.extractRawText({ buffer: storedZip(parts) })
    if (!/\p{L}/u.test(value)) return refuse('The Word document has no text: it seems to hold a picture only.')
    // Mammoth parts paragraphs by two line feeds; an empty one in between is an empty line.
    return { ok: true, text: value.replace(/\n\n/g, '\n').replace(/[\0-\x08\x0b\x0e-\x1f\x7f]/g, '').toWellFormed() }
  } catch (error) {
    return refuse(error instanceof Unfit ? error.message : DAMAGED)
  }
}

function problemIn(parts: ReadonlyMap<string, Buffer>): string | undefined {
  const types = parts.get('[Content_Types].xml')?.toString() ?? ''
  if (/macroEnabled/i.test(types)) return 'The Word document has macros: save it as .docx without them.'
  if (!/wordprocessingml\.(document|template)\.main\+xml/.test(types)) return 'The file is another kind of archive, not a Word document.'
  if ([...parts.values()].some((part) => /<!(DOCTYPE|ENTITY)/i.test(part.toString('latin1')))) return 'The Word document has parts that no Word writes (a document type).'
  const pages = Number(/<Pages>(\d{1,6})<\/Pages>/.exec(parts.get('docProps/app.xml')?.toString() ?? '')?.[1] ?? 0)
  return pages > MAX_UPLOAD_PAGES ? `The Word document has ${pages} pages; at most ${MAX_UPLOAD_PAGES} are taken.` : undefined
}

/** The XML parts of the archive, each unpacked up to the common bound. @throws Unfit */
async function partsOf(file: Buffer): Promise<Map<string, Buffer>> {
  const zip = await open(file)
  const parts = new Map<string, Buffer>()
  let [entries, total] = [0, 0]
  for await (const entry of entriesOf(zip)) {
    entries += 1
    if (entries > MAX_ENTRIES) throw new Unfit(BOMB)
    if (entry.isEncrypted()) throw new Unfit('The archive is protected by a password.')
    if (/vbaProject|(^|\/)(activeX|embeddings)\/[^/]*\.(bin|exe|ole)$/i.test(entry.fileName)) throw new Unfit('The Word document has macros or programs: save it as .docx without them.')
    if (!/\.(xml|rels)$/i.test(entry.fileName)) continue
    if (parts.has(entry.fileName)) throw new Unfit('The archive holds the same part twice.')
    if (total + entry.uncompressedSize > MAX_TOTAL) throw new Unfit(BOMB)
    const part = await unpack(zip, entry, MAX_TOTAL - total)
    total += part.length
    parts.set(entry.fileName, part)
  }
  return parts
}

const open = (file: Buffer) => new Promise<ZipFile>((resolve, reject) => {
  // Names are checked (no absolute path, no "..") and sizes are held to what the directory says.
  fromBuffer(file, { lazyEntries: true, strictFileNames: false, validateEntrySizes: true }, (error, zip) => (error ? reject(error) : resolve(zip)))
})

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | null>((resolve, reject) => {
      const done = (settle: () => void) => { zip.removeAllListeners(); settle() }
      zip.once('entry', (next: Entry) => done(() => resolve(next))).once('end', () => done(() => resolve(null))).once('error', (error: Error) => done(() => reject(error)))
      zip.readEntry()
    })
    if (entry === null) return
    yield entry
  }
}

const unpack = (zip: ZipFile, entry: Entry, most: number) => new Promise<Buffer>((resolve, reject) => {
  zip.openReadStream(entry, (error, stream) => {
    if (error) return reject(error)
    const chunks: Buffer[] = []
    let size = 0
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > most) return void stream.destroy(new Unfit(BOMB))
      chunks.push(chunk)
    })
    stream.on('error', reject).on('end', () => resolve(Buffer.concat(chunks)))
  })
})
