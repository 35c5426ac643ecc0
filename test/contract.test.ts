import { readFileSync } from 'node:fs'
import { buildSchema as parse, getNamedType, findBreakingChanges, isObjectType, isInterfaceType, isInputObjectType, isEnumType, isScalarType, lexicographicSortSchema, printSchema } from 'graphql'
import type { GraphQLInputType, GraphQLObjectType, GraphQLSchema } from 'graphql'
import { expect, test } from 'vitest'
import { buildSchema } from '../gateway/schema.ts'
import { loadSchema } from '../schema/load.ts'

const published = parse(readFileSync('schema/published/schema.graphql', 'utf8'))
const plain = (schema: GraphQLSchema) => parse(printSchema(lexicographicSortSchema(schema)))

test('what clients rely on is not broken', async () => {
  const { schema } = await buildSchema()
  expect(findBreakingChanges(published, plain(schema))).toEqual([])
})

test('a planted break is found', () => {
  const broken = parse(printSchema(published).replace(/\n {2}tier\(/, '\n  level('))
  expect(findBreakingChanges(published, broken).map((change) => change.description)).toContain('Viewer.tier was removed.')
})

test('the transforms keep the contract: directives, shield and conventions add and lose nothing', async () => {
  const { schema } = await buildSchema()
  expect(printSchema(lexicographicSortSchema(schema))).toBe(printSchema(lexicographicSortSchema(loadSchema())))
})

/** Fixed names of the contract, as far as they are built. */
test.each([
  'Query.node', 'Query.nodes', 'Query.viewer', 'Query.plans', 'Query.cvTemplates', 'Viewer.profile', 'Viewer.tier', 'Viewer.subscriptions', 'Viewer.usage', 'Viewer.can',
  'Viewer.events', 'Viewer.cvs', 'UsagePeriod.periodStart', 'UsagePeriod.periodEnd', 'UsagePeriod.features', 'FeatureUsage.held', 'FeatureUsage.resetsAt', 'Entitlement.requiredTier',
  'Event.data', 'Plan.price', 'Money.amount', 'Mutation.updateProfile', 'Mutation.uploadCv', 'Mutation.generateCv', 'Mutation.selectCvTemplate', 'Mutation.updateCv', 'Mutation.deleteCv',
  'Query.letterTemplates', 'Viewer.letters', 'Viewer.jobAnalyses', 'Viewer.mirrorMatches', 'Subscription.letterDraft',
  ...['analyzeJobOffer', 'generateLetter', 'runMirrorMatch', 'optimizeLetter', 'analyzeLetterAts', 'applyLetterTemplate', 'updateLetter', 'deleteLetter', 'optimizeCvForAts', 'buildTrajectory'].map((name) => `Mutation.${name}`),
  'Viewer.consents', 'Subscription.cvDraft', 'Subscription.usageChanged', 'Subscription.nudgeReceived', 'Subscription.eventLogged', 'Mutation.recordConsent',
  'Viewer.journal', 'Viewer.mood', 'Viewer.objectives', 'Viewer.kaizens', 'Viewer.meditations',
  'Mutation.createJournalEntry', 'Mutation.updateJournalEntry', 'Mutation.deleteJournalEntry', 'Mutation.setObjective', 'Mutation.updateObjective', 'Mutation.completeObjective',
  'Mutation.deleteObjective', 'Mutation.setKaizen', 'Mutation.completeKaizen', 'Mutation.completeMeditation', 'CreateJournalEntryPayload.help', 'HelpLine.phone', 'Viewer.coachingSessions', 'Mutation.startCoachingSession',
  'Mutation.sendCoachingMessage', 'Mutation.completeCoachingSession', 'SendCoachingMessagePayload.help',
  'Query.partner', 'Partner.grants', 'PartnerGrant.scopes', 'PartnerGrant.expiresAt', 'PartnerGrant.profile', 'PartnerGrant.cvs', 'PartnerGrant.letters',
  'Mutation.createPartner', 'Mutation.rotatePartnerKey', 'Mutation.updatePartner', 'Mutation.disablePartner', 'Mutation.grantPartnerAccess', 'Mutation.revokePartnerAccess',
])('%s is there', (coordinate) => {
  const [type, field] = coordinate.split('.') as [string, string]
  const named = loadSchema().getType(type)
  expect(isObjectType(named) && named.getFields()[field]).toBeTruthy()
})

test('every mutation takes one input with an idempotencyKey and answers with a nullable payload of its own', () => {
  for (const [name, field] of Object.entries(loadSchema().getMutationType()!.getFields())) {
    const pascal = name[0]!.toUpperCase() + name.slice(1)
    expect(field.args.map((arg) => `${arg.name}: ${arg.type}`)).toEqual([`input: ${pascal}Input!`])
    expect(String(field.type)).toBe(`${pascal}Payload`)
    const input = loadSchema().getType(`${pascal}Input`)
    expect(isInputObjectType(input) && String(input.getFields().idempotencyKey?.type)).toBe('ID')
    // A meditation that is completed was nothing before.
    if (/^(update|complete)/.test(name) && name !== 'completeMeditation') expect(isInputObjectType(input) && String(input.getFields().expectedVersion?.type)).toBe('Int')
  }
})

/** Whether free text may stand anywhere in an input. */
const takesText = (type: GraphQLInputType): boolean => {
  const named = getNamedType(type)
  return named.name === 'String' || (isInputObjectType(named) && Object.values(named.getFields()).some((field) => takesText(field.type)))
}
const withoutHelp = (schema: GraphQLSchema) => Object.values(schema.getMutationType()!.getFields())
  .filter((field) => field.args.some((arg) => takesText(arg.type)) && !('help' in (getNamedType(field.type) as GraphQLObjectType).getFields())).map((field) => field.name)

test('whoever may write something may get help lines: a mutation that takes text has them in its payload', () => {
  expect(withoutHelp(loadSchema())).toEqual([])
  const planted = 'type Query { a: Int } input I { deep: J } input J { note: String, id: ID } type P { a: Int } type H { help: [Int] } type Mutation { mute(input: I): P  id(input: ID): P  open(input: I): H }'
  expect(withoutHelp(parse(planted))).toEqual(['mute'])
})

test('no field takes a user id, and mutations are described', () => {
  for (const type of Object.values(loadSchema().getTypeMap())) {
    if (type.name.startsWith('__') || isEnumType(type) || isScalarType(type)) continue
    if (!isObjectType(type) && !isInterfaceType(type)) continue
    for (const field of Object.values(type.getFields())) {
      expect(field.args.map((arg) => arg.name).filter((name) => /user/i.test(name)), `${type.name}.${field.name}`).toEqual([])
      if (type.name === 'Mutation') expect(field.description, field.name).toBeTruthy()
    }
  }
})
