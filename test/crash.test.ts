import { describe, expect, test } from 'vitest'
import { lightFire } from './chaos/fire.ts'
import type { Fire, Report } from './chaos/fire.ts'
import { openOwnServer } from './chaos/server.ts'
import { openDatabase } from './harness.ts'
import { eventually } from './samples.ts'

/* P2 and P3 under kill -9: the short version of `npm run chaos`. */

/** Lets the clients be told of so many more wishes: things break at work, and work goes on afterwards. */
async function goOn({ diary }: Fire, more: number) {
  const told = () => diary.wishes.filter((wish) => wish.told !== null).length
  const enough = told() + more
  await eventually(() => expect(told()).toBeGreaterThanOrEqual(enough))
}

async function burn(fire: Fire, breakThings: () => Promise<void>): Promise<Report> {
  try {
    await goOn(fire, 15)
    await breakThings()
    await goOn(fire, 15)
    return await fire.settle()
  } finally {
    await fire.close()
  }
}

function expectTruth(report: Report) {
  expect(report.violations).toEqual([])
  // Or nothing was under fire.
  expect(report.acknowledged).toBeGreaterThan(20)
  expect(report.retried).toBeGreaterThan(0)
}

describe('on the server of the tests', () => {
  test('kill -9 of a gateway, twice', async () => {
    const database = await openDatabase()
    try {
      const fire = await lightFire({ sql: database.sql, gatewayUrl: database.gatewayUrl })
      const report = await burn(fire, async () => {
        for (let n = 0; n < 2; n += 1) await fire.killGateway()
      })
      expectTruth(report)
      expect(report.orphans).toBeGreaterThan(0)
    } finally {
      await database.close()
    }
  })

  test('every connection terminated, three times', async () => {
    const database = await openDatabase()
    try {
      const fire = await lightFire({ sql: database.sql, gatewayUrl: database.gatewayUrl })
      let ended = 0
      expectTruth(await burn(fire, async () => {
        for (let n = 0; n < 3; n += 1) {
          ended += await fire.terminateBackends()
          await goOn(fire, 5)
        }
      }))
      expect(ended).toBeGreaterThan(3)
    } finally {
      await database.close()
    }
  })
})

test('kill -9 of a connection\'s process: PostgreSQL recovers, and so do the gateways', async () => {
  const server = await openOwnServer()
  try {
    const fire = await lightFire(server)
    expectTruth(await burn(fire, async () => {
      await fire.killBackend()
    }))
  } finally {
    await server.close()
  }
})
