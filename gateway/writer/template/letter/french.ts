import { wordsOf } from '../words.ts'
import type { Job, LetterFacts } from './facts.ts'
import type { Grammar, Voice } from './voice.ts'

// Begins with an h that French says: no elision before these.
const SAID_H = /^h(a[cdilmnrsu]|é(ra|ri|ro|rs|t)|ibou|iérarch|obb|ockey|oll|omard|ongr|ord|ors|ot(te|-?line)|ouss|ub|uit|urle)/i
const VOWEL = /^[aeiouyàâäéèêëîïôöûüœæ]/i

const elides = (word: string) => VOWEL.test(word) ? !/^(y[aeiou]|onz|oui|ouistiti|uhlan)/i.test(word) : /^h/i.test(word) && !SAID_H.test(word)

/** "de" and what follows: d’assistante, du Monde, des Restos. Capital articles belong to a name and stay. */
export function de(words: string): string {
  if (words.startsWith('le ')) return `du ${words.slice(3)}`
  if (words.startsWith('les ')) return `des ${words.slice(4)}`
  return elides(words) ? `d’${words}` : `de ${words}`
}

/** A title inside a sentence begins small, unless its capitals mean something: "chef de projet SI", "Data Analyst", "DRH". */
export function inside(words: string): string {
  const [first = '', ...rest] = words.split(' ')
  const isName = /\p{Lu}/u.test(first.slice(1)) || rest.some((word) => /^\p{Lu}\p{Ll}/u.test(word))
  return isName ? words : words.charAt(0).toLocaleLowerCase('fr') + words.slice(1)
}

const list = (items: readonly string[]) => (items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} et ${items.at(-1)}`)

const MONTHS = wordsOf('fr').months
function date(value: string): string {
  const [, year, month] = /^(\d{4})(?:-(\d\d))?/.exec(value) ?? []
  return year ? (month ? `${MONTHS[Number(month) - 1]} ${year}` : year) : ''
}

function when({ startDate, endDate, current }: Job): string {
  const [start, end] = [date(startDate), date(endDate)]
  if (current) return start && ` depuis ${start}`
  if (start && end) return start === end ? ` en ${start}` : ` ${de(start)} à ${end}`
  return end ? ` jusqu’en ${end}` : ''
}

function experience({ job, before }: LetterFacts): string {
  if (job === null) return ''
  const now = job.current
    ? `J’exerce actuellement comme ${inside(job.title)} chez ${job.company}${when(job)}`
    : `J’ai travaillé comme ${inside(job.title)} chez ${job.company}${when(job)}`
  if (before === null) return `${now}.`
  if (before.company === job.company) return `${now}, après y avoir travaillé comme ${inside(before.title)}.`
  return `${now}. J’ai auparavant travaillé comme ${inside(before.title)} chez ${before.company}${when({ ...before, current: false })}.`
}

// "du secteur de la santé", and, where no article was given, "du secteur santé".
const sector = (domain: string) => {
  const name = inside(domain)
  if (/^(la |l[’'])/i.test(name)) return `secteur de ${name}`
  return /^les? /i.test(name) ? `secteur ${de(name)}` : `secteur ${name}`
}

const at = ({ jobTitle, companyName }: LetterFacts) => ({ job: inside(jobTitle), ofJob: de(inside(jobTitle)), company: companyName, ofCompany: de(companyName) })

const formel: Voice = {
  salutation: 'Madame, Monsieur,',
  opening: (facts) => `J’ai l’honneur de vous présenter ma candidature au poste ${at(facts).ofJob} au sein ${at(facts).ofCompany}.`,
  change: (from, to, skills) => `Ma démarche s’inscrit dans une reconversion : après une expérience dans le ${sector(from)}, j’ai décidé de rejoindre le ${sector(to)}.${skills && ` Je conserve de ce parcours des acquis directement utiles à mes nouvelles fonctions : ${skills}.`}`,
  deeds: 'Parmi mes réalisations, je citerai',
  matched: (skills) => `Votre annonce mentionne ${skills}. Ces compétences figurent à mon parcours, et je souhaite les mettre au service de votre établissement.`,
  skills: (skills) => `Je souhaite mettre à votre service les compétences que j’ai acquises, notamment : ${skills}.`,
  strengths: (strengths) => `J’attache par ailleurs une importance particulière aux qualités suivantes : ${strengths}.`,
  meeting: 'Je me tiens à votre disposition pour un entretien, au cours duquel je pourrais vous exposer plus précisément mon parcours et les raisons de ma candidature.',
  closing: 'Dans cette attente, je vous prie d’agréer, Madame, Monsieur, l’expression de mes salutations distinguées.',
}

const dynamique: Voice = {
  salutation: 'Madame, Monsieur,',
  opening: (facts) => `Rejoindre ${at(facts).company} comme ${at(facts).job} : voilà le projet qui me fait vous écrire aujourd’hui.`,
  change: (from, to, skills) => `Je change de voie, et je le fais par choix : du ${sector(from)} au ${sector(to)}, j’emporte avec moi ce qui fait la différence sur le terrain${skills ? ` : ${skills}` : ''}.`,
  deeds: 'Des résultats concrets en témoignent',
  matched: (skills) => `Vous recherchez ${skills} ? Je les apporte, avec l’envie de les mettre en pratique chez vous dès le premier jour.`,
  skills: (skills) => `J’apporte ${skills}, et l’envie de les mettre en pratique chez vous dès le premier jour.`,
  strengths: (strengths) => `Au quotidien, on peut compter sur ceci : ${strengths}.`,
  meeting: 'Rencontrons-nous : un échange me permettra de vous montrer concrètement ce que je peux faire avancer au sein de votre équipe.',
  closing: 'Au plaisir d’échanger avec vous, je vous adresse, Madame, Monsieur, mes cordiales salutations.',
}

const sobre: Voice = {
  salutation: 'Madame, Monsieur,',
  opening: (facts) => `Je vous adresse ma candidature au poste ${at(facts).ofJob} chez ${at(facts).company}.`,
  change: (from, to, skills) => `Je me réoriente du ${sector(from)} vers le ${sector(to)}.${skills && ` De ma première expérience, je garde : ${skills}.`}`,
  deeds: 'J’y ai notamment à mon actif',
  matched: (skills) => `Parmi les compétences que demande votre annonce, j’ai ${skills}.`,
  skills: (skills) => `Mes principales compétences : ${skills}.`,
  strengths: (strengths) => `Mes points forts : ${strengths}.`,
  meeting: 'Je reste à votre disposition pour un entretien.',
  closing: 'Cordialement,',
}

const creatif: Voice = {
  salutation: 'Madame, Monsieur,',
  opening: (facts) => `Une lettre ne montre jamais tout d’une personne ; elle peut seulement donner envie de tourner la page. La mienne tient en une phrase : je voudrais être ${at(facts).job} chez ${at(facts).company}.`,
  change: (from, to, skills) => `Il y a dans mon histoire un virage : le ${sector(from)} hier, le ${sector(to)} demain. Rien ne se perd en chemin${skills ? ` : ${skills} sont du voyage` : ''}.`,
  deeds: 'Quelques traces laissées en chemin',
  matched: (skills) => `En lisant votre annonce, j’ai souligné ${skills} : ce sont aussi les couleurs de ma palette.`,
  skills: (skills) => `Sur ma palette, il y a ${skills}.`,
  strengths: (strengths) => `Et, pour lier le tout : ${strengths}.`,
  meeting: 'La suite se raconte mieux de vive voix : j’espère que nous en aurons l’occasion.',
  closing: 'À l’idée de cette conversation, je vous adresse mes salutations les meilleures.',
}

const startup: Voice = {
  salutation: 'Bonjour,',
  opening: (facts) => `Je candidate au poste ${at(facts).ofJob} chez ${at(facts).company}. Je vais droit au but : voici ce que j’apporte.`,
  change: (from, to, skills) => `Je passe du ${sector(from)} au ${sector(to)}, et je n’arrive pas les mains vides${skills ? ` : ${skills}` : ''}.`,
  deeds: 'Côté concret',
  matched: (skills) => `Dans votre annonce, je coche déjà ${skills}. Pour le reste, j’apprends en faisant.`,
  skills: (skills) => `Dans mon sac : ${skills}.`,
  strengths: (strengths) => `Dans l’équipe : ${strengths}.`,
  meeting: 'On en parle ? Un appel, un café, un cas pratique : le format qui vous convient sera le bon.',
  closing: 'À bientôt,',
}

const associatif: Voice = {
  salutation: 'Madame, Monsieur,',
  opening: (facts) => `Je souhaite mettre mon métier au service d’un projet collectif. C’est ce qui m’amène à vous proposer ma candidature au poste ${at(facts).ofJob} au sein ${at(facts).ofCompany}.`,
  change: (from, to, skills) => `Du ${sector(from)}, je me tourne aujourd’hui vers le ${sector(to)} pour donner à mon travail le sens que je lui cherche.${skills && ` J’y viens avec ce que l’expérience m’a appris : ${skills}.`}`,
  deeds: 'De ce parcours, je retiens',
  matched: (skills) => `Vous avez besoin de personnes qui apportent ${skills} : je peux y contribuer, aux côtés de vos équipes.`,
  skills: (skills) => `Je peux contribuer par ${skills}, aux côtés de vos équipes.`,
  strengths: (strengths) => `Dans le travail avec les autres, je tiens à ceci : ${strengths}.`,
  meeting: 'J’aimerais beaucoup vous rencontrer pour parler de vos actions et de la place que je pourrais y prendre.',
  closing: 'Bien à vous,',
}

/** French: nothing in it agrees with the writer's gender, which nobody has told us. */
export const french: Grammar = {
  subject: (jobTitle) => `Objet\u00a0: candidature au poste ${de(inside(jobTitle))}`,
  list,
  experience,
  colon: '\u00a0: ',
  cv: 'Mon CV vous dira le détail de mon parcours.',
  study: (degree, school) => `Ma formation : ${degree}, ${school}.`,
  inside,
  voices: { formel, dynamique, sobre, creatif, startup, associatif },
}
