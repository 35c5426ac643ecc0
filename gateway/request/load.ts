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
  readonly read: Map<unknown, { readonly rows: ReadonlyMap<string, unknown>; readonly at: number }>
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
  /** A whole catalogue, in its order. */
  all<R>(catalogue: Loader<R> & { readonly catalogue: true }): Promise<readonly R[]>
  /** A row that a write has just answered with need not be read again. */
  prime<R>(loader: Loader<R>, id: string, row: R): void
  /** Forgets a row that a write has changed or deleted. */
  clear(loader: Loader<unknown>, id: string): void
}

/** The loaders of one request: what one viewer may see is never another's. */
export function createLoad(db: Database, catalogues: Catalogues): Load {
  const whole = async (loader: Loader<unknown>): Promise<ReadonlyMap<string, unknown>> => {
    const kept = catalogues.read.get(loader)
    if (kept !== undefined && performance.now() - kept.at < catalogues.keepMs) return kept.rows
    const rows = await loader.batch(db, [])
    catalogues.read.set(loader, { rows, at: performance.now() })
    return rows
  }
  const loaders = new Map<unknown, DataLoader<string, unknown>>()
  const of = (loader: Loader<unknown>) => {
    let found = loaders.get(loader)
    if (!found) {
      found = new DataLoader<string, unknown>(async (ids) => {
        const rows = await (loader.catalogue ? whole(loader) : loader.batch(db, ids))
        return ids.map((id) => rows.get(id) ?? null)
      })
      loaders.set(loader, found)
    }
    return found
  }
  return Object.assign(<R>(loader: Loader<R>, id: string) => of(loader).load(id) as Promise<R | null>, {
    all: async <R>(loader: Loader<R>) => [...(await whole(loader)).values()] as R[],
    prime: <R>(loader: Loader<R>, id: string, row: R) => void of(loader).clear(id).prime(id, row),
    clear: (loader: Loader<unknown>, id: string) => void of(loader).clear(id),
  })
}
