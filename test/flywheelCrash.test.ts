import { expect, test } from 'vitest'
import { turnUnderFire } from './chaos/turning.ts'
import { openDatabase } from './harness.ts'

/* E under kill -9: the short version of what `npm run chaos` does. */

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
