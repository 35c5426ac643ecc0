import { z } from 'zod'
import type { AnalyzedContent } from './agent.ts'
import { WriterFailure } from './failure.ts'
import type { Question } from './gemini.ts'
import { createRedactor } from './privacy/redact.ts'
import type { Redactor } from './privacy/redact.ts'
import { inventedAddresses, leaks } from './prompt/checks.ts'
import type { Check } from './prompt/checks.ts'
import { fenced, fenceRules } from './prompt/fence.ts'
import { readPartial } from './prompt/partial.ts'
import { geminiSchema } from './task/task.ts'
import type { Task } from './task/task.ts'

/** A task as it leaves: without personal data, fenced; and what is needed to bring the answer home. */
export interface Asked {
  readonly question: Question
  readonly analyzed: AnalyzedContent
  readonly redactor: Redactor
  /** All that people wrote, as they wrote it. */
  readonly data: string
  /** Placeholders that must come back. A firm or a town may be left out by a better sentence; who signs, and how to reach him, may not. */
  readonly kept: readonly string[]
  readonly leaks: Check
  /** What may not even be heard while it is written. */
  readonly addresses: Check
}

// Thinking counts as output with some models: the bound is there to stop a runaway, not to shape the text.
const MOST_TOKENS = 8192

const namesOf = (names: Task<unknown>['readable']) => (names ?? []).filter((name) => typeof name === 'string')

export function askedOf(task: Task<unknown>, mark: string): Asked {
  const shown = task.shown()
  const blocks = Object.entries(shown.blocks).filter((entry): entry is [string, string] => Boolean(entry[1]))
  const data = blocks.map(([, text]) => text).join('\n')
  const redactor = createRedactor(task.people, blocks.map(([, text]) => text), { readable: namesOf(task.readable), hidden: namesOf(shown.hidden) })
  const redacted = Object.fromEntries(blocks.map(([name, text]) => [name, redactor.redact(text)]))
  const { cv, jobOffer, letter } = shown.analyzed
  const instruction = `${shown.instruction}\n\n${fenceRules(mark)}`
  return {
    data, redactor, leaks: leaks(instruction, mark), addresses: inventedAddresses(data),
    question: { instruction, data: fenced(mark, redacted), schema: geminiSchema(task.answer), temperature: task.temperature, maxTokens: MOST_TOKENS },
    analyzed: { cv: redactor.redact(cv), jobOffer: redactor.redact(jobOffer), letter: redactor.redact(letter) },
    kept: [...new Set((task.keeps ?? []).flatMap((name) => redacted[name]?.match(/\[(?!NAME)[A-Z]+_\d+[a-z]?\]/g) ?? []))],
  }
}

const invalid = (message: string) => new WriterFailure('gemini', 'invalid', `Gemini's answer is not used: ${message}.`)

/** The draft, if the answer keeps to its schema and to every rule. @throws WriterFailure */
export function goodAnswer<Out>(task: Task<Out>, { leaks: leaksIn, addresses, data, redactor, kept }: Asked, json: string): Out {
  const read = z.safeParse(task.answer, parsed(json))
  if (!read.success) throw invalid('it is against the schema')
  const said = textsIn(read.data).join('\n')
  const problem = leaksIn(said) ?? addresses(said)
  if (problem !== null) throw invalid(problem)
  const strangers = redactor.strangersIn(said)
  if (strangers.length > 0) throw invalid('it has a placeholder that stands for nothing')
  const restored = mapTexts(read.data, redactor.restore)
  const text = textsIn(restored).join('\n')
  if (kept.some((placeholder) => !text.includes(redactor.restore(placeholder)))) throw invalid('it lost a name or an address')
  const broken = task.checks(data)(text)
  if (broken !== null) throw invalid(broken)
  try {
    return task.draft(restored)
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : 'it does not fit')
  }
}

// What may turn out to be a placeholder is held back until it is one, or is not.
const MAYBE_PLACEHOLDER = /(?:\\?[[({<][^\])}>\n]{0,24}|(?<![\p{L}\p{N}_])(?:PERSON|NAME|EMAIL|PHONE|ADDRESS|LINK|NUMBER|TEXT)[\\_ \-\d]{0,6}[a-z]?|(?<![\p{L}\p{N}_])(?:P(?:E(?:R(?:SO?)?)?|HO?N?)?|EM?A?I?|AD?D?R?E?S?|LI?N?|N(?:U?M?B?E?|AM?)|TE?X?))$/u

/** What the text is so far. @throws WriterFailure as soon as it gives away its instruction, or names somebody who is not there: nobody should read that. */
export function growthOf(task: Task<unknown>, { leaks: leaksIn, addresses, redactor }: Asked, json: string): string {
  const partial = readPartial(json)
  if (partial === undefined) return ''
  const text = task.growing!(mapTexts(partial, (whole) => {
    const said = whole.replace(MAYBE_PLACEHOLDER, '')
    if (redactor.strangersIn(said).length > 0) throw invalid('it has a placeholder that stands for nothing')
    const strange = addresses(said)
    if (strange !== null) throw invalid(strange)
    return redactor.restore(said)
  })).trimEnd()
  const problem = leaksIn(text)
  if (problem !== null) throw invalid(problem)
  return text
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

function mapTexts<T>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T
  if (Array.isArray(value)) return value.map((one) => mapTexts(one as unknown, change)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapTexts(one as unknown, change)])) as T
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}
