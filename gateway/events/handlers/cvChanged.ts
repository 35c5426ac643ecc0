import { handler } from '../fact.ts'

export default handler(['cv.template_selected', 'cv.updated', 'cv.deleted', 'cv.trajectory_built'], () => ({ app: 'cv' }))
