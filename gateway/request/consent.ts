import type { Row } from '../db/port.ts'
import type { Context } from './context.ts'
import { requireViewer } from './context.ts'
import type { Loader } from './load.ts'

/** As the database spells the contract's ConsentPurpose. */
export type Purpose = 'ai_processing' | 'ai_sensitive' | 'analytics' | 'research' | 'marketing' | 'partner_sharing'

const consentsByUser: Loader<readonly Row<'list_consents'>[]> = {
  async batch(db, ids) {
    return new Map(await Promise.all(ids.map(async (userId) => [userId, await db.read('list_consents', { userId })] as const)))
  },
}

/** Every purpose with its latest answer, also where there is none. */
export const consentsOf = async (userId: string, context: Context) => (await context.load(consentsByUser, userId)) ?? []

/** After a write the answers are others. */
export const forgetConsents = (userId: string, context: Context) => context.rows.clear(consentsByUser, userId)

/** Whether the viewer's latest answer to a purpose is yes. Nobody asked is a no. */
export async function hasConsent(purpose: Purpose, context: Context): Promise<boolean> {
  const consents = await consentsOf(requireViewer(context).id, context)
  return consents.some((consent) => consent.purpose === purpose && consent.granted)
}
