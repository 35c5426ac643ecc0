import { describe, expect, test, vi } from 'vitest'
import { GatewayError } from '../gateway/errors.ts'
import type { CvProfile } from '../gateway/writer/cv.ts'
import type { LetterRequest } from '../gateway/writer/letter.ts'
import type { TextPiece, WriteOptions } from '../gateway/writer/port.ts'
import { createWriter } from '../gateway/writer/writer.ts'
import type { WriterTimes } from '../gateway/writer/writer.ts'
import { agent, gemini, modelsAt, openAgent, openGemini } from './modelServers.ts'
import type { Behaviour } from './modelServers.ts'

/*
 * The chain of writers with Google's real SDK and the agent's real client, against servers that speak their wire formats. Only
 * the bounds are open here; bounds.test.ts has them in the database.
 */

const server = await openGemini()
const router = await openAgent()

const body = [
  'Le poste de logisticienne chez Arval correspond exactement à ce que je souhaite faire, et mon parcours m’y prépare depuis longtemps.',
  'Chez Nordis, j’ai suivi les stocks et les litiges, et ramené le délai de livraison à 17 heures grâce à un travail patient avec les transporteurs.',
  'Je serais ravie d’en parler avec vous : un entretien permettrait de vous dire plus précisément ce que je peux apporter à votre équipe.',
]
const request: LetterRequest = {
  language: 'fr', tone: 'formel', jobTitle: 'Logisticienne', companyName: 'Arval',
  sender: { fullName: 'Élodie Lefèvre', email: 'elodie@example.org', phone: '06 12 34 56 78', location: 'Lyon' },
  cvText: 'ÉLODIE LEFÈVRE\n12 rue des Lilas, 69003 Lyon\nelodie@example.org – 06 12 34 56 78\nLogisticienne chez Nordis : délai de livraison ramené à 17 heures, avec Karim Benali.',
  jobOffer: 'Arval cherche une logisticienne. Contact : Mme Sophie Garnier, s.garnier@arval.example, 01 44 55 66 77.',
}
const template = await createWriter().letter(request, { acceptTemplate: true, signal: new AbortController().signal, viewer: '' })

/** A writer of its own for each test, so that no circuit is open from the one before. */
function writerOf({ withAgent = false, withGemini = true, times = {} }: { withAgent?: boolean; withGemini?: boolean; times?: Partial<WriterTimes> } = {}) {
  const models = modelsAt(withGemini ? server : null, withAgent ? router : null)
  const warned: string[] = []
  const ended: number[] = []
  const writer = createWriter({
    ...models, times: { ...models.times, ...times }, warn: (error) => void warned.push(String(error)),
    bounds: { begin: async (_viewer, _sensitive, calls) => { const lease = { granted: calls, left: calls, stands: async () => true, end: () => void ended.push(calls - lease.left) }; return lease } },
  })
  return { writer, warned, ended }
}
const how = (change: Partial<WriteOptions> = {}): WriteOptions => ({ acceptTemplate: true, signal: new AbortController().signal, viewer: 'ada', ...change })
const told = (pieces: readonly TextPiece[]) => pieces.reduce((text, piece) => (piece.restart ? piece.text : text + piece.text), '')
const listen = () => {
  const pieces: TextPiece[] = []
  return { pieces, onText: (piece: TextPiece) => void pieces.push(piece) }
}
const leftSince = (count: number) => server.asked.slice(count)

describe('a good answer', () => {
  test('is the body of a letter whose frame is ours; source, model and tokens are told', async () => {
    server.behave(gemini.answers({ paragraphs: body }))
    const { writer, ended } = writerOf()
    const draft = await writer.letter(request, how())
    expect(draft).toMatchObject({ source: 'model', model: 'gemini-2.5-flash', inputTokens: 321, outputTokens: 123, durationMs: expect.any(Number) })
    expect(draft.text).toBe(template.text.replace(/(?<=Monsieur,\n\n)[^]*(?=\n\nDans cette attente)/, body.join('\n\n')))
    expect(ended).toEqual([1])
  })

  test('leaves as Gemini wants it: key, model, schema, safety settings, instruction apart from the data', async () => {
    server.behave(gemini.answers({ paragraphs: body }))
    const before = server.asked.length
    await writerOf().writer.letter(request, how())
    const [asked] = leftSince(before)
    expect(asked!.path).toBe('/v1beta/models/gemini-2.5-flash:generateContent')
    expect(asked!.headers['x-goog-api-key']).toBe('test-key')
    expect(asked!.body.generationConfig).toMatchObject({
      responseMimeType: 'application/json', candidateCount: 1,
      responseSchema: { type: 'object', required: ['paragraphs'], properties: { paragraphs: { type: 'array', items: { type: 'string' } } } },
    })
    expect(asked!.body.safetySettings).toHaveLength(4)
    expect(asked!.body.contents).toHaveLength(1)
    expect(asked!.body.systemInstruction.parts[0].text).toContain('in French')
  })

  test.each([1, 3, 17, 500])('streams in pieces of %i characters that add up to what is kept', async (size) => {
    server.behave(gemini.answers({ paragraphs: body }, size))
    const { pieces, onText } = listen()
    const draft = await writerOf().writer.letter(request, how({ onText }))
    expect(told(pieces)).toBe(draft.text)
    expect(pieces.some((piece) => piece.restart)).toBe(false)
    if (size < 100) expect(pieces.length).toBeGreaterThan(5)
    expect(draft.inputTokens).toBe(321)
  })

  test.each([1, 2, 5, 11])('names in pieces of %i characters: nobody ever hears half of a placeholder, however the model bends it', async (size) => {
    const bent = ['[PERSON_1]', '**[person_1]**', '(PERSON_1)', '« PERSON 1 »', '{{PERSON_1}}', 'PERSON_1', '[PERSONNE_1]']
    const paragraphs = [...body, `Avec ${bent.join(', puis ')}, nous avons tenu les délais chez Nordis.`]
    server.behave(gemini.answers({ paragraphs }, size))
    const { pieces, onText } = listen()
    const draft = await writerOf().writer.letter(request, how({ onText }))
    expect(draft).toMatchObject({ source: 'model', text: expect.stringContaining('Avec Élodie Lefèvre, puis **Élodie Lefèvre**, puis Élodie Lefèvre, puis « Élodie Lefèvre », puis Élodie Lefèvre, puis Élodie Lefèvre, puis Élodie Lefèvre, nous') })
    expect(told(pieces)).toBe(draft.text)
    expect(pieces.map((_, at) => told(pieces.slice(0, at + 1))).filter((heard) => /PERS|\[|\{\{/i.test(heard.replace(/[Pp]ersp?\p{Ll}/gu, '')))).toEqual([])
    expect(pieces.some((piece) => piece.restart)).toBe(false)
  })

  test('a person whom the model makes up is not heard: the stream begins anew with the template', async () => {
    server.behave(gemini.answers({ paragraphs: [...body, 'Avec [PERSON_99], que vous connaissez bien, nous ferons de grandes choses.'] }, 7))
    const { pieces, onText } = listen()
    const draft = await writerOf().writer.letter(request, how({ onText }))
    expect(draft.source).toBe('template')
    expect(pieces.map(({ text }) => text).join('')).not.toContain('PERSON')
    expect(told(pieces)).toBe(draft.text)
  })

  test('what the model has written is heard while it writes', async () => {
    const hand = gemini.byHand()
    server.behave(hand.behaviour)
    const { pieces, onText } = listen()
    const draft = writerOf().writer.letter(request, how({ onText }))
    const json = JSON.stringify({ paragraphs: body })
    await hand.say(json.slice(0, 120))
    await expect.poll(() => told(pieces)).toContain('Le poste de logisticienne chez Arval')
    expect(told(pieces)).toContain('Objet\u00a0: candidature')
    await hand.end(json.slice(120))
    const { text } = await draft
    expect(told(pieces)).toBe(text)
  })
})

describe('a CV', () => {
  const profile: CvProfile = {
    fullName: 'Élodie Lefèvre', email: 'elodie@example.org', phone: '06 12 34 56 78', location: '12 rue des Lilas, 69003 Lyon', summary: 'Dix ans de logistique.',
    experiences: [
      { title: 'Assistante', company: 'Moreau', startDate: '2013', endDate: '2016', description: 'Litiges et suivi, avec Karim Benali.' },
      { title: 'Cheffe de projet', company: 'Arval', startDate: '2019-04', current: true, description: 'Pilotage.', highlights: ['Délai ramené à 17 h', 'Équipe formée'] },
      { title: 'Responsable', company: 'Nordis', startDate: '2016', endDate: '2019' },
    ],
    technicalSkills: ['Excel'],
  }
  const content = { title: 'CV', targetJob: 'Logisticienne', language: 'fr' as const, profile }
  const layout = { layout: 'classic', accentColor: '#1f3a5f', fontFamily: 'serif' } as const
  const wording = {
    summary: 'Professionnelle de la logistique depuis dix ans, du suivi des litiges au pilotage de projets.\n\nÀ l’aise avec les chiffres.',
    experiences: [
      { index: 1, description: 'Pilotage de projets logistiques.', highlights: ['Réduction du délai à 17 h', 'Formation de l’équipe'] },
      { index: 0, description: 'Suivi des litiges aux côtés de [PERSON_2].', highlights: [] },
    ],
  }

  test.each([1, 7, 40])('streams in pieces of %i characters that add up to the text that is kept, without a restart', async (size) => {
    server.behave(gemini.answers(wording, size))
    const { pieces, onText } = listen()
    const draft = await writerOf().writer.cv(content, layout, how({ onText }))
    expect(draft.source).toBe('model')
    expect(told(pieces)).toBe(draft.text)
    expect(pieces.filter((piece) => piece.restart)).toEqual([])
    expect(pieces.length).toBeGreaterThan(3)
    for (const said of ['Suivi des litiges aux côtés de Karim Benali.', '- Réduction du délai à 17 h', '06 12 34 56 78', 'Nordis']) expect(draft.text).toContain(said)
  })

  test('sends what somebody did, not who it is', async () => {
    server.behave(gemini.answers(wording))
    await writerOf().writer.cv(content, layout, how())
    const left = JSON.stringify(server.asked.at(-1)!.body)
    for (const fact of ['Cheffe de projet', 'company: [NAME_', 'Délai ramené à 17 h']) expect(left).toContain(fact)
    expect(left).not.toMatch(/Arval|Élodie|Lefèvre|elodie@|34 56|Lilas|69003|Benali/)
  })

  test.each([
    ['no summary', { ...wording, summary: '' }], ['an experience twice', { ...wording, experiences: [wording.experiences[0], wording.experiences[0]] }], ['one that is not there', { ...wording, experiences: [{ index: 3, description: '', highlights: [] }] }],
    ['a highlight too many', { ...wording, experiences: [{ ...wording.experiences[0]!, highlights: ['a', 'b', 'c'] }] }],
  ])('with %s is no answer', async (_what, answer) => {
    server.behave(gemini.answers(answer))
    expect(await writerOf().writer.cv(content, layout, how())).toMatchObject({ source: 'template', profile })
  })

  test('nothing is said of a job that was not described', async () => {
    server.behave(gemini.answers({ ...wording, experiences: [{ index: 2, description: 'A dirigé tout le service.', highlights: [] }] }))
    const draft = await writerOf().writer.cv(content, layout, how())
    expect([draft.source, draft.text.includes('tout le service'), draft.profile!.experiences![2]!.description]).toEqual(['model', false, null])
  })
})

describe('a letter that is written better', () => {
  const text = `Madame Garnier,\n\n${body.join('\n\n')}\n\nCordialement,\n\nÉlodie Lefèvre\n06 12 34 56 78`
  const asked = { language: 'fr' as const, text, sender: request.sender }
  const better = 'Madame [PERSON_2],\n\nJe souhaite vous rejoindre comme logisticienne, et mon parcours m’y prépare. Chez Nordis, j’ai ramené le délai de livraison à 17 heures, avec patience et méthode, en lien avec les transporteurs.\n\nUn entretien me permettrait de vous en dire plus.\n\nCordialement,\n\n[PERSON_1]\n[PHONE_1]'

  test('keeps its names and numbers, says what was changed, and streams', async () => {
    server.behave(gemini.answers({ text: better, changes: ['Phrases plus courtes.'] }, 9))
    const { pieces, onText } = listen()
    const draft = await writerOf().writer.optimizeLetter(asked, how({ onText }))
    expect(draft).toMatchObject({ source: 'model', changes: ['Phrases plus courtes.'], text: better.replace('[PERSON_2]', 'Garnier').replace('[PERSON_1]', 'Élodie Lefèvre').replace('[PHONE_1]', '06 12 34 56 78') })
    expect(told(pieces)).toBe(draft.text)
    expect(told(pieces)).not.toContain('[')
  })

  test.each([
    ['lost who signs', better.replace('[PERSON_1]', '')], ['lost a phone', better.replace('[PHONE_1]', '')], ['became another letter', `Madame [PERSON_2], merci de votre lettre, je reviens vers vous très vite. [PERSON_1] [PHONE_1]`],
  ])('but is not taken where it %s', async (_what, answer) => {
    server.behave(gemini.answers({ text: answer, changes: ['Plus court.'] }))
    expect(await writerOf().writer.optimizeLetter(asked, how())).toMatchObject({ source: 'template' })
  })
})

const bad: readonly (readonly [string, Behaviour, boolean])[] = [
  ['500', gemini.fails(500), true],
  ['503', gemini.fails(503), true],
  ['400', gemini.fails(400), false],
  ['403', gemini.fails(403), false],
  ['429', gemini.busy(3), true],
  ['a prompt that is blocked', gemini.blocksPrompt, false],
  ['an answer that is blocked by safety', gemini.says('{"paragraphs": ["Le', 'SAFETY'), false],
  ['an answer that recites', gemini.says(JSON.stringify({ paragraphs: body }), 'RECITATION'), false],
  ['an answer that is cut off by its length', gemini.says(JSON.stringify({ paragraphs: body }).slice(0, 200), 'MAX_TOKENS'), true],
  ['an answer that just ends', gemini.endsAfter(JSON.stringify({ paragraphs: body })), true],
  ['a connection that breaks half-way', gemini.breaksAfter(JSON.stringify({ paragraphs: body }).slice(0, 200)), true],
  ['no JSON', gemini.says('Voici votre lettre : Madame, Monsieur'), true],
  ['half of a JSON', gemini.says(JSON.stringify({ paragraphs: body }).slice(0, -3)), true],
  ['another schema', gemini.answers({ letter: body.join('\n') }), true],
  ['a wrong type', gemini.answers({ paragraphs: body.join('\n') }), true],
  ['an empty answer', gemini.answers({ paragraphs: [] }), true],
  ['a figure that nobody gave', gemini.answers({ paragraphs: [...body, 'J’ai dirigé une équipe de 45 personnes pendant de longues années.'] }), true],
  ['a hole to fill in', gemini.answers({ paragraphs: [...body, 'Je suis [votre nom], et je vous remercie de votre attention.'] }), true],
  ['a placeholder that stands for nothing', gemini.answers({ paragraphs: [...body, 'Comme me l’a dit [PERSON_9], votre maison est accueillante.'] }), true],
  ['another language', gemini.answers({ paragraphs: ['The job of logistics officer at Arval is what I want to do and I am ready for it with all of my heart.', 'At Nordis I was in charge of the stocks and of the claims, and it was a job that I have done with care for the firm and for you.'] }), true],
  ['something else altogether', gemini.answers({ paragraphs: ['Voici une recette de tarte aux pommes, que je tiens de ma grand-mère et que je recommande à tous vos amis.', 'Il faut des pommes, de la farine, du beurre, un peu de sucre, beaucoup de patience et surtout un bon four pour la cuire.', 'Laissez-la refroidir sur le rebord de la fenêtre, et servez-la avec de la crème, dans une belle assiette de faïence.'] }), true],
]

describe('a bad answer', () => {
  test.each(bad)('%s: the template writer answers, and a stream ends with its text', async (_what, behaviour) => {
    server.behave(behaviour)
    const { writer, warned } = writerOf()
    expect(await writer.letter(request, how())).toMatchObject({ source: 'template', model: null, inputTokens: null, outputTokens: null, text: template.text })
    const { pieces, onText } = listen()
    expect(await writer.letter(request, how({ onText }))).toMatchObject({ source: 'template', text: template.text })
    expect(told(pieces)).toBe(template.text)
    expect(warned.join()).not.toMatch(/Lovelace|Élodie|Arval|test-key/)
  })

  test.each(bad)('%s, and no template wanted: INTEGRATION_UNAVAILABLE, retryable or not', async (_what, behaviour, retryable) => {
    server.behave(behaviour)
    const refused = await writerOf().writer.letter(request, how({ acceptTemplate: false })).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(GatewayError)
    expect((refused as GatewayError).extensions).toEqual({ code: 'INTEGRATION_UNAVAILABLE', integration: 'gemini', retryable })
  })

  test('what was streamed before it went wrong is taken back', async () => {
    server.behave(gemini.breaksAfter(JSON.stringify({ paragraphs: body }).slice(0, 200)))
    const { pieces, onText } = listen()
    const before = server.asked.length
    await writerOf().writer.letter(request, how({ onText }))
    expect(pieces[0]).toMatchObject({ restart: false, text: expect.stringContaining('Élodie Lefèvre') })
    expect(pieces.at(-1)).toEqual({ restart: true, text: template.text })
    expect(leftSince(before)).toHaveLength(1) // no second try once something was heard
  })
})

describe('tries', () => {
  test('a 5xx and a lost connection are tried once more, with what is left of the time', async () => {
    for (const failing of [gemini.fails(503), gemini.breaksAfter('')]) {
      server.behaveInTurn(failing, gemini.answers({ paragraphs: body }))
      const before = server.asked.length
      const { writer, ended } = writerOf()
      expect(await writer.letter(request, how())).toMatchObject({ source: 'model' })
      expect([leftSince(before).length, ended]).toEqual([2, [2]])
    }
  })

  test.each([['429', gemini.busy(2)], ['400', gemini.fails(400)], ['a blocked prompt', gemini.blocksPrompt], ['another schema', gemini.answers({})]])('%s is not', async (_what, behaviour) => {
    server.behave(behaviour)
    const before = server.asked.length
    await writerOf().writer.letter(request, how())
    expect(leftSince(before)).toHaveLength(1)
  })

  test('a busy Gemini is left alone for as long as it asks', async () => {
    server.behave(gemini.busy(30))
    let now = 0
    const models = modelsAt(server)
    const writer = createWriter({ ...models, warn: () => {}, bounds: { begin: async () => ({ granted: 9, left: 9, stands: async () => true, end() {} }) } }, () => now)
    await writer.letter(request, how())
    server.behave(gemini.answers({ paragraphs: body }))
    const before = server.asked.length
    now = 29_999
    expect(await writer.letter(request, how())).toMatchObject({ source: 'template' })
    expect(leftSince(before)).toHaveLength(0)
    now = 30_000
    expect(await writer.letter(request, how())).toMatchObject({ source: 'model' })
  })
})

describe('time', () => {
  test('a Gemini that hangs is given up at its deadline, and its connection is closed', async () => {
    server.behave(gemini.hangs)
    const { writer } = writerOf({ times: { geminiMs: 100 } })
    const asked = server.next()
    expect(await writer.letter(request, how())).toMatchObject({ source: 'template' })
    await (await asked).closed
  })

  test.each([['before it answers', false], ['half-way', true]])('hanging up %s closes the connection, and nothing is written', async (_when, streams) => {
    const hand = gemini.byHand()
    server.behave(streams ? hand.behaviour : gemini.hangs)
    const hangUp = new AbortController()
    const { pieces, onText } = listen()
    const { writer, ended } = writerOf()
    const asked = server.next()
    const call = writer.letter(request, how({ signal: hangUp.signal, ...(streams ? { onText } : {}) }))
    const { closed } = await asked
    if (streams) {
      await hand.say(JSON.stringify({ paragraphs: body }).slice(0, 100))
      await expect.poll(() => pieces.length).toBeGreaterThan(0)
    }
    const reason = new Error('gone')
    hangUp.abort(reason)
    await expect(call).rejects.toBe(reason)
    await closed
    expect(ended).toEqual([1])
  })

  test('who has hung up already asks nobody', async () => {
    const before = server.asked.length
    await expect(writerOf().writer.letter(request, how({ signal: AbortSignal.abort(new Error('gone')) }))).rejects.toThrow('gone')
    expect(leftSince(before)).toHaveLength(0)
  })
})

describe('the circuit', () => {
  test('opens after five failures in a row, lets one try, and closes when it is well', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      server.behave(gemini.fails(403))
      const { writer } = writerOf({ times: { openMs: 10_000 } })
      for (let n = 0; n < 5; n++) await writer.letter(request, how())
      const before = server.asked.length
      expect(await writer.letter(request, how())).toMatchObject({ source: 'template' })
      expect((await writer.letter(request, how({ acceptTemplate: false })).catch((error: unknown) => error) as GatewayError).extensions).toMatchObject({ integration: 'gemini', retryable: true })
      expect(leftSince(before)).toHaveLength(0)

      vi.setSystemTime(Date.now() + 10_000)
      await writer.letter(request, how()) // tries, fails, opens again
      await writer.letter(request, how())
      expect(leftSince(before)).toHaveLength(1)

      vi.setSystemTime(Date.now() + 10_000)
      const hand = gemini.byHand()
      server.behave(hand.behaviour)
      const asked = server.next()
      const trying = writer.letter(request, how({ onText: () => {} }))
      await asked
      expect(await writer.letter(request, how())).toMatchObject({ source: 'template' }) // nobody waits for the one that tries
      await hand.end(JSON.stringify({ paragraphs: body }))
      expect(await trying).toMatchObject({ source: 'model' })
      server.behave(gemini.answers({ paragraphs: body }))
      expect(await writer.letter(request, how())).toMatchObject({ source: 'model' })
    } finally {
      vi.useRealTimers()
    }
  })

  test('bad texts and clients who hang up do not open it', async () => {
    const { writer } = writerOf()
    server.behave(gemini.answers({}))
    for (let n = 0; n < 6; n++) await writer.letter(request, how())
    server.behave(gemini.hangs)
    for (let n = 0; n < 6; n++) {
      const hangUp = new AbortController()
      const asked = server.next()
      const call = writer.letter(request, how({ signal: hangUp.signal }))
      await asked
      hangUp.abort(new Error('gone'))
      await expect(call).rejects.toThrow('gone')
    }
    server.behave(gemini.answers({ paragraphs: body }))
    expect(await writer.letter(request, how())).toMatchObject({ source: 'model' })
  })
})

describe('the agent', () => {
  const both = () => writerOf({ withAgent: true })

  test('is asked first, with what Gemini may see and no more; then Gemini writes', async () => {
    router.behave(agent.vouches(['Une idée.']))
    server.behave(gemini.answers({ paragraphs: body }))
    const { writer, ended } = both()
    expect(await writer.letter(request, how())).toMatchObject({ source: 'model', model: 'gemini-2.5-flash' })
    const asked = router.asked.at(-1)!
    expect([asked.path, asked.headers.authorization]).toEqual(['/api/phoenix/analyze', 'Bearer agent-token'])
    expect(Object.keys(asked.body).sort()).toEqual(['cv_content', 'enable_learning', 'generated_letter', 'job_offer', 'user_tier'])
    expect(asked.body.enable_learning).toBe(false)
    expect(JSON.stringify(asked.body)).not.toMatch(/Lefèvre|LEFÈVRE|example|Lilas|56 78|Garnier|Benali|viewer|ada/)
    expect(ended).toEqual([2])
  })

  test.each([
    ['blocks', agent.answers({ status: 'BLOCKED', security_passed: false }), false],
    ['says no under SUCCESS', agent.answers({ status: 'SUCCESS', security_passed: false }), false],
    ['is degraded, and says yes', agent.answers({ status: 'DEGRADED', security_passed: true }), false],
    ['says nothing about safety', agent.answers({ status: 'SUCCESS' }), true],
    ['says "true"', agent.answers({ status: 'SUCCESS', security_passed: 'true' }), true],
    ['answers 500', agent.answers({}, 500), true],
    ['answers 401', agent.answers({}, 401), false],
    ['answers no JSON', ((res) => void res.end('ok')) as Behaviour, true],
    ['answers without end', ((res) => { res.writeHead(200); for (let n = 0; n < 40; n++) res.write('x'.repeat(10_000)) }) as Behaviour, true],
    ['breaks the connection', ((res) => void res.destroy()) as Behaviour, true],
    ['hangs', agent.hangs, true],
  ])('fails closed where it %s: Gemini is not asked, the template writer answers', async (_what, behaviour, retryable) => {
    router.behave(behaviour)
    const before = server.asked.length
    const { writer } = writerOf({ withAgent: true, times: { agentMs: behaviour === agent.hangs ? 150 : 20_000 } })
    expect(await writer.letter(request, how())).toMatchObject({ source: 'template', text: template.text })
    const refused = await writer.letter(request, how({ acceptTemplate: false })).catch((error: unknown) => error) as GatewayError
    expect(refused.extensions).toEqual({ code: 'INTEGRATION_UNAVAILABLE', integration: 'agent', retryable })
    expect(leftSince(before)).toHaveLength(0)
  })

  test('while its circuit is open nothing leaves for Gemini either', async () => {
    router.behave(agent.answers({}, 401))
    const { writer } = both()
    for (let n = 0; n < 5; n++) await writer.letter(request, how())
    const before = [router.asked.length, server.asked.length]
    expect(await writer.letter(request, how())).toMatchObject({ source: 'template' })
    expect([router.asked.length, server.asked.length]).toEqual(before)
  })

  test('gives advice itself; without any, Gemini does; without both, the rules', async () => {
    const advice = { language: 'fr' as const, sender: request.sender, kind: 'letter' as const, text: `Madame Garnier, ${body.join(' ')} Élodie Lefèvre`, measured: ['Ajoutez un résultat chiffré.'] }
    router.behave((res, asked) => agent.vouches([`Saluez ${/\[PERSON_\d+\w?\]/.exec(asked.body.generated_letter)![0]} autrement.`])(res, asked))
    const before = server.asked.length
    expect(await both().writer.advise(advice, how())).toMatchObject({ source: 'model', model: 'smart-router', recommendations: ['Saluez Garnier autrement.'] })
    expect(leftSince(before)).toHaveLength(0)
    router.behave(agent.vouches())
    server.behave(gemini.answers({ recommendations: ['Nommez un résultat de votre dernier poste.'] }))
    expect(await both().writer.advise(advice, how())).toMatchObject({ source: 'model', model: 'gemini-2.5-flash', recommendations: ['Nommez un résultat de votre dernier poste.'] })
    expect(await writerOf({ withAgent: true, withGemini: false }).writer.advise(advice, how())).toMatchObject({ source: 'template', recommendations: advice.measured })
  })

  test('alone it writes no letters, and is not asked for any', async () => {
    const before = router.asked.length
    expect(await writerOf({ withAgent: true, withGemini: false }).writer.letter(request, how())).toMatchObject({ source: 'template' })
    expect(router.asked).toHaveLength(before)
  })
})
