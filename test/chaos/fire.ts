import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Connection } from '../../gateway/db/pool.ts'
import { addClient, attempt, live, openDiary } from './clients.ts'
import type { Client, Diary } from './clients.ts'
import { brokenWords, violationsIn } from './invariants.ts'
import { openProcess } from './processes.ts'
import type { GatewayProcess } from './processes.ts'

/** Clients at work on two gateways of one database, while somebody breaks things. */
export interface Fire {
  readonly sql: Connection
  readonly diary: Diary
  readonly gateways: GatewayProcess[]
  /** kill -9 of a gateway, and another one in its place. */
  killGateway(): Promise<void>
  /** pg_terminate_backend of every connection of the gateways; how many there were. */
  terminateBackends(): Promise<number>
  /** kill -9 of one connection's process: PostgreSQL restarts all of itself. Only on a server of our own. */
  killBackend(): Promise<void>
  /** The load ends, time passes, who waits is served: then what must be is looked at. */
  settle(): Promise<Report>
  close(): Promise<void>
}

export interface Report {
  readonly violations: readonly string[]
  readonly wishes: number
  readonly acknowledged: number
  readonly refused: number
  /** Had to be asked more than once. */
  readonly retried: number
  /** Claims and holds that a crash left behind. */
  readonly orphans: number
  readonly codes: Readonly<Record<string, number>>
}

export interface FireOptions {
  readonly sql: Connection
  readonly gatewayUrl: string
  readonly clients?: number
  readonly writerMs?: number
}

export async function lightFire({ sql, gatewayUrl, clients = 16, writerMs = 40 }: FireOptions): Promise<Fire> {
  const secret = randomBytes(32).toString('hex')
  const open = () => openProcess({ databaseUrl: gatewayUrl, secret, writerMs })
  const gateways = await Promise.all([open(), open()])
  const people = await Promise.all(Array.from({ length: clients }, (_, n) => addClient(sql, secret, n % 4 !== 0)))
  const diary = openDiary()
  let stopped = false
  const lives = people.map((client) => live(client, () => gateways.map((one) => one.url), diary, () => stopped))
  const logs: string[] = []
  const places: Promise<void>[] = []
  let kills = 0
  return {
    sql, diary, gateways,
    killGateway() {
      const at = kills++ % gateways.length
      // One after the other in each place, or a gateway would be replaced twice and one forgotten.
      return (places[at] = (places[at] ?? Promise.resolve()).then(async () => {
        await gateways[at]!.kill()
        logs.push(gateways[at]!.log())
        gateways[at] = await reopen(open)
      }))
    },
    async terminateBackends() {
      return (await sql`select pg_terminate_backend(pid) from ${sql.unsafe(CONNECTIONS)}`).length
    },
    async killBackend() {
      const [busy] = await sql`select pid from ${sql.unsafe(CONNECTIONS)} order by state = 'active' desc limit 1`
      if (busy) process.kill(busy.pid as number, 'SIGKILL')
    },
    async settle() {
      stopped = true
      await Promise.all(lives)
      await quiet(sql)
      const orphans = await letTimePass(sql)
      await serveTheRest(diary, gateways[0]!.url, people)
      await quiet(sql)
      const errors = [...logs, ...gateways.map((one) => one.log())].join('').split('\n').filter(Boolean)
      const violations = [
        ...diary.violations, ...await violationsIn(sql), ...await brokenWords(sql, diary), ...await stillHeld(sql),
        ...errors.map((line) => `a gateway logged ${line.slice(0, 600)}`),
      ]
      const told = diary.wishes.filter((wish) => wish.told !== null)
      return {
        violations, orphans, wishes: diary.wishes.length, acknowledged: told.length, refused: diary.wishes.filter((wish) => wish.refused !== null).length,
        retried: diary.wishes.filter((wish) => wish.tries > 1).length, codes: Object.fromEntries(diary.codes),
      }
    },
    async close() {
      stopped = true
      await Promise.allSettled(places)
      await Promise.all(gateways.map((one) => one.kill()))
      await Promise.all(lives)
    },
  }
}

/** A gateway does not start without its database; whoever looks after it starts it again. */
async function reopen(open: () => Promise<GatewayProcess>): Promise<GatewayProcess> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await open()
    } catch (error) {
      if (tries === 20) throw error
      await pause(200)
    }
  }
}

/** The gateways' connections to this database. */
const CONNECTIONS = `pg_stat_activity where datname = current_database() and usename = 'phoenix_gateway'`

/** A killed gateway's statements run to their end; a crashed server comes back. */
async function quiet(sql: Connection) {
  for (let tries = 0; ; tries += 1) {
    const active = await sql`select from ${sql.unsafe(CONNECTIONS)} and state <> 'idle'`.then((rows) => rows.length, () => 1)
    if (active === 0) return
    if (tries > 400) throw new Error('the database does not come to rest')
    await pause(25)
  }
}

/** What a crash left behind ends by time alone: here time is a statement. Returns how much there was. */
async function letTimePass(sql: Connection): Promise<number> {
  const holds = await sql`update phoenix_private.usage_holds set expires_at = clock_timestamp() - interval '1 second' where state = 'held'`
  const claims = await sql`update phoenix_private.operations set expires_at = clock_timestamp() - interval '1 second' where completed_at is null`
  await sql`select public.sweep_expired(100000)`
  return holds.count + claims.count
}

const stillHeld = async (sql: Connection) =>
  (await sql`select hold_id, user_id from phoenix_private.usage_holds where state = 'held'`).map((row) => `a hold outlived its time: ${JSON.stringify(row)}`)

/** Who has no answer asks again, and some who have one: they must hear the same. */
async function serveTheRest(diary: Diary, url: string, people: readonly Client[]) {
  const deleted = new Set(diary.wishes.filter((wish) => wish.field === 'deleteCv').map((wish) => Buffer.from(wish.input.cvId as string, 'base64url').toString().split(':')[1]))
  await Promise.all(people.map(async (client) => {
    const own = diary.wishes.filter((wish) => wish.client === client)
    const open = own.filter((wish) => wish.told === null && wish.refused === null)
    const asked = own.filter((wish) => wish.told !== null && (wish.tries > 1 || Math.random() < 0.1) && !(wish.field !== 'deleteCv' && deleted.has(wish.told)))
    for (const wish of [...open, ...asked.slice(0, 40)]) {
      for (let tries = 0; !await attempt(url, wish, diary); tries += 1) {
        if (tries > 200) throw new Error(`${wish.field} ${wish.key} is never answered`)
        await pause(50)
      }
    }
  }))
}
