import { Kind } from 'graphql'
import type { ArgumentNode, FragmentDefinitionNode, SelectionSetNode, ValueNode } from 'graphql'

/** The fields that answer under one name at one place, whoever asks for them. */
interface Place {
  count: number
  /** Each field, with what its arguments hold. */
  weight: number
  readonly below: Map<string, Place>
}

/**
 * How many comparisons of fields this operation makes validation do: at each place of the answer, every field with every other, each
 * time with its arguments. Writes the fragments out, which is safe once the fields are counted.
 */
export function comparisonsOf(set: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): number {
  let sum = 0
  const visit = (selections: SelectionSetNode, places: Map<string, Place>) => {
    for (const selection of selections.selections) {
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value
        let place = places.get(key)
        if (place === undefined) places.set(key, place = { count: 0, weight: 0, below: new Map() })
        const weight = 1 + weightOf(selection.arguments)
        // Those that are there already, once more with this one.
        sum += place.count * weight + place.weight
        place.count += 1
        place.weight += weight
        if (selection.selectionSet) visit(selection.selectionSet, place.below)
      } else {
        const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragments.get(selection.name.value)?.selectionSet
        if (inner) visit(inner, places)
      }
    }
  }
  visit(set, new Map())
  return sum / 2
}

const weightOf = (args: readonly ArgumentNode[] = []): number => args.reduce((sum, { value }) => sum + 1 + valueWeight(value), 0)

function valueWeight(value: ValueNode): number {
  if (value.kind === Kind.LIST) return value.values.reduce((sum, inner) => sum + valueWeight(inner), 1)
  if (value.kind === Kind.OBJECT) return value.fields.reduce((sum, field) => sum + 1 + valueWeight(field.value), 1)
  return 1
}
