import { setTimeout as startTimer } from 'node:timers'
import { setTimeout } from 'node:timers/promises'
import type postgres from 'postgres'
import { Ending } from '../ending.ts'
import type { Waited } from '../ending.ts'
import { deadlineExceeded, GatewayError } from '../errors.ts'
import { rowsOf } from './answers.ts'
import { createBatches } from './batches.ts'
import type { Batched } from './batches.ts'
import { createClients } from './clients.ts'
import { openPool } from './pool.ts'
import type { Connection } from './pool.ts'
import { namedArguments } from './port.ts'
import type { FunctionName, Identity, Port, SqlCall } from './port.ts'
import { translate } from './translate.ts'
import type { SqlError } from './translate.ts'
import { createTurns, createTurnsOfEach } from './turns.ts'

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
 * Statements that read, at once: as one gateway asks no faster than about three of Postgres' processes answer, more would only take turns on
 * the processor. Others may begin beside one that lasts.
 */
const READS_AT_ONCE = 3
/** Reads that share a statement, of whomever. */
const READS_TOGETHER = 16
/** Milliseconds. */
const LASTING = 50

/**
 * The Postgres lane: every write is one statement of `phoenix_private.run_as`, so one round trip; so is every read, or it shares one with
 * others that came while it waited.
 *
 * Behind a transaction-mode pooler (Supabase's port 6543, or `?pgbouncer=true`) statements are unnamed and the time of a statement is kept
 * here, by cancelling it: a pooler takes no settings for a session.
 */
export function connectPostgres({ url, pool = 8, queue = 256, statementTimeout = 15, onStatement }: PostgresOptions): Port {
  const pooled = isPooler(url)
  const clients = createClients(() => openPool(withoutPoolerMark(url), 1, pooled ? 0 : statementTimeout, !pooled))
  const inTurn = createTurns(pool, queue)
  const inTurnOf = createTurnsOfEach(Math.ceil(pool / 2), queue)
  const join = createBatches<Read>({
    atOnce: Math.min(READS_AT_ONCE, pool), most: READS_TOGETHER, queue, lasting: LASTING, inTurn,
    run: (reads) => (reads.length === 1 ? readAlone(reads[0]!) : readTogether(reads)),
  })

  /** One statement, and the answer in its only row. Once `waited` aborts it is cancelled in Postgres; before it is there, nobody waits for it. */
  const send = ({ ask, kept, waited }: Sent): Promise<string> => clients.use((sql) => {
    const query = ask(sql)
    const sent = query as unknown as DriverQuery
    if (kept !== undefined) {
      sent.kept = kept
      query.forEach(keep as (row: postgres.Row) => void)
    }
    // The last: where the statement before was cancelled with its row out already, the driver leaves a place free for that
    // (postgres 3.4.9, connection.js: an error does not reset `rows`).
    const answerOf = (rows: postgres.Row[]) => {
      const answer = rows.at(-1)?.rows as string
      // The driver's queries live until the next full collection (it assigns functions to their properties): not what was said in them.
      rows.length = 0
      sent.args = null
      sent.parameters = null
      sent.kept = null
      return answer
    }
    if (waited === undefined && !pooled) return query.then(answerOf)
    return new Promise((resolve, reject) => {
      const cancel = () => {
        const { state, canceller } = sent
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
      query.then((rows) => {
        over()
        resolve(answerOf(rows))
      }).catch((error: unknown) => {
        over()
        reject(error)
      })
    })
  })

  /** Sends it, and again after a pause where that is right: `tries` have failed. */
  function attempt(sent: Sent, tries = 0, began = performance.now()): Promise<string> {
    onStatement?.(sent.functions)
    return send(sent).catch(async (error: unknown) => {
      const pause = pauses[tries]
      const givenUp = sent.waited?.aborted || performance.now() - began >= statementTimeout * 1000
      if (pause === undefined || givenUp || !sent.again.test((error as SqlError).code ?? '')) throw translate(error, sent.functions)
      await setTimeout(pause)
      if (sent.waited?.aborted) throw deadlineExceeded()
      return attempt(sent, tries + 1, began)
    })
  }

  async function readAlone({ identity, calls, waited, resolve, reject }: Read): Promise<void> {
    try {
      resolve(await attempt({ ask: askOne(identity, calls), functions: calls.map(nameOf), again: notDoneOrLost, waited }))
    } catch (error) {
      reject(error)
    }
  }

  /**
   * In one statement, which goes on as long as anybody waits for it. Where it fails, who had no row yet is sent by himself: nobody has a part in what
   * another asks. All are told at its end: one after the other, they would wake the gateway for each.
   */
  async function readTogether(reads: readonly Read[]): Promise<void> {
    const waited = new Ending()
    const waiting = new Set(reads)
    const leaving = reads.map((read) => () => {
      waiting.delete(read)
      read.reject(deadlineExceeded())
      if (waiting.size === 0) waited.abort(read.waited!.reason)
    })
    reads.forEach((read, index) => read.waited?.addEventListener('abort', leaving[index]!))
    const answers: Answer[] = []
    let unavailable: unknown = null
    try {
      await attempt({ ask: askTogether(reads), kept: answers, functions: reads.flatMap(({ calls }) => calls.map(nameOf)), again: notDoneOrLost, waited })
    } catch (error) {
      if (error instanceof GatewayError && error.code === 'SERVICE_UNAVAILABLE') unavailable = error
    }
    reads.forEach((read, index) => read.waited?.removeEventListener('abort', leaving[index]!))
    for (const { place, rows } of answers) {
      const read = reads[place - 1]!
      waiting.delete(read)
      read.resolve(rows)
    }
    for (const read of waiting) {
      if (unavailable !== null) read.reject(unavailable)
      else inTurn(read.waited, () => readAlone(read)).catch(read.reject)
    }
  }

  return {
    read: (identity, calls, waited) => new Promise<string>((resolve, reject) => join({ identity, calls, waited, resolve, reject })).then((text) => rowsIn(text, calls)),
    call(name, args) {
      const call: SqlCall = { name, args }
      const write = () => inTurn(undefined, () => attempt({ ask: askAsService(call), functions: [name], again: notDone, waited: undefined }))
      const { actor } = args as { readonly actor?: unknown }
      return (typeof actor === 'string' ? inTurnOf(actor, write) : write()).then((text) => rowsIn(text, [call])[0] as never)
    },
    close: () => clients.close(5),
  }
}

interface Read extends Batched {
  readonly identity: Identity
  readonly calls: readonly SqlCall[]
  /** The answers to its calls, as JSON. */
  resolve(text: string): void
}

interface Sent {
  readonly ask: Ask
  /** Where there are several rows: takes each as it comes. */
  readonly kept?: Answer[]
  readonly functions: readonly FunctionName[]
  /** Codes of errors after which it is sent again. */
  readonly again: RegExp
  readonly waited: Waited | undefined
}

/** What `run_as` answers with, as JSON, to one of the reads that were sent together: which, from 1. */
interface Answer {
  readonly place: number
  readonly rows: string
}

const nameOf = ({ name }: SqlCall) => name
const rowsIn = (text: string, calls: readonly SqlCall[]) => (JSON.parse(text) as unknown[][]).map((answer, index) => rowsOf(calls[index]!.name, answer))

/** A statement, written before there is a connection for it: what cannot be written costs none. */
type Ask = (sql: Connection) => postgres.PendingQuery<postgres.Row[]>

function askOne({ role, claims }: Identity, calls: readonly SqlCall[]): Ask {
  const [who, asked] = [claimsText(claims), JSON.stringify(calls.map(writeCall))]
  return (sql) => sql`select phoenix_private.run_as(${role}, ${who}::text::jsonb, ${asked}::text::jsonb) as rows`
}

/** The service is the same each time: who calls is in the statement, and is not sent. */
function askAsService(given: SqlCall): Ask {
  const { call, html, text } = takeTexts(given)
  if (html === null && text === null) return (sql) => sql`select phoenix_private.run_as('service_role', '{"role": "service_role"}', ${call}::text::jsonb) as rows`
  return (sql) => sql`select phoenix_private.run_as('service_role', '{"role": "service_role"}', ${call}::text::jsonb, ${html}, ${text}) as rows`
}

/** Each of them begins with its own role and claims, all of which `run_as` sets. */
function askTogether(reads: readonly Read[]): Ask {
  const asked = reads.map(({ identity: { role, claims }, calls }) => `["${role}",${claimsText(claims)},${JSON.stringify(calls.map(writeCall))}]`).join(',')
  return (sql) => sql`
    select place::int, phoenix_private.run_as(asked ->> 0, asked -> 1, asked -> 2) as rows
      from jsonb_array_elements(${`[${asked}]`}::text::jsonb) with ordinality as reads (asked, place)`
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

/** What postgres.js knows of a query and has no type for: the connection it was sent on, and what was sent. */
interface DriverQuery {
  args: unknown
  parameters: unknown
  kept: Answer[] | null
  readonly state: object | null
  readonly canceller: ((query: unknown) => Promise<void>) | null
}

/** Called on the query; one function for all of them, as the driver makes a property of it. */
function keep(this: DriverQuery, answer: Answer) {
  this.kept!.push(answer)
}

export const isPooler = (url: string) => new URL(url).port === '6543' || new URL(url).searchParams.get('pgbouncer') === 'true'

/** The mark is ours: a server would take it for a setting. */
function withoutPoolerMark(url: string): string {
  const plain = new URL(url)
  plain.searchParams.delete('pgbouncer')
  return plain.href
}

const claimsTexts = new WeakMap<object, string>()

/** A token that is remembered has the same claims each time: they are never changed. */
function claimsText(claims: Readonly<Record<string, unknown>>): string {
  let text = claimsTexts.get(claims)
  if (text === undefined) claimsTexts.set(claims, text = JSON.stringify(claims))
  return text
}

/** `[function, {p_argument: value}, 'values']` */
const writeCall = (call: SqlCall): [FunctionName, Record<string, unknown>, 'values'] => [call.name, namedArguments(call), 'values']

const isText = (given: unknown): given is string => typeof given === 'string' && given.isWellFormed()

/**
 * A call as `run_as` reads it, and beside it its page and its text: escaped into JSON they would be most of it. What is no text to a database
 * stays, to be refused as on the other lane.
 */
function takeTexts(given: SqlCall): { readonly call: string; readonly html: string | null; readonly text: string | null } {
  const written = writeCall(given)
  const [, args] = written
  const html = isText(args.p_html) ? args.p_html : null
  const text = isText(args.p_text) ? args.p_text : null
  if (html !== null) args.p_html = undefined
  if (text !== null) args.p_text = undefined
  return { call: JSON.stringify([written]), html, text }
}
