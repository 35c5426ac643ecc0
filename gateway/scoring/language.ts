import { grammar } from './stopWords.ts'
import type { Text, Word } from './words.ts'

export type Language = 'fr' | 'en'

export interface LanguageFound {
  /** Null where the function words do not tell: a list of technologies has none. */
  readonly language: Language | null
  /** What the text is written in instead; null for French, English, and where nothing tells. */
  readonly foreign: string | null
}

// Function words of languages that are not read here, accents taken off. Those that French or English has too tell nothing.
const foreignWords: Readonly<Record<string, string>> = {
  German: 'der die das und mit fur ist wir sie nicht ein eine einen dem den von zu auf sind werden bei als ihre unsere oder auch wie',
  Spanish: 'el los las y con para por del una es su sus como nuestra nuestro lo mas trabajo empresa muy pero',
  Italian: 'il gli della di che per con una sono nel alla dei delle lavoro nostra siamo anche piu',
  Portuguese: 'os da das em uma com para nao ao dos voce nossa nosso pela como mais trabalho empresa',
  Dutch: 'het een van voor met wij zijn je bij naar onze jij ook aan niet werk',
}

const only = (own: ReadonlySet<string>, other: ReadonlySet<string>) => new Set([...own].filter((word) => !other.has(word) && word.length > 1))
const french = only(grammar.fr, grammar.en)
const english = only(grammar.en, grammar.fr)
const foreign = Object.entries(foreignWords).map(([name, words]) => [name, new Set(words.split(' ').filter((word) => !grammar.fr.has(word) && !grammar.en.has(word)))] as const)

/** French words that its neighbours have not: `de` and `la` are Spanish too. */
const distinctive = new Set('le les des du une et est dans pour avec vous nous sur aux qui au ou votre nos sont cette ce ces leur leurs vos etre plus chez depuis ans tout'.split(' '))
/** Below this many function words, they tell nothing. */
const ENOUGH = 3

const count = (words: readonly Word[], set: ReadonlySet<string>) => words.reduce((sum, { norm }) => sum + (set.has(norm) ? 1 : 0), 0)

/**
 * Which language a text is written in, by counting function words; where most letters are of another alphabet, that is the
 * answer. Another language than French and English is named only on strong evidence (five of its words, and twice as many as
 * French and English have), since a wrong word here refuses somebody's text.
 */
export function detectLanguage({ raw, words }: Text): LanguageFound {
  const letters = raw.match(/\p{L}/gu)?.length ?? 0
  const latin = raw.match(/\p{Script=Latin}/gu)?.length ?? 0
  if (letters > 0 && latin * 2 < letters) return { language: null, foreign: 'a language with another alphabet' }
  const [fr, en] = [count(words, french), count(words, english)]
  const [name, most] = foreign.map(([language, set]) => [language, count(words, set)] as const).reduce((best, next) => (next[1] > best[1] ? next : best))
  if (most >= 5 && most > 2 * Math.max(Math.min(fr, count(words, distinctive)), en)) return { language: null, foreign: name }
  if (Math.max(fr, en) < ENOUGH) return { language: null, foreign: null }
  return { language: en > fr ? 'en' : 'fr', foreign: null }
}

/**
 * What is wrong with a text that a person pasted, as the rest of a sentence about it; null where it can be read.
 * Too few words, damaged characters, another language than French and English.
 */
export function unreadable(text: Text): string | null {
  const { raw, words } = text
  const spoken = words.filter(({ norm }) => /\p{L}{2}/u.test(norm))
  if (spoken.length < 5) return 'has too few words to be read.'
  if ((raw.match(/\ufffd/g)?.length ?? 0) * 100 > raw.length) return 'has damaged characters: it is binary, or was read with the wrong encoding.'
  const { foreign } = detectLanguage(text)
  return foreign === null ? null : `seems to be written in ${foreign}; French and English are read.`
}
