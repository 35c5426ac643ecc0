import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { afterAll } from 'vitest'
import { camelCase } from '../../gateway/db/names.ts'
import { anonymous } from '../../gateway/db/port.ts'
import type { Identity, Port } from '../../gateway/db/port.ts'
import { connectPostgres } from '../../gateway/db/postgres.ts'
import { within } from '../../gateway/db/rowReader.ts'
import type { RowReader } from '../../gateway/db/rowReader.ts'
import { signatures } from '../../gateway/db/rows.ts'
import { connectSupabase } from '../../gateway/db/supabase.ts'
import { addUser, ISSUER, openDatabase, openLane } from '../harness.ts'
import { openProxy } from './proxy.ts'
import type { Proxy } from './proxy.ts'

/** Both lanes on one database, each through a proxy that can fail. Functions are named freely here: the probes are nobody's. */
export interface OneLane {
  readonly name: 'postgres' | 'supabase'
  readonly proxy: Proxy
  read(identity: Identity, name: string, args?: object, signal?: AbortSignal): Promise<readonly any[]>
  /** Several at once. */
  readAll(identity: Identity, calls: readonly (readonly [name: string, args: object])[]): Promise<readonly (readonly any[])[]>
  call(name: string, args?: object): Promise<readonly any[]>
}

const scalar = { nested: null, row: null, set: false }
/** A reader as `npm run gen` makes them, but in the order of the alphabet, which is not that of the database. */
const reader = (columns: string, inner: Readonly<Record<string, RowReader<unknown>>> = {}): RowReader<unknown> => {
  const names = columns.split(' ').sort()
  return {
    names: names.map((name) => (name in inner ? `${name}(${inner[name]!.names})` : name)).join(),
    read: (values) => Object.fromEntries(names.map((name, at) => [camelCase(name), name in inner ? within(inner[name]!, values[at]!) : values[at]])),
  }
}
const template = reader('template_id name description category layout accent_color font_family tier position')
const probes = {
  probe_values: { args: {}, nested: [], row: reader('small big exact rough yes nothing word moment day id words missing ids data absent'), set: true },
  probe_echo: { args: { p_json: 'jsonb', p_tags: 'text[]', p_text: 'text', p_number: 'integer', p_at: 'timestamp with time zone', p_id: 'uuid' }, ...scalar },
  probe_rows: { args: { p_count: 'integer' }, nested: [], row: reader('place label'), set: true },
  probe_numbers: { args: { p_count: 'integer' }, nested: null, row: null, set: true },
  probe_pair: { args: { p_found: 'boolean' }, nested: ['template'], row: reader('label template', { template }), set: true },
  probe_template: { args: { p_id: 'text' }, nested: [], row: template, set: false },
  probe_scalar: { args: { p_found: 'boolean' }, ...scalar },
  probe_void: { args: {}, ...scalar },
  probe_who: { args: {}, ...scalar },
  probe_refusal: { args: { p_code: 'text', p_detail: 'text', p_hint: 'text' }, ...scalar },
  probe_service: { args: {}, ...scalar },
  probe_sleep: { args: { p_seconds: 'double precision' }, ...scalar },
  probe_write: { args: { p_user_id: 'uuid', p_seconds: 'double precision' }, ...scalar },
  probe_missing: { args: {}, ...scalar },
}

export interface Tuning {
  readonly timeout?: number
  readonly pool?: number
  readonly queue?: number
}

export async function openLanes({ timeout = 15, pool = 8, queue = 256 }: Tuning = {}) {
  Object.assign(signatures, probes)
  const database = await openDatabase()
  await database.sql.unsafe(readFileSync(join(import.meta.dirname, 'probes.sql'), 'utf8'))
  const secret = randomBytes(32).toString('hex')
  const { project, close } = await openLane('supabase', database, { secret })
  const { keys, url } = project!
  const proxies = { postgres: await openProxy(new URL(database.gatewayUrl)), supabase: await openProxy(new URL(url)) }
  const behind = (given: string, proxy: Proxy) => Object.assign(new URL(given), { host: proxy.host }).href
  const ports = {
    postgres: connectPostgres({ url: behind(database.gatewayUrl, proxies.postgres), statementTimeout: timeout, pool, queue }),
    supabase: connectSupabase({ url: behind(url, proxies.supabase), ...keys, timeout, connections: pool, queue }),
  }
  afterAll(async () => {
    await Promise.all(Object.values(ports).map((port) => port.close()))
    await Promise.all(Object.values(proxies).map((proxy) => proxy.down()))
    await close()
    await database.close()
    for (const name of Object.keys(probes)) delete (signatures as Record<string, unknown>)[name]
  })

  const lane = (name: OneLane['name'], port: Port): OneLane => ({
    name, proxy: proxies[name],
    read: async (identity, one, args = {}, signal) => (await port.read(identity, [{ name: one, args }] as never, signal))[0]!,
    readAll: (identity, calls) => port.read(identity, calls.map(([one, args]) => ({ name: one, args })) as never),
    call: (one, args = {}) => port.call(one as never, args as never),
  })
  return {
    sql: database.sql, lanes: [lane('postgres', ports.postgres), lane('supabase', ports.supabase)] as const, anonymous,
    /** A new account: what either lane needs to read as its owner. */
    async viewer(): Promise<Identity & { readonly id: string }> {
      const id = await addUser(database.sql)
      const claims = { sub: id, role: 'authenticated', aud: 'authenticated' }
      const token = await new SignJWT({ ...claims, iss: ISSUER }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('1h').sign(Buffer.from(secret))
      return { id, role: 'authenticated', claims, token }
    },
  }
}

/** What came of it: rows, or the error that a client would be told of, or the SQLSTATE of a defect. */
export async function outcome(answer: Promise<unknown>): Promise<unknown> {
  try {
    return { rows: await answer }
  } catch (error) {
    const { name, code, message, extensions } = error as { name: string; code?: string; message: string; extensions?: object }
    return name === 'GatewayError' ? { refused: code, message, extensions } : { defect: code ?? message }
  }
}
