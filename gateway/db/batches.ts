import type { Waited } from '../ending.ts'
import { deadlineExceeded, serviceUnavailable } from '../errors.ts'
import { Line } from '../line.ts'

/** Work that may be done together with other such work. */
export interface Batched {
  readonly waited: Waited | undefined
  reject(error: unknown): void
}

export interface BatchOptions<W> {
  /** Batches under way; those that last do not count. */
  readonly atOnce: number
  /** Works in a batch. */
  readonly most: number
  /** Works that may wait; one more is SERVICE_UNAVAILABLE at once. */
  readonly queue: number
  /** A batch has lasted once it was under way for this long, or up to twice as long: milliseconds. */
  readonly lasting: number
  /** Does them, one at least, and tells each of them itself. */
  readonly run: (batch: readonly W[]) => Promise<void>
  /** Rejects where there is no place for a batch. */
  readonly inTurn: <T>(waited: Waited | undefined, run: () => Promise<T>) => Promise<T>
}

interface UnderWay {
  counts: boolean
  /** How often it was seen under way. */
  seen: number
}

/**
 * Work is begun at once while fewer than `atOnce` batches are under way; what comes later waits, and goes together once one has ended, in the
 * order in which it came. So nobody waits for company, and the busier it is, the less is sent for each.
 *
 * A batch that lasts holds nobody up: others are begun beside it.
 */
export function createBatches<W extends Batched>({ atOnce, most, queue, lasting, run, inTurn }: BatchOptions<W>) {
  const waiting = new Line<Waiting<W>>()
  const underWay: UnderWay[] = []
  let begun = 0
  /** Those begun that count. */
  let counted = 0
  let watch: NodeJS.Timeout | null = null

  const next = (): W => {
    const place = waiting.first!
    const { work, giveUp } = place.value
    waiting.leave(place)
    work.waited?.removeEventListener('abort', giveUp)
    return work
  }
  /** The longest there; where many wait, as many for each of those that may be under way. None where all have given up meanwhile. */
  const take = () => Array.from({ length: Math.min(most, Math.ceil(waiting.size / atOnce)) }, next)

  const uncount = (batch: UnderWay) => {
    if (batch.counts) counted -= 1
    batch.counts = false
  }
  const begin = () => {
    const batch: UnderWay = { counts: true, seen: 0 }
    counted += 1
    begun += 1
    const go = () => {
      underWay.push(batch)
      const works = take()
      return works.length > 0 ? run(works) : Promise.resolve()
    }
    const end = () => {
      const at = underWay.indexOf(batch)
      if (at >= 0) underWay.splice(at, 1)
      uncount(batch)
      begun -= 1
    }
    inTurn(undefined, go).then(() => {
      end()
      fill()
    }, (error: unknown) => {
      end()
      // Where others have begun, there will be one.
      if (begun > 0) watch ??= setTimeout(look, lasting)
      else while (waiting.size > 0) next().reject(error)
    })
  }
  const fill = () => {
    while (waiting.size > 0 && counted < atOnce) begin()
  }
  const look = () => {
    for (const batch of underWay) {
      if (batch.seen > 0) uncount(batch)
      batch.seen += 1
    }
    fill()
    watch = waiting.size > 0 ? setTimeout(look, lasting) : null
  }

  return function join(work: W) {
    const { waited } = work
    if (waited?.aborted) return work.reject(deadlineExceeded())
    if (waiting.size >= queue) return work.reject(serviceUnavailable(1))
    const giveUp = () => {
      waiting.leave(place)
      work.reject(deadlineExceeded())
    }
    const place = waiting.join({ work, giveUp })
    waited?.addEventListener('abort', giveUp)
    if (counted < atOnce) begin()
    else watch ??= setTimeout(look, lasting)
  }
}

interface Waiting<W> {
  readonly work: W
  readonly giveUp: () => void
}
