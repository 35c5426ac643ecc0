import { beforeAll, describe, expect, test } from 'vitest'
import { newKey } from '../gateway/documents/key.ts'
import { openGateway } from './harness.ts'
import type { Member } from './harness.ts'
import { letSee, openPartner, sendAs } from './partner.ts'
import type { Reply } from './partner.ts'
import { codesOf, done, globalId, inputs, issuesOf, nobody, rowId, run } from './samples.ts'

const gateway = await openGateway()
const documents = {
  people: 'query People($first: Int, $after: String) { partner { id grants(first: $first, after: $after) { nodes { id scopes expiresAt profile { fullName email language } cvs { nodes { id title profile { fullName } text } } letters { nodes { id title companyName text } } } pageInfo { hasNextPage endCursor } } } }',
  names: 'query Names { partner { grants { edges { node { id profile { fullName } } } } } }',
  twice: 'query Twice { a: partner { grants { nodes { profile { fullName } } } } b: partner { grants { nodes { profile { email } cvs(first: 1) { nodes { id } } } } } }',
  account: 'query Account { partner { name status limits { ratePerMinute dailyQuota dailyCost } keys { prefix expiresAt lastUsedAt } } }',
  catalogue: 'query Catalogue { plans { id } cvTemplates { id } }',
  others: 'query Others($id: ID!) { viewer { id } node(id: $id) { __typename } }',
  statistics: 'query Statistics { partner { statistics { monthStart apps { app people events } } } }',
  touch: 'mutation Touch { updateProfile(input: { fullName: "Eve" }) { profile { id } } }',
}
let admin: Member
let board: Awaited<ReturnType<typeof openPartner>>
beforeAll(async () => {
  admin = await gateway.member({ role: 'admin' })
  board = await openPartner(gateway, admin, documents)
})
const codeOf = ({ body }: Reply) => body.errors?.[0]?.extensions.code ?? 'ok'
const readsOf = async (person: Member) =>
  (await person.ask('{ viewer { events(types: ["privacy.partner_data_read"]) { nodes { data } } } }')).data.viewer.events.nodes.map((event: { data: object }) => event.data)
const grantsSeen = async (partner = board, url?: string) => (await partner.send('people', {}, url)).body.data.partner.grants.nodes
const visible = async (grantId: string, url?: string) => (await grantsSeen(board, url)).some((grant: { id: string }) => grant.id === grantId)

describe('keys', () => {
  test('a key is shown once, and stored nowhere', async () => {
    const { partner, key } = await done(admin, 'createPartner', { name: ' Emploi ', idempotencyKey: 'once' }, 'partner { id name status } key')
    expect(key).toMatch(/^phx_[0-9a-f]{8}_[A-Za-z0-9_-]{43}$/)
    expect(partner).toEqual({ id: partner.id, name: 'Emploi', status: 'ACTIVE' })
    expect(await done(admin, 'createPartner', { name: ' Emploi ', idempotencyKey: 'once' }, 'partner { id } key')).toEqual({ partner: { id: partner.id }, key: null })
    const secret = key.slice(13)
    for (const table of ['phoenix_private.partner_keys', 'phoenix_private.operations', 'public.phoenix_events']) {
      const rows = await gateway.sql.unsafe(`select to_jsonb(t)::text as row from ${table} t`)
      expect(rows.map(({ row }) => row).join('\n')).not.toContain(secret)
    }
    expect(gateway.logged.join('')).not.toContain(secret)
    const [row] = await gateway.sql`select prefix from phoenix_private.partner_keys where partner_id = ${rowId(partner.id)}`
    expect(row!.prefix).toBe(key.slice(0, 12))
  })

  test.each([['createPartner', { name: 'x' }], ['rotatePartnerKey', { partnerId: globalId('Partner', nobody) }], ['updatePartner', { partnerId: globalId('Partner', nobody), name: 'x' }], ['disablePartner', { partnerId: globalId('Partner', nobody) }]])('%s is for administrators, by the token and by the project', async (field, input) => {
    for (const caller of [await gateway.member(), await gateway.member({ role: 'analyst' })]) expect(codesOf(await run(caller, field, input))).toEqual(['FORBIDDEN'])
    expect(codesOf(await run(gateway, field, input))).toEqual(['UNAUTHENTICATED'])
    // A token of yesterday, when she still was one.
    const before = await gateway.member({ role: 'admin' })
    await gateway.sql`update auth.users set raw_app_meta_data = '{}' where id = ${before.id}`
    expect(codesOf(await run(before, field, input))).toEqual(['FORBIDDEN'])
  })

  test.each<[string, object, string]>([
    ['a name of nothing', { name: ' ' }, 'input.name'], ['a rate of none', { name: 'x', ratePerMinute: 0 }, 'input.ratePerMinute'], ['too large a budget', { name: 'x', dailyCost: 2_000_000_001 }, 'input.dailyCost'],
    ['a script for a website', { name: 'x', website: 'javascript:alert(1)' }, 'input.website'],
  ])('%s is BAD_USER_INPUT', async (_what, input, path) => {
    const refused = await run(admin, 'createPartner', input)
    expect([codesOf(refused), issuesOf(refused).map((issue) => issue.path)]).toEqual([['BAD_USER_INPUT'], [path]])
  })

  test('rotation: both keys are good for the overlap, then the new one only', async () => {
    const partner = await openPartner(gateway, admin, documents)
    const { key } = await done(admin, 'rotatePartnerKey', { partnerId: partner.id, overlapHours: 1 })
    for (const one of [partner.key, key]) expect(codeOf(await sendAs(gateway.url, one, { documentId: 'catalogue' }))).toBe('ok')
    const { keys } = (await sendAs(gateway.url, key, { documentId: 'account' })).body.data.partner
    expect(keys.map((one: { prefix: string }) => one.prefix)).toEqual([key.slice(0, 12), partner.key.slice(0, 12)])
    expect(keys.map((one: { expiresAt: string | null }) => one.expiresAt === null)).toEqual([true, false])
    await gateway.sql`update phoenix_private.partner_keys set expires_at = now() - interval '1 second' where prefix = ${partner.key.slice(0, 12)}`
    await gateway.sql`select phoenix_private.next_document_revision()`
    await gateway.reload()
    const late = await partner.send('catalogue')
    expect([late.status, codeOf(late), late.body.errors[0].message]).toEqual([401, 'UNAUTHENTICATED', 'This partner key has expired.'])
    expect(codeOf(await sendAs(gateway.url, key, { documentId: 'catalogue' }))).toBe('ok')
    const none = await done(admin, 'rotatePartnerKey', { partnerId: partner.id, overlapHours: 0 })
    expect(codeOf(await sendAs(gateway.url, key, { documentId: 'catalogue' }))).toBe('UNAUTHENTICATED')
    expect(codeOf(await sendAs(gateway.url, none.key, { documentId: 'catalogue' }))).toBe('ok')
  })

  test('a disabled partner is FORBIDDEN, for ever, and its people are not read even where the gateway has not heard of it', async () => {
    const partner = await openPartner(gateway, admin, documents)
    await gateway.sql`update phoenix_private.partners set status = 'disabled' where partner_id = ${partner.rowId}`
    expect((await partner.send('names')).body).toMatchObject({ data: { partner: null }, errors: [{ extensions: { code: 'FORBIDDEN' } }] })
    await gateway.sql`update phoenix_private.partners set status = 'active' where partner_id = ${partner.rowId}`
    expect(await done(admin, 'disablePartner', { partnerId: partner.id })).toEqual({ partner: { id: partner.id, status: 'DISABLED' } })
    const refused = await partner.send('catalogue')
    expect([refused.status, codeOf(refused)]).toEqual([403, 'FORBIDDEN'])
    for (const [field, input] of [['disablePartner', { partnerId: partner.id }], ['rotatePartnerKey', { partnerId: partner.id }], ['updatePartner', { partnerId: partner.id, suspended: false }]] as const) expect(codesOf(await run(admin, field, input))).toEqual(['CONFLICT'])
  })

  test('what is no key, or no one\'s, is UNAUTHENTICATED; a key beside a bearer token is BAD_REQUEST', async () => {
    for (const key of ['x', 'phx_00000000_', `phx_00000000_${'a'.repeat(43)}`, `${board.key} `.repeat(2), 'x'.repeat(20_000)]) {
      const refused = await sendAs(gateway.url, key, { documentId: 'catalogue' })
      expect([refused.status, codeOf(refused)]).toEqual([401, 'UNAUTHENTICATED'])
    }
    for (const bearer of [`Bearer ${admin.token}`, 'Bearer x', 'Basic x']) {
      const both = await sendAs(gateway.url, board.key, { documentId: 'catalogue' }, { authorization: bearer })
      expect([both.status, codeOf(both)]).toEqual([400, 'BAD_REQUEST'])
    }
  })

  test('a good key is found however many there are, and however old it is', async () => {
    const { url } = await gateway.another()
    const [oldest, youngest, over] = [newKey(), newKey(), newKey()]
    const put = (key: { hash: string; prefix: string }, created: string, expires: string | null) =>
      gateway.sql`insert into phoenix_private.partner_keys (partner_id, key_hash, prefix, created_at, expires_at) values (${board.rowId}, ${key.hash}, ${key.prefix}, now() + ${created}::interval, now() + ${expires}::interval)`
    await put(oldest, '-3 years', null)
    await put(over, '-3 years', '-2 days')
    await gateway.sql`
      insert into phoenix_private.partner_keys (partner_id, key_hash, prefix, expires_at)
      select ${board.rowId}, md5(n::text) || md5((-n)::text), 'phx_00000000', case when n % 2 = 0 then now() + interval '1 day' end from generate_series(1, 2500) n`
    await put(youngest, '1 second', null)
    await gateway.sql`select phoenix_private.next_document_revision()`
    for (const { text } of [oldest, youngest]) expect(codeOf(await sendAs(url, text, { documentId: 'catalogue' }))).toBe('ok')
    const ended = await sendAs(url, over.text, { documentId: 'catalogue' })
    expect([codeOf(ended), ended.body.errors[0].message]).toEqual(['UNAUTHENTICATED', 'This partner key is not known.'])
    // What is over is not kept in memory; what is good is, all of it.
    const kept = await gateway.port.call('list_keys_of_partners', { limit: 500 })
    expect(kept).toHaveLength(500)
    await gateway.sql`delete from phoenix_private.partner_keys where prefix = 'phx_00000000' or key_hash in ${gateway.sql([oldest.hash, youngest.hash, over.hash])}`
    await gateway.sql`select phoenix_private.next_document_revision()`
    await gateway.reload()
  })

  test('limits and keys are for the partner and for administrators', async () => {
    await board.send('catalogue')
    await gateway.reload()
    expect((await board.send('account')).body.data.partner).toEqual({
      name: 'Emploi', status: 'ACTIVE', limits: { ratePerMinute: 6000, dailyQuota: 10_000, dailyCost: 1_000_000 },
      keys: [{ prefix: board.key.slice(0, 12), expiresAt: null, lastUsedAt: expect.any(String) }],
    })
    const ask = 'query ($id: ID!) { node(id: $id) { ... on Partner { name limits { dailyQuota } keys { prefix } } } }'
    expect((await admin.ask(ask, { id: board.id })).data.node).toMatchObject({ name: 'Emploi', limits: { dailyQuota: 10_000 } })
    const other = await (await gateway.member()).ask(ask, { id: board.id })
    expect([codesOf(other), other.data.node]).toEqual([['FORBIDDEN', 'FORBIDDEN'], { name: 'Emploi', limits: null, keys: null }])
  })
})

describe('a partner is changed', () => {
  const SELECTION = 'partner { name website status version limits { ratePerMinute dailyQuota dailyCost } }'

  test('what is named, and nothing else; each change is a version', async () => {
    const partner = await openPartner(gateway, admin, documents)
    const change = (input: object) => done(admin, 'updatePartner', { partnerId: partner.id, ...input }, SELECTION)
    const limits = { ratePerMinute: 6000, dailyQuota: 10_000, dailyCost: 1_000_000 }
    expect(await change({ name: ' Travail ', website: 'https://travail.example' })).toEqual({ partner: { name: 'Travail', website: 'https://travail.example', status: 'ACTIVE', version: 2, limits } })
    expect(await change({ website: null, dailyQuota: 5, name: null })).toEqual({ partner: { name: 'Travail', website: null, status: 'ACTIVE', version: 3, limits: { ...limits, dailyQuota: 5 } } })
    expect(codesOf(await run(admin, 'updatePartner', { partnerId: partner.id, name: 'x', expectedVersion: 2 }))).toEqual(['CONFLICT'])
    expect(await change({ name: 'x', expectedVersion: 3 })).toMatchObject({ partner: { version: 4 } })
    const told = await gateway.sql`select payload from public.phoenix_events where event_type = 'partner.updated' and payload ->> 'partner_id' = ${partner.rowId} order by (payload ->> 'version')::int`
    expect(told.map(({ payload }) => payload)).toMatchObject([{ version: 2, changed: ['name', 'website'] }, { version: 3, changed: ['website', 'daily_quota'], daily_quota: 5 }, { version: 4 }])
    expect(JSON.stringify(told)).not.toMatch(/Travail|travail/)
  })

  test.each<[string, object, string]>([
    ['nothing', {}, 'input'], ['null for what must be there', { name: null, suspended: null }, 'input'], ['a name of nothing', { name: ' ' }, 'input.name'], ['a rate of none', { ratePerMinute: 0 }, 'input.ratePerMinute'],
    ['too large a budget', { dailyCost: 2_000_000_001 }, 'input.dailyCost'], ['a version before the first', { name: 'x', expectedVersion: 0 }, 'input.expectedVersion'],
  ])('%s is BAD_USER_INPUT', async (_what, input, path) => {
    const refused = await run(admin, 'updatePartner', { partnerId: board.id, ...input })
    expect([codesOf(refused), issuesOf(refused).map((issue) => issue.path)]).toEqual([['BAD_USER_INPUT'], [path]])
  })

  test('nobody\'s id is NOT_FOUND', async () => {
    expect(codesOf(await run(admin, 'updatePartner', { partnerId: globalId('Partner', nobody), name: 'x' }))).toEqual(['NOT_FOUND'])
  })

  test('suspended, its keys are good for nothing until it is not', async () => {
    const partner = await openPartner(gateway, admin, documents)
    await done(admin, 'updatePartner', { partnerId: partner.id, suspended: true })
    const refused = await partner.send('catalogue')
    expect([refused.status, refused.body.errors[0].message]).toEqual([403, 'This partner is suspended.'])
    await done(admin, 'updatePartner', { partnerId: partner.id, suspended: false })
    expect(codeOf(await partner.send('catalogue'))).toBe('ok')
  })

  test('other limits count at once, and what was spent stays spent', async () => {
    const partner = await openPartner(gateway, admin, { name: 'query Name { partner { name } }' }, { dailyQuota: 40 })
    const spend = async (most: number) => {
      for (let sent = 0; sent < most; sent += 1) if (codeOf(await partner.send('name')) !== 'ok') return sent
      return most
    }
    expect(await spend(30)).toBe(30)
    // Down and up again is no way to a fresh day: a block of each bucket that was in hand is the most that is lost or won.
    await done(admin, 'updatePartner', { partnerId: partner.id, dailyQuota: 20 })
    expect(await spend(10)).toBeLessThanOrEqual(1)
    await done(admin, 'updatePartner', { partnerId: partner.id, dailyQuota: 60 })
    const more = await spend(60)
    expect(more).toBeGreaterThanOrEqual(24)
    expect(more).toBeLessThanOrEqual(33)
  })
})

describe('what a partner may do', () => {
  test('registered ids only: no text, not even its own', async () => {
    expect(codeOf(await board.send('catalogue'))).toBe('ok')
    for (const body of [{ query: documents.catalogue }, { query: '{ __typename }' }, { documentId: 'nowhere' }]) expect(codeOf(await sendAs(gateway.url, board.key, body))).toBe('DOCUMENT_NOT_REGISTERED')
    const other = await openPartner(gateway, admin, { theirs: documents.names })
    const [foreign, unknown] = [await board.send('theirs'), await board.send('nowhere')]
    expect([foreign.status, foreign.text]).toEqual([unknown.status, unknown.text])
    expect(codeOf(await other.send('theirs'))).toBe('ok')
  })

  test('it is nobody\'s viewer, changes nothing, and finds nobody by id', async () => {
    const { cv } = await done(await gateway.member(), 'generateCv', inputs.generateCv())
    expect((await board.send('others', { id: cv.id })).body.data).toEqual({ viewer: null, node: null })
    expect((await board.send('touch')).body).toMatchObject({ data: { updateProfile: null }, errors: [{ extensions: { code: 'FORBIDDEN' } }] })
  })

  test('Query.partner is for partners', async () => {
    expect(codesOf(await gateway.ask(documents.names))).toEqual(['UNAUTHENTICATED'])
    expect(codesOf(await admin.ask(documents.names))).toEqual(['FORBIDDEN'])
  })

  test.each([['requests a day', { dailyQuota: 3 }], ['points a minute', { ratePerMinute: 3 }], ['points a day', { dailyCost: 3 }]])('it has so many %s, and is told when they are back', async (_what, limits) => {
    const partner = await openPartner(gateway, admin, { name: 'query Name { partner { name } }' }, limits)
    const answers: Reply[] = []
    for (let n = 0; n < 6; n++) answers.push(await partner.send('name'))
    expect(codeOf(answers[0]!)).toBe('ok')
    const refused = answers.at(-1)!
    expect([refused.status, codeOf(refused)]).toEqual([429, 'RATE_LIMITED'])
    expect(refused.body.errors[0].extensions).toMatchObject({ limit: 3, remaining: expect.any(Number), retryAfter: expect.any(Number), resetsAt: expect.any(String) })
    expect(answers.filter((answer) => codeOf(answer) === 'ok').length).toBeLessThanOrEqual(3)
    // Another partner has its own.
    expect(codeOf(await board.send('catalogue'))).toBe('ok')
  })

  test('statistics: the last whole month, in groups of at least ten, the same at every look', async () => {
    const people = await Promise.all(Array.from({ length: 10 }, () => gateway.member()))
    for (const [n, { id }] of people.entries()) {
      await gateway.sql`insert into public.phoenix_events (stream_id, event_type, app_source, "timestamp") select ${id}, 'cv.generated', app, date_trunc('month', now() at time zone 'UTC') at time zone 'UTC' - interval '1 day'
        from unnest(${n === 9 ? '{cv}' : '{cv,rise}'}::text::text[]) app`
    }
    const look = async () => (await board.send('statistics')).body.data.partner.statistics
    const first = await look()
    expect(first.apps).toEqual([{ app: 'cv', people: 10, events: 10 }])
    expect(first.monthStart).toMatch(/-01T00:00:00\.000Z$/)
    await gateway.sql`insert into public.phoenix_events (stream_id, event_type, app_source, "timestamp") select gen_random_uuid(), 'cv.generated', 'cv', now() - interval '1 month' from generate_series(1, 5)`
    expect(await look()).toEqual(first)
  })
})

describe('grants', () => {
  test('a partner sees what the person lets it see, and the person sees that it did', async () => {
    const ada = await gateway.member({ email: 'ada@example.org' })
    await done(ada, 'updateProfile', { fullName: 'Ada Lovelace' })
    const { cv } = await done(ada, 'generateCv', inputs.generateCv({ title: 'Mon CV' }))
    const [letter] = await gateway.sql`insert into public.letter_generations (user_id, title, company_name, generated_letter) values (${ada.id}, 'Ma lettre', 'Octavienne', 'Madame') returning id`
    const grant = await letSee(ada, board.id, ['CVS', 'PROFILE', 'LETTERS', 'CVS'])
    const seen = (await grantsSeen()).find((one: { id: string }) => one.id === grant)
    expect(seen).toMatchObject({
      scopes: ['CVS', 'LETTERS', 'PROFILE'], letters: { nodes: [{ id: globalId('Letter', letter!.id as string), title: 'Ma lettre', companyName: 'Octavienne', text: 'Madame' }] }, profile: { fullName: 'Ada Lovelace', email: 'ada@example.org', language: 'FR' }, cvs: { nodes: [{ id: cv.id, title: 'Mon CV', profile: { fullName: 'Ada Lovelace' }, text: expect.stringContaining('Ada Lovelace') }] },
    })
    expect(await readsOf(ada)).toEqual([{ grant_id: rowId(grant), partner_id: board.rowId, scopes: ['cvs', 'letters', 'profile'] }])
    expect((await ada.ask('{ viewer { partnerGrants { id scopes revokedAt partner { id name } } } }')).data.viewer.partnerGrants).toEqual([{ id: grant, scopes: ['CVS', 'LETTERS', 'PROFILE'], revokedAt: null, partner: { id: board.id, name: 'Emploi' } }])
  })

  test('a scope that was not granted is null, and no read', async () => {
    const ada = await gateway.member()
    await done(ada, 'uploadCv', inputs.uploadCv())
    const grant = await letSee(ada, board.id, ['PROFILE'])
    expect((await grantsSeen()).find((one: { id: string }) => one.id === grant)).toMatchObject({ profile: { fullName: null }, cvs: null, letters: null })
    expect((await readsOf(ada)).map(({ scopes }: { scopes: string[] }) => scopes)).toEqual([['profile']])
  })

  test('one event a request and person, however the document asks; one statement a turn', async () => {
    const partner = await openPartner(gateway, admin, documents)
    const people = [await gateway.member(), await gateway.member(), await gateway.member()]
    for (const person of people) await letSee(person, partner.id)
    gateway.asked.length = 0
    expect(codeOf(await partner.send('people'))).toBe('ok')
    expect(gateway.asked).toEqual(['load_partner', 'list_granted', 'read_granted'])
    await partner.send('twice')
    for (const person of people) expect((await readsOf(person)).map(({ scopes }: { scopes: string[] }) => scopes)).toEqual([['cvs', 'profile'], ['cvs', 'letters', 'profile']])
    expect(codeOf(await partner.send('names'))).toBe('ok')
    expect((await readsOf(people[0]!)).at(0).scopes).toEqual(['profile'])
  })

  test('pages of people: everybody once, ids as they always were', async () => {
    const partner = await openPartner(gateway, admin, documents)
    for (let n = 0; n < 5; n++) await letSee(await gateway.member(), partner.id, ['PROFILE'])
    const seen: string[] = []
    for (let after: string | null = null, more = true; more;) {
      const { nodes, pageInfo } = (await partner.send('people', { first: 2, after })).body.data.partner.grants as { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
      seen.push(...nodes.map(({ id }) => id));
      ({ hasNextPage: more, endCursor: after } = pageInfo)
    }
    expect(new Set(seen).size).toBe(5)
    expect((await grantsSeen(partner)).map(({ id }: { id: string }) => id)).toEqual(seen)
    expect((await partner.send('people', { first: 0 })).body.errors[0].extensions.code).toBe('BAD_USER_INPUT')
  })

  test('without the consent nothing is granted; withdrawn, nothing is seen', async () => {
    const ada = await gateway.member()
    const input = { partnerId: board.id, scopes: ['PROFILE'], expiresAt: new Date(Date.now() + 60_000).toISOString() }
    expect(codesOf(await run(ada, 'grantPartnerAccess', input))).toEqual(['FORBIDDEN'])
    const grant = await letSee(ada, board.id)
    expect(await visible(grant)).toBe(true)
    await done(ada, 'recordConsent', { purpose: 'PARTNER_SHARING', granted: false, version: '1', source: 'ECOSYSTEM' })
    expect(await visible(grant)).toBe(false)
  })

  test('over, it is not seen; granted again it is the same grant', async () => {
    const ada = await gateway.member()
    const grant = await letSee(ada, board.id)
    await gateway.sql`update phoenix_private.partner_grants set expires_at = now() where grant_id = ${rowId(grant)}`
    expect(await visible(grant)).toBe(false)
    expect(await letSee(ada, board.id, ['PROFILE'])).toBe(grant)
    expect((await grantsSeen()).find((one: { id: string }) => one.id === grant)).toMatchObject({ scopes: ['PROFILE'], cvs: null })
  })

  test.each<[string, (id: string) => object, string, string[]]>([
    ['no scopes', (partnerId) => ({ partnerId, scopes: [], expiresAt: '2999-01-01T00:00:00Z' }), 'BAD_USER_INPUT', ['input.scopes', 'input.expiresAt']],
    ['yesterday', (partnerId) => ({ partnerId, scopes: ['CVS'], expiresAt: '2020-01-01T00:00:00Z' }), 'BAD_USER_INPUT', ['input.expiresAt']],
    ['no moment', (partnerId) => ({ partnerId, scopes: ['CVS'], expiresAt: '2026-02-31T00:00:00Z' }), 'BAD_USER_INPUT', ['input.expiresAt']],
    ['no partner', () => ({ partnerId: globalId('Partner', nobody), scopes: ['CVS'], expiresAt: new Date(Date.now() + 60_000).toISOString() }), 'NOT_FOUND', []],
    ['another kind of id', () => ({ partnerId: globalId('Cv', nobody), scopes: ['CVS'], expiresAt: new Date(Date.now() + 60_000).toISOString() }), 'BAD_USER_INPUT', ['input.partnerId']],
  ])('%s is refused', async (_what, input, code, paths) => {
    const refused = await run(await gateway.member(), 'grantPartnerAccess', input(board.id))
    expect([codesOf(refused), issuesOf(refused).map((issue) => issue.path)]).toEqual([[code], paths])
  })

  test('revoking is the person\'s alone, once', async () => {
    const [ada, bob] = [await gateway.member(), await gateway.member()]
    const partnerGrantId = await letSee(ada, board.id)
    expect(codesOf(await run(bob, 'revokePartnerAccess', { partnerGrantId }))).toEqual(['NOT_FOUND'])
    expect((await bob.ask('query ($id: ID!) { node(id: $id) { id } }', { id: partnerGrantId })).data.node).toBeNull()
    expect((await done(ada, 'revokePartnerAccess', { partnerGrantId })).partnerGrant.revokedAt).toEqual(expect.any(String))
    expect(codesOf(await run(ada, 'revokePartnerAccess', { partnerGrantId }))).toEqual(['CONFLICT'])
    expect(await visible(partnerGrantId)).toBe(false)
  })

  test('a revocation is felt by the very next request of every process, and so is a disabled partner', async () => {
    const partner = await openPartner(gateway, admin, documents)
    const other = await gateway.another()
    const ada = await gateway.member()
    const partnerGrantId = await letSee(ada, partner.id)
    const seen = async () => [(await grantsSeen(partner)).length, (await grantsSeen(partner, other.url)).length]
    expect(await seen()).toEqual([1, 1])
    await done(ada, 'revokePartnerAccess', { partnerGrantId })
    expect(await seen()).toEqual([0, 0])
    await letSee(ada, partner.id)
    expect(await seen()).toEqual([1, 1])
    const reads = (await readsOf(ada)).length
    await done(admin, 'disablePartner', { partnerId: partner.id })
    // The other process has not looked yet: it still knows the key, and the database does not let it read.
    expect((await partner.send('people', {}, other.url)).body).toMatchObject({ data: { partner: null }, errors: [{ extensions: { code: 'FORBIDDEN' } }] })
    expect(await readsOf(ada)).toHaveLength(reads)
  })

  test('a new key is good at once in a process that has not heard of it', async () => {
    const other = await gateway.another()
    const { key } = await done(admin, 'createPartner', { name: 'Neuf' })
    expect(codeOf(await sendAs(other.url, key, { documentId: 'none' }))).toBe('DOCUMENT_NOT_REGISTERED')
  })

  test('who is erased is gone from the partner\'s list', async () => {
    const ada = await gateway.member()
    const grant = await letSee(ada, board.id)
    await gateway.sql`select public.erase_user(${ada.id})`
    expect(await visible(grant)).toBe(false)
    expect(await gateway.sql`select from phoenix_private.partner_grants where grant_id = ${rowId(grant)}`).toHaveLength(0)
  })
})
