import { GatewayError } from '../errors.ts'
import { helpNeededIn } from '../request/help.ts'
import { helpLines } from '../request/helpLines.ts'
import { readBody } from './body.ts'
import type { Exchange } from './exchange.ts'

/** What is longer is no note of somebody in need; shorter bodies are read to their end and thrown away anyway. */
const SMALL_BODY = 64 * 1024
/** A client that is slower gets its refusal without. */
const PATIENCE = { idleMs: 1_000, totalMs: 2_000 }

/** A refusal before GraphQL, with help lines where the request's words ask for them; in their language, since nothing is asked of the database. */
export function withHelpFor(refusal: GatewayError, said: unknown): GatewayError {
  const spoken = helpNeededIn(said)
  return spoken === null ? refusal : new GatewayError(refusal.code, refusal.message, { ...refusal.extensions, help: helpLines(spoken) })
}

/**
 * The same for a caller who is refused before the body is read: a session that ran out while somebody wrote, or points that are
 * spent, must not stand between them and help.
 */
export async function withHelpForBody(refusal: GatewayError, exchange: Exchange): Promise<GatewayError> {
  const { method, req: { headers } } = exchange
  const length = Number(headers['content-length'] ?? 0)
  if (method !== 'POST' || headers.expect !== undefined || !(length > 0 && length <= SMALL_BODY)) return refusal
  try {
    return withHelpFor(refusal, JSON.parse((await readBody(exchange, { bytes: SMALL_BODY, ...PATIENCE })).toString()))
  } catch {
    // Too slow, cut off, compressed, no JSON: refused as it was.
    return refusal
  }
}
