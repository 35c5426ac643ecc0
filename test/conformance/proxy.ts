import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

/** A way to a server that can be troubled. */
export interface Proxy {
  /** `pass`, take no new connection and cut the old (`down`), or take everything and answer nothing (`silent`). */
  mode: 'pass' | 'down' | 'silent'
  readonly host: string
  /** Bytes that a client sent, since last emptied. */
  readonly sent: Buffer[]
  /** Cuts every connection there is. */
  cut(): void
  close(): Promise<void>
}

export async function openProxy(target: URL): Promise<Proxy> {
  const sockets = new Set<Socket>()
  const sent: Buffer[] = []
  let mode: Proxy['mode'] = 'pass'
  const cut = () => sockets.forEach((socket) => socket.destroy())
  const server = createServer((client) => {
    if (mode === 'down') return client.destroy()
    const upstream = connect({ host: target.hostname, port: Number(target.port) })
    for (const [from, to] of [[client, upstream], [upstream, client]] as const) {
      sockets.add(from)
      from.on('data', (chunk: Buffer) => {
        if (from === client) sent.push(chunk)
        if (mode !== 'silent') to.write(chunk)
      })
      from.on('end', () => to.end())
      from.on('error', () => to.destroy())
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    get mode() { return mode },
    set mode(next) {
      mode = next
      if (next === 'down') cut()
    },
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent, cut,
    async close() {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
