import type { SkillCategory } from './skills.ts'
import { findSkills } from './skills.ts'
import { saysNothing, saysNothingInTitle } from './stopWords.ts'
import { evidenceAt, lineOf, plain } from './words.ts'
import type { Evidence, Text } from './words.ts'

/** Why a keyword weighs what it weighs. */
export type KeywordReason = 'title' | 'required' | 'desirable' | 'skill' | 'list' | 'repeated'

export interface Keyword {
  /** As the offer writes it first. */
  readonly term: string
  /** What it is looked up by: `skill <category> <name>`, which any of the skill's names stands for, or `word <stem>`. */
  readonly key: string
  readonly category: SkillCategory | null
  /** Of a skill: what it is learned with. */
  readonly family: string | null
  readonly weight: number
  readonly reasons: readonly KeywordReason[]
  readonly count: number
  readonly evidence: Evidence
}

export const MOST_KEYWORDS = 50

/** What a keyword weighs: 1, and for each reason so much more. */
export const weights: Readonly<Record<KeywordReason, number>> = { title: 2, required: 2, desirable: -0.5, skill: 1, list: 0.5, repeated: 0.5 }

const required = /\b(?:requis|exige|indispensable|obligatoire|imperati|imperativement|necessaire|vous (?:maitrisez|possedez|justifiez|disposez|avez)|maitrise|maitrisez|bonne connaissance|connaissances? (?:de|du|des|en)|competences? (?:en|requises|attendues)|experience (?:en|de|dans|avec)|diplome|required|must|mandatory|essential|proficien|proficient|strong knowledge|knowledge of|experience (?:with|in|of)|you have|expertise)/
const desirable = /\b(?:un plus|un atout|apprecie|appreciee|souhaite|souhaitee|idealement|serait bienvenu|nice to have|is a plus|a plus|preferred|ideally|desirable|bonus)\b/
const bullet = /^\s{0,20}(?:[-*•·▪◦–—►✓✔]|\d{1,2}[.)])\s/

interface Marks { readonly start: number; readonly required: boolean; readonly desirable: boolean; readonly list: boolean }

/** Where a sentence ends within a line: paragraphs are one line. */
const sentence = /[.!?;][ \u00a0](?=\p{Lu})/gu

/** What a sentence says of the words in it. A heading (a short line that ends in a colon, or stands above a list) speaks for the list below it. */
function marksOf(text: Text): readonly Marks[] {
  const marks: Marks[] = []
  let heading: { required: boolean; desirable: boolean } | null = null
  for (let line = 0; line < text.lines.length; line += 1) {
    const raw = lineOf(text, line)
    const list = bullet.test(raw)
    const starts = [0, ...Array.from(raw.matchAll(sentence), ({ index }) => index + 2)]
    let own = { required: false, desirable: false }
    for (const [index, start] of starts.entries()) {
      const said = plain(raw.slice(start, starts[index + 1]))
      own = { required: required.test(said), desirable: desirable.test(said) }
      // "Un plus" outdoes "maîtrise de" in one sentence: what is desirable is not required.
      marks.push({ start: text.lines[line]! + start, list, desirable: own.desirable || (list && heading?.desirable === true), required: !own.desirable && (own.required || (list && heading?.required === true)) })
    }
    if (!list && raw.trim() !== '') heading = raw.length <= 80 ? own : null
  }
  return marks
}

interface Candidate { readonly key: string; readonly category: SkillCategory | null; readonly family: string | null; count: number; readonly first: Evidence; readonly marks: Set<Marks> }

/** The last of the sentences that begin at or before this place. */
function lastBefore(marks: readonly Marks[], place: number): number {
  let [low, high] = [0, marks.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (marks[middle]!.start <= place) low = middle
    else high = middle - 1
  }
  return low
}

export const skillKey = (category: SkillCategory, name: string) => `skill ${category} ${name}`
export const wordKey = (stem: string) => `word ${stem}`

const within = (place: Evidence | null, { start, end }: { readonly start: number; readonly end: number }) => place !== null && start >= place.start && end <= place.end

/**
 * The keywords of an offer, the weightiest first, at most 50. A skill of the gazetteer is one wherever it stands; another word
 * only if it stands in the title, in a sentence that requires something, or more than once.
 * @param title where the title stands, which makes its words weightier.
 * @param ignored places whose words name no demand: the company, the town, the salary.
 */
export function extractKeywords(text: Text, title: Evidence | null = null, ignored: readonly Evidence[] = []): readonly Keyword[] {
  const { skills, places, covered } = findSkills(text)
  const marks = marksOf(text)
  const marksAt = (start: number) => marks[lastBefore(marks, start)]!
  const candidates = new Map<string, Candidate>()
  for (const { category, family, name, count, evidence } of skills) {
    const key = skillKey(category, name)
    candidates.set(key, { key, category, family, count, first: evidence, marks: new Set(places.get(`${category} ${name}`)!.map(marksAt)) })
  }
  text.words.forEach((word, index) => {
    if (covered.has(index) || (within(title, word) ? saysNothingInTitle : saysNothing)(word.norm, text.raw.slice(word.start, word.end)) || ignored.some((place) => within(place, word))) return
    const key = wordKey(word.stem)
    const known = candidates.get(key)
    if (known) {
      known.count += 1
      known.marks.add(marksAt(word.start))
    } else candidates.set(key, { key, category: null, family: null, count: 1, first: evidenceAt(text.raw, word.start, word.end), marks: new Set([marksAt(word.start)]) })
  })
  return [...candidates.values()].flatMap((candidate) => weigh(candidate, title) ?? [])
    .sort((a, b) => b.weight - a.weight || a.evidence.start - b.evidence.start)
    .slice(0, MOST_KEYWORDS)
}

function weigh({ key, category, family, count, first, marks }: Candidate, title: Evidence | null): Keyword | null {
  const sentences = [...marks]
  const reasons: KeywordReason[] = []
  if (within(title, first)) reasons.push('title')
  if (sentences.some((line) => line.required)) reasons.push('required')
  else if (sentences.every((line) => line.desirable)) reasons.push('desirable')
  if (category !== null) reasons.push('skill')
  if (sentences.some((line) => line.list)) reasons.push('list')
  if (count > 1) reasons.push('repeated')
  if (category === null && !reasons.some((reason) => reason === 'title' || reason === 'required' || reason === 'repeated')) return null
  const weight = reasons.reduce((sum, reason) => sum + weights[reason], 1)
  return { term: first.text, key, category, family, weight, reasons, count, evidence: first }
}
