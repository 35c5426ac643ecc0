import { handler } from '../fact.ts'

export default handler(['letter.template_applied', 'letter.updated', 'letter.deleted'], () => ({ app: 'letters' }))
