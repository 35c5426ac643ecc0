import { coerceInputValue, getNamedType } from 'graphql'
import type { GraphQLInputObjectType } from 'graphql'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { stepsOf } from '../gateway/request/call.ts'
import { line, paragraph } from '../gateway/request/input.ts'
import { BROKEN, compileRules } from '../gateway/request/rules.ts'
import { buildSchema } from '../gateway/schema.ts'
import { badFor, placesIn, withValue } from './everyPlace.ts'
import { valid } from './validInputs.ts'

/* The rules of an input are worked out once. zod, which goes through whatever breaks one, is the measure. */

const { schema } = await buildSchema()
const ruled = Object.values(schema.getMutationType()!.getFields()).flatMap((field) => {
  const { input } = stepsOf(field as never) ?? {}
  return input ? [[field.name, field.args[0]!.type, input as z.ZodType] as const] : []
})

const byZod = (rules: z.ZodType, value: unknown) => {
  const read = rules.safeParse(value)
  return read.success ? read.data : BROKEN
}

const texts = ['Ada', ' Ada ', 'deux\nlignes', 'a\r\nb', '   ', '\u200b', '\ud83d\ude80', 'עדה', 'e\u0301t\u00e9', '\u2028', '2019-02-29', 'ftp://example.org', 'x'.repeat(101), 'x'.repeat(201), 'x'.repeat(4001)]

describe('as zod has them', () => {
  test.each(ruled)('%s', (name, type, rules) => {
    const compiled = compileRules(rules)
    const example = valid[name]!
    let kept = 0
    const compare = (given: unknown) => {
      let fits = true
      const value = coerceInputValue(given, type, () => { fits = false })
      if (!fits) return
      const before = structuredClone(value)
      const made = compiled(value)
      expect(made).toStrictEqual(byZod(rules, value))
      // What is given may be everybody's.
      expect(value).toEqual(before)
      if (made !== BROKEN) kept += 1
    }
    compare(example)
    expect(kept).toBe(1)
    for (const place of placesIn(getNamedType(type) as GraphQLInputObjectType)) {
      for (const value of [null, undefined, ...texts, ...texts.map((text) => [text]), ...badFor(place.type)]) compare(withValue(example, place.path, value))
    }
  })
})

const list = z.array(z.number()).nullish().transform((items) => items ?? [])
const kinds: Readonly<Record<string, readonly [z.ZodType, readonly unknown[]]>> = {
  'what is absent': [z.object({ must: z.string(), may: z.string().optional(), none: z.string().nullish(), list, byDefault: z.string().default('x'), maybeDefault: z.string().default('x').optional() }),
    [{}, { must: 'a' }, { must: 'a', may: undefined, none: null }, { must: undefined }, { must: 'a', may: null }, { must: 'a', list: null, byDefault: undefined }, { must: 'a', list: [1, '2'] }]],
  'names that no rule knows': [z.object({ a: line(3) }), [{ a: 'x', b: 1 }, { b: 1, a: ' x ' }, { b: 1 }, Object.create({ a: 'x' }) as object]],
  'names that no rule may know': [z.strictObject({ a: z.string() }), [{ a: 'x' }, { a: 'x', b: 1 }]],
  'no object': [z.object({}), [null, [], 'x', 1, undefined, {}]],
  'texts': [line(5), ['abc', ' abc ', 'abcdef', '', '  ', 'a\nb', 'a\tb', '\u200b', '\u00ad', 'a\u00adb', 'a  b', 'é', '\ud800', 7, null]],
  'texts of several lines': [paragraph(5), ['abc', 'a\r\nb', 'a\rb', '\n', 'abcdef', 'a\u2028b']],
  'numbers': [z.number().int().min(1).max(3), [1, 3, 4, 0, 1.5, Number.NaN, Infinity, '1', 2 ** 60]],
  'a check that looks only sometimes': [z.string().check(z.maxLength(3)).refine((text) => text !== 'no', { when: ({ value }) => value !== 'no' }), ['yes', 'no', 'never', 3]],
  'other kinds': [z.union([z.string().trim(), z.number()]).refine((value) => value !== 'no'), [' a ', 1, 'no', true]],
  'what says something while it changes': [z.string().transform((text, check) => {
    if (text !== 'no') return text.length
    check.addIssue({ code: 'custom', message: 'no' })
    return z.NEVER
  }), ['abc', 'no', 1]],
  'formats': [z.email().max(12).nullish(), ['a@example.org', 'a@b.org', 'a', null, undefined, 1]],
  'what is turned into another kind': [z.object({ n: z.coerce.number(), s: z.coerce.string(), b: z.coerce.boolean() }), [{ n: '1', s: 1, b: 1 }, { n: 'x', s: 1, b: 1 }]],
}

test.each(Object.entries(kinds))('%s', (_what, [rules, values]) => {
  const compiled = compileRules(rules)
  expect(values.map((value) => compiled(value))).toEqual(values.map((value) => byZod(rules, value)))
})

test('what needs no change is not copied', () => {
  const compiled = compileRules(z.object({ names: z.array(line(10)), inner: z.object({ name: line(10) }) }))
  const clean = { names: ['a', 'b'], inner: { name: 'c' } }
  expect(compiled(clean)).toBe(clean)
  const cleaned = compiled({ ...clean, names: ['a', ' b'] }) as typeof clean
  expect(cleaned).toEqual(clean)
  expect(cleaned.inner).toBe(clean.inner)
})

test('what nobody has time for is left to zod', () => {
  expect(compileRules(z.string().refine(async () => true))('x')).toBe(BROKEN)
})
