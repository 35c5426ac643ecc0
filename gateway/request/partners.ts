import { hashOfKey } from '../documents/key.ts'
import type { Seen } from '../documents/seen.ts'
import type { DocumentStore } from '../documents/store.ts'
import { badRequest, forbidden, unauthenticated, type GatewayError } from '../errors.ts'
import type { Partner } from './auth.ts'

/** The partner of an `x-phoenix-partner-key`. @throws UNAUTHENTICATED, FORBIDDEN; BAD_REQUEST beside an authorization header */
export type IdentifyPartner = (key: string, authorization: string | undefined) => Promise<Partner>

const given = (said: unknown) => said !== undefined && said !== null && !(typeof said === 'string' && said.trim() === '')
const notBoth = () => badRequest('Send a partner key or a bearer token, not both.')

/** What who opens a WebSocket with a partner's key is told, good or not: partners send registered queries, over HTTP. Null without a key. */
export const partnerRefusal = (key: unknown, authorization: unknown): GatewayError | null =>
  !given(key) ? null : given(authorization) ? notBoth() : forbidden('Partners do not subscribe: they send registered documents, over HTTP.')

/**
 * Keys are known by heart; a new one that this process has not heard of is looked for before it is refused. What was disabled elsewhere a
 * moment ago still gets the catalogue here, and nothing of anybody: whoever reads people's data is checked again in SQL.
 */
export function identifyPartners(store: DocumentStore, seen: Seen, clock: () => number = Date.now): IdentifyPartner {
  return async (text, authorization) => {
    if (given(authorization)) throw notBoth()
    const hash = hashOfKey(text)
    if (hash === null) throw unauthenticated('This is not a partner key.')
    if (store.key(hash) === null) await store.lookAgain()
    const key = store.key(hash)
    if (key === null) throw unauthenticated('This partner key is not known.')
    if (key.expiresAt !== null && Date.parse(key.expiresAt) <= clock()) throw unauthenticated('This partner key has expired.')
    if (key.status !== 'active') throw forbidden(`This partner is ${key.status}.`)
    seen.key(key.keyId)
    const { partnerId: id, keyId, ratePerMinute, dailyQuota, dailyCost } = key
    return { id, keyId, limits: { ratePerMinute, dailyQuota, dailyCost } }
  }
}
