// Made by sql/describe.ts from the catalog: run `npm run gen`, do not edit.

import { within } from './rowReader.ts'
import type { RowReader } from './rowReader.ts'

export interface AppSubscriptionsRow {
  readonly subscriptionId: string
  readonly userId: string
  readonly appName: string
  readonly subscriptionTier: string
  readonly subscriptionStatus: string
  readonly counts: boolean
  readonly currentPeriodStart: string | null
  readonly currentPeriodEnd: string | null
  readonly trialEnd: string | null
  readonly cancelledAt: string | null
  readonly pastDueSince: string | null
  readonly cancelAtPeriodEnd: boolean
  readonly planId: string | null
}

export interface AtsAnalysesRow {
  readonly id: string
  readonly userId: string
  readonly cvId: string | null
  readonly letterId: string | null
  readonly jobAnalysisId: string | null
  readonly textVersion: number
  readonly score: number | null
  readonly level: string | null
  readonly coverage: number | null
  readonly createdAt: string
}

export interface BillingIntentRow {
  readonly intentId: string
  readonly userId: string
  readonly kind: string
  readonly request: unknown
  readonly state: string
  readonly traceparent: string | null
  readonly customerId: string | null
  readonly email: string | null
  readonly openSessions: readonly string[]
}

export interface BillingPortalSessionsRow {
  readonly intentId: string
  readonly userId: string
  readonly url: string | null
}

export interface CheckoutSessionsRow {
  readonly intentId: string
  readonly userId: string
  readonly planId: string
  readonly url: string | null
  readonly expiresAt: string
}

export interface CoachingMessagesRow {
  readonly id: string
  readonly sessionId: string
  readonly userId: string
  readonly position: number
  readonly author: string
  readonly text: string
  readonly source: string | null
  readonly model: string | null
  readonly durationMs: number | null
  readonly inputTokens: number | null
  readonly outputTokens: number | null
  readonly createdAt: string
}

export interface CoachingSessionsRow {
  readonly id: string
  readonly userId: string
  readonly topic: string | null
  readonly language: string
  readonly depth: string
  readonly status: string
  readonly messagesCount: number
  readonly satisfaction: number | null
  readonly summary: string | null
  readonly summarySource: string | null
  readonly summaryModel: string | null
  readonly version: number
  readonly startedAt: string
  readonly completedAt: string | null
  readonly summaryDurationMs: number | null
  readonly summaryInputTokens: number | null
  readonly summaryOutputTokens: number | null
}

export interface ConsentRecordsRow {
  readonly recordId: string
  readonly userId: string
  readonly purpose: string
  readonly granted: boolean
  readonly version: string
  readonly source: string
  readonly recordedAt: string
  readonly position: number
}

export interface CvTemplatesRow {
  readonly templateId: string
  readonly name: string
  readonly description: string
  readonly category: string
  readonly layout: string
  readonly accentColor: string
  readonly fontFamily: string
  readonly tier: string
  readonly position: number
}

export interface CvsRow {
  readonly id: string
  readonly userId: string
  readonly origin: string
  readonly title: string | null
  readonly targetJob: string | null
  readonly language: string
  readonly templateId: string | null
  readonly source: string | null
  readonly model: string | null
  readonly durationMs: number | null
  readonly filename: string | null
  readonly sizeBytes: number | null
  readonly version: number
  readonly createdAt: string
  readonly updatedAt: string
  readonly inputTokens: number | null
  readonly outputTokens: number | null
}

export interface FeatureUsageRow {
  readonly feature: string
  readonly used: number
  readonly held: number
  readonly monthlyLimit: number | null
  readonly remaining: number | null
  readonly unlimited: boolean
  readonly periodStart: string
  readonly resetsAt: string
}

export interface JobAnalysesRow {
  readonly id: string
  readonly userId: string
  readonly language: string | null
  readonly title: string | null
  readonly company: string | null
  readonly facts: unknown
  readonly createdAt: string
}

export interface JournalEntriesRow {
  readonly id: string
  readonly userId: string
  readonly day: string
  readonly loggedAt: string
  readonly mood: number
  readonly confidence: number
  readonly note: string | null
  readonly version: number
  readonly createdAt: string
  readonly updatedAt: string
}

export interface KaizensRow {
  readonly id: string
  readonly userId: string
  readonly action: string
  readonly day: string
  readonly completed: boolean
  readonly completedAt: string | null
  readonly version: number
  readonly setOrder: number
}

export interface LetterTemplatesRow {
  readonly templateId: string
  readonly name: string
  readonly description: string
  readonly layout: string
  readonly accentColor: string
  readonly fontFamily: string
  readonly tier: string
  readonly position: number
}

export interface LettersRow {
  readonly id: string
  readonly userId: string
  readonly origin: string
  readonly title: string | null
  readonly jobTitle: string | null
  readonly companyName: string | null
  readonly language: string
  readonly tone: string | null
  readonly cvId: string | null
  readonly jobAnalysisId: string | null
  readonly templateId: string | null
  readonly source: string | null
  readonly model: string | null
  readonly durationMs: number | null
  readonly inputTokens: number | null
  readonly outputTokens: number | null
  readonly version: number
  readonly createdAt: string
  readonly updatedAt: string
}

export interface MeditationsRow {
  readonly id: string
  readonly userId: string
  readonly completedAt: string
  readonly durationSeconds: number | null
  readonly triggeredBy: string | null
}

export interface MirrorMatchesRow {
  readonly id: string
  readonly userId: string
  readonly cvId: string | null
  readonly letterId: string | null
  readonly jobAnalysisId: string | null
  readonly matchType: string
  readonly overall: number | null
  readonly coherenceBonus: number | null
  readonly confidence: number
  readonly createdAt: string
}

export interface NudgesRow {
  readonly nudgeId: string
  readonly userId: string
  readonly nudgeType: string
  readonly app: string
  readonly feature: string | null
  readonly eventId: string | null
  readonly day: string
  readonly week: string
  readonly slot: number
  readonly offeredAt: string
  readonly expiresAt: string
  readonly shownAt: string | null
  readonly dismissedAt: string | null
  readonly followedAt: string | null
}

export interface ObjectivesRow {
  readonly id: string
  readonly userId: string
  readonly title: string
  readonly description: string | null
  readonly status: string
  readonly targetDate: string | null
  readonly completedAt: string | null
  readonly version: number
  readonly createdAt: string
  readonly updatedAt: string
}

export interface PartnerGrantsRow {
  readonly grantId: string
  readonly partnerId: string
  readonly userId: string
  readonly scopes: readonly string[]
  readonly createdAt: string
  readonly grantedAt: string
  readonly expiresAt: string
  readonly revokedAt: string | null
}

export interface PartnersRow {
  readonly partnerId: string
  readonly name: string
  readonly website: string | null
  readonly status: string
  readonly version: number
  readonly createdAt: string
}

export interface PaymentsRow {
  readonly paymentId: string
  readonly userId: string | null
  readonly appName: string | null
  readonly amount: number
  readonly currency: string
  readonly amountRefunded: number
  readonly disputed: boolean
  readonly paymentStatus: string
  readonly description: string | null
  readonly paidAt: string
}

export interface ProfilesRow {
  readonly id: string
  readonly email: string | null
  readonly fullName: string | null
  readonly avatarUrl: string | null
  readonly subscriptionTier: string | null
  readonly createdAt: string | null
  readonly updatedAt: string | null
  readonly lastLogin: string | null
  readonly preferences: unknown
  readonly totalCvGenerated: number | null
  readonly totalLettersGenerated: number | null
  readonly totalCoachingSessions: number | null
  readonly version: number
}

export interface TrajectoriesRow {
  readonly id: string
  readonly userId: string
  readonly cvId: string | null
  readonly jobAnalysisId: string | null
  readonly targetJob: string
  readonly readiness: number | null
  readonly createdAt: string
}

export interface AcknowledgePhoenixEventsRow {
  readonly eventId: string
  readonly state: string
  readonly dueAt: string | null
}

export interface ApplyStripeRow {
  readonly outcome: string
  readonly reason: string | null
  readonly userId: string | null
}

export interface BeginModelCallsRow {
  readonly outcome: string
  readonly leaseId: string | null
  readonly calls: number
  readonly retryAfter: number | null
  readonly bound: number | null
}

export interface BeginOperationRow {
  readonly outcome: string
  readonly operationId: string | null
  readonly result: unknown
  readonly retryAfter: number | null
}

export interface BeginStripeFetchRow {
  readonly begunAt: string
  readonly fetchNumber: string
  readonly known: boolean
}

export interface ClaimPhoenixEventsRow {
  readonly eventId: string
  readonly leaseId: string
  readonly attempt: number
  readonly streamId: string
  readonly eventType: string
  readonly appSource: string
  readonly timestamp: string
  readonly payload: unknown
  readonly version: string | null
  readonly correlationId: string | null
  readonly metadata: unknown
  readonly traceparent: string | null
  readonly position: number
  readonly type: string
  readonly app: string
  readonly data: unknown
  readonly isHalf: boolean
  readonly leasedUntil: string
}

export interface ClaimStaleCheckoutsRow {
  readonly userId: string
  readonly sessionId: string
}

export interface ClaimStripeEndingsRow {
  readonly objectId: string
  readonly kind: string
}

export interface ClaimStripeObjectsRow {
  readonly objectId: string
  readonly kind: string
}

export interface FindConfirmedEmailRow {
  readonly userId: string | null
  readonly matches: number
}

export interface FindLiveEndRow {
  readonly transactionId: string
  readonly position: number
}

export interface FindStripePayerRow {
  readonly linked: string | null
  readonly named: string | null
}

export interface FollowDraftRow {
  readonly state: string
  readonly turn: number
  readonly draftText: string
  readonly result: unknown
}

export interface FollowReplayRow {
  readonly transactionId: string
  readonly position: number
  readonly moved: number
  readonly open: number
  readonly dead: number
  readonly isOver: boolean
}

export interface LeasePointsRow {
  readonly granted: number
  readonly remaining: number
}

export interface ListBillingDoubtsRow {
  readonly kind: string
  readonly userId: string | null
  readonly about: string
}

export interface ListClientsRow {
  readonly client: string
  readonly level: string
  readonly apq: boolean
  readonly revision: number
}

export interface ListConsentsRow {
  readonly purpose: string
  readonly granted: boolean
  readonly version: string | null
  readonly source: string | null
  readonly recordedAt: string | null
}

export interface ListDeadEventsRow {
  readonly eventId: string
  readonly eventType: string
  readonly timestamp: string
  readonly attempt: number
  readonly error: string | null
  readonly diedAt: string
}

export interface ListDocumentsRow {
  readonly client: string
  readonly documentId: string
  readonly name: string
  readonly operation: string
  readonly body: string | null
  readonly bodyHash: string
  readonly cost: number | null
  readonly pushedAt: string
  readonly firstSeen: string | null
  readonly lastSeen: string | null
  readonly deprecatedAt: string | null
  readonly prunedAt: string | null
  readonly revision: number
  readonly validFor: string | null
}

export interface ListEventConsumersRow {
  readonly consumer: string
  readonly handled: number
  readonly repeated: number
  readonly behind: number
  readonly oldestAt: string | null
  readonly leased: number
  readonly waiting: number
  readonly parked: number
  readonly dead: number
  readonly claimedAt: string | null
  readonly hasMore: boolean
}

export interface ListEventTypesRow {
  readonly type: string
  readonly appSource: string
  readonly dataSchema: unknown
}

export interface ListEventsRow {
  readonly eventId: string
  readonly eventType: string
  readonly appSource: string
  readonly timestamp: string
  readonly payload: unknown
}

export interface ListKeysOfPartnersRow {
  readonly keyId: string
  readonly partnerId: string
  readonly keyHash: string
  readonly status: string
  readonly expiresAt: string | null
  readonly ratePerMinute: number
  readonly dailyQuota: number
  readonly dailyCost: number
}

export interface ListNudgeConversionsRow {
  readonly nudgeType: string
  readonly offered: number
  readonly shown: number
  readonly dismissed: number
  readonly followed: number
  readonly conversion: number | null
}

export interface ListPlansRow {
  readonly planId: string
  readonly name: string
  readonly apps: readonly string[]
  readonly tier: string
  readonly amount: number
  readonly currency: string
  readonly features: readonly string[]
  readonly limits: unknown
}

export interface ListStaleTiersRow {
  readonly userId: string
  readonly problems: string
}

export interface ListStripeStateRow {
  readonly subscriptions: unknown
  readonly invoices: unknown
  readonly charges: unknown
}

export interface ListUnknownDocumentsRow {
  readonly bodyHash: string
  readonly name: string | null
  readonly requests: number
  readonly firstSeen: string
  readonly lastSeen: string
}

export interface ListUnlinkedCustomersRow {
  readonly customerId: string
  readonly userId: string
  readonly isThere: boolean
}

export interface ListUsageLimitsRow {
  readonly tier: string
  readonly monthlyLimit: number | null
}

export interface LoadAtsReportsRow {
  readonly id: string
  readonly report: unknown
}

export interface LoadCoachingThreadsRow {
  readonly id: string
  readonly messages: unknown
}

export interface LoadCvDocumentsRow {
  readonly id: string
  readonly cvData: unknown
  readonly generatedHtml: string | null
  readonly plainText: string | null
}

export interface LoadEventsRow {
  readonly eventId: string
  readonly eventType: string
  readonly appSource: string
  readonly timestamp: string
  readonly payload: unknown
}

export interface LoadJobAnalysisDocumentsRow {
  readonly id: string
  readonly offerText: string
  readonly details: unknown
}

export interface LoadJourneyRow {
  readonly events: number
  readonly firstActiveAt: string | null
  readonly lastActiveAt: string | null
  readonly apps: unknown
  readonly days: unknown
  readonly signals: unknown
  readonly analysis: unknown
  readonly updatedAt: string
  readonly today: string
}

export interface LoadJourneysRow {
  readonly userId: string
  readonly timeZone: string
  readonly events: number
  readonly firstActiveAt: string | null
  readonly lastActiveAt: string | null
  readonly apps: unknown
  readonly days: unknown
  readonly signals: unknown
}

export interface LoadLetterDocumentsRow {
  readonly id: string
  readonly letterText: string | null
  readonly html: string | null
  readonly jobOfferText: string | null
  readonly careerChange: unknown
  readonly changes: unknown
}

export interface LoadMirrorReportsRow {
  readonly id: string
  readonly report: unknown
}

export interface LoadPartnerAccountRow {
  readonly partnerId: string
  readonly ratePerMinute: number
  readonly dailyQuota: number
  readonly dailyCost: number
  readonly keys: unknown
}

export interface LoadPartnerStatisticsRow {
  readonly month: string
  readonly apps: unknown
}

export interface LoadTrajectoryReportsRow {
  readonly id: string
  readonly report: unknown
}

export interface PruneDocumentsRow {
  readonly documentId: string
  readonly name: string | null
  readonly lastSeen: string | null
  readonly outcome: string
}

export interface PushDocumentsRow {
  readonly documentId: string
  readonly outcome: string
}

export interface ReadLiveEntriesRow {
  readonly transactionId: string
  readonly position: number
  readonly userId: string
  readonly eventId: string | null
  readonly eventType: string | null
  readonly appSource: string | null
  readonly timestamp: string
  readonly payload: unknown
}

export interface ReadStreakRow {
  readonly currentDays: number
  readonly longestDays: number
  readonly lastDay: string | null
  readonly writtenToday: boolean
}

export interface ReportDocumentsRow {
  readonly client: string
  readonly level: string
  readonly apq: boolean
  readonly documents: number
  readonly neverSeen: number
  readonly seenRecently: number
  readonly deprecated: number
  readonly pruned: number
  readonly highestCost: number | null
  readonly unknown: number
  readonly lastPush: string | null
}

export interface ReserveUsageRow {
  readonly granted: boolean
  readonly holdId: string | null
  readonly usage: FeatureUsageRow
}

export interface SaveGeneratedCvRow {
  readonly cv: CvsRow
  readonly usage: FeatureUsageRow
}

export interface SaveGeneratedLetterRow {
  readonly letter: LettersRow
  readonly usage: FeatureUsageRow
}

export interface SaveMirrorMatchRow {
  readonly mirrorMatch: MirrorMatchesRow
  readonly usage: FeatureUsageRow
}

export interface SaveUploadedCvRow {
  readonly cv: CvsRow
  readonly usage: FeatureUsageRow
}

export interface SendCoachingMessageRow {
  readonly coachingSession: CoachingSessionsRow
  readonly messageId: string
  readonly replyId: string
}

export interface SetClientLevelRow {
  readonly client: string
  readonly level: string
  readonly apq: boolean
}

export interface SettleJourneyEventsRow {
  readonly eventId: string
  readonly state: string
  readonly dueAt: string | null
}

export interface SettleRouterEventsRow {
  readonly eventId: string
  readonly state: string
  readonly dueAt: string | null
}

export interface StartCoachingSessionRow {
  readonly coachingSession: CoachingSessionsRow
  readonly usage: FeatureUsageRow
}

export interface SummarizeMoodRow {
  readonly timeZone: string
  readonly firstDay: string
  readonly lastDay: string
  readonly writtenDays: number
  readonly written7Days: number
  readonly written30Days: number
  readonly mood: number | null
  readonly confidence: number | null
  readonly mood7Days: number
  readonly mood30Days: number
  readonly confidence7Days: number
  readonly confidence30Days: number
  readonly moodTrend: string
  readonly confidenceTrend: string
  readonly daily: unknown
}

export interface SweepBillingRow {
  readonly lapsed: number
  readonly forgotten: number
}

export interface SweepExpiredRow {
  readonly holds: number
  readonly tiers: number
  readonly operations: number
}

export interface Functions {
  abandon_billing_intent: {
    args: { readonly actor: string | null; readonly intentId: string | null; readonly problem: string | null }
    row: boolean
  }
  abandon_operation: {
    args: { readonly actor: string | null; readonly operationId: string | null }
    row: boolean
  }
  acknowledge_phoenix_events: {
    args: { readonly consumer: string | null; readonly results: unknown }
    row: AcknowledgePhoenixEventsRow
  }
  admit_cv_template: {
    args: { readonly actor: string | null; readonly templateId: string | null }
    row: CvTemplatesRow
  }
  admit_letter_template: {
    args: { readonly actor: string | null; readonly templateId: string | null }
    row: LetterTemplatesRow
  }
  apply_letter_template: {
    args: { readonly actor: string | null; readonly call: unknown; readonly letterId: string | null; readonly expectedVersion: number | null; readonly templateId: string | null; readonly html: string | null }
    row: LettersRow
  }
  apply_stripe: {
    args: { readonly event: unknown; readonly facts: unknown }
    row: ApplyStripeRow
  }
  begin_chore: {
    args: { readonly chore: string | null; readonly everySeconds: number | null }
    row: boolean
  }
  begin_model_calls: {
    args: { readonly actor: string | null; readonly sensitive: boolean | null; readonly calls: number | null }
    row: BeginModelCallsRow
  }
  begin_operation: {
    args: { readonly actor: string | null; readonly field: string | null; readonly key: string | null; readonly inputHash: string | null }
    row: BeginOperationRow
  }
  begin_stripe_fetch: {
    args: { readonly eventId?: string | null }
    row: BeginStripeFetchRow
  }
  check_purchase: {
    args: { readonly actor: string | null; readonly planId: string | null }
    row: null
  }
  check_usage_limit: {
    args: { readonly userId: string | null; readonly feature: string | null; readonly increment?: number | null }
    row: unknown
  }
  claim_billing_intents: {
    args: { readonly limit?: number | null }
    row: BillingIntentRow
  }
  claim_phoenix_events: {
    args: { readonly consumer: string | null; readonly limit?: number | null; readonly leaseSeconds?: number | null }
    row: ClaimPhoenixEventsRow
  }
  claim_stale_checkouts: {
    args: { readonly limit?: number | null }
    row: ClaimStaleCheckoutsRow
  }
  claim_stripe_endings: {
    args: { readonly limit?: number | null }
    row: ClaimStripeEndingsRow
  }
  claim_stripe_objects: {
    args: { readonly limit?: number | null }
    row: ClaimStripeObjectsRow
  }
  cleanup_expired_data: {
    args: Record<string, never>
    row: number
  }
  cleanup_old_phoenix_events: {
    args: { readonly retentionDays?: number | null }
    row: number
  }
  complete_coaching_session: {
    args: { readonly actor: string | null; readonly call: unknown; readonly sessionId: string | null; readonly expectedVersion: number | null; readonly satisfaction: number | null; readonly summary: unknown }
    row: CoachingSessionsRow
  }
  complete_kaizen: {
    args: { readonly actor: string | null; readonly call: unknown; readonly kaizenId: string | null; readonly expectedVersion?: number | null }
    row: KaizensRow
  }
  complete_meditation: {
    args: { readonly actor: string | null; readonly call: unknown; readonly durationSeconds: number | null; readonly triggeredBy: string | null }
    row: MeditationsRow
  }
  complete_objective: {
    args: { readonly actor: string | null; readonly call: unknown; readonly objectiveId: string | null; readonly expectedVersion?: number | null }
    row: ObjectivesRow
  }
  create_journal_entry: {
    args: { readonly actor: string | null; readonly call: unknown; readonly day: string | null; readonly mood: number | null; readonly confidence: number | null; readonly note: string | null }
    row: JournalEntriesRow
  }
  create_partner: {
    args: { readonly actor: string | null; readonly call: unknown; readonly name: string | null; readonly website: string | null; readonly ratePerMinute: number | null; readonly dailyQuota: number | null; readonly dailyCost: number | null; readonly keyHash: string | null; readonly keyPrefix: string | null }
    row: PartnersRow
  }
  create_phoenix_event: {
    args: { readonly streamId: string | null; readonly eventType: string | null; readonly appSource: string | null; readonly payload?: unknown }
    row: string
  }
  delete_cv: {
    args: { readonly actor: string | null; readonly call: unknown; readonly cvId: string | null; readonly expectedVersion?: number | null }
    row: string
  }
  delete_journal_entry: {
    args: { readonly actor: string | null; readonly call: unknown; readonly entryId: string | null; readonly expectedVersion?: number | null }
    row: string
  }
  delete_letter: {
    args: { readonly actor: string | null; readonly call: unknown; readonly letterId: string | null; readonly expectedVersion?: number | null }
    row: string
  }
  delete_objective: {
    args: { readonly actor: string | null; readonly call: unknown; readonly objectiveId: string | null; readonly expectedVersion?: number | null }
    row: string
  }
  deprecate_documents: {
    args: { readonly client: string | null; readonly keep: readonly string[] | null }
    row: number
  }
  derive_anew: {
    args: { readonly userId: string | null }
    row: boolean
  }
  disable_partner: {
    args: { readonly actor: string | null; readonly call: unknown; readonly partnerId: string | null }
    row: PartnersRow
  }
  dismiss_nudge: {
    args: { readonly actor: string | null; readonly call: unknown; readonly nudgeId: string | null }
    row: NudgesRow
  }
  document_revision: {
    args: Record<string, never>
    row: number
  }
  end_checkout_session: {
    args: { readonly actor: string | null; readonly sessionId: string | null }
    row: boolean
  }
  end_model_calls: {
    args: { readonly actor: string | null; readonly leaseId: string | null; readonly calls: number | null }
    row: boolean
  }
  erase_user: {
    args: { readonly userId: string | null }
    row: boolean
  }
  find_confirmed_email: {
    args: { readonly email: string | null }
    row: FindConfirmedEmailRow
  }
  find_live_end: {
    args: Record<string, never>
    row: FindLiveEndRow
  }
  find_stripe_payer: {
    args: { readonly customerId: string | null; readonly userId: string | null }
    row: FindStripePayerRow
  }
  finish_stripe_ending: {
    args: { readonly objectId: string | null }
    row: boolean
  }
  follow_draft: {
    args: { readonly actor: string | null; readonly field: string | null; readonly key: string | null; readonly inputHash: string | null }
    row: FollowDraftRow
  }
  follow_replay: {
    args: { readonly consumer: string | null; readonly afterTransaction?: string | null; readonly afterPosition?: number | null }
    row: FollowReplayRow
  }
  forget_draft: {
    args: { readonly actor: string | null; readonly operationId: string | null }
    row: boolean
  }
  forget_rate_buckets: {
    args: { readonly limit?: number | null }
    row: number
  }
  forget_usage_signals: {
    args: { readonly limit?: number | null }
    row: number
  }
  get_phoenix_ecosystem_stats: {
    args: { readonly daysBack?: number | null }
    row: unknown
  }
  get_user_app_tier: {
    args: { readonly userId: string | null; readonly appName: string | null }
    row: string
  }
  grant_partner_access: {
    args: { readonly actor: string | null; readonly call: unknown; readonly partnerId: string | null; readonly scopes: readonly string[] | null; readonly expiresAt: string | null }
    row: PartnerGrantsRow
  }
  import_legacy_events: {
    args: { readonly limit?: number | null }
    row: number
  }
  keep_draft: {
    args: { readonly actor: string | null; readonly operationId: string | null; readonly turn?: number | null; readonly text?: string | null }
    row: boolean
  }
  lease_points: {
    args: { readonly bucket: string | null; readonly capacity: number | null; readonly perSecond: number | null; readonly points: number | null }
    row: LeasePointsRow
  }
  link_stripe_customer: {
    args: { readonly actor: string | null; readonly customerId: string | null; readonly insteadOf?: string | null }
    row: string
  }
  list_app_subscriptions: {
    args: { readonly userId: string | null }
    row: AppSubscriptionsRow
  }
  list_billing_doubts: {
    args: { readonly seen: readonly string[] | null; readonly after?: readonly string[] | null; readonly limit?: number | null }
    row: ListBillingDoubtsRow
  }
  list_clients: {
    args: Record<string, never>
    row: ListClientsRow
  }
  list_coaching_sessions: {
    args: { readonly userId: string | null; readonly limit: number | null; readonly afterAt?: string | null; readonly afterId?: string | null }
    row: CoachingSessionsRow
  }
  list_consent_records: {
    args: { readonly userId: string | null; readonly limit: number | null; readonly afterAt?: string | null; readonly afterId?: string | null }
    row: ConsentRecordsRow
  }
  list_consents: {
    args: { readonly userId: string | null }
    row: ListConsentsRow
  }
  list_cv_ats_analyses: {
    args: { readonly ids: readonly string[] | null }
    row: AtsAnalysesRow
  }
  list_cv_templates: {
    args: Record<string, never>
    row: CvTemplatesRow
  }
  list_cvs: {
    args: { readonly userId: string | null; readonly limit: number | null; readonly afterAt?: string | null; readonly afterId?: string | null }
    row: CvsRow
  }
  list_dead_events: {
    args: { readonly consumer: string | null; readonly limit?: number | null }
    row: ListDeadEventsRow
  }
  list_documents: {
    args: { readonly limit: number | null; readonly afterRevision: number | null; readonly afterClient?: string | null; readonly afterId?: string | null; readonly client?: string | null }
    row: ListDocumentsRow
  }
  list_event_consumers: {
    args: { readonly countTo?: number | null }
    row: ListEventConsumersRow
  }
  list_event_types: {
    args: Record<string, never>
    row: ListEventTypesRow
  }
  list_events: {
    args: { readonly userId: string | null; readonly limit: number | null; readonly afterAt?: string | null; readonly afterId?: string | null; readonly types?: readonly string[] | null }
    row: ListEventsRow
  }
  list_granted: {
    args: { readonly actor: string | null; readonly limit: number | null; readonly afterAt?: string | null; readonly afterId?: string | null }
    row: PartnerGrantsRow
  }
  list_job_analyses: {
    args: { readonly userId: string | null; readonly limit: number | null; readonly afterAt?: string | null; readonly afterId?: string | null }
    row: JobAnalysesRow
  }
  list_journal_entries: {
    args: { readonly userId: string | null; readonly limit: number | null; readonly afterAt?: string | null; readonly afterId?: string | null; readonly from?: string | null; readonly to?: string | null }
    row: JournalEntriesRow
  }
  list_kaizens: {
    args: { readonly userId: string | null; readonly from?: string | null; readonly to?: string | null }
    row: KaizensRow
  }
  list_keys_of_partners: {
    args: { readonly limit: number | null; readonly after?: string | null }
    row: ListKeysOfPartnersRow
  }
  list_letter_ats_analyses: {
    args: { readonly ids: readonly string[] | null }
    row: AtsAnalysesRow
  }
  list_letter_templates: {
    args: Record<string, never>
    row: LetterTemplatesRow
  }
  list_letters: {
    args: { readonly userId: string | null; readonly limit: number | null; readonly afterAt?: string | null; readonly afterId?: string | null }
    row: LettersRow
  }
  list_meditations: {
    args: { readonly userId: string | null; readonly limit: number | null; readonly afterAt?: string | null; readonly afterId?: string | null }
    row: MeditationsRow
  }
  list_mirror_matches: {
    args: { readonly userId: string | null; readonly limit: number | null; readonly afterAt?: string | null; readonly afterId?: string | null }
    row: MirrorMatchesRow
  }
  list_nudge_conversions: {
    args: { readonly days?: number | null }
    row: ListNudgeConversionsRow
  }
  list_nudges: {
    args: { readonly userId: string | null }
    row: NudgesRow
  }
  list_objectives: {
    args: { readonly userId: string | null; readonly status?: string | null }
    row: ObjectivesRow
  }
  list_older_checkouts: {
    args: { readonly actor: string | null; readonly intentId: string | null }
    row: string
  }
  list_partner_grants: {
    args: { readonly userId: string | null }
    row: PartnerGrantsRow
  }
  list_payments: {
    args: { readonly userId: string | null; readonly limit: number | null; readonly afterAt?: string | null; readonly afterId?: string | null }
    row: PaymentsRow
  }
  list_plans: {
    args: Record<string, never>
    row: ListPlansRow
  }
  list_stale_tiers: {
    args: { readonly seen: readonly string[] | null; readonly after?: string | null; readonly limit?: number | null }
    row: ListStaleTiersRow
  }
  list_stripe_state: {
    args: { readonly subscriptionIds: readonly string[] | null; readonly invoiceIds: readonly string[] | null; readonly chargeIds: readonly string[] | null }
    row: ListStripeStateRow
  }
  list_trajectories: {
    args: { readonly userId: string | null; readonly limit: number | null; readonly afterAt?: string | null; readonly afterId?: string | null }
    row: TrajectoriesRow
  }
  list_unknown_documents: {
    args: { readonly client: string | null; readonly limit: number | null }
    row: ListUnknownDocumentsRow
  }
  list_unlinked_customers: {
    args: { readonly customerIds: readonly string[] | null; readonly userIds: readonly string[] | null }
    row: ListUnlinkedCustomersRow
  }
  list_usage_limits: {
    args: { readonly feature: string | null }
    row: ListUsageLimitsRow
  }
  load_app_subscriptions: {
    args: { readonly ids: readonly string[] | null }
    row: AppSubscriptionsRow
  }
  load_ats_analyses: {
    args: { readonly ids: readonly string[] | null }
    row: AtsAnalysesRow
  }
  load_ats_reports: {
    args: { readonly ids: readonly string[] | null }
    row: LoadAtsReportsRow
  }
  load_billing_portal_sessions: {
    args: { readonly ids: readonly string[] | null }
    row: BillingPortalSessionsRow
  }
  load_checkout_sessions: {
    args: { readonly ids: readonly string[] | null }
    row: CheckoutSessionsRow
  }
  load_coaching_messages: {
    args: { readonly ids: readonly string[] | null }
    row: CoachingMessagesRow
  }
  load_coaching_sessions: {
    args: { readonly ids: readonly string[] | null }
    row: CoachingSessionsRow
  }
  load_coaching_threads: {
    args: { readonly ids: readonly string[] | null }
    row: LoadCoachingThreadsRow
  }
  load_consent_records: {
    args: { readonly ids: readonly string[] | null }
    row: ConsentRecordsRow
  }
  load_cv_documents: {
    args: { readonly ids: readonly string[] | null }
    row: LoadCvDocumentsRow
  }
  load_cvs: {
    args: { readonly ids: readonly string[] | null }
    row: CvsRow
  }
  load_events: {
    args: { readonly ids: readonly string[] | null }
    row: LoadEventsRow
  }
  load_job_analyses: {
    args: { readonly ids: readonly string[] | null }
    row: JobAnalysesRow
  }
  load_job_analysis_documents: {
    args: { readonly ids: readonly string[] | null }
    row: LoadJobAnalysisDocumentsRow
  }
  load_journal_entries: {
    args: { readonly ids: readonly string[] | null }
    row: JournalEntriesRow
  }
  load_journey: {
    args: { readonly userId: string | null }
    row: LoadJourneyRow
  }
  load_journeys: {
    args: { readonly ids: readonly string[] | null }
    row: LoadJourneysRow
  }
  load_kaizens: {
    args: { readonly ids: readonly string[] | null }
    row: KaizensRow
  }
  load_letter_documents: {
    args: { readonly ids: readonly string[] | null }
    row: LoadLetterDocumentsRow
  }
  load_letters: {
    args: { readonly ids: readonly string[] | null }
    row: LettersRow
  }
  load_meditations: {
    args: { readonly ids: readonly string[] | null }
    row: MeditationsRow
  }
  load_mirror_matches: {
    args: { readonly ids: readonly string[] | null }
    row: MirrorMatchesRow
  }
  load_mirror_reports: {
    args: { readonly ids: readonly string[] | null }
    row: LoadMirrorReportsRow
  }
  load_nudges: {
    args: { readonly ids: readonly string[] | null }
    row: NudgesRow
  }
  load_objectives: {
    args: { readonly ids: readonly string[] | null }
    row: ObjectivesRow
  }
  load_partner: {
    args: { readonly actor: string | null }
    row: PartnersRow
  }
  load_partner_account: {
    args: { readonly actor: string | null; readonly partnerId: string | null }
    row: LoadPartnerAccountRow
  }
  load_partner_grants: {
    args: { readonly ids: readonly string[] | null }
    row: PartnerGrantsRow
  }
  load_partner_statistics: {
    args: { readonly actor: string | null }
    row: LoadPartnerStatisticsRow
  }
  load_partners: {
    args: { readonly ids: readonly string[] | null }
    row: PartnersRow
  }
  load_payments: {
    args: { readonly ids: readonly string[] | null }
    row: PaymentsRow
  }
  load_profiles: {
    args: { readonly ids: readonly string[] | null }
    row: ProfilesRow
  }
  load_trajectories: {
    args: { readonly ids: readonly string[] | null }
    row: TrajectoriesRow
  }
  load_trajectory_reports: {
    args: { readonly ids: readonly string[] | null }
    row: LoadTrajectoryReportsRow
  }
  load_usage: {
    args: { readonly userId: string | null }
    row: FeatureUsageRow
  }
  may_call_models: {
    args: { readonly actor: string | null; readonly sensitive: boolean | null }
    row: boolean
  }
  navigate_to_app: {
    args: { readonly actor: string | null; readonly call: unknown; readonly to: string | null; readonly from: string | null; readonly nudgeId: string | null }
    row: string
  }
  note_documents: {
    args: { readonly seen: unknown; readonly unknown?: unknown }
    row: null
  }
  note_partner_keys: {
    args: { readonly used: unknown }
    row: null
  }
  note_stripe_event: {
    args: { readonly event: unknown; readonly state: string | null; readonly reason: string | null }
    row: boolean
  }
  note_valid_documents: {
    args: { readonly rules: string | null; readonly documents: unknown }
    row: null
  }
  offer_inactive_nudges: {
    args: { readonly limit?: number | null }
    row: number
  }
  open_billing_intent: {
    args: { readonly actor: string | null; readonly call: unknown; readonly kind: string | null; readonly request: unknown }
    row: BillingIntentRow
  }
  phoenix_sql_version: {
    args: Record<string, never>
    row: unknown
  }
  postpone_billing_intent: {
    args: { readonly actor: string | null; readonly intentId: string | null; readonly problem: string | null }
    row: boolean
  }
  postpone_stripe_ending: {
    args: { readonly objectId: string | null; readonly problem: string | null }
    row: boolean
  }
  prune_documents: {
    args: { readonly client: string | null; readonly ids?: readonly string[] | null; readonly dryRun?: boolean | null }
    row: PruneDocumentsRow
  }
  push_documents: {
    args: { readonly client: string | null; readonly documents: unknown }
    row: PushDocumentsRow
  }
  read_granted: {
    args: { readonly actor: string | null; readonly call: unknown; readonly wanted: unknown }
    row: unknown
  }
  read_live_entries: {
    args: { readonly afterTransaction: string | null; readonly afterPosition: number | null; readonly limit: number | null }
    row: ReadLiveEntriesRow
  }
  read_streak: {
    args: { readonly userId: string | null }
    row: ReadStreakRow
  }
  record_consent: {
    args: { readonly actor: string | null; readonly call: unknown; readonly purpose: string | null; readonly granted: boolean | null; readonly version: string | null; readonly source: string | null }
    row: ConsentRecordsRow
  }
  record_nudges_shown: {
    args: { readonly actor: string | null; readonly nudgeIds: readonly string[] | null }
    row: number
  }
  redrive_phoenix_events: {
    args: { readonly consumer: string | null; readonly eventIds?: readonly string[] | null }
    row: number
  }
  release_usage: {
    args: { readonly actor: string | null; readonly holdId: string | null }
    row: boolean
  }
  replay_phoenix_events: {
    args: { readonly consumer: string | null; readonly from: string | null }
    row: number
  }
  report_documents: {
    args: Record<string, never>
    row: ReportDocumentsRow
  }
  reserve_usage: {
    args: { readonly actor: string | null; readonly feature: string | null; readonly amount: number | null }
    row: ReserveUsageRow
  }
  revoke_partner_access: {
    args: { readonly actor: string | null; readonly call: unknown; readonly grantId: string | null }
    row: PartnerGrantsRow
  }
  rotate_partner_key: {
    args: { readonly actor: string | null; readonly call: unknown; readonly partnerId: string | null; readonly keyHash: string | null; readonly keyPrefix: string | null; readonly overlapHours: number | null }
    row: PartnersRow
  }
  save_checkout_session: {
    args: { readonly actor: string | null; readonly call: unknown; readonly intentId: string | null; readonly sessionId: string | null; readonly url: string | null; readonly expiresAt: string | null }
    row: CheckoutSessionsRow
  }
  save_cv_ats_analysis: {
    args: { readonly actor: string | null; readonly call: unknown; readonly cvId: string | null; readonly version: number | null; readonly jobAnalysisId: string | null; readonly report: unknown }
    row: AtsAnalysesRow
  }
  save_generated_cv: {
    args: { readonly actor: string | null; readonly call: unknown; readonly title: string | null; readonly targetJob: string | null; readonly language: string | null; readonly templateId: string | null; readonly profile: unknown; readonly html: string | null; readonly text: string | null; readonly source: string | null; readonly model: string | null; readonly durationMs: number | null; readonly skillsCount: number | null; readonly inputTokens?: number | null; readonly outputTokens?: number | null }
    row: SaveGeneratedCvRow
  }
  save_generated_letter: {
    args: { readonly actor: string | null; readonly call: unknown; readonly title: string | null; readonly jobTitle: string | null; readonly companyName: string | null; readonly language: string | null; readonly tone: string | null; readonly cvId: string | null; readonly jobAnalysisId: string | null; readonly jobOfferText: string | null; readonly careerChange: unknown; readonly templateId: string | null; readonly draft: unknown }
    row: SaveGeneratedLetterRow
  }
  save_job_analysis: {
    args: { readonly actor: string | null; readonly call: unknown; readonly offerText: string | null; readonly language: string | null; readonly title: string | null; readonly company: string | null; readonly facts: unknown; readonly details: unknown }
    row: JobAnalysesRow
  }
  save_letter_ats_analysis: {
    args: { readonly actor: string | null; readonly call: unknown; readonly letterId: string | null; readonly version: number | null; readonly jobAnalysisId: string | null; readonly report: unknown }
    row: AtsAnalysesRow
  }
  save_mirror_match: {
    args: { readonly actor: string | null; readonly call: unknown; readonly cvId: string | null; readonly letterId: string | null; readonly jobAnalysisId: string | null; readonly report: unknown }
    row: SaveMirrorMatchRow
  }
  save_optimized_letter: {
    args: { readonly actor: string | null; readonly call: unknown; readonly letterId: string | null; readonly expectedVersion: number | null; readonly draft: unknown }
    row: LettersRow
  }
  save_portal_session: {
    args: { readonly actor: string | null; readonly call: unknown; readonly intentId: string | null; readonly sessionId: string | null; readonly url: string | null }
    row: BillingPortalSessionsRow
  }
  save_subscription_change: {
    args: { readonly actor: string | null; readonly call: unknown; readonly intentId: string | null; readonly facts: unknown; readonly left?: readonly string[] | null; readonly problem?: string | null }
    row: AppSubscriptionsRow
  }
  save_trajectory: {
    args: { readonly actor: string | null; readonly call: unknown; readonly cvId: string | null; readonly jobAnalysisId: string | null; readonly targetJob: string | null; readonly report: unknown }
    row: TrajectoriesRow
  }
  save_uploaded_cv: {
    args: { readonly actor: string | null; readonly call: unknown; readonly title: string | null; readonly filename: string | null; readonly sizeBytes: number | null; readonly text: string | null }
    row: SaveUploadedCvRow
  }
  select_cv_template: {
    args: { readonly actor: string | null; readonly call: unknown; readonly cvId: string | null; readonly expectedVersion: number | null; readonly templateId: string | null; readonly html: string | null }
    row: CvsRow
  }
  send_coaching_message: {
    args: { readonly actor: string | null; readonly call: unknown; readonly sessionId: string | null; readonly expectedVersion: number | null; readonly text: string | null; readonly reply: unknown }
    row: SendCoachingMessageRow
  }
  set_client_level: {
    args: { readonly client: string | null; readonly level: string | null; readonly apq?: boolean | null }
    row: SetClientLevelRow
  }
  set_kaizen: {
    args: { readonly actor: string | null; readonly call: unknown; readonly action: string | null; readonly day: string | null }
    row: KaizensRow
  }
  set_objective: {
    args: { readonly actor: string | null; readonly call: unknown; readonly title: string | null; readonly description: string | null; readonly targetDate: string | null }
    row: ObjectivesRow
  }
  settle_journey_events: {
    args: { readonly results: unknown; readonly journeys: unknown }
    row: SettleJourneyEventsRow
  }
  settle_router_events: {
    args: { readonly results: unknown; readonly analyses: unknown }
    row: SettleRouterEventsRow
  }
  start_coaching_session: {
    args: { readonly actor: string | null; readonly call: unknown; readonly topic: string | null; readonly language: string | null; readonly depth: string | null; readonly reply: unknown }
    row: StartCoachingSessionRow
  }
  summarize_mood: {
    args: { readonly userId: string | null; readonly days: number | null }
    row: SummarizeMoodRow
  }
  sweep_billing: {
    args: { readonly limit?: number | null }
    row: SweepBillingRow
  }
  sweep_expired: {
    args: { readonly limit?: number | null }
    row: SweepExpiredRow
  }
  tend_event_queue: {
    args: Record<string, never>
    row: number
  }
  update_cv: {
    args: { readonly actor: string | null; readonly call: unknown; readonly cvId: string | null; readonly expectedVersion: number | null; readonly changed: readonly string[] | null; readonly title: string | null; readonly targetJob: string | null; readonly language: string | null; readonly profile: unknown; readonly html: string | null; readonly text: string | null }
    row: CvsRow
  }
  update_journal_entry: {
    args: { readonly actor: string | null; readonly call: unknown; readonly entryId: string | null; readonly changes: unknown; readonly expectedVersion?: number | null }
    row: JournalEntriesRow
  }
  update_letter: {
    args: { readonly actor: string | null; readonly call: unknown; readonly letterId: string | null; readonly expectedVersion: number | null; readonly changed: readonly string[] | null; readonly title: string | null; readonly jobTitle: string | null; readonly companyName: string | null; readonly text: string | null; readonly html: string | null }
    row: LettersRow
  }
  update_objective: {
    args: { readonly actor: string | null; readonly call: unknown; readonly objectiveId: string | null; readonly changes: unknown; readonly expectedVersion?: number | null }
    row: ObjectivesRow
  }
  update_partner: {
    args: { readonly actor: string | null; readonly call: unknown; readonly partnerId: string | null; readonly expectedVersion: number | null; readonly changed: readonly string[] | null; readonly name: string | null; readonly website: string | null; readonly suspended: boolean | null; readonly ratePerMinute: number | null; readonly dailyQuota: number | null; readonly dailyCost: number | null }
    row: PartnersRow
  }
  update_profile: {
    args: { readonly actor: string | null; readonly call: unknown; readonly changes: unknown; readonly expectedVersion?: number | null }
    row: ProfilesRow
  }
  update_usage_limits_for_tier: {
    args: { readonly userId: string | null; readonly appName: string | null; readonly tier: string | null }
    row: null
  }
}

const appSubscriptionsReader: RowReader<AppSubscriptionsRow> = {
  names: 'subscription_id,user_id,app_name,subscription_tier,subscription_status,counts,current_period_start,current_period_end,trial_end,cancelled_at,past_due_since,cancel_at_period_end,plan_id',
  read: (v) => ({ subscriptionId: v[0]!, userId: v[1]!, appName: v[2]!, subscriptionTier: v[3]!, subscriptionStatus: v[4]!, counts: v[5]!, currentPeriodStart: v[6]!, currentPeriodEnd: v[7]!, trialEnd: v[8]!, cancelledAt: v[9]!, pastDueSince: v[10]!, cancelAtPeriodEnd: v[11]!, planId: v[12]! }),
}

const atsAnalysesReader: RowReader<AtsAnalysesRow> = {
  names: 'id,user_id,cv_id,letter_id,job_analysis_id,text_version,score,level,coverage,created_at',
  read: (v) => ({ id: v[0]!, userId: v[1]!, cvId: v[2]!, letterId: v[3]!, jobAnalysisId: v[4]!, textVersion: v[5]!, score: v[6]!, level: v[7]!, coverage: v[8]!, createdAt: v[9]! }),
}

const billingIntentReader: RowReader<BillingIntentRow> = {
  names: 'intent_id,user_id,kind,request,state,traceparent,customer_id,email,open_sessions',
  read: (v) => ({ intentId: v[0]!, userId: v[1]!, kind: v[2]!, request: v[3]!, state: v[4]!, traceparent: v[5]!, customerId: v[6]!, email: v[7]!, openSessions: v[8]! }),
}

const billingPortalSessionsReader: RowReader<BillingPortalSessionsRow> = {
  names: 'intent_id,user_id,url',
  read: (v) => ({ intentId: v[0]!, userId: v[1]!, url: v[2]! }),
}

const checkoutSessionsReader: RowReader<CheckoutSessionsRow> = {
  names: 'intent_id,user_id,plan_id,url,expires_at',
  read: (v) => ({ intentId: v[0]!, userId: v[1]!, planId: v[2]!, url: v[3]!, expiresAt: v[4]! }),
}

const coachingMessagesReader: RowReader<CoachingMessagesRow> = {
  names: 'id,session_id,user_id,position,author,text,source,model,duration_ms,input_tokens,output_tokens,created_at',
  read: (v) => ({ id: v[0]!, sessionId: v[1]!, userId: v[2]!, position: v[3]!, author: v[4]!, text: v[5]!, source: v[6]!, model: v[7]!, durationMs: v[8]!, inputTokens: v[9]!, outputTokens: v[10]!, createdAt: v[11]! }),
}

const coachingSessionsReader: RowReader<CoachingSessionsRow> = {
  names: 'id,user_id,topic,language,depth,status,messages_count,satisfaction,summary,summary_source,summary_model,version,started_at,completed_at,summary_duration_ms,summary_input_tokens,summary_output_tokens',
  read: (v) => ({ id: v[0]!, userId: v[1]!, topic: v[2]!, language: v[3]!, depth: v[4]!, status: v[5]!, messagesCount: v[6]!, satisfaction: v[7]!, summary: v[8]!, summarySource: v[9]!, summaryModel: v[10]!, version: v[11]!, startedAt: v[12]!, completedAt: v[13]!, summaryDurationMs: v[14]!, summaryInputTokens: v[15]!, summaryOutputTokens: v[16]! }),
}

const consentRecordsReader: RowReader<ConsentRecordsRow> = {
  names: 'record_id,user_id,purpose,granted,version,source,recorded_at,position',
  read: (v) => ({ recordId: v[0]!, userId: v[1]!, purpose: v[2]!, granted: v[3]!, version: v[4]!, source: v[5]!, recordedAt: v[6]!, position: v[7]! }),
}

const cvTemplatesReader: RowReader<CvTemplatesRow> = {
  names: 'template_id,name,description,category,layout,accent_color,font_family,tier,position',
  read: (v) => ({ templateId: v[0]!, name: v[1]!, description: v[2]!, category: v[3]!, layout: v[4]!, accentColor: v[5]!, fontFamily: v[6]!, tier: v[7]!, position: v[8]! }),
}

const cvsReader: RowReader<CvsRow> = {
  names: 'id,user_id,origin,title,target_job,language,template_id,source,model,duration_ms,filename,size_bytes,version,created_at,updated_at,input_tokens,output_tokens',
  read: (v) => ({ id: v[0]!, userId: v[1]!, origin: v[2]!, title: v[3]!, targetJob: v[4]!, language: v[5]!, templateId: v[6]!, source: v[7]!, model: v[8]!, durationMs: v[9]!, filename: v[10]!, sizeBytes: v[11]!, version: v[12]!, createdAt: v[13]!, updatedAt: v[14]!, inputTokens: v[15]!, outputTokens: v[16]! }),
}

const featureUsageReader: RowReader<FeatureUsageRow> = {
  names: 'feature,used,held,monthly_limit,remaining,unlimited,period_start,resets_at',
  read: (v) => ({ feature: v[0]!, used: v[1]!, held: v[2]!, monthlyLimit: v[3]!, remaining: v[4]!, unlimited: v[5]!, periodStart: v[6]!, resetsAt: v[7]! }),
}

const jobAnalysesReader: RowReader<JobAnalysesRow> = {
  names: 'id,user_id,language,title,company,facts,created_at',
  read: (v) => ({ id: v[0]!, userId: v[1]!, language: v[2]!, title: v[3]!, company: v[4]!, facts: v[5]!, createdAt: v[6]! }),
}

const journalEntriesReader: RowReader<JournalEntriesRow> = {
  names: 'id,user_id,day,logged_at,mood,confidence,note,version,created_at,updated_at',
  read: (v) => ({ id: v[0]!, userId: v[1]!, day: v[2]!, loggedAt: v[3]!, mood: v[4]!, confidence: v[5]!, note: v[6]!, version: v[7]!, createdAt: v[8]!, updatedAt: v[9]! }),
}

const kaizensReader: RowReader<KaizensRow> = {
  names: 'id,user_id,action,day,completed,completed_at,version,set_order',
  read: (v) => ({ id: v[0]!, userId: v[1]!, action: v[2]!, day: v[3]!, completed: v[4]!, completedAt: v[5]!, version: v[6]!, setOrder: v[7]! }),
}

const letterTemplatesReader: RowReader<LetterTemplatesRow> = {
  names: 'template_id,name,description,layout,accent_color,font_family,tier,position',
  read: (v) => ({ templateId: v[0]!, name: v[1]!, description: v[2]!, layout: v[3]!, accentColor: v[4]!, fontFamily: v[5]!, tier: v[6]!, position: v[7]! }),
}

const lettersReader: RowReader<LettersRow> = {
  names: 'id,user_id,origin,title,job_title,company_name,language,tone,cv_id,job_analysis_id,template_id,source,model,duration_ms,input_tokens,output_tokens,version,created_at,updated_at',
  read: (v) => ({ id: v[0]!, userId: v[1]!, origin: v[2]!, title: v[3]!, jobTitle: v[4]!, companyName: v[5]!, language: v[6]!, tone: v[7]!, cvId: v[8]!, jobAnalysisId: v[9]!, templateId: v[10]!, source: v[11]!, model: v[12]!, durationMs: v[13]!, inputTokens: v[14]!, outputTokens: v[15]!, version: v[16]!, createdAt: v[17]!, updatedAt: v[18]! }),
}

const meditationsReader: RowReader<MeditationsRow> = {
  names: 'id,user_id,completed_at,duration_seconds,triggered_by',
  read: (v) => ({ id: v[0]!, userId: v[1]!, completedAt: v[2]!, durationSeconds: v[3]!, triggeredBy: v[4]! }),
}

const mirrorMatchesReader: RowReader<MirrorMatchesRow> = {
  names: 'id,user_id,cv_id,letter_id,job_analysis_id,match_type,overall,coherence_bonus,confidence,created_at',
  read: (v) => ({ id: v[0]!, userId: v[1]!, cvId: v[2]!, letterId: v[3]!, jobAnalysisId: v[4]!, matchType: v[5]!, overall: v[6]!, coherenceBonus: v[7]!, confidence: v[8]!, createdAt: v[9]! }),
}

const nudgesReader: RowReader<NudgesRow> = {
  names: 'nudge_id,user_id,nudge_type,app,feature,event_id,day,week,slot,offered_at,expires_at,shown_at,dismissed_at,followed_at',
  read: (v) => ({ nudgeId: v[0]!, userId: v[1]!, nudgeType: v[2]!, app: v[3]!, feature: v[4]!, eventId: v[5]!, day: v[6]!, week: v[7]!, slot: v[8]!, offeredAt: v[9]!, expiresAt: v[10]!, shownAt: v[11]!, dismissedAt: v[12]!, followedAt: v[13]! }),
}

const objectivesReader: RowReader<ObjectivesRow> = {
  names: 'id,user_id,title,description,status,target_date,completed_at,version,created_at,updated_at',
  read: (v) => ({ id: v[0]!, userId: v[1]!, title: v[2]!, description: v[3]!, status: v[4]!, targetDate: v[5]!, completedAt: v[6]!, version: v[7]!, createdAt: v[8]!, updatedAt: v[9]! }),
}

const partnerGrantsReader: RowReader<PartnerGrantsRow> = {
  names: 'grant_id,partner_id,user_id,scopes,created_at,granted_at,expires_at,revoked_at',
  read: (v) => ({ grantId: v[0]!, partnerId: v[1]!, userId: v[2]!, scopes: v[3]!, createdAt: v[4]!, grantedAt: v[5]!, expiresAt: v[6]!, revokedAt: v[7]! }),
}

const partnersReader: RowReader<PartnersRow> = {
  names: 'partner_id,name,website,status,version,created_at',
  read: (v) => ({ partnerId: v[0]!, name: v[1]!, website: v[2]!, status: v[3]!, version: v[4]!, createdAt: v[5]! }),
}

const paymentsReader: RowReader<PaymentsRow> = {
  names: 'payment_id,user_id,app_name,amount,currency,amount_refunded,disputed,payment_status,description,paid_at',
  read: (v) => ({ paymentId: v[0]!, userId: v[1]!, appName: v[2]!, amount: v[3]!, currency: v[4]!, amountRefunded: v[5]!, disputed: v[6]!, paymentStatus: v[7]!, description: v[8]!, paidAt: v[9]! }),
}

const profilesReader: RowReader<ProfilesRow> = {
  names: 'id,email,full_name,avatar_url,subscription_tier,created_at,updated_at,last_login,preferences,total_cv_generated,total_letters_generated,total_coaching_sessions,version',
  read: (v) => ({ id: v[0]!, email: v[1]!, fullName: v[2]!, avatarUrl: v[3]!, subscriptionTier: v[4]!, createdAt: v[5]!, updatedAt: v[6]!, lastLogin: v[7]!, preferences: v[8]!, totalCvGenerated: v[9]!, totalLettersGenerated: v[10]!, totalCoachingSessions: v[11]!, version: v[12]! }),
}

const trajectoriesReader: RowReader<TrajectoriesRow> = {
  names: 'id,user_id,cv_id,job_analysis_id,target_job,readiness,created_at',
  read: (v) => ({ id: v[0]!, userId: v[1]!, cvId: v[2]!, jobAnalysisId: v[3]!, targetJob: v[4]!, readiness: v[5]!, createdAt: v[6]! }),
}

const acknowledgePhoenixEventsReader: RowReader<AcknowledgePhoenixEventsRow> = {
  names: 'event_id,state,due_at',
  read: (v) => ({ eventId: v[0]!, state: v[1]!, dueAt: v[2]! }),
}

const applyStripeReader: RowReader<ApplyStripeRow> = {
  names: 'outcome,reason,user_id',
  read: (v) => ({ outcome: v[0]!, reason: v[1]!, userId: v[2]! }),
}

const beginModelCallsReader: RowReader<BeginModelCallsRow> = {
  names: 'outcome,lease_id,calls,retry_after,bound',
  read: (v) => ({ outcome: v[0]!, leaseId: v[1]!, calls: v[2]!, retryAfter: v[3]!, bound: v[4]! }),
}

const beginOperationReader: RowReader<BeginOperationRow> = {
  names: 'outcome,operation_id,result,retry_after',
  read: (v) => ({ outcome: v[0]!, operationId: v[1]!, result: v[2]!, retryAfter: v[3]! }),
}

const beginStripeFetchReader: RowReader<BeginStripeFetchRow> = {
  names: 'begun_at,fetch_number,known',
  read: (v) => ({ begunAt: v[0]!, fetchNumber: v[1]!, known: v[2]! }),
}

const claimPhoenixEventsReader: RowReader<ClaimPhoenixEventsRow> = {
  names: 'event_id,lease_id,attempt,stream_id,event_type,app_source,timestamp,payload,version,correlation_id,metadata,traceparent,position,type,app,data,is_half,leased_until',
  read: (v) => ({ eventId: v[0]!, leaseId: v[1]!, attempt: v[2]!, streamId: v[3]!, eventType: v[4]!, appSource: v[5]!, timestamp: v[6]!, payload: v[7]!, version: v[8]!, correlationId: v[9]!, metadata: v[10]!, traceparent: v[11]!, position: v[12]!, type: v[13]!, app: v[14]!, data: v[15]!, isHalf: v[16]!, leasedUntil: v[17]! }),
}

const claimStaleCheckoutsReader: RowReader<ClaimStaleCheckoutsRow> = {
  names: 'user_id,session_id',
  read: (v) => ({ userId: v[0]!, sessionId: v[1]! }),
}

const claimStripeEndingsReader: RowReader<ClaimStripeEndingsRow> = {
  names: 'object_id,kind',
  read: (v) => ({ objectId: v[0]!, kind: v[1]! }),
}

const claimStripeObjectsReader: RowReader<ClaimStripeObjectsRow> = {
  names: 'object_id,kind',
  read: (v) => ({ objectId: v[0]!, kind: v[1]! }),
}

const findConfirmedEmailReader: RowReader<FindConfirmedEmailRow> = {
  names: 'user_id,matches',
  read: (v) => ({ userId: v[0]!, matches: v[1]! }),
}

const findLiveEndReader: RowReader<FindLiveEndRow> = {
  names: 'transaction_id,position',
  read: (v) => ({ transactionId: v[0]!, position: v[1]! }),
}

const findStripePayerReader: RowReader<FindStripePayerRow> = {
  names: 'linked,named',
  read: (v) => ({ linked: v[0]!, named: v[1]! }),
}

const followDraftReader: RowReader<FollowDraftRow> = {
  names: 'state,turn,draft_text,result',
  read: (v) => ({ state: v[0]!, turn: v[1]!, draftText: v[2]!, result: v[3]! }),
}

const followReplayReader: RowReader<FollowReplayRow> = {
  names: 'transaction_id,position,moved,open,dead,is_over',
  read: (v) => ({ transactionId: v[0]!, position: v[1]!, moved: v[2]!, open: v[3]!, dead: v[4]!, isOver: v[5]! }),
}

const leasePointsReader: RowReader<LeasePointsRow> = {
  names: 'granted,remaining',
  read: (v) => ({ granted: v[0]!, remaining: v[1]! }),
}

const listBillingDoubtsReader: RowReader<ListBillingDoubtsRow> = {
  names: 'kind,user_id,about',
  read: (v) => ({ kind: v[0]!, userId: v[1]!, about: v[2]! }),
}

const listClientsReader: RowReader<ListClientsRow> = {
  names: 'client,level,apq,revision',
  read: (v) => ({ client: v[0]!, level: v[1]!, apq: v[2]!, revision: v[3]! }),
}

const listConsentsReader: RowReader<ListConsentsRow> = {
  names: 'purpose,granted,version,source,recorded_at',
  read: (v) => ({ purpose: v[0]!, granted: v[1]!, version: v[2]!, source: v[3]!, recordedAt: v[4]! }),
}

const listDeadEventsReader: RowReader<ListDeadEventsRow> = {
  names: 'event_id,event_type,timestamp,attempt,error,died_at',
  read: (v) => ({ eventId: v[0]!, eventType: v[1]!, timestamp: v[2]!, attempt: v[3]!, error: v[4]!, diedAt: v[5]! }),
}

const listDocumentsReader: RowReader<ListDocumentsRow> = {
  names: 'client,document_id,name,operation,body,body_hash,cost,pushed_at,first_seen,last_seen,deprecated_at,pruned_at,revision,valid_for',
  read: (v) => ({ client: v[0]!, documentId: v[1]!, name: v[2]!, operation: v[3]!, body: v[4]!, bodyHash: v[5]!, cost: v[6]!, pushedAt: v[7]!, firstSeen: v[8]!, lastSeen: v[9]!, deprecatedAt: v[10]!, prunedAt: v[11]!, revision: v[12]!, validFor: v[13]! }),
}

const listEventConsumersReader: RowReader<ListEventConsumersRow> = {
  names: 'consumer,handled,repeated,behind,oldest_at,leased,waiting,parked,dead,claimed_at,has_more',
  read: (v) => ({ consumer: v[0]!, handled: v[1]!, repeated: v[2]!, behind: v[3]!, oldestAt: v[4]!, leased: v[5]!, waiting: v[6]!, parked: v[7]!, dead: v[8]!, claimedAt: v[9]!, hasMore: v[10]! }),
}

const listEventTypesReader: RowReader<ListEventTypesRow> = {
  names: 'type,app_source,data_schema',
  read: (v) => ({ type: v[0]!, appSource: v[1]!, dataSchema: v[2]! }),
}

const listEventsReader: RowReader<ListEventsRow> = {
  names: 'event_id,event_type,app_source,timestamp,payload',
  read: (v) => ({ eventId: v[0]!, eventType: v[1]!, appSource: v[2]!, timestamp: v[3]!, payload: v[4]! }),
}

const listKeysOfPartnersReader: RowReader<ListKeysOfPartnersRow> = {
  names: 'key_id,partner_id,key_hash,status,expires_at,rate_per_minute,daily_quota,daily_cost',
  read: (v) => ({ keyId: v[0]!, partnerId: v[1]!, keyHash: v[2]!, status: v[3]!, expiresAt: v[4]!, ratePerMinute: v[5]!, dailyQuota: v[6]!, dailyCost: v[7]! }),
}

const listNudgeConversionsReader: RowReader<ListNudgeConversionsRow> = {
  names: 'nudge_type,offered,shown,dismissed,followed,conversion',
  read: (v) => ({ nudgeType: v[0]!, offered: v[1]!, shown: v[2]!, dismissed: v[3]!, followed: v[4]!, conversion: v[5]! }),
}

const listPlansReader: RowReader<ListPlansRow> = {
  names: 'plan_id,name,apps,tier,amount,currency,features,limits',
  read: (v) => ({ planId: v[0]!, name: v[1]!, apps: v[2]!, tier: v[3]!, amount: v[4]!, currency: v[5]!, features: v[6]!, limits: v[7]! }),
}

const listStaleTiersReader: RowReader<ListStaleTiersRow> = {
  names: 'user_id,problems',
  read: (v) => ({ userId: v[0]!, problems: v[1]! }),
}

const listStripeStateReader: RowReader<ListStripeStateRow> = {
  names: 'subscriptions,invoices,charges',
  read: (v) => ({ subscriptions: v[0]!, invoices: v[1]!, charges: v[2]! }),
}

const listUnknownDocumentsReader: RowReader<ListUnknownDocumentsRow> = {
  names: 'body_hash,name,requests,first_seen,last_seen',
  read: (v) => ({ bodyHash: v[0]!, name: v[1]!, requests: v[2]!, firstSeen: v[3]!, lastSeen: v[4]! }),
}

const listUnlinkedCustomersReader: RowReader<ListUnlinkedCustomersRow> = {
  names: 'customer_id,user_id,is_there',
  read: (v) => ({ customerId: v[0]!, userId: v[1]!, isThere: v[2]! }),
}

const listUsageLimitsReader: RowReader<ListUsageLimitsRow> = {
  names: 'tier,monthly_limit',
  read: (v) => ({ tier: v[0]!, monthlyLimit: v[1]! }),
}

const loadAtsReportsReader: RowReader<LoadAtsReportsRow> = {
  names: 'id,report',
  read: (v) => ({ id: v[0]!, report: v[1]! }),
}

const loadCoachingThreadsReader: RowReader<LoadCoachingThreadsRow> = {
  names: 'id,messages',
  read: (v) => ({ id: v[0]!, messages: v[1]! }),
}

const loadCvDocumentsReader: RowReader<LoadCvDocumentsRow> = {
  names: 'id,cv_data,generated_html,plain_text',
  read: (v) => ({ id: v[0]!, cvData: v[1]!, generatedHtml: v[2]!, plainText: v[3]! }),
}

const loadEventsReader: RowReader<LoadEventsRow> = {
  names: 'event_id,event_type,app_source,timestamp,payload',
  read: (v) => ({ eventId: v[0]!, eventType: v[1]!, appSource: v[2]!, timestamp: v[3]!, payload: v[4]! }),
}

const loadJobAnalysisDocumentsReader: RowReader<LoadJobAnalysisDocumentsRow> = {
  names: 'id,offer_text,details',
  read: (v) => ({ id: v[0]!, offerText: v[1]!, details: v[2]! }),
}

const loadJourneyReader: RowReader<LoadJourneyRow> = {
  names: 'events,first_active_at,last_active_at,apps,days,signals,analysis,updated_at,today',
  read: (v) => ({ events: v[0]!, firstActiveAt: v[1]!, lastActiveAt: v[2]!, apps: v[3]!, days: v[4]!, signals: v[5]!, analysis: v[6]!, updatedAt: v[7]!, today: v[8]! }),
}

const loadJourneysReader: RowReader<LoadJourneysRow> = {
  names: 'user_id,time_zone,events,first_active_at,last_active_at,apps,days,signals',
  read: (v) => ({ userId: v[0]!, timeZone: v[1]!, events: v[2]!, firstActiveAt: v[3]!, lastActiveAt: v[4]!, apps: v[5]!, days: v[6]!, signals: v[7]! }),
}

const loadLetterDocumentsReader: RowReader<LoadLetterDocumentsRow> = {
  names: 'id,letter_text,html,job_offer_text,career_change,changes',
  read: (v) => ({ id: v[0]!, letterText: v[1]!, html: v[2]!, jobOfferText: v[3]!, careerChange: v[4]!, changes: v[5]! }),
}

const loadMirrorReportsReader: RowReader<LoadMirrorReportsRow> = {
  names: 'id,report',
  read: (v) => ({ id: v[0]!, report: v[1]! }),
}

const loadPartnerAccountReader: RowReader<LoadPartnerAccountRow> = {
  names: 'partner_id,rate_per_minute,daily_quota,daily_cost,keys',
  read: (v) => ({ partnerId: v[0]!, ratePerMinute: v[1]!, dailyQuota: v[2]!, dailyCost: v[3]!, keys: v[4]! }),
}

const loadPartnerStatisticsReader: RowReader<LoadPartnerStatisticsRow> = {
  names: 'month,apps',
  read: (v) => ({ month: v[0]!, apps: v[1]! }),
}

const loadTrajectoryReportsReader: RowReader<LoadTrajectoryReportsRow> = {
  names: 'id,report',
  read: (v) => ({ id: v[0]!, report: v[1]! }),
}

const pruneDocumentsReader: RowReader<PruneDocumentsRow> = {
  names: 'document_id,name,last_seen,outcome',
  read: (v) => ({ documentId: v[0]!, name: v[1]!, lastSeen: v[2]!, outcome: v[3]! }),
}

const pushDocumentsReader: RowReader<PushDocumentsRow> = {
  names: 'document_id,outcome',
  read: (v) => ({ documentId: v[0]!, outcome: v[1]! }),
}

const readLiveEntriesReader: RowReader<ReadLiveEntriesRow> = {
  names: 'transaction_id,position,user_id,event_id,event_type,app_source,timestamp,payload',
  read: (v) => ({ transactionId: v[0]!, position: v[1]!, userId: v[2]!, eventId: v[3]!, eventType: v[4]!, appSource: v[5]!, timestamp: v[6]!, payload: v[7]! }),
}

const readStreakReader: RowReader<ReadStreakRow> = {
  names: 'current_days,longest_days,last_day,written_today',
  read: (v) => ({ currentDays: v[0]!, longestDays: v[1]!, lastDay: v[2]!, writtenToday: v[3]! }),
}

const reportDocumentsReader: RowReader<ReportDocumentsRow> = {
  names: 'client,level,apq,documents,never_seen,seen_recently,deprecated,pruned,highest_cost,unknown,last_push',
  read: (v) => ({ client: v[0]!, level: v[1]!, apq: v[2]!, documents: v[3]!, neverSeen: v[4]!, seenRecently: v[5]!, deprecated: v[6]!, pruned: v[7]!, highestCost: v[8]!, unknown: v[9]!, lastPush: v[10]! }),
}

const reserveUsageReader: RowReader<ReserveUsageRow> = {
  names: 'granted,hold_id,usage(feature,used,held,monthly_limit,remaining,unlimited,period_start,resets_at)',
  read: (v) => ({ granted: v[0]!, holdId: v[1]!, usage: within(featureUsageReader, v[2]!) }),
}

const saveGeneratedCvReader: RowReader<SaveGeneratedCvRow> = {
  names: 'cv(id,user_id,origin,title,target_job,language,template_id,source,model,duration_ms,filename,size_bytes,version,created_at,updated_at,input_tokens,output_tokens),usage(feature,used,held,monthly_limit,remaining,unlimited,period_start,resets_at)',
  read: (v) => ({ cv: within(cvsReader, v[0]!), usage: within(featureUsageReader, v[1]!) }),
}

const saveGeneratedLetterReader: RowReader<SaveGeneratedLetterRow> = {
  names: 'letter(id,user_id,origin,title,job_title,company_name,language,tone,cv_id,job_analysis_id,template_id,source,model,duration_ms,input_tokens,output_tokens,version,created_at,updated_at),usage(feature,used,held,monthly_limit,remaining,unlimited,period_start,resets_at)',
  read: (v) => ({ letter: within(lettersReader, v[0]!), usage: within(featureUsageReader, v[1]!) }),
}

const saveMirrorMatchReader: RowReader<SaveMirrorMatchRow> = {
  names: 'mirror_match(id,user_id,cv_id,letter_id,job_analysis_id,match_type,overall,coherence_bonus,confidence,created_at),usage(feature,used,held,monthly_limit,remaining,unlimited,period_start,resets_at)',
  read: (v) => ({ mirrorMatch: within(mirrorMatchesReader, v[0]!), usage: within(featureUsageReader, v[1]!) }),
}

const saveUploadedCvReader: RowReader<SaveUploadedCvRow> = {
  names: 'cv(id,user_id,origin,title,target_job,language,template_id,source,model,duration_ms,filename,size_bytes,version,created_at,updated_at,input_tokens,output_tokens),usage(feature,used,held,monthly_limit,remaining,unlimited,period_start,resets_at)',
  read: (v) => ({ cv: within(cvsReader, v[0]!), usage: within(featureUsageReader, v[1]!) }),
}

const sendCoachingMessageReader: RowReader<SendCoachingMessageRow> = {
  names: 'coaching_session(id,user_id,topic,language,depth,status,messages_count,satisfaction,summary,summary_source,summary_model,version,started_at,completed_at,summary_duration_ms,summary_input_tokens,summary_output_tokens),message_id,reply_id',
  read: (v) => ({ coachingSession: within(coachingSessionsReader, v[0]!), messageId: v[1]!, replyId: v[2]! }),
}

const setClientLevelReader: RowReader<SetClientLevelRow> = {
  names: 'client,level,apq',
  read: (v) => ({ client: v[0]!, level: v[1]!, apq: v[2]! }),
}

const settleJourneyEventsReader: RowReader<SettleJourneyEventsRow> = {
  names: 'event_id,state,due_at',
  read: (v) => ({ eventId: v[0]!, state: v[1]!, dueAt: v[2]! }),
}

const settleRouterEventsReader: RowReader<SettleRouterEventsRow> = {
  names: 'event_id,state,due_at',
  read: (v) => ({ eventId: v[0]!, state: v[1]!, dueAt: v[2]! }),
}

const startCoachingSessionReader: RowReader<StartCoachingSessionRow> = {
  names: 'coaching_session(id,user_id,topic,language,depth,status,messages_count,satisfaction,summary,summary_source,summary_model,version,started_at,completed_at,summary_duration_ms,summary_input_tokens,summary_output_tokens),usage(feature,used,held,monthly_limit,remaining,unlimited,period_start,resets_at)',
  read: (v) => ({ coachingSession: within(coachingSessionsReader, v[0]!), usage: within(featureUsageReader, v[1]!) }),
}

const summarizeMoodReader: RowReader<SummarizeMoodRow> = {
  names: 'time_zone,first_day,last_day,written_days,written_7_days,written_30_days,mood,confidence,mood_7_days,mood_30_days,confidence_7_days,confidence_30_days,mood_trend,confidence_trend,daily',
  read: (v) => ({ timeZone: v[0]!, firstDay: v[1]!, lastDay: v[2]!, writtenDays: v[3]!, written7Days: v[4]!, written30Days: v[5]!, mood: v[6]!, confidence: v[7]!, mood7Days: v[8]!, mood30Days: v[9]!, confidence7Days: v[10]!, confidence30Days: v[11]!, moodTrend: v[12]!, confidenceTrend: v[13]!, daily: v[14]! }),
}

const sweepBillingReader: RowReader<SweepBillingRow> = {
  names: 'lapsed,forgotten',
  read: (v) => ({ lapsed: v[0]!, forgotten: v[1]! }),
}

const sweepExpiredReader: RowReader<SweepExpiredRow> = {
  names: 'holds,tiers,operations',
  read: (v) => ({ holds: v[0]!, tiers: v[1]!, operations: v[2]! }),
}

/** `nested` are the columns that are rows themselves, and `row` how a row is read; both null where there are no columns. */
export const signatures: { readonly [F in keyof Functions]: { readonly args: Readonly<Record<string, string>>; readonly nested: readonly string[] | null; readonly row: RowReader<Functions[F]['row']> | null; readonly set: boolean } } = {
  abandon_billing_intent: { args: { p_actor: 'uuid', p_intent_id: 'uuid', p_problem: 'text' }, nested: null, row: null, set: false },
  abandon_operation: { args: { p_actor: 'uuid', p_operation_id: 'uuid' }, nested: null, row: null, set: false },
  acknowledge_phoenix_events: { args: { p_consumer: 'text', p_results: 'jsonb' }, nested: [], row: acknowledgePhoenixEventsReader, set: true },
  admit_cv_template: { args: { p_actor: 'uuid', p_template_id: 'text' }, nested: [], row: cvTemplatesReader, set: true },
  admit_letter_template: { args: { p_actor: 'uuid', p_template_id: 'text' }, nested: [], row: letterTemplatesReader, set: true },
  apply_letter_template: { args: { p_actor: 'uuid', p_call: 'jsonb', p_letter_id: 'uuid', p_expected_version: 'integer', p_template_id: 'text', p_html: 'text' }, nested: [], row: lettersReader, set: false },
  apply_stripe: { args: { p_event: 'jsonb', p_facts: 'jsonb' }, nested: [], row: applyStripeReader, set: true },
  begin_chore: { args: { p_chore: 'text', p_every_seconds: 'integer' }, nested: null, row: null, set: false },
  begin_model_calls: { args: { p_actor: 'uuid', p_sensitive: 'boolean', p_calls: 'integer' }, nested: [], row: beginModelCallsReader, set: true },
  begin_operation: { args: { p_actor: 'uuid', p_field: 'text', p_key: 'text', p_input_hash: 'text' }, nested: [], row: beginOperationReader, set: true },
  begin_stripe_fetch: { args: { p_event_id: 'text' }, nested: [], row: beginStripeFetchReader, set: true },
  check_purchase: { args: { p_actor: 'uuid', p_plan_id: 'text' }, nested: null, row: null, set: false },
  check_usage_limit: { args: { p_user_id: 'uuid', p_feature: 'character varying', p_increment: 'integer' }, nested: null, row: null, set: false },
  claim_billing_intents: { args: { p_limit: 'integer' }, nested: [], row: billingIntentReader, set: true },
  claim_phoenix_events: { args: { p_consumer: 'text', p_limit: 'integer', p_lease_seconds: 'integer' }, nested: [], row: claimPhoenixEventsReader, set: true },
  claim_stale_checkouts: { args: { p_limit: 'integer' }, nested: [], row: claimStaleCheckoutsReader, set: true },
  claim_stripe_endings: { args: { p_limit: 'integer' }, nested: [], row: claimStripeEndingsReader, set: true },
  claim_stripe_objects: { args: { p_limit: 'integer' }, nested: [], row: claimStripeObjectsReader, set: true },
  cleanup_expired_data: { args: {}, nested: null, row: null, set: false },
  cleanup_old_phoenix_events: { args: { retention_days: 'integer' }, nested: null, row: null, set: false },
  complete_coaching_session: { args: { p_actor: 'uuid', p_call: 'jsonb', p_session_id: 'uuid', p_expected_version: 'integer', p_satisfaction: 'integer', p_summary: 'jsonb' }, nested: [], row: coachingSessionsReader, set: false },
  complete_kaizen: { args: { p_actor: 'uuid', p_call: 'jsonb', p_kaizen_id: 'uuid', p_expected_version: 'integer' }, nested: [], row: kaizensReader, set: false },
  complete_meditation: { args: { p_actor: 'uuid', p_call: 'jsonb', p_duration_seconds: 'integer', p_triggered_by: 'text' }, nested: [], row: meditationsReader, set: false },
  complete_objective: { args: { p_actor: 'uuid', p_call: 'jsonb', p_objective_id: 'uuid', p_expected_version: 'integer' }, nested: [], row: objectivesReader, set: false },
  create_journal_entry: { args: { p_actor: 'uuid', p_call: 'jsonb', p_day: 'date', p_mood: 'integer', p_confidence: 'integer', p_note: 'text' }, nested: [], row: journalEntriesReader, set: false },
  create_partner: { args: { p_actor: 'uuid', p_call: 'jsonb', p_name: 'text', p_website: 'text', p_rate_per_minute: 'integer', p_daily_quota: 'integer', p_daily_cost: 'integer', p_key_hash: 'text', p_key_prefix: 'text' }, nested: [], row: partnersReader, set: false },
  create_phoenix_event: { args: { p_stream_id: 'uuid', p_event_type: 'character varying', p_app_source: 'character varying', p_payload: 'jsonb' }, nested: null, row: null, set: false },
  delete_cv: { args: { p_actor: 'uuid', p_call: 'jsonb', p_cv_id: 'uuid', p_expected_version: 'integer' }, nested: null, row: null, set: false },
  delete_journal_entry: { args: { p_actor: 'uuid', p_call: 'jsonb', p_entry_id: 'uuid', p_expected_version: 'integer' }, nested: null, row: null, set: false },
  delete_letter: { args: { p_actor: 'uuid', p_call: 'jsonb', p_letter_id: 'uuid', p_expected_version: 'integer' }, nested: null, row: null, set: false },
  delete_objective: { args: { p_actor: 'uuid', p_call: 'jsonb', p_objective_id: 'uuid', p_expected_version: 'integer' }, nested: null, row: null, set: false },
  deprecate_documents: { args: { p_client: 'text', p_keep: 'text[]' }, nested: null, row: null, set: false },
  derive_anew: { args: { p_user_id: 'uuid' }, nested: null, row: null, set: false },
  disable_partner: { args: { p_actor: 'uuid', p_call: 'jsonb', p_partner_id: 'uuid' }, nested: [], row: partnersReader, set: false },
  dismiss_nudge: { args: { p_actor: 'uuid', p_call: 'jsonb', p_nudge_id: 'uuid' }, nested: [], row: nudgesReader, set: true },
  document_revision: { args: {}, nested: null, row: null, set: false },
  end_checkout_session: { args: { p_actor: 'uuid', p_session_id: 'text' }, nested: null, row: null, set: false },
  end_model_calls: { args: { p_actor: 'uuid', p_lease_id: 'uuid', p_calls: 'integer' }, nested: null, row: null, set: false },
  erase_user: { args: { p_user_id: 'uuid' }, nested: null, row: null, set: false },
  find_confirmed_email: { args: { p_email: 'text' }, nested: [], row: findConfirmedEmailReader, set: true },
  find_live_end: { args: {}, nested: [], row: findLiveEndReader, set: true },
  find_stripe_payer: { args: { p_customer_id: 'text', p_user_id: 'uuid' }, nested: [], row: findStripePayerReader, set: true },
  finish_stripe_ending: { args: { p_object_id: 'text' }, nested: null, row: null, set: false },
  follow_draft: { args: { p_actor: 'uuid', p_field: 'text', p_key: 'text', p_input_hash: 'text' }, nested: [], row: followDraftReader, set: true },
  follow_replay: { args: { p_consumer: 'text', p_after_transaction: 'text', p_after_position: 'bigint' }, nested: [], row: followReplayReader, set: true },
  forget_draft: { args: { p_actor: 'uuid', p_operation_id: 'uuid' }, nested: null, row: null, set: false },
  forget_rate_buckets: { args: { p_limit: 'integer' }, nested: null, row: null, set: false },
  forget_usage_signals: { args: { p_limit: 'integer' }, nested: null, row: null, set: false },
  get_phoenix_ecosystem_stats: { args: { days_back: 'integer' }, nested: null, row: null, set: false },
  get_user_app_tier: { args: { p_user_id: 'uuid', p_app_name: 'character varying' }, nested: null, row: null, set: false },
  grant_partner_access: { args: { p_actor: 'uuid', p_call: 'jsonb', p_partner_id: 'uuid', p_scopes: 'text[]', p_expires_at: 'timestamp with time zone' }, nested: [], row: partnerGrantsReader, set: false },
  import_legacy_events: { args: { p_limit: 'integer' }, nested: null, row: null, set: false },
  keep_draft: { args: { p_actor: 'uuid', p_operation_id: 'uuid', p_turn: 'integer', p_text: 'text' }, nested: null, row: null, set: false },
  lease_points: { args: { p_bucket: 'text', p_capacity: 'integer', p_per_second: 'double precision', p_points: 'integer' }, nested: [], row: leasePointsReader, set: true },
  link_stripe_customer: { args: { p_actor: 'uuid', p_customer_id: 'text', p_instead_of: 'text' }, nested: null, row: null, set: false },
  list_app_subscriptions: { args: { p_user_id: 'uuid' }, nested: [], row: appSubscriptionsReader, set: true },
  list_billing_doubts: { args: { p_seen: 'text[]', p_after: 'text[]', p_limit: 'integer' }, nested: [], row: listBillingDoubtsReader, set: true },
  list_clients: { args: {}, nested: [], row: listClientsReader, set: true },
  list_coaching_sessions: { args: { p_user_id: 'uuid', p_limit: 'integer', p_after_at: 'timestamp with time zone', p_after_id: 'uuid' }, nested: [], row: coachingSessionsReader, set: true },
  list_consent_records: { args: { p_user_id: 'uuid', p_limit: 'integer', p_after_at: 'timestamp with time zone', p_after_id: 'uuid' }, nested: [], row: consentRecordsReader, set: true },
  list_consents: { args: { p_user_id: 'uuid' }, nested: [], row: listConsentsReader, set: true },
  list_cv_ats_analyses: { args: { p_ids: 'uuid[]' }, nested: [], row: atsAnalysesReader, set: true },
  list_cv_templates: { args: {}, nested: [], row: cvTemplatesReader, set: true },
  list_cvs: { args: { p_user_id: 'uuid', p_limit: 'integer', p_after_at: 'timestamp with time zone', p_after_id: 'uuid' }, nested: [], row: cvsReader, set: true },
  list_dead_events: { args: { p_consumer: 'text', p_limit: 'integer' }, nested: [], row: listDeadEventsReader, set: true },
  list_documents: { args: { p_limit: 'integer', p_after_revision: 'bigint', p_after_client: 'text', p_after_id: 'text', p_client: 'text' }, nested: [], row: listDocumentsReader, set: true },
  list_event_consumers: { args: { p_count_to: 'integer' }, nested: [], row: listEventConsumersReader, set: true },
  list_event_types: { args: {}, nested: [], row: listEventTypesReader, set: true },
  list_events: { args: { p_user_id: 'uuid', p_limit: 'integer', p_after_at: 'timestamp with time zone', p_after_id: 'uuid', p_types: 'text[]' }, nested: [], row: listEventsReader, set: true },
  list_granted: { args: { p_actor: 'uuid', p_limit: 'integer', p_after_at: 'timestamp with time zone', p_after_id: 'uuid' }, nested: [], row: partnerGrantsReader, set: true },
  list_job_analyses: { args: { p_user_id: 'uuid', p_limit: 'integer', p_after_at: 'timestamp with time zone', p_after_id: 'uuid' }, nested: [], row: jobAnalysesReader, set: true },
  list_journal_entries: { args: { p_user_id: 'uuid', p_limit: 'integer', p_after_at: 'timestamp with time zone', p_after_id: 'uuid', p_from: 'date', p_to: 'date' }, nested: [], row: journalEntriesReader, set: true },
  list_kaizens: { args: { p_user_id: 'uuid', p_from: 'date', p_to: 'date' }, nested: [], row: kaizensReader, set: true },
  list_keys_of_partners: { args: { p_limit: 'integer', p_after: 'uuid' }, nested: [], row: listKeysOfPartnersReader, set: true },
  list_letter_ats_analyses: { args: { p_ids: 'uuid[]' }, nested: [], row: atsAnalysesReader, set: true },
  list_letter_templates: { args: {}, nested: [], row: letterTemplatesReader, set: true },
  list_letters: { args: { p_user_id: 'uuid', p_limit: 'integer', p_after_at: 'timestamp with time zone', p_after_id: 'uuid' }, nested: [], row: lettersReader, set: true },
  list_meditations: { args: { p_user_id: 'uuid', p_limit: 'integer', p_after_at: 'timestamp with time zone', p_after_id: 'uuid' }, nested: [], row: meditationsReader, set: true },
  list_mirror_matches: { args: { p_user_id: 'uuid', p_limit: 'integer', p_after_at: 'timestamp with time zone', p_after_id: 'uuid' }, nested: [], row: mirrorMatchesReader, set: true },
  list_nudge_conversions: { args: { p_days: 'integer' }, nested: [], row: listNudgeConversionsReader, set: true },
  list_nudges: { args: { p_user_id: 'uuid' }, nested: [], row: nudgesReader, set: true },
  list_objectives: { args: { p_user_id: 'uuid', p_status: 'text' }, nested: [], row: objectivesReader, set: true },
  list_older_checkouts: { args: { p_actor: 'uuid', p_intent_id: 'uuid' }, nested: null, row: null, set: true },
  list_partner_grants: { args: { p_user_id: 'uuid' }, nested: [], row: partnerGrantsReader, set: true },
  list_payments: { args: { p_user_id: 'uuid', p_limit: 'integer', p_after_at: 'timestamp with time zone', p_after_id: 'uuid' }, nested: [], row: paymentsReader, set: true },
  list_plans: { args: {}, nested: [], row: listPlansReader, set: true },
  list_stale_tiers: { args: { p_seen: 'text[]', p_after: 'uuid', p_limit: 'integer' }, nested: [], row: listStaleTiersReader, set: true },
  list_stripe_state: { args: { p_subscription_ids: 'text[]', p_invoice_ids: 'text[]', p_charge_ids: 'text[]' }, nested: [], row: listStripeStateReader, set: true },
  list_trajectories: { args: { p_user_id: 'uuid', p_limit: 'integer', p_after_at: 'timestamp with time zone', p_after_id: 'uuid' }, nested: [], row: trajectoriesReader, set: true },
  list_unknown_documents: { args: { p_client: 'text', p_limit: 'integer' }, nested: [], row: listUnknownDocumentsReader, set: true },
  list_unlinked_customers: { args: { p_customer_ids: 'text[]', p_user_ids: 'uuid[]' }, nested: [], row: listUnlinkedCustomersReader, set: true },
  list_usage_limits: { args: { p_feature: 'text' }, nested: [], row: listUsageLimitsReader, set: true },
  load_app_subscriptions: { args: { p_ids: 'uuid[]' }, nested: [], row: appSubscriptionsReader, set: true },
  load_ats_analyses: { args: { p_ids: 'uuid[]' }, nested: [], row: atsAnalysesReader, set: true },
  load_ats_reports: { args: { p_ids: 'uuid[]' }, nested: [], row: loadAtsReportsReader, set: true },
  load_billing_portal_sessions: { args: { p_ids: 'uuid[]' }, nested: [], row: billingPortalSessionsReader, set: true },
  load_checkout_sessions: { args: { p_ids: 'uuid[]' }, nested: [], row: checkoutSessionsReader, set: true },
  load_coaching_messages: { args: { p_ids: 'uuid[]' }, nested: [], row: coachingMessagesReader, set: true },
  load_coaching_sessions: { args: { p_ids: 'uuid[]' }, nested: [], row: coachingSessionsReader, set: true },
  load_coaching_threads: { args: { p_ids: 'uuid[]' }, nested: [], row: loadCoachingThreadsReader, set: true },
  load_consent_records: { args: { p_ids: 'uuid[]' }, nested: [], row: consentRecordsReader, set: true },
  load_cv_documents: { args: { p_ids: 'uuid[]' }, nested: [], row: loadCvDocumentsReader, set: true },
  load_cvs: { args: { p_ids: 'uuid[]' }, nested: [], row: cvsReader, set: true },
  load_events: { args: { p_ids: 'uuid[]' }, nested: [], row: loadEventsReader, set: true },
  load_job_analyses: { args: { p_ids: 'uuid[]' }, nested: [], row: jobAnalysesReader, set: true },
  load_job_analysis_documents: { args: { p_ids: 'uuid[]' }, nested: [], row: loadJobAnalysisDocumentsReader, set: true },
  load_journal_entries: { args: { p_ids: 'uuid[]' }, nested: [], row: journalEntriesReader, set: true },
  load_journey: { args: { p_user_id: 'uuid' }, nested: [], row: loadJourneyReader, set: true },
  load_journeys: { args: { p_ids: 'uuid[]' }, nested: [], row: loadJourneysReader, set: true },
  load_kaizens: { args: { p_ids: 'uuid[]' }, nested: [], row: kaizensReader, set: true },
  load_letter_documents: { args: { p_ids: 'uuid[]' }, nested: [], row: loadLetterDocumentsReader, set: true },
  load_letters: { args: { p_ids: 'uuid[]' }, nested: [], row: lettersReader, set: true },
  load_meditations: { args: { p_ids: 'uuid[]' }, nested: [], row: meditationsReader, set: true },
  load_mirror_matches: { args: { p_ids: 'uuid[]' }, nested: [], row: mirrorMatchesReader, set: true },
  load_mirror_reports: { args: { p_ids: 'uuid[]' }, nested: [], row: loadMirrorReportsReader, set: true },
  load_nudges: { args: { p_ids: 'uuid[]' }, nested: [], row: nudgesReader, set: true },
  load_objectives: { args: { p_ids: 'uuid[]' }, nested: [], row: objectivesReader, set: true },
  load_partner: { args: { p_actor: 'uuid' }, nested: [], row: partnersReader, set: false },
  load_partner_account: { args: { p_actor: 'uuid', p_partner_id: 'uuid' }, nested: [], row: loadPartnerAccountReader, set: true },
  load_partner_grants: { args: { p_ids: 'uuid[]' }, nested: [], row: partnerGrantsReader, set: true },
  load_partner_statistics: { args: { p_actor: 'uuid' }, nested: [], row: loadPartnerStatisticsReader, set: true },
  load_partners: { args: { p_ids: 'uuid[]' }, nested: [], row: partnersReader, set: true },
  load_payments: { args: { p_ids: 'uuid[]' }, nested: [], row: paymentsReader, set: true },
  load_profiles: { args: { p_ids: 'uuid[]' }, nested: [], row: profilesReader, set: true },
  load_trajectories: { args: { p_ids: 'uuid[]' }, nested: [], row: trajectoriesReader, set: true },
  load_trajectory_reports: { args: { p_ids: 'uuid[]' }, nested: [], row: loadTrajectoryReportsReader, set: true },
  load_usage: { args: { p_user_id: 'uuid' }, nested: [], row: featureUsageReader, set: true },
  may_call_models: { args: { p_actor: 'uuid', p_sensitive: 'boolean' }, nested: null, row: null, set: false },
  navigate_to_app: { args: { p_actor: 'uuid', p_call: 'jsonb', p_to: 'text', p_from: 'text', p_nudge_id: 'uuid' }, nested: null, row: null, set: false },
  note_documents: { args: { p_seen: 'jsonb', p_unknown: 'jsonb' }, nested: null, row: null, set: false },
  note_partner_keys: { args: { p_used: 'jsonb' }, nested: null, row: null, set: false },
  note_stripe_event: { args: { p_event: 'jsonb', p_state: 'text', p_reason: 'text' }, nested: null, row: null, set: false },
  note_valid_documents: { args: { p_rules: 'text', p_documents: 'jsonb' }, nested: null, row: null, set: false },
  offer_inactive_nudges: { args: { p_limit: 'integer' }, nested: null, row: null, set: false },
  open_billing_intent: { args: { p_actor: 'uuid', p_call: 'jsonb', p_kind: 'text', p_request: 'jsonb' }, nested: [], row: billingIntentReader, set: true },
  phoenix_sql_version: { args: {}, nested: null, row: null, set: false },
  postpone_billing_intent: { args: { p_actor: 'uuid', p_intent_id: 'uuid', p_problem: 'text' }, nested: null, row: null, set: false },
  postpone_stripe_ending: { args: { p_object_id: 'text', p_problem: 'text' }, nested: null, row: null, set: false },
  prune_documents: { args: { p_client: 'text', p_ids: 'text[]', p_dry_run: 'boolean' }, nested: [], row: pruneDocumentsReader, set: true },
  push_documents: { args: { p_client: 'text', p_documents: 'jsonb' }, nested: [], row: pushDocumentsReader, set: true },
  read_granted: { args: { p_actor: 'uuid', p_call: 'jsonb', p_wanted: 'jsonb' }, nested: null, row: null, set: false },
  read_live_entries: { args: { p_after_transaction: 'text', p_after_position: 'bigint', p_limit: 'integer' }, nested: [], row: readLiveEntriesReader, set: true },
  read_streak: { args: { p_user_id: 'uuid' }, nested: [], row: readStreakReader, set: true },
  record_consent: { args: { p_actor: 'uuid', p_call: 'jsonb', p_purpose: 'text', p_granted: 'boolean', p_version: 'text', p_source: 'text' }, nested: [], row: consentRecordsReader, set: false },
  record_nudges_shown: { args: { p_actor: 'uuid', p_nudge_ids: 'uuid[]' }, nested: null, row: null, set: false },
  redrive_phoenix_events: { args: { p_consumer: 'text', p_event_ids: 'uuid[]' }, nested: null, row: null, set: false },
  release_usage: { args: { p_actor: 'uuid', p_hold_id: 'uuid' }, nested: null, row: null, set: false },
  replay_phoenix_events: { args: { p_consumer: 'text', p_from: 'timestamp with time zone' }, nested: null, row: null, set: false },
  report_documents: { args: {}, nested: [], row: reportDocumentsReader, set: true },
  reserve_usage: { args: { p_actor: 'uuid', p_feature: 'text', p_amount: 'integer' }, nested: ['usage'], row: reserveUsageReader, set: true },
  revoke_partner_access: { args: { p_actor: 'uuid', p_call: 'jsonb', p_grant_id: 'uuid' }, nested: [], row: partnerGrantsReader, set: false },
  rotate_partner_key: { args: { p_actor: 'uuid', p_call: 'jsonb', p_partner_id: 'uuid', p_key_hash: 'text', p_key_prefix: 'text', p_overlap_hours: 'integer' }, nested: [], row: partnersReader, set: false },
  save_checkout_session: { args: { p_actor: 'uuid', p_call: 'jsonb', p_intent_id: 'uuid', p_session_id: 'text', p_url: 'text', p_expires_at: 'timestamp with time zone' }, nested: [], row: checkoutSessionsReader, set: false },
  save_cv_ats_analysis: { args: { p_actor: 'uuid', p_call: 'jsonb', p_cv_id: 'uuid', p_version: 'integer', p_job_analysis_id: 'uuid', p_report: 'jsonb' }, nested: [], row: atsAnalysesReader, set: false },
  save_generated_cv: { args: { p_actor: 'uuid', p_call: 'jsonb', p_title: 'text', p_target_job: 'text', p_language: 'text', p_template_id: 'text', p_profile: 'jsonb', p_html: 'text', p_text: 'text', p_source: 'text', p_model: 'text', p_duration_ms: 'integer', p_skills_count: 'integer', p_input_tokens: 'integer', p_output_tokens: 'integer' }, nested: ['cv', 'usage'], row: saveGeneratedCvReader, set: true },
  save_generated_letter: { args: { p_actor: 'uuid', p_call: 'jsonb', p_title: 'text', p_job_title: 'text', p_company_name: 'text', p_language: 'text', p_tone: 'text', p_cv_id: 'uuid', p_job_analysis_id: 'uuid', p_job_offer_text: 'text', p_career_change: 'jsonb', p_template_id: 'text', p_draft: 'jsonb' }, nested: ['letter', 'usage'], row: saveGeneratedLetterReader, set: true },
  save_job_analysis: { args: { p_actor: 'uuid', p_call: 'jsonb', p_offer_text: 'text', p_language: 'text', p_title: 'text', p_company: 'text', p_facts: 'jsonb', p_details: 'jsonb' }, nested: [], row: jobAnalysesReader, set: false },
  save_letter_ats_analysis: { args: { p_actor: 'uuid', p_call: 'jsonb', p_letter_id: 'uuid', p_version: 'integer', p_job_analysis_id: 'uuid', p_report: 'jsonb' }, nested: [], row: atsAnalysesReader, set: false },
  save_mirror_match: { args: { p_actor: 'uuid', p_call: 'jsonb', p_cv_id: 'uuid', p_letter_id: 'uuid', p_job_analysis_id: 'uuid', p_report: 'jsonb' }, nested: ['mirror_match', 'usage'], row: saveMirrorMatchReader, set: true },
  save_optimized_letter: { args: { p_actor: 'uuid', p_call: 'jsonb', p_letter_id: 'uuid', p_expected_version: 'integer', p_draft: 'jsonb' }, nested: [], row: lettersReader, set: false },
  save_portal_session: { args: { p_actor: 'uuid', p_call: 'jsonb', p_intent_id: 'uuid', p_session_id: 'text', p_url: 'text' }, nested: [], row: billingPortalSessionsReader, set: false },
  save_subscription_change: { args: { p_actor: 'uuid', p_call: 'jsonb', p_intent_id: 'uuid', p_facts: 'jsonb', p_left: 'text[]', p_problem: 'text' }, nested: [], row: appSubscriptionsReader, set: false },
  save_trajectory: { args: { p_actor: 'uuid', p_call: 'jsonb', p_cv_id: 'uuid', p_job_analysis_id: 'uuid', p_target_job: 'text', p_report: 'jsonb' }, nested: [], row: trajectoriesReader, set: false },
  save_uploaded_cv: { args: { p_actor: 'uuid', p_call: 'jsonb', p_title: 'text', p_filename: 'text', p_size_bytes: 'integer', p_text: 'text' }, nested: ['cv', 'usage'], row: saveUploadedCvReader, set: true },
  select_cv_template: { args: { p_actor: 'uuid', p_call: 'jsonb', p_cv_id: 'uuid', p_expected_version: 'integer', p_template_id: 'text', p_html: 'text' }, nested: [], row: cvsReader, set: false },
  send_coaching_message: { args: { p_actor: 'uuid', p_call: 'jsonb', p_session_id: 'uuid', p_expected_version: 'integer', p_text: 'text', p_reply: 'jsonb' }, nested: ['coaching_session'], row: sendCoachingMessageReader, set: true },
  set_client_level: { args: { p_client: 'text', p_level: 'text', p_apq: 'boolean' }, nested: [], row: setClientLevelReader, set: true },
  set_kaizen: { args: { p_actor: 'uuid', p_call: 'jsonb', p_action: 'text', p_day: 'date' }, nested: [], row: kaizensReader, set: false },
  set_objective: { args: { p_actor: 'uuid', p_call: 'jsonb', p_title: 'text', p_description: 'text', p_target_date: 'date' }, nested: [], row: objectivesReader, set: false },
  settle_journey_events: { args: { p_results: 'jsonb', p_journeys: 'jsonb' }, nested: [], row: settleJourneyEventsReader, set: true },
  settle_router_events: { args: { p_results: 'jsonb', p_analyses: 'jsonb' }, nested: [], row: settleRouterEventsReader, set: true },
  start_coaching_session: { args: { p_actor: 'uuid', p_call: 'jsonb', p_topic: 'text', p_language: 'text', p_depth: 'text', p_reply: 'jsonb' }, nested: ['coaching_session', 'usage'], row: startCoachingSessionReader, set: true },
  summarize_mood: { args: { p_user_id: 'uuid', p_days: 'integer' }, nested: [], row: summarizeMoodReader, set: true },
  sweep_billing: { args: { p_limit: 'integer' }, nested: [], row: sweepBillingReader, set: true },
  sweep_expired: { args: { p_limit: 'integer' }, nested: [], row: sweepExpiredReader, set: true },
  tend_event_queue: { args: {}, nested: null, row: null, set: false },
  update_cv: { args: { p_actor: 'uuid', p_call: 'jsonb', p_cv_id: 'uuid', p_expected_version: 'integer', p_changed: 'text[]', p_title: 'text', p_target_job: 'text', p_language: 'text', p_profile: 'jsonb', p_html: 'text', p_text: 'text' }, nested: [], row: cvsReader, set: false },
  update_journal_entry: { args: { p_actor: 'uuid', p_call: 'jsonb', p_entry_id: 'uuid', p_changes: 'jsonb', p_expected_version: 'integer' }, nested: [], row: journalEntriesReader, set: false },
  update_letter: { args: { p_actor: 'uuid', p_call: 'jsonb', p_letter_id: 'uuid', p_expected_version: 'integer', p_changed: 'text[]', p_title: 'text', p_job_title: 'text', p_company_name: 'text', p_text: 'text', p_html: 'text' }, nested: [], row: lettersReader, set: false },
  update_objective: { args: { p_actor: 'uuid', p_call: 'jsonb', p_objective_id: 'uuid', p_changes: 'jsonb', p_expected_version: 'integer' }, nested: [], row: objectivesReader, set: false },
  update_partner: { args: { p_actor: 'uuid', p_call: 'jsonb', p_partner_id: 'uuid', p_expected_version: 'integer', p_changed: 'text[]', p_name: 'text', p_website: 'text', p_suspended: 'boolean', p_rate_per_minute: 'integer', p_daily_quota: 'integer', p_daily_cost: 'integer' }, nested: [], row: partnersReader, set: false },
  update_profile: { args: { p_actor: 'uuid', p_call: 'jsonb', p_changes: 'jsonb', p_expected_version: 'integer' }, nested: [], row: profilesReader, set: false },
  update_usage_limits_for_tier: { args: { p_user_id: 'uuid', p_app_name: 'character varying', p_tier: 'character varying' }, nested: null, row: null, set: false },
}
