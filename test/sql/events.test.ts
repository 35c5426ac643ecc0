import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { refusalOf, useDatabase } from './arrange.ts'

const { sql } = await useDatabase()

const create = async (stream: string | null, type: string | null, app: string | null, payload: unknown) => {
  const [row] = await sql`select public.create_phoenix_event(${stream}, ${type}, ${app}, ${payload === undefined ? null : JSON.stringify(payload)}::text::jsonb) as id`
  return row!.id as string
}
const eventsOf = async (stream: string) =>
  (await sql`select * from public.phoenix_events where stream_id = ${stream} order by position`).map((row) => ({ ...row }) as Record<string, any>)

describe('create_phoenix_event', () => {
  test('appends what it is given, and says how it came', async () => {
    const stream = randomUUID()
    const id = await create(stream, 'cv.generated', 'cv', { score: 12, text: 'été 👩🏽‍💻' })
    expect(await eventsOf(stream)).toMatchObject([{
      event_id: id, stream_id: stream, event_type: 'cv.generated', app_source: 'cv', payload: { score: 12, text: 'été 👩🏽‍💻' }, version: '1.0',
      timestamp: expect.any(Date), metadata: { created_via: 'sql_function', server_timestamp: expect.any(String) },
    }])
  })

  test('has an empty payload by default', async () => {
    const stream = randomUUID()
    await sql`select public.create_phoenix_event(${stream}, 'cv.generated', 'cv')`
    await sql`select public.create_phoenix_event(p_app_source => 'rise', p_stream_id => ${stream}, p_event_type => 'rise.meditation_completed')`
    expect((await eventsOf(stream)).map(({ payload }) => payload)).toEqual([{}, {}])
  })

  test.each<[string | null, string | null, string | null, unknown, string]>([
    [null, 'cv.generated', 'cv', {}, 'p_stream_id'],
    ['stream', null, 'cv', {}, 'p_event_type'], ['stream', '', 'cv', {}, 'p_event_type'], ['stream', 'cv.invented', 'cv', {}, 'p_event_type'],
    ['stream', 'CV.GENERATED', 'cv', {}, 'p_event_type'], ['stream', `cv.${'a'.repeat(200)}`, 'cv', {}, 'p_event_type'],
    ['stream', 'cv.generated', null, {}, 'p_app_source'], ['stream', 'cv.generated', '', {}, 'p_app_source'], ['stream', 'cv.generated', 'Phoenix CV', {}, 'p_app_source'],
    ['stream', 'cv.generated', 'a'.repeat(51), {}, 'p_app_source'], ['stream', 'cv.generated', 'cv\nx', {}, 'p_app_source'],
    ['stream', 'cv.generated', 'cv', undefined, 'p_payload'], ['stream', 'cv.generated', 'cv', null, 'p_payload'], ['stream', 'cv.generated', 'cv', [1], 'p_payload'],
    ['stream', 'cv.generated', 'cv', 'text', 'p_payload'], ['stream', 'cv.generated', 'cv', { text: 'é'.repeat(33_000) }, 'p_payload'],
  ])('refuses stream %s, type %s, app %s', async (given, type, app, payload, path) => {
    const stream = given === null ? null : randomUUID()
    expect(await refusalOf(create(stream, type, app, payload))).toMatchObject({ code: 'PT400', hint: 'BAD_USER_INPUT', details: { issues: [{ path, message: expect.any(String) }] } })
    if (stream) expect(await eventsOf(stream)).toEqual([])
  })

  test('takes a payload of up to 64 KiB', async () => {
    const stream = randomUUID()
    await create(stream, 'cv.generated', 'cv', { text: 'a'.repeat(65_000) })
    expect(await eventsOf(stream)).toHaveLength(1)
  })
})

describe('append_event', () => {
  const append = (type: string, data: unknown, call: unknown = {}) => sql`
    select phoenix_private.append_event(${randomUUID()}, ${type}, ${JSON.stringify(data)}::text::jsonb, ${JSON.stringify(call)}::text::jsonb) as id`

  test('takes the app from the registry and the traceparent from the call', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
    const [row] = await append('cv.deleted', { cv_id: randomUUID() }, { traceparent })
    const [event] = await sql`select app_source, traceparent, metadata from public.phoenix_events where event_id = ${row!.id}`
    expect({ ...event }).toEqual({ app_source: 'cv', traceparent, metadata: { created_via: 'gateway' } })
  })

  test('is a defect of ours, not a refusal, with a type or data that were not registered', async () => {
    expect(await refusalOf(append('cv.invented', {}))).toMatchObject({ code: 'P0001', message: expect.stringContaining('cv.invented') })
    expect(await refusalOf(append('cv.deleted', {}))).toMatchObject({ code: 'P0001', message: expect.stringContaining('"cv_id" is missing') })
    expect(await refusalOf(append('cv.deleted', { cv_id: randomUUID(), note: 'my journal' }))).toMatchObject({ code: 'P0001', message: expect.stringContaining('"note"') })
  })

  test('takes no more than 64 KiB', async () => {
    await sql`select phoenix_private.register_event('cv.large', 'cv', '{"text": {"type": "string"}}')`
    expect(await refusalOf(append('cv.large', { text: 'a'.repeat(66_000) }))).toMatchObject({ code: 'P0001', message: expect.stringContaining('64 KiB') })
  })

  test('every type that a chapter registered is closed: it holds ids, numbers and words of a list, never a text', async () => {
    const rows = await sql`
      select t.type || '.' || p.key as property from public.phoenix_event_types t, jsonb_each(t.data_schema -> 'properties') p
       where p.value ->> 'type' = 'string' and not p.value ?| array['enum', 'format', 'maxLength'] and t.type <> 'cv.large'
          or coalesce((p.value ->> 'maxLength')::int, 0) > 255`
    expect(rows.map(({ property }) => property)).toEqual([])
    const [open] = await sql`select count(*)::int as count from public.phoenix_event_types where data_schema ? 'properties' and data_schema ->> 'additionalProperties' is distinct from 'false'`
    expect(open!.count).toBe(0)
  })
})

describe('event_data_problem', () => {
  const properties = {
    id: { type: 'string', format: 'uuid' }, count: { type: 'integer', minimum: 1, maximum: 9 }, ratio: { type: 'number', optional: true }, word: { type: 'string', enum: ['a', 'b'], optional: true },
    name: { type: 'string', maxLength: 3, optional: true }, list: { type: 'array', items: { type: 'string', enum: ['x', 'y'] }, optional: true }, flag: { type: 'boolean', optional: true },
    left: { type: 'integer', minimum: 0, nullable: true, optional: true }, numbers: { type: 'array', items: { type: 'integer', minimum: 0 }, optional: true }, map: { type: 'object', optional: true },
  }
  const good = { id: '6f6d5c4b-3a29-4817-a605-f4e3d2c1b0a9', count: 1 }
  const problem = async (data: unknown, given: object = properties) => {
    const required = Object.entries(given).filter(([, rule]) => !(rule as { optional?: boolean }).optional).map(([name]) => name)
    const schema = JSON.stringify({ type: 'object', additionalProperties: false, properties: given, required })
    return (await sql`select phoenix_private.event_data_problem(${schema}::text::jsonb, ${data === undefined ? null : JSON.stringify(data)}::text::jsonb) as problem`)[0]!.problem as string | null
  }

  test.each([
    [{ ...good }], [{ ...good, count: 9 }], [{ ...good, count: 2.0 }], [{ ...good, ratio: 0.5 }], [{ ...good, ratio: -1e9 }], [{ ...good, word: 'b' }], [{ ...good, name: '' }], [{ ...good, name: 'éàü' }],
    [{ ...good, list: [] }], [{ ...good, list: ['x', 'y', 'x'] }], [{ ...good, flag: false }], [{ ...good, left: null }], [{ ...good, left: 0 }], [{ ...good, numbers: [0, 7] }], [{ ...good, map: {} }],
  ])('%j is fine', async (data) => {
    expect(await problem(data)).toBeNull()
  })

  test.each<[unknown, string]>([
    [undefined, 'an object'], [null, 'an object'], [[], 'an object'], ['text', 'an object'], [{}, 'missing'], [{ id: good.id }, '"count" is missing'],
    [{ ...good, other: 1 }, '"other" is not a property'], [{ ...good, count: 0 }, '"count" is too small'], [{ ...good, count: 10 }, '"count" is too large'], [{ ...good, count: 1.5 }, '"count" must be an integer'],
    [{ ...good, count: '1' }, '"count" must be an integer'], [{ ...good, count: null }, '"count"'], [{ ...good, count: true }, '"count"'],
    [{ ...good, id: 'x' }, '"id" must be a uuid'], [{ ...good, id: `${good.id}0` }, '"id" must be a uuid'], [{ ...good, id: 7 }, '"id" must be of type string'], [{ ...good, id: `${good.id}\n` }, '"id"'],
    [{ ...good, ratio: 'x' }, '"ratio"'], [{ ...good, word: 'c' }, '"word" is not one of'], [{ ...good, word: ['a'] }, '"word"'], [{ ...good, name: 'four' }, '"name" is too long'],
    [{ ...good, list: 'x' }, '"list" must be of type array'], [{ ...good, list: ['z'] }, '"list" holds'], [{ ...good, list: [1] }, '"list" holds'], [{ ...good, list: [['x']] }, '"list" holds'], [{ ...good, list: [null] }, '"list" holds'],
    [{ ...good, flag: 'true' }, '"flag"'], [{ ...good, left: -1 }, '"left" is too small'], [{ ...good, word: null }, '"word"'], [{ ...good, numbers: [1.5] }, '"numbers" holds'], [{ ...good, numbers: ['1'] }, '"numbers" holds'],
    [{ ...good, numbers: [-1] }, '"numbers" holds'], [{ ...good, map: [] }, '"map"'],
  ])('%j is not', async (data, says) => {
    expect(await problem(data)).toContain(says)
  })

  test('a type without properties takes any object, and only an object', async () => {
    const any = async (data: string) => (await sql`select phoenix_private.event_data_problem('{"type": "object"}', ${data}::text::jsonb) as problem`)[0]!.problem
    expect(await any('{"anything": [1, {"goes": null}]}')).toBeNull()
    expect(await any('[]')).toContain('an object')
  })
})
