import type { Config } from './config.ts'
import type { Port } from './db/port.ts'
import { listenUrlOf } from './db/listen.ts'
import { connectPostgres } from './db/postgres.ts'
import { connectSupabase } from './db/supabase.ts'
import { openEmbedded } from './embeddedMode.ts'

export interface Connected {
  readonly port: Port
  /** Where a session may LISTEN, if anywhere. */
  readonly listenUrl: string | null
  release(): Promise<void>
}

/** The database of this configuration, for a door that needs nothing else: the embedded one is started, or joined where it runs. */
export async function connect(config: Config, say: (line: string) => void): Promise<Connected> {
  const { database, supabase } = config
  if (supabase !== null) {
    const port = database === null ? connectSupabase(supabase) : connectPostgres({ url: database.url })
    return { port, listenUrl: database && listenUrlOf(database), release: () => port.close() }
  }
  const embedded = await openEmbedded(config.home, say)
  const port = connectPostgres({ url: embedded.gatewayUrl })
  return {
    port, listenUrl: embedded.gatewayUrl,
    async release() {
      await port.close()
      await embedded.release()
    },
  }
}
