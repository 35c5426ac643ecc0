import { handler } from '../fact.ts'

export default handler(['rise.kaizen_goal_set', 'rise.kaizen_completed', 'rise.meditation_completed'], (event) =>
  event.isHalf ? null : { app: 'rise', signals: event.type === 'rise.kaizen_goal_set' ? [] : [event.type === 'rise.kaizen_completed' ? 'kaizen_completed' : 'meditation'] })
