import {
  coerceInputValue,
  isInputType,
  isNonNullType,
  Kind,
  typeFromAST,
  visit,
  type DocumentNode,
  type FormattedExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import { badUserInput, type Issue } from '../errors.ts'

const MOST_ISSUES = 50
const LONGEST_MESSAGE = 200
const LONGEST_PATH = 300
const LONGEST_NAME = 64
type Path = readonly (string | number)[]

/*
 * Every problem of the variables at once, each with its path, as BAD_USER_INPUT before anything runs. graphql-js would stop at
 * fifty too, but says them in prose, without a path that a form could use.
 */

interface Asked {
  readonly schema: GraphQLSchema
  readonly operation: OperationDefinitionNode
  readonly document: DocumentNode
  readonly source: string | undefined
  readonly variables: Readonly<Record<string, unknown>>
  readonly hideSuggestions: boolean
}

/** Types and texts, for what graphql-js will not look at before we are asked. @throws BAD_USER_INPUT */
export function requireVariables(asked: Asked) {
  refuseIssues(findIssues(asked.schema, asked.operation, asked.variables, asked.hideSuggestions), asked)
}

/** Texts only: graphql-js has the first word on types, and only where it refuses is `issuesOfRefusal` asked. @throws BAD_USER_INPUT */
export function requireStorable(asked: Asked) {
  if (holdsUnstorable(asked.variables)) requireVariables(asked)
  else refuseIssues([], asked)
}

function refuseIssues(issues: Issue[], { source, document }: Asked) {
  if (issues.length === 0 && source?.includes('\\u')) issues.push(...literalIssues(document))
  if (issues.length > 0) throw badUserInput(issues)
}

/** What to say instead of graphql-js's words on variables that do not fit their types; null where it spoke of something else. */
export function issuesOfRefusal(result: FormattedExecutionResult, asked: Omit<Asked, 'document' | 'source'>): GraphQLFormattedError | null {
  // Refused before any field ran: no error of a field's has this code and no path.
  if (result.data !== undefined || !result.errors?.some(({ path, extensions }) => path === undefined && extensions?.code === 'BAD_USER_INPUT')) return null
  const issues = findIssues(asked.schema, asked.operation, asked.variables, asked.hideSuggestions)
  if (issues.length === 0) return null
  const { message, extensions } = badUserInput(issues)
  return { message, extensions: { ...extensions } }
}

class Enough extends Error {}

/** At most fifty problems of these variables, in the order of the operation's definitions. */
export function findIssues(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  hideSuggestions = false,
): Issue[] {
  const issues: Issue[] = []
  const note = (path: Path, message: string) => {
    issues.push({ path: path.join('.').slice(0, LONGEST_PATH), message: message.slice(0, LONGEST_MESSAGE) })
    if (issues.length === MOST_ISSUES) throw new Enough()
  }
  try {
    for (const definition of operation.variableDefinitions ?? []) {
      const name = definition.variable.name.value
      const type = typeFromAST(schema, definition.type)
      if (!type || !isInputType(type)) continue // validation has said so
      const value = Object.hasOwn(variables, name) ? variables[name] : undefined
      if (value === undefined && (definition.defaultValue || !isNonNullType(type))) continue
      if (value === undefined || (value === null && isNonNullType(type))) {
        note([name], 'This is required.')
        continue
      }
      const before = issues.length
      coerceInputValue(value, type, (path, _value, error) => note(...place([name, ...path], error.message)), hideSuggestions)
      if (issues.length === before) noteUnstorable(value, name, note)
    }
  } catch (error) {
    if (!(error instanceof Enough)) throw error
  }
  return issues
}

/** graphql-js reports a missing or unknown field at its parent: move the problem to the field, where a form shows it. */
function place(path: Path, message: string): [Path, string] {
  const field = /^Field "(\w+)" /.exec(message)?.[1]
  if (field !== undefined && message.includes('of required type')) return [[...path, field], 'This is required.']
  const unknown = /^Field "([^]*)" is not defined by type "(\w+)"\.([^]*)$/.exec(message)
  if (unknown !== null) {
    const [, name = '', type, hint = ''] = unknown
    return [[...path, name.slice(0, LONGEST_NAME)], `${type} has no such field.${hint}`]
  }
  if (message.startsWith('Expected non-nullable type')) return [path, 'This is required.']
  for (const [said, words] of inWords) if (said.test(message)) return [path, message.replace(said, words)]
  return [path, message]
}

/** graphql-js speaks to developers, and repeats the value: a form shows what it should have been. */
const inWords: readonly (readonly [RegExp, string])[] = [
  [/^String cannot represent [^]*$/, 'must be a text.'],
  [/^ID cannot represent [^]*$/, 'must be an id, which is a text.'],
  [/^Int cannot represent non 32-bit [^]*$/, 'must be a whole number of at most 2147483647, plus or minus.'],
  [/^Int cannot represent [^]*$/, 'must be a whole number.'],
  [/^Float cannot represent [^]*$/, 'must be a number.'],
  [/^Boolean cannot represent [^]*$/, 'must be true or false.'],
  [/^Enum "(\w+)" cannot represent [^]*$/, 'must be a value of $1.'],
  [/^Expected type "\w+" to be an object\.[^]*$/, 'must be an object.'],
  [/^Expected type "(\w+)"\.[^]*$/, 'must be a value of $1.'],
]

/** Text that no database column can hold: NUL, and half of a surrogate pair. */
const unstorable = (text: string) => text.includes('\0') || !text.isWellFormed()
const UNSTORABLE = 'This holds a character that is not text (NUL, or half of a surrogate pair).'

/**
 * Of JSON or of a document: that no text in it is a control character (but for tabs and line ends), or half of a character. None stands
 * there as it is, and no escape names one: one look at the whole, instead of one at each of a hundred texts.
 */
export const isPlainSource = (source: string) => source.isWellFormed() && !/\\[ubf]|[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(source)

/** Whether any text in it is: the cheap question, asked where something may be. */
function holdsUnstorable(root: unknown): boolean {
  const open = [root]
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next === 'string') {
      if (unstorable(next)) return true
    } else if (Array.isArray(next)) {
      for (const item of next) open.push(item)
    } else if (typeof next === 'object' && next !== null) {
      // Not for…in: V8 compiles it for the shape at hand, and throws that away at the next one, request after request.
      for (const key of Object.keys(next)) {
        if (unstorable(key)) return true
        open.push((next as Record<string, unknown>)[key])
      }
    }
  }
  return false
}

interface Step {
  readonly key: string
  readonly before: Step | null
}

const keysOf = (step: Step | null): string[] => {
  const keys: string[] = []
  for (let at = step; at !== null; at = at.before) keys.push(at.key)
  return keys.reverse()
}

/**
 * A variable of a JSON scalar may be nested as deeply as the body is long: so no recursion, and a path is a linked
 * list until somebody has to read it.
 */
function noteUnstorable(root: unknown, name: string, note: (path: Path, message: string) => void) {
  const open: { value: unknown; step: Step }[] = [{ value: root, step: { key: name, before: null } }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, step } = next
    if (typeof value === 'string' && unstorable(value)) note(keysOf(step), UNSTORABLE)
    if (typeof value !== 'object' || value === null) continue
    for (const [key, inner] of Object.entries(value)) {
      if (unstorable(key)) note(keysOf(step), UNSTORABLE)
      if (typeof inner === 'string' || typeof inner === 'object') open.push({ value: inner, step: { key, before: step } })
    }
  }
}

/** The same for text written in the document itself, where only an escape can say it. */
function literalIssues(document: DocumentNode): Issue[] {
  const issues: Issue[] = []
  visit(document, {
    [Kind.STRING]({ value, loc }) {
      if (!unstorable(value) || issues.length === MOST_ISSUES) return
      issues.push({ path: `${loc?.startToken.line ?? 0}:${loc?.startToken.column ?? 0}`, message: UNSTORABLE })
    },
  })
  return issues
}
