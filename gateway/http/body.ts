import { isUtf8 } from 'node:buffer'
import { badRequest } from '../errors.ts'
import { ClientGone, Refusal, refuse, type Exchange } from './exchange.ts'

export interface BodyLimits {
  readonly bytes: number
  /** The longest silence. */
  readonly idleMs: number
  readonly totalMs: number
}

/**
 * The whole body, or a refusal: 413 when it is or becomes longer than allowed (one that is declared too long is not
 * read at all), 408 when it comes too slowly, 415 when it is compressed (a small body could unfold into a huge one).
 * @throws Refusal, ClientGone; or rejects with these
 */
export function readBody(exchange: Exchange, { bytes, idleMs, totalMs }: BodyLimits): Promise<Buffer> {
  const { req, res } = exchange
  // Who was gone before we listened has closed already: nothing would ever come, not even that.
  if (req.destroyed) throw new ClientGone('The client hung up.')
  const tooLarge = () => refuse(413, `The body is larger than ${bytes} bytes.`)
  const encoding = req.headers['content-encoding'] ?? 'identity'
  if (encoding.toLowerCase() !== 'identity') throw refuse(415, 'The body must not be compressed.', { 'accept-encoding': 'identity' })
  if (Number(req.headers['content-length'] ?? 0) > bytes) throw tooLarge()
  if (req.headers.expect !== undefined) res.writeContinue()
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    let over = false
    let idle: NodeJS.Timeout | undefined
    let total: NodeJS.Timeout | undefined
    const done = () => {
      over = true
      clearTimeout(idle)
      clearTimeout(total)
    }
    const stop = (error: Error) => {
      if (over) return
      done()
      req.off('data', keep).off('end', finish).pause()
      reject(error)
    }
    const keep = (chunk: Buffer) => {
      length += chunk.length
      if (length > bytes) return stop(tooLarge())
      chunks.push(chunk)
      idle?.refresh()
    }
    const finish = () => {
      if (over) return
      exchange.bodyBytes = length
      done()
      resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length))
    }
    const slow = () => stop(refuse(408, 'The body came too slowly.'))
    // A later 'error' (the socket breaks after we stopped listening) must not become an uncaught one; 'close' follows it.
    req.on('error', ignore).on('data', keep).on('end', finish).on('close', () => over || stop(new ClientGone('The client hung up.')))
    // Most bodies come in one packet with their headers: these are read to their end before any clock could tell.
    process.nextTick(() => {
      if (over || req.complete) return
      idle = setTimeout(slow, idleMs)
      total = setTimeout(slow, totalMs)
    })
  })
}

const ignore = () => {}

/** `application/json`, in UTF-8: the only thing that GraphQL is read from. */
export function requireJsonType({ req }: Exchange) {
  if (req.headers['content-type'] === 'application/json') return
  const [type = '', ...parameters] = (req.headers['content-type'] ?? '').toLowerCase().split(';').map((part) => part.trim())
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice(8).replaceAll('"', '')
  if (type === 'application/json' && (charset === undefined || charset === 'utf-8' || charset === 'utf8')) return
  throw refuse(415, 'The content-type must be application/json, in UTF-8.', { accept: 'application/json' })
}

const BYTE_ORDER_MARK = '\ufeff'
const notJson = () => new Refusal(400, badRequest('Invalid JSON: the body must be JSON in UTF-8.'))

/** The text of a body in strict UTF-8. */
export function textOf(body: Buffer): string {
  if (!isUtf8(body)) throw notJson()
  const text = body.toString()
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
}

/** A JSON object. What was sent is never repeated in the refusal: it may be a secret cut in half. */
export function parseObject(text: string): Record<string, unknown> {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw notJson()
  }
  // In Apollo's words, which clients know.
  if (Array.isArray(parsed)) throw refuse(400, parsed.length === 0 ? 'No operations found in request.' : 'Operation batching disabled.')
  if (typeof parsed !== 'object' || parsed === null) throw refuse(400, 'The body must be a JSON object.')
  return parsed as Record<string, unknown>
}
