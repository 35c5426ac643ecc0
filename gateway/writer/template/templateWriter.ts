import type { AdviceRequest, LetterRequest, OptimizedLetter, OptimizeLetterRequest } from '../letter.ts'
import type { CvContent, CvDraft, CvLayout } from '../cv.ts'
import { reply, summary } from './coaching/coach.ts'
import { polishLetter } from './letter/polishLetter.ts'
import { writeLetter } from './letter/writeLetter.ts'
import { renderCv } from './renderCv.ts'

/** The last writer of every chain: rules and the user's own facts, French and English. Deterministic, and cannot fail. */
export const template = {
  cv: (content: CvContent, layout: CvLayout): CvDraft => ({ ...renderCv(content, layout), profile: content.profile ?? null }),
  letter: (request: LetterRequest) => ({ text: writeLetter(request) }),
  optimizeLetter: (request: OptimizeLetterRequest): OptimizedLetter => polishLetter(request),
  advise: ({ measured }: AdviceRequest) => ({ recommendations: measured.slice(0, 5) }),
  coachingReply: (request: Parameters<typeof reply>[0]) => ({ text: reply(request) }),
  coachingSummary: (request: Parameters<typeof summary>[0]) => ({ text: summary(request) }),
}
