import { afterAll, describe, expect, test } from 'vitest'
import { openGateway } from './harness.ts'
import type { Member } from './harness.ts'
import { agent, gemini, modelsAt, openAgent, openGemini } from './modelServers.ts'
import type { AskedModel, Behaviour } from './modelServers.ts'
import { camille, codesOf, done, eventually, footprint, inputs, post, documentOf, run } from './samples.ts'

/*
 * The metered mutation with a model, through real HTTP, GraphQL and SQL: what a model does costs a unit only if it is kept, and
 * nobody has more than two calls under way or twenty a minute.
 */

const server = await openGemini()
const gateway = await openGateway({ models: { ...modelsAt(server), times: { geminiMs: 20_000, openMs: 0, pauseMs: 1 } } })
// For a model that hangs: nobody wants to wait.
const hasty = await gateway.another({ models: { ...modelsAt(server), times: { geminiMs: 250, openMs: 0, pauseMs: 1 } } })
afterAll(() => hasty.stop(1000))
const { sql } = gateway

const worded = { summary: 'Développeuse formée au soin, à l’aise avec les équipes et les urgences, tournée vers le web et la qualité du code livré.', experiences: [{ index: 0, description: 'Soins d’urgence et coordination.', highlights: ['Coordination d’une équipe de soignantes'] }] }
const everything = 'cv { source model durationMs inputTokens outputTokens text html profile { summary experiences { title company description highlights } } } usage { used held }'
const generate = (member: Pick<Member, 'ask'>, change: object = {}) => run(member, 'generateCv', inputs.generateCv({ profile: camille, ...change }), everything)
const nothing = { cvs: 0, events: 0, used: 0, held: 0, operations: 0, imbalances: 0 }
const leases = async (member: Member) => [...await sql`select calls, ends_at > clock_timestamp() as running from phoenix_private.model_leases where user_id = ${member.id} order by ends_at`].map((row) => ({ ...row }))
const consent = (member: Member, purpose: string, granted: boolean) => done(member, 'recordConsent', { purpose, granted, version: '1', source: 'CV' }, 'consent { granted }')

test('a model words the CV; who, where and when stay ours, and the source is told', async () => {
  server.behave(gemini.answers(worded))
  const ada = await gateway.member()
  const { data } = await generate(ada)
  const { cv, usage } = data.generateCv
  expect(cv).toMatchObject({ source: 'MODEL', model: 'gemini-2.5-flash', inputTokens: 321, outputTokens: 123, profile: { summary: worded.summary } })
  expect(cv.profile.experiences).toEqual([
    { title: 'Infirmière référente', company: 'CHU de Brévalon', description: 'Soins d’urgence et coordination.', highlights: ['Coordination d’une équipe de soignantes'] },
    { title: 'Développeuse junior', company: 'Octavienne', description: null, highlights: [] },
  ])
  const shown = cv.html.replaceAll(/&#(\d+);/g, (_: string, code: string) => String.fromCodePoint(Number(code)))
  for (const said of ['Camille Zyndrelle', worded.summary, '+33 6 12 34 56 78', 'Octavienne']) for (const page of [cv.text, shown]) expect(page).toContain(said)
  expect(usage).toEqual({ used: 1, held: 0 })
  const left = JSON.stringify(server.asked.at(-1)!.body)
  for (const secret of ['Camille', 'Zyndrelle', 'example.org', '34 56', 'zyndrelle', 'Nantouille', ada.id]) expect(left).not.toContain(secret)
  await eventually(async () => expect(await leases(ada)).toEqual([{ calls: 1, running: false }]))
})

describe('what is not kept costs nothing', () => {
  test.each<[string, Behaviour]>([
    ['fails', gemini.fails(500)], ['is busy', gemini.busy(0)], ['hangs', gemini.hangs], ['answers nonsense', gemini.says('oui')], ['breaks off', gemini.breaksAfter('{')], ['invents a figure', gemini.answers({ ...worded, summary: `${worded.summary} 47 personnes encadrées.` })],
    ['adds an experience', gemini.answers({ ...worded, experiences: [{ index: 7, description: 'x', highlights: [] }] })], ['adds a highlight', gemini.answers({ ...worded, experiences: [{ index: 1, description: '', highlights: ['Prix du code'] }] })],
  ])('a model that %s: INTEGRATION_UNAVAILABLE and the unit back, or the template\'s text for one', async (_how, behaviour) => {
    server.behave(behaviour)
    const ada = await gateway.member()
    const there = { ask: (query: string, variables?: Record<string, unknown>) => post({ ...gateway, url: hasty.url }, JSON.stringify({ query, variables }), { token: ada.token }) }
    const refused = await generate(there, { acceptTemplate: false, idempotencyKey: 'k' })
    expect(codesOf(refused)).toEqual(['INTEGRATION_UNAVAILABLE'])
    expect(await footprint(gateway, ada.id)).toMatchObject(nothing)
    const { data } = await generate(there, { idempotencyKey: 'k2' })
    expect(data.generateCv).toMatchObject({ cv: { source: 'TEMPLATE', model: null, inputTokens: null, profile: { summary: camille.summary } }, usage: { used: 1, held: 0 } })
    expect(gateway.logged.join()).not.toMatch(/Zyndrelle|plumatiques|test-key/)
  })

  test('a client that hangs up: the connection to the model is closed, the unit, the key and the lease are back', async () => {
    server.behave(gemini.hangs)
    const ada = await gateway.member()
    const asked = server.next()
    const hangUp = new AbortController()
    const call = post(gateway, JSON.stringify({ query: documentOf('generateCv'), variables: { input: inputs.generateCv({ idempotencyKey: 'k' }) } }), { token: ada.token, signal: hangUp.signal })
    const { closed } = await asked
    hangUp.abort()
    await expect(call).rejects.toThrow('aborted')
    await closed
    await eventually(async () => {
      expect(await footprint(gateway, ada.id)).toMatchObject(nothing)
      expect(await leases(ada)).toEqual([{ calls: 1, running: false }])
    })
  })
})

describe('bounds of a person', () => {
  /** Holds so many questions back until `release`. */
  function held() {
    const gate = Promise.withResolvers<void>()
    const asked: AskedModel[] = []
    server.behave(async (res, one) => { asked.push(one); await gate.promise; gemini.answers(worded)(res, one) })
    return { asked, release: gate.resolve }
  }

  test('two at once, whatever the tier and through whichever gateway; the third is RATE_LIMITED, and costs no unit', async () => {
    const ada = await gateway.member({ tier: 'premium', app: 'cv' })
    const other = await gateway.another({ models: modelsAt(server) })
    const { asked, release } = held()
    const two = [generate(ada), done({ ask: (query, variables) => ada.ask(query, variables) }, 'generateCv', inputs.generateCv({ profile: camille }))]
    await eventually(() => expect(asked).toHaveLength(2))
    for (const url of [gateway.url, other.url]) {
      const third = await post({ ...gateway, url }, JSON.stringify({ query: documentOf('generateCv'), variables: { input: inputs.generateCv({ acceptTemplate: true }) } }), { token: ada.token })
      expect(third.errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED', limit: 2, remaining: 0, retryAfter: expect.any(Number), resetsAt: expect.stringMatching(/^\d{4}-.*Z$/) } }])
    }
    expect(await footprint(gateway, ada.id)).toMatchObject({ cvs: 0, used: 0, held: 2 })
    // Another person is not hindered.
    const grace = await gateway.member()
    const hers = generate(grace)
    await eventually(() => expect(asked).toHaveLength(3))
    release()
    await Promise.all([...two, hers])
    expect(await footprint(gateway, ada.id)).toMatchObject({ cvs: 2, used: 2, held: 0, imbalances: 0 })
    server.behave(gemini.answers(worded))
    await eventually(async () => expect((await leases(ada)).some((lease) => lease.running)).toBe(false))
    expect((await generate(ada)).data.generateCv.cv.source).toBe('MODEL')
    await other.stop(1000)
  })

  test('twenty a minute, tries and all; then how long to wait is told, and a minute later it is over', async () => {
    const ada = await gateway.member({ tier: 'premium', app: 'cv' })
    await sql`insert into phoenix_private.model_leases (user_id, calls, ends_at) select ${ada.id}, 2, clock_timestamp() - make_interval(secs => 20 + n) from generate_series(1, 9) n`
    await sql`insert into phoenix_private.model_leases (user_id, calls, ends_at) values (${ada.id}, 1, clock_timestamp() - interval '1 second')`
    server.behaveInTurn(gemini.fails(503), gemini.answers(worded))
    const before = server.asked.length
    // One call is left, and none for a second try.
    expect((await generate(ada)).data.generateCv.cv.source).toBe('TEMPLATE')
    expect(server.asked.length - before).toBe(1)
    await eventually(async () => expect((await leases(ada)).some((lease) => lease.running)).toBe(false))
    const refused = await generate(ada)
    expect(refused.errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED', limit: 20, remaining: 0 } }])
    expect(refused.errors![0]!.extensions.retryAfter).toBeGreaterThan(20)
    expect(refused.errors![0]!.extensions.retryAfter).toBeLessThanOrEqual(31)
    expect(await footprint(gateway, ada.id)).toMatchObject({ used: 1, held: 0 })
    await sql`update phoenix_private.model_leases set ends_at = ends_at - interval '31 seconds' where user_id = ${ada.id}`
    server.behave(gemini.answers(worded))
    expect((await generate(ada)).data.generateCv.cv.source).toBe('MODEL')
  })

  test('twenty callers at the same moment get two leases', async () => {
    const ada = await gateway.member()
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => sql`select outcome from public.begin_model_calls(${ada.id}, false, 2)`))
    expect(outcomes.flat().filter((row) => row.outcome === 'granted')).toHaveLength(2)
    await sql`update phoenix_private.model_leases set ends_at = clock_timestamp() where user_id = ${ada.id}`
    expect((await sql`select outcome from public.begin_model_calls(${ada.id}, false, 2)`)[0]!.outcome).toBe('granted')
  })

  test('a lease that nobody gives back lapses, and only its owner can give one back', async () => {
    const [ada, eve] = [await gateway.member(), await gateway.member()]
    const [lease] = await sql`select * from public.begin_model_calls(${ada.id}, false, 3)`
    expect((await sql`select public.end_model_calls(${eve.id}, ${lease!.lease_id}, 1) as ended`)[0]!.ended).toBe(false)
    await sql`update phoenix_private.model_leases set ends_at = clock_timestamp() - interval '1 second' where user_id = ${ada.id}`
    expect((await sql`select public.end_model_calls(${ada.id}, ${lease!.lease_id}, 0) as ended`)[0]!.ended).toBe(false)
    expect(await leases(ada)).toEqual([{ calls: 3, running: false }])
    await sql`update phoenix_private.model_leases set ends_at = clock_timestamp() - interval '1 minute' where user_id = ${ada.id}`
    await sql`select from public.begin_model_calls(${ada.id}, false, 3)`
    expect(await leases(ada)).toEqual([{ calls: 3, running: true }])
  })

  test('an account that is gone gets no lease, and takes its own along', async () => {
    const ada = await gateway.member()
    await sql`select from public.begin_model_calls(${ada.id}, false, 1)`
    await sql`select public.erase_user(${ada.id})`
    expect(await leases(ada)).toEqual([])
    await expect(sql`select from public.begin_model_calls(${ada.id}, false, 1)`).rejects.toThrow('This account no longer exists.')
  })
})

describe('consent', () => {
  test('never asked is a yes to a CV; withdrawn is a no, and no model hears of it; given again is a yes', async () => {
    server.behave(gemini.answers(worded))
    const ada = await gateway.member()
    expect((await generate(ada)).data.generateCv.cv.source).toBe('MODEL')
    await consent(ada, 'AI_PROCESSING', false)
    const before = server.asked.length
    expect((await generate(ada)).data.generateCv.cv.source).toBe('TEMPLATE')
    const refused = await generate(ada, { acceptTemplate: false })
    expect(refused.errors).toMatchObject([{ message: expect.stringContaining('consent'), extensions: { code: 'INTEGRATION_UNAVAILABLE', retryable: false } }])
    expect(server.asked).toHaveLength(before)
    await consent(ada, 'AI_PROCESSING', true)
    expect((await generate(ada)).data.generateCv.cv.source).toBe('MODEL')
  })

  test.each<[string, readonly (readonly [string, boolean])[], boolean]>([
    ['nothing', [], false], ['AI_PROCESSING', [['AI_PROCESSING', true]], false], ['AI_SENSITIVE', [['AI_SENSITIVE', true]], true],
    ['AI_SENSITIVE, taken back', [['AI_SENSITIVE', true], ['AI_SENSITIVE', false]], false], ['AI_SENSITIVE, but no AI_PROCESSING', [['AI_SENSITIVE', true], ['AI_PROCESSING', false]], false],
  ])('a text about an inner life leaves after a yes to %s: as it should', async (_said, said, allowed) => {
    const ada = await gateway.member()
    for (const [purpose, granted] of said) await consent(ada, purpose, granted)
    const [answer] = await sql`select outcome from public.begin_model_calls(${ada.id}, true, 1)`
    expect(answer!.outcome).toBe(allowed ? 'granted' : 'no_consent')
  })
})

describe('round trips', () => {
  const trips = async (member: Member) => {
    await generate(member)
    gateway.statements.length = 0
    await generate(member)
    return gateway.statements.flat().filter((name) => name.includes('model_calls'))
  }
  test('a lease and its end; none without a model', async () => {
    server.behave(gemini.answers(worded))
    expect(await trips(await gateway.member())).toEqual(['begin_model_calls', 'end_model_calls'])
  })
})

test('an agent that does not vouch: nothing leaves for Gemini, and the unit is back', async () => {
  const router = await openAgent(agent.answers({ status: 'BLOCKED', security_passed: false }))
  const guarded = await gateway.another({ models: modelsAt(server, router) })
  const ada = await gateway.member()
  const before = server.asked.length
  const input = { input: inputs.generateCv({ profile: camille, acceptTemplate: false }) }
  const refused = await post({ ...gateway, url: guarded.url }, JSON.stringify({ query: documentOf('generateCv'), variables: input }), { token: ada.token })
  expect(refused.errors).toMatchObject([{ extensions: { code: 'INTEGRATION_UNAVAILABLE', integration: 'agent', retryable: false } }])
  expect([server.asked.length, router.asked.length, await footprint(gateway, ada.id)]).toMatchObject([before, 1, nothing])
  await guarded.stop(1000)
})
