import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws'
import type { Logger } from 'pino'
import { WebSocketServer, type WebSocket } from 'ws'
import { badRequest, forbidden, notFound, serviceUnavailable, type GatewayError } from '../errors.ts'
import { SMALL_BODY_BYTES } from '../request/large.ts'
import { partnerRefusal } from '../request/partners.ts'
import type { BareAnswer } from './bareAnswer.ts'
import { isLoopback, type Cors } from './cors.ts'
import { Refusal } from './exchange.ts'
import { refusalOfHeaders } from './headers.ts'
import { createPlaces, type PlaceLimits } from './socket/places.ts'
import { createProtocol, type ProtocolOptions } from './socket/protocol.ts'
import { statusOf } from './status.ts'

export interface SocketLimits extends PlaceLimits {
  /** Subscriptions at once on one connection. */
  readonly subscriptions: number
  /** The longest message; before the connection is acknowledged `initBytes`. */
  readonly messageBytes: number
  readonly initBytes: number
  /** How long a connection may take to say who it is. */
  readonly initMs: number
  /** What may wait for a reader that does not read; one more byte and the connection is cut. */
  readonly bufferBytes: number
  /** Between two pings: who has not answered the last one by then is gone. */
  readonly pingMs: number
}

const LIMITS: SocketLimits = {
  all: 10_000, strangers: 2_000, perUser: 20, subscriptions: 100,
  messageBytes: SMALL_BODY_BYTES, initBytes: 32 * 1024, initMs: 5_000, bufferBytes: 4 * 1024 * 1024, pingMs: 25_000,
}

export interface SocketOptions extends Omit<ProtocolOptions, 'limits'> {
  readonly cors: Cors
  readonly bareAnswer: BareAnswer
  readonly embedded: boolean
  readonly log: Logger
  readonly limits?: Partial<SocketLimits>
}

export interface SocketDoor {
  /** Is this request for us? What wants to become anything but a WebSocket is answered as plain HTTP. */
  readonly wants: (req: IncomingMessage) => boolean
  readonly upgrade: (req: IncomingMessage, socket: Duplex, head: Buffer) => void
  count(): number
  /** Takes no new connections, says goodbye (1001: clients come back by themselves) and cuts who does not answer in time. */
  close(graceMs: number): Promise<void>
}

/** WebSocket `/graphql`, protocol graphql-transport-ws: subscriptions, and nothing else. No cookie means anything here. */
export function createSocketDoor(options: SocketOptions): SocketDoor {
  const limits = { ...LIMITS, ...options.limits }
  const places = createPlaces(limits)
  const protocol = createProtocol({ ...options, limits })
  const { bareAnswer } = options
  // A client that does not offer our protocol is let in and told so (4406): a failed handshake has no reason in a browser.
  const handleProtocols = (offered: Set<string>) => offered.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) && GRAPHQL_TRANSPORT_WS_PROTOCOL
  const server = new WebSocketServer({ noServer: true, clientTracking: true, maxPayload: limits.messageBytes, perMessageDeflate: false, handleProtocols })
  // A handshake that is none (RFC 6455 §4.2.2): ws would answer with nothing of ours.
  server.on('wsClientError', (error, socket, req) => bareAnswer(socket, req, req.method === 'GET' ? 400 : 405, badRequest(error.message), { 'sec-websocket-version': '13' }))
  const heartbeat = beat(server, limits.pingMs)
  let closing = false

  return {
    wants: (req) => req.headers.upgrade?.toLowerCase() === 'websocket',
    upgrade(req, socket, head) {
      socket.on('error', () => socket.destroy())
      const refused = closing || places.full() ? serviceUnavailable(closing ? 2 : 5) : refusalOf(req, options)
      if (refused instanceof Refusal) return bareAnswer(socket, req, refused.status, refused.error, refused.headers)
      if (refused !== null) return bareAnswer(socket, req, statusOf(refused.code), refused)
      server.handleUpgrade(req, socket, head, (client) => {
        const place = places.take()
        client.once('close', place.leave)
        heartbeat.watch(client)
        protocol.open(client, req, place)
      })
    },
    count: () => server.clients.size,
    async close(graceMs) {
      closing = true
      heartbeat.stop()
      const open = [...server.clients]
      const gone = Promise.all(open.map((client) => new Promise((resolve) => client.once('close', resolve))))
      for (const client of open) client.close(1001, 'Going away')
      const cut = setTimeout(() => open.forEach((client) => client.terminate()), Math.min(graceMs, 2_000))
      await gone
      clearTimeout(cut)
    },
  }
}

/** The rules of plain HTTP: localhost only in embedded mode, and pages of the origins that may call. Programs send no origin. */
function refusalOf(req: IncomingMessage, { embedded, cors }: SocketOptions): GatewayError | Refusal | null {
  const { url = '/', headers } = req
  const { host = '', origin } = headers
  const unplain = refusalOfHeaders(req)
  if (unplain !== null) return unplain
  if (embedded && !isLoopback(`http://${host}`)) return forbidden('In embedded mode the gateway answers to localhost only.')
  if (url.split('?')[0] !== '/graphql') return notFound('WebSocket. Subscriptions are at /graphql')
  const same = origin !== undefined && URL.canParse(origin) && new URL(origin).host === host
  const partner = partnerRefusal(headers['x-phoenix-partner-key'], headers.authorization)
  if (partner !== null) return partner
  return origin === undefined || same || cors.allows(origin) ? null : forbidden('Pages of this origin may not call the gateway: see PHOENIX_ALLOWED_ORIGINS.')
}

/** One timer for all: a connection that did not answer the last ping is dead, whatever TCP believes. */
function beat(server: WebSocketServer, everyMs: number) {
  const answered = new WeakSet<WebSocket>()
  const timer = setInterval(() => {
    for (const client of server.clients) {
      if (!answered.delete(client)) client.terminate()
      else client.ping()
    }
  }, everyMs)
  timer.unref()
  return {
    watch(client: WebSocket) {
      answered.add(client)
      client.on('pong', () => answered.add(client))
    },
    stop: () => clearInterval(timer),
  }
}

