import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect as dial, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { connectPostgres } from '../gateway/db/postgres.ts'
import type { PostgresOptions } from '../gateway/db/postgres.ts'
import type { Identity } from '../gateway/db/port.ts'
import { addUser, openDatabase } from './harness.ts'

/* The Postgres lane under pressure: time, cancelling, the queue, lost connections; and whose eyes the next statement has. */

const database = await openDatabase()
const { sql } = database
const ports: ReturnType<typeof connectPostgres>[] = []
afterAll(async () => {
  for (const port of ports) await port.close()
  await database.close()
})

// One connection, so that whatever a statement left behind is there for the next.
function connect(options: Partial<PostgresOptions> = {}) {
  const port = connectPostgres({ url: database.gatewayUrl, pool: 1, ...options })
  ports.push(port)
  return port
}
const viewer = (id: string): Identity => ({ role: 'authenticated', claims: { sub: id, role: 'authenticated' }, token: null })
const [ada, bob] = [await addUser(sql), await addUser(sql)]
for (const id of [ada, bob]) await sql`insert into public.cv_generations (user_id, origin, cv_data) values (${id}, 'generated', '{}')`
const cvs = (id: string) => [{ name: 'list_cvs' as const, args: { userId: id, limit: 10 } }]
const count = async (port: ReturnType<typeof connectPostgres>, reader: string, of: string) => (await port.read(viewer(reader), cvs(of)))[0]!.length

/** What reads wait for: a lock on a table, until released. */
async function lock(table: string) {
  const reserved = await sql.reserve()
  await reserved`begin`
  await reserved.unsafe(`lock table ${table} in access exclusive mode`)
  return async () => {
    await reserved`rollback`
    reserved.release()
  }
}
const lockCvs = () => lock('public.cv_generations')
const waiting = async () => (await sql`
  select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%run_as%'`).map((row) => row.pid as number)
const untilWaiting = (statements: number) => expect.poll(async () => (await waiting()).length).toBe(statements)

/** The next user of the connection is himself, and nobody else. */
async function expectNoLeak(port: ReturnType<typeof connectPostgres>) {
  expect(await count(port, bob, bob)).toBe(1)
  expect(await count(port, bob, ada)).toBe(0)
  await expect(port.read({ role: 'anon', claims: {}, token: null }, cvs(ada))).rejects.toMatchObject({ code: '42501' })
}

test('a table with other columns than ours, in another order: each value is still read by its name', async () => {
  const port = connect()
  const read = async () => (await port.read(viewer(ada), [{ name: 'load_profiles', args: { ids: [ada] } }]))[0]
  await sql`update public.profiles set full_name = 'Ada Lovelace' where id = ${ada}`
  const before = await read()
  expect(before).toMatchObject([{ id: ada, fullName: 'Ada Lovelace' }])
  await sql.unsafe(`
    alter table public.profiles add column nickname text default 'Countess';
    alter table public.profiles add column moved text;
    update public.profiles set moved = full_name;
    alter table public.profiles drop column full_name cascade;
    alter table public.profiles rename column moved to full_name;
    select phoenix_private.build_dispatch()`)
  expect(await read()).toEqual([{ ...before![0] as object, updatedAt: expect.any(String) }])
})

describe('a claim never reaches the next user of a connection', () => {
  test('after an answer and after an error', async () => {
    const port = connect()
    expect(await count(port, ada, ada)).toBe(1)
    await expectNoLeak(port)
    await expect(port.read(viewer(ada), [{ name: 'load_cvs', args: { ids: ['no uuid'] } }])).rejects.toMatchObject({ code: '22P02' })
    await expectNoLeak(port)
    await expect(port.read(viewer(ada), [{ name: 'sweep_expired', args: {} }])).rejects.toMatchObject({ code: '42501' })
    await expectNoLeak(port)
    await port.call('check_usage_limit', { userId: ada, feature: 'cv_uploads', increment: 0 })
    await expectNoLeak(port)
  })

  test('after a statement took too long', async () => {
    const port = connect({ statementTimeout: 1 })
    const release = await lockCvs()
    await expect(count(port, ada, ada)).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' })
    await release()
    await expectNoLeak(port)
  })

  test('after its request was given up: the statement ends in Postgres too', async () => {
    const port = connect()
    const release = await lockCvs()
    const request = new AbortController()
    const read = port.read(viewer(ada), cvs(ada), request.signal)
    await untilWaiting(1)
    request.abort()
    await expect(read).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' })
    await untilWaiting(0)
    await release()
    await expectNoLeak(port)
  })

  test('after the server ended the connection: a read is sent again, a write is not', async () => {
    const port = connect()
    const release = await lockCvs()
    const read = count(port, ada, ada)
    await untilWaiting(1)
    await sql`select pg_terminate_backend(${(await waiting())[0]!})`
    await untilWaiting(1)
    await release()
    expect(await read).toBe(1)
    await expectNoLeak(port)

    const releaseAgain = await lockCvs()
    // The write may fail before whoever ended it hears that it is done.
    const refused = expect(port.call('delete_cv', { actor: ada, call: {}, cvId: randomUUID() })).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' })
    await untilWaiting(1)
    await sql`select pg_terminate_backend(${(await waiting())[0]!})`
    await refused
    await releaseAgain()
    await expectNoLeak(port)
  })
})

test('a cancel that was meant for another statement is tried again', async () => {
  const port = connect()
  const release = await lockCvs()
  const read = count(port, ada, ada)
  await untilWaiting(1)
  const [pid] = await waiting()
  await sql`select pg_cancel_backend(${pid!})`
  await release()
  expect(await read).toBe(1)
})

/** A server in between that, where `armed`, has the next statement fail when its row is out already: a cancel that comes between the two. */
async function openLateCancel(rows = 1) {
  const { hostname, port } = new URL(database.gatewayUrl)
  const complete = Buffer.from(`C\0\0\0\rSELECT ${rows}\0`, 'latin1')
  const said = Buffer.from('SERROR\0VERROR\0C57014\0Mcanceling statement due to user request\0\0', 'latin1')
  const failed = Buffer.concat([Buffer.from('E'), Buffer.alloc(4), said])
  failed.writeInt32BE(said.length + 4, 1)
  const state = { armed: null as (() => void) | null }
  const server = createServer((client) => {
    const upstream = dial(Number(port), hostname)
    for (const socket of [client, upstream]) socket.on('error', () => {}).on('close', () => (client.destroy(), upstream.destroy()))
    client.pipe(upstream)
    upstream.on('data', (chunk: Buffer) => {
      const at = state.armed === null ? -1 : chunk.indexOf(complete)
      if (at < 0) return void client.write(chunk)
      state.armed!()
      state.armed = null
      client.write(Buffer.concat([chunk.subarray(0, at), failed, chunk.subarray(at + complete.length)]))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const url = new URL(database.gatewayUrl)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { state, url: url.href }
}

test('a cancel that came when the row was out already takes nothing from the next answer', async () => {
  const { state, url } = await openLateCancel()
  const port = connect({ url })
  expect(await count(port, ada, ada)).toBe(1)
  state.armed = () => {}
  expect(await count(port, ada, ada)).toBe(1)
  expect(state.armed).toBeNull()
  // A write of somebody else that was committed must not be told as one that failed.
  const given = new AbortController()
  state.armed = () => given.abort()
  await expect(port.read(viewer(ada), cvs(ada), given.signal)).rejects.toThrow()
  expect(await port.call('begin_operation', { actor: bob, field: 'generateCv', key: 'k', inputHash: 'x' })).toMatchObject([{ outcome: 'claimed' }])
})

test('the queue is bounded: one more is refused at once, those in it are answered', async () => {
  const port = connect({ queue: 2 })
  const release = await lockCvs()
  const reads = [count(port, ada, ada), count(port, bob, bob), count(port, ada, bob)]
  await untilWaiting(1)
  await expect(count(port, ada, ada)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE', extensions: { retryAfter: 1 } })
  await release()
  expect(await Promise.all(reads)).toEqual([1, 1, 0])
})

test('a request given up while it waits in the queue is never sent', async () => {
  const port = connect()
  const release = await lockCvs()
  const first = count(port, ada, ada)
  await untilWaiting(1)
  const request = new AbortController()
  const second = port.read(viewer(bob), cvs(bob), request.signal)
  request.abort()
  await expect(second).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' })
  await release()
  expect(await first).toBe(1)
  await expectNoLeak(port)
})

test('who gives up between two attempts is not sent again', async () => {
  const request = new AbortController()
  const statements: (readonly string[])[] = []
  const port = connect({
    url: 'postgres://phoenix_gateway:secret@127.0.0.1:1/none',
    onStatement(functions) {
      // The pause after the second is longer.
      if (statements.push(functions) === 2) setTimeout(() => request.abort(), 50)
    },
  })
  await expect(port.read(viewer(ada), cvs(ada), request.signal)).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' })
  expect(statements).toEqual([['list_cvs'], ['list_cvs']])
})

test('a read that cannot be written down fails by itself, and leaves its connection to others', async () => {
  const port = connect()
  const connections = async () => (await sql`select from pg_stat_activity where datname = current_database() and usename = 'phoenix_gateway'`).length
  expect(await count(port, ada, ada)).toBe(1)
  const before = await connections()
  const unwritable = port.read(viewer(ada), [{ name: 'list_cvs', args: { userId: ada, limit: 10n as never } }]).catch((error: unknown) => error)
  expect(await Promise.all([unwritable, count(port, bob, bob), count(port, bob, ada)])).toEqual([expect.any(TypeError), 1, 0])
  expect(await connections()).toBe(before)
})

test('a server that is not there is SERVICE_UNAVAILABLE at once, with no detail of where it would be', async () => {
  const port = connect({ url: 'postgres://phoenix_gateway:secret@127.0.0.1:1/none' })
  const error = await count(port, ada, ada).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'SERVICE_UNAVAILABLE', extensions: { retryAfter: 2 } })
  expect((error as Error).message).not.toMatch(/127|secret/)
})

test('one person’s writes leave half of the connections to everybody else', async () => {
  const port = connect({ pool: 4 })
  const begin = (actor: string, key: string) => port.call('begin_operation', { actor, field: 'generateCv', key, inputHash: 'x' })
  const reserved = await sql.reserve()
  await reserved`begin`
  await reserved`select from public.profiles where id = ${ada} for update`
  const waited = ['a', 'b', 'c', 'd', 'e', 'f'].map((key) => begin(ada, key))
  await untilWaiting(2)
  expect(await begin(bob, 'while ada waits')).toMatchObject([{ outcome: 'claimed' }])
  expect(await waiting()).toHaveLength(2)
  await reserved`rollback`
  reserved.release()
  expect((await Promise.all(waited)).flat().map(({ outcome }) => outcome)).toEqual(Array(6).fill('claimed'))
})

test('of one person so many writes wait as of all: one more is refused at once and never done, and everybody else is served', async () => {
  const port = connect({ pool: 2, queue: 2 })
  const begin = (actor: string, key: string) => port.call('begin_operation', { actor, field: 'updateCv', key, inputHash: 'x' })
  const reserved = await sql.reserve()
  await reserved`begin`
  await reserved`select from public.profiles where id = ${ada} for update`
  const waited = ['a', 'b', 'c'].map((key) => begin(ada, key))
  await untilWaiting(1)
  await expect(begin(ada, 'too many')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE', extensions: { retryAfter: 1 } })
  expect(await begin(bob, 'meanwhile')).toMatchObject([{ outcome: 'claimed' }])
  await reserved`rollback`
  reserved.release()
  expect((await Promise.all(waited)).flat().map(({ outcome }) => outcome)).toEqual(Array(3).fill('claimed'))
  expect((await sql`select key from phoenix_private.operations where user_id = ${ada} and field = 'updateCv' order by key`).map(({ key }) => key)).toEqual(['a', 'b', 'c'])
})

describe('reads that wait for a connection share a statement', () => {
  const profiles = (id: string) => [{ name: 'load_profiles' as const, args: { ids: [id] } }]
  const profileOf = async (port: ReturnType<typeof connectPostgres>, id: string, waited?: AbortSignal) => (await port.read(viewer(id), profiles(id), waited))[0]!.map((row) => (row as { id: string }).id)

  /** A lane of one connection, whose first read waits for a lock; those of `wait` come meanwhile. Then the lock is given up. */
  async function together<T>(wait: (port: ReturnType<typeof connectPostgres>) => readonly Promise<T>[], options: Partial<PostgresOptions> = {}) {
    const statements: (readonly string[])[] = []
    const port = connect({ onStatement: (functions) => statements.push(functions), ...options })
    await profileOf(port, ada)
    statements.length = 0
    const release = await lock('public.profiles')
    const first = profileOf(port, ada)
    await untilWaiting(1)
    const reads = wait(port)
    await release()
    expect(await first).toEqual([ada])
    return { port, reads, statements }
  }
  const three = ['list_cvs', 'list_cvs', 'list_cvs']

  test('each is answered for himself alone, whoever is beside him', async () => {
    const anybody: Identity = { role: 'anon', claims: { role: 'anon' }, token: null }
    const { port, reads, statements } = await together<unknown>((lane) => [
      count(lane, ada, ada), lane.read(anybody, [{ name: 'list_cv_templates', args: {} }]).then(([templates]) => templates!.length), count(lane, bob, bob), count(lane, bob, ada), profileOf(lane, bob),
    ])
    expect(await Promise.all(reads)).toEqual([1, 20, 1, 0, [bob]])
    expect(statements).toEqual([['load_profiles'], ['list_cvs', 'list_cv_templates', 'list_cvs', 'list_cvs', 'load_profiles']])
    await expectNoLeak(port)
  })

  test('no more than sixteen do', async () => {
    const { reads, statements } = await together((port) => Array.from({ length: 40 }, (_, index) => count(port, index % 3 === 0 ? ada : bob, ada)))
    expect(await Promise.all(reads)).toEqual(Array.from({ length: 40 }, (_, index) => (index % 3 === 0 ? 1 : 0)))
    expect(statements.map((functions) => functions.length)).toEqual([1, 16, 16, 8])
  })

  test('one that fails takes nobody with it', async () => {
    const { port, reads, statements } = await together<unknown>((lane) => [
      count(lane, ada, ada), lane.read({ role: 'anon', claims: {}, token: null }, cvs(ada)), lane.read(viewer(ada), [{ name: 'load_cvs', args: { ids: ['no uuid'] } }]), count(lane, bob, bob),
    ])
    expect(await Promise.allSettled(reads)).toMatchObject([{ value: 1 }, { reason: { code: '42501' } }, { reason: { code: '22P02' } }, { value: 1 }])
    // Who came before it has his answer already.
    expect(statements).toEqual([['load_profiles'], ['list_cvs', 'list_cvs', 'load_cvs', 'list_cvs'], ['list_cvs'], ['load_cvs'], ['list_cvs']])
    await expectNoLeak(port)
  })

  test('who gives up is not waited with: the others are answered; once nobody waits the statement ends in Postgres', async () => {
    const release = await lockCvs()
    const given = [new AbortController(), new AbortController()]
    const { port, reads } = await together((lane) => [lane.read(viewer(ada), cvs(ada), given[0]!.signal), lane.read(viewer(bob), cvs(bob), given[1]!.signal)])
    await untilWaiting(1)
    given[0]!.abort()
    await expect(reads[0]).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' })
    await untilWaiting(1)
    given[1]!.abort()
    await expect(reads[1]).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' })
    await untilWaiting(0)
    await release()
    await expectNoLeak(port)

    const releaseAgain = await lockCvs()
    const left = new AbortController()
    const { reads: others } = await together((lane) => [lane.read(viewer(ada), cvs(ada), left.signal), lane.read(viewer(bob), cvs(bob))])
    await untilWaiting(1)
    left.abort()
    await expect(others[0]).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' })
    await releaseAgain()
    expect((await others[1])![0]).toHaveLength(1)
  })

  test('one that takes too long is given up by itself', async () => {
    const release = await lockCvs()
    const { port, reads } = await together<unknown>((lane) => [count(lane, ada, ada), profileOf(lane, bob)], { statementTimeout: 1 })
    expect(await Promise.allSettled(reads)).toMatchObject([{ reason: { code: 'DEADLINE_EXCEEDED' } }, { value: [bob] }])
    await release()
    await expectNoLeak(port)
  })

  test('those whose connection is cut are sent again together', async () => {
    const release = await lockCvs()
    const { port, reads, statements } = await together((lane) => [count(lane, ada, ada), count(lane, bob, bob), count(lane, bob, ada)])
    await untilWaiting(1)
    await sql`select pg_terminate_backend(${(await waiting())[0]!})`
    await untilWaiting(1)
    await release()
    expect(await Promise.all(reads)).toEqual([1, 1, 0])
    expect(statements).toEqual([['load_profiles'], three, three])
    await expectNoLeak(port)
  })

  test('a cancel that came when their rows were out already takes nothing from the next answers', async () => {
    const { state, url } = await openLateCancel(3)
    const given = new AbortController()
    state.armed = () => given.abort()
    const { port, reads } = await together((lane) => [ada, bob, bob].map((id) => lane.read(viewer(id), cvs(ada), given.signal)), { url })
    expect((await Promise.allSettled(reads)).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(state.armed).toBeNull()
    await expectNoLeak(port)
  })

  test('those that last hold up no others while there are connections', async () => {
    const port = connect({ pool: 4 })
    const release = await lockCvs()
    const slow = [count(port, ada, ada), count(port, bob, bob), count(port, bob, ada)]
    await untilWaiting(3)
    expect(await Promise.all([profileOf(port, ada), profileOf(port, bob)])).toEqual([[ada], [bob]])
    const slower = count(port, ada, bob)
    await untilWaiting(4)
    await release()
    expect(await Promise.all([...slow, slower])).toEqual([1, 1, 0, 0])
  })
})
