import { toRow } from './port.ts'
import type { FunctionName } from './port.ts'
import type { Values } from './rowReader.ts'
import { signatures } from './rows.ts'

/** The rows of one function's answer, as `phoenix_private.answer_expression` writes it: the names, then the values of each row. */
export function rowsOf(name: FunctionName, answer: readonly unknown[]): readonly unknown[] {
  const { row, nested } = signatures[name]
  if (row === null) return answer
  const [names, ...rows] = answer as [string, ...Values[]]
  if (names === row.names) return rows.map(row.read)
  // A table that has other columns than ours, or in another order.
  return rows.map((values) => toRow(objectOf(names, values), nested))
}

function objectOf(names: string, values: Values): Record<string, unknown> {
  const columns = names.match(/[^,(]+(\([^)]*\))?/g) ?? []
  return Object.fromEntries(columns.map((column, at) => {
    const [name, inner] = column.split(/[()]/) as [string, string?]
    const value: Values | null = values[at]!
    return [name, inner === undefined || value === null ? value : objectOf(inner, value)]
  }))
}
