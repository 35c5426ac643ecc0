import type { Waited } from '../ending.ts'
import { deadlineExceeded, serviceUnavailable } from '../errors.ts'
import { Line } from '../line.ts'

/**
 * At most `places` run at once, at most `queue` wait, in their order; one more is SERVICE_UNAVAILABLE at once.
 *
 * The driver would rather send a second statement down a busy connection: it would wait behind a slow one while others fall
 * free, and could not be taken back.
 */
export function createTurns(places: number, queue: number) {
  let free = places
  const waiting = new Line<() => void>()

  /** Waits for a place; once `waited` aborts, it leaves the queue. */
  const enter = (waited?: Waited) => new Promise<void>((resolve, reject) => {
    const giveUp = () => {
      waiting.leave(place)
      reject(deadlineExceeded())
    }
    const go = () => {
      waited?.removeEventListener('abort', giveUp)
      resolve()
    }
    const place = waiting.join(go)
    waited?.addEventListener('abort', giveUp, { once: true })
  })

  const leave = () => {
    const next = waiting.first
    if (next === null) free += 1
    else {
      // The place goes from hand to hand.
      waiting.leave(next)
      next.value()
    }
  }
  const runAndLeave = <T>(run: () => Promise<T>): Promise<T> => {
    let result: Promise<T>
    try {
      result = run()
    } catch (error) {
      leave()
      return Promise.reject(error)
    }
    result.then(leave, leave)
    return result
  }

  return function inTurn<T>(waited: Waited | undefined, run: () => Promise<T>): Promise<T> {
    if (waited?.aborted) return Promise.reject(deadlineExceeded())
    if (free > 0) {
      free -= 1
      return runAndLeave(run)
    }
    return waiting.size < queue ? enter(waited).then(() => runAndLeave(run)) : Promise.reject(serviceUnavailable(1))
  }
}

/**
 * At most `places` of one person run at once. His writes wait for each other in Postgres, for the row that counts his units: there each
 * would keep a connection from everybody else, and a process that is woken to find the row taken again.
 */
export function createTurnsOfEach(places: number, queue: number) {
  const persons = new Map<string, { readonly inTurn: ReturnType<typeof createTurns>; inside: number }>()
  return function inTurnOf<T>(person: string, run: () => Promise<T>): Promise<T> {
    let own = persons.get(person)
    if (own === undefined) persons.set(person, own = { inTurn: createTurns(places, queue), inside: 0 })
    const { inTurn } = own
    own.inside += 1
    const leave = () => {
      if ((own.inside -= 1) === 0) persons.delete(person)
    }
    const result = inTurn(undefined, run)
    result.then(leave, leave)
    return result
  }
}
