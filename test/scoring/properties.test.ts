import { readdirSync, readFileSync } from 'node:fs'
import fc from '../seeded.ts'
import { describe, expect, test } from 'vitest'
import { levelOf, scoreCv, scoreLetter } from '../../gateway/scoring/ats.ts'
import { coverageOf, spokenIn } from '../../gateway/scoring/coverage.ts'
import { yearsOfExperience } from '../../gateway/scoring/experience.ts'
import { detectLanguage, unreadable } from '../../gateway/scoring/language.ts'
import { matchMirror, subScores } from '../../gateway/scoring/mirror.ts'
import { analyzeOffer } from '../../gateway/scoring/offer.ts'
import { findSkills } from '../../gateway/scoring/skills.ts'
import { keywordsFromSkills, planTrajectory } from '../../gateway/scoring/trajectory.ts'
import { readText } from '../../gateway/scoring/words.ts'
import { textsOf } from '../samples.ts'

// Words that offers and CVs are made of, and some that nobody writes.
const vocabulary = ['TypeScript', 'React', 'Node.js', 'gestion de projet', 'autonomie', 'rigueur', 'anglais', 'CDI', 'Nantes (44)', 'requis', 'Maîtrise de', 'un plus', 'développeuse', 'comptable', 'équipe',
  '3 ans d’expérience', '45 k€', 'Salaire :', '- ', '\n', '\n\n', 'Compétences :', 'l’', 'de', 'und', '2019', '😀', '|', '\t', 'e\u0301', '×'] as const
const piece = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...vocabulary) }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) })
const prose = fc.array(piece, { maxLength: 80 }).map((pieces) => pieces.join(' '))
const score = (value: number | null, most = 100) => value === null || (Number.isInteger(value) && value >= 0 && value <= most)

describe('every score', () => {
  test('is in range, and the same for the same input', () => {
    fc.assert(fc.property(prose, prose, prose, fc.option(fc.double({ min: 0, max: 40, noNaN: true })), (cv, letter, job, years) => {
      const offer = analyzeOffer(job)
      const all = () => [analyzeOffer(job), scoreCv(cv, offer.keywords), scoreLetter(letter, offer.keywords),
        matchMirror({ cv, letter, offer: { keywords: offer.keywords, experience: offer.experience?.value ?? null }, yearsOfExperience: years })] as const
      const [, ofCv, ofLetter, mirror] = all()
      for (const report of [ofCv, ofLetter]) {
        expect(score(report.score) && score(report.formatScore)).toBe(true)
        expect(report.level).toBe(report.score === null ? null : levelOf(report.score))
        expect(report.score === null).toBe(offer.keywords.length === 0)
        expect(report.coverage === null || (report.coverage >= 0 && report.coverage <= 1)).toBe(true)
        expect([report.missing.length <= 20, report.recommendations.length <= 10]).toEqual([true, true])
      }
      expect([mirror.overall, ...Object.values(mirror.scores)].every((value) => score(value)) && score(mirror.coherenceBonus, 15)).toBe(true)
      expect(mirror.confidence).toBeCloseTo(Object.entries(mirror.scores).reduce((sum, [name, value]) => sum + (value === null ? 0 : subScores[name as 'ats']), 0), 2)
      expect([mirror.strongPoints.length <= 10, mirror.gaps.length <= 20]).toEqual([true, true])
      expect(JSON.stringify(all())).toBe(JSON.stringify([analyzeOffer(job), ofCv, ofLetter, mirror]))
    }), { numRuns: 150 })
  })

  test('no finding holds half of a character, which no database takes', () => {
    const cues = fc.constantFrom('Poste : ', 'Entreprise : ', 'Lieu : ', 'Nous recherchons un ', 'Développeuse ', 'Salaire : 38 k€ ', '(')
    const filler = fc.tuple(fc.constantFrom('a', 'Aa ', '- '), fc.integer({ min: 0, max: 120 })).map(([unit, times]) => unit.repeat(times))
    for (let length = 80; length < 110; length += 1) {
      for (const label of ['Poste : ', 'Entreprise : ', 'Lieu : ', 'Nous recherchons un ']) expect(textsOf(analyzeOffer(`${label}${'a'.repeat(length)}😀`)).filter((text) => !text.isWellFormed())).toEqual([])
    }
    fc.assert(fc.property(fc.array(fc.tuple(cues, filler, fc.constantFrom('😀', '👩‍💻', '𝒳', 'é')).map((parts) => parts.join('')), { maxLength: 6 }), (lines) => {
      const job = analyzeOffer(lines.join('😀\n'))
      const mirror = matchMirror({ cv: lines.join(' '), letter: lines.join('\n'), offer: { keywords: job.keywords, experience: null }, yearsOfExperience: null })
      for (const found of [job, mirror]) expect(textsOf(found).filter((text) => !text.isWellFormed())).toEqual([])
    }), { numRuns: 400 })
  })

  test('adding a line never lowers the coverage, and a missing keyword raises it', () => {
    fc.assert(fc.property(prose, prose, piece, (cv, job, added) => {
      const { keywords } = analyzeOffer(job)
      const before = coverageOf(keywords, spokenIn(readText(cv)))
      const after = coverageOf(keywords, spokenIn(readText(`${cv}\n${added}`)))
      expect(after.share ?? 0).toBeGreaterThanOrEqual(before.share ?? 0)
      const [missing] = before.missing
      if (missing) expect(coverageOf(keywords, spokenIn(readText(`${cv}\n${missing.evidence.text}`))).share!).toBeGreaterThan(before.share!)
    }), { numRuns: 300 })
  })

  test('the order of lines does not matter to the coverage', () => {
    fc.assert(fc.property(prose, prose, (cv, job) => {
      const { keywords } = analyzeOffer(job)
      const turned = cv.split('\n').reverse().join('\n')
      expect(coverageOf(keywords, spokenIn(readText(turned))).share).toBe(coverageOf(keywords, spokenIn(readText(cv))).share)
    }), { numRuns: 200 })
  })

  test('skills in another order, or twice, make the same readiness', () => {
    const skills = fc.array(fc.constantFrom('React', 'anglais', 'SQL', 'Docker', 'broderie', 'gestion de projet'), { minLength: 1, maxLength: 8 })
    const readiness = (cv: string, named: readonly string[]) =>
      planTrajectory({ cv, targetJob: 'x', keywords: keywordsFromSkills(named), experience: null, yearsOfExperience: null, language: 'fr' }).readiness
    fc.assert(fc.property(prose, skills, (cv, named) => {
      expect(readiness(cv, [...named].reverse().concat(named))).toBe(readiness(cv, named))
    }), { numRuns: 100 })
  })
})

describe('a hostile text costs no more than its length', () => {
  const hostile = ['a', 'a ', 'A', 'Aa ', '1', '1 000 € ', '11 ans à 11 ', '\n- ', ' ', 'e\u0301\u0323', 'Aa de la ', 'Chez Aa-Bb’', 'gestion de ', '(((((', ':', 'salaire ', 'x@', '\t|', '😀', 'service après '].map((unit) => [unit] as const)

  test.each(hostile)('50,000 characters of %j: words are compared at most a few times', (unit) => {
    const compared = (length: number) => findSkills(readText(unit.repeat(length / unit.length))).comparisons
    const [half, whole] = [compared(25_000), compared(50_000)]
    expect(whole).toBeLessThanOrEqual(2.1 * half + 10)
    expect(whole).toBeLessThanOrEqual(40 * readText(unit.repeat(50_000 / unit.length)).words.length)
    expect(() => scoreLetter(unit.repeat(50_000 / unit.length), analyzeOffer(unit.repeat(50_000 / unit.length)).keywords)).not.toThrow()
  })

  // What makes a pattern worse than linear is repetition without a bound, next to another that takes the same characters.
  const unbounded = (source: string) => [...source.replace(/\\./g, '_').replace(/\[[^\]]*\]/g, 'c').matchAll(/[^\\][*+]|\{\d+,\}/g)].map(([found]) => found)
  const folder = `${import.meta.dirname}/../../gateway/scoring`
  /** One character class repeated until it ends, which is linear by itself. */
  const simple = new Set(['c*', 'c+', '_+'])

  test('no pattern of the room repeats anything but one class without a bound', () => {
    for (const file of readdirSync(folder)) {
      const text = readFileSync(`${folder}/${file}`, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
      const patterns = [...text.matchAll(/(?<=[=(,[:?]\s?)\/((?:\\.|\[(?:\\.|[^\]])*\]|[^/\n\\[])+)\/[a-z]*/g), ...text.matchAll(/new RegExp\(`((?:[^`])*)`/g)].map(([, source]) => source!)
      for (const source of patterns) expect(unbounded(source).filter((found) => !simple.has(found)), `${file}: ${source}`).toEqual([])
    }
  })

  test('a planted pattern is found', () => {
    expect(unbounded('(a+)+b')).toEqual(['a+', ')+'])
    expect(unbounded('.*x')).toEqual(['.*'])
    expect(unbounded('a{2,}')).toEqual(['{2,}'])
    expect(unbounded('[a-z]{1,20}\\+')).toEqual([])
  })
})

describe('language', () => {
  test.each([
    ['Nous cherchons une comptable pour notre équipe de gestion.', 'fr', null], ['We are looking for an accountant to join our team.', 'en', null],
    ['Wir suchen einen Buchhalter für unsere Abteilung, der mit uns wächst und die Bücher führt.', null, 'German'],
    ['Buscamos una contable para el departamento de la empresa, con experiencia y los idiomas.', null, 'Spanish'],
    ['Мы ищем бухгалтера для нашего отдела', null, 'a language with another alphabet'], ['React TypeScript Docker Kubernetes PostgreSQL', null, null],
  ])('%s', (text, language, foreign) => expect(detectLanguage(readText(text))).toEqual({ language, foreign }))

  test.each([
    'Camille Martin, développeuse, Lyon. Expérience : développeuse chez Octave, infirmière référente au CHU de Lyon de 2016 à 2024. Formation : titre professionnel en 2024. Compétences : gestion de projet, travail en équipe.',
    'CV\nAda\nCompétences : SQL, Docker\nFormation : BTS\nLangues : anglais, allemand (der, die, das), espagnol', 'Projets : El Corte, Las Vegas, Los Angeles, La Redoute, De Dietrich, Van Cleef, Con Brio, Da Vinci en France, au Canada et dans les DOM',
    'Aide-soignante de nuit en EHPAD. Toilettes, repas, animation. CAP en poche, permis B, en recherche de CDI à Lille ou Roubaix.', 'React, TypeScript, Docker, Kubernetes, PostgreSQL, Zu, Von, Mit',
  ])('is never another one: %s', (text) => expect(unreadable(readText(text))).toBeNull())

  test.each([
    ['😀'.repeat(40), /few words/], ['1 2 3 4 5 6 7 8 9', /few words/], ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', /few words/],
    ['un deux trois quatre cinq \ufffd\ufffd\ufffd', /damaged/], ['Wir suchen einen Buchhalter für die Abteilung und sind nicht weit', /German/],
  ])('%j cannot be read', (text, why) => expect(unreadable(readText(text))).toMatch(why))

  test('a list of technologies can', () => expect(unreadable(readText('React, TypeScript, Docker, Kubernetes, PostgreSQL'))).toBeNull())
})

describe('years of experience', () => {
  test.each([
    [[{ startDate: '2016-09', endDate: '2024-08' }], 8], [[{ startDate: '2020', endDate: '2020' }], 1], [[{ startDate: '2026-01', current: true }], 0.9],
    [[{ startDate: '2020-01', endDate: '2021-12' }, { startDate: '2021-01', endDate: '2022-12' }], 3], [[{ startDate: '2020-01', endDate: '2021-12' }, { startDate: '2020-06', endDate: '2020-09' }], 2],
    [[{ startDate: '2020-01' }], null], [[{}], null], [[], null], [[{ startDate: '2030', current: true }], null],
  ])('%j: %s', (positions, years) => expect(yearsOfExperience(positions, '2026-11-25')).toBe(years))
})
