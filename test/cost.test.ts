import { buildSchema, getOperationAST, parse, validate } from 'graphql'
import { describe, expect, test } from 'vitest'
import { createAdmission } from '../gateway/request/admission.ts'
import { createCosts } from '../gateway/request/cost.ts'
import { readPrices, unsizedConnections } from '../gateway/request/prices.ts'
import { loadSchema } from '../schema/load.ts'
import { openGateway } from './harness.ts'

const DIRECTIVES = `
  directive @cost(weight: String!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
`
const schema = buildSchema(`${DIRECTIVES}
  interface Animal { id: ID!, friends: [Animal!]! @listSize(assumedSize: 3) }
  type Dog implements Animal { id: ID!, friends: [Animal!]! @listSize(assumedSize: 3), owner: Person }
  type Cat implements Animal { id: ID!, friends: [Animal!]! @listSize(assumedSize: 3), owners: [Person!]! @listSize(assumedSize: 4) }
  type Person @cost(weight: "2") { name: String!, photo: String @cost(weight: "0.5"), dogs(first: Int, last: Int): [Dog!]! @listSize(slicingArguments: ["first", "last"]) }
  type DogPage { nodes: [Dog!]!, edges: [DogEdge!]!, pageInfo: PageInfo! }
  type DogEdge { node: Dog! }
  type PageInfo { more: Boolean! }
  type Query {
    me: Person
    people: [Person!]!
    animal: Animal
    search(text: String @cost(weight: "7")): [Animal!]! @listSize(assumedSize: 5)
    dogs(first: Int = 20, after: String): DogPage! @listSize(slicingArguments: ["first"], sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false)
    byIds(ids: [ID!]!): [Animal]! @listSize(slicingArguments: ["ids"])
  }
  type Done { dog: Dog }
  type Mutation { pet(id: ID!): Done, feed: Done @cost(weight: "50") }
`)
const costs = createCosts(schema)

function planOf(source: string) {
  const document = parse(source)
  expect(validate(schema, document)).toEqual([])
  return costs.plan(document, getOperationAST(document)!)
}
const cost = (source: string, variables: Record<string, unknown> = {}) => planOf(source).requested(variables)

describe('a point is about one object', () => {
  test.each([
    ['nothing is for nothing', '{ __typename }', 1],
    ['an object weighs what its type weighs', '{ me { name } }', 2],
    ['a scalar what it says, in whole points together', '{ me { photo } }', 3],
    ['a list without a size has ten', '{ people { name } }', 20],
    ['a list inside a list multiplies', '{ people { dogs(first: 5) { id } } }', 10 * (2 + 5)],
    ['a slicing argument, the larger of two', '{ me { dogs(first: 5, last: 6) { id owner { name } } } }', 2 + 6 * (1 + 2)],
    ['a default of the schema', '{ dogs { nodes { id } } }', 1 + 20],
    ['null says nothing: the assumed size, ten', '{ dogs(first: null) { nodes { id } } }', 1 + 10],
    ['sizedFields have the size, other fields of the page do not', '{ dogs(first: 7) { nodes { owner { name } } edges { node { id } } pageInfo { more } } }', 1 + 7 * (1 + 2) + 7 * (1 + 1) + 1],
    ['an argument weighs once, however long the list', '{ search(text: "a") { id } }', 7 + 5],
    ['and nothing where it is not given', '{ search { id } }', 5],
    ['a list of ids is as long as they are', '{ byIds(ids: ["a", "b", "c"]) { id } }', 3],
    ['of several types the dearest counts', '{ animal { id ... on Dog { owner { name } } ... on Cat { owners { name } } } }', 1 + 8],
    ['with what is asked of all of them', '{ animal { friends { id } ... on Dog { owner { name } } } }', 1 + 3 + 2],
    ['the same field asked twice is asked once', '{ me { name } me { photo } ...A } fragment A on Query { me { name } }', 3],
    ['fragments count where they are spread', '{ a: me { ...P } b: me { ...P } } fragment P on Person { dogs(first: 2) { id } }', 2 * (2 + 2)],
    ['a mutation weighs ten', 'mutation { pet(id: "a") { dog { id } } }', 11],
    ['or what it says', 'mutation { feed { dog { id } } }', 51],
    ['the schema itself is nearly free', '{ __schema { types { name fields { name } } } }', 1],
    ['nobody asks for more than a thousand', '{ dogs(first: 2000000000) { nodes { id } } }', 1001],
    ['or for less than nothing', '{ dogs(first: -5) { nodes { id } } }', 1],
  ])('%s', (_says, source, points) => {
    expect(cost(source)).toBe(points)
  })

  test('variables say how long, else their default, else the schema\'s', () => {
    const own = 'query ($n: Int) { dogs(first: $n) { nodes { id } } }'
    expect([cost(own, { n: 3 }), cost(own, {}), cost(own, { n: null }), cost(own, { n: 'x' })]).toEqual([4, 21, 11, 11])
    expect(cost('query ($n: Int = 8) { dogs(first: $n) { nodes { id } } }')).toBe(9)
    expect(cost('query ($ids: [ID!]!) { byIds(ids: $ids) { id } }', { ids: ['a', 'b'] })).toBe(2)
    expect(cost('query ($n: Int) { people { dogs(first: $n) { owner { name } } } me { name } }', { n: 4 })).toBe(10 * (2 + 4 * 3) + 2)
  })

  test('exactly one slicing argument is required unless the contract says otherwise', () => {
    expect(planOf('{ me { dogs { id } } }').unsliced).toBe('Person.dogs')
    expect(planOf('{ me { dogs(first: 1, last: 1) { id } } }').unsliced).toBe('Person.dogs')
    expect(planOf('{ me { dogs(first: 1) { id } } }').unsliced).toBeNull()
    const document = parse('{ me { dogs { id } } }')
    expect(() => createAdmission({ schema, introspection: true }).price(document, getOperationAST(document)!, {})).toThrow('Say how many of Person.dogs')
  })

  test('what was really answered', () => {
    const page = planOf('{ dogs { nodes { id owner { name photo } } pageInfo { more } } }')
    expect(page.actual({ dogs: { nodes: [{ id: '1', owner: { name: 'A', photo: 'x' } }, { id: '2', owner: null }], pageInfo: { more: false } } })).toBe(Math.ceil(1 + 1 + 2.5 + 1 + 1))
    expect(page.actual({ dogs: null })).toBe(1)
    expect(page.actual(null)).toBe(1)
    const animals = planOf('{ search(text: "a") { id ... on Dog { owner { name } } ... on Cat { owners { name } } } }')
    expect(animals.actual({ search: [{ id: '1', owner: { name: 'A' } }, { id: '2', owners: [{ name: 'B' }, { name: 'C' }] }] })).toBe(7 + 1 + 2 + 1 + 4)
    expect(planOf('mutation { feed { dog { id } } pet(id: "a") { dog { id } } }').actual({ feed: { dog: { id: '1' } }, pet: null })).toBe(61)
  })
})

test.each([
  ['a: Int @cost(weight: "much")', '@cost(weight: "much") at Query.a is no number of points'],
  ['a: Int @cost(weight: "")', 'is no number of points'],
  ['a: Int @cost(weight: "-1")', 'is no number of points'],
  ['a: [Int] @listSize(slicingArguments: ["first"])', 'names arguments that are not there: first'],
  ['a: Page @listSize(sizedFields: ["nodes"])', 'names fields that are not there: nodes'],
  ['a: Page @listSize(assumedSize: 5)', 'stands on no list'],
])('a price that cannot be read stops the start: %s', (field, says) => {
  expect(() => readPrices(buildSchema(`${DIRECTIVES} type Page { id: ID } type Query { ${field} }`))).toThrow(says)
})

test('reading for nothing is not for nothing: an error elsewhere, and ids that nobody has', async () => {
  const gateway = await openGateway()
  const ada = await gateway.member()
  const costOf = async (query: string, variables = {}) => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${ada.token}` }, body: JSON.stringify({ query, variables }),
    })
    return (await response.json() as any).extensions.cost
  }
  const spoilt = await costOf('query ($n: Int) { viewer { cvs(first: $n) { nodes { id html } } letters(first: 1000) { nodes { id } } } }', { n: 100 })
  expect(spoilt.requested).toBeGreaterThan(1000)
  expect(spoilt.actual).toBe(spoilt.requested)
  const ids = Array.from({ length: 50 }, () => Buffer.from(`Cv:${crypto.randomUUID()}`).toString('base64url'))
  expect(await costOf('query ($ids: [ID!]!) { a: nodes(ids: $ids) { id } b: nodes(ids: $ids) { id } }', { ids })).toMatchObject({ requested: 100, actual: 100 })
})

test('every connection of the contract says how long it may be', () => {
  expect(unsizedConnections(loadSchema())).toEqual([])
  expect(unsizedConnections(buildSchema('type Query { a: DogConnection } type DogConnection { nodes: [Int] }'))).toEqual(['Query.a'])
})

describe('through the front door', async () => {
  const gateway = await openGateway()

  test('what costs too much is refused before anything runs, and says how much', async () => {
    const ada = await gateway.member()
    const page = 'nodes { profile { experiences { title highlights } educations { school } links { url } } }'
    const source = `query ($n: Int) { viewer { cvs(first: $n) { ${page} } } }`
    gateway.statements.length = 0
    const refused = await ada.ask(source, { n: 1000 })
    expect(refused).toMatchObject({ status: 400, errors: [{ extensions: { code: 'COST_LIMIT_EXCEEDED', cost: 1 + 1 + 1000 * (1 + 1 + 30), maximum: 10_000 } }] })
    expect(refused.data).toBeUndefined()
    expect(gateway.statements).toEqual([])
    expect(await ada.ask(source, { n: 100 })).toMatchObject({ status: 200, data: { viewer: { cvs: { nodes: [] } } } })
  })
})
