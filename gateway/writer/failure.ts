/**
 * Why a writer gave no good answer. Only the first four say that the integration itself is ill; the others are about one text.
 *
 * unreachable: no connection, cut connection, 5xx · busy: 429 · slow: over its time · refused: our key or request is wrong ·
 * open: not asked, the circuit is open · spent: not asked, no call left this minute · blocked: its safety filter ·
 * unsafe: the agent does not vouch for the text · cut: stopped before the end · invalid: against the schema or the rules
 */
export type FailureKind = 'unreachable' | 'busy' | 'slow' | 'refused' | 'open' | 'spent' | 'blocked' | 'unsafe' | 'cut' | 'invalid'

export type Integration = 'agent' | 'gemini'

const ILL: ReadonlySet<FailureKind> = new Set(['unreachable', 'busy', 'slow', 'refused'])
/** Where the same question may be answered a moment later. */
const PASSING: ReadonlySet<FailureKind> = new Set(['unreachable', 'busy', 'slow', 'open', 'spent', 'cut', 'invalid'])

/** A writer failed, and the next one is asked. Its message is ours: what an answer or an error held may be somebody's. */
export class WriterFailure extends Error {
  override readonly name = 'WriterFailure'
  readonly integration: Integration
  readonly kind: FailureKind
  /** Not before so many milliseconds, says the integration. */
  readonly retryAfterMs: number | null
  constructor(integration: Integration, kind: FailureKind, message: string, retryAfterMs: number | null = null) {
    super(message)
    this.integration = integration
    this.kind = kind
    this.retryAfterMs = retryAfterMs
  }
  get isOutage(): boolean {
    return ILL.has(this.kind)
  }
  get mayPass(): boolean {
    return PASSING.has(this.kind)
  }
}
