import { expect, test } from 'vitest'
import { openGateway } from './harness.ts'
import { codesOf, done, run } from './samples.ts'

const gateway = await openGateway()
const all = 'profile { email fullName avatarUrl language timeZone emailNotifications marketingEmails version }'

test('updateProfile changes what is said, and nothing else; null clears a name or an avatar', async () => {
  const ada = await gateway.member({ email: 'ada.p@example.org' })
  const start = { email: 'ada.p@example.org', fullName: null, avatarUrl: null, language: 'FR', timeZone: 'Europe/Paris', emailNotifications: true, marketingEmails: false, version: 1 }
  const everything = { fullName: 'Ada Lovelace', avatarUrl: 'https://ada.example/me.png', language: 'EN', timeZone: 'America/Cayenne', emailNotifications: false, marketingEmails: true }
  expect(await done(ada, 'updateProfile', everything, all)).toEqual({ profile: { ...start, ...everything, version: 2 } })
  expect(await done(ada, 'updateProfile', { fullName: null, avatarUrl: null }, all)).toEqual({ profile: { ...start, ...everything, fullName: null, avatarUrl: null, version: 3 } })
  expect(await done(ada, 'updateProfile', { language: 'FR', expectedVersion: 3 }, all)).toMatchObject({ profile: { language: 'FR', timeZone: 'America/Cayenne', version: 4 } })
  expect((await ada.ask(`{ viewer { ${all} } }`)).data.viewer.profile).toMatchObject({ language: 'FR', marketingEmails: true, version: 4 })
})

test('another version is CONFLICT, and so is a change that came second', async () => {
  const ada = await gateway.member()
  expect(codesOf(await run(ada, 'updateProfile', { fullName: 'x', expectedVersion: 2 }))).toEqual(['CONFLICT'])
  const both = await Promise.all(['a', 'b'].map((fullName) => run(ada, 'updateProfile', { fullName, expectedVersion: 1 })))
  expect(both.flatMap(codesOf)).toEqual(['CONFLICT'])
  // Without a version both are done, one after the other.
  await Promise.all(['a', 'b'].map((fullName) => done(ada, 'updateProfile', { fullName })))
  expect((await ada.ask(`{ viewer { ${all} } }`)).data.viewer.profile.version).toBe(4)
})

test.each(['null', '[]', '"text"', '7', '{"language": 5, "timezone": "+02:00", "email_notifications": "no", "marketing_emails": 1}'])('preferences of an older app, %s, count as not said, and can be changed', async (old) => {
  const ada = await gateway.member()
  await gateway.sql`update public.profiles set preferences = ${old}::text::jsonb where id = ${ada.id}`
  expect((await ada.ask(`{ viewer { ${all} } }`)).data.viewer.profile).toMatchObject({ language: 'FR', timeZone: 'Europe/Paris', emailNotifications: true, marketingEmails: false })
  const change = { language: 'EN', timeZone: 'Asia/Tokyo', emailNotifications: false, marketingEmails: true }
  expect(await done(ada, 'updateProfile', change, all)).toMatchObject({ profile: change })
})

test('what an older app keeps in preferences stays', async () => {
  const ada = await gateway.member()
  await gateway.sql`update public.profiles set preferences = '{"theme": "dark", "language": "en"}' where id = ${ada.id}`
  await done(ada, 'updateProfile', { timeZone: 'UTC' })
  expect(await gateway.sql`select preferences from public.profiles where id = ${ada.id}`).toEqual([{ preferences: { theme: 'dark', language: 'en', timezone: 'UTC' } }])
})
