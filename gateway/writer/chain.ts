import { signalOf } from '../ending.ts'
import { integrationUnavailable } from '../errors.ts'
import type { Agent } from './agent.ts'
import type { Bounds, Lease } from './bounds.ts'
import type { Circuit } from './circuit.ts'
import { WriterFailure } from './failure.ts'
import type { Gemini } from './gemini.ts'
import type { Draft, WriteOptions } from './port.ts'
import { askedOf, goodAnswer, growthOf } from './question.ts'
import type { Asked } from './question.ts'
import { openStream } from './stream.ts'
import type { Stream } from './stream.ts'
import type { Task } from './task/task.ts'

/** The models there are, each behind its circuit. */
export interface Models {
  readonly agent: null | { readonly ask: Agent; readonly circuit: Circuit }
  readonly gemini: null | { readonly ask: Gemini; readonly circuit: Circuit }
  readonly bounds: Bounds
  /** Unguessable, and new each time. */
  readonly mark: () => string
  readonly warn: (error: unknown, message: string) => void
}

interface Run<Out> {
  readonly task: Task<Out>
  readonly options: WriteOptions
  readonly stream: Stream
  readonly models: Models
}

type Written<Out> = Omit<Draft<Out>, 'durationMs'>

/** Asks the writers in turn. First good answer wins; the template writer always has one. */
export async function write<Out extends object, Answer>(task: Task<Out, Answer>, options: WriteOptions, models: Models | null, clock: () => number): Promise<Draft<Out>> {
  const started = clock()
  const stream = openStream(options.onText)
  options.signal.throwIfAborted()
  const opaque = task as unknown as Task<Out> // its answers are its own affair from here on
  const asked: Asking<Out> = models === null ? { why: 'off' } : await byModels({ task: opaque, options, stream, models })
  const written = 'written' in asked ? asked.written : byTemplate(opaque, options, stream, asked.why)
  return { ...written, durationMs: Math.round(clock() - started) } as Draft<Out>
}

type NoAnswer = WriterFailure | 'off' | 'no consent'
type Asking<Out> = { readonly written: Written<Out> } | { readonly why: NoAnswer }

function byTemplate<Out extends object>(task: Task<Out>, { acceptTemplate }: WriteOptions, stream: Stream, why: NoAnswer): Written<Out> {
  if (!acceptTemplate) throw unavailable(why)
  const out = task.template()
  stream.begin()
  if (task.textOf) stream.end(task.textOf(out))
  return { ...out, source: 'template', model: null, inputTokens: null, outputTokens: null } as Written<Out>
}

function unavailable(why: NoAnswer) {
  if (why === 'off') return integrationUnavailable('gemini', false, 'No model writes texts here, and a template was not wanted.')
  if (why === 'no consent') return integrationUnavailable('gemini', false, 'This account has not consented to a model reading this text.')
  return integrationUnavailable(why.integration, why.mayPass, `The model writer gave no good answer (${why.kind}).`)
}

/** A call and, where that is safe, a second one. */
const TRIES = 2

/** Agent first: what it does not vouch for goes no further. */
async function byModels<Out extends object>(run: Run<Out>): Promise<Asking<Out>> {
  const { task, options, models } = run
  const { agent, gemini } = models
  const agentWrites = agent !== null && task.fromAgent !== undefined
  if (gemini === null && !agentWrites) return { why: 'off' }
  // No round trip for a lease that could not be used.
  if (agent !== null && !agent.circuit.isClosed()) return { why: new WriterFailure('agent', 'open', 'left alone for a while') }
  if (gemini !== null && !gemini.circuit.isClosed() && !agentWrites) return { why: new WriterFailure('gemini', 'open', 'left alone for a while') }
  const lease = await models.bounds.begin(options.viewer, task.sensitive, (agent === null ? 0 : TRIES) + (gemini === null ? 0 : TRIES))
  if (lease === null) return { why: 'no consent' }
  try {
    const asked = askedOf(task, models.mark())
    return { written: (await byAgent(run, asked, lease)) ?? (await byGemini(run, asked, lease)) }
  } catch (error) {
    if (error instanceof Withdrawn) return { why: 'no consent' }
    if (!(error instanceof WriterFailure)) throw error
    models.warn(error, 'a writer gave no good answer')
    return { why: error }
  } finally {
    lease.end()
  }
}

async function byAgent<Out extends object>({ task, options, stream, models: { agent } }: Run<Out>, asked: Asked, lease: Lease): Promise<Written<Out> | null> {
  if (agent === null) return null
  const { recommendations } = await agent.circuit.run(signalOf(options.signal), async ({ signal }) => {
    await spend(lease, 'agent', signal)
    return agent.ask.analyze(asked.analyzed, signal)
  })
  // Advice about somebody whom the agent made up is no advice.
  const restored = recommendations.filter((one) => asked.redactor.strangersIn(one).length === 0).map(asked.redactor.restore)
  const out = task.fromAgent?.(restored) ?? null
  if (out === null) return null
  stream.begin()
  return { ...out, source: 'model', model: agent.ask.model, inputTokens: null, outputTokens: null } as Written<Out>
}

async function byGemini<Out extends object>({ task, options, stream, models: { gemini } }: Run<Out>, asked: Asked, lease: Lease): Promise<Written<Out>> {
  if (gemini === null) throw new WriterFailure('agent', 'invalid', 'The agent had no advice, and GEMINI_API_KEY is not set.')
  const streams = options.onText !== undefined && task.growing !== undefined
  return gemini.circuit.run(signalOf(options.signal), async ({ signal, useAnswer }) => {
    await spend(lease, 'gemini', signal)
    stream.begin()
    const onJson = (json: string) => {
      const text = growthOf(task, asked, json)
      if (text === '') return
      useAnswer()
      stream.grow(text)
    }
    const { json, inputTokens, outputTokens } = await gemini.ask.ask(asked.question, signal, streams ? onJson : undefined)
    const out = goodAnswer(task, asked, json)
    if (task.textOf) stream.end(task.textOf(out))
    return { ...out, source: 'model', model: gemini.ask.model, inputTokens, outputTokens } as Written<Out>
  })
}

/** The consents no longer let the text go: nobody's failure. */
class Withdrawn extends Error {}

/**
 * Every try is a call, and a minute has only so many. The lease has asked for the consents right before the first one; before
 * each further one, after a pause or another model's time, they are asked for again.
 */
async function spend(lease: Lease, integration: 'agent' | 'gemini', signal: AbortSignal) {
  if (lease.left === 0) throw new WriterFailure(integration, 'spent', 'No call is left this minute.')
  const isFirst = lease.left === lease.granted
  lease.left -= 1
  if (isFirst) return
  if (await lease.stands()) return signal.throwIfAborted()
  lease.left += 1
  throw new Withdrawn('The consents were taken back.')
}
