import { z } from 'zod'
import type { AnalyzedContent } from '../agent.ts'
import type { Language } from '../letter.ts'
import type { Check } from '../prompt/checks.ts'
import type { Blocks } from '../prompt/fence.ts'

/** One kind of text, for every writer of the chain: what to send, what a good answer is, and what the template writer says. */
export interface Task<Out, Answer = unknown> {
  /** Somebody's inner life: leaves with AI_SENSITIVE only. */
  readonly sensitive: boolean
  readonly language: Language
  /** Names to take out that are known beforehand. */
  readonly people: readonly (string | null | undefined)[]
  /** Names that may stay, because the text is about them: the firm that somebody writes to. All others become placeholders. */
  readonly readable?: readonly (string | null | undefined)[]
  /** For a model only: where there is none, nobody makes it. */
  shown(): Shown
  readonly temperature: number
  /** The shape of an answer. Bad answers are failures, not guesses. */
  readonly answer: z.ZodType<Answer>
  /** Rules beyond the shape. `data` is all that people wrote. */
  checks(data: string): Check
  /** Blocks whose placeholders must all come back: an answer that lost one has lost a name or an address. */
  readonly keeps?: readonly string[]
  /** @throws Error where the answer does not fit the request. */
  draft(answer: Answer): Out
  /** The text as far as an answer that is still being written determines it; a task that has none does not stream. */
  growing?(partial: unknown): string
  /** What is kept and streamed. */
  textOf?(draft: Out): string
  /** The agent's own answer, where its advice is one. */
  fromAgent?(recommendations: readonly string[]): Out | null
  template(): Out
}

/** What goes out. */
export interface Shown {
  /** Names that go, each as it stands in a field of its own: a model does not need to know where somebody has worked to say what was done there. */
  readonly hidden?: readonly (string | null | undefined)[]
  /** What the agent is asked about. */
  readonly analyzed: AnalyzedContent
  /** Everything people wrote that the model may see; names and the like are taken out later. */
  readonly blocks: Blocks
  /** What to do; nothing that a person wrote. */
  readonly instruction: string
}

/** A zod schema in the words that Gemini knows. Bounds stay here: Gemini refuses schemas that have too many, and we check them anyway. */
export function geminiSchema(schema: z.ZodType): object {
  const keep = (node: Record<string, unknown>): object => {
    const { type, description, properties, items, enum: values, anyOf, required } = node as Record<string, never>
    const nullable = (anyOf as Record<string, unknown>[] | undefined)?.find((one) => one.type !== 'null')
    if (nullable) return { ...keep(nullable), nullable: true }
    return Object.fromEntries(Object.entries({
      type, description, enum: values, required,
      items: items && keep(items),
      properties: properties && Object.fromEntries(Object.entries(properties as Record<string, Record<string, unknown>>).map(([name, one]) => [name, keep(one)])),
      propertyOrdering: properties && Object.keys(properties),
    }).filter(([, value]) => value !== undefined))
  }
  return keep(z.toJSONSchema(schema, { io: 'input' }) as Record<string, unknown>)
}

export const languageName = (language: Language) => (language === 'en' ? 'English' : 'French')

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

export const stringIn = (value: unknown, key: string): string => (isRecord(value) && typeof value[key] === 'string' ? value[key] : '')
