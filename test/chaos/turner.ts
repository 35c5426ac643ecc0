import { openPool } from '../../gateway/db/pool.ts'
import { connectPostgres } from '../../gateway/db/postgres.ts'
import { startFlywheel } from '../../gateway/events/flywheel.ts'

/*
 * A worker as a process of its own, to be killed: the flywheel as `npm run worker` runs it, and beside it what an agent in any language
 * does with the two functions: its effect and its acknowledgement in one transaction.
 */

export interface TurnerOptions {
  readonly databaseUrl: string
  /** For the agent, who has a table of its own. */
  readonly agentUrl: string
  readonly leaseSeconds: number
}

const { databaseUrl, agentUrl, leaseSeconds } = JSON.parse(process.argv[2]!) as TurnerOptions
const say = (error: unknown, message: string) => void process.stderr.write(`${message}: ${(error as Error).message}\n`)

// Handlers that take a moment, so that there is a middle of a batch to be killed in.
const work = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
await startFlywheel({ port: connectPostgres({ url: databaseUrl }), warn: say, agent: null, leaseSeconds, beside: () => work(2) })

const agent = openPool(agentUrl, 1)
async function beAgent() {
  const events = await agent`select event_id, lease_id, attempt, payload from public.claim_phoenix_events('agent', 20, ${leaseSeconds})`
  // Whoever kills us waits for this.
  if (events.length > 0) process.stdout.write('.')
  for (const { payload } of events) {
    // As an endless loop would, or what takes all the memory: nobody is told.
    if (payload.poison === 'kills') process.kill(process.pid, 'SIGKILL')
    await work(2)
  }
  if (events.length === 0) await work(50)
  const results = events.map(({ event_id, lease_id, payload }) => (payload.poison ? { event_id, lease_id, outcome: 'retry', error: 'poison' } : { event_id, lease_id, outcome: 'done' }))
  const attempts = new Map(events.map((event) => [event.event_id as string, event.attempt as number]))
  await agent.begin(async (transaction) => {
    const settled = await transaction`select event_id, state from public.acknowledge_phoenix_events('agent', ${JSON.stringify(results)}::text::jsonb)`
    for (const { event_id, state } of settled) if (state === 'done') await transaction`insert into public.agent_effects (event_id, attempt) values (${event_id as string}, ${attempts.get(event_id as string)!})`
  })
}
for (;;) {
  try {
    await beAgent()
  } catch (error) {
    say(error, 'agent')
    await work(100)
  }
}
