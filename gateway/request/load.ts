import DataLoader from 'dataloader'
import type { FunctionName, Row } from '../db/port.ts'
import type { Database } from './database.ts'

/** How rows of one kind are found by id: one SQL function that takes an array. */
export interface Loader<R> {
  readonly batch: (db: Database, ids: readonly string[]) => Promise<ReadonlyMap<string, R>>
  /** Small, and the same for everybody: `batch` reads it whole, and the process keeps it for a while. */
  readonly catalogue?: true
}

/** The catalogues of one process, and when each was read. What a template's tier decides is decided again where it is written. */
export interface Catalogues {
  readonly keepMs: number
  readonly read: Map<unknown, Kept>
}

/** The rows of a catalogue by their id, and in their order. */
interface Kept {
  readonly rows: ReadonlyMap<string, unknown>
  readonly list: readonly unknown[]
  readonly at: number
}

type ById = { [F in FunctionName]: 'ids' extends keyof import('../db/port.ts').Arguments<F> ? F : never }[FunctionName]

/** A loader over a function `load_…(p_ids)` whose rows have their id under `key`. */
export function byIds<F extends ById>(name: F, key: keyof Row<F> & string): Loader<Row<F>> {
  return {
    async batch(db, ids) {
      const rows = await db.read(name, { ids } as never)
      return new Map(rows.map((row) => [row[key] as string, row]))
    },
  }
}

/** The row, or null where there is none that the viewer may see. */
export type Load = <R>(loader: Loader<R>, id: string) => Promise<R | null>

/** What one request has read: what one viewer may see is never another's. */
export interface Rows {
  readonly load: Load
  /** The same as `load`, at once where a write has just answered with it. */
  find<R>(loader: Loader<R>, id: string): R | Promise<R | null>
  /** A whole catalogue, in its order; at once where it is in memory. */
  all<R>(catalogue: Loader<R> & { readonly catalogue: true }): readonly R[] | Promise<readonly R[]>
  /** A row that a write has just answered with need not be read again. */
  prime<R>(loader: Loader<R>, id: string, row: R): void
  /** Forgets a row that a write has changed or deleted. */
  clear(loader: Loader<unknown>, id: string): void
}

/** The loaders of one request. */
export function createRows(db: Database, catalogues: Catalogues): Rows {
  const whole = (loader: Loader<unknown>): Kept | Promise<Kept> => {
    const kept = catalogues.read.get(loader)
    return kept !== undefined && performance.now() - kept.at < catalogues.keepMs ? kept : readWhole(loader)
  }
  const readWhole = async (loader: Loader<unknown>): Promise<Kept> => {
    const rows = await loader.batch(db, [])
    const kept = { rows, list: [...rows.values()], at: performance.now() }
    catalogues.read.set(loader, kept)
    return kept
  }
  let loaders: Map<unknown, DataLoader<string, unknown>> | null = null
  // So few that nobody needs a map of them.
  let written: { readonly loader: unknown; readonly id: string; readonly row: unknown }[] = []
  const writtenOf = (loader: unknown, id: string) => written.find((one) => one.loader === loader && one.id === id)?.row
  const forget = (loader: unknown, id: string) => {
    written = written.filter((one) => one.loader !== loader || one.id !== id)
  }
  const of = (loader: Loader<unknown>) => {
    loaders ??= new Map()
    let found = loaders.get(loader)
    if (!found) {
      found = new DataLoader<string, unknown>(async (ids) => {
        const rows = loader.catalogue ? (await whole(loader)).rows : await loader.batch(db, ids)
        return ids.map((id) => rows.get(id) ?? null)
      })
      loaders.set(loader, found)
    }
    return found
  }
  return {
    load<R>(loader: Loader<R>, id: string) {
      const row = writtenOf(loader, id)
      return (row === undefined ? of(loader).load(id) : Promise.resolve(row)) as Promise<R | null>
    },
    find<R>(loader: Loader<R>, id: string) {
      return (writtenOf(loader, id) ?? of(loader).load(id)) as R | Promise<R | null>
    },
    all<R>(loader: Loader<R>) {
      const found = whole(loader)
      return (found instanceof Promise ? found.then(({ list }) => list) : found.list) as readonly R[] | Promise<readonly R[]>
    },
    prime(loader, id, row) {
      if (writtenOf(loader, id) !== undefined) forget(loader, id)
      written.push({ loader, id, row })
    },
    clear(loader, id) {
      forget(loader, id)
      loaders?.get(loader)?.clear(id)
    },
  }
}
