import { expect, vi } from 'vitest'
import type { Answer, Member, TestGateway } from './harness.ts'

/** Every field filled in, each with words that occur nowhere else: a word of these in an event or a log is a leak. */
export const camille = {
  fullName: 'Camille Zyndrelle', headline: 'Infirmière quintessa', email: 'camille.zyn@example.org', phone: '+33 6 12 34 56 78', location: 'Nantouille',
  summary: 'Huit ans de soins plumatiques,\npuis le développement.', links: [{ label: 'Siteperso', url: 'https://zyndrelle.example/cv?a=1&b=2' }],
  experiences: [
    { title: 'Infirmière référente', company: 'CHU de Brévalon', location: 'Brévalon', startDate: '2016-09', endDate: '2024-06', description: 'Service des urgences floconneuses.', highlights: ['Équipe de douze soignantes'] },
    { title: 'Développeuse junior', company: 'Octavienne', startDate: '2024-09-02', current: true },
  ],
  educations: [{ degree: 'Titre professionnel Conceptrice', school: 'Afpatrie', year: 2024, description: 'Mention grandiose.' }],
  technicalSkills: ['TypeScriptum', 'PostgreSqualus'], businessSkills: ['Triage orangeur'], softSkills: ['Écoutance'],
  languages: [{ name: 'Bretonnant', level: 'NATIVE' }], achievements: ['Prix Mirabeline'], projects: [{ name: 'Carnetoscope', description: 'Un carnet de bordure.', url: 'https://carnetoscope.example' }],
}

/** An offer as they are written, with a demand that Camille meets (PostgreSQL does not, PostgreSqualus is no skill) and some that she does not. */
export const offer = `Développeuse web (H/F) - CDI - Nantes
Octavienne, éditeur de logiciels en forte croissance, recrute une développeuse web pour son équipe produit.
Lieu : Nantes (44)
Salaire : 38 à 45 k€ brut annuel
Expérience : 3 ans d'expérience minimum

Vos missions :
- Concevoir des interfaces en React et TypeScript
- Écrire des tests automatisés

Profil recherché :
- Maîtrise de TypeScript, Node.js et PostgreSQL requise
- Docker serait un plus
- Anglais professionnel
- Autonomie, rigueur, esprit d'équipe`

export const cvText = 'Ada Lovelace\nMathématicienne et développeuse\nada@example.org\nCompétences : TypeScript, React, rigueur, travail en équipe\nExpérience : analyste chez Babbage, 2019 à 2024'

/** Every text in a value, to look for where it must not be. */
export function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsOf)
}

export const base64 = (content: string | Uint8Array) => Buffer.from(content as string).toString('base64')
export const globalId = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64url')
export const rowId = (id: string) => Buffer.from(id, 'base64url').toString().split(':')[1]!
export const template = (name: string) => globalId('CvTemplate', name)
/** Well formed, and nobody's. */
export const nobody = '00000000-0000-4000-8000-000000000000'

export const inputs = {
  generateCv: (change: object = {}) => ({ profile: { fullName: 'Ada Lovelace', technicalSkills: ['Analyse'] }, targetJob: 'Développeuse', ...change }),
  generateLetter: (change: object = {}) => ({ cvText, jobTitle: 'Développeuse web', companyName: 'Octavienne', tone: 'SOBRE', ...change }),
  analyzeJobOffer: (change: object = {}) => ({ jobOffer: offer, ...change }),
  uploadCv: (change: object = {}) => ({ filename: 'cv.txt', contentType: 'text/plain', contentBase64: base64('Ada Lovelace\nMathématicienne'), ...change }),
}

const CV = 'id origin title targetJob language version'
const LETTER = 'id origin title jobTitle companyName language version template { id }'
const SESSION = 'id topic status language depth messagesCount version'
const OBJECTIVE = 'id title description status targetDate version'
export const selections: Readonly<Record<string, string>> = {
  updateProfile: 'profile { id fullName version }',
  uploadCv: `cv { ${CV} text } usage { feature used held limit remaining }`,
  generateCv: `cv { ${CV} } usage { feature used held limit remaining }`,
  selectCvTemplate: `cv { ${CV} template { id } html }`,
  updateCv: `cv { ${CV} }`,
  deleteCv: 'deletedId',
  createCheckoutSession: 'checkoutSession { id url expiresAt }',
  createBillingPortalSession: 'billingPortalSession { id url }',
  changePlan: 'appSubscription { id app tier status }',
  cancelSubscription: 'appSubscription { id app status cancelAtPeriodEnd }',
  resumeSubscription: 'appSubscription { id app status cancelAtPeriodEnd }',
  dismissNudge: 'nudge { id type dismissedAt }',
  navigateToApp: 'app nudge { id }',
  createJournalEntry: 'journalEntry { id date mood confidence note version } help { phone }',
  updateJournalEntry: 'journalEntry { id date mood confidence note version } help { phone }',
  deleteJournalEntry: 'deletedId',
  setObjective: `objective { ${OBJECTIVE} } help { phone }`,
  updateObjective: `objective { ${OBJECTIVE} } help { phone }`,
  completeObjective: `objective { ${OBJECTIVE} completedAt }`,
  deleteObjective: 'deletedId',
  setKaizen: 'kaizen { id action date completed version } help { phone }',
  completeKaizen: 'kaizen { id action date completed completedAt version }',
  completeMeditation: 'meditation { id durationSeconds triggeredBy completedAt }',
  startCoachingSession: `coachingSession { ${SESSION} messages { author text source model } } usage { feature used held limit remaining } help { phone }`,
  sendCoachingMessage: `coachingSession { ${SESSION} } message { id author text source } reply { id author text source model } help { phone }`,
  completeCoachingSession: `coachingSession { ${SESSION} summary summarySource summaryModel satisfaction completedAt }`,
  createPartner: 'partner { id name } key',
  rotatePartnerKey: 'partner { id name } key',
  updatePartner: 'partner { id name website status version limits { ratePerMinute dailyQuota dailyCost } }',
  disablePartner: 'partner { id status }',
  grantPartnerAccess: 'partnerGrant { id scopes expiresAt revokedAt partner { id } }',
  revokePartnerAccess: 'partnerGrant { id revokedAt }',
  recordConsent: 'consent { purpose granted version source recordedAt }',
  analyzeJobOffer: 'jobAnalysis { id language title { value } keywords { term weight } }',
  generateLetter: `letter { ${LETTER} } usage { feature used held limit remaining }`,
  optimizeLetter: `letter { ${LETTER} changes }`,
  applyLetterTemplate: `letter { ${LETTER} html }`,
  updateLetter: `letter { ${LETTER} text }`,
  deleteLetter: 'deletedId',
  optimizeCvForAts: 'cv { id version } atsAnalysis { id score level keywordCoverage missingKeywords { term } }',
  analyzeLetterAts: 'letter { id version } atsAnalysis { id score level keywordCoverage actionVerbs quantifiedResults }',
  runMirrorMatch: 'mirrorMatch { id type overall confidence scores { technical softSkills experience keywords ats reconversion } } usage { feature used held limit remaining }',
  buildTrajectory: 'trajectory { id targetJob readiness strengths gaps steps { position kind term durationWeeks } }',
}

export const documentOf = (field: string, selection = selections[field]) =>
  `mutation ($input: ${field[0]!.toUpperCase()}${field.slice(1)}Input!) { ${field}(input: $input) { ${selection} } }`

/** One mutation by its name, its input as a variable. */
export const run = (member: Pick<Member, 'ask'>, field: string, input: object, selection?: string): Promise<Answer> => member.ask(documentOf(field, selection), { input })

/** The mutation's payload; fails with the whole answer where there is none. */
export async function done(member: Pick<Member, 'ask'>, field: string, input: object, selection?: string): Promise<any> {
  const answer = await run(member, field, input, selection)
  expect(answer, JSON.stringify(answer)).not.toHaveProperty('errors')
  return answer.data[field]
}

export const codesOf = (answer: Answer) => (answer.errors ?? []).map((error) => error.extensions.code as string)
export const issuesOf = (answer: Answer) => (answer.errors ?? []).flatMap((error) => (error.extensions.issues ?? []) as { path: string; message: string }[])

/** A request as bytes on the wire, for what no client library would send. */
export async function post(gateway: TestGateway, body: string, { token, headers, signal }: { token?: string; headers?: Record<string, string>; signal?: AbortSignal } = {}): Promise<Answer> {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST', body, ...(signal ? { signal } : {}),
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
  })
  return { status: response.status, ...(await response.json() as object) } as Answer
}

/** All that a user owns in the database, counted: what a refusal must leave as it was. */
export async function footprint({ sql }: TestGateway, userId: string) {
  const [row] = await sql`
    select (select count(*)::int from public.cv_generations where user_id = ${userId}) as cvs,
           (select count(*)::int from public.letter_generations where user_id = ${userId}) as letters,
           (select count(*)::int from public.job_analyses where user_id = ${userId}) + (select count(*)::int from public.ats_analyses where user_id = ${userId})
             + (select count(*)::int from public.mirror_matches where user_id = ${userId}) + (select count(*)::int from public.trajectories where user_id = ${userId}) as analyses,
           (select count(*)::int from public.phoenix_events where stream_id = ${userId}) as events,
           (select coalesce(sum(used), 0)::int from phoenix_private.usage_counters where user_id = ${userId}) as used,
           (select coalesce(sum(held), 0)::int from phoenix_private.usage_counters where user_id = ${userId}) as held,
           (select count(*)::int from phoenix_private.operations where user_id = ${userId}) as operations,
           (select version from public.profiles where id = ${userId}) as profile_version,
           (select count(*)::int from phoenix_private.usage_imbalances where user_id = ${userId}) as imbalances`
  return { ...row } as Record<'cvs' | 'letters' | 'analyses' | 'events' | 'used' | 'held' | 'operations' | 'profile_version' | 'imbalances', number>
}

/** Waits for what another connection, process or timer is about to do: as long as a machine ten times slower than this one takes. */
export const eventually = <T>(look: () => T | Promise<T>) => vi.waitFor(look, { timeout: 60_000, interval: 10 })

/** What this costs the process in milliseconds of its own: work of others on the same cores does not count. */
export async function costOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** Holds a row lock until `release`, so that a call comes to a stop at a known place; `waiting` resolves once `count` stand there. */
export async function holdLock({ sql }: TestGateway, row: 'counter' | 'profile' | 'account', userId: string) {
  const held = Promise.withResolvers<void>()
  const free = Promise.withResolvers<void>()
  const transaction = sql.begin(async (tx) => {
    if (row === 'counter') {
      await tx`insert into phoenix_private.usage_counters (user_id, feature, month) values (${userId}, 'cv_generations', phoenix_private.month_of(now())) on conflict do nothing`
      await tx`select from phoenix_private.usage_counters where user_id = ${userId} for update`
    } else if (row === 'account') {
      // Every write begins with it.
      await tx`select from public.profiles where id = ${userId} for update`
    } else {
      // Not `for update`: foreign keys to the profile must still be checked, so that only the saving function waits.
      await tx`select from public.profiles where id = ${userId} for no key update`
    }
    held.resolve()
    await free.promise
  })
  await Promise.race([held.promise, transaction])
  return {
    waiting: (count = 1) => eventually(async () => {
      const [found] = await sql`select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      expect(found!.n).toBeGreaterThanOrEqual(count)
    }),
    async release() {
      free.resolve()
      await transaction
    },
  }
}
