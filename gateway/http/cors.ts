import { forbidden } from '../errors.ts'
import { Refusal, type Exchange } from './exchange.ts'

/** Which web pages may call, and which headers say so to the browser. There are no cookies, so no credentials mode. */
export interface Cors {
  allows(origin: string | undefined): boolean
  /** Adds what any answer to a page needs. */
  mark(exchange: Exchange): void
  /** Headers that answer a preflight. */
  preflight(exchange: Exchange, methods: readonly string[]): Record<string, string>
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])
const SENT = [
  'accept', 'accept-profile', 'apikey', 'apollo-require-preflight', 'authorization', 'content-profile', 'content-type',
  'prefer', 'range', 'traceparent', 'tracestate', 'x-apollo-operation-name', 'x-client-info', 'x-phoenix-partner-key',
  'x-request-id', 'x-supabase-api-version',
]
const SHOWN = 'content-range, preference-applied, ratelimit, ratelimit-policy, retry-after, www-authenticate, x-request-id, x-supabase-api-version'

/** Embedded mode lets every page of this computer in; elsewhere the listed origins only. */
export function createCors(embedded: boolean, allowedOrigins: readonly string[]): Cors {
  const allows = (origin: string | undefined) =>
    origin !== undefined && (allowedOrigins.includes(origin) || (embedded && isLoopback(origin)))
  return {
    allows,
    mark({ req, headers }) {
      headers.vary = 'origin'
      const { origin } = req.headers
      if (origin === undefined || !allows(origin)) return
      headers['access-control-allow-origin'] = origin
      headers['access-control-expose-headers'] = SHOWN
    },
    preflight({ req }, methods) {
      if (!allows(req.headers.origin)) throw new Refusal(403, forbidden('Pages of this origin may not call the gateway: see PHOENIX_ALLOWED_ORIGINS.'))
      // The origin is trusted and nothing authenticates by itself: a header more than we know does no harm.
      const asked = (req.headers['access-control-request-headers'] ?? '').toLowerCase().split(',').map((name) => name.trim())
      const names = new Set([...SENT, ...asked.filter((name) => /^[\w-]{1,64}$/.test(name))])
      return {
        'access-control-allow-methods': methods.join(', '),
        'access-control-allow-headers': [...names].join(', '),
        'access-control-max-age': '7200',
      }
    },
  }
}

/**
 * Embedded mode only. A page of any site can make its own name point to 127.0.0.1 (DNS rebinding) and would then be
 * "same origin" with us; but its requests still carry its name.
 */
export function requireLocalHost({ req }: Exchange) {
  if (!isLoopback(`http://${req.headers.host ?? ''}`)) throw new Refusal(403, forbidden('In embedded mode the gateway answers to localhost only.'))
}

export function isLoopback(origin: string): boolean {
  if (!URL.canParse(origin)) return false
  const { protocol, hostname, username, pathname } = new URL(origin)
  return (protocol === 'http:' || protocol === 'https:') && LOOPBACK.has(hostname) && username === '' && pathname === '/'
}
