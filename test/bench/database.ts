import { createSecretKey, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { openPool } from '../../gateway/db/pool.ts'
import { prepareDatabase } from '../../sql/apply.ts'
import { openScratchServer } from '../../sql/scratch.ts'
import type { ScratchServer } from '../../sql/scratch.ts'

export interface Person {
  readonly id: string
  readonly token: string
}

/** One migrated database with people in it, and what a contestant needs to know of it. */
export interface BenchDatabase {
  /** As the gateway's login role, which inherits nothing. */
  readonly url: string
  /** As the superuser. */
  readonly adminUrl: string
  readonly secret: string
  readonly issuer: string
  readonly version: string
  /** Premium on everything, 120 CVs and 120 events each. */
  readonly readers: readonly Person[]
  /** Premium, without rows: they generate CVs. */
  readonly writers: readonly Person[]
  close(): Promise<void>
}

const ISSUER = 'https://bench.supabase.example/auth/v1'
const ROWS = 120

/** People enough that neither a token nor a row of one person is all there is to cache. */
export async function openBenchDatabase(readers = 64, writers = 64): Promise<BenchDatabase> {
  const server = await openScratchServer()
  try {
    return await fill(server, readers, writers)
  } catch (error) {
    await server.close()
    throw error
  }
}

async function fill(server: ScratchServer, readers: number, writers: number): Promise<BenchDatabase> {
  const admin = openPool(server.urlOf('postgres'))
  const name = `phoenix_bench_${randomBytes(4).toString('hex')}`
  await admin.unsafe(`create database ${name}`)
  const sql = openPool(server.urlOf(name))
  await prepareDatabase(sql)
  const password = randomBytes(12).toString('hex')
  await sql.unsafe(`alter role phoenix_gateway password '${password}'`)
  await sql.unsafe(readFileSync(join(import.meta.dirname, 'floor.sql'), 'utf8'))
  const [readerIds, writerIds] = [await addPeople(sql, readers, true), await addPeople(sql, writers, false)]
  await sql.unsafe('analyze')
  const [row] = await sql`select current_setting('server_version') as version`
  const secret = randomBytes(48).toString('base64url')
  const url = new URL(server.urlOf(name))
  url.username = 'phoenix_gateway'
  url.password = password
  const people = (ids: readonly string[]) => Promise.all(ids.map(async (id) => ({ id, token: await tokenOf(id, secret) })))
  return {
    url: url.href,
    adminUrl: server.urlOf(name),
    secret,
    issuer: ISSUER,
    version: String(row!.version),
    readers: await people(readerIds),
    writers: await people(writerIds),
    async close() {
      await sql.end()
      await admin.unsafe(`drop database ${name} with (force)`)
      await admin.end()
      await server.close()
    },
  }
}

async function addPeople(sql: ReturnType<typeof openPool>, count: number, withRows: boolean): Promise<string[]> {
  const added = await sql`
    insert into auth.users (id, email, raw_user_meta_data)
    select id, 'reader-' || id || '@example.org', jsonb_build_object('full_name', 'Camille Martin ' || n)
      from (select gen_random_uuid() as id, n from generate_series(1, ${count}::int) n) people
    returning id`
  const ids = added.map((row) => row.id as string)
  const list = `{${ids.join(',')}}`
  // Whole milliseconds: the gateway says times in milliseconds, others in microseconds.
  await sql`
    update public.user_subscriptions
       set subscription_tier = 'premium', current_period_start = '2026-01-01T00:00:00.250Z', current_period_end = '2036-01-01T00:00:00.250Z'
     where user_id = any (${list}::uuid[])`
  await sql`update public.profiles set created_at = '2026-01-01T08:00:00.125Z' where id = any (${list}::uuid[])`
  if (!withRows) return ids
  await sql`
    insert into public.cv_generations (user_id, origin, generation_status, title, target_job, language, template_used, cv_data, generated_html, plain_text, source, created_at, updated_at)
    select u, 'generated', 'completed', 'CV n° ' || n, 'Développeuse ' || n, 'fr', 'classique', '{"fullName": "Camille Martin"}', repeat('<p>x</p>', 500), repeat('x ', 500), 'template', at, at
      from unnest(${list}::uuid[]) u, generate_series(1, ${ROWS}::int) n, lateral (select timestamptz '2026-06-01T10:00:00.500Z' + n * interval '1 minute' as at) moment`
  await sql`
    insert into public.phoenix_events (stream_id, event_type, app_source, payload, "timestamp")
    select u, 'cv.generated', 'cv', jsonb_build_object('cv_id', gen_random_uuid(), 'template_id', 'classique', 'language', 'fr', 'remaining', null), timestamptz '2026-06-01T10:00:00.500Z' + n * interval '1 minute'
      from unnest(${list}::uuid[]) u, generate_series(1, ${ROWS}::int) n`
  return ids
}

/** As Supabase Auth signs: HS256, with the claims that row level security and the gateway read. */
function tokenOf(id: string, secret: string): Promise<string> {
  return new SignJWT({ role: 'authenticated', email: `reader-${id}@example.org`, app_metadata: { provider: 'email' }, user_metadata: {} })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).setIssuer(ISSUER).setAudience('authenticated').setSubject(id).setIssuedAt()
    .setExpirationTime('1d').sign(createSecretKey(Buffer.from(secret)))
}
