import { entries } from './contestants.ts'
import { median, medianRun, planFor, runRequests } from './measure.ts'
import type { Run, Tools } from './measure.ts'
import { startContestant } from './process.ts'
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
  const contestants = [await startContestant('gateway', tools.settings), await startContestant('unlimited', tools.settings)] as const
  try {
    const right: string[] = []
    const plans = [await planFor(entry!, work, contestants[0].port, tools.database.readers, right), await planFor(entry!, work, contestants[1].port, tools.database.readers, right)] as const
    const run = (one: 0 | 1, count: number) => runRequests(tools, contestants[one], plans[one], CONNECTIONS, count)
    for (const one of [0, 1] as const) await run(one, warm)
    const [limited, unlimited]: [Run[], Run[]] = [[], []]
    for (let round = 0; round < rounds; round += 1) {
      for (const one of round % 2 === 0 ? [0, 1] as const : [1, 0] as const) (one === 0 ? limited : unlimited).push(await run(one, requests))
    }
    return { work, requests, limited, unlimited }
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
