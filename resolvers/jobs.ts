import type { JobAnalysesRow } from '../gateway/db/rows.ts'
import { notFound } from '../gateway/errors.ts'
import { mutation } from '../gateway/request/call.ts'
import type { Context } from '../gateway/request/context.ts'
import { byIds } from '../gateway/request/load.ts'
import { node } from '../gateway/request/node.ts'
import { connectionOf, pageOf } from '../gateway/request/page.ts'
import type { Culture } from '../gateway/scoring/culture.ts'
import { analyzeOffer } from '../gateway/scoring/offer.ts'
import type { OfferAnalysis } from '../gateway/scoring/offer.ts'
import type { Found } from '../gateway/scoring/offerTitle.ts'
import type { Resolvers } from '../schema/types.ts'
import { analyzeJobOfferInput } from './letters/input.ts'
import { byRules, withProvenance } from './letters/rules.ts'
import type { ByRules } from './letters/rules.ts'

export const jobAnalysesById = byIds('load_job_analyses', 'id')
export const jobDocumentsById = byIds('load_job_analysis_documents', 'id')

export const nodes = { JobAnalysis: node(jobAnalysesById, 'id') }

/** What `facts` and `details` hold. They are only ever written here. */
export type JobFacts = Pick<OfferAnalysis, 'title' | 'company' | 'contracts' | 'place' | 'remote' | 'salary' | 'experience'>
export type JobDetails = Pick<OfferAnalysis, 'skills' | 'keywords'> & { readonly culture: (Culture & Partial<ByRules>) | null }

export const factsOf = (row: JobAnalysesRow) => row.facts as JobFacts

/** The details of an analysis, and its offer. @throws GatewayError NOT_FOUND where the row went meanwhile */
export async function detailsOf(id: string, { load }: Pick<Context, 'load'>) {
  const document = await load(jobDocumentsById, id)
  if (document === null) throw notFound('job analysis')
  return { offerText: document.offerText, ...document.details as JobDetails }
}

/** A fact with its value's parts beside its evidence. */
const spread = <T extends object>(found: Found<T> | null) => (found === null ? null : { ...found.value, evidence: found.evidence })
const kindOf = (found: Found<string>) => ({ kind: found.value, evidence: found.evidence })

export default {
  Viewer: {
    jobAnalyses: async (viewer, args, { db }) => {
      const page = pageOf('jobAnalyses', args)
      const rows = await db.read('list_job_analyses', { userId: viewer.id, ...page })
      return connectionOf('jobAnalyses', page, rows, (row) => row.createdAt, (row) => row.id)
    },
  },
  JobAnalysis: {
    title: (row) => factsOf(row).title,
    company: (row) => factsOf(row).company,
    contracts: (row) => factsOf(row).contracts.map(kindOf),
    place: (row) => factsOf(row).place,
    remote: (row) => {
      const { remote } = factsOf(row)
      return remote && kindOf(remote)
    },
    salary: (row) => spread(factsOf(row).salary),
    experience: (row) => spread(factsOf(row).experience),
    skills: async (row, _args, context) => (await detailsOf(row.id, context)).skills,
    keywords: async (row, _args, context) => (await detailsOf(row.id, context)).keywords,
    culture: async (row, _args, context) => {
      const { culture } = await detailsOf(row.id, context)
      return culture && withProvenance(culture)
    },
    offerText: async (row, _args, context) => (await detailsOf(row.id, context)).offerText,
  },
  Mutation: {
    analyzeJobOffer: mutation({
      input: analyzeJobOfferInput,
      async work({ input, save, context }) {
        const { source, model, durationMs, inputTokens, outputTokens, ...read } = byRules(() => analyzeOffer(input.jobOffer))
        const { language, title, company, skills, keywords, culture, ...others } = read
        const facts = { title, company, ...others }
        const details = { skills, keywords, culture: culture && { ...culture, source, model, durationMs, inputTokens, outputTokens } }
        const row = await save('save_job_analysis', { offerText: input.jobOffer, language, title: title?.value ?? null, company: company?.value ?? null, facts, details })
        context.rows.prime(jobAnalysesById, row.id, row)
        context.rows.prime(jobDocumentsById, row.id, { id: row.id, offerText: input.jobOffer, details })
        return { jobAnalysis: row.id }
      },
    }),
  },
} satisfies Resolvers
