import { connect, type Socket } from 'node:net'

/*
 * The load generator: a process of its own with bare keep-alive sockets, so that it takes as little as it can of the machine it
 * shares with the measured. Every answer is read to its end and checked.
 */

export interface Job {
  readonly port: number
  readonly connections: number
  /** Requests to send; fewer if the time is up before. */
  readonly count: number
  readonly seconds: number
  readonly people: readonly { readonly token: string; readonly body: string }[]
  /** Length of the right answer to each of these people, or null: then an answer must only be without errors. */
  readonly lengths: readonly number[] | null
}

export interface Outcome {
  readonly done: number
  readonly wrong: number
  readonly firstWrong: string | null
  readonly seconds: number
  readonly p50: number
  readonly p99: number
}

const requestOf = (token: string, body: string) => Buffer.from(
  `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\naccept: application/json\r\nauthorization: Bearer ${token}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)

interface Message {
  readonly status: number
  readonly body: Buffer
}

/** The whole answer at the front of these bytes, or null if some of it is still to come. */
export function readMessage(bytes: Buffer): Message | null {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return null
  const head = bytes.toString('latin1', 0, end)
  const status = Number(head.slice(9, 12))
  const declared = /\r\ncontent-length: *(\d+)/i.exec(head)
  const start = end + 4
  if (declared) return bytes.length < start + Number(declared[1]) ? null : { status, body: bytes.subarray(start, start + Number(declared[1])) }
  const parts: Buffer[] = []
  for (let at = start; ;) {
    const line = bytes.indexOf('\r\n', at)
    if (line < 0) return null
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16)
    if (bytes.length < line + 2 + size + 2) return null
    if (size === 0) return { status, body: Buffer.concat(parts) }
    parts.push(bytes.subarray(line + 2, line + 2 + size))
    at = line + 2 + size + 2
  }
}

export async function runJob({ port, connections, count, seconds, people, lengths }: Job): Promise<Outcome> {
  const requests = people.map(({ token, body }) => requestOf(token, body))
  const waited: number[] = []
  let sent = 0, wrong = 0, firstWrong: string | null = null
  const began = performance.now()
  const last = began + seconds * 1000
  const check = (index: number, { status, body: answer }: Message) => {
    const good = status === 200 && (lengths === null ? !answer.includes('"errors"') : lengths[index] === lengthOf(answer))
    if (good) return
    wrong += 1
    firstWrong ??= `${status} ${answer.toString().slice(0, 300)}`
  }
  const converse = (first: number) => new Promise<void>((resolve, reject) => {
    const socket: Socket = connect(port, '127.0.0.1')
    let index = first, asked = 0, got: Buffer = Buffer.alloc(0)
    const ask = () => {
      if (sent >= count || performance.now() > last) return void socket.end()
      sent += 1
      index = (index + connections) % people.length
      asked = performance.now()
      socket.write(requests[index]!)
    }
    socket.setNoDelay(true)
    socket.on('connect', ask).on('close', () => resolve()).on('error', reject)
    socket.on('data', (chunk: Buffer) => {
      got = got.length === 0 ? chunk : Buffer.concat([got, chunk])
      const message = readMessage(got)
      if (message === null) return
      waited.push(performance.now() - asked)
      check(index, message)
      got = Buffer.alloc(0)
      ask()
    })
  })
  await Promise.all(Array.from({ length: connections }, (_, first) => converse(first)))
  waited.sort((a, b) => a - b)
  const at = (share: number) => waited[Math.min(waited.length - 1, Math.floor(waited.length * share))] ?? Number.NaN
  return { done: waited.length, wrong, firstWrong, seconds: (performance.now() - began) / 1000, p50: at(0.5), p99: at(0.99) }
}

/** Without the line end that some servers add. */
export const lengthOf = (answer: Buffer) => (answer.at(-1) === 10 ? answer.length - 1 : answer.length)

if (import.meta.main) {
  process.on('message', (job) => void runJob(job as Job).then((outcome) => process.send!(outcome)))
  process.on('disconnect', () => process.exit(0))
  process.send!({ port: 0 })
}
