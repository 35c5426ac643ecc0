import { createHash } from 'node:crypto'
import type { ApolloServerPlugin } from '@apollo/server'
import { asksCatalogueOnly } from '../documents/document.ts'

/** What an answer depends on, beside its address: who may see it, and in which form. */
const VARY = 'accept, authorization, x-phoenix-partner-key, graphql-client-name, apollographql-client-name'
/** Seconds that an answer may be told again: prices and templates change a few times a year. */
const MAX_AGE = 60

/**
 * Lets browsers and proxies keep the answer to a GET that asks for the catalogue only, as nobody. It says then nothing of the asker: what it
 * cost and what is left to spend stay out of it.
 */
export const publicGets: ApolloServerPlugin<{ readonly viewer: unknown; readonly partner: unknown }> = {
  async requestDidStart({ request }) {
    if (request.http?.method !== 'GET') return
    return {
      async willSendResponse({ contextValue: { viewer, partner }, operation, response: { body, http } }) {
        if (viewer !== null || partner !== null || !operation || !asksCatalogueOnly(operation)) return
        if (body.kind !== 'single' || body.singleResult.errors !== undefined) return
        delete body.singleResult.extensions
        for (const name of ['ratelimit', 'ratelimit-policy']) http.headers.delete(name)
        http.headers.set('cache-control', `public, max-age=${MAX_AGE}`)
        http.headers.set('vary', VARY)
      },
    }
  },
}

export const isPublic = (headers: Readonly<Record<string, string>>) => headers['cache-control']?.startsWith('public') === true

/** A strong validator: the same bytes have the same, whatever gateway sent them. */
export const etagOf = (body: string) => `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`

/** `if-none-match` (RFC 9110 §13.1.2): has the client one of these already? */
export const hasAlready = (asked: string | undefined, etag: string) =>
  asked !== undefined && (asked.trim() === '*' || asked.split(',').some((one) => one.trim().replace(/^W\//, '') === etag))
