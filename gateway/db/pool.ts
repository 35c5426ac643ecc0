import { connect } from 'node:net'
import type { Socket } from 'node:net'
import postgres from 'postgres'

export type Connection = ReturnType<typeof openPool>

/**
 * Connections to one database. `statementTimeout` in seconds, 0 for none; without `prepare` no statement is named. Rows come as
 * they are: no column is renamed. A lost connection is made again by the next query, which fails at once where it cannot.
 */
export const openPool = (url: string, max = 1, statementTimeout = 0, prepare = true) =>
  postgres(url, {
    max,
    prepare,
    connect_timeout: 3,
    backoff: () => 0.1,
    ...{ socket: dial },
    onnotice: () => {},
    fetch_types: false,
    connection: { application_name: 'phoenix-gateway', ...(statementTimeout > 0 ? { statement_timeout: statementTimeout * 1000 } : {}) },
  })

/** ReadyForQuery, outside a transaction. */
const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49])

/**
 * A connection that closes before it is ready (a load balancer whose servers are gone, a server that stops) is an error like any
 * other: the driver would connect again and again, with the query waiting, and do it whenever it gets through. What happens
 * inside TLS is not seen here.
 */
export function dial({ host, port, path }: { readonly host: readonly string[]; readonly port: readonly number[]; readonly path?: string | null }): Socket {
  const [name, number] = [host[0]!, port[0]!]
  const socket = path ? connect(path) : connect(number, name)
  const closed = () => void socket.emit('error', Object.assign(new Error('The server closed the connection.'), { code: 'ECONNRESET' }))
  const stop = () => void socket.off('close', closed).off('data', watch)
  const watch = (chunk: Buffer) => {
    if (chunk.includes(READY)) stop()
  }
  socket.once('close', closed).on('data', watch).once('error', stop)
  requireGreeting(socket)
  // The driver asks TLS for that name.
  return Object.assign(socket, { host: name, port: number })
}

/**
 * A connection that closes at a bad moment leaves the driver with bytes that it believes on their way: it would not greet the next
 * server before they are, and lose five seconds each time it tries. It gets through them, and well, the sooner it is told.
 */
function requireGreeting(socket: Socket, looks = 3) {
  setImmediate(() => {
    if (socket.destroyed || socket.bytesWritten > 0) return
    if (looks > 1) requireGreeting(socket, looks - 1)
    else socket.destroy(Object.assign(new Error('The driver sent no greeting.'), { code: 'ECONNRESET' }))
  })
}
