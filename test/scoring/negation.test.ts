import fc from '../seeded.ts'
import { describe, expect, test } from 'vitest'
import { scoreCv } from '../../gateway/scoring/ats.ts'
import { affirmedIn } from '../../gateway/scoring/negation.ts'
import { analyzeOffer } from '../../gateway/scoring/offer.ts'
import { readText } from '../../gateway/scoring/words.ts'

/* A keyword that is denied is not said: the rule that gateway/scoring/negation.ts documents. */

const { keywords } = analyzeOffer('Comptable requis\nMaîtrise requise : Excel, SQL, anglais, rigueur, gestion de projet')
const said = (cv: string) => scoreCv(cv, keywords).matched.map(({ term }) => term)

describe('denied', () => {
  test.each([
    'Je ne connais pas Excel', 'Je ne maîtrise pas encore bien Excel', 'Je n’ai jamais utilisé Excel', 'Je n\'utilise plus Excel', 'Pas de connaissance d’Excel', 'Sans Excel', 'Aucune expérience d’Excel', 'Je ne parle ni Excel', 'I do not know Excel',
    'I don’t know Excel', 'I have never used Excel', 'No experience with Excel', 'Without Excel', 'I can\'t use Excel', 'Je ne suis pas à l’aise avec Excel', 'I didn’t learn Excel',
  ])('%s', (cv) => expect(said(cv)).not.toContain('Excel'))

  test('a skill of several words, and a list', () => {
    expect(said('Je n’ai pas fait de gestion de projet')).toEqual([])
    expect(said('Je ne connais ni Excel ni SQL')).toEqual([])
    expect(said('I know neither Excel; not SQL')).toEqual(['Excel'])
  })
})

describe('said', () => {
  test.each([
    'Excel', 'Je ne connais pas Word, mais Excel', 'Je ne connais pas Word : Excel, si', 'Non seulement Word mais Excel', 'Je ne connais pas seulement Excel', 'Not only Excel', 'Je n’hésite pas à utiliser Excel', 'Sans difficulté avec Excel', 'No problem with Excel',
    'Je ne connais pas Word\nExcel', 'Je ne pratique que Excel', 'Je ne connais pas Word. Excel', 'I do not know Word but Excel', 'J’ai plus de cinq ans d’Excel', 'De plus, Excel', 'Un point : Excel', 'Without Word, Excel', 'Je ne connais pas Excel\nExcel, niveau avancé',
  ])('%s', (cv) => expect(said(cv)).toContain('Excel'))
  test('"ne manque pas de rigueur" is rigour', () => expect(said('Je ne manque pas de rigueur')).toEqual(['rigueur']))
})

test('a long run of negations costs no more than its length', () => {
  const text = readText(`ne ${'pas '.repeat(20_000)}`)
  let read = 0
  affirmedIn({ ...text, words: new Proxy(text.words, { get: (words, key, self) => (typeof key === 'string' && /^\d+$/.test(key) && (read += 1), Reflect.get(words, key, self)) }) })
  expect(read).toBeLessThan(text.words.length * 12)
})

test('a line added takes nothing away, whatever it denies; all that is kept was there, in its order', () => {
  const line = fc.array(fc.constantFrom('je', 'ne', 'n’', 'pas', 'sans', 'ni', 'not', 'don’t', 'Excel', 'SQL', 'rigueur', 'mais', ',', '.', 'gestion de projet', 'aucune', 'jamais', 'plus'), { maxLength: 12 }).map((words) => words.join(' '))
  fc.assert(fc.property(fc.array(line, { maxLength: 4 }), line, (lines, added) => {
    const before = said(lines.join('\n'))
    expect(said([...lines, added].join('\n'))).toEqual(expect.arrayContaining(before))
    const text = readText(lines.join('\n'))
    const kept = affirmedIn(text)
    expect(text.words.filter((word) => kept.includes(word))).toEqual(kept)
  }), { numRuns: 200 })
})
