import { getNamedType, getNullableType, isAbstractType, isCompositeType, isEnumType, isListType, isNonNullType, isObjectType } from 'graphql'
import type { GraphQLArgument, GraphQLCompositeType, GraphQLInputType, GraphQLOutputType, GraphQLSchema } from 'graphql'

/* Valid operations on a schema, from a source of chance: aliases, fragments, @skip and @include, arguments as literals and as variables that may not fit. */

export interface Query {
  readonly query: string
  readonly variables: Record<string, unknown>
}

export interface QueryOptions {
  readonly schema: GraphQLSchema
  readonly random: () => number
  /** Ids that are some node's. */
  readonly ids: readonly string[]
  /** What is not asked: `Query.rateLimit`. */
  readonly without: ReadonlySet<string>
  /** Without @skip and @include. */
  readonly plain?: boolean
  /** Instead of a query: this mutation, and whatever may be asked of its payload. */
  readonly mutation?: { readonly name: string; readonly input: object }
}

export function randomQuery({ schema, random, ids, without, plain = false, mutation }: QueryOptions): Query {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!
  const variables: Record<string, unknown> = {}
  const declared: string[] = []
  const fragments: string[] = []
  let names = 0

  const valueOf = (type: GraphQLInputType): unknown => {
    const bare = getNullableType(type)
    if (isListType(bare)) return Array.from({ length: Math.floor(random() * 3) }, () => valueOf(bare.ofType))
    if (isEnumType(bare)) return pick(bare.getValues()).name
    switch (getNamedType(bare).name) {
      case 'Int': return pick([1, 2, 5, 20, 0, 101])
      case 'Boolean': return random() < 0.5
      case 'ID': return pick([...ids, 'x'])
      case 'Date': return pick(['2026-01-01', '2026-11-30'])
      default: return pick(['', 'x', 'cv.generated'])
    }
  }
  const literal = (type: GraphQLInputType, value: unknown): string => (Array.isArray(value) ? `[${value.map((one) => literal((getNullableType(type) as { ofType: GraphQLInputType }).ofType, one)).join(', ')}]` : isEnumType(getNamedType(type)) ? String(value) : JSON.stringify(value))
  const variable = (type: string, value: unknown) => {
    const name = `v${names += 1}`
    declared.push(`$${name}: ${type}`)
    if (value !== undefined) variables[name] = value
    return `$${name}`
  }
  const argument = ({ name, type }: GraphQLArgument): string[] => {
    if (!isNonNullType(type) && random() < 0.4) return []
    const value = valueOf(type)
    if (random() < 0.5) return [`${name}: ${literal(type, value)}`]
    const odd = random()
    return [`${name}: ${variable(String(type), odd < 0.85 ? value : odd < 0.9 ? undefined : odd < 0.95 ? null : pick([{}, 'no', 1.5, [1]]))}`]
  }
  const condition = () => {
    if (plain) return ''
    const chance = random()
    return chance < 0.9 ? '' : ` @${chance < 0.95 ? 'skip' : 'include'}(if: ${random() < 0.5 ? String(random() < 0.5) : variable('Boolean!', random() < 0.5)})`
  }
  const field = (name: string, type: GraphQLOutputType, args: readonly GraphQLArgument[], depth: number): string => {
    const given = args.flatMap(argument)
    const named = getNamedType(type)
    const below = isCompositeType(named) ? ` ${selection(named, depth - 1)}` : ''
    // Under its own name only where every field of that name is the same; what lies below may be merged.
    const alias = given.length > 0 || args.length > 0 || random() < 0.15 ? `a${names += 1}: ` : ''
    return `${alias}${name}${given.length > 0 ? `(${given.join(', ')})` : ''}${condition()}${below}`
  }
  const selection = (parent: GraphQLCompositeType, depth: number): string => {
    const chosen: string[] = random() < 0.2 ? ['__typename'] : []
    const fields = 'getFields' in parent ? Object.values(parent.getFields()).filter(({ name, type }) => !without.has(`${parent.name}.${name}`) && (depth > 0 || !isCompositeType(getNamedType(type)))) : []
    for (let more = 1 + Math.floor(random() * 5); more > 0 && fields.length > 0; more -= 1) {
      const { name, type, args } = pick(fields)
      chosen.push(field(name, type, args, depth))
    }
    if (isAbstractType(parent)) for (const type of [pick(schema.getPossibleTypes(parent)), pick(schema.getPossibleTypes(parent))]) chosen.push(`... on ${type.name} ${selection(type, Math.min(depth, 1))}`)
    if (chosen.length === 0) chosen.push('__typename')
    const chance = random()
    if (chance < 0.1 && isObjectType(parent)) {
      const name = `F${names += 1}`
      fragments.push(`fragment ${name} on ${parent.name} { ${chosen.join(' ')} }`)
      return `{ ...${name}${condition()} __typename }`
    }
    return chance < 0.2 ? `{ ...${condition()} { ${chosen.join(' ')} } }` : `{ ${chosen.join(' ')} }`
  }
  if (mutation !== undefined) {
    const { args, type } = schema.getMutationType()!.getFields()[mutation.name]!
    const input = variable(String(args[0]!.type), mutation.input)
    const body = `{ ${mutation.name}(input: ${input}) ${selection(getNamedType(type) as GraphQLCompositeType, 4)} }`
    return { query: [`mutation Random(${declared.join(', ')}) ${body}`, ...fragments].join('\n'), variables }
  }
  const body = selection(schema.getQueryType()!, 5)
  return { query: [`query Random${declared.length > 0 ? `(${declared.join(', ')})` : ''} ${body}`, ...fragments].join('\n'), variables }
}
