import type { CoachingMessagesRow } from '../../gateway/db/rows.ts'
import { unauthenticated } from '../../gateway/errors.ts'
import { requireViewer } from '../../gateway/request/context.ts'
import type { Context } from '../../gateway/request/context.ts'
import { languageOf, profilesById } from '../../gateway/request/profile.ts'
import type { MoodFacts } from '../../gateway/writer/coaching.ts'

/** The journal's last entries, and the objectives, that a coach is told of: enough to answer, and no more. */
const NOTES = 5
const OBJECTIVES = 10

/** What a coach knows of the viewer, in one round trip. Whether a model may see it is the writer's to decide. */
export async function coachingFacts(context: Context) {
  const { db, load } = context
  const userId = requireViewer(context).id
  const [profile, [tier], [mood], [streak], objectives, entries] = await Promise.all([
    load(profilesById, userId), db.read('get_user_app_tier', { userId, appName: 'rise' }), db.read('summarize_mood', { userId, days: 30 }), db.read('read_streak', { userId }),
    db.read('list_objectives', { userId, status: 'active' }), db.read('list_journal_entries', { userId, limit: NOTES }),
  ])
  if (profile === null) throw unauthenticated('This account no longer exists.')
  const days: MoodFacts | null = mood!.written30Days === 0 ? null : {
    mood7: mood!.mood7Days, mood30: mood!.mood30Days, confidence7: mood!.confidence7Days, streak: streak!.currentDays,
    trend: mood!.moodTrend === 'stable' ? 'steady' : mood!.moodTrend as 'up' | 'down' | null,
  }
  return {
    language: languageOf(profile),
    depth: tier === 'free' ? 'brief' as const : 'full' as const,
    known: {
      fullName: profile.fullName, mood: days, journalNotes: entries.flatMap((entry) => entry.note ?? []),
      objectives: objectives.slice(0, OBJECTIVES).map(({ title, targetDate }) => ({ title, status: 'active' as const, targetDate })),
    },
  }
}

/** A thread as the writer reads it. */
export const saidIn = (thread: readonly CoachingMessagesRow[]) => thread.map(({ author, text }) => ({ from: author as 'user' | 'coach', text }))
