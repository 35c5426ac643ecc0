import { handler } from '../fact.ts'

export default handler(['rise.objective_set', 'rise.objective_updated', 'rise.objective_completed', 'rise.objective_deleted'], (event) =>
  ({ app: 'rise', signals: event.type === 'rise.objective_completed' ? ['objective_completed'] : [] }))
