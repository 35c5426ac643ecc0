import postgres from 'postgres'
import { dial } from './pool.ts'
import { isPooler } from './postgres.ts'

/** Between a connection that was lost and the next. */
const AGAIN_MS = 1000

/** Where a session may LISTEN; null: only through a pooler, where there are none. */
export const listenUrlOf = ({ url, directUrl }: { readonly url: string; readonly directUrl: string | null }) => directUrl ?? (isPooler(url) ? null : url)

/**
 * LISTENs on a connection of its own, and makes it again whenever it is lost. `wake` is told at each notification, and at each new
 * connection: what was said meanwhile nobody will say again.
 */
export function listenTo(url: string, channel: string, wake: () => void): () => void {
  let [stopped, timer, end]: [boolean, NodeJS.Timeout | undefined, () => void] = [false, undefined, () => {}]
  const connect = () => {
    let over = false
    const lost = () => {
      if (over) return
      over = true
      // A client that lost its connection remembers things: see clients.ts.
      endThis()
      if (!stopped) timer = setTimeout(connect, AGAIN_MS)
    }
    const sql = postgres(url, {
      max: 1, max_lifetime: null, connect_timeout: 3, backoff: () => 0.1, ...{ socket: dial }, onnotice: () => {}, fetch_types: false,
      connection: { application_name: 'phoenix-gateway listen' },
      onclose: () => lost(),
      ...{ onnotify: wake },
    })
    const endThis = () => void sql.end({ timeout: 0 }).catch(() => {})
    end = endThis
    sql.unsafe(`listen ${channel}`).then(wake, lost)
  }
  connect()
  return () => {
    stopped = true
    clearTimeout(timer)
    end()
  }
}
