import { deadlineExceeded, GatewayError, serviceUnavailable } from '../errors.ts'
import type { ErrorCode } from '../errors.ts'
import { argumentName } from './names.ts'
import { openPool } from './pool.ts'
import { toRow } from './port.ts'
import type { Identity, Port, SqlCall } from './port.ts'
import { signatures } from './rows.ts'

export interface PostgresOptions {
  readonly url: string
  /** Connections; more than 8 does not pay on two cores. */
  readonly pool?: number
  /** Seconds a statement may take. */
  readonly statementTimeout?: number
  /** Told the functions of every statement that is sent: one entry is one round trip. */
  readonly onStatement?: (functions: readonly string[]) => void
}

/** The Postgres lane: every read and every write is one statement of `phoenix_private.run_as`, so one round trip. */
export function connectPostgres(options: PostgresOptions): Port {
  const sql = openPool(options.url, options.pool ?? 8, options.statementTimeout ?? 15)
  const run = async (role: string, claims: Readonly<Record<string, unknown>>, calls: readonly SqlCall[]) => {
    options.onStatement?.(calls.map((call) => call.name))
    const { text, values } = statementOf(calls)
    try {
      const [answer] = await sql`select phoenix_private.run_as(${role}, ${JSON.stringify(claims)}, ${text}, ${values}::text::jsonb) as rows`
      return (answer!.rows as unknown[][]).map((rows, index) => rows.map((row) => toRow(row, signatures[calls[index]!.name].nested)))
    } catch (error) {
      throw translate(error, calls.map((call) => call.name))
    }
  }
  return {
    read: (identity: Identity, calls) => run(identity.role, identity.claims, calls),
    call: async (name, args) => {
      const [rows] = await run('service_role', { role: 'service_role' }, [{ name, args }])
      return rows as never
    },
    close: () => sql.end({ timeout: 5 }),
  }
}

/** The text only depends on which functions are called, never on a value: values go in one JSON parameter. */
function statementOf(calls: readonly SqlCall[]): { text: string; values: string } {
  const values = calls.map((call) => {
    const named: Record<string, unknown> = {}
    for (const [name, value] of Object.entries(call.args)) if (value !== undefined) named[argumentName(name, signatures[call.name].args)] = value
    return named
  })
  const selects = calls.map((call, index) => {
    const args = Object.keys(values[index]!).map((name) => `${name} => ${argumentOf(call.name, name, index)}`)
    return `(select coalesce(jsonb_agg(to_jsonb(r)), '[]') from public.${call.name}(${args.join(', ')}) r)`
  })
  return { text: `select jsonb_build_array(${selects.join(', ')})`, values: JSON.stringify(values) }
}

function argumentOf(name: SqlCall['name'], argument: string, index: number): string {
  const type = signatures[name].args[argument]!
  if (type === 'jsonb') return `nullif($1->${index}->'${argument}', 'null')`
  if (!type.endsWith('[]')) return `($1->${index}->>'${argument}')::${type}`
  const list = `$1->${index}->'${argument}'`
  return `case jsonb_typeof(${list}) when 'array' then array(select jsonb_array_elements_text(${list}))::${type} end`
}

/** SQLSTATE classes and socket errors after which another attempt may well succeed. */
const unavailable = /^(08|53|57P|ECONN|CONNECT|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)/

function translate(error: unknown, functions: readonly string[]): unknown {
  const { code, message, detail, hint } = error as { code?: string; message?: string; detail?: string; hint?: string }
  if (code === undefined) return error
  if (code.startsWith('PT') && hint !== undefined) return new GatewayError(hint as ErrorCode, message ?? hint, JSON.parse(detail ?? '{}'))
  if (code === '57014') return deadlineExceeded()
  if (unavailable.test(code)) return serviceUnavailable(2, error)
  // Messages of these classes quote values, and values are people's: the log gets the rest.
  return /^2[23]/.test(code) ? withoutValues(error as PostgresError, functions) : error
}

interface PostgresError {
  readonly code: string
  readonly routine?: string
  readonly table_name?: string
  readonly column_name?: string
  readonly constraint_name?: string
}

function withoutValues({ code, routine, table_name, column_name, constraint_name }: PostgresError, functions: readonly string[]): Error {
  const places = [table_name, column_name, constraint_name, routine].filter(Boolean).join(', ')
  return Object.assign(new Error(`SQLSTATE ${code} in ${functions.join(', ')} (${places})`), { code })
}
