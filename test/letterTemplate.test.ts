import fc from './seeded.ts'
import { describe, expect, test } from 'vitest'
import { coverageOf, spokenIn } from '../gateway/scoring/coverage.ts'
import { analyzeOffer } from '../gateway/scoring/offer.ts'
import { inLanguage, sayingOf } from '../gateway/scoring/skills.ts'
import { readText } from '../gateway/scoring/words.ts'
import type { CvProfile } from '../gateway/writer/cv.ts'
import { LETTER_TONES } from '../gateway/writer/letter.ts'
import type { LetterRequest, LetterTone } from '../gateway/writer/letter.ts'
import { coachingReplyTask, coachingSummaryTask } from '../gateway/writer/task/coaching.ts'
import { de, inside } from '../gateway/writer/template/letter/french.ts'
import { polishLetter } from '../gateway/writer/template/letter/polishLetter.ts'
import { sectorOf } from '../gateway/writer/template/letter/sector.ts'
import { writeLetter } from '../gateway/writer/template/letter/writeLetter.ts'
import { offers } from './scoring/offers.ts'

/* The template writer's letters and words: facts that were given, in the words of a tone, and no other fact. */

const profile: CvProfile = {
  fullName: 'Élodie Lefèvre', technicalSkills: ['Excel', 'SQL', 'Power BI'], businessSkills: ['Gestion des stocks'], softSkills: ['Écoute', 'Rigueur'],
  experiences: [
    { title: 'Responsable logistique', company: 'Nordis', startDate: '2016-03', endDate: '2019-03' },
    { title: 'Cheffe de projet', company: 'Arval', startDate: '2019-04', current: true, highlights: ['Délai de livraison ramené à 17 h.', 'Équipe de douze personnes'] },
  ],
  educations: [{ degree: 'Licence de gestion', school: 'Lyon 3', year: 2013 }],
}
const request = (change: Partial<LetterRequest> = {}): LetterRequest => ({
  language: 'fr', tone: 'formel', jobTitle: 'Analyste de données', companyName: 'Octavienne', sender: { fullName: 'Élodie Lefèvre', email: 'e@example.org' }, profile,
  jobOffer: 'Nous cherchons quelqu’un qui sait SQL et la gestion de stocks.', ...change,
})
const write = (change: Partial<LetterRequest> = {}) => writeLetter(request(change))

test('a whole letter, as it would be sent', () => {
  expect(write().replaceAll('\u00a0', ' ')).toBe(`Élodie Lefèvre
e@example.org

Octavienne

Objet : candidature au poste d’analyste de données

Madame, Monsieur,

J’ai l’honneur de vous présenter ma candidature au poste d’analyste de données chez Octavienne.

J’exerce actuellement comme cheffe de projet chez Arval depuis avril 2019. J’ai auparavant travaillé comme responsable logistique chez Nordis de mars 2016 à mars 2019. Parmi mes réalisations, je citerai : délai de livraison ramené à 17 h et équipe de douze personnes.

De ce que demande votre annonce, mon parcours apporte déjà : SQL et gestion des stocks. Je souhaite mettre cet acquis à votre service. Voici ce à quoi j’attache par ailleurs une importance particulière : écoute et rigueur.

Je me tiens à votre disposition pour un entretien, au cours duquel je pourrais vous exposer plus précisément mon parcours et les raisons de ma candidature.

Dans cette attente, je vous prie d’agréer, Madame, Monsieur, l’expression de mes salutations distinguées.

Élodie Lefèvre
`)
})

describe.each(['fr', 'en'] as const)('in %s', (language) => {
  const letters = new Map(LETTER_TONES.map((tone) => [tone, write({ language, tone })]))

  test('six tones, six letters', () => {
    const bodies = [...letters.values()].map((letter) => letter.split('\n\n').slice(3).join())
    expect(new Set(bodies).size).toBe(6)
  })

  test.each(LETTER_TONES)('%s says the facts, the career change, and who signs', (tone) => {
    const letter = letters.get(tone)!
    for (const fact of ['Octavienne', 'Arval', 'Nordis', '17 h', 'SQL', '2019', 'Élodie Lefèvre']) expect(letter).toContain(fact)
    expect(letter.toLowerCase()).toContain('analyste de données')
    expect(letter.trimEnd().endsWith('Élodie Lefèvre')).toBe(true)
    const changed = write({ language, tone, careerChange: { oldDomain: 'la logistique', newDomain: 'Informatique', transferableSkills: ['Gestion du stress', 'sens du service'] } })
    for (const fact of ['logistique', 'nformatique', 'estion du stress', 'sens du service', 'Licence de gestion']) expect(changed).toContain(fact)
  })

  test('nothing is said of what was not given', () => {
    for (const tone of LETTER_TONES) {
      const bare = write({ language, tone, profile: null, jobOffer: null, sender: { fullName: null } })
      expect(bare).not.toMatch(/undefined|null|NaN|: \.|, \.| {2}|\n{3}|CV|Arval|SQL/)
      const withCv = write({ language, tone, profile: null, cvText: 'Quatre ans de comptabilité.', sender: { fullName: 'Ada' } })
      expect(withCv).toMatch(/Mon CV|My CV/)
      expect(withCv).not.toContain('comptabilité') // an uploaded text is not retold by guessing
    }
  })
})

const word = fc.string({ unit: fc.constantFrom(...'abcdeéèàçœAEÉO’\'-,.:;!?<>&"[]{}$ \n\t0123456789😀'), maxLength: 24 })
const optional = fc.option(word)
const someone = fc.record({
  fullName: word, softSkills: fc.array(word, { maxLength: 3 }), technicalSkills: fc.array(word, { maxLength: 4 }), achievements: fc.array(word, { maxLength: 2 }),
  experiences: fc.array(fc.record({ title: word, company: word, startDate: fc.option(fc.constantFrom('2019', '2020-02', '1998-12-31')), endDate: fc.option(fc.constantFrom('2021', '2022-05')), current: fc.boolean(), highlights: fc.array(word, { maxLength: 2 }) }), { maxLength: 3 }),
  educations: fc.array(fc.record({ degree: word, school: word }), { maxLength: 2 }),
})
const numbers = (text: string): string[] => text.match(/\d+/g) ?? []

test('whatever the facts are: a letter, the same each time, with no figure that was not given', () => {
  fc.assert(
    fc.property(someone, word, word, optional, optional, fc.constantFrom(...LETTER_TONES), fc.constantFrom('fr' as const, 'en' as const), fc.boolean(), (who, jobTitle, companyName, motivation, jobOffer, tone: LetterTone, language, changes) => {
      const asked: LetterRequest = {
        language, tone, jobTitle, companyName, profile: who, motivation, jobOffer, sender: { fullName: who.fullName },
        careerChange: changes ? { oldDomain: jobTitle, newDomain: companyName, transferableSkills: who.softSkills } : null,
      }
      const letter = writeLetter(asked)
      expect(writeLetter(structuredClone(asked))).toBe(letter)
      expect(letter.endsWith('\n') && letter.isWellFormed() && letter.length < 6_000).toBe(true)
      const given = new Set(numbers(JSON.stringify(asked)).flatMap((number) => [number, String(Number(number))]))
      expect(numbers(letter).filter((number) => !given.has(number))).toEqual([])
    }),
    { numRuns: 300 },
  )
})

test.each([
  ['assistante', 'd’assistante'], ['Data Analyst', 'de Data Analyst'], ['hôtesse', 'd’hôtesse'], ['haut fonctionnaire', 'de haut fonctionnaire'], ['hockeyeuse', 'de hockeyeuse'], ['yoga', 'de yoga'], ['ingénieure', 'd’ingénieure'],
  ['le Monde', 'du Monde'], ['les Restos du Cœur', 'des Restos du Cœur'], ['La Poste', 'de La Poste'], ['onze', 'de onze'], ['économiste', 'd’économiste'], ['UX designer', 'd’UX designer'],
])('"de" before %s is "%s"', (words, said) => expect(de(words)).toBe(said))

test.each([['Cheffe de projet SI', 'cheffe de projet SI'], ['Data Analyst', 'Data Analyst'], ['DRH', 'DRH'], ['Infirmière référente', 'infirmière référente'], ['É', 'é']])('%s stands in a sentence as %s', (words, said) => expect(inside(words)).toBe(said))

describe('as a demanding reader wants it', () => {
  const body = (change: Partial<LetterRequest>) => write(change).replaceAll('\u00a0', ' ')
  const from = (oldDomain: string, newDomain: string) => ({ careerChange: { oldDomain, newDomain, transferableSkills: [] } })

  test.each([
    ['soins infirmiers', 'des soins infirmiers'], ['Comptabilité', 'de la comptabilité'], ['enseignement', 'de l’enseignement'], ['Développement web', 'du développement web'], ['Hôtellerie-restauration', 'de l’hôtellerie-restauration'], ['Achats', 'des achats'], ['Armée de terre', 'de l’armée de terre'],
    ['BTP', 'du BTP'], ['RH', 'des RH'], ['ressources humaines', 'des ressources humaines'], ['bancaire', 'bancaire'], ['banque', 'de la banque'], ['informatique', 'informatique'], ['associatif', 'associatif'], ['data', 'data'], ['e-commerce', 'de l’e-commerce'], ['l’industrie', 'de l’industrie'], ['les transports', 'des transports'],
    ['le commerce de détail', 'du commerce de détail'], ['aide à la personne', 'de l’aide à la personne'], ['petite enfance', 'de la petite enfance'], ['tourisme', 'du tourisme'], ['haute couture', 'de la haute couture'],
  ])('somebody comes from the sector "%s": "du secteur %s"', (domain, said) => {
    expect(sectorOf(inside(domain))).toBe(`secteur ${said}`)
    expect(body({ tone: 'sobre', ...from(domain, 'commerce') })).toContain(`du secteur ${said} vers le secteur du commerce.`)
  })

  test('an English change of career has small letters', () => expect(write({ language: 'en', tone: 'sobre', ...from('Teaching', 'Software development') })).toContain('from teaching to software development.'))

  const did = (highlights: string[], change: Partial<CvProfile['experiences'] & object> = {}) => ({ profile: { fullName: 'Ada', experiences: [{ title: 'Infirmière', company: 'Arval', startDate: '2019', endDate: '2024', highlights, ...change }] } })
  test.each([
    [['A géré 30 lits', 'Encadré 6 personnes'], 'J’ai géré 30 lits et encadré 6 personnes.'], [['Gestion de 30 lits', 'A encadré 6 personnes'], 'Parmi mes réalisations, je citerai : gestion de 30 lits.'], [['J’ai conduit un audit'], 'J’ai conduit un audit.'], [['Employée du mois'], 'je citerai : employée du mois.'],
  ])('what was done, %j, is a sentence', (highlights, said) => expect(body(did(highlights))).toContain(said))
  test('in English too, and of the right job', () => {
    expect(write({ language: 'en', ...did(['Mentored 12 students', 'Cut waiting time by 17%']) })).toContain('I mentored 12 students and cut waiting time by 17%.')
    expect(write({ language: 'en', ...did(['Certified in triage']) })).toContain('I would mention: certified in triage.')
    const two = { profile: { ...profile, experiences: [profile.experiences![0]!, { ...profile.experiences![1]!, highlights: ['Piloté 12 projets'] }] } }
    expect(body(two)).toContain('Comme cheffe de projet, j’ai piloté 12 projets.')
  })

  test('what can be done stands among nouns as one, and tools keep their capital', () => {
    expect(body({ careerChange: { oldDomain: 'la santé', newDomain: 'le droit', transferableSkills: ['Excel', 'Écouter les patients', 'Rigueur', 'Atelier d’écriture'] } })).toContain('Excel, capacité à écouter les patients, rigueur et atelier d’écriture')
  })

  test('the same job twice in one house is said once, and nobody works at a firm called "self-employed"', () => {
    const twice = { experiences: [{ title: 'Chef de rang', company: 'Arval', startDate: '2011', endDate: '2014' }, { title: 'chef de rang', company: 'Arval', startDate: '2010', endDate: '2010' }] }
    expect(body({ profile: { fullName: 'Ada', ...twice } })).toContain('J’ai travaillé comme chef de rang chez Arval de 2011 à 2014.')
    const alone = { profile: { fullName: 'Ada', experiences: [{ title: 'Graphiste', company: 'À mon compte', startDate: '2019', current: true }] } }
    expect(body(alone)).toContain('comme graphiste à mon compte depuis 2019.')
    expect(write({ language: 'en', profile: { fullName: 'Ada', experiences: [{ title: 'Freelance illustrator', company: 'Self-employed', startDate: '2019', current: true }] } })).toContain('as a freelance illustrator on my own account since 2019.')
  })

  test('nothing is announced that does not come', () => {
    for (const language of ['fr', 'en'] as const) expect(write({ language, tone: 'startup', profile: null, jobOffer: null, sender: { fullName: null }, ...from('a', 'b') })).not.toMatch(/droit au but|Straight to|vides|empty-handed/)
  })

  test.each([['inventory management', 'gestion des stocks', 'inventory management'], ['gestion des stocks', 'gestion des stocks', 'inventory management'], ['Excel', 'Excel', 'Excel'], ['Esprit d’équipe', 'Esprit d’équipe', 'teamwork'], ['autonome', 'autonome', 'autonomy'], ['audit', 'audit', 'audit'], ['Zythologie', 'Zythologie', 'Zythologie']])('%s is "%s" in French and "%s" in English', (term, fr, en) => {
    expect([inLanguage(term, 'fr'), inLanguage(term, 'en')]).toEqual([fr, en])
  })
})

describe('polishing', () => {
  const polish = (text: string, language: 'fr' | 'en' = 'fr') => polishLetter({ text, language, sender: { fullName: null } })
  test('puts typography and weak words right, and says so', () => {
    const better = polish('Madame,\n\n\n\nJe pense pouvoir  vous aider , j\'ai "tout" ce qu\'il faut !  Et « oui » : voilà.\nJe me permets de vous écrire pour ce poste.')
    expect(better.text).toBe('Madame,\n\nJe peux vous aider, j’ai "tout" ce qu’il faut\u00a0! Et «\u00a0oui\u00a0»\u00a0: voilà.\nJe vous écris pour ce poste.')
    expect(better.changes.length).toBeGreaterThanOrEqual(4)
    expect(polish('I think that I can help.', 'en')).toMatchObject({ text: 'I can help.', changes: [expect.any(String)] })
  })
  test('twice is once, and a good letter stays as it is', () => {
    fc.assert(fc.property(fc.array(fc.oneof(word, fc.constantFrom('Je pense pouvoir aider', 'je me permets de vous contacter afin de dire', '12:30', 'http://a.b', ' !', '« ', ' »')), { maxLength: 8 }), (parts) => {
      const once = polish(parts.join(' '))
      expect(polish(once.text)).toEqual({ text: once.text, changes: [] })
    }))
    const letter = write()
    expect(polish(letter)).toEqual({ text: letter.trim(), changes: [] })
  })
  test('changes no fact', () => {
    for (const text of ['J’ai un peu de temps et un peu plus d’envie.', 'Rendez-vous à 12:30 : http://example.org/?a=b;c', 'A just cause, kind of blue.']) expect(polish(text).text.replaceAll('\u00a0', ' ')).toBe(text)
  })
})

describe('the coach of rules', () => {
  const facts = { language: 'fr' as const, fullName: 'Ada', topic: 'Mes doutes', messages: [{ from: 'user' as const, text: 'Je doute. Beaucoup, même.' }] }
  test('mirrors what was written down, and says where nothing was', () => {
    const said = coachingReplyTask({ ...facts, depth: 'brief', mood: { mood7: 6.25, mood30: 5, confidence7: null, trend: 'up', streak: 4 }, objectives: [{ title: 'Apprendre SQL', status: 'active' }, { title: 'Vieux', status: 'completed' }] }).template().text
    for (const fact of ['6,3 sur 10', 'à la hausse', '4 jours de suite', 'Apprendre SQL']) expect(said).toContain(fact)
    expect(said).not.toContain('Vieux')
    expect(coachingReplyTask({ ...facts, depth: 'full' }).template().text).toContain('pas encore d’entrée')
    expect(coachingReplyTask({ ...facts, language: 'en', depth: 'full' }).template().text).toContain('A way forward')
  })
  test('sums a session up in the person\'s own words', () => {
    const said = coachingSummaryTask({ ...facts, messages: [...facts.messages, { from: 'coach', text: 'Et si ?' }] }).template().text
    expect(said).toContain('Cette séance portait sur : Mes doutes.')
    expect(said).toContain('- Je doute.')
    expect(said).not.toContain('Et si')
  })
})

/* What a recruiter would frown upon, over twenty offers as they are written. */
describe('letters for real offers', () => {
  const someoneReal: CvProfile = {
    fullName: 'Camille Martin', technicalSkills: ['Excel', 'Power BI', 'Notion'], businessSkills: ['Gestion des stocks', 'Négociation', 'Comptabilité'], softSkills: ['Écoute', 'Rigueur', 'Travail en équipe'],
    experiences: [
      { title: 'Assistante administrative (H/F)', company: 'CHU de Brévalon', startDate: '2019-04', current: true, highlights: ['Délai de réponse ramené à 2 jours.'] },
      { title: 'Hôtesse de caisse', company: 'La Poste', startDate: '2016', endDate: '2018' },
    ],
    educations: [{ degree: 'Licence de gestion', school: 'Lyon 3' }],
  }
  const cv = 'Écoute, travail en équipe, soins infirmiers, SQL, Excel, comptabilité, React, prospection, autonome, permis B, Cuisine, Gestion des stocks, anglais, patient care, sales, communication, organisé, fiable, rigoureux'
  const change = { oldDomain: 'la logistique', newDomain: 'Secteur de la santé', transferableSkills: ['Gestion du stress', 'sens du service'] }
  const elisions = /(?<![\p{L}’'])(?:de|le|la|que|je|ne|se|me|te|jusque) [aeiouyàâéèêëîïôöûü]/u
  const cases = offers.flatMap((offer) => LETTER_TONES.flatMap((tone) => (['fr', 'en'] as const).flatMap((language) => [null, change].map((careerChange) => ({ offer, tone, language, careerChange })))))
  const written = cases.map(({ offer, tone, language, careerChange }) => {
    const { title, company, keywords } = analyzeOffer(offer.text)
    const shared = coverageOf(keywords.filter(({ category }) => category !== null), spokenIn(readText(cv))).matched.map(({ term }) => sayingOf(term, language))
    const text = writeLetter({
      language, tone, careerChange, jobTitle: title?.value ?? 'Assistante', companyName: company?.value ?? 'Octavienne', sender: { fullName: 'Camille Martin' }, jobOffer: offer.text, profile: someoneReal,
      matchedSkills: shared.length === 0 ? null : shared, motivation: 'Votre projet me parle',
    })
    return { name: `${offer.name} ${tone} ${language}`, language, text: text.replaceAll('\u00a0', ' '), body: text.replaceAll('\u00a0', ' ').split('\n\n').slice(4).join('\n\n') }
  })

  test.each<readonly [what: string, pattern: RegExp, planted: string]>([
    ['two spaces', / {2}/, 'a  b'], ['a space before a comma or a full stop', / [,.]/, 'a , b'], ['values that are none', /undefined|null|NaN|\[object/, 'chez undefined.'], ['an empty paragraph', /\n{3}|\n\n[ \t]+\n/, 'a\n\n \nb'],
    ['a word said twice', /(?<!\p{L})(\p{L}{2,}) \1(?!\p{L})/iu, 'du secteur secteur bancaire'], ['two stops', /[.:;,!?]\s?[.:;,]/, 'chez Octavienne S.A..'], ['a colon with nothing behind it', /:\s*(?:\.|\n|$)/, 'ceci : .'],
    ['an article before a name', /(?<!\p{L})(?:d’|de |du |au |à l’|de l’)(?:EHPAD|CHU|ADMR|École|Mairie|Cabinet|Groupe|Octavienne)/u, 'au sein d’EHPAD Les Tilleuls'], ['H/F', /H\/F|F\/H|m\/f/, 'comptable H/F'],
    ['the offer\'s participle for a quality', /: (?:[^.]*, )?(?:autonome|organisé|fiable|motivé|rigoureux)\b/, 'j’apporte : anglais, autonome'],
  ])('%s is in none', (_what, pattern, planted) => {
    expect(planted).toMatch(pattern)
    for (const { name, body } of written) expect(pattern.exec(body)?.[0] ?? null, name).toBeNull()
  })
  test('elisions are right, and quotes and brackets close', () => {
    expect('au poste de ingénieur').toMatch(elisions)
    for (const { name, language, body } of written) {
      if (language === 'fr') expect(elisions.exec(body)?.[0] ?? null, name).toBeNull()
      expect([(body.match(/«/g) ?? []).length, (body.match(/\(/g) ?? []).length], name).toEqual([(body.match(/»/g) ?? []).length, (body.match(/\)/g) ?? []).length])
      expect((body.match(/"/g) ?? []).length % 2, name).toBe(0)
    }
  })
  test('no capital in mid-sentence but those of names, and nothing said twice', () => {
    const names = /^(?:Madame|Monsieur|Excel|Power|BI|Notion|SQL|React|TypeScript|Java|Licence|Lyon|Camille|Martin|Poste|La|CHU|Brévalon|B2B|État|GraphQL|B)$/
    for (const { name, language, body } of written.filter(({ language: said }) => said === 'fr')) {
      const own = offers.find((offer) => name.startsWith(offer.name))!
      for (const [, word] of body.matchAll(/(?<=[\p{Ll},:] )(\p{Lu}[\p{L}\d]*)/gu)) if (!names.test(word!) && !`${own.title} ${own.company} Octavienne`.includes(word!)) expect(`${language} ${name}: ${word}`).toBe('')
    }
  })
})

test.each([
  ['EHPAD Les Tilleuls', 'au sein de votre structure (EHPAD Les Tilleuls)'], ['CHU de Rennes', 'au sein de votre structure (CHU de Rennes)'], ['Mairie de Pornic', 'au sein de votre structure (Mairie de Pornic)'],
  ['Octavienne', 'chez Octavienne'], ['La Poste', 'chez La Poste'], ['L’Oréal', 'chez L’Oréal'], ['IBM', 'chez IBM'], ['Centrale Danone', 'chez Centrale Danone'], ['l’hôpital de Nantes', 'au sein de votre structure (l’hôpital de Nantes)'],
])('%s needs no article: %s', (companyName, said) => expect(write({ companyName, tone: 'sobre' })).toContain(`d’analyste de données ${said}.`))

test.each([['Infirmier', 'd’infirmier'], ['INFIRMIER DE NUIT', 'd’infirmier de nuit'], ['Développeur Java (H/F)', 'de développeur Java'], ['Poste de comptable', 'de comptable'], ['Data Analyst', 'de Data Analyst'], ['TECHNICIEN SAV', 'de technicien SAV'], ['Hôtesse d’accueil', 'd’hôtesse d’accueil'], ['Directeur·rice', 'de directeur·rice']])(
  'the position of %s', (jobTitle, said) => expect(write({ jobTitle, tone: 'sobre' })).toContain(`candidature au poste ${said} chez Octavienne.`))

test.each([['Octavienne S.A.', 'chez Octavienne S.A.\n'], ['Yahoo!', 'chez Yahoo!\n']])('%s ends its sentence', (companyName, said) => expect(write({ companyName, tone: 'sobre' })).toContain(said))

test('the person\'s own words become a sentence, and nothing else of them changes', () => {
  expect(write({ motivation: 'parce que votre projet me touche' })).toContain('\n\nParce que votre projet me touche.\n\n')
  expect(write({ motivation: '« École ouverte » me parle !' }).replaceAll('\u00a0', ' ')).toContain('\n\n« École ouverte » me parle !\n\n')
  expect(write({ motivation: '😀' })).toContain('\n\n😀.\n\n')
})
