import { describe, expect, test } from 'vitest'
import type { Client } from 'graphql-ws'
import { integrationUnavailable } from '../gateway/errors.ts'
import { renderCv } from '../gateway/writer/template/renderCv.ts'
import type { WriteOptions, Writer } from '../gateway/writer/port.ts'
import { createWriter } from '../gateway/writer/writer.ts'
import { openGateway } from './harness.ts'
import type { Member } from './harness.ts'
import { gemini, modelsAt, openGemini } from './modelServers.ts'
import { documentOf, eventually, footprint, inputs, offer, template as templateId } from './samples.ts'
import { codes, dial, listen, openClient } from './socket.ts'
import type { Heard } from './socket.ts'

/* A writer whose every word is told from here, behind the gateway's public option; all else is real. */

interface Task {
  readonly options: WriteOptions
  readonly say: (text: string, restart?: boolean) => void
  readonly finish: () => void
  readonly fail: (error: unknown) => void
}

/** Tasks by the target job that they write for. */
function tellWriter(): Writer & { task(job: string, n?: number): Promise<Task> } {
  const tasks: (Task & { readonly job: string })[] = []
  const writer = createWriter()
  return {
    ...writer,
    // It waits to be told.
    atOnce: false,
    layOut: writer.layOut,
    cv: (content, layout, options) => new Promise((resolve, reject) => {
      tasks.push({
        job: content.targetJob!, options,
        say: (text, restart = false) => options.onText?.({ text, restart }),
        finish: () => resolve({ ...renderCv(content, layout), profile: content.profile ?? null, source: 'template', model: null, durationMs: 1, inputTokens: null, outputTokens: null }),
        fail: reject,
      })
    }),
    task: (job, n = 1) => eventually(() => {
      const found = tasks.filter((task) => task.job === job)[n - 1]
      if (!found) throw new Error(`no task ${n} for ${job}`)
      return found
    }),
  }
}

const writer = tellWriter()
const gateway = await openGateway({ writer })
const DRAFT = 'subscription ($input: CvDraftInput!) { cvDraft(input: $input) { text offset done cv { id targetJob source } usage { used held remaining } } }'
let made = 0
const asking = (change: object = {}) => {
  made += 1
  return { input: inputs.generateCv({ idempotencyKey: `key-${made}`, targetJob: `Métier ${made}`, ...change }) as ReturnType<typeof inputs.generateCv> & { idempotencyKey: string } }
}
const draft = (who: Client | Member, variables: object, where = gateway.url) => listen('subscribe' in who ? who : openClient(where, who.token), DRAFT, variables as Record<string, unknown>)
const pushes = (heard: Heard) => heard.results.map((result) => result.data.cvDraft)
/** The text as an app shows it: what is pushed goes where its offset says. */
const textOf = (heard: Heard) => pushes(heard).reduce((text, push) => text.slice(0, push.offset) + push.text, '')
const spent = { cvs: 1, events: 1, used: 1, held: 0, operations: 1, imbalances: 0 }
const unspent = { cvs: 0, events: 0, used: 0, held: 0, operations: 0, imbalances: 0 }

describe('a draft', () => {
  test('is heard as it is written, saved at its end, and costs one unit', async () => {
    const ada = await gateway.member()
    const variables = asking()
    const heard = draft(ada, variables)
    const task = await writer.task(variables.input.targetJob)
    for (const [n, text] of ['Bon', 'jour ', '👋 Ada'].entries()) {
      task.say(text)
      expect((await heard.nth(n + 1)).data.cvDraft).toMatchObject({ text, done: false, cv: null, usage: null })
    }
    expect(await footprint(gateway, ada.id)).toMatchObject({ held: 1, used: 0 })
    task.finish()
    await heard.end()
    expect(textOf(heard)).toBe('Bonjour 👋 Ada')
    expect(pushes(heard).at(-1)).toMatchObject({ done: true, cv: { targetJob: variables.input.targetJob, source: 'TEMPLATE' }, usage: { used: 1, held: 0, remaining: 2 } })
    expect(await footprint(gateway, ada.id)).toMatchObject(spent)
  })

  test('begins anew where its writer does', async () => {
    const variables = asking()
    const heard = draft(await gateway.member(), variables)
    const task = await writer.task(variables.input.targetJob)
    task.say('Chère Madame')
    await heard.nth(1)
    task.say('Madame', true)
    expect((await heard.nth(2)).data.cvDraft).toMatchObject({ text: 'Madame', offset: 0 })
    task.finish()
    await heard.end()
    expect(textOf(heard)).toBe('Madame')
  })

  test('brings help before anything else', async () => {
    const variables = asking({ title: 'Je veux mourir' })
    const heard = listen(openClient(gateway.url, (await gateway.member()).token), 'subscription ($input: CvDraftInput!) { cvDraft(input: $input) { text done help { phone } } }', variables)
    expect((await heard.nth(1)).data.cvDraft).toMatchObject({ text: '', done: false, help: expect.arrayContaining([{ phone: '3114' }]) })
    ;(await writer.task(variables.input.targetJob)).finish()
    await heard.end()
    expect(pushes(heard).at(-1)).toMatchObject({ done: true, help: expect.arrayContaining([{ phone: '3114' }]) })
  })

  test('a reader who is slow gets it in longer pieces, whole', async () => {
    const ada = await gateway.member()
    const variables = asking()
    const connection = await dial(gateway.url)
    connection.send({ type: 'connection_init', payload: { authorization: `Bearer ${ada.token}` } })
    await connection.message('connection_ack')
    connection.send({ type: 'subscribe', id: '1', payload: { query: DRAFT, variables } })
    const task = await writer.task(variables.input.targetJob)
    connection.socket.pause()
    let whole = ''
    for (let n = 0; n < 2000; n += 1) {
      const piece = `${n} `.padEnd(10_000, 'é')
      whole += piece
      task.say(piece)
      if (n % 50 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    connection.socket.resume()
    task.finish()
    await connection.message('complete')
    const results = connection.messages.filter(({ type }) => type === 'next').map(({ payload }) => payload.data.cvDraft)
    expect(results.reduce((text, push) => text.slice(0, push.offset) + push.text, '') === whole).toBe(true)
    expect(results.length).toBeLessThan(2000)
    connection.socket.close()
  })
})

describe('the key', () => {
  test('a second reader joins from the beginning, on whatever connection; both hear the end', async () => {
    const ada = await gateway.member()
    const variables = asking()
    const first = draft(ada, variables)
    const task = await writer.task(variables.input.targetJob)
    task.say('Un, ')
    await first.nth(1)
    const second = draft(ada, variables)
    expect((await second.nth(1)).data.cvDraft).toMatchObject({ text: 'Un, ', offset: 0 })
    task.say('deux')
    task.finish()
    await Promise.all([first.end(), second.end()])
    expect([textOf(first), textOf(second)]).toEqual(['Un, deux', 'Un, deux'])
    expect(pushes(second).at(-1).cv.id).toBe(pushes(first).at(-1).cv.id)
    expect(await footprint(gateway, ada.id)).toMatchObject(spent)
  })

  test('a client whose socket is killed comes back by itself, and nothing is paid twice', async () => {
    const ada = await gateway.member()
    const variables = asking()
    const sockets: { terminate(): void }[] = []
    const client = openClient(gateway.url, ada.token, { retryAttempts: 5, retryWait: async () => {}, on: { opened: (socket) => void sockets.push(socket as never) } })
    const heard = draft(client, variables)
    const task = await writer.task(variables.input.targetJob)
    task.say('Avant, ')
    await heard.nth(1)
    sockets[0]!.terminate()
    expect((await heard.nth(2)).data.cvDraft).toMatchObject({ text: 'Avant, ', offset: 0 })
    task.say('après')
    task.finish()
    await heard.end()
    expect(textOf(heard)).toBe('Avant, après')
    expect(sockets).toHaveLength(2)
    expect(await footprint(gateway, ada.id)).toMatchObject(spent)
  })

  test('asked for again after its end, it gives what was saved, and today\'s usage', async () => {
    const ada = await gateway.member()
    const variables = asking()
    const first = draft(ada, variables)
    ;(await writer.task(variables.input.targetJob)).finish()
    await first.end()
    await gateway.sql`select public.check_usage_limit(${ada.id}, 'cv_generations', 1)`
    const again = draft(ada, variables)
    await again.end()
    expect(pushes(again)).toEqual([{ ...pushes(first).at(-1), offset: 0, usage: { used: 2, held: 0, remaining: 1 } }])
    expect(await footprint(gateway, ada.id)).toMatchObject({ ...spent, used: 2 })
  })

  test('with another input it is a conflict, running or saved; another user\'s key is his own', async () => {
    const [ada, grace] = [await gateway.member(), await gateway.member()]
    const variables = asking()
    const other = { input: { ...variables.input, title: 'Autre' } }
    const first = draft(ada, variables)
    const task = await writer.task(variables.input.targetJob)
    const running = draft(ada, other)
    await running.end()
    expect(codes(running.results[0])).toEqual(['IDEMPOTENCY_CONFLICT'])
    task.finish()
    await first.end()
    const saved = draft(ada, other)
    await saved.end()
    expect(codes(saved.results[0])).toEqual(['IDEMPOTENCY_CONFLICT'])
    const hers = draft(grace, variables)
    ;(await writer.task(variables.input.targetJob, 2)).finish()
    await hers.end()
    expect(pushes(hers).at(-1).done).toBe(true)
  })

  test.each([['empty', ''], ['too long', 'x'.repeat(256)], ['of control characters', 'a\u0001b']])('%s is refused', async (_what, idempotencyKey) => {
    const heard = draft(await gateway.member(), asking({ idempotencyKey }))
    await heard.end()
    expect(heard.results[0]).toMatchObject({ errors: [{ path: ['cvDraft'], extensions: { code: 'BAD_USER_INPUT', issues: [{ path: 'input.idempotencyKey' }] } }] })
  })
})

describe('refused and failed', () => {
  test('in the words and the order of the mutation, at no cost', async () => {
    const ada = await gateway.member()
    const answers = async (change: object) => {
      const { input } = asking(change)
      const heard = draft(ada, { input })
      await heard.end()
      const http = await ada.ask(documentOf('generateCv', 'cv { id }'), { input: { ...input, idempotencyKey: `${input.idempotencyKey}-http` } })
      return [heard.results.at(-1), http].map(({ data, errors }) => ({ data: Object.values(data), errors: errors.map(({ path: _path, locations: _locations, ...error }: any) => error) }))
    }
    await gateway.sql`select public.check_usage_limit(${ada.id}, 'cv_generations', 3)`
    const before = await footprint(gateway, ada.id)
    for (const [change, code] of [
      [{}, 'USAGE_LIMIT_EXCEEDED'], [{ templateId: templateId('colonne') }, 'TIER_REQUIRED'], [{ targetJob: ' ' }, 'BAD_USER_INPUT'], [{ templateId: templateId('nulle-part') }, 'NOT_FOUND'],
    ] as const) {
      const [streamed, asked] = await answers(change)
      expect(streamed!.errors[0].extensions.code).toBe(code)
      expect(streamed).toEqual(asked)
    }
    expect(await footprint(gateway, ada.id)).toEqual(before)
  })

  test('a writer that fails half-way gives unit and key back, and says it in the stream', async () => {
    const ada = await gateway.member()
    const variables = asking()
    const heard = draft(ada, variables)
    const task = await writer.task(variables.input.targetJob)
    task.say('Il était')
    await heard.nth(1)
    task.fail(integrationUnavailable('gemini', true))
    await heard.end()
    expect(heard.results.at(-1)).toMatchObject({ data: { cvDraft: null }, errors: [{ path: ['cvDraft'], extensions: { code: 'INTEGRATION_UNAVAILABLE' } }] })
    expect(await footprint(gateway, ada.id)).toMatchObject(unspent)
    const again = draft(ada, variables)
    ;(await writer.task(variables.input.targetJob, 2)).finish()
    await again.end()
    expect(await footprint(gateway, ada.id)).toMatchObject(spent)
  })

  test('a defect is a request id, and no more of it', async () => {
    const variables = asking()
    const heard = draft(await gateway.member(), variables)
    ;(await writer.task(variables.input.targetJob)).fail(new Error('secret'))
    await heard.end()
    expect(codes(heard.results.at(-1))).toEqual(['INTERNAL_SERVER_ERROR'])
    expect(JSON.stringify(heard.results)).not.toContain('secret')
    const { requestId } = heard.results.at(-1).errors[0].extensions
    expect(gateway.logged.filter((line) => line.includes(requestId)).join()).toContain('secret')
  })

  test('one that takes too long is given up', async () => {
    const hasty = await gateway.another({ writer, drafts: { deadlineMs: 50 } })
    const ada = await gateway.member()
    const variables = asking()
    const heard = draft(ada, variables, hasty.url)
    await heard.end()
    expect(codes(heard.results.at(-1))).toEqual(['DEADLINE_EXCEEDED'])
    expect(await footprint(gateway, ada.id)).toMatchObject(unspent)
  })
})

describe('hanging up', () => {
  test('for good stops the writer and gives unit and key back; a second reader keeps it alive', async () => {
    const brief = await gateway.another({ writer, drafts: { graceMs: 30 } })
    const ada = await gateway.member()
    const variables = asking()
    const [first, second] = [draft(ada, variables, brief.url), draft(ada, variables, brief.url)]
    const task = await writer.task(variables.input.targetJob)
    task.say('Un')
    await Promise.all([first.nth(1), second.nth(1)])
    first.stop()
    task.say('deux')
    await second.nth(2)
    expect(task.options.signal.aborted).toBe(false)
    second.stop()
    await eventually(async () => expect(await footprint(gateway, ada.id)).toMatchObject(unspent))
    expect(task.options.signal.aborted).toBe(true)
    const again = draft(ada, variables, brief.url)
    ;(await writer.task(variables.input.targetJob, 2)).finish()
    await again.end()
    expect(await footprint(gateway, ada.id)).toMatchObject(spent)
  })

  test('a gateway that stops gives units back, and its readers come back elsewhere', async () => {
    const leaving = await gateway.another()
    const ada = await gateway.member()
    const variables = asking()
    let where = leaving.url
    const client = openClient(leaving.url, ada.token, { url: () => `${where.replace('http', 'ws')}/graphql`, retryAttempts: 5, retryWait: async () => {} })
    const heard = draft(client, variables)
    const task = await writer.task(variables.input.targetJob)
    task.say('Un')
    await heard.nth(1)
    where = gateway.url
    const stopped = leaving.stop(5000)
    const next = await writer.task(variables.input.targetJob, 2)
    expect(task.options.signal.aborted).toBe(true)
    await stopped
    next.say('Deux')
    next.finish()
    await heard.end()
    expect(textOf(heard)).toBe('Deux')
    expect(await footprint(gateway, ada.id)).toMatchObject(spent)
  })
})

describe('on another gateway', () => {
  test('the draft is joined through the store: its text, then what was saved, for one unit', async () => {
    const writing = await gateway.another({ writer, drafts: { keepEveryMs: 10, graceMs: 200 } })
    const ada = await gateway.member()
    const variables = asking()
    const first = draft(ada, variables, writing.url)
    const task = await writer.task(variables.input.targetJob)
    task.say('Un, ')
    await first.nth(1)
    const second = draft(ada, variables)
    await second.nth(1)
    // Nobody listens there any more; here somebody does, and the draft goes on for longer than its grace.
    first.stop()
    for (let n = 2; n < 8; n += 1) {
      task.say(`${n}, `)
      await eventually(() => expect(textOf(second)).toContain(`${n}, `))
    }
    expect(task.options.signal.aborted).toBe(false)
    task.say('fin')
    task.finish()
    await second.end()
    expect(pushes(second).at(-1)).toMatchObject({ done: true, cv: { targetJob: variables.input.targetJob }, usage: { used: 1, remaining: 2 } })
    expect(await footprint(gateway, ada.id)).toMatchObject(spent)
    await eventually(async () => expect(await gateway.sql`select from phoenix_private.drafts where user_id = ${ada.id}`).toHaveLength(0))
  })

  test('help is said there too, with each push', async () => {
    const elsewhere = await gateway.another()
    const ada = await gateway.member()
    const variables = asking({ title: 'Je veux mourir' })
    const query = 'subscription ($input: CvDraftInput!) { cvDraft(input: $input) { done help { phone } } }'
    const first = draft(ada, variables, elsewhere.url)
    const task = await writer.task(variables.input.targetJob)
    const second = listen(openClient(gateway.url, ada.token), query, variables)
    await second.nth(1)
    task.finish()
    await Promise.all([first.end(), second.end()])
    expect(pushes(second).at(-1).done).toBe(true)
    for (const push of pushes(second)) expect(push.help).toContainEqual({ phone: '3114' })
  })

  test('with another input it is a conflict there too', async () => {
    const writing = await gateway.another()
    const ada = await gateway.member()
    const variables = asking()
    const first = draft(ada, variables, writing.url)
    const task = await writer.task(variables.input.targetJob)
    const second = draft(ada, { input: { ...variables.input, title: 'Autre' } })
    await second.end()
    expect(codes(second.results[0])).toEqual(['IDEMPOTENCY_CONFLICT'])
    task.finish()
    await first.end()
  })

  test('one whose gateway died is OPERATION_IN_PROGRESS, until its claim has lapsed', async () => {
    const dying = await gateway.another({ writer, drafts: { keepEveryMs: 1e6 } })
    const ada = await gateway.member()
    const variables = asking()
    const first = draft(ada, variables, dying.url)
    const task = await writer.task(variables.input.targetJob)
    await gateway.sql`update phoenix_private.operations set started_at = now() - interval '11 seconds' where user_id = ${ada.id}`
    const second = draft(ada, variables)
    await second.end()
    expect(second.results[0]).toMatchObject({ data: { cvDraft: null }, errors: [{ extensions: { code: 'OPERATION_IN_PROGRESS', retryAfter: 60 } }] })
    await gateway.sql`update phoenix_private.operations set expires_at = now() where user_id = ${ada.id}`
    const third = draft(ada, variables)
    ;(await writer.task(variables.input.targetJob, 2)).finish()
    await third.end()
    expect(pushes(third).at(-1).done).toBe(true)
    // What comes from the dead too late is not saved: its claim is another's.
    task.finish()
    await first.end()
    expect(codes(first.results.at(-1))).toEqual(['CONFLICT'])
    expect(await footprint(gateway, ada.id)).toMatchObject(spent)
  })
})

describe('with a model behind it', () => {
  const LETTER = 'subscription ($input: LetterDraftInput!) { letterDraft(input: $input) { text offset done letter { id text source model } usage { feature used held } } }'
  const paragraphs = [
    'Le poste de développeuse chez Octavienne correspond à ce que je cherche, et mon parcours m’y prépare depuis plusieurs années déjà.',
    'Pendant huit ans j’ai coordonné une équipe soignante, tenu des plannings et rédigé des procédures que d’autres suivaient sans moi.',
    'Je serais ravie d’en parler avec vous lors d’un entretien, à la date qui vous conviendra le mieux.',
  ]
  const writing = async () => {
    const hand = gemini.byHand()
    const server = await openGemini(hand.behaviour)
    const door = await gateway.another({ models: modelsAt(server), drafts: { graceMs: 30 } })
    const ada = await gateway.member()
    made += 1
    const input = { jobOffer: offer, jobTitle: 'Développeuse', companyName: 'Octavienne', tone: 'FORMEL', cvText: 'Infirmière pendant huit ans au CHU de Brévalon, puis développeuse.'.repeat(3), idempotencyKey: `letter-${made}` }
    return { hand, server, ada, door, heard: listen(openClient(door.url, ada.token), LETTER, { input }), input }
  }
  const json = JSON.stringify({ paragraphs })

  test('the letter leaves while the model still writes it, and what is saved is what was heard', async () => {
    const { hand, heard, ada } = await writing()
    await hand.say(json.slice(0, 150))
    const first = await heard.nth(1)
    expect(first.data.letterDraft).toMatchObject({ done: false, letter: null })
    expect(first.data.letterDraft.text).toContain('Le poste de développeuse')
    await hand.end(json.slice(150))
    await heard.end()
    const all = heard.results.map((result) => result.data.letterDraft)
    const text = all.reduce((whole, push) => whole.slice(0, push.offset) + push.text, '')
    expect(all.at(-1)).toMatchObject({ done: true, letter: { text, source: 'MODEL', model: 'gemini-2.5-flash' }, usage: { feature: 'LETTERS_GENERATED', used: 1, held: 0 } })
    for (const paragraph of paragraphs) expect(text).toContain(paragraph)
    expect(await footprint(gateway, ada.id)).toMatchObject({ letters: 1, used: 1, held: 0, imbalances: 0 })
  })

  test('hanging up for good closes the connection to the model, and gives the unit back', async () => {
    const { hand, heard, server, ada } = await writing()
    await hand.say(json.slice(0, 150))
    await heard.nth(1)
    heard.stop()
    await server.asked[0]!.closed
    await eventually(async () => expect(await footprint(gateway, ada.id)).toMatchObject({ letters: 0, used: 0, held: 0, operations: 0, imbalances: 0 }))
  })
})
