import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { GraphQLFormattedError } from 'graphql'
import { GraphQLError } from 'graphql'
import { CloseCode, makeServer, type Context as Session, type SubscribePayload } from 'graphql-ws'
import type { Logger } from 'pino'
import type { WebSocket } from 'ws'
import { GatewayError, rateLimited } from '../../errors.ts'
import { expiryOf, type Caller, type Verify } from '../../request/auth.ts'
import { partnerRefusal } from '../../request/partners.ts'
import type { Stream, Subscriptions } from '../../request/subscribe.ts'
import type { AddressOf } from '../address.ts'
import type { RateLimiter } from '../../request/rate.ts'
import { STRANGER } from '../charges.ts'
import { chargeStranger } from '../graphql.ts'
import { withHelpFor } from '../helpFirst.ts'
import type { SocketLimits } from '../socket.ts'
import { oneById } from './oneById.ts'
import type { Place } from './places.ts'

export interface ProtocolOptions {
  readonly verify: Verify
  readonly subscriptions: Subscriptions
  readonly log: Logger
  readonly limits: SocketLimits
  readonly addressOf: AddressOf
  readonly rates: RateLimiter | null
}

/** What one connection has besides its subscriptions. */
interface Connection {
  readonly socket: WebSocket
  readonly request: IncomingMessage
  readonly place: Place
  /** Aborts when it is gone. */
  readonly gone: AbortController
  caller: Caller
  /** Once it has said who it is; until then it may not say much else. */
  known: boolean
}

type Params = Record<string, unknown>
type OurSession = Session<Params, Connection>

/** 1013: come back later. Clients do, by themselves. */
const TRY_AGAIN_LATER = 1013
const TOO_BIG = 1009
/** What a timer can hold. */
const LONGEST_WAIT_MS = 2 ** 31 - 1

/** graphql-transport-ws on one connection after the other: who is there, then his subscriptions. */
export function createProtocol(options: ProtocolOptions) {
  const { log, limits } = options
  const server = makeServer<Params, Connection>({
    connectionInitWaitTimeout: limits.initMs,
    onConnect: (session) => identify(session, options),
    onSubscribe: (session, _id, payload) => subscribe(session, payload, options),
    // What `subscribe` was given back is what runs: see `Running`.
    subscribe: (args) => (args as unknown as Running).stream as never,
    // Errors are in the words for clients already.
    onNext: (_session, _id, _payload, _args, result) => result,
    onError: (_session, _id, _payload, errors) => errors.map(toldOf),
  })

  return {
    open(socket: WebSocket, request: IncomingMessage, place: Place) {
      const connection: Connection = { socket, request, place, gone: new AbortController(), caller: { kind: 'anonymous' }, known: false }
      const closed = server.opened({
        protocol: socket.protocol,
        send: (data) => send(socket, data, limits.bufferBytes),
        close: (code, reason) => socket.close(code, reason),
        onMessage(take) {
          const line = oneById(async (text) => {
            // What waited for its turn until the client was gone would run for nobody.
            if (socket.readyState !== socket.OPEN) return
            await take(text).catch((error: unknown) => {
              log.error({ err: error }, 'a message of a WebSocket failed')
              socket.close(CloseCode.InternalServerError, 'Internal server error')
            })
          }, limits.subscriptions, () => socket.close(TRY_AGAIN_LATER, 'Too many messages wait'))
          socket.on('message', (data, isBinary) => {
            if (isBinary) return socket.close(CloseCode.BadRequest, 'Messages are text')
            const text = String(data)
            if (!connection.known && text.length > limits.initBytes) return socket.close(TOO_BIG, 'Too long')
            line.push(text)
          })
        },
      }, connection)
      // Frames that break the protocol: ws closes the connection, with the code that says so.
      socket.on('error', (error) => log.info({ err: error }, 'a WebSocket broke off'))
      socket.once('close', (code, reason) => {
        connection.gone.abort(new Gone('The client hung up.'))
        closed(code, String(reason)).catch((error: unknown) => log.error({ err: error }, 'a WebSocket did not close well'))
      })
    },
  }
}

class Gone extends Error {
  override readonly name = 'AbortError'
}

/** Resolves when the kernel has it: a subscription's next event is asked for then, so a slow reader has one on its way each. */
function send(socket: WebSocket, data: string, most: number): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState !== socket.OPEN) return resolve()
    if (socket.bufferedAmount > most) {
      socket.terminate()
      return resolve()
    }
    socket.send(data, () => resolve())
  })
}

const PARTNER_KEY = 'x-phoenix-partner-key'

/** `connection_init`: the same token as over HTTP, in its payload or in the header of the handshake. None is a stranger. */
async function identify({ connectionParams, extra }: OurSession, { verify, log, rates, addressOf }: ProtocolOptions): Promise<boolean> {
  const { socket, place } = extra
  const refuse = (code: number, reason: string) => {
    socket.close(code, reason)
    return false
  }
  const params = connectionParams ?? {}
  const said = params.authorization ?? params.Authorization ?? extra.request.headers.authorization
  const partner = partnerRefusal(Object.entries(params).find(([name]) => name.toLowerCase() === PARTNER_KEY)?.[1], said)
  if (partner !== null) {
    rates?.of(STRANGER, addressOf(extra.request)).charge(1)
    // Not 4403, after which clients come back by themselves.
    return refuse(CloseCode.BadRequest, partner.message)
  }
  if (said !== undefined && said !== null && typeof said !== 'string') return refuse(CloseCode.Forbidden, 'authorization must be text')
  try {
    extra.caller = await verify(said ?? undefined)
  } catch (error) {
    if (!(error instanceof GatewayError)) log.error({ err: error }, 'a WebSocket could not be identified')
    else if (error.code === 'UNAUTHENTICATED') {
      const told = await chargeStranger(error, rates?.of(STRANGER, addressOf(extra.request)))
      if (told === error) return refuse(CloseCode.Forbidden, error.message)
    }
    return refuse(TRY_AGAIN_LATER, 'Try again later')
  }
  extra.known = true
  if (extra.caller.kind !== 'viewer' || extra.gone.signal.aborted) return true
  if (!place.identify(extra.caller.viewer.id)) return refuse(TRY_AGAIN_LATER, 'Too many connections of this account')
  closeAt(expiryOf(extra.caller), extra)
  return true
}

/** 4403, after which clients come back with a new token. */
function closeAt(time: number, connection: Connection) {
  const { socket, gone } = connection
  const left = time - Date.now()
  if (left <= 0) return socket.close(CloseCode.Forbidden, 'The token has expired.')
  const timer = setTimeout(() => closeAt(time, connection), Math.min(left, LONGEST_WAIT_MS))
  timer.unref()
  gone.signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
}

/** What graphql-ws takes for the arguments of an execution: the document tells it that this is a subscription. */
interface Running {
  readonly schema: never
  readonly document: Stream['document']
  readonly operationName: string | null | undefined
  readonly contextValue: undefined
  readonly stream: Stream['results']
}

/** A page cannot set headers of a handshake: which app it is, it says in `connection_init`. */
const CLIENT_NAMES = ['graphql-client-name', 'apollographql-client-name']

function headersOf({ connectionParams = {}, extra }: OurSession): IncomingMessage['headers'] {
  const said = CLIENT_NAMES.filter((name) => typeof connectionParams[name] === 'string').map((name) => [name, connectionParams[name] as string])
  return { ...extra.request.headers, ...Object.fromEntries(said) }
}

async function subscribe(session: OurSession, payload: SubscribePayload, options: ProtocolOptions): Promise<GraphQLError[] | Running> {
  const { subscriptions, extra } = session
  const most = options.limits.subscriptions
  if (Object.keys(subscriptions).length > most) {
    options.rates?.of(extra.caller, options.addressOf(extra.request)).charge(1)
    const refusal = rateLimited(most, 1, `At most ${most} subscriptions run at once on one connection.`)
    return [carry(formatted(withHelpFor(refusal, [payload.variables, payload.query])))]
  }
  const { caller, gone, request } = extra
  const { traceparent } = request.headers
  const started = await options.subscriptions.start(payload, {
    caller, requestId: randomUUID(), waited: gone.signal, headers: headersOf(session), address: options.addressOf(request), traceparent: typeof traceparent === 'string' ? traceparent : null,
  })
  if ('errors' in started) return started.errors.map(carry)
  return { schema: undefined as never, document: started.document, operationName: payload.operationName, contextValue: undefined, stream: started.results }
}

const formatted = ({ message, extensions }: GatewayError): GraphQLFormattedError => ({ message, extensions })

/** graphql-ws wants errors of its own class; what a client is told is what was formatted. */
const carry = (told: GraphQLFormattedError) => Object.assign(new GraphQLError(told.message), { told })
const toldOf = (error: unknown): GraphQLFormattedError => (error as { told?: GraphQLFormattedError }).told ?? { message: 'Something went wrong.', extensions: { code: 'INTERNAL_SERVER_ERROR' } }

