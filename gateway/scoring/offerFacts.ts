import type { Found } from './offerTitle.ts'
import { evidenceAt, lineOf } from './words.ts'
import type { Text } from './words.ts'

/*
 * Facts that offers state in set phrases. Every pattern is bounded (no open-ended repetition), so that a hostile text costs
 * no more than its length; test/scoring holds them to it.
 */

export type ContractKind = 'cdi' | 'cdd' | 'apprenticeship' | 'internship' | 'freelance' | 'temporary'
export type RemoteWork = 'full' | 'partial' | 'unspecified'
export type SalaryPeriod = 'year' | 'month' | 'day' | 'hour'

export interface Salary {
  /** In minor units of the currency. */
  readonly min: number
  readonly max: number
  readonly currency: 'EUR' | 'USD' | 'GBP'
  /** Null where the offer does not say. */
  readonly period: SalaryPeriod | null
}

export interface Experience {
  readonly minYears: number
  readonly maxYears: number | null
}

const firstOf = <T>(text: Text, pattern: RegExp, value: (match: RegExpExecArray) => T | null): Found<T> | null => {
  const match = pattern.exec(text.raw)
  const read = match && value(match)
  return read === null || match === null ? null : { value: read, evidence: evidenceAt(text.raw, match.index, match.index + match[0].length) }
}

const contracts: readonly (readonly [ContractKind, RegExp])[] = [
  ['cdi', /\bCDI\b|\bcontrat à durée indéterminée\b|\bpermanent (?:contract|position|role|job)\b|\bopen-ended contract\b/i],
  ['cdd', /\bCDD\b|\bcontrat à durée déterminée\b|\bfixed[- ]term\b/i],
  ['apprenticeship', /\balternan(?:ce|t|te)\b|\bapprentissage\b(?! (?:automatique|profond))|\bapprenti(?:e)?\b|\bcontrat (?:pro|de professionnalisation)\b|\bapprenticeship\b/i],
  ['internship', /\b(?:offre de|contrat de|convention de|type[^\n]{0,15}:|contrat[^\n]{0,10}:|en) stage\b|\bstage (?:de \d{1,2}|h\/f|f\/h|conventionné|de fin d)|(?:^|\n)[ \t]{0,8}stage\b|\bstagiaire\b|\binternship\b|\bintern\b/i],
  ['freelance', /\bfreelance\b|\bTJM\b|\bportage salarial\b|\bindependent contractor\b/i],
  ['temporary', /\bint[ée]rim\b|\bint[ée]rimaire\b|\btravail temporaire\b|\btemporary (?:contract|position|role|job)\b/i],
]

/** "Pas de télétravail", "n'est pas ouvert en alternance", "Télétravail : non": what an offer denies it does not offer. */
const denies = /(?:\bpas[ \u00a0](?:ouverte?s?[ \u00a0]|possibles?[ \u00a0]|proposée?s?[ \u00a0])?(?:de|d['’]|du|une?|en|à|à la|à l['’]|au|aux)|\b(?:sans|ni|hors|aucune?)|\b(?:not?|without)(?:[ \u00a0]an?)?)[ \u00a0]?$/i
const isDenied = /^[ \u00a0]?:[ \u00a0]{0,3}(?:non|no|aucune?)(?!\p{L})|^[ \u00a0](?:n['’]est pas|n['’]est|non|is not|not|est)?[ \u00a0]?(?:impossible|exclue?|(?<=(?:pas|non|not)[ \u00a0])(?:possible|prévue?|proposée?|envisag|ouverte?|autorisée?|acceptée?|compatible|available|offered))/iu

/** The first place that states it, rather than denies it. */
function stated<T>({ raw }: Text, pattern: RegExp, value: T): Found<T> | null {
  const search = new RegExp(pattern.source, `${pattern.flags}g`)
  for (let match = search.exec(raw); match !== null; match = search.exec(raw)) {
    const end = match.index + match[0].length
    if (!denies.test(raw.slice(Math.max(0, match.index - 30), match.index)) && !isDenied.test(raw.slice(end, end + 30))) return { value, evidence: evidenceAt(raw, match.index, end) }
    search.lastIndex = match.index + 1
  }
  return null
}

/** Each kind of contract that is offered, once. */
export const findContracts = (text: Text): readonly Found<ContractKind>[] =>
  contracts.flatMap(([kind, pattern]) => stated(text, pattern, kind) ?? [])

const numbers: Readonly<Record<string, number>> = {
  un: 1, une: 1, one: 1, deux: 2, two: 2, trois: 3, three: 3, quatre: 4, four: 4, cinq: 5, five: 5, six: 6, sept: 7, seven: 7, huit: 8, eight: 8, dix: 10, ten: 10,
}
const count = `(\\d{1,2}|${Object.keys(numbers).join('|')})`
const span = new RegExp(`\\b${count}[ \\u00a0]?\\+?(?:[ \\u00a0]{0,2}(?:à|-|–|to|ou|or|et|and)[ \\u00a0]{0,2}${count})?[ \\u00a0]{0,2}\\+?[ \\u00a0]{0,2}(?:ans?|années?|years?)\\b(?:'|’)?`, 'i')
const spans = new RegExp(span.source, 'gi')
const yearsOf = (said: string) => numbers[said.toLowerCase()] ?? Number(said)

/** "Fort de 30 ans d'expérience, le groupe", "existe depuis 25 ans", "nos 10 ans": years of the firm. "Fort de 5 ans, vous" asks for them. */
const firmsYears = /(?:\bdepuis|\bexiste|\b(?:nos|ses|leurs?|our|its|their)|\bfête)(?!\p{L})[^.!?;,\n]{0,20}$/iu
const boasts = /\bforte?(?:[(·]e\)?)?s? (?:de|d['’])[^.!?;,\n]{0,40}$/iu
const ofYours = /^[^,.!?;\n]{0,50},[ \u00a0]?(?:vous|tu|you)(?!\p{L})/iu

/** Years of experience asked for: a number of years within reach of the word "expérience", on one line; not the firm's own. */
export function findExperience(text: Text): Found<Experience> | null {
  for (const match of text.raw.matchAll(spans)) {
    const end = match.index + match[0].length
    const before = text.raw.slice(Math.max(0, match.index - 60), match.index)
    const near = `${before.slice(before.lastIndexOf('\n') + 1)} ${text.raw.slice(end, end + 40).split('\n')[0]}`
    if (!/exp[ée]rience|exp\./i.test(near)) continue
    if (firmsYears.test(before) || (boasts.test(before) && !ofYours.test(text.raw.slice(end, end + 60)))) continue
    const [low, high] = [yearsOf(match[1]!), match[2] === undefined ? null : yearsOf(match[2])]
    if (low > 40 || (high !== null && (high > 40 || high < low))) continue
    return { value: { minYears: low, maxYears: high }, evidence: evidenceAt(text.raw, match.index, end) }
  }
  return firstOf(text, /\b(?:débutants? acceptée?s?|débutante acceptée|débutant\(e\) acceptée?|sans expérience|no experience (?:required|needed)|première expérience non exigée)(?!\p{L})/iu, () => ({ minYears: 0, maxYears: null }))
}

/** Whether the work may be done from elsewhere. */
export const findRemote = (text: Text): Found<RemoteWork> | null =>
  stated(text, /\b(?:100[ \u00a0]?%[ \u00a0]?(?:télétravail|remote|à distance)|full[- ]remote|fully remote|télétravail (?:complet|total|à 100))/i, 'full' as const)
  ?? stated(text, /\btélétravail partiel\b|\bhybride?\b|\d[ \u00a0](?:jours?|days?)[^\n]{0,30}(?:télétravail|remote)|(?:télétravail|remote)[^\n]{0,20}\d[ \u00a0](?:jours?|days?)/i, 'partial' as const)
  ?? stated(text, /\btélétravail\b|\bremote\b/i, 'unspecified' as const)

const amount = '(\\d{1,3}(?:[ .,\\u00a0\\u202f]\\d{3}){1,2}|\\d{1,6})(?:[.,](\\d{1,2}))?'
const money = new RegExp(`(£|\\$|€)?${amount}[ \\u00a0\\u202f]?(k)?[ \\u00a0]?(?:€|euros?|EUR|£|\\$|USD|GBP)?(?:[^\\S\\n]{0,3}(?:à|-|–|to|et|and)[^\\S\\n]{0,3}(?:£|\\$|€)?${amount}[ \\u00a0\\u202f]?(k)?)?[ \\u00a0\\u202f]?(€|euros?\\b|EUR\\b|£|\\$|USD\\b|GBP\\b)?`, 'gi')
const salaryCue = /salaire|rémunération|remuneration|package|salary|compensation|fixe|\bbrut|\bTJM\b|gross|pay\b|annuel|mensuel|par an\b|par mois|\/ ?an\b|\/ ?mois|\/ ?h\b|per (?:year|annum|month|hour|day)|de l['’]heure/i
const notSalaryBefore = /(?:chiffre d['’]affaires|\bCA\b|budget|prime|bonus|levée|levé|capital|revenue|tickets?[ -])(?:[^,;+.!?]|\.(?=\d)){0,30}$/i
const notSalaryAfter = /^[ \u00a0]?(?:(?:de|d['’]|of|in)[ \u00a0]?(?:CA\b|chiffre|budget|prime|bonus|revenue|capital|levée|funding)|millions?|M€|M\b)/i
const periods: readonly (readonly [SalaryPeriod, RegExp])[] = [
  ['year', /annuel|par an\b|\/ ?an\b|per (?:year|annum)|a year|yearly|annual/i], ['month', /mensuel|par mois|\/ ?mois|per month|a month|monthly/i],
  ['day', /\bTJM\b|par jour|\/ ?j(?:our)?\b|per day|daily/i], ['hour', /horaire|de l['’]heure|\/ ?h(?:eure)?\b|per hour|an hour|hourly/i],
]

/** A stated salary: an amount with its currency, on a line that says it is one. */
export function findSalary(text: Text): Found<Salary> | null {
  for (let line = 0; line < text.lines.length; line += 1) {
    const said = lineOf(text, line)
    if (!/\d/.test(said)) continue
    for (const match of said.matchAll(money)) {
      const [whole, sign, low, lowCents, lowK, high, highCents, highK, after] = match
      const currency = currencyOf(whole)
      const end = match.index + whole.trimEnd().length
      const [leading, trailing] = [said.slice(Math.max(0, match.index - 60), match.index), said.slice(end, end + 30)]
      const near = `${leading}\u0000${trailing}`
      if (currency === null || (sign === undefined && after === undefined && !/[€£$]|eur/i.test(whole)) || !salaryCue.test(near) || notSalaryBefore.test(leading) || notSalaryAfter.test(trailing)) continue
      const thousand = lowK !== undefined || highK !== undefined
      const min = minor(low!, lowCents, thousand)
      const max = high === undefined ? min : minor(high, highCents, thousand)
      if (min < 100 || max < min || max > 2_000_000_000) continue
      const period = periods.find(([, pattern]) => pattern.test(near))?.[0] ?? null
      const start = text.lines[line]! + match.index
      return { value: { min, max, currency, period }, evidence: evidenceAt(text.raw, start, start + whole.trimEnd().length) }
    }
  }
  return null
}

const currencyOf = (said: string): Salary['currency'] | null => (/€|eur/i.test(said) ? 'EUR' : /£|gbp/i.test(said) ? 'GBP' : /\$|usd/i.test(said) ? 'USD' : null)

const minor = (whole: string, cents: string | undefined, thousand: boolean) =>
  Math.round(Number(`${whole.replace(/\D/g, '')}.${cents ?? 0}`) * (thousand ? 100_000 : 100))
