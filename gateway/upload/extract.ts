import { Worker } from 'node:worker_threads'
import { serviceUnavailable } from '../errors.ts'
import { cleanText } from './text.ts'

export type Extracted = { ok: true; text: string } | { ok: false; problem: string }

/** The text of a document whose first bytes are right. @throws the signal's reason; SERVICE_UNAVAILABLE where too many wait */
export type Extract = (kind: 'pdf' | 'docx', bytes: Uint8Array, signal: AbortSignal) => Promise<Extracted>

export interface ExtractLimits {
  /** For one document, from the start of its thread. */
  readonly deadlineMs: number
  /** What one document may take, in megabytes: of JavaScript, and all in all. */
  readonly heapMb: number
  readonly totalMb: number
  /** Documents that are read at the same moment, and that wait. */
  readonly atOnce: number
  readonly waiting: number
}

const LIMITS: ExtractLimits = { deadlineMs: 10_000, heapMb: 192, totalMb: 320, atOnce: 2, waiting: 32 }

const TOO_COMPLEX = 'The file is too complex to be read: export it anew, or send the text.'
const LOOK_EVERY_MS = 25

/**
 * Reads documents away from the event loop: each in a thread of its own that is thrown away afterwards, with a bound on time and
 * memory. A file that was made to hurt hurts its thread.
 */
export function createExtract(given: Partial<ExtractLimits> = {}): Extract {
  const limits = { ...LIMITS, ...given }
  let running = 0
  const waiting = new Set<() => void>()
  const enter = async (signal: AbortSignal) => {
    signal.throwIfAborted()
    if (running < limits.atOnce) return void (running += 1)
    if (waiting.size >= limits.waiting) throw serviceUnavailable()
    await new Promise<void>((resolve, reject) => {
      const go = () => {
        signal.removeEventListener('abort', leave)
        resolve() // the place of the one before is ours
      }
      const leave = () => {
        waiting.delete(go)
        reject(signal.reason as Error)
      }
      waiting.add(go)
      signal.addEventListener('abort', leave, { once: true })
    })
  }
  const leave = () => {
    const [next] = waiting
    if (next === undefined) return void (running -= 1)
    waiting.delete(next)
    next()
  }
  return async (kind, bytes, signal) => {
    await enter(signal)
    try {
      const read = await inThread(kind, bytes, signal, limits)
      return read.ok ? cleanText(read.text) : read
    } finally {
      leave()
    }
  }
}

/** One thread for one document. It sees the bytes and nothing else: no environment, no output of ours. */
function inThread(kind: 'pdf' | 'docx', bytes: Uint8Array, signal: AbortSignal, { deadlineMs, heapMb, totalMb }: ExtractLimits): Promise<Extracted> {
  const own = Uint8Array.from(bytes)
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: { kind, bytes: own }, transferList: [own.buffer], env: {}, execArgv: [], stdout: true, stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
  })
  const { promise, resolve, reject } = Promise.withResolvers<Extracted>()
  const giveUp = () => resolve({ ok: false, problem: TOO_COMPLEX })
  // What is unpacked lies outside of the heap, where resourceLimits do not look.
  const look = setInterval(() => {
    worker.getHeapStatistics().then((heap) => { if (heap.used_heap_size + heap.external_memory > totalMb * 1024 * 1024) giveUp() }, () => {})
  }, LOOK_EVERY_MS)
  const deadline = setTimeout(giveUp, deadlineMs)
  const stop = () => reject(signal.reason as Error)
  signal.addEventListener('abort', stop, { once: true })
  worker.once('message', resolve).once('error', giveUp).once('exit', giveUp)
  return promise.finally(() => {
    clearInterval(look)
    clearTimeout(deadline)
    signal.removeEventListener('abort', stop)
    return worker.terminate()
  })
}
