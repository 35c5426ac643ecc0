import { exhaustedIn, handler, scoreIn } from '../fact.ts'

// The older app told of one letter in two rows, and put a score into one of them.
export default handler(['letter.generated'], (event) => {
  const score = scoreIn(event, 'personalization_score')
  return {
    app: 'letters', signals: [...(event.isHalf ? [] : ['letter_generated']), ...(score !== null && score > 85 ? ['personalization_above_85'] : [])], score,
    isHalf: event.isHalf, exhausted: exhaustedIn(event, 'letters_generated'),
  }
})
