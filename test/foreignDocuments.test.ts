import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { openGateway, register } from './harness.ts'
import { letSee, openPartner, sendAs } from './partner.ts'

/* Ten thousand documents that a partner has not registered, by whatever way a document comes in: none runs. */

const SEED = 20261125
const COUNT = 10_000
const gateway = await openGateway()
const registered: Readonly<Record<string, string>> = {
  plans: 'query Plans { plans { id } }',
  people: 'query People($first: Int) { partner { grants(first: $first) { nodes { id profile { fullName email } cvs { nodes { id text } } } } } }',
}
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const own = Object.entries(registered).flatMap(([id, body]) => [id, sha256(body), `sha256:${sha256(body)}`])
const foreign = { 'theirs.v1': 'query Theirs { partner { grants { nodes { profile { email } } } } }', [`sha256:${sha256('query Web { viewer { id } }')}`]: 'query Web { viewer { id } }' }

/** mulberry32: the same documents at every run. */
function generator(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}
const random = generator(SEED)
const pick = <T>(items: readonly T[]): T => items[random(items.length)]!
const LETTERS = [...'abcdef0123456789XYZ_:.- {}()$!@"\\#,é\u0000\u{1f600}']

function mutated(text: string): string {
  const changed = change(text)
  return changed === text ? `${text}0` : changed
}
function change(text: string): string {
  const at = random(text.length + 1)
  switch (random(6)) {
    case 0: return text.slice(0, at) + pick(LETTERS) + text.slice(at)
    case 1: return text.slice(0, at) + text.slice(at + 1)
    case 2: return text.slice(0, at) + pick(LETTERS) + text.slice(at + 1)
    case 3: return text.toUpperCase()
    case 4: return text + text
    default: return `${text}${pick([' ', '\n', '\t', '\u00a0', '\u200b', '%00', '#', '?', '/'])}`
  }
}
const hash = (text: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: text } } })

/** One request that must not run: [body], or an address to get. */
function forged(): { body: object } | { path: string } {
  const body = random(2) === 0 ? pick(Object.values(registered)) : pick(Object.values(foreign))
  const id = random(4) === 0 ? pick(Object.keys(foreign)) : mutated(pick(own))
  switch (random(9)) {
    case 0: return { body: { query: body } }
    case 1: return { body: { query: mutated(body) } }
    case 2: return { body: { query: body, ...hash(sha256(body)) } }
    case 3: return { body: { documentId: id } }
    case 4: return { body: hash(id) }
    case 5: return { body: { documentId: pick(own), query: body } }
    case 6: return { body: { documentId: pick([7, true, ['plans'], { plans: 1 }, 'constructor', '__proto__', 'toString', '', ' plans']) } }
    case 7: return { path: `/graphql?${new URLSearchParams({ documentId: id })}` }
    default: return { path: `/graphql/${encodeURIComponent(id)}` }
  }
}

let key: string
beforeAll(async () => {
  const admin = await gateway.member({ role: 'admin' })
  const limits = { ratePerMinute: 1_000_000, dailyQuota: 100_000_000, dailyCost: 2_000_000_000 }
  const partner = await openPartner(gateway, admin, registered, limits)
  const other = await openPartner(gateway, admin, {}, limits)
  await register(gateway.sql, `partner:${other.rowId}`, Object.entries(foreign))
  await register(gateway.sql, 'web', Object.values(foreign))
  await gateway.reload()
  await letSee(await gateway.member(), partner.id)
  key = partner.key
})

test(`${COUNT} mutated and foreign documents, seed ${SEED}: none runs`, async () => {
  // What is registered does run, by the same way.
  expect((await sendAs(gateway.url, key, { documentId: 'people' })).body.data.partner.grants.nodes).toHaveLength(1)
  expect((await sendAs(gateway.url, key, hash(sha256(registered.plans!)))).body.data.plans).toHaveLength(4)
  gateway.asked.length = 0
  const answers = new Map<string, number>()
  let left = COUNT
  const headers = { 'content-type': 'application/json', 'x-phoenix-partner-key': key }
  const one = async () => {
    const request = forged()
    const response = 'path' in request
      ? await fetch(`${gateway.url}${request.path}`, { headers: { 'x-phoenix-partner-key': key } })
      : await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body: JSON.stringify(request.body) })
    const { data, errors } = await response.json() as { data?: unknown; errors?: { extensions: { code: string } }[] }
    const code = data === undefined ? errors?.[0]?.extensions.code ?? 'nothing' : `RAN ${JSON.stringify(request)}`
    answers.set(code, (answers.get(code) ?? 0) + 1)
  }
  await Promise.all(Array.from({ length: 16 }, async () => {
    while (left > 0) {
      left -= 1
      await one()
    }
  }))
  expect([...answers.keys()].toSorted()).toEqual(['BAD_REQUEST', 'DOCUMENT_NOT_REGISTERED'])
  expect([...answers.values()].reduce((sum, count) => sum + count)).toBe(COUNT)
  // Nothing was asked of the database on behalf of any of them.
  expect(gateway.asked.filter((name) => /partner|granted|plans|profiles/.test(name))).toEqual([])
})
