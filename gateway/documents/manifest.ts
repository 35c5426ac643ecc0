import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { GraphQLError, Kind, parse, print, separateOperations } from 'graphql'
import type { DefinitionNode, OperationDefinitionNode } from 'graphql'
import { sha256 } from './document.ts'

/** One operation as a client's build wrote it down. */
export interface ManifestDocument {
  readonly id: string
  readonly name: string
  readonly operation: 'query' | 'mutation' | 'subscription'
  readonly body: string
  /** The file, for a person. */
  readonly from: string
}

export interface Manifest {
  readonly documents: readonly ManifestDocument[]
  /** Everything that is wrong, a line each. */
  readonly problems: readonly string[]
}

const ID = /^[A-Za-z0-9._~:-]{1,128}$/

/**
 * Reads what the usual tools write: Apollo's `generate-persisted-query-manifest`, the `persistedDocuments` of graphql-codegen, Relay's map of
 * ids and texts, and plain `.graphql` files, whose fragments may be in other files of the same call. Every problem at once.
 */
export function readManifests(paths: readonly string[]): Manifest {
  const problems: string[] = []
  const found: ManifestDocument[] = []
  const plain: { definition: DefinitionNode; from: string }[] = []
  const attempt = (from: string, read: () => void) => {
    try {
      read()
    } catch (error) {
      problems.push(`${from}${placeOf(error)}: ${(error as Error).message}`)
    }
  }
  for (const path of paths) {
    attempt(path, () => {
      for (const file of filesOf(path)) {
        attempt(file, () => {
          const text = textOf(file)
          if (!file.endsWith('.json')) plain.push(...parse(text).definitions.map((definition) => ({ definition, from: file })))
          else for (const [id, body] of entriesOf(text)) attempt(`${file} ${id}`, () => found.push(documentOf(id, body, file)))
        })
      }
    })
  }
  for (const { body, from } of separated(plain, problems)) attempt(from, () => found.push(documentOf(null, body, from)))
  return { documents: withoutTwins(found, problems), problems }
}

/** Strictly: a letter that is replaced would be registered as another text. A byte order mark is none. */
function textOf(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch (error) {
    throw (error as { code?: string }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? new Error('is not UTF-8.', { cause: error }) : error
  }
}

function filesOf(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path]
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(graphql|gql)$/.test(file)).sort()
  if (files.length === 0) throw new Error('holds no .graphql file.')
  return files.map((file) => join(path, file))
}

/** Ids and texts of a manifest, whoever wrote it. */
function entriesOf(text: string): readonly (readonly [id: string, body: string])[] {
  if (text.trim() === '') throw new Error('is empty.')
  const content = JSON.parse(text) as { format?: unknown; operations?: unknown }
  const isText = (value: unknown) => typeof value === 'string'
  if (content?.format === 'apollo-persisted-query-manifest' && Array.isArray(content.operations)) {
    const operations = content.operations as { id?: unknown; body?: unknown }[]
    if (!operations.every((one) => isText(one?.id) && isText(one?.body))) throw new Error('is an Apollo manifest in which an operation has no id or no body.')
    return operations.map((one) => [one.id as string, one.body as string])
  }
  if (typeof content === 'object' && content !== null && !Array.isArray(content) && Object.values(content).every(isText)) return Object.entries(content as Record<string, string>)
  throw new Error('is neither an Apollo manifest nor a map of ids and texts (graphql-codegen, Relay).')
}

/** `id` null is the hash of the text. */
function documentOf(id: string | null, body: string, from: string): ManifestDocument {
  const operations = parse(body).definitions.filter((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION)
  const [first] = operations
  if (first === undefined || operations.length > 1) throw new Error(`holds ${operations.length} operations, where one id means one.`)
  if (first.name === undefined) throw new Error('has no name: reports and errors would say nothing.')
  const hash = sha256(body)
  if (id?.startsWith('sha256:') && id !== `sha256:${hash}`) throw new Error('says to be the hash of its text, and is not.')
  if (id !== null && !ID.test(id)) throw new Error('is no id: 1 to 128 letters, digits and . _ ~ : -')
  return { id: id === null || id === hash ? `sha256:${hash}` : id, name: first.name.value, operation: first.operation, body, from }
}

/** Each operation with the fragments it needs, wherever they were written. */
function separated(plain: readonly { definition: DefinitionNode; from: string }[], problems: string[]): readonly { body: string; from: string }[] {
  const names = new Map<string, string>()
  for (const { definition, from } of plain) {
    if (definition.kind !== Kind.OPERATION_DEFINITION && definition.kind !== Kind.FRAGMENT_DEFINITION) problems.push(`${from}: holds a ${definition.kind}, which is no operation.`)
    else if (definition.name === undefined) problems.push(`${from}: an operation has no name: reports and errors would say nothing.`)
    else if (names.has(definition.name.value)) problems.push(`${from}: ${definition.name.value} is also in ${names.get(definition.name.value)}.`)
    else names.set(definition.name.value, from)
  }
  if (plain.some(({ definition }) => !('name' in definition) || definition.name === undefined)) return []
  const documents = separateOperations({ kind: Kind.DOCUMENT, definitions: plain.map(({ definition }) => definition) })
  return Object.entries(documents).map(([name, document]) => ({ body: print(document), from: names.get(name) ?? '' }))
}

function withoutTwins(found: readonly ManifestDocument[], problems: string[]): readonly ManifestDocument[] {
  const byId = new Map<string, ManifestDocument>()
  for (const document of found) {
    const twin = byId.get(document.id)
    if (twin !== undefined && twin.body !== document.body) problems.push(`${document.from} ${document.id}: another text has this id in ${twin.from}.`)
    else byId.set(document.id, document)
  }
  return [...byId.values()]
}

function placeOf(error: unknown): string {
  const [place] = (error instanceof GraphQLError ? error.locations : null) ?? []
  return place ? `:${place.line}:${place.column}` : ''
}
