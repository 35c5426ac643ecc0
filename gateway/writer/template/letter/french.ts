import { wordsOf } from '../words.ts'
import type { Job, LetterFacts } from './facts.ts'
import { sectorOf } from './sector.ts'
import { isTool } from './tools.ts'
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

/** How French names of trades end, or are: lower case inside a sentence, whatever stands behind them. */
const trade = /(?:eur|euse|eure|rice|iers?|ière|iste|ienne|ien|ants?|ante|able|aire|logue|[éè]e?|[(·]ère?\)?|[(·]e\)?|[(·]se\)?)$|^(?:chef|cheffe|agent|aide|cadre|maître|second|commis|professeur|médecin|sage-femme|employé.*|chargé.*|assistant.*)$/i
const small = /^(?:de|du|des|la|le|les|et|en|au|aux|sur|un|une|à)$/i

/** A title inside a sentence begins small, unless its capitals mean something: "chef de projet SI", "Data Analyst", "DRH". */
export function inside(words: string): string {
  const said = /\p{Ll}/u.test(words) || !/\p{L}{5}/u.test(words) ? words : words.split(' ').map((word) => (small.test(word) || word.length > 3 ? word.toLocaleLowerCase('fr') : word)).join(' ')
  const [first = '', ...rest] = said.split(' ')
  const isName = isTool(first) || /\p{Lu}/u.test(first.slice(1)) || (rest.some((word) => /^\p{Lu}\p{Ll}/u.test(word)) && !trade.test(first))
  return isName ? said : said.charAt(0).toLocaleLowerCase('fr') + said.slice(1)
}

/** A skill inside a sentence: "gestion des stocks", "comptabilité", but "Excel", "Power BI", "Notion". */
export function skillInside(words: string): string {
  const [first = '', ...rest] = words.split(' ')
  const common = rest.some((word) => /^(?:de|du|des|d[’'].*|en|à|au|aux|et|la|le)$/i.test(word)) || /[éèêâôîç]/i.test(first) || /(?:.{4}tion|ité|ment|age|ance|ence|rie|gie|ture|erie)s?$/i.test(first)
  return common && !/\p{Lu}/u.test(first.slice(1)) && !rest.some((word) => /^\p{Lu}\p{Ll}/u.test(word)) ? words.charAt(0).toLocaleLowerCase('fr') + words.slice(1) : words
}

/*
 * Names that begin with what the house is want an article that nobody can know from the name ("de l’EHPAD", "à la Mairie", "au
 * Conseil"): they stand in brackets, where none is needed. Other names are somebody's: "chez Octavienne", "chez La Poste".
 */
const house = /^(?:EHPAD|CHU|CHR|CH|GHT|ESAT|IME|ITEP|SSIAD|MJC|CPAM|CAF|URSSAF|SDIS|CCAS|DDT|ARS|CRM|PMI|MAS|FAM|GIE|SCIC|Centre|Mairie|Ville|Hôpital|Hôpitaux|Clinique|Polyclinique|École|Ecole|Lycée|Collège|Université|Institut|Association|Fondation|Cabinet|Étude|Groupe|Groupement|GAEC|EARL|SCEA|Éducation|Education|Armée|Marine|Police|Gendarmerie|Assistance|Croix-Rouge|Sécurité|Aéroports?|Restaurant|Hôtel|Auberge|Brasserie|Commune|Communauté|Métropole|Conseil|Région|Département|Résidence|Maison|Agence|Société|Entreprise|Crèche|Pharmacie|Laboratoire|Boulangerie|Pâtisserie|Boucherie|Garage|Ministère|Préfecture|Caisse|Office|Syndicat|Fonderie|Librairie|Bibliothèque|Musée|Théâtre|Coopérative|Mutuelle|Foyer|Service|Direction|Académie|Chambre|Comité|Fédération|Parc|Domaine|Ferme|Salon|Magasin|Supermarché|Usine|Atelier|Ateliers|Banque|Compagnie|Transports?|l[’'].*|la|le|les|un|une|notre|votre)(?![\p{L}])/iu
const isHouse = (name: string) => house.test(name) && !/^(?:La|Le|Les|L[’'])(?![\p{Ll}])/u.test(name)
const ownAccount = /^(?:(?:à |en )?(?:mon|son) (?:propre )?compte|indépendante?|free-?lance|auto-?entrep\p{L}+|micro-?entrep\p{L}+|profession libérale|self-?employed)$/iu
/** " chez Octavienne", " (CHU de Rennes)", " à mon compte". */
const chez = (name: string) => (ownAccount.test(name) ? ' à mon compte' : isHouse(name) ? ` (${name})` : ` chez ${name}`)
/** "chez Octavienne", "au sein de votre structure (CHU de Rennes)". */
const withYou = (name: string) => (isHouse(name) ? `au sein de votre structure (${name})` : `chez ${name}`)
const you = (name: string) => (isHouse(name) ? `votre structure (${name})` : name)

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
    ? `J’exerce actuellement comme ${inside(job.title)}${chez(job.company)}${when(job)}`
    : `J’ai travaillé comme ${inside(job.title)}${chez(job.company)}${when(job)}`
  if (before === null || (before.company === job.company && inside(before.title) === inside(job.title))) return `${now}.`
  if (before.company === job.company) return `${now}, après y avoir travaillé comme ${inside(before.title)}.`
  return `${now}. J’ai auparavant travaillé comme ${inside(before.title)}${chez(before.company)}${when({ ...before, current: false })}.`
}

/** "l’INFORMATIQUE": what stands behind an article begins small as well. */
const sector = (domain: string) => {
  const article = /^(?:l[’']|la |les? )/i.exec(domain)?.[0] ?? ''
  return sectorOf(article.toLocaleLowerCase('fr') + inside(domain.slice(article.length)))
}

const at = ({ jobTitle, companyName }: LetterFacts) => ({ job: inside(jobTitle), ofJob: de(inside(jobTitle)), you: you(companyName), withYou: withYou(companyName) })

const formel: Voice = {
  salutation: 'Madame, Monsieur,',
  opening: (facts) => `J’ai l’honneur de vous présenter ma candidature au poste ${at(facts).ofJob} ${at(facts).withYou}.`,
  change: (from, to, skills) => `Ma démarche s’inscrit dans une reconversion : après une expérience dans le ${sector(from)}, j’ai décidé de rejoindre le ${sector(to)}.${skills && ` Je conserve de ce parcours des acquis directement utiles à mes nouvelles fonctions : ${skills}.`}`,
  deeds: 'Parmi mes réalisations, je citerai',
  matched: (skills) => `De ce que demande votre annonce, mon parcours apporte déjà : ${skills}. Je souhaite mettre cet acquis à votre service.`,
  skills: (skills) => `Je souhaite mettre à votre service les compétences que j’ai acquises, notamment : ${skills}.`,
  strengths: (strengths) => `Voici ce à quoi j’attache par ailleurs une importance particulière : ${strengths}.`,
  meeting: 'Je me tiens à votre disposition pour un entretien, au cours duquel je pourrais vous exposer plus précisément mon parcours et les raisons de ma candidature.',
  closing: 'Dans cette attente, je vous prie d’agréer, Madame, Monsieur, l’expression de mes salutations distinguées.',
}

const dynamique: Voice = {
  salutation: 'Madame, Monsieur,',
  opening: (facts) => `Rejoindre ${at(facts).you} comme ${at(facts).job} : voilà le projet qui me fait vous écrire aujourd’hui.`,
  change: (from, to, skills) => `Je change de voie, et je le fais par choix. Du ${sector(from)} au ${sector(to)}, j’emporte avec moi ce qui fait la différence sur le terrain${skills ? ` : ${skills}` : ''}.`,
  deeds: 'Des résultats concrets en témoignent',
  matched: (skills) => `Ce que vous recherchez, je l’apporte : ${skills}. J’ai l’envie de le mettre en pratique chez vous dès le premier jour.`,
  skills: (skills) => `Voici ce que j’apporte : ${skills}, et l’envie de mettre tout cela en pratique chez vous dès le premier jour.`,
  strengths: (strengths) => `Au quotidien, on peut compter sur ceci : ${strengths}.`,
  meeting: 'Rencontrons-nous : un échange me permettra de vous montrer concrètement ce que je peux faire avancer au sein de votre équipe.',
  closing: 'Au plaisir d’échanger avec vous, je vous adresse, Madame, Monsieur, mes cordiales salutations.',
}

const sobre: Voice = {
  salutation: 'Madame, Monsieur,',
  opening: (facts) => `Je vous adresse ma candidature au poste ${at(facts).ofJob} ${at(facts).withYou}.`,
  change: (from, to, skills) => `Je me réoriente du ${sector(from)} vers le ${sector(to)}.${skills && ` De ma première expérience, je garde : ${skills}.`}`,
  deeds: 'J’ai notamment à mon actif',
  matched: (skills) => `Parmi les compétences que demande votre annonce, voici les miennes : ${skills}.`,
  skills: (skills) => `Mes principales compétences : ${skills}.`,
  strengths: (strengths) => `Mes points forts : ${strengths}.`,
  meeting: 'Je reste à votre disposition pour un entretien.',
  closing: 'Cordialement,',
}

const creatif: Voice = {
  salutation: 'Madame, Monsieur,',
  opening: (facts) => `Une lettre ne montre jamais tout d’une personne ; elle peut seulement donner envie de tourner la page. La mienne tient en une phrase : je voudrais être ${at(facts).job} ${at(facts).withYou}.`,
  change: (from, to, skills) => `Il y a dans mon histoire un virage : le ${sector(from)} hier, le ${sector(to)} demain. Rien ne se perd en chemin${skills ? `, et voici ce que j’emporte : ${skills}` : ''}.`,
  deeds: 'Quelques traces laissées en chemin',
  matched: (skills) => `En lisant votre annonce, j’ai souligné ces mots : ${skills}. Ils sont aussi sur ma palette.`,
  skills: (skills) => `Sur ma palette : ${skills}.`,
  strengths: (strengths) => `Et, pour lier le tout : ${strengths}.`,
  meeting: 'La suite se raconte mieux de vive voix : j’espère que nous en aurons l’occasion.',
  closing: 'À l’idée de cette conversation, je vous adresse mes salutations les meilleures.',
}

const startup: Voice = {
  salutation: 'Bonjour,',
  opening: (facts) => `Je candidate au poste ${at(facts).ofJob} ${at(facts).withYou}.${facts.says ? ' Je vais droit au but : voici ce que j’apporte.' : ''}`,
  change: (from, to, skills) => `Je passe du ${sector(from)} au ${sector(to)}${skills ? `, et je n’arrive pas les mains vides : ${skills}` : ''}.`,
  deeds: 'Côté concret',
  matched: (skills) => `Dans votre annonce, je coche déjà : ${skills}. Pour le reste, j’apprends en faisant.`,
  skills: (skills) => `Dans mon sac : ${skills}.`,
  strengths: (strengths) => `Dans l’équipe : ${strengths}.`,
  meeting: 'On en parle ? Un appel, un café, un cas pratique : le format qui vous convient sera le bon.',
  closing: 'À bientôt,',
}

const associatif: Voice = {
  salutation: 'Madame, Monsieur,',
  opening: (facts) => `Je souhaite mettre mon métier au service d’un projet collectif. C’est ce qui m’amène à vous proposer ma candidature au poste ${at(facts).ofJob} ${at(facts).withYou}.`,
  change: (from, to, skills) => `Du ${sector(from)}, je me tourne aujourd’hui vers le ${sector(to)} pour donner à mon travail le sens que je lui cherche.${skills && ` J’y viens avec ce que l’expérience m’a appris : ${skills}.`}`,
  deeds: 'De ce parcours, je retiens',
  matched: (skills) => `Ce que demande votre annonce, je peux l’apporter aux côtés de vos équipes : ${skills}.`,
  skills: (skills) => `Voici ce que je peux apporter aux côtés de vos équipes : ${skills}.`,
  strengths: (strengths) => `Dans le travail avec les autres, je tiens à ceci : ${strengths}.`,
  meeting: 'J’aimerais beaucoup vous rencontrer pour parler de vos actions et de la place que je pourrais y prendre.',
  closing: 'Bien à vous,',
}

const PARTICIPLES = /^(?:géré|encadré|dirigé|piloté|créé|développé|animé|organisé|formé|managé|coordonné|optimisé|réalisé|mené|assuré|augmenté|amélioré|négocié|lancé|rédigé|accompagné|déployé|supervisé|préparé|installé|planifié|analysé|élaboré|recruté|traité|vendu|suivi|mis|conçu|réduit|obtenu|tenu|construit|refondu|repris|doublé|triplé|fidélisé|automatisé|migré|restructuré|ouvert|conduit|remporté|atteint|dépassé|conseillé|accueilli|participé|contribué|gagné|produit|livré|enseigné|soigné|évalué|diminué|économisé|fondé|porté|représenté|présenté|publié|traduit|modernisé|sécurisé|simplifié|testé|corrigé|intégré) /iu
const INFINITIVE = /^(?:\p{Ll}{2,}(?:er|ir|oir|re))(?= |$)/u
const NOUNS_IN_ER = /^(?:atelier|métier|chantier|clavier|dossier|courrier|papier|fichier|premier|dernier|leader|manager|avenir|plaisir|loisir|savoir|devoir|pouvoir|histoire|mémoire|rigueur|culture|écriture|lecture|maître|cadre|ordre|théâtre|autre|votre|notre|quatre|contre|entre|genre|titre|lettre|offre|chiffre|centre|cidre|couture|peinture|soudure|architecture|agriculture|nature|littérature|gestion|hiver|mer|fer|espoir|miroir|terroir|horaire|littéraire|infirmier|cuisinier|quartier|héritage|desir|désir|souvenir|laser|reporter|poster|master|hacker|computer|danger|étranger|léger|super|cher|hier|littéral)(?:s|(?= |$))/u

/** French: nothing in it agrees with the writer's gender, which nobody has told us. */
export const french: Grammar = {
  subject: (jobTitle) => `Objet\u00a0: candidature au poste ${de(inside(jobTitle))}`,
  list,
  experience,
  domain: (name) => name,
  // "A géré 30 lits", "Géré 30 lits": what somebody has done, in the first person.
  did: (deed) => {
    const said = /^(?:j[’'])?(?:a|ai) (?=\p{L}+(?:é|i|u|is|it|ert)[ ])/iu.exec(deed)
    if (said) return deed.slice(said[0].length)
    return PARTICIPLES.test(deed) ? deed.charAt(0).toLocaleLowerCase('fr') + deed.slice(1) : null
  },
  have: (deeds, as) => (as ? `Comme ${inside(as)}, j’ai ${deeds}.` : `J’ai ${deeds}.`),
  able: (skill) => (INFINITIVE.test(skill) && !NOUNS_IN_ER.test(skill) ? `capacité à ${skill}` : skill),
  colon: '\u00a0: ',
  cv: 'Mon CV vous dira le détail de mon parcours.',
  study: (degree, school) => `Ma formation : ${degree}, ${school}.`,
  inside,
  skillInside,
  voices: { formel, dynamique, sobre, creatif, startup, associatif },
}
