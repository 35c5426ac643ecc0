import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openPool } from '../../gateway/db/pool.ts'
import { entries as allEntries } from './contestants.ts'
import { openBenchDatabase } from './database.ts'
import { measureDocuments } from './documents.ts'
import { installPeers } from './install.ts'
import { measureLetters } from './letters.ts'
import { machine } from './machine.ts'
import { countTrips, inTurn, settling, TRIP_REQUESTS, measureMemory, settingsOf, mutationRequest, planFor, rowRequests, runLoop, runRequests, tripRequests } from './measure.ts'
import type { Plan, Tools } from './measure.ts'
import { startContestant, startLoader } from './process.ts'
import type { Contestant } from './process.ts'
import { openPooler } from './pooler.ts'
import { measureQueue } from './queue.ts'
import { report } from './report.ts'
import { measureLive } from './live.ts'
import { measureLimits } from './limits.ts'
import { measureStream } from './stream.ts'
import type { Found, MutationFound, ReadFound } from './report.ts'
import { generateBody } from './work.ts'
import { measureWebhooks } from './webhooks.ts'
import type { Work } from './work.ts'

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, write: { type: 'boolean', default: false }, only: { type: 'string' } },
})
const size = options.quick
  ? { rounds: 3, turns: 4, readWarm: 600, screen: 500, small: 1000, mutations: 300, mutationWarm: 600, lettersWarm: 150, letters: 100, pushes: 40, memoryWarm: 5_000, memory: 10_000, webhooks: 500, queue: 10_000, queueRounds: 3 }
  : { rounds: 5, turns: 20, readWarm: 10_000, screen: 1000, small: 2000, mutations: 600, mutationWarm: 10_000, lettersWarm: 750, letters: 500, pushes: 200, memoryWarm: 20_000, memory: 100_000, webhooks: 2_000, queue: 10_000, queueRounds: 5 }
const CONNECTIONS = 32
const WRITERS = 8

const say = (line: string) => console.log(line)
const wanted = (part: string) => options.only === undefined || options.only.split(',').includes(part)

const entriesOf = (tools: Tools) => allEntries.filter(({ name }) => name !== 'pooled' || tools.pooled !== null)

async function measureReads(tools: Tools, work: Work, contestants: ReadonlyMap<string, Contestant>): Promise<{ found: ReadFound; gatewayPlan: Plan }> {
  const entries = entriesOf(tools)
  const right: string[] = []
  const plans = new Map<string, Plan>()
  for (const entry of entries) plans.set(entry.name, await planFor(entry, work, contestants.get(entry.name)!.port, tools.database.readers, right))
  say(`${work}: all answers are equal; warming up, then ${size.turns} rounds of ${size[work]} requests`)
  const run = (name: string, count: number) => runRequests(tools, contestants.get(name)!, plans.get(name)!, CONNECTIONS, count)
  for (const { name } of entries) await run(name, size.readWarm)
  const runs = await inTurn(size.turns, entries, size[work], ({ name }, count) => run(name, count))
  const bytes = new Map([...plans].map(([name, plan]) => [name, plan.bytes]))
  return { found: { work, requests: size[work], runs, bytes }, gatewayPlan: plans.get('gateway')! }
}

/** The metered mutation through the gateway and from the bare loop: many premium people, then one. */
async function measureMutation(tools: Tools, tripMutations: number): Promise<MutationFound> {
  const { writers } = tools.database
  const gateway = await startContestant('gateway', tools.settings)
  const held = await startContestant('gateway', { ...tools.settings, held: true })
  const loop = await startContestant('bareLoop', tools.settings)
  const pooled = tools.pooled === null ? null : await startContestant('pooled', tools.pooled)
  try {
    const cases = [{ name: 'many', people: writers.slice(1) }, { name: 'one', people: writers.slice(0, 1) }].flatMap(({ name, people }) => [
      ...[{ who: 'gateway', contestant: gateway }, ...(pooled === null ? [] : [{ who: 'behind PgBouncer', contestant: pooled }]), { who: 'gateway, held', contestant: held }].map(({ who, contestant }) => ({
        name: `${who}, ${name}`,
        run: (count: number) => runRequests(tools, contestant, { people: people.map(({ token }) => ({ token, body: generateBody })), lengths: null }, WRITERS, count),
      })),
      ...[{ who: 'loop', held: false }, { who: 'loop, held', held: true }].map(({ who, held }) => ({
        name: `${who}, ${name}`,
        run: (count: number) => runLoop(tools, loop, { count, connections: WRITERS, people: people.map(({ id }) => id), held }),
      })),
    ])
    say(`mutation: warming up, then ${size.turns} rounds of ${size.mutations} each`)
    for (const one of cases) await one.run(size.mutationWarm)
    // What autovacuum does within its minute: connections that planned while the tables were empty plan again.
    const sql = openPool(tools.database.adminUrl)
    await sql`vacuum analyze`
    const runs = await inTurn(size.turns, cases, size.mutations, (one, count) => one.run(count))
    const [row] = await sql`
      select (select count(*)::int from phoenix_private.usage_imbalances) as imbalances, (select count(*)::int from phoenix_private.usage_holds where state = 'held') as held,
             (select count(*)::int from public.cv_generations where user_id = any (${`{${writers.map(({ id }) => id).join(',')}}`}::uuid[])) as cvs,
             (select count(*)::int from public.phoenix_events where event_type = 'cv.generated' and stream_id = any (${`{${writers.map(({ id }) => id).join(',')}}`}::uuid[])) as events`
    await sql.end()
    const acknowledged = tripMutations + cases.length * (size.mutationWarm + size.turns * (size.mutations + settling(size.mutations)))
    return { mutations: size.mutations, warm: size.mutationWarm, runs, books: { acknowledged, ...(row as unknown as { imbalances: number; held: number; cvs: number; events: number }) } }
  } finally {
    for (const contestant of [gateway, held, pooled, loop]) await contestant?.stop()
  }
}

async function main() {
  const before = machine()
  installPeers(say)
  const database = await openBenchDatabase()
  const probe = openPool(database.adminUrl)
  const [row] = await probe`select pg_backend_pid() as pid`
  const loader = await startLoader()
  const settings = { url: database.url, secret: database.secret, issuer: database.issuer }
  const pooler = await openPooler(database.url)
  const tools: Tools = { database, loader, backend: row!.pid as number, settings, pooled: pooler && { ...settings, url: pooler.url } }
  const entries = entriesOf(tools)
  const running: Contestant[] = []
  try {
    const found: Found = { command: `npm run bench${process.argv.length > 2 ? ` -- ${process.argv.slice(2).join(' ')}` : ''}`, postgres: database.version, pooler: pooler?.version ?? null, before, rounds: size.turns, connections: CONNECTIONS, writers: WRITERS, reads: [], trips: new Map(), rowTrips: {}, mutationTrips: null, mutation: null, memory: null, documents: null, letters: null, stream: null, webhooks: null, queue: null, limits: [] }
    if (wanted('trips')) {
      say('counting round trips')
      for (const entry of entries) found.trips.set(entry.name, await countTrips(tools, entry.name, tripRequests(entry, database.readers[0]!)))
      found.rowTrips = await countTrips(tools, 'gateway', rowRequests(database.readers[0]!))
      found.mutationTrips = (await countTrips(tools, 'gateway', mutationRequest(database.writers[0]!))).mutation!
    }
    if (wanted('reads') || wanted('memory')) {
      const contestants = new Map<string, Contestant>()
      for (const { name } of entries) {
        const contestant = await startContestant(name, settingsOf(tools, name))
        running.push(contestant)
        contestants.set(name, contestant)
      }
      const right: string[][] = [[], []]
      if (wanted('reads')) for (const work of ['screen', 'small'] as const) found.reads.push((await measureReads(tools, work, contestants)).found)
      if (wanted('memory')) {
        const gateway = contestants.get('gateway')!
        const [screens, smalls] = [await planFor(entries[0]!, 'screen', gateway.port, database.readers, right[0]!), await planFor(entries[0]!, 'small', gateway.port, database.readers, right[1]!)]
        for (const contestant of running.splice(0)) await contestant.stop()
        say(`memory: ${size.memory} requests`)
        found.memory = await measureMemory(tools, screens, smalls, size.memoryWarm, size.memory)
      }
      for (const contestant of running.splice(0)) await contestant.stop()
    }
    if (wanted('webhooks')) found.webhooks = await measureWebhooks(tools, size.webhooks, say)
    if (wanted('mutation')) found.mutation = await measureMutation(tools, found.mutationTrips === null ? 0 : TRIP_REQUESTS)
    if (wanted('documents')) found.documents = await measureDocuments(tools, size.turns, size.small, size.readWarm, say)
    if (wanted('letters')) {
      say('letters: scoring, then the template writer\'s, one at a time')
      found.letters = await measureLetters(tools, { rounds: size.rounds, warm: size.lettersWarm, letters: size.letters })
    }
    if (wanted('live')) {
      say('live: one push after the other, then what waking readers costs')
      found.live = await measureLive(tools, { pushes: size.pushes, rounds: size.rounds, seconds: 1 })
    }
    if (wanted('limits')) {
      say('limits: the gateway with and without them')
      for (const work of ['screen', 'small'] as const) found.limits.push(await measureLimits(tools, work, { rounds: size.turns, warm: size.readWarm, requests: size[work] }))
    }
    if (wanted('stream')) {
      say('stream: one draft after the other')
      found.stream = await measureStream(tools, { warm: size.letters / 10, drafts: size.letters })
    }
    if (wanted('queue')) found.queue = await measureQueue(tools, size.queue, size.queueRounds, say)
    const text = report(found, machine().load)
    say(`\n${text}`)
    if (options.write) writeFileSync(join(import.meta.dirname, 'RESULTS.md'), text)
  } finally {
    for (const contestant of running) await contestant.stop()
    await loader.stop()
    await probe.end()
    await pooler?.close()
    await database.close()
  }
}

await main()
process.exit(0)
