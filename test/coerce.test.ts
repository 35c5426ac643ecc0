import fc from './seeded.ts'
import { getNamedType, getOperationAST, isEnumType, isInputObjectType, isListType, isNonNullType, parse } from 'graphql'
import type { GraphQLInputType } from 'graphql'
import { getVariableValues } from 'graphql/execution/values.js'
import { describe, expect, test } from 'vitest'
import { createCoerceVariables } from '../gateway/request/coerce.ts'
import { buildSchema } from '../gateway/schema.ts'

/* Variables are coerced by types that were worked out once. graphql-js, which goes through whatever does not fit, is the measure. */

const { schema } = await buildSchema()
const coerce = createCoerceVariables(schema)
const fields = Object.values(schema.getMutationType()!.getFields())

const junk = fc.constantFrom<unknown>(null, '', 'x', 0, 1.5, -1, 2 ** 40, true, [], {}, [null], { x: 1 }, [['x']], '2026-11-25', '2026-11-25T10:00:00Z', 'https://example.org', JSON.parse('{"__proto__": 1}'), { constructor: 1 })
const mostly = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<unknown> => fc.oneof({ weight: 30, arbitrary }, { weight: 1, arbitrary: junk })

/** Values that nearly fit: of most inputs nothing is wrong, of many one thing. */
function valueOf(type: GraphQLInputType): fc.Arbitrary<unknown> {
  if (isNonNullType(type)) return valueOf(type.ofType)
  if (isListType(type)) return mostly(fc.oneof({ weight: 5, arbitrary: fc.array(valueOf(type.ofType), { maxLength: 3 }) }, { weight: 1, arbitrary: valueOf(type.ofType) }))
  if (isInputObjectType(type)) {
    const entries = Object.values(type.getFields())
    const inOrder = fc.record(Object.fromEntries(entries.map((field) => [field.name, valueOf(field.type)])), { requiredKeys: entries.filter((field) => isNonNullType(field.type)).map((field) => field.name) })
    const inAny = inOrder.chain((object) => fc.shuffledSubarray(Object.entries(object), { minLength: Object.keys(object).length })).map((all) => Object.fromEntries(all))
    return mostly(fc.oneof({ weight: 4, arbitrary: inOrder }, { weight: 1, arbitrary: inAny }))
  }
  if (isEnumType(type)) return mostly(fc.constantFrom(...type.getValues().map(({ name }) => name)))
  const texts: Record<string, fc.Arbitrary<unknown>> = { Int: fc.integer({ min: -5, max: 5 }), Float: fc.double(), Boolean: fc.boolean(), ID: fc.oneof(fc.string(), fc.integer()), Date: fc.constant('2026-11-25'), DateTime: fc.constant('2026-11-25T10:00:00+01:00'), URL: fc.constant('https://example.org/') }
  return mostly(texts[getNamedType(type).name] ?? fc.string())
}

function both(source: string, variables: Record<string, unknown>) {
  const document = parse(source)
  const operation = getOperationAST(document)!
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables)
  const sent = JSON.stringify(variables)
  const given = coerce(document, operation, variables)
  // Whatever is changed is changed in a copy: graphql-js may have to go through what was sent.
  expect(JSON.stringify(variables)).toBe(sent)
  // The same keys in the same order, and what is executed takes them as they are.
  const taken = given && getVariableValues(given.schema, getOperationAST(given.document)!.variableDefinitions!, given.variables as never)
  return { expected: errors ? null : JSON.stringify(coerced), given: given && JSON.stringify(given.variables), taken: taken && JSON.stringify(taken.coerced) }
}

describe('as graphql-js has them, or not at all', () => {
  test.each(fields.map((field) => [field.name, field] as const))('%s', (name, field) => {
    const source = `mutation ($input: ${String(field.args[0]!.type)}) { ${name}(input: $input) { __typename } }`
    let fitting = 0
    fc.assert(fc.property(valueOf(field.args[0]!.type), (input) => {
      const { expected, given, taken } = both(source, { input })
      expect([given, taken]).toEqual([expected, expected])
      if (expected !== null) fitting += 1
    }), { numRuns: 100 })
    expect(fitting).toBeGreaterThan(0)
  })
})

test.each<[string, string, Record<string, unknown>, string | null]>([
  ['one that may be absent, and is', 'query ($first: Int) { viewer { cvs(first: $first) { nodes { id } } } }', {}, '{}'],
  ['one that is null', 'query ($first: Int) { viewer { cvs(first: $first) { nodes { id } } } }', { first: null }, '{"first":null}'],
  ['one that must not be absent', 'query ($id: ID!) { node(id: $id) { id } }', {}, null],
  ['one that must not be null', 'query ($id: ID!) { node(id: $id) { id } }', { id: null }, null],
  ['one that nobody declared', 'query ($id: ID!) { node(id: $id) { id } }', { id: 7, other: 1 }, '{"id":"7"}'],
])('%s', (_what, source, variables, expected) => {
  expect(both(source, variables)).toEqual({ expected, given: expected, taken: expected })
})

test('a default is left to graphql-js, unless the variable is there', () => {
  const source = 'query ($first: Int = 3) { viewer { cvs(first: $first) { nodes { id } } } }'
  expect(both(source, {}).given).toBeNull()
  expect(both(source, { first: 4 })).toEqual({ expected: '{"first":4}', given: '{"first":4}', taken: '{"first":4}' })
})

test('the contract does not know the type that takes anything', () => {
  expect(Object.keys(schema.getTypeMap())).not.toContain('AsGiven')
  expect([schema.getType('AsGiven'), schema.getType('as given')]).toEqual([undefined, undefined])
})
