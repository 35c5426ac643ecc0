import { getArgumentValues, isNonNullType, Kind, visit } from 'graphql'
import type { ASTNode, FieldNode, GraphQLArgument, GraphQLField, VariableNode } from 'graphql'

/** Here is graphql-js's turn. */
export class NotStraight extends Error {}

type Values = Record<string, unknown>
type Arguments = (variables: Values) => Values
type Field = GraphQLField<unknown, unknown>

const known = new WeakMap<FieldNode, { readonly field: Field; readonly args: Arguments }>()

/**
 * What `getArgumentValues` says of a field's arguments, worked out once: those without variables are the same each time, and whoever
 * resolves gets an object of his own. @throws GraphQLError where they never fit; what it returns throws where they do not fit this time
 */
export function argumentsOf(field: Field, node: FieldNode): Arguments {
  const found = known.get(node)
  if (found?.field === field) return found.args
  const args = compile(field, node)
  known.set(node, { field, args })
  return args
}

function compile(field: Field, node: FieldNode): Arguments {
  if (field.args.length === 0) return () => ({})
  const varies = (one: ASTNode): boolean => {
    let found = false
    visit(one, { Variable: () => { found = true }, SelectionSet: () => false })
    return found
  }
  const varying = (node.arguments ?? []).filter(varies)
  if (varying.some(({ value }) => value.kind !== Kind.VARIABLE)) return (variables) => getArgumentValues(field, node, variables)
  const variableOf = new Map(varying.map(({ name, value }) => [name.value, (value as VariableNode).name.value]))
  const fixed = getArgumentValues({ ...field, args: field.args.filter(({ name }) => !variableOf.has(name)) }, { ...node, arguments: (node.arguments ?? []).filter((one) => !varying.includes(one)) })
  if (varying.length === 0) return () => ({ ...fixed })
  const put = field.args.flatMap((arg) => {
    const variable = variableOf.get(arg.name)
    if (variable !== undefined) return [putVariable(arg, variable)]
    return arg.name in fixed ? [(args: Values) => void (args[arg.name] = fixed[arg.name])] : []
  })
  return (variables) => {
    const args: Values = {}
    for (const one of put) one(args, variables)
    return args
  }
}

/** As graphql-js does it: a variable that is not given is its argument's default, or nothing. */
const putVariable = ({ name, type, defaultValue }: GraphQLArgument, variable: string) => (args: Values, variables: Values) => {
  const isGiven = Object.hasOwn(variables, variable)
  const value = isGiven ? variables[variable] : defaultValue
  if (!isGiven && defaultValue === undefined && !isNonNullType(type)) return
  if (value === undefined || (value === null && isNonNullType(type))) throw new NotStraight()
  args[name] = value
}
