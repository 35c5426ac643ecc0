import { afterAll, expect, test } from 'vitest'
import { connectSupabase } from '../gateway/db/supabase.ts'
import { createTail } from '../gateway/events/tail.ts'
import { openScripted, rows } from './postgrest.ts'
import { eventually } from './samples.ts'

/* What reads the store for who is watching, where the store does not answer. Where it does: test/live.test.ts. */

const server = await openScripted()
afterAll(() => server.close())

test('a read that is never answered is made again, from the same place, and its late answer is nobody’s', async () => {
  const port = connectSupabase({ url: server.url, anonKey: 'sb_publishable_x', serviceRoleKey: 'sb_secret_x' })
  const entry = (position: number) => ({ transaction_id: '7', position, event_id: `event ${position}`, event_type: 'profile.updated' })
  const after: Readonly<Record<string, readonly object[]>> = { '5 3': [entry(1)], '7 1': [entry(2)], '7 2': [] }
  const placeOf = (body: string) => {
    const { p_after_transaction, p_after_position } = JSON.parse(body) as Readonly<Record<string, unknown>>
    return `${p_after_transaction} ${p_after_position}`
  }
  const late = Promise.withResolvers<void>()
  server.tell(
    rows([{ transaction_id: '5', position: 3 }]),
    { ...rows([entry(1)]), until: late.promise },
    ({ body }) => rows(after[placeOf(body)]!),
  )
  const heard: (string | null)[] = []
  const warned: string[] = []
  const tail = createTail({ port, listen: null, warn: (_error, message) => void warned.push(message), pollMs: 5, patienceMs: 30 })
  await tail.follow(({ eventId }) => void heard.push(eventId))
  await eventually(() => expect(heard).toEqual(['event 1', 'event 2']))
  late.resolve()
  const before = server.asked.length
  await eventually(() => expect(server.asked.length).toBeGreaterThan(before + 2))
  tail.close()
  expect(heard).toEqual(['event 1', 'event 2'])
  expect(warned.length).toBeGreaterThan(0)
  expect(server.asked.slice(1, 3).map(({ body }) => placeOf(body))).toEqual(['5 3', '5 3'])
})
