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

/**
 * A connection that closes before the server has said a word (a load balancer whose servers are gone) is an error like any other:
 * the driver would connect again and again, with the query waiting, and do it whenever it gets through.
 */
function dial({ host, port, path }: { readonly host: readonly string[]; readonly port: readonly number[]; readonly path?: string | null }): Socket {
  const [name, number] = [host[0]!, port[0]!]
  const socket = path ? connect(path) : connect(number, name)
  const closed = () => void socket.emit('error', Object.assign(new Error('The server closed the connection.'), { code: 'ECONNRESET' }))
  const spoke = () => void socket.off('close', closed)
  socket.once('close', closed).once('data', spoke).once('error', spoke)
  // The driver asks TLS for that name.
  return Object.assign(socket, { host: name, port: number })
}
