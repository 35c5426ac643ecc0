import { describe, expect, test } from 'vitest'
import { openGateway } from './harness.ts'
import type { Member } from './harness.ts'
import { base64, codesOf, cvText, done, footprint, globalId, inputs, nobody, offer, rowId, run } from './samples.ts'

const gateway = await openGateway()
const payer = () => gateway.member({ tier: 'premium' })
const uploaded = async (member: Member, text: string) => (await done(member, 'uploadCv', inputs.uploadCv({ contentBase64: base64(text) }))).cv.id as string
const evidence = 'evidence { start end text }'

test('analyzeJobOffer: what the offer says, with its words, read again as it was answered', async () => {
  const ada = await gateway.member()
  const fields = `id language offerText title { value ${evidence} } company { value } contracts { kind ${evidence} } place { value } remote { kind } salary { min max currency period ${evidence} }
    experience { minYears maxYears } skills { name category count } keywords { term category weight reasons count ${evidence} }
    culture { industry { value confidence } size { value } communication { value } environment { value } leadership { value } innovation { value } values { value } tones confidence } createdAt`
  const { jobAnalysis } = await done(ada, 'analyzeJobOffer', { jobOffer: `  ${offer}\r\nBienveillance.  ` }, `jobAnalysis { ${fields} }`)
  expect(jobAnalysis).toMatchObject({
    language: 'FR', offerText: `${offer}\nBienveillance.`, title: { value: 'Développeuse web' }, company: { value: 'Octavienne' }, contracts: [{ kind: 'CDI', evidence: { text: 'CDI' } }], place: { value: 'Nantes (44)' }, remote: null,
    salary: { min: 3_800_000, max: 4_500_000, currency: 'EUR', period: 'YEAR', evidence: { text: '38 à 45 k€' } }, experience: { minYears: 3, maxYears: null },
    culture: { industry: { value: 'TECH', confidence: 0.33 }, leadership: { value: 'COLLABORATIVE' }, size: null, tones: [] },
  })
  expect(jobAnalysis.keywords[0]).toMatchObject({ term: 'TypeScript', category: 'TECHNICAL', weight: 5, reasons: ['REQUIRED', 'SKILL', 'LIST', 'REPEATED'] })
  const { start, end, text } = jobAnalysis.title.evidence
  expect(jobAnalysis.offerText.slice(start, end)).toBe(text)
  const { data } = await ada.ask(`{ viewer { jobAnalyses { nodes { ${fields} } pageInfo { hasNextPage } } } }`)
  expect(data.viewer.jobAnalyses).toEqual({ nodes: [jobAnalysis], pageInfo: { hasNextPage: false } })
})

describe('optimizeCvForAts', () => {
  const report = `atsAnalysis { id score level keywordCoverage formatScore words textVersion matchedKeywords { term } missingKeywords { term } keywordDensity { term count percent } formatIssues { rule points found }
    recommendations { rule priority term message worth } advice { recommendations source model } actionVerbs quantifiedResults cv { id } letter { id } jobAnalysis { id } }`

  test('measures, says what is missing and why, and keeps the history', async () => {
    const ada = await payer()
    const cvId = await uploaded(ada, cvText)
    const { jobAnalysis } = await done(ada, 'analyzeJobOffer', inputs.analyzeJobOffer())
    const { atsAnalysis } = await done(ada, 'optimizeCvForAts', { cvId, jobAnalysisId: jobAnalysis.id, expectedVersion: 1 }, report)
    expect(atsAnalysis).toMatchObject({ textVersion: 1, cv: { id: cvId }, letter: null, jobAnalysis: { id: jobAnalysis.id }, actionVerbs: null, quantifiedResults: null })
    expect(atsAnalysis.matchedKeywords.map(({ term }: any) => term)).toEqual(expect.arrayContaining(['TypeScript', 'React', 'rigueur']))
    expect(atsAnalysis.missingKeywords.map(({ term }: any) => term)).toEqual(expect.arrayContaining(['Node.js', 'PostgreSQL', 'Docker']))
    expect(atsAnalysis.formatIssues.map(({ rule }: any) => rule)).toEqual(['TOO_SHORT', 'NO_EDUCATION_SECTION', 'NO_PHONE'])
    expect(atsAnalysis.formatScore).toBe(100 - 15 - 10 - 5)
    expect(atsAnalysis.score).toBe(Math.round(75 * atsAnalysis.keywordCoverage + 70 / 4))
    expect(atsAnalysis.keywordDensity.find(({ term }: any) => term === 'React')).toEqual({ term: 'React', count: 1, percent: Math.round(10_000 / atsAnalysis.words) / 100 })
    expect(atsAnalysis.recommendations[0]).toMatchObject({ rule: 'MISSING_KEYWORD', priority: 'HIGH', message: expect.stringContaining('Si vous l’avez') })
    expect(atsAnalysis.advice).toEqual({ recommendations: atsAnalysis.recommendations.slice(0, 5).map(({ message }: any) => message), source: 'TEMPLATE', model: null })
    const promised = ['Node.js', 'PostgreSQL'].reduce((sum, term) => sum + atsAnalysis.recommendations.find((one: any) => one.term === term).worth, 0)
    // What was missing is said now.
    await done(ada, 'updateCv', { cvId, text: `${cvText}\nNode.js, PostgreSQL` })
    const better = (await done(ada, 'optimizeCvForAts', { cvId, jobAnalysisId: jobAnalysis.id }, report)).atsAnalysis
    // As much as was promised, to the rounding of a score.
    expect(Math.abs(better.score - atsAnalysis.score - promised)).toBeLessThanOrEqual(1)
    const { data } = await ada.ask('{ viewer { cvs { nodes { atsAnalyses { id score textVersion } } } } }')
    expect(data.viewer.cvs.nodes).toEqual([{ atsAnalyses: [better, atsAnalysis].map(({ id, score, textVersion }) => ({ id, score, textVersion })) }])
  })

  test('an offer without keywords measures nothing: null, not a constant', async () => {
    const ada = await payer()
    const { atsAnalysis } = await done(ada, 'optimizeCvForAts', { cvId: await uploaded(ada, cvText), jobOffer: 'Nous avons une offre pour vous, et elle est à vous si vous le voulez.' }, report)
    expect(atsAnalysis).toMatchObject({ score: null, level: null, keywordCoverage: null, missingKeywords: [], formatScore: 70 })
  })

  test('is for PREMIUM on CV', async () => {
    const ada = await gateway.member({ tier: 'premium', app: 'letters' })
    expect((await run(ada, 'optimizeCvForAts', { cvId: await uploaded(ada, cvText), jobOffer: offer })).errors).toMatchObject([{ extensions: { code: 'TIER_REQUIRED', app: 'CV' } }])
    expect((await run(ada, 'buildTrajectory', { cvId: globalId('Cv', nobody), targetJob: 'x', targetSkills: ['SQL'] })).errors).toMatchObject([{ extensions: { code: 'TIER_REQUIRED', app: 'CV' } }])
  })

  test('a changed CV is CONFLICT, before and while it is measured', async () => {
    const ada = await payer()
    const cvId = await uploaded(ada, cvText)
    expect(codesOf(await run(ada, 'optimizeCvForAts', { cvId, jobOffer: offer, expectedVersion: 2 }))).toEqual(['CONFLICT'])
    const save = gateway.sql`select public.save_cv_ats_analysis(${ada.id}, '{}', ${rowId(cvId)}, 2, null, '{}')`
    await expect(save).rejects.toMatchObject({ code: 'PT409' })
  })

  test('a CV of the earlier apps without a text says so', async () => {
    const ada = await payer()
    const [row] = await gateway.sql`insert into public.cv_generations (user_id, cv_data) values (${ada.id}, '{}') returning id`
    const refused = await run(ada, 'optimizeCvForAts', { cvId: globalId('Cv', row!.id as string), jobOffer: offer })
    expect(refused.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', issues: [{ path: 'input.cvId' }] } }])
  })
})

describe('analyzeLetterAts', () => {
  const report = 'atsAnalysis { id score level keywordCoverage formatIssues { rule } actionVerbs quantifiedResults letter { id } cv { id } recommendations { rule } }'

  test('against the offer that the letter was written for, or another', async () => {
    const ada = await payer()
    const { letter } = await done(ada, 'generateLetter', inputs.generateLetter({ jobOffer: offer }))
    await done(ada, 'updateLetter', { letterId: letter.id, text: 'Madame, Monsieur,\n\nJ’ai piloté une équipe de 12 personnes, développé en TypeScript et augmenté les ventes de 30 %.\n\nCordialement, Ada' })
    const { atsAnalysis } = await done(ada, 'analyzeLetterAts', { letterId: letter.id }, report)
    expect(atsAnalysis).toMatchObject({ actionVerbs: 3, quantifiedResults: 2, letter: { id: letter.id }, cv: null, formatIssues: [{ rule: 'TOO_SHORT' }] })
    expect(atsAnalysis.score).toBe(Math.round((60 * atsAnalysis.keywordCoverage + 6 + 5 - 5) * 100 / 85))
    const { atsAnalysis: other } = await done(ada, 'analyzeLetterAts', { letterId: letter.id, jobOffer: 'Nous cherchons une comptable pour la comptabilité générale, la paie et la fiscalité.' }, report)
    expect(other.keywordCoverage).toBe(0)
    const { data } = await ada.ask('query ($id: ID!) { node(id: $id) { ... on Letter { atsAnalyses { id } } } }', { id: letter.id })
    expect(data.node.atsAnalyses).toEqual([{ id: other.id }, { id: atsAnalysis.id }])
  })

  test('without any offer it is BAD_USER_INPUT', async () => {
    const ada = await payer()
    const { letter } = await done(ada, 'generateLetter', inputs.generateLetter())
    expect((await run(ada, 'analyzeLetterAts', { letterId: letter.id })).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', issues: [{ path: 'input.jobOffer' }] } }])
  })
})

describe('runMirrorMatch', () => {
  const result = 'mirrorMatch { id type overall scores { technical softSkills experience keywords ats reconversion } coherenceBonus confidence strongPoints { term } gaps { term } bridges { term from } suggestions { term category priority worth message } cv { id } letter { id } jobAnalysis { id } } usage { used remaining }'
  const profile = { fullName: 'Ada', technicalSkills: ['TypeScript', 'MySQL'], softSkills: ['Rigueur'], experiences: [{ title: 'Développeuse', company: 'Babbage', startDate: '2020-01', endDate: '2021-06' }] }

  test('a CV and an offer: sub-scores that have data, weighed; one a month is free', async () => {
    const ada = await gateway.member()
    const { cv } = await done(ada, 'generateCv', { profile, targetJob: 'Développeuse web' })
    const { jobAnalysis } = await done(ada, 'analyzeJobOffer', inputs.analyzeJobOffer())
    const { mirrorMatch, usage } = await done(ada, 'runMirrorMatch', { cvId: cv.id, jobAnalysisId: jobAnalysis.id }, result)
    // One and a half of three years.
    expect(mirrorMatch).toMatchObject({ type: 'CV_TO_JOB', scores: { experience: 50 }, coherenceBonus: null, confidence: 1, cv: { id: cv.id }, letter: null, jobAnalysis: { id: jobAnalysis.id } })
    const { technical, softSkills, experience, keywords, ats, reconversion } = mirrorMatch.scores
    expect(mirrorMatch.overall).toBe(Math.round(0.3 * technical + 0.2 * softSkills + 0.2 * experience + 0.15 * keywords + 0.1 * ats + 0.05 * reconversion))
    expect(mirrorMatch.bridges).toContainEqual({ term: 'PostgreSQL', from: 'MySQL' })
    expect(mirrorMatch.suggestions.map(({ term }: any) => term)).toEqual(mirrorMatch.gaps.slice(0, 5).map(({ term }: any) => term))
    expect(mirrorMatch.suggestions.find(({ term }: any) => term === 'Anglais' || term === 'React').worth).toBeGreaterThan(0)
    expect(usage).toEqual({ used: 1, remaining: 0 })
    const refused = await run(ada, 'runMirrorMatch', { cvId: cv.id, jobAnalysisId: jobAnalysis.id })
    expect(refused.errors).toMatchObject([{ extensions: { code: 'USAGE_LIMIT_EXCEEDED', feature: 'MIRROR_MATCH', limit: 1 } }])
    expect(codesOf(await run(ada, 'runMirrorMatch', { cvId: cv.id }))).toEqual(['BAD_USER_INPUT'])
    const { data } = await ada.ask(`{ viewer { mirrorMatches { nodes { ${result.slice(14, result.indexOf(' } usage'))} } } } }`)
    expect(data.viewer.mirrorMatches.nodes).toEqual([mirrorMatch])
  })

  test('missing data is null, and the other weights stand for the whole', async () => {
    const ada = await gateway.member()
    const { mirrorMatch } = await done(ada, 'runMirrorMatch', { cvText, jobOffer: 'Poste en React et TypeScript : React est requis, TypeScript aussi, et c’est tout pour nous.' }, result)
    expect(mirrorMatch).toMatchObject({ scores: { technical: 100, softSkills: null, experience: null, keywords: 100, reconversion: null }, gaps: [], confidence: 0.55, cv: null })
    expect(mirrorMatch.overall).toBe(Math.round((0.3 * 100 + 0.15 * 100 + 0.1 * mirrorMatch.scores.ats) / 0.55))
  })

  test('a CV that is plain text has the years that its lines state, and not those of its studies', async () => {
    const ada = await payer()
    const text = 'EXPÉRIENCES\n2018-2020 Développeuse React, Orval\n2020 – 2021 : Développeuse TypeScript, Nordis\n\nFORMATION\n2010-2015 Master Informatique'
    const { mirrorMatch } = await done(ada, 'runMirrorMatch', { cvText: text, jobOffer: 'Poste en React et TypeScript. React est requis, avec 8 ans d’expérience au moins dans le développement.' }, result)
    expect(mirrorMatch.scores.experience).toBe(50)
    const { cv } = await done(ada, 'uploadCv', { filename: 'cv.txt', contentType: 'text/plain', contentBase64: base64(text) })
    const uploaded = await done(ada, 'runMirrorMatch', { cvId: cv.id, jobOffer: 'Poste en React et TypeScript. React est requis, avec 4 ans d’expérience au moins dans le développement.' }, result)
    expect(uploaded.mirrorMatch.scores.experience).toBe(100)
  })

  test('all three: a bonus for what CV and letter both say; a CV and a letter alone', async () => {
    const ada = await payer()
    const letterText = 'Madame, Monsieur, je développe en TypeScript et React, avec rigueur. Cordialement, Ada Lovelace'
    const all = (await done(ada, 'runMirrorMatch', { cvText, letterText, jobOffer: offer }, result)).mirrorMatch
    expect(all.type).toBe('SYNERGIC_FULL')
    expect(all.coherenceBonus).toBeGreaterThan(0)
    expect(all.coherenceBonus).toBeLessThanOrEqual(15)
    expect((await done(ada, 'runMirrorMatch', { cvText, letterText }, result)).mirrorMatch).toMatchObject({ type: 'CV_TO_LETTER', coherenceBonus: null, scores: { technical: 100, softSkills: 100, reconversion: null } })
    expect((await done(ada, 'runMirrorMatch', { letterText, jobOffer: offer }, result)).mirrorMatch.type).toBe('LETTER_TO_JOB')
  })

  test('the same key: one unit, one event, the same match', async () => {
    const ada = await gateway.member()
    const input = { cvText, jobOffer: offer, idempotencyKey: 'k' }
    const [first, again] = [await done(ada, 'runMirrorMatch', input, result), await done(ada, 'runMirrorMatch', input, result)]
    expect(again).toEqual(first)
    expect(await footprint(gateway, ada.id)).toMatchObject({ analyses: 1, events: 1, used: 1, held: 0, imbalances: 0 })
  })

  test('twelve at once of a free member: one match, one unit', async () => {
    const ada = await gateway.member()
    const answers = await Promise.all(Array.from({ length: 12 }, () => run(ada, 'runMirrorMatch', { cvText, jobOffer: offer })))
    expect(answers.flatMap(codesOf)).toEqual(Array(11).fill('USAGE_LIMIT_EXCEEDED'))
    expect(await footprint(gateway, ada.id)).toMatchObject({ analyses: 1, events: 1, used: 1, held: 0, imbalances: 0 })
  })
})

describe('buildTrajectory', () => {
  const way = 'trajectory { id targetJob readiness strengths gaps steps { position stage kind priority title reason term from durationWeeks } cv { id } jobAnalysis { id } }'
  const profile = { fullName: 'Ada', technicalSkills: ['TypeScript', 'MySQL'], softSkills: ['Rigueur'], experiences: [{ title: 'Développeuse', company: 'Babbage', startDate: '2020-01', endDate: '2021-06' }] }

  test('a step for each gap, with its reason; a duration only where arithmetic gives one', async () => {
    const ada = await payer()
    const { cv } = await done(ada, 'generateCv', { profile, targetJob: 'Développeuse web' })
    const { trajectory } = await done(ada, 'buildTrajectory', { cvId: cv.id, targetJob: 'Développeuse web', jobOffer: offer }, way)
    expect(trajectory).toMatchObject({ targetJob: 'Développeuse web', strengths: expect.arrayContaining(['TypeScript', 'rigueur']), gaps: expect.arrayContaining(['PostgreSQL', 'Docker', 'Anglais']), cv: { id: cv.id }, jobAnalysis: null })
    const step = (term: string | null, kind: string) => trajectory.steps.find((one: any) => one.term === term && one.kind === kind)
    expect(step('PostgreSQL', 'BRIDGE_SKILL')).toMatchObject({ stage: 'FORMATION', priority: 'CRITICAL', from: 'MySQL', durationWeeks: null, reason: expect.stringContaining('exige') })
    expect(step('Docker', 'LEARN_SKILL')).toMatchObject({ priority: 'OPTIONAL', durationWeeks: null })
    expect(step('Anglais', 'IMPROVE_LANGUAGE')).toBeDefined()
    // Three years asked for, one and a half had.
    expect(step(null, 'GAIN_EXPERIENCE')).toMatchObject({ durationWeeks: 78 })
    expect(trajectory.steps.at(-1)).toMatchObject({ kind: 'APPLY', position: trajectory.steps.length })
    expect(trajectory.steps.map(({ position }: any) => position)).toEqual(trajectory.steps.map((_: unknown, index: number) => index + 1))
    const { data } = await ada.ask(`{ viewer { trajectories { nodes { ${way.slice(13, -2)} } } } }`)
    expect(data.viewer.trajectories.nodes).toEqual([trajectory])
  })

  test('to skills that the person names; ready where the CV has them all', async () => {
    const ada = await payer()
    const cvId = await uploaded(ada, cvText)
    const to = async (targetSkills: string[]) => (await done(ada, 'buildTrajectory', { cvId, targetJob: 'Développeuse', targetSkills }, way)).trajectory
    expect(await to(['TypeScript', 'Broderie'])).toMatchObject({ readiness: 50, strengths: ['TypeScript'], gaps: ['Broderie'] })
    expect(await to(['TypeScript', 'React'])).toMatchObject({ readiness: 100, gaps: [], steps: [{ kind: 'APPLY', position: 1 }] })
    expect(await to(['😀'])).toMatchObject({ readiness: null, gaps: [] })
  })
})

test('a page of CVs with their histories is two round trips, and reports one more', async () => {
  const ada = await payer()
  for (let n = 0; n < 3; n += 1) await done(ada, 'optimizeCvForAts', { cvId: await uploaded(ada, `${cvText} ${n}`), jobOffer: offer })
  gateway.statements.length = 0
  const { data } = await ada.ask('{ viewer { cvs { nodes { atsAnalyses { score missingKeywords { term } } } } } }')
  expect(data.viewer.cvs.nodes).toHaveLength(3)
  expect(gateway.statements.map((names) => names.toSorted())).toEqual([['list_cvs', 'load_profiles'], ['list_cv_ats_analyses'], ['load_ats_reports']])
})
