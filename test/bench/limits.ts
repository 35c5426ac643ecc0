import { entries } from './contestants.ts'
import { inTurn, median, medianRun, planFor, runRequests } from './measure.ts'
import type { Plan, Run, Tools } from './measure.ts'
import { startContestant } from './process.ts'
import type { Contestant } from './process.ts'
import type { Work } from './work.ts'

/* What every limit together costs: the gateway beside itself without them, in turn, each in a process of its own. */

export interface LimitsFound {
  readonly work: Work
  readonly requests: number
  readonly limited: readonly Run[]
  readonly unlimited: readonly Run[]
}

const CONNECTIONS = 32

export async function measureLimits(tools: Tools, work: Work, { rounds, warm, requests }: { rounds: number; warm: number; requests: number }): Promise<LimitsFound> {
  const [entry] = entries
  const contestants: Contestant[] = []
  try {
    const right: string[] = []
    const both: { name: 'gateway' | 'unlimited'; contestant: Contestant; plan: Plan }[] = []
    for (const name of ['gateway', 'unlimited'] as const) {
      const contestant = await startContestant(name, tools.settings)
      contestants.push(contestant)
      both.push({ name, contestant, plan: await planFor(entry!, work, contestant.port, tools.database.readers, right) })
    }
    const run = ({ contestant, plan }: (typeof both)[number], count: number) => runRequests(tools, contestant, plan, CONNECTIONS, count)
    for (const one of both) await run(one, warm)
    const runs = await inTurn(rounds, both, requests, run)
    return { work, requests, limited: runs.get('gateway')!, unlimited: runs.get('unlimited')! }
  } finally {
    for (const one of contestants) await one.stop()
  }
}

const ratioOf = ({ limited, unlimited }: LimitsFound) => median(limited.map((run, round) => run.cpu / unlimited[round]!.cpu))

export const limitsAims = (found: readonly LimitsFound[]) =>
  found.map((one) => [`all limits, beside the same gateway without them (${one.work})`, '≤ 1.10 ×', `${ratioOf(one).toFixed(2)} ×`, ratioOf(one) <= 1.1] as const)

export function limitsChapter(found: readonly LimitsFound[]): string {
  const lines = found.map((one) => {
    const [limited, unlimited] = [medianRun(one.limited), medianRun(one.unlimited)]
    return `- ${one.work}, ${one.limited.length} rounds of ${one.requests}: ${Math.round(limited.cpu)} µs of CPU with limits, ${Math.round(unlimited.cpu)} without: ${ratioOf(one).toFixed(2)} ×.`
  })
  return `## What the limits cost\n\nMeasuring documents, pricing, the caller's points, what an answer says of its cost; documents are known after the first time.\n\n${lines.join('\n')}`
}
