import { describe, expect, test } from 'vitest'
import type { CoachingReplyRequest } from '../gateway/writer/coaching.ts'
import type { CvProfile } from '../gateway/writer/cv.ts'
import type { LetterRequest } from '../gateway/writer/letter.ts'
import type { Draft, WriteOptions } from '../gateway/writer/port.ts'
import { createWriter } from '../gateway/writer/writer.ts'
import { injections, ordinaryWords } from './injections.ts'
import { gemini, modelsAt, openGemini } from './modelServers.ts'
import type { AskedModel } from './modelServers.ts'

/*
 * P9: what people write is data. Asserted on what leaves over the wire: every word of theirs inside the fence, the instruction
 * the same whatever they wrote, and a fence that they cannot close.
 */

const server = await openGemini()
const writer = createWriter({ ...modelsAt(server), warn: () => {}, bounds: { begin: async () => ({ granted: 9, left: 9, stands: async () => true, end() {} }) } })
const how: WriteOptions = { acceptTemplate: true, signal: new AbortController().signal, viewer: 'ada' }

const profile = (text: string): CvProfile => ({ fullName: 'Ada Lovelace', headline: text, summary: text, experiences: [{ title: text, company: text, description: text, highlights: [text] }], technicalSkills: [text], achievements: [text], projects: [{ name: text, description: text }] })
const letter = (text: string): LetterRequest => ({ language: 'fr', tone: 'sobre', jobTitle: text, companyName: text, sender: { fullName: 'Ada Lovelace' }, cvText: text, jobOffer: text, matchedSkills: [text], careerChange: { oldDomain: text, newDomain: text, transferableSkills: [text] }, motivation: text })
const coaching = (text: string): CoachingReplyRequest => ({ language: 'fr', fullName: 'Ada Lovelace', depth: 'full', topic: text, objectives: [{ title: text, status: 'active' }], journalNotes: [text], messages: [{ from: 'user', text }], mood: { mood7: 6.5, mood30: null, confidence7: null, trend: 'up' } })

const ways: Readonly<Record<string, (text: string) => Promise<Draft<object>>>> = {
  letter: (text) => writer.letter(letter(text), how),
  letterFromProfile: (text) => writer.letter({ ...letter(''), profile: profile(text) }, how),
  cv: (text) => writer.cv({ title: 't', targetJob: text, language: 'fr', profile: profile(text) }, { layout: 'classic', accentColor: '#000000', fontFamily: 'sans' }, how),
  optimizeLetter: (text) => writer.optimizeLetter({ language: 'fr', text, jobOffer: text, jobTitle: text, companyName: text, sender: { fullName: 'Ada Lovelace' } }, how),
  advise: (text) => writer.advise({ language: 'fr', kind: 'letter', text, jobOffer: text, measured: [], sender: { fullName: 'Ada Lovelace' } }, how),
  coachingReply: (text) => writer.coachingReply(coaching(text), how),
  coachingSummary: (text) => writer.coachingSummary(coaching(text), how),
}

/** What a question holds outside of its fences, and inside. Fails where the two cannot be told apart. */
function read({ body }: AskedModel) {
  const instruction = body.systemInstruction.parts[0].text as string
  const data = body.contents[0].parts[0].text as string
  const mark = /<<<([0-9a-f]{32}) /.exec(instruction.replace(/<<<([0-9a-f]{32}) and/, '<<<$1 '))?.[1] ?? /<<<([0-9a-f]{32})/.exec(instruction)![1]!
  const inside: string[] = []
  const outside = data.replace(new RegExp(`<<<${mark} [a-zA-Z0-9 ’()]+\n([^]*?)\n${mark}>>>`, 'g'), (_all, text: string) => {
    inside.push(text)
    return ''
  })
  return { instruction: instruction.replaceAll(mark, 'MARK'), outside: outside.trim(), inside, mark }
}

const ask = async (way: keyof typeof ways, text: string) => {
  server.behave(gemini.answers({}))
  await ways[way]!(text)
  return read(server.asked.at(-1)!)
}

describe.each(Object.keys(ways))('%s', (way) => {
  test('whatever is written, the task stays the same and the data stays inside', async () => {
    const calm = await ask(way, 'Comptable chez Nordis')
    expect(calm.instruction).not.toContain('Nordis')
    const marks = new Set([calm.mark])
    for (const injection of injections) {
      const asked = await ask(way, injection)
      expect(asked.instruction).toBe(calm.instruction)
      expect(asked.outside).toBe('')
      expect(asked.inside.length).toBe(calm.inside.length)
      expect(asked.inside.join('\n')).not.toContain(asked.mark)
      marks.add(asked.mark)
    }
    expect(marks.size).toBe(injections.length + 1)
  })

  test('nothing but the model, its instruction, its settings and the fenced data leaves', async () => {
    await ask(way, 'Comptable chez Nordis')
    const { body } = server.asked.at(-1)!
    expect(Object.keys(body).sort()).toEqual(['contents', 'generationConfig', 'safetySettings', 'systemInstruction'])
    expect([body.contents.length, body.contents[0].parts.length, body.contents[0].role]).toEqual([1, 1, 'user'])
    expect(JSON.stringify(body)).not.toMatch(/Lovelace|Ada/)
  })
})

test('ordinary French words are never refused, and leave as they are', async () => {
  const words = ordinaryWords
  server.behave(gemini.answers({ paragraphs: [`Le poste de comptable chez Nordis m’intéresse : ${words}, voilà ce que je fais tous les jours avec plaisir et rigueur.`, 'Dans mon dernier poste, j’ai tenu les comptes et suivi les budgets, avec une équipe que j’ai beaucoup aimé accompagner au quotidien.'] }))
  const draft = await writer.letter({ language: 'fr', tone: 'sobre', jobTitle: 'Comptable', companyName: 'Nordis', sender: { fullName: 'Ada Lovelace' }, cvText: words, jobOffer: words }, how)
  expect(draft).toMatchObject({ source: 'model', text: expect.stringContaining(words) })
  expect(read(server.asked.at(-1)!).inside).toContain(words)
})

describe('an answer that gives away its instruction is no answer', () => {
  const request = { ...letter('Comptable chez Nordis'), careerChange: null }
  const body = 'Je vous adresse ma candidature de comptable chez Nordis, avec le souhait de travailler avec vous dans la durée et la confiance. '.repeat(2)
  test.each<[string, (asked: AskedModel) => string]>([
    ['a sentence of it', ({ body: { systemInstruction } }) => systemInstruction.parts[0].text.split('\n')[0]],
    ['in other case and spacing', ({ body: { systemInstruction } }) => systemInstruction.parts[0].text.split('\n')[2].toUpperCase().replaceAll(' ', '  ')],
    ['the mark of its data', (asked) => `Voici ${read(asked).mark} et la suite`],
  ])('%s', async (_what, leak) => {
    for (const onText of [undefined, () => {}]) {
      const heard: string[] = []
      server.behave(gemini.replies((asked) => ({ paragraphs: [body, `${leak(asked)} ${body}`] })))
      const draft = await writer.letter(request, { ...how, ...(onText && { onText: (piece) => heard.push(piece.text) }) })
      expect(draft.source).toBe('template')
      expect(heard.join('')).not.toMatch(/exact lines mark data|first person, for the person|[0-9a-f]{32}/)
    }
  })
})

