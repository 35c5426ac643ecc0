import { randomUUID } from 'node:crypto'
import fc from '../seeded.ts'
import { describe, expect, test } from 'vitest'
import { openLanes, outcome } from './lanes.ts'

/* The same question on both lanes, and the same answer, down to the last microsecond and null. */

const { lanes, viewer, anonymous, sql } = await openLanes()
const ada = await viewer()

describe.each(lanes)('$name: values', ({ read, readAll, call }) => {
  test('of every type, in the order of the answer', async () => {
    const [first, second] = await call('probe_values')
    expect(first).toStrictEqual({
      small: 0, big: 9007199254740991, exact: 12.5, rough: 0.1, yes: true, nothing: null, word: 'a "quoted" \\ é 🙂 \t\n',
      moment: '2026-11-22T08:20:30.123456+00:00', day: '2024-02-29', id: '11111111-1111-4111-8111-111111111111',
      words: ['a"b', 'c,d', '{e}', 'é🙂', '', 'null', '\\'], missing: null, ids: ['22222222-2222-4222-8222-222222222222'],
      data: { snake_case: [1, null, { a: '{"b": 1}' }], text: '123', '': 0 }, absent: null,
    })
    expect(second).toStrictEqual({
      small: -2147483648, big: -9007199254740991, exact: -0.000001, rough: 1e300, yes: false, nothing: null, word: '',
      moment: '1999-12-31T23:59:59+00:00', day: '0001-01-01', id: '33333333-3333-4333-8333-333333333333', words: [], missing: null, ids: [],
      data: '{"looks": "like JSON"}', absent: null,
    })
  })

  test('sets: many, one, none; of rows and of scalars', async () => {
    for (const count of [0, 1, 3, 1000]) {
      const rows = await call('probe_rows', { count })
      expect(rows.map((row) => row.place)).toEqual(Array.from({ length: count }, (_, index) => count - index))
      expect(await call('probe_numbers', { count })).toEqual(rows.map((row) => row.place))
    }
  })

  test('one row, a row of nulls where there is none, a scalar, a null, and nothing at all', async () => {
    expect(await call('probe_template', { id: 'classique' })).toMatchObject([{ templateId: 'classique', accentColor: expect.any(String) }])
    const [none] = await call('probe_template', { id: 'no such' })
    expect(Object.values(none)).toEqual(Object.keys((await call('probe_template', { id: 'classique' }))[0]).map(() => null))
    expect(await call('probe_scalar', { found: true })).toEqual(['found'])
    expect(await call('probe_scalar', { found: false })).toEqual([null])
    expect(await call('probe_void')).toEqual([null])
  })

  test('a composite inside a row, and a null one', async () => {
    expect(await call('probe_pair', { found: true })).toMatchObject([{ label: 'pair', template: { templateId: 'classique', fontFamily: expect.any(String) } }])
    expect(await call('probe_pair', { found: false })).toStrictEqual([{ label: 'pair', template: null }])
  })

  test.each<[string, unknown]>([
    ['an object', { a: { b: [null, '1', 1.5] }, snake_case: true }], ['an array', [1, [], {}]], ['a number', 5], ['true', true], ['null', null],
    ['a text', 'text'], ['an empty text', ''], ['a number in a text', '123'], ['JSON in a text', '{"a":1}'], ['a quoted text', '"q"'], ['null in a text', 'null'],
  ])('%s goes in and out of jsonb', async (_what, json) => {
    const type = json === null ? 'none' : Array.isArray(json) ? 'array' : typeof json
    expect(await call('probe_echo', { json, tags: null, text: null })).toMatchObject([{ json, type, tags: null, text: null }])
  })

  test.each<[string, string[] | null]>([
    ['none', null], ['empty', []], ['one empty text', ['']], ['quotes, commas, braces', ['a"b', 'c,d', '{e}', 'f\\g', "h'i"]], ['unicode', ['é', '🙂', '\u2028']],
    ['words that mean something', ['null', 'NULL', 'true', '1', '[]']],
  ])('an array: %s', async (_what, tags) => {
    expect(await call('probe_echo', { json: null, tags, text: null })).toMatchObject([{ tags, count: tags?.length ?? null }])
  })

  test('texts that look like something else stay texts', async () => {
    for (const text of ['', ' ', 'null', 'true', '123', '1e5', '{"a":1}', '[1]', '"q"', "it's", '$1', '%s', '\\x00', '--', 'é🙂\u200d']) {
      expect(await call('probe_echo', { json: null, tags: null, text })).toMatchObject([{ text, length: [...text].length }])
    }
  })

  test('defaults: left out and undefined take them, null does not', async () => {
    const given = { json: null, tags: null, text: null }
    expect(await call('probe_echo', given)).toMatchObject([{ number: 7 }])
    expect(await call('probe_echo', { ...given, number: undefined })).toMatchObject([{ number: 7 }])
    expect(await call('probe_echo', { ...given, number: null })).toMatchObject([{ number: null }])
    expect(await call('probe_echo', { ...given, number: 0 })).toMatchObject([{ number: 0 }])
  })

  test('moments keep their microseconds, whatever zone they come in', async () => {
    const given = { json: null, tags: null, text: null }
    for (const [at, out] of [['2026-11-22T10:20:30.123456+02:00', '2026-11-22T08:20:30.123456+00:00'], ['2026-11-22T08:20:30Z', '2026-11-22T08:20:30+00:00'], ['2026-03-29T02:30:00.000001+01:00', '2026-03-29T01:30:00.000001+00:00']]) {
      expect(await call('probe_echo', { ...given, at })).toMatchObject([{ at: out }])
    }
  })

  test('a megabyte in, a megabyte out, and ten thousand ids', async () => {
    const text = 'é'.repeat(500_000)
    const [answer] = await call('probe_echo', { json: { text }, tags: null, text })
    expect(answer.json.text === text && answer.text === text).toBe(true)
    const ids = Array.from({ length: 10_000 }, () => randomUUID())
    expect(await read(ada, 'load_cvs', { ids })).toEqual([])
    expect(await call('probe_echo', { json: null, tags: ids, text: null })).toMatchObject([{ count: 10_000 }])
  })

  test('several reads are answered in the order they were asked', async () => {
    expect(await readAll(ada, [['probe_scalar', { found: true }], ['probe_rows', { count: 2 }], ['probe_void', {}], ['probe_rows', { count: 0 }], ['probe_who', {}]])).toMatchObject([
      ['found'], [{ place: 2 }, { place: 1 }], [null], [], [{ uid: ada.id }],
    ])
  })
})

describe.each(lanes)('$name: whose eyes', ({ read, call }) => {
  test('a viewer, nobody, the service', async () => {
    expect(await read(ada, 'probe_who')).toEqual([{ uid: ada.id, role: 'authenticated', user: 'authenticated', zone: 'UTC' }])
    expect(await read(anonymous, 'probe_who')).toEqual([{ uid: null, role: 'anon', user: 'anon', zone: 'UTC' }])
    expect(await call('probe_who')).toEqual([{ uid: null, role: 'service_role', user: 'service_role', zone: 'UTC' }])
  })

  test('a hundred viewers at once each see themselves, among refusals', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => viewer()))
    await Promise.all(Array.from({ length: 100 }, async (_, n) => {
      const who = people[n % people.length]!
      if (n % 5 === 0) await expect(read(who, 'probe_refusal', { code: 'PT404', detail: '{}', hint: 'NOT_FOUND' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      expect(await read(n % 7 === 0 ? anonymous : who, 'probe_who')).toMatchObject([{ uid: n % 7 === 0 ? null : who.id }])
    }))
  })
})

test('whatever JSON goes in, both lanes give back the same', async () => {
  const [postgres, supabase] = lanes
  // Half a surrogate and NUL are no text for PostgreSQL (refused alike: see refusals).
  const word = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'))
  const json = fc.jsonValue({ stringUnit: 'grapheme' }).filter((value) => !JSON.stringify(value).includes('\\u0000'))
  await fc.assert(fc.asyncProperty(json, fc.option(fc.array(word)), fc.option(word), async (value, tags, text) => {
    const args = { json: value, tags, text }
    expect(await outcome(supabase.call('probe_echo', args))).toStrictEqual(await outcome(postgres.call('probe_echo', args)))
  }), { numRuns: 100 })
})

test('what the catalogue and a person’s own lists say is the same on both lanes', async () => {
  const [postgres, supabase] = lanes
  for (let n = 0; n < 3; n += 1) {
    await sql`insert into public.cv_generations (user_id, origin, title, cv_data) values (${ada.id}, 'generated', ${`CV ${n}`}, ${sql.json({ n, snake_case: [null] })})`
  }
  const ids = (await sql`select id from public.cv_generations where user_id = ${ada.id} order by created_at desc, id desc`).map((row) => row.id as string)
  const [first] = await postgres.read(ada, 'list_cvs', { userId: ada.id, limit: 1 })
  for (const [name, args] of [
    ['list_plans', {}], ['list_cv_templates', {}], ['load_profiles', { ids: [ada.id, randomUUID()] }], ['load_usage', { userId: ada.id }], ['list_app_subscriptions', { userId: ada.id }],
    ['list_cvs', { userId: ada.id, limit: 10 }], ['list_cvs', { userId: ada.id, limit: 10, afterAt: first.createdAt, afterId: first.id }], ['load_cvs', { ids }], ['load_cvs', { ids: [] }],
    ['load_cv_documents', { ids }], ['list_events', { userId: ada.id, limit: 10 }], ['list_events', { userId: ada.id, limit: 10, types: ['user.registered'] }], ['get_user_app_tier', { userId: ada.id, appName: 'cv' }],
    ['get_user_app_tier', { userId: randomUUID(), appName: 'cv' }],
  ] as const) {
    const answer = await outcome(postgres.read(ada, name, args))
    expect(answer, name).toHaveProperty('rows')
    expect(await outcome(supabase.read(ada, name, args)), name).toStrictEqual(answer)
  }
})

test('a column of somebody else’s that is called as we call ours is not taken for it', async () => {
  await sql.unsafe(`
    update public.profiles set full_name = 'Ada Lovelace' where id = '${ada.id}';
    alter table public.profiles add column "fullName" text default 'Somebody Else';
    select phoenix_private.build_dispatch();
    notify pgrst, 'reload schema'`)
  for (const { name, read } of lanes) expect(await read(ada, 'load_profiles', { ids: [ada.id] }), name).toMatchObject([{ id: ada.id, fullName: 'Ada Lovelace' }])
})
