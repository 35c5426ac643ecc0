import type { IncomingMessage } from 'node:http'
import { BlockList, isIP, type Socket } from 'node:net'

/** The address of whoever asks, as far as it can be believed; null where there is none. */
export type AddressOf = (req: IncomingMessage) => string | null

/**
 * `x-forwarded-for` is read from its end, as long as it was written by a proxy of ours: anybody can send a header. Addresses of
 * IPv6 are their network (/64), of which one customer has a whole one.
 * @param trustedProxies addresses and networks (`10.0.0.0/8`); checked by the configuration
 */
export function createAddressOf(trustedProxies: readonly string[]): AddressOf {
  const trusted = new BlockList()
  for (const proxy of trustedProxies) {
    const [address = '', bits] = proxy.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) trusted.addAddress(address, family)
    else trusted.addSubnet(address, Number(bits), family)
  }
  const isTrusted = (address: string) => trustedProxies.length > 0 && trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  // Asked for several times a request, and the same for all of a connection.
  const ofSocket = new WeakMap<Socket, string | null>()
  return ({ socket, headers }) => {
    const forwarded = headers['x-forwarded-for']
    if (forwarded === undefined || trustedProxies.length === 0) {
      const known = ofSocket.get(socket)
      if (known !== undefined) return known
    }
    let address = plain(socket.remoteAddress)
    if (address === null || forwarded === undefined || !isTrusted(address)) {
      const own = address && networkOf(address)
      ofSocket.set(socket, own)
      return own
    }
    for (const said of String(forwarded).split(',').reverse()) {
      const before = plain(said.trim())
      // What is no address was not written by a proxy of ours.
      if (before === null) break
      address = before
      if (!isTrusted(address)) break
    }
    return networkOf(address)
  }
}

/** An address of IPv4 may come in the clothes of IPv6. */
function plain(address: string | undefined): string | null {
  const bare = address?.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '') ?? ''
  return isIP(bare) === 0 ? null : bare
}

function networkOf(address: string): string {
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.replace(/%.*$/, '').split('::')
  const groups = head === '' ? [] : head.split(':')
  const rest = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0')
  return `${[...groups, ...zeros, ...rest].slice(0, 4).map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`
}
