import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openGateway } from './harness.ts'
import type { Member } from './harness.ts'
import { codesOf, cvText, documentOf, done, footprint, globalId, inputs, issuesOf, nobody, offer, post, rowId, run } from './samples.ts'

const gateway = await openGateway()
let ada: Member
let own: Record<'cv' | 'letter' | 'job', string>
let foreign: typeof own
let before: object
const state = async () => [await footprint(gateway, ada.id), await gateway.sql`select id, version from public.letter_generations where user_id = ${ada.id} order by id`]

beforeAll(async () => {
  const make = async (member: Member) => ({
    cv: (await done(member, 'generateCv', inputs.generateCv())).cv.id, letter: (await done(member, 'generateLetter', inputs.generateLetter())).letter.id, job: (await done(member, 'analyzeJobOffer', inputs.analyzeJobOffer())).jobAnalysis.id,
  })
  ada = await gateway.member({ tier: 'premium' })
  own = await make(ada)
  foreign = await make(await gateway.member({ tier: 'premium' }))
})
beforeEach(async () => {
  before = await state()
})

async function refused(field: string, input: object, paths: readonly string[], code = 'BAD_USER_INPUT') {
  const answer = await run(ada, field, input)
  expect([codesOf(answer), answer.data?.[field] ?? null], JSON.stringify(answer)).toEqual([[code], null])
  expect(issuesOf(answer).map(({ path }) => path)).toEqual(paths)
  for (const { message } of issuesOf(answer)) expect(message).toMatch(/\S/)
  expect(await state()).toEqual(before)
}

const german = 'Wir suchen eine Buchhalterin für unsere Abteilung in Köln. Sie sind mit den Zahlen und der Buchhaltung vertraut, und wir bieten Ihnen eine sichere Stelle.'
const unreadable: readonly (readonly [what: string, text: string])[] = [
  ['empty', ''], ['white space', ' \n\t '.repeat(30)], ['49 characters', 'é'.repeat(49)], ['only emoji', '😀🎉'.repeat(60)], ['digits', '1234567890 '.repeat(10)],
  ['German', german], ['Russian', 'Мы ищем бухгалтера для нашего отдела в Москве, опыт работы обязателен.'], ['read with the wrong encoding', 'D\ufffdveloppeuse exp\ufffdriment\ufffde pour une \ufffdquipe de d\ufffdveloppeurs'],
  ['one word', 'a'.repeat(200)],
]

describe('texts that cannot be read cost nothing', () => {
  test.each(unreadable)('an offer: %s', async (_what, text) => refused('analyzeJobOffer', { jobOffer: text }, ['input.jobOffer']))
  test.each(unreadable)('a CV: %s', async (_what, text) => refused('generateLetter', inputs.generateLetter({ cvText: text }), ['input.cvText']))
  test.each(unreadable)('a letter: %s', async (_what, text) => refused('runMirrorMatch', { letterText: text, jobOffer: offer }, ['input.letterText']))
  test('too long', async () => {
    await refused('analyzeJobOffer', { jobOffer: 'le mot '.repeat(7144) }, ['input.jobOffer'])
    await refused('generateLetter', inputs.generateLetter({ cvText: 'le mot '.repeat(11_430) }), ['input.cvText'])
    await refused('runMirrorMatch', { letterText: 'le mot '.repeat(2860), jobOffer: offer }, ['input.letterText'])
    await refused('updateLetter', { letterId: own.letter, text: 'x'.repeat(20_001) }, ['input.text'])
  })
  test('50,000 characters of an offer are taken, and a list of technologies', async () => {
    const grace = await gateway.member()
    expect((await done(grace, 'analyzeJobOffer', { jobOffer: `Développeuse requise. ${'le mot '.repeat(7140)}`.slice(0, 50_000) })).jobAnalysis.language).toBe('FR')
    expect((await done(grace, 'analyzeJobOffer', { jobOffer: 'React, TypeScript, Docker, Kubernetes, PostgreSQL, Node.js' })).jobAnalysis.language).toBeNull()
  })
  test.each([['NUL', '\\u0000'], ['half a character', '\\ud800'], ['a bell', '\\u0007']])('%s', async (_what, escape) => {
    const input = JSON.stringify({ jobOffer: offer }).replace('CDI', `C${escape}DI`)
    const answer = await post(gateway, `{"query":${JSON.stringify(documentOf('analyzeJobOffer'))},"variables":{"input":${input}}}`, { token: ada.token })
    expect([codesOf(answer), issuesOf(answer).map(({ path }) => path)]).toEqual([['BAD_USER_INPUT'], ['input.jobOffer']])
    expect(await state()).toEqual(before)
  })
})

const letter = (change: object) => inputs.generateLetter(change)
const change = { oldDomain: 'Soins', newDomain: 'Code', transferableSkills: ['Écoute des patients', 'Rigueur'] }

describe('inputs that contradict themselves or the rules', () => {
  test.each<readonly [string, string, () => object, readonly string[]]>([
    ['no CV', 'generateLetter', () => letter({ cvText: null }), ['input']], ['two CVs', 'generateLetter', () => letter({ cvId: own.cv }), ['input']],
    ['two offers', 'generateLetter', () => letter({ jobOffer: offer, jobAnalysisId: own.job }), ['input.jobOffer']],
    ['a job of emoji', 'generateLetter', () => letter({ jobTitle: '🚀🚀🚀' }), ['input.jobTitle']], ['a company of emoji', 'generateLetter', () => letter({ companyName: '😀😀' }), ['input.companyName']], ['a domain of signs', 'generateLetter', () => letter({ careerChange: { ...change, newDomain: '→ →' } }), ['input.careerChange.newDomain']],
    ['a short job', 'generateLetter', () => letter({ jobTitle: 'ab' }), ['input.jobTitle']], ['a short company', 'generateLetter', () => letter({ companyName: 'a' }), ['input.companyName']],
    ['a long company', 'generateLetter', () => letter({ companyName: 'a'.repeat(201) }), ['input.companyName']], ['a tone that there is not', 'generateLetter', () => letter({ tone: 'CASUAL' }), ['input.tone']],
    ['no tone', 'generateLetter', () => letter({ tone: null }), ['input.tone']], ['a language that there is not', 'generateLetter', () => letter({ language: 'DE' }), ['input.language']],
    ['a long motivation', 'generateLetter', () => letter({ motivation: 'x'.repeat(2001) }), ['input.motivation']],
    ['a change without the old domain', 'generateLetter', () => letter({ careerChange: { ...change, oldDomain: '' } }), ['input.careerChange.oldDomain']],
    ['a change from the same to the same', 'generateLetter', () => letter({ careerChange: { ...change, newDomain: 'soins' } }), ['input.careerChange.newDomain']],
    ['too few transferable skills', 'generateLetter', () => letter({ careerChange: { ...change, transferableSkills: ['Écoute'] } }), ['input.careerChange.transferableSkills']],
    ['none', 'generateLetter', () => letter({ careerChange: { ...change, transferableSkills: [] } }), ['input.careerChange.transferableSkills', 'input.careerChange.transferableSkills']],
    ['a CV\'s template', 'generateLetter', () => letter({ templateId: globalId('CvTemplate', 'classique') }), ['input.templateId']],
    ['the id of another type', 'generateLetter', () => letter({ cvText: null, cvId: own.letter }), ['input.cvId']],
    ['a row\'s own id', 'deleteLetter', () => ({ letterId: rowId(own.letter) }), ['input.letterId']],
    ['nothing to change', 'updateLetter', () => ({ letterId: own.letter }), ['input']], ['null for a text', 'updateLetter', () => ({ letterId: own.letter, text: null }), ['input.text']],
    ['version 0', 'updateLetter', () => ({ letterId: own.letter, title: 'x', expectedVersion: 0 }), ['input.expectedVersion']],
    ['no offer', 'optimizeCvForAts', () => ({ cvId: own.cv }), ['input']], ['two offers', 'optimizeCvForAts', () => ({ cvId: own.cv, jobOffer: offer, jobAnalysisId: own.job }), ['input']],
    ['two offers', 'analyzeLetterAts', () => ({ letterId: own.letter, jobOffer: offer, jobAnalysisId: own.job }), ['input']],
    ['one text', 'runMirrorMatch', () => ({ cvText }), ['input']], ['nothing', 'runMirrorMatch', () => ({}), ['input']], ['a CV twice', 'runMirrorMatch', () => ({ cvText, cvId: own.cv, jobOffer: offer }), ['input.cvText']],
    ['no target', 'buildTrajectory', () => ({ cvId: own.cv, targetJob: 'x' }), ['input']], ['two targets', 'buildTrajectory', () => ({ cvId: own.cv, targetJob: 'x', jobOffer: offer, targetSkills: ['SQL'] }), ['input']],
    ['no skill', 'buildTrajectory', () => ({ cvId: own.cv, targetJob: 'x', targetSkills: [] }), ['input.targetSkills']],
    ['an empty skill', 'buildTrajectory', () => ({ cvId: own.cv, targetJob: 'x', targetSkills: ['SQL', ' '] }), ['input.targetSkills.1']],
    ['31 skills', 'buildTrajectory', () => ({ cvId: own.cv, targetJob: 'x', targetSkills: Array(31).fill('SQL') }), ['input.targetSkills']],
  ])('%s (%s)', (_what, field, input, paths) => refused(field, input(), paths))
})

describe('NOT_FOUND', () => {
  const calls: readonly (readonly [string, (ids: typeof own) => object])[] = [
    ['generateLetter', ({ cv }) => letter({ cvText: null, cvId: cv })], ['generateLetter', ({ job }) => letter({ jobAnalysisId: job })], ['optimizeLetter', ({ letter: letterId }) => ({ letterId })],
    ['applyLetterTemplate', ({ letter: letterId }) => ({ letterId, templateId: globalId('LetterTemplate', 'clair') })], ['updateLetter', ({ letter: letterId }) => ({ letterId, title: 'x' })],
    ['deleteLetter', ({ letter: letterId }) => ({ letterId })], ['analyzeLetterAts', ({ letter: letterId }) => ({ letterId, jobOffer: offer })], ['analyzeLetterAts', ({ job }) => ({ letterId: own.letter, jobAnalysisId: job })],
    ['optimizeCvForAts', ({ cv }) => ({ cvId: cv, jobOffer: offer })], ['optimizeCvForAts', ({ job }) => ({ cvId: own.cv, jobAnalysisId: job })], ['buildTrajectory', ({ cv }) => ({ cvId: cv, targetJob: 'x', targetSkills: ['SQL'] })],
    ['runMirrorMatch', ({ cv }) => ({ cvId: cv, jobOffer: offer })], ['runMirrorMatch', ({ letter: letterId }) => ({ letterId, jobOffer: offer })], ['runMirrorMatch', ({ job }) => ({ cvText, jobAnalysisId: job })],
  ]
  test.each(calls)('%s of somebody else\'s, exactly as of none', async (field, input) => {
    const none = { cv: globalId('Cv', nobody), letter: globalId('Letter', nobody), job: globalId('JobAnalysis', nobody) }
    const answers = await Promise.all([foreign, none].map((ids) => run(ada, field, input(ids))))
    expect(answers[0]).toEqual(answers[1])
    expect(codesOf(answers[0]!)).toEqual(['NOT_FOUND'])
    expect(await state()).toEqual(before)
  })

  test('a CV that was deleted', async () => {
    const { cv } = await done(ada, 'generateCv', inputs.generateCv())
    await done(ada, 'deleteCv', { cvId: cv.id })
    before = await state()
    await refused('generateLetter', letter({ cvText: null, cvId: cv.id }), [], 'NOT_FOUND')
  })
})
