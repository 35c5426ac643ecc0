import { describe, expect, test } from 'vitest'
import { openGateway } from './harness.ts'
import type { Member } from './harness.ts'
import { camille, codesOf, cvText, done, footprint, globalId, holdLock, inputs, nobody, offer, rowId, run } from './samples.ts'
import { listen, openClient } from './socket.ts'

const gateway = await openGateway()
const letterTemplate = (name: string) => globalId('LetterTemplate', name)
const everything = `letter { id origin title jobTitle companyName language tone text html template { id tier } careerChange { oldDomain newDomain transferableSkills } cv { id } jobAnalysis { id }
  source model durationMs inputTokens outputTokens changes version } usage { used remaining unlimited }`
const premium = () => gateway.member({ tier: 'premium', app: 'letters' })

describe('generateLetter', () => {
  test('from a CV and an analysed offer: says what they say, who wrote it and for what', async () => {
    const ada = await gateway.member()
    const { cv } = await done(ada, 'generateCv', { profile: { ...camille, technicalSkills: ['TypeScript', 'PostgreSQL'] }, targetJob: 'Développeuse' })
    const { jobAnalysis } = await done(ada, 'analyzeJobOffer', inputs.analyzeJobOffer())
    const { letter, usage } = await done(ada, 'generateLetter', { cvId: cv.id, jobAnalysisId: jobAnalysis.id, jobTitle: ' Développeuse web ', companyName: 'Octavienne', tone: 'FORMEL' }, everything)
    expect(letter).toMatchObject({
      origin: 'GENERATED', title: 'Développeuse web – Octavienne', jobTitle: 'Développeuse web', language: 'FR', tone: 'FORMEL', template: { id: letterTemplate('courrier'), tier: 'FREE' }, careerChange: null,
      cv: { id: cv.id }, jobAnalysis: { id: jobAnalysis.id }, source: 'TEMPLATE', model: null, inputTokens: null, outputTokens: null, changes: [], version: 1,
    })
    for (const said of ['Camille Zyndrelle', 'Octavienne', 'développeuse web', 'TypeScript', 'PostgreSQL']) {
      expect(letter.text).toContain(said)
      expect(letter.html).toContain(said)
    }
    // Nothing that neither the CV nor the person said, though the offer asks for it.
    for (const invented of ['Docker', 'Node.js', 'React']) expect(letter.text).not.toContain(invented)
    expect(letter.durationMs).toBeGreaterThanOrEqual(0)
    expect(usage).toEqual({ used: 1, remaining: 1, unlimited: false })
    const { data } = await ada.ask(`{ viewer { letters { nodes { ${everything.slice(9, everything.indexOf(' } usage'))} } } profile { lettersGenerated } } }`)
    expect(data.viewer).toEqual({ letters: { nodes: [letter] }, profile: { lettersGenerated: 1 } })
  })

  test('from texts, in English, for a change of career', async () => {
    const ada = await gateway.member()
    const careerChange = { oldDomain: 'Nursing', newDomain: 'Software', transferableSkills: ['Calm under pressure', 'Listening'] }
    const { letter } = await done(ada, 'generateLetter', inputs.generateLetter({ jobOffer: offer, language: 'EN', tone: 'STARTUP', careerChange, motivation: 'Your notebooks help nurses.' }), everything)
    expect(letter).toMatchObject({ language: 'EN', careerChange, cv: null, jobAnalysis: null, html: expect.stringContaining('<html lang="en">') })
    for (const said of ['from nursing', 'software', 'Your notebooks help nurses']) expect(letter.text).toContain(said)
    const [row] = await gateway.sql`select generation_type, job_offer_text from public.letter_generations where id = ${rowId(letter.id)}`
    expect({ ...row }).toEqual({ generation_type: 'career_change', job_offer_text: offer })
  })

  test.each(['FORMEL', 'DYNAMIQUE', 'SOBRE', 'CREATIF', 'STARTUP', 'ASSOCIATIF'])('in the tone %s', async (tone) => {
    const { letter } = await done(await gateway.member(), 'generateLetter', inputs.generateLetter({ tone }), 'letter { tone text }')
    expect(letter).toMatchObject({ tone, text: expect.stringContaining('Octavienne') })
  })

  test('a title is cut between characters', async () => {
    const { letter } = await done(await gateway.member(), 'generateLetter', inputs.generateLetter({ jobTitle: `abc${'x'.repeat(193)}`, companyName: '😀😀 3' }), 'letter { title }')
    expect(letter.title).toBe(`abc${'x'.repeat(193)} – `)
  })

  test('markup in anybody\'s words is text', async () => {
    const { letter } = await done(await gateway.member(), 'generateLetter', inputs.generateLetter({ companyName: '<script>alert(1)</script>', title: '</title><img src=x>' }), 'letter { html text }')
    expect(letter.text).toContain('<script>alert(1)</script>')
    expect(letter.html).not.toMatch(/<script|<img/)
  })

  test('whoever writes of harming themselves gets help lines, with the letter and with a refusal', async () => {
    const ada = await gateway.member()
    const motivation = 'Je n’en peux plus, je veux mourir.'
    const { help } = await done(ada, 'generateLetter', inputs.generateLetter({ motivation }), 'letter { id } help { phone }')
    expect(help.length).toBeGreaterThan(0)
    const refused = await run(ada, 'generateLetter', inputs.generateLetter({ motivation, jobTitle: '' }))
    expect(refused.errors![0]!.extensions.help.length).toBeGreaterThan(0)
  })

  test('acceptTemplate: false is refused where no model is, for nothing', async () => {
    const ada = await gateway.member()
    const before = await footprint(gateway, ada.id)
    expect(codesOf(await run(ada, 'generateLetter', inputs.generateLetter({ acceptTemplate: false })))).toEqual(['INTEGRATION_UNAVAILABLE'])
    expect(await footprint(gateway, ada.id)).toEqual(before)
  })

  test('two a month are free; premium on LETTERS has no limit, on CV it has', async () => {
    const ada = await gateway.member({ tier: 'premium', app: 'cv' })
    for (let n = 0; n < 2; n += 1) await done(ada, 'generateLetter', inputs.generateLetter())
    const refused = await run(ada, 'generateLetter', inputs.generateLetter())
    expect(refused.errors).toMatchObject([{ extensions: { code: 'USAGE_LIMIT_EXCEEDED', feature: 'LETTERS_GENERATED', limit: 2, used: 2, remaining: 0 } }])
    const grace = await premium()
    for (let n = 0; n < 3; n += 1) await done(grace, 'generateLetter', inputs.generateLetter({ templateId: letterTemplate('notarial') }))
    expect((await done(grace, 'generateLetter', inputs.generateLetter(), everything)).usage).toEqual({ used: 4, remaining: null, unlimited: true })
  })

  test('at the limit a premium template is TIER_REQUIRED, a bad input BAD_USER_INPUT, a CV that is not there NOT_FOUND', async () => {
    const ada = await gateway.member()
    for (let n = 0; n < 2; n += 1) await done(ada, 'generateLetter', inputs.generateLetter())
    const codes = async (change: object) => codesOf(await run(ada, 'generateLetter', inputs.generateLetter(change)))
    expect(await codes({ templateId: letterTemplate('notarial') })).toEqual(['TIER_REQUIRED'])
    expect(await codes({ jobTitle: '' })).toEqual(['BAD_USER_INPUT'])
    expect(await codes({ cvText: null, cvId: globalId('Cv', nobody) })).toEqual(['NOT_FOUND'])
    expect(await codes({ templateId: letterTemplate('nulle-part') })).toEqual(['NOT_FOUND'])
    expect(await codes({})).toEqual(['USAGE_LIMIT_EXCEEDED'])
  })

  test('the same key gives the same letter for one unit and one event', async () => {
    const ada = await gateway.member()
    const first = await done(ada, 'generateLetter', inputs.generateLetter({ idempotencyKey: 'k' }))
    gateway.asked.length = 0
    const again = await done(ada, 'generateLetter', inputs.generateLetter({ idempotencyKey: 'k' }), 'letter { id text } usage { used }')
    expect(again).toMatchObject({ letter: { id: first.letter.id, text: expect.stringContaining('Octavienne') }, usage: { used: 1 } })
    expect(gateway.asked).not.toContain('reserve_usage')
    expect(codesOf(await run(ada, 'generateLetter', inputs.generateLetter({ idempotencyKey: 'k', tone: 'FORMEL' })))).toEqual(['IDEMPOTENCY_CONFLICT'])
    expect(await footprint(gateway, ada.id)).toMatchObject({ letters: 1, events: 1, used: 1, held: 0, imbalances: 0 })
  })

  test('is two round trips: what it is written from, the save with its unit', async () => {
    const ada = await gateway.member()
    const { cv } = await done(ada, 'generateCv', inputs.generateCv())
    const { jobAnalysis } = await done(ada, 'analyzeJobOffer', inputs.analyzeJobOffer())
    await ada.ask('{ letterTemplates { id } }')
    gateway.statements.length = 0
    await done(ada, 'generateLetter', { ...inputs.generateLetter(), cvText: null, cvId: cv.id, jobAnalysisId: jobAnalysis.id }, 'letter { id text html } usage { used }')
    expect(gateway.statements.map((names) => names.toSorted())).toEqual([
      ['load_cv_documents', 'load_cvs', 'load_job_analyses', 'load_job_analysis_documents', 'load_profiles'], ['save_generated_letter']])
  })

  test('a CV that is deleted while the letter is written is NOT_FOUND at the save, and costs no unit', async () => {
    const ada = await gateway.member()
    const { cv } = await done(ada, 'generateCv', inputs.generateCv())
    const lock = await holdLock(gateway, 'account', ada.id)
    const call = run(ada, 'generateLetter', { ...inputs.generateLetter(), cvText: null, cvId: cv.id })
    await lock.waiting()
    await gateway.sql`delete from public.cv_generations where id = ${rowId(cv.id)}`
    await lock.release()
    const refused = await call
    expect(codesOf(refused)).toEqual(['NOT_FOUND'])
    expect(await footprint(gateway, ada.id)).toMatchObject({ letters: 0, held: 0, imbalances: 0 })
  })
})

test('letterDraft is heard, then saved, and costs one unit; the key gives it again', async () => {
  const ada = await gateway.member()
  const document = 'subscription ($input: LetterDraftInput!) { letterDraft(input: $input) { text offset done letter { id text } usage { used remaining } } }'
  const hear = async () => {
    const heard = listen(openClient(gateway.url, ada.token), document, { input: inputs.generateLetter({ idempotencyKey: 'k' }) })
    await heard.end()
    return heard.results.map(({ data }) => data.letterDraft)
  }
  const [first, again] = [await hear(), await hear()]
  expect(first.length).toBeGreaterThan(0)
  expect(first.at(-1)).toMatchObject({ done: true, letter: { text: expect.stringContaining('Octavienne') }, usage: { used: 1, remaining: 1 } })
  expect(again.at(-1).letter).toEqual(first.at(-1).letter)
  expect(await footprint(gateway, ada.id)).toMatchObject({ letters: 1, used: 1, held: 0, events: 1 })
})

describe('optimizeLetter', () => {
  test('writes the letter better, says what was changed, and keeps the rest', async () => {
    const grace = await premium()
    const { letter } = await done(grace, 'generateLetter', inputs.generateLetter())
    await done(grace, 'updateLetter', { letterId: letter.id, text: 'Bonjour ,je   suis très très motivé !!!\n\n\n\nMerci' })
    const optimized = (await done(grace, 'optimizeLetter', { letterId: letter.id, expectedVersion: 2 }, everything.split(' } usage')[0] + ' }')).letter
    expect(optimized).toMatchObject({ id: letter.id, version: 3, source: 'TEMPLATE', jobTitle: 'Développeuse web' })
    expect(optimized.changes.length).toBeGreaterThan(0)
    expect(optimized.text).not.toMatch(/ {2}|\n{3}/)
    expect((await grace.ask('query ($id: ID!) { node(id: $id) { ... on Letter { changes version text } } }', { id: letter.id })).data.node).toEqual({ changes: optimized.changes, version: 3, text: optimized.text })
  })

  test('what a model wrote stays said when rules have polished it', async () => {
    const grace = await premium()
    const { letter } = await done(grace, 'generateLetter', inputs.generateLetter())
    await gateway.sql`update public.letter_generations set source = 'model', model = 'gemini-x' where id = ${rowId(letter.id)}`
    expect((await done(grace, 'optimizeLetter', { letterId: letter.id }, 'letter { source model }')).letter).toEqual({ source: 'MODEL', model: 'gemini-x' })
    const [event] = await gateway.sql`select payload ->> 'source' as by from public.phoenix_events where stream_id = ${grace.id} and event_type = 'letter.optimized'`
    expect(event!.by).toBe('template')
  })

  test('needs PREMIUM on LETTERS, before anything else is looked at', async () => {
    const ada = await gateway.member({ tier: 'premium', app: 'cv' })
    gateway.asked.length = 0
    const refused = await run(ada, 'optimizeLetter', { letterId: 'nonsense' })
    expect(refused.errors).toMatchObject([{ extensions: { code: 'TIER_REQUIRED', app: 'LETTERS', requiredTier: 'PREMIUM', currentTier: 'FREE' } }])
    expect(gateway.asked).toEqual(['get_user_app_tier'])
  })
})

describe('applyLetterTemplate, updateLetter, deleteLetter', () => {
  const write = async (member: Member) => (await done(member, 'generateLetter', inputs.generateLetter(), 'letter { id html text }')).letter as { id: string; html: string; text: string }

  test('a template lays out the same words anew; a premium one needs PREMIUM', async () => {
    const ada = await gateway.member()
    const letter = await write(ada)
    const applied = (await done(ada, 'applyLetterTemplate', { letterId: letter.id, templateId: letterTemplate('accent'), expectedVersion: 1 }, 'letter { version html text template { id } }')).letter
    expect(applied).toMatchObject({ version: 2, text: letter.text, template: { id: letterTemplate('accent') } })
    expect(applied.html).not.toBe(letter.html)
    expect((await run(ada, 'applyLetterTemplate', { letterId: letter.id, templateId: letterTemplate('terminal') })).errors).toMatchObject([{ extensions: { code: 'TIER_REQUIRED', app: 'LETTERS' } }])
    expect(codesOf(await run(ada, 'applyLetterTemplate', { letterId: letter.id, templateId: letterTemplate('clair'), expectedVersion: 1 }))).toEqual(['CONFLICT'])
  })

  test('each field alone, null clears, and the page follows the text', async () => {
    const ada = await gateway.member()
    const { id } = await write(ada)
    const change = async (input: object) => (await done(ada, 'updateLetter', { letterId: id, ...input }, 'letter { title jobTitle companyName text html version source }')).letter
    expect(await change({ title: 'Un titre' })).toMatchObject({ title: 'Un titre', companyName: 'Octavienne', version: 2, html: expect.stringContaining('<title>Un titre</title>') })
    expect(await change({ title: null, jobTitle: null, companyName: null })).toMatchObject({ title: null, jobTitle: null, companyName: null, version: 3 })
    expect(await change({ text: 'Bonjour,\n\nmes mots.' })).toMatchObject({ text: 'Bonjour,\n\nmes mots.', html: expect.stringContaining('<p>mes mots.</p>'), version: 4, source: 'TEMPLATE' })
    const [event] = await gateway.sql`select payload -> 'changed' as changed from public.phoenix_events where stream_id = ${ada.id} and event_type = 'letter.updated' order by "position" desc limit 1`
    expect(event!.changed).toEqual(['text'])
  })

  test('two changes at once: one wins, the other is CONFLICT', async () => {
    const ada = await gateway.member()
    const { id } = await write(ada)
    const answers = await Promise.all(['a', 'b', 'c'].map((title) => run(ada, 'updateLetter', { letterId: id, title, expectedVersion: 1 })))
    expect(answers.flatMap(codesOf)).toEqual(['CONFLICT', 'CONFLICT'])
    expect(await footprint(gateway, ada.id)).toMatchObject({ events: 2 })
  })

  test('deleted is gone, with its analyses; a mirror match outlives it', async () => {
    const grace = await premium()
    const { id } = await write(grace)
    await done(grace, 'analyzeLetterAts', { letterId: id, jobOffer: offer })
    const { mirrorMatch } = await done(grace, 'runMirrorMatch', { letterId: id, jobOffer: offer })
    expect(await done(grace, 'deleteLetter', { letterId: id, expectedVersion: 1 })).toEqual({ deletedId: id })
    const { data } = await grace.ask('query ($id: ID!, $match: ID!) { a: node(id: $id) { id } b: node(id: $match) { ... on MirrorMatch { letter { id } gaps { term } } } }', { id, match: mirrorMatch.id })
    expect(data).toMatchObject({ a: null, b: { letter: null } })
    expect(data.b.gaps.length).toBeGreaterThan(0)
    expect(codesOf(await run(grace, 'deleteLetter', { letterId: id }))).toEqual(['NOT_FOUND'])
  })

  test('a letter of the earlier apps is read, changed and laid out like any other', async () => {
    const ada = await gateway.member()
    const [row] = await gateway.sql`insert into public.letter_generations (user_id, generated_letter) values (${ada.id}, 'Une vieille lettre') returning id`
    const letterId = globalId('Letter', row!.id as string)
    expect((await done(ada, 'updateLetter', { letterId, jobTitle: 'Cheffe' }, 'letter { origin text html jobTitle tone source template { id } }')).letter)
      .toEqual({ origin: 'IMPORTED', text: 'Une vieille lettre', html: null, jobTitle: 'Cheffe', tone: null, source: null, template: null })
    expect((await done(ada, 'applyLetterTemplate', { letterId, templateId: letterTemplate('clair') }, 'letter { html }')).letter.html).toContain('Une vieille lettre')
  })
})

test('the catalogue is everybody\'s: free ones first', async () => {
  const { data } = await gateway.ask('{ letterTemplates { id name tier layout font accentColor } }')
  expect(data.letterTemplates.map(({ tier }: { tier: string }) => tier)).toEqual([...Array(3).fill('FREE'), ...Array(5).fill('PREMIUM')])
  expect(data.letterTemplates[0]).toEqual({ id: letterTemplate('courrier'), name: 'Courrier', tier: 'FREE', layout: 'CLASSIC', font: 'SERIF', accentColor: '#1f2937' })
})

test('the list is stable while letters are added, and carries no text', async () => {
  const ada = await gateway.member()
  await gateway.sql`insert into public.letter_generations (user_id, generated_letter, title) select ${ada.id}, ${cvText}, n::text from generate_series(1, 5) n`
  const page = async (after: string | null) => (await ada.ask('query ($after: String) { viewer { letters(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } }', { after })).data.viewer.letters
  const seen: string[] = []
  for (let after: string | null = null, more = true; more;) {
    const { nodes, pageInfo }: any = await page(after)
    seen.push(...nodes.map(({ id }: { id: string }) => id))
    await gateway.sql`insert into public.letter_generations (user_id, generated_letter) values (${ada.id}, 'neu')`;
    ({ endCursor: after, hasNextPage: more } = pageInfo)
  }
  expect([seen.length, new Set(seen).size]).toEqual([5, 5])
  gateway.asked.length = 0
  await page(null)
  expect(gateway.asked.toSorted()).toEqual(['list_letters', 'load_profiles'])
})
