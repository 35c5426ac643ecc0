import type { Waited } from '../ending.ts'
import type { CvContent, CvDraft, CvLayout } from './cv.ts'
import type { CoachingReplyRequest, CoachingSummaryRequest } from './coaching.ts'
import type { AdviceRequest, LetterRequest, OptimizeLetterRequest, OptimizedLetter } from './letter.ts'

/**
 * Where a text came from; part of every draft, so that nobody takes a template for a model.
 *
 * `inputTokens` and `outputTokens` are as the model counted them; null where no model wrote, or where it did not say.
 */
export interface Provenance {
  readonly source: 'model' | 'template'
  /** The model's name; null for the template writer. */
  readonly model: string | null
  /** From the question to the finished text, with whatever other writers failed at before. */
  readonly durationMs: number
  readonly inputTokens: number | null
  readonly outputTokens: number | null
}

/**
 * A piece of a text, as it is written. The pieces since the last `restart` put together are the draft's `text`, to the letter,
 * once the draft is there. `restart` takes back everything before: the writer failed half-way, and the next one begins anew
 * with this piece.
 */
export interface TextPiece {
  readonly text: string
  readonly restart: boolean
}

export interface WriteOptions {
  /** False: rather INTEGRATION_UNAVAILABLE than the template writer's text. */
  readonly acceptTemplate: boolean
  /** Hanging up or being late: the model's connection is closed, and the reason is thrown. */
  readonly signal: Waited
  /** The account that asks: its consents decide whether a model may see the text, and its bounds whether one may be called now. */
  readonly viewer: string
  /** Hears the text while it is written. Without it the model is asked for the whole at once. */
  readonly onText?: (piece: TextPiece) => void
}

export type Draft<T> = T & Provenance

/**
 * Turns facts into texts. Never invents, and says who wrote (`source`, `model`).
 *
 * Writers stand in a chain, first good answer wins: the local agent, Gemini, the template writer. An answer that does not keep
 * to its schema, that is cut off, blocked, or gives away its instructions is no answer, and the next writer is asked. The
 * template writer cannot fail. Callers need not look up consents: without AI_PROCESSING (withdrawn; never asked counts as
 * given) and, for coaching, without a live AI_SENSITIVE, no model is called.
 *
 * Every method throws GatewayError: INTEGRATION_UNAVAILABLE where a template was not accepted and no model gave a good answer,
 * RATE_LIMITED where the viewer has two model calls under way or made twenty in the last minute. Neither writes anything.
 */
export interface Writer {
  /** No model is ever asked: what a template may write is there at once, and cannot fail. */
  readonly atOnce?: boolean
  cv(content: CvContent, layout: CvLayout, options: WriteOptions): Promise<Draft<CvDraft>>
  /** Lays out again what was written before: no model has a part in it. */
  layOut(content: CvContent, layout: CvLayout): Pick<CvDraft, 'html' | 'text'>
  /** A whole letter: object line, salutation, body, closing, name. */
  letter(request: LetterRequest, options: WriteOptions): Promise<Draft<{ readonly text: string }>>
  /** The same letter, better: what was changed is said, in sentences for the user. */
  optimizeLetter(request: OptimizeLetterRequest, options: WriteOptions): Promise<Draft<OptimizedLetter>>
  /** Advice on a text, at most five recommendations. The template writer's are the measured ones that the request brings along. */
  advise(request: AdviceRequest, options: WriteOptions): Promise<Draft<{ readonly recommendations: readonly string[] }>>
  /** The coach's next message. */
  coachingReply(request: CoachingReplyRequest, options: WriteOptions): Promise<Draft<{ readonly text: string }>>
  /** What a session came to, at its end. */
  coachingSummary(request: CoachingSummaryRequest, options: WriteOptions): Promise<Draft<{ readonly text: string }>>
}
