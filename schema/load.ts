import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeExecutableSchema } from '@graphql-tools/schema'
import { mapSchema, MapperKind } from '@graphql-tools/utils'
import { GraphQLEnumType, isIntrospectionType } from 'graphql'
import type { GraphQLSchema } from 'graphql'
import type { IResolvers } from '@graphql-tools/utils'

/** The SDL of every domain, found by directory: a new app is a new file. */
export function readTypeDefs(): readonly string[] {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.graphql')).sort()
  return files.map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
}

/**
 * The schema, with the database's spelling inside: an enum value `PREMIUM` is `'premium'` to a resolver and in a row. Only
 * clients and directives in SDL see capitals.
 */
export function loadSchema(resolvers: IResolvers = {}): GraphQLSchema {
  const schema = makeExecutableSchema({ typeDefs: [...readTypeDefs()], resolvers, resolverValidationOptions: { requireResolversForResolveType: 'ignore' } })
  return mapSchema(schema, {
    [MapperKind.ENUM_TYPE]: (type) => {
      if (isIntrospectionType(type)) return type
      const { values, ...config } = type.toConfig()
      return new GraphQLEnumType({ ...config, values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { ...value, value: name.toLowerCase() }])) })
    },
  })
}
