import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { addClient } from './clients.ts'
import { openProcess } from './processes.ts'
import type { OwnServer } from './server.ts'

export interface CutReport {
  /** MiB, once the gateway is warm, and after each turn. */
  readonly memory: readonly { readonly held: number; readonly rss: number }[]
  readonly modelCalls: number
  readonly modelCallsClosed: number
  readonly left: Readonly<Record<string, number>>
  readonly violations: readonly string[]
}

const AT_ONCE = 12
const DRAFT = 'subscription ($input: LetterDraftInput!) { letterDraft(input: $input) { text offset done letter { id source } } }'
const said = (text: string) => `data: ${JSON.stringify({ candidates: [{ content: { parts: [{ text }], role: 'model' }, index: 0 }] })}\r\n\r\n`

/** Begins to answer, and never ends: whoever asked has to hang up. */
async function openEndlessModel() {
  const calls = { made: 0, closed: 0 }
  const server = createServer((req, res) => {
    calls.made += 1
    res.on('close', () => { calls.closed += 1 })
    req.resume().on('end', () => {
      res.writeHead(200, { 'content-type': 'text/event-stream' })
      res.write(said(JSON.stringify({ paragraphs: [`Le poste de développeuse chez Octavienne correspond à ce que je cherche. ${'Mon parcours m’y prépare. '.repeat(20)}`] }).slice(0, -3)))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls, close: () => { server.closeAllConnections(); server.close() } }
}

/** One draft whose reader's socket is cut: at once, once it is acknowledged, at the first words, or a little later. */
async function cutDraft(url: string, token: string, key: string, n: number) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
  socket.on('error', () => {})
  const closed = once(socket, 'close')
  await once(socket, 'open')
  const heard = (wanted: (message: { type: string }) => boolean) => new Promise<void>((resolve) => {
    socket.on('message', (data) => { if (wanted(JSON.parse(String(data)) as { type: string })) resolve() })
    socket.once('close', () => resolve())
  })
  const acknowledged = heard(({ type }) => type === 'connection_ack')
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }))
  await acknowledged
  const answered = heard(({ type }) => type !== 'ping' && type !== 'pong' && type !== 'connection_ack')
  socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: DRAFT, variables: { input: { jobTitle: 'Développeuse', companyName: 'Octavienne', tone: 'SOBRE', cvText: 'Développeuse chez Octave depuis 2024, infirmière référente au CHU de Lyon auparavant.', acceptTemplate: false, idempotencyKey: key } } } }))
  if (n % 4 === 1) await pause(5)
  if (n % 4 > 1) await answered
  if (n % 4 === 3) await pause(10)
  socket.terminate()
  await closed
}

/** Cuts so many sockets, turn after turn, and looks at what a gateway keeps of them: memory, units, claims, calls of a model. */
export async function cutSockets(server: OwnServer, { turns = 3, sockets = 1_200, log }: { turns?: number; sockets?: number; log: (line: string) => void }): Promise<CutReport> {
  const { sql } = server
  const model = await openEndlessModel()
  const secret = randomBytes(32).toString('hex')
  const gateway = await openProcess({ databaseUrl: server.gatewayUrl, secret, gemini: { apiKey: 'key', model: 'gemini-2.5-flash', baseUrl: model.url }, drafts: { graceMs: 20 } })
  const people = await Promise.all(Array.from({ length: AT_ONCE }, () => addClient(sql, secret, true)))
  try {
    const turn = async (count: number, name: string) => {
      let next = 0
      await Promise.all(people.map(async ({ token }) => {
        for (let n = next++; n < count; n = next++) {
          await cutDraft(gateway.url, token, `${name}-${n}`, n)
          if (n % 60 === 0) await sql`delete from phoenix_private.model_leases where ends_at <= clock_timestamp()`
        }
      }))
      await settled()
      const memory = await gateway.memory()
      log(`${name}: ${count} sockets cut; ${memory.held} MiB held, rss ${memory.rss} MiB; ${model.calls.made} calls of the model, ${model.calls.closed} closed`)
      return memory
    }
    const left = async () => {
      const [row] = await sql`select (select count(*)::int from phoenix_private.usage_holds where state = 'held') as holds, (select count(*)::int from phoenix_private.operations) as operations, (select count(*)::int from public.letter_generations) as letters,
        (select count(*)::int from phoenix_private.usage_imbalances) as imbalances, (select count(*)::int from public.phoenix_events where event_type = 'letter.generated') as events`
      return { ...row } as Record<string, number>
    }
    const settled = async () => {
      for (let tries = 0; tries < 100; tries += 1) {
        const now = await left()
        if (Object.values(now).every((count) => count === 0) && model.calls.closed === model.calls.made) return
        await pause(100)
      }
    }
    const memory = [await turn(Math.ceil(sockets / 4), 'warm')]
    for (let n = 1; n <= turns; n += 1) memory.push(await turn(sockets, `turn ${n}`))
    const end = await left()
    for (const row of await sql`select o.field, o.key, o.started_at, o.completed_at, h.state from phoenix_private.operations o left join phoenix_private.usage_holds h on h.user_id = o.user_id and h.created_at between o.started_at and o.started_at + interval '1 second'`) log(`left: ${JSON.stringify(row)}`)
    const violations = [
      ...Object.entries(end).filter(([, count]) => count !== 0).map(([what, count]) => `${count} ${what} are left of drafts that nobody waited for`),
      ...(model.calls.closed < model.calls.made ? [`${model.calls.made - model.calls.closed} calls of the model were not closed`] : []),
      ...gateway.log().split('\n').filter((line) => line !== '' && !line.includes('a writer gave no good answer')).slice(0, 5).map((line) => `logged: ${line.slice(0, 500)}`),
    ]
    return { memory, modelCalls: model.calls.made, modelCallsClosed: model.calls.closed, left: end, violations }
  } finally {
    await gateway.kill()
    model.close()
  }
}
