import type { Text, Word } from './words.ts'

/*
 * "Je ne connais pas Excel" says that Excel is missing. The rule, for French and English: what follows a negation in the same
 * clause, at most six words of it (three after "sans", "without"), is not said; "ne" waits as long for its "pas". A clause ends with the line, at a mark of
 * punctuation, and at "mais", "but", "however". Double meanings are left out: "ne … que", "pas seulement", "not only", "n’hésite
 * pas à", "ne manque pas de", "sans difficulté", "no code". A line never reaches into another one, so that adding one takes
 * nothing away.
 */

const REACH = 6
const SHORT_REACH = 3

const ends = /[.;:!?,()\n|•–—]/
const turns = new Set(['mais', 'but', 'however', 'though', 'sauf', 'except', 'cependant', 'toutefois', 'excepte'])
const second = new Set(['pas', 'jamais', 'plus', 'aucun', 'aucune', 'guere', 'ni', 'point'])
const affirms = new Set(['seulement', 'uniquement', 'only', 'just', 'que', 'moins'])
/** "Sans difficulté", "no problem", "no code": nothing is denied of what follows. */
const idle = new Set(['difficulte', 'difficultes', 'probleme', 'problemes', 'problem', 'problems', 'faute', 'fautes', 'cesse', 'doute', 'doubt', 'code', 'supervision', 'interruption', 'matter', 'longer', 'less', 'contact'])

/** How far the negation that this word is reaches; 0 where it is none. */
function reachOf({ raw, words }: Text, at: number, ne: number | null): number {
  const { norm, start } = words[at]!
  const next = words[at + 1]?.norm ?? ''
  if (affirms.has(next) || idle.has(next)) return 0
  if (norm === 'sans' || norm === 'without') return SHORT_REACH
  if (norm === 'aucun' || norm === 'aucune' || norm === 'ni' || norm === 'not' || norm === 'never' || norm === 'cannot' || norm === 'no') return REACH
  if (norm === 't' && /n['’]$/.test(raw.slice(start - 2, start))) return REACH
  if (norm === 'pas' && (next === 'de' || next === 'd' || next === 'encore')) return denied(words, ne, at)
  return ne !== null && second.has(norm) ? denied(words, ne, at) : 0
}

const denied = (words: readonly Word[], ne: number | null, at: number) =>
  (ne !== null && words.slice(ne, at).some(({ norm }) => /^(?:hesit|manqu|cess|sous-?estim)/.test(norm)) ? 0 : REACH)

/** The words of a text that are not denied. One pass. */
export function affirmedIn(text: Text): readonly Word[] {
  const { raw, words } = text
  let ne: number | null = null
  let left = 0
  return words.filter((word, at) => {
    if (ne !== null && at - ne > REACH) ne = null
    if ((left > 0 || ne !== null) && at > 0 && (turns.has(word.norm) || ends.test(raw.slice(words[at - 1]!.end, word.start)))) [ne, left] = [null, 0]
    if (word.norm === 'ne' || (word.norm === 'n' && /^['’]/.test(raw.slice(word.end, word.end + 1)))) ne = at
    const reach = reachOf(text, at, ne)
    if (reach > 0) {
      left = reach
      return true
    }
    if (left === 0) return true
    left -= 1
    return false
  })
}
