import postgres from 'postgres'
import { createWriter } from '../../../gateway/writer/writer.ts'
import { POOL, ready, settings } from '../contestant.ts'
import { resume } from '../work.ts'

/* The floor of the metered mutation: what it sends, from a bare loop, by people who are premium already; no HTTP, no GraphQL, no JSON in between. */

export interface LoopJob {
  readonly count: number
  readonly connections: number
  readonly people: readonly string[]
  /** The unit is reserved first, as for a model. */
  readonly held: boolean
}

const sql = postgres(settings.url, { max: POOL, fetch_types: false, onnotice: () => {}, connection: { options: '-c role=service_role' } })
const draft = await createWriter().cv(
  { title: 'Développeuse', targetJob: 'Développeuse', language: 'fr', profile: resume as never }, { layout: 'classic', accentColor: '#1f3a5f', fontFamily: 'serif' } as never,
  { acceptTemplate: true, signal: new AbortController().signal, viewer: '' })
const profile = JSON.stringify(resume)

async function reserve(person: string) {
  const [reserved] = await sql`select granted, hold_id, to_jsonb(usage)::text as usage from public.reserve_usage(${person}::uuid, 'cv_generations', 1)`
  return JSON.stringify({ hold: reserved!.hold_id })
}

async function mutate(person: string, held: boolean) {
  const call = held ? await reserve(person) : '{"take": 1}'
  await sql`
    select to_jsonb(cv)::text as cv, to_jsonb(usage)::text as usage from public.save_generated_cv(${person}::uuid, ${call}::text::jsonb,
      'Développeuse', 'Développeuse', 'fr', 'classique', ${profile}::text::jsonb, ${draft.html}, ${draft.text}, ${draft.source}, ${draft.model}, ${draft.durationMs ?? 0}::int, 3)`
}

ready(0, async (question) => {
  const { count, connections, people, held } = question as LoopJob
  let next = 0
  const began = performance.now()
  await Promise.all(Array.from({ length: connections }, async () => {
    while (next < count) {
      const person = people[next++ % people.length]!
      await mutate(person, held)
    }
  }))
  return { done: next, seconds: (performance.now() - began) / 1000 }
})
