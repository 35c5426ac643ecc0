import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'

/** A door to Postgres that counts how often somebody asks and then waits: a round trip, whatever driver or protocol. */
export interface Wire {
  readonly url: string
  /** Round trips so far, of all connections. */
  trips(): number
  close(): void
}

export async function openWire(url: string): Promise<Wire> {
  const target = new URL(url)
  let trips = 0
  const server = createServer((client) => {
    const backend = connect(Number(target.port), target.hostname)
    let asking = false
    client.setNoDelay(true)
    backend.setNoDelay(true)
    client.on('data', (bytes) => {
      if (!asking) trips += 1
      asking = true
      backend.write(bytes)
    })
    backend.on('data', (bytes) => {
      asking = false
      client.write(bytes)
    })
    client.on('error', () => backend.destroy()).on('close', () => backend.destroy())
    backend.on('error', () => client.destroy()).on('close', () => client.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const through = new URL(url)
  through.hostname = '127.0.0.1'
  through.port = String((server.address() as AddressInfo).port)
  return { url: through.href, trips: () => trips, close: () => void server.close() }
}
