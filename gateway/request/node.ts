import { z } from 'zod'
import type { Loader } from './load.ts'

/** A type behind Node: how its rows are found, and which column is their id. */
export interface NodeKind {
  readonly loader: Loader<never>
  readonly key: string
}

export const node = <R>(loader: Loader<R>, key: keyof R & string): NodeKind => ({ loader: loader as Loader<never>, key })

/** By type name, as the resolver files export them. */
export type NodeKinds = ReadonlyMap<string, NodeKind>

/** Opaque to clients: base64url of `Type:id`. */
export const globalId = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64url')

const shape = /^([A-Z][A-Za-z]{0,60}):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z][a-z0-9_-]{0,62})$/

/** What a global id says, or null where it is none of ours. */
export function parseGlobalId(id: string): { readonly type: string; readonly id: string } | null {
  if (id.length > 200 || !/^[A-Za-z0-9_-]+$/.test(id)) return null
  const match = shape.exec(Buffer.from(id, 'base64url').toString('latin1'))
  return match && globalId(match[1]!, match[2]!) === id ? { type: match[1]!, id: match[2]! } : null
}

/** The rule for an input field that names a node of one type: leaves the row's id. */
export const idOf = (type: string) =>
  z.string().transform((text, check) => {
    const parsed = parseGlobalId(text)
    if (parsed?.type === type) return parsed.id
    check.addIssue({ code: 'custom', message: `is not the id of a ${type}.` })
    return z.NEVER
  })
