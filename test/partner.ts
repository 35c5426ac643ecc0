import { register } from './harness.ts'
import type { Member, TestGateway } from './harness.ts'
import { done, rowId } from './samples.ts'

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: any
}

/** A request with a key, as it goes over the wire. */
export async function sendAs(url: string, key: string, body: object, headers: Record<string, string> = {}): Promise<Reply> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', 'x-phoenix-partner-key': key, ...headers },
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) }
}

/** A partner with its key and the documents it has registered, by id. */
export async function openPartner(gateway: TestGateway, admin: Member, documents: Readonly<Record<string, string>>, limits: object = {}) {
  const { partner, key } = await done(admin, 'createPartner', { name: 'Emploi', ...limits }, 'partner { id } key')
  await register(gateway.sql, `partner:${rowId(partner.id)}`, Object.entries(documents))
  await gateway.reload()
  return {
    id: partner.id as string,
    rowId: rowId(partner.id),
    key: key as string,
    send: (documentId: string, variables: object = {}, url = gateway.url) => sendAs(url, key as string, { documentId, variables }),
  }
}

/** The person lets the partner see this, for a day. */
export async function letSee(person: Member, partnerId: string, scopes: readonly string[] = ['PROFILE', 'CVS', 'LETTERS']): Promise<string> {
  await done(person, 'recordConsent', { purpose: 'PARTNER_SHARING', granted: true, version: '1', source: 'ECOSYSTEM' })
  const { partnerGrant } = await done(person, 'grantPartnerAccess', { partnerId, scopes, expiresAt: new Date(Date.now() + 86_400_000).toISOString() })
  return partnerGrant.id
}
