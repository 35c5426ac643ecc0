import { mutation } from '../gateway/request/call.ts'
import { byIds } from '../gateway/request/load.ts'
import { node } from '../gateway/request/node.ts'
import { connectionOf, pageOf } from '../gateway/request/page.ts'
import type { Resolvers } from '../schema/types.ts'
import {
  completeKaizenInput, completeMeditationInput, createJournalEntryInput, deleteJournalEntryInput, objectiveInput, setKaizenInput, setObjectiveInput, updateJournalEntryInput,
  updateObjectiveInput,
} from './rise/input.ts'
import { moodSummary, requireDays, requirePeriod } from './rise/mood.ts'

const entriesById = byIds('load_journal_entries', 'id')
const objectivesById = byIds('load_objectives', 'id')
const kaizensById = byIds('load_kaizens', 'id')
const meditationsById = byIds('load_meditations', 'id')

export const nodes = {
  JournalEntry: node(entriesById, 'id'), Objective: node(objectivesById, 'id'), Kaizen: node(kaizensById, 'id'), Meditation: node(meditationsById, 'id'),
}

/** Only what is said, under the database's names. */
const changesOf = (fields: Readonly<Record<string, unknown>>) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

export default {
  Viewer: {
    journal: async (viewer, args, { db }) => {
      const period = requirePeriod(args)
      const page = pageOf('journal', args)
      const rows = await db.read('list_journal_entries', { userId: viewer.id, ...page, ...period })
      return connectionOf('journal', page, rows, (row) => row.loggedAt, (row) => row.id)
    },
    mood: async (viewer, args, { db }) => {
      const days = requireDays(args.days)
      const [row] = await db.read('summarize_mood', { userId: viewer.id, days })
      return moodSummary(row!, days)
    },
    streak: async (viewer, _args, { db }) => {
      const [row] = await db.read('read_streak', { userId: viewer.id })
      return { current: row!.currentDays, longest: row!.longestDays, writtenToday: row!.writtenToday, lastDay: row!.lastDay }
    },
    objectives: (viewer, { status }, { db }) => db.read('list_objectives', { userId: viewer.id, status: status ?? null }),
    kaizens: (viewer, args, { db }) => db.read('list_kaizens', { userId: viewer.id, ...requirePeriod(args, 92) }),
    meditations: async (viewer, args, { db }) => {
      const page = pageOf('meditations', args)
      const rows = await db.read('list_meditations', { userId: viewer.id, ...page })
      return connectionOf('meditations', page, rows, (row) => row.completedAt, (row) => row.id)
    },
  },
  JournalEntry: { date: (entry) => entry.day },
  Kaizen: { date: (kaizen) => kaizen.day },
  Mutation: {
    createJournalEntry: mutation({
      input: createJournalEntryInput,
      async work({ input: { date, mood, confidence, note }, save, context }) {
        const entry = await save('create_journal_entry', { day: date ?? null, mood, confidence, note: note ?? null })
        context.rows.prime(entriesById, entry.id, entry)
        return { journalEntry: entry.id }
      },
    }),
    updateJournalEntry: mutation({
      input: updateJournalEntryInput,
      async work({ input: { journalEntryId, expectedVersion, mood, confidence, note }, save, context }) {
        const entry = await save('update_journal_entry', { entryId: journalEntryId, changes: changesOf({ mood, confidence, note }), expectedVersion: expectedVersion ?? null })
        context.rows.prime(entriesById, entry.id, entry)
        return { journalEntry: entry.id }
      },
    }),
    deleteJournalEntry: mutation({
      input: deleteJournalEntryInput,
      async work({ input: { journalEntryId, expectedVersion }, save, context }) {
        const deletedId = await save('delete_journal_entry', { entryId: journalEntryId, expectedVersion: expectedVersion ?? null })
        context.rows.clear(entriesById, journalEntryId)
        return { deletedId }
      },
    }),
    setObjective: mutation({
      input: setObjectiveInput,
      async work({ input: { title, description, targetDate }, save, context }) {
        const objective = await save('set_objective', { title, description: description ?? null, targetDate: targetDate ?? null })
        context.rows.prime(objectivesById, objective.id, objective)
        return { objective: objective.id }
      },
    }),
    updateObjective: mutation({
      input: updateObjectiveInput,
      async work({ input: { objectiveId, expectedVersion, title, description, targetDate, status }, save, context }) {
        const changes = changesOf({ title, description, target_date: targetDate, status })
        const objective = await save('update_objective', { objectiveId, changes, expectedVersion: expectedVersion ?? null })
        context.rows.prime(objectivesById, objective.id, objective)
        return { objective: objective.id }
      },
    }),
    completeObjective: mutation({
      input: objectiveInput,
      async work({ input: { objectiveId, expectedVersion }, save, context }) {
        const objective = await save('complete_objective', { objectiveId, expectedVersion: expectedVersion ?? null })
        context.rows.prime(objectivesById, objective.id, objective)
        return { objective: objective.id }
      },
    }),
    deleteObjective: mutation({
      input: objectiveInput,
      async work({ input: { objectiveId, expectedVersion }, save, context }) {
        const deletedId = await save('delete_objective', { objectiveId, expectedVersion: expectedVersion ?? null })
        context.rows.clear(objectivesById, objectiveId)
        return { deletedId }
      },
    }),
    setKaizen: mutation({
      input: setKaizenInput,
      async work({ input: { action, date }, save, context }) {
        const kaizen = await save('set_kaizen', { action, day: date ?? null })
        context.rows.prime(kaizensById, kaizen.id, kaizen)
        return { kaizen: kaizen.id }
      },
    }),
    completeKaizen: mutation({
      input: completeKaizenInput,
      async work({ input: { kaizenId, expectedVersion }, save, context }) {
        const kaizen = await save('complete_kaizen', { kaizenId, expectedVersion: expectedVersion ?? null })
        context.rows.prime(kaizensById, kaizen.id, kaizen)
        return { kaizen: kaizen.id }
      },
    }),
    completeMeditation: mutation({
      input: completeMeditationInput,
      async work({ input: { durationSeconds, triggeredBy }, save, context }) {
        const meditation = await save('complete_meditation', { durationSeconds, triggeredBy })
        context.rows.prime(meditationsById, meditation.id, meditation)
        return { meditation: meditation.id }
      },
    }),
  },
} satisfies Resolvers
