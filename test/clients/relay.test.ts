import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { printSchema } from 'graphql'
import { expect, test } from 'vitest'
import relayRuntime from 'relay-runtime'
import { loadSchema } from '../../schema/load.ts'
import { openGateway, register } from '../harness.ts'

const { Environment, fetchQuery, Network, RecordSource, Store } = relayRuntime
const gateway = await openGateway()

/** A small app as Relay's compiler sees it: a query with a paginated fragment, artifacts with ids instead of texts. */
function compile(): { folder: string; documents: Record<string, string> } {
  const folder = mkdtempSync(join(tmpdir(), 'phoenix-relay-'))
  mkdirSync(join(folder, 'src'))
  writeFileSync(join(folder, 'schema.graphql'), printSchema(loadSchema()))
  writeFileSync(join(folder, 'src/ScreenQuery.js'), "import { graphql } from 'relay-runtime'\nexport const screen = graphql`query ScreenQuery($n: Int!) { viewer { id ...ScreenQuery_cvs } }`\nexport const list = graphql`fragment ScreenQuery_cvs on Viewer @argumentDefinitions(after: { type: \"String\" }) @refetchable(queryName: \"ScreenPageQuery\") { cvs(first: $n, after: $after) @connection(key: \"ScreenQuery_cvs\") { edges { node { id title } } } }`\n")
  writeFileSync(join(folder, 'persisted.json'), '{}')
  writeFileSync(join(folder, 'relay.config.json'), JSON.stringify({
    src: './src', schema: './schema.graphql', language: 'javascript', eagerEsModules: true, persistConfig: { file: './persisted.json', algorithm: 'SHA256' },
  }))
  const cli = createRequire(import.meta.url).resolve('relay-compiler/cli.js')
  execFileSync(process.execPath, [cli, 'relay.config.json'], { cwd: folder, env: { ...process.env, FORCE_NO_WATCHMAN: '1' }, stdio: 'pipe' })
  return { folder, documents: JSON.parse(readFileSync(join(folder, 'persisted.json'), 'utf8')) }
}

test('relay-compiler takes the schema, and its ids are answered when they are posted', async () => {
  const { folder, documents } = compile()
  expect(Object.keys(documents)).toHaveLength(2)
  await register(gateway.sql, 'web', Object.entries(documents))
  await gateway.sql`select * from public.set_client_level('web', 'ids', false)`
  await gateway.reload()
  // Artifacts are modules; a copy is read as one.
  const artifact = join(folder, 'src/__generated__/ScreenQuery.graphql.mjs')
  cpSync(join(folder, 'src/__generated__/ScreenQuery.graphql.js'), artifact)
  writeFileSync(artifact, readFileSync(artifact, 'utf8').replace(/^import .*$/gm, ''))
  const { default: query } = await import(/* @vite-ignore */ artifact)
  expect(query.params).toMatchObject({ text: null, id: expect.any(String) })

  const ada = await gateway.member()
  const network = Network.create(async ({ id }: { id: string | null }, variables: object) => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST', headers: { 'content-type': 'application/json', 'graphql-client-name': 'web', authorization: `Bearer ${ada.token}` },
      body: JSON.stringify({ documentId: id, variables }),
    })
    return await response.json() as never
  })
  const environment = new Environment({ network, store: new Store(new RecordSource()) })
  const data: any = await fetchQuery(environment, query, { n: 5 }).toPromise()
  expect(data.viewer.id).toEqual(expect.any(String))
})
