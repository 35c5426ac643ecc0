import { hash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { createAddressOf } from '../gateway/http/address.ts'
import { createBucket } from '../gateway/request/bucket.ts'
import type { Lease, Rate } from '../gateway/request/bucket.ts'
import { RATES } from '../gateway/request/rate.ts'
import { openGateway } from './harness.ts'

/** Fills so slowly that no test sees it. */
const rates = {
  user: [{ name: 'user', limit: 200, perSecond: 0.0001 }],
  address: [{ name: 'address', limit: 100, perSecond: 0.0001 }],
  partner: RATES.partner,
}
/** No time passes: what is spent stays spent, and what is refused stays refused, however slow the machine is. */
const started = Date.now()
const rateTimes = { now: () => started, patienceMs: 600_000 }
const settings = { rates, rateTimes, trustedProxies: ['127.0.0.1'] }
const BLOCK = rates.address[0]!.limit / 20
const gateway = await openGateway(settings)
/** One point. */
const CHEAP = '{ __typename }'

/** From an address of its own, as a proxy that is trusted says. */
async function from(address: string, { url = gateway.url, query = CHEAP, headers = {} as Record<string, string> } = {}) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'x-forwarded-for': address, ...headers }, body: JSON.stringify({ query }),
  })
  return { status: response.status, headers: response.headers, body: await response.json() as any }
}
/** Asks until it is refused. */
async function spendAll(ask: () => Promise<{ status: number }>, most = 1000): Promise<number> {
  for (let n = 0; n < most; n += 1) {
    const { status } = await ask()
    if (status === 429) return n
    expect(status).toBe(200)
  }
  return most
}

describe('a caller', () => {
  test('sees what is left, in the answer, in headers, and when it asks', async () => {
    const ada = await gateway.member()
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${ada.token}`, origin: 'http://localhost:3000' },
      body: JSON.stringify({ query: '{ rateLimit { limit remaining used resetAt cost } plans { id limits { feature } } viewer { id } }' }),
    })
    const { data, extensions } = await response.json() as any
    // rateLimit, ten plans with ten limits each, the viewer: what a list of unknown length may be.
    const requested = 1 + 10 + 100 + 1
    expect(data.rateLimit).toMatchObject({ limit: 200, remaining: 200 - requested, used: requested, cost: requested })
    expect(Date.parse(data.rateLimit.resetAt)).toBeGreaterThan(Date.now())
    const actual = 1 + data.plans.length + data.plans.flatMap((plan: any) => plan.limits).length + 1
    expect(extensions.cost).toMatchObject({ requested, actual, throttle: { limit: 200, remaining: 200 - actual } })
    expect(response.headers.get('ratelimit-policy')).toBe('"user";q=200;w=2000000')
    expect(response.headers.get('ratelimit')).toMatch(new RegExp(`^"user";r=${200 - actual};t=\\d+$`))
    expect(response.headers.get('access-control-expose-headers')).toContain('ratelimit, ratelimit-policy')
  })

  test('is refused when nothing is left, and told until when; others are not', async () => {
    const granted = await spendAll(() => from('192.0.2.1'))
    expect(granted).toBeGreaterThanOrEqual(100)
    expect(granted).toBeLessThanOrEqual(100 + BLOCK)
    const refused = await from('192.0.2.1')
    expect(refused.status).toBe(429)
    expect(refused.body.data).toBeUndefined()
    expect(refused.body.errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED', limit: 100, remaining: 0 } }])
    const { retryAfter, resetsAt } = refused.body.errors[0].extensions
    expect(refused.headers.get('retry-after')).toBe(String(retryAfter))
    expect(Date.parse(resetsAt)).toBeGreaterThan(Date.now())
    expect((await from('192.0.2.2')).status).toBe(200)
    const ada = await gateway.member()
    expect((await from('192.0.2.1', { headers: { authorization: `Bearer ${ada.token}` } })).status).toBe(200)
  })

  test('is asked for what a document may cost before it runs', async () => {
    const ada = await gateway.member()
    for (let n = 0; n < 100; n += 1) await ada.ask(CHEAP)
    gateway.statements.length = 0
    expect(await ada.ask('{ plans { id limits { feature } } }')).toMatchObject({ status: 429, errors: [{ extensions: { code: 'RATE_LIMITED' } }] })
    expect(gateway.statements).toEqual([])
    // Refused, it has cost nothing.
    expect(await ada.ask('{ rateLimit { used } }')).toMatchObject({ data: { rateLimit: { used: 101 } } })
  })

  test.each([
    ['a query', 'query ($n: Int!) { viewer { cvs(first: $n) { nodes { id } } letters(first: 60) { nodes { id } } events(first: 60) { nodes { id } } } }', { n: 'x' }],
    ['a mutation', 'mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { profile { id } } }', { input: 5 }],
  ])('pays for variables that do not fit what any refusal costs, whatever %s would have cost, and whichever way it goes', async (_what, query, variables) => {
    const ada = await gateway.member()
    for (let n = 1; n <= 3; n += 1) {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${ada.token}` }, body: JSON.stringify({ query, variables }),
      })
      const { errors, extensions } = await response.json() as any
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
      expect(extensions.cost).toMatchObject({ actual: 10, throttle: { remaining: 200 - n * 10 } })
    }
  })

  test('pays for documents and tokens that are refused, too', async () => {
    let refused = 0
    while ((await from('192.0.2.3', { query: '{ nothing }' })).status === 200) refused += 1
    expect(refused).toBeGreaterThanOrEqual(10)
    expect(refused).toBeLessThanOrEqual(11)
    expect((await from('192.0.2.3')).status).toBe(429)
    const tries: number[] = []
    while (tries.at(-1) !== 429 && tries.length < 50) tries.push((await from('192.0.2.4', { headers: { authorization: 'Bearer x' } })).status)
    expect(tries.at(-1)).toBe(429)
    expect(new Set(tries.slice(0, -1))).toEqual(new Set([401]))
    // Whoever is signed in there is not held to it.
    const ada = await gateway.member()
    expect((await from('192.0.2.4', { headers: { authorization: `Bearer ${ada.token}` } })).status).toBe(200)
  })

  test('pays for bodies that are nothing', async () => {
    const send = () => fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-forwarded-for': '192.0.2.77' }, body: '{"query":' })
    let refused = 0
    while (refused < 40 && (await send()).status === 400) refused += 1
    expect(refused).toBeGreaterThanOrEqual(10)
    expect(refused).toBeLessThanOrEqual(11)
  })

  test('that has spent all is refused before its body is read', async () => {
    await spendAll(() => from('192.0.2.5'))
    const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': 'text/plain', 'x-forwarded-for': '192.0.2.5' }, body: 'no JSON' })
    expect(response.status).toBe(429)
  })
})

describe('several gateways', () => {
  /** Until each of them has nothing more to give: what it holds itself, and what is left for all. */
  async function exhaust(address: string, urls: readonly string[]): Promise<number> {
    let granted = 0
    for (let n = 0, inARow = 0; inARow < urls.length; n += 1) {
      const { status } = await from(address, { url: urls[n % urls.length]! })
      expect([200, 429]).toContain(status)
      granted += status === 200 ? 1 : 0
      inARow = status === 429 ? inARow + 1 : 0
    }
    return granted
  }

  test('share a caller\'s points: all of them are spent, and at most a block each too much', async () => {
    const others = [await gateway.another(settings), await gateway.another(settings)]
    const urls = [gateway.url, ...others.map(({ url }) => url)]
    const granted = await exhaust('198.51.100.1', urls)
    expect(granted).toBeGreaterThanOrEqual(100)
    expect(granted).toBeLessThanOrEqual(100 + urls.length * BLOCK)
  })

  test('all at once, too', async () => {
    const urls = [gateway.url, (await gateway.another(settings)).url]
    const statuses = await Promise.all(Array.from({ length: 300 }, async (_, n) => (await from('198.51.100.2', { url: urls[n % 2]! })).status))
    expect(new Set(statuses)).toEqual(new Set([200, 429]))
    const granted = statuses.filter((status) => status === 200).length + await exhaust('198.51.100.2', urls)
    expect(granted).toBeGreaterThanOrEqual(100)
    expect(granted).toBeLessThanOrEqual(100 + urls.length * BLOCK)
  })

  test('nobody waits for the bucket: while it is locked, requests are served from the block', async () => {
    expect((await from('198.51.100.3')).status).toBe(200)
    const held = Promise.withResolvers<void>()
    const locked = Promise.withResolvers<void>()
    const lock = gateway.sql.begin(async (sql) => {
      await sql`select * from phoenix_private.rate_buckets for update`
      locked.resolve()
      await held.promise
    })
    await locked.promise
    for (let n = 0; n < 4; n += 1) expect((await from('198.51.100.3')).status).toBe(200)
    held.resolve()
    await lock
  })
})

describe('where a request comes from', () => {
  const ask = (remoteAddress: string | undefined, forwarded: string | undefined, trusted: string[]) =>
    createAddressOf(trusted)({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } } as unknown as IncomingMessage)
  test.each([
    ['nobody is believed by default', '203.0.113.9', '10.9.9.9', [], '203.0.113.9'],
    ['a proxy of ours is', '10.0.0.1', '203.0.113.9', ['10.0.0.0/8'], '203.0.113.9'],
    ['the last one that is not ours counts, not the first', '10.0.0.1', '1.1.1.1, 203.0.113.9, 10.0.0.2', ['10.0.0.0/8'], '203.0.113.9'],
    ['what is no address ends the search', '10.0.0.1', '203.0.113.9, unknown', ['10.0.0.0/8'], '10.0.0.1'],
    ['only ours: the first of them', '10.0.0.1', '10.0.0.3, 10.0.0.2', ['10.0.0.0/8'], '10.0.0.3'],
    ['IPv4 in the clothes of IPv6', '::ffff:203.0.113.9', undefined, [], '203.0.113.9'],
    ['and as a proxy', '::ffff:10.0.0.1', '203.0.113.9', ['10.0.0.1'], '203.0.113.9'],
    ['IPv6 by its network', '2001:db8:1:2:3:4:5:6', undefined, [], '2001:db8:1:2::/64'],
    ['shortened', '2001:db8::6', undefined, [], '2001:db8:0:0::/64'],
    ['local', '::1', undefined, [], '0:0:0:0::/64'],
    ['with a zone', 'fe80::1%eth0', undefined, [], 'fe80:0:0:0::/64'],
    ['a trusted network of IPv6', 'fd00::1', '2001:db8:1:2::7', ['fd00::/8'], '2001:db8:1:2::/64'],
    ['nowhere', undefined, '203.0.113.9', [], null],
  ])('%s', (_says, remote, forwarded, trusted, address) => {
    expect(ask(remote, forwarded, trusted)).toBe(address)
  })

  test('without a proxy the header moves nobody: all strangers of one address share its points', async () => {
    const { url } = await gateway.another({ ...settings, trustedProxies: [] })
    // The harness has asked for the catalogues from here.
    const [bucket] = await gateway.sql`select floor(points)::int as left from phoenix_private.rate_buckets where bucket = ${hash('sha256', 'address 127.0.0.1 address', 'base64url')}`
    let n = 0
    const granted = await spendAll(() => from(`192.0.2.${n += 1}`, { url }))
    expect(granted).toBeGreaterThanOrEqual(bucket!.left)
    expect(granted).toBeLessThanOrEqual(bucket!.left + BLOCK)
  })
})

describe('a bucket', () => {
  const rate: Rate = { name: 'user', limit: 1000, perSecond: 10 }
  function open(given: Rate = rate, lease?: Lease) {
    let now = 1_000_000_000_000
    let there = given.limit
    const leases: number[] = []
    const shared: Lease = lease ?? (async (points) => {
      const granted = Math.min(points, Math.floor(there))
      there -= granted
      leases.push(points)
      return { granted, remaining: Math.floor(there) }
    })
    const bucket = createBucket(given, shared, () => now)
    return { bucket, leases, pass: (ms: number) => { now += ms; if (given.perSecond !== 'at midnight') there = Math.min(given.limit, there + ms * given.perSecond / 1000) }, empty: () => { there = 0 } }
  }
  const settled = () => new Promise((resolve) => setImmediate(resolve))

  test('asks ahead: a lease a block or less, and nobody waits while there is enough', async () => {
    const { bucket, leases } = open()
    for (let n = 0; n < 900; n += 1) {
      expect(bucket.take(1)).toBeUndefined()
      await settled()
    }
    expect(leases.length).toBeLessThanOrEqual(900 / 25 + 2)
    expect(bucket.state()).toMatchObject({ limit: 1000, remaining: 100, used: 900, window: 100 })
  })

  test('what the others have spent is known one block later', async () => {
    const { bucket, empty } = open()
    empty()
    for (let n = 0; n < 50; n += 1) expect(bucket.take(1)).toBeUndefined()
    await settled()
    expect(() => bucket.take(1)).toThrow('The limit of 1000 points is reached.')
    expect(() => bucket.require()).toThrow('reached')
  })

  test('the overshoot is paid back before anything else', async () => {
    const { bucket, empty, pass } = open()
    empty()
    for (let n = 0; n < 50; n += 1) void bucket.take(1)
    await settled()
    expect(() => bucket.take(1)).toThrow(expect.objectContaining({ extensions: expect.objectContaining({ retryAfter: 6, limit: 1000, remaining: 0 }) }))
    pass(6_000)
    await bucket.take(1)
    await expect((async () => { for (let n = 0; n < 100; n += 1) await bucket.take(1) })()).rejects.toThrow('reached')
  })

  test('who waits as long as he is told is served', async () => {
    const { bucket, pass } = open()
    let refusal: any = null
    while (refusal === null) await Promise.resolve().then(() => bucket.take(30)).then(settled, (error) => { refusal = error })
    pass(refusal.extensions.retryAfter * 1000)
    await bucket.take(30)
  })

  test('one that is dearer than what is in hand waits for the lease, and gets all that is there', async () => {
    const { bucket, leases } = open()
    await bucket.take(900)
    expect(leases[0]).toBeGreaterThanOrEqual(900)
    await expect((async () => bucket.take(200))()).rejects.toThrow('reached')
    // What no bucket could ever hold waits for a full one, not for ever.
    const { bucket: other } = open()
    await other.take(5000)
    expect(other.state().remaining).toBe(0)
  })

  test('gives back what was not needed, never more than it holds', () => {
    const { bucket } = open()
    void bucket.take(40)
    bucket.giveBack(39)
    expect(bucket.state().remaining).toBe(999)
    bucket.giveBack(5000)
    expect(bucket.state().remaining).toBe(1000)
  })

  test('the database away: each process keeps the same limit by itself', async () => {
    const { bucket, pass } = open(rate, async () => { throw new Error('away') })
    let granted = 0
    const drain = async () => {
      for (let n = 0; n < 3000; n += 1) {
        try {
          await bucket.take(1)
          granted += 1
        } catch {
          return
        }
      }
    }
    await drain()
    expect(granted).toBeGreaterThanOrEqual(1000)
    expect(granted).toBeLessThanOrEqual(1050)
    granted = 0
    pass(30_000)
    await drain()
    expect(granted).toBeGreaterThanOrEqual(250)
    expect(granted).toBeLessThanOrEqual(350)
  })

  test('of a day is full again at midnight UTC', async () => {
    const { bucket } = open({ name: 'day', limit: 100, perSecond: 'at midnight', counts: 'requests' })
    await bucket.take(10)
    const { resetAt, window } = bucket.state()
    expect(new Date(resetAt).toISOString()).toMatch(/T00:00:00.000Z$/)
    expect(window).toBe(86_400)
  })
})

describe('the shared bucket', () => {
  const lease = async (bucket: string, points: number, capacity = 100, perSecond = 0) =>
    (await gateway.sql`select * from public.lease_points(${bucket}, ${capacity}, ${perSecond}, ${points})`)[0]
  const age = (bucket: string, by: string) => gateway.sql`update phoenix_private.rate_buckets set filled_at = filled_at - ${by}::interval where bucket = ${bucket}`

  test('gives what is there, and never the same point twice', async () => {
    const leases = await Promise.all(Array.from({ length: 20 }, () => lease('at once', 7)))
    expect(leases.reduce((sum, one) => sum + one!.granted, 0)).toBe(100)
    expect(await lease('at once', 7)).toEqual({ granted: 0, remaining: 0 })
  })

  test('fills with time, up to its brim', async () => {
    await lease('filling', 100, 100, 0.5)
    await age('filling', '20 seconds')
    expect(await lease('filling', 4, 100, 0.5)).toEqual({ granted: 4, remaining: 6 })
    await age('filling', '1 hour')
    expect(await lease('filling', 1, 100, 0.5)).toEqual({ granted: 1, remaining: 99 })
  })

  test('takes back; with another limit, what was spent stays spent', async () => {
    await lease('back', 80)
    expect(await lease('back', -30)).toMatchObject({ remaining: 50 })
    expect(await lease('back', 10, 70)).toEqual({ granted: 10, remaining: 10 })
    expect(await lease('back', 10, 40)).toEqual({ granted: 0, remaining: 0 })
    expect(await lease('back', 0, 1000)).toEqual({ granted: 0, remaining: 940 })
    expect(await lease('new', 500)).toEqual({ granted: 100, remaining: 0 })
  })

  test('of a day fills at midnight UTC, not before', async () => {
    await lease('day', 100)
    expect(await lease('day', 1)).toMatchObject({ granted: 0 })
    await age('day', '1 day')
    expect(await lease('day', 1)).toEqual({ granted: 1, remaining: 99 })
  })

  test('is forgotten after a day, and names nobody', async () => {
    const ada = await gateway.member()
    await ada.ask(CHEAP)
    await lease('old', 1)
    await age('old', '2 days')
    const buckets = async () => (await gateway.sql`select bucket from phoenix_private.rate_buckets`).map((row) => row.bucket as string)
    expect((await buckets()).filter((name) => name.includes(ada.id) || name.includes('192.0.2'))).toEqual([])
    await gateway.sql`select public.forget_rate_buckets()`
    expect(await buckets()).not.toContain('old')
  })
})
