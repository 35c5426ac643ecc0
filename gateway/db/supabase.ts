import { setTimeout as pause } from 'node:timers/promises'
import { createClient } from '@supabase/supabase-js'
import type { Waited } from '../ending.ts'
import { deadlineExceeded } from '../errors.ts'
import { namedArguments, toRow } from './port.ts'
import type { Identity, Port, SqlCall } from './port.ts'
import { signatures } from './rows.ts'
import { failureOf, refusalOf, Refused, told, Unreachable } from './supabase/refusal.ts'
import { createTurns } from './turns.ts'

export interface SupabaseOptions {
  readonly url: string
  /** A legacy JWT or `sb_publishable_…`. */
  readonly anonKey: string
  /** A legacy JWT or `sb_secret_…`. */
  readonly serviceRoleKey: string
  /** Requests at once, each on a connection that is kept. */
  readonly connections?: number
  /** Requests that may wait for their turn; more are SERVICE_UNAVAILABLE at once. */
  readonly queue?: number
  /** Seconds a read may take, the queue and every try together; a call has twice that. */
  readonly timeout?: number
  /** Told the functions of everything that is sent at the same moment: one entry is the time of one round trip. */
  readonly onStatement?: (functions: readonly string[]) => void
  /** From 0 to 1: spreads the second tries of many gateways. */
  readonly random?: () => number
}

const TRIES = 3
const FIRST_PAUSE_MS = 100
/** Whoever is told to wait longer is not kept: the client hears it. */
const LONGEST_PAUSE_SECONDS = 2

/**
 * The supabase-js lane: works on any project with nothing but its address and keys. Every function is a POST to PostgREST with
 * its arguments in the body. A read carries the viewer's token or, signed out, the anon key; a call carries the service key.
 *
 * No client is ever signed in: whose a request is, is said in the headers of that request alone.
 */
export function connectSupabase(options: SupabaseOptions): Port {
  const { url, connections = 32, queue = 512, timeout = 15, onStatement, random = Math.random } = options
  const inTurn = createTurns(connections, queue)
  const asAnyone = openClient(url, options.anonKey)
  const asService = openClient(url, options.serviceRoleKey)
  const spare = createSpare(2 * connections)

  /** One try of one function. @throws Unreachable, or what the port throws */
  async function send(call: SqlCall, client: Client, token: string | null, signal: AbortSignal): Promise<readonly unknown[]> {
    const { name } = call
    const { nested, set } = signatures[name]
    const request = client.rpc(name, namedArguments(call), set ? { count: 'exact' } : {}).abortSignal(signal).throwOnError()
    if (token !== null) request.setHeader('authorization', `Bearer ${token}`)
    try {
      const { data, count } = await inTurn(signal, async () => await request)
      return (set ? requireAll(data, count, name) : [data]).map((row) => toRow(row, nested))
    } catch (error) {
      throw error instanceof Refused ? refusalOf(error, name, token !== null) : failureOf(error, name)
    }
  }

  /** Reads may be asked again: nothing happens twice. */
  async function persist(call: SqlCall, token: string | null, signal: AbortSignal): Promise<readonly unknown[]> {
    for (let tries = 1; ; tries++) {
      try {
        const rows = await send(call, asAnyone, token, signal)
        spare.earn()
        return rows
      } catch (error) {
        const again = error instanceof Unreachable && error.again && error.retryAfter <= LONGEST_PAUSE_SECONDS
        if (!again || tries === TRIES || signal.aborted || !spare.take()) throw error
        await pause(FIRST_PAUSE_MS * 2 ** (tries - 1) * (0.5 + random()))
        signal.throwIfAborted()
        onStatement?.([call.name])
      }
    }
  }

  return {
    async read(identity, calls, waited) {
      if (waited?.aborted) throw deadlineExceeded()
      const token = tokenOf(identity)
      onStatement?.(calls.map((call) => call.name))
      return await within(timeout, waited, (signal) => Promise.all(calls.map((call) => persist(call, token, signal))))
    },
    async call(name, args) {
      onStatement?.([name])
      // Never a second time, and never given up because nobody waits: it may have been done.
      return (await within(2 * timeout, undefined, (signal) => send({ name, args }, asService, null, signal))) as never
    },
    // Connections belong to the process (global fetch) and close by themselves.
    close: async () => {},
  }
}

type Client = ReturnType<typeof openClient>

/** Without a session to keep, and without a way to get one. */
const openClient = (url: string, key: string) =>
  createClient(url, key, { accessToken: async () => null, global: { fetch: fetchOrThrow }, db: { retry: false } })

/**
 * The one fetch layer. What is no success is thrown as it came: supabase-js takes an empty 404 for an empty answer. A key of the
 * new kind goes in `apikey` only: it is no JWT, and PostgREST would refuse it as one.
 */
async function fetchOrThrow(input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> {
  const headers = new Headers(init?.headers)
  if (headers.get('authorization')?.startsWith('Bearer sb_')) headers.delete('authorization')
  const response = await fetch(input, { ...init, headers, redirect: 'manual' })
  if (!response.ok) throw new Refused(response, await response.text())
  return response
}

/** A viewer without a token must never be read for as if nobody were signed in. */
function tokenOf({ role, token }: Identity): string | null {
  if (role === 'anon') return null
  if (token === null) throw new TypeError('A viewer’s reads need the viewer’s token on this lane.')
  return token
}

/** PostgREST cuts a set at the project's "Max rows" without a word; asked to count, it says how many there were. */
function requireAll(data: unknown, count: number | null, name: string): readonly unknown[] {
  if (!Array.isArray(data)) throw new Error(`${name} should have answered with a set.`)
  if (data.length !== count) throw new Error(`${name} answered ${data.length} rows of ${count ?? 'an unknown number'}: raise "Max rows" in the project's API settings.`)
  return data
}

/** Bounds `work` in time, and by `waited`. */
async function within<T>(seconds: number, waited: Waited | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const stop = () => controller.abort(deadlineExceeded())
  const timer = setTimeout(() => controller.abort(new Unreachable('Supabase did not answer in time.', false, 2)), seconds * 1000)
  waited?.addEventListener('abort', stop)
  try {
    return await work(controller.signal)
  } catch (error) {
    throw told(error)
  } finally {
    clearTimeout(timer)
    waited?.removeEventListener('abort', stop)
  }
}

/** Second tries are for a hiccup: in an outage they would treble the load. Ten answers earn one. */
function createSpare(most: number) {
  let left = most
  return {
    earn: () => void (left = Math.min(left + 0.1, most)),
    take: () => left >= 1 && (left -= 1) >= 0,
  }
}
