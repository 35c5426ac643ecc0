import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { appOf } from './fact.ts'
import type { Fact, Handler, PhoenixEvent } from './fact.ts'

/** Reads an event by the handler of its type. */
export type ReadEvent = (event: PhoenixEvent) => Fact | null

/**
 * The handlers of handlers/, found by directory. An event that has none still says that its user was in its app, if that is one of
 * the three.
 * @throws where two speak for one type
 */
export async function loadHandlers(): Promise<ReadEvent> {
  const folder = join(import.meta.dirname, 'handlers')
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts')).sort()
  const handlers = await Promise.all(files.map(async (file) => ((await import(/* @vite-ignore */ pathToFileURL(join(folder, file)).href)) as { default: Handler }).default))
  return readerOf(handlers)
}

export function readerOf(handlers: readonly Handler[]): ReadEvent {
  const byType = new Map<string, Handler>()
  for (const handler of handlers) {
    for (const type of handler.types) {
      if (byType.has(type)) throw new Error(`Two handlers read ${type}.`)
      byType.set(type, handler)
    }
  }
  return (event) => {
    const known = byType.get(event.type)
    if (known) return known.read(event)
    const app = appOf(event)
    return app === null || event.isHalf ? null : { app }
  }
}
