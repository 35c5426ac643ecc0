import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { fireDocuments } from './documents.ts'
import { lightFire } from './fire.ts'
import type { Fire, Report } from './fire.ts'
import { crossReads } from './reads.ts'
import { openOwnServer } from './server.ts'
import { cutSockets } from './sockets.ts'
import type { OwnServer } from './server.ts'
import { turnUnderFire } from './turning.ts'

/*
 * `npm run chaos [-- --rounds 20 --documents 100000 --only gateways|flywheel|documents|sockets|reads]`: what test/crash.test.ts and test/flywheelCrash.test.ts do, for as long as one
 * likes, on a PostgreSQL of its own. A round is sixteen clients on two gateways while something breaks; every round also kills a
 * gateway. Then the flywheel turns while its workers are killed. Then come documents that are nearly right (test/fuzz.test.ts), and
 * readers of drafts whose sockets are cut, turn after turn, with what a gateway keeps of them; and reads of many viewers that share statements
 * which are cancelled and cut. Exit 1 on a violation.
 */

const kinds: readonly (readonly [string, (fire: Fire, server: OwnServer) => Promise<string>])[] = [
  ['gateways', async (fire) => {
    await Promise.all([fire.killGateway(), pause(150).then(() => fire.killGateway())])
    return 'both gateways killed'
  }],
  ['connections', async (fire) => {
    let ended = 0
    for (let n = 0; n < 4; n += 1) {
      ended += await fire.terminateBackends()
      await pause(Math.random() * 200)
    }
    return `${ended} connections terminated`
  }],
  ['backend', async (fire) => {
    await fire.killBackend()
    await pause(1_000)
    return 'a backend killed, PostgreSQL recovered'
  }],
  ['database', async (_fire, server) => {
    await server.stop()
    await pause(Math.random() * 1_000)
    await server.start()
    return 'PostgreSQL stopped and started'
  }],
]

async function round(server: OwnServer, breakThings: (fire: Fire, server: OwnServer) => Promise<string>): Promise<Report & { readonly broken: string }> {
  const fire = await lightFire(server)
  try {
    await pause(300 + Math.random() * 500)
    const [broken] = await Promise.all([breakThings(fire, server), fire.killGateway()])
    await pause(300)
    return { ...await fire.settle(), broken }
  } finally {
    await fire.close()
  }
}

async function main(rounds: number): Promise<boolean> {
  console.log(`${rounds} rounds: two gateways and sixteen clients each, on a PostgreSQL of its own`)
  const server = await openOwnServer()
  const sum = { wishes: 0, acknowledged: 0, refused: 0, retried: 0, orphans: 0, violations: 0, kills: 0 }
  const codes: Record<string, number> = {}
  let interrupted = false
  process.once('SIGINT', () => { interrupted = true })
  try {
    for (let n = 0; n < rounds && !interrupted; n += 1) {
      const started = performance.now()
      const [name, breakThings] = kinds[n % kinds.length]!
      const report = await round(server, breakThings)
      sum.kills += name === 'gateways' ? 3 : 1
      for (const key of ['wishes', 'acknowledged', 'refused', 'retried', 'orphans'] as const) sum[key] += report[key]
      for (const [code, count] of Object.entries(report.codes)) codes[code] = (codes[code] ?? 0) + count
      sum.violations += report.violations.length
      console.log(`${String(n + 1).padStart(3)}  ${name.padEnd(11)} ${report.acknowledged} done of ${report.wishes}, ${report.retried} asked again, ${report.orphans} left behind, ${report.violations.length} violations, ${((performance.now() - started) / 1000).toFixed(1)} s  (a gateway killed, ${report.broken})`)
      for (const line of report.violations.slice(0, 20)) console.log(`     VIOLATION ${line}`)
    }
  } finally {
    await server.close()
  }
  console.log(`${sum.kills} gateways killed; ${sum.wishes} wishes, ${sum.acknowledged} done, ${sum.refused} over the limit, ${sum.retried} asked more than once; ${sum.orphans} holds and claims left behind by crashes`)
  console.log(`errors that clients saw: ${Object.entries(codes).map(([code, count]) => `${code} ${count}`).join(', ')}`)
  console.log(sum.violations === 0 ? 'No violation.' : `${sum.violations} violations.`)
  return sum.violations === 0
}

async function mistakes(count: number): Promise<boolean> {
  console.log(`${count} documents that are nearly right, at one gateway`)
  const server = await openOwnServer()
  try {
    const wrong = await fireDocuments(server, count, console.log)
    for (const line of wrong.slice(0, 20)) console.log(`     VIOLATION ${line}`)
    return wrong.length === 0
  } finally {
    await server.close()
  }
}

/** Ten thousand events, three workers killed twenty times each, and the database stopped in the middle of it. */
async function turn(): Promise<boolean> {
  console.log('the flywheel: 10,000 events, 3 workers, each killed 20 times, PostgreSQL stopped and started twice')
  const server = await openOwnServer()
  try {
    const report = await turnUnderFire({
      sql: server.sql, events: 10_000, kills: 20, options: { databaseUrl: server.gatewayUrl, agentUrl: server.superUrl, leaseSeconds: 2 },
      async meanwhile() {
        for (let n = 0; n < 2; n += 1) {
          await pause(6_000)
          await server.stop()
          await server.start()
        }
      },
    })
    console.log(`${report.handled} events handled for two consumers in ${report.seconds.toFixed(1)} s; ${report.kills} workers killed; ${report.redelivered} effects of events that a killed worker had held before; ${report.violations.length} violations`)
    for (const line of report.violations.slice(0, 20)) console.log(`     VIOLATION ${line}`)
    return report.violations.length === 0
  } finally {
    await server.close()
  }
}

/** What a process keeps of a reader who is gone, at most: less than one object of his. */
const BYTES_A_SOCKET = 1_024

async function cut(): Promise<boolean> {
  console.log('3 × 1,200 readers of drafts whose sockets are cut, at a model that never ends')
  const server = await openOwnServer()
  try {
    const { memory, violations } = await cutSockets(server, { log: (line) => console.log(`     ${line}`) })
    const [first, last] = [memory[1]!, memory.at(-1)!]
    const kept = ((last.held - first.held) * 1_048_576) / (1_200 * (memory.length - 2))
    console.log(`${Math.round(kept)} bytes a socket are kept between the first turn and the last`)
    const all = [...violations, ...(kept > BYTES_A_SOCKET ? [`${Math.round(kept)} bytes a socket are kept: more than ${BYTES_A_SOCKET}`] : [])]
    for (const line of all) console.log(`     VIOLATION ${line}`)
    return all.length === 0
  } finally {
    await server.close()
  }
}

async function cross(): Promise<boolean> {
  console.log('60 s of reads of 20 viewers, who share statements that are cancelled and cut')
  const server = await openOwnServer()
  try {
    const { answered, unanswered, violations } = await crossReads(server, 60)
    console.log(`${answered} reads answered as if alone, ${unanswered} given up or without a database; ${violations.length} violations`)
    for (const line of violations.slice(0, 20)) console.log(`     VIOLATION ${line}`)
    return violations.length === 0
  } finally {
    await server.close()
  }
}

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' }, documents: { type: 'string', default: '100000' }, only: { type: 'string' } } })
const rounds = Number(values.rounds)
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error('--rounds must be a whole number from 1 on.')
  process.exit(2)
}
if (values.only !== undefined && !['gateways', 'flywheel', 'documents', 'sockets', 'reads'].includes(values.only)) {
  console.error('--only must be gateways, flywheel, documents, sockets or reads.')
  process.exit(2)
}
const wanted = (part: string) => values.only === undefined || values.only === part
const held = [!wanted('gateways') || await main(rounds), !wanted('flywheel') || await turn(), !wanted('documents') || await mistakes(Number(values.documents)), !wanted('sockets') || await cut(), !wanted('reads') || await cross()]
process.exitCode = held.every(Boolean) ? 0 : 1
