import { pino } from 'pino'
import { connectPostgres } from '../../gateway/db/postgres.ts'
import { EMBEDDED_ISSUER } from '../../gateway/demo.ts'
import { createGateway } from '../../gateway/gateway.ts'
import { createVerifier } from '../../gateway/request/auth.ts'
import { signalOf } from '../../gateway/ending.ts'
import { createWriter } from '../../gateway/writer/writer.ts'
import type { ProcessOptions } from './processes.ts'

/*
 * A door for tests: the gateway on a given database, on loopback. What is not as in production is the writer, which takes its
 * time, so that there is always somebody between the reservation and the save. Of two units one is reserved, the other taken by the save.
 */

const { databaseUrl, secret, writerMs = 0, deadlineMs, stripe = null, gemini = null, drafts } = JSON.parse(process.argv[2]!) as ProcessOptions

const template = createWriter()
let units = 0
const pause = (ms: number, signal: AbortSignal) => new Promise<void>((resolve, reject) => {
  const timer = setTimeout(resolve, ms)
  signal.addEventListener('abort', () => { clearTimeout(timer); reject(signal.reason as Error) })
})

const server = await createGateway({
  port: connectPostgres({ url: databaseUrl }),
  verify: createVerifier({ secret, issuer: EMBEDDED_ISSUER, publicKeys: [] }),
  log: pino({ level: gemini === null ? 'error' : 'warn' }, pino.destination(2)),
  embedded: true, production: false, allowedOrigins: [], upgradeUrl: 'https://phoenix.example/upgrade', supabase: null, graphiql: null, integrations: {}, stripe,
  ...(deadlineMs === undefined ? {} : { deadlineMs }),
  ...(drafts === undefined ? {} : { drafts }),
  ...(gemini === null ? { writer: {
    ...template,
    get atOnce() { return (units += 1) % 2 === 0 },
    async cv(content, layout, options) {
      if (writerMs > 0) await pause(Math.random() * writerMs, signalOf(options.signal))
      return template.cv(content, layout, options)
    },
  } } : { models: { agent: null, gemini } }),
})
const { port } = await server.listen(0, '127.0.0.1')
process.stdout.write(`${port}\n`)
// Whoever started us holds the other end: without him there is nobody to stop us.
process.stdin.on('end', () => process.exit(0))
// A line asks what is really held: garbage is collected first (--expose-gc).
process.stdin.on('data', () => {
  for (let n = 0; n < 2; n += 1) (globalThis as { gc?: () => void }).gc?.()
  const { heapUsed, external, rss } = process.memoryUsage()
  process.stdout.write(`${JSON.stringify({ held: heapUsed + external, rss })}\n`)
})
