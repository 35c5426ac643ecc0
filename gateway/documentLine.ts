import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { buildSchema } from 'graphql'
import type { GraphQLSchema } from 'graphql'
import { loadSchema } from '../schema/load.ts'
import type { Port } from './db/port.ts'
import { differenceOf, examine, listRegistered, pushDocuments, rulesOf } from './documentCommands.ts'
import type { Examined } from './documentCommands.ts'
import { readManifests } from './documents/manifest.ts'
import type { ManifestDocument } from './documents/manifest.ts'
import { GatewayError } from './errors.ts'
import { StartRefused } from './gateway.ts'
import { parseGlobalId } from './request/node.ts'

/* The command line of `npm run documents`. */

const USAGE = `npm run documents -- push <file or folder>… --client web [--deprecate-missing]   register what a build wrote down
                    diff <file or folder>… --client web                         what a push would do
                    check [--client web] [--schema schema.graphql]              which registered documents this schema breaks
                    prune --client web [id…] [--dry-run]                        take texts away that nobody sent for 30 days
                    report [--client web]                                       levels, counts, and unknown texts of a client
                    level <off|log|safelist|ids> --client web [--apq on|off]    what a client may send; makes a new one
Files: Apollo's manifest, graphql-codegen's persistedDocuments, Relay's map, .graphql. A partner is the client partner:<uuid>; the id that createPartner gave does as well.`

interface Options {
  readonly client: string | null
  readonly schema: string | null
  readonly apq: boolean | null
  readonly deprecateMissing: boolean
  readonly dryRun: boolean
  readonly rest: readonly string[]
}
interface Command {
  (port: Port, options: Options, say: Say): Promise<boolean>
}
type Say = (line: string) => void

const requireClient = ({ client }: Options): string => {
  if (client === null) throw new StartRefused('--client is missing: whose documents?')
  return client
}

function readSchema(path: string): GraphQLSchema {
  try {
    return buildSchema(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new StartRefused(`${path} cannot be read as a schema: ${(error as Error).message}`)
  }
}

/** The files of a command, without a problem, and priced. Null once every problem has been said. */
function read({ rest }: Options, schema: GraphQLSchema, say: Say): readonly Examined[] | null {
  if (rest.length === 0) throw new StartRefused('Which files? Manifests or .graphql files.')
  const { documents, problems } = readManifests(rest)
  const look = examine(schema)
  const wrong = [...problems]
  const examined: Examined[] = []
  for (const [n, document] of documents.entries()) {
    const found = look(document.body)
    if (found.problem === null) examined.push({ ...document, cost: found.cost })
    else wrong.push(`${document.from} ${document.name} (${document.id}): ${found.problem}`)
    if ((n + 1) % TOLD_EVERY === 0) say(`${n + 1} of ${documents.length} examined`)
  }
  wrong.forEach((line) => say(line))
  if (wrong.length > 0) say(`${wrong.length} problem${wrong.length > 1 ? 's' : ''}: nothing was done.`)
  // With --deprecate-missing no operation at all would deprecate everything.
  else if (examined.length === 0) say('There is no operation in these files: nothing was done.')
  return wrong.length > 0 || examined.length === 0 ? null : examined
}
/** Examining takes a quarter of a millisecond each. */
const TOLD_EVERY = 5_000

const list = (say: Say, title: string, documents: readonly { readonly name: string; readonly id: string }[]) => {
  if (documents.length > 0) say(`${title}:`)
  for (const { name, id } of documents) say(`  ${name.padEnd(32)} ${id}`)
}

/** `7 documents of 2 clients`. */
function counted(documents: readonly { readonly client: string }[]): string {
  const count = (some: number, what: string) => `${some} ${what}${some === 1 ? '' : 's'}`
  return `${count(documents.length, 'document')} of ${count(new Set(documents.map(({ client }) => client)).size, 'client')}`
}

const refuseChanged = (say: Say, changed: readonly ManifestDocument[]): boolean => {
  list(say, 'refused, since an id means the same text for ever, and these were registered with another one', changed)
  return changed.length > 0
}

const commands: Readonly<Record<string, Command>> = {
  async push(port, options, say) {
    const client = requireClient(options)
    const schema = loadSchema()
    const documents = read(options, schema, say)
    if (documents === null) return false
    const difference = differenceOf(documents, await listRegistered(port, client, true))
    if (refuseChanged(say, difference.changed)) return false
    const { added, known, renewed } = await pushDocuments(port, client, documents, rulesOf(schema), (done, all) => say(`${done} of ${all}`))
    say(`${client}: ${added} added, ${renewed} renewed, ${known} known already.`)
    if (!options.deprecateMissing) return true
    const [deprecated] = await port.call('deprecate_documents', { client, keep: documents.map(({ id }) => id) })
    say(`${client}: ${deprecated} deprecated, which go on running.`)
    return true
  },

  async diff(port, options, say) {
    const client = requireClient(options)
    const documents = read(options, loadSchema(), say)
    if (documents === null) return false
    const { added, known, changed, missing } = differenceOf(documents, await listRegistered(port, client, true))
    list(say, 'new', added)
    list(say, 'registered, and not in these files', missing.map(({ name, documentId: id }) => ({ name, id })))
    const refused = refuseChanged(say, changed)
    say(`${client}: ${added.length} new, ${known.length} known, ${missing.length} not in these files, ${changed.length} refused.`)
    return !refused
  },

  async check(port, { client, schema }, say) {
    const look = examine(schema === null ? loadSchema() : readSchema(schema))
    const registered = await listRegistered(port, client)
    const broken = registered.flatMap((row) => {
      const { problem } = look(row.body!)
      return problem === null ? [] : [{ ...row, problem }]
    })
    for (const { client: owner, name, documentId, problem, lastSeen } of broken) say(`${owner}  ${name} (${documentId}), last seen ${lastSeen?.slice(0, 10) ?? 'never'}: ${problem}`)
    say(`${counted(registered)}: ${broken.length === 0 ? 'none' : counted(broken)} would break.`)
    return broken.length === 0
  },

  async prune(port, options, say) {
    const client = requireClient(options)
    const answers = await port.call('prune_documents', { client, ids: options.rest.length === 0 ? null : options.rest, dryRun: options.dryRun })
    const words: Record<string, string> = { pruned: options.dryRun ? 'would go' : 'pruned', refused: 'refused: sent or registered in the last 30 days', unknown: 'not registered' }
    for (const { documentId, name, outcome, lastSeen } of answers) say(`${words[outcome]}  ${name ?? ''} (${documentId}), last seen ${lastSeen?.slice(0, 10) ?? 'never'}`)
    say(`${client}: ${answers.filter(({ outcome }) => outcome === 'pruned').length} ${words.pruned}.`)
    return answers.every(({ outcome }) => outcome === 'pruned')
  },

  async report(port, { client }, say) {
    say('client                                          level     apq  documents  seen in 30 days  never seen  deprecated  pruned  highest cost  unknown texts')
    for (const row of await port.call('report_documents', {})) {
      if (client !== null && row.client !== client) continue
      const numbers = [[row.documents, 9], [row.seenRecently, 15], [row.neverSeen, 10], [row.deprecated, 10], [row.pruned, 6], [row.highestCost ?? '-', 12], [row.unknown, 13]] as const
      say(`${row.client.padEnd(46)}  ${row.level.padEnd(8)}  ${row.apq ? 'on ' : 'off'}  ${numbers.map(([value, width]) => String(value).padStart(width)).join('  ')}`)
    }
    if (client === null) return true
    const unknown = await port.call('list_unknown_documents', { client, limit: 50 })
    if (unknown.length > 0) say('\nsent and not registered, most often first:')
    for (const { name, bodyHash, requests, lastSeen } of unknown) say(`  ${String(requests).padStart(8)}  ${(name ?? '(no name)').padEnd(32)} sha256:${bodyHash}  ${lastSeen.slice(0, 10)}`)
    return true
  },

  async level(port, options, say) {
    const client = requireClient(options)
    const [level] = options.rest
    if (!['off', 'log', 'safelist', 'ids'].includes(level ?? '')) throw new StartRefused('A level is off, log, safelist or ids.')
    if (client.startsWith('partner:') && level !== 'ids') throw new StartRefused('Partners send ids only.')
    if (options.apq && level !== 'off' && level !== 'log') throw new StartRefused('Automatic persisted queries never go together with a safelist.')
    const [row] = await port.call('set_client_level', { client, level: level!, apq: options.apq })
    say(`${row!.client}: ${row!.level}, automatic persisted queries ${row!.apq ? 'on' : 'off'}. In production no client is below safelist.`)
    return true
  },
}

const flags = { client: { type: 'string' }, schema: { type: 'string' }, apq: { type: 'string' }, 'deprecate-missing': { type: 'boolean' }, 'dry-run': { type: 'boolean' } } as const

const FLAGS_OF: Readonly<Record<string, readonly string[]>> = {
  push: ['client', 'deprecate-missing'], diff: ['client'], check: ['client', 'schema'], prune: ['client', 'dry-run'], report: ['client'], level: ['client', 'apq'],
}

/** Administrators have a partner's id from the API: clients are named by the uuid in it. */
function clientOf(given: string): string {
  const node = parseGlobalId(given.replace(/^partner:/, ''))
  const client = node?.type === 'Partner' ? `partner:${node.id}` : given
  // As the table of clients has it.
  if (!/^[a-z][a-z0-9:._-]{0,99}$/.test(client)) throw new StartRefused('--client is a name of small letters, digits and : . _ -, at most 100 of them, a letter first.')
  return client
}

function parse(args: readonly string[]): { command: Command; options: Options } {
  const { values, positionals: [name = '', ...rest] } = parseOrRefuse(args)
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) throw new StartRefused(USAGE)
  // `push --dry-run` that pushes is worse than one that is refused.
  const strange = Object.keys(values).find((flag) => !FLAGS_OF[name]!.includes(flag))
  if (strange !== undefined) throw new StartRefused(`${name} knows no --${strange}.\n${USAGE}`)
  if (values.apq !== undefined && values.apq !== 'on' && values.apq !== 'off') throw new StartRefused('--apq is on or off.')
  return {
    command,
    options: {
      client: values.client === undefined ? null : clientOf(values.client), schema: values.schema ?? null, apq: values.apq === undefined ? null : values.apq === 'on',
      deprecateMissing: values['deprecate-missing'] ?? false, dryRun: values['dry-run'] ?? false, rest,
    },
  }
}

function parseOrRefuse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: flags })
  } catch (error) {
    throw new StartRefused(`${(error as Error).message}\n${USAGE}`)
  }
}

/** Runs one command; true when all is well. Opens the database once the words make sense. @throws StartRefused where they do not */
export async function runDocuments(args: readonly string[], open: () => Promise<{ readonly port: Port; release(): Promise<void> }>, say: Say): Promise<boolean> {
  const { command, options } = parse(args)
  const { port, release } = await open()
  try {
    return await command(port, options, say)
  } catch (error) {
    // A refusal is the database's word to whoever asked.
    if (!(error instanceof GatewayError)) throw error
    say(error.message)
    return false
  } finally {
    await release()
  }
}
