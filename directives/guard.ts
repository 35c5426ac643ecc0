import { getDirective, mapSchema, MapperKind } from '@graphql-tools/utils'
import { defaultFieldResolver } from 'graphql'
import type { GraphQLFieldConfig, GraphQLSchema } from 'graphql'
import { openCall, stepsOf } from '../gateway/request/call.ts'
import type { Call, Payload, Steps } from '../gateway/request/call.ts'
import type { Context } from '../gateway/request/context.ts'
import { requireViewer } from '../gateway/request/context.ts'
import type { Writing } from '../gateway/request/drafts.ts'
import type { TextPiece } from '../gateway/writer/port.ts'
import { helpNeededIn } from '../gateway/request/help.ts'
import { followDraft, keepDraft, runsElsewhere } from '../gateway/request/handover.ts'
import { hashOf, idempotency, requireKey } from '../gateway/request/idempotency.ts'
import { checkInput } from '../gateway/request/input.ts'
import { Once } from '../gateway/request/once.ts'
import { undo } from './undo.ts'
import type { Undo } from './undo.ts'

/**
 * "Before this field resolves": refuses by throwing, and may hand back how to undo itself, or the answer itself. On a read
 * field only the context counts.
 */
export type Step = (call: Call) => Done | Promise<Done>
type Done = Undo | { readonly answer: Payload } | undefined | void

/** A directive that guards fields. */
export interface Guard {
  readonly directive: string
  readonly step: (args: never) => Step
}

export const guard = <Args>(directive: string, step: (args: Args) => Step): Guard => ({ directive, step: step as Guard['step'] })

export interface GuardedBy {
  readonly requiresTier: Guard
  readonly consumesUsage: Guard
}

type Field = GraphQLFieldConfig<unknown, Context>

/**
 * The one schema transform. The order of the rungs is fixed, whatever the order in the SDL: words of self-harm → idempotency →
 * tier → input → ownership and template tier → usage → work. Units are taken last, so that no refusal before costs one.
 */
export function applyGuards(schema: GraphQLSchema, guards: GuardedBy): GraphQLSchema {
  const stepOf = (field: Field, { directive, step }: Guard): Step[] => {
    const args = getDirective(schema, field, directive)?.[0]
    return args ? [step(args as never)] : []
  }
  const rungsOf = (field: Field, steps: Steps<never, never>): Step[] =>
    [idempotency, ...stepOf(field, guards.requiresTier), checkInput(steps), admit(steps), ...stepOf(field, guards.consumesUsage)]
  return mapSchema(schema, {
    [MapperKind.MUTATION_ROOT_FIELD]: (field: Field, name: string) => {
      const steps = stepsOf(field)
      if (!steps) throw new Error(`Mutation.${name} has no steps: declare its resolver with mutation({ … }).`)
      const climb = ladder(name, rungsOf(field, steps), steps)
      return { ...field, resolve: (root, args, context, { path }) => (root instanceof Once ? root.run(path.key, () => climb(context, args.input)) : climb(context, args.input)) }
    },
    [MapperKind.SUBSCRIPTION_ROOT_FIELD]: (field: Field, name: string) => {
      const steps = stepsOf(field)
      if (steps) return { ...field, subscribe: streamed(name, ladder(name, rungsOf(field, steps), steps)) }
      if (stepOf(field, guards.consumesUsage).length > 0) throw new Error(`Subscription.${name} has no steps: declare its resolver with subscription({ … }).`)
      const [rung] = stepOf(field, guards.requiresTier)
      if (!rung) return undefined
      const { subscribe } = field
      return { ...field, subscribe: async (root, args, context, info) => (await rung(openCall(context, name, {})), subscribe?.(root, args, context, info)) }
    },
    [MapperKind.COMPOSITE_FIELD]: (field: Field, name: string) => {
      if (stepOf(field, guards.consumesUsage).length > 0) throw new Error(`@consumesUsage stands on ${name}, which is no mutation or subscription.`)
      const [rung] = stepOf(field, guards.requiresTier)
      if (!rung) return undefined
      const resolve = field.resolve ?? defaultFieldResolver
      return { ...field, resolve: async (parent, args, context, info) => (await rung(openCall(context, name, {})), resolve(parent, args, context, info)) }
    },
  })
}

const admit = (steps: Steps<never, never>): Step => (call) => {
  const settle = (admitted: unknown) => {
    call.admitted = admitted
    call.atOnce = !call.streams && steps.atOnce?.(call.input as never, call.context) === true
  }
  const admitted: unknown = steps.admit?.(call.input as never, call.context)
  return admitted instanceof Promise ? admitted.then(settle) : settle(admitted)
}

/** One run of a guarded field; `writing` where it streams. */
type Climb = (context: Context, input: Record<string, unknown>, writing?: Writing) => Promise<Payload>

function ladder(name: string, rungs: readonly Step[], steps: Steps<never, never>): Climb {
  const work = steps.work as (call: Call, onText?: (piece: TextPiece) => void) => Promise<Payload>
  return async (context, input, writing) => {
    requireViewer(context)
    const call = openCall(context, name, input, writing !== undefined)
    // A refusal gets its help lines where errors go out: gateway/request/help.ts.
    const spoken = helpNeededIn(input)
    const answer = (payload: Payload): Payload => (spoken === null ? payload : { ...payload, help: spoken })
    const undos: Undo[] = []
    try {
      for (const rung of rungs) {
        context.waited.throwIfAborted()
        // What needs nobody's word is done in this turn.
        const climbed = rung(call)
        const done = climbed instanceof Promise ? await climbed : climbed
        if (typeof done === 'function') undos.unshift(done)
        else if (done) return answer(done.answer)
      }
      context.waited.throwIfAborted()
      // Nothing is waited for before the write is sent, and then it is the commit that decides.
      if (call.atOnce) return answer(await work(call))
      if (writing === undefined) return answer(await whileAwaited(work(call), call))
      const { onText, end } = keepDraft(call, writing)
      return answer(await whileAwaited(work(call, onText), call).finally(end))
    } catch (error) {
      if (!call.saved) await undo(undos, context)
      throw error
    }
  }
}

/** The guards of a subscription are climbed by its draft, which whoever subscribes with the same key joins. */
function streamed(name: string, climb: Climb): NonNullable<Field['subscribe']> {
  return (_root, { input }, context) => {
    const viewer = requireViewer(context).id
    const key = requireKey(input.idempotencyKey)
    const id = { viewer, field: name, key, inputHash: hashOf(input) }
    const run = async (writing: Writing): Promise<Payload> => {
      const detached = context.detach(writing.signal)
      try {
        return await climb(detached, input, writing)
      } catch (error) {
        if (!runsElsewhere(error)) throw error
        return (await followDraft(detached, id, writing)) ?? run(writing)
      }
    }
    return context.drafts.join(id, run, helpNeededIn(input))
  }
}

/**
 * A hang-up or a deadline ends the wait for the work, whether the work listens to it or not: units go back at once. Once the
 * write is sent it is the commit that decides, and it is waited for.
 */
function whileAwaited<T>(work: Promise<T>, call: Call): Promise<T> {
  const { waited } = call.context
  return new Promise((resolve, reject) => {
    const stop = () => {
      if (!call.sent) reject(waited.reason)
    }
    waited.addEventListener('abort', stop)
    work.then((done) => {
      waited.removeEventListener('abort', stop)
      resolve(done)
    }, (error: unknown) => {
      waited.removeEventListener('abort', stop)
      reject(error)
    })
  })
}
