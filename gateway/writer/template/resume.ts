import type { CvContent, CvEducation, CvExperience, CvProfile, CvProject } from '../cv.ts'
import { mostRecentFirst, relevantTo } from './order.ts'
import type { Contact, Entry, Resume, Section } from './parts.ts'
import { recency, showPeriod } from './period.ts'
import { blocksOf, sectionsOf } from './prose.ts'
import { cleanLine, cleanLines, cleanList, mailHref, safeHref } from './value.ts'
import { wordsOf } from './words.ts'
import type { Words } from './words.ts'

const linkOf = (label: string, url: string): Contact => ({ label: label === url ? '' : label, value: url, href: safeHref(url) })

const some = <T>(values: readonly T[] | null | undefined): readonly T[] => values ?? []

const says = (entry: Entry): boolean => Boolean(entry.title || entry.place.length || entry.when || entry.link || entry.body.length)

function experience(job: CvExperience, words: Words): Entry {
  const items = cleanList(job.highlights)
  const body = [...blocksOf(job.description), ...(items.length ? [{ kind: 'list' as const, items }] : [])]
  return { kind: 'entry', title: cleanLine(job.title), place: cleanList([job.company, job.location ?? '']), when: showPeriod(job, words), link: null, body }
}

function education(study: CvEducation): Entry {
  const when = study.year == null ? '' : String(study.year)
  return { kind: 'entry', title: cleanLine(study.degree), place: cleanList([study.school, study.location ?? '']), when, link: null, body: blocksOf(study.description) }
}

function project(work: CvProject): Entry {
  const url = cleanLine(work.url)
  return { kind: 'entry', title: cleanLine(work.name), place: [], when: '', link: url ? linkOf('', url) : null, body: blocksOf(work.description) }
}

function contactsOf(profile: CvProfile): Contact[] {
  const email = cleanLine(profile.email)
  const contacts: Contact[] = []
  if (email) contacts.push({ label: '', value: email, href: mailHref(email) })
  for (const given of [profile.phone, profile.location]) {
    const value = cleanLine(given)
    if (value) contacts.push({ label: '', value, href: null })
  }
  for (const link of some(profile.links)) {
    const contact = linkOf(cleanLine(link.label), cleanLine(link.url))
    if (contact.value || contact.label) contacts.push(contact)
  }
  return contacts
}

function headlinesOf(content: CvContent, profile: CvProfile, words: Words): string[] {
  const headline = cleanLine(profile.headline)
  const target = cleanLine(content.targetJob)
  if (!target || headline.toLowerCase().includes(target.toLowerCase())) return headline ? [headline] : []
  const line = `${words.targetJob}${words.colon}${target}`
  return headline ? [headline, line] : [line]
}

function skillsOf(profile: CvProfile, targetJob: string, words: Words): Section {
  const ordered = relevantTo(targetJob)
  const groups = [
    { title: words.technicalSkills, skills: profile.technicalSkills },
    { title: words.businessSkills, skills: profile.businessSkills },
    { title: words.softSkills, skills: profile.softSkills },
  ]
  const blocks = groups
    .map(({ title, skills }) => ({ kind: 'tags' as const, title, items: ordered(cleanList(skills)) }))
    .filter((block) => block.items.length > 0)
  const [only] = blocks
  return only && blocks.length === 1 ? { title: only.title, blocks: [{ ...only, title: '' }] } : { title: words.skills, blocks }
}

function languagesOf(profile: CvProfile, words: Words): Section {
  const items = some(profile.languages)
    .map((language) => ({ name: cleanLine(language.name), note: words.levels[language.level] ?? '' }))
    .filter((language) => language.name)
  return { title: words.languages, blocks: items.length ? [{ kind: 'pairs', items }] : [] }
}

const present = (sections: Section[]): Section[] => sections.filter((section) => section.blocks.length > 0)

function fromProfile(content: CvContent, profile: CvProfile, words: Words): Resume {
  const jobs = mostRecentFirst(some(profile.experiences), recency).map((job) => experience(job, words))
  const studies = mostRecentFirst(some(profile.educations), (study) => (study.year == null ? null : String(study.year).padStart(6, '0')))
  const achievements = cleanList(profile.achievements)
  const name = cleanLine(profile.fullName)
  return {
    words,
    documentTitle: cleanLine(content.title) || name,
    name,
    headlines: headlinesOf(content, profile, words),
    contacts: contactsOf(profile),
    main: present([
      { title: words.summary, blocks: blocksOf(profile.summary) },
      { title: words.experiences, blocks: jobs.filter(says) },
      { title: words.projects, blocks: some(profile.projects).map(project).filter(says) },
      { title: words.achievements, blocks: achievements.length ? [{ kind: 'list', items: achievements }] : [] },
      { title: words.educations, blocks: studies.map(education).filter(says) },
    ]),
    verbatim: null,
    side: present([skillsOf(profile, cleanLine(content.targetJob), words), languagesOf(profile, words)]),
  }
}

// The first line of an uploaded CV is the person's name nearly always; a long one is a sentence, and stays one.
const NAME_LENGTH = 60

function fromText(content: CvContent, words: Words): Resume {
  const lines = cleanLines(content.text)
  const first = lines.findIndex((line) => line.trim())
  const title = cleanLine(content.title)
  const named = first !== -1 && lines[first]!.trim().length <= NAME_LENGTH
  return {
    words,
    documentTitle: title || (named ? cleanLine(lines[first]) : ''),
    name: named ? cleanLine(lines[first]) : title,
    headlines: [],
    contacts: [],
    main: sectionsOf(named ? lines.slice(first + 1) : lines),
    side: [],
    verbatim: lines.join('\n').replace(/^\n+/, '').trimEnd(),
  }
}

/** Puts the facts in order. A profile is preferred; without one, the uploaded text is laid out with its words unchanged. */
export function resumeOf(content: CvContent): Resume {
  const words = wordsOf(content.language)
  return content.profile ? fromProfile(content, content.profile, words) : fromText(content, words)
}
