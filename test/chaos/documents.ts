import { createSecretKey, randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { SignJWT } from 'jose'
import { EMBEDDED_ISSUER } from '../../gateway/demo.ts'
import { fire } from '../fuzz.ts'
import { openProcess } from './processes.ts'
import type { OwnServer } from './server.ts'

/* What test/fuzz.test.ts does, for as long as one likes, on a gateway that is a process of its own. */

const PART = 5_000
/** What a process may grow by once it is warm, in MiB. */
const MOST_GROWTH = 96

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
    let warm = 0
    let ran = 0
    for (let sent = 0; sent < count; sent += PART) {
      const fired = await fire(gateway.url, token, { seed: sent + 1, count: Math.min(PART, count - sent) })
      ran += fired.ran
      violations.push(...fired.broken)
      const memory = residentMib(gateway.pid)
      // The first tenth fills caches, which are bounded.
      if (sent + PART <= Math.max(PART, count / 10)) warm = memory
      say(`${sent + fired.sent} of ${count} documents, ${ran} ran, ${violations.length} violations, ${memory} MiB`)
    }
    const growth = residentMib(gateway.pid) - warm
    if (growth > MOST_GROWTH) violations.push(`the process grew by ${growth} MiB`)
    if (gateway.log() !== '') violations.push(`it logged: ${gateway.log().slice(0, 500)}`)
  } finally {
    await gateway.kill()
  }
  return violations
}

const residentMib = (pid: number) => Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024)
