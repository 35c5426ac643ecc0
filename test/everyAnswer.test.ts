import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { RATES } from '../gateway/request/rate.ts'
import { openGateway, register } from './harness.ts'
import { openPartner } from './partner.ts'
import { dial, listen, openClient } from './socket.ts'

/* Every way in which an answer can come into being, also where Node or ws would have written it by themselves. */

const LIMIT = 100_000
const rates = { user: [{ name: 'user', limit: LIMIT, perSecond: 0.0001 }], address: [{ name: 'address', limit: LIMIT, perSecond: 0.0001 }], partner: RATES.partner }
const settings = { rates, trustedProxies: ['127.0.0.1'], embedded: false, allowedOrigins: ['https://app.example'] }
const gateway = await openGateway(settings)
await register(gateway.sql, 'anonymous', [['hello', 'query Hello { __typename }']])
/** As it is run for the world. */
const strict = await gateway.another({ ...settings, production: true })
const STANDING = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'", 'cross-origin-resource-policy': 'same-origin', 'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'strict-transport-security': 'max-age=63072000; includeSubDomains',
}

interface Told {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Says exactly this on a connection of its own, and hears everything until the connection is closed. */
async function say(text: string | Buffer, url = strict.url): Promise<readonly Told[]> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let heard = ''
  socket.on('data', (chunk) => { heard += chunk.toString('latin1') }).on('error', () => {})
  socket.write(text)
  await once(socket, 'close')
  return answersIn(heard)
}

function answersIn(heard: string): Told[] {
  const answers: Told[] = []
  for (let rest = heard; rest !== '';) {
    const [head = '', ...after] = rest.split('\r\n\r\n')
    const [first = '', ...lines] = head.split('\r\n')
    const headers = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]))
    const length = Number(headers['content-length'] ?? Infinity)
    const body = after.join('\r\n\r\n')
    answers.push({ status: Number(first.split(' ')[1]), headers, body: body.slice(0, length) })
    rest = body.slice(length)
  }
  return answers
}

let n = 0
/** Each from an address of its own, so that what it cost can be read off its answer. */
const head = (first: string, ...headers: string[]) => [first, 'host: gateway.example', `x-forwarded-for: 192.0.${Math.floor((n += 1) / 250)}.${n % 250}`, 'connection: close', ...headers, '', ''].join('\r\n')
const from = (address: string, text: string) => text.replace(/x-forwarded-for: .*\r\n/, `x-forwarded-for: ${address}\r\n`)
const post = (body: string | Buffer, ...headers: string[]) => head('POST /graphql HTTP/1.1', 'content-type: application/json', `content-length: ${Buffer.byteLength(body)}`, ...headers) + body
const ask = (body: unknown, ...headers: string[]) => post(JSON.stringify(body), ...headers)
const upgrade = (...headers: string[]) => ['GET /graphql HTTP/1.1', 'host: gateway.example', 'connection: upgrade', 'upgrade: websocket', 'sec-websocket-version: 13', 'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==', 'sec-websocket-protocol: graphql-transport-ws', ...headers, '', ''].join('\r\n')

/** Nothing is refused for nothing. */
const refused: readonly (readonly [says: string, text: () => string, status: number])[] = [
  // By us, before GraphQL.
  ['an unknown path', () => head('GET /nowhere HTTP/1.1'), 404],
  ['another method', () => head('DELETE /graphql HTTP/1.1'), 405],
  ['TRACE', () => head('TRACE /graphql HTTP/1.1'), 405],
  ['HEAD of what is not there', () => head('HEAD /nowhere HTTP/1.1'), 404],
  ['POST to a document', () => head('POST /graphql/sha256:00 HTTP/1.1', 'content-length: 0'), 405],
  ['a preflight of a foreign page', () => head('OPTIONS /graphql HTTP/1.1', 'origin: https://evil.example', 'access-control-request-method: POST'), 403],
  ['a bad token', () => ask({ query: '{ __typename }' }, 'authorization: Bearer x'), 401],
  ['two authorization headers', () => ask({ query: '{ __typename }' }, 'authorization: Bearer x', 'authorization: Bearer y'), 400],
  ['two partner keys', () => ask({ query: '{ __typename }' }, 'x-phoenix-partner-key: x', 'X-Phoenix-Partner-Key: y'), 400],
  ['two content types', () => ask({ query: '{ __typename }' }, 'Content-Type: text/plain'), 400],
  ['two hosts', () => ask({ query: '{ __typename }' }, 'Host: other.example'), 400],
  ['an unknown partner key', () => ask({ documentId: 'x' }, `x-phoenix-partner-key: phx_00000000_${'a'.repeat(43)}`), 401],
  ['a partner key that is none', () => ask({ documentId: 'x' }, 'x-phoenix-partner-key: x'), 401],
  ['a partner key beside a token', () => ask({ documentId: 'x' }, 'x-phoenix-partner-key: x', 'authorization: Bearer x'), 400],
  ['too long', () => head('POST /graphql HTTP/1.1', 'content-type: application/json', 'content-length: 300000') + 'x'.repeat(300_000), 413],
  ['chunked and too long', () => `${head('POST /graphql HTTP/1.1', 'content-type: application/json', 'transfer-encoding: chunked')}50000\r\n${'x'.repeat(0x50000)}\r\n0\r\n\r\n`, 413],
  ['another type', () => head('POST /graphql HTTP/1.1', 'content-type: text/plain', 'content-length: 2') + '{}', 415],
  ['no type', () => head('POST /graphql HTTP/1.1', 'content-length: 2') + '{}', 415],
  ['a form', () => head('POST /graphql HTTP/1.1', 'content-type: multipart/form-data; boundary=x', 'content-length: 2') + '{}', 415],
  ['another charset', () => head('POST /graphql HTTP/1.1', 'content-type: application/json; charset=utf-16', 'content-length: 2') + '{}', 415],
  ['compressed', () => ask({ query: '{ __typename }' }, 'content-encoding: gzip'), 415],
  ['a compressed chain', () => ask({ query: '{ __typename }' }, 'content-encoding: identity, gzip'), 415],
  ['no JSON', () => post('{"query":'), 400],
  ['nothing', () => post(''), 400],
  ['JSON and more', () => post('{"query":"{ __typename }"}{}'), 400],
  ['a batch', () => post('[{"query":"{ __typename }"}]'), 400],
  ['a text', () => post('"{ __typename }"'), 400],
  ['no UTF-8', () => post(Buffer.from([0x7b, 0xff, 0x7d]).toString('latin1')), 400],
  ['a document twice', () => head('GET /graphql/x?documentId=y HTTP/1.1'), 400],
  ['another document', () => ask({ documentId: 'x' }), 200],
  ['a document by a path that goes up', () => head('GET /graphql/%2e%2e/ HTTP/1.1'), 200],
  ['a path that begins twice', () => head('GET //graphql HTTP/1.1'), 404],
  ['a path with a dot', () => head('GET /./graphql HTTP/1.1'), 404],
  ['a text that is not registered', () => ask({ query: '{ __typename }' }), 200],
  ['a hash that is not known', () => ask({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }), 200],
  ['a hash of another version', () => ask({ extensions: { persistedQuery: { version: 2, sha256Hash: 'a'.repeat(64) } } }), 400],
  ['an id that is no text', () => ask({ documentId: 1 }), 400],
  // By Apollo.
  ['no document', () => ask({}), 400],
  ['an empty document', () => ask({ query: '' }), 400],
  ['no document in a GET', () => head('GET /graphql HTTP/1.1'), 400],
  // By Node, if we let it.
  ['no HTTP', () => 'hello\r\n\r\n', 400],
  ['another version of HTTP', () => 'GET /graphql HTTP/9.9\r\n\r\n', 400],
  ['no host', () => 'GET /graphql HTTP/1.1\r\nconnection: close\r\n\r\n', 400],
  ['a header that is none', () => 'GET /graphql HTTP/1.1\r\nhost: x\r\nno colon\r\n\r\n', 400],
  ['two lengths', () => 'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}', 400],
  ['a length and chunks', () => 'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}', 400],
  ['endless headers', () => `GET /graphql HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(40_000)}\r\n\r\n`, 431],
  ['a hundred headers and more', () => head('GET /graphql HTTP/1.1', ...Array.from({ length: 100 }, (_, i) => `x-${i}: 1`)), 431],
  ['thousands of headers', () => head('GET /graphql HTTP/1.1', ...Array.from({ length: 3_000 }, () => 'a: 1')), 431],
  ['an expectation that nobody meets', () => ask({ query: '{ __typename }' }, 'expect: miracles'), 417],
  ['an endless chunk extension', () => `${head('POST /graphql HTTP/1.1', 'content-type: application/json', 'transfer-encoding: chunked')}1;${'x'.repeat(20_000)}\r\n`, 413],
  ['a chunk that is none', () => `${head('POST /graphql HTTP/1.1', 'content-type: application/json', 'transfer-encoding: chunked')}zz\r\n`, 400],
  ['a tunnel', () => 'CONNECT example.org:443 HTTP/1.1\r\nhost: example.org:443\r\n\r\n', 405],
  ['another host\'s target', () => head('GET http://other.example/graphql HTTP/1.1'), 404],
  // By ws, if we let it.
  ['a WebSocket elsewhere', () => upgrade().replace('/graphql', '/nowhere'), 404],
  ['a WebSocket of a foreign page', () => upgrade('origin: https://evil.example'), 403],
  ['a WebSocket with a partner key', () => upgrade('x-phoenix-partner-key: x'), 403],
  ['a WebSocket with a partner key and a token', () => upgrade('x-phoenix-partner-key: x', 'authorization: Bearer x'), 400],
  ['a WebSocket with two tokens', () => upgrade('authorization: Bearer x', 'authorization: Bearer y'), 400],
  ['a WebSocket without a key', () => upgrade().replace(/sec-websocket-key.*\r\n/, ''), 400],
  ['a WebSocket of another version', () => upgrade().replace('version: 13', 'version: 7'), 400],
  ['a WebSocket by POST', () => upgrade().replace('GET', 'POST'), 405],
  ['a WebSocket with a protocol list that is none', () => upgrade().replace('graphql-transport-ws', ',,'), 400],
]
/** What Apollo refuses, some of it before any plugin is asked; where texts may be sent. */
const apollo: readonly (readonly [says: string, text: () => string, status: number])[] = [
  ['a document that is no text', () => ask({ query: 1 }), 400],
  ['a document that is a list', () => ask({ query: ['{ __typename }'] }), 400],
  ['no document', () => ask({}), 400],
  ['an empty one', () => ask({ query: '' }), 400],
  ['null', () => ask({ query: null }), 400],
  ['variables that are a text', () => ask({ query: '{ __typename }', variables: '{}' }), 400],
  ['variables that are a list', () => ask({ query: '{ __typename }', variables: [] }), 400],
  ['variables that are a number', () => ask({ query: '{ __typename }', variables: 1 }), 400],
  ['an operation name that is no text', () => ask({ query: '{ __typename }', operationName: 1 }), 400],
  ['extensions that are a text', () => ask({ query: '{ __typename }', extensions: '{}' }), 400],
  ['extensions that are a list', () => ask({ query: '{ __typename }', extensions: [] }), 400],
  ['an operation that is not there', () => ask({ query: 'query A { __typename }', operationName: 'B' }), 200],
  ['one of several, unnamed', () => ask({ query: 'query A { __typename } query B { __typename }' }), 200],
  ['a document that cannot be parsed', () => ask({ query: '{' }), 200],
  ['a document that is not valid', () => ask({ query: '{ nothing }' }), 200],
  ['only a fragment', () => ask({ query: 'fragment F on Query { __typename }' }), 200],
  ['a subscription', () => ask({ query: 'subscription { usageChanged { periodStart } }' }), 200],
  ['a variable that is not there', () => ask({ query: 'query ($id: ID!) { node(id: $id) { id } }' }), 200],
  ['a mutation by GET', () => head('GET /graphql?query=mutation%7BdeleteCv(input:%7BcvId:%22x%22%7D)%7BdeletedId%7D%7D HTTP/1.1'), 405],
  ['a GET without a document', () => head('GET /graphql?variables=%7B%7D HTTP/1.1'), 400],
  ['a GET with variables that are no JSON', () => head('GET /graphql?query=%7B__typename%7D&variables=x HTTP/1.1'), 400],
  ['a GET with extensions that are no JSON', () => head('GET /graphql?query=%7B__typename%7D&extensions=x HTTP/1.1'), 400],
  ['a GET with two documents', () => head('GET /graphql?query=%7B__typename%7D&query=%7Ba:__typename%7D HTTP/1.1'), 400],
  ['a GET of a foreign page', () => head('GET /graphql?query=%7B__typename%7D HTTP/1.1', 'origin: https://evil.example', 'sec-fetch-site: cross-site'), 400],
  ['a type that nobody writes', () => ask({ query: '{ __typename }' }, 'accept: image/png'), 406],
]
const welcome: readonly (readonly [says: string, text: () => string, status: number])[] = [
  ['a registered document', () => head('GET /graphql/hello HTTP/1.1'), 200],
  ['its head', () => head('HEAD /graphql/hello HTTP/1.1'), 200],
  ['an absolute target', () => head('GET http://gateway.example/graphql/hello HTTP/1.1'), 200],
  ['HTTP/1.0', () => 'GET /graphql/hello HTTP/1.0\r\n\r\n', 200],
  ['options', () => head('OPTIONS /graphql HTTP/1.1'), 204],
  ['a preflight', () => head('OPTIONS /graphql HTTP/1.1', 'origin: https://app.example', 'access-control-request-method: POST'), 204],
  ['health', () => head('GET /health/live HTTP/1.1'), 200],
  ['readiness', () => head('GET /health/ready HTTP/1.1'), 200],
  ['a webhook that is off', () => head('POST /webhooks/stripe HTTP/1.1', 'content-length: 2') + '{}', 503],
]

const remainingOf = ({ headers }: Told) => Number(/r=(\d+)/.exec(headers.ratelimit ?? '')?.[1])

/** Keys of __proto__ and the like are data, and twice the same key is what JSON says it is: the last one. */
const odd: readonly (readonly [says: string, text: () => string, data: unknown])[] = [
  ['a byte order mark', () => post('\ufeff{"query":"{ __typename }"}'), { __typename: 'Query' }],
  ['the same key twice', () => post('{"query":"{ nothing }","query":"{ __typename }"}'), { __typename: 'Query' }],
  ['__proto__ beside the document', () => post('{"__proto__":{"query":"{ nothing }"},"query":"{ __typename }"}'), { __typename: 'Query' }],
  ['__proto__ in variables', () => post('{"query":"query ($n: Boolean = true) { __typename @include(if: $n) }","variables":{"__proto__":{"n":false}}}'), { __typename: 'Query' }],
  ['constructor and toString in variables', () => post('{"query":"{ __typename }","variables":{"constructor":{"prototype":{"x":1}},"toString":1,"hasOwnProperty":null}}'), { __typename: 'Query' }],
  ['chunks', () => `${head('POST /graphql HTTP/1.1', 'content-type: application/json', 'transfer-encoding: chunked')}10\r\n{"query":"{ __ty\r\n9\r\npename }"\r\n1\r\n}\r\n0\r\n\r\n`, { __typename: 'Query' }],
]

describe('every answer has the headers that protect whoever reads it', () => {
  test.each([...refused, ...welcome])('%s', async (_says, text, status) => {
    const answers = await say(text())
    expect(answers.map((answer) => answer.status)).toEqual([status])
    expect(answers[0]!.headers).toMatchObject(STANDING)
    expect(answers[0]!.headers['x-request-id']).toMatch(/^[\w-]{36}$/)
    if (!answers[0]!.headers['cache-control']?.includes('no-store')) expect(answers[0]!.headers['cache-control']).toMatch(/max-age/)
  })
})

describe('nothing is refused for nothing, and the answer says what is left', () => {
  test.each([...refused.map((row) => [...row, strict.url] as const), ...apollo.map((row) => [...row, gateway.url] as const)])('%s', async (_says, text, status, url) => {
    const [told] = await say(text(), url)
    expect(told!.status).toBe(status)
    expect(told!.headers['ratelimit-policy']).toMatch(/^"address";q=100000/)
    expect(remainingOf(told!)).toBeLessThan(LIMIT)
    expect(told!.headers).toMatchObject({ 'x-content-type-options': 'nosniff' })
  })

  test('who is known pays himself', async () => {
    const ada = await gateway.member()
    for (const text of [ask({ documentId: 'x' }, `authorization: Bearer ${ada.token}`), post('{', `authorization: Bearer ${ada.token}`)]) expect((await say(text))[0]!.headers.ratelimit).toMatch(/^"user";r=99\d+/)
    const partner = await openPartner(gateway, await gateway.member({ role: 'admin' }), {})
    expect((await say(ask({ documentId: 'x' }, `x-phoenix-partner-key: ${partner.key}`)))[0]!.headers.ratelimit).toMatch(/^"partner";r=5\d+/)
  })

  test('what a shared cache may keep is paid for once, and says nothing of anybody\'s points', async () => {
    const [page] = await say(from('203.0.113.1', head('GET /graphql/hello HTTP/1.1')))
    expect(page!.headers).not.toHaveProperty('ratelimit')
    expect(remainingOf((await say(from('203.0.113.1', head('GET /nowhere HTTP/1.1'))))[0]!)).toBe(LIMIT - 2)
  })

  test('how we are may be asked for nothing', async () => {
    for (const text of [head('GET /health/live HTTP/1.1'), head('DELETE /health/live HTTP/1.1')]) expect((await say(text))[0]!.headers).not.toHaveProperty('ratelimit')
  })
})

describe('odd, and understood', () => {
  test.each(odd)('%s', async (_says, text, data) => {
    const [told] = await say(text(), gateway.url)
    expect(JSON.parse(told!.body).data).toEqual(data)
    expect(({} as { query?: unknown }).query).toBeUndefined()
  })

  test('JSON as deep as a body may be long', async () => {
    const deep = `{"query":"query ($v: JSONObject) { __typename }","variables":{"v":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}}`
    const [told] = await say(post(deep), gateway.url)
    expect(told!.status).toBeLessThan(500)
    expect((await say(ask({ query: '{ __typename }' }), gateway.url))[0]!.status).toBe(200)
  })
})

describe('several requests on one connection', () => {
  const alive = () => ask({ query: '{ __typename }' }).replace('connection: close\r\n', '')
  test('are answered in their order', async () => {
    const answers = await say(`${alive()}${alive().replace('__typename', 'nothing___')}${ask({ query: '{ a: __typename }' })}`, gateway.url)
    expect(answers.map(({ status, body }) => [status, Object.keys(JSON.parse(body))[0]])).toEqual([[200, 'data'], [200, 'errors'], [200, 'data']])
    expect(JSON.parse(answers[2]!.body).data).toEqual({ a: 'Query' })
  })

  test('and what follows and cannot be read is nobody\'s answer', async () => {
    const answers = await say(`${alive()}no HTTP\r\n\r\n`, gateway.url)
    expect(answers.map(({ status }) => status)).toEqual([200])
    expect(answers[0]!.headers.connection).toBe('close')
  })
})

describe('a WebSocket', () => {
  let sockets = 0
  test.each([
    ['a partner\'s key', { 'x-phoenix-partner-key': 'x' }, {}, 'Partners do not subscribe: they send registered documents, over HTTP.'],
    ['in capitals', { 'X-Phoenix-Partner-Key': 'x' }, {}, 'Partners do not subscribe: they send registered documents, over HTTP.'],
    ['one that is no text', { 'x-phoenix-partner-key': 1 }, {}, 'Partners do not subscribe: they send registered documents, over HTTP.'],
    ['beside a token', { 'x-phoenix-partner-key': 'x', authorization: 'Bearer x' }, {}, 'Send a partner key or a bearer token, not both.'],
    ['beside the handshake\'s token', { 'x-phoenix-partner-key': 'x' }, { authorization: 'Bearer x' }, 'Send a partner key or a bearer token, not both.'],
  ])('with %s in connection_init is closed for good, and pays', async (_says, payload, headers, reason) => {
    const address = `198.51.100.${sockets += 1}`
    const { send, closed } = await dial(strict.url, { headers: { 'x-forwarded-for': address, ...headers } })
    send({ type: 'connection_init', payload })
    expect(await closed).toEqual({ code: 4400, reason })
    const [told] = await say(from(address, head('GET /nowhere HTTP/1.1')))
    expect(remainingOf(told!)).toBe(LIMIT - 2)
  })

  test('also with a key that is good, in the handshake and in connection_init: never as nobody', async () => {
    const { key } = await openPartner(gateway, await gateway.member({ role: 'admin' }), {})
    expect((await dial(strict.url, { headers: { 'x-phoenix-partner-key': key } })).refusal).toMatchObject({ status: 403, body: { errors: [{ extensions: { code: 'FORBIDDEN' } }] } })
    const { send, closed, messages } = await dial(strict.url)
    send({ type: 'connection_init', payload: { 'x-phoenix-partner-key': key } })
    expect((await closed).code).toBe(4400)
    expect(messages).toEqual([])
  })

  test('whose document is refused pays', async () => {
    const ada = await gateway.member()
    const client = openClient(strict.url, ada.token)
    expect((await listen(client, 'subscription { nothing }').end()).error).toMatchObject([{ extensions: { code: 'DOCUMENT_NOT_REGISTERED' } }])
    const [told] = await say(head('GET /graphql/hello HTTP/1.1', `authorization: Bearer ${ada.token}`))
    expect(remainingOf(told!)).toBe(LIMIT - 2)
  })
})
