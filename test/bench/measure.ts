import { request } from 'node:http'
import type { Entry } from './contestants.ts'
import type { Used } from './contestant.ts'
import type { BenchDatabase, Person } from './database.ts'
import type { LoopJob } from './contestants/bareLoop.ts'
import { lengthOf } from './load.ts'
import { postgresCpu } from './machine.ts'
import { startContestant } from './process.ts'
import type { Contestant, Loader } from './process.ts'
import { openWire } from './wire.ts'
import { bodyFor, generateBody, normalized, screenOf } from './work.ts'
import type { Work } from './work.ts'

/** One run. Microseconds are a request's. */
export interface Run {
  readonly cpu: number
  /** Of all of Postgres together; null where it cannot be known. */
  readonly postgresCpu: number | null
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
}

export const median = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

export function medianRun(runs: readonly Run[]): Run {
  const of = (pick: (run: Run) => number) => median(runs.map(pick))
  return {
    cpu: of((run) => run.cpu), perSecond: of((run) => run.perSecond), p50: of((run) => run.p50), p99: of((run) => run.p99),
    postgresCpu: runs.some((run) => run.postgresCpu === null) ? null : of((run) => run.postgresCpu!),
  }
}

export function ask(port: number, token: string, body: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', path: '/graphql', method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json', authorization: `Bearer ${token}` } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject).on('end', () => {
        const answer = Buffer.concat(chunks)
        if (response.statusCode === 200 && !answer.includes('"errors"')) resolve(answer)
        else reject(new Error(`${response.statusCode} ${answer.toString().slice(0, 500)}`))
      })
    })
    asked.on('error', reject).end(body)
  })
}

/** What one contestant is asked, and how long each right answer is. */
export interface Plan {
  readonly people: readonly { readonly token: string; readonly body: string }[]
  readonly lengths: readonly number[]
  readonly bytes: number
}

/**
 * Asks for every person once.
 * @throws if an answer, in the gateway's shape, is not the gateway's, byte for byte
 */
export async function planFor(entry: Entry, work: Work, port: number, readers: readonly Person[], right: string[]): Promise<Plan> {
  const people = readers.map((reader) => ({ token: reader.token, body: bodyFor(work, entry.dialect, reader) }))
  const lengths: number[] = []
  for (const [index, { token, body }] of people.entries()) {
    const answer = await ask(port, token, body)
    const text = normalized(work, entry.dialect, answer.toString())
    right[index] ??= text
    if (text !== right[index]) throw new Error(`${entry.name} answers otherwise than the gateway:\n${text.slice(0, 2000)}\n${right[index].slice(0, 2000)}`)
    lengths.push(lengthOf(answer))
  }
  return { people, lengths, bytes: median(lengths) }
}

/** The bench's tools, together. */
export interface Tools {
  readonly database: BenchDatabase
  readonly loader: Loader
  /** A backend of the Postgres, to find its processes by. */
  readonly backend: number
  readonly settings: Settings
  /** The same through PgBouncer, where there is one. */
  readonly pooled: Settings | null
}

interface Settings {
  readonly url: string
  readonly secret: string
  readonly issuer: string
}

export const settingsOf = ({ settings, pooled }: Tools, name: string) => (name === 'pooled' ? pooled! : settings)

/** Runs some work, and divides what was used meanwhile. */
async function metered(tools: Tools, contestant: Contestant, work: () => Promise<{ done: number; seconds: number; p50?: number; p99?: number }>): Promise<Run> {
  const [before, postgresBefore] = [await contestant.used(), postgresCpu(tools.backend)]
  const { done, seconds, p50 = Number.NaN, p99 = Number.NaN } = await work()
  const [after, postgresAfter] = [await contestant.used(), postgresCpu(tools.backend)]
  return {
    cpu: (after.cpuMicroseconds - before.cpuMicroseconds) / done,
    postgresCpu: postgresBefore === null || postgresAfter === null ? null : (postgresAfter - postgresBefore) / done,
    perSecond: done / seconds, p50, p99,
  }
}

/** Sends requests, every answer of which must be right. @throws if one is not */
export function runRequests(tools: Tools, contestant: Contestant, plan: Omit<Plan, 'bytes' | 'lengths'> & { readonly lengths: Plan['lengths'] | null }, connections: number, count: number): Promise<Run> {
  return metered(tools, contestant, async () => {
    const { people, lengths } = plan
    const outcome = await tools.loader.run({ port: contestant.port, connections, count, seconds: 60, people, lengths })
    if (outcome.wrong > 0) throw new Error(`${outcome.wrong} of ${outcome.done} answers are wrong: ${outcome.firstWrong}`)
    return outcome
  })
}

export function runLoop(tools: Tools, loop: Contestant, job: LoopJob): Promise<Run> {
  return metered(tools, loop, () => loop.ask(job))
}

/**
 * Everyone in turn, round by round, beginning with another one each time: who comes after whom shall not matter. Rounds are short, so that
 * those who are compared have the same neighbours on the machine.
 * @param run a number of requests
 */
export async function inTurn<T extends { readonly name: string }>(rounds: number, everyone: readonly T[], count: number, run: (one: T, count: number) => Promise<Run>): Promise<Map<string, Run[]>> {
  const runs = new Map<string, Run[]>(everyone.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < everyone.length; turn += 1) {
      const one = everyone[(round + turn) % everyone.length]!
      await run(one, settling(count))
      runs.get(one.name)!.push(await run(one, count))
    }
  }
  return runs
}

/** What a turn begins with, uncounted: who has rested has lost his place in the processor's caches, and V8 has made his young generation small. */
export const settling = (count: number) => count

/** Every connection of the pool shall have seen every statement before it counts. */
const WARM_ROUNDS = 20, AT_ONCE = 16, COUNTED = 10
/** Requests that one count sends. */
export const TRIP_REQUESTS = WARM_ROUNDS * AT_ONCE + COUNTED

/** How often a request waits for Postgres, once the contestant is warm. */
export async function countTrips(tools: Tools, name: string, requests: Readonly<Record<string, { token: string; body: string }>>): Promise<Record<string, number>> {
  const own = settingsOf(tools, name)
  const wire = await openWire(own.url)
  const contestant = await startContestant(name, { ...own, url: wire.url })
  const counted: Record<string, number> = {}
  try {
    for (const [label, { token, body }] of Object.entries(requests)) {
      for (let round = 0; round < WARM_ROUNDS; round += 1) await Promise.all(Array.from({ length: AT_ONCE }, () => ask(contestant.port, token, body)))
      const trips: number[] = []
      for (let round = 0; round < COUNTED; round += 1) {
        const before = wire.trips()
        await ask(contestant.port, token, body)
        trips.push(wire.trips() - before)
      }
      // What the process asks by itself, every few seconds, is not the request's.
      counted[label] = median(trips)
    }
    return counted
  } finally {
    await contestant.stop()
    wire.close()
  }
}

export const tripRequests = (entry: Entry, reader: Person) => ({
  screen: { token: reader.token, body: bodyFor('screen', entry.dialect, reader) },
  small: { token: reader.token, body: bodyFor('small', entry.dialect, reader) },
})
export const rowRequests = (reader: Person) => Object.fromEntries(([1, 20, 200] as const).map((rows) => [`${rows}`, { token: reader.token, body: screenOf(rows) }]))
export const mutationRequest = (writer: Person) => ({ mutation: { token: writer.token, body: generateBody } })

export interface MemoryFound {
  readonly requests: number
  readonly before: Used
  readonly after: Used
}

/** Screens, small queries and refusals in turn, from a fresh gateway that is warm. */
export async function measureMemory(tools: Tools, screens: Plan, smalls: Plan, warm: number, requests: number): Promise<MemoryFound> {
  const contestant = await startContestant('gateway', tools.settings, ['--expose-gc'])
  const refused = screens.people.slice(0, 8).map(({ token }, index) => ({ token, body: JSON.stringify({ query: `{ viewer { unknown${index} } }` }) }))
  const run = async (count: number) => {
    for (let left = count; left > 0;) {
      const share = Math.min(left, 5000)
      for (const plan of [{ ...screens, part: 0.5 }, { ...smalls, part: 0.48 }]) await runRequests(tools, contestant, plan, 32, Math.round(share * plan.part))
      await tools.loader.run({ port: contestant.port, connections: 8, count: Math.round(share * 0.02), seconds: 60, people: refused, lengths: null })
      left -= share
    }
  }
  try {
    await run(warm)
    const before = await contestant.used(true)
    await run(requests)
    return { requests, before, after: await contestant.used(true) }
  } finally {
    await contestant.stop()
  }
}
