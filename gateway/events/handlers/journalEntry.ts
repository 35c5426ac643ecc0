import { handler } from '../fact.ts'

// Older apps told of one entry in two rows: its confidence is the second half of it.
export default handler(['rise.journal_entry_created', 'rise.journal_entry_updated', 'rise.journal_entry_deleted'], (event) =>
  event.isHalf ? null : { app: 'rise', signals: event.type === 'rise.journal_entry_created' ? ['journal_entry'] : [] })
