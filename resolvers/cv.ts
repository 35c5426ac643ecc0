import type { z } from 'zod'
import type { CvsRow } from '../gateway/db/rows.ts'
import { badUserInput, conflict, notFound, unauthenticated } from '../gateway/errors.ts'
import { mutation, subscription } from '../gateway/request/call.ts'
import type { StreamSteps } from '../gateway/request/call.ts'
import { requireViewer } from '../gateway/request/context.ts'
import type { Context } from '../gateway/request/context.ts'
import { byIds } from '../gateway/request/load.ts'
import type { Loader } from '../gateway/request/load.ts'
import { catalogueNode, node } from '../gateway/request/node.ts'
import { connectionOf, pageOf } from '../gateway/request/page.ts'
import { profilesById } from '../gateway/request/profile.ts'
import { readUpload } from '../gateway/upload/upload.ts'
import type { CvContent, CvProfile } from '../gateway/writer/cv.ts'
import type { CvTemplatesRow } from '../gateway/db/rows.ts'
import type { Resolvers } from '../schema/types.ts'
import { deleteCvInput, generateCvInput, profileInput, selectCvTemplateInput, updateCvInput, uploadCvInput } from './cv/input.ts'

export const cvsById = byIds('load_cvs', 'id')
export const documentsById = byIds('load_cv_documents', 'id')
const templatesById: Loader<CvTemplatesRow> & { catalogue: true } = {
  catalogue: true,
  batch: async (db) => new Map((await db.read('list_cv_templates', {})).map((template) => [template.templateId, template])),
}

export const nodes = { Cv: node(cvsById, 'id'), CvTemplate: catalogueNode(templatesById, 'templateId') }

/** A CV with its document, if it is the viewer's and in the version expected. */
async function requireCv(id: string, expectedVersion: number | null | undefined, context: Context) {
  const { load } = context
  const [cv, document, profile] = await Promise.all([load(cvsById, id), load(documentsById, id), load(profilesById, requireViewer(context).id)])
  // The token is good, the account is gone, and its CVs with it.
  if (profile === null) throw unauthenticated('This account no longer exists.')
  if (cv === null || document === null) throw notFound('CV')
  if (expectedVersion !== null && expectedVersion !== undefined && expectedVersion !== cv.version) throw conflict('The CV was changed meanwhile: read it again.')
  return { cv, document, profile: cv.origin === 'uploaded' ? null : profileIn(document.cvData) }
}

/** The structured profile of a row. Rows of the older apps hold any shape: one that is not ours counts as none. */
export function profileIn(data: unknown): CvProfile | null {
  const read = profileInput.safeParse(data)
  return read.success ? read.data : null
}

/** A free template needs nobody's leave; the function that saves asks again, should it no longer be one. */
function admitTemplate(templateId: string | null | undefined, { db, rows }: Context): CvTemplatesRow | Promise<CvTemplatesRow> {
  const choose = (templates: readonly CvTemplatesRow[]) => {
    const known = templates.find((template) => (templateId ? template.templateId === templateId : template.tier === 'free'))
    return known?.tier === 'free' ? known : db.call('admit_cv_template', { templateId: templateId ?? null }).then(([template]) => template!)
  }
  const templates = rows.all(templatesById)
  return templates instanceof Promise ? templates.then(choose) : choose(templates)
}

const layoutOf = (template: CvTemplatesRow) => ({
  layout: template.layout as 'classic', accentColor: template.accentColor, fontFamily: template.fontFamily as 'sans',
})

const contentOf = (cv: CvsRow, profile: CvProfile | null, text: string | null): CvContent =>
  ({ title: cv.title ?? cv.targetJob ?? '', targetJob: cv.targetJob, language: cv.language as 'fr', profile, text: profile ? null : text })

/** At most 200 UTF-16 units, as every title, and no half of a character at the end. */
const titleOf = (filename: string) => filename.slice(0, 200).replace(/[\ud800-\udbff]$/, '')

const skillsOf = (profile: CvProfile) => [profile.technicalSkills, profile.businessSkills, profile.softSkills].reduce((sum, skills) => sum + (skills?.length ?? 0), 0)

/** generateCv and cvDraft are one thing, of which the second is heard while it is written. */
const writeCv: StreamSteps<z.output<typeof generateCvInput>, CvTemplatesRow> = {
  input: generateCvInput,
  admit: (input, context) => admitTemplate(input.templateId, context),
  atOnce: ({ acceptTemplate }, { writer }) => acceptTemplate && writer.atOnce === true,
  async work({ input, admitted: template, save, context }, onText) {
    const { profile, targetJob, language } = input
    const title = input.title ?? targetJob
    const draft = await context.writer.cv({ title, targetJob, language, profile }, layoutOf(template), {
      acceptTemplate: input.acceptTemplate, signal: context.waited, viewer: requireViewer(context).id, ...(onText && { onText }),
    })
    const { cv, usage } = await save('save_generated_cv', {
      title, targetJob, language, templateId: template.templateId, profile: draft.profile ?? profile, html: draft.html, text: draft.text, source: draft.source,
      model: draft.model, durationMs: draft.durationMs, skillsCount: skillsOf(profile), inputTokens: draft.inputTokens, outputTokens: draft.outputTokens,
    })
    context.rows.prime(cvsById, cv.id, cv)
    context.rows.prime(documentsById, cv.id, { id: cv.id, cvData: draft.profile ?? profile, generatedHtml: draft.html, plainText: draft.text })
    return { cv: cv.id, usage }
  },
}

export default {
  Query: {
    cvTemplates: (_root, _args, { rows }) => rows.all(templatesById),
  },
  Viewer: {
    cvs: async (viewer, args, { db }) => {
      const page = pageOf('cvs', args)
      const rows = await db.read('list_cvs', { userId: viewer.id, ...page })
      return connectionOf('cvs', page, rows, (row) => row.createdAt, (row) => row.id)
    },
  },
  Cv: {
    template: (cv, _args, { load }) => (cv.templateId === null ? null : load(templatesById, cv.templateId)),
    profile: async (cv, _args, { load }) => (cv.origin === 'uploaded' ? null : profileIn((await load(documentsById, cv.id))?.cvData)) as never,
    html: async (cv, _args, { load }) => (await load(documentsById, cv.id))?.generatedHtml,
    text: async (cv, _args, { load }) => (await load(documentsById, cv.id))?.plainText,
  },
  CvTemplate: {
    font: (template) => template.fontFamily,
  },
  Mutation: {
    uploadCv: mutation({
      input: uploadCvInput,
      async admit(input, { extract, signal }) {
        const read = await readUpload(input, extract, signal)
        if (!read.ok) throw badUserInput([{ path: `input.${read.path}`, message: read.problem }])
        return read
      },
      atOnce: () => true,
      async work({ input, admitted: file, save, context }) {
        const { cv, usage } = await save('save_uploaded_cv', {
          title: input.title ?? titleOf(file.filename), filename: file.filename, sizeBytes: file.bytes, text: file.text,
        })
        context.rows.prime(cvsById, cv.id, cv)
        return { cv: cv.id, usage }
      },
    }),
    generateCv: mutation(writeCv),
    selectCvTemplate: mutation({
      input: selectCvTemplateInput,
      async admit(input, context) {
        const found = await requireCv(input.cvId, input.expectedVersion, context)
        return { ...found, template: await admitTemplate(input.templateId, context) }
      },
      async work({ input, admitted: { cv, document, profile, template }, save, context }) {
        const { html } = context.writer.layOut(contentOf(cv, profile, document.plainText), layoutOf(template))
        const saved = await save('select_cv_template', { cvId: cv.id, expectedVersion: cv.version, templateId: input.templateId, html })
        context.rows.prime(cvsById, cv.id, saved)
        context.rows.prime(documentsById, cv.id, { ...document, generatedHtml: html })
        return { cv: cv.id }
      },
    }),
    updateCv: mutation({
      input: updateCvInput,
      async admit(input, context) {
        const found = await requireCv(input.cvId, input.expectedVersion, context)
        const uploaded = found.cv.origin === 'uploaded'
        if (input.text !== undefined && !uploaded) throw badUserInput([{ path: 'input.text', message: 'only an uploaded CV has a text of its own; change the profile.' }])
        if (input.profile !== undefined && uploaded) throw badUserInput([{ path: 'input.profile', message: 'an uploaded CV has a text, not a profile.' }])
        return found
      },
      async work({ input, admitted: { cv, document, profile }, save, context }) {
        const next = {
          ...cv,
          title: input.title === undefined ? cv.title : input.title,
          targetJob: input.targetJob === undefined ? cv.targetJob : input.targetJob,
          language: input.language ?? cv.language,
        }
        const nextProfile = input.profile ?? profile
        const laidOut = await layOutAgain(next, nextProfile, input.text ?? document.plainText, context)
        const data = nextProfile ?? document.cvData
        const html = laidOut?.html ?? document.generatedHtml
        const text = nextProfile ? laidOut?.text ?? document.plainText : input.text ?? document.plainText
        const names = { title: 'title', targetJob: 'target_job', language: 'language', profile: 'profile', text: 'text' } as const
        const changed = Object.entries(names).filter(([field]) => input[field as keyof typeof names] !== undefined).map(([, name]) => name)
        const saved = await save('update_cv', {
          cvId: cv.id, expectedVersion: cv.version, changed, title: next.title, targetJob: next.targetJob, language: next.language, profile: data, html, text,
        })
        context.rows.prime(cvsById, cv.id, saved)
        context.rows.prime(documentsById, cv.id, { id: cv.id, cvData: data, generatedHtml: html, plainText: text })
        return { cv: cv.id }
      },
    }),
    deleteCv: mutation({
      input: deleteCvInput,
      async work({ input, save, context }) {
        const deletedId = await save('delete_cv', { cvId: input.cvId, expectedVersion: input.expectedVersion ?? null })
        for (const loader of [cvsById, documentsById]) context.rows.clear(loader, input.cvId)
        return { deletedId }
      },
    }),
  },
  Subscription: {
    cvDraft: subscription(writeCv),
  },
} satisfies Resolvers

/** The page of a CV in the template it has; null where it has none, or nothing of ours to lay out. */
async function layOutAgain(cv: CvsRow, profile: CvProfile | null, text: string | null, { load, writer }: Context) {
  const template = cv.templateId === null ? null : await load(templatesById, cv.templateId)
  if (template === null || (profile === null && cv.origin !== 'uploaded')) return null
  return writer.layOut(contentOf(cv, profile, text), layoutOf(template))
}
