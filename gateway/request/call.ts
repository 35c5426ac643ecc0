import type { GraphQLFieldConfig } from 'graphql'
import type { ZodType } from 'zod'
import type { FunctionName, Row } from '../db/port.ts'
import type { FeatureUsageRow } from '../db/rows.ts'
import type { Context } from './context.ts'
import { requireViewer } from './context.ts'
import { Failed } from '../events/channel.ts'
import type { Said } from './database.ts'
import type { TextPiece } from '../writer/port.ts'
import { forgetUsage } from './usage.ts'

/** What a mutation answers with: the ids of its nodes under their fields' names, and the metered feature's new state if known. */
export type Payload = Readonly<Record<string, string | FeatureUsageRow>>

/** One run of one mutation field: what its guards hand to it, and to nobody else. */
export interface Call<Input = Record<string, unknown>, Admitted = unknown> {
  readonly context: Context
  /** The mutation's name. */
  readonly field: string
  /** Its text is heard while it is written. */
  readonly streams: boolean
  /** As the client sent it; after the rules of `input`, as they leave it (trimmed, defaults filled in). */
  input: Input
  /** What `admit` found. */
  admitted: Admitted
  /** The work waits for nothing and cannot fail: then its units are taken by the write itself. */
  atOnce: boolean
  /** The reserved units, once @consumesUsage has granted them. */
  hold: string | null
  /** How many units the write takes, where none were reserved. */
  take: number | null
  /** The claim on the idempotency key, once it is ours. */
  operation: string | null
  /** True from the moment the write is on its way: a hang-up or a deadline no longer matters. */
  sent: boolean
  /** True from the moment the commit is known: nothing is undone after it. */
  saved: boolean
  /**
   * The one write of the mutation: a SQL function that saves the rows, settles the hold, appends the event and completes the
   * operation, or does nothing. Refused when the client has hung up or the time is over.
   */
  save<F extends FunctionName>(name: F, args: Said<F>): Promise<Row<F>>
}

/** A mutation, in the order of its guards. */
export interface Steps<Input, Admitted> {
  /** The rules that the schema's types cannot say. */
  readonly input?: ZodType<Input>
  /** Ownership and template tier: throws, or finds what `work` needs. Runs before any unit is taken. */
  readonly admit?: (input: Input, context: Context) => Admitted | Promise<Admitted>
  /**
   * Of a metered mutation: is `work` nothing but the write? Where it asks nobody and cannot fail, there is no time for which a unit would
   * have to be held: the saving function takes it, or refuses, in one round trip.
   */
  readonly atOnce?: (input: Input, context: Context) => boolean
  readonly work: (call: Call<Input, Admitted>) => Promise<Payload>
}

// Not a symbol: graphql-js copies extensions by their names.
const STEPS = 'phoenixSteps'

/** A metered write that streams its text while it is written: the steps of a mutation, and who hears the text. */
export interface StreamSteps<Input, Admitted> extends Omit<Steps<Input, Admitted>, 'work'> {
  readonly work: (call: Call<Input, Admitted>, onText?: (piece: TextPiece) => void) => Promise<Payload>
}

/** Declares a mutation's resolver. The guards run it; a schema without guards must not. */
export function mutation<Input, Admitted = undefined>(steps: Steps<Input, Admitted>) {
  return {
    resolve: (): never => {
      throw new Error('A mutation runs through its guards only: see directives/guard.ts.')
    },
    extensions: { [STEPS]: steps },
  }
}

/**
 * Declares a streaming subscription, which needs an idempotencyKey. Its guards stand around `subscribe`, once; what it
 * answers with is a push of the draft (`text`, `offset`, `done`), and the payload's fields with the last one.
 */
export function subscription<Input, Admitted = undefined>(steps: StreamSteps<Input, Admitted>) {
  return {
    subscribe: (): never => {
      throw new Error('A subscription that writes runs through its guards only: see directives/guard.ts.')
    },
    resolve: (push: unknown): never => {
      if (push instanceof Failed) throw push.error
      return push as never
    },
    extensions: { [STEPS]: steps },
  }
}

export function stepsOf(field: GraphQLFieldConfig<unknown, Context>): Steps<never, never> | null {
  return ((field.extensions as Record<string, unknown> | undefined)?.[STEPS] as Steps<never, never> | undefined) ?? null
}

export function openCall(context: Context, field: string, input: Record<string, unknown>, streams = false): Call {
  const call: Call = {
    context,
    field,
    streams,
    input,
    admitted: undefined,
    atOnce: false,
    hold: null,
    take: null,
    operation: null,
    sent: false,
    saved: false,
    save(name, args) {
      context.waited.throwIfAborted()
      call.sent = true
      const { operation, hold, take } = call
      const { traceparent } = context
      return context.db.call(name, args, take === null ? { operation, hold, traceparent } : { operation, take, traceparent }).then((rows) => {
        call.saved = true
        // A replay earlier in this request may have read it.
        if (call.hold !== null || call.take !== null) forgetUsage(requireViewer(context).id, context)
        return rows[0]!
      })
    },
  }
  return call
}
