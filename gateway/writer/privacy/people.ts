import { AMBIGUOUS, FIRST_NAMES } from './firstNames.ts'

/** A stretch of a text that must not leave. `person` tells which of the people it names. */
export interface Span {
  readonly start: number
  readonly end: number
  readonly kind: 'PERSON' | 'EMAIL' | 'PHONE' | 'ADDRESS' | 'LINK' | 'NUMBER' | 'TEXT'
  readonly person?: number
}

/** Without accents, capitals and ligatures, so that "ÉLODIE", "Elodie" and "élodie" are one. */
export const fold = (word: string) => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('œ', 'oe').replaceAll('æ', 'ae').replaceAll('ß', 'ss')

interface Word {
  readonly start: number
  readonly end: number
  readonly folded: string
  readonly capital: boolean
}

export function wordsIn(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{M}]+/gu)].map(({ 0: word, index }) => ({ start: index, end: index + word.length, folded: fold(word), capital: /^\p{Lu}/u.test(word) }))
}

const set = (words: string) => new Set(words.split(' '))
/** Parts of names that name nobody by themselves. */
const PARTICLES = set('de du des da dos di del della d l la le les van von der den ter el al ben bin bint abu mac mc saint sainte st y e o san')
/** Small words: as a name only beside another part of it. */
const SMALL = set('a ai an and are as au aux avec bas be bon by ce car ces chez clair do dont elle en est et eu for fr go he i il in is it je jour ju just ko la lai lam lang le les li lin long lui ma mai mais me mer mes min mon my ne ni non nos notre nous on or ou oui par pas peu plus pour qu que qui sa sans se ses si so son sous sur ta tes tes the they to ton tout tres tu un une vers vos votre vous we with you')
/** Surnames that are ordinary words: a name only with a capital. */
const ORDINARY = set('petit grand bon blanc noir roux gris brun long boulanger berger boucher charpentier fournier meunier marchand mercier masson maire prevost chevalier leclerc clerc comte marin pecheur jardin fontaine riviere lac mer bois forest foret rose fleur fleury claire marine france paris victoire aurore constant juste sage gentil bonnet barbier page roy roi king smith baker brown black white green young field hill wood stone carter cook hunter may june april grace hope faith joy')

const isWeak = (word: string) => word.length < 2 || PARTICLES.has(word) || SMALL.has(word)
const mayJoin = (gap: string) => gap.length <= 3 && /^[ \t\u00a0\u202f.'’\-–,]*$/.test(gap)

/** One person: every word of the name, and whether it names him alone. */
export interface Person {
  /** As it is put back where a model says no more than "the person". */
  readonly name: string
  readonly words: readonly string[]
}

export const personOf = (name: string): Person => ({ name: name.trim(), words: wordsIn(name).map((word) => word.folded) })

/** Wherever a text names one of the people: whole, in parts, turned round, with hyphens, in capitals, without accents. */
export function findPeople(text: string, people: readonly Person[]): Span[] {
  const owners = new Map<string, number[]>()
  for (const [index, { words }] of people.entries()) for (const word of words) owners.set(word, [...(owners.get(word) ?? []), index])
  const words = wordsIn(text)
  const spans: Span[] = []
  for (let at = 0; at < words.length; at++) {
    const candidates = owners.get(words[at]!.folded) ?? []
    let best: { end: number; person: number } | null = null
    for (const person of candidates) {
      const end = extent(text, words, at, people[person]!)
      if (end !== null && (best === null || end > best.end)) best = { end, person }
    }
    if (best === null) continue
    spans.push({ start: words[at]!.start, end: words[best.end]!.end, kind: 'PERSON', person: best.person })
    at = best.end
  }
  return spans
}

/** The last word of the name that begins here, or null where what stands here names nobody. */
function extent(text: string, words: readonly Word[], at: number, person: Person): number | null {
  let end = at
  while (end + 1 < words.length && person.words.includes(words[end + 1]!.folded) && mayJoin(text.slice(words[end]!.end, words[end + 1]!.start))) end += 1
  const whole = words.slice(at, end + 1)
  // A name of small words, such as An Le, is one where all of it stands together.
  if (whole.length >= 2 && whole.length === person.words.length && whole.every((word) => word.capital)) return end
  while (end > at && isWeak(words[end]!.folded) && !(words[end]!.capital && !PARTICLES.has(words[end]!.folded))) end -= 1
  const found = words.slice(at, end + 1)
  if (PARTICLES.has(found[0]!.folded) && !found[0]!.capital) return null
  return found.some((word) => !isWeak(word.folded) && (word.capital || !ORDINARY.has(word.folded))) ? end : null
}

const CAP = String.raw`\p{Lu}[\p{L}\p{M}]*(?:['’\-]\p{L}[\p{L}\p{M}]*){0,3}`
const NAME = String.raw`${CAP}(?:[ \u00a0](?:(?:de|du|des|la|le|van|von|der|el|al|ben|di|da)[ \u00a0]){0,2}${CAP}){0,2}`
const INTRODUCED = new RegExp(String.raw`(?:\b(?:M|MM|Mr|Mrs|Ms|Mx|Dr|Pr|Me|Mgr)\.?|\b(?:Mme|Mlle|Mmes|Madame|Monsieur|Mademoiselle|Docteur|Maître|Professeure?|Miss|Mister))[ \u00a0]+((?:(?:de|du|d[’']|van|von|el|al|ben)[ \u00a0]?(?:La[ \u00a0]|la[ \u00a0])?)?${NAME})`, 'gu')
const LABELLED = new RegExp(String.raw`(?:^|[\n;|•·(])\s{0,8}(?:[Nn]oms?(?: et prénoms?| de famille)?|[Pp]rénoms?(?: et noms?)?|NOM|PR[ÉE]NOM|[Ff]ull [Nn]ame|[Ff]irst [Nn]ame|[Ll]ast [Nn]ame|[Nn]ame|[Cc]ontact(?: RH)?|[Rr]ecrut(?:eur|euse)|[Rr]ecruiter|[Rr]éférente?|[Tt]ut(?:eur|rice)|[Mm]anager|[Ii]nterlocut(?:eur|rice))[ \u00a0]{0,2}:[ \u00a0]{0,4}(${NAME})`, 'gu')
const SAID = new RegExp(String.raw`(?:[Jj]e m[’']appelle|[Mm]oi,? c[’']est|[Mm]y name is|[Ss]igné|[Pp]rénommée?|[Ii]nterlocut(?:eur|rice) (?:sera|est))[ \u00a0:]+(${NAME})`, 'gu')
const CIVILITIES = set('monsieur madame mademoiselle mesdames messieurs docteur maitre professeur directeur directrice responsable chef cheffe president presidente recruteur recruteuse mr mrs ms miss sir')

/** People whom a text introduces: by a civility, a label, a first name before a surname, or a signature on a line of its own. */
export function namesIn(text: string): string[] {
  const found = [INTRODUCED, LABELLED, SAID].flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1]!))
  return [...found.filter((name) => !CIVILITIES.has(wordsIn(name)[0]?.folded ?? '')), ...byFirstName(text), ...ownLine(text)]
}

/** "Julie Martin", "MARTIN-LEROY Julie", "Yann Le Goff", "Jean-Pierre"; a first name alone, unless it is a word too. */
function byFirstName(text: string): string[] {
  const words = wordsIn(text)
  const between = (at: number) => (words[at] !== undefined && words[at + 1] !== undefined ? text.slice(words[at].end, words[at + 1]!.start) : null)
  const joins = (at: number, how: RegExp) => how.test(between(at) ?? '\n')
  const isUpper = (word: Word) => word.end - word.start > 1 && text.slice(word.start, word.end) === text.slice(word.start, word.end).toUpperCase()
  /** The last word of the surname that begins at `at`: particles, then one word and what is tied to it. Null where none does. */
  const surnameFrom = (at: number): number | null => {
    let last = at
    while (last - at < 3 && PARTICLES.has(words[last]?.folded ?? '') && joins(last, TIED_OR_SPACE)) last += 1
    if (!words[last]?.capital) return null
    while (last - at < 6 && joins(last, TIED)) last += 1
    return last
  }
  return words.flatMap((word, at) => {
    if (!word.capital || !FIRST_NAMES.has(word.folded)) return []
    let last = at
    while (last - at < 2 && joins(last, /^-$/) && words[last + 1]!.capital) last += 1
    const surname = joins(last, SPACE_OR_HYPHEN) ? surnameFrom(last + 1) : null
    if (surname !== null) return [text.slice(word.start, words[surname]!.end)]
    if (at > 0 && joins(at - 1, SPACE_OR_HYPHEN) && isUpper(words[at - 1]!) && !isUpper(word)) {
      let first = at - 1
      while (at - first < 5 && first > 0 && joins(first - 1, TIED) && words[first - 1]!.capital) first -= 1
      return [text.slice(words[first]!.start, words[last]!.end)]
    }
    return last > at || !AMBIGUOUS.has(word.folded) ? [text.slice(word.start, words[last]!.end)] : []
  })
}
const SPACE_OR_HYPHEN = /^(?:[ \u00a0]|-)$/
const TIED = /^['’\-]$/
const TIED_OR_SPACE = /^[ \u00a0'’\-]$/

const HEADINGS = set('curriculum cv vitae resume profil profile experience experiences formation formations competences contact lettre motivation objet poste job offre annonce candidature')
const OWN_LINE = new RegExp(String.raw`^[ \t]*((?:${CAP}[ \u00a0]+){1,3}${CAP})[ \t]*$`, 'u')

/** The first line of a CV, and the last of a letter, when they hold nothing but two to four words with capitals. */
function ownLine(text: string): string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return [lines[0], lines.at(-1)].flatMap((line) => {
    const name = line !== undefined && line.length <= 80 ? OWN_LINE.exec(line)?.[1] : undefined
    return name && !wordsIn(name).some((word) => HEADINGS.has(word.folded)) ? [name] : []
  })
}
