import { randomUUID } from 'node:crypto'
import { STATUS_CODES, type IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { badRequest, type GatewayError } from '../errors.ts'
import type { RateLimiter } from '../request/rate.ts'
import { rateHeaders } from '../request/rateHeaders.ts'
import type { AddressOf } from './address.ts'
import { STRANGER } from './charges.ts'
import { errorBody } from './exchange.ts'
import { headersOf } from './status.ts'

/** Says no on a connection that has no response object: what came is not HTTP, or wants to become something else. Then it is closed. */
export type BareAnswer = (socket: Duplex, req: Pick<IncomingMessage, 'headers'> | null, status: number, error: GatewayError, own?: Readonly<Record<string, string>>) => void

export interface BareAnswerOptions {
  /** What every answer carries. */
  readonly standing: Readonly<Record<string, string>>
  readonly rates: RateLimiter | null
  readonly addressOf: AddressOf
}

export function createBareAnswer({ standing, rates, addressOf }: BareAnswerOptions): BareAnswer {
  return (socket, req, status, error, own = {}) => {
    const rate = socket instanceof Socket ? rates?.of(STRANGER, addressOf({ socket, headers: req?.headers ?? {} } as IncomingMessage)) : undefined
    // What is not the caller's fault costs nothing.
    if (status < 500) rate?.charge(1)
    const body = JSON.stringify(errorBody(error))
    const headers = {
      ...standing, 'x-request-id': randomUUID(), 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body), connection: 'close',
      ...(rate && rateHeaders(rate.state())), ...Object.fromEntries(headersOf(error.extensions)), ...own,
    }
    socket.write([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), '', body].join('\r\n'))
    if (socket instanceof Socket) socket.destroySoon()
    else socket.end()
  }
}

const UNREADABLE: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, HPE_CHUNK_EXTENSIONS_OVERFLOW: 413, ERR_HTTP_REQUEST_TIMEOUT: 408 }

/** For what came and is not HTTP, or never ended. */
export const refuseUnreadable = (answer: BareAnswer, error: { readonly code?: string }, socket: Duplex) => {
  const status = UNREADABLE[error.code ?? ''] ?? 400
  answer(socket, null, status, badRequest(STATUS_CODES[status] ?? 'Bad Request'))
}
