import { makeExecutableSchema } from '@graphql-tools/schema'
import { execute, getOperationAST, parse } from 'graphql'
import { expect, test } from 'vitest'
import { createMoments } from '../gateway/request/admission.ts'
import type { Context } from '../gateway/request/context.ts'
import { globalId, globalIds } from '../gateway/request/node.ts'
import { Once } from '../gateway/request/once.ts'
import { quoted } from '../gateway/request/sheet.ts'
import { createStraight, KEPT_FIELDS } from '../gateway/request/straight.ts'

/* The straight way beside graphql-js, over values of every kind that a resolver may give: the same data, or none at all. */

const later = <T>(value: T) => new Promise<T>((resolve) => setImmediate(() => resolve(value)))
const fails = () => { throw new Error('no') }
const box = { name: 'a', color: 'red', count: 3, tags: ['x', null, 'y'], inner: { name: 'b' } }
const schema = makeExecutableSchema({
  typeDefs: `
    enum Color { RED BLUE }
    interface Named { name: String }
    type Box implements Named { name: String color: Color count: Int! tags: [String] inner: Box boxes: [Box!]! told(n: Int = 2, colors: [Color!]): String }
    input Pair { left: Int right: Int = 8 }
    type Query { args(a: Int! = 3, b: Int, c: Int = 4, d: [Color!], e: Pair, f: Int!): String box(kind: String!): Box boxes(kind: String!): [Box] must(kind: String!): Box! named: Named partner: Box }
    type Mutation { change(kind: String!): Box must(kind: String!): Box! }
    type Subscription { changed: Box }`,
  resolvers: {
    Color: { RED: 'red', BLUE: 'blue' },
    Named: { __resolveType: () => 'Box' },
    Box: { told: (_box: unknown, args: object, _context: unknown, { path }: { path: object }) => JSON.stringify([args, path]) },
    Query: {
      args: (_root: unknown, args: object) => JSON.stringify(args),
      box: (_root: unknown, { kind }: { kind: string }) => kinds[kind]!(), must: (_root: unknown, { kind }: { kind: string }) => kinds[kind]!(),
      boxes: (_root: unknown, { kind }: { kind: string }) => [kinds[kind]!(), box, null, later(box)], named: () => box, partner: () => box,
    },
    Mutation: { change: run, must: run },
  },
})
const kinds: Readonly<Record<string, () => unknown>> = {
  plain: () => box,
  later: () => later(box),
  'promises within': () => ({ ...box, name: later('p'), inner: later({ ...box, tags: [later('q')] }) }),
  getters: () => ({ get name() { return 'g' }, get count() { return later(1) } }),
  nothing: () => null,
  missing: () => undefined,
  functions: () => ({ ...box, name: () => 'f' }),
  error: () => new Error('returned'),
  'error within': () => ({ ...box, inner: new Error('within') }),
  throws: fails,
  rejects: () => later(null).then(fails),
  'throws within': () => ({ ...box, get name() { return fails() } }),
  'no count': () => ({ ...box, count: null }),
  'no such color': () => ({ ...box, color: 'green' }),
  'a set': () => ({ ...box, tags: new Set(['s']) }),
  text: () => 'text',
  'failures in a list': () => ({ ...box, tags: [new Error('first'), later(null).then(fails), Promise.reject(new Error('third'))] }),
}
let changes = 0
/** As a guard runs it. */
function run(root: Once, { kind }: { kind: string }, _context: unknown, { path }: { path: { key: string } }) {
  return root.run(path.key, async () => {
    changes += 1
    return kinds[kind]!() as never
  })
}
const selection = '{ zz: __typename name color count tags told(colors: [BLUE]) inner { name tags told(n: $n) } ...F } } fragment F on Box { inner { color } name }'
const straight = createStraight(schema)
const nobody = { db: { again: () => {} } } as unknown as Context

async function both(query: string, variables: Record<string, unknown> = {}) {
  const document = parse(query)
  let again = 0
  const context = { db: { again: () => { again += 1 } } } as unknown as Context
  const found = await straight(document, getOperationAST(document)!, context, variables, new Once())
  return { found, right: await execute({ schema, document, contextValue: context, variableValues: variables, rootValue: new Once() }), again }
}

test.each(Object.keys(kinds).flatMap((kind) => ['box', 'must', 'boxes'].map((field) => [kind, field] as const)))('%s, of %s', async (kind, field) => {
  const { found, right, again } = await both(`query ($n: Int) { first: ${field}(kind: "plain") { name } a: ${field}(kind: "${kind}") ${selection}`, { n: 5 })
  // Where graphql-js says an error, it is graphql-js that says it; and it always has the last word on what is not plain.
  if (right.errors || kind === 'functions' || kind === 'a set') expect([found, again]).toEqual([null, 1])
  else expect([found?.text, again]).toEqual([JSON.stringify(right.data), 0])
})

test.each(Object.keys(kinds).flatMap((kind) => ['change', 'must'].map((field) => [kind, field] as const)))('a mutation that answers with %s, of %s, is done once, whoever says what came of it', async (kind, field) => {
  const query = `mutation ($n: Int) { a: ${field}(kind: "${kind}") ${selection}`
  const { right } = await both(query, { n: 5 })
  changes = 0
  const [document, once, context] = [parse(query), new Once(), { db: { again: () => {} } } as unknown as Context]
  const found = await straight(document, getOperationAST(document)!, context, { n: 5 }, once)
  expect(changes).toBe(1)
  if (right.errors || kind === 'functions' || kind === 'a set' || kind === 'nothing' || kind === 'missing') expect(found).toBeNull()
  else expect(found?.text).toBe(JSON.stringify(right.data))
  expect(await execute({ schema, document, contextValue: context, variableValues: { n: 5 }, rootValue: once })).toEqual(right)
  expect(changes).toBe(1)
})

test('without its Once, a mutation would be done twice', async () => {
  const document = parse('mutation { change(kind: "error within") { inner { name } } }')
  changes = 0
  await straight(document, getOperationAST(document)!, nobody, {}, new Once())
  await execute({ schema, document, rootValue: new Once() })
  expect(changes).toBe(2)
})

test.each([
  ['several mutations, one after the other,', 'mutation { a: change(kind: "plain") { name } b: change(kind: "plain") { name } }'],
  ['a mutation and its type', 'mutation { __typename change(kind: "plain") { name } }'],
  ['a subscription', 'subscription { changed { name } }'],
  ['a directive', '{ box(kind: "plain") { name @skip(if: true) } }'],
  ['an interface', '{ named { name } }'],
  ['introspection', '{ __schema { queryType { name } } }'],
  ['a name that is no key', '{ box(kind: "plain") { __proto__: name } }'],
  ['what is told to somebody', '{ partner { name } }'],
])('%s is graphql-js’s from the beginning', async (_name, query) => {
  expect(await both(query)).toMatchObject({ found: null, again: 0 })
})

test.each<[string, Record<string, unknown>]>([
  ['', {}], ['a: $n', {}], ['a: $n', { n: 5 }], ['a: $n', { n: null }], ['b: $n', {}], ['b: $n', { n: null }], ['b: 1, c: $n', { n: 7 }], ['c: $n, b: 2', {}], ['c: $n', { n: null }],
  ['d: $ds', { ds: ['RED'] }], ['d: $ds', { ds: null }], ['d: [$d, BLUE]', { d: 'RED' }], ['d: [$d]', {}], ['e: { left: $n }', { n: 1 }], ['e: { left: $n }', {}], ['e: $e', { e: { left: 2 } }], ['e: $e, a: $n', { n: 0, e: null }],
])('an argument is its variable, its default or nothing: %s %j', async (args, variables) => {
  for (const f of ['f: 1', 'f: $f', 'f: $m']) {
    const { found, right } = await both(`query ($n: Int, $ds: [Color!], $d: Color!= RED, $e: Pair, $f: Int! = 6, $m: Int) { args(${args} ${f}) }`, variables)
    if (right.errors === undefined) expect(JSON.parse(found!.text)).toEqual(right.data)
    else expect(found).toBe(null)
  }
})

test('variables that do not fit are graphql-js’s to refuse', async () => {
  expect(await both('query ($k: String!) { box(kind: $k) { name } }', { k: 1 })).toMatchObject({ found: null, right: { errors: [{}] } })
})

test('the fields of all kept ways are bounded, and the one that was not asked for the longest goes', () => {
  const fields = 1_000
  const looked: string[] = []
  const bounded = createStraight(schema, (_document, { name }) => (looked.push(name!.value), new Map()))
  const documents = Array.from({ length: 2 * KEPT_FIELDS / fields }, (_, n) => parse(`query Q${n} { ${Array.from({ length: fields }, (_, at) => `a${at}: __typename`).join(' ')} }`, { noLocation: true }))
  const ask = (n: number) => {
    const before = looked.length
    expect(bounded(documents[n]!, getOperationAST(documents[n]!)!, nobody, {})).toMatchObject({ text: expect.stringContaining(`"a${fields - 1}":"Query"`) })
    return looked.length === before
  }
  for (const n of documents.keys()) expect(ask(n)).toBe(false)
  const kept = KEPT_FIELDS / fields
  // From the newest back, each is asked for again, and so is newer than the others from then on.
  for (let back = 1; back <= kept; back += 1) expect(ask(documents.length - back)).toBe(true)
  expect(ask(0)).toBe(false)
  expect(ask(documents.length - 2)).toBe(true)
  expect(ask(documents.length - 1)).toBe(false)
})

test('a long text weighs as what it keeps alive', () => {
  let looked = 0
  const bounded = createStraight(schema, () => (looked += 1, new Map()))
  const [long, short] = [parse(`{ __typename } # ${'x'.repeat(20 * KEPT_FIELDS)}`), parse('{ __typename }')]
  for (const document of [short, short, long, short]) bounded(document, getOperationAST(document)!, nobody, {})
  expect(looked).toBe(3)
})

test('moments, in any order, are written as Date writes them', () => {
  const moment = createMoments()
  for (const at of [0, 999.9, 1000, 1764064800123.7, 1764064800001, 1764064799999.999, 1764064800010, 4102444800000, -1, -1000.5, -1764064800123]) expect(moment(at)).toBe(new Date(at).toISOString())
})

test('a text is quoted as JSON quotes it', () => {
  const texts = [...Array.from({ length: 0x250 }, (_, code) => `a${String.fromCharCode(code)}b`), '', '\u2028\u2029', '\ud83d\ude00', '\ud83d', '\ude00x', 'é"\\\n', '\uffff\ue000\ud7ff']
  for (const text of texts) expect(quoted(text)).toBe(JSON.stringify(text))
})

test('ids made in one place are those made one by one', () => {
  const idOf = globalIds('Cv')
  for (const id of ['0b5f3bb2-1111-4222-8333-123456789abc', 'é'.padEnd(36, 'a'), 'a'.padEnd(36, 'é'), '\ud83d'.padStart(36, 'b'), 'classique', '', '0b5f3bb2-1111-4222-8333-123456789abd']) expect(idOf(id)).toBe(globalId('Cv', id))
})

test('a resolver is told where it stands if there is any way that it could look', async () => {
  const told: string[] = []
  const note = (name: string, info: { path?: { key: unknown } } | undefined) => (told.push(`${name} ${info?.path?.key}`), name)
  const informed = makeExecutableSchema({
    typeDefs: 'type Query { four: String rest: String behind: String counted: String three: String }',
    resolvers: { Query: {
      four: (_root: unknown, _args: unknown, _context: unknown, info: never) => note('four', info),
      rest: (...all: unknown[]) => note('rest', all[3] as never),
      behind: (_root: unknown, ...all: unknown[]) => note('behind', all[2] as never),
      counted: function counted(_root: unknown) { return note('counted', arguments[3]) },
      three: (_root: unknown, _args: unknown, _context: unknown) => note('three', undefined),
    } },
  })
  const document = parse('{ four rest behind counted three }')
  await createStraight(informed)(document, getOperationAST(document)!, nobody, {})
  expect(told).toEqual(['four four', 'rest rest', 'behind behind', 'counted counted', 'three undefined'])
})
