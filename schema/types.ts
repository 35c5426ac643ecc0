import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AppSubscriptionsRow, PaymentsRow, CheckoutSessionsRow, BillingPortalSessionsRow, CoachingSessionsRow, CoachingMessagesRow, CvTemplatesRow, CvsRow, ListPlansRow, FeatureUsageRow, ListEventsRow, NudgesRow, JobAnalysesRow, LetterTemplatesRow, LettersRow, PartnersRow, PartnerGrantsRow, ListConsentsRow, ConsentRecordsRow, ProfilesRow, JournalEntriesRow, ObjectivesRow, KaizensRow, MeditationsRow, AtsAnalysesRow, MirrorMatchesRow, TrajectoriesRow } from '../gateway/db/rows.ts';
import type { ViewerParent } from '../gateway/request/ahead.ts';
import type { Insights } from '../gateway/events/insights.ts';
import type { Context } from '../gateway/request/context.ts';
export type Maybe<T> = T | null | undefined;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A day of the calendar, of whoever it is about: `2026-11-22`. */
  Date: { input: string; output: string; }
  /** An instant in UTC, as RFC 3339: `2026-11-22T09:30:00.000Z`. */
  DateTime: { input: string; output: string; }
  /** A JSON object. */
  JSONObject: { input: Record<string, unknown>; output: Record<string, unknown>; }
  /** An absolute http or https address. */
  URL: { input: string; output: string; }
};

/** A recommendation in words. */
export type Advice = {
  readonly __typename?: 'Advice';
  readonly durationMs: Scalars['Int']['output'];
  readonly inputTokens?: Maybe<Scalars['Int']['output']>;
  /** The model's name; null where the rules speak. */
  readonly model?: Maybe<Scalars['String']['output']>;
  readonly outputTokens?: Maybe<Scalars['Int']['output']>;
  /** At most five. */
  readonly recommendations: ReadonlyArray<Scalars['String']['output']>;
  readonly source: TextSource;
};

/** The latest analysis of a journey. */
export type AgentAnalysis = {
  readonly __typename?: 'AgentAnalysis';
  readonly at: Scalars['DateTime']['output'];
  /** In the agents' words; at most 5. */
  readonly recommendations: ReadonlyArray<Scalars['String']['output']>;
  /** What the agents said of safety; null where they said nothing. Nothing is safe by default. */
  readonly securityPassed?: Maybe<Scalars['Boolean']['output']>;
  /** RULES: the agents did not answer, so there is nothing beyond `recommendations` above. */
  readonly source: AnalysisSource;
};

/** Whether the agents or local rules answered. */
export type AnalysisSource =
  | 'agent'
  | 'rules';

export type AnalyzeJobOfferInput = {
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** 50 to 50,000 characters, in French or English. */
  readonly jobOffer: Scalars['String']['input'];
};

export type AnalyzeJobOfferPayload = {
  readonly __typename?: 'AnalyzeJobOfferPayload';
  readonly help: ReadonlyArray<HelpLine>;
  readonly jobAnalysis?: Maybe<JobAnalysis>;
};

/** The offer: `jobAnalysisId` or `jobOffer`; without either, the one that the letter was written for. */
export type AnalyzeLetterAtsInput = {
  /** False: rather INTEGRATION_UNAVAILABLE than the advice of the rules alone. */
  readonly acceptTemplate?: Scalars['Boolean']['input'];
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  readonly jobAnalysisId?: InputMaybe<Scalars['ID']['input']>;
  /** 50 to 50,000 characters. */
  readonly jobOffer?: InputMaybe<Scalars['String']['input']>;
  readonly letterId: Scalars['ID']['input'];
};

export type AnalyzeLetterAtsPayload = {
  readonly __typename?: 'AnalyzeLetterAtsPayload';
  readonly atsAnalysis?: Maybe<AtsAnalysis>;
  readonly help: ReadonlyArray<HelpLine>;
  readonly letter?: Maybe<Letter>;
};

/** The Phoenix apps; ECOSYSTEM is all of them. */
export type App =
  | 'cv'
  | 'ecosystem'
  | 'letters'
  | 'rise';

/** What somebody did in one app. */
export type AppActivity = {
  readonly __typename?: 'AppActivity';
  readonly app: App;
  readonly events: Scalars['Int']['output'];
  readonly firstUsedAt: Scalars['DateTime']['output'];
  readonly lastUsedAt: Scalars['DateTime']['output'];
};

/** An app's subscription. (`Subscription` is GraphQL's own root type.) */
export type AppSubscription = Node & {
  readonly __typename?: 'AppSubscription';
  readonly app: App;
  /** It ends with the paid period, and is CANCELLED already: it counts until then, and can be resumed. */
  readonly cancelAtPeriodEnd: Scalars['Boolean']['output'];
  readonly cancelledAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether it counts now: paid or on trial up to 3 days after its period, cancelled to the end of it, past due for 7 days. */
  readonly counts: Scalars['Boolean']['output'];
  readonly currentPeriodEnd?: Maybe<Scalars['DateTime']['output']>;
  readonly currentPeriodStart?: Maybe<Scalars['DateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly pastDueSince?: Maybe<Scalars['DateTime']['output']>;
  /** What was bought; null where nothing was, or where the tier was given. */
  readonly plan?: Maybe<Plan>;
  readonly status: SubscriptionStatus;
  /** What was subscribed to. What it is worth now is `Viewer.tier`. */
  readonly tier: Tier;
  readonly trialEnd?: Maybe<Scalars['DateTime']['output']>;
};

export type ApplyLetterTemplateInput = {
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  readonly letterId: Scalars['ID']['input'];
  readonly templateId: Scalars['ID']['input'];
};

export type ApplyLetterTemplatePayload = {
  readonly __typename?: 'ApplyLetterTemplatePayload';
  readonly help: ReadonlyArray<HelpLine>;
  readonly letter?: Maybe<Letter>;
};

/**
 * How well a text answers an offer, as recruiting software reads it. A keyword counts as said, once or often, where the text has it
 * without denying it: what follows a negation in the same clause does not count (six words after "ne … pas", "jamais", "aucun", "ni",
 * "not", "n't", "never", "no"; three after "sans", "without"; until punctuation, the end of the line, "mais" or "but"). A skill of our list counts in any of
 * its French and English names; another word in its singular and plural, masculine and feminine. Whether what is said is true, or how well somebody can do it, no
 * number here says.
 * A CV: 75 × keyword coverage + 25 % of the format score. A letter: (60 × coverage + 5 for 200 to 400 words + up to 10 for action
 * verbs, 2 each, + up to 10 for quantified results, 2.5 each, − 5 a format issue) × 100 ÷ 85.
 */
export type AtsAnalysis = Node & {
  readonly __typename?: 'AtsAnalysis';
  /** Different verbs of doing; of a letter only. */
  readonly actionVerbs?: Maybe<Scalars['Int']['output']>;
  /** What a model makes of the text and the offer, or else the rules' own words. It has no part in any number. */
  readonly advice?: Maybe<Advice>;
  readonly createdAt: Scalars['DateTime']['output'];
  /** The CV it is of, or else `letter`. */
  readonly cv?: Maybe<Cv>;
  readonly formatIssues: ReadonlyArray<FormatIssue>;
  /** 100 less the points of each issue of form; 0 at least. */
  readonly formatScore: Scalars['Int']['output'];
  readonly id: Scalars['ID']['output'];
  readonly jobAnalysis?: Maybe<JobAnalysis>;
  /** The weight of the offer's keywords that the text has, out of that of all: 0 to 1. */
  readonly keywordCoverage?: Maybe<Scalars['Float']['output']>;
  readonly keywordDensity: ReadonlyArray<KeywordDensity>;
  readonly letter?: Maybe<Letter>;
  readonly level?: Maybe<AtsLevel>;
  /** Said, and not denied; the weightiest first. */
  readonly matchedKeywords: ReadonlyArray<Keyword>;
  /** At most 20, the weightiest first. */
  readonly missingKeywords: ReadonlyArray<Keyword>;
  /** Numbers with what they count; of a letter only. */
  readonly quantifiedResults?: Maybe<Scalars['Int']['output']>;
  /** At most 10, the most urgent first. */
  readonly recommendations: ReadonlyArray<Recommendation>;
  /** 0 to 100; null where the offer has no keyword to measure by. */
  readonly score?: Maybe<Scalars['Int']['output']>;
  /** The version of the text that was measured. */
  readonly textVersion: Scalars['Int']['output'];
  readonly words: Scalars['Int']['output'];
};

/** 85 and more is EXCELLENT, 70 GOOD, 50 FAIR. */
export type AtsLevel =
  | 'excellent'
  | 'fair'
  | 'good'
  | 'poor';

/** A page of Stripe's for cards, invoices and cancellations. */
export type BillingPortalSession = Node & {
  readonly __typename?: 'BillingPortalSession';
  readonly id: Scalars['ID']['output'];
  /** Where to send the person, at once: Stripe lets it expire within minutes. */
  readonly url?: Maybe<Scalars['URL']['output']>;
};

/** What the target asks for: exactly one of `jobAnalysisId`, `jobOffer` and `targetSkills`. */
export type BuildTrajectoryInput = {
  readonly cvId: Scalars['ID']['input'];
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  readonly jobAnalysisId?: InputMaybe<Scalars['ID']['input']>;
  /** 50 to 50,000 characters. */
  readonly jobOffer?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 200 characters. */
  readonly targetJob: Scalars['String']['input'];
  /** 1 to 30. */
  readonly targetSkills?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

export type BuildTrajectoryPayload = {
  readonly __typename?: 'BuildTrajectoryPayload';
  readonly help: ReadonlyArray<HelpLine>;
  readonly trajectory?: Maybe<Trajectory>;
};

export type CancelSubscriptionInput = {
  /** May be left out where only one subscription lives. */
  readonly app?: InputMaybe<App>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type CancelSubscriptionPayload = {
  readonly __typename?: 'CancelSubscriptionPayload';
  readonly appSubscription?: Maybe<AppSubscription>;
};

/** From where to where somebody changes, and what comes along. */
export type CareerChange = {
  readonly __typename?: 'CareerChange';
  readonly newDomain: Scalars['String']['output'];
  readonly oldDomain: Scalars['String']['output'];
  readonly transferableSkills: ReadonlyArray<Scalars['String']['output']>;
};

export type CareerChangeInput = {
  /** 2 to 100 characters. */
  readonly newDomain: Scalars['String']['input'];
  /** 2 to 100 characters. */
  readonly oldDomain: Scalars['String']['input'];
  /** What carries over, in your own words: 1 to 20, together at least 20 characters. */
  readonly transferableSkills: ReadonlyArray<Scalars['String']['input']>;
};

export type ChangePlanInput = {
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** The id of a Plan that has a price. */
  readonly plan: Scalars['ID']['input'];
};

export type ChangePlanPayload = {
  readonly __typename?: 'ChangePlanPayload';
  readonly appSubscription?: Maybe<AppSubscription>;
};

/** A page of Stripe's where a plan is paid for. */
export type CheckoutSession = Node & {
  readonly __typename?: 'CheckoutSession';
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly plan?: Maybe<Plan>;
  /** Where to send the buyer; null once it has expired. */
  readonly url?: Maybe<Scalars['URL']['output']>;
};

/** Who wrote a message. */
export type CoachingAuthor =
  | 'coach'
  | 'user';

/** How much the coach answers with. */
export type CoachingDepth =
  /** Two paragraphs. */
  | 'brief'
  /** Three parts; from PREMIUM on Rise on. */
  | 'full';

/** One message of a session. */
export type CoachingMessage = Node & {
  readonly __typename?: 'CoachingMessage';
  readonly author: CoachingAuthor;
  readonly createdAt: Scalars['DateTime']['output'];
  /** How long the writer took, in milliseconds; null for the person's own. */
  readonly durationMs?: Maybe<Scalars['Int']['output']>;
  readonly id: Scalars['ID']['output'];
  /** As the model counted them; null for the template writer, or where the model did not say. */
  readonly inputTokens?: Maybe<Scalars['Int']['output']>;
  /** Null for the template writer. */
  readonly model?: Maybe<Scalars['String']['output']>;
  readonly outputTokens?: Maybe<Scalars['Int']['output']>;
  /** Who wrote the coach's; null for the person's own. */
  readonly source?: Maybe<TextSource>;
  readonly text: Scalars['String']['output'];
};

/** A conversation with the coach. */
export type CoachingSession = Node & {
  readonly __typename?: 'CoachingSession';
  readonly completedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly depth: CoachingDepth;
  readonly id: Scalars['ID']['output'];
  readonly language: Language;
  /** Oldest first; the coach opens. */
  readonly messages: ReadonlyArray<CoachingMessage>;
  readonly messagesCount: Scalars['Int']['output'];
  /** 1 to 5 */
  readonly satisfaction?: Maybe<Scalars['Int']['output']>;
  readonly startedAt: Scalars['DateTime']['output'];
  readonly status: CoachingStatus;
  /** What the session came to; null while it is active, and where its person said nothing, or spoke of harming themselves. */
  readonly summary?: Maybe<Scalars['String']['output']>;
  /** How long the writer took, in milliseconds; null where there is no summary, or it is older than this field. */
  readonly summaryDurationMs?: Maybe<Scalars['Int']['output']>;
  /** As the model counted them; null for the template writer, or where the model did not say. */
  readonly summaryInputTokens?: Maybe<Scalars['Int']['output']>;
  /** Null for the template writer. */
  readonly summaryModel?: Maybe<Scalars['String']['output']>;
  readonly summaryOutputTokens?: Maybe<Scalars['Int']['output']>;
  readonly summarySource?: Maybe<TextSource>;
  readonly topic?: Maybe<Scalars['String']['output']>;
  readonly version: Scalars['Int']['output'];
};

export type CoachingSessionConnection = {
  readonly __typename?: 'CoachingSessionConnection';
  readonly edges: ReadonlyArray<CoachingSessionEdge>;
  readonly nodes: ReadonlyArray<CoachingSession>;
  readonly pageInfo: PageInfo;
};

export type CoachingSessionEdge = {
  readonly __typename?: 'CoachingSessionEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: CoachingSession;
};

/** Whether a session goes on. */
export type CoachingStatus =
  | 'active'
  | 'completed';

/** How a company speaks. */
export type CommunicationStyle =
  | 'casual'
  | 'formal'
  | 'innovative'
  | 'traditional';

/** What the words of the offer say of the company. A part that no word speaks of, or where words disagree, is null. */
export type CompanyCulture = {
  readonly __typename?: 'CompanyCulture';
  readonly communication?: Maybe<CompanyCultureCommunication>;
  /** (Different cues) ÷ (different cues + 5). */
  readonly confidence: Scalars['Float']['output'];
  /** How long the rules took, in milliseconds; null where it is older than this field. */
  readonly durationMs?: Maybe<Scalars['Int']['output']>;
  readonly environment?: Maybe<CompanyCultureEnvironment>;
  readonly industry?: Maybe<CompanyCultureIndustry>;
  readonly innovation?: Maybe<CompanyCultureInnovation>;
  readonly inputTokens?: Maybe<Scalars['Int']['output']>;
  readonly leadership?: Maybe<CompanyCultureLeadership>;
  /** Null: no model has a part in it, and so are the tokens. */
  readonly model?: Maybe<Scalars['String']['output']>;
  readonly outputTokens?: Maybe<Scalars['Int']['output']>;
  readonly size?: Maybe<CompanyCultureSize>;
  /** TEMPLATE: rules read it off the words. */
  readonly source: TextSource;
  /** The tones that its communication and industry ask for; empty where neither is known. */
  readonly tones: ReadonlyArray<LetterTone>;
  /** In French, with the first words that name each. */
  readonly values: ReadonlyArray<FoundText>;
};

/** The way of speaking that an offer's words tell of. */
export type CompanyCultureCommunication = {
  readonly __typename?: 'CompanyCultureCommunication';
  readonly confidence: Scalars['Float']['output'];
  readonly evidence: ReadonlyArray<Evidence>;
  readonly value: CommunicationStyle;
};

/** The way of working that an offer's words tell of. */
export type CompanyCultureEnvironment = {
  readonly __typename?: 'CompanyCultureEnvironment';
  readonly confidence: Scalars['Float']['output'];
  readonly evidence: ReadonlyArray<Evidence>;
  readonly value: WorkEnvironment;
};

/** `confidence`, here and below: (cues for it) ÷ (cues that speak of this part + 2). One cue is 0.33, three that agree are 0.6. */
export type CompanyCultureIndustry = {
  readonly __typename?: 'CompanyCultureIndustry';
  readonly confidence: Scalars['Float']['output'];
  readonly evidence: ReadonlyArray<Evidence>;
  readonly value: CompanyIndustry;
};

/** The taste for new ways that an offer's words tell of. */
export type CompanyCultureInnovation = {
  readonly __typename?: 'CompanyCultureInnovation';
  readonly confidence: Scalars['Float']['output'];
  readonly evidence: ReadonlyArray<Evidence>;
  readonly value: InnovationLevel;
};

/** The way of leading that an offer's words tell of. */
export type CompanyCultureLeadership = {
  readonly __typename?: 'CompanyCultureLeadership';
  readonly confidence: Scalars['Float']['output'];
  readonly evidence: ReadonlyArray<Evidence>;
  readonly value: LeadershipStyle;
};

/** The size that an offer's words tell of. */
export type CompanyCultureSize = {
  readonly __typename?: 'CompanyCultureSize';
  readonly confidence: Scalars['Float']['output'];
  readonly evidence: ReadonlyArray<Evidence>;
  readonly value: CompanySize;
};

/** What a company does. */
export type CompanyIndustry =
  | 'consulting'
  | 'corporate'
  | 'creative'
  | 'finance'
  | 'nonprofit'
  | 'public_service'
  | 'startup'
  | 'tech';

/** How large a company is. */
export type CompanySize =
  | 'large'
  | 'medium'
  | 'small';

export type CompleteCoachingSessionInput = {
  readonly acceptTemplate?: Scalars['Boolean']['input'];
  readonly coachingSessionId: Scalars['ID']['input'];
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** 1 to 5 */
  readonly satisfaction?: InputMaybe<Scalars['Int']['input']>;
};

export type CompleteCoachingSessionPayload = {
  readonly __typename?: 'CompleteCoachingSessionPayload';
  readonly coachingSession?: Maybe<CoachingSession>;
};

export type CompleteKaizenInput = {
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  readonly kaizenId: Scalars['ID']['input'];
};

export type CompleteKaizenPayload = {
  readonly __typename?: 'CompleteKaizenPayload';
  readonly kaizen?: Maybe<Kaizen>;
};

export type CompleteMeditationInput = {
  /** 30 to 3,600 */
  readonly durationSeconds: Scalars['Int']['input'];
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  readonly triggeredBy?: MeditationTrigger;
};

export type CompleteMeditationPayload = {
  readonly __typename?: 'CompleteMeditationPayload';
  readonly meditation?: Maybe<Meditation>;
};

export type CompleteObjectiveInput = {
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  readonly objectiveId: Scalars['ID']['input'];
};

export type CompleteObjectivePayload = {
  readonly __typename?: 'CompleteObjectivePayload';
  readonly objective?: Maybe<Objective>;
};

/** What somebody has said to one purpose, last. */
export type Consent = {
  readonly __typename?: 'Consent';
  /** False also where nobody has asked yet; then the other fields are null. */
  readonly granted: Scalars['Boolean']['output'];
  readonly purpose: ConsentPurpose;
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The app that asked. */
  readonly source?: Maybe<App>;
  /** Of the text that was shown. */
  readonly version?: Maybe<Scalars['String']['output']>;
};

/** What a person's data may be used for, beyond running the apps. */
export type ConsentPurpose =
  | 'ai_processing'
  | 'ai_sensitive'
  | 'analytics'
  | 'marketing'
  | 'partner_sharing'
  | 'research';

/** One answer to one purpose. */
export type ConsentRecord = Node & {
  readonly __typename?: 'ConsentRecord';
  readonly granted: Scalars['Boolean']['output'];
  readonly id: Scalars['ID']['output'];
  readonly purpose: ConsentPurpose;
  readonly recordedAt: Scalars['DateTime']['output'];
  readonly source: App;
  readonly version: Scalars['String']['output'];
};

export type ConsentRecordConnection = {
  readonly __typename?: 'ConsentRecordConnection';
  readonly edges: ReadonlyArray<ConsentRecordEdge>;
  readonly nodes: ReadonlyArray<ConsentRecord>;
  readonly pageInfo: PageInfo;
};

export type ConsentRecordEdge = {
  readonly __typename?: 'ConsentRecordEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: ConsentRecord;
};

/** The kinds of contract that an offer can name. */
export type ContractKind =
  | 'apprenticeship'
  | 'cdd'
  | 'cdi'
  | 'freelance'
  | 'internship'
  | 'temporary';

export type CreateBillingPortalSessionInput = {
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** Of an origin that the gateway allows. */
  readonly returnUrl: Scalars['URL']['input'];
};

export type CreateBillingPortalSessionPayload = {
  readonly __typename?: 'CreateBillingPortalSessionPayload';
  readonly billingPortalSession?: Maybe<BillingPortalSession>;
};

export type CreateCheckoutSessionInput = {
  /** Of an origin that the gateway allows. */
  readonly cancelUrl: Scalars['URL']['input'];
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** The id of a Plan that has a price. */
  readonly plan: Scalars['ID']['input'];
  /** Of an origin that the gateway allows. Stripe puts the session's id in the place of `{CHECKOUT_SESSION_ID}`. */
  readonly successUrl: Scalars['URL']['input'];
};

export type CreateCheckoutSessionPayload = {
  readonly __typename?: 'CreateCheckoutSessionPayload';
  readonly checkoutSession?: Maybe<CheckoutSession>;
};

export type CreateJournalEntryInput = {
  /** 1 to 10 */
  readonly confidence: Scalars['Int']['input'];
  /** Today in the viewer's time zone where nothing is said; never a day to come. */
  readonly date?: InputMaybe<Scalars['Date']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** 1 to 10 */
  readonly mood: Scalars['Int']['input'];
  /** At most 2,000 characters; emoji alone will do. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
};

export type CreateJournalEntryPayload = {
  readonly __typename?: 'CreateJournalEntryPayload';
  readonly help: ReadonlyArray<HelpLine>;
  readonly journalEntry?: Maybe<JournalEntry>;
};

export type CreatePartnerInput = {
  /** Points a UTC day, 1 to 2,000,000,000; 1,000,000 otherwise. */
  readonly dailyCost?: InputMaybe<Scalars['Int']['input']>;
  /** Requests a UTC day, 1 to 100,000,000; 10,000 otherwise. */
  readonly dailyQuota?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** 1 to 200 characters. */
  readonly name: Scalars['String']['input'];
  /** Points, 1 to 1,000,000; 6,000 otherwise. A page of 20 people with their CVs and letters asks for some 350. */
  readonly ratePerMinute?: InputMaybe<Scalars['Int']['input']>;
  readonly website?: InputMaybe<Scalars['URL']['input']>;
};

/** `key` is shown this once: it is stored nowhere, so that an answer given again has none. */
export type CreatePartnerPayload = {
  readonly __typename?: 'CreatePartnerPayload';
  readonly help: ReadonlyArray<HelpLine>;
  readonly key?: Maybe<Scalars['String']['output']>;
  readonly partner?: Maybe<Partner>;
};

/** One CV. */
export type Cv = Node & {
  readonly __typename?: 'Cv';
  /** Its last 10 ATS analyses, newest first: the history of its score. */
  readonly atsAnalyses: ReadonlyArray<AtsAnalysis>;
  readonly createdAt: Scalars['DateTime']['output'];
  /** How long the writer took, in milliseconds. */
  readonly durationMs?: Maybe<Scalars['Int']['output']>;
  readonly filename?: Maybe<Scalars['String']['output']>;
  /** A complete page: no script, nothing loaded from elsewhere. Null until a template was chosen. */
  readonly html?: Maybe<Scalars['String']['output']>;
  readonly id: Scalars['ID']['output'];
  /** As the model counted them; null for the template writer, or where the model did not say. */
  readonly inputTokens?: Maybe<Scalars['Int']['output']>;
  readonly language: Language;
  /** The model's name; null for the template writer. */
  readonly model?: Maybe<Scalars['String']['output']>;
  readonly origin: CvOrigin;
  readonly outputTokens?: Maybe<Scalars['Int']['output']>;
  /** The structured profile; null for an uploaded text. */
  readonly profile?: Maybe<CvProfile>;
  readonly sizeBytes?: Maybe<Scalars['Int']['output']>;
  /** Null for an uploaded text. */
  readonly source?: Maybe<TextSource>;
  readonly targetJob?: Maybe<Scalars['String']['output']>;
  readonly template?: Maybe<CvTemplate>;
  readonly text?: Maybe<Scalars['String']['output']>;
  readonly title?: Maybe<Scalars['String']['output']>;
  readonly updatedAt: Scalars['DateTime']['output'];
  /** Grows by one with each change: send it back as `expectedVersion`. */
  readonly version: Scalars['Int']['output'];
};

/** The style of a template. */
export type CvCategory =
  | 'ats_friendly'
  | 'classic'
  | 'creative'
  | 'minimal'
  | 'modern';

export type CvConnection = {
  readonly __typename?: 'CvConnection';
  readonly edges: ReadonlyArray<CvEdge>;
  readonly nodes: ReadonlyArray<Cv>;
  readonly pageInfo: PageInfo;
};

/** As GenerateCvInput; the key is required, because clients reconnect by themselves. */
export type CvDraftInput = {
  /** False: rather INTEGRATION_UNAVAILABLE than a text of the template writer. */
  readonly acceptTemplate?: Scalars['Boolean']['input'];
  readonly idempotencyKey: Scalars['ID']['input'];
  readonly language?: Language;
  readonly profile: CvProfileInput;
  /** 1 to 200 characters. */
  readonly targetJob: Scalars['String']['input'];
  /** The first free template otherwise. */
  readonly templateId?: InputMaybe<Scalars['ID']['input']>;
  /** At most 200 characters; the target job otherwise. */
  readonly title?: InputMaybe<Scalars['String']['input']>;
};

/** One push of a CV that is being written: the text as it arrives, then what was saved. */
export type CvDraftPayload = {
  readonly __typename?: 'CvDraftPayload';
  readonly cv?: Maybe<Cv>;
  /** True in the last push, which has the CV. A CV that was saved before comes as this one push, without text: read `cv`. */
  readonly done: Scalars['Boolean']['output'];
  /** Who to call, where the text speaks of self-harm: said first, and with each push. */
  readonly help: ReadonlyArray<HelpLine>;
  /** In UTF-16 units; 0 begins anew. */
  readonly offset: Scalars['Int']['output'];
  /** The text from `offset` on. Whatever stood there, and after it, is taken back. */
  readonly text: Scalars['String']['output'];
  readonly usage?: Maybe<FeatureUsage>;
};

export type CvEdge = {
  readonly __typename?: 'CvEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Cv;
};

/** A degree or course on a CV. */
export type CvEducation = {
  readonly __typename?: 'CvEducation';
  readonly degree: Scalars['String']['output'];
  readonly description?: Maybe<Scalars['String']['output']>;
  readonly location?: Maybe<Scalars['String']['output']>;
  readonly school: Scalars['String']['output'];
  readonly year?: Maybe<Scalars['Int']['output']>;
};

export type CvEducationInput = {
  readonly degree: Scalars['String']['input'];
  readonly description?: InputMaybe<Scalars['String']['input']>;
  readonly location?: InputMaybe<Scalars['String']['input']>;
  readonly school: Scalars['String']['input'];
  readonly year?: InputMaybe<Scalars['Int']['input']>;
};

/** A position on a CV. */
export type CvExperience = {
  readonly __typename?: 'CvExperience';
  readonly company: Scalars['String']['output'];
  readonly current: Scalars['Boolean']['output'];
  readonly description?: Maybe<Scalars['String']['output']>;
  readonly endDate?: Maybe<Scalars['String']['output']>;
  readonly highlights: ReadonlyArray<Scalars['String']['output']>;
  readonly location?: Maybe<Scalars['String']['output']>;
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD` */
  readonly startDate?: Maybe<Scalars['String']['output']>;
  readonly title: Scalars['String']['output'];
};

export type CvExperienceInput = {
  readonly company: Scalars['String']['input'];
  readonly current?: InputMaybe<Scalars['Boolean']['input']>;
  /** At most 4,000 characters. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  readonly endDate?: InputMaybe<Scalars['String']['input']>;
  /** At most 20. */
  readonly highlights?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly location?: InputMaybe<Scalars['String']['input']>;
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD` */
  readonly startDate?: InputMaybe<Scalars['String']['input']>;
  readonly title: Scalars['String']['input'];
};

/** The family of a template's letters. */
export type CvFont =
  | 'mono'
  | 'sans'
  | 'serif';

/** A language on a CV. */
export type CvLanguage = {
  readonly __typename?: 'CvLanguage';
  readonly level: LanguageLevel;
  readonly name: Scalars['String']['output'];
};

export type CvLanguageInput = {
  readonly level: LanguageLevel;
  readonly name: Scalars['String']['input'];
};

/** The structure of a template. */
export type CvLayout =
  | 'classic'
  | 'compact'
  | 'modern'
  | 'sidebar'
  | 'timeline';

/** An address on a CV. */
export type CvLink = {
  readonly __typename?: 'CvLink';
  readonly label: Scalars['String']['output'];
  readonly url: Scalars['String']['output'];
};

export type CvLinkInput = {
  readonly label: Scalars['String']['input'];
  readonly url: Scalars['String']['input'];
};

/** How a CV came here. */
export type CvOrigin =
  /** Written by Phoenix from a structured profile. */
  | 'generated'
  /** Made by the apps before the gateway. */
  | 'imported'
  /** The text of a file. */
  | 'uploaded';

/** What a CV says of its person. */
export type CvProfile = {
  readonly __typename?: 'CvProfile';
  readonly achievements: ReadonlyArray<Scalars['String']['output']>;
  readonly businessSkills: ReadonlyArray<Scalars['String']['output']>;
  readonly educations: ReadonlyArray<CvEducation>;
  readonly email?: Maybe<Scalars['String']['output']>;
  readonly experiences: ReadonlyArray<CvExperience>;
  readonly fullName: Scalars['String']['output'];
  readonly headline?: Maybe<Scalars['String']['output']>;
  readonly languages: ReadonlyArray<CvLanguage>;
  readonly links: ReadonlyArray<CvLink>;
  readonly location?: Maybe<Scalars['String']['output']>;
  readonly phone?: Maybe<Scalars['String']['output']>;
  readonly projects: ReadonlyArray<CvProject>;
  readonly softSkills: ReadonlyArray<Scalars['String']['output']>;
  readonly summary?: Maybe<Scalars['String']['output']>;
  readonly technicalSkills: ReadonlyArray<Scalars['String']['output']>;
};

/** Only what is given is written; nothing is made up. */
export type CvProfileInput = {
  /** At most 30. */
  readonly achievements?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  readonly businessSkills?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** At most 20. */
  readonly educations?: InputMaybe<ReadonlyArray<CvEducationInput>>;
  readonly email?: InputMaybe<Scalars['String']['input']>;
  /** At most 40. */
  readonly experiences?: InputMaybe<ReadonlyArray<CvExperienceInput>>;
  /** 1 to 200 characters. */
  readonly fullName: Scalars['String']['input'];
  /** At most 200 characters. */
  readonly headline?: InputMaybe<Scalars['String']['input']>;
  /** At most 20. */
  readonly languages?: InputMaybe<ReadonlyArray<CvLanguageInput>>;
  /** At most 10, http or https. */
  readonly links?: InputMaybe<ReadonlyArray<CvLinkInput>>;
  readonly location?: InputMaybe<Scalars['String']['input']>;
  readonly phone?: InputMaybe<Scalars['String']['input']>;
  /** At most 30. */
  readonly projects?: InputMaybe<ReadonlyArray<CvProjectInput>>;
  readonly softSkills?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** At most 4,000 characters. */
  readonly summary?: InputMaybe<Scalars['String']['input']>;
  /** At most 60 of each kind. */
  readonly technicalSkills?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** A project on a CV. */
export type CvProject = {
  readonly __typename?: 'CvProject';
  readonly description?: Maybe<Scalars['String']['output']>;
  readonly name: Scalars['String']['output'];
  readonly url?: Maybe<Scalars['String']['output']>;
};

export type CvProjectInput = {
  readonly description?: InputMaybe<Scalars['String']['input']>;
  readonly name: Scalars['String']['input'];
  readonly url?: InputMaybe<Scalars['String']['input']>;
};

/** A design that a CV can have. */
export type CvTemplate = Node & {
  readonly __typename?: 'CvTemplate';
  /** `#rrggbb` */
  readonly accentColor: Scalars['String']['output'];
  readonly category: CvCategory;
  readonly description: Scalars['String']['output'];
  readonly font: CvFont;
  readonly id: Scalars['ID']['output'];
  readonly layout: CvLayout;
  readonly name: Scalars['String']['output'];
  /** The tier on CV that it needs. */
  readonly tier: Tier;
};

export type DeleteCvInput = {
  readonly cvId: Scalars['ID']['input'];
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type DeleteCvPayload = {
  readonly __typename?: 'DeleteCvPayload';
  readonly deletedId?: Maybe<Scalars['ID']['output']>;
};

export type DeleteJournalEntryInput = {
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  readonly journalEntryId: Scalars['ID']['input'];
};

export type DeleteJournalEntryPayload = {
  readonly __typename?: 'DeleteJournalEntryPayload';
  readonly deletedId?: Maybe<Scalars['ID']['output']>;
};

export type DeleteLetterInput = {
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  readonly letterId: Scalars['ID']['input'];
};

export type DeleteLetterPayload = {
  readonly __typename?: 'DeleteLetterPayload';
  readonly deletedId?: Maybe<Scalars['ID']['output']>;
  readonly help: ReadonlyArray<HelpLine>;
};

export type DeleteObjectiveInput = {
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  readonly objectiveId: Scalars['ID']['input'];
};

export type DeleteObjectivePayload = {
  readonly __typename?: 'DeleteObjectivePayload';
  readonly deletedId?: Maybe<Scalars['ID']['output']>;
};

export type DisablePartnerInput = {
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  readonly partnerId: Scalars['ID']['input'];
};

export type DisablePartnerPayload = {
  readonly __typename?: 'DisablePartnerPayload';
  readonly partner?: Maybe<Partner>;
};

export type DismissNudgeInput = {
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  readonly nudgeId: Scalars['ID']['input'];
};

export type DismissNudgePayload = {
  readonly __typename?: 'DismissNudgePayload';
  readonly nudge?: Maybe<Nudge>;
};

/** Whether something may be done now. */
export type Entitlement = {
  readonly __typename?: 'Entitlement';
  readonly allowed: Scalars['Boolean']['output'];
  readonly reason: EntitlementReason;
  /** The tier that would allow it; null when it is allowed. */
  readonly requiredTier?: Maybe<Tier>;
};

/** Why something may be done now, or may not. */
export type EntitlementReason =
  | 'allowed'
  | 'limit_reached'
  | 'tier_required';

/** A fact, as a CloudEvent: written once, in the transaction of what it speaks of. */
export type Event = Node & {
  readonly __typename?: 'Event';
  /** Its source: cv, letters, rise, billing, ecosystem, website. */
  readonly app: Scalars['String']['output'];
  /** Ids and numbers; never what you wrote. */
  readonly data: Scalars['JSONObject']['output'];
  readonly id: Scalars['ID']['output'];
  readonly time: Scalars['DateTime']['output'];
  readonly type: Scalars['String']['output'];
};

export type EventConnection = {
  readonly __typename?: 'EventConnection';
  readonly edges: ReadonlyArray<EventEdge>;
  readonly nodes: ReadonlyArray<Event>;
  readonly pageInfo: PageInfo;
};

export type EventEdge = {
  readonly __typename?: 'EventEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Event;
};

/** The words that say something: offsets in the text (UTF-16 units), and the text there. */
export type Evidence = {
  readonly __typename?: 'Evidence';
  readonly end: Scalars['Int']['output'];
  readonly start: Scalars['Int']['output'];
  readonly text: Scalars['String']['output'];
};

/** What is counted by the month. */
export type Feature =
  | 'coaching_sessions'
  | 'cv_generations'
  | 'cv_uploads'
  | 'letters_generated'
  | 'mirror_match';

/** How much of a feature is used this month. */
export type FeatureUsage = {
  readonly __typename?: 'FeatureUsage';
  readonly feature: Feature;
  /** Units of calls that are running now. */
  readonly held: Scalars['Int']['output'];
  /** Null when unlimited. */
  readonly limit?: Maybe<Scalars['Int']['output']>;
  /** Null when unlimited. */
  readonly remaining?: Maybe<Scalars['Int']['output']>;
  readonly resetsAt: Scalars['DateTime']['output'];
  readonly unlimited: Scalars['Boolean']['output'];
  readonly used: Scalars['Int']['output'];
};

/** Something that a program which reads CVs would stumble over. */
export type FormatIssue = {
  readonly __typename?: 'FormatIssue';
  /** The number that made it fire: words, symbols, lines; null where it is an absence. */
  readonly found?: Maybe<Scalars['Int']['output']>;
  /** What it costs of the format score's 100. */
  readonly points: Scalars['Int']['output'];
  readonly rule: FormatRule;
};

/** A rule about the form of a text that fired. */
export type FormatRule =
  | 'columns'
  | 'keyword_stuffing'
  | 'long_paragraph'
  | 'no_closing'
  | 'no_dates'
  | 'no_education_section'
  | 'no_email'
  | 'no_experience_section'
  | 'no_phone'
  | 'no_salutation'
  | 'no_skills_section'
  | 'too_long'
  | 'too_short'
  | 'unusual_characters';

/** A contract that an offer names, and where. */
export type FoundContract = {
  readonly __typename?: 'FoundContract';
  readonly evidence: Evidence;
  readonly kind: ContractKind;
};

/** The experience that an offer asks for, and where. */
export type FoundExperience = {
  readonly __typename?: 'FoundExperience';
  readonly evidence: Evidence;
  readonly maxYears?: Maybe<Scalars['Int']['output']>;
  readonly minYears: Scalars['Int']['output'];
};

/** What an offer says of work from home, and where. */
export type FoundRemoteWork = {
  readonly __typename?: 'FoundRemoteWork';
  readonly evidence: Evidence;
  readonly kind: RemoteWork;
};

/** The salary that an offer names, and where. */
export type FoundSalary = {
  readonly __typename?: 'FoundSalary';
  readonly currency: Scalars['String']['output'];
  readonly evidence: Evidence;
  /** In minor units; the same as `min` where one amount is stated. */
  readonly max: Scalars['Int']['output'];
  /** In minor units. */
  readonly min: Scalars['Int']['output'];
  /** Null where the offer does not say. */
  readonly period?: Maybe<SalaryPeriod>;
};

/** A skill of our list, which knows some 430 of them by their French and English names. */
export type FoundSkill = {
  readonly __typename?: 'FoundSkill';
  readonly category: SkillCategory;
  readonly count: Scalars['Int']['output'];
  readonly evidence: Evidence;
  readonly name: Scalars['String']['output'];
};

/** A text that an offer has, and where. */
export type FoundText = {
  readonly __typename?: 'FoundText';
  readonly evidence: Evidence;
  readonly value: Scalars['String']['output'];
};

export type GenerateCvInput = {
  /** False: rather INTEGRATION_UNAVAILABLE than a text of the template writer. */
  readonly acceptTemplate?: Scalars['Boolean']['input'];
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  readonly language?: Language;
  readonly profile: CvProfileInput;
  /** 1 to 200 characters. */
  readonly targetJob: Scalars['String']['input'];
  /** The first free template otherwise. */
  readonly templateId?: InputMaybe<Scalars['ID']['input']>;
  /** At most 200 characters; the target job otherwise. */
  readonly title?: InputMaybe<Scalars['String']['input']>;
};

export type GenerateCvPayload = {
  readonly __typename?: 'GenerateCvPayload';
  readonly cv?: Maybe<Cv>;
  readonly help: ReadonlyArray<HelpLine>;
  readonly usage?: Maybe<FeatureUsage>;
};

/** Exactly one of `cvId` and `cvText`, and at most one of `jobAnalysisId` and `jobOffer`. */
export type GenerateLetterInput = {
  /** False: rather INTEGRATION_UNAVAILABLE than a text of the template writer. */
  readonly acceptTemplate?: Scalars['Boolean']['input'];
  readonly careerChange?: InputMaybe<CareerChangeInput>;
  /** 2 to 200 characters. */
  readonly companyName: Scalars['String']['input'];
  readonly cvId?: InputMaybe<Scalars['ID']['input']>;
  /** 50 to 80,000 characters. */
  readonly cvText?: InputMaybe<Scalars['String']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  readonly jobAnalysisId?: InputMaybe<Scalars['ID']['input']>;
  /** 50 to 50,000 characters. */
  readonly jobOffer?: InputMaybe<Scalars['String']['input']>;
  /** 3 to 200 characters. */
  readonly jobTitle: Scalars['String']['input'];
  readonly language?: Language;
  /** Your own words about the company, or why this job: at most 2,000 characters. */
  readonly motivation?: InputMaybe<Scalars['String']['input']>;
  /** The first free template otherwise. */
  readonly templateId?: InputMaybe<Scalars['ID']['input']>;
  /** At most 200 characters; job and company otherwise. */
  readonly title?: InputMaybe<Scalars['String']['input']>;
  readonly tone: LetterTone;
};

export type GenerateLetterPayload = {
  readonly __typename?: 'GenerateLetterPayload';
  readonly help: ReadonlyArray<HelpLine>;
  readonly letter?: Maybe<Letter>;
  readonly usage?: Maybe<FeatureUsage>;
};

/** Granting again renews: what is said here counts from now on. */
export type GrantPartnerAccessInput = {
  /** At most a year from now. */
  readonly expiresAt: Scalars['DateTime']['input'];
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  readonly partnerId: Scalars['ID']['input'];
  /** At least one. */
  readonly scopes: ReadonlyArray<PartnerScope>;
};

export type GrantPartnerAccessPayload = {
  readonly __typename?: 'GrantPartnerAccessPayload';
  readonly partnerGrant?: Maybe<PartnerGrant>;
};

/**
 * Somebody to talk to. Whoever writes of harming themselves finds these first: in `help` of a mutation's payload, or in
 * `extensions.help` of a refusal.
 */
export type HelpLine = {
  readonly __typename?: 'HelpLine';
  /** ISO 3166-1 alpha-2, or `EU`. France comes first. */
  readonly country: Scalars['String']['output'];
  /** In the viewer's language, as `hours`. */
  readonly description: Scalars['String']['output'];
  readonly hours: Scalars['String']['output'];
  readonly name: Scalars['String']['output'];
  /** As it is dialled in its country. */
  readonly phone: Scalars['String']['output'];
  readonly url?: Maybe<Scalars['URL']['output']>;
};

/** What counts as a success. */
export type Indicator =
  /** A CV or letter scored above 80 against an applicant tracking system. */
  | 'ats_above_80'
  | 'coaching_completed'
  | 'objective_completed'
  /** A letter's personalisation scored above 85. */
  | 'personalization_above_85';

/** How new a company's ways are. */
export type InnovationLevel =
  | 'conservative'
  | 'innovative'
  | 'moderate';

/** What a job offer says, each with the words that say it. What it does not say is null or empty, never guessed. */
export type JobAnalysis = Node & {
  readonly __typename?: 'JobAnalysis';
  readonly company?: Maybe<FoundText>;
  readonly contracts: ReadonlyArray<FoundContract>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly culture?: Maybe<CompanyCulture>;
  readonly experience?: Maybe<FoundExperience>;
  readonly id: Scalars['ID']['output'];
  /** At most 50, the weightiest first. */
  readonly keywords: ReadonlyArray<Keyword>;
  /** Null where the text has too few function words to tell. */
  readonly language?: Maybe<Language>;
  readonly offerText: Scalars['String']['output'];
  readonly place?: Maybe<FoundText>;
  readonly remote?: Maybe<FoundRemoteWork>;
  readonly salary?: Maybe<FoundSalary>;
  /** In the order of the text. */
  readonly skills: ReadonlyArray<FoundSkill>;
  readonly title?: Maybe<FoundText>;
};

export type JobAnalysisConnection = {
  readonly __typename?: 'JobAnalysisConnection';
  readonly edges: ReadonlyArray<JobAnalysisEdge>;
  readonly nodes: ReadonlyArray<JobAnalysis>;
  readonly pageInfo: PageInfo;
};

export type JobAnalysisEdge = {
  readonly __typename?: 'JobAnalysisEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: JobAnalysis;
};

/** One entry of a journal. */
export type JournalEntry = Node & {
  readonly __typename?: 'JournalEntry';
  /** 1 to 10 */
  readonly confidence: Scalars['Int']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
  /** The day it is about, where its writer lived then. */
  readonly date: Scalars['Date']['output'];
  readonly id: Scalars['ID']['output'];
  /** 1 to 10 */
  readonly mood: Scalars['Int']['output'];
  readonly note?: Maybe<Scalars['String']['output']>;
  readonly updatedAt: Scalars['DateTime']['output'];
  readonly version: Scalars['Int']['output'];
};

export type JournalEntryConnection = {
  readonly __typename?: 'JournalEntryConnection';
  readonly edges: ReadonlyArray<JournalEntryEdge>;
  readonly nodes: ReadonlyArray<JournalEntry>;
  readonly pageInfo: PageInfo;
};

export type JournalEntryEdge = {
  readonly __typename?: 'JournalEntryEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: JournalEntry;
};

/** Days are those of your time zone. */
export type JourneyActivity = {
  readonly __typename?: 'JourneyActivity';
  readonly last7Days: Scalars['Int']['output'];
  readonly last30Days: Scalars['Int']['output'];
  readonly lastActiveAt?: Maybe<Scalars['DateTime']['output']>;
  readonly total: Scalars['Int']['output'];
};

/** Every figure is counted, every score follows a rule that is written with it; what nothing is known of is null. */
export type JourneyInsights = {
  readonly __typename?: 'JourneyInsights';
  readonly activity: JourneyActivity;
  /** What the local agents made of it, last; null where none were asked. */
  readonly analysis?: Maybe<AgentAnalysis>;
  readonly apps: ReadonlyArray<AppActivity>;
  /** Of CV, Letters and Rise, those ever used. */
  readonly appsUsed: ReadonlyArray<App>;
  /**
   * 0 to 100: 3 for each event of the last 30 days (at most 30), 15 for each success indicator (at most 45), 5 for each active day of the last
   * 30 (at most 25), 3, 6 or 10 for one, two or three apps. Null before the first event.
   */
  readonly engagement?: Maybe<Scalars['Int']['output']>;
  readonly recommendations: ReadonlyArray<JourneyRecommendation>;
  /** Null before the first event. */
  readonly regularity?: Maybe<Regularity>;
  /** Null while none of the apps was used. */
  readonly stage?: Maybe<JourneyStage>;
  /** What was achieved at least once. */
  readonly successIndicators: ReadonlyArray<SuccessIndicator>;
  /** When an event last changed any of this; null where none has. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** One next step, and why. */
export type JourneyRecommendation = {
  readonly __typename?: 'JourneyRecommendation';
  /** Where it leads. */
  readonly app: App;
  /** The figures that made it fire. */
  readonly because: Scalars['JSONObject']['output'];
  /** Which rule fired: cv_without_letters, letters_without_rise, several_apps, few_events_this_week, scores_below_70. */
  readonly rule: Scalars['String']['output'];
};

/** How far a journey has come. */
export type JourneyStage =
  /** Letters, without Rise. */
  | 'applying'
  /** Rise beside CV or Letters. */
  | 'growing'
  /** CV only. */
  | 'preparing'
  /** Rise only. */
  | 'reflecting';

/** One small step for one day. */
export type Kaizen = Node & {
  readonly __typename?: 'Kaizen';
  readonly action: Scalars['String']['output'];
  readonly completed: Scalars['Boolean']['output'];
  /** Null also for what was completed in the older app. */
  readonly completedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly date: Scalars['Date']['output'];
  readonly id: Scalars['ID']['output'];
  readonly version: Scalars['Int']['output'];
};

/** A word that counts, and how much. */
export type Keyword = {
  readonly __typename?: 'Keyword';
  readonly category?: Maybe<SkillCategory>;
  readonly count: Scalars['Int']['output'];
  readonly evidence: Evidence;
  readonly reasons: ReadonlyArray<KeywordReason>;
  /** As the offer writes it. */
  readonly term: Scalars['String']['output'];
  readonly weight: Scalars['Float']['output'];
};

/** How often a word stands in a text. */
export type KeywordDensity = {
  readonly __typename?: 'KeywordDensity';
  /** How often it is said, and not denied. */
  readonly count: Scalars['Int']['output'];
  /** Of the text's words, in per cent. */
  readonly percent: Scalars['Float']['output'];
  readonly term: Scalars['String']['output'];
};

/** Why a keyword weighs more than 1: +2 in the title, +2 in a line that requires it, +1 a known skill, +0.5 in a list, +0.5 repeated; −0.5 where it is only desirable. */
export type KeywordReason =
  | 'desirable'
  | 'list'
  | 'repeated'
  | 'required'
  | 'skill'
  | 'title';

/** The language a text is written in. */
export type Language =
  | 'en'
  | 'fr';

/** How well somebody speaks a language. */
export type LanguageLevel =
  | 'advanced'
  | 'beginner'
  | 'intermediate'
  | 'native';

/** How a company is led. */
export type LeadershipStyle =
  | 'collaborative'
  | 'flat'
  | 'hierarchical';

/** One cover letter. */
export type Letter = Node & {
  readonly __typename?: 'Letter';
  /** Its last 10 ATS analyses, newest first. */
  readonly atsAnalyses: ReadonlyArray<AtsAnalysis>;
  readonly careerChange?: Maybe<CareerChange>;
  /** What the last optimisation changed, a sentence each, in the letter's language. */
  readonly changes: ReadonlyArray<Scalars['String']['output']>;
  readonly companyName?: Maybe<Scalars['String']['output']>;
  readonly createdAt: Scalars['DateTime']['output'];
  /** Null once it is deleted, and where the letter was written from a text. */
  readonly cv?: Maybe<Cv>;
  /** How long the writer took, in milliseconds. */
  readonly durationMs?: Maybe<Scalars['Int']['output']>;
  /** A complete page: no script, nothing loaded from elsewhere. Null until a template was chosen. */
  readonly html?: Maybe<Scalars['String']['output']>;
  readonly id: Scalars['ID']['output'];
  /** As the model counted them; null for the template writer. */
  readonly inputTokens?: Maybe<Scalars['Int']['output']>;
  readonly jobAnalysis?: Maybe<JobAnalysis>;
  readonly jobTitle?: Maybe<Scalars['String']['output']>;
  readonly language: Language;
  /** The model's name; null for the template writer. */
  readonly model?: Maybe<Scalars['String']['output']>;
  readonly origin: LetterOrigin;
  readonly outputTokens?: Maybe<Scalars['Int']['output']>;
  /** Null for a letter of the earlier apps. */
  readonly source?: Maybe<TextSource>;
  readonly template?: Maybe<LetterTemplate>;
  readonly text?: Maybe<Scalars['String']['output']>;
  readonly title?: Maybe<Scalars['String']['output']>;
  readonly tone?: Maybe<LetterTone>;
  readonly updatedAt: Scalars['DateTime']['output'];
  /** Grows by one with each change: send it back as `expectedVersion`. */
  readonly version: Scalars['Int']['output'];
};

export type LetterConnection = {
  readonly __typename?: 'LetterConnection';
  readonly edges: ReadonlyArray<LetterEdge>;
  readonly nodes: ReadonlyArray<Letter>;
  readonly pageInfo: PageInfo;
};

/** As GenerateLetterInput; the key is required, because clients reconnect by themselves. */
export type LetterDraftInput = {
  /** False: rather INTEGRATION_UNAVAILABLE than a text of the template writer. */
  readonly acceptTemplate?: Scalars['Boolean']['input'];
  readonly careerChange?: InputMaybe<CareerChangeInput>;
  /** 2 to 200 characters. */
  readonly companyName: Scalars['String']['input'];
  readonly cvId?: InputMaybe<Scalars['ID']['input']>;
  /** 50 to 80,000 characters. */
  readonly cvText?: InputMaybe<Scalars['String']['input']>;
  readonly idempotencyKey: Scalars['ID']['input'];
  readonly jobAnalysisId?: InputMaybe<Scalars['ID']['input']>;
  /** 50 to 50,000 characters. */
  readonly jobOffer?: InputMaybe<Scalars['String']['input']>;
  /** 3 to 200 characters. */
  readonly jobTitle: Scalars['String']['input'];
  readonly language?: Language;
  /** Your own words about the company, or why this job: at most 2,000 characters. */
  readonly motivation?: InputMaybe<Scalars['String']['input']>;
  /** The first free template otherwise. */
  readonly templateId?: InputMaybe<Scalars['ID']['input']>;
  /** At most 200 characters; job and company otherwise. */
  readonly title?: InputMaybe<Scalars['String']['input']>;
  readonly tone: LetterTone;
};

/** One push of a letter that is being written: the text as it arrives, then what was saved. */
export type LetterDraftPayload = {
  readonly __typename?: 'LetterDraftPayload';
  /** True in the last push, which has the letter. A letter that was saved before comes as this one push, without text: read `letter`. */
  readonly done: Scalars['Boolean']['output'];
  /** Who to call, where the text speaks of self-harm: said first, and with each push. */
  readonly help: ReadonlyArray<HelpLine>;
  readonly letter?: Maybe<Letter>;
  /** In UTF-16 units; 0 begins anew. */
  readonly offset: Scalars['Int']['output'];
  /** The text from `offset` on. Whatever stood there, and after it, is taken back. */
  readonly text: Scalars['String']['output'];
  readonly usage?: Maybe<FeatureUsage>;
};

export type LetterEdge = {
  readonly __typename?: 'LetterEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Letter;
};

/** How a letter's page is divided. */
export type LetterLayout =
  | 'classic'
  | 'minimal'
  | 'modern';

/** How a letter came to be. */
export type LetterOrigin =
  /** Written by Phoenix from a CV and an offer. */
  | 'generated'
  /** Made by the apps before the gateway. */
  | 'imported';

/** A design that a letter can have. */
export type LetterTemplate = Node & {
  readonly __typename?: 'LetterTemplate';
  /** `#rrggbb` */
  readonly accentColor: Scalars['String']['output'];
  readonly description: Scalars['String']['output'];
  readonly font: CvFont;
  readonly id: Scalars['ID']['output'];
  readonly layout: LetterLayout;
  readonly name: Scalars['String']['output'];
  /** The tier on LETTERS that it needs. */
  readonly tier: Tier;
};

/** How a letter sounds. */
export type LetterTone =
  | 'associatif'
  | 'creatif'
  | 'dynamique'
  | 'formel'
  | 'sobre'
  | 'startup';

/** What is held against what. */
export type MatchType =
  | 'cv_to_job'
  | 'cv_to_letter'
  | 'letter_to_job'
  | 'synergic_full';

/** A meditation that was completed. */
export type Meditation = Node & {
  readonly __typename?: 'Meditation';
  readonly completedAt: Scalars['DateTime']['output'];
  /** Null where an older app kept no sensible one. */
  readonly durationSeconds?: Maybe<Scalars['Int']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly triggeredBy?: Maybe<MeditationTrigger>;
};

export type MeditationConnection = {
  readonly __typename?: 'MeditationConnection';
  readonly edges: ReadonlyArray<MeditationEdge>;
  readonly nodes: ReadonlyArray<Meditation>;
  readonly pageInfo: PageInfo;
};

export type MeditationEdge = {
  readonly __typename?: 'MeditationEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Meditation;
};

/** Who began a meditation. */
export type MeditationTrigger =
  | 'iris'
  | 'user';

/** A CV, a letter and an offer held against each other. The overall score is the weighted mean of the sub-scores that have data, plus the coherence bonus. */
export type MirrorMatch = Node & {
  readonly __typename?: 'MirrorMatch';
  readonly bridges: ReadonlyArray<SkillBridge>;
  /** 0 to 15, with all three texts only: what CV and letter both say of the offer's keywords, out of what either says. */
  readonly coherenceBonus?: Maybe<Scalars['Int']['output']>;
  /** How much of the weights had data: 0 to 1. */
  readonly confidence: Scalars['Float']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
  /** Null once it is deleted, and where a text was given instead; so are the next two. */
  readonly cv?: Maybe<Cv>;
  /** How long the rules took, in milliseconds; null where it is older than this field. */
  readonly durationMs?: Maybe<Scalars['Int']['output']>;
  /** At most 20, the weightiest first. */
  readonly gaps: ReadonlyArray<Keyword>;
  readonly id: Scalars['ID']['output'];
  readonly inputTokens?: Maybe<Scalars['Int']['output']>;
  readonly jobAnalysis?: Maybe<JobAnalysis>;
  readonly letter?: Maybe<Letter>;
  /** Null: no model has a part in it, and so are the tokens. */
  readonly model?: Maybe<Scalars['String']['output']>;
  readonly outputTokens?: Maybe<Scalars['Int']['output']>;
  /** 0 to 100; null where nothing could be measured. */
  readonly overall?: Maybe<Scalars['Int']['output']>;
  readonly scores: MirrorScores;
  /** TEMPLATE: rules write the suggestions. */
  readonly source: TextSource;
  /** At most 10, the weightiest first. */
  readonly strongPoints: ReadonlyArray<Keyword>;
  /** For the five weightiest gaps. */
  readonly suggestions: ReadonlyArray<MirrorSuggestion>;
  readonly type: MatchType;
};

export type MirrorMatchConnection = {
  readonly __typename?: 'MirrorMatchConnection';
  readonly edges: ReadonlyArray<MirrorMatchEdge>;
  readonly nodes: ReadonlyArray<MirrorMatch>;
  readonly pageInfo: PageInfo;
};

export type MirrorMatchEdge = {
  readonly __typename?: 'MirrorMatchEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: MirrorMatch;
};

/** Each 0 to 100, or null where there is nothing to measure it by. In brackets what it weighs. Coverage is the weight of the keywords that are said, and not denied (see AtsAnalysis), out of that of all. */
export type MirrorScores = {
  readonly __typename?: 'MirrorScores';
  /** (0.10) The format score of the CV, or of the letter where there is no CV. */
  readonly ats?: Maybe<Scalars['Int']['output']>;
  /** (0.20) Years of experience ÷ years asked for, by the dates of the profile, or by the periods that a plain text states. Null where either is missing. */
  readonly experience?: Maybe<Scalars['Int']['output']>;
  /** (0.15) Coverage of all its keywords. */
  readonly keywords?: Maybe<Scalars['Int']['output']>;
  /** (0.05) Of the missing skills, the weight of those that are near one the person has. */
  readonly reconversion?: Maybe<Scalars['Int']['output']>;
  /** (0.20) Coverage of its soft and leadership skills. */
  readonly softSkills?: Maybe<Scalars['Int']['output']>;
  /** (0.30) Coverage of the offer's technical and business skills, languages and certificates. */
  readonly technical?: Maybe<Scalars['Int']['output']>;
};

/** A gap that could be closed. */
export type MirrorSuggestion = {
  readonly __typename?: 'MirrorSuggestion';
  readonly category?: Maybe<SkillCategory>;
  /** In the language of the CV, or of the letter where there is no CV. */
  readonly message: Scalars['String']['output'];
  readonly priority: Priority;
  readonly term: Scalars['String']['output'];
  /** Points that the overall score gains by the rules when the gap is closed. It may be negative where a gap near to a skill of yours counted for you. */
  readonly worth: Scalars['Float']['output'];
};

/** An amount with its currency. */
export type Money = {
  readonly __typename?: 'Money';
  /** In minor units (cents). */
  readonly amount: Scalars['Int']['output'];
  /** ISO 4217. */
  readonly currency: Scalars['String']['output'];
};

/** Means of 1 to 10, with two decimals; null where no day has an entry. */
export type MoodAverages = {
  readonly __typename?: 'MoodAverages';
  readonly confidence?: Maybe<Scalars['Float']['output']>;
  readonly mood?: Maybe<Scalars['Float']['output']>;
  /** Days with an entry. */
  readonly writtenDays: Scalars['Int']['output'];
};

/** One day's mood. */
export type MoodDay = {
  readonly __typename?: 'MoodDay';
  readonly confidence?: Maybe<Scalars['Float']['output']>;
  readonly date: Scalars['Date']['output'];
  readonly entries: Scalars['Int']['output'];
  /** The mean of the day's entries; null where there is none. */
  readonly mood?: Maybe<Scalars['Float']['output']>;
};

/** Counted in days of the viewer's time zone. A day counts once, by the mean of its entries; a day without any is in no mean. */
export type MoodSummary = {
  readonly __typename?: 'MoodSummary';
  readonly confidenceTrend?: Maybe<Trend>;
  /** Every day asked for, oldest first. */
  readonly daily: ReadonlyArray<MoodDay>;
  readonly firstDay: Scalars['Date']['output'];
  readonly last7Days: MoodAverages;
  readonly last30Days: MoodAverages;
  /** Today. */
  readonly lastDay: Scalars['Date']['output'];
  /** Of the days asked for. */
  readonly period: MoodAverages;
  readonly timeZone: Scalars['String']['output'];
  /**
   * The later half of the days asked for against the earlier half: UP or DOWN from half a point on. Null where either half has fewer
   * than three days with an entry.
   */
  readonly trend?: Maybe<Trend>;
};

/** Everything that changes something: one input, one payload, one transaction. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Reads a job offer by rules: no model has a part in it. */
  readonly analyzeJobOffer?: Maybe<AnalyzeJobOfferPayload>;
  /** Measures a letter against an offer. */
  readonly analyzeLetterAts?: Maybe<AnalyzeLetterAtsPayload>;
  /** Lays a letter out anew. A premium template needs PREMIUM on LETTERS. */
  readonly applyLetterTemplate?: Maybe<ApplyLetterTemplatePayload>;
  /** Derives the steps from a CV to a target. */
  readonly buildTrajectory?: Maybe<BuildTrajectoryPayload>;
  /** Ends a subscription with its paid period. */
  readonly cancelSubscription?: Maybe<CancelSubscriptionPayload>;
  /** Swaps the price of what is subscribed to, with proration; single apps that the new plan holds end. A cancelled one goes on. */
  readonly changePlan?: Maybe<ChangePlanPayload>;
  /** Ends a session with what it came to, once: then it is CONFLICT. */
  readonly completeCoachingSession?: Maybe<CompleteCoachingSessionPayload>;
  /** Completes a kaizen, once: then it is CONFLICT. */
  readonly completeKaizen?: Maybe<CompleteKaizenPayload>;
  /** Keeps a meditation that is over. */
  readonly completeMeditation?: Maybe<CompleteMeditationPayload>;
  /** Completes an objective, once: then it is CONFLICT. */
  readonly completeObjective?: Maybe<CompleteObjectivePayload>;
  /** Opens the page for cards and invoices. CONFLICT where nothing was bought yet. */
  readonly createBillingPortalSession?: Maybe<CreateBillingPortalSessionPayload>;
  /** Begins to buy a plan. CONFLICT where its apps are paid for already, or would be paid twice. */
  readonly createCheckoutSession?: Maybe<CreateCheckoutSessionPayload>;
  /** Writes down how a day was. */
  readonly createJournalEntry?: Maybe<CreateJournalEntryPayload>;
  /** For administrators: a new partner with its first key. */
  readonly createPartner?: Maybe<CreatePartnerPayload>;
  /** Deletes a CV for good. */
  readonly deleteCv?: Maybe<DeleteCvPayload>;
  /** Deletes an entry for good. */
  readonly deleteJournalEntry?: Maybe<DeleteJournalEntryPayload>;
  /** Deletes a letter for good. */
  readonly deleteLetter?: Maybe<DeleteLetterPayload>;
  /** Deletes an objective for good, whatever its status. */
  readonly deleteObjective?: Maybe<DeleteObjectivePayload>;
  /** For administrators: its keys are good for nothing from now on, for ever. */
  readonly disablePartner?: Maybe<DisablePartnerPayload>;
  /** Not now: it is shown no more. */
  readonly dismissNudge?: Maybe<DismissNudgePayload>;
  /** Writes a CV for a target job. */
  readonly generateCv?: Maybe<GenerateCvPayload>;
  /** Writes a letter from a CV, for a job: what the CV, the offer and you say, and nothing else. */
  readonly generateLetter?: Maybe<GenerateLetterPayload>;
  /** Lets a partner see some of your data for a time. Needs your consent PARTNER_SHARING. */
  readonly grantPartnerAccess?: Maybe<GrantPartnerAccessPayload>;
  /** Says that the viewer goes from one app to another, so that the way can be learnt from; `nudgeId` where a nudge led there. */
  readonly navigateToApp?: Maybe<NavigateToAppPayload>;
  /** Measures a CV against an offer, and says what would make it a better answer. Nothing is written into the CV. */
  readonly optimizeCvForAts?: Maybe<OptimizeCvForAtsPayload>;
  /** Writes a letter better. What was changed is said in `letter.changes`. */
  readonly optimizeLetter?: Maybe<OptimizeLetterPayload>;
  /** Gives or takes back consent to one purpose, and keeps when and on which text. */
  readonly recordConsent?: Maybe<RecordConsentPayload>;
  /** Takes a cancellation back, while the paid period lasts. */
  readonly resumeSubscription?: Maybe<ResumeSubscriptionPayload>;
  /** Ends it: the partner's next request sees nothing. */
  readonly revokePartnerAccess?: Maybe<RevokePartnerAccessPayload>;
  /** For administrators: a new key; the old ones go on for a while. */
  readonly rotatePartnerKey?: Maybe<RotatePartnerKeyPayload>;
  /** Holds CV, letter and offer against each other. */
  readonly runMirrorMatch?: Maybe<RunMirrorMatchPayload>;
  /** Lays a CV out anew. A premium template needs PREMIUM on CV. */
  readonly selectCvTemplate?: Maybe<SelectCvTemplatePayload>;
  /** Says something and gets the coach's answer. Sixty messages a session; a completed one takes none: CONFLICT. */
  readonly sendCoachingMessage?: Maybe<SendCoachingMessagePayload>;
  /** Sets one small step for one day. */
  readonly setKaizen?: Maybe<SetKaizenPayload>;
  /** Sets an objective; 500 at most are kept. */
  readonly setObjective?: Maybe<SetObjectivePayload>;
  /**
   * Opens a session: the coach speaks first. What is written here, and the journal, goes to a model only while the viewer's latest
   * answer to AI_SENSITIVE is yes; the template writer answers otherwise.
   */
  readonly startCoachingSession?: Maybe<StartCoachingSessionPayload>;
  /** Changes a CV and lays it out anew. */
  readonly updateCv?: Maybe<UpdateCvPayload>;
  /** Changes an entry; its day stays. */
  readonly updateJournalEntry?: Maybe<UpdateJournalEntryPayload>;
  /** Changes a letter and lays it out anew. */
  readonly updateLetter?: Maybe<UpdateLetterPayload>;
  /** Changes, pauses or resumes an objective. */
  readonly updateObjective?: Maybe<UpdateObjectivePayload>;
  /** For administrators: another name, other limits, suspended for a while. */
  readonly updatePartner?: Maybe<UpdatePartnerPayload>;
  /** Changes the viewer's own profile. */
  readonly updateProfile?: Maybe<UpdateProfilePayload>;
  /** Keeps the text of a PDF, a Word document (.docx) or a text file as a CV. */
  readonly uploadCv?: Maybe<UploadCvPayload>;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationAnalyzeJobOfferArgs = {
  input: AnalyzeJobOfferInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationAnalyzeLetterAtsArgs = {
  input: AnalyzeLetterAtsInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationApplyLetterTemplateArgs = {
  input: ApplyLetterTemplateInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationBuildTrajectoryArgs = {
  input: BuildTrajectoryInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationCancelSubscriptionArgs = {
  input: CancelSubscriptionInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationChangePlanArgs = {
  input: ChangePlanInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationCompleteCoachingSessionArgs = {
  input: CompleteCoachingSessionInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationCompleteKaizenArgs = {
  input: CompleteKaizenInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationCompleteMeditationArgs = {
  input: CompleteMeditationInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationCompleteObjectiveArgs = {
  input: CompleteObjectiveInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationCreateBillingPortalSessionArgs = {
  input: CreateBillingPortalSessionInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationCreateCheckoutSessionArgs = {
  input: CreateCheckoutSessionInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationCreateJournalEntryArgs = {
  input: CreateJournalEntryInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationCreatePartnerArgs = {
  input: CreatePartnerInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationDeleteCvArgs = {
  input: DeleteCvInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationDeleteJournalEntryArgs = {
  input: DeleteJournalEntryInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationDeleteLetterArgs = {
  input: DeleteLetterInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationDeleteObjectiveArgs = {
  input: DeleteObjectiveInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationDisablePartnerArgs = {
  input: DisablePartnerInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationDismissNudgeArgs = {
  input: DismissNudgeInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationGenerateCvArgs = {
  input: GenerateCvInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationGenerateLetterArgs = {
  input: GenerateLetterInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationGrantPartnerAccessArgs = {
  input: GrantPartnerAccessInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationNavigateToAppArgs = {
  input: NavigateToAppInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationOptimizeCvForAtsArgs = {
  input: OptimizeCvForAtsInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationOptimizeLetterArgs = {
  input: OptimizeLetterInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationRecordConsentArgs = {
  input: RecordConsentInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationResumeSubscriptionArgs = {
  input: ResumeSubscriptionInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationRevokePartnerAccessArgs = {
  input: RevokePartnerAccessInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationRotatePartnerKeyArgs = {
  input: RotatePartnerKeyInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationRunMirrorMatchArgs = {
  input: RunMirrorMatchInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationSelectCvTemplateArgs = {
  input: SelectCvTemplateInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationSendCoachingMessageArgs = {
  input: SendCoachingMessageInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationSetKaizenArgs = {
  input: SetKaizenInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationSetObjectiveArgs = {
  input: SetObjectiveInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationStartCoachingSessionArgs = {
  input: StartCoachingSessionInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationUpdateCvArgs = {
  input: UpdateCvInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationUpdateJournalEntryArgs = {
  input: UpdateJournalEntryInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationUpdateLetterArgs = {
  input: UpdateLetterInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationUpdateObjectiveArgs = {
  input: UpdateObjectiveInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationUpdatePartnerArgs = {
  input: UpdatePartnerInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationUpdateProfileArgs = {
  input: UpdateProfileInput;
};


/** Everything that changes something: one input, one payload, one transaction. */
export type MutationUploadCvArgs = {
  input: UploadCvInput;
};

export type NavigateToAppInput = {
  readonly from?: InputMaybe<App>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  readonly nudgeId?: InputMaybe<Scalars['ID']['input']>;
  readonly to: App;
};

export type NavigateToAppPayload = {
  readonly __typename?: 'NavigateToAppPayload';
  /** Where the viewer went. */
  readonly app: App;
  readonly nudge?: Maybe<Nudge>;
};

/** Anything with a global id. */
export type Node = {
  /** Opaque, and the same for ever. */
  readonly id: Scalars['ID']['output'];
};

/** A suggestion by a rule: at most one of a type a day and three a week. */
export type Nudge = Node & {
  readonly __typename?: 'Nudge';
  /** Where it leads. */
  readonly app: App;
  readonly dismissedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly expiresAt: Scalars['DateTime']['output'];
  /** The feature whose month is used up, for limit_reached. */
  readonly feature?: Maybe<Feature>;
  /** When you did what it suggests, within its days. */
  readonly followedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly offeredAt: Scalars['DateTime']['output'];
  /** When it was first read; null the first time. */
  readonly shownAt?: Maybe<Scalars['DateTime']['output']>;
  /** The rule: cv_to_letters, letters_to_rise, ecosystem_to_rise, limit_reached, inactive. */
  readonly type: Scalars['String']['output'];
};

/** One goal. */
export type Objective = Node & {
  readonly __typename?: 'Objective';
  readonly completedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly description?: Maybe<Scalars['String']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly status: ObjectiveStatus;
  readonly targetDate?: Maybe<Scalars['Date']['output']>;
  readonly title: Scalars['String']['output'];
  readonly updatedAt: Scalars['DateTime']['output'];
  readonly version: Scalars['Int']['output'];
};

/** Whether a goal is reached. */
export type ObjectiveStatus =
  | 'active'
  | 'completed'
  | 'paused';

/** Exactly one of `jobAnalysisId` and `jobOffer`. */
export type OptimizeCvForAtsInput = {
  /** False: rather INTEGRATION_UNAVAILABLE than the advice of the rules alone. */
  readonly acceptTemplate?: Scalars['Boolean']['input'];
  readonly cvId: Scalars['ID']['input'];
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  readonly jobAnalysisId?: InputMaybe<Scalars['ID']['input']>;
  /** 50 to 50,000 characters. */
  readonly jobOffer?: InputMaybe<Scalars['String']['input']>;
};

export type OptimizeCvForAtsPayload = {
  readonly __typename?: 'OptimizeCvForAtsPayload';
  readonly atsAnalysis?: Maybe<AtsAnalysis>;
  readonly cv?: Maybe<Cv>;
  readonly help: ReadonlyArray<HelpLine>;
};

/** Who signs, what is answered and in which tone are as they were when it was written. */
export type OptimizeLetterInput = {
  readonly acceptTemplate?: Scalars['Boolean']['input'];
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  readonly letterId: Scalars['ID']['input'];
};

export type OptimizeLetterPayload = {
  readonly __typename?: 'OptimizeLetterPayload';
  readonly help: ReadonlyArray<HelpLine>;
  readonly letter?: Maybe<Letter>;
};

/** Where a page stands among the others (Relay). */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Always false: connections are read forwards. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** A job board or a training body. Its ids never change. */
export type Partner = Node & {
  readonly __typename?: 'Partner';
  readonly createdAt: Scalars['DateTime']['output'];
  /** People who let this partner see something, now; newest first. For the partner itself. */
  readonly grants?: Maybe<PartnerGrantConnection>;
  readonly id: Scalars['ID']['output'];
  /** Newest first. For the partner itself, and for administrators. */
  readonly keys?: Maybe<ReadonlyArray<PartnerKey>>;
  /** For the partner itself, and for administrators. */
  readonly limits?: Maybe<PartnerLimits>;
  readonly name: Scalars['String']['output'];
  /** What people did in the last whole month, in groups of at least ten. For the partner itself. */
  readonly statistics?: Maybe<PartnerStatistics>;
  readonly status: PartnerStatus;
  /** Grows by one with each change: send it back as `expectedVersion`. */
  readonly version: Scalars['Int']['output'];
  readonly website?: Maybe<Scalars['URL']['output']>;
};


/** A job board or a training body. Its ids never change. */
export type PartnerGrantsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** One app in that month. */
export type PartnerAppStatistics = {
  readonly __typename?: 'PartnerAppStatistics';
  /** cv, letters, rise, billing, ecosystem, website. */
  readonly app: Scalars['String']['output'];
  readonly events: Scalars['Int']['output'];
  readonly people: Scalars['Int']['output'];
};

/** One person's word to one partner. It counts until it is over or revoked, and while the consent PARTNER_SHARING stands. */
export type PartnerGrant = Node & {
  readonly __typename?: 'PartnerGrant';
  /** For the partner; null without the scope CVS. */
  readonly cvs?: Maybe<SharedCvConnection>;
  readonly expiresAt: Scalars['DateTime']['output'];
  readonly grantedAt: Scalars['DateTime']['output'];
  readonly id: Scalars['ID']['output'];
  /** For the partner; null without the scope LETTERS. */
  readonly letters?: Maybe<SharedLetterConnection>;
  /** To whom: for the person who granted it. */
  readonly partner?: Maybe<Partner>;
  /** For the partner; null without the scope PROFILE. The person can read in `viewer.events` what was read, and when. */
  readonly profile?: Maybe<SharedProfile>;
  readonly revokedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly scopes: ReadonlyArray<PartnerScope>;
};


/** One person's word to one partner. It counts until it is over or revoked, and while the consent PARTNER_SHARING stands. */
export type PartnerGrantCvsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** One person's word to one partner. It counts until it is over or revoked, and while the consent PARTNER_SHARING stands. */
export type PartnerGrantLettersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type PartnerGrantConnection = {
  readonly __typename?: 'PartnerGrantConnection';
  readonly edges: ReadonlyArray<PartnerGrantEdge>;
  readonly nodes: ReadonlyArray<PartnerGrant>;
  readonly pageInfo: PageInfo;
};

export type PartnerGrantEdge = {
  readonly __typename?: 'PartnerGrantEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: PartnerGrant;
};

/** A key, but for its secret. */
export type PartnerKey = {
  readonly __typename?: 'PartnerKey';
  readonly createdAt: Scalars['DateTime']['output'];
  /** Null while nothing ends it. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Within an hour. */
  readonly lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
  /** How the key begins: enough to tell it from others. */
  readonly prefix: Scalars['String']['output'];
};

/** How much a partner may ask for. */
export type PartnerLimits = {
  readonly __typename?: 'PartnerLimits';
  /** Points a UTC day. */
  readonly dailyCost: Scalars['Int']['output'];
  /** Requests a UTC day. */
  readonly dailyQuota: Scalars['Int']['output'];
  /** Points. */
  readonly ratePerMinute: Scalars['Int']['output'];
};

/** What a partner may see of a person. */
export type PartnerScope =
  | 'cvs'
  | 'letters'
  /** Name and e-mail address. */
  | 'profile';

/** One month, in groups of at least ten. */
export type PartnerStatistics = {
  readonly __typename?: 'PartnerStatistics';
  /** Apps with at least ten people. */
  readonly apps: ReadonlyArray<PartnerAppStatistics>;
  /** The first moment of the month, in UTC. */
  readonly monthStart: Scalars['DateTime']['output'];
};

/** Whether a partner's keys are good. */
export type PartnerStatus =
  | 'active'
  | 'disabled'
  | 'suspended';

/** One payment: paid, or asked for. */
export type Payment = Node & {
  readonly __typename?: 'Payment';
  /** In minor units (cents): paid, or asked for. */
  readonly amount: Scalars['Int']['output'];
  /** In minor units: given back so far. */
  readonly amountRefunded: Scalars['Int']['output'];
  /** What it paid for; null where that is not known. */
  readonly app?: Maybe<App>;
  /** ISO 4217. */
  readonly currency: Scalars['String']['output'];
  /** The cardholder's bank was asked to take it back. */
  readonly disputed: Scalars['Boolean']['output'];
  readonly id: Scalars['ID']['output'];
  readonly paidAt: Scalars['DateTime']['output'];
  /** REFUNDED where all of it was given back. */
  readonly status: PaymentStatus;
};

export type PaymentConnection = {
  readonly __typename?: 'PaymentConnection';
  readonly edges: ReadonlyArray<PaymentEdge>;
  readonly nodes: ReadonlyArray<Payment>;
  readonly pageInfo: PageInfo;
};

export type PaymentEdge = {
  readonly __typename?: 'PaymentEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Payment;
};

/** What has become of a payment. */
export type PaymentStatus =
  | 'cancelled'
  | 'failed'
  | 'pending'
  | 'refunded'
  | 'succeeded';

/** What can be bought, or is free. */
export type Plan = Node & {
  readonly __typename?: 'Plan';
  readonly apps: ReadonlyArray<App>;
  /** What it holds, in French. */
  readonly features: ReadonlyArray<Scalars['String']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly limits: ReadonlyArray<PlanLimit>;
  readonly name: Scalars['String']['output'];
  /** A month. */
  readonly price: Money;
  readonly tier: Tier;
};

/** How much of a feature a plan has a month. */
export type PlanLimit = {
  readonly __typename?: 'PlanLimit';
  readonly feature: Feature;
  /** Units a month; null when unlimited. */
  readonly limit?: Maybe<Scalars['Int']['output']>;
  readonly unlimited: Scalars['Boolean']['output'];
};

/** How much it matters. */
export type Priority =
  | 'high'
  | 'low'
  | 'medium';

/** Who somebody is. */
export type Profile = Node & {
  readonly __typename?: 'Profile';
  readonly avatarUrl?: Maybe<Scalars['URL']['output']>;
  /** The best tier of all apps, as the older apps read it. */
  readonly bestTier: Tier;
  readonly coachingSessions: Scalars['Int']['output'];
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  readonly cvsGenerated: Scalars['Int']['output'];
  /** Null for accounts without one (phone, anonymous). */
  readonly email?: Maybe<Scalars['String']['output']>;
  readonly emailNotifications: Scalars['Boolean']['output'];
  readonly fullName?: Maybe<Scalars['String']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly language: Language;
  readonly lettersGenerated: Scalars['Int']['output'];
  readonly marketingEmails: Scalars['Boolean']['output'];
  /** IANA name: days, streaks and moods are counted in it. */
  readonly timeZone: Scalars['String']['output'];
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Grows by one with each change: send it back as `expectedVersion`. */
  readonly version: Scalars['Int']['output'];
};

/** Everything that can be read. */
export type Query = {
  readonly __typename?: 'Query';
  /** The template catalogue, free ones first. */
  readonly cvTemplates: ReadonlyArray<CvTemplate>;
  /** The catalogue of letter templates, free ones first. */
  readonly letterTemplates: ReadonlyArray<LetterTemplate>;
  /** Whatever has this id. What is not yours is null, exactly as what is not there. */
  readonly node?: Maybe<Node>;
  /** Up to 100 at once, in the order asked for. */
  readonly nodes: ReadonlyArray<Maybe<Node>>;
  /** Who calls, by a partner's key (`x-phoenix-partner-key`); nobody else. */
  readonly partner?: Maybe<Partner>;
  /** The one catalogue of what can be bought, cheapest first. */
  readonly plans: ReadonlyArray<Plan>;
  /** How much the caller may still ask for, in points; of several limits the one that is nearest to its end. */
  readonly rateLimit?: Maybe<RateLimit>;
  /** Who is signed in; null when signed out. */
  readonly viewer?: Maybe<Viewer>;
};


/** Everything that can be read. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. */
export type QueryNodesArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};

/** A point is about one object of an answer. Points come back with time. */
export type RateLimit = {
  readonly __typename?: 'RateLimit';
  /** What this operation was let in for; what it did not need goes back when it is answered. */
  readonly cost: Scalars['Int']['output'];
  /** All that there can be. */
  readonly limit: Scalars['Int']['output'];
  readonly remaining: Scalars['Int']['output'];
  /** When all of it is back. */
  readonly resetAt: Scalars['DateTime']['output'];
  readonly used: Scalars['Int']['output'];
};

/** What to change, by which rule, for how many points. */
export type Recommendation = {
  readonly __typename?: 'Recommendation';
  /** In the language of the text. */
  readonly message: Scalars['String']['output'];
  readonly priority: Priority;
  /** The rule that fired. */
  readonly rule: RecommendationRule;
  /** The keyword it is about. */
  readonly term?: Maybe<Scalars['String']['output']>;
  /** Points that the score gains by the rule when it is followed; null where the rule counts in steps. */
  readonly worth?: Maybe<Scalars['Float']['output']>;
};

/** The rule that a recommendation comes from. */
export type RecommendationRule =
  | 'columns'
  | 'few_action_verbs'
  | 'few_quantified_results'
  | 'keyword_stuffing'
  | 'long_paragraph'
  | 'missing_keyword'
  | 'no_closing'
  | 'no_dates'
  | 'no_education_section'
  | 'no_email'
  | 'no_experience_section'
  | 'no_phone'
  | 'no_salutation'
  | 'no_skills_section'
  | 'too_long'
  | 'too_short'
  | 'unusual_characters';

export type RecordConsentInput = {
  /** False takes a consent back, from now on. */
  readonly granted: Scalars['Boolean']['input'];
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  readonly purpose: ConsentPurpose;
  /** The app that asked. */
  readonly source?: App;
  /** Of the text that was shown: 1 to 50 letters, digits, dots, dashes and underscores, such as `2026-11`. */
  readonly version: Scalars['String']['input'];
};

export type RecordConsentPayload = {
  readonly __typename?: 'RecordConsentPayload';
  readonly consent?: Maybe<Consent>;
  readonly help: ReadonlyArray<HelpLine>;
};

/** On how many days somebody was active. */
export type Regularity = {
  readonly __typename?: 'Regularity';
  /** Days of the last 30 with any activity. */
  readonly activeDays: Scalars['Int']['output'];
  /** The same as an average a week. */
  readonly perWeek: Scalars['Float']['output'];
};

/** How much of the work is done from home. */
export type RemoteWork =
  | 'full'
  | 'partial'
  /** Mentioned, without how much. */
  | 'unspecified';

export type ResumeSubscriptionInput = {
  /** May be left out where only one subscription lives. */
  readonly app?: InputMaybe<App>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type ResumeSubscriptionPayload = {
  readonly __typename?: 'ResumeSubscriptionPayload';
  readonly appSubscription?: Maybe<AppSubscription>;
};

export type RevokePartnerAccessInput = {
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  readonly partnerGrantId: Scalars['ID']['input'];
};

export type RevokePartnerAccessPayload = {
  readonly __typename?: 'RevokePartnerAccessPayload';
  readonly partnerGrant?: Maybe<PartnerGrant>;
};

export type RotatePartnerKeyInput = {
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** How long the old keys go on, 0 to 720. */
  readonly overlapHours?: Scalars['Int']['input'];
  readonly partnerId: Scalars['ID']['input'];
};

/** `key` is shown this once: it is stored nowhere, so that an answer given again has none. */
export type RotatePartnerKeyPayload = {
  readonly __typename?: 'RotatePartnerKeyPayload';
  readonly key?: Maybe<Scalars['String']['output']>;
  readonly partner?: Maybe<Partner>;
};

/** Two or three of CV, letter and offer; each by its id or as a text. */
export type RunMirrorMatchInput = {
  readonly cvId?: InputMaybe<Scalars['ID']['input']>;
  /** 50 to 80,000 characters. */
  readonly cvText?: InputMaybe<Scalars['String']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  readonly jobAnalysisId?: InputMaybe<Scalars['ID']['input']>;
  /** 50 to 50,000 characters. */
  readonly jobOffer?: InputMaybe<Scalars['String']['input']>;
  readonly letterId?: InputMaybe<Scalars['ID']['input']>;
  /** 50 to 20,000 characters. */
  readonly letterText?: InputMaybe<Scalars['String']['input']>;
};

export type RunMirrorMatchPayload = {
  readonly __typename?: 'RunMirrorMatchPayload';
  readonly help: ReadonlyArray<HelpLine>;
  readonly mirrorMatch?: Maybe<MirrorMatch>;
  readonly usage?: Maybe<FeatureUsage>;
};

/** The time that a salary is for. */
export type SalaryPeriod =
  | 'day'
  | 'hour'
  | 'month'
  | 'year';

export type SelectCvTemplateInput = {
  readonly cvId: Scalars['ID']['input'];
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  readonly templateId: Scalars['ID']['input'];
};

export type SelectCvTemplatePayload = {
  readonly __typename?: 'SelectCvTemplatePayload';
  readonly cv?: Maybe<Cv>;
};

export type SendCoachingMessageInput = {
  readonly acceptTemplate?: Scalars['Boolean']['input'];
  readonly coachingSessionId: Scalars['ID']['input'];
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** 1 to 4,000 characters. Words of self-harm are answered with help, by fixed words and no model, whatever `acceptTemplate` says. */
  readonly text: Scalars['String']['input'];
};

export type SendCoachingMessagePayload = {
  readonly __typename?: 'SendCoachingMessagePayload';
  readonly coachingSession?: Maybe<CoachingSession>;
  readonly help: ReadonlyArray<HelpLine>;
  readonly message?: Maybe<CoachingMessage>;
  readonly reply?: Maybe<CoachingMessage>;
};

export type SetKaizenInput = {
  /** 1 to 280 characters. */
  readonly action: Scalars['String']['input'];
  /** Today where nothing is said, a year ahead at the latest. Ten a day at most. */
  readonly date?: InputMaybe<Scalars['Date']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
};

export type SetKaizenPayload = {
  readonly __typename?: 'SetKaizenPayload';
  readonly help: ReadonlyArray<HelpLine>;
  readonly kaizen?: Maybe<Kaizen>;
};

export type SetObjectiveInput = {
  /** At most 2,000 characters. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** Today at the earliest, in the viewer's time zone; ten years ahead at the latest. */
  readonly targetDate?: InputMaybe<Scalars['Date']['input']>;
  /** 1 to 200 characters. */
  readonly title: Scalars['String']['input'];
};

export type SetObjectivePayload = {
  readonly __typename?: 'SetObjectivePayload';
  readonly help: ReadonlyArray<HelpLine>;
  readonly objective?: Maybe<Objective>;
};

/** A CV as a partner sees it. */
export type SharedCv = {
  readonly __typename?: 'SharedCv';
  readonly createdAt: Scalars['DateTime']['output'];
  /** The CV's own id, the same for ever. */
  readonly id: Scalars['ID']['output'];
  readonly language: Language;
  readonly origin: CvOrigin;
  /** Null for an uploaded text. */
  readonly profile?: Maybe<CvProfile>;
  readonly targetJob?: Maybe<Scalars['String']['output']>;
  readonly text?: Maybe<Scalars['String']['output']>;
  readonly title?: Maybe<Scalars['String']['output']>;
  readonly updatedAt: Scalars['DateTime']['output'];
  readonly version: Scalars['Int']['output'];
};

export type SharedCvConnection = {
  readonly __typename?: 'SharedCvConnection';
  readonly edges: ReadonlyArray<SharedCvEdge>;
  readonly nodes: ReadonlyArray<SharedCv>;
  readonly pageInfo: PageInfo;
};

export type SharedCvEdge = {
  readonly __typename?: 'SharedCvEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: SharedCv;
};

/** A letter as a partner sees it. */
export type SharedLetter = {
  readonly __typename?: 'SharedLetter';
  readonly companyName?: Maybe<Scalars['String']['output']>;
  readonly createdAt: Scalars['DateTime']['output'];
  /** The letter's own id, the same for ever. */
  readonly id: Scalars['ID']['output'];
  readonly jobTitle?: Maybe<Scalars['String']['output']>;
  readonly language: Language;
  readonly text?: Maybe<Scalars['String']['output']>;
  readonly title?: Maybe<Scalars['String']['output']>;
  readonly updatedAt: Scalars['DateTime']['output'];
  readonly version: Scalars['Int']['output'];
};

export type SharedLetterConnection = {
  readonly __typename?: 'SharedLetterConnection';
  readonly edges: ReadonlyArray<SharedLetterEdge>;
  readonly nodes: ReadonlyArray<SharedLetter>;
  readonly pageInfo: PageInfo;
};

export type SharedLetterEdge = {
  readonly __typename?: 'SharedLetterEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: SharedLetter;
};

/** A person as a partner sees them. */
export type SharedProfile = {
  readonly __typename?: 'SharedProfile';
  readonly email?: Maybe<Scalars['String']['output']>;
  readonly fullName?: Maybe<Scalars['String']['output']>;
  readonly language: Language;
};

/** A missing skill, and the skill of the same family that the person has. */
export type SkillBridge = {
  readonly __typename?: 'SkillBridge';
  readonly from: Scalars['String']['output'];
  readonly term: Scalars['String']['output'];
};

/** What kind of skill it is. */
export type SkillCategory =
  | 'business'
  | 'certification'
  | 'language'
  | 'leadership'
  | 'soft'
  | 'technical';

export type StartCoachingSessionInput = {
  /** False: rather INTEGRATION_UNAVAILABLE than words of the template writer. */
  readonly acceptTemplate?: Scalars['Boolean']['input'];
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** The profile's otherwise. */
  readonly language?: InputMaybe<Language>;
  /** At most 200 characters. */
  readonly topic?: InputMaybe<Scalars['String']['input']>;
};

export type StartCoachingSessionPayload = {
  readonly __typename?: 'StartCoachingSessionPayload';
  readonly coachingSession?: Maybe<CoachingSession>;
  readonly help: ReadonlyArray<HelpLine>;
  readonly usage?: Maybe<FeatureUsage>;
};

/** A day that is not over breaks nothing, and neither does a change of time zone: an entry keeps the day it was written for. */
export type Streak = {
  readonly __typename?: 'Streak';
  /** Days in a row up to today, or up to yesterday while today is not written. */
  readonly current: Scalars['Int']['output'];
  /** The last day with an entry. */
  readonly lastDay?: Maybe<Scalars['Date']['output']>;
  readonly longest: Scalars['Int']['output'];
  readonly writtenToday: Scalars['Boolean']['output'];
};

/** Over the WebSocket of /graphql, protocol graphql-transport-ws. */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /** Writes a CV as generateCv does, and pushes its text while it is written. Subscribing again with the key joins the draft from its beginning, or gives the saved CV. */
  readonly cvDraft?: Maybe<CvDraftPayload>;
  /**
   * What happens, everybody's, in commit order, each event once, from the moment of subscribing on. Analysts and admins only. A reader
   * who leaves 1,000 events waiting is ended with RATE_LIMITED, because a log with holes in it says nothing.
   */
  readonly eventLogged: Event;
  /** Writes a letter as generateLetter does, and pushes its text while it is written. Subscribing again with the key joins the draft from its beginning, or gives the saved letter. */
  readonly letterDraft?: Maybe<LetterDraftPayload>;
  /**
   * A nudge of yours, when it is offered; pushing is showing. Null where it does not stand any more by the time it is read, or you do not
   * want to hear of us. Of more than 50 that wait the oldest go: they are in `viewer.nudges`.
   */
  readonly nudgeReceived?: Maybe<Nudge>;
  /**
   * Your usage, whenever it has changed: units used or given back, a tier that came or went. Several changes at once come as one, and
   * what comes is the state now, so that a reader who is slow misses steps and never the end. Read `viewer.usage` after subscribing.
   */
  readonly usageChanged: UsagePeriod;
};


/** Over the WebSocket of /graphql, protocol graphql-transport-ws. */
export type SubscriptionCvDraftArgs = {
  input: CvDraftInput;
};


/** Over the WebSocket of /graphql, protocol graphql-transport-ws. */
export type SubscriptionEventLoggedArgs = {
  types?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** Over the WebSocket of /graphql, protocol graphql-transport-ws. */
export type SubscriptionLetterDraftArgs = {
  input: LetterDraftInput;
};

/** How a subscription stands. */
export type SubscriptionStatus =
  | 'active'
  | 'cancelled'
  | 'incomplete'
  | 'past_due'
  | 'paused'
  | 'trialing'
  | 'unpaid';

/** How often a success was met, and when last. */
export type SuccessIndicator = {
  readonly __typename?: 'SuccessIndicator';
  readonly indicator: Indicator;
  readonly lastAt: Scalars['DateTime']['output'];
  readonly times: Scalars['Int']['output'];
};

/** Who wrote a text. */
export type TextSource =
  /** A language model. */
  | 'model'
  /** The deterministic template writer: your words, laid out. */
  | 'template';

/** What somebody pays for: PRO is more than PREMIUM, PREMIUM more than FREE. */
export type Tier =
  | 'free'
  | 'premium'
  | 'pro';

/** The way from what a CV says to what a target asks for, derived from the gap between them: no probability, no cost. */
export type Trajectory = Node & {
  readonly __typename?: 'Trajectory';
  readonly createdAt: Scalars['DateTime']['output'];
  readonly cv?: Maybe<Cv>;
  /** How long the rules took, in milliseconds; null where it is older than this field. */
  readonly durationMs?: Maybe<Scalars['Int']['output']>;
  readonly gaps: ReadonlyArray<Scalars['String']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly inputTokens?: Maybe<Scalars['Int']['output']>;
  readonly jobAnalysis?: Maybe<JobAnalysis>;
  /** Null: no model has a part in it, and so are the tokens. */
  readonly model?: Maybe<Scalars['String']['output']>;
  readonly outputTokens?: Maybe<Scalars['Int']['output']>;
  /** Coverage of what the target asks for, 0 to 100: the weight of what the CV says and does not deny, out of that of all; null where it asks for nothing that can be looked up. */
  readonly readiness?: Maybe<Scalars['Int']['output']>;
  /** TEMPLATE: rules write the titles and reasons of the steps. */
  readonly source: TextSource;
  /** At most 20, in order. */
  readonly steps: ReadonlyArray<TrajectoryStep>;
  readonly strengths: ReadonlyArray<Scalars['String']['output']>;
  readonly targetJob: Scalars['String']['output'];
};

export type TrajectoryConnection = {
  readonly __typename?: 'TrajectoryConnection';
  readonly edges: ReadonlyArray<TrajectoryEdge>;
  readonly nodes: ReadonlyArray<Trajectory>;
  readonly pageInfo: PageInfo;
};

export type TrajectoryEdge = {
  readonly __typename?: 'TrajectoryEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Trajectory;
};

/** How soon a step matters. */
export type TrajectoryPriority =
  | 'critical'
  | 'important'
  | 'optional';

/** A part of the way: training, or the change itself. */
export type TrajectoryStage =
  | 'formation'
  | 'transition';

/** One step on the way. */
export type TrajectoryStep = {
  readonly __typename?: 'TrajectoryStep';
  /** 52 for each year of experience that is missing; null for everything else, since no rule gives a duration. */
  readonly durationWeeks?: Maybe<Scalars['Int']['output']>;
  /** A skill of the same family that the CV has. */
  readonly from?: Maybe<Scalars['String']['output']>;
  readonly kind: TrajectoryStepKind;
  readonly position: Scalars['Int']['output'];
  /** CRITICAL: required by the target; OPTIONAL: only desirable. */
  readonly priority: TrajectoryPriority;
  /** The gap that it comes from. */
  readonly reason: Scalars['String']['output'];
  readonly stage: TrajectoryStage;
  readonly term?: Maybe<Scalars['String']['output']>;
  readonly title: Scalars['String']['output'];
};

/** What kind of step it is. */
export type TrajectoryStepKind =
  | 'apply'
  | 'bridge_skill'
  | 'gain_experience'
  | 'get_certificate'
  | 'improve_language'
  | 'learn_skill'
  | 'say_keyword'
  | 'show_soft_skill';

/** Where something is going. */
export type Trend =
  | 'down'
  | 'stable'
  | 'up';

/** What is absent stays as it is; null clears a title or a target job. An uploaded CV has a text, any other a profile. */
export type UpdateCvInput = {
  readonly cvId: Scalars['ID']['input'];
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  readonly language?: InputMaybe<Language>;
  readonly profile?: InputMaybe<CvProfileInput>;
  readonly targetJob?: InputMaybe<Scalars['String']['input']>;
  /** Only of an uploaded CV. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
  readonly title?: InputMaybe<Scalars['String']['input']>;
};

export type UpdateCvPayload = {
  readonly __typename?: 'UpdateCvPayload';
  readonly cv?: Maybe<Cv>;
  readonly help: ReadonlyArray<HelpLine>;
};

/** What is absent stays as it is; null takes the note away. */
export type UpdateJournalEntryInput = {
  readonly confidence?: InputMaybe<Scalars['Int']['input']>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  readonly journalEntryId: Scalars['ID']['input'];
  readonly mood?: InputMaybe<Scalars['Int']['input']>;
  readonly note?: InputMaybe<Scalars['String']['input']>;
};

export type UpdateJournalEntryPayload = {
  readonly __typename?: 'UpdateJournalEntryPayload';
  readonly help: ReadonlyArray<HelpLine>;
  readonly journalEntry?: Maybe<JournalEntry>;
};

/** What is absent stays as it is; null clears a title, a job or a company. */
export type UpdateLetterInput = {
  readonly companyName?: InputMaybe<Scalars['String']['input']>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  readonly jobTitle?: InputMaybe<Scalars['String']['input']>;
  readonly letterId: Scalars['ID']['input'];
  /** 1 to 20,000 characters. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
  readonly title?: InputMaybe<Scalars['String']['input']>;
};

export type UpdateLetterPayload = {
  readonly __typename?: 'UpdateLetterPayload';
  readonly help: ReadonlyArray<HelpLine>;
  readonly letter?: Maybe<Letter>;
};

/** What is absent stays as it is; null clears the description or the target. What is completed is not changed any more. */
export type UpdateObjectiveInput = {
  readonly description?: InputMaybe<Scalars['String']['input']>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  readonly objectiveId: Scalars['ID']['input'];
  /** ACTIVE or PAUSED; `completeObjective` completes. */
  readonly status?: InputMaybe<ObjectiveStatus>;
  readonly targetDate?: InputMaybe<Scalars['Date']['input']>;
  readonly title?: InputMaybe<Scalars['String']['input']>;
};

export type UpdateObjectivePayload = {
  readonly __typename?: 'UpdateObjectivePayload';
  readonly help: ReadonlyArray<HelpLine>;
  readonly objective?: Maybe<Objective>;
};

/** What is not named stays as it is. */
export type UpdatePartnerInput = {
  /** Points a UTC day, 1 to 2,000,000,000. */
  readonly dailyCost?: InputMaybe<Scalars['Int']['input']>;
  /** Requests a UTC day, 1 to 100,000,000. */
  readonly dailyQuota?: InputMaybe<Scalars['Int']['input']>;
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** 1 to 200 characters. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  readonly partnerId: Scalars['ID']['input'];
  /** Points, 1 to 1,000,000. What was spent stays spent, whatever the limits are. */
  readonly ratePerMinute?: InputMaybe<Scalars['Int']['input']>;
  /** True: its keys are good for nothing until this is false again. */
  readonly suspended?: InputMaybe<Scalars['Boolean']['input']>;
  /** Null takes it away. */
  readonly website?: InputMaybe<Scalars['URL']['input']>;
};

export type UpdatePartnerPayload = {
  readonly __typename?: 'UpdatePartnerPayload';
  readonly help: ReadonlyArray<HelpLine>;
  readonly partner?: Maybe<Partner>;
};

/** What is absent stays as it is; null clears a name or an avatar. */
export type UpdateProfileInput = {
  readonly avatarUrl?: InputMaybe<Scalars['URL']['input']>;
  readonly emailNotifications?: InputMaybe<Scalars['Boolean']['input']>;
  /** The version this change was made from: another one now is CONFLICT. */
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** 1 to 255 characters. */
  readonly fullName?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 255 characters. The same key with the same input gives the first answer again, for 24 hours. */
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  readonly language?: InputMaybe<Language>;
  readonly marketingEmails?: InputMaybe<Scalars['Boolean']['input']>;
  /** An IANA time zone, such as `Europe/Paris`. */
  readonly timeZone?: InputMaybe<Scalars['String']['input']>;
};

export type UpdateProfilePayload = {
  readonly __typename?: 'UpdateProfilePayload';
  readonly help: ReadonlyArray<HelpLine>;
  readonly profile?: Maybe<Profile>;
};

export type UploadCvInput = {
  /** At most 5 MB once decoded, 20 pages, and 80,000 characters of text. */
  readonly contentBase64: Scalars['String']['input'];
  /**
   * `application/pdf`, `application/vnd.openxmlformats-officedocument.wordprocessingml.document` or `text/plain`. Type, name and
   * content must agree. Scans (no text), password protection, macros, scripts and attachments are refused, each by name.
   */
  readonly contentType: Scalars['String']['input'];
  /** Ends in .pdf, .docx or .txt, as the type says. */
  readonly filename: Scalars['String']['input'];
  readonly idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** At most 200 characters; the file's name otherwise. */
  readonly title?: InputMaybe<Scalars['String']['input']>;
};

export type UploadCvPayload = {
  readonly __typename?: 'UploadCvPayload';
  readonly cv?: Maybe<Cv>;
  readonly help: ReadonlyArray<HelpLine>;
  readonly usage?: Maybe<FeatureUsage>;
};

/** The month that is counted now. */
export type UsagePeriod = {
  readonly __typename?: 'UsagePeriod';
  readonly features: ReadonlyArray<FeatureUsage>;
  readonly periodEnd: Scalars['DateTime']['output'];
  readonly periodStart: Scalars['DateTime']['output'];
};

/** The signed-in person. Everything personal hangs here: no field takes a user id. */
export type Viewer = Node & {
  readonly __typename?: 'Viewer';
  /** Would this many units be granted now? Reserves nothing. */
  readonly can: Entitlement;
  /** Newest first. */
  readonly coachingSessions: CoachingSessionConnection;
  /** Every answer ever given, newest first. None is changed or deleted. */
  readonly consentHistory: ConsentRecordConnection;
  /** Every purpose with the answer that counts now: the latest one. */
  readonly consents: ReadonlyArray<Consent>;
  /** Newest first. */
  readonly cvs: CvConnection;
  /** What happened, newest first. */
  readonly events: EventConnection;
  readonly id: Scalars['ID']['output'];
  /** What your way through the apps comes to: counted as it happens, a moment behind. */
  readonly insights: JourneyInsights;
  /** Newest first. */
  readonly jobAnalyses: JobAnalysisConnection;
  /** Newest first. */
  readonly journal: JournalEntryConnection;
  /** At most 92 days: from `from` on, up to `to`, or thirty back and ahead of today where neither is said. The latest day first. */
  readonly kaizens: ReadonlyArray<Kaizen>;
  /** Newest first. */
  readonly letters: LetterConnection;
  /** Newest first. */
  readonly meditations: MeditationConnection;
  /** Newest first. */
  readonly mirrorMatches: MirrorMatchConnection;
  /** How the last days were, today included. */
  readonly mood: MoodSummary;
  /** What may help next, newest first. Empty without a consent to MARKETING. */
  readonly nudges: ReadonlyArray<Nudge>;
  /** Newest first. */
  readonly objectives: ReadonlyArray<Objective>;
  /** Which partners you let see something, and which you did; the latest first. At most one each. */
  readonly partnerGrants: ReadonlyArray<PartnerGrant>;
  /** What was paid, or should have been, newest first. */
  readonly payments: PaymentConnection;
  readonly profile: Profile;
  /** Days in a row with a journal entry. */
  readonly streak: Streak;
  readonly subscriptions: ReadonlyArray<AppSubscription>;
  /** The best of the app's own subscription and the ecosystem bundle's, now. */
  readonly tier: Tier;
  /** Newest first. */
  readonly trajectories: TrajectoryConnection;
  /** The metered features in the current UTC calendar month. */
  readonly usage: UsagePeriod;
};


/** The signed-in person. Everything personal hangs here: no field takes a user id. */
export type ViewerCanArgs = {
  amount?: InputMaybe<Scalars['Int']['input']>;
  feature: Feature;
};


/** The signed-in person. Everything personal hangs here: no field takes a user id. */
export type ViewerCoachingSessionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** The signed-in person. Everything personal hangs here: no field takes a user id. */
export type ViewerConsentHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** The signed-in person. Everything personal hangs here: no field takes a user id. */
export type ViewerCvsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** The signed-in person. Everything personal hangs here: no field takes a user id. */
export type ViewerEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  types?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** The signed-in person. Everything personal hangs here: no field takes a user id. */
export type ViewerJobAnalysesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** The signed-in person. Everything personal hangs here: no field takes a user id. */
export type ViewerJournalArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['Date']['input']>;
  to?: InputMaybe<Scalars['Date']['input']>;
};


/** The signed-in person. Everything personal hangs here: no field takes a user id. */
export type ViewerKaizensArgs = {
  from?: InputMaybe<Scalars['Date']['input']>;
  to?: InputMaybe<Scalars['Date']['input']>;
};


/** The signed-in person. Everything personal hangs here: no field takes a user id. */
export type ViewerLettersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** The signed-in person. Everything personal hangs here: no field takes a user id. */
export type ViewerMeditationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** The signed-in person. Everything personal hangs here: no field takes a user id. */
export type ViewerMirrorMatchesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** The signed-in person. Everything personal hangs here: no field takes a user id. */
export type ViewerMoodArgs = {
  days?: InputMaybe<Scalars['Int']['input']>;
};


/** The signed-in person. Everything personal hangs here: no field takes a user id. */
export type ViewerObjectivesArgs = {
  status?: InputMaybe<ObjectiveStatus>;
};


/** The signed-in person. Everything personal hangs here: no field takes a user id. */
export type ViewerPaymentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** The signed-in person. Everything personal hangs here: no field takes a user id. */
export type ViewerTierArgs = {
  app: App;
};


/** The signed-in person. Everything personal hangs here: no field takes a user id. */
export type ViewerTrajectoriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** How a company works together. */
export type WorkEnvironment =
  | 'hybrid'
  | 'on_site'
  | 'remote';



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;




/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( AppSubscriptionsRow )
    | ( AtsAnalysesRow )
    | ( BillingPortalSessionsRow )
    | ( CheckoutSessionsRow )
    | ( CoachingMessagesRow )
    | ( CoachingSessionsRow )
    | ( ConsentRecordsRow )
    | ( CvsRow )
    | ( CvTemplatesRow )
    | ( ListEventsRow )
    | ( JobAnalysesRow )
    | ( JournalEntriesRow )
    | ( KaizensRow )
    | ( LettersRow )
    | ( LetterTemplatesRow )
    | ( MeditationsRow )
    | ( MirrorMatchesRow )
    | ( NudgesRow )
    | ( ObjectivesRow )
    | ( PartnersRow )
    | ( PartnerGrantsRow )
    | ( PaymentsRow )
    | ( ListPlansRow )
    | ( ProfilesRow )
    | ( TrajectoriesRow )
    | ( ViewerParent )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Advice: ResolverTypeWrapper<Omit<Advice, 'source'> & { source: ResolversTypes['TextSource'] }>;
  AgentAnalysis: ResolverTypeWrapper<Omit<AgentAnalysis, 'source'> & { source: ResolversTypes['AnalysisSource'] }>;
  AnalysisSource: ResolverTypeWrapper<string>;
  AnalyzeJobOfferInput: AnalyzeJobOfferInput;
  AnalyzeJobOfferPayload: ResolverTypeWrapper<Omit<AnalyzeJobOfferPayload, 'jobAnalysis'> & { jobAnalysis?: Maybe<ResolversTypes['JobAnalysis']> }>;
  AnalyzeLetterAtsInput: AnalyzeLetterAtsInput;
  AnalyzeLetterAtsPayload: ResolverTypeWrapper<Omit<AnalyzeLetterAtsPayload, 'atsAnalysis' | 'letter'> & { atsAnalysis?: Maybe<ResolversTypes['AtsAnalysis']>, letter?: Maybe<ResolversTypes['Letter']> }>;
  App: ResolverTypeWrapper<string>;
  AppActivity: ResolverTypeWrapper<Omit<AppActivity, 'app'> & { app: ResolversTypes['App'] }>;
  AppSubscription: ResolverTypeWrapper<AppSubscriptionsRow>;
  ApplyLetterTemplateInput: ApplyLetterTemplateInput;
  ApplyLetterTemplatePayload: ResolverTypeWrapper<Omit<ApplyLetterTemplatePayload, 'letter'> & { letter?: Maybe<ResolversTypes['Letter']> }>;
  AtsAnalysis: ResolverTypeWrapper<AtsAnalysesRow>;
  AtsLevel: ResolverTypeWrapper<string>;
  BillingPortalSession: ResolverTypeWrapper<BillingPortalSessionsRow>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  BuildTrajectoryInput: BuildTrajectoryInput;
  BuildTrajectoryPayload: ResolverTypeWrapper<Omit<BuildTrajectoryPayload, 'trajectory'> & { trajectory?: Maybe<ResolversTypes['Trajectory']> }>;
  CancelSubscriptionInput: CancelSubscriptionInput;
  CancelSubscriptionPayload: ResolverTypeWrapper<Omit<CancelSubscriptionPayload, 'appSubscription'> & { appSubscription?: Maybe<ResolversTypes['AppSubscription']> }>;
  CareerChange: ResolverTypeWrapper<CareerChange>;
  CareerChangeInput: CareerChangeInput;
  ChangePlanInput: ChangePlanInput;
  ChangePlanPayload: ResolverTypeWrapper<Omit<ChangePlanPayload, 'appSubscription'> & { appSubscription?: Maybe<ResolversTypes['AppSubscription']> }>;
  CheckoutSession: ResolverTypeWrapper<CheckoutSessionsRow>;
  CoachingAuthor: ResolverTypeWrapper<string>;
  CoachingDepth: ResolverTypeWrapper<string>;
  CoachingMessage: ResolverTypeWrapper<CoachingMessagesRow>;
  CoachingSession: ResolverTypeWrapper<CoachingSessionsRow>;
  CoachingSessionConnection: ResolverTypeWrapper<Omit<CoachingSessionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['CoachingSessionEdge']>, nodes: ReadonlyArray<ResolversTypes['CoachingSession']> }>;
  CoachingSessionEdge: ResolverTypeWrapper<Omit<CoachingSessionEdge, 'node'> & { node: ResolversTypes['CoachingSession'] }>;
  CoachingStatus: ResolverTypeWrapper<string>;
  CommunicationStyle: ResolverTypeWrapper<string>;
  CompanyCulture: ResolverTypeWrapper<Omit<CompanyCulture, 'communication' | 'environment' | 'industry' | 'innovation' | 'leadership' | 'size' | 'source' | 'tones'> & { communication?: Maybe<ResolversTypes['CompanyCultureCommunication']>, environment?: Maybe<ResolversTypes['CompanyCultureEnvironment']>, industry?: Maybe<ResolversTypes['CompanyCultureIndustry']>, innovation?: Maybe<ResolversTypes['CompanyCultureInnovation']>, leadership?: Maybe<ResolversTypes['CompanyCultureLeadership']>, size?: Maybe<ResolversTypes['CompanyCultureSize']>, source: ResolversTypes['TextSource'], tones: ReadonlyArray<ResolversTypes['LetterTone']> }>;
  CompanyCultureCommunication: ResolverTypeWrapper<Omit<CompanyCultureCommunication, 'value'> & { value: ResolversTypes['CommunicationStyle'] }>;
  CompanyCultureEnvironment: ResolverTypeWrapper<Omit<CompanyCultureEnvironment, 'value'> & { value: ResolversTypes['WorkEnvironment'] }>;
  CompanyCultureIndustry: ResolverTypeWrapper<Omit<CompanyCultureIndustry, 'value'> & { value: ResolversTypes['CompanyIndustry'] }>;
  CompanyCultureInnovation: ResolverTypeWrapper<Omit<CompanyCultureInnovation, 'value'> & { value: ResolversTypes['InnovationLevel'] }>;
  CompanyCultureLeadership: ResolverTypeWrapper<Omit<CompanyCultureLeadership, 'value'> & { value: ResolversTypes['LeadershipStyle'] }>;
  CompanyCultureSize: ResolverTypeWrapper<Omit<CompanyCultureSize, 'value'> & { value: ResolversTypes['CompanySize'] }>;
  CompanyIndustry: ResolverTypeWrapper<string>;
  CompanySize: ResolverTypeWrapper<string>;
  CompleteCoachingSessionInput: CompleteCoachingSessionInput;
  CompleteCoachingSessionPayload: ResolverTypeWrapper<Omit<CompleteCoachingSessionPayload, 'coachingSession'> & { coachingSession?: Maybe<ResolversTypes['CoachingSession']> }>;
  CompleteKaizenInput: CompleteKaizenInput;
  CompleteKaizenPayload: ResolverTypeWrapper<Omit<CompleteKaizenPayload, 'kaizen'> & { kaizen?: Maybe<ResolversTypes['Kaizen']> }>;
  CompleteMeditationInput: CompleteMeditationInput;
  CompleteMeditationPayload: ResolverTypeWrapper<Omit<CompleteMeditationPayload, 'meditation'> & { meditation?: Maybe<ResolversTypes['Meditation']> }>;
  CompleteObjectiveInput: CompleteObjectiveInput;
  CompleteObjectivePayload: ResolverTypeWrapper<Omit<CompleteObjectivePayload, 'objective'> & { objective?: Maybe<ResolversTypes['Objective']> }>;
  Consent: ResolverTypeWrapper<ListConsentsRow>;
  ConsentPurpose: ResolverTypeWrapper<string>;
  ConsentRecord: ResolverTypeWrapper<ConsentRecordsRow>;
  ConsentRecordConnection: ResolverTypeWrapper<Omit<ConsentRecordConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ConsentRecordEdge']>, nodes: ReadonlyArray<ResolversTypes['ConsentRecord']> }>;
  ConsentRecordEdge: ResolverTypeWrapper<Omit<ConsentRecordEdge, 'node'> & { node: ResolversTypes['ConsentRecord'] }>;
  ContractKind: ResolverTypeWrapper<string>;
  CreateBillingPortalSessionInput: CreateBillingPortalSessionInput;
  CreateBillingPortalSessionPayload: ResolverTypeWrapper<Omit<CreateBillingPortalSessionPayload, 'billingPortalSession'> & { billingPortalSession?: Maybe<ResolversTypes['BillingPortalSession']> }>;
  CreateCheckoutSessionInput: CreateCheckoutSessionInput;
  CreateCheckoutSessionPayload: ResolverTypeWrapper<Omit<CreateCheckoutSessionPayload, 'checkoutSession'> & { checkoutSession?: Maybe<ResolversTypes['CheckoutSession']> }>;
  CreateJournalEntryInput: CreateJournalEntryInput;
  CreateJournalEntryPayload: ResolverTypeWrapper<Omit<CreateJournalEntryPayload, 'journalEntry'> & { journalEntry?: Maybe<ResolversTypes['JournalEntry']> }>;
  CreatePartnerInput: CreatePartnerInput;
  CreatePartnerPayload: ResolverTypeWrapper<Omit<CreatePartnerPayload, 'partner'> & { partner?: Maybe<ResolversTypes['Partner']> }>;
  Cv: ResolverTypeWrapper<CvsRow>;
  CvCategory: ResolverTypeWrapper<string>;
  CvConnection: ResolverTypeWrapper<Omit<CvConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['CvEdge']>, nodes: ReadonlyArray<ResolversTypes['Cv']> }>;
  CvDraftInput: CvDraftInput;
  CvDraftPayload: ResolverTypeWrapper<Omit<CvDraftPayload, 'cv' | 'usage'> & { cv?: Maybe<ResolversTypes['Cv']>, usage?: Maybe<ResolversTypes['FeatureUsage']> }>;
  CvEdge: ResolverTypeWrapper<Omit<CvEdge, 'node'> & { node: ResolversTypes['Cv'] }>;
  CvEducation: ResolverTypeWrapper<CvEducation>;
  CvEducationInput: CvEducationInput;
  CvExperience: ResolverTypeWrapper<CvExperience>;
  CvExperienceInput: CvExperienceInput;
  CvFont: ResolverTypeWrapper<string>;
  CvLanguage: ResolverTypeWrapper<Omit<CvLanguage, 'level'> & { level: ResolversTypes['LanguageLevel'] }>;
  CvLanguageInput: CvLanguageInput;
  CvLayout: ResolverTypeWrapper<string>;
  CvLink: ResolverTypeWrapper<CvLink>;
  CvLinkInput: CvLinkInput;
  CvOrigin: ResolverTypeWrapper<string>;
  CvProfile: ResolverTypeWrapper<Omit<CvProfile, 'languages'> & { languages: ReadonlyArray<ResolversTypes['CvLanguage']> }>;
  CvProfileInput: CvProfileInput;
  CvProject: ResolverTypeWrapper<CvProject>;
  CvProjectInput: CvProjectInput;
  CvTemplate: ResolverTypeWrapper<CvTemplatesRow>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeleteCvInput: DeleteCvInput;
  DeleteCvPayload: ResolverTypeWrapper<DeleteCvPayload>;
  DeleteJournalEntryInput: DeleteJournalEntryInput;
  DeleteJournalEntryPayload: ResolverTypeWrapper<DeleteJournalEntryPayload>;
  DeleteLetterInput: DeleteLetterInput;
  DeleteLetterPayload: ResolverTypeWrapper<DeleteLetterPayload>;
  DeleteObjectiveInput: DeleteObjectiveInput;
  DeleteObjectivePayload: ResolverTypeWrapper<DeleteObjectivePayload>;
  DisablePartnerInput: DisablePartnerInput;
  DisablePartnerPayload: ResolverTypeWrapper<Omit<DisablePartnerPayload, 'partner'> & { partner?: Maybe<ResolversTypes['Partner']> }>;
  DismissNudgeInput: DismissNudgeInput;
  DismissNudgePayload: ResolverTypeWrapper<Omit<DismissNudgePayload, 'nudge'> & { nudge?: Maybe<ResolversTypes['Nudge']> }>;
  Entitlement: ResolverTypeWrapper<Omit<Entitlement, 'reason' | 'requiredTier'> & { reason: ResolversTypes['EntitlementReason'], requiredTier?: Maybe<ResolversTypes['Tier']> }>;
  EntitlementReason: ResolverTypeWrapper<string>;
  Event: ResolverTypeWrapper<ListEventsRow>;
  EventConnection: ResolverTypeWrapper<Omit<EventConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['EventEdge']>, nodes: ReadonlyArray<ResolversTypes['Event']> }>;
  EventEdge: ResolverTypeWrapper<Omit<EventEdge, 'node'> & { node: ResolversTypes['Event'] }>;
  Evidence: ResolverTypeWrapper<Evidence>;
  Feature: ResolverTypeWrapper<string>;
  FeatureUsage: ResolverTypeWrapper<FeatureUsageRow>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  FormatIssue: ResolverTypeWrapper<Omit<FormatIssue, 'rule'> & { rule: ResolversTypes['FormatRule'] }>;
  FormatRule: ResolverTypeWrapper<string>;
  FoundContract: ResolverTypeWrapper<Omit<FoundContract, 'kind'> & { kind: ResolversTypes['ContractKind'] }>;
  FoundExperience: ResolverTypeWrapper<FoundExperience>;
  FoundRemoteWork: ResolverTypeWrapper<Omit<FoundRemoteWork, 'kind'> & { kind: ResolversTypes['RemoteWork'] }>;
  FoundSalary: ResolverTypeWrapper<Omit<FoundSalary, 'period'> & { period?: Maybe<ResolversTypes['SalaryPeriod']> }>;
  FoundSkill: ResolverTypeWrapper<Omit<FoundSkill, 'category'> & { category: ResolversTypes['SkillCategory'] }>;
  FoundText: ResolverTypeWrapper<FoundText>;
  GenerateCvInput: GenerateCvInput;
  GenerateCvPayload: ResolverTypeWrapper<Omit<GenerateCvPayload, 'cv' | 'usage'> & { cv?: Maybe<ResolversTypes['Cv']>, usage?: Maybe<ResolversTypes['FeatureUsage']> }>;
  GenerateLetterInput: GenerateLetterInput;
  GenerateLetterPayload: ResolverTypeWrapper<Omit<GenerateLetterPayload, 'letter' | 'usage'> & { letter?: Maybe<ResolversTypes['Letter']>, usage?: Maybe<ResolversTypes['FeatureUsage']> }>;
  GrantPartnerAccessInput: GrantPartnerAccessInput;
  GrantPartnerAccessPayload: ResolverTypeWrapper<Omit<GrantPartnerAccessPayload, 'partnerGrant'> & { partnerGrant?: Maybe<ResolversTypes['PartnerGrant']> }>;
  HelpLine: ResolverTypeWrapper<HelpLine>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Indicator: ResolverTypeWrapper<string>;
  InnovationLevel: ResolverTypeWrapper<string>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  JSONObject: ResolverTypeWrapper<Scalars['JSONObject']['output']>;
  JobAnalysis: ResolverTypeWrapper<JobAnalysesRow>;
  JobAnalysisConnection: ResolverTypeWrapper<Omit<JobAnalysisConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['JobAnalysisEdge']>, nodes: ReadonlyArray<ResolversTypes['JobAnalysis']> }>;
  JobAnalysisEdge: ResolverTypeWrapper<Omit<JobAnalysisEdge, 'node'> & { node: ResolversTypes['JobAnalysis'] }>;
  JournalEntry: ResolverTypeWrapper<JournalEntriesRow>;
  JournalEntryConnection: ResolverTypeWrapper<Omit<JournalEntryConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['JournalEntryEdge']>, nodes: ReadonlyArray<ResolversTypes['JournalEntry']> }>;
  JournalEntryEdge: ResolverTypeWrapper<Omit<JournalEntryEdge, 'node'> & { node: ResolversTypes['JournalEntry'] }>;
  JourneyActivity: ResolverTypeWrapper<JourneyActivity>;
  JourneyInsights: ResolverTypeWrapper<Insights>;
  JourneyRecommendation: ResolverTypeWrapper<Omit<JourneyRecommendation, 'app'> & { app: ResolversTypes['App'] }>;
  JourneyStage: ResolverTypeWrapper<string>;
  Kaizen: ResolverTypeWrapper<KaizensRow>;
  Keyword: ResolverTypeWrapper<Omit<Keyword, 'category' | 'reasons'> & { category?: Maybe<ResolversTypes['SkillCategory']>, reasons: ReadonlyArray<ResolversTypes['KeywordReason']> }>;
  KeywordDensity: ResolverTypeWrapper<KeywordDensity>;
  KeywordReason: ResolverTypeWrapper<string>;
  Language: ResolverTypeWrapper<string>;
  LanguageLevel: ResolverTypeWrapper<string>;
  LeadershipStyle: ResolverTypeWrapper<string>;
  Letter: ResolverTypeWrapper<LettersRow>;
  LetterConnection: ResolverTypeWrapper<Omit<LetterConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['LetterEdge']>, nodes: ReadonlyArray<ResolversTypes['Letter']> }>;
  LetterDraftInput: LetterDraftInput;
  LetterDraftPayload: ResolverTypeWrapper<Omit<LetterDraftPayload, 'letter' | 'usage'> & { letter?: Maybe<ResolversTypes['Letter']>, usage?: Maybe<ResolversTypes['FeatureUsage']> }>;
  LetterEdge: ResolverTypeWrapper<Omit<LetterEdge, 'node'> & { node: ResolversTypes['Letter'] }>;
  LetterLayout: ResolverTypeWrapper<string>;
  LetterOrigin: ResolverTypeWrapper<string>;
  LetterTemplate: ResolverTypeWrapper<LetterTemplatesRow>;
  LetterTone: ResolverTypeWrapper<string>;
  MatchType: ResolverTypeWrapper<string>;
  Meditation: ResolverTypeWrapper<MeditationsRow>;
  MeditationConnection: ResolverTypeWrapper<Omit<MeditationConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['MeditationEdge']>, nodes: ReadonlyArray<ResolversTypes['Meditation']> }>;
  MeditationEdge: ResolverTypeWrapper<Omit<MeditationEdge, 'node'> & { node: ResolversTypes['Meditation'] }>;
  MeditationTrigger: ResolverTypeWrapper<string>;
  MirrorMatch: ResolverTypeWrapper<MirrorMatchesRow>;
  MirrorMatchConnection: ResolverTypeWrapper<Omit<MirrorMatchConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['MirrorMatchEdge']>, nodes: ReadonlyArray<ResolversTypes['MirrorMatch']> }>;
  MirrorMatchEdge: ResolverTypeWrapper<Omit<MirrorMatchEdge, 'node'> & { node: ResolversTypes['MirrorMatch'] }>;
  MirrorScores: ResolverTypeWrapper<MirrorScores>;
  MirrorSuggestion: ResolverTypeWrapper<Omit<MirrorSuggestion, 'category' | 'priority'> & { category?: Maybe<ResolversTypes['SkillCategory']>, priority: ResolversTypes['Priority'] }>;
  Money: ResolverTypeWrapper<Money>;
  MoodAverages: ResolverTypeWrapper<MoodAverages>;
  MoodDay: ResolverTypeWrapper<MoodDay>;
  MoodSummary: ResolverTypeWrapper<Omit<MoodSummary, 'confidenceTrend' | 'trend'> & { confidenceTrend?: Maybe<ResolversTypes['Trend']>, trend?: Maybe<ResolversTypes['Trend']> }>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NavigateToAppInput: NavigateToAppInput;
  NavigateToAppPayload: ResolverTypeWrapper<Omit<NavigateToAppPayload, 'app' | 'nudge'> & { app: ResolversTypes['App'], nudge?: Maybe<ResolversTypes['Nudge']> }>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  Nudge: ResolverTypeWrapper<NudgesRow>;
  Objective: ResolverTypeWrapper<ObjectivesRow>;
  ObjectiveStatus: ResolverTypeWrapper<string>;
  OptimizeCvForAtsInput: OptimizeCvForAtsInput;
  OptimizeCvForAtsPayload: ResolverTypeWrapper<Omit<OptimizeCvForAtsPayload, 'atsAnalysis' | 'cv'> & { atsAnalysis?: Maybe<ResolversTypes['AtsAnalysis']>, cv?: Maybe<ResolversTypes['Cv']> }>;
  OptimizeLetterInput: OptimizeLetterInput;
  OptimizeLetterPayload: ResolverTypeWrapper<Omit<OptimizeLetterPayload, 'letter'> & { letter?: Maybe<ResolversTypes['Letter']> }>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Partner: ResolverTypeWrapper<PartnersRow>;
  PartnerAppStatistics: ResolverTypeWrapper<PartnerAppStatistics>;
  PartnerGrant: ResolverTypeWrapper<PartnerGrantsRow>;
  PartnerGrantConnection: ResolverTypeWrapper<Omit<PartnerGrantConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['PartnerGrantEdge']>, nodes: ReadonlyArray<ResolversTypes['PartnerGrant']> }>;
  PartnerGrantEdge: ResolverTypeWrapper<Omit<PartnerGrantEdge, 'node'> & { node: ResolversTypes['PartnerGrant'] }>;
  PartnerKey: ResolverTypeWrapper<PartnerKey>;
  PartnerLimits: ResolverTypeWrapper<PartnerLimits>;
  PartnerScope: ResolverTypeWrapper<string>;
  PartnerStatistics: ResolverTypeWrapper<PartnerStatistics>;
  PartnerStatus: ResolverTypeWrapper<string>;
  Payment: ResolverTypeWrapper<PaymentsRow>;
  PaymentConnection: ResolverTypeWrapper<Omit<PaymentConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['PaymentEdge']>, nodes: ReadonlyArray<ResolversTypes['Payment']> }>;
  PaymentEdge: ResolverTypeWrapper<Omit<PaymentEdge, 'node'> & { node: ResolversTypes['Payment'] }>;
  PaymentStatus: ResolverTypeWrapper<string>;
  Plan: ResolverTypeWrapper<ListPlansRow>;
  PlanLimit: ResolverTypeWrapper<Omit<PlanLimit, 'feature'> & { feature: ResolversTypes['Feature'] }>;
  Priority: ResolverTypeWrapper<string>;
  Profile: ResolverTypeWrapper<ProfilesRow>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RateLimit: ResolverTypeWrapper<RateLimit>;
  Recommendation: ResolverTypeWrapper<Omit<Recommendation, 'priority' | 'rule'> & { priority: ResolversTypes['Priority'], rule: ResolversTypes['RecommendationRule'] }>;
  RecommendationRule: ResolverTypeWrapper<string>;
  RecordConsentInput: RecordConsentInput;
  RecordConsentPayload: ResolverTypeWrapper<Omit<RecordConsentPayload, 'consent'> & { consent?: Maybe<ResolversTypes['Consent']> }>;
  Regularity: ResolverTypeWrapper<Regularity>;
  RemoteWork: ResolverTypeWrapper<string>;
  ResumeSubscriptionInput: ResumeSubscriptionInput;
  ResumeSubscriptionPayload: ResolverTypeWrapper<Omit<ResumeSubscriptionPayload, 'appSubscription'> & { appSubscription?: Maybe<ResolversTypes['AppSubscription']> }>;
  RevokePartnerAccessInput: RevokePartnerAccessInput;
  RevokePartnerAccessPayload: ResolverTypeWrapper<Omit<RevokePartnerAccessPayload, 'partnerGrant'> & { partnerGrant?: Maybe<ResolversTypes['PartnerGrant']> }>;
  RotatePartnerKeyInput: RotatePartnerKeyInput;
  RotatePartnerKeyPayload: ResolverTypeWrapper<Omit<RotatePartnerKeyPayload, 'partner'> & { partner?: Maybe<ResolversTypes['Partner']> }>;
  RunMirrorMatchInput: RunMirrorMatchInput;
  RunMirrorMatchPayload: ResolverTypeWrapper<Omit<RunMirrorMatchPayload, 'mirrorMatch' | 'usage'> & { mirrorMatch?: Maybe<ResolversTypes['MirrorMatch']>, usage?: Maybe<ResolversTypes['FeatureUsage']> }>;
  SalaryPeriod: ResolverTypeWrapper<string>;
  SelectCvTemplateInput: SelectCvTemplateInput;
  SelectCvTemplatePayload: ResolverTypeWrapper<Omit<SelectCvTemplatePayload, 'cv'> & { cv?: Maybe<ResolversTypes['Cv']> }>;
  SendCoachingMessageInput: SendCoachingMessageInput;
  SendCoachingMessagePayload: ResolverTypeWrapper<Omit<SendCoachingMessagePayload, 'coachingSession' | 'message' | 'reply'> & { coachingSession?: Maybe<ResolversTypes['CoachingSession']>, message?: Maybe<ResolversTypes['CoachingMessage']>, reply?: Maybe<ResolversTypes['CoachingMessage']> }>;
  SetKaizenInput: SetKaizenInput;
  SetKaizenPayload: ResolverTypeWrapper<Omit<SetKaizenPayload, 'kaizen'> & { kaizen?: Maybe<ResolversTypes['Kaizen']> }>;
  SetObjectiveInput: SetObjectiveInput;
  SetObjectivePayload: ResolverTypeWrapper<Omit<SetObjectivePayload, 'objective'> & { objective?: Maybe<ResolversTypes['Objective']> }>;
  SharedCv: ResolverTypeWrapper<Omit<SharedCv, 'language' | 'origin' | 'profile'> & { language: ResolversTypes['Language'], origin: ResolversTypes['CvOrigin'], profile?: Maybe<ResolversTypes['CvProfile']> }>;
  SharedCvConnection: ResolverTypeWrapper<Omit<SharedCvConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['SharedCvEdge']>, nodes: ReadonlyArray<ResolversTypes['SharedCv']> }>;
  SharedCvEdge: ResolverTypeWrapper<Omit<SharedCvEdge, 'node'> & { node: ResolversTypes['SharedCv'] }>;
  SharedLetter: ResolverTypeWrapper<Omit<SharedLetter, 'language'> & { language: ResolversTypes['Language'] }>;
  SharedLetterConnection: ResolverTypeWrapper<Omit<SharedLetterConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['SharedLetterEdge']>, nodes: ReadonlyArray<ResolversTypes['SharedLetter']> }>;
  SharedLetterEdge: ResolverTypeWrapper<Omit<SharedLetterEdge, 'node'> & { node: ResolversTypes['SharedLetter'] }>;
  SharedProfile: ResolverTypeWrapper<Omit<SharedProfile, 'language'> & { language: ResolversTypes['Language'] }>;
  SkillBridge: ResolverTypeWrapper<SkillBridge>;
  SkillCategory: ResolverTypeWrapper<string>;
  StartCoachingSessionInput: StartCoachingSessionInput;
  StartCoachingSessionPayload: ResolverTypeWrapper<Omit<StartCoachingSessionPayload, 'coachingSession' | 'usage'> & { coachingSession?: Maybe<ResolversTypes['CoachingSession']>, usage?: Maybe<ResolversTypes['FeatureUsage']> }>;
  Streak: ResolverTypeWrapper<Streak>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  SubscriptionStatus: ResolverTypeWrapper<string>;
  SuccessIndicator: ResolverTypeWrapper<Omit<SuccessIndicator, 'indicator'> & { indicator: ResolversTypes['Indicator'] }>;
  TextSource: ResolverTypeWrapper<string>;
  Tier: ResolverTypeWrapper<string>;
  Trajectory: ResolverTypeWrapper<TrajectoriesRow>;
  TrajectoryConnection: ResolverTypeWrapper<Omit<TrajectoryConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['TrajectoryEdge']>, nodes: ReadonlyArray<ResolversTypes['Trajectory']> }>;
  TrajectoryEdge: ResolverTypeWrapper<Omit<TrajectoryEdge, 'node'> & { node: ResolversTypes['Trajectory'] }>;
  TrajectoryPriority: ResolverTypeWrapper<string>;
  TrajectoryStage: ResolverTypeWrapper<string>;
  TrajectoryStep: ResolverTypeWrapper<Omit<TrajectoryStep, 'kind' | 'priority' | 'stage'> & { kind: ResolversTypes['TrajectoryStepKind'], priority: ResolversTypes['TrajectoryPriority'], stage: ResolversTypes['TrajectoryStage'] }>;
  TrajectoryStepKind: ResolverTypeWrapper<string>;
  Trend: ResolverTypeWrapper<string>;
  URL: ResolverTypeWrapper<Scalars['URL']['output']>;
  UpdateCvInput: UpdateCvInput;
  UpdateCvPayload: ResolverTypeWrapper<Omit<UpdateCvPayload, 'cv'> & { cv?: Maybe<ResolversTypes['Cv']> }>;
  UpdateJournalEntryInput: UpdateJournalEntryInput;
  UpdateJournalEntryPayload: ResolverTypeWrapper<Omit<UpdateJournalEntryPayload, 'journalEntry'> & { journalEntry?: Maybe<ResolversTypes['JournalEntry']> }>;
  UpdateLetterInput: UpdateLetterInput;
  UpdateLetterPayload: ResolverTypeWrapper<Omit<UpdateLetterPayload, 'letter'> & { letter?: Maybe<ResolversTypes['Letter']> }>;
  UpdateObjectiveInput: UpdateObjectiveInput;
  UpdateObjectivePayload: ResolverTypeWrapper<Omit<UpdateObjectivePayload, 'objective'> & { objective?: Maybe<ResolversTypes['Objective']> }>;
  UpdatePartnerInput: UpdatePartnerInput;
  UpdatePartnerPayload: ResolverTypeWrapper<Omit<UpdatePartnerPayload, 'partner'> & { partner?: Maybe<ResolversTypes['Partner']> }>;
  UpdateProfileInput: UpdateProfileInput;
  UpdateProfilePayload: ResolverTypeWrapper<Omit<UpdateProfilePayload, 'profile'> & { profile?: Maybe<ResolversTypes['Profile']> }>;
  UploadCvInput: UploadCvInput;
  UploadCvPayload: ResolverTypeWrapper<Omit<UploadCvPayload, 'cv' | 'usage'> & { cv?: Maybe<ResolversTypes['Cv']>, usage?: Maybe<ResolversTypes['FeatureUsage']> }>;
  UsagePeriod: ResolverTypeWrapper<Omit<UsagePeriod, 'features'> & { features: ReadonlyArray<ResolversTypes['FeatureUsage']> }>;
  Viewer: ResolverTypeWrapper<ViewerParent>;
  WorkEnvironment: ResolverTypeWrapper<string>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Advice: Advice;
  AgentAnalysis: AgentAnalysis;
  AnalyzeJobOfferInput: AnalyzeJobOfferInput;
  AnalyzeJobOfferPayload: Omit<AnalyzeJobOfferPayload, 'jobAnalysis'> & { jobAnalysis?: Maybe<ResolversParentTypes['JobAnalysis']> };
  AnalyzeLetterAtsInput: AnalyzeLetterAtsInput;
  AnalyzeLetterAtsPayload: Omit<AnalyzeLetterAtsPayload, 'atsAnalysis' | 'letter'> & { atsAnalysis?: Maybe<ResolversParentTypes['AtsAnalysis']>, letter?: Maybe<ResolversParentTypes['Letter']> };
  AppActivity: AppActivity;
  AppSubscription: AppSubscriptionsRow;
  ApplyLetterTemplateInput: ApplyLetterTemplateInput;
  ApplyLetterTemplatePayload: Omit<ApplyLetterTemplatePayload, 'letter'> & { letter?: Maybe<ResolversParentTypes['Letter']> };
  AtsAnalysis: AtsAnalysesRow;
  BillingPortalSession: BillingPortalSessionsRow;
  Boolean: Scalars['Boolean']['output'];
  BuildTrajectoryInput: BuildTrajectoryInput;
  BuildTrajectoryPayload: Omit<BuildTrajectoryPayload, 'trajectory'> & { trajectory?: Maybe<ResolversParentTypes['Trajectory']> };
  CancelSubscriptionInput: CancelSubscriptionInput;
  CancelSubscriptionPayload: Omit<CancelSubscriptionPayload, 'appSubscription'> & { appSubscription?: Maybe<ResolversParentTypes['AppSubscription']> };
  CareerChange: CareerChange;
  CareerChangeInput: CareerChangeInput;
  ChangePlanInput: ChangePlanInput;
  ChangePlanPayload: Omit<ChangePlanPayload, 'appSubscription'> & { appSubscription?: Maybe<ResolversParentTypes['AppSubscription']> };
  CheckoutSession: CheckoutSessionsRow;
  CoachingMessage: CoachingMessagesRow;
  CoachingSession: CoachingSessionsRow;
  CoachingSessionConnection: Omit<CoachingSessionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['CoachingSessionEdge']>, nodes: ReadonlyArray<ResolversParentTypes['CoachingSession']> };
  CoachingSessionEdge: Omit<CoachingSessionEdge, 'node'> & { node: ResolversParentTypes['CoachingSession'] };
  CompanyCulture: Omit<CompanyCulture, 'communication' | 'environment' | 'industry' | 'innovation' | 'leadership' | 'size'> & { communication?: Maybe<ResolversParentTypes['CompanyCultureCommunication']>, environment?: Maybe<ResolversParentTypes['CompanyCultureEnvironment']>, industry?: Maybe<ResolversParentTypes['CompanyCultureIndustry']>, innovation?: Maybe<ResolversParentTypes['CompanyCultureInnovation']>, leadership?: Maybe<ResolversParentTypes['CompanyCultureLeadership']>, size?: Maybe<ResolversParentTypes['CompanyCultureSize']> };
  CompanyCultureCommunication: CompanyCultureCommunication;
  CompanyCultureEnvironment: CompanyCultureEnvironment;
  CompanyCultureIndustry: CompanyCultureIndustry;
  CompanyCultureInnovation: CompanyCultureInnovation;
  CompanyCultureLeadership: CompanyCultureLeadership;
  CompanyCultureSize: CompanyCultureSize;
  CompleteCoachingSessionInput: CompleteCoachingSessionInput;
  CompleteCoachingSessionPayload: Omit<CompleteCoachingSessionPayload, 'coachingSession'> & { coachingSession?: Maybe<ResolversParentTypes['CoachingSession']> };
  CompleteKaizenInput: CompleteKaizenInput;
  CompleteKaizenPayload: Omit<CompleteKaizenPayload, 'kaizen'> & { kaizen?: Maybe<ResolversParentTypes['Kaizen']> };
  CompleteMeditationInput: CompleteMeditationInput;
  CompleteMeditationPayload: Omit<CompleteMeditationPayload, 'meditation'> & { meditation?: Maybe<ResolversParentTypes['Meditation']> };
  CompleteObjectiveInput: CompleteObjectiveInput;
  CompleteObjectivePayload: Omit<CompleteObjectivePayload, 'objective'> & { objective?: Maybe<ResolversParentTypes['Objective']> };
  Consent: ListConsentsRow;
  ConsentRecord: ConsentRecordsRow;
  ConsentRecordConnection: Omit<ConsentRecordConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ConsentRecordEdge']>, nodes: ReadonlyArray<ResolversParentTypes['ConsentRecord']> };
  ConsentRecordEdge: Omit<ConsentRecordEdge, 'node'> & { node: ResolversParentTypes['ConsentRecord'] };
  CreateBillingPortalSessionInput: CreateBillingPortalSessionInput;
  CreateBillingPortalSessionPayload: Omit<CreateBillingPortalSessionPayload, 'billingPortalSession'> & { billingPortalSession?: Maybe<ResolversParentTypes['BillingPortalSession']> };
  CreateCheckoutSessionInput: CreateCheckoutSessionInput;
  CreateCheckoutSessionPayload: Omit<CreateCheckoutSessionPayload, 'checkoutSession'> & { checkoutSession?: Maybe<ResolversParentTypes['CheckoutSession']> };
  CreateJournalEntryInput: CreateJournalEntryInput;
  CreateJournalEntryPayload: Omit<CreateJournalEntryPayload, 'journalEntry'> & { journalEntry?: Maybe<ResolversParentTypes['JournalEntry']> };
  CreatePartnerInput: CreatePartnerInput;
  CreatePartnerPayload: Omit<CreatePartnerPayload, 'partner'> & { partner?: Maybe<ResolversParentTypes['Partner']> };
  Cv: CvsRow;
  CvConnection: Omit<CvConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['CvEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Cv']> };
  CvDraftInput: CvDraftInput;
  CvDraftPayload: Omit<CvDraftPayload, 'cv' | 'usage'> & { cv?: Maybe<ResolversParentTypes['Cv']>, usage?: Maybe<ResolversParentTypes['FeatureUsage']> };
  CvEdge: Omit<CvEdge, 'node'> & { node: ResolversParentTypes['Cv'] };
  CvEducation: CvEducation;
  CvEducationInput: CvEducationInput;
  CvExperience: CvExperience;
  CvExperienceInput: CvExperienceInput;
  CvLanguage: CvLanguage;
  CvLanguageInput: CvLanguageInput;
  CvLink: CvLink;
  CvLinkInput: CvLinkInput;
  CvProfile: Omit<CvProfile, 'languages'> & { languages: ReadonlyArray<ResolversParentTypes['CvLanguage']> };
  CvProfileInput: CvProfileInput;
  CvProject: CvProject;
  CvProjectInput: CvProjectInput;
  CvTemplate: CvTemplatesRow;
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  DeleteCvInput: DeleteCvInput;
  DeleteCvPayload: DeleteCvPayload;
  DeleteJournalEntryInput: DeleteJournalEntryInput;
  DeleteJournalEntryPayload: DeleteJournalEntryPayload;
  DeleteLetterInput: DeleteLetterInput;
  DeleteLetterPayload: DeleteLetterPayload;
  DeleteObjectiveInput: DeleteObjectiveInput;
  DeleteObjectivePayload: DeleteObjectivePayload;
  DisablePartnerInput: DisablePartnerInput;
  DisablePartnerPayload: Omit<DisablePartnerPayload, 'partner'> & { partner?: Maybe<ResolversParentTypes['Partner']> };
  DismissNudgeInput: DismissNudgeInput;
  DismissNudgePayload: Omit<DismissNudgePayload, 'nudge'> & { nudge?: Maybe<ResolversParentTypes['Nudge']> };
  Entitlement: Entitlement;
  Event: ListEventsRow;
  EventConnection: Omit<EventConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['EventEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Event']> };
  EventEdge: Omit<EventEdge, 'node'> & { node: ResolversParentTypes['Event'] };
  Evidence: Evidence;
  FeatureUsage: FeatureUsageRow;
  Float: Scalars['Float']['output'];
  FormatIssue: FormatIssue;
  FoundContract: FoundContract;
  FoundExperience: FoundExperience;
  FoundRemoteWork: FoundRemoteWork;
  FoundSalary: FoundSalary;
  FoundSkill: FoundSkill;
  FoundText: FoundText;
  GenerateCvInput: GenerateCvInput;
  GenerateCvPayload: Omit<GenerateCvPayload, 'cv' | 'usage'> & { cv?: Maybe<ResolversParentTypes['Cv']>, usage?: Maybe<ResolversParentTypes['FeatureUsage']> };
  GenerateLetterInput: GenerateLetterInput;
  GenerateLetterPayload: Omit<GenerateLetterPayload, 'letter' | 'usage'> & { letter?: Maybe<ResolversParentTypes['Letter']>, usage?: Maybe<ResolversParentTypes['FeatureUsage']> };
  GrantPartnerAccessInput: GrantPartnerAccessInput;
  GrantPartnerAccessPayload: Omit<GrantPartnerAccessPayload, 'partnerGrant'> & { partnerGrant?: Maybe<ResolversParentTypes['PartnerGrant']> };
  HelpLine: HelpLine;
  ID: Scalars['ID']['output'];
  Int: Scalars['Int']['output'];
  JSONObject: Scalars['JSONObject']['output'];
  JobAnalysis: JobAnalysesRow;
  JobAnalysisConnection: Omit<JobAnalysisConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['JobAnalysisEdge']>, nodes: ReadonlyArray<ResolversParentTypes['JobAnalysis']> };
  JobAnalysisEdge: Omit<JobAnalysisEdge, 'node'> & { node: ResolversParentTypes['JobAnalysis'] };
  JournalEntry: JournalEntriesRow;
  JournalEntryConnection: Omit<JournalEntryConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['JournalEntryEdge']>, nodes: ReadonlyArray<ResolversParentTypes['JournalEntry']> };
  JournalEntryEdge: Omit<JournalEntryEdge, 'node'> & { node: ResolversParentTypes['JournalEntry'] };
  JourneyActivity: JourneyActivity;
  JourneyInsights: Insights;
  JourneyRecommendation: JourneyRecommendation;
  Kaizen: KaizensRow;
  Keyword: Keyword;
  KeywordDensity: KeywordDensity;
  Letter: LettersRow;
  LetterConnection: Omit<LetterConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['LetterEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Letter']> };
  LetterDraftInput: LetterDraftInput;
  LetterDraftPayload: Omit<LetterDraftPayload, 'letter' | 'usage'> & { letter?: Maybe<ResolversParentTypes['Letter']>, usage?: Maybe<ResolversParentTypes['FeatureUsage']> };
  LetterEdge: Omit<LetterEdge, 'node'> & { node: ResolversParentTypes['Letter'] };
  LetterTemplate: LetterTemplatesRow;
  Meditation: MeditationsRow;
  MeditationConnection: Omit<MeditationConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['MeditationEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Meditation']> };
  MeditationEdge: Omit<MeditationEdge, 'node'> & { node: ResolversParentTypes['Meditation'] };
  MirrorMatch: MirrorMatchesRow;
  MirrorMatchConnection: Omit<MirrorMatchConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['MirrorMatchEdge']>, nodes: ReadonlyArray<ResolversParentTypes['MirrorMatch']> };
  MirrorMatchEdge: Omit<MirrorMatchEdge, 'node'> & { node: ResolversParentTypes['MirrorMatch'] };
  MirrorScores: MirrorScores;
  MirrorSuggestion: MirrorSuggestion;
  Money: Money;
  MoodAverages: MoodAverages;
  MoodDay: MoodDay;
  MoodSummary: MoodSummary;
  Mutation: Record<PropertyKey, never>;
  NavigateToAppInput: NavigateToAppInput;
  NavigateToAppPayload: Omit<NavigateToAppPayload, 'nudge'> & { nudge?: Maybe<ResolversParentTypes['Nudge']> };
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  Nudge: NudgesRow;
  Objective: ObjectivesRow;
  OptimizeCvForAtsInput: OptimizeCvForAtsInput;
  OptimizeCvForAtsPayload: Omit<OptimizeCvForAtsPayload, 'atsAnalysis' | 'cv'> & { atsAnalysis?: Maybe<ResolversParentTypes['AtsAnalysis']>, cv?: Maybe<ResolversParentTypes['Cv']> };
  OptimizeLetterInput: OptimizeLetterInput;
  OptimizeLetterPayload: Omit<OptimizeLetterPayload, 'letter'> & { letter?: Maybe<ResolversParentTypes['Letter']> };
  PageInfo: PageInfo;
  Partner: PartnersRow;
  PartnerAppStatistics: PartnerAppStatistics;
  PartnerGrant: PartnerGrantsRow;
  PartnerGrantConnection: Omit<PartnerGrantConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['PartnerGrantEdge']>, nodes: ReadonlyArray<ResolversParentTypes['PartnerGrant']> };
  PartnerGrantEdge: Omit<PartnerGrantEdge, 'node'> & { node: ResolversParentTypes['PartnerGrant'] };
  PartnerKey: PartnerKey;
  PartnerLimits: PartnerLimits;
  PartnerStatistics: PartnerStatistics;
  Payment: PaymentsRow;
  PaymentConnection: Omit<PaymentConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['PaymentEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Payment']> };
  PaymentEdge: Omit<PaymentEdge, 'node'> & { node: ResolversParentTypes['Payment'] };
  Plan: ListPlansRow;
  PlanLimit: PlanLimit;
  Profile: ProfilesRow;
  Query: Record<PropertyKey, never>;
  RateLimit: RateLimit;
  Recommendation: Recommendation;
  RecordConsentInput: RecordConsentInput;
  RecordConsentPayload: Omit<RecordConsentPayload, 'consent'> & { consent?: Maybe<ResolversParentTypes['Consent']> };
  Regularity: Regularity;
  ResumeSubscriptionInput: ResumeSubscriptionInput;
  ResumeSubscriptionPayload: Omit<ResumeSubscriptionPayload, 'appSubscription'> & { appSubscription?: Maybe<ResolversParentTypes['AppSubscription']> };
  RevokePartnerAccessInput: RevokePartnerAccessInput;
  RevokePartnerAccessPayload: Omit<RevokePartnerAccessPayload, 'partnerGrant'> & { partnerGrant?: Maybe<ResolversParentTypes['PartnerGrant']> };
  RotatePartnerKeyInput: RotatePartnerKeyInput;
  RotatePartnerKeyPayload: Omit<RotatePartnerKeyPayload, 'partner'> & { partner?: Maybe<ResolversParentTypes['Partner']> };
  RunMirrorMatchInput: RunMirrorMatchInput;
  RunMirrorMatchPayload: Omit<RunMirrorMatchPayload, 'mirrorMatch' | 'usage'> & { mirrorMatch?: Maybe<ResolversParentTypes['MirrorMatch']>, usage?: Maybe<ResolversParentTypes['FeatureUsage']> };
  SelectCvTemplateInput: SelectCvTemplateInput;
  SelectCvTemplatePayload: Omit<SelectCvTemplatePayload, 'cv'> & { cv?: Maybe<ResolversParentTypes['Cv']> };
  SendCoachingMessageInput: SendCoachingMessageInput;
  SendCoachingMessagePayload: Omit<SendCoachingMessagePayload, 'coachingSession' | 'message' | 'reply'> & { coachingSession?: Maybe<ResolversParentTypes['CoachingSession']>, message?: Maybe<ResolversParentTypes['CoachingMessage']>, reply?: Maybe<ResolversParentTypes['CoachingMessage']> };
  SetKaizenInput: SetKaizenInput;
  SetKaizenPayload: Omit<SetKaizenPayload, 'kaizen'> & { kaizen?: Maybe<ResolversParentTypes['Kaizen']> };
  SetObjectiveInput: SetObjectiveInput;
  SetObjectivePayload: Omit<SetObjectivePayload, 'objective'> & { objective?: Maybe<ResolversParentTypes['Objective']> };
  SharedCv: Omit<SharedCv, 'profile'> & { profile?: Maybe<ResolversParentTypes['CvProfile']> };
  SharedCvConnection: Omit<SharedCvConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['SharedCvEdge']>, nodes: ReadonlyArray<ResolversParentTypes['SharedCv']> };
  SharedCvEdge: Omit<SharedCvEdge, 'node'> & { node: ResolversParentTypes['SharedCv'] };
  SharedLetter: SharedLetter;
  SharedLetterConnection: Omit<SharedLetterConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['SharedLetterEdge']>, nodes: ReadonlyArray<ResolversParentTypes['SharedLetter']> };
  SharedLetterEdge: Omit<SharedLetterEdge, 'node'> & { node: ResolversParentTypes['SharedLetter'] };
  SharedProfile: SharedProfile;
  SkillBridge: SkillBridge;
  StartCoachingSessionInput: StartCoachingSessionInput;
  StartCoachingSessionPayload: Omit<StartCoachingSessionPayload, 'coachingSession' | 'usage'> & { coachingSession?: Maybe<ResolversParentTypes['CoachingSession']>, usage?: Maybe<ResolversParentTypes['FeatureUsage']> };
  Streak: Streak;
  String: Scalars['String']['output'];
  Subscription: Record<PropertyKey, never>;
  SuccessIndicator: SuccessIndicator;
  Trajectory: TrajectoriesRow;
  TrajectoryConnection: Omit<TrajectoryConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['TrajectoryEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Trajectory']> };
  TrajectoryEdge: Omit<TrajectoryEdge, 'node'> & { node: ResolversParentTypes['Trajectory'] };
  TrajectoryStep: TrajectoryStep;
  URL: Scalars['URL']['output'];
  UpdateCvInput: UpdateCvInput;
  UpdateCvPayload: Omit<UpdateCvPayload, 'cv'> & { cv?: Maybe<ResolversParentTypes['Cv']> };
  UpdateJournalEntryInput: UpdateJournalEntryInput;
  UpdateJournalEntryPayload: Omit<UpdateJournalEntryPayload, 'journalEntry'> & { journalEntry?: Maybe<ResolversParentTypes['JournalEntry']> };
  UpdateLetterInput: UpdateLetterInput;
  UpdateLetterPayload: Omit<UpdateLetterPayload, 'letter'> & { letter?: Maybe<ResolversParentTypes['Letter']> };
  UpdateObjectiveInput: UpdateObjectiveInput;
  UpdateObjectivePayload: Omit<UpdateObjectivePayload, 'objective'> & { objective?: Maybe<ResolversParentTypes['Objective']> };
  UpdatePartnerInput: UpdatePartnerInput;
  UpdatePartnerPayload: Omit<UpdatePartnerPayload, 'partner'> & { partner?: Maybe<ResolversParentTypes['Partner']> };
  UpdateProfileInput: UpdateProfileInput;
  UpdateProfilePayload: Omit<UpdateProfilePayload, 'profile'> & { profile?: Maybe<ResolversParentTypes['Profile']> };
  UploadCvInput: UploadCvInput;
  UploadCvPayload: Omit<UploadCvPayload, 'cv' | 'usage'> & { cv?: Maybe<ResolversParentTypes['Cv']>, usage?: Maybe<ResolversParentTypes['FeatureUsage']> };
  UsagePeriod: Omit<UsagePeriod, 'features'> & { features: ReadonlyArray<ResolversParentTypes['FeatureUsage']> };
  Viewer: ViewerParent;
};

export type ConsumesUsageDirectiveArgs = {
  amount?: Scalars['Int']['input'];
  feature: Feature;
};

export type ConsumesUsageDirectiveResolver<Result, Parent, ContextType = Context, Args = ConsumesUsageDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CostDirectiveArgs = {
  weight: Scalars['String']['input'];
};

export type CostDirectiveResolver<Result, Parent, ContextType = Context, Args = CostDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type EmitsDirectiveArgs = {
  events: ReadonlyArray<Scalars['String']['input']>;
};

export type EmitsDirectiveResolver<Result, Parent, ContextType = Context, Args = EmitsDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ListSizeDirectiveArgs = {
  assumedSize?: Maybe<Scalars['Int']['input']>;
  requireOneSlicingArgument?: Maybe<Scalars['Boolean']['input']>;
  sizedFields?: Maybe<ReadonlyArray<Scalars['String']['input']>>;
  slicingArguments?: Maybe<ReadonlyArray<Scalars['String']['input']>>;
};

export type ListSizeDirectiveResolver<Result, Parent, ContextType = Context, Args = ListSizeDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type RequiresTierDirectiveArgs = {
  app: App;
  tier?: Tier;
};

export type RequiresTierDirectiveResolver<Result, Parent, ContextType = Context, Args = RequiresTierDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AdviceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Advice'] = ResolversParentTypes['Advice']> = {
  durationMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  inputTokens?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outputTokens?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  recommendations?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['TextSource'], ParentType, ContextType>;
};

export type AgentAnalysisResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AgentAnalysis'] = ResolversParentTypes['AgentAnalysis']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  recommendations?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  securityPassed?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['AnalysisSource'], ParentType, ContextType>;
};

export type AnalysisSourceResolvers = { AGENT: 'agent', RULES: 'rules' };

export type AnalyzeJobOfferPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AnalyzeJobOfferPayload'] = ResolversParentTypes['AnalyzeJobOfferPayload']> = {
  help?: Resolver<ReadonlyArray<ResolversTypes['HelpLine']>, ParentType, ContextType>;
  jobAnalysis?: Resolver<Maybe<ResolversTypes['JobAnalysis']>, ParentType, ContextType>;
};

export type AnalyzeLetterAtsPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AnalyzeLetterAtsPayload'] = ResolversParentTypes['AnalyzeLetterAtsPayload']> = {
  atsAnalysis?: Resolver<Maybe<ResolversTypes['AtsAnalysis']>, ParentType, ContextType>;
  help?: Resolver<ReadonlyArray<ResolversTypes['HelpLine']>, ParentType, ContextType>;
  letter?: Resolver<Maybe<ResolversTypes['Letter']>, ParentType, ContextType>;
};

export type AppResolvers = { CV: 'cv', ECOSYSTEM: 'ecosystem', LETTERS: 'letters', RISE: 'rise' };

export type AppActivityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppActivity'] = ResolversParentTypes['AppActivity']> = {
  app?: Resolver<ResolversTypes['App'], ParentType, ContextType>;
  events?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  firstUsedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastUsedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type AppSubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppSubscription'] = ResolversParentTypes['AppSubscription']> = {
  app?: Resolver<ResolversTypes['App'], ParentType, ContextType>;
  cancelAtPeriodEnd?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  cancelledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  counts?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  currentPeriodEnd?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  currentPeriodStart?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  pastDueSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  plan?: Resolver<Maybe<ResolversTypes['Plan']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SubscriptionStatus'], ParentType, ContextType>;
  tier?: Resolver<ResolversTypes['Tier'], ParentType, ContextType>;
  trialEnd?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ApplyLetterTemplatePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApplyLetterTemplatePayload'] = ResolversParentTypes['ApplyLetterTemplatePayload']> = {
  help?: Resolver<ReadonlyArray<ResolversTypes['HelpLine']>, ParentType, ContextType>;
  letter?: Resolver<Maybe<ResolversTypes['Letter']>, ParentType, ContextType>;
};

export type AtsAnalysisResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AtsAnalysis'] = ResolversParentTypes['AtsAnalysis']> = {
  actionVerbs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  advice?: Resolver<Maybe<ResolversTypes['Advice']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cv?: Resolver<Maybe<ResolversTypes['Cv']>, ParentType, ContextType>;
  formatIssues?: Resolver<ReadonlyArray<ResolversTypes['FormatIssue']>, ParentType, ContextType>;
  formatScore?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  jobAnalysis?: Resolver<Maybe<ResolversTypes['JobAnalysis']>, ParentType, ContextType>;
  keywordCoverage?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  keywordDensity?: Resolver<ReadonlyArray<ResolversTypes['KeywordDensity']>, ParentType, ContextType>;
  letter?: Resolver<Maybe<ResolversTypes['Letter']>, ParentType, ContextType>;
  level?: Resolver<Maybe<ResolversTypes['AtsLevel']>, ParentType, ContextType>;
  matchedKeywords?: Resolver<ReadonlyArray<ResolversTypes['Keyword']>, ParentType, ContextType>;
  missingKeywords?: Resolver<ReadonlyArray<ResolversTypes['Keyword']>, ParentType, ContextType>;
  quantifiedResults?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  recommendations?: Resolver<ReadonlyArray<ResolversTypes['Recommendation']>, ParentType, ContextType>;
  score?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  textVersion?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  words?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AtsLevelResolvers = { EXCELLENT: 'excellent', FAIR: 'fair', GOOD: 'good', POOR: 'poor' };

export type BillingPortalSessionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BillingPortalSession'] = ResolversParentTypes['BillingPortalSession']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type BuildTrajectoryPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BuildTrajectoryPayload'] = ResolversParentTypes['BuildTrajectoryPayload']> = {
  help?: Resolver<ReadonlyArray<ResolversTypes['HelpLine']>, ParentType, ContextType>;
  trajectory?: Resolver<Maybe<ResolversTypes['Trajectory']>, ParentType, ContextType>;
};

export type CancelSubscriptionPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CancelSubscriptionPayload'] = ResolversParentTypes['CancelSubscriptionPayload']> = {
  appSubscription?: Resolver<Maybe<ResolversTypes['AppSubscription']>, ParentType, ContextType>;
};

export type CareerChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CareerChange'] = ResolversParentTypes['CareerChange']> = {
  newDomain?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  oldDomain?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  transferableSkills?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ChangePlanPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangePlanPayload'] = ResolversParentTypes['ChangePlanPayload']> = {
  appSubscription?: Resolver<Maybe<ResolversTypes['AppSubscription']>, ParentType, ContextType>;
};

export type CheckoutSessionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CheckoutSession'] = ResolversParentTypes['CheckoutSession']> = {
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  plan?: Resolver<Maybe<ResolversTypes['Plan']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CoachingAuthorResolvers = { COACH: 'coach', USER: 'user' };

export type CoachingDepthResolvers = { BRIEF: 'brief', FULL: 'full' };

export type CoachingMessageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CoachingMessage'] = ResolversParentTypes['CoachingMessage']> = {
  author?: Resolver<ResolversTypes['CoachingAuthor'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  durationMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inputTokens?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outputTokens?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['TextSource']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CoachingSessionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CoachingSession'] = ResolversParentTypes['CoachingSession']> = {
  completedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  depth?: Resolver<ResolversTypes['CoachingDepth'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  language?: Resolver<ResolversTypes['Language'], ParentType, ContextType>;
  messages?: Resolver<ReadonlyArray<ResolversTypes['CoachingMessage']>, ParentType, ContextType>;
  messagesCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  satisfaction?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['CoachingStatus'], ParentType, ContextType>;
  summary?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  summaryDurationMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  summaryInputTokens?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  summaryModel?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  summaryOutputTokens?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  summarySource?: Resolver<Maybe<ResolversTypes['TextSource']>, ParentType, ContextType>;
  topic?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CoachingSessionConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CoachingSessionConnection'] = ResolversParentTypes['CoachingSessionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['CoachingSessionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['CoachingSession']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type CoachingSessionEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CoachingSessionEdge'] = ResolversParentTypes['CoachingSessionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['CoachingSession'], ParentType, ContextType>;
};

export type CoachingStatusResolvers = { ACTIVE: 'active', COMPLETED: 'completed' };

export type CommunicationStyleResolvers = { CASUAL: 'casual', FORMAL: 'formal', INNOVATIVE: 'innovative', TRADITIONAL: 'traditional' };

export type CompanyCultureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CompanyCulture'] = ResolversParentTypes['CompanyCulture']> = {
  communication?: Resolver<Maybe<ResolversTypes['CompanyCultureCommunication']>, ParentType, ContextType>;
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  durationMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  environment?: Resolver<Maybe<ResolversTypes['CompanyCultureEnvironment']>, ParentType, ContextType>;
  industry?: Resolver<Maybe<ResolversTypes['CompanyCultureIndustry']>, ParentType, ContextType>;
  innovation?: Resolver<Maybe<ResolversTypes['CompanyCultureInnovation']>, ParentType, ContextType>;
  inputTokens?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  leadership?: Resolver<Maybe<ResolversTypes['CompanyCultureLeadership']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outputTokens?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  size?: Resolver<Maybe<ResolversTypes['CompanyCultureSize']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['TextSource'], ParentType, ContextType>;
  tones?: Resolver<ReadonlyArray<ResolversTypes['LetterTone']>, ParentType, ContextType>;
  values?: Resolver<ReadonlyArray<ResolversTypes['FoundText']>, ParentType, ContextType>;
};

export type CompanyCultureCommunicationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CompanyCultureCommunication'] = ResolversParentTypes['CompanyCultureCommunication']> = {
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  evidence?: Resolver<ReadonlyArray<ResolversTypes['Evidence']>, ParentType, ContextType>;
  value?: Resolver<ResolversTypes['CommunicationStyle'], ParentType, ContextType>;
};

export type CompanyCultureEnvironmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CompanyCultureEnvironment'] = ResolversParentTypes['CompanyCultureEnvironment']> = {
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  evidence?: Resolver<ReadonlyArray<ResolversTypes['Evidence']>, ParentType, ContextType>;
  value?: Resolver<ResolversTypes['WorkEnvironment'], ParentType, ContextType>;
};

export type CompanyCultureIndustryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CompanyCultureIndustry'] = ResolversParentTypes['CompanyCultureIndustry']> = {
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  evidence?: Resolver<ReadonlyArray<ResolversTypes['Evidence']>, ParentType, ContextType>;
  value?: Resolver<ResolversTypes['CompanyIndustry'], ParentType, ContextType>;
};

export type CompanyCultureInnovationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CompanyCultureInnovation'] = ResolversParentTypes['CompanyCultureInnovation']> = {
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  evidence?: Resolver<ReadonlyArray<ResolversTypes['Evidence']>, ParentType, ContextType>;
  value?: Resolver<ResolversTypes['InnovationLevel'], ParentType, ContextType>;
};

export type CompanyCultureLeadershipResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CompanyCultureLeadership'] = ResolversParentTypes['CompanyCultureLeadership']> = {
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  evidence?: Resolver<ReadonlyArray<ResolversTypes['Evidence']>, ParentType, ContextType>;
  value?: Resolver<ResolversTypes['LeadershipStyle'], ParentType, ContextType>;
};

export type CompanyCultureSizeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CompanyCultureSize'] = ResolversParentTypes['CompanyCultureSize']> = {
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  evidence?: Resolver<ReadonlyArray<ResolversTypes['Evidence']>, ParentType, ContextType>;
  value?: Resolver<ResolversTypes['CompanySize'], ParentType, ContextType>;
};

export type CompanyIndustryResolvers = { CONSULTING: 'consulting', CORPORATE: 'corporate', CREATIVE: 'creative', FINANCE: 'finance', NONPROFIT: 'nonprofit', PUBLIC_SERVICE: 'public_service', STARTUP: 'startup', TECH: 'tech' };

export type CompanySizeResolvers = { LARGE: 'large', MEDIUM: 'medium', SMALL: 'small' };

export type CompleteCoachingSessionPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CompleteCoachingSessionPayload'] = ResolversParentTypes['CompleteCoachingSessionPayload']> = {
  coachingSession?: Resolver<Maybe<ResolversTypes['CoachingSession']>, ParentType, ContextType>;
};

export type CompleteKaizenPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CompleteKaizenPayload'] = ResolversParentTypes['CompleteKaizenPayload']> = {
  kaizen?: Resolver<Maybe<ResolversTypes['Kaizen']>, ParentType, ContextType>;
};

export type CompleteMeditationPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CompleteMeditationPayload'] = ResolversParentTypes['CompleteMeditationPayload']> = {
  meditation?: Resolver<Maybe<ResolversTypes['Meditation']>, ParentType, ContextType>;
};

export type CompleteObjectivePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CompleteObjectivePayload'] = ResolversParentTypes['CompleteObjectivePayload']> = {
  objective?: Resolver<Maybe<ResolversTypes['Objective']>, ParentType, ContextType>;
};

export type ConsentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Consent'] = ResolversParentTypes['Consent']> = {
  granted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  purpose?: Resolver<ResolversTypes['ConsentPurpose'], ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['App']>, ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ConsentPurposeResolvers = { AI_PROCESSING: 'ai_processing', AI_SENSITIVE: 'ai_sensitive', ANALYTICS: 'analytics', MARKETING: 'marketing', PARTNER_SHARING: 'partner_sharing', RESEARCH: 'research' };

export type ConsentRecordResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConsentRecord'] = ResolversParentTypes['ConsentRecord']> = {
  granted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  purpose?: Resolver<ResolversTypes['ConsentPurpose'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['App'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ConsentRecordConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConsentRecordConnection'] = ResolversParentTypes['ConsentRecordConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ConsentRecordEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ConsentRecord']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ConsentRecordEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConsentRecordEdge'] = ResolversParentTypes['ConsentRecordEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ConsentRecord'], ParentType, ContextType>;
};

export type ContractKindResolvers = { APPRENTICESHIP: 'apprenticeship', CDD: 'cdd', CDI: 'cdi', FREELANCE: 'freelance', INTERNSHIP: 'internship', TEMPORARY: 'temporary' };

export type CreateBillingPortalSessionPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateBillingPortalSessionPayload'] = ResolversParentTypes['CreateBillingPortalSessionPayload']> = {
  billingPortalSession?: Resolver<Maybe<ResolversTypes['BillingPortalSession']>, ParentType, ContextType>;
};

export type CreateCheckoutSessionPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateCheckoutSessionPayload'] = ResolversParentTypes['CreateCheckoutSessionPayload']> = {
  checkoutSession?: Resolver<Maybe<ResolversTypes['CheckoutSession']>, ParentType, ContextType>;
};

export type CreateJournalEntryPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateJournalEntryPayload'] = ResolversParentTypes['CreateJournalEntryPayload']> = {
  help?: Resolver<ReadonlyArray<ResolversTypes['HelpLine']>, ParentType, ContextType>;
  journalEntry?: Resolver<Maybe<ResolversTypes['JournalEntry']>, ParentType, ContextType>;
};

export type CreatePartnerPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreatePartnerPayload'] = ResolversParentTypes['CreatePartnerPayload']> = {
  help?: Resolver<ReadonlyArray<ResolversTypes['HelpLine']>, ParentType, ContextType>;
  key?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  partner?: Resolver<Maybe<ResolversTypes['Partner']>, ParentType, ContextType>;
};

export type CvResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Cv'] = ResolversParentTypes['Cv']> = {
  atsAnalyses?: Resolver<ReadonlyArray<ResolversTypes['AtsAnalysis']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  durationMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  filename?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  html?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inputTokens?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  language?: Resolver<ResolversTypes['Language'], ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['CvOrigin'], ParentType, ContextType>;
  outputTokens?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  profile?: Resolver<Maybe<ResolversTypes['CvProfile']>, ParentType, ContextType>;
  sizeBytes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['TextSource']>, ParentType, ContextType>;
  targetJob?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  template?: Resolver<Maybe<ResolversTypes['CvTemplate']>, ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CvCategoryResolvers = { ATS_FRIENDLY: 'ats_friendly', CLASSIC: 'classic', CREATIVE: 'creative', MINIMAL: 'minimal', MODERN: 'modern' };

export type CvConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CvConnection'] = ResolversParentTypes['CvConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['CvEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Cv']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type CvDraftPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CvDraftPayload'] = ResolversParentTypes['CvDraftPayload']> = {
  cv?: Resolver<Maybe<ResolversTypes['Cv']>, ParentType, ContextType>;
  done?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  help?: Resolver<ReadonlyArray<ResolversTypes['HelpLine']>, ParentType, ContextType>;
  offset?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['FeatureUsage']>, ParentType, ContextType>;
};

export type CvEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CvEdge'] = ResolversParentTypes['CvEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Cv'], ParentType, ContextType>;
};

export type CvEducationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CvEducation'] = ResolversParentTypes['CvEducation']> = {
  degree?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  location?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  school?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  year?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type CvExperienceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CvExperience'] = ResolversParentTypes['CvExperience']> = {
  company?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  current?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endDate?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  highlights?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  location?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startDate?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CvFontResolvers = { MONO: 'mono', SANS: 'sans', SERIF: 'serif' };

export type CvLanguageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CvLanguage'] = ResolversParentTypes['CvLanguage']> = {
  level?: Resolver<ResolversTypes['LanguageLevel'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CvLayoutResolvers = { CLASSIC: 'classic', COMPACT: 'compact', MODERN: 'modern', SIDEBAR: 'sidebar', TIMELINE: 'timeline' };

export type CvLinkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CvLink'] = ResolversParentTypes['CvLink']> = {
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CvOriginResolvers = { GENERATED: 'generated', IMPORTED: 'imported', UPLOADED: 'uploaded' };

export type CvProfileResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CvProfile'] = ResolversParentTypes['CvProfile']> = {
  achievements?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  businessSkills?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  educations?: Resolver<ReadonlyArray<ResolversTypes['CvEducation']>, ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  experiences?: Resolver<ReadonlyArray<ResolversTypes['CvExperience']>, ParentType, ContextType>;
  fullName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  headline?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  languages?: Resolver<ReadonlyArray<ResolversTypes['CvLanguage']>, ParentType, ContextType>;
  links?: Resolver<ReadonlyArray<ResolversTypes['CvLink']>, ParentType, ContextType>;
  location?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  projects?: Resolver<ReadonlyArray<ResolversTypes['CvProject']>, ParentType, ContextType>;
  softSkills?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  summary?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  technicalSkills?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CvProjectResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CvProject'] = ResolversParentTypes['CvProject']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CvTemplateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CvTemplate'] = ResolversParentTypes['CvTemplate']> = {
  accentColor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  category?: Resolver<ResolversTypes['CvCategory'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  font?: Resolver<ResolversTypes['CvFont'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  layout?: Resolver<ResolversTypes['CvLayout'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tier?: Resolver<ResolversTypes['Tier'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeleteCvPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteCvPayload'] = ResolversParentTypes['DeleteCvPayload']> = {
  deletedId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type DeleteJournalEntryPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteJournalEntryPayload'] = ResolversParentTypes['DeleteJournalEntryPayload']> = {
  deletedId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type DeleteLetterPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteLetterPayload'] = ResolversParentTypes['DeleteLetterPayload']> = {
  deletedId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  help?: Resolver<ReadonlyArray<ResolversTypes['HelpLine']>, ParentType, ContextType>;
};

export type DeleteObjectivePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteObjectivePayload'] = ResolversParentTypes['DeleteObjectivePayload']> = {
  deletedId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type DisablePartnerPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DisablePartnerPayload'] = ResolversParentTypes['DisablePartnerPayload']> = {
  partner?: Resolver<Maybe<ResolversTypes['Partner']>, ParentType, ContextType>;
};

export type DismissNudgePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DismissNudgePayload'] = ResolversParentTypes['DismissNudgePayload']> = {
  nudge?: Resolver<Maybe<ResolversTypes['Nudge']>, ParentType, ContextType>;
};

export type EntitlementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Entitlement'] = ResolversParentTypes['Entitlement']> = {
  allowed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['EntitlementReason'], ParentType, ContextType>;
  requiredTier?: Resolver<Maybe<ResolversTypes['Tier']>, ParentType, ContextType>;
};

export type EntitlementReasonResolvers = { ALLOWED: 'allowed', LIMIT_REACHED: 'limit_reached', TIER_REQUIRED: 'tier_required' };

export type EventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Event'] = ResolversParentTypes['Event']> = {
  app?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  data?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  time?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EventConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EventConnection'] = ResolversParentTypes['EventConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['EventEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Event']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type EventEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EventEdge'] = ResolversParentTypes['EventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
};

export type EvidenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Evidence'] = ResolversParentTypes['Evidence']> = {
  end?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  start?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FeatureResolvers = { COACHING_SESSIONS: 'coaching_sessions', CV_GENERATIONS: 'cv_generations', CV_UPLOADS: 'cv_uploads', LETTERS_GENERATED: 'letters_generated', MIRROR_MATCH: 'mirror_match' };

export type FeatureUsageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FeatureUsage'] = ResolversParentTypes['FeatureUsage']> = {
  feature?: Resolver<ResolversTypes['Feature'], ParentType, ContextType>;
  held?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  limit?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  remaining?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  resetsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  unlimited?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  used?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type FormatIssueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FormatIssue'] = ResolversParentTypes['FormatIssue']> = {
  found?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  points?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['FormatRule'], ParentType, ContextType>;
};

export type FormatRuleResolvers = { COLUMNS: 'columns', KEYWORD_STUFFING: 'keyword_stuffing', LONG_PARAGRAPH: 'long_paragraph', NO_CLOSING: 'no_closing', NO_DATES: 'no_dates', NO_EDUCATION_SECTION: 'no_education_section', NO_EMAIL: 'no_email', NO_EXPERIENCE_SECTION: 'no_experience_section', NO_PHONE: 'no_phone', NO_SALUTATION: 'no_salutation', NO_SKILLS_SECTION: 'no_skills_section', TOO_LONG: 'too_long', TOO_SHORT: 'too_short', UNUSUAL_CHARACTERS: 'unusual_characters' };

export type FoundContractResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FoundContract'] = ResolversParentTypes['FoundContract']> = {
  evidence?: Resolver<ResolversTypes['Evidence'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ContractKind'], ParentType, ContextType>;
};

export type FoundExperienceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FoundExperience'] = ResolversParentTypes['FoundExperience']> = {
  evidence?: Resolver<ResolversTypes['Evidence'], ParentType, ContextType>;
  maxYears?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  minYears?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type FoundRemoteWorkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FoundRemoteWork'] = ResolversParentTypes['FoundRemoteWork']> = {
  evidence?: Resolver<ResolversTypes['Evidence'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['RemoteWork'], ParentType, ContextType>;
};

export type FoundSalaryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FoundSalary'] = ResolversParentTypes['FoundSalary']> = {
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  evidence?: Resolver<ResolversTypes['Evidence'], ParentType, ContextType>;
  max?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  min?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  period?: Resolver<Maybe<ResolversTypes['SalaryPeriod']>, ParentType, ContextType>;
};

export type FoundSkillResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FoundSkill'] = ResolversParentTypes['FoundSkill']> = {
  category?: Resolver<ResolversTypes['SkillCategory'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  evidence?: Resolver<ResolversTypes['Evidence'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FoundTextResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FoundText'] = ResolversParentTypes['FoundText']> = {
  evidence?: Resolver<ResolversTypes['Evidence'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type GenerateCvPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GenerateCvPayload'] = ResolversParentTypes['GenerateCvPayload']> = {
  cv?: Resolver<Maybe<ResolversTypes['Cv']>, ParentType, ContextType>;
  help?: Resolver<ReadonlyArray<ResolversTypes['HelpLine']>, ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['FeatureUsage']>, ParentType, ContextType>;
};

export type GenerateLetterPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GenerateLetterPayload'] = ResolversParentTypes['GenerateLetterPayload']> = {
  help?: Resolver<ReadonlyArray<ResolversTypes['HelpLine']>, ParentType, ContextType>;
  letter?: Resolver<Maybe<ResolversTypes['Letter']>, ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['FeatureUsage']>, ParentType, ContextType>;
};

export type GrantPartnerAccessPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GrantPartnerAccessPayload'] = ResolversParentTypes['GrantPartnerAccessPayload']> = {
  partnerGrant?: Resolver<Maybe<ResolversTypes['PartnerGrant']>, ParentType, ContextType>;
};

export type HelpLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HelpLine'] = ResolversParentTypes['HelpLine']> = {
  country?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hours?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  phone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
};

export type IndicatorResolvers = { ATS_ABOVE_80: 'ats_above_80', COACHING_COMPLETED: 'coaching_completed', OBJECTIVE_COMPLETED: 'objective_completed', PERSONALIZATION_ABOVE_85: 'personalization_above_85' };

export type InnovationLevelResolvers = { CONSERVATIVE: 'conservative', INNOVATIVE: 'innovative', MODERATE: 'moderate' };

export interface JsonObjectScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSONObject'], any> {
  name: 'JSONObject';
}

export type JobAnalysisResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobAnalysis'] = ResolversParentTypes['JobAnalysis']> = {
  company?: Resolver<Maybe<ResolversTypes['FoundText']>, ParentType, ContextType>;
  contracts?: Resolver<ReadonlyArray<ResolversTypes['FoundContract']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  culture?: Resolver<Maybe<ResolversTypes['CompanyCulture']>, ParentType, ContextType>;
  experience?: Resolver<Maybe<ResolversTypes['FoundExperience']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  keywords?: Resolver<ReadonlyArray<ResolversTypes['Keyword']>, ParentType, ContextType>;
  language?: Resolver<Maybe<ResolversTypes['Language']>, ParentType, ContextType>;
  offerText?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  place?: Resolver<Maybe<ResolversTypes['FoundText']>, ParentType, ContextType>;
  remote?: Resolver<Maybe<ResolversTypes['FoundRemoteWork']>, ParentType, ContextType>;
  salary?: Resolver<Maybe<ResolversTypes['FoundSalary']>, ParentType, ContextType>;
  skills?: Resolver<ReadonlyArray<ResolversTypes['FoundSkill']>, ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['FoundText']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type JobAnalysisConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobAnalysisConnection'] = ResolversParentTypes['JobAnalysisConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['JobAnalysisEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['JobAnalysis']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type JobAnalysisEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JobAnalysisEdge'] = ResolversParentTypes['JobAnalysisEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['JobAnalysis'], ParentType, ContextType>;
};

export type JournalEntryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JournalEntry'] = ResolversParentTypes['JournalEntry']> = {
  confidence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  mood?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type JournalEntryConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JournalEntryConnection'] = ResolversParentTypes['JournalEntryConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['JournalEntryEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['JournalEntry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type JournalEntryEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JournalEntryEdge'] = ResolversParentTypes['JournalEntryEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['JournalEntry'], ParentType, ContextType>;
};

export type JourneyActivityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JourneyActivity'] = ResolversParentTypes['JourneyActivity']> = {
  last7Days?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  last30Days?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lastActiveAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type JourneyInsightsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JourneyInsights'] = ResolversParentTypes['JourneyInsights']> = {
  activity?: Resolver<ResolversTypes['JourneyActivity'], ParentType, ContextType>;
  analysis?: Resolver<Maybe<ResolversTypes['AgentAnalysis']>, ParentType, ContextType>;
  apps?: Resolver<ReadonlyArray<ResolversTypes['AppActivity']>, ParentType, ContextType>;
  appsUsed?: Resolver<ReadonlyArray<ResolversTypes['App']>, ParentType, ContextType>;
  engagement?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  recommendations?: Resolver<ReadonlyArray<ResolversTypes['JourneyRecommendation']>, ParentType, ContextType>;
  regularity?: Resolver<Maybe<ResolversTypes['Regularity']>, ParentType, ContextType>;
  stage?: Resolver<Maybe<ResolversTypes['JourneyStage']>, ParentType, ContextType>;
  successIndicators?: Resolver<ReadonlyArray<ResolversTypes['SuccessIndicator']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type JourneyRecommendationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['JourneyRecommendation'] = ResolversParentTypes['JourneyRecommendation']> = {
  app?: Resolver<ResolversTypes['App'], ParentType, ContextType>;
  because?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type JourneyStageResolvers = { APPLYING: 'applying', GROWING: 'growing', PREPARING: 'preparing', REFLECTING: 'reflecting' };

export type KaizenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Kaizen'] = ResolversParentTypes['Kaizen']> = {
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  completed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  completedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type KeywordResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Keyword'] = ResolversParentTypes['Keyword']> = {
  category?: Resolver<Maybe<ResolversTypes['SkillCategory']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  evidence?: Resolver<ResolversTypes['Evidence'], ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['KeywordReason']>, ParentType, ContextType>;
  term?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  weight?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type KeywordDensityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['KeywordDensity'] = ResolversParentTypes['KeywordDensity']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  percent?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  term?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type KeywordReasonResolvers = { DESIRABLE: 'desirable', LIST: 'list', REPEATED: 'repeated', REQUIRED: 'required', SKILL: 'skill', TITLE: 'title' };

export type LanguageResolvers = { EN: 'en', FR: 'fr' };

export type LanguageLevelResolvers = { ADVANCED: 'advanced', BEGINNER: 'beginner', INTERMEDIATE: 'intermediate', NATIVE: 'native' };

export type LeadershipStyleResolvers = { COLLABORATIVE: 'collaborative', FLAT: 'flat', HIERARCHICAL: 'hierarchical' };

export type LetterResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Letter'] = ResolversParentTypes['Letter']> = {
  atsAnalyses?: Resolver<ReadonlyArray<ResolversTypes['AtsAnalysis']>, ParentType, ContextType>;
  careerChange?: Resolver<Maybe<ResolversTypes['CareerChange']>, ParentType, ContextType>;
  changes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  companyName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cv?: Resolver<Maybe<ResolversTypes['Cv']>, ParentType, ContextType>;
  durationMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  html?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inputTokens?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  jobAnalysis?: Resolver<Maybe<ResolversTypes['JobAnalysis']>, ParentType, ContextType>;
  jobTitle?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  language?: Resolver<ResolversTypes['Language'], ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['LetterOrigin'], ParentType, ContextType>;
  outputTokens?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['TextSource']>, ParentType, ContextType>;
  template?: Resolver<Maybe<ResolversTypes['LetterTemplate']>, ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tone?: Resolver<Maybe<ResolversTypes['LetterTone']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LetterConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LetterConnection'] = ResolversParentTypes['LetterConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['LetterEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Letter']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type LetterDraftPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LetterDraftPayload'] = ResolversParentTypes['LetterDraftPayload']> = {
  done?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  help?: Resolver<ReadonlyArray<ResolversTypes['HelpLine']>, ParentType, ContextType>;
  letter?: Resolver<Maybe<ResolversTypes['Letter']>, ParentType, ContextType>;
  offset?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['FeatureUsage']>, ParentType, ContextType>;
};

export type LetterEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LetterEdge'] = ResolversParentTypes['LetterEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Letter'], ParentType, ContextType>;
};

export type LetterLayoutResolvers = { CLASSIC: 'classic', MINIMAL: 'minimal', MODERN: 'modern' };

export type LetterOriginResolvers = { GENERATED: 'generated', IMPORTED: 'imported' };

export type LetterTemplateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LetterTemplate'] = ResolversParentTypes['LetterTemplate']> = {
  accentColor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  font?: Resolver<ResolversTypes['CvFont'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  layout?: Resolver<ResolversTypes['LetterLayout'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tier?: Resolver<ResolversTypes['Tier'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LetterToneResolvers = { ASSOCIATIF: 'associatif', CREATIF: 'creatif', DYNAMIQUE: 'dynamique', FORMEL: 'formel', SOBRE: 'sobre', STARTUP: 'startup' };

export type MatchTypeResolvers = { CV_TO_JOB: 'cv_to_job', CV_TO_LETTER: 'cv_to_letter', LETTER_TO_JOB: 'letter_to_job', SYNERGIC_FULL: 'synergic_full' };

export type MeditationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Meditation'] = ResolversParentTypes['Meditation']> = {
  completedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  durationSeconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  triggeredBy?: Resolver<Maybe<ResolversTypes['MeditationTrigger']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MeditationConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MeditationConnection'] = ResolversParentTypes['MeditationConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['MeditationEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Meditation']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type MeditationEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MeditationEdge'] = ResolversParentTypes['MeditationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Meditation'], ParentType, ContextType>;
};

export type MeditationTriggerResolvers = { IRIS: 'iris', USER: 'user' };

export type MirrorMatchResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MirrorMatch'] = ResolversParentTypes['MirrorMatch']> = {
  bridges?: Resolver<ReadonlyArray<ResolversTypes['SkillBridge']>, ParentType, ContextType>;
  coherenceBonus?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cv?: Resolver<Maybe<ResolversTypes['Cv']>, ParentType, ContextType>;
  durationMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  gaps?: Resolver<ReadonlyArray<ResolversTypes['Keyword']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inputTokens?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  jobAnalysis?: Resolver<Maybe<ResolversTypes['JobAnalysis']>, ParentType, ContextType>;
  letter?: Resolver<Maybe<ResolversTypes['Letter']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outputTokens?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  overall?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  scores?: Resolver<ResolversTypes['MirrorScores'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['TextSource'], ParentType, ContextType>;
  strongPoints?: Resolver<ReadonlyArray<ResolversTypes['Keyword']>, ParentType, ContextType>;
  suggestions?: Resolver<ReadonlyArray<ResolversTypes['MirrorSuggestion']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['MatchType'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MirrorMatchConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MirrorMatchConnection'] = ResolversParentTypes['MirrorMatchConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['MirrorMatchEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['MirrorMatch']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type MirrorMatchEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MirrorMatchEdge'] = ResolversParentTypes['MirrorMatchEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['MirrorMatch'], ParentType, ContextType>;
};

export type MirrorScoresResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MirrorScores'] = ResolversParentTypes['MirrorScores']> = {
  ats?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  experience?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  keywords?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  reconversion?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  softSkills?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  technical?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type MirrorSuggestionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MirrorSuggestion'] = ResolversParentTypes['MirrorSuggestion']> = {
  category?: Resolver<Maybe<ResolversTypes['SkillCategory']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  priority?: Resolver<ResolversTypes['Priority'], ParentType, ContextType>;
  term?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  worth?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MoodAveragesResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MoodAverages'] = ResolversParentTypes['MoodAverages']> = {
  confidence?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  mood?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  writtenDays?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MoodDayResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MoodDay'] = ResolversParentTypes['MoodDay']> = {
  confidence?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  entries?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  mood?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type MoodSummaryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MoodSummary'] = ResolversParentTypes['MoodSummary']> = {
  confidenceTrend?: Resolver<Maybe<ResolversTypes['Trend']>, ParentType, ContextType>;
  daily?: Resolver<ReadonlyArray<ResolversTypes['MoodDay']>, ParentType, ContextType>;
  firstDay?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  last7Days?: Resolver<ResolversTypes['MoodAverages'], ParentType, ContextType>;
  last30Days?: Resolver<ResolversTypes['MoodAverages'], ParentType, ContextType>;
  lastDay?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  period?: Resolver<ResolversTypes['MoodAverages'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  trend?: Resolver<Maybe<ResolversTypes['Trend']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  analyzeJobOffer?: Resolver<Maybe<ResolversTypes['AnalyzeJobOfferPayload']>, ParentType, ContextType, RequireFields<MutationAnalyzeJobOfferArgs, 'input'>>;
  analyzeLetterAts?: Resolver<Maybe<ResolversTypes['AnalyzeLetterAtsPayload']>, ParentType, ContextType, RequireFields<MutationAnalyzeLetterAtsArgs, 'input'>>;
  applyLetterTemplate?: Resolver<Maybe<ResolversTypes['ApplyLetterTemplatePayload']>, ParentType, ContextType, RequireFields<MutationApplyLetterTemplateArgs, 'input'>>;
  buildTrajectory?: Resolver<Maybe<ResolversTypes['BuildTrajectoryPayload']>, ParentType, ContextType, RequireFields<MutationBuildTrajectoryArgs, 'input'>>;
  cancelSubscription?: Resolver<Maybe<ResolversTypes['CancelSubscriptionPayload']>, ParentType, ContextType, RequireFields<MutationCancelSubscriptionArgs, 'input'>>;
  changePlan?: Resolver<Maybe<ResolversTypes['ChangePlanPayload']>, ParentType, ContextType, RequireFields<MutationChangePlanArgs, 'input'>>;
  completeCoachingSession?: Resolver<Maybe<ResolversTypes['CompleteCoachingSessionPayload']>, ParentType, ContextType, RequireFields<MutationCompleteCoachingSessionArgs, 'input'>>;
  completeKaizen?: Resolver<Maybe<ResolversTypes['CompleteKaizenPayload']>, ParentType, ContextType, RequireFields<MutationCompleteKaizenArgs, 'input'>>;
  completeMeditation?: Resolver<Maybe<ResolversTypes['CompleteMeditationPayload']>, ParentType, ContextType, RequireFields<MutationCompleteMeditationArgs, 'input'>>;
  completeObjective?: Resolver<Maybe<ResolversTypes['CompleteObjectivePayload']>, ParentType, ContextType, RequireFields<MutationCompleteObjectiveArgs, 'input'>>;
  createBillingPortalSession?: Resolver<Maybe<ResolversTypes['CreateBillingPortalSessionPayload']>, ParentType, ContextType, RequireFields<MutationCreateBillingPortalSessionArgs, 'input'>>;
  createCheckoutSession?: Resolver<Maybe<ResolversTypes['CreateCheckoutSessionPayload']>, ParentType, ContextType, RequireFields<MutationCreateCheckoutSessionArgs, 'input'>>;
  createJournalEntry?: Resolver<Maybe<ResolversTypes['CreateJournalEntryPayload']>, ParentType, ContextType, RequireFields<MutationCreateJournalEntryArgs, 'input'>>;
  createPartner?: Resolver<Maybe<ResolversTypes['CreatePartnerPayload']>, ParentType, ContextType, RequireFields<MutationCreatePartnerArgs, 'input'>>;
  deleteCv?: Resolver<Maybe<ResolversTypes['DeleteCvPayload']>, ParentType, ContextType, RequireFields<MutationDeleteCvArgs, 'input'>>;
  deleteJournalEntry?: Resolver<Maybe<ResolversTypes['DeleteJournalEntryPayload']>, ParentType, ContextType, RequireFields<MutationDeleteJournalEntryArgs, 'input'>>;
  deleteLetter?: Resolver<Maybe<ResolversTypes['DeleteLetterPayload']>, ParentType, ContextType, RequireFields<MutationDeleteLetterArgs, 'input'>>;
  deleteObjective?: Resolver<Maybe<ResolversTypes['DeleteObjectivePayload']>, ParentType, ContextType, RequireFields<MutationDeleteObjectiveArgs, 'input'>>;
  disablePartner?: Resolver<Maybe<ResolversTypes['DisablePartnerPayload']>, ParentType, ContextType, RequireFields<MutationDisablePartnerArgs, 'input'>>;
  dismissNudge?: Resolver<Maybe<ResolversTypes['DismissNudgePayload']>, ParentType, ContextType, RequireFields<MutationDismissNudgeArgs, 'input'>>;
  generateCv?: Resolver<Maybe<ResolversTypes['GenerateCvPayload']>, ParentType, ContextType, RequireFields<MutationGenerateCvArgs, 'input'>>;
  generateLetter?: Resolver<Maybe<ResolversTypes['GenerateLetterPayload']>, ParentType, ContextType, RequireFields<MutationGenerateLetterArgs, 'input'>>;
  grantPartnerAccess?: Resolver<Maybe<ResolversTypes['GrantPartnerAccessPayload']>, ParentType, ContextType, RequireFields<MutationGrantPartnerAccessArgs, 'input'>>;
  navigateToApp?: Resolver<Maybe<ResolversTypes['NavigateToAppPayload']>, ParentType, ContextType, RequireFields<MutationNavigateToAppArgs, 'input'>>;
  optimizeCvForAts?: Resolver<Maybe<ResolversTypes['OptimizeCvForAtsPayload']>, ParentType, ContextType, RequireFields<MutationOptimizeCvForAtsArgs, 'input'>>;
  optimizeLetter?: Resolver<Maybe<ResolversTypes['OptimizeLetterPayload']>, ParentType, ContextType, RequireFields<MutationOptimizeLetterArgs, 'input'>>;
  recordConsent?: Resolver<Maybe<ResolversTypes['RecordConsentPayload']>, ParentType, ContextType, RequireFields<MutationRecordConsentArgs, 'input'>>;
  resumeSubscription?: Resolver<Maybe<ResolversTypes['ResumeSubscriptionPayload']>, ParentType, ContextType, RequireFields<MutationResumeSubscriptionArgs, 'input'>>;
  revokePartnerAccess?: Resolver<Maybe<ResolversTypes['RevokePartnerAccessPayload']>, ParentType, ContextType, RequireFields<MutationRevokePartnerAccessArgs, 'input'>>;
  rotatePartnerKey?: Resolver<Maybe<ResolversTypes['RotatePartnerKeyPayload']>, ParentType, ContextType, RequireFields<MutationRotatePartnerKeyArgs, 'input'>>;
  runMirrorMatch?: Resolver<Maybe<ResolversTypes['RunMirrorMatchPayload']>, ParentType, ContextType, RequireFields<MutationRunMirrorMatchArgs, 'input'>>;
  selectCvTemplate?: Resolver<Maybe<ResolversTypes['SelectCvTemplatePayload']>, ParentType, ContextType, RequireFields<MutationSelectCvTemplateArgs, 'input'>>;
  sendCoachingMessage?: Resolver<Maybe<ResolversTypes['SendCoachingMessagePayload']>, ParentType, ContextType, RequireFields<MutationSendCoachingMessageArgs, 'input'>>;
  setKaizen?: Resolver<Maybe<ResolversTypes['SetKaizenPayload']>, ParentType, ContextType, RequireFields<MutationSetKaizenArgs, 'input'>>;
  setObjective?: Resolver<Maybe<ResolversTypes['SetObjectivePayload']>, ParentType, ContextType, RequireFields<MutationSetObjectiveArgs, 'input'>>;
  startCoachingSession?: Resolver<Maybe<ResolversTypes['StartCoachingSessionPayload']>, ParentType, ContextType, RequireFields<MutationStartCoachingSessionArgs, 'input'>>;
  updateCv?: Resolver<Maybe<ResolversTypes['UpdateCvPayload']>, ParentType, ContextType, RequireFields<MutationUpdateCvArgs, 'input'>>;
  updateJournalEntry?: Resolver<Maybe<ResolversTypes['UpdateJournalEntryPayload']>, ParentType, ContextType, RequireFields<MutationUpdateJournalEntryArgs, 'input'>>;
  updateLetter?: Resolver<Maybe<ResolversTypes['UpdateLetterPayload']>, ParentType, ContextType, RequireFields<MutationUpdateLetterArgs, 'input'>>;
  updateObjective?: Resolver<Maybe<ResolversTypes['UpdateObjectivePayload']>, ParentType, ContextType, RequireFields<MutationUpdateObjectiveArgs, 'input'>>;
  updatePartner?: Resolver<Maybe<ResolversTypes['UpdatePartnerPayload']>, ParentType, ContextType, RequireFields<MutationUpdatePartnerArgs, 'input'>>;
  updateProfile?: Resolver<Maybe<ResolversTypes['UpdateProfilePayload']>, ParentType, ContextType, RequireFields<MutationUpdateProfileArgs, 'input'>>;
  uploadCv?: Resolver<Maybe<ResolversTypes['UploadCvPayload']>, ParentType, ContextType, RequireFields<MutationUploadCvArgs, 'input'>>;
};

export type NavigateToAppPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NavigateToAppPayload'] = ResolversParentTypes['NavigateToAppPayload']> = {
  app?: Resolver<ResolversTypes['App'], ParentType, ContextType>;
  nudge?: Resolver<Maybe<ResolversTypes['Nudge']>, ParentType, ContextType>;
};

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType?: TypeResolveFn<'AppSubscription' | 'AtsAnalysis' | 'BillingPortalSession' | 'CheckoutSession' | 'CoachingMessage' | 'CoachingSession' | 'ConsentRecord' | 'Cv' | 'CvTemplate' | 'Event' | 'JobAnalysis' | 'JournalEntry' | 'Kaizen' | 'Letter' | 'LetterTemplate' | 'Meditation' | 'MirrorMatch' | 'Nudge' | 'Objective' | 'Partner' | 'PartnerGrant' | 'Payment' | 'Plan' | 'Profile' | 'Trajectory' | 'Viewer', ParentType, ContextType>;
};

export type NudgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Nudge'] = ResolversParentTypes['Nudge']> = {
  app?: Resolver<ResolversTypes['App'], ParentType, ContextType>;
  dismissedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  feature?: Resolver<Maybe<ResolversTypes['Feature']>, ParentType, ContextType>;
  followedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  offeredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  shownAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ObjectiveResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Objective'] = ResolversParentTypes['Objective']> = {
  completedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ObjectiveStatus'], ParentType, ContextType>;
  targetDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ObjectiveStatusResolvers = { ACTIVE: 'active', COMPLETED: 'completed', PAUSED: 'paused' };

export type OptimizeCvForAtsPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OptimizeCvForAtsPayload'] = ResolversParentTypes['OptimizeCvForAtsPayload']> = {
  atsAnalysis?: Resolver<Maybe<ResolversTypes['AtsAnalysis']>, ParentType, ContextType>;
  cv?: Resolver<Maybe<ResolversTypes['Cv']>, ParentType, ContextType>;
  help?: Resolver<ReadonlyArray<ResolversTypes['HelpLine']>, ParentType, ContextType>;
};

export type OptimizeLetterPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OptimizeLetterPayload'] = ResolversParentTypes['OptimizeLetterPayload']> = {
  help?: Resolver<ReadonlyArray<ResolversTypes['HelpLine']>, ParentType, ContextType>;
  letter?: Resolver<Maybe<ResolversTypes['Letter']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PartnerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Partner'] = ResolversParentTypes['Partner']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  grants?: Resolver<Maybe<ResolversTypes['PartnerGrantConnection']>, ParentType, ContextType, RequireFields<PartnerGrantsArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  keys?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PartnerKey']>>, ParentType, ContextType>;
  limits?: Resolver<Maybe<ResolversTypes['PartnerLimits']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  statistics?: Resolver<Maybe<ResolversTypes['PartnerStatistics']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['PartnerStatus'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  website?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PartnerAppStatisticsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PartnerAppStatistics'] = ResolversParentTypes['PartnerAppStatistics']> = {
  app?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  events?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  people?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PartnerGrantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PartnerGrant'] = ResolversParentTypes['PartnerGrant']> = {
  cvs?: Resolver<Maybe<ResolversTypes['SharedCvConnection']>, ParentType, ContextType, RequireFields<PartnerGrantCvsArgs, 'first'>>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  grantedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  letters?: Resolver<Maybe<ResolversTypes['SharedLetterConnection']>, ParentType, ContextType, RequireFields<PartnerGrantLettersArgs, 'first'>>;
  partner?: Resolver<Maybe<ResolversTypes['Partner']>, ParentType, ContextType>;
  profile?: Resolver<Maybe<ResolversTypes['SharedProfile']>, ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['PartnerScope']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PartnerGrantConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PartnerGrantConnection'] = ResolversParentTypes['PartnerGrantConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PartnerGrantEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['PartnerGrant']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type PartnerGrantEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PartnerGrantEdge'] = ResolversParentTypes['PartnerGrantEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['PartnerGrant'], ParentType, ContextType>;
};

export type PartnerKeyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PartnerKey'] = ResolversParentTypes['PartnerKey']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  prefix?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PartnerLimitsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PartnerLimits'] = ResolversParentTypes['PartnerLimits']> = {
  dailyCost?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  dailyQuota?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  ratePerMinute?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PartnerScopeResolvers = { CVS: 'cvs', LETTERS: 'letters', PROFILE: 'profile' };

export type PartnerStatisticsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PartnerStatistics'] = ResolversParentTypes['PartnerStatistics']> = {
  apps?: Resolver<ReadonlyArray<ResolversTypes['PartnerAppStatistics']>, ParentType, ContextType>;
  monthStart?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type PartnerStatusResolvers = { ACTIVE: 'active', DISABLED: 'disabled', SUSPENDED: 'suspended' };

export type PaymentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Payment'] = ResolversParentTypes['Payment']> = {
  amount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  amountRefunded?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  app?: Resolver<Maybe<ResolversTypes['App']>, ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  disputed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  paidAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['PaymentStatus'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PaymentConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentConnection'] = ResolversParentTypes['PaymentConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PaymentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Payment']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type PaymentEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentEdge'] = ResolversParentTypes['PaymentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Payment'], ParentType, ContextType>;
};

export type PaymentStatusResolvers = { CANCELLED: 'cancelled', FAILED: 'failed', PENDING: 'pending', REFUNDED: 'refunded', SUCCEEDED: 'succeeded' };

export type PlanResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Plan'] = ResolversParentTypes['Plan']> = {
  apps?: Resolver<ReadonlyArray<ResolversTypes['App']>, ParentType, ContextType>;
  features?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  limits?: Resolver<ReadonlyArray<ResolversTypes['PlanLimit']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  price?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  tier?: Resolver<ResolversTypes['Tier'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PlanLimitResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PlanLimit'] = ResolversParentTypes['PlanLimit']> = {
  feature?: Resolver<ResolversTypes['Feature'], ParentType, ContextType>;
  limit?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  unlimited?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type PriorityResolvers = { HIGH: 'high', LOW: 'low', MEDIUM: 'medium' };

export type ProfileResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Profile'] = ResolversParentTypes['Profile']> = {
  avatarUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  bestTier?: Resolver<ResolversTypes['Tier'], ParentType, ContextType>;
  coachingSessions?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  cvsGenerated?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  emailNotifications?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  fullName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  language?: Resolver<ResolversTypes['Language'], ParentType, ContextType>;
  lettersGenerated?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  marketingEmails?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  cvTemplates?: Resolver<ReadonlyArray<ResolversTypes['CvTemplate']>, ParentType, ContextType>;
  letterTemplates?: Resolver<ReadonlyArray<ResolversTypes['LetterTemplate']>, ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  partner?: Resolver<Maybe<ResolversTypes['Partner']>, ParentType, ContextType>;
  plans?: Resolver<ReadonlyArray<ResolversTypes['Plan']>, ParentType, ContextType>;
  rateLimit?: Resolver<Maybe<ResolversTypes['RateLimit']>, ParentType, ContextType>;
  viewer?: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
};

export type RateLimitResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RateLimit'] = ResolversParentTypes['RateLimit']> = {
  cost?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  limit?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  remaining?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  resetAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  used?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RecommendationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Recommendation'] = ResolversParentTypes['Recommendation']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  priority?: Resolver<ResolversTypes['Priority'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['RecommendationRule'], ParentType, ContextType>;
  term?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  worth?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type RecommendationRuleResolvers = { COLUMNS: 'columns', FEW_ACTION_VERBS: 'few_action_verbs', FEW_QUANTIFIED_RESULTS: 'few_quantified_results', KEYWORD_STUFFING: 'keyword_stuffing', LONG_PARAGRAPH: 'long_paragraph', MISSING_KEYWORD: 'missing_keyword', NO_CLOSING: 'no_closing', NO_DATES: 'no_dates', NO_EDUCATION_SECTION: 'no_education_section', NO_EMAIL: 'no_email', NO_EXPERIENCE_SECTION: 'no_experience_section', NO_PHONE: 'no_phone', NO_SALUTATION: 'no_salutation', NO_SKILLS_SECTION: 'no_skills_section', TOO_LONG: 'too_long', TOO_SHORT: 'too_short', UNUSUAL_CHARACTERS: 'unusual_characters' };

export type RecordConsentPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecordConsentPayload'] = ResolversParentTypes['RecordConsentPayload']> = {
  consent?: Resolver<Maybe<ResolversTypes['Consent']>, ParentType, ContextType>;
  help?: Resolver<ReadonlyArray<ResolversTypes['HelpLine']>, ParentType, ContextType>;
};

export type RegularityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Regularity'] = ResolversParentTypes['Regularity']> = {
  activeDays?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  perWeek?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type RemoteWorkResolvers = { FULL: 'full', PARTIAL: 'partial', UNSPECIFIED: 'unspecified' };

export type ResumeSubscriptionPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ResumeSubscriptionPayload'] = ResolversParentTypes['ResumeSubscriptionPayload']> = {
  appSubscription?: Resolver<Maybe<ResolversTypes['AppSubscription']>, ParentType, ContextType>;
};

export type RevokePartnerAccessPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokePartnerAccessPayload'] = ResolversParentTypes['RevokePartnerAccessPayload']> = {
  partnerGrant?: Resolver<Maybe<ResolversTypes['PartnerGrant']>, ParentType, ContextType>;
};

export type RotatePartnerKeyPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RotatePartnerKeyPayload'] = ResolversParentTypes['RotatePartnerKeyPayload']> = {
  key?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  partner?: Resolver<Maybe<ResolversTypes['Partner']>, ParentType, ContextType>;
};

export type RunMirrorMatchPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RunMirrorMatchPayload'] = ResolversParentTypes['RunMirrorMatchPayload']> = {
  help?: Resolver<ReadonlyArray<ResolversTypes['HelpLine']>, ParentType, ContextType>;
  mirrorMatch?: Resolver<Maybe<ResolversTypes['MirrorMatch']>, ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['FeatureUsage']>, ParentType, ContextType>;
};

export type SalaryPeriodResolvers = { DAY: 'day', HOUR: 'hour', MONTH: 'month', YEAR: 'year' };

export type SelectCvTemplatePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SelectCvTemplatePayload'] = ResolversParentTypes['SelectCvTemplatePayload']> = {
  cv?: Resolver<Maybe<ResolversTypes['Cv']>, ParentType, ContextType>;
};

export type SendCoachingMessagePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SendCoachingMessagePayload'] = ResolversParentTypes['SendCoachingMessagePayload']> = {
  coachingSession?: Resolver<Maybe<ResolversTypes['CoachingSession']>, ParentType, ContextType>;
  help?: Resolver<ReadonlyArray<ResolversTypes['HelpLine']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['CoachingMessage']>, ParentType, ContextType>;
  reply?: Resolver<Maybe<ResolversTypes['CoachingMessage']>, ParentType, ContextType>;
};

export type SetKaizenPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetKaizenPayload'] = ResolversParentTypes['SetKaizenPayload']> = {
  help?: Resolver<ReadonlyArray<ResolversTypes['HelpLine']>, ParentType, ContextType>;
  kaizen?: Resolver<Maybe<ResolversTypes['Kaizen']>, ParentType, ContextType>;
};

export type SetObjectivePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetObjectivePayload'] = ResolversParentTypes['SetObjectivePayload']> = {
  help?: Resolver<ReadonlyArray<ResolversTypes['HelpLine']>, ParentType, ContextType>;
  objective?: Resolver<Maybe<ResolversTypes['Objective']>, ParentType, ContextType>;
};

export type SharedCvResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SharedCv'] = ResolversParentTypes['SharedCv']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  language?: Resolver<ResolversTypes['Language'], ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['CvOrigin'], ParentType, ContextType>;
  profile?: Resolver<Maybe<ResolversTypes['CvProfile']>, ParentType, ContextType>;
  targetJob?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SharedCvConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SharedCvConnection'] = ResolversParentTypes['SharedCvConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['SharedCvEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['SharedCv']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type SharedCvEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SharedCvEdge'] = ResolversParentTypes['SharedCvEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['SharedCv'], ParentType, ContextType>;
};

export type SharedLetterResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SharedLetter'] = ResolversParentTypes['SharedLetter']> = {
  companyName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  jobTitle?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  language?: Resolver<ResolversTypes['Language'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SharedLetterConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SharedLetterConnection'] = ResolversParentTypes['SharedLetterConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['SharedLetterEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['SharedLetter']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type SharedLetterEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SharedLetterEdge'] = ResolversParentTypes['SharedLetterEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['SharedLetter'], ParentType, ContextType>;
};

export type SharedProfileResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SharedProfile'] = ResolversParentTypes['SharedProfile']> = {
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fullName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  language?: Resolver<ResolversTypes['Language'], ParentType, ContextType>;
};

export type SkillBridgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SkillBridge'] = ResolversParentTypes['SkillBridge']> = {
  from?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  term?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SkillCategoryResolvers = { BUSINESS: 'business', CERTIFICATION: 'certification', LANGUAGE: 'language', LEADERSHIP: 'leadership', SOFT: 'soft', TECHNICAL: 'technical' };

export type StartCoachingSessionPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StartCoachingSessionPayload'] = ResolversParentTypes['StartCoachingSessionPayload']> = {
  coachingSession?: Resolver<Maybe<ResolversTypes['CoachingSession']>, ParentType, ContextType>;
  help?: Resolver<ReadonlyArray<ResolversTypes['HelpLine']>, ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['FeatureUsage']>, ParentType, ContextType>;
};

export type StreakResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Streak'] = ResolversParentTypes['Streak']> = {
  current?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lastDay?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  longest?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  writtenToday?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  cvDraft?: SubscriptionResolver<Maybe<ResolversTypes['CvDraftPayload']>, "cvDraft", ParentType, ContextType, RequireFields<SubscriptionCvDraftArgs, 'input'>>;
  eventLogged?: SubscriptionResolver<ResolversTypes['Event'], "eventLogged", ParentType, ContextType, Partial<SubscriptionEventLoggedArgs>>;
  letterDraft?: SubscriptionResolver<Maybe<ResolversTypes['LetterDraftPayload']>, "letterDraft", ParentType, ContextType, RequireFields<SubscriptionLetterDraftArgs, 'input'>>;
  nudgeReceived?: SubscriptionResolver<Maybe<ResolversTypes['Nudge']>, "nudgeReceived", ParentType, ContextType>;
  usageChanged?: SubscriptionResolver<ResolversTypes['UsagePeriod'], "usageChanged", ParentType, ContextType>;
};

export type SubscriptionStatusResolvers = { ACTIVE: 'active', CANCELLED: 'cancelled', INCOMPLETE: 'incomplete', PAST_DUE: 'past_due', PAUSED: 'paused', TRIALING: 'trialing', UNPAID: 'unpaid' };

export type SuccessIndicatorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SuccessIndicator'] = ResolversParentTypes['SuccessIndicator']> = {
  indicator?: Resolver<ResolversTypes['Indicator'], ParentType, ContextType>;
  lastAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  times?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TextSourceResolvers = { MODEL: 'model', TEMPLATE: 'template' };

export type TierResolvers = { FREE: 'free', PREMIUM: 'premium', PRO: 'pro' };

export type TrajectoryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Trajectory'] = ResolversParentTypes['Trajectory']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cv?: Resolver<Maybe<ResolversTypes['Cv']>, ParentType, ContextType>;
  durationMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  gaps?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inputTokens?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  jobAnalysis?: Resolver<Maybe<ResolversTypes['JobAnalysis']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outputTokens?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  readiness?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['TextSource'], ParentType, ContextType>;
  steps?: Resolver<ReadonlyArray<ResolversTypes['TrajectoryStep']>, ParentType, ContextType>;
  strengths?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  targetJob?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TrajectoryConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TrajectoryConnection'] = ResolversParentTypes['TrajectoryConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['TrajectoryEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Trajectory']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type TrajectoryEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TrajectoryEdge'] = ResolversParentTypes['TrajectoryEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Trajectory'], ParentType, ContextType>;
};

export type TrajectoryPriorityResolvers = { CRITICAL: 'critical', IMPORTANT: 'important', OPTIONAL: 'optional' };

export type TrajectoryStageResolvers = { FORMATION: 'formation', TRANSITION: 'transition' };

export type TrajectoryStepResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TrajectoryStep'] = ResolversParentTypes['TrajectoryStep']> = {
  durationWeeks?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['TrajectoryStepKind'], ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  priority?: Resolver<ResolversTypes['TrajectoryPriority'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stage?: Resolver<ResolversTypes['TrajectoryStage'], ParentType, ContextType>;
  term?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TrajectoryStepKindResolvers = { APPLY: 'apply', BRIDGE_SKILL: 'bridge_skill', GAIN_EXPERIENCE: 'gain_experience', GET_CERTIFICATE: 'get_certificate', IMPROVE_LANGUAGE: 'improve_language', LEARN_SKILL: 'learn_skill', SAY_KEYWORD: 'say_keyword', SHOW_SOFT_SKILL: 'show_soft_skill' };

export type TrendResolvers = { DOWN: 'down', STABLE: 'stable', UP: 'up' };

export interface UrlScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['URL'], any> {
  name: 'URL';
}

export type UpdateCvPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateCvPayload'] = ResolversParentTypes['UpdateCvPayload']> = {
  cv?: Resolver<Maybe<ResolversTypes['Cv']>, ParentType, ContextType>;
  help?: Resolver<ReadonlyArray<ResolversTypes['HelpLine']>, ParentType, ContextType>;
};

export type UpdateJournalEntryPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateJournalEntryPayload'] = ResolversParentTypes['UpdateJournalEntryPayload']> = {
  help?: Resolver<ReadonlyArray<ResolversTypes['HelpLine']>, ParentType, ContextType>;
  journalEntry?: Resolver<Maybe<ResolversTypes['JournalEntry']>, ParentType, ContextType>;
};

export type UpdateLetterPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateLetterPayload'] = ResolversParentTypes['UpdateLetterPayload']> = {
  help?: Resolver<ReadonlyArray<ResolversTypes['HelpLine']>, ParentType, ContextType>;
  letter?: Resolver<Maybe<ResolversTypes['Letter']>, ParentType, ContextType>;
};

export type UpdateObjectivePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateObjectivePayload'] = ResolversParentTypes['UpdateObjectivePayload']> = {
  help?: Resolver<ReadonlyArray<ResolversTypes['HelpLine']>, ParentType, ContextType>;
  objective?: Resolver<Maybe<ResolversTypes['Objective']>, ParentType, ContextType>;
};

export type UpdatePartnerPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdatePartnerPayload'] = ResolversParentTypes['UpdatePartnerPayload']> = {
  help?: Resolver<ReadonlyArray<ResolversTypes['HelpLine']>, ParentType, ContextType>;
  partner?: Resolver<Maybe<ResolversTypes['Partner']>, ParentType, ContextType>;
};

export type UpdateProfilePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateProfilePayload'] = ResolversParentTypes['UpdateProfilePayload']> = {
  help?: Resolver<ReadonlyArray<ResolversTypes['HelpLine']>, ParentType, ContextType>;
  profile?: Resolver<Maybe<ResolversTypes['Profile']>, ParentType, ContextType>;
};

export type UploadCvPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UploadCvPayload'] = ResolversParentTypes['UploadCvPayload']> = {
  cv?: Resolver<Maybe<ResolversTypes['Cv']>, ParentType, ContextType>;
  help?: Resolver<ReadonlyArray<ResolversTypes['HelpLine']>, ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['FeatureUsage']>, ParentType, ContextType>;
};

export type UsagePeriodResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UsagePeriod'] = ResolversParentTypes['UsagePeriod']> = {
  features?: Resolver<ReadonlyArray<ResolversTypes['FeatureUsage']>, ParentType, ContextType>;
  periodEnd?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  periodStart?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  can?: Resolver<ResolversTypes['Entitlement'], ParentType, ContextType, RequireFields<ViewerCanArgs, 'amount' | 'feature'>>;
  coachingSessions?: Resolver<ResolversTypes['CoachingSessionConnection'], ParentType, ContextType, RequireFields<ViewerCoachingSessionsArgs, 'first'>>;
  consentHistory?: Resolver<ResolversTypes['ConsentRecordConnection'], ParentType, ContextType, RequireFields<ViewerConsentHistoryArgs, 'first'>>;
  consents?: Resolver<ReadonlyArray<ResolversTypes['Consent']>, ParentType, ContextType>;
  cvs?: Resolver<ResolversTypes['CvConnection'], ParentType, ContextType, RequireFields<ViewerCvsArgs, 'first'>>;
  events?: Resolver<ResolversTypes['EventConnection'], ParentType, ContextType, RequireFields<ViewerEventsArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  insights?: Resolver<ResolversTypes['JourneyInsights'], ParentType, ContextType>;
  jobAnalyses?: Resolver<ResolversTypes['JobAnalysisConnection'], ParentType, ContextType, RequireFields<ViewerJobAnalysesArgs, 'first'>>;
  journal?: Resolver<ResolversTypes['JournalEntryConnection'], ParentType, ContextType, RequireFields<ViewerJournalArgs, 'first'>>;
  kaizens?: Resolver<ReadonlyArray<ResolversTypes['Kaizen']>, ParentType, ContextType, Partial<ViewerKaizensArgs>>;
  letters?: Resolver<ResolversTypes['LetterConnection'], ParentType, ContextType, RequireFields<ViewerLettersArgs, 'first'>>;
  meditations?: Resolver<ResolversTypes['MeditationConnection'], ParentType, ContextType, RequireFields<ViewerMeditationsArgs, 'first'>>;
  mirrorMatches?: Resolver<ResolversTypes['MirrorMatchConnection'], ParentType, ContextType, RequireFields<ViewerMirrorMatchesArgs, 'first'>>;
  mood?: Resolver<ResolversTypes['MoodSummary'], ParentType, ContextType, RequireFields<ViewerMoodArgs, 'days'>>;
  nudges?: Resolver<ReadonlyArray<ResolversTypes['Nudge']>, ParentType, ContextType>;
  objectives?: Resolver<ReadonlyArray<ResolversTypes['Objective']>, ParentType, ContextType, Partial<ViewerObjectivesArgs>>;
  partnerGrants?: Resolver<ReadonlyArray<ResolversTypes['PartnerGrant']>, ParentType, ContextType>;
  payments?: Resolver<ResolversTypes['PaymentConnection'], ParentType, ContextType, RequireFields<ViewerPaymentsArgs, 'first'>>;
  profile?: Resolver<ResolversTypes['Profile'], ParentType, ContextType>;
  streak?: Resolver<ResolversTypes['Streak'], ParentType, ContextType>;
  subscriptions?: Resolver<ReadonlyArray<ResolversTypes['AppSubscription']>, ParentType, ContextType>;
  tier?: Resolver<ResolversTypes['Tier'], ParentType, ContextType, RequireFields<ViewerTierArgs, 'app'>>;
  trajectories?: Resolver<ResolversTypes['TrajectoryConnection'], ParentType, ContextType, RequireFields<ViewerTrajectoriesArgs, 'first'>>;
  usage?: Resolver<ResolversTypes['UsagePeriod'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WorkEnvironmentResolvers = { HYBRID: 'hybrid', ON_SITE: 'on_site', REMOTE: 'remote' };

export type Resolvers<ContextType = Context> = {
  Advice?: AdviceResolvers<ContextType>;
  AgentAnalysis?: AgentAnalysisResolvers<ContextType>;
  AnalysisSource?: AnalysisSourceResolvers;
  AnalyzeJobOfferPayload?: AnalyzeJobOfferPayloadResolvers<ContextType>;
  AnalyzeLetterAtsPayload?: AnalyzeLetterAtsPayloadResolvers<ContextType>;
  App?: AppResolvers;
  AppActivity?: AppActivityResolvers<ContextType>;
  AppSubscription?: AppSubscriptionResolvers<ContextType>;
  ApplyLetterTemplatePayload?: ApplyLetterTemplatePayloadResolvers<ContextType>;
  AtsAnalysis?: AtsAnalysisResolvers<ContextType>;
  AtsLevel?: AtsLevelResolvers;
  BillingPortalSession?: BillingPortalSessionResolvers<ContextType>;
  BuildTrajectoryPayload?: BuildTrajectoryPayloadResolvers<ContextType>;
  CancelSubscriptionPayload?: CancelSubscriptionPayloadResolvers<ContextType>;
  CareerChange?: CareerChangeResolvers<ContextType>;
  ChangePlanPayload?: ChangePlanPayloadResolvers<ContextType>;
  CheckoutSession?: CheckoutSessionResolvers<ContextType>;
  CoachingAuthor?: CoachingAuthorResolvers;
  CoachingDepth?: CoachingDepthResolvers;
  CoachingMessage?: CoachingMessageResolvers<ContextType>;
  CoachingSession?: CoachingSessionResolvers<ContextType>;
  CoachingSessionConnection?: CoachingSessionConnectionResolvers<ContextType>;
  CoachingSessionEdge?: CoachingSessionEdgeResolvers<ContextType>;
  CoachingStatus?: CoachingStatusResolvers;
  CommunicationStyle?: CommunicationStyleResolvers;
  CompanyCulture?: CompanyCultureResolvers<ContextType>;
  CompanyCultureCommunication?: CompanyCultureCommunicationResolvers<ContextType>;
  CompanyCultureEnvironment?: CompanyCultureEnvironmentResolvers<ContextType>;
  CompanyCultureIndustry?: CompanyCultureIndustryResolvers<ContextType>;
  CompanyCultureInnovation?: CompanyCultureInnovationResolvers<ContextType>;
  CompanyCultureLeadership?: CompanyCultureLeadershipResolvers<ContextType>;
  CompanyCultureSize?: CompanyCultureSizeResolvers<ContextType>;
  CompanyIndustry?: CompanyIndustryResolvers;
  CompanySize?: CompanySizeResolvers;
  CompleteCoachingSessionPayload?: CompleteCoachingSessionPayloadResolvers<ContextType>;
  CompleteKaizenPayload?: CompleteKaizenPayloadResolvers<ContextType>;
  CompleteMeditationPayload?: CompleteMeditationPayloadResolvers<ContextType>;
  CompleteObjectivePayload?: CompleteObjectivePayloadResolvers<ContextType>;
  Consent?: ConsentResolvers<ContextType>;
  ConsentPurpose?: ConsentPurposeResolvers;
  ConsentRecord?: ConsentRecordResolvers<ContextType>;
  ConsentRecordConnection?: ConsentRecordConnectionResolvers<ContextType>;
  ConsentRecordEdge?: ConsentRecordEdgeResolvers<ContextType>;
  ContractKind?: ContractKindResolvers;
  CreateBillingPortalSessionPayload?: CreateBillingPortalSessionPayloadResolvers<ContextType>;
  CreateCheckoutSessionPayload?: CreateCheckoutSessionPayloadResolvers<ContextType>;
  CreateJournalEntryPayload?: CreateJournalEntryPayloadResolvers<ContextType>;
  CreatePartnerPayload?: CreatePartnerPayloadResolvers<ContextType>;
  Cv?: CvResolvers<ContextType>;
  CvCategory?: CvCategoryResolvers;
  CvConnection?: CvConnectionResolvers<ContextType>;
  CvDraftPayload?: CvDraftPayloadResolvers<ContextType>;
  CvEdge?: CvEdgeResolvers<ContextType>;
  CvEducation?: CvEducationResolvers<ContextType>;
  CvExperience?: CvExperienceResolvers<ContextType>;
  CvFont?: CvFontResolvers;
  CvLanguage?: CvLanguageResolvers<ContextType>;
  CvLayout?: CvLayoutResolvers;
  CvLink?: CvLinkResolvers<ContextType>;
  CvOrigin?: CvOriginResolvers;
  CvProfile?: CvProfileResolvers<ContextType>;
  CvProject?: CvProjectResolvers<ContextType>;
  CvTemplate?: CvTemplateResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  DeleteCvPayload?: DeleteCvPayloadResolvers<ContextType>;
  DeleteJournalEntryPayload?: DeleteJournalEntryPayloadResolvers<ContextType>;
  DeleteLetterPayload?: DeleteLetterPayloadResolvers<ContextType>;
  DeleteObjectivePayload?: DeleteObjectivePayloadResolvers<ContextType>;
  DisablePartnerPayload?: DisablePartnerPayloadResolvers<ContextType>;
  DismissNudgePayload?: DismissNudgePayloadResolvers<ContextType>;
  Entitlement?: EntitlementResolvers<ContextType>;
  EntitlementReason?: EntitlementReasonResolvers;
  Event?: EventResolvers<ContextType>;
  EventConnection?: EventConnectionResolvers<ContextType>;
  EventEdge?: EventEdgeResolvers<ContextType>;
  Evidence?: EvidenceResolvers<ContextType>;
  Feature?: FeatureResolvers;
  FeatureUsage?: FeatureUsageResolvers<ContextType>;
  FormatIssue?: FormatIssueResolvers<ContextType>;
  FormatRule?: FormatRuleResolvers;
  FoundContract?: FoundContractResolvers<ContextType>;
  FoundExperience?: FoundExperienceResolvers<ContextType>;
  FoundRemoteWork?: FoundRemoteWorkResolvers<ContextType>;
  FoundSalary?: FoundSalaryResolvers<ContextType>;
  FoundSkill?: FoundSkillResolvers<ContextType>;
  FoundText?: FoundTextResolvers<ContextType>;
  GenerateCvPayload?: GenerateCvPayloadResolvers<ContextType>;
  GenerateLetterPayload?: GenerateLetterPayloadResolvers<ContextType>;
  GrantPartnerAccessPayload?: GrantPartnerAccessPayloadResolvers<ContextType>;
  HelpLine?: HelpLineResolvers<ContextType>;
  Indicator?: IndicatorResolvers;
  InnovationLevel?: InnovationLevelResolvers;
  JSONObject?: GraphQLScalarType;
  JobAnalysis?: JobAnalysisResolvers<ContextType>;
  JobAnalysisConnection?: JobAnalysisConnectionResolvers<ContextType>;
  JobAnalysisEdge?: JobAnalysisEdgeResolvers<ContextType>;
  JournalEntry?: JournalEntryResolvers<ContextType>;
  JournalEntryConnection?: JournalEntryConnectionResolvers<ContextType>;
  JournalEntryEdge?: JournalEntryEdgeResolvers<ContextType>;
  JourneyActivity?: JourneyActivityResolvers<ContextType>;
  JourneyInsights?: JourneyInsightsResolvers<ContextType>;
  JourneyRecommendation?: JourneyRecommendationResolvers<ContextType>;
  JourneyStage?: JourneyStageResolvers;
  Kaizen?: KaizenResolvers<ContextType>;
  Keyword?: KeywordResolvers<ContextType>;
  KeywordDensity?: KeywordDensityResolvers<ContextType>;
  KeywordReason?: KeywordReasonResolvers;
  Language?: LanguageResolvers;
  LanguageLevel?: LanguageLevelResolvers;
  LeadershipStyle?: LeadershipStyleResolvers;
  Letter?: LetterResolvers<ContextType>;
  LetterConnection?: LetterConnectionResolvers<ContextType>;
  LetterDraftPayload?: LetterDraftPayloadResolvers<ContextType>;
  LetterEdge?: LetterEdgeResolvers<ContextType>;
  LetterLayout?: LetterLayoutResolvers;
  LetterOrigin?: LetterOriginResolvers;
  LetterTemplate?: LetterTemplateResolvers<ContextType>;
  LetterTone?: LetterToneResolvers;
  MatchType?: MatchTypeResolvers;
  Meditation?: MeditationResolvers<ContextType>;
  MeditationConnection?: MeditationConnectionResolvers<ContextType>;
  MeditationEdge?: MeditationEdgeResolvers<ContextType>;
  MeditationTrigger?: MeditationTriggerResolvers;
  MirrorMatch?: MirrorMatchResolvers<ContextType>;
  MirrorMatchConnection?: MirrorMatchConnectionResolvers<ContextType>;
  MirrorMatchEdge?: MirrorMatchEdgeResolvers<ContextType>;
  MirrorScores?: MirrorScoresResolvers<ContextType>;
  MirrorSuggestion?: MirrorSuggestionResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  MoodAverages?: MoodAveragesResolvers<ContextType>;
  MoodDay?: MoodDayResolvers<ContextType>;
  MoodSummary?: MoodSummaryResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NavigateToAppPayload?: NavigateToAppPayloadResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  Nudge?: NudgeResolvers<ContextType>;
  Objective?: ObjectiveResolvers<ContextType>;
  ObjectiveStatus?: ObjectiveStatusResolvers;
  OptimizeCvForAtsPayload?: OptimizeCvForAtsPayloadResolvers<ContextType>;
  OptimizeLetterPayload?: OptimizeLetterPayloadResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Partner?: PartnerResolvers<ContextType>;
  PartnerAppStatistics?: PartnerAppStatisticsResolvers<ContextType>;
  PartnerGrant?: PartnerGrantResolvers<ContextType>;
  PartnerGrantConnection?: PartnerGrantConnectionResolvers<ContextType>;
  PartnerGrantEdge?: PartnerGrantEdgeResolvers<ContextType>;
  PartnerKey?: PartnerKeyResolvers<ContextType>;
  PartnerLimits?: PartnerLimitsResolvers<ContextType>;
  PartnerScope?: PartnerScopeResolvers;
  PartnerStatistics?: PartnerStatisticsResolvers<ContextType>;
  PartnerStatus?: PartnerStatusResolvers;
  Payment?: PaymentResolvers<ContextType>;
  PaymentConnection?: PaymentConnectionResolvers<ContextType>;
  PaymentEdge?: PaymentEdgeResolvers<ContextType>;
  PaymentStatus?: PaymentStatusResolvers;
  Plan?: PlanResolvers<ContextType>;
  PlanLimit?: PlanLimitResolvers<ContextType>;
  Priority?: PriorityResolvers;
  Profile?: ProfileResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RateLimit?: RateLimitResolvers<ContextType>;
  Recommendation?: RecommendationResolvers<ContextType>;
  RecommendationRule?: RecommendationRuleResolvers;
  RecordConsentPayload?: RecordConsentPayloadResolvers<ContextType>;
  Regularity?: RegularityResolvers<ContextType>;
  RemoteWork?: RemoteWorkResolvers;
  ResumeSubscriptionPayload?: ResumeSubscriptionPayloadResolvers<ContextType>;
  RevokePartnerAccessPayload?: RevokePartnerAccessPayloadResolvers<ContextType>;
  RotatePartnerKeyPayload?: RotatePartnerKeyPayloadResolvers<ContextType>;
  RunMirrorMatchPayload?: RunMirrorMatchPayloadResolvers<ContextType>;
  SalaryPeriod?: SalaryPeriodResolvers;
  SelectCvTemplatePayload?: SelectCvTemplatePayloadResolvers<ContextType>;
  SendCoachingMessagePayload?: SendCoachingMessagePayloadResolvers<ContextType>;
  SetKaizenPayload?: SetKaizenPayloadResolvers<ContextType>;
  SetObjectivePayload?: SetObjectivePayloadResolvers<ContextType>;
  SharedCv?: SharedCvResolvers<ContextType>;
  SharedCvConnection?: SharedCvConnectionResolvers<ContextType>;
  SharedCvEdge?: SharedCvEdgeResolvers<ContextType>;
  SharedLetter?: SharedLetterResolvers<ContextType>;
  SharedLetterConnection?: SharedLetterConnectionResolvers<ContextType>;
  SharedLetterEdge?: SharedLetterEdgeResolvers<ContextType>;
  SharedProfile?: SharedProfileResolvers<ContextType>;
  SkillBridge?: SkillBridgeResolvers<ContextType>;
  SkillCategory?: SkillCategoryResolvers;
  StartCoachingSessionPayload?: StartCoachingSessionPayloadResolvers<ContextType>;
  Streak?: StreakResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  SubscriptionStatus?: SubscriptionStatusResolvers;
  SuccessIndicator?: SuccessIndicatorResolvers<ContextType>;
  TextSource?: TextSourceResolvers;
  Tier?: TierResolvers;
  Trajectory?: TrajectoryResolvers<ContextType>;
  TrajectoryConnection?: TrajectoryConnectionResolvers<ContextType>;
  TrajectoryEdge?: TrajectoryEdgeResolvers<ContextType>;
  TrajectoryPriority?: TrajectoryPriorityResolvers;
  TrajectoryStage?: TrajectoryStageResolvers;
  TrajectoryStep?: TrajectoryStepResolvers<ContextType>;
  TrajectoryStepKind?: TrajectoryStepKindResolvers;
  Trend?: TrendResolvers;
  URL?: GraphQLScalarType;
  UpdateCvPayload?: UpdateCvPayloadResolvers<ContextType>;
  UpdateJournalEntryPayload?: UpdateJournalEntryPayloadResolvers<ContextType>;
  UpdateLetterPayload?: UpdateLetterPayloadResolvers<ContextType>;
  UpdateObjectivePayload?: UpdateObjectivePayloadResolvers<ContextType>;
  UpdatePartnerPayload?: UpdatePartnerPayloadResolvers<ContextType>;
  UpdateProfilePayload?: UpdateProfilePayloadResolvers<ContextType>;
  UploadCvPayload?: UploadCvPayloadResolvers<ContextType>;
  UsagePeriod?: UsagePeriodResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  WorkEnvironment?: WorkEnvironmentResolvers;
};

export type DirectiveResolvers<ContextType = Context> = {
  consumesUsage?: ConsumesUsageDirectiveResolver<any, any, ContextType>;
  cost?: CostDirectiveResolver<any, any, ContextType>;
  emits?: EmitsDirectiveResolver<any, any, ContextType>;
  listSize?: ListSizeDirectiveResolver<any, any, ContextType>;
  requiresTier?: RequiresTierDirectiveResolver<any, any, ContextType>;
};
