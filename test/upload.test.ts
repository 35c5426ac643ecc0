import fc from './seeded.ts'
import { describe, expect, test } from 'vitest'
import { decodeBase64 } from '../gateway/upload/base64.ts'
import { createExtract } from '../gateway/upload/extract.ts'
import { MAX_UPLOAD_BYTES, MAX_UPLOAD_CHARACTERS, readText } from '../gateway/upload/text.ts'
import { readUpload } from '../gateway/upload/upload.ts'
import { costOf } from './samples.ts'

const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'))
const utf8 = (text: string) => Uint8Array.from(Buffer.from(text, 'utf8'))
const le = (text: string) => Uint8Array.from(Buffer.from(text, 'utf16le'))
const be = (text: string) => Uint8Array.from(Buffer.from(text, 'utf16le').swap16())
const join = (...parts: (Uint8Array | number[])[]) => Uint8Array.from(parts.flatMap((part) => [...part]))
const problemOf = (bytes: Uint8Array) => {
  const read = readText(bytes)
  return read.ok ? `accepted: ${read.text.slice(0, 40)}` : read.problem
}

const sample = 'Élodie Lefèvre\nCheffe de projet – 3 000 € par mois, « œuvre » d’équipe'
const windows = latin1('\xc9lodie Lef\xe8vre\nCheffe de projet \x96 3\xa0000\xa0\x80 par mois, \xab\xa0\x9cuvre\xa0\xbb d\x92\xe9quipe')

// What French people write, as a property: letters with accents, quotes, dashes, tabs and line ends.
const french = fc
  .string({ unit: fc.constantFrom(...'abcdeéèêëàâçîïôœùûüÿæÉÀÇŒ€’«»–…\t \n0123,.;'), minLength: 1, maxLength: 400 })
  .map((text) => `Nom ${text} fin`)
const tidy = (text: string) => text.split('\n').map((line) => line.trimEnd()).join('\n').normalize('NFC')

describe('readText', () => {
  test('each encoding comes out as the same text', () => {
    const expected = sample.replaceAll('3 000 €', '3\xa0000\xa0€').replace('« œuvre »', '«\xa0œuvre\xa0»')
    expect(readText(utf8(expected))).toEqual({ ok: true, text: expected, encoding: 'UTF-8' })
    expect(readText(join([0xef, 0xbb, 0xbf], utf8(expected)))).toEqual({ ok: true, text: expected, encoding: 'UTF-8' })
    expect(readText(le(expected))).toEqual({ ok: true, text: expected, encoding: 'UTF-16LE' })
    expect(readText(join([0xff, 0xfe], le(expected)))).toEqual({ ok: true, text: expected, encoding: 'UTF-16LE' })
    expect(readText(be(expected))).toEqual({ ok: true, text: expected, encoding: 'UTF-16BE' })
    expect(readText(join([0xfe, 0xff], be(expected)))).toEqual({ ok: true, text: expected, encoding: 'UTF-16BE' })
    expect(readText(windows)).toEqual({ ok: true, text: expected, encoding: 'WINDOWS-1252' })
  })

  test('any French text survives UTF-8 and UTF-16, with and without a mark', () => {
    fc.assert(
      fc.property(french, fc.constantFrom(utf8, le, be), fc.boolean(), (text, encode, marked) => {
        const read = readText(encode(marked ? `\ufeff${text}` : text))
        expect(read).toMatchObject({ ok: true, text: tidy(text) })
      }),
    )
  })

  // Words and what stands between them. Heaps of quotes and dots after an accent happen to be bytes of damaged UTF-8, and are
  // refused as that: nobody writes them.
  const words = fc
    .array(fc.tuple(
      fc.constantFrom('', 'É', 'À', 'Ç', 'Œ', 'L'),
      fc.string({ unit: fc.constantFrom(...'abcdeéèêëàâçîïôœùûüÿæ'), minLength: 1, maxLength: 12 }),
      fc.constantFrom(' ', ', ', '. ', '’', '… ', ' – ', ' € ', ' « ', ' » ', '\n', ' 12,3 '),
    ), { minLength: 1, maxLength: 60 })
    .map((pairs) => `Nom ${pairs.flat().join('')} fin`)

  test('any French text with a lower-case accent survives Windows-1252', () => {
    const meant = new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, i) => i))
    fc.assert(
      fc.property(words, (text) => {
        const read = readText(Uint8Array.from([...`été ${text}`], (c) => meant.indexOf(c)))
        // Bytes that happen to be valid UTF-8 all through are read as UTF-8; the é before a space never is.
        expect(read).toEqual({ ok: true, text: tidy(`été ${text}`), encoding: 'WINDOWS-1252' })
      }),
    )
  })

  test('heaps of accents, quotes and dots are read right or refused as damaged UTF-8, never read wrong', () => {
    const meant = new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, i) => i))
    fc.assert(
      fc.property(french, (text) => {
        const read = readText(Uint8Array.from([...`été ${text}`], (c) => meant.indexOf(c)))
        if (read.ok) expect(read).toEqual({ ok: true, text: tidy(`été ${text}`), encoding: 'WINDOWS-1252' })
        else expect(read.problem).toBe('The file is UTF-8 text with damaged characters.')
      }),
      { numRuns: 500 },
    )
  })

  test('any bytes are either read as clean text or refused with a sentence', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const read = readText(bytes)
        if (!read.ok) {
          expect(read.problem).toMatch(/^[A-Z].*\.$/)
          return
        }
        expect(read.text.isWellFormed()).toBe(true)
        expect(read.text).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f]/)
        expect(read.text).toMatch(/\p{L}/u)
      }),
      { numRuns: 500 },
    )
  })

  test('line ends, page breaks, trailing spaces and decomposed accents are made one way', () => {
    expect(readText(utf8('\r\n\r\nCV  \r\nun\rdeux\fe\u0301te\u0301\u2028fin \t\n\n'))).toMatchObject({ text: 'CV\nun\ndeux\nété\nfin' })
    expect(readText(utf8('l\x92\x80 d\x9cuvre\x85\x81'))).toMatchObject({ text: 'l’€ dœuvre…' })
  })

  test.each([
    ['PDF', latin1('%PDF-1.7\n%\xe2\xe3'), 'a PDF document'],
    ['DOCX', latin1('PK\x03\x04\x14\0'), 'a Word document or a ZIP archive'],
    ['old Word', latin1('\xd0\xcf\x11\xe0\xa1\xb1'), 'an old Word document'],
    ['RTF', latin1('{\\rtf1\\ansi Bonjour}'), 'an RTF document'],
    ['PNG', latin1('\x89PNG\r\n\x1a\n'), 'a PNG image'],
    ['JPEG', latin1('\xff\xd8\xff\xe0'), 'a JPEG image'],
    ['GIF', latin1('GIF89a'), 'a GIF image'],
    ['ELF', latin1('\x7fELF\x02'), 'an executable program'],
    ['Windows program', latin1('MZ\x90\0\x03\0'), 'an executable program'],
    ['NUL in the middle', utf8('Jean\0Dupont, comptable à Lyon'), 'binary'],
    ['an escape character', utf8('Jean \x1b[31mDupont'), 'binary'],
    ['bytes Windows-1252 does not have', latin1('Jean \xe9 \x81 Dupont'), 'binary'],
    ['nothing', utf8(''), 'The file is empty.'],
    ['white space', utf8(' \n\t\u00a0\n'), 'no readable text'],
    ['emoji and punctuation', utf8('🎉🎉 … !!! 👩‍💻'), 'no readable text'],
    ['an odd UTF-16 length', join([0xff, 0xfe], le('Jean'), [0x4a]), 'cut in half'],
    ['an odd UTF-16 length without mark', join(le('Jean Dupont'), [0x4a]), 'cut in half'],
    ['a lone surrogate in UTF-16', join([0xff, 0xfe], le('Jean \ud83c Dupont')), 'lone surrogates'],
    ['a lone surrogate in UTF-8', join(utf8('Jean été été '), [0xed, 0xa0, 0x80]), 'damaged'],
    ['a cut UTF-8 file', utf8('Énergéticien à Orléans, agréé').subarray(0, -1), 'damaged'],
    ['zalgo', utf8(`Jean${'\u0301\u0316'.repeat(30_000)}`), 'combining marks'],
  ])('%s is refused, and says so', (_name, bytes, says) => {
    expect(problemOf(bytes)).toContain(says)
  })

  test('words that look like a signature are words', () => {
    for (const text of ['PK Consulting, Paris', 'MZ Conseil', 'RTF et PDF : maîtrise', 'PNG']) expect(readText(utf8(text))).toMatchObject({ ok: true, text })
  })

  test('the limits are exact: 80,000 characters, 5 MB', () => {
    expect(readText(utf8('é'.repeat(MAX_UPLOAD_CHARACTERS)))).toMatchObject({ ok: true })
    expect(readText(utf8('𝒜'.repeat(MAX_UPLOAD_CHARACTERS)))).toMatchObject({ ok: true })
    expect(problemOf(utf8('é'.repeat(MAX_UPLOAD_CHARACTERS + 1)))).toBe('The text has 80001 characters; at most 80000 are taken.')
    expect(readText(utf8(`CV${' '.repeat(MAX_UPLOAD_BYTES - 2)}`))).toMatchObject({ ok: true, text: 'CV' })
    expect(problemOf(utf8(`CV${' '.repeat(MAX_UPLOAD_BYTES - 1)}`))).toBe('The file is larger than 5 MB.')
  })

  test('hostile files cost milliseconds', async () => {
    const hostile = [utf8(' '.repeat(MAX_UPLOAD_BYTES - 1) + 'x'), new Uint8Array(MAX_UPLOAD_BYTES).fill(0xe9), utf8(`A${'\u0301'.repeat(79_999)}`)]
    expect(await costOf(() => hostile.forEach((bytes) => readText(bytes)))).toBeLessThan(2_000)
  })
})

describe('decodeBase64', () => {
  test('any bytes come back, with or without padding and line breaks', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), fc.integer({ min: 4, max: 76 }), (bytes, padded, width) => {
        const encoded = Buffer.from(bytes).toString('base64')
        const lines = (padded ? encoded : encoded.replace(/=+$/, '')).replace(new RegExp(`(.{${width}})`, 'g'), '$1\r\n')
        expect(Uint8Array.from(decodeBase64(lines) ?? [-1])).toEqual(bytes)
      }),
    )
  })

  test.each(['data:text/plain;base64,SmVhbg==', 'SmVh bg==', 'SmVhbg=', 'SmVhbg===', 'S', '-_-_', 'SmVhbh==', 'SmVhbn', 'Sm=V', '=', 'é'])('%s is not base64', (value) => {
    expect(decodeBase64(value)).toBeNull()
  })

  test('5 MB pass, one byte more does not, and 10 MB are answered without being read', () => {
    const largest = Buffer.alloc(MAX_UPLOAD_BYTES, 'é').toString('base64')
    expect(decodeBase64(largest)?.length).toBe(MAX_UPLOAD_BYTES)
    expect(decodeBase64(Buffer.alloc(MAX_UPLOAD_BYTES + 1).toString('base64'))).toBeNull()
    const huge = Buffer.alloc(10 * 1024 * 1024).toString('base64')
    expect(decodeBase64(huge)).toBeNull()
    // The best of a few, each in turn: a machine with other work makes some of them longer, never all of one kind.
    const took = (text: string) => {
      const start = performance.now()
      decodeBase64(text)
      return performance.now() - start
    }
    const pairs = Array.from({ length: 5 }, () => [took(huge), took(largest)] as const)
    expect(Math.min(...pairs.map(([refused]) => refused))).toBeLessThan(Math.min(...pairs.map(([, read]) => read)) / 10)
  })
})

describe('readUpload', () => {
  const extract = createExtract()
  const file = (change: Partial<Parameters<typeof readUpload>[0]> = {}) =>
    readUpload({ filename: 'CV Élodie.TXT', contentType: 'text/plain', contentBase64: Buffer.from(windows).toString('base64'), ...change }, extract, new AbortController().signal)

  test('a text file is taken, whatever charset is claimed', async () => {
    expect(await file()).toMatchObject({ ok: true, filename: 'CV Élodie.TXT', encoding: 'WINDOWS-1252', bytes: windows.length })
    for (const contentType of ['Text/Plain; charset=UTF-8', 'text/plain;charset="utf-8"', ' text/plain ; Charset = iso-8859-1 ']) {
      expect(await file({ contentType })).toMatchObject({ ok: true })
    }
  })

  test.each([
    ['filename', { filename: '' }],
    ['filename', { filename: `${'a'.repeat(252)}.txt` }],
    ['filename', { filename: '../cv.txt' }],
    ['filename', { filename: 'C:\\cv.txt' }],
    ['filename', { filename: 'cv\n.txt' }],
    ['filename', { filename: 'cv\0.txt' }],
    ['filename', { filename: 'cv\u202efdp.txt' }],
    ['filename', { filename: 'cv\ud800.txt' }],
    ['filename', { filename: '.txt' }],
    ['filename', { filename: 'cv.pdf' }],
    ['filename', { contentType: 'application/pdf', filename: 'cv.txt' }],
    ['contentType', { contentType: 'application/msword', filename: 'cv.doc' }],
    ['contentType', { contentType: 'text/html' }],
    ['contentType', { contentType: 'text/plain; boundary=x' }],
    ['contentType', { contentType: '' }],
    ['contentBase64', { contentBase64: 'data:text/plain;base64,SmVhbg==' }],
    ['contentBase64', { contentBase64: '' }],
    ['contentBase64', { contentBase64: Buffer.from('%PDF-1.7').toString('base64') }],
    ['contentBase64', { contentBase64: Buffer.alloc(MAX_UPLOAD_BYTES + 1, 'a').toString('base64') }],
  ])('a wrong %s is named (case %#)', async (path, change) => {
    expect(await file(change)).toMatchObject({ ok: false, path, problem: expect.stringMatching(/^[A-Z].*\.$/) })
  })

  test('a refusal says what to do', async () => {
    expect(await file({ contentType: 'text/html' })).toMatchObject({ problem: 'Only PDF (application/pdf), Word (.docx) and text files (text/plain) are taken.' })
    expect(await file({ contentBase64: Buffer.alloc(MAX_UPLOAD_BYTES + 1, 'a').toString('base64') })).toMatchObject({ problem: 'The file is larger than 5 MB.' })
  })
})
