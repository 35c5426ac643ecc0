/** What every writer of CVs takes and gives back: the facts of a person and a layout, and a draft. */

export interface CvLink {
  label: string
  url: string
}

/** Dates are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; anything else is shown as it was given. */
export interface CvExperience {
  title: string
  company: string
  location?: string | null
  startDate?: string | null
  endDate?: string | null
  current?: boolean | null
  description?: string | null
  highlights?: readonly string[] | null
}

export interface CvEducation {
  degree: string
  school: string
  location?: string | null
  year?: number | null
  description?: string | null
}

export interface CvLanguage {
  name: string
  level: 'beginner' | 'intermediate' | 'advanced' | 'native'
}

export interface CvProject {
  name: string
  description?: string | null
  url?: string | null
}

export interface CvProfile {
  fullName: string
  headline?: string | null
  email?: string | null
  phone?: string | null
  location?: string | null
  summary?: string | null
  links?: readonly CvLink[] | null
  experiences?: readonly CvExperience[] | null
  educations?: readonly CvEducation[] | null
  technicalSkills?: readonly string[] | null
  businessSkills?: readonly string[] | null
  softSkills?: readonly string[] | null
  languages?: readonly CvLanguage[] | null
  achievements?: readonly string[] | null
  projects?: readonly CvProject[] | null
}

export type CvLanguageCode = 'fr' | 'en'

export interface CvLayout {
  layout: 'classic' | 'modern' | 'compact' | 'timeline' | 'sidebar'
  /** `#rrggbb` */
  accentColor: string
  fontFamily: 'serif' | 'sans' | 'mono'
}

/** `profile` for a CV that is written from structured facts, `text` for one that was uploaded. */
export interface CvContent {
  title: string
  targetJob?: string | null
  language: CvLanguageCode
  profile?: CvProfile | null
  text?: string | null
}

/** What a writer makes of them. */
export interface CvDraft {
  readonly html: string
  readonly text: string
  /** The facts as they were laid out: a model words summaries and descriptions anew, and changes nothing else. Null for an uploaded text. */
  readonly profile: CvProfile | null
}
