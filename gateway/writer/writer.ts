import { integrationUnavailable } from '../errors.ts'
import type { CvWriter } from './port.ts'
import { renderCv } from './template/renderCv.ts'

/** The template writer alone: it cannot fail, and a caller who wants a model learns that there is none. */
export function createWriter(clock: () => number = () => performance.now()): CvWriter {
  return {
    async cv(content, layout, { acceptTemplate }) {
      if (!acceptTemplate) throw integrationUnavailable('gemini', false, 'No model writer is configured: GEMINI_API_KEY is not set.')
      const started = clock()
      const { html, text } = renderCv(content, layout)
      return { html, text, source: 'template', model: null, durationMs: Math.round(clock() - started) }
    },
    layOut: renderCv,
  }
}
