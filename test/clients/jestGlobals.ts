import { afterEach as ourAfterEach, beforeEach as ourBeforeEach, describe as ourDescribe, test as ourTest } from 'vitest'

/* What Apollo's suite asks of Jest, as vitest has it; and what it asks of every server that this one must not do. */
export { afterAll, beforeAll, expect, vi as jest } from 'vitest'

const noPage = 'nothing comes from a CDN, and pages are GraphiQL and the dashboard only (HTTP: "static files only under /graphiql/* and /dashboard/*, nothing from a CDN")'
const noBatch = 'the list of protections has "batching off"'
const noStore = 'whoever says nothing about caching gets no-store, which is one of the security headers; "Cache-Control and ETag on public GETs" says what may be kept'
const unsupported = 'refused, with 415 as RFC 9110 (15.5.16) has it for what is no application/json; Apollo itself accepts either from integrations'

/** By where it stands in the suite: which line of the contract it contradicts. Each is run, and must fail. */
export const CANNOT: Readonly<Record<string, string>> = {
  'apolloServerTests.ts > renderLandingPage > defaults to LocalDefault': noPage,
  'apolloServerTests.ts > renderLandingPage > can specify version for LocalDefault': noPage,
  'apolloServerTests.ts > renderLandingPage > basic functionality > basic GET works': noPage,
  'apolloServerTests.ts > renderLandingPage > basic functionality > basic GET works with more complex header': noPage,
  'apolloServerTests.ts > renderLandingPage > async `html` function > returns a string': noPage,
  'apolloServerTests.ts > renderLandingPage > async `html` function > throws': noPage,
  'apolloServerTests.ts > CSRF prevention > default': 'urql and curl ("real clients over the wire") send GETs with neither origin nor content-type; what a page could send is refused (test/server.test.ts)',
  'httpServerTests.ts > graphqlHTTP > rejects the request if the method is not POST or GET': 'it asks by HEAD, which every server has that has GET (RFC 9110, 9.1)',
  'httpServerTests.ts > graphqlHTTP > throws an error if POST body is empty': unsupported,
  'httpServerTests.ts > graphqlHTTP > throws an error if invalid content-type': unsupported,
  'httpServerTests.ts > graphqlHTTP > cache-control > applies cacheControl Headers for batched operation': noBatch,
  'httpServerTests.ts > graphqlHTTP > cache-control > runs when cache-control is disabled': noStore,
  'httpServerTests.ts > graphqlHTTP > cache-control not set without any hints with if-cacheable': noStore,
  'httpServerTests.ts > graphqlHTTP > can handle batch requests': noBatch,
  'httpServerTests.ts > graphqlHTTP > can handle batch requests with one element': noBatch,
  'httpServerTests.ts > graphqlHTTP > can handle batch requests in parallel': noBatch,
  'httpServerTests.ts > graphqlHTTP > clones batch context': noBatch,
  'httpServerTests.ts > graphqlHTTP > executes batch context if it is a function': noBatch,
  'httpServerTests.ts > Persisted Queries > returns with batched persisted queries': noBatch,
}

/**
 * What the suite itself skips: @defer and @stream executed by graphql 17, which Apollo's own CI installs as a prerelease. The gateway has 16
 * (Apollo Server, graphql-shield and graphql-middleware take no other). Anything else that is skipped fails.
 */
const NEEDS_GRAPHQL_17 = new Set(['tests that require graphql@17', 'includes all fields with defer legacy', 'includes all fields with defer modern'])
const skip = (name: string, skipIt: () => void) => (NEEDS_GRAPHQL_17.has(name) ? skipIt() : ourTest(name, () => { throw new Error('The suite skips this, and nobody has said why it may.') }))

let here: readonly string[] = []

/** Keeps where we are: the suite has several tests of one name. What is within is looked at when all around it has been. */
const within = (name: string, body?: () => void) => {
  const path = [...here, name]
  ourDescribe(name, () => {
    const before = here
    here = path
    body?.()
    here = before
  })
}
type Body = (done?: (error?: unknown) => void) => unknown

/** Jest hands a callback to whoever wants one. */
const settled = (body: Body) => async () => {
  if (body.length === 0) return void await body()
  await new Promise<void>((resolve, reject) => void body((error) => (error === undefined ? resolve() : reject(error as Error))))
}
/** `test.fails` does not take snapshots. */
const refused = (body: Body) => async () => {
  const passed = await settled(body)().then(() => true, () => false)
  if (passed) throw new Error('This passes by now: take it off the list.')
}
const run = (name: string, body: Body, timeout?: number) => {
  const reason = CANNOT[[...here, name].slice(1).join(' > ')]
  if (reason === undefined) ourTest(name, settled(body), timeout)
  else ourTest(`${name} (must not: ${reason})`, refused(body), timeout)
}
export const beforeEach = (body: Body) => ourBeforeEach(settled(body))
export const afterEach = (body: Body) => ourAfterEach(settled(body))

export const describe = Object.assign(within, { skip: (name: string, body: () => void) => skip(name, () => ourDescribe.skip(name, body)), each: (cases: readonly unknown[]) => ourDescribe.each(cases) })
export const test = Object.assign(run, { skip: (name: string) => skip(name, () => ourTest.skip(name)), todo: (name: string) => ourTest.todo(name), each: (cases: readonly unknown[]) => ourTest.each(cases) })
export const it = test
