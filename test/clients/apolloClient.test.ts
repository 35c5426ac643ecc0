import { createHash } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ApolloClient, ApolloLink, CombinedGraphQLErrors, gql, HttpLink, InMemoryCache } from '@apollo/client'
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries'
import { generatePersistedQueryIdsFromManifest } from '@apollo/persisted-query-lists'
import { expect, test } from 'vitest'
import { globalId } from '../../gateway/request/node.ts'
import { openGateway, register } from '../harness.ts'
import { inputs } from '../samples.ts'

const gateway = await openGateway()
const sha256 = async (text: string) => createHash('sha256').update(text).digest('hex')

/** A client of the web app, and everything that it sends. */
function openClient(token: string | null, link = ApolloLink.empty(), http: Partial<HttpLink.Options> = {}) {
  const sent: { method: string; url: string; body: any }[] = []
  const listening: typeof fetch = (input, init) => {
    sent.push({ method: init?.method ?? 'GET', url: String(input), body: init?.body ? JSON.parse(String(init.body)) : null })
    return fetch(input, init)
  }
  const end = new HttpLink({ uri: `${gateway.url}/graphql`, fetch: listening, headers: { 'graphql-client-name': 'web', ...(token ? { authorization: `Bearer ${token}` } : {}) }, ...http })
  return { sent, client: new ApolloClient({ cache: new InMemoryCache(), link: link === undefined ? end : link.concat(end) }) }
}
const passing = () => new ApolloLink((operation, forward) => forward(operation))

test('asks, changes, and reads errors by their code', async () => {
  const ada = await gateway.member()
  const { client } = openClient(ada.token, passing())
  const { data } = await client.query<any>({ query: gql`query Me { viewer { id usage { features { feature remaining } } } }` })
  expect(data.viewer.usage.features).toContainEqual(expect.objectContaining({ feature: 'CV_GENERATIONS', remaining: 3 }))
  const made = await client.mutate<any>({ mutation: gql`mutation Make($input: GenerateCvInput!) { generateCv(input: $input) { cv { id title } usage { used } } }`, variables: { input: inputs.generateCv() } })
  expect(made.data.generateCv).toMatchObject({ cv: { __typename: 'Cv' }, usage: { used: 1 } })
  const refused = await client.mutate({ mutation: gql`mutation Less($input: DeleteCvInput!) { deleteCv(input: $input) { deletedId } }`, variables: { input: { cvId: globalId('Cv', '00000000-0000-4000-8000-000000000000') } } }).catch((error: unknown) => error)
  expect(CombinedGraphQLErrors.is(refused) && refused.errors[0]?.extensions?.code).toBe('NOT_FOUND')
})

test('by GET', async () => {
  const { client, sent } = openClient(null, passing(), { useGETForQueries: true })
  const { data } = await client.query<any>({ query: gql`query Plans { plans { id name } }` })
  expect(data.plans.length).toBeGreaterThan(0)
  expect(sent.map(({ method }) => method)).toEqual(['GET'])
})

test('by automatic persisted queries: the hash alone, then once with the text, then the hash alone; over GET', async () => {
  const query = gql`query Persisted { plans { id tier } }`
  const { client, sent } = openClient(null, new PersistedQueryLink({ sha256, useGETForHashedQueries: true }))
  for (let n = 0; n < 2; n += 1) expect((await client.query<any>({ query, fetchPolicy: 'no-cache' })).data.plans.length).toBeGreaterThan(0)
  const texts = sent.map(({ method, url, body }) => [method, body?.query !== undefined || new URL(url).searchParams.has('query')])
  expect(texts[0]).toEqual(['GET', false])
  expect(texts[1]![1]).toBe(true)
  expect(texts[2]).toEqual(['GET', false])
  expect(texts).toHaveLength(3)
})

test('by the manifest of generate-persisted-query-manifest, with ids only', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'phoenix-manifest-'))
  mkdirSync(join(folder, 'src'))
  writeFileSync(join(folder, 'src/screen.graphql'), 'query Screen { cvTemplates { ...Line } }\nfragment Line on CvTemplate { id name }\n')
  const cli = createRequire(import.meta.url).resolve('@apollo/generate-persisted-query-manifest/cli')
  execFileSync(process.execPath, [cli], { cwd: folder })
  const manifest = JSON.parse(readFileSync(join(folder, 'persisted-query-manifest.json'), 'utf8'))
  expect(manifest).toMatchObject({ format: 'apollo-persisted-query-manifest', operations: [{ name: 'Screen', type: 'query' }] })
  await register(gateway.sql, 'web', manifest.operations.map(({ id, body }: { id: string; body: string }) => [id, body]))
  await gateway.sql`select * from public.set_client_level('web', 'ids', false)`
  await gateway.reload()
  const { client, sent } = openClient(null, new PersistedQueryLink(generatePersistedQueryIdsFromManifest({ loadManifest: async () => manifest })))
  const { data } = await client.query<any>({ query: gql`query Screen { cvTemplates { ...Line } } fragment Line on CvTemplate { id name }` })
  expect(data.cvTemplates.length).toBeGreaterThan(0)
  expect(sent.map(({ body }) => body.query)).toEqual([undefined])
  const foreign = await openClient(null, passing()).client.query({ query: gql`query Foreign { plans { id } }` }).catch((error: unknown) => error)
  expect(CombinedGraphQLErrors.is(foreign) && foreign.errors[0]?.extensions?.code).toBe('DOCUMENT_NOT_REGISTERED')
})
