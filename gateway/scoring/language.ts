import type { Text } from './words.ts'

export type Language = 'fr' | 'en'

export interface LanguageFound {
  /** Null where the function words do not tell: a list of technologies has none. */
  readonly language: Language | null
  /** What the text is written in instead; null for French, English, and where nothing tells. */
  readonly foreign: string | null
}

// Function words that only one of these languages has, accents taken off.
const functionWords: Readonly<Record<string, string>> = {
  fr: 'le les des du une et est dans pour avec vous nous sur aux qui au ou votre nos sont cette ce ces leur leurs vos notre etre plus par en',
  en: 'the and of to in for with you we is are our your will be this that from have has as or by at it on',
  German: 'der die das und mit fur ist wir sie nicht ein eine einen dem den von zu auf sind werden bei als ihre unsere',
  Spanish: 'el los las y con para por del una es su sus como nuestra nuestro se lo mas trabajo empresa',
  Italian: 'il gli della di che per con una sono nel alla dei delle lavoro nostra e si come siamo',
  Portuguese: 'os da das em uma com para nao ao dos e voce nossa nosso pela como mais trabalho empresa',
  Dutch: 'het een en van voor met wij zijn je de bij naar onze jij ook aan niet werk',
}

const sets = Object.entries(functionWords).map(([name, words]) => [name, new Set(words.split(' '))] as const)

/** Below this many function words of a language, they tell nothing. */
const ENOUGH = 3

/**
 * Which language a text is written in, by counting function words; where most letters are of another alphabet, that is the
 * answer. Another language than French and English is only named when its words outnumber those of both.
 */
export function detectLanguage({ raw, words }: Text): LanguageFound {
  const letters = raw.match(/\p{L}/gu)?.length ?? 0
  const latin = raw.match(/\p{Script=Latin}/gu)?.length ?? 0
  if (letters > 0 && latin * 2 < letters) return { language: null, foreign: 'a language with another alphabet' }
  const counts = sets.map(([name, set]) => ({ name, count: words.reduce((sum, { norm }) => sum + (set.has(norm) ? 1 : 0), 0) }))
  // The first of equals wins, and French comes first.
  const best = counts.reduce((most, next) => (next.count > most.count ? next : most))
  if (best.count < ENOUGH) return { language: null, foreign: null }
  return best.name === 'fr' || best.name === 'en' ? { language: best.name, foreign: null } : { language: null, foreign: best.name }
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
