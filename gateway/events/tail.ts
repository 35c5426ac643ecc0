import type { Port, Row } from '../db/port.ts'
import { inTime } from '../inTime.ts'

/** An event, or (without one) the news that somebody's usage changed. */
export type Entry = Row<'read_live_entries'>

export interface TailOptions {
  readonly port: Port
  /** Calls back whenever there may be something new; null: nobody says so. Returns how to stop. */
  readonly listen: ((wake: () => void) => () => void) | null
  readonly warn: (error: unknown, message: string) => void
  readonly pollMs?: number
  /** A read whose connection was lost may never be answered, and the port waits half a minute: whoever watches does not. */
  readonly patienceMs?: number
}

/** What this process reads of the store: once for all who listen, in commit order, and not at all while nobody does. */
export interface Tail {
  /**
   * From now on, everything that is committed; it resolves when that is certain. Returns how to stop.
   * @throws GatewayError SERVICE_UNAVAILABLE
   */
  follow(hear: (entry: Entry) => void): Promise<() => void>
  close(): void
}

/** As many as PostgREST gives at once is twice that. */
const PAGE = 500
/** What a writer left to another one's wake-up call, or a slow transaction held up, is there a moment later. */
const SOON_MS = 15
const LONGEST_PAUSE_MS = 2000

export function createTail({ port, listen, warn, pollMs = 250, patienceMs = 3000 }: TailOptions): Tail {
  const listeners = new Set<(entry: Entry) => void>()
  let current: ReturnType<typeof begin> | null = null

  function begin() {
    let [stopped, woken]: [boolean, boolean] = [false, false]
    let interrupt = () => {}
    const wake = () => {
      woken = true
      interrupt()
    }
    const sleep = (ms: number) => new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      interrupt = () => {
        clearTimeout(timer)
        resolve()
      }
      if (woken) interrupt()
    })
    const ready = port.call('find_live_end', {}).then(([end]) => end!)
    const unlisten = listen?.(wake)
    // Who follows hears of a failed beginning.
    ready.then(run, () => {})

    /** The place is behind what was told, and never behind what was not: a read that failed is made again. */
    async function run(place: { readonly transactionId: string; readonly position: number }) {
      for (let [pause, failed] = [pollMs, false]; !stopped; await sleep(pause)) {
        const news = woken
        woken = false
        try {
          const entries = await inTime(port.call('read_live_entries', { afterTransaction: place.transactionId, afterPosition: place.position, limit: PAGE }), patienceMs)
          failed = false
          for (const entry of entries) {
            if (stopped) return
            place = entry
            for (const hear of listeners) hear(entry)
          }
          pause = entries.length === PAGE ? 0 : news || entries.length > 0 ? SOON_MS : Math.min(pause * 2 || SOON_MS, pollMs)
        } catch (error) {
          if (stopped) return
          if (!failed) warn(error, 'the store cannot be read for who is watching; it is tried again until it can')
          failed = true
          pause = Math.min(pause * 2 || pollMs, LONGEST_PAUSE_MS)
        }
      }
    }
    return {
      ready,
      stop() {
        stopped = true
        unlisten?.()
        wake()
      },
    }
  }

  const stop = () => {
    current?.stop()
    current = null
  }
  return {
    async follow(hear) {
      listeners.add(hear)
      const leave = () => {
        if (listeners.delete(hear) && listeners.size === 0) stop()
      }
      const own = current ??= begin()
      try {
        await own.ready
      } catch (error) {
        if (current === own) stop()
        leave()
        throw error
      }
      return leave
    },
    close() {
      listeners.clear()
      stop()
    },
  }
}
