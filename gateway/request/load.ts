import DataLoader from 'dataloader'
import type { FunctionName, Row } from '../db/port.ts'
import type { Database } from './database.ts'

/** How rows of one kind are found by id: one SQL function that takes an array. */
export interface Loader<R> {
  readonly batch: (db: Database, ids: readonly string[]) => Promise<ReadonlyMap<string, R>>
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

export interface Load {
  /** The row, or null where there is none that the viewer may see. */
  <R>(loader: Loader<R>, id: string): Promise<R | null>
  /** A row that a write has just answered with need not be read again. */
  prime<R>(loader: Loader<R>, id: string, row: R): void
  /** Forgets a row that a write has changed or deleted. */
  clear(loader: Loader<unknown>, id: string): void
}

/** The loaders of one request: what one viewer may see is never another's. */
export function createLoad(db: Database): Load {
  const loaders = new Map<unknown, DataLoader<string, unknown>>()
  const of = (loader: Loader<unknown>) => {
    let found = loaders.get(loader)
    if (!found) {
      found = new DataLoader<string, unknown>(async (ids) => {
        const rows = await loader.batch(db, ids)
        return ids.map((id) => rows.get(id) ?? null)
      })
      loaders.set(loader, found)
    }
    return found
  }
  return Object.assign(<R>(loader: Loader<R>, id: string) => of(loader).load(id) as Promise<R | null>, {
    prime: <R>(loader: Loader<R>, id: string, row: R) => void of(loader).clear(id).prime(id, row),
    clear: (loader: Loader<unknown>, id: string) => void of(loader).clear(id),
  })
}
