import { circuitBreaker, ConsecutiveBreaker, handleAll } from 'cockatiel'
import { z } from 'zod'

/** What the agents are told of a user: counts and scores of a rule. No id, no name, no text. */
export interface Subject {
  readonly type: string
  readonly app: string
  readonly events: number
  readonly apps: Readonly<Record<string, number>>
  readonly signals: Readonly<Record<string, number>>
}

/** Kept with the journey. `securityPassed` is null unless the agents said so: nothing is safe by default. */
export interface Analysis {
  readonly source: 'agent' | 'rules'
  readonly at: string
  readonly securityPassed: boolean | null
  readonly recommendations: readonly string[]
}

export interface Analyst {
  /** @throws where the agents are away, slow, or answer otherwise than agreed: the caller has rules of its own */
  analyze(subject: Subject, signal: AbortSignal): Promise<Pick<Analysis, 'securityPassed' | 'recommendations'>>
}

export interface AnalystOptions {
  readonly url: string
  readonly token: string | null
  readonly deadlineMs?: number
  /** How long the agents are left alone after five failures in a row. */
  readonly restMs?: number
}

/** `POST /api/phoenix/analyze`, the Smart Router's. */
const answerShape = z.object({
  status: z.enum(['SUCCESS', 'BLOCKED', 'DEGRADED']),
  security_passed: z.boolean().nullish(),
  recommendations: z.array(z.string().trim().min(1).max(300)).max(5).nullish(),
})
const LONGEST_ANSWER = 64 * 1024

export function createAnalyst({ url, token, deadlineMs = 10_000, restMs = 30_000 }: AnalystOptions): Analyst {
  const breaker = circuitBreaker(handleAll, { breaker: new ConsecutiveBreaker(5), halfOpenAfter: restMs })
  const address = `${url.replace(/\/+$/, '')}/api/phoenix/analyze`
  const headers = { 'content-type': 'application/json', accept: 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) }
  return {
    analyze: (subject, outer) => breaker.execute(async () => {
      const signal = AbortSignal.any([outer, AbortSignal.timeout(deadlineMs)])
      const { type, app, events, apps, signals } = subject
      const body = JSON.stringify({ cv_content: '', job_offer: '', generated_letter: '', user_tier: 'free', enable_learning: false, app_source: app, event_type: type, journey: { events, apps, signals } })
      const response = await fetch(address, { method: 'POST', headers, body, signal, redirect: 'error' })
      if (!response.ok) throw new Error(`The agents answered ${response.status}.`)
      const read = answerShape.parse(JSON.parse(await bounded(response)))
      return { securityPassed: read.status === 'SUCCESS' ? read.security_passed ?? null : read.status === 'BLOCKED' ? false : null, recommendations: read.recommendations ?? [] }
    }),
  }
}

async function bounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > LONGEST_ANSWER) throw new Error('The agents answered too much.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}
