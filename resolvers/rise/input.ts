import { z } from 'zod'
import { line, paragraph, versioned } from '../../gateway/request/input.ts'
import { idOf } from '../../gateway/request/node.ts'

const { idempotencyKey } = versioned
const score = z.number().int().min(1, 'must be between 1 and 10.').max(10, 'must be between 1 and 10.')
/** Emoji alone say how a day was; they name no goal, and a coach cannot answer them. */
export const worded = <T extends z.ZodType<string>>(text: T) => text.refine((said) => said === '' || /[\p{L}\p{N}]/u.test(said as string), 'must hold a letter or a digit.')
const title = worded(line(200))
const description = paragraph(2000)
/** The scalar has seen to it that it is one. */
const day = z.string()

const namesAChange = ({ expectedVersion: _version, idempotencyKey: _key, ...fields }: Record<string, unknown>) =>
  Object.entries(fields).some(([name, value]) => !name.endsWith('Id') && value !== undefined)

const journalEntryId = idOf('JournalEntry')
export const createJournalEntryInput = z.object({ mood: score, confidence: score, note: paragraph(2000).nullish(), date: day.nullish(), idempotencyKey })
export const updateJournalEntryInput = z.object({ journalEntryId, mood: score.optional(), confidence: score.optional(), note: paragraph(2000).nullish(), ...versioned })
  .refine(namesAChange, 'names nothing to change.')
export const deleteJournalEntryInput = z.object({ journalEntryId, ...versioned })

const objectiveId = idOf('Objective')
export const setObjectiveInput = z.object({ title, description: description.nullish(), targetDate: day.nullish(), idempotencyKey })
export const updateObjectiveInput = z.object({
  objectiveId, title: title.optional(), description: description.nullish(), targetDate: day.nullish(),
  status: z.enum(['active', 'paused'], 'must be ACTIVE or PAUSED; completeObjective completes.').optional(), ...versioned,
}).refine(namesAChange, 'names nothing to change.')
export const objectiveInput = z.object({ objectiveId, ...versioned })

export const setKaizenInput = z.object({ action: worded(line(280)), date: day.nullish(), idempotencyKey })
export const completeKaizenInput = z.object({ kaizenId: idOf('Kaizen'), ...versioned })
export const completeMeditationInput = z.object({
  durationSeconds: z.number().int().min(30, 'must be between 30 and 3600.').max(3600, 'must be between 30 and 3600.'), triggeredBy: z.string(), idempotencyKey,
})
