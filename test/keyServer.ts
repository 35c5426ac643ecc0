import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { JWK, JWTPayload } from 'jose'

/** A key pair that signs, and its public half as the key server shows it. */
export interface SigningKey {
  readonly kid: string
  readonly public: JWK
  sign(claims: JWTPayload, header?: Record<string, unknown>): Promise<string>
}

export async function createSigningKey(alg: 'ES256' | 'RS256', kid: string): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg)
  return {
    kid,
    public: { ...await exportJWK(publicKey), kid, alg, use: 'sig' },
    sign: (claims, header = {}) => new SignJWT(claims).setProtectedHeader({ alg, kid, typ: 'JWT', ...header } as never).sign(privateKey),
  }
}

/** A project's key server on loopback: what it shows, whether it answers, and how often it was asked. */
export async function openKeyServer(shown: readonly JWK[]) {
  const state = { keys: shown, status: 200, asked: 0, body: null as string | null }
  const server = createServer((request, response) => {
    state.asked += 1
    const known = request.url === '/auth/v1/.well-known/jwks.json'
    response.writeHead(known ? state.status : 404, { 'content-type': 'application/json' }).end(state.body ?? JSON.stringify({ keys: state.keys }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...{ state, base, url: `${base}/auth/v1/.well-known/jwks.json` },
    close: () => new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    }),
  }
}
