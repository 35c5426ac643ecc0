import { readText } from './words.ts'
import type { Evidence, Text } from './words.ts'
import { evidenceAt } from './words.ts'

/*
 * What the words of an offer say about the company. Each dimension has cues for each of its values; the value with the most
 * different cues is the answer, and a draw, or none, is no answer. One idea is one cue, however often it is repeated.
 */

export type Tone = 'formel' | 'dynamique' | 'sobre' | 'creatif' | 'startup' | 'associatif'

const dimensions = {
  industry: {
    startup: 'startup; start-up; scale-up; scaleup; jeune pousse; levée de fonds; série A; seed; early stage',
    corporate: 'grand groupe; groupe international; leader mondial; leader européen; CAC 40; multinationale; filiale; multinational; global leader; world leader; Fortune 500',
    tech: 'éditeur de logiciels; ESN; SaaS; éditeur logiciel; deep tech; software company; tech company; plateforme technologique',
    creative: 'agence de communication; studio; agence créative; direction artistique; production audiovisuelle; creative agency; design agency',
    consulting: 'cabinet de conseil; conseil en; consulting; cabinet; advisory',
    finance: 'banque; assurance; fintech; gestion d’actifs; bank; insurance; asset management; banking',
    nonprofit: 'association; associatif; associative; ONG; loi 1901; économie sociale et solidaire; ESS; à but non lucratif; nonprofit; non-profit; charity; NGO; intérêt général',
    public_service: 'collectivité; mairie; fonction publique; service public; hôpital; centre hospitalier; conseil départemental; public service; ministère',
  },
  size: {
    small: 'TPE; petite structure; petite équipe; équipe à taille humaine; small team; structure à taille humaine; entreprise familiale',
    medium: 'PME; ETI; entreprise de taille intermédiaire; SME; mid-sized; entreprise moyenne',
    large: 'grand groupe; multinationale; groupe international; CAC 40; multinational; Fortune 500; milliers de collaborateurs; thousands of employees',
  },
  communication: {
    formal: 'exigence; déontologie; confidentialité; protocole; excellence; prestige; institution; professionalism; professionnalisme; conformité; rigueur exemplaire; discrétion',
    casual: 'bonne humeur; convivial; conviviale; convivialité; ambiance; afterwork; afterworks; babyfoot; décontracté; décontractée; tutoiement; fun; friendly; relaxed; team building',
    innovative: 'innovation; innovant; innovante; disruptif; disruptive; nouvelles technologies; cutting-edge; pionnier; pioneer; innovative; réinventer; révolutionner',
    traditional: 'tradition; savoir-faire; artisanal; artisanale; héritage; depuis 19; maison familiale; heritage; craftsmanship; entreprise familiale',
  },
  environment: {
    remote: 'full remote; fully remote; 100 % télétravail; télétravail complet; remote first; remote-first; distributed team',
    hybrid: 'hybride; hybrid; télétravail partiel; jours de télétravail; days remote; remote days; jour de télétravail',
    on_site: 'sur site; présentiel; sur place; on-site; on site; in the office; en atelier; sur chantier',
  },
  leadership: {
    hierarchical: 'rattaché au; rattachée au; rattaché à la direction; sous la responsabilité; hiérarchie; sous la direction; reporting to; reports to; sous l’autorité',
    flat: 'management horizontal; holacratie; entreprise libérée; organisation plate; flat hierarchy; flat organisation; sans hiérarchie; circuits de décision courts; hiérarchie courte',
    collaborative: 'collaboratif; collaborative; travail en équipe; esprit d’équipe; co-construction; intelligence collective; entraide; teamwork; collaboration; bienveillance; management participatif; participatif',
  },
  innovation: {
    conservative: 'stabilité; pérennité; solide; tradition; stable; long-established; prudence; fiabilité',
    moderate: 'amélioration continue; modernisation; évolution; continuous improvement; transformation; digitalisation; transformation numérique',
    innovative: 'innovation; innovant; innovante; R&D; recherche et développement; disruptif; disruptive; pionnier; cutting-edge; intelligence artificielle; innovative; state of the art',
  },
} as const

const valueCues = {
  'respect': 'respect; respectful', 'équipe': 'esprit d’équipe; solidarité; entraide; team spirit', 'confiance': 'confiance; trust', 'autonomie': 'autonomie; autonomy; empowerment',
  'diversité': 'diversité; inclusion; diversity; handicap; égalité des chances; equal opportunity', 'environnement': 'développement durable; RSE; transition écologique; sustainability; environnemental; bas carbone',
  'innovation': 'innovation; innovative; innovant', 'qualité': 'excellence; qualité; exigence', 'bienveillance': 'bienveillance; bienveillant; kindness; caring', 'transparence': 'transparence; transparency',
  'équilibre': 'équilibre vie professionnelle; équilibre de vie; work-life balance; qualité de vie au travail; QVT', 'engagement': 'engagement; utilité sociale; impact social; sens du service; intérêt général; social impact',
} as const

export interface Judged<V extends string> {
  readonly value: V
  /** (cues for it) ÷ (all cues of the dimension + 2): one cue alone is ⅓, three that agree are 0.6. */
  readonly confidence: number
  readonly evidence: readonly Evidence[]
}

type Values<D extends keyof typeof dimensions> = Extract<keyof (typeof dimensions)[D], string>

export interface Culture {
  readonly industry: Judged<Values<'industry'>> | null
  readonly size: Judged<Values<'size'>> | null
  readonly communication: Judged<Values<'communication'>> | null
  readonly environment: Judged<Values<'environment'>> | null
  readonly leadership: Judged<Values<'leadership'>> | null
  readonly innovation: Judged<Values<'innovation'>> | null
  readonly values: readonly { readonly value: string; readonly evidence: Evidence }[]
  /** What the communication and the industry ask for; empty where neither is known. */
  readonly tones: readonly Tone[]
  /** (different cues) ÷ (different cues + 5). */
  readonly confidence: number
}

interface Cue { readonly stems: readonly string[]; readonly group: string; readonly value: string; readonly phrase: string }
let compiled: ReadonlyMap<string, readonly Cue[]> | undefined

function cuesByFirstStem(): ReadonlyMap<string, readonly Cue[]> {
  const all = new Map<string, Cue[]>()
  for (const [group, values] of [...Object.entries(dimensions), ['values', valueCues] as const]) {
    for (const [value, phrases] of Object.entries(values as Record<string, string>)) {
      for (const phrase of phrases.split(';').map((one) => one.trim())) {
        const stems = readText(phrase).words.map(({ stem }) => stem)
        all.set(stems[0]!, [...(all.get(stems[0]!) ?? []), { stems, group, value, phrase: stems.join(' ') }])
      }
    }
  }
  return all
}

interface Hit { readonly cue: Cue; readonly evidence: Evidence }

function hitsIn({ raw, words }: Text): readonly Hit[] {
  const cues = (compiled ??= cuesByFirstStem())
  const hits = new Map<string, Hit>()
  words.forEach((word, at) => {
    for (const cue of cues.get(word.stem) ?? []) {
      const last = words[at + cue.stems.length - 1]
      const key = `${cue.group} ${cue.value} ${cue.phrase}`
      if (hits.has(key) || last === undefined || last.line !== word.line || !cue.stems.every((stem, index) => words[at + index]!.stem === stem)) continue
      hits.set(key, { cue, evidence: evidenceAt(raw, word.start, last.end) })
    }
  })
  return [...hits.values()]
}

function judge<V extends string>(hits: readonly Hit[], group: string): Judged<V> | null {
  const own = hits.filter(({ cue }) => cue.group === group)
  const byValue = Map.groupBy(own, ({ cue }) => cue.value)
  const [first, second] = [...byValue.entries()].sort((a, b) => b[1].length - a[1].length)
  if (first === undefined || first[1].length === second?.[1].length) return null
  return { value: first[0] as V, confidence: round(first[1].length / (own.length + 2)), evidence: first[1].map(({ evidence }) => evidence) }
}

const round = (share: number) => Math.round(share * 100) / 100

const tonesOf: Readonly<Record<string, readonly Tone[]>> = {
  formal: ['formel', 'sobre'], traditional: ['sobre', 'formel'], casual: ['dynamique', 'startup'], innovative: ['creatif', 'dynamique'],
  startup: ['startup', 'dynamique'], nonprofit: ['associatif'], finance: ['formel'], public_service: ['formel', 'sobre'], creative: ['creatif'],
}

/** The culture that an offer's words speak of; null where no cue is found. */
export function cultureOf(text: Text): Culture | null {
  const hits = hitsIn(text)
  if (hits.length === 0) return null
  const industry = judge<Values<'industry'>>(hits, 'industry')
  const communication = judge<Values<'communication'>>(hits, 'communication')
  const values = Map.groupBy(hits.filter(({ cue }) => cue.group === 'values'), ({ cue }) => cue.value)
  return {
    industry, communication,
    size: judge(hits, 'size'), environment: judge(hits, 'environment'), leadership: judge(hits, 'leadership'), innovation: judge(hits, 'innovation'),
    values: [...values].map(([value, [first]]) => ({ value, evidence: first!.evidence })),
    tones: [...new Set([industry, communication].flatMap((judged) => (judged === null ? [] : tonesOf[judged.value] ?? [])))],
    confidence: round(hits.length / (hits.length + 5)),
  }
}
