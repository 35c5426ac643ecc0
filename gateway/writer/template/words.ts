import type { CvLanguage, CvLanguageCode } from '../cv.ts'

/** The only words in a document that are not the person's own. */
export interface Words {
  lang: 'fr' | 'en'
  /** Between a label and its value: French puts a no-break space before the colon. */
  colon: string
  targetJob: string
  contact: string
  summary: string
  experiences: string
  projects: string
  achievements: string
  educations: string
  skills: string
  technicalSkills: string
  businessSkills: string
  softSkills: string
  languages: string
  levels: Readonly<Record<CvLanguage['level'], string>>
  months: readonly string[]
  today: string
  currentPosition: string
  until: string
}

const fr: Words = {
  lang: 'fr',
  colon: '\u00a0: ',
  targetJob: 'Poste visé',
  contact: 'Contact',
  summary: 'Profil',
  experiences: 'Expériences professionnelles',
  projects: 'Projets',
  achievements: 'Réalisations',
  educations: 'Formation',
  skills: 'Compétences',
  technicalSkills: 'Compétences techniques',
  businessSkills: 'Compétences métier',
  softSkills: 'Savoir-être',
  languages: 'Langues',
  levels: { beginner: 'débutant', intermediate: 'intermédiaire', advanced: 'avancé', native: 'langue maternelle' },
  months: ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
  today: 'aujourd’hui',
  currentPosition: 'poste actuel',
  until: 'jusqu’en',
}

const en: Words = {
  lang: 'en',
  colon: ': ',
  targetJob: 'Target position',
  contact: 'Contact',
  summary: 'Profile',
  experiences: 'Work experience',
  projects: 'Projects',
  achievements: 'Achievements',
  educations: 'Education',
  skills: 'Skills',
  technicalSkills: 'Technical skills',
  businessSkills: 'Business skills',
  softSkills: 'Soft skills',
  languages: 'Languages',
  levels: { beginner: 'beginner', intermediate: 'intermediate', advanced: 'advanced', native: 'native' },
  months: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
  today: 'present',
  currentPosition: 'current position',
  until: 'until',
}

/** French is the default: an unknown code cannot leave a CV without section names. */
export const wordsOf = (language: CvLanguageCode): Words => (language === 'en' ? en : fr)

const inCapitals = new Map([fr, en].flatMap((words) => Object.values(words)).flatMap((word) => (typeof word === 'string' ? [[word, word.toUpperCase()] as const] : [])))

/** The title of a section in capitals, of which French and English have none of their own. Nearly all are ours. */
export const capitals = (title: string): string => inCapitals.get(title) ?? title.toUpperCase()
