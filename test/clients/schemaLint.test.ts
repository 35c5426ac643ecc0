import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as plugin from '@graphql-eslint/eslint-plugin'
import { ESLint } from 'eslint'
import { printSchema } from 'graphql'
import { expect, test } from 'vitest'
import { loadSchema, readTypeDefs } from '../../schema/load.ts'

const { configs, parser, rules } = (plugin as any).default ?? plugin
async function lint(sdl: string, config: string, argued: Readonly<Record<string, unknown>> = ARGUED): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'phoenix-lint-'))
  writeFileSync(join(folder, 'schema.graphql'), sdl)
  const eslint = new ESLint({
    cwd: folder, overrideConfigFile: true,
    overrideConfig: [{ files: ['**/*.graphql'], languageOptions: { parser, parserOptions: { graphQLConfig: { schema: join(folder, 'schema.graphql') } } }, plugins: { '@graphql-eslint': { rules } }, rules: { ...configs[config].rules, ...Object.fromEntries(Object.entries(argued).filter(([name]) => name in configs[config].rules)) } }] as never,
  })
  const [result] = await eslint.lintFiles('schema.graphql')
  const lines = readFileSync(join(folder, 'schema.graphql'), 'utf8').split('\n')
  return result!.messages.map(({ ruleId, message, line }) => `${ruleId?.replace('@graphql-eslint/', '')}: ${message} [${lines[line - 1]?.trim()}]`)
}
const sdl = readTypeDefs().join('\n')

/** Objects that are part of what holds them, or an answer's envelope, as the contract draws them ("UsagePeriod: periodStart, periodEnd, features", "Money is amount with currency"): no ids. A new one is named here, or has one. */
const VALUES = (
  'PageInfo CvProfile CvLink CvExperience CvEducation CvLanguage CvProject Money PlanLimit UsagePeriod FeatureUsage Entitlement JourneyInsights AppActivity JourneyActivity Regularity SuccessIndicator ' +
  'JourneyRecommendation AgentAnalysis HelpLine Evidence FoundText FoundContract FoundRemoteWork FoundExperience FoundSalary FoundSkill Keyword CompanyCulture CompanyCultureIndustry CompanyCultureSize ' +
  'CompanyCultureCommunication CompanyCultureEnvironment CompanyCultureLeadership CompanyCultureInnovation CareerChange RateLimit PartnerLimits PartnerKey SharedProfile PartnerStatistics PartnerAppStatistics ' +
  'Consent MoodSummary MoodAverages MoodDay Streak FormatIssue Recommendation Advice KeywordDensity MirrorScores SkillBridge MirrorSuggestion TrajectoryStep'
).split(' ')

/** Where the contract's fixed names leave a rule no room. */
const ARGUED = {
  // Looked at in the schema as it is printed for clients, below.
  '@graphql-eslint/description-style': 'off',
  // "The payload has the node under its type's name"; edges and connections are Relay's own words: they say what they are.
  '@graphql-eslint/require-description': ['error', {
    types: true, DirectiveDefinition: true, rootField: true,
    ignoredSelectors: ['ObjectTypeDefinition[name.value=/(Connection|Edge|Payload)$/]', 'InputObjectTypeDefinition[name.value=/Input$/]'],
  }],
  // AppSubscription has its id from an extension, which the rule does not read.
  '@graphql-eslint/strict-id-in-types': ['error', { acceptedIdNames: ['id'], acceptedIdTypes: ['ID'], exceptions: { types: [...VALUES, 'AppSubscription'], suffixes: ['Connection', 'Edge', 'Payload'] } }],
  // "plans: [Plan!]!", "cvTemplates: [CvTemplate!]!", "nudges: [Nudge!]!": not every list is a page of a thousand.
  '@graphql-eslint/relay-edge-types': ['error', { withEdgeSuffix: true, shouldImplementNode: true, listTypeCanWrapOnlyEdgeType: false }],
  // "cvs(first: Int, after: String): CvConnection!": connections are read forwards only.
  '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
}

/** "grants(first, after) { node { id scopes expiresAt profile cvs letters } }": what a partner sees of somebody's CV is not that CV, and cannot be asked for by its id. */
const NO_NODES = /must implement `Node` interface\. \[type Shared\w+Edge \{\]$/

test.each(['flat/schema-recommended', 'flat/schema-relay'])('%s', async (config) => {
  expect((await lint(sdl, config)).filter((line) => !NO_NODES.test(line))).toEqual([])
})

test('descriptions, as clients get them', async () => {
  const printed = printSchema(loadSchema())
  expect((await lint(printed, 'flat/schema-recommended', { '@graphql-eslint/description-style': 'error' })).filter((line) => line.startsWith('description-style'))).toEqual([])
})

test('a planted fault is found', async () => {
  expect(await lint('type Query { a: AConnection }\ntype AConnection { x: Int }', 'flat/schema-relay')).not.toEqual([])
  const rules = (await lint('type Query { a: Thing }\ntype Thing { x: Int }', 'flat/schema-recommended')).map((line) => line.split(':')[0])
  expect(rules).toEqual(expect.arrayContaining(['require-description', 'strict-id-in-types']))
})
