import { createSecretKey, hash } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose'
import type { JWTPayload, JWTVerifyGetKey } from 'jose'
import { GatewayError, unauthenticated } from '../errors.ts'
import type { SigningKeys } from './keys.ts'

/** A signed-in person. `claims` are what row level security may see of the token, and nothing more. */
export interface Viewer {
  readonly id: string
  readonly claims: Record<string, unknown>
  readonly role: 'member' | 'analyst' | 'admin'
}

/** A job board or a training body, by one of its keys. The key's id is the actor of its reads. */
export interface Partner {
  readonly id: string
  readonly keyId: string
  readonly limits: PartnerLimits
}

/** Points a minute; requests and points a UTC day. */
export interface PartnerLimits {
  readonly ratePerMinute: number
  readonly dailyQuota: number
  readonly dailyCost: number
}

/** `token` is for the supabase-js lane, which reads with it. It goes into no log and no memory but the request's. */
export type Caller =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'viewer'; readonly viewer: Viewer; readonly token: string }
  | { readonly kind: 'partner'; readonly partner: Partner }

/** Turns an `authorization` header into a caller. */
export interface Verify {
  /** Rejects with UNAUTHENTICATED: the server answers 401. */
  (authorization: string | undefined): Promise<Caller>
  /** Whom it knows already; null where the token must be looked at. */
  readonly atOnce?: (authorization: string | undefined) => Caller | null
}

export interface VerifierOptions {
  /** The project's HS256 secret; null: its tokens are signed with asymmetric keys only. */
  readonly secret: string | null
  /** Its ES256 and RS256 keys. */
  readonly keys?: SigningKeys | null
  /** `iss` that a user's token must carry. */
  readonly issuer: string
  /** Keys that every page of the apps holds (anon, publishable): as bearer they mean "nobody signed in". */
  readonly publicKeys: readonly string[]
  readonly now?: () => Date
}

/** Where keys come from, and which algorithms they may be used with. */
interface KeySource {
  readonly algorithms: string[]
  readonly find: JWTVerifyGetKey
}

const ANONYMOUS: Caller = { kind: 'anonymous' }
const AUDIENCE = 'authenticated'
const CLOCK_TOLERANCE_SECONDS = 5
const LONGEST_TOKEN = 16 * 1024
const REMEMBERED_TOKENS = 1000
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

/**
 * One verifier for every door. A token's `alg` only chooses the source; each source keeps its own list of algorithms, so that a
 * public key can never be taken for a shared secret.
 */
export function createVerifier({ secret, keys = null, issuer, publicKeys, now = () => new Date() }: VerifierOptions): Verify {
  const sources = sourcesOf(secret, keys)
  const remembered = rememberUntilExpiry(now)
  const verify = async (authorization: string | undefined): Promise<Caller> => {
    const token = bearerOf(authorization)
    if (token === null || publicKeys.includes(token)) return ANONYMOUS
    if (token.length > LONGEST_TOKEN) throw unauthenticated('The token is too long.')
    const digest = hash('sha256', token)
    const version = keys?.version() ?? 0
    const known = remembered.find(digest, version)
    if (known !== null) return { kind: 'viewer', viewer: known, token }
    const payload = await verifyToken(token, sources, issuer, now())
    if (payload.role === 'anon') return ANONYMOUS
    const viewer = viewerOf(payload)
    remembered.keep(digest, viewer, payload.exp ?? 0, keys?.version() ?? 0)
    return { kind: 'viewer', viewer, token }
  }
  return Object.assign(verify, {
    atOnce(authorization: string | undefined): Caller | null {
      if (authorization === undefined) return ANONYMOUS
      if (!authorization.startsWith('Bearer ') || authorization.length > LONGEST_TOKEN) return null
      // What is remembered was read before: it is a token, and nothing but one.
      const token = authorization.slice('Bearer '.length)
      const viewer = remembered.find(hash('sha256', token), keys?.version() ?? 0)
      return viewer && { kind: 'viewer', viewer, token }
    },
  })
}

function sourcesOf(secret: string | null, keys: SigningKeys | null): readonly KeySource[] {
  const shared = secret === null ? null : createSecretKey(Buffer.from(secret))
  return [
    ...(shared === null ? [] : [{ algorithms: ['HS256'], find: async () => shared }]),
    ...(keys === null ? [] : [{ algorithms: ['ES256', 'RS256'], find: keys.find }]),
  ]
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
async function verifyToken(token: string, sources: readonly KeySource[], issuer: string, currentDate: Date): Promise<JWTPayload> {
  try {
    const { alg } = decodeProtectedHeader(token)
    const source = sources.find(({ algorithms }) => algorithms.includes(String(alg)))
    if (source === undefined) throw new errors.JOSEAlgNotAllowed()
    const always = { algorithms: source.algorithms, clockTolerance: CLOCK_TOLERANCE_SECONDS, currentDate, requiredClaims: ['exp'] }
    const claimed = decodeJwt(token).role
    const asked = claimed === 'anon' ? always : { ...always, issuer, audience: AUDIENCE }
    return (await jwtVerify(token, source.find, asked)).payload
  } catch (error) {
    if (error instanceof GatewayError) throw error
    if (!(error instanceof errors.JOSEError)) throw unauthenticated('The token cannot be read.')
    throw unauthenticated(error instanceof errors.JWTExpired ? 'The token has expired.' : 'The token is not valid.')
  }
}

/** When a caller's token ends for us, in milliseconds since 1970: a connection lives no longer. */
export const expiryOf = ({ token }: Extract<Caller, { kind: 'viewer' }>) => ((decodeJwt(token).exp ?? 0) + CLOCK_TOLERANCE_SECONDS) * 1000

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
 * An app sends the same token with each request: verify it once, as long as the keys stay what they are. Bounded, oldest use out
 * first; a digest is the key so that no token lies about in memory longer than its request.
 */
function rememberUntilExpiry(now: () => Date) {
  const viewers = new Map<string, { viewer: Viewer; exp: number; version: number }>()
  return {
    find(digest: string, version: number): Viewer | null {
      const hit = viewers.get(digest)
      if (hit === undefined) return null
      if (hit.version !== version || hit.exp + CLOCK_TOLERANCE_SECONDS <= now().getTime() / 1000) {
        viewers.delete(digest)
        return null
      }
      // As long as none has to go, it is the same to all in which order they would.
      if (viewers.size > REMEMBERED_TOKENS / 2) {
        viewers.delete(digest)
        viewers.set(digest, hit)
      }
      return hit.viewer
    },
    keep(digest: string, viewer: Viewer, exp: number, version: number) {
      viewers.set(digest, { viewer, exp, version })
      const oldest = viewers.size > REMEMBERED_TOKENS ? viewers.keys().next().value : undefined
      if (oldest !== undefined) viewers.delete(oldest)
    },
  }
}
