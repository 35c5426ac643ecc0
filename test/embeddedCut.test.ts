import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, expect, test } from 'vitest'
import { startDoor } from './door.ts'
import type { Door } from './door.ts'

/* An embedded start whose connections are cut under it, all of them, at every moment of a sign-in and of a read. */

const home = join(mkdtempSync(join(tmpdir(), 'phoenix-cut-')), 'home')
const doors = new Set<Door>()
afterAll(async () => {
  for (const door of doors) await door.stop('SIGKILL')
  rmSync(join(home, '..'), { recursive: true, force: true })
})

const start = async () => {
  const door = await startDoor(home)
  doors.add(door)
  return door
}

test('Supabase answers again without a restart, the gateway lives, and its stop takes PostgreSQL with it', async () => {
  const door = await start()
  const { demo } = door
  const headers = { apikey: demo.serviceRoleKey, 'content-type': 'application/json' }
  const status = async (path: string, body?: object) =>
    (await fetch(`${demo.supabaseUrl}${path}`, { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }), signal: AbortSignal.timeout(60_000) })).status
  const read = () => status('/rest/v1/profiles?select=id&limit=1')
  const signIn = () => status('/auth/v1/token?grant_type=password', { email: demo.users.free.email, password: demo.users.free.password })
  expect([await read(), await signIn()]).toEqual([200, 200])

  const sql = postgres(demo.databaseUrl, { max: 1, onnotice: () => {} })
  for (let round = 0; round < 4; round += 1) {
    // What is on its way is answered, with a failure or without.
    const during = [read(), read(), read(), signIn(), read()]
    for (let looks = 0; looks < 3 * round; looks += 1) await sql`select pg_sleep(0.005)`
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
    const statuses = await Promise.all(during)
    expect([round, ...statuses.filter((one) => one !== 200 && one !== 503)]).toEqual([round])
    expect([round, await read()]).toEqual([round, 200])
  }
  expect(await signIn()).toBe(200)
  const hung = Array.from({ length: 8 }, () => read().catch(() => 0))
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
  await sql.end()
  await door.stop()
  expect(door.child.exitCode).toBe(0)
  await Promise.all(hung)
  expect(existsSync(join(home, 'postgres/data/postmaster.pid'))).toBe(false)
  expect(door.output()).not.toMatch(/TypeError|Unhandled/)

  const next = await start()
  expect(next.output()).not.toContain('already running')
  await next.stop()
})
