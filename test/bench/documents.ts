import { parse } from 'graphql'
import { connectPostgres } from '../../gateway/db/postgres.ts'
import { examine, pushDocuments, rulesOf } from '../../gateway/documentCommands.ts'
import type { Examined } from '../../gateway/documentCommands.ts'
import { sha256 } from '../../gateway/documents/document.ts'
import { createDocumentStore } from '../../gateway/documents/store.ts'
import { createAdmission } from '../../gateway/request/admission.ts'
import { buildSchema } from '../../gateway/schema.ts'
import { ask, inTurn, median, medianRun, runRequests } from './measure.ts'
import type { Run, Tools } from './measure.ts'
import { startContestant } from './process.ts'

/* Registered documents: how long ten thousand take to load, what finding one takes, and what one costs beside mercurius in memory. */

export interface DocumentsFound {
  readonly documents: number
  readonly loadMs: number
  /** Nanoseconds of one look-up, among a hundred and among all. */
  readonly few: number
  readonly many: number
  readonly requests: number
  readonly trusted: readonly Run[]
  readonly mercurius: readonly Run[]
}

const COUNT = 10_000
const catalogue = 'query Catalogue { plans { id name apps tier price { amount currency } features limits { feature limit unlimited } } }'
const bodyOf = (n: number) => `query Screen${n}($first: Int = ${1 + n % 100}) { viewer { profile { fullName email bestTier version } tier(app: CV) usage { periodEnd features { feature used held limit remaining } } cvs(first: $first) { nodes { id title targetJob language version createdAt } pageInfo { hasNextPage endCursor } } } }`

export async function measureDocuments(tools: Tools, rounds: number, requests: number, warm: number, say: (line: string) => void): Promise<DocumentsFound> {
  const { schema } = await buildSchema()
  const port = connectPostgres({ url: tools.settings.url })
  const price = examine(schema)
  const bodies = [catalogue, ...Array.from({ length: COUNT - 1 }, (_, n) => bodyOf(n))]
  const documents = bodies.map((body, n): Examined => {
    const found = price(body)
    if (found.problem !== null) throw new Error(found.problem)
    return { id: `sha256:${sha256(body)}`, name: n === 0 ? 'Catalogue' : `Screen${n - 1}`, operation: 'query', body, from: 'bench', cost: found.cost }
  })
  say(`documents: registering ${COUNT}`)
  await pushDocuments(port, 'anonymous', documents, rulesOf(schema), () => {})

  const admission = createAdmission({ schema, introspection: false })
  const store = createDocumentStore(port, (body, validFor) => {
    const document = parse(body, { noLocation: true })
    return admission.refusalOf(document, validFor) === null ? document : null
  }, (message) => { throw new Error(message) })
  const began = performance.now()
  await store.refresh()
  const loadMs = performance.now() - began
  const ids = documents.map(({ id }) => id)
  const lookUp = (among: readonly string[]) => {
    const start = performance.now()
    for (let n = 0; n < 1_000_000; n += 1) if (store.byId('anonymous', among[n % among.length]!) === null) throw new Error('It is not there.')
    return performance.now() - start
  }
  lookUp(ids)
  const [few, many] = [lookUp(ids.slice(0, 100)), lookUp(ids)]
  await port.close()
  return { documents: store.size(), loadMs, few, many, requests, ...await beside(tools, rounds, requests, warm, say) }
}

/** The same answer two ways: by id through the gateway, and by text through mercurius. */
async function beside(tools: Tools, rounds: number, requests: number, warm: number, say: (line: string) => void) {
  const gateway = await startContestant('gateway', tools.settings)
  const { token } = tools.database.readers[0]!
  const trusted = JSON.stringify({ documentId: `sha256:${sha256(catalogue)}` })
  const { data } = JSON.parse((await ask(gateway.port, token, trusted)).toString()) as { data: { plans: readonly object[] } }
  const mercurius = await startContestant('catalogueMercurius', { ...tools.settings, plans: data.plans } as never)
  const text = JSON.stringify({ query: catalogue })
  const theirs = JSON.parse((await ask(mercurius.port, token, text)).toString()) as object
  if (JSON.stringify((theirs as { data: object }).data) !== JSON.stringify(data)) throw new Error('mercurius answers otherwise than the gateway.')
  const both = [{ name: 'trusted', contestant: gateway, body: trusted }, { name: 'mercurius', contestant: mercurius, body: text }]
  const run = ({ contestant, body }: (typeof both)[number], count: number) => runRequests(tools, contestant, { people: [{ token, body }], lengths: null }, 32, count)
  try {
    say(`documents: ${rounds} rounds of ${requests} requests`)
    for (const one of both) await run(one, warm)
    const runs = await inTurn(rounds, both, requests, run)
    return { trusted: runs.get('trusted')!, mercurius: runs.get('mercurius')! }
  } finally {
    await gateway.stop()
    await mercurius.stop()
  }
}

export function documentsAims({ loadMs, few, many, documents, trusted, mercurius }: DocumentsFound) {
  const ratio = median(trusted.map((run, round) => run.cpu / mercurius[round]!.cpu))
  return [
    [`${whole(documents)} registered documents: load and warm`, '< 10 s', `${(loadMs / 1000).toFixed(1)} s`, loadMs < 10_000],
    // Caches of the processor know a hundred better than ten thousand; a search would take a hundred times as long.
    ['looking one up by its id', 'O(1)', `${whole(few)} ns among 100, ${whole(many)} ns among ${whole(documents)}`, many < 10 * few],
    ['a trusted id against mercurius + jit in memory: CPU', '≤ 1.5 ×', `${ratio.toFixed(2)} ×`, ratio <= 1.5],
  ] as const
}

export function documentsChapter({ trusted, mercurius, requests }: DocumentsFound): string {
  const lines = ([['gateway, by a trusted id', trusted], ['mercurius + jit, by the text', mercurius]] as const).map(([title, runs]) => {
    const { cpu, perSecond, p50, p99 } = medianRun(runs)
    return `| ${title} | ${whole(cpu)} | ${whole(perSecond)} | ${p50.toFixed(1)} | ${p99.toFixed(1)} |`
  })
  return [
    '## A registered document: the plans, which both have in memory',
    `32 connections, ${trusted.length} rounds of ${whole(requests)} requests each. mercurius has our contract and the same rows, and neither tokens, limits nor a database.`,
    ['|  | CPU µs | requests/s | p50 ms | p99 ms |', '| --- | ---: | ---: | ---: | ---: |', ...lines].join('\n'),
  ].join('\n\n')
}

const whole = (value: number) => Math.round(value).toLocaleString('en')
