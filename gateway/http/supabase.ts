import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { readBody } from './body.ts'
import type { Exchange } from './exchange.ts'
import type { Route } from './route.ts'

const PREFIX = '/supabase'
const BYTES = 10 * 1024 * 1024
/** Of one connection only (RFC 9110 §7.6.1), or written anew by whoever sends the message. */
const HOP_BY_HOP = new Set([
  'connection', 'content-length', 'expect', 'host', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade',
])

/** `/supabase/*` in embedded mode, so that a real supabase-js can sign up, sign in and read. */
export function supabaseRoute(handle: (request: Request) => Promise<Response>, bodyIdleMs: number, bodyTotalMs: number): Route {
  return {
    path: `${PREFIX}/*`,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    cors: true,
    async answer(exchange) {
      const body = await readBody(exchange, { bytes: BYTES, idleMs: bodyIdleMs, totalMs: bodyTotalMs })
      await reply(exchange, await handle(requestOf(exchange, body)))
    },
  }
}

function requestOf({ req, path, search, ending }: Exchange, body: Buffer): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(req.headers)) {
    if (value !== undefined && !HOP_BY_HOP.has(name)) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  // The real method: what HEAD may leave out, the other side knows best (a count without rows).
  const method = req.method ?? 'GET'
  const bodyless = method === 'GET' || method === 'HEAD' || body.length === 0
  return new Request(`http://${req.headers.host ?? 'localhost'}${path.slice(PREFIX.length)}${search}`, {
    method,
    headers,
    signal: ending.signal,
    body: bodyless ? null : new Uint8Array(body),
  })
}

async function reply({ req, res, headers: standing, ending }: Exchange, answer: Response) {
  const headers: Record<string, string | string[]> = { ...standing }
  answer.headers.forEach((value, name) => {
    // Who may read the answer is decided at one place: our own CORS headers stand.
    if (!HOP_BY_HOP.has(name) && !name.startsWith('access-control-') && name !== 'vary') headers[name] = value
  })
  const cookies = answer.headers.getSetCookie()
  if (cookies.length > 0) headers['set-cookie'] = cookies
  res.writeHead(answer.status, headers)
  if (answer.body === null || req.method === 'HEAD') res.end()
  else await pipeline(Readable.fromWeb(answer.body), res, { signal: ending.signal })
}
