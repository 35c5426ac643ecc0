import { GraphQLError, Kind } from 'graphql'
import type { DocumentNode, FragmentDefinitionNode, OperationDefinitionNode, SelectionSetNode, ValueNode } from 'graphql'
import { comparisonsOf } from './comparisons.ts'

/*
 * How large a document may be, looked at before it is validated, let alone run. Whatever is counted is counted as if every
 * fragment were written out where it is spread, without writing it out: a fragment is measured once.
 */

/** The viewer's largest screen has some 160 fields, 9 levels and 9 aliases; the introspection query of the usual tools 15 levels. */
export const LIMITS = {
  /** Kept by the parser. A CV written out in the document has some 3,000. */
  tokens: 10_000,
  /** Levels of fields. */
  depth: 16,
  /** Fields and fragments of one operation. */
  selections: 2_000,
  /** Of all operations together. */
  allSelections: 5_000,
  /** Of one operation; `a: __typename` is one. */
  aliases: 100,
  /** Fields that one operation asks of Query, Mutation or Subscription. */
  rootFields: 40,
  directives: 60,
  operations: 50,
  fragments: 200,
  variables: 100,
  /** Lists and objects within each other in an argument. */
  valueDepth: 16,
  /**
   * Comparisons of fields that answer under the same name, each with its arguments: validation compares every pair, which is
   * quadratic. Thirty fragments that ask the same field make 900.
   */
  comparisons: 20_000,
} as const

const invalid = (message: string, node?: Definition) =>
  new GraphQLError(message, { ...(node && { nodes: [node] }), extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } })

type Definition = FragmentDefinitionNode | OperationDefinitionNode

const tooDeep = (within: Definition) => invalid(`The document is nested too deeply: at most ${LIMITS.depth} levels of fields.`, within)

const most = (what: string, limit: number, node?: Definition) => invalid(`The document has too many ${what}: at most ${limit}.`, node)

/** Thrown out of the walk at the first limit that is passed. */
class Passed extends Error {
  readonly refusal: GraphQLError
  constructor(refusal: GraphQLError) {
    super(refusal.message)
    this.refusal = refusal
  }
}

/** Fields within fragments within fields: a bound for the stack, long before it is reached by a document that keeps its depth. */
const NESTING = 2 * LIMITS.depth

/** What a selection set comes to with its fragments written out. */
interface Size {
  selections: number
  aliases: number
  directives: number
  depth: number
  /** Fields at its own level. */
  top: number
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>

/** The first limit that this document passes, as the error to answer with; null when it keeps them all. Linear in the document. */
export function documentRefusal(document: DocumentNode): GraphQLError | null {
  try {
    requireSmall(document)
    return null
  } catch (error) {
    if (error instanceof Passed) return error.refusal
    throw error
  }
}

function requireSmall({ definitions }: DocumentNode) {
  const fragments = new Map<string, FragmentDefinitionNode>()
  const operations: OperationDefinitionNode[] = []
  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
    else if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition)
    else throw new Passed(invalid('The document may hold operations and fragments only.'))
  }
  if (operations.length > LIMITS.operations) throw new Passed(most('operations', LIMITS.operations))
  if (fragments.size > LIMITS.fragments) throw new Passed(most('fragments', LIMITS.fragments))
  const measure = createMeasure(fragments)
  let all = 0
  let comparisons = 0
  for (const operation of operations) {
    if ((operation.variableDefinitions?.length ?? 0) > LIMITS.variables) throw new Passed(most('variables', LIMITS.variables, operation))
    const size = measure.operation(operation)
    if (size.top > LIMITS.rootFields) throw new Passed(most('fields at its root', LIMITS.rootFields, operation))
    all += size.selections
    if (all > LIMITS.allSelections) throw new Passed(most('fields', LIMITS.allSelections, operation))
  }
  // Validation looks at every fragment, spread or not; one that is not would be counted by nobody.
  for (const fragment of fragments.values()) {
    if (!measure.reached(fragment)) throw new Passed(invalid(`Fragment "${fragment.name.value}" is never used.`, fragment))
  }
  for (const operation of operations) {
    comparisons += comparisonsOf(operation.selectionSet, fragments)
    if (comparisons > LIMITS.comparisons) throw new Passed(invalid('The document asks for the same field too many times.', operation))
  }
}

/** Sizes, each fragment measured once. @throws Passed */
function createMeasure(fragments: Fragments) {
  const known = new Map<FragmentDefinitionNode, Size | 'measuring'>()

  const spread = (name: string, level: number): Size | null => {
    const fragment = fragments.get(name)
    if (fragment === undefined) return null // validation says so
    const size = known.get(fragment)
    if (size === 'measuring') throw new Passed(invalid(`Cannot spread fragment "${name}" within itself.`, fragment))
    if (size !== undefined) return size
    known.set(fragment, 'measuring')
    const measured = selections(fragment.selectionSet, level, fragment)
    measured.directives += fragment.directives?.length ?? 0
    known.set(fragment, measured)
    return measured
  }

  const selections = (set: SelectionSetNode, level: number, within: Definition): Size => {
    if (level > NESTING) throw new Passed(tooDeep(within))
    const sum: Size = { selections: 0, aliases: 0, directives: 0, depth: 0, top: 0 }
    for (const selection of set.selections) {
      sum.selections += 1
      sum.directives += selection.directives?.length ?? 0
      if (selection.kind === Kind.FIELD) {
        sum.top += 1
        if (selection.alias) sum.aliases += 1
        for (const argument of selection.arguments ?? []) requireShallow(argument.value, 1)
        const inner = selection.selectionSet ? selections(selection.selectionSet, level + 1, within) : null
        add(sum, inner, 1, false)
        if (inner === null) sum.depth = Math.max(sum.depth, 1)
      } else {
        const inner = selection.kind === Kind.INLINE_FRAGMENT ? selections(selection.selectionSet, level + 1, within) : spread(selection.name.value, level)
        add(sum, inner, 0, true)
      }
      requireWithin(sum, within)
    }
    return sum
  }

  return {
    operation(operation: OperationDefinitionNode): Size {
      for (const { variable, defaultValue, directives } of operation.variableDefinitions ?? []) {
        // graphql-js cannot keep its value, and would run with the default of what was priced by it.
        if (variable.name.value === '__proto__') throw new Passed(invalid('A variable must not be named "__proto__".', operation))
        if (defaultValue) requireShallow(defaultValue, 1)
        if ((directives?.length ?? 0) > LIMITS.directives) throw new Passed(most('directives', LIMITS.directives, operation))
      }
      const size = selections(operation.selectionSet, 1, operation)
      size.directives += operation.directives?.length ?? 0
      requireWithin(size, operation)
      return size
    },
    reached: (fragment: FragmentDefinitionNode) => known.has(fragment),
  }
}

function add(sum: Size, inner: Size | null, deeper: number, sameLevel: boolean) {
  if (inner === null) return
  sum.selections += inner.selections
  sum.aliases += inner.aliases
  sum.directives += inner.directives
  sum.depth = Math.max(sum.depth, inner.depth + deeper)
  if (sameLevel) sum.top += inner.top
}

function requireWithin(sum: Size, within: Definition) {
  if (sum.selections > LIMITS.selections) throw new Passed(most('fields', LIMITS.selections, within))
  if (sum.aliases > LIMITS.aliases) throw new Passed(most('aliases', LIMITS.aliases, within))
  if (sum.directives > LIMITS.directives) throw new Passed(most('directives', LIMITS.directives, within))
  if (sum.depth > LIMITS.depth) throw new Passed(tooDeep(within))
}

function requireShallow(value: ValueNode, level: number) {
  if (level > LIMITS.valueDepth) throw new Passed(invalid(`An argument is nested too deeply: at most ${LIMITS.valueDepth} levels.`))
  if (value.kind === Kind.LIST) for (const inner of value.values) requireShallow(inner, level + 1)
  else if (value.kind === Kind.OBJECT) for (const field of value.fields) requireShallow(field.value, level + 1)
}
