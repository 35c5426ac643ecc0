import type { Language } from '../letter.ts'
import { fold } from '../privacy/people.ts'

/** A reason why a text of a model cannot be used, or null. */
export type Check = (text: string) => string | null

const squash = (text: string) => fold(text).replace(/[^\p{L}\p{N}]+/gu, ' ').trim()

/** Words in a row that are no coincidence. */
const RUN = 8

function runsIn(text: string): string[] {
  const words = squash(text).split(' ')
  return words.slice(RUN - 1).map((_, at) => words.slice(at, at + RUN).join(' '))
}

/** Eight words of the instruction in a row, or the mark of its fence, in an answer. */
export function leaks(instruction: string, mark: string): Check {
  const ours = new Set(runsIn(instruction))
  return (text) => {
    if (text.includes(mark)) return 'it shows the mark of its data'
    return runsIn(text).some((run) => ours.has(run)) ? 'it shows its instruction' : null
  }
}

/** "[Votre nom]", "{{company}}": a form to fill in is no letter. What the data itself has in brackets may stay. */
export const holes = (data: string): Check => (text) =>
  [...text.matchAll(/\[[^\]\n]{0,80}\]|\{\{[^}\n]{0,80}\}\}|<[A-Z_ ]{3,40}>/g)].some(([hole]) => !data.includes(hole)) ? 'it has a hole to fill in' : null

const numbersIn = (text: string) => new Set(text.replace(/(?<=\d)[ \u00a0\u202f.,](?=\d{3}(?!\d))/g, '').match(/\d+/g) ?? [])

/** Figures that nobody gave: P6 in its simplest form. */
export function inventedNumbers(data: string): Check {
  const given = new Set([...numbersIn(data), ...(data.match(/\d+/g) ?? [])])
  return (text) => ([...numbersIn(text)].some((number) => !given.has(number)) ? 'it has a figure that was not given' : null)
}

const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>"»)\]]*|[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+/giu

/** Links and e-mail addresses that nobody gave: those of the data leave as placeholders, so that what an answer spells out is the model's own. */
export const inventedAddresses = (data: string): Check => (text) =>
  [...text.matchAll(ADDRESS)].some(([address]) => !data.includes(address.replace(/[.,;:!?]+$/, ''))) ? 'it has an address that was not given' : null

const WORDS: Readonly<Record<Language, ReadonlySet<string>>> = {
  fr: new Set('le la les des du une dans pour avec sur vous votre vos je mon ma mes est et au aux que qui nous ce cette en par plus'.split(' ')),
  en: new Set('the of and to in for with your you my is that this at on have as are be from by an it we our i'.split(' ')),
}

/** The other language has more of the small words. Short texts may be anything. */
export const wrongLanguage = (language: Language): Check => (text) => {
  const words = fold(text).split(/[^\p{L}]+/u)
  const count = (one: Language) => words.filter((word) => WORDS[one].has(word)).length
  const other = language === 'fr' ? 'en' : 'fr'
  return words.length >= 20 && count(other) > count(language) ? 'it is in another language' : null
}

/** A letter that names neither the firm nor the job is an answer to another question. */
export function offTopic(names: readonly string[]): Check {
  const wanted = names.map(squash).filter(Boolean)
  return (text) => {
    const said = ` ${squash(text)} `
    const named = wanted.some((name) => said.includes(` ${name} `) || name.split(' ').some((word) => word.length >= 4 && said.includes(` ${word} `)))
    return wanted.length === 0 || named ? null : 'it names neither the company nor the job'
  }
}

export const firstOf = (checks: readonly Check[]): Check => (text) => {
  for (const check of checks) {
    const problem = check(text)
    if (problem !== null) return problem
  }
  return null
}
