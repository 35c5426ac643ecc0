import { getNamedType, isNonNullType } from 'graphql'
import type { GraphQLInputObjectType } from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadSchema } from '../schema/load.ts'
import { badFor, flaw, placesIn, watchRows, withValue } from './everyPlace.ts'
import type { Place } from './everyPlace.ts'
import { openGateway } from './harness.ts'
import type { Answer, Member } from './harness.ts'
import { base64, codesOf, cvText, documentOf, globalId, nobody, offer, template } from './samples.ts'

/*
 * The whole contract, field by field: for every input field of every mutation, what no form should be able to send. Each is
 * refused by name, with a path and a sentence for people, and changes nothing anywhere. A new mutation needs a line in `valid`.
 */

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

/** An input that every rule takes: what it names does not exist, so that nothing comes of it where it can be helped. */
const valid: Readonly<Record<string, object>> = {
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

const mutations = loadSchema().getMutationType()!.getFields()
const inputOf = (field: string) => getNamedType(mutations[field]!.args[0]!.type) as GraphQLInputObjectType
const forAdmins = /^(create|update|rotate|disable)Partner(Key)?$/

const gateway = await openGateway({ allowedOrigins: ['https://app.example.org'] })
let ada: Member
let admin: Member
let state: Awaited<ReturnType<typeof watchRows>>
beforeAll(async () => {
  ada = await gateway.member({ tier: 'pro', app: 'ecosystem' })
  admin = await gateway.member({ role: 'admin' })
  state = await watchRows(gateway)
})

const ask = (field: string, input: unknown) => (forAdmins.test(field) ? admin : ada).ask(documentOf(field), { input })
/** What becomes of an input that every rule takes: a success, or a refusal by what is there. */
const outcome = (answer: Answer) => codesOf(answer).join() || 'done'

test('every mutation of the contract is here', () => {
  expect(Object.keys(valid).sort()).toEqual(Object.keys(mutations).sort())
})

describe.each(Object.keys(mutations))('%s', (field) => {
  const places = placesIn(inputOf(field))
  const at = ({ path }: Place) => ['input', ...path].join('.')

  test('takes its example; null is either that too, or refused in words', async () => {
    const flaws: string[] = []
    const example = await ask(field, valid[field])
    expect(outcome(example), JSON.stringify(example)).toMatch(/^(done|NOT_FOUND|INTEGRATION_UNAVAILABLE|CONFLICT|USAGE_LIMIT_EXCEEDED)$/)
    for (const place of places) {
      const answer = await ask(field, withValue(valid[field], place.path, null))
      if (outcome(answer) === 'BAD_USER_INPUT') {
        const said = flaw(answer, field, at(place))
        if (said !== null) flaws.push(`${at(place)} = null ${said}`)
      } else if (isNonNullType(place.type)) flaws.push(`${at(place)} = null is taken`)
      else if (!/^(done|NOT_FOUND|INTEGRATION_UNAVAILABLE|CONFLICT|USAGE_LIMIT_EXCEEDED)$/.test(outcome(answer))) flaws.push(`${at(place)} = null answers ${outcome(answer)}`)
    }
    expect(flaws).toEqual([])
  })

  test('refuses everything else by name, in words, and nothing changes', async () => {
    const before = await state()
    const cases = places.flatMap((place) => badFor(place.type).map((value) => ({ place, value })))
    const flaws: string[] = []
    // A few at a time: a gateway that has hundreds of requests at once sheds some, as it should.
    for (let next = 0; next < cases.length; next += 4) {
      await Promise.all(cases.slice(next, next + 4).map(async ({ place, value }) => {
        const said = flaw(await ask(field, withValue(valid[field], place.path, value)), field, at(place))
        if (said !== null) flaws.push(`${at(place)} = ${JSON.stringify(value).slice(0, 40)} ${said}`)
      }))
    }
    expect(flaws).toEqual([])
    expect(await state()).toEqual(before)
  })
})

test('a planted flaw is found: the words of a tool, another path, a row', async () => {
  const refusal = (path: string, message: string): Answer => ({ status: 200, data: { x: null }, errors: [{ message, extensions: { code: 'BAD_USER_INPUT', issues: [{ path, message }] } }] })
  expect(flaw(refusal('input.title', 'must not be empty.'), 'x', 'input.title')).toBeNull()
  expect(flaw(refusal('input.title', 'Invalid input: expected string, received null.'), 'x', 'input.title')).toContain('says')
  expect(flaw(refusal('input.other', 'must not be empty.'), 'x', 'input.title')).not.toBeNull()
  expect(flaw({ status: 200, data: { x: {} } }, 'x', 'input.title')).not.toBeNull()
  const before = await state()
  await gateway.sql`insert into public.cv_generations (user_id, cv_data) values (${ada.id}, '{}')`
  expect(await state()).not.toEqual(before)
})
