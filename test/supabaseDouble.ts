import { AsyncLocalStorage } from 'node:async_hooks'
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { openLite, supabaseKeys } from '../gateway/db/lite.ts'
import type { Connection } from '../gateway/db/pool.ts'
import { signatures } from '../gateway/db/rows.ts'

/*
 * A Supabase project on loopback: @supabase/lite over real HTTP. In front of it stands what Supabase puts there, the gateway that
 * knows the keys of both generations; behind it, where Lite does not answer as PostgREST does, the answer is put right.
 */

export interface Project {
  readonly url: string
  readonly keys: Readonly<Record<'anonKey' | 'serviceRoleKey' | 'publishableKey' | 'secretKey', string>>
  /** What came in, newest last: for looking at who asked as whom. */
  readonly requests: { readonly path: string; readonly headers: IncomingMessage['headers'] }[]
  /** As a load balancer does that goes away: requests that run are not answered. */
  cutConnections(): void
  /** Call it after DDL. */
  schemaChanged(): void
  close(): Promise<void>
}

export interface ProjectOptions {
  /** As role `phoenix_lite`, of a database marked as embedded. */
  readonly databaseUrl: string
  readonly jwtSecret: string
  readonly issuer: string
  /** The superuser's, for asking PostgreSQL what a composite in an answer means. */
  readonly sql: Connection
}

/** What Lite prints of the request at hand: a failing statement's SQLSTATE, which it does not always pass on. */
const printed = new AsyncLocalStorage<string[]>()

export async function openProject({ databaseUrl, jwtSecret, issuer, sql }: ProjectOptions): Promise<Project> {
  const lite = await openLite({ databaseUrl, jwtSecret, issuer, log: (line) => void printed.getStore()?.push(line) })
  const legacy = await supabaseKeys(jwtSecret, issuer)
  const keys = { ...legacy, publishableKey: 'sb_publishable_of_the_double', secretKey: 'sb_secret_of_the_double' }
  const requests: Project['requests'] = []
  const server = createServer(async (req, res) => {
    requests.push({ path: req.url!, headers: req.headers })
    // Public, as it is at Supabase. This project signs with its secret.
    if (req.url === '/auth/v1/.well-known/jwks.json') return void res.writeHead(200, { 'content-type': 'application/json' }).end('{"keys":[]}')
    const request = await admit(req, keys)
    const answer = request instanceof Response ? request : await printed.run([], async () => asPostgrest(await lite.fetch(request), functionOf(req.url!), printed.getStore()!, sql))
    answer.headers.delete('content-length')
    res.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    keys, requests, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cutConnections: () => server.closeAllConnections(),
    schemaChanged: () => lite.schemaChanged(),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      // Nobody waits for what still runs.
      await sql`select pg_cancel_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'phoenix supabase' and state <> 'idle'`
      await lite.close()
    },
  }
}

/** Supabase's own gateway: no key, no entry; a key of the new kind becomes the JWT that PostgREST understands. */
async function admit(req: IncomingMessage, keys: Project['keys']): Promise<Request | Response> {
  const headers = new Headers()
  for (const [name, value] of Object.entries(req.headers)) if (!ofConnection.has(name)) headers.set(name, String(value))
  const { anonKey, serviceRoleKey, publishableKey, secretKey } = keys
  const key = new Map([[anonKey, anonKey], [serviceRoleKey, serviceRoleKey], [publishableKey, anonKey], [secretKey, serviceRoleKey]]).get(headers.get('apikey') ?? '')
  if (key === undefined) return Response.json({ message: 'Invalid API key', hint: 'Double check your Supabase `anon` or `service_role` API key.' }, { status: 401 })
  if (headers.get('authorization')?.startsWith('Bearer sb_')) return refuse(401, 'PGRST301', 'Expected 3 parts in JWT; got 1')
  headers.set('apikey', key)
  if (!headers.has('authorization')) headers.set('authorization', `Bearer ${key}`)
  const text = (await buffer(req)).toString()
  return new Request(`http://localhost${req.url}`, { method: req.method!, headers, body: text === '' ? null : withTextsOfJson(functionOf(req.url!), text) })
}

const ofConnection = new Set(['connection', 'content-length', 'host', 'transfer-encoding'])
const refuse = (status: number, code: string, message: string) => Response.json({ code, message, details: null, hint: null }, { status })

/** A jsonb argument that is a text is a text for PostgREST; Lite would read `"123"` as a number. */
function withTextsOfJson(name: string, text: string): string {
  const types = known[name]?.args ?? {}
  const args = JSON.parse(text) as Record<string, unknown>
  for (const [argument, value] of Object.entries(args)) if (types[argument] === 'jsonb' && typeof value === 'string') args[argument] = JSON.stringify(value)
  return JSON.stringify(args)
}

const functionOf = (url: string) => /\/rpc\/(\w+)/.exec(url)?.[1] ?? ''
const known: Readonly<Record<string, { readonly args: Readonly<Record<string, string>>; readonly nested: readonly string[] | null }>> = signatures

/** What Lite answers with words of its own, in PostgREST's. */
async function asPostgrest(answer: Response, name: string, lines: readonly string[], sql: Connection): Promise<Response> {
  if (answer.ok) return (known[name]?.nested?.length ?? 0) === 0 ? answer : await withComposites(answer, name, sql)
  if (answer.status === 401) return answer
  const { code, message, details } = await answer.clone().json() as { code: string; message: string; details: string | null }
  if (code === 'PGRST205') return refuse(404, '42P01', details ?? message)
  const sqlstate = /failed with ([0-9A-Z]{5})\b/.exec(lines.join())?.[1]
  if (code === 'SUP' && sqlstate !== undefined) return refuse(statusOf(sqlstate), sqlstate, message.replace(/^PostgresError: /, ''))
  return answer
}

/** A composite inside a row is an object; Lite leaves it in PostgreSQL's text, `(a,b)`. */
async function withComposites(answer: Response, name: string, sql: Connection): Promise<Response> {
  const rows = await answer.json() as Record<string, unknown>[]
  for (const column of known[name]!.nested!) {
    const [found] = await sql`
      select format_type(u.type, null) as type from pg_proc p, unnest(p.proargnames, p.proallargtypes) u (name, type)
       where p.proname = ${name} and p.pronamespace = 'public'::regnamespace and u.name = ${column}`
    for (const row of rows) {
      const [read] = await sql.unsafe(`select to_jsonb($1::text::${found!.type}) as value`, [row[column] as string])
      row[column] = read!.value
    }
  }
  return Response.json(rows, { status: answer.status, headers: answer.headers })
}

/** https://docs.postgrest.org/en/stable/references/errors.html */
const statusOf = (sqlstate: string) => (/^(08|53)/.test(sqlstate) ? 503 : /^(2[23]|42|P0001)/.test(sqlstate) ? 400 : 500)
