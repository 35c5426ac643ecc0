import postgres from 'postgres'

export type Connection = ReturnType<typeof openPool>

/**
 * Connections to one database. `statementTimeout` in seconds, 0 for none. Rows come as they are: no column is renamed.
 */
export const openPool = (url: string, max = 1, statementTimeout = 0) =>
  postgres(url, {
    max,
    connect_timeout: 5,
    onnotice: () => {},
    fetch_types: false,
    connection: { application_name: 'phoenix-gateway', ...(statementTimeout > 0 ? { statement_timeout: statementTimeout * 1000 } : {}) },
  })
