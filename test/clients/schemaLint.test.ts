import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as plugin from '@graphql-eslint/eslint-plugin'
import { ESLint } from 'eslint'
import { expect, test } from 'vitest'
import { readTypeDefs } from '../../schema/load.ts'

const { configs, parser, rules } = (plugin as any).default ?? plugin
async function lint(sdl: string, config: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'phoenix-lint-'))
  writeFileSync(join(folder, 'schema.graphql'), sdl)
  const eslint = new ESLint({
    cwd: folder, overrideConfigFile: true,
    overrideConfig: [{ files: ['**/*.graphql'], languageOptions: { parser, parserOptions: { graphQLConfig: { schema: join(folder, 'schema.graphql') } } }, plugins: { '@graphql-eslint': { rules } }, rules: { ...configs[config].rules, ...Object.fromEntries(Object.entries(ARGUED).filter(([name]) => name in configs[config].rules)) } }] as never,
  })
  const [result] = await eslint.lintFiles('schema.graphql')
  const lines = readFileSync(join(folder, 'schema.graphql'), 'utf8').split('\n')
  return result!.messages.map(({ ruleId, message, line }) => `${ruleId?.replace('@graphql-eslint/', '')}: ${message} [${lines[line - 1]?.trim()}]`)
}
const sdl = readTypeDefs().join('\n')

/** Where the schema is right and the preset is not ours. */
const ARGUED = {
  // A description is one line where it fits; what a name says already is not said again.
  '@graphql-eslint/description-style': 'off',
  '@graphql-eslint/require-description': 'off',
  // What can be asked for again is a Node, and has its id from there; pages, answers and values are asked for with what holds them.
  '@graphql-eslint/strict-id-in-types': 'off',
  // Not every list is a page of a thousand: what a thing holds is there with it.
  '@graphql-eslint/relay-edge-types': ['error', { withEdgeSuffix: true, shouldImplementNode: true, listTypeCanWrapOnlyEdgeType: false }],
  // Connections are read forwards only.
  '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
}

/** What a partner sees of somebody's CV is not that CV, and cannot be asked for by its id. */
const NO_NODES = /must implement `Node` interface\. \[type Shared\w+Edge \{\]$/

test.each(['flat/schema-recommended', 'flat/schema-relay'])('%s', async (config) => {
  expect((await lint(sdl, config)).filter((line) => !NO_NODES.test(line))).toEqual([])
})

test('a planted fault is found', async () => {
  expect(await lint('type Query { a: AConnection }\ntype AConnection { x: Int }', 'flat/schema-relay')).not.toEqual([])
})
