import type { z } from 'zod'
import type { LettersRow, LetterTemplatesRow } from '../gateway/db/rows.ts'
import { badUserInput, notFound } from '../gateway/errors.ts'
import { mutation, subscription } from '../gateway/request/call.ts'
import type { StreamSteps } from '../gateway/request/call.ts'
import { requireViewer } from '../gateway/request/context.ts'
import type { Context } from '../gateway/request/context.ts'
import { byIds } from '../gateway/request/load.ts'
import type { Loader } from '../gateway/request/load.ts'
import { catalogueNode, node } from '../gateway/request/node.ts'
import { connectionOf, pageOf } from '../gateway/request/page.ts'
import { profileOfViewer } from '../gateway/request/profile.ts'
import { cutTo } from '../gateway/scoring/words.ts'
import type { Sender } from '../gateway/writer/letter.ts'
import { layOutLetter } from '../gateway/writer/template/letterPage.ts'
import type { LetterLayout } from '../gateway/writer/template/letterPage.ts'
import type { Resolvers } from '../schema/types.ts'
import { cvsById, documentsById, profileIn } from './cv.ts'
import { jobAnalysesById } from './jobs.ts'
import { applyLetterTemplateInput, deleteLetterInput, generateLetterInput, optimizeLetterInput, updateLetterInput } from './letters/input.ts'
import { sharedSkills, spokenAs } from './letters/skills.ts'
import { expectVersion, findOffer, requireCvText, senderOf } from './letters/sources.ts'
import type { Offer } from './letters/sources.ts'

export const lettersById = byIds('load_letters', 'id')
const letterDocumentsById = byIds('load_letter_documents', 'id')
const letterTemplatesById: Loader<LetterTemplatesRow> & { catalogue: true } = {
  catalogue: true,
  batch: async (db) => new Map((await db.read('list_letter_templates', {})).map((template) => [template.templateId, template])),
}

export const nodes = { Letter: node(lettersById, 'id'), LetterTemplate: catalogueNode(letterTemplatesById, 'templateId') }

/** A letter with its document, if it is the viewer's and in the version expected. @throws GatewayError NOT_FOUND, CONFLICT */
async function requireLetter(id: string, expectedVersion: number | null | undefined, { load }: Context) {
  const [letter, document] = await Promise.all([load(lettersById, id), load(letterDocumentsById, id)])
  if (letter === null || document === null) throw notFound('letter')
  expectVersion('letter', letter.version, expectedVersion)
  return { letter, document }
}

/** The text of a letter, and that of the offer it was written for. @throws GatewayError NOT_FOUND, CONFLICT, BAD_USER_INPUT where it has none */
export async function requireLetterText(id: string, expectedVersion: number | null | undefined, context: Context) {
  const { letter, document } = await requireLetter(id, expectedVersion, context)
  if (!document.letterText) throw badUserInput([{ path: 'input.letterId', message: 'this letter has no text.' }])
  return { letter, document, text: document.letterText, offerText: document.jobOfferText }
}

/** Who signed a letter, as far as its CV is still there. */
export async function senderOfLetter({ cvId }: LettersRow, context: Context): Promise<Sender> {
  const [cv, account] = await Promise.all([cvId === null ? null : context.load(documentsById, cvId), profileOfViewer(context)])
  return senderOf(cv === null ? null : profileIn(cv.cvData), account)
}

/** A free template needs nobody's leave; the function that saves asks again, should it no longer be one. */
async function admitTemplate(templateId: string | null | undefined, { db, rows }: Context): Promise<LetterTemplatesRow> {
  const known = (await rows.all(letterTemplatesById)).find((template) => (templateId ? template.templateId === templateId : template.tier === 'free'))
  if (known?.tier === 'free') return known
  const [template] = await db.call('admit_letter_template', { templateId: templateId ?? null })
  return template!
}

const layoutOf = ({ layout, accentColor, fontFamily }: LetterTemplatesRow): LetterLayout => ({ layout: layout as 'classic', accentColor, fontFamily: fontFamily as 'serif' })

const pageOfLetter = (letter: Pick<LettersRow, 'title' | 'language'>, text: string, template: LetterTemplatesRow) =>
  layOutLetter({ title: letter.title ?? '', language: letter.language as 'fr', text }, layoutOf(template))

interface Admitted {
  readonly template: LetterTemplatesRow
  readonly cv: Awaited<ReturnType<typeof requireCvText>> | null
  readonly offer: Offer | null
  readonly sender: Sender
}

/** generateLetter and letterDraft are one thing, of which the second is heard while it is written. */
const writeLetter: StreamSteps<z.output<typeof generateLetterInput>, Admitted> = {
  input: generateLetterInput,
  async admit(input, context) {
    const [cv, offer, account] = await Promise.all([input.cvId ? requireCvText(input.cvId, null, context) : null, findOffer(input, context), profileOfViewer(context)])
    return { cv, offer, sender: senderOf(cv?.profile ?? null, account), template: await admitTemplate(input.templateId, context) }
  },
  atOnce: ({ acceptTemplate }, { writer }) => acceptTemplate && writer.atOnce === true,
  async work({ input, admitted: { cv, offer, sender, template }, save, context }, onText) {
    const { jobTitle, companyName, language, tone } = input
    const title = input.title ?? cutTo(`${jobTitle} – ${companyName}`, 200)
    const draft = await context.writer.letter({
      language, tone, jobTitle, companyName, sender, profile: cv?.profile ? spokenAs(cv.profile, language) : null, cvText: cv?.text ?? input.cvText ?? null, jobOffer: offer?.text ?? null,
      matchedSkills: offer === null ? null : sharedSkills(cv?.text ?? input.cvText ?? '', offer, language), careerChange: input.careerChange ?? null, motivation: input.motivation ?? null,
    }, { acceptTemplate: input.acceptTemplate, signal: context.waited, viewer: requireViewer(context).id, ...(onText && { onText }) })
    const html = pageOfLetter({ title, language }, draft.text, template)
    const careerChange = input.careerChange ?? null
    const { letter, usage } = await save('save_generated_letter', {
      title, jobTitle, companyName, language, tone, cvId: cv?.cv.id ?? null, jobAnalysisId: offer?.jobAnalysisId ?? null, jobOfferText: input.jobOffer ?? null, careerChange,
      templateId: template.templateId, draft: { ...draft, html },
    })
    context.rows.prime(lettersById, letter.id, letter)
    context.rows.prime(letterDocumentsById, letter.id, { id: letter.id, letterText: draft.text, html, jobOfferText: input.jobOffer ?? null, careerChange, changes: [] })
    return { letter: letter.id, usage }
  },
}

export default {
  Query: {
    letterTemplates: (_root, _args, { rows }) => rows.all(letterTemplatesById),
  },
  Viewer: {
    letters: async (viewer, args, { db }) => {
      const page = pageOf('letters', args)
      const rows = await db.read('list_letters', { userId: viewer.id, ...page })
      return connectionOf('letters', page, rows, (row) => row.createdAt, (row) => row.id)
    },
  },
  Letter: {
    template: (letter, _args, { load }) => (letter.templateId === null ? null : load(letterTemplatesById, letter.templateId)),
    cv: (letter, _args, { load }) => (letter.cvId === null ? null : load(cvsById, letter.cvId)),
    jobAnalysis: (letter, _args, { load }) => (letter.jobAnalysisId === null ? null : load(jobAnalysesById, letter.jobAnalysisId)),
    text: async (letter, _args, { load }) => (await load(letterDocumentsById, letter.id))?.letterText,
    html: async (letter, _args, { load }) => (await load(letterDocumentsById, letter.id))?.html,
    careerChange: async (letter, _args, { load }) => (await load(letterDocumentsById, letter.id))?.careerChange as never,
    changes: async (letter, _args, { load }) => ((await load(letterDocumentsById, letter.id))?.changes ?? []) as string[],
  },
  LetterTemplate: {
    font: (template) => template.fontFamily,
  },
  Subscription: {
    letterDraft: subscription(writeLetter),
  },
  Mutation: {
    generateLetter: mutation(writeLetter),
    optimizeLetter: mutation({
      input: optimizeLetterInput,
      async admit(input, context) {
        const found = await requireLetterText(input.letterId, input.expectedVersion, context)
        const [sender, offer] = await Promise.all([senderOfLetter(found.letter, context), findOffer({ jobAnalysisId: found.letter.jobAnalysisId, jobOffer: found.offerText }, context)])
        return { ...found, offer, sender }
      },
      async work({ input, admitted: { letter, document, text, offer, sender }, save, context }) {
        const draft = await context.writer.optimizeLetter({
          language: letter.language as 'fr', text, sender, tone: letter.tone as 'sobre' | null, jobTitle: letter.jobTitle, companyName: letter.companyName, jobOffer: offer?.text ?? null,
        }, { acceptTemplate: input.acceptTemplate, signal: context.waited, viewer: requireViewer(context).id })
        const template = letter.templateId === null ? null : await context.load(letterTemplatesById, letter.templateId)
        const html = template === null ? document.html : pageOfLetter(letter, draft.text, template)
        // What a model wrote stays said, when rules have polished it.
        const writtenBy = draft.source === 'template' && letter.source === 'model' ? { source: letter.source, model: letter.model } : {}
        const saved = await save('save_optimized_letter', {
          letterId: letter.id, expectedVersion: letter.version, draft: { ...draft, ...writtenBy, html, optimizedBy: draft.source },
        })
        context.rows.prime(lettersById, letter.id, saved)
        context.rows.prime(letterDocumentsById, letter.id, { ...document, letterText: draft.text, html, changes: draft.changes })
        return { letter: letter.id }
      },
    }),
    applyLetterTemplate: mutation({
      input: applyLetterTemplateInput,
      async admit(input, context) {
        const found = await requireLetterText(input.letterId, input.expectedVersion, context)
        return { ...found, template: await admitTemplate(input.templateId, context) }
      },
      async work({ input, admitted: { letter, document, text, template }, save, context }) {
        const html = pageOfLetter(letter, text, template)
        const saved = await save('apply_letter_template', { letterId: letter.id, expectedVersion: letter.version, templateId: input.templateId, html })
        context.rows.prime(lettersById, letter.id, saved)
        context.rows.prime(letterDocumentsById, letter.id, { ...document, html })
        return { letter: letter.id }
      },
    }),
    updateLetter: mutation({
      input: updateLetterInput,
      admit: (input, context) => requireLetter(input.letterId, input.expectedVersion, context),
      async work({ input, admitted: { letter, document }, save, context }) {
        const next = {
          title: input.title === undefined ? letter.title : input.title,
          jobTitle: input.jobTitle === undefined ? letter.jobTitle : input.jobTitle,
          companyName: input.companyName === undefined ? letter.companyName : input.companyName,
          text: input.text ?? document.letterText,
        }
        const template = letter.templateId === null ? null : await context.load(letterTemplatesById, letter.templateId)
        const html = template === null || next.text === null ? document.html : pageOfLetter({ ...letter, title: next.title }, next.text, template)
        const names = { title: 'title', jobTitle: 'job_title', companyName: 'company_name', text: 'text' } as const
        const changed = Object.entries(names).filter(([field]) => input[field as keyof typeof names] !== undefined).map(([, name]) => name)
        const saved = await save('update_letter', { letterId: letter.id, expectedVersion: letter.version, changed, ...next, html })
        context.rows.prime(lettersById, letter.id, saved)
        context.rows.prime(letterDocumentsById, letter.id, { ...document, letterText: next.text, html })
        return { letter: letter.id }
      },
    }),
    deleteLetter: mutation({
      input: deleteLetterInput,
      async work({ input, save, context }) {
        const deletedId = await save('delete_letter', { letterId: input.letterId, expectedVersion: input.expectedVersion ?? null })
        for (const loader of [lettersById, letterDocumentsById]) context.rows.clear(loader, input.letterId)
        return { deletedId }
      },
    }),
  },
} satisfies Resolvers
