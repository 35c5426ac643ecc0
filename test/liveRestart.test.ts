import { afterAll, expect, test } from 'vitest'
import { addClient } from './chaos/clients.ts'
import { openProcess } from './chaos/processes.ts'
import { openOwnServer } from './chaos/server.ts'
import { eventually } from './samples.ts'
import { listen, openClient } from './socket.ts'

/* The database goes and comes back under a gateway whose subscribers stay. */

const server = await openOwnServer()
const secret = 'a secret of at least thirty-two characters'
const gateway = await openProcess({ databaseUrl: server.gatewayUrl, secret, writerMs: 0 })
afterAll(async () => {
  await gateway.kill()
  await server.close()
})

test('whoever watches hears after it what happened, once', async () => {
  const ada = await addClient(server.sql, secret, true)
  const heard = listen(openClient(gateway.url, ada.token), 'subscription { usageChanged { features { feature used } } }')
  const used = () => heard.results.map((result) => result.data.usageChanged.features.find((usage: { feature: string }) => usage.feature === 'CV_UPLOADS').used)
  const take = () => server.sql`select public.check_usage_limit(${ada.userId}, 'cv_uploads', 1)`
  // Until the subscription stands: nothing says when it does.
  let taken = 0
  await eventually(async () => {
    await take()
    taken += 1
    expect(used().at(-1)).toBeGreaterThan(0)
  })
  await eventually(() => expect(used().at(-1)).toBe(taken))

  for (let round = 1; round <= 2; round += 1) {
    await server.stop()
    await server.start()
    await eventually(take)
    await eventually(() => expect(used().at(-1)).toBe(taken + round))
    expect(heard.ended).toBeNull()
  }
  // What comes in order after them has come: they were heard once each. Of the takes before, one may have been told once more.
  await take()
  await eventually(() => expect(used().at(-1)).toBe(taken + 3))
  expect(used().filter((count) => count > taken)).toEqual([taken + 1, taken + 2, taken + 3])
  expect(heard.results.map((result) => result.errors)).toEqual(heard.results.map(() => undefined))
  heard.stop()
})
