import { z } from 'zod'
import { idOf } from '../../gateway/request/node.ts'
import { line, paragraph, versioned, webAddress } from '../../gateway/request/input.ts'

const daysIn = (year: number, month: number) => (month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31)

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, and a day that exists. */
const partialDate = z.string()
  .regex(/^(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, { error: 'must be YYYY, YYYY-MM or YYYY-MM-DD.', abort: true })
  .refine((text) => text.length < 10 || Number(text.slice(8)) <= daysIn(Number(text.slice(0, 4)), Number(text.slice(5, 7))), 'is no day of the calendar.')

const list = <T extends z.ZodType>(item: T, most: number) => z.array(item).max(most, `must be at most ${most}.`).nullish().transform((items) => items ?? [])

const experience = z.object({
  title: line(200), company: line(200), location: line(200).nullish(), startDate: partialDate.nullish(), endDate: partialDate.nullish(),
  current: z.boolean().nullish().transform((current) => current ?? false), description: paragraph(4000).nullish(), highlights: list(line(500), 20),
}).superRefine(({ startDate, endDate, current }, check) => {
  if (current && endDate) check.addIssue({ code: 'custom', path: ['endDate'], message: 'a current position has no end.' })
  if (startDate && endDate && endDate < startDate.slice(0, endDate.length)) check.addIssue({ code: 'custom', path: ['endDate'], message: 'is before the start.' })
})

/** A profile as it is kept in `cv_data`. */
export const profileInput = z.object({
  fullName: line(200),
  headline: line(200).nullish(),
  email: z.email('is not an e-mail address.').max(320, 'must be at most 320 characters.').nullish(),
  phone: z.string().regex(/^\+?[\d ().\-/]{5,30}$/, 'is not a telephone number.').nullish(),
  location: line(200).nullish(),
  summary: paragraph(4000).nullish(),
  links: list(z.object({ label: line(100), url: webAddress }), 10),
  experiences: list(experience, 40),
  educations: list(z.object({
    degree: line(200), school: line(200), location: line(200).nullish(), year: z.number().int().min(1900, 'must be 1900 or later.').max(2100, 'must be 2100 or earlier.').nullish(),
    description: paragraph(2000).nullish(),
  }), 20),
  technicalSkills: list(line(100), 60),
  businessSkills: list(line(100), 60),
  softSkills: list(line(100), 60),
  languages: list(z.object({ name: line(100), level: z.enum(['beginner', 'intermediate', 'advanced', 'native']) }), 20),
  achievements: list(line(500), 30),
  projects: list(z.object({ name: line(200), description: paragraph(2000).nullish(), url: webAddress.nullish() }), 30),
})

const language = z.enum(['fr', 'en'])
const cvId = idOf('Cv')
const templateId = idOf('CvTemplate', { isName: true })
const { idempotencyKey } = versioned

export const uploadCvInput = z.object({ filename: z.string(), contentType: z.string(), contentBase64: z.string(), title: line(200).nullish(), idempotencyKey })

export const generateCvInput = z.object({
  profile: profileInput, targetJob: line(200), title: line(200).nullish(), templateId: templateId.nullish(), language, acceptTemplate: z.boolean(), idempotencyKey,
})

export const selectCvTemplateInput = z.object({ cvId, templateId, ...versioned })

export const updateCvInput = z.object({
  cvId, title: line(200).nullish(), targetJob: line(200).nullish(), language: language.optional(), profile: profileInput.optional(), text: paragraph(80_000).optional(), ...versioned,
}).refine(
  ({ title, targetJob, language: asked, profile, text }) => [title, targetJob, asked, profile, text].some((value) => value !== undefined),
  'names nothing to change.',
)

export const deleteCvInput = z.object({ cvId, ...versioned })
