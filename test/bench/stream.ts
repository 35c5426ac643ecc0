import { once } from 'node:events'
import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocket } from 'ws'
import { openPool } from '../../gateway/db/pool.ts'
import { median } from './measure.ts'
import type { Tools } from './measure.ts'
import { startContestant } from './process.ts'

/* From the model's first words to the reader's: a server that speaks Gemini's wire format, the gateway in a process of its own, a bare WebSocket. */

export interface StreamFound {
  /** Milliseconds from the moment the model's first chunk is written to the moment the reader has its text. */
  readonly first: readonly number[]
}

const paragraphs = [
  'Le poste de développeuse web chez Octavienne correspond exactement à ce que je souhaite faire, et mon parcours m’y prépare depuis longtemps.',
  'Chez Octave, je conçois des interfaces et j’écris des tests ; avant, j’ai été infirmière, et j’en garde le sens des priorités et de l’équipe.',
]
const json = JSON.stringify({ paragraphs })
const FIRST = 90
const chunk = (said: string, finishReason?: string) => `data: ${JSON.stringify({ candidates: [{ content: { parts: [{ text: said }], role: 'model' }, ...(finishReason ? { finishReason } : {}), index: 0 }] })}\r\n\r\n`

/** Answers each question when it is told to. */
async function openModel() {
  let asked = Promise.withResolvers<ServerResponse>()
  const server = createServer((req, res) => {
    req.resume().on('end', () => {
      res.writeHead(200, { 'content-type': 'text/event-stream' })
      res.flushHeaders()
      asked.resolve(res)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async next() {
      const response = await asked.promise
      asked = Promise.withResolvers()
      return response
    },
    close: () => server.close(),
  }
}

async function openReader(port: number, token: string) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws')
  let heard: (message: { type: string; payload?: any }) => void = () => {}
  socket.on('message', (data) => heard(JSON.parse(String(data))))
  await once(socket, 'open')
  const acknowledged = new Promise<void>((resolve) => { heard = ({ type }) => { if (type === 'connection_ack') resolve() } })
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }))
  await acknowledged
  return {
    /** One draft: resolves with the moment of its first text, then with its end. */
    draft(input: object) {
      const [first, over] = [Promise.withResolvers<number>(), Promise.withResolvers<void>()]
      heard = ({ type, payload }) => {
        if (type === 'next' && payload.errors) over.reject(new Error(JSON.stringify(payload.errors)))
        else if (type === 'next' && payload.data.letterDraft.text !== '') first.resolve(performance.now())
        else if (type === 'complete') over.resolve()
        else if (type === 'error') over.reject(new Error(JSON.stringify(payload)))
      }
      socket.send(JSON.stringify({ type: 'subscribe', id: String(Math.random()), payload: { query: 'subscription ($input: LetterDraftInput!) { letterDraft(input: $input) { text offset done letter { id source } } }', variables: { input } } }))
      return { first: Promise.race([first.promise, over.promise.then(() => performance.now())]), over: over.promise }
    },
    close: () => socket.close(),
  }
}

/** One draft after the other, many premium people in turn. */
export async function measureStream(tools: Tools, { warm, drafts }: { warm: number; drafts: number }): Promise<StreamFound> {
  const model = await openModel()
  const gateway = await startContestant('gateway', { ...tools.settings, gemini: model.url })
  const sql = openPool(tools.database.adminUrl)
  try {
    const first: number[] = []
    for (let n = 0; n < warm + drafts; n += 1) {
      const { token } = tools.database.writers[n % tools.database.writers.length]!
      const reader = await openReader(gateway.port, token)
      const draft = reader.draft({ jobTitle: 'Développeuse web', companyName: 'Octavienne', tone: 'SOBRE', cvText: 'Développeuse chez Octave depuis 2024, infirmière référente au CHU de Lyon auparavant.', acceptTemplate: false, idempotencyKey: `stream-${n}` })
      const response = await Promise.race([model.next(), draft.over.then(() => { throw new Error('ended before the model was asked') })])
      const began = performance.now()
      response.write(chunk(json.slice(0, FIRST)))
      const heard = await draft.first
      response.end(chunk(json.slice(FIRST), 'STOP'))
      await draft.over
      reader.close()
      if (n >= warm) first.push(heard - began)
      if (n % 32 === 31) await sql`delete from phoenix_private.model_leases` // twenty a minute a person
    }
    return { first: first.sort((a, b) => a - b) }
  } finally {
    await sql.end()
    await gateway.stop()
    model.close()
  }
}

const at = ({ first }: StreamFound, share: number) => first[Math.min(first.length - 1, Math.floor(first.length * share))]!

export const streamAims = (found: StreamFound) => {
  const p99 = at(found, 0.99)
  return [['first streamed chunk after the model\'s, p99', '≤ 20 ms', `${p99.toFixed(1)} ms`, p99 <= 20] as const]
}

export const streamChapter = (found: StreamFound) =>
  `## From the model's words to the reader's\n\nletterDraft with a server that speaks Gemini's wire format, ${found.first.length} drafts one after the other: from the moment the model's first chunk is written to the moment the reader's WebSocket has text, p50 ${median(found.first).toFixed(1)} ms, p99 ${at(found, 0.99).toFixed(1)} ms, longest ${found.first.at(-1)!.toFixed(1)} ms.`
