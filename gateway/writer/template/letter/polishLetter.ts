import type { Language, OptimizedLetter, OptimizeLetterRequest } from '../../letter.ts'
import { cleanLines } from '../value.ts'

interface Polish {
  readonly apply: (text: string) => string
  readonly says: Readonly<Record<Language, string>>
  readonly only?: Language
}

/**
 * What a careful reader would put right without asking: typography, and words that weaken. Each rule is safe on any text: it
 * changes no fact, and done twice it does nothing more. Amounts of spaces are bounded, so that nothing is quadratic.
 */
const POLISHES: readonly Polish[] = [
  {
    apply: (text) => text.replace(/[ \t]{2,}/g, ' ').replace(/\n{3,}/g, '\n\n').replace(/ ([,.])(?=\s|$)/g, '$1'),
    says: { fr: 'Les espaces et les lignes vides en trop ont été retirées.', en: 'Surplus spaces and empty lines were removed.' },
  },
  {
    apply: (text) => text.replace(/(\p{L})'(\p{L})/gu, '$1’$2'),
    says: { fr: 'Les apostrophes droites sont devenues typographiques.', en: 'Straight apostrophes became typographic ones.' },
  },
  {
    only: 'fr',
    apply: (text) => text.replace(/(?<=[\p{L}\p{N}»)”])[ \u00a0\u202f]?([;:!?])(?=\s|$)/gu, '\u00a0$1').replace(/«[ \u00a0\u202f]?(?=\S)/g, '«\u00a0').replace(/(?<=\S)[ \u00a0\u202f]?»/g, '\u00a0»'),
    says: { fr: 'Des espaces insécables précèdent les signes doubles, comme le veut l’usage français.', en: 'No-break spaces stand before double punctuation, as French wants it.' },
  },
  {
    only: 'fr',
    apply: (text) => text.replace(/\b(je me permets de vous (écrire|contacter) (pour|afin de)) /gi, 'je vous écris pour ').replace(/^je vous écris/gm, 'Je vous écris').replace(/(?<=[.!?] )je vous écris/g, 'Je vous écris'),
    says: { fr: '« Je me permets de » a laissé place à une phrase directe.', en: '“Je me permets de” made room for a direct sentence.' },
  },
  {
    only: 'fr',
    apply: (text) => text.replace(/(?<![\p{L}’'])([Jj])e pense (?:pouvoir|être capable de) (?=\p{L})/gu, '$1e peux '),
    says: { fr: '« Je pense pouvoir » est devenu « je peux ».', en: '“Je pense pouvoir” became “je peux”.' },
  },
  {
    only: 'en',
    apply: (text) => text.replace(/\bI (?:think|believe|feel) (?:that )?I (?:can|could|would be able to) /g, 'I can '),
    says: { fr: '« I think I can » est devenu « I can ».', en: '“I think I can” became “I can”.' },
  },
]

/** The template writer's way to better a letter: the same words, put right. Cannot fail, and says what it did. */
export function polishLetter({ text, language }: OptimizeLetterRequest): OptimizedLetter {
  let polished = cleanLines(text).join('\n').trim()
  const changes: string[] = []
  for (const { apply, says, only } of POLISHES) {
    if (only !== undefined && only !== language) continue
    const next = apply(polished)
    if (next !== polished) changes.push(says[language])
    polished = next
  }
  return { text: polished, changes }
}
