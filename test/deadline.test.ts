import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { signalOf } from '../gateway/ending.ts'
import { integrationUnavailable } from '../gateway/errors.ts'
import { createDeadlines } from '../gateway/request/deadlines.ts'
import type { CvDraft } from '../gateway/writer/cv.ts'
import type { Draft } from '../gateway/writer/port.ts'
import { createWriter } from '../gateway/writer/writer.ts'
import { openGateway } from './harness.ts'
import type { Member } from './harness.ts'
import { codesOf, documentOf, done, eventually, footprint, holdLock, inputs, post, rowId, run } from './samples.ts'

/*
 * P2: what fails, is given up or is left before the saving call costs nothing; after the commit nothing is undone. The writer is
 * the only thing that is put in: it does what a test says, and by default what the template writer does.
 */

const DEADLINE = 1_200
const template = createWriter()
type Write = (signal: AbortSignal, draft: () => Promise<Draft<CvDraft>>) => Promise<Draft<CvDraft>>
let write: Write
const gateway = await openGateway({
  deadlineMs: DEADLINE,
  // Who listens does so in the test: the template writer would not write for somebody who is gone.
  writer: { ...template, atOnce: false, cv: (content, layout, options) => write(signalOf(options.signal), () => template.cv(content, layout, { ...options, signal: new AbortController().signal })) },
})
beforeAll(async () => void await (await gateway.member()).ask('{ viewer { usage { features { used } } } }'))
beforeEach(() => { write = (_signal, draft) => draft() })

// Of a new account, whatever a footprint counts.
const nothing = await footprint(gateway, (await gateway.member()).id)
const one = { ...nothing, cvs: 1, events: 1, used: 1, operations: 1 }
const keyed = inputs.generateCv({ idempotencyKey: 'k' })
const given = (member: Member) => expect(footprint(gateway, member.id)).resolves.toEqual(nothing)
/** Runs a mutation up to the writer, who waits for `leave`. */
function inTheWriter(deaf: boolean) {
  const [entered, leave] = [Promise.withResolvers<AbortSignal>(), Promise.withResolvers<void>()]
  write = async (signal, draft) => {
    entered.resolve(signal)
    await (deaf ? leave.promise : Promise.race([leave.promise, new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))]))
    return draft()
  }
  return { entered: entered.promise, leave: leave.resolve }
}

/** What is written now is saved by nobody: whatever is made of it is asked for at once, before another request is answered. */
async function leaveUnheard({ leave }: { readonly leave: () => void }) {
  await gateway.ask('{ plans { id } }')
  gateway.asked.length = 0
  leave()
  await gateway.ask('{ __typename }')
  expect(gateway.asked).toEqual([])
}

describe('before the saving call', () => {
  test.each([
    ['refuses', () => integrationUnavailable('gemini', true), 'INTEGRATION_UNAVAILABLE'],
    ['breaks', () => new Error('the prompt was: Ada Lovelace'), 'INTERNAL_SERVER_ERROR'],
  ])('a writer that %s: the unit and the key are back when the client hears of it', async (_how, error, code) => {
    const ada = await gateway.member()
    write = async () => { throw error() }
    const failed = await run(ada, 'generateCv', keyed)
    expect(codesOf(failed)).toEqual([code])
    expect(JSON.stringify(failed)).not.toContain('Lovelace')
    await given(ada)
    write = (_signal, draft) => draft()
    expect((await done(ada, 'generateCv', keyed)).usage).toMatchObject({ used: 1, held: 0 })
  })

  test('of two units in one request, the one that is too late comes back; the other was used', async () => {
    const ada = await gateway.member()
    const query = 'mutation ($i: GenerateCvInput!) { a: generateCv(input: $i) { usage { used held } } b: generateCv(input: $i) { usage { used held } } }'
    for (let used = 1; used <= 2; used += 1) {
      let drafts = 0
      write = (_signal, draft) => ((drafts += 1) === 1 ? draft() : new Promise(() => {}))
      const late = await ada.ask(query, { i: inputs.generateCv() })
      expect([late.data, codesOf(late)]).toEqual([{ a: { usage: { used, held: 0 } }, b: null }, ['DEADLINE_EXCEEDED']])
      expect(await footprint(gateway, ada.id)).toMatchObject({ cvs: used, events: used, used, held: 0 })
    }
  })

  test.each([['listens', false], ['does not listen', true]])('a writer that takes too long and %s is given up: DEADLINE_EXCEEDED, and what it writes later is not kept', async (_how, deaf) => {
    const ada = await gateway.member()
    const writer = inTheWriter(deaf)
    const started = performance.now()
    const call = run(ada, 'generateCv', keyed)
    const signal = await writer.entered
    expect(await footprint(gateway, ada.id)).toMatchObject({ held: 1, operations: 1 })
    const late = await call
    expect([late.status, late.data, codesOf(late)]).toEqual([200, { generateCv: null }, ['DEADLINE_EXCEEDED']])
    expect(performance.now() - started).toBeGreaterThanOrEqual(DEADLINE - 5)
    expect(signal.reason).toMatchObject({ code: 'DEADLINE_EXCEEDED' })
    await given(ada)
    await leaveUnheard(writer)
    await given(ada)
  })

  test('a client that hangs up on a deaf writer: the unit and the key are back while it still writes', async () => {
    const ada = await gateway.member()
    const writer = inTheWriter(true)
    const hangUp = new AbortController()
    const call = post(gateway, JSON.stringify({ query: documentOf('generateCv'), variables: { input: keyed } }), { token: ada.token, signal: hangUp.signal })
    const signal = await writer.entered
    hangUp.abort()
    await expect(call).rejects.toThrow('aborted')
    await eventually(() => given(ada))
    expect(signal.reason).toMatchObject({ name: 'AbortError' })
    await leaveUnheard(writer)
    await given(ada)
  })

  test('of three mutations in one request the first stands, the second is given up, the third is not begun', async () => {
    const ada = await gateway.member()
    let written = 0
    write = async (_signal, draft) => (written++ === 0 ? draft() : new Promise<never>(() => {}))
    const input = '(input: { profile: { fullName: "Ada" }, targetJob: "Dev" }) { cv { id } }'
    const answer = await ada.ask(`mutation { a: generateCv${input} b: generateCv${input} c: generateCv${input} }`)
    expect([answer.data.a.cv.id !== undefined, answer.data.b, answer.data.c]).toEqual([true, null, null])
    expect(answer.errors).toMatchObject([{ path: ['b'], extensions: { code: 'DEADLINE_EXCEEDED' } }, { path: ['c'], extensions: { code: 'DEADLINE_EXCEEDED' } }])
    expect([written, await footprint(gateway, ada.id)]).toEqual([2, { ...one, operations: 0 }])
  })
})

describe('after the saving call was sent', () => {
  test('a deadline no longer matters: the commit is waited for, stands, and the key tells it', async () => {
    const ada = await gateway.member()
    const lock = await holdLock(gateway, 'profile', ada.id)
    const call = run(ada, 'generateCv', keyed, 'cv { id } late: cv { atsAnalyses { id } } usage { used }')
    await lock.waiting()
    await new Promise((resolve) => setTimeout(resolve, DEADLINE))
    expect(await footprint(gateway, ada.id)).toMatchObject({ cvs: 0, held: 1 })
    await lock.release()
    const { data, errors } = await call
    // What the payload would still have to read comes too late; what was made does not.
    expect(errors).toMatchObject([{ path: ['generateCv', 'late', 'atsAnalyses'], extensions: { code: 'DEADLINE_EXCEEDED' } }])
    expect(data.generateCv).toMatchObject({ cv: { id: expect.any(String) }, late: null, usage: { used: 1 } })
    expect(await footprint(gateway, ada.id)).toEqual(one)
    expect((await done(ada, 'generateCv', keyed)).cv.id).toBe(data.generateCv.cv.id)
  })

  test('an error while the payload is completed undoes nothing: the key returns it', async () => {
    const ada = await gateway.member()
    const reading = 'public.list_cv_ats_analyses(uuid[])'
    await gateway.sql.unsafe(`revoke execute on function ${reading} from authenticated`)
    const broken = await run(ada, 'generateCv', keyed, 'cv { id } late: cv { atsAnalyses { id } }').finally(() => gateway.sql.unsafe(`grant execute on function ${reading} to authenticated`))
    expect([codesOf(broken), broken.errors![0]!.path]).toEqual([['INTERNAL_SERVER_ERROR'], ['generateCv', 'late', 'atsAnalyses']])
    expect(await footprint(gateway, ada.id)).toEqual(one)
    const [made] = await gateway.sql`select id from public.cv_generations where user_id = ${ada.id}`
    const again = await done(ada, 'generateCv', keyed, 'cv { id atsAnalyses { id } }')
    expect([rowId(again.cv.id), again.cv.atsAnalyses]).toEqual([made!.id, []])
    expect(await footprint(gateway, ada.id)).toEqual(one)
  })
})

test('a read that waits in the database is given up too, and the next one is answered', async () => {
  const ada = await gateway.member()
  const started = performance.now()
  const answer = await gateway.sql.begin(async (tx) => {
    await tx`lock table public.profiles in access exclusive mode`
    return ada.ask('{ viewer { tier(app: CV) profile { email } } plans { id } }')
  })
  expect(codesOf(answer)).toContain('DEADLINE_EXCEEDED')
  expect(performance.now() - started).toBeLessThan(DEADLINE + 2_000)
  expect((await ada.ask('{ viewer { profile { version } } }')).data).toEqual({ viewer: { profile: { version: 1 } } })
})

describe('the list of deadlines', () => {
  afterEach(() => vi.useRealTimers())

  test('gives up who is late, in order, and nobody who was answered', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    const wait = (ms: number) => vi.advanceTimersByTime(ms)
    const late: string[] = []
    const deadlines = createDeadlines(40)
    deadlines.start(() => late.push('a'))
    const b = deadlines.start(() => late.push('b'))
    wait(20)
    deadlines.start(() => late.push('c'))
    b.met()
    wait(30)
    expect(late).toEqual(['a'])
    wait(30)
    expect(late).toEqual(['a', 'c'])
    deadlines.start(() => late.push('d'))
    deadlines.close()
    wait(60)
    expect(late).toEqual(['a', 'c'])
  })

  test('ten thousand that are met cost one timer', () => {
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
    const before = timers()
    const deadlines = createDeadlines(30_000)
    for (let n = 0; n < 10_000; n += 1) deadlines.start(() => {}).met()
    // An unref'd timer is not listed: that it keeps nothing alive is half of the point.
    expect(timers() - before).toBeLessThanOrEqual(1)
    deadlines.close()
  })
})
