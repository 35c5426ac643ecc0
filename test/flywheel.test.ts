import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { loadHandlers, readerOf } from '../gateway/events/handlers.ts'
import { openGateway } from './harness.ts'
import type { Member } from './harness.ts'
import { codesOf, done, globalId, inputs, issuesOf, nobody, rowId, run } from './samples.ts'
import { queueOn } from './sql/queue.ts'
import { consentTo, offerNudge, openJourneys, turn } from './turning.ts'

/* E: events become insights and nudges, once. */

const gateway = await openGateway()
const { sql, port } = gateway
const { append } = queueOn(sql)
const { consumer, warned } = await openJourneys(port)
const settle = () => turn(sql, port, consumer)

const INSIGHTS = `viewer { insights { appsUsed apps { app events firstUsedAt lastUsedAt } stage activity { total last7Days last30Days lastActiveAt } regularity { activeDays perWeek }
  successIndicators { indicator times lastAt } engagement recommendations { rule app because } analysis { source } updatedAt } }`
const insights = async (member: Member) => (await member.ask(`{ ${INSIGHTS} }`)).data.viewer.insights
const nudges = async (member: Member) => (await member.ask('{ viewer { nudges { id type app feature offeredAt expiresAt shownAt dismissedAt followedAt } } }')).data.viewer.nudges
const willing = async (options?: Parameters<typeof gateway.member>[0]) => {
  const member = await gateway.member(options)
  await consentTo(sql, member.id, 'marketing')
  return member
}
const many = async (member: Member, type: string, app: string, count: number, options: { ago?: number; data?: object } = {}) => {
  for (let n = 0; n < count; n += 1) await append(member.id, { ...options.data }, { type, app, ago: options.ago ?? 0 })
}
const DAY = 86_400

describe('insights', () => {
  test('of somebody who did nothing say so', async () => {
    await settle()
    expect(await insights(await gateway.member())).toEqual({
      appsUsed: [], apps: [], stage: null, activity: { total: 0, last7Days: 0, last30Days: 0, lastActiveAt: null }, regularity: null, successIndicators: [], engagement: null,
      recommendations: [], analysis: null, updatedAt: null,
    })
  })

  test('follow from mutations: what was done counts once, and what is no use of an app counts for nothing', async () => {
    const ada = await gateway.member()
    await done(ada, 'generateCv', inputs.generateCv())
    await done(ada, 'uploadCv', inputs.uploadCv())
    await done(ada, 'recordConsent', { purpose: 'RESEARCH', granted: true, version: '1' })
    await settle()
    await settle()
    const seen = await insights(ada)
    expect(seen).toMatchObject({
      appsUsed: ['CV'], apps: [{ app: 'CV', events: 2 }], stage: 'PREPARING', activity: { total: 2, last7Days: 2, last30Days: 2 }, regularity: { activeDays: 1, perWeek: 0.2 },
      successIndicators: [], recommendations: [{ rule: 'cv_without_letters', app: 'LETTERS', because: { cv: 2, letters: 0 } }, { rule: 'few_events_this_week' }], analysis: null,
    })
    // 2 × 3 for activity, 5 for one day, 3 for one app.
    expect(seen.engagement).toBe(14)
    expect(Date.parse(seen.activity.lastActiveAt)).toBeGreaterThan(Date.now() - 60_000)
  })

  test('are told by documented rules', async () => {
    const ada = await gateway.member()
    for (const ago of [0, 1, 2, 9, 29]) await many(ada, 'cv.updated', 'cv', 2, { ago: ago * DAY })
    await many(ada, 'cv.updated', 'cv', 4, { ago: 40 * DAY })
    await many(ada, 'cv.ats_optimization_performed', 'cv', 1, { data: { score: 81 } })
    await many(ada, 'cv.ats_optimization_performed', 'cv', 3, { data: { score: 69 } })
    await many(ada, 'rise.coaching_completed', 'rise', 1)
    await settle()
    const seen = await insights(ada)
    expect(seen).toMatchObject({
      appsUsed: ['CV', 'RISE'], stage: 'GROWING', activity: { total: 19, last7Days: 11, last30Days: 15 }, regularity: { activeDays: 5 },
      successIndicators: [{ indicator: 'ATS_ABOVE_80', times: 1 }, { indicator: 'COACHING_COMPLETED', times: 1 }],
    })
    expect(seen.engagement).toBe(30 + 2 * 15 + 25 + 6)
    expect(seen.recommendations.map((one: { rule: string }) => one.rule)).toEqual(['cv_without_letters', 'several_apps', 'scores_below_70'])
  })

  test('rows of the older apps count as what they mean, and halves of an entry once', async () => {
    const ada = await gateway.member()
    await append(ada.id, { score: 0.7, notes: 'Zyndrelle' }, { type: 'MoodLogged', app: 'phoenix_rise', via: 'event_bridge' })
    await append(ada.id, { score: 0.5 }, { type: 'ConfidenceScoreLogged', app: 'phoenix_rise', via: 'event_bridge' })
    await append(ada.id, { job_title: 'x', personalization_score: 90 }, { type: 'LetterGenerated', app: 'phoenix-letters', via: 'event_bridge' })
    await append(ada.id, { job_title: 'x', personalization_score: 90 }, { type: 'LetterGenerated', app: 'phoenix-letters', via: 'event_bridge' })
    await append(ada.id, { anything: 1 }, { type: 'SkillAdded', app: 'phoenix-cv', via: 'event_bridge' })
    await append(ada.id, { anything: 1 }, { type: 'ThreatBlocked', app: 'smart_router', via: 'event_bridge' })
    await settle()
    expect(await insights(ada)).toMatchObject({
      apps: [{ app: 'CV', events: 1 }, { app: 'LETTERS', events: 1 }, { app: 'RISE', events: 1 }], activity: { total: 3 }, successIndicators: [{ indicator: 'PERSONALIZATION_ABOVE_85', times: 1 }],
    })
    const [row] = await sql`select to_jsonb(j) as row from phoenix_private.journeys j where user_id = ${ada.id}`
    expect(JSON.stringify(row)).not.toContain('Zyndrelle')
  })

  test('a letter of the older app is one letter, which two places told of, each in its own words and in any order', async () => {
    const [ada, bob] = [await gateway.member(), await gateway.member()]
    const service = (n: number, ago: number) => [{ job_title: 'a', letter_length: 300 + n, generation_time: n }, ago] as const
    const app = (score: number, ago: number, title = 'a') => [{ job_title: title, company: 'b', personalization_score: score, generation_time_seconds: 2 }, ago] as const
    const letters = async (id: string, told: readonly (readonly [object, number])[]) => {
      for (const [data, ago] of told) await append(id, data, { type: 'LetterGenerated', app: 'phoenix-letters', via: 'event_bridge', ago })
    }
    // Three letters in four minutes, one of them well made, and one that only the app told of.
    await letters(ada.id, [service(1, 240), app(90, 239), app(60, 150), service(2, 149), service(3, 31), app(61, 30), app(70, 29, 'another')])
    // An hour apart they are two.
    await letters(bob.id, [service(1, 7200), app(90, 3600)])
    await settle()
    const seen = await insights(ada)
    expect(seen).toMatchObject({ apps: [{ app: 'LETTERS', events: 4 }], activity: { total: 4 }, successIndicators: [{ indicator: 'PERSONALIZATION_ABOVE_85', times: 1 }] })
    expect(await insights(bob)).toMatchObject({ activity: { total: 2 } })
    const [row] = await sql`select signals -> 'letter_generated' ->> 'count' as letters, signals -> 'score_below_70' ->> 'count' as low from phoenix_private.journeys where user_id = ${ada.id}`
    expect(row).toMatchObject({ letters: '4', low: '2' })
  })

  test('are rebuilt by a replay, to the same', async () => {
    const ada = await gateway.member()
    await many(ada, 'cv.updated', 'cv', 3)
    await many(ada, 'letter.updated', 'letters', 2, { ago: 3 * DAY })
    await settle()
    const before = await insights(ada)
    // Whatever the moment: a sum of everything begins with the first event.
    await sql`select public.replay_phoenix_events('journey', now())`
    expect((await insights(ada)).activity.total).toBe(0)
    await settle()
    expect({ ...await insights(ada), updatedAt: null }).toEqual({ ...before, updatedAt: null })
  })

  test('belong to nobody whose stream is no user', async () => {
    const stream = randomUUID()
    await append(stream, {}, { type: 'cv.updated', app: 'cv' })
    await settle()
    expect(await sql`select from phoenix_private.journeys where user_id = ${stream}`).toHaveLength(0)
  })

  test('cost the same with 10 and with 10,000 events: one round trip, as many buffers', async () => {
    const [small, large] = [await gateway.member(), await gateway.member()]
    for (const [member, count] of [[small, 10], [large, 10_000]] as const) {
      await sql`
        insert into public.phoenix_events (stream_id, event_type, app_source, metadata, "timestamp")
        select ${member.id}, (array['cv.updated', 'letter.updated', 'rise.meditation_completed'])[1 + n % 3], (array['cv', 'letters', 'rise'])[1 + n % 3], '{"created_via": "gateway"}', now() - make_interval(hours => n % 800)
          from generate_series(1, ${count}) n`
    }
    await settle()
    await sql`vacuum analyze phoenix_private.journeys`
    const buffers: number[] = []
    for (const [member, total] of [[small, 10], [large, 10_000]] as const) {
      gateway.statements.length = 0
      expect((await insights(member)).activity.total).toBe(total)
      expect(gateway.statements.map((names) => names.toSorted())).toEqual([['load_journey', 'load_profiles']])
      const explain = async () => (await sql.unsafe(`explain (analyze, buffers, format json) select * from public.load_journey('${member.id}')`))[0]!['QUERY PLAN'][0].Plan['Shared Hit Blocks'] as number
      await explain()
      buffers.push(await explain())
    }
    // A row of its own page, and perhaps of one more where it is written apart.
    expect(Math.abs(buffers[0]! - buffers[1]!)).toBeLessThanOrEqual(6)
  })
})

describe('nudges', () => {
  test('cv_to_letters after three CV events without a letter, once, and recorded when shown', async () => {
    const ada = await willing()
    await many(ada, 'cv.updated', 'cv', 2)
    await settle()
    expect(await nudges(ada)).toEqual([])
    await many(ada, 'cv.updated', 'cv', 3)
    await settle()
    expect(await sql`select from public.phoenix_nudges_sent where user_id = ${ada.id}`).toHaveLength(0)
    const [nudge, ...others] = await nudges(ada)
    expect([nudge, others]).toMatchObject([{ type: 'cv_to_letters', app: 'LETTERS', feature: null, dismissedAt: null, followedAt: null }, []])
    await Promise.all([nudges(ada), nudges(ada), nudges(ada)])
    expect([...await sql`select nudge_id, nudge_type, app_source, success from public.phoenix_nudges_sent where user_id = ${ada.id}`]).toEqual([
      { nudge_id: rowId(nudge.id), nudge_type: 'cv_to_letters', app_source: 'letters', success: false }])
    expect((await ada.ask('query ($id: ID!) { node(id: $id) { ... on Nudge { type shownAt } } }', { id: nudge.id })).data.node).toMatchObject({ type: 'cv_to_letters', shownAt: expect.any(String) })
    expect([...await sql`select event_type, payload ->> 'nudge_id' as nudge from public.phoenix_events where stream_id = ${ada.id} and event_type like 'ecosystem.%'`]).toEqual([{ event_type: 'ecosystem.nudge_offered', nudge: rowId(nudge.id) }])
  })

  test.each([
    ['letters_to_rise', [['letter.updated', 'letters', 2]], ['letters_to_rise']],
    ['ecosystem_to_rise', [['cv.updated', 'cv', 1], ['letter.updated', 'letters', 1]], ['ecosystem_to_rise']],
    ['nothing where Rise is used', [['letter.updated', 'letters', 2], ['cv.updated', 'cv', 1], ['rise.meditation_completed', 'rise', 1]], []],
  ] as const)('%s', async (_what, doings, expected) => {
    const ada = await willing()
    for (const [type, app, count] of [...doings].reverse()) await many(ada, type, app, count)
    await settle()
    expect((await nudges(ada)).map((nudge: { type: string }) => nudge.type)).toEqual(expected)
  })

  test('limit_reached where a metered event left nothing, for the feature it was', async () => {
    const ada = await willing()
    for (let n = 0; n < 3; n += 1) await done(ada, 'generateCv', inputs.generateCv())
    await settle()
    expect((await nudges(ada)).filter((nudge: { type: string }) => nudge.type === 'limit_reached')).toMatchObject([{ app: 'CV', feature: 'CV_GENERATIONS' }])
    const grace = await willing({ tier: 'premium' })
    for (let n = 0; n < 2; n += 1) await done(grace, 'uploadCv', inputs.uploadCv())
    await settle()
    expect(await nudges(grace)).toEqual([])
  })

  test('inactive after seven days, once an absence', async () => {
    const [ada, grace] = [await willing(), await willing()]
    await many(ada, 'cv.updated', 'cv', 1, { ago: 8 * DAY })
    await many(grace, 'cv.updated', 'cv', 1, { ago: 5 * DAY })
    await settle()
    await port.call('offer_inactive_nudges', {})
    await port.call('offer_inactive_nudges', {})
    expect((await nudges(ada)).map((nudge: { type: string }) => nudge.type)).toEqual(['inactive'])
    expect(await nudges(grace)).toEqual([])
  })

  test('quiet without a live consent, before and after, and for old events', async () => {
    const [never, withdrawn, late] = [await gateway.member(), await willing(), await willing()]
    await many(never, 'cv.updated', 'cv', 3)
    await many(withdrawn, 'cv.updated', 'cv', 3)
    await many(late, 'cv.updated', 'cv', 3, { ago: 2 * DAY })
    await settle()
    expect(await nudges(never)).toEqual([])
    expect(await nudges(withdrawn)).toHaveLength(1)
    expect(await nudges(late)).toEqual([])
    await consentTo(sql, withdrawn.id, 'marketing', false)
    expect(await nudges(withdrawn)).toEqual([])
    expect(await sql`select from phoenix_private.nudges where user_id in (${never.id}, ${late.id})`).toHaveLength(0)
  })

  test('at most one of a type a day and three a week, whatever offers them', async () => {
    const ada = await willing()
    const offer = (type: string) => sql`select phoenix_private.offer_nudges(${JSON.stringify([{ user_id: ada.id, nudge_type: type }])}::text::jsonb) as n`.then(([row]) => row!.n as number)
    expect(await offer('cv_to_letters')).toBe(1)
    expect(await offer('cv_to_letters')).toBe(0)
    // Dismissed, and a day has not passed.
    await sql`update phoenix_private.nudges set dismissed_at = now() where user_id = ${ada.id}`
    expect(await offer('cv_to_letters')).toBe(0)
    expect((await Promise.all(Array.from({ length: 8 }, () => offer('letters_to_rise')))).reduce((sum, n) => sum + n)).toBe(1)
    expect(await offer('ecosystem_to_rise')).toBe(1)
    expect(await offer('limit_reached')).toBe(0)
    // Three in seven days, also across a Monday.
    await sql`update phoenix_private.nudges set week = week - 7, day = day - 6, offered_at = offered_at - interval '6 days' where user_id = ${ada.id}`
    expect(await offer('limit_reached')).toBe(0)
    await sql`update phoenix_private.nudges set offered_at = offered_at - interval '2 days' where user_id = ${ada.id}`
    expect(await offer('limit_reached')).toBe(1)
    await expect(sql`insert into phoenix_private.nudges (user_id, nudge_type, app, day, week, slot, expires_at) select user_id, nudge_type, app, day, week, 3, expires_at from phoenix_private.nudges where user_id = ${ada.id} and nudge_type = 'limit_reached'`).rejects.toMatchObject({ code: '23505' })
  })

  test('followed within its days is a conversion; done before it was shown, it is moot', async () => {
    const [ada, bob] = [await willing(), await willing()]
    for (const member of [ada, bob]) await many(member, 'cv.updated', 'cv', 3)
    await settle()
    const [shown] = await nudges(ada)
    for (const member of [ada, bob]) await many(member, 'letter.updated', 'letters', 1)
    await settle()
    expect((await ada.ask('query ($id: ID!) { node(id: $id) { ... on Nudge { followedAt } } }', { id: shown.id })).data.node.followedAt).toEqual(expect.any(String))
    expect(await sql`select from public.phoenix_nudges_sent where user_id = ${ada.id} and success`).toHaveLength(1)
    const open = [...await nudges(ada), ...await nudges(bob)].map((nudge: { type: string }) => nudge.type)
    expect(open).not.toContain('cv_to_letters')
    expect(await sql`select from phoenix_private.nudges where user_id = ${bob.id} and nudge_type = 'cv_to_letters' and followed_at is null and shown_at is null`).toHaveLength(1)
    const rates = await port.call('list_nudge_conversions', {})
    const rate = rates.find((row) => row.nudgeType === 'cv_to_letters')!
    expect(rate.conversion).toBe(Math.round((rate.followed / rate.shown) * 1000) / 1000)
    expect([rate.followed, rate.shown <= rate.offered]).toEqual([1, true])
  })

  test('dismissed once; then CONFLICT, without an event; another\'s is not there', async () => {
    const [ada, eve] = [await willing(), await willing()]
    const id = globalId('Nudge', await offerNudge(sql, ada.id))
    expect(codesOf(await run(eve, 'dismissNudge', { nudgeId: id }))).toEqual(['NOT_FOUND'])
    expect(codesOf(await run(eve, 'navigateToApp', { to: 'LETTERS', nudgeId: id }))).toEqual(['NOT_FOUND'])
    expect((await done(ada, 'dismissNudge', { nudgeId: id, idempotencyKey: 'k' })).nudge).toMatchObject({ id, dismissedAt: expect.any(String) })
    expect((await done(ada, 'dismissNudge', { nudgeId: id, idempotencyKey: 'k' })).nudge).toMatchObject({ id })
    expect(codesOf(await run(ada, 'dismissNudge', { nudgeId: id }))).toEqual(['CONFLICT'])
    expect(await nudges(ada)).toEqual([])
    expect(await sql`select from public.phoenix_events where stream_id = ${ada.id} and event_type = 'ecosystem.nudge_dismissed'`).toHaveLength(1)
    expect(codesOf(await run(ada, 'dismissNudge', { nudgeId: globalId('Nudge', nobody) }))).toEqual(['NOT_FOUND'])
    for (const bad of ['', 'x', globalId('Cv', nobody)]) expect(issuesOf(await run(ada, 'dismissNudge', { nudgeId: bad }))).toMatchObject([{ path: 'input.nudgeId' }])
  })

  test('navigateToApp follows the nudge that led there, and goes somewhere else', async () => {
    const ada = await willing()
    const id = globalId('Nudge', await offerNudge(sql, ada.id))
    expect(issuesOf(await run(ada, 'navigateToApp', { to: 'CV', from: 'CV' }))).toMatchObject([{ path: 'input.from' }])
    expect(await done(ada, 'navigateToApp', { to: 'RISE', nudgeId: id }, 'app nudge { followedAt shownAt }')).toMatchObject({ app: 'RISE', nudge: { followedAt: null } })
    expect(await done(ada, 'navigateToApp', { to: 'LETTERS', from: 'CV', nudgeId: id }, 'app nudge { followedAt }')).toMatchObject({ app: 'LETTERS', nudge: { followedAt: expect.any(String) } })
    expect(await done(ada, 'navigateToApp', { to: 'CV' })).toEqual({ app: 'CV', nudge: null })
    expect([...await sql`select success from public.phoenix_nudges_sent where user_id = ${ada.id}`]).toEqual([{ success: true }])
    // What he then does there is the same conversion, and so is going there again.
    const followed = async () => [...await sql`select followed_at from phoenix_private.nudges where user_id = ${ada.id} and followed_at is not null`].map((row) => (row.followed_at as Date).getTime())
    const first = await followed()
    expect(first).toHaveLength(1)
    await many(ada, 'letter.updated', 'letters', 1)
    await settle()
    await done(ada, 'navigateToApp', { to: 'LETTERS', nudgeId: id })
    expect(await followed()).toEqual(first)
    expect(await sql`select from public.phoenix_nudges_sent where user_id = ${ada.id}`).toHaveLength(1)
  })
})

describe('a handler', () => {
  test('is found by its directory, and speaks for a type alone', async () => {
    const read = await loadHandlers()
    expect(read({ type: 'cv.generated', app: 'cv', data: { remaining: 0 }, isHalf: false } as never)).toMatchObject({ app: 'cv', exhausted: 'cv_generations' })
    expect(read({ type: 'cv.unheard_of', app: 'cv', data: {}, isHalf: false } as never)).toEqual({ app: 'cv' })
    const twice = { types: ['a.b'], read: () => null }
    expect(() => readerOf([twice, twice])).toThrow('Two handlers read a.b.')
  })

  test('that fails keeps back its user\'s later events, nobody else\'s, and is dead after five attempts', async () => {
    await settle()
    const [ada, bob] = [await gateway.member(), await gateway.member()]
    const real = await loadHandlers()
    const poisoned = await openJourneys(port, (event) => {
      if ((event.data as { poison?: boolean }).poison) throw new TypeError('of Camille Zyndrelle')
      return real(event)
    })
    await many(ada, 'cv.updated', 'cv', 1)
    await many(ada, 'cv.updated', 'cv', 1, { data: { poison: true } })
    await many(ada, 'cv.updated', 'cv', 2)
    await many(bob, 'cv.updated', 'cv', 2)
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await turn(sql, port, poisoned.consumer)
      expect((await insights(bob)).activity.total).toBe(2)
      expect((await insights(ada)).activity.total).toBe(attempt === 5 ? 3 : 1)
      await queueOn(sql).later('journey')
    }
    expect((await port.call('list_dead_events', { consumer: 'journey' })).map(({ attempt, error }) => ({ attempt, error }))).toEqual([{ attempt: 5, error: 'TypeError' }])
    await port.call('redrive_phoenix_events', { consumer: 'journey' })
    await settle()
    expect((await insights(ada)).activity.total).toBe(4)
  })

  test('whose effects cannot be written fails for its own user only', async () => {
    const [ada, bob] = [await gateway.member(), await gateway.member()]
    await sql.unsafe(`
      create or replace function public.planted() returns trigger language plpgsql as $$ begin raise exception 'secret' using errcode = '23514'; end $$;
      create trigger planted before insert on phoenix_private.journeys for each row when (new.user_id = '${ada.id}') execute function public.planted()`)
    for (const member of [ada, bob]) await many(member, 'cv.updated', 'cv', 2)
    await settle()
    await sql`drop trigger planted on phoenix_private.journeys`
    expect([(await insights(ada)).activity.total, (await insights(bob)).activity.total]).toEqual([0, 2])
    await queueOn(sql).later('journey')
    await settle()
    expect((await insights(ada)).activity.total).toBe(2)
    expect(warned.join()).not.toContain('secret')
  })
})

test('erasure takes journey and nudges along, in the middle of a turn', async () => {
  const ada = await willing()
  await many(ada, 'cv.updated', 'cv', 3)
  await settle()
  expect(await nudges(ada)).toHaveLength(1)
  await many(ada, 'cv.updated', 'cv', 1)
  await queueOn(sql).readable()
  const events = await port.call('claim_phoenix_events', { consumer: 'journey', limit: 50, leaseSeconds: 60 })
  await sql`select public.erase_user(${ada.id})`
  await consumer.handle(events, new AbortController().signal)
  expect(await sql`select from phoenix_private.journeys where user_id = ${ada.id}`).toHaveLength(0)
  expect(await sql`select from phoenix_private.nudges where user_id = ${ada.id}`).toHaveLength(0)
  expect(await sql`select from phoenix_private.event_deliveries where stream_id = ${ada.id}`).toHaveLength(0)
})
