/**
 * When nobody waits for a request any more, and why. To our own code it is an AbortSignal; a real one, with the events of a browser,
 * costs several times as much as all that most requests do with it, and is made when a library asks for one.
 */
export class Ending {
  aborted = false
  reason: unknown = undefined
  private listeners: (() => void)[] | null = null
  private controller: AbortController | null = null

  /** Once: the first reason counts. */
  abort(reason: unknown) {
    if (this.aborted) return
    this.aborted = true
    this.reason = reason
    const listeners = this.listeners ?? []
    this.listeners = null
    for (const listener of listeners) listener()
    this.controller?.abort(reason)
  }

  throwIfAborted() {
    if (this.aborted) throw this.reason
  }

  /** Each is called once; who comes too late is not called. A listener may not throw. */
  addEventListener(_type: 'abort', listener: () => void, _options?: { readonly once: true }) {
    if (this.aborted) return
    if (this.listeners === null) this.listeners = [listener]
    else this.listeners.push(listener)
  }

  removeEventListener(_type: 'abort', listener: () => void) {
    const at = this.listeners?.indexOf(listener) ?? -1
    if (at >= 0) this.listeners!.splice(at, 1)
  }

  /** For a library. */
  get signal(): AbortSignal {
    if (this.controller === null) {
      this.controller = new AbortController()
      if (this.aborted) this.controller.abort(this.reason)
    }
    return this.controller.signal
  }
}

/** What tells that nobody waits any more. */
export type Waited = AbortSignal | Ending

/** For a library. */
export const signalOf = (waited: Waited): AbortSignal => (waited instanceof Ending ? waited.signal : waited)
