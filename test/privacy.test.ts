import { describe, expect, test } from 'vitest'
import { openGateway } from './harness.ts'
import type { Member } from './harness.ts'
import { codesOf, done, footprint, globalId, issuesOf, run } from './samples.ts'

const gateway = await openGateway()
const PURPOSES = ['AI_PROCESSING', 'AI_SENSITIVE', 'ANALYTICS', 'RESEARCH', 'MARKETING', 'PARTNER_SHARING']
const consents = async (member: Member) => (await member.ask('{ viewer { consents { purpose granted version source recordedAt } } }')).data.viewer.consents
const record = (member: Member, change: object = {}) => run(member, 'recordConsent', { purpose: 'AI_SENSITIVE', granted: true, version: '2026-11', ...change })
const granted = async (member: Member, purpose: string) => {
  const [row] = await gateway.sql`select phoenix_private.has_consent(${member.id}, ${purpose}) as granted`
  return row!.granted as boolean
}

describe('viewer.consents', () => {
  test('names every purpose, also where nobody has asked: a no', async () => {
    const ada = await gateway.member()
    expect(await consents(ada)).toEqual(PURPOSES.map((purpose) => ({ purpose, granted: false, version: null, source: null, recordedAt: null })))
    for (const purpose of PURPOSES) expect(await granted(ada, purpose.toLowerCase())).toBe(false)
  })

  test('tells the latest answer, and SQL the same', async () => {
    const [ada, grace] = [await gateway.member(), await gateway.member()]
    const { consent } = await done(ada, 'recordConsent', { purpose: 'AI_SENSITIVE', granted: true, version: '2026-11', source: 'RISE' })
    expect(consent).toEqual({ purpose: 'AI_SENSITIVE', granted: true, version: '2026-11', source: 'RISE', recordedAt: expect.stringMatching(/Z$/) })
    expect(await granted(ada, 'ai_sensitive')).toBe(true)
    expect((await consents(ada))[1]).toEqual(consent)
    await done(ada, 'recordConsent', { purpose: 'AI_SENSITIVE', granted: false, version: '2026-12' })
    expect((await consents(ada))[1]).toMatchObject({ granted: false, version: '2026-12', source: 'ECOSYSTEM' })
    expect(await granted(ada, 'ai_sensitive')).toBe(false)
    expect((await consents(ada)).filter((one: { granted: boolean }) => one.granted)).toEqual([])
    expect((await consents(grace)).every((one: { version: string | null }) => one.version === null)).toBe(true)
  })

  test('is one round trip with the profile', async () => {
    const ada = await gateway.member()
    gateway.statements.length = 0
    await consents(ada)
    expect(gateway.statements.map((names) => names.toSorted())).toEqual([['list_consents', 'load_profiles']])
  })
})

describe('the ledger', () => {
  const history = async (member: Member, args = '') => (await member.ask(`{ viewer { consentHistory${args} { nodes { id purpose granted version source } pageInfo { hasNextPage endCursor } } } }`)).data.viewer.consentHistory

  test('keeps every answer, newest first, page by page; the same answer again is one more', async () => {
    const ada = await gateway.member()
    for (const version of ['1', '2', '3', '3']) await done(ada, 'recordConsent', { purpose: 'RESEARCH', granted: version !== '2', version })
    const { nodes } = await history(ada)
    expect(nodes.map((one: { version: string; granted: boolean }) => [one.version, one.granted])).toEqual([['3', true], ['3', true], ['2', false], ['1', true]])
    const first = await history(ada, '(first: 3)')
    const rest = await history(ada, `(first: 3, after: "${first.pageInfo.endCursor}")`)
    expect([...first.nodes, ...rest.nodes]).toEqual(nodes)
    expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false])
    expect((await ada.ask('query ($id: ID!) { node(id: $id) { ... on ConsentRecord { version recordedAt } } }', { id: nodes[3].id })).data.node).toMatchObject({ version: '1' })
  })

  test('one event an answer: which purpose, which answer, which record', async () => {
    const ada = await gateway.member()
    await done(ada, 'recordConsent', { purpose: 'PARTNER_SHARING', granted: true, version: 'v1.2_b' })
    const events = await gateway.sql`select event_type, app_source, payload from public.phoenix_events where stream_id = ${ada.id}`
    const [row] = await gateway.sql`select record_id from public.consent_records where user_id = ${ada.id}`
    expect(events.map((event) => ({ ...event }))).toEqual([{ event_type: 'privacy.consent_recorded', app_source: 'ecosystem', payload: { record_id: row!.record_id, purpose: 'partner_sharing', granted: true } }])
  })

  test('a key records once and tells today\'s state', async () => {
    const ada = await gateway.member()
    await done(ada, 'recordConsent', { purpose: 'RESEARCH', granted: true, version: '1', idempotencyKey: 'k' })
    await done(ada, 'recordConsent', { purpose: 'RESEARCH', granted: false, version: '1' })
    expect((await done(ada, 'recordConsent', { purpose: 'RESEARCH', granted: true, version: '1', idempotencyKey: 'k' })).consent).toMatchObject({ granted: false })
    expect((await history(ada)).nodes).toHaveLength(2)
    expect(codesOf(await record(ada, { purpose: 'RESEARCH', granted: false, version: '1', idempotencyKey: 'k' }))).toEqual(['IDEMPOTENCY_CONFLICT'])
  })

  test('both of two answers at once are kept, and one of them counts', async () => {
    const ada = await gateway.member()
    await Promise.all([record(ada), record(ada, { granted: false })])
    const { nodes } = await history(ada)
    expect(nodes.map((one: { granted: boolean }) => one.granted).sort()).toEqual([false, true])
    expect((await consents(ada))[1].granted).toBe(await granted(ada, 'ai_sensitive'))
  })

  test('goes with the account', async () => {
    const ada = await gateway.member()
    await done(ada, 'recordConsent', { purpose: 'RESEARCH', granted: true, version: '1' })
    await gateway.sql`select public.erase_user(${ada.id})`
    expect(await gateway.sql`select from public.consent_records where user_id = ${ada.id}`).toHaveLength(0)
  })
})

test.each<[string, object, readonly string[]]>([
  ['no version', { version: '' }, ['input.version']], ['a long version', { version: 'x'.repeat(51) }, ['input.version']], ['a sentence for a version', { version: 'the text of 2026' }, ['input.version']],
  ['accents in a version', { version: 'été' }, ['input.version']], ['no answer', { granted: null }, ['input.granted']], ['a word for an answer', { granted: 'yes' }, ['input.granted']],
  ['a purpose that is none', { purpose: 'EVERYTHING' }, ['input.purpose']], ['an app that is none', { source: 'WEBSITE' }, ['input.source']], ['a control character', { version: 'a\u0007' }, ['input.version']],
  ['an empty key', { idempotencyKey: '' }, ['input.idempotencyKey']], ['a user', { userId: globalId('Viewer', 'x') }, ['input.userId']],
])('%s is refused with its path, and leaves nothing', async (_what, change, paths) => {
  const ada = await gateway.member()
  const before = await footprint(gateway, ada.id)
  const refused = await record(ada, change)
  expect([codesOf(refused), issuesOf(refused).map((issue) => issue.path)]).toEqual([['BAD_USER_INPUT'], paths])
  expect(await footprint(gateway, ada.id)).toEqual(before)
  expect((await consents(ada))[1].granted).toBe(false)
})

test('signed out there is nothing to consent to', async () => {
  expect(codesOf(await run(gateway, 'recordConsent', { purpose: 'RESEARCH', granted: true, version: '1' }))).toEqual(['UNAUTHENTICATED'])
})
