import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

/** A way to a server that can be troubled. */
export interface Proxy {
  readonly host: string
  /** Bytes that clients sent, since last emptied. */
  readonly sent: Buffer[]
  /** Takes new connections only to close them, as a load balancer does whose servers are gone. */
  hangsUp: boolean
  /** Nobody listens any more. */
  down(): Promise<void>
  up(): Promise<void>
  /** Cuts every connection there is. */
  cut(): void
}

export async function openProxy(target: URL): Promise<Proxy> {
  const sockets = new Set<Socket>()
  const sent: Buffer[] = []
  const state = { hangsUp: false }
  const server = createServer((client) => {
    if (state.hangsUp) return client.destroy()
    const upstream = connect({ host: target.hostname, port: Number(target.port) })
    for (const [from, to] of [[client, upstream], [upstream, client]] as const) {
      sockets.add(from)
      from.on('data', (chunk: Buffer) => {
        if (from === client) sent.push(chunk)
        to.write(chunk)
      })
      from.on('end', () => to.end())
      from.on('error', () => to.destroy())
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
    }
  })
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = server.address() as AddressInfo
  const cut = () => sockets.forEach((socket) => socket.destroy())
  return Object.assign(state, {
    host: `127.0.0.1:${port}`, sent, cut,
    async down() {
      if (!server.listening) return
      const closed = new Promise((resolve) => server.close(resolve))
      cut()
      await closed
    },
    async up() {
      if (!server.listening) await listen(port)
    },
  })
}
