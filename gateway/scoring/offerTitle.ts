import { cutTo, evidenceAt, lineOf, plain } from './words.ts'
import type { Evidence, Text } from './words.ts'

/** A fact of an offer, and the words that say it. */
export interface Found<T> {
  readonly value: T
  readonly evidence: Evidence
}

const label = /^[ \t]{0,20}(?:[-*•#>]{1,3}[ \t]{0,4})?(?:offre d['’]emploi|annonce|intitul[ée](?: du poste)?|titre(?: du poste)?|poste(?: propos[ée]| [àa] pourvoir)?|job title|title|position|role)[ \t]{0,4}[:：][ \t]{0,8}(?=\S)/i
const gender = /[ \t]{0,3}[([]?[ \t]{0,2}\b(?:h[ \t]?[/\-.][ \t]?f|f[ \t]?[/\-.][ \t]?h|m[ \t]?\/[ \t]?f(?:[ \t]?\/[ \t]?[dx])?|m[ \t]?\/[ \t]?w(?:[ \t]?\/[ \t]?[dx])?|f[ \t]?\/[ \t]?m)\b[ \t]{0,2}[)\]]?/i
const seeking = /(?:à la recherche d['’](?:un\(e\)|un\/une|un·e|une?)[ \t]{1,3}(?:nouveau |nouvelle )?)|\b(?:recherch(?:e|ons|ent)|recrut(?:e|ons|ent)|embauch(?:e|ons)|looking for|seeking|hiring|recruiting)(?: actuellement| currently)?(?: pour [^,.;:\n]{1,60},)?[ \t]{1,3}(?:un\(e\)|un\/une|un·e|une?|an?|notre|our(?: next)?)[ \t]{1,3}(?:nouveau |nouvelle |new )?|\ben (?:tant que|qualité de) /i
/** "(12 month fixed-term contract)" at the end is no part of a title. */
const terms = /[ \t]{0,3}\([^()]{0,40}(?:CDI|CDD|contract|contrat|mois|months?|stage|intérim|alternance|temps (?:plein|partiel)|time)[^()]{0,40}\)[ \t]{0,3}$/i
/** "La Poste recrute ! Facteur H/F" is a sentence, and no title. */
const hires = /\b(?:recrut(?:e|ent|ons)|recherchons|embauch(?:e|ent|ons)|hiring|recruiting)(?!\p{L})/iu
/** The head of a part of an offer, whatever jobs are named behind it. */
const chapter = /^[ \t]{0,20}(?:[-*•#>]{1,3}[ \t]{0,4})?(?:comp[ée]tences?|profils?|missions?|formations?|exp[ée]riences?|qualit[ée]s|dipl[ôo]mes?|requirements?|responsibilities|qualifications?|skills|about|[àa] propos)(?!\p{L})[^:\n]{0,40}:/iu
/** Where a title in a sentence is over. */
const over = /[,;:.!?\n–—|]| - | (?:pour|afin|chez|en|au sein|dans|à|sur|qui|dont|capable|avec|ayant|disposant|to|who|for|at|in|with|based|that)\b/i

/** How names of jobs begin, in plain letters. */
const jobs = new RegExp(`\\b(?:${[
  'developp', 'developer', 'ingenieur', 'technicien', 'cheff?e?\\b', 'responsable', 'direct(?:eur|rice|or)', 'assistant', 'chargee? d', 'conseill(?:er|ere)', 'consultant', 'gestionnaire', 'comptable', 'infirmi',
  'aide[- ](?:soignant|a |comptable|cuisin)', 'anima(?:teur|trice)', 'forma(?:teur|trice)', 'enseignant', 'professeur', 'vendeu', 'commercial', 'acheteu', 'logisticien', 'conduct(?:eur|rice)', 'operat(?:eur|rice|or)',
  'agent', 'analyste?\\b', 'architecte?\\b', 'administrat(?:eur|rice|or|if|ive)', 'coordinat(?:eur|rice|or)', 'coordonnat', 'redact(?:eur|rice)', 'graphiste', 'designer', 'secretaire', 'juriste', 'avocat', 'cuisinier',
  'serveu', 'medecin', 'pharmacien', 'psycholog', 'educat(?:eur|rice|or)', 'travailleur', 'manager', 'engineer', 'officer', 'specialiste?\\b', 'lead\\b', 'head of', 'nurse', 'teacher', 'accountant', 'product owner',
  'scrum master', 'data scientist', 'stagiaire', 'apprentie?\\b', 'alternante?\\b', 'electricien', 'plombier', 'menuisier', 'macon\\b', 'soudeu', 'magasinier', 'cariste', 'livreu', 'chauffeu', 'receptionniste',
  'hote(?:sse)?\\b', 'caissi', 'boulanger', 'patissi', 'ambulanci', 'auditeu', 'auditrice', 'actuaire', 'cherche(?:ur|use)\\b', 'kinesitherapeute', 'sage-femme', 'auxiliaire', 'mediat(?:eur|rice)', 'traduct',
].join('|')})`)

const LONGEST_TITLE = 100

/**
 * The title, by the first of three rules that finds one: a line that says "Poste :", the first line if it speaks of a job or
 * of H/F, a sentence that seeks "une développeuse". Where none does there is no title.
 */
export function findTitle(text: Text): Found<string> | null {
  return labelled(text) ?? headline(text) ?? sought(text)
}

/** The value is what stands at the place, without (H/F) and white space around it. */
function found({ raw }: Text, start: number, length: number): Found<string> | null {
  const said = cutTo(raw.slice(start, start + length), LONGEST_TITLE)
  const lead = said.length - said.trimStart().length
  const kept = said.replace(gender, ' ').replace(terms, '').replace(/\s{1,40}/g, ' ').trim().replace(/[ \-–—|:,(]{1,8}$/, '')
  return /\p{L}{2}/u.test(kept) ? { value: kept, evidence: evidenceAt(raw, start + lead, start + said.trimEnd().length) } : null
}

function labelled(text: Text) {
  for (let line = 0; line < text.lines.length; line += 1) {
    const said = lineOf(text, line)
    const match = label.exec(said.slice(0, 80))
    if (match) return found(text, text.lines[line]! + match[0].length, said.length - match[0].length)
  }
  return null
}

function headline(text: Text) {
  const line = text.words[0]?.line
  if (line === undefined) return null
  const said = lineOf(text, line)
  if (said.length > LONGEST_TITLE || said.trim().split(/\s{1,40}/).length > 14 || seeking.test(said) || hires.test(said) || chapter.test(said)) return null
  if (!gender.test(said) && !jobs.test(plain(said))) return null
  // "Développeuse web - CDI - Nantes": what follows a dash is no part of the title.
  const cut = /[ \t]{1,4}(?:[-–—|•]|chez|at)[ \t]{1,4}/.exec(said)?.index ?? said.length
  const named = gender.test(said.slice(0, cut)) || jobs.test(plain(said.slice(0, cut))) ? cut : said.length
  return found(text, text.lines[line]!, named)
}

function sought(text: Text) {
  const match = seeking.exec(text.raw)
  if (!match) return null
  const start = match.index + match[0].length
  const rest = cutTo(text.raw.slice(start), LONGEST_TITLE)
  const masked = rest.replace(gender, (said) => 'x'.repeat(said.length))
  return found(text, start, over.exec(masked)?.index ?? rest.length)
}
