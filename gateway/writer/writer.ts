import { randomBytes } from 'node:crypto'
import { createAgent } from './agent.ts'
import type { AgentConfig } from './agent.ts'
import type { Bounds } from './bounds.ts'
import { write } from './chain.ts'
import type { Models } from './chain.ts'
import { createCircuit } from './circuit.ts'
import { createGemini } from './gemini.ts'
import type { GeminiConfig } from './gemini.ts'
import type { Writer, WriteOptions } from './port.ts'
import { adviseTask } from './task/advise.ts'
import { coachingReplyTask, coachingSummaryTask } from './task/coaching.ts'
import { cvTask } from './task/cv.ts'
import { letterTask } from './task/letter.ts'
import { optimizeLetterTask } from './task/optimizeLetter.ts'
import type { Task } from './task/task.ts'
import { renderCv } from './template/renderCv.ts'

/** How long a model may take, in milliseconds. Together less than a request may take, so that the template writer is still in time. */
export interface WriterTimes {
  readonly agentMs: number
  readonly geminiMs: number
  /** How long an integration that failed five times in a row is left alone. */
  readonly openMs: number
  /** Before a second try; jittered. */
  readonly pauseMs: number
}

const TIMES: WriterTimes = { agentMs: 5_000, geminiMs: 20_000, openMs: 15_000, pauseMs: 250 }

export interface WriterOptions {
  readonly agent: AgentConfig | null
  readonly gemini: GeminiConfig | null
  readonly bounds: Bounds
  readonly warn: (error: unknown, message: string) => void
  readonly times?: Partial<WriterTimes>
}

/**
 * The chain of writers: agent, Gemini, template. Without a model there is the template writer alone, no round trip and no
 * lease: it cannot fail, and a caller who wants a model learns that there is none.
 */
export function createWriter(options: WriterOptions | null = null, clock: () => number = () => performance.now()): Writer {
  const models = options === null || (options.agent === null && options.gemini === null) ? null : modelsOf(options, clock)
  const run = <Out extends object, Answer>(task: Task<Out, Answer>, how: WriteOptions) => write(task, how, models, clock)
  return {
    atOnce: models === null,
    // An uploaded text is laid out with its words unchanged: there is nothing for a model to write.
    cv: (content, layout, how) => (content.profile ? run(cvTask(content, layout), how) : write(cvTask(content, layout), { ...how, acceptTemplate: true }, null, clock)),
    layOut: renderCv,
    letter: (request, how) => run(letterTask(request), how),
    optimizeLetter: (request, how) => run(optimizeLetterTask(request), how),
    advise: (request, how) => run(adviseTask(request), how),
    coachingReply: (request, how) => run(coachingReplyTask(request), how),
    coachingSummary: (request, how) => run(coachingSummaryTask(request), how),
  }
}

function modelsOf({ agent, gemini, bounds, warn, times = {} }: WriterOptions, clock: () => number): Models {
  const { agentMs, geminiMs, openMs, pauseMs } = { ...TIMES, ...times }
  return {
    agent: agent && { ask: createAgent(agent), circuit: createCircuit({ integration: 'agent', deadlineMs: agentMs, openMs, pauseMs, clock }) },
    gemini: gemini && { ask: createGemini(gemini), circuit: createCircuit({ integration: 'gemini', deadlineMs: geminiMs, openMs, pauseMs, clock }) },
    bounds, warn,
    mark: () => randomBytes(16).toString('hex'),
  }
}
