import type { LettersRow, LetterTemplatesRow } from '../gateway/db/rows.ts'
import { badUserInput, notFound } from '../gateway/errors.ts'
import { mutation } from '../gateway/request/call.ts'
import type { Context } from '../gateway/request/context.ts'
import { byIds } from '../gateway/request/load.ts'
import type { Loader } from '../gateway/request/load.ts'
import { catalogueNode, node } from '../gateway/request/node.ts'
import { connectionOf, pageOf } from '../gateway/request/page.ts'
import { layOutLetter } from '../gateway/writer/template/letterPage.ts'
import type { LetterLayout } from '../gateway/writer/template/letterPage.ts'
import type { Resolvers } from '../schema/types.ts'
import { cvsById } from './cv.ts'
import { jobAnalysesById } from './jobs.ts'
import { applyLetterTemplateInput, deleteLetterInput, updateLetterInput } from './letters/input.ts'
import { expectVersion } from './letters/sources.ts'

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

async function admitTemplate(templateId: string | null | undefined, { db }: Context): Promise<LetterTemplatesRow> {
  const [template] = await db.call('admit_letter_template', { templateId: templateId ?? null })
  return template!
}

const layoutOf = ({ layout, accentColor, fontFamily }: LetterTemplatesRow): LetterLayout => ({ layout: layout as 'classic', accentColor, fontFamily: fontFamily as 'serif' })

const pageOfLetter = (letter: Pick<LettersRow, 'title' | 'language'>, text: string, template: LetterTemplatesRow) =>
  layOutLetter({ title: letter.title ?? '', language: letter.language as 'fr', text }, layoutOf(template))

export default {
  Query: {
    letterTemplates: (_root, _args, { db }) => db.read('list_letter_templates', {}),
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
  },
  LetterTemplate: {
    font: (template) => template.fontFamily,
  },
  Mutation: {
    applyLetterTemplate: mutation({
      input: applyLetterTemplateInput,
      async admit(input, context) {
        const found = await requireLetterText(input.letterId, input.expectedVersion, context)
        return { ...found, template: await admitTemplate(input.templateId, context) }
      },
      async work({ input, admitted: { letter, document, text, template }, save, context }) {
        const html = pageOfLetter(letter, text, template)
        const saved = await save('apply_letter_template', { letterId: letter.id, expectedVersion: letter.version, templateId: input.templateId, html })
        context.load.prime(lettersById, letter.id, saved)
        context.load.prime(letterDocumentsById, letter.id, { ...document, html })
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
        context.load.prime(lettersById, letter.id, saved)
        context.load.prime(letterDocumentsById, letter.id, { ...document, letterText: next.text, html })
        return { letter: letter.id }
      },
    }),
    deleteLetter: mutation({
      input: deleteLetterInput,
      async work({ input, save, context }) {
        const deletedId = await save('delete_letter', { letterId: input.letterId, expectedVersion: input.expectedVersion ?? null })
        for (const loader of [lettersById, letterDocumentsById]) context.load.clear(loader, input.letterId)
        return { deletedId }
      },
    }),
  },
} satisfies Resolvers
