import { AsyncLocalStorage } from 'node:async_hooks'
import { once } from 'node:events'
import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { ApolloServer, HeaderMap } from '@apollo/server'
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled'
import { makeExecutableSchema } from '@graphql-tools/schema'
import { GraphQLError } from 'graphql'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { signalOf } from '../gateway/ending.ts'
import type { Waited } from '../gateway/ending.ts'
import { notFound, serviceUnavailable, unauthenticated } from '../gateway/errors.ts'
import { statusCodes } from '../gateway/http/statusPlugin.ts'
import type { Caller } from '../gateway/request/auth.ts'
import { formatError } from '../gateway/request/format.ts'
import { admit, createAdmission, createGate } from '../gateway/request/admission.ts'
import { createRateLimiter, EMBEDDED_RATES } from '../gateway/request/rate.ts'
import { createGatewayServer, PortInUse, type GatewayServer, type ServerOptions } from '../gateway/server.ts'
import { costOf, eventually } from './samples.ts'

const typeDefs = /* GraphQL */ `
  scalar Anything
  type Query {
    any(any: Anything): String
    hello(name: String): String
    count(n: Int! = 1): Int
    refused: String
    broken: String
    wrapped: String
    down: String
    wait: String
  }
  type Mutation {
    save(input: SaveInput!): String
  }
  input SaveInput {
    profile: ProfileInput!
    skills: [SkillInput!]
  }
  input ProfileInput {
    fullName: String!
    age: Int
  }
  input SkillInput {
    name: String!
  }
`

interface Toy {
  signal: AbortSignal
  /** Resolves the field `wait`. */
  waiting: Promise<string>
}

/** A promise and its levers, one a test. */
const levers = {
  entered: Promise.withResolvers<void>(),
  leave: Promise.withResolvers<string>(),
  aborted: Promise.withResolvers<unknown>(),
}
const resolvers = {
  Query: {
    hello: (_: unknown, { name }: { name?: string }) => `Hello ${name ?? 'you'}`,
    count: (_: unknown, { n }: { n: number }) => n,
    refused: () => { throw notFound('letter') },
    broken: () => { throw new Error('secret: the password is 1234') },
    wrapped: () => { throw new GraphQLError('outer secret', { originalError: notFound('cv'), extensions: { code: 'BAD_REQUEST' } }) },
    down: () => { throw serviceUnavailable(3, new Error('secret: 10.0.0.1 refused')) },
    wait: (_: unknown, _args: unknown, { signal, waiting }: Toy) => {
      signal.addEventListener('abort', () => levers.aborted.resolve(signal.reason))
      levers.entered.resolve()
      return waiting
    },
  },
  Mutation: { save: () => 'saved' },
}

const lines: string[] = []
const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) })
const requestIds = new AsyncLocalStorage<string>()
const schema = makeExecutableSchema({ typeDefs, resolvers })
const apollo = new ApolloServer<Toy>({
  schema,
  plugins: [admit(createGate(createAdmission({ schema, introspection: true }), schema)) as never, statusCodes, ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled()],
  formatError: formatError(log, () => requestIds.getStore()),
  logger: log,
  stopOnTerminationSignals: false,
})
beforeAll(() => apollo.start())
afterAll(() => apollo.stop())

const open: GatewayServer[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close(0)))
  Object.assign(levers, { entered: Promise.withResolvers(), leave: Promise.withResolvers(), aborted: Promise.withResolvers() })
  lines.length = 0
})

const verify = async (authorization: string | undefined): Promise<Caller> => {
  if (authorization === undefined) return { kind: 'anonymous' }
  if (authorization !== 'Bearer good') throw unauthenticated('The token is not valid.')
  return { kind: 'viewer', viewer: { id: 'ada', claims: {}, role: 'member' }, token: 'good' }
}

/** As many points as anybody likes. */
const meter = () => ({ rate: createRateLimiter({ rates: EMBEDDED_RATES, lease: async (_bucket, _rate, points) => ({ granted: points, remaining: 1_000_000 }), warn: () => {} }).of({ kind: 'anonymous' }, null), requested: 0 })

async function serve(change: Partial<ServerOptions<Toy>> = {}) {
  const server = createGatewayServer<Toy>({
    apollo,
    verify,
    context: ({ waited }) => ({ signal: signalOf(waited), meter: meter(), waiting: levers.leave.promise }),
    ready: async () => ({ ok: true, checks: { database: 'ok' } }),
    supabase: null,
    graphiql: null,
    embedded: true,
    allowedOrigins: [],
    log,
    requestIds,
    ...change,
  })
  open.push(server)
  const { port } = await server.listen(0, '127.0.0.1')
  const base = `http://127.0.0.1:${port}`
  const ask = (query: string, variables?: unknown, headers: Record<string, string> = {}) =>
    fetch(`${base}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
      body: JSON.stringify({ query, variables }),
    })
  const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(`${base}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
  return { server, port, base, ask, post }
}

interface Answer {
  data?: unknown
  errors?: { message: string; extensions: { code: string; issues?: { path: string; message: string }[] } }[]
}
const read = async (answer: Response) => (await answer.json()) as Answer
const codeOf = async (answer: Response) => [answer.status, (await read(answer)).errors?.[0]?.extensions.code]

/** Speaks HTTP by hand. `all` is everything that came until the server closed. */
async function raw(port: number) {
  const socket: Socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const all = text(socket).catch(() => 'reset')
  return { socket, all, say: (...said: string[]) => socket.write(said.join('\r\n')) }
}
const HEAD = ['POST /graphql HTTP/1.1', 'host: localhost', 'content-type: application/json']

describe('answers', () => {
  test('a query, with a request id and the headers that every answer has', async () => {
    const { ask } = await serve()
    const answer = await ask('{ hello }')
    expect(await answer.json()).toMatchObject({ data: { hello: 'Hello you' } })
    expect(answer.headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8')
    expect(answer.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test('in production browsers are told to come by HTTPS only, whatever the answer', async () => {
    const { base } = await serve({ production: true })
    for (const path of ['/graphql?query={hello}', '/nowhere']) expect((await fetch(`${base}${path}`)).headers.get('strict-transport-security')).toBe('max-age=63072000; includeSubDomains')
    const open = await serve()
    expect((await fetch(`${open.base}/health/live`)).headers.get('strict-transport-security')).toBeNull()
  })

  test('a request id that comes in goes out, unless it could be an attack on a log', async () => {
    const { ask } = await serve()
    expect((await ask('{ hello }', {}, { 'x-request-id': 'trace_0001' })).headers.get('x-request-id')).toBe('trace_0001')
    expect((await ask('{ hello }', {}, { 'x-request-id': '{"a":1}' })).headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
  })

  test('GET and HEAD', async () => {
    const { base } = await serve()
    const address = `${base}/graphql?query={hello}`
    expect(await (await fetch(address)).json()).toMatchObject({ data: { hello: 'Hello you' } })
    const head = await fetch(address, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    const mutation = await fetch(`${base}/graphql?query=mutation{save(input:{profile:{fullName:"A"}})}`)
    expect([mutation.status, mutation.headers.get('allow')]).toEqual([405, 'POST'])
  })

  test('a GET that a foreign page could make by itself is refused', async () => {
    const { base } = await serve()
    const ask = (headers: Record<string, string>) => fetch(`${base}/graphql?query={hello}`, { headers }).then(({ status }) => status)
    expect(await ask({ 'sec-fetch-site': 'cross-site' })).toBe(400)
    expect(await ask({ 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' })).toBe(200)
    expect(await ask({ 'sec-fetch-site': 'same-origin' })).toBe(200)
    expect(await ask({ 'sec-fetch-site': 'same-site', origin: 'http://localhost:3000' })).toBe(200)
  })

  test('health', async () => {
    let ok = true
    const { base } = await serve({ ready: async () => ({ ok, checks: { database: ok } }) })
    expect(await (await fetch(`${base}/health/live`)).json()).toEqual({ status: 'ok' })
    const look = async () => fetch(`${base}/health/ready`).then(async (answer) => [answer.status, await answer.json()])
    expect(await look()).toEqual([200, { status: 'ok', checks: { database: true } }])
    ok = false
    expect(await look()).toEqual([503, { status: 'unavailable', checks: { database: false } }])
  })

  test('a readiness check that fails is not ready', async () => {
    const { base } = await serve({ ready: async () => { throw new Error('secret') } })
    const answer = await fetch(`${base}/health/ready`)
    expect([answer.status, await answer.text()]).toEqual([503, expect.not.stringContaining('secret')])
  })

  test('an answer in parts comes part by part, and ends with the client', async () => {
    const ended = Promise.withResolvers<void>()
    const more = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    async function* parts() {
      try {
        yield 'one'
        for (const { promise } of more) {
          await promise
          yield 'next'
        }
      } finally {
        ended.resolve()
      }
    }
    const headers = new HeaderMap([['content-type', 'multipart/mixed']])
    const inParts = { executeHTTPGraphQLRequest: async () => ({ headers, body: { kind: 'chunked', asyncIterator: parts() } }) }
    const { base } = await serve({ apollo: inParts as unknown as ApolloServer<Toy> })
    const hangUp = new AbortController()
    const answer = await fetch(`${base}/graphql?query={hello}`, { signal: hangUp.signal })
    const reader = answer.body?.getReader()
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('one')
    more[0]?.resolve()
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('next')
    hangUp.abort()
    more[1]?.resolve()
    await ended.promise
  })

  test('a room brings a door of its own', async () => {
    const { base } = await serve({
      routes: [{ path: '/metrics', methods: ['GET'], cors: false, answer: async ({ res }) => void res.end('up 1') }],
    })
    expect(await (await fetch(`${base}/metrics`)).text()).toBe('up 1')
  })
})

describe('refused before GraphQL', () => {
  test('unknown paths, other methods', async () => {
    const { base } = await serve()
    expect(await codeOf(await fetch(`${base}/nothing`))).toEqual([404, 'NOT_FOUND'])
    expect(await codeOf(await fetch(`${base}/graphiql/boot.js`))).toEqual([404, 'NOT_FOUND'])
    const put = await fetch(`${base}/graphql`, { method: 'PUT' })
    expect(put.headers.get('allow')).toBe('GET, POST, HEAD, OPTIONS')
    expect(await codeOf(put)).toEqual([405, 'BAD_REQUEST'])
  })

  test('a bad token, before the body', async () => {
    const { port } = await serve()
    const { say, all, socket } = await raw(port)
    say(...HEAD, 'authorization: Bearer bad', 'content-length: 9000000', '', '')
    await once(socket, 'data')
    socket.end()
    expect(await all).toMatch(/^HTTP\/1\.1 401 .*www-authenticate: Bearer.*"UNAUTHENTICATED"/s)
  })

  test.each([
    ['text/plain', 415],
    ['multipart/form-data; boundary=x', 415],
    ['application/x-www-form-urlencoded', 415],
    ['application/json; charset=utf-16', 415],
    ['application/json; charset="UTF-8"', 200],
    ['Application/JSON', 200],
  ])('content-type %s is %i', async (type, status) => {
    const { post } = await serve()
    expect((await post('{"query":"{ hello }"}', { 'content-type': type })).status).toBe(status)
  })

  test('a compressed body', async () => {
    const { post } = await serve()
    expect(await codeOf(await post('{}', { 'content-encoding': 'gzip' }))).toEqual([415, 'BAD_REQUEST'])
  })

  test.each([
    ['empty', ''],
    ['cut', '{"query":"{ hello }'],
    ['null', 'null'],
    ['a string', '"text"'],
    ['a batch', '[{"query":"{ hello }"}]'],
    ['without a query', '{}'],
    ['with a number as query', '{"query":7}'],
    ['with text as variables', '{"query":"{ hello }","variables":"x"}'],
    ['nested two hundred thousand deep', '['.repeat(200_000)],
  ])('a body that is %s', async (_what, body) => {
    const { post } = await serve()
    expect(await codeOf(await post(body))).toEqual([400, 'BAD_REQUEST'])
  })

  test('bytes that are not UTF-8, without an echo', async () => {
    const { post } = await serve()
    const answer = await post(new Uint8Array([...Buffer.from('{"query":"{ hello(name: \\"hush'), 0xff, ...Buffer.from('\\") }"}')]))
    expect([answer.status, await answer.text()]).toEqual([400, expect.not.stringContaining('hush')])
  })

  test('a foreign host name (DNS rebinding), in embedded mode only', async () => {
    const ask = async (port: number, host: string) => {
      const { say, all } = await raw(port)
      say('GET /health/live HTTP/1.1', `host: ${host}`, 'connection: close', '', '')
      return (await all).slice(9, 12)
    }
    const embedded = await serve()
    const hosts = ['localhost', 'LOCALHOST:80', '127.0.0.1:4000', '[::1]:4000', 'evil.example', 'localhost.evil.example', 'localhost@evil.example', '']
    const answers = await Promise.all(hosts.map((host) => ask(embedded.port, host)))
    expect(answers).toEqual(['200', '200', '200', '200', '403', '403', '403', '403'])
    expect(await ask((await serve({ embedded: false })).port, 'api.example')).toBe('200')
  })

  test('what is not HTTP', async () => {
    const { port } = await serve()
    const { say, all } = await raw(port)
    say('NONSENSE', '', '')
    expect(await all).toMatch(/^HTTP\/1\.1 400 .*"BAD_REQUEST"/s)
  })

  test('endless headers', async () => {
    const { port } = await serve()
    const { say, all } = await raw(port)
    say(...HEAD, `x-long: ${'x'.repeat(40_000)}`, '', '')
    expect(await all).toMatch(/^HTTP\/1\.1 431 .*"BAD_REQUEST"/s)
  })
})

describe('body limits', () => {
  const padded = (bytes: number) => JSON.stringify({ query: 'query uploadCv { hello }', extensions: { pad: 'x'.repeat(bytes) } })

  test('256 KiB for a stranger, 10 MiB with a verified token', async () => {
    const { post } = await serve()
    const signedIn = { authorization: 'Bearer good' }
    expect((await post(padded(250 * 1024))).status).toBe(200)
    expect(await codeOf(await post(padded(256 * 1024)))).toEqual([413, 'BAD_REQUEST'])
    expect((await post(padded(9 * 1024 * 1024), signedIn)).status).toBe(200)
    expect(await codeOf(await post(padded(10 * 1024 * 1024), signedIn))).toEqual([413, 'BAD_REQUEST'])
  })

  test('declared too long: refused at once, nothing read, and the answer arrives before the close', async () => {
    const { port } = await serve()
    const { say, all, socket } = await raw(port)
    say(...HEAD, 'content-length: 50000000', '', 'x'.repeat(1_000_000))
    await once(socket, 'data')
    socket.end('x'.repeat(1_000_000))
    expect(await all).toMatch(/^HTTP\/1\.1 413 .*connection: close.*"BAD_REQUEST"/s)
  })

  test('chunked and never ending: refused when it passes the limit', async () => {
    const { port } = await serve()
    const { say, all, socket } = await raw(port)
    say(...HEAD, 'transfer-encoding: chunked', '', '')
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`
    const answered = once(socket, 'data')
    for (let n = 0; n < 20; n += 1) socket.write(chunk)
    await answered
    socket.end()
    expect(await all).toMatch(/^HTTP\/1\.1 413 .*connection: close.*"BAD_REQUEST"/s)
  })

  test('who asks before sending (expect: 100-continue) is told no, or to go on', async () => {
    const { port } = await serve()
    const refused = await raw(port)
    refused.say(...HEAD, 'expect: 100-continue', 'content-length: 50000000', '', '')
    await once(refused.socket, 'data')
    refused.socket.end()
    expect(await refused.all).toMatch(/^HTTP\/1\.1 413 /)
    const body = '{"query":"{ hello }"}'
    const welcome = await raw(port)
    welcome.say(...HEAD, 'expect: 100-continue', `content-length: ${body.length}`, 'connection: close', '', '')
    await once(welcome.socket, 'data')
    welcome.socket.write(body)
    expect(await welcome.all).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 .*Hello you/s)
  })

  test.each(['content-length: 20', 'transfer-encoding: chunked'])('a body that does not come is 408 (%s)', async (declared) => {
    const { port } = await serve({ bodyIdleMs: 30 })
    const { say, all, socket } = await raw(port)
    say(...HEAD, declared, '', declared.startsWith('content') ? '{"query"' : '8\r\n{"query"\r\n')
    await once(socket, 'data')
    socket.end()
    expect(await all).toMatch(/^HTTP\/1\.1 408 .*connection: close.*"BAD_REQUEST"/s)
  })

  test('a body that trickles for ever is 408', async () => {
    const { port } = await serve({ bodyIdleMs: 10_000, bodyTotalMs: 50 })
    const { say, all, socket } = await raw(port)
    say(...HEAD, 'content-length: 100000', '', '{')
    const drip = setInterval(() => socket.write(' '), 5)
    await once(socket, 'data')
    clearInterval(drip)
    socket.end()
    expect(await all).toMatch(/^HTTP\/1\.1 408 /)
  })

  test('after a refusal with a small body the connection goes on', async () => {
    const { port } = await serve()
    const { say, all } = await raw(port)
    say(...HEAD, 'authorization: Bearer bad', 'content-length: 2', '', '{}')
    say('GET /health/live HTTP/1.1', 'host: localhost', 'connection: close', '', '')
    expect(await all).toMatch(/^HTTP\/1\.1 401 .*HTTP\/1\.1 200 /s)
  })
})

describe('errors of GraphQL', () => {
  const legacy = { accept: 'application/json' }

  test.each([
    ['{', 'GRAPHQL_PARSE_FAILED'],
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['query A { hello } query B { hello }', 'OPERATION_RESOLUTION_FAILURE'],
    ['mutation ($input: SaveInput!) { save(input: $input) }', 'BAD_USER_INPUT'],
  ])('%s is 400 %s, and 200 for a client that only knows application/json', async (query, code) => {
    const { ask } = await serve()
    expect(await codeOf(await ask(query))).toEqual([400, code])
    expect(await codeOf(await ask(query, {}, legacy))).toEqual([200, code])
  })

  test.each([['{a', ''], ['[', '{ count(n: ']])('a document with 80,000 times %s is too deep to parse', async (part, before) => {
    const { ask } = await serve()
    expect(await codeOf(await ask(before + part.repeat(80_000)))).toEqual([400, 'GRAPHQL_PARSE_FAILED'])
    expect(lines.join()).not.toContain('Maximum call stack')
  })

  test.each([{ version: 1, sha256Hash: 'abc' }, { version: 9, sha256Hash: 'abc' }])('persisted query %j', async (persistedQuery) => {
    const { post } = await serve()
    const answer = await codeOf(await post(JSON.stringify({ extensions: { persistedQuery } })))
    expect(answer).toEqual(persistedQuery.version === 1 ? [200, 'PERSISTED_QUERY_NOT_FOUND'] : [400, 'BAD_REQUEST'])
  })

  test('a refusal of ours comes as it is, at its field, and leaves its neighbours alone', async () => {
    const { ask } = await serve()
    const answer = await ask('{ hello refused wrapped }')
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({
      data: { hello: 'Hello you', refused: null, wrapped: null },
      errors: [
        { message: 'There is no such letter.', path: ['refused'], locations: [{ line: 1, column: 9 }], extensions: { code: 'NOT_FOUND' } },
        { message: 'There is no such cv.', path: ['wrapped'], extensions: { code: 'NOT_FOUND' } },
      ],
    })
  })

  test('anything else is a request id; the log has the rest under it', async () => {
    const { ask } = await serve()
    const answer = await ask('{ broken }')
    const id = answer.headers.get('x-request-id')
    const body = await answer.text()
    expect(JSON.parse(body).errors).toMatchObject([{ path: ['broken'], extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: id } }])
    expect(body).not.toMatch(/secret|stack|\.ts/)
    expect(lines.join()).toContain('the password is 1234')
    expect(lines.find((line) => line.includes('1234'))).toContain(id)
  })

  test('the cause of SERVICE_UNAVAILABLE stays inside', async () => {
    const { ask } = await serve()
    const body = await (await ask('{ down }')).text()
    expect(JSON.parse(body).errors[0].extensions).toEqual({ code: 'SERVICE_UNAVAILABLE', retryAfter: 3 })
    expect(body).not.toContain('secret')
    expect(lines.join()).toContain('10.0.0.1 refused')
  })

  test('a context that refuses answers with its status', async () => {
    const down = await serve({ context: () => { throw serviceUnavailable(7) } })
    const answer = await down.ask('{ hello }')
    expect(answer.headers.get('retry-after')).toBe('7')
    expect(await codeOf(answer)).toEqual([503, 'SERVICE_UNAVAILABLE'])
    const gone = await serve({ context: () => { throw unauthenticated() } })
    expect(await codeOf(await gone.ask('{ hello }'))).toEqual([401, 'UNAUTHENTICATED'])
    const broken = await serve({ context: () => { throw new Error('secret') } })
    const body = await (await broken.ask('{ hello }')).text()
    expect(body).toContain('INTERNAL_SERVER_ERROR')
    expect(body).not.toContain('secret')
  })

  test('null for an argument with a default is the input\'s fault', async () => {
    const { ask } = await serve()
    const { errors } = await read(await ask('query ($n: Int = 1) { count(n: $n) }', { n: null }))
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', issues: [{ path: 'n' }] })
  })
})

describe('variables', () => {
  const SAVE = 'mutation ($input: SaveInput!) { save(input: $input) }'
  const issuesOf = async (variables: unknown, query = SAVE) => {
    const { ask } = await serve()
    return (await read(await ask(query, variables))).errors?.[0]?.extensions.issues
  }

  test('every problem at once, each at its path', async () => {
    expect(await issuesOf({ input: { profile: { age: 'x', fullname: 'Ada' }, skills: [{ name: 'a' }, { name: 7 }, null] } })).toEqual([
      { path: 'input.profile.fullName', message: 'This is required.' },
      { path: 'input.profile.age', message: 'must be a whole number.' },
      { path: 'input.profile.fullname', message: 'ProfileInput has no such field. Did you mean "fullName"?' },
      { path: 'input.skills.1.name', message: 'must be a text.' },
      { path: 'input.skills.2', message: 'This is required.' },
    ])
  })

  test('a variable that is not there, or null', async () => {
    expect(await issuesOf({})).toEqual([{ path: 'input', message: 'This is required.' }])
    expect(await issuesOf({ input: null })).toEqual([{ path: 'input', message: 'This is required.' }])
    expect(await issuesOf({ input: 'text' })).toEqual([{ path: 'input', message: 'must be an object.' }])
  })

  test('fifty are enough, and nothing long comes back', async () => {
    const long = 'x'.repeat(1000)
    const issues = await issuesOf({ input: { profile: { fullName: 'A', age: long, [long]: 1 }, skills: Array(100).fill({}) } })
    expect(issues).toHaveLength(50)
    expect(JSON.stringify(issues)).not.toContain('x'.repeat(250))
  })

  test('characters that no text column holds', async () => {
    const input = { profile: { fullName: 'A\0' }, skills: [{ name: 'ok' }, { name: '\ud800' }] }
    const paths = (await issuesOf({ input }))?.map(({ path }) => path)
    expect(paths?.sort()).toEqual(['input.profile.fullName', 'input.skills.1.name'])
    expect(await issuesOf({}, '{ hello(name: "a\\u0000") }')).toMatchObject([{ path: '1:15' }])
    expect(await issuesOf({}, '{ hello(name: "\\u00e9") }')).toBeUndefined()
  })

  test('a value as deep as a body may be long costs little', async () => {
    const { post } = await serve()
    const deep = `${'{"a":'.repeat(40_000)}"\\u0000"${'}'.repeat(40_000)}`
    expect(await costOf(async () => {
      const answer = await post(`{"query":"query ($any: Anything) { any(any: $any) }","variables":{"any":${deep}}}`)
      expect(await codeOf(answer)).toEqual([200, 'BAD_USER_INPUT'])
    })).toBeLessThan(1000)
  })
})

describe('CORS', () => {
  const preflight = (base: string, origin: string, path = '/graphql') =>
    fetch(base + path, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization, x-new' },
    })

  test('embedded: a page on another localhost port may call, others may not', async () => {
    const { base, ask } = await serve()
    const answer = await preflight(base, 'http://localhost:3000')
    expect(answer.status).toBe(204)
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://localhost:3000')
    expect(answer.headers.get('access-control-allow-headers')).toMatch(/authorization.*content-type.*x-new/)
    for (const origin of ['https://evil.example', 'http://localhost.evil.example', 'null', 'http://localhost:3000/x']) {
      expect(await codeOf(await preflight(base, origin))).toEqual([403, 'FORBIDDEN'])
    }
    const page = await ask('{ hello }', {}, { origin: 'http://127.0.0.1:5173' })
    expect(page.headers.get('access-control-allow-origin')).toBe('http://127.0.0.1:5173')
    const evil = await ask('{ hello }', {}, { origin: 'https://evil.example' })
    expect([evil.headers.get('access-control-allow-origin'), evil.headers.get('vary')]).toEqual([null, 'origin'])
  })

  test('elsewhere: the listed origins only; a refusal is readable for them too', async () => {
    const { base, ask } = await serve({ embedded: false, allowedOrigins: ['https://cv.example'] })
    expect((await preflight(base, 'https://cv.example')).status).toBe(204)
    expect((await preflight(base, 'http://localhost:3000')).status).toBe(403)
    const refused = await ask('{ hello }', {}, { origin: 'https://cv.example', authorization: 'Bearer bad' })
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, 'https://cv.example'])
  })

  test('health and files are nobody else\'s business', async () => {
    const { base } = await serve()
    const answer = await fetch(`${base}/health/live`, { headers: { origin: 'http://localhost:3000' } })
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('/supabase', () => {
  test('goes to the handler without its prefix, and comes back whole', async () => {
    const seen: unknown[] = []
    const { base } = await serve({
      supabase: async (request) => {
        seen.push([request.method, new URL(request.url).pathname + new URL(request.url).search, await request.text(), request.headers.get('apikey')])
        const headers = new Headers({ 'content-range': '0-1/2', 'access-control-allow-origin': '*' })
        headers.append('set-cookie', 'a=1')
        headers.append('set-cookie', 'b=2')
        return new Response('made', { status: 201, headers })
      },
    })
    const answer = await fetch(`${base}/supabase/rest/v1/cvs?select=id`, {
      method: 'POST',
      headers: { apikey: 'k', origin: 'http://localhost:3000', 'content-type': 'application/json' },
      body: '{"a":"é"}',
    })
    expect(seen).toEqual([['POST', '/rest/v1/cvs?select=id', '{"a":"é"}', 'k']])
    expect([answer.status, await answer.text(), answer.headers.getSetCookie()]).toEqual([201, 'made', ['a=1', 'b=2']])
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://localhost:3000')
    expect(answer.headers.get('access-control-expose-headers')).toContain('content-range')
    expect((await fetch(`${base}/supabase/x`, { method: 'HEAD' })).status).toBe(201)
  })

  test('204 without a body; a handler that fails is a 500 without its words; elsewhere there is no such path', async () => {
    const { base } = await serve({ supabase: async ({ url }) => {
      if (url.endsWith('/bad')) throw new Error('secret')
      return new Response(null, { status: 204 })
    } })
    expect((await fetch(`${base}/supabase/ok`, { method: 'DELETE' })).status).toBe(204)
    const bad = await fetch(`${base}/supabase/bad`)
    expect([bad.status, await bad.text()]).toEqual([500, expect.not.stringContaining('secret')])
    expect((await fetch(`${(await serve()).base}/supabase/ok`)).status).toBe(404)
  })
})

describe('GraphiQL', () => {
  let count = 0
  const graphiql = { token: async () => `token-${(count += 1)}</script>`, examples: [{ name: 'Hello', query: '{ hello } # </script><script>alert(1)' }] }
  const html = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }

  test('a browser gets the page, with a token of its own and nothing that ends the data block', async () => {
    const { base } = await serve({ graphiql })
    const load = async () => (await fetch(`${base}/graphql`, { headers: html })).text()
    const [first, second] = [await load(), await load()]
    const settings = (page: string) => JSON.parse(/id="settings">(.*?)<\/script>/s.exec(page)?.[1] ?? 'null')
    expect(settings(first).examples[0].query).toContain('</script><script>alert(1)')
    expect(settings(first).token).not.toBe(settings(second).token)
    expect(first).not.toMatch(/https?:\/\//)
    const answer = await fetch(`${base}/graphql`, { headers: { ...html, origin: 'http://localhost:3000' } })
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self';")
    expect([answer.headers.get('cache-control'), answer.headers.get('access-control-allow-origin')]).toEqual(['no-store', null])
  })

  test('its files come from here, by name only, and are cached by what they hold', async () => {
    const { base } = await serve({ graphiql })
    const page = await (await fetch(`${base}/graphql`, { headers: html })).text()
    const addresses = [...page.matchAll(/(?:src|href)="(\/graphiql\/[^"]+)"/g)].map(([, address]) => address)
    expect(addresses).toHaveLength(6)
    for (const address of addresses) {
      const file = await fetch(base + address)
      expect(file.status).toBe(200)
      expect(file.headers.get('content-type')).toMatch(address?.includes('.css') ? /^text\/css/ : /^text\/javascript/)
      expect(file.headers.get('cache-control')).toContain('immutable')
      const again = await fetch(base + address, { headers: { 'if-none-match': file.headers.get('etag') ?? '' } })
      expect(again.status).toBe(304)
    }
    for (const name of ['../package.json', '..%2fpackage.json', 'package.json', 'constructor', '']) {
      const { say, all } = await raw(Number(new URL(base).port))
      say(`GET /graphiql/${name} HTTP/1.1`, 'host: localhost', 'connection: close', '', '')
      expect(await all).toMatch(/^HTTP\/1\.1 404 /)
    }
  })

  test('a query in the address is answered; without GraphiQL a browser gets JSON, never a page from a CDN', async () => {
    const { base } = await serve({ graphiql })
    const answer = await fetch(`${base}/graphql?query={hello}`, { headers: html })
    expect(await answer.json()).toMatchObject({ data: { hello: 'Hello you' } })
    const off = await serve()
    expect(await codeOf(await fetch(`${off.base}/graphql`, { headers: html }))).toEqual([400, 'BAD_REQUEST'])
  })

  test('no token, still a page', async () => {
    const { base } = await serve({ graphiql: { ...graphiql, token: async () => { throw new Error('down') } } })
    expect((await fetch(`${base}/graphql`, { headers: html })).status).toBe(200)
  })
})

describe('bad days', () => {
  test('a client that hangs up aborts its request, and that is no error', async () => {
    const { port } = await serve()
    const body = '{"query":"{ wait }"}'
    const { say, socket } = await raw(port)
    say(...HEAD, `content-length: ${body.length}`, '', body)
    await levers.entered.promise
    socket.destroy()
    expect(await levers.aborted.promise).toMatchObject({ name: 'AbortError' })
    levers.leave.reject(await levers.aborted.promise)
    expect(lines.filter((line) => line.includes('"level":50'))).toEqual([])
  })

  test('an answered request is never aborted', async () => {
    const signals: Waited[] = []
    const { ask, server } = await serve({ context: ({ waited }) => (signals.push(waited), { signal: signalOf(waited), meter: meter(), waiting: levers.leave.promise }) })
    await (await ask('{ hello }')).json()
    await server.close(1000)
    expect(signals.map(({ aborted }) => aborted)).toEqual([false])
  })

  test('overload: more connections than there may be are closed as they come, and idle ones make nobody wait', async () => {
    const { port, ask } = await serve({ maxConnections: 1_001 })
    const idle = await Promise.all(Array.from({ length: 1_000 }, async () => {
      const socket = connect(port, '127.0.0.1')
      socket.on('error', () => {})
      await once(socket, 'connect')
      return socket
    }))
    expect((await ask('{ hello }', {}, { connection: 'close' })).status).toBe(200)
    const [last, tooMany] = [await raw(port), await raw(port)]
    expect(await tooMany.all).toBe('')
    last.say('GET /health/live HTTP/1.1', 'host: localhost', 'connection: close', '', '')
    expect(await last.all).toMatch(/^HTTP\/1\.1 200 /)
    for (const socket of idle) socket.destroy()
  })

  test('a connection that never says anything, or only half of its headers, is 408', async () => {
    const { port } = await serve({ headersMs: 50 })
    const [mute, slow] = [await raw(port), await raw(port)]
    slow.say('GET /health/live HTTP/1.1', 'host: loc')
    for (const { all } of [mute, slow]) expect(await all).toMatch(/^HTTP\/1\.1 408 .*x-content-type-options: nosniff.*"BAD_REQUEST"/s)
  })

  test('who does not read his answer does not hold it for ever', async () => {
    const { server, port } = await serve({ silentMs: 200 })
    const body = JSON.stringify({ query: 'query ($name: String) { hello(name: $name) } # uploadCv', variables: { name: 'x'.repeat(8_000_000) } })
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {}).pause()
    const request = [...HEAD, 'authorization: Bearer good', `content-length: ${body.length}`, '', body].join('\r\n')
    for (let n = 0; n < 4; n += 1) socket.write(request)
    const connections = () => new Promise<number>((resolve) => server.http.getConnections((_error, count) => resolve(count)))
    await eventually(async () => expect(await connections()).toBe(1))
    await eventually(async () => expect(await connections()).toBe(0))
    socket.destroy()
  })

  test('overload: one more than the bound is 503, and health still answers', async () => {
    const { ask, base } = await serve({ maxConcurrent: 1 })
    const first = ask('{ wait }')
    await levers.entered.promise
    const second = await ask('{ hello }')
    expect(second.headers.get('retry-after')).toBe('1')
    expect(await codeOf(second)).toEqual([503, 'SERVICE_UNAVAILABLE'])
    expect((await fetch(`${base}/health/live`)).status).toBe(200)
    levers.leave.resolve('done')
    expect(await (await first).json()).toMatchObject({ data: { wait: 'done' } })
    expect((await ask('{ hello }')).status).toBe(200)
  })

  test('overload: a process that is late takes on nothing new, until it is not', async () => {
    let late = 0
    const { ask } = await serve({ lag: () => late })
    const waiting = Array.from({ length: 8 }, () => ask('{ wait }'))
    await levers.entered.promise
    late = 2000
    // All eight are in by the time that one more is refused.
    let refused = await ask('{ hello }')
    for (let tries = 0; tries < 200 && refused.status !== 503; tries += 1) refused = await ask('{ hello }')
    expect(refused.headers.get('retry-after')).toBe('1')
    expect(await codeOf(refused)).toEqual([503, 'SERVICE_UNAVAILABLE'])
    late = 0
    expect((await ask('{ hello }')).status).toBe(200)
    levers.leave.resolve('done')
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual(Array(8).fill(200))
  })

  test('one caller cannot take all places for bodies: half of them, and four large ones', async () => {
    const { ask, port } = await serve({ maxConcurrent: 32, verify: async (said) => (said === undefined ? { kind: 'anonymous' } : { kind: 'viewer', viewer: { id: said, claims: {}, role: 'member' }, token: said }) })
    const as = async (who: string, length: number) => {
      const slow = await raw(port)
      slow.say(...HEAD, `authorization: ${who}`, `content-length: ${length}`, '', '{')
      return slow
    }
    const refusedTo = async (who: string, body = '') => (await ask('{ hello }', { body }, { authorization: who })).status
    const small = []
    for (let n = 0; n < 40; n += 1) small.push(await as('eve', 100))
    for (let tries = 0; tries < 200 && (await refusedTo('eve')) !== 429; tries += 1);
    expect([await refusedTo('eve'), await refusedTo('ada')]).toEqual([429, 200])
    for (const one of small) one.socket.destroy()
    for (let tries = 0; tries < 200 && (await refusedTo('eve')) !== 200; tries += 1);
    expect(await refusedTo('eve')).toBe(200)
    const large = []
    for (let n = 0; n < 12; n += 1) large.push(await as('mallory', 5_000_000))
    const body = 'x'.repeat(300 * 1024)
    const upload = async (who: string) => (await ask('query uploadCv { hello }', { body }, { authorization: who })).status
    for (let tries = 0; tries < 200 && (await upload('mallory')) !== 429; tries += 1);
    expect([await upload('mallory'), await refusedTo('mallory')]).toEqual([429, 200])
    expect(await upload('ada')).not.toBe(429)
    for (const one of large) one.socket.destroy()
  })

  test('overload: bodies that come slowly take no place from requests that are all here', async () => {
    const { ask, port } = await serve({ maxConcurrent: 1 })
    const slow = await raw(port)
    slow.say(...HEAD, 'content-length: 100', '', '{')
    const stranger = async () => (await ask('{ hello }')).status
    for (let tries = 0; tries < 200 && (await stranger()) !== 503; tries += 1);
    expect(await stranger()).toBe(503)
    expect((await ask('{ hello }', {}, { authorization: 'Bearer good' })).status).toBe(200)
    slow.socket.destroy()
    for (let tries = 0; tries < 200 && (await stranger()) !== 200; tries += 1);
    expect(await stranger()).toBe(200)
  })

  test('overload: who hangs up with his whole body sent, while it is looked who he is, keeps no place', async () => {
    const asked = Promise.withResolvers<void>()
    const gone = Promise.withResolvers<void>()
    const { ask, port, server } = await serve({ maxConcurrent: 1, verify: async (said) => {
      if (said !== 'Bearer slow') return verify(said)
      asked.resolve()
      await gone.promise
      return verify('Bearer good')
    } })
    server.http.once('request', (_req, res) => void res.once('close', gone.resolve))
    const hasty = await raw(port)
    hasty.say(...HEAD, 'authorization: Bearer slow', 'content-length: 19', '', '{"query":"{hello}"}')
    await asked.promise
    hasty.socket.destroy()
    await gone.promise
    expect((await ask('{ hello }', {}, { authorization: 'Bearer good' })).status).toBe(200)
  })

  test('close lets a running request finish and takes no new one', async () => {
    const { ask, server, base } = await serve()
    const running = ask('{ wait }')
    await levers.entered.promise
    const closed = server.close(10_000)
    await expect(fetch(`${base}/health/live`)).rejects.toThrow()
    levers.leave.resolve('done')
    expect(await (await running).json()).toMatchObject({ data: { wait: 'done' } })
    await closed
  })

  test('close cuts what does not finish', async () => {
    const { ask, server } = await serve()
    const running = ask('{ wait }').catch(() => 'cut')
    await levers.entered.promise
    await server.close(20)
    expect(await running).toBe('cut')
    expect(await levers.aborted.promise).toMatchObject({ name: 'AbortError' })
  })

  test('a port in use is one clear line', async () => {
    const { port } = await serve()
    const second = createGatewayServer<Toy>({
      apollo, verify, context: ({ waited }) => ({ signal: signalOf(waited), meter: meter(), waiting: levers.leave.promise }), ready: async () => ({ ok: true, checks: {} }),
      supabase: null, graphiql: null, embedded: true, allowedOrigins: [], log,
    })
    const error = await second.listen(port, '127.0.0.1').catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(PortInUse)
    expect((error as Error).message).toMatch(new RegExp(`^Port ${port} is in use\\. .*PORT=`))
  })

  test('an answer cut by the client does not bring the server down', async () => {
    const { base, port } = await serve({ supabase: async () => new Response(new ReadableStream({ pull: (out) => out.enqueue(new Uint8Array(65536)) })) })
    const asked = request(`${base}/supabase/endless`).end()
    const [answer] = await once(asked, 'response')
    await once(answer, 'data')
    asked.destroy()
    await once(asked, 'close')
    expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).toBe(200)
  })
})
