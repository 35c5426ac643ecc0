import { expect, test, vi } from 'vitest'
import { openOwnServer } from './chaos/server.ts'
import { turnUnderFire } from './chaos/turning.ts'
import { openDatabase } from './harness.ts'

/* E under kill -9: the short version of what `npm run chaos` does. */

// A few seconds each; processes start slowly where others are at work.
vi.setConfig({ testTimeout: 120_000 })

test('three workers, each killed twice, and by an event too: every other event once for each consumer, in its user\'s order, none stuck', async () => {
  const database = await openDatabase()
  try {
    const turned = await turnUnderFire({
      sql: database.sql, events: 1_000, kills: 2, options: { databaseUrl: database.gatewayUrl, agentUrl: database.url, leaseSeconds: 2 },
    })
    expect(turned.violations).toEqual([])
    // Or nobody was killed at work.
    expect(turned.redelivered).toBeGreaterThan(0)
  } finally {
    await database.close()
  }
})

test('the database stops in the middle of batches, and starts again: nothing is lost, nothing is done twice', async () => {
  const server = await openOwnServer()
  try {
    const turned = await turnUnderFire({
      sql: server.sql, events: 700, workers: 2, kills: 0, options: { databaseUrl: server.gatewayUrl, agentUrl: server.superUrl, leaseSeconds: 2 },
      async meanwhile() {
        for (let n = 0; n < 2; n += 1) {
          await vi.waitFor(async () => expect((await server.sql`select from public.agent_effects`).length).toBeGreaterThan(50 + 150 * n), { timeout: 30_000, interval: 5 })
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
