import { connect } from 'node:net'
import type { Socket } from 'node:net'

/** Sockets for a driver, all of which can be taken from it. */
export interface Cables {
  /** The driver's option of that name. */
  socket(to: { readonly host: readonly string[]; readonly port: readonly number[] }): Socket
  /** Closes them all; the driver does not hear of it. */
  cut(): void
}

/** How an ErrorResponse begins after which the server closes. Texts hold no zero bytes. */
const FATAL = 'SFATAL\0VFATAL\0'

/**
 * A driver that Lite works with must not hear that a connection broke. A statement sent down a reserved one ends the process (postgres 3.4.9,
 * connection.js: `nextWrite` writes to a socket that is null by then), and so does the driver's own question for array types, whose
 * failure nobody handles (`fetchArrayTypes`). So whatever a broken connection has left to say is kept from it. `lost` hears, each time: the driver is to
 * be thrown away, and whoever waits for one of its answers is to be told.
 */
export function createCables(lost: (reason: string) => void): Cables {
  const sockets = new Map<Socket, () => void>()
  return {
    socket({ host, port }) {
      // Half open: what the other side closes is told from what the driver closes.
      const socket = connect({ host: host[0]!, port: port[0]!, allowHalfOpen: true })
      const emit = socket.emit.bind(socket) as (...event: unknown[]) => boolean
      let silent = false
      const silence = () => {
        silent = true
        sockets.delete(socket)
        socket.destroy()
      }
      sockets.set(socket, silence)
      return Object.assign(socket, {
        emit(...event: unknown[]) {
          if (silent) return true
          const reason = socket.writableEnded ? null : lossIn(event)
          if (reason === null) {
            if (event[0] === 'close') sockets.delete(socket)
            return emit(...event)
          }
          silence()
          lost(reason)
          return true
        },
      })
    },
    cut() {
      for (const silence of sockets.values()) silence()
    },
  }
}

/** Why a connection is no more, if this event says that it is not. */
function lossIn([name, value]: readonly unknown[]): string | null {
  if (name === 'error') return (value as Error).message
  if (name === 'end' || name === 'close') return 'The server closed the connection.'
  if (name !== 'data' || !(value as Buffer).includes(FATAL)) return null
  return /\0M([^\0]+)\0/.exec(String(value))?.[1] ?? 'The server ends the connection.'
}
