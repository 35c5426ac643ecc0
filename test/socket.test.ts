import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { openGateway, register } from './harness.ts'
import { eventually, inputs } from './samples.ts'
import { codes, dial, listen, openClient } from './socket.ts'

/* WebSocket /graphql: the door, the protocol, who may come in, and what is refused before anything runs. */

const gateway = await openGateway({ socketLimits: { perUser: 3, subscriptions: 2, initBytes: 2048, messageBytes: 64 * 1024 } })
/** It runs until it is ended, however slow anybody is. */
const usage = 'subscription { usageChanged { periodEnd } }'
const draft = 'subscription ($input: CvDraftInput!) { cvDraft(input: $input) { done } }'
const refusalOf = async (options: Parameters<typeof dial>[1]) => (await dial(gateway.url, options)).refusal
/** The errors that end a subscription before it begins. */
const refused = async (query: string, variables: Record<string, unknown> = {}, token?: string) =>
  (await listen(openClient(gateway.url, token ?? (await gateway.member()).token), query, variables).end()).error

describe('the door', () => {
  test.each([
    ['another path', { path: '/elsewhere' }, 404, 'NOT_FOUND'],
    ['the path of a door that is plain HTTP', { path: '/health/live' }, 404, 'NOT_FOUND'],
    ['a page of a foreign origin', { headers: { origin: 'https://evil.example' } }, 403, 'FORBIDDEN'],
    ['an origin that is none', { headers: { origin: 'null' } }, 403, 'FORBIDDEN'],
    ['a foreign host (DNS rebinding)', { headers: { host: 'evil.example', origin: 'http://evil.example' } }, 403, 'FORBIDDEN'],
  ])('refuses %s', async (_what, options, status, code) => {
    expect(await refusalOf(options)).toMatchObject({ status, body: { errors: [{ extensions: { code } }] } })
  })

  test.each([['a program', {}], ['a page of this computer', { origin: 'http://localhost:3000' }]])('lets %s in', async (_what, headers) => {
    const connection = await dial(gateway.url, { headers })
    connection.send({ type: 'connection_init' })
    await connection.message('connection_ack')
    connection.socket.close()
  })

  test('what wants to become something else is answered as plain HTTP', async () => {
    const response = await new Promise<any>((resolve, reject) => {
      import('node:http').then(({ request }) => request(`${gateway.url}/health/live`, { headers: { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABkAAQAAP__' } }, resolve).on('error', reject).end())
    })
    expect(response.statusCode).toBe(200)
    response.resume()
  })
})

describe('the protocol', () => {
  test.each<[string, (connection: Awaited<ReturnType<typeof dial>>) => void, number]>([
    ['a subscription before connection_init', ({ send }) => send({ type: 'subscribe', id: '1', payload: { query: '{ viewer { id } }' } }), 4401],
    ['connection_init twice', ({ send }) => { send({ type: 'connection_init' }); send({ type: 'connection_init' }) }, 4429],
    ['no JSON', ({ send }) => send('{'), 4400],
    ['an unknown message', ({ send }) => send({ type: 'hello' }), 4400],
    ['bytes', ({ send }) => send(Buffer.from('{"type":"connection_init"}')), 4400],
    ['a long message before it is known who speaks', ({ send }) => send({ type: 'connection_init', payload: { x: 'x'.repeat(3000) } }), 1009],
    ['a long message after a ping', ({ send }) => { send({ type: 'ping' }); send({ type: 'ping', payload: { x: 'x'.repeat(3000) } }) }, 1009],
    ['a message over the limit', ({ send }) => send({ type: 'connection_init', payload: { x: 'x'.repeat(70_000) } }), 1009],
    ['a broken token', ({ send }) => send({ type: 'connection_init', payload: { authorization: 'Bearer broken' } }), 4403],
    ['a token that is no text', ({ send }) => send({ type: 'connection_init', payload: { authorization: { a: 1 } } }), 4403],
  ])('closes on %s', async (_what, act, code) => {
    const connection = await dial(gateway.url)
    act(connection)
    expect((await connection.closed).code).toBe(code)
  })

  test('closes on the older protocol, saying so', async () => {
    const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, ['graphql-ws', 'graphql-transport-ws'])
    await once(socket, 'open')
    expect(socket.protocol).toBe('graphql-transport-ws')
    socket.close()
    // With the older name alone ws clients refuse the handshake's answer; a browser is told 4406.
    const without = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`)
    const [code] = await once(without, 'close')
    expect(code).toBe(4406)
  })

  test('closes on an id that is in use', async () => {
    const ada = await gateway.member()
    const connection = await dial(gateway.url)
    connection.send({ type: 'connection_init', payload: { Authorization: `Bearer ${ada.token}` } })
    await connection.message('connection_ack')
    for (let n = 0; n < 2; n += 1) connection.send({ type: 'subscribe', id: 'same', payload: { query: usage } })
    expect((await connection.closed).code).toBe(4409)
  })

  test('answers a ping', async () => {
    const connection = await dial(gateway.url)
    connection.send({ type: 'ping', payload: { n: 1 } })
    expect(await connection.message('pong')).toEqual({ type: 'pong', payload: { n: 1 } })
    connection.socket.close()
  })
})

describe('who', () => {
  test('nobody may connect, and may then do what nobody may', async () => {
    const connection = openClient(gateway.url, null)
    const heard = listen(connection, draft, { input: inputs.generateCv({ idempotencyKey: 'x' }) })
    await heard.end()
    expect(heard.results).toHaveLength(1)
    expect(codes(heard.results[0])).toEqual(['UNAUTHENTICATED'])
  })

  test('the token of the handshake counts where the payload has none', async () => {
    const ada = await gateway.member()
    const connection = await dial(gateway.url, { headers: { authorization: `Bearer ${ada.token}` } })
    connection.send({ type: 'connection_init' })
    connection.send({ type: 'ping' })
    await connection.message('connection_ack')
    connection.send({ type: 'subscribe', id: '1', payload: { query: draft, variables: { input: inputs.generateCv({ idempotencyKey: 'header' }) } } })
    await connection.message('complete')
    expect(connection.messages.filter((message) => message.type === 'next').at(-1).payload).toEqual({ data: { cvDraft: { done: true } } })
    connection.socket.close()
  })

  test('a token that ends ends the connection (4403), and the client comes back with a new one', async () => {
    const ada = await gateway.member()
    const now = Math.floor(Date.now() / 1000)
    // Five seconds of tolerance, as over HTTP: this one has one left.
    const old = await gateway.token({ sub: ada.id }, { expires: now - 4 })
    const closed: unknown[] = []
    const tokens = [old, ada.token]
    const client = openClient(gateway.url, async () => tokens.shift()!, { lazy: false, retryAttempts: 3, retryWait: async () => {}, on: { closed: (event) => void closed.push((event as { code: number; reason: string }).code) } })
    await eventually(() => expect(closed).toEqual([4403]))
    await listen(client, draft, { input: inputs.generateCv({ idempotencyKey: 'after' }) }).nth(1)
    expect(tokens).toEqual([])
    await client.dispose()
  })

  test('so many connections a user; one that closes makes room', async () => {
    const ada = await gateway.member()
    const open = async () => {
      const connection = await dial(gateway.url)
      connection.send({ type: 'connection_init', payload: { authorization: `Bearer ${ada.token}` } })
      return connection
    }
    const three = await Promise.all([open(), open(), open()])
    await Promise.all(three.map((connection) => connection.message('connection_ack')))
    expect(await (await open()).closed).toEqual({ code: 1013, reason: 'Too many connections of this account' })
    three[0]!.socket.close()
    await three[0]!.closed
    await eventually(async () => {
      const fourth = await open()
      await Promise.race([fourth.message('connection_ack'), fourth.closed.then(({ reason }) => { throw new Error(reason) })])
      fourth.socket.close()
    })
    for (const connection of three) connection.socket.close()
  })
})

describe('refused as over HTTP', () => {
  test.each([
    ['no GraphQL', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', 'subscription { weather }', 'GRAPHQL_VALIDATION_FAILED'],
    ['two root fields', `subscription ($input: CvDraftInput!) { a: cvDraft(input: $input) { done } b: cvDraft(input: $input) { done } }`, 'GRAPHQL_VALIDATION_FAILED'],
    ['too many tokens', `subscription ($input: CvDraftInput!) { cvDraft(input: $input) { ${'done '.repeat(10_001)} } }`, 'GRAPHQL_PARSE_FAILED'],
    ['no operation of that name', 'subscription A { __typename } subscription B { __typename }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('%s', async (_what, query, code) => {
    const errors = await refused(query, { input: inputs.generateCv({ idempotencyKey: 'x' }) })
    expect(errors.map((error: any) => error.extensions.code)).toContain(code)
  })

  test('a query and a mutation: only subscriptions run here', async () => {
    const ada = await gateway.member()
    for (const query of ['{ viewer { id } }', 'mutation { updateProfile(input: { fullName: "x" }) { profile { id } } }']) {
      expect(await refused(query, {}, ada.token)).toMatchObject([{ message: expect.stringContaining('over HTTP'), extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }])
    }
    expect((await gateway.sql`select full_name from public.profiles where id = ${ada.id}`)[0]!.full_name).not.toBe('x')
  })

  test('variables: every problem with its path, in the same words', async () => {
    const ada = await gateway.member()
    const input = { targetJob: 1, profile: {}, language: 'DE' }
    const errors = await refused(draft, { input }, ada.token)
    const http = await ada.ask('mutation ($input: GenerateCvInput!) { generateCv(input: $input) { cv { id } } }', { input })
    const issues = [...http.errors![0]!.extensions.issues, { path: 'input.idempotencyKey', message: 'This is required.' }]
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
    expect(errors[0].extensions.issues).toEqual(expect.arrayContaining(issues))
  })

  test('more subscriptions than one connection may have', async () => {
    const ada = await gateway.member()
    const connection = await dial(gateway.url)
    connection.send({ type: 'connection_init', payload: { authorization: `Bearer ${ada.token}` } })
    await connection.message('connection_ack')
    for (let n = 0; n < 3; n += 1) connection.send({ type: 'subscribe', id: `${n}`, payload: { query: usage } })
    const error = await connection.message('error')
    expect(error).toMatchObject({ id: '2', payload: [{ extensions: { code: 'RATE_LIMITED', limit: 2, remaining: 0, retryAfter: 1 } }] })
    connection.socket.close()
  })
})

test('help lines come with what is refused before a document is read: too many subscriptions, a document that is not there', async () => {
  const said = { input: inputs.generateCv({ idempotencyKey: 'je veux mourir' }) }
  const { token } = await gateway.member()
  const connection = await dial(gateway.url)
  connection.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })
  await connection.message('connection_ack')
  const hash = { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } }
  connection.send({ type: 'subscribe', id: 'hash', payload: { query: '', variables: said, extensions: hash } })
  expect((await connection.message('error')).payload[0].extensions).toMatchObject({ code: 'PERSISTED_QUERY_NOT_FOUND', help: [{ name: '3114' }, ...Array(7).fill({})] })
  for (const id of ['1', '2']) connection.send({ type: 'subscribe', id, payload: { query: usage } })
  connection.send({ type: 'subscribe', id: 'more', payload: { query: draft, variables: said } })
  const refusal = await eventually(() => {
    const found = connection.messages.find(({ type, id }) => type === 'error' && id === 'more')
    expect(found).toBeDefined()
    return found
  })
  expect(refusal.payload[0].extensions).toMatchObject({ code: 'RATE_LIMITED', help: [{ name: '3114' }, ...Array(7).fill({})] })
  connection.socket.close()
})

test('an app that is held to its documents sends their ids here too, and says its name in connection_init', async () => {
  await register(gateway.sql, 'web', [['usage', 'subscription Usage { usageChanged { periodEnd } }']])
  await gateway.sql`select * from public.set_client_level('web', 'ids', false)`
  await gateway.reload()
  const ada = await gateway.member()
  const connection = await dial(gateway.url)
  connection.send({ type: 'connection_init', payload: { authorization: `Bearer ${ada.token}`, 'graphql-client-name': 'web' } })
  await connection.message('connection_ack')
  connection.send({ type: 'subscribe', id: 'text', payload: { query: draft, variables: { input: inputs.generateCv({ idempotencyKey: 'x' }) } } })
  expect(await connection.message('error')).toMatchObject({ id: 'text', payload: [{ extensions: { code: 'DOCUMENT_NOT_REGISTERED' } }] })
  const before = gateway.sockets().subscriptions
  connection.send({ type: 'subscribe', id: 'id', payload: { query: '', documentId: 'usage' } })
  await eventually(() => expect(gateway.sockets().subscriptions).toBe(before + 1))
  await gateway.sql`select public.check_usage_limit(${ada.id}, 'cv_generations', 1)`
  expect((await connection.message('next')).payload.data.usageChanged.periodEnd).toEqual(expect.any(String))
  connection.socket.close()
})

test('a subscription over HTTP is told where to go', async () => {
  const answer = await (await gateway.member()).ask(draft, { input: inputs.generateCv({ idempotencyKey: 'x' }) })
  expect(codes(answer)).toEqual(['OPERATION_RESOLUTION_FAILURE'])
})

describe('time', () => {
  test('who never says who he is is closed (4408); who answers no ping is cut', async () => {
    const hasty = await gateway.another({ socketLimits: { initMs: 20 } })
    expect((await (await dial(hasty.url)).closed).code).toBe(4408)
    const beating = await gateway.another({ socketLimits: { pingMs: 250, initMs: 60_000 } })
    const dead = new WebSocket(`${beating.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { autoPong: false })
    const alive = await dial(beating.url)
    let pings = 0
    alive.socket.on('ping', () => { pings += 1 })
    const [code] = await once(dead, 'close')
    expect(code).toBe(1006)
    await eventually(() => expect(pings).toBeGreaterThan(3))
    expect(alive.socket.readyState).toBe(WebSocket.OPEN)
    alive.socket.close()
  })

  test('places of strangers, and a stop: 503 at the door, 1001 to who is in', async () => {
    const small = await gateway.another({ socketLimits: { strangers: 1 } })
    const connection = await dial(small.url)
    expect((await dial(small.url)).refusal).toMatchObject({ status: 503, body: { errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE', retryAfter: 5 } }] } })
    const stopped = small.stop(1000)
    expect(await connection.closed).toEqual({ code: 1001, reason: 'Going away' })
    await stopped
  })
})
