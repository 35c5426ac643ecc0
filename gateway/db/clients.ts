import type { Connection } from './pool.ts'

/** SQLSTATEs and socket errors of a connection that is no more, or that nobody knows the state of. */
const lost = /^(08|57P|CONNECTION_|CONNECT_|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH)/

/**
 * Clients of one connection each. The driver's own pool hands a connection on while it breaks: what is sent between the socket's
 * 'error' and its 'close' is never answered, and an old FATAL error is told to the first statement after the reconnection
 * (postgres 3.4.9, connection.js: `closed` resets neither `query` nor `errorResponse`). So a client that lost its connection is
 * thrown away with whatever it remembers.
 */
export function createClients(open: () => Connection) {
  const idle: Connection[] = []
  const all = new Set<Connection>()
  const putBack = (sql: Connection, { code = '', unsent = false }: { code?: string; unsent?: boolean }) => {
    // Given up while the connection was made: it still waits for that statement.
    if (unsent || lost.test(code)) {
      all.delete(sql)
      sql.end({ timeout: 0 }).catch(() => {})
    } else idle.push(sql)
  }
  return {
    use<T>(run: (sql: Connection) => Promise<T>): Promise<T> {
      let sql = idle.pop()
      if (sql === undefined) all.add(sql = open())
      const taken = sql
      return run(taken).then((answer) => {
        idle.push(taken)
        return answer
      }, (error: { code?: string; unsent?: boolean }) => {
        putBack(taken, error)
        throw error
      })
    },
    close: async (seconds: number) => void await Promise.all([...all].map((sql) => sql.end({ timeout: seconds }))),
  }
}
