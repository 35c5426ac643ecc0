import { z } from 'zod'
import { line, named, paragraph, versioned } from '../../gateway/request/input.ts'
import { idOf } from '../../gateway/request/node.ts'
import { unreadable } from '../../gateway/scoring/language.ts'
import { readText } from '../../gateway/scoring/words.ts'

/**
 * A text that somebody pasted, to be read by rules: 50 characters at least, at most `max`, with words in it, in French or
 * English. Another language is named where its function words outnumber ours; a list of technologies passes.
 */
export const readableText = (max: number) =>
  paragraph(max)
    .refine((text) => text.length >= 50, 'must be at least 50 characters.')
    .superRefine((text, check) => {
      if (text.length < 50 || text.length > max) return
      const problem = unreadable(readText(text))
      if (problem !== null) check.addIssue({ code: 'custom', message: problem })
    })

const jobAnalysisId = idOf('JobAnalysis').nullish()
const cvId = idOf('Cv')
const letterId = idOf('Letter')
const templateId = idOf('LetterTemplate', { isName: true })
const jobOffer = readableText(50_000).nullish()
const { idempotencyKey } = versioned

const given = (...values: readonly unknown[]) => values.filter((value) => value !== null && value !== undefined).length

export const analyzeJobOfferInput = z.object({ jobOffer: readableText(50_000), idempotencyKey })

export const optimizeCvForAtsInput = z.object({ cvId, jobAnalysisId, jobOffer, acceptTemplate: z.boolean(), ...versioned })
  .refine((input) => given(input.jobAnalysisId, input.jobOffer) === 1, 'needs exactly one of jobAnalysisId and jobOffer.')

export const buildTrajectoryInput = z.object({
  cvId, targetJob: named(200), jobAnalysisId, jobOffer,
  targetSkills: z.array(line(100)).min(1, 'must be at least 1.').max(30, 'must be at most 30.').nullish(), idempotencyKey,
}).refine((input) => given(input.jobAnalysisId, input.jobOffer, input.targetSkills) === 1, 'needs exactly one of jobAnalysisId, jobOffer and targetSkills.')

export const runMirrorMatchInput = z.object({
  cvId: cvId.nullish(), cvText: readableText(80_000).nullish(), letterId: letterId.nullish(), letterText: readableText(20_000).nullish(), jobAnalysisId, jobOffer, idempotencyKey,
}).superRefine((input, check) => {
  const pairs = [['cvId', 'cvText'], ['letterId', 'letterText'], ['jobAnalysisId', 'jobOffer']] as const
  for (const [id, text] of pairs) if (given(input[id], input[text]) > 1) check.addIssue({ code: 'custom', path: [text], message: `is one too many beside ${id}.` })
  if (pairs.filter(([id, text]) => given(input[id], input[text]) > 0).length < 2) check.addIssue({ code: 'custom', message: 'needs two of CV, letter and offer.' })
})

export const analyzeLetterAtsInput = z.object({ letterId, jobAnalysisId, jobOffer, acceptTemplate: z.boolean(), ...versioned })
  .refine((input) => given(input.jobAnalysisId, input.jobOffer) <= 1, 'takes at most one of jobAnalysisId and jobOffer.')

const careerChange = z.object({
  oldDomain: named(100).refine((text) => text.length >= 2, 'must be at least 2 characters.'), newDomain: named(100).refine((text) => text.length >= 2, 'must be at least 2 characters.'),
  transferableSkills: z.array(named(200)).min(1, 'must be at least 1.').max(20, 'must be at most 20.')
    .refine((skills) => skills.join(' ').length >= 20, 'must be at least 20 characters, all together.'),
}).refine(({ oldDomain, newDomain }) => oldDomain.toLowerCase() !== newDomain.toLowerCase(), { path: ['newDomain'], message: 'is the same as the old domain.' })

export const generateLetterInput = z.object({
  cvId: cvId.nullish(), cvText: readableText(80_000).nullish(), jobAnalysisId, jobOffer,
  jobTitle: named(200).refine((text) => text.length >= 3, 'must be at least 3 characters.'), companyName: named(200).refine((text) => text.length >= 2, 'must be at least 2 characters.'),
  tone: z.enum(['formel', 'dynamique', 'sobre', 'creatif', 'startup', 'associatif']), language: z.enum(['fr', 'en']), careerChange: careerChange.nullish(),
  motivation: paragraph(2000).nullish(), title: line(200).nullish(), templateId: templateId.nullish(), acceptTemplate: z.boolean(), idempotencyKey,
}).superRefine((input, check) => {
  if (given(input.cvId, input.cvText) !== 1) check.addIssue({ code: 'custom', message: 'needs exactly one of cvId and cvText.' })
  if (given(input.jobAnalysisId, input.jobOffer) > 1) check.addIssue({ code: 'custom', path: ['jobOffer'], message: 'is one too many beside jobAnalysisId.' })
})

export const optimizeLetterInput = z.object({ letterId, acceptTemplate: z.boolean(), ...versioned })

export const applyLetterTemplateInput = z.object({ letterId, templateId, ...versioned })

export const updateLetterInput = z.object({
  letterId, title: line(200).nullish(), jobTitle: named(200).nullish(), companyName: named(200).nullish(), text: paragraph(20_000).optional(), ...versioned,
}).refine(({ title, jobTitle, companyName, text }) => [title, jobTitle, companyName, text].some((value) => value !== undefined), 'names nothing to change.')

export const deleteLetterInput = z.object({ letterId, ...versioned })
