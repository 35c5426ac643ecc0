import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterwards } from './afterwards.ts'

/*
 * Servers that speak the wire format of Gemini (generateContent, streamGenerateContent?alt=sse) and of the Smart Router, for the
 * real clients to talk to. What they answer is a behaviour, which a test puts in.
 */

/** One question, as it came over the wire. */
export interface AskedModel {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: any
  readonly streams: boolean
  /** Resolves once the caller's connection is gone. */
  readonly closed: Promise<void>
}

export type Behaviour = (response: ServerResponse, asked: AskedModel) => void | Promise<void>

async function openServer(first: Behaviour) {
  const asked: AskedModel[] = []
  let waiting: ((asked: AskedModel) => void)[] = []
  const state = { behaviour: first }
  const server = createServer(async (req, res) => {
    const closed = new Promise<void>((resolve) => res.on('close', resolve))
    const one: AskedModel = { path: req.url!, headers: req.headers, body: JSON.parse(await text(req)), streams: req.url!.includes('alt=sse'), closed }
    asked.push(one)
    for (const resolve of waiting) resolve(one)
    waiting = []
    await state.behaviour(res, one)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterwards(() => { server.closeAllConnections(); server.close() })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    /** From now on. */
    behave(behaviour: Behaviour) { state.behaviour = behaviour },
    /** One behaviour for each question to come; the last stays. */
    behaveInTurn(...behaviours: Behaviour[]) {
      state.behaviour = (res, one) => (behaviours.length > 1 ? behaviours.shift()! : behaviours[0]!)(res, one)
    },
    /** The next question. */
    next: () => new Promise<AskedModel>((resolve) => waiting.push(resolve)),
  }
}

export type ModelServer = Awaited<ReturnType<typeof openServer>>

const sendJson = (res: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) =>
  void res.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...headers }).end(JSON.stringify(body))

const USAGE = { promptTokenCount: 321, candidatesTokenCount: 123, totalTokenCount: 444 }

const chunkOf = (said: string, finishReason?: string) => ({
  candidates: [{ content: { parts: [{ text: said }], role: 'model' }, ...(finishReason ? { finishReason } : {}), index: 0 }],
  ...(finishReason ? { usageMetadata: USAGE } : {}), modelVersion: 'gemini-2.5-flash',
})

const event = (res: ServerResponse, chunk: object) => res.write(`data: ${JSON.stringify(chunk)}\r\n\r\n`)
const openEvents = (res: ServerResponse) => res.writeHead(200, { 'content-type': 'text/event-stream' })

/** The words of a text in pieces of so many characters, which cut words and placeholders anywhere. */
const pieces = (said: string, size: number) => said.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []

export const gemini = {
  /** Exactly this text, finished as told. */
  says: (said: string, finishReason = 'STOP', size = 17): Behaviour => (res, { streams }) => {
    if (!streams) return sendJson(res, 200, chunkOf(said, finishReason))
    openEvents(res)
    const all = pieces(said, size)
    all.forEach((piece, at) => event(res, chunkOf(piece, at === all.length - 1 ? finishReason : undefined)))
    res.end()
  },
  answers: (value: unknown, size?: number): Behaviour => gemini.says(JSON.stringify(value), 'STOP', size),
  /** What is answered depends on what is asked. */
  replies: (reply: (asked: AskedModel) => unknown): Behaviour => (res, asked) => gemini.answers(reply(asked))(res, asked),
  fails: (status: number, details: object[] = [], headers: Record<string, string> = {}): Behaviour => (res) =>
    sendJson(res, status, { error: { code: status, message: 'the prompt was: Ada Lovelace', status: 'ERROR', details } }, headers),
  busy: (seconds: number): Behaviour => gemini.fails(429, [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${seconds}s` }], { 'retry-after': String(seconds) }),
  hangs: (() => {}) as Behaviour,
  /** Half of it, then the connection breaks. */
  breaksAfter: (said: string): Behaviour => (res, { streams }) => {
    if (!streams) return void res.destroy()
    openEvents(res)
    event(res, chunkOf(said))
    setTimeout(() => res.destroy(), 20)
  },
  /** Half of it, then the answer ends as if it were whole. */
  endsAfter: (said: string): Behaviour => (res, { streams }) => {
    if (!streams) return sendJson(res, 200, chunkOf(said))
    openEvents(res)
    event(res, chunkOf(said))
    res.end()
  },
  blocksPrompt: ((res, { streams }) => {
    const blocked = { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, usageMetadata: USAGE }
    if (!streams) return sendJson(res, 200, blocked)
    openEvents(res)
    event(res, blocked)
    res.end()
  }) as Behaviour,
  /** Pieces as the test gives them; `end` finishes. */
  byHand() {
    const opened = Promise.withResolvers<ServerResponse>()
    const behaviour: Behaviour = (res) => { opened.resolve(openEvents(res)) }
    return {
      behaviour,
      say: async (said: string) => void event(await opened.promise, chunkOf(said)),
      end: async (said: string) => { const res = await opened.promise; event(res, chunkOf(said, 'STOP')); res.end() },
    }
  },
}

export const agent = {
  vouches: (recommendations: string[] = []): Behaviour => (res) =>
    sendJson(res, 200, { status: 'SUCCESS', security_passed: true, analysis_results: {}, learning_insights: {}, performance_metrics: {}, recommendations, processing_time: 0.1 }),
  answers: (body: unknown, status = 200): Behaviour => (res) => sendJson(res, status, body),
  hangs: (() => {}) as Behaviour,
}

export const openGemini = (first: Behaviour = gemini.fails(500)) => openServer(first)
export const openAgent = (first: Behaviour = agent.vouches()) => openServer(first)

/** How the gateway is told of them. Patient: a test that waits for a deadline sets its own. */
export const modelsAt = (geminiServer: ModelServer | null, agentServer: ModelServer | null = null) => ({
  gemini: geminiServer && { apiKey: 'test-key', model: 'gemini-2.5-flash', baseUrl: geminiServer.url },
  agent: agentServer && { url: agentServer.url, token: 'agent-token' },
  times: { agentMs: 20_000, geminiMs: 20_000, openMs: 60_000, pauseMs: 1 },
})
