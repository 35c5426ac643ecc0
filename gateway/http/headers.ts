import type { IncomingMessage } from 'node:http'
import { refuse, type Refusal } from './exchange.ts'

/** Browsers send some twenty, proxies some ten more. */
const MOST_HEADERS = 100
/** Of two of these, a proxy may believe one and we the other. */
const ONCE: ReadonlySet<string> = new Set(['host', 'authorization', 'content-type', 'x-phoenix-partner-key'])
const LENGTHS = new Set([...ONCE].map((name) => name.length))

/** Before anything is read off them: 431, 400 or 417; null where they are as they should be. */
export function refusalOfHeaders({ rawHeaders, headers, httpVersionMinor }: IncomingMessage): Refusal | null {
  if (rawHeaders.length > 2 * MOST_HEADERS) return refuse(431, `A request has at most ${MOST_HEADERS} headers.`)
  if (headers.host === undefined && httpVersionMinor > 0) return refuse(400, 'HTTP/1.1 asks for a host header.')
  const met: string[] = []
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (!LENGTHS.has(rawHeaders[at]!.length)) continue
    const name = rawHeaders[at]!.toLowerCase()
    if (!ONCE.has(name)) continue
    if (met.includes(name)) return refuse(400, `Send one ${name} header.`)
    met.push(name)
  }
  const { expect } = headers
  return expect === undefined || expect.toLowerCase() === '100-continue' ? null : refuse(417, 'The only expectation that is met here is 100-continue.')
}
