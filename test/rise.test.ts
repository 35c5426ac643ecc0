import { describe, expect, test } from 'vitest'
import { openGateway } from './harness.ts'
import type { Member, TestGateway } from './harness.ts'
import { codesOf, done, footprint, globalId, inputs, issuesOf, nobody, rowId, run } from './samples.ts'

const gateway: TestGateway = await openGateway()
const dayIn = (timeZone: string, at = new Date()) => at.toLocaleDateString('en-CA', { timeZone })
const daysFrom = (day: string, days: number) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
const today = () => dayIn('Europe/Paris')
/** All of Rise that a person owns, with what a refusal must leave as it was. */
const owned = async (member: Member) => [await footprint(gateway, member.id), ...await Promise.all(['journal_entries', 'objectives', 'kaizen', 'zazen_sessions'].map(async (table) =>
  JSON.stringify(await gateway.sql.unsafe(`select * from public.${table} where user_id = '${member.id}' order by id`))))]
const preferring = async (preferences: unknown) => {
  const member = await gateway.member()
  await gateway.sql`update public.profiles set preferences = ${JSON.stringify(preferences)}::text::jsonb where id = ${member.id}`
  return member
}
const living = (timezone: string) => preferring({ timezone })
const entry = (member: Member, input: object = {}) => done(member, 'createJournalEntry', { mood: 7, confidence: 4, ...input }).then((payload) => payload.journalEntry)
const eventsOf = async (member: Member) => (await gateway.sql`select event_type, payload from public.phoenix_events where stream_id = ${member.id} order by "position"`).map((row) => [row.event_type, row.payload])
const at = <T>(ask: () => Promise<T>) => Promise.all([ask(), ask()])

describe('the journal', () => {
  test('keeps how a day was, on today\'s date where its writer lives', async () => {
    for (const zone of ['Europe/Paris', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/Cayenne', 'asia/kathmandu']) {
      const ada = await living(zone)
      const before = dayIn(zone)
      const { journalEntry } = await done(ada, 'createJournalEntry', { mood: 7, confidence: 4, note: ' Deux entretiens,\r\nfatiguée. ' }, 'journalEntry { date mood confidence note version createdAt updatedAt }')
      expect([before, dayIn(zone)]).toContain(journalEntry.date)
      expect(journalEntry).toMatchObject({ mood: 7, confidence: 4, note: 'Deux entretiens,\nfatiguée.', version: 1 })
    }
  })

  test.each([[{ timezone: 'Europe/Nulle_Part' }], [{ timezone: 'abc3' }], [{ timezone: '+14:00' }], [{ timezone: 7 }], [{ timezone: { a: 1 } }], [{}], [[]], ['Pacific/Kiritimati'], [null]])(
    'days of somebody whose preferences are %j are those of Paris', async (preferences) => {
      const ada = await preferring(preferences)
      const { data } = await ada.ask('{ viewer { mood(days: 1) { timeZone lastDay } profile { timeZone } } }')
      expect(data.viewer).toMatchObject({ mood: { timeZone: 'Europe/Paris' }, profile: { timeZone: 'Europe/Paris' } })
      expect([dayIn('Europe/Paris'), today()]).toContain(data.viewer.mood.lastDay)
    })

  test('every time zone a profile can name is known to the database', async () => {
    const rows = await gateway.sql`select lower_name from phoenix_private.time_zones`
    const known = new Set(rows.map((row) => row.lower_name as string))
    expect(Intl.supportedValuesOf('timeZone').filter((name) => !known.has(name.toLowerCase()))).toEqual([])
  })

  test('takes a day that is past, and none to come: where its writer lives', async () => {
    const early = await living('Pacific/Kiritimati')
    const late = await living('Pacific/Pago_Pago')
    const tomorrow = daysFrom(dayIn('Pacific/Pago_Pago'), 1)
    expect((await entry(early, { date: tomorrow })).date).toBe(tomorrow)
    const refused = await run(late, 'createJournalEntry', { mood: 7, confidence: 4, date: daysFrom(tomorrow, 1) })
    expect([codesOf(refused), issuesOf(refused)]).toEqual([['BAD_USER_INPUT'], [{ path: 'input.date', message: 'is in the future.' }]])
    expect((await entry(late, { date: '2024-02-29' })).date).toBe('2024-02-29')
    expect(await owned(late)).toMatchObject([{ events: 1 }, expect.stringContaining('2024-02-29'), '[]', '[]', '[]'])
  })

  test('a note may be emoji alone, or none', async () => {
    const ada = await gateway.member()
    expect([(await entry(ada, { note: '🙂👍🏽' })).note, (await entry(ada, { note: null })).note, (await entry(ada)).note]).toEqual(['🙂👍🏽', null, null])
    expect((await entry(ada, { note: 'é'.repeat(2000) })).note).toHaveLength(2000)
  })

  test('is read newest first, day by day, between two days, page by page through ties', async () => {
    const ada = await gateway.member()
    const list = async (args: string, member = ada) => (await member.ask(`{ viewer { journal(${args}) { nodes { id date } pageInfo { hasNextPage endCursor } } } }`)).data.viewer.journal
    const made: { id: string; date: string }[] = []
    for (const date of ['2026-03-01', '2026-01-01', '2026-02-01', '2026-02-01', '2026-02-01', undefined]) made.push(await entry(ada, { date }))
    const dates = (nodes: { date: string }[]) => nodes.map((node) => node.date)
    const all = await list('first: 10')
    expect(dates(all.nodes)).toEqual([made[5]!.date, '2026-03-01', '2026-02-01', '2026-02-01', '2026-02-01', '2026-01-01'])
    expect(dates((await list('from: "2026-02-01", to: "2026-03-01"')).nodes)).toEqual(['2026-03-01', '2026-02-01', '2026-02-01', '2026-02-01'])
    expect(dates((await list('to: "2026-01-31"')).nodes)).toEqual(['2026-01-01'])
    expect((await list('from: "2026-01-02", to: "2026-01-31"')).nodes).toEqual([])
    const seen: unknown[] = []
    for (let after = '', more = true; more;) {
      const page = await list(`first: 2${after}`)
      seen.push(...page.nodes)
      after = `, after: "${page.pageInfo.endCursor}"`
      more = page.pageInfo.hasNextPage
    }
    expect(seen).toEqual(all.nodes)
    expect((await list('first: 10', await gateway.member())).nodes).toEqual([])
  })

  test('an entry is changed field by field, in its version, and keeps its day', async () => {
    const ada = await gateway.member()
    const { id } = await entry(ada, { note: 'Ancien', date: '2026-01-01' })
    const change = async (input: object) => (await done(ada, 'updateJournalEntry', { journalEntryId: id, ...input })).journalEntry
    expect(await change({ mood: 1 })).toEqual({ id, date: '2026-01-01', mood: 1, confidence: 4, note: 'Ancien', version: 2 })
    expect(await change({ confidence: 10, expectedVersion: 2 })).toMatchObject({ mood: 1, confidence: 10, note: 'Ancien', version: 3 })
    expect(await change({ note: null })).toMatchObject({ note: null, version: 4 })
    expect(codesOf(await run(ada, 'updateJournalEntry', { journalEntryId: id, mood: 5, expectedVersion: 3 }))).toEqual(['CONFLICT'])
    expect(codesOf(await run(ada, 'deleteJournalEntry', { journalEntryId: id, expectedVersion: 3 }))).toEqual(['CONFLICT'])
    expect(await done(ada, 'deleteJournalEntry', { journalEntryId: id, expectedVersion: 4 })).toEqual({ deletedId: id })
    expect(codesOf(await run(ada, 'deleteJournalEntry', { journalEntryId: id }))).toEqual(['NOT_FOUND'])
    const entry_id = rowId(id)
    expect(await eventsOf(ada)).toEqual([
      ['rise.journal_entry_created', { entry_id, note_characters: 6 }], ['rise.journal_entry_updated', { entry_id, changed: ['mood'], version: 2 }],
      ['rise.journal_entry_updated', { entry_id, changed: ['confidence'], version: 3 }], ['rise.journal_entry_updated', { entry_id, changed: ['note'], version: 4 }],
      ['rise.journal_entry_deleted', { entry_id }],
    ])
  })

  test('words of self-harm bring help lines, with the entry and with a refusal', async () => {
    const ada = await gateway.member()
    expect((await done(ada, 'createJournalEntry', { mood: 1, confidence: 1, note: 'je veux plus vivre' })).help[0].phone).toBe('3114')
    expect((await done(ada, 'createJournalEntry', { mood: 8, confidence: 8, note: 'mourir de rire avec l’équipe' })).help).toEqual([])
    const refused = await run(ada, 'createJournalEntry', { mood: 0, confidence: 1, note: 'je veux mourir' })
    expect([codesOf(refused), refused.errors![0]!.extensions.help[0].phone]).toEqual([['BAD_USER_INPUT'], '3114'])
  })
})

describe('mood', () => {
  const summary = 'firstDay lastDay trend confidenceTrend period { mood confidence writtenDays } last7Days { mood confidence writtenDays } last30Days { mood writtenDays }'
  const mood = async (member: Member, days: number | null = 30, selection = summary) => (await member.ask(`query ($days: Int) { viewer { mood(days: $days) { ${selection} } } }`, days === null ? {} : { days })).data.viewer.mood
  /** Entries so many days ago. */
  const written = async (entries: readonly (readonly [ago: number, mood: number, confidence: number])[]) => {
    const member = await gateway.member()
    for (const [ago, mood, confidence] of entries) {
      await gateway.sql`insert into public.journal_entries (user_id, day, logged_at, mood, confidence) select ${member.id}, d - ${ago}::int, now(), ${mood}, ${confidence} from phoenix_private.today_of(${member.id}) d`
    }
    return member
  }

  test('of nothing is nothing: null, and a list of gaps', async () => {
    const ada = await gateway.member()
    const empty = { mood: null, confidence: null, writtenDays: 0 }
    const found = await mood(ada, 3, `${summary} daily { date mood confidence entries }`)
    expect(found).toMatchObject({ trend: null, confidenceTrend: null, period: empty, last7Days: empty, last30Days: { mood: null, writtenDays: 0 } })
    expect(found.daily).toEqual([0, 1, 2].map((days) => ({ date: daysFrom(found.firstDay, days), mood: null, confidence: null, entries: 0 })))
    expect(found.daily[2].date).toBe(found.lastDay)
  })

  test('counts a day once, by the mean of its entries, and no day that has none', async () => {
    const ada = await written([[0, 10, 2], [0, 1, 3], [1, 8, 8], [6, 3, 5], [7, 9, 9], [29, 2, 2], [30, 1, 1]])
    const found = await mood(ada, null)
    // Today 5.5 and 2.5, then 8 and 8, 3 and 5; the eighth day 9, the thirtieth 2; what is older is not there.
    expect(found).toMatchObject({ last7Days: { mood: 5.5, confidence: 5.17, writtenDays: 3 }, last30Days: { mood: 5.5, writtenDays: 5 }, period: { mood: 5.5, confidence: 5.3, writtenDays: 5 } })
    expect((await mood(ada, 2)).period).toEqual({ mood: 6.75, confidence: 5.25, writtenDays: 2 })
    expect((await mood(ada, 31)).period).toMatchObject({ writtenDays: 6 })
    expect((await mood(ada, 1, 'daily { mood confidence entries }')).daily).toEqual([{ mood: 5.5, confidence: 2.5, entries: 2 }])
    expect((await mood(ada, 1)).last30Days).toEqual({ mood: 5.5, writtenDays: 5 })
  })

  test('the trend is the later half against the earlier one, with three written days in each', async () => {
    const halves = (earlier: readonly number[], later: readonly number[]) =>
      written([...later.map((value, index) => [index, value, 11 - value] as const), ...earlier.map((value, index) => [15 + index, value, 11 - value] as const)])
    const trends = async (member: Member) => { const { trend, confidenceTrend } = await mood(member); return [trend, confidenceTrend] }
    expect(await trends(await halves([4, 4, 4], [5, 5, 5]))).toEqual(['UP', 'DOWN'])
    expect(await trends(await halves([5, 5, 5], [4, 4, 4]))).toEqual(['DOWN', 'UP'])
    expect(await trends(await halves([5, 5, 5], [5, 5, 6]))).toEqual(['STABLE', 'STABLE'])
    expect(await trends(await halves([5, 5], [9, 9, 9]))).toEqual([null, null])
    expect(await trends(await halves([5, 5, 5, 5, 5], [9, 9]))).toEqual([null, null])
  })

  test.each([0, -1, 367, 2 ** 31 - 1])('of %i days is refused', async (days) => {
    const refused = await (await gateway.member()).ask('query ($days: Int) { viewer { mood(days: $days) { trend } } }', { days })
    expect([codesOf(refused), issuesOf(refused).map((issue) => issue.path)]).toEqual([['BAD_USER_INPUT'], ['days']])
  })

  test('of 366 days has 366 days', async () => expect((await mood(await gateway.member(), 366, 'daily { date }')).daily).toHaveLength(366))
})

describe('objectives', () => {
  test('are set, changed, paused, completed once, and deleted', async () => {
    const ada = await gateway.member()
    const target = daysFrom(today(), 30)
    const { objective: { id } } = await done(ada, 'setObjective', { title: ' Un portfolio ', description: 'Trois projets', targetDate: target })
    const change = async (input: object) => (await done(ada, 'updateObjective', { objectiveId: id, ...input })).objective
    expect(await change({ title: 'Deux projets' })).toEqual({ id, title: 'Deux projets', description: 'Trois projets', status: 'ACTIVE', targetDate: target, version: 2 })
    expect(await change({ status: 'PAUSED', description: null })).toMatchObject({ status: 'PAUSED', description: null, targetDate: target, version: 3 })
    expect(await change({ status: 'ACTIVE', targetDate: null, expectedVersion: 3 })).toMatchObject({ status: 'ACTIVE', targetDate: null, version: 4 })
    expect(codesOf(await run(ada, 'completeObjective', { objectiveId: id, expectedVersion: 3 }))).toEqual(['CONFLICT'])
    expect((await done(ada, 'completeObjective', { objectiveId: id, expectedVersion: 4 })).objective).toMatchObject({ status: 'COMPLETED', completedAt: expect.any(String), version: 5 })
    const before = await owned(ada)
    for (const [field, input] of [['completeObjective', {}], ['updateObjective', { title: 'x' }], ['completeObjective', { expectedVersion: 5 }]] as const) {
      const refused = await run(ada, field, { objectiveId: id, ...input })
      expect([codesOf(refused), refused.errors![0]!.message]).toEqual([['CONFLICT'], 'The objective is completed already.'])
    }
    expect(await owned(ada)).toEqual(before)
    expect(await done(ada, 'deleteObjective', { objectiveId: id })).toEqual({ deletedId: id })
    const objective_id = rowId(id)
    expect(await eventsOf(ada)).toEqual([
      ['rise.objective_set', { objective_id, days_to_target: 30 }], ['rise.objective_updated', { objective_id, changed: ['title'], version: 2 }],
      ['rise.objective_updated', { objective_id, changed: ['description', 'status'], version: 3 }], ['rise.objective_updated', { objective_id, changed: ['status', 'target_date'], version: 4 }],
      ['rise.objective_completed', { objective_id, days_open: 0, version: 5 }], ['rise.objective_deleted', { objective_id }],
    ])
  })

  test('of two that complete one at once, one does', async () => {
    const ada = await gateway.member()
    const { objective: { id } } = await done(ada, 'setObjective', { title: 'Un portfolio' })
    const answers = await at(() => run(ada, 'completeObjective', { objectiveId: id }))
    expect(answers.flatMap(codesOf)).toEqual(['CONFLICT'])
    expect((await eventsOf(ada)).map(([type]) => type)).toEqual(['rise.objective_set', 'rise.objective_completed'])
  })

  test('are listed newest first, all or of one status', async () => {
    const ada = await gateway.member()
    const ids: string[] = []
    for (const title of ['un', 'deux', 'trois']) ids.unshift((await done(ada, 'setObjective', { title })).objective.id)
    await done(ada, 'completeObjective', { objectiveId: ids[0] })
    await done(ada, 'updateObjective', { objectiveId: ids[1], status: 'PAUSED' })
    const { data } = await ada.ask('{ viewer { all: objectives { id } active: objectives(status: ACTIVE) { id } paused: objectives(status: PAUSED) { id } completed: objectives(status: COMPLETED) { id } } }')
    expect(data.viewer).toEqual({ all: ids.map((id) => ({ id })), completed: [{ id: ids[0] }], paused: [{ id: ids[1] }], active: [{ id: ids[2] }] })
  })

  test('a target is from today on where its owner lives', async () => {
    const late = await living('Pacific/Pago_Pago')
    expect((await done(late, 'setObjective', { title: 'x', targetDate: dayIn('Pacific/Pago_Pago') })).objective.version).toBe(1)
    const early = await living('Pacific/Kiritimati')
    const { objective: { id } } = await done(early, 'setObjective', { title: 'x' })
    for (const [day, says] of [[daysFrom(dayIn('Pacific/Kiritimati'), -1), 'is in the past.'], [daysFrom(dayIn('Pacific/Kiritimati'), 3660), 'is more than ten years ahead.']]) {
      for (const refused of [await run(early, 'setObjective', { title: 'x', targetDate: day }), await run(early, 'updateObjective', { objectiveId: id, targetDate: day })]) {
        expect([codesOf(refused), issuesOf(refused)]).toEqual([['BAD_USER_INPUT'], [{ path: 'input.targetDate', message: says }]])
      }
    }
    expect(await eventsOf(early)).toHaveLength(1)
  })

  test('500 are kept, and no more', async () => {
    const ada = await gateway.member()
    await gateway.sql`insert into public.objectives (user_id, title) select ${ada.id}, 'x' from generate_series(1, 499)`
    await done(ada, 'setObjective', { title: 'le dernier' })
    expect(codesOf(await run(ada, 'setObjective', { title: 'un de trop' }))).toEqual(['CONFLICT'])
    expect((await ada.ask('{ viewer { objectives { id } } }')).data.viewer.objectives).toHaveLength(500)
  })
})

describe('kaizens', () => {
  test('are set for a day, and completed once', async () => {
    const ada = await gateway.member()
    const { kaizen } = await done(ada, 'setKaizen', { action: 'Appeler Paul' })
    expect(kaizen).toMatchObject({ action: 'Appeler Paul', completed: false, version: 1 })
    const answers = await at(() => run(ada, 'completeKaizen', { kaizenId: kaizen.id }))
    expect(answers.flatMap(codesOf)).toEqual(['CONFLICT'])
    expect(codesOf(await run(ada, 'completeKaizen', { kaizenId: kaizen.id }))).toEqual(['CONFLICT'])
    const kaizen_id = rowId(kaizen.id)
    expect(await eventsOf(ada)).toEqual([['rise.kaizen_goal_set', { kaizen_id, days_ahead: 0 }], ['rise.kaizen_completed', { kaizen_id, days_late: 0, version: 2 }]])
    const { kaizen: later } = await done(ada, 'setKaizen', { action: 'x', date: daysFrom(today(), 3) })
    expect(codesOf(await run(ada, 'completeKaizen', { kaizenId: later.id, expectedVersion: 2 }))).toEqual(['CONFLICT'])
    expect((await done(ada, 'completeKaizen', { kaizenId: later.id, expectedVersion: 1 })).kaizen).toMatchObject({ completed: true, version: 2 })
  })

  test('are listed between two days, or around today', async () => {
    const ada = await gateway.member()
    await gateway.sql`insert into public.kaizen (user_id, action, date) select ${ada.id}, n::text, phoenix_private.today_of(${ada.id}) + n from unnest(array[-200, -31, -30, 0, 30, 31]) n`
    const list = async (args: string) => (await ada.ask(`{ viewer { kaizens${args} { action } } }`)).data.viewer.kaizens.map((kaizen: { action: string }) => Number(kaizen.action))
    const day = (days: number) => daysFrom(today(), days)
    expect(await list('')).toEqual([30, 0, -30])
    expect(await list(`(from: "${day(-31)}", to: "${day(0)}")`)).toEqual([0, -30, -31])
    expect(await list(`(from: "${day(-210)}")`)).toEqual([-200])
    expect(await list(`(to: "${day(31)}")`)).toEqual([31, 30, 0, -30, -31])
    for (const [from, to] of [[0, -1], [0, 92]]) {
      const refused = await ada.ask(`{ viewer { kaizens(from: "${day(from!)}", to: "${day(to!)}") { id } } }`)
      expect([codesOf(refused), issuesOf(refused).map((issue) => issue.path)]).toEqual([['BAD_USER_INPUT'], ['to']])
    }
  })

  test('ten a day are small steps, eleven are not', async () => {
    const ada = await gateway.member()
    for (let n = 0; n < 10; n += 1) await done(ada, 'setKaizen', { action: `pas ${n}` })
    expect(codesOf(await run(ada, 'setKaizen', { action: 'un de trop' }))).toEqual(['CONFLICT'])
    await done(ada, 'setKaizen', { action: 'demain', date: daysFrom(today(), 1) })
  })
})

test('meditations are kept with their time, newest first, and the older app\'s among them', async () => {
  const ada = await gateway.member()
  await gateway.sql`insert into public.zazen_sessions (user_id, "timestamp", duration, triggered_by) values (${ada.id}, now() - interval '1 day', -5, 'someone'), (${ada.id}, now() - interval '2 days', 300, 'user')`
  const { meditation } = await done(ada, 'completeMeditation', { durationSeconds: 30, triggeredBy: 'IRIS' })
  expect(meditation).toMatchObject({ durationSeconds: 30, triggeredBy: 'IRIS' })
  await done(ada, 'completeMeditation', { durationSeconds: 3600 })
  const list = async (args: string) => (await ada.ask(`{ viewer { meditations(${args}) { nodes { durationSeconds triggeredBy } pageInfo { endCursor hasNextPage } } } }`)).data.viewer.meditations
  const first = await list('first: 3')
  expect(first.nodes).toEqual([{ durationSeconds: 3600, triggeredBy: 'USER' }, { durationSeconds: 30, triggeredBy: 'IRIS' }, { durationSeconds: null, triggeredBy: null }])
  expect((await list(`first: 3, after: "${first.pageInfo.endCursor}"`)).nodes).toEqual([{ durationSeconds: 300, triggeredBy: 'USER' }])
  expect((await eventsOf(ada)).map(([type, data]) => [type, data.duration_seconds])).toEqual([['rise.meditation_completed', 30], ['rise.meditation_completed', 3600]])
})

describe('BAD_USER_INPUT: with its path, no row, no event', () => {
  const journal = (change: object) => ['createJournalEntry', { mood: 5, confidence: 5, ...change }] as const
  test.each<readonly [string, readonly [string, object], readonly string[]]>([
    ['mood 11', journal({ mood: 11 }), ['input.mood']], ['mood 0', journal({ mood: 0 }), ['input.mood']], ['confidence 0', journal({ confidence: 0 }), ['input.confidence']],
    ['both', journal({ mood: -1, confidence: 11 }), ['input.mood', 'input.confidence']], ['half a mood', journal({ mood: 5.5 }), ['input.mood']], ['a mood in words', journal({ mood: 'bien' }), ['input.mood']],
    ['no mood', journal({ mood: null }), ['input.mood']], ['an empty note', journal({ note: ' \n ' }), ['input.note']], ['a huge note', journal({ note: 'é'.repeat(2001) }), ['input.note']],
    ['a binary note', journal({ note: 'a\u0001\u0002' }), ['input.note']], ['NUL', journal({ note: 'a\0' }), ['input.note']], ['half of a character', journal({ note: 'a\ud83d' }), ['input.note']],
    ['a date in the future', journal({ date: '2199-12-31' }), ['input.date']], ['a date that does not exist', journal({ date: '2026-02-30' }), ['input.date']], ['a moment for a date', journal({ date: '2026-02-03T10:00:00Z' }), ['input.date']],
    ['a number for a date', journal({ date: 20260203 }), ['input.date']], ['an unknown field', journal({ day: 'x' }), ['input.day']], ['a key that is empty', journal({ idempotencyKey: '' }), ['input.idempotencyKey']],
    ['an empty title', ['setObjective', { title: ' ' }], ['input.title']], ['a title of emoji', ['setObjective', { title: '🚀🚀' }], ['input.title']], ['a title of two lines', ['setObjective', { title: 'a\nb' }], ['input.title']],
    ['a long title', ['setObjective', { title: 'x'.repeat(201) }], ['input.title']], ['a huge description', ['setObjective', { title: 'x', description: 'x'.repeat(2001) }], ['input.description']],
    ['a target in the past', ['setObjective', { title: 'x', targetDate: '2020-01-01' }], ['input.targetDate']], ['an empty action', ['setKaizen', { action: '' }], ['input.action']],
    ['a long action', ['setKaizen', { action: 'x'.repeat(281) }], ['input.action']], ['an action of emoji', ['setKaizen', { action: '✨' }], ['input.action']], ['a kaizen of yesterday', ['setKaizen', { action: 'x', date: '2020-01-01' }], ['input.date']],
    ['a kaizen of another year', ['setKaizen', { action: 'x', date: '2199-01-01' }], ['input.date']], ['29 seconds', ['completeMeditation', { durationSeconds: 29 }], ['input.durationSeconds']],
    ['an hour and a second', ['completeMeditation', { durationSeconds: 3601 }], ['input.durationSeconds']], ['less than no time', ['completeMeditation', { durationSeconds: -5 }], ['input.durationSeconds']],
    ['an id of another type', ['completeObjective', { objectiveId: globalId('Kaizen', nobody) }], ['input.objectiveId']], ['an id that is none', ['completeKaizen', { kaizenId: '1' }], ['input.kaizenId']],
    ['nothing to change', ['updateObjective', { objectiveId: globalId('Objective', nobody), expectedVersion: 1 }], ['input']], ['no change of an entry', ['updateJournalEntry', { journalEntryId: globalId('JournalEntry', nobody) }], ['input']],
    ['a mood that is null', ['updateJournalEntry', { journalEntryId: globalId('JournalEntry', nobody), mood: null }], ['input.mood']], ['COMPLETED by hand', ['updateObjective', { objectiveId: globalId('Objective', nobody), status: 'COMPLETED' }], ['input.status']],
    ['version 0', ['completeObjective', { objectiveId: globalId('Objective', nobody), expectedVersion: 0 }], ['input.expectedVersion']],
  ])('%s', async (_what, [field, input], paths) => {
    const ada = await gateway.member()
    const before = await owned(ada)
    const refused = await run(ada, field, input)
    expect([codesOf(refused), issuesOf(refused).map((issue) => issue.path)]).toEqual([['BAD_USER_INPUT'], paths])
    expect(refused.data?.[field] ?? null).toBeNull()
    expect(await owned(ada)).toEqual(before)
  })
})

test('what is somebody else\'s is NOT_FOUND, exactly as what is not there, and stays as it was', async () => {
  const [ada, grace] = [await gateway.member(), await gateway.member()]
  const theirs = {
    journalEntryId: (await entry(grace)).id, objectiveId: (await done(grace, 'setObjective', { title: 'x' })).objective.id, kaizenId: (await done(grace, 'setKaizen', { action: 'x' })).kaizen.id,
  }
  const before = await owned(grace)
  for (const [field, input] of [
    ['updateJournalEntry', { mood: 1 }], ['deleteJournalEntry', {}], ['updateObjective', { title: 'y' }], ['completeObjective', {}], ['deleteObjective', {}], ['completeKaizen', {}],
  ] as const) {
    const id = /Journal/.test(field) ? 'journalEntryId' : /Objective/.test(field) ? 'objectiveId' : 'kaizenId'
    const missing = globalId(Buffer.from(theirs[id], 'base64url').toString().split(':')[0]!, nobody)
    const [foreign, none] = [await run(ada, field, { [id]: theirs[id], ...input }), await run(ada, field, { [id]: missing, ...input })]
    expect([codesOf(foreign), foreign.errors![0]!.message]).toEqual([['NOT_FOUND'], none.errors![0]!.message])
  }
  expect(await owned(grace)).toEqual(before)
  expect(await eventsOf(ada)).toEqual([])
})

test('a key does it once, whatever it is, and tells it again', async () => {
  const ada = await gateway.member()
  for (const [field, input] of [['createJournalEntry', { mood: 5, confidence: 5 }], ['setObjective', { title: 'x' }], ['setKaizen', { action: 'x' }], ['completeMeditation', { durationSeconds: 60 }]] as const) {
    const [first, again] = [await done(ada, field, { ...input, idempotencyKey: 'k' }), await done(ada, field, { ...input, idempotencyKey: 'k' })]
    expect(again).toEqual(first)
  }
  const { objective: { id } } = await done(ada, 'setObjective', { title: 'x', idempotencyKey: 'k' })
  for (let n = 0; n < 2; n += 1) expect((await done(ada, 'completeObjective', { objectiveId: id, idempotencyKey: 'k' })).objective).toMatchObject({ status: 'COMPLETED', version: 2 })
  for (let n = 0; n < 2; n += 1) expect(await done(ada, 'deleteObjective', { objectiveId: id, idempotencyKey: 'k' })).toEqual({ deletedId: id })
  expect(await eventsOf(ada)).toHaveLength(6)
})

test('all of Rise on one screen is one round trip, and a write is one', async () => {
  const ada = await gateway.member()
  await entry(ada)
  gateway.statements.length = 0
  const { data, errors } = await ada.ask(`{ viewer { profile { timeZone } journal { nodes { mood note } } mood { trend period { mood } } streak { current } objectives { title } kaizens { action }
    meditations { nodes { durationSeconds } } consents { purpose granted } } }`)
  expect([errors, data?.viewer.streak]).toEqual([undefined, { current: 1 }])
  expect(gateway.statements.map((names) => names.toSorted())).toEqual([[
    'list_consents', 'list_journal_entries', 'list_kaizens', 'list_meditations', 'list_objectives', 'load_profiles', 'read_streak', 'summarize_mood']])
  gateway.statements.length = 0
  await done(ada, 'createJournalEntry', { mood: 5, confidence: 5, note: 'x' })
  await done(ada, 'setKaizen', { action: 'x', idempotencyKey: 'k' })
  expect(gateway.statements).toEqual([['create_journal_entry'], ['begin_operation'], ['set_kaizen']])
})

test('all of it goes with the account', async () => {
  const ada = await gateway.member()
  await entry(ada)
  await done(ada, 'setObjective', { title: 'x' })
  await done(ada, 'setKaizen', { action: 'x' })
  await done(ada, 'completeMeditation', { durationSeconds: 60 })
  const { coachingSession } = await done(ada, 'startCoachingSession', {})
  await done(ada, 'sendCoachingMessage', { coachingSessionId: coachingSession.id, text: 'Bonjour' })
  const rows = async () => Promise.all(['journal_entries', 'objectives', 'kaizen', 'zazen_sessions', 'coaching_sessions', 'coaching_messages'].map(async (table) =>
    (await gateway.sql.unsafe(`select from public.${table} where user_id = '${ada.id}'`)).length))
  expect(await rows()).toEqual([1, 1, 1, 1, 1, 3])
  await gateway.sql`select public.erase_user(${ada.id})`
  expect([await rows(), await eventsOf(ada)]).toEqual([[0, 0, 0, 0, 0, 0], []])
})

test('nothing that was written is logged', async () => {
  const ada = await gateway.member()
  await entry(ada, { note: 'zyndrelle' })
  await run(ada, 'createJournalEntry', { mood: 11, confidence: 1, note: 'zyndrelle' })
  await run(ada, 'setObjective', { title: 'zyndrelle', targetDate: '2020-01-01' })
  await run(ada, 'generateCv', inputs.generateCv({ targetJob: 'zyndrelle', acceptTemplate: false }))
  expect(gateway.logged.join()).not.toContain('zyndrelle')
})
