import { expect, test } from 'vitest'
import { openOwnServer } from './chaos/server.ts'
import { turnUnderFire } from './chaos/turning.ts'
import { eventually } from './samples.ts'

/* The database goes and comes back under the flywheel: on a server of its own, whatever the others run on. */

test('the database stops in the middle of batches, and starts again: nothing is lost, nothing is done twice', async () => {
  const server = await openOwnServer()
  try {
    const turned = await turnUnderFire({
      sql: server.sql, events: 700, workers: 2, kills: 0, options: { databaseUrl: server.gatewayUrl, agentUrl: server.superUrl, leaseSeconds: 2 },
      async meanwhile() {
        for (let n = 0; n < 2; n += 1) {
          await eventually(async () => expect((await server.sql`select from public.agent_effects`).length).toBeGreaterThan(50 + 150 * n))
          await server.stop()
          await server.start()
        }
      },
    })
    expect(turned.violations).toEqual([])
  } finally {
    await server.close()
  }
})
