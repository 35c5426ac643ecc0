import { serviceUnavailable, unauthenticated } from '../../errors.ts'
import { translate } from '../translate.ts'

/** An HTTP answer that is no success, with its text. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly response: Response
  readonly text: string
  constructor(response: Response, text: string) {
    super(`HTTP ${response.status}`)
    this.response = response
    this.text = text
  }
}

/** Nobody could answer now. `again`: the same read may well be answered a moment later. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
  readonly again: boolean
  /** Seconds. */
  readonly retryAfter: number
  constructor(message: string, again: boolean, retryAfter: number, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause })
    this.again = again
    this.retryAfter = retryAfter
  }
}

/** PostgREST's words for what PostgreSQL has a SQLSTATE for: an unknown function, and one of two that fit. */
const sqlstates: Readonly<Record<string, string>> = { PGRST202: '42883', PGRST203: '42725' }
/** A gateway's answers on the way to PostgREST, and PostgREST's own while it has no connection or no schema yet. */
const passing = new Set([502, 503, 504, 520, 521, 522, 523, 524])
const LONGEST_WAIT_SECONDS = 60

/** What such an answer to the function `name` means. `viewers`: it was asked with a viewer's token, so a refused token is theirs. */
export function refusalOf({ response, text }: Refused, name: string, viewers: boolean): unknown {
  const { status } = response
  const { code = '', message = '', details, hint } = bodyOf(text)
  const sqlstate = sqlstates[code] ?? code
  if (/^[0-9A-Z]{5}$/.test(sqlstate)) return translate(Object.assign(new Error(message), { code: sqlstate, detail: details, hint }), [name])
  if (/^PGRST3\d\d$/.test(code) && viewers) return unauthenticated(/expired/i.test(message) ? 'The token has expired.' : 'The token is not valid.')
  const what = `Supabase answered ${status}${code === '' ? '' : ` ${code}`} to ${name}`
  if (status >= 500 || status === 429) return new Unreachable(what, passing.has(status), retryAfterOf(response))
  if (status === 401 || status === 403) return new Error(`${what}: it does not take the key (SUPABASE_ANON_KEY, SUPABASE_SERVICE_ROLE_KEY).`)
  if (status >= 300 && status < 400) return new Error(`${what}, which is somewhere else: SUPABASE_URL must be the address itself.`)
  return new Error(what)
}

/** What a failed `fetch`, or an answer that broke off, means. */
export function failureOf(error: unknown, name: string): unknown {
  // undici: every failure of the network is one of these two, with its cause behind it.
  if (error instanceof TypeError && /^(fetch failed|terminated)$/.test(error.message)) return new Unreachable(`Supabase could not be reached for ${name}`, true, 2, error)
  // supabase-js, of a success that is no JSON. Its message is the whole page.
  if (error instanceof Error && error.name === 'PostgrestError') return new Unreachable(`Supabase answered ${name} with something that is no JSON`, false, 2)
  return error
}

/** What the outside is told. */
export const told = (error: unknown): unknown => (error instanceof Unreachable ? serviceUnavailable(error.retryAfter, error) : error)

interface Body {
  readonly code?: string
  readonly message?: string
  readonly details?: string | null
  readonly hint?: string | null
}

/** A proxy's page is no JSON, and says nothing to us. */
function bodyOf(text: string): Body {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null ? body : {}
  } catch {
    return {}
  }
}

function retryAfterOf(response: Response): number {
  const seconds = Number(response.headers.get('retry-after') ?? NaN)
  return seconds > 0 && Number.isFinite(seconds) ? Math.min(Math.ceil(seconds), LONGEST_WAIT_SECONDS) : 2
}
