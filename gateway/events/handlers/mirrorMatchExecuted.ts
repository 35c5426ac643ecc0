import { exhaustedIn, handler } from '../fact.ts'

// Its type speaks of the CV; it is done, and metered, in Letters.
export default handler(['cv.mirror_match_executed'], (event) => ({ app: 'letters', signals: ['mirror_match'], exhausted: exhaustedIn(event, 'mirror_match') }))
