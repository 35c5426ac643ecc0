import { beforeAll, describe, expect, test } from 'vitest'
import { openGateway } from './harness.ts'
import type { Member } from './harness.ts'
import { codesOf, done, globalId, inputs, issuesOf, nobody, rowId, template } from './samples.ts'

const gateway = await openGateway()
const cursor = (text: string) => Buffer.from(text).toString('base64url')

describe('connections', () => {
  let ada: Member
  const ids: string[] = []
  const page = (args: Record<string, unknown>, member = ada) =>
    member.ask('query ($first: Int, $after: String) { viewer { cvs(first: $first, after: $after) { edges { cursor node { id } } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }', args)

  beforeAll(async () => {
    ada = await gateway.member()
    // Five of one microsecond, then one before and one after.
    const rows = await gateway.sql`
      insert into public.cv_generations (user_id, origin, title, cv_data, created_at)
      select ${ada.id}, 'uploaded', n::text, '{}', '2026-01-01T10:00:00.000001Z'::timestamptz + case when n = 1 then -1 when n = 7 then 1 else 0 end * interval '1 microsecond'
        from generate_series(1, 7) n returning id, created_at::text as at`
    const newestFirst = rows.toSorted((a, b) => (a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1))
    ids.push(...newestFirst.map((row) => globalId('Cv', row.id as string)))
  })

  test.each([1, 2, 3, 7, 100])('%i at a time: every row once, newest first, through ties of time', async (first) => {
    const seen: string[] = []
    for (let after: string | null = null, more = true; more;) {
      const { edges, nodes, pageInfo }: any = (await page({ first, after })).data.viewer.cvs
      expect(edges.map((edge: { node: object }) => edge.node)).toEqual(nodes)
      expect(pageInfo).toMatchObject({ hasPreviousPage: false, startCursor: edges[0].cursor, endCursor: edges.at(-1).cursor })
      seen.push(...nodes.map((node: { id: string }) => node.id));
      ({ endCursor: after, hasNextPage: more } = pageInfo)
    }
    expect(seen).toEqual(ids)
  })

  test('a row added or deleted meanwhile moves nothing', async () => {
    const first = (await page({ first: 3 })).data.viewer.cvs
    const [added] = await gateway.sql`insert into public.cv_generations (user_id, cv_data) values (${ada.id}, '{}') returning id`
    await gateway.sql`delete from public.cv_generations where id = ${added!.id}`
    expect((await page({ first: 3, after: first.pageInfo.endCursor })).data.viewer.cvs.nodes).toEqual(ids.slice(3, 6).map((id) => ({ id })))
  })

  test('nothing after the last, and no cursors where there is nothing', async () => {
    const { pageInfo } = (await page({ first: 7 })).data.viewer.cvs
    const empty = { edges: [], nodes: [], pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null } }
    expect((await page({ after: pageInfo.endCursor })).data.viewer.cvs).toEqual(empty)
    expect((await page({}, await gateway.member())).data.viewer.cvs).toEqual(empty)
  })

  test('first is 20 where it is absent or null', async () => {
    const grace = await gateway.member()
    await gateway.sql`insert into public.cv_generations (user_id, cv_data) select ${grace.id}, '{}' from generate_series(1, 21)`
    for (const args of [{}, { first: null }]) expect((await page(args, grace)).data.viewer.cvs).toMatchObject({ nodes: { length: 20 }, pageInfo: { hasNextPage: true } })
  })

  test.each([0, 101, -1, 2_147_483_647, -2_147_483_648])('first: %i is refused', async (first) => {
    const refused = await page({ first })
    expect(codesOf(refused)).toEqual(['BAD_USER_INPUT'])
    expect(issuesOf(refused).map((issue) => issue.path)).toEqual(['first'])
  })

  test.each([
    ['empty', ''], ['garbage', 'no cursor!'], ['base64 of garbage', cursor('hello')], ['of another list', cursor(`events|2026-01-01T10:00:00.000001+00:00|${nobody}`)],
    ['a global id', globalId('Cv', nobody)], ['a day that does not exist', cursor(`cvs|2026-02-31T10:00:00+00:00|${nobody}`)], ['a year that does not exist', cursor(`cvs|0000-01-01T10:00:00+00:00|${nobody}`)],
    ['an hour that does not exist', cursor(`cvs|2026-01-01T25:00:00+00:00|${nobody}`)], ['a minute that does not exist', cursor(`cvs|2026-01-01T10:61:00+00:00|${nobody}`)],
    ['SQL', cursor("cvs|2026-01-01T10:00:00+00:00'; drop table profiles|x")], ['very long', 'A'.repeat(100_000)],
  ])('a cursor that is %s is refused', async (_what, after) => {
    const refused = await page({ after })
    expect(codesOf(refused)).toEqual(['BAD_USER_INPUT'])
    expect(issuesOf(refused).map((issue) => issue.path)).toEqual(['after'])
  })

  test('both problems are named at once', async () => expect(issuesOf(await page({ first: 0, after: '?' })).map((issue) => issue.path)).toEqual(['first', 'after']))

  test('somebody else\'s cursor is a moment in time: it shows nothing of theirs', async () => {
    const grace = await gateway.member()
    const { cv } = await done(grace, 'uploadCv', inputs.uploadCv())
    const { endCursor } = (await page({ first: 1 })).data.viewer.cvs.pageInfo
    expect((await page({ after: endCursor }, grace)).data.viewer.cvs.nodes).toEqual([])
    const hers = (await page({}, grace)).data.viewer.cvs.pageInfo.endCursor
    expect((await page({ after: hers })).data.viewer.cvs.nodes).toEqual(ids.map((id) => ({ id })))
    expect(ids).not.toContain(cv.id)
  })
})

describe('node and nodes', () => {
  let ada: Member
  let own: Record<string, string>
  const nodes = (member: Pick<Member, 'ask'>, ids: readonly unknown[]) => member.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', { ids })
  const node = async (member: Pick<Member, 'ask'>, id: string) => {
    const answer = await member.ask('query ($id: ID!) { node(id: $id) { __typename id } }', { id })
    expect(answer.errors).toBeUndefined()
    return answer.data.node
  }

  beforeAll(async () => {
    ada = await gateway.member()
    const { cv } = await done(ada, 'generateCv', inputs.generateCv())
    await done(ada, 'recordConsent', { purpose: 'RESEARCH', granted: true, version: '1' })
    const { journalEntry } = await done(ada, 'createJournalEntry', { mood: 7, confidence: 4 })
    const { objective } = await done(ada, 'setObjective', { title: 'Un portfolio' })
    const { kaizen } = await done(ada, 'setKaizen', { action: 'Un appel' })
    const { coachingSession } = await done(ada, 'startCoachingSession', {})
    const { message } = await done(ada, 'sendCoachingMessage', { coachingSessionId: coachingSession.id, text: 'Je doute' })
    const { meditation } = await done(ada, 'completeMeditation', { durationSeconds: 60 })
    const { letter } = await done(ada, 'generateLetter', inputs.generateLetter())
    const { jobAnalysis } = await done(ada, 'analyzeJobOffer', inputs.analyzeJobOffer())
    const { mirrorMatch } = await done(ada, 'runMirrorMatch', { cvId: cv.id, jobAnalysisId: jobAnalysis.id })
    await gateway.sql`update public.user_subscriptions set subscription_tier = 'premium', subscription_status = 'active' where user_id = ${ada.id} and app_name = 'cv'`
    const { atsAnalysis } = await done(ada, 'optimizeCvForAts', { cvId: cv.id, jobAnalysisId: jobAnalysis.id })
    const { trajectory } = await done(ada, 'buildTrajectory', { cvId: cv.id, targetJob: 'x', targetSkills: ['SQL'] })
    const { data } = await ada.ask('{ viewer { id consentHistory { nodes { id } } profile { id } events { nodes { id } } } plans { id } cvTemplates { id } }')
    own = { Viewer: data.viewer.id, Profile: data.viewer.profile.id, Event: data.viewer.events.nodes[0].id, ConsentRecord: data.viewer.consentHistory.nodes[0].id, Cv: cv.id, JournalEntry: journalEntry.id, Objective: objective.id, Kaizen: kaizen.id, Meditation: meditation.id, CoachingSession: coachingSession.id, CoachingMessage: message.id, Plan: data.plans[1].id, CvTemplate: data.cvTemplates[6].id, Letter: letter.id, JobAnalysis: jobAnalysis.id, MirrorMatch: mirrorMatch.id, AtsAnalysis: atsAnalysis.id, Trajectory: trajectory.id, LetterTemplate: globalId('LetterTemplate', 'courrier') }
  })

  test('every type of node is found by its id', async () => {
    for (const [__typename, id] of Object.entries(own)) expect(await node(ada, id)).toEqual({ __typename, id })
  })

  test('a node of somebody else is null, exactly as one that is not there; a catalogue is everybody\'s', async () => {
    const grace = await gateway.member()
    for (const [__typename, id] of Object.entries(own)) {
      const open = ['Plan', 'CvTemplate', 'LetterTemplate'].includes(__typename)
      expect(await node(grace, id)).toEqual(open ? { __typename, id } : null)
      expect(await node(gateway, id)).toEqual(open ? { __typename, id } : null)
      expect(await node(ada, globalId(__typename, open ? 'nulle_part' : nobody))).toBeNull()
    }
  })

  const malformed = [
    '', '1', 'x', nobody, 'Cv:x', globalId('Cv', 'abc'), globalId('Cv', ''), globalId('Viewer', 'me'), globalId('Plan', nobody), globalId('cv', nobody), globalId('Nonsense', nobody),
    globalId('Cv', nobody.toUpperCase().replace('8', 'A')), globalId('Cv', `${nobody}\0`), globalId('Cv', `${nobody}' or true`), `${globalId('Cv', nobody)}=`, globalId('__proto__', nobody), globalId('constructor', 'a'), 'é'.repeat(300),
  ]
  test('a malformed id is null, and spoils nobody\'s answer', async () => {
    for (const id of malformed) {
      expect(await node(ada, id), id).toBeNull()
      expect(await node(gateway, id), id).toBeNull()
    }
    const answer = await nodes(ada, malformed.flatMap((id) => [id, own.Cv]))
    expect(answer.errors).toBeUndefined()
    expect(answer.data.nodes).toEqual(malformed.flatMap(() => [null, { __typename: 'Cv', id: own.Cv }]))
  })

  test('in the order asked for, duplicates and all, in one round trip', async () => {
    const ids = [own.CvTemplate, globalId('Cv', nobody), own.Cv, own.Viewer, own.Cv, own.CvTemplate]
    gateway.statements.length = 0
    const { data } = await nodes(ada, ids)
    expect(data.nodes).toEqual([{ __typename: 'CvTemplate', id: own.CvTemplate }, null, { __typename: 'Cv', id: own.Cv }, { __typename: 'Viewer', id: own.Viewer }, { __typename: 'Cv', id: own.Cv }, { __typename: 'CvTemplate', id: own.CvTemplate }])
    expect(gateway.statements).toHaveLength(1)
    expect(gateway.asked.length).toBeGreaterThan(0)
  })

  test('100 at once, and no more', async () => {
    expect((await nodes(ada, Array(100).fill(own.Cv))).data.nodes).toHaveLength(100)
    const refused = await nodes(ada, Array(101).fill(own.Cv))
    expect(codesOf(refused)).toEqual(['BAD_USER_INPUT'])
    expect(issuesOf(refused).map((issue) => issue.path)).toEqual(['ids'])
    expect((await nodes(ada, [])).data.nodes).toEqual([])
  })

  test('an id is the same for ever, and holds the row\'s', () => {
    expect(own.CvTemplate).toBe(template('notarial'))
    expect(rowId(own.Viewer!)).toBe(ada.id)
  })
})
