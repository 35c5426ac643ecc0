import type { CvContent, CvDraft, CvLayout } from './cv.ts'

/** Turns facts into a text. Never invents; says who wrote it (`source`, `model`). */
export interface CvWriter {
  /**
   * @param options.acceptTemplate false: rather INTEGRATION_UNAVAILABLE than the template writer's text.
   * @throws GatewayError INTEGRATION_UNAVAILABLE
   */
  cv(content: CvContent, layout: CvLayout, options: { readonly acceptTemplate: boolean; readonly signal: AbortSignal }): Promise<CvDraft>
  /** Lays out again what was written before: no model has a part in it. */
  layOut(content: CvContent, layout: CvLayout): { readonly html: string; readonly text: string }
}
