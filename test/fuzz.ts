/* Documents that are nearly right, from a seed: the same seed gives the same documents. */

/** Mulberry32: small, and good enough to choose among mistakes. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const GOOD = [
  '{ viewer { id profile { fullName timeZone } usage { features { feature remaining } } cvs(first: 3) { nodes { id title template { name } } pageInfo { hasNextPage } } } }',
  'query Q($n: Int = 5, $app: App!) { viewer { tier(app: $app) events(first: $n, types: ["cv.generated"]) { edges { cursor node { id data } } } } }',
  'query A { ...F } fragment F on Query { plans { id price { amount currency } limits { feature limit } } cvTemplates { id ... on Node { id } } }',
  'mutation M($input: UpdateProfileInput!) { a: updateProfile(input: $input) { profile { id fullName } } b: deleteCv(input: {cvId: "x"}) { deletedId } }',
  '{ __schema { queryType { name } types { kind name fields(includeDeprecated: true) { name args { name type { name ofType { name } } } } } } __type(name: "Cv") { name } }',
  '{ node(id: "Q3Y6MDAwMA==") { __typename id ... on Cv { title } ... on Plan { name } } nodes(ids: ["a", "b"]) { id } rateLimit { limit remaining } }',
]
const PIECES = [
  '{', '}', '(', ')', '[', ']', ':', '!', '$', '...', '@include(if: true)', '@skip(if: $x)', '@cost(weight: "1")', 'on Query', 'fragment Z on Viewer { id }', 'null', 'true', '-1', '9999999999999999999999', '1e999', '""', '"\\u0000"',
  '"\\ud800"', '"""', '#', '\0', '\ufeff', '\u2028', '💥', 'é', '__typename', '__proto__', 'constructor', 'viewer', 'viewer { viewer { id } }', 'query', 'mutation', 'subscription', 'subscription { usageChanged { id } }', 'type Query { a: Int }', 'extend', ',,,,',
]
const VALUES: readonly unknown[] = [null, 0, -1, 1.5, 1e308, '', 'x', '\0', '\ud800', [], [[[]]], {}, { __proto__: 1 }, { toString: 'x' }, true, 'CV', 2 ** 53, ['a', null]]

export interface Mutant {
  /** The body, which may be no JSON at all. */
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

/** One request that was right before something happened to it. */
export function mutant(random: () => number): Mutant {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!
  const at = (text: string) => Math.floor(random() * (text.length + 1))
  let query = pick(GOOD)
  for (let changes = Math.floor(random() * 5); changes > 0; changes -= 1) {
    const from = at(query)
    const to = Math.min(query.length, from + Math.floor(random() * 12))
    const kind = random()
    if (kind < 0.3) query = query.slice(0, from) + query.slice(to)
    else if (kind < 0.6) query = `${query.slice(0, from)} ${pick(PIECES)} ${query.slice(from)}`
    else if (kind < 0.75) query = query.slice(0, from) + query.slice(from, to).repeat(1 + Math.floor(random() * 40)) + query.slice(to)
    else if (kind < 0.85) query += ` ${pick(GOOD)}`
    else query = query.slice(0, from) + String.fromCodePoint(Math.floor(random() * 0xd7ff)) + query.slice(from + 1)
  }
  const variables = random() < 0.5 ? { n: pick(VALUES), app: pick(VALUES), input: random() < 0.5 ? { fullName: pick(VALUES), [String(pick(PIECES))]: pick(VALUES) } : pick(VALUES) } : pick(VALUES)
  const whole: Record<string, unknown> = { query, variables, operationName: random() < 0.2 ? pick(VALUES) : undefined, extensions: random() < 0.1 ? pick(VALUES) : undefined }
  if (random() < 0.05) whole.query = pick(VALUES)
  let body = JSON.stringify(whole)
  if (random() < 0.05) body = body.slice(0, at(body))
  const accept = pick(['application/json', 'application/graphql-response+json', '*/*', 'text/html', 'multipart/mixed', 'x'])
  return { body, headers: { 'content-type': 'application/json', accept } }
}

export interface Fired {
  readonly sent: number
  readonly ran: number
  /** What must never be: 5xx, an answer that is no JSON, a code outside the contract. */
  readonly broken: readonly string[]
}

/** Sends so many, some at a time. */
export async function fire(url: string, token: string, { seed, count, atOnce = 16 }: { seed: number; count: number; atOnce?: number }): Promise<Fired> {
  const random = randomFrom(seed)
  const broken: string[] = []
  let sent = 0
  let ran = 0
  const one = async () => {
    while (sent < count) {
      sent += 1
      const { body, headers } = mutant(random)
      const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { ...headers, authorization: `Bearer ${token}` }, body })
      const text = await response.text()
      const answer = JSON.parse(text) as { data?: unknown; errors?: { message: string; extensions?: { code?: string } }[] }
      if (answer.data !== undefined) ran += 1
      const codes = (answer.errors ?? []).map(({ extensions }) => extensions?.code ?? 'none')
      if (response.status >= 500 || codes.some((code) => code === 'INTERNAL_SERVER_ERROR' || code === 'none')) broken.push(`${response.status} ${codes.join(' ')} ${body}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  return { sent, ran, broken }
}
