import type { IncomingMessage } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createVerifier } from '../../gateway/request/auth.ts'
import type { StripeConfig } from '../../gateway/config.ts'
import type { Viewer } from '../../gateway/request/auth.ts'

/* The child's side: a contestant is a process of its own, that says what it has used when it is asked. */

export interface Settings {
  readonly url: string
  readonly secret: string
  readonly issuer: string
  /** Where a server speaks Gemini's wire format; without one there is no model. */
  readonly gemini?: string
  /** The template writer, of which it is not said that it writes at once: units are reserved, as for a model. */
  readonly held?: boolean
  /** Where there is a Stripe to ask. */
  readonly stripe?: StripeConfig
}

/** What a contestant has used since it started. */
export interface Used {
  /** User and system together. */
  readonly cpuMicroseconds: number
  readonly heapBytes: number
  readonly residentBytes: number
}

export const settings = JSON.parse(process.env.BENCH_SETTINGS ?? '{}') as Settings
/** Connections to Postgres: every contestant has as many as the gateway has by itself. */
export const POOL = 8

/** Tells the bench where this contestant listens, then says what it has used when asked; other questions are `answer`'s. */
export function ready(port: number, answer?: (question: unknown) => Promise<unknown>) {
  process.on('message', async (question) => {
    if (question === 'collect') (globalThis as { gc?: () => void }).gc?.()
    process.send!(typeof question === 'string' ? used() : await answer!(question))
  })
  process.on('disconnect', () => process.exit(0))
  process.send!({ port })
}

function used(): Used {
  const { user, system } = process.cpuUsage()
  const { heapUsed, rss } = process.memoryUsage()
  return { cpuMicroseconds: user + system, heapBytes: heapUsed, residentBytes: rss }
}

export const verify = createVerifier({ secret: settings.secret, issuer: settings.issuer, publicKeys: [] })

/** Every contestant verifies tokens with the gateway's own verifier: what differs is not the cryptography. */
export async function viewerOf(authorization: string | undefined): Promise<Viewer> {
  const caller = await verify(authorization)
  if (caller.kind !== 'viewer') throw new Error('not signed in')
  return caller.viewer
}

/** A package as the gateway has it, not as one of the peers brought it: two copies of graphql do not know each other's schemas. */
export const ofGateway = createRequire(join(import.meta.dirname, '../../package.json'))

export function readBody(request: IncomingMessage, done: (body: string) => void) {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => done(Buffer.concat(chunks).toString()))
}
