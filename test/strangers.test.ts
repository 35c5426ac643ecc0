import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { gazetteer } from '../gateway/scoring/gazetteer.ts'
import { gatherWords } from '../gateway/writer/privacy/gatherWords.ts'
import { createRedactor } from '../gateway/writer/privacy/redact.ts'

/*
 * Whom nothing introduces: CVs, letters, journals and messages to the coach, French and English, in which names <n …>, towns <t …>, ages <a …>
 * and firms <f …> are marked. What is marked may not leave, what is not marked may not be hidden. `read` was written first and read
 * while the rules were made; `later`, `fresh` and `last` were each measured once the
 * rules held for those before, and mended for afterwards.
 */

interface Mark { readonly kind: string; readonly start: number; readonly end: number }
const placeholder = /(\[(?:PERSON|NAME|EMAIL|PHONE|ADDRESS|LINK|NUMBER|TEXT)_\d+[a-z]?\])/

function textsOf(name: string) {
  return readFileSync(new URL(`strangers/${name}.txt`, import.meta.url), 'utf8').split(/^# .*\n/m).slice(1).map((marked) => {
    const marks: Mark[] = []
    let text = ''
    for (const part of marked.trim().split(/(<[ntaf] [^>]+>)/)) {
      const mark = /^<([ntaf]) ([^>]+)>$/.exec(part)
      if (mark) marks.push({ kind: mark[1]!, start: text.length, end: text.length + mark[2]!.length })
      text += mark ? mark[2]! : part
    }
    return { text, marks }
  })
}

/** Which characters of a text do not leave. */
function hiddenIn(text: string, redactor = createRedactor([], [text])): Uint8Array {
  const hidden = new Uint8Array(text.length)
  let at = 0
  for (const piece of redactor.redact(text).split(placeholder)) {
    const back = redactor.restore(piece)
    if (placeholder.test(piece)) hidden.fill(1, at, at + back.length)
    at += back.length
  }
  expect(at).toBe(text.length)
  return hidden
}

/** Words with a capital, numbers, and names in small letters, as far as they stand in a mark. */
const tellingIn = (said: string) => [...said.matchAll(/[\p{L}\p{M}]{2,}|\d+/gu)].filter(({ 0: word }) => !/^(?:Mme|Mrs?|Ms)$/.test(word) && (/^[\p{Lu}\d]/u.test(word) || /^[\p{Ll}\p{M}]+$/u.test(said)))

function measure(name: string) {
  const texts = textsOf(name)
  const [left, wrong]: [string[], string[]] = [[], []]
  let [planted, words] = [0, 0]
  for (const { text, marks } of texts) {
    const hidden = hiddenIn(text)
    const isHidden = (start: number, length: number) => hidden.subarray(start, start + length).every(Boolean)
    for (const { kind, start, end } of marks) {
      if (kind === 'f') continue
      planted += 1
      if (!tellingIn(text.slice(start, end)).every(({ 0: word, index }) => isHidden(start + index, word.length))) left.push(text.slice(Math.max(0, start - 20), end + 10))
    }
    for (const { 0: word, index } of text.matchAll(/[\p{L}\p{M}\d]+/gu)) {
      if (marks.some(({ start, end }) => index >= start && index < end)) continue
      words += 1
      if (isHidden(index, word.length)) wrong.push(`${word} in "${text.slice(Math.max(0, index - 20), index + 20)}"`)
    }
  }
  return { texts: texts.length, planted, left, words, wrong }
}

describe.each(['read', 'later', 'fresh', 'last'])('texts of "%s"', (name) => {
  const { texts, planted, left, words, wrong } = measure(name)
  test('no name, town or age leaves', () => {
    expect(texts).toBeGreaterThanOrEqual(8)
    expect(planted).toBeGreaterThanOrEqual(32)
    expect(left).toEqual([])
  })
  test('fewer than one word in a hundred is hidden that needs no hiding', () => {
    expect(wrong.length / words, wrong.join('\n')).toBeLessThan(0.01)
  })
})

test('a planted leak and a planted wrong are counted', () => {
  const text = 'Je parle avec Lundi et Zbigniew.'
  const hidden = hiddenIn(text)
  expect([hidden[text.indexOf('Lundi')], hidden[text.indexOf('Zbigniew')]]).toEqual([0, 1])
})

test('every skill that offers are read for stays as it is, in a sentence and in a list', () => {
  const names = Object.values(gazetteer).flatMap((families) => Object.values(families)).flatMap((family) => family.split(/[;|]/)).map((name) => name.trim().replace(/^!/, ''))
  expect(names.length).toBeGreaterThan(800)
  const lost = names.flatMap((name) => [`Je connais bien ${name} depuis deux ans.`, `Compétences : ${name}, autonomie`, `${name} au quotidien`].filter((text) => createRedactor([], [text]).redact(text) !== text))
  expect(lost).toEqual([])
})

test.each([
  ['nguyen m’a formée, et nguyen le sait', '[NAME_1] m’a formée, et [NAME_1] le sait'], ['avec Petit et Roux, chez Carrefour', 'avec [NAME_1] et [NAME_2], chez [NAME_3]'], ['J’habite au Havre, puis à Tours', 'J’habite au [NAME_1], puis à [NAME_2]'],
  ['J’ai 47 ans et 20 ans de métier. Il y a 20 ans, j’avais vingt-sept ans.', 'J’ai [NUMBER_1] ans et 20 ans de métier. Il y a 20 ans, j’avais [NUMBER_2] ans.'], ['À 51 ans, à bientôt 52 ans, la cinquantaine.', 'À [NUMBER_1] ans, à bientôt [NUMBER_2] ans, la [NUMBER_3].'],
  ['I’m 47, 20 minutes late, with 25 years of experience and 12 people.', 'I’m [NUMBER_1], 20 minutes late, with 25 years of experience and 12 people.'], ['a 26-year-old barista, nearly 40', 'a [NUMBER_1]-year-old barista, nearly [NUMBER_2]'],
  ['Contrat de 3 ans, CDD de 24 mois, engagement à 10 ans', 'Contrat de 3 ans, CDD de 24 mois, engagement à 10 ans'], ['Aujourd’hui, l’Éducation nationale et la Croix-Rouge', 'Aujourd’hui, l’Éducation nationale et la Croix-Rouge'],
  ['BPMN, Camunda, SQL et Zyxtool', 'BPMN, Camunda, SQL et Zyxtool'],
])('%s', (text, expected) => {
  const redactor = createRedactor([], [text])
  expect(redactor.redact(text)).toBe(expected)
  expect(redactor.restore(expected)).toBe(text)
})

test('the firm that a letter is for stays, and employers in fields of their own go, whatever their words are', () => {
  const text = 'Chez Orvale Énergie dès juin. Avant : Le Relais des Halles, Boulanger, et Boulangerie Leclercq.'
  expect(createRedactor([], [text], { readable: ['Orvale Énergie'], hidden: ['Le Relais des Halles', 'Orvale Énergie', 'Boulanger', 'vente'] }).redact(text)).toBe('Chez Orvale Énergie dès juin. Avant : [NAME_1], [NAME_2], et [NAME_3].')
})

test('the list of words is what its sources say', () => {
  expect(readFileSync(new URL('../gateway/writer/privacy/words.bin', import.meta.url)).equals(gatherWords())).toBe(true)
})
