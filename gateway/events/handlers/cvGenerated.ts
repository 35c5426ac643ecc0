import { exhaustedIn, handler, scoreIn } from '../fact.ts'

// The older apps put a score beside the generation.
export default handler(['cv.generated'], (event) => {
  const score = scoreIn(event, 'ats_score')
  return { app: 'cv', signals: ['cv_generated', ...(score !== null && score > 80 ? ['ats_above_80'] : [])], score, exhausted: exhaustedIn(event, 'cv_generations') }
})
