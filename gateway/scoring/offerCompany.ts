import type { Found } from './offerTitle.ts'
import { cutTo, evidenceAt, lineOf } from './words.ts'
import type { Text } from './words.ts'

const name = "[\\p{Lu}][\\p{L}\\d'’&.-]{0,30}"
/** Up to five capitalised words, with the small words that names have between them. */
const names = `${name}(?:[ \\u00a0](?:(?:de|du|des|la|le|les|et|en|sur|d'|d’|l'|l’|of|and|the|&)[ \\u00a0]?){0,2}${name}){0,4}`

const companyLabel = /^[ \t]{0,20}(?:[-*•#>]{1,3}[ \t]{0,4})?(?:entreprise|soci[ée]t[ée]|employeur|company|employer|organisation)[ \t]{0,4}[:：][ \t]{0,8}(?=\S)/i
/** Words that stand where a name would, and name nobody: as the first of several, and as the whole. */
const pronoun = /^(?:nous|notre|nos|vous|votre|vos|on|il|elle|ce|cet|cette|we|our|you|your|it|this|they|poste|offre|mission|missions|profil|l['’](?:entreprise|équipe|agence|association|établissement))$/i
const generic = /^(?:le|la|les|un|une|the|an?|entreprise|société|groupe|client|cabinet|agence|association|établissement|company|team|cdi|cdd)$/i
const joining = new RegExp(`\\b(?:chez|Chez|[Rr]ejoignez|[Rr]ejoindre|[Ii]ntégrez|[Jj]oin|[Aa]t)[ \\u00a0](?:l['’]équipe (?:de |du |des |d['’]))?(?:l['’])?(${names})`, 'u')
/** What a firm says it is: "X est une entreprise". "Excel est un plus" names no firm. */
const firm = "(?:entreprise|société|groupe|association|start-?up|scale-?up|fintech|éditeur|acteur|leader|cabinet|agence|filiale|PME|ETI|ESN|fondation|établissement|coopérative|marque|enseigne|réseau|bureau|industriel|fabricant|distributeur|mutuelle|banque|organisme|collectivité|commune|spécialiste|hôpital|école|plateforme|maison|chaîne|clinique|restaurant|hôtel)"
const acting = new RegExp(`(?:^|[\\n.!?•][ \\t]{0,4})(?:La société |L['’]entreprise |Le groupe |The )?(${names})(?:,[^,\\n]{1,120},)?[ \\u00a0](?:recrute|recherche|embauche|is hiring|is looking for|is recruiting|is seeking|est (?:une?|le|la)[ \\u00a0](?:\\p{L}{2,15}[ \\u00a0]){0,2}${firm}(?!\\p{L})|est l['’]${firm}(?!\\p{L})|is an? (?:company|startup|group|leading))`, 'u')

/** "Le Cabinet Morvan" is called Cabinet Morvan; "La Poste" and "La Banque Postale" are called that. */
const kind = 'Groupe|Cabinet|Restaurant|Mairie|Ville|Commune|Société|Association|Fondation|Clinique|Polyclinique|Fonderie|Pharmacie|Boulangerie|Librairie|Résidence|Centre|Communauté|École|Entreprise|Région|Département|Hôtel|Garage|Crèche|Lycée|Collège|Université'

const asCompany = (raw: string, start: number, said: string): Found<string> | null => {
  // An article before an abbreviation is none of its name: "Le CHU de Rennes", but "La Poste".
  const article = new RegExp(`^(?:Le|La|Les|L['’]|The)[ \\u00a0]?(?=\\p{Lu}{2}|(?:${kind})(?!\\p{L}))`, 'u').exec(said)?.[0].length ?? 0
  const value = said.slice(article).trim().replace(/[.,;:'’-]{1,4}$/, '')
  return value.length < 2 || generic.test(value) || pronoun.test(value.split(/[ \u00a0]/)[0]!) ? null : { value, evidence: evidenceAt(raw, start + article, start + article + value.length) }
}

/** The company, by the first of three rules: a line "Entreprise :", "rejoignez X" or "chez X", "X recrute" or "X est une". */
export function findCompany(text: Text): Found<string> | null {
  for (let line = 0; line < text.lines.length; line += 1) {
    const said = lineOf(text, line)
    const match = companyLabel.exec(said.slice(0, 80))
    if (!match) continue
    const rest = cutTo(said.slice(match[0].length), 100).split(/[|;(]| [-–—] /)[0]!
    return asCompany(text.raw, text.lines[line]! + match[0].length, rest)
  }
  for (const pattern of [joining, acting]) {
    const match = pattern.exec(text.raw)
    const found = match && asCompany(text.raw, match.index + match[0].indexOf(match[1]!), match[1]!)
    if (found) return found
  }
  return null
}
