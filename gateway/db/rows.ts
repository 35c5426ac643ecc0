// Made by sql/describe.ts from the catalog: run `npm run gen`, do not edit.

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

export const signatures: { readonly [F in keyof Functions]: { readonly args: Readonly<Record<string, string>>; readonly nested: readonly string[] | null; readonly set: boolean } } = {
  abandon_billing_intent: { args: { p_actor: 'uuid', p_intent_id: 'uuid', p_problem: 'text' }, nested: null, set: false },
  abandon_operation: { args: { p_actor: 'uuid', p_operation_id: 'uuid' }, nested: null, set: false },
  acknowledge_phoenix_events: { args: { p_consumer: 'text', p_results: 'jsonb' }, nested: [], set: true },
  admit_cv_template: { args: { p_actor: 'uuid', p_template_id: 'text' }, nested: [], set: true },
  admit_letter_template: { args: { p_actor: 'uuid', p_template_id: 'text' }, nested: [], set: true },
  apply_letter_template: { args: { p_actor: 'uuid', p_call: 'jsonb', p_letter_id: 'uuid', p_expected_version: 'integer', p_template_id: 'text', p_html: 'text' }, nested: [], set: false },
  apply_stripe: { args: { p_event: 'jsonb', p_facts: 'jsonb' }, nested: [], set: true },
  begin_chore: { args: { p_chore: 'text', p_every_seconds: 'integer' }, nested: null, set: false },
  begin_model_calls: { args: { p_actor: 'uuid', p_sensitive: 'boolean', p_calls: 'integer' }, nested: [], set: true },
  begin_operation: { args: { p_actor: 'uuid', p_field: 'text', p_key: 'text', p_input_hash: 'text' }, nested: [], set: true },
  begin_stripe_fetch: { args: { p_event_id: 'text' }, nested: [], set: true },
  check_purchase: { args: { p_actor: 'uuid', p_plan_id: 'text' }, nested: null, set: false },
  check_usage_limit: { args: { p_user_id: 'uuid', p_feature: 'character varying', p_increment: 'integer' }, nested: null, set: false },
  claim_billing_intents: { args: { p_limit: 'integer' }, nested: [], set: true },
  claim_phoenix_events: { args: { p_consumer: 'text', p_limit: 'integer', p_lease_seconds: 'integer' }, nested: [], set: true },
  claim_stale_checkouts: { args: { p_limit: 'integer' }, nested: [], set: true },
  claim_stripe_endings: { args: { p_limit: 'integer' }, nested: [], set: true },
  claim_stripe_objects: { args: { p_limit: 'integer' }, nested: [], set: true },
  cleanup_expired_data: { args: {}, nested: null, set: false },
  cleanup_old_phoenix_events: { args: { retention_days: 'integer' }, nested: null, set: false },
  complete_coaching_session: { args: { p_actor: 'uuid', p_call: 'jsonb', p_session_id: 'uuid', p_expected_version: 'integer', p_satisfaction: 'integer', p_summary: 'jsonb' }, nested: [], set: false },
  complete_kaizen: { args: { p_actor: 'uuid', p_call: 'jsonb', p_kaizen_id: 'uuid', p_expected_version: 'integer' }, nested: [], set: false },
  complete_meditation: { args: { p_actor: 'uuid', p_call: 'jsonb', p_duration_seconds: 'integer', p_triggered_by: 'text' }, nested: [], set: false },
  complete_objective: { args: { p_actor: 'uuid', p_call: 'jsonb', p_objective_id: 'uuid', p_expected_version: 'integer' }, nested: [], set: false },
  create_journal_entry: { args: { p_actor: 'uuid', p_call: 'jsonb', p_day: 'date', p_mood: 'integer', p_confidence: 'integer', p_note: 'text' }, nested: [], set: false },
  create_partner: { args: { p_actor: 'uuid', p_call: 'jsonb', p_name: 'text', p_website: 'text', p_rate_per_minute: 'integer', p_daily_quota: 'integer', p_daily_cost: 'integer', p_key_hash: 'text', p_key_prefix: 'text' }, nested: [], set: false },
  create_phoenix_event: { args: { p_stream_id: 'uuid', p_event_type: 'character varying', p_app_source: 'character varying', p_payload: 'jsonb' }, nested: null, set: false },
  delete_cv: { args: { p_actor: 'uuid', p_call: 'jsonb', p_cv_id: 'uuid', p_expected_version: 'integer' }, nested: null, set: false },
  delete_journal_entry: { args: { p_actor: 'uuid', p_call: 'jsonb', p_entry_id: 'uuid', p_expected_version: 'integer' }, nested: null, set: false },
  delete_letter: { args: { p_actor: 'uuid', p_call: 'jsonb', p_letter_id: 'uuid', p_expected_version: 'integer' }, nested: null, set: false },
  delete_objective: { args: { p_actor: 'uuid', p_call: 'jsonb', p_objective_id: 'uuid', p_expected_version: 'integer' }, nested: null, set: false },
  deprecate_documents: { args: { p_client: 'text', p_keep: 'text[]' }, nested: null, set: false },
  derive_anew: { args: { p_user_id: 'uuid' }, nested: null, set: false },
  disable_partner: { args: { p_actor: 'uuid', p_call: 'jsonb', p_partner_id: 'uuid' }, nested: [], set: false },
  dismiss_nudge: { args: { p_actor: 'uuid', p_call: 'jsonb', p_nudge_id: 'uuid' }, nested: [], set: true },
  document_revision: { args: {}, nested: null, set: false },
  end_checkout_session: { args: { p_actor: 'uuid', p_session_id: 'text' }, nested: null, set: false },
  end_model_calls: { args: { p_actor: 'uuid', p_lease_id: 'uuid', p_calls: 'integer' }, nested: null, set: false },
  erase_user: { args: { p_user_id: 'uuid' }, nested: null, set: false },
  find_confirmed_email: { args: { p_email: 'text' }, nested: [], set: true },
  find_live_end: { args: {}, nested: [], set: true },
  find_stripe_payer: { args: { p_customer_id: 'text', p_user_id: 'uuid' }, nested: [], set: true },
  finish_stripe_ending: { args: { p_object_id: 'text' }, nested: null, set: false },
  follow_draft: { args: { p_actor: 'uuid', p_field: 'text', p_key: 'text', p_input_hash: 'text' }, nested: [], set: true },
  follow_replay: { args: { p_consumer: 'text', p_after_transaction: 'text', p_after_position: 'bigint' }, nested: [], set: true },
  forget_draft: { args: { p_actor: 'uuid', p_operation_id: 'uuid' }, nested: null, set: false },
  forget_rate_buckets: { args: { p_limit: 'integer' }, nested: null, set: false },
  forget_usage_signals: { args: { p_limit: 'integer' }, nested: null, set: false },
  get_phoenix_ecosystem_stats: { args: { days_back: 'integer' }, nested: null, set: false },
  get_user_app_tier: { args: { p_user_id: 'uuid', p_app_name: 'character varying' }, nested: null, set: false },
  grant_partner_access: { args: { p_actor: 'uuid', p_call: 'jsonb', p_partner_id: 'uuid', p_scopes: 'text[]', p_expires_at: 'timestamp with time zone' }, nested: [], set: false },
  import_legacy_events: { args: { p_limit: 'integer' }, nested: null, set: false },
  keep_draft: { args: { p_actor: 'uuid', p_operation_id: 'uuid', p_turn: 'integer', p_text: 'text' }, nested: null, set: false },
  lease_points: { args: { p_bucket: 'text', p_capacity: 'integer', p_per_second: 'double precision', p_points: 'integer' }, nested: [], set: true },
  link_stripe_customer: { args: { p_actor: 'uuid', p_customer_id: 'text', p_instead_of: 'text' }, nested: null, set: false },
  list_app_subscriptions: { args: { p_user_id: 'uuid' }, nested: [], set: true },
  list_billing_doubts: { args: { p_seen: 'text[]', p_after: 'text[]', p_limit: 'integer' }, nested: [], set: true },
  list_clients: { args: {}, nested: [], set: true },
  list_coaching_sessions: { args: { p_user_id: 'uuid', p_limit: 'integer', p_after_at: 'timestamp with time zone', p_after_id: 'uuid' }, nested: [], set: true },
  list_consent_records: { args: { p_user_id: 'uuid', p_limit: 'integer', p_after_at: 'timestamp with time zone', p_after_id: 'uuid' }, nested: [], set: true },
  list_consents: { args: { p_user_id: 'uuid' }, nested: [], set: true },
  list_cv_ats_analyses: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  list_cv_templates: { args: {}, nested: [], set: true },
  list_cvs: { args: { p_user_id: 'uuid', p_limit: 'integer', p_after_at: 'timestamp with time zone', p_after_id: 'uuid' }, nested: [], set: true },
  list_dead_events: { args: { p_consumer: 'text', p_limit: 'integer' }, nested: [], set: true },
  list_documents: { args: { p_limit: 'integer', p_after_revision: 'bigint', p_after_client: 'text', p_after_id: 'text', p_client: 'text' }, nested: [], set: true },
  list_event_consumers: { args: { p_count_to: 'integer' }, nested: [], set: true },
  list_event_types: { args: {}, nested: [], set: true },
  list_events: { args: { p_user_id: 'uuid', p_limit: 'integer', p_after_at: 'timestamp with time zone', p_after_id: 'uuid', p_types: 'text[]' }, nested: [], set: true },
  list_granted: { args: { p_actor: 'uuid', p_limit: 'integer', p_after_at: 'timestamp with time zone', p_after_id: 'uuid' }, nested: [], set: true },
  list_job_analyses: { args: { p_user_id: 'uuid', p_limit: 'integer', p_after_at: 'timestamp with time zone', p_after_id: 'uuid' }, nested: [], set: true },
  list_journal_entries: { args: { p_user_id: 'uuid', p_limit: 'integer', p_after_at: 'timestamp with time zone', p_after_id: 'uuid', p_from: 'date', p_to: 'date' }, nested: [], set: true },
  list_kaizens: { args: { p_user_id: 'uuid', p_from: 'date', p_to: 'date' }, nested: [], set: true },
  list_keys_of_partners: { args: { p_limit: 'integer', p_after: 'uuid' }, nested: [], set: true },
  list_letter_ats_analyses: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  list_letter_templates: { args: {}, nested: [], set: true },
  list_letters: { args: { p_user_id: 'uuid', p_limit: 'integer', p_after_at: 'timestamp with time zone', p_after_id: 'uuid' }, nested: [], set: true },
  list_meditations: { args: { p_user_id: 'uuid', p_limit: 'integer', p_after_at: 'timestamp with time zone', p_after_id: 'uuid' }, nested: [], set: true },
  list_mirror_matches: { args: { p_user_id: 'uuid', p_limit: 'integer', p_after_at: 'timestamp with time zone', p_after_id: 'uuid' }, nested: [], set: true },
  list_nudge_conversions: { args: { p_days: 'integer' }, nested: [], set: true },
  list_nudges: { args: { p_user_id: 'uuid' }, nested: [], set: true },
  list_objectives: { args: { p_user_id: 'uuid', p_status: 'text' }, nested: [], set: true },
  list_older_checkouts: { args: { p_actor: 'uuid', p_intent_id: 'uuid' }, nested: null, set: true },
  list_partner_grants: { args: { p_user_id: 'uuid' }, nested: [], set: true },
  list_payments: { args: { p_user_id: 'uuid', p_limit: 'integer', p_after_at: 'timestamp with time zone', p_after_id: 'uuid' }, nested: [], set: true },
  list_plans: { args: {}, nested: [], set: true },
  list_stale_tiers: { args: { p_seen: 'text[]', p_after: 'uuid', p_limit: 'integer' }, nested: [], set: true },
  list_stripe_state: { args: { p_subscription_ids: 'text[]', p_invoice_ids: 'text[]', p_charge_ids: 'text[]' }, nested: [], set: true },
  list_trajectories: { args: { p_user_id: 'uuid', p_limit: 'integer', p_after_at: 'timestamp with time zone', p_after_id: 'uuid' }, nested: [], set: true },
  list_unknown_documents: { args: { p_client: 'text', p_limit: 'integer' }, nested: [], set: true },
  list_unlinked_customers: { args: { p_customer_ids: 'text[]', p_user_ids: 'uuid[]' }, nested: [], set: true },
  list_usage_limits: { args: { p_feature: 'text' }, nested: [], set: true },
  load_app_subscriptions: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_ats_analyses: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_ats_reports: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_billing_portal_sessions: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_checkout_sessions: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_coaching_messages: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_coaching_sessions: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_coaching_threads: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_consent_records: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_cv_documents: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_cvs: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_events: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_job_analyses: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_job_analysis_documents: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_journal_entries: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_journey: { args: { p_user_id: 'uuid' }, nested: [], set: true },
  load_journeys: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_kaizens: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_letter_documents: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_letters: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_meditations: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_mirror_matches: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_mirror_reports: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_nudges: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_objectives: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_partner: { args: { p_actor: 'uuid' }, nested: [], set: false },
  load_partner_account: { args: { p_actor: 'uuid', p_partner_id: 'uuid' }, nested: [], set: true },
  load_partner_grants: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_partner_statistics: { args: { p_actor: 'uuid' }, nested: [], set: true },
  load_partners: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_payments: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_profiles: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_trajectories: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_trajectory_reports: { args: { p_ids: 'uuid[]' }, nested: [], set: true },
  load_usage: { args: { p_user_id: 'uuid' }, nested: [], set: true },
  may_call_models: { args: { p_actor: 'uuid', p_sensitive: 'boolean' }, nested: null, set: false },
  navigate_to_app: { args: { p_actor: 'uuid', p_call: 'jsonb', p_to: 'text', p_from: 'text', p_nudge_id: 'uuid' }, nested: null, set: false },
  note_documents: { args: { p_seen: 'jsonb', p_unknown: 'jsonb' }, nested: null, set: false },
  note_partner_keys: { args: { p_used: 'jsonb' }, nested: null, set: false },
  note_stripe_event: { args: { p_event: 'jsonb', p_state: 'text', p_reason: 'text' }, nested: null, set: false },
  note_valid_documents: { args: { p_rules: 'text', p_documents: 'jsonb' }, nested: null, set: false },
  offer_inactive_nudges: { args: { p_limit: 'integer' }, nested: null, set: false },
  open_billing_intent: { args: { p_actor: 'uuid', p_call: 'jsonb', p_kind: 'text', p_request: 'jsonb' }, nested: [], set: true },
  phoenix_sql_version: { args: {}, nested: null, set: false },
  postpone_billing_intent: { args: { p_actor: 'uuid', p_intent_id: 'uuid', p_problem: 'text' }, nested: null, set: false },
  postpone_stripe_ending: { args: { p_object_id: 'text', p_problem: 'text' }, nested: null, set: false },
  prune_documents: { args: { p_client: 'text', p_ids: 'text[]', p_dry_run: 'boolean' }, nested: [], set: true },
  push_documents: { args: { p_client: 'text', p_documents: 'jsonb' }, nested: [], set: true },
  read_granted: { args: { p_actor: 'uuid', p_call: 'jsonb', p_wanted: 'jsonb' }, nested: null, set: false },
  read_live_entries: { args: { p_after_transaction: 'text', p_after_position: 'bigint', p_limit: 'integer' }, nested: [], set: true },
  read_streak: { args: { p_user_id: 'uuid' }, nested: [], set: true },
  record_consent: { args: { p_actor: 'uuid', p_call: 'jsonb', p_purpose: 'text', p_granted: 'boolean', p_version: 'text', p_source: 'text' }, nested: [], set: false },
  record_nudges_shown: { args: { p_actor: 'uuid', p_nudge_ids: 'uuid[]' }, nested: null, set: false },
  redrive_phoenix_events: { args: { p_consumer: 'text', p_event_ids: 'uuid[]' }, nested: null, set: false },
  release_usage: { args: { p_actor: 'uuid', p_hold_id: 'uuid' }, nested: null, set: false },
  replay_phoenix_events: { args: { p_consumer: 'text', p_from: 'timestamp with time zone' }, nested: null, set: false },
  report_documents: { args: {}, nested: [], set: true },
  reserve_usage: { args: { p_actor: 'uuid', p_feature: 'text', p_amount: 'integer' }, nested: ['usage'], set: true },
  revoke_partner_access: { args: { p_actor: 'uuid', p_call: 'jsonb', p_grant_id: 'uuid' }, nested: [], set: false },
  rotate_partner_key: { args: { p_actor: 'uuid', p_call: 'jsonb', p_partner_id: 'uuid', p_key_hash: 'text', p_key_prefix: 'text', p_overlap_hours: 'integer' }, nested: [], set: false },
  save_checkout_session: { args: { p_actor: 'uuid', p_call: 'jsonb', p_intent_id: 'uuid', p_session_id: 'text', p_url: 'text', p_expires_at: 'timestamp with time zone' }, nested: [], set: false },
  save_cv_ats_analysis: { args: { p_actor: 'uuid', p_call: 'jsonb', p_cv_id: 'uuid', p_version: 'integer', p_job_analysis_id: 'uuid', p_report: 'jsonb' }, nested: [], set: false },
  save_generated_cv: { args: { p_actor: 'uuid', p_call: 'jsonb', p_title: 'text', p_target_job: 'text', p_language: 'text', p_template_id: 'text', p_profile: 'jsonb', p_html: 'text', p_text: 'text', p_source: 'text', p_model: 'text', p_duration_ms: 'integer', p_skills_count: 'integer', p_input_tokens: 'integer', p_output_tokens: 'integer' }, nested: ['cv', 'usage'], set: true },
  save_generated_letter: { args: { p_actor: 'uuid', p_call: 'jsonb', p_title: 'text', p_job_title: 'text', p_company_name: 'text', p_language: 'text', p_tone: 'text', p_cv_id: 'uuid', p_job_analysis_id: 'uuid', p_job_offer_text: 'text', p_career_change: 'jsonb', p_template_id: 'text', p_draft: 'jsonb' }, nested: ['letter', 'usage'], set: true },
  save_job_analysis: { args: { p_actor: 'uuid', p_call: 'jsonb', p_offer_text: 'text', p_language: 'text', p_title: 'text', p_company: 'text', p_facts: 'jsonb', p_details: 'jsonb' }, nested: [], set: false },
  save_letter_ats_analysis: { args: { p_actor: 'uuid', p_call: 'jsonb', p_letter_id: 'uuid', p_version: 'integer', p_job_analysis_id: 'uuid', p_report: 'jsonb' }, nested: [], set: false },
  save_mirror_match: { args: { p_actor: 'uuid', p_call: 'jsonb', p_cv_id: 'uuid', p_letter_id: 'uuid', p_job_analysis_id: 'uuid', p_report: 'jsonb' }, nested: ['mirror_match', 'usage'], set: true },
  save_optimized_letter: { args: { p_actor: 'uuid', p_call: 'jsonb', p_letter_id: 'uuid', p_expected_version: 'integer', p_draft: 'jsonb' }, nested: [], set: false },
  save_portal_session: { args: { p_actor: 'uuid', p_call: 'jsonb', p_intent_id: 'uuid', p_session_id: 'text', p_url: 'text' }, nested: [], set: false },
  save_subscription_change: { args: { p_actor: 'uuid', p_call: 'jsonb', p_intent_id: 'uuid', p_facts: 'jsonb', p_left: 'text[]', p_problem: 'text' }, nested: [], set: false },
  save_trajectory: { args: { p_actor: 'uuid', p_call: 'jsonb', p_cv_id: 'uuid', p_job_analysis_id: 'uuid', p_target_job: 'text', p_report: 'jsonb' }, nested: [], set: false },
  save_uploaded_cv: { args: { p_actor: 'uuid', p_call: 'jsonb', p_title: 'text', p_filename: 'text', p_size_bytes: 'integer', p_text: 'text' }, nested: ['cv', 'usage'], set: true },
  select_cv_template: { args: { p_actor: 'uuid', p_call: 'jsonb', p_cv_id: 'uuid', p_expected_version: 'integer', p_template_id: 'text', p_html: 'text' }, nested: [], set: false },
  send_coaching_message: { args: { p_actor: 'uuid', p_call: 'jsonb', p_session_id: 'uuid', p_expected_version: 'integer', p_text: 'text', p_reply: 'jsonb' }, nested: ['coaching_session'], set: true },
  set_client_level: { args: { p_client: 'text', p_level: 'text', p_apq: 'boolean' }, nested: [], set: true },
  set_kaizen: { args: { p_actor: 'uuid', p_call: 'jsonb', p_action: 'text', p_day: 'date' }, nested: [], set: false },
  set_objective: { args: { p_actor: 'uuid', p_call: 'jsonb', p_title: 'text', p_description: 'text', p_target_date: 'date' }, nested: [], set: false },
  settle_journey_events: { args: { p_results: 'jsonb', p_journeys: 'jsonb' }, nested: [], set: true },
  settle_router_events: { args: { p_results: 'jsonb', p_analyses: 'jsonb' }, nested: [], set: true },
  start_coaching_session: { args: { p_actor: 'uuid', p_call: 'jsonb', p_topic: 'text', p_language: 'text', p_depth: 'text', p_reply: 'jsonb' }, nested: ['coaching_session', 'usage'], set: true },
  summarize_mood: { args: { p_user_id: 'uuid', p_days: 'integer' }, nested: [], set: true },
  sweep_billing: { args: { p_limit: 'integer' }, nested: [], set: true },
  sweep_expired: { args: { p_limit: 'integer' }, nested: [], set: true },
  tend_event_queue: { args: {}, nested: null, set: false },
  update_cv: { args: { p_actor: 'uuid', p_call: 'jsonb', p_cv_id: 'uuid', p_expected_version: 'integer', p_changed: 'text[]', p_title: 'text', p_target_job: 'text', p_language: 'text', p_profile: 'jsonb', p_html: 'text', p_text: 'text' }, nested: [], set: false },
  update_journal_entry: { args: { p_actor: 'uuid', p_call: 'jsonb', p_entry_id: 'uuid', p_changes: 'jsonb', p_expected_version: 'integer' }, nested: [], set: false },
  update_letter: { args: { p_actor: 'uuid', p_call: 'jsonb', p_letter_id: 'uuid', p_expected_version: 'integer', p_changed: 'text[]', p_title: 'text', p_job_title: 'text', p_company_name: 'text', p_text: 'text', p_html: 'text' }, nested: [], set: false },
  update_objective: { args: { p_actor: 'uuid', p_call: 'jsonb', p_objective_id: 'uuid', p_changes: 'jsonb', p_expected_version: 'integer' }, nested: [], set: false },
  update_partner: { args: { p_actor: 'uuid', p_call: 'jsonb', p_partner_id: 'uuid', p_expected_version: 'integer', p_changed: 'text[]', p_name: 'text', p_website: 'text', p_suspended: 'boolean', p_rate_per_minute: 'integer', p_daily_quota: 'integer', p_daily_cost: 'integer' }, nested: [], set: false },
  update_profile: { args: { p_actor: 'uuid', p_call: 'jsonb', p_changes: 'jsonb', p_expected_version: 'integer' }, nested: [], set: false },
  update_usage_limits_for_tier: { args: { p_user_id: 'uuid', p_app_name: 'character varying', p_tier: 'character varying' }, nested: null, set: false },
}
