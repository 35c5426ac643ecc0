/** A stretch of a text that must not leave. `person` tells which of the people it names. */
export interface Span {
  readonly start: number
  readonly end: number
  readonly kind: 'PERSON' | 'NAME' | 'EMAIL' | 'PHONE' | 'ADDRESS' | 'LINK' | 'NUMBER' | 'TEXT'
  readonly person?: number
}

/** Letters that are written with others where a keyboard has none of them, and that no normal form takes apart. */
const LETTERS: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h' }

/** Without accents, capitals and ligatures, so that "ÉLODIE", "Elodie" and "élodie" are one. */
export const fold = (word: string) => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[œæßøłđðþıħ]/g, (letter) => LETTERS[letter]!)

export interface Word {
  readonly start: number
  readonly end: number
  readonly folded: string
  readonly capital: boolean
}

export function wordsIn(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{M}]+/gu)].map(({ 0: word, index }) => ({ start: index, end: index + word.length, folded: fold(word), capital: /^\p{Lu}/u.test(word) }))
}

export const set = (words: string) => new Set(words.split(' '))
/** Parts of names that name nobody by themselves. */
export const PARTICLES = set('de du des da dos di del della d l la le les van von der den ter el al ben bin bint abu mac mc saint sainte st y e o san')
/** Small words: as a name only beside another part of it. */
const SMALL = set('a ai an and are as au aux avec bas be bon by ce car ces chez clair do dont elle en est et eu for fr go he i il in is it je jour ju just ko la lai lam lang le les li lin long lui ma mai mais me mer mes min mon my ne ni non nos notre nous on or ou oui par pas peu plus pour qu que qui sa sans se ses si so son sous sur ta tes tes the they to ton tout tres tu un une vers vos votre vous we with you')
/** Surnames that are ordinary words: a name only with a capital. */
export const ORDINARY = set('petit grand bon blanc noir roux gris brun long boulanger berger boucher charpentier fournier meunier marchand mercier masson maire prevost chevalier leclerc clerc comte marin pecheur jardin fontaine riviere lac mer bois forest foret rose fleur fleury claire marine france paris victoire aurore constant juste sage gentil bonnet barbier page roy roi king smith baker brown black white green young field hill wood stone carter cook hunter may june april grace hope faith joy pierre olive jasmin violette prune marguerite capucine ange desire parfait fidele clement prudent modeste avril reine prince dimanche chance celeste iris ambre perle cerise clair lys romain francais breton normand picard lorrain allemand lombard bourguignon langlois bourgeois mouton lapin renard corbeau poisson canard moulin tisserand tailleur cordier potier menuisier couturier forgeron pasteur moine cardinal noble riche jeune vieux doux fort vert rouge printemps hiver lundi samedi midi matin travers champ champs prairie verger vigne pont port maison chateau tour porte salle neuf gros gras maigre court haut bas rapide sauvage joli beau belle rich bill will mark frank grant chase drew art pat sue rob jack penny dawn ruby amber ivy lily daisy violet holly summer autumn melody harmony price short strong reed wells brooks rivers banks woods fields bell ball bush cross day knight lane park parks pool power sharp small snow speed swift walker ward waters wise wolf worth long chef cadre aide juge')

const isWeak = (word: string) => word.length < 2 || PARTICLES.has(word) || SMALL.has(word)
const mayJoin = (gap: string) => gap.length <= 3 && /^[ \t\u00a0\u202f.'’\-–,]*$/.test(gap)

/** One person: every word of the name, and whether it names him alone. */
export interface Person {
  /** As it is put back where a model says no more than "the person". */
  readonly name: string
  readonly words: readonly string[]
  /** Guessed from where the name stands: it is looked for with its capitals only. */
  readonly guessed: boolean
  /** The names written in one word, as in addresses and handles: "juliemoreau", "jmoreau". */
  readonly glued: ReadonlySet<string>
}

export function personOf(name: string, guessed = false): Person {
  const words = wordsIn(name).map((word) => word.folded)
  return { name: name.trim(), words, guessed, glued: guessed ? new Set() : gluedFrom(words) }
}

function gluedFrom(all: readonly string[]): Set<string> {
  const words = all.slice(0, 8)
  const parts = words.filter((word) => word.length >= 2 && !PARTICLES.has(word))
  const runs = words.flatMap((_, from) => words.slice(from).map((_one, more) => words.slice(from, from + more + 1).join('')))
  const glued = [
    ...runs,
    ...parts.flatMap((part) => runs.flatMap((run) => (run === part ? [] : [part + run, run + part]))),
    ...parts.flatMap(([initial]) => runs.flatMap((run) => (run.length >= 4 ? [initial! + run, run + initial!] : []))),
  ]
  return new Set(glued.filter((word) => word.length >= 5 && !words.includes(word)))
}

const LONG_GLUED = 8

/** Wherever a text names one of the people: whole, in parts, turned round, with hyphens, in capitals, without accents. */
export function findPeople(text: string, people: readonly Person[]): Span[] {
  const apart = people.length > 0 ? spelledOut(text, people) : []
  const owners = new Map<string, number[]>()
  for (const [index, { words }] of people.entries()) for (const word of words) owners.set(word, [...(owners.get(word) ?? []), index])
  const words = wordsIn(text)
  const spans: Span[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!
    const glued = owners.has(word.folded) ? -1 : ownerOf(word, people)
    if (glued !== -1) spans.push({ start: word.start, end: word.end, kind: 'PERSON', person: glued })
    const candidates = owners.get(word.folded) ?? []
    let best: { end: number; person: number } | null = null
    for (const person of candidates) {
      const end = extent(text, words, at, people[person]!)
      if (end !== null && (best === null || end > best.end)) best = { end, person }
    }
    if (best === null) continue
    spans.push({ start: words[at]!.start, end: words[best.end]!.end, kind: 'PERSON', person: best.person })
    at = best.end
  }
  if (apart.length > 0) return [...spans.filter(({ start, end }) => !apart.some((run) => start < run.end && end > run.start)), ...apart].sort((one, other) => one.start - other.start)
  return spans
}

const APART = /(?<![\p{L}\p{M}])(?:\p{L}\p{M}?[ \u00a0.]{1,3}){3,60}\p{L}\p{M}?(?![\p{L}\p{M}])/gu

/** "J u l i e": letters apart that are somebody's name once they are together. */
function spelledOut(text: string, people: readonly Person[]): Span[] {
  return [...text.matchAll(APART)].flatMap(({ 0: run, index }) => {
    const together = wordsIn(run).map(({ folded }) => folded).join('')
    const person = people.findIndex(({ words, guessed }) => !guessed && words.some((word) => word.length >= 4 && together.includes(word)))
    return person === -1 ? [] : [{ start: index, end: index + run.length, kind: 'PERSON' as const, person }]
  })
}

/** Whose names stand in one word here, or with an English s: -1 where nobody's do. */
function ownerOf({ folded, capital }: Word, people: readonly Person[]): number {
  if (folded.length < 5) return -1
  const one = capital && folded.endsWith('s') ? folded.slice(0, -1) : null
  return people.findIndex(({ glued, words, guessed }) =>
    glued.has(folded) || (one !== null && !guessed && words.includes(one) && !isWeak(one) && !ORDINARY.has(one)) || (folded.length > LONG_GLUED && [...glued].some((name) => name.length >= LONG_GLUED && folded.includes(name))))
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
  return found.some((word) => !isWeak(word.folded) && (word.capital || !(person.guessed || ORDINARY.has(word.folded)))) ? end : null
}
