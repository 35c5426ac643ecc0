import { getNamedType, isNonNullType } from 'graphql'
import type { GraphQLInputObjectType } from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadSchema } from '../schema/load.ts'
import { badFor, flaw, placesIn, watchRows, withValue } from './everyPlace.ts'
import type { Place } from './everyPlace.ts'
import { openGateway } from './harness.ts'
import type { Answer, Member } from './harness.ts'
import { codesOf, documentOf } from './samples.ts'
import { valid } from './validInputs.ts'

/*
 * The whole contract, field by field: for every input field of every mutation, what no form should be able to send. Each is
 * refused by name, with a path and a sentence for people, and changes nothing anywhere. A new mutation needs a line in `valid`.
 */

const mutations = loadSchema().getMutationType()!.getFields()
const inputOf = (field: string) => getNamedType(mutations[field]!.args[0]!.type) as GraphQLInputObjectType
const forAdmins = /^(create|update|rotate|disable)Partner(Key)?$/

const gateway = await openGateway({ allowedOrigins: ['https://app.example.org'] })
let ada: Member
let admin: Member
let state: Awaited<ReturnType<typeof watchRows>>
beforeAll(async () => {
  ada = await gateway.member({ tier: 'pro', app: 'ecosystem' })
  admin = await gateway.member({ role: 'admin' })
  state = await watchRows(gateway)
})

const ask = (field: string, input: unknown) => (forAdmins.test(field) ? admin : ada).ask(documentOf(field), { input })
/** What becomes of an input that every rule takes: a success, or a refusal by what is there. */
const outcome = (answer: Answer) => codesOf(answer).join() || 'done'

test('every mutation of the contract is here', () => {
  expect(Object.keys(valid).sort()).toEqual(Object.keys(mutations).sort())
})

describe.each(Object.keys(mutations))('%s', (field) => {
  const places = placesIn(inputOf(field))
  const at = ({ path }: Place) => ['input', ...path].join('.')

  test('takes its example; null is either that too, or refused in words', async () => {
    const flaws: string[] = []
    const example = await ask(field, valid[field])
    expect(outcome(example), JSON.stringify(example)).toMatch(/^(done|NOT_FOUND|INTEGRATION_UNAVAILABLE|CONFLICT|USAGE_LIMIT_EXCEEDED)$/)
    for (const place of places) {
      const answer = await ask(field, withValue(valid[field], place.path, null))
      if (outcome(answer) === 'BAD_USER_INPUT') {
        const said = flaw(answer, field, at(place))
        if (said !== null) flaws.push(`${at(place)} = null ${said}`)
      } else if (isNonNullType(place.type)) flaws.push(`${at(place)} = null is taken`)
      else if (!/^(done|NOT_FOUND|INTEGRATION_UNAVAILABLE|CONFLICT|USAGE_LIMIT_EXCEEDED)$/.test(outcome(answer))) flaws.push(`${at(place)} = null answers ${outcome(answer)}`)
    }
    expect(flaws).toEqual([])
  })

  test('refuses everything else by name, in words, and nothing changes', async () => {
    const before = await state()
    const cases = places.flatMap((place) => badFor(place.type).map((value) => ({ place, value })))
    const flaws: string[] = []
    // A few at a time: a gateway that has hundreds of requests at once sheds some, as it should.
    for (let next = 0; next < cases.length; next += 4) {
      await Promise.all(cases.slice(next, next + 4).map(async ({ place, value }) => {
        const said = flaw(await ask(field, withValue(valid[field], place.path, value)), field, at(place))
        if (said !== null) flaws.push(`${at(place)} = ${JSON.stringify(value).slice(0, 40)} ${said}`)
      }))
    }
    expect(flaws).toEqual([])
    expect(await state()).toEqual(before)
  })
})

test('a planted flaw is found: the words of a tool, another path, a row', async () => {
  const refusal = (path: string, message: string): Answer => ({ status: 200, data: { x: null }, errors: [{ message, extensions: { code: 'BAD_USER_INPUT', issues: [{ path, message }] } }] })
  expect(flaw(refusal('input.title', 'must not be empty.'), 'x', 'input.title')).toBeNull()
  expect(flaw(refusal('input.title', 'Invalid input: expected string, received null.'), 'x', 'input.title')).toContain('says')
  expect(flaw(refusal('input.other', 'must not be empty.'), 'x', 'input.title')).not.toBeNull()
  expect(flaw({ status: 200, data: { x: {} } }, 'x', 'input.title')).not.toBeNull()
  const before = await state()
  await gateway.sql`insert into public.cv_generations (user_id, cv_data) values (${ada.id}, '{}')`
  expect(await state()).not.toEqual(before)
})
