import type { Waited } from '../ending.ts'
import { argumentNamesOf, camelCase } from './names.ts'
import { signatures } from './rows.ts'
import type { Functions } from './rows.ts'

/** The name of a SQL function in schema `public`, as described in rows.ts. */
export type FunctionName = keyof Functions
/** Its arguments: `p_user_id` is `userId`. */
export type Arguments<F extends FunctionName> = Functions[F]['args']
/** One row of its answer: `created_at` is `createdAt`; a scalar function's row is the scalar. */
export type Row<F extends FunctionName> = Functions[F]['row']

/** Whose eyes a read looks through. `token` is what the supabase-js lane sends instead of the claims. */
export interface Identity {
  readonly role: 'anon' | 'authenticated'
  readonly claims: Readonly<Record<string, unknown>>
  readonly token: string | null
}

/** One call of one SQL function. */
export interface SqlCall<F extends FunctionName = FunctionName> {
  readonly name: F
  readonly args: Arguments<F>
}

/**
 * The one door to the database. Two adapters pass the same tests: Postgres, and supabase-js.
 *
 * Every answer comes through JSON, as PostgREST gives it: timestamps are ISO strings with their microseconds, numerics are
 * numbers. A refusal raised in SQL (SQLSTATE PTnnn) is thrown as the GatewayError it names; a database that cannot be reached
 * is SERVICE_UNAVAILABLE; a statement over its time DEADLINE_EXCEEDED; anything else is thrown as it came, and is a defect.
 */
export interface Port {
  /**
   * Stable functions, together in one statement where the lane can, as this identity, under row level security. Nobody waits
   * for them any more once `waited` aborts: where the lane can, the database stops.
   */
  read(identity: Identity, calls: readonly SqlCall[], waited?: Waited): Promise<readonly (readonly unknown[])[]>
  /** One function as the service: one transaction. */
  call<F extends FunctionName>(name: F, args: Arguments<F>): Promise<readonly Row<F>[]>
  close(): Promise<void>
}

export const anonymous: Identity = { role: 'anon', claims: { role: 'anon' }, token: null }

/** The arguments in SQL's names. What is undefined is left out of JSON, so that the function's default counts. */
export function namedArguments({ name, args }: SqlCall): Record<string, unknown> {
  const nameOf = argumentNamesOf(signatures[name].args)
  const named: Record<string, unknown> = {}
  for (const argument of Object.keys(args)) named[nameOf(argument)] = (args as Record<string, unknown>)[argument]
  return named
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

const hasCapital = /[A-Z]/

/**
 * A row in the gateway's names: its columns, and those of the composite columns named in `nested`. Never deeper: what is
 * inside a jsonb column is somebody's data. So is the whole of a scalar, where `nested` is null. A column that somebody else
 * has added under a name such as ours is here ("fullName") is none of ours, which have no capitals.
 */
export function toRow(value: unknown, nested: readonly string[] | null): unknown {
  if (nested === null || !isRecord(value)) return value
  const row: Record<string, unknown> = {}
  for (const column in value) if (!hasCapital.test(column)) row[camelCase(column)] = nested.includes(column) ? toRow(value[column], []) : value[column]
  return row
}
