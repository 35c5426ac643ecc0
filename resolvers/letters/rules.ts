/**
 * Where a text or a judgement of the rules comes from, kept beside it as with every other generated text. `durationMs` is null
 * for what was made before it was kept.
 */
export interface ByRules {
  readonly source: 'template'
  readonly model: null
  readonly durationMs: number | null
  readonly inputTokens: null
  readonly outputTokens: null
}

const unknown: ByRules = { source: 'template', model: null, durationMs: null, inputTokens: null, outputTokens: null }

/** Does the work and says how long it took. */
export function byRules<T extends object>(work: () => T, now: () => number = () => performance.now()): T & ByRules {
  const began = now()
  const made = work()
  return { ...made, ...unknown, durationMs: Math.max(0, Math.round(now() - began)) }
}

/** As it was kept, whenever that was. */
export const withProvenance = <T extends object>(kept: T & Partial<ByRules>): T & ByRules => ({ ...unknown, ...kept })
