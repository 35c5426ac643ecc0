import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { openGateway, register } from './harness.ts'

const gateway = await openGateway()
const strict = await openGateway({ production: true })
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

const plans = 'query Plans { plans { id } }'
const names = 'query Names { plans { name } }'
const me = 'query Me { viewer { id } }'
const touch = 'mutation Touch($input: UpdateProfileInput!) { updateProfile(input: $input) { profile { fullName } } }'

type Body = Record<string, unknown>
interface Reply { readonly status: number; readonly body: any; readonly headers: Headers; readonly text: string }
const headersOf = (client: string | null, token?: string, accept = 'application/graphql-response+json') =>
  ({ accept, ...(client === null ? {} : { 'graphql-client-name': client }), ...(token ? { authorization: `Bearer ${token}` } : {}) })
const reply = async (response: Response): Promise<Reply> => {
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: text === '' ? null : JSON.parse(text) }
}
const send = async ({ url }: { url: string }, client: string | null, body: Body, token?: string) =>
  reply(await fetch(`${url}/graphql`, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headersOf(client, token) } }))
const get = async ({ url }: { url: string }, client: string | null, path: string, headers: Record<string, string> = {}) =>
  reply(await fetch(`${url}${path}`, { headers: { ...headersOf(client), ...headers } }))
const codeOf = ({ body }: Reply) => body.errors?.[0]?.extensions.code ?? 'ok'
const persisted = (hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: hash } } })

const push = async (target: typeof gateway, client: string, ...documents: [id: string, body: string][]) => {
  await register(target.sql, client, documents)
  await target.reload()
}
const level = async (target: typeof gateway, client: string, value: string, apq = false) => {
  await target.sql`select * from public.set_client_level(${client}, ${value}, ${apq})`
  await target.reload()
}

describe('ids', () => {
  const id = `sha256:${sha256(plans)}`
  test.each<[string, Body]>([
    ['documentId, a hash', { documentId: id }], ['documentId, the bare hash', { documentId: sha256(plans) }], ['documentId, a name of its own', { documentId: 'plans.v1' }],
    ['extensions.persistedQuery', persisted(sha256(plans))],
  ])('%s runs what is registered', async (_how, body) => {
    await push(gateway, 'web', [id, plans], ['plans.v1', plans])
    expect((await send(gateway, 'web', body)).body.data.plans).toHaveLength(4)
    const search = new URLSearchParams(Object.entries(body).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as [string, string]))
    expect((await get(gateway, 'web', `/graphql?${search}`)).body.data.plans).toHaveLength(4)
  })

  test('in the path, with variables; what is no id is one that nobody has', async () => {
    await push(gateway, 'web', ['catalogue:1', 'query Catalogue($with: Boolean!) { plans { id name @include(if: $with) } }'])
    expect((await get(gateway, 'web', '/graphql/catalogue:1?variables={"with":true}')).body.data.plans[0]).toEqual({ id: expect.any(String), name: 'Phoenix Gratuit' })
    expect((await get(gateway, 'web', '/graphql/catalogue%3A1?variables={"with":false}')).body.data.plans[0]).toEqual({ id: expect.any(String) })
    for (const path of ['/graphql/', '/graphql/%', '/graphql/%00', '/graphql/a/b', '/graphql/__proto__', `/graphql/${'x'.repeat(5000)}`]) expect(codeOf(await get(gateway, 'web', path)), path).toBe('DOCUMENT_NOT_REGISTERED')
  })

  test('variables and the operation\'s errors are as with a text', async () => {
    const member = await gateway.member()
    await push(gateway, 'web', ['touch', touch])
    expect((await send(gateway, 'web', { documentId: 'touch', variables: { input: { fullName: 'Ada' } } }, member.token)).body.data).toEqual({ updateProfile: { profile: { fullName: 'Ada' } } })
    expect(await send(gateway, 'web', { documentId: 'touch', variables: { input: { fullName: 3 } } }, member.token)).toMatchObject({ status: 400, body: { errors: [{ extensions: { code: 'BAD_USER_INPUT', issues: [{ path: 'input.fullName' }] } }] } })
  })

  test.each([['nothing at all', '\\u0000'], ['a control character', '\\u0007'], ['a control character, in short', '\\b']])('what no text may hold is refused in a registered one too, however plain the request is: %s', async (_what, escape) => {
    const member = await gateway.member()
    const id = `literal:${escape.slice(1)}`
    await push(gateway, 'web', [id, `mutation Literal { updateProfile(input: { fullName: "Ada${escape}" }) { profile { fullName } } }`])
    for (let n = 0; n < 2; n += 1) expect(codeOf(await send(gateway, 'web', { documentId: id }, member.token))).toBe('BAD_USER_INPUT')
  })

  test('a mutation never runs by GET', async () => {
    const member = await gateway.member()
    await push(gateway, 'web', ['touch', touch])
    for (const path of ['/graphql/touch', '/graphql?documentId=touch']) {
      const refused = await get(gateway, 'web', `${path}${path.includes('?') ? '&' : '?'}variables=${encodeURIComponent('{"input":{"fullName":"Eve"}}')}`, { authorization: `Bearer ${member.token}` })
      expect([refused.status, codeOf(refused), refused.headers.get('allow')]).toEqual([405, 'BAD_REQUEST', 'POST'])
    }
    expect((await member.ask('{ viewer { profile { fullName } } }')).data.viewer.profile.fullName).toBeNull()
  })

  test.each<[string, Body]>([
    ['an id and a text', { documentId: 'plans.v1', query: plans }], ['an id and a hash', { documentId: 'plans.v1', ...persisted(sha256(plans)) }], ['an id that is a number', { documentId: 7 }],
    ['a hash of another text', { query: names, ...persisted(sha256(plans)) }], ['another version', { extensions: { persistedQuery: { version: 2, sha256Hash: 'x' } } }],
    ['a hash that is a list', { extensions: { persistedQuery: { version: 1, sha256Hash: ['x'] } } }], ['nothing at all', { variables: {} }],
  ])('%s is BAD_REQUEST', async (_what, body) => {
    const refused = await send(gateway, 'web', body)
    expect([refused.status, codeOf(refused)]).toEqual([400, 'BAD_REQUEST'])
  })
})

describe('levels', () => {
  test('off: everything runs', async () => expect(codeOf(await send(gateway, 'anonymous', { query: names }))).toBe('ok'))

  test('log: everything runs, and what is not registered is noted, without its text', async () => {
    await level(gateway, 'ios', 'log')
    await push(gateway, 'ios', ['plans', plans])
    for (const query of [plans, names, names]) expect(codeOf(await send(gateway, 'ios', { query, operationName: query === names ? 'Names' : 'Plans' }))).toBe('ok')
    await gateway.reload()
    expect(await gateway.sql`select body_hash, name, requests::int from phoenix_private.unknown_documents where client = 'ios'`).toEqual([{ body_hash: sha256(names), name: 'Names', requests: 2 }])
  })

  test('safelist: registered texts, whatever the white space, and ids', async () => {
    await level(gateway, 'android', 'safelist')
    await push(gateway, 'android', ['plans', plans])
    for (const body of [{ query: plans }, { query: `# spaced\n${plans.replaceAll(' ', '\n\t, ')}` }, { documentId: 'plans' }, persisted(sha256(plans)), { query: plans, ...persisted(sha256(plans)) }]) {
      expect(codeOf(await send(gateway, 'android', body)), JSON.stringify(body)).toBe('ok')
    }
    for (const body of [{ query: names }, { query: `${plans} query B { plans { id } }` }, { query: `${plans}${' '.repeat(10_000)}` }, { query: '{' }, { query: 7 }, persisted(sha256(names)), { query: names, ...persisted(sha256(names)) }, { query: '{ __schema { types { name } } }' }]) {
      expect(await send(gateway, 'android', body), JSON.stringify(body)).toMatchObject({ status: 400, body: { errors: [{ extensions: { code: 'DOCUMENT_NOT_REGISTERED' } }] } })
    }
  })

  test('ids: no text, not even a registered one', async () => {
    await level(gateway, 'dashboard', 'ids')
    await push(gateway, 'dashboard', ['plans', plans])
    expect(codeOf(await send(gateway, 'dashboard', { documentId: 'plans' }))).toBe('ok')
    for (const body of [{ query: plans }, { query: plans, ...persisted(sha256(plans)) }]) expect(codeOf(await send(gateway, 'dashboard', body))).toBe('DOCUMENT_NOT_REGISTERED')
  })

  test('a client that only knows application/json is told with 200', async () => {
    const refused = await reply(await fetch(`${gateway.url}/graphql`, { method: 'POST', body: '{"documentId":"nowhere"}', headers: { 'content-type': 'application/json' } }))
    expect([refused.status, codeOf(refused)]).toEqual([200, 'DOCUMENT_NOT_REGISTERED'])
  })

  test('in production nobody is below safelist, whatever the row says', async () => {
    for (const client of [null, 'web', 'ios', 'nobody-knows']) for (const body of [{ query: plans }, { query: '{ __typename }' }, persisted(sha256(plans))]) expect(codeOf(await send(strict, client, body))).toBe('DOCUMENT_NOT_REGISTERED')
    await push(strict, 'web', ['plans', plans])
    await push(strict, 'anonymous', ['names', names])
    expect(codeOf(await send(strict, 'web', { query: plans }))).toBe('ok')
    expect(codeOf(await send(strict, null, { query: names }))).toBe('ok')
    expect(codeOf(await send(strict, null, { query: plans }))).toBe('DOCUMENT_NOT_REGISTERED')
  })

  test('a client is who the header says, if that is one of ours; never a partner', async () => {
    await push(gateway, 'anonymous', ['open', plans])
    for (const client of [null, 'nobody-knows', 'partner:00000000-0000-4000-8000-000000000000', '__proto__']) expect(codeOf(await send(gateway, client, { documentId: 'open' }))).toBe('ok')
    const other = await reply(await fetch(`${gateway.url}/graphql`, { method: 'POST', body: '{"documentId":"open"}', headers: { 'content-type': 'application/json', 'apollographql-client-name': 'web' } }))
    expect(codeOf(other)).toBe('DOCUMENT_NOT_REGISTERED')
  })

  test('another client\'s id answers exactly as one that nobody has', async () => {
    await push(gateway, 'ios', ['only-ios', me])
    const answers = await Promise.all(['only-ios', 'only-nobody'].flatMap((documentId) => [send(gateway, 'web', { documentId }), get(gateway, 'web', `/graphql/${documentId}`)]))
    const shape = ({ status, text, headers }: Reply) => [status, text, [...headers].filter(([name]) => name !== 'x-request-id' && name !== 'date')]
    expect(shape(answers[0]!)).toEqual(shape(answers[2]!))
    expect(shape(answers[1]!)).toEqual(shape(answers[3]!))
  })
})

describe('automatic persisted queries', () => {
  const other = 'query Other { cvTemplates { id } }'
  test('the hash, then the text, then the hash', async () => {
    await level(gateway, 'web', 'off', true)
    const first = await send(gateway, 'web', persisted(sha256(other)))
    expect([first.status, codeOf(first), first.body.errors[0].message]).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound'])
    expect(codeOf(await send(gateway, 'web', { query: other, ...persisted(sha256(other)) }))).toBe('ok')
    expect((await send(gateway, 'web', persisted(sha256(other)))).body.data.cvTemplates.length).toBeGreaterThan(3)
    const search = new URLSearchParams({ extensions: JSON.stringify(persisted(sha256(other)).extensions) })
    expect(codeOf(await get(gateway, 'web', `/graphql?${search}`))).toBe('ok')
  })

  test('where it is not allowed the text is run, and not kept', async () => {
    await level(gateway, 'web', 'off', false)
    expect(codeOf(await send(gateway, 'web', { query: me, ...persisted(sha256(me)) }))).toBe('ok')
    expect(codeOf(await send(gateway, 'web', persisted(sha256(me))))).toBe('PERSISTED_QUERY_NOT_FOUND')
  })

  test('never together with a safelist: the row cannot say so', async () => {
    await expect(gateway.sql`update phoenix_private.clients set level = 'safelist', apq = true where client = 'web'`).rejects.toThrow(/clients_apq_never_with_a_safelist/)
  })
})

describe('the store', () => {
  test('an id means the same for ever: another text is refused, with all such ids, and nothing of that push is kept', async () => {
    await push(gateway, 'web', ['fixed', plans], ['fixed-too', plans])
    const refused = push(gateway, 'web', ['fixed', names], ['fixed-too', names], ['fresh', names])
    await expect(refused).rejects.toMatchObject({ code: 'PT409', hint: 'CONFLICT', detail: '{"ids": ["fixed", "fixed-too"]}' })
    await gateway.reload()
    expect(codeOf(await send(gateway, 'web', { documentId: 'fresh' }))).toBe('DOCUMENT_NOT_REGISTERED')
    await expect(push(gateway, 'web', [`sha256:${sha256(plans)}`, names])).rejects.toThrow(/documents_id_is_the_hash|registered with another text/)
  })

  test('pruning: refused for 30 days; then the text is gone, its id still means it, and the same text comes back', async () => {
    await push(gateway, 'web', ['old', 'query Old { plans { id } }'], ['used', 'query Used { plans { id } }'])
    const prune = () => gateway.sql`select document_id, outcome from public.prune_documents('web', array['old', 'used', 'never'])`
    expect(await prune()).toEqual([{ document_id: 'never', outcome: 'unknown' }, { document_id: 'old', outcome: 'refused' }, { document_id: 'used', outcome: 'refused' }])
    await gateway.sql`update phoenix_private.documents set pushed_at = now() - interval '31 days' where document_id in ('old', 'used')`
    expect(codeOf(await send(gateway, 'web', { documentId: 'used' }))).toBe('ok')
    await gateway.reload()
    expect(await prune()).toEqual([{ document_id: 'never', outcome: 'unknown' }, { document_id: 'old', outcome: 'pruned' }, { document_id: 'used', outcome: 'refused' }])
    await gateway.reload()
    expect(codeOf(await send(gateway, 'web', { documentId: 'old' }))).toBe('DOCUMENT_NOT_REGISTERED')
    await expect(push(gateway, 'web', ['old', names])).rejects.toMatchObject({ hint: 'CONFLICT' })
    await push(gateway, 'web', ['old', 'query Old { plans { id } }'])
    expect(codeOf(await send(gateway, 'web', { documentId: 'old' }))).toBe('ok')
  })

  test('what was seen is said now and then, not at every request', async () => {
    await push(gateway, 'web', ['busy', plans])
    await gateway.reload()
    gateway.asked.length = 0
    for (let n = 0; n < 20; n++) await send(gateway, 'web', { documentId: 'busy' })
    expect(gateway.asked.filter((name) => name !== 'list_plans')).toEqual([])
    await gateway.reload()
    expect(gateway.asked.filter((name) => name === 'note_documents')).toHaveLength(1)
    const [row] = await gateway.sql`select first_seen = last_seen as once, now() - last_seen < interval '1 minute' as now from phoenix_private.documents where document_id = 'busy'`
    expect(row).toEqual({ once: true, now: true })
  })

  test('a registered text that is sent as text is seen too, though nobody had to register it', async () => {
    const text = 'query Texted { plans { id } }'
    await push(gateway, 'web', ['texted', text])
    expect(codeOf(await send(gateway, 'web', { query: text }))).toBe('ok')
    await gateway.reload()
    expect(await gateway.sql`select last_seen is not null as seen from phoenix_private.documents where document_id = 'texted'`).toEqual([{ seen: true }])
  })

  test('a document that this schema no longer understands says so, and spoils no other', async () => {
    await push(gateway, 'web', ['stale', 'query Stale { plans { id gone } }'], ['sound', plans])
    expect(codeOf(await send(gateway, 'web', { documentId: 'stale' }))).toBe('GRAPHQL_VALIDATION_FAILED')
    expect(codeOf(await send(gateway, 'web', { documentId: 'sound' }))).toBe('ok')
    expect(gateway.logged.join('')).toContain('"documentId":"stale","msg":"a registered document is not valid under this schema"')
  })

  test('hot reload: documents come while requests run, and not one of these fails', async () => {
    const bodies = Array.from({ length: 40 }, (_, n) => `query Hot${n} { plans { id } }`)
    await push(gateway, 'web', ['hot-0', bodies[0]!])
    const state = { running: true, codes: new Set<string>(), asked: 0 }
    const clients = Array.from({ length: 4 }, async () => {
      while (state.running) {
        state.codes.add(codeOf(await send(gateway, 'web', { documentId: 'hot-0' })))
        state.asked += 1
      }
    })
    for (const [n, body] of bodies.entries()) await push(gateway, 'web', [`hot-${n}`, body])
    state.running = false
    await Promise.all(clients)
    expect([...state.codes]).toEqual(['ok'])
    expect(state.asked).toBeGreaterThan(40)
    expect(codeOf(await send(gateway, 'web', { documentId: 'hot-39' }))).toBe('ok')
  })
})
