import { describe, expect, test } from 'vitest'
import { analyzeOffer } from '../../gateway/scoring/offer.ts'
import type { OfferAnalysis } from '../../gateway/scoring/offer.ts'
import type { Evidence } from '../../gateway/scoring/words.ts'
import { offer } from '../samples.ts'

const values = (read: OfferAnalysis) => ({
  language: read.language, title: read.title?.value ?? null, company: read.company?.value ?? null, contracts: read.contracts.map(({ value }) => value), place: read.place?.value ?? null,
  remote: read.remote?.value ?? null, salary: read.salary?.value ?? null, experience: read.experience?.value ?? null,
})
const nothing = { language: null, title: null, company: null, contracts: [], place: null, remote: null, salary: null, experience: null }

describe('facts', () => {
  test('of a French offer', () => {
    expect(values(analyzeOffer(offer))).toEqual({
      language: 'fr', title: 'Développeuse web', company: 'Octavienne', contracts: ['cdi'], place: 'Nantes (44)', remote: null,
      salary: { min: 3_800_000, max: 4_500_000, currency: 'EUR', period: 'year' }, experience: { minYears: 3, maxYears: null },
    })
  })

  test('of an English offer', () => {
    expect(values(analyzeOffer(`Senior Data Engineer
Join Lovelace Analytics in London. We are looking for a senior data engineer to build our pipelines.
Location: London
Permanent contract, fully remote. Salary: £60,000 - £75,000 per year.
At least five to eight years of experience with Python and SQL.`))).toEqual({
      language: 'en', title: 'Senior Data Engineer', company: 'Lovelace Analytics', contracts: ['cdi'], place: 'London', remote: 'full',
      salary: { min: 6_000_000, max: 7_500_000, currency: 'GBP', period: 'year' }, experience: { minYears: 5, maxYears: 8 },
    })
  })

  test.each<readonly [string, Partial<typeof nothing> | object]>([
    ['Nous recherchons une infirmière coordinatrice (H/F) pour notre clinique.', { language: 'fr', title: 'infirmière coordinatrice' }],
    ['Intitulé du poste : Chargé de communication\nEntreprise : Les Amis du Vélo', { title: 'Chargé de communication', company: 'Les Amis du Vélo' }],
    ['Offre de stage de 6 mois, rémunération 650 € brut mensuel', { contracts: ['internship'], salary: { min: 65_000, max: 65_000, currency: 'EUR', period: 'month' } }],
    ['Mission en intérim, salaire : 12,50 € de l’heure', { contracts: ['temporary'], salary: { min: 1250, max: 1250, currency: 'EUR', period: 'hour' } }],
    ['Freelance, TJM : 450 €', { contracts: ['freelance'], salary: { min: 45_000, max: 45_000, currency: 'EUR', period: 'day' } }],
    ['CDD de 12 mois ou alternance', { contracts: ['cdd', 'apprenticeship'] }],
    ['Rémunération : 35 000 à 42 000 € brut annuel', { salary: { min: 3_500_000, max: 4_200_000, currency: 'EUR', period: 'year' } }],
    ['Salaire fixe de 30k€', { salary: { min: 3_000_000, max: 3_000_000, currency: 'EUR', period: null } }],
    ['Poste basé à Aix-en-Provence', { place: 'Aix-en-Provence' }],
    ['Nos bureaux : 12 rue des Lilas, 69003 Lyon', { place: '69003 Lyon' }],
    ['Vendeur conseil (H/F) chez Décathlon\n📍 Bordeaux Lac', { title: 'Vendeur conseil', company: 'Décathlon', place: 'Bordeaux Lac' }],
    ['Rejoignez l’équipe de l’APF France en tant que chargé(e) de mission RSE.', { company: 'APF France', title: 'chargé(e) de mission RSE' }],
    ['Pour notre siège de Lille', { place: 'Lille' }], ['Le CHU de Rennes recrute.', { company: 'CHU de Rennes' }], ['La Poste recrute.', { company: 'La Poste' }],
    ['Compensation: $120k – $140k per year + bonus', { salary: { min: 12_000_000, max: 14_000_000, currency: 'USD', period: 'year' } }],
    ['Débutant accepté', { experience: { minYears: 0, maxYears: null } }],
    ['3 jours de télétravail par semaine', { remote: 'partial' }],
    ['Le stage n’est pas possible en alternance. Pas de stage mais un CDI.', { contracts: ['cdi'] }],
    ['Sans CDI pour l’instant, CDD de 6 mois (non renouvelable)', { contracts: ['cdd'] }],
    ['Pas de télétravail complet : 2 jours de télétravail par semaine', { remote: 'partial' }],
    ['Vous avez entre 2 et 4 années d’expérience.', { experience: { minYears: 2, maxYears: 4 } }],
    ['Garage fondé depuis 25 ans, son expérience est connue. CAP exigé, expérience 2 ans minimum.', { experience: { minYears: 2, maxYears: null } }],
    ['Fort(e) de 5 ans d’expérience, vous managez une équipe.', { experience: { minYears: 5, maxYears: null } }],
    ['Octavienne est une jeune entreprise nantaise.', { company: 'Octavienne' }],
    ['Le Groupe La Poste recrute ! Facteur / Factrice H/F à Quimper (29000).', { title: null, company: 'Groupe La Poste', place: 'Quimper' }],
  ])('%s', (text, found) => expect(values(analyzeOffer(text))).toMatchObject(found))

  test.each([
    ['', 'nothing'], ['   \n\n', 'white space'], ['😀😀 🎉', 'only emoji'], ['1 2 3 4', 'numbers'],
    ['Depuis 3 ans, nous avons levé 10 M€ et réalisons 500 k€ de chiffre d’affaires', 'money that is no salary, years that are no experience'],
    ['At this stage of our growth', 'stage in English'], ['apprentissage automatique', 'machine learning is no apprenticeship'], ['Budget annuel de 500 k€', 'a budget'], ['Ticket restaurant de 9 € par jour', 'a meal ticket'],
    ['Télétravail : non', 'a refusal'], ['Le télétravail n’est pas possible sur ce poste.', 'a refusal'], ['Pas de télétravail bien sûr !', 'a refusal'], ['Cette offre n’est pas ouverte en alternance.', 'no apprenticeship'],
    ['Fort de 30 ans d’expérience, le groupe vous accueille.', 'the years of the firm'], ['Nous fêtons nos 30 ans d’expérience.', 'the years of the firm'], ['Excel est un plus.', 'a tool is no firm'],
  ])('%j: %s', (text) => {
    const { language: _language, ...found } = values(analyzeOffer(text))
    expect({ language: null, ...found }).toEqual(nothing)
  })

  test('no company where nobody is named: "Nous recherchons", "Notre client recrute"', () => {
    for (const text of ['Nous recherchons un comptable.', 'Notre client recrute un comptable.', 'We are hiring a nurse.']) expect(analyzeOffer(text).company).toBeNull()
  })
})

test('a letter to send is no skill', () => {
  expect(analyzeOffer('Envoyez CV et lettre de motivation.').skills).toEqual([])
  expect(analyzeOffer('Vous êtes motivée.').skills).toHaveLength(1)
})

/** Every evidence in a value. */
function evidences(value: unknown): Evidence[] {
  if (typeof value !== 'object' || value === null) return []
  if ('start' in value && 'end' in value && 'text' in value) return [value as Evidence]
  return Object.values(value).flatMap(evidences)
}

test('every finding shows the words it was found in, at their place', () => {
  const text = `${offer}\nNous cultivons la bienveillance et l’innovation dans une startup conviviale, à Nantes (44) 😀.`
  const found = evidences(analyzeOffer(text))
  expect(found.length).toBeGreaterThan(30)
  for (const { start, end, text: said } of found) expect(text.slice(start, end)).toBe(said)
})

describe('keywords', () => {
  const weightOf = (text: string) => Object.fromEntries(analyzeOffer(text).keywords.map(({ term, weight }) => [term, weight]))

  test('weigh by title, demand, list and repetition', () => {
    // 1, and +2 title, +2 required, −0.5 desirable, +1 skill, +0.5 list, +0.5 repeated.
    expect(weightOf(offer)).toMatchObject({ 'Node.js': 4.5, PostgreSQL: 4.5, TypeScript: 5, React: 2.5, Docker: 2, 'Développeuse': 3.5, Anglais: 2.5, rigueur: 2.5 })
  })

  test('a skill in French answers one in English', () => {
    const [skill] = analyzeOffer('Vous maîtrisez la gestion de projet.').skills
    expect(skill).toMatchObject({ name: 'project management', category: 'business', evidence: { text: 'gestion de projet' } })
  })

  test.each([['il faut aller vite, sans notion de temps', []], ['Vue.js et React, avec Vite', ['Vue.js', 'React', 'Vite']], ['C++ / C# / .NET', ['C++', 'C#', '.NET']], ['java script', ['Java']]])(
    '%s: %j', (text, names) => expect(analyzeOffer(text).skills.map(({ name }) => name)).toEqual(names))

  test('a title is all about the job', () => {
    expect(analyzeOffer('Chargé de recrutement (H/F) - CDI').keywords.map(({ term }) => term)).toEqual(['Chargé', 'recrutement'])
    expect(analyzeOffer('Notre recrutement. Notre recrutement.').keywords).toEqual([])
  })

  test('the other gender\'s ending is no word', () => {
    expect(analyzeOffer('Infirmier(ère) coordinateur·rice (H/F)').keywords.map(({ term }) => term)).toEqual(['Infirmier', 'coordinateur'])
  })

  test('words that every offer has, towns, companies and numbers are none', () => {
    const terms = analyzeOffer(offer).keywords.map(({ term }) => term.toLowerCase())
    for (const term of ['nantes', 'octavienne', 'poste', 'profil', 'recherché', 'équipe', 'cdi', '38', '3']) expect(terms).not.toContain(term)
  })
})

describe('culture', () => {
  test('from the words, with a confidence from how many there are', () => {
    const { culture } = analyzeOffer('Startup en pleine levée de fonds. Ambiance conviviale, afterworks et babyfoot. 100 % télétravail. Bienveillance et confiance.')
    expect(culture).toMatchObject({
      industry: { value: 'startup', confidence: 0.5 }, communication: { value: 'casual', confidence: 0.67 }, environment: { value: 'remote', confidence: 0.33 }, leadership: { value: 'collaborative' },
      size: null, innovation: null, tones: ['startup', 'dynamique'],
    })
    expect(culture!.values.map(({ value }) => value)).toEqual(['bienveillance', 'confiance'])
  })

  test('none without a cue, and no answer to a draw', () => {
    expect(analyzeOffer('Un comptable pour tenir les comptes.').culture).toBeNull()
    expect(analyzeOffer('Une startup et une banque.').culture!.industry).toBeNull()
  })
})

test('a demand speaks for its sentence, not for the paragraph that it stands in', () => {
  const terms = analyzeOffer('Notre établissement accueille quarante adultes dans des locaux rénovés. Vous assurez la gestion du linge. Rigueur indispensable pour le nettoyage. Bac pro apprécié.').keywords
  expect(terms.map(({ term }) => term)).toEqual(['Rigueur', 'nettoyage'])
  expect(analyzeOffer('Maîtrise d’Excel requise. Docker serait un plus.').keywords.map(({ term, reasons }) => [term, reasons])).toEqual([['Excel', ['required', 'skill']], ['Docker', ['desirable', 'skill']]])
})

test.each([
  ['Nous sommes à la recherche d’un(e) plombier chauffagiste pour notre agence de Rennes.', { title: { value: 'plombier chauffagiste' } }],
  ['Latte art a bonus. £11.50 per hour, immediate start.', { salary: { value: { min: 1150, max: 1150, currency: 'GBP', period: 'hour' } } }], ['Prime annuelle : 1.500 €', { salary: null }],
])('%s', (text, found) => expect(analyzeOffer(text)).toMatchObject(found))
