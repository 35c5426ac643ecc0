import { openEmbedded } from './embeddedMode.ts'
import { fail, loadConfig } from './environment.ts'
import { StartRefused } from './gateway.ts'

/* `npm run seed`: makes the demo accounts of embedded mode, or gives them back their passwords and tiers. Every start does so too. */
async function main() {
  const config = loadConfig()
  if (config.mode !== 'embedded') throw new StartRefused('seed makes demo accounts, and those belong to embedded mode only.')
  const embedded = await openEmbedded(config.home, (line) => console.log(line))
  for (const [name, { email, password, userId }] of Object.entries(embedded.users)) console.log(`${name.padEnd(8)} ${email}  ${password}  ${userId}`)
  await embedded.release()
}

main().catch(fail)
