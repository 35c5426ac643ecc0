import type { ListEventsRow } from '../db/rows.ts'
import { rateLimited } from '../errors.ts'
import { createChannel, Failed } from './channel.ts'
import type { Channel } from './channel.ts'
import { createTail } from './tail.ts'
import type { Entry, TailOptions } from './tail.ts'

/** What subscriptions hear of the store. */
export interface Live {
  /** One value for any number of changes of this user's usage since the last one that was read. */
  usageChanges(userId: string): Promise<AsyncIterableIterator<true>>
  /** Everybody's events; null for all types. A reader with too many waiting is told so, and ended. */
  events(types: readonly string[] | null): Promise<AsyncIterableIterator<ListEventsRow | Failed>>
  /**
   * Runs what a push reads. When a thousand users' usage changes at once a thousand pushes read, and requests must not stand in
   * line behind them: a few at a time.
   */
  inTurn<T>(read: () => Promise<T>): Promise<T>
  close(): Promise<void>
}

export interface LiveOptions extends TailOptions {
  /** Runs so many at once, and the others when their turn comes. */
  readonly inTurn: <T>(signal: undefined, read: () => Promise<T>) => Promise<T>
}

const MOST_WAITING = 1000

export function createLive(options: LiveOptions): Live {
  const tail = createTail(options)
  const usage = new Map<string, Set<Channel<true>>>()
  const logs = new Set<(entry: Entry) => void>()
  const channels = new Set<Channel<never>>()
  const hear = (entry: Entry) => {
    if (entry.eventId === null || isMetered(entry.payload)) usage.get(entry.userId)?.forEach((channel) => channel.push(true))
    if (entry.eventId !== null) for (const log of logs) log(entry)
  }
  let [following, leave]: [number, Promise<() => void> | null] = [0, null]

  /** Opens a channel once it is certain that it misses nothing. */
  async function open<T>(channel: Channel<T>, attach: () => void): Promise<Channel<T>> {
    following += 1
    channels.add(channel as never)
    attach()
    try {
      await (leave ??= tail.follow(hear))
    } catch (error) {
      leave = null
      await channel.return!()
      throw error
    }
    return channel
  }
  const close = (channel: Channel<never>, detach: () => void) => {
    channels.delete(channel)
    detach()
    following -= 1
    if (following > 0) return
    void leave?.then((stop) => stop(), () => {})
    leave = null
  }

  return {
    inTurn: (read) => options.inTurn(undefined, read),
    usageChanges(userId) {
      const channel = createChannel<true>(1, 'newest', () => close(channel as never, () => {
        const own = usage.get(userId)
        if (own?.delete(channel) && own.size === 0) usage.delete(userId)
      }))
      return open(channel, () => usage.set(userId, (usage.get(userId) ?? new Set()).add(channel)))
    },
    events(types) {
      const wanted = types === null ? null : new Set(types)
      const log = ({ eventId, eventType, appSource, timestamp, payload }: Entry) => {
        if (wanted === null || wanted.has(eventType!)) channel.push({ eventId: eventId!, eventType: eventType!, appSource: appSource!, timestamp, payload })
      }
      const tooSlow = () => new Failed(rateLimited(MOST_WAITING, 1, `${MOST_WAITING} events waited to be read: subscribe again, and read what is missing from the store.`))
      const channel = createChannel<ListEventsRow | Failed>(MOST_WAITING, tooSlow, () => close(channel as never, () => logs.delete(log)))
      return open(channel, () => logs.add(log))
    },
    async close() {
      for (const channel of channels) channel.end()
      await tail.close()
    },
  }
}

/** Every event of a metered feature says what is left. */
const isMetered = (payload: unknown) => typeof payload === 'object' && payload !== null && 'remaining' in payload
