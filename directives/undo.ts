import { GatewayError } from '../gateway/errors.ts'
import type { Context } from '../gateway/request/context.ts'

/** How a guard takes back what it did; doing it twice does nothing more. Runs only where the mutation failed before its commit. */
export type Undo = () => Promise<unknown>

/** Seconds between attempts: a minute in all. */
const PAUSES = [0.25, 0.5, 1, 2, 4, 8, 15, 30]

/**
 * Takes back what the guards did. Often the database that is away is why the mutation failed, and so cannot be told now: the
 * client gets its answer, and the database is told when it is back. What nobody could tell it lapses within ten minutes.
 */
export async function undo(undos: readonly Undo[], context: Context): Promise<void> {
  for (const step of undos) await step().catch((error: unknown) => later(step, error, context, 0))
}

function later(step: Undo, error: unknown, context: Context, attempt: number): void {
  const pause = PAUSES[attempt]
  if (pause === undefined || !mayPass(error)) return context.warn(error, 'could not undo a guard; it lapses by itself')
  setTimeout(() => void step().catch((next: unknown) => later(step, next, context, attempt + 1)), pause * 1000).unref()
}

const mayPass = (error: unknown) => error instanceof GatewayError && (error.code === 'SERVICE_UNAVAILABLE' || error.code === 'DEADLINE_EXCEEDED')
