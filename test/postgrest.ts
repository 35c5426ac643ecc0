import { createServer } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'

/* A server that speaks PostgREST's wire format and does what it is told: for what @supabase/lite cannot show. */

export interface Asked {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** What it answers; `cut`: the connection instead, before the answer or (`half`) in the middle of it. */
export interface Told {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly text?: string
  readonly afterMs?: number
  readonly until?: Promise<unknown>
  readonly cut?: 'before' | 'half'
}

export interface Scripted {
  readonly url: string
  readonly asked: Asked[]
  /** Answers of the requests to come, in their order; the last one for all that follow. */
  tell(...answers: readonly (Told | ((asked: Asked) => Told))[]): void
  /** Connections that were made so far, and requests whose client went away. */
  readonly seen: { connections: number; abandoned: number }
  close(): Promise<void>
}

/** A set of rows, as PostgREST answers when it is asked to count. */
export const rows = (data: readonly unknown[], total = data.length): Told => ({
  status: data.length < total ? 206 : 200, json: data, headers: { 'content-range': data.length === 0 ? `*/${total}` : `0-${data.length - 1}/${total}` },
})
/** An error, as PostgREST words it. */
export const failed = (status: number, code: string, message = 'inner words', more: { details?: string; hint?: string } = {}): Told => ({
  status, json: { code, message, details: more.details ?? null, hint: more.hint ?? null },
})

export async function openScripted(): Promise<Scripted> {
  const asked: Asked[] = []
  const seen = { connections: 0, abandoned: 0 }
  const sockets = new Set<Socket>()
  let answers: readonly (Told | ((asked: Asked) => Told))[] = [{ json: null }]
  const server = createServer(async (req, res) => {
    const one: Asked = { method: req.method!, url: req.url!, headers: req.headers, body: await text(req) }
    asked.push(one)
    res.once('close', () => { if (!res.writableFinished) seen.abandoned += 1 })
    const [next, ...others] = answers
    if (others.length > 0) answers = others
    const told = typeof next === 'function' ? next(one) : next!
    if (told.afterMs) await new Promise((resolve) => setTimeout(resolve, told.afterMs))
    await told.until
    const body = told.text ?? (told.json === undefined ? '' : JSON.stringify(told.json))
    if (told.cut === 'before') return void req.socket.destroy()
    res.writeHead(told.status ?? 200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body), ...told.headers })
    if (told.cut === 'half') res.write(body.slice(0, body.length / 2), () => req.socket.destroy())
    else res.end(body)
  })
  server.keepAliveTimeout = 60_000
  server.on('connection', (socket) => {
    seen.connections += 1
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    asked, seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tell(...told) {
      answers = told
      asked.length = 0
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
