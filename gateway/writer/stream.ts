import type { TextPiece } from './port.ts'

/** Hands a text on as it grows, to one listener, through however many writers it takes. */
export interface Stream {
  /** The next writer begins: what it says replaces what the one before has said. */
  begin(): void
  /** The text so far, from its beginning. Only what is new is handed on. */
  grow(text: string): void
  /** The whole text, as it will be kept. */
  end(text: string): void
}

/**
 * Pieces that always add up: a text that turns out different from what was handed on is handed on anew, whole, as a restart.
 * Nobody listens to null.
 */
export function openStream(listener: ((piece: TextPiece) => void) | undefined): Stream {
  let told = ''
  let stale = false
  const tell = (text: string, restart: boolean) => {
    told = restart ? text : told + text
    stale = false
    listener?.({ text, restart })
  }
  const tellRest = (text: string) => {
    if (stale) tell(text, true)
    else if (text.length > told.length) tell(text.slice(told.length), false)
  }
  return {
    begin() {
      stale = told !== ''
    },
    grow(text) {
      if (text !== '' && (stale || text.startsWith(told))) tellRest(text)
    },
    end(text) {
      if (!stale && !text.startsWith(told)) stale = true
      if (stale || text !== told) tellRest(text)
    },
  }
}
