import { getNamedType, isNonNullType } from 'graphql'
import type { GraphQLInputObjectType } from 'graphql'
import type { Client } from 'graphql-ws'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadSchema } from '../schema/load.ts'
import { badFor, flaw, placesIn, watchRows, withValue } from './everyPlace.ts'
import type { Place } from './everyPlace.ts'
import { openGateway } from './harness.ts'
import type { Answer, Member } from './harness.ts'
import { codesOf, cvText, globalId, inputs, offer, template } from './samples.ts'
import { listen, openClient } from './socket.ts'

/*
 * The drafts, field by field, over the real socket: for every input field of a subscription that writes, what no form should be able
 * to send. It is refused as the same mutation refuses it: by name, in words, and nothing changes anywhere.
 */

const fields = loadSchema().getSubscriptionType()!.getFields()
const drafts = Object.keys(fields).filter((field) => fields[field]!.args.some(({ name }) => name === 'input'))
const inputOf = (field: string) => getNamedType(fields[field]!.args[0]!.type) as GraphQLInputObjectType
const { profile } = inputs.generateCv() as { profile: object }
const full = {
  fullName: 'Ada', headline: 'x', email: 'ada@example.org', phone: '+33 6 12 34 56 78', location: 'x', summary: 'x', links: [{ label: 'x', url: 'https://example.org' }],
  experiences: [{ title: 'x', company: 'x', location: 'x', startDate: '2019', endDate: '2020', current: false, description: 'x', highlights: ['x'] }],
  educations: [{ degree: 'x', school: 'x', location: 'x', year: 2019, description: 'x' }], technicalSkills: ['x'], businessSkills: ['x'], softSkills: ['x'],
  languages: [{ name: 'x', level: 'NATIVE' }], achievements: ['x'], projects: [{ name: 'x', description: 'x', url: 'https://example.org' }],
}
/** Inputs that every rule takes, so that one thing is wrong at a time; their template is nowhere, so that nothing comes of them. */
const valid: Readonly<Record<string, object>> = {
  cvDraft: { profile: { ...profile, ...full }, targetJob: 'x', title: 'x', language: 'FR', templateId: template('nulle-part'), acceptTemplate: true, idempotencyKey: 'valid' },
  letterDraft: {
    cvText, jobTitle: 'xxx', companyName: 'xx', jobOffer: offer, tone: 'SOBRE', language: 'FR', motivation: 'x', title: 'x', acceptTemplate: true, idempotencyKey: 'valid',
    careerChange: { oldDomain: 'Soins', newDomain: 'Code', transferableSkills: ['Écoute des patients', 'Rigueur'] }, templateId: globalId('LetterTemplate', 'nulle-part'),
  },
}

const gateway = await openGateway()
let ada: Member
let client: Client
let state: Awaited<ReturnType<typeof watchRows>>
beforeAll(async () => {
  ada = await gateway.member({ tier: 'pro', app: 'ecosystem' })
  client = openClient(gateway.url, ada.token)
  state = await watchRows(gateway)
})

let made = 0
/** What a subscription came to: refused, as errors of its result or of the protocol; or all that it pushed. */
async function subscribe(field: string, input: Record<string, unknown>): Promise<Answer> {
  made += 1
  const own = input.idempotencyKey === 'valid' ? { ...input, idempotencyKey: `draft-${made}` } : input
  const heard = listen(client, `subscription ($input: ${inputOf(field).name}!) { ${field}(input: $input) { text done } }`, { input: own })
  const { error } = await heard.end()
  const errors = [...heard.results.flatMap((result) => result.errors ?? []), ...(Array.isArray(error) ? error : error ? [{ message: String(error), extensions: { code: 'SOCKET' } }] : [])]
  return { status: 200, data: errors.length > 0 ? undefined : { [field]: heard.results.length }, ...(errors.length > 0 ? { errors } : {}) }
}

test('every subscription that takes an input is here', () => {
  expect(Object.keys(valid).sort()).toEqual(drafts.sort())
})

describe.each(drafts)('%s', (field) => {
  const places = placesIn(inputOf(field))
  const at = ({ path }: Place) => ['input', ...path].join('.')

  test('finds no template of that name in its example; null is either that too, or refused in words', async () => {
    expect(codesOf(await subscribe(field, valid[field] as Record<string, unknown>))).toEqual(['NOT_FOUND'])
    const flaws: string[] = []
    for (const place of places) {
      if (place.path[0] === 'templateId') continue
      const answer = await subscribe(field, withValue(valid[field], place.path, null) as Record<string, unknown>)
      const code = codesOf(answer).join()
      const said = code === 'BAD_USER_INPUT' ? flaw(answer, field, at(place)) : code === 'NOT_FOUND' && !isNonNullType(place.type) ? null : `answers ${JSON.stringify(answer)}`
      if (said !== null) flaws.push(`${at(place)} = null ${said}`)
    }
    expect(flaws).toEqual([])
  })

  test('refuses everything else by name, in words, and nothing changes', async () => {
    const before = await state()
    const cases = places.flatMap((place) => badFor(place.type).map((value) => ({ place, value })))
    const flaws: string[] = []
    for (let next = 0; next < cases.length; next += 8) {
      await Promise.all(cases.slice(next, next + 8).map(async ({ place, value }) => {
        const said = flaw(await subscribe(field, withValue(valid[field], place.path, value) as Record<string, unknown>), field, at(place))
        if (said !== null) flaws.push(`${at(place)} = ${JSON.stringify(value).slice(0, 40)} ${said}`)
      }))
    }
    expect(flaws).toEqual([])
    expect(await state()).toEqual(before)
  })

  test('refuses what is no input at all', async () => {
    const before = await state()
    for (const input of [null, 'x', 42, [], ['x'], {}, { noSuchField: 1 }]) {
      const answer = await subscribe(field, input as Record<string, unknown> ?? {})
      expect(codesOf(answer), JSON.stringify(input)).toEqual(['BAD_USER_INPUT'])
    }
    expect(await state()).toEqual(before)
  })
})

test('a planted flaw is found: a draft that is taken changes rows', async () => {
  const before = await state()
  expect(flaw(await subscribe('letterDraft', { ...valid.letterDraft, templateId: undefined }), 'letterDraft', 'input.title')).toContain('answers')
  expect(await state()).not.toEqual(before)
})
