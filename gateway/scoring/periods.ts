import type { Position } from './experience.ts'
import { plain } from './words.ts'

/*
 * Positions of a CV that is plain text: the periods that its lines state. A period is two dates with a dash or a word between, or a date
 * with "depuis" or "since"; a date is a year, with or without its month. What stands under a heading for education, or in a line that
 * names a diploma, is no experience. A year by itself is none either: it may be of anything.
 */

const MONTHS: Readonly<Record<string, number>> = Object.fromEntries(
  ['janvier janv january jan', 'fevrier fevr fev february feb', 'mars march mar', 'avril avr april apr', 'mai may', 'juin june jun', 'juillet juil july jul', 'aout august aug', 'septembre sept september sep', 'octobre oct october', 'novembre nov november', 'decembre dec december']
    .flatMap((names, index) => names.split(' ').map((name) => [name, index + 1])),
)
const NAMES = Object.keys(MONTHS).sort((a, b) => b.length - a.length).join('|')
const DATE = `(?:(?:(?:\\d{1,2}[/.])?(\\d{1,2})[/.]|(${NAMES})\\.? )?((?:19[5-9]|20[0-4])\\d))(?!\\d)`
const NOW = "(aujourd ?'? ?hui|ce jour|present|maintenant|actuel(?:lement)?|en cours|now|today|current(?:ly)?|ongoing|to date)"
const PERIOD = new RegExp(`(?<!\\d)${DATE} ?(?:-|–|—|→|>|/|a|au|to|until|jusqu'?(?:a|en|au)?) ?(?:${DATE}|${NOW})`, 'g')
const SINCE = new RegExp(`(?<![a-z])(?:depuis|since|a partir de|des) (?:le )?${DATE}`, 'g')
const HEADING = /^[^a-z\d]{0,6}([a-z][a-z' &,/]{2,50}?)[^a-z\d]{0,4}$/
const EDUCATION = /^(?:formations?|etudes|diplomes?|parcours (?:scolaire|academique|universitaire)|scolarite|cursus|education|academic|qualifications?|studies|training|certifications?)(?![a-z])/
const OTHERS = /^(?:experiences?|parcours|emplois?|carriere|work|employment|career|professional|competences?|skills|langues?|languages?|profil|profile|resume|summary|centres? d|interets?|loisirs|hobbies|interests|contact|projets?|projects?|references?|divers|informatique|atouts|benevolat|volunteering)/
const DIPLOMA = /(?<![a-z])(?:bts|but|dut|cap|bep|bac|baccalaureat|licence|master|mastere|doctorat|phd|bachelor|degree|diplome|msc|bsc|mba|ecole|universite|university|lycee|college|iut|ifsi|certificat|formation|bafa|brevet|a level|gcse|nvq|hnd)(?![a-z])/
/** Work at a school or a university is work. */
const WORK = /(?<![a-z])(?:professeure?|enseignante?|teacher|lecturer|format(?:eur|rice)|assistante?|educat(?:eur|rice)|surveillante?|directeur|directrice|secretaire|agente?|responsable|charge[es]?|maitre|cpe|stagiaire|intern|apprentie?|alternante?|manager|officer|coordinat(?:or|eur|rice)|librarian|administrator)(?![a-z])/

const dateOf = (day: string | undefined, month: string | undefined, year: string) => {
  const number = day === undefined ? (month === undefined ? null : MONTHS[month]!) : Number(day)
  return number === null || number < 1 || number > 12 ? year : `${year}-${String(number).padStart(2, '0')}`
}

/**
 * The periods of work that a text states, for `yearsOfExperience`. None where it states none.
 * @param text as it was uploaded or pasted
 */
export function positionsIn(text: string): Position[] {
  const positions: Position[] = []
  let learning = false
  for (const raw of text.slice(0, 200_000).split('\n')) {
    const line = plain(raw.slice(0, 400)).replaceAll('’', "'").replace(/\s+/g, ' ').trim()
    const heading = HEADING.exec(line)?.[1]
    if (heading !== undefined && EDUCATION.test(heading)) learning = true
    else if (heading !== undefined && OTHERS.test(heading)) learning = false
    if (learning || (DIPLOMA.test(line) && !WORK.test(line))) continue
    for (const match of line.matchAll(PERIOD)) {
      const [, m1, n1, y1, m2, n2, y2, now] = match
      positions.push({ startDate: dateOf(m1, n1, y1!), endDate: y2 === undefined ? null : dateOf(m2, n2, y2), current: now !== undefined })
    }
    for (const match of line.matchAll(SINCE)) positions.push({ startDate: dateOf(match[1], match[2], match[3]!), endDate: null, current: true })
  }
  return positions
}
