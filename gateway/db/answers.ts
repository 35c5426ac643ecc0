import type { FunctionName } from './port.ts'
import type { RowReader, Values } from './rowReader.ts'
import { signatures } from './rows.ts'

/** The rows of one function's answer, as `phoenix_private.answer_expression` writes it: the names, then the values of each row. */
export function rowsOf(name: FunctionName, answer: readonly unknown[]): readonly unknown[] {
  const { row } = signatures[name]
  if (row === null) return answer
  const [names, ...rows] = answer as [string, ...Values[]]
  if (names === row.names) return rows.map(row.read)
  const arrange = arrangementOf(row, names)
  return rows.map((values) => row.read(arrange(values)))
}

type Arrange = (values: Values) => Values

const arrangements = new WeakMap<RowReader<unknown>, { readonly names: string; readonly arrange: Arrange }>()

/** Where a table has other columns than ours, or in another order: ours in our order. That changes with a migration only: the last is kept. */
function arrangementOf(reader: RowReader<unknown>, names: string): Arrange {
  const known = arrangements.get(reader)
  if (known?.names === names) return known.arrange
  const arrange = arranging(columnsOf(reader.names), columnsOf(names))
  arrangements.set(reader, { names, arrange })
  return arrange
}

interface Column {
  readonly name: string
  /** Of one that is a row itself. */
  readonly inner: readonly Column[] | null
}

const columnsOf = (names: string): readonly Column[] => [...names.matchAll(/([^,()]+)(?:\(([^)]*)\))?/g)].map(([, name, inner]) => ({ name: name!, inner: inner === undefined ? null : columnsOf(inner) }))

function arranging(ours: readonly Column[], theirs: readonly Column[]): Arrange {
  const places = ours.map(({ name, inner }) => {
    const at = theirs.findIndex((column) => column.name === name)
    const { inner: given = null } = theirs[at] ?? {}
    return { at, within: inner === null || given === null ? null : arranging(inner, given) }
  })
  return (values) => places.map(({ at, within }) => {
    const value: Values | null | undefined = values[at]
    return within === null || value === null || value === undefined ? value : within(value)
  }) as never
}
