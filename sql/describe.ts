import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { camelCase } from '../gateway/db/names.ts'
import type { Connection } from '../gateway/db/pool.ts'
import { openScratch } from './scratch.ts'

/*
 * Writes gateway/db/rows.ts from the catalog of a database that has just been made from the SQL: the functions of schema
 * `public` that the gateway may call, their arguments, and the rows they answer with.
 *
 * What the catalog does not know is said in a comment: `@nullable a b` on a function, view or type names the columns that may
 * be null. Columns of a table need no such word.
 */

interface Column {
  readonly name: string
  readonly type: string
  readonly nullable: boolean
}
interface Composite {
  readonly name: string
  readonly columns: readonly Column[]
}
interface Described {
  readonly name: string
  readonly args: readonly { name: string; type: string; optional: boolean }[]
  /** The name of a composite, or columns of its own, or a scalar's SQL type. */
  readonly row: { composite: string } | { columns: readonly Column[] } | { scalar: string }
  /** Any number of rows; else exactly one. */
  readonly set: boolean
}

const scalars: Readonly<Record<string, string>> = {
  uuid: 'string', text: 'string', 'character varying': 'string', 'timestamp with time zone': 'string', date: 'string',
  integer: 'number', bigint: 'number', numeric: 'number', 'double precision': 'number', boolean: 'boolean', jsonb: 'unknown', void: 'null',
}

/** A SQL type in TypeScript; a composite's is its row. */
function typeOf(sqlType: string, composites: ReadonlyMap<string, Composite>): string {
  if (sqlType.endsWith('[]')) return `readonly ${typeOf(sqlType.slice(0, -2), composites)}[]`
  const composite = composites.get(sqlType)
  if (composite) return rowName(composite.name)
  const scalar = scalars[sqlType.replace(/\(.*\)$/, '')]
  if (scalar === undefined) throw new TypeError(`sql/describe.ts knows no TypeScript type for ${sqlType}.`)
  return scalar
}

const rowName = (name: string) => `${camelCase(`_${name.replace(/^.*\./, '')}`)}Row`

const member = (column: Column, composites: ReadonlyMap<string, Composite>) =>
  `readonly ${camelCase(column.name)}: ${typeOf(column.type, composites)}${column.nullable && column.type !== 'jsonb' ? ' | null' : ''}`

const readerName = (name: string) => `${camelCase(name.replace(/^.*\./, ''))}Reader`

/** The columns in SQL's names, as `answer_expression` says them: those of a row within it in brackets. */
const namesOf = (columns: readonly Column[], composites: ReadonlyMap<string, Composite>): string =>
  columns.map(({ name, type }) => (composites.has(type) ? `${name}(${namesOf(composites.get(type)!.columns, noComposites)})` : name)).join(',')
const noComposites: ReadonlyMap<string, Composite> = new Map()

/** How a row is made of the values of its columns. */
function readerLines(name: string, columns: readonly Column[], composites: ReadonlyMap<string, Composite>): readonly string[] {
  const members = columns.map((column, at) => {
    const inner = composites.get(column.type)
    return `${camelCase(column.name)}: ${inner === undefined ? `v[${at}]!` : `within(${readerName(inner.name)}, v[${at}]!)`}`
  })
  return [
    `const ${readerName(name)}: RowReader<${rowName(name)}> = {`,
    `  names: '${namesOf(columns, composites)}',`,
    `  read: (v) => ({ ${members.join(', ')} }),`,
    '}', '',
  ]
}

/** The text of rows.ts. */
export function rowsModule(functions: readonly Described[], composites: ReadonlyMap<string, Composite>): string {
  const lines = ['// Made by sql/describe.ts from the catalog: run `npm run gen`, do not edit.', '', `import { within } from './rowReader.ts'`, `import type { RowReader } from './rowReader.ts'`, '']
  for (const composite of composites.values()) {
    lines.push(`export interface ${rowName(composite.name)} {`, ...composite.columns.map((column) => `  ${member(column, composites)}`), '}', '')
  }
  for (const described of functions) {
    if (!('columns' in described.row)) continue
    lines.push(`export interface ${rowName(described.name)} {`, ...described.row.columns.map((column) => `  ${member(column, composites)}`), '}', '')
  }
  lines.push('export interface Functions {')
  for (const described of functions) {
    const args = described.args.map((arg) => `readonly ${camelCase(arg.name.replace(/^p_/, ''))}${arg.optional ? '?' : ''}: ${typeOf(arg.type, composites)}${arg.type === 'jsonb' ? '' : ' | null'}`)
    const row = 'composite' in described.row ? rowName(described.row.composite)
      : 'scalar' in described.row ? typeOf(described.row.scalar, composites)
      : rowName(described.name)
    lines.push(`  ${described.name}: {`, `    args: { ${args.join('; ')} }`.replace('{  }', 'Record<string, never>'), `    row: ${row}`, '  }')
  }
  lines.push('}', '')
  for (const composite of composites.values()) lines.push(...readerLines(composite.name, composite.columns, noComposites))
  for (const { name, row } of functions) if ('columns' in row) lines.push(...readerLines(name, row.columns, composites))
  lines.push(
    '/** `nested` are the columns that are rows themselves, and `row` how a row is read; both null where there are no columns. */',
    'export const signatures: { readonly [F in keyof Functions]: { readonly args: Readonly<Record<string, string>>; readonly nested: readonly string[] | null; readonly row: RowReader<Functions[F][\'row\']> | null; readonly set: boolean } } = {')
  for (const described of functions) {
    const columns = 'columns' in described.row ? described.row.columns : []
    const composite = columns.filter((column) => composites.has(column.type)).map((column) => `'${column.name}'`)
    const nested = 'scalar' in described.row ? 'null' : `[${composite.join(', ')}]`
    const reader = 'scalar' in described.row ? 'null' : readerName('composite' in described.row ? described.row.composite : described.name)
    lines.push(`  ${described.name}: { args: { ${described.args.map((arg) => `${arg.name}: '${arg.type}'`).join(', ')} }, nested: ${nested}, row: ${reader}, set: ${described.set} },`.replace('{  }', '{}'))
  }
  return `${[...lines, '}'].join('\n')}\n`
}

const nullableIn = (comment: string | null) => new Set(/@nullable ([a-z_ ]+)/.exec(comment ?? '')?.[1]?.trim().split(/ +/) ?? [])

async function describeComposites(sql: Connection): Promise<ReadonlyMap<string, Composite>> {
  const rows = await sql`
    select format_type(c.reltype, null) as type, c.relname as name, c.relkind::text as kind, obj_description(c.oid) as comment, obj_description(c.reltype, 'pg_type') as type_comment,
           jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, null), 'notnull', a.attnotnull) order by a.attnum) as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace in ('public'::regnamespace, 'phoenix_private'::regnamespace) and c.relkind in ('r', 'v', 'c')
     group by c.oid, c.reltype, c.relname, c.relkind order by c.relname`
  return new Map(rows.map((row) => {
    const nullable = nullableIn(row.comment ?? row.type_comment)
    const columns = (row.columns as { name: string; type: string; notnull: boolean }[]).map((column) => ({
      name: column.name, type: column.type, nullable: row.kind === 'r' ? !column.notnull : nullable.has(column.name),
    }))
    return [row.type as string, { name: row.name as string, columns }]
  }))
}

async function describeFunctions(sql: Connection, composites: ReadonlyMap<string, Composite>): Promise<readonly Described[]> {
  const rows = await sql`
    select p.proname as name, obj_description(p.oid) as comment, p.pronargs as inputs, p.pronargdefaults as defaults, format_type(p.prorettype, null) as returns, p.proretset as set,
           to_jsonb(coalesce(p.proargmodes::text[], array_fill('i'::text, array[p.pronargs::int]))) as modes, to_jsonb(coalesce(p.proargnames, '{}')) as names,
           to_jsonb(array(select format_type(t, null) from unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) with ordinality u (t, n) order by n)) as types
      from pg_proc p
     where p.pronamespace = 'public'::regnamespace and p.prorettype <> 'trigger'::regtype
       and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
     order by p.proname`
  return rows.map((row) => {
    const nullable = nullableIn(row.comment as string | null)
    const all = (row.types as string[]).map((type, index) => ({ type, name: (row.names as string[])[index]!, mode: (row.modes as string[])[index]! }))
    const inputs = all.filter(({ mode }) => mode === 'i')
    const columns = all.filter(({ mode }) => mode === 't').map(({ name, type }) => ({ name, type, nullable: nullable.has(name) }))
    const returns = row.returns as string
    // PostgreSQL makes that a scalar, PostgREST an object: the two lanes would not agree.
    if (columns.length === 1) throw new TypeError(`public.${row.name} returns a table of one column: return its type instead.`)
    return {
      name: row.name as string,
      args: inputs.map(({ name, type }, index) => ({ name, type, optional: index >= inputs.length - (row.defaults as number) })),
      row: columns.length > 0 ? { columns } : composites.has(returns) ? { composite: returns } : { scalar: returns },
      set: row.set as boolean,
    }
  })
}

/** Only the composites that a function speaks of. */
function mentioned(functions: readonly Described[], composites: ReadonlyMap<string, Composite>): ReadonlyMap<string, Composite> {
  const types = functions.flatMap(({ row }) => ('composite' in row ? [row.composite] : 'columns' in row ? row.columns.map((column) => column.type) : []))
  return new Map([...composites].filter(([type]) => types.includes(type)))
}

/** The text of rows.ts for what this database holds. */
export async function describe(sql: Connection): Promise<string> {
  const composites = await describeComposites(sql)
  const functions = await describeFunctions(sql, composites)
  return rowsModule(functions, mentioned(functions, composites))
}

if (import.meta.main) {
  const scratch = await openScratch()
  try {
    writeFileSync(join(import.meta.dirname, '../gateway/db/rows.ts'), await describe(scratch.sql))
  } finally {
    await scratch.close()
  }
}
