import { z } from 'zod'
import type { ProfilesRow } from '../gateway/db/rows.ts'
import { mutation } from '../gateway/request/call.ts'
import { line, versioned } from '../gateway/request/input.ts'
import type { Resolvers } from '../schema/types.ts'
import { profilesById } from './core.ts'

interface Preferences {
  readonly language?: unknown
  readonly timezone?: unknown
  readonly email_notifications?: unknown
  readonly marketing_emails?: unknown
}
// The older apps wrote here too: what makes no sense counts as not said.
const preferencesOf = (profile: ProfilesRow) => (typeof profile.preferences === 'object' && profile.preferences !== null ? profile.preferences : {}) as Preferences

const isTimeZone = (name: unknown): name is string => {
  // Intl also takes offsets, such as +02:00, which know no summer time.
  if (typeof name !== 'string' || !/^[A-Za-z]/.test(name)) return false
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

const input = z.object({
  fullName: line(255).nullish(),
  avatarUrl: z.string().nullish(),
  language: z.enum(['fr', 'en']).optional(),
  timeZone: z.string().refine(isTimeZone, 'is not an IANA time zone.').optional(),
  emailNotifications: z.boolean().optional(),
  marketingEmails: z.boolean().optional(),
  ...versioned,
}).refine(
  ({ expectedVersion: _version, idempotencyKey: _key, ...changes }) => Object.values(changes).some((value) => value !== undefined),
  'names nothing to change.',
)

export default {
  Viewer: { profile: async (viewer, _args, { load }) => (await load(profilesById, viewer.id))! },
  Profile: {
    bestTier: (profile) => profile.subscriptionTier ?? 'free',
    language: (profile) => (preferencesOf(profile).language === 'en' ? 'en' : 'fr'),
    timeZone: (profile) => {
      const { timezone } = preferencesOf(profile)
      return isTimeZone(timezone) ? timezone : 'Europe/Paris'
    },
    emailNotifications: (profile) => preferencesOf(profile).email_notifications !== false,
    marketingEmails: (profile) => preferencesOf(profile).marketing_emails === true,
    cvsGenerated: (profile) => profile.totalCvGenerated ?? 0,
    lettersGenerated: (profile) => profile.totalLettersGenerated ?? 0,
    coachingSessions: (profile) => profile.totalCoachingSessions ?? 0,
  },
  Mutation: {
    updateProfile: mutation({
      input,
      async work({ input: asked, save, context }) {
        const changes = {
          full_name: asked.fullName, avatar_url: asked.avatarUrl, language: asked.language, timezone: asked.timeZone,
          email_notifications: asked.emailNotifications, marketing_emails: asked.marketingEmails,
        }
        const profile = await save('update_profile', { changes, expectedVersion: asked.expectedVersion })
        context.load.prime(profilesById, profile.id, profile)
        return { profile: profile.id }
      },
    }),
  },
} satisfies Resolvers
