import { expect, test } from 'vitest'
import { openGateway, register } from './harness.ts'
import { openPartner } from './partner.ts'

const gateway = await openGateway()
const catalogue = '/graphql?query={plans{id name}cvTemplates{id}}'
const get = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
  const response = await fetch(`${gateway.url}${path}`, { method, headers })
  return { status: response.status, headers: response.headers, text: await response.text() }
}
const kept = ({ headers }: { headers: Headers }) => headers.get('cache-control')

test('a public GET may be kept, and is not sent again to whoever has it', async () => {
  const first = await get(catalogue)
  expect([first.status, kept(first)]).toEqual([200, 'public, max-age=60'])
  expect(JSON.parse(first.text)).toEqual({ data: { plans: expect.any(Array), cvTemplates: expect.any(Array) } })
  expect(first.headers.get('vary')!.split(', ').toSorted()).toEqual(['accept', 'apollographql-client-name', 'authorization', 'graphql-client-name', 'origin', 'x-phoenix-partner-key'])
  const etag = first.headers.get('etag')!
  expect(etag).toMatch(/^"[\w-]{27}"$/)
  for (const asked of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    const again = await get(catalogue, { 'if-none-match': asked })
    expect([again.status, again.text, again.headers.get('etag'), kept(again), again.headers.get('vary')]).toEqual([304, '', etag, 'public, max-age=60', first.headers.get('vary')])
  }
  expect((await get(catalogue, { 'if-none-match': '"other"' })).status).toBe(200)
  expect((await get(catalogue)).headers.get('etag')).toBe(etag)
  const head = await get(catalogue, {}, 'HEAD')
  expect([head.status, head.text, head.headers.get('etag')]).toEqual([200, '', etag])
})

test('by a document id too', async () => {
  await register(gateway.sql, 'web', [['catalogue.v1', 'query Catalogue { plans { id } }']])
  await gateway.reload()
  const first = await get('/graphql/catalogue.v1', { 'graphql-client-name': 'web' })
  expect([first.status, kept(first)]).toEqual([200, 'public, max-age=60'])
  expect((await get('/graphql/catalogue.v1', { 'graphql-client-name': 'web', 'if-none-match': first.headers.get('etag')! })).status).toBe(304)
})

test('a viewer\'s, a partner\'s, a personal, a failed and a posted answer are nobody\'s to keep', async () => {
  const member = await gateway.member()
  const partner = await openPartner(gateway, await gateway.member({ role: 'admin' }), { plans: 'query Plans { plans { id } }' })
  const answers = [
    await get(catalogue, { authorization: `Bearer ${member.token}` }), await get('/graphql/plans', { 'x-phoenix-partner-key': partner.key }),
    await get('/graphql?query={viewer{id}plans{id}}'), await get('/graphql?query={...on Query{plans{id}}}'), await get('/graphql?query={plans{nothing}}'), await get('/graphql/nowhere'),
    await get('/graphql?query={plans{id}analytics:node(id:"x"){id}}'),
  ]
  for (const answer of answers) expect([kept(answer), answer.headers.get('etag')]).toEqual(['no-store', null])
  const posted = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ plans { id } }"}' })
  expect([posted.headers.get('cache-control'), posted.headers.get('etag')]).toEqual(['no-store', null])
})
