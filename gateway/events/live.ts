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
  /** The ids of nudges that are offered to this user. */
  nudges(userId: string): Promise<AsyncIterableIterator<string>>
  /** Everybody's events; null for all types. A reader with too many waiting is told so, and ended. */
  events(types: readonly string[] | null): Promise<AsyncIterableIterator<ListEventsRow | Failed>>
  /**
   * Runs what a push reads. When a thousand users' usage changes at once a thousand pushes read, and requests must not stand in
   * line behind them: a few at a time.
   */
  inTurn<T>(read: () => Promise<T>): Promise<T>
  close(): void
}

export interface LiveOptions extends TailOptions {
  /** Runs so many at once, and the others when their turn comes. */
  readonly inTurn: <T>(signal: undefined, read: () => Promise<T>) => Promise<T>
}

const MOST_WAITING = 1000
const MOST_NUDGES = 50
const NUDGE = 'ecosystem.nudge_offered'

export function createLive(options: LiveOptions): Live {
  const tail = createTail(options)
  const usage = createAudience<true>()
  const nudges = createAudience<string>()
  const logs = new Set<(entry: Entry) => void>()
  const channels = new Set<Channel<never>>()
  const hear = (entry: Entry) => {
    const { eventId, eventType, userId } = entry
    const payload = (entry.payload ?? {}) as Readonly<Record<string, unknown>>
    // Every event of a metered feature says what is left.
    if (eventId === null || 'remaining' in payload) usage.tell(userId, true)
    if (eventType === NUDGE) nudges.tell(userId, payload.nudge_id as string)
    if (eventId !== null) for (const log of logs) log(entry)
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

  /** What one user hears; where too much waits the oldest goes. */
  const of = <T>(audience: Audience<T>, userId: string, most: number) => {
    const channel = createChannel<T>(most, 'newest', () => close(channel as never, () => audience.remove(userId, channel)))
    return open(channel, () => audience.add(userId, channel))
  }

  return {
    inTurn: (read) => options.inTurn(undefined, read),
    usageChanges: (userId) => of(usage, userId, 1),
    nudges: (userId) => of(nudges, userId, MOST_NUDGES),
    events(types) {
      const wanted = types === null ? null : new Set(types)
      const log = ({ eventId, eventType, appSource, timestamp, payload }: Entry) => {
        if (wanted === null || wanted.has(eventType!)) channel.push({ eventId: eventId!, eventType: eventType!, appSource: appSource!, timestamp, payload })
      }
      const tooSlow = () => new Failed(rateLimited(MOST_WAITING, 1, `${MOST_WAITING} events waited to be read: subscribe again, and read what is missing from the store.`))
      const channel = createChannel<ListEventsRow | Failed>(MOST_WAITING, tooSlow, () => close(channel as never, () => logs.delete(log)))
      return open(channel, () => logs.add(log))
    },
    close() {
      for (const channel of channels) channel.end()
      tail.close()
    },
  }
}

type Audience<T> = ReturnType<typeof createAudience<T>>

/** Channels by user. */
function createAudience<T>() {
  const users = new Map<string, Set<Channel<T>>>()
  return {
    add: (userId: string, channel: Channel<T>) => void users.set(userId, (users.get(userId) ?? new Set()).add(channel)),
    remove(userId: string, channel: Channel<T>) {
      const own = users.get(userId)
      if (own?.delete(channel) && own.size === 0) users.delete(userId)
    },
    tell: (userId: string, value: T) => users.get(userId)?.forEach((channel) => channel.push(value)),
  }
}
