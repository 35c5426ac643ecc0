import { handler, scoreIn } from '../fact.ts'

export default handler(['cv.ats_optimization_performed'], (event) => {
  const score = scoreIn(event, 'score', 'ats_score', 'score_after', 'optimization_score')
  return { app: 'cv', signals: ['cv_optimized', ...(score !== null && score > 80 ? ['ats_above_80'] : [])], score }
})
