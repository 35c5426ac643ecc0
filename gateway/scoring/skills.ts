import { gazetteer } from './gazetteer.ts'
import type { SkillCategory } from './gazetteer.ts'
import { evidenceAt, readText } from './words.ts'
import type { Evidence, Text, Word } from './words.ts'

export type { SkillCategory }

/** A skill of the gazetteer. Skills of one family are learned from each other more easily than from nothing. */
export interface Skill {
  /** The first of its names. */
  readonly name: string
  readonly category: SkillCategory
  readonly family: string
}

export interface FoundSkill extends Skill {
  /** Its first place in the text. */
  readonly evidence: Evidence
  readonly count: number
  /** The lines that name it. */
  readonly lines: readonly number[]
}

export interface SkillsFound {
  /** In the order of their first places. */
  readonly skills: readonly FoundSkill[]
  /** Where each skill's name begins, every time, by `<category> <name>`. */
  readonly places: ReadonlyMap<string, readonly number[]>
  /** Which words are part of a skill's name, by their index. */
  readonly covered: ReadonlySet<number>
  /** How many words were compared: linear in the text, which a test holds it to. */
  readonly comparisons: number
}

interface Name {
  readonly stems: readonly string[]
  readonly capital: boolean
  readonly skill: Skill & { readonly french: string; readonly translation: string | null }
  /** As the list spells it. */
  readonly written: string
}

type Names = ReadonlyMap<string, readonly Name[]>

let compiled: Names | undefined

/** The gazetteer by the first stem of each name, longest names first. Made at the first use, since it never changes. */
const namesOfSkills = (): Names => (compiled ??= compile())

function compile(): Names {
  const names = new Map<string, Name[]>()
  for (const [category, families] of Object.entries(gazetteer)) {
    for (const [family, line] of Object.entries(families)) {
      for (const entry of line.split(';')) {
        const written = entry.split('|').map((name) => name.trim())
        const [name, french = name] = written.map((one) => one.replace(/^!/, ''))
        const others = written.slice(1).map((one) => one.replace(/^!/, ''))
        const translation = isCommon(name!) ? (others.find((one) => isCommon(one) && SPEAKS_FRENCH.test(one)) ?? others.find(isCommon) ?? null) : null
        const skill = { name: name!, french: french!, translation, category: category as SkillCategory, family: `${category}.${family}` }
        for (const name of written) {
          const spelled = name.replace(/^!/, '')
          const stems = readText(spelled).words.map(({ stem }) => stem)
          const first = stems[0]!
          const known = names.get(first)
          const made = { stems, capital: name.startsWith('!'), skill, written: spelled }
          if (known) known.push(made)
          else names.set(first, [made])
        }
      }
    }
  }
  for (const list of names.values()) list.sort((a, b) => b.stems.length - a.stems.length)
  return names
}

/** French nouns for what people are, where the second of the names is none. */
const nouns: Readonly<Record<string, string>> = { communication: 'communication', organisation: 'sens de l’organisation', coordination: 'coordination' }

/**
 * A skill as a sentence can take it: what people are as a noun of the language ("autonomie" for "autonome"), everything else in the
 * spelling of the list ("gestion des stocks" for "Gestion des stocks", "Excel" for "EXCEL"). What is no skill stays as it is.
 */
export function sayingOf(term: string, language: 'fr' | 'en'): string {
  const stems = readText(term).words.map(({ stem }) => stem)
  const name = namesOfSkills().get(stems[0] ?? '')?.find((one) => one.stems.length === stems.length && one.stems.every((stem, index) => stem === stems[index]))
  if (name === undefined) return term
  const { skill, written } = name
  if (!/^(?:soft|leadership|language)$/.test(skill.category)) return written
  return language === 'en' ? skill.name : (nouns[skill.name] ?? skill.french)
}

/** French names, where the first lower-case one behind the English name is none. */
const frenchNames: Readonly<Record<string, string>> = {
  communication: 'communication', coordination: 'coordination', organisation: 'organisation', initiative: 'initiative', innovation: 'innovation', documentation: 'documentation', persuasion: 'persuasion', triage: 'triage', coaching: 'coaching', reporting: 'reporting', consolidation: 'consolidation',
  reception: 'accueil', 'closing of accounts': 'clôture des comptes', 'high motivation': 'forte motivation', 'customer service': 'service client', 'first aid': 'premiers secours', payroll: 'paie',
  recruitment: 'recrutement', purchasing: 'achats', paediatrics: 'pédiatrie', 'email marketing': 'e-mailing', 'after-sales': 'service après-vente', 'penetration testing': 'tests d’intrusion', 'customer focus': 'sens du service',
  'HR administration': 'administration du personnel', 'UX design': 'UX design', 'UI design': 'UI design', audit: 'audit', management: 'management', 'team management': 'management d’équipe', 'driving licence': 'permis de conduire', 'labour law': 'droit du travail', HVAC: 'génie climatique', PLC: 'automates programmables',
}
/** No names of things: these have a French name as well. */
const isCommon = (name: string) => /^\p{Ll}/u.test(name)
const SPEAKS_FRENCH = /[àâçéèêëîïôûùœ]|(?:^| )(?:de|du|des|d[’']\p{L}{1,40}|en|à|au|aux|et|la|le|les)(?: |$)|^(?:autonome|fiable|polyvalente?|curieu(?:x|se)|dynamique|proactif|rigoureu(?:x|se))$/iu

/**
 * A skill in the language of a sentence, where the list has it under a name of the other one: "inventory management" is "gestion des stocks" in
 * French. Names of tools, and what is in the right language or in no list, stay as they are.
 */
export function inLanguage(term: string, language: 'fr' | 'en'): string {
  const stems = readText(term).words.map(({ stem }) => stem)
  const found = namesOfSkills().get(stems[0] ?? '')?.find((one) => one.stems.length === stems.length && one.stems.every((stem, index) => stem === stems[index]))
  if (found === undefined) return term
  const { skill, written } = found
  const french = frenchNames[skill.name] ?? skill.translation
  if (french === null) return term
  const isFrench = written === french || SPEAKS_FRENCH.test(written) || (written === skill.french && written !== skill.name)
  if (language === 'fr') return isFrench ? term : french
  return isFrench && written !== skill.name ? skill.name : term
}

const isCapital = (raw: string, { start }: Word) => /\p{Lu}/u.test(raw[start]!)

/** Every skill of the gazetteer that a text names: the longest name at each place, within one line. */
export function findSkills({ raw, words }: Text): SkillsFound {
  const names = namesOfSkills()
  const found = new Map<string, Skill & { evidence: Evidence; count: number; lines: number[] }>()
  const places = new Map<string, number[]>()
  const covered = new Set<number>()
  let comparisons = 0
  for (let at = 0; at < words.length;) {
    let taken = 1
    comparisons += 1
    for (const { stems, capital, skill } of names.get(words[at]!.stem) ?? []) {
      const last = words[at + stems.length - 1]
      if (last === undefined || last.line !== words[at]!.line || (capital && !isCapital(raw, words[at]!))) continue
      let same = 1
      while (same < stems.length && words[at + same]!.stem === stems[same]) same += 1
      comparisons += same
      if (same < stems.length) continue
      const key = `${skill.category} ${skill.name}`
      const before = found.get(key)
      if (before) places.get(key)!.push(words[at]!.start)
      else places.set(key, [words[at]!.start])
      if (before) {
        before.count += 1
        before.lines.push(last.line)
      } else found.set(key, { name: skill.name, category: skill.category, family: skill.family, evidence: evidenceAt(raw, words[at]!.start, last.end), count: 1, lines: [last.line] })
      for (let index = at; index < at + stems.length; index += 1) covered.add(index)
      taken = stems.length
      break
    }
    at += taken
  }
  return { skills: [...found.values()], places, covered, comparisons }
}
