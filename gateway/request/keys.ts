import { createLocalJWKSet, errors } from 'jose'
import type { JWTVerifyGetKey } from 'jose'
import { serviceUnavailable } from '../errors.ts'

/** The public keys that a project signs its users' tokens with. */
export interface SigningKeys {
  /**
   * For jose: the key that the token's header names, if it is one of the kind that its algorithm asks for.
   * @throws GatewayError SERVICE_UNAVAILABLE where it is unknown and the key server does not answer
   */
  readonly find: JWTVerifyGetKey
  /** Another number whenever the keys have changed: what was verified before must be verified again. */
  version(): number
}

export interface SigningKeysOptions {
  /** Of the JWK set: `<SUPABASE_URL>/auth/v1/.well-known/jwks.json`. */
  readonly url: string
  readonly now?: () => Date
  /** Told of every fetch that failed. */
  readonly warn?: (error: unknown, message: string) => void
}

/** After this the keys are asked for again, behind the back of requests: they are good until others have come. */
const STALE_MS = 10 * 60_000
/** Between two askings, so that tokens with made-up key ids are no way to make us ask; shorter after one that failed. */
const PAUSE_MS = 30_000
const FAILED_PAUSE_MS = 1000
const TIMEOUT_MS = 5000

/**
 * jose's `createRemoteJWKSet` fails with its server once its cache is old, so the cache is ours: fetched at the first token,
 * one fetch at a time, and kept through any outage of the key server.
 */
export function createSigningKeys({ url, now = () => new Date(), warn }: SigningKeysOptions): SigningKeys {
  let keys: { readonly find: JWTVerifyGetKey; readonly text: string } | null = null
  let version = 0
  let asked = { at: -Infinity, failed: false }
  let asking: Promise<void> | null = null

  const passed = () => now().getTime() - asked.at
  const mayAsk = () => asking !== null || passed() >= (asked.failed ? FAILED_PAUSE_MS : PAUSE_MS)

  /** Joins the fetch that is under way. Never rejects: `asked.failed` says how it went. */
  function refresh(): Promise<void> {
    asking ??= fetchSet(url)
      .then((text) => {
        if (text !== keys?.text) {
          keys = { find: createLocalJWKSet(signingKeys(text)), text }
          version += 1
        }
        asked = { at: now().getTime(), failed: false }
      })
      .catch((error: unknown) => {
        asked = { at: now().getTime(), failed: true }
        warn?.(error, 'the key server of SUPABASE_URL does not answer as it should')
      })
      .finally(() => { asking = null })
    return asking
  }

  return {
    async find(header, token) {
      if (keys === null && mayAsk()) await refresh()
      const unknown = await look(keys, header, token)
      if (!(unknown instanceof errors.JWKSNoMatchingKey)) return unknown
      if (mayAsk()) await refresh()
      const key = await look(keys, header, token)
      if (!(key instanceof errors.JWKSNoMatchingKey)) return key
      // It may well be a new key's: nobody could tell us.
      if (asked.failed) throw serviceUnavailable(2, new Error('The key server of SUPABASE_URL does not answer.'))
      throw key
    },
    version() {
      if (keys !== null && passed() >= STALE_MS && mayAsk()) void refresh()
      return version
    },
  }
}

type Found = Awaited<ReturnType<JWTVerifyGetKey>>

async function look(keys: { readonly find: JWTVerifyGetKey } | null, ...asked: Parameters<JWTVerifyGetKey>): Promise<Found | errors.JWKSNoMatchingKey> {
  if (keys === null) return new errors.JWKSNoMatchingKey()
  try {
    return await keys.find(...asked)
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) return error
    throw error
  }
}

async function fetchSet(url: string): Promise<string> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS), headers: { accept: 'application/json' } })
  if (!response.ok) throw new Error(`HTTP ${response.status}`)
  return await response.text()
}

/** Shared secrets have no business in a public set. */
function signingKeys(text: string) {
  const { keys } = JSON.parse(text) as { keys: { kty?: unknown }[] }
  return { keys: keys.filter((key) => key.kty === 'EC' || key.kty === 'RSA') } as Parameters<typeof createLocalJWKSet>[0]
}
