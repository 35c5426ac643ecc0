import { setTimeout as startTimer } from 'node:timers'
import { setTimeout } from 'node:timers/promises'
import type postgres from 'postgres'
import type { Waited } from '../ending.ts'
import { rowsOf } from './answers.ts'
import { createClients } from './clients.ts'
import { openPool } from './pool.ts'
import { namedArguments } from './port.ts'
import type { FunctionName, InParts, Port, SqlCall } from './port.ts'
import { translate } from './translate.ts'
import type { SqlError } from './translate.ts'
import { createTurns } from './turns.ts'

export interface PostgresOptions {
  readonly url: string
  /** Connections; more than 8 does not pay on two cores. */
  readonly pool?: number
  /** Statements that may wait for a connection; more are SERVICE_UNAVAILABLE at once. */
  readonly queue?: number
  /** Seconds a statement may take. */
  readonly statementTimeout?: number
  /** Told the functions of every statement that is sent: one entry is one round trip. */
  readonly onStatement?: (functions: readonly string[]) => void
}

/**
 * The Postgres lane: every read and every write is one statement of `phoenix_private.run_as`, so one round trip.
 *
 * Behind a transaction-mode pooler (Supabase's port 6543, or `?pgbouncer=true`) statements are unnamed and the time of a statement is kept
 * here, by cancelling it: a pooler takes no settings for a session.
 */
export function connectPostgres({ url, pool = 8, queue = 256, statementTimeout = 15, onStatement }: PostgresOptions): Port {
  const pooled = isPooler(url)
  const clients = createClients(() => openPool(withoutPoolerMark(url), 1, pooled ? 0 : statementTimeout, !pooled))
  const inTurn = createTurns(pool, queue)

  /** One statement. Once `waited` aborts it is cancelled in Postgres; before it is there, nobody waits for it. */
  const send = ({ role, claims, calls, html, text, waited }: Sent): Promise<string> => clients.use((sql) => {
    const page = html ?? NO_PAGE
    const query = html === null && text === null
      ? sql`select phoenix_private.run_as(${role}, ${claims}::text::jsonb, ${calls}::text::jsonb) as rows`
      : sql`select phoenix_private.run_as(${role}, ${claims}::text::jsonb, ${calls}::text::jsonb, ${page[0]}::text || ${page[1]}::text || ${page[2]}::text || ${page[3]}::text || ${page[4]}::text, ${text}) as rows`
    // One row, and the last: where the statement before was cancelled with its row out already, the driver leaves a place free for that
    // (postgres 3.4.9, connection.js: an error does not reset `rows`).
    const answerOf = (answers: postgres.Row[]) => {
      const answer = answers.at(-1)!.rows as string
      // The driver's queries live until the next full collection (it assigns functions to their properties): not what was said in them.
      answers.length = 0
      Object.assign(query, { args: null, parameters: null })
      return answer
    }
    if (waited === undefined && !pooled) return query.then(answerOf)
    return new Promise((resolve, reject) => {
      const cancel = () => {
        const { state, canceller } = query as unknown as DriverQuery
        // Cancelling the query that a connection is being made for would leave that connection waiting for it for ever; and of a cancel
        // request that fails, query.cancel() tells nobody but the process.
        if (state) canceller?.(query).catch(() => {})
        else reject(Object.assign(new Error('Given up before it was sent.'), { code: '57014', unsent: true }))
      }
      const timer = pooled ? startTimer(cancel, statementTimeout * 1000) : undefined
      const over = () => {
        clearTimeout(timer)
        waited?.removeEventListener('abort', cancel)
      }
      waited?.addEventListener('abort', cancel)
      query.then((answers) => {
        over()
        resolve(answerOf(answers))
      }).catch((error: unknown) => {
        over()
        reject(error)
      })
    })
  })

  /** Sends it, and again after a pause where that is right: `tries` have failed. */
  function attempt(sent: Sent, tries: number, began: number): Promise<string> {
    onStatement?.(sent.functions)
    return send(sent).catch(async (error: unknown) => {
      const pause = pauses[tries]
      const givenUp = sent.waited?.aborted || performance.now() - began >= statementTimeout * 1000
      if (pause === undefined || givenUp || !sent.again.test((error as SqlError).code ?? '')) throw translate(error, sent.functions)
      await setTimeout(pause)
      return attempt(sent, tries + 1, began)
    })
  }

  function run(role: string, claims: Readonly<Record<string, unknown>>, calls: readonly SqlCall[], again: RegExp, waited?: Waited) {
    const functions = calls.map((call) => call.name)
    const sent = (): Sent => ({ role, claims: claimsText(claims), ...writeCalls(calls), functions, again, waited })
    return inTurn(waited, () => attempt(sent(), 0, performance.now())).then((text) => (JSON.parse(text) as unknown[][]).map((answer, index) => rowsOf(functions[index]!, answer)))
  }

  return {
    read: ({ role, claims }, calls, waited) => run(role, claims, calls, notDoneOrLost, waited),
    call: (name, args) => run('service_role', SERVICE, [{ name, args }], notDone).then(([rows]) => rows as never),
    close: () => clients.close(5),
  }
}

interface Sent {
  readonly role: string
  readonly claims: string
  readonly calls: string
  readonly html: Parts | null
  readonly text: string | null
  readonly functions: readonly FunctionName[]
  /** Codes of errors after which it is sent again. */
  readonly again: RegExp
  readonly waited: Waited | undefined
}

/**
 * When a statement is sent again: where it surely did nothing. It never left (no connection could be made), or was cancelled: a
 * cancel request names a connection, not a statement, so one that came late hits a neighbour's. What a lost connection did
 * nobody knows: only reads are sent again then.
 */
const notDone = /^(57014|57P03|53300|ECONNREFUSED|CONNECT_TIMEOUT)$/
// A connection that the server ends says so a moment before it closes: the next statement must not go down it too.
const pauses = [30, 300]
const notDoneOrLost = /^(57014|57P0[123]|53300|ECONNREFUSED|CONNECT_TIMEOUT|08|CONNECTION_|ECONNRESET|EPIPE)/

/** What postgres.js knows of a query and has no type for: the connection it was sent on. */
interface DriverQuery {
  readonly state: object | null
  readonly canceller: ((query: unknown) => Promise<void>) | null
}

export const isPooler = (url: string) => new URL(url).port === '6543' || new URL(url).searchParams.get('pgbouncer') === 'true'

/** The mark is ours: a server would take it for a setting. */
function withoutPoolerMark(url: string): string {
  const plain = new URL(url)
  plain.searchParams.delete('pgbouncer')
  return plain.href
}

const SERVICE = { role: 'service_role' }
const claimsTexts = new WeakMap<object, string>()

/** A token that is remembered has the same claims each time: they are never changed. */
function claimsText(claims: Readonly<Record<string, unknown>>): string {
  let text = claimsTexts.get(claims)
  if (text === undefined) claimsTexts.set(claims, text = JSON.stringify(claims))
  return text
}

type Parts = InParts['parts']
/** All of it is null then. */
const NO_PAGE = [null, null, null, null, null] as const

/**
 * `[[function, {p_argument: value}, 'values'], …]`, and beside it the page and the text of a call, which is alone then: escaped into JSON they would
 * be most of it. What is no text to a database stays, to be refused as on the other lane.
 */
function writeCalls(calls: readonly SqlCall[]): Pick<Sent, 'calls' | 'html' | 'text'> {
  const named = calls.map((call): [FunctionName, Record<string, unknown>, 'values'] => [call.name, namedArguments(call), 'values'])
  const [html, text] = named.length === 1 ? takeTexts(named[0]![1]) : [null, null]
  return { calls: JSON.stringify(named), html, text }
}

const isText = (given: unknown): given is string => typeof given === 'string' && given.isWellFormed()

function takeTexts(args: Record<string, unknown>): readonly [html: Parts | null, text: string | null] {
  const { p_html: page, p_text: text } = args
  const html = partsOf(page)
  if (html !== null) args.p_html = undefined
  if (isText(text)) args.p_text = undefined
  return [html, isText(text) ? text : null]
}

function partsOf(page: unknown): Parts | null {
  if (isText(page)) return ['', '', '', '', page]
  const { parts } = (page ?? {}) as Partial<InParts>
  return parts?.every(isText) ? parts : null
}
