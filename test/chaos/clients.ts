import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Connection } from '../../gateway/db/pool.ts'
import { mintToken } from '../../gateway/demo.ts'

export interface Client {
  readonly userId: string
  readonly token: string
  readonly premium: boolean
}

export interface Outcome {
  readonly data: Record<string, any> | null
  /** Empty where it was done. `NETWORK`: no answer came. */
  readonly codes: readonly string[]
}

/** A mutation that somebody wants done, and what he was told of it. */
export interface Wish {
  readonly client: Client
  readonly field: string
  readonly input: Record<string, unknown>
  readonly key: string
  tries: number
  /** The first success: the id in the payload. */
  told: string | null
  /** Refused for good: the month's limit. */
  refused: string | null
}

const SELECTIONS: Readonly<Record<string, string>> = {
  generateCv: 'cv { id } usage { used }', uploadCv: 'cv { id } usage { used }', updateProfile: 'profile { id }', deleteCv: 'deletedId',
}
/** After these another attempt with the same key is right. */
const AGAIN = new Set(['NETWORK', 'SERVICE_UNAVAILABLE', 'OPERATION_IN_PROGRESS', 'DEADLINE_EXCEEDED'])

export async function addClient(sql: Connection, secret: string, premium: boolean): Promise<Client> {
  const email = `${randomUUID()}@example.org`
  const [row] = await sql`insert into auth.users (id, email) values (gen_random_uuid(), ${email}) returning id`
  const userId = row!.id as string
  if (premium) await sql`insert into public.user_subscriptions (user_id, app_name, subscription_tier, subscription_status) values (${userId}, 'ecosystem', 'premium', 'active')`
  return { userId, premium, token: await mintToken(secret, { userId, email, appMetadata: {} }) }
}

/** One request. `patience` in ms: then the client hangs up. */
export async function ask(url: string, token: string, query: string, variables: object, patience = 20_000): Promise<Outcome> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST', signal: AbortSignal.timeout(patience), body: JSON.stringify({ query, variables }),
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', authorization: `Bearer ${token}` },
    })
    const { data = null, errors = [] } = await response.json() as { data?: Record<string, any> | null; errors?: { extensions: { code: string } }[] }
    return { data, codes: errors.map((error) => error.extensions.code) }
  } catch {
    return { data: null, codes: ['NETWORK'] }
  }
}

export const mutate = (url: string, { token }: Client, field: string, input: object, patience?: number) =>
  ask(url, token, `mutation ($input: ${field[0]!.toUpperCase()}${field.slice(1)}Input!) { ${field}(input: $input) { ${SELECTIONS[field]} } }`, { input }, patience)

export const generateInput = (change: object = {}) => ({ profile: { fullName: 'Ada Lovelace', technicalSkills: ['Analyse'] }, targetJob: 'Développeuse', ...change })

function toldBy(field: string, payload: any): string {
  if (field === 'updateProfile') return rowId(payload.profile.id)
  return field === 'deleteCv' ? rowId(payload.deletedId) : rowId(payload.cv.id)
}
const rowId = (id: string) => Buffer.from(id, 'base64url').toString().split(':')[1]!

/** What clients saw. A violation here is one that no look into the database can find. */
export interface Diary {
  readonly wishes: Wish[]
  readonly codes: Map<string, number>
  readonly violations: string[]
}
export const openDiary = (): Diary => ({ wishes: [], codes: new Map(), violations: [] })

/** One attempt to have a wish done; true where there is nothing left to do. */
export async function attempt(url: string, wish: Wish, diary: Diary, patience?: number): Promise<boolean> {
  wish.tries += 1
  const { data, codes } = await mutate(url, wish.client, wish.field, { ...wish.input, idempotencyKey: wish.key }, patience)
  for (const code of codes) diary.codes.set(code, (diary.codes.get(code) ?? 0) + 1)
  const payload = data?.[wish.field]
  if (payload) {
    const told = toldBy(wish.field, payload)
    if (wish.told !== null && wish.told !== told) diary.violations.push(`${wish.field} ${wish.key}: first told ${wish.told}, then ${told}`)
    wish.told ??= told
    return true
  }
  if (wish.told !== null && codes.some((code) => !AGAIN.has(code))) diary.violations.push(`${wish.field} ${wish.key}: was told ${wish.told}, now ${codes.join()}`)
  if (codes.every((code) => AGAIN.has(code))) return false
  if (codes.includes('USAGE_LIMIT_EXCEEDED') && !wish.client.premium) wish.refused = 'USAGE_LIMIT_EXCEEDED'
  else diary.violations.push(`${wish.field} ${wish.key}: ${codes.join() || 'neither an answer nor an error'}`)
  return true
}

/** A client's life until `stopped`: a wish after the other, each tried again with its key, sometimes hanging up in the middle. */
export async function live(client: Client, urls: () => readonly string[], diary: Diary, stopped: () => boolean, random: () => number = Math.random): Promise<void> {
  const mine: string[] = []
  while (!stopped()) {
    const wish = wishOf(client, mine, random)
    diary.wishes.push(wish)
    while (!stopped()) {
      const all = urls()
      const patience = random() < 0.15 ? 1 + random() * 60 : undefined
      if (await attempt(all[Math.floor(random() * all.length)]!, wish, diary, patience)) break
      await pause(5 + random() * 30)
    }
    if (wish.told !== null && wish.field.endsWith('Cv') && wish.field !== 'deleteCv') mine.push(wish.told)
    if (wish.refused !== null) await pause(20)
  }
}

function wishOf(client: Client, mine: string[], random: () => number): Wish {
  const wish = (field: string, input: Record<string, unknown>): Wish => ({ client, field, input, key: randomUUID(), tries: 0, told: null, refused: null })
  const dice = random()
  if (dice < 0.15) return wish('updateProfile', { fullName: `Ada ${Math.floor(random() * 1e6)}` })
  if (dice < 0.25 && mine.length > 0) {
    const id = mine.splice(Math.floor(random() * mine.length), 1)[0]!
    return wish('deleteCv', { cvId: Buffer.from(`Cv:${id}`).toString('base64url') })
  }
  if (dice < 0.45) return wish('uploadCv', { filename: 'cv.txt', contentType: 'text/plain', contentBase64: Buffer.from('Ada Lovelace\nMathématicienne').toString('base64') })
  return wish('generateCv', generateInput())
}
