import { handler } from '../fact.ts'

// How well an offer fits is no measure of the user's work: its score counts for nothing here.
export default handler(['letter.job_offer_analyzed'], () => ({ app: 'letters', signals: ['job_offer_analyzed'] }))
