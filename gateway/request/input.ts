import { z } from 'zod'
import { isBlank, isPlainLine } from '../blank.ts'
import { badUserInput } from '../errors.ts'
import type { Issue } from '../errors.ts'
import type { Call, Steps } from './call.ts'
import { BROKEN, compileRules } from './rules.ts'

// Control characters that no form sends on purpose: all but tab and line ends.
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

/** What is wrong with a text that is trimmed, not too long and can be seen; null where nothing is. */
type Problem = (cleaned: string, isPlain: boolean) => string | null

/** A text, trimmed, of 1 to `max` characters, one of which can be seen: one check that also cleans, since every input has dozens of them. */
const text = (max: number, clean: (given: string) => string, problem: Problem) =>
  z.string().check((given) => {
    const isPlain = isPlainLine(given.value)
    const cleaned = isPlain ? given.value : clean(given.value)
    const message = cleaned.length > max ? `must be at most ${max} characters.` : !isPlain && isBlank(cleaned) ? 'must not be empty.' : problem(cleaned, isPlain)
    if (message !== null) given.issues.push({ code: 'custom', input: given.value, message })
    given.value = cleaned
  })

const isOneLine: Problem = (cleaned, isPlain) => (!isPlain && /[\n\r\t]/.test(cleaned) ? 'must be one line.' : null)

/** One line of text, trimmed: at least one character, at most `max`. */
export const line = (max: number) => text(max, (given) => given.trim(), isOneLine)

/** The same for what is called by it: a job, a firm, somebody. Emoji alone name nothing. */
export const named = (max: number) =>
  text(max, (given) => given.trim(), (cleaned, isPlain) => isOneLine(cleaned, isPlain) ?? (/[\p{L}\p{N}]/u.test(cleaned) ? null : 'must hold a letter or a digit.'))

/** Text of several lines, trimmed: at least one character, at most `max`. */
export const paragraph = (max: number) => text(max, (given) => given.replace(/\r\n?/g, '\n').trim(), () => null)

/** An http or https address of at most 2,000 characters. The URL parser overlooks white space; who reads it later may not. */
export const webAddress = z.string().max(2000, 'must be at most 2000 characters.')
  .refine((text) => !/\s/.test(text) && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), 'must be an http or https address.')

/** `expectedVersion` and `idempotencyKey`, which every input of a change has. */
export const versioned = { expectedVersion: z.number().int().min(1, 'must be at least 1.').nullish(), idempotencyKey: z.string().nullish() }

/** The rung "input": text that no database can hold, then the field's own rules, every problem at once. */
export function checkInput({ input }: Steps<never, never>) {
  const kept = input && compileRules<Record<string, unknown>>(input)
  return (call: Call) => {
    if (!call.context.isPlain && !isReadable(call.input)) throw badUserInput(findUnreadable(call.input, 'input'))
    if (!input) return
    const clean = kept!(call.input)
    if (clean !== BROKEN) return void (call.input = clean)
    const checked = input.safeParse(call.input, { error: inWords })
    if (!checked.success) throw badUserInput(checked.error.issues.slice(0, 50).map((issue) => ({ path: ['input', ...issue.path].join('.'), message: issue.message })))
    call.input = checked.data
  }
}

type RawIssue = Parameters<z.core.$ZodErrorMap>[0]

const kinds: Readonly<Record<string, string>> = { string: 'a text', number: 'a number', int: 'a whole number', boolean: 'true or false', array: 'a list', object: 'an object' }
const isA = (kind: string) => `must be ${kinds[kind] ?? `a value of another kind (${kind})`}.`

/** What a rule says that has no words of its own. Where null is refused, leaving the field out is what was meant. */
function inWords(issue: RawIssue): string {
  if (issue.input === null) return 'must not be null; leave it out to keep what is there.'
  if (issue.input === undefined) return 'is required.'
  if (issue.code === 'invalid_type') return isA(issue.expected)
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map((value) => String(value).toUpperCase()).join(', ')}.`
  if (issue.code === 'too_small') return `must be at least ${issue.minimum}${issue.origin === 'string' ? ' characters' : ''}.`
  if (issue.code === 'too_big') return `must be at most ${issue.maximum}${issue.origin === 'string' ? ' characters' : ''}.`
  return 'is not as it should be.'
}

/** Whether there is nothing for `findUnreadable` to find: asked of every input, without a path for every value. */
function isReadable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !control.test(value)
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(isReadable)
  for (const key of Object.keys(value)) if (!isReadable((value as Record<string, unknown>)[key])) return false
  return true
}

/** NUL and other control characters, and halves of surrogate pairs, wherever they hide in an input. */
function findUnreadable(value: unknown, path: string): Issue[] {
  if (typeof value === 'string') {
    if (!value.isWellFormed()) return [{ path, message: 'holds half of a character (a lone surrogate).' }]
    return control.test(value) ? [{ path, message: 'holds a control character.' }] : []
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => findUnreadable(item, `${path}.${index}`))
  if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([key, item]) => findUnreadable(item, `${path}.${key}`))
  return []
}
