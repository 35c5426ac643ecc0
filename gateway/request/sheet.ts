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

/** A value of this type as JSON; undefined where only graphql-js may say what is wrong with it. Never asked about null. @throws what `serialize` throws */
export type WriteLeaf = (value: unknown) => string | undefined

export function leafWriter(type: GraphQLLeafType): WriteLeaf {
  const other = (value: unknown): string | undefined => {
    const said: unknown = value instanceof Error ? null : type.serialize(value)
    return said === undefined || said === null ? undefined : typeof said === 'string' ? quoted(said) : JSON.stringify(said)
  }
  // A text put together of pieces is made one before it can be looked through: not where there is nothing to find.
  if (type.extensions.plain === true) {
    return (value) => {
      const said: unknown = value instanceof Error ? null : type.serialize(value)
      return typeof said === 'string' ? `"${said}"` : other(value)
    }
  }
  if (type === GraphQLString || type === GraphQLID) return (value) => (typeof value === 'string' ? quoted(value) : other(value))
  if (type === GraphQLBoolean) return (value) => (value === true ? 'true' : value === false ? 'false' : other(value))
  if (type === GraphQLInt) return (value) => (typeof value === 'number' && (value | 0) === value ? `${value}` : other(value))
  if (type instanceof GraphQLEnumType) {
    const names = new Map<unknown, string>(type.getValues().map(({ name, value }) => [value, `"${name}"`]))
    return (value) => names.get(value) ?? other(value)
  }
  return other
}
