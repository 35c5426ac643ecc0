import type { FormatIssue, FormatRule } from './format.ts'
import type { Keyword } from './keywords.ts'
import type { Language } from './language.ts'

export type Priority = 'high' | 'medium' | 'low'
export type RecommendationRule = FormatRule | 'missing_keyword' | 'few_action_verbs' | 'few_quantified_results'

/** Advice, and the rule that fired. The message is in the language of the text it is about. */
export interface Recommendation {
  readonly rule: RecommendationRule
  readonly priority: Priority
  readonly term: string | null
  readonly message: string
  /** Points that the score gains by the rule when it is followed, before the score's bounds; null where the rule counts steps. */
  readonly worth: number | null
}

const messages: Readonly<Record<Language, Readonly<Record<Exclude<RecommendationRule, 'missing_keyword'>, string>>>> = {
  fr: {
    no_email: 'Aucune adresse e-mail n’a été trouvée.', no_phone: 'Aucun numéro de téléphone n’a été trouvé.',
    no_experience_section: 'Aucune rubrique « Expériences » n’a été trouvée : donnez-lui un titre usuel.', no_education_section: 'Aucune rubrique « Formation » n’a été trouvée.',
    no_skills_section: 'Aucune rubrique « Compétences » n’a été trouvée.', no_dates: 'Aucune année n’a été trouvée : datez vos expériences.',
    too_short: 'Le texte est court pour être comparé à une offre.', too_long: 'Le texte est long : gardez ce qui répond à l’offre.',
    unusual_characters: 'Des symboles ou des icônes peuvent être mal lus.', columns: 'Un tableau ou des colonnes peuvent être lus dans le désordre.',
    keyword_stuffing: 'Un mot-clé est répété trop souvent.', no_salutation: 'Aucune formule d’appel n’a été trouvée.', no_closing: 'Aucune formule de politesse n’a été trouvée à la fin.',
    long_paragraph: 'Un paragraphe dépasse 150 mots : coupez-le.', few_action_verbs: 'Peu de verbes d’action : dites ce que vous avez fait.',
    few_quantified_results: 'Peu de résultats chiffrés : donnez les vôtres s’ils existent.',
  },
  en: {
    no_email: 'No e-mail address was found.', no_phone: 'No phone number was found.',
    no_experience_section: 'No "Experience" section was found: give it a usual title.', no_education_section: 'No "Education" section was found.',
    no_skills_section: 'No "Skills" section was found.', no_dates: 'No year was found: date your experience.',
    too_short: 'The text is short to be held against an offer.', too_long: 'The text is long: keep what answers the offer.',
    unusual_characters: 'Symbols or icons may be misread.', columns: 'A table or columns may be read out of order.',
    keyword_stuffing: 'A keyword is repeated too often.', no_salutation: 'No salutation was found.', no_closing: 'No closing formula was found at the end.',
    long_paragraph: 'A paragraph has more than 150 words: split it.', few_action_verbs: 'Few action verbs: say what you did.',
    few_quantified_results: 'Few quantified results: give yours if you have any.',
  },
}

/** Nothing is to be claimed that is not so: a keyword is advised under that condition only. */
export const advise = (term: string, language: Language) =>
  (language === 'en' ? `If you have it, say so: the offer asks for "${term}".` : `Si vous l’avez, dites-le : l’offre demande « ${term} ».`)

interface Measured {
  readonly missing: readonly Keyword[]
  readonly issues: readonly FormatIssue[]
  readonly letter: { readonly actionVerbs: number; readonly quantifiedResults: number } | null
  readonly language: Language
  /** What a unit of a keyword's weight, and a point of the format score, are worth in points of the score. */
  readonly worth: { readonly weight: number; readonly point: number }
}

export const priorityOf = (weight: number): Priority => (weight >= 3 ? 'high' : weight >= 2 ? 'medium' : 'low')
const tenth = (points: number) => Math.round(points * 10) / 10

const rank: Readonly<Record<Priority, number>> = { high: 0, medium: 1, low: 2 }

/** At most 10, the most urgent first; of keywords the six weightiest that are missing. */
export function recommend({ missing, issues, letter, language, worth }: Measured): readonly Recommendation[] {
  const said = messages[language]
  const keywords = missing.slice(0, 6).map(({ term, weight }) => ({
    rule: 'missing_keyword' as const, term, message: advise(term, language), priority: priorityOf(weight), worth: tenth(weight * worth.weight),
  }))
  const format = issues.map(({ rule, points }) => ({ rule, term: null, message: said[rule], worth: tenth(points * worth.point), priority: points >= 15 ? 'high' as const : points >= 10 ? 'medium' as const : 'low' as const }))
  const style = [
    ...(letter !== null && letter.actionVerbs < 3 ? ['few_action_verbs' as const] : []), ...(letter !== null && letter.quantifiedResults < 2 ? ['few_quantified_results' as const] : []),
  ].map((rule) => ({ rule, term: null, message: said[rule], worth: null, priority: 'medium' as const }))
  return [...keywords, ...format, ...style].sort((a, b) => rank[a.priority] - rank[b.priority]).slice(0, 10)
}
