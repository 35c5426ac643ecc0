import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { createWriter } from '../gateway/writer/writer.ts'
import { openGateway } from './harness.ts'
import type { Member } from './harness.ts'
import { codesOf, documentOf, done, eventually, footprint, holdLock, inputs, issuesOf, post, rowId, run, template } from './samples.ts'

/** The template writer: what it writes is there at once; where it is told otherwise, units are held as for a model. */
const writes = { ...createWriter(), atOnce: true }
const gateway = await openGateway({ writer: writes })
afterEach(() => { writes.atOnce = true })
const spend = async (member: Member, units = 3) => {
  for (let n = 0; n < units; n += 1) await done(member, 'generateCv', inputs.generateCv())
}
// Of a new account, whatever a footprint counts.
const nothing = await footprint(gateway, (await gateway.member()).id)
const usage = async (member: Member) => (await member.ask('{ viewer { usage { features { used held remaining } } } }')).data.viewer.usage.features[0]
/** The reservation that the guard makes, without its mutation. */
const reserve = async (member: Member) => {
  const [row] = await gateway.sql`select * from public.reserve_usage(${member.id}, 'cv_generations', 1)`
  return row as unknown as { granted: boolean; hold_id: string }
}
const lapse = (member: Member) => gateway.sql`update phoenix_private.usage_holds set expires_at = now() - interval '1 second' where user_id = ${member.id} and state = 'held'`
const save = (member: Member, hold: string) =>
  gateway.sql`select (usage).used, (usage).held from public.save_generated_cv(${member.id}, ${{ hold } as never}::jsonb, 't', 'j', 'fr', 'classique', '{}', '<p>', 't', 'template', null, 1, 0)`

afterEach(async () => {
  expect(await gateway.sql`select * from phoenix_private.usage_imbalances`).toEqual([])
})

test('a unit that is taken without its ledger row shows', async () => {
  const ada = await gateway.member()
  await spend(ada, 1)
  const rolledBack = new Error('rolled back')
  const planted = gateway.sql.begin(async (tx) => {
    await tx`update phoenix_private.usage_counters set used = used + 1 where user_id = ${ada.id}`
    expect(await tx`select used, ledger_used::int from phoenix_private.usage_imbalances`).toEqual([{ used: 2, ledger_used: 1 }])
    throw rolledBack
  })
  await expect(planted).rejects.toBe(rolledBack)
})

describe('the limit', () => {
  test('the fourth CV of a free user in a month is refused with every detail, and costs nothing', async () => {
    const ada = await gateway.member()
    await spend(ada)
    const before = await footprint(gateway, ada.id)
    gateway.statements.length = 0
    const refused = await run(ada, 'generateCv', inputs.generateCv())
    expect(refused.data).toEqual({ generateCv: null })
    const [month] = await gateway.sql`select to_jsonb((date_trunc('month', now() at time zone 'UTC') + interval '1 month')) as ends`
    expect(refused.errors).toEqual([expect.objectContaining({
      path: ['generateCv'],
      extensions: { code: 'USAGE_LIMIT_EXCEEDED', feature: 'CV_GENERATIONS', limit: 3, used: 3, held: 0, remaining: 0, resetsAt: `${month!.ends}.000Z`, upgradeUrl: 'https://phoenix.example/upgrade' },
    })])
    expect(gateway.statements).toEqual([['save_generated_cv']])
    expect(await footprint(gateway, ada.id)).toEqual(before)
    writes.atOnce = false
    gateway.statements.length = 0
    expect((await run(ada, 'generateCv', inputs.generateCv())).errors).toEqual(refused.errors)
    expect(gateway.statements).toEqual([['reserve_usage']])
    expect(await footprint(gateway, ada.id)).toEqual(before)
  })

  test.each([['reserved', false], ['taken by the save', true]])('who is upgraded while the unit, %s, waits is not refused by the tier of before', async (_how, atOnce) => {
    writes.atOnce = atOnce
    const ada = await gateway.member()
    await spend(ada)
    const lock = await holdLock(gateway, 'counter', ada.id)
    const call = run(ada, 'generateCv', inputs.generateCv())
    await lock.waiting()
    await gateway.sql`update public.user_subscriptions set subscription_tier = 'premium', subscription_status = 'active' where user_id = ${ada.id} and app_name = 'cv'`
    await lock.release()
    expect((await call).data.generateCv.usage).toEqual({ feature: 'CV_GENERATIONS', used: 4, held: 0, limit: null, remaining: null })
  })

  test('uploads have one of their own: five', async () => {
    const ada = await gateway.member()
    await spend(ada)
    for (let n = 4; n >= 0; n -= 1) expect((await done(ada, 'uploadCv', inputs.uploadCv())).usage).toEqual({ feature: 'CV_UPLOADS', used: 5 - n, held: 0, limit: 5, remaining: n })
    expect((await run(ada, 'uploadCv', inputs.uploadCv())).errors).toMatchObject([{ extensions: { code: 'USAGE_LIMIT_EXCEEDED', feature: 'CV_UPLOADS', limit: 5, used: 5, remaining: 0 } }])
  })

  test('a premium user has none', async () => {
    const grace = await gateway.member({ tier: 'premium', app: 'cv' })
    await spend(grace, 4)
    expect((await done(grace, 'generateCv', inputs.generateCv())).usage).toEqual({ feature: 'CV_GENERATIONS', used: 5, held: 0, limit: null, remaining: null })
  })

  test('last month\'s units are last month\'s', async () => {
    const ada = await gateway.member()
    await spend(ada)
    for (const table of ['usage_counters', 'usage_ledger', 'usage_holds']) await gateway.sql.unsafe(`update phoenix_private.${table} set month = month - interval '1 month' where user_id = '${ada.id}'`)
    expect((await done(ada, 'generateCv', inputs.generateCv())).usage).toMatchObject({ used: 1, remaining: 2 })
  })

  test('twenty at once of a free user: exactly three', async () => {
    const ada = await gateway.member()
    const answers = await Promise.all(Array.from({ length: 20 }, () => run(ada, 'generateCv', inputs.generateCv())))
    expect(answers.filter((answer) => answer.data.generateCv?.cv)).toHaveLength(3)
    expect(answers.flatMap(codesOf)).toEqual(Array(17).fill('USAGE_LIMIT_EXCEEDED'))
    expect(await footprint(gateway, ada.id)).toEqual({ ...nothing, cvs: 3, events: 3, used: 3 })
  })

  test('twenty in one request, too, one after the other', async () => {
    const ada = await gateway.member()
    const { data } = await ada.ask(`mutation ($input: GenerateCvInput!) { ${Array.from({ length: 20 }, (_, n) => `m${n}: generateCv(input: $input) { usage { used } }`).join(' ')} }`, { input: inputs.generateCv() })
    expect(Object.values(data).filter(Boolean)).toEqual([1, 2, 3].map((used) => ({ usage: { used } })))
  })
})

describe('the order of the guards', () => {
  const premium = inputs.generateCv({ templateId: template('colonne') })
  test.each([['with units left', 0], ['at the limit', 3]])('a premium template for a free user %s is TIER_REQUIRED, and costs nothing', async (_when, units) => {
    const ada = await gateway.member()
    await spend(ada, units)
    const before = await footprint(gateway, ada.id)
    gateway.asked.length = 0
    const refused = await run(ada, 'generateCv', premium)
    expect(refused.errors).toMatchObject([{ message: expect.stringContaining('Colonne'), extensions: { code: 'TIER_REQUIRED', app: 'CV', requiredTier: 'PREMIUM', currentTier: 'FREE', upgradeUrl: 'https://phoenix.example/upgrade' } }])
    expect(gateway.asked).toEqual(['admit_cv_template'])
    expect(await footprint(gateway, ada.id)).toEqual(before)
  })

  test('bad input at the limit is BAD_USER_INPUT, with a premium template as well, and asks nothing', async () => {
    const ada = await gateway.member()
    await spend(ada)
    gateway.asked.length = 0
    const refused = await run(ada, 'generateCv', { ...premium, targetJob: ' ', title: 'x'.repeat(201) })
    expect([codesOf(refused), issuesOf(refused).map((issue) => issue.path)]).toEqual([['BAD_USER_INPUT'], ['input.targetJob', 'input.title']])
    const upload = await run(ada, 'uploadCv', inputs.uploadCv({ contentBase64: '' }))
    expect(issuesOf(upload).map((issue) => issue.path)).toEqual(['input.contentBase64'])
    expect(gateway.asked).toEqual([])
  })

  test('a fresh key at the limit is given back', async () => {
    const ada = await gateway.member()
    await spend(ada)
    expect(codesOf(await run(ada, 'generateCv', inputs.generateCv({ idempotencyKey: 'k' })))).toEqual(['USAGE_LIMIT_EXCEEDED'])
    expect(await footprint(gateway, ada.id)).toMatchObject({ operations: 0 })
  })

  test('round trips: one for a unit and its rows, one more for a key, one more for a unit that must be held', async () => {
    const ada = await gateway.member()
    const trips = async (field: 'generateCv' | 'uploadCv', change?: object) => {
      gateway.statements.length = 0
      await done(ada, field, inputs[field](change), 'cv { id title } usage { used remaining }')
      return [...gateway.statements]
    }
    expect(await trips('generateCv')).toEqual([['save_generated_cv']])
    expect(await trips('uploadCv')).toEqual([['save_uploaded_cv']])
    expect(await trips('uploadCv', { idempotencyKey: 'k' })).toEqual([['begin_operation'], ['save_uploaded_cv']])
    writes.atOnce = false
    expect(await trips('generateCv')).toEqual([['reserve_usage'], ['save_generated_cv']])
  })
})

describe('given back', () => {
  test('no template text wanted: INTEGRATION_UNAVAILABLE, and the unit is back', async () => {
    const ada = await gateway.member()
    gateway.asked.length = 0
    const refused = await run(ada, 'generateCv', inputs.generateCv({ acceptTemplate: false }))
    expect(refused.errors).toMatchObject([{ extensions: { code: 'INTEGRATION_UNAVAILABLE', integration: 'gemini', retryable: false } }])
    expect(gateway.asked).toEqual(['reserve_usage', 'release_usage'])
    expect(await footprint(gateway, ada.id)).toEqual(nothing)
  })

  test('a hold that lapsed counts no more, and is given back by the next who needs it', async () => {
    const ada = await gateway.member()
    await spend(ada, 2)
    expect(await reserve(ada)).toMatchObject({ granted: true })
    expect(await usage(ada)).toEqual({ used: 2, held: 1, remaining: 0 })
    expect((await run(ada, 'generateCv', inputs.generateCv())).errors).toMatchObject([{ extensions: { code: 'USAGE_LIMIT_EXCEEDED', used: 2, held: 1, remaining: 0 } }])
    await lapse(ada)
    expect(await usage(ada)).toEqual({ used: 2, held: 0, remaining: 1 })
    expect((await done(ada, 'generateCv', inputs.generateCv())).usage).toMatchObject({ used: 3, held: 0, remaining: 0 })
    expect(await footprint(gateway, ada.id)).toMatchObject({ used: 3, held: 0 })
  })

  test('or by the sweep, once', async () => {
    const ada = await gateway.member()
    await reserve(ada)
    expect(await gateway.sql`select holds from public.sweep_expired()`).toEqual([{ holds: 0 }])
    await lapse(ada)
    expect(await gateway.sql`select holds from public.sweep_expired()`).toEqual([{ holds: 1 }])
    expect(await gateway.sql`select holds from public.sweep_expired()`).toEqual([{ holds: 0 }])
    expect(await footprint(gateway, ada.id)).toEqual(nothing)
  })

  test('settling a hold that was swept takes the unit anew, once, or is refused', async () => {
    const ada = await gateway.member()
    const [first, second] = [await reserve(ada), await reserve(ada)]
    await lapse(ada)
    await gateway.sql`select public.sweep_expired()`
    expect(await save(ada, first.hold_id)).toEqual([{ used: 1, held: 0 }])
    await expect(save(ada, first.hold_id)).rejects.toMatchObject({ code: 'PT409', hint: 'CONFLICT' })
    await spend(ada, 2)
    await expect(save(ada, second.hold_id)).rejects.toMatchObject({ code: 'PT402', hint: 'USAGE_LIMIT_EXCEEDED', detail: expect.stringContaining('"feature": "CV_GENERATIONS"') })
    expect(await footprint(gateway, ada.id)).toMatchObject({ cvs: 3, events: 3, used: 3, held: 0 })
  })

  test('releasing does nothing after settling, twice, or to somebody else\'s', async () => {
    const ada = await gateway.member()
    const grace = await gateway.member()
    const { hold_id } = await reserve(ada)
    const release = async (member: Member, id: string) => (await gateway.sql`select public.release_usage(${member.id}, ${id}) as released`)[0]!.released
    expect(await release(grace, hold_id)).toBe(false)
    await expect(save(grace, hold_id)).rejects.toMatchObject({ hint: 'CONFLICT' })
    await save(ada, hold_id)
    expect(await release(ada, hold_id)).toBe(false)
    expect(await footprint(gateway, ada.id)).toMatchObject({ used: 1, held: 0 })
    const other = await reserve(ada)
    expect([await release(ada, other.hold_id), await release(ada, other.hold_id)]).toEqual([true, false])
    expect(await footprint(gateway, ada.id)).toMatchObject({ used: 1, held: 0 })
  })
})

describe('a client that hangs up', () => {
  const start = (member: Member, hangUp: AbortController) =>
    post(gateway, JSON.stringify({ query: documentOf('generateCv'), variables: { input: inputs.generateCv({ idempotencyKey: 'gone' }) } }), { token: member.token, signal: hangUp.signal })
  /** Until the gateway has seen the connection of the request that comes next close. */
  const nextToClose = () => new Promise<void>((resolve) => {
    const begun = (message: unknown) => {
      const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
      if (request.url !== '/graphql') return
      unsubscribe('http.server.request.start', begun)
      response.once('close', resolve)
    }
    subscribe('http.server.request.start', begun)
  })
  const abort = async (hangUp: AbortController, call: Promise<unknown>, closed: Promise<void>) => {
    hangUp.abort()
    await expect(call).rejects.toThrow('aborted')
    await closed
  }

  test('before the saving call gets its unit and its key back', async () => {
    writes.atOnce = false
    const ada = await gateway.member()
    const lock = await holdLock(gateway, 'counter', ada.id)
    const hangUp = new AbortController()
    const closed = nextToClose()
    const call = start(ada, hangUp)
    await lock.waiting()
    await abort(hangUp, call, closed)
    gateway.asked.length = 0
    await lock.release()
    await eventually(() => expect(gateway.asked).toEqual(['release_usage', 'abandon_operation']))
    await eventually(async () => expect(await footprint(gateway, ada.id)).toEqual(nothing))
    expect((await done(ada, 'generateCv', inputs.generateCv({ idempotencyKey: 'gone' }))).usage).toMatchObject({ used: 1, held: 0 })
  })

  test.each([['held before', false, 1], ['taken by it', true, 0]])('after it, its unit %s, keeps what was made, and the key tells it', async (_how, atOnce, held) => {
    writes.atOnce = atOnce
    const ada = await gateway.member()
    const lock = await holdLock(gateway, 'profile', ada.id)
    const hangUp = new AbortController()
    const closed = nextToClose()
    const call = start(ada, hangUp)
    await lock.waiting()
    await abort(hangUp, call, closed)
    expect(await footprint(gateway, ada.id)).toMatchObject({ cvs: 0, used: 0, held })
    await lock.release()
    await eventually(async () => expect(await footprint(gateway, ada.id)).toEqual({ ...nothing, cvs: 1, events: 1, used: 1, operations: 1 }))
    const { cv } = await done(ada, 'generateCv', inputs.generateCv({ idempotencyKey: 'gone' }))
    expect(await gateway.sql`select id from public.cv_generations where user_id = ${ada.id}`).toEqual([{ id: rowId(cv.id) }])
  })
})
