import { expect, test } from 'vitest'
import { isBlank, isPlainLine } from '../gateway/blank.ts'
import { readText } from '../gateway/upload/text.ts'
import { openGateway } from './harness.ts'
import { codesOf, globalId, inputs, issuesOf, nobody, run } from './samples.ts'

/* A text that nobody can see is empty, wherever it comes in. */

const unseen = ['', ' \t\n', '\u200b\u200b', '\u2060', '\ufeff', '\u00ad', '\u3164', '\u115f\u1160', '\uffa0', '\u2800', '\u0301', '\u0301\u0302 \u20dd', '\u200d', '\u{e0020}', '\ufe0f', '\u034f', '\u180e', '\u202e\u2069', '\u2063']
test.each(unseen.map((text) => [JSON.stringify(text), text]))('%s is blank', (_what, text) => expect(isBlank(text)).toBe(true))

test.each(['a', '\u200ba', 'é', 'e\u0301', '😀', '👨\u200d👩\u200d👧', '1\ufe0f\u20e3', '…', 'ก็', 'نص', '\u2801'])('%s is not', (text) => expect(isBlank(text)).toBe(false))

test('a plain line can be seen from end to end: nothing in it is to be trimmed, and no character of it is blank', () => {
  const plain = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter((character) => isPlainLine(character) || isPlainLine(`a ${character}`))
  expect(plain.filter((character) => isBlank(character) || character.trim() !== character || !character.isWellFormed())).toEqual([])
  expect(['Ada Lovelace', 'é', ' Ada', 'Ada ', 'A  L', 'A\nL', ''].filter(isPlainLine)).toEqual(['Ada Lovelace', 'é'])
})

test('a line of ten megabytes is no plain line, and no end of the stack', () => {
  expect(['a '.repeat(5_000_000) + 'a', 'a '.repeat(5_000_000) + '\n'].map(isPlainLine)).toEqual([false, false])
})

test('no file is read out of fillers', () => {
  expect(readText(Buffer.from('\u3164\u3164\n\u115f'))).toMatchObject({ ok: false })
  expect(readText(Buffer.from('\u200bAda'))).toMatchObject({ ok: true })
})

test('not as a note, a goal, a title, a key; a visible character beside them is enough', async () => {
  const gateway = await openGateway()
  const ada = await gateway.member()
  for (const said of ['\u200b', '\u2060\u2060', '\ufeff', '\u00ad', '\u3164', '\u2800', '\u0301']) {
    for (const [field, input, path] of [
      ['createJournalEntry', { mood: 5, confidence: 5, note: said }, 'input.note'], ['setObjective', { title: said }, 'input.title'], ['updateLetter', { letterId: globalId('Letter', nobody), title: said }, 'input.title'],
      ['generateLetter', inputs.generateLetter({ companyName: said.repeat(3) }), 'input.companyName'], ['updateProfile', { fullName: said }, 'input.fullName'], ['setKaizen', { action: 'x', idempotencyKey: said }, 'input.idempotencyKey'],
    ] as const) {
      const answer = await run(ada, field, input)
      expect([codesOf(answer), issuesOf(answer).map((issue) => issue.path)], `${field} ${JSON.stringify(said)}`).toEqual([['BAD_USER_INPUT'], [path]])
    }
  }
  expect((await run(ada, 'createJournalEntry', { mood: 5, confidence: 5, note: '\u200b😀' })).errors).toBeUndefined()
})
