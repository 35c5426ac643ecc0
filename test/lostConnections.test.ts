import { afterAll, expect, test } from 'vitest'
import { connectPostgres } from '../gateway/db/postgres.ts'
import { openDatabase } from './harness.ts'

/*
 * The server ends connections while statements go down them: each is answered or fails, none waits for ever, and the next ones
 * do not pay for it.
 */

const database = await openDatabase()
const port = connectPostgres({ url: database.gatewayUrl })
afterAll(async () => {
  await port.close()
  await database.close()
})

const HUNG = 'no answer'
const call = () => Promise.race([
  port.call('phoenix_sql_version', {}).then(() => 'ok', (error: { code?: string }) => error.code ?? String(error)),
  new Promise<string>((resolve) => setTimeout(resolve, 60_000, HUNG).unref()),
])
const together = (count: number) => Promise.all(Array.from({ length: count }, call))

test('thirty times all connections at once: nothing hangs, and soon everything is answered', async () => {
  for (let round = 0; round < 30; round += 1) {
    const during = together(40)
    await database.sql`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'phoenix_gateway' and datname = current_database()`
    const outcomes = [...await during, ...await together(16)]
    expect([round, ...new Set(outcomes)].filter((one) => one !== 'ok' && one !== 'SERVICE_UNAVAILABLE')).toEqual([round])
    expect(await together(16)).toEqual(Array(16).fill('ok'))
  }
})
