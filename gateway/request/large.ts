import { HeaderMap } from '@apollo/server'
import { Kind } from 'graphql'
import type { DocumentNode, OperationDefinitionNode, SelectionSetNode } from 'graphql'
import { badUserInput, GatewayError } from '../errors.ts'

/** What anybody may send; more needs a verified token, and is an upload. */
export const SMALL_BODY_BYTES = 256 * 1024
/** A body that is shorter than this cannot hold as many values as there may be. */
const FEW_VALUES_BYTES = 20_000
/** The longest CV has some 2,000. */
const MOST_VALUES = 10_000
export const UPLOAD = 'uploadCv'

/**
 * What only the parsed document can tell: that a long body is an upload, and a body of many small values nothing at all.
 * @throws BAD_REQUEST with status 413, BAD_USER_INPUT
 */
export function requireSmall(bodyBytes: number | undefined, document: DocumentNode, operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>) {
  if (bodyBytes !== undefined && bodyBytes < FEW_VALUES_BYTES) return
  if (bodyBytes !== undefined && bodyBytes > SMALL_BODY_BYTES && !asks(operation.selectionSet, UPLOAD, document)) {
    throw new GatewayError('BAD_REQUEST', `A body over ${SMALL_BODY_BYTES} bytes may call ${UPLOAD}, and nothing else.`, { http: { status: 413, headers: new HeaderMap() } })
  }
  if (hasMoreThan(MOST_VALUES, variables)) throw badUserInput([{ path: 'variables', message: `These are too many values: at most ${MOST_VALUES}.` }])
}

/** Fragments cannot go in circles here: documents that do are refused before. */
function asks(set: SelectionSetNode, field: string, document: DocumentNode): boolean {
  return set.selections.some((selection) => {
    if (selection.kind === Kind.FIELD) return selection.name.value === field
    if (selection.kind === Kind.INLINE_FRAGMENT) return asks(selection.selectionSet, field, document)
    const fragment = document.definitions.find((one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === selection.name.value)
    return fragment?.kind === Kind.FRAGMENT_DEFINITION && asks(fragment.selectionSet, field, document)
  })
}

/** Without recursion: a body may be as deep as it is long. */
function hasMoreThan(most: number, root: unknown): boolean {
  const open = [root]
  let seen = 0
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue
    const inner = Object.values(next)
    seen += inner.length
    if (seen > most) return true
    for (const value of inner) if (typeof value === 'object') open.push(value)
  }
  return false
}
