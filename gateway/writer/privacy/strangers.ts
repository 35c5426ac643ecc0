import { AMBIGUOUS, FIRST_NAMES } from './firstNames.ts'
import { isOrdinary } from './ordinary.ts'
import { fold, ORDINARY, set } from './people.ts'
import type { Span } from './people.ts'
import { knows, PEOPLE_OF, smallNamesIn } from './smallNames.ts'
import { ELIDED, TOKEN, tokensOf } from './tokens.ts'
import type { Token } from './tokens.ts'
import { FRENCH_TOWNS, OTHER_TOWNS } from './towns.ts'
import { TOOLS, VOCABULARY } from './vocabulary.ts'

/*
 * Whoever nothing introduces. A word with a capital that neither language has, and that no list of tools, jobs and diplomas knows, is a
 * name: somebody's, a town's or a firm's. So is a word that the language has where only a name can stand ("avec Meunier", "à Tours",
 * "que Bastide anime"), and, in small letters, what stands where people and homes are named. Hiding one word too many costs little: the
 * model carries the placeholder through, and the word comes back.
 */

/** Before a word with a capital that is a word of the language: what no common noun without an article follows, in French or English. */
const BARE = /(?<![\p{L}\p{M}])(?:avec|chez|par|selon|envers|contre|sauf|que|qu['’]|si|quand|lorsque|puisque|comme|mais|car|donc|où|dont|to|d['’]après|grâce à|merci à|croisé|revu|appelé|rencontré|remplacé|aidé|rejoint|(?:équipe|bureau|remplacement|départ|avis|conseils?|soutien|femme|mari|message|appel|mail|maman|frère|sœur|père|mère|fils|fille|amie?) de|un certain|une certaine|nommée?|dénommée?|with|by|told|asked|met|saw|because|when|that|says|said|thinks|and then)[ \u00a0]$/iu
const OF_PEOPLE = new RegExp(String.raw`(?<![\p{L}\p{M}])${PEOPLE_OF},?[ \u00a0]$`, 'u')
/** Before a town; "de" only where something has just been said that comes from somewhere. */
const PLACED = /(?:(?<![\p{L}\p{M}])(?:[àÀ]|[Aa]utour de|près de|région de|originaire d[e’']|viens d[e’']|venue? d[e’']|mairie d[e’']|ville d[e’']|arrivée? [àd]e?|quitter?|vers|côté de|based in|live in|lives in|living in|lived in|born in|moved to|back to|from|near)[ \u00a0]?)$/u
/** After a word without an article: what only somebody does. */
const ACTS = /^[ \u00a0](?:(?:ne |n[’'])?(?:m[’']|me |nous |lui |te |t[’'])|(?:a|est|avait|était|va|dit|pense|veut|trouve|croit|connaît|sait|part|recrute|cherche|says|said|thinks|told|asked|wants|knows|was|is)(?![\p{L}\p{M}]))/u
const STARTERS = set('il elle on ils elles ca cela ceci ce qui tout tous rien personne quelqu quelqu’un quelqu\'un chacun chacune aucun aucune beaucoup certains certaines plusieurs nous vous je tu moi toi lui eux celui celle ceux celles ceci autre autres he she it they this that who what everything nothing everyone everybody nobody someone we you i there here which these those dieu ne madame monsieur maman papa mamie papi mum mom dad')

const isCalled = (folded: string) => FIRST_NAMES.has(folded) && !AMBIGUOUS.has(folded) && !isOrdinary(folded)
const isWord = ({ folded, parts }: Token) => VOCABULARY.has(folded) || isOrdinary(folded) || parts.every(knows)
const isWork = ({ folded, parts }: Token) => VOCABULARY.has(folded) || parts.every((part) => part.length < 2 || VOCABULARY.has(part))
/** "iPhone", "GitHub", "GA4", "SAP": the shape of a product or of initials. McCarthy is somebody. */
const isBranded = (word: string) => (/\p{Ll}\p{Lu}/u.test(word) && !/^(?:Mc|Mac|De|Le|La|Van|Du|Fitz)\p{Lu}/u.test(word)) || /\d/.test(word) || (word === word.toUpperCase() && word.length <= 5)
/** "Villeneuve-sur-Lot", "Saint-Herblain": nothing else is written like this. */
const isTown = (word: string) => /^(?:Saint|Sainte|St|Ste)-\p{Lu}/iu.test(word) || /\p{L}-(?:sur|sous|lès|lez|les|en|la|le|du|de|aux|d)[-'’](?:[ld][’'])?\p{Lu}/u.test(word)

/**
 * Words that are somebody's, a town's or a firm's name, folded: in all the texts they are hidden wherever they stand with a capital, and those
 * that no language has in small letters too.
 */
export interface Strangers {
  spansIn(text: string): Span[]
}

/** What a task knows of the names in its texts. */
export interface Names {
  /** Those that stay: of the firm and the job that somebody applies for. */
  readonly readable: readonly string[]
  /** Those that go, whatever their words are: of employers and schools, each in a field of its own. */
  readonly hidden: readonly string[]
}

/** @param texts everything that is going to leave */
export function strangersIn(texts: readonly string[], { readable, hidden }: Names): Strangers {
  const kept = new Set(readable.flatMap((name) => [...name.matchAll(TOKEN)].map(({ 0: word }) => fold(word.replace(ELIDED, '')))))
  const small = new Set<string>()
  for (const text of texts) for (const name of smallNamesIn(text)) if (!kept.has(name)) small.add(name)
  const known = new Set(small)
  const phrases = phrasesOf(hidden, kept)
  // Each text is read twice: for whom it names, and for where it names anybody of all.
  const read = new Map<string, readonly Token[]>()
  const tokensIn = (text: string) => {
    const tokens = read.get(text) ?? tokensOf(text)
    read.set(text, tokens)
    return tokens
  }
  const find = (text: string) => findStrangers(text, tokensIn(text), { kept, known, small, phrases })
  for (const text of texts) for (const { start, end } of find(text)) for (const { 0: word } of text.slice(start, end).matchAll(TOKEN)) if (/^\p{Lu}/u.test(word)) known.add(fold(word))
  return { spansIn: find }
}

/** "Le Relais des Halles", to the letter; null where there is none. Names of one common word in small letters are none. */
function phrasesOf(hidden: readonly string[], kept: ReadonlySet<string>): RegExp | null {
  const names = [...new Set(hidden.map((name) => name.trim()))].filter((name) => {
    const tokens = tokensOf(name)
    return /\p{Lu}/u.test(name) && tokens.length > 0 && tokens.some(({ folded }) => !kept.has(folded)) && !tokens.every(isWork)
  })
  if (names.length === 0) return null
  const spelled = names.sort((one, other) => other.length - one.length).map((name) => RegExp.escape(name))
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${spelled.join('|')})(?![\\p{L}\\p{N}])`, 'gu')
}

interface Known {
  readonly kept: ReadonlySet<string>
  readonly known: ReadonlySet<string>
  readonly small: ReadonlySet<string>
  readonly phrases: RegExp | null
}

function findStrangers(text: string, all: readonly Token[], { kept, known, small, phrases }: Known): Span[] {
  const named = phrases === null ? [] : [...text.matchAll(phrases)].map(({ 0: name, index }): Span => ({ start: index, end: index + name.length, kind: 'NAME' }))
  const tokens = named.length === 0 ? all : all.filter(({ start, end }) => !named.some((name) => start < name.end && end > name.start))
  const spaced = (at: number) => tokens[at] !== undefined && tokens[at + 1] !== undefined && /^[ \u00a0]$/.test(text.slice(tokens[at].end, tokens[at + 1]!.start))
  const spans: Span[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]!
    const goesOn = spans.length > 0 && AND.test(text.slice(spans.at(-1)!.end, token.start)) && token.capital && !isWork(token) && !isBranded(token.word)
    if (kept.has(token.folded) || !(goesOn || isStranger(token, text, known, small)) || (token.capital && !known.has(token.folded) && isBesideTool(tokens, at, text))) continue
    const [first, last] = token.capital ? whole(text, tokens, at, spaced, kept) : [at, at]
    const begun = spans.at(-1)
    const start = begun && tokens[first]!.start < begun.end ? token.start : tokens[first]!.start
    spans.push({ start, end: tokens[last]!.end, kind: 'NAME' })
    at = last
  }
  return [...spans, ...named].sort((one, other) => one.start - other.start)
}

function isStranger(token: Token, text: string, known: ReadonlySet<string>, small: ReadonlySet<string>): boolean {
  const { folded, word, capital, first, tool } = token
  if (isWork(token)) return false
  if (!capital) return small.has(folded) || isCalled(folded)
  if (known.has(folded) && !(first && isWord(token))) return true
  const before = text.slice(Math.max(0, token.start - 24), token.start)
  const after = text.slice(token.end, token.end + 24)
  if (isTown(word)) return true
  if (!isWord(token)) return isBranded(word) ? word === word.toUpperCase() && word.length > 3 && (BARE.test(before) || ACTS.test(after)) : !tool || BARE.test(before)
  if (isBranded(word)) return false
  if (isNameLike(token)) return true
  const alone = !/\p{Lu}[\p{L}\p{M}’'-]*[ \u00a0]$/u.test(before) || !/^[ \u00a0]\p{Lu}/u.test(after)
  if (FRENCH_TOWNS.has(folded) && alone && (!first || /^[ \t\u00a0]*(?:[,|–—•·(-]|\n|$)/.test(after))) return true
  if (OTHER_TOWNS.has(folded) && !first && (PLACED.test(before) || /(?<![\p{L}])(?:in|at|of|de|à)[ \u00a0]$/iu.test(before))) return true
  if (first) return ACTS.test(after) && !STARTERS.has(folded) && !/(?:er|ir|re|ment)$/.test(folded) && (ORDINARY.has(folded) || FIRST_NAMES.has(folded) || /^[ \u00a0](?:m[’']|lui |nous |me )/.test(after))
  if (alone && (AMBIGUOUS.has(folded) || (ORDINARY.has(folded) && !THINGS.has(folded)))) return true
  return BARE.test(before) || OF_PEOPLE.test(before) || PLACED.test(before) || (ACTS.test(after) && ORDINARY.has(folded))
}

/** "Ange-Toussaint": two words with a hyphen, the first of which is somebody's name. */
const isNameLike = ({ word, parts }: Token) => /^\p{Lu}[\p{L}\p{M}]+-\p{Lu}/u.test(word) && (FIRST_NAMES.has(parts[0]!) || ORDINARY.has(parts[0]!)) && !VOCABULARY.has(parts[0]!)

/** "avec Petit et Roux": what is joined to a name is another. */
const AND = /^(?:[ \u00a0](?:et|ou|and|or|&)|,)[ \u00a0]$/u
/** "BPMN, Camunda, SQL": what stands in a row with a tool is one. */
const NEXT_TO = /^(?:[ \u00a0]?[,/+&;•·][ \u00a0]?|[ \u00a0](?:et|and|ou|or|puis)[ \u00a0])$/u
function isBesideTool(tokens: readonly Token[], at: number, text: string): boolean {
  const isTool = (other: number, from: number, to: number) => {
    const token = tokens[other]
    return token !== undefined && token.capital && TOOLS.has(token.folded) && NEXT_TO.test(text.slice(tokens[from]!.end, tokens[to]!.start))
  }
  const joins = (other: number) => (JOINING.has(tokens[other]?.folded ?? '') ? 2 : 1)
  const [before, after] = [at - joins(at - 1), at + joins(at + 1)]
  return !FIRST_NAMES.has(tokens[at]!.folded) && (isTool(before, before, at) || isTool(after, at, after))
}
const JOINING = set('et and ou or puis')

/** Surnames that are written with a capital as what they are, too: a Charpentier de Marine, the Maison des Adolescents. */
const THINGS = set('boulanger berger boucher charpentier marchand maire clerc marin pecheur tailleur potier menuisier couturier forgeron pasteur baker cook carter page juge chef cadre aide hunter marine pierre maison chateau port pont tour porte salle bois mer lac jardin fontaine foret champ champs prairie moulin court cross park parks bank banks field fields hill power price will long neuf grand haut bas beau belle rich sharp short strong small new day art france paris victoire')
const LINK = set('de du des la le les da do dos di del van von der den el al ben ould bint')

const APPOSED = /^(?:,[ \u00a0](?:our|my|notre|mon|ma|une?|an?|qui|who|the|le|la)[ \u00a0]|[ \u00a0](?:m[’']|me |lui |nous |a |est |was |is |says|said|told|dit|pense))/u
const LEADS = set('avec chez pour par sans selon dans sous sur vers merci bonjour cher chere dear with from for when while after before since depuis comme quand que si mais et puis ensuite hier demain aujourd alors donc car and but because then yesterday today')

/** The whole name that a word belongs to: what stands beside it with a capital, but for what says a job or a tool. */
function whole(text: string, tokens: readonly Token[], at: number, spaced: (at: number) => boolean, kept: ReadonlySet<string>): [number, number] {
  const joins = (token: Token | undefined) => token !== undefined && token.capital && !isWork(token) && !kept.has(token.folded)
  let [first, last] = [at, at]
  for (let steps = 0; steps < 4 && spaced(last); steps += 1) {
    if (joins(tokens[last + 1]) && !tokens[last + 1]!.first) last += 1
    else if (LINK.has(tokens[last + 1]!.folded) && spaced(last + 1) && joins(tokens[last + 2]) && !isWord(tokens[last + 2]!)) last += 2
    else break
  }
  while (first > 0 && at - first < 2 && spaced(first - 1) && joins(tokens[first - 1]) && (!tokens[first - 1]!.first || !isWord(tokens[first - 1]!))) first -= 1
  const opening = first > 0 && spaced(first - 1) && joins(tokens[first - 1]) ? tokens[first - 1]! : null
  // "Perpetua Lowe, our director": a sentence may begin with a first name that is a word as well.
  if (opening && !LEADS.has(opening.folded) && opening.word.length >= 3 && !/(?:ly|ment|ed|ing|ees?|er|ant)$/.test(opening.folded) && (ORDINARY.has(opening.folded) || FIRST_NAMES.has(opening.folded) || APPOSED.test(text.slice(tokens[last]!.end, tokens[last]!.end + 12)))) first -= 1
  return [first, last]
}
