import { describe, expect, test } from 'vitest'
import { openGateway } from './harness.ts'
import { gemini, modelsAt, openGemini } from './modelServers.ts'
import { base64, codesOf, cvText, done, eventually, footprint, inputs, offer, post, documentOf, run } from './samples.ts'

/* Letters and advice where a model answers: the real SDK, against a server that speaks its wire format. */

const server = await openGemini(gemini.hangs)
const gateway = await openGateway({ models: modelsAt(server) })
const paragraphs = [
  'Le poste de Développeuse web chez Octavienne répond à ce que je cherche : écrire en TypeScript des interfaces dont on se sert chaque jour, avec une équipe qui relit son travail.',
  'Comme analyste chez Babbage, de 2019 à 2024, j’ai appris à écouter ceux qui se servent des outils avant de les changer, et à tenir la rigueur que demandent les calculs.',
]

describe('generateLetter', () => {
  test('a model\'s letter says so, with its tokens, and is kept as it was answered', async () => {
    server.behave(gemini.answers({ paragraphs }))
    const ada = await gateway.member()
    const fields = 'id source model durationMs inputTokens outputTokens text html'
    const { letter } = await done(ada, 'generateLetter', inputs.generateLetter({ jobOffer: offer }), `letter { ${fields} } usage { used }`)
    expect(letter).toMatchObject({ source: 'MODEL', model: 'gemini-2.5-flash', inputTokens: 321, outputTokens: 123 })
    for (const said of paragraphs) expect(letter.text).toContain(said)
    const { data } = await ada.ask(`query ($id: ID!) { node(id: $id) { ... on Letter { ${fields} } } }`, { id: letter.id })
    expect(data.node).toEqual(letter)
    expect(JSON.stringify(server.asked.at(-1)!.body)).not.toContain('ada@example.org')
  })

  test('a model that fails: the template\'s letter for a unit like any other, or none at all', async () => {
    server.behave(gemini.fails(500))
    const ada = await gateway.member()
    expect((await done(ada, 'generateLetter', inputs.generateLetter(), 'letter { source model inputTokens }')).letter).toEqual({ source: 'TEMPLATE', model: null, inputTokens: null })
    expect(codesOf(await run(ada, 'generateLetter', inputs.generateLetter({ acceptTemplate: false })))).toEqual(['INTEGRATION_UNAVAILABLE'])
    expect(await footprint(gateway, ada.id)).toMatchObject({ letters: 1, events: 1, used: 1, held: 0, imbalances: 0 })
  })

  test('hanging up while the model writes ends its call and gives the unit back', async () => {
    server.behave(gemini.hangs)
    const ada = await gateway.member()
    const hangUp = new AbortController()
    const asked = server.next()
    const call = post(gateway, JSON.stringify({ query: documentOf('generateLetter'), variables: { input: inputs.generateLetter() } }), { token: ada.token, signal: hangUp.signal })
    const { closed } = await asked
    hangUp.abort()
    await expect(call).rejects.toThrow()
    await closed
    await eventually(async () => expect(await footprint(gateway, ada.id)).toMatchObject({ letters: 0, events: 0, used: 0, held: 0, imbalances: 0 }))
  })
})

test('optimizeLetter: the model\'s text and what it changed', async () => {
  server.behave(gemini.answers({ paragraphs }))
  const grace = await gateway.member({ tier: 'premium' })
  const { letter } = await done(grace, 'generateLetter', inputs.generateLetter())
  const text = `Madame, Monsieur,\n\n${paragraphs.join('\n\n')}\n\nCordialement,`
  server.behave(gemini.answers({ text, changes: ['Les deux paragraphes ont été resserrés.'] }))
  expect((await done(grace, 'optimizeLetter', { letterId: letter.id }, 'letter { text changes source version }')).letter)
    .toEqual({ text, changes: ['Les deux paragraphes ont été resserrés.'], source: 'MODEL', version: 2 })
})

test('advice is a model\'s, the numbers are the rules\'', async () => {
  const grace = await gateway.member({ tier: 'premium' })
  const cvId = (await done(grace, 'uploadCv', inputs.uploadCv({ contentBase64: base64(cvText) }))).cv.id
  const measure = async () => (await done(grace, 'optimizeCvForAts', { cvId, jobOffer: offer }, 'atsAnalysis { score missingKeywords { term } advice { recommendations source model inputTokens } }')).atsAnalysis
  server.behave(gemini.answers({ recommendations: ['Placez TypeScript dans les deux premières lignes, puisque l’offre commence par lui.'] }))
  const byModel = await measure()
  server.behave(gemini.fails(500))
  const byRules = await measure()
  expect(byModel.advice).toEqual({ recommendations: ['Placez TypeScript dans les deux premières lignes, puisque l’offre commence par lui.'], source: 'MODEL', model: 'gemini-2.5-flash', inputTokens: 321 })
  expect(byRules.advice).toMatchObject({ source: 'TEMPLATE', model: null })
  expect({ ...byRules, advice: null }).toEqual({ ...byModel, advice: null })
})
