import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { notFound } from '../errors.ts'
import { Refusal, send, type Exchange } from './exchange.ts'
import type { Route } from './route.ts'

export interface GraphiqlOptions {
  /** A fresh token for the demo user, asked for at each load of the page. */
  readonly token: () => Promise<string>
  /** One tab each; a tab is titled by the name of its operation, else by `name`. */
  readonly examples: readonly { readonly name: string; readonly query: string; readonly variables?: string }[]
}

const require = createRequire(import.meta.url)
const inPackage = (name: string, ...path: string[]) => () => join(dirname(require.resolve(`${name}/package.json`)), ...path)
const ours = (name: string) => () => fileURLToPath(new URL(`graphiql/${name}`, import.meta.url))

/** Everything the page loads, by the only names there are. In the order the scripts need. */
const FILES: Readonly<Record<string, () => string>> = {
  'graphiql.min.css': inPackage('graphiql', 'graphiql.min.css'),
  'page.css': ours('page.css'),
  'react.js': inPackage('react', 'umd', 'react.production.min.js'),
  'react-dom.js': inPackage('react-dom', 'umd', 'react-dom.production.min.js'),
  'graphiql.min.js': inPackage('graphiql', 'graphiql.min.js'),
  'boot.js': ours('boot.js'),
}

/** No script but our files, no request but to ourselves. Styles: the dialogs of GraphiQL write style elements. */
const PAGE_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

interface File {
  readonly content: Buffer
  readonly etag: string
  readonly type: string
}

/** The page for `/graphql`, and the door to its files. Files are read once, at the first visit. */
export function graphiqlRoutes(options: GraphiqlOptions, log: Logger): { page: (exchange: Exchange) => Promise<void>; files: Route } {
  const read = readOnce()
  return {
    async page(exchange) {
      const token = await options.token().catch((err: unknown) => {
        log.warn({ err }, 'no demo token for GraphiQL')
        return null
      })
      const html = pageOf({ token, examples: options.examples.map(asTab) }, (name) => read(name)?.etag ?? '')
      // Not for other origins, though they may call the API: the page holds a token.
      delete exchange.headers['access-control-allow-origin']
      send(exchange, 200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': PAGE_CSP, vary: 'accept, origin' }, html)
    },
    files: {
      path: '/graphiql/*',
      methods: ['GET'],
      cors: false,
      async answer(exchange) {
        const file = read(exchange.path.slice('/graphiql/'.length))
        if (file === null) throw new Refusal(404, notFound('file'))
        // The page asks with the content's digest in the address: what it names can never change.
        const age = exchange.search === `?${file.etag}` ? 'public, max-age=31536000, immutable' : 'no-cache'
        const headers = { 'content-type': file.type, etag: `"${file.etag}"`, 'cache-control': age }
        const known = exchange.req.headers['if-none-match']?.includes(`"${file.etag}"`) ?? false
        send(exchange, known ? 304 : 200, headers, known ? '' : file.content)
      },
    },
  }
}

function readOnce(): (name: string) => File | null {
  const files = new Map<string, File>()
  return (name) => {
    const path = Object.hasOwn(FILES, name) ? FILES[name] : undefined
    if (path === undefined) return null
    const known = files.get(name)
    if (known !== undefined) return known
    const content = readFileSync(path())
    const etag = createHash('sha256').update(content).digest('base64url').slice(0, 22)
    const file = { content, etag, type: name.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8' }
    files.set(name, file)
    return file
  }
}

/** A tab without an operation name would be "<untitled>". */
const asTab = ({ name, query, variables }: GraphiqlOptions['examples'][number]) => ({ query: `# ${name}\n${query}`, variables })

/** JSON in a data block: nothing in it can end the block, because no `<` is left. */
const embed = (settings: unknown) => JSON.stringify(settings).replaceAll('<', '\\u003c')

function pageOf(settings: unknown, digestOf: (name: string) => string): string {
  const names = Object.keys(FILES)
  const address = (name: string) => `/graphiql/${name}?${digestOf(name)}`
  const styles = names.filter((name) => name.endsWith('.css')).map((name) => `<link rel="stylesheet" href="${address(name)}">`)
  const scripts = names.filter((name) => name.endsWith('.js')).map((name) => `<script src="${address(name)}" defer></script>`)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Phoenix Gateway</title>
<link rel="icon" href="data:,">
${styles.join('\n')}
</head>
<body>
<div id="graphiql"></div>
<script type="application/json" id="settings">${embed(settings)}</script>
${scripts.join('\n')}
</body>
</html>
`
}
