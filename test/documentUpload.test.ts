import { crc32, deflateRawSync, deflateSync } from 'node:zlib'
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx'
import { AFRelationship, PDFDocument, PDFName, PDFRawStream, StandardFonts } from 'pdf-lib'
import { describe, expect, test } from 'vitest'
import { createExtract } from '../gateway/upload/extract.ts'
import { storedZip } from '../gateway/upload/storedZip.ts'
import { openGateway } from './harness.ts'
import { base64, done, footprint, issuesOf, run } from './samples.ts'

/* Files as people send them, made by libraries that make such files; and files that nobody sends by mistake. */

const gateway = await openGateway()
const extract = createExtract()
const signal = new AbortController().signal
const PDF = 'application/pdf'
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

async function pdf(pages: readonly string[], change?: (doc: PDFDocument) => void | Promise<void>): Promise<Uint8Array> {
  const doc = await PDFDocument.create()
  const font = await doc.embedFont(StandardFonts.Helvetica)
  for (const text of pages) {
    const page = doc.addPage()
    if (text) page.drawText(text, { x: 50, y: 780, font, size: 11, lineHeight: 14 })
  }
  await change?.(doc)
  return doc.save()
}
const CV = 'Élodie Lefèvre\nCheffe de projet\nDélai ramené à 17 h, budget de 3 000 €'

/** A page whose content is this stream, as often as said. */
const withContent = (content: Buffer, times = 1, more = {}) => pdf([''], (doc) => {
  const stream = PDFRawStream.of(doc.context.obj({ ...more, Filter: 'FlateDecode', Length: content.length }) as never, content)
  const reference = doc.context.register(stream)
  doc.getPage(0).node.set(PDFName.of('Contents'), doc.context.obj(Array.from({ length: times }, () => reference)))
})

const lockedPdf = Buffer.from(`%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj
4 0 obj<</Filter/Standard/V 2/R 3/Length 128/P -44/O<${'ab'.repeat(32)}>/U<${'cd'.repeat(32)}>>>endobj
trailer<</Root 1 0 R/Size 5/Encrypt 4 0 R/ID[<${'01'.repeat(16)}><${'01'.repeat(16)}>]>>
startxref
0
%%EOF`)

const docx = (children: (Paragraph | Table)[]) => Packer.toBuffer(new Document({ sections: [{ children }] }))
const lines = (text: string) => text.split('\n').map((line) => new Paragraph(line))

const TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
const RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
const wordXml = (inner: string) => `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${inner}</w:body></w:document>`
const paragraphXml = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`
const partsOf = (change: Record<string, string> = {}) =>
  new Map(Object.entries({ '[Content_Types].xml': TYPES, '_rels/.rels': RELS, 'word/document.xml': wordXml(paragraphXml('Élodie Lefèvre')), ...change }).map(([name, content]) => [name, Buffer.from(content)]))
const byHand = (change: Record<string, string> = {}) => storedZip(partsOf(change))

/** One more entry at the front, compressed, whose sizes and flags say what the test wants. */
function zipWith(name: string, content: Buffer, { size = content.length, flags = 0 } = {}): Buffer {
  const packed = deflateRawSync(content)
  const stored = storedZip(new Map([...partsOf()].filter(([part]) => part !== name)))
  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0); common.writeUInt16LE(flags, 2); common.writeUInt16LE(8, 4)
  common.writeUInt32LE(crc32(content), 10); common.writeUInt32LE(packed.length, 14); common.writeUInt32LE(size, 18); common.writeUInt16LE(name.length, 22)
  const at = stored.readUInt32LE(stored.length - 6)
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), common, Buffer.alloc(10), Buffer.from([...new Uint8Array(new Uint32Array([at]).buffer)]), Buffer.from(name)])
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), packed])
  const tail = Buffer.from(stored.subarray(stored.length - 22))
  const directory = Buffer.concat([stored.subarray(at, stored.length - 22), central])
  const count = tail.readUInt16LE(10) + 1
  tail.writeUInt16LE(count, 8); tail.writeUInt16LE(count, 10); tail.writeUInt32LE(directory.length, 12); tail.writeUInt32LE(at + local.length, 16)
  return Buffer.concat([stored.subarray(0, at), local, directory, tail])
}

describe('what people send', () => {
  test('a PDF and a Word document come in like a text, for a unit each', async () => {
    const ada = await gateway.member()
    const from = async (filename: string, contentType: string, bytes: Uint8Array) =>
      (await done(ada, 'uploadCv', { filename, contentType, contentBase64: base64(bytes) }, 'cv { origin title filename sizeBytes text html } usage { used }'))
    const bytes = await pdf([CV])
    expect(await from('CV Élodie.pdf', PDF, bytes)).toEqual({ cv: { origin: 'UPLOADED', title: 'CV Élodie.pdf', filename: 'CV Élodie.pdf', sizeBytes: bytes.length, text: CV, html: null }, usage: { used: 1 } })
    expect((await from('cv.DOCX', DOCX, await docx(lines(CV)))).cv.text).toBe(CV)
    expect(await footprint(gateway, ada.id)).toMatchObject({ cvs: 2, used: 2, held: 0, events: 2 })
  })

  test('pages, empty lines, tables and twenty pages', async () => {
    expect(await extract('pdf', await pdf(['Un', 'Deux']), signal)).toEqual({ ok: true, text: 'Un\n\nDeux' })
    expect(await extract('docx', await docx(lines('Un\n\nDeux')), signal)).toEqual({ ok: true, text: 'Un\n\nDeux' })
    const table = new Table({ rows: [new TableRow({ children: [new TableCell({ children: lines('SQL') }), new TableCell({ children: lines('avancé') })] })] })
    expect(await extract('docx', await docx([...lines('Compétences'), table]), signal)).toEqual({ ok: true, text: 'Compétences\nSQL\navancé' })
    expect(await extract('pdf', await pdf(Array.from({ length: 20 }, (_, n) => `Page ${n}`)), signal)).toMatchObject({ ok: true })
    expect(await extract('docx', byHand({ 'word/printerSettings/printerSettings1.bin': 'x' }), signal)).toEqual({ ok: true, text: 'Élodie Lefèvre' })
    const photo = deflateSync(Buffer.alloc(36_000_000, 0x7f)) // 3,000 × 4,000 points: a bomb only by its size
    const withPhoto = await pdf(['Élodie'], (doc) => void doc.context.register(PDFRawStream.of(doc.context.obj({ Type: 'XObject', Subtype: 'Image', Width: 3000, Height: 4000, BitsPerComponent: 8, ColorSpace: 'DeviceRGB', Filter: 'FlateDecode', Length: photo.length }) as never, photo)))
    expect(await extract('pdf', withPhoto, signal)).toEqual({ ok: true, text: 'Élodie' })
  })
})

type Refused = readonly [what: string, kind: 'pdf' | 'docx', bytes: () => Promise<Uint8Array> | Uint8Array, says: string]
const refused: readonly Refused[] = [
  ['21 pages', 'pdf', () => pdf(Array.from({ length: 21 }, () => 'Page')), 'The PDF has 21 pages; at most 20 are taken.'],
  ['a scan', 'pdf', () => pdf(['', '']), 'has no text: it seems to be a scan'],
  ['digits only', 'pdf', () => pdf(['1234 5678']), 'has no text'],
  ['a password', 'pdf', () => lockedPdf, 'The PDF is protected by a password.'],
  ['an attachment', 'pdf', () => pdf([CV], (doc) => doc.attach(Buffer.from('MZ'), 'run.exe', { mimeType: 'application/x-msdownload', afRelationship: AFRelationship.Data })), 'other files inside'],
  ['a script', 'pdf', () => pdf([CV], (doc) => doc.addJavaScript('go', 'app.alert(1)')), 'scripts inside'],
  ['half of a PDF', 'pdf', async () => (await pdf([CV])).subarray(0, 300), 'The PDF is damaged'],
  ['a name and nothing more', 'pdf', () => Buffer.from('%PDF-1.7\n%âãÏÓ'), 'The PDF is damaged'],
  ['81,000 characters', 'pdf', () => pdf(Array.from({ length: 20 }, () => Array.from({ length: 50 }, () => 'mot '.repeat(25)).join('\n'))), 'characters; at most 80000 are taken'],
  ['a bomb of 200 MB', 'pdf', () => withContent(deflateSync(Buffer.alloc(200_000_000, 0x20))), 'unpacks to far more'],
  ['a bomb that says it is a picture', 'pdf', () => withContent(deflateSync(Buffer.alloc(200_000_000, 0x20)), 8, { Subtype: 'Image' }), 'too complex'],
  ['a bomb in a bomb', 'pdf', () => withContent(deflateSync(deflateSync(Buffer.alloc(100_000_000, 0x20)))), 'unpacks to far more'],
  ['25 pages, it says', 'docx', () => byHand({ 'docProps/app.xml': '<Properties><Pages>25</Pages></Properties>' }), 'The Word document has 25 pages'],
  ['a picture only', 'docx', () => docx([new Paragraph('')]), 'has no text'],
  ['macros', 'docx', () => byHand({ '[Content_Types].xml': TYPES.replace('wordprocessingml.document.main', 'wordprocessingml.document.macroEnabled.main') }), 'has macros'],
  ['a program', 'docx', () => byHand({ 'word/vbaProject.bin': 'MZ' }), 'macros or programs'],
  ['a spreadsheet', 'docx', () => byHand({ '[Content_Types].xml': TYPES.replace('wordprocessingml.document', 'spreadsheetml.sheet') }), 'another kind of archive'],
  ['an archive of anything', 'docx', () => storedZip(new Map([['a.txt', Buffer.from('a')]])), 'another kind of archive'],
  ['entities', 'docx', () => byHand({ 'word/document.xml': `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${wordXml(paragraphXml('&b;'))}` }), 'document type'],
  ['XML that is none', 'docx', () => byHand({ 'word/document.xml': '<w:document' }), 'is damaged'],
  ['half of an archive', 'docx', () => byHand().subarray(0, 400), 'is damaged'],
  ['a bomb', 'docx', () => zipWith('word/document.xml', Buffer.from(wordXml(`${paragraphXml('a')}${' '.repeat(30_000_000)}`))), 'unpacks to far more'],
  ['a bomb that says it is small', 'docx', () => zipWith('word/document.xml', Buffer.from(wordXml(`${paragraphXml('a')}${' '.repeat(30_000_000)}`)), { size: 4_000 }), 'is damaged'],
  ['an encrypted part', 'docx', () => zipWith('word/document.xml', Buffer.from('secret'), { flags: 1 }), 'protected by a password'],
  ['the same part twice', 'docx', () => twice(), 'same part twice'],
  ['2,000 parts', 'docx', () => byHand(Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`word/p${n}.xml`, '<a/>']))), 'unpacks to far more'],
  ['tags 50,000 deep', 'docx', () => byHand({ 'word/document.xml': wordXml(`${'<w:p>'.repeat(50_000)}${'</w:p>'.repeat(50_000)}`) }), ''],
]
/** Two entries of one name: which of them is read would be anybody's guess. */
function twice(): Buffer {
  const zip = zipWith('word/documenu.xml', Buffer.from(wordXml(paragraphXml('deux'))))
  return Buffer.from(zip.toString('latin1').replaceAll('word/documenu.xml', 'word/document.xml'), 'latin1')
}

test.each(refused)('%s is refused (%s), and says so', async (_what, kind, bytes, says) => {
  const read = await extract(kind, await bytes(), signal)
  expect(read).toMatchObject({ ok: false, problem: expect.stringMatching(/^[A-Z].*\.$/) })
  expect((read as { problem: string }).problem).toContain(says)
})

test('type, name and bytes that do not agree: each is named, and costs nothing', async () => {
  const [document, word] = [await pdf([CV]), await docx(lines(CV))]
  const ada = await gateway.member()
  const refusal = async (filename: string, contentType: string, bytes: Uint8Array) => issuesOf(await run(ada, 'uploadCv', { filename, contentType, contentBase64: base64(bytes) }))
  expect(await refusal('cv.docx', PDF, document)).toMatchObject([{ path: 'input.filename', message: expect.stringContaining('.pdf') }])
  expect(await refusal('cv.pdf', DOCX, word)).toMatchObject([{ path: 'input.filename', message: expect.stringContaining('.docx') }])
  expect(await refusal('cv.pdf', PDF, word)).toMatchObject([{ path: 'input.contentBase64', message: 'The file looks like a Word document or a ZIP archive, not like a PDF document.' }])
  expect(await refusal('cv.docx', DOCX, document)).toMatchObject([{ path: 'input.contentBase64', message: expect.stringContaining('a PDF document') }])
  expect(await refusal('cv.txt', 'text/plain', word)).toMatchObject([{ path: 'input.contentBase64', message: expect.stringContaining('a Word document or a ZIP archive') }])
  expect(await refusal('cv.pdf', PDF, Buffer.from('Bonjour'))).toMatchObject([{ path: 'input.contentBase64', message: expect.stringContaining('something else') }])
  expect(await refusal('cv.pdf', PDF, Buffer.alloc(0))).toMatchObject([{ path: 'input.contentBase64', message: 'The file is empty.' }])
  const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from('EncryptedPackage', 'utf16le')])
  expect(await refusal('cv.docx', DOCX, old)).toMatchObject([{ message: 'The Word document is protected by a password.' }])
  expect(await refusal('cv.docx', DOCX, old.subarray(0, 500))).toMatchObject([{ message: expect.stringContaining('old Word document') }])
  expect(await refusal('cv.doc', 'application/msword', old)).toMatchObject([{ path: 'input.contentType', message: expect.stringContaining('.doc') }])
  expect(await refusal('cv.docm', 'application/vnd.ms-word.document.macroEnabled.12', word)).toMatchObject([{ path: 'input.contentType', message: expect.stringContaining('macros') }])
  expect(await footprint(gateway, ada.id)).toMatchObject({ cvs: 0, used: 0, held: 0, events: 0, imbalances: 0 })
})

describe('a file that was made to hurt', () => {
  const operators = Buffer.from('BT /F1 9 Tf (a) Tj ET\n'.repeat(400_000))

  test('is given up at its deadline, while the gateway goes on answering', async () => {
    const heavy = await withContent(deflateSync(operators), 40)
    const reading = createExtract({ deadlineMs: 1_200 })('pdf', heavy, signal)
    let answered = 0
    let over = false
    void reading.finally(() => { over = true })
    while (!over) {
      expect((await gateway.ask('{ plans { id } }')).status).toBe(200)
      answered += 1
    }
    expect(await reading).toEqual({ ok: false, problem: 'The file is too complex to be read: export it anew, or send the text.' })
    expect(answered).toBeGreaterThan(1)
  })

  test('may take so much memory and no more', async () => {
    const heavy = await withContent(deflateSync(Buffer.alloc(20_000_000, 0x20)), 400)
    expect(await createExtract({ totalMb: 96, deadlineMs: 60_000 })('pdf', heavy, signal)).toMatchObject({ ok: false, problem: expect.stringContaining('too complex') })
  })

  test('hanging up ends its thread; those that wait get its place, and too many are told to come back', async () => {
    const one = createExtract({ atOnce: 1, waiting: 1, deadlineMs: 60_000 })
    const heavy = await withContent(deflateSync(operators), 40)
    const hangUp = new AbortController()
    const reading = one('pdf', heavy, hangUp.signal)
    const waiting = one('docx', byHand(), signal)
    await expect(one('docx', byHand(), signal)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' })
    hangUp.abort(new Error('gone'))
    await expect(reading).rejects.toThrow('gone')
    expect(await waiting).toMatchObject({ ok: true })
    const late = new AbortController()
    const [again, gone] = [one('docx', byHand(), signal), one('docx', byHand(), late.signal)]
    late.abort(new Error('gone too'))
    await expect(gone).rejects.toThrow('gone too')
    expect(await again).toMatchObject({ ok: true })
    await expect(one('docx', byHand(), AbortSignal.abort(new Error('never there')))).rejects.toThrow('never there')
  })
})
