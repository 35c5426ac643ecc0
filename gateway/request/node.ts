import { z } from 'zod'
import type { Loader } from './load.ts'

/** A type behind Node: how its rows are found, and which column is their id. */
export interface NodeKind {
  readonly loader: Loader<never>
  readonly key: string
  /** Rows of a catalogue have names for ids and are everybody's; all others have UUIDs and somebody they belong to. */
  readonly catalogue: boolean
}

export const node = <R>(loader: Loader<R>, key: keyof R & string): NodeKind => ({ loader: loader as Loader<never>, key, catalogue: false })

export const catalogueNode = <R>(loader: Loader<R>, key: keyof R & string): NodeKind => ({ ...node(loader, key), catalogue: true })

/** By type name, as the resolver files export them. */
export type NodeKinds = ReadonlyMap<string, NodeKind>

/** Opaque to clients: base64url of `Type:id`. */
export const globalId = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64url')

const UUID_LENGTH = 36

/** `globalId` of many rows of one type, all with UUIDs: written into one place, and read from there. */
export function globalIds(type: string): (id: string) => string {
  const start = Buffer.byteLength(`${type}:`)
  const end = start + UUID_LENGTH
  // Any text of that length fits, and takes that many bytes only if it is plain.
  const place = Buffer.alloc(start + 3 * UUID_LENGTH)
  place.write(`${type}:`)
  return (id) => (id.length === UUID_LENGTH && place.write(id, start) === UUID_LENGTH ? place.toString('base64url', 0, end) : globalId(type, id))
}

const shape = /^([A-Z][A-Za-z]{0,60}):(?:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|([a-z][a-z0-9_-]{0,62}))$/

interface ParsedId {
  readonly type: string
  readonly id: string
  /** Such as a template has. Where a UUID belongs, a name would only make the database complain. */
  readonly isName: boolean
}

/** What a global id says, or null where it is none of ours. */
export function parseGlobalId(id: string): ParsedId | null {
  if (id.length > 200 || !/^[A-Za-z0-9_-]+$/.test(id)) return null
  const match = shape.exec(Buffer.from(id, 'base64url').toString('latin1'))
  const [, type = '', uuid, name = ''] = match ?? []
  return match && globalId(type, uuid ?? name) === id ? { type, id: uuid ?? name, isName: uuid === undefined } : null
}

/** The rule for an input field that names a node of one type: leaves the row's id. */
export const idOf = (type: string, { isName } = { isName: false }) =>
  z.string().transform((text, check) => {
    const parsed = parseGlobalId(text)
    if (parsed?.type === type && parsed.isName === isName) return parsed.id
    check.addIssue({ code: 'custom', message: `is not the id of a ${type}.` })
    return z.NEVER
  })
