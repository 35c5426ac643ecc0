import type { AtsAnalysesRow, MirrorMatchesRow, TrajectoriesRow } from '../gateway/db/rows.ts'
import { badUserInput, notFound } from '../gateway/errors.ts'
import { mutation } from '../gateway/request/call.ts'
import { requireViewer } from '../gateway/request/context.ts'
import type { Context } from '../gateway/request/context.ts'
import { byIds } from '../gateway/request/load.ts'
import type { Loader } from '../gateway/request/load.ts'
import { node } from '../gateway/request/node.ts'
import { connectionOf, pageOf } from '../gateway/request/page.ts'
import { profileOfViewer } from '../gateway/request/profile.ts'
import { scoreCv, scoreLetter } from '../gateway/scoring/ats.ts'
import type { AtsReport } from '../gateway/scoring/ats.ts'
import { matchMirror } from '../gateway/scoring/mirror.ts'
import type { MirrorMatch } from '../gateway/scoring/mirror.ts'
import { keywordsFromSkills, planTrajectory } from '../gateway/scoring/trajectory.ts'
import type { Trajectory } from '../gateway/scoring/trajectory.ts'
import type { Sender } from '../gateway/writer/letter.ts'
import type { Draft } from '../gateway/writer/port.ts'
import type { Resolvers } from '../schema/types.ts'
import { cvsById } from './cv.ts'
import { jobAnalysesById } from './jobs.ts'
import { lettersById, requireLetterText, senderOfLetter } from './letters.ts'
import { analyzeLetterAtsInput, buildTrajectoryInput, optimizeCvForAtsInput, runMirrorMatchInput } from './letters/input.ts'
import { byRules, withProvenance } from './letters/rules.ts'
import type { ByRules } from './letters/rules.ts'
import { findOffer, requireCvText, senderOf, yearsIn } from './letters/sources.ts'
import type { Offer } from './letters/sources.ts'

const atsAnalysesById = byIds('load_ats_analyses', 'id')
const atsReportsById = byIds('load_ats_reports', 'id')
const mirrorMatchesById = byIds('load_mirror_matches', 'id')
const mirrorReportsById = byIds('load_mirror_reports', 'id')
const trajectoriesById = byIds('load_trajectories', 'id')
const trajectoryReportsById = byIds('load_trajectory_reports', 'id')

/** The history of a text's score, of all texts of a page in one read. */
const history = (name: 'list_cv_ats_analyses' | 'list_letter_ats_analyses', of: 'cvId' | 'letterId'): Loader<readonly AtsAnalysesRow[]> => ({
  batch: async (db, ids) => Map.groupBy(await db.read(name, { ids }), (row) => row[of]!),
})
const historyOfCv = history('list_cv_ats_analyses', 'cvId')
const historyOfLetter = history('list_letter_ats_analyses', 'letterId')

export const nodes = { AtsAnalysis: node(atsAnalysesById, 'id'), MirrorMatch: node(mirrorMatchesById, 'id'), Trajectory: node(trajectoriesById, 'id') }

/** A report, of the shape it was written in here. @throws GatewayError NOT_FOUND where the row went meanwhile */
async function reportOf<R>(loader: Loader<{ readonly report: unknown }>, id: string, { load }: Context): Promise<R> {
  const found = await load(loader, id)
  if (found === null) throw notFound('analysis')
  return found.report as R
}
const atsReport = (row: AtsAnalysesRow, context: Context) => reportOf<Advised>(atsReportsById, row.id, context)
const mirrorReport = async (row: MirrorMatchesRow, context: Context) => withProvenance<MirrorMatch>(await reportOf(mirrorReportsById, row.id, context))
const trajectoryReport = async (row: TrajectoriesRow, context: Context) => withProvenance<Trajectory>(await reportOf(trajectoryReportsById, row.id, context))

/** What a writer says of a report, or the rules themselves where no model does: part of what is kept. */
type Advised = AtsReport & { readonly advice?: Draft<{ readonly recommendations: readonly string[] }> }

interface AdviceAsked {
  readonly kind: 'cv' | 'letter'
  readonly language: string
  readonly text: string
  readonly offer: Offer
  readonly sender: Sender
  readonly acceptTemplate: boolean
}

async function advised(report: AtsReport, { kind, language, text, offer, sender, acceptTemplate }: AdviceAsked, context: Context): Promise<Advised> {
  const request = { kind, language: language as 'fr', text, sender, jobOffer: offer.text, measured: report.recommendations.map(({ message }) => message) }
  return { ...report, advice: await context.writer.advise(request, { acceptTemplate, signal: context.waited, viewer: requireViewer(context).id }) }
}

interface Sourced { readonly cvId?: string | null; readonly letterId?: string | null; readonly jobAnalysisId?: string | null }
const sources = {
  cv: (row: Sourced, _args: object, { load }: Context) => (row.cvId ? load(cvsById, row.cvId) : null),
  letter: (row: Sourced, _args: object, { load }: Context) => (row.letterId ? load(lettersById, row.letterId) : null),
  jobAnalysis: (row: Sourced, _args: object, { load }: Context) => (row.jobAnalysisId ? load(jobAnalysesById, row.jobAnalysisId) : null),
}

/** The five fields that every generated text has. */
const provenanceOf = <Row>(report: (row: Row, context: Context) => Promise<ByRules>) => ({
  source: async (row: Row, _args: object, context: Context) => (await report(row, context)).source,
  model: async (row: Row, _args: object, context: Context) => (await report(row, context)).model,
  durationMs: async (row: Row, _args: object, context: Context) => (await report(row, context)).durationMs,
  inputTokens: async (row: Row, _args: object, context: Context) => (await report(row, context)).inputTokens,
  outputTokens: async (row: Row, _args: object, context: Context) => (await report(row, context)).outputTokens,
})

export default {
  Viewer: {
    mirrorMatches: async (viewer, args, { db }) => {
      const page = pageOf('mirrorMatches', args)
      const rows = await db.read('list_mirror_matches', { userId: viewer.id, ...page })
      return connectionOf('mirrorMatches', page, rows, (row) => row.createdAt, (row) => row.id)
    },
    trajectories: async (viewer, args, { db }) => {
      const page = pageOf('trajectories', args)
      const rows = await db.read('list_trajectories', { userId: viewer.id, ...page })
      return connectionOf('trajectories', page, rows, (row) => row.createdAt, (row) => row.id)
    },
  },
  Cv: { atsAnalyses: async (cv, _args, { load }) => (await load(historyOfCv, cv.id)) ?? [] },
  Letter: { atsAnalyses: async (letter, _args, { load }) => (await load(historyOfLetter, letter.id)) ?? [] },
  AtsAnalysis: {
    ...sources,
    keywordCoverage: (row) => row.coverage,
    formatScore: async (row, _args, context) => (await atsReport(row, context)).formatScore,
    words: async (row, _args, context) => (await atsReport(row, context)).words,
    matchedKeywords: async (row, _args, context) => (await atsReport(row, context)).matched,
    missingKeywords: async (row, _args, context) => (await atsReport(row, context)).missing,
    keywordDensity: async (row, _args, context) => (await atsReport(row, context)).density,
    formatIssues: async (row, _args, context) => (await atsReport(row, context)).formatIssues,
    recommendations: async (row, _args, context) => (await atsReport(row, context)).recommendations,
    advice: async (row, _args, context) => (await atsReport(row, context)).advice ?? null,
    actionVerbs: async (row, _args, context) => (await atsReport(row, context)).actionVerbs,
    quantifiedResults: async (row, _args, context) => (await atsReport(row, context)).quantifiedResults,
  },
  MirrorMatch: {
    ...sources,
    type: (row) => row.matchType,
    scores: async (row, _args, context) => (await mirrorReport(row, context)).scores,
    strongPoints: async (row, _args, context) => (await mirrorReport(row, context)).strongPoints,
    gaps: async (row, _args, context) => (await mirrorReport(row, context)).gaps,
    bridges: async (row, _args, context) => (await mirrorReport(row, context)).bridges,
    suggestions: async (row, _args, context) => (await mirrorReport(row, context)).suggestions,
    ...provenanceOf(mirrorReport),
  },
  Trajectory: {
    cv: sources.cv,
    jobAnalysis: sources.jobAnalysis,
    strengths: async (row, _args, context) => (await trajectoryReport(row, context)).strengths,
    gaps: async (row, _args, context) => (await trajectoryReport(row, context)).gaps,
    steps: async (row, _args, context) => (await trajectoryReport(row, context)).steps,
    ...provenanceOf(trajectoryReport),
  },
  Mutation: {
    optimizeCvForAts: mutation({
      input: optimizeCvForAtsInput,
      async admit(input, context) {
        const [found, offer, account] = await Promise.all([requireCvText(input.cvId, input.expectedVersion, context), findOffer(input, context), profileOfViewer(context)])
        return { ...found, offer: offer!, sender: senderOf(found.profile, account) }
      },
      async work({ input, admitted: { cv, text, offer, sender }, save, context }) {
        const report = await advised(scoreCv(text, offer.keywords), { kind: 'cv', language: cv.language, text, offer, sender, acceptTemplate: input.acceptTemplate }, context)
        const row = await save('save_cv_ats_analysis', { cvId: cv.id, version: cv.version, jobAnalysisId: offer.jobAnalysisId, report })
        context.rows.prime(atsAnalysesById, row.id, row)
        context.rows.prime(atsReportsById, row.id, { id: row.id, report })
        context.rows.clear(historyOfCv, cv.id)
        return { cv: cv.id, atsAnalysis: row.id }
      },
    }),
    analyzeLetterAts: mutation({
      input: analyzeLetterAtsInput,
      async admit(input, context) {
        const { letter, text, offerText } = await requireLetterText(input.letterId, input.expectedVersion, context)
        const named = input.jobAnalysisId || input.jobOffer ? input : { jobAnalysisId: letter.jobAnalysisId, jobOffer: offerText }
        const [offer, sender] = await Promise.all([findOffer(named, context), senderOfLetter(letter, context)])
        if (offer === null) throw badUserInput([{ path: 'input.jobOffer', message: 'this letter was not written for an offer: name one.' }])
        return { letter, text, offer, sender }
      },
      async work({ input, admitted: { letter, text, offer, sender }, save, context }) {
        const report = await advised(scoreLetter(text, offer.keywords), { kind: 'letter', language: letter.language, text, offer, sender, acceptTemplate: input.acceptTemplate }, context)
        const row = await save('save_letter_ats_analysis', { letterId: letter.id, version: letter.version, jobAnalysisId: offer.jobAnalysisId, report })
        context.rows.prime(atsAnalysesById, row.id, row)
        context.rows.prime(atsReportsById, row.id, { id: row.id, report })
        context.rows.clear(historyOfLetter, letter.id)
        return { letter: letter.id, atsAnalysis: row.id }
      },
    }),
    runMirrorMatch: mutation({
      input: runMirrorMatchInput,
      async admit(input, context) {
        const [cv, letter, offer] = await Promise.all([
          input.cvId ? requireCvText(input.cvId, null, context) : null, input.letterId ? requireLetterText(input.letterId, null, context) : null, findOffer(input, context),
        ])
        return { cv, letter, offer }
      },
      async work({ input, admitted: { cv, letter, offer }, save, context }) {
        const report = byRules(() => matchMirror({ cv: cv?.text ?? input.cvText ?? null, letter: letter?.text ?? input.letterText ?? null, offer, yearsOfExperience: cv ? cv.years : input.cvText ? yearsIn(input.cvText) : null }))
        const { mirrorMatch, usage } = await save('save_mirror_match', {
          cvId: cv?.cv.id ?? null, letterId: letter?.letter.id ?? null, jobAnalysisId: offer?.jobAnalysisId ?? null, report,
        })
        context.rows.prime(mirrorMatchesById, mirrorMatch.id, mirrorMatch)
        context.rows.prime(mirrorReportsById, mirrorMatch.id, { id: mirrorMatch.id, report })
        return { mirrorMatch: mirrorMatch.id, usage }
      },
    }),
    buildTrajectory: mutation({
      input: buildTrajectoryInput,
      async admit(input, context) {
        const [found, offer] = await Promise.all([requireCvText(input.cvId, null, context), findOffer(input, context)])
        return { ...found, offer }
      },
      async work({ input, admitted: { cv, text, years, offer }, save, context }) {
        const report = byRules(() => planTrajectory({
          cv: text, targetJob: input.targetJob, keywords: offer?.keywords ?? keywordsFromSkills(input.targetSkills ?? []), experience: offer?.experience ?? null,
          yearsOfExperience: years, language: cv.language as 'fr',
        }))
        const row = await save('save_trajectory', { cvId: cv.id, jobAnalysisId: offer?.jobAnalysisId ?? null, targetJob: input.targetJob, report })
        context.rows.prime(trajectoriesById, row.id, row)
        context.rows.prime(trajectoryReportsById, row.id, { id: row.id, report })
        return { trajectory: row.id }
      },
    }),
  },
} satisfies Resolvers
