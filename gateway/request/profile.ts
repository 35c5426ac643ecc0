import type { ProfilesRow } from '../db/rows.ts'
import type { Context } from './context.ts'
import { requireViewer } from './context.ts'
import { byIds } from './load.ts'

export const profilesById = byIds('load_profiles', 'id')

interface Preferences {
  readonly language?: unknown
  readonly timezone?: unknown
  readonly email_notifications?: unknown
  readonly marketing_emails?: unknown
}

/** The older apps wrote here too: what makes no sense counts as not said. */
export const preferencesOf = (profile: ProfilesRow) => (typeof profile.preferences === 'object' && profile.preferences !== null ? profile.preferences : {}) as Preferences

/** Whether it is a name of the IANA database that this runtime knows. */
export const isTimeZone = (name: unknown): name is string => {
  // Intl also takes offsets, such as +02:00, which know no summer time.
  if (typeof name !== 'string' || !/^[A-Za-z]/.test(name)) return false
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

export const languageOf = (profile: ProfilesRow): 'fr' | 'en' => (preferencesOf(profile).language === 'en' ? 'en' : 'fr')

/** The zone that days, streaks and moods are counted in. */
export const timeZoneOf = (profile: ProfilesRow): string => {
  const { timezone } = preferencesOf(profile)
  return isTimeZone(timezone) ? timezone : 'Europe/Paris'
}

/** The viewer's profile, where the account is known to be there. */
export const profileOfViewer = async (context: Context): Promise<ProfilesRow | null> => context.load(profilesById, requireViewer(context).id)
