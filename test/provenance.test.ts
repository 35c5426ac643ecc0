import { buildSchema, getNamedType, isObjectType } from 'graphql'
import type { GraphQLSchema } from 'graphql'
import { describe, expect, test } from 'vitest'
import { loadSchema } from '../schema/load.ts'
import { openGateway } from './harness.ts'
import type { Member } from './harness.ts'
import { camille, cvText, done, inputs, offer } from './samples.ts'

/* Every generated text says who wrote it, by which model, how long it took, and with how many tokens; and says it again when it is read later. */

const parts = ['source', 'model', 'durationMs', 'inputTokens', 'outputTokens'] as const
const named = (part: string, prefix: string) => (prefix === '' ? part : prefix + part[0]!.toUpperCase() + part.slice(1))

/** Types that say a source and not all of the rest. */
function silent(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap()).filter(isObjectType).flatMap((type) => Object.values(type.getFields())
    .filter((field) => getNamedType(field.type).name === 'TextSource')
    .flatMap(({ name }) => {
      const prefix = name === 'source' ? '' : name.slice(0, -'Source'.length)
      return parts.filter((part) => type.getFields()[named(part, prefix)] === undefined).map((part) => `${type.name}.${named(part, prefix)}`)
    }))
}

test('in the contract: who names a source names the rest', () => {
  expect(silent(loadSchema())).toEqual([])
  const found = Object.values(loadSchema().getTypeMap()).filter(isObjectType).filter((type) => Object.values(type.getFields()).some((field) => getNamedType(field.type).name === 'TextSource'))
  expect(found.map(({ name }) => name).sort()).toEqual(['Advice', 'CoachingMessage', 'CoachingSession', 'CompanyCulture', 'Cv', 'Letter', 'MirrorMatch', 'Trajectory'])
})

test('a planted type that does not is found', () => {
  expect(silent(buildSchema('enum TextSource { MODEL } type Query { note: Note } type Note { text: String, source: TextSource, model: String, durationMs: Int }'))).toEqual(['Note.inputTokens', 'Note.outputTokens'])
})

const gateway = await openGateway()
const five = parts.join(' ')
const again = async (member: Member, id: string, selection: string) => (await member.ask(`query ($id: ID!) { node(id: $id) { ${selection} } }`, { id })).data.node

const aNumber = expect.any(Number)
const byTemplate = { source: 'TEMPLATE', model: null, durationMs: aNumber, inputTokens: null, outputTokens: null }
const summary = (of: typeof byTemplate) => ({ summarySource: of.source, summaryModel: of.model, summaryDurationMs: aNumber, summaryInputTokens: of.inputTokens, summaryOutputTokens: of.outputTokens })
const summaryFields = 'summarySource summaryModel summaryDurationMs summaryInputTokens summaryOutputTokens'

describe('by the rules', () => {
  test('what a person made, when it is made and when it is read again', async () => {
    const ada = await gateway.member({ tier: 'pro', app: 'ecosystem' })
    const { cv } = await done(ada, 'generateCv', inputs.generateCv({ profile: camille }), `cv { id ${five} }`)
    const { letter } = await done(ada, 'generateLetter', inputs.generateLetter({ cvText: null, cvId: cv.id, jobOffer: offer }), `letter { id ${five} }`)
    const { jobAnalysis } = await done(ada, 'analyzeJobOffer', { jobOffer: `${offer}\nStartup conviviale, bienveillance.` }, `jobAnalysis { id culture { ${five} } }`)
    const { trajectory } = await done(ada, 'buildTrajectory', { cvId: cv.id, targetJob: 'Développeuse', jobAnalysisId: jobAnalysis.id }, `trajectory { id ${five} }`)
    const { mirrorMatch } = await done(ada, 'runMirrorMatch', { cvId: cv.id, jobAnalysisId: jobAnalysis.id }, `mirrorMatch { id ${five} }`)
    for (const [type, made] of [['Cv', cv], ['Letter', letter], ['Trajectory', trajectory], ['MirrorMatch', mirrorMatch]] as const) {
      expect(made).toMatchObject(byTemplate)
      expect(await again(ada, made.id, `... on ${type} { id ${five} }`)).toEqual(made)
    }
    expect(jobAnalysis.culture).toEqual(byTemplate)
    expect(await again(ada, jobAnalysis.id, `... on JobAnalysis { id culture { ${five} } }`)).toEqual(jobAnalysis)
    const optimized = (await done(ada, 'optimizeLetter', { letterId: letter.id }, `letter { id ${five} }`)).letter
    expect(optimized).toMatchObject(byTemplate)
    const advised = (await done(ada, 'optimizeCvForAts', { cvId: cv.id, jobOffer: offer }, `atsAnalysis { id advice { ${five} } }`)).atsAnalysis
    expect(advised.advice).toEqual(byTemplate)
    expect(await again(ada, advised.id, `... on AtsAnalysis { id advice { ${five} } }`)).toEqual(advised)
  })

  test('coaching, and nothing of what the person said', async () => {
    const ada = await gateway.member()
    const { coachingSession: { id } } = await done(ada, 'startCoachingSession', { topic: 'Mes doutes' }, 'coachingSession { id }')
    await done(ada, 'sendCoachingMessage', { coachingSessionId: id, text: 'Je doute.' })
    expect((await done(ada, 'completeCoachingSession', { coachingSessionId: id }, `coachingSession { ${summaryFields} }`)).coachingSession).toEqual(summary(byTemplate))
    const nobody = { source: null, model: null, durationMs: null, inputTokens: null, outputTokens: null }
    expect(await again(ada, id, `... on CoachingSession { ${summaryFields} messages { ${five} } }`)).toEqual({ ...summary(byTemplate), messages: [byTemplate, nobody, byTemplate] })
  })

  test('what was made before it was kept: the rules, and nobody knows how fast', async () => {
    const ada = await gateway.member({ tier: 'pro', app: 'ecosystem' })
    const { jobAnalysis } = await done(ada, 'analyzeJobOffer', { jobOffer: `${offer}\nStartup conviviale.` }, 'jobAnalysis { id }')
    const { mirrorMatch } = await done(ada, 'runMirrorMatch', { cvText, jobAnalysisId: jobAnalysis.id }, 'mirrorMatch { id }')
    const lost = parts.join()
    await gateway.sql`update public.mirror_matches set report = report - string_to_array(${lost}, ',') where user_id = ${ada.id}`
    await gateway.sql`update public.job_analyses set details = jsonb_set(details, '{culture}', (details -> 'culture') - string_to_array(${lost}, ',')) where user_id = ${ada.id}`
    expect(await again(ada, mirrorMatch.id, `... on MirrorMatch { ${five} }`)).toEqual({ ...byTemplate, durationMs: null })
    expect(await again(ada, jobAnalysis.id, `... on JobAnalysis { culture { ${five} } }`)).toEqual({ culture: { ...byTemplate, durationMs: null } })
  })
})
