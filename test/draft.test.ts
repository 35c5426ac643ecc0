import { expect, test } from 'vitest'
import { openGateway } from './harness.ts'
import { footprint, inputs } from './samples.ts'
import { listen, openClient } from './socket.ts'

const gateway = await openGateway()
const draft = 'subscription ($input: CvDraftInput!) { cvDraft(input: $input) { text offset done cv { id text source } usage { used held remaining } } }'

test('a draft is heard, then saved, and costs one unit', async () => {
  const ada = await gateway.member()
  const heard = listen(openClient(gateway.url, ada.token), draft, { input: inputs.generateCv({ idempotencyKey: 'k1' }) })
  await heard.end()
  expect(await footprint(gateway, ada.id)).toMatchObject({ cvs: 1, used: 1, held: 0, events: 1 })
})
