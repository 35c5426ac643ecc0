import { expect, test } from 'vitest'
import { openGateway } from './harness.ts'
import { eventually } from './samples.ts'
import { dial } from './socket.ts'

/* One id, taken again before its first subscription has begun: what a client that hurries may do, and one that means harm. */

const gateway = await openGateway()
const USAGE = 'subscription { usageChanged { periodEnd } }'
const running = (connections: number, subscriptions: number) => eventually(() => expect(gateway.sockets()).toEqual({ connections, subscriptions }))

const open = async (token: string) => {
  const socket = await dial(gateway.url)
  socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })
  await socket.message('connection_ack')
  return { ...socket, subscribe: (id: string) => socket.send({ type: 'subscribe', id, payload: { query: USAGE } }), complete: (id: string) => socket.send({ type: 'complete', id }) }
}

test('leaves one that runs, and none when the connection is gone', async () => {
  const ada = await gateway.member()
  const socket = await open(ada.token)
  for (let n = 0; n < 30; n += 1) {
    socket.subscribe('1')
    if (n < 29) socket.complete('1')
  }
  socket.subscribe('2')
  await running(1, 2)
  // What runs is told, under its id, and no more than once.
  const told = (id: string) => socket.messages.filter((message) => message.type === 'next' && message.id === id).length
  await gateway.sql`select public.check_usage_limit(${ada.id}, 'cv_generations', 1)`
  await eventually(() => expect([told('1'), told('2')]).toEqual([1, 1]))
  expect(socket.messages.filter((message) => message.type === 'complete' || message.type === 'error')).toEqual([])
  socket.complete('1')
  await running(1, 1)
  socket.subscribe('1')
  await running(1, 2)
  socket.socket.terminate()
  await running(0, 0)
  const gone = await open(ada.token)
  for (const id of ['1', '2', '3']) {
    gone.subscribe(id)
    gone.complete(id)
    gone.subscribe(id)
  }
  // Once what it has sent is there.
  gone.socket.ping()
  gone.socket.once('pong', () => gone.socket.terminate())
  await gone.closed
  await running(0, 0)
})

test('one that runs is not begun a second time, and who lets too many wait is sent away', async () => {
  const grace = await gateway.member()
  const twice = await open(grace.token)
  twice.subscribe('1')
  await running(1, 1)
  twice.subscribe('1')
  expect(await twice.closed).toMatchObject({ code: 4409 })
  await running(0, 0)
  const flood = await open(grace.token)
  for (let n = 0; n < 200; n += 1) {
    flood.subscribe('1')
    flood.complete('1')
  }
  expect(await flood.closed).toEqual({ code: 1013, reason: 'Too many messages wait' })
  await running(0, 0)
})
