import { coverageOf, spokenIn } from '../../gateway/scoring/coverage.ts'
import { inLanguage, sayingOf } from '../../gateway/scoring/skills.ts'
import { readText } from '../../gateway/scoring/words.ts'
import type { CvProfile } from '../../gateway/writer/cv.ts'
import type { Offer } from './sources.ts'

/** The skills that the CV names and the offer asks for, the weightiest first, as a sentence can take them; null where there are none. */
export function sharedSkills(cv: string, { keywords }: Offer, language: 'fr' | 'en'): readonly string[] | null {
  const { matched } = coverageOf(keywords.filter(({ category }) => category !== null), spokenIn(readText(cv)))
  return matched.length === 0 ? null : [...new Set(matched.map(({ term }) => inLanguage(sayingOf(term, language), language)))]
}

/** A profile's skills in the letter's language: a CV in French goes with letters in English, and the other way round. */
export function spokenAs(profile: CvProfile, language: 'fr' | 'en'): CvProfile {
  const spoken = (skills: readonly string[] | null | undefined) => skills?.map((skill) => inLanguage(skill, language)) ?? null
  return { ...profile, technicalSkills: spoken(profile.technicalSkills), businessSkills: spoken(profile.businessSkills), softSkills: spoken(profile.softSkills) }
}
