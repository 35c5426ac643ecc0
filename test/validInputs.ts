import { base64, cvText, globalId, nobody, offer, template } from './samples.ts'

const id = (type: string) => globalId(type, nobody)
const cv = id('Cv')
const letter = id('Letter')
const objective = id('Objective')
const change = { oldDomain: 'Soins', newDomain: 'Code', transferableSkills: ['Écoute des patients', 'Rigueur'] }
const profile = {
  fullName: 'Ada', headline: 'x', email: 'ada@example.org', phone: '+33 6 12 34 56 78', location: 'x', summary: 'x', links: [{ label: 'x', url: 'https://example.org' }],
  experiences: [{ title: 'x', company: 'x', location: 'x', startDate: '2019', endDate: '2020', current: false, description: 'x', highlights: ['x'] }],
  educations: [{ degree: 'x', school: 'x', location: 'x', year: 2019, description: 'x' }], technicalSkills: ['x'], businessSkills: ['x'], softSkills: ['x'],
  languages: [{ name: 'x', level: 'NATIVE' }], achievements: ['x'], projects: [{ name: 'x', description: 'x', url: 'https://example.org' }],
}
const url = 'https://app.example.org/'

/** Of every mutation, an input that every rule takes: what it names does not exist, so that nothing comes of it where it can be helped. */
export const valid: Readonly<Record<string, object>> = {
  analyzeJobOffer: { jobOffer: offer }, analyzeLetterAts: { letterId: letter, jobOffer: offer }, applyLetterTemplate: { letterId: letter, templateId: globalId('LetterTemplate', 'clair') },
  buildTrajectory: { cvId: cv, targetJob: 'x', targetSkills: ['SQL'] }, cancelSubscription: { app: 'CV' }, changePlan: { plan: globalId('Plan', 'cv_premium') },
  completeCoachingSession: { coachingSessionId: id('CoachingSession'), satisfaction: 3 }, completeKaizen: { kaizenId: id('Kaizen') }, completeMeditation: { durationSeconds: 60, triggeredBy: 'USER' },
  completeObjective: { objectiveId: objective }, createBillingPortalSession: { returnUrl: url }, createCheckoutSession: { plan: globalId('Plan', 'cv_premium'), successUrl: url, cancelUrl: url },
  createJournalEntry: { mood: 5, confidence: 5, note: 'x', date: '2026-01-02' }, createPartner: { name: 'x', website: url, ratePerMinute: 1, dailyQuota: 1, dailyCost: 1 },
  deleteCv: { cvId: cv }, deleteJournalEntry: { journalEntryId: id('JournalEntry') }, deleteLetter: { letterId: letter }, deleteObjective: { objectiveId: objective },
  disablePartner: { partnerId: id('Partner') }, dismissNudge: { nudgeId: id('Nudge') }, generateCv: { profile, targetJob: 'x', title: 'x', templateId: template('nulle-part') },
  generateLetter: { cvText, jobTitle: 'xxx', companyName: 'xx', tone: 'SOBRE', motivation: 'x', title: 'x', careerChange: change, templateId: globalId('LetterTemplate', 'nulle-part') },
  grantPartnerAccess: { partnerId: id('Partner'), scopes: ['PROFILE'], expiresAt: new Date(Date.now() + 86_400_000).toISOString() }, navigateToApp: { to: 'CV', from: 'RISE', nudgeId: id('Nudge') },
  optimizeCvForAts: { cvId: cv, jobOffer: offer }, optimizeLetter: { letterId: letter }, recordConsent: { purpose: 'ANALYTICS', granted: true, version: '1', source: 'CV' }, resumeSubscription: { app: 'CV' },
  revokePartnerAccess: { partnerGrantId: id('PartnerGrant') }, rotatePartnerKey: { partnerId: id('Partner'), overlapHours: 1 }, runMirrorMatch: { cvId: cv, jobOffer: offer },
  selectCvTemplate: { cvId: cv, templateId: template('moderne') }, sendCoachingMessage: { coachingSessionId: id('CoachingSession'), text: 'x' }, setKaizen: { action: 'x' },
  setObjective: { title: 'x', description: 'x', targetDate: '2030-01-01' }, startCoachingSession: { topic: 'x', language: 'FR' }, updateCv: { cvId: cv, title: 'x', targetJob: 'x', language: 'FR', profile },
  updateJournalEntry: { journalEntryId: id('JournalEntry'), mood: 5, confidence: 5, note: 'x' }, updateLetter: { letterId: letter, title: 'x', jobTitle: 'x', companyName: 'x', text: 'x' },
  updateObjective: { objectiveId: objective, title: 'x', description: 'x', targetDate: '2030-01-01', status: 'PAUSED' },
  updatePartner: { partnerId: id('Partner'), name: 'x', website: url, ratePerMinute: 1, dailyQuota: 1, dailyCost: 1 },
  updateProfile: { fullName: 'Ada', avatarUrl: url, language: 'FR', timeZone: 'Europe/Paris', emailNotifications: true, marketingEmails: true },
  uploadCv: { filename: 'cv.txt', contentType: 'text/plain', contentBase64: base64('Ada Lovelace'), title: 'x' },
}
