import { getOperationAST, parse } from 'graphql'
import type { GraphQLSchema } from 'graphql'
import type { Port, Row } from './db/port.ts'
import { sha256 } from './documents/document.ts'
import type { ManifestDocument } from './documents/manifest.ts'
import { createAdmission } from './request/admission.ts'
import { LIMITS } from './request/limits.ts'

/* What `npm run documents` does, without the words around it. */

/** A registered document that is not pruned. */
export type Registered = Row<'list_documents'>

/** A document with what the schema says of it. */
export interface Examined extends ManifestDocument {
  readonly cost: number
}

/** Rows of one read or write: below what PostgREST would cut off. */
const PAGE = 500

/** The digest of the rules that `examine` goes by. */
export const rulesOf = (schema: GraphQLSchema): string => createAdmission({ schema, introspection: false }).rules

/** What would be refused if it were sent, and what is not costs at most. Variables count with their defaults. */
export function examine(schema: GraphQLSchema) {
  const admission = createAdmission({ schema, introspection: false })
  return (body: string): { readonly problem: string } | { readonly problem: null; readonly cost: number } => {
    try {
      const document = parse(body, { maxTokens: LIMITS.tokens })
      const refusal = admission.refusalOf(document)
      if (refusal !== null) return { problem: refusal.message }
      return { problem: null, cost: admission.price(document, getOperationAST(document)!, {}) }
    } catch (error) {
      return { problem: (error as Error).message }
    }
  }
}

/** Documents of a client, or of all, that are not pruned. */
export async function listRegistered(port: Port, client: string | null, withPruned = false): Promise<readonly Registered[]> {
  const found: Registered[] = []
  let after = { afterRevision: 0, afterClient: '', afterId: '' }
  for (let more = true; more;) {
    const page = await port.call('list_documents', { limit: PAGE, ...after, client })
    found.push(...page.filter((row) => withPruned || row.prunedAt === null))
    const last = page.at(-1)
    if (last) after = { afterRevision: last.revision, afterClient: last.client, afterId: last.documentId }
    more = page.length === PAGE
  }
  return found
}

export interface Difference {
  readonly added: readonly ManifestDocument[]
  readonly known: readonly ManifestDocument[]
  /** Known ids with another text: never to be registered. */
  readonly changed: readonly ManifestDocument[]
  readonly missing: readonly Registered[]
}

/** What a push of these documents would do. Pruned ids still mean their texts. */
export function differenceOf(documents: readonly ManifestDocument[], registered: readonly Registered[]): Difference {
  const byId = new Map(registered.map((row) => [row.documentId, row]))
  const ids = new Set(documents.map(({ id }) => id))
  const isChanged = ({ id, body }: ManifestDocument) => byId.has(id) && byId.get(id)!.bodyHash !== sha256(body)
  const isKnown = (document: ManifestDocument) => byId.get(document.id)?.prunedAt === null && !isChanged(document)
  return {
    added: documents.filter((document) => !isKnown(document) && !isChanged(document)),
    known: documents.filter(isKnown),
    changed: documents.filter(isChanged),
    missing: registered.filter((row) => row.prunedAt === null && !ids.has(row.documentId)),
  }
}

/**
 * Registers in portions; each is whole or not at all, and doing it again goes on where it stopped.
 * @param rules the digest of the rules under which they were examined: gateways with the same need not validate them again
 */
export async function pushDocuments(port: Port, client: string, documents: readonly Examined[], rules: string, progress: (done: number, all: number) => void) {
  const counts: Record<string, number> = { added: 0, known: 0, renewed: 0 }
  for (let start = 0; start < documents.length; start += PAGE) {
    const portion = documents.slice(start, start + PAGE)
    const answers = await port.call('push_documents', { client, documents: portion.map(({ id, name, operation, body, cost }) => ({ id, name, operation, body, cost })) })
    await port.call('note_valid_documents', { rules, documents: portion.map(({ id }) => [client, id]) })
    for (const { outcome } of answers) counts[outcome] = (counts[outcome] ?? 0) + 1
    progress(start + portion.length, documents.length)
  }
  return counts
}
