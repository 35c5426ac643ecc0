import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { inject } from 'vitest'
import type { TransactionSql } from 'postgres'
import { openPool } from '../../gateway/db/pool.ts'
import type { Connection } from '../../gateway/db/pool.ts'
import { withDatabase } from '../../sql/scratch.ts'
import { afterwards } from '../afterwards.ts'
import { openDatabase } from '../harness.ts'

/** Whose eyes: a role, and for `authenticated` whose token. */
export interface Eyes {
  readonly role: 'anon' | 'authenticated' | 'service_role'
  readonly sub?: string
}

/** A migrated database, dropped after the file. */
export async function useDatabase() {
  const database = await openDatabase()
  afterwards(() => database.close())
  return database
}

/** A database that holds what a Supabase project ships and nothing of ours. */
export async function useEmptyDatabase(options: { supabase?: boolean } = {}) {
  const { adminUrl } = inject('database')
  const name = `phoenix_test_${randomBytes(6).toString('hex')}`
  const admin = openPool(adminUrl)
  await admin.unsafe(`create database ${name}`)
  const url = withDatabase(adminUrl, name)
  const sql = openPool(url, 4)
  afterwards(async () => {
    await sql.end({ timeout: 5 })
    await admin.unsafe(`drop database ${name} with (force)`)
    await admin.end()
  })
  if (options.supabase !== false) await sql.unsafe(readFileSync(new URL('../../gateway/db/supabase.sql', import.meta.url), 'utf8'))
  return { name, url, sql, admin }
}

/** Runs `work` in a transaction that is rolled back: for planting what must be found. */
export async function rolledBack<T>(sql: Connection, work: (transaction: TransactionSql) => Promise<T>): Promise<T> {
  const rollback = new Error('rolled back')
  let result: T
  await sql
    .begin(async (transaction) => {
      result = await work(transaction)
      throw rollback
    })
    .catch((error: unknown) => {
      if (error !== rollback) throw error
    })
  return result!
}

/** The rest of this transaction is seen through these eyes, as PostgREST and our own lane set them. */
export async function wear(transaction: TransactionSql, { role, sub }: Eyes): Promise<void> {
  const claims = JSON.stringify({ role, ...(sub === undefined ? {} : { sub }) })
  await transaction`
    select set_config('role', ${role}, true), set_config('request.jwt.claims', ${claims}, true),
           set_config('request.jwt.claim.sub', ${sub ?? ''}, true), set_config('request.jwt.claim.role', ${role}, true)`
}

/** One statement through these eyes; nothing of it stays. */
export const look = (sql: Connection, eyes: Eyes, text: string): Promise<readonly Record<string, any>[]> =>
  rolledBack(sql, async (transaction) => {
    await wear(transaction, eyes)
    return transaction.unsafe(text)
  })

/** What a database error says. `details` is the refusal's JSON. */
export interface Refusal {
  readonly code: string
  readonly message: string
  readonly hint: string | undefined
  readonly details: any
}

/** The error of a statement that must fail. */
export async function refusalOf(failing: PromiseLike<unknown>): Promise<Refusal> {
  const outcome = await Promise.resolve(failing).then((value) => ({ value }), (error: unknown) => ({ error }))
  if ('value' in outcome) throw new Error(`It should have been refused, and answered ${JSON.stringify(outcome.value)}`)
  const { code, message, hint, detail } = outcome.error as { code: string; message: string; hint?: string; detail?: string }
  return { code, message, hint, details: code?.startsWith('PT') ? JSON.parse(detail ?? 'null') : detail }
}

/** The SQLSTATE of a statement, or `ok`. */
export const stateOf = (statement: PromiseLike<unknown>): Promise<string> =>
  Promise.resolve(statement).then(() => 'ok', (error: { code?: string }) => error.code ?? String(error))

/** Tables and views of ours. */
export const relations = async (sql: Connection, kinds = 'rpv'): Promise<readonly string[]> => {
  const rows = await sql.unsafe(`
    select c.oid::regclass::text as name from pg_class c
     where c.relnamespace in ('public'::regnamespace, 'phoenix_private'::regnamespace) and strpos('${kinds}', c.relkind) > 0 order by 1`)
  return rows.map((row) => row.name as string)
}
