import { z } from 'zod'
import type { ProfilesRow } from '../gateway/db/rows.ts'
import { mutation } from '../gateway/request/call.ts'
import { line, versioned } from '../gateway/request/input.ts'
import { isTimeZone, languageOf, preferencesOf, profilesById, timeZoneOf } from '../gateway/request/profile.ts'
import type { Resolvers } from '../schema/types.ts'

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
  Viewer: { profile: (viewer, _args, { load }) => load(profilesById, viewer.id) as Promise<ProfilesRow> },
  Profile: {
    bestTier: (profile) => profile.subscriptionTier ?? 'free',
    language: (profile) => languageOf(profile),
    timeZone: (profile) => timeZoneOf(profile),
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
        context.rows.prime(profilesById, profile.id, profile)
        return { profile: profile.id }
      },
    }),
  },
} satisfies Resolvers
