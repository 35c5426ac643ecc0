import type { CvProfile } from '../cv.ts'
import { mostRecentFirst } from '../template/order.ts'
import { recency } from '../template/period.ts'

/** The places of experiences in the profile, most recent first, as the page shows them. */
export function orderOf(profile: CvProfile): number[] {
  const experiences = profile.experiences ?? []
  return mostRecentFirst(experiences.map((experience, index) => ({ experience, index })), ({ experience }) => recency(experience)).map(({ index }) => index)
}

const line = (label: string, value: string | number | null | undefined) => (value === null || value === undefined || value === '' ? [] : [`${label}: ${value}`])
const listLine = (label: string, values: readonly string[] | null | undefined) => (values?.length ? [`${label}: ${values.join(', ')}`] : [])

/**
 * A profile as lines of text for a model: what somebody did and can do. Not who it is: no name, e-mail, phone, place or link.
 * Experiences carry their place in the profile as their number.
 */
export function factsFrom(profile: CvProfile): string {
  const experiences = orderOf(profile).map((index) => {
    const { title, company, startDate, endDate, current, description, highlights } = profile.experiences![index]!
    return [
      `experience ${index}`, ...line('title', title), ...line('company', company), ...line('from', startDate), ...line('to', current ? 'today' : endDate),
      ...line('description', description), ...(highlights ?? []).map((highlight) => `- ${highlight}`),
    ].join('\n')
  })
  const educations = (profile.educations ?? []).map(({ degree, school, year }) => `education: ${[degree, school, year].filter(Boolean).join(', ')}`)
  return [
    [...line('headline', profile.headline), ...line('summary', profile.summary)].join('\n'),
    ...experiences,
    educations.join('\n'),
    [
      ...listLine('technical skills', profile.technicalSkills), ...listLine('business skills', profile.businessSkills), ...listLine('soft skills', profile.softSkills),
      ...listLine('languages', profile.languages?.map(({ name, level }) => `${name} (${level})`)), ...(profile.achievements ?? []).map((one) => `achievement: ${one}`),
      ...(profile.projects ?? []).map(({ name, description }) => `project: ${[name, description].filter(Boolean).join(' – ')}`),
    ].join('\n'),
  ].filter(Boolean).join('\n\n')
}

/** Employers, schools and places of a profile: together they tell who somebody is. */
export const namesOfProfile = (profile: CvProfile | null | undefined): readonly (string | null | undefined)[] => [
  ...(profile?.experiences ?? []).flatMap(({ company, location }) => [company, location]),
  ...(profile?.educations ?? []).flatMap(({ school, location }) => [school, location]),
  profile?.location,
]
