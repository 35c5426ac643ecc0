/** The values of a row, in the order of its reader's names. Which types they have the catalog knows, of which readers are made (rows.ts). */
export type Values = readonly never[]

/** How a row is made of its values. */
export interface RowReader<R> {
  /** Its columns in SQL's names, with commas between; after a column that is a row itself, its columns in brackets. */
  readonly names: string
  readonly read: (values: Values) => R
}

/** A row within a row; null where there is none, as the reader's type says if that may be. */
export const within = <R>({ read }: RowReader<R>, values: Values | null): R => (values === null ? null as never : read(values))
