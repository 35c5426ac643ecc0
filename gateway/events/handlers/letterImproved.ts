import { handler, scoreIn } from '../fact.ts'

export default handler(['letter.optimized', 'letter.ats_analyzed'], (event) => {
  const score = scoreIn(event, 'score', 'ats_score', 'personalization_score')
  const signals = event.type === 'letter.optimized' && score !== null && score > 85 ? ['personalization_above_85'] : event.type === 'letter.ats_analyzed' && score !== null && score > 80 ? ['ats_above_80'] : []
  return { app: 'letters', signals, score }
})
