import { describe, expect, test } from 'vitest'
import { openGateway } from './harness.ts'
import { base64, camille, codesOf, done, globalId, inputs, issuesOf, nobody, rowId, run, template } from './samples.ts'

const gateway = await openGateway()
const upload = async (bytes: Uint8Array | string, change: object = {}) =>
  (await done(await gateway.member(), 'uploadCv', inputs.uploadCv({ contentBase64: base64(bytes), ...change }), 'cv { origin title text filename sizeBytes source model html template { id } profile { fullName } version }')).cv

describe('uploadCv', () => {
  const text = 'Élodie Brûlé – 12 €\nŒuvre à Noël'
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le')
  const windows = Buffer.from([...text].map((c) => ({ '–': 0x96, '€': 0x80, Œ: 0x8c })[c] ?? c.charCodeAt(0)))
  test.each([
    ['UTF-8', Buffer.from(text)], ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)], ['UTF-16LE', utf16], ['UTF-16BE', Buffer.from(utf16).swap16()], ['Windows-1252', windows],
  ])('reads %s', async (_name, bytes) => {
    expect(await upload(bytes)).toEqual({ origin: 'UPLOADED', title: 'cv.txt', text, filename: 'cv.txt', sizeBytes: bytes.length, source: null, model: null, html: null, template: null, profile: null, version: 1 })
  })

  test('a title of its own, and one cut from a long name between characters', async () => {
    expect(await upload('Bonjour', { title: ' Mon CV ' })).toMatchObject({ title: 'Mon CV', filename: 'cv.txt' })
    const filename = `${'x'.repeat(199)}😀.txt`
    expect(await upload('Bonjour', { filename })).toMatchObject({ title: 'x'.repeat(199), filename })
  })

  test('80,000 characters are taken', async () => expect((await upload('é'.repeat(80_000))).text).toHaveLength(80_000))
})

describe('generateCv', () => {
  const everything = 'cv { origin title targetJob language source model durationMs filename sizeBytes html text template { id tier } profile { fullName experiences { title current endDate } links { url } languages { name level } softSkills } version }'
  test('holds what was given and says who wrote it; French, free and titled by its job where nothing is said', async () => {
    const { cv } = await done(await gateway.member(), 'generateCv', { profile: camille, targetJob: 'Développeuse web' }, everything)
    expect(cv).toMatchObject({ origin: 'GENERATED', title: 'Développeuse web', targetJob: 'Développeuse web', language: 'FR', source: 'TEMPLATE', model: null, filename: null, sizeBytes: null, version: 1, template: { id: template('classique'), tier: 'FREE' } })
    expect(cv.durationMs).toBeGreaterThanOrEqual(0)
    for (const said of ['Camille Zyndrelle', 'Octavienne', 'TypeScriptum', 'Prix Mirabeline', 'langue maternelle']) {
      expect(cv.html).toContain(said)
      expect(cv.text).toContain(said)
    }
    expect(cv.html).toContain('<html lang="fr">')
    expect(cv.profile).toEqual({
      fullName: camille.fullName, links: [{ url: camille.links[0]!.url }], languages: [{ name: 'Bretonnant', level: 'NATIVE' }], softSkills: ['Écoutance'],
      experiences: [{ title: 'Infirmière référente', current: false, endDate: '2024-06' }, { title: 'Développeuse junior', current: true, endDate: null }],
    })
  })

  test('the row that the save answers with is the one that is read', async () => {
    const ada = await gateway.member()
    const [row] = await gateway.sql`
      select to_jsonb(s.cv) as saved from public.save_generated_cv(${ada.id}, '{"take": 1}', 'title', 'job', 'en', 'classique', '{}', '<p>', 'text', 'model', 'a model', 12, 3, 45, 67) s`
    const [read] = await gateway.sql`select to_jsonb(c) as row from phoenix_private.cvs c where c.user_id = ${ada.id}`
    expect(row!.saved).toEqual(read!.row)
    expect(row!.saved).toMatchObject({ title: 'title', target_job: 'job', model: 'a model', duration_ms: 12, input_tokens: 45, output_tokens: 67 })
  })

  test('in English', async () => {
    const { cv } = await done(await gateway.member(), 'generateCv', { profile: camille, targetJob: 'Web developer', language: 'EN' }, everything)
    expect(cv).toMatchObject({ language: 'EN', html: expect.stringContaining('<html lang="en">'), text: expect.stringContaining('Target position: Web developer') })
  })

  test('what is read in the same request is what was stored', async () => {
    const ada = await gateway.member()
    const { cv } = await done(ada, 'generateCv', { profile: camille, targetJob: 'Développeuse web', title: 'Premier' }, everything)
    const { data } = await ada.ask(`{ viewer { cvs { nodes { ${everything.slice(5, -2)} } } profile { cvsGenerated } } }`)
    expect(data.viewer).toEqual({ cvs: { nodes: [cv] }, profile: { cvsGenerated: 1 } })
  })

  test('a template of one\'s choice; one that is not there is NOT_FOUND', async () => {
    const ada = await gateway.member()
    expect((await done(ada, 'generateCv', inputs.generateCv({ templateId: template('parcours') }), 'cv { template { layout font category accentColor } }')).cv.template)
      .toEqual({ layout: 'TIMELINE', font: 'SANS', category: 'CREATIVE', accentColor: '#b45309' })
    expect(codesOf(await run(ada, 'generateCv', inputs.generateCv({ templateId: template('nulle-part') })))).toEqual(['NOT_FOUND'])
  })
})

describe('selectCvTemplate', () => {
  test('lays a generated and an uploaded CV out anew; a premium template needs PREMIUM', async () => {
    const ada = await gateway.member()
    const { cv: generated } = await done(ada, 'generateCv', inputs.generateCv(), 'cv { id html }')
    const { cv } = await done(ada, 'selectCvTemplate', { cvId: generated.id, templateId: template('moderne'), expectedVersion: 1 })
    expect(cv).toMatchObject({ version: 2, template: { id: template('moderne') }, html: expect.stringContaining('Ada Lovelace') })
    expect(cv.html).not.toBe(generated.html)
    const { cv: uploaded } = await done(ada, 'uploadCv', inputs.uploadCv())
    expect((await done(ada, 'selectCvTemplate', { cvId: uploaded.id, templateId: template('essentiel') })).cv).toMatchObject({ version: 2, html: expect.stringContaining('Mathématicienne') })
    const refused = await run(ada, 'selectCvTemplate', { cvId: generated.id, templateId: template('colonne') })
    expect(refused.errors).toMatchObject([{ extensions: { code: 'TIER_REQUIRED', app: 'CV', requiredTier: 'PREMIUM', currentTier: 'FREE', upgradeUrl: 'https://phoenix.example/upgrade' } }])
    expect(codesOf(await run(ada, 'selectCvTemplate', { cvId: generated.id, templateId: template('moderne'), expectedVersion: 1 }))).toEqual(['CONFLICT'])
    const grace = await gateway.member({ tier: 'premium', app: 'cv' })
    const { cv: hers } = await done(grace, 'generateCv', inputs.generateCv())
    expect((await done(grace, 'selectCvTemplate', { cvId: hers.id, templateId: template('colonne') })).cv.template.id).toBe(template('colonne'))
  })
})

describe('updateCv', () => {
  const all = 'cv { title targetJob language version text html profile { fullName softSkills } }'
  test('each field alone, and null clears what may be empty', async () => {
    const ada = await gateway.member()
    const { cv } = await done(ada, 'generateCv', inputs.generateCv({ title: 'Un titre' }))
    const change = async (input: object) => (await done(ada, 'updateCv', { cvId: cv.id, ...input }, all)).cv
    expect(await change({ title: 'Un autre' })).toMatchObject({ title: 'Un autre', targetJob: 'Développeuse', version: 2 })
    expect(await change({ targetJob: 'Architecte' })).toMatchObject({ title: 'Un autre', targetJob: 'Architecte', version: 3, html: expect.stringContaining('Architecte') })
    expect(await change({ language: 'EN' })).toMatchObject({ language: 'EN', version: 4, text: expect.stringContaining('Target position'), html: expect.stringContaining('lang="en"') })
    const profiled = await change({ profile: { fullName: 'Ada King', softSkills: ['Rigueur'] } })
    expect(profiled).toMatchObject({ profile: { fullName: 'Ada King', softSkills: ['Rigueur'] }, version: 5, text: expect.stringContaining('Ada King'), html: expect.stringContaining('Rigueur') })
    expect(profiled.html).not.toContain('Lovelace')
    expect(await change({ title: null, targetJob: null, expectedVersion: 5 })).toMatchObject({ title: null, targetJob: null, language: 'EN', version: 6 })
    expect((await ada.ask(`query ($id: ID!) { node(id: $id) { ... on Cv { ${all.slice(5, -2)} } } }`, { id: cv.id })).data.node)
      .toMatchObject({ title: null, version: 6, text: expect.stringContaining('Ada King'), html: expect.not.stringContaining('Architecte') })
  })

  test('the text of an uploaded one, laid out again where it has a template', async () => {
    const ada = await gateway.member()
    const { cv } = await done(ada, 'uploadCv', inputs.uploadCv())
    expect((await done(ada, 'updateCv', { cvId: cv.id, text: 'Neuf\r\net court' }, all)).cv).toMatchObject({ text: 'Neuf\net court', html: null, profile: null })
    await done(ada, 'selectCvTemplate', { cvId: cv.id, templateId: template('classique') })
    expect((await done(ada, 'updateCv', { cvId: cv.id, text: 'Encore plus neuf' }, all)).cv).toMatchObject({ text: 'Encore plus neuf', html: expect.stringContaining('Encore plus neuf') })
  })

  test.each<[string, 'generateCv' | 'uploadCv', object, string, string | null]>([
    ['another version', 'generateCv', { title: 'x', expectedVersion: 2 }, 'CONFLICT', null],
    ['a text on a generated CV', 'generateCv', { text: 'x' }, 'BAD_USER_INPUT', 'input.text'],
    ['a profile on an uploaded CV', 'uploadCv', { profile: { fullName: 'x' } }, 'BAD_USER_INPUT', 'input.profile'],
    ['nothing to change', 'generateCv', {}, 'BAD_USER_INPUT', 'input'],
    ['nothing but a version', 'generateCv', { expectedVersion: 1 }, 'BAD_USER_INPUT', 'input'],
    ['a language that is null', 'generateCv', { language: null }, 'BAD_USER_INPUT', 'input.language'],
    ['a profile that is null', 'generateCv', { profile: null }, 'BAD_USER_INPUT', 'input.profile'],
    ['a text that is null', 'uploadCv', { text: null }, 'BAD_USER_INPUT', 'input.text'],
  ])('refuses %s', async (_what, made, input, code, path) => {
    const ada = await gateway.member()
    const { cv } = await done(ada, made, inputs[made]())
    const refused = await run(ada, 'updateCv', { cvId: cv.id, ...input })
    expect(refused.data).toEqual({ updateCv: null })
    expect(codesOf(refused)).toEqual([code])
    expect(issuesOf(refused).map((issue) => issue.path)).toEqual(path === null ? [] : [path])
    const [row] = await gateway.sql`select version from public.cv_generations where id = ${rowId(cv.id)}`
    expect(row!.version).toBe(1)
  })
})

test('deleteCv deletes once, and what was made stays counted', async () => {
  const ada = await gateway.member()
  const { cv } = await done(ada, 'generateCv', inputs.generateCv())
  expect(codesOf(await run(ada, 'deleteCv', { cvId: cv.id, expectedVersion: 7 }))).toEqual(['CONFLICT'])
  expect(await done(ada, 'deleteCv', { cvId: cv.id, expectedVersion: 1 })).toEqual({ deletedId: cv.id })
  expect(codesOf(await run(ada, 'deleteCv', { cvId: cv.id }))).toEqual(['NOT_FOUND'])
  const { data } = await ada.ask('query ($id: ID!) { node(id: $id) { id } viewer { cvs { nodes { id } } profile { cvsGenerated } usage { features { feature used } } } }', { id: cv.id })
  expect(data).toMatchObject({ node: null, viewer: { cvs: { nodes: [] }, profile: { cvsGenerated: 1 }, usage: { features: [{ feature: 'CV_GENERATIONS', used: 1 }, {}, {}, {}, {}] } } })
})

test('a CV of the older apps, of any shape, can be read, renamed and deleted', async () => {
  const ada = await gateway.member()
  const rows = await gateway.sql`
    insert into public.cv_generations (user_id, template_used, cv_data, generated_html)
    select ${ada.id}, 'premium_gold', d::jsonb, '<b>old</b>' from unnest(array['[]', '{"name": "Ada"}', '"text"', 'null']) d returning id`
  for (const row of rows) {
    const id = globalId('Cv', row.id as string)
    const { data } = await ada.ask('query ($id: ID!) { node(id: $id) { ... on Cv { origin profile { fullName } template { id } html } } }', { id })
    expect(data.node).toEqual({ origin: 'IMPORTED', profile: null, template: null, html: '<b>old</b>' })
    expect((await done(ada, 'updateCv', { cvId: id, title: 'Ancien' }, 'cv { title html }')).cv).toEqual({ title: 'Ancien', html: '<b>old</b>' })
    await done(ada, 'deleteCv', { cvId: id })
  }
  expect(codesOf(await run(ada, 'updateCv', { cvId: globalId('Cv', nobody), title: 'x' }))).toEqual(['NOT_FOUND'])
})
