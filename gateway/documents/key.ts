import { randomBytes } from 'node:crypto'
import { sha256 } from './document.ts'

/** A new partner key: `phx_`, 8 hexadecimal digits that may be shown, and 256 random bits. Only `text` is secret. */
export interface NewKey {
  readonly text: string
  readonly prefix: string
  readonly hash: string
}

const SHAPE = /^phx_[0-9a-f]{8}_[A-Za-z0-9_-]{43}$/

export function newKey(random: (bytes: number) => Buffer = randomBytes): NewKey {
  const prefix = `phx_${random(4).toString('hex')}`
  const text = `${prefix}_${random(32).toString('base64url')}`
  return { text, prefix, hash: hashOfKey(text)! }
}

/**
 * What is stored of a key, and what finds it; null for what is no key. A fast hash: nobody can try 2^256 keys, so a slow one would only
 * slow us down; and whoever measures how long a look-up by hash takes learns about hashes, not keys.
 */
export const hashOfKey = (text: string): string | null => (SHAPE.test(text) ? sha256(`phoenix partner key ${text}`) : null)
