import { handler } from '../fact.ts'

// Here again, though in none of the apps yet.
export default handler(['user.registered', 'user.signed_in', 'ecosystem.cross_app_navigation'], (event) => (event.isHalf ? null : { app: null }))
