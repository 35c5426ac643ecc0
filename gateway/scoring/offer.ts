import { cultureOf } from './culture.ts'
import type { Culture } from './culture.ts'
import { extractKeywords } from './keywords.ts'
import type { Keyword } from './keywords.ts'
import { detectLanguage } from './language.ts'
import type { Language } from './language.ts'
import { findContracts, findExperience, findRemote, findSalary } from './offerFacts.ts'
import type { ContractKind, Experience, RemoteWork, Salary } from './offerFacts.ts'
import { findCompany } from './offerCompany.ts'
import { findPlace } from './offerPlace.ts'
import { findTitle } from './offerTitle.ts'
import type { Found } from './offerTitle.ts'
import { findSkills } from './skills.ts'
import type { FoundSkill } from './skills.ts'
import { readText } from './words.ts'

/** What an offer says, each with the words that say it. What it does not say is null or empty, never guessed. */
export interface OfferAnalysis {
  readonly language: Language | null
  readonly title: Found<string> | null
  readonly company: Found<string> | null
  readonly contracts: readonly Found<ContractKind>[]
  readonly place: Found<string> | null
  readonly remote: Found<RemoteWork> | null
  readonly salary: Found<Salary> | null
  readonly experience: Found<Experience> | null
  readonly skills: readonly FoundSkill[]
  readonly keywords: readonly Keyword[]
  readonly culture: Culture | null
}

/** Reads a job offer in French or English. The same text always gives the same answer; the time is linear in its length. */
export function analyzeOffer(raw: string): OfferAnalysis {
  const text = readText(raw)
  const [title, company, place, salary] = [findTitle(text), findCompany(text), findPlace(text), findSalary(text)]
  const ignored = [company, place, salary].flatMap((found) => (found === null ? [] : [found.evidence]))
  return {
    language: detectLanguage(text).language,
    title, company, place, salary,
    contracts: findContracts(text),
    remote: findRemote(text),
    experience: findExperience(text),
    skills: findSkills(text).skills,
    keywords: extractKeywords(text, title?.evidence ?? null, ignored),
    culture: cultureOf(text),
  }
}
