import { exhaustedIn, handler } from '../fact.ts'

export default handler(['cv.uploaded'], (event) => ({ app: 'cv', signals: ['cv_uploaded'], exhausted: exhaustedIn(event, 'cv_uploads') }))
