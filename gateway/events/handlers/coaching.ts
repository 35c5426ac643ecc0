import { exhaustedIn, handler } from '../fact.ts'

const SIGNALS: Readonly<Record<string, string>> = { 'rise.coaching_started': 'coaching_started', 'rise.coaching_completed': 'coaching_completed' }

export default handler(['rise.coaching_started', 'rise.coaching_message_sent', 'rise.coaching_completed'], (event) => ({
  app: 'rise', signals: event.type in SIGNALS ? [SIGNALS[event.type]!] : [],
  exhausted: event.type === 'rise.coaching_started' ? exhaustedIn(event, 'coaching_sessions') : null,
}))
