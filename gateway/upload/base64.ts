import { MAX_UPLOAD_BYTES } from './text.ts'

// Room for a line break after every 4 characters, the shortest line that base64 can have.
const MAX_BASE64_LENGTH = Math.ceil(MAX_UPLOAD_BYTES / 3) * 4 * 1.5

/** As `decodeBase64`, with the reason where it is not. */
export function undoBase64(value: string): Uint8Array | 'MALFORMED' | 'TOO_LARGE' {
  if (value.length > MAX_BASE64_LENGTH) return 'TOO_LARGE'
  const packed = /[\r\n]/.test(value) ? value.replace(/[\r\n]/g, '') : value
  const padding = packed.endsWith('==') ? 2 : packed.endsWith('=') ? 1 : 0
  const body = padding ? packed.slice(0, -padding) : packed
  if (Math.floor((body.length * 3) / 4) > MAX_UPLOAD_BYTES) return 'TOO_LARGE'
  if ((padding && packed.length % 4 !== 0) || body.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(body)) return 'MALFORMED'
  const bytes = Buffer.from(body, 'base64')
  const tail = body.length % 4 // bits of a last half group that belong to no byte must be zero: one value, one spelling
  if (tail && !bytes.subarray(bytes.length - tail + 1).toString('base64').startsWith(body.slice(-tail))) return 'MALFORMED'
  return bytes
}

/**
 * Undoes base64: the standard alphabet, padding optional, line breaks allowed. Null for anything else (data: URLs, the
 * URL alphabet, bits left over) and for more than `MAX_UPLOAD_BYTES`, which is seen before anything is decoded.
 */
export function decodeBase64(value: string): Uint8Array | null {
  const bytes = undoBase64(value)
  return typeof bytes === 'string' ? null : bytes
}
