import { serverAudits } from 'graphql-http'
import { expect, test } from 'vitest'
import { openGateway } from './harness.ts'

/* GraphQL over HTTP, as its working group audits servers. */

const gateway = await openGateway()
const audits = serverAudits({ url: `${gateway.url}/graphql`, fetchFn: fetch })

test('there are 61', () => {
  expect(audits).toHaveLength(61)
})

test.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s %s', async (_id, _name, audit) => {
  expect(await audit.fn()).toMatchObject({ status: 'ok' })
})
