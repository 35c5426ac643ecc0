import type { Config } from './config.ts'
import type { Port } from './db/port.ts'
import { connectPostgres } from './db/postgres.ts'
import { connectSupabase } from './db/supabase.ts'
import { openEmbedded } from './embeddedMode.ts'

/** The database of this configuration, for a door that needs nothing else: the embedded one is started, or joined where it runs. */
export async function connect(config: Config, say: (line: string) => void): Promise<{ readonly port: Port; release(): Promise<void> }> {
  const { database, supabase } = config
  if (supabase !== null) {
    const port = database === null ? connectSupabase(supabase) : connectPostgres({ url: database.url })
    return { port, release: () => port.close() }
  }
  const embedded = await openEmbedded(config.home, say)
  const port = connectPostgres({ url: embedded.gatewayUrl })
  return {
    port,
    async release() {
      await port.close()
      await embedded.release()
    },
  }
}
