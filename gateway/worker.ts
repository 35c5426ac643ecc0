import { pino } from 'pino'
import { readPhases, staleIn } from '../sql/apply.ts'
import { connect } from './connect.ts'
import { fail, loadConfig, stopAsked } from './environment.ts'
import { sqlVersion, StartRefused } from './gateway.ts'
import { turnFlywheel } from './turnFlywheel.ts'

/*
 * `npm run worker`: everything that runs beside requests. As many at once as one likes, beside any number of gateways; an embedded
 * `npm start` turns one of its own.
 */
async function main() {
  const asked = stopAsked()
  const config = loadConfig()
  const log = pino({ level: config.mode === 'embedded' ? 'warn' : 'info' })
  const opened = await connect(config, (line) => console.log(line))
  try {
    const stale = staleIn(await sqlVersion(opened.port), readPhases()).map((phase) => phase.name)
    if (stale.length > 0) throw new StartRefused(`The database lacks, or has older: ${stale.join(', ')}. Run \`npm run sql:apply\`.`)
    const flywheel = await turnFlywheel(config, opened, log)
    console.log(`Phoenix worker: ${config.integrations.agent ? 'journeys and the Smart Router' : 'journeys (no PHOENIX_AGENT_URL: the rules analyse)'}, woken ${opened.listenUrl ? 'by LISTEN' : 'every 250 ms'}`)
    await asked
    await flywheel.stop()
  } finally {
    await opened.release()
  }
  process.exit(0)
}

main().catch(fail)
