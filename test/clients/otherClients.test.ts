import { cacheExchange, Client, fetchExchange, gql } from '@urql/core'
import { persistedExchange } from '@urql/exchange-persisted'
import { ClientError, GraphQLClient } from 'graphql-request'
import { createClient } from 'graphql-ws'
import { describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { openGateway } from '../harness.ts'
import { inputs } from '../samples.ts'

const gateway = await openGateway()

describe('urql', () => {
  const open = (token: string | null, persisted: boolean, sent: { method: string; url: string; body: string }[] = []) => new Client({
    url: `${gateway.url}/graphql`,
    preferGetMethod: false,
    exchanges: [cacheExchange, ...(persisted ? [persistedExchange({ preferGetForPersistedQueries: true })] : []), fetchExchange],
    fetchOptions: { headers: { 'graphql-client-name': 'web', ...(token ? { authorization: `Bearer ${token}` } : {}) } },
    fetch: (input, init) => {
      sent.push({ method: init?.method ?? 'GET', url: String(input), body: String(init?.body ?? '') })
      return fetch(input, init)
    },
  })

  test('asks, changes, and reads errors by their code', async () => {
    const ada = await gateway.member()
    const client = open(ada.token, false)
    expect((await client.query('query Me { viewer { id profile { timeZone } } }', {})).data.viewer.profile.timeZone).toBe('Europe/Paris')
    const made = await client.mutation('mutation Rename($input: UpdateProfileInput!) { updateProfile(input: $input) { profile { id fullName } } }', { input: { fullName: 'Ada' } })
    expect(made.data.updateProfile.profile.fullName).toBe('Ada')
    const refused = await client.mutation('mutation Rename($input: UpdateProfileInput!) { updateProfile(input: $input) { profile { id } } }', { input: { fullName: '' } })
    expect(refused.error?.graphQLErrors[0]?.extensions.code).toBe('BAD_USER_INPUT')
  })

  test('with its persisted exchange: by GET with the hash, and once with the text', async () => {
    const sent: { method: string; url: string; body: string }[] = []
    const query = gql`query UrqlPersisted { plans { id } }`
    for (let n = 0; n < 2; n += 1) expect((await open(null, true, sent).query(query, {})).data.plans.length).toBeGreaterThan(0)
    const withText = sent.map(({ url, body }) => url.includes('query=') || body.includes('"query"'))
    expect(withText).toEqual([false, true, false])
    expect([sent[0]!.method, sent[2]!.method]).toEqual(['GET', 'GET'])
  })
})

describe('graphql-request', () => {
  const open = (token: string, method: 'GET' | 'POST' = 'POST') => new GraphQLClient(`${gateway.url}/graphql`, { method, jsonSerializer: JSON, headers: { authorization: `Bearer ${token}` } })

  test('asks by POST and by GET, and throws what is refused with its code', async () => {
    const ada = await gateway.member()
    const query = 'query Me($app: App!) { viewer { tier(app: $app) } }'
    for (const method of ['POST', 'GET'] as const) expect(await open(ada.token, method).request(query, { app: 'CV' })).toEqual({ viewer: { tier: 'FREE' } })
    const refused = await open(ada.token).request('{ nothing }').catch((error: unknown) => error)
    expect(refused instanceof ClientError && refused.response.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
    const stranger = await open('no.good.token').request('{ viewer { id } }').catch((error: unknown) => error)
    expect(stranger instanceof ClientError && [stranger.response.status, stranger.response.errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED'])
  })
})

describe('graphql-ws', () => {
  test('hears a draft to its end, and is told why it may not', async () => {
    const ada = await gateway.member()
    const client = createClient({ url: `${gateway.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, connectionParams: { authorization: `Bearer ${ada.token}` } })
    try {
      const heard: any[] = []
      const query = 'subscription Draft($input: CvDraftInput!) { cvDraft(input: $input) { text done cv { id } } }'
      for await (const result of client.iterate({ query, variables: { input: inputs.generateCv({ idempotencyKey: 'draft' }) } })) heard.push(result)
      expect(heard.at(-1).data.cvDraft).toMatchObject({ done: true, cv: { id: expect.any(String) } })
      const refused = await client.iterate({ query: 'subscription { nothing }' }).next().catch((error: unknown) => error)
      expect(refused).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }])
    } finally {
      await client.dispose()
    }
  })
})
