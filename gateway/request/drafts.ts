import { deadlineExceeded, idempotencyConflict } from '../errors.ts'
import { Failed } from '../events/channel.ts'
import type { Payload } from './call.ts'
import type { Spoken } from './distress.ts'
import type { TextPiece } from '../writer/port.ts'

/** One push of a draft: `text` goes where `offset` says (in UTF-16 units), and whatever was there and after it goes. */
export interface Push {
  readonly text: string
  readonly offset: number
  readonly done: boolean
  readonly help?: Spoken
}

export interface DraftId {
  readonly viewer: string
  readonly field: string
  readonly key: string
  readonly inputHash: string
}

/** What the work of a draft is given. */
export interface Writing {
  /** Aborts when nobody waits for it any more, or it takes too long. */
  readonly signal: AbortSignal
  readonly onText: (piece: TextPiece) => void
  /** Somebody elsewhere waits for it: it goes on for so long at least. */
  readonly stay: (ms: number) => void
  readonly keepEveryMs: number
}

export type Run = (writing: Writing) => Promise<Payload>

/** The drafts that are written here and now. A draft lives longer than the connection that asked for it. */
export interface Drafts {
  /**
   * Begins a draft, or joins the one that runs under this key: from its beginning, whenever one comes. `help` is said with each
   * push, and before anything else.
   */
  join(id: DraftId, run: Run, help: Spoken | null): AsyncIterableIterator<Push | Failed>
  /** Gives up all of them, units and keys with them. */
  close(): Promise<void>
}

export interface DraftOptions {
  /** How long a draft goes on without anybody who listens. */
  readonly graceMs?: number
  /** How long one may take. */
  readonly deadlineMs?: number
  /** How often the store hears that it is being written. */
  readonly keepEveryMs?: number
}

/** Nobody listens any more. */
class Abandoned extends Error {
  override readonly name = 'AbortError'
}

export function createDrafts({ graceMs = 10_000, deadlineMs = 120_000, keepEveryMs = 500 }: DraftOptions = {}): Drafts {
  const running = new Map<string, Draft>()
  const begin = (name: string, inputHash: string, run: Run) => {
    const draft = createDraft(inputHash, run, { graceMs, deadlineMs, keepEveryMs })
    running.set(name, draft)
    void draft.over.then(() => running.get(name) === draft && running.delete(name))
    return draft
  }
  const join: Drafts['join'] = (id, run, help) => {
    const name = JSON.stringify([id.viewer, id.field, id.key])
    const found = running.get(name)
    if (found === undefined) return begin(name, id.inputHash, run).follow(help)
    // One that was given up this moment is still giving back: the key is free once it is over.
    if (found.signal.aborted) return after(found.over, () => join(id, run, help))
    if (found.inputHash !== id.inputHash) throw idempotencyConflict()
    return found.follow(help)
  }
  return {
    join,
    async close() {
      for (const draft of running.values()) draft.giveUp()
      await Promise.all([...running.values()].map((draft) => draft.over))
    },
  }
}

type Draft = ReturnType<typeof createDraft>

function createDraft(inputHash: string, run: Run, { graceMs, deadlineMs, keepEveryMs }: Required<DraftOptions>) {
  const controller = new AbortController()
  const { signal } = controller
  let [text, turn, followers] = ['', 0, 0]
  let end: Push & Payload | Failed | null = null
  let changed = Promise.withResolvers<void>()
  let [alone, stayUntil]: [NodeJS.Timeout | undefined, number] = [undefined, 0]
  const wake = () => {
    changed.resolve()
    changed = Promise.withResolvers()
  }
  const onText = (piece: TextPiece) => {
    if (signal.aborted) return
    if (piece.restart) [text, turn] = ['', turn + 1]
    text += piece.text
    wake()
  }
  const giveUp = () => controller.abort(new Abandoned('Nobody waits for this draft any more.'))
  const leaveAlone = (ms: number) => {
    alone = setTimeout(() => {
      const left = stayUntil - performance.now()
      if (left > 0) leaveAlone(left)
      else giveUp()
    }, ms)
  }
  const deadline = setTimeout(() => controller.abort(deadlineExceeded()), deadlineMs)
  const over = Promise.try(run, { signal, onText, stay: (ms) => { stayUntil = performance.now() + ms }, keepEveryMs }).then(
    (payload) => { end = { ...payload, text: '', offset: text.length, done: true } as Push & Payload },
    (error: unknown) => { end = new Failed(error) },
  ).then(() => {
    clearTimeout(deadline)
    clearTimeout(alone)
    wake()
  })

  return {
    inputHash, signal, giveUp, over,
    /** Everything from the beginning, in as many pushes as the reader keeps up with: whoever is slow gets longer ones. */
    follow(help: Spoken | null): AsyncIterableIterator<Push | Failed> {
      let [seen, heard, left, helped] = [0, turn, false, help === null]
      const withHelp = (push: Push): Push => (help === null ? push : { ...push, help })
      followers += 1
      clearTimeout(alone)
      const leave = () => {
        if (left) return
        left = true
        followers -= 1
        if (followers === 0 && end === null) leaveAlone(graceMs)
        wake()
      }
      const stream: AsyncIterableIterator<Push | Failed> = {
        async next() {
          for (; !left; await changed.promise) {
            if (!helped) {
              helped = true
              return { done: false, value: withHelp({ text: '', offset: 0, done: false }) }
            }
            if (heard !== turn) [seen, heard] = [0, turn]
            if (seen < text.length) {
              const value = withHelp({ text: text.slice(seen), offset: seen, done: false })
              seen = text.length
              return { done: false, value }
            }
            if (end === null) continue
            leave()
            // What another gateway has saved knows nothing of what was said here.
            return { done: false, value: end instanceof Failed ? end : withHelp(end) }
          }
          return { done: true, value: undefined }
        },
        async return() {
          leave()
          return { done: true, value: undefined }
        },
        [Symbol.asyncIterator]: () => stream,
      }
      return stream
    },
  }
}

/** Unlike a generator's, its `return` waits for nothing. */
function after<T>(moment: Promise<void>, begin: () => AsyncIterableIterator<T>): AsyncIterableIterator<T> {
  let [inner, left]: [AsyncIterableIterator<T> | null, boolean] = [null, false]
  const stream: AsyncIterableIterator<T> = {
    async next() {
      await moment
      if (left) return { done: true, value: undefined }
      inner ??= begin()
      return await inner.next()
    },
    async return() {
      left = true
      await inner?.return?.()
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]: () => stream,
  }
  return stream
}
