import { GraphQLEnumType, GraphQLString, GraphQLID, GraphQLInt, GraphQLBoolean } from 'graphql'
import type { GraphQLLeafType } from 'graphql'

/** JSON that is being written. Where a value is still waited for there is a hole, which is filled when it comes. */
export class Sheet {
  /** What follows the last hole. */
  text = ''
  private before: (string | Sheet)[] | null = null

  /** A place here, for what comes later. */
  hole(): Sheet {
    const hole = new Sheet()
    this.before ??= []
    this.before.push(this.text, hole)
    this.text = ''
    return hole
  }

  /** All of it, once every hole is filled. */
  whole(): string {
    if (this.before === null) return this.text
    let text = ''
    for (const part of this.before) text += typeof part === 'string' ? part : part.whole()
    return text + this.text
  }
}

/** What JSON writes otherwise than it is: quotes, backslashes, controls, and halves of surrogate pairs. */
const special = /["\\\u0000-\u001f\ud800-\udfff]/

/** `JSON.stringify` of a text, which mostly needs no more than its quotes. */
export const quoted = (text: string): string => (special.test(text) ? JSON.stringify(text) : `"${text}"`)

/** How values of one type are written. None is asked about null. */
export interface LeafWriter {
  /** As JSON; undefined where only graphql-js may say what is wrong with it. @throws what `serialize` throws */
  readonly write: (value: unknown) => string | undefined
  /** What stands between quotes, where the type's values mostly are texts that need no escape; undefined where this one is not. @throws what `serialize` throws */
  readonly inside?: (value: unknown) => string | undefined
}

export function leafWriter(type: GraphQLLeafType): LeafWriter {
  const write = (value: unknown): string | undefined => {
    const said: unknown = value instanceof Error ? null : type.serialize(value)
    return said === undefined || said === null ? undefined : typeof said === 'string' ? quoted(said) : JSON.stringify(said)
  }
  // A text put together of pieces is made one before it can be looked through: not where there is nothing to find.
  if (type.extensions.plain === true) {
    return { write, inside: (value) => {
      const said: unknown = value instanceof Error ? null : type.serialize(value)
      return typeof said === 'string' ? said : undefined
    } }
  }
  if (type === GraphQLString || type === GraphQLID) {
    return { write: (value) => (typeof value === 'string' ? quoted(value) : write(value)), inside: (value) => (typeof value === 'string' && !special.test(value) ? value : undefined) }
  }
  if (type === GraphQLBoolean) return { write: (value) => (value === true ? 'true' : value === false ? 'false' : write(value)) }
  if (type === GraphQLInt) return { write: (value) => (typeof value === 'number' && (value | 0) === value ? `${value}` : write(value)) }
  if (type instanceof GraphQLEnumType) {
    const names = new Map<unknown, string>(type.getValues().map(({ name, value }) => [value, `"${name}"`]))
    return { write: (value) => names.get(value) ?? write(value) }
  }
  return { write }
}
