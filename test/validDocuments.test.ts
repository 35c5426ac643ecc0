import { parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { pushDocuments, rulesOf } from '../gateway/documentCommands.ts'
import { createAdmission } from '../gateway/request/admission.ts'
import { buildSchema } from '../gateway/schema.ts'
import { loadSchema } from '../schema/load.ts'
import { openGateway, register } from './harness.ts'

const gateway = await openGateway()


describe('what was found valid before', () => {
  const rules = rulesOf(loadSchema())
  const wide = `query Wide { ${Array.from({ length: 2_000 }, (_, n) => `a${n}: __typename`).join(' ')} }`
  const marked = async (id: string) => (await gateway.sql`select valid_for from phoenix_private.documents where document_id = ${id}`)[0]!.valid_for
  const admission = async () => createAdmission({ schema: (await buildSchema()).schema, introspection: true })

  test('the command line and every gateway mean the same by it', async () => {
    expect((await admission()).rules).toBe(rules)
  })

  test('is not validated again under the same rules; under others, and past the bounds, it is', async () => {
    const { refusalOf } = await admission()
    const wrong = () => parse('query Wrong { nothing }')
    expect(refusalOf(wrong(), rules)).toBeNull()
    expect(refusalOf(wrong(), 'a'.repeat(64))?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
    expect(refusalOf(wrong())?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
    expect(refusalOf(parse(wide), rules)).not.toBeNull()
  })

  test('a gateway of production says what it has validated, and nobody reads a document anew for that', async () => {
    await register(gateway.sql, 'web', [['checked-once', 'query CheckedOnce { plans { id } }']])
    expect(await marked('checked-once')).toBeNull()
    const { stop } = await gateway.another({ production: true, embedded: false })
    const [before] = await gateway.port.call('document_revision', {})
    await stop(0)
    expect(await marked('checked-once')).toBe(rules)
    expect(await gateway.port.call('document_revision', {})).toEqual([before])
  })

  test('a push says it, too', async () => {
    await pushDocuments(gateway.port, 'web', [{ id: 'checked-twice', body: 'query CheckedTwice { plans { id } }', name: 'CheckedTwice', operation: 'query', from: 'a test', cost: 11 }], rules, () => {})
    expect(await marked('checked-twice')).toBe(rules)
  })
})
