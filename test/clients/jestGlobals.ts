import { afterEach as ourAfterEach, beforeEach as ourBeforeEach, describe as ourDescribe, test as ourTest } from 'vitest'

/* What Apollo's suite asks of Jest, as vitest has it; and what it asks of every server that this one must not do. */
export { afterAll, beforeAll, expect, vi as jest } from 'vitest'

const noPage = 'Apollo\'s landing pages load from a CDN; the gateway has GraphiQL, from its own files, and none in production'
const noBatch = 'batches are refused'
const noStore = 'whoever says nothing about caching gets no-store, and a suite that wants no header gets that one'
const ourWord = 'refused, with another status: 415 for what is no application/json, as RFC 9110 has it'

/** By where it stands in the suite: why it cannot pass. Each is run, and must fail. */
export const CANNOT: Readonly<Record<string, string>> = {
  'apolloServerTests.ts > renderLandingPage > defaults to LocalDefault': noPage,
  'apolloServerTests.ts > renderLandingPage > can specify version for LocalDefault': noPage,
  'apolloServerTests.ts > renderLandingPage > basic functionality > basic GET works': noPage,
  'apolloServerTests.ts > renderLandingPage > basic functionality > basic GET works with more complex header': noPage,
  'apolloServerTests.ts > renderLandingPage > async `html` function > returns a string': noPage,
  'apolloServerTests.ts > renderLandingPage > async `html` function > throws': noPage,
  'apolloServerTests.ts > CSRF prevention > default': 'a GET without an origin is no browser\'s: urql and curl send such; what a page could send is refused (test/server.test.ts)',
  'httpServerTests.ts > graphqlHTTP > rejects the request if the method is not POST or GET': 'HEAD is answered as GET, without its body',
  'httpServerTests.ts > graphqlHTTP > throws an error if POST body is empty': ourWord,
  'httpServerTests.ts > graphqlHTTP > throws an error if invalid content-type': ourWord,
  'httpServerTests.ts > graphqlHTTP > throws an error if POST JSON is malformed': 'refused, without an echo of what was sent',
  'httpServerTests.ts > graphqlHTTP > cache-control > applies cacheControl Headers for batched operation': noBatch,
  'httpServerTests.ts > graphqlHTTP > cache-control > runs when cache-control is disabled': noStore,
  'httpServerTests.ts > graphqlHTTP > cache-control not set without any hints with if-cacheable': noStore,
  'httpServerTests.ts > graphqlHTTP > can handle batch requests': noBatch,
  'httpServerTests.ts > graphqlHTTP > can handle batch requests with one element': noBatch,
  'httpServerTests.ts > graphqlHTTP > returns an error on batch requests with no elements': 'refused, in our words',
  'httpServerTests.ts > graphqlHTTP > can handle batch requests in parallel': noBatch,
  'httpServerTests.ts > graphqlHTTP > disables batch requests by default': 'refused, in our words',
  'httpServerTests.ts > graphqlHTTP > clones batch context': noBatch,
  'httpServerTests.ts > graphqlHTTP > executes batch context if it is a function': noBatch,
  'httpServerTests.ts > Persisted Queries > returns with batched persisted queries': noBatch,
}

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

export const describe = Object.assign(within, { skip: (name: string, body: () => void) => ourDescribe.skip(name, body), each: (cases: readonly unknown[]) => ourDescribe.each(cases) })
export const test = Object.assign(run, { skip: (name: string) => ourTest.skip(name), todo: (name: string) => ourTest.todo(name), each: (cases: readonly unknown[]) => ourTest.each(cases) })
export const it = test
