import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { addClient, ask, generateInput, mutate } from './chaos/clients.ts'
import { violationsIn } from './chaos/invariants.ts'
import { openProcess } from './chaos/processes.ts'
import { openOwnServer } from './chaos/server.ts'
import { eventually } from './samples.ts'

/* P7: the database goes and comes back under a gateway that stays. */

const server = await openOwnServer()
const secret = 'a secret of at least thirty-two characters'
const gateway = await openProcess({ databaseUrl: server.gatewayUrl, secret, writerMs: 1_500 })
afterAll(async () => {
  await gateway.kill()
  await server.close()
})

const health = async (kind: string) => {
  const response = await fetch(`${gateway.url}/health/${kind}`)
  return { status: response.status, retryAfter: response.headers.get('retry-after'), body: await response.json() as { status: string; checks?: { database: string } } }
}
const timed = async <T>(work: Promise<T>) => {
  const started = performance.now()
  return { value: await work, ms: performance.now() - started }
}

test('stopped: typed errors at once, and readiness tells; started: it answers within seconds, and what was given up is given back', async () => {
  const ada = await addClient(server.sql, secret, true)
  const wish = (n: number) => mutate(gateway.url, ada, 'generateCv', generateInput({ idempotencyKey: `k${n}` }))
  const state = async () => (await server.sql`
    select (select count(*)::int from phoenix_private.usage_holds where state = 'held') as holds,
           (select count(*)::int from phoenix_private.operations where completed_at is null) as claims`)[0]
  expect(await health('ready')).toMatchObject({ status: 200, body: { status: 'ok', checks: { database: 'ok' } } })

  // Half of them hold a unit for a while.
  const running = Array.from({ length: 24 }, (_, n) => wish(n))
  await eventually(async () => expect(await state()).toEqual({ holds: expect.toSatisfy((n: number) => n >= 4), claims: expect.any(Number) }))
  await server.stop()
  const outcomes = await timed(Promise.all(running))
  const failed = outcomes.value.filter(({ codes }) => codes.length > 0)
  expect(failed.length).toBeGreaterThan(0)
  expect(new Set(failed.flatMap(({ codes }) => codes))).toEqual(new Set(['SERVICE_UNAVAILABLE']))

  for (const query of ['{ viewer { profile { email } tier(app: CV) } }', '{ plans { id } }', 'mutation { updateProfile(input: { fullName: "Ada" }) { profile { id } } }']) {
    const { value, ms } = await timed(ask(gateway.url, ada.token, query, {}))
    expect([query, ...new Set(value.codes)]).toEqual([query, 'SERVICE_UNAVAILABLE'])
    expect(ms).toBeLessThan(3_000)
  }
  expect(await health('live')).toMatchObject({ status: 200 })
  expect(await health('ready')).toMatchObject({ status: 503, retryAfter: expect.any(String), body: { status: 'unavailable', checks: { database: 'unavailable' } } })
  await pause(500)

  await server.start()
  const back = await timed(eventually(async () => expect((await ask(gateway.url, ada.token, '{ viewer { tier(app: CV) } }', {})).data).toEqual({ viewer: { tier: 'PREMIUM' } })))
  expect(back.ms).toBeLessThan(5_000)
  expect(await health('ready')).toMatchObject({ status: 200 })
  // No crash, so no ten minutes: whose save failed gets unit and key back as soon as somebody can be told.
  await eventually(async () => expect(await state()).toEqual({ holds: 0, claims: 0 }))
  expect((await Promise.all(running.map((_, n) => wish(n)))).flatMap(({ codes }) => codes)).toEqual([])
  expect(await violationsIn(server.sql)).toEqual([])
  const [made] = await server.sql`select count(*)::int as cvs from public.cv_generations where user_id = ${ada.userId}`
  expect(made!.cvs).toBe(running.length)
  expect(gateway.log()).toBe('')
})
