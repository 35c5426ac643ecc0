import { wordsOf } from '../words.ts'
import type { Job, LetterFacts } from './facts.ts'
import { isTool } from './tools.ts'
import type { Grammar, Voice } from './voice.ts'

const list = (items: readonly string[]) => (items.length < 3 ? items.join(' and ') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`)

/** "an HR officer", "a user researcher", "Head of Sales". */
function asA(given: string): string {
  // "Freelance illustrator" begins a line, not a name; "Staff Nurse" is one.
  const title = /^(?:Freelance|Independent|Trainee|Volunteer|Temporary|Senior|Junior|Assistant|Deputy)(?: \p{Ll}+)+$/u.test(given) ? inside(given) : given
  if (/^(head|chief|director|vice|ceo|cto|cfo|coo|vp)\b/i.test(title)) return title
  const acronym = /^[A-Z]{2,}\b/.test(title)
  const vowel = acronym ? /^[AEFHILMNORSX]/.test(title) : /^([aeio]|u(?!ni|s[aei]|til))/i.test(title) && !/^(eu|one\b|once)/i.test(title) || /^(hour|hono|heir)/i.test(title)
  return `${vowel ? 'an' : 'a'} ${title}`
}

/** As it stands in a sentence: "teamwork", but "English speaking", "SQL training", "Paris office". */
const inside = (words: string) => (/^\p{Lu}\p{Ll}/u.test(words) && !isTool(words.split(' ')[0]!) && !/^(?:English|French|Spanish|German|Italian|I)\b|\s\p{Lu}\p{Ll}/u.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words)
/** A skill of one word may be a name, such as Excel. */
const skillInside = (words: string) => (/^\p{Lu}\p{Ll}+(?:[ -]\p{Ll}+)+$/u.test(words) ? inside(words) : words)

const MONTHS = wordsOf('en').months
function date(value: string): string {
  const [, year, month] = /^(\d{4})(?:-(\d\d))?/.exec(value) ?? []
  return year ? (month ? `${MONTHS[Number(month) - 1]} ${year}` : year) : ''
}

function when({ startDate, endDate, current }: Job): string {
  const [start, end] = [date(startDate), date(endDate)]
  if (current) return start && ` since ${start}`
  if (start && end) return start === end ? ` in ${start}` : ` from ${start} to ${end}`
  return end ? ` until ${end}` : ''
}

const OWN_ACCOUNT = /^(?:self[- ]?employed|freelance|independent|own business|à mon compte|indépendante?)$/i

function experience({ job, before }: LetterFacts): string {
  if (job === null) return ''
  const place = (company: string) => (OWN_ACCOUNT.test(company) ? ' on my own account' : ` at ${company}`)
  const now = job.current
    ? `I have been working as ${asA(job.title)}${place(job.company)}${when(job)}`
    : `I worked as ${asA(job.title)}${place(job.company)}${when(job)}`
  const current = job.current && !when(job) ? `I currently work as ${asA(job.title)}${place(job.company)}` : now
  if (before === null || (before.company === job.company && before.title === job.title)) return `${current}.`
  if (before.company === job.company) return `${current}, having worked there as ${asA(before.title)} before.`
  return `${current}. Before that I worked as ${asA(before.title)}${place(before.company)}${when({ ...before, current: false })}.`
}

const formel: Voice = {
  salutation: 'Dear Sir or Madam,',
  opening: ({ jobTitle, companyName }) => `I am writing to apply for the position of ${jobTitle} at ${companyName}.`,
  change: (from, to, skills) => `This application is part of a change of career: after working in ${from}, I have decided to move into ${to}.${skills && ` What I bring from that experience applies directly to the role: ${skills}.`}`,
  deeds: 'Among my achievements, I would mention',
  matched: (skills) => `Your advertisement calls for ${skills}. This is part of my background, and I would be glad to put it at your service.`,
  skills: (skills) => `I would be glad to put the skills I have acquired at your service, in particular ${skills}.`,
  strengths: (strengths) => `I also attach particular importance to ${strengths}.`,
  meeting: 'I would welcome the opportunity to discuss my background and my reasons for applying in an interview.',
  closing: 'Yours faithfully,',
}

const dynamique: Voice = {
  salutation: 'Dear Hiring Manager,',
  opening: ({ jobTitle, companyName }) => `Joining ${companyName} as ${asA(jobTitle)} is the project that makes me write to you today.`,
  change: (from, to, skills) => `I am changing course, and I am doing it by choice: from ${from} to ${to}, taking with me what makes a difference on the ground${skills && `: ${skills}`}.`,
  deeds: 'Some concrete results',
  matched: (skills) => `You are looking for ${skills}? That is what I bring, and I am keen to put it to work with you from day one.`,
  skills: (skills) => `I bring ${skills}, and I am keen to put all of it to work with you from day one.`,
  strengths: (strengths) => `Day to day, you can count on this: ${strengths}.`,
  meeting: 'Let us meet: a conversation is the best way to show you what I can move forward with your team.',
  closing: 'Kind regards,',
}

const sobre: Voice = {
  salutation: 'Dear Sir or Madam,',
  opening: ({ jobTitle, companyName }) => `Please consider my application for the position of ${jobTitle} at ${companyName}.`,
  change: (from, to, skills) => `I am moving from ${from} to ${to}.${skills && ` From my first career I keep ${skills}.`}`,
  deeds: 'My results include',
  matched: (skills) => `Of the skills that your advertisement asks for, I have ${skills}.`,
  skills: (skills) => `My main skills are ${skills}.`,
  strengths: (strengths) => `My strengths: ${strengths}.`,
  meeting: 'I am available for an interview.',
  closing: 'Regards,',
}

const creatif: Voice = {
  salutation: 'Dear Hiring Team,',
  opening: ({ jobTitle, companyName }) => `A letter never shows the whole of a person; at best it makes you want to turn the page. Mine fits in one sentence: I would like to be ${asA(jobTitle)} at ${companyName}.`,
  change: (from, to, skills) => `There is a bend in my story: ${from} yesterday, ${to} tomorrow. Nothing gets lost on the way${skills && `; I am bringing ${skills}`}.`,
  deeds: 'A few marks left along the road',
  matched: (skills) => `Reading your advertisement I underlined ${skills}: that is on my palette too.`,
  skills: (skills) => `On my palette: ${skills}.`,
  strengths: (strengths) => `And what holds it all together: ${strengths}.`,
  meeting: 'The rest is better told in person, and I hope we will have the occasion.',
  closing: 'With best wishes,',
}

const startup: Voice = {
  salutation: 'Hi,',
  opening: ({ jobTitle, companyName, says }) => `I am applying for the ${jobTitle} role at ${companyName}.${says ? ' Straight to the point: here is what I bring.' : ''}`,
  change: (from, to, skills) => `I am moving from ${from} to ${to}${skills && `, and I am not coming empty-handed: ${skills}`}.`,
  deeds: 'On the concrete side',
  matched: (skills) => `From your ad, I can already tick ${skills}. The rest I learn by doing.`,
  skills: (skills) => `In my bag: ${skills}.`,
  strengths: (strengths) => `In a team: ${strengths}.`,
  meeting: 'Shall we talk? A call, a coffee, a test case: whatever suits you.',
  closing: 'Talk soon,',
}

const associatif: Voice = {
  salutation: 'Dear Sir or Madam,',
  opening: ({ jobTitle, companyName }) => `I want to put my trade at the service of a common cause. That is what brings me to apply for the position of ${jobTitle} at ${companyName}.`,
  change: (from, to, skills) => `From ${from} I am now turning to ${to}, to give my work the meaning I am looking for.${skills && ` I come with what experience has taught me: ${skills}.`}`,
  deeds: 'From those years I take with me',
  matched: (skills) => `You need people who bring ${skills}: I can contribute that, alongside your teams.`,
  skills: (skills) => `I can contribute ${skills}, alongside your teams.`,
  strengths: (strengths) => `When working with others, this matters to me: ${strengths}.`,
  meeting: 'I would very much like to meet you, to talk about what you do and the part I could take in it.',
  closing: 'With kind regards,',
}

export const english: Grammar = {
  subject: (jobTitle) => `Subject: application for the position of ${jobTitle}`,
  list,
  experience,
  domain: inside,
  // "Mentored 12 students", "Led a team of six": what somebody has done, in the first person.
  did: (deed) => (/^(?:I )?(?!(?:certified|advanced|red|need|speed|seed|registered|qualified|licensed|skilled|experienced|dedicated|limited|united|shared|applied|weed|bed) )(?:\p{L}{2,}ed|led|built|cut|ran|won|made|grew|set|wrote|taught|sold|drove|held|began|brought|kept|rebuilt|oversaw|took|gave|met|spoke|found|saw|became|chose|sought|spent) /iu.test(deed) ? deed.replace(/^I /i, '').replace(/^\p{Lu}(?=\p{Ll})/u, (first) => first.toLowerCase()) : null),
  have: (deeds, as) => (as ? `As ${asA(as)}, I ${deeds}.` : `I ${deeds}.`),
  able: (skill) => skill,
  colon: ': ',
  cv: 'My CV sets out my background in detail.',
  study: (degree, school) => `My education: ${degree}, ${school}.`,
  inside,
  skillInside,
  voices: { formel, dynamique, sobre, creatif, startup, associatif },
}
