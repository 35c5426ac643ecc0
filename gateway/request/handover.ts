import { setTimeout as pause } from 'node:timers/promises'
import { GatewayError, idempotencyConflict, operationInProgress } from '../errors.ts'
import type { TextPiece } from '../writer/port.ts'
import type { Call, Payload } from './call.ts'
import type { Context } from './context.ts'
import type { DraftId, Writing } from './drafts.ts'

/*
 * A draft whose reader comes back to another gateway. The one that writes says twice a second that it lives, and hears whether
 * the text is wanted elsewhere; the other one reads the text from the store until the draft is saved, or its key is free.
 */

/** Wanted elsewhere means wanted for so long: a reader there says so four times a second. */
const WANTED_MS = 5_000
const FOLLOW_EVERY_MS = 250
/** The claim of a gateway that died lapses within ten minutes. */
const LOST_RETRY_SECONDS = 60

/** The writing gateway's side, while the work of `call` runs. Returns who hears the text, and how to end. */
export function keepDraft(call: Call, { onText, stay, keepEveryMs }: Writing) {
  const { operation: operationId, context: { db, warn } } = call
  let [text, turn, wanted, kept] = ['', 0, false, false]
  const look = async () => {
    kept = true
    wanted = await db.call('keep_draft', { operationId: operationId!, ...(wanted ? { turn, text } : {}) }).then(([answer]) => answer!)
    if (wanted) stay(WANTED_MS)
  }
  let looking: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    looking = looking.then(look).catch((error: unknown) => warn(error, 'a draft could not say that it is being written'))
  }, keepEveryMs)
  return {
    onText(piece: TextPiece) {
      if (piece.restart) [text, turn] = ['', turn + 1]
      text += piece.text
      onText(piece)
    },
    /** Its row goes with the operation where that was given back; where the draft was saved it goes now. */
    end() {
      clearInterval(timer)
      if (!kept || !call.saved) return
      void looking.then(() => db.call('forget_draft', { operationId: operationId! })).catch((error: unknown) => warn(error, 'the text of a draft stays for a day'))
    },
  }
}

/**
 * The other gateway's side: hears the text from the store.
 * @returns what was saved; null where the key has become free
 * @throws GatewayError OPERATION_IN_PROGRESS where the writing gateway is not heard of any more, IDEMPOTENCY_CONFLICT
 */
export async function followDraft(context: Context, { field, key, inputHash }: DraftId, { onText }: Pick<Writing, 'onText'>): Promise<Payload | null> {
  for (let [heard, last] = ['', 0]; ; await pause(FOLLOW_EVERY_MS, undefined, { signal: context.signal })) {
    const [draft] = await context.db.call('follow_draft', { field, key, inputHash })
    const { state, turn, draftText, result } = draft!
    if (state === 'free') return null
    if (state === 'completed') return result as Payload
    if (state === 'conflict') throw idempotencyConflict()
    if (state === 'lost') throw operationInProgress(LOST_RETRY_SECONDS)
    const grown = turn === last && draftText.startsWith(heard)
    if (draftText === heard && grown) continue
    onText(grown ? { text: draftText.slice(heard.length), restart: false } : { text: draftText, restart: true })
    ;[heard, last] = [draftText, turn]
  }
}

export const runsElsewhere = (error: unknown) => error instanceof GatewayError && error.code === 'OPERATION_IN_PROGRESS'
