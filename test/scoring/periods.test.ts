import fc from '../seeded.ts'
import { describe, expect, test } from 'vitest'
import { yearsOfExperience } from '../../gateway/scoring/experience.ts'
import { positionsIn } from '../../gateway/scoring/periods.ts'

const years = (text: string) => yearsOfExperience(positionsIn(text), '2026-11-25')

describe('periods that a CV states', () => {
  test.each<[string, number]>([
    ['2018-2024 Coordinatrice, Association Orval', 7], ['2018 – 2024 : Coordinatrice', 7], ['De 2018 à 2024, coordinatrice', 7], ['Coordinatrice (2018/2024)', 7], ['09/2018 - 06/2024 Coordinatrice', 5.8], ['Sept. 2018 – juin 2024', 5.8], ['septembre 2018 à juin 2024', 5.8],
    ['Du 01/09/2018 au 30/06/2024 : coordinatrice', 5.8], ['Depuis 2018 : coordinatrice', 8.9], ['2018 – aujourd’hui Coordinatrice', 8.9], ['2018 – present Coordinator', 8.9], ['Coordinator since March 2020', 6.8], ['Jan 2018 - Dec 2019 Coordinator', 2], ['2018 → en cours', 8.9],
    ['2010-2014 Vendeuse\n2012-2016 Caissière', 7], ['Professeure, Lycée Descartes, 2010-2014', 5],
  ])('%s: %s years', (text, expected) => expect(years(text)).toBe(expected))

  test.each(['Coordinatrice en 2018', '2018', 'Formation\n2012-2015 Licence de lettres', 'DIPLÔMES\n2012 – 2015 : Droit, Lyon', '2012-2014 BTS Comptabilité', 'Education:\n2009-2012 History, Leeds', 'Tél. 06 20 18 20 24', 'Dossier 12018-20240', ''])('%j states none', (text) => expect(years(text)).toBeNull())

  test('what stands under a heading for work counts again', () => {
    expect(years('FORMATION\n2005-2008 Histoire\n\nEXPÉRIENCES PROFESSIONNELLES\n2010-2011 Guide')).toBe(2)
  })

  test('any text at all: a number of years that was possible, or null, and soon', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.constantFrom('2018', '-', ' ', '\n', 'depuis ', '09/', 'mars ', 'à', 'Formation', '2024'), fc.string({ maxLength: 4 })), { maxLength: 40 }), (parts) => {
      const found = years(parts.join(''))
      expect(found === null || (found >= 0 && found < 80)).toBe(true)
    }), { numRuns: 150 })
    expect(years('2018 '.repeat(40_000))).toBeNull()
  })
})
