import { exhaustedIn, handler, scoreIn } from '../fact.ts'

// The older apps put a score beside the generation.
export default handler(['letter.generated'], (event) => {
  const score = scoreIn(event, 'personalization_score')
  return {
    app: 'letters', signals: ['letter_generated', ...(score !== null && score > 85 ? ['personalization_above_85'] : [])], score,
    exhausted: exhaustedIn(event, 'letters_generated'),
  }
})
