import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, expect, test } from 'vitest'
import { runDoor, startDoor } from './door.ts'
import type { Door } from './door.ts'
import { eventually } from './samples.ts'

/* `npm start`, `npm run worker` and `npm run events` as an operator meets them, on one home. */

const home = join(mkdtempSync(join(tmpdir(), 'phoenix-worker-')), 'home')
const doors = new Set<Door>()
afterAll(async () => {
  for (const door of doors) await door.stop()
  rmSync(join(home, '..'), { recursive: true, force: true })
})

const run = (script: string, ...args: string[]) => {
  const door = runDoor(script, home, {}, args)
  doors.add(door)
  return door
}
const events = async (...args: string[]) => {
  const door = run('gateway/eventCommands.ts', ...args)
  const [code] = await once(door.child, 'exit')
  return { code, output: door.output() }
}
const says = (door: Door, what: string) => eventually(() => expect(door.output()).toContain(what))

test('an embedded start turns the flywheel; a worker beside it, and the operator\'s commands with real numbers', async () => {
  const gateway = await startDoor(home)
  doors.add(gateway)
  const { free } = gateway.demo.users
  const sql = postgres(gateway.demo.databaseUrl, { max: 1, onnotice: () => {} })
  const ask = async (query: string) => (await (await fetch(gateway.demo.graphqlUrl, {
    method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${free.token}` }, body: JSON.stringify({ query }),
  })).json() as any).data
  await ask('mutation { generateCv(input: { targetJob: "x", profile: { fullName: "y" } }) { cv { id } } }')
  await eventually(async () => expect((await ask('{ viewer { insights { appsUsed } } }')).viewer.insights).toEqual({ appsUsed: ['CV'] }))

  const worker = run('gateway/worker.ts')
  await says(worker, 'Phoenix worker: journeys')
  const tail = run('gateway/eventCommands.ts', 'tail', '--type', 'user.signed_in')
  await says(tail, 'Following')
  await sql`select public.create_phoenix_event(${free.userId as string}, 'user.signed_in', 'website')`
  await says(tail, 'user.signed_in')
  await tail.stop('SIGINT')
  expect(tail.child.exitCode).toBe(0)

  // An agent of whatever language, with the two functions alone.
  const claimed = await eventually(async () => {
    const rows = await sql`select event_id, lease_id from public.claim_phoenix_events('agent', 500)`
    expect(rows.length).toBeGreaterThan(1)
    return rows
  })
  await sql`select * from public.acknowledge_phoenix_events('agent', ${JSON.stringify(claimed.map((row, at) => ({ ...row, outcome: at === 0 ? 'dead' : 'done', error: 'planted' })))}::text::jsonb)`
  const status = await events('status')
  expect(status.output).toMatch(new RegExp(`agent +${claimed.length - 1} handled, 0 doubles passed over, \\d+ behind.* 1 dead`))
  expect(status.output).toContain(`dead  ${claimed[0]!.event_id}`)
  expect((await events('redrive', '--consumer', 'agent', claimed[0]!.event_id as string)).output).toContain('1 dead events of agent begin again')
  const [{ n }] = await sql`select count(*)::int as n from public.phoenix_events` as unknown as [{ n: number }]
  const replayed = await events('replay', '--from', '2020-01-01')
  expect([replayed.code, replayed.output]).toEqual([0, expect.stringContaining(`${n} events are handed out to journey again`)])
  expect(replayed.output).toContain('(100 %)')
  await eventually(async () => expect((await ask('{ viewer { insights { activity { total } } } }')).viewer.insights.activity.total).toBe(2))

  const wrongs = [
    [], ['dance'], ['replay'], ['replay', '--from', '5'], ['replay', '--from', '2026-02-31'], ['replay', '2026-11-25', '--from', '2026-11-25'],
    ['redrive', '--from', '2026-11-25'], ['redrive', '--consumer', randomUUID()], ['redrive', 'x'], ['status', '--frob'],
  ]
  // In turn by five: each is a process.
  for (let at = 0; at < wrongs.length; at += 5) {
    await Promise.all(wrongs.slice(at, at + 5).map(async (wrong) => {
      const { code, output } = await events(...wrong)
      expect([code, output], wrong.join(' ')).toEqual([1, expect.not.stringMatching(/\n    at |are handed out to|begin again at/)])
    }))
  }
  await worker.stop()
  expect(worker.child.exitCode).toBe(0)

  // Nobody works for this one: whoever watches may go, and what was asked for stays.
  const watching = run('gateway/eventCommands.ts', 'replay', '--consumer', 'agent', '--from', '2020-01-01')
  await says(watching, '0 of ')
  await watching.stop('SIGINT')
  expect([watching.child.exitCode, watching.output()]).toEqual([0, expect.stringContaining('It goes on by itself')])
  const [{ behind }] = await sql`select behind::int from public.list_event_consumers() where consumer = 'agent'` as unknown as [{ behind: number }]
  expect((await events('status')).output).toMatch(new RegExp(`agent .* ${behind} behind`))
  await sql.end()
})
