import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getIntrospectionQuery, parse, validate } from 'graphql'
import { afterAll, describe, expect, test } from 'vitest'
import { examples } from '../gateway/examples.ts'
import { createAdmission } from '../gateway/request/admission.ts'
import { documentRefusal, LIMITS } from '../gateway/request/limits.ts'
import { loadSchema } from '../schema/load.ts'
import { openGateway } from './harness.ts'

const schema = loadSchema()
const admission = createAdmission({ schema, introspection: true })
const messageOf = (source: string) => admission.refusalOf(parse(source))?.message ?? null
const many = (count: number, write: (n: number) => string, glue = ' ') => Array.from({ length: count }, (_, n) => write(n)).join(glue)
const nested = (levels: number, inner: string) => `${'a { '.repeat(levels - 1)}${inner}${' }'.repeat(levels - 1)}`

describe('each bound holds exactly', () => {
  const refusal = (source: string) => documentRefusal(parse(source))?.message ?? null
  test.each([
    ['depth', (n: number) => `{ ${nested(n, 'b')} }`, LIMITS.depth, 'nested too deeply'],
    ['depth through fragments', (n: number) => `{ ...F0 } ${many(n - 1, (i) => `fragment F${i} on Query { a { ...F${i + 1} } }`)} fragment F${n - 1} on Query { b }`, LIMITS.depth, 'nested too deeply'],
    ['fields', (n: number) => `{ a { ${many(n - 1, (i) => `f${i}`)} } }`, LIMITS.selections, 'too many fields'],
    ['fields through fragments', (n: number) => `{ a { ...F } b { ...F } } fragment F on Query { ${many((n - 4) / 2, (i) => `f${i}`)} }`, LIMITS.selections, 'too many fields', 2],
    ['fields of all operations', (n: number) => many(n / 1000, (i) => `query Q${i} { a { ${many(999, (k) => `f${k}`)} } }`), LIMITS.allSelections, 'too many fields', 1000],
    ['aliases', (n: number) => `{ x { ${many(n, (i) => `a${i}: __typename`)} } }`, LIMITS.aliases, 'too many aliases'],
    ['aliases through fragments', (n: number) => `{ x { ...F } y { ...F } } fragment F on Query { ${many(n / 2, (i) => `a${i}: b`)} }`, LIMITS.aliases, 'too many aliases', 2],
    ['root fields', (n: number) => `{ ${many(n, (i) => `f${i}`)} }`, LIMITS.rootFields, 'too many fields at its root'],
    ['root fields through fragments', (n: number) => `{ ...F ... { ${many(n / 2, (i) => `g${i}`)} } } fragment F on Query { ${many(n / 2, (i) => `f${i}`)} }`, LIMITS.rootFields, 'too many fields at its root', 2],
    ['directives', (n: number) => `{ a ${many(n, () => '@include(if: true)')} }`, LIMITS.directives, 'too many directives'],
    ['directives of variables', (n: number) => `query ($a: Int ${many(n, () => '@a')}) { a }`, LIMITS.directives, 'too many directives'],
    ['operations', (n: number) => many(n, (i) => `query Q${i} { a }`), LIMITS.operations, 'too many operations'],
    ['fragments', (n: number) => `{ ${many(n, (i) => `...F${i}`)} } ${many(n, (i) => `fragment F${i} on Query { a }`)}`, LIMITS.fragments, 'too many fragments', 1, 40],
    ['variables', (n: number) => `query (${many(n, (i) => `$v${i}: Int`)}) { a }`, LIMITS.variables, 'too many variables'],
    ['a list in a list', (n: number) => `{ a(b: ${'['.repeat(n - 1)}1${']'.repeat(n - 1)}) }`, LIMITS.valueDepth, 'argument is nested too deeply'],
    ['an object in an object', (n: number) => `{ a(b: ${'{c: '.repeat(n - 1)}1${'}'.repeat(n - 1)}) }`, LIMITS.valueDepth, 'argument is nested too deeply'],
  ])('%s', (_what, write, limit, says, step = 1, kept: number = limit) => {
    expect(refusal(write(kept))).toBeNull()
    expect(refusal(write(limit + step))).toContain(says)
  })

  test('the same field, over and over', () => {
    // n fields are n * (n - 1) / 2 comparisons, times one for each argument's value
    expect(refusal(`{ a { ${many(200, () => 'b')} } }`)).toBeNull()
    expect(refusal(`{ a { ${many(202, () => 'b')} } }`)).toContain('the same field too many times')
    expect(refusal(`{ a { ${many(60, () => `b(c: [${many(20, String)}])`)} } }`)).toContain('the same field too many times')
    expect(refusal(`{ ${many(20, () => `a { ${many(20, () => 'b')} }`)} }`)).toContain('the same field too many times')
    // What thirty components of a screen ask for together.
    expect(refusal(`{ ${many(30, (n) => `...F${n}`)} } ${many(30, (n) => `fragment F${n} on Query { viewer { id profile { fullName f${n} } } }`)}`)).toBeNull()
  })

  test('a fragment in itself, one that nobody spreads, and one that is not there', () => {
    expect(refusal('{ ...A } fragment A on Query { ...B } fragment B on Query { a { ...A } }')).toBe('Cannot spread fragment "A" within itself.')
    expect(refusal('{ ...A } fragment A on Query { ...A }')).toBe('Cannot spread fragment "A" within itself.')
    expect(refusal('{ a } fragment A on Query { b }')).toBe('Fragment "A" is never used.')
    expect(messageOf('{ ...A }')).toContain('Unknown fragment "A"')
    expect(refusal('type Query { a: Int }')).toContain('operations and fragments only')
  })
})

test('what the usual tools and the examples of GraphiQL ask is within every bound', () => {
  expect(messageOf(getIntrospectionQuery({ descriptions: true, inputValueDeprecation: true, directiveIsRepeatable: true, specifiedByUrl: true, schemaDescription: true, oneOf: true }))).toBeNull()
  for (const { query } of examples) expect(messageOf(query)).toBeNull()
})

test('the first error is enough', () => {
  const document = parse(`{ ${many(30, (n) => `nothing${n}`)} }`)
  expect(validate(schema, document)).toHaveLength(30)
  expect(admission.refusalOf(document)).toMatchObject({ message: expect.stringContaining('nothing0'), locations: [{ line: 1, column: 3 }], extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } })
})

test('in production the schema is not told, not even by a suggestion', () => {
  const closed = createAdmission({ schema, introspection: false })
  expect(closed.refusalOf(parse('{ __schema { types { name } } }'))?.message).toContain('introspection')
  expect(closed.refusalOf(parse('{ __type(name: "Cv") { name } }'))?.message).toContain('introspection')
  expect(closed.refusalOf(parse('{ viewr { id } }'))?.message).toBe('Cannot query field "viewr" on type "Query".')
  expect(admission.refusalOf(parse('{ viewr { id } }'))?.message).toContain('Did you mean "viewer"')
  expect(closed.refusalOf(parse('{ viewer { tier(ap: CV) } }'))?.message).not.toContain('Did you mean')
  expect(closed.refusalOf(parse('{ __typename }'))).toBeNull()
})

test('a document is looked at once', () => {
  const document = parse('{ nothing }')
  expect(admission.refusalOf(document)).toBe(admission.refusalOf(document))
})

type Bytes = Uint8Array<ArrayBuffer>

/** The CPU of one run, in milliseconds. */
async function cpuOf(run: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** A server that reads and says no: what it takes a client and a server of this process to move these bytes. */
async function openSink() {
  const server = createServer((request, response) => request.resume().once('end', () => response.writeHead(400).end()))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterAll(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('what brought others down is refused, in at most 50 ms of CPU more than moving the bytes', async () => {
  const sink = await openSink()
  const gateway = await openGateway()
  const ada = await gateway.member()
  const KIB = 1024
  const json = (query: string, variables?: unknown) => JSON.stringify({ query, variables })
  const bomb = `{ ...F0 } ${many(60, (n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`)} fragment F60 on Query { __typename }`
  const type = { 'content-type': 'application/json' }
  const big = { authorization: `Bearer ${ada.token}` }

  test.each<[string, string | Buffer, string, Record<string, string>?]>([
    ['a fragment bomb', json(bomb), 'GRAPHQL_VALIDATION_FAILED'],
    ['a fragment bomb that is empty', json(bomb.replace('__typename', '...Missing')), 'GRAPHQL_VALIDATION_FAILED'],
    ['a fragment bomb on a list', json(`{ cvTemplates { ...F0 } } ${many(60, (n) => `fragment F${n} on CvTemplate { a: id ...F${n + 1} ...F${n + 1} }`)} fragment F60 on CvTemplate { id }`), 'GRAPHQL_VALIDATION_FAILED'],
    ['circular fragments', json(`{ ...F0 } ${many(150, (n) => `fragment F${n} on Query { ...F${(n + 1) % 150} }`)}`), 'GRAPHQL_VALIDATION_FAILED'],
    ['overlapping fields', json(`{ ${many(9_000, () => '__typename')} }`), 'GRAPHQL_VALIDATION_FAILED'],
    ['overlapping fields, a few at each of many levels', json(`{ ${'viewer { id id viewer { id '.repeat(5)} id ${'} }'.repeat(5)} ${many(1500, () => 'viewer { id }')} }`), 'GRAPHQL_VALIDATION_FAILED'],
    ['overlapping fields through fragments', json(`{ ${many(190, (n) => `...F${n}`)} } ${many(190, (n) => `fragment F${n} on Query { viewer { id tier(app: CV) ...G } }`)} fragment G on Viewer { id }`), 'GRAPHQL_VALIDATION_FAILED'],
    ['overlapping fields with long arguments', json(`{ ${many(90, () => `nodes(ids: [${many(90, () => '"a"')}]) { id }`)} }`), 'GRAPHQL_VALIDATION_FAILED'],
    ['3,000 aliases', json(`{ ${many(3_000, (n) => `a${n}: __typename`)} }`), 'GRAPHQL_VALIDATION_FAILED'],
    ['10,000 aliases', json(`{ ${many(10_000, (n) => `a${n}: __typename`)} }`), 'GRAPHQL_PARSE_FAILED'],
    ['4,000 directives', json(`{ __typename ${many(4_000, () => '@aa')} }`), 'GRAPHQL_VALIDATION_FAILED'],
    ['10,000 directives', json(`{ __typename ${many(10_000, () => '@aa')} }`), 'GRAPHQL_PARSE_FAILED'],
    ['1,000 operations with a fragment', json(`${many(1_000, (n) => `query Q${n} { ...F }`)} fragment F on Query { ${many(250, (n) => `nodes(ids: $v${n}) { id }`)} }`), 'GRAPHQL_VALIDATION_FAILED'],
    ['a variable whose value is the price only', '{"query":"query ($__proto__: Int) { viewer { cvs(first: $__proto__) { nodes { id } } } }","variables":{"__proto__":0}}', 'GRAPHQL_VALIDATION_FAILED'],
    ['1,500 variables', json(`query (${many(1_500, (n) => `$v${n}: Int`)}) { __typename }`), 'GRAPHQL_VALIDATION_FAILED'],
    ['a deep document', json(`{ ${'a { '.repeat(800)} b ${'} '.repeat(800)} }`), 'GRAPHQL_VALIDATION_FAILED'],
    ['a deep list in the document', json(`{ nodes(ids: ${'['.repeat(500)}"a"${']'.repeat(500)}) { id } }`), 'GRAPHQL_VALIDATION_FAILED'],
    ['a document that no stack holds', json(`{ ${'a{'.repeat(100_000)}`), 'GRAPHQL_PARSE_FAILED'],
    ['a deep list in the variables', `{"query":"query ($ids: [ID!]!) { nodes(ids: $ids) { id } }","variables":{"ids":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`, 'BAD_USER_INPUT'],
    ['a long list in the variables', json('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: Array(60_000).fill(0) }), 'BAD_USER_INPUT'],
    ['a deep object in the variables', `{"query":"query ($id: ID!) { node(id: $id) { id } }","variables":{"id":${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}}}`, 'BAD_USER_INPUT'],
    ['many variables that nobody asked for', json('{ __typename }', Object.fromEntries(Array.from({ length: 12_000 }, (_, n) => [`v${n}`, n]))), 'BAD_USER_INPUT'],
    ['a batch', `[${many(10_000, () => '{"query":"{ __typename }"}', ',').slice(0, 250 * KIB).replace(/,[^,]*$/, '')}]`, 'BAD_REQUEST'],
    ['introspection of introspection', json(`{ __schema { types { ${'fields { type { '.repeat(5)} name ${'} } '.repeat(5)} } } }`), 'GRAPHQL_VALIDATION_FAILED'],
    ['a field name as long as the body', json(`{ ${'v'.repeat(250 * KIB)} }`), 'GRAPHQL_VALIDATION_FAILED'],
    ['2,000 unknown fields like known ones', json(`{ viewer { ${many(1_900, (n) => `subscriptionz${n}`)} } }`), 'GRAPHQL_VALIDATION_FAILED'],
    ['unknown values like known ones', json(`{ viewer { ${many(90, (n) => `a${n}: tier(app: LETTERZ${n})`)} } }`), 'GRAPHQL_VALIDATION_FAILED'],
    ['nothing but comments', json(`${'#\r'.repeat(80 * KIB)}{ __typename`), 'GRAPHQL_PARSE_FAILED'],
    ['nothing but commas', json(`${','.repeat(250 * KIB)}{ __typename`), 'GRAPHQL_PARSE_FAILED'],
    ['UTF-16', Buffer.from(json('{ __typename }'), 'utf16le'), 'BAD_REQUEST', { 'content-type': 'application/json; charset=utf-16' }],
    ['UTF-7', '+AHs-+ACI-query+ACI-:+ACIAew- +AF8AXw-typename +AH0AIgB9-', 'BAD_REQUEST', { 'content-type': 'application/json; charset=utf-7' }],
    ['IBM037', Buffer.alloc(250 * KIB, 0x4b), 'BAD_REQUEST', { 'content-type': 'application/json; charset=ibm037' }],
    ['Latin-1 that says it is UTF-8', Buffer.concat([Buffer.from('{"query":"'), Buffer.alloc(250 * KIB, 0xe9), Buffer.from('"}')]), 'BAD_REQUEST'],
    ['a body that unfolds', Buffer.alloc(1000), 'BAD_REQUEST', { 'content-encoding': 'gzip' }],
    ['10 MiB of a list, with a token', `{"query":"mutation { uploadCv }","variables":{"a":[${'0,'.repeat(5_000_000)}0]}}`, 'BAD_REQUEST', big],
    ['10 MiB of objects within each other, with a token', `{"query":"mutation { uploadCv }","variables":${'{"a":'.repeat(1_500_000)}1${'}'.repeat(1_500_000)}}`, 'BAD_REQUEST', big],
    ['2 MB of a document, with a token', json(`mutation { uploadCv(input: "${'a'.repeat(1_990_000)}") `), 'GRAPHQL_PARSE_FAILED', big],
    ['2 MB of a document that has lines, with a token', json(`mutation { uploadCv(input: """${'a\n'.repeat(900_000)}""") }`), 'BAD_REQUEST', big],
    ['10 MiB of a document, with a token', json(`mutation { uploadCv(input: "${'a'.repeat(9 * KIB * KIB)}") }`), 'BAD_REQUEST', big],
    ['10 MiB of comments, with a token', json(`#uploadCv${'#\r'.repeat(4 * KIB * KIB)}{ __typename }`), 'BAD_REQUEST', big],
    ['10 MiB for something else than an upload', json('{ __typename }', { a: 'a'.repeat(9 * KIB * KIB) }), 'BAD_REQUEST', big],
    ['10 MiB for something else than an upload, that names one', json('query uploadCv { __typename }', { a: 'a'.repeat(9 * KIB * KIB) }), 'BAD_REQUEST', big],
  ])('%s', async (_what, body, code, headers = {}) => {
    let found: unknown
    // Another document each time, so that nothing is known of it.
    const bodies = (function* (): Generator<Bytes> {
      for (let n = 1; ; n += 1) yield new Uint8Array(typeof body === 'string' ? Buffer.from(body.replace('"query":"', `"query":"${','.repeat(n)}`)) : body)
    })()
    const move = (bytes: Bytes) => fetch(sink, { method: 'POST', body: bytes }).then((response) => response.text())
    const refuse = async (bytes: Bytes) => {
      const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { ...type, accept: 'application/graphql-response+json', ...headers }, body: bytes })
      const { errors, data } = await response.json() as { errors: { extensions: { code: string } }[]; data?: unknown }
      found = [response.status < 500 && response.status >= 400, errors.map(({ extensions }) => extensions.code), data]
    }
    // What else runs in this process and on this machine only ever adds: the least of some tries is nearest to the truth.
    let moving = Infinity
    let refusing = Infinity
    for (let tries = 0; tries < 5 || (refusing - moving >= 50 && tries < 20); tries += 1) {
      const bytes = bodies.next().value!
      moving = Math.min(moving, await cpuOf(() => move(bytes)))
      refusing = Math.min(refusing, await cpuOf(() => refuse(bytes)))
      expect(found).toEqual([true, [code], undefined])
    }
    expect(refusing - moving).toBeLessThan(50)
  })

  test('a body over 256 KiB is an upload, by whatever name and through whatever fragment; anything else is 413', async () => {
    const send = async (query: string, variables: unknown) => {
      const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { ...type, ...big }, body: json(query, variables) })
      return [response.status, (await response.json() as { data?: { kept?: { cv: { sizeBytes: number } } } }).data?.kept?.cv.sizeBytes]
    }
    const input = { filename: 'cv.txt', contentType: 'text/plain', contentBase64: Buffer.from(`Ada\n${'\n'.repeat(300 * KIB)}`).toString('base64') }
    expect(await send('mutation ($input: UploadCvInput!) { ...Upload } fragment Upload on Mutation { ... { kept: uploadCv(input: $input) { cv { sizeBytes } } } }', { input })).toEqual([200, 300 * KIB + 4])
    expect(await send('mutation uploadCv($input: UpdateProfileInput!) { uploadCv: updateProfile(input: $input) { profile { id } } }', { input: { fullName: 'a'.repeat(300 * KIB) } })).toEqual([413, undefined])
  })

  test('and the gateway still answers', async () => {
    expect(await ada.ask('{ viewer { id } }')).toMatchObject({ status: 200 })
  })
})
