import type { Person } from './database.ts'

/** What is asked of every contestant that reads. */
export type Work = 'screen' | 'small'
/** Ours is the gateway's contract; PostGraphile makes its own from the tables. */
export type Dialect = 'ours' | 'postgraphile'

const screen = `query Screen($first: Int!) {
  viewer {
    id
    profile { id email fullName bestTier version createdAt }
    subscriptions { app tier status counts currentPeriodEnd }
    usage { periodStart periodEnd features { feature used held limit remaining unlimited resetsAt } }
    cvs(first: $first) {
      nodes { id title targetJob language origin source version createdAt updatedAt }
      pageInfo { hasNextPage endCursor }
    }
  }
}`

const small = `query Small {
  viewer { profile { fullName email version } }
}`

const bodyOf = (query: string, variables: object) => JSON.stringify({ query, variables })

/** The same information from the schema that PostGraphile makes, with the same functions of ours behind it. */
const postgraphileScreen = `query Screen($id: UUID!, $first: Int!) {
  profileByRowId(rowId: $id) {
    rowId email fullName subscriptionTier version createdAt
    cvGenerationsByUserId(first: $first, orderBy: [CREATED_AT_DESC, ROW_ID_DESC]) {
      nodes { rowId title targetJob language origin source version createdAt updatedAt }
      pageInfo { hasNextPage endCursor }
    }
  }
  listAppSubscriptions(pUserId: $id) { nodes { appName subscriptionTier subscriptionStatus counts currentPeriodEnd } }
  loadUsage(pUserId: $id) { nodes { feature used held monthlyLimit remaining unlimited periodStart resetsAt } }
}`

const postgraphileSmall = `query Small($id: UUID!) {
  profileByRowId(rowId: $id) { fullName email version }
}`

/** The request body for one person. */
export function bodyFor(work: Work, dialect: Dialect, { id }: Person): string {
  if (dialect === 'ours') return work === 'screen' ? bodyOf(screen, { first: 20 }) : bodyOf(small, {})
  return work === 'screen' ? bodyOf(postgraphileScreen, { id, first: 20 }) : bodyOf(postgraphileSmall, { id })
}

/**
 * An answer in the gateway's shape. Ours is as it is, but for a line end. PostGraphile's has other names, rows' ids, the database's
 * spelling of enums and moments (microseconds), and cursors of its own: these are brought into our form, and nothing is added.
 */
export function normalized(work: Work, dialect: Dialect, answer: string): string {
  // What it has cost, and what is left, is said by the gateway only, and is another thing each time.
  if (dialect === 'ours') return answer.trimEnd().replace(/,"extensions":\{"cost":\{[^{}]*\{[^{}]*\}\}\}\}$/, '}')
  const { data } = JSON.parse(answer) as { data: Record<string, any> }
  const { profileByRowId: profile } = data
  if (work === 'small') return JSON.stringify({ data: { viewer: { profile } } })
  const { rowId, cvGenerationsByUserId: cvs, subscriptionTier, ...rest } = profile
  const features = data.loadUsage.nodes as any[]
  const last = cvs.nodes.at(-1)
  return JSON.stringify({ data: { viewer: {
    id: globalId('Viewer', rowId),
    profile: { id: globalId('Profile', rowId), email: rest.email, fullName: rest.fullName, bestTier: upper(subscriptionTier), version: rest.version, createdAt: moment(rest.createdAt) },
    subscriptions: (data.listAppSubscriptions.nodes as any[]).map((s) => ({
      app: upper(s.appName), tier: upper(s.subscriptionTier), status: upper(s.subscriptionStatus), counts: s.counts, currentPeriodEnd: moment(s.currentPeriodEnd),
    })),
    usage: {
      periodStart: moment(features[0].periodStart), periodEnd: moment(features[0].resetsAt),
      features: features.map(({ monthlyLimit, periodStart: _, resetsAt, feature, used, held, ...f }) => ({ feature: upper(feature), used, held, limit: monthlyLimit, ...f, resetsAt: moment(resetsAt) })),
    },
    cvs: {
      nodes: (cvs.nodes as any[]).map(({ rowId: id, language, origin, source, createdAt, updatedAt, title, targetJob, version }) => ({
        id: globalId('Cv', id), title, targetJob, language: upper(language), origin: upper(origin), source: upper(source), version, createdAt: moment(createdAt), updatedAt: moment(updatedAt),
      })),
      pageInfo: { hasNextPage: cvs.pageInfo.hasNextPage, endCursor: cvs.pageInfo.endCursor === null ? null : Buffer.from(`cvs|${last.createdAt.replace(/\.?0*\+/, '+')}|${last.rowId}`).toString('base64url') },
    },
  } } })
}

const globalId = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64url')
const upper = (text: string) => text.toUpperCase()
const moment = (text: string) => new Date(text).toISOString()

/** The screen with so many rows: a connection gives 100 at most, so 200 are those of two. */
export function screenOf(rows: 1 | 20 | 200): string {
  if (rows < 200) return bodyOf(screen, { first: rows })
  const second = '  events(first: $first) { nodes { id type app time data } pageInfo { hasNextPage endCursor } }\n  }\n}'
  return bodyOf(screen.replace(/ {2}\}\n\}$/, second), { first: 100 })
}

const generate = `mutation Generate($input: GenerateCvInput!) {
  generateCv(input: $input) { cv { id title version } usage { feature used unlimited } }
}`

/** An ordinary résumé. */
export const resume = {
  fullName: 'Camille Martin', headline: 'Développeuse', email: 'camille@example.org', location: 'Lyon', summary: 'Huit ans de soins, puis le développement.',
  experiences: [
    { title: 'Infirmière', company: 'CHU de Lyon', location: 'Lyon', startDate: '2016-09', endDate: '2024-06', description: 'Service des urgences.', highlights: ['Équipe de douze'] },
    { title: 'Développeuse', company: 'Octave', startDate: '2024-09-02', current: true },
  ],
  educations: [{ degree: 'Titre professionnel', school: 'Afpa', year: 2024 }],
  technicalSkills: ['TypeScript', 'PostgreSQL'], softSkills: ['Écoute'], languages: [{ name: 'Anglais', level: 'ADVANCED' }],
}
export const generateBody = bodyOf(generate, { input: { profile: resume, targetJob: 'Développeuse' } })
