import { z } from 'zod'
import { WriterFailure } from './failure.ts'

export interface AgentConfig {
  readonly url: string
  readonly token: string | null
}

/** What the agent looks at; already without personal data. */
export interface AnalyzedContent {
  readonly cv: string
  readonly jobOffer: string
  readonly letter: string
}

export interface Agent {
  readonly model: string
  /**
   * The verdict and the advice of the Smart Router. Fail-closed: content that it does not vouch for in so many words is not
   * safe; nor is any content while it is away.
   * @throws WriterFailure; anything else is the abort of `signal`
   */
  analyze(content: AnalyzedContent, signal: AbortSignal): Promise<{ readonly recommendations: readonly string[] }>
}

/** `POST /api/phoenix/analyze`. What is not `SUCCESS` with `security_passed` exactly true vouches for nothing. */
const answer = z.object({
  status: z.enum(['SUCCESS', 'BLOCKED', 'DEGRADED']),
  security_passed: z.boolean(),
  recommendations: z.array(z.string().trim().min(1).max(1000)).max(5).nullish(),
})

const LONGEST_ANSWER = 256 * 1024

/** The local agent (Smart Router). It learns nothing from us: no user id, no tier that would tell a person apart, no learning. */
export function createAgent({ url, token }: AgentConfig): Agent {
  const address = `${url.replace(/\/+$/, '')}/api/phoenix/analyze`
  const headers = { 'content-type': 'application/json', accept: 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) }
  return {
    model: 'smart-router',
    async analyze({ cv, jobOffer, letter }, signal) {
      const body = JSON.stringify({ cv_content: cv, job_offer: jobOffer, generated_letter: letter, user_tier: 'free', enable_learning: false })
      const text = await post(address, headers, body, signal)
      const read = answer.safeParse(parsed(text))
      if (!read.success) throw new WriterFailure('agent', 'invalid', 'The agent did not answer as agreed.')
      const { status, security_passed: passed, recommendations } = read.data
      if (status !== 'SUCCESS' || !passed) throw new WriterFailure('agent', 'unsafe', `The agent does not vouch for the text (${status}).`)
      return { recommendations: recommendations ?? [] }
    },
  }
}

async function post(address: string, headers: Readonly<Record<string, string>>, body: string, signal: AbortSignal): Promise<string> {
  try {
    const response = await fetch(address, { method: 'POST', headers, body, signal, redirect: 'error' })
    if (response.status === 429) throw new WriterFailure('agent', 'busy', 'The agent answered 429.', secondsIn(response.headers.get('retry-after')))
    if (response.status >= 500) throw new WriterFailure('agent', 'unreachable', `The agent answered ${response.status}.`)
    if (!response.ok) throw new WriterFailure('agent', 'refused', `The agent answered ${response.status}: look at PHOENIX_AGENT_URL and PHOENIX_AGENT_TOKEN.`)
    return await bounded(response)
  } catch (error) {
    if (signal.aborted) throw signal.reason
    throw error instanceof WriterFailure ? error : new WriterFailure('agent', 'unreachable', 'The connection to the agent failed.')
  }
}

async function bounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > LONGEST_ANSWER) throw new WriterFailure('agent', 'invalid', 'The agent answered too much.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const secondsIn = (value: string | null) => (value !== null && /^\d{1,6}$/.test(value) ? Number(value) * 1000 : null)
