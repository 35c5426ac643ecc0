import { randomUUID } from 'node:crypto'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { openLanes, outcome } from './lanes.ts'
import type { OneLane } from './lanes.ts'

/* What goes wrong goes wrong alike: the same codes, the same details, and nothing of the inside. */

const { lanes, viewer, anonymous, sql } = await openLanes()
const ada = await viewer()
const bob = await viewer()

describe.each(lanes)('$name', ({ read, readAll, call }) => {
  test.each([
    ['PT402', 'USAGE_LIMIT_EXCEEDED', { feature: 'cv_generations', limit: 3, used: 3, held: 0, remaining: 0, resetsAt: '2026-12-01T00:00:00Z' }],
    ['PT403', 'TIER_REQUIRED', { app: 'CV', requiredTier: 'PREMIUM', currentTier: 'FREE' }],
    ['PT404', 'NOT_FOUND', {}],
    ['PT409', 'CONFLICT', {}],
    ['PT400', 'BAD_USER_INPUT', { issues: [{ path: 'input.a', message: 'é "quoted"' }] }],
    ['PT429', 'RATE_LIMITED', { retryAfter: 3 }],
    ['PT503', 'SERVICE_UNAVAILABLE', { retryAfter: 7 }],
  ])('%s is the refusal its hint names', async (code, hint, details) => {
    const expected = { refused: hint, message: 'Told to say so: ada@example.org.', extensions: { ...details, code: hint } }
    const args = { code, detail: JSON.stringify(details), hint }
    expect(await outcome(read(ada, 'probe_refusal', args))).toStrictEqual(expected)
    expect(await outcome(read(anonymous, 'probe_refusal', args))).toStrictEqual(expected)
    expect(await outcome(call('probe_refusal', args))).toStrictEqual(expected)
  })

  test('57014 is a deadline, and what PostgreSQL has no strength for is SERVICE_UNAVAILABLE', async () => {
    const refusal = (code: string) => outcome(call('probe_refusal', { code, detail: 'a secret', hint: null }))
    expect(await refusal('57014')).toMatchObject({ refused: 'DEADLINE_EXCEEDED' })
    for (const code of ['53300', '53100', '57P01', '57P03', '08006']) expect(await refusal(code), code).toMatchObject({ refused: 'SERVICE_UNAVAILABLE', extensions: { retryAfter: 2 } })
  })

  test.each(['P0001', '22023', '22P02', '23502', '23503', '23505', '23514', '40001', '40P01', '42501', '42703', '42P01', '55P03', 'XX000', 'P0002'])('%s is a defect, known by its SQLSTATE', async (code) => {
    expect(await outcome(call('probe_refusal', { code, detail: 'a secret', hint: 'a hint' }))).toEqual({ defect: code })
  })

  test('values are not in the messages of classes 22 and 23', async () => {
    for (const [name, args] of [['probe_refusal', { code: '23505', detail: 'ada@example.org', hint: null }], ['load_cvs', { ids: ['ada@example.org'] }]] as const) {
      const error: unknown = await call(name, args).catch((caught: unknown) => caught)
      expect(inspect(error, { depth: 9 })).not.toContain('ada@example.org')
      expect(inspect(error)).toContain(name)
    }
  })

  test('what is no value of the type is the same SQLSTATE', async () => {
    const given = { json: null, tags: null, text: null }
    for (const [args, code] of [
      [{ ...given, number: 'x' }, '22P02'], [{ ...given, number: 2 ** 31 }, '22003'], [{ ...given, number: 1.5 }, '22P02'], [{ ...given, id: 'x' }, '22P02'],
      [{ ...given, at: 'yesterday-ish' }, '22007'], [{ ...given, at: '2026-02-30T00:00:00Z' }, '22008'],
    ] as const) expect(await outcome(call('probe_echo', args)), JSON.stringify(args)).toEqual({ defect: code })
    expect(await outcome(call('load_cvs', { ids: ['x'] }))).toEqual({ defect: '22P02' })
  })

  test('what is no text is refused, and nothing comes of it', async () => {
    for (const args of [{ json: 'a\0b', tags: null, text: null }, { json: null, tags: ['\0'], text: null }, { json: null, tags: null, text: '\0' }]) {
      expect(await outcome(call('probe_echo', args)), JSON.stringify(args)).toMatchObject({ defect: expect.stringMatching(/^22(P05|021)$/) })
    }
  })

  test('what was not granted is 42501: a function, and a table below it', async () => {
    expect(await outcome(read(ada, 'probe_service'))).toEqual({ defect: '42501' })
    expect(await outcome(read(anonymous, 'probe_service'))).toEqual({ defect: '42501' })
    expect(await call('probe_service')).toEqual(['the service'])
    expect(await outcome(read(anonymous, 'load_profiles', { ids: [ada.id] }))).toEqual({ defect: '42501' })
    expect(await outcome(read(ada, 'sweep_expired'))).toEqual({ defect: '42501' })
  })

  test('what is somebody else’s is not there', async () => {
    expect(await read(ada, 'load_profiles', { ids: [bob.id] })).toEqual([])
    expect(await read(ada, 'load_usage', { userId: bob.id })).toEqual(await read(ada, 'load_usage', { userId: randomUUID() }))
  })

  test('a function that is not there is 42883', async () => {
    expect(await outcome(call('probe_missing'))).toEqual({ defect: '42883' })
    expect(await outcome(read(ada, 'probe_missing'))).toEqual({ defect: '42883' })
  })

  test('an argument that no function has never leaves the gateway', async () => {
    await expect(call('probe_rows', { nonsense: 1 })).rejects.toThrow(TypeError)
  })

  test('reads asked together fail together', async () => {
    const answer = readAll(ada, [['probe_scalar', { found: true }], ['probe_refusal', { code: 'PT404', detail: '{}', hint: 'NOT_FOUND' }]])
    expect(await outcome(answer)).toMatchObject({ refused: 'NOT_FOUND' })
  })
})

/** Ids and moments differ from run to run; which is which does not. */
function settled(value: unknown): unknown {
  const names = new Map<string, string>()
  return JSON.parse(JSON.stringify(value, (_key, one: unknown) => {
    if (typeof one !== 'string') return one
    return one.replace(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g, (id) => names.get(id) ?? names.set(id, `id ${names.size}`).get(id)!)
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+/g, 'moment')
  }))
}

/** One person's month, call by call. */
async function month({ call }: OneLane): Promise<unknown[]> {
  const { id: actor } = await viewer()
  const said: unknown[] = []
  const ask = async (name: string, args: object) => {
    const answer = await outcome(call(name, args))
    said.push([name, answer])
    return (answer as { rows?: any[] }).rows?.[0]
  }
  const template = { templateId: 'classique', profile: { fullName: 'Ada "L."', technicalSkills: ['SQL'] }, html: '<p>é</p>', text: 'é', source: 'template', model: null, durationMs: 3, skillsCount: 1 }
  for (let n = 0; n < 4; n += 1) {
    const key = await ask('begin_operation', { actor, field: 'generateCv', key: `key ${n}`, inputHash: 'a'.repeat(64) })
    const hold = await ask('reserve_usage', { actor, feature: 'cv_generations', amount: 1 })
    if (!hold?.granted) break
    await ask('save_generated_cv', { actor, call: { operation: key.operationId, hold: hold.holdId, traceparent: null }, title: `CV ${n}`, targetJob: null, language: 'fr', ...template })
  }
  await ask('begin_operation', { actor, field: 'generateCv', key: 'key 0', inputHash: 'a'.repeat(64) })
  await ask('begin_operation', { actor, field: 'generateCv', key: 'key 0', inputHash: 'b'.repeat(64) })
  await ask('check_usage_limit', { userId: actor, feature: 'cv_generations', increment: 0 })
  await ask('check_usage_limit', { userId: actor, feature: 'no such', increment: 1 })
  await ask('admit_cv_template', { actor, templateId: 'no such' })
  await ask('delete_cv', { actor, call: { operation: null, hold: null, traceparent: null }, cvId: randomUUID() })
  await ask('update_profile', { actor, call: { operation: null, hold: null, traceparent: null }, changes: { fullName: 'Ada' }, expectedVersion: 99 })
  await ask('update_profile', { actor, call: { operation: null, hold: null, traceparent: null }, changes: { fullName: 'Ada' } })
  await ask('update_usage_limits_for_tier', { userId: actor, appName: 'cv', tier: 'premium' })
  await ask('load_usage', { userId: actor })
  await ask('reserve_usage', { actor: null, feature: 'cv_generations', amount: 1 })
  const [{ events }] = await sql`select count(*)::int as events from public.phoenix_events where stream_id = ${actor}` as unknown as [{ events: number }]
  const [{ wrong }] = await sql`select count(*)::int as wrong from phoenix_private.usage_imbalances` as unknown as [{ wrong: number }]
  return [...said, { events, wrong }]
}

test('a month of writes and refusals reads the same on both lanes', async () => {
  const [postgres, supabase] = lanes
  const told = settled(await month(postgres))
  expect(told).toMatchObject(expect.arrayContaining([['reserve_usage', { rows: [expect.objectContaining({ granted: false })] }]]))
  expect(settled(await month(supabase))).toStrictEqual(told)
})

test('a page is kept as it is, and refused as other texts are', async () => {
  for (const { call, name } of lanes) {
    const { id: actor } = await viewer()
    const save = (html: string, text = 'é') => outcome(call('save_generated_cv', { actor, call: { take: 1, traceparent: null }, title: 'CV', targetJob: null, language: 'fr', templateId: 'classique', profile: { fullName: 'Ada' }, html, text, source: 'template', model: null, durationMs: 3, skillsCount: 1 }))
    const html = '<p>é – \u{1f680}</p>"\\\n'
    const saved = await save(html) as { rows: readonly [{ cv: { id: string } }] }
    const [row] = await sql`select generated_html from public.cv_generations where id = ${saved.rows[0].cv.id}`
    expect(row, name).toEqual({ generated_html: html })
    for (const bad of ['\ud800', '\0']) {
      const [inPage, inText] = [await save(bad), await save('<p>', bad)] as { defect?: string }[]
      expect(inPage!.defect, name).toBe(inText!.defect)
    }
  }
})
