import { createHash } from 'node:crypto'
import { Kind, stripIgnoredCharacters } from 'graphql'
import type { OperationDefinitionNode } from 'graphql'

/** What a client may send: everything; everything, and we note what is not registered; registered texts; registered ids. */
export type Level = 'off' | 'log' | 'safelist' | 'ids'

/** One registered operation, ready to run. */
export interface StoredDocument {
  readonly client: string
  readonly id: string
  readonly name: string
  readonly body: string
  /** SHA-256 of the body, in hex. */
  readonly hash: string
  /** As it was computed when the document was pushed; null where it was pushed by hand. */
  readonly cost: number | null
}

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** The same for texts that differ in white space, commas and comments only; null for what is no GraphQL. */
export function canonicalHash(body: string): string | null {
  try {
    return sha256(stripIgnoredCharacters(body))
  } catch {
    return null
  }
}

/** Root fields whose answer is the same for everybody. */
const CATALOGUE = new Set(['plans', 'cvTemplates', 'letterTemplates', '__typename'])

/** Whether a query asks for the catalogue only, so that a shared cache may keep its answer. Fragments on Query count as asking for more. */
export function asksCatalogueOnly({ operation, selectionSet, directives }: OperationDefinitionNode): boolean {
  return operation === 'query' && directives?.length === 0
    && selectionSet.selections.every((selection) => selection.kind === Kind.FIELD && CATALOGUE.has(selection.name.value))
}
