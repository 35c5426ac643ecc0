import { entries } from './contestants.ts'
import { documentsAims, documentsChapter } from './documents.ts'
import type { DocumentsFound } from './documents.ts'
import { lettersAims, lettersChapter } from './letters.ts'
import type { LettersFound } from './letters.ts'
import { liveChapter } from './live.ts'
import type { LiveFound } from './live.ts'
import { limitsAims, limitsChapter } from './limits.ts'
import type { LimitsFound } from './limits.ts'
import { streamAims, streamChapter } from './stream.ts'
import type { StreamFound } from './stream.ts'
import type { machine } from './machine.ts'
import { median, medianRun } from './measure.ts'
import type { MemoryFound, Run } from './measure.ts'
import { queueAims, queueText } from './queue.ts'
import type { QueueFound } from './queue.ts'
import type { WebhooksFound } from './webhooks.ts'

type Runs = ReadonlyMap<string, readonly Run[]>

export interface ReadFound {
  readonly work: 'screen' | 'small'
  readonly requests: number
  readonly runs: Runs
  readonly bytes: ReadonlyMap<string, number>
}

export interface MutationFound {
  readonly mutations: number
  /** Of each case, before anything is measured. */
  readonly warm: number
  readonly runs: Runs
  readonly books: { readonly acknowledged: number; readonly cvs: number; readonly events: number; readonly held: number; readonly imbalances: number }
}

export interface Found {
  readonly command: string
  readonly postgres: string
  /** PgBouncer's version, if one was there. */
  readonly pooler: string | null
  readonly before: ReturnType<typeof machine>
  readonly rounds: number
  readonly connections: number
  readonly writers: number
  readonly reads: ReadFound[]
  readonly trips: Map<string, Record<string, number>>
  rowTrips: Record<string, number>
  mutationTrips: number | null
  mutation: MutationFound | null
  memory: MemoryFound | null
  documents: DocumentsFound | null
  letters: LettersFound | null
  stream: StreamFound | null
  limits: LimitsFound[]
  webhooks: WebhooksFound | null
  live?: LiveFound
  queue: QueueFound | null
}

const HEAP_TOLERANCE = 1.1
const RESIDENT_TOLERANCE = 1.15

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]) =>
  [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
const whole = (value: number | null) => (value === null || Number.isNaN(value) ? '–' : Math.round(value).toLocaleString('en'))
const factor = (value: number) => `${value.toFixed(2)} ×`
const mebi = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`

/** The median of the ratios within each round, which a neighbour on the machine disturbs less than a ratio of medians. */
const ratio = (runs: Runs, one: string, other: string, pick: (run: Run) => number) =>
  median(runs.get(one)!.map((run, round) => pick(run) / pick(runs.get(other)![round]!)))

type Aim = readonly [figure: string, aim: string, measured: string, met: boolean]

function aims({ reads, rowTrips, mutation, memory, documents, letters, stream, webhooks, queue, limits }: Found): Aim[] {
  const found: Aim[] = []
  for (const { work, runs } of reads) {
    const cpu = (other: string) => ratio(runs, 'gateway', other, (run) => run.cpu)
    if (work === 'screen') {
      const faster = ratio(runs, 'gateway', 'postgraphile', (run) => run.perSecond)
      found.push(['viewer screen against PostGraphile 5: CPU', '≤ 0.7 ×', factor(cpu('postgraphile')), cpu('postgraphile') <= 0.7])
      found.push(['viewer screen against PostGraphile 5: requests a second', '≥ 1.5 ×', factor(faster), faster >= 1.5])
      found.push(['viewer screen against the floor: CPU', '≤ 1.5 ×', factor(cpu('floor')), cpu('floor') <= 1.5])
    }
    found.push([`whole policy stack against bare Apollo, ${work}: CPU`, '≤ 1.25 ×', factor(cpu('bareApollo')), cpu('bareApollo') <= 1.25])
  }
  const trips = Object.values(rowTrips)
  if (trips.length > 0) {
    const said = Object.entries(rowTrips).map(([rows, count]) => `${rows} rows: ${count}`).join(', ')
    found.push(['SQL round trips of the screen', 'the same, ≤ 2', said, new Set(trips).size === 1 && trips[0]! <= 2])
  }
  if (mutation) {
    const { runs } = mutation
    for (const [held, how] of [['', ''], [', held', ', its unit held while it is written']] as const) {
      const above = median(runs.get(`gateway${held}, many`)!.map((run, round) => run.cpu - runs.get(`loop${held}, many`)![round]!.cpu))
      const hot = medianRun(runs.get(`gateway${held}, one`)!).perSecond
      found.push([`metered mutation${how}: gateway CPU above the bare loop`, '≤ 300 µs', `${whole(above)} µs`, above <= 300])
      found.push([`metered mutation${how}: one hot premium user`, '≥ 700/s', `${whole(hot)}/s`, hot >= 700])
    }
  }
  if (memory) {
    const { requests, before, after } = memory
    const flat = after.heapBytes <= before.heapBytes * HEAP_TOLERANCE && after.residentBytes <= before.residentBytes * RESIDENT_TOLERANCE
    found.push([`memory after ${whole(requests)} requests`, 'flat', `heap ${mebi(before.heapBytes)} → ${mebi(after.heapBytes)}, resident ${mebi(before.residentBytes)} → ${mebi(after.residentBytes)}`, flat])
  }
  if (documents) found.push(...documentsAims(documents))
  if (letters) found.push(...lettersAims(letters))
  if (stream) found.push(...streamAims(stream))
  if (queue) found.push(...queueAims(queue))
  found.push(...limitsAims(limits))
  if (webhooks) found.push([`webhook to committed entitlement at ${webhooks.perSecond} a second: p95`, '≤ 50 ms', `${webhooks.p95.toFixed(1)} ms`, webhooks.p95 <= 50 && webhooks.entitled === webhooks.people])
  return found
}

function readTable({ work, requests, runs, bytes }: ReadFound, { trips, rounds, connections }: Found): string {
  const rows = entries.filter(({ name }) => runs.has(name)).map(({ name, title }) => {
    const middle = medianRun(runs.get(name)!)
    return [title, whole(middle.cpu), factor(ratio(runs, 'gateway', name, (run) => run.cpu)), whole(middle.perSecond), factor(ratio(runs, 'gateway', name, (run) => run.perSecond)),
      middle.p50.toFixed(1), middle.p99.toFixed(1), trips.get(name)?.[work] ?? '–', whole(middle.postgresCpu), whole(bytes.get(name)!)]
  })
  const what = work === 'screen' ? 'Viewer screen (profile, 3 subscriptions, usage, 20 CVs)' : 'Small query (3 fields of the profile)'
  return `## ${what}\n\n${connections} connections, ${rounds} rounds of ${requests.toLocaleString('en')} requests each.\n\n${table(
    ['', 'CPU µs', 'gateway ÷ it', 'requests/s', 'gateway ÷ it', 'p50 ms', 'p99 ms', 'round trips', 'Postgres CPU µs', 'bytes'], rows)}`
}

function mutationTable({ runs, mutations, warm, books }: MutationFound, { rounds, writers, mutationTrips }: Found): string {
  const rows = [...runs].map(([name, all]) => {
    const middle = medianRun(all)
    return [name, whole(middle.cpu), whole(middle.perSecond), Number.isNaN(middle.p50) ? '–' : middle.p50.toFixed(1), Number.isNaN(middle.p99) ? '–' : middle.p99.toFixed(1), whole(middle.postgresCpu)]
  })
  return `## Metered mutation (generateCv: write, take a unit, save)\n\n${writers} connections, ${rounds} rounds of ${mutations.toLocaleString('en')}, by many premium people in turn and by one. Vacuumed and analyzed once, after ${warm.toLocaleString('en')} of each to warm up. The loop sends the same \`save_generated_cv\`, which takes the unit, with the text made beforehand${mutationTrips === null ? '' : `; the gateway makes ${mutationTrips} round trip${mutationTrips === 1 ? '' : 's'}`}. Held: as where a model may write, both send \`reserve_usage\` first, a transaction of its own.\n\n${table(
    ['', 'CPU µs', 'mutations/s', 'p50 ms', 'p99 ms', 'Postgres CPU µs'], rows)}\n\nAfterwards: ${whole(books.acknowledged)} acknowledged, ${whole(books.cvs)} CVs, ${whole(books.events)} events, ${books.held} units held, ${books.imbalances} rows in usage_imbalances.`
}

const webhooksText = ({ sent, perSecond, p50, p95, p99, slowest, people, entitled, stripeCalls, cpuMicroseconds }: WebhooksFound) =>
  `## Webhooks\n\n${whole(sent)} signed events, ${perSecond} a second whatever the answers take, two for each of ${whole(people)} people who begin to pay. From when each was due to the answer, which comes after the commit: p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)}, p99 ${p99.toFixed(1)}, slowest ${slowest.toFixed(1)} ms; the gateway's CPU ${whole(cpuMicroseconds)} µs each. Afterwards ${whole(entitled)} of them are PREMIUM. Each event is settled by what Stripe says when it is asked (${whole(stripeCalls)} calls): here a Stripe on loopback, whose answers cost about a millisecond. The real one's time comes on top.`

/** The results as Markdown: only what was measured. */
export function report(found: Found, loadAfter: string): string {
  const { before, postgres, command } = found
  const parts = [
    '# Results of `npm run bench`',
    'Written by the command itself (`--write`). CPU is that of the contestant\'s own process, user and system together; figures are medians of the rounds, ratios are medians of the ratios within each round. A turn begins with as many requests again, which do not count: a server that has rested is not yet itself.',
    table(['', ''], [
      ['date', new Date().toISOString().slice(0, 16).replace('T', ' ')], ['command', `\`${command}\``], ['commit', before.revision], ['machine', `${before.cores} cores, ${before.model}, ${before.memory}`],
      ['load before, after', `${before.load} → ${loadAfter}`], ['Node', process.versions.node], ['PostgreSQL', `${postgres}, on the same machine, without fsync`], ['PgBouncer', found.pooler ?? 'not installed: not measured'],
    ]).replaceAll('---:', '---'),
    '## Aims',
    table(['figure', 'aim', 'measured', ''], aims(found).map(([figure, aim, measured, met]) => [figure, aim, measured, met ? 'met' : '**missed**'])).replaceAll('---:', '---'),
    ...found.reads.map((read) => readTable(read, found)),
    ...(found.mutation ? [mutationTable(found.mutation, found)] : []),
    ...(found.documents ? [documentsChapter(found.documents)] : []),
    ...(found.letters ? [lettersChapter(found.letters)] : []),
    ...(found.stream ? [streamChapter(found.stream)] : []),
    ...(found.queue ? [queueText(found.queue)] : []),
    ...(found.limits.length > 0 ? [limitsChapter(found.limits)] : []),
    ...(found.webhooks ? [webhooksText(found.webhooks)] : []),
    ...(found.live ? [liveChapter(found.live)] : []),
    ...(found.memory ? [`## Memory\n\n${whole(found.memory.requests)} requests (half screens, 2 % refused), garbage collected before each look. Flat: heap within ${Math.round((HEAP_TOLERANCE - 1) * 100)} %, resident within ${Math.round((RESIDENT_TOLERANCE - 1) * 100)} %.`] : []),
    '## How it is made fair',
    [
      'Every contestant is a process of its own with `NODE_ENV=production`, on the same database, with 8 connections to Postgres, and verifies tokens with the gateway\'s own verifier (which remembers verified tokens). The load generator is another process; all share the machine\'s cores, so requests a second are of the whole machine.',
      'Every answer is checked: before the runs byte for byte against the gateway\'s for every one of 64 people, during the runs by length. PostGraphile\'s schema is its own: its answer is brought into the gateway\'s shape first (names, global ids, upper-case enums, moments in milliseconds, the form of the cursor); nothing is added.',
      'The floor\'s SQL builds the text of the answer itself, so its work is in Postgres: look at both columns of CPU.',
      'The usual way sends begin, set local role, set_config, the reads one after the other, commit. mercurius has the same resolvers; the reads of one turn go down one transaction, pipelined.',
      'Whoever reads has answered 10,000 requests of that kind before anything is measured (600 with `--quick`).',
      'A round trip is a moment at which a contestant has asked Postgres something and waits, counted on the wire after warming up. 200 rows are 100 CVs and 100 events: a connection gives at most 100.',
    ].map((line) => `- ${line}`).join('\n'),
    '## Versions',
    entries.filter(({ name }) => name !== 'pooled' || found.pooler !== null).map(({ title, versions }) => `- ${title}: ${versions()}`).join('\n'),
  ]
  return `${parts.join('\n\n')}\n`
}
