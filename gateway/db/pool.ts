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
    connect_timeout: 5,
    backoff: () => 0.1,
    onnotice: () => {},
    fetch_types: false,
    connection: { application_name: 'phoenix-gateway', ...(statementTimeout > 0 ? { statement_timeout: statementTimeout * 1000 } : {}) },
  })
