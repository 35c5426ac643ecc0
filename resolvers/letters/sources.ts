import type { ProfilesRow } from '../../gateway/db/rows.ts'
import { badUserInput, conflict, notFound } from '../../gateway/errors.ts'
import type { Context } from '../../gateway/request/context.ts'
import { analyzeOffer } from '../../gateway/scoring/offer.ts'
import type { Keyword } from '../../gateway/scoring/keywords.ts'
import type { Experience } from '../../gateway/scoring/offerFacts.ts'
import { yearsOfExperience } from '../../gateway/scoring/experience.ts'
import { positionsIn } from '../../gateway/scoring/periods.ts'
import type { CvProfile } from '../../gateway/writer/cv.ts'
import type { Sender } from '../../gateway/writer/letter.ts'
import { cvsById, documentsById, profileIn } from '../cv.ts'
import { detailsOf, factsOf, jobAnalysesById } from '../jobs.ts'

/** An offer as the rules have read it, from its analysis or from a text given for once. */
export interface Offer {
  readonly jobAnalysisId: string | null
  readonly text: string
  readonly keywords: readonly Keyword[]
  readonly experience: Experience | null
}

interface OfferGiven {
  readonly jobAnalysisId?: string | null | undefined
  readonly jobOffer?: string | null | undefined
}

/** The offer that an input names; null where it names none. @throws GatewayError NOT_FOUND */
export async function findOffer({ jobAnalysisId, jobOffer }: OfferGiven, context: Context): Promise<Offer | null> {
  if (jobOffer) {
    const { keywords, experience } = analyzeOffer(jobOffer)
    return { jobAnalysisId: null, text: jobOffer, keywords, experience: experience?.value ?? null }
  }
  if (!jobAnalysisId) return null
  const [row, details] = await Promise.all([context.load(jobAnalysesById, jobAnalysisId), detailsOf(jobAnalysisId, context)])
  if (row === null) throw notFound('job analysis')
  return { jobAnalysisId, text: details.offerText, keywords: details.keywords, experience: factsOf(row).experience?.value ?? null }
}

/** For text that is read in the version that was asked for. @throws GatewayError CONFLICT */
export function expectVersion(what: string, version: number, expected: number | null | undefined) {
  if (expected !== null && expected !== undefined && expected !== version) throw conflict(`The ${what} was changed meanwhile: read it again.`)
}

/**
 * A CV with its text, its structured profile if it has one of ours, and the years of experience that its dates show.
 * @throws GatewayError NOT_FOUND, CONFLICT, BAD_USER_INPUT where it has no text (rows of the earlier apps)
 */
export async function requireCvText(id: string, expectedVersion: number | null | undefined, { load }: Context) {
  const [cv, document] = await Promise.all([load(cvsById, id), load(documentsById, id)])
  if (cv === null || document === null) throw notFound('CV')
  expectVersion('CV', cv.version, expectedVersion)
  if (!document.plainText) throw badUserInput([{ path: 'input.cvId', message: 'this CV has no text to read: upload it again.' }])
  const profile = cv.origin === 'uploaded' ? null : profileIn(document.cvData)
  return { cv, text: document.plainText, profile, years: profile === null ? yearsIn(document.plainText) : yearsOfExperience(profile.experiences ?? [], today()) }
}

const today = () => new Date().toISOString().slice(0, 10)
/** Years of work by the periods that a plain text states; null where it states none. */
export const yearsIn = (text: string) => yearsOfExperience(positionsIn(text), today())

/** Who signs: as the CV's profile says; else the account's name, and nothing that was not given. */
export function senderOf(profile: CvProfile | null, account: ProfilesRow | null): Sender {
  if (profile) return { fullName: profile.fullName, email: profile.email ?? null, phone: profile.phone ?? null, location: profile.location ?? null }
  return { fullName: account?.fullName ?? null }
}
