import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { runDocuments } from '../gateway/documentLine.ts'
import { readManifests } from '../gateway/documents/manifest.ts'
import { globalId } from '../gateway/request/node.ts'
import { runDoor } from './door.ts'
import { LANE, openDatabase, openLane } from './harness.ts'
import { eventually } from './samples.ts'

const folder = mkdtempSync(join(tmpdir(), 'phoenix-documents-'))
const database = await openDatabase()
const lane = await openLane(LANE, database, { secret: 'a secret of at least thirty-two characters' })
afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const md5 = (text: string) => createHash('md5').update(text).digest('hex')
function file(name: string, content: string | object): string {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}
const plans = 'query Plans { plans { id __typename } }'
const names = 'query Names { plans { name } }'

/* As the tools write them: Apollo's manifest has the hash of the body; codegen's map sha1, or sha256 with a prefix; Relay's md5. */
const apollo = file('apollo.json', { format: 'apollo-persisted-query-manifest', version: 1, operations: [{ id: sha256(plans), body: plans, name: 'Plans', type: 'query' }] })
const codegen = file('codegen.json', { [`sha256:${sha256(names)}`]: names })
const relay = file('relay.json', { [md5(names)]: names })

describe('reading', () => {
  test.each([['Apollo\'s manifest', apollo, `sha256:${sha256(plans)}`, plans], ['graphql-codegen\'s persistedDocuments', codegen, `sha256:${sha256(names)}`, names], ['Relay\'s map', relay, md5(names), names]])('%s', (_tool, path, id, body) => {
    expect(readManifests([path])).toEqual({ problems: [], documents: [{ id, body, name: body === plans ? 'Plans' : 'Names', operation: 'query', from: path }] })
  })

  test('.graphql files, each operation with the fragments it needs, wherever they are', () => {
    file('plain/screen.graphql', 'query Screen { plans { ...Card } } query Other { plans { id } }')
    file('plain/parts/card.gql', 'fragment Card on Plan { id ...Name } fragment Name on Plan { name } fragment Unused on Plan { id }')
    const { documents, problems } = readManifests([join(folder, 'plain')])
    expect(problems).toEqual([])
    expect(documents.map(({ name, body }) => [name, body.replace(/\s+/g, ' ')])).toEqual([
      ['Screen', 'fragment Card on Plan { id ...Name } fragment Name on Plan { name } query Screen { plans { ...Card } }'], ['Other', 'query Other { plans { id } }'],
    ])
    for (const { id, body } of documents) expect(id).toBe(`sha256:${sha256(body)}`)
  })

  test('every problem at once, with its place', () => {
    const paths = [
      file('broken.graphql', 'query A {\n  plans {'), file('nameless.graphql', '{ plans { id } }'), file('types.graphql', 'type T { a: Int }'), file('not.json', '[1]'), file('cut.json', '{'), join(folder, 'nowhere.json'),
      file('lies.json', { [`sha256:${sha256('x')}`]: plans, 'no id!': plans, two: `${plans} ${names}`, none: 'fragment F on Plan { id }' }), file('twin-a.json', { twin: plans }), file('twin-b.json', { twin: names }),
    ]
    const { problems } = readManifests(paths)
    expect(problems.map((line) => line.replaceAll(`${folder}/`, ''))).toEqual([
      expect.stringMatching(/^broken\.graphql:2:10: Syntax Error/), 'not.json: is neither an Apollo manifest nor a map of ids and texts (graphql-codegen, Relay).', expect.stringMatching(/^cut\.json: .*JSON/),
      expect.stringMatching(/^nowhere\.json: ENOENT/), expect.stringMatching(/^lies\.json sha256:\w+: says to be the hash of its text, and is not\.$/), expect.stringMatching(/^lies\.json no id!: is no id/),
      'lies.json two: holds 2 operations, where one id means one.', 'lies.json none: holds 0 operations, where one id means one.',
      'nameless.graphql: an operation has no name: reports and errors would say nothing.', 'types.graphql: holds a ObjectTypeDefinition, which is no operation.',
      'twin-b.json twin: another text has this id in twin-a.json.',
    ])
  })
})

describe('what a build may leave behind', () => {
  test('an empty file, half a letter, and nothing at all are told apart', () => {
    const latin = join(folder, 'latin/latin.graphql')
    file('latin/fine.graphql', 'query Fine { plans { ')
    writeFileSync(latin, Buffer.from('query Caf\u00e9 { plans { id } }', 'latin1'))
    const cut = join(folder, 'cut-letter.json')
    writeFileSync(cut, Buffer.from(`{"a": "query A { plans { id } } # \xe2\x82"}`, 'latin1'))
    const { problems } = readManifests([file('empty.json', ''), file('empty.graphql', ' '), join(folder, 'latin'), cut, file('bom.json', `\ufeff${JSON.stringify({ bom: plans })}`)])
    expect(problems.map((line) => line.replaceAll(`${folder}/`, ''))).toEqual([
      'empty.json: is empty.', expect.stringMatching(/^empty\.graphql:1:\d: Syntax Error: Unexpected <EOF>/), expect.stringMatching(/^latin\/fine\.graphql:1:22: Syntax Error/), 'latin/latin.graphql: is not UTF-8.', 'cut-letter.json: is not UTF-8.',
    ])
  })

  test('a thousand files', () => {
    for (let n = 0; n < 1_000; n += 1) file(`many/${n}.graphql`, `query Many${n} { plans { ...Card${n % 10} } } ${n < 10 ? `fragment Card${n} on Plan { id }` : ''}`)
    const { documents, problems } = readManifests([join(folder, 'many')])
    expect([documents.length, problems]).toEqual([1_000, []])
    file('many/twice.graphql', 'query Many7 { plans { name } }')
    expect(readManifests([join(folder, 'many')]).problems).toEqual([`${join(folder, 'many/twice.graphql')}: Many7 is also in ${join(folder, 'many/7.graphql')}.`])
  })
})

describe('npm run documents', () => {
  const { port, close } = lane
  async function run(...args: string[]) {
    const lines: string[] = []
    const fine = await runDocuments(args, async () => ({ port, release: async () => {} }), (line) => lines.push(...line.split('\n')))
      .catch((error: Error) => (lines.push(...error.message.split('\n')), false))
    return { code: fine ? 0 : 1, lines: lines.map((line) => line.replaceAll(`${folder}/`, '')) }
  }
  afterAll(close)
  test.each(['Web', 'my app', '-x', '', `w${'e'.repeat(100)}`])('%j is no client\'s name, and says so', async (client) => {
    for (const args of [['level', 'log'], ['push', apollo], ['report']]) {
      expect(await run(...args, `--client=${client}`)).toEqual({ code: 1, lines: ['--client is a name of small letters, digits and : . _ -, at most 100 of them, a letter first.'] })
    }
  })
  test('knows a partner by the id that the API gives', async () => {
    const uuid = '00000000-0000-4000-8000-000000000001', id = globalId('Partner', uuid)
    for (const client of [id, `partner:${id}`, `partner:${uuid}`]) {
      expect(await run('level', 'off', '--client', client)).toEqual({ code: 1, lines: ['Partners send ids only.'] })
      expect(await run('push', apollo, '--client', client)).toEqual({ code: 1, lines: [`There is no client "partner:${uuid}".`] })
    }
  })
  const environment = {
    SUPABASE_URL: 'http://127.0.0.1:9', SUPABASE_ANON_KEY: 'sb_publishable_x', SUPABASE_SERVICE_ROLE_KEY: 'sb_secret_x', SUPABASE_JWT_SECRET: 'a secret of at least thirty-two characters', DATABASE_URL: database.url,
  }

  test('the door: on the database of the environment', async () => {
    const door = runDoor('gateway/documents.ts', folder, environment, ['push', file('door.json', { door: plans }), '--client', 'dashboard'])
    expect([await once(door.child, 'close'), door.output()]).toEqual([[0, null], '1 of 1\ndashboard: 1 added, 0 renewed, 0 known already.\n'])
  })

  test('Ctrl-C in the middle of a push: what was told is there, the rest is not, and doing it again goes on', async () => {
    const many = file('portions.json', Object.fromEntries(Array.from({ length: 700 }, (_, n) => [`portion.${n}`, `query Portion${n} { plans { id } }`])))
    const held = Promise.withResolvers<void>()
    const locked = Promise.withResolvers<void>()
    const lock = database.sql.begin(async (sql) => {
      await sql`insert into phoenix_private.clients (client, level, revision) values ('kiosk-2', 'off', 1)`
      await sql`select from phoenix_private.document_revision for update`
      locked.resolve()
      await held.promise
    })
    await locked.promise
    const door = runDoor('gateway/documents.ts', folder, environment, ['push', many, '--client', 'dashboard'])
    await eventually(async () => expect(await database.sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`).toHaveLength(1))
    door.child.kill('SIGINT')
    expect([await once(door.child, 'close'), door.output()]).toEqual([[130, null], expect.stringMatching(/^Stopped\. Each portion/)])
    held.resolve()
    await lock
    // Whole or not at all: nobody was there to hear of the one that was on its way.
    await eventually(async () => expect(await database.sql`select from pg_stat_activity where datname = current_database() and usename = 'postgres' and state = 'active' and query like '%push_documents%' and pid <> pg_backend_pid()`).toHaveLength(0))
    expect([0, 500]).toContain((await database.sql`select from phoenix_private.documents where document_id like 'portion.%'`).length)
    expect((await run('push', many, '--client', 'dashboard')).code).toBe(0)
    expect(await database.sql`select from phoenix_private.documents where document_id like 'portion.%'`).toHaveLength(700)
    await database.sql`delete from phoenix_private.documents where document_id like 'portion.%'`
  })

  test('no operation at all deprecates nothing', async () => {
    await run('push', file('one.json', { 'only.1': plans }), '--client', 'kiosk-2')
    expect(await run('push', file('none.json', {}), '--client', 'kiosk-2', '--deprecate-missing')).toEqual({ code: 1, lines: ['There is no operation in these files: nothing was done.'] })
    expect(await database.sql`select deprecated_at from phoenix_private.documents where document_id = 'only.1'`).toEqual([{ deprecated_at: null }])
    await database.sql`delete from phoenix_private.clients where client = 'kiosk-2'`
  })

  test('push, again, and with another text under an old id', async () => {
    expect(await run('push', apollo, codegen, '--client', 'web')).toEqual({ code: 0, lines: ['2 of 2', 'web: 2 added, 0 renewed, 0 known already.'] })
    expect(await run('push', apollo, codegen, '--client', 'web')).toEqual({ code: 0, lines: ['2 of 2', 'web: 0 added, 0 renewed, 2 known already.'] })
    const [row] = await database.sql`select name, operation, cost from phoenix_private.documents where document_id = ${`sha256:${sha256(plans)}`}`
    expect(row).toEqual({ name: 'Plans', operation: 'query', cost: expect.any(Number) })
    await run('push', file('v1.json', { 'screen.v1': plans }), '--client', 'web')
    const refused = await run('push', file('v1.json', { 'screen.v1': names, fresh: names }), '--client', 'web')
    expect(refused).toEqual({ code: 1, lines: ['refused, since an id means the same text for ever, and these were registered with another one:', `  ${'Names'.padEnd(32)} screen.v1`] })
    expect(await database.sql`select from phoenix_private.documents where document_id = 'fresh'`).toHaveLength(0)
  })

  test('push says every problem of every file, and does nothing', async () => {
    const bad = file('bad.json', { a: 'query A { plans { nothing } }', b: 'query B { viewer { id } }', c: 'query C($x: Nothing) { plans(y: $x) { id } }', d: '{' })
    const { code, lines } = await run('push', bad, '--client', 'ios')
    expect(code).toBe(1)
    expect(lines).toEqual([
      expect.stringMatching(/^bad\.json d:1:2: Syntax Error/), expect.stringMatching(/^bad\.json A \(a\): Cannot query field "nothing" on type "Plan"/), expect.stringMatching(/^bad\.json C \(c\): /), '3 problems: nothing was done.',
    ])
    expect(await database.sql`select from phoenix_private.documents where client = 'ios'`).toHaveLength(0)
  })

  test('diff tells what a push would do; what is not shipped any more is deprecated, and goes on running', async () => {
    await run('push', file('old.json', { 'old.1': plans, 'old.2': names }), '--client', 'android')
    const next = file('next.json', { 'old.2': names, 'new.1': 'query New { plans { id } }' })
    expect((await run('diff', next, '--client', 'android')).lines).toEqual(['new:', `  ${'New'.padEnd(32)} new.1`, 'registered, and not in these files:', `  ${'Plans'.padEnd(32)} old.1`, 'android: 1 new, 1 known, 1 not in these files, 0 refused.'])
    expect((await run('push', next, '--client', 'android', '--deprecate-missing')).lines.at(-1)).toBe('android: 1 deprecated, which go on running.')
    expect(await database.sql`select document_id from phoenix_private.documents where client = 'android' and deprecated_at is not null and body is not null`).toEqual([{ document_id: 'old.1' }])
  })

  test('check names the documents of each client that a schema breaks', async () => {
    expect(await run('check')).toEqual({ code: 0, lines: ['7 documents of 3 clients: none would break.'] })
    const { code, lines } = await run('check', '--schema', file('next.graphql', 'type Query { plans: [Plan!]! } type Plan { id: ID! }'))
    expect(code).toBe(1)
    expect(lines).toEqual(expect.arrayContaining([expect.stringMatching(/^web {2}Names \(sha256:\w+\), last seen never: Cannot query field "name" on type "Plan"/), expect.stringMatching(/^android {2}Names \(old\.2\), last seen never: Cannot query field "name"/)]))
    expect(lines.at(-1)).toBe('7 documents of 3 clients: 2 documents of 2 clients would break.')
  })

  test('prune refuses what was sent or registered in the last 30 days, and takes the rest', async () => {
    expect(await run('prune', '--client', 'android', 'old.1', 'never')).toEqual({ code: 1, lines: ['not registered   (never), last seen never', 'refused: sent or registered in the last 30 days  Plans (old.1), last seen never', 'android: 0 pruned.'] })
    await database.sql`update phoenix_private.documents set pushed_at = now() - interval '40 days', last_seen = case document_id when 'old.2' then now() - interval '29 days' end where client = 'android'`
    expect((await run('prune', '--client', 'android', '--dry-run')).lines.at(-1)).toBe('android: 2 would go.')
    expect((await run('prune', '--client', 'android')).lines.at(-1)).toBe('android: 2 pruned.')
    expect(await database.sql`select document_id from phoenix_private.documents where client = 'android' and body is not null`).toEqual([{ document_id: 'old.2' }])
  })

  test('report counts; level sets, and refuses what cannot be', async () => {
    expect((await run('level', 'safelist', '--client', 'web')).lines).toEqual(['web: safelist, automatic persisted queries off. In production no client is below safelist.'])
    expect((await run('level', 'log', '--client', 'kiosk', '--apq', 'on')).lines).toEqual(['kiosk: log, automatic persisted queries on. In production no client is below safelist.'])
    expect((await run('report', '--client', 'web')).lines[1]!.split(/\s+/)).toEqual(['web', 'safelist', 'off', '3', '0', '3', '0', '0', expect.any(String), '0'])
    for (const [args, says] of [
      [['level', 'loud', '--client', 'web'], 'A level is'], [['level', 'ids', '--client', 'web', '--apq', 'on'], 'never go together'], [['level', 'off', '--client', 'partner:x'], 'Partners send ids only'],
      [['push', apollo], '--client is missing'], [['push', '--client', 'web'], 'Which files?'], [['push', apollo, '--client', 'nowhere'], 'There is no client "nowhere".'], [['dance'], 'npm run documents -- push'], [['check', '--schema', 'nowhere.graphql'], 'nowhere.graphql cannot be read as a schema: ENOENT'], [['check', '--schema', file('not.graphql', 'type')], 'cannot be read as a schema: Syntax Error'], [['push', '--loud'], 'npm run documents -- push'], [['push', apollo, '--client', 'web', '--dry-run'], 'push knows no --dry-run.'], [['level', 'log', '--client', 'web', '--apq', 'yes'], '--apq is on or off.'],
    ] as const) {
      const refused = await run(...args)
      expect([refused.code, refused.lines.join(' ')]).toEqual([1, expect.stringContaining(says)])
      expect(refused.lines.join(' ')).not.toMatch(/ at .*\.ts/)
    }
  })
})
