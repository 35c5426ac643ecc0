/**
 * Most recent first. What has no date keeps its place in the list, since nothing says where else it belongs; the dated
 * ones take the other places in order. Stable.
 */
export function mostRecentFirst<T>(items: readonly T[], keyOf: (item: T) => string | null): readonly T[] {
  if (items.length < 2) return items
  const keyed = items.map((item) => ({ item, key: keyOf(item) }))
  const dated = keyed.filter(({ key }) => key !== null)
  dated.sort((a, b) => (a.key! < b.key! ? 1 : a.key! > b.key! ? -1 : 0))
  let next = 0
  return keyed.map(({ item, key }) => (key === null ? item : dated[next++]!.item))
}

// Words that join others say nothing about a trade.
const JOINING = new Set(['avec', 'chez', 'dans', 'pour', 'sans', 'sous', 'aux', 'des', 'les', 'une', 'and', 'for', 'the', 'with', 'from'])

/** The words of a phrase without case, accents and plural, so that "Projets" meets "projet". `C++` and `C#` are words. */
const wordsIn = (phrase: string, most = 400): string[] => wordsOf(folded(phrase.slice(0, most)))

const ASCII = /^[ -~]*$/

/** The letters that Latin letters with accents are without them. */
const FIRST = 0xc0
const BARE = Array.from({ length: 0x250 - FIRST }, (_, at) => withoutMarks(String.fromCharCode(FIRST + at))).map((bare) => (/^[A-Za-z]$/.test(bare) ? bare : undefined))

function withoutMarks(text: string): string {
  return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '')
}

/** By hand, which is enough for most words; the rest is left. */
function withoutAccents(phrase: string): string {
  let all = ''
  let from = 0
  for (let at = 0; at < phrase.length; at += 1) {
    const code = phrase.charCodeAt(at)
    const bare = code < FIRST ? undefined : BARE[code - FIRST]
    if (bare === undefined) continue
    all += phrase.slice(from, at) + bare
    from = at + 1
  }
  return all + phrase.slice(from)
}

/** Without case and accents. */
function folded(phrase: string): string {
  if (ASCII.test(phrase)) return phrase.toLowerCase()
  const bare = withoutAccents(phrase)
  if (ASCII.test(bare)) return bare.toLowerCase()
  // The accents of Latin letters. What is left may be of any script.
  const plain = withoutMarks(phrase)
  return ASCII.test(plain) ? plain.toLowerCase() : plain.replace(/\p{M}/gu, '').toLowerCase()
}

function wordsOf(phrase: string): string[] {
  // Unicode's classes cost ten times what ASCII's do, and most skills are ASCII once their accents are off.
  const words = ASCII.test(phrase) ? phrase.match(/[a-z\d+#]+/g) ?? [] : phrase.split(/[^\p{L}\p{N}+#]+/u).filter(Boolean)
  return words.map((word) => (word.length > 4 ? word.replace(/[sx]$/, '') : word))
}

/** Skills that share a word with the target job come first; within both halves the given order stays. */
export function relevantTo(targetJob: string): (skills: readonly string[]) => readonly string[] {
  let target: readonly string[] | null = null
  const isRelevant = (skill: string) => {
    const wanted = target ??= wordsIn(targetJob).filter((word) => !JOINING.has(word))
    const phrase = folded(skill.slice(0, 400))
    // Of most skills no word of the job is any part.
    if (!wanted.some((word) => phrase.includes(word))) return false
    const words = wordsOf(phrase)
    return words.some((word) => wanted.includes(word) && (word.length > 2 || words.length === 1))
  }
  return (skills) => {
    if (skills.length < 2) return skills
    const relevant = skills.filter(isRelevant)
    return relevant.length === 0 ? skills : [...relevant, ...skills.filter((skill) => !relevant.includes(skill))]
  }
}

/** The words of a whole text, to be asked again and again. */
export const termsIn = (text: string): ReadonlySet<string> => new Set(wordsIn(text, 100_000))

/** Whether a text speaks of this skill: all of its words are there, accents, case and plural aside. */
export function speaksOf(terms: ReadonlySet<string>, skill: string): boolean {
  const words = wordsIn(skill).filter((word) => !JOINING.has(word))
  return words.length > 0 && words.every((word) => terms.has(word))
}
