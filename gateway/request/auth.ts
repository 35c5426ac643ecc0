import { createSecretKey, hash, type KeyObject } from 'node:crypto'
import { decodeJwt, errors, jwtVerify, type JWTPayload } from 'jose'
import { unauthenticated } from '../errors.ts'

/** A signed-in person. `claims` are what row level security may see of the token, and nothing more. */
export interface Viewer {
  readonly id: string
  readonly claims: Record<string, unknown>
  readonly role: 'member' | 'analyst' | 'admin'
}

export type Caller = { readonly kind: 'anonymous' } | { readonly kind: 'viewer'; readonly viewer: Viewer }

/** Turns an `authorization` header into a caller. Rejects with UNAUTHENTICATED: the server answers 401. */
export type Verify = (authorization: string | undefined) => Promise<Caller>

export interface VerifierOptions {
  /** The project's HS256 secret. */
  readonly secret: string
  /** `iss` that a user's token must carry. */
  readonly issuer: string
  /** Keys that every page of the apps holds (anon, publishable): as bearer they mean "nobody signed in". */
  readonly publicKeys: readonly string[]
  readonly now?: () => Date
}

/** Where keys come from, and which algorithms they may be used with: never an algorithm that the token chooses. */
interface KeySource {
  readonly algorithms: string[]
  readonly key: KeyObject
}

const ANONYMOUS: Caller = { kind: 'anonymous' }
const AUDIENCE = 'authenticated'
const CLOCK_TOLERANCE_SECONDS = 5
const LONGEST_TOKEN = 16 * 1024
const REMEMBERED_TOKENS = 1000
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

/**
 * One verifier for every door. JWKS (ES256, RS256) will be a second `KeySource`, chosen by the token's `kid`;
 * each keeps its own list of algorithms, so that a public key can never be taken for a shared secret.
 */
export function createVerifier({ secret, issuer, publicKeys, now = () => new Date() }: VerifierOptions): Verify {
  const source: KeySource = { algorithms: ['HS256'], key: createSecretKey(Buffer.from(secret)) }
  const remembered = rememberUntilExpiry(now)
  return async (authorization) => {
    const token = bearerOf(authorization)
    if (token === null || publicKeys.includes(token)) return ANONYMOUS
    if (token.length > LONGEST_TOKEN) throw unauthenticated('The token is too long.')
    const digest = hash('sha256', token)
    const known = remembered.find(digest)
    if (known !== null) return known
    const payload = await verifyToken(token, source, issuer, now())
    if (payload.role === 'anon') return ANONYMOUS
    const caller: Caller = { kind: 'viewer', viewer: viewerOf(payload) }
    remembered.keep(digest, caller, payload.exp ?? 0)
    return caller
  }
}

/** The token of a Bearer header. An empty header is what apps send when nobody is signed in. */
function bearerOf(authorization: string | undefined): string | null {
  const header = authorization?.trim() ?? ''
  if (header === '') return null
  const token = /^bearer +(\S+)$/i.exec(header)?.[1]
  if (token === undefined) throw unauthenticated('The authorization header must be "Bearer" and one token.')
  return token
}

/** Legacy anon keys have neither our issuer nor an audience; for these the signature and the expiry decide. */
async function verifyToken(token: string, source: KeySource, issuer: string, currentDate: Date): Promise<JWTPayload> {
  const always = { algorithms: source.algorithms, clockTolerance: CLOCK_TOLERANCE_SECONDS, currentDate, requiredClaims: ['exp'] }
  try {
    const claimed = decodeJwt(token).role
    const asked = claimed === 'anon' ? always : { ...always, issuer, audience: AUDIENCE }
    return (await jwtVerify(token, source.key, asked)).payload
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw unauthenticated('The token cannot be read.')
    throw unauthenticated(error instanceof errors.JWTExpired ? 'The token has expired.' : 'The token is not valid.')
  }
}

/** A key of the service must never reach row level security as if it were a person. */
function viewerOf(payload: JWTPayload): Viewer {
  if (payload.role !== 'authenticated') throw unauthenticated('The token is not a signed-in user\'s.')
  if (typeof payload.sub !== 'string' || !UUID.test(payload.sub)) throw unauthenticated('The token names no user.')
  const id = payload.sub.toLowerCase()
  // app_metadata is written by the service only; user_metadata by the user, and means nothing here.
  const phoenixRole = (payload.app_metadata as { phoenix_role?: unknown } | null | undefined)?.phoenix_role
  const role = phoenixRole === 'analyst' || phoenixRole === 'admin' ? phoenixRole : 'member'
  const claims: Record<string, unknown> = { sub: id, role: 'authenticated', aud: AUDIENCE }
  if (typeof payload.session_id === 'string' && UUID.test(payload.session_id)) claims.session_id = payload.session_id
  if (role !== 'member') claims.app_metadata = { phoenix_role: role }
  if (typeof payload.email === 'string' && /^[^\p{Cc}]{3,320}$/u.test(payload.email)) claims.email = payload.email
  return { id, claims, role }
}

/**
 * An app sends the same token with each request: verify it once. Bounded, oldest use out first; a digest is the
 * key so that no token lies about in memory longer than its request.
 */
function rememberUntilExpiry(now: () => Date) {
  const callers = new Map<string, { caller: Caller; exp: number }>()
  return {
    find(digest: string): Caller | null {
      const hit = callers.get(digest)
      if (hit === undefined) return null
      callers.delete(digest)
      if (hit.exp + CLOCK_TOLERANCE_SECONDS <= now().getTime() / 1000) return null
      callers.set(digest, hit)
      return hit.caller
    },
    keep(digest: string, caller: Caller, exp: number) {
      callers.set(digest, { caller, exp })
      const oldest = callers.size > REMEMBERED_TOKENS ? callers.keys().next().value : undefined
      if (oldest !== undefined) callers.delete(oldest)
    },
  }
}
