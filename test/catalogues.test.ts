import { expect, test } from 'vitest'
import { openGateway } from './harness.ts'

const gateway = await openGateway({ catalogueMs: 0 })

test('a catalogue whose time is over is read anew, once a request', async () => {
  const ask = '{ cvTemplates { id name } a: node(id: "Q3ZUZW1wbGF0ZTpjbGFzc2lxdWU") { ... on CvTemplate { name } } b: node(id: "Q3ZUZW1wbGF0ZTptb2Rlcm5l") { id } }'
  const before = await gateway.ask(ask)
  await gateway.sql`update public.cv_templates set name = 'Classique II' where template_id = 'classique'`
  gateway.asked.length = 0
  const after = await gateway.ask(ask)
  expect([before.data.a.name, after.data.a.name]).toEqual(['Classique', 'Classique II'])
  expect(gateway.asked.filter((name) => name === 'list_cv_templates').length).toBeLessThanOrEqual(2)
})
