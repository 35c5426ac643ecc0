import { getNullableType, isEnumType, isInputObjectType, isListType } from 'graphql'
import type { GraphQLInputObjectType, GraphQLInputType } from 'graphql'
import type { Answer, TestGateway } from './harness.ts'
import { codesOf, issuesOf } from './samples.ts'

/* Every place of an input, what no form should be able to send there, and what is wrong with how it was refused. */

/** Drawn as nothing: zero-width space, word joiner, byte order mark, soft hyphen, two fillers of Hangul, empty Braille, lone accents, and white space. */
const unseen = ['\u200b', '\u2060\u200d', '\ufeff', '\u00ad', '\u3164', '\u115f', '\u2800', '\u0301\u0302', ' \u00a0\u3000', '\u{e0061}\u{fe0f}'.normalize()]
const huge = 'x'.repeat(100_001)

/** What may not be sent for a value of this type, whatever the field. */
export function badFor(type: GraphQLInputType): readonly unknown[] {
  const inner = getNullableType(type)
  if (isListType(inner)) return [{ a: 1 }, [null], Array(501).fill('x')]
  if (isInputObjectType(inner)) return ['x', 42, ['x'], { noSuchField: 1 }]
  if (isEnumType(inner)) return ['NOPE', '', 'nope', 7, ['x', 'y']]
  switch (inner.name) {
    case 'Int': return ['x', '5', 1.5, 2 ** 31, -1, true]
    case 'Boolean': return ['yes', '', 1, {}]
    case 'ID': return [true, {}, ['a', 'b'], '', ...unseen, huge]
    default: return [42, true, {}, ['a', 'b'], '', ...unseen, huge]
  }
}

export interface Place { readonly path: readonly (string | number)[]; readonly type: GraphQLInputType }

/** Every field of an input, and those of the objects in it, by where it stands in the valid example. */
export function placesIn(type: GraphQLInputObjectType, path: Place['path'] = []): Place[] {
  return Object.values(type.getFields()).flatMap((field) => {
    const own: Place = { path: [...path, field.name], type: field.type }
    const nullable = getNullableType(field.type)
    const item = isListType(nullable) ? getNullableType(nullable.ofType) : nullable
    const inItem = isListType(nullable) ? [...own.path, 0] : own.path
    if (isInputObjectType(item)) return [own, ...placesIn(item, inItem)]
    return isListType(nullable) ? [own, { path: inItem, type: nullable.ofType }] : [own]
  })
}

export function withValue(input: unknown, [step, ...rest]: Place['path'], value: unknown): unknown {
  if (step === undefined) return value
  if (Array.isArray(input)) return input.map((item, index) => (index === step ? withValue(item, rest, value) : item))
  return { ...input as object, [step]: withValue((input as Record<string, unknown> | undefined)?.[step] ?? (typeof rest[0] === 'number' ? ['x'] : {}), rest, value) }
}

/** Words of the tools that a rule is written in, and values that are none. */
const ofTheHouse = /invalid input|\bexpected\b|\breceived\b|zod|regex|undefined|NaN|\[object|non-nullable|pattern|String!|cannot represent/i

function humanProblem({ path, message }: { path: string; message: string }, place: string): string | null {
  if (path !== place && !path.startsWith(`${place}.`) && !place.startsWith(`${path}.`)) return `speaks of ${path}`
  if (ofTheHouse.test(message)) return `says "${message}"`
  return message.length <= 200 && message.trim().split(' ').length >= 2 && /[.!?]$/.test(message) ? null : `is no sentence: "${message}"`
}

/** Why a refusal is not as it should be; null where it is. */
export function flaw(answer: Answer, field: string, place: string): string | null {
  const issues = issuesOf(answer)
  if (codesOf(answer).join() !== 'BAD_USER_INPUT' || issues.length === 0) return `answers ${JSON.stringify(answer).slice(0, 300)}`
  if (answer.data !== undefined && answer.data[field] !== null) return 'has data beside its error'
  const problems = issues.map((issue) => humanProblem(issue, place))
  return problems.some((problem) => problem === null) && problems.every((problem) => problem === null || problem.startsWith('speaks of')) ? null : problems.filter(Boolean).join('; ')
}

/** All rows there are, table by table, as one statement that can be asked again. Points and seen documents are the price of asking, refused or not. */
export async function watchRows(gateway: Pick<TestGateway, 'sql'>): Promise<() => Promise<Record<string, string>>> {
  const tables = await gateway.sql`select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'phoenix_private', 'auth') and c.relkind = 'r' and c.relname !~ '(rate|bucket|points|seen|unknown|lease|call)' order by 1`
  const everything = tables.map(({ name }) => `select '${name}' as name, count(*)::int as rows, coalesce(sum(hashtext(t::text)::bigint), 0)::text as sum from ${name} t`).join(' union all ')
  return async () => Object.fromEntries((await gateway.sql.unsafe(everything)).map(({ name, rows, sum }) => [name, `${rows} ${sum}`]))
}
