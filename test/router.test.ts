import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { createAnalyst } from '../gateway/events/analyst.ts'
import { createRouterConsumer } from '../gateway/events/routerConsumer.ts'
import { openGateway } from './harness.ts'
import type { Member } from './harness.ts'
import { done } from './samples.ts'
import { queueOn } from './sql/queue.ts'
import { openJourneys, turn } from './turning.ts'

/* The Smart Router: agents where they answer, rules where they do not, and each event settled once either way. */

const gateway = await openGateway()
const { sql, port } = gateway
const { append } = queueOn(sql)
const { consumer: journeys } = await openJourneys(port)

/** The agents' side of the wire. */
let answer: { status: number; body: unknown; hang?: boolean } = { status: 200, body: {} }
const asked: string[] = []
const server = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk: Buffer) => { body += chunk }).on('end', () => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization} ${body}`)
    if (!answer.hang) response.writeHead(answer.status, { 'content-type': 'application/json' }).end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body))
  })
})
await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
afterAll(() => server.closeAllConnections())
afterAll(() => void server.close())
beforeEach(() => { asked.length = 0 })

const routerOn = (address = url, deadlineMs = 5_000) =>
  createRouterConsumer({ port, analyst: createAnalyst({ url: address, token: 'secret', deadlineMs }), warn: () => {}, clock: Date.now })
const analysis = async (member: Member) => (await member.ask('{ viewer { insights { analysis { source at securityPassed recommendations } } } }')).data.viewer.insights.analysis
const act = async (member: Member, type = 'cv.generated', ago = 0) => {
  await append(member.id, { cv_id: '9b0e1f0a-0000-4000-8000-00000000cafe' }, { type, app: 'cv', ago })
  await turn(sql, port, journeys)
}
const open = async () => (await sql`select from phoenix_private.event_deliveries where consumer = 'router'`).length

test('what the agents make of it is kept, and they are told counts only', async () => {
  const ada = await gateway.member({ email: 'camille.zyn@example.org' })
  await done(ada, 'updateProfile', { fullName: 'Camille Zyndrelle' })
  await act(ada)
  await act(ada, 'cv.uploaded')
  answer = { status: 200, body: { status: 'SUCCESS', security_passed: true, recommendations: ['Ajoutez vos résultats.'], processing_time: 0.1 } }
  await turn(sql, port, routerOn())
  expect(await analysis(ada)).toEqual({ source: 'AGENT', at: expect.any(String), securityPassed: true, recommendations: ['Ajoutez vos résultats.'] })
  // One question for the two events of one batch.
  expect(asked).toHaveLength(1)
  expect(asked[0]).toMatch(/^POST \/api\/phoenix\/analyze Bearer secret /)
  expect(asked[0]).not.toMatch(new RegExp(`zyn|camille|${ada.id}|cafe`, 'i'))
  expect(await open()).toBe(0)
})

test.each([
  ['answer 500', { status: 500, body: {} }], ['answer nonsense', { status: 200, body: 'no json' }], ['answer otherwise than agreed', { status: 200, body: { status: 'FINE', security_passed: true } }],
  ['send somebody elsewhere', { status: 302, body: '' }],
] as const)('where they %s the rules do, nothing is safe, and the event is settled', async (_what, given) => {
  const ada = await gateway.member()
  await act(ada)
  answer = given
  await turn(sql, port, routerOn())
  expect(await analysis(ada)).toMatchObject({ source: 'RULES', securityPassed: null, recommendations: [] })
  expect(await open()).toBe(0)
})

test('where they do not answer in time, or are not there, the rules do', async () => {
  const [ada, bob] = [await gateway.member(), await gateway.member()]
  await act(ada)
  answer = { status: 200, body: {}, hang: true }
  await turn(sql, port, routerOn(url, 30))
  expect(await analysis(ada)).toMatchObject({ source: 'RULES', securityPassed: null })
  await act(bob)
  await turn(sql, port, routerOn('http://127.0.0.1:9'))
  expect(await analysis(bob)).toMatchObject({ source: 'RULES', securityPassed: null })
})

test('blocked is not passed; degraded, or without a word on it, is unknown', async () => {
  for (const [body, passed] of [[{ status: 'BLOCKED', security_passed: true }, false], [{ status: 'DEGRADED', security_passed: true }, null], [{ status: 'SUCCESS' }, null], [{ status: 'SUCCESS', security_passed: false }, false]] as const) {
    const ada = await gateway.member()
    await act(ada)
    answer = { status: 200, body }
    await turn(sql, port, routerOn())
    expect(await analysis(ada)).toMatchObject({ source: 'AGENT', securityPassed: passed })
  }
})

test('after five failures in a row they are left alone', async () => {
  answer = { status: 503, body: {} }
  const members = await Promise.all(Array.from({ length: 12 }, () => gateway.member()))
  for (const member of members) await append(member.id, {}, { type: 'cv.generated', app: 'cv' })
  await turn(sql, port, journeys)
  await turn(sql, port, routerOn())
  // Five at a time: those that were on their way when the circuit opened come on top.
  expect(asked.length).toBeLessThanOrEqual(9)
  for (const member of members) expect(await analysis(member)).toMatchObject({ source: 'RULES' })
})

test('old events, and those that change nothing, are passed over', async () => {
  answer = { status: 200, body: { status: 'SUCCESS', security_passed: true } }
  const ada = await gateway.member()
  await act(ada, 'cv.generated', 2 * 86_400)
  await act(ada, 'user.signed_in')
  await turn(sql, port, routerOn())
  expect([asked, await analysis(ada), await open()]).toEqual([[], null, 0])
})
