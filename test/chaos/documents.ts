import { createSecretKey, randomBytes, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { EMBEDDED_ISSUER } from '../../gateway/demo.ts'
import { fire } from '../fuzz.ts'
import { openProcess } from './processes.ts'
import type { OwnServer } from './server.ts'

/* What test/fuzz.test.ts does, for as long as one likes, on a gateway that is a process of its own. */

const PART = 5_000
/** What a process may hold more once it is warm, in MiB. */
const MOST_GROWTH = 24

/** @returns what was wrong, a line each */
export async function fireDocuments(server: OwnServer, count: number, say: (line: string) => void): Promise<readonly string[]> {
  const secret = randomBytes(32).toString('hex')
  const gateway = await openProcess({ databaseUrl: server.gatewayUrl, secret })
  const violations: string[] = []
  try {
    const id = randomUUID()
    await server.sql`insert into auth.users (id, email) values (${id}, ${`${id}@example.org`})`
    const token = await new SignJWT({ sub: id, role: 'authenticated', aud: 'authenticated', iss: EMBEDDED_ISSUER })
      .setProtectedHeader({ alg: 'HS256' }).setIssuedAt().setExpirationTime('1 day').sign(createSecretKey(Buffer.from(secret)))
    let [warm, last] = [0, 0]
    let ran = 0
    for (let sent = 0; sent < count; sent += PART) {
      const fired = await fire(gateway.url, token, { seed: sent + 1, count: Math.min(PART, count - sent) })
      ran += fired.ran
      violations.push(...fired.broken)
      const { held, rss } = await gateway.memory()
      // The first tenth fills caches, which are bounded.
      if (sent + PART <= Math.max(PART, count / 10)) warm = held
      say(`${sent + fired.sent} of ${count} documents, ${ran} ran, ${violations.length} violations, ${held} MiB held, ${rss} resident`)
      last = held
    }
    if (last - warm > MOST_GROWTH) violations.push(`the process holds ${last - warm} MiB more than when it was warm`)
    if (gateway.log() !== '') violations.push(`it logged: ${gateway.log().slice(0, 500)}`)
  } finally {
    await gateway.kill()
  }
  return violations
}
