import { createClient } from 'graphql-ws'
import type { Client, ClientOptions, FormattedExecutionResult } from 'graphql-ws'
import { expect } from 'vitest'
import { WebSocket } from 'ws'
import { afterwards } from './afterwards.ts'
import { eventually } from './samples.ts'

/* Subscriptions as an app makes them: the real graphql-ws client, over a real socket. */

export interface Heard {
  readonly results: any[]
  /** How it ended: null while it runs. */
  ended: { readonly error?: any } | null
  /** Resolves with the n-th result, or fails with how it ended. */
  nth(n: number): Promise<any>
  end(): Promise<{ readonly error?: any }>
  stop(): void
}

/** A client of its own; closed after the file. */
export function openClient(url: string, token: string | null | (() => Promise<string>), options: Partial<ClientOptions> = {}): Client {
  const client = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0, lazyCloseTimeout: 0,
    connectionParams: async () => (token === null ? {} : { authorization: `Bearer ${typeof token === 'string' ? token : await token()}` }),
    onNonLazyError: () => {}, ...options,
  })
  afterwards(() => client.dispose())
  return client
}

export function listen(client: Client, query: string, variables: Record<string, unknown> = {}): Heard {
  let news = Promise.withResolvers<void>()
  const tell = () => {
    news.resolve()
    news = Promise.withResolvers()
  }
  const finish = (ended: Heard['ended']) => {
    heard.ended ??= ended
    tell()
  }
  const heard: Heard = {
    results: [],
    ended: null,
    async nth(n) {
      while (heard.results.length < n && heard.ended === null) await news.promise
      if (heard.results.length < n) throw new Error(`ended after ${heard.results.length}: ${JSON.stringify(heard.ended)}`, { cause: heard.ended?.error })
      return heard.results[n - 1]
    },
    async end() {
      while (heard.ended === null) await news.promise
      return heard.ended
    },
    stop: () => stop(),
  }
  const stop = client.subscribe({ query, variables }, {
    next: (result: FormattedExecutionResult) => {
      heard.results.push(result)
      tell()
    },
    error: (error) => finish({ error }),
    complete: () => finish({}),
  })
  return heard
}

export const codes = (result: any): string[] => (result.errors ?? []).map((error: any) => error.extensions.code)

/** A bare WebSocket, for what no client library would do. */
export async function dial(url: string, { protocol = 'graphql-transport-ws', path = '/graphql', headers = {} }: { protocol?: string; path?: string; headers?: Record<string, string> } = {}) {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}${path}`, protocol, { headers })
  const messages: any[] = []
  const closed = Promise.withResolvers<{ code: number; reason: string }>()
  const refused = Promise.withResolvers<{ status: number; body: any }>()
  socket.on('message', (data) => messages.push(JSON.parse(String(data))))
  socket.once('close', (code, reason) => closed.resolve({ code, reason: String(reason) }))
  socket.on('error', () => {})
  socket.once('unexpected-response', (_request, response) => {
    let body = ''
    response.on('data', (chunk) => { body += chunk }).once('end', () => refused.resolve({ status: response.statusCode!, body: JSON.parse(body) }))
  })
  const opened = new Promise<null>((resolve) => socket.once('open', () => resolve(null)))
  const refusal = await Promise.race([opened, refused.promise])
  return {
    socket, messages, refusal, closed: closed.promise,
    send: (message: unknown) => socket.send(typeof message === 'string' || message instanceof Uint8Array ? message : JSON.stringify(message)),
    message: (type: string) => eventually(() => {
      const found = messages.find((message) => message.type === type)
      expect(found, `no ${type} among ${JSON.stringify(messages)}`).toBeDefined()
      return found
    }),
  }
}
