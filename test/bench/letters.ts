import { scoreCv } from '../../gateway/scoring/ats.ts'
import { analyzeOffer } from '../../gateway/scoring/offer.ts'
import { median, medianRun, runRequests } from './measure.ts'
import type { Run, Tools } from './measure.ts'
import { startContestant } from './process.ts'

/* Letters: scoring by itself, and a letter of the template writer end to end. */

export interface LettersFound {
  /** Milliseconds of CPU that reading a 5,000-character offer and scoring a 5,000-character CV against it takes, in a round of a hundred. */
  readonly scoring: readonly number[]
  readonly letters: number
  readonly runs: readonly Run[]
}

const offer = `Développeuse web (H/F) - CDI - Nantes (44)
Octavienne recrute une développeuse web pour son équipe produit. Salaire : 38 à 45 k€ brut annuel, 3 ans d'expérience minimum.
- Maîtrise de TypeScript, Node.js et PostgreSQL requise
- Docker et Kubernetes seraient un plus, anglais professionnel, autonomie, rigueur, esprit d'équipe
Vous concevez des interfaces en React, écrivez des tests automatisés et participez à la conduite de projet avec les équipes de vente.
`
const cv = `Camille Martin – développeuse, Lyon, camille@example.org, 06 12 34 56 78
Expérience : développeuse chez Octave depuis 2024, infirmière référente au CHU de Lyon de 2016 à 2024, équipe de douze personnes.
Formation : titre professionnel en 2024. Compétences : TypeScript, MySQL, React, gestion de projet, écoute, rigueur, travail en équipe.
`
const long = (text: string) => text.repeat(Math.ceil(5000 / text.length)).slice(0, 5000)

const mutation = `mutation Letter($input: GenerateLetterInput!) {
  generateLetter(input: $input) { letter { id title text source version } usage { feature used unlimited } }
}`
const body = JSON.stringify({ query: mutation, variables: { input: { cvText: cv, jobOffer: offer, jobTitle: 'Développeuse web', companyName: 'Octavienne', tone: 'SOBRE' } } })

export function measureScoring(rounds: number): readonly number[] {
  const [job, person] = [long(offer), long(cv)]
  const score = () => scoreCv(person, analyzeOffer(job).keywords)
  for (let n = 0; n < 200; n += 1) score()
  return Array.from({ length: rounds }, () => {
    const began = process.cpuUsage()
    for (let n = 0; n < 100; n += 1) score()
    const { user, system } = process.cpuUsage(began)
    return (user + system) / 100_000
  })
}

/** One connection, many premium people in turn: how long one letter takes, from the request's first byte to the answer's last. */
export async function measureLetters(tools: Tools, { rounds, warm, letters }: { rounds: number; warm: number; letters: number }): Promise<LettersFound> {
  const gateway = await startContestant('gateway', tools.settings)
  try {
    const plan = { people: tools.database.writers.map(({ token }) => ({ token, body })), lengths: null }
    await runRequests(tools, gateway, plan, 1, warm)
    const runs: Run[] = []
    for (let round = 0; round < rounds; round += 1) runs.push(await runRequests(tools, gateway, plan, 1, letters))
    return { scoring: measureScoring(rounds), letters, runs }
  } finally {
    await gateway.stop()
  }
}

export const lettersAims = ({ scoring }: LettersFound) =>
  [['a 5,000-character CV scored against a 5,000-character offer', '≤ 5 ms', `${median(scoring).toFixed(2)} ms of CPU`, median(scoring) <= 5] as const]

export function lettersChapter({ letters, runs, scoring }: LettersFound): string {
  const { p50, p99, cpu, postgresCpu } = medianRun(runs)
  const whole = (value: number | null) => (value === null ? '–' : Math.round(value).toLocaleString('en'))
  return `## A letter, end to end\n\ngenerateLetter from a CV and an offer as texts (${cv.length} and ${offer.length} characters) by the template writer, one connection, ${runs.length} rounds of ${letters}: `
    + `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${whole(cpu)} µs of the gateway's CPU, ${whole(postgresCpu)} of Postgres'.\n\nReading the offer and scoring the CV, 5,000 characters each: ${median(scoring).toFixed(2)} ms of CPU.`
}
