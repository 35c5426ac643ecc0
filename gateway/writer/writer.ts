import { integrationUnavailable } from '../errors.ts'
import type { Draft, WriteOptions, Writer } from './port.ts'
import { renderCv } from './template/renderCv.ts'
import { template } from './template/templateWriter.ts'

/** The template writer alone: it cannot fail, and a caller who wants a model learns that there is none. */
export function createWriter(clock: () => number = () => performance.now()): Writer {
  const write = async <T extends object>(options: WriteOptions, made: () => T, textOf?: (draft: T) => string): Promise<Draft<T>> => {
    if (!options.acceptTemplate) throw integrationUnavailable('gemini', false, 'No model writer is configured: GEMINI_API_KEY is not set.')
    const started = clock()
    const draft = made()
    if (options.onText && textOf) options.onText({ text: textOf(draft), restart: false })
    return { ...draft, source: 'template', model: null, durationMs: Math.round(clock() - started), inputTokens: null, outputTokens: null }
  }
  return {
    cv: (content, layout, options) => write(options, () => template.cv(content, layout), (draft) => draft.text),
    layOut: renderCv,
    letter: (request, options) => write(options, () => template.letter(request), (draft) => draft.text),
    optimizeLetter: (request, options) => write(options, () => template.optimizeLetter(request), (draft) => draft.text),
    advise: (request, options) => write(options, () => template.advise(request)),
    coachingReply: (request, options) => write(options, () => template.coachingReply(request), (draft) => draft.text),
    coachingSummary: (request, options) => write(options, () => template.coachingSummary(request), (draft) => draft.text),
  }
}
