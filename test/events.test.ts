import { makeExecutableSchema } from '@graphql-tools/schema'
import { afterAll, describe, expect, test } from 'vitest'
import { pino } from 'pino'
import { emitsProblems, emittedEvents } from '../directives/emits.ts'
import { connectPostgres } from '../gateway/db/postgres.ts'
import { createGateway, StartRefused } from '../gateway/gateway.ts'
import { buildSchema } from '../gateway/schema.ts'
import { openDatabase, openGateway } from './harness.ts'
import type { Member } from './harness.ts'
import { deliver, openStripe } from './stripe/server.ts'
import { base64, camille, codesOf, documentOf, done, footprint, globalId, inputs, offer, post, rowId, run, selections, template, textsOf } from './samples.ts'
import { offerNudge } from './turning.ts'

const stripe = await openStripe()
const gateway = await openGateway({ stripe: stripe.config })
afterAll(() => stripe.close())
const { schema } = await buildSchema()
const mutations = schema.getMutationType()!.getFields()
const emitted = new Map([...emittedEvents(schema)].filter(([field]) => field in mutations))
const eventsOf = async (member: Member) =>
  [...await gateway.sql`
    select e.event_id, e.event_type, e.app_source, e.stream_id, e.payload, e.traceparent, t.app_source as registered, phoenix_private.event_data_problem(t.data_schema, e.payload) as problem
      from public.phoenix_events e left join public.phoenix_event_types t on t.type = e.event_type where e.stream_id = ${member.id} order by e."position"`] as unknown as {
    event_type: string; app_source: string; stream_id: string; payload: Record<string, unknown>; traceparent: string | null; registered: string; problem: string | null }[]

const checkout = { plan: globalId('Plan', 'cv_premium'), successUrl: 'http://localhost:3000/', cancelUrl: 'http://localhost:3000/' }

async function buyCv(member: Member) {
  await done(member, 'createCheckoutSession', checkout)
  const { id } = [...stripe.account.sessions.values()].find((session) => session.client_reference_id === member.id)
  const before = stripe.account.events.length
  stripe.account.pay(id)
  for (const event of stripe.account.events.slice(before)) await deliver(gateway.url, event)
}

/** For every mutation: an input that succeeds, made of people's words; what must be there before it is made first. */
const samples: Readonly<Record<string, (member: Member) => Promise<object>>> = {
  updateProfile: async () => ({ fullName: 'Camille Zyndrelle', avatarUrl: 'https://zyndrelle.example/me.png', language: 'EN', timeZone: 'America/Cayenne', emailNotifications: false, marketingEmails: true }),
  uploadCv: async () => ({ filename: 'zyndrelle.txt', contentType: 'text/plain', contentBase64: base64(camille.summary), title: 'Mon parcours plumatique' }),
  generateCv: async () => ({ profile: camille, targetJob: 'Développeuse arborescente', title: 'Un titre mirifique' }),
  selectCvTemplate: async (member) => ({ cvId: (await done(member, 'generateCv', { profile: camille, targetJob: 'x' })).cv.id, templateId: template('moderne') }),
  updateCv: async (member) => ({ cvId: (await done(member, 'generateCv', { profile: camille, targetJob: 'x' })).cv.id, title: 'Un titre mirifique', targetJob: 'Cheffe arborescente', language: 'EN', profile: camille }),
  dismissNudge: async (member) => ({ nudgeId: globalId('Nudge', await offerNudge(gateway.sql, member.id)) }),
  navigateToApp: async (member) => ({ to: 'LETTERS', from: 'CV', nudgeId: globalId('Nudge', await offerNudge(gateway.sql, member.id)) }),
  createJournalEntry: async () => ({ mood: 7, confidence: 4, note: 'Une journée floconneuse', date: '2026-01-02' }),
  updateJournalEntry: async (member) => ({ journalEntryId: (await done(member, 'createJournalEntry', { mood: 7, confidence: 4 })).journalEntry.id, mood: 2, confidence: 3, note: 'Une journée grandiose' }),
  deleteJournalEntry: async (member) => ({ journalEntryId: (await done(member, 'createJournalEntry', { mood: 7, confidence: 4 })).journalEntry.id }),
  setObjective: async () => ({ title: 'Un portfolio mirifique', description: 'Trois projets plumatiques', targetDate: '2030-01-02' }),
  updateObjective: async (member) => ({ objectiveId: (await done(member, 'setObjective', { title: 'x' })).objective.id, title: 'Un portfolio mirifique', description: 'Trois projets plumatiques', targetDate: '2030-01-02', status: 'PAUSED' }),
  completeObjective: async (member) => ({ objectiveId: (await done(member, 'setObjective', { title: 'Un portfolio mirifique' })).objective.id }),
  deleteObjective: async (member) => ({ objectiveId: (await done(member, 'setObjective', { title: 'Un portfolio mirifique' })).objective.id }),
  setKaizen: async () => ({ action: 'Appeler Octavienne' }),
  completeKaizen: async (member) => ({ kaizenId: (await done(member, 'setKaizen', { action: 'Appeler Octavienne' })).kaizen.id }),
  completeMeditation: async () => ({ durationSeconds: 600, triggeredBy: 'IRIS' }),
  startCoachingSession: async (member) => (await done(member, 'createJournalEntry', { mood: 7, confidence: 4, note: 'Une journée floconneuse' }), { topic: 'Mon projet mirifique', language: 'EN' }),
  sendCoachingMessage: async (member) => ({ coachingSessionId: (await done(member, 'startCoachingSession', { topic: 'Mon projet mirifique' })).coachingSession.id, text: 'Je doute de mon parcours plumatique' }),
  completeCoachingSession: async (member) => {
    const { coachingSession: { id: coachingSessionId } } = await done(member, 'startCoachingSession', { topic: 'Mon projet mirifique' })
    await done(member, 'sendCoachingMessage', { coachingSessionId, text: 'Je doute de mon parcours plumatique' })
    return { coachingSessionId, satisfaction: 4 }
  },
  recordConsent: async () => ({ purpose: 'AI_SENSITIVE', granted: true, version: '2026-zyndrelle', source: 'RISE' }),
  createCheckoutSession: async () => checkout,
  createBillingPortalSession: async (member) => (await buyCv(member), { returnUrl: 'http://localhost:3000/' }),
  changePlan: async (member) => (await buyCv(member), { plan: globalId('Plan', 'ecosystem_premium') }),
  cancelSubscription: async (member) => (await buyCv(member), { app: 'CV' }),
  resumeSubscription: async (member) => (await buyCv(member), await done(member, 'cancelSubscription', {}), { app: 'CV' }),
  deleteCv: async (member) => ({ cvId: (await done(member, 'generateCv', { profile: camille, targetJob: 'x' })).cv.id }),
  analyzeJobOffer: async () => inputs.analyzeJobOffer(),
  generateLetter: async (member) => ({
    cvId: (await done(member, 'generateCv', { profile: camille, targetJob: 'x' })).cv.id, jobAnalysisId: (await done(member, 'analyzeJobOffer', inputs.analyzeJobOffer())).jobAnalysis.id, jobTitle: 'Cheffe arborescente',
    companyName: 'Octavienne', tone: 'DYNAMIQUE', language: 'EN', motivation: 'Vos carnets floconneux', title: 'Un titre mirifique',
    careerChange: { oldDomain: 'Soins plumatiques', newDomain: 'Code arborescent', transferableSkills: ['Écoutance', 'Triage orangeur'] },
  }),
  optimizeLetter: async (member) => ({ letterId: await letterOf(await payer(member)) }),
  applyLetterTemplate: async (member) => ({ letterId: await letterOf(member), templateId: globalId('LetterTemplate', 'clair') }),
  updateLetter: async (member) => ({ letterId: await letterOf(member), title: 'Un titre mirifique', jobTitle: 'Cheffe arborescente', companyName: 'Octavienne', text: camille.summary }),
  deleteLetter: async (member) => ({ letterId: await letterOf(member) }),
  optimizeCvForAts: async (member) => ({ cvId: (await done(await payer(member), 'generateCv', { profile: camille, targetJob: 'x' })).cv.id, jobOffer: offer }),
  analyzeLetterAts: async (member) => ({ letterId: await letterOf(await payer(member)), jobOffer: offer }),
  runMirrorMatch: async (member) => ({ cvId: (await done(member, 'generateCv', { profile: camille, targetJob: 'x' })).cv.id, jobOffer: offer, letterText: letterText }),
  buildTrajectory: async (member) => ({ cvId: (await done(await payer(member), 'generateCv', { profile: camille, targetJob: 'x' })).cv.id, targetJob: 'Cheffe arborescente', jobOffer: offer }),
  createPartner: async () => ({ name: 'Emploi Mirifique', website: 'https://mirifique.example' }),
  rotatePartnerKey: async (member) => ({ partnerId: await aPartner(member) }),
  updatePartner: async (member) => ({ partnerId: await aPartner(member), name: 'Emploi Octavienne', website: 'https://octavienne.example', suspended: true, ratePerMinute: 7 }),
  disablePartner: async (member) => ({ partnerId: await aPartner(member) }),
  grantPartnerAccess: async (member) => aGrant(member),
  revokePartnerAccess: async (member) => ({ partnerGrantId: (await done(member, 'grantPartnerAccess', await aGrant(member))).partnerGrant.id }),
}
const letterText = 'Madame, Monsieur, je vous écris avec mes soins plumatiques et mon TypeScript. Cordialement, Camille Zyndrelle'
const letterOf = async (member: Member) => (await done(member, 'generateLetter', inputs.generateLetter({ cvText: `${camille.summary} ${letterText}` }))).letter.id as string
const payer = async (member: Member) => {
  await gateway.sql`update public.user_subscriptions set subscription_tier = 'premium', subscription_status = 'active' where user_id = ${member.id} and app_name in ('cv', 'letters')`
  return member
}
const aPartner = async (admin: Member): Promise<string> => (await done(admin, 'createPartner', { name: 'Emploi Mirifique' })).partner.id
async function aGrant(admin: Member) {
  await done(admin, 'recordConsent', { purpose: 'PARTNER_SHARING', granted: true, version: '1', source: 'ECOSYSTEM' })
  return { partnerId: await aPartner(admin), scopes: ['CVS', 'PROFILE'], expiresAt: new Date(Date.now() + 86_400_000).toISOString() }
}
const unsampled = (fields: Iterable<string>) => [...fields].filter((field) => !(field in samples) || !(field in selections))

describe('the walk', () => {
  test('every mutation of the schema has a sample, and one without is named', () => {
    expect(unsampled(emitted.keys())).toEqual([])
    expect(unsampled([...emitted.keys(), 'forgottenMutation'])).toEqual(['forgottenMutation'])
  })

  test.each([...emitted])('%s emits exactly %j', async (field, events) => {
    // Who may do everything there is.
    const ada = await gateway.member({ email: 'camille.zyn@example.org', role: 'admin' })
    await gateway.sql`update auth.users set email = null where id = ${ada.id}`
    const input = await samples[field]!(ada)
    const before = (await eventsOf(ada)).length
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
    const answer = await post(gateway, JSON.stringify({ query: documentOf(field), variables: { input } }), { token: ada.token, headers: { traceparent } })
    expect(answer.errors).toBeUndefined()
    const appended = (await eventsOf(ada)).slice(before)
    expect(appended.map((event) => event.event_type)).toEqual([...events])
    for (const event of appended) {
      expect(event).toMatchObject({ stream_id: ada.id, app_source: event.registered, problem: null, traceparent })
      const metered = 'usage' in (answer.data[field] as object)
      if (metered) expect(event.payload.remaining).toBe(answer.data[field].usage.remaining)
      expect(leaksOf(event.payload, input)).toEqual([])
    }
  })

  /** Words of the input, and of whom it is about, that an event holds. A value of an enum is nobody's word. */
  function leaksOf(payload: unknown, input: object) {
    const said = new Set(textsOf([input, camille, 'camille.zyn@example.org']).flatMap((text) => text.split(/[\s@.]+/)).filter((word) => word.length > 3 && !/^[A-Z]+(_[A-Z]+)*$/.test(word)))
    const told = JSON.stringify(payload).toLowerCase()
    return [...said].filter((word) => told.includes(word.toLowerCase()))
  }

  test('a planted leak is found', () => {
    expect(leaksOf({ cv_id: 'x', note: 'pour camille' }, {})).toEqual(['Camille', 'camille'])
    expect(leaksOf({ n: 'ARBORESCENTE' }, { targetJob: 'Développeuse arborescente' })).toEqual(['arborescente'])
  })
})

describe('data', () => {
  test('of each event: ids and numbers', async () => {
    const ada = await gateway.member({ tier: 'premium', app: 'letters' })
    const { cv } = await done(ada, 'generateCv', { profile: camille, targetJob: 'Développeuse' })
    await done(ada, 'updateCv', { cvId: cv.id, title: null, text: undefined, language: 'EN' })
    await done(ada, 'selectCvTemplate', { cvId: cv.id, templateId: template('parcours') })
    await done(ada, 'deleteCv', { cvId: cv.id })
    const cv_id = rowId(cv.id)
    expect((await eventsOf(ada)).map(({ event_type, payload }) => [event_type, payload])).toEqual([
      ['cv.generated', { cv_id, template_id: 'classique', language: 'fr', source: 'template', duration_ms: expect.any(Number), skills_count: 4, experience_count: 2, remaining: 2 }],
      ['cv.updated', { cv_id, changed: ['title', 'language'], version: 2 }],
      ['cv.template_selected', { cv_id, template_id: 'parcours', template_category: 'creative', version: 3 }],
      ['cv.deleted', { cv_id }],
    ])
    const grace = await gateway.member({ tier: 'pro', app: 'cv' })
    await done(grace, 'uploadCv', inputs.uploadCv())
    await done(grace, 'updateProfile', { fullName: null, timeZone: 'UTC' })
    expect((await eventsOf(grace)).map(({ payload }) => payload)).toEqual([
      { cv_id: expect.any(String), size_bytes: 29, characters: 28, remaining: null }, { changed: ['full_name', 'timezone'], version: 2 },
    ])
  })

  test.each([
    ['text', 'camille.zyn@example.org'], ['cut', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331'], ['all zeros', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`],
    ['of version ff', 'ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'], ['long', `00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01${'x'.repeat(9000)}`],
  ])('a traceparent that is %s is not stored', async (_what, traceparent) => {
    const ada = await gateway.member()
    await post(gateway, JSON.stringify({ query: documentOf('uploadCv'), variables: { input: inputs.uploadCv() } }), { token: ada.token, headers: { traceparent } })
    expect(await eventsOf(ada)).toMatchObject([{ event_type: 'cv.uploaded', traceparent: null }])
  })
})

describe('all or nothing', () => {
  test('a refused mutation leaves no event and no row', async () => {
    const ada = await gateway.member()
    const before = await footprint(gateway, ada.id)
    await run(ada, 'generateCv', inputs.generateCv({ acceptTemplate: false }))
    await run(ada, 'generateCv', inputs.generateCv({ templateId: template('colonne') }))
    await run(ada, 'updateProfile', { fullName: 'x', expectedVersion: 9 })
    await run(ada, 'uploadCv', inputs.uploadCv({ contentBase64: '' }))
    expect(await footprint(gateway, ada.id)).toEqual(before)
  })

  test.each([...emitted.keys()])('%s without its event is not done, costs nothing, and says nothing of why', async (field) => {
    const ada = await gateway.member({ role: 'admin' })
    const input = await samples[field]!(ada)
    const state = async () => [await footprint(gateway, ada.id), await gateway.sql`select id, version, title, template_used from public.cv_generations where user_id = ${ada.id} order by id`]
    const before = await state()
    await gateway.sql.unsafe(`
      create or replace function public.planted() returns trigger language plpgsql as $$ begin raise exception 'secret of %', new.stream_id; end $$;
      create trigger planted before insert on public.phoenix_events for each row when (new.stream_id = '${ada.id}') execute function public.planted()`)
    const failed = await run(ada, field, { ...input, idempotencyKey: 'again' })
    await gateway.sql`drop trigger planted on public.phoenix_events`
    expect([failed.data, codesOf(failed)]).toEqual([{ [field]: null }, ['INTERNAL_SERVER_ERROR']])
    expect(JSON.stringify(failed)).not.toMatch(/secret|planted|plpgsql|at .*\.ts/i)
    const { requestId } = failed.errors![0]!.extensions
    expect(gateway.logged.filter((line) => line.includes(requestId as string)).join()).toContain('secret of')
    expect(await state()).toEqual(before)
    await done(ada, field, { ...input, idempotencyKey: 'again' })
  })
})

describe('the start', () => {
  test('a mutation without @emits, or with an unregistered type, is named', () => {
    const planted = makeExecutableSchema({ typeDefs: `
      directive @emits(events: [String!]!) on FIELD_DEFINITION
      type Query { a: Int }
      directive @consumesUsage(feature: String!) on FIELD_DEFINITION
      type Mutation { silent: Int  empty: Int @emits(events: [])  odd: Int @emits(events: ["cv.generated", "cv.dreamt"])  fine: Int @emits(events: ["cv.generated"]) }
      type Subscription { feed: Int  free: Int @consumesUsage(feature: "x")  writes: Int @emits(events: ["cv.dreamt"]) }` })
    const problems = emitsProblems(planted, new Set(['cv.generated']))
    expect(problems).toEqual([expect.stringContaining('Mutation.silent'), expect.stringContaining('Mutation.empty'), expect.stringMatching(/Mutation\.odd .*"cv\.dreamt"/),
      expect.stringContaining('Subscription.free has no @emits'), expect.stringMatching(/Subscription\.writes .*"cv\.dreamt"/)])
    expect(emitsProblems(schema, new Set([...emitted.values()].flat()))).toEqual([])
  })

  test('stops where a type is not in the database\'s registry', async () => {
    const database = await openDatabase()
    const port = connectPostgres({ url: database.gatewayUrl, pool: 1 })
    const start = () => createGateway({
      port, verify: async () => ({ kind: 'anonymous' }), log: pino({ level: 'silent' }), embedded: true, production: false, allowedOrigins: [], upgradeUrl: 'https://phoenix.example',
      supabase: null, graphiql: null, integrations: {}, sweepEvery: 0, reloadEvery: 0,
    })
    try {
      await (await start()).close(0)
      await database.sql`delete from public.phoenix_event_types where type in ('cv.generated', 'profile.updated')`
      const refused: unknown = await start().catch((error: unknown) => error)
      expect(refused).toBeInstanceOf(StartRefused)
      expect((refused as Error).message).toMatch(/Mutation\.generateCv .*cv\.generated/)
      expect((refused as Error).message).toMatch(/Mutation\.updateProfile .*profile\.updated/)
    } finally {
      await port.close()
      await database.close()
    }
  })
})

describe('viewer.events', () => {
  const list = (member: Member, args: object) =>
    member.ask('query ($first: Int, $after: String, $types: [String!]) { viewer { events(first: $first, after: $after, types: $types) { nodes { id type app time data } pageInfo { hasNextPage endCursor } } } }', { ...args })
  const read = async (member: Member, args: object = {}) => (await list(member, args)).data.viewer.events

  test('newest first, of some types, page by page, and nobody else\'s', async () => {
    const [ada, grace] = [await gateway.member(), await gateway.member()]
    for (let n = 0; n < 3; n += 1) {
      await done(ada, 'uploadCv', inputs.uploadCv())
      await done(ada, 'updateProfile', { fullName: `Ada ${n}` })
      await done(grace, 'uploadCv', inputs.uploadCv())
    }
    const { nodes } = await read(ada)
    expect(nodes.map((event: { type: string; app: string }) => [event.type, event.app])).toEqual(Array(3).fill([['profile.updated', 'ecosystem'], ['cv.uploaded', 'cv']]).flat())
    expect(nodes[0]).toMatchObject({ data: { changed: ['full_name'], version: 4 }, time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) })
    expect((await read(ada, { types: ['profile.updated'] })).nodes.map((event: any) => event.data.version)).toEqual([4, 3, 2])
    expect((await read(ada, { types: ['cv.deleted'] })).nodes).toEqual([])
    expect((await read(ada, { types: [] })).nodes).toEqual([])
    const seen: unknown[] = []
    for (let after: string | null = null, more = true; more;) {
      const page: any = await read(ada, { first: 2, after, types: ['cv.uploaded'] })
      seen.push(...page.nodes)
      after = page.pageInfo.endCursor
      more = page.pageInfo.hasNextPage
    }
    expect(seen).toEqual(nodes.filter((event: { type: string }) => event.type === 'cv.uploaded'))
  })

  test.each([
    ['capitals', ['Cv.Generated']], ['SQL', ['cv.generated; drop table']], ['nothing', ['']], ['51 of them', Array(51).fill('cv.generated')], ['101 characters', ['a'.repeat(101)]],
  ])('types: %s are refused', async (_what, types) => {
    const refused = await list(await gateway.member(), { types })
    expect(refused.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', issues: [{ path: 'types' }] } }])
  })
})
