import { createSecretKey, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { SignJWT } from 'jose'
import { findProcess, lives } from './db/embedded/members.ts'
import type { Connection } from './db/pool.ts'

export type DemoName = 'free' | 'premium' | 'analyst' | 'admin'

export interface DemoUser {
  readonly email: string
  readonly password: string
  readonly userId: string
  readonly token: string
}

/** Random for each home, kept in `secrets.json` (0600). */
export interface Secrets {
  readonly jwtSecret: string
  readonly demoPassword: string
}

/** What the embedded Supabase signs as, on every port: tokens outlive a restart on another one. */
export const EMBEDDED_ISSUER = 'http://localhost/supabase/auth/v1'

const DAY = 24 * 60 * 60

/** Reads the secrets of a home, or makes them. The caller holds the lock of the home. */
export function readSecrets(home: string): Secrets {
  const path = join(home, 'secrets.json')
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Secrets
  const secrets: Secrets = { jwtSecret: randomBytes(48).toString('base64url'), demoPassword: randomBytes(9).toString('base64url') }
  writeFileSync(`${path}.new`, `${JSON.stringify(secrets)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
  return secrets
}

const demos: Readonly<Record<DemoName, { readonly fullName: string; readonly role?: string; readonly premium?: true }>> = {
  free: { fullName: 'Camille Martin' },
  premium: { fullName: 'Dominique Petit', premium: true },
  analyst: { fullName: 'Alix Bernard', role: 'analyst' },
  admin: { fullName: 'Claude Moreau', role: 'admin' },
}

/** Makes the demo accounts, or gives them back their passwords and subscriptions; what they wrote stays. */
export async function seedDemo(sql: Connection, secrets: Secrets): Promise<Readonly<Record<DemoName, DemoUser>>> {
  const users = await Promise.all(Object.entries(demos).map(async ([name, { fullName, role, premium }]) => {
    const email = `${name}@demo.phoenix.example`
    const appMetadata = { provider: 'email', providers: ['email'], ...(role ? { phoenix_role: role } : {}) }
    const [row] = await sql`
      insert into auth.users as u (id, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data)
      values (gen_random_uuid(), ${email}, extensions.crypt(${secrets.demoPassword}, extensions.gen_salt('bf', 10)), now(),
              ${JSON.stringify(appMetadata)}::text::jsonb, ${JSON.stringify({ full_name: fullName })}::text::jsonb)
      on conflict (email) where not is_sso_user do update
         set raw_app_meta_data = excluded.raw_app_meta_data,
             encrypted_password = case when u.encrypted_password = extensions.crypt(${secrets.demoPassword}, u.encrypted_password) then u.encrypted_password else excluded.encrypted_password end
      returning id`
    const userId = row!.id as string
    if (premium) {
      await sql`
        insert into public.user_subscriptions (user_id, app_name, subscription_tier, subscription_status)
        values (${userId}, 'ecosystem', 'premium', 'active')
        on conflict (user_id, app_name) do update set subscription_tier = 'premium', subscription_status = 'active', current_period_end = null`
    }
    return [name, { email, password: secrets.demoPassword, userId, token: await mintToken(secrets.jwtSecret, { userId, email, appMetadata }) }] as const
  }))
  return Object.fromEntries(users) as unknown as Record<DemoName, DemoUser>
}

/** An access token as Supabase Auth would sign it, good for a week. */
export function mintToken(
  jwtSecret: string, user: { readonly userId: string; readonly email: string; readonly appMetadata: object }, issuer = EMBEDDED_ISSUER,
): Promise<string> {
  return new SignJWT({ role: 'authenticated', email: user.email, app_metadata: user.appMetadata, user_metadata: {} })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(issuer).setAudience('authenticated').setSubject(user.userId).setIssuedAt().setExpirationTime(Math.floor(Date.now() / 1000) + 7 * DAY)
    .sign(createSecretKey(Buffer.from(jwtSecret)))
}

/**
 * Writes `demo.json` (0600), whole or not at all. Each gateway of a home keeps its own beside it, `demo.json.<process>`: the
 * last one to begin is in `demo.json`, and where it stops, the last one still living.
 * @returns takes it back.
 */
export function writeDemo(home: string, demo: object): () => void {
  const path = join(home, 'demo.json')
  const own = `${path}.${process.pid}-${findProcess(process.pid)?.start ?? '0'}`
  const text = `${JSON.stringify(demo, null, 2)}\n`
  writePrivately(own, text)
  writePrivately(path, text)
  return () => {
    rmSync(own, { force: true })
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text) return
    for (const other of demosOfLiving(path)) {
      writePrivately(path, other.text)
      // It may be stopping as well.
      if (existsSync(other.file)) return
    }
    rmSync(path, { force: true })
  }
}

/** Those beside `demo.json`, the newest first. What a killed gateway left is removed. */
function demosOfLiving(path: string): readonly { readonly file: string; readonly text: string }[] {
  return readdirSync(dirname(path)).flatMap((name) => {
    const [, pid, start] = /^demo\.json\.(\d+)-(\d+)$/.exec(name) ?? []
    if (pid === undefined) return []
    const file = join(dirname(path), name)
    if (!lives({ pid: Number(pid), start: start! })) rmSync(file, { force: true })
    try {
      return [{ file, text: readFileSync(file, 'utf8'), at: statSync(file).mtimeMs }]
    } catch {
      return [] // gone meanwhile
    }
  }).sort((a, b) => b.at - a.at)
}

function writePrivately(path: string, text: string) {
  const aside = `${path}.new-${process.pid}`
  writeFileSync(aside, text, { mode: 0o600 })
  renameSync(aside, path)
}
