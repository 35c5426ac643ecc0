import fc from '../seeded.ts'
import { describe, expect, test } from 'vitest'
import { analyzeOffer } from '../../gateway/scoring/offer.ts'
import { planTrajectory } from '../../gateway/scoring/trajectory.ts'
import { offers } from './offers.ts'

/* Twenty offers as they are written, and the words of recruiting that must never weigh in a score. */

const termsOf = (text: string) => analyzeOffer(text).keywords.map(({ term }) => term.toLowerCase())

describe.each(offers.map((one) => [one.name, one] as const))('%s', (_name, offer) => {
  const read = analyzeOffer(offer.text)
  test('says what it says', () => {
    expect({
      title: read.title?.value ?? null, company: read.company?.value ?? null, contracts: read.contracts.map(({ value }) => value), place: read.place?.value ?? null,
    }).toEqual({ title: offer.title, company: offer.company, contracts: offer.contracts, place: offer.place })
    expect(read.skills.map(({ name }) => name)).toEqual(expect.arrayContaining([...offer.skills]))
  })
  test('is about its work', () => {
    const terms = termsOf(offer.text)
    expect(terms).toEqual(expect.arrayContaining([...offer.keywords]))
    for (const word of offer.never) {
      expect(offer.text.toLowerCase(), 'a word that is there').toContain(word)
      expect(terms).not.toContain(word)
    }
  })
})

/** A line that requires something, twice, so that any word in it would be a keyword with weight. */
const demanding = (word: string) => `Compétences requises : ${word}\nMaîtrise exigée : ${word}\nExperience with ${word} required`

describe('the prose of recruiting is never a keyword', () => {
  test.each(`exigée exigées exigés exige exigent acceptés accepté acceptées obligatoires obligatoire rattaché rattachée rattachés similaire similaires dépasse dépassent dépassant pouvant immédiatement
    souhaitée souhaités appréciée appréciées demandé demandées attendues requises indispensables nécessaires confirmé confirmée expérimenté expérimentée motivant passionné passionnée organisant maîtrisant disposant justifiant
    possédant souhaitant permettant favorisant garantissant réussissant effectuées réalisés confiées proposées amené amenée sollicité dédié dédiée impliqué impliquée reconnu reconnue issues doté rapidement parfaitement
    particulièrement régulièrement couramment étroitement impérativement notamment efficacement directement actuellement principaux principales nombreuses divers variées professionnelle professionnelles attractif attractive
    innovante innovants souriante rigoureusement assurerez participerez travaillerez devront serait pourrait développerez intègrerez évoluerez bénéficierez enrichissante épanouissant stimulant exigeant exigeante polyvalemment
    experienced required preferred proven demonstrated qualified dedicated passionate enthusiastic friendly closely highly currently fluently ideally mandatory essential desirable ensuring providing delivering
    helping seeking joining managing working supporting growing thriving exciting rewarding successful responsible comfortable willing eager keen various outgoing hardworking fast paced`.trim().split(/\s+/))('%s', (word) => {
    expect(termsOf(demanding(word))).toEqual([])
    expect(termsOf(demanding(word[0]!.toUpperCase() + word.slice(1)))).toEqual([])
    // Not in a title either, beside what names the job.
    expect(termsOf(`Soudeur ${word} (H/F)`)).toEqual(['soudeur'])
  })

  test('whatever the verb, its form and what stands beside it', () => {
    const verb = fc.constantFrom(...'exiger accepter rattacher dépasser souhaiter demander apprécier réaliser confier proposer accompagner intégrer évoluer assurer effectuer participer contribuer posséder justifier disposer maîtriser développer coordonner élaborer respecter garantir fournir accomplir réussir'.split(' '))
    const form = fc.nat(9)
    fc.assert(fc.property(verb, form, fc.constantFrom(...offers), (infinitive, index, { text }) => {
      const root = infinitive.slice(0, -2)
      const first = ['é', 'ée', 'és', 'ées', 'e', 'ent', 'ant', 'erez', 'erait', 'er'].map((ending) => (root.endsWith('g') && ending === 'ant' ? `${root}eant` : root + ending))
      const second = ['i', 'ie', 'is', 'ies', 'it', 'issent', 'issant', 'irez', 'irait', 'ir'].map((ending) => root + ending)
      const word = (infinitive.endsWith('er') ? first : second)[index]!
      expect(termsOf(`${text}\n${demanding(word)}`)).not.toContain(word)
    }))
  })

  test.each(`comptable maintenance développement équipement traitement paiement logement accompagnement enseignant consultant assistant surveillant données tournées marchés café employé santé qualité sécurité embarqué
    journées entrées croissants poissons boissons permis soudure conduite livraison pansements chantier résidents chirurgie carrelage surgelés prototypes hydraulique robinetterie registered embedded licensed assembly supply testing training
    cooking wiring phlebotomy payroll bricklaying statutory`.trim().split(/\s+/))('but %s is', (word) => expect(termsOf(demanding(word))).toEqual([word]))

  test('management is, as a skill', () => expect(termsOf(demanding('management'))).toEqual(['management']))
})

test('a step says its gap in whole words, also where the CV denies it', () => {
  const { keywords } = analyzeOffer(offers.find(({ name }) => name === 'accountant, fr')!.text)
  const { steps } = planTrajectory({ cv: 'Je ne connais pas Excel. Comptable, rigueur.', targetJob: 'Comptable', keywords, experience: { minYears: 3, maxYears: null }, yearsOfExperience: 1.5, language: 'fr' })
  const said = steps.map(({ title, reason }) => `${title} ${reason}`).join('\n')
  expect(said).toContain('La cible exige « Excel » ; votre CV ne dit pas que vous l’avez.')
  expect(said).toContain('La cible demande 3 ans d’expérience ; vos dates en montrent 1,5.')
  expect(said).not.toMatch(/\(s\)|logiciel|undefined|null/)
})

describe('places', () => {
  test.each<readonly [string, string | null]>([
    ['Atelier situé au Mans', 'Le Mans'], ['Poste basé au Havre (76)', 'Le Havre'], ['Notre agence du Havre recrute', 'Le Havre'], ['Basée aux Sables-d’Olonne', 'Les Sables-d’Olonne'], ['Poste aux Herbiers', 'Les Herbiers'],
    ['CDI à La Rochelle', 'La Rochelle'], ['Situé à l’Isle-Adam', 'L’Isle-Adam'], ['Poste en Île-de-France', 'Île-de-France'], ['Interventions en Bretagne', 'Bretagne'], ['Vous intervenez dans le 92.', '92'], ['dans le 2A', '2A'],
    ['Siège : 4 rue Oberkampf, 75011 Paris', '75011 Paris'], ['Basé à Lyon 3e', 'Lyon 3e'], ['Marseille 8ème, proche métro', 'Marseille 8ème'], ['Basé à Aix-en-Provence', 'Aix-en-Provence'], ['Basé au Luxembourg', 'Luxembourg'],
    ['Nous recrutons à Saint-Étienne', 'Saint-Étienne'], ['Situé à Évian-les-Bains', 'Évian-les-Bains'], ['Located in Bristol', 'Bristol'], ['Lieu : Télétravail', null], ['Location: Remote', null], ['Location: Fully remote', null],
    ['Lieu : Télétravail / Nantes', 'Nantes'], ['Location: Remote (France)', 'France'], ['Location: Paris, remote possible', 'Paris'], ['Lieu : Lyon (69) - télétravail partiel', 'Lyon (69)'], ['Poste au Siège', null], ['Situé au Centre', null],
    ['Expérience dans le 3 étoiles, dans le 12 mois', null], ['En France, la santé recrute', null], ['Villefranche-sur-Saône (69)', 'Villefranche-sur-Saône'], ['dans le 92 ans', null],
  ])('%s: %s', (text, place) => {
    const read = analyzeOffer(text)
    expect(read.place?.value ?? null).toBe(place)
    if (read.place !== null) expect(text.slice(read.place.evidence.start, read.place.evidence.end)).toBe(read.place.evidence.text)
  })
  test('working from home is no place, and is said elsewhere', () => {
    expect(analyzeOffer('Lieu : Télétravail')).toMatchObject({ place: null, remote: { value: 'unspecified' } })
    expect(analyzeOffer('Location: Fully remote')).toMatchObject({ place: null, remote: { value: 'full' } })
  })
})
