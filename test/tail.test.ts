import { afterAll, expect, test, vi } from 'vitest'
import { connectSupabase } from '../gateway/db/supabase.ts'
import { createTail } from '../gateway/events/tail.ts'
import { openScripted, rows } from './postgrest.ts'

/* What reads the store for who is watching, where the store does not answer. Where it does: test/live.test.ts. */

const server = await openScripted()
afterAll(() => server.close())

test('a read that is never answered is made again, from the same place, and its late answer is nobody’s', async () => {
  const port = connectSupabase({ url: server.url, anonKey: 'sb_publishable_x', serviceRoleKey: 'sb_secret_x' })
  const entry = (position: number) => ({ transaction_id: '7', position, event_id: `event ${position}`, event_type: 'profile.updated' })
  const late = Promise.withResolvers<void>()
  server.tell(
    rows([{ transaction_id: '5', position: 3 }]),
    { ...rows([entry(1)]), until: late.promise },
    rows([entry(1)]), rows([entry(2)]), rows([]),
  )
  const heard: (string | null)[] = []
  const warned: string[] = []
  const tail = createTail({ port, listen: null, warn: (_error, message) => void warned.push(message), pollMs: 5, patienceMs: 30 })
  await tail.follow(({ eventId }) => void heard.push(eventId))
  await vi.waitFor(() => expect(heard).toEqual(['event 1', 'event 2']))
  late.resolve()
  const before = server.asked.length
  await vi.waitFor(() => expect(server.asked.length).toBeGreaterThan(before + 2))
  tail.close()
  expect(heard).toEqual(['event 1', 'event 2'])
  expect(warned).toHaveLength(1)
  const places = server.asked.slice(1, 4).map(({ body }) => JSON.parse(body) as Record<string, unknown>)
  expect(places).toMatchObject([{ p_after_transaction: '5', p_after_position: 3 }, { p_after_transaction: '5', p_after_position: 3 }, { p_after_transaction: '7', p_after_position: 1 }])
})
