import { decodeJwt, SignJWT, type JWTPayload } from 'jose'
import type { Sql } from 'postgres'

/** What `POST /auth/v1/<endpoint>` proved of the user, as GoTrue names it in `amr`; null: nothing new (a refresh). */
export function proofOf(url: URL): string | null {
  if (url.pathname === '/auth/v1/verify') return 'otp'
  switch (url.searchParams.get('grant_type')) {
    case 'refresh_token':
      return null
    case 'pkce':
      return 'oauth'
    default:
      return 'password'
  }
}

interface User {
  email: string | null
  phone: string | null
  app_metadata: Record<string, unknown> | null
  user_metadata: Record<string, unknown> | null
  is_anonymous: boolean
}

export interface Signer {
  readonly sql: Sql
  readonly secret: Uint8Array
  readonly issuer: string
}

/**
 * The access token that Lite just made, with the claims a real project's has. What it says of the user is read from
 * `auth.users` now, so a role in `app_metadata` is what the database says and never what a client sent.
 * Null if the user is gone meanwhile.
 */
export async function resign({ sql, secret, issuer }: Signer, token: string, proof: string | null): Promise<string | null> {
  const { sub = '', exp, iat, session_id: session } = decodeJwt<{ session_id?: string }>(token)
  const [user] = await sql<User[]>`
    select email, phone, raw_app_meta_data as app_metadata, raw_user_meta_data as user_metadata, is_anonymous
    from auth.users where id = ${sub}`
  if (!user) return null
  const claims: JWTPayload = {
    iss: issuer, sub, aud: 'authenticated', exp, iat, role: 'authenticated',
    email: user.email ?? '', phone: user.phone ?? '',
    app_metadata: user.app_metadata ?? {}, user_metadata: user.user_metadata ?? {},
    is_anonymous: user.is_anonymous,
    ...(session ? { aal: 'aal1', session_id: session, amr: await methodsOf(sql, session, proof) } : {}),
  }
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(secret)
}

/** Every way this session proved itself, latest first, after adding the one just used. */
async function methodsOf(sql: Sql, session: string, proof: string | null): Promise<{ method: string; timestamp: number }[]> {
  if (proof !== null) {
    await sql`
      insert into auth.mfa_amr_claims (session_id, authentication_method) values (${session}, ${proof})
      on conflict (session_id, authentication_method) do update set updated_at = now()`
  }
  return sql<{ method: string; timestamp: number }[]>`
    select authentication_method as method, extract(epoch from updated_at)::int as timestamp
    from auth.mfa_amr_claims where session_id = ${session} order by updated_at desc`
}
